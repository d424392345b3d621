//! The ledger of figures: value, what it counts, status, as-of date, on whose word, in which origins.

use super::cite::Citer;
use super::labels;
use super::names::{arrows, chain, one_line, outlet_name, statement_over};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::brief::{group_of, own_counts};
use sutradhar_engine::model::*;

/// One figure, however many articles give it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Who is counted or what an amount is for, in the words of the first article that gives it; may be empty.
    pub counted: String,
    /// What is said of them: `killed`, `injured`, `missing`, `arrested`, `detained`, `rescued`, `bodies`, `infected`,
    /// `recovered`; `money` for an amount.
    pub role: &'static str,
    /// `new` (further ones), `total` (all so far) or empty.
    pub measure: &'static str,
    /// Where, if the text says it beside the figure.
    pub place: Option<String>,
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
    class: String,
    place: Option<EntityId>,
    articles: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl FigureRow {
    /// The slot in words: role, who is counted, measure, place (`मृतक · जवान · पेशावर`).
    pub fn what(&self, language: &str) -> String {
        let role = labels::figure_role(self.role).of(language);
        let measure = labels::figure_measure(self.measure).of(language);
        let place = self.place.as_deref().unwrap_or("");
        let parts = [role, self.counted.as_str(), measure, place];
        let shown: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        shown.join(" · ")
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

/// The ledger of these articles: only figures whose slot the text tells (who was killed, what an amount is for), and
/// only of their own matter. Headlines, summaries and other derived lines give none (law 8). A slot that more origins
/// tell of stands first; within a slot, figures stand in order of time.
pub(super) fn figure_table<'a>(
    articles: &[&'a Analysis],
    origin: &dyn Fn(&ArticleId) -> String,
    citer: &mut Citer<'a>,
) -> Vec<FigureRow> {
    let mut entries: Vec<Entry> = Vec::new();
    for analysis in articles {
        let article = &analysis.article;
        for c in own_counts(analysis) {
            let Some(q) = analysis.quantities.get(c.quantity) else {
                continue;
            };
            let Some(n) = citer.cite(&article.id, c.span) else {
                continue;
            };
            let counted = c.counted.map(|s| one_line(analysis.words(s))).unwrap_or_default();
            let class = group_of(&counted);
            let place = c.place.as_ref().and_then(|id| analysis.entity(id));
            let said_by = statement_over(analysis, q.span).map(|s| arrows(&chain(analysis, s), &outlet_name(article)));
            let same = |e: &Entry| {
                (e.row.role, &e.class, e.row.measure) == (c.role, &class, c.measure)
                    && (e.row.number, e.row.number_max, &e.row.unit) == (q.value, q.value_max, &q.unit)
                    && (e.place == c.place || e.place.is_none() || c.place.is_none())
            };
            let at = entries.iter().position(same).unwrap_or_else(|| {
                entries.push(Entry {
                    row: FigureRow {
                        value: one_line(analysis.words(q.span)),
                        number: q.value,
                        number_max: q.value_max,
                        approx: false,
                        unit: q.unit.clone(),
                        counted,
                        role: c.role,
                        measure: c.measure,
                        place: None,
                        status: q.status.name(),
                        as_of: as_of(&article.published),
                        as_of_basis: article.published.basis.name(),
                        said_by: Vec::new(),
                        origins: Vec::new(),
                        articles: 0,
                        cites: Vec::new(),
                    },
                    class: class.clone(),
                    place: None,
                    articles: BTreeSet::new(),
                    origins: BTreeSet::new(),
                });
                entries.len() - 1
            });
            let Some(entry) = entries.get_mut(at) else { continue };
            if entry.place.is_none() {
                entry.place.clone_from(&c.place);
                entry.row.place = place.map(|e| one_line(e.name(article.language.tag())));
            }
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
    by_slot(entries)
}

/// Role, group and place of a figure.
type Slot = (&'static str, String, Option<String>);

/// Entries of one slot next to one another in order of time, the slot that most origins tell of first.
fn by_slot(entries: Vec<Entry>) -> Vec<FigureRow> {
    let slot = |e: &Entry| (e.row.role, e.class.clone(), e.row.place.clone());
    let mut support: BTreeMap<Slot, (BTreeSet<String>, usize)> = BTreeMap::new();
    for (i, e) in entries.iter().enumerate() {
        support
            .entry(slot(e))
            .or_insert_with(|| (BTreeSet::new(), i))
            .0
            .extend(e.origins.iter().cloned());
    }
    let mut keyed: Vec<_> = entries
        .into_iter()
        .enumerate()
        .map(|(i, e)| {
            let (origins, first) = support.get(&slot(&e)).map_or((0, i), |s| (s.0.len(), s.1));
            let mut row = e.row;
            row.articles = e.articles.len();
            row.origins = e.origins.into_iter().collect();
            row.cites.sort_unstable();
            ((std::cmp::Reverse(origins), first, row.as_of.clone(), i), row)
        })
        .collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// The publication date, or the range it is known to lie in. A range open to one side rests on a year somewhere in the
/// text: none is shown.
fn as_of(p: &Published) -> Option<String> {
    p.iso().or_else(|| Some(format!("{}/{}", p.earliest?, p.latest?)))
}
