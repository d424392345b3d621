//! Hindi words that a bad conversion damaged: letters lost, inserted or parted by a blank.
//!
//! A word is repaired only if it is not itself known and exactly one known word comes out. The raw form stays in the text:
//! repaired forms are for comparing, as folded ones are.

use crate::packs;
use crate::{Lang, Span};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut all = HashSet::new();
    let mut last = String::new();
    for line in packs::file(Lang::Hi, "words").into_iter().flat_map(|f| f.text.lines()) {
        let mut chars = line.chars();
        let Some(shared) = chars.next().and_then(|c| c.to_digit(36)) else {
            continue;
        };
        let word: String = last.chars().take(shared as usize).chain(chars).collect();
        last.clone_from(&word);
        all.insert(word);
    }
    all
});

static JOINS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<&str>> = HashMap::new();
    let lines = packs::file(Lang::Hi, "joins").into_iter().flat_map(|f| f.lines());
    for (first, second) in lines.filter_map(|(_, l)| l.split_once(' ')) {
        all.entry(first).or_default().push(second);
    }
    all
});

/// Least letters and signs of a word that is repaired: shorter ones fit too much.
const SHORTEST: usize = 4;

/// Least letters and signs of a name of which [`repair_among`] takes an inserted letter away.
const SHORTEST_NAME: usize = 7;

/// Whether a word, as written, is in the Hindi word list (17,000 words, forms and names of the news). Joiners do not count,
/// composed and decomposed nukta letters are the same.
pub fn is_known(word: &str) -> bool {
    WORDS.contains(&*plain(word))
}

/// The word in the form of the list.
fn plain(word: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        matches!(
            c,
            '\u{0958}'..='\u{095f}' | '\u{200c}' | '\u{200d}' | '\u{0929}' | '\u{0931}' | '\u{0934}'
        )
    };
    if !word.contains(odd) && !word.contains('\u{093c}') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.chars()
            .filter(|c| !matches!(c, '\u{200c}' | '\u{200d}'))
            .nfc()
            .collect(),
    )
}

/// What a Devanagari sign is for the rules of spelling.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Vowel,
    Nasal,
    Virama,
    Nukta,
}

fn kind(c: char) -> Kind {
    match c {
        '\u{093c}' => Kind::Nukta,
        '\u{094d}' => Kind::Virama,
        '\u{0900}'..='\u{0903}' => Kind::Nasal,
        '\u{093a}'
        | '\u{093b}'
        | '\u{093e}'..='\u{094c}'
        | '\u{094e}'
        | '\u{094f}'
        | '\u{0955}'..='\u{0957}'
        | '\u{0962}'
        | '\u{0963}' => Kind::Vowel,
        _ => Kind::Letter,
    }
}

/// The first place where a word breaks the rules of Devanagari: a sign at its start, two vowel signs in a row, a sign after a
/// virama or a virama after a sign. The index, in characters, of the second of the two.
fn broken_at(chars: &[char]) -> Option<usize> {
    let first = chars.first()?;
    if kind(*first) != Kind::Letter {
        return Some(0);
    }
    chars
        .windows(2)
        .position(|pair| matches!(pair, &[a, b] if clash(a, b)))
        .map(|i| i + 1)
}

/// Whether `b` may not follow `a`.
fn clash(a: char, b: char) -> bool {
    matches!(
        (kind(a), kind(b)),
        (Kind::Vowel, Kind::Vowel | Kind::Virama | Kind::Nukta)
            | (Kind::Virama, Kind::Vowel | Kind::Nasal | Kind::Virama | Kind::Nukta)
            | (Kind::Nasal, Kind::Vowel | Kind::Virama | Kind::Nukta | Kind::Nasal)
            | (Kind::Nukta, Kind::Nukta)
    ) || (kind(a) == Kind::Letter && !is_consonant(a) && matches!(kind(b), Kind::Vowel | Kind::Virama | Kind::Nukta))
}

/// Whether a single word breaks the rules of Devanagari; false for other scripts and for several words.
fn is_broken(word: &str) -> bool {
    let mut before: Option<char> = None;
    for c in word.chars() {
        if !matches!(c, '\u{0900}'..='\u{097f}') {
            return false;
        }
        let broken = match before {
            None => kind(c) != Kind::Letter,
            Some(b) => clash(b, c),
        };
        if broken {
            return true;
        }
        before = Some(c);
    }
    false
}

/// The known word that a folded word stands for, if it breaks the rules of the script. None at the cost of one look at each
/// character for nearly all words.
pub(crate) fn mended(folded: &str) -> Option<Cow<'static, str>> {
    (folded.len() >= 3 * SHORTEST && is_broken(folded))
        .then(|| repair(folded))
        .flatten()
}

fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह' | '\u{0958}'..='\u{095f}' | '\u{0978}'..='\u{097f}')
}

/// The word that a damaged Hindi word stands for, if it breaks the rules of the script (a sign after a virama, two vowel signs
/// in a row, a sign at the start) and taking away or turning round what stands at the break gives one known word.
///
/// None for a word that is known, that breaks no rule, that has fewer than four characters, or that could be several.
pub fn repair(word: &str) -> Option<Cow<'static, str>> {
    repair_with(word, is_known)
}

