//! Attribute: who says it, and through whom.
//!
//! Each sentence is read for the cues of attributions ([`cues`]), each cue looks for its subject ([`phrase`]) and
//! for what is said ([`hindi`]). What sentences leave behind ([`draft::Memory`]) resolves pronouns and bare titles.

mod lexicon;
mod tokens;
mod phrase;
mod draft;
mod scan;
mod cues;
mod hindi;
mod english;
mod verb_final;
mod headline;
mod quoted;
mod check;
mod cut;
mod people;
mod titles;
mod who;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod who_tests;

use crate::model::*;
use draft::{Draft, Memory};
pub(crate) use lexicon::faults;
use lexicon::{Class, Lexicon};

/// The statements of an article, in order of their content. Reads everything of the analysis but `statements`.
///
/// ```
/// use sutradhar_engine::{annotate::annotate, attribute::attribute, extract::extract, model::*};
///
/// let page = RawPage {
///     id: ArticleId("a1".to_string()),
///     source: "records.jsonl".to_string(),
///     url: None,
///     hints: Hints::default(),
///     content: Content::Record {
///         title: "सूखागढ़ में नहर टूटी".to_string(),
///         body: "जिलाधिकारी रमा देवी ने कहा कि राहत दल भेजा गया है।".to_string(),
///     },
///     notices: Vec::new(),
/// };
/// let (article, notices) = extract(&page);
/// let analysis = annotate(article, notices);
/// let statements = attribute(&analysis);
/// assert_eq!(analysis.words(statements[0].content), "राहत दल भेजा गया है");
/// assert_eq!(statements[0].form, Form::Indirect);
/// assert!(statements[0].chain[0].text.contains("रमा देवी"));
/// ```
pub fn attribute(analysis: &Analysis) -> Vec<Statement> {
    let lexicon = lexicon::lexicon(analysis.article.language);
    let mut drafts = lexicon.map_or_else(Vec::new, |lexicon| page(analysis, lexicon));
    drafts.sort_by_key(|d| (d.content.start, d.content.end, d.cue.map(|c| c.start), d.rule));
    headline::confirm(analysis, &mut drafts);
    quoted::settle(&mut drafts);
    // Quotation marks around nothing but commas leave nothing that is said.
    drafts.retain(|d| d.content.start < d.content.end);
    drafts.dedup_by(|b, a| a.content == b.content && speaker(a) == speaker(b));
    quoted::carry(analysis, &mut drafts);
    for draft in &mut drafts {
        check::settle(analysis, draft);
    }
    who::settle(analysis, &mut drafts);
    drafts
        .into_iter()
        .enumerate()
        .map(|(n, d)| Statement {
            id: StatementId(format!("{}#s{n}", analysis.article.id)),
            content: d.content,
            cue: d.cue,
            chain: d.chain,
            form: d.form,
            polarity: d.polarity,
            hedge: d.hedge,
            rule: d.rule.to_string(),
        })
        .collect()
}

fn speaker(draft: &Draft) -> Option<&str> {
    draft.chain.first().map(|s| s.text.as_str())
}

/// Bytes above which a sentence is a list, or a damaged page: nothing is read from it.
///
/// Each cue looks at what stands before it, so the time grows with the square of the length. The longest sentence of
/// real pages has a few kilobytes.
const LONGEST_SENTENCE: usize = 20_000;

/// Most words and marks of a bare line that is read like a headline.
const MAX_HEADLINE: usize = 30;

/// "This information was given by X": X also relays the statements of the sentence that it points back to.
fn relay_back(before: &mut [Draft], found: &[Draft]) {
    for draft in found.iter().filter(|d| d.rule == hindi::THIS_WAS_SAID) {
        for earlier in before
            .iter_mut()
            .rev()
            .take(4)
            .filter(|d| draft.content.contains(d.content))
        {
            earlier.chain.extend(draft.chain.iter().cloned());
        }
    }
}

/// Whether a line may hold statements: headline, standfirst and body do, what repeats them does not.
fn speaks(class: LineClass) -> bool {
    matches!(
        class,
        LineClass::Headline | LineClass::Kicker | LineClass::Standfirst | LineClass::Subheading | LineClass::Body
    )
}

/// Reads the sentences of a page with the words of its language.
fn page(analysis: &Analysis, lexicon: &Lexicon) -> Vec<Draft> {
    let mut memory = Memory::default();
    let mut out: Vec<Draft> = Vec::new();
    let mut previous: Option<(Span, LineClass)> = None;
    let short = |s: &&Sentence| speaks(s.class) && s.span.len() <= LONGEST_SENTENCE;
    for sentence in analysis.sentences.iter().filter(short) {
        let toks = tokens::tokens(&analysis.article.text, sentence.span, lexicon);
        let end = toks
            .iter()
            .rposition(|t| !t.any_mark() || t.is_mark(')') || t.is_mark('%'))
            .map_or(0, |k| k + 1);
        // A bare line without a full stop reads like a headline.
        let bare = toks.len() == end && sentence.class == LineClass::Body && end <= MAX_HEADLINE;
        let is_headline = bare || matches!(sentence.class, LineClass::Headline | LineClass::Subheading);
        let before = previous.filter(|p| p.1 == sentence.class).map(|p| p.0);
        let scan = scan::Scan {
            analysis,
            toks: &toks,
            end,
            previous: before,
            before: &out,
        };
        let mut found = match analysis.article.language {
            Lang::Hi => hindi::Reader {
                scan,
                headline: is_headline,
            }
            .read(&mut memory),
            Lang::En => english::Reader(scan).read(&mut memory),
            _ => verb_final::Reader(scan).read(&mut memory),
        };
        if found.is_empty()
            && is_headline
            && let Some(draft) = headline::find(analysis, &toks, end)
        {
            found.push(draft);
        }
        relay_back(&mut out, &found);
        for draft in &mut found {
            let first_person = toks
                .iter()
                .any(|t| t.is(Class::FIRST_PERSON) && draft.content.contains(t.span));
            quoted::form(analysis, draft, first_person);
        }
        let speech = toks
            .iter()
            .any(|t| t.is(Class::NOUN.or(Class::EVALUATION).or(Class::SAY)));
        let place = quoted::Place {
            sentence: *sentence,
            headline: sentence.class != LineClass::Body,
            speech,
        };
        quoted::uncovered(analysis, place, &out, &mut found, &memory);
        out.append(&mut found);
        // "Speaking after meeting R. Devi, he ...": the sentence is about somebody named before.
        let goes_on = analysis.article.language == Lang::En
            && memory.mentioned.is_some()
            && toks.iter().any(|t| matches!(analysis.words(t.span), "he" | "she"));
        if let Some(person) = phrase::first_person(analysis, sentence.span).filter(|_| !goes_on) {
            memory.mentioned = Some(person);
        }
        let spoke = out
            .last()
            .filter(|d| d.content.overlaps(sentence.span) || d.cue.is_some_and(|c| c.overlaps(sentence.span)));
        if let Some(person) = phrase::first_besides(analysis, sentence.span, spoke.and_then(|d| d.chain.first())) {
            memory.other = Some(person);
        }
        if let Some(span) = tokens::content(&toks, 0, end) {
            previous = Some((span, sentence.class));
        }
    }
    out
}
