//! What two articles have in common: one table of the features by which a pair is scored.
//!
//! Late interaction costs more than all the rest, so its features come in a second step ([`align`]).

use super::score::Seen;
use super::shares::{Latin, hours, latin, lost, names, unnamed};
use super::trees;
use super::views::FeatureVectors;
use crate::similarity::{
    Overlap, SetOverlap, Sparse, common, cosine, disjoint, dot, feature_table, overlap_coefficient, saturated,
    set_overlap, weighted_overlap,
};

/// One number for each of the two articles, or for each direction between them.
type Each = (f32, f32);

/// Everything that is measured of a pair in the first step.
struct Pair<'a> {
    x: &'a FeatureVectors,
    y: &'a FeatureVectors,
    /// Containment of shared text, else 0.
    copy: f32,
    /// Whether each is dated to a few days.
    dated: (bool, bool),
    /// Days between the two.
    gap: f32,
    /// The same in tens, at most 1.
    gap_share: f32,
    /// 1 on one day, less the more days lie between; a half if one is undated.
    decay: f32,
    same_outlet: bool,
    /// Content words of the shorter one.
    shorter: f32,
    title: f32,
    lead: Overlap,
    all: Overlap,
    /// Square root of the cosine of all words.
    root_all: f32,
    bigrams: Overlap,
    title_in_lead: Each,
    title_in_all: Each,
    lead_in_all: Each,
    rare: f32,
    rare_count: f32,
    places: (f32, f32, f32),
    people: (f32, f32, f32),
    bodies: (f32, f32, f32),
    measured: SetOverlap,
    text_days: SetOverlap,
    title_lead: Each,
    title_first: Each,
    lead_text: Each,
    lost_share: Each,
    lost_top: Each,
    names_lost: Each,
    names_shared: f32,
    /// Of each sign of how headline and lead put it: whether both have it, whether one has.
    signs: [Each; 6],
    latin: Latin,
}

impl<'a> Pair<'a> {
    fn new(a: &Seen<'a>, b: &Seen<'a>, copy: f32) -> Pair<'a> {
        let (x, y) = (a.views, b.views);
        let both = |i: usize, p: &Sparse, q: &Sparse| match (x.weights.get(i), y.weights.get(i)) {
            (Some(m), Some(n)) => weighted_overlap(p, q, *m, *n),
            _ => Overlap::default(),
        };
        let (mut rare, mut rare_count) = (0.0, 0.0f32);
        common(&x.rare, &y.rare, |_, p, q| {
            rare_count += 1.0;
            rare += p * q;
        });
        let [places, people, bodies] = [0, 1, 2].map(|i| match (x.text_names.get(i), y.text_names.get(i)) {
            (Some(p), Some(q)) => names(p, q),
            _ => (0.0, 0.0, 0.0),
        });
        let titles_lost = (lost(&x.title_terms, &y.all), lost(&y.title_terms, &x.all));
        let dated = (a.when.is_dated(), b.when.is_dated());
        let gap = a.when.gap(b.when) as f32;
        let all = both(1, &x.all, &y.all);
        let mut names_shared = 0.0;
        common(&x.title_names, &y.title_names, |_, rarity, _| names_shared += rarity);
        Pair {
            x,
            y,
            copy,
            dated,
            gap,
            gap_share: (gap / 10.0).min(1.0),
            decay: if dated == (true, true) { (-gap / 2.0).exp() } else { 0.5 },
            same_outlet: a.same_outlet(b),
            shorter: x.length.min(y.length) as f32,
            title: cosine(&x.title, &y.title),
            lead: both(0, &x.lead, &y.lead),
            all,
            root_all: all.cosine.sqrt(),
            bigrams: both(2, &x.bigrams, &y.bigrams),
            title_in_lead: (cosine(&x.title, &y.lead), cosine(&x.lead, &y.title)),
            title_in_all: (cosine(&x.title, &y.all), cosine(&x.all, &y.title)),
            lead_in_all: (cosine(&x.lead, &y.all), cosine(&x.all, &y.lead)),
            rare,
            rare_count,
            places,
            people,
            bodies,
            measured: set_overlap(&x.measured, &y.measured),
            text_days: set_overlap(&x.text_days, &y.text_days),
            title_lead: (
                dot(&x.title_vector, &y.lead_vector),
                dot(&x.lead_vector, &y.title_vector),
            ),
            title_first: (
                dot(&x.title_vector, &y.first_vector),
                dot(&x.first_vector, &y.title_vector),
            ),
            lead_text: (dot(&x.lead_vector, &y.text_vector), dot(&x.text_vector, &y.lead_vector)),
            lost_share: (titles_lost.0.0, titles_lost.1.0),
            lost_top: (titles_lost.0.1, titles_lost.1.1),
            names_lost: (unnamed(&x.title_names, y), unnamed(&y.title_names, x)),
            names_shared,
            signs: signs(x, y),
            latin: latin(x, y),
        }
    }

    /// Days between the first days that the two name, in tens; below 0 if one names none.
    fn first_day_gap(&self) -> f32 {
        match (self.x.first_day, self.y.first_day) {
            (Some(p), Some(q)) => (p.saturating_sub(q).saturating_abs() as f32 / 10.0).min(1.0),
            _ => -0.1,
        }
    }
}

