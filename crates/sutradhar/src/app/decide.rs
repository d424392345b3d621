//! What editors decide: each decision is kept with its time and reason, and the stories are brought up to date.

use super::jobs::Progress;
use super::{App, AppError, Reader, Result, What, now};
use crate::pipeline;
use crate::store::{Decision, EventRow, Named, Ruling, Store};
use std::collections::BTreeSet;
use sutradhar_text::fold::fold;

/// Who decides, as long as there is nobody to log in.
const EDITOR: &str = "local";

/// A decision on stories.
#[derive(Debug)]
pub struct Decided {
    /// Its number.
    pub number: i64,
    /// The stories as they are now.
    pub stories: Vec<EventRow>,
}

/// Pages that were taken out.
#[derive(Debug)]
pub struct Removed {
    /// Number of the decision.
    pub number: i64,
    /// The articles on them: id and headline.
    pub articles: Vec<(String, String)>,
}

/// A name that stands for an entity.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Number of the decision.
    pub number: i64,
    /// The name.
    pub name: String,
    /// Id of the entity.
    pub entity: String,
    /// What the entity is called.
    pub called: String,
}

impl Reader {
    /// The story of an id or the beginning of one. A number would name another story as soon as a page comes in, so it
    /// is refused, with the id and the title of what has it now.
    ///
    /// # Errors
    /// A number; none or several fit; those of the store.
    pub fn story_by_id(&self, typed: &str) -> Result<EventRow> {
        if sutradhar_text::numbers::parse_digits(typed).is_some() {
            let now = match self.store.story_named(typed)? {
                Named::One(row) => format!(" Number {typed} is now {}: {}", row.id, row.title),
                _ => String::new(),
            };
            return Err(AppError::Refused(format!(
                "numbers of stories change as pages come in; name the id, which `sutradhar stories` shows.{now}"
            )));
        }
        self.story_named(typed)
    }

    /// All decisions in the order they were taken.
    ///
    /// # Errors
    /// One of them cannot be read; those of the store.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        Ok(self.store.decisions()?)
    }

    /// The aliases in force.
    ///
    /// # Errors
    /// A decision cannot be read; those of the store.
    pub fn aliases(&self) -> Result<Vec<Alias>> {
        let list = self.store.decisions()?.into_iter().filter(|d| !d.undone);
        Ok(list
            .filter_map(|d| match d.ruling {
                Ruling::Alias {
                    name, entity, called, ..
                } => Some(Alias {
                    number: d.number,
                    name,
                    entity,
                    called,
                }),
                _ => None,
            })
            .collect())
    }
}

