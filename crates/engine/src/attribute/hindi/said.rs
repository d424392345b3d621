//! What is said: where the content of a statement stands.

use super::*;

impl Reader<'_> {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn what_is_said(
        &self,
        hit: &Cue,
        subject: &Subject,
        after: usize,
        clause_end: usize,
        complement: bool,
        pause: bool,
        rest: usize,
        nested: bool,
    ) -> Option<(Span, &'static str)> {
        let noun = matches!(hit.what, CueKind::Noun { .. });
        let quoted = after
            .checked_sub(1)
            .is_some_and(|k| self.tok(k).is_some_and(Token::is_quote));
        if matches!(hit.what, CueKind::Silence) {
            return self.silent_about(hit, subject);
        }
        if complement && rest >= 1 {
            return Some((content(self.toks, after, clause_end)?, subject.rule));
        }
        let turns = self.is(
            after,
            Class::CONTRAST.or(Class::AND).or(Class::RELATIVE).or(Class::STOP),
        ) && !self.is(after, Class::FIRST_PERSON);
        let strong_pause = (hit.to..after).any(|k| {
            self.tok(k)
                .is_some_and(|t| t.is_mark(':') || t.is_mark('-') || t.is_mark('–'))
        });
        if pause
            && rest >= 2
            && (!turns || quoted)
            && (!noun || quoted || strong_pause)
            && !matches!(hit.what, CueKind::Denial)
        {
            return Some((content(self.toks, after, clause_end)?, subject.rule));
        }
        if matches!(hit.what, CueKind::Copular | CueKind::SayPresent) {
            return None;
        }
        let ends = hit.to >= self.end
            || self
                .tok(hit.to)
                .is_some_and(|t| t.any_mark() || t.is(Class::CONTRAST.or(Class::AND)));
        if !ends {
            let bare = (matches!(hit.what, CueKind::Say { .. }) || self.is(hit.at, Class::WHOLE_VERB))
                && rest >= BARE_CONTENT_WORDS
                && !self.is(hit.to, Class::STOP.or(Class::GENITIVE).or(Class::RELATIVE))
                && (self.headline || !self.is(hit.to, Class::VERB));
            return bare
                .then(|| content(self.toks, hit.to, clause_end).map(|c| (c, subject.rule)))
                .flatten();
        }
        // "...", X ने कहा.
        let before_pause = subject
            .from
            .checked_sub(1)
            .is_some_and(|k| self.tok(k).is_some_and(|t| t.is_pause() || t.is_quote()));
        if matches!(hit.what, CueKind::Say { .. }) && before_pause && count_words(self.toks, 0, subject.from) >= 3 {
            return Some((content(self.toks, 0, subject.from)?, subject.rule));
        }
        // "..., नगर आए मंत्री ने कहा" as a headline: what stands before the last pause.
        if self.headline
            && matches!(hit.what, CueKind::Say { .. })
            && hit.to >= self.end
            && self.back(hit.at, 1, Class::ERGATIVE)
        {
            let pause = (0..subject.from)
                .rev()
                .find(|k| self.tok(*k).is_some_and(Token::is_pause));
            if let Some(k) = pause.filter(|k| count_words(self.toks, 0, *k) >= 3) {
                return Some((content(self.toks, 0, k)?, subject.rule));
            }
        }
        // "पुलिस ने ... को पत्र लिखा": a letter, not what it says.
        if nested || self.back(hit.at, 1, Class::DOCUMENT) {
            return None;
        }
        let mut to = hit.at;
        while to > subject.to && self.is(to - 1, Class::GENITIVE.or(Class::PARTICLE)) {
            to -= 1;
        }
        if hit.what == CueKind::Denial {
            while to > subject.to && self.is(to - 1, POSTPOSITION) {
                to -= 1;
            }
        }
        // "हत्या की बात कबूल कर ली"
        if to >= 2 && self.is(to - 1, Class::TALK) && self.is(to - 2, Class::GENITIVE) && to - 2 > subject.to {
            to -= 2;
        }
        // "याचिका खारिज की", "आने से इनकार किया": a ruling or a refusal is no denial of a claim.
        let last = to.checked_sub(1).filter(|_| hit.what == CueKind::Denial);
        let refuses = |k: usize| {
            let word = self.tok(k).map_or("", |t| self.analysis.words(t.span));
            self.is(k, Class::PLEA) || self.is(k, Class::INFINITIVE) && word != "होने"
        };
        if last.is_some_and(refuses) {
            return None;
        }
        let aside = to.checked_sub(1).is_some_and(|k| self.is(k, Class::STOP));
        let from = self.last_clause(subject.to, to);
        let words = count_words(self.toks, from, to);
        let fits = match hit.what {
            CueKind::Denial => words >= 1,
            CueKind::Noun { .. } if self.is(hit.at, Class::EVALUATION) => {
                words >= 2 && (from..to).any(|k| self.tok(k).is_some_and(Token::is_quote))
            }
            CueKind::Noun { .. } => {
                let of_what = self.is(hit.at, Class::OF_WHAT)
                    && self.back(hit.at, 1, Class::GENITIVE)
                    && !self.is(to - 1, Class::GENITIVE_PRONOUN.or(Class::BACK));
                words >= 2 && (of_what || !self.is(hit.at, Class::NEEDS_COMPLEMENT))
            }
            // "रिपोर्ट में संख्या 140 बताई जा रही है"
            CueKind::Say { passive: true } => words >= 3,
            // "X को Y बताया", "इसे Y बताया", "अपना नाम Y बताया"
            _ => {
                words >= 3
                    && !aside
                    && (from..to).any(|k| {
                        self.is(k, Class::TO.or(Class::DATIVE_PRONOUN))
                            || (self.tok(k).is_some_and(|t| self.analysis.words(t.span) == "नाम") && k > from)
                    })
            }
        };
        if !fits {
            return None;
        }
        Some((content(self.toks, from, to)?, subject.rule))
    }

    /// Where the last of the clauses between two tokens begins: after a pause, a relative word, or "and" behind a verb.
    pub(super) fn last_clause(&self, from: usize, to: usize) -> usize {
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
    pub(super) fn this_was_said(&self, memory: &Memory) -> Option<(Draft, bool)> {
        let noun = (0..self.end).find_map(|k| {
            if self.is(k, Class::BACK) && self.is(k + 1, Class::BACK_NOUN.or(Class::COPULAR)) {
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
        if self.is(noun, Class::COPULAR) {
            return self.this_is_the_saying_of(noun, memory);
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
        let hit = Cue {
            at: verb,
            to: self.end,
            what: CueKind::Noun { passive: false },
        };
        let passive = (verb..self.end).any(|k| self.is(k, Class::PASSIVE));
        let subject = self
            .subject(&hit, passive, memory)
            .or_else(|| self.quoted_source(verb, memory))?;
        let previous = self.pointed_at(noun)?;
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

    /// "This is what X says" (यह कहना है X का) at the start or end of what X says.
    fn this_is_the_saying_of(&self, noun: usize, memory: &Memory) -> Option<(Draft, bool)> {
        let from = noun + 1 + usize::from(self.is(noun + 1, Class::AUXILIARY));
        let genitive = self
            .end
            .checked_sub(1)
            .filter(|k| *k > from && self.is(*k, Class::GENITIVE))?;
        let phrase = phrase::before(self.toks, genitive, from)?;
        let source = self.source(phrase, memory)?;
        let cue = content(self.toks, noun - 1, from);
        Some((
            self.draft(self.pointed_at(noun)?, cue, vec![source], THIS_WAS_SAID),
            false,
        ))
    }

    /// What "this" or "these things" point back to: the sentence before, or the first of the paragraph for all that was said.
    fn pointed_at(&self, noun: usize) -> Option<Span> {
        let previous = self.previous?;
        let word = self.tok(noun).map_or("", |t| self.analysis.words(t.span));
        // "यह बात X ने कही" at the start of a paragraph speaks of the one before it.
        let here = self.tok(noun)?.span.start;
        let sentences = &self.analysis.sentences;
        let line_of = |at: u32| {
            let k = sentences.partition_point(|s| s.span.end <= at);
            sentences.get(k).map(|s| s.line)
        };
        let paragraph = word == "बात" && line_of(here) != line_of(previous.start);
        if !(self.is(noun, Class::COPULAR) || word == "बातें" || paragraph) {
            return Some(previous);
        }
        let all = &self.analysis.sentences;
        let at = all.partition_point(|s| s.span.end <= previous.start);
        let line = all.get(at)?.line;
        let first = all.partition_point(|s| s.line < line);
        let sentence = all.get(first)?.span;
        let text = self.analysis.words(sentence);
        let end =
            text.trim_end_matches(|c: char| c.is_whitespace() || sutradhar_text::chars::is_sentence_end(c) || c == '.');
        Some(Span {
            start: sentence.start,
            end: sentence.start + end.len() as u32,
        })
    }

    /// What is denied, where the words before the verb only point to it: "इससे", "इस आरोप से", "समिति के दावे को" give the
    /// claim made before; "लापरवाही के आरोप से" gives what the charge is.
    pub(super) fn denied(&self, hit: &Cue, subject: &Subject, out: &[Draft]) -> Option<Span> {
        let mut to = hit.at;
        while to > subject.to && self.is(to - 1, POSTPOSITION) {
            to -= 1;
        }
        let head = to.checked_sub(1).filter(|k| *k >= subject.to)?;
        if !self.is(head, Class::DENIED_NOUN) {
            return None;
        }
        let genitive = head
            .checked_sub(1)
            .filter(|k| *k > subject.to && self.is(*k, Class::GENITIVE));
        let sources = Class::OFFICIAL.or(Class::TITLE).or(Class::PUBLIC).or(Class::MEDIA);
        let owner = genitive.and_then(|k| self.tok(k - 1));
        if let (Some(k), Some(last)) = (genitive, owner) {
            let named = content(self.toks, subject.to, k)
                .and_then(|s| phrase::last_mention(self.analysis, s))
                .is_some_and(|m| m.span.end >= last.span.end && m.kind != EntityKind::Place);
            if !last.is(sources) && !named {
                return content(self.toks, self.last_clause(subject.to, k), k);
            }
        }
        let word = owner.map(|t| self.analysis.words(t.span));
        let said = |d: &&Draft| {
            d.polarity == Polarity::Asserts
                && match word {
                    Some(word) => d.chain.iter().any(|s| s.text.split_whitespace().any(|w| w == word)),
                    None => self.previous.is_none_or(|p| d.content.overlaps(p)),
                }
        };
        out.iter()
            .rev()
            .find(said)
            .or_else(|| self.before.iter().rev().take(DENIED_REACH).find(said))
            .map(|d| d.content)
            .or(self.previous)
    }

    /// What somebody is silent about: the clause before "but", the words between, or the sentence before.
    pub(super) fn silent_about(&self, hit: &Cue, subject: &Subject) -> Option<(Span, &'static str)> {
        let mut to = hit.at;
        // "आंकड़े जारी नहीं किए": what is not released belongs to it.
        if self.is(to, Class::SILENCE_OBJECT) && !self.is(to, Class::SILENCE_NOUN) {
            to += 1;
        }
        let empty = Class::PARTICLE.or(Class::STOP).or(Class::LEAD).or(Class::TIME);
        while to > subject.to && self.is(to - 1, empty.or(Class::GENITIVE)) {
            to -= 1;
        }
        let mut from = subject.to;
        while from < to
            && self.is(from, Class::LEAD.or(Class::TIME).or(Class::PARTICLE))
            && !self.is(from, Class::BACK_OBLIQUE)
        {
            from += 1 + usize::from(self.is(from + 1, Class::STOP));
        }
        let words = count_words(self.toks, from, to);
        let pointing = self.is(from, Class::BACK_OBLIQUE) || (words <= 2 && self.is(from, Class::DENIED_NOUN));
        if !pointing && words >= 2 {
            return Some((content(self.toks, from, to)?, SILENT));
        }
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
        Some((self.previous?, SILENT))
    }

    /// Whether a clause begins at token `at`, words that belong to no clause aside.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let before = (0..at)
            .rev()
            .find(|k| !self.is(*k, Class::PARTICLE.or(Class::LEAD).or(Class::CONTRAST)));
        before.is_none_or(|k| self.tok(k).is_some_and(Token::is_pause))
    }

    /// A statement that nobody in particular makes.
    pub(super) fn nobody(
        &self,
        hit: &Cue,
        after: usize,
        clause_end: usize,
        (complement, pause): (bool, bool),
        passive: bool,
        relays: &mut [Relay],
    ) -> Option<Draft> {
        let going_on = (hit.at..hit.to).any(|k| {
            self.tok(k)
                .is_some_and(|t| self.analysis.words(t.span).starts_with("रह") || self.analysis.words(t.span) == "जाता")
        });
        let opens = pause && passive && matches!(hit.what, CueKind::Say { .. }) && self.opens_clause(hit.at);
        let span = if complement || (opens && count_words(self.toks, after, clause_end) >= BARE_CONTENT_WORDS) {
            content(self.toks, after, clause_end)?
        } else if self.is(hit.at, Class::NEWS) && self.back(hit.at, 1, Class::GENITIVE) && hit.to >= self.end {
            // "... के घायल होने की खबर है"
            let from = self.last_clause(0, hit.at - 1);
            if count_words(self.toks, from, hit.at) < BARE_CONTENT_WORDS {
                return None;
            }
            content(self.toks, from, hit.at - 1)?
        } else if passive
            && matches!(hit.what, CueKind::Noun { .. })
            && self.back(hit.at, 1, Class::GENITIVE)
            && hit.to >= self.end
            && self.is(hit.at, Class::IMPERSONAL_NOUN)
        {
            // "... बारिश की संभावना जताई गई है"
            let from = self.last_clause(0, hit.at - 1);
            if count_words(self.toks, from, hit.at) < BARE_CONTENT_WORDS {
                return None;
            }
            content(self.toks, from, hit.at - 1)?
        } else if passive
            && going_on
            && (hit.to >= self.end
                || self
                    .tok(hit.to)
                    .is_some_and(|t| t.any_mark() || t.is(Class::AND.or(Class::CONTRAST))))
            && matches!(hit.what, CueKind::Say { .. })
        {
            let from = (0..hit.at)
                .rev()
                .find(|k| self.tok(*k).is_some_and(Token::is_pause))
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
            chain.push(Source::unnamed());
        }
        let mut draft = self.draft(span, cue, chain, if named { QUOTING } else { IMPERSONAL });
        draft.hedge = cue;
        Some(draft)
    }
}
