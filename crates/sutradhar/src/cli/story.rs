//! `sutradhar story STORY`

use super::Outcome;
use super::args::{PageFormat, Story};
use super::out::Out;
use crate::app::App;
use crate::export::json_escaped;
use anyhow::Context;
use std::path::Path;
use sutradhar_view::{self as view, StoryPage, terminal::Style};

pub fn run(args: Story, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let story = super::work::read(app, out)?.story(&args.id)?;
    let format = if args.json { PageFormat::Json } else { args.format };
    let file = super::out::file(args.output.as_ref());
    show(&story.page, format, args.full, file, out)?;
    Ok(Outcome::Done)
}

/// Shows the page of a story.
pub fn show(
    page: &StoryPage,
    format: PageFormat,
    full: bool,
    file: Option<&Path>,
    out: &mut Out,
) -> anyhow::Result<()> {
    let text = match format {
        PageFormat::Text if full => view::terminal::story(page, style(file, out)),
        PageFormat::Text => view::terminal::story_short(page, style(file, out)),
        PageFormat::Json => serde_json::to_string_pretty(page)? + "\n",
        PageFormat::Html => view::web::story_alone(page),
        PageFormat::Markdown => view::markdown::story(page),
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
