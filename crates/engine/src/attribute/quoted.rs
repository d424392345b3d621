//! How a statement's words are given: in marks, partly in marks, in the first person, or retold. And quotations that no
//! statement took up.

use super::draft::{Draft, Memory};
use super::lexicon::Class;
use crate::model::*;
use sutradhar_text::chars::is_word_char;

/// A quotation inside a statement's sentence, or after a known speaker, that no cue introduces itself.
pub const QUOTED: &str = "ATT-090";

/// Longest direct content in bytes: a longer quotation is cited by its beginning, up to the end of a sentence.
const MAX_DIRECT: usize = 600;

/// Most words of a quotation that heads what follows.
const HEADING: usize = 9;
/// Most bytes of a title between a dash and a name.
const TITLE: usize = 12;
/// Most bytes of marks before the words of a paragraph.
const OPENING: u32 = 8;

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
        let whole_line = !place.headline
            && place.sentence.span.len() <= q.span.len() + 4
            && found.is_empty()
            && heads(analysis, place.sentence, q);
        if whole_line {
            continue;
        }
        let words = sutradhar_text::words::words(q.inner.of(&analysis.article.text)).len();
        if q.kind == QuotationKind::Partial && words < LEAST_WORDS {
            continue;
        }
        let (chain, cue) = match found.first() {
            Some(d) => (d.chain.clone(), d.cue),
            // `"..., " Superintendent R. Devi toldPTI`: whoever it is, it is not the one who spoke before.
            None if goes_on(&analysis.article.text, q) => {
                (vec![after(analysis, q).unwrap_or_else(Source::unnamed)], None)
            }
            // `"...", asked R. Devi`, `R. Devi accused the council of "..."`: whoever spoke before does not speak here.
            None if !told_by_pronoun(analysis, q) && another(analysis, beside(analysis, q, sentence), q, memory) => {
                (vec![signed(analysis, q).unwrap_or_else(Source::unnamed)], None)
            }
            // `It is called "..."`: nothing in the sentence points to whoever spoke before.
            None if q.kind == QuotationKind::Partial && !points_back(analysis, sentence, q, memory) => {
                (vec![Source::unnamed()], None)
            }
            None if let Some(by) = signed(analysis, q) => (vec![by], None),
            None if told_by_another(analysis, q) => (vec![Source::unnamed()], None),
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

/// Whether a short line that is nothing but a quotation heads what follows, in a text without other such lines.
fn heads(analysis: &Analysis, sentence: Sentence, q: &Quotation) -> bool {
    let words = q.inner.of(&analysis.article.text).split_whitespace().count();
    let ends = q.inner.of(&analysis.article.text).trim_end();
    let stopped = ends.ends_with(['।', '.', '?', '!', ',']);
    let alone = |l: &Line| l.n == sentence.line && l.span.trim(&analysis.article.text).len() <= q.span.len();
    words <= HEADING && !stopped && analysis.article.lines.iter().any(alone)
}

/// A quotation's sentence, up to the end of the words behind the quotation.
fn beside(analysis: &Analysis, q: &Quotation, sentence: Span) -> Span {
    let behind = analysis.article.text.get(q.span.end as usize..).unwrap_or("");
    let to = behind.find(['\n', '।', '“', '"']).unwrap_or(behind.len());
    let stop = behind.find(". ").unwrap_or(to).min(to).min(border(behind, NEAR));
    Span {
        start: sentence.start,
        end: sentence.end.max(q.span.end + stop as u32),
    }
}

/// At most `bytes`, back to a border of a character.
fn border(text: &str, bytes: usize) -> usize {
    let mut at = bytes.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The person who signs a quotation on the next line or behind it: `"..." - R. Devi, surgeon`.
fn signed(analysis: &Analysis, q: &Quotation) -> Option<Source> {
    let behind = analysis.article.text.get(q.span.end as usize..)?;
    let rest = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '\'' | '’' | '।'));
    let name = rest.strip_prefix(['-', '–', '—'])?.trim_start();
    let from = q.span.end + (behind.len() - name.len()) as u32;
    let m = analysis
        .mentions
        .iter()
        .find(|m| m.kind == EntityKind::Person && m.span.start >= from)?;
    let between = analysis.article.text.get(from as usize..m.span.start as usize)?;
    (between.len() <= TITLE && !between.contains('\n')).then(|| Source {
        span: Some(m.span),
        text: analysis.words(m.span).to_string(),
        resolved: None,
        entity: Some(m.entity.clone()),
        kind: SourceKind::Person,
    })
}

