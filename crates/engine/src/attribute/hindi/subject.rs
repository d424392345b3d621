//! Who says it: the subject of a verb or noun of saying.

use super::*;

impl Reader<'_> {
    /// The source of a phrase, bare titles resolved.
    pub(super) fn source(&self, phrase: Phrase, memory: &Memory) -> Option<Source> {
        let source = phrase::source(self.analysis, self.toks, phrase)?;
        let head = self.tok(phrase.to.checked_sub(1)?)?;
        let short = phrase.to - phrase.from <= 1;
        let person = source.entity.is_some() && source.kind == SourceKind::Person;
        if short && head.is(Class::ANAPHORIC) && !person {
            // "गृह विभाग ने ..., लेकिन विभाग ने": the same word with its name stands in the sentence.
            let same = (1..phrase.from)
                .rev()
                .find(|k| self.tok(*k).is_some_and(|t| self.analysis.words(t.span) == source.text));
            if let Some(named) = same
                .and_then(|k| phrase::before(self.toks, k + 1, 0))
                .filter(|p| p.to - p.from > 1)
                .and_then(|p| phrase::source(self.analysis, self.toks, p))
            {
                return Some(Source {
                    resolved: Some(name_of(&named)),
                    entity: named.entity.or(source.entity),
                    kind: named.kind,
                    ..source
                });
            }
            return Some(memory.title(source, head));
        }
        Some(source)
    }

    /// The subject of the verb at `hit`: left of it up to the border of its clause.
    pub(super) fn subject(&self, hit: &Cue, passive: bool, memory: &Memory) -> Option<Subject> {
        let rule = match hit.what {
            CueKind::Say { .. } => SAID,
            CueKind::Silence => SILENT,
            CueKind::Denial => DENIED,
            _ => CLAIMED,
        };
        // "X ने पूछा तो बोले": X asked, another answers.
        if self.back(hit.at, 1, Class::THEN) && self.answers(hit) && (2..=3).any(|n| self.asks(hit, n)) {
            return None;
        }
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
            // Whether somebody acts before is asked last: it looks at all that stands before.
            let on_the_part = t.is(Class::SIDE)
                && self.back(k, 1, Class::GENITIVE)
                && self.is(k + 1, Class::FROM)
                && (passive || !self.acts_before(k));
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
    pub(super) fn acts_before(&self, at: usize) -> bool {
        (0..at).any(|k| self.is(k, Class::ERGATIVE.or(Class::ERGATIVE_PRONOUN)))
    }

    /// The document or body in which something "was said" (X की रिपोर्ट में कहा गया).
    pub(super) fn document(&self, inside: usize, memory: &Memory) -> Option<Subject> {
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

    pub(super) fn relative_before(&self, at: usize) -> bool {
        for k in (0..at).rev().take(14) {
            if self.is(k, Class::RELATIVE) {
                return true;
            }
            if self.is(k, Class::COMPLEMENT) || self.tok(k).is_some_and(Token::is_pause) {
                return false;
            }
        }
        false
    }

    /// X of "X का कहना है".
    pub(super) fn owner(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
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
    pub(super) fn quoted_source(&self, before: usize, memory: &Memory) -> Option<Subject> {
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
    pub(super) fn holder(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let mut k = hit.at.checked_sub(1)?;
        while k > 1 && self.is(k, Class::PARTICLE) {
            k -= 1;
        }
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
        if self.is(k, Class::INSIDE.or(Class::FROM)) && self.back(k, 1, Class::DOCUMENT) {
            return self.document(k, memory);
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
    pub(super) fn plain(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
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

    /// X of "X से संपर्क नहीं हो सका".
    pub(super) fn sought(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let k = hit.at.checked_sub(1).filter(|k| self.is(*k, Class::FROM))?;
        let phrase = phrase::before(self.toks, k, 0)?;
        let source = self.source(phrase, memory)?;
        Some(Subject {
            source,
            from: phrase.from,
            to: hit.at,
            rule: SILENT,
        })
    }

    /// X of "सुसाइड नोट में लिखा- ..." and "बयान में कहा कि ...".
    pub(super) fn written(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let inside = hit.at.checked_sub(1).filter(|k| self.is(*k, Class::INSIDE))?;
        self.document(inside, memory)
    }

    /// X of "X ... का आरोप लगा रहे हैं", where the verb goes on and its subject has no mark: the first source of the clause.
    pub(super) fn nominative(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let goes_on = (hit.at..hit.to).any(|k| self.is(k, Class::ASPECT));
        if !goes_on {
            return None;
        }
        let start = (0..hit.at)
            .rev()
            .find(|k| {
                self.is(*k, Class::COMPLEMENT.or(Class::CONTRAST)) || self.tok(*k).is_some_and(|t| t.is_mark(';'))
            })
            .map_or(0, |k| k + 1);
        let sources = Class::TITLE
            .or(Class::PUBLIC)
            .or(Class::OFFICIAL)
            .or(Class::ANONYMOUS)
            .or(Class::MEDIA);
        let marked = Class::STOP
            .or(Class::GENITIVE)
            .or(Class::TO)
            .or(Class::FROM)
            .or(Class::INSIDE)
            .or(Class::ERGATIVE);
        for k in start..hit.at {
            let t = self.tok(k)?;
            if self.is(k, Class::PRONOUN) && !self.is(k + 1, marked) {
                let source = memory.pronoun(self.pronoun_source(k)?);
                return Some(Subject {
                    source,
                    from: k,
                    to: k + 1,
                    rule: CLAIMED,
                });
            }
            let named = phrase::last_mention(self.analysis, t.span.trim(&self.analysis.article.text))
                .is_some_and(|m| m.span.end == t.span.end && m.kind == EntityKind::Person);
            if (t.is(sources) || named) && !self.is(k + 1, marked) && !self.is(k + 1, sources) {
                let phrase = phrase::before(self.toks, k + 1, start)?;
                let source = self.source(phrase, memory)?;
                return Some(Subject {
                    source,
                    from: phrase.from,
                    to: k + 1,
                    rule: CLAIMED,
                });
            }
        }
        None
    }

    /// X of "X कहा है कि", where ने is missing.
    pub(super) fn no_ergative(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let phrase = phrase::before(self.toks, hit.at, 0)?;
        let opens = phrase.from == 0 || self.tok(phrase.from - 1).is_some_and(Token::is_pause);
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
    pub(super) fn elided(&self, hit: &Cue, memory: &Memory) -> Option<Subject> {
        let source = if self.headline {
            match (0..hit.at).rev().find(|k| self.is(*k, Class::ERGATIVE)) {
                Some(k) => self.source(phrase::before(self.toks, k, 0)?, memory)?,
                // "नगर में डरे महापौर जगतराम, बोले- ..."
                None => {
                    let whole = content(self.toks, 0, hit.at)?;
                    let mention = phrase::last_mention(self.analysis, whole)
                        .filter(|m| m.kind == EntityKind::Person)
                        .map(|m| m.span)
                        .or_else(|| phrase::first_person(self.analysis, whole).and_then(|s| s.span))?;
                    let to = (0..hit.at).find(|k| self.tok(*k).is_some_and(|t| t.span.end >= mention.end))? + 1;
                    let from = (0..to).find(|k| self.tok(*k).is_some_and(|t| t.span.start >= mention.start))?;
                    self.source(Phrase { from, to }, memory)?
                }
            }
        } else if self.questioned(hit) {
            memory.running_on()?
        } else if self.answers(hit) {
            // "पूछा तो बोले कि", "पूछने पर बताया कि": whoever was asked, not who spoke before.
            Source::unnamed()
        } else {
            // "X ने फटकार लगाई थी। कहा था कि ...": who acted last goes on to speak.
            match &memory.subject {
                Some(actor) if self.previous.is_some() => Source {
                    span: None,
                    text: name_of(actor),
                    ..actor.clone()
                },
                _ => memory.running_on()?,
            }
        };
        Some(Subject {
            source,
            from: hit.at,
            to: hit.at,
            rule: RUNS_ON,
        })
    }

    /// Whether a question stands before the verb at `hit`, whose answer it gives.
    fn answers(&self, hit: &Cue) -> bool {
        self.back(hit.at, 1, Class::THEN) || (1..=2).any(|n| self.asks(hit, n)) && !self.questioned(hit)
    }

    /// Whether the token `n` before the verb is of asking.
    fn asks(&self, hit: &Cue, n: usize) -> bool {
        let word = hit
            .at
            .checked_sub(n)
            .and_then(|k| self.tok(k))
            .map_or("", |t| self.analysis.words(t.span));
        word.starts_with("पूछ") || word.starts_with("पुछ")
    }

    /// Where "under questioning" opens the clause of a verb.
    pub(super) fn confessed(&self, at: usize) -> Option<usize> {
        (0..at.min(6)).find(|k| self.is(*k, Class::QUESTIONING) && self.is(k + 1, Class::INSIDE))
    }

    /// Whether "under questioning" stands right before the verb.
    pub(super) fn questioned(&self, hit: &Cue) -> bool {
        self.back(hit.at, 1, Class::INSIDE) && self.back(hit.at, 2, Class::QUESTIONING)
    }
}
