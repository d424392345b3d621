//! The last check of a source: cut to a name, a title or a body, or dropped.
//!
//! Where the phrase before a verb of saying was cut wrongly, a wrong source would be shown. A reader is better served
//! by none: an empty chain is the outlet's own word.

use super::cut::{behind_name, cut, escaped_possessive, name_ends};
use super::draft::Draft;
use super::lexicon::{Class, ENGLISH, HINDI};
use super::{headline, people, quoted};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::chars::is_indic;
use sutradhar_text::fold::fold;

static WORDS: LazyLock<FxHashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: FxHashMap<String, Vec<&'static str>> = FxHashMap::default();
    for line in include_str!("../../data/attribute/sources.txt").lines() {
        let Some((section, rest)) = line.split_once(' ').filter(|l| l.0 != "#") else {
            continue;
        };
        for word in rest.split_whitespace() {
            words.entry(fold(word)).or_default().push(section);
        }
    }
    words
});

/// Whether a word is of something that shows rather than says: figures, a scene.
pub(super) fn shows(word: &str) -> bool {
    is("hi-shows", &fold(word))
}

/// Whether a folded word stands in a section of the list of sources.
pub(super) fn is(section: &str, word: &str) -> bool {
    WORDS.get(word).is_some_and(|s| s.contains(&section))
}

/// Most words of what is added to a list.
const INTO: usize = 5;

/// Words of a source that is an unknown name at most.
const NAME: usize = 5;

/// The sources of a draft that name somebody, each without what does not belong to its phrase.
pub(super) fn settle(analysis: &Analysis, draft: &mut Draft) {
    if draft.rule == quoted::QUOTED && is_name(analysis.words(draft.content)) {
        draft.chain.clear();
    }
    // "Patna: ...": a place before a colon is a dateline.
    let dateline = |s: &Source| s.entity.as_ref().is_some_and(|e| e.as_str().starts_with("loc:"));
    if draft.rule == headline::FRONT {
        draft.chain.retain(|s| !dateline(s));
    }
    if adds_a_thing(analysis, draft) {
        draft.chain.clear();
    }
    // "X द्वारा बताया कि ...": X says it, not whoever spoke before.
    let by_another = draft.rule == super::hindi::RUNS_ON && agent_between(analysis, draft.content.start);
    let chain = &mut draft.chain;
    for source in chain.iter_mut().filter(|s| s.resolved.is_none()) {
        document(analysis, source);
    }
    chain.retain_mut(|source| keeps(analysis, source));
    let said = draft.cue.unwrap_or(draft.content);
    for source in chain {
        giver(analysis, source);
        place(analysis, source);
        if by_another || country_for_office(analysis, source, said) || means(analysis, source) || half_title(source) {
            source.resolved = None;
            resolved_or_unnamed(source);
        }
    }
}

/// Whether words in quotation marks are the name of a thing ('Make in Sonpur'), which nobody says.
fn is_name(content: &str) -> bool {
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let mut long = content.split_whitespace().filter(|w| w.chars().count() > 3);
    content.is_ascii() && content.split_whitespace().count() <= NAME && long.all(capital) && capital(content.trim())
}

/// "स्वास्थ्य विभाग से प्राप्त जानकारी": the body that gave it is the source.
fn giver(analysis: &Analysis, source: &mut Source) {
    let bare = source.resolved.is_none() && !source.text.contains(' ');
    let Some(span) = source.span.filter(|_| bare && analysis.article.language == Lang::Hi) else {
        return;
    };
    let at = analysis.sentences.partition_point(|s| s.span.end <= span.start);
    let from = analysis.sentences.get(at).map_or(span.start, |s| s.span.start);
    let before = analysis
        .article
        .text
        .get(from as usize..span.start as usize)
        .unwrap_or("");
    let list = words(before);
    let [.., (first, a), (last, b), (se, c), (_, d)] = list.as_slice() else {
        return;
    };
    let body = HINDI.class(b).is(Class::OFFICIAL) && c == "से" && is("hi-received", d);
    if body {
        let begin = if HINDI.class(a).is(Class::STOP) { *last } else { *first };
        let text = before.get(begin..*se).unwrap_or("").trim();
        source.span = Some(Span {
            start: from + begin as u32,
            end: from + (begin + text.len()) as u32,
        });
        source.text = text.to_string();
        source.kind = SourceKind::OfficialBody;
    }
}

