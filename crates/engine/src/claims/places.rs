//! One happening told of different places.

use super::units::Unit;
use super::words::{Groups, folded_words, terms_of};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ACTIONS: LazyLock<Groups> =
    LazyLock::new(|| Groups::parse(include_str!("../../../text/data/hi/claims-actions.txt")));

/// A unit that places a happening.
pub(crate) struct Placed {
    /// Index of the unit.
    pub unit: usize,
    /// What happens: group of action words.
    action: u16,
    /// Who takes part: the things and common nouns of its sentence.
    actors: Vec<String>,
    /// Where: places with a postposition of place.
    pub places: Vec<EntityId>,
}

/// How many units of one action are compared: more are not one happening.
const COMPARED: usize = 64;
/// How many words of actors both must share: a name and a noun.
const SHARED_ACTORS: usize = 2;
/// How many bytes after a place its postposition or genitive is looked for.
const AFTER: usize = 48;

/// The unit as one that places a happening, if it does.
pub(crate) fn placed(a: &Analysis, unit: &Unit, index: usize) -> Option<Placed> {
    let sentence = a.sentence_at(unit.span.start).map_or(unit.span, |s| s.span);
    let text = &a.article.text;
    let words = folded_words(sentence.of(text), sentence.start as usize);
    let (action, ..) = ACTIONS.find(&words).into_iter().find(|f| {
        words
            .get(f.1)
            .is_some_and(|w| w.span.start >= unit.span.start && w.span.start < unit.span.end)
    })?;
    let mut places = Vec::new();
    let from = a.mentions.partition_point(|m| m.span.end <= unit.span.start);
    for m in a
        .mentions
        .iter()
        .skip(from)
        .take_while(|m| m.span.start < unit.span.end)
    {
        if m.kind == EntityKind::Place
            && m.role == MentionRole::Name
            && is_location(text, m.span)
            && !places.contains(&m.entity)
        {
            places.push(m.entity.clone());
        }
    }
    if places.is_empty() {
        return None;
    }
    let mut actors: Vec<String> = terms_of(&words)
        .into_iter()
        .map(|t| t.key)
        .filter(|k| k.starts_with('='))
        .collect();
    let from = a.mentions.partition_point(|m| m.span.end <= sentence.start);
    let named = a.mentions.iter().skip(from).take_while(|m| m.span.start < sentence.end);
    actors.extend(
        named
            .filter(|m| !places.contains(&m.entity))
            .map(|m| m.entity.to_string()),
    );
    actors.sort_unstable();
    actors.dedup();
    Some(Placed {
        unit: index,
        action,
        actors,
        places,
    })
}

/// Whether a place is where something happens: में or पर follows, or क्षेत्र/शहर with one of them, or it is what is freed (को मुक्त).
fn is_location(text: &str, place: Span) -> bool {
    let after = text.get(place.end as usize..).unwrap_or("");
    let cut = after
        .char_indices()
        .map(|c| c.0)
        .take_while(|i| *i <= AFTER)
        .last()
        .unwrap_or(0);
    let words = folded_words(after.get(..cut).unwrap_or(""), 0);
    let mut words = words.iter().map(|w| w.text.as_str());
    match words.next() {
        Some("में" | "पर") => true,
        Some("को") => words.next().is_some_and(|w| matches!(w, "मुक्त" | "आजाद")),
        Some("क्षेत्र" | "शहर" | "इलाके" | "जिले" | "प्रांत" | "राज्य" | "सीमा" | "मोर्चे") => {
            words
                .next()
                .is_some_and(|w| matches!(w, "में" | "पर" | "की" | "के" | "को"))
        }
        _ => false,
    }
}

/// Pairs of places of which some text says that one lies in the other (रूस के हिस्से कुर्स्क, बिहार की राजधानी पटना).
pub(crate) fn nested(a: &Analysis, out: &mut FxHashSet<(EntityId, EntityId)>) {
    for e in a.entities.iter().filter(|e| e.kind == EntityKind::Place) {
        out.extend(e.of.iter().map(|of| (of.clone(), e.id.clone())));
    }
    let places: Vec<&Mention> = a.mentions.iter().filter(|m| m.kind == EntityKind::Place).collect();
    for pair in places.windows(2) {
        let (x, y) = (pair[0], pair[1]);
        if y.span.start < x.span.end || (y.span.start - x.span.end) as usize > AFTER {
            continue;
        }
        let between = Span {
            start: x.span.end,
            end: y.span.start,
        };
        let words = folded_words(between.of(&a.article.text), 0);
        let first = words.first().map(|w| w.text.as_str());
        let linked = words.len() <= 3 && matches!(first, Some("के" | "की" | "का" | "स्थित"));
        let comma = words.is_empty() && between.of(&a.article.text).trim() == ",";
        if (linked || comma) && x.entity != y.entity {
            out.insert((x.entity.clone(), y.entity.clone()));
        }
    }
}

/// Sets of units of different origins that tell one happening of different places: each with the places told.
///
/// Same action, two shared words for who takes part, no place in common, and no text that says one place lies in the other.
pub(crate) fn disputes(
    placed: &[Placed],
    origin: impl Fn(usize) -> usize,
    nested: &FxHashSet<(EntityId, EntityId)>,
) -> Vec<Vec<usize>> {
    let mut by_action: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (i, p) in placed.iter().enumerate() {
        by_action.entry(p.action).or_default().push(i);
    }
    let mut out = Vec::new();
    for list in by_action.values() {
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        for (n, &i) in list.iter().take(COMPARED).enumerate() {
            if taken.contains(&i) {
                continue;
            }
            let mut set = vec![i];
            let mut differ = false;
            for &j in list.iter().take(COMPARED).skip(n + 1) {
                let (a, b) = (&placed[i], &placed[j]);
                let actors = a.actors.iter().filter(|k| b.actors.contains(k)).count();
                if actors < SHARED_ACTORS || taken.contains(&j) {
                    continue;
                }
                let common = a.places.iter().any(|p| b.places.contains(p));
                let inside = a.places.iter().any(|p| {
                    b.places
                        .iter()
                        .any(|q| nested.contains(&(p.clone(), q.clone())) || nested.contains(&(q.clone(), p.clone())))
                });
                if common {
                    set.push(j);
                } else if !inside && origin(a.unit) != origin(b.unit) {
                    set.push(j);
                    differ = true;
                }
            }
            if differ {
                taken.extend(&set);
                out.push(set);
            }
        }
    }
    out
}

/// Names of places for a reader.
pub(crate) fn names(a: &Analysis, places: &[EntityId]) -> String {
    let language = a.article.language.tag();
    let list: Vec<&str> = places
        .iter()
        .filter_map(|p| a.entity(p))
        .map(|e| e.name(language))
        .collect();
    list.join(", ")
}
