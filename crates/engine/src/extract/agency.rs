//! News agencies and the lines and brackets that credit them.

use super::labels::bare;
use crate::model::{AgencyCredit, Span};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::{Folded, fold};
use sutradhar_text::letter_names::count_loosely;

/// Folded spelling -> canonical name, and whether the spelling is an ordinary word too.
static SPELLINGS: LazyLock<FxHashMap<String, (&'static str, bool)>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for line in include_str!("../../data/extract/agencies.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let mut names = line.split('|');
        let Some(canonical) = names.next() else { continue };
        for spelling in names {
            let (spelling, common) = spelling.strip_prefix('!').map_or((spelling, false), |s| (s, true));
            map.entry(fold(spelling)).or_insert((canonical, common));
        }
    }
    map
});

/// Words before an agency in a credit: "इनपुट-", "with inputs from". Folded.
const INPUT: &[&str] = &[
    "इनपुट",
    "इनपुट के साथ",
    "एजेंसी इनपुट",
    "एजेंसी इनपुट के साथ",
    "साभार",
    "सौजन्य",
    "स्रोत",
    "सोर्स",
    "with inputs from",
    "with input from",
    "with agency inputs",
    "inputs from",
    "inputs",
    "input",
    "inputs:",
    "source",
    "agency",
    "agencies",
    "(with inputs from agencies",
    "एजेंसी",
    "एजेंसियां",
    "एजेंसियों के इनपुट के साथ",
    "एजेंसियों से इनपुट",
    "ইনপুট",
];

/// Words after an agency in a credit: "X के इनपुट के साथ". Folded.
const INPUT_AFTER: &[&str] = &["के इनपुट के साथ", "इनपुट के साथ", "से इनपुट", "के इनपुट", "इनपुट"];

/// Words that end the name of an agency that no list knows. Folded.
const AGENCY_TAILS: &[&str] = &[
    "समाचार सेवा",
    "समाचार एजेंसी",
    "न्यूज एजेंसी",
    "न्यूज सर्विस",
    "वृत्तसंस्था",
    "संवाद समिति",
    "समाचार समिति",
    "news agency",
    "news service",
    "press agency",
    "newswire",
];

/// Words that say "an agency" without naming one. Folded.
const GENERIC: &[&str] = &[
    "एजेंसी",
    "एजेंसियां",
    "एजेंसीज",
    "एजेन्सी",
    "agency",
    "agencies",
    "वृत्तसंस्था",
    "समाचार एजेंसी",
    "न्यूज एजेंसी",
];

/// The three lists above, folded once.
struct Words {
    input: Vec<String>,
    input_after: Vec<String>,
    tails: Vec<String>,
    generic: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let folded = |list: &[&str]| list.iter().map(|w| fold(w)).collect();
    Words {
        input: folded(INPUT),
        input_after: folded(INPUT_AFTER),
        tails: folded(AGENCY_TAILS),
        generic: folded(GENERIC),
    }
});

/// Whether a folded name ends as only names of agencies do, with something before it.
fn has_tail(folded: &str) -> bool {
    WORDS
        .tails
        .iter()
        .any(|t| folded.len() > t.len() && folded.ends_with(t.as_str()))
}

/// Whether folded words open as a credit does.
fn has_cue(folded: &str) -> bool {
    WORDS.input.iter().any(|i| folded.starts_with(i.as_str()))
}

/// The canonical name of an agency by any of its spellings; `None` for words that are no agency or name none.
/// `strict` leaves out spellings that are ordinary words too (भाषा "language").
pub(super) fn canonical(name: &str, strict: bool) -> Option<&'static str> {
    let folded = fold(name);
    let key = bare(&folded);
    SPELLINGS
        .get(key)
        .filter(|(_, common)| !(strict && *common))
        .map(|(c, _)| *c)
}

/// Whether the words mean "an agency" without saying which.
pub(super) fn is_generic(name: &str) -> bool {
    let folded = fold(name);
    WORDS.generic.iter().any(|g| g == bare(&folded))
}

