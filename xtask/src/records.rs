//! Records of some pages without a store: what the referee scripts read.

use anyhow::Context;
use std::path::Path;
use sutradhar::export::{KINDS, records};
use sutradhar::pipeline::{self, Derived};
use sutradhar::read;
use sutradhar_engine::model::Analysis;

/// Analyses the pages at `paths` and derives everything from them.
pub fn derive(paths: &[String]) -> anyhow::Result<(Vec<Analysis>, Derived)> {
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
    Ok((analyses, derived))
}

/// Writes one JSONL file a kind into `out`; gives the number of articles.
pub fn write(out: &Path, paths: &[String]) -> anyhow::Result<usize> {
    let (analyses, derived) = derive(paths)?;
    std::fs::create_dir_all(out)?;
    for kind in KINDS {
        let mut text = records(kind, &analyses, &derived).join("\n");
        text.push('\n');
        std::fs::write(out.join(format!("{kind}.jsonl")), text)?;
    }
    Ok(analyses.len())
}
