//! The ledger by what is reported: figures of one role and one class of things, whatever the words and the language.

use super::ledger::same_value;
use super::units::{Figure, Unit, points_back};
use super::words::{Groups, Word, folded_words, is_stop, terms_of, word_key};
use crate::model::*;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static FRAMES: LazyLock<Groups> = LazyLock::new(|| Groups::noted(include_str!("../../data/claims/frames.txt"), 2));
static COUNTED: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/counted.txt")));
static BOUNDS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(include_str!("../../data/claims/bounds.txt")));

/// Classes of things that nobody kills, injures or arrests.
const THINGS: &[&str] = &["family", "house", "village", "shop", "seat", "page", "vote"];
/// How many words after a figure its role is looked for.
const AFTER: usize = 10;
/// How many words before it.
const BEFORE: usize = 7;
/// How many words beside a figure tell what it is about.
const NEAR: usize = 7;
/// How many words beside a figure may bound it.
const BOUND_REACH: usize = 4;
/// A sentence with more figures than this is a table in words.
const TABLE: usize = 8;
/// How many different values of one line are compared.
const VALUES: usize = 12;
/// How many figures of one unit of measure are compared pair by pair.
const PAIRS: usize = 60;
/// A figure told of a time this many days before its report is background.
const BACKGROUND_DAYS: i32 = 45;
/// A lower bound says the same as a value that lies above it by no more than this factor.
const ABOVE_BOUND: f64 = 1.25;
/// A range wider than this is misread.
const WIDEST: f64 = 20.0;
/// From this value on two measures that are equal hardly meet by chance within one event.
const TELLING: f64 = 100.0;

/// One figure with what is reported of it.
#[derive(Debug, Clone)]
struct Entry {
    unit: usize,
    origin: usize,
    quantity: usize,
    value: (f64, f64),
    approx: bool,
    /// The text gives it as a lower bound.
    least: bool,
    role: Option<u16>,
    /// Class or noun of what is counted; empty if not told.
    class: String,
    measure: String,
    /// More of something, or a part of a figure before it.
    aside: bool,
    day: Option<Date>,
    /// It is of a time long before the report.
    background: bool,
    /// Whose word it is.
    source: String,
    /// Keys of the words around it.
    near: BTreeSet<String>,
}

/// A place in the ledger: unit, and the quantity of its article.
pub(crate) type At = (usize, usize);

/// A line of the ledger that more than one origin or source stands in.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Who gives the value.
    pub asserts: Vec<At>,
    /// Who gives another.
    pub differs: Vec<At>,
    /// How it stands.
    pub standing: Standing,
}

/// The rows of an event's units, in order. `analyses` is what the units point into.
pub(crate) fn rows(units: &[Unit], analyses: &[Analysis]) -> Vec<Row> {
    let mut entries: Vec<Entry> = Vec::new();
    for (i, u) in units.iter().enumerate() {
        if let Some(a) = analyses
            .get(u.analysis)
            .filter(|_| u.figures.len() <= TABLE && !u.denied)
        {
            read(a, i, u, &mut entries);
        }
    }
    let mut out = Vec::new();
    let mut lines: BTreeMap<(u16, &str), Vec<&Entry>> = BTreeMap::new();
    for e in entries.iter().filter(|e| e.measure.is_empty() && !e.aside) {
        if let Some(role) = e.role {
            lines.entry((role, e.class.as_str())).or_default().push(e);
        }
    }
    for ((role, _), list) in &lines {
        told(FRAMES.note(*role, 1), list, &mut out);
    }
    let mut measured: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
    for e in entries
        .iter()
        .filter(|e| !e.aside && (e.role.is_none() || !e.measure.is_empty()))
    {
        if !e.measure.is_empty() {
            measured.entry((e.measure.as_str(), "")).or_default().push(e);
        } else if !e.class.is_empty() {
            measured.entry(("", e.class.as_str())).or_default().push(e);
        }
    }
    for ((measure, _), list) in &measured {
        compared(!measure.is_empty(), list, &mut out);
    }
    out
}

