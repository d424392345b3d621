//! Everything that must pass before a change lands.

use crate::{eval, root};
use anyhow::bail;
use std::process::Command;

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
    } else {
        println!("== licences\nskipped: cargo-deny is not installed");
    }
    println!("== docs");
    let docs = Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root())
        .status()?;
    if !docs.success() {
        bail!("docs failed");
    }
    println!("== score floors");
    eval::run(&[])?;
    step("tests", "cargo", &["test", "--workspace", "--all-targets", "--quiet"])?;
    step("doc tests", "cargo", &["test", "--workspace", "--doc", "--quiet"])
}

fn step(name: &str, program: &str, args: &[&str]) -> anyhow::Result<()> {
    println!("== {name}");
    if !Command::new(program).args(args).current_dir(root()).status()?.success() {
        bail!("{name} failed: {program} {}", args.join(" "));
    }
    Ok(())
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
