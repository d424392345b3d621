//! Two articles side by side.

use super::lineage::{QuotedLine, quoted};
use super::names::{ArticleRow, article_row, one_line};
use super::pieces::{Piece, pieces, swaps};
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::{fold::fold, span::CodePoints};

/// Two articles side by side, as plain data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DiffPage {
    /// The one nearer the origin, or simply the first.
    pub from: ArticleRow,
    /// The other.
    pub to: ArticleRow,
    /// Whether it is known which stands nearer the origin.
    pub directed: bool,
    /// What they are to each other; `none` if they share no copy.
    pub relation: &'static str,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Share of the shorter text that the longer one holds, 0 to 1.
    pub containment: f64,
    /// Sentences kept.
    pub kept: usize,
    /// Sentences changed.
    pub changed: usize,
    /// Sentences that only `to` has.
    pub added: usize,
    /// Sentences that only `from` has.
    pub dropped: usize,
    /// The sentences of both, in the order of `from`; what `to` added stands after what comes before it there.
    pub rows: Vec<DiffRow>,
}

/// One sentence of either or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffRow {
    /// What became of it.
    pub side: DiffSide,
    /// In `from`.
    pub from: Option<QuotedLine>,
    /// In `to`.
    pub to: Option<QuotedLine>,
    /// Both versions in one, where it was changed.
    pub pieces: Vec<Piece>,
    /// Words and what stands for them, where it was changed.
    pub words: Vec<(String, String)>,
    /// Whether words in quotation marks are given without.
    pub quote_marks_lost: bool,
}

/// What became of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffSide {
    /// Stands in both.
    Kept,
    /// Stands in both in other words.
    Changed,
    /// Stands only in the second.
    Added,
    /// Stands only in the first.
    Dropped,
}

/// Two articles side by side. Without a pair the two are compared here; articles that share nothing give only sentences
/// that one or the other has.
pub fn diff_page(pair: Option<&CopyPair>, a: &Analysis, b: &Analysis) -> DiffPage {
    let computed = match pair {
        Some(_) => None,
        None => sutradhar_engine::copies::find(&sorted(a, b)).into_iter().next(),
    };
    let pair = pair.or(computed.as_ref());
    let of = |id: &ArticleId| if a.article.id == *id { a } else { b };
    let (from, to) = match pair {
        Some(p) if p.source.as_ref() == Some(&p.b) => (of(&p.b), of(&p.a)),
        Some(p) if p.source.is_some() => (of(&p.a), of(&p.b)),
        _ => (a, b),
    };
    let aligned = match pair {
        Some(p) => aligned(p, from),
        None => by_words(from, to),
    };
    let rows = rows(from, to, aligned);
    let count = |side: DiffSide| rows.iter().filter(|r| r.side == side).count();
    DiffPage {
        from: article_row(&from.article, None),
        to: article_row(&to.article, None),
        directed: pair.is_some_and(|p| p.source.is_some()),
        relation: pair.map_or("none", |p| p.relation.name()),
        agency: pair.and_then(|p| p.agency.clone()),
        containment: pair.map_or(0.0, |p| p.containment),
        kept: count(DiffSide::Kept),
        changed: count(DiffSide::Changed),
        added: count(DiffSide::Added),
        dropped: count(DiffSide::Dropped),
        rows,
    }
}

fn sorted(a: &Analysis, b: &Analysis) -> Vec<Analysis> {
    let mut both = vec![a.clone(), b.clone()];
    both.sort_by(|x, y| x.article.id.cmp(&y.article.id));
    both
}

/// Sentences of both with their counterparts: `from`, `to`, quote marks lost.
type Aligned = Vec<(Option<Span>, Option<Span>, bool)>;

/// The sentences of a pair, turned so that `from` comes first.
fn aligned(pair: &CopyPair, from: &Analysis) -> Aligned {
    let first = pair.a == from.article.id;
    let turn = |p: Passage| {
        if first {
            (Some(p.a), Some(p.b))
        } else {
            (Some(p.b), Some(p.a))
        }
    };
    let mut out: Aligned = Vec::new();
    for p in &pair.kept {
        let (f, t) = turn(*p);
        out.push((f, t, false));
    }
    for c in &pair.changed {
        let (f, t) = turn(c.at);
        out.push((f, t, c.quote_marks_lost));
    }
    // Where no source is known, `added` is of `b` and `dropped` of `a`, whichever is shown first.
    let swap = pair.source.is_none() && !first;
    let (mine, theirs) = if swap {
        (&pair.added, &pair.dropped)
    } else {
        (&pair.dropped, &pair.added)
    };
    out.extend(mine.iter().map(|s| (Some(*s), None, false)));
    out.extend(theirs.iter().map(|s| (None, Some(*s), false)));
    out
}

/// Sentences with the same words, for articles that share too little to be a pair.
fn by_words(from: &Analysis, to: &Analysis) -> Aligned {
    let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for s in to.body_sentences() {
        places
            .entry(fold(&one_line(to.words(s.span))))
            .or_default()
            .push(s.span);
    }
    places.values_mut().for_each(|list| list.reverse());
    let mut out: Aligned = Vec::new();
    for s in from.body_sentences() {
        let twin = places.get_mut(&fold(&one_line(from.words(s.span)))).and_then(Vec::pop);
        out.push((Some(s.span), twin, false));
    }
    out.extend(places.into_values().flatten().map(|s| (None, Some(s), false)));
    out
}

fn rows(from: &Analysis, to: &Analysis, aligned: Aligned) -> Vec<DiffRow> {
    let (p, q) = (CodePoints::new(&from.article.text), CodePoints::new(&to.article.text));
    let row = |(f, t, lost): (Option<Span>, Option<Span>, bool)| {
        let left = f.map(|s| quoted(from, &p, s));
        let right = t.map(|s| quoted(to, &q, s));
        let (side, pieces) = match (&left, &right) {
            (Some(l), Some(r)) if fold(&l.text) == fold(&r.text) && !lost => (DiffSide::Kept, Vec::new()),
            (Some(l), Some(r)) => (DiffSide::Changed, pieces(&l.text, &r.text)),
            (Some(_), None) => (DiffSide::Dropped, Vec::new()),
            _ => (DiffSide::Added, Vec::new()),
        };
        DiffRow {
            side,
            words: swaps(&pieces),
            pieces,
            quote_marks_lost: lost,
            from: left,
            to: right,
        }
    };
    let mut list: Vec<DiffRow> = aligned
        .into_iter()
        .map(row)
        .filter(|r| r.from.is_some() || r.to.is_some())
        .collect();
    // What was added follows the sentence of `to` before it, wherever that stands in `from`.
    let mut anchors: Vec<(u32, u32)> = list
        .iter()
        .filter_map(|r| Some((r.to.as_ref()?.start, r.from.as_ref()?.start)))
        .collect();
    anchors.sort_unstable();
    list.sort_by_cached_key(|r| {
        let to = r.to.as_ref().map_or(0, |t| t.start);
        match &r.from {
            Some(f) => (Some(f.start), 0, to),
            None => {
                let before = anchors.partition_point(|(t, _)| *t < to);
                let at = before.checked_sub(1).and_then(|i| anchors.get(i)).map(|(_, f)| *f);
                (at, 1, to)
            }
        }
    });
    list
}
