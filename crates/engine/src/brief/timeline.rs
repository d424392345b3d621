//! What happened when: the dated sentences of an event, in order of time.

use super::choose::overlap;
use super::line::line;
use crate::claims::words::{folded_words, terms_of};
use crate::model::*;

/// How many entries a timeline has at most.
const ENTRIES: usize = 40;
/// How many places are cited behind one entry.
const CITED: usize = 6;
/// Share of the shorter sentence's words from which two sentences of one date tell the same.
const SAME: f64 = 0.6;

/// The timeline of the articles that are read, and the event's own day.
pub(crate) fn timeline(analyses: &[Analysis], read: &[(usize, usize)], event: &Event) -> Vec<TimelineEntry> {
    let mut out: Vec<(TimelineEntry, Vec<String>)> = Vec::new();
    for &(i, _) in read {
        let a = &analyses[i];
        for t in &a.times {
            if t.days.is_none() || t.value.is_empty() || matches!(t.precision, Precision::Vague | Precision::None) {
                continue;
            }
            let Some(s) = a.sentence_at(t.span.start).filter(|s| s.class == LineClass::Body) else {
                continue;
            };
            if !a.words(s.span).trim_end().ends_with('?') {
                put(&mut out, a, s.span, t.value.clone(), t.precision);
            }
        }
    }
    if let Some(day) = event.start.map(|d| d.to_string())
        && !out.iter().any(|(e, _)| e.date.starts_with(&day))
        && let Some(a) = read.first().and_then(|r| analyses.get(r.0))
        && let Some(s) = a.body_sentences().next()
    {
        put(&mut out, a, s.span, day, Precision::Day);
    }
    out.sort_by(|(x, _), (y, _)| {
        (x.date.as_str(), x.precision, &x.citations).cmp(&(y.date.as_str(), y.precision, &y.citations))
    });
    if out.len() > ENTRIES {
        // The newest entries are what a reader follows the story for.
        out.drain(..out.len() - ENTRIES);
    }
    out.into_iter().map(|e| e.0).collect()
}

/// Adds a dated sentence, or its citation to the entry of that date which tells the same.
fn put(out: &mut Vec<(TimelineEntry, Vec<String>)>, a: &Analysis, sentence: Span, date: String, precision: Precision) {
    let Some(line) = line(a, sentence) else { return };
    let mut keys: Vec<String> = terms_of(&folded_words(&line.text, 0))
        .into_iter()
        .map(|t| t.key)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    if let Some((same, _)) = out
        .iter_mut()
        .find(|(e, k)| e.date == date && overlap(k, &keys) >= SAME)
    {
        for c in line.citations {
            if same.citations.len() < CITED && !same.citations.contains(&c) {
                same.citations.push(c);
            }
        }
        return;
    }
    out.push((
        TimelineEntry {
            date,
            precision,
            text: line.text,
            citations: line.citations,
        },
        keys,
    ));
}