/// Values of one thing: the newest stand against one another, older ones are superseded.
fn told(kind: &str, list: &[&Entry], out: &mut Vec<Row>) {
    let tally = kind == "tally";
    let mut groups: Vec<Vec<&Entry>> = Vec::new();
    for &e in list {
        match groups.iter().position(|g| g.iter().any(|f| one_value(f, e))) {
            Some(g) => groups[g].push(e),
            None if groups.len() < VALUES => groups.push(vec![e]),
            None => {}
        }
    }
    // Parts that add up to another value of the line are no values of their own.
    let mut parts: BTreeSet<usize> = BTreeSet::new();
    for (i, g) in groups.iter().enumerate() {
        for (j, h) in groups.iter().enumerate().skip(i + 1) {
            let sum = g[0].value.0 + h[0].value.0;
            let together = g.iter().any(|x| h.iter().any(|y| x.unit == y.unit));
            if together && groups.iter().any(|k| k[0].value.0 == sum) {
                parts.extend([(i, g.len()), (j, h.len())].iter().filter(|p| p.1 == 1).map(|p| p.0));
            }
        }
    }
    let days = |g: &[&Entry]| {
        let all = || g.iter().filter_map(|e| e.day);
        Some((all().min()?, all().max()?))
    };
    let background = |g: &[&Entry]| g.iter().all(|e| e.background);
    let mut newer: Vec<Option<usize>> = vec![None; groups.len()];
    let mut against: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (i, g) in groups.iter().enumerate() {
        for (j, h) in groups.iter().enumerate() {
            if i == j || kind == "each" || background(g) || background(h) || parts.contains(&i) || parts.contains(&j) {
                continue;
            }
            let later = matches!((days(g), days(h)), (Some(x), Some(y)) if x.1 < y.0);
            let earlier = matches!((days(g), days(h)), (Some(x), Some(y)) if y.1 < x.0);
            let known = g
                .iter()
                .any(|x| h.iter().any(|y| x.origin == y.origin || x.source == y.source));
            if later && (tally || known) {
                // The first later value; of two, the one that more origins give.
                let rank = |k: usize| (days(&groups[k]).map(|d| d.0), std::cmp::Reverse(origins(&groups[k])));
                if newer[i].is_none_or(|k| rank(j) < rank(k)) {
                    newer[i] = Some(j);
                }
            } else if !(earlier && (tally || known)) && apart(g, h) {
                against[i].push(j);
            }
        }
    }
    for (i, g) in groups.iter().enumerate() {
        let at = |g: &[&Entry]| g.iter().map(|e| (e.unit, e.quantity)).collect::<Vec<At>>();
        if let Some(n) = newer[i] {
            out.push(Row {
                asserts: at(g),
                differs: at(&groups[n]),
                standing: Standing::Superseded,
            });
            continue;
        }
        let others: Vec<usize> = against[i].iter().copied().filter(|j| newer[*j].is_none()).collect();
        if !others.is_empty() {
            // One row for the whole dispute: its first value speaks for it.
            if others.iter().all(|j| *j > i) {
                out.push(Row {
                    asserts: at(g),
                    differs: others.iter().flat_map(|j| at(&groups[*j])).collect(),
                    standing: Standing::Disputed,
                });
            }
        } else if origins(g) > 1 && !parts.contains(&i) {
            out.push(Row {
                asserts: at(g),
                differs: Vec::new(),
                standing: Standing::Agreed,
            });
        }
    }
}

/// Measures, and counts of which no role is told: the same if the value is telling or the words around agree, at odds only
/// if the words around agree.
fn compared(measured: bool, list: &[&Entry], out: &mut Vec<Row>) {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (i, &a) in list.iter().enumerate().take(PAIRS) {
        if taken.contains(&i) {
            continue;
        }
        let mut row = Row {
            asserts: vec![(a.unit, a.quantity)],
            differs: Vec::new(),
            standing: Standing::Agreed,
        };
        let mut same = vec![a];
        for (j, &b) in list.iter().enumerate().take(PAIRS).skip(i + 1) {
            if taken.contains(&j) || a.unit == b.unit {
                continue;
            }
            let shared = a.near.intersection(&b.near).count();
            let smaller = a.near.len().min(b.near.len()).max(1);
            let role = a.role.is_some() && a.role == b.role;
            let telling = a.value.0 >= TELLING || (!measured && a.value.0 >= 4.0) || role;
            if one_value(a, b) {
                if telling || shared >= 1 {
                    same.push(b);
                    row.asserts.push((b.unit, b.quantity));
                    taken.insert(j);
                }
            } else if shared >= 2 && shared * 2 >= smaller && explicit(a, b) && !a.background && !b.background {
                row.differs.push((b.unit, b.quantity));
                taken.insert(j);
            }
        }
        if !row.differs.is_empty() {
            row.standing = Standing::Disputed;
        }
        if row.standing == Standing::Disputed || origins(&same) > 1 {
            out.push(row);
        }
    }
}

/// Whether two groups of values come from different origins or sources.
fn apart(g: &[&Entry], h: &[&Entry]) -> bool {
    g.iter().any(|x| {
        h.iter()
            .any(|y| x.unit != y.unit && (x.origin != y.origin || x.source != y.source))
    })
}

