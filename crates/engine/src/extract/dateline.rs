//! Datelines: the place that opens a report (सियोल ।, SEOUL:, नई दिल्ली, एजेंसी।).
//!
//! Many openings have the form of a dateline and name no place: a kicker, a reporter, a question's answer. A place is
//! told only where the gazetteer has it, or where the form or the body shows that it is one.

use super::{agency, byline, outlets, places};
use sutradhar_text::calendar;
use sutradhar_text::chars::{digit_value, is_word_char};
use sutradhar_text::fold::fold;
use sutradhar_text::words;

/// What opens a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as written, without date and agency.
    pub place: String,
    /// The agency named in it, if it names one.
    pub agency: Option<String>,
}

/// Longest opening, in bytes, that is searched for a dateline's closing mark.
const REACH: usize = 160;

/// Most words of the place itself.
const PLACE_WORDS: usize = 3;

/// Words of a paragraph from which it is prose, whatever it ends in.
const PROSE_WORDS: usize = 20;

/// The dateline of a paragraph of an article with this body.
///
/// ## What it finds
/// One to three words of a place, then any of agency, reporter, desk and date between commas or in brackets, closed by
/// a danda that a blank parts from the word or that ends the opening, a colon, or a dash. The place is one of the
/// gazetteer; any other counts beside the name of an agency or a date, beside a desk, before a place that the
/// gazetteer has ("NAGARPUR, India", "नगरपुर (पटना)"), or where the body names it again as one does a place
/// ("नगरपुर थाना", "in Nagarpur").
/// ## Limits
/// A small town that no list has and that the body does not name again is no dateline. A kicker in another script
/// ("Chandraveni Dam: ...") is no place, and a headline with a kicker ("बिहार: बस पलटी, पांच घायल") is none either: the
/// paragraph must be prose.
pub(super) fn of(paragraph: &str, body: &str) -> Option<Dateline> {
    let text = paragraph.trim_start();
    let head = text.get(..super::lines::floor_char(text, REACH))?;
    marked(text, head, body).or_else(|| credited(text, head, body))
}

/// A dateline that the bracket of an agency closes: "नगरपुर, दो मार्च (भाषा) नदी का पानी ...".
fn credited(text: &str, head: &str, body: &str) -> Option<Dateline> {
    let at = head.find([')', ']'])?;
    let opening = head.get(..at)?;
    let (before, inner) = opening.rsplit_once(['(', '['])?;
    let named = |part: &str| agency::canonical(part, false).is_some() || agency::is_generic(part);
    if before.trim().is_empty() || !inner.split(['/', ',']).map(str::trim).all(named) {
        return None;
    }
    let rest = text.get(at + 1..)?;
    parts(opening, ')', rest, body)
}

/// A dateline that a mark closes.
fn marked(text: &str, head: &str, body: &str) -> Option<Dateline> {
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
    parts(opening, mark, rest, body)
}

/// What an opening has beside the words that may be its place.
#[derive(Default)]
struct Beside {
    agency: Option<String>,
    /// The agency is one of the list, or the words say "agency", or there is a date.
    sure: bool,
    desk: bool,
}

/// The dateline that the parts of an opening make, if each of them is a place, an agency, a person, a desk or a date.
fn parts(opening: &str, mark: char, rest: &str, body: &str) -> Option<Dateline> {
    if rest.split_whitespace().take(6).count() < 6 || !is_prose(rest) {
        return None;
    }
    let mut beside = Beside::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    // Pages number their lines: "3830 संवाद सहयोगी, नगरपुर : ...".
    let opening = opening.trim_start_matches(|c: char| digit_value(c).is_some());
    let opening = opening.trim_matches(|c: char| matches!(c, '*' | '[' | ']' | ' ' | '\u{a0}'));
    let mut before = ' ';
    let mut from = 0;
    for (i, piece) in opening.split(SEPARATORS).enumerate() {
        let part = piece.trim();
        let by = std::mem::replace(
            &mut before,
            opening
                .get(from + piece.len()..)
                .and_then(|r| r.chars().next())
                .unwrap_or(' '),
        );
        from += piece.len() + 1;
        if part.is_empty() {
            continue;
        }
        if let Some(name) = agency::in_byline(part) {
            beside.sure |= agency::canonical(part, false).is_some() || name != part;
            beside.agency = beside.agency.or(Some(name));
        } else if agency::is_generic(part) || is_date_part(part) {
            beside.sure = true;
        } else if let Some(place) = after_desk(part) {
            beside.desk = true;
            open.push(Open { name: place, by });
        } else if is_desk(part) {
            beside.desk = true;
        } else if i <= 3 && is_place_like(part, mark, rest) {
            open.push(Open { name: part, by });
        } else {
            return None;
        }
    }
    let place = place(&open, &beside, mark, body)?.to_string();
    Some(Dateline {
        place,
        agency: beside.agency,
    })
}

