//! Sentences of a language made from Hindi ones, so that the model learns to tell the languages of the Hindi belt by their
//! grammar and not by what their few texts are about.

use super::Chance;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Per cent of Hindi function words that a rewritten sentence keeps, as the written languages of the Hindi belt do.
const LEFT_HINDI: usize = 20;

/// Per cent of words whose learned spelling is replaced by a spoken one (सिच्छा, देस) where the language does so.
const SPOKEN: usize = 10;

/// Most words of one pattern.
const LONGEST: usize = 3;

/// Puts a language's function words and endings in the place of the Hindi ones; content words stay.
///
/// `corpus/lang/rewrite/TAG.tsv` holds the table: Hindi, a tab, choices parted by `|`. A choice `-` is nothing, `+` joins to the
/// word before. In the first word of the Hindi side `~` stands for a verb stem in a consonant, `^` for one in ा (without it; both
/// of `verbs.txt`), `=` for two letters or more of any word; in the choices it stands for what was found.
pub struct Rewriter {
    table: BTreeMap<String, Vec<String>>,
    stems: BTreeSet<String>,
    causal: BTreeSet<String>,
    /// Whether the language writes no nukta.
    plain: bool,
    /// Whether the language likes spoken spellings.
    spoken: bool,
}

/// Nukta letters as one character each.
fn composed(text: &str) -> String {
    const LETTERS: [(&str, &str); 7] = [
        ("क\u{93c}", "\u{958}"),
        ("ख\u{93c}", "\u{959}"),
        ("ग\u{93c}", "\u{95a}"),
        ("ज\u{93c}", "\u{95b}"),
        ("ड\u{93c}", "\u{95c}"),
        ("ढ\u{93c}", "\u{95d}"),
        ("फ\u{93c}", "\u{95e}"),
    ];
    LETTERS
        .iter()
        .fold(text.to_string(), |text, (two, one)| text.replace(two, one))
}

