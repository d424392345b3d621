//! Hindi typed for fonts that show Devanagari in the place of Latin letters: Kruti Dev 010, DevLys 010, Walkman Chanakya 905.
//!
//! Such a text is ASCII with some windows-1252 signs, stored in the order of the typewriter: the short i before its
//! consonant, the r above the line after it. [`detect`] recognises it by its function words and by how many words are Hindi
//! once converted; [`convert`] gives Unicode.

use crate::Lang;
use crate::packs;
use crate::repair::is_known;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A font with its own code for Devanagari.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegacyFont {
    /// Kruti Dev 010.
    KrutiDev,
    /// DevLys 010.
    DevLys,
    /// Walkman Chanakya 905.
    Chanakya,
}

impl LegacyFont {
    /// The fonts, the commonest first.
    pub const ALL: [LegacyFont; 3] = [LegacyFont::KrutiDev, LegacyFont::DevLys, LegacyFont::Chanakya];

    /// The name for a reader.
    pub fn name(self) -> &'static str {
        match self {
            LegacyFont::KrutiDev => "Kruti Dev 010",
            LegacyFont::DevLys => "DevLys 010",
            LegacyFont::Chanakya => "Walkman Chanakya 905",
        }
    }
}

/// Codes of one font: by first character, the longest first.
type Codes = HashMap<char, Vec<(&'static str, &'static str)>>;

static CODES: LazyLock<[Codes; 3]> = LazyLock::new(|| {
    let mut all = [Codes::new(), Codes::new(), Codes::new()];
    let mut fonts: &[usize] = &[];
    for line in packs::file(Lang::Hi, "legacy-fonts")
        .into_iter()
        .flat_map(|f| f.text.lines())
    {
        match line {
            "[both]" => fonts = &[0, 1],
            "[krutidev]" => fonts = &[0],
            "[devlys]" => fonts = &[1],
            "[chanakya]" => fonts = &[2],
            _ => {
                let Some((code, unicode)) = line.split_once('\t') else {
                    continue;
                };
                let Some(first) = code.chars().next() else { continue };
                for font in fonts {
                    if let Some(codes) = all.get_mut(*font) {
                        codes.entry(first).or_default().push((code, unicode));
                    }
                }
            }
        }
    }
    for codes in &mut all {
        for list in codes.values_mut() {
            list.sort_by_key(|(code, _)| std::cmp::Reverse(code.len()));
        }
    }
    all
});

/// The commonest Hindi words in the code that all three fonts share (है, हैं, में, को, और, नहीं, था, गया, किया, ...). None is a
/// word of English, of romanised Hindi or a name that program code is full of.
const FUNCTION_WORDS: [&str; 26] = [
    "d¨", "v©j", "gS", "gSa", "esa", "dks", "vkSj", "ugha", "Fkk", "Fkh", "x;k", "fd;k", "jgk", "jgs", "djus", "fy,",
    "Hkh", "mUgksaus", "dgk", "ckn", "bl", "fd", "dh", "ds", "dk", "ij",
];

/// Words of a text that are looked at.
const SAMPLE: usize = 600;

/// Least different function words, and least share of all words that are one, in a text of a legacy font: ordinary Hindi has
/// 25 to 35 % of this list; English, code and German word soup stay below 1 %.
const FUNCTION_SHARE: (usize, f64) = (3, 0.08);

/// Least share of words that are known Hindi words once converted. Hindi news has 85 to 95 %; English read as Kruti Dev under 10 %.
const KNOWN_SHARE: f64 = 0.5;

/// The legacy font of a text; none for a text that is not in one, or too short to be sure (fewer than three of the commonest
/// words). Never guesses: English, romanised Hindi, code and Unicode Devanagari give none.
pub fn detect(text: &str) -> Option<LegacyFont> {
    let (mut all, mut hits, mut seen) = (0usize, 0usize, 0u32);
    for word in text.split_whitespace().take(SAMPLE) {
        all += 1;
        if let Some(at) = FUNCTION_WORDS
            .iter()
            .position(|f| word.trim_end_matches(['A', ']']) == *f)
        {
            hits += 1;
            seen |= 1 << at;
        }
    }
    if (seen.count_ones() as usize) < FUNCTION_SHARE.0 || (hits as f64) < all as f64 * FUNCTION_SHARE.1 {
        return None;
    }
    let sample: String = text.split_whitespace().take(SAMPLE).flat_map(|w| [w, " "]).collect();
    let mut best: Option<(f64, LegacyFont)> = None;
    for font in LegacyFont::ALL {
        let share = known_share(&convert(&sample, font));
        if share >= KNOWN_SHARE && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, font));
        }
    }
    best.map(|(_, font)| font)
}

/// Share of the words of at least two letters that are known Hindi words; 0 for a text without such words.
fn known_share(text: &str) -> f64 {
    let (mut all, mut known) = (0usize, 0usize);
    for token in crate::words::words(text) {
        let word = token.span.of(text);
        if word.chars().nth(1).is_some() && !word.chars().all(|c| crate::chars::digit_value(c).is_some()) {
            all += 1;
            known += usize::from(is_known(word));
        }
    }
    if all == 0 { 0.0 } else { known as f64 / all as f64 }
}

