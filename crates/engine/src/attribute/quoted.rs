//! How a statement's words are given: in marks, partly in marks, in the first person, or retold. And quotations that no
//! statement took up.

use super::draft::{Draft, Memory};
use crate::model::*;
use sutradhar_text::chars::is_word_char;

/// A quotation inside a statement's sentence, or after a known speaker, that no cue introduces itself.
pub const QUOTED: &str = "ATT-090";

/// Longest direct content in bytes: a longer quotation is cited by its beginning, up to the end of a sentence.
const MAX_DIRECT: usize = 600;

/// Fewest words of a quotation inside the writer's own sentence: one or two in marks are mostly a name or irony.
const LEAST_WORDS: usize = 3;

/// Sets form and content of a draft from the quotation marks around or inside it.
pub fn form(analysis: &Analysis, draft: &mut Draft, first_person: bool) {
    let mut partly = false;
    for q in quotations(analysis, draft.content) {
        if q.kind == QuotationKind::Name {
            continue;
        }
        let shared = draft
            .content
            .end
            .min(q.span.end)
            .saturating_sub(draft.content.start.max(q.span.start));
        if shared as usize * 10 >= draft.content.len() * 8
            && !(q.kind == QuotationKind::Partial && q.inner.len() < draft.content.len())
        {
            draft.content = cut(analysis, q.inner);
            draft.form = Form::Direct;
            return;
        }
        partly = true;
    }
    if partly {
        draft.form = Form::Partial;
    } else if first_person && draft.form == Form::Indirect {
        draft.form = Form::Mixed;
    }
}

fn quotations(analysis: &Analysis, span: Span) -> impl Iterator<Item = &Quotation> {
    let from = analysis.quotations.partition_point(|q| q.span.end <= span.start);
    analysis
        .quotations
        .get(from..)
        .unwrap_or(&[])
        .iter()
        .take_while(move |q| q.span.start < span.end)
}

/// A quotation, cut after the last whole sentence within the longest length.
fn cut(analysis: &Analysis, inner: Span) -> Span {
    let mut inner = inner.trim(&analysis.article.text);
    let words = inner.of(&analysis.article.text);
    inner.end -= (words.len() - words.trim_end_matches([',', ' ']).len()) as u32;
    if inner.len() <= MAX_DIRECT {
        return inner;
    }
    let ends = analysis
        .sentences
        .iter()
        .skip(analysis.sentences.partition_point(|s| s.span.end <= inner.start))
        .map(|s| s.span.end)
        .take_while(|e| *e <= inner.end);
    let mut end = None;
    for e in ends {
        if end.is_some() && (e - inner.start) as usize > MAX_DIRECT {
            break;
        }
        end = Some(e);
    }
    Span {
        start: inner.start,
        end: end.unwrap_or(inner.end),
    }
}

/// The sentence whose quotations are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The sentence.
    pub sentence: Sentence,
    /// Whether it is a headline or the like.
    pub headline: bool,
    /// Whether it has a word of saying or judging.
    pub speech: bool,
}

