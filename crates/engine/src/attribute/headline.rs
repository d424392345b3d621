//! Forms that only headlines have: "content: X", "X: content", "X का दावा, content".

use super::draft::Draft;
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::tokens::{Kind, Token, content, count_words};
use crate::model::*;

/// The source after a colon or dash at the end: बांध सुरक्षित है: जल मंत्री. Limits: the tail must name a person or body, or hold a
/// word for a source, so that ": जानें पूरा मामला" is none.
pub const TAIL: &str = "ATT-020";
/// The source before a colon at the start: जल मंत्री: बांध सुरक्षित है.
pub const FRONT: &str = "ATT-021";
/// A noun of saying beside a comma, colon or dash: जल मंत्री का दावा, बांध सुरक्षित है.
pub const CLAIM: &str = "ATT-022";

/// The verb of saying before its subject: दीपनगर में बोले जल मंत्री, बांध सुरक्षित है. Limits: as for a tail.
pub const SAID_FIRST: &str = "ATT-023";

/// Most words of a source in a headline's tail or front.
const SOURCE_WORDS: usize = 6;
/// Fewest words of what is said in a headline.
const CONTENT_WORDS: usize = 3;

/// The statement of a headline in one of these forms.
pub fn find(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    claim(analysis, toks, end)
        .or_else(|| said_first(analysis, toks, end))
        .or_else(|| inverted(analysis, toks, end))
        .or_else(|| tail(analysis, toks, end))
        .or_else(|| front(analysis, toks, end))
}

fn is_break(toks: &[Token], k: usize) -> bool {
    let Some(t) = toks.get(k) else { return false };
    if t.is_mark(':') || t.is_mark('–') || t.is_mark('—') || t.is_mark('|') {
        return true;
    }
    // A hyphen inside a compound (किम-पुतिन) touches words on both sides.
    let glued = k
        .checked_sub(1)
        .and_then(|p| toks.get(p))
        .is_some_and(|l| l.span.end == t.span.start)
        && toks.get(k + 1).is_some_and(|r| r.span.start == t.span.end);
    t.is_mark('-') && !glued
}

fn said_first(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    let k = (0..end).find(|k| toks.get(*k).is_some_and(|t| t.is(Class::BARE_SAY)))?;
    let to = (k + 1..end)
        .find(|j| toks.get(*j).is_some_and(|t| t.is_pause() || t.is_quote()))
        .unwrap_or(end);
    let source = named(analysis, toks, Phrase { from: k + 1, to })?;
    let cue = content(toks, k, k + 1);
    if count_words(toks, to, end) >= CONTENT_WORDS {
        return Some(draft(content(toks, to + 1, end)?, cue, source, SAID_FIRST));
    }
    let paused = k
        .checked_sub(1)
        .and_then(|p| toks.get(p))
        .is_some_and(|t| t.is_pause() || t.is_quote());
    (to == end && paused && count_words(toks, 0, k) >= CONTENT_WORDS)
        .then(|| content(toks, 0, k))
        .flatten()
        .map(|span| draft(span, cue, source, SAID_FIRST))
}

/// "..., WHO ने जताई चिंता", "... : एएफपी ने दी जानकारी": verb and noun of saying change places.
fn inverted(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    let noun = end
        .checked_sub(1)
        .filter(|k| toks.get(*k).is_some_and(|t| t.is(Class::NOUN)))?;
    let verb = noun
        .checked_sub(1)
        .filter(|k| toks.get(*k).is_some_and(|t| t.is(Class::LIGHT)))?;
    let case = verb
        .checked_sub(1)
        .filter(|k| toks.get(*k).is_some_and(|t| t.is(Class::ERGATIVE)))?;
    let pause = (0..case).rev().find(|k| toks.get(*k).is_some_and(Token::is_pause))?;
    let source = named(
        analysis,
        toks,
        Phrase {
            from: pause + 1,
            to: case,
        },
    )?;
    (count_words(toks, 0, pause) >= CONTENT_WORDS)
        .then(|| content(toks, 0, pause))
        .flatten()
        .map(|span| draft(span, content(toks, case, end), source, CLAIM))
}

