//! What an event is called, when and where it was, who takes part, who stands behind it, and why its reports are
//! together.

use super::ScoredPair;
use super::title::title;
use super::views::{FeatureVectors, spelt};
use crate::model::*;
use crate::similarity::common;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Places and participants that an event keeps.
const NAMED: usize = 12;

/// Words that a reason names.
const REASON_WORDS: usize = 4;

/// How the headline of each article stands to its body, as far as that was judged.
type Verdicts<'a> = FxHashMap<&'a ArticleId, HeadlineVerdict>;

/// The events of clustered articles, in order of time, then of their first article. `groups` holds places in `order`.
pub fn events(
    order: &[&Analysis],
    groups: &[Vec<usize>],
    pairs: &[ScoredPair],
    views: &[FeatureVectors],
    copies: &[CopyPair],
    headlines: &[HeadlineCheck],
) -> Vec<Event> {
    let verdicts: Verdicts<'_> = headlines.iter().map(|h| (&h.article, h.verdict)).collect();
    let mut group_of: Vec<usize> = vec![0; order.len()];
    for (g, members) in groups.iter().enumerate() {
        for m in members {
            if let Some(slot) = group_of.get_mut(*m) {
                *slot = g;
            }
        }
    }
    let mut inside: Vec<Vec<&ScoredPair>> = vec![Vec::new(); groups.len()];
    for p in pairs {
        let (a, b) = (group_of.get(p.a as usize), group_of.get(p.b as usize));
        if let (Some(a), Some(b)) = (a, b)
            && a == b
            && let Some(list) = inside.get_mut(*a)
        {
            list.push(p);
        }
    }
    let mut copies_of: Vec<Vec<&CopyPair>> = vec![Vec::new(); groups.len()];
    let at: FxHashMap<&ArticleId, usize> = order.iter().enumerate().map(|(i, a)| (&a.article.id, i)).collect();
    for c in copies {
        for id in [&c.a, &c.b] {
            let group = at.get(id).and_then(|i| group_of.get(*i)).copied();
            if let Some(list) = group.and_then(|g| copies_of.get_mut(g)) {
                list.push(c);
            }
        }
    }
    let mut out: Vec<((i32, ArticleId), Event)> = groups
        .iter()
        .enumerate()
        .filter_map(|(g, members)| {
            let links = inside.get(g).map(Vec::as_slice).unwrap_or_default();
            let own: Vec<CopyPair> = copies_of.get(g).into_iter().flatten().map(|c| (*c).clone()).collect();
            event(order, members, links, views, (&own, &verdicts))
        })
        .collect();
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out.into_iter().map(|(_, e)| e).collect()
}

