//! Set phrases of news pages ("यह भी पढ़ें", "Advertisement", "FAQ") and what a line with one of them is.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::fold;

/// What a set phrase says of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// Buttons, prompts and notices of the site.
    Furniture,
    /// Heads a list of other stories, or introduces one on its own line.
    Related,
    /// Heads a video or gallery of another story.
    Video,
    /// From here on readers speak.
    Comments,
    /// Reading time.
    ReadTime,
    /// Heads a derived summary.
    Summary,
    /// Says who or what wrote the summary.
    SummaryNote,
    /// Heads questions and answers.
    Faq,
    /// Keywords.
    Tags,
    /// Text under a picture.
    Caption,
}

/// A phrase found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// What it says.
    pub label: Label,
    /// Whether the phrase is the whole line.
    pub whole: bool,
    /// Folded bytes of the line that stand after the phrase.
    pub rest: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Whole,
    Start,
    End,
    Anywhere,
}

struct Phrases {
    find: Option<AhoCorasick>,
    rows: Vec<(Label, Place)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for line in include_str!("../../data/extract/labels.txt").lines() {
        let mut parts = line.splitn(3, ' ');
        let (Some(kind), Some(place), Some(phrase)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let label = match kind {
            "furniture" => Label::Furniture,
            "related" => Label::Related,
            "video" => Label::Video,
            "comments" => Label::Comments,
            "readtime" => Label::ReadTime,
            "summary" => Label::Summary,
            "summarynote" => Label::SummaryNote,
            "faq" => Label::Faq,
            "tags" => Label::Tags,
            "caption" => Label::Caption,
            _ => continue,
        };
        let place = match place {
            "=" => Place::Whole,
            "^" => Place::Start,
            "$" => Place::End,
            _ => Place::Anywhere,
        };
        rows.push((label, place));
        words.push(fold(phrase.trim()));
    }
    let find = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words).ok();
    Phrases { find, rows }
});

/// Longest folded line, in bytes, in which set phrases are looked for: beyond it a line is prose.
const LONGEST: usize = 700;

/// Longest folded line, in bytes, that a phrase "anywhere" in it may class.
const LONGEST_ANYWHERE: usize = 420;

/// The phrase that says most of a folded line: a whole-line match before one at its start, that before others; the longer
/// before the shorter.
pub(super) fn find(folded: &str) -> Option<Found> {
    let line = bare(folded);
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let border = |at: usize| {
        let before = line.get(..at).and_then(|s| s.chars().next_back());
        let after = line.get(at..).and_then(|s| s.chars().next());
        !(before.is_some_and(is_word_char) && after.is_some_and(is_word_char))
    };
    let mut best: Option<(u8, usize, Found)> = None;
    for m in PHRASES.find.as_ref()?.find_overlapping_iter(line) {
        let Some((label, place)) = PHRASES.rows.get(m.pattern().as_usize()) else {
            continue;
        };
        let (start, rest) = (m.start() == 0, bare(line.get(m.end()..).unwrap_or("")).len());
        let whole = start && rest == 0;
        let fits = border(m.start()) && border(m.end());
        let rank = match place {
            _ if !fits => continue,
            _ if whole => 3,
            Place::Start if start => 2,
            Place::End if rest == 0 => 1,
            Place::Anywhere if line.len() <= LONGEST_ANYWHERE => 0,
            _ => continue,
        };
        let found = Found {
            label: *label,
            whole,
            rest,
        };
        if best.is_none_or(|(r, len, _)| (r, len) < (rank, m.len())) {
            best = Some((rank, m.len(), found));
        }
    }
    best.map(|(_, _, found)| found)
}

/// Without the bullets, dots, brackets and blanks around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !is_word_char(c) && !matches!(c, '(' | ')' | '[' | ']' | '"' | '\'' | '#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, want: Option<(Label, bool)>) {
        assert_eq!(find(&fold(line)).map(|f| (f.label, f.whole)), want, "{line}");
    }

    #[test]
    fn phrases_by_place() {
        check("यह भी पढ़ें", Some((Label::Related, true)));
        check("यह भी पढ़ें: नदी का पानी उतरा", Some((Label::Related, false)));
        check("विज्ञापन", Some((Label::Furniture, true)));
        check("विज्ञापन पर रोक लगाने की मांग उठी", None);
        check("• FAQ •", Some((Label::Faq, true)));
        check("3 min read", Some((Label::ReadTime, false)));
        check("पुल का उद्घाटन करते मंत्री (फाइल फोटो)", Some((Label::Caption, false)));
        check("Mayor opens the bridge", None);
        check("The share of votes fell", None);
    }
}
