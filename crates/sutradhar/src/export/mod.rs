//! The record contract: one JSON object a line, offsets in Unicode code points.

pub mod claims;
pub mod records;
pub mod storylines;
pub mod propositions;
mod stream;
pub mod table;
mod kind;

pub use kind::RecordKind;
pub use stream::{ExportError, stream};
pub use table::Sink;

use crate::store::Derived;
use records::*;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use storylines::storyline;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// The records of one kind, one JSON text each, in a fixed order.
///
/// # Errors
/// A record names an article that is not among `analyses`.
pub fn records(kind: RecordKind, analyses: &[Analysis], derived: &Derived) -> Result<Vec<String>, ExportError> {
    let by_id: HashMap<&ArticleId, &Analysis> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    let find = |id: &ArticleId| by_id.get(id).copied().ok_or_else(|| MissingArticle::new(id));
    let cites = matches!(
        kind,
        RecordKind::Storylines | RecordKind::Claims | RecordKind::Headlines | RecordKind::Briefs
    );
    let points: HashMap<&ArticleId, CodePoints<'_>> = analyses
        .iter()
        .filter(|_| cites)
        .map(|a| (&a.article.id, CodePoints::new(&a.article.text)))
        .collect();
    let points = |id: &ArticleId| points.get(id);
    fn lines<T: Serialize>(items: impl IntoIterator<Item = T>) -> Result<Vec<String>, ExportError> {
        items.into_iter().map(|r| record_line(&r)).collect()
    }
    fn checked<T: Serialize>(
        items: impl IntoIterator<Item = Result<T, MissingArticle>>,
    ) -> Result<Vec<String>, ExportError> {
        items.into_iter().map(|r| record_line(&r?)).collect()
    }
    let origin_of: HashMap<&ArticleId, &OriginId> = derived
        .events
        .iter()
        .flat_map(|e| &e.origins)
        .flat_map(|o| o.articles.iter().map(move |a| (a, &o.id)))
        .collect();
    match kind {
        RecordKind::Articles => lines(analyses.iter().map(article)),
        RecordKind::Mentions => lines(analyses.iter().flat_map(mentions)),
        RecordKind::Times => lines(analyses.iter().flat_map(times)),
        RecordKind::Quantities => lines(analyses.iter().flat_map(quantities)),
        RecordKind::Statements => lines(
            analyses
                .iter()
                .flat_map(|a| statements(a, origin_of.get(&a.article.id).map(|o| o.as_str()))),
        ),
        RecordKind::Propositions => lines(analyses.iter().flat_map(propositions::propositions)),
        RecordKind::Copies => checked(derived.copies.iter().map(|c| Ok(copy(c, find(&c.a)?, find(&c.b)?)))),
        RecordKind::Events => lines(derived.events.iter().map(event)),
        RecordKind::Storylines => checked(derived.storylines.iter().map(|s| storyline(s, &points))),
        RecordKind::Claims => checked(derived.claims.iter().map(|c| claims::claim(c, &points))),
        RecordKind::Headlines => checked(derived.headlines.iter().map(|h| headline(h, &points))),
        RecordKind::Briefs => checked(derived.briefs.iter().map(|b| brief(b, &points))),
    }
}

/// Code-point offsets of a span.
fn offsets(points: &CodePoints<'_>, span: Span) -> Offsets {
    Offsets {
        start: points.at(span.start),
        end: points.at(span.end),
    }
}

/// JSON in which characters that could control a terminal are escaped as well; its value is the same. The writer of
/// JSON leaves some of them as they are, and they stand only inside strings.
pub fn json_escaped(json: &str) -> std::borrow::Cow<'_, str> {
    let raw = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !json.contains(raw) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if raw(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// One record as JSON.
fn record_line<T: Serialize>(record: &T) -> Result<String, ExportError> {
    Ok(serde_json::to_string(record)?)
}

/// Where bytes go that another thread may write.
pub type Target<'a> = &'a mut (dyn Write + Send);

/// Writes a file as a whole or not at all: under another name first, then renamed.
pub fn write_file(path: &Path, write: impl FnOnce(Target<'_>) -> io::Result<()>) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        // A pipe or a device (`/dev/stdout`) cannot be replaced.
        return write(&mut std::fs::OpenOptions::new().write(true).open(path)?);
    }
    replaced(path, write)?.sync_all()
}

/// The same for one of many files that can be written again at any time: what stands there already stays, and nothing
/// waits for the disk.
pub fn write_page(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replaced(path, |to| to.write_all(bytes)).map(drop)
}

fn replaced(path: &Path, write: impl FnOnce(Target<'_>) -> io::Result<()>) -> io::Result<std::fs::File> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".sutradhar-").tempfile_in(folder)?;
    {
        let mut buffered = io::BufWriter::new(file.as_file_mut());
        write(&mut buffered)?;
        buffered.flush()?;
    }
    let made = file.persist(path).map_err(|e| e.error)?;
    #[cfg(unix)]
    {
        // Temporary files are private; an export is as open as any other new file.
        use std::os::unix::fs::PermissionsExt;
        made.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(made)
}
