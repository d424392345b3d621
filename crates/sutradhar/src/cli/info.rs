//! `sutradhar info`

use super::Outcome;
use super::args::Info;
use super::out::Out;
use super::text::{count, pad};
use super::{articles, work};
use crate::settings::Settings;
use crate::store::{FILE, FORMAT, STAGES, StoreError};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

pub fn run(args: Info, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let (pages, all, stories) = store.counts()?;
    let (mut languages, mut outlets) = (BTreeMap::<&'static str, u64>::new(), BTreeSet::new());
    let (mut first, mut last) = (None::<String>, None::<String>);
    store.each_analysis(|a| {
        *languages.entry(a.article.language.tag()).or_default() += 1;
        outlets.extend(a.article.outlet.clone());
        if let Some(day) = articles::day(&a.article) {
            first = Some(first.take().map_or(day.clone(), |f| f.min(day.clone())));
            last = Some(last.take().map_or(day.clone(), |l| l.max(day)));
        }
        Ok::<(), StoreError>(())
    })?;
    let mut languages: Vec<(&str, u64)> = languages.into_iter().collect();
    languages.sort_by_key(|(tag, n)| (std::cmp::Reverse(*n), *tag));
    let bytes: u64 = ["", "-wal"]
        .iter()
        .filter_map(|end| std::fs::metadata(settings.store.join(format!("{FILE}{end}"))).ok())
        .map(|m| m.len())
        .sum();
    let decisions = store.decisions()?.iter().filter(|d| !d.undone).count() as u64;
    let removed = store.count_removed()?;
    let version = env!("CARGO_PKG_VERSION");
    if args.json {
        let by_language: serde_json::Map<String, serde_json::Value> =
            languages.iter().map(|(tag, n)| (tag.to_string(), json!(n))).collect();
        out.json(&json!({
            "store": settings.store.display().to_string(),
            "bytes": bytes,
            "format": FORMAT,
            "version": version,
            "stages": STAGES,
            "current": store.is_current()?,
            "pages": pages,
            "removed_pages": removed,
            "articles": all,
            "stories": stories,
            "languages": by_language,
            "outlets": outlets.len(),
            "first": first,
            "last": last,
            "decisions_in_force": decisions,
        }))?;
        return Ok(Outcome::Done);
    }
    let mut row = |name: &str, what: String| out.wrapped(&pad(name, 11), &what, "");
    row("Store", settings.store.display().to_string())?;
    row("Size", size(bytes))?;
    let gone = if removed > 0 {
        format!(", {removed} removed")
    } else {
        String::new()
    };
    row("Pages", format!("{pages}{gone}"))?;
    row("Articles", format!("{all} in {}", count(stories, "story")))?;
    let list: Vec<String> = languages.iter().map(|(tag, n)| format!("{tag} {n}")).collect();
    row("Languages", list.join(", "))?;
    row("Outlets", outlets.len().to_string())?;
    if let (Some(first), Some(last)) = (first, last) {
        row("Dated", format!("{first} to {last}"))?;
    }
    row("Decisions", format!("{decisions} in force"))?;
    row(
        "Version",
        format!("sutradhar {version}, store format {FORMAT}, stages {STAGES}"),
    )?;
    Ok(Outcome::Done)
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    match bytes {
        0..=1_048_575 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
