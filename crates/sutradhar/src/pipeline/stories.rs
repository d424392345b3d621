//! Articles and events as other articles make them: those of which the input did not change are taken as they were kept.

use super::decided::{self, Aliases};
use super::derive::{Said, Slim};
use super::steps::{Result, Steps};
use crate::search;
use crate::store::{ArticleFacts, Decision, Digest, Document, NameRow, Packed, Unread, digest, names_of};
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, HashMap};
use sutradhar_engine::claims;
use sutradhar_engine::events;
use sutradhar_engine::model::*;

/// All that the later parts look at.
pub(super) struct All<'a> {
    pub steps: Steps<'a>,
    pub aliases: &'a Aliases,
    pub slims: &'a [Slim],
    pub at: FxHashMap<&'a ArticleId, usize>,
    pub pairs: &'a [CopyPair],
    pub said: Vec<Said>,
    /// The sketches with inferred days.
    pub sketches: &'a [events::Sketch],
    /// Whether search documents may hold names of aliases that are no more.
    pub renamed: bool,
}

/// Events in order of time, each with the digest of what it was made from.
pub(super) struct Made {
    pub list: Vec<Event>,
    pub from: Vec<Digest>,
}

/// An article as all stages know it, what lists need of it, its headline check, and its search documents if they are to be made again.
type Final = (
    Analysis,
    (ArticleFacts, Vec<NameRow>),
    Option<HeadlineCheck>,
    Option<Vec<Document>>,
);

/// The articles of a group by place, the pairs and the copies inside it, and the digest of all that.
type Group<'a> = (&'a [usize], &'a [events::ScoredPair], &'a [&'a CopyPair], Digest);

/// Groups of articles with what lies inside each.
struct Insides<'a> {
    pairs: Vec<Vec<events::ScoredPair>>,
    copies: Vec<Vec<&'a CopyPair>>,
}