fn event(
    order: &[&Analysis],
    members: &[usize],
    links: &[&ScoredPair],
    views: &[FeatureVectors],
    (copies, verdicts): (&[CopyPair], &Verdicts<'_>),
) -> Option<((i32, ArticleId), Event)> {
    let mut list: Vec<(usize, &Analysis)> = members.iter().filter_map(|m| Some((*m, *order.get(*m)?))).collect();
    list.sort_by(|a, b| (moment(a.1), &a.1.article.id).cmp(&(moment(b.1), &b.1.article.id)));
    let first = list.first()?.1;
    let analyses: Vec<&Analysis> = list.iter().map(|l| l.1).collect();
    let days: Vec<Date> = analyses.iter().filter_map(|a| a.article.published.day()).collect();
    let mut reasons = Vec::new();
    let mut links_of: FxHashMap<usize, Vec<(&ScoredPair, usize)>> = FxHashMap::default();
    for p in links {
        let (x, y) = (p.a as usize, p.b as usize);
        links_of.entry(x).or_default().push((p, y));
        links_of.entry(y).or_default().push((p, x));
    }
    let rank: FxHashMap<usize, usize> = list.iter().enumerate().map(|(k, (m, _))| (*m, k)).collect();
    for (k, (m, a)) in list.iter().enumerate().skip(1) {
        let own = links_of.get(m).into_iter().flatten().copied();
        let earlier = own.filter(|(_, other)| rank.get(other).is_some_and(|r| *r < k));
        reasons.push(reason(order, *m, a, earlier, views));
    }
    let event = Event {
        id: EventId(format!("e{}", short_hash([first.article.id.as_str()]))),
        title: title(&list, links, verdicts),
        start: days.iter().min().copied(),
        end: days.iter().max().copied(),
        articles: analyses.iter().map(|a| a.article.id.clone()).collect(),
        origins: crate::copies::origins(&analyses, copies),
        ultimate_sources: ultimate_sources(&analyses),
        places: named(&analyses, |k| k == EntityKind::Place),
        entities: named(&analyses, |k| {
            matches!(k, EntityKind::Person | EntityKind::Organisation)
        }),
        storyline: None,
        reasons,
    };
    let when = DayRange::of(&first.article.published);
    let day = if when.has_start() { when.lo } else { when.hi };
    Some(((day, first.article.id.clone()), event))
}

/// When an article was published, for putting reports in order; undated ones come last.
pub(super) fn moment(a: &Analysis) -> (bool, jiff::civil::DateTime) {
    let p = &a.article.published;
    let value = p.value.and_then(|v| {
        v.checked_sub(jiff::SignedDuration::from_mins(i64::from(p.offset.unwrap_or(0))))
            .ok()
    });
    (value.is_none(), value.unwrap_or(jiff::civil::DateTime::MAX))
}

/// Why a report was put with the earlier ones: the closest of them and what both tell.
fn reason<'a>(
    order: &[&Analysis],
    m: usize,
    a: &Analysis,
    earlier: impl Iterator<Item = (&'a ScoredPair, usize)>,
    views: &[FeatureVectors],
) -> String {
    let id = &a.article.id;
    let closest = earlier.max_by(|x, y| x.0.probability.total_cmp(&y.0.probability).then(y.1.cmp(&x.1)));
    let Some((pair, other)) = closest else {
        return format!("{id} joined through later reports of the same event.");
    };
    let name = order.get(other).map_or("", |o| o.article.id.as_str());
    let mut words: Vec<(f32, u32)> = Vec::new();
    if let (Some(x), Some(y)) = (views.get(m), views.get(other)) {
        common(&x.lead, &y.lead, |t, p, q| words.push((p * q, t)));
    }
    words.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    words.truncate(REASON_WORDS);
    let wanted: Vec<u32> = words.iter().map(|w| w.1).collect();
    let spelt = spelt(a, &wanted);
    let words: Vec<&str> = wanted
        .iter()
        .filter_map(|t| spelt.iter().find(|s| s.0 == *t).map(|s| s.1.as_str()))
        .collect();
    let shared = if pair.copy > 0.0 {
        format!("it shares {:.0} % of the shorter text", pair.copy * 100.0)
    } else {
        format!("score {:.2}", pair.probability)
    };
    format!("{id} joined {name} ({shared}): both tell of {}.", words.join(", "))
}

/// Who stands behind the event's statements most: the nearest agency, medium or body of each statement's chain, by the
/// number of articles it stands in. A speaker that one article alone names is left out if others are named by more.
fn ultimate_sources(analyses: &[&Analysis]) -> Vec<String> {
    let mut counts: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
    for a in analyses {
        let mut seen: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for s in &a.statements {
            let nearest = s.chain.iter().find(|c| {
                matches!(
                    c.kind,
                    SourceKind::Agency | SourceKind::Media | SourceKind::OfficialBody
                )
            });
            let Some(c) = nearest else { continue };
            let entity = c.entity.as_ref().and_then(|id| a.entity(id));
            let key = c.entity.as_ref().map_or_else(
                || sutradhar_text::fold::fold(c.resolved.as_deref().unwrap_or(&c.text)),
                |e| e.to_string(),
            );
            // A pronoun is shown as whom it stands for.
            let words = c.resolved.as_deref().unwrap_or(c.text.as_str());
            let name = entity.map_or(words, |e| e.name(a.article.language.tag()));
            if !name.trim().is_empty() {
                seen.entry(key).or_insert_with(|| (0, name.to_string())).0 += 1;
            }
        }
        for (key, (n, name)) in seen {
            let e = counts.entry(key).or_insert((0, 0, name));
            e.0 += 1;
            e.1 += n;
        }
    }
    let mut list: Vec<(usize, usize, String)> = counts.into_values().collect();
    list.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    let most = list.first().map_or(0, |l| l.0);
    list.into_iter()
        .filter(|l| l.0 * 2 > most)
        .take(3)
        .map(|l| l.2)
        .collect()
}

/// Entities of some kinds, by the number of articles that name them, then by mentions.
fn named(analyses: &[&Analysis], wanted: impl Fn(EntityKind) -> bool) -> Vec<EntityId> {
    let mut counts: BTreeMap<&EntityId, (usize, usize)> = BTreeMap::new();
    for a in analyses {
        let mut own: BTreeMap<&EntityId, usize> = BTreeMap::new();
        for m in a.mentions.iter().filter(|m| wanted(m.kind)) {
            *own.entry(&m.entity).or_default() += 1;
        }
        for (id, n) in own {
            let e = counts.entry(id).or_default();
            e.0 += 1;
            e.1 += n;
        }
    }
    let mut list: Vec<(&EntityId, (usize, usize))> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    list.into_iter().take(NAMED).map(|(id, _)| id.clone()).collect()
}
