//! The words of an article with what the lexicon says of each.

use super::lexicon::{COMMON, INITIAL, KNOWN, LEXICON, LISTED, NAME};
use crate::model::{Article, Sentence, Span};
use rustc_hash::FxHashMap;
use sutradhar_text::{chars, phonetic, words};

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blanks, an underscore, the full stop of an initial: a name may go on.
    Joined,
    /// A hyphen or a dash: a known name may go on, two names may also meet.
    Hyphen,
    /// Anything else, or the start of a sentence: no name goes on.
    Break,
}

/// A word of the article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub span: Span,
    /// Its word in the lexicon, or a number of this document from [`LOCAL`] on.
    pub word: u32,
    pub flags: u32,
    pub gap: Gap,
    /// Latin with a capital first.
    pub upper: bool,
    /// Latin, all capitals.
    pub all_upper: bool,
    pub indic: bool,
    pub devanagari: bool,
    pub number: bool,
    /// Whether rules may take it for a name though no list has it: only for languages with a list of ordinary words.
    pub guess: bool,
    /// First of its sentence.
    pub first: bool,
}

/// Words that no list knows are numbered from here on, per document.
pub(super) const LOCAL: u32 = 1 << 24;

/// Code points that a corrupt word must have before one of them is tried away: shorter words meet others by chance.
const REPAIR_MIN: usize = 10;

/// Endings of Marathi, Nepali, Bengali and Gujarati nouns, as spelling keys, that follow a name without a blank.
const ENDINGS: &[&str] = &[
    "mdAhe", "mdHe", "mZAl", "mZil", "kdun", "pAsun", "vrun", "sAQi", "cAnA", "hun", "Nni", "Nce", "Nci", "NcA", "Ane",
    "ene", "Ace", "Aci", "AcA", "At", "et", "it", "til", "Al", "cA", "ci", "ce", "cyA", "lA", "ne", "ni", "er", "ke",
    "te", "r", "t", "ko", "mA", "le", "nA", "ni", "no", "nu", "HI", "thI",
];

impl Token {
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether no list knows it and it may be part of a name: an Indian word of at least three letters.
    pub fn unknown(&self) -> bool {
        self.guess && self.word >= LOCAL && self.span.len() >= 9
    }
}

/// The words of the article's sentences, in order.
pub(super) fn tokens(article: &Article, sentences: &[Sentence]) -> Vec<Token> {
    let lexicon = &*LEXICON;
    let text = article.text.as_str();
    let endings = matches!(
        article.language.tag(),
        "mr" | "ne" | "bn" | "as" | "gu" | "pa" | "or" | "ta" | "te" | "kn" | "ml"
    );
    let dravidian = matches!(article.language.tag(), "ta" | "te" | "kn" | "ml");
    let mut local: FxHashMap<Box<str>, u32> = FxHashMap::default();
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 12);
    let mut key = String::new();
    for sentence in sentences {
        let base = sentence.span.start as usize;
        let inside = sentence.span.of(text);
        let mut last_end = None;
        for t in words::words(inside) {
            let span = t.span.shift(base);
            let between = last_end.and_then(|e: usize| text.get(e..span.start as usize));
            let gap = match between {
                None => Gap::Break,
                Some(b) => gap(b),
            };
            last_end = Some(span.end as usize);
            let first = between.is_none();
            let word = span.of(text);
            let lead = word.chars().next().unwrap_or(' ');
            let number = chars::digit_value(lead).is_some();
            let mut push = |span: Span, gap: Gap, first: bool| {
                let word = span.of(text);
                let lead = word.chars().next().unwrap_or(' ');
                let indic = chars::is_indic(lead);
                key.clear();
                phonetic::spelling(word, &mut key);
                let mut id = lexicon.word(&key);
                if id == 0 && indic && !number {
                    if endings && !dravidian {
                        id = without_ending(&key);
                    }
                    if id == 0 && lead >= '\u{980}' {
                        id = lexicon.word_by_sound(word);
                    }
                    if id == 0 && word.contains('\u{94d}') {
                        id = repaired(word);
                    }
                }
                if id == 0 {
                    id = match local.get(key.as_str()) {
                        Some(n) => *n,
                        None => {
                            let n = LOCAL + local.len() as u32;
                            local.insert(key.as_str().into(), n);
                            n
                        }
                    };
                }
                let mut flags = lexicon.flags(id);
                if id >= LOCAL && !indic && lead.is_ascii_uppercase() && lexicon.sounds_like_a_name(word) {
                    flags |= NAME;
                }
                out.push(Token {
                    span,
                    word: id,
                    flags,
                    gap,
                    upper: lead.is_uppercase(),
                    all_upper: word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()),
                    indic,
                    number,
                    devanagari: ('\u{900}'..'\u{980}').contains(&lead),
                    guess: indic && !endings && lead < '\u{980}',
                    first,
                });
            };
            match glued(word) {
                Some(parts) => {
                    let mut at = span.start as usize;
                    for (i, part) in parts.into_iter().enumerate() {
                        let piece = Span::new(at, at + part.len());
                        at += part.len();
                        if i == 0 {
                            push(piece, gap, first);
                        } else {
                            push(piece, Gap::Break, false);
                        }
                    }
                }
                None => push(span, gap, first),
            }
        }
    }
    out
}

