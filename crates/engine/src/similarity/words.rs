//! Content words of a passage in the form in which passages are compared: folded, stop words dropped, words that report
//! the same thing put together, stemmed; numbers by value.

use crate::model::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::numbers::parse_digits;
use sutradhar_text::packs;
use sutradhar_text::stem::stem;
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::words::{Token, TokenKind, words};

/// A content word or number with its place in the whole text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    /// What it compares as: a stem, `=n` for a group of synonyms, `#v` for a number.
    pub key: String,
    /// Where.
    pub span: Span,
    /// The value, if it is a number.
    pub value: Option<f64>,
}

/// A word as the rules look at it: folded, with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    /// Folded.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Whether it is written in digits.
    pub digits: bool,
}

/// The folded words of a passage; spans are shifted by `base`.
pub(crate) fn folded_words(text: &str, base: usize) -> Vec<Word> {
    words(text)
        .into_iter()
        .map(|t| Word {
            text: fold(t.span.of(text)),
            span: t.span.shift(base),
            digits: t.kind == TokenKind::Number,
        })
        .collect()
}

/// Lines of a data file without remarks.
pub(crate) fn data_lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// A set of folded words from a data file.
pub(crate) fn word_set(data: &'static str) -> FxHashSet<String> {
    data_lines(data).flat_map(str::split_whitespace).map(fold).collect()
}

/// The lines of the files of one name in all language packs.
pub(crate) fn pack_lines(name: &str) -> impl Iterator<Item = &'static str> {
    packs::each(name).flat_map(|f| f.lines()).map(|(_, line)| line)
}

/// A set of the folded words of the files of one name in all language packs.
pub(crate) fn pack_words(name: &str) -> FxHashSet<String> {
    pack_lines(name).flat_map(str::split_whitespace).map(fold).collect()
}

/// Named groups of folded forms; a form of several words keeps `_` between them.
pub(crate) struct Groups {
    names: Vec<&'static str>,
    notes: Vec<Vec<&'static str>>,
    forms: FxHashMap<String, Vec<u16>>,
    /// Words of the longest form of several words, by the first of them.
    starts: FxHashMap<String, usize>,
}

impl Groups {
    /// Reads `name form form ...` lines.
    pub fn parse(data: &'static str) -> Groups {
        Groups::noted(data, 0)
    }

    /// Reads `name note note ... form form ...` lines with so many notes each.
    pub fn noted(data: &'static str, notes: usize) -> Groups {
        let mut g = Groups {
            names: Vec::new(),
            notes: Vec::new(),
            forms: FxHashMap::default(),
            starts: FxHashMap::default(),
        };
        for line in data_lines(data) {
            let mut parts = line.split_whitespace();
            let Some(name) = parts.next() else { continue };
            let id = g.names.len() as u16;
            g.names.push(name);
            g.notes.push(parts.by_ref().take(notes).collect());
            for form in parts {
                let form = fold(form);
                let words = form.split('_').count();
                if let Some(first) = form.split('_').next().filter(|_| words > 1) {
                    let longest = g.starts.entry(first.to_string()).or_default();
                    *longest = words.max(*longest);
                }
                g.forms.entry(form).or_default().push(id);
            }
        }
        g
    }

    /// Name of a group.
    pub fn name(&self, id: u16) -> &'static str {
        self.names.get(id as usize).copied().unwrap_or("")
    }

    /// A note of a group; empty if it has none.
    pub fn note(&self, id: u16, n: usize) -> &'static str {
        self.notes
            .get(id as usize)
            .and_then(|l| l.get(n))
            .copied()
            .unwrap_or("")
    }

    /// A note of the group of this name; empty if there is none.
    pub fn noted_of(&self, name: &str, n: usize) -> &'static str {
        let id = self.names.iter().position(|x| *x == name);
        id.map_or("", |id| self.note(id as u16, n))
    }

    /// The longest form that starts at word `i`: the groups it is in and how many words it takes.
    pub fn at(&self, words: &[Word], i: usize) -> Option<(&[u16], usize)> {
        let first = words.get(i)?.text.as_str();
        let longest = self.starts.get(first).copied().unwrap_or(1);
        for n in (1..=longest.min(words.len() - i)).rev() {
            let found = if n == 1 {
                self.forms.get(first)
            } else {
                let joined: Vec<&str> = words[i..i + n].iter().map(|w| w.text.as_str()).collect();
                self.forms.get(joined.join("_").as_str())
            };
            if let Some(ids) = found {
                return Some((ids, n));
            }
        }
        None
    }

    /// Every form found in the words, left to right, longest first: group, first word, number of words.
    pub fn find(&self, words: &[Word]) -> Vec<(u16, usize, usize)> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < words.len() {
            match self.at(words, i) {
                Some((ids, n)) => {
                    out.extend(ids.iter().map(|id| (*id, i, n)));
                    i += n;
                }
                None => i += 1,
            }
        }
        out
    }
}

