//! Words in quotation marks.
//!
//! Marks come in every style a news site may use: “ ” ‘ ’ „ « » " ' and two apostrophes in a row. A mark that is never closed
//! ends with its paragraph. Apostrophes of English words are no marks.

use crate::model::*;
use std::sync::LazyLock;
use sutradhar_text::chars::{is_sentence_end, is_word_char};
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{self, Fault};
use sutradhar_text::words;

/// Most words that a quotation inside somebody else's sentence has; longer ones are speech.
///
/// Chosen by reading: partial quotations of the agency copy we have hold up to 18 words, whole sentences without a stop more.
const PARTIAL_WORDS: usize = 20;

/// Most words of a name in quotation marks.
const NAME_WORDS: usize = 7;

/// What a section of `quotations.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    AfterName,
    BeforeName,
    InsideName,
    Saying,
}

fn class(section: &str) -> Option<Class> {
    Some(match section {
        "after-name" => Class::AfterName,
        "before-name" => Class::BeforeName,
        "inside-name" => Class::InsideName,
        "saying" => Class::Saying,
        _ => return None,
    })
}

/// Cue words of quotation marks, by class, of all languages.
#[derive(Default)]
struct Cues {
    /// Right after the marks: they hold the name of a source or a thing (की रिपोर्ट, नाम, अभियान).
    after_name: Vec<String>,
    /// Right before the marks: they hold a name (संगठन, फिल्म, अभियान).
    before_name: Vec<String>,
    /// Last word inside: it is a name (एजेंसी, पार्टी).
    inside_name: Vec<String>,
    /// A verb of saying shortly before the marks.
    saying: Vec<String>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues::default();
    for entry in packs::each("quotations").flat_map(|f| packs::sound(f.sections(class))) {
        let words = match entry.class {
            Class::AfterName => &mut cues.after_name,
            Class::BeforeName => &mut cues.before_name,
            Class::InsideName => &mut cues.inside_name,
            Class::Saying => &mut cues.saying,
        };
        words.push(fold(entry.rest()));
    }
    cues
});

/// What is wrong with the words beside quotation marks, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    packs::each("quotations")
        .filter_map(|f| f.sections(class).err())
        .collect()
}

/// The quotations of an article in order, names in marks told apart. Quotations inside quotations are not listed.
pub fn find(article: &Article, sentences: &[Sentence], mentions: &[Mention]) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut line = u32::MAX;
    for sentence in sentences {
        if sentence.line == line {
            continue;
        }
        line = sentence.line;
        let at = article.lines.partition_point(|l| l.n < line);
        if let Some(found) = article.lines.get(at).filter(|l| l.n == line) {
            let text = found.span.of(&article.text);
            for pair in pairs(text) {
                out.push(classify(text, pair, found.span.start as usize, mentions));
            }
        }
    }
    out
}

/// A pair of marks: borders of the whole and of what is inside, in bytes of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    start: usize,
    inner_start: usize,
    inner_end: usize,
    end: usize,
    closed: bool,
}

/// What family a mark is of: only marks of one family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
}

/// A mark of the line.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    len: usize,
    family: Family,
    may_open: bool,
    may_close: bool,
    /// The mark itself says which it is (“ ”); straight marks do not.
    directed: bool,
}

fn pairs(text: &str) -> Vec<Pair> {
    let marks = marks(text);
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(open) = marks.get(i) {
        i += 1;
        if !open.may_open {
            continue;
        }
        let closing = marks[i..]
            .iter()
            .position(|m| m.family == open.family && m.may_close)
            .map(|n| n + i);
        match closing.and_then(|n| marks.get(n).map(|m| (n, m))) {
            Some((n, close)) if close.at > open.at + open.len => {
                out.push(Pair {
                    start: open.at,
                    inner_start: open.at + open.len,
                    inner_end: close.at,
                    end: close.at + close.len,
                    closed: true,
                });
                i = n + 1;
            }
            Some((n, _)) => i = n + 1,
            None => {
                // A lone straight or single mark is a slip or an apostrophe; a lone opening double mark is speech to the end.
                let end = text.trim_end().len();
                let inner = open.at + open.len;
                let enough = end > inner && words::words(&text[inner..end]).len() >= 3;
                if open.family != Family::Single
                    && (open.directed || open.len > 1 || starts_speech(text, open.at))
                    && enough
                {
                    out.push(Pair {
                        start: open.at,
                        inner_start: inner,
                        inner_end: end,
                        end,
                        closed: false,
                    });
                    break;
                }
            }
        }
    }
    out
}

