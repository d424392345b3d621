//! English: "X said that", "according to X", "..., said X", "X declined to comment".

use super::draft::{Draft, Memory};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scan::Scan;
use super::tokens::{Kind, Token, content, count_words};
use crate::model::*;
use std::ops::Deref;

/// "according to X". Limits: plans, laws and rules are no sources.
pub const ACCORDING: &str = "EN-ATT-001";
/// "X said (that) ...".
pub const SAID: &str = "EN-ATT-002";
/// "..., X said" and "..., said X".
pub const SAID_AFTER: &str = "EN-ATT-003";
/// "X denied ...".
pub const DENIED: &str = "EN-ATT-004";
/// "X declined to comment on ...".
pub const SILENT: &str = "EN-ATT-005";

/// "X did not respond to ...", "X has not said whether ...". Limits: only of verbs of answering and publishing.
pub const NO_ANSWER: &str = "EN-ATT-006";

/// Most tokens of a subject.
const MAX_SUBJECT: usize = 24;
/// How far behind the verb "that" may stand ("told reporters in the capital on Monday that").
const TO_THAT: usize = 12;

/// Most tokens of a clause between a subject and its verb.
const CLAUSE: usize = 40;
/// Most commas of an apposition before the verb.
const COMMAS: usize = 3;
/// Fewest letters of a short form that names a body.
const ACRONYM: usize = 3;
/// How many speakers back "it" is looked for.
const LAST_SPOKEN: usize = 3;

/// How far behind "rejected" the claim may be named.
const TO_CLAIM: usize = 8;

/// One sentence being read.
pub struct Reader<'a>(pub Scan<'a>);

impl<'a> Deref for Reader<'a> {
    type Target = Scan<'a>;

    fn deref(&self) -> &Scan<'a> {
        &self.0
    }
}

struct Subject {
    source: Source,
    from: usize,
}

