//! The pages of a site beside those of a story and an article, as plain data of `view`.

use super::articles::UNKNOWN_OUTLET;
use super::compare::{line, words};
use super::{AppError, Reader, Result};
use crate::store::{ArticleFacts, Derived, OutletRow, StoryCursor, StoryFilter};
use std::collections::BTreeSet;
use sutradhar_engine::model::*;
use sutradhar_view::{
    ArticleLine, ArticleRow, ClaimPage, ClaimRow, FiguresPage, FiguresWanted, LastChange, OutletCard, OutletListPage,
    OutletPage, StatementLine, StoryCard, StoryListPage, StoryPage, StoryRef, StorylineCard, StorylineListPage,
    StorylinePage, StorylineRef, StorylineStep, Total, story_figures,
};

/// Articles of an outlet that a page shows.
const LOOKED_AT: usize = 200;

/// Stories with figures on one page of the list of figures.
const FIGURED: usize = 20;

/// Stories that are looked at for them.
const SEARCHED: usize = 80;

/// Where something is that was asked for by an id that was given out once.
#[derive(Debug)]
pub enum Address<T> {
    /// Here it is.
    Here(T),
    /// It has this id now.
    Moved(String),
    /// It was once, and is no more; this story tells what became of it, if any does.
    Gone(Option<EventId>),
    /// No such id was ever given out.
    Unknown,
}

impl Reader {
    /// A list of stories, newest first: `limit` of them after a cursor.
    ///
    /// # Errors
    /// Those of the store.
    pub fn story_list(&self, filter: &StoryFilter, after: Option<&StoryCursor>, limit: usize) -> Result<StoryListPage> {
        let (ids, next) = self.store.story_ids(filter, after, limit)?;
        let mut items = Vec::with_capacity(ids.len());
        for id in &ids {
            items.extend(self.card(id)?);
        }
        Ok(StoryListPage {
            filters: Vec::new(),
            items,
            total: total(self.store.count_stories(filter)?),
            next: next.map(|c| c.encoded()),
            last: self.store.last_change()?,
            by_change: false,
        })
    }

    /// The figures of stories, the newest story first: those of at most [`FIGURED`] stories after a cursor that have a
    /// wanted one. At most [`SEARCHED`] stories are looked at, so that a rare figure costs no more than a frequent one.
    ///
    /// # Errors
    /// Those of the store.
    pub fn figures(
        &self,
        filter: &StoryFilter,
        wanted: &FiguresWanted,
        after: Option<&StoryCursor>,
    ) -> Result<FiguresPage> {
        let mut page = FiguresPage {
            filters: Vec::new(),
            items: Vec::new(),
            next: None,
        };
        let (mut at, mut looked) = (after.cloned(), 0);
        while page.items.len() < FIGURED && looked < SEARCHED {
            let (ids, next) = self.store.story_ids(filter, at.as_ref(), FIGURED - page.items.len())?;
            for id in &ids {
                looked += 1;
                if let Some(event) = self.store.event(id)? {
                    page.items.extend(story_figures(self.page_of(event)?, wanted));
                }
            }
            page.next = next.as_ref().map(StoryCursor::encoded);
            match next {
                Some(next) => at = Some(next),
                None => break,
            }
        }
        Ok(page)
    }

