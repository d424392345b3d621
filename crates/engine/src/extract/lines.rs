//! The lines of a page and what can be measured on each by itself.

use super::labels::{self, Found};
use crate::model::Span;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;
use sutradhar_text::chars::{is_sentence_end, is_word_char};
use sutradhar_text::fold::fold;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Danda, full stop or exclamation mark, closing marks after it allowed.
    Sentence,
    /// Question mark.
    Question,
    /// "...", "…", "[…]": cut off.
    Cut,
    /// Colon.
    Colon,
    /// A word or anything else.
    Open,
}

/// One line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Measured<'t> {
    /// Number in the text, from 1, blank lines counted.
    pub n: u32,
    /// Where, without the line feed.
    pub span: Span,
    /// Its text, trimmed.
    pub text: &'t str,
    /// Folded text; the first bytes only of a long line.
    pub folded: String,
    /// Words and numbers.
    pub words: usize,
    /// How it ends.
    pub end: End,
    /// Sentence ends inside, the last included.
    pub sentences: usize,
    /// Content words as hashes, sorted, each once.
    pub bag: Vec<u32>,
    /// Whether blank lines stand before it.
    pub gap: bool,
    /// Parts that separators such as `|`, `·`, `»` or wide blanks cut it into.
    pub parts: usize,
    /// Whether it opens with a bullet.
    pub bullet: bool,
    /// A set phrase in it.
    pub label: Option<Found>,
    /// Hash of all its words in order, to see repeats.
    pub whole: u64,
}

impl Measured<'_> {
    /// A paragraph: enough words, and its last sentence is complete.
    pub fn is_prose(&self) -> bool {
        let asks = self.end == End::Question && (self.sentences >= 2 || self.words >= LONG_WORDS);
        self.words >= PROSE_WORDS && (self.end == End::Sentence || asks)
            || self.words >= LONG_WORDS && self.end == End::Open
    }

    /// A line that could be a headline or sub-heading.
    pub fn is_title_like(&self) -> bool {
        (2..=TITLE_WORDS).contains(&self.words)
            && self.sentences <= 2
            && self.end != End::Cut
            && !self.bullet
            && self.end != End::Sentence
    }

    /// Share of this line's content words that `bag` holds; 0 if it has none.
    pub fn share_in(&self, bag: &FxHashSet<u32>) -> f64 {
        if self.bag.is_empty() {
            return 0.0;
        }
        self.bag.iter().filter(|w| bag.contains(w)).count() as f64 / self.bag.len() as f64
    }
}

/// Words from which a complete sentence is a paragraph of its own. Twelve is the length that alone separates text-lines best.
pub(super) const PROSE_WORDS: usize = 12;

/// Words from which a line is a paragraph however it ends.
pub(super) const LONG_WORDS: usize = 28;

/// Most words of a headline (the longest in the development sets has 31, kicker included).
pub(super) const TITLE_WORDS: usize = 34;

static FUNCTION_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    include_str!("../../data/extract/function-words.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| fold(l.trim()))
        .collect()
});

/// Most bytes of a line that are folded for labels and words: the rest of a longer line adds nothing.
const FOLDED_BYTES: usize = 6000;

/// The lines of a text that are not blank, in order.
pub(super) fn measure(text: &str) -> Vec<Measured<'_>> {
    let mut out: Vec<Measured<'_>> = Vec::new();
    let (mut at, mut gap) = (0usize, false);
    for (i, raw) in text.split('\n').enumerate() {
        let span = Span::new(at, at + raw.len());
        at += raw.len() + 1;
        let line =
            raw.trim_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'));
        if raw.trim().is_empty() {
            gap = true;
            continue;
        }
        out.push(one(i as u32 + 1, span, line, gap || out.is_empty()));
        gap = false;
    }
    out
}