impl Reader<'_> {
    /// The statements of the sentence.
    pub fn read(&self, memory: &mut Memory) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut i = 0;
        let mut covered = 0;
        while i < self.end {
            if self.in_speech(i) || i < covered {
                i += 1;
                continue;
            }
            let found = if self.is(i, Class::ACCORDING) && self.is(i + 1, Class::TO) {
                self.according(i, memory)
            } else if self.is(i, Class::SAY) {
                self.said(i, memory)
            } else if self.is(i, Class::DENIAL) {
                self.denied(i, memory)
            } else if self.is(i, Class::DECLINE) {
                self.declined(i, memory)
            } else if self.is(i, Class::NEGATION) {
                self.did_not(i, memory)
            } else {
                None
            };
            if let Some(draft) = found {
                // What stands inside the content of a verb belongs to it.
                if let Some(k) = (i..self.end).find(|k| self.tok(*k).is_some_and(|t| t.span.start >= draft.content.end))
                {
                    covered = k;
                } else if self.tok(i).is_some_and(|t| t.span.start < draft.content.start) {
                    covered = self.end;
                }
                if let Some(first) = draft.chain.first() {
                    memory.remember(first, true);
                }
                out.push(draft);
            }
            i += 1;
        }
        out
    }

    fn source(&self, from: usize, to: usize, memory: &Memory) -> Option<Source> {
        let (mut from, mut to) = (from, to);
        while from < to && (self.is(from, Class::LEAD) || self.tok(from).is_some_and(Token::any_mark)) {
            from += 1;
        }
        // "in a statement on Monday": not the speaker's name.
        if let Some(k) = (from..to).find(|k| self.is(*k, Class::TIME) && *k > from) {
            to = k;
        }
        while to > from && (self.is(to - 1, Class::PARTICLE.or(Class::FROM).or(Class::AUXILIARY)) || self.pause(to - 1))
        {
            to -= 1;
        }
        if from >= to || count_words(self.toks, from, to) > MAX_SUBJECT {
            return None;
        }
        let first = self.tok(from)?;
        if to - from == 1 && first.is(Class::PRONOUN) {
            return self.pronoun(from, memory);
        }
        if to - from == 1 && self.analysis.words(first.span).eq_ignore_ascii_case("it") {
            return self.it_said(from, memory);
        }
        if to - from == 1 && first.is(Class::RELATIVE) || first.kind == Kind::Number {
            return None;
        }
        let mut source = phrase::source(self.analysis, self.toks, Phrase { from, to })?;
        source.kind = self.kind(from, to, &source);
        Some(source)
    }

    fn kind(&self, from: usize, to: usize, source: &Source) -> SourceKind {
        let any = |class: Class| (from..to).any(|k| self.is(k, class));
        let person = source
            .entity
            .as_ref()
            .is_some_and(|id| self.analysis.entity(id).is_some_and(|e| e.kind == EntityKind::Person));
        if person || any(Class::TITLE) {
            SourceKind::Person
        } else if any(Class::DOCUMENT) {
            SourceKind::Document
        } else if any(Class::AGENCY) {
            SourceKind::Agency
        } else if any(Class::MEDIA) {
            SourceKind::Media
        } else if any(Class::ANONYMOUS) {
            SourceKind::Anonymous
        } else if any(Class::OFFICIAL) {
            SourceKind::OfficialBody
        } else if any(Class::PUBLIC) {
            SourceKind::Public
        } else if source.kind == SourceKind::Person && self.acronym(to) {
            SourceKind::OfficialBody
        } else {
            source.kind
        }
    }

    /// Whether a phrase ends in a short form of a body ("SIT").
    fn acronym(&self, to: usize) -> bool {
        let word = to
            .checked_sub(1)
            .and_then(|k| self.tok(k))
            .map_or("", |t| self.analysis.words(t.span));
        word.len() >= ACRONYM && word.chars().all(|c| c.is_ascii_uppercase())
    }

    /// The subject left of the verb at `i`.
    fn subject(&self, i: usize, memory: &Memory) -> Option<Subject> {
        let mut to = i;
        while to > 0 && self.is(to - 1, Class::PARTICLE) {
            to -= 1;
        }
        // "X, the minister, said": jump over the apposition.
        if let Some(subject) = self.who(to, memory) {
            return Some(subject);
        }
        if let Some(subject) = self.before_who(to, memory) {
            return Some(subject);
        }
        let mut from = to;
        let mut aside = None;
        if to > 0 && self.tok(to - 1)?.is_mark(',') {
            let open = (0..to - 1)
                .rev()
                .take(14)
                .find(|k| self.tok(*k).is_some_and(|t| t.is_mark(',') || t.is_quote()))?;
            if self.tok(open)?.is_quote() || count_words(self.toks, open, to) < 1 {
                return None;
            }
            aside = Some((open + 1, to - 1));
            to = open;
            from = open;
        }
        while from > 0 {
            let t = self.tok(from - 1)?;
            // "officials on Saturday (July 19, 2031) said"
            if t.is_mark(')')
                && let Some(open) = (0..from - 1)
                    .rev()
                    .take(8)
                    .find(|k| self.tok(*k).is_some_and(|t| t.is_mark('(')))
            {
                from = open;
                continue;
            }
            let abbreviation = t.is_mark('.')
                && from >= 2
                && self
                    .tok(from - 2)
                    .is_some_and(|h| h.is(Class::HONORIFIC) || h.span.len() <= 2);
            let glued = matches!(t.kind, Kind::Mark('-' | '(' | ')' | '&' | '/' | '’' | '\''));
            if (t.any_mark() && !abbreviation && !glued) || t.is(Class::STOP) {
                break;
            }
            from -= 1;
        }
        if from >= to {
            return None;
        }
        // "X denied ... and said": X runs on.
        if self.is(to - 1, Class::AND)
            && let Some(verb) = (from..to).find(|k| self.is(*k, Class::SAY.or(Class::DENIAL).or(Class::DECLINE)))
        {
            return self.subject(verb, memory);
        }
        // A finite verb inside means that this is a clause, not a subject.
        let clause = (from..to).any(|k| {
            self.is(k, Class::AUXILIARY) && !self.is(k, Class::PARTICLE) || self.is(k, Class::SAY) && k + 1 < to
        });
        if clause {
            let last = (from..to).rev().find(|k| self.is(*k, Class::AND))?;
            if (last..to).any(|k| self.is(k, Class::AUXILIARY)) {
                return None;
            }
            from = last + 1;
        }
        let mut source = self.source(from, to, memory)?;
        // "The spokesperson, X, said": the name stands between the commas.
        if let Some((open, close)) = aside
            && source.entity.is_none()
            && (open..close).all(|k| self.capital(k) || self.initial(k))
            && let Some(named) = self.source(open, close, memory).filter(|s| s.entity.is_some())
            && named.kind == SourceKind::Person
        {
            source = named;
        }
        // "Mr. X, minister for roads, ports, and water, said": the name stands before the first comma.
        let nobody = |s: &Source| s.entity.is_none() && !(from..to).any(|k| self.is(k, Class::DOCUMENT));
        if aside.is_some()
            && nobody(&source)
            && let Some((start, named)) = self.before_commas(from, memory)
        {
            source = named;
            from = start;
        }
        // "X, minister for water, said" without its second comma: the name stands before the first.
        let title_only = source.entity.is_none() && (from..to).any(|k| self.is(k, Class::TITLE));
        if title_only
            && let Some(comma) = from.checked_sub(1)
            && self.tok(comma)?.is_mark(',')
            && let Some(start) = (0..comma)
                .rev()
                .find(|k| self.tok(*k).is_some_and(Token::any_mark) || self.is(*k, Class::STOP))
                .map(|k| k + 1)
                .or(Some(0))
            && (1..=5).contains(&count_words(self.toks, start, comma))
            && (start..comma).all(|k| self.capital(k))
            && let Some(named) = self.source(start, comma, memory)
            && (named.entity.is_some() || count_words(self.toks, start, comma) > 1)
        {
            source = Source {
                kind: SourceKind::Person,
                ..named
            };
            from = start;
        }
        Some(Subject { source, from })
    }

    /// The person named before the commas of a list that ends at `to`.
    fn before_commas(&self, to: usize, memory: &Memory) -> Option<(usize, Source)> {
        let mut end = to
            .checked_sub(1)
            .filter(|k| self.tok(*k).is_some_and(|t| t.is_mark(',')))?;
        for _ in 0..COMMAS {
            let start = (0..end)
                .rev()
                .take(MAX_SUBJECT)
                .take_while(|k| {
                    !self.is(*k, Class::STOP.or(Class::AUXILIARY).or(Class::SAY))
                        && self.tok(*k).is_some_and(|t| !t.any_mark() || self.initial(*k))
                })
                .last()?;
            let source = self.source(start, end, memory)?;
            if source.entity.is_some() && source.kind == SourceKind::Person {
                return Some((start, source));
            }
            end = start
                .checked_sub(1)
                .filter(|k| self.tok(*k).is_some_and(|t| t.is_mark(',')))?;
        }
        None
    }

    /// X of "X, who has ..., said": the comma that closes the clause stands right before `to`.
    fn before_who(&self, to: usize, memory: &Memory) -> Option<Subject> {
        let close = to
            .checked_sub(1)
            .filter(|k| self.tok(*k).is_some_and(|t| t.is_mark(',')))?;
        let who = (0..close)
            .rev()
            .take(CLAUSE)
            .take_while(|k| self.tok(*k).is_some_and(|t| !t.is_quote() && !t.is_mark(';')))
            .find(|k| self.tok(*k).is_some_and(|t| self.analysis.words(t.span) == "who"))?;
        self.who(who + 1, memory)
    }

    /// X of "..., X, who said that ...": a person named right before the relative word that ends at `to`.
    fn who(&self, to: usize, memory: &Memory) -> Option<Subject> {
        let who = to.checked_sub(1).filter(|k| self.is(*k, Class::RELATIVE))?;
        let comma = who
            .checked_sub(1)
            .filter(|k| self.tok(*k).is_some_and(|t| t.is_mark(',')))?;
        if !self.analysis.words(self.tok(who)?.span).eq_ignore_ascii_case("who") {
            return None;
        }
        let from = (0..comma)
            .rev()
            .take(MAX_SUBJECT)
            .take_while(|k| self.capital(*k) || self.is(*k, Class::TITLE.or(Class::HONORIFIC)) || self.initial(*k))
            .last()?;
        let source = self.source(from, comma, memory)?;
        (source.entity.is_some() && source.kind == SourceKind::Person).then_some(Subject { source, from })
    }

    /// Whether the full stop of an initial stands at `i`.
    fn initial(&self, i: usize) -> bool {
        self.tok(i).is_some_and(|t| t.is_mark('.'))
            && i.checked_sub(1)
                .and_then(|k| self.tok(k))
                .is_some_and(|h| h.is(Class::HONORIFIC) || h.span.len() <= 2)
    }

    /// Whether a word starts with a capital.
    fn capital(&self, i: usize) -> bool {
        self.tok(i)
            .is_some_and(|t| self.analysis.words(t.span).starts_with(char::is_uppercase))
    }

    /// Whether a hyphen between two parts of a word stands at `i`.
    fn glued(&self, i: usize) -> bool {
        let ends = i.checked_sub(1).and_then(|k| self.tok(k)).map(|t| t.span.end);
        self.tok(i).is_some_and(|t| {
            matches!(t.kind, Kind::Mark('-' | '–'))
                && ends == Some(t.span.start)
                && self.tok(i + 1).is_some_and(|n| n.span.start == t.span.end)
        })
    }

    fn according(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let from = i + 2;
        let to = (from..self.end)
            .find(|k| self.pause(*k) && !self.glued(*k))
            .unwrap_or(self.end);
        if (from..to).any(|k| self.is(k, Class::NOT_SOURCE)) {
            return None;
        }
        let source = self.source(from, to, memory)?;
        let cue = content(self.toks, i, i + 2);
        let opens = count_words(self.toks, 0, i) <= 1;
        let span = if opens {
            content(self.toks, to, self.end)?
        } else if count_words(self.toks, 0, i) >= 3 {
            content(self.toks, 0, i)?
        } else {
            return None;
        };
        Some(self.draft(span, cue, vec![source], ACCORDING))
    }

    fn said(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let that = (i + 1..self.end.min(i + TO_THAT))
            .take_while(|k| !self.pause(*k) && !self.is(*k, Class::AUXILIARY))
            .find(|k| self.is(*k, Class::COMPLEMENT));
        let rest = count_words(self.toks, i + 1, self.end);
        let subject = self.subject(i, memory);
        if let Some(subject) = subject {
            let cue = |to: usize| content(self.toks, i, to);
            if let Some(that) = that {
                return Some(self.draft(
                    content(self.toks, that + 1, self.end)?,
                    cue(that + 1),
                    vec![subject.source],
                    SAID,
                ));
            }
            let ends = rest == 0 || self.closes(i + 1);
            let comma_before = subject.from > 0 && self.pause(subject.from - 1);
            let quote_before = comma_before && self.tok(subject.from - 1).is_some_and(Token::is_quote);
            let turns = self.pause(i + 1) && (quote_before || self.ing(i + 2));
            if comma_before && (ends || turns) && count_words(self.toks, 0, subject.from) >= 3 {
                return Some(self.draft(
                    content(self.toks, 0, subject.from)?,
                    cue(i + 1),
                    vec![subject.source],
                    SAID_AFTER,
                ));
            }
            if self.pause(i + 1) && rest >= 2 && !self.is(i + 2, Class::STOP.or(Class::AND)) {
                return Some(self.draft(
                    content(self.toks, i + 1, self.end)?,
                    cue(i + 1),
                    vec![subject.source],
                    SAID,
                ));
            }
            let quote = (i + 1..self.end.min(i + TO_THAT)).find(|k| self.tok(*k).is_some_and(Token::is_quote));
            if let Some(quote) = quote
                && count_words(self.toks, quote, self.end) >= 3
                && self.tok(quote - 1).is_some_and(Token::is_pause)
            {
                return Some(self.draft(
                    content(self.toks, quote, self.end)?,
                    cue(i + 1),
                    vec![subject.source],
                    SAID,
                ));
            }
            let bare =
                !self.is(i, Class::NEEDS_COMPLEMENT) && rest >= 4 && !self.is(i + 1, Class::FROM.or(Class::STOP));
            return bare
                .then(|| content(self.toks, i + 1, self.end))
                .flatten()
                .map(|c| self.draft(c, cue(i + 1), vec![subject.source], SAID));
        }
        // "...," said X.
        if i > 0 && self.pause(i - 1) && count_words(self.toks, 0, i) >= 3 && rest >= 1 {
            let to = (i + 1..self.end).find(|k| self.pause(*k)).unwrap_or(self.end);
            let source = self.source(i + 1, to, memory)?;
            let cue = content(self.toks, i, i + 1);
            return Some(self.draft(content(self.toks, 0, i)?, cue, vec![source], SAID_AFTER));
        }
        None
    }

    /// Whether a participle stands at `i` ("adding").
    fn ing(&self, i: usize) -> bool {
        self.tok(i)
            .is_some_and(|t| self.analysis.words(t.span).ends_with("ing"))
    }

    /// Whether only "on Monday" or "in a statement" follows.
    fn closes(&self, i: usize) -> bool {
        let words = count_words(self.toks, i, self.end);
        words == 0
            || (words <= 7
                && self.is(i, Class::FROM.or(Class::TIME))
                && (i..self.end).all(|k| !self.is(k, Class::COMPLEMENT)))
    }

    fn denied(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let subject = self.subject(i, memory)?;
        if count_words(self.toks, i + 1, self.end) < 2 {
            return None;
        }
        let from = if self.is(i + 1, Class::COMPLEMENT) {
            i + 2
        } else {
            i + 1
        };
        // "denied wrongdoing and said ...": the second verb says something else.
        let to = (from + 1..self.end)
            .find(|k| self.is(*k, Class::AND) && self.is(k + 1, Class::SAY.or(Class::DECLINE)))
            .unwrap_or(self.end);
        let pointing = count_words(self.toks, from, to) <= 2 && (from..to).any(|k| self.is(k, Class::DENIED_NOUN));
        let span = match self.previous {
            Some(previous) if pointing => previous,
            _ => content(self.toks, from, to)?,
        };
        // "dismissed an appeal", "denied permission": what a court or an office decides is no denial of a claim.
        let near = || (from..to.min(from + TO_CLAIM)).map_while(|k| self.tok(k).filter(|t| !t.is_pause()));
        let claim = self.is(i + 1, Class::COMPLEMENT) || near().any(|t| t.is(Class::DENIED_NOUN));
        if !claim && (self.is(i, Class::REJECTS) || near().any(|t| t.is(Class::GRANTED))) {
            return None;
        }
        let mut draft = self.draft(span, content(self.toks, i, i + 1), vec![subject.source], DENIED);
        draft.polarity = Polarity::Denies;
        Some(draft)
    }

    fn declined(&self, i: usize, memory: &Memory) -> Option<Draft> {
        if !(self.is(i + 1, Class::TO) && self.is(i + 2, Class::SILENCE_NOUN)) {
            return None;
        }
        let subject = self.subject(i, memory)?;
        self.silent(i, i + 3, subject.source, SILENT)
    }

    /// "X did not respond", "X has not said whether": `i` is the "not".
    fn did_not(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let mut verb = i + 1;
        while self.is(verb, Class::PARTICLE) {
            verb += 1;
        }
        // "could not be reached"
        let aux = i.checked_sub(1)?;
        let be = self.tok(i + 1).is_some_and(|t| self.analysis.words(t.span) == "be");
        if be && self.is(i + 2, Class::CONTACT) {
            let subject = self.subject(aux, memory)?;
            return self.silent(aux, i + 3, subject.source, NO_ANSWER);
        }
        let answers = self.is(verb, Class::SILENCE_NOUN.or(Class::RELEASE))
            || (self.is(verb, Class::SAY) && self.is(verb + 1, Class::WHETHER));
        if !answers || !self.is(aux, Class::TAIL) {
            return None;
        }
        let source = match self.subject(aux, memory) {
            Some(subject) => subject.source,
            None => self.it(aux, memory)?,
        };
        self.silent(aux, verb + 1, source, NO_ANSWER)
    }

    /// "It" as what speaks: the last body or paper among the last that spoke; nobody where only people did.
    fn it_said(&self, at: usize, memory: &Memory) -> Option<Source> {
        let thing = |s: &&Source| {
            use SourceKind::*;
            matches!(s.kind, OfficialBody | Document | Media | Agency) && !self.many(&super::draft::name_of(s))
        };
        let body = memory.named.iter().rev().take(LAST_SPOKEN).find(thing);
        let source = self.pronoun_source(at)?;
        Some(match body {
            Some(body) => Source {
                resolved: Some(super::draft::name_of(body)),
                entity: body.entity.clone(),
                kind: body.kind,
                ..source
            },
            None => source,
        })
    }

    /// Whether a phrase means several people ("officials").
    fn many(&self, text: &str) -> bool {
        use super::lexicon::ENGLISH;
        if text.split_whitespace().any(|w| ENGLISH.class(w).is(Class::DOCUMENT)) {
            return false;
        }
        let head = [" of ", " from ", " with ", " in "]
            .iter()
            .fold(text, |t, p| t.split(p).next().unwrap_or(t));
        let last = head.split_whitespace().last().unwrap_or("").to_lowercase();
        last == "police" || last.ends_with('s') && ENGLISH.class(&last).is(Class::OFFICIAL.or(Class::PUBLIC))
    }

    /// "It" as a body that is silent: the last body that was named.
    fn it(&self, at: usize, memory: &Memory) -> Option<Source> {
        let first = self.tok(at.checked_sub(1)?)?;
        let word = self.analysis.words(first.span);
        if !word.eq_ignore_ascii_case("it") || at > 1 {
            return None;
        }
        let body = memory
            .named
            .iter()
            .rev()
            .find(|s| matches!(s.kind, SourceKind::OfficialBody | SourceKind::Media));
        Some(Source {
            span: Some(first.span),
            text: word.to_string(),
            resolved: body.map(super::draft::name_of),
            entity: body.and_then(|b| b.entity.clone()),
            kind: SourceKind::OfficialBody,
        })
    }

    /// What somebody is silent about: the words after "about", "on", "whether", or those of the verb; else the sentence before.
    fn silent(&self, from: usize, after: usize, source: Source, rule: &'static str) -> Option<Draft> {
        let about = (after..self.end).find(|k| self.is(*k, Class::BACK.or(Class::WHETHER)));
        let start = match about {
            Some(k) if self.is(k, Class::WHETHER) => Some(k),
            Some(k) => Some(k + 1),
            None if self.is(after - 1, Class::RELEASE) => Some(after),
            None => None,
        };
        let own = start.filter(|s| count_words(self.toks, *s, self.end) >= 2);
        let span = match own {
            Some(s) => content(self.toks, s, self.end)?,
            None => self.previous?,
        };
        let mut draft = self.draft(span, content(self.toks, from, after), vec![source], rule);
        draft.polarity = Polarity::Silent;
        Some(draft)
    }
}
