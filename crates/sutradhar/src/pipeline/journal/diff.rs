//! A story as it was told, held against the story as it is: the lines of the journal between the two. Pure.

use super::figures::SeenFigure;
use super::seen::{Seen, SeenClaim, ToldClaim, ToldFigure, ToldStory};
use crate::store::{Change, ChangeBody, ChangeKind, ChangeSide};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use sutradhar_engine::model::*;

/// What was told before of the articles of a story.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// What was told under the id that the story has.
    pub own: Option<ToldStory>,
    /// What the story is held against: its own, or that of the story that it continues.
    pub base: Option<ToldStory>,
    /// The id that the story had, if it had another one.
    pub was: Option<EventId>,
    /// Stories that are part of it now.
    pub merged: Vec<(EventId, ToldStory)>,
    /// Articles that were never told.
    pub fresh: Vec<ArticleId>,
    /// Articles that were told of another story, with its id.
    pub told_of: BTreeMap<ArticleId, EventId>,
    /// Whether one of those other stories is there, or is known from before.
    pub parted: bool,
}

impl Before {
    /// Whether an article was told of the story, or of one that is part of it now.
    pub fn had(&self, article: &str) -> bool {
        let base = self.base.iter().chain(self.merged.iter().map(|(_, told)| told));
        base.into_iter().any(|told| told.articles.contains(article))
    }
}

/// The two sides.
pub(super) struct Diff<'a> {
    pub at: &'a str,
    pub event: &'a Event,
    pub seen: &'a Seen,
    pub before: &'a Before,
    pub home: &'a FxHashMap<&'a ArticleId, &'a EventId>,
    pub copies: &'a FxHashMap<&'a ArticleId, Vec<&'a CopyPair>>,
    /// Claims that were one origin's word before.
    pub known: &'a HashSet<String>,
}

