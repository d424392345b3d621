//! A site: the pages of the server as files that link to one another, for any static host and for `file://`.
//!
//! Stories are made one at a time, newest first, each with its parts, claims, copies and articles: what it is made
//! from is read once. What needs all articles (entities) is gathered on the way.

mod files;
mod shelves;

use super::articles::{cited_beside, page_from, prepare};
use super::entity_page::Traces;
use super::pages::{claim_page, hide_paths};
use super::stories::StoryParts;
use super::{AppError, Reader, Result};
use crate::export::json_escaped;
use crate::store::{EventRow, Filter};
use files::{SiteFiles, written};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use sutradhar_engine::model::*;
use sutradhar_view::web::{self, Frame, StoryShelf, Style, Target, Ui};
use sutradhar_view::{
    self as view, ArticlePage, OutletListPage, StoryCard, StoryListPage, StoryRef, StorylineListPage, Total,
};

/// Storylines on one page of their list.
const LISTED: usize = 50;

/// Outlets on one page of their list.
const OUTLETS: usize = 200;

/// How to write a site.
#[derive(Debug, Clone, Copy)]
pub struct SiteOptions {
    /// The language of its labels.
    pub ui: Ui,
    /// Whether articles are shown whole; else in excerpts, and no two texts side by side.
    pub full_text: bool,
}

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// Stories.
    pub stories: usize,
    /// Articles.
    pub articles: usize,
    /// Pages of all kinds.
    pub pages: usize,
    /// Files of an earlier export that are gone.
    pub removed: usize,
}

impl Reader {
    /// Writes a site into a folder, and removes pages of an earlier export that are gone. Nothing is written if there
    /// are no stories, and were none.
    ///
    /// # Errors
    /// The folder cannot be written, or holds a file that no export wrote where a page belongs; those of the store.
    pub fn write_site(&self, dir: &Path, options: SiteOptions) -> Result<Written> {
        let (rows, _) = self.store.stories(&Filter::default())?;
        if rows.is_empty() && written(dir).is_empty() {
            return Ok(Written::default());
        }
        let known = Known::of(self, &rows)?;
        let stories = rows.len();
        let articles = known.articles.len();
        let mut site = Site {
            reader: self,
            options,
            known,
            traces: BTreeMap::new(),
            files: SiteFiles::begin(dir)?,
        };
        site.files.save(style(), web::STYLE)?;
        site.stories(&rows)?;
        site.articles_of_several()?;
        site.storylines()?;
        site.entities()?;
        site.outlets()?;
        site.page(Target::Method, &[], web::method)?;
        site.page(Target::About, &[], web::about)?;
        Ok(Written {
            stories,
            articles,
            pages: site.files.pages(),
            removed: site.files.finish()?,
        })
    }
}

/// The file of the style sheet.
fn style() -> String {
    web::site_file(Target::Style).unwrap_or_default()
}

/// Two articles in order of their ids.
fn ordered(a: &str, b: &str) -> (String, String) {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    (a.to_string(), b.to_string())
}

/// What the site has a page of. Links to anything else are plain words.
#[derive(Default)]
struct Known {
    stories: BTreeMap<EventId, StoryRef>,
    /// The parts of the story that is being written.
    parts: Vec<&'static str>,
    articles: BTreeMap<ArticleId, Vec<EventId>>,
    storylines: BTreeSet<String>,
    claims: BTreeSet<String>,
    copies: BTreeSet<(String, String)>,
    entities: BTreeSet<String>,
    /// The key of the stories that are the first page.
    first: String,
}

impl Known {
    fn of(reader: &Reader, rows: &[EventRow]) -> Result<Known> {
        let story = |r: &EventRow| StoryRef {
            id: r.id.to_string(),
            title: r.title.clone(),
            start: r.first.clone(),
            end: r.last.clone(),
            origins: r.origins as usize,
            articles: r.articles as usize,
        };
        let storylines = reader.storyline_list(0, usize::MAX >> 1)?.items;
        Ok(Known {
            stories: rows.iter().map(|r| (r.id.clone(), story(r))).collect(),
            articles: reader.store.events_of_all()?,
            storylines: storylines.into_iter().map(|s| s.id).collect(),
            entities: reader.store.named_by_several()?.into_iter().collect(),
            ..Known::default()
        })
    }

