//! Figures: value, unit, what they count, hedge and status.

mod counted;
mod lexicon;
mod status;

#[cfg(test)]
mod tests;

use super::times::tense::{Mood, Verb, verb, verb_before};
use crate::model::*;
pub(crate) use lexicon::faults;
use lexicon::{Cue, cue, is, unit};
use sutradhar_text::numbers::{Number, NumberKind, NumberWord, number_at, number_word};
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::tokens::Tokens;

/// The figures of an article in order; numbers inside times and names are not figures.
pub fn find(
    article: &Article,
    sentences: &[Sentence],
    times: &[TimeExpression],
    mentions: &[Mention],
) -> Vec<Quantity> {
    let mut out = Vec::new();
    let taken = Taken { times, mentions };
    for sentence in sentences {
        // A date, a byline or a list of tags holds no figures of the report.
        if matches!(
            sentence.class,
            LineClass::Date | LineClass::Byline | LineClass::Tags | LineClass::Credit | LineClass::Dateline
        ) {
            continue;
        }
        in_sentence(
            sentence.span.of(&article.text),
            sentence.span.start,
            article.language,
            &taken,
            &mut out,
        );
    }
    out
}

/// Spans whose numbers are no figures.
struct Taken<'a> {
    times: &'a [TimeExpression],
    mentions: &'a [Mention],
}

impl Taken<'_> {
    /// Whether a name begins where the span does.
    fn named(&self, span: Span) -> bool {
        let i = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions
            .get(i)
            .is_some_and(|m| m.span.start == span.start && m.role == MentionRole::Name)
    }

    fn overlaps(&self, span: Span) -> bool {
        let i = self.times.partition_point(|t| t.span.end <= span.start);
        if self.times.get(i).is_some_and(|t| t.span.overlaps(span)) {
            return true;
        }
        let i = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions
            .get(i..)
            .unwrap_or_default()
            .iter()
            .take_while(|m| m.span.start < span.end)
            .any(|m| m.span.overlaps(span))
    }
}

/// A figure before its status and noun are known.
#[derive(Debug, Clone, Copy)]
struct Figure {
    number: Number,
    /// Last word, unit included.
    last: usize,
    /// Unit in English, empty if none.
    unit: &'static str,
    /// Words after the unit that only hedge (से अधिक): the noun stands after them.
    after: usize,
    approx: bool,
    /// From the sentence start, sign of currency or percent included.
    span: Span,
}

fn in_sentence(text: &str, base: u32, lang: Lang, taken: &Taken, out: &mut Vec<Quantity>) {
    let tokens = Tokens::new(text);
    let mut figures: Vec<Figure> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some(number) = number_at(&tokens, i) else {
            i += 1;
            continue;
        };
        i = number.last + 1;
        if taken.overlaps(tokens.over(number.first, number.last).shift(base as usize)) {
            continue;
        }
        if let Some(figure) = figure(&tokens, number, figures.len()) {
            i = figure.last + 1;
            figures.push(figure);
        }
    }
    share_units(&tokens, &mut figures);
    let nouns: Vec<Option<Span>> = figures.iter().map(|f| counted::noun(&tokens, f, lang)).collect();
    let mut shared: Option<Verb> = None;
    for (k, figure) in figures.iter().enumerate() {
        // "47 in A, 25 in B, 10 new cases in C": the noun of the list serves all.
        let own = nouns[k].filter(|n| {
            // "दोनों" before a name stands alone: दोनों महेश्वर पहुंचे
            figure.number.kind != NumberKind::All || !taken.named(n.shift(base as usize))
        });
        let noun = own
            .or_else(|| counted::before(&tokens, figure))
            .or_else(|| nouns[k..].iter().flatten().next().copied())
            .or_else(|| nouns[..k].iter().rev().flatten().next().copied());
        // The first verb after one figure closes the clause of all figures before it: one scan a sentence.
        let after = match shared {
            Some(v) if lang != Lang::En && (v.end > figure.last) => v,
            _ => verb(&tokens, figure.last, lang),
        };
        shared = Some(after);
        let verb = match after.mood {
            Mood::None => verb_before(&tokens, figure.number.first, lang),
            _ => after,
        };
        out.push(Quantity {
            span: figure.span.shift(base as usize),
            value: figure.number.value,
            value_max: figure.number.max,
            approx: figure.approx,
            unit: figure.unit.to_string(),
            counted: noun.map(|n| n.shift(base as usize)),
            status: status::status(&tokens, figure, verb, nouns[k].is_some()),
        });
    }
}

