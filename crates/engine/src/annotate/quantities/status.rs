//! The status of a figure: from cues around it, then from the verb of its clause.

use super::Figure;
use super::lexicon::{Cue, any, cue};
use crate::annotate::times::tense::{Mood, Verb};
use crate::model::FigureStatus;
use sutradhar_text::numbers::NumberKind;
use sutradhar_text::tokens::Tokens;

/// How many words before a figure a cue for a total may stand (संक्रमितों की कुल संख्या बढ़कर 54).
const BACK: usize = 4;

/// The status of a figure whose clause ends with `verb`.
pub(super) fn status(t: &Tokens, figure: &Figure, verb: Verb, has_noun: bool) -> FigureStatus {
    let first = figure.number.first;
    let end = verb.end.min(t.len());
    // Ages and rules say how old somebody is or has to be.
    if figure.unit == "years" {
        return FigureStatus::Unspecified;
    }
    if t.word(figure.number.last + 1) == "भी" && verb.negated && figure.number.value == 1.0 {
        return FigureStatus::Denied;
    }
    if any(t, first.saturating_sub(BACK), end, Cue::Active) {
        return FigureStatus::Ongoing;
    }
    if verb.mood == Mood::Counterfactual || any(t, first.saturating_sub(BACK), end, Cue::Estimate) {
        return FigureStatus::Estimate;
    }
    if let Some(total) = total(t, figure) {
        return total;
    }
    if any(t, figure.last, (end + 2).min(figure.last + 25), Cue::Denied) {
        return FigureStatus::Denied;
    }
    if any(t, figure.last, end, Cue::Possible) {
        return FigureStatus::Possible;
    }
    let all = figure.number.kind == NumberKind::All;
    match verb.mood {
        Mood::Possible if verb.negated => FigureStatus::Unspecified,
        Mood::Possible => FigureStatus::Possible,
        Mood::Future if verb.negated || all => FigureStatus::Unspecified,
        Mood::Future => FigureStatus::Planned,
        Mood::Ongoing => FigureStatus::Ongoing,
        Mood::Done | Mood::Was => FigureStatus::Done,
        Mood::Is if any(t, 0, first, Cue::Event) || !has_noun => FigureStatus::Done,
        Mood::Is if all => FigureStatus::Unspecified,
        Mood::Is => FigureStatus::Ongoing,
        Mood::Habitual => FigureStatus::Unspecified,
        _ if any(t, figure.last + 1, figure.last + 6, Cue::Event) => FigureStatus::Done,
        _ if any(t, figure.last + 1, figure.last + 5, Cue::Planned) => FigureStatus::Planned,
        _ => FigureStatus::Unspecified,
    }
}

/// कुल, संख्या, आंकड़ा before the figure, or में से after it.
fn total(t: &Tokens, figure: &Figure) -> Option<FigureStatus> {
    let first = figure.number.first;
    let after = figure.after;
    // "कुल 448 नए मामले" and "संख्या 2506 बढ़ गई" are additions.
    let adds = matches!(t.word(figure.last + 1), "नए" | "नये" | "बढ़" | "और" | "new" | "more");
    // मरीजों में से, लोगों में से
    let of = (after..after + 4).any(|j| t.word(j) == "में" && t.word(j + 1) == "से" && (after..j).all(|k| t.joined(k)));
    if of && !figure.approx {
        return Some(FigureStatus::Total);
    }
    let from = first.saturating_sub(BACK);
    let near = (from..first).any(|j| {
        cue(t, j, Cue::Total).is_some()
            && (j..first - 1).all(|k| t.joined(k) && !matches!(t.word(k), "ने" | "और" | "लेकिन"))
    });
    (near && !adds).then_some(FigureStatus::Total)
}
