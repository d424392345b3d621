//! One entity per thing: parts of names, abbreviations and descriptions go to what they stand for.

use super::Found;
use super::lexicon::{AGENCY, AGENT, CLOSER, COMMON, Class, GENITIVE, LEXICON, MEDIA, MODIFIER, STATE, Strength};
use super::parts::{self, Parts};
use super::phrases::{Hit, Phrases};
use super::tokens::{Gap, LOCAL, Token, letters};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use sutradhar_text::phonetic;

/// Words to each side in which other places say that an ordinary word is a place too (a list of districts).
const LIST_REACH: usize = 6;

/// A resolved mention before it gets its span.
struct ResolvedMention {
    start: usize,
    end: usize,
    kind: EntityKind,
    who: Referent,
    role: MentionRole,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Referent {
    Known(u32),
    /// Index into the document's own things.
    LocalEntity(usize),
    MediaOf(u32),
}

/// A thing that only this document names.
struct LocalEntity {
    kind: EntityKind,
    words: Vec<u32>,
    span: (usize, usize),
}

/// Gives every name its entity and builds the lists.
pub(super) fn resolve(
    article: &Article,
    tokens: &[Token],
    phrases: &Phrases,
    found: Vec<Found>,
    mut taken: Vec<bool>,
) -> (Vec<Entity>, Vec<Mention>) {
    let mut placed: Vec<ResolvedMention> = Vec::new();
    let mut own: Vec<LocalEntity> = Vec::new();
    let hits: Vec<Hit> = phrases
        .hits
        .iter()
        .filter(|h| !taken.get(h.start..h.end).is_some_and(|t| t.iter().any(|x| *x)))
        .copied()
        .collect();
    let strong: FxHashSet<u32> = hits
        .iter()
        .filter(|h| h.strength == Strength::Strong && !h.demonym)
        .map(|h| h.known)
        .collect();

    // Things of this document: equal words are one; a shorter name of a person is the one longer name that holds it.
    let mut by_words: FxHashMap<(EntityKind, Vec<u32>), usize> = FxHashMap::default();
    for f in &found {
        let words: Vec<u32> = tokens
            .get(f.start..f.end)
            .unwrap_or(&[])
            .iter()
            .map(|t| t.word)
            .collect();
        let n = *by_words.entry((f.kind, words.clone())).or_insert_with(|| {
            own.push(LocalEntity {
                kind: f.kind,
                words,
                span: (f.start, f.end),
            });
            own.len() - 1
        });
        placed.push(ResolvedMention {
            start: f.start,
            end: f.end,
            kind: f.kind,
            who: Referent::LocalEntity(n),
            role: MentionRole::Name,
        });
    }
    let fuller = fuller_names(&own);
    for p in &mut placed {
        if let Referent::LocalEntity(n) = p.who
            && let Some(Some(longer)) = fuller.get(n)
        {
            p.who = Referent::LocalEntity(*longer);
        }
    }

    // Where each person is named in full, for the parts of names.
    let mut parts: Parts = FxHashMap::default();
    for p in placed
        .iter()
        .filter(|p| p.kind == EntityKind::Person && p.end - p.start > 1)
    {
        for t in tokens.get(p.start..p.end).unwrap_or(&[]) {
            parts.entry(t.word).or_default().push((p.start, p.who));
        }
    }
    for h in &hits {
        let person = LEXICON
            .known
            .get(h.known as usize)
            .is_some_and(|k| k.kind == EntityKind::Person);
        if person && h.end - h.start > 1 {
            for t in tokens.get(h.start..h.end).unwrap_or(&[]) {
                parts
                    .entry(t.word)
                    .or_default()
                    .push((h.start, Referent::Known(h.known)));
            }
        }
    }
    for list in parts.values_mut() {
        list.sort_unstable();
    }
    let sounds = parts::by_sound(article, tokens, &parts);
    let last_before = |word: u32, at: usize| -> Option<Referent> {
        let list = match parts.get(&word) {
            Some(list) => list,
            None => parts.get(sounds.get(&word)?)?,
        };
        let i = list.partition_point(|(s, _)| *s <= at);
        list.get(i.saturating_sub(1)).map(|(_, t)| *t)
    };

    for p in placed
        .iter_mut()
        .filter(|p| p.kind == EntityKind::Person && p.end - p.start == 1)
    {
        if let Some(who) = tokens.get(p.start).and_then(|t| last_before(t.word, p.start)) {
            p.who = who;
        }
    }
    for h in &hits {
        let Some(known) = LEXICON.known.get(h.known as usize) else {
            continue;
        };
        let word = tokens.get(h.start).map_or(0, |t| t.word);
        let mut who = Referent::Known(h.known);
        let single_person = known.kind == EntityKind::Person && h.end - h.start == 1;
        match h.strength {
            Strength::Strong => {
                if single_person && let Some(other) = last_before(word, h.start) {
                    who = other;
                }
            }
            Strength::Partial => {
                if single_person && let Some(other) = last_before(word, h.start) {
                    who = other;
                } else if !strong.contains(&h.known) {
                    continue;
                }
            }
            Strength::Ordinary => {
                if !place_context(tokens, &hits, h, phrases) {
                    continue;
                }
            }
        }
        for t in taken.iter_mut().take(h.end).skip(h.start) {
            *t = true;
        }
        placed.push(ResolvedMention {
            start: h.start,
            end: h.end,
            kind: known.kind,
            who,
            role: match (h.demonym, known.class) {
                (true, _) => MentionRole::Demonym,
                (_, Class::Metonym) => MentionRole::Metonym,
                _ => MentionRole::Name,
            },
        });
    }

    // Parts of names of people.
    for (i, t) in tokens.iter().enumerate() {
        if taken.get(i).copied().unwrap_or(true)
            || t.is(COMMON | CLOSER | MODIFIER)
            || !(t.indic || t.upper)
            || t.span.len() < 3
        {
            continue;
        }
        if let Some(who) = last_before(t.word, i) {
            if let Some(x) = taken.get_mut(i) {
                *x = true;
            }
            placed.push(ResolvedMention {
                start: i,
                end: i + 1,
                kind: EntityKind::Person,
                who,
                role: MentionRole::Name,
            });
        }
    }
    abbreviations(article, tokens, &mut placed, &mut taken);
    placed.sort_by_key(|p| (p.start, p.end));
    descriptions(tokens, &mut placed, &mut taken);
    placed.sort_by_key(|p| (p.start, std::cmp::Reverse(p.end)));
    build(article, tokens, &own, &placed, &phrases.hits)
}

/// For each own person the one longer name that holds all its words in order.
fn fuller_names(own: &[LocalEntity]) -> Vec<Option<usize>> {
    own.iter()
        .enumerate()
        .map(|(i, short)| {
            if short.kind != EntityKind::Person {
                return None;
            }
            let mut holders = own.iter().enumerate().filter(|(j, long)| {
                let mut rest = long.words.iter();
                *j != i
                    && long.kind == EntityKind::Person
                    && long.words.len() > short.words.len()
                    && short.words.iter().all(|w| rest.any(|x| x == w))
            });
            match (holders.next(), holders.next()) {
                (Some((j, _)), None) => Some(j),
                _ => None,
            }
        })
        .collect()
}

/// Whether the words around say that an ordinary word is a place: a head beside it, or places on both sides.
fn place_context(tokens: &[Token], hits: &[Hit], h: &Hit, phrases: &Phrases) -> bool {
    use super::lexicon::Head;
    let joined = |i: usize| tokens.get(i).is_some_and(|t| t.gap != Gap::Break);
    let beside = phrases.heads.iter().any(|(s, e, head)| {
        (*s == h.end && joined(h.end) && matches!(head, Head::After))
            || (*e == h.start && joined(h.start) && matches!(head, Head::Before))
    });
    if beside {
        return true;
    }
    let place = |x: &&Hit| {
        x.strength == Strength::Strong
            && !x.demonym
            && LEXICON
                .known
                .get(x.known as usize)
                .is_some_and(|k| k.kind == EntityKind::Place)
    };
    let before = hits
        .iter()
        .filter(place)
        .any(|x| x.end <= h.start && h.start - x.end < LIST_REACH);
    let after = hits
        .iter()
        .filter(place)
        .any(|x| x.start >= h.end && x.start - h.end < LIST_REACH);
    // In a list each name stands between commas or numbers, never before a postposition.
    let lonely = tokens
        .get(h.end)
        .is_none_or(|t| t.gap == Gap::Break || t.number || t.is(super::lexicon::AND));
    before && after && lonely
}

/// `X (ABC)`: ABC stands for X in the whole document.
fn abbreviations(article: &Article, tokens: &[Token], placed: &mut Vec<ResolvedMention>, taken: &mut [bool]) {
    let mut short: FxHashMap<u32, Referent> = FxHashMap::default();
    let mut same: Vec<(Referent, Referent)> = Vec::new();
    for p in placed.iter().filter(|p| p.kind == EntityKind::Organisation) {
        let (Some(last), Some(t)) = (tokens.get(p.end - 1), tokens.get(p.end)) else {
            continue;
        };
        let between = article
            .text
            .get(last.span.end as usize..t.span.start as usize)
            .unwrap_or("");
        let after = article.text.get(t.span.end as usize..).unwrap_or("").trim_start();
        if between.len() > 6 || !between.trim_end().ends_with('(') || !after.starts_with(')') {
            continue;
        }
        if let Some(q) = placed
            .iter()
            .find(|q| q.start == p.end && q.end == p.end + 1 && q.kind == EntityKind::Organisation)
        {
            same.push((p.who, q.who));
        } else if (t.indic && (t.word >= LOCAL || letters(t.span.of(&article.text)) >= 2))
            || (t.all_upper && same_letter(article, tokens, p, t))
        {
            short.insert(t.word, p.who);
        }
    }
    for p in placed.iter_mut() {
        if let Some((_, to)) = same.iter().find(|(from, to)| {
            *from == p.who && matches!(from, Referent::LocalEntity(_)) && matches!(to, Referent::Known(_))
        }) {
            p.who = *to;
        }
    }
    if short.is_empty() {
        return;
    }
    for (i, t) in tokens.iter().enumerate() {
        if let Some(who) = short.get(&t.word)
            && let Some(free) = taken.get_mut(i)
            && !*free
        {
            *free = true;
            placed.push(ResolvedMention {
                start: i,
                end: i + 1,
                kind: EntityKind::Organisation,
                who: *who,
                role: MentionRole::Name,
            });
        }
    }
}

/// Whether a Latin abbreviation begins as the name does; names in other scripts cannot tell.
fn same_letter(article: &Article, tokens: &[Token], p: &ResolvedMention, short: &Token) -> bool {
    let Some(first) = tokens.get(p.start) else { return false };
    let lead = |t: &Token| t.span.of(&article.text).chars().next();
    first.indic || lead(first) == lead(short)
}

/// State media of a country, media of a country, and "the agency" for the last one named.
fn descriptions(tokens: &[Token], placed: &mut Vec<ResolvedMention>, taken: &mut [bool]) {
    let country_before = |placed: &[ResolvedMention], at: usize| -> Option<(usize, u32)> {
        let genitive = at > 0 && tokens.get(at - 1).is_some_and(|t| t.is(GENITIVE));
        let end = if genitive { at - 1 } else { at };
        let p = placed.iter().find(|p| p.end == end && p.kind == EntityKind::Place)?;
        match p.who {
            Referent::Known(k) if genitive || p.role == MentionRole::Demonym => Some((p.start, k)),
            _ => None,
        }
    };
    // How often each state agency is named: a bare "state media" is the one most named.
    let mut named: BTreeMap<u32, usize> = BTreeMap::new();
    for p in placed.iter() {
        if let Referent::Known(k) = p.who
            && LEXICON
                .known
                .get(k as usize)
                .is_some_and(|k| k.class == Class::Agency && k.of.is_some())
        {
            *named.entry(k).or_default() += 1;
        }
    }
    let mut bare: Vec<(usize, usize)> = Vec::new();
    let mut more: Vec<ResolvedMention> = Vec::new();
    for (i, t) in tokens.iter().enumerate() {
        let state = t.is(STATE) && tokens.get(i + 1).is_some_and(|n| n.gap == Gap::Joined);
        let news = |k: usize| tokens.get(k).is_some_and(|n| n.is(MEDIA));
        if state && news(i + 1) {
            match country_before(placed, i) {
                Some((start, country)) => {
                    let who = LEXICON
                        .state_agency(country)
                        .map_or(Referent::MediaOf(country), Referent::Known);
                    if let Referent::Known(k) = who {
                        *named.entry(k).or_default() += 1;
                    }
                    more.push(describe(start, i + 2, who));
                }
                None => bare.push((i, i + 2)),
            }
        } else if news(i) && !(i > 0 && tokens.get(i - 1).is_some_and(|p| p.is(STATE))) {
            if let Some((start, country)) = country_before(placed, i) {
                more.push(ResolvedMention {
                    role: MentionRole::Name,
                    ..describe(start, i + 1, Referent::MediaOf(country))
                });
            }
        } else if t.is(AGENCY)
            && !taken.get(i).copied().unwrap_or(true)
            && tokens
                .get(i + 1)
                .is_some_and(|n| n.gap == Gap::Joined && (n.is(AGENT) || n.is(GENITIVE)))
            && !(t.gap != Gap::Break && i > 0 && tokens.get(i - 1).is_some_and(|p| !p.is(CLOSER)))
        {
            let last = placed.iter().rev().find(|p| {
                p.start < i
                    && matches!(p.who, Referent::Known(k) if LEXICON.known.get(k as usize).is_some_and(|k| matches!(k.class, Class::Agency | Class::Intelligence)))
            });
            if let Some(p) = last {
                more.push(describe(i, i + 1, p.who));
            }
        }
    }
    let most = named
        .iter()
        .max_by_key(|(k, n)| (**n, std::cmp::Reverse(**k)))
        .map(|(k, _)| *k);
    if let Some(k) = most {
        more.extend(bare.into_iter().map(|(s, e)| describe(s, e, Referent::Known(k))));
    }
    for p in &more {
        for t in taken.iter_mut().take(p.end).skip(p.start) {
            *t = true;
        }
    }
    placed.extend(more);
}

fn describe(start: usize, end: usize, who: Referent) -> ResolvedMention {
    ResolvedMention {
        start,
        end,
        kind: EntityKind::Organisation,
        who,
        role: MentionRole::Description,
    }
}

/// The ids, names and spans.
fn build(
    article: &Article,
    tokens: &[Token],
    own: &[LocalEntity],
    placed: &[ResolvedMention],
    hits: &[Hit],
) -> (Vec<Entity>, Vec<Mention>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut index: FxHashMap<Referent, EntityId> = FxHashMap::default();
    let mut mentions = Vec::with_capacity(placed.len());
    for p in placed {
        let (Some(a), Some(b)) = (tokens.get(p.start), tokens.get(p.end.saturating_sub(1))) else {
            continue;
        };
        let span = Span {
            start: a.span.start,
            end: b.span.end,
        };
        let span = without_possessive(span, &article.text);
        let id = match index.get(&p.who) {
            Some(id) => id.clone(),
            None => {
                let Some(entity) = entity(article, tokens, own, p, hits) else {
                    continue;
                };
                let id = entity.id.clone();
                index.insert(p.who, id.clone());
                if !entities.iter().any(|e| e.id == id) {
                    entities.push(entity);
                }
                id
            }
        };
        let kind = entities.iter().find(|e| e.id == id).map_or(p.kind, |e| e.kind);
        mentions.push(Mention {
            span,
            kind,
            entity: id,
            role: p.role,
        });
    }
    (entities, mentions)
}

fn without_possessive(span: Span, text: &str) -> Span {
    let word = span.of(text);
    let cut = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .map_or(0, |w| word.len() - w.len());
    Span {
        start: span.start,
        end: span.end - cut as u32,
    }
}

fn entity(
    article: &Article,
    tokens: &[Token],
    own: &[LocalEntity],
    p: &ResolvedMention,
    hits: &[Hit],
) -> Option<Entity> {
    let known = |k: u32| LEXICON.known.get(k as usize);
    Some(match p.who {
        Referent::Known(k) => {
            let k = known(k)?;
            let mut names = BTreeMap::from([("en".to_string(), k.en.to_string())]);
            if !k.hi.is_empty() {
                names.insert("hi".to_string(), k.hi.to_string());
            }
            Entity {
                id: k.id.clone(),
                kind: k.kind,
                names,
                of: k.of.clone(),
            }
        }
        Referent::MediaOf(c) => {
            let c = known(c)?;
            let slug = c.id.as_str().trim_start_matches("loc:");
            Entity {
                id: EntityId(format!("org:media-of-{slug}")),
                kind: EntityKind::Organisation,
                names: BTreeMap::from([
                    ("en".to_string(), format!("Media of {}", c.en)),
                    ("hi".to_string(), format!("{} का मीडिया", c.hi)),
                ]),
                of: Some(c.id.clone()),
            }
        }
        Referent::LocalEntity(n) => {
            let o = own.get(n)?;
            let (a, b) = (tokens.get(o.span.0)?, tokens.get(o.span.1.checked_sub(1)?)?);
            let name = Span {
                start: a.span.start,
                end: b.span.end,
            }
            .of(&article.text);
            let key = own_key(article, tokens, o, hits);
            let prefix = match o.kind {
                EntityKind::Person => "per",
                EntityKind::Place => "loc",
                EntityKind::Organisation => "org",
                EntityKind::Event => "evt",
            };
            let language = if a.indic {
                match article.language.tag() {
                    "en" | "und" => "hi",
                    tag => tag,
                }
            } else {
                "en"
            };
            Entity {
                id: EntityId(format!("{prefix}:~{key}")),
                kind: o.kind,
                names: BTreeMap::from([(language.to_string(), name.to_string())]),
                of: None,
            }
        }
    })
}

/// The key of an own thing: the phonetic keys of its words. In the names of bodies and places, a place of the gazetteer counts as
/// that place (मप्र हाई कोर्ट, मध्य प्रदेश हाईकोर्ट), blanks do not count, nor does the ending of the head (थाने, थाना).
fn own_key(article: &Article, tokens: &[Token], o: &LocalEntity, hits: &[Hit]) -> String {
    let (start, end) = o.span;
    let person = o.kind == EntityKind::Person;
    let mut key = String::new();
    let mut i = start;
    while i < end {
        let Some(t) = tokens.get(i) else { break };
        let from = hits.partition_point(|h| h.start < i);
        if let Some(h) = hits.get(from)
            && !person
            && h.start == i
            && h.end < end
            && let Some(known) = LEXICON.known.get(h.known as usize)
        {
            key.push_str(known.id.as_str().split_once(':').map_or("", |x| x.1));
            key.push('-');
            i = h.end;
            continue;
        }
        if person && !key.is_empty() {
            key.push('-');
        }
        // The first names of people keep the a at their end: कमल is not कमला. Family names do not: मिश्र is मिश्रा.
        let word = t.span.of(&article.text);
        let sound = if person && (i + 1 < end || end - start == 1) {
            phonetic::key_with_ending(word)
        } else {
            phonetic::key(word)
        };
        let sound = if !person && i + 1 == end && t.indic && sound.len() > 2 {
            sound.trim_end_matches('i')
        } else {
            sound.as_str()
        };
        key.push_str(sound);
        i += 1;
    }
    key
}
