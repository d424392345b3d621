//! Hindi: the shapes in which a sentence gives something on somebody's word.

use super::draft::{Draft, Memory, name_of};
use super::hits::{self, Hit, What};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::tokens::{Kind, Tok, content, count_words};
use crate::model::*;

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

/// One sentence being read.
pub struct Reader<'a> {
    /// The page.
    pub analysis: &'a Analysis,
    /// Its tokens.
    pub toks: &'a [Tok],
    /// One past the last token before the closing mark.
    pub end: usize,
    /// The sentence before it in the running text.
    pub previous: Option<Span>,
    /// Whether it is a headline.
    pub headline: bool,
    /// The statements of the sentences before.
    pub before: &'a [Draft],
}

/// The subject of a verb of saying.
struct Subject {
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
        let hits: Vec<Hit> = hits::find(toks).into_iter().filter(|h| !self.in_speech(h.at)).collect();
        if let Some((draft, known)) = self.this_was_said(memory) {
            if let Some(first) = draft.chain.first() {
                memory.remember(first, true);
            }
            self.actors(memory);
            return if known { Vec::new() } else { vec![draft] };
        }
        for (n, hit) in hits.iter().enumerate() {
            let clause_end = self.clause_end(hits.get(n + 1..).unwrap_or(&[]), hit.to);
            match hit.what {
                What::According | What::Through => {
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
        self.actors(memory);
        out
    }

    fn tok(&self, i: usize) -> Option<&Tok> {
        self.toks.get(i).filter(|_| i < self.end)
    }

    fn is(&self, i: usize, class: Class) -> bool {
        self.tok(i).is_some_and(|t| t.is(class))
    }

    fn back(&self, i: usize, n: usize, class: Class) -> bool {
        i.checked_sub(n).is_some_and(|k| self.is(k, class))
    }

    /// Whether a token stands inside quoted speech.
    fn in_speech(&self, i: usize) -> bool {
        let Some(t) = self.tok(i) else { return false };
        let q = &self.analysis.quotations;
        let at = q.partition_point(|q| q.span.end <= t.span.start);
        q.get(at)
            .is_some_and(|q| q.kind == QuotationKind::Speech && q.inner.contains(t.span))
    }

    /// Where the clause of a cue ends: before "but Y ..." that has a cue of its own, else with the sentence.
    fn clause_end(&self, later: &[Hit], from: usize) -> usize {
        for hit in later {
            let contrast = (from..hit.at).find(|k| {
                self.is(*k, Class::CONTRAST) && k.checked_sub(1).is_some_and(|p| self.tok(p).is_some_and(Tok::is_pause))
            });
            if let Some(k) = contrast {
                return k - 1;
            }
        }
        self.end
    }

    fn relay(&self, hit: &Hit, end: usize, memory: &mut Memory) -> Option<Relay> {
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
            through: hit.what == What::Through,
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
        !named && !(phrase.from..phrase.to).any(|k| self.is(k, known) || self.tok(k).is_some_and(Tok::is_quote))
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

    fn particle_to(&self, t: &Tok) -> bool {
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

    fn pronoun_source(&self, i: usize) -> Option<Source> {
        let span = self.tok(i)?.span;
        Some(Source {
            span: Some(span),
            text: self.analysis.words(span).to_string(),
            resolved: None,
            entity: None,
            kind: SourceKind::Person,
        })
    }

    /// The source of a phrase, bare titles resolved.
    fn source(&self, phrase: Phrase, memory: &Memory) -> Option<Source> {
        let source = phrase::source(self.analysis, self.toks, phrase)?;
        let head = self.tok(phrase.to.checked_sub(1)?)?;
        let short = phrase.to - phrase.from <= 1;
        let person = source.entity.is_some() && source.kind == SourceKind::Person;
        if short && head.is(Class::ANAPHORIC) && !person {
            return Some(memory.title(source, head));
        }
        Some(source)
    }

    /// The subject of the verb at `hit`: left of it up to the border of its clause.
    fn subject(&self, hit: &Hit, passive: bool, memory: &Memory) -> Option<Subject> {
        let rule = match hit.what {
            What::Say { .. } => SAID,
            What::Silence => SILENT,
            What::Denial => DENIED,
            _ => CLAIMED,
        };
        for k in (0..hit.at).rev() {
            let t = self.tok(k)?;
            if t.is(Class::COMPLEMENT) || t.is_mark(';') {
                break;
            }
            if t.is(Class::AUXILIARY) && self.tok(k + 1).is_some_and(|n| n.is_pause() || n.is(Class::AND)) {
                break;
            }
            if t.is(Class::RELATIVE) && !passive {
                return None;
            }
            if !passive && t.is(Class::ERGATIVE_PRONOUN) {
                let source = memory.pronoun(self.pronoun_source(k)?);
                return Some(Subject {
                    source,
                    from: k,
                    to: k + 1,
                    rule,
                });
            }
            if !passive && t.is(Class::ERGATIVE) {
                let phrase = phrase::before(self.toks, k, 0)?;
                let source = self.source(phrase, memory)?;
                return Some(Subject {
                    source,
                    from: phrase.from,
                    to: k + 1,
                    rule,
                });
            }
            let on_the_part = (passive || !self.acts_before(k))
                && t.is(Class::SIDE)
                && self.back(k, 1, Class::GENITIVE)
                && self.is(k + 1, Class::FROM);
            if on_the_part || (passive && t.is(Class::BY)) {
                let end = if on_the_part { k - 1 } else { k };
                let phrase = phrase::before(self.toks, end, 0)?;
                let source = self.source(phrase, memory)?;
                let to = if on_the_part { k + 2 } else { k + 1 };
                return Some(Subject {
                    source,
                    from: phrase.from,
                    to,
                    rule: WAS_SAID,
                });
            }
            if passive && t.is(Class::INSIDE) {
                return self.document(k, memory);
            }
            if passive && t.is(Class::INSIDE_PRONOUN) {
                let mut source = self.pronoun_source(k)?;
                let speaker = memory.speaker.as_ref()?;
                source.resolved = Some(name_of(speaker));
                source.entity = speaker.entity.clone();
                source.kind = speaker.kind;
                return Some(Subject {
                    source,
                    from: k,
                    to: k + 1,
                    rule: WAS_SAID,
                });
            }
        }
        None
    }

    /// Whether somebody with ने stands before token `at`.
    fn acts_before(&self, at: usize) -> bool {
        (0..at).any(|k| self.is(k, Class::ERGATIVE.or(Class::ERGATIVE_PRONOUN)))
    }

    /// The document or body in which something "was said" (X की रिपोर्ट में कहा गया).
    fn document(&self, inside: usize, memory: &Memory) -> Option<Subject> {
        let head = inside.checked_sub(1)?;
        let known = self.is(
            head,
            Class::DOCUMENT.or(Class::MEDIA).or(Class::AGENCY).or(Class::OFFICIAL),
        );
        if !known {
            return None;
        }
        let mut phrase = phrase::before(self.toks, inside, 0)?;
        // "X की रिपोर्ट में": X speaks.
        if self.is(head, Class::DOCUMENT)
            && self.back(head, 1, Class::GENITIVE)
            && let Some(owner) = phrase::before(self.toks, head - 1, phrase.from)
        {
            phrase = owner;
        }
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: inside + 1,
            rule: WAS_SAID,
        })
    }

    fn verb(
        &self,
        hit: &Hit,
        clause_end: usize,
        memory: &mut Memory,
        out: &[Draft],
        relays: &mut [Relay],
    ) -> Option<Draft> {
        let passive = matches!(hit.what, What::Say { passive: true } | What::Noun { passive: true });
        let (after, complement, pause) = self.after(hit.to);
        let rest = count_words(self.toks, after, clause_end);
        let subject = match hit.what {
            What::Copular => self.owner(hit, memory),
            What::Impersonal => self.holder(hit, memory),
            What::SayPresent => self.plain(hit, memory).filter(|_| complement || pause),
            What::Say { .. } if self.is(hit.at, Class::BARE_SAY) => {
                self.subject(hit, false, memory).or_else(|| self.plain(hit, memory))
            }
            _ => self.subject(hit, passive, memory),
        };
        let subject = match subject {
            Some(s) => Some(s),
            None if self.relative_before(hit.at) => return None,
            None if passive || hit.what == What::Impersonal => None,
            None if matches!(hit.what, What::Say { .. })
                && complement
                && let Some(s) = self.no_ergative(hit, memory) =>
            {
                Some(s)
            }
            None if matches!(hit.what, What::Say { .. } | What::Noun { .. })
                && (complement || (self.headline && pause) || self.questioned(hit))
                && rest >= 2 =>
            {
                Some(self.elided(hit, memory)?)
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
            return self.nobody(hit, after, clause_end, complement, passive, relays);
        };
        let under_relay = relays.iter().any(|r| !r.used && r.from < hit.at && hit.at < r.end);
        if under_relay && !complement && !(pause && matches!(hit.what, What::Say { .. })) {
            return None;
        }
        let cue_from = subject.to.saturating_sub(1).max(subject.from);
        let cue_end = if complement { after } else { hit.to };
        let mut cue = self.cue(subject.to, cue_from, hit, cue_end);
        let (span, rule) = self.what_is_said(hit, &subject, after, clause_end, complement, pause, rest, nested)?;
        let mut chain = vec![subject.source];
        for relay in relays
            .iter_mut()
            .filter(|r| !r.used && r.from < hit.at && hit.at < r.end)
        {
            relay.used = true;
            if let (Some(cue), Some(first)) = (&mut cue, self.tok(relay.to)) {
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
            What::Silence => Polarity::Silent,
            What::Denial => Polarity::Denies,
            _ => Polarity::Asserts,
        };
        Some(draft)
    }

    fn cue(&self, subject_to: usize, cue_from: usize, hit: &Hit, cue_end: usize) -> Option<Span> {
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

    fn relative_before(&self, at: usize) -> bool {
        for k in (0..at).rev().take(14) {
            if self.is(k, Class::RELATIVE) {
                return true;
            }
            if self.is(k, Class::COMPLEMENT) || self.tok(k).is_some_and(Tok::is_pause) {
                return false;
            }
        }
        false
    }

    /// X of "X का कहना है".
    fn owner(&self, hit: &Hit, memory: &Memory) -> Option<Subject> {
        let k = (1..=2)
            .filter_map(|n| hit.at.checked_sub(n))
            .find(|k| self.is(*k, Class::GENITIVE.or(Class::GENITIVE_PRONOUN)))?;
        if self.is(k, Class::GENITIVE_PRONOUN) {
            let source = memory.pronoun(self.pronoun_source(k)?);
            return Some(Subject {
                source,
                from: k,
                to: k + 1,
                rule: SAYING_IS,
            });
        }
        let phrase = phrase::before(self.toks, k, 0)?;
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: k + 1,
            rule: SAYING_IS,
        })
    }

    /// X of "X के हवाले से".
    fn quoted_source(&self, before: usize, memory: &Memory) -> Option<Subject> {
        let k = (0..before).find(|k| self.is(*k, Class::THROUGH) && self.back(*k, 1, Class::GENITIVE))?;
        let phrase = phrase::before(self.toks, k - 1, 0)?;
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: k,
            rule: QUOTING,
        })
    }

    /// X of "X को उम्मीद है" and "X के पास जानकारी है".
    fn holder(&self, hit: &Hit, memory: &Memory) -> Option<Subject> {
        let k = hit.at.checked_sub(1)?;
        if self.questioned(hit)
            && self.back(k, 2, Class::FROM)
            && let Some(phrase) = phrase::before(self.toks, k - 2, 0)
        {
            let source = self.source(phrase, memory)?;
            return Some(Subject {
                source,
                from: phrase.from,
                to: k + 1,
                rule: CLAIMED,
            });
        }
        let end = if self.is(k, Class::TO) {
            k
        } else if self.is(k, Class::POSSESSION) && self.back(k, 1, Class::GENITIVE) {
            k.checked_sub(1)?
        } else {
            return None;
        };
        let phrase = phrase::before(self.toks, end, 0)?;
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: k + 1,
            rule: CLAIMED,
        })
    }

    /// X of "X कहते हैं" and "X बोले".
    fn plain(&self, hit: &Hit, memory: &Memory) -> Option<Subject> {
        let last = hit.at.checked_sub(1)?;
        if self.is(last, Class::PRONOUN) {
            let source = memory.pronoun(self.pronoun_source(last)?);
            return Some(Subject {
                source,
                from: last,
                to: hit.at,
                rule: SAYS,
            });
        }
        let phrase = phrase::before(self.toks, hit.at, 0)?;
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: phrase.to,
            rule: SAYS,
        })
    }

    /// X of "X कहा है कि", where ने is missing.
    fn no_ergative(&self, hit: &Hit, memory: &Memory) -> Option<Subject> {
        let phrase = phrase::before(self.toks, hit.at, 0)?;
        let opens = phrase.from == 0 || self.tok(phrase.from - 1).is_some_and(Tok::is_pause);
        let long = count_words(self.toks, phrase.from, phrase.to) >= 2;
        let source = self.source(phrase, memory)?;
        (opens
            && long
            && (source.entity.is_some() || source.kind != SourceKind::Person || phrase.to - phrase.from >= 3)
            && !self.is(phrase.to - 1, Class::PARTICLE.or(Class::LEAD)))
        .then_some(Subject {
            source,
            from: phrase.from,
            to: phrase.to,
            rule: NO_ERGATIVE,
        })
    }

    /// The speaker before, where the sentence has none.
    fn elided(&self, hit: &Hit, memory: &Memory) -> Option<Subject> {
        let source = if self.headline {
            let k = (0..hit.at).rev().find(|k| self.is(*k, Class::ERGATIVE))?;
            self.source(phrase::before(self.toks, k, 0)?, memory)?
        } else {
            memory.running_on()?
        };
        Some(Subject {
            source,
            from: hit.at,
            to: hit.at,
            rule: RUNS_ON,
        })
    }

    /// Whether "under questioning" stands right before the verb.
    fn questioned(&self, hit: &Hit) -> bool {
        self.back(hit.at, 1, Class::INSIDE) && self.back(hit.at, 2, Class::QUESTIONING)
    }

    #[allow(clippy::too_many_arguments)]
    fn what_is_said(
        &self,
        hit: &Hit,
        subject: &Subject,
        after: usize,
        clause_end: usize,
        complement: bool,
        pause: bool,
        rest: usize,
        nested: bool,
    ) -> Option<(Span, &'static str)> {
        let noun = matches!(hit.what, What::Noun { .. });
        let quoted = after
            .checked_sub(1)
            .is_some_and(|k| self.tok(k).is_some_and(Tok::is_quote));
        if matches!(hit.what, What::Silence) {
            return self.silent_about(hit, subject);
        }
        if complement && rest >= 1 {
            return Some((content(self.toks, after, clause_end)?, subject.rule));
        }
        let turns = self.is(
            after,
            Class::CONTRAST.or(Class::AND).or(Class::RELATIVE).or(Class::STOP),
        );
        let strong_pause = (hit.to..after).any(|k| {
            self.tok(k)
                .is_some_and(|t| t.is_mark(':') || t.is_mark('-') || t.is_mark('–'))
        });
        if pause
            && rest >= 2
            && (!turns || quoted)
            && (!noun || quoted || strong_pause)
            && !matches!(hit.what, What::Denial)
        {
            return Some((content(self.toks, after, clause_end)?, subject.rule));
        }
        if matches!(hit.what, What::Copular | What::SayPresent) {
            return None;
        }
        let ends = hit.to >= self.end
            || self
                .tok(hit.to)
                .is_some_and(|t| t.any_mark() || t.is(Class::CONTRAST.or(Class::AND)));
        if !ends {
            let bare = matches!(hit.what, What::Say { .. })
                && rest >= BARE_CONTENT_WORDS
                && !self.is(
                    hit.to,
                    Class::STOP.or(Class::GENITIVE).or(Class::VERB).or(Class::RELATIVE),
                );
            return bare
                .then(|| content(self.toks, hit.to, clause_end).map(|c| (c, subject.rule)))
                .flatten();
        }
        // "...", X ने कहा.
        let before_pause = subject
            .from
            .checked_sub(1)
            .is_some_and(|k| self.tok(k).is_some_and(|t| t.is_pause() || t.is_quote()));
        if matches!(hit.what, What::Say { .. }) && before_pause && count_words(self.toks, 0, subject.from) >= 3 {
            return Some((content(self.toks, 0, subject.from)?, subject.rule));
        }
        if nested {
            return None;
        }
        let mut to = hit.at;
        while to > subject.to && self.is(to - 1, Class::GENITIVE.or(Class::PARTICLE)) {
            to -= 1;
        }
        let aside = to.checked_sub(1).is_some_and(|k| self.is(k, Class::STOP));
        let from = self.last_clause(subject.to, to);
        let words = count_words(self.toks, from, to);
        let fits = match hit.what {
            What::Denial => words >= 1,
            What::Noun { .. } if self.is(hit.at, Class::EVALUATION) => {
                words >= 2 && (from..to).any(|k| self.tok(k).is_some_and(Tok::is_quote))
            }
            What::Noun { .. } => words >= 2 && !self.is(hit.at, Class::NEEDS_COMPLEMENT),
            _ => words >= 3 && !aside && (from..to).any(|k| self.is(k, Class::TO)),
        };
        if !fits {
            return None;
        }
        Some((content(self.toks, from, to)?, subject.rule))
    }

    /// Where the last of the clauses between two tokens begins: after a pause, a relative word, or "and" behind a verb.
    fn last_clause(&self, from: usize, to: usize) -> usize {
        let mut quoted = 0;
        for k in (from..to).rev() {
            let Some(t) = self.tok(k) else { continue };
            quoted += t.is_quote() as usize;
            let joins = t.is(Class::AND)
                && k > from
                && self.is(k - 1, Class::VERB.or(Class::AUXILIARY).or(Class::LIGHT))
                && !self.is(k - 1, Class::STOP);
            let border = joins || t.is(Class::RELATIVE.or(Class::INSIDE_PRONOUN)) || t.is_mark(',') || t.is_mark(';');
            if border && quoted % 2 == 0 && count_words(self.toks, k + 1, to) >= 3 {
                return k + 1;
            }
        }
        from
    }

    /// "This information was given by X": what is said stands in the sentence before. Also tells whether X has been given as
    /// its speaker already.
    fn this_was_said(&self, memory: &Memory) -> Option<(Draft, bool)> {
        let noun = (0..self.end).find_map(|k| {
            if self.is(k, Class::BACK) && self.is(k + 1, Class::BACK_NOUN) {
                return Some(k + 1);
            }
            (self.is(k, Class::BACK_OBLIQUE)
                && self.is(k + 1, Class::BACK_NOUN)
                && self.is(k + 2, Class::GENITIVE)
                && self.is(k + 3, Class::BACK_NOUN))
            .then_some(k + 3)
        })?;
        if (noun..self.end).any(|k| self.is(k, Class::COMPLEMENT) || self.is(k, Class::NEGATION)) {
            return None;
        }
        let verb = (noun + 1..self.end)
            .rev()
            .take(5)
            .find(|k| self.is(*k, Class::LIGHT.or(Class::SPEECH_LIGHT)) && !self.is(k + 1, Class::PARTICIPLE))?;
        let last = (verb + 1..self.end).all(|k| self.is(k, Class::TAIL.or(Class::PASSIVE).or(Class::AUXILIARY)));
        if !last {
            return None;
        }
        // "While announcing this, X opened ...": another verb took over.
        if (noun + 1..verb).any(|k| self.is(k, Class::PARTICIPLE.or(Class::SAY))) {
            return None;
        }
        let hit = Hit {
            at: verb,
            to: self.end,
            what: What::Noun { passive: false },
        };
        let passive = (verb..self.end).any(|k| self.is(k, Class::PASSIVE));
        let subject = self
            .subject(&hit, passive, memory)
            .or_else(|| self.quoted_source(verb, memory))?;
        let previous = self.previous?;
        let name = name_of(&subject.source);
        let known = self
            .before
            .iter()
            .rev()
            .take(4)
            .any(|d| d.content.overlaps(previous) && d.chain.iter().any(|s| name_of(s) == name));
        let start = self.tok(noun.checked_sub(1)?.min(subject.from))?.span.start;
        let end = self.tok(self.end.checked_sub(1)?)?.span.end;
        let cue = Span { start, end };
        Some((
            self.draft(previous, Some(cue), vec![subject.source], THIS_WAS_SAID),
            known,
        ))
    }

    /// What somebody is silent about: the clause before "but", the words between, or the sentence before.
    fn silent_about(&self, hit: &Hit, subject: &Subject) -> Option<(Span, &'static str)> {
        let contrast = (0..subject.from).rev().find(|k| self.is(*k, Class::CONTRAST));
        if let Some(k) = contrast
            && count_words(self.toks, 0, k) >= 3
        {
            let according = (0..k)
                .find(|n| self.is(*n, Class::ACCORDING))
                .or_else(|| (0..k).find(|n| self.is(*n, Class::COMPLEMENT)))
                .filter(|n| count_words(self.toks, n + 1, k) >= 3);
            return Some((content(self.toks, according.map_or(0, |n| n + 1), k)?, SILENT));
        }
        let mut to = hit.at;
        while to > subject.to && self.is(to - 1, Class::GENITIVE.or(Class::PARTICLE).or(Class::STOP)) {
            to -= 1;
        }
        if count_words(self.toks, subject.to, to) >= 2 {
            return Some((content(self.toks, subject.to, to)?, SILENT));
        }
        Some((self.previous?, SILENT))
    }

    /// A statement that nobody in particular makes.
    fn nobody(
        &self,
        hit: &Hit,
        after: usize,
        clause_end: usize,
        complement: bool,
        passive: bool,
        relays: &mut [Relay],
    ) -> Option<Draft> {
        let going_on = (hit.at..hit.to).any(|k| {
            self.tok(k)
                .is_some_and(|t| self.analysis.words(t.span).starts_with("रह"))
        });
        let span = if complement {
            content(self.toks, after, clause_end)?
        } else if passive
            && going_on
            && (hit.to >= self.end || self.tok(hit.to).is_some_and(Tok::any_mark))
            && matches!(hit.what, What::Say { .. })
        {
            let from = (0..hit.at)
                .rev()
                .find(|k| self.tok(*k).is_some_and(Tok::is_pause))
                .map_or(0, |k| k + 1);
            if count_words(self.toks, from, hit.at) < 3 {
                return None;
            }
            content(self.toks, from, hit.at)?
        } else {
            return None;
        };
        let cue = content(self.toks, hit.at, if complement { after } else { hit.to });
        let mut chain: Vec<Source> = Vec::new();
        for relay in relays
            .iter_mut()
            .filter(|r| !r.used && r.from < hit.at && hit.at < r.end)
        {
            relay.used = true;
            chain.push(relay.source.clone());
        }
        let named = !chain.is_empty();
        if !named {
            chain.push(Source {
                span: None,
                text: String::new(),
                resolved: None,
                entity: None,
                kind: SourceKind::Anonymous,
            });
        }
        let mut draft = self.draft(span, cue, chain, if named { QUOTING } else { IMPERSONAL });
        draft.hedge = cue;
        Some(draft)
    }

    fn draft(&self, span: Span, cue: Option<Span>, chain: Vec<Source>, rule: &'static str) -> Draft {
        Draft {
            content: span,
            cue,
            chain,
            form: Form::Indirect,
            polarity: Polarity::Asserts,
            hedge: None,
            rule,
        }
    }

    /// Remembers who acted in this sentence, for the pronouns of the next.
    fn actors(&self, memory: &mut Memory) {
        for k in 0..self.end {
            if self.is(k, Class::ERGATIVE)
                && !self.in_speech(k)
                && let Some(phrase) = phrase::before(self.toks, k, 0)
                && let Some(source) = self.source(phrase, memory)
                && memory.speaker.as_ref().is_none_or(|s| name_of(s) != name_of(&source))
            {
                memory.remember(&source, false);
            }
        }
    }
}
