//! From the units of a storyline's events to claims with their standing.

use super::cluster::{cluster, frequencies, shared};
use super::contrary::{contested, denials};
use super::ledger::{Relation, relations, sums};
use super::places::{Placed, disputes, names, nested, placed};
use super::rows::{contested_claim, denied_claims, row_claim};
use super::tally::{At, rows};
use super::units::{Keys, Unit, leans, units};
use super::{headlines, words};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use undrafted::{headline_claims, place_claim};

mod undrafted;

/// How many claims of one event are kept: what a reader can go through.
const CLAIMS: usize = 40;
/// How many places are shown behind one claim and origin.
const SUPPORTS: usize = 4;
/// How many places are shown behind one claim.
const ALL_SUPPORTS: usize = 24;
/// Length in bytes of a claim that reads well: longer and shorter texts are chosen less.
const GOOD_LENGTH: usize = 360;
/// Share of the lighter unit's words that both must hold for figures of measured things to be compared.
const ALIKE: f64 = 0.5;

/// A claim while it is put together.
#[derive(Default)]
struct Draft {
    units: Vec<usize>,
    silent: Vec<(usize, usize)>,
    disputed: bool,
    superseded: Option<usize>,
    moved: bool,
    /// Units whose figures add up to those of another: parts, whole, and which of them is elsewhere.
    adds: Vec<(usize, usize, usize)>,
}

/// All that the events of one storyline share while they are weighed.
pub(super) struct Story<'a> {
    pub analyses: &'a [Analysis],
    pub units: Vec<Unit>,
    origins: Vec<OriginId>,
    /// For each event of the list: its units as a range.
    ranges: Vec<std::ops::Range<usize>>,
}

/// The claims of a storyline's events (indices into `events`), with the index of the event.
pub(crate) fn story(
    analyses: &[Analysis],
    events: &[Event],
    list: &[usize],
    checks: &[HeadlineCheck],
) -> Vec<(usize, Vec<Claim>)> {
    let mut keys = Keys::default();
    let mut s = Story {
        analyses,
        units: Vec::new(),
        origins: Vec::new(),
        ranges: Vec::new(),
    };
    for &e in list {
        let event = &events[e];
        let from = s.units.len();
        for id in &event.articles {
            let Ok(i) = analyses.binary_search_by(|a| a.article.id.cmp(id)) else {
                continue;
            };
            let origin = event
                .origins
                .iter()
                .find(|o| o.articles.contains(id))
                .map(|o| o.id.clone());
            let origin = origin.unwrap_or_else(|| OriginId(format!("o{}", short_hash([id.as_str()]))));
            let o = s.origins.iter().position(|x| *x == origin).unwrap_or_else(|| {
                s.origins.push(origin);
                s.origins.len() - 1
            });
            s.units.extend(units(&analyses[i], i, o, &mut keys));
        }
        s.ranges.push(from..s.units.len());
    }
    let across = Across::new(&s);
    list.iter()
        .zip(s.ranges.clone())
        .map(|(&e, range)| (e, event_claims(&s, &events[e], range, &across, checks)))
        .collect()
}

/// What is found across the events of a storyline.
struct Across {
    places: Vec<Placed>,
    disputes: Vec<Vec<usize>>,
    sums: Vec<Relation>,
}

impl Across {
    fn new(s: &Story) -> Across {
        let places: Vec<Placed> = s
            .units
            .iter()
            .enumerate()
            .filter_map(|(i, u)| placed(s.analyses.get(u.analysis)?, u, i))
            .collect();
        let mut inside: FxHashSet<(EntityId, EntityId)> = FxHashSet::default();
        if places.len() > 1 {
            let read: std::collections::BTreeSet<usize> = s.units.iter().map(|u| u.analysis).collect();
            read.into_iter()
                .filter_map(|i| s.analyses.get(i))
                .for_each(|a| nested(a, &mut inside));
        }
        let disputes = disputes(&places, |u| s.units.get(u).map_or(0, |u| u.origin), &inside);
        let sums = sums(&s.units, |i, j| {
            let (a, b) = (&s.units[i], &s.units[j]);
            a.analysis != b.analysis && shared(a, b, &|_| 1.0).1 >= 2
        });
        Across { places, disputes, sums }
    }
}

