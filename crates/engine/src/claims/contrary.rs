//! What some deny and others assert: denials with what they deny, and acts that one says were done and another says were not.

use super::units::Unit;
use super::words::{Groups, Word, folded_words, is_stop, word_key};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static DENIALS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/denials.txt")));
static CONTESTED: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/contested.txt")));

/// Share of the denied words that a unit must hold to be what is denied.
const DENIED_SHARE: f64 = 0.6;
/// How many units before a denial may hold what it denies.
const BACK: usize = 6;
/// How many words before a negation it may negate.
const NEGATED: usize = 3;

/// A denial: where it stands, and what it denies.
pub(crate) struct Denial {
    /// Index of the analysis.
    pub analysis: usize,
    /// The whole sentence.
    pub sentence: Span,
    /// The statement that denies, if one was found.
    pub statement: Option<StatementId>,
    /// Index of the unit nearest before it, for its origin.
    pub unit: usize,
    /// The units that assert what is denied; empty if nobody does.
    pub targets: Vec<usize>,
    /// Keys of what is denied; empty if it only points back.
    pub topic: BTreeSet<String>,
}

/// The denials of an event's units.
pub(crate) fn denials(units: &[Unit], analyses: &[Analysis]) -> Vec<Denial> {
    let mut out: Vec<Denial> = Vec::new();
    let mut seen: FxHashSet<usize> = FxHashSet::default();
    let words_of: Vec<BTreeSet<String>> = units.iter().map(|u| keys(analyses, u)).collect();
    // Each sentence once, with the unit of its article that stands nearest before it.
    let mut places: Vec<(usize, usize, Span)> = Vec::new();
    for u in units {
        let Some(a) = analyses.get(u.analysis).filter(|_| seen.insert(u.analysis)) else {
            continue;
        };
        let own = || units.iter().enumerate().filter(|x| x.1.analysis == u.analysis);
        for s in a.body_sentences() {
            let near = own().rfind(|x| x.1.span.start < s.span.end).or_else(|| own().next());
            places.extend(near.map(|x| (u.analysis, x.0, s.span)));
        }
    }
    for (analysis, i, sentence) in places {
        let (Some(a), Some(u)) = (analyses.get(analysis), units.get(i)) else {
            continue;
        };
        let words = folded_words(sentence.of(&a.article.text), sentence.start as usize);
        let Some(at) = deny_at(&words) else { continue };
        let topic = topic(&words, at);
        let asserting = |j: usize| {
            let v = &units[j];
            !sentence.overlaps(v.span) && !v.denied
        };
        let mut targets: Vec<usize> = Vec::new();
        if topic.is_empty() {
            // It only points back: to the nearest claim of another source before it, or else of the same article.
            let before = (0..=i)
                .rev()
                .take(BACK)
                .take_while(|j| units[*j].analysis == u.analysis);
            let mut near = before.filter(|j| asserting(*j));
            let said = near
                .clone()
                .find(|j| units[*j].statement.is_some() && units[*j].speakers != u.speakers);
            targets.extend(said.or_else(|| near.next()));
        } else {
            for (j, list) in words_of.iter().enumerate().filter(|(j, _)| asserting(*j)) {
                let held = topic.iter().filter(|t| list.contains(*t)).count();
                let enough = held as f64 >= DENIED_SHARE * topic.len() as f64;
                if enough && held > 0 && (held >= 2 || units[j].analysis == u.analysis) {
                    targets.push(j);
                }
            }
        }
        out.push(Denial {
            analysis: u.analysis,
            sentence,
            statement: a
                .statements
                .iter()
                .find(|st| st.polarity == Polarity::Denies && sentence.overlaps(st.content))
                .map(|st| st.id.clone()),
            unit: i,
            targets,
            topic,
        });
    }
    out
}

/// The word of denying in a sentence, if somebody denies a claim in it: not "cannot be denied", not a refusal to speak.
fn deny_at(words: &[Word]) -> Option<usize> {
    DENIALS
        .find(words)
        .into_iter()
        .filter(|d| DENIALS.name(d.0) == "deny")
        .map(|d| d.1)
        .find(|&at| {
            let after = words
                .iter()
                .skip(at + 1)
                .take(3)
                .any(|w| matches!(w.text.as_str(), "नहीं" | "नाही" | "not"));
            let before = words[at.saturating_sub(3)..at].iter().any(|w| {
                matches!(
                    w.text.as_str(),
                    "टिप्पणी"
                        | "बताने"
                        | "कहने"
                        | "बोलने"
                        | "जवाब"
                        | "पहचानने"
                        | "देने"
                        | "करने"
                        | "जाने"
                        | "not"
                )
            });
            !after && !before
        })
}

/// Keys of what is denied: the words between the speaker's ने (or the verb) and the word of denying.
fn topic(words: &[Word], at: usize) -> BTreeSet<String> {
    let thing: FxHashSet<usize> = DENIALS.find(words).into_iter().flat_map(|d| d.1..d.1 + d.2).collect();
    let latin = words.get(at).is_some_and(|w| w.text.is_ascii());
    let range = if latin {
        at + 1..(at + 10).min(words.len())
    } else {
        let from = words[..at]
            .iter()
            .rposition(|w| matches!(w.text.as_str(), "ने" | "यांनी" | "नी"))
            .map_or(at.saturating_sub(5), |p| p + 1);
        from..at
    };
    range
        .filter(|i| !thing.contains(i))
        .filter_map(|i| words.get(i))
        .filter(|w| !is_stop(&w.text) && !w.digits && w.text.chars().count() > 1)
        .map(|w| word_key(&w.text))
        .collect()
}

fn keys(analyses: &[Analysis], u: &Unit) -> BTreeSet<String> {
    let Some(a) = analyses.get(u.analysis) else {
        return BTreeSet::new();
    };
    folded_words(a.words(u.span), 0)
        .iter()
        .filter(|w| !is_stop(&w.text))
        .map(|w| word_key(&w.text))
        .collect()
}

/// Acts that some sources say were done and others say were not: for each, the units that say so and those that say not.
pub(crate) fn contested(units: &[Unit], analyses: &[Analysis]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut acts: BTreeMap<u16, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, u) in units.iter().enumerate() {
        let Some(a) = analyses.get(u.analysis).filter(|_| u.statement.is_some() && !u.denied) else {
            continue;
        };
        let words = folded_words(a.words(u.span), 0);
        for (act, at, n) in CONTESTED.find(&words) {
            let no = |w: &Word| {
                matches!(
                    w.text.as_str(),
                    "नहीं" | "न" | "ना" | "नाही" | "नव्हता" | "not" | "no" | "never"
                )
            };
            let without = |w: &Word| matches!(w.text.as_str(), "बिना" | "बगैर" | "without" | "no" | "न" | "एकही");
            let negated =
                words[at.saturating_sub(2)..at].iter().any(without) || words.iter().skip(at + n).take(NEGATED).any(no);
            let open = words
                .iter()
                .any(|w| matches!(w.text.as_str(), "या" | "अगर" | "यदि" | "if" | "whether"));
            let entry = acts.entry(act).or_default();
            let side = if negated { &mut entry.1 } else { &mut entry.0 };
            if !open && !side.contains(&i) {
                side.push(i);
            }
        }
    }
    acts.into_values()
        .filter(|(yes, no)| {
            let other = |x: &usize, y: &usize| units[*x].speakers != units[*y].speakers;
            yes.iter().any(|x| no.iter().any(|y| other(x, y)))
        })
        .collect()
}