/// Whether both give somebody's word, and not the same one's.
fn explicit(a: &Entry, b: &Entry) -> bool {
    a.source != b.source && !a.source.starts_with('#') && !b.source.starts_with('#')
}

fn origins(g: &[&Entry]) -> usize {
    g.iter().map(|e| e.origin).collect::<BTreeSet<_>>().len()
}

/// Whether two figures are one value: equal, or one hedged and near, or one a lower bound just below the other.
fn one_value(a: &Entry, b: &Entry) -> bool {
    let plain = |e: &Entry| Figure {
        quantity: 0,
        head: String::new(),
        unit: String::new(),
        role: None,
        kinds: Vec::new(),
        place: None,
        value: e.value,
        approx: e.approx && !e.least,
        status: FigureStatus::Unspecified,
    };
    let above =
        |low: &Entry, v: &Entry| low.least && v.value.0 >= low.value.0 && v.value.0 <= low.value.0 * ABOVE_BOUND;
    same_value(&plain(a), &plain(b)) || above(a, b) || above(b, a)
}

/// Reads the figures of one unit.
fn read(a: &Analysis, index: usize, u: &Unit, out: &mut Vec<Entry>) {
    if u.figures.is_empty() {
        return;
    }
    let sentence = a.sentence_at(u.span.start).map_or(u.span, |s| s.span);
    let words = folded_words(sentence.of(&a.article.text), sentence.start as usize);
    let roles = FRAMES.find(&words);
    let nouns = COUNTED.find(&words);
    let bounds = BOUNDS.find(&words);
    let published = a.article.published.value.map(|d| d.date());
    let statement = u.statement.and_then(|i| a.statements.get(i));
    let source = statement.and_then(|s| s.chain.first()).map_or_else(
        || format!("#{}", u.origin),
        |s| s.entity.as_ref().map_or_else(|| s.text.clone(), |e| e.to_string()),
    );
    let all: Vec<&Quantity> = a.quantities.iter().filter(|q| sentence.contains(q.span)).collect();
    for f in &u.figures {
        let Some(q) = a.quantities.get(f.quantity) else {
            continue;
        };
        if points_back(a.words(q.span))
            || q.value <= 1.0
            || q.status == FigureStatus::Denied
            || f.value.1 > f.value.0 * WIDEST
        {
            continue;
        }
        let first = words.partition_point(|w| w.span.end <= q.span.start);
        let last = words.partition_point(|w| w.span.start < q.span.end);
        let next = all
            .iter()
            .find(|n| n.span.start >= q.span.end)
            .map_or(words.len(), |n| words.partition_point(|w| w.span.end <= n.span.start));
        let before = all
            .iter()
            .rev()
            .find(|p| p.span.end <= q.span.start)
            .map_or(0, |p| words.partition_point(|w| w.span.start < p.span.end));
        let class = class_of(a, q, &words, &nouns, last, next);
        let mut measure = q.unit.clone();
        if measure.is_empty() && words.get(last).is_some_and(|w| w.text == "mm") {
            measure = "mm".into();
        }
        if measure.is_empty() && per_cent(&words, last) {
            measure = "percent".into();
        }
        let fits = |r: u16| match FRAMES.note(r, 0) {
            "person" => !THINGS.contains(&class.as_str()),
            _ => true,
        };
        let fitting: Vec<(u16, usize, usize)> = roles.iter().copied().filter(|r| fits(r.0)).collect();
        let role = role_of(&fitting, first, last, before, next, words.len());
        let people = role.is_some_and(|r| matches!(FRAMES.note(r, 0), "person" | "anyone"));
        let class = if class.is_empty() && people && measure.is_empty() {
            "person".to_string()
        } else {
            class
        };
        let bound = |name: &str, range: std::ops::Range<usize>| {
            bounds.iter().any(|b| BOUNDS.name(b.0) == name && range.contains(&b.1))
        };
        let least = bound(
            "least",
            first.saturating_sub(BOUND_REACH).max(before)..(last + BOUND_REACH).min(next),
        );
        let part = bound("part", first.saturating_sub(BOUND_REACH)..first)
            || bound("base", last..(last + BOUND_REACH).min(next))
            || more(&words, first, last);
        let (from, to) = (first.saturating_sub(NEAR).max(before), (last + NEAR).min(next));
        let near = words[from..first]
            .iter()
            .chain(words.get(last..to).unwrap_or(&[]))
            .filter(|w| !w.digits && !is_stop(&w.text))
            .map(|w| word_key(&w.text))
            .collect();
        let (scale, measure) = base_measure(&measure);
        out.push(Entry {
            unit: index,
            origin: u.origin,
            quantity: f.quantity,
            value: (f.value.0 * scale, f.value.1 * scale),
            approx: f.approx,
            least,
            role,
            class,
            measure,
            aside: part,
            day: as_of(a, sentence, q, &words, first).or(published),
            background: background(a, sentence, published),
            source: source.clone(),
            near,
        });
    }
}