/// What parts an opening.
const SEPARATORS: &[char] = &[',', '(', ')', '[', ']', '/', '|'];

/// A part of an opening that may be its place, with the separator before it.
struct Open<'a> {
    name: &'a str,
    by: char,
}

/// Which of the open parts of a dateline is its place.
fn place<'a>(open: &[Open<'a>], beside: &Beside, mark: char, body: &str) -> Option<&'a str> {
    let first = open.first()?.name;
    let latin = first.chars().any(|c| c.is_ascii_alphabetic());
    if let Some(at) = open.iter().position(|p| places::is_place(p.name)) {
        // "NAGARPUR, India", "नगरपुर (पटना)", "नगरपुर/पटना": the first stands beside a place; a reporter does in
        // commas only.
        let of_town = |o: &Open<'_>| latin || matches!(o.by, '(' | '/') || beside.sure && places::is_region(o.name);
        let town = at == 1 && open.get(1).is_some_and(of_town) && is_name(first) && !is_person(first);
        let known = open.get(at).map(|o| o.name)?;
        // "बिहार: ..." is the kicker of a part of a page, "पटना: ..." a dateline.
        let kicker = mark == ':' && !beside.sure && !beside.desk && open.len() == 1 && places::is_region(known);
        return if town { Some(first) } else { (!kicker).then_some(known) };
    }
    // "NAGARPUR, Iowa —": capitals, then what they lie in.
    let within = |o: &Open<'_>| o.by == ',' && o.name.contains(|c: char| c.is_lowercase());
    if latin && open.get(1).is_some_and(within) && open.len() == 2 && is_capitals(first) && mark != ':' {
        return Some(first);
    }
    let place = open.last()?.name;
    let words = place.split_whitespace().count();
    let alone = open.len() == 1;
    if is_person(place) {
        return None;
    }
    if beside.sure {
        // A listed agency beside it says enough, whatever the words are: "नगरपुर, फ्ला (रॉयटर्स)".
        let listed = beside.agency.as_deref();
        let listed = listed.is_some_and(|a| agency::canonical(a, false).is_some());
        match listed {
            true if open.len() <= 2 && !is_person(first) => return Some(first),
            false if alone && !place.split_whitespace().all(places::is_common) => return Some(place),
            _ => {}
        }
    }
    let shown = beside.desk && (words == 1 || places::ends_as_place(place))
        || alone && is_named_again(place, body)
        // Openings of one word before a danda are datelines but for ordinary words ("नहीं।") and names.
        || alone && words == 1 && mark == '।' && is_devanagari(place) && !places::is_of_people(place);
    (shown && is_name(place)).then_some(place)
}

fn is_devanagari(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(|c| ('\u{900}'..'\u{980}').contains(&c) || c == '-')
}

fn is_capitals(part: &str) -> bool {
    !part.contains(char::is_lowercase)
}

/// Whether no word of a part is an ordinary one, and the part is no outlet.
fn is_name(part: &str) -> bool {
    !part.split_whitespace().any(places::is_common) && outlets::canonical(Some(part), None).is_none()
}

/// Whether a part has the form of a name of a person.
fn is_person(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    words.len() > 1 && words.iter().any(|w| places::is_of_people(w))
}

