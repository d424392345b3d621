//! Reading beside other programs: builds and runs `bench/reading`, which is no part of the workspace.

use crate::{python, root};
use anyhow::{Context, bail};
use std::process::Command;

/// Runs the bench. `PYTHON` names a Python with indic-nlp-library.
pub fn run() -> anyhow::Result<()> {
    let done = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(root().join("bench/reading/Cargo.toml"))
        .arg("--")
        .arg(python())
        .status()
        .context("cargo")?;
    if !done.success() {
        bail!("bench/reading failed");
    }
    Ok(())
}