fn event_claims(
    s: &Story,
    event: &Event,
    range: std::ops::Range<usize>,
    across: &Across,
    checks: &[HeadlineCheck],
) -> Vec<Claim> {
    let base = range.start;
    let units = &s.units[range.clone()];
    let mut drafts: Vec<Draft> = cluster(units)
        .into_iter()
        .map(|c| Draft {
            units: c.into_iter().map(|i| i + base).collect(),
            ..Draft::default()
        })
        .collect();
    let mut of: FxHashMap<usize, usize> = FxHashMap::default();
    for (d, draft) in drafts.iter().enumerate() {
        of.extend(draft.units.iter().map(|u| (*u, d)));
    }
    let df = frequencies(units);
    let n = units.len() as f64;
    let weight = |k: u32| (1.0 + n / f64::from(df.get(&k).copied().unwrap_or(1))).ln();
    let alike = |i: usize, j: usize| {
        let (a, b) = (&units[i], &units[j]);
        let total = |u: &Unit| u.keys.iter().map(|k| weight(*k)).sum::<f64>();
        shared(a, b, &weight).0 >= ALIKE * total(a).min(total(b))
    };
    for relation in relations(units, s.analyses, alike) {
        match relation {
            Relation::Same(i, j) | Relation::Conflict(i, j) | Relation::MovedOn(i, j) => {
                let (i, j) = (i + base, j + base);
                let d = join(&mut drafts, &mut of, i, j);
                if let Some(draft) = drafts.get_mut(d) {
                    draft.disputed |= matches!(relation, Relation::Conflict(..));
                    draft.moved |= matches!(relation, Relation::MovedOn(..));
                }
            }
            Relation::Superseded(old, new) => {
                let (a, b) = (of.get(&(old + base)).copied(), of.get(&(new + base)).copied());
                if let (Some(a), Some(b)) = (a, b)
                    && a != b
                    && let Some(draft) = drafts.get_mut(a)
                {
                    draft.superseded.get_or_insert(new + base);
                }
            }
            Relation::AddsUp(..) => {}
        }
    }
    for relation in &across.sums {
        if let Relation::AddsUp(parts, whole) = relation {
            for (here, there) in [(parts, whole), (whole, parts)] {
                if let Some(draft) = of.get(here).and_then(|d| drafts.get_mut(*d)) {
                    draft.adds.push((*parts, *whole, *there));
                }
            }
        }
    }
    attach_silence(s, &range, &of, &mut drafts);

    let mut ranked: Vec<(i64, Claim)> = Vec::new();
    let ledger = rows(units, s.analyses);
    let main = main_language(s, units);
    for row in &ledger {
        ranked.extend(row_claim(s, event, base, row, main));
    }
    let denied = denials(units, s.analyses);
    ranked.extend(denied_claims(s, event, base, &denied));
    for act in contested(units, s.analyses) {
        ranked.extend(contested_claim(s, event, base, &act));
    }
    for draft in &drafts {
        let told = |u: &usize| {
            let at = |list: &[At]| list.iter().any(|x| x.0 + base == *u);
            ledger
                .iter()
                .any(|r| at(&r.asserts) || (r.standing == Standing::Disputed && at(&r.differs)))
        };
        let only_figures = draft.silent.is_empty() && draft.adds.is_empty() && draft.units.iter().all(told);
        let built = claim(s, event, &range, draft);
        // What is denied has its claims above; pieces of what is denied (गोली चलाने से) are no claims.
        let alone = draft.units.iter().all(|u| s.units[*u].denied);
        ranked.extend(built.filter(|_| !only_figures && !alone));
    }
    for set in &across.disputes {
        let own: Vec<usize> = set
            .iter()
            .filter(|p| range.contains(&across.places[**p].unit))
            .copied()
            .collect();
        let other = set.iter().filter(|p| !own.contains(p)).copied();
        if !own.is_empty() {
            let ordered: Vec<&Placed> = own.iter().copied().chain(other).map(|p| &across.places[p]).collect();
            ranked.extend(place_claim(s, event, &ordered));
        }
    }
    for id in &event.articles {
        let check = checks
            .binary_search_by(|c| c.article.cmp(id))
            .ok()
            .and_then(|i| checks.get(i));
        if let Some(check) = check
            && check.verdict.is_flag()
        {
            ranked.extend(headline_claims(s, event, id));
        }
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let mut seen = FxHashSet::default();
    ranked.retain(|c| seen.insert(c.1.id.clone()));
    ranked.truncate(CLAIMS);
    ranked.into_iter().map(|c| c.1).collect()
}

/// The language of most units; of two, the one with the smaller tag.
fn main_language(s: &Story, units: &[Unit]) -> Lang {
    let mut count: BTreeMap<&str, (usize, Lang)> = BTreeMap::new();
    for u in units {
        let language = s.analyses[u.analysis].article.language;
        count.entry(language.tag()).or_insert((0, language)).0 += 1;
    }
    let most = count
        .values()
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.tag().cmp(a.1.tag())));
    most.map_or(Lang::Hi, |c| c.1)
}

