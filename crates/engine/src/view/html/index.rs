//! A list of stories as one HTML file.

use super::shell::{escape, file, foot, lang};
use crate::view::labels::{self, Noun, is_hindi};
use crate::view::{dates, list::StoryRow};
use std::fmt::Write;

/// A list of stories as one HTML file. `href` gives the address of a row's page, relative to this file.
///
/// The list speaks Hindi if most of its titles do.
pub fn index(rows: &[StoryRow], href: &dyn Fn(&StoryRow) -> String) -> String {
    let hindi = rows.iter().filter(|r| is_hindi(r.language)).count();
    let l = if hindi * 2 > rows.len() { "hi" } else { "en" };
    let mut out = format!(
        "<header><h1>{}</h1><p class=\"count\">{}</p></header>\n<main id=\"main\">\n<ul class=\"list\">\n",
        labels::STORIES.of(l),
        labels::count(rows.len(), Noun::Event, l)
    );
    for r in rows {
        let address = href(r);
        // A relative address only: anything with a scheme or a host is not ours.
        let inside = !address.contains(':') && !address.starts_with("//");
        let title = escape(&r.title);
        let title = if inside {
            format!("<a href=\"{}\">{title}</a>", escape(&address))
        } else {
            title
        };
        let _ = writeln!(
            out,
            "<li><h2{} dir=\"auto\">{title}</h2><p class=\"small soft\">{} · <b>{}</b> · {}",
            lang(r.language, l),
            escape(&dates::span(r.start.as_deref(), r.end.as_deref(), l)),
            labels::count(r.origins, Noun::Origin, l),
            labels::count(r.articles, Noun::Article, l)
        );
        if !r.ultimate_sources.is_empty() {
            let _ = write!(out, " · ← {}", escape(&r.ultimate_sources.join(", ")));
        }
        out.push_str("</p>");
        if let Some(s) = &r.storyline_title {
            let _ = write!(out, "<p class=\"small soft\">↳ {}</p>", escape(s));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul></main>\n");
    out.push_str(&foot(l));
    file(labels::STORIES.of(l), l, &out)
}