/// What late interaction measures: how well the words of two texts find their like in each other.
struct Late {
    /// Of each headline in the other's lead.
    titles: Each,
    leads: Each,
    /// Of each headline in the other.
    headlines: Each,
    /// What of each headline finds nothing like it in the other's lead.
    unlike: Each,
}

impl Late {
    fn new(x: &FeatureVectors, y: &FeatureVectors) -> Late {
        let (one, other) = (x.title_words.both(&y.lead_words).0, y.title_words.both(&x.lead_words).0);
        let leads = x.lead_words.both(&y.lead_words);
        let titles = x.title_words.both(&y.title_words);
        Late {
            titles: (one.share, other.share),
            leads: (leads.0.share, leads.1.share),
            headlines: (titles.0.share, titles.1.share),
            unlike: (one.lost / 10.0, other.lost / 10.0),
        }
    }
}

#[inline]
fn high(of: Each) -> f32 {
    of.0.max(of.1)
}

#[inline]
fn low(of: Each) -> f32 {
    of.0.min(of.1)
}

fn flag(b: bool) -> f32 {
    if b { 1.0 } else { 0.0 }
}

feature_table! { read(p: &Pair<'_>), add(l: &Late);
    own_trees: "which trees judge the pair beside those for all: a place among the languages from 1, else 0" = own_trees(p.x, p.y);
    title: "cosine of the words of the headlines" = p.title;
    lead: "cosine of the words of headline and lead" = p.lead.cosine;
    all: "cosine of the words of headline and body" = p.all.cosine;
    bigrams: "cosine of neighbouring words" = p.bigrams.cosine;
    entities: "cosine of all that is named" = cosine(&p.x.entities, &p.y.entities);
    decay: "1 on one day, less the more days lie between; a half if one is undated" = p.decay;
    gap: "days between the two in tens, at most 1" = p.gap_share;
    undated: "neither is dated" = flag(p.dated == (false, false));
    half_undated: "one of the two is not dated" = flag(p.dated.0 != p.dated.1);
    figures_agree: "overlap coefficient of the figures of headline and lead" = overlap_coefficient(&p.x.figures, &p.y.figures);
    figures_differ: "both have such figures and share none" = flag(disjoint(&p.x.figures, &p.y.figures));
    short: "near 1 if the shorter one has few content words" = 1.0 / (1.0 + p.shorter / 20.0);
    gap_all: "`gap` where they share many words" = p.gap_share * p.root_all;
    decay_all: "`decay` where they share many words" = p.decay * p.root_all;
    same_outlet: "one outlet printed both" = flag(p.same_outlet);
    places_differ: "both name places in headline or lead and share none" = flag(disjoint(&p.x.places, &p.y.places));
    people_differ: "both name people or organisations there and share none" = flag(disjoint(&p.x.people, &p.y.people));
    title_people: "overlap coefficient of those people and organisations" = overlap_coefficient(&p.x.people, &p.y.people);
    root_title: "square root of `title`" = p.title.sqrt();
    root_lead: "square root of `lead`" = p.lead.cosine.sqrt();
    root_all: "square root of `all`" = p.root_all;
    root_bigrams: "square root of `bigrams`" = p.bigrams.cosine.sqrt();
    rare: "cosine of the words that few articles have" = p.rare;
    title_figures_agree: "overlap coefficient of the figures of the headlines" = overlap_coefficient(&p.x.title_figures, &p.y.title_figures);
    title_figures_differ: "both headlines have figures and share none" = flag(disjoint(&p.x.title_figures, &p.y.title_figures));
    title_vector: "cosine of the directions of the headlines" = dot(&p.x.title_vector, &p.y.title_vector);
    lead_vector: "cosine of the directions of headline and lead" = dot(&p.x.lead_vector, &p.y.lead_vector);
    cross_language: "the two are of different languages" = flag(p.x.language != p.y.language);
    phonetic: "cosine of the words of headline and lead by their sound" = cosine(&p.x.phonetic, &p.y.phonetic);
    days_agree: "overlap coefficient of the days that headline and lead name" = overlap_coefficient(&p.x.days, &p.y.days);
    days_differ: "both name days there and share none" = flag(disjoint(&p.x.days, &p.y.days));
    first_day_gap: "days between the first days that they name, in tens; below 0 if one names none" = p.first_day_gap();
    quantities: "cosine of the figures with units of headline and lead" = cosine(&p.x.quantities, &p.y.quantities);
    all_quantities: "cosine of all figures with units" = cosine(&p.x.all_quantities, &p.y.all_quantities);
    lead_entities: "cosine of what headline and lead name" = cosine(&p.x.lead_entities, &p.y.lead_entities);
    title_in_lead_max: "cosine of one headline with the other lead, the higher" = high(p.title_in_lead);
    title_in_lead_min: "the same, the lower" = low(p.title_in_lead);
    length_ratio: "content words of the shorter one as a share of those of the longer" = (1.0 + p.shorter) / (1.0 + p.x.length.max(p.y.length) as f32);
    short_title: "near 1 if the shorter headline has few content words" = 1.0 / (1.0 + p.x.title_length.min(p.y.title_length) as f32 / 5.0);
    copy: "containment of shared text" = p.copy;
    gap_log: "days between the two on a logarithmic scale" = (1.0 + p.gap).ln() / 6.0;
    shared_lead: "what the leads share by weight" = saturated(p.lead.weighted, 40.0);
    shared_lead_share: "its share of the lighter lead" = p.lead.share;
    shared_all: "what the whole texts share by weight" = saturated(p.all.weighted, 120.0);
    shared_all_share: "its share of the lighter text" = p.all.share;
    shared_bigrams: "what they share of neighbouring words by weight" = saturated(p.bigrams.weighted, 60.0);
    shared_bigrams_share: "its share of the lighter text" = p.bigrams.share;
    rare_count: "how many rare words both have" = saturated(p.rare_count, 6.0);
    title_in_all_max: "cosine of one headline with all of the other, the higher" = high(p.title_in_all);
    title_in_all_min: "the same, the lower" = low(p.title_in_all);
    lead_in_all_max: "cosine of one lead with all of the other, the higher" = high(p.lead_in_all);
    lead_in_all_min: "the same, the lower" = low(p.lead_in_all);
    places_shared: "rarity of the places that both texts name" = p.places.0;
    places_share: "its share of the text that names less" = p.places.1;
    places_room: "rarity of all places of that text" = p.places.2;
    people_shared: "rarity of the people that both texts name" = p.people.0;
    people_share: "its share of the text that names less" = p.people.1;
    people_room: "rarity of all people of that text" = p.people.2;
    bodies_shared: "rarity of the organisations that both texts name" = p.bodies.0;
    bodies_share: "its share of the text that names less" = p.bodies.1;
    bodies_room: "rarity of all organisations of that text" = p.bodies.2;
    measured_shared: "how many figures with a unit both texts have" = saturated(p.measured.shared, 3.0);
    measured_share: "overlap coefficient of those figures" = p.measured.coefficient();
    text_days_shared: "how many days both texts name" = saturated(p.text_days.shared, 3.0);
    text_days_share: "overlap coefficient of those days" = p.text_days.coefficient();
    text_days_room: "how many days the text names that names fewer" = saturated(p.text_days.smaller, 3.0);
    length_min: "content words of the shorter one, a half at 100" = saturated(p.shorter, 100.0);
    first_vector: "cosine of the directions of the first words of the bodies" = dot(&p.x.first_vector, &p.y.first_vector);
    text_vector: "cosine of the directions of the whole texts" = dot(&p.x.text_vector, &p.y.text_vector);
    title_lead_vector_max: "cosine of the directions of one headline and the other lead, the higher" = high(p.title_lead);
    title_lead_vector_min: "the same, the lower" = low(p.title_lead);
    title_first_vector_max: "cosine of the directions of one headline and the first words of the other, the higher" = high(p.title_first);
    lead_text_vector_max: "cosine of the directions of one lead and the whole of the other, the higher" = high(p.lead_text);
    lead_text_vector_min: "the same, the lower" = low(p.lead_text);
    title_late_max: "late interaction of one headline with the other lead, the higher" => high(l.titles);
    title_late_min: "the same, the lower" => low(l.titles);
    lead_late_max: "late interaction of the leads, the higher of both directions" => high(l.leads);
    lead_late_min: "the same, the lower" => low(l.leads);
    headlines_late_max: "late interaction of the headlines, the higher of both directions" => high(l.headlines);
    headlines_late_min: "the same, the lower" => low(l.headlines);
    hubness_max: "how crowded the space is around headline and lead, the higher" = p.x.hubness[0].max(p.y.hubness[0]);
    hubness_min: "the same, the lower" = p.x.hubness[0].min(p.y.hubness[0]);
    title_hubness_max: "how crowded the space is around the headline, the higher" = p.x.hubness[1].max(p.y.hubness[1]);
    title_hubness_min: "the same, the lower" = p.x.hubness[1].min(p.y.hubness[1]);
    title_mean_idf_max: "how rare a word of the headline is on average, the higher" = p.x.mean_idf[0].max(p.y.mean_idf[0]);
    title_mean_idf_min: "the same, the lower" = p.x.mean_idf[0].min(p.y.mean_idf[0]);
    lead_mean_idf_max: "how rare a word of headline and lead is on average, the higher" = p.x.mean_idf[1].max(p.y.mean_idf[1]);
    lead_mean_idf_min: "the same, the lower" = p.x.mean_idf[1].min(p.y.mean_idf[1]);
    hours: "hours between the two on a logarithmic scale; below 0 if the time of one is not known" = hours(p.x, p.y);
    lost_share_max: "share of a headline that is nowhere in the other text, the higher" = high(p.lost_share);
    lost_share_min: "the same, the lower" = low(p.lost_share);
    lost_top_max: "the rarest word of a headline that is nowhere in the other text, the higher" = high(p.lost_top) / 10.0;
    lost_top_min: "the same, the lower" = low(p.lost_top) / 10.0;
    unlike_max: "the rarest word of a headline that finds nothing like it in the other lead, the higher" => high(l.unlike);
    unlike_min: "the same, the lower" => low(l.unlike);
    title_names_lost_max: "rarity of the names of a headline that the other text lacks, the higher" = saturated(high(p.names_lost), 15.0);
    title_names_lost_min: "the same, the lower" = saturated(low(p.names_lost), 15.0);
    title_names_shared: "rarity of the names that both headlines have" = saturated(p.names_shared, 15.0);
    asks_both: "both headlines ask" = p.signs[0].0;
    asks_one: "one headline asks" = p.signs[0].1;
    counts_both: "both headlines have a number" = p.signs[1].0;
    counts_one: "one headline has a number" = p.signs[1].1;
    quotes_both: "both headlines have quotation marks" = p.signs[2].0;
    quotes_one: "one headline has quotation marks" = p.signs[2].1;
    ahead_both: "both headlines look ahead" = p.signs[3].0;
    ahead_one: "one headline looks ahead" = p.signs[3].1;
    lead_ahead_both: "both leads look ahead" = p.signs[4].0;
    lead_ahead_one: "one lead looks ahead" = p.signs[4].1;
    latin_both: "both have words in Latin script, in an address or an English headline" = flag(p.latin.both);
    latin: "cosine of those words" = p.latin.cosine;
    latin_share: "what they share of them by weight, as a share of the lighter" = p.latin.share;
    latin_shared: "what they share of them by weight" = p.latin.shared;
    latin_best: "rarity of the rarest of them that both have" = p.latin.best;
    latin_lost_max: "share of them that the other has nowhere, the higher" = high(p.latin.lost);
    latin_lost_min: "the same, the lower" = low(p.latin.lost);
    latin_vector: "cosine of their directions" = dot(&p.x.latin_vector, &p.y.latin_vector);
    latin_title_vector: "cosine of their direction with that of the other headline, the higher" = dot(&p.x.latin_vector, &p.y.title_vector).max(dot(&p.x.title_vector, &p.y.latin_vector));
    latin_lead_vector: "cosine of their direction with that of the other lead, the higher" = dot(&p.x.latin_vector, &p.y.lead_vector).max(dot(&p.x.lead_vector, &p.y.latin_vector));
    latin_figures_agree: "overlap coefficient of the numbers among them" = overlap_coefficient(&p.x.latin_figures, &p.y.latin_figures);
    latin_figures_differ: "both have such numbers and share none" = flag(disjoint(&p.x.latin_figures, &p.y.latin_figures));
    sections_agree: "overlap coefficient of the sections that the addresses name" = overlap_coefficient(&p.x.sections, &p.y.sections);
    sections_differ: "both addresses name sections and share none" = flag(disjoint(&p.x.sections, &p.y.sections));
    companion_both: "both are explainers, guides, lists, running pages or digests" = p.signs[5].0;
    companion_one: "one is" = p.signs[5].1;
}

/// The features of a pair; `copy` is the containment of shared text if the two share copy, else 0.
pub fn features(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> Features {
    let mut out = early(a, b, copy);
    align(&mut out, a.views, b.views);
    out
}

/// The features of a pair but for those that late interaction tells, which are 0.
pub fn early(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> Features {
    read(&Pair::new(a, b, copy))
}

/// Adds how well the words of two articles find their like in each other, which costs more than all other features.
pub fn align(features: &mut Features, x: &FeatureVectors, y: &FeatureVectors) {
    add(features, &Late::new(x, y));
}

/// Of each sign of how headline and lead put it: whether both have it, whether one has.
fn signs(x: &FeatureVectors, y: &FeatureVectors) -> [Each; 6] {
    let (x, y) = (x.angle.signs(), y.angle.signs());
    std::array::from_fn(|i| {
        let (p, q) = (x.get(i) == Some(&true), y.get(i) == Some(&true));
        (flag(p && q), flag(p != q))
    })
}

/// Which trees judge a pair beside those for all: a place in [`trees::LANGUAGES`] from 1 if both are in that language,
/// else 0.
fn own_trees(x: &FeatureVectors, y: &FeatureVectors) -> f32 {
    let place = trees::LANGUAGES.iter().position(|l| *l == x.language);
    match place {
        Some(place) if x.language == y.language => (place + 1) as f32,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_of_a_language_judge_two_articles_in_it_only() {
        let of = |language| FeatureVectors {
            language,
            ..FeatureVectors::default()
        };
        let place = |a, b| own_trees(&of(a), &of(b));
        assert_eq!((place("hi", "hi"), place("en", "en")), (1.0, 2.0));
        assert_eq!(
            (place("hi", "en"), place("mr", "mr"), place("mr", "hi")),
            (0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn late_interaction_writes_its_own_features_only() {
        let mut features = [7.0; FEATURES.len()];
        align(&mut features, &FeatureVectors::default(), &FeatureVectors::default());
        let late = |n: &str| n.contains("_late_") || n.starts_with("unlike");
        for (feature, value) in FEATURES.iter().zip(features) {
            assert_eq!(late(feature.name), value != 7.0, "{}", feature.name);
        }
    }

    #[test]
    fn each_feature_has_a_name_of_its_own_and_says_what_it_is() {
        let mut names: Vec<&str> = FEATURES.iter().map(|f| f.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FEATURES.len());
        assert!(FEATURES.iter().all(|f| !f.what.is_empty()));
    }
}
