//! The noun phrase that names a source, and what kind of source it is.

use super::lexicon::Class;
use super::tokens::{Kind, Token, content};
use crate::model::*;

/// Most tokens of a source phrase: titles of officials are long, nothing longer was seen.
const MAX_PHRASE: usize = 22;

/// A source phrase as token positions, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// The longest noun phrase that ends before token `end` and does not start before `floor`.
///
/// It runs left over nouns, names, genitives, brackets, name quotes, hyphens and "and", and stops at postpositions, verbs,
/// conjunctions and other marks.
pub fn before(toks: &[Token], end: usize, floor: usize) -> Option<Phrase> {
    let mut i = end;
    while i > floor && end - i < MAX_PHRASE {
        let Some(t) = toks.get(i - 1) else { break };
        match t.kind {
            Kind::Mark(')') => match opening(toks, i - 1, '(', floor) {
                Some(open) => {
                    i = open;
                    continue;
                }
                None => break,
            },
            Kind::Mark('\'' | '’' | '"' | '”') => match opening_quote(toks, i - 1, floor) {
                Some(open) => {
                    i = open;
                    continue;
                }
                None => break,
            },
            Kind::Mark('-' | '–' | '/' | '&') if i < end && i - 1 > floor && adjacent(toks, i) => {}
            Kind::Mark('.')
                if i >= 2
                    && toks
                        .get(i - 2)
                        .is_some_and(|h| h.is(Class::HONORIFIC) || h.span.len() <= 2 && h.span.end == t.span.start) => {
            }
            Kind::Mark(_) => break,
            _ if t.is(Class::AND) => {
                let left = i.checked_sub(2).and_then(|k| toks.get(k));
                let joins = i - 1 > floor
                    && left.is_some_and(|l| {
                        !l.any_mark()
                            && !l.is(Class::STOP
                                .or(Class::VERB)
                                .or(Class::AUXILIARY)
                                .or(Class::SAY)
                                .or(Class::GENITIVE))
                    });
                if !joins {
                    break;
                }
            }
            _ if t.is(Class::GENITIVE) => {
                // "की" after a noun is also a verb ("did"): it is one when the word before it is a noun of saying.
                let left = i.checked_sub(2).and_then(|k| toks.get(k));
                if left.is_none_or(|l| l.any_mark() && !l.is_mark(')') && !l.is_quote()) && i - 1 > floor {
                    break;
                }
            }
            _ if t.is(stop()) && !t.is(Class::TITLE) => break,
            _ => {}
        }
        i -= 1;
    }
    trim(toks, Phrase { from: i, to: end })
}

const fn stop() -> Class {
    Class::STOP
        .or(Class::VERB)
        .or(Class::AUXILIARY)
        .or(Class::SAY)
        .or(Class::SAY_PRESENT)
        .or(Class::CONJUNCTION)
        .or(Class::ERGATIVE)
        .or(Class::ERGATIVE_PRONOUN)
        .or(Class::RELATIVE)
        .or(Class::COMPLEMENT)
}

/// Without the words that open clauses rather than phrases.
fn trim(toks: &[Token], mut phrase: Phrase) -> Option<Phrase> {
    while phrase.from < phrase.to {
        let t = toks.get(phrase.from)?;
        if t.is(Class::BACK)
            && toks.get(phrase.from + 1).is_some_and(|n| n.is(Class::BACK_NOUN))
            && phrase.to > phrase.from + 2
        {
            phrase.from += 2;
            continue;
        }
        let lead = t.is(Class::LEAD.or(Class::ASPECT))
            || t.is(Class::GENITIVE)
            || (t.any_mark() && !t.is_quote() && !t.is_mark('('));
        if !lead {
            break;
        }
        phrase.from += 1;
    }
    let words = toks.get(phrase.from..phrase.to)?.iter().any(|t| t.kind == Kind::Word);
    words.then_some(phrase)
}

fn adjacent(toks: &[Token], i: usize) -> bool {
    let (Some(left), Some(mark), Some(right)) =
        (i.checked_sub(2).and_then(|k| toks.get(k)), toks.get(i - 1), toks.get(i))
    else {
        return false;
    };
    left.span.end == mark.span.start && mark.span.end == right.span.start
}

fn opening(toks: &[Token], close: usize, mark: char, floor: usize) -> Option<usize> {
    (floor..close)
        .rev()
        .take(12)
        .find(|k| toks.get(*k).is_some_and(|t| t.is_mark(mark)))
}

fn opening_quote(toks: &[Token], close: usize, floor: usize) -> Option<usize> {
    (floor..close)
        .rev()
        .take(8)
        .find(|k| toks.get(*k).is_some_and(Token::is_quote))
}

/// The source that a phrase names: its words, the thing it names, and its kind.
pub fn source(analysis: &Analysis, toks: &[Token], phrase: Phrase) -> Option<Source> {
    let span = content(toks, phrase.from, phrase.to)?;
    let span = with_quotes(toks, phrase, span);
    let part = toks.get(phrase.from..phrase.to)?;
    let mention = last_mention(analysis, span);
    let head = part
        .iter()
        .rev()
        .find(|t| t.kind == Kind::Word && !in_brackets(part, t))?;
    Some(Source {
        span: Some(span),
        text: analysis.words(span).to_string(),
        resolved: mention
            .filter(|m| m.span != span && m.kind == EntityKind::Person && m.span.end == span.end)
            .filter(|_| !part.iter().any(|t| t.is(Class::AND)))
            .map(|m| analysis.words(m.span).to_string()),
        entity: mention.map(|m| m.entity.clone()),
        kind: kind(part, head, mention),
    })
}

