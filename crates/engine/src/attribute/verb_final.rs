//! The basic shapes of Marathi, Bengali and Gujarati: a verb of saying with its subject before it, the content after "that" or a
//! pause, or before a quotative (..., असे X यांनी सांगितले; ... বলে X জানিয়েছেন), and "according to".

use super::draft::{Draft, Memory};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scan::Scan;
use super::tokens::{Kind, content, count_words};
use crate::model::*;
use std::ops::Deref;

/// "According to X". Limits: rules and laws are no sources.
pub const ACCORDING: &str = "VF-ATT-001";
/// "X said (that) ...".
pub const SAID: &str = "VF-ATT-002";
/// "..., so X said".
pub const SAID_AFTER: &str = "VF-ATT-003";

/// A clause turned into a noun: "X said of the bridge's having broken" (पूल पडल्याचे X यांनी सांगितले).
pub const NOMINAL: &str = "VF-ATT-004";
/// "This information was given by X": what is said stands in the sentence before.
pub const THIS_WAS_SAID: &str = "VF-ATT-005";
/// "X did not give information".
pub const SILENT: &str = "VF-ATT-006";
/// "X denied".
pub const DENIED: &str = "VF-ATT-007";

/// Most words of a name behind a title.
const NAME_WORDS: usize = 3;
/// Most tokens between a noun of saying and the verb behind its subject.
const TO_VERB: usize = 24;
/// How many statements back the claim that is denied is looked for.
const DENIED_REACH: usize = 6;

/// Most words of a subject: longer ones are clauses that were not understood.
const MAX_SUBJECT: usize = 12;

/// One sentence being read.
pub struct Reader<'a>(pub Scan<'a>);

impl<'a> Deref for Reader<'a> {
    type Target = Scan<'a>;

    fn deref(&self) -> &Scan<'a> {
        &self.0
    }
}

