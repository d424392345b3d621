//! Hindi: the shapes in which a sentence gives something on somebody's word.

mod said;
mod subject;

use super::cues::{self, Cue, CueKind};
use super::draft::{Draft, Memory, name_of};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scan::Scan;
use super::tokens::{Kind, Token, content, count_words};
use crate::model::*;
use std::ops::Deref;

/// "According to": X के अनुसार, X के मुताबिक, X की मानें तो, X की रिपोर्ट के अनुसार. Limits: a rule or treaty after which
/// something is done (नियम के अनुसार, जिसके अनुसार) is no source.
pub const ACCORDING: &str = "HI-ATT-001";
/// A verb of saying with its subject: X ने कहा कि.
pub const SAID: &str = "HI-ATT-002";
/// A noun of saying with its subject: X ने दावा किया कि.
pub const CLAIMED: &str = "HI-ATT-003";
/// A noun of saying in the copula: X का कहना है कि.
pub const SAYING_IS: &str = "HI-ATT-004";
/// The passive: X की रिपोर्ट में कहा गया कि, X की ओर से बताया गया.
pub const WAS_SAID: &str = "HI-ATT-005";
/// X के हवाले से.
pub const QUOTING: &str = "HI-ATT-006";
/// Nobody in particular: बताया जा रहा है कि, उम्मीद है कि.
pub const IMPERSONAL: &str = "HI-ATT-007";
/// The source in the next sentence: यह जानकारी X ने दी.
pub const THIS_WAS_SAID: &str = "HI-ATT-008";
/// X ने जानकारी नहीं दी.
pub const SILENT: &str = "HI-ATT-009";
/// X ने इनकार किया.
pub const DENIED: &str = "HI-ATT-010";
/// A verb of saying whose subject runs on from the sentence before.
pub const RUNS_ON: &str = "HI-ATT-011";
/// The present: X कहते हैं कि.
pub const SAYS: &str = "HI-ATT-012";
/// The subject has lost its ने: X कहा है कि.
pub const NO_ERGATIVE: &str = "HI-ATT-013";

/// Fewest words of a content that follows its cue with nothing between.
const BARE_CONTENT_WORDS: usize = 4;

/// What stands between a denied thing and its verb.
const POSTPOSITION: Class = Class::FROM.or(Class::TO).or(Class::GENITIVE).or(Class::PARTICLE);
/// How many statements back the claim that is denied is looked for.
const DENIED_REACH: usize = 12;

/// One sentence being read.
pub struct Reader<'a> {
    /// Its tokens and its page.
    pub scan: Scan<'a>,
    /// Whether it is a headline.
    pub headline: bool,
}

impl<'a> Deref for Reader<'a> {
    type Target = Scan<'a>;

    fn deref(&self) -> &Scan<'a> {
        &self.scan
    }
}

/// The subject of a verb of saying.
pub(super) struct Subject {
    source: Source,
    /// First token of its phrase.
    from: usize,
    /// First token after it and its postposition.
    to: usize,
    rule: &'static str,
}

/// An "according to" or "quoting" whose source stands behind what follows it.
struct Relay {
    source: Source,
    from: usize,
    to: usize,
    end: usize,
    used: bool,
    through: bool,
}

