//! Records of some pages without a store: what the referee scripts read.

use std::path::{Path, PathBuf};
use sutradhar::export::{KINDS, records};
use sutradhar::pipeline::{self, Derived};
use sutradhar::read;
use sutradhar_engine::model::Analysis;

/// Analyses the pages at `paths` and derives everything from them. Units that cannot be read are named on standard
/// error.
pub fn derive(paths: &[String]) -> anyhow::Result<(Vec<Analysis>, Derived)> {
    let mut analyses = analyses(paths);
    let derived = pipeline::derive(&mut analyses);
    Ok((analyses, derived))
}

/// Analyses the pages at `paths`, each by itself.
pub fn analyses(paths: &[String]) -> Vec<Analysis> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let mut analyses = Vec::new();
    read::files::read(&paths, &mut |unit| {
        match unit {
            Err(e) => eprintln!("{e}"),
            Ok((raw, _)) => match read::pages(&raw) {
                Ok(pages) => analyses.extend(pages.iter().map(pipeline::analyse)),
                Err(why) => eprintln!("{}: {why}", raw.source),
            },
        }
        true
    });
    analyses
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
