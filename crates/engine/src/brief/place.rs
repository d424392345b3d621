//! Whether a sentence says where it happened, or the report says it so plainly that the place may be set before it.

use super::alone::is;
use super::opening::Word;
use crate::model::*;
use sutradhar_text::chars::is_indic;

/// The country of the press that is read most.
const HOME: &str = "loc:india";

/// Where a sentence is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Setting {
    /// It says it, or it is on something that has no place.
    Said,
    /// It does not; the report names this place and no other.
    Given(Span),
    /// It does not, and nothing tells it for sure.
    Unsaid,
}

/// Whether a mention is of something that the lists of names know.
fn known(m: &Mention) -> bool {
    m.entity
        .as_str()
        .split_once(':')
        .is_some_and(|(_, id)| !id.starts_with('~'))
}

/// Mentions of places of the world by their names.
fn places(a: &Analysis) -> impl Iterator<Item = &Mention> {
    a.mentions
        .iter()
        .filter(|m| m.kind == EntityKind::Place && m.role == MentionRole::Name && known(m))
}

/// Where a sentence is set. `words` are its words.
pub(super) fn setting(a: &Analysis, span: Span, words: &[Word]) -> Setting {
    let from = a.mentions.partition_point(|m| m.span.end <= span.start);
    let inside = || a.mentions[from..].iter().take_while(|m| m.span.start < span.end);
    let headed = in_headline(a);
    // Where the headline names a town, its country says too little.
    let wide = |m: &Mention| !headed.is_empty() && m.entity.as_str() == HOME;
    let placed = inside().any(|m| m.kind == EntityKind::Place && known(m) && !wide(m))
        || words.iter().any(|w| named_in(a, w))
        || (a.article.language == Lang::En && at_name(a, words));
    // "Madhya Pradesh", "Ramgarh Police": part of a name.
    let named = |w: &Word| inside().any(|m| m.span.overlaps(w.span));
    // "Ramgarh district": a district that no list knows still says where.
    let seat = words.windows(2).any(|w| {
        is("seat", &w[1].text) && inside().any(|m| m.kind != EntityKind::Person && m.span.overlaps(w[0].span))
    });
    if seat {
        return Setting::Said;
    }
    let found = |section: &str| words.iter().any(|w| is(section, &w.text) && !named(w));
    // "The state", "the capital": of which country?
    let capital = words.iter().enumerate().any(|(i, w)| {
        let near = |w: Option<&Word>| w.is_some_and(|w| inside().any(|m| m.span.overlaps(w.span)) || w.text == "की");
        is("capital", &w.text) && !near(words.get(i + 1)) && !near(i.checked_sub(1).and_then(|i| words.get(i)))
    });
    if capital || !placed && found("region") {
        return Setting::Unsaid;
    }
    if placed || inside().any(|m| m.role != MentionRole::Description && known(m)) && !found("town") {
        return Setting::Said;
    }
    let english = a.article.language == Lang::En;
    let local = found("town") || found("local") || inside().any(|m| m.kind == EntityKind::Place);
    // English reports of no place (a film, a market) are many, and their headlines name places in passing.
    if english {
        return if local { Setting::Unsaid } else { Setting::Said };
    }
    let dated = dateline(a);
    let home = match (headed.as_slice(), dated) {
        ([one], Some(d)) => (*one == d || local).then_some(*one),
        ([one], None) => Some(*one),
        ([], Some(d)) => local.then_some(d),
        _ => None,
    };
    match home.and_then(|h| in_body(a, h, span)) {
        Some(at) => Setting::Given(at),
        None if headed.is_empty() && dated.is_none() && !local => Setting::Said,
        None => Setting::Unsaid,
    }
}

/// Whether a word is the name of a place that the article names elsewhere (the name of a body may hold it).
fn named_in(a: &Analysis, word: &Word) -> bool {
    places(a).any(|m| a.words(m.span) == a.words(word.span))
}

/// Whether an English sentence has a name behind a word for where: towns that no list knows.
fn at_name(a: &Analysis, words: &[Word]) -> bool {
    let words: Vec<&Word> = words.iter().filter(|w| w.text != "the").collect();
    words.windows(2).any(|w| {
        let name = a.words(w[1].span);
        is("en-where", &w[0].text)
            && name.starts_with(char::is_uppercase)
            && !is("en-calendar", &w[1].text)
            && !a
                .mentions
                .iter()
                .any(|m| m.kind == EntityKind::Person && m.span.overlaps(w[1].span))
    })
}

/// The places that the headline names, each once. The home country of the press says nothing.
fn in_headline(a: &Analysis) -> Vec<&EntityId> {
    let mut out: Vec<&EntityId> = Vec::new();
    let Some(head) = a.article.headline else { return out };
    for m in places(a).filter(|m| head.contains(m.span) && m.entity.as_str() != HOME) {
        if !out.contains(&&m.entity) {
            out.push(&m.entity);
        }
    }
    out
}

/// The place of the dateline.
fn dateline(a: &Analysis) -> Option<&EntityId> {
    let line = a.article.dateline.as_deref().filter(|d| !d.is_empty())?;
    let mut found = places(a).filter(|m| line.contains(a.words(m.span)));
    let first = found.next()?;
    found.all(|m| m.entity == first.entity).then_some(&first.entity)
}

/// Where the body names a place: last before a sentence, else first after it.
fn in_body(a: &Analysis, place: &EntityId, sentence: Span) -> Option<Span> {
    let body = |m: &&Mention| {
        m.entity == *place
            && a.article.class_at(m.span.start) == Some(LineClass::Body)
            && a.words(m.span).starts_with(is_indic)
    };
    let before = places(a).filter(body).filter(|m| m.span.end <= sentence.start).last();
    before.or_else(|| places(a).find(body)).map(|m| m.span)
}
