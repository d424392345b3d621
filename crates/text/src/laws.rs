//! The laws that every language pack keeps, one macro for all of them. What a pack is, and how to add one, is told in
//! `docs/adding-a-language.md`.
//!
//! A language of `lang/mod.rs` is held to them without a line here. What its pack does not have is not looked at.

use crate::fold::fold;
use crate::lang::{detect, with_languages};
use crate::numbers::number_word;
use crate::packs::{self, Fact};
use crate::sentences::sentences;
use crate::stem::stem_in;
use crate::stopwords::{is_stopword, stopwords};
use crate::words::words;
use crate::{Lang, Span, calendar};

/// The words of a fact of the pack, `|` read as a blank.
fn fact(lang: Lang, kind: Fact) -> Vec<String> {
    let facts = packs::sound(packs::facts(lang));
    let of_kind = facts.iter().filter(|e| e.class == kind);
    of_kind.flat_map(|e| e.words()).map(|w| w.replace('|', " ")).collect()
}

/// The sentences of the sample.
fn sample(lang: Lang) -> Vec<&'static str> {
    let facts = packs::sound(packs::facts(lang));
    let of_kind = facts.iter().filter(|e| e.class == Fact::Sample);
    of_kind.map(|e| e.rest()).collect()
}

/// Every file names its source first, no list is empty, folding a word twice changes nothing, and nothing is lent in a
/// circle or by nobody.
fn files_are_sound(lang: Lang) {
    for file in packs::files().iter().filter(|f| f.tag == lang.tag()) {
        assert!(file.text.starts_with('#'), "{}: no source and licence first", file.path);
        assert!(file.lines().next().is_some(), "{} is empty", file.path);
        for word in file.words() {
            assert_eq!(fold(&fold(word)), fold(word), "{}: {word}", file.path);
        }
    }
    for entry in packs::sound(packs::facts(lang))
        .iter()
        .filter(|e| e.class == Fact::Borrow)
    {
        let mut words = entry.words();
        let name = words.next().unwrap();
        let mut at = words.next().and_then(Lang::from_tag);
        assert!(at.is_some_and(|l| packs::file(l, name).is_some()), "{}", entry.rest());
        for _ in Lang::ALL {
            at = at.and_then(|l| packs::lender(l, name));
        }
        assert!(at.is_none(), "{} lends in a circle: {}", lang.tag(), entry.rest());
    }
}

/// The calendar has twelve months and seven weekdays.
fn calendar_is_whole(lang: Lang) {
    if packs::file(lang, "calendar").is_some() {
        let (months, weekdays) = calendar::named(lang);
        assert_eq!(months, (1..=12).collect::<Vec<i8>>());
        assert_eq!(weekdays, (0..=6).collect::<Vec<i8>>());
    }
}

/// Stop words are found by their folded form.
fn stop_words_fold(lang: Lang) {
    for word in stopwords(lang) {
        assert!(is_stopword(&fold(word)), "{word}");
    }
    assert!(packs::file(lang, "stopwords").is_none() || stopwords(lang).count() > 20);
}

/// A number word stands for one value within its language.
fn numbers_have_one_value(lang: Lang) {
    let mut seen: Vec<(String, &str, &str)> = Vec::new();
    for (n, line) in packs::file(lang, "numbers").into_iter().flat_map(|f| f.lines()) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        for word in fields[2..].iter().filter(|_| fields[1] != "-") {
            let folded = fold(word);
            assert!(number_word(&folded).is_some(), "numbers.txt:{n}: {word}");
            let other = seen
                .iter()
                .find(|(w, v, k)| *w == folded && *k == fields[0] && *v != fields[1]);
            assert!(other.is_none(), "numbers.txt:{n}: two values: {word}");
            seen.push((folded, fields[1], fields[0]));
        }
    }
}

