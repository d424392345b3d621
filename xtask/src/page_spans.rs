//! Labelled HTML pages (`corpus/labels/extract`): for each page the places of its article, in code points of the page
//! as it lies beside the project. The words themselves are cut out of the page here.

use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use sutradhar_engine::extract::train;

/// The labelled pages.
const LABELS: &str = "corpus/labels/extract/indic.jsonl";

/// Their folder below `../shared`.
pub const PAGES: &str = "gold/extract/indic-unlabelled";

#[derive(Deserialize)]
struct Row {
    id: String,
    /// Begin and end of each paragraph and sub-heading.
    body: Vec<(usize, usize)>,
}

/// The article of each labelled page, by its name.
///
/// # Errors
/// A page that is not there, or a place that is not on it.
pub fn articles(shared: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for line in std::fs::read_to_string(crate::root().join(LABELS))?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let page = String::from_utf8_lossy(&unpacked(&shared.join(PAGES).join(format!("{}.html.gz", row.id)))?)
            .chars()
            .collect::<Vec<char>>();
        let mut paragraphs = Vec::new();
        for (start, end) in row.body {
            let cut = page
                .get(start..end)
                .with_context(|| format!("{}: {start}..{end}", row.id))?;
            paragraphs.push(words(&cut.iter().collect::<String>()));
        }
        out.insert(row.id, paragraphs.join("\n\n"));
    }
    Ok(out)
}

/// The bytes of a packed file, or of one that is not.
pub fn unpacked(at: &Path) -> anyhow::Result<Vec<u8>> {
    if at.extension().is_none_or(|e| e != "gz") {
        return Ok(std::fs::read(at)?);
    }
    let out = Command::new("gzip").arg("-dc").arg(at).output().context("gzip")?;
    anyhow::ensure!(out.status.success(), "{} cannot be unpacked", at.display());
    Ok(out.stdout)
}

/// The words of a piece of markup.
fn words(markup: &str) -> String {
    let (mut out, mut rest) = (String::new(), markup);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let lower = rest.chars().take(12).collect::<String>().to_ascii_lowercase();
        let skipped = ["script", "style", "noscript", "svg", "button"]
            .iter()
            .find(|t| lower[1..].starts_with(**t));
        let end = match skipped {
            Some(tag) => rest
                .to_ascii_lowercase()
                .find(&format!("</{tag}"))
                .map_or(rest.len(), |i| i + 2),
            None if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |i| i + 2),
            None => 0,
        };
        if lower.starts_with("<br") || skipped.is_some() {
            out.push(' ');
        }
        rest = &rest[end..];
        rest = rest.find('>').map_or("", |i| &rest[i + 1..]);
    }
    out.push_str(rest);
    train::character_references(&out)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_of_markup() {
        let markup = "नहर <b>टूट</b>ी<br>और <script>a<b</script><!-- x > y -->पुल &amp; बांध";
        assert_eq!(super::words(markup), "नहर टूटी और पुल & बांध");
    }
}