impl App {
    /// All decisions in the order they were taken, whatever state the rest is in.
    ///
    /// # Errors
    /// One of them cannot be read; those of the store.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        Ok(Store::open(&self.settings.store)?.decisions()?)
    }

    /// Puts two stories together, each named by its row.
    ///
    /// # Errors
    /// Both are one, or a later decision parts them; those of the store.
    pub fn merge(&self, a: &EventRow, b: &EventRow, why: String, progress: Progress<'_>) -> Result<Decided> {
        if a.id == b.id {
            return Err(AppError::Refused(format!("both are story {}", a.id)));
        }
        let reader = self.read()?;
        let first = |row: &EventRow| -> Result<String> {
            let event = reader.event(row)?;
            let id = event.articles.first().map(|a| a.to_string());
            id.ok_or_else(|| AppError::Refused(format!("story {} has no articles", row.id)))
        };
        let articles = [first(a)?, first(b)?];
        drop(reader);
        let ruling = Ruling::Merge {
            articles: articles.clone(),
            titles: [a.title.clone(), b.title.clone()],
            why,
        };
        let number = self.take(&ruling, progress)?;
        let reader = self.read()?;
        let [x, y] = articles.map(|a| reader.stories_of(&a.as_str().into()));
        let (x, y) = (x?, y?);
        if x != y || x.is_empty() {
            return Err(AppError::Refused(format!(
                "decision {number} is kept, but the two stories are still apart: a later decision parts them"
            )));
        }
        Ok(Decided { number, stories: x })
    }

    /// Takes articles, each named by its id or the beginning of it, out of a story.
    ///
    /// # Errors
    /// An article is not there or not in the story, or none would stay; those of the store.
    pub fn split(&self, story: &EventRow, articles: &[String], why: String, progress: Progress<'_>) -> Result<Decided> {
        let reader = self.read()?;
        let event = reader.event(story)?;
        let mut gone: Vec<String> = Vec::new();
        for typed in articles {
            let id = reader.article_named(typed)?;
            if !event.articles.contains(&id) {
                return Err(AppError::Refused(format!(
                    "article {id} is not part of story {}",
                    story.id
                )));
            }
            if !gone.contains(&id.to_string()) {
                gone.push(id.to_string());
            }
        }
        drop(reader);
        let all = event.articles.iter().map(|a| a.to_string());
        let rest: Vec<String> = all.filter(|a| !gone.contains(a)).collect();
        let (Some(stays), Some(goes)) = (rest.first().cloned(), gone.first().cloned()) else {
            return Err(AppError::Refused(format!(
                "nothing would stay in story {}: name fewer articles",
                story.id
            )));
        };
        let ruling = Ruling::Split {
            out: gone,
            rest,
            title: story.title.clone(),
            why,
        };
        let number = self.take(&ruling, progress)?;
        let reader = self.read()?;
        let mut stories = Vec::new();
        for article in [stays, goes] {
            stories.extend(reader.stories_of(&article.as_str().into())?);
        }
        Ok(Decided { number, stories })
    }

    /// Takes pages out of the store, named by articles on them. With `whole_file`, the other articles of a file leave
    /// too; without it, a file with others is refused.
    ///
    /// # Errors
    /// An article is not there, or came with others; those of the store.
    pub fn remove(
        &self,
        articles: &[String],
        whole_file: bool,
        why: String,
        progress: Progress<'_>,
    ) -> Result<Removed> {
        let reader = self.read()?;
        let (mut named, mut holders) = (BTreeSet::new(), BTreeSet::new());
        for typed in articles {
            let id = reader.article_named(typed)?;
            holders.extend(reader.store.holders(id.as_str())?);
            named.insert(id.to_string());
        }
        for holder in &holders {
            let others = holder.articles.difference(&named).count();
            if others > 0 && !whole_file {
                let others = match others {
                    1 => "1 other article".to_string(),
                    n => format!("{n} other articles"),
                };
                return Err(AppError::Refused(format!(
                    "{} holds {others}: name them all, or add --whole-file",
                    holder.source
                )));
            }
        }
        let ids: BTreeSet<String> = holders.iter().flat_map(|h| h.articles.clone()).collect();
        let mut articles = Vec::new();
        for id in ids {
            let analysis = reader.store.analysis(&id.as_str().into())?;
            let title = analysis.map_or_else(String::new, |a| a.article.headline_text().to_string());
            articles.push((id, title));
        }
        drop(reader);
        let (ids, titles) = articles.iter().cloned().unzip();
        let ruling = Ruling::Remove {
            articles: ids,
            titles,
            pages: holders.iter().map(|h| h.key.clone()).collect(),
            why,
        };
        let number = self.take(&ruling, progress)?;
        Ok(Removed { number, articles })
    }

    /// Takes a decision back; gives the number of the decision that does.
    ///
    /// # Errors
    /// There is no such decision, or it was taken back already; those of the store.
    pub fn undo(&self, number: i64, progress: Progress<'_>) -> Result<i64> {
        let list = self.read()?.decisions()?;
        match list.iter().find(|d| d.number == number) {
            None => Err(AppError::not_found(What::Decision, &number.to_string())),
            Some(d) if d.undone => Err(AppError::Refused(format!("decision {number} was taken back already"))),
            Some(_) => self.take(&Ruling::Undo { number }, progress),
        }
    }

    /// Lets a name stand for an entity, which is named by its id or by another name of it.
    ///
    /// # Errors
    /// The name is empty; no or several entities fit; those of the store.
    pub fn alias(&self, name: &str, entity: &str, progress: Progress<'_>) -> Result<Alias> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if fold(&name).is_empty() {
            return Err(AppError::Refused("the name is empty".to_string()));
        }
        let row = self.read()?.entity_named(entity)?;
        let (called, entity) = (row.name().to_string(), row.id);
        let ruling = Ruling::Alias {
            name: name.clone(),
            entity: entity.clone(),
            kind: row.kind.to_string(),
            called: called.clone(),
        };
        let number = self.take(&ruling, progress)?;
        Ok(Alias {
            number,
            name,
            entity,
            called,
        })
    }

    /// Takes the aliases of a name back; gives for each the decision that does, and the alias.
    ///
    /// # Errors
    /// There is none; those of the store.
    pub fn unalias(&self, name: &str, progress: Progress<'_>) -> Result<Vec<(i64, Alias)>> {
        let list = self.read()?.aliases()?;
        let mut out = Vec::new();
        for alias in list.into_iter().filter(|a| fold(&a.name) == fold(name)) {
            let number = alias.number;
            out.push((self.take(&Ruling::Undo { number }, &mut *progress)?, alias));
        }
        match out.is_empty() {
            true => Err(AppError::not_found(What::Alias, name)),
            false => Ok(out),
        }
    }

    /// Keeps a decision and brings the stories up to date; gives its number.
    fn take(&self, ruling: &Ruling, progress: Progress<'_>) -> Result<i64> {
        let mut store = Store::open_to_write(&self.settings.store, self.settings.wait)?;
        let number = store.decide(&now(), EDITOR, ruling)?;
        pipeline::refresh(&mut store, &self.options(), progress)?;
        Ok(number)
    }
}
