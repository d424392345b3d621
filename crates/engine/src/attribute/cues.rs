//! Where a sentence reports something: the verb, noun or postposition at the heart of each attribution.

use super::lexicon::Class;
use super::tokens::{Kind, Token};

/// The heart of an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// Its first token.
    pub at: usize,
    /// One past its last token, auxiliaries included.
    pub to: usize,
    /// What it is.
    pub what: CueKind,
}

/// Kinds of hearts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueKind {
    /// के अनुसार, के मुताबिक, की मानें तो.
    According,
    /// के हवाले से.
    Through,
    /// कहा, बताया; `passive` with गया or जा रहा.
    Say {
        /// कहा गया.
        passive: bool,
    },
    /// कहते हैं.
    SayPresent,
    /// दावा किया, जानकारी दी.
    Noun {
        /// दावा किया गया.
        passive: bool,
    },
    /// X का कहना है.
    Copular,
    /// उम्मीद है, खबर आई है.
    Impersonal,
    /// जानकारी नहीं दी.
    Silence,
    /// इनकार किया.
    Denial,
}

/// Most tokens between a noun and its verb (जानकारी भी नहीं दी).
const NOUN_TO_VERB: usize = 4;

/// Most tokens between "on the part of" and the answer that did not come.
const COME_REACH: usize = 6;

/// The hearts in `toks`, in order.
pub fn find(toks: &[Token]) -> Vec<Cue> {
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(t) = toks.get(i) {
        let found = if t.kind == Kind::Word { at(toks, i) } else { None };
        match found {
            Some(hit) => {
                i = hit.to.max(i + 1);
                out.push(hit);
            }
            None => i += 1,
        }
    }
    out
}

fn class(toks: &[Token], i: usize) -> Class {
    toks.get(i).map_or(Class::default(), |t| t.class)
}

fn before(toks: &[Token], i: usize, back: usize) -> Class {
    i.checked_sub(back).map_or(Class::default(), |k| class(toks, k))
}

/// One past the auxiliaries that follow.
fn tail(toks: &[Token], mut i: usize) -> usize {
    while toks
        .get(i)
        .is_some_and(|t| t.is(Class::TAIL.or(Class::PASSIVE).or(Class::AUXILIARY)))
    {
        i += 1;
    }
    i
}

/// Whether a passive verb (गया, जा रहा) stands among the tokens.
fn passive(toks: &[Token], from: usize, to: usize) -> bool {
    toks.get(from..to)
        .is_some_and(|p| p.iter().any(|t| t.is(Class::PASSIVE)))
}

fn at(toks: &[Token], i: usize) -> Option<Cue> {
    let c = class(toks, i);
    let next = class(toks, i + 1);
    let hit = |to: usize, what: CueKind| Some(Cue { at: i, to, what });
    if c.is(Class::ACCORDING) {
        return hit(i + 1, CueKind::According);
    }
    if c.is(Class::MEAN) && before(toks, i, 1).is(Class::GENITIVE) {
        return hit(i + 2, CueKind::According);
    }
    if c.is(Class::THROUGH) && next.is(Class::FROM) {
        return hit(i + 2, CueKind::Through);
    }
    if let Some(found) = silence(toks, i) {
        return Some(found);
    }
    if c.is(Class::DENIAL) {
        let verb = class(toks, i + 1);
        if verb.is(Class::LIGHT.or(Class::TAIL)) {
            return hit(tail(toks, i + 2), CueKind::Denial);
        }
    }
    if c.is(Class::COPULAR) && next.is(Class::AUXILIARY) {
        let owner = before(toks, i, 1).is(Class::GENITIVE.or(Class::GENITIVE_PRONOUN))
            || (before(toks, i, 2).is(Class::GENITIVE.or(Class::GENITIVE_PRONOUN))
                && !before(toks, i, 1).is(Class::STOP));
        if owner {
            return hit(i + 2, CueKind::Copular);
        }
    }
    if c.is(Class::SAY) {
        let idiom = c.is(Class::BARE_SAY) && (before(toks, i, 1).is(Class::IDIOM) || next.is(Class::IDIOM));
        let request = before(toks, i, 1).is(Class::TO) && before(toks, i, 2).is(Class::VERB.or(Class::INFINITIVE));
        if !participle(toks, i + 1) && !request && !idiom {
            // "कहा यह भी जा रहा है"
            let aside = (i + 1..i + 4)
                .take_while(|k| class(toks, *k).is(Class::PARTICLE.or(Class::BACK)))
                .count();
            let skip = if class(toks, i + 1 + aside).is(Class::PASSIVE) {
                aside
            } else {
                0
            };
            let to = tail(toks, i + 1 + skip);
            let passive = passive(toks, i + 1, to);
            return hit(to, CueKind::Say { passive });
        }
        return None;
    }
    // "कह रहे हैं कि", "बता चुके हैं कि"
    if c.is(Class::SAY_STEM) && next.is(Class::ASPECT) {
        return hit(tail(toks, i + 1), CueKind::SayPresent);
    }
    if c.is(Class::SAY_PRESENT) && next.is(Class::AUXILIARY) {
        return hit(i + 2, CueKind::SayPresent);
    }
    if c.is(Class::NOUN.or(Class::EVALUATION))
        && let Some(found) = noun(toks, i)
    {
        return Some(found);
    }
    // "जांच में [यह भी] सामने आया"
    let aside = (1..=2).take_while(|n| before(toks, i, *n).is(Class::PARTICLE)).count();
    let learned = !c.is(Class::NEEDS_QUESTIONING)
        || (before(toks, i, aside + 1).is(Class::INSIDE.or(Class::FROM))
            && before(toks, i, aside + 2).is(Class::QUESTIONING.or(Class::DOCUMENT)));
    if c.is(Class::IMPERSONAL_NOUN) && learned && (next.is(Class::AUXILIARY) || next.is(Class::COME)) {
        return hit(tail(toks, i + 2), CueKind::Impersonal);
    }
    None
}