impl Reader<'_> {
    /// The statements of the sentence: at most one per verb, none inside the content of another.
    pub fn read(&self, memory: &mut Memory) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        for i in 0..self.end {
            let Some(t) = self.tok(i) else { break };
            if out.iter().any(|d| d.content.contains(t.span)) || self.in_speech(i) {
                continue;
            }
            let found = if let Some(draft) = self.silent(i, memory) {
                Some(draft)
            } else if t.is(Class::DENIAL) {
                self.denied(i, memory, &out)
            } else if t.is(Class::ACCORDING) {
                self.according(i, memory)
            } else if t.is(Class::SAY) {
                self.said(i, memory)
            } else {
                None
            };
            if let Some(draft) = found
                && !out.iter().any(|d| d.content.overlaps(draft.content))
            {
                if let Some(first) = draft.chain.first() {
                    memory.remember(first, true);
                }
                out.push(draft);
            }
        }
        out
    }

    fn source(&self, from: usize, to: usize, memory: &Memory) -> Option<Source> {
        let (mut from, mut to) = (from, to);
        while from < to && (self.is(from, Class::CONJUNCTION.or(Class::QUOTATIVE)) || self.pause(from)) {
            from += 1;
        }
        while to > from + 1 && (self.is(to - 1, Class::HONORIFIC_TAIL.or(Class::GENITIVE)) || self.pause(to - 1)) {
            to -= 1;
        }
        let words = count_words(self.toks, from, to);
        if !(1..=MAX_SUBJECT).contains(&words) || self.is(from, Class::RELATIVE) {
            return None;
        }
        if self.is(to - 1, Class::VERB) {
            return None;
        }
        let first = self.tok(from)?;
        if first.kind == Kind::Number && words == 1 {
            return None;
        }
        if first.is(Class::PRONOUN) {
            return self.pronoun(from, memory);
        }
        phrase::source(self.analysis, self.toks, Phrase { from, to })
    }

    /// Where the clause that ends before token `at` begins.
    fn border(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|k| {
                self.pause(*k)
                    || self.is(
                        *k,
                        Class::QUOTATIVE
                            .or(Class::COMPLEMENT)
                            .or(Class::AUXILIARY)
                            .or(Class::SAY),
                    )
            })
            .map_or(0, |k| k + 1)
    }

    fn according(&self, i: usize, memory: &Memory) -> Option<Draft> {
        if self.is(i, Class::NOT_SOURCE) || i.checked_sub(1).is_some_and(|k| self.is(k, Class::NOT_SOURCE)) {
            return None;
        }
        let glued = self.tok(i).is_some_and(|t| {
            let word = self.analysis.words(t.span);
            !t.is(Class::BACK_NOUN) && word.ends_with("नुसार") && word != "अनुसार" && t.span.len() > 15
        });
        let mut to = if glued { i + 1 } else { i };
        while !glued && to > 0 && self.is(to - 1, Class::BACK_NOUN) {
            to -= 1;
        }
        let from = self.border(to.min(i));
        let source = self.source(from, to, memory)?;
        let mut start = i + 1;
        while self.pause(start) {
            start += 1;
        }
        if count_words(self.toks, start, self.end) < 3 {
            return None;
        }
        Some(self.draft(
            content(self.toks, start, self.end)?,
            content(self.toks, to.min(i), i + 1),
            vec![source],
            ACCORDING,
        ))
    }

    /// The one with the case mark of an agent between two tokens, and the token after the mark.
    fn agent(&self, from: usize, to: usize, memory: &Memory) -> Option<(Source, usize)> {
        let case = (from..to).find(|k| self.is(*k, Class::ERGATIVE))?;
        // "X यांनी": the mark may stand alone or at the end of the name.
        let case = if self.is(case + 1, Class::ERGATIVE) && self.is(case + 1, Class::HONORIFIC_TAIL) {
            case + 1
        } else {
            case
        };
        self.source(from, case + 1, memory).map(|s| (s, case + 1))
    }

    /// The words from `from` to before `to` without what opens and closes a clause.
    fn object(&self, mut from: usize, mut to: usize) -> (usize, usize) {
        let empty = Class::CONJUNCTION.or(Class::PARTICLE).or(Class::TIME);
        while from < to && (self.pause(from) || self.is(from, empty)) {
            from += 1;
        }
        while to > from && (self.pause(to - 1) || self.is(to - 1, empty)) {
            to -= 1;
        }
        (from, to)
    }

    /// The one who acts between two tokens where the language marks no agent: up to the last title, body or name.
    fn unmarked(&self, from: usize, to: usize, memory: &Memory) -> Option<(Source, usize)> {
        let sources = Class::TITLE
            .or(Class::OFFICIAL)
            .or(Class::PUBLIC)
            .or(Class::ANONYMOUS)
            .or(Class::MEDIA)
            .or(Class::AGENCY)
            .or(Class::PRONOUN);
        let last = (from..to).rev().find(|k| {
            let named = self.tok(*k).is_some_and(|t| {
                phrase::last_mention(
                    self.analysis,
                    Span {
                        start: self.toks.get(from).map_or(0, |f| f.span.start),
                        end: t.span.end,
                    },
                )
                .is_some_and(|m| m.span.end == t.span.end && m.kind != EntityKind::Place)
            });
            named || self.is(*k, sources)
        })?;
        let mut to_name = last + 1;
        // "মন্ত্রী রতন সোলাঙ্কর": a name that is not known as one goes on behind the title.
        if self.is(last, Class::TITLE) {
            let plain = |k: usize| {
                self.tok(k).is_some_and(|t| {
                    t.kind == Kind::Word && t.class == Class::default() && !self.analysis.words(t.span).ends_with("ের")
                })
            };
            while to_name < to && to_name < last + 1 + NAME_WORDS && plain(to_name) {
                to_name += 1;
            }
            // Words up to the noun of saying would be its object.
            if to_name == to {
                to_name = last + 1;
            }
        }
        self.source(from, to_name, memory).map(|s| (s, to_name))
    }

    /// "X-এর সঙ্গে যোগাযোগ করা যায়নি": X could not be reached.
    fn unreached(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let end = self.end.min(i + TO_VERB);
        let verb = (i + 1..end).find(|k| self.is(*k, Class::NEGATION.or(Class::DID_NOT)))?;
        let border = self.border(i);
        let with = (border..i).rev().find(|k| self.is(*k, Class::WITH))?;
        let glued = self.is(with, Class::HONORIFIC_TAIL);
        let source = self.source(border, with + usize::from(glued), memory)?;
        let cue = content(self.toks, i, verb + 1);
        let mut draft = self.draft(self.previous?, cue, vec![source], SILENT);
        draft.polarity = Polarity::Silent;
        Some(draft)
    }

    /// "माहिती दिली नाही", "आकडा जाहीर केलेला नाही", "बोलण्यास नकार दिला".
    fn silent(&self, i: usize, memory: &Memory) -> Option<Draft> {
        if self.is(i, Class::CONTACT) {
            return self.unreached(i, memory);
        }
        let noun = self.is(i, Class::SILENCE_NOUN);
        if !noun && !self.is(i, Class::RELEASE) {
            return None;
        }
        let end = (i + 1..self.end.min(i + TO_VERB))
            .find(|k| self.pause(*k))
            .unwrap_or(self.end.min(i + TO_VERB));
        let verb = (i + 1..end).find(|k| {
            (self.is(*k, Class::NEGATION) && self.is(k - 1, Class::LIGHT))
                || (noun && self.is(*k, Class::REFUSE.or(Class::DID_NOT)))
        })?;
        let border = self.border(i);
        let (source, object) = match self.agent(border, i, memory) {
            Some((source, to)) => (source, self.object(to, i)),
            None => match self
                .agent(i + 1, verb, memory)
                .or_else(|| self.unmarked(i + 1, verb, memory))
            {
                Some((source, _)) => (source, self.object(border, i)),
                None => {
                    let (source, to) = self.unmarked(border, i, memory)?;
                    (source, self.object(to, i))
                }
            },
        };
        let own = count_words(self.toks, object.0, object.1) >= 2;
        let span = if own {
            content(self.toks, object.0, object.1)?
        } else if count_words(self.toks, 0, border) >= 3 {
            content(self.toks, 0, border)?
        } else {
            self.previous?
        };
        let cue = content(self.toks, i, verb + 1);
        let mut draft = self.draft(span, cue, vec![source], SILENT);
        draft.polarity = Polarity::Silent;
        Some(draft)
    }

    /// "X यांनी हा आरोप फेटाळला".
    fn denied(&self, i: usize, memory: &Memory, out: &[Draft]) -> Option<Draft> {
        // "এই অভিযোগ অস্বীকার": the charge is no verb of saying here.
        let border = self.border(i - usize::from(self.back(i, 1, Class::DENIED_NOUN)));
        let (source, to) = self
            .agent(border, i, memory)
            .or_else(|| self.unmarked(border, i, memory))?;
        let (from, mut to) = self.object(to, i);
        while to > from + 1 && self.is(to - 1, Class::LIGHT) {
            to -= 1;
        }
        let head = to.checked_sub(1).filter(|k| *k >= from);
        let pointing = head.is_none_or(|k| self.is(k, Class::DENIED_NOUN)) && count_words(self.toks, from, to) <= 2;
        let near = |d: &&Draft| d.polarity == Polarity::Asserts && self.previous.is_none_or(|p| d.content.overlaps(p));
        let span = if pointing {
            out.iter()
                .rev()
                .find(|d| d.polarity == Polarity::Asserts)
                .or_else(|| self.before.iter().rev().take(DENIED_REACH).find(near))
                .map(|d| d.content)
                .or(self.previous)?
        } else {
            content(self.toks, from, to)?
        };
        let mut draft = self.draft(span, content(self.toks, i, i + 1), vec![source], DENIED);
        draft.polarity = Polarity::Denies;
        Some(draft)
    }

    /// "..., अशी माहिती X यांनी दिली", "ही माहिती X यांनी दिली", "... केल्याचा आरोप X यांनी केला".
    fn noun_first(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let marker = i.checked_sub(1)?;
        let verb = (i + 1..self.end.min(i + TO_VERB))
            .take_while(|k| !self.is(*k, Class::NEGATION))
            .find(|k| self.is(*k, Class::LIGHT) && !self.is(k + 1, Class::NEGATION))?;
        let cue = content(self.toks, i, verb + 1);
        let before = self.agent(self.border(marker), marker, memory);
        let behind = self.agent(i + 1, verb, memory).map(|a| a.0);
        if self.is(marker, Class::NOMINAL) {
            let border = self.border(marker);
            let (source, from) = match (behind, before) {
                (Some(source), _) => (source, border),
                (None, Some((source, to))) => (source, to),
                _ => return None,
            };
            let (from, to) = self.object(from, i);
            return (count_words(self.toks, from, to) >= 3)
                .then(|| content(self.toks, from, to))
                .flatten()
                .map(|span| self.draft(span, cue, vec![source], NOMINAL));
        }
        if self.is(marker, Class::BACK) {
            let source = behind.or(before.map(|b| b.0))?;
            return Some(self.draft(self.previous?, cue, vec![source], THIS_WAS_SAID));
        }
        let said = self.is(marker, Class::QUOTATIVE) && count_words(self.toks, 0, marker) >= 3;
        said.then(|| content(self.toks, 0, marker))
            .flatten()
            .and_then(|span| Some(self.draft(span, cue, vec![behind?], SAID_AFTER)))
    }

    /// "X ಅವರು ... ಎಂದು ಹೇಳಿದರು": who says it, what is said, the quotative at `marker`, the verb.
    fn said_between(&self, marker: usize, cue: Option<Span>, memory: &Memory) -> Option<Draft> {
        let border = self.border(marker);
        let agent = (border..marker).find(|k| self.is(*k, Class::AGENT))?;
        let source = self.source(border, agent + 1, memory)?;
        let (from, to) = self.object(agent + 1, marker);
        (count_words(self.toks, from, to) >= 3)
            .then(|| content(self.toks, from, to))
            .flatten()
            .map(|span| self.draft(span, cue, vec![source], SAID_AFTER))
    }

    fn said(&self, i: usize, memory: &Memory) -> Option<Draft> {
        if self.is(i, Class::NEEDS_LIGHT)
            && let Some(draft) = self.noun_first(i, memory)
        {
            return Some(draft);
        }
        // "जण जखमी झाल्याचे सांगितले"
        if !self.is(i, Class::NEEDS_LIGHT)
            && let Some(noun) = i.checked_sub(1).filter(|k| self.is(*k, Class::NOMINAL))
            && let Some((source, from)) = self.agent(self.border(noun), noun, memory)
        {
            let (from, to) = self.object(from, i);
            if count_words(self.toks, from, to) >= 3 {
                let cue = content(self.toks, i, i + 1);
                return Some(self.draft(content(self.toks, from, to)?, cue, vec![source], NOMINAL));
            }
        }
        let mut to = i + 1;
        if self.is(i, Class::NEEDS_LIGHT) {
            let verb = (i + 1..i + 4).find(|k| self.is(*k, Class::LIGHT))?;
            to = verb + 1;
        }
        while self.is(to, Class::AUXILIARY.or(Class::LIGHT)) {
            to += 1;
        }
        let mut after = to;
        let (mut complement, mut pause) = (false, false);
        while self.pause(after) || (self.is(after, Class::COMPLEMENT) && !complement) {
            complement |= self.is(after, Class::COMPLEMENT);
            pause |= self.pause(after);
            after += 1;
        }
        // The subject ends at its case mark, where the language has one; else it reaches up to the verb.
        let border = self.border(i);
        let case = (border..i).find(|k| self.is(*k, Class::ERGATIVE));
        let subject = self.source(border, case.map_or(i, |k| k + 1), memory);
        let cue = content(
            self.toks,
            case.map_or(i, |k| k.min(i)),
            if complement { after } else { to },
        );
        let rest = count_words(self.toks, after, self.end);
        if let Some(source) = subject.clone()
            && (complement || pause)
            && rest >= 3
        {
            return Some(self.draft(content(self.toks, after, self.end)?, cue, vec![source], SAID));
        }
        let marker = border.checked_sub(1)?;
        let quotative = self.is(marker, Class::QUOTATIVE);
        if count_words(self.toks, 0, marker) < 3 || !(quotative || self.pause(marker)) {
            return None;
        }
        let source = match subject {
            // Without a quotative only a known kind of source speaks behind a comma.
            Some(source) if !quotative && source.entity.is_none() && source.kind == SourceKind::Person => {
                let titled = (border..i).any(|k| self.is(k, Class::TITLE.or(Class::PRONOUN).or(Class::ERGATIVE)));
                if !titled {
                    return None;
                }
                source
            }
            Some(source) => source,
            // ... বলে জানিয়েছেন X
            None if quotative && rest >= 1 => self.source(to, self.end, memory)?,
            None if quotative => return self.said_between(marker, cue, memory),
            None => return None,
        };
        let ends = rest == 0 || quotative;
        ends.then(|| content(self.toks, 0, marker))
            .flatten()
            .map(|span| self.draft(span, cue, vec![source], SAID_AFTER))
    }
}