impl Diff<'_> {
    /// The lines, and what is told of the story with them.
    pub fn lines(&self) -> (Vec<Change>, ToldStory) {
        let mut out = Vec::new();
        match &self.before.base {
            None => self.new_story(&mut out),
            Some(base) => {
                self.grown(base, &mut out);
                self.parted(base, &mut out);
                if base.title != self.event.title {
                    let side = |title: &str| {
                        Some(ChangeSide {
                            title: Some(title.to_string()),
                            ..ChangeSide::default()
                        })
                    };
                    let line = self.line(ChangeKind::StoryTitle, |body| {
                        (body.from, body.to) = (side(&base.title), side(&self.event.title));
                    });
                    out.push(line);
                }
                self.claims(&mut out);
                self.figures(&mut out);
            }
        }
        self.new_articles(&mut out);
        (out, self.told())
    }

    fn line(&self, kind: ChangeKind, fill: impl FnOnce(&mut ChangeBody)) -> Change {
        let mut line = Change {
            story: Some(self.event.id.to_string()),
            storyline: self.event.storyline.as_ref().map(|s| s.to_string()),
            ..Change::new(kind, self.at)
        };
        fill(&mut line.body);
        line
    }

    fn origins(&self) -> u64 {
        self.event.origins.len() as u64
    }

    /// A story that was not there before; one whose articles were all told, of stories that nothing is known of any
    /// more, is no news.
    fn new_story(&self, out: &mut Vec<Change>) {
        let before = self.before;
        if before.fresh.is_empty() && !before.parted {
            return;
        }
        let from: BTreeSet<&EventId> = before.told_of.values().collect();
        let mut line = self.line(ChangeKind::StoryNew, |body| {
            body.text = self.event.title.clone();
            body.to = Some(origins(self.origins()));
            body.articles = self.event.articles.iter().map(|a| a.to_string()).collect();
            body.stories = from.iter().map(|s| s.to_string()).collect();
            body.citations = self.seen.citations.clone();
        });
        line.article = self.event.articles.first().map(|a| a.to_string());
        if line.body.citations.is_empty() {
            line.body.citations = self.opening(self.event.articles.first());
        }
        out.push(line);
    }

    fn opening(&self, article: Option<&ArticleId>) -> Vec<crate::store::ChangeCitation> {
        let seen = article.and_then(|a| self.seen.articles.get(a));
        seen.map(|a| a.opening.clone()).unwrap_or_default()
    }

    /// Stories that are part of it now, and new independent origins.
    fn grown(&self, base: &ToldStory, out: &mut Vec<Change>) {
        let before = self.before;
        let (from, to) = (Some(origins(base.origins)), Some(origins(self.origins())));
        if !before.merged.is_empty() {
            out.push(self.line(ChangeKind::StoryMerged, |body| {
                body.text = self.event.title.clone();
                body.stories = before.merged.iter().map(|(id, _)| id.to_string()).collect();
                (body.from, body.to) = (from.clone(), to.clone());
            }));
        }
        let merged: BTreeSet<&EventId> = before.merged.iter().map(|(id, _)| id).collect();
        let moved = |a: &&ArticleId| {
            let of = before.told_of.get(*a);
            of.is_some_and(|id| !merged.contains(id) && before.was.as_ref() != Some(id))
        };
        // An origin is new if the story had none of its articles.
        let new_origins = self.event.origins.iter().filter(|o| {
            let had = o.articles.iter().any(|a| before.had(a.as_str()));
            !had && o.articles.iter().any(|a| before.fresh.contains(a))
        });
        let mut joined: Vec<&ArticleId> = new_origins.flat_map(|o| &o.articles).collect();
        let others: Vec<&ArticleId> = self.event.articles.iter().filter(moved).collect();
        joined.extend(&others);
        joined.sort_unstable();
        joined.dedup();
        // In the order of the story.
        let joined: Vec<&ArticleId> = self.event.articles.iter().filter(|a| joined.contains(a)).collect();
        let fresh = joined.iter().find(|a| before.fresh.contains(a)).copied();
        let Some(first) = fresh.or(joined.first().copied()) else {
            return;
        };
        let mut line = self.line(ChangeKind::StoryJoined, |body| {
            body.text = self.event.title.clone();
            (body.from, body.to) = (from, to);
            body.articles = joined.iter().map(|a| a.to_string()).collect();
            let of: BTreeSet<&EventId> = others.iter().filter_map(|a| before.told_of.get(*a)).collect();
            body.stories = of.into_iter().map(|s| s.to_string()).collect();
            body.citations = self.opening(Some(first));
        });
        line.article = Some(first.to_string());
        out.push(line);
    }

    /// Articles that are part of another story now.
    fn parted(&self, base: &ToldStory, out: &mut Vec<Change>) {
        let mut gone: BTreeMap<&EventId, Vec<&str>> = BTreeMap::new();
        for article in &base.articles {
            if let Some(home) = self.home.get(&ArticleId::from(article.as_str()))
                && **home != self.event.id
            {
                gone.entry(home).or_default().push(article);
            }
        }
        if gone.is_empty() {
            return;
        }
        out.push(self.line(ChangeKind::StorySplit, |body| {
            body.text = self.event.title.clone();
            (body.from, body.to) = (Some(origins(base.origins)), Some(origins(self.origins())));
            body.articles = gone.values().flatten().map(|a| a.to_string()).collect();
            body.stories = gone.keys().map(|s| s.to_string()).collect();
        }));
    }

    /// All that was told of claims or figures of the story and of those that are part of it now.
    fn all<'b, T>(&'b self, of: impl Fn(&'b ToldStory) -> &'b Vec<T>) -> Vec<&'b T> {
        let merged = self.before.merged.iter().map(|(_, told)| told);
        let all = self.before.base.iter().chain(merged);
        all.flat_map(of).collect()
    }

    /// The claim that was told before: that of the same id, else one that cites the same words.
    fn same_claim<'b>(told: &[&'b ToldClaim], c: &SeenClaim) -> Option<&'b ToldClaim> {
        let by_id = told.iter().find(|t| t.id == c.told.id);
        let by_place = || told.iter().find(|t| t.places.iter().any(|p| c.told.places.contains(p)));
        by_id.or_else(by_place).copied()
    }

    fn claims(&self, out: &mut Vec<Change>) {
        let told = self.all(|t| &t.claims);
        for c in &self.seen.claims {
            let side = |standing: &str, origins: Option<u64>| {
                Some(ChangeSide {
                    standing: Some(standing.to_string()),
                    origins,
                    ..ChangeSide::default()
                })
            };
            let to = side(&c.told.standing, Some(c.told.origins));
            let before = Diff::same_claim(&told, c);
            let (kind, from) = match before {
                Some(t) if t.standing == c.told.standing => continue,
                Some(t) => (ChangeKind::ClaimStanding, side(&t.standing, Some(t.origins))),
                None if self.known.contains(&c.told.id) => {
                    (ChangeKind::ClaimStanding, side(Standing::SingleOrigin.name(), Some(1)))
                }
                None if c.is_contested() => (ChangeKind::ClaimNew, None),
                None => continue,
            };
            let mut line = self.line(kind, |body| {
                body.text = c.text.clone();
                (body.from, body.to) = (from, to);
                body.citations = c.citations.clone();
            });
            line.claim = Some(c.told.id.clone());
            line.article = c.citations.first().map(|q| q.article.clone());
            out.push(line);
        }
    }

    fn figures(&self, out: &mut Vec<Change>) {
        let told = self.all(|t| &t.figures);
        for f in &self.seen.figures {
            let before = told.iter().find(|t| t.slot == f.slot);
            let (kind, from) = match before {
                Some(t) if t.value == f.value => continue,
                Some(t) => (ChangeKind::ClaimValue, Some(value(t.value, t.origins))),
                // The same number of the same thing, with a place beside it or without, is no news.
                None if told
                    .iter()
                    .any(|t| t.value == f.value && t.slot.starts_with(&f.anywhere)) =>
                {
                    continue;
                }
                None if f.citations.iter().all(|c| self.before.had(&c.article)) => continue,
                None => (ChangeKind::ClaimNew, None),
            };
            let mut line = self.line(kind, |body| {
                (body.from, body.to) = (from, Some(value(f.value, f.origins)));
                body.role = f.role.to_string();
                body.counted = f.counted.clone();
                body.measure = f.measure.to_string();
                body.unit = f.unit.clone();
                body.place = f.place.clone();
                body.status = f.status.to_string();
                body.citations = f.citations.clone();
            });
            line.claim = self.claim_of(f);
            line.article = f.citations.first().map(|q| q.article.clone());
            out.push(line);
        }
    }

    /// The claim that rests on the words of a figure.
    fn claim_of(&self, f: &SeenFigure) -> Option<String> {
        let holds = |c: &&SeenClaim| {
            let mut places = c.told.places.iter();
            places.any(|(article, first, last)| {
                let span = Span {
                    start: *first,
                    end: *last,
                };
                f.places.iter().any(|(a, s)| a.as_str() == article && span.overlaps(*s))
            })
        };
        let found = self.seen.claims.iter().find(holds);
        found.map(|c| c.told.id.clone())
    }

    /// Headlines and shared text of articles that were never told.
    fn new_articles(&self, out: &mut Vec<Change>) {
        for id in &self.before.fresh {
            if let Some(seen) = self.seen.articles.get(id)
                && let Some((verdict, citations)) = &seen.flagged
            {
                let mut line = self.line(ChangeKind::HeadlineFlagged, |body| {
                    body.text = seen.headline.clone();
                    body.verdict = verdict.to_string();
                    body.citations = citations.clone();
                });
                line.article = Some(id.to_string());
                out.push(line);
            }
            if let Some(pair) = self.copied_from(id) {
                let other = if pair.a == *id { &pair.b } else { &pair.a };
                let mut line = self.line(ChangeKind::CopyFound, |body| {
                    body.verdict = pair.relation.name().to_string();
                    body.articles = vec![other.to_string()];
                    body.counts = BTreeMap::from([("percent".to_string(), (pair.containment * 100.0).round() as u64)]);
                    body.citations = self.passage(pair, id);
                });
                line.article = Some(id.to_string());
                out.push(line);
            }
        }
    }

    /// The pair that tells most of where the text of a new article comes from: one with an article of the same story
    /// that is no copy of it, the one that shares most.
    fn copied_from(&self, id: &ArticleId) -> Option<&CopyPair> {
        let inside = |p: &&&CopyPair| {
            let other = if p.a == *id { &p.b } else { &p.a };
            let later = |a: &ArticleId| self.event.articles.iter().position(|e| e == a);
            // Of two new ones the later one is told to share the other's text, so that a pair is told once.
            let first = !self.before.fresh.contains(other) || later(other) < later(id);
            self.event.articles.contains(other) && p.source.as_ref() != Some(id) && first
        };
        let list = self.copies.get(id)?.iter().filter(inside);
        let best = list.max_by(|x, y| {
            let shared = x.containment.total_cmp(&y.containment);
            shared.then_with(|| (&y.a, &y.b).cmp(&(&x.a, &x.b)))
        });
        best.copied()
    }

    /// The opening of both articles of a pair.
    fn passage(&self, pair: &CopyPair, id: &ArticleId) -> Vec<crate::store::ChangeCitation> {
        let other = if pair.a == *id { &pair.b } else { &pair.a };
        let mut list = self.opening(Some(id));
        list.extend(self.opening(Some(other)));
        list
    }

    /// What is told of the story from now on.
    fn told(&self) -> ToldStory {
        let seen = self.seen;
        let mut claims: Vec<ToldClaim> = seen.claims.iter().map(|c| c.told.clone()).collect();
        let here = |t: &&ToldClaim| {
            let mut places = t.places.iter();
            places.any(|(a, ..)| self.event.articles.iter().any(|e| e.as_str() == a))
        };
        let gone = self.all(|t| &t.claims).into_iter().filter(here);
        let gone: Vec<ToldClaim> = gone
            .filter(|t| !seen.claims.iter().any(|c| Diff::same_claim(&[t], c).is_some()))
            .cloned()
            .collect();
        claims.extend(gone);
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        claims.dedup_by(|a, b| a.id == b.id);
        let mut figures: Vec<ToldFigure> = seen
            .figures
            .iter()
            .map(|f| ToldFigure {
                slot: f.slot.clone(),
                value: f.value,
                origins: f.origins,
            })
            .collect();
        let kept = self.all(|t| &t.figures).into_iter();
        let kept: Vec<ToldFigure> = kept
            .filter(|t| !seen.figures.iter().any(|f| f.slot == t.slot))
            .cloned()
            .collect();
        figures.extend(kept);
        figures.sort_by(|a, b| a.slot.cmp(&b.slot));
        figures.dedup_by(|a, b| a.slot == b.slot);
        ToldStory {
            title: self.event.title.clone(),
            articles: self.event.articles.iter().map(|a| a.to_string()).collect(),
            origins: self.origins(),
            claims,
            figures,
        }
    }
}

fn origins(n: u64) -> ChangeSide {
    ChangeSide {
        origins: Some(n),
        ..ChangeSide::default()
    }
}

fn value(value: f64, origins: u64) -> ChangeSide {
    ChangeSide {
        value: Some(value),
        origins: Some(origins),
        ..ChangeSide::default()
    }
}