fn one(n: u32, span: Span, text: &str, gap: bool) -> Measured<'_> {
    let head = text.get(..floor_char(text, FOLDED_BYTES)).unwrap_or(text);
    let folded = fold(head);
    let (mut words, mut bag, mut whole) = (0usize, Vec::new(), FxHasher::default());
    for word in folded.split(|c: char| !is_word_char(c)).filter(|w| !w.is_empty()) {
        words += 1;
        word.hash(&mut whole);
        let short = word.len() < 2 || word.len() < 3 && !word.starts_with(|c: char| c.is_ascii_digit());
        if !short && !FUNCTION_WORDS.contains(word) {
            bag.push(hash(word));
        }
    }
    bag.sort_unstable();
    bag.dedup();
    if head.len() < text.len() {
        // Word count of the unread rest by proportion: only "very long" matters.
        words = words * text.len() / head.len().max(1);
    }
    let label = labels::find(&folded);
    Measured {
        n,
        span,
        text,
        words,
        end: end_of(text),
        sentences: head.chars().filter(|c| is_sentence_end(*c)).count() + stops(head),
        bag,
        gap,
        parts: parts(labels::bare(text)),
        bullet: text.starts_with(['•', '●', '▪', '◆', '■', '*', '➤', '‣', '→', '►', '○'])
            || text.starts_with("- ")
            || text.starts_with("– "),
        label,
        whole: whole.finish(),
        folded,
    }
}

/// Words of a text for a first judgement: parted by white space, with three characters to a word in scripts that write no blanks.
pub(super) fn rough_words(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|c| matches!(*c as u32, 0x3040..=0x30ff | 0x3400..=0x9fff))
        .count();
    text.split_whitespace().count() + unspaced / 3
}

/// A 32-bit name of a word.
pub(super) fn hash(word: &str) -> u32 {
    let mut h = FxHasher::default();
    word.hash(&mut h);
    (h.finish() >> 16) as u32
}

/// The largest char boundary at or below `at`.
pub(super) fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Full stops that a blank or the end follows and a word of three letters or more precedes.
fn stops(text: &str) -> usize {
    let mut run = 0usize;
    let mut count = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '.'
            && run >= 3
            && chars
                .peek()
                .is_none_or(|n| n.is_whitespace() || matches!(n, '"' | '”' | '\'' | '’' | ')'))
        {
            count += 1;
        }
        run = if is_word_char(c) { run + 1 } else { 0 };
    }
    count
}

/// How a line ends.
pub(super) fn end_of(text: &str) -> End {
    let t = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '*' | '」' | '）')
    });
    let cut = |s: &str| s.ends_with("...") || s.ends_with('…') || s.ends_with("..") || s.ends_with(". .");
    if cut(t) || cut(text) {
        return End::Cut;
    }
    match t.chars().next_back() {
        Some('।' | '॥' | '!' | '۔' | '。' | '！') => End::Sentence,
        Some('.') => End::Sentence,
        Some('?' | '؟' | '？') => End::Question,
        Some(':') => End::Colon,
        _ if text.ends_with(')') && closes_sentence(text) => End::Sentence,
        _ => End::Open,
    }
}

/// Whether a line ends in a bracket that follows a complete sentence: "... पहुंचा। (इनपुट- क)".
fn closes_sentence(text: &str) -> bool {
    text.rfind('(')
        .and_then(|i| text.get(..i))
        .and_then(|s| s.trim_end().chars().next_back())
        .is_some_and(|c| is_sentence_end(c) || c == '.')
}

/// Parts of a menu-like line.
fn parts(text: &str) -> usize {
    let mut count = 1;
    let mut blanks = 0;
    for c in text.chars() {
        if matches!(c, '|' | '·' | '»' | '›' | '•' | '>') {
            count += 1;
            blanks = 0;
        } else if c.is_whitespace() {
            blanks += 1;
            if blanks == 2 || c == '\t' && blanks == 1 {
                count += 1;
            }
        } else {
            blanks = 0;
        }
    }
    count
}
