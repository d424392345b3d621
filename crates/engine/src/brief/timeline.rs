//! What happened when: the dated sentences of an event, in order of time.

use super::choose::overlap;
use super::line::line;
use super::opening::{is_anaphoric, keys};
use super::{gate, lookup};
use crate::model::*;

/// How many entries a timeline has at most.
const ENTRIES: usize = 40;
/// How many places are cited behind one entry.
const CITED: usize = 6;
/// Share of the shorter sentence's words from which two sentences of one date tell the same.
const SAME: f64 = 0.6;

/// An entry while the timeline is put together.
struct Row {
    entry: TimelineEntry,
    /// Its content words, sorted.
    keys: Vec<String>,
    /// Whether its words lean on a sentence before it.
    is_anaphoric: bool,
}

/// The timeline of the articles that are read, and the event's own day.
pub(crate) fn timeline(analyses: &[Analysis], read: &[(usize, usize)], event: &Event) -> Vec<TimelineEntry> {
    let mut out: Vec<Row> = Vec::new();
    for &(i, _) in read {
        let a = &analyses[i];
        for t in &a.times {
            if t.days.is_none() || t.value.is_empty() || matches!(t.precision, Precision::Vague | Precision::None) {
                continue;
            }
            let Some(s) = a.sentence_at(t.span.start).filter(|s| s.class == LineClass::Body) else {
                continue;
            };
            // A sentence that only says who reported it, and when, is no happening.
            let report = a.statements.iter().any(|st| st.cue.is_some_and(|c| s.span.contains(c)))
                && !a.statements.iter().any(|st| st.content.overlaps(s.span));
            if !report && !a.words(s.span).trim_end().ends_with('?') {
                put(&mut out, analyses, a, s.span, &t.value, t.precision);
            }
        }
    }
    if let Some(day) = event.start.map(|d| d.to_string())
        && !out.iter().any(|r| r.entry.date.starts_with(&day))
        && let Some(a) = read.first().and_then(|r| analyses.get(r.0))
        && let Some(s) = a.body_sentences().next()
    {
        put(&mut out, analyses, a, s.span, &day, Precision::Day);
    }
    let mut out: Vec<TimelineEntry> = out.into_iter().map(|r| r.entry).collect();
    out.sort_by(|x, y| (&x.date, x.precision, &x.citations).cmp(&(&y.date, y.precision, &y.citations)));
    if out.len() > ENTRIES {
        // The newest entries are what a reader follows the story for.
        out.drain(..out.len() - ENTRIES);
    }
    out
}

/// Adds a dated sentence, or its citation to the entry of that date which tells the same.
fn put(out: &mut Vec<Row>, analyses: &[Analysis], a: &Analysis, sentence: Span, date: &str, precision: Precision) {
    let Some(line) = line(a, sentence) else { return };
    if gate::pass(&line.text, &line.citations, |id| lookup(analyses, id)).is_err() {
        return;
    }
    let keys = keys(&line.text);
    let is_anaphoric = is_anaphoric(a, sentence);
    if let Some(same) = out
        .iter_mut()
        .find(|r| r.entry.date == date && overlap(&r.keys, &keys) >= SAME)
    {
        let mut more = line.citations;
        if same.is_anaphoric && !is_anaphoric {
            (same.entry.text, same.keys, same.is_anaphoric) = (line.text, keys, is_anaphoric);
            std::mem::swap(&mut same.entry.citations, &mut more);
        }
        for c in more {
            if same.entry.citations.len() < CITED && !same.entry.citations.contains(&c) {
                same.entry.citations.push(c);
            }
        }
        return;
    }
    let entry = TimelineEntry {
        date: date.to_string(),
        precision,
        text: line.text,
        citations: line.citations,
    };
    out.push(Row {
        entry,
        keys,
        is_anaphoric,
    });
}
