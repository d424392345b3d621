//! `sutradhar story STORY`

use super::Outcome;
use super::args::{PageFormat, Story};
use super::out::Out;
use super::work;
use crate::export::json_escaped;
use crate::pipeline::Derived;
use crate::settings::Settings;
use crate::store::{EventRow, Store};
use anyhow::Context;
use std::collections::BTreeSet;
use std::path::Path;
use sutradhar_engine::model::*;
use sutradhar_view::{self as view, StoryPage, terminal::Style};

pub fn run(args: Story, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let Some(row) = super::decisions::story_named(&store, &args.id)? else {
        return Ok(Outcome::Nothing);
    };
    let format = if args.json { PageFormat::Json } else { args.format };
    show(
        &store,
        &row,
        format,
        args.full,
        super::out::file(args.output.as_ref()),
        out,
    )?;
    Ok(Outcome::Done)
}

/// What an outlet is called that nothing names: neither the page nor its address. A file name names no outlet.
pub const UNKNOWN_OUTLET: &str = "outlet unknown";

/// Makes an article ready to be shown.
pub fn prepare(analysis: &mut Analysis) {
    let article = &mut analysis.article;
    let named = article.outlet.as_deref().is_some_and(|o| !o.trim().is_empty());
    if !named && article.host().is_none() {
        article.outlet = Some(UNKNOWN_OUTLET.to_string());
    }
}

/// Everything a story page is made of.
pub struct Parts {
    pub event: Event,
    pub articles: Vec<Analysis>,
    pub derived: Derived,
    /// The events of its storyline.
    pub siblings: Vec<Event>,
}

impl Parts {
    /// Loads the parts of one story.
    pub fn load(store: &Store, id: &EventId) -> anyhow::Result<Parts> {
        let event = store
            .event(id)?
            .with_context(|| format!("story {id} is not there any more"))?;
        let derived = store.derived_for(std::slice::from_ref(id), &event.articles)?;
        // Bullets and timelines may cite articles of earlier events of the storyline.
        let mut wanted: BTreeSet<ArticleId> = event.articles.iter().cloned().collect();
        for brief in &derived.briefs {
            let lists = brief.bullets.iter().map(|b| &b.citations);
            let lists = lists.chain(brief.faq.iter().map(|f| &f.citations));
            let lists = lists.chain(brief.timeline.iter().map(|t| &t.citations));
            wanted.extend(lists.flatten().map(|c| c.article.clone()));
        }
        for claim in &derived.claims {
            wanted.extend(claim.support.iter().map(|s| s.citation.article.clone()));
        }
        let mut articles = Vec::new();
        for id in &wanted {
            articles.extend(store.analysis(id)?.map(|mut a| {
                prepare(&mut a);
                a
            }));
        }
        let mut siblings = Vec::new();
        for id in derived.storylines.iter().flat_map(|s| &s.events) {
            siblings.extend(store.event(id)?);
        }
        Ok(Parts {
            event,
            articles,
            derived,
            siblings,
        })
    }
}

impl Parts {
    /// The story page; its brief is the one in the language of most articles, which comes first.
    pub fn page(&self) -> StoryPage {
        let derived = &self.derived;
        let siblings = |line: &Storyline| -> Vec<&Event> {
            let find = |id: &EventId| self.siblings.iter().find(|e| e.id == *id);
            line.events.iter().filter_map(find).collect()
        };
        view::story_page(&view::StoryInput {
            event: &self.event,
            storyline: derived.storylines.first().map(|line| (line, siblings(line))),
            articles: self.articles.iter().collect(),
            copies: derived.copies.iter().collect(),
            claims: derived.claims.iter().collect(),
            headlines: derived.headlines.iter().collect(),
            brief: derived.briefs.first(),
        })
    }
}

/// Shows one story.
pub fn show(
    store: &Store,
    row: &EventRow,
    format: PageFormat,
    full: bool,
    file: Option<&Path>,
    out: &mut Out,
) -> anyhow::Result<()> {
    let page = Parts::load(store, &row.id)?.page();
    let text = match format {
        PageFormat::Text if full => view::terminal::story(&page, style(file, out)),
        PageFormat::Text => view::terminal::story_short(&page, style(file, out)),
        PageFormat::Json => serde_json::to_string_pretty(&page)? + "\n",
        PageFormat::Html => view::html::story(&page),
        PageFormat::Markdown => view::markdown::story(&page),
    };
    deliver(text, format, file, out)
}

/// How terminal text is laid out; a file gets no colours.
pub fn style(file: Option<&Path>, out: &Out) -> Style {
    Style {
        width: out.width,
        colour: out.colour && file.is_none(),
    }
}

/// Writes a rendered page to a file or the output.
pub fn deliver(page: String, format: PageFormat, file: Option<&Path>, out: &mut Out) -> anyhow::Result<()> {
    let page = match format {
        PageFormat::Json => json_escaped(&page).into_owned(),
        _ => page,
    };
    match (file, format) {
        (Some(file), _) => crate::export::write_file(file, |to| to.write_all(page.as_bytes()))
            .with_context(|| file.display().to_string())?,
        (None, PageFormat::Text) => out.page(&page)?,
        (None, PageFormat::Markdown | PageFormat::Html) => out.text(&page)?,
        (None, _) => out.bytes(page.as_bytes())?,
    }
    Ok(())
}