/// "X added another medal": nothing is said.
fn adds_a_thing(analysis: &Analysis, draft: &Draft) -> bool {
    let added = draft.cue.is_some_and(|c| fold(analysis.words(c)) == "added");
    let first = words(analysis.words(draft.content)).into_iter().next();
    // "added R. Devi to its list".
    let list = words(analysis.words(draft.content));
    let into = list
        .windows(2)
        .take(INTO)
        .any(|w| w[0].1 == "to" && ["its", "the", "a", "his", "her", "their"].contains(&w[1].1.as_str()));
    let that = draft.cue.is_some_and(|c| analysis.words(c).contains(' '));
    added && draft.form == Form::Indirect && !that && (into || first.is_some_and(|w| is("no-saying", &w.1)))
}

/// Whether "द्वारा" stands in the sentence of a statement before it.
fn agent_between(analysis: &Analysis, content: u32) -> bool {
    let at = analysis.sentences.partition_point(|s| s.span.end <= content);
    analysis.sentences.get(at).is_some_and(|s| {
        let before = analysis.article.text.get(s.span.start as usize..content as usize);
        before.is_some_and(|t| t.split_whitespace().any(|w| fold(w) == fold("द्वारा")))
    })
}

/// What "he" was resolved to, without what stands after the name; none where it is no person.
fn person(analysis: &Analysis, resolved: &str) -> Option<String> {
    let list = words(resolved);
    let end = list.iter().position(|w| is("en-cut", &w.1)).unwrap_or(list.len());
    let to = list.get(end).map_or(resolved.len(), |w| w.0);
    let kept = resolved.get(..to)?.trim();
    let first = list.first().filter(|_| end > 0)?;
    let pronoun = ENGLISH.class(&first.1).is(Class::PRONOUN.or(Class::ERGATIVE_PRONOUN));
    if pronoun || is("en-never-first", &first.1) || matches!(first.1.as_str(), "i" | "it" | "that" | "he") {
        return None;
    }
    // "a structure the minister", "Releasing": no name and no title.
    let clause = list[..end]
        .windows(2)
        .any(|w| w[1].1 == "the" && !people::is("of", &w[0].1) && w[0].1 != "and");
    if clause || end == 1 && first.1.ends_with("ing") {
        return None;
    }
    // "States", "Monday", "NHAI": a lone word with a capital must be part of the name of a person here.
    let lone = end == 1 && kept.starts_with(char::is_uppercase) && !names_source(ENGLISH.class(&first.1));
    let name = |m: &Mention| m.kind == EntityKind::Person && analysis.words(m.span).contains(kept);
    (!lone || analysis.mentions.iter().any(name)).then(|| kept.to_string())
}

/// Whether a bare country speaks and the next sentence names its ministry or commission: that one spoke.
fn country_for_office(analysis: &Analysis, source: &Source, said: Span) -> bool {
    let country = source.entity.as_ref().is_some_and(|e| e.as_str().starts_with("loc:"));
    if !country || source.text.split_whitespace().count() > 1 {
        return false;
    }
    let own = analysis.sentences.partition_point(|s| s.span.end <= said.start);
    analysis
        .sentences
        .get(own + 1)
        .is_some_and(|s| words(analysis.words(s.span)).iter().any(|w| is("office", &w.1)))
}

/// "X, in a post, said": the means of saying it, not the speaker.
fn means(analysis: &Analysis, source: &Source) -> bool {
    let before = |s: Span| analysis.article.text.get(..s.start as usize).unwrap_or("");
    let text = &source.text;
    source.kind == SourceKind::Document
        && (text.starts_with("a ") || text.starts_with("an "))
        && source.span.is_some_and(|s| {
            let last = before(s).trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next();
            last.is_some_and(|w| matches!(w, "in" | "on" | "via" | "through"))
        })
}

/// "He" resolved to a bare "Minister": of several, nobody can tell which.
fn half_title(source: &Source) -> bool {
    source.resolved.as_ref().is_some_and(|r| {
        let list = words(r);
        source.kind == SourceKind::Person
            && !source.text.contains(' ')
            && list.len() == 1
            && list.iter().all(|w| is("half-title", &w.1))
    })
}

