//! The copies stage beside other near-duplicate finders: builds and runs `bench/copies`, which is no part of the workspace.

use crate::{python, root, shared};
use anyhow::{Context, bail};
use std::process::Command;

/// Runs the bench; `args` may name how many articles to make for its last table. `PYTHON` names a Python with datasketch.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let Some(corpora) = shared().map(|s| s.join("corpora")).filter(|c| c.is_dir()) else {
        println!("copies-bench skipped: ../shared/corpora not present");
        return Ok(());
    };
    let done = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(root().join("bench/copies/Cargo.toml"))
        .arg("--")
        .arg(corpora)
        .arg(python())
        .args(args)
        .status()
        .context("cargo")?;
    if !done.success() {
        bail!("bench/copies failed");
    }
    Ok(())
}