/// The sample is read as its language, falls into its sentences, which cover it, and its stems hold.
fn sample_is_read(lang: Lang) {
    let want = sample(lang);
    if want.is_empty() {
        return;
    }
    let text = want.join(" ");
    assert_eq!(detect(&text).tag(), lang.tag(), "{text}");
    let found = sentences(&text);
    let shown: Vec<&str> = found.iter().map(|s: &Span| s.of(&text)).collect();
    assert_eq!(shown, want, "{text}");
    for word in words(&text) {
        let folded = fold(word.span.of(&text));
        assert_eq!(fold(&folded), folded);
        let stem = stem_in(&folded, lang);
        assert!(
            !stem.is_empty() && stem.len() <= folded.len() && folded.starts_with(stem),
            "{folded}"
        );
    }
}

/// Spaced marks, quotes that close behind the mark or never, two apostrophes, brackets, hyphenated pairs.
fn marks_end_sentences(lang: Lang) {
    let (stop, words_of) = (fact(lang, Fact::Stop), fact(lang, Fact::Words));
    let ([end], [a, b, c]) = (&stop[..], &words_of[..]) else {
        assert!(stop.is_empty() && words_of.is_empty(), "a mark and three words");
        return;
    };
    let check = |text: String, want: Vec<String>| {
        let got: Vec<&str> = sentences(&text).iter().map(|s| s.of(&text)).collect();
        assert_eq!(got, want, "{text}");
    };
    let rest = format!("{c} {b}{end}");
    check(
        format!("{a} {b}{end} {rest}"),
        vec![format!("{a} {b}{end}"), rest.clone()],
    );
    check(
        format!("{a} {c} {a} {b} {end} {c} {a} {b} {end}"),
        vec![format!("{a} {c} {a} {b} {end}"), format!("{c} {a} {b} {end}")],
    );
    for (open, close) in [("“", "”"), ("''", "''"), ("\"", "\""), ("‘", "’"), ("(", ")")] {
        check(
            format!("{open}{a} {b}{end}{close} {rest}"),
            vec![format!("{open}{a} {b}{end}{close}"), rest.clone()],
        );
    }
    check(
        format!("“{a} {b}{end} {rest}"),
        vec![format!("“{a} {b}{end}"), rest.clone()],
    );
    check(format!("{a} {b}? {rest}"), vec![format!("{a} {b}?"), rest.clone()]);
    let pair = format!("{c}-{b}");
    let last = c.split(' ').next_back().unwrap_or(c);
    let got: Vec<&str> = words(&pair).iter().map(|w| w.span.of(&pair)).collect();
    assert_eq!(&got[got.len() - 2..], [last, b], "{pair}");
}

/// An abbreviation ends no sentence.
fn abbreviations_end_nothing(lang: Lang) {
    let [_, _, word] = &fact(lang, Fact::Words)[..] else {
        return;
    };
    for short in packs::file(lang, "abbreviations").into_iter().flat_map(|f| f.words()) {
        let text = format!("{short}. {word} {word} {word} {word}.");
        assert_eq!(sentences(&text).len(), 1, "{text}");
    }
}

/// The laws of each language, a module of tests by its name.
macro_rules! language_laws {
    ($($(#[$doc:meta])* $name:ident $tag:literal $($block:literal)?;)*) => {
        $($(#[$doc])*
        #[allow(non_snake_case)] // named as the language is in `Lang`
        mod $name {
            use super::*;

            #[test]
            fn files() {
                files_are_sound(Lang::$name);
            }

            #[test]
            fn words_of_the_pack() {
                calendar_is_whole(Lang::$name);
                stop_words_fold(Lang::$name);
                numbers_have_one_value(Lang::$name);
            }

            #[test]
            fn sample() {
                sample_is_read(Lang::$name);
            }

            #[test]
            fn sentences() {
                marks_end_sentences(Lang::$name);
                abbreviations_end_nothing(Lang::$name);
            }
        })*
    };
}

with_languages!(language_laws);

/// Every line of the files that this crate reads has a known class and a value that fits.
#[test]
fn every_line_is_known() {
    let faults: Vec<String> = packs::faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A folder of a language that is not in `Lang` would never be read.
#[test]
fn every_folder_is_a_language() {
    for file in packs::files() {
        assert!(Lang::from_tag(file.tag).is_some(), "{} is no language", file.path);
    }
}