/// Gives the quotations of a sentence that no draft holds to the sentence's own speaker, else to the one who runs on.
///
/// A few quoted words need a word of saying beside them or a speaker shortly before: far from any, and in headlines,
/// they are the writer's own marks.
pub fn uncovered(analysis: &Analysis, place: Place, before: &[Draft], found: &mut Vec<Draft>, memory: &Memory) {
    let (line, sentence) = (place.sentence.line, place.sentence.span);
    let line_start = analysis.sentences.partition_point(|s| s.line < line);
    let line_start = analysis
        .sentences
        .get(line_start)
        .map_or(sentence.start, |s| s.span.start);
    let speaks_before = before.last().is_some_and(|d| d.content.start >= line_start);
    let near = !place.headline && (place.speech || speaks_before);
    let taken = |q: &Quotation, drafts: &[Draft]| {
        drafts
            .iter()
            .rev()
            .take(8)
            .any(|d| d.content.overlaps(q.inner) && d.form != Form::Indirect)
    };
    let mut more = Vec::new();
    for q in quotations(analysis, sentence) {
        let starts_here = q.span.start >= sentence.start;
        if q.kind == QuotationKind::Name || !starts_here || taken(q, found) || taken(q, before) {
            continue;
        }
        if q.kind == QuotationKind::Partial && found.is_empty() && !near {
            continue;
        }
        let words = sutradhar_text::words::words(q.inner.of(&analysis.article.text)).len();
        if q.kind == QuotationKind::Partial && words < LEAST_WORDS {
            continue;
        }
        let (chain, cue) = match found.first() {
            Some(d) => (d.chain.clone(), d.cue),
            // `"..., " Superintendent R. Devi toldPTI`: whoever it is, it is not the one who spoke before.
            None if goes_on(&analysis.article.text, q) => (vec![after(analysis, q).unwrap_or_else(unnamed)], None),
            // `R. Devi accused the council of "..."`: whoever spoke before does not speak here.
            None if q.kind == QuotationKind::Partial && another(analysis, sentence, memory) => (vec![unnamed()], None),
            None => match memory.person.clone().or(memory.speaker.clone()) {
                Some(s) => (
                    vec![Source {
                        span: None,
                        text: super::draft::name_of(&s),
                        ..s
                    }],
                    None,
                ),
                None => continue,
            },
        };
        more.push(Draft {
            content: cut(analysis, q.inner),
            cue,
            chain,
            form: if q.kind == QuotationKind::Speech {
                Form::Direct
            } else {
                Form::Partial
            },
            polarity: Polarity::Asserts,
            hedge: None,
            rule: QUOTED,
        });
    }
    found.append(&mut more);
}

/// Whether a quotation ends in a comma and its sentence goes on: there stands its own speaker.
fn goes_on(text: &str, q: &Quotation) -> bool {
    let comma = q.inner.of(text).trim_end().ends_with(',');
    let after = text.get(q.span.end as usize..).unwrap_or("");
    let outside = after.trim_start_matches(['"', '”', ' ']).starts_with(',');
    let word = |c: char| c.is_uppercase();
    (comma || outside) && after.trim_start_matches(['"', '”', ' ', ',']).starts_with(word)
}

/// Whether a sentence names a person and does not name who spoke before.
fn another(analysis: &Analysis, sentence: Span, memory: &Memory) -> bool {
    let Some(speaker) = memory.person.as_ref().or(memory.speaker.as_ref()) else {
        return false;
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= sentence.start);
    let here = || {
        analysis.mentions[from..]
            .iter()
            .take_while(|m| m.span.start < sentence.end)
    };
    here().any(|m| m.kind == EntityKind::Person) && !here().any(|m| speaker.entity.as_ref() == Some(&m.entity))
}

/// Bytes after a quotation in which its speaker is named.
const NEAR: usize = 100;

/// The person named right after a quotation, with nothing but titles between: `," Superintendent of Police R. Devi`.
fn after(analysis: &Analysis, q: &Quotation) -> Option<Source> {
    let from = analysis.mentions.partition_point(|m| m.span.start < q.span.end);
    let m = analysis
        .mentions
        .get(from..)?
        .iter()
        .find(|m| m.kind == EntityKind::Person)?;
    let between = analysis.article.text.get(q.span.end as usize..m.span.start as usize)?;
    let title = |w: &str| w == "of" || w.starts_with(char::is_uppercase) || !w.starts_with(is_word_char);
    let near = between.len() <= NEAR && !between.contains('\n') && between.split_whitespace().all(title);
    (near && !between.contains(". ")).then(|| Source {
        span: Some(m.span),
        text: analysis.words(m.span).to_string(),
        resolved: None,
        entity: Some(m.entity.clone()),
        kind: SourceKind::Person,
    })
}

/// Somebody whom the text does not name.
fn unnamed() -> Source {
    Source {
        span: None,
        text: String::new(),
        resolved: None,
        entity: None,
        kind: SourceKind::Anonymous,
    }
}

/// Leaves out the quotations given to whoever runs on, where a cue later claims the same words.
pub fn settle(drafts: &mut Vec<Draft>) {
    let claimed: Vec<Span> = drafts.iter().filter(|d| d.rule != QUOTED).map(|d| d.content).collect();
    drafts.retain(|d| {
        d.rule != QUOTED || {
            let from = claimed.partition_point(|c| c.end <= d.content.start);
            !claimed.iter().skip(from).take(3).any(|c| c.overlaps(d.content))
        }
    });
}