/// Converts the lines of a text that are in a legacy font, and leaves the others (English, Unicode Devanagari, markup) as they
/// are: the font with the text, or none if [`detect`] finds none.
pub fn convert_lines(text: &str) -> Option<(LegacyFont, String)> {
    let font = detect(text)?;
    Some((font, convert_lines_of(text, font)))
}

/// Converts the lines of a text that are in this font, and leaves the others as they are: for a headline, too short to be
/// [detected](detect), whose article is in the font.
pub fn convert_lines_of(text: &str, font: LegacyFont) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.split_inclusive('\n') {
        let indic = line.chars().any(crate::chars::is_indic);
        let converted = convert(line, font);
        if !indic && known_share(&converted) >= KNOWN_SHARE {
            out.push_str(&converted);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Converts a text that is in a font's code to Unicode (NFC, as far as the tables go). What the font does not recode, digits
/// and line breaks among it, stays.
pub fn convert(text: &str, font: LegacyFont) -> String {
    let [kruti, devlys, chanakya] = &*CODES;
    let codes = match font {
        LegacyFont::KrutiDev => kruti,
        LegacyFont::DevLys => devlys,
        LegacyFont::Chanakya => chanakya,
    };
    let mut line = Line {
        out: Vec::with_capacity(text.len()),
        pending: None,
        full: false,
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        match (c, font) {
            ('f', _) => line.short_i("ि"),
            ('¯', LegacyFont::Chanakya) => line.short_i("ि"),
            ('Ż', LegacyFont::Chanakya) => line.short_i("िं"),
            ('£' | 'Ł', LegacyFont::Chanakya) => {
                line.flush();
                line.out.extend("र्".chars());
                line.short_i("ि");
            }
            ('Z', _) => line.reph(),
            ('±', _) => {
                line.reph();
                line.out.push('ं');
            }
            _ => {
                let found = codes
                    .get(&c)
                    .and_then(|list| list.iter().find(|(code, _)| rest.starts_with(code)));
                match found {
                    Some((code, unicode)) => {
                        used = code.len();
                        line.push(unicode);
                    }
                    None => {
                        line.flush();
                        line.out.push(c);
                    }
                }
            }
        }
        rest = rest.get(used..).unwrap_or("");
    }
    line.flush();
    line.out.into_iter().collect()
}

/// Text on its way from the order of the typewriter to that of Unicode.
struct Line {
    out: Vec<char>,
    /// A short i that waits for its consonants.
    pending: Option<&'static str>,
    /// Whether a whole consonant came since.
    full: bool,
}

impl Line {
    fn short_i(&mut self, sign: &'static str) {
        self.flush();
        self.pending = Some(sign);
        self.full = false;
    }

    /// Puts a waiting short i where it belongs.
    fn flush(&mut self) {
        if let Some(sign) = self.pending.take() {
            self.out.extend(sign.chars());
        }
    }

    fn push(&mut self, piece: &str) {
        let first = piece.chars().next().unwrap_or(' ');
        let joins = matches!(first, '्' | '़');
        if self.pending.is_some() && !joins && (self.full || !is_consonant(first)) {
            self.flush();
        }
        for c in piece.chars() {
            // Two signs that make one: आ typed as अ + ा, ो as ा + े.
            let joined = match (self.out.last(), c) {
                (Some('अ'), 'ा') => 'आ',
                (Some('अ'), 'ो') => 'ओ',
                (Some('अ'), 'ौ') => 'औ',
                (Some('आ'), 'े') => 'ओ',
                (Some('आ'), 'ै') => 'औ',
                (Some('ए'), 'े') => 'ऐ',
                (Some('ा'), 'े') => 'ो',
                (Some('ा'), 'ै') => 'ौ',
                (Some('ा'), 'ॅ') => 'ॉ',
                (Some(last), c) if *last == c && is_mark(c) => continue,
                _ => {
                    self.out.push(c);
                    continue;
                }
            };
            self.out.pop();
            self.out.push(joined);
        }
        if is_consonant(first) || joins {
            self.full = !piece.ends_with('्');
        }
    }

    /// Puts र् before the consonants that the last signs stand on.
    fn reph(&mut self) {
        self.flush();
        let at = |out: &[char], i: usize| i.checked_sub(1).and_then(|k| out.get(k).copied());
        let mut i = self.out.len();
        while at(&self.out, i).is_some_and(|c| is_mark(c) && c != '़' && c != '्') {
            i -= 1;
        }
        loop {
            if at(&self.out, i) == Some('़') {
                i -= 1;
            }
            if !at(&self.out, i).is_some_and(is_consonant) {
                break;
            }
            i -= 1;
            if at(&self.out, i) != Some('्') {
                break;
            }
            i -= 1;
        }
        self.out.splice(i..i, ['र', '्']);
    }
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह' | '\u{0958}'..='\u{095f}')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0903}' | '\u{093a}'..='\u{094f}' | '\u{0962}' | '\u{0963}') && c != 'ऽ'
}

#[cfg(test)]
mod tests;
