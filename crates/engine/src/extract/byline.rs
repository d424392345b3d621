//! Bylines: who wrote it, or which desk.

use super::labels::bare;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::chars::{digit_value, is_word_char};
use sutradhar_text::fold::{Folded, fold};

struct Words {
    desk: Vec<String>,
    open: Vec<String>,
    cms: FxHashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        desk: Vec::new(),
        open: Vec::new(),
        cms: FxHashSet::default(),
    };
    for line in include_str!("../../data/extract/desks.txt").lines() {
        match line.split_once(' ') {
            Some(("desk", w)) => words.desk.push(fold(w)),
            Some(("open", w)) => words.open.push(fold(w)),
            Some(("cms", w)) => {
                words.cms.insert(fold(w));
            }
            _ => {}
        }
    }
    words.open.sort_by_key(|w| std::cmp::Reverse(w.len()));
    words
});

/// Most words of a line that is a byline: three names, their desks and an update time.
const MOST_WORDS: usize = 22;

/// Whether the words name a user of the site's software, never an author.
pub(super) fn is_cms_user(name: &str) -> bool {
    let folded = fold(name);
    let core = bare(&folded);
    WORDS.cms.contains(core) || core.contains('@') && !core.contains(' ')
}

/// Whether a line is a byline, by its opening words or because it ends in the name of a desk.
pub(super) fn is_byline(line: &str, folded: &str, words: usize) -> bool {
    if words > MOST_WORDS || words == 0 {
        return false;
    }
    if line.ends_with(['।', '?']) {
        return false;
    }
    if let Some(rest) = after_opening(folded) {
        // "by" opens many lines; a name follows it, not a clause.
        return bare(rest).split_whitespace().count() <= 14 && !rest.trim().is_empty();
    }
    names_desk(line, words)
}

/// A line such as "खेल डेस्क, जनतरंग 24", "हमारे संवाददाता, पाण्डवसर", "Ledger Staff".
fn names_desk(line: &str, words: usize) -> bool {
    words <= 7
        && line.split([',', '|', '/', '·', '।']).any(|part| {
            let part = fold(part);
            let part = bare(&part);
            WORDS.desk.iter().any(|d| {
                part.ends_with(d.as_str())
                    // "desk" alone is a section; "संवाद सूत्र" alone names the paper's correspondent.
                    && (part.len() > d.len() || d.contains(' '))
                    && !part
                        .get(..part.len() - d.len())
                        .is_none_or(|b| b.ends_with(is_word_char))
            })
        })
}

/// Whether folded words end in the name of a desk or of an unnamed reporter.
pub(super) fn is_desk(folded: &str) -> bool {
    let core = bare(folded);
    WORDS.desk.iter().any(|d| {
        let before = core.strip_suffix(d.as_str());
        before.is_some_and(|b| !b.ends_with(is_word_char))
    })
}

/// What follows "written by", "by", "लेखक:" in a folded line.
fn after_opening(folded: &str) -> Option<&str> {
    let line = folded.trim_start_matches(|c: char| !is_word_char(c));
    WORDS.open.iter().find_map(|o| {
        let rest = line.strip_prefix(o.as_str())?;
        (!rest.starts_with(is_word_char)).then_some(rest)
    })
}

/// The author in a byline: without "written by", dates, times, places in brackets and the words of the site's software.
/// Several authors keep their order, joined by ", ".
pub(super) fn author(line: &str) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for part in line.split(['|', '·', '•']) {
        let mut part =
            part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | ':' | '।' | '\u{a0}'));
        let folded = Folded::new(part);
        let opened = after_opening(&folded.text).is_some();
        if let Some(rest) = after_opening(&folded.text) {
            let at = folded.text.len() - rest.len();
            let at = folded.back(crate::model::Span::new(at, folded.text.len())).start as usize;
            part = part.get(at..).unwrap_or("");
        } else if !names.is_empty() || label_like(&folded.text) {
            continue;
        }
        let part = until_date(part)
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | ':' | '(' | '[' | '।' | '@'));
        let words = part.split_whitespace().count();
        if part.is_empty() || words > 10 || is_cms_user(part) || super::agency::is_generic(part) {
            continue;
        }
        if part.starts_with("http") || !opened && part.chars().any(|c| digit_value(c).is_some()) && words > 4 {
            continue;
        }
        if !names.contains(&part) {
            names.push(part);
        }
        if !opened {
            break;
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// "Updated", "Published": the part is a date, no name.
fn label_like(folded: &str) -> bool {
    ["updat", "publish", "last ", "अपडेट", "प्रकाशित", "posted on", "created"]
        .iter()
        .any(|w| folded.starts_with(w))
}

/// The words before a date or a date's label.
fn until_date(part: &str) -> &str {
    let folded = Folded::new(part);
    let mut end = part.len();
    for label in [
        "last updated",
        "updated",
        "published",
        "posted",
        "अपडेट",
        "प्रकाशित",
        "edited by",
        "edited by:",
        "संपादन",
        "publish date",
    ] {
        if let Some(at) = folded.text.find(&fold(label)) {
            let at = folded.back(crate::model::Span::new(at, folded.text.len())).start as usize;
            end = end.min(if at == 0 { end } else { at });
        }
    }
    let head = part.get(..end).unwrap_or(part);
    match super::dates::find(head).first() {
        Some(hit) => head.get(..hit.span.start as usize).unwrap_or(head),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_authors() {
        for (line, byline, want) in [
            (
                "Written By  Mala Rethwar |Last Updated: Aug 13, 2025, 02:09 PM IST",
                true,
                Some("Mala Rethwar"),
            ),
            ("By Ledger Staff", true, Some("Ledger Staff")),
            ("by admin", true, None),
            (
                "Reported by: टीएनए, पांडवसर | Edited by: कोमल धूसरिया",
                true,
                Some("टीएनए, पांडवसर, कोमल धूसरिया"),
            ),
            ("खेल डेस्क, जनतरंग 24", true, Some("खेल डेस्क, जनतरंग 24")),
            ("दैनिक सरल डेस्क", true, Some("दैनिक सरल डेस्क")),
            ("लेखक: रमोला ओझवाल", true, Some("रमोला ओझवाल")),
            ("बाढ़ में फंसे लोग", false, Some("बाढ़ में फंसे लोग")),
            ("Bypass opened to traffic", false, Some("Bypass opened to traffic")),
        ] {
            let folded = fold(line);
            let words = sutradhar_text::words::count(line);
            assert_eq!(is_byline(line, &folded, words), byline, "{line}");
            assert_eq!(author(line).as_deref(), want, "{line}");
        }
        assert!(is_cms_user("Admin"));
    }
}