impl All<'_> {
    /// Makes the articles again of which other articles now say something else; gives how many.
    pub fn articles(&self) -> Result<u64> {
        let store = self.steps.store;
        let made = store.articles_made()?;
        let mut todo: Vec<(&Slim, &Said, Digest)> = Vec::new();
        for (slim, said) in self.slims.iter().zip(&self.said) {
            let now = digest(&(slim.print, said))?;
            if made.get(slim.id()) != Some(&now) {
                todo.push((slim, said, now));
            }
        }
        let (aliases, renamed) = (self.aliases, self.renamed);
        self.steps.make(
            &todo,
            |(slim, ..)| Ok(store.packed(slim.id(), false)?),
            |(slim, said, _), packed: Packed| -> std::result::Result<Final, Unread> {
                let mut a = packed.analysis()?;
                aliases.apply(&mut a);
                said.put(&mut a);
                // A new page brought its documents along; they hold names, which an alias moves.
                let again = renamed || slim.aliased || made.contains_key(slim.id());
                let documents = again.then(|| search::documents(&a));
                let headline = claims::headlines::check(&a);
                let facts = (ArticleFacts::of(&a, headline.as_ref()), names_of(&a));
                Ok((a, facts, headline, documents))
            },
            |(slim, said, now), (a, (facts, names), headline, documents)| {
                let last = (slim.aliased || **said != Said::default()).then_some(&a);
                Ok(store.put_article(
                    slim.id(),
                    now,
                    last,
                    (&facts, &names),
                    headline.as_ref(),
                    documents.as_deref(),
                )?)
            },
        )
    }

    /// The events, and how many were made again.
    pub fn events(
        &self,
        found: &events::Groups,
        mut records: HashMap<Digest, Event>,
        decisions: &[Decision],
    ) -> Result<(Made, u64)> {
        let insides = self.insides(found);
        // A record is found again by its digest, since its id depends on which of its articles is the first.
        let mut out: Vec<(Event, Digest)> = Vec::with_capacity(found.groups.len());
        let mut todo: Vec<Group<'_>> = Vec::new();
        for ((members, pairs), copies) in found.groups.iter().zip(&insides.pairs).zip(&insides.copies) {
            let key = self.group_digest(members, pairs, copies)?;
            match records.remove(&key) {
                Some(event) => out.push((
                    Event {
                        storyline: None,
                        ..event
                    },
                    key,
                )),
                None => todo.push((members, pairs, copies, key)),
            }
        }
        let made = self.steps.make(
            &todo,
            |t| Ok((self.packed(t.0)?, self.headlines(t.0)?)),
            |(_, pairs, copies, _), (packed, headlines)| {
                let copies: Vec<CopyPair> = copies.iter().map(|c| (*c).clone()).collect();
                Ok(events::describe(&unpacked(&packed)?, pairs, &copies, &headlines))
            },
            |(.., key), event| {
                let event = event.ok_or_else(|| self.steps.store.stale("an event without articles"))?;
                out.push((event, *key));
                Ok(())
            },
        )?;
        out.sort_by_cached_key(|(e, _)| (self.opens(e), e.articles.first().cloned()));
        if decisions.iter().any(|d| !d.undone) {
            out = self.decided(out, decisions)?;
        }
        let (list, from) = out.into_iter().unzip();
        Ok((Made { list, from }, made))
    }

    /// The compared pairs inside each group, by places in the group, and the copies inside it.
    fn insides(&self, found: &events::Groups) -> Insides<'_> {
        let mut group_of = vec![0usize; self.slims.len()];
        let mut place = vec![0u32; self.slims.len()];
        for (g, members) in found.groups.iter().enumerate() {
            for (n, m) in members.iter().enumerate() {
                group_of[*m] = g;
                place[*m] = n as u32;
            }
        }
        let mut out = Insides {
            pairs: vec![Vec::new(); found.groups.len()],
            copies: vec![Vec::new(); found.groups.len()],
        };
        for p in &found.pairs {
            let (a, b) = (p.a as usize, p.b as usize);
            if group_of[a] == group_of[b] {
                out.pairs[group_of[a]].push(events::ScoredPair {
                    a: place[a],
                    b: place[b],
                    ..*p
                });
            }
        }
        for c in self.pairs {
            if let (Some(&i), Some(&j)) = (self.at.get(&c.a), self.at.get(&c.b))
                && group_of[i] == group_of[j]
            {
                out.copies[group_of[i]].push(c);
            }
        }
        out
    }

    /// What the record of a group is made from.
    fn group_digest(&self, members: &[usize], pairs: &[events::ScoredPair], copies: &[&CopyPair]) -> Result<Digest> {
        let scores: Vec<(u32, u32, u32, u32)> = pairs
            .iter()
            .map(|p| (p.a, p.b, p.probability.to_bits(), p.copy.to_bits()))
            .collect();
        let shared: Vec<(&ArticleId, &ArticleId, &Option<String>)> =
            copies.iter().map(|c| (&c.a, &c.b, &c.agency)).collect();
        Ok(digest(&(self.inputs(members), scores, shared))?)
    }

    fn inputs(&self, places: &[usize]) -> Vec<(Digest, &Said)> {
        places.iter().map(|m| (self.slims[*m].print, &self.said[*m])).collect()
    }

    /// The places of some articles, sorted.
    pub fn places<'b>(&self, articles: impl IntoIterator<Item = &'b ArticleId>) -> Vec<usize> {
        let mut places: Vec<usize> = articles.into_iter().filter_map(|a| self.at.get(a).copied()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The events as editors want them.
    fn decided(&self, events: Vec<(Event, Digest)>, decisions: &[Decision]) -> Result<Vec<(Event, Digest)>> {
        let named: BTreeSet<&str> = decisions
            .iter()
            .filter(|d| !d.undone)
            .flat_map(|d| d.ruling.articles())
            .collect();
        let (touched, mut out): (Vec<_>, Vec<_>) = events
            .into_iter()
            .partition(|(e, _)| e.articles.iter().any(|a| named.contains(a.as_str())));
        let before: FxHashMap<EventId, (Event, Digest)> =
            touched.iter().map(|(e, d)| (e.id.clone(), (e.clone(), *d))).collect();
        let touched: Vec<Event> = touched.into_iter().map(|(e, _)| e).collect();
        let places = self.places(touched.iter().flat_map(|e| &e.articles));
        let (packed, headlines) = (self.packed(&places)?, self.headlines(&places)?);
        let analyses = unpacked(&packed).map_err(|e| self.steps.store.unread(e))?;
        for event in decided::stories(&analyses, (self.pairs, &headlines), touched, decisions) {
            let same = before.get(&event.id).filter(|(old, _)| *old == event).map(|(_, d)| *d);
            let from = match same {
                Some(from) => from,
                None => digest(&(&event, self.inputs(&self.places(&event.articles))))?,
            };
            out.push((event, from));
        }
        out.sort_by_cached_key(|(e, _)| (self.opens(e), e.articles.first().cloned()));
        Ok(out)
    }

    /// The day that an event opens on.
    fn opens(&self, e: &Event) -> i32 {
        let first = e.articles.first().and_then(|a| self.at.get(a));
        first.map_or(i32::MAX, |i| {
            let when = self.sketches[*i].when;
            if when.has_start() { when.lo } else { when.hi }
        })
    }

    /// The headline checks of articles by their places.
    pub fn headlines(&self, places: &[usize]) -> Result<Vec<HeadlineCheck>> {
        let mut out = Vec::new();
        for i in places {
            out.extend(self.steps.store.headline(self.slims[*i].id())?);
        }
        Ok(out)
    }

    /// The packed analyses of articles by their places, as all stages know them.
    pub fn packed(&self, places: &[usize]) -> Result<Vec<Packed>> {
        places
            .iter()
            .map(|i| Ok(self.steps.store.packed(self.slims[*i].id(), true)?))
            .collect()
    }
}

/// Unpacks some analyses.
pub(super) fn unpacked(packed: &[Packed]) -> std::result::Result<Vec<Analysis>, Unread> {
    packed.iter().map(Packed::analysis).collect()
}