struct Synonyms {
    forms: FxHashMap<String, u16>,
    stems: FxHashMap<String, u16>,
    phrases: FxHashMap<(String, String), u16>,
}

static STOP: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-stop"));

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| {
    let mut s = Synonyms {
        forms: FxHashMap::default(),
        stems: FxHashMap::default(),
        phrases: FxHashMap::default(),
    };
    for (id, line) in pack_lines("claims-synonyms").enumerate() {
        for form in line.split_whitespace() {
            let folded = fold(form);
            if let Some((a, b)) = folded.split_once('_') {
                s.phrases.entry((a.to_string(), b.to_string())).or_insert(id as u16);
            } else {
                s.stems.entry(stem(&folded).to_string()).or_insert(id as u16);
                s.stems.entry(bare(&folded).to_string()).or_insert(id as u16);
                s.forms.entry(folded).or_insert(id as u16);
            }
        }
    }
    s
});

static NUMBERS: LazyLock<FxHashMap<String, (f64, bool)>> = LazyLock::new(|| {
    pack_lines("claims-numbers")
        .filter_map(|l| {
            let (word, value) = l.split_once(' ')?;
            let scale = value.starts_with('*');
            Some((fold(word), (value.trim_start_matches('*').parse().ok()?, scale)))
        })
        .collect()
});

/// Whether a folded word carries no claim of its own.
pub(crate) fn is_stop(word: &str) -> bool {
    STOP.contains(word)
}

/// Reads a number that starts at word `i`: its value and how many words it takes. A bare एक is an article, not a
/// number.
pub(crate) fn number_at(words: &[Word], i: usize) -> Option<(f64, usize)> {
    let digits = |w: &Word| {
        let end = w
            .text
            .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
            .unwrap_or(w.text.len());
        parse_digits(w.text.get(..end)?)
    };
    let unit = |w: &Word| {
        if w.digits {
            digits(w)
        } else {
            NUMBERS.get(w.text.as_str()).filter(|n| !n.1).map(|n| n.0)
        }
    };
    let scale = |w: &Word| NUMBERS.get(w.text.as_str()).filter(|n| n.1).map(|n| n.0);
    let first = words.get(i)?;
    let mut part = unit(first)?;
    let (mut total, mut n, mut scaled) = (0.0, 1, false);
    while let Some(w) = words.get(i + n) {
        if let Some(s) = scale(w) {
            part *= s;
            scaled = true;
        } else if scaled && part >= 100.0 && unit(w).is_some_and(|u| u < part) && n < 6 {
            total += part;
            part = unit(w).unwrap_or(0.0);
            scaled = false;
        } else {
            break;
        }
        n += 1;
    }
    if n == 1 && !first.digits && part <= 1.0 {
        return None;
    }
    Some((total + part, n))
}

/// The key of a number.
pub(crate) fn number_key(value: f64) -> String {
    format!("#{value}")
}

/// The content words and numbers of words, in order.
pub(crate) fn terms_of(words: &[Word]) -> Vec<Term> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let w = &words[i];
        if let Some((value, n)) = number_at(words, i) {
            let end = words[i + n - 1].span.end;
            out.push(Term {
                key: number_key(value),
                span: Span {
                    start: w.span.start,
                    end,
                },
                value: Some(value),
            });
            i += n;
            continue;
        }
        if let Some(next) = words.get(i + 1)
            && let Some(id) = SYNONYMS.phrases.get(&(w.text.clone(), next.text.clone()))
        {
            let span = Span {
                start: w.span.start,
                end: next.span.end,
            };
            out.push(Term {
                key: format!("={id}"),
                span,
                value: None,
            });
            i += 2;
            continue;
        }
        i += 1;
        if STOP.contains(w.text.as_str()) || w.text.chars().count() < 2 {
            continue;
        }
        out.push(Term {
            key: word_key(&w.text),
            span: w.span,
            value: None,
        });
    }
    out
}

