//! The last look at who is shown: a surname with its whole name, a bare role with who holds it, "she" with nobody whom the
//! article calls "Mr.", no entity but the one that the words name, and the public where only "people" say it.

use super::draft::Draft;
use super::lexicon::{Class, ENGLISH, HINDI};
use super::people::{People, folded, is};
use crate::model::*;
use sutradhar_text::chars::is_indic;

/// Settles the sources of all drafts, in the order of the text.
pub(super) fn settle(analysis: &Analysis, drafts: &mut [Draft]) {
    if !matches!(analysis.article.language, Lang::Hi | Lang::En) {
        for source in drafts.iter_mut().flat_map(|d| d.chain.iter_mut()) {
            own_entity(analysis, source);
            behind_place(source);
        }
        return;
    }
    let mut people = People::of(analysis);
    let mut last: Option<(EntityId, u32)> = None;
    let mut body: Option<String> = None;
    for draft in drafts {
        let at = draft.cue.map_or(draft.content.start, |c| c.start);
        let quoted = (draft.form == Form::Direct).then_some(draft.content.start);
        for source in &mut draft.chain {
            let at = source.span.map_or(at, |s| s.start);
            own_entity(analysis, source);
            public(source);
            let behind = quoted.filter(|q| *q < at);
            known(&people, source, (at, behind), last.as_ref(), body.as_deref());
            if source.resolved.is_none() && pronoun(source) {
                *source = Source::unnamed();
            }
        }
        if let Some(first) = draft.chain.first() {
            people.heard(first, at);
            match first.kind {
                SourceKind::Person => {
                    let end = draft.cue.map_or(0, |c| c.end).max(draft.content.end);
                    last = first.entity.clone().map(|e| (e, end));
                }
                SourceKind::OfficialBody => {
                    body = Some(first.resolved.clone().unwrap_or_else(|| first.text.clone()));
                }
                _ => {}
            }
        }
    }
}

/// "In an interview R. Devi": where it was said is no part of the name.
fn behind_place(source: &mut Source) {
    let last = source.text.split_whitespace().rev().skip(1).find(|w| {
        w.char_indices()
            .any(|(i, _)| is("place-end", &sutradhar_text::fold::fold(&w[i..])))
    });
    let Some(at) = last.map(|w| w.as_ptr() as usize - source.text.as_ptr() as usize + w.len()) else {
        return;
    };
    let kept = source.text.get(at..).unwrap_or("").trim().to_string();
    if let Some(span) = source.span.as_mut().filter(|s| s.len() == source.text.len()) {
        span.start = span.end - kept.len() as u32;
    }
    source.text = kept;
}

/// Whether a source is a word like "he" that stands for a name.
fn pronoun(source: &Source) -> bool {
    let pronouns = Class::PRONOUN
        .or(Class::ERGATIVE_PRONOUN)
        .or(Class::GENITIVE_PRONOUN)
        .or(Class::INSIDE_PRONOUN);
    let lexicon = if source.text.chars().any(is_indic) {
        &*HINDI
    } else {
        &*ENGLISH
    };
    !source.text.contains(' ') && (lexicon.class(&source.text).is(pronouns) || source.text.eq_ignore_ascii_case("it"))
}

/// What a source is called as it stands.
fn shown(source: &Source) -> &str {
    source.resolved.as_deref().unwrap_or(&source.text)
}