/// Whether what stands before a straight mark makes it an opening one.
fn starts_speech(text: &str, at: usize) -> bool {
    text[..at]
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, ',' | ':' | '-' | '–'))
}

fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let previous = before;
        before = Some(c);
        let single = matches!(c, '\'' | '‘' | '’' | '`' | '‚' | '´');
        let double = matches!(c, '"' | '“' | '”' | '„');
        let angle = matches!(c, '«' | '»');
        if !(single || double || angle) {
            continue;
        }
        let mut len = c.len_utf8();
        let mut family = if double {
            Family::Double
        } else if angle {
            Family::Angle
        } else {
            Family::Single
        };
        if let Some(&(_, next)) = chars.peek()
            && single
            && matches!(next, '\'' | '’' | '‘' | '`')
        {
            len += next.len_utf8();
            family = Family::Double;
            chars.next();
        }
        let next = text[at + len..].chars().next();
        let word_before = previous.is_some_and(is_word_char);
        let word_after = next.is_some_and(is_word_char);
        if family == Family::Single && word_before && word_after {
            continue;
        }
        // "the workers' demand": an apostrophe at the end of a Latin plural.
        let plural = family == Family::Single
            && matches!(c, '\'' | '’')
            && previous == Some('s')
            && next.is_some_and(char::is_whitespace);
        let gap_before = previous.is_none_or(|p| {
            p.is_whitespace() || matches!(p, '(' | '[' | '-' | '–' | '—' | ',' | ':' | '।' | '…' | '/')
        });
        let gap_after = next.is_none_or(|n| n.is_whitespace() || !is_word_char(n));
        let (opens, closes, directed) = match c {
            '“' | '‘' | '„' | '‚' | '«' => (true, false, true),
            '”' | '»' => (false, true, true),
            '’' => (false, true, false),
            _ => (
                gap_before && !next.is_none_or(char::is_whitespace),
                (!previous.is_none_or(char::is_whitespace) || previous_ends(text, at)) && gap_after,
                false,
            ),
        };
        let last = out
            .last()
            .is_some_and(|m: &Mark| m.family == family && m.may_open && m.directed && plural);
        out.push(Mark {
            at,
            len,
            family,
            may_open: opens && (family != Family::Single || !word_before),
            may_close: closes && (!plural || last),
            directed,
        });
    }
    out
}

/// Whether the last thing before `at`, blanks aside, ends a sentence: a mark after it closes (" ।  '").
fn previous_ends(text: &str, at: usize) -> bool {
    text[..at]
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| is_sentence_end(c) || matches!(c, '.' | ','))
}

fn classify(text: &str, pair: Pair, shift: usize, mentions: &[Mention]) -> Quotation {
    let span = Span::new(pair.start + shift, pair.end + shift);
    let inner = Span::new(pair.inner_start + shift, pair.inner_end + shift);
    Quotation {
        span,
        inner,
        kind: kind(text, pair, inner, mentions),
        closed: pair.closed,
    }
}

fn kind(text: &str, pair: Pair, inner: Span, mentions: &[Mention]) -> QuotationKind {
    let words_inside = words::words(&text[pair.inner_start..pair.inner_end]);
    let count = words_inside.len();
    let inside = &text[pair.inner_start..pair.inner_end];
    let ends_sentence = inside
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|c| is_sentence_end(c) || matches!(c, '.' | ','));
    let before = &text[..pair.start];
    let after = &text[pair.end..];
    if count <= NAME_WORDS && !ends_sentence {
        let i = mentions.partition_point(|m| m.span.start < inner.start);
        let mention = mentions.get(i).is_some_and(|m| {
            m.span == inner
                && matches!(
                    m.kind,
                    EntityKind::Organisation | EntityKind::Person | EntityKind::Event
                )
        });
        let last_inside = words_inside.last().map(|w| fold(w.span.of(inside))).unwrap_or_default();
        let after_words = first_words(after, 3);
        let abbreviation = after.trim_start().strip_prefix('(').is_some_and(|rest| {
            rest.find(')')
                .is_some_and(|n| words::words(&rest[..n]).len() <= 2 && n <= 40)
        });
        if mention
            || abbreviation
            || CUES.inside_name.contains(&last_inside)
            || last_word(before).is_some_and(|w| CUES.before_name.contains(&w))
            || CUES
                .after_name
                .iter()
                .any(|cue| after_words == *cue || after_words.starts_with(&format!("{cue} ")))
        {
            return QuotationKind::Name;
        }
    }
    let introduced = before
        .trim_end()
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, ',' | ':' | '-' | '–' | '—' | '।' | '.') || is_sentence_end(c))
        || last_word(before).is_some_and(|w| CUES.saying.contains(&w));
    if (ends_sentence && count >= 3) || (introduced && count >= 4) || count > PARTIAL_WORDS || !pair.closed {
        QuotationKind::Speech
    } else {
        QuotationKind::Partial
    }
}

