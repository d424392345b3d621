//! Everything that must pass before a change lands.

use crate::{e2e, eval, fuzz, root};
use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs all checks in order and stops at the first that fails.
///
/// Checks whose tool is not installed say so and are skipped; the tests never are.
pub fn run() -> anyhow::Result<()> {
    step("format", "cargo", &["fmt", "--all", "--check"])?;
    step(
        "lints",
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    optional("spelling", "typos", &[])?;
    if installed("cargo-deny", &["--version"]) {
        step(
            "licences",
            "cargo",
            &["deny", "--log-level", "error", "check", "bans", "licenses", "sources"],
        )?;
        advisories()?;
    } else {
        println!("== licences\nskipped: cargo-deny is not installed");
    }
    println!("== docs");
    let start = Instant::now();
    let docs = Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links")
        .current_dir(root())
        .status()?;
    if !docs.success() {
        bail!("docs failed");
    }
    took(start);
    println!("== score floors");
    let start = Instant::now();
    eval::run(&[])?;
    took(start);
    println!("== fuzz targets");
    let start = Instant::now();
    fuzz::run(&[])?;
    took(start);
    println!("== pages in a browser");
    let start = Instant::now();
    e2e::run(&[])?;
    took(start);
    step("doc tests", "cargo", &["test", "--workspace", "--doc", "--quiet"])?;
    tests()
}

/// Seed of the property tests here, so that one commit always gives one result; a plain `cargo test` draws a new one each time.
const SEED: u64 = 1947;

/// Runs the tests and closes with one line that adds up their results.
fn tests() -> anyhow::Result<()> {
    println!("== tests");
    let start = Instant::now();
    let mut child = Command::new("cargo")
        // Benches are compiled by the lints; run here they would be debug builds that measure nothing.
        .args(["test", "--workspace", "--tests", "--quiet"])
        .env(
            "PROPTEST_RNG_SEED",
            std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| SEED.to_string()),
        )
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut sums = [0usize; 3];
    for line in BufReader::new(child.stdout.take().context("no output of the tests")?).lines() {
        let line = line?;
        println!("{line}");
        if line.starts_with("test result:") {
            for (sum, word) in sums.iter_mut().zip(["passed", "failed", "ignored"]) {
                let number = line
                    .split(word)
                    .next()
                    .and_then(|before| before.split_whitespace().last());
                *sum += number.and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
            }
        }
    }
    let done = child.wait()?;
    took(start);
    println!("tests: {} passed, {} failed, {} skipped", sums[0], sums[1], sums[2]);
    if !done.success() {
        bail!("tests failed");
    }
    Ok(())
}

/// Asks the database of security advisories for what is in `Cargo.lock`; says so where it cannot be fetched.
fn advisories() -> anyhow::Result<()> {
    println!("== advisories");
    let start = Instant::now();
    let asked = Command::new("cargo")
        .args(["deny", "--log-level", "error", "check", "advisories"])
        .current_dir(root())
        .output()?;
    let said = String::from_utf8_lossy(&asked.stderr);
    if said.contains("advisory database") && !asked.status.success() {
        println!("skipped: the database of advisories cannot be fetched");
        return Ok(());
    }
    if !asked.status.success() {
        bail!("advisories:\n{said}");
    }
    took(start);
    Ok(())
}

fn step(name: &str, program: &str, args: &[&str]) -> anyhow::Result<()> {
    println!("== {name}");
    let start = Instant::now();
    if !Command::new(program).args(args).current_dir(root()).status()?.success() {
        bail!("{name} failed: {program} {}", args.join(" "));
    }
    took(start);
    Ok(())
}

/// Says how long a part took.
fn took(start: Instant) {
    println!("   {:.0} s", start.elapsed().as_secs_f64());
}

fn installed(program: &str, args: &[&str]) -> bool {
    Command::new(program)
        .args(args)
        .output()
        .is_ok_and(|o| o.status.success())
}

fn optional(name: &str, program: &str, args: &[&str]) -> anyhow::Result<()> {
    if installed(program, &["--version"]) {
        step(name, program, args)
    } else {
        println!("== {name}\nskipped: {program} is not installed");
        Ok(())
    }
}
