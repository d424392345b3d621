//! Months and weekdays by name, in the languages of Indian news, and the civil calendar.
//!
//! The names are data, one file a language (`data/<tag>/calendar.txt`). Where a language glues case endings to them
//! (Marathi मंगळवारी, Bengali সোমবারে, Gujarati જૂનથી), every form is built once when the tables are.

use crate::Lang;
use crate::fold::fold;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The calendar words of each language.
const FILES: [(Lang, &str); 15] = [
    (Lang::En, include_str!("../data/en/calendar.txt")),
    (Lang::Hi, include_str!("../data/hi/calendar.txt")),
    (Lang::Mr, include_str!("../data/mr/calendar.txt")),
    (Lang::Ne, include_str!("../data/ne/calendar.txt")),
    (Lang::Bn, include_str!("../data/bn/calendar.txt")),
    (Lang::As, include_str!("../data/as/calendar.txt")),
    (Lang::Gu, include_str!("../data/gu/calendar.txt")),
    (Lang::Pa, include_str!("../data/pa/calendar.txt")),
    (Lang::Or, include_str!("../data/or/calendar.txt")),
    (Lang::Ta, include_str!("../data/ta/calendar.txt")),
    (Lang::Te, include_str!("../data/te/calendar.txt")),
    (Lang::Kn, include_str!("../data/kn/calendar.txt")),
    (Lang::Ml, include_str!("../data/ml/calendar.txt")),
    (Lang::Ur, include_str!("../data/ur/calendar.txt")),
    (Lang::Sd, include_str!("../data/sd/calendar.txt")),
];

/// What a folded word names: its number, whether it means nothing else, and whether it carries a case ending.
type Table = FxHashMap<String, (i8, bool, bool)>;

/// A name with its number, and whether it means nothing else.
type Named = (i8, bool, &'static str);

/// The months, weekdays and endings of one file.
fn read(list: &'static str) -> (Vec<Named>, Vec<Named>, Vec<&'static str>) {
    let (mut months, mut weekdays, mut endings) = (Vec::new(), Vec::new(), Vec::new());
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(class), Some(number)) = (fields.next(), fields.next()) else {
            continue;
        };
        let number = number.parse().unwrap_or(0);
        for name in fields {
            match class {
                "month" => months.push((number, true, name)),
                "month-short" => months.push((number, false, name)),
                "weekday" => weekdays.push((number, true, name)),
                "weekday-short" => weekdays.push((number, false, name)),
                _ => endings.push(name),
            }
        }
    }
    (months, weekdays, endings)
}

static TABLES: LazyLock<(Table, Table)> = LazyLock::new(|| {
    let (mut months, mut weekdays) = (Table::default(), Table::default());
    for (_, list) in FILES {
        let (m, w, endings) = read(list);
        for (table, names) in [(&mut months, m), (&mut weekdays, w)] {
            for (number, sure, name) in names {
                table.entry(fold(name)).or_insert((number, sure, false));
                for ending in endings.iter().filter(|_| sure) {
                    table
                        .entry(fold(&format!("{name}{ending}")))
                        .or_insert((number, true, true));
                }
            }
        }
    }
    (months, weekdays)
});

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
    let (mut months, mut weekdays) = (Vec::new(), Vec::new());
    for (_, list) in FILES.iter().filter(|(l, _)| *l == lang) {
        let (m, w, _) = read(list);
        months.extend(m.iter().map(|x| x.0));
        weekdays.extend(w.iter().map(|x| x.0));
    }
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
