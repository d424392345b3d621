//! `sutradhar info`

use super::Outcome;
use super::args::Info;
use super::out::Out;
use super::text::{count, pad};
use crate::app::App;
use crate::store::{FORMAT, STAGES};
use serde_json::json;

pub fn run(args: Info, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    super::work::note_freshness(&app.read()?, out)?;
    let info = app.info()?;
    let store = app.settings().store.display().to_string();
    let version = env!("CARGO_PKG_VERSION");
    if args.json {
        let by_language: serde_json::Map<String, serde_json::Value> = info
            .languages
            .iter()
            .map(|(tag, n)| (tag.to_string(), json!(n)))
            .collect();
        let (first, last) = info.days.unzip();
        out.json(&json!({
            "store": store,
            "bytes": info.bytes,
            "format": FORMAT,
            "version": version,
            "stages": STAGES,
            "current": info.current,
            "pages": info.pages,
            "removed_pages": info.removed,
            "articles": info.articles,
            "stories": info.stories,
            "languages": by_language,
            "outlets": info.outlets,
            "first": first,
            "last": last,
            "decisions_in_force": info.decisions,
        }))?;
        return Ok(Outcome::Done);
    }
    let mut row = |name: &str, what: String| out.wrapped(&pad(name, 11), &what, "");
    row("Store", store)?;
    row("Size", size(info.bytes))?;
    let gone = match info.removed {
        0 => String::new(),
        n => format!(", {n} removed"),
    };
    row("Pages", format!("{}{gone}", info.pages))?;
    row(
        "Articles",
        format!("{} in {}", info.articles, count(info.stories, "story")),
    )?;
    let list: Vec<String> = info.languages.iter().map(|(tag, n)| format!("{tag} {n}")).collect();
    row("Languages", list.join(", "))?;
    row("Outlets", info.outlets.to_string())?;
    if let Some((first, last)) = info.days {
        row("Dated", format!("{first} to {last}"))?;
    }
    row("Decisions", format!("{} in force", info.decisions))?;
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
