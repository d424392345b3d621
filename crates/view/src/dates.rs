//! Dates as a reader reads them, from ISO 8601 as fine as it goes.

use super::labels::{self, is_hindi};
use super::names::PublishedRow;

const MONTHS_HI: [&str; 12] = [
    "जनवरी",
    "फ़रवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date, month, year, time or range (A/B) in words; what is not understood is given back as it is.
pub(super) fn human(iso: &str, language: &str) -> String {
    if let Some((a, b)) = iso.split_once('/') {
        return match (a.is_empty(), b.is_empty()) {
            (true, true) => String::new(),
            (true, false) => format!("– {}", human(b, language)),
            (false, true) => format!("{} –", human(a, language)),
            (false, false) if a == b => human(a, language),
            (false, false) => format!("{} – {}", human(a, language), human(b, language)),
        };
    }
    let (date, time) = iso.split_once('T').unwrap_or((iso, ""));
    let parts: Vec<&str> = date.split('-').collect();
    let month = |m: &str| -> Option<&'static str> {
        let i = m.parse::<usize>().ok()?.checked_sub(1)?;
        if is_hindi(language) { &MONTHS_HI } else { &MONTHS_EN }.get(i).copied()
    };
    let words = match parts.as_slice() {
        [y, m, d] => month(m).and_then(|m| Some(format!("{} {m} {y}", d.parse::<u8>().ok()?))),
        [y, m] => month(m).map(|m| format!("{m} {y}")),
        _ => None,
    };
    let mut out = words.unwrap_or_else(|| date.to_string());
    if !time.is_empty() {
        let clock = time.strip_suffix("+05:30").map(|t| format!("{t} IST"));
        let clock = clock.or_else(|| time.strip_suffix('Z').map(|t| format!("{t} UTC")));
        out.push_str(", ");
        out.push_str(clock.as_deref().unwrap_or(time));
    }
    out
}

/// A date without its time of day: `9 जुलाई 2024`.
pub(super) fn day(iso: &str, language: &str) -> String {
    let days: Vec<&str> = iso.split('/').map(|d| d.split('T').next().unwrap_or(d)).collect();
    human(&days.join("/"), language)
}

/// First and last day in few words: `25–27 जुलाई 2025`, `30 जून – 2 जुलाई 2025`.
pub(super) fn compact(start: Option<&str>, end: Option<&str>, language: &str) -> String {
    let (Some(a), Some(b)) = (start, end) else {
        return span(start, end, language);
    };
    let (a, b) = (day(a, language), day(b, language));
    if a == b {
        return a;
    }
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    match (x.as_slice(), y.as_slice()) {
        ([d, m, w], [e, n, v]) if m == n && w == v => format!("{d}–{e} {m} {w}"),
        ([d, m, w], [_, _, v]) if w == v => format!("{d} {m} – {b}"),
        _ => format!("{a} – {b}"),
    }
}

/// First and last day of an event.
pub(super) fn span(start: Option<&str>, end: Option<&str>, language: &str) -> String {
    match (start, end) {
        (Some(a), Some(b)) => human(&format!("{a}/{b}"), language),
        (Some(a), None) | (None, Some(a)) => human(a, language),
        (None, None) => labels::UNKNOWN_DATE.of(language).to_string(),
    }
}

/// When an article was published, with how that is known: `13 Aug 2025, 14:09 IST (stated)`.
pub(super) fn published(p: &PublishedRow, language: &str) -> String {
    let basis = labels::basis(p.basis).of(language);
    if let Some(value) = &p.value {
        return format!("{} ({basis})", human(value, language));
    }
    match (&p.earliest, &p.latest) {
        (None, None) => labels::UNKNOWN_DATE.of(language).to_string(),
        (a, b) => format!(
            "{} ({basis})",
            human(
                &format!("{}/{}", a.as_deref().unwrap_or(""), b.as_deref().unwrap_or("")),
                language
            )
        ),
    }
}

/// Days from year 0 to the first day of an ISO date or range, for drawing; months and years count from their first day.
pub(super) fn day_number(iso: &str) -> Option<i64> {
    let first = iso.split('/').find(|p| !p.is_empty())?;
    let date = first.split('T').next()?;
    let mut parts = date.split('-').map(|p| p.parse::<i64>().ok());
    let y = parts.next()??;
    let m = parts.next().flatten().unwrap_or(1).clamp(1, 12);
    let d = parts.next().flatten().unwrap_or(1).clamp(1, 31);
    let date = jiff::civil::Date::new(i16::try_from(y).ok()?, m as i8, 1).ok()?;
    let zero = jiff::civil::Date::new(1, 1, 1).ok()?;
    let days = zero.until(date).ok()?.get_days();
    Some(days as i64 + d - 1)
}

/// The day of a [`day_number`] without its year: `9 जुलाई`.
pub(super) fn short_day(number: i64, language: &str) -> String {
    let zero = jiff::civil::Date::new(1, 1, 1).ok();
    let date = zero.and_then(|z| z.checked_add(jiff::Span::new().try_days(number).ok()?).ok());
    date.map_or_else(String::new, |d| {
        let words = human(&d.to_string(), language);
        words
            .rsplit_once(' ')
            .map_or(words.clone(), |(head, _)| head.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words() {
        for (iso, language, want) in [
            ("2024-07-09T14:05+05:30", "hi", "9 जुलाई 2024, 14:05 IST"),
            ("2024-07", "en", "Jul 2024"),
            ("2024", "hi", "2024"),
            ("2024-07-09/2024-07-11", "en", "9 Jul 2024 – 11 Jul 2024"),
            ("2024-07-09/2024-07-09", "en", "9 Jul 2024"),
            ("/2024-07-11", "en", "– 11 Jul 2024"),
            ("soon", "hi", "soon"),
            ("2024-19-09", "hi", "2024-19-09"),
        ] {
            assert_eq!(human(iso, language), want, "{iso}");
        }
        for (a, b, want) in [
            ("2024-07-09", "2024-07-11", "9–11 जुलाई 2024"),
            ("2024-06-30", "2024-07-02", "30 जून – 2 जुलाई 2024"),
            ("2023-12-31", "2024-01-01", "31 दिसंबर 2023 – 1 जनवरी 2024"),
            ("2024-07-09", "2024-07-09", "9 जुलाई 2024"),
        ] {
            assert_eq!(compact(Some(a), Some(b), "hi"), want);
        }
        assert_eq!(day("2024-07-09T14:05+05:30", "hi"), "9 जुलाई 2024");
        assert_eq!(short_day(day_number("2024-07-09").unwrap(), "hi"), "9 जुलाई");
        assert_eq!(day_number("2024-03-01"), day_number("2024-02").map(|d| d + 29));
    }
}