/// Puts the drafts of two units together; gives the draft that holds both.
fn join(drafts: &mut [Draft], of: &mut FxHashMap<usize, usize>, i: usize, j: usize) -> usize {
    let (a, b) = (of.get(&i).copied().unwrap_or(0), of.get(&j).copied().unwrap_or(0));
    if a == b {
        return a;
    }
    // Copy the shorter list into the longer one, so that many joins stay cheap.
    let longer = |d: usize| drafts.get(d).map_or(0, |d| d.units.len());
    let (to, from) = if longer(a) >= longer(b) { (a, b) } else { (b, a) };
    let Some(old) = drafts.get_mut(from).map(std::mem::take) else {
        return to;
    };
    of.extend(old.units.iter().map(|u| (*u, to)));
    if let Some(d) = drafts.get_mut(to) {
        d.units.extend(old.units);
        d.units.sort_unstable();
        d.disputed |= old.disputed;
        d.moved |= old.moved;
        d.superseded = d.superseded.or(old.superseded);
        d.adds.extend(old.adds);
    }
    to
}

/// Statements of silence go to the claim whose words they are silent on, else to the last one before them in their line.
fn attach_silence(s: &Story, range: &std::ops::Range<usize>, of: &FxHashMap<usize, usize>, drafts: &mut [Draft]) {
    let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in range.clone() {
        by_article.entry(s.units[i].analysis).or_default().push(i);
    }
    for (analysis, units) in by_article {
        let a = &s.analyses[analysis];
        for (n, st) in a
            .statements
            .iter()
            .enumerate()
            .filter(|(_, st)| st.polarity == Polarity::Silent)
        {
            if a.article.class_at(st.content.start) != Some(LineClass::Body) {
                continue;
            }
            let cue = st.cue.unwrap_or(st.content);
            let at = cue.start.max(st.content.start);
            let line = |p: u32| a.sentence_at(p).map(|x| x.line);
            let before = units
                .iter()
                .find(|u| s.units[**u].span.overlaps(st.content))
                .or_else(|| {
                    let earlier = units.iter().rev().filter(|u| {
                        let span = s.units[**u].span;
                        span.start < at && line(span.start) == line(at)
                    });
                    earlier.min_by_key(|u| s.units[**u].statement.is_none())
                });
            if let Some(d) = before.and_then(|u| of.get(u))
                && let Some(draft) = drafts.get_mut(*d)
            {
                draft.silent.push((analysis, n));
            }
        }
    }
}

fn citation(s: &Story, analysis: usize, span: Span) -> Citation {
    Citation {
        article: s.analyses[analysis].article.id.clone(),
        span,
    }
}

fn values(s: &Story, unit: &Unit) -> Option<String> {
    let a = &s.analyses[unit.analysis];
    let list: Vec<&str> = unit
        .figures
        .iter()
        .filter_map(|f| a.quantities.get(f.quantity))
        .map(|q| a.words(q.span))
        .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

fn statement_of<'a>(s: &'a Story, unit: &Unit) -> Option<&'a Statement> {
    unit.statement.and_then(|i| s.analyses[unit.analysis].statements.get(i))
}

pub(super) fn claim_id(event: &Event, first: &Citation) -> ClaimId {
    let span = format!("{}-{}", first.span.start, first.span.end);
    ClaimId(format!(
        "c{}",
        short_hash([event.id.as_str(), first.article.as_str(), &span])
    ))
}

/// One place of a unit as support.
pub(super) fn support(s: &Story, unit: &Unit, stance: Stance) -> Support {
    Support {
        citation: citation(s, unit.analysis, unit.span),
        statement: statement_of(s, unit).map(|st| st.id.clone()),
        origin: s.origins[unit.origin].clone(),
        stance,
        value: values(s, unit),
    }
}

