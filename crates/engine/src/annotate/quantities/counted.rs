//! What a figure counts: the noun after it with its modifiers.

use super::Figure;
use super::lexicon::{Cue, cue, is, unit};
use crate::annotate::times::tense::is_verb;
use crate::model::{Lang, Span};
use sutradhar_text::numbers::{NumberWord, number_word};
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::tokens::Tokens;

/// Most words that a counted noun takes, modifiers included (नाबालिग भारतीय छात्राओं).
const MAX_WORDS: usize = 5;

/// The counted noun after the figure, from its first modifier to its head; `None` if a postposition or mark follows at once.
pub(super) fn noun(t: &Tokens, figure: &Figure, lang: Lang) -> Option<Span> {
    let joined = figure.after > 0 && (t.joined(figure.after - 1) || figure.span.end > t.span(figure.last).end);
    if figure.after >= t.len() || !joined {
        return None;
    }
    let mut from = figure.after;
    // "5 फीसदी की कमी", "दो साल के बच्चे"
    if !figure.unit.is_empty() {
        let genitive = matches!(t.word(from), "की" | "के" | "का" | "of") && t.joined(from);
        from += usize::from(genitive);
        if !genitive
            && !matches!(
                figure.unit,
                "percent" | "years" | "doses" | "drops" | "portion" | "people"
            )
        {
            return None;
        }
    }
    let (mut j, mut last) = (from, None);
    while j < t.len() && j < from + MAX_WORDS {
        let word = t.word(j);
        // "चार और लोगों" adds people; "25 और गांव में" goes on to the next item.
        let more = !matches!(word, "और" | "भी") || (j + 1..j + 4).any(|k| cue(t, k, Cue::Counted).is_some());
        let modifier = is(t, j, Cue::Modifier);
        let stop = is_stopword(word) && !(modifier && more);
        let number = word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(number_word(word), Some(NumberWord::Unit(_) | NumberWord::Scale(_)));
        if stop || number || is(t, j, Cue::Verb) || is_verb(word, lang) {
            break;
        }
        if !modifier {
            last = Some(j);
            if lang != Lang::En && cue(t, j, Cue::Counted).is_some() && !matches!(word, "संक्रमित" | "घायल")
            {
                break;
            }
        }
        if !(t.joined(j) || t.hyphened(j)) {
            break;
        }
        j += 1;
    }
    if last.is_none() && !figure.unit.is_empty() {
        return None;
    }
    // "166 की मौत", "2,000 की मौत"
    if last.is_none() && matches!(t.word(from), "की" | "के") && t.joined(from) && cue(t, from + 1, Cue::Event).is_some()
    {
        return Some(t.span(from + 1));
    }
    // A time unit that the number did not take is no noun.
    let last = last.filter(|l| unit(t.word(*l)).is_none())?;
    Some(t.over(from, last))
}

/// The counted noun before the figure: `मरीजों की कुल संख्या 481`, `मरने वालों की संख्या बढ़कर 54`.
pub(super) fn before(t: &Tokens, figure: &Figure) -> Option<Span> {
    let first = figure.number.first;
    let at = (first.saturating_sub(4)..first).rev().find(|j| is(t, *j, Cue::Tally))?;
    let mut j = at;
    for _ in 0..3 {
        j = j.checked_sub(1)?;
        if matches!(t.word(j), "की" | "का" | "के") {
            let head = j.checked_sub(1)?;
            let from = if matches!(t.word(head), "वालों" | "लोगों")
                && head >= 2
                && t.joined(head - 1)
                && t.word(head - 1) != "से"
            {
                head - 1
            } else {
                head
            };
            return Some(t.over(from, head));
        }
    }
    None
}
