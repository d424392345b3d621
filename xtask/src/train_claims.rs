//! Training of the scorers of claims: writes the features of all pairs of propositions of the labelled events; the script
//! `xtask/train/claims.py` fits the trees and chooses the thresholds.

use crate::{root, shared, train};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use sutradhar::{pipeline, read};
use sutradhar_engine::claims::link::{NAMES, featured_pairs};
use sutradhar_engine::model::{Analysis, ArticleId};
use sutradhar_text::span::CodePoints;

/// `pairs DIR GOLD...` writes the features of the events of each gold folder; without a word both, then the trees are fitted.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let folder = args.get(1).map_or_else(|| root().join("target/train-claims"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let given: Vec<PathBuf> = args.iter().skip(2).map(PathBuf::from).collect();
    let sets = if given.is_empty() {
        vec![shared.join("gold/claims"), shared.join("gold/claims-2")]
    } else {
        given
    };
    for set in &sets {
        let name = set.file_name().and_then(|n| n.to_str()).context("a gold folder has a name")?;
        write(set, &folder.join(format!("{name}.tsv")))?;
    }
    if args.first().is_none() {
        let out = root().join("crates/engine/data/claims");
        train("claims.py", &[folder, shared.join("gold"), out])?;
    }
    Ok(())
}

/// Writes the pairs of one gold folder: event, then article and offsets of each side, then the features.
fn write(gold: &Path, to: &Path) -> anyhow::Result<()> {
    let mut by_id: BTreeMap<ArticleId, Analysis> = BTreeMap::new();
    read::files::read(&[gold.join("docs.jsonl")], &mut |unit| {
        if let Ok((raw, _)) = unit
            && let Ok(pages) = read::pages(&raw)
        {
            for a in pages.iter().map(pipeline::analyse) {
                by_id.insert(a.article.id.clone(), a);
            }
        }
        true
    });
    let mut out = format!("#\t{}\n", NAMES.join("\t"));
    let text = std::fs::read_to_string(gold.join("gold.jsonl")).context("gold.jsonl")?;
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line)?;
        let name = event["event"].as_str().context("event")?;
        let ids = event["articles"].as_array().context("articles")?;
        let mut list: Vec<&Analysis> = ids
            .iter()
            .filter_map(|i| by_id.get(&ArticleId(i.as_str()?.to_string())))
            .collect();
        list.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let points: BTreeMap<&ArticleId, CodePoints> =
            list.iter().map(|a| (&a.article.id, CodePoints::new(&a.article.text))).collect();
        for p in featured_pairs(&list) {
            write!(out, "{name}")?;
            for (id, span) in &p.sides {
                let at = points.get(id).context("an article of the event")?;
                write!(out, "\t{id}\t{}\t{}", at.at(span.start), at.at(span.end))?;
            }
            for x in p.features {
                write!(out, "\t{:.4}", x)?;
            }
            out.push('\n');
        }
    }
    std::fs::write(to, out)?;
    Ok(())
}
