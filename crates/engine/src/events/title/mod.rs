//! What an event is called: the latest headline of what its reports have in common, else words of the most central
//! report.

mod figures;
mod headline;
mod lead;
mod lexicon;
#[cfg(test)]
mod tests;

pub(crate) use headline::shown;

use super::ScoredPair;
use super::describe::moment;
use crate::annotate::looks_ahead;
use crate::model::*;
use crate::similarity::words::stems;
use crate::similarity::{background_of, terms};
use figures::Tally;
use jiff::civil::DateTime;
use lead::{Cut, ROOM, WIDE};
use lexicon::LEXICON;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How far below the best a report's mean link to the others may be before it is on another angle of the event.
const MARGIN: i32 = 800;
/// One, in ten thousandths: means are compared as whole numbers, so that the order of sums does not matter.
const ONE: f64 = 10_000.0;
/// Reports that one is compared with at least, if there are so many: pairs that were not compared are no links.
const COMPARED: usize = 20;
/// Share of what the best headline says of the other reports below which a headline is on something aside.
const ASIDE: f32 = 0.6;
/// Words that a headline has beside those that are counted, so that the shortest is not always the best.
const SPARE: f32 = 3.0;
/// First sentences of a report that tell what happened.
const LEAD_SENTENCES: usize = 3;
/// Headlines that are weighed against all reports: beyond that many most are the same.
const WEIGHED: usize = 500;
/// Letters of a headline that is easily read.
const LONG: usize = 140;

/// A report of the event.
struct Report<'a> {
    a: &'a Analysis,
    /// Whether it is undated, and when it was published.
    moment: (bool, DateTime),
    /// Mean link to the other reports, in ten thousandths.
    near: i32,
    /// Whether the check of its headline found fault.
    faulty: bool,
    /// Whether its headline looks ahead.
    ahead: bool,
    /// Stems of its headline and first sentences.
    told: BTreeSet<String>,
    /// Counts of its headline, and of headline and lead.
    tallies: (Vec<Tally>, Vec<Tally>),
}

/// The title of an event of these reports, which are in order of publication; never empty.
///
/// Candidates are the headlines in the language that most reports are in. Four things speak against one: its own body
/// does not bear it out (`verdicts`), a later report raises its toll, it looks ahead to what another report tells, or
/// it is on another angle than the others. Of those with the fewest such faults the latest is taken, of equals the most
/// central. Without a candidate the lead of the most central report is shortened; then the other languages have their
/// turn.
pub(super) fn title(
    list: &[(usize, &Analysis)],
    links: &[&ScoredPair],
    verdicts: &FxHashMap<&ArticleId, HeadlineVerdict>,
) -> String {
    let mut linked: FxHashMap<usize, Vec<f32>> = FxHashMap::default();
    for p in links {
        for place in [p.a as usize, p.b as usize] {
            linked.entry(place).or_default().push(p.probability);
        }
    }
    let near = |place: &usize| nearness(list.len(), linked.get(place).map(Vec::as_slice).unwrap_or_default());
    let reports: Vec<Report<'_>> = list
        .iter()
        .map(|(place, a)| Report {
            a,
            moment: moment(a),
            near: near(place),
            ahead: looks_ahead(a.article.headline_text(), a.article.language),
            faulty: verdicts.get(&a.article.id).is_some_and(|v| is_fault(*v)),
            told: told(a),
            tallies: (figures::of_headline(a), figures::of_top(a)),
        })
        .collect();
    let tags = languages(&reports);
    let own = |tag: &str| -> Vec<&Report<'_>> {
        let mut own: Vec<&Report<'_>> = reports.iter().filter(|r| r.a.article.language.tag() == tag).collect();
        own.sort_by_key(|r| (Reverse(r.near), r.moment, &r.a.article.id));
        own
    };
    tags.iter()
        .find_map(|tag| {
            let own = own(tag);
            best_headline(&own, &reports).or_else(|| best_lead(&own))
        })
        .or_else(|| {
            tags.iter()
                .find_map(|tag| own(tag).iter().find_map(|r| headline::scrap(r.a)))
        })
        .or_else(|| Some(named(own(tags.first()?).first()?.a)))
        .unwrap_or_default()
}

