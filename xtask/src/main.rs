//! The project's own chores, as `cargo xtask NAME`.

mod eval;
mod gold;
mod records;
mod test;
mod trace;
mod train_lines;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask test             format, lints, tests, docs, licences, spelling, score floors
       cargo xtask eval [NAME...]    one table: stage, data set, score, floor
       cargo xtask records OUT PATH...  all records of some pages, without a store
       cargo xtask trace PATH        one page after each stage
       cargo xtask claims            claims and briefs of the samples on their labelled events, and what they miss
       cargo xtask walkthrough       writes corpus/walkthrough: one sample page after each stage
       cargo xtask train-lines       trains data/extract/line-trees.txt on ../shared/gold/extract/text-lines";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.first().map(String::as_str) {
        Some("test") => test::run(),
        Some("eval") => eval::run(&args[1..]),
        Some("records") if args.len() > 2 => {
            records::write(Path::new(&args[1]), &args[2..]).map(|n| println!("{n} articles"))
        }
        Some("trace") if args.len() == 2 => trace::run(&args[1]),
        Some("train-lines") => train_lines::run(),
        Some("claims") => gold::claims(),
        Some("walkthrough") => trace::walkthrough(),
        _ => Err(anyhow::anyhow!(USAGE)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("xtask: {e:#}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The folder with the referee scripts and gold data that only developers have, if it is there.
pub fn shared() -> Option<PathBuf> {
    let shared = root().join("../shared");
    shared.is_dir().then_some(shared)
}