/// Takes the names that the article gives to what is shown.
fn known(
    people: &People<'_>,
    source: &mut Source,
    (at, quote): (u32, Option<u32>),
    spoke: Option<&(EntityId, u32)>,
    body: Option<&str>,
) {
    if source.text.is_empty() {
        return;
    }
    let last = spoke.map(|s| &s.0);
    let stands_for = pronoun(source);
    let one = ["he", "she"].iter().any(|s| is(s, &folded(&source.text).concat()));
    if stands_for && one {
        let better = match people.opens(&source.text, at, quote, shown(source)) {
            Some(found) => Ok(Some(found)),
            None if source.resolved.is_some() => people.one(shown(source)),
            None => Ok(None),
        };
        match better {
            Ok(Some((name, entity))) if name.contains(' ') || !shown(source).contains(' ') => {
                (source.resolved, source.entity, source.kind) = (Some(name), Some(entity), SourceKind::Person);
            }
            Ok(_) => {}
            Err(()) => {
                *source = Source::unnamed();
                return;
            }
        }
    }
    if stands_for
        && source
            .resolved
            .as_ref()
            .is_some_and(|r| people.other_sex(&source.text, r))
    {
        match people.near(&source.text, at) {
            Some((name, entity)) => {
                (source.resolved, source.entity, source.kind) = (Some(name), Some(entity), SourceKind::Person);
            }
            None => {
                *source = Source::unnamed();
                return;
            }
        }
    }
    // "They" is not one person.
    let many = is("they", &folded(&source.text).concat());
    if many
        && source.kind == SourceKind::Person
        && source
            .resolved
            .as_ref()
            .is_some_and(|r| matches!(people.one(r), Ok(Some(_))))
    {
        *source = Source::unnamed();
        return;
    }
    if source.kind == SourceKind::Person
        && let Some(entity) = &source.entity
        && source.resolved.is_some()
        && !stands_for
        && !people.is_named(&source.text)
        && people.contradicts(&source.text, entity)
    {
        (source.resolved, source.entity) = (None, None);
    }
    // A title that stands for a title or for two of them stands for nobody.
    let role = stands_for || source.resolved.as_ref().is_none_or(|r| !people.is_named(r));
    if role && source.kind != SourceKind::Public {
        let word = if stands_for { shown(source) } else { &source.text };
        let found = (!people.is_named(word) && (!stands_for || one || !is_english(word)))
            .then(|| people.holder(word, at, last))
            .flatten();
        if let Some((name, entity)) = found.filter(|f| !people.other_sex(&source.text, &f.0)) {
            (source.resolved, source.entity, source.kind) = (Some(name), Some(entity), SourceKind::Person);
            return;
        }
        if let Some((entity, since)) = spoke.filter(|_| (one || !stands_for) && !people.is_named(word))
            && let Some(name) = people
                .may_hold(word, at, *since, entity)
                .filter(|n| !people.other_sex(&source.text, n))
        {
            (source.resolved, source.entity, source.kind) = (Some(name), Some(entity.clone()), SourceKind::Person);
            return;
        }
        if let Some((name, entity)) = people.body(word, at, body) {
            (source.resolved, source.entity) = (Some(name), entity);
            return;
        }
        if let Some(said) = people.heard_role(word).filter(|_| source.resolved.is_none()) {
            source.resolved = Some(said);
            return;
        }
    }
    if source.kind == SourceKind::Person && (source.resolved.is_some() || !stands_for) {
        half_name(source);
        half_title(people, source);
        let name = shown(source);
        let first = folded(&source.text).into_iter().next().unwrap_or_default();
        let polite = stands_for || is("honour-he", &first) || is("honour-she", &first);
        if let Some(whole) = people.whole(name, source.entity.as_ref(), polite).filter(|w| w != name) {
            source.resolved = Some(whole);
        }
    }
}

/// "Mines G. Rao": the end of a ministry's name is no part of the minister's.
fn half_title(people: &People<'_>, source: &mut Source) {
    let name = shown(source);
    let first = folded(name).into_iter().next().unwrap_or_default();
    let placed = people.behind_place(name).len() < name.len() && (source.resolved.is_some() || source.span.is_none());
    if !is("half", &first) && !placed {
        return;
    }
    let Ok(Some((whole, _))) = people.one(name) else { return };
    if !name.ends_with(&whole) {
        return;
    }
    if source.resolved.is_some() {
        source.resolved = Some(whole);
    } else {
        if let Some(span) = source.span.as_mut().filter(|s| s.len() == source.text.len()) {
            span.start = span.end - whole.len() as u32;
        }
        source.text = whole;
    }
}

fn is_english(text: &str) -> bool {
    !text.chars().any(is_indic)
}

/// A last name of one word whose first name stands right before it in the phrase: "inspector Imam" with "Zaidi".
fn half_name(source: &mut Source) {
    let Some(last) = source.resolved.as_deref().filter(|r| !r.contains(' ')) else {
        return;
    };
    let Some(before) = source.text.strip_suffix(last).and_then(|b| b.strip_suffix(' ')) else {
        return;
    };
    let raw = before.split_whitespace().last().unwrap_or("");
    let word = folded(raw).concat();
    let lists = [
        "holder",
        "honour",
        "honour-he",
        "honour-she",
        "body",
        "part",
        "name-lead",
        "kin",
        "case",
        "loose",
        "others",
    ];
    let plain = !lists.iter().any(|s| is(s, &word)) && raw.chars().all(sutradhar_text::chars::is_word_char);
    let name = if is_english(raw) {
        let small = raw.chars().skip(1).any(char::is_lowercase);
        small && raw.starts_with(char::is_uppercase) && ENGLISH.class(&word) == Class::default()
    } else {
        HINDI.class(&word) == Class::default()
    };
    if plain && name && !word.is_empty() {
        source.resolved = Some(format!("{raw} {last}"));
    }
}

