//! Datelines: the place that opens a report (सियोल ।, SEOUL:, नई दिल्ली, एजेंसी।).

use super::agency;
use sutradhar_text::calendar;
use sutradhar_text::chars::{digit_value, is_word_char};

/// What opens a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as written, without date and agency.
    pub place: String,
    /// The agency named in it, if it names one.
    pub agency: Option<String>,
    /// Bytes of the paragraph up to and with the closing mark.
    pub length: usize,
}

/// Longest opening, in bytes, that is searched for a dateline's closing mark.
const REACH: usize = 160;

/// Most words of the place itself.
const PLACE_WORDS: usize = 3;

/// The dateline of a paragraph.
///
/// ## What it finds
/// One to three words of a place, then any of agency, desk and date between commas or in brackets, closed by a danda that a blank
/// parts from the word or that ends the opening, a colon, or a dash.
/// ## Limits
/// A paragraph that begins with a short exclamation closed by a danda has the same form; verbs and function words rule it out only
/// where the list knows them. A kicker in another script ("Chandraveni Dam: ...") is no place: a colon opening in Latin counts only in
/// capitals, or in a paragraph in Latin script.
pub(super) fn of(paragraph: &str) -> Option<Dateline> {
    let text = paragraph.trim_start();
    let shift = paragraph.len() - text.len();
    let head = text.get(..super::lines::floor_char(text, REACH))?;
    let found = marked(text, head).or_else(|| credited(text, head))?;
    Some(Dateline {
        length: shift + found.length,
        ..found
    })
}

/// A dateline that the bracket of an agency closes: "नगरपुर, दो मार्च (भाषा) नदी का पानी ...".
fn credited(text: &str, head: &str) -> Option<Dateline> {
    let at = head.find([')', ']'])?;
    let opening = head.get(..at)?;
    let (before, inner) = opening.rsplit_once(['(', '['])?;
    let named = |part: &str| agency::canonical(part, false).is_some() || agency::is_generic(part);
    if before.trim().is_empty() || !inner.split(['/', ',']).map(str::trim).all(named) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    parts(opening, ')', rest, at + 1)
}

/// A dateline that a mark closes.
fn marked(text: &str, head: &str) -> Option<Dateline> {
    let (at, mark) = head.char_indices().find(|(i, c)| match c {
        '।' | ':' | '–' | '—' | '॰' => true,
        '-' => {
            let (b, a) = (head.get(..*i).unwrap_or(""), head.get(i + 1..).unwrap_or(""));
            b.ends_with(' ') && (a.starts_with(' ')) || a.starts_with('-') || b.ends_with(')')
        }
        '?' | '!' | '\n' => true,
        _ => false,
    })?;
    if matches!(mark, '?' | '!' | '\n') {
        return None;
    }
    let opening = head.get(..at)?;
    let rest = text.get(at + mark.len_utf8()..)?.trim_start_matches(['-', ' ']);
    parts(opening, mark, rest, at + mark.len_utf8())
}