/// Gives the unit after a list to all of its members: `30, 36 और 57 वर्ष`.
fn share_units(t: &Tokens, figures: &mut [Figure]) {
    for k in (1..figures.len()).rev() {
        let (Some(next), Some(here)) = (figures.get(k).copied(), figures.get(k - 1).copied()) else {
            continue;
        };
        if next.unit.is_empty() || !here.unit.is_empty() {
            continue;
        }
        let comma = here.last + 1 == next.number.first && t.gap(here.last).trim() == ",";
        let and = here.last + 2 == next.number.first
            && is(t, here.last + 1, Cue::Share)
            && t.joined(here.last)
            && t.joined(here.last + 1);
        if let Some(figure) = figures.get_mut(k - 1)
            && (comma || and)
        {
            figure.unit = next.unit;
        }
    }
}

/// A number as a figure, or `None` where it counts nothing.
fn figure(t: &Tokens, number: Number, before: usize) -> Option<Figure> {
    let (first, mut last) = (number.first, number.last);
    // "छ" is six, and at the end of a Nepali clause "is".
    let copula = is(t, first, Cue::Copula) && first == last && !t.joined(last);
    if number.kind == NumberKind::Ordinal || all_round(t, &number) || copula {
        return None;
    }
    let mut unit_name = "";
    let sign_before = char_before(t, first);
    let sign_after = t.gap(number.last).trim_start().chars().next();
    let mut span = t.over(first, last);
    if sign_after == Some('%') || sign_after == Some('％') {
        unit_name = "percent";
        let gap = t.gap(number.last);
        let skip = gap.len() - gap.trim_start().len() + sign_after.map_or(0, char::len_utf8);
        span.end += skip as u32;
    } else if let Some((sign, name)) = sign_before.and_then(currency) {
        unit_name = name;
        let lead = lead(t, first);
        let cut = lead.trim_end();
        span.start -= (lead.len() - cut.len() + sign.len_utf8()) as u32;
    } else if let Some(name) = first.checked_sub(1).and_then(|k| lexicon::unit_before(t.word(k))) {
        unit_name = name;
        span.start = t.span(first - 1).start;
    } else if matches!(number_word(t.word(last)), Some(NumberWord::Part(_))) {
        unit_name = "portion";
    } else if t.joined(last) && t.word(last + 1) == "per" && t.word(last + 2) == "cent" {
        unit_name = "percent";
        last += 2;
        span.end = t.span(last).end;
    } else if t.joined(last) || t.hyphened(last) {
        let village = t.word(last + 1) == "ग्राम"
            && matches!(
                t.word(last + 2),
                "पंचायत"
                    | "पंचायतों"
                    | "सभा"
                    | "प्रधान"
                    | "सेवक"
                    | "रोजगार"
                    | "विकास"
            );
        if let Some(name) = unit(t.word(last + 1)).filter(|_| !village) {
            unit_name = name;
            last += 1;
        } else if t.joined(last)
            && t.joined(last + 1)
            && let Some(name @ ("rupees" | "dollars" | "riyals" | "yuan" | "pounds" | "euros")) = unit(t.word(last + 2))
        {
            // "पांच लाख सऊदी रियाल"
            unit_name = name;
            last += 2;
        }
        // "25-year-old"
        if unit_name == "years" && t.hyphened(last) && t.word(last + 1) == "old" {
            last += 1;
        }
        span.end = t.span(last).end.max(span.end);
    }
    let named = named_number(t, first, number, unit_name);
    if named || (is_indefinite(t, &number) && !counts_one(t, &number, unit_name, before)) {
        return None;
    }
    let mut after = last + 1;
    let mut approx = number.kind == NumberKind::Vague;
    for back in 1..=3 {
        if first >= back
            && let Some(n) = cue(t, first - back, Cue::About)
            && n == back
        {
            approx = true;
        }
    }
    if let Some(n) = (after < t.len()).then(|| cue(t, after, Cue::Over)).flatten() {
        approx = true;
        if is(t, after, Cue::HedgePost) {
            after += n;
        }
    }
    approx |= sign_after == Some('+');
    Some(Figure {
        number,
        last,
        unit: unit_name,
        after,
        approx,
        span,
    })
}