/// "Many people say": that is the public, whoever it was taken for.
fn public(source: &mut Source) {
    let words = folded(shown(source));
    let loose = |w: &String| {
        is("loose", w) || is("public", w) || w.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    };
    if words.iter().any(|w| is("public", w)) && words.iter().all(loose) {
        (source.kind, source.entity) = (SourceKind::Public, None);
    }
}

/// Keeps the entity of a source only where its words name that and nothing of it: not the president for his
/// administration, not the husband for the widow, not one of two.
fn own_entity(analysis: &Analysis, source: &mut Source) {
    let Some(id) = source.entity.clone() else { return };
    let mentions = || {
        analysis
            .mentions
            .iter()
            .filter(|m| m.entity == id && m.role != MentionRole::Demonym)
    };
    let text = shown(source);
    let kind = mentions().next().map(|m| m.kind);
    let holds = match kind {
        None => true,
        Some(EntityKind::Person) => {
            mentions().any(|m| ends_in_name(analysis, text, analysis.words(m.span))) && !two(analysis, source, &id)
        }
        Some(_) => mentions().any(|m| is_name(text, analysis.words(m.span))),
    };
    if holds {
        return;
    }
    source.entity = None;
    // "A bench headed by Justice Rao": what ends the phrase is no short form of it.
    let within = source
        .resolved
        .as_ref()
        .is_some_and(|r| source.text.ends_with(r.as_str()) && source.text != *r);
    if within {
        source.resolved = None;
    }
}

/// Whether the words are a body's name, but for "the", or end in it, perhaps behind what it is (समाचार एजेंसी शिन्हुआ).
fn is_name(text: &str, name: &str) -> bool {
    let (text, name) = (folded(text), folded(name));
    let rest = text.len().saturating_sub(name.len());
    let behind = rest.checked_sub(1).and_then(|k| text.get(k));
    let told = rest <= 1 || behind.is_some_and(|w| is("body", w));
    text.ends_with(&name) && told || rest == 1 && text.starts_with(&name)
}

/// Whether the words end in a person's name, titles before it, and the name does not hang on a preposition.
fn ends_in_name(analysis: &Analysis, text: &str, name: &str) -> bool {
    let (words, name) = (folded(text), folded(name));
    let Some(at) = (0..=words.len().saturating_sub(name.len()))
        .rev()
        .find(|k| !name.is_empty() && words[*k..].starts_with(&name))
    else {
        return false;
    };
    let rest = &words[at + name.len()..];
    // "Rao of the river board", "Rao (R)".
    let initial = |w: &String| w.chars().count() == 1;
    if rest.first().is_some_and(|w| !is("of", w) && !initial(w)) {
        return false;
    }
    if analysis.article.language != Lang::En {
        return true;
    }
    let titles = Class::TITLE.or(Class::HONORIFIC);
    let place = |w: &String| {
        let of = |m: &&Mention| m.kind == EntityKind::Place && folded(analysis.words(m.span)).last() == Some(w);
        analysis.mentions.iter().any(|m| of(&m))
    };
    let title = |w: &String| ENGLISH.class(w).is(titles) || is("honour", w) || is("name-lead", w);
    let mut k = at;
    while k > 0 && (title(&words[k - 1]) || k < at && place(&words[k - 1])) {
        k -= 1;
    }
    k == 0 || !is("of", &words[k - 1])
}

/// Whether a phrase names two, or somebody and "his wife".
fn two(analysis: &Analysis, source: &Source, id: &EntityId) -> bool {
    let words = folded(shown(source));
    if !words.iter().any(|w| is("and", w)) && !shown(source).contains(" & ") {
        return false;
    }
    let Some(span) = source.span.filter(|s| analysis.words(*s) == shown(source)) else {
        return words.iter().any(|w| is("others", w));
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    let another = analysis.mentions[from..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .any(|m| m.kind == EntityKind::Person && m.entity != *id);
    another || words.iter().any(|w| is("others", w))
}
