//! The ledger of figures: value, what it counts, status, as-of date, on whose word, in which origins.

use super::cite::Citer;
use super::names::{arrows, chain, one_line, outlet_name, statement_over};
use crate::model::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_text::{fold::fold, stem::stem, words::words};

/// One figure, however many articles give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureRow {
    /// The words of the figure.
    pub value: String,
    /// Its value.
    pub number: f64,
    /// The upper value of a range.
    pub number_max: Option<f64>,
    /// Whether a text hedges it.
    pub approx: bool,
    /// Unit in English, may be empty.
    pub unit: String,
    /// What is counted, in the words of the first article that gives it.
    pub counted: String,
    /// How the text puts it.
    pub status: &'static str,
    /// Publication date of the first report that gives it, A/B where only a range is known: as of then.
    pub as_of: Option<String>,
    /// How that date is known.
    pub as_of_basis: &'static str,
    /// Chains of those on whose word it is given, each once; empty if nobody is named.
    pub said_by: Vec<String>,
    /// Independent origins that give it.
    pub origins: Vec<String>,
    /// Articles that give it.
    pub articles: usize,
    /// Where.
    pub cites: Vec<usize>,
}

struct Entry {
    row: FigureRow,
    heads: BTreeSet<String>,
    articles: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl FigureRow {
    /// What is counted; else the unit, unless the words of the figure name it already (15 दिन).
    pub fn what(&self) -> &str {
        what(&self.value, &self.counted, &self.unit)
    }
}

/// What is counted; else the unit, unless the words of the figure name it already.
pub(super) fn what<'a>(value: &str, counted: &'a str, unit: &'a str) -> &'a str {
    let named = value.split_whitespace().count() > 1;
    match (counted.is_empty(), named) {
        (false, _) => counted,
        (true, true) => "–",
        (true, false) => unit,
    }
}

/// The ledger of these articles, in their order. Headlines, summaries and other derived lines give no figures (law 8).
/// Figures of like things stand together, in order of value.
pub(super) fn ledger<'a>(
    articles: &[&'a Analysis],
    origin: &dyn Fn(&ArticleId) -> String,
    citer: &mut Citer<'a>,
) -> Vec<FigureRow> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut same: BTreeMap<(u64, u64, String, FigureStatus), Vec<usize>> = BTreeMap::new();
    for analysis in articles {
        let article = &analysis.article;
        for q in &analysis.quantities {
            if is_set(analysis.words(q.span)) {
                continue;
            }
            let derived = article.class_at(q.span.start).is_none_or(|c| c != LineClass::Body);
            let counted = q.counted.map(|s| one_line(analysis.words(s))).unwrap_or_default();
            if derived || (counted.is_empty() && q.unit.is_empty()) {
                continue;
            }
            let Some(n) = citer.cite(&article.id, whole(q)) else {
                continue;
            };
            let heads = heads(&counted);
            let key = (
                q.value.to_bits(),
                q.value_max.unwrap_or(q.value).to_bits(),
                q.unit.clone(),
                q.status,
            );
            let said_by = statement_over(analysis, q.span).map(|s| arrows(&chain(analysis, s), &outlet_name(article)));
            let slots = same.entry(key).or_default();
            let found = slots.iter().copied().find(|i| {
                entries
                    .get(*i)
                    .is_some_and(|e| heads.is_empty() && e.heads.is_empty() || !e.heads.is_disjoint(&heads))
            });
            let at = found.unwrap_or_else(|| {
                slots.push(entries.len());
                entries.push(Entry {
                    row: FigureRow {
                        value: one_line(analysis.words(q.span)),
                        number: q.value,
                        number_max: q.value_max,
                        approx: false,
                        unit: q.unit.clone(),
                        counted,
                        status: q.status.name(),
                        as_of: as_of(&article.published),
                        as_of_basis: article.published.basis.name(),
                        said_by: Vec::new(),
                        origins: Vec::new(),
                        articles: 0,
                        cites: Vec::new(),
                    },
                    heads: heads.clone(),
                    articles: BTreeSet::new(),
                    origins: BTreeSet::new(),
                });
                entries.len() - 1
            });
            let Some(entry) = entries.get_mut(at) else { continue };
            entry.heads.extend(heads);
            entry.articles.insert(article.id.to_string());
            entry.origins.insert(origin(&article.id));
            entry.row.approx |= q.approx;
            if !entry.row.cites.contains(&n) {
                entry.row.cites.push(n);
            }
            if let Some(s) = said_by
                && !entry.row.said_by.contains(&s)
            {
                entry.row.said_by.push(s);
            }
        }
    }
    grouped(entries)
}

/// The publication date, or the range it is known to lie in.
fn as_of(p: &Published) -> Option<String> {
    let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let known = p.earliest.is_some() || p.latest.is_some();
    p.iso()
        .or_else(|| known.then(|| format!("{}/{}", day(p.earliest), day(p.latest))))
}

/// Whether the words name all of a known set (दोनों, "both") rather than count something.
fn is_set(words: &str) -> bool {
    let word = fold(words.trim());
    ["दोनों", "दोनो", "तीनों", "चारों", "पांचों", "both"]
        .iter()
        .any(|w| fold(w) == word)
}

/// The figure with what it counts, where both stand together.
fn whole(q: &Quantity) -> Span {
    match q.counted {
        Some(c) if c.start >= q.span.start && c.start <= q.span.end + 40 => Span {
            start: q.span.start,
            end: c.end.max(q.span.end),
        },
        _ => q.span,
    }
}

/// The words of what is counted, folded and stemmed.
fn heads(counted: &str) -> BTreeSet<String> {
    words(counted)
        .iter()
        .map(|t| fold(t.span.of(counted)))
        .map(|w| stem(&w).to_string())
        .filter(|w| w.chars().count() > 1)
        .collect()
}

/// Entries that count like things next to one another, in order of the first of each.
fn grouped(mut entries: Vec<Entry>) -> Vec<FigureRow> {
    let mut group_of_head: BTreeMap<String, usize> = BTreeMap::new();
    let mut keyed: Vec<(usize, FigureRow)> = Vec::new();
    for (i, e) in entries.iter_mut().enumerate() {
        let known = e.heads.iter().find_map(|h| group_of_head.get(h).copied());
        let group = known.unwrap_or(i);
        for h in &e.heads {
            group_of_head.entry(h.clone()).or_insert(group);
        }
        let mut row = e.row.clone();
        row.articles = e.articles.len();
        row.origins = e.origins.iter().cloned().collect();
        row.cites.sort_unstable();
        keyed.push((group, row));
    }
    keyed.sort_by(|(g, a), (h, b)| g.cmp(h).then(a.number.total_cmp(&b.number)));
    keyed.into_iter().map(|(_, row)| row).collect()
}