/// Whether the words behind a quotation go on in small letters without a pronoun: `" complained a trader`.
fn told_by_another(analysis: &Analysis, q: &Quotation) -> bool {
    let behind = analysis.article.text.get(q.span.end as usize..).unwrap_or("");
    let rest = behind.trim_start_matches(['"', '”', ',']);
    let line = rest.split('\n').next().unwrap_or("").trim_start();
    let mut words = line.split_whitespace();
    let (verb, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let verbal = verb.ends_with("ed") || verb == "says" || verb == "said";
    verbal && !["he", "she", "they", "it", "and", "in", "on"].contains(&next)
}

/// Whether "he said" stands right behind a quotation.
fn told_by_pronoun(analysis: &Analysis, q: &Quotation) -> bool {
    let behind = analysis.article.text.get(q.span.end as usize..).unwrap_or("");
    let line = behind.split('\n').next().unwrap_or("");
    let mut words = line.split(|c: char| !is_word_char(c)).filter(|w| !w.is_empty());
    words.next().is_some_and(|w| {
        ["he", "she", "they", "behind-quote"]
            .iter()
            .any(|s| super::people::is(s, &sutradhar_text::fold::fold(w)))
    })
}

/// Whether the writer's words in a sentence point to who spoke before: by a pronoun or by the name.
fn points_back(analysis: &Analysis, sentence: Span, q: &Quotation, memory: &Memory) -> bool {
    let lexicon = match analysis.article.language {
        Lang::En => &*super::lexicon::ENGLISH,
        Lang::Hi => &*super::lexicon::HINDI,
        _ => return true,
    };
    let pronouns = Class::PRONOUN.or(Class::ERGATIVE_PRONOUN).or(Class::GENITIVE_PRONOUN);
    let text = &analysis.article.text;
    let before = text.get(sentence.start as usize..q.span.start as usize).unwrap_or("");
    let behind = text.get(q.span.end as usize..sentence.end as usize).unwrap_or("");
    let name = memory
        .person
        .as_ref()
        .or(memory.speaker.as_ref())
        .map(super::draft::name_of);
    let last = name.as_deref().and_then(|n| n.split_whitespace().last()).unwrap_or("");
    let points = |w: &str| {
        let bare = w.trim_matches(|c: char| !is_word_char(c));
        lexicon.class(bare).is(pronouns) || matches!(bare, "his" | "her" | "His" | "Her") || bare == last
    };
    before.split_whitespace().chain(behind.split_whitespace()).any(points)
}

/// Hands the speaker of the next paragraph to a quotation that its own paragraph does not close.
pub fn carry(analysis: &Analysis, drafts: &mut [Draft]) {
    for k in 0..drafts.len() {
        let draft = &drafts[k];
        let open = quotations(analysis, draft.content).any(|q| !q.closed && q.inner.start <= draft.content.start);
        if draft.rule != QUOTED || draft.cue.is_some() || !open {
            continue;
        }
        let at = |span: Span| analysis.sentence_at(span.start).map(|s| s.line);
        let own = at(draft.content);
        let next = drafts[k + 1..].iter().find(|d| at(d.content) != own);
        let line = own.and_then(|n| analysis.article.lines.iter().map(|l| l.n).filter(|l| *l > n).min());
        let by = next.filter(|d| d.rule != QUOTED && line.is_some() && at(d.content) == line);
        let starts = by.filter(|d| {
            let line = analysis.article.lines.iter().find(|l| Some(l.n) == line);
            line.is_some_and(|l| d.content.start <= l.span.start + OPENING)
        });
        if let Some(chain) = starts.map(|d| d.chain.clone()) {
            drafts[k].chain = chain;
        }
    }
}

/// Whether a sentence names a person outside the quotation and does not name who spoke before.
fn another(analysis: &Analysis, sentence: Span, q: &Quotation, memory: &Memory) -> bool {
    let Some(speaker) = memory.person.as_ref().or(memory.speaker.as_ref()) else {
        return false;
    };
    let from = analysis.mentions.partition_point(|m| m.span.end <= sentence.start);
    let here = || {
        analysis.mentions[from..]
            .iter()
            .take_while(|m| m.span.start < sentence.end)
            .filter(|m| !q.inner.contains(m.span))
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
