//! People, places and organisations: the list, one of them, the names that stand for it.

use super::compare::{line, words};
use super::{AppError, Reader, Result, What};
use crate::store::StoreError;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;
use sutradhar_text::{fold::fold, phonetic};

/// Which entities to list.
#[derive(Debug, Clone, Default)]
pub struct EntityRequest {
    /// A name or a part of one, in any spelling; empty for all.
    pub query: String,
    /// Only this kind.
    pub kind: Option<EntityKind>,
    /// At most so many; 0 for all.
    pub limit: usize,
}

/// What is known of an entity over all articles.
#[derive(Debug, Clone, Default)]
pub struct EntityRow {
    /// Its id.
    pub id: String,
    /// PER, LOC, ORG or EVT.
    pub kind: &'static str,
    /// How often each article's name for it stands.
    names: BTreeMap<String, usize>,
    /// How often each wording names it.
    forms: BTreeMap<String, usize>,
    /// How often it is named.
    pub mentions: usize,
    /// In how many articles.
    pub articles: usize,
}

impl EntityRow {
    /// The name that most articles use.
    pub fn name(&self) -> &str {
        self.names
            .iter()
            .max_by_key(|(name, n)| (**n, Reverse(name.as_str())))
            .map_or("", |(name, _)| name)
    }

    /// The wordings that name it, with how often each does, the most frequent first.
    pub fn forms(&self) -> Vec<(&str, usize)> {
        let mut list: Vec<(&str, usize)> = self.forms.iter().map(|(f, n)| (f.as_str(), *n)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list
    }

    fn all_names(&self) -> impl Iterator<Item = &String> {
        self.names.keys().chain(self.forms.keys())
    }

    /// Whether it is meant by what was typed: by id, by a part of a name in any spelling, or by its sound.
    fn fits(&self, query: &str) -> bool {
        let folded = fold(query);
        let sound = phonetic::key(query);
        let of =
            |name: &String| fold(name).contains(&folded) || (!sound.is_empty() && phonetic::key(name).contains(&sound));
        self.id == query || self.all_names().any(of)
    }
}

/// An entity with its stories and with what it says and what is said of it.
#[derive(Debug)]
pub struct EntityView {
    /// What is known of it.
    pub row: EntityRow,
    /// Its stories, in the order of the list.
    pub stories: Vec<StoryShare>,
    /// Statements by it.
    pub by: Vec<StatementRow>,
    /// Statements that name it.
    pub about: Vec<StatementRow>,
}

/// A story, and how many of its articles name an entity.
#[derive(Debug)]
pub struct StoryShare {
    /// Number of the story.
    pub number: u64,
    /// Its id.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// So many of its articles.
    pub articles: usize,
}

/// A statement that concerns an entity.
#[derive(Debug)]
pub struct StatementRow {
    /// Its article.
    pub article: String,
    /// Who published the article; empty if that is not known.
    pub outlet: String,
    /// The line that it stands on.
    pub line: u32,
    /// What is said, on one line.
    pub text: String,
    /// Who says it, from the speaker to the relay.
    pub chain: Vec<String>,
}

impl Reader {
    /// Lists entities, those named in most articles first, and says how many fit.
    ///
    /// # Errors
    /// Those of the store.
    pub fn entities(&self, request: &EntityRequest) -> Result<(Vec<EntityRow>, u64)> {
        let mut rows: Vec<EntityRow> = self
            .all_entities()?
            .into_values()
            .filter(|k| request.query.is_empty() || k.fits(&request.query))
            .filter(|k| request.kind.is_none_or(|kind| kind.name() == k.kind))
            .collect();
        rows.sort_by(|a, b| {
            (b.articles, b.mentions)
                .cmp(&(a.articles, a.mentions))
                .then(a.id.cmp(&b.id))
        });
        let total = rows.len() as u64;
        if request.limit > 0 {
            rows.truncate(request.limit);
        }
        Ok((rows, total))
    }

