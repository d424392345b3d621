//! Time words of all languages, from the data files.

use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::str::SplitWhitespace;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{self, ByLanguage, Fault, File};

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
#[derive(Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, TimeWord>,
    /// Vague phrases by their first word, longest first.
    vague: FxHashMap<String, Vec<Vec<String>>>,
    /// Days of the year with a name of their own, by the first word: the words, month and day.
    fixed: FxHashMap<String, Vec<NamedDay>>,
    /// The words to look in where this language has nothing.
    next: Option<&'static Lexicon>,
}

/// A day of the year by its name: the words, month and day.
type NamedDay = (Vec<String>, i8, i8);

/// What a line of `times.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    /// A number, then words.
    Number(fn(i32) -> TimeWord),
    Unit,
    Part,
    /// `-`, then words.
    Plain(TimeWord),
    Fixed,
    Vague,
    /// `-`, then words or endings that are read for all languages together.
    Role(Role),
}

/// What a word does beside times, in whatever language it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Before a number that is a year (साल 2019).
    Year,
    /// Behind a bare year that is one (2019 में).
    AfterYear,
    /// Behind "month day" that is a date without a year.
    AfterDay,
    /// Between the last two days of a list.
    And,
    /// Between two whole dates (28 नवंबर से 4 दिसंबर).
    Range,
    /// After a named day that is a date (गणतंत्र दिवस पर).
    On,
    /// After "2022 की": what happens in a year.
    YearEvent,
    /// Before "march", which is then no month.
    Procession,
    /// May begin an expression, beside time words, numbers, months and weekdays.
    Begin,
    /// Before an hour (सुबह करीब चार बजे).
    About,
    /// Between hour and minutes (12 बजकर 35 मिनट).
    Past,
    /// A noun for an anniversary.
    Anniversary,
    /// An ending that makes a date of a named day.
    DayEnding,
    /// An ending of a unit that says "ago".
    AgoEnding,
    /// An ending of a unit that says "within".
    WithinEnding,
}

const CLASSES: &[(&str, Class)] = &[
    ("day", Class::Number(TimeWord::Day)),
    ("either", Class::Number(TimeWord::Either)),
    ("move", Class::Number(TimeWord::Move)),
    ("unit", Class::Unit),
    ("part", Class::Part),
    ("post", Class::Plain(TimeWord::Post)),
    ("ago", Class::Plain(TimeWord::Ago)),
    ("some", Class::Plain(TimeWord::Some)),
    ("clock", Class::Plain(TimeWord::Clock)),
    ("fixed", Class::Fixed),
    ("vague", Class::Vague),
    ("year", Class::Role(Role::Year)),
    ("after-year", Class::Role(Role::AfterYear)),
    ("after-day", Class::Role(Role::AfterDay)),
    ("and", Class::Role(Role::And)),
    ("range", Class::Role(Role::Range)),
    ("on", Class::Role(Role::On)),
    ("year-event", Class::Role(Role::YearEvent)),
    ("procession", Class::Role(Role::Procession)),
    ("begin", Class::Role(Role::Begin)),
    ("about", Class::Role(Role::About)),
    ("past", Class::Role(Role::Past)),
    ("anniversary", Class::Role(Role::Anniversary)),
    ("day-ending", Class::Role(Role::DayEnding)),
    ("ago-ending", Class::Role(Role::AgoEnding)),
    ("within-ending", Class::Role(Role::WithinEnding)),
];

const UNITS: &[(&str, Unit)] = &[
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
];

const PARTS: &[(&str, Part)] = &[
    ("am", Part::Morning),
    ("pm", Part::Afternoon),
    ("night", Part::Night),
    ("late", Part::Late),
];

/// The time words of each language. What only Marathi has (काल, "yesterday") is not read into Hindi, where it is a word of
/// another meaning.
static LEXICONS: ByLanguage<Lexicon> = ByLanguage::new("times", Lexicon::read).or(Lang::Hi);

/// The time words with which a text of a language is read.
pub(super) fn lexicon(lang: Lang) -> &'static Lexicon {
    LEXICONS.get(lang).unwrap_or(&NOTHING)
}

static NOTHING: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