fn tail(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    let at = (0..end).rev().find(|k| is_break(toks, *k))?;
    let mut phrase = Phrase { from: at + 1, to: end };
    // "..., says X" in English headlines.
    while toks
        .get(phrase.from)
        .is_some_and(|t| t.is(Class::SAY.or(Class::SAY_PRESENT)))
        && phrase.from < phrase.to
    {
        phrase.from += 1;
    }
    if count_words(toks, 0, at) < CONTENT_WORDS {
        return None;
    }
    let source = named(analysis, toks, phrase)?;
    let from = (0..at)
        .rev()
        .find(|k| {
            toks.get(*k).is_some_and(|t| t.is_mark('|') || t.is_mark(':')) && count_words(toks, *k, at) >= CONTENT_WORDS
        })
        .map_or(0, |k| k + 1);
    let cue = source.span;
    Some(draft(content(toks, from, at)?, cue, source, TAIL))
}

fn front(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    let at = (0..end).find(|k| is_break(toks, *k))?;
    let source = named(analysis, toks, Phrase { from: 0, to: at })?;
    let strong = source.kind != SourceKind::Person || source.entity.is_some();
    if !strong || count_words(toks, at, end) < CONTENT_WORDS {
        return None;
    }
    let cue = source.span;
    Some(draft(content(toks, at + 1, end)?, cue, source, FRONT))
}

fn claim(analysis: &Analysis, toks: &[Token], end: usize) -> Option<Draft> {
    for k in 1..end {
        let t = toks.get(k)?;
        if !t.is(Class::COPULAR.or(Class::NOUN)) || !toks.get(k - 1)?.is(Class::GENITIVE) {
            continue;
        }
        let next = toks.get(k + 1).filter(|_| k + 1 < end);
        let after = next.is_some_and(Token::is_pause) && count_words(toks, k + 1, end) >= CONTENT_WORDS;
        if next.is_some_and(|n| !n.is_pause()) {
            continue;
        }
        let phrase = phrase::before(toks, k - 1, 0)?;
        let source = phrase::source(analysis, toks, phrase)?;
        let cue = content(toks, k - 1, k + 1);
        let opens = phrase
            .from
            .checked_sub(1)
            .is_none_or(|k| toks.get(k).is_some_and(Token::is_pause));
        if after && opens {
            return Some(draft(content(toks, k + 2, end)?, cue, source, CLAIM));
        }
        if next.is_none() && phrase.from >= 1 && count_words(toks, 0, phrase.from) >= CONTENT_WORDS {
            let pause = toks.get(phrase.from - 1).is_some_and(Token::is_pause);
            if pause {
                return Some(draft(content(toks, 0, phrase.from - 1)?, cue, source, CLAIM));
            }
        }
    }
    None
}

/// The source that a short phrase names, if it is clear that it names one.
fn named(analysis: &Analysis, toks: &[Token], phrase: Phrase) -> Option<Source> {
    let part = toks.get(phrase.from..phrase.to)?;
    let words = count_words(toks, phrase.from, phrase.to);
    if !(1..=SOURCE_WORDS).contains(&words) {
        return None;
    }
    if verb_between(analysis, part) || owned(analysis, part) {
        return None;
    }
    let bad = part.iter().any(|t| {
        t.is(Class::LABEL)
            || t.is_mark(',')
            || t.is_mark(';')
            || t.kind == Kind::Number
            || t.is_mark('?')
            || t.is_mark('!')
            || t.is(Class::STOP
                .or(Class::VERB)
                .or(Class::AUXILIARY)
                .or(Class::ERGATIVE)
                .or(Class::SAY))
    });
    if bad {
        return None;
    }
    let span = content(toks, phrase.from, phrase.to)?;
    let last = part.iter().rev().find(|t| t.kind == Kind::Word)?;
    let mention = phrase::last_mention(analysis, span)
        .filter(|m| matches!(m.kind, EntityKind::Person | EntityKind::Organisation) && m.span.end >= last.span.end);
    let lexical = last.is(Class::DOCUMENT
        .or(Class::MEDIA)
        .or(Class::AGENCY)
        .or(Class::ANONYMOUS)
        .or(Class::OFFICIAL)
        .or(Class::TITLE))
        || part.first().is_some_and(|t| t.is(Class::TITLE));
    if mention.is_none() && !lexical {
        return None;
    }
    phrase::source(analysis, toks, phrase)
}