    /// The address of a page on the page that is the file `from`.
    fn address(&self, from: &str, target: Target<'_>) -> Option<String> {
        let there = match target {
            Target::Story(id) => self.stories.contains_key(&EventId(id.to_string())),
            Target::StoryPart(_, part) => self.parts.contains(&part),
            Target::Storyline(id) => self.storylines.contains(id),
            Target::Claim(id) => self.claims.contains(id),
            Target::Article(id, _) => self.articles.contains_key(&ArticleId(id.to_string())),
            Target::Copies(a, b) => self.copies.contains(&ordered(a, b)),
            Target::Entity(id) => self.entities.contains(id),
            _ => true,
        };
        match target {
            Target::StoriesFrom(key) if key == self.first => web::site_address(from, Target::Home),
            _ => web::site_address(from, target).filter(|_| there),
        }
    }

    /// Stories by their ids.
    fn refs(&self, ids: &[EventId]) -> Vec<StoryRef> {
        ids.iter().filter_map(|id| self.stories.get(id).cloned()).collect()
    }
}

/// A site while it is written.
struct Site<'a> {
    reader: &'a Reader,
    options: SiteOptions,
    known: Known,
    /// What articles told of entities so far.
    traces: BTreeMap<EntityId, Traces>,
    files: SiteFiles<'a>,
}

