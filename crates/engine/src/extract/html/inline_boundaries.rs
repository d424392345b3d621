//! Links and labels that stand in a row with nothing between them: a browser draws them apart, their text runs together.

use super::blocks::{Block, Kind};
use super::tokens::Attributes;
use std::borrow::Cow;
use std::hash::Hasher;
use sutradhar_text::fold::is_sign;

/// Classes of an inline element that is drawn as a label of its own.
const LABELS: &[&str] = &["tag", "chip", "badge", "pill", "keyword", "topic"];

/// Most places in a block where links meet that are kept.
const MOST: usize = 400;

/// An inline element that may stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inline {
    /// By a hash of its address.
    Link(u64),
    /// Marked as a label: `class=tag`, `role=listitem`.
    Label,
}

impl Inline {
    /// Of a link with these attributes.
    pub fn link(attributes: Attributes<'_>) -> Inline {
        let mut h = rustc_hash::FxHasher::default();
        h.write(attributes.get("href").unwrap_or_default().trim().as_bytes());
        Inline::Link(h.finish())
    }
}

/// Whether an inline element is drawn as a label of its own.
pub(super) fn is_label(attributes: Attributes<'_>) -> bool {
    attributes.iter().any(|(name, value)| {
        let any = |list: &[&str]| {
            value
                .split_ascii_whitespace()
                .any(|w| list.iter().any(|l| w.eq_ignore_ascii_case(l)))
        };
        name.eq_ignore_ascii_case("class") && any(LABELS) || name.eq_ignore_ascii_case("role") && any(&["listitem"])
    })
}

/// A place where two of them meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InlineBoundary {
    /// Where the second begins.
    at: usize,
    /// What the second is.
    second: Inline,
    /// Whether the first was one link with it.
    one_link: bool,
}

/// The boundaries of the block that is being read.
#[derive(Default)]
pub(super) struct InlineBoundaries {
    list: Vec<InlineBoundary>,
    /// Where the last link or label ended, and what it was.
    ended: Option<(usize, Inline)>,
}

impl InlineBoundaries {
    /// A link or label begins after `text`.
    pub fn begin(&mut self, second: Inline, text: &str) {
        let Some((end, first)) = self.ended else { return };
        let alike = (first == Inline::Label) == (second == Inline::Label);
        let between = text.get(end..).map(str::trim);
        if alike && between == Some("") && end > 0 && self.list.len() < MOST {
            self.list.push(InlineBoundary {
                at: text.len(),
                second,
                one_link: first == second && second != Inline::Label,
            });
        }
    }

    /// One ends after `text`.
    pub fn end(&mut self, inline: Inline, text: &str) {
        self.ended = Some((text.trim_end().len(), inline));
    }

    /// Gives the boundaries away, at the end of the block.
    pub fn take(&mut self) -> Vec<InlineBoundary> {
        std::mem::take(&mut self.list)
    }
}

impl Block {
    /// Its text as a line of the article: keywords and other links in a row are parted by commas, links inside a sentence by
    /// a blank where nothing parts them. Parts of one word, which some editors link twice, stay one.
    pub fn line(&self) -> Cow<'_, str> {
        if self.boundaries.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let row = self.linked * 2 > self.text.len() && !matches!(self.kind, Kind::Heading(_));
        let (mut out, mut from) = (String::with_capacity(self.text.len() + 2 * self.boundaries.len()), 0);
        for boundary in &self.boundaries {
            let (Some(part), Some(rest)) = (self.text.get(from..boundary.at), self.text.get(boundary.at..)) else {
                continue;
            };
            from = boundary.at;
            out.push_str(part.trim_end());
            let one_word = rest.chars().next().is_none_or(is_mark);
            let listed = row || boundary.second == Inline::Label;
            out.push_str(match () {
                () if one_word || out.is_empty() => "",
                () if listed && !out.ends_with([',', ';', '|', '/', '>', ':', '·', '•']) => ", ",
                () if !listed && boundary.one_link && !part.ends_with(' ') => "",
                () => " ",
            });
        }
        out.push_str(self.text.get(from..).unwrap_or(""));
        Cow::Owned(out)
    }
}

/// Whether `c` is a vowel sign, virama or another mark, which cannot begin a word.
fn is_mark(c: char) -> bool {
    is_sign(c) || matches!(c, '\u{93c}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::super::blocks::read;

    fn check(html: &str, want: &[&str]) {
        let page = read(html);
        let have: Vec<String> = page.blocks.iter().map(|b| b.line().into_owned()).collect();
        assert_eq!(have, want, "{html}");
    }

    #[test]
    fn links_in_a_row_are_parted() {
        check(
            "<div><a href=/t/1>बांध</a><a href=/t/2>Hill Dam</a> <a href=/t/3>नदी</a></div>",
            &["बांध, Hill Dam, नदी"],
        );
        check(
            "<p>टैग: <a href=/t>बांध</a><a href=/t>पुल, नाव</a></p>",
            &["टैग: बांध, पुल, नाव"],
        );
        check(
            "<div><a href=1>बांध</a> | <a href=2>पुल</a>,<a href=3>नदी</a></div>",
            &["बांध | पुल,नदी"],
        );
        check(
            "<div><a href=1><span>बांध,</span></a><a href=2><span>पुल</span></a></div>",
            &["बांध, पुल"],
        );
        check("<ul><li><a href=1>बांध</a><li><a href=2>पुल</a></ul>", &["बांध", "पुल"]);
    }

    #[test]
    fn links_in_a_sentence_stay_in_it() {
        check(
            "<p>आज सुबह नदी का पानी बढ़ा और <a href=1>सोनपुर</a><a href=2>जिले</a> में स्कूल बंद रहे।</p>",
            &["आज सुबह नदी का पानी बढ़ा और सोनपुर जिले में स्कूल बंद रहे।"],
        );
        check(
            "<p>आज सुबह नदी का पानी बढ़ा और <a href=1>सोन</a><a href=1>पुर</a> में स्कूल बंद रहे।</p>",
            &["आज सुबह नदी का पानी बढ़ा और सोनपुर में स्कूल बंद रहे।"],
        );
        check("<p><a href=1>सोनप</a><a href=2>ुर</a></p>", &["सोनपुर"]);
        check("<h2><a href=1>बांध</a><a href=2>टूटा</a></h2>", &["बांध टूटा"]);
    }

    #[test]
    fn labels_are_parted_and_letters_are_not() {
        check(
            "<div><span class='chip big'>बांध</span><span class='chip big'>पुल</span></div>",
            &["बांध, पुल"],
        );
        check(
            "<p><span class=drop>सो</span><span class=rest>नपुर</span></p>",
            &["सोनपुर"],
        );
    }
}