/// An agency by its spelling, or by a name that only an agency has ("भारत समाचार सेवा"), or by its shape in a credit: a short
/// name in capitals or spelled-out letters (बीएसएस).
fn name_in_credit(text: &str) -> Option<String> {
    let trimmed = trim_credit(text);
    if trimmed.is_empty() || is_generic(trimmed) {
        return None;
    }
    if let Some(known) = canonical(trimmed, false) {
        return Some(known.to_string());
    }
    let first = trimmed
        .split(['/', ',', '-', '–', '+'])
        .map(str::trim)
        .find(|p| !p.is_empty() && !is_generic(p));
    if let Some(known) = first.and_then(|p| canonical(p, false)) {
        return Some(known.to_string());
    }
    let words = trimmed.split_whitespace().count();
    let folded = fold(trimmed);
    if has_tail(&folded) && words <= 6 {
        return Some(trimmed.to_string());
    }
    first.filter(|p| is_initials(p)).map(str::to_string)
}

/// Most letters of initials in Indian script.
const LONGEST_INITIALS: usize = 8;

/// Whether a word is a name made of initials: Latin capitals (MSS), or Indian letter names run together (एमएसएस, टीएनए).
pub(super) fn is_initials(word: &str) -> bool {
    if word.chars().any(char::is_whitespace) {
        return false;
    }
    let count = word.chars().count();
    if word.is_ascii() {
        return (2..=6).contains(&count) && word.chars().all(|c| c.is_ascii_uppercase());
    }
    letter_names(&fold(word)) >= 2
}

/// How many Hindi names of Latin letters a folded word is made of, 0 if it is not made of them alone or of too many.
fn letter_names(folded: &str) -> usize {
    let count = count_loosely(folded);
    if count > LONGEST_INITIALS { 0 } else { count }
}

/// Without brackets, dashes and the words "इनपुट", "with inputs from".
fn trim_credit(text: &str) -> &str {
    let edge = |c: char| !is_word_char(c);
    let mut t = text.trim_matches(edge);
    for _ in 0..3 {
        let folded = Folded::new(t);
        let mut cut = None;
        for word in &WORDS.input {
            if let Some(rest) = folded.text.strip_prefix(word.as_str())
                && !rest.starts_with(is_word_char)
            {
                let at = folded
                    .back(Span::new(word.len().min(folded.text.len()), folded.text.len()))
                    .start as usize;
                cut = cut.max(Some((at, t.len())));
            }
        }
        for word in &WORDS.input_after {
            if let Some(rest) = folded.text.strip_suffix(word.as_str())
                && !rest.is_empty()
                && !rest.ends_with(is_word_char)
            {
                let at = folded.back(Span::new(rest.len(), rest.len())).start as usize;
                cut = cut.or(Some((0, at)));
            }
        }
        match cut.and_then(|(a, b)| t.get(a..b)) {
            Some(shorter) if shorter.len() < t.len() => t = shorter.trim_matches(edge),
            _ => break,
        }
    }
    // Particles of "X के इनपुट के साथ", "X से".
    for tail in [" के", " से", " की", " के साथ", " के इनपुट"] {
        t = t.strip_suffix(tail).unwrap_or(t).trim_end();
    }
    t
}

/// The agency of a line that is nothing but a credit: "आईएएनएस", "--आईएएनएस", "(पीटीआई)", "भारत समाचार सेवा", "एमएसएस",
/// "Source: ANI". The name is `None` for a credit that names no agency ("एजेंसी").
pub(super) fn own_line(line: &str) -> Option<Option<String>> {
    let text = line.trim();
    if text.chars().count() > 60 || text.split_whitespace().count() > 8 {
        return None;
    }
    let folded = fold(text);
    let core = bare(&folded);
    if is_generic(core) {
        return Some(None);
    }
    if text.ends_with(['?', '!', '।']) && !text.starts_with(['(', '[']) {
        return None;
    }
    let name = name_in_credit(text)?;
    // Initials in Latin capitals alone on a line are as often a menu ("LIVE", "NEWS"): they need a credit form around them.
    let latin = name.is_ascii() && canonical(&name, false).is_none() && !name.contains(' ');
    let formed = text.starts_with(['(', '[', '-', '–', '—']) || has_cue(core);
    (!latin || formed).then_some(Some(name))
}

/// Whether a line is the name of a listed agency and no more, without brackets, dashes and words of credit.
pub(super) fn is_bare(line: &str) -> bool {
    line.starts_with(is_word_char) && line.ends_with(is_word_char) && canonical(line, false).is_some()
}

