//! How likely two articles report the same happening: features of a pair, scored by trees.

use super::shares::{Overlap, agree, alike, apart, hours, latin, lost, names, overlap, part, share, unnamed};
use super::trees;
use super::views::{Sparse, Views, common, cosine};
use super::when::When;
use crate::similarity::dot;

/// Days between two reports of one event.
pub const WINDOW_DAYS: i32 = 400;

/// Number of features.
pub const FEATURES: usize = 125;

/// Places of some features in `NAMES`.
const OWN_TREES: usize = 0;
const UNDATED: usize = 8;
const HALF_UNDATED: usize = 9;
const FOREIGN: usize = 28;
const LENGTH: usize = 67;

/// Length from which both are more than excerpts: of two languages, no such pair is among those that readers parted.
const WHOLE: f32 = 0.45;

/// Places of what late interaction tells.
const ALIGNED: [usize; 8] = [75, 76, 77, 78, 79, 80, 94, 95];

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

/// Names of the features, in order.
pub const NAMES: [&str; FEATURES] = [
    "own_trees",
    "title",
    "lead",
    "all",
    "bigrams",
    "entities",
    "decay",
    "gap",
    "undated",
    "half_undated",
    "figures_agree",
    "figures_differ",
    "short",
    "gap_all",
    "decay_all",
    "same_outlet",
    "places_differ",
    "people_differ",
    "title_people",
    "root_title",
    "root_lead",
    "root_all",
    "root_bigrams",
    "rare",
    "title_figures_agree",
    "title_figures_differ",
    "title_vector",
    "lead_vector",
    "cross_language",
    "sounds",
    "days_agree",
    "days_differ",
    "first_day_gap",
    "quantities",
    "all_quantities",
    "lead_entities",
    "title_in_lead_max",
    "title_in_lead_min",
    "length_ratio",
    "short_title",
    "copy",
    "gap_log",
    "shared_lead",
    "shared_lead_share",
    "shared_all",
    "shared_all_share",
    "shared_bigrams",
    "shared_bigrams_share",
    "rare_count",
    "title_in_all_max",
    "title_in_all_min",
    "lead_in_all_max",
    "lead_in_all_min",
    "places_shared",
    "places_share",
    "places_room",
    "people_shared",
    "people_share",
    "people_room",
    "bodies_shared",
    "bodies_share",
    "bodies_room",
    "measured_shared",
    "measured_share",
    "text_days_shared",
    "text_days_share",
    "text_days_room",
    "length_min",
    "first_vector",
    "text_vector",
    "title_lead_vector_max",
    "title_lead_vector_min",
    "title_first_vector_max",
    "lead_text_vector_max",
    "lead_text_vector_min",
    "title_aligned_max",
    "title_aligned_min",
    "lead_aligned_max",
    "lead_aligned_min",
    "headlines_aligned_max",
    "headlines_aligned_min",
    "crowd_max",
    "crowd_min",
    "title_crowd_max",
    "title_crowd_min",
    "title_telling_max",
    "title_telling_min",
    "lead_telling_max",
    "lead_telling_min",
    "hours",
    "lost_share_max",
    "lost_share_min",
    "lost_top_max",
    "lost_top_min",
    "unlike_max",
    "unlike_min",
    "title_names_lost_max",
    "title_names_lost_min",
    "title_names_shared",
    "asks_both",
    "asks_one",
    "counts_both",
    "counts_one",
    "quotes_both",
    "quotes_one",
    "ahead_both",
    "ahead_one",
    "lead_ahead_both",
    "lead_ahead_one",
    "latin_both",
    "latin",
    "latin_share",
    "latin_shared",
    "latin_best",
    "latin_lost_max",
    "latin_lost_min",
    "latin_vector",
    "latin_title_vector",
    "latin_lead_vector",
    "latin_figures_agree",
    "latin_figures_differ",
    "sections_agree",
    "sections_differ",
    "companion_both",
    "companion_one",
];

/// Taken off the log-odds of a pair of which one has no date: a wrong event would also give it a wrong day (law 4), so
/// it joins only on stronger evidence than the training pairs, most of which come from pages of the same weeks, ask
/// for.
const HALF_UNDATED_CAUTION: f32 = 1.75;

