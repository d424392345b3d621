//! The slots of figures: what is counted, of whom, where, which measure, as of when.

use crate::model::*;
use crate::similarity::words::{Groups, Word, folded_words, terms_of};
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

pub(crate) static FRAMES: LazyLock<Groups> =
    LazyLock::new(|| Groups::noted(include_str!("../../data/claims/frames.txt"), 2));
static COUNTED: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/counted.txt")));
static BOUNDS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/bounds.txt")));
static MEASURES: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/measures.txt")));

/// Classes of things that nobody kills, injures or arrests.
const THINGS: &[&str] = &["family", "house", "village", "shop", "seat", "page", "vote"];
/// How many words after a figure what is reported of it is looked for.
const AFTER: usize = 10;
/// How many words before it.
const BEFORE: usize = 7;
/// How many words beside a figure may bound it or say which measure it is.
const BESIDE: usize = 4;
/// How many words before a figure may say which measure it is: "in the last 24 hours" stands further off than a bound.
const MEASURE_BEFORE: usize = 9;

/// Whether a number word points back to known things (दोनों, तीनों) and counts nothing new.
pub(crate) fn points_back(words: &str) -> bool {
    matches!(fold(words).as_str(), "दोनों" | "तीनों" | "चारों" | "पांचों" | "both")
}

/// The slots of the figures in `clause`, a part of `sentence`; `place` is the one named last so far.
pub(super) fn slots(a: &Analysis, sentence: Span, clause: Span, place: Option<&EntityId>) -> Vec<FigureSlot> {
    let from = a.quantities.partition_point(|q| q.span.end <= clause.start);
    let inside: Vec<usize> = (from..a.quantities.len())
        .take_while(|i| a.quantities[*i].span.start < clause.end)
        .filter(|i| !points_back(a.words(a.quantities[*i].span)))
        .collect();
    if inside.is_empty() {
        return Vec::new();
    }
    let words = folded_words(a.words(sentence), sentence.start as usize);
    let read = Read {
        a,
        words: &words,
        roles: FRAMES.find(&words),
        nouns: COUNTED.find(&words),
        bounds: BOUNDS.find(&words),
        measures: MEASURES.find(&words),
        figures: a
            .quantities
            .iter()
            .skip(a.quantities.partition_point(|q| q.span.end <= sentence.start))
            .take_while(|q| q.span.start < sentence.end)
            .collect(),
    };
    inside.into_iter().map(|i| read.slot(i, clause, place)).collect()
}

/// Gives the figures of a list what its head says (केरल में 22 और दिल्ली में 7 मामले): what is counted and reported,
/// from the next figure that tells it, else from the one before.
pub(super) fn share_heads(list: &mut [Proposition]) {
    let told = |f: &FigureSlot| !(f.counted.is_empty() && f.reported.is_empty());
    let mut head: Option<(String, String, Option<Span>)> = None;
    for f in list.iter_mut().rev().flat_map(|p| p.figures.iter_mut().rev()) {
        if told(f) {
            head = Some((f.counted.clone(), f.reported.clone(), f.of_whom));
        } else if let Some((counted, reported, of_whom)) = &head {
            (f.counted, f.reported, f.of_whom) = (counted.clone(), reported.clone(), *of_whom);
        }
    }
    let mut head: Option<(String, String, Option<Span>)> = None;
    for f in list.iter_mut().flat_map(|p| p.figures.iter_mut()) {
        if told(f) {
            head = Some((f.counted.clone(), f.reported.clone(), f.of_whom));
        } else if let Some((counted, reported, of_whom)) = &head {
            (f.counted, f.reported, f.of_whom) = (counted.clone(), reported.clone(), *of_whom);
        }
    }
}

/// A sentence with everything found in it that fills slots: group, first word, number of words.
struct Read<'a> {
    a: &'a Analysis,
    words: &'a [Word],
    roles: Vec<(u16, usize, usize)>,
    nouns: Vec<(u16, usize, usize)>,
    bounds: Vec<(u16, usize, usize)>,
    measures: Vec<(u16, usize, usize)>,
    figures: Vec<&'a Quantity>,
}

