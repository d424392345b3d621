//! A statement before it has its number, and what the sentences before it leave behind.

use super::lexicon::{Class, ENGLISH, HINDI};
use super::tokens::Token;
use crate::model::*;

/// A statement without its id.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What is said.
    pub content: Span,
    /// The reporting words.
    pub cue: Option<Span>,
    /// Speaker, then relays.
    pub chain: Vec<Source>,
    /// How.
    pub form: Form,
    /// Asserts, denies or silent.
    pub polarity: Polarity,
    /// Hedging words.
    pub hedge: Option<Span>,
    /// Code of the rule.
    pub rule: &'static str,
}

/// Who spoke and who acted in the text so far: what pronouns and bare titles stand for.
#[derive(Debug, Default)]
pub struct Memory {
    /// The last person or group that acted or spoke.
    pub person: Option<Source>,
    /// The last one whose words were given.
    pub speaker: Option<Source>,
    /// Who acted in the sentence before, outside of what somebody said there.
    pub subject: Option<Source>,
    /// Whether `person` is a person who spoke.
    person_spoke: bool,
    /// The first person that the last sentence with one mentions.
    pub mentioned: Option<Source>,
    /// The first person besides the speaker that the last sentence with one names.
    pub other: Option<Source>,
    /// Every source and actor named so far, newest last.
    pub named: Vec<Source>,
}

impl Memory {
    /// Remembers an actor or a source.
    pub fn remember(&mut self, source: &Source, spoke: bool) {
        if source.text.is_empty() || (source.resolved.is_none() && is_pronoun(&source.text)) {
            return;
        }
        let group = matches!(
            source.kind,
            SourceKind::Person | SourceKind::Public | SourceKind::OfficialBody | SourceKind::Anonymous
        );
        // "They" stands for the minister who spoke rather than for the ministry whose word was given since.
        let body = source.kind == SourceKind::OfficialBody;
        let last = source.text.split_whitespace().last().unwrap_or("");
        let people = [&*HINDI, &*ENGLISH].iter().any(|l| l.class(last).is(Class::PEOPLE));
        let yields = body && self.person.is_some() && (!spoke || (self.person_spoke && !people));
        if group && !yields {
            self.person = Some(source.clone());
            self.person_spoke = spoke && source.kind == SourceKind::Person;
        }
        if spoke {
            self.speaker = Some(source.clone());
        }
        if source.span.is_some() {
            self.named.push(source.clone());
        }
    }

    /// The source that a pronoun stands for.
    pub fn pronoun(&self, mut source: Source) -> Source {
        let singular = HINDI.class(&source.text).is(Class::SINGULAR);
        let plain = |s: &&Source| singular && s.kind == SourceKind::Person;
        if let Some(person) = self
            .other
            .as_ref()
            .filter(plain)
            .or(self.person.as_ref())
            .or(self.speaker.as_ref())
            .or(self.mentioned.as_ref())
        {
            source.kind = person.kind;
            source.entity = person.entity.clone();
            source.resolved = Some(name_of(person));
        }
        source
    }

    /// The source that a bare title or noun (मंत्री, एजेंसी) stands for: the last named one that fits it.
    pub fn title(&self, mut source: Source, head: &Token) -> Source {
        let word = source.text.clone();
        let long = |s: &&Source| s.text.split_whitespace().count() > 1 && s.resolved.as_deref() != Some(word.as_str());
        let recent = || self.named.iter().rev().take(40).filter(long);
        let holds = |s: &&Source| s.text.split_whitespace().any(|w| w == word) && !s.text.ends_with(word.as_str());
        let ends = |s: &&Source| s.text.ends_with(word.as_str());
        let same = if head.is(Class::TITLE) {
            recent().find(holds).or_else(|| recent().find(ends))
        } else {
            recent().find(ends)
        };
        let fits = |s: &&Source| {
            if head.is(Class::AGENCY) {
                matches!(s.kind, SourceKind::Agency | SourceKind::OfficialBody)
            } else if head.is(Class::OFFICIAL) && !head.is(Class::TITLE) {
                s.kind == SourceKind::OfficialBody
            } else {
                s.kind == SourceKind::Person
            }
        };
        // "कंपनी" is no "समिति": a body that says itself what it is answers to no other noun.
        let other = |s: &&Source| {
            let last = s.text.split_whitespace().last().unwrap_or("");
            s.kind == SourceKind::OfficialBody
                && last != word
                && (s.entity.is_none() || HINDI.class(last).is(Class::ANAPHORIC.or(Class::OFFICIAL)))
        };
        let found = same
            .or_else(|| self.speaker.as_ref().filter(|s| fits(s) && !other(s)))
            .or_else(|| self.named.iter().rev().take(40).find(|s| fits(s) && !other(s)));
        if let Some(found) = found {
            source.entity = found.entity.clone().or(source.entity);
            source.resolved = Some(name_of(found));
            source.kind = found.kind;
            // A bare noun such as "the agency" tells a reader nothing: the name stands in its place.
            if !head.is(Class::TITLE) && found.span.is_some() {
                source.text = name_of(found);
            }
        }
        source
    }

    /// The speaker who runs on into a sentence that names none.
    pub fn running_on(&self) -> Option<Source> {
        let speaker = self.speaker.as_ref()?;
        Some(Source {
            span: None,
            text: name_of(speaker),
            ..speaker.clone()
        })
    }
}

fn is_pronoun(text: &str) -> bool {
    let pronouns = Class::PRONOUN
        .or(Class::ERGATIVE_PRONOUN)
        .or(Class::GENITIVE_PRONOUN)
        .or(Class::INSIDE_PRONOUN);
    !text.contains(' ') && [&*HINDI, &*ENGLISH].iter().any(|l| l.class(text).is(pronouns))
}

/// The name of a source: what it stands for, or its own words.
pub fn name_of(source: &Source) -> String {
    source.resolved.clone().unwrap_or_else(|| source.text.clone())
}
