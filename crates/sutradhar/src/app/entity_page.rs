//! The page of a person, place or body: what articles call it, its stories, what it says and what is said of it.

use super::articles::prepare;
use super::compare::words;
use super::pages::statement_line;
use super::{Reader, Result};
use crate::store::NameRow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_view::{EntityPage, StatementLine, StoryRef};

/// Articles of an entity that a page looks into, and stories that it lists at most.
const LOOKED_AT: usize = 200;

/// Statements of an entity that a page shows of each kind.
const STATEMENTS: usize = 60;

/// Where a statement stands among those of an entity: those of the articles that name it most come first.
type Rank = (Reverse<usize>, ArticleId, usize);

/// What articles that were looked into tell of an entity. They may come in any order.
#[derive(Debug, Default)]
pub(super) struct Traces {
    forms: BTreeMap<String, usize>,
    stories: BTreeMap<EventId, usize>,
    by: Vec<(Rank, StatementLine)>,
    about: Vec<(Rank, StatementLine)>,
}

impl Traces {
    /// Looks into an article that belongs to these stories.
    pub fn look(&mut self, entity: &EntityId, a: &Analysis, stories: &[EventId]) {
        let own = a.mentions.iter().filter(|m| m.entity == *entity);
        let spans: Vec<Span> = own.map(|m| m.span).collect();
        for span in &spans {
            *self.forms.entry(words(a, *span)).or_default() += 1;
        }
        for (i, s) in a.statements.iter().enumerate() {
            let said = s.chain.first().is_some_and(|c| c.entity.as_ref() == Some(entity));
            if said || spans.iter().any(|m| m.overlaps(s.content)) {
                let list = if said { &mut self.by } else { &mut self.about };
                let rank = (Reverse(spans.len()), a.article.id.clone(), i);
                list.push((rank, statement_line(a, s)));
                if list.len() > 2 * STATEMENTS {
                    first(list);
                }
            }
        }
        for event in stories {
            *self.stories.entry(event.clone()).or_default() += 1;
        }
    }

    /// The page of the entity; `named` says what articles call it, those that name it most first, and `story` finds a
    /// story by its id. `None` if no article names it.
    pub fn page(
        mut self,
        id: &str,
        named: &[(ArticleId, NameRow)],
        story: impl Fn(&EventId) -> Result<Option<StoryRef>>,
    ) -> Result<Option<EntityPage>> {
        let Some((_, most)) = named.first() else {
            return Ok(None);
        };
        let mut called: BTreeMap<&str, u64> = BTreeMap::new();
        for (_, row) in named {
            *called.entry(row.name.as_str()).or_default() += 1;
        }
        let name = called.iter().max_by_key(|(name, n)| (**n, Reverse(**name)));
        let mut stories = Vec::new();
        for (event, n) in &self.stories {
            stories.extend(story(event)?.map(|s| (s, *n)));
        }
        stories.sort_by(|(a, _), (b, _)| b.end.cmp(&a.end).then_with(|| a.id.cmp(&b.id)));
        stories.truncate(LOOKED_AT);
        let mut forms: Vec<(String, usize)> = self.forms.into_iter().collect();
        forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        first(&mut self.by);
        first(&mut self.about);
        Ok(Some(EntityPage {
            id: id.to_string(),
            kind: most.kind.clone(),
            name: name.map_or_else(String::new, |(name, _)| name.to_string()),
            forms,
            mentions: named.iter().map(|(_, row)| row.mentions as usize).sum(),
            articles: named.len(),
            stories,
            by: self.by.into_iter().map(|(_, line)| line).collect(),
            about: self.about.into_iter().map(|(_, line)| line).collect(),
        }))
    }
}

/// Leaves the first statements of a list, in order.
fn first(list: &mut Vec<(Rank, StatementLine)>) {
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list.truncate(STATEMENTS);
}

impl Reader {
    /// The entity that has an id.
    ///
    /// # Errors
    /// Those of the store.
    pub fn entity_at(&self, id: &str) -> Result<Option<EntityPage>> {
        let named = self.store.named(id)?;
        let entity = EntityId(id.to_string());
        let mut traces = Traces::default();
        for (article, _) in named.iter().take(LOOKED_AT) {
            if let Some(a) = self.store.analysis(article)?.map(prepare) {
                traces.look(&entity, &a, &self.store.events_of(article)?);
            }
        }
        traces.page(id, &named, |event| self.story_ref(event))
    }
}