impl Site<'_> {
    /// Writes a page, which is also there in other forms: for each its name, its ending and its text.
    fn page(
        &mut self,
        target: Target<'_>,
        forms: &[(&str, &str, String)],
        page: impl FnOnce(&Frame<'_>) -> String,
    ) -> Result<()> {
        let Some(file) = web::site_file(target) else {
            return Ok(());
        };
        let stem = file.strip_suffix(".html").unwrap_or(&file).to_string();
        let beside = |ending: &str| format!("{stem}{ending}");
        let named: Vec<(&str, String)> = forms
            .iter()
            .map(|(name, ending, _)| (*name, web::relative(&file, &beside(ending))))
            .collect();
        let style = web::relative(&file, &style());
        let html = page(&Frame {
            ui: self.options.ui,
            address: &|target| self.known.address(&file, target),
            this: &web::relative(&file, &file),
            forms: &named,
            style: Style::Linked(&style),
            canonical: None,
            full_text: self.options.full_text,
            theme: None,
            search: false,
        });
        for (_, ending, text) in forms {
            self.files.save(beside(ending), text)?;
        }
        self.files.save(file, &html)
    }

    /// All stories, with the lists that they stand on.
    fn stories(&mut self, rows: &[EventRow]) -> Result<()> {
        let shelves = shelves::shelves(rows);
        let list: Vec<StoryShelf> = shelves.iter().map(|(s, _)| s.clone()).collect();
        self.known.first = list.first().map(|s| s.key.clone()).unwrap_or_default();
        for (n, (shelf, range)) in shelves.iter().enumerate() {
            let mut items = Vec::with_capacity(range.len());
            for row in rows.get(range.clone()).unwrap_or_default() {
                items.push(self.story(row)?);
            }
            let page = StoryListPage {
                filters: Vec::new(),
                items,
                total: exactly(if n == 0 { rows.len() } else { shelf.stories }),
                next: list.get(n + 1).map(|s| s.key.clone()),
                last: 0,
                by_change: false,
            };
            match n {
                0 => self.page(Target::Home, &[], |f| web::home(&page, f))?,
                _ => self.page(Target::StoriesFrom(&shelf.key), &[], |f| web::month(&page, &list, n, f))?,
            }
        }
        if shelves.is_empty() {
            let none = StoryListPage {
                filters: Vec::new(),
                items: Vec::new(),
                total: exactly(0),
                next: None,
                last: 0,
                by_change: false,
            };
            self.page(Target::Home, &[], |f| web::home(&none, f))?;
        }
        self.page(Target::Stories, &[], |f| web::months(&list, f))
    }

    /// A story with its parts, claims, copies, and those of its articles that no other story has.
    fn story(&mut self, row: &EventRow) -> Result<StoryCard> {
        let parts = self.reader.story_parts(self.reader.event(row)?)?;
        let mut page = parts.page();
        hide_paths(&mut page.articles);
        // Of a claim with one place the story says all.
        let claims: Vec<_> = page.claims.iter().filter(|c| c.support.len() > 1).collect();
        self.known.claims.extend(claims.iter().map(|c| c.id.clone()));
        let pairs = self.new_pairs(&parts);
        self.known.parts = web::parts_of(&page);
        let forms = forms(&page, view::markdown::story(&page))?;
        self.page(Target::Story(&page.id), &forms, |f| web::story(&page, f))?;
        for part in self.known.parts.clone() {
            self.page(Target::StoryPart(&page.id, part), &[], |f| {
                web::story_part(&page, part, f).unwrap_or_default()
            })?;
        }
        for claim in claims {
            let claim = claim_page(&page, claim);
            self.page(Target::Claim(&claim.claim.id), &[], |f| web::claim(&claim, f))?;
        }
        for pair in pairs {
            self.pair(&parts, pair)?;
        }
        for id in &parts.event.articles {
            let own = self.known.articles.get(id).is_some_and(|events| events.len() == 1);
            if let Some(analysis) = parts.article(id).filter(|_| own) {
                let beside = cited_beside(&parts.derived, id);
                let others: Vec<&Analysis> = beside.iter().filter_map(|a| parts.article(a)).collect();
                self.article(analysis, page_from(analysis, &parts.derived, &others))?;
            }
        }
        self.reader.card_of(&parts.event, &parts.derived)
    }

    /// The pairs of a story's articles that have no page yet; from now on they are known to have one.
    fn new_pairs<'p>(&mut self, parts: &'p StoryParts) -> Vec<&'p CopyPair> {
        let known = &mut self.known;
        let both = |p: &&CopyPair| known.articles.contains_key(&p.a) && known.articles.contains_key(&p.b);
        let pairs = parts.derived.copies.iter().filter(both);
        let new = |p: &&CopyPair| known.copies.insert(ordered(p.a.as_str(), p.b.as_str()));
        pairs.into_iter().filter(new).collect()
    }

    /// Two articles that share text.
    fn pair(&mut self, parts: &StoryParts, pair: &CopyPair) -> Result<()> {
        let mut loaded = Vec::new();
        for id in [&pair.a, &pair.b] {
            if parts.article(id).is_none() {
                loaded.extend(self.reader.store.analysis(id)?.map(prepare));
            }
        }
        let find = |id: &ArticleId| {
            parts
                .article(id)
                .or_else(|| loaded.iter().find(|a| a.article.id == *id))
        };
        let (Some(a), Some(b)) = (find(&pair.a), find(&pair.b)) else {
            return Err(AppError::NotAnalysed { id: pair.a.to_string() });
        };
        let page = view::diff_page(Some(pair), a, b);
        let target = Target::Copies(pair.a.as_str(), pair.b.as_str());
        self.page(target, &[], |f| web::copies(&page, f))
    }

    /// An article, and what it tells of entities.
    fn article(&mut self, analysis: &Analysis, mut page: ArticlePage) -> Result<()> {
        let events = self
            .known
            .articles
            .get(&analysis.article.id)
            .cloned()
            .unwrap_or_default();
        let named: BTreeSet<&EntityId> = analysis.mentions.iter().map(|m| &m.entity).collect();
        for entity in named {
            if self.known.entities.contains(entity.as_str()) {
                let traces = self.traces.entry(entity.clone()).or_default();
                traces.look(entity, analysis, &events);
            }
        }
        page.fetched_at = self.reader.store.fetched_of(&analysis.article.id)?.and_then(|f| f.at);
        hide_paths(std::slice::from_mut(&mut page.article));
        let stories = self.known.refs(&events);
        let whole = page.clone();
        if !self.options.full_text {
            page.cut();
        }
        let forms = forms(&page, view::markdown::article(&page))?;
        let target = Target::Article(&whole.article.id, None);
        self.page(target, &forms, |f| web::article(&whole, &stories, f))
    }

    /// The articles that stand in several stories: they need what is derived of all of these.
    fn articles_of_several(&mut self) -> Result<()> {
        let several = self.known.articles.iter().filter(|(_, events)| events.len() > 1);
        let several: Vec<ArticleId> = several.map(|(id, _)| id.clone()).collect();
        for id in several {
            if let Some(analysis) = self.reader.store.analysis(&id)?.map(prepare) {
                let page = self.reader.article_page(analysis.clone())?;
                self.article(&analysis, page)?;
            }
        }
        Ok(())
    }

    fn storylines(&mut self) -> Result<()> {
        let all = self.reader.storyline_list(0, usize::MAX >> 1)?.items;
        let ids: Vec<String> = all.iter().map(|s| s.id.clone()).collect();
        let pages = all.len().div_ceil(LISTED).max(1);
        for n in 1..=pages {
            let page = StorylineListPage {
                items: all.iter().skip((n - 1) * LISTED).take(LISTED).cloned().collect(),
                next: (n < pages).then(|| (n + 1).to_string()),
            };
            let key = n.to_string();
            let target = match n {
                1 => Target::Storylines,
                _ => Target::StorylinesFrom(&key),
            };
            self.page(target, &[], |f| web::storylines(&page, f))?;
        }
        for id in ids {
            if let super::Address::Here(line) = self.reader.storyline_at(&id)? {
                self.page(Target::Storyline(&id), &[], |f| web::storyline(&line, f))?;
            }
        }
        Ok(())
    }

    /// The people, places and bodies that more than one article names.
    fn entities(&mut self) -> Result<()> {
        for (entity, traces) in std::mem::take(&mut self.traces) {
            let named = self.reader.store.named(entity.as_str())?;
            let story = |id: &EventId| Ok(self.known.stories.get(id).cloned());
            if let Some(page) = traces.page(entity.as_str(), &named, story)? {
                self.page(Target::Entity(&page.id), &[], |f| web::entity(&page, f))?;
            }
        }
        Ok(())
    }

    fn outlets(&mut self) -> Result<()> {
        let all = self.reader.outlet_list()?.items;
        let pages = all.len().div_ceil(OUTLETS).max(1);
        for n in 1..=pages {
            let items = all.iter().skip((n - 1) * OUTLETS).take(OUTLETS);
            let page = OutletListPage {
                items: items.cloned().collect(),
            };
            let (key, next) = (n.to_string(), (n + 1).to_string());
            let target = match n {
                1 => Target::Outlets,
                _ => Target::OutletsFrom(&key),
            };
            let next = (n < pages).then_some(next.as_str());
            self.page(target, &[], |f| web::outlets_from(&page, next, f))?;
        }
        for card in all {
            let page = self.reader.outlet_page(card)?;
            self.page(Target::Outlet(&page.card.id), &[], |f| web::outlet(&page, f))?;
        }
        Ok(())
    }
}

/// The other forms of a page.
fn forms<T: Serialize>(page: &T, markdown: String) -> Result<Vec<(&'static str, &'static str, String)>> {
    let json = serde_json::to_string(page).map_err(|e| AppError::Refused(format!("a page cannot be written: {e}")))?;
    Ok(vec![
        ("JSON", ".json", json_escaped(&json).into_owned()),
        ("Markdown", ".md", markdown),
    ])
}

fn exactly(n: usize) -> Total {
    Total {
        value: n as u64,
        exact: true,
    }
}
