//! Propositions made ready to be compared across the articles of one event.

use crate::model::*;
use crate::propositions::{has_verb, is_negated, phrases};
use crate::similarity::words::{Word, folded_words, terms_of, word_set};
use crate::similarity::{DIMENSIONS, Embedder, Term, background_of, is_content, terms};
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static HEDGES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../data/claims/hedges.txt")));

/// How many propositions of one article are compared.
const UNITS: usize = 120;

/// A proposition with everything by which it is compared.
pub(crate) struct PreparedProposition {
    /// Index of its article among the analyses.
    pub analysis: usize,
    /// Index among the article's propositions.
    pub proposition: usize,
    /// Where.
    pub span: Span,
    /// Number of its sentence among the article's compared ones, from 0.
    pub sentence: usize,
    /// Its content words.
    pub terms: Vec<Term>,
    /// Its numbers.
    pub numbers: Vec<Number>,
    /// Places it names, and people and bodies, sorted.
    pub places: Vec<u32>,
    /// See `places`.
    pub actors: Vec<u32>,
    /// First and last day that it tells.
    pub days: Option<(i32, i32)>,
    /// The same, told before it where it tells none itself; the publication day else.
    pub day: Option<(i32, i32)>,
    /// The place that it is about: told in it or before it; 0 if none.
    pub place: u32,
    /// Times of day, in minutes.
    pub clocks: Vec<i32>,
    /// Whether it has a finite verb.
    pub verb: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether it holds back what it says (may, alleged, whether).
    pub hedged: bool,
    /// Whether it tells of what is to come.
    pub future: bool,
    /// Who says it: the first source of its statement; 0 if nobody is named.
    pub speaker: u32,
    /// How far down the article it stands, from 0 to 1.
    pub position: f32,
    /// All its words, for runs that two articles share.
    pub words: Vec<u32>,
    /// The weighted sum of its words' directions.
    pub direction: [f32; DIMENSIONS],
}

/// A number of a unit.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// Its value, and its upper one.
    pub value: (f64, f64),
    /// How exactly it is given.
    pub bound: Bound,
    /// Index among the proposition's figures, if it is one.
    pub slot: Option<usize>,
    /// Key of what it counts or of its unit; 0 if not told.
    pub counted: u32,
}

/// Where a unit stands.
#[derive(Clone, Copy)]
struct At {
    /// Index of its article among the analyses.
    analysis: usize,
    /// Index of its proposition among the article's.
    proposition: usize,
    /// Number of its sentence.
    sentence: usize,
    /// How far down it stands, from 0 to 1.
    position: f32,
}

/// The units of one article, in order.
pub(crate) fn units(a: &Analysis, analysis: usize, embedder: &mut Embedder) -> Vec<PreparedProposition> {
    let total = a.propositions.len().clamp(1, UNITS);
    let mut out: Vec<PreparedProposition> = Vec::new();
    let (mut sentence, mut last) = (0usize, None);
    for (n, p) in a.propositions.iter().enumerate().take(UNITS) {
        if last.is_some_and(|l| l != p.sentence) {
            sentence += 1;
        }
        last = Some(p.sentence);
        let at = At {
            analysis,
            proposition: n,
            sentence,
            position: n as f32 / total as f32,
        };
        out.push(PreparedProposition::new(a, p, at, p.span, embedder));
    }
    out
}

/// The phrases of a unit as units of their own.
pub(crate) fn phrase_units(
    a: &Analysis,
    unit: &PreparedProposition,
    embedder: &mut Embedder,
) -> Vec<PreparedProposition> {
    let Some(p) = a.propositions.get(unit.proposition) else {
        return Vec::new();
    };
    let spans = phrases(a, unit.span);
    let total = spans.len().max(1) as f32;
    let at = |i: usize| At {
        analysis: unit.analysis,
        proposition: unit.proposition,
        sentence: 0,
        position: i as f32 / total,
    };
    let parts = spans.into_iter().enumerate();
    parts
        .map(|(i, span)| PreparedProposition::new(a, p, at(i), span, embedder))
        .collect()
}