/// "On all four sides" is everywhere: चारों ओर, चारों तरफ.
fn all_round(t: &Tokens, n: &Number) -> bool {
    n.kind == NumberKind::All && n.value == 4.0 && is(t, n.last + 1, Cue::AllRound)
}

/// Words that join the members of a list of numbers.
fn lists_on(t: &Tokens, i: usize) -> Option<usize> {
    if t.gap(i).trim() == "," {
        return Some(i + 1);
    }
    (t.joined(i) && is(t, i + 1, Cue::And)).then_some(i + 2)
}

/// Whether the number ends a list that a number-naming word opens: वार्ड 11, 12 तथा 13.
fn listed_name(t: &Tokens, first: usize) -> bool {
    let mut at = first;
    while at > 0 {
        let Some(before) = (1..=2)
            .filter_map(|n| at.checked_sub(n))
            .find(|k| t.word(*k).bytes().all(|b| b.is_ascii_digit()) && lists_on(t, *k) == Some(at))
        else {
            break;
        };
        at = before;
    }
    at < first && at > 0 && t.joined(at - 1) && cue(t, at - 1, Cue::Number).is_some()
}

/// Whether the number is the year of an act: महामारी अधिनियम, 1987.
fn act_year(t: &Tokens, first: usize, number: Number) -> bool {
    (1800.0..2100.0).contains(&number.value)
        && first > 0
        && matches!(t.gap(first - 1).trim(), "" | "," | "-" | "(")
        && is(t, first - 1, Cue::Act)
}

fn lead<'t>(t: &Tokens<'t>, i: usize) -> &'t str {
    if i == 0 {
        t.text().get(..t.span(0).start as usize).unwrap_or("")
    } else {
        t.gap(i - 1)
    }
}

fn char_before(t: &Tokens, i: usize) -> Option<char> {
    lead(t, i).trim_end().chars().next_back()
}

fn currency(sign: char) -> Option<(char, &'static str)> {
    match sign {
        '₹' => Some((sign, "rupees")),
        '$' => Some((sign, "dollars")),
        '€' => Some((sign, "euros")),
        '£' => Some((sign, "pounds")),
        _ => None,
    }
}

