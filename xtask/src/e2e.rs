//! The pages of the server, and of a static site, in a real browser.

use crate::root;
use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian and others put the browser.
const BROWSERS: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
];

/// Serves the sample store, writes it as a site, and looks at every kind of page with `e2e/run.mjs`. `--pictures FOLDER` keeps pictures of
/// the main pages. Where node or a browser is missing it says so and passes, unless `SUTRADHAR_E2E=required`.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let browser = BROWSERS.iter().map(Path::new).find(|p| p.exists());
    let node = Command::new("node")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success());
    let (Some(browser), true) = (browser, node) else {
        let what = if node { "chromium" } else { "node" };
        if required() {
            bail!("{what} is not there, and SUTRADHAR_E2E=required");
        }
        println!("skipped: {what} is not there; apt-get install nodejs npm chromium fonts-noto-core");
        return Ok(());
    };
    let folder = root().join("e2e");
    if !folder.join("node_modules/playwright-core").exists() {
        let done = Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--silent"])
            .current_dir(&folder)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .status()
            .context("npm")?;
        if !done.success() && required() {
            bail!("npm could not install what e2e/package.json names");
        }
        if !done.success() {
            println!("skipped: npm could not install what e2e/package.json names");
            return Ok(());
        }
    }
    let pictures = match args {
        [flag, folder] if flag == "--pictures" => Some(std::env::current_dir()?.join(folder)),
        [] => None,
        _ => bail!("usage: cargo xtask e2e [--pictures FOLDER]"),
    };
    if let Some(folder) = &pictures {
        std::fs::create_dir_all(folder)?;
    }
    let program = built()?;
    let place = tempfile::tempdir()?;
    let store = place.path().join("store");
    let added = Command::new(&program)
        .arg("add")
        .arg(root().join("samples/pages"))
        .arg("--store")
        .arg(&store)
        .arg("--quiet")
        .status()?;
    if !added.success() {
        bail!("the samples could not be added");
    }
    for ui in ["hi", "en"] {
        let written = Command::new(&program)
            .args(["export", "site", "--quiet", "--ui", ui, "--store"])
            .arg(&store)
            .arg("--output")
            .arg(place.path().join("site").join(ui))
            .status()?;
        if !written.success() {
            bail!("the site could not be written");
        }
    }
    let mut server = Command::new(&program)
        .args(["serve", "--port", "0", "--store"])
        .arg(&store)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    if let Some(out) = server.stdout.as_mut() {
        BufReader::new(out).read_line(&mut line)?;
    }
    let address = line
        .split('/')
        .nth(2)
        .map(|a| format!("http://{a}"))
        .unwrap_or_default();
    let mut browse = Command::new("node");
    browse
        .arg(folder.join("run.mjs"))
        .arg(&address)
        .arg(browser)
        .arg(place.path().join("site"))
        .env("SUTRADHAR_PROGRAM", &program)
        .env("SUTRADHAR_STORE", &store)
        .current_dir(&folder);
    if let Some(folder) = &pictures {
        browse.arg(folder);
    }
    let done = browse.status();
    let _ = server.kill();
    let _ = server.wait();
    match done?.success() {
        true => Ok(()),
        false => bail!("the pages are not as they should be (above)"),
    }
}

/// Whether a browser must be there.
fn required() -> bool {
    std::env::var("SUTRADHAR_E2E").is_ok_and(|v| v == "required")
}

/// The program as the tests build it.
fn built() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let done = Command::new(cargo)
        .args(["build", "--quiet", "--workspace", "--bins", "--message-format", "json"])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()?;
    let lines = String::from_utf8_lossy(&done.stdout);
    let made = lines
        .lines()
        .filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok())
        .filter(|m| m["target"]["name"] == "sutradhar")
        .find_map(|m| m["executable"].as_str().map(PathBuf::from));
    match done.status.success() {
        true => made.context("cargo names no program"),
        false => bail!("the program could not be built"),
    }
}