    /// All entities of the store by id, one article in memory at a time.
    fn all_entities(&self) -> Result<BTreeMap<String, EntityRow>> {
        let mut out: BTreeMap<String, EntityRow> = BTreeMap::new();
        self.store.each_analysis(|a| {
            let mut here: BTreeSet<&EntityId> = BTreeSet::new();
            for m in &a.mentions {
                let row = out.entry(m.entity.to_string()).or_default();
                row.kind = m.kind.name();
                row.mentions += 1;
                *row.forms.entry(words(&a, m.span)).or_default() += 1;
                if here.insert(&m.entity) {
                    row.articles += 1;
                    if let Some(e) = a.entity(&m.entity) {
                        let name = e.name(a.article.language.tag()).to_string();
                        *row.names.entry(name).or_default() += 1;
                        row.kind = e.kind.name();
                    }
                }
            }
            Ok::<(), StoreError>(())
        })?;
        for (id, row) in &mut out {
            row.id.clone_from(id);
        }
        Ok(out)
    }

    /// The entity that was typed: its id, else the only one with exactly that name, else the only one that fits.
    ///
    /// # Errors
    /// None or several fit; those of the store.
    pub fn entity_named(&self, typed: &str) -> Result<EntityRow> {
        let mut all = self.all_entities()?;
        if let Some(row) = all.remove(typed) {
            return Ok(row);
        }
        let exact = |k: &EntityRow| k.all_names().any(|n| fold(n) == fold(typed));
        let near = |k: &EntityRow| k.id.starts_with(typed) || k.fits(typed);
        for fits in [&exact as &dyn Fn(&EntityRow) -> bool, &near] {
            let mut found: Vec<&EntityRow> = all.values().filter(|k| fits(k)).collect();
            found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.id.cmp(&b.id)));
            match found.as_slice() {
                [] => {}
                [row] => return Ok((*row).clone()),
                several => {
                    let named = several.iter().take(9).map(|k| format!("{} ({})", k.id, k.name()));
                    return Err(AppError::Ambiguous {
                        what: What::Entity,
                        typed: typed.to_string(),
                        candidates: named.collect(),
                    });
                }
            }
        }
        Err(AppError::not_found(What::Entity, typed))
    }

    /// The entity that was typed, with its stories and statements.
    ///
    /// # Errors
    /// None or several fit; those of the store.
    pub fn entity(&self, typed: &str) -> Result<EntityView> {
        let row = self.entity_named(typed)?;
        let entity = EntityId(row.id.clone());
        let (mut by, mut about) = (Vec::new(), Vec::new());
        let mut articles: Vec<ArticleId> = Vec::new();
        self.store.each_analysis(|a| {
            let own = a.mentions.iter().filter(|m| m.entity == entity);
            let spans: Vec<Span> = own.map(|m| m.span).collect();
            if !spans.is_empty() {
                articles.push(a.article.id.clone());
            }
            for s in &a.statements {
                let said = s.chain.first().is_some_and(|c| c.entity.as_ref() == Some(&entity));
                if !said && !spans.iter().any(|m| m.overlaps(s.content)) {
                    continue;
                }
                let statement = statement(&a, s);
                if said {
                    by.push(statement)
                } else {
                    about.push(statement)
                }
            }
            Ok::<(), StoreError>(())
        })?;
        let mut stories: BTreeMap<u64, StoryShare> = BTreeMap::new();
        for article in &articles {
            for story in self.stories_of(article)? {
                let share = stories.entry(story.number).or_insert(StoryShare {
                    number: story.number,
                    id: story.id,
                    title: story.title,
                    articles: 0,
                });
                share.articles += 1;
            }
        }
        Ok(EntityView {
            row,
            stories: stories.into_values().collect(),
            by,
            about,
        })
    }
}

fn statement(a: &Analysis, s: &Statement) -> StatementRow {
    let name = |c: &Source| {
        let of = c.entity.as_ref().and_then(|id| a.entity(id));
        of.map_or(c.text.as_str(), |e| e.name(a.article.language.tag()))
            .to_string()
    };
    StatementRow {
        article: a.article.id.to_string(),
        outlet: a.article.outlet.clone().unwrap_or_default(),
        line: line(a, s.content),
        text: words(a, s.content),
        chain: s.chain.iter().map(name).collect(),
    }
}