/// Whether हुए stands at `i`: "saying so", not "said so".
fn participle(toks: &[Token], i: usize) -> bool {
    class(toks, i).is(Class::PARTICIPLE)
}

fn noun(toks: &[Token], i: usize) -> Option<Cue> {
    if class(toks, i).is(Class::WHOLE_VERB.or(Class::BARE_VERB)) {
        // "माना जाता है": nobody in particular.
        let to = tail(toks, i + 1);
        let passive = class(toks, i).is(Class::WHOLE_VERB) && passive(toks, i + 1, to);
        return (!participle(toks, i + 1)).then_some(Cue {
            at: i,
            to,
            what: CueKind::Noun { passive },
        });
    }
    let mut k = i + 1;
    while k < i + NOUN_TO_VERB
        && class(toks, k).is(Class::PARTICLE.or(Class::NEGATION).or(Class::RELEASE))
        && !class(toks, k).is(Class::LIGHT)
    {
        k += 1;
    }
    let verb = class(toks, k);
    if !verb.is(Class::LIGHT) || participle(toks, k + 1) {
        return None;
    }
    // की is the genitive, unless the clause ends or an auxiliary follows.
    if verb.is(Class::GENITIVE) {
        let after = toks.get(k + 1);
        let ends = after.is_none_or(|t| {
            t.any_mark()
                || t.is(Class::AUXILIARY
                    .or(Class::COMPLEMENT)
                    .or(Class::AND)
                    .or(Class::CONTRAST)
                    .or(Class::PASSIVE))
        });
        if !ends {
            return None;
        }
    }
    if class(toks, i).is(Class::TALK) && !verb.is(Class::SPEECH_LIGHT) {
        return None;
    }
    let to = tail(toks, k + 1);
    Some(Cue {
        at: i,
        to,
        what: CueKind::Noun {
            passive: verb.is(Class::HAPPEN) || passive(toks, k + 1, to),
        },
    })
}

fn silence(toks: &[Token], i: usize) -> Option<Cue> {
    let c = class(toks, i);
    if c.is(Class::SILENCE_WORD) && class(toks, i + 1).is(Class::SILENCE_VERB) {
        return Some(Cue {
            at: i,
            to: tail(toks, i + 2),
            what: CueKind::Silence,
        });
    }
    let hit = |to: usize| {
        Some(Cue {
            at: i,
            to: tail(toks, to),
            what: CueKind::Silence,
        })
    };
    // "कुछ नहीं कहा", but not "कुछ नहीं कहा जा सकता"
    if c.is(Class::NOTHING) {
        let k = i + 1 + usize::from(class(toks, i + 1).is(Class::PARTICLE) && !class(toks, i + 1).is(Class::NEGATION));
        let says = class(toks, k).is(Class::NEGATION) && class(toks, k + 1).is(Class::SAY);
        return (says && !class(toks, k + 2).is(Class::PASSIVE))
            .then(|| hit(k + 2))
            .flatten();
    }
    // "कहने से मना किया", "टिप्पणी करने से इनकार किया"
    let infinitive = if c.is(Class::SPEAK_INFINITIVE) {
        Some(i)
    } else if c.is(Class::SILENCE_NOUN) && class(toks, i + 1).is(Class::INFINITIVE) {
        Some(i + 1)
    } else {
        None
    };
    if let Some(at) = infinitive.filter(|at| class(toks, at + 1).is(Class::FROM)) {
        let k = at + 2 + usize::from(class(toks, at + 2).is(Class::PARTICLE));
        let refuses = class(toks, k).is(Class::REFUSE.or(Class::DENIAL))
            && class(toks, k + 1).is(Class::LIGHT.or(Class::TAIL))
            && !participle(toks, k + 2);
        return refuses.then(|| hit(k + 2)).flatten();
    }
    // "आंकड़े जारी नहीं किए"
    if c.is(Class::SILENCE_OBJECT) && class(toks, i + 1).is(Class::RELEASE) {
        let k = i + 2 + usize::from(class(toks, i + 2).is(Class::PARTICLE) && !class(toks, i + 2).is(Class::NEGATION));
        if class(toks, k).is(Class::NEGATION) && class(toks, k + 1).is(Class::LIGHT) {
            return hit(k + 2);
        }
    }
    // "X से संपर्क नहीं हो सका"
    if c.is(Class::CONTACT) {
        let not = (i + 1..i + 4).find(|k| class(toks, *k).is(Class::NEGATION));
        let with = before(toks, i, 1).is(Class::FROM);
        return not.filter(|_| with).and_then(|k| hit(k + 2));
    }
    if !c.is(Class::SILENCE_NOUN) {
        return None;
    }
    let mut k = i + 1;
    while k < i + NOUN_TO_VERB && class(toks, k).is(Class::PARTICLE) && !class(toks, k).is(Class::NEGATION) {
        k += 1;
    }
    let verb = class(toks, k + 1);
    // "X की ओर से जवाब नहीं आया"
    let came = verb.is(Class::COME)
        && (i.saturating_sub(COME_REACH)..i)
            .any(|k| class(toks, k).is(Class::SIDE) && class(toks, k + 1).is(Class::FROM));
    if class(toks, k).is(Class::NEGATION) && (verb.is(Class::LIGHT) || came) {
        return Some(Cue {
            at: i,
            to: tail(toks, k + 2),
            what: CueKind::Silence,
        });
    }
    None
}
