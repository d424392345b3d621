//! Months and weekdays by name, in the languages of Indian news, and the civil calendar.
//!
//! The names are data, one file a language (`data/<tag>/calendar.txt`). Where a language glues case endings to them
//! (Marathi मंगळवारी, Bengali সোমবারে, Gujarati જૂનથી), every form is built once when the tables are.

use crate::Lang;
use crate::fold::fold;
use crate::packs::{self, Fault, File};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// What a line of `calendar.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    Month { sure: bool },
    Weekday { sure: bool },
    Ending,
}

const CLASSES: &[(&str, Class)] = &[
    ("month", Class::Month { sure: true }),
    ("month-short", Class::Month { sure: false }),
    ("weekday", Class::Weekday { sure: true }),
    ("weekday-short", Class::Weekday { sure: false }),
    ("ending", Class::Ending),
];

/// What a folded word names: its number, whether it means nothing else, and whether it carries a case ending.
type Table = FxHashMap<String, (i8, bool, bool)>;

/// A name with its number, and whether it means nothing else.
type Named = (i8, bool, &'static str);

/// The words of one file.
#[derive(Default)]
struct Names {
    months: Vec<Named>,
    weekdays: Vec<Named>,
    endings: Vec<&'static str>,
}

impl Names {
    fn read(file: &'static File) -> Result<Names, Fault> {
        let mut out = Names::default();
        for entry in file.entries(CLASSES)? {
            let number =
                |range: RangeInclusive<i8>| entry.value(move |v| v.parse().ok().filter(|n: &i8| range.contains(n)));
            match entry.class {
                Class::Month { sure } => {
                    let (number, names) = number(1..=12)?;
                    out.months.extend(names.map(|name| (number, sure, name)));
                }
                Class::Weekday { sure } => {
                    let (number, names) = number(0..=6)?;
                    out.weekdays.extend(names.map(|name| (number, sure, name)));
                }
                Class::Ending => out.endings.extend(entry.words().skip(1)),
            }
        }
        Ok(out)
    }
}

static TABLES: LazyLock<(Table, Table)> = LazyLock::new(|| {
    let (mut months, mut weekdays) = (Table::default(), Table::default());
    for file in packs::each("calendar") {
        let names = packs::sound(Names::read(file));
        for (table, named) in [(&mut months, names.months), (&mut weekdays, names.weekdays)] {
            for (number, sure, name) in named {
                table.entry(fold(name)).or_insert((number, sure, false));
                for ending in names.endings.iter().filter(|_| sure) {
                    table
                        .entry(fold(&format!("{name}{ending}")))
                        .or_insert((number, true, true));
                }
            }
        }
    }
    (months, weekdays)
});

/// What is wrong with the calendars, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    packs::each("calendar").filter_map(|f| Names::read(f).err()).collect()
}

/// The month (1 to 12) that a word names, in any of the languages.
pub fn month(word: &str) -> Option<i8> {
    month_folded(&fold(word.trim()))
}

/// The month of a folded word; the same as [`month`] without folding again.
pub fn month_folded(folded: &str) -> Option<i8> {
    TABLES.0.get(folded).map(|m| m.0)
}

/// The weekday (0 Monday to 6 Sunday) that a word names, in any of the languages.
pub fn weekday(word: &str) -> Option<i8> {
    weekday_folded(&fold(word.trim()))
}

/// The weekday of a folded word; the same as [`weekday`] without folding again.
pub fn weekday_folded(folded: &str) -> Option<i8> {
    TABLES.1.get(folded).map(|w| w.0)
}

/// Whether a folded month name means nothing else, so that it may stand without a day or year (मे, may, mar, जान may not).
pub fn is_sure_month(folded: &str) -> bool {
    TABLES.0.get(folded).is_some_and(|m| m.1)
}

/// Whether a folded month name carries a case ending (जूनमध्ये, in June).
pub fn is_inflected_month(folded: &str) -> bool {
    TABLES.0.get(folded).is_some_and(|m| m.2)
}

/// Whether a folded weekday name means nothing else, so that it may stand alone (मंगलवार, but not मंगल).
pub fn is_sure_weekday(folded: &str) -> bool {
    TABLES.1.get(folded).is_some_and(|w| w.1)
}

/// The month and weekday numbers that the file of a language names; both empty for a language without one.
pub fn named(lang: Lang) -> (Vec<i8>, Vec<i8>) {
    let names = packs::file(lang, "calendar").map(|f| packs::sound(Names::read(f)));
    let names = names.unwrap_or_default();
    let mut months: Vec<i8> = names.months.iter().map(|m| m.0).collect();
    let mut weekdays: Vec<i8> = names.weekdays.iter().map(|w| w.0).collect();
    for list in [&mut months, &mut weekdays] {
        list.sort_unstable();
        list.dedup();
    }
    (months, weekdays)
}

/// The weekday of a date, 0 Monday to 6 Sunday.
pub fn weekday_of(date: Date) -> i8 {
    date.weekday().to_monday_zero_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_languages() {
        for (word, want) in [
            ("सितम्बर", 9),
            ("Sept", 9),
            ("ऑगस्ट", 8),
            ("ফেব্রুয়ারি", 2),
            ("செப்டம்பர்", 9),
            ("అక్టోబర్", 10),
        ] {
            assert_eq!(month(word), Some(want), "{word}");
        }
        assert_eq!(weekday("गुरूवार"), Some(3));
        assert_eq!(weekday("नदी"), None);
        for (word, want) in [
            ("मंगळवारी", 1),
            ("रविवारीही", 6),
            ("সোমবারে", 0),
            ("સોમવારે", 0),
            ("शुक्रबारदेखि", 4),
        ] {
            assert_eq!(weekday(word), Some(want), "{word}");
            assert!(is_sure_weekday(&fold(word)), "{word}");
        }
        for (word, want) in [("ऑगस्टमध्ये", 8), ("জুনে", 6), ("જૂનથી", 6)] {
            assert_eq!(month(word), Some(want), "{word}");
        }
        for word in ["मेला", "मंगल", "may", "মেরে"] {
            assert!(!is_sure_month(&fold(word)) && !is_sure_weekday(&fold(word)), "{word}");
        }
    }
}
