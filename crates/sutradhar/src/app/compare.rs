//! Two articles side by side: a copy beside its source, or two reports of one event that share no text.

use super::articles::prepare;
use super::{AppError, Reader, Result};
use crate::export::records::{self, CopyRecord};
use sutradhar_engine::copies;
use sutradhar_engine::model::*;
use sutradhar_view::{self as view, DiffPage};

/// What two articles have to do with each other.
#[derive(Debug)]
pub enum Comparison {
    /// They share copy.
    Copied(Box<SharedCopy>),
    /// They report one event, each in its own words.
    Told(Box<TwoReports>),
    /// Neither.
    Unrelated,
}

/// Two articles that share copy, in order of their ids.
#[derive(Debug)]
pub struct SharedCopy {
    pair: CopyPair,
    first: Analysis,
    second: Analysis,
}

impl SharedCopy {
    /// The pair as `export copies` writes it.
    pub fn record(&self) -> CopyRecord<'_> {
        records::copy(&self.pair, &self.first, &self.second)
    }

    /// What was kept, changed, added and dropped.
    pub fn page(&self) -> DiffPage {
        let (first, second) = (prepare(self.first.clone()), prepare(self.second.clone()));
        view::diff_page(Some(&self.pair), &first, &second)
    }
}

/// Two reports of one event that share no text, in the order they were named.
#[derive(Debug)]
pub struct TwoReports {
    /// One.
    pub first: Report,
    /// The other.
    pub second: Report,
    /// The events that both report.
    pub events: Vec<EventId>,
    /// What both tell, claim by claim.
    pub both: Vec<Both>,
}

/// One of two reports.
#[derive(Debug)]
pub struct Report {
    /// Its article.
    pub id: ArticleId,
    /// Who published it.
    pub outlet: String,
    /// Its headline.
    pub headline: String,
    /// What its text is of the article.
    pub completeness: CompletenessKind,
    /// The sentences of which the other tells nothing, as far as it is here: one that is not whole may tell them in the
    /// rest.
    pub only: Vec<Passage>,
}

/// A claim that rests on both reports.
#[derive(Debug)]
pub struct Both {
    /// The claim.
    pub claim: ClaimId,
    /// How it stands.
    pub standing: Standing,
    /// What one says.
    pub first: Passage,
    /// What the other says.
    pub second: Passage,
}

/// Words of an article.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The number of the line they stand on.
    pub line: u32,
    /// The words, on one line.
    pub text: String,
}

impl Passage {
    fn of(a: &Analysis, span: Span) -> Passage {
        Passage {
            line: line(a, span),
            text: words(a, span),
        }
    }
}

/// The number of the line that a passage stands on.
pub(super) fn line(a: &Analysis, span: Span) -> u32 {
    let lines = &a.article.lines;
    lines.iter().rfind(|l| l.span.start <= span.start).map_or(1, |l| l.n)
}

/// The words of a passage on one line.
pub(super) fn words(a: &Analysis, span: Span) -> String {
    a.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Reader {
    /// Compares two articles, each named by its id or the beginning of it.
    ///
    /// # Errors
    /// None or several fit, both are one, or no stage has seen one of them yet; those of the store.
    pub fn compare(&self, a: &str, b: &str) -> Result<Comparison> {
        let (a, b) = (self.article_named(a)?, self.article_named(b)?);
        if a == b {
            return Err(AppError::Refused(format!("both are article {a}")));
        }
        let typed = [self.analysis(&a)?, self.analysis(&b)?];
        let mut both = typed.to_vec();
        both.sort_by(|x, y| x.article.id.cmp(&y.article.id));
        // The stored pair was found among all articles, which may know better who was first.
        let stored = self.store.derived_for(&[], std::slice::from_ref(&a))?.copies;
        let pair = stored
            .into_iter()
            .find(|c| c.a == b || c.b == b)
            .or_else(|| copies::find(&both).into_iter().next());
        let [first, second] = typed;
        if let Some(pair) = pair {
            let (first, second) = if first.article.id < second.article.id {
                (first, second)
            } else {
                (second, first)
            };
            return Ok(Comparison::Copied(Box::new(SharedCopy { pair, first, second })));
        }
        self.told(first, second)
    }

    /// Compares two reports by the claims of the events that they share.
    fn told(&self, first: Analysis, second: Analysis) -> Result<Comparison> {
        let events = self.store.events_of(&first.article.id)?;
        let shared: Vec<EventId> = self
            .store
            .events_of(&second.article.id)?
            .into_iter()
            .filter(|e| events.contains(e))
            .collect();
        if shared.is_empty() {
            return Ok(Comparison::Unrelated);
        }
        let both: Vec<(Claim, Span, Span)> = self
            .store
            .derived_for(&shared, &[])?
            .claims
            .into_iter()
            .filter_map(|claim| {
                let (x, y) = (place(&claim, &first.article.id)?, place(&claim, &second.article.id)?);
                Some((claim, x, y))
            })
            .collect();
        let told = |of: fn(&(Claim, Span, Span)) -> Span| both.iter().map(of).collect::<Vec<Span>>();
        let (in_first, in_second) = (told(|b| b.1), told(|b| b.2));
        Ok(Comparison::Told(Box::new(TwoReports {
            both: both
                .into_iter()
                .map(|(claim, x, y)| Both {
                    first: Passage::of(&first, x),
                    second: Passage::of(&second, y),
                    standing: claim.standing,
                    claim: claim.id,
                })
                .collect(),
            first: report(first, &in_first),
            second: report(second, &in_second),
            events: shared,
        })))
    }
}

/// Where a claim rests on an article.
fn place(claim: &Claim, article: &ArticleId) -> Option<Span> {
    let support = claim.support.iter().find(|s| s.citation.article == *article)?;
    Some(support.citation.span)
}

/// A report with the sentences of its body that none of these passages touches.
fn report(a: Analysis, told: &[Span]) -> Report {
    let alone = a
        .body_sentences()
        .map(|s| s.span)
        .filter(|s| !told.iter().any(|t| t.overlaps(*s)));
    let only = alone.map(|s| Passage::of(&a, s)).collect();
    let a = prepare(a);
    Report {
        id: a.article.id.clone(),
        outlet: a.article.outlet_name().to_string(),
        headline: a.article.headline_text().trim().to_string(),
        completeness: a.article.completeness.kind,
        only,
    }
}