/// What is wrong with the time words, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    LEXICONS.faults()
}

/// The roles of all languages by word or ending.
static ROLES: LazyLock<FxHashMap<String, Vec<Role>>> = LazyLock::new(|| {
    let mut out: FxHashMap<String, Vec<Role>> = FxHashMap::default();
    for (role, word) in roles() {
        out.entry(fold(word)).or_default().push(role);
    }
    out
});

fn roles() -> impl Iterator<Item = (Role, &'static str)> {
    let entries = packs::each("times").flat_map(|f| packs::sound(f.entries(CLASSES)));
    entries.flat_map(|e| {
        let role = match e.class {
            Class::Role(role) => Some(role),
            _ => None,
        };
        role.into_iter()
            .flat_map(move |r| e.words().skip(1).map(move |w| (r, w)))
    })
}

/// Whether a folded word has a role beside times, in any of the languages.
pub(super) fn has_role(folded: &str, role: Role) -> bool {
    ROLES.get(folded).is_some_and(|roles| roles.contains(&role))
}

/// Whether a folded word ends in an ending with a role.
pub(super) fn ends_in(folded: &str, role: Role) -> bool {
    ENDINGS
        .iter()
        .any(|(r, ending)| *r == role && folded.ends_with(ending.as_str()))
}

static ENDINGS: LazyLock<Vec<(Role, String)>> = LazyLock::new(|| {
    let endings = [Role::DayEnding, Role::AgoEnding, Role::WithinEnding];
    roles()
        .filter(|(role, _)| endings.contains(role))
        .map(|(role, ending)| (role, fold(ending)))
        .collect()
});

/// The nouns for an anniversary, as written.
pub(super) static ANNIVERSARIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    roles()
        .filter(|(role, _)| *role == Role::Anniversary)
        .map(|(_, noun)| noun)
        .collect()
});

impl Lexicon {
    /// Reads `times.txt`. A language that borrows from none looks in English.
    fn read(file: &'static File) -> Result<Lexicon, Fault> {
        let lang = Lang::from_tag(file.tag).unwrap_or(Lang::Other);
        let next = packs::lender(lang, file.name).or((lang != Lang::En).then_some(Lang::En));
        let mut out = Lexicon {
            next: next.and_then(|lang| LEXICONS.get(lang)),
            ..Lexicon::default()
        };
        for entry in file.entries(CLASSES)? {
            let phrases =
                |words: SplitWhitespace<'static>| words.map(|w| w.split('|').map(fold).collect::<Vec<String>>());
            let (word, words) = match entry.class {
                Class::Number(make) => {
                    let (number, words) = entry.value(|v| v.parse().ok())?;
                    (make(number), words)
                }
                Class::Unit => {
                    let (unit, words) = entry.value(|v| UNITS.iter().find(|u| u.0 == v).map(|u| u.1))?;
                    (TimeWord::Unit(unit), words)
                }
                Class::Part => {
                    let (part, words) = entry.value(|v| PARTS.iter().find(|p| p.0 == v).map(|p| p.1))?;
                    (TimeWord::Part(part), words)
                }
                Class::Plain(word) => (word, entry.value(none)?.1),
                Class::Fixed => {
                    let ((month, day), words) = entry.value(month_and_day)?;
                    for phrase in phrases(words) {
                        if let Some(first) = phrase.first().cloned() {
                            out.fixed.entry(first).or_default().push((phrase, month, day));
                        }
                    }
                    continue;
                }
                Class::Vague => {
                    for phrase in phrases(entry.value(none)?.1) {
                        if let Some(first) = phrase.first().cloned() {
                            out.vague.entry(first).or_default().push(phrase);
                        }
                    }
                    continue;
                }
                Class::Role(_) => {
                    entry.value(none)?;
                    continue;
                }
            };
            for spelling in words {
                out.words.entry(fold(spelling)).or_insert(word);
            }
        }
        for phrases in out.vague.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
        }
        Ok(out)
    }

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

/// The value of a class that has none.
fn none(value: &str) -> Option<()> {
    (value == "-").then_some(())
}

fn month_and_day(value: &str) -> Option<(i8, i8)> {
    let (month, day) = value.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}