/// Words behind the name of a place in Hindi and Marathi.
const BEHIND: &[&str] = &[
    "में",
    "स्थित",
    "थाना",
    "थाने",
    "कोतवाली",
    "जिला",
    "जिले",
    "तहसील",
    "प्रखंड",
    "क्षेत्र",
    "शहर",
    "गांव",
    "ग्राम",
    "कस्बा",
    "कस्बे",
    "निवासी",
    "पुलिस",
    "नगर",
    "ब्लॉक",
    "विकास",
    "मार्ग",
    "येथे",
    "येथील",
    "तालुक्यातील",
];

/// Words before the name of a place in Latin script, and behind it.
const LATIN_BEFORE: &[&str] = &["in", "at", "near"];
const LATIN_BEHIND: &[&str] = &["Police", "police", "district", "District", "County", "city", "tehsil"];

/// Whether the body names the words again as one does a place.
fn is_named_again(place: &str, body: &str) -> bool {
    if place.chars().count() < 3 {
        return false;
    }
    if !place.is_ascii() && !place.chars().any(|c| c.is_ascii_uppercase()) {
        return body.match_indices(place).any(|(at, _)| {
            let before = body.get(..at).unwrap_or("");
            let after = body.get(at + place.len()..).unwrap_or("");
            if before.ends_with(is_word_char) || !after.starts_with([' ', '\u{a0}', '-']) {
                return false;
            }
            let mut next = after.split_whitespace();
            let next = next.next().unwrap_or("").trim_end_matches(['।', ',', '.']);
            // "नगरपुर-पटना मार्ग"
            BEHIND.contains(&next) || next.strip_prefix('-').is_some_and(places::is_place)
        });
    }
    let titled: Vec<String> = place.split_whitespace().map(titled).collect();
    let titled = titled.join(" ");
    body.match_indices(titled.as_str()).any(|(at, _)| {
        let before = body.get(..at).unwrap_or("").trim_end();
        let after = body.get(at + titled.len()..).unwrap_or("");
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let next = after.split_whitespace().next().unwrap_or("");
        !after.starts_with(is_word_char) && (LATIN_BEFORE.contains(&word) || LATIN_BEHIND.contains(&next))
    })
}

/// A word in capitals as a name in running text.
fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .chain(letters.flat_map(char::to_lowercase))
        .collect()
}

/// Whether a text goes on as an article does, not as a headline.
fn is_prose(rest: &str) -> bool {
    let end = rest.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’)]".contains(c));
    end.ends_with(['।', '.', '?', '!', '…']) || words::count(rest) >= PROSE_WORDS
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
        // "Nagarpur — with two towns beside it — was under water": the sentence goes on.
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        return !indic_rest && !goes_on && (capitals || titled && mark != ':');
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

/// Short names of the desks of Hindi papers in a dateline, and ends of such names.
const DESKS: &[&str] = &["संसू", "संस", "जासं", "जागरण", "निसं", "कासं", "हिसं"];
const DESK_ENDS: &[&str] = &["न्यूज", "न्यूज़", "प्रतिनिध", "टीम", "नेटवर्क", "सेवा"];

/// Whether a part names a desk, an unnamed reporter or the paper itself.
fn is_desk(part: &str) -> bool {
    let folded = fold(part);
    let ends = |list: &[&str]| list.iter().any(|d| folded.ends_with(&fold(d)));
    DESKS.contains(&part)
        || byline::is_desk(&folded)
        || ends(DESK_ENDS)
        || outlets::canonical(Some(part), None).is_some()
}

