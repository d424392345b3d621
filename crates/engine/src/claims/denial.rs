//! Denials by named sources, with the propositions that assert what is denied.

use super::build::EventView;
use crate::model::*;
use crate::similarity::words::{Groups, Word, folded_words, is_stop, word_key};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static DENIALS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/denials.txt")));

/// Share of the denied words that a proposition must hold to be what is denied.
const SHARE: f64 = 0.75;
/// Words of what is denied without which nothing can be matched.
const TOPIC: usize = 2;
/// How many propositions are shown that assert what is denied.
const TARGETS: usize = 6;

/// A denial: who denies, where, and what.
pub(super) struct Denial {
    /// Index of the analysis.
    pub analysis: usize,
    /// The sentence.
    pub span: Span,
    /// The statement that denies.
    pub statement: StatementId,
    /// Who denies.
    pub source: String,
    /// Article and proposition of those who assert it; empty if nobody does.
    pub targets: Vec<(usize, usize)>,
}

/// The denials in an event's articles: statements that attribution calls denials, by a source with a name or an office,
/// of something that can be named.
pub(super) fn denials(view: &EventView<'_>) -> Vec<Denial> {
    let mut out: Vec<Denial> = Vec::new();
    let mut topics: Vec<BTreeSet<String>> = Vec::new();
    for &i in &view.articles {
        let Some(a) = view.analyses.get(i) else { continue };
        for s in a.statements.iter().filter(|s| s.polarity == Polarity::Denies) {
            let Some(source) = s.chain.first().filter(|c| names_somebody(c)) else {
                continue;
            };
            if a.article.class_at(s.content.start) != Some(LineClass::Body) {
                continue;
            }
            let Some(sentence) = a.sentence_at(s.content.start).map(|x| x.span) else {
                continue;
            };
            let topic = topic(a, sentence, s);
            if topic.len() < TOPIC || topics.contains(&topic) || !denies_a_claim(a.words(sentence)) {
                continue;
            }
            let targets = targets(view, (i, s, sentence), source, &topic);
            topics.push(topic);
            out.push(Denial {
                analysis: i,
                span: sentence,
                statement: s.id.clone(),
                source: source.resolved.clone().unwrap_or_else(|| source.text.clone()),
                targets,
            });
        }
    }
    out
}

/// How many words beside the word of denying the denied thing stands.
const BESIDE: usize = 5;

/// Whether a sentence denies that something is so, and does not refuse to do something (अनुमति देने से इनकार, denied
/// bail) or turn something down: the word of denying stands beside a word for what is claimed, or can mean nothing
/// else.
fn denies_a_claim(sentence: &str) -> bool {
    let words = folded_words(sentence, 0);
    let found = DENIALS.find(&words);
    let near = |at: usize| {
        found
            .iter()
            .any(|t| DENIALS.name(t.0) == "claimed" && t.1.abs_diff(at) <= BESIDE)
    };
    found.iter().any(|d| match DENIALS.name(d.0) {
        "refute" => true,
        "deny" => near(d.1),
        _ => false,
    })
}

/// Whether a source is a person, body or document that the text names.
fn names_somebody(s: &Source) -> bool {
    !matches!(s.kind, SourceKind::Anonymous | SourceKind::Public | SourceKind::Outlet)
        && (s.entity.is_some() || s.resolved.is_some() || s.text.split_whitespace().nth(1).is_some())
}

/// Propositions of other speakers that assert what is denied.
fn targets(
    view: &EventView<'_>,
    (own, denial, sentence): (usize, &Statement, Span),
    source: &Source,
    topic: &BTreeSet<String>,
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for &i in &view.articles {
        let Some(a) = view.analyses.get(i) else { continue };
        for (n, p) in a.propositions.iter().enumerate() {
            let statement = p.statement.and_then(|s| a.statements.get(s as usize));
            let same = i == own && (p.span.overlaps(denial.content) || sentence.overlaps(p.span));
            let negates = p.negated || statement.is_some_and(|s| s.polarity != Polarity::Asserts);
            // The same source, or nobody in particular in the same article, is no other side.
            let other = match statement.and_then(|s| s.chain.first()) {
                Some(c) => !one_source(c, source),
                None => i != own,
            };
            if same || negates || !other {
                continue;
            }
            let held = keys(a.words(p.span)).intersection(topic).count();
            if held as f64 >= SHARE * topic.len() as f64 && held >= TOPIC {
                out.push((i, n));
            }
        }
    }
    out.truncate(TARGETS);
    out
}

fn one_source(a: &Source, b: &Source) -> bool {
    match (&a.entity, &b.entity) {
        (Some(x), Some(y)) => x == y,
        _ => word_key(&a.text) == word_key(&b.text),
    }
}

fn keys(text: &str) -> BTreeSet<String> {
    folded_words(text, 0)
        .iter()
        .filter(|w| !is_stop(&w.text) && !w.digits && w.text.chars().count() > 1)
        .map(|w| word_key(&w.text))
        .collect()
}

/// Keys of what is denied: the words of the denied content, without the words of denying and what stands for the denied
/// thing.
fn topic(a: &Analysis, sentence: Span, s: &Statement) -> BTreeSet<String> {
    let words: Vec<Word> = folded_words(a.words(sentence), sentence.start as usize);
    let thing: FxHashSet<usize> = DENIALS.find(&words).into_iter().flat_map(|d| d.1..d.1 + d.2).collect();
    let source = s.chain.iter().filter_map(|c| c.span).collect::<Vec<_>>();
    words
        .iter()
        .enumerate()
        .filter(|(i, w)| !thing.contains(i) && s.content.overlaps(w.span) && !source.iter().any(|x| x.overlaps(w.span)))
        .filter(|(_, w)| !is_stop(&w.text) && !w.digits && w.text.chars().count() > 1)
        .map(|(_, w)| word_key(&w.text))
        .collect()
}
