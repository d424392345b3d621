//! The status of a figure: from cues around it, then from the verb of its clause.

use super::Figure;
use super::lexicon::{Cue, any, cue, is};
use crate::annotate::times::tense::{Mood, Verb};
use crate::model::FigureStatus;
use sutradhar_text::numbers::NumberKind;
use sutradhar_text::tokens::Tokens;

/// How many words before a figure a cue for a total may stand (संक्रमितों की कुल संख्या बढ़कर 54).
const BACK: usize = 4;

/// How many words before a figure a word for a tally may stand.
const TALLY_BACK: usize = 10;

/// The status of a figure whose clause ends with `verb`.
pub(super) fn status(t: &Tokens, figure: &Figure, verb: Verb, has_noun: bool) -> FigureStatus {
    let first = figure.number.first;
    let end = verb.end.min(t.len());
    // Ages and rules say how old somebody is or has to be.
    if figure.unit == "years" {
        return FigureStatus::Unspecified;
    }
    let even = t.word(figure.number.last + 1) == "भी" || t.word(figure.number.last + 2) == "भी";
    if even && verb.negated && figure.number.value == 1.0 {
        return FigureStatus::Denied;
    }
    if is_share(t, figure) {
        return FigureStatus::Total;
    }
    if in_brackets(t, figure) || conditional(t, first, end) {
        return FigureStatus::Unspecified;
    }
    let total = is_total(t, figure);
    if any(t, first.saturating_sub(BACK), end, Cue::Active)
        || (!total && any(t, first.saturating_sub(BACK), end, Cue::Now))
    {
        return FigureStatus::Ongoing;
    }
    if imposed(t, figure, verb) || (intended(t, figure, end) && matches!(verb.mood, Mood::Done | Mood::Was)) {
        return FigureStatus::Planned;
    }
    if verb.mood == Mood::Counterfactual || any(t, first.saturating_sub(BACK), end, Cue::Estimate) {
        return FigureStatus::Estimate;
    }
    if total {
        return FigureStatus::Total;
    }
    if any(t, figure.last, (end + 2).min(figure.last + 25), Cue::Denied) {
        return FigureStatus::Denied;
    }
    if any(t, figure.last, end, Cue::Possible) {
        return FigureStatus::Possible;
    }
    // "चार महीने से सड़क बंद है": it lasts
    if since(t, figure) && matches!(verb.mood, Mood::Is | Mood::Ongoing | Mood::Habitual) {
        return FigureStatus::Ongoing;
    }
    if of_kin(t, figure) || (verb.mood == Mood::Is && any(t, figure.last, end, Cue::Needed)) {
        return FigureStatus::Unspecified;
    }
    if any(t, figure.last, end, Cue::Banned) {
        return FigureStatus::Unspecified;
    }
    let all = figure.number.kind == NumberKind::All;
    match verb.mood {
        Mood::Possible if verb.negated => FigureStatus::Unspecified,
        Mood::Possible => FigureStatus::Possible,
        Mood::Future if verb.negated || all => FigureStatus::Unspecified,
        Mood::Future => FigureStatus::Planned,
        Mood::Ongoing => FigureStatus::Ongoing,
        Mood::Done | Mood::Was => FigureStatus::Done,
        Mood::Is if !has_noun || is_part(t, first) || matches!(t.word(end.saturating_sub(1)), "से" | "के") => {
            FigureStatus::Done
        }
        // "... की मौत की खबर है", "... के मारे जाने की सूचना है": what is known has happened.
        Mood::Is if reported(t, figure.last, end) => FigureStatus::Done,
        Mood::Is if all => FigureStatus::Unspecified,
        Mood::Is => FigureStatus::Ongoing,
        Mood::Habitual | Mood::Ought => FigureStatus::Unspecified,
        _ if any(t, figure.last + 1, figure.last + 6, Cue::Event) => FigureStatus::Done,
        _ if any(t, figure.last + 1, figure.last + 5, Cue::Planned) => FigureStatus::Planned,
        _ => FigureStatus::Unspecified,
    }
}

/// Whether the figure is a time that something has lasted: `चार महीने से`, `चार महीने से अधिक समय से`.
fn since(t: &Tokens, figure: &Figure) -> bool {
    let lasts = matches!(
        figure.unit,
        "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "decades"
    );
    let at = figure.last + 1;
    lasts
        && t.joined(figure.last)
        && (t.word(at) == "से" && !matches!(t.word(at + 1), "अधिक" | "ज्यादा" | "कम" | "भी" | "पहले")
            || (figure.after..figure.after + 3).any(|j| t.word(j) == "समय" && t.word(j + 1) == "से")
            || (figure.after > at && t.word(figure.after) == "से"))
}

