//! How likely two articles report the same happening: the features of a pair, scored by trees.

use super::features::{FEATURES, Features, align, early};
use super::trees;
use super::views::FeatureVectors;
use crate::model::DayRange;
use crate::similarity::{cosine, dot, is_estimated, place_of};

/// Days between two reports of one event.
pub const WINDOW_DAYS: i32 = 400;

/// Places of some features in the table.
const OWN_TREES: usize = place_of(&FEATURES, "own_trees");
const UNDATED: usize = place_of(&FEATURES, "undated");
const HALF_UNDATED: usize = place_of(&FEATURES, "half_undated");
const FOREIGN: usize = place_of(&FEATURES, "cross_language");
const LENGTH: usize = place_of(&FEATURES, "length_min");

/// Length from which both are more than excerpts: of two languages, no such pair is among those that readers parted.
const WHOLE: f32 = 0.45;

/// Containment from which two versions in one outlet are reports of one event, where nothing but the shared text can be
/// weighed.
const SAME_OUTLET_CONTAINMENT: f32 = 0.8;

/// Log-odds by the trees for a first look below which they have the last word: most candidates share next to nothing,
/// and late interaction and all other trees cost many times as much.
const DOUBT: f32 = -4.0;

/// Cosines of directions, of all words, and of the lead of one with all of the other, below all of which a pair of one
/// language is not looked at.
const LEAST_VECTOR: f32 = 0.25;
const LEAST_ALL: f32 = 0.08;
const LEAST_LEAD: f32 = 0.12;

/// Cosine of directions, of headlines with leads or of headlines alone, below which a pair of two languages is not
/// looked at: half of those that share terms, with one in sixty of the true ones.
const LEAST_FOREIGN: f32 = 0.2;

/// Cosine of the words of addresses and English headlines from which a pair is looked at whatever else it shares.
const LEAST_LATIN: f32 = 0.2;

/// Taken off the log-odds of a pair of which one has no date: a wrong event would also give it a wrong day (law 4), so
/// it joins only on stronger evidence than the training pairs, most of which come from pages of the same weeks, ask
/// for.
const HALF_UNDATED_LOGIT_PENALTY: f32 = 1.75;

/// The same where neither has a date, in full from some 180 content words on, not at all below 70: two long pages tell
/// enough to be told apart.
const UNDATED_LOGIT_PENALTY: f32 = 3.0;

/// Taken off the log-odds of a pair of two languages where the words of one were never counted in news: from 1.5 on none
/// of 13 wrong pairs of `corpus/languages` is left, and no right one is lost.
const ESTIMATED_LOGIT_PENALTY: f32 = 1.5;

/// Containment from which a copy in another outlet is a report of the same event whatever else differs. One outlet
/// prints the same background under one event after another.
const SAME_EVENT_CONTAINMENT: f32 = 0.5;

/// Days between an article whose day was inferred and another from which it is taken as undated.
const LENT_DAYS: i32 = 2;

/// Probability of such a pair.
pub(super) const SURE_COPY: f32 = 0.98;

/// One article as the scorer sees it.
pub struct Seen<'a> {
    /// Its vectors.
    pub views: &'a FeatureVectors,
    /// When it was published.
    pub when: DayRange,
}

impl Seen<'_> {
    /// Whether one outlet printed both.
    pub fn same_outlet(&self, other: &Seen<'_>) -> bool {
        self.views.outlet.is_some() && self.views.outlet == other.views.outlet
    }
}

/// Whether two articles have so much in common that it pays to look closer: most candidates share next to nothing.
fn alike_at_all(x: &FeatureVectors, y: &FeatureVectors) -> bool {
    let near = dot(&x.lead_vector, &y.lead_vector);
    if cosine(&x.latin, &y.latin) >= LEAST_LATIN {
        return true;
    }
    if x.language != y.language {
        return near >= LEAST_FOREIGN || dot(&x.title_vector, &y.title_vector) >= LEAST_FOREIGN;
    }
    near >= LEAST_VECTOR
        || cosine(&x.all, &y.all) >= LEAST_ALL
        || cosine(&x.lead, &y.all).max(cosine(&x.all, &y.lead)) >= LEAST_LEAD
}

/// Probability of a pair: a function of the two articles and the text they share, and of nothing else.
pub fn score(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> f32 {
    let gap = a.when.gap(b.when);
    if !(a.views.weighable && b.views.weighable) {
        return score_of_text(copy, gap, a.same_outlet(b));
    }
    if gap > WINDOW_DAYS || (copy == 0.0 && !alike_at_all(a.views, b.views)) {
        return 0.0;
    }
    let mut features = early(a, b, copy);
    let first = trees::first_look(&features);
    if copy == 0.0 && first < DOUBT {
        return 1.0 / (1.0 + (-first).exp());
    }
    align(&mut features, a.views, b.views);
    // A day that other articles lent is no evidence that a report of another day belongs here.
    let lent = gap > LENT_DAYS && (a.views.inferred || b.views.inferred);
    let estimated = |v: &FeatureVectors| is_estimated(v.language);
    let foreign = a.views.language != b.views.language && (estimated(a.views) || estimated(b.views));
    let penalty =
        f32::from(u8::from(lent)) * HALF_UNDATED_LOGIT_PENALTY + f32::from(u8::from(foreign)) * ESTIMATED_LOGIT_PENALTY;
    let probability = probability(&features, penalty);
    if copy >= SAME_EVENT_CONTAINMENT && gap <= 2 && !a.same_outlet(b) {
        probability.max(SURE_COPY)
    } else {
        probability
    }
}

/// Probability of a pair of which one is in a language whose words nobody counted: only text that both print is evidence.
/// In six such languages (`corpus/languages`) nothing else told 27 pairs of reports of one happening from 1,700 others.
fn score_of_text(copy: f32, gap: i32, same_outlet: bool) -> f32 {
    let least = if same_outlet {
        SAME_OUTLET_CONTAINMENT
    } else {
        SAME_EVENT_CONTAINMENT
    };
    if copy >= least && gap <= LENT_DAYS {
        SURE_COPY
    } else {
        0.0
    }
}

/// Probability that the two report the same happening; `penalty` is taken off the log-odds besides.
fn probability(f: &Features, penalty: f32) -> f32 {
    let at = |i: usize| f.get(i).copied().unwrap_or(0.0);
    let long = ((at(LENGTH) - 0.4) * 4.0).clamp(0.0, 1.0);
    let penalty = penalty + at(HALF_UNDATED) * HALF_UNDATED_LOGIT_PENALTY + at(UNDATED) * UNDATED_LOGIT_PENALTY * long;
    let dated = at(UNDATED) + at(HALF_UNDATED) == 0.0;
    let foreign = at(FOREIGN) > 0.5 && at(LENGTH) >= WHOLE;
    let z = trees::log_odds(f, at(OWN_TREES) as usize, dated && !foreign) - penalty;
    1.0 / (1.0 + (-z).exp())
}
