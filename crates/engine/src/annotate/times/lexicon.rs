//! Time words of all languages, from the data files.

use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// Units of the time grammar; `model::TimeUnit` knows neither minutes nor quarters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Parts of a day, as far as they decide the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Night,
    Late,
}

/// What a time word does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TimeWord {
    Day(i32),
    Either(i32),
    Move(i32),
    Unit(Unit),
    Part(Part),
    Post,
    Ago,
    Some,
    Clock,
}

/// The time words of one language.
pub(super) struct Lexicon {
    words: FxHashMap<String, TimeWord>,
    /// Vague phrases by their first word, longest first.
    vague: FxHashMap<String, Vec<Vec<String>>>,
    /// Days of the year with a name of their own, by the first word: the words, month and day.
    fixed: FxHashMap<String, Vec<NamedDay>>,
    /// The language to look in where this one has nothing.
    next: Option<&'static LazyLock<Lexicon>>,
}

/// A day of the year by its name: the words, month and day.
type NamedDay = (Vec<String>, i8, i8);

macro_rules! lexicons {
    ($($name:ident $tag:literal $next:expr;)*) => {
        $(static $name: LazyLock<Lexicon> =
            LazyLock::new(|| load(include_str!(concat!("../../../../text/data/", $tag, "/times.txt")), $next));)*
    };
}

// Marathi and Nepali share words with Hindi; all borrow English ones. What only Marathi has (काल, "yesterday") is not read into
// Hindi, where it is a word of another meaning.
lexicons! {
    ENGLISH "en" None;
    HINDI "hi" Some(&ENGLISH);
    MARATHI "mr" Some(&HINDI);
    NEPALI "ne" Some(&HINDI);
    BENGALI "bn" Some(&ENGLISH);
    GUJARATI "gu" Some(&ENGLISH);
    SINDHI "sd" Some(&ENGLISH);
}

/// The time words with which a text of a language is read.
pub(super) fn lexicon(lang: Lang) -> &'static Lexicon {
    match lang {
        Lang::Mr => &MARATHI,
        Lang::Ne => &NEPALI,
        Lang::Bn | Lang::As => &BENGALI,
        Lang::Gu => &GUJARATI,
        Lang::Sd => &SINDHI,
        Lang::En => &ENGLISH,
        _ => &HINDI,
    }
}

fn load(list: &str, next: Option<&'static LazyLock<Lexicon>>) -> Lexicon {
    let mut out = Lexicon {
        words: FxHashMap::default(),
        vague: FxHashMap::default(),
        fixed: FxHashMap::default(),
        next,
    };
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(class), Some(value)) = (fields.next(), fields.next()) else {
            continue;
        };
        let number = value.parse().unwrap_or(0);
        for spelling in fields {
            let word = match class {
                "day" => TimeWord::Day(number),
                "either" => TimeWord::Either(number),
                "move" => TimeWord::Move(number),
                "unit" => TimeWord::Unit(match value {
                    "minute" => Unit::Minute,
                    "hour" => Unit::Hour,
                    "day" => Unit::Day,
                    "week" => Unit::Week,
                    "month" => Unit::Month,
                    "quarter" => Unit::Quarter,
                    _ => Unit::Year,
                }),
                "part" => TimeWord::Part(match value {
                    "am" => Part::Morning,
                    "pm" => Part::Afternoon,
                    "night" => Part::Night,
                    _ => Part::Late,
                }),
                "post" => TimeWord::Post,
                "ago" => TimeWord::Ago,
                "some" => TimeWord::Some,
                "clock" => TimeWord::Clock,
                "fixed" => {
                    let phrase: Vec<String> = spelling.split('|').map(fold).collect();
                    let date = value
                        .split_once('-')
                        .and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
                    if let (Some(first), Some((month, day))) = (phrase.first().cloned(), date) {
                        out.fixed.entry(first).or_default().push((phrase, month, day));
                    }
                    continue;
                }
                _ => {
                    let phrase: Vec<String> = spelling.split('|').map(fold).collect();
                    if let Some(first) = phrase.first() {
                        out.vague.entry(first.clone()).or_default().push(phrase);
                    }
                    continue;
                }
            };
            out.words.entry(fold(spelling)).or_insert(word);
        }
    }
    for phrases in out.vague.values_mut() {
        phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
    }
    out
}

impl Lexicon {
    /// What a folded word does in a time expression.
    pub(super) fn time_word(&self, folded: &str) -> Option<TimeWord> {
        let own = self.words.get(folded).copied();
        own.or_else(|| self.next.and_then(|n| n.time_word(folded)))
    }

    /// The vague phrases that begin with a folded word, longest first.
    pub(super) fn vague_phrases(&self, folded: &str) -> &[Vec<String>] {
        match (self.vague.get(folded), self.next) {
            (Some(own), _) => own,
            (None, Some(next)) => next.vague_phrases(folded),
            (None, None) => &[],
        }
    }

    /// The named days of the year that begin with a folded word.
    pub(super) fn named_days(&self, folded: &str) -> &[NamedDay] {
        match (self.fixed.get(folded), self.next) {
            (Some(own), _) => own,
            (None, Some(next)) => next.named_days(folded),
            (None, None) => &[],
        }
    }
}