    /// What is new: the stories of which something changed in the last day before the last change, those with most new
    /// origins first, then the newest ones; `limit` of them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn home(&self, limit: usize) -> Result<StoryListPage> {
        let mut page = self.story_list(&StoryFilter::default(), None, limit)?;
        let gains = self.lately(limit)?;
        if gains.is_empty() {
            return Ok(page);
        }
        let mut items = Vec::with_capacity(limit);
        for gain in gains {
            let Some(card) = self.card(&gain.story)? else { continue };
            items.push(StoryCard {
                changed: Some(LastChange {
                    seq: gain.seq,
                    at: gain.at,
                    origins: gain.origins,
                }),
                ..card
            });
        }
        let seen: BTreeSet<String> = items.iter().map(|c| c.id.clone()).collect();
        items.extend(page.items.into_iter().filter(|c| !seen.contains(&c.id)));
        items.truncate(limit);
        // What comes after is in the list of all stories, which has an order of its own.
        page.next = None;
        page.by_change = true;
        Ok(StoryListPage { items, ..page })
    }

    /// Ids and titles of the newest stories, at most `limit`.
    ///
    /// # Errors
    /// Those of the store.
    pub fn newest_stories(&self, filter: &StoryFilter, limit: usize) -> Result<Vec<(String, String)>> {
        let (ids, _) = self.store.story_ids(filter, None, limit)?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let row = self.store.story_row(id.as_str())?;
            out.extend(row.map(|r| (r.id.to_string(), r.title)));
        }
        Ok(out)
    }

    /// What a list shows of a story; `None` if it is not there.
    pub(super) fn card(&self, id: &EventId) -> Result<Option<StoryCard>> {
        let Some(event) = self.store.event(id)? else {
            return Ok(None);
        };
        let derived = self.store.derived_for(std::slice::from_ref(id), &[])?;
        Ok(Some(self.card_of(&event, &derived)?))
    }

    /// What a list shows of a story, out of what is derived of it.
    pub(super) fn card_of(&self, event: &Event, derived: &Derived) -> Result<StoryCard> {
        let shown = |c: &&Claim| c.detail_of.is_none();
        let count = |standings: &[Standing]| {
            let claims = derived.claims.iter().filter(shown);
            claims.filter(|c| standings.contains(&c.standing)).count()
        };
        let (mut outlets, mut headlines) = (Vec::new(), 0);
        for article in &event.articles {
            if let Some(facts) = self.store.facts(article)? {
                let outlet = facts.outlet.unwrap_or_else(|| UNKNOWN_OUTLET.to_string());
                if !outlets.contains(&outlet) {
                    outlets.push(outlet);
                }
            }
            let check = self.store.headline(article)?;
            headlines += usize::from(check.is_some_and(|h| h.verdict.is_flag()));
        }
        let storyline = derived.storylines.first().filter(|s| s.events.len() > 1);
        let bullet = derived.briefs.first().and_then(|b| b.bullets.first());
        Ok(StoryCard {
            id: event.id.to_string(),
            title: event.title.clone(),
            language: sutradhar_text::lang::detect(&event.title).tag().to_string(),
            start: event.start.map(|d| d.to_string()),
            end: event.end.map(|d| d.to_string()),
            bullet: bullet.map(|b| b.text.clone()),
            origins: event.origins.len(),
            articles: event.articles.len(),
            outlets,
            ultimate_sources: event.ultimate_sources.clone(),
            disputed: count(&[Standing::Disputed, Standing::Differs]),
            denied: count(&[Standing::Denied]),
            headlines,
            changed: None,
            storyline: storyline.map(|s| StorylineRef {
                id: s.id.to_string(),
                title: s.title.clone(),
                events: s.events.len(),
            }),
        })
    }

    /// The story that has an id, or had it once.
    ///
    /// # Errors
    /// Those of the store.
    pub fn story_at(&self, id: &str) -> Result<Address<sutradhar_view::StoryPage>> {
        if let Some(event) = self.store.event(&EventId(id.to_string()))? {
            let changed = self.changed(&event.id)?;
            let mut page = self.page_of(event)?;
            hide_paths(&mut page.articles);
            page.changed = changed;
            return Ok(Address::Here(page));
        }
        Ok(match self.store.event_of_key(id)? {
            Some(now) => Address::Moved(now.to_string()),
            None => Address::Unknown,
        })
    }

    /// The article that has an id.
    ///
    /// # Errors
    /// Those of the store.
    pub fn article_at(&self, id: &str) -> Result<Address<(sutradhar_view::ArticlePage, Vec<StoryRef>)>> {
        let id = ArticleId(id.to_string());
        let Some(analysis) = self.store.analysis(&id)? else {
            return Ok(match self.store.was_removed(id.as_str())? {
                true => Address::Gone(None),
                false => Address::Unknown,
            });
        };
        let mut page = self.article_page(analysis)?;
        hide_paths(std::slice::from_mut(&mut page.article));
        let mut stories = Vec::new();
        for event in self.store.events_of(&id)? {
            stories.extend(self.story_ref(&event)?);
        }
        Ok(Address::Here((page, stories)))
    }

    pub(super) fn story_ref(&self, id: &EventId) -> Result<Option<StoryRef>> {
        Ok(self.store.event(id)?.map(|e| StoryRef {
            id: e.id.to_string(),
            title: e.title,
            start: e.start.map(|d| d.to_string()),
            end: e.end.map(|d| d.to_string()),
            origins: e.origins.len(),
            articles: e.articles.len(),
        }))
    }

    /// The claim that has an id, or had it once.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claim_at(&self, id: &str) -> Result<Address<ClaimPage>> {
        let Some((event, article, span)) = self.store.claim_place(id)? else {
            return Ok(Address::Unknown);
        };
        if let Some(found) = self.claim_in(&event, id)? {
            return Ok(found);
        }
        // It was made again: whatever now rests on the same words has its place.
        let Some(event) = self.store.events_of(&article)?.into_iter().next() else {
            return Ok(Address::Gone(None));
        };
        let claims = self.store.derived_for(std::slice::from_ref(&event), &[])?.claims;
        let covers = |c: &&Claim| {
            let mut places = c.support.iter().map(|s| &s.citation);
            places.any(|p| p.article == article && p.span.overlaps(span))
        };
        Ok(match claims.iter().find(covers) {
            Some(now) => Address::Moved(now.detail_of.as_ref().unwrap_or(&now.id).to_string()),
            None => Address::Gone(Some(event)),
        })
    }

    fn claim_in(&self, event: &EventId, id: &str) -> Result<Option<Address<ClaimPage>>> {
        let Some(event) = self.store.event(event)? else {
            return Ok(None);
        };
        let id_of = event.id.clone();
        let page = self.page_of(event)?;
        if let Some(claim) = page.claims.iter().find(|c| c.id == id) {
            return Ok(Some(Address::Here(claim_page(&page, claim))));
        }
        let claims = self.store.derived_for(std::slice::from_ref(&id_of), &[])?.claims;
        let detail = claims.into_iter().find(|c| c.id.as_str() == id);
        let whole = detail.and_then(|c| c.detail_of);
        Ok(whole.map(|whole| Address::Moved(whole.to_string())))
    }

    /// The storylines of more than one event, those with the newest event first: `limit` of them, `skip` left out.
    ///
    /// # Errors
    /// Those of the store.
    pub fn storyline_list(&self, skip: usize, limit: usize) -> Result<StorylineListPage> {
        let mut items = Vec::new();
        self.store.each_of::<Storyline, AppError>(|s| {
            if s.events.len() > 1 {
                let (first, last) = (s.events.first(), s.events.last());
                let event = |id: Option<&EventId>| -> Result<Option<Event>> {
                    Ok(id.map(|id| self.store.event(id)).transpose()?.flatten())
                };
                let (first, last) = (event(first)?, event(last)?);
                items.push(StorylineCard {
                    id: s.id.to_string(),
                    title: s.title,
                    events: s.events.len(),
                    start: first.and_then(|e| e.start).map(|d| d.to_string()),
                    end: last.and_then(|e| e.end.or(e.start)).map(|d| d.to_string()),
                });
            }
            Ok(())
        })?;
        items.sort_by(|a, b| b.end.cmp(&a.end).then_with(|| a.id.cmp(&b.id)));
        let more = items.len() > skip + limit;
        let items: Vec<StorylineCard> = items.into_iter().skip(skip).take(limit).collect();
        Ok(StorylineListPage {
            items,
            next: more.then(|| (skip + limit).to_string()),
        })
    }

    /// The storyline that has an id, or had it once.
    ///
    /// # Errors
    /// Those of the store.
    pub fn storyline_at(&self, id: &str) -> Result<Address<StorylinePage>> {
        let Some(line) = self.store.storyline(id)? else {
            let Some(first) = self.store.storyline_place(id)? else {
                return Ok(Address::Unknown);
            };
            let now = self.store.event_of_key(first.as_str())?;
            let event = now.map(|id| self.store.event(&id)).transpose()?.flatten();
            return Ok(match event {
                Some(event) => match event.storyline {
                    Some(now) => Address::Moved(now.to_string()),
                    None => Address::Gone(Some(event.id)),
                },
                None => Address::Gone(None),
            });
        };
        let mut events = Vec::new();
        for id in &line.events {
            events.extend(self.store.event(id)?);
        }
        let events: Vec<&Event> = events.iter().collect();
        let steps: Vec<StorylineStep> = sutradhar_view::storyline_steps(&line, &events);
        Ok(Address::Here(StorylinePage {
            id: line.id.to_string(),
            title: line.title,
            steps,
        }))
    }

    /// All outlets, those with most articles first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn outlet_list(&self) -> Result<OutletListPage> {
        let items = self.store.outlets()?.into_iter().map(outlet_card).collect();
        Ok(OutletListPage { items })
    }

    /// The outlet that has an id.
    ///
    /// # Errors
    /// Those of the store.
    pub fn outlet_at(&self, id: &str) -> Result<Option<OutletPage>> {
        let Some(card) = self.outlet_list()?.items.into_iter().find(|o| o.id == id) else {
            return Ok(None);
        };
        Ok(Some(self.outlet_page(card)?))
    }

    /// The page of an outlet of the list.
    pub(super) fn outlet_page(&self, card: OutletCard) -> Result<OutletPage> {
        let facts = self.store.facts_of_outlet(&card.id, LOOKED_AT)?;
        let mut headlines = Vec::new();
        for f in facts.iter().filter(|f| f.flagged) {
            let check = self.store.headline(&f.article)?;
            headlines.extend(check.map(|h| (article_line(f), h.verdict.name().to_string())));
        }
        let agencies = self.store.agencies_of_outlet(&card.id)?.into_iter();
        Ok(OutletPage {
            card,
            agencies: agencies.map(|(name, n)| (name, n as usize)).collect(),
            articles: facts.iter().map(article_line).collect(),
            headlines,
        })
    }
}