/// "U.S. officials" are not the United States: a place stands for a source only where its name is the whole phrase.
fn place(analysis: &Analysis, source: &mut Source) {
    let (Some(span), Some(id)) = (source.span, source.entity.as_ref()) else {
        return;
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    let part = analysis.mentions[from..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .any(|m| m.entity == *id && m.kind == EntityKind::Place && m.span != span);
    if part {
        source.entity = None;
    }
}

/// "आंकड़े जारी हुए, उसके अनुसार ...": a pronoun that stands for nobody stands for the document named just before.
fn document(analysis: &Analysis, source: &mut Source) {
    let Some(span) = source
        .span
        .filter(|_| HINDI.class(&source.text).is(Class::GENITIVE_PRONOUN))
    else {
        return;
    };
    let at = analysis.sentences.partition_point(|s| s.span.end <= span.start);
    let own = analysis
        .sentences
        .get(at)
        .filter(|s| s.span.start < span.start)
        .map(|s| Span {
            start: s.span.start,
            end: span.start,
        });
    let before = at
        .checked_sub(1)
        .and_then(|k| analysis.sentences.get(k))
        .map(|s| s.span);
    let found = own.into_iter().chain(before).find_map(|part| {
        let text = analysis.words(part);
        sutradhar_text::words::words(text)
            .iter()
            .rev()
            .map(|w| w.span.of(text))
            .find(|w| HINDI.class(w).is(Class::DOCUMENT))
    });
    if let Some(word) = found {
        source.resolved = Some(word.to_string());
        source.kind = SourceKind::Document;
    }
}

fn keeps(analysis: &Analysis, source: &mut Source) -> bool {
    if source.text.trim().is_empty() {
        return true;
    }
    // Pieces of a page that stand side by side, two spaces between them: the last one speaks.
    if let Some(at) = source.text.rfind("  ") {
        let to = source.text.len();
        cut(source, at, to);
    }
    if source.text.chars().any(is_indic) {
        // Only Hindi has lists here; other Indic languages are left as they were read.
        if analysis.article.language == Lang::Hi {
            return hindi(analysis, source);
        }
        if is("other-pronoun", &fold(source.text.trim())) {
            return resolved_or_unnamed(source);
        }
        true
    } else {
        analysis.article.language != Lang::En || english(analysis, source)
    }
}

/// The words of a text with the byte at which each begins.
fn words(text: &str) -> Vec<(usize, String)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|w| {
            (
                w.as_ptr() as usize - base,
                fold(w.trim_matches(['"', '\'', '“', '”', ',', '(', ')'])),
            )
        })
        .collect()
}

