//! First look at the lines of a page: what a line is by its own words and by the label above it.

use super::labels::Label;
use super::lines::{End, Measured};
use super::{agency, byline, dates, tags};
use crate::model::{LineClass, Precision};
use sutradhar_text::words;

/// What is known of a line.
pub(super) type Mark = Option<(LineClass, &'static str)>;

/// What runs on from a label to the lines below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Plain,
    /// Lines of a derived summary; how many were seen.
    Summary(usize),
    /// Questions and answers; how many lines since the last question, `None` before the first.
    Faq(Option<usize>),
    /// A video's title is awaited.
    Video,
    /// The headline of the previous or next article is awaited.
    Neighbour,
    /// A list of keywords, one a line.
    Tags,
}

/// Bullets of a summary that are taken at most: no site has more than eight.
const SUMMARY_LINES: usize = 10;

/// Most words of a question of a list of questions and answers.
const QUESTION_WORDS: usize = 40;

/// Lines that an answer may have.
const ANSWER_LINES: usize = 3;

/// Most words of a line that a set phrase at its start makes a button or a prompt.
const PROMPT_WORDS: usize = 18;

/// Most words of a line that a set phrase anywhere in it makes a notice of the site.
const NOTICE_WORDS: usize = 45;

/// Marks each line that its own words or a label above it explain; the others stay `None`.
pub(super) fn mark(lines: &[Measured<'_>]) -> Vec<Mark> {
    let mut mode = Mode::Plain;
    let mut out = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let own = own(line, i);
        let (mark, next) = run_on(mode, line, own);
        mode = next.unwrap_or(opens(line, mark));
        out.push(mark);
    }
    out
}

/// The mode that a line opens.
fn opens(line: &Measured<'_>, mark: Mark) -> Mode {
    let Some(found) = line.label.filter(|_| mark.is_some()) else {
        return Mode::Plain;
    };
    match found.label {
        Label::Summary if found.whole => Mode::Summary(0),
        Label::Faq => Mode::Faq(None),
        Label::Video if found.whole => Mode::Video,
        Label::Tags if found.rest == 0 => Mode::Tags,
        Label::Related if found.whole && names_neighbour(&line.folded) => Mode::Neighbour,
        _ => Mode::Plain,
    }
}

fn names_neighbour(folded: &str) -> bool {
    ["previous", "next", "अगली", "पिछली"].iter().any(|w| folded.contains(w))
}

/// What a line is as the continuation of a label above it, and the mode after it (`None`: as its own label says).
fn run_on(mode: Mode, line: &Measured<'_>, own: Mark) -> (Mark, Option<Mode>) {
    match mode {
        Mode::Summary(n) => {
            if line.label.is_some_and(|f| f.label == Label::SummaryNote) {
                return (own, Some(Mode::Summary(n)));
            }
            let item = line.bullet || n == 0 && !line.gap && own.is_none() || n > 0 && !line.gap && own.is_none();
            if item && n < SUMMARY_LINES && line.words >= 3 {
                return (
                    Some((LineClass::Summary, "a point of a derived summary")),
                    Some(Mode::Summary(n + 1)),
                );
            }
            (own, None)
        }
        Mode::Faq(since) => match own {
            Some((
                LineClass::Furniture | LineClass::Teaser | LineClass::Tags | LineClass::Credit | LineClass::Byline,
                _,
            )) => (own, None),
            _ if line.end == End::Question && line.words <= QUESTION_WORDS => (
                Some((LineClass::Faq, "a question under the label of questions and answers")),
                Some(Mode::Faq(Some(0))),
            ),
            _ => match since {
                Some(n) if n < ANSWER_LINES && !(n > 0 && line.gap && line.end == End::Open && line.words <= 12) => (
                    Some((LineClass::Faq, "an answer under the label of questions and answers")),
                    Some(Mode::Faq(Some(n + 1))),
                ),
                _ => (own, None),
            },
        },
        Mode::Video if own.is_none() && line.words <= 40 => (
            Some((LineClass::Teaser, "title of a video of another story")),
            Some(Mode::Plain),
        ),
        Mode::Neighbour if own.is_none() && line.words <= 40 => (
            Some((LineClass::Teaser, "headline of the previous or next article")),
            Some(Mode::Plain),
        ),
        Mode::Tags if own.is_none() && line.words <= 6 && line.end == End::Open && !line.gap => (
            Some((LineClass::Tags, "stands under the label of keywords")),
            Some(Mode::Tags),
        ),
        _ => (own, None),
    }
}