/// How clear a unit puts its claim: on somebody's word, with a figure, of a length that reads well.
pub(super) fn clearness(s: &Story, unit: &Unit) -> i64 {
    let chain = statement_of(s, unit).map_or(0, |st| st.chain.len().min(2) as i64);
    let length = unit.span.len().abs_diff(GOOD_LENGTH).min(GOOD_LENGTH) as i64;
    i64::from(unit.statement.is_some()) * 200 + chain * 50 + i64::from(!unit.figures.is_empty()) * 60 - length
}

fn claim(s: &Story, event: &Event, range: &std::ops::Range<usize>, draft: &Draft) -> Option<(i64, Claim)> {
    let clearest = *draft
        .units
        .iter()
        .max_by_key(|u| (clearness(s, &s.units[**u]), std::cmp::Reverse(**u)))?;
    let lead = &s.units[clearest];
    // A lone sentence of the writer's own that leans on the one before it is no claim that can stand alone.
    let lone = draft.units.len() == 1 && lead.statement.is_none() && lead.figures.is_empty() && draft.silent.is_empty();
    if lone && leans(&s.analyses[lead.analysis], lead.span) {
        return None;
    }
    let mut order = vec![clearest];
    order.extend(draft.units.iter().copied().filter(|u| *u != clearest));
    let mut support_list = Vec::new();
    let mut per_origin: FxHashMap<usize, usize> = FxHashMap::default();
    let mut asserting: FxHashSet<usize> = FxHashSet::default();
    let (mut denied, mut asserted, mut differing) = (false, false, false);
    for &u in &order {
        let unit = &s.units[u];
        let stance = if unit.denied {
            denied = true;
            Stance::Denies
        } else if draft.disputed && differs(lead, unit) {
            differing = true;
            Stance::Differs
        } else {
            asserted = true;
            asserting.insert(unit.origin);
            Stance::Asserts
        };
        let shown = per_origin.entry(unit.origin).or_default();
        if (*shown < SUPPORTS && support_list.len() < ALL_SUPPORTS)
            || (stance != Stance::Asserts && *shown < SUPPORTS * 2)
        {
            *shown += 1;
            support_list.push(support(s, unit, stance));
        }
    }
    for (analysis, n) in &draft.silent {
        let st = &s.analyses[*analysis].statements[*n];
        let origin = draft
            .units
            .iter()
            .find(|u| s.units[**u].analysis == *analysis)
            .map(|u| s.units[*u].origin);
        support_list.push(Support {
            citation: citation(s, *analysis, st.content),
            statement: Some(st.id.clone()),
            origin: s.origins[origin.unwrap_or(lead.origin)].clone(),
            stance: Stance::Silent,
            value: None,
        });
    }
    let mut notes: Vec<String> = Vec::new();
    let standing = if denied {
        notes.push(if asserted {
            "A source denies it.".into()
        } else {
            "It is only known as denied.".into()
        });
        Standing::Denied
    } else if differing {
        notes.push("Origins give different values for the same thing.".into());
        Standing::Disputed
    } else if let Some(newer) = draft.superseded {
        let value = values(s, &s.units[newer]).unwrap_or_default();
        notes.push(format!("A later report gives {value}."));
        Standing::Superseded
    } else if draft.moved && asserting.len() > 1 {
        notes.push("What one report gives as planned, another gives as done.".into());
        Standing::Compatible
    } else if asserting.len() == 1 && moved_on(s, &draft.units) {
        notes.push("What was announced in one report is done in a later one.".into());
        Standing::Compatible
    } else if asserting.len() > 1 && draft.adds.iter().any(|a| range.contains(&a.2)) {
        Standing::Compatible
    } else if asserting.len() > 1 {
        Standing::Agreed
    } else {
        Standing::SingleOrigin
    };
    for (parts, whole, elsewhere) in &draft.adds {
        let [p, w, e] = [parts, whole, elsewhere].map(|u| &s.units[*u]);
        let id = &s.analyses[e.analysis].article.id;
        let sum = format!(
            "{} add up to {}, as {id} gives {}; whether both count the same is open.",
            values(s, p).unwrap_or_default(),
            values(s, w).unwrap_or_default(),
            if elsewhere == whole { "it" } else { "them" }
        );
        if !notes.iter().any(|n| n.split(',').next() == sum.split(',').next()) {
            notes.push(sum);
        }
    }
    if let Some(source) = one_source(s, &draft.units).filter(|_| asserting.len() > 1) {
        notes.push(format!("All origins rest on the word of {source}."));
    }
    let first = support_list.first()?.citation.clone();
    let rank = rank(s, draft, standing, asserting.len());
    let text = readable(&s.analyses[lead.analysis], lead.span);
    Some((
        rank,
        Claim {
            id: claim_id(event, &first),
            event: event.id.clone(),
            text,
            standing,
            support: support_list,
            origins: asserting.len(),
            note: notes.join(" "),
        },
    ))
}