/// Whether a name ends the phrase or the phrase has one of a person.
fn named(analysis: &Analysis, source: &Source) -> bool {
    let Some(span) = source.span else {
        return source.entity.is_some();
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    analysis.mentions[from..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .any(|m| m.span.end + 2 >= span.end || m.kind == EntityKind::Person)
}

/// A pronoun that nothing resolves stands for somebody who is not named: shown as such, never as "he".
fn resolved_or_unnamed(source: &mut Source) -> bool {
    if source.resolved.is_none() {
        *source = Source::unnamed();
    }
    true
}

/// Classes whose words name a source.
fn names_source(class: Class) -> bool {
    class.is(Class::TITLE
        .or(Class::OFFICIAL)
        .or(Class::AGENCY)
        .or(Class::MEDIA)
        .or(Class::DOCUMENT)
        .or(Class::ANONYMOUS)
        .or(Class::PUBLIC)
        .or(Class::PEOPLE)
        .or(Class::ANAPHORIC)
        .or(Class::HONORIFIC))
}

/// What a Hindi pronoun stands for, without the words that open its clause; none where that names nobody.
fn stands_for(analysis: &Analysis, resolved: String) -> Option<String> {
    let list = words(&resolved);
    let from = list
        .iter()
        .position(|w| !is("hi-lead", &w.1))
        .filter(|k| *k < list.len())?;
    let head = list.last()?;
    let named = || {
        let person = |m: &&Mention| m.kind != EntityKind::Place && resolved.ends_with(analysis.words(m.span));
        analysis.mentions.iter().any(|m| person(&m))
    };
    let known = names_source(HINDI.class(&head.1)) || people::is("holder", &head.1) || named();
    // An unknown noun in the plural or with a genitive, "our ...": no name.
    let genitive = |w: &(usize, String)| HINDI.class(&w.1).is(Class::GENITIVE.or(Class::FIRST_PERSON));
    let odd = head.1.ends_with("ों") || list.iter().any(genitive) || is("hi-lead", &head.1);
    let known = known || !odd;
    let mut kept = resolved.get(list[from].0..)?.trim().to_string();
    // "in the matter R. Devi": words that are no title before a name are none of it.
    let name = |m: &&Mention| m.kind == EntityKind::Person && kept.ends_with(analysis.words(m.span));
    if let Some(m) = analysis.mentions.iter().filter(name).max_by_key(|m| m.span.len()) {
        let before = kept.get(..kept.len() - m.span.len()).unwrap_or("");
        if words(before).last().is_some_and(|w| is("hi-never", &w.1)) {
            kept = analysis.words(m.span).to_string();
        }
    }
    (known && !is("hi-never", &head.1) && !matches!(head.1.as_str(), "दोनों" | "यही" | "वही")).then_some(kept)
}

fn hindi(analysis: &Analysis, source: &mut Source) -> bool {
    // "23 मार्च (भाषा) मंत्रालय": the credit ends a dateline.
    if let Some((open, close)) = source.text.find('(').zip(source.text.find(')'))
        && open < close
        && source
            .text
            .get(open + 1..close)
            .is_some_and(|c| is("hi-credit", &fold(c.trim())))
        && close + 1 < source.text.trim_end().len()
    {
        let to = source.text.len();
        cut(source, close + 1, to);
    }
    let list = words(&source.text);
    let mut from = 0;
    while let Some((_, w)) = list.get(from) {
        let next = list.get(from + 1);
        let digits = !w.is_empty() && w.chars().all(|c| c.is_ascii_digit());
        let index = digits && list.len() > from + 2 && next.is_some_and(|n| !is("hi-unit", &n.1)) && {
            w.len() >= 3 || source.kind != SourceKind::Public && source.entity.is_some()
        };
        let genitive = from > 0 && matches!(w.as_str(), "के" | "का" | "में" | "से" | "पर");
        if !(is("hi-lead", w) || index || genitive) || (from + 1 == list.len() && source.resolved.is_some()) {
            break;
        }
        from += 1;
    }
    // "X की जमानत याचिका जिला न्यायालय": the plea is no part of the court.
    if list.last().is_some_and(|w| is("hi-court", &w.1))
        && let Some(plea) = list.iter().rposition(|w| is("hi-plea", &w.1))
        && plea >= from
    {
        from = plea + 1;
    }
    // "रहने वाले एक मजदूर": the end of a clause.
    let of_clause = |w: &(usize, String)| matches!(w.1.as_str(), "वाले" | "वाली" | "वाला");
    let clause = (from + 1..list.len().saturating_sub(1))
        .rev()
        .find(|k| of_clause(&list[*k]) && list[*k - 1].1.ends_with("ने"));
    if let Some(k) = clause {
        from = k + 1;
    }
    let mut to = list.len();
    while to > from + 1 && list.get(to - 1).is_some_and(|w| is("hi-tail", &w.1)) {
        to -= 1;
    }
    let Some(head) = to
        .checked_sub(1)
        .filter(|h| *h >= from)
        .and_then(|h| list.get(h))
        .cloned()
    else {
        return false;
    };
    if from > 0 || to < list.len() {
        let begin = list[from].0;
        let end = list.get(to).map_or(source.text.len(), |w| w.0);
        cut(source, begin, end);
    }
    // "लोगों के दबने": what happened to somebody.
    let happened = head.1.ends_with("ने") && head.1.chars().count() > 2 && source.entity.is_none();
    if happened
        && to > from + 1
        && list
            .get(to - 2)
            .is_some_and(|w| matches!(w.1.as_str(), "के" | "का" | "की"))
    {
        return false;
    }
    let class = HINDI.class(&head.1);
    let pronoun = class.is(Class::PRONOUN.or(Class::ERGATIVE_PRONOUN).or(Class::GENITIVE_PRONOUN));
    if is("hi-inside", &head.1) {
        // "इसमें कहा गया": a report or a body; a person has no inside.
        return source.resolved.is_some() && !matches!(source.kind, SourceKind::Person | SourceKind::Public);
    }
    if pronoun && to == from + 1 {
        source.resolved = source.resolved.take().and_then(|r| stands_for(analysis, r));
        return resolved_or_unnamed(source);
    }
    let known = named(analysis, source) || names_source(class);
    known || !is("hi-never", &head.1)
}

/// Whether an English word names somebody by what he or she does: contractor, builder, activist.
fn agent(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    let endings = ["er", "or", "ist", "ian", "man", "men", "woman", "women", "yst", "ee"];
    bare.len() > 4 && endings.iter().any(|e| bare.ends_with(e)) && !is("en-never", word) && !is("en-never", bare)
}

fn english(analysis: &Analysis, source: &mut Source) -> bool {
    let pronoun = |s: &Source| {
        !s.text.contains(' ')
            && (s.text.eq_ignore_ascii_case("it")
                || ENGLISH
                    .class(&s.text)
                    .is(Class::PRONOUN.or(Class::ERGATIVE_PRONOUN).or(Class::GENITIVE_PRONOUN)))
    };
    if pronoun(source) {
        // "He" is no committee.
        let one = ["he", "she", "his", "her"].contains(&fold(&source.text).as_str());
        // What it was resolved to is no name and no title: "even eliminate red tape".
        let named = |r: &String| {
            r.split_whitespace().any(|w| {
                let w = w.trim_matches(|c: char| !c.is_ascii_alphabetic());
                w.starts_with(char::is_uppercase) || names_source(ENGLISH.class(w)) || is("en-noun", &fold(w))
            })
        };
        if one {
            source.resolved = source.resolved.as_ref().and_then(|r| person(analysis, r));
        }
        if (one && source.kind != SourceKind::Person) || !source.resolved.as_ref().is_some_and(named) {
            source.resolved = None;
        }
        // Whom it stands for is looked for once more with the names of the whole text.
        return true;
    }
    // A quotation, not a name.
    if source.text.starts_with(['\'', '‘', '“', '"']) {
        return false;
    }
    // "Mr. Rao in a post".
    if let Some(at) = source.text.find(" in a ") {
        cut(source, 0, at);
    }
    behind_name(analysis, source);
    escaped_possessive(analysis, source);
    // "Board secretary on R. Devi": whom it is about is not who says it.
    let about = source.text.find(" on ").filter(|_| source.resolved.is_some());
    if let Some(at) = about {
        cut(source, 0, at);
        (source.resolved, source.entity) = (None, None);
    }
    if source.resolved.is_some() && source.text.split_whitespace().count() <= NAME {
        return true;
    }
    let list = words(&source.text);
    // "Chief Minister R. Devi had expressed ...": what stands after the verb is no part of the name.
    let end = list.iter().position(|w| is("en-cut", &w.1)).unwrap_or(list.len());
    if end < list.len() {
        let to = list[end].0;
        cut(source, 0, to);
        if source.text.is_empty() || pronoun(source) {
            return resolved_or_unnamed(source);
        }
    }
    let list = &list[..end];
    let Some(first) = list.first() else { return false };
    let possessive = ["his", "her", "their", "its"].contains(&first.1.as_str()) && list.len() > 1;
    if is("en-never-first", &first.1) && !possessive {
        return false;
    }
    let day = |w: &str| {
        sutradhar_text::calendar::month_folded(w).is_some()
            || w.ends_with("day") && w.len() >= 6
            || w.parse::<f64>().is_ok()
    };
    if list.iter().all(|w| day(&w.1)) {
        return false;
    }
    // The head stands before the first preposition: "director of ...", "farmers under ...".
    let prepositions = [
        "of", "for", "in", "from", "at", "under", "on", "with", "by", "to", "against", "here",
    ];
    let stop = list
        .iter()
        .position(|w| prepositions.contains(&w.1.as_str()))
        .unwrap_or(list.len());
    let known = |w: &str| {
        let bare = w.trim_end_matches("'s").trim_end_matches("’s");
        [w, bare, bare.trim_end_matches('s')].iter().any(|w| is("en-noun", w))
            || names_source(ENGLISH.class(w))
            || agent(bare)
    };
    let Some(head) = stop.checked_sub(1).and_then(|k| list.get(k)) else {
        return false;
    };
    let text = source.text.as_str();
    let capital = |w: &(usize, String)| {
        text.get(w.0..)
            .and_then(|t| t.chars().find(|c| sutradhar_text::chars::is_word_char(*c)))
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let last = &list[list.len() - 1];
    // "Senior leader and AICC general secretary G.A. Devi": a title somewhere and a name at the end.
    if ["and", "or", "the", "to", "a"].contains(&last.1.as_str()) {
        return false;
    }
    let group = known(&first.1) && first.1.ends_with('s');
    if known(&head.1)
        || known(&last.1)
        || group
        || (capital(last) && list.len() <= 2 * NAME && list.iter().any(|w| known(&w.1)))
    {
        return true;
    }
    if is("en-never", &head.1) {
        return false;
    }
    // Names: every word of the phrase has a capital but particles.
    let name = list
        .iter()
        .all(|w| capital(w) || ["of", "the", "and", "for", "de", "al", "van", "bin", "a"].contains(&w.1.as_str()));
    let of_name = capital(head) && list.len() <= NAME;
    name_ends(analysis, source) && (capital(head) || stop == list.len()) && list.len() <= 2 * NAME
        || name && list.len() <= NAME
        || of_name
}