impl Read<'_> {
    /// The number of the first word that ends after byte `at`.
    fn word(&self, at: u32) -> usize {
        self.words.partition_point(|w| w.span.end <= at)
    }

    fn slot(&self, quantity: usize, clause: Span, place: Option<&EntityId>) -> FigureSlot {
        let a = self.a;
        let q = &a.quantities[quantity];
        let first = self.word(q.span.start);
        let last = self.words.partition_point(|w| w.span.start < q.span.end);
        let after = self.figures.iter().find(|n| n.span.start >= q.span.end);
        let next = after.map_or(self.words.len(), |n| self.word(n.span.start));
        let prior = self.figures.iter().rev().find(|p| p.span.end <= q.span.start);
        let before = prior.map_or(0, |p| self.words.partition_point(|w| w.span.start < p.span.end));
        let counted = self.counted(q, last, next);
        let fits = |r: &&(u16, usize, usize)| match FRAMES.note(r.0, 0) {
            "person" => !THINGS.contains(&counted.as_str()) && q.unit.is_empty(),
            "anyone" => q.unit.is_empty(),
            _ => true,
        };
        let fitting: Vec<(u16, usize, usize)> = self.roles.iter().filter(fits).copied().collect();
        let role = role_of(&fitting, first, last, before, next, self.words.len());
        let people = role.is_some_and(|r| matches!(FRAMES.note(r, 0), "person" | "anyone"));
        let counted = if counted.is_empty() && people && q.unit.is_empty() {
            "person".to_string()
        } else {
            counted
        };
        let own = place_before(a, clause, q.span);
        FigureSlot {
            quantity: quantity as u32,
            reported: role.map_or_else(String::new, |r| FRAMES.name(r).to_string()),
            counted,
            of_whom: q.counted,
            own_place: own.is_some(),
            place: own.or_else(|| place.cloned()),
            measure: self.measure(first, last, before, next),
            kinds: self.kinds(first, last, before, next),
            bound: self.bound(q, first, last, before, next),
            as_of: self.as_of(q, first),
        }
    }

    /// Class of the counted noun, or of the noun that it belongs to (14 लोगों के परिवारों); else `~` and the noun's
    /// key.
    fn counted(&self, q: &Quantity, last: usize, next: usize) -> String {
        let counted = q.counted.filter(|c| c.start >= q.span.start);
        let to = counted.map_or(last, |c| self.words.partition_point(|w| w.span.start < c.end));
        let to = to.max(last + 1).min(next);
        if let Some(n) = self.nouns.iter().find(|n| n.1 >= last && n.1 < to) {
            let of = self
                .words
                .get(n.1 + n.2)
                .is_some_and(|w| matches!(w.text.as_str(), "के" | "की" | "च्या"));
            let owner = self
                .nouns
                .iter()
                .find(|m| of && m.1 == n.1 + n.2 + 1 && COUNTED.name(m.0) == "family");
            return COUNTED.name(owner.unwrap_or(n).0).to_string();
        }
        let words = counted.map_or_else(Vec::new, |c| folded_words(self.a.words(c), c.start as usize));
        let role = |w: &Word| FRAMES.at(std::slice::from_ref(w), 0).is_some();
        let noun = terms_of(&words).into_iter().rfind(|t| t.value.is_none());
        noun.filter(|t| words.iter().find(|w| w.span == t.span).is_some_and(|w| !role(w)))
            .map_or_else(String::new, |t| format!("~{}", t.key))
    }

    /// Which measure the words beside a figure say it is.
    fn measure(&self, first: usize, last: usize, before: usize, next: usize) -> Measure {
        let near = |name: &str, range: std::ops::Range<usize>| {
            self.measures
                .iter()
                .any(|m| MEASURES.name(m.0) == name && range.contains(&m.1))
        };
        let beside = first.saturating_sub(BESIDE).max(before)..(last + BESIDE).min(next);
        let wide = first.saturating_sub(MEASURE_BEFORE)..(last + BESIDE).min(next);
        let bound = |name: &str, range: std::ops::Range<usize>| {
            self.bounds
                .iter()
                .any(|b| BOUNDS.name(b.0) == name && range.contains(&b.1))
        };
        if bound("part", first.saturating_sub(BESIDE)..first) || bound("base", last..(last + BESIDE).min(next)) {
            Measure::Part
        } else if near("new", first.saturating_sub(1)..(last + 2).min(next)) || near("lately", wide.clone()) {
            Measure::New
        } else if near("more", first.saturating_sub(1)..(last + 2).min(next)) || self.and_more(last, next) {
            Measure::More
        } else if near("active", beside.clone()) {
            Measure::Active
        } else if near("total", beside) || near("so-far", wide) {
            Measure::Total
        } else {
            Measure::Unspecified
        }
    }

    /// Names of the kinds of measure (`=gross`) beside a figure.
    fn kinds(&self, first: usize, last: usize, before: usize, next: usize) -> Vec<String> {
        let range = first.saturating_sub(MEASURE_BEFORE).max(before)..(last + MEASURE_BEFORE).min(next);
        let near = self.measures.iter().filter(|m| range.contains(&m.1));
        let mut out: Vec<String> = near
            .filter_map(|m| MEASURES.name(m.0).strip_prefix('='))
            .map(str::to_string)
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether और after a figure counts more of something (42 और लोगों), not something else (42 और 15).
    fn and_more(&self, last: usize, next: usize) -> bool {
        let word = |i: usize| self.words.get(i).map(|w| w.text.as_str());
        matches!(word(last), Some("और" | "आणखी")) && last + 1 < next
    }

    fn bound(&self, q: &Quantity, first: usize, last: usize, before: usize, next: usize) -> Bound {
        let range = first.saturating_sub(BESIDE).max(before)..(last + BESIDE).min(next);
        let is = |name: &str| {
            self.bounds
                .iter()
                .any(|b| BOUNDS.name(b.0) == name && range.contains(&b.1))
        };
        if is("least") {
            Bound::AtLeast
        } else if is("most") {
            Bound::AtMost
        } else if q.approx {
            Bound::About
        } else {
            Bound::Exact
        }
    }

    /// The time up to which a figure is told (शुक्रवार रात तक).
    fn as_of(&self, q: &Quantity, first: usize) -> Option<u32> {
        let told = self.words.get(first.saturating_sub(BEFORE)..first)?;
        let until = told
            .iter()
            .rev()
            .find(|w| matches!(w.text.as_str(), "तक" | "पर्यंत" | "until" | "till"))?;
        let to = self.a.times.partition_point(|t| t.span.start < q.span.start);
        let i = to.checked_sub(1)?;
        let time = self.a.times.get(i)?;
        (self.words.first()?.span.start <= time.span.start
            && time.span.start < until.span.end
            && until.span.start < time.span.end + 40)
            .then_some(i as u32)
    }
}

/// The place named last before a figure in its clause, else the first after it.
fn place_before(a: &Analysis, clause: Span, figure: Span) -> Option<EntityId> {
    let places =
        || super::mentions_in(a, clause).filter(|m| m.kind == EntityKind::Place && m.role == MentionRole::Name);
    let before = places().take_while(|m| m.span.end <= figure.start).last();
    before.or_else(|| places().next()).map(|m| m.entity.clone())
}

/// What is reported of a figure: told by the words after it up to the next figure, else before it, else after all.
fn role_of(
    roles: &[(u16, usize, usize)],
    first: usize,
    last: usize,
    before: usize,
    next: usize,
    end: usize,
) -> Option<u16> {
    let pick = |r: Option<&(u16, usize, usize)>| r.map(|r| r.0);
    let after = |to: usize| pick(roles.iter().find(|r| r.1 >= last && r.1 < to.min(last + AFTER)));
    after(next)
        .or_else(|| {
            let back = |r: &&(u16, usize, usize)| r.1 < first && r.1 >= before && r.1 + BEFORE >= first;
            pick(roles.iter().rev().find(back))
        })
        .or_else(|| after(end))
}