/// The credit that closes (or opens) a paragraph: "(इनपुट-आईएएनएस)", "(PTI)", "[एएनआई]", "-आईएएनएस".
/// `at` is the byte offset of `line` in the text.
pub(super) fn in_line(line: &str, at: usize) -> Option<AgencyCredit> {
    let text = line.trim_end();
    let close = text.chars().next_back()?;
    if matches!(close, ')' | ']')
        || matches!(close, '।' | '.') && text.trim_end_matches(['।', '.', ' ']).ends_with([')', ']'])
    {
        let open = text.rfind(['(', '['])?;
        let inner = text.get(open + 1..)?.trim_end_matches([')', ']', '।', '.', ' ']);
        let folded = fold(inner);
        let cued = has_cue(folded.trim_start());
        if inner.chars().count() <= 60 && (cued || canonical(inner, false).is_some()) {
            return name_in_credit(inner).map(|name| credit(name, at + open, at + text.len()));
        }
        return None;
    }
    let tail_at = text.rfind(['-', '–', '—', '।', '.', '/'])?;
    let mark = text.get(tail_at..)?.chars().next()?;
    let tail = text.get(tail_at + mark.len_utf8()..)?.trim();
    if tail.is_empty() || tail.split_whitespace().count() > 3 || tail_at == 0 {
        return None;
    }
    let name = canonical(tail, !matches!(mark, '।' | '.'))?;
    Some(credit(
        name.to_string(),
        at + tail_at + mark.len_utf8(),
        at + text.len(),
    ))
}

fn credit(name: String, start: usize, end: usize) -> AgencyCredit {
    AgencyCredit {
        name,
        span: Some(Span::new(start, end)),
    }
}

/// The agency that a byline, an author field or the words between a dateline's place and its dash name: "एजेंसी" alone gives
/// nothing, "PTI", "आईएएनएस, पटना" and "तारवाणी न्यूज एजेंसी" do; initials need a list to know them here.
pub(super) fn in_byline(text: &str) -> Option<String> {
    text.split([',', '|', '/', '·', '-', '(', ')', ':', '।', '.'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .find_map(|part| {
            if let Some(known) = canonical(part, false) {
                return Some(known.to_string());
            }
            let folded = fold(part);
            let initials = !part.is_ascii() && letter_names(&folded) >= 3;
            (has_tail(&folded) || initials).then(|| part.to_string())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_lines() {
        for (line, want) in [
            ("आईएएनएस", Some(Some("IANS"))),
            ("--आईएएनएस", Some(Some("IANS"))),
            ("(पीटीआइ)", Some(Some("PTI"))),
            ("भाषा", Some(Some("Bhasha"))),
            ("रायटर/एएफपी", Some(Some("Reuters"))),
            ("(इनपुट- एमएसएस)", Some(Some("एमएसएस"))),
            ("एमएसएस", Some(Some("एमएसएस"))),
            ("(With inputs from MSS)", Some(Some("MSS"))),
            ("तारवाणी न्यूज एजेंसी", Some(Some("तारवाणी न्यूज एजेंसी"))),
            ("एजेंसी", Some(None)),
            ("LIVE", None),
            ("नदी में बाढ़", None),
            ("भाषा पर विवाद क्यों?", None),
        ] {
            assert_eq!(own_line(line), want.map(|n| n.map(str::to_string)), "{line}");
        }
    }

    #[test]
    fn inside_paragraphs() {
        for (line, want) in [
            ("पानी उतर गया. ( इनपुट-आईएएनएस)", Some("IANS")),
            ("The river fell. (PTI)", Some("PTI")),
            ("पानी उतर गया। -एएनआई", Some("ANI")),
            ("पानी उतर गया। भाषा", Some("Bhasha")),
            ("उसने कहा (हंसते हुए)", None),
            ("सेना (आईएसएफ)", None),
            ("यह हिंदी-भाषा", None),
        ] {
            assert_eq!(in_line(line, 0).map(|c| c.name), want.map(str::to_string), "{line}");
        }
    }

    #[test]
    fn bylines() {
        for (line, want) in [
            ("टीएनए, पांडवसर", Some("टीएनए")),
            ("PTI | New Delhi", Some("PTI")),
            ("कोमल धूसरिया", None),
            ("नगर, एजेंसी", None),
        ] {
            assert_eq!(in_byline(line), want.map(str::to_string), "{line}");
        }
    }
}