/// The dateline that the parts of an opening make, if each of them is a place, an agency, a desk or a date.
fn parts(opening: &str, mark: char, rest: &str, length: usize) -> Option<Dateline> {
    if rest.split_whitespace().take(6).count() < 6 {
        return None;
    }
    let (mut place, mut agency_name) = (None, None);
    let opening = opening.trim_matches(|c: char| matches!(c, '*' | '[' | ']' | ' ' | '\u{a0}'));
    for (i, part) in opening
        .split([',', '(', ')', '[', ']', '/', '|'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .enumerate()
    {
        if let Some(name) = agency::in_byline(part) {
            agency_name = agency_name.or(Some(name));
        } else if agency::is_generic(part) || is_date_part(part) || is_desk(part) {
            continue;
        } else if i <= 1 && place.is_none() && is_place_like(part, mark, rest) {
            place = Some(part);
        } else if place.is_some() && i <= 2 && is_place_like(part, mark, rest) {
            // "भोपाल, इंदौर।": the first place stays.
            continue;
        } else {
            return None;
        }
    }
    // A short name before "/" joined by a dash: "पटना-एजेंसी".
    let place = place?.to_string();
    Some(Dateline {
        place,
        agency: agency_name,
        length,
    })
}

/// Words that show a clause, not a place. Folded forms are not needed: these are written one way.
const CLAUSE: &[&str] = &[
    "है",
    "हैं",
    "था",
    "थी",
    "थे",
    "ने",
    "को",
    "से",
    "में",
    "पर",
    "का",
    "की",
    "के",
    "कि",
    "और",
    "क्या",
    "कहा",
    "बोले",
    "यह",
    "वह",
    "आहे",
    "यांनी",
];

fn is_place_like(part: &str, mark: char, rest: &str) -> bool {
    let mut words = 0;
    for word in part.split_whitespace() {
        words += 1;
        if CLAUSE.contains(&word) || word.chars().any(|c| digit_value(c).is_some()) {
            return false;
        }
        if !word.starts_with(is_word_char) {
            return false;
        }
    }
    if words == 0 || words > PLACE_WORDS || part.chars().count() > 32 {
        return false;
    }
    let latin = part.chars().any(|c| c.is_ascii_alphabetic());
    let indic_rest = rest
        .chars()
        .filter(|c| is_word_char(*c))
        .take(12)
        .any(|c| !c.is_ascii());
    if latin {
        let capitals = !part.chars().any(|c| c.is_ascii_lowercase());
        let titled = part
            .split_whitespace()
            .all(|w| w.starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii()));
        return !indic_rest && (capitals || titled && mark != ':');
    }
    // A colon after Indic words closes kickers too; a kicker of one word is rare, of two or three common.
    mark != ':' || words <= 2
}

fn is_date_part(part: &str) -> bool {
    let digits = part.chars().any(|c| digit_value(c).is_some());
    let named = part
        .split_whitespace()
        .map(|w| w.trim_matches('.'))
        .any(|w| calendar::month(w).is_some() || calendar::weekday(w).is_some());
    digits && part.split_whitespace().count() <= 3 && (named || part.chars().all(|c| !c.is_ascii_alphabetic()))
        || named && part.split_whitespace().count() <= 2
}

fn is_desk(part: &str) -> bool {
    let folded = sutradhar_text::fold::fold(part);
    [
        "संवाददाता",
        "प्रतिनिधि",
        "ब्यूरो",
        "डेस्क",
        "वार्ताहर",
        "प्रतिनिधी",
        "bureau",
        "desk",
        "correspondent",
    ]
    .iter()
    .any(|d| folded.ends_with(&sutradhar_text::fold::fold(d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<(&str, Option<&str>)>) {
        let got = of(text);
        let got = got.as_ref().map(|d| (d.place.as_str(), d.agency.as_deref()));
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn forms() {
        let rest = "नदी का पानी पुल के ऊपर से बह रहा है।";
        check(&format!("नगरपुर । {rest}"), Some(("नगरपुर", None)));
        check(&format!("नगरपुर: {rest}"), Some(("नगरपुर", None)));
        check(&format!("नई नगरपुर, एजेंसी। {rest}"), Some(("नई नगरपुर", None)));
        check(
            &format!("नगरपुर, 13 अगस्त (आईएएनएस)। {rest}"),
            Some(("नगरपुर", Some("IANS"))),
        );
        check(&format!("नईदुनिया प्रतिनिधि, नगरपुर। {rest}"), Some(("नगरपुर", None)));
        let bhasha = Some(("नगरपुर", Some("Bhasha")));
        check(&format!("नगरपुर, दो मार्च (भाषा) {rest}"), bhasha);
        check(&format!("नगरपुर, 13 अगस्त (भाषा) {rest}"), bhasha);
        check(&format!("नगरपुर, [जेएनएन]। {rest}"), Some(("नगरपुर", Some("JNN"))));
        check(&format!("नगरपुर [एएनआई]: {rest}"), Some(("नगरपुर", Some("ANI"))));
        check(&format!("नगरपुर (एजेंसी) {rest}"), Some(("नगरपुर", None)));
        check(&format!("रमा देवी (45) ने कहा कि {rest}"), None);
        check(&format!("नगरपुर (पुराना शहर) में {rest}"), None);
        check(&format!("(पत्रिका ब्यूरो,नगरपुर): {rest}"), Some(("नगरपुर", None)));
        check(
            "NAGARPUR, Aug 13 (Agency): The river rose over the old bridge.",
            Some(("NAGARPUR", None)),
        );
        check(
            "NAGARPUR: The river rose over the old bridge on Monday.",
            Some(("NAGARPUR", None)),
        );
        check(&format!("Nagarpur Flood: {rest}"), None);
        check(&format!("वह गया था। {rest}"), None);
        check("नदी का पानी पुल के ऊपर से बह रहा है। लोग डरे हुए हैं और घर छोड़ रहे हैं।", None);
        check("नगरपुर ।", None);
    }
}