impl Reader<'_> {
    /// The statements of the sentence. `memory` knows who spoke before and learns who speaks here.
    pub fn read(&self, memory: &mut Memory) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut relays: Vec<Relay> = Vec::new();
        let toks = self.toks.get(..self.end).unwrap_or(self.toks);
        let hits: Vec<Cue> = cues::find(toks).into_iter().filter(|h| !self.in_speech(h.at)).collect();
        if let Some((draft, known)) = self.this_was_said(memory) {
            if let Some(first) = draft.chain.first() {
                memory.remember(first, true);
            }
            self.actors(memory, &[]);
            return if known { Vec::new() } else { vec![draft] };
        }
        for (n, hit) in hits.iter().enumerate() {
            let clause_end = self.clause_end(hits.get(n + 1..).unwrap_or(&[]), hit.to);
            match hit.what {
                CueKind::According | CueKind::Through => {
                    if let Some(relay) = self.relay(hit, clause_end, memory) {
                        relays.push(relay);
                    }
                }
                _ => {
                    let found = self.verb(hit, clause_end, memory, &out, &mut relays);
                    if let Some(draft) = found {
                        if let Some(first) = draft.chain.first() {
                            memory.remember(first, true);
                        }
                        out.push(draft);
                    }
                }
            }
        }
        for relay in relays.into_iter().filter(|r| !r.used) {
            if let Some(draft) = self.according(&relay, &out) {
                memory.remember(&relay.source, true);
                out.push(draft);
            }
        }
        self.actors(memory, &out);
        out
    }

    /// Where the clause of a cue ends: before "but Y ..." that has a cue of its own, else with the sentence.
    fn clause_end(&self, later: &[Cue], from: usize) -> usize {
        let last = later.iter().map(|hit| hit.at).max().unwrap_or(0);
        let contrast = (from..last).find(|k| {
            self.is(*k, Class::CONTRAST)
                && k.checked_sub(1)
                    .is_some_and(|p| self.tok(p).is_some_and(Token::is_pause))
        });
        contrast.map_or(self.end, |k| k - 1)
    }

    fn relay(&self, hit: &Cue, end: usize, memory: &mut Memory) -> Option<Relay> {
        let i = hit.at;
        let mut to = i.checked_sub(1)?;
        let source;
        let from;
        if self.is(to, Class::RELATIVE) || self.is(to, Class::BACK_OBLIQUE) {
            return None;
        }
        if self.is(to, Class::GENITIVE_PRONOUN) {
            source = memory.pronoun(self.pronoun_source(to)?);
            from = to;
        } else {
            if !self.is(to, Class::GENITIVE) {
                to = i;
            }
            let head = to.checked_sub(1)?;
            if self.is(head, Class::NOT_SOURCE.or(Class::RELATIVE).or(Class::BACK_OBLIQUE))
                || self.tok(head)?.kind == Kind::Number
            {
                return None;
            }
            let document = self.is(head, Class::DOCUMENT.or(Class::BACK_NOUN));
            // X से मिली जानकारी के अनुसार; X की रिपोर्ट के अनुसार
            let owner =
                if document && self.back(head, 1, Class::COME.or(Class::VERB)) && self.back(head, 2, Class::FROM) {
                    head.checked_sub(2)
                } else if document && self.back(head, 1, Class::GENITIVE) {
                    head.checked_sub(1)
                } else {
                    None
                };
            // "X की ओर से दी गई जानकारी के अनुसार", "X द्वारा दी गई जानकारी के मुताबिक"
            let given =
                (document && self.back(head, 1, Class::VERB.or(Class::PASSIVE)) && self.back(head, 2, Class::LIGHT))
                    .then(|| head.checked_sub(3))
                    .flatten()
                    .filter(|k| self.is(*k, Class::FROM.or(Class::BY)));
            let owner = owner.or(match given {
                Some(k)
                    if self.is(k, Class::FROM) && self.back(k, 1, Class::SIDE) && self.back(k, 2, Class::GENITIVE) =>
                {
                    k.checked_sub(2)
                }
                other => other,
            });
            let phrase = owner
                .and_then(|o| phrase::before(self.toks, o, 0))
                .filter(|p| p.to > p.from);
            let phrase = match phrase {
                Some(p) if self.is(head, Class::DOCUMENT) && self.nameless(p) => Phrase { from: p.from, to },
                Some(p) => p,
                None if document && self.back(head, 1, Class::COME.or(Class::VERB)) => Phrase {
                    from: head - 1,
                    to: head + 1,
                },
                None => phrase::before(self.toks, to, 0)?,
            };
            from = phrase.from;
            to = phrase.to;
            source = self.source(phrase, memory)?;
        }
        Some(Relay {
            source,
            from,
            to,
            end,
            used: false,
            through: hit.what == CueKind::Through,
        })
    }

    /// Whether a phrase names nobody known: no name, title or body.
    fn nameless(&self, phrase: Phrase) -> bool {
        let known = Class::TITLE
            .or(Class::OFFICIAL)
            .or(Class::MEDIA)
            .or(Class::AGENCY)
            .or(Class::ANONYMOUS)
            .or(Class::PUBLIC);
        let named = content(self.toks, phrase.from, phrase.to)
            .is_some_and(|span| phrase::last_mention(self.analysis, span).is_some());
        !named && !(phrase.from..phrase.to).any(|k| self.is(k, known) || self.tok(k).is_some_and(Token::is_quote))
    }

    /// The statement of an "according to" that no verb of saying took up.
    fn according(&self, relay: &Relay, out: &[Draft]) -> Option<Draft> {
        let mut start = relay.to;
        while start < self.end && !self.is(start, Class::ACCORDING.or(Class::MEAN).or(Class::THROUGH)) {
            start += 1;
        }
        let cue_end = start + 1;
        start = cue_end;
        while self.is(start, Class::FROM) || self.tok(start).is_some_and(|t| t.is_pause() || self.particle_to(t)) {
            start += 1;
        }
        start = self.after_filler(start);
        let cue = content(self.toks, relay.to.min(relay.from + (relay.to - relay.from)), cue_end)
            .filter(|c| !c.is_empty())
            .or_else(|| content(self.toks, relay.from, cue_end));
        let span = if count_words(self.toks, start, relay.end) >= 3 {
            content(self.toks, start, relay.end)?
        } else if count_words(self.toks, 0, relay.from) >= 3 {
            content(self.toks, 0, relay.from)?
        } else {
            return None;
        };
        let mut chain = vec![relay.source.clone()];
        if let Some(outer) = out
            .iter()
            .find(|d| d.polarity == Polarity::Asserts && d.content.contains(span) && d.content != span)
        {
            chain.extend(outer.chain.iter().cloned());
        }
        Some(self.draft(span, cue, chain, if relay.through { QUOTING } else { ACCORDING }))
    }

    fn particle_to(&self, t: &Token) -> bool {
        t.is(Class::THEN)
    }

    /// Past "बता दें कि," and the like.
    fn after_filler(&self, start: usize) -> usize {
        if self.is(start, Class::LEAD) && self.is(start + 1, Class::LEAD) && self.is(start + 2, Class::COMPLEMENT) {
            start + 3
        } else if self.is(start, Class::COMPLEMENT) {
            start + 1
        } else {
            start
        }
    }

    fn verb(
        &self,
        hit: &Cue,
        clause_end: usize,
        memory: &mut Memory,
        out: &[Draft],
        relays: &mut [Relay],
    ) -> Option<Draft> {
        let passive = matches!(
            hit.what,
            CueKind::Say { passive: true } | CueKind::Noun { passive: true }
        );
        let (after, complement, pause) = self.after(hit.to);
        // "They are told how ..." is no report.
        if passive && self.back(hit.at, 1, Class::DATIVE_PRONOUN) {
            return None;
        }
        let rest = count_words(self.toks, after, clause_end);
        let subject = match hit.what {
            CueKind::Copular => self.owner(hit, memory),
            CueKind::Impersonal => self.holder(hit, memory),
            CueKind::SayPresent => {
                let subject = self.plain(hit, memory).filter(|_| complement || pause);
                // "ये आंकड़े बताते हैं": shown, not said.
                let last = |s: &Subject| s.source.text.split_whitespace().last().is_some_and(super::check::shows);
                // "यह बदलाव बताता है": this change shows it.
                let this = |s: &Subject| {
                    let known = s.source.entity.is_some() || s.source.kind != SourceKind::Person;
                    !known && s.from > 0 && self.is(s.from - 1, Class::BACK.or(Class::BACK_OBLIQUE))
                };
                if subject.as_ref().is_some_and(|s| last(s) || this(s)) {
                    return None;
                }
                subject
            }
            CueKind::Say { .. } if self.is(hit.at, Class::BARE_SAY) => {
                self.subject(hit, false, memory).or_else(|| self.plain(hit, memory))
            }
            _ => self.subject(hit, passive, memory),
        };
        let subject = match subject {
            Some(s) => Some(s),
            None if self.is(hit.at, Class::CONTACT) => Some(self.sought(hit, memory)?),
            None if matches!(hit.what, CueKind::Say { passive: false })
                && (complement || pause)
                && self.written(hit, memory).is_some() =>
            {
                self.written(hit, memory)
            }
            None if matches!(hit.what, CueKind::Noun { passive: false }) && self.nominative(hit, memory).is_some() => {
                self.nominative(hit, memory)
            }
            None if self.relative_before(hit.at) => return None,
            None if passive || hit.what == CueKind::Impersonal => None,
            // "बताते हैं कि ..."
            None if hit.what == CueKind::SayPresent && complement && self.opens_clause(hit.at) => None,
            None if matches!(hit.what, CueKind::Say { .. })
                && complement
                && let Some(s) = self.no_ergative(hit, memory) =>
            {
                Some(s)
            }
            None if matches!(hit.what, CueKind::Say { .. } | CueKind::Noun { .. })
                && (complement || (self.headline && pause) || self.questioned(hit))
                && rest >= 2 =>
            {
                Some(self.elided(hit, memory)?)
            }
            // "पूछताछ में ... लेना स्वीकार लिया है"
            None if matches!(hit.what, CueKind::Noun { .. })
                && hit.to >= self.end
                && self.confessed(hit.at).is_some() =>
            {
                self.confessed(hit.at).and_then(|at| {
                    let source = memory.running_on()?;
                    Some(Subject {
                        source,
                        from: at,
                        to: at + 2,
                        rule: RUNS_ON,
                    })
                })
            }
            None => return None,
        };
        let outer: Vec<Source> = self
            .tok(hit.at)
            .and_then(|t| out.iter().rev().find(|d| d.content.contains(t.span)))
            .map(|d| d.chain.clone())
            .unwrap_or_default();
        let nested = !outer.is_empty();
        let Some(subject) = subject else {
            if nested {
                return None;
            }
            return self.nobody(hit, after, clause_end, (complement, pause), passive, relays);
        };
        let under_relay = relays.iter().any(|r| !r.used && r.from < hit.at && hit.at < r.end);
        let bare = matches!(hit.what, CueKind::Say { .. })
            && self.back(hit.at, 1, Class::ERGATIVE)
            && rest >= BARE_CONTENT_WORDS;
        // "X के अनुसार Y ने ... लेना स्वीकार लिया": what Y said is a statement inside that of X.
        let own = complement || bare || (pause && matches!(hit.what, CueKind::Say { .. }));
        let inside = under_relay && !own;
        let closes = matches!(hit.what, CueKind::Say { .. } | CueKind::Noun { .. }) && hit.to >= self.end;
        if inside && !closes {
            return None;
        }
        let cue_from = subject.to.saturating_sub(1).max(subject.from);
        let cue_end = if complement { after } else { hit.to };
        let mut cue = self.cue(subject.to, cue_from, hit, cue_end);
        let (mut span, rule) = self.what_is_said(hit, &subject, after, clause_end, complement, pause, rest, nested)?;
        if hit.what == CueKind::Denial && !complement {
            span = self.denied(hit, &subject, out).unwrap_or(span);
        }
        let mut chain = vec![subject.source];
        for relay in relays
            .iter_mut()
            .filter(|r| !r.used && r.from < hit.at && hit.at < r.end)
        {
            relay.used = !inside;
            if let (Some(cue), Some(first)) = (&mut cue, self.tok(relay.to))
                && !inside
            {
                cue.start = cue.start.min(first.span.start);
            }
            if relay.through {
                chain.insert(0, relay.source.clone());
            } else {
                chain.push(relay.source.clone());
            }
        }
        chain.extend(outer);
        chain.dedup_by(|a, b| a.text == b.text);
        let mut draft = self.draft(span, cue, chain, rule);
        if self.headline && pause && !complement {
            draft.form = Form::Direct;
        }
        draft.polarity = match hit.what {
            CueKind::Silence => Polarity::Silent,
            CueKind::Denial => Polarity::Denies,
            _ => Polarity::Asserts,
        };
        Some(draft)
    }

    fn cue(&self, subject_to: usize, cue_from: usize, hit: &Cue, cue_end: usize) -> Option<Span> {
        let from = subject_to.checked_sub(1).unwrap_or(cue_from).min(hit.at);
        let first = self.tok(from)?;
        // A cue that is far from its postposition is given from the verb on.
        let near = hit.at.saturating_sub(from) <= 8;
        let start = if near {
            first.span.start
        } else {
            self.tok(hit.at)?.span.start
        };
        let end = (hit.at..cue_end.max(hit.at + 1))
            .rev()
            .filter_map(|k| self.tok(k))
            .find(|t| !t.any_mark())?
            .span
            .end;
        Some(Span { start, end })
    }

    /// Where the content starts after the verb, whether कि stands between, and whether a comma, colon, dash or quote does.
    fn after(&self, to: usize) -> (usize, bool, bool) {
        let (mut i, mut complement, mut pause) = (to, false, false);
        while let Some(t) = self.tok(i) {
            if t.is(Class::COMPLEMENT) && !complement {
                complement = true;
            } else if t.is_pause() || t.is_quote() {
                pause = true;
            } else {
                break;
            }
            i += 1;
        }
        (i, complement, pause)
    }

    /// Remembers who acted in this sentence, for the pronouns of the next.
    fn actors(&self, memory: &mut Memory, out: &[Draft]) {
        memory.subject = None;
        for k in 0..self.end {
            if self.is(k, Class::ERGATIVE)
                && !self.in_speech(k)
                && !self
                    .tok(k)
                    .is_some_and(|t| out.iter().any(|d| d.content.contains(t.span)))
                && let Some(phrase) = phrase::before(self.toks, k, 0)
                && let Some(source) = self.source(phrase, memory)
            {
                if memory.speaker.as_ref().is_none_or(|s| name_of(s) != name_of(&source)) {
                    memory.remember(&source, false);
                }
                memory.subject = Some(source);
            }
        }
    }
}
