//! The project's own chores: `cargo xtask records OUT PATH...` writes all records of some pages, without a store.

use anyhow::{Context, bail};
use std::path::Path;
use sutradhar::export::{KINDS, records};
use sutradhar::{pipeline, read};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("records") if args.len() > 2 => write_records(Path::new(&args[1]), &args[2..]),
        _ => bail!("usage: cargo xtask records OUT PATH..."),
    }
}

fn write_records(out: &Path, paths: &[String]) -> anyhow::Result<()> {
    let mut analyses = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).with_context(|| path.clone())?;
        let one = |kind, bytes: &[u8]| read::Raw {
            source: path.clone(),
            kind,
            bytes: bytes.to_vec(),
        };
        let raws = if path.ends_with(".jsonl") {
            bytes
                .split(|b| *b == b'\n')
                .filter(|l| !l.is_empty())
                .map(|l| one(read::RawKind::Record, l))
                .collect()
        } else if path.ends_with(".html") {
            vec![one(read::RawKind::Html, &bytes)]
        } else {
            vec![one(read::RawKind::Text, &bytes)]
        };
        for raw in raws {
            for page in read::pages(&raw)
                .map_err(anyhow::Error::msg)
                .with_context(|| path.clone())?
            {
                analyses.push(pipeline::analyse(&page));
            }
        }
    }
    let derived = pipeline::derive(&mut analyses);
    std::fs::create_dir_all(out)?;
    for kind in KINDS {
        let mut text = records(kind, &analyses, &derived).join("\n");
        text.push('\n');
        std::fs::write(out.join(format!("{kind}.jsonl")), text)?;
    }
    println!("{} articles -> {}", analyses.len(), out.display());
    Ok(())
}