/// With the quotation marks around a name.
fn with_quotes(toks: &[Token], phrase: Phrase, span: Span) -> Span {
    let mut span = span;
    if let Some(first) = toks.get(phrase.from)
        && first.is_quote()
    {
        span.start = first.span.start;
    }
    if let Some(last) = phrase.to.checked_sub(1).and_then(|k| toks.get(k))
        && last.is_quote()
    {
        span.end = last.span.end;
    }
    span
}

fn in_brackets(part: &[Token], tok: &Token) -> bool {
    let mut open = false;
    for t in part {
        if t.is_mark('(') {
            open = true;
        } else if t.is_mark(')') {
            open = false;
        } else if t.span == tok.span {
            return open;
        }
    }
    false
}

/// The mention that ends last inside `span`, adjectives of places left out.
pub fn last_mention(analysis: &Analysis, span: Span) -> Option<&Mention> {
    let from = analysis.mentions.partition_point(|m| m.span.end <= span.start);
    analysis
        .mentions
        .get(from..)?
        .iter()
        .take_while(|m| m.span.start < span.end)
        .filter(|m| span.contains(m.span) && m.role != MentionRole::Demonym)
        .last()
}

/// The first person that a sentence names.
pub fn first_person(analysis: &Analysis, sentence: Span) -> Option<Source> {
    first_besides(analysis, sentence, None)
}

/// The first person that a sentence names, `not` aside.
pub fn first_besides(analysis: &Analysis, sentence: Span, not: Option<&Source>) -> Option<Source> {
    let same = |m: &Mention| {
        not.is_some_and(|s| s.entity.as_ref() == Some(&m.entity) || s.span.is_some_and(|span| span.overlaps(m.span)))
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= sentence.start);
    let mention = analysis
        .mentions
        .get(from..)?
        .iter()
        .take_while(|m| m.span.start < sentence.end)
        .find(|m| m.kind == EntityKind::Person && !same(m))?;
    Some(Source {
        span: Some(mention.span),
        text: analysis.words(mention.span).to_string(),
        resolved: None,
        entity: Some(mention.entity.clone()),
        kind: SourceKind::Person,
    })
}

fn kind(part: &[Token], head: &Token, mention: Option<&Mention>) -> SourceKind {
    let named = mention.filter(|m| m.span.end >= head.span.end);
    // A bare "sources" or "people" is none, whatever the names stage took it for.
    let common = Class::ANONYMOUS.or(Class::PUBLIC).or(Class::DOCUMENT).or(Class::MEDIA);
    if named.is_some_and(|m| m.kind == EntityKind::Person) && !(part.len() == 1 && head.is(common)) {
        return SourceKind::Person;
    }
    let kinds = Class::AGENCY
        .or(Class::MEDIA)
        .or(Class::DOCUMENT)
        .or(Class::ANONYMOUS)
        .or(Class::PUBLIC)
        .or(Class::OFFICIAL)
        .or(Class::TITLE);
    let telling = part.iter().rev().find(|t| t.is(kinds));
    let Some(telling) = telling else {
        return match named {
            Some(_) => SourceKind::OfficialBody,
            None => SourceKind::Person,
        };
    };
    // A title with a name behind it is a person; one that ends the phrase stands for the office.
    let is_head = telling.span == head.span;
    let before_it = |class: Class| part.iter().any(|t| t.is(class));
    let c = telling.class;
    // "समिति के जगतराम": somebody of a body, whose own words tell nothing.
    let of_body = part.last().is_some_and(|last| last.span == head.span)
        && part
            .iter()
            .position(|t| t.span == telling.span)
            .and_then(|k| part.get(k + 1))
            .is_some_and(|t| t.is(Class::GENITIVE) && t.span != head.span);
    if of_body && named.is_none() && c.is(Class::OFFICIAL) {
        return SourceKind::Person;
    }
    if c.is(Class::TITLE) && !(is_head && c.is(Class::OFFICIAL)) {
        SourceKind::Person
    } else if c.is(Class::ANONYMOUS) && is_head {
        SourceKind::Anonymous
    } else if c.is(Class::DOCUMENT) && !before_it(Class::MEDIA) {
        SourceKind::Document
    } else if c.is(Class::AGENCY) || (before_it(Class::AGENCY) && !c.is(Class::OFFICIAL)) {
        SourceKind::Agency
    } else if c.is(Class::MEDIA) || (c.is(Class::DOCUMENT) && before_it(Class::MEDIA)) {
        SourceKind::Media
    } else if c.is(Class::PUBLIC) && is_head {
        SourceKind::Public
    } else if c.is(Class::OFFICIAL) || named.is_some() {
        SourceKind::OfficialBody
    } else {
        SourceKind::Person
    }
}
