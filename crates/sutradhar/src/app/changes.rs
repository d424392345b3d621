//! What changed: the journal, narrowed to what somebody follows.

use super::search::{FoundKind, SearchRequest};
use super::{Address, AppError, Found, Reader, Result, What};
use crate::store::{Change, ChangeCitation, ChangeFilter, ChangeKind, ChangeSide, Gain};
use std::collections::{BTreeSet, HashMap};
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;
use sutradhar_view::{ChangeDetail, ChangeLine, ChangeQuote, ChangedSide, ChangesPage, LastChange};

/// Articles of an entity or an outlet, the newest, whose stories are followed.
const FOLLOWED: usize = 200;

/// What counts as lately.
const DAY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Stories of a search that are followed.
const FOUND: usize = 50;

/// Which changes are asked for. What is left out does not narrow.
#[derive(Debug, Clone, Default)]
pub struct ChangeRequest {
    /// Only changes after this number, or of this time or later.
    pub since: Option<Since>,
    /// Only changes before this number.
    pub before: Option<u64>,
    /// Only changes of this story, by an id that it has or had.
    pub story: Option<String>,
    /// Only changes of the stories of this storyline.
    pub storyline: Option<String>,
    /// Only changes of this claim, by an id that it has or had.
    pub claim: Option<String>,
    /// Only changes of the newest stories that name this entity.
    pub entity: Option<String>,
    /// Only changes of the newest stories that this outlet reports.
    pub outlet: Option<String>,
    /// Only changes of the stories that a search finds.
    pub search: Option<SearchRequest>,
    /// Only changes of these kinds; of all if there are none.
    pub kinds: Vec<ChangeKind>,
    /// From the first on; else from the last back.
    pub oldest_first: bool,
    /// At most so many.
    pub limit: usize,
}

/// From where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// After the change of this number.
    Number(u64),
    /// At this time or later: RFC 3339 or the beginning of it.
    Time(String),
}

impl Since {
    /// From a number, or a month, day or time.
    pub fn read(text: &str) -> Option<Since> {
        let text = text.trim();
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().map(Since::Number);
        }
        if let Ok(time) = text.parse::<jiff::Timestamp>() {
            return Some(Since::Time(time.to_string()));
        }
        crate::settings::day(text).ok().map(Since::Time)
    }
}