/// The languages of the reports, that of most of them first.
fn languages(reports: &[Report<'_>]) -> Vec<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for r in reports {
        *counts.entry(r.a.article.language.tag()).or_default() += 1;
    }
    let mut tags: Vec<(&'static str, usize)> = counts.into_iter().collect();
    tags.sort_by_key(|(tag, n)| (Reverse(*n), *tag));
    tags.into_iter().map(|t| t.0).collect()
}

/// Whether a verdict speaks against a headline as a title.
fn is_fault(verdict: HeadlineVerdict) -> bool {
    use HeadlineVerdict::*;
    matches!(verdict, Overstated | Contradicted | Unsupported | Question | Teaser)
}

/// The mean link of a report to the others of so many, from the links that it has.
fn nearness(reports: usize, links: &[f32]) -> i32 {
    let sum: f64 = links.iter().map(|p| f64::from(*p)).sum();
    let others = links.len().max(reports.saturating_sub(1).min(COMPARED)).max(1);
    (sum / others as f64 * ONE).round() as i32
}

/// The best headline of some reports.
fn best_headline(own: &[&Report<'_>], all: &[Report<'_>]) -> Option<String> {
    let candidates: Vec<(&Report<'_>, String)> = own
        .iter()
        .filter_map(|r| Some((*r, shown(r.a)?)))
        .take(WEIGHED)
        .collect();
    let nearest = all.iter().map(|r| r.near).max()?;
    let central = |r: &Report<'_>| r.near + MARGIN >= nearest;
    let common = Common::of(own);
    let says: Vec<f32> = candidates.iter().map(|(r, title)| common.says(r, title)).collect();
    let most = says.iter().copied().fold(0f32, f32::max);
    let faults = |r: &Report<'_>, title: &str, says: f32| {
        let long = title.chars().count() > LONG;
        let later = |l: &&Report<'_>| !l.moment.0 && l.moment >= r.moment && central(l);
        let old = all
            .iter()
            .filter(later)
            .any(|l| figures::is_superseded(&r.tallies.0, &l.tallies.1));
        // A preview where another report tells what came of it.
        let early = r.ahead && all.iter().any(|o| !o.ahead && central(o));
        let aside = says < ASIDE * most;
        [r.faulty, old, early, aside || !central(r), long]
            .iter()
            .filter(|f| **f)
            .count()
    };
    candidates
        .into_iter()
        .zip(says)
        .min_by_key(|((r, title), says)| {
            let latest = (r.moment.0, Reverse(r.moment.1));
            (faults(r, title, *says), latest, Reverse(r.near), &r.a.article.id)
        })
        .map(|((_, title), _)| title)
}

/// The stems of headline and first sentences of a report.
fn told(a: &Analysis) -> BTreeSet<String> {
    let lead = a.body_sentences().take(LEAD_SENTENCES).map(|s| a.words(s.span));
    std::iter::once(a.article.headline_text())
        .chain(lead)
        .flat_map(stems)
        .collect()
}

/// What the reports in one language tell.
struct Common<'a> {
    /// How many reports have each stem in headline or first sentences.
    counts: FxHashMap<&'a str, usize>,
    reports: usize,
}

impl<'a> Common<'a> {
    fn of(reports: &[&'a Report<'_>]) -> Common<'a> {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for stem in reports.iter().flat_map(|r| &r.told) {
            *counts.entry(stem).or_default() += 1;
        }
        Common {
            counts,
            reports: reports.len(),
        }
    }

    /// How much of what the others tell the headline of one report says, by how rare its words are, in how few words.
    fn says(&self, of: &Report<'_>, title: &str) -> f32 {
        let background = background_of(of.a.article.language.tag());
        let stems = stems(title);
        let others = self.reports.saturating_sub(1).max(1) as f32;
        let shared = |s: &String| {
            let all = self.counts.get(s.as_str()).copied().unwrap_or(0);
            all.saturating_sub(usize::from(of.told.contains(s))) as f32 / others
        };
        let sum: f32 = stems.iter().map(|s| shared(s) * background.idf(terms::id(s))).sum();
        sum / (stems.len() as f32 + SPARE).sqrt()
    }
}

/// The lead of the most central report whose lead can be made short, of some in that order.
fn best_lead(own: &[&Report<'_>]) -> Option<String> {
    [(ROOM, Cut::Clause), (WIDE, Cut::Clause), (ROOM, Cut::Phrase)]
        .into_iter()
        .find_map(|(room, cut)| own.iter().find_map(|r| lead::title(r.a, room, cut)))
}

/// Outlet and day of a report, in the words of its language.
fn named(a: &Analysis) -> String {
    let tag = a.article.language.tag();
    let name = headline::one_line(a.article.outlet_name());
    let words = LEXICON.report(tag).replace("{outlet}", &name);
    match a.article.published.day() {
        Some(d) => format!("{words}, {} {} {}", d.day(), LEXICON.month(tag, d.month()), d.year()),
        None => words,
    }
}
