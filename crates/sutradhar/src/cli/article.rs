//! `sutradhar article ARTICLE`

use super::Outcome;
use super::args::{Article, PageFormat};
use super::out::Out;
use super::{story, work};
use crate::settings::Settings;
use crate::store::Named;
use sutradhar_view as view;

pub fn run(args: Article, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let Some(id) = work::article_named(&store, &args.id)? else {
        return Ok(Outcome::Nothing);
    };
    let Some(mut analysis) = store.analysis(&id)? else {
        anyhow::bail!("article {id} is stored but not analysed yet; another process may be at it");
    };
    story::prepare(&mut analysis);
    let format = if args.json { PageFormat::Json } else { args.format };
    let derived = store.derived_for(&[], std::slice::from_ref(&id))?;
    let copies: Vec<_> = derived.copies.iter().collect();
    let page = view::article_page(&analysis, &copies, derived.headlines.first());
    let file = super::out::file(args.output.as_ref());
    let text = match format {
        PageFormat::Text if args.full => view::terminal::article(&page, story::style(file, out)),
        PageFormat::Text => view::terminal::article_short(&page, story::style(file, out)),
        PageFormat::Json => serde_json::to_string_pretty(&page)? + "\n",
        PageFormat::Html => view::html::article(&page),
        PageFormat::Markdown => view::markdown::article(&page),
    };
    story::deliver(text, format, file, out)?;
    if format == PageFormat::Text && file.is_none() {
        for event in store.events_of(&id)? {
            if let Named::One(row) = store.story_named(event.as_str())? {
                let title = super::text::fit(&row.title, out.room(24));
                out.line(&format!("sutradhar story {:<4} {title}", row.number))?;
            }
        }
    }
    Ok(Outcome::Done)
}
