//! Records of some pages without a store: what the referee scripts read.

use std::path::{Path, PathBuf};
use sutradhar::export::{RecordKind, records};
use sutradhar::pipeline;
use sutradhar::read;
use sutradhar::store::Derived;
use sutradhar_engine::model::{Analysis, ArticleId};
use sutradhar_engine::{claims, copies, events};

/// Analyses the pages at `paths` and derives everything from them. Units that cannot be read are named on standard
/// error.
pub fn derive(paths: &[String]) -> anyhow::Result<(Vec<Analysis>, Derived)> {
    let mut analyses = analyses(paths);
    let derived = pipeline::derive(&mut analyses)?;
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

/// Everything derived with events that are given: what claims are worth does then not depend on how articles are
/// grouped.
fn derive_on(mut analyses: Vec<Analysis>, groups: &[Vec<ArticleId>]) -> (Vec<Analysis>, Derived) {
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let copies = copies::find(&analyses);
    pipeline::note_agencies(&mut analyses, &copies);
    let headlines: Vec<_> = analyses.iter().filter_map(claims::headlines::check).collect();
    let events = events::describe_groups(&analyses, &copies, &headlines, groups);
    let claims = claims::build_claims(&analyses, &events, &headlines);
    let derived = Derived {
        copies,
        events,
        storylines: Vec::new(),
        claims,
        headlines,
        briefs: Vec::new(),
    };
    (analyses, derived)
}

/// Writes one JSONL file a kind into `out`; gives the number of articles. With `groups`, events are those.
pub fn write(out: &Path, paths: &[String], groups: Option<&[Vec<ArticleId>]>) -> anyhow::Result<usize> {
    let (analyses, derived) = match groups {
        Some(groups) => derive_on(analyses(paths), groups),
        None => derive(paths)?,
    };
    std::fs::create_dir_all(out)?;
    for kind in RecordKind::ALL {
        let mut text = records(kind, &analyses, &derived)?.join("\n");
        text.push('\n');
        std::fs::write(out.join(format!("{kind}.jsonl")), text)?;
    }
    Ok(analyses.len())
}