/// The page of one claim of a story.
pub(super) fn claim_page(page: &StoryPage, claim: &ClaimRow) -> ClaimPage {
    let cited: BTreeSet<usize> = claim
        .cites
        .iter()
        .chain(claim.support.iter().map(|s| &s.cite))
        .chain(claim.details.iter().flat_map(|d| &d.cites))
        .copied()
        .collect();
    let articles: BTreeSet<&str> = claim.support.iter().map(|s| s.article.as_str()).collect();
    let published = page.articles.iter().filter(|a| articles.contains(a.id.as_str()));
    let stated = published.clone().filter(|a| a.published.basis == "stated");
    let citations = page.citations.iter().filter(|c| cited.contains(&c.n));
    ClaimPage {
        stated: stated.map(|a| a.id.clone()).collect(),
        published: published.map(|a| (a.id.clone(), a.published.value.clone())).collect(),
        language: page.language.to_string(),
        citations: citations.cloned().collect(),
        claim: claim.clone(),
        story: StoryRef {
            id: page.id.clone(),
            title: page.title.clone(),
            start: page.start.clone(),
            end: page.end.clone(),
            origins: page.origins,
            articles: page.article_count,
        },
    }
}

/// A count that may end early.
pub(super) fn total((value, exact): (u64, bool)) -> Total {
    Total { value, exact }
}