/// The same where neither has a date, in full from some 180 content words on, not at all below 70: two long pages tell
/// enough to be told apart.
const UNDATED_CAUTION: f32 = 3.0;

/// Containment from which a copy in another outlet is a report of the same event whatever else differs. One outlet
/// prints the same background under one event after another.
const SAME_EVENT_CONTAINMENT: f32 = 0.5;

/// Days between an article whose day was inferred and another from which it is taken as undated.
const LENT_DAYS: i32 = 2;

/// Probability of such a pair.
pub(super) const SURE_COPY: f32 = 0.98;

/// What two articles have in common, each between 0 and 1 but for `own_trees` (see `NAMES`).
pub type Features = [f32; FEATURES];

/// One article as the scorer sees it.
pub struct Seen<'a> {
    /// Its vectors.
    pub views: &'a Views,
    /// When it was published.
    pub when: When,
}

/// The features of a pair; `copy` is the containment of shared text if the two share copy, else 0.
pub fn features(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> Features {
    let mut out = early(a, b, copy);
    align(&mut out, a.views, b.views);
    out
}

/// Adds how well the words of two articles find their like in each other, which costs more than all other features.
fn align(f: &mut Features, x: &Views, y: &Views) {
    let titles_in_leads = (x.title_words.both(&y.lead_words).0, y.title_words.both(&x.lead_words).0);
    let leads = x.lead_words.both(&y.lead_words);
    let titles = x.title_words.both(&y.title_words);
    let (one, other) = titles_in_leads;
    let shares = [
        (one.share, other.share),
        (leads.0.share, leads.1.share),
        (titles.0.share, titles.1.share),
    ];
    let lost = (one.lost / 10.0, other.lost / 10.0);
    let values = shares.iter().chain([&lost]).flat_map(|(p, q)| [p.max(*q), p.min(*q)]);
    for (place, value) in ALIGNED.into_iter().zip(values) {
        if let Some(slot) = f.get_mut(place) {
            *slot = value;
        }
    }
}

/// The features of a pair but for those at [`ALIGNED`].
fn early(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> Features {
    let (x, y) = (a.views, b.views);
    let title = cosine(&x.title, &y.title);
    let both = |i: usize, p: &Sparse, q: &Sparse| match (x.mass.get(i), y.mass.get(i)) {
        (Some(m), Some(n)) => overlap(p, q, *m, *n),
        _ => Overlap::default(),
    };
    let in_leads = both(0, &x.lead, &y.lead);
    let in_all = both(1, &x.all, &y.all);
    let in_bigrams = both(2, &x.bigrams, &y.bigrams);
    let (lead, all, bigrams) = (in_leads.cosine, in_all.cosine, in_bigrams.cosine);
    let gap = a.when.gap(b.when) as f32;
    let (da, db) = (a.when.is_dated(), b.when.is_dated());
    let decay = if da && db { (-gap / 2.0).exp() } else { 0.5 };
    let gap_share = (gap / 10.0).min(1.0);
    let shorter = x.length.min(y.length) as f32;
    let short = 1.0 / (1.0 + shorter / 20.0);
    let (one, other) = (cosine(&x.title, &y.lead), cosine(&x.lead, &y.title));
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    let mut rare_count = 0.0f32;
    let mut rare = 0.0;
    common(&x.rare, &y.rare, |_, p, q| {
        rare_count += 1.0;
        rare += p * q;
    });
    let title_in_all = (cosine(&x.title, &y.all), cosine(&x.all, &y.title));
    let lead_in_all = (cosine(&x.lead, &y.all), cosine(&x.all, &y.lead));
    let [places, people, bodies] = [0, 1, 2].map(|i| match (x.text_names.get(i), y.text_names.get(i)) {
        (Some(p), Some(q)) => names(p, q),
        _ => (0.0, 0.0, 0.0),
    });
    let measured = alike(&x.measured, &y.measured);
    let text_days = alike(&x.text_days, &y.text_days);
    let title_lead = (
        dot(&x.title_vector, &y.lead_vector),
        dot(&x.lead_vector, &y.title_vector),
    );
    let title_first = (
        dot(&x.title_vector, &y.first_vector),
        dot(&x.first_vector, &y.title_vector),
    );
    let lead_text = (dot(&x.lead_vector, &y.text_vector), dot(&x.text_vector, &y.lead_vector));
    let titles_lost = (lost(&x.title_terms, &y.all), lost(&y.title_terms, &x.all));
    let names_lost = (unnamed(&x.title_names, y), unnamed(&y.title_names, x));
    let mut names_shared = 0.0;
    common(&x.title_names, &y.title_names, |_, rarity, _| names_shared += rarity);
    let [asks, counts, quotes, ahead, lead_ahead, companion] = signs(x, y);
    let latin = latin(x, y);
    let ([cx, hx], [cy, hy]) = (x.crowd, y.crowd);
    let ([tx, lx], [ty, ly]) = (x.telling, y.telling);
    [
        own_trees(x, y),
        title,
        lead,
        all,
        bigrams,
        cosine(&x.entities, &y.entities),
        decay,
        gap_share,
        flag(!da && !db),
        flag(da != db),
        agree(&x.figures, &y.figures),
        flag(apart(&x.figures, &y.figures)),
        short,
        gap_share * all.sqrt(),
        decay * all.sqrt(),
        flag(same_outlet(a, b)),
        flag(apart(&x.places, &y.places)),
        flag(apart(&x.people, &y.people)),
        agree(&x.people, &y.people),
        title.sqrt(),
        lead.sqrt(),
        all.sqrt(),
        bigrams.sqrt(),
        rare,
        agree(&x.title_figures, &y.title_figures),
        flag(apart(&x.title_figures, &y.title_figures)),
        dot(&x.title_vector, &y.title_vector),
        dot(&x.lead_vector, &y.lead_vector),
        flag(x.language != y.language),
        cosine(&x.sounds, &y.sounds),
        share(&x.days, &y.days),
        flag(!x.days.is_empty() && !y.days.is_empty() && share(&x.days, &y.days) == 0.0),
        match (x.first_day, y.first_day) {
            (Some(p), Some(q)) => (p.saturating_sub(q).saturating_abs() as f32 / 10.0).min(1.0),
            _ => -0.1,
        },
        cosine(&x.quantities, &y.quantities),
        cosine(&x.all_quantities, &y.all_quantities),
        cosine(&x.lead_entities, &y.lead_entities),
        one.max(other),
        one.min(other),
        (1.0 + shorter) / (1.0 + x.length.max(y.length) as f32),
        1.0 / (1.0 + x.title_length.min(y.title_length) as f32 / 5.0),
        copy,
        (1.0 + gap).ln() / 6.0,
        part(in_leads.mass, 40.0),
        in_leads.share,
        part(in_all.mass, 120.0),
        in_all.share,
        part(in_bigrams.mass, 60.0),
        in_bigrams.share,
        part(rare_count, 6.0),
        title_in_all.0.max(title_in_all.1),
        title_in_all.0.min(title_in_all.1),
        lead_in_all.0.max(lead_in_all.1),
        lead_in_all.0.min(lead_in_all.1),
        places.0,
        places.1,
        places.2,
        people.0,
        people.1,
        people.2,
        bodies.0,
        bodies.1,
        bodies.2,
        part(measured.0, 3.0),
        measured.1,
        part(text_days.0, 3.0),
        text_days.1,
        part(text_days.2, 3.0),
        part(shorter, 100.0),
        dot(&x.first_vector, &y.first_vector),
        dot(&x.text_vector, &y.text_vector),
        title_lead.0.max(title_lead.1),
        title_lead.0.min(title_lead.1),
        title_first.0.max(title_first.1),
        lead_text.0.max(lead_text.1),
        lead_text.0.min(lead_text.1),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        cx.max(cy),
        cx.min(cy),
        hx.max(hy),
        hx.min(hy),
        tx.max(ty),
        tx.min(ty),
        lx.max(ly),
        lx.min(ly),
        hours(x, y),
        titles_lost.0.0.max(titles_lost.1.0),
        titles_lost.0.0.min(titles_lost.1.0),
        titles_lost.0.1.max(titles_lost.1.1) / 10.0,
        titles_lost.0.1.min(titles_lost.1.1) / 10.0,
        0.0,
        0.0,
        part(names_lost.0.max(names_lost.1), 15.0),
        part(names_lost.0.min(names_lost.1), 15.0),
        part(names_shared, 15.0),
        asks.0,
        asks.1,
        counts.0,
        counts.1,
        quotes.0,
        quotes.1,
        ahead.0,
        ahead.1,
        lead_ahead.0,
        lead_ahead.1,
        flag(latin.both),
        latin.cosine,
        latin.share,
        latin.shared,
        latin.best,
        latin.lost.0.max(latin.lost.1),
        latin.lost.0.min(latin.lost.1),
        dot(&x.latin_vector, &y.latin_vector),
        dot(&x.latin_vector, &y.title_vector).max(dot(&x.title_vector, &y.latin_vector)),
        dot(&x.latin_vector, &y.lead_vector).max(dot(&x.lead_vector, &y.latin_vector)),
        agree(&x.latin_figures, &y.latin_figures),
        flag(apart(&x.latin_figures, &y.latin_figures)),
        agree(&x.sections, &y.sections),
        flag(apart(&x.sections, &y.sections)),
        companion.0,
        companion.1,
    ]
}

/// Of each sign of how headline and lead put it: whether both have it, whether one has.
fn signs(x: &Views, y: &Views) -> [(f32, f32); 6] {
    let (x, y) = (x.angle.signs(), y.angle.signs());
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    std::array::from_fn(|i| {
        let (p, q) = (x.get(i) == Some(&true), y.get(i) == Some(&true));
        (flag(p && q), flag(p != q))
    })
}

/// Which trees judge a pair beside those for all: a place in [`trees::LANGUAGES`] from 1 if both are in that language,
/// else 0.
fn own_trees(x: &Views, y: &Views) -> f32 {
    let place = trees::LANGUAGES.iter().position(|l| *l == x.language);
    match place {
        Some(place) if x.language == y.language => (place + 1) as f32,
        _ => 0.0,
    }
}

/// Whether two articles have so much in common that it pays to look closer: most candidates share next to nothing.
fn alike_at_all(x: &Views, y: &Views) -> bool {
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
    let caution = if lent { HALF_UNDATED_CAUTION } else { 0.0 };
    let probability = probability(&features, caution);
    if copy >= SAME_EVENT_CONTAINMENT && gap <= 2 && !same_outlet(a, b) {
        probability.max(SURE_COPY)
    } else {
        probability
    }
}

fn same_outlet(a: &Seen<'_>, b: &Seen<'_>) -> bool {
    a.views.outlet.is_some() && a.views.outlet == b.views.outlet
}

/// Probability that the two report the same happening; `caution` is taken off the log-odds besides.
fn probability(f: &Features, caution: f32) -> f32 {
    let at = |i: usize| f.get(i).copied().unwrap_or(0.0);
    let long = ((at(LENGTH) - 0.4) * 4.0).clamp(0.0, 1.0);
    let caution = caution + at(HALF_UNDATED) * HALF_UNDATED_CAUTION + at(UNDATED) * UNDATED_CAUTION * long;
    let dated = at(UNDATED) + at(HALF_UNDATED) == 0.0;
    let foreign = at(FOREIGN) > 0.5 && at(LENGTH) >= WHOLE;
    let z = trees::log_odds(f, at(OWN_TREES) as usize, dated && !foreign) - caution;
    1.0 / (1.0 + (-z).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_of_a_language_judge_two_articles_in_it_only() {
        let of = |language| Views {
            language,
            ..Views::default()
        };
        let place = |a, b| own_trees(&of(a), &of(b));
        assert_eq!((place("hi", "hi"), place("en", "en")), (1.0, 2.0));
        assert_eq!(
            (place("hi", "en"), place("mr", "mr"), place("mr", "hi")),
            (0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn places_are_those_of_the_names() {
        let named = |i: usize| NAMES.get(i).copied().unwrap_or_default();
        let names = [OWN_TREES, UNDATED, HALF_UNDATED, FOREIGN, LENGTH].map(named);
        let want = ["own_trees", "undated", "half_undated", "cross_language", "length_min"];
        assert_eq!(names, want);
        let late = |n: &str| n.contains("aligned") || n.starts_with("unlike");
        let places: Vec<usize> = (0..FEATURES).filter(|i| late(named(*i))).collect();
        assert_eq!(places, ALIGNED);
    }
}