/// The line with blanks around its punctuation.
fn apart(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    for c in composed(line).chars() {
        if matches!(
            c,
            '।' | ',' | ';' | ':' | '?' | '!' | '"' | '(' | ')' | '‘' | '’' | '“' | '”'
        ) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    out
}

fn is_sign(c: char) -> bool {
    matches!(c as u32, 0x0900..=0x0903 | 0x093e..=0x094d)
}

impl Rewriter {
    /// Reads the table of a language and the verb stems beside it.
    pub fn read(path: &Path, tag: &str) -> Result<Rewriter> {
        let text = composed(&std::fs::read_to_string(path).with_context(|| path.display().to_string())?);
        let verbs = path.with_file_name("verbs.txt");
        let verbs = composed(&std::fs::read_to_string(&verbs).with_context(|| verbs.display().to_string())?);
        let (mut stems, mut causal) = (BTreeSet::new(), BTreeSet::new());
        for line in verbs.lines().filter(|l| !l.starts_with('#')) {
            match line.strip_prefix("=ा ") {
                Some(words) => causal.extend(
                    words
                        .split_whitespace()
                        .filter_map(|w| w.strip_suffix('ा'))
                        .map(str::to_string),
                ),
                None => stems.extend(line.split_whitespace().map(str::to_string)),
            }
        }
        let rows = text
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once('\t'));
        Ok(Rewriter {
            table: rows
                .map(|(hindi, own)| (hindi.to_string(), own.split('|').map(str::to_string).collect()))
                .collect(),
            stems,
            causal,
            plain: matches!(tag, "mr" | "ne"),
            spoken: matches!(tag, "bho" | "mag"),
        })
    }

    /// The choices for the first words of `words`, what the sign for the stem stands for, and how many words they replace.
    fn find(&self, words: &[&str]) -> Option<(&[String], char, String, usize)> {
        for n in (1..=LONGEST.min(words.len())).rev() {
            if let Some(found) = self.table.get(&words[..n].join(" ")) {
                return Some((found, ' ', String::new(), n));
            }
            let first = words[0];
            let rest: String = words[1..n].iter().map(|w| format!(" {w}")).collect();
            for (cut, c) in first.char_indices().map(|(i, c)| (i + c.len_utf8(), c)) {
                let (stem, ending) = first.split_at(cut);
                let known = [
                    ('~', self.stems.contains(stem)),
                    ('^', self.causal.contains(stem)),
                    ('=', !is_sign(c) && stem.chars().filter(|c| !is_sign(*c)).count() > 1),
                ];
                for (sign, _) in known.iter().filter(|k| k.1) {
                    if let Some(found) = self.table.get(&format!("{sign}{ending}{rest}")) {
                        return Some((found, *sign, stem.to_string(), n));
                    }
                }
            }
        }
        None
    }

    /// The sentence, if at least a sixth of its words were replaced.
    pub fn rewrite(&self, line: &str, chance: &mut Chance) -> Option<String> {
        let line = apart(line);
        let words: Vec<&str> = line.split_whitespace().collect();
        let (mut out, mut at, mut replaced) = (String::new(), 0, 0);
        while at < words.len() {
            let found = self.find(&words[at..]);
            let skipped = chance.below(100) < LEFT_HINDI;
            if let Some((choices, sign, stem, used)) = found.filter(|_| !skipped) {
                replaced += used;
                at += used;
                let choice = &choices[chance.below(choices.len())];
                let own = if sign == ' ' {
                    choice.clone()
                } else {
                    choice.replace(sign, &stem)
                };
                match own.strip_prefix('+') {
                    _ if own == "-" => {}
                    Some(ending) => {
                        let skip = out.ends_with(is_sign) && ending.starts_with(is_sign);
                        out.extend(ending.chars().skip(usize::from(skip)));
                    }
                    None => {
                        out.push(' ');
                        out.push_str(&own);
                    }
                }
                continue;
            }
            out.push(' ');
            let word = words[at];
            at += 1;
            match word.strip_suffix("ों") {
                Some(stem) if self.plain && stem.chars().count() > 2 => out.push_str(stem),
                _ if self.spoken && chance.below(100) < SPOKEN => out.push_str(&spoken(word)),
                _ => out.push_str(word),
            }
        }
        if self.plain {
            let letters = [
                ('\u{95c}', "ड"),
                ('\u{95d}', "ढ"),
                ('\u{958}', "क"),
                ('\u{959}', "ख"),
                ('\u{95a}', "ग"),
                ('\u{95b}', "ज"),
                ('\u{95e}', "फ"),
            ];
            out = letters.iter().fold(out, |out, (one, two)| out.replace(*one, two));
        }
        (replaced * 6 >= words.len()).then(|| out.trim().to_string())
    }
}

/// A learned word as villagers say it: श and ष become स, ण न, क्ष छ, a leading य ज and व ब.
fn spoken(word: &str) -> String {
    let word = word.replace("क्ष", "च्छ").replace(['श', 'ष'], "स").replace('ण', "न");
    match word.chars().next() {
        Some('व') => format!("ब{}", &word['व'.len_utf8()..]),
        Some('य') => format!("ज{}", &word['य'.len_utf8()..]),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, hindi: &str, wants: &[&str]) {
        let path = crate::root().join(format!("corpus/lang/rewrite/{tag}.tsv"));
        let rewriter = Rewriter::read(&path, tag).expect("the table reads");
        let mut chance = Chance(11);
        let made: BTreeSet<String> = (0..200).filter_map(|_| rewriter.rewrite(hindi, &mut chance)).collect();
        for want in wants {
            let list: Vec<&str> = made.iter().map(String::as_str).collect();
            assert!(made.contains(&composed(want)), "{want} not in\n{}", list.join("\n"));
        }
    }

    #[test]
    fn endings_of_verbs_and_nouns() {
        check(
            "bho",
            "किसान रोज बाजार में फल बेचते हैं",
            &["किसान रोज बाजार में फल बेचेलें", "किसान रोज बाजार में फल बेचत बाड़न"],
        );
        check("mag", "उसने घर बनाया", &["उसने घर बनैलक"]);
        check("mai", "यह काम करना चाहिए", &["ई काज करबाक चाही"]);
        check("bho", "छात्रों को", &["छात्रन के"]);
    }
}