/// The place behind the name of a desk in one part: "नईदुनिया इंदौर", "प्रमुख संवाददाता मुम्बई".
fn after_desk(part: &str) -> Option<&str> {
    let (desk, place) = part.rsplit_once(char::is_whitespace)?;
    (is_desk(desk.trim_end()) && places::is_place(place)).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<(&str, Option<&str>)>) {
        check_in(text, "", want);
    }

    /// The same where the rest of the body is `more`.
    fn check_in(text: &str, more: &str, want: Option<(&str, Option<&str>)>) {
        let got = of(text, &format!("{text}\n\n{more}"));
        let got = got.as_ref().map(|d| (d.place.as_str(), d.agency.as_deref()));
        assert_eq!(got, want, "{text}");
    }

    const REST: &str = "नदी का पानी पुल के ऊपर से बह रहा है।";

    #[test]
    fn forms() {
        let rest = REST;
        check(&format!("पटना । {rest}"), Some(("पटना", None)));
        check(&format!("पटना: {rest}"), Some(("पटना", None)));
        check(&format!("नई दिल्ली, एजेंसी। {rest}"), Some(("नई दिल्ली", None)));
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
            "PATNA: The river rose over the old bridge on Monday.",
            Some(("PATNA", None)),
        );
        check(&format!("Patna Flood: {rest}"), None);
        check(&format!("वह गया था। {rest}"), None);
        check("नदी का पानी पुल के ऊपर से बह रहा है। लोग डरे हुए हैं और घर छोड़ रहे हैं।", None);
        check("पटना ।", None);
    }

    #[test]
    fn openings_that_name_no_place() {
        check("LIVE BLOG: The river rose over the old bridge on Monday.", None);
        check("RAMA DHUSARIYA: The river rose over the old bridge on Monday.", None);
        check("EXCLUSIVE: The river rose over the old bridge on Monday.", None);
        check("Patna — along with two other towns — was under water on Monday.", None);
        check(&format!("फिर भूकंप। {REST}"), None);
        check(&format!("जवाब : {REST}"), None);
        check(&format!("नहीं । {REST}"), None);
        check("আবার ভূমিকম্প। মঙ্গলবার সকালে নদীর ধারে কম্পন টের পাওয়া গিয়েছে।", None);
        // A headline with a kicker, and the kicker of a part of a page.
        check("पटना: पुल टूटने से चार लोगों की मौत, दस घायल", None);
        check(&format!("बिहार: {REST}"), None);
    }

    #[test]
    fn the_place_beside_a_reporter_or_a_desk() {
        check(&format!("विनय धानुक, नईदुनिया, इंदौर।{REST}"), Some(("इंदौर", None)));
        check(&format!("शिमला, विनय धानुक। {REST}"), Some(("शिमला", None)));
        check(&format!("संवाद सहयोगी, नगरपुर : {REST}"), Some(("नगरपुर", None)));
        check(&format!("नईदुनिया इंदौर: {REST}"), Some(("इंदौर", None)));
        check(&format!("विनय धानुक, संवाद सहयोगी : {REST}"), None);
        check(&format!("3830 जागरण संवाददाता, नगरपुर: {REST}"), Some(("नगरपुर", None)));
    }

    #[test]
    fn a_town_that_no_list_has() {
        let said = "The bridge in Nagarpur was built last year.";
        check("NAGARPUR: The river rose over the old bridge on Monday.", None);
        let named = Some(("NAGARPUR", None));
        check_in("NAGARPUR: The river rose over the old bridge on Monday.", said, named);
        check("NAGARPUR, Iowa — The river rose over the old bridge on Monday.", named);
        check("NAGARPUR, India — The river rose over the old bridge on Monday.", named);
        check(&format!("नगरपुरी : {REST}"), None);
        check_in(
            &format!("नगरपुरी : {REST}"),
            "नगरपुरी थाना पुलिस आई।",
            Some(("नगरपुरी", None)),
        );
        check(&format!("नगरपुर (पटना) : {REST}"), Some(("नगरपुर", None)));
        check(&format!("नगरपुर, कनाडा (एपी) : {REST}"), Some(("नगरपुर", Some("AP"))));
        check(&format!("नगरपुर/पटना : {REST}"), Some(("नगरपुर", None)));
        check(
            &format!("नया नगरपुर, फ्ला (एपी)। {REST}"),
            Some(("नया नगरपुर", Some("AP"))),
        );
        check(&format!("ठठियापा। {REST}"), Some(("ठठियापा", None)));
    }
}
