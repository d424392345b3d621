//! Training of the scorer that says how likely two events belong to one story: writes the features of all compared
//! pairs of events of the corpora; `xtask/train/storylines.py` fits the trees.

use crate::{root, shared, train};
use anyhow::{Context, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use sutradhar_engine::claims;
use sutradhar_engine::model::{Analysis, Event};
use sutradhar_engine::storylines::{FEATURES, Facts, Plan};
use sutradhar_engine::{copies, events};

/// `pairs DIR` writes the features for the corpora, `pairs DIR PATH` those for the pages at PATH; without a word
/// the first, then the trees are fitted (PYTHON names an interpreter with lightgbm).
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let folder = args
        .get(1)
        .map_or_else(|| root().join("target/train-storylines"), PathBuf::from);
    match args.first().map(String::as_str) {
        Some("pairs") => pairs(
            &args.get(2).map_or_else(|| shared.join("corpora"), PathBuf::from),
            &folder,
        ),
        None => {
            pairs(&shared.join("corpora"), &folder)?;
            let labels = root().join("corpus/labels/storylines.jsonl");
            let out = root().join("crates/engine/data/storylines/trees.txt");
            train("storylines.py", &[folder, labels, out])
        }
        Some(other) => bail!("train-storylines: unknown part {other}"),
    }
}

/// Writes `pairs.ids`, a header `FEATURE...` and the articles of both events of each pair, and `pairs.f32`, their
/// features in the same order, little endian.
fn pairs(pages: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut analyses = crate::records::analyses(&[pages.to_string_lossy().into_owned()]);
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let found = copies::find(&analyses);
    let checks: Vec<_> = analyses.iter().filter_map(claims::headlines::check).collect();
    let list = events::cluster(&mut analyses, &found, &checks);
    let by_id: std::collections::HashMap<_, &Analysis> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    let facts: Vec<Facts> = list
        .iter()
        .map(|e| {
            let own: Vec<Analysis> = e
                .articles
                .iter()
                .filter_map(|id| by_id.get(id))
                .map(|a| (*a).clone())
                .collect();
            Facts::of(e, &own)
        })
        .collect();
    let plan = Plan::new(&list, &facts);
    let mut text = format!("{}\n", FEATURES.map(|f| f.name).join(" "));
    let mut bytes = Vec::new();
    let ids = |e: &Event| e.articles.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(",");
    for (a, b, features) in plan.compared() {
        writeln!(text, "{} {}", ids(a), ids(b))?;
        bytes.extend(features.iter().flat_map(|x| x.to_le_bytes()));
    }
    std::fs::write(folder.join("pairs.ids"), text)?;
    std::fs::write(folder.join("pairs.f32"), bytes)?;
    println!("{} events, {} pairs", list.len(), plan.compared().len());
    Ok(())
}
