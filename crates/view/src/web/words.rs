//! Sentences with numbers in them, in both languages.

use super::frame::Frame;
use super::parts::{esc, names};
use crate::dates;
use crate::labels::{self, Noun};
use crate::story::LinkReasonRow;
use sutradhar_engine::model::{ClaimCode, ClaimReason};

/// What a page is and is not.
pub(super) fn law(f: &Frame<'_>) -> &'static str {
    f.either(
        "हर पंक्ति किसी छपी ख़बर के उद्धृत अंश पर टिकी है। समर्थन स्वतंत्र मूल स्रोतों से गिना जाता है, \
         नक़लें एक मानी जाती हैं। यह पन्ना सच-झूठ का फ़ैसला नहीं सुनाता।",
        "Every line rests on a cited passage of a published report. Support is counted by independent origin; copies \
         count once. This page rules on nobody's truth.",
    )
}

/// Why a claim stands as it does. That only a headline says so is told without the English reason of the records.
pub(super) fn reasons(f: &Frame<'_>, list: &[ClaimReason]) -> String {
    let shown = |r: &ClaimReason| match r.code {
        ClaimCode::HeadlineOnly => {
            let bare = ClaimReason {
                own: String::new(),
                ..r.clone()
            };
            labels::claim_reason(&bare, f.hindi())
        }
        _ => labels::claim_reason(r, f.hindi()),
    };
    let all: Vec<String> = list.iter().map(shown).collect();
    all.join(" ")
}

/// Why an event follows an earlier one, as HTML.
pub(super) fn follows(f: &Frame<'_>, r: &LinkReasonRow) -> String {
    match r.code {
        "tells-of" => {
            let day =
                r.of.first()
                    .map_or(String::new(), |day| esc(&dates::day(day, f.ui.tag())));
            f.either(
                format!("इसकी पृष्ठभूमि {day} की बात करती है"),
                format!("its background tells of {day}"),
            )
        }
        "shared-names" => {
            let shared = names(f, &r.of, ", ");
            f.either(format!("दोनों में साझा नाम: {shared}"), format!("both are about {shared}"))
        }
        _ => f
            .either("दोनों के शब्द मिलते-जुलते हैं", "both are told in similar words")
            .to_string(),
    }
}

/// The unit of a figure in the language of the page; empty where it has no word of its own there.
pub(super) fn unit(f: &Frame<'_>, unit: &str) -> &'static str {
    unit_of(unit, f.hindi())
}

/// The same in Hindi or English.
pub(crate) fn unit_of(unit: &str, hindi: bool) -> &'static str {
    let (hi, en) = match unit {
        "percent" => ("प्रतिशत", "percent"),
        "rupees" => ("रुपये", "rupees"),
        "dollars" => ("डॉलर", "dollars"),
        "euros" => ("यूरो", "euros"),
        "years" => ("साल", "years"),
        "months" => ("महीने", "months"),
        "weeks" => ("हफ़्ते", "weeks"),
        "days" => ("दिन", "days"),
        "hours" => ("घंटे", "hours"),
        "minutes" => ("मिनट", "minutes"),
        "seconds" => ("सेकंड", "seconds"),
        "km" => ("किमी", "km"),
        "metres" => ("मीटर", "metres"),
        "mm" => ("मिमी", "mm"),
        "cm" => ("सेमी", "cm"),
        "feet" => ("फ़ुट", "feet"),
        "kg" => ("किलो", "kg"),
        "tonnes" => ("टन", "tonnes"),
        "litres" => ("लीटर", "litres"),
        "acres" => ("एकड़", "acres"),
        "hectares" => ("हेक्टेयर", "hectares"),
        "people" => ("लोग", "people"),
        _ => ("", ""),
    };
    if hindi { hi } else { en }
}

/// Origins before reports: `<b>5 मूल स्रोत</b> (8 ख़बरें)`. A count of reports never stands alone.
pub(super) fn support(f: &Frame<'_>, origins: usize, articles: usize) -> String {
    let o = format!("<b>{}</b>", origin_count(f, origins));
    if articles > origins {
        format!("{o} ({})", reports(f, articles))
    } else {
        o
    }
}

/// The same for a whole story, with how many of its reports are copies.
pub(super) fn support_copied(f: &Frame<'_>, origins: usize, articles: usize, copies: usize) -> String {
    let text = support(f, origins, articles);
    let Some(open) = text.strip_suffix(')').filter(|_| copies > 0) else {
        return text;
    };
    match (f.hindi(), copies) {
        (true, n) => format!("{open}, {n} नक़ल)"),
        (false, 1) => format!("{open}, 1 copy)"),
        (false, n) => format!("{open}, {n} copies)"),
    }
}

/// `5 मूल स्रोत`.
pub(super) fn origin_count(f: &Frame<'_>, n: usize) -> String {
    match (f.hindi(), n) {
        (true, _) => labels::count(n, Noun::Origin, "hi"),
        (false, 1) => "1 independent origin".into(),
        (false, _) => format!("{n} independent origins"),
    }
}

/// `8 ख़बरें`.
pub(super) fn reports(f: &Frame<'_>, n: usize) -> String {
    match (f.hindi(), n) {
        (true, 1) => "1 ख़बर".into(),
        (true, _) => format!("{n} ख़बरें"),
        (false, 1) => "1 report".into(),
        (false, _) => format!("{n} reports"),
    }
}

/// `सभी 19 तारीख़ें`, with the noun of what is listed.
pub(super) fn all(f: &Frame<'_>, n: usize, hi: &str, en: &str) -> String {
    if f.hindi() {
        format!("सभी {n} {hi}")
    } else {
        format!("All {n} {en}")
    }
}

/// Where an event stands in its storyline: `5 में से तीसरी घटना`.
pub(super) fn place_in_line(f: &Frame<'_>, n: usize, of: usize) -> String {
    if !f.hindi() {
        return format!("event {n} of {of}");
    }
    const NTH: [&str; 10] = [
        "पहली",
        "दूसरी",
        "तीसरी",
        "चौथी",
        "पांचवीं",
        "छठी",
        "सातवीं",
        "आठवीं",
        "नौवीं",
        "दसवीं",
    ];
    match n.checked_sub(1).and_then(|i| NTH.get(i)) {
        Some(word) => format!("{of} में से {word} घटना"),
        None => format!("{of} में से {n}वीं घटना"),
    }
}

/// How many matters are contested: `2 बातों पर मतभेद, 4 पर खंडन`.
pub(super) fn contested(f: &Frame<'_>, disputed: usize, denied: usize) -> String {
    let matter = |n: usize| {
        f.either(
            if n == 1 { "बात" } else { "बातों" },
            if n == 1 { "matter" } else { "matters" },
        )
    };
    match (f.hindi(), disputed, denied) {
        (true, d, 0) => format!("{d} {} पर मतभेद", matter(d)),
        (true, 0, n) => format!("{n} {} पर खंडन", matter(n)),
        (true, d, n) => format!("{d} {} पर मतभेद, {n} पर खंडन", matter(d)),
        (false, d, 0) => format!("{d} {} disputed", matter(d)),
        (false, 0, n) => format!("{n} {} denied", matter(n)),
        (false, d, n) => format!("{d} {} disputed, {n} denied", matter(d)),
    }
}

/// Headlines that say more than their text.
pub(super) fn beyond(f: &Frame<'_>, n: usize) -> String {
    match (f.hindi(), n) {
        (true, _) => format!("{n} शीर्षक पाठ से आगे"),
        (false, 1) => "1 headline goes beyond its text".into(),
        (false, _) => format!("{n} headlines go beyond their text"),
    }
}

/// Events of a storyline beside the one shown: `+4 घटनाएं`.
pub(super) fn other_events(f: &Frame<'_>, n: usize) -> String {
    match (f.hindi(), n) {
        (true, 1) => "+1 घटना".into(),
        (true, _) => format!("+{n} घटनाएं"),
        (false, 1) => "+1 event".into(),
        (false, _) => format!("+{n} events"),
    }
}

/// The name of a filter as read.
pub(super) fn filter_name(f: &Frame<'_>, name: &str) -> String {
    let (hi, en) = match name {
        "lang" => ("भाषा", "Language"),
        "outlet" => ("अख़बार", "Outlet"),
        "agency" => ("एजेंसी", "Agency"),
        "since" => ("तारीख़ से", "Since"),
        "until" => ("तारीख़ तक", "Until"),
        "entity" => ("नाम", "Name"),
        "place" => ("जगह", "Place"),
        "standing" => ("आधार", "Standing"),
        "status" => ("स्थिति", "Status"),
        "kind" | "kinds" => ("क्या", "Kind"),
        "story" => ("कहानी", "Story"),
        "storyline" => ("सिलसिला", "Storyline"),
        "claim" => ("दावा", "Claim"),
        "order" => ("क्रम", "Order"),
        "origins_min" => ("मूल स्रोत कम से कम", "Origins at least"),
        "q" => ("शब्द", "Words"),
        _ => return super::parts::said(f, name),
    };
    f.either(hi, en).to_string()
}

/// A date with its time, the clock of India named in the language of the page.
pub(super) fn clock(f: &Frame<'_>, text: &str) -> String {
    text.replace(" IST", f.either(" भारतीय समय", " IST"))
}

/// A number as it is read in India: 1,00,000.
pub(crate) fn number(n: f64) -> String {
    if n.fract() != 0.0 || n.abs() >= 1e15 {
        return format!("{n}");
    }
    let digits = format!("{:.0}", n.abs());
    let mut out = String::new();
    let len = digits.len();
    for (i, c) in digits.chars().enumerate() {
        let left = len - i;
        if i > 0 && (left == 3 || (left > 3 && left % 2 == 1)) {
            out.push(',');
        }
        out.push(c);
    }
    if n < 0.0 { format!("-{out}") } else { out }
}

/// A count from the index: `1,000+` where it is only known to be at least so many.
pub(super) fn total(t: crate::pages::Total) -> String {
    let n = number(t.value as f64);
    if t.exact { n } else { format!("{n}+") }
}

/// Digits of other scripts as 0 to 9.
pub(super) fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| {
            let zero = match c {
                '०'..='९' => '०',
                '০'..='৯' => '০',
                '੦'..='੯' => '੦',
                '૦'..='૯' => '૦',
                '୦'..='୯' => '୦',
                '௦'..='௯' => '௦',
                '౦'..='౯' => '౦',
                '೦'..='೯' => '೦',
                '൦'..='൯' => '൦',
                '۰'..='۹' => '۰',
                '٠'..='٩' => '٠',
                c => return c,
            };
            char::from_digit(c as u32 - zero as u32, 10).unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_in_india() {
        for (n, want) in [
            (7.0, "7"),
            (1000.0, "1,000"),
            (100_000.0, "1,00,000"),
            (12_345_678.0, "1,23,45,678"),
            (2.5, "2.5"),
            (-4000.0, "-4,000"),
        ] {
            assert_eq!(number(n), want);
        }
        assert_eq!(plain_digits("११ लोग, 2"), "11 लोग, 2");
    }
}
