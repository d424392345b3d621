//! `sutradhar article ARTICLE`

use super::Outcome;
use super::args::{Article, PageFormat};
use super::out::Out;
use super::story;
use crate::app::App;
use sutradhar_view as view;

pub fn run(args: Article, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let article = super::work::read(app, out)?.article(&args.id)?;
    let page = &article.page;
    let format = if args.json { PageFormat::Json } else { args.format };
    let file = super::out::file(args.output.as_ref());
    let text = match format {
        PageFormat::Text if args.full => view::terminal::article(page, story::style(file, out)),
        PageFormat::Text => view::terminal::article_short(page, story::style(file, out)),
        PageFormat::Json => serde_json::to_string_pretty(page)? + "\n",
        PageFormat::Html => view::web::article_alone(page),
        PageFormat::Markdown => view::markdown::article(page),
    };
    story::deliver(text, format, file, out)?;
    if format == PageFormat::Text && file.is_none() {
        for row in &article.stories {
            let title = super::text::fit(&row.title, out.room(24));
            out.line(&format!("sutradhar story {:<4} {title}", row.number))?;
        }
    }
    Ok(Outcome::Done)
}