fn outlet_card(o: OutletRow) -> OutletCard {
    OutletCard {
        id: o.id,
        name: o.name,
        articles: o.articles as usize,
        copies: o.copies as usize,
        headlines: o.flagged as usize,
    }
}

/// Leaves of the sources of articles the names of files: where a page lay on the disk of its editor is nobody's
/// business.
pub(super) fn hide_paths(articles: &mut [ArticleRow]) {
    for article in articles {
        article.source = file_only(&article.source);
    }
}

/// The last part of a path; an address stays whole.
fn file_only(source: &str) -> String {
    if source.contains("://") {
        return source.to_string();
    }
    source.rsplit(['/', '\\']).next().unwrap_or("").to_string()
}

/// An article of a list.
pub(super) fn article_line(f: &ArticleFacts) -> ArticleLine {
    ArticleLine {
        id: f.article.to_string(),
        title: f.title.clone(),
        language: f.language.clone(),
        outlet: f.outlet.clone().unwrap_or_else(|| UNKNOWN_OUTLET.to_string()),
        day: f.day.clone(),
    }
}

/// A statement of a list.
pub(super) fn statement_line(a: &Analysis, s: &Statement) -> StatementLine {
    let name = |c: &Source| {
        let of = c.entity.as_ref().and_then(|id| a.entity(id));
        of.map_or(c.text.as_str(), |e| e.name(a.article.language.tag()))
            .to_string()
    };
    StatementLine {
        article: a.article.id.to_string(),
        outlet: a.article.outlet_name().to_string(),
        day: super::articles::day(&a.article),
        line: line(a, s.content),
        text: words(a, s.content),
        chain: s.chain.iter().map(name).collect(),
    }
}