impl PreparedProposition {
    /// A passage of a proposition, made ready.
    fn new(a: &Analysis, p: &Proposition, at: At, span: Span, embedder: &mut Embedder) -> PreparedProposition {
        let counts = background_of(a.article.language.tag());
        let published = a.article.published.day();
        let words = folded_words(a.words(span), span.start as usize);
        let terms: Vec<Term> = words
            .iter()
            .filter(|w| is_content(w))
            .map(|w| {
                let name = mention_at(a, w.span).map(|m| m.entity.as_str());
                Term::new(a.words(w.span), w, name, counts, embedder)
            })
            .collect();
        let mut direction = [0f32; DIMENSIONS];
        for t in &terms {
            if let Some(d) = t.direction() {
                direction.iter_mut().zip(d).for_each(|(x, y)| *x += t.idf * y);
            }
        }
        let named = |kinds: &[EntityKind]| {
            let mut list: Vec<u32> = mentions_in(a, span)
                .filter(|m| kinds.contains(&m.kind))
                .map(|m| terms::marked(b'@', m.entity.as_str()))
                .collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        let from = a.times.partition_point(|t| t.span.end <= span.start);
        let own = a.times.iter().skip(from).take_while(|t| t.span.start < span.end);
        let days = own.clone().find_map(|t| t.days).map(numbers_of);
        let before = p.inherits.time.and_then(|t| a.times.get(t as usize)?.days);
        let day = days.or(before.or(published.map(|d| (d, d))).map(numbers_of));
        PreparedProposition {
            analysis: at.analysis,
            proposition: at.proposition,
            span,
            sentence: at.sentence,
            numbers: numbers(a, p, span, &words),
            places: named(&[EntityKind::Place]),
            actors: named(&[EntityKind::Person, EntityKind::Organisation]),
            days,
            day,
            place: p.inherits.place.as_ref().map_or(0, |e| terms::marked(b'@', e.as_str())),
            clocks: own.clone().filter_map(clock).chain(clock_words(&words)).collect(),
            verb: if span == p.span {
                p.verb
            } else {
                has_verb(a.words(span), a.article.language)
            },
            negated: is_negated(&words),
            hedged: words.iter().any(|w| HEDGES.contains(&w.text)),
            future: own.clone().any(|t| t.tense == Tense::Future),
            speaker: speaker(a, p),
            position: at.position,
            words: words.iter().map(|w| terms::id(&w.text)).collect(),
            terms,
            direction,
        }
    }
}

fn numbers_of(days: (Date, Date)) -> (i32, i32) {
    (day_number(days.0), day_number(days.1))
}

/// Times of day before their word (11.01 बजे, 2:34 बजे, 9.30 p.m.), in minutes.
fn clock_words(words: &[Word]) -> impl Iterator<Item = i32> + '_ {
    let is = |i: usize, list: &[&str]| words.get(i).is_some_and(|w| list.contains(&w.text.as_str()));
    let named = move |i: usize| {
        is(i, &["बजे", "बजकर", "वाजता", "वाजून", "am", "pm"]) || (is(i, &["a", "p"]) && is(i + 1, &["m"]))
    };
    (0..words.len()).filter(move |i| named(*i)).filter_map(|i| {
        let number = |j: usize| {
            words
                .get(j)
                .filter(|w| w.digits)
                .and_then(|w| w.text.replace(',', ".").parse::<f64>().ok())
        };
        let last = number(i.checked_sub(1)?)?;
        // Hours and minutes parted by a colon are two words; a full stop keeps them in one.
        match i.checked_sub(2).and_then(number) {
            Some(hours) if hours <= 24.0 && last < 60.0 => Some(hours as i32 * 60 + last as i32),
            _ => Some(last.trunc() as i32 * 60 + (last.fract() * 100.0).round() as i32),
        }
    })
}

/// The time of day that an expression names, in minutes.
fn clock(t: &TimeExpression) -> Option<i32> {
    match t.form {
        TimeForm::Date {
            hour: Some(h), minute, ..
        } => Some(i32::from(h) * 60 + i32::from(minute.unwrap_or(0))),
        _ => None,
    }
}