/// The content words and numbers of a passage; spans are shifted by `base`. Stems of the content words of a text, and
/// of hyphened pairs as one word (लाठी-चार्ज is also लाठीचार्ज); numbers are left out.
pub(crate) fn stems(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let tokens: Vec<Token> = words(&folded)
        .into_iter()
        .filter(|t| t.kind != TokenKind::Number)
        .collect();
    let single = tokens.iter().map(|t| t.span.of(&folded).to_string());
    let pairs = tokens.windows(2).filter_map(|w| match w {
        [a, b] if Span::new(a.span.end as usize, b.span.start as usize).of(&folded) == "-" => {
            Some(format!("{}{}", a.span.of(&folded), b.span.of(&folded)))
        }
        _ => None,
    });
    single
        .chain(pairs)
        .filter(|w| w.chars().nth(1).is_some() && !is_stopword(w))
        .map(|w| stem(&w).to_string())
        .collect()
}

#[cfg(test)]
pub(crate) fn terms(text: &str, base: usize) -> Vec<Term> {
    terms_of(&folded_words(text, base))
}

/// What one folded word compares as.
pub(crate) fn word_key(word: &str) -> String {
    if let Some(id) = SYNONYMS.forms.get(word) {
        return format!("={id}");
    }
    let s = stem(word);
    let group = [s, bare(word)]
        .into_iter()
        .filter(|f| f.chars().count() >= 3)
        .find_map(|f| SYNONYMS.stems.get(f));
    group.map_or_else(|| loose(s), |id| format!("={id}"))
}

/// A word without its last vowel sign and nasal: a lighter stem than [`stem`].
fn bare(word: &str) -> &str {
    const ENDINGS: &[char] = &['ा', 'ि', 'ी', 'ु', 'ू', 'े', 'ो', 'ं'];
    word.trim_end_matches('ं').trim_end_matches(ENDINGS)
}

/// A stem with what spelling leaves open taken out: nasal signs, conjunct nasals, length of i and u, ये/ए.
fn loose(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut chars = s.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'ं' => {}
            'ञ' | 'ङ' | 'ण' | 'न' | 'म' if chars.peek() == Some(&'्') => {
                let mut rest = chars.clone();
                rest.next();
                if rest.peek().is_some_and(|n| ('क'..='म').contains(n)) {
                    chars.next();
                } else {
                    out.push(c);
                }
            }
            'ी' => out.push('ि'),
            'ू' => out.push('ु'),
            'ई' => out.push('इ'),
            'ऊ' => out.push('उ'),
            _ => out.push(c),
        }
    }
    out
}

/// Whether two keys are forms of one word that stemming left apart (संक्रमण, संक्रमित): a shared beginning of at least
/// four characters and three fifths of the longer.
pub(crate) fn akin(a: &str, b: &str) -> bool {
    if a.starts_with(['=', '#']) || b.starts_with(['=', '#']) {
        return false;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= 4 && shared * 5 >= longer * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphened_pair_is_also_one_word() {
        assert!(stems("जनवरी के लाठी-चार्ज के बाद").contains("लाठीचार्ज"));
        assert!(!stems("लाठी और चार्ज").contains("लाठीचार्ज"));
    }

    fn check(text: &str, want: &[(&str, Option<f64>)]) {
        let got: Vec<(String, Option<f64>)> = terms(text, 0)
            .into_iter()
            .map(|t| (t.span.of(text).to_string(), t.value))
            .collect();
        let want: Vec<(String, Option<f64>)> = want.iter().map(|(w, v)| (w.to_string(), *v)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn numbers_are_read_by_value() {
        check("22 हजार 500 पद", &[("22 हजार 500", Some(22500.0)), ("पद", None)]);
        check("करीब दो लाख लोग", &[("दो लाख", Some(200000.0)), ("लोग", None)]);
        check(
            "एक नदी के 5,000 मीटर",
            &[("नदी", None), ("5,000", Some(5000.0)), ("मीटर", None)],
        );
    }

    #[test]
    fn words_that_report_the_same_compare_equal() {
        for (a, b) in [
            ("मुलाकात", "बैठक"),
            ("फेफड़ों", "फेंफड़ों"),
            ("सितंबर", "सितम्बर"),
            ("दम तोड़ा", "मौत"),
        ] {
            assert_eq!(terms(a, 0)[0].key, terms(b, 0)[0].key, "{a} {b}");
        }
        assert!(akin(&word_key("निगरानी"), &word_key("निगरानियों")));
        assert!(!akin(&word_key("नदी"), &word_key("नमक")));
    }
}
