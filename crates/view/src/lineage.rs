//! What an article kept, changed, added and dropped against the text it shares.

use super::cite::{Citer, line_of};
use super::names::{one_line, outlet_name};
use super::pieces::{Piece, pieces, swaps};
use serde::Serialize;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Two articles that share text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyRow {
    /// What they are to each other.
    pub relation: &'static str,
    /// Whether it is known which stands nearer the origin; then `from` is that one.
    pub directed: bool,
    /// Id of the article nearer the origin, or simply the first.
    pub from: String,
    /// Its outlet, where its article is on the page.
    pub from_outlet: String,
    /// Id of the other.
    pub to: String,
    /// Its outlet, where its article is on the page.
    pub to_outlet: String,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Share of the shorter text that the longer one holds, 0 to 1.
    pub containment: f64,
    /// Sentences that stand in both.
    pub kept: usize,
    /// Sentences that stand in both in other words.
    pub changed: Vec<ChangeRow>,
    /// What the text of `from` is of its article: full, excerpt or broken; empty if its article is not on the page.
    pub from_completeness: &'static str,
    /// The same of `to`.
    pub to_completeness: &'static str,
    /// Sentences that only `to` has; whether they were added is known only if `from` is full.
    pub added: Vec<QuotedLine>,
    /// Sentences that only `from` has; whether they were dropped is known only if `to` is full.
    pub dropped: Vec<QuotedLine>,
}

impl CopyRow {
    /// How many sentences were kept, changed, added and dropped.
    pub(super) fn counts(&self) -> [usize; 4] {
        [self.kept, self.changed.len(), self.added.len(), self.dropped.len()]
    }
}

/// A sentence in two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeRow {
    /// Both versions in one.
    pub pieces: Vec<Piece>,
    /// Words and what stands for them; either side may be empty.
    pub words: Vec<(String, String)>,
    /// Whether words in quotation marks are given without.
    pub quote_marks_lost: bool,
    /// Line in `from`, if its article is on the page.
    pub from_line: Option<u32>,
    /// Line in `to`, if its article is on the page.
    pub to_line: Option<u32>,
    /// The citations of both.
    pub cites: Vec<usize>,
}

/// Words of an article with their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotedLine {
    /// The article.
    pub article: String,
    /// Its line, from 1.
    pub line: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// Where a span of an article stands, with its words.
pub(super) fn quoted(analysis: &Analysis, points: &CodePoints<'_>, span: Span) -> QuotedLine {
    QuotedLine {
        article: analysis.article.id.to_string(),
        line: line_of(&analysis.article, span.start),
        start: points.at(span.start),
        end: points.at(span.end),
        text: one_line(analysis.words(span)),
    }
}

/// The row of a pair. Articles that are not on the page give no words: only what is known without them is shown.
///
/// `citer` is for pages that number their citations.
pub(super) fn copy_row<'a>(
    pair: &CopyPair,
    find: &dyn Fn(&ArticleId) -> Option<&'a Analysis>,
    mut citer: Option<&mut Citer<'_>>,
) -> CopyRow {
    let reversed = pair.source.as_ref() == Some(&pair.b);
    let (from, to) = if reversed {
        (&pair.b, &pair.a)
    } else {
        (&pair.a, &pair.b)
    };
    let (source, copy) = (find(from), find(to));
    let outlet =
        |a: &Option<&'a Analysis>, id: &ArticleId| a.map_or_else(|| id.to_string(), |a| outlet_name(&a.article));
    let list = |a: &Option<&'a Analysis>, spans: &[Span]| -> Vec<QuotedLine> {
        let Some(a) = a else { return Vec::new() };
        let points = CodePoints::new(&a.article.text);
        let mut spans: Vec<Span> = spans.to_vec();
        spans.sort();
        spans
            .iter()
            .map(|s| quoted(a, &points, *s))
            .filter(|q| !q.text.is_empty())
            .collect()
    };
    let changed = pair.changed.iter().map(|c| {
        let (f, t) = if reversed { (c.at.b, c.at.a) } else { (c.at.a, c.at.b) };
        let pieces = match (source, copy) {
            (Some(x), Some(y)) => pieces(&one_line(x.words(f)), &one_line(y.words(t))),
            _ => Vec::new(),
        };
        let mut words = swaps(&pieces);
        if pieces.is_empty() {
            words = c.words.clone();
        }
        let mut cites = Vec::new();
        if let Some(citer) = citer.as_deref_mut() {
            cites.extend(citer.cite(from, f));
            cites.extend(citer.cite(to, t));
        }
        ChangeRow {
            pieces,
            words,
            quote_marks_lost: c.quote_marks_lost,
            from_line: source.map(|a| line_of(&a.article, f.start)),
            to_line: copy.map(|a| line_of(&a.article, t.start)),
            cites,
        }
    });
    CopyRow {
        relation: pair.relation.name(),
        directed: pair.source.is_some(),
        from: from.to_string(),
        from_outlet: outlet(&source, from),
        to: to.to_string(),
        to_outlet: outlet(&copy, to),
        agency: pair.agency.clone(),
        containment: pair.containment,
        kept: pair.kept.len(),
        changed: changed.collect(),
        from_completeness: source.map_or("", |a| a.article.completeness.kind.name()),
        to_completeness: copy.map_or("", |a| a.article.completeness.kind.name()),
        added: list(&copy, &pair.added),
        dropped: list(&source, &pair.dropped),
    }
}