fn speaker(a: &Analysis, p: &Proposition) -> u32 {
    let statement = p.statement.and_then(|i| a.statements.get(i as usize));
    statement.and_then(|s| s.chain.first()).map_or(0, |s| match &s.entity {
        Some(e) => terms::marked(b'@', e.as_str()),
        None => terms::id(s.resolved.as_deref().unwrap_or(&s.text)),
    })
}

/// The mentions inside a span.
pub(super) fn mentions_in(a: &Analysis, span: Span) -> impl Iterator<Item = &Mention> {
    let from = a.mentions.partition_point(|m| m.span.end <= span.start);
    a.mentions
        .iter()
        .skip(from)
        .take_while(move |m| m.span.start < span.end)
}

fn mention_at(a: &Analysis, span: Span) -> Option<&Mention> {
    mentions_in(a, span).next().filter(|m| m.span.overlaps(span))
}

/// Figures with their slots, and other numbers (years, clock times, ages) by value alone.
fn numbers(a: &Analysis, p: &Proposition, within: Span, words: &[Word]) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    for (i, f) in p.figures.iter().enumerate() {
        let Some(q) = a.quantities.get(f.quantity as usize) else {
            continue;
        };
        if !within.overlaps(q.span) {
            continue;
        }
        let counted = if q.unit.is_empty() {
            f.counted.as_str()
        } else {
            q.unit.as_str()
        };
        out.push(Number {
            value: (q.value, q.value_max.unwrap_or(q.value)),
            bound: f.bound,
            slot: Some(i),
            counted: if counted.is_empty() { 0 } else { terms::id(counted) },
        });
    }
    let figure = |span: Span| {
        p.figures
            .iter()
            .filter_map(|f| a.quantities.get(f.quantity as usize))
            .any(|q| q.span.overlaps(span))
    };
    for t in terms_of(words) {
        if let Some(v) = t.value.filter(|_| !figure(t.span)) {
            out.push(Number {
                value: (v, v),
                bound: Bound::Exact,
                slot: None,
                counted: 0,
            });
        }
    }
    out
}

/// How far apart two values may lie and still be the same number, one of them rounded.
const ROUNDED: f64 = 0.03;
/// How far a value may lie beyond the bound that another text gives, as a factor.
const BEYOND: f64 = 1.25;

impl Number {
    /// Whether two numbers are one value: equal, one rounded, one a range or a bound that holds the other.
    pub fn same(&self, other: &Number) -> bool {
        let (a, b) = (self.value, other.value);
        // Counts are told to the last one; an amount may be rounded or converted.
        let counts = |x: f64, y: f64| x.fract() == 0.0 && y.fract() == 0.0 && !round(x) && !round(y);
        let near = |x: f64, y: f64| {
            let off = (x - y).abs();
            off <= 0.005 * x.abs().max(y.abs()) && (off == 0.0 || !counts(x, y))
        };
        if near(a.0, b.0) && near(a.1, b.1) {
            return true;
        }
        if (a.0 < a.1 && a.0 <= b.0 && b.1 <= a.1) || (b.0 < b.1 && b.0 <= a.0 && a.1 <= b.1) {
            return true;
        }
        self.holds(other) || other.holds(self)
    }

    /// Whether this one is rounded or a bound, and the other what lies behind it.
    fn holds(&self, other: &Number) -> bool {
        let (low, v) = (self.value.0, other.value.0);
        match self.bound {
            // "More than 16,000" of 15,747 is loose rounding.
            Bound::AtLeast if low >= 100.0 && round(low) => v >= low * (1.0 - ROUNDED) && v <= low * BEYOND,
            Bound::AtLeast => v >= low && v <= low * BEYOND,
            Bound::AtMost => v <= low && v * BEYOND >= low,
            Bound::About => (low - v).abs() <= 0.1 * low.max(v),
            Bound::Exact => low >= 100.0 && round(low) && (low - v).abs() <= ROUNDED * low,
        }
    }
}

/// Whether a number has at most two digits that are not zero.
fn round(value: f64) -> bool {
    if value <= 0.0 || !value.is_finite() {
        return false;
    }
    let step = 10f64.powf(value.log10().floor() - 1.0);
    ((value / step).round() * step - value).abs() < 1e-6 * value
}