/// "R. Devi's message to S. Rao", "R. Devi's pitch": what somebody has, unless that speaks.
fn owned(analysis: &Analysis, part: &[Token]) -> bool {
    let word = |t: &Token| analysis.words(t.span);
    let of = part
        .iter()
        .position(|t| word(t).ends_with("'s") || word(t).ends_with("’s"));
    let speaks = |t: &Token| {
        t.is(Class::TITLE
            .or(Class::OFFICIAL)
            .or(Class::MEDIA)
            .or(Class::ANONYMOUS)
            .or(Class::PUBLIC))
            || matches!(word(t), "report" | "study" | "survey")
    };
    let doing = part
        .first()
        .is_some_and(|t| word(t).ends_with("ing") && word(t).chars().all(|c| c.is_ascii_lowercase()));
    doing || of.is_some_and(|k| !part[k + 1..].iter().any(speaks))
}

/// "Norvia tells Sundar": a verb between two names makes no source of them.
fn verb_between(analysis: &Analysis, part: &[Token]) -> bool {
    let word = |t: &Token| analysis.words(t.span);
    part.windows(3).any(|w| {
        let capital = |t: &Token| word(t).starts_with(char::is_uppercase);
        let verb = word(&w[1]);
        capital(&w[0])
            && capital(&w[2])
            && w[1].kind == Kind::Word
            && (verb == "v" || verb == "vs" || verb.len() > 3 && verb.ends_with('s'))
            && verb.chars().all(|c| c.is_ascii_lowercase())
            && !w[1].is(Class::TITLE.or(Class::OFFICIAL).or(Class::DOCUMENT))
    })
}

/// Keeps "X: ..." only where the text below gives words to X: X may as well be what the headline is about.
///
/// "X: How ..." is about X, and in a Hindi headline a tag in Latin letters is a topic.
pub fn confirm(analysis: &Analysis, drafts: &mut Vec<Draft>) {
    let last = |s: &Source| {
        let name = super::draft::name_of(s);
        name.split_whitespace().last().map(sutradhar_text::fold::fold)
    };
    let spoken: Vec<String> = drafts
        .iter()
        .filter(|d| d.rule != FRONT)
        .flat_map(|d| d.chain.iter().filter_map(last))
        .collect();
    drafts.retain(|d| {
        let Some(source) = d.chain.first().filter(|_| d.rule == FRONT) else {
            return true;
        };
        let content = analysis.words(d.content);
        let indic = |t: &str| t.chars().any(sutradhar_text::chars::is_indic);
        let first = content.split_whitespace().next().unwrap_or("");
        let asks = super::lexicon::ENGLISH.class(first).is(Class::WHETHER) || matches!(first, "A" | "An" | "The");
        let tag = indic(content) && !indic(&source.text);
        !asks && !tag && last(source).is_some_and(|w| spoken.contains(&w))
    });
}

fn draft(content: Span, cue: Option<Span>, source: Source, rule: &'static str) -> Draft {
    let indirect = source.kind == SourceKind::Document || rule == CLAIM;
    Draft {
        content,
        cue,
        chain: vec![source],
        form: if indirect { Form::Indirect } else { Form::Direct },
        polarity: Polarity::Asserts,
        hedge: None,
        rule,
    }
}