/// Takes from the words for which `held_out` holds (given the spelling key) what the lists that were made from the training data say.
pub(super) fn hide(tokens: &mut [Token], text: &str, held_out: &dyn Fn(&str) -> bool) {
    let mut key = String::new();
    for t in tokens.iter_mut().filter(|t| t.word < LOCAL) {
        key.clear();
        phonetic::spelling(t.span.of(text), &mut key);
        if held_out(&key) {
            let kept = if t.is(LISTED | KNOWN) { NAME } else { 0 };
            t.flags &= !(COMMON | NAME) | kept;
            if t.flags == 0 {
                t.word += 2 * LOCAL;
            }
        }
    }
}

fn gap(between: &str) -> Gap {
    let mut hyphen = false;
    for c in between.chars() {
        match c {
            '-' | '‐' | '‑' => hyphen = true,
            '.' if between.len() <= 2 => {}
            '_' => {}
            '\n' => return Gap::Break,
            _ if c.is_whitespace() => {}
            _ => return Gap::Break,
        }
    }
    if hyphen { Gap::Hyphen } else { Gap::Joined }
}

/// The pieces of a Latin word in which a capital follows a small letter ("JinpingNorth"), if a list knows a piece but not the whole.
fn glued(word: &str) -> Option<Vec<&str>> {
    if word.len() < 6 || !word.is_ascii() {
        return None;
    }
    let bytes = word.as_bytes();
    let borders: Vec<usize> = (1..bytes.len())
        .filter(|i| bytes[*i].is_ascii_uppercase() && bytes[*i - 1].is_ascii_lowercase())
        .collect();
    if borders.is_empty() {
        return None;
    }
    let lookup = |w: &str| {
        let mut key = String::new();
        phonetic::spelling(w, &mut key);
        LEXICON.word(&key)
    };
    if lookup(word) != 0 {
        return None;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for b in borders.iter().copied().chain([word.len()]) {
        parts.extend(word.get(start..b));
        start = b;
    }
    parts.iter().any(|p| p.len() > 2 && lookup(p) != 0).then_some(parts)
}

/// The known name that `key` is with an ending; 0 if none.
fn without_ending(key: &str) -> u32 {
    for e in ENDINGS {
        if let Some(stem) = key.strip_suffix(e)
            && stem.len() >= 4
        {
            let w = LEXICON.word(stem);
            if w != 0 && LEXICON.flags(w) & (KNOWN | NAME) != 0 && LEXICON.flags(w) & COMMON == 0 {
                return w;
            }
        }
    }
    0
}

/// The known name that a word is with one code point too many: pages converted from old fonts carry stray letters after conjuncts.
fn repaired(word: &str) -> u32 {
    if word.chars().count() < REPAIR_MIN {
        return 0;
    }
    let mut key = String::new();
    let Some(conjunct) = word.find('\u{94d}') else { return 0 };
    let mut less = String::with_capacity(word.len());
    for (i, c) in word.char_indices().filter(|(i, _)| *i > conjunct) {
        less.clear();
        less.push_str(&word[..i]);
        less.push_str(&word[i + c.len_utf8()..]);
        key.clear();
        phonetic::spelling(&less, &mut key);
        let w = LEXICON.word(&key);
        if w != 0 && LEXICON.flags(w) & (KNOWN | NAME) != 0 && LEXICON.flags(w) & (COMMON | INITIAL) == 0 {
            return w;
        }
    }
    0
}

pub(super) use sutradhar_text::letter_names::count as letters;