/// Whether the number is part of a name: अनुच्छेद 370, कोविड-19, वार्ड नंबर 5, 3.0 after a name, a list index, A-320.
fn named_number(t: &Tokens, first: usize, number: Number, unit: &str) -> bool {
    if !number.digits {
        // "गेट नंबर तीन के पास", but "वार्ड में तीन मरीज"
        let open = !t.joined(number.last) || is_stopword(t.word(number.last + 1));
        return first > 0 && cue(t, first - 1, Cue::Number).is_some() && t.joined(first - 1) && open;
    }
    let lead = lead(t, first);
    // "2." or "(3)" at the start of a line is an index; "#5" and "@4" are labels.
    let index = first == 0 && unit.is_empty() && matches!(t.gap(number.last).chars().next(), Some('.' | ')' | ']'));
    if index || lead.ends_with(['#', '@', '/', ':', '_']) && !lead.ends_with(": ") && unit.is_empty() {
        return true;
    }
    let next = t.gap(number.last);
    if unit.is_empty() && (next.starts_with('/') || (next.starts_with(':') && next.len() == 1)) {
        return true;
    }
    // "10-digit", "24x7", "4-lane": a compound, not a figure
    if unit.is_empty() && t.hyphened(number.last) && !next.contains(' ') && number.max.is_none() {
        return true;
    }
    // "24 परगना" is a district; "সংবিধানের ১৪২ অনুচ্ছেদ"
    if lexicon::is_numbered(t.word(number.last + 1)) {
        return true;
    }
    // Trains have numbers and a direction: 12567 अप.
    if t.joined(number.last) && matches!(t.word(number.last + 1), "अप" | "डाउन") && t.word(number.last).len() == 5
    {
        return true;
    }
    if first == 0 {
        return false;
    }
    if unit.is_empty() && (listed_name(t, first) || act_year(t, first, number)) {
        return true;
    }
    if !lead.is_empty() && lead.trim().is_empty() || matches!(lead.trim(), "." | "-" | "–" | "—" | ":") {
        // "ट्रेन संख्या 12345", but not "मरीजों की संख्या 45"
        if t.word(first - 1) == "संख्या" && first >= 2 && !matches!(t.word(first - 2), "की" | "कुल" | "में" | "के" | "यह")
        {
            return true;
        }
        let known = (1..=2).any(|b| first >= b && cue(t, first - b, Cue::Number).is_some_and(|n| n == b));
        if known && unit.is_empty() {
            return true;
        }
    }
    // "परीक्षा 2024 का परिणाम", "Utsav 2025:": a year behind a name
    let year =
        t.word(number.first).len() == 4 && number.first == number.last && (1900.0..2060.0).contains(&number.value);
    if year && unit.is_empty() && t.joined(first - 1) && !is_stopword(t.word(first - 1)) {
        let bare =
            !t.joined(number.last) || matches!(t.word(number.last + 1), "का" | "की" | "के" | "को" | "ने" | "पर" | "और");
        let counted = (first.saturating_sub(4)..first)
            .any(|j| cue(t, j, Cue::Total).is_some() || cue(t, j, Cue::About).is_some());
        if bare && !counted {
            return true;
        }
    }
    // A number glued by a hyphen to the word before it: कोविड-19, जी-20, Boeing-747.
    let glued = matches!(lead, "-" | "–" | "—" | "‑") && unit.is_empty();
    // Version numbers: "लॉकडाउन 3.0"
    let measured = matches!(lexicon::unit(t.word(first - 1)), Some("magnitude"));
    let version = t.word(number.first).ends_with(".0") && unit.is_empty() && !measured;
    glued || version
}

/// Whether the number is a bare "one", which in Hindi is mostly the article "a".
fn is_indefinite(t: &Tokens, n: &Number) -> bool {
    n.first == n.last && n.value == 1.0 && n.max.is_none() && is(t, n.first, Cue::One)
}

/// Whether a bare एक counts: एक भी, एक ही, एक व्यक्ति, एक नए मामले, or an item of a list (`... में दो, ... में एक,`).
fn counts_one(t: &Tokens, n: &Number, unit: &str, before: usize) -> bool {
    if !unit.is_empty() {
        // "एक दिन वह उसके घर पहुंचा"
        let once = unit == "days"
            && !matches!(
                t.word(n.last + 2),
                "में" | "से"
                    | "की"
                    | "का"
                    | "के"
                    | "तक"
                    | "बाद"
                    | "पहले"
                    | "पूर्व"
                    | "भी"
                    | "और"
            );
        return !matches!(unit, "portion") && !once;
    }
    // "एक बार भी कोर्ट नहीं गई"
    if t.word(n.last + 2) == "भी" && t.joined(n.last) {
        return true;
    }
    let mut j = n.last + 1;
    if !t.joined(n.last) {
        let previous = if n.first > 0 { t.word(n.first - 1) } else { "" };
        return before > 0 || matches!(previous, "संख्या" | "में" | "के" | "का");
    }
    match t.word(j) {
        "भी" => return true,
        "ही" => j += 1,
        "है" | "हैं" | "हो" => return true,
        "और" if before > 0 && matches!(t.word(n.first.saturating_sub(1)), "में" | "के" | "का") => {
            return true;
        }
        "ने" | "को" | "की" | "से" | "में" | "के" => {
            let previous = if n.first > 0 { t.word(n.first - 1) } else { "" };
            return before > 0 || matches!(previous, "समेत" | "केवल" | "सिर्फ" | "में");
        }
        _ => {}
    }
    for _ in 0..3 {
        if let Some(n) = cue(t, j, Cue::Counted) {
            // "एक युवक ने ..." introduces somebody, it does not count.
            return !matches!(t.word(j + n), "ने" | "द्वारा" | "पर");
        }
        if cue(t, j, Cue::Adjective).is_none() || !t.joined(j) {
            break;
        }
        j += 1;
    }
    false
}