/// Words that end no clause: a claim that ends with one is a piece of its sentence.
const OPEN_ENDS: &[&str] = &[
    "से",
    "को",
    "के",
    "की",
    "का",
    "में",
    "पर",
    "ने",
    "कि",
    "अनुसार",
    "मुताबिक",
    "इस",
    "गलत",
    "दावे",
    "आरोप",
    "होने",
    "यही",
];

/// The text of a claim: the span, or its whole sentence where the span is no clause of its own.
fn readable(a: &Analysis, span: Span) -> String {
    let words = words::folded_words(a.words(span), 0);
    let open = words
        .last()
        .is_none_or(|w| w.digits || OPEN_ENDS.contains(&w.text.as_str()));
    let whole = a.sentence_at(span.start).filter(|_| open).map_or(span, |s| s.span);
    a.words(whole).to_string()
}

/// Whether the units of one origin tell first what will be done and on a later day that it is done.
fn moved_on(s: &Story, units: &[usize]) -> bool {
    let told: Vec<(Option<jiff::civil::DateTime>, bool)> = units
        .iter()
        .filter_map(|u| s.units.get(*u))
        .map(|u| {
            let a = &s.analyses[u.analysis];
            let words = words::folded_words(a.words(u.span), 0);
            let tail = words.iter().rev().take(3);
            (
                a.article.published.value,
                tail.into_iter().any(|w| headlines::body::is_future(&w.text)),
            )
        })
        .collect();
    told.iter()
        .any(|(early, will)| *will && told.iter().any(|(late, w)| !w && early.is_some() && early < late))
}

/// Whether a unit gives another value for what the leading unit counts.
fn differs(lead: &Unit, unit: &Unit) -> bool {
    lead.figures.iter().any(|f| {
        let same: Vec<_> = unit
            .figures
            .iter()
            .filter(|g| g.head == f.head && g.role == f.role && g.kinds == f.kinds)
            .collect();
        !same.is_empty() && !same.iter().any(|g| super::ledger::same_value(f, g))
    })
}

/// The one source on whose word all units of a draft rest, if it is one.
pub(super) fn one_source(s: &Story, units: &[usize]) -> Option<String> {
    let mut found: Option<(String, String)> = None;
    for u in units {
        let source = statement_of(s, &s.units[*u])?.chain.first()?;
        let key = source
            .entity
            .as_ref()
            .map_or_else(|| words::word_key(&source.text), |e| e.to_string());
        match &found {
            None => found = Some((key, source.resolved.clone().unwrap_or_else(|| source.text.clone()))),
            Some((k, _)) if *k == key => {}
            Some(_) => return None,
        }
    }
    found.map(|f| f.1)
}

/// Claims worth a reader's time come first: those that differ, have several origins, figures, named sources, and stand early.
fn rank(s: &Story, draft: &Draft, standing: Standing, origins: usize) -> i64 {
    let special = match standing {
        Standing::Disputed | Standing::Denied => 600,
        Standing::Compatible | Standing::Superseded => 200,
        _ => 0,
    };
    let figures = draft.units.iter().any(|u| !s.units[*u].figures.is_empty());
    let sourced = draft
        .units
        .iter()
        .any(|u| statement_of(s, &s.units[*u]).is_some_and(|st| !st.chain.is_empty()));
    let silent = !draft.silent.is_empty();
    let early = draft
        .units
        .iter()
        .map(|u| s.units[*u].span.start)
        .min()
        .unwrap_or(0)
        .min(20_000);
    special
        + origins.min(20) as i64 * 300
        + i64::from(figures) * 250
        + i64::from(sourced) * 200
        + i64::from(silent) * 400
        + draft.units.len().min(20) as i64 * 5
        - i64::from(early) / 100
}