/// Something whose changes can be followed, found by an id that it has or had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Followed<'a> {
    Story(&'a str),
    Storyline(&'a str),
    Claim(&'a str),
    Entity(&'a str),
    Outlet(&'a str),
}

impl Reader {
    /// The number of the last change: the state of the journal.
    ///
    /// # Errors
    /// Those of the store.
    pub fn last_change(&self) -> Result<u64> {
        Ok(self.store.last_change()?)
    }

    /// Names the store for ever, wherever its folder lies.
    ///
    /// # Errors
    /// Those of the store.
    pub fn store_name(&self) -> Result<String> {
        Ok(self.store.name()?)
    }

    /// What something is called whose changes can be followed. An outlet or a name that is unknown was never there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn followed(&self, what: Followed<'_>) -> Result<Address<String>> {
        let known = |name: Option<String>| name.map_or(Address::Unknown, Address::Here);
        Ok(match what {
            Followed::Story(id) => match self.store.story_row(id)? {
                Some(row) => Address::Here(row.title),
                None => match self.store.event_of_key(id)? {
                    Some(now) => Address::Moved(now.to_string()),
                    None => Address::Unknown,
                },
            },
            Followed::Storyline(id) => match self.storyline_at(id)? {
                Address::Here(line) => Address::Here(line.title),
                Address::Moved(now) => Address::Moved(now),
                Address::Gone(event) => Address::Gone(event),
                Address::Unknown => Address::Unknown,
            },
            Followed::Claim(id) => match self.claim_at(id)? {
                Address::Here(page) => Address::Here(page.claim.text),
                Address::Moved(now) => Address::Moved(now),
                Address::Gone(event) => Address::Gone(event),
                Address::Unknown => Address::Unknown,
            },
            Followed::Entity(id) => known(self.store.named(id)?.first().map(|(_, row)| row.name.clone())),
            Followed::Outlet(id) => {
                let first = self.store.facts_of_outlet(id, 1)?.pop();
                known(first.and_then(|f| f.outlet))
            }
        })
    }

    /// What changed of a story last.
    pub(super) fn changed(&self, story: &EventId) -> Result<Option<LastChange>> {
        let last = self.store.last_change_of(story)?;
        Ok(last.map(|(seq, at)| LastChange { seq, at, origins: 0 }))
    }

    /// Stories of which something changed in the last day before the last change.
    pub(super) fn lately(&self, limit: usize) -> Result<Vec<Gain>> {
        let last = ChangeFilter {
            limit: 1,
            ..ChangeFilter::default()
        };
        let at = self.store.changes(&last)?.pop().map(|c| c.at);
        let at = at.and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let Some(since) = at.and_then(|at| at.checked_sub(DAY).ok()) else {
            return Ok(Vec::new());
        };
        Ok(self.store.gains(&since.to_string(), limit)?)
    }

    /// Changes, the last first unless asked otherwise.
    ///
    /// # Errors
    /// What is named was never there; those of the store.
    pub fn changes(&self, request: &ChangeRequest) -> Result<ChangesPage> {
        let mut filter = ChangeFilter {
            before: request.before,
            kinds: request.kinds.clone(),
            oldest_first: request.oldest_first,
            stories: self.ids_followed(request)?,
            claims: request.claim.as_deref().map(|c| self.ids_of_claim(c)).transpose()?,
            limit: request.limit.saturating_add(1),
            ..ChangeFilter::default()
        };
        match &request.since {
            Some(Since::Number(n)) => filter.after = Some(*n),
            Some(Since::Time(t)) => filter.since = Some(t.clone()),
            None => {}
        }
        let mut lines = self.store.changes(&filter)?;
        let more = lines.len() > request.limit;
        lines.truncate(request.limit);
        let next = lines.last().filter(|_| more).map(|c| c.seq);
        Ok(ChangesPage {
            filters: Vec::new(),
            items: self.rows(lines)?,
            last: self.store.last_change()?,
            next,
        })
    }

    /// Every id of the stories that are asked for; `None` if no story is named.
    fn ids_followed(&self, request: &ChangeRequest) -> Result<Option<Vec<String>>> {
        let mut sets: Vec<BTreeSet<EventId>> = Vec::new();
        if let Some(id) = &request.story {
            let here = self.store.story_row(id)?.map(|row| row.id);
            let now = match here {
                Some(id) => Some(id),
                None => self.store.event_of_key(id)?,
            };
            let now = now.ok_or_else(|| AppError::not_found(What::Story, id))?;
            sets.push(BTreeSet::from([now]));
        }
        if let Some(id) = &request.storyline {
            let events = match self.store.storyline(id)? {
                Some(line) => line.events,
                None => match self.storyline_at(id)? {
                    Address::Moved(now) => self.store.storyline(&now)?.map(|l| l.events).unwrap_or_default(),
                    Address::Gone(event) => event.into_iter().collect(),
                    _ => return Err(AppError::not_found(What::Storyline, id)),
                },
            };
            sets.push(events.into_iter().collect());
        }
        if let Some(id) = &request.entity {
            let named = self.store.named(id)?;
            if named.is_empty() {
                return Err(AppError::not_found(What::Entity, id));
            }
            let articles: Vec<ArticleId> = named.into_iter().take(FOLLOWED).map(|(a, _)| a).collect();
            sets.push(self.store.stories_of_articles(&articles)?.into_iter().collect());
        }
        if let Some(id) = &request.outlet {
            let facts = self.store.facts_of_outlet(id, FOLLOWED)?;
            if facts.is_empty() {
                return Err(AppError::not_found(What::Outlet, id));
            }
            let articles: Vec<ArticleId> = facts.into_iter().map(|f| f.article).collect();
            sets.push(self.store.stories_of_articles(&articles)?.into_iter().collect());
        }
        if let Some(search) = &request.search {
            if crate::search::Query::parse(&search.query).is_none() {
                return Ok(Some(Vec::new()));
            }
            let search = SearchRequest {
                kind: Some(FoundKind::Story),
                limit: FOUND,
                ..search.clone()
            };
            let groups = self.search(&search)?.groups;
            let stories = groups.into_iter().flat_map(|(_, found, _)| found);
            let ids = stories.filter_map(|f| match f {
                Found::Story(row) => Some(row.id),
                _ => None,
            });
            sets.push(ids.collect());
        }
        let mut sets = sets.into_iter();
        let Some(first) = sets.next() else { return Ok(None) };
        let both = sets.fold(first, |a, b| a.intersection(&b).cloned().collect());
        let both: Vec<EventId> = both.into_iter().collect();
        Ok(Some(self.store.ids_of_stories(&both)?))
    }

    /// Every id that a claim ever had.
    fn ids_of_claim(&self, id: &str) -> Result<Vec<String>> {
        let place = self.store.claim_place(id)?;
        let (_, article, span) = place.ok_or_else(|| AppError::not_found(What::Claim, id))?;
        let mut ids = self.store.claims_at(&article, span)?;
        ids.push(id.to_string());
        Ok(ids)
    }

    /// Lines of the journal as they are shown: stories by their ids of now, and passages only of articles that are there.
    fn rows(&self, lines: Vec<Change>) -> Result<Vec<ChangeLine>> {
        let mut stories: HashMap<String, Option<(String, String)>> = HashMap::new();
        let mut articles: HashMap<String, Option<(String, String)>> = HashMap::new();
        let mut out = Vec::with_capacity(lines.len());
        for line in lines {
            let story = match &line.story {
                Some(id) if !stories.contains_key(id) => {
                    let here = self.store.story_row(id)?;
                    let row = match here {
                        Some(row) => Some(row),
                        None => match self.store.event_of_key(id)? {
                            Some(now) => self.store.story_row(now.as_str())?,
                            None => None,
                        },
                    };
                    let named = row.map(|r| (r.id.to_string(), r.title));
                    stories.entry(id.clone()).or_insert(named).clone()
                }
                Some(id) => stories.get(id).cloned().flatten(),
                None => None,
            };
            let body = line.body;
            let mut citations = Vec::new();
            for c in body.citations {
                if !articles.contains_key(&c.article) {
                    let analysis = self.store.analysis(&ArticleId::from(c.article.as_str()))?;
                    let text = analysis.map(|a| (a.article.text, a.article.language.tag().to_string()));
                    articles.insert(c.article.clone(), text);
                }
                let text = articles.get(&c.article).and_then(Option::as_ref);
                citations.extend(text.and_then(|(text, language)| quote(c, text, language)));
            }
            // What rested on articles that are no more is not said again, and of what was withdrawn only that it was.
            use ChangeKind::*;
            let gone = match line.kind {
                ClaimNew | ClaimStanding | ClaimValue | HeadlineFlagged | CopyFound => citations.is_empty(),
                StoryNew | StoryJoined | StoryMerged | StorySplit | StoryTitle => story.is_none(),
                ArticleWithdrawn | FeedAsleep | StoreLoaded | StoreRederived => false,
            };
            if gone {
                continue;
            }
            let (story, title) = story.unzip();
            out.push(ChangeLine {
                seq: line.seq,
                at: line.at,
                kind: line.kind.name().to_string(),
                story,
                title,
                storyline: line.storyline,
                claim: line.claim,
                article: line.article,
                body: ChangeDetail {
                    text: if line.kind == ArticleWithdrawn {
                        String::new()
                    } else {
                        body.text
                    },
                    role: body.role,
                    counted: body.counted,
                    measure: body.measure,
                    unit: body.unit,
                    place: body.place,
                    status: body.status,
                    from: body.from.map(side),
                    to: body.to.map(side),
                    verdict: body.verdict,
                    articles: body.articles,
                    stories: body.stories,
                    counts: body.counts,
                    citations,
                },
            });
        }
        Ok(out)
    }
}

fn side(side: ChangeSide) -> ChangedSide {
    ChangedSide {
        value: side.value,
        standing: side.standing,
        title: side.title,
        origins: side.origins,
    }
}

/// A passage, if its words are still in the text of its article; another version of the program may have moved them.
fn quote(c: ChangeCitation, text: &str, language: &str) -> Option<ChangeQuote> {
    let mut out = ChangeQuote {
        article: c.article,
        outlet: c.outlet,
        language: language.to_string(),
        date: c.date,
        line: c.line,
        start: c.start,
        end: c.end,
        quote: c.quote,
    };
    let here = text
        .chars()
        .skip(c.start as usize)
        .take((c.end - c.start.min(c.end)) as usize);
    if !here.eq(out.quote.chars()) {
        let at = text.find(&out.quote)? as u32;
        let points = CodePoints::new(text);
        (out.start, out.end) = (points.at(at), points.at(at + out.quote.len() as u32));
        out.line = text.get(..at as usize)?.matches('\n').count() as u32 + 1;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_is_a_number_or_a_time() {
        for (text, want) in [
            ("41", Some(Since::Number(41))),
            ("12345", Some(Since::Number(12_345))),
            ("2025-07", Some(Since::Time("2025-07".into()))),
            ("2025-07-26", Some(Since::Time("2025-07-26".into()))),
            (
                "2025-07-26T14:11:09+05:30",
                Some(Since::Time("2025-07-26T08:41:09Z".into())),
            ),
            ("yesterday", None),
        ] {
            assert_eq!(Since::read(text), want, "{text}");
        }
    }

    #[test]
    fn a_passage_is_found_again_or_left_out() {
        let cited = |start, end| ChangeCitation {
            article: "a1".into(),
            line: 1,
            start,
            end,
            quote: "नदी".into(),
            ..ChangeCitation::default()
        };
        let text = "ऊपर\n\nयह नदी है";
        let found = quote(cited(8, 11), text, "hi").map(|q| (q.start, q.end, q.line));
        assert_eq!(found, Some((8, 11, 1)));
        let moved = quote(cited(0, 3), text, "hi").map(|q| (q.start, q.end, q.line));
        assert_eq!(moved, Some((8, 11, 3)));
        assert_eq!(quote(cited(0, 3), "और कुछ", "hi"), None);
    }
}