/// The last word of a text, folded, if only blanks and a comma or colon follow it.
fn last_word(text: &str) -> Option<String> {
    let t = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-'));
    let start = t
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word_char(*c))
        .last()
        .map(|(i, _)| i)?;
    Some(fold(&t[start..]))
}

/// The first `n` words of a text, folded and joined by blanks, if nothing but blanks stands before and between them.
fn first_words(text: &str, n: usize) -> String {
    let mut out = Vec::new();
    for piece in text.split_whitespace().take(n) {
        let word: String = piece.chars().take_while(|c| is_word_char(*c)).collect();
        let cut = word.len() < piece.len();
        if word.is_empty() {
            break;
        }
        out.push(fold(&word));
        if cut {
            break;
        }
    }
    if text.starts_with(char::is_whitespace) {
        out.join(" ")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[inside|kind]` of each quotation, kinds s, p, n, an open end marked by `+`.
    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = pairs(text)
            .into_iter()
            .map(|p| classify(text, p, 0, &[]))
            .map(|q| {
                let kind = match q.kind {
                    QuotationKind::Speech => "s",
                    QuotationKind::Partial => "p",
                    QuotationKind::Name => "n",
                };
                format!("{}|{kind}{}", q.inner.of(text), if q.closed { "" } else { "+" })
            })
            .collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn every_style_of_marks() {
        check("नेता ने “सच्ची बात” कही", &["सच्ची बात|p"]);
        check("नेता ने \"सच्ची बात\" कही", &["सच्ची बात|p"]);
        check("नेता ने 'सच्ची बात' कही", &["सच्ची बात|p"]);
        check("नेता ने «सच्ची बात» कही", &["सच्ची बात|p"]);
        check("उसने कहा, ''नदी में पानी बढ़ रहा है।''", &["नदी में पानी बढ़ रहा है।|s"]);
        check(
            "उसने कहा, 'नदी में पानी है  । सब ठीक है  ।'",
            &["नदी में पानी है  । सब ठीक है  ।|s"],
        );
    }

    #[test]
    fn open_ends_and_apostrophes() {
        check("उसने कहा कि, “हम सब साथ चलेंगे.", &["हम सब साथ चलेंगे.|s+"]);
        check("It's the workers' demand, isn't it", &[]);
        check("Rao said, “It’s our river.”", &["It’s our river.|s"]);
        check("नदी 5' ऊंची", &[]);
    }

    #[test]
    fn marks_in_every_script() {
        for (a, b, end) in [
            ("नदी का पानी", "बढ़ रहा है", "।"),
            ("नदीचे पाणी", "वाढत आहे", "."),
            ("নদীর জল", "বাড়ছে এখন", "।"),
            ("નદીનું પાણી", "વધી રહ્યું છે", "."),
            ("नदीको पानी", "बढ्दै छ", "।"),
            ("నది నీరు", "పెరుగుతోంది ఇప్పుడు", "."),
            ("The river", "is rising now", "."),
        ] {
            let inside = format!("{a} {b}{end}");
            let want = [format!("{inside}|s")];
            let want: Vec<&str> = want.iter().map(String::as_str).collect();
            for (open, close) in [("“", "”"), ("\"", "\""), ("''", "''"), ("«", "»")] {
                check(&format!("{a}: {open}{inside}{close}"), &want);
            }
            check(&format!("{a}: “{inside}"), &[format!("{inside}|s+").as_str()]);
            // A danda or full stop set apart by a blank stays inside.
            let spaced = format!("{a} {b} {end}");
            check(&format!("{a}: '{spaced} '"), &[format!("{spaced} |s").as_str()]);
        }
    }

    #[test]
    fn names_are_no_quotations() {
        check("'दीपनगर समाचार एजेंसी' (DSA) के मुताबिक", &["दीपनगर समाचार एजेंसी|n"]);
        check("'सांझ टाइम्स' की रिपोर्ट के अनुसार", &["सांझ टाइम्स|n"]);
        check("संगठन 'नया सवेरा' पर रोक", &["नया सवेरा|n"]);
    }
}
