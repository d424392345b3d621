//! The proposition of the body that is nearest to a clause of the headline, by the learned links of propositions.

use super::lexicon::is_future;
use crate::claims::link::{self, EventCounts, Number, PreparedProposition, Scorer};
use crate::model::*;
use crate::similarity::words::{folded_words, terms_of, word_set};
use crate::similarity::{DIMENSIONS, Embedder, Term, background_of, is_content, terms};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words of negation.
static NEGATION: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../data/claims/negation.txt")));

/// How likely the proposition of the body that is nearest to a clause shares a fact with it.
pub(super) fn nearest(a: &Analysis, headline: Span, clause: Span) -> f32 {
    let mut embedder = Embedder::default();
    let mut units = link::units(a, 0, &mut embedder);
    units.retain(|u| !headline.overlaps(u.span));
    let single = [unit(a, clause, &mut embedder)];
    let lists = [units];
    let counts = EventCounts::new(&lists);
    let scorer = Scorer::built_in();
    let pairs = link::pairs((a, &single), (a, &lists[0]), &counts);
    pairs.iter().map(|p| scorer.linked(&p.2)).fold(0.0, f32::max)
}

/// A clause of a headline as a unit.
fn unit(a: &Analysis, span: Span, embedder: &mut Embedder) -> PreparedProposition {
    let counts = background_of(a.article.language.tag());
    let words = folded_words(a.words(span), span.start as usize);
    let mentions: Vec<&Mention> = a.mentions.iter().filter(|m| span.contains(m.span)).collect();
    let list: Vec<Term> = words
        .iter()
        .filter(|w| is_content(w))
        .map(|w| {
            let name = mentions
                .iter()
                .find(|m| m.span.overlaps(w.span))
                .map(|m| m.entity.as_str());
            Term::new(a.words(w.span), w, name, counts, embedder)
        })
        .collect();
    let mut direction = [0f32; DIMENSIONS];
    for t in &list {
        if let Some(d) = t.direction() {
            direction.iter_mut().zip(d).for_each(|(x, y)| *x += t.idf * y);
        }
    }
    let named = |kinds: &[EntityKind]| {
        let mut out: Vec<u32> = mentions
            .iter()
            .filter(|m| kinds.contains(&m.kind))
            .map(|m| terms::marked(b'@', m.entity.as_str()))
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let numbers = terms_of(&words)
        .into_iter()
        .filter_map(|t| t.value)
        .map(|v| Number {
            value: (v, v),
            bound: Bound::Exact,
            slot: None,
            counted: 0,
        })
        .collect();
    PreparedProposition {
        analysis: 0,
        proposition: 0,
        span,
        sentence: 0,
        numbers,
        places: named(&[EntityKind::Place]),
        actors: named(&[EntityKind::Person, EntityKind::Organisation]),
        days: None,
        day: None,
        place: 0,
        clocks: Vec::new(),
        verb: true,
        hedged: false,
        negated: words.iter().any(|w| NEGATION.contains(&w.text)),
        future: words.iter().any(|w| is_future(&w.text)),
        speaker: 0,
        position: 0.0,
        words: words.iter().map(|w| terms::id(&w.text)).collect(),
        terms: list,
        direction,
    }
}