/// Whether a span of time was set for what comes: `प्रतिबंध दो हफ्ते के लिए लगाया गया`, `14 दिन के लिए बंद किया गया`.
fn imposed(t: &Tokens, figure: &Figure, verb: Verb) -> bool {
    let lasts = matches!(figure.unit, "years" | "months" | "weeks" | "days" | "hours");
    let at = figure.last + 1;
    lasts
        && verb.mood == Mood::Done
        && !verb.negated
        && (matches!(t.word(at), "के") && matches!(t.word(at + 1), "लिए") || t.word(at) == "तक")
        && (at..verb.end.min(at + 8)).any(|k| is(t, k, Cue::Imposed))
}

/// Whether the figure belongs to what somebody has decided to do: `12 हजार वेंटीलेटर मंगाने का फैसला किया`.
fn intended(t: &Tokens, figure: &Figure, end: usize) -> bool {
    (figure.last + 1..end.min(figure.last + 14)).any(|j| {
        t.word(j).ends_with("ने")
            && matches!(t.word(j + 1), "का" | "की" | "के")
            && is(t, j + 2, Cue::Intention)
            && (figure.last..j).all(|k| !t.gap(k).contains([',', ';', '।']))
    })
}

/// Whether the counted ones only say whose parent somebody is: `दो बच्चों की मां`.
fn of_kin(t: &Tokens, figure: &Figure) -> bool {
    (figure.after + 1..figure.after + 3).any(|j| {
        matches!(t.word(j), "की" | "के" | "का")
            && matches!(t.word(j + 1), "मां" | "माँ" | "पिता" | "माता" | "बाप" | "जनक" | "मालिक")
    })
}

/// Whether the clause says that news of a finished event has come.
fn reported(t: &Tokens, from: usize, end: usize) -> bool {
    let news = end
        .checked_sub(1)
        .is_some_and(|k| matches!(t.word(k), "खबर" | "सूचना" | "पुष्टि" | "जानकारी"));
    news && (from..end).any(|k| {
        matches!(
            t.word(k),
            "मौत"
                | "मौतों"
                | "मारे"
                | "मरने"
                | "घायल"
                | "जख्मी"
                | "होने"
                | "जाने"
                | "आने"
        )
    })
}

/// Whether the figure is the whole of which another is a part: `167 यात्रियों में से`.
fn is_share(t: &Tokens, figure: &Figure) -> bool {
    let after = figure.after;
    !figure.approx
        && (after..after + 4)
            .any(|j| t.word(j) == "में" && t.word(j + 1) == "से" && t.joined(j) && (after..j).all(|k| t.joined(k)))
}

/// Whether the sentence has said before of what the figure is a part: `... मरीज मिले हैं, इनमें 38 ...`.
fn is_part(t: &Tokens, first: usize) -> bool {
    (0..first).any(|j| matches!(t.word(j), "इनमें" | "उनमें" | "जिनमें" | "इसमें" | "जिसमें"))
}

/// Whether कुल, संख्या or आंकड़ा stands before the figure. `कुल 448 नए मामले` and `संख्या 2506 बढ़ गई` are additions.
fn is_total(t: &Tokens, figure: &Figure) -> bool {
    let first = figure.number.first;
    let adds = matches!(t.word(figure.last + 1), "नए" | "नये" | "बढ" | "और" | "new" | "more");
    // "संख्या गुरुवार (2 अप्रैल) को 10,000": a tally may stand farther off than कुल
    let near = (first.saturating_sub(TALLY_BACK)..first).any(|j| {
        let tally = is(t, j, Cue::Tally);
        if j + BACK < first && !tally {
            return false;
        }
        cue(t, j, Cue::Total).is_some()
            && !(j..first).any(|k| {
                let figure = t.word(k).starts_with(|c: char| c.is_ascii_digit())
                    && sutradhar_text::calendar::month_folded(t.word(k + 1)).is_none();
                figure
                    || t.gap(k).contains([',', ';', '।', ':'])
                    || matches!(t.word(k), "ने" | "और" | "लेकिन" | "है" | "हैं" | "थी")
            })
    });
    near && !adds
}

/// Highest number that brackets after a person may hold as an age.
const OLDEST: f64 = 120.0;

/// Whether the figure stands alone or in a list in brackets, as ages do: `दो युवक (42 व 24)`.
fn in_brackets(t: &Tokens, figure: &Figure) -> bool {
    let first = figure.number.first;
    if !figure.unit.is_empty() || figure.number.value > OLDEST || first == 0 {
        return false;
    }
    let opened = (first.saturating_sub(6)..first)
        .rev()
        .take_while(|j| !t.gap(*j).contains(')'))
        .find(|j| t.gap(*j).contains('('));
    opened.is_some_and(|j| (j + 1..first).all(|k| t.word(k).chars().count() <= 3))
}

/// Whether the clause is a condition: `यदि ...`, `... दी जाए तो`.
fn conditional(t: &Tokens, first: usize, end: usize) -> bool {
    (first.saturating_sub(12)..first).any(|j| matches!(t.word(j), "यदि" | "अगर"))
        || (t.word(end + 1) == "तो" && t.word(end) != "है")
}