/// As [`repair`], with a list of known words of the caller's own beside the built-in one, such as the names of the document.
pub fn repair_with(word: &str, known: impl Fn(&str) -> bool) -> Option<Cow<'static, str>> {
    let chars: Vec<char> = plain(word).chars().collect();
    if chars.len() < SHORTEST || chars.len() > 40 || !crate::chars::is_indic(*chars.first()?) {
        return None;
    }
    let at = broken_at(&chars)?;
    let known = |w: &str| known(w) || is_known(w);
    if known(word) {
        return None;
    }
    let mut found: Option<String> = None;
    let mut try_one = |candidate: Vec<char>| -> bool {
        if broken_at(&candidate).is_some() {
            return true;
        }
        let candidate: String = candidate.into_iter().collect();
        if !known(&candidate) || found.as_deref() == Some(&candidate) {
            return true;
        }
        let first = found.is_none();
        found = Some(candidate);
        first
    };
    let near = at.saturating_sub(2)..(at + 2).min(chars.len());
    for i in near {
        let mut without = chars.clone();
        without.remove(i);
        if !try_one(without) {
            return None;
        }
        if i + 1 < chars.len() {
            let mut turned = chars.clone();
            turned.swap(i, i + 1);
            if !try_one(turned) {
                return None;
            }
        }
    }
    found.map(Cow::Owned)
}

/// The name of a list that a word stands for when one letter, perhaps with its signs, was inserted into it (व्लासदिमीर). The list
/// is small and near the word: the other names of the document, or a gazetteer. None if several fit, if the word is itself
/// in the list or known, or if it has fewer than seven characters.
pub fn repair_among<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let chars: Vec<char> = plain(word).chars().collect();
    if chars.len() < SHORTEST_NAME || is_known(word) {
        return None;
    }
    let mut found = None;
    for name in names {
        if name == word {
            return None;
        }
        let own: Vec<char> = plain(name).chars().collect();
        let more = chars.len().saturating_sub(own.len());
        if !(1..=2).contains(&more) || own.len() + 2 < SHORTEST_NAME {
            continue;
        }
        let head = chars.iter().zip(&own).take_while(|(a, b)| a == b).count();
        let tail = chars
            .iter()
            .rev()
            .zip(own.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let inserted = chars.get(head..head + more).unwrap_or(&[]);
        // A letter added at the end is an ending, one at the start another name.
        let inside = head > 1 && head < own.len() && head + tail >= own.len();
        if inside && inserted.iter().any(|c| kind(*c) == Kind::Letter) {
            if found.is_some_and(|f| f != name) {
                return None;
            }
            found = Some(name);
        }
    }
    found
}

/// Whether two words side by side are one Hindi word that a stray blank parted: राष्ट्र पति, or a part that cannot stand alone.
pub fn is_parted(first: &str, second: &str) -> bool {
    if JOINS.get(first).is_some_and(|seconds| seconds.contains(&second)) {
        return true;
    }
    let dangling = first.ends_with('\u{094d}') && !is_known(first);
    let orphan = second.chars().next().is_some_and(|c| kind(c) != Kind::Letter);
    (dangling || orphan) && !first.is_empty() && is_known(&format!("{first}{second}"))
}

/// The pairs of words of a text that [`is_parted`] takes for one, as spans over both, in order. They do not overlap.
pub fn parted(text: &str) -> Vec<Span> {
    let tokens = crate::words::words(text);
    let mut out = Vec::new();
    let mut i = 0;
    while let [a, b, ..] = tokens.get(i..).unwrap_or(&[]) {
        let gap = text.get(a.span.end as usize..b.span.start as usize).unwrap_or("");
        let blank = matches!(gap, " " | "\u{a0}" | "\u{200b}");
        i += 1;
        if blank && is_parted(a.span.of(text), b.span.of(text)) {
            out.push(Span {
                start: a.span.start,
                end: b.span.end,
            });
            i += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(word: &str, want: Option<&str>) {
        assert_eq!(repair(word).as_deref(), want, "{word}");
    }

    #[test]
    fn words_that_break_the_script_are_repaired() {
        check("सरकाार", Some("सरकार"));
        check("अधिकाारी", Some("अधिकारी"));
        check("प्ाुलिस", None);
        check("मुख्यमंत्री्", Some("मुख्यमंत्री"));
        check("राष्ट्र्पति", None);
        check("अस्पताल्", None);
        check("जानकाररी", None);
    }

    #[test]
    fn good_and_unknown_words_stay() {
        for word in ["सरकार", "क्यों", "झुमरीपुरवा", "मेहुलगढ़", "किम", "राव", "bridge", "", "।"]
        {
            check(word, None);
        }
    }

    #[test]
    fn names_by_the_names_around_them() {
        let names = ["मेहरानपुर", "ब्लादिस्लाव", "सुरेंद्रनाथ"];
        assert_eq!(repair_among("ब्लासदिस्लाव", names), Some("ब्लादिस्लाव"));
        assert_eq!(repair_among("सुरेंद्रनाथों", names), None);
        assert_eq!(repair_among("सुरेंद्रनाथ", names), None);
        assert_eq!(repair_among("नाथ", names), None);
    }

    #[test]
    fn parted_words() {
        let text = "नए राष्ट्र पति ने नगर में प्रधान मंत्री से बात की।";
        let got: Vec<&str> = parted(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(got, ["राष्ट्र पति", "प्रधान मंत्री"]);
        assert!(parted("उस के पति ने राष्ट्र की सेवा की").is_empty());
    }

    proptest! {
        #[test]
        fn repaired_words_are_known_and_stay(word in "[कखगसरलपमनाि ी्ंुे़]{0,12}|\\PC{0,12}") {
            if let Some(good) = repair(&word) {
                prop_assert!(is_known(&good) && !is_known(&word));
                prop_assert!(repair(&good).is_none());
            }
            for span in parted(&word) {
                prop_assert!(word.get(span.start as usize..span.end as usize).is_some());
            }
            let _ = repair_among(&word, ["सरकार", "मेहरानपुर"]);
        }
    }
}