/// What a line is by its own words.
fn own(line: &Measured<'_>, i: usize) -> Mark {
    use LineClass::*;
    if line.words == 0 {
        return Some((Furniture, "no words"));
    }
    if let Some(mark) = by_label(line) {
        return Some(mark);
    }
    if line.words <= 8 && agency::own_line(line.text).is_some() && i > 0 {
        return Some((Credit, "nothing but the name of a news agency"));
    }
    if byline::is_cms_user(line.text) {
        return Some((Byline, "names a user of the site's software, not an author"));
    }
    if byline::is_byline(line.text, &line.folded, line.words) {
        return Some((Byline, "opens as a byline or names a desk"));
    }
    if line.words <= 24 && is_date(line) {
        return Some((Date, "little more than a date"));
    }
    if line.text.starts_with(['©', '🄯']) || line.text.contains('©') && line.words <= NOTICE_WORDS {
        return Some((Furniture, "copyright notice"));
    }
    if tags::is_glued(line.text)
        || line.text.starts_with('#') && line.text.matches('#').count() >= 2 && line.words <= 30
    {
        return Some((Tags, "keywords in a row"));
    }
    if line.parts >= 3 && line.words <= line.parts * 4 && line.end != End::Sentence && line.end != End::Cut {
        return Some((Furniture, "short parts in a row, as in a menu"));
    }
    if line.text.starts_with("http://") || line.text.starts_with("https://") || line.text.starts_with("www.") {
        return Some((Furniture, "an address"));
    }
    None
}

fn by_label(line: &Measured<'_>) -> Mark {
    use LineClass::*;
    let found = line.label?;
    let most = if found.whole { usize::MAX } else { PROMPT_WORDS };
    match found.label {
        Label::Furniture if line.words <= most.max(if line.is_prose() { PROMPT_WORDS } else { NOTICE_WORDS }) => {
            Some((Furniture, "set phrase of the site"))
        }
        Label::Furniture if line.words <= NOTICE_WORDS && line.sentences <= 2 => {
            Some((Furniture, "notice of the site"))
        }
        Label::Related if found.whole => Some((Furniture, "heads other stories")),
        Label::Related if line.words <= 40 && line.sentences <= 2 => Some((Teaser, "introduced as another story")),
        Label::Video if found.whole => Some((Furniture, "heads a video")),
        Label::Video if line.words <= 30 => Some((Teaser, "introduced as a video")),
        Label::Comments if line.words <= PROMPT_WORDS => Some((Furniture, "heads the readers' comments")),
        Label::ReadTime if line.words <= 12 => Some((Furniture, "reading time")),
        Label::Summary if found.whole => Some((Furniture, "heads a derived summary")),
        Label::SummaryNote if line.words <= PROMPT_WORDS => Some((Furniture, "says who wrote the summary")),
        Label::Faq if line.words <= 10 => Some((Faq, "heads questions and answers")),
        Label::Tags if line.words <= 60 => Some((Tags, "labelled as keywords")),
        Label::Caption if line.words <= 45 && caption_like(line) => Some((Caption, "names a picture")),
        _ => None,
    }
}

/// A caption is one or two sentences, and its cue stands at the start or near the end.
fn caption_like(line: &Measured<'_>) -> bool {
    if line.sentences > 3 {
        return false;
    }
    let last = line.text.char_indices().rev().nth(45).map_or(0, |(i, _)| i);
    let tail = super::labels::find(&sutradhar_text::fold::fold(line.text.get(last..).unwrap_or("")))
        .is_some_and(|f| f.label == Label::Caption);
    tail || line.words <= 14
}

/// Whether a line is little more than a date, its label and its zone.
fn is_date(line: &Measured<'_>) -> bool {
    if line.words <= 5 && is_relative(&line.folded) {
        return true;
    }
    let hits = dates::find(line.text);
    let covered: usize = hits.iter().map(|h| words::count(h.span.of(line.text))).sum();
    let fine = hits.iter().any(|h| h.precision <= Precision::Day);
    let left = line.words.saturating_sub(covered);
    fine && left <= 5 && left <= covered + 2 || !hits.is_empty() && left <= 1 && line.words <= 4
}

/// "2 hours ago", "3 घंटे पहले".
fn is_relative(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        && [" ago", " पहले", " पूर्वी", " আগে", " मिनट", " घंटे"]
            .iter()
            .any(|w| folded.contains(w))
        && !folded.contains(" साल ")
}