/// The role of a figure: in what is counted and the words after it up to the next figure, else before it, else after all.
fn role_of(
    roles: &[(u16, usize, usize)],
    first: usize,
    last: usize,
    before: usize,
    next: usize,
    end: usize,
) -> Option<u16> {
    let pick = |r: Option<&(u16, usize, usize)>| r.map(|r| r.0);
    pick(roles.iter().find(|r| r.1 >= last && r.1 < next.min(last + AFTER)))
        .or_else(|| {
            pick(
                roles
                    .iter()
                    .rev()
                    .find(|r| r.1 < first && r.1 >= before && r.1 + BEFORE >= first),
            )
        })
        .or_else(|| pick(roles.iter().find(|r| r.1 >= last && r.1 < end.min(last + AFTER))))
}

/// What a figure counts: class of the noun, or of the noun that it belongs to (14 लोगों के परिवारों).
fn class_of(
    a: &Analysis,
    q: &Quantity,
    words: &[Word],
    nouns: &[(u16, usize, usize)],
    last: usize,
    next: usize,
) -> String {
    let counted = q.counted.filter(|c| c.start >= q.span.start);
    let to = counted
        .map_or(last, |c| words.partition_point(|w| w.span.start < c.end))
        .max(last);
    let inside = nouns.iter().find(|n| n.1 >= last && n.1 < to.max(last + 1).min(next));
    if let Some(n) = inside {
        let of = words
            .get(n.1 + n.2)
            .is_some_and(|w| matches!(w.text.as_str(), "के" | "की" | "च्या"));
        let owner = nouns
            .iter()
            .find(|m| of && m.1 == n.1 + n.2 + 1 && COUNTED.name(m.0) == "family");
        return COUNTED.name(owner.unwrap_or(n).0).to_string();
    }
    let words = counted.map_or_else(Vec::new, |c| folded_words(c.of(&a.article.text), c.start as usize));
    let role = |w: &Word| FRAMES.at(std::slice::from_ref(w), 0).is_some();
    let first = terms_of(&words).into_iter().find(|t| t.value.is_none());
    first
        .filter(|t| words.iter().find(|w| w.span == t.span).is_some_and(|w| !role(w)))
        .map_or_else(String::new, |t| format!("~{}", t.key))
}

fn per_cent(words: &[Word], last: usize) -> bool {
    let at = |i: usize| words.get(last + i).map(|w| w.text.as_str());
    matches!(
        (at(0), at(1)),
        (Some("per"), Some("cent")) | (Some("percent" | "टक्के"), _)
    )
}

/// Whether the figure counts more of something (चार और शव, three more bodies).
fn more(words: &[Word], first: usize, last: usize) -> bool {
    let is = |w: &Word| {
        matches!(
            w.text.as_str(),
            "और" | "अन्य" | "अतिरिक्त" | "नए" | "आणखी" | "more" | "other" | "another" | "new"
        )
    };
    words.get(last).is_some_and(is)
        || first
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .is_some_and(|w| w.text != "और" && is(w))
}

/// Units of time as minutes; everything else stays.
fn base_measure(unit: &str) -> (f64, String) {
    match unit {
        "hours" => (60.0, "minutes".into()),
        u => (1.0, u.into()),
    }
}

/// The day up to which a tally is told, where its sentence says so (शुक्रवार रात तक).
fn as_of(a: &Analysis, sentence: Span, q: &Quantity, words: &[Word], first: usize) -> Option<Date> {
    let told = words.get(first.saturating_sub(BEFORE)..first)?;
    let until = told.iter().rev().find(|w| w.text == "तक")?;
    let from = a.times.partition_point(|t| t.span.end <= sentence.start);
    let time = a
        .times
        .get(from..)?
        .iter()
        .take_while(|t| t.span.start < q.span.start)
        .last()?;
    (time.span.start < until.span.start && until.span.start < time.span.end + 40).then(|| time.days.map(|d| d.1))?
}

/// Whether the sentence tells of a time long before its report.
fn background(a: &Analysis, sentence: Span, published: Option<Date>) -> bool {
    let Some(published) = published else { return false };
    a.times.iter().filter(|t| sentence.contains(t.span)).any(|t| {
        t.days
            .is_some_and(|d| published.since(d.1).map_or(0, |s| s.get_days()) > BACKGROUND_DAYS)
    })
}
