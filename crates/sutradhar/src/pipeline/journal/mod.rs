//! The journal: what changed of a story since it was last told, and the lines that tell it.
//!
//! A change is a change of meaning: a new independent origin, another standing of a claim, another value of a figure, a
//! headline that its text does not bear out, shared text, stories put together or parted. Each line is written in the
//! transaction that writes the story, together with what is now told of it; a run that finds the same story again writes
//! nothing. Precision first: a claim is the same claim only by its id or by the words that it cites.

mod diff;
mod figures;
mod seen;

use super::steps::Result;
use super::stories::Made;
use crate::store::{Change, ChangeKind, Store};
use diff::{Before, Diff};
use rustc_hash::FxHashMap;
use seen::ToldStory;
use std::collections::{BTreeMap, HashSet};
use sutradhar_engine::model::*;

pub(super) use seen::Seen;

/// Pages above which the first run over a store is told in one line.
const AT_ONCE: u64 = 1_000;

/// What a run writes the journal with.
pub(super) struct Journal<'a> {
    store: &'a Store,
    /// When the run began, as the edge of the program passed it in; nothing is written without it.
    at: Option<&'a str>,
    /// How the run tells what it finds, if in one line.
    whole: Option<ChangeKind>,
    /// The event that each article is part of now.
    home: FxHashMap<&'a ArticleId, &'a EventId>,
    now: HashSet<&'a EventId>,
    copies: FxHashMap<&'a ArticleId, Vec<&'a CopyPair>>,
}

/// Settles how a run tells what it finds; inside the first step of deriving.
pub(super) fn begin(store: &Store, at: Option<&str>) -> Result<Option<ChangeKind>> {
    match at {
        Some(_) => Ok(store.begin_telling(AT_ONCE)?),
        None => Ok(None),
    }
}

/// Ends it; inside the last step of deriving.
pub(super) fn end(store: &Store, at: Option<&str>, whole: Option<ChangeKind>) -> Result<()> {
    match at {
        Some(at) => Ok(store.told_all(whole, at)?),
        None => Ok(()),
    }
}

impl<'a> Journal<'a> {
    /// The journal of a run in which these are the events and the pairs that share text.
    pub fn new(
        store: &'a Store,
        at: Option<&'a str>,
        whole: Option<ChangeKind>,
        events: &'a Made,
        pairs: &'a [CopyPair],
    ) -> Journal<'a> {
        let mut copies: FxHashMap<&ArticleId, Vec<&CopyPair>> = FxHashMap::default();
        for pair in pairs.iter().filter(|_| at.is_some()) {
            copies.entry(&pair.a).or_default().push(pair);
            copies.entry(&pair.b).or_default().push(pair);
        }
        let of = |e: &'a Event| e.articles.iter().map(move |a| (a, &e.id));
        Journal {
            store,
            at,
            whole,
            home: events.list.iter().flat_map(of).collect(),
            now: events.list.iter().map(|e| &e.id).collect(),
            copies,
        }
    }

    /// Whether anything is written.
    pub fn is_kept(&self) -> bool {
        self.at.is_some()
    }

    /// Writes what changed of a story, and what is now told of it. Inside the step that writes the story.
    pub fn tell(&self, event: &Event, seen: &Seen) -> Result<()> {
        let Some(at) = self.at else { return Ok(()) };
        let before = self.before(event)?;
        let known = self.known_claims(&before, seen)?;
        let diff = Diff {
            at,
            event,
            seen,
            before: &before,
            home: &self.home,
            copies: &self.copies,
            known: &known,
        };
        let (lines, told) = diff.lines();
        let (lines, untold): (Vec<Change>, Vec<Change>) = lines.into_iter().partition(|c| self.is_told(c, &before));
        self.store.put_changes(&lines)?;
        if self.whole.is_some() && !untold.is_empty() {
            self.store.count_untold(untold.len() as u64)?;
        }
        if before.own.as_ref() != Some(&told) || !before.fresh.is_empty() || !before.told_of.is_empty() {
            self.store.keep_told(&event.id, &told, &event.articles)?;
        }
        Ok(())
    }

    /// Whether a line is written: where another version of the program made everything again, only lines that tell of
    /// articles that are new.
    fn is_told(&self, change: &Change, before: &Before) -> bool {
        use ChangeKind::*;
        match self.whole {
            None => true,
            Some(StoreRederived) => match change.kind {
                StoryNew => before.told_of.is_empty(),
                StoryJoined | HeadlineFlagged | CopyFound => change
                    .article
                    .as_ref()
                    .is_some_and(|a| before.fresh.iter().any(|f| f.as_str() == a)),
                _ => false,
            },
            Some(_) => false,
        }
    }

    /// What was told of a story, under whichever id.
    fn before(&self, event: &Event) -> Result<Before> {
        let mut before = Before {
            own: self.store.told(&event.id)?,
            ..Before::default()
        };
        let mut counts: BTreeMap<EventId, usize> = BTreeMap::new();
        for article in &event.articles {
            match self.store.told_of(article)? {
                None => before.fresh.push(article.clone()),
                Some(id) if id == event.id => {}
                Some(id) => {
                    *counts.entry(id.clone()).or_default() += 1;
                    before.told_of.insert(article.clone(), id);
                }
            }
        }
        // A story that is no more lives on in the one that has most of its articles.
        let mut heirs: Vec<(usize, EventId, ToldStory)> = Vec::new();
        for (id, n) in counts {
            if self.now.contains(&id) {
                before.parted = true;
                continue;
            }
            let Some(told) = self.store.told::<ToldStory>(&id)? else {
                continue;
            };
            match self.heir(&told) == Some(&event.id) {
                true => heirs.push((n, id, told)),
                false => before.parted = true,
            }
        }
        heirs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut heirs = heirs.into_iter();
        before.base = match &before.own {
            Some(own) => Some(own.clone()),
            None => heirs.next().map(|(_, id, told)| {
                before.was = Some(id);
                told
            }),
        };
        before.merged = heirs.map(|(_, id, told)| (id, told)).collect();
        Ok(before)
    }

    /// The event that has most articles of a story that is no more.
    fn heir(&self, told: &ToldStory) -> Option<&'a EventId> {
        let mut counts: BTreeMap<&EventId, usize> = BTreeMap::new();
        for article in &told.articles {
            if let Some(home) = self.home.get(&ArticleId::from(article.as_str())) {
                *counts.entry(home).or_default() += 1;
            }
        }
        // Of those with as many, the one with the smallest id.
        let best = counts
            .into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        best.map(|(id, _)| id)
    }

    /// Claims that were one origin's word before: the store knows their place, and the journal did not tell of them.
    fn known_claims(&self, before: &Before, seen: &Seen) -> Result<HashSet<String>> {
        let mut out = HashSet::new();
        if before.base.is_none() {
            return Ok(out);
        }
        for c in &seen.claims {
            let (article, span) = &c.first;
            let was_there = before.had(article.as_str());
            if was_there && !self.store.claims_at(article, *span)?.is_empty() {
                out.insert(c.told.id.clone());
            }
        }
        Ok(out)
    }
}
