//! A list of stories as one HTML file.

use super::shell::{escape, file, foot, lang};
use crate::labels::{self, Noun, is_hindi};
use crate::{dates, list::StoryRow};
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
    // Each storyline stands where its newest story would, with its stories in order of time.
    let mut done: Vec<&str> = Vec::new();
    for r in rows {
        let line = r.storyline.as_deref().filter(|_| r.storyline_title.is_some());
        let Some(id) = line else {
            row(&mut out, r, href, l);
            continue;
        };
        if done.contains(&id) {
            continue;
        }
        done.push(id);
        let mut own: Vec<&StoryRow> = rows.iter().filter(|o| o.storyline.as_deref() == Some(id)).collect();
        own.sort_by(|a, b| (a.start.is_none(), &a.start, &a.id).cmp(&(b.start.is_none(), &b.start, &b.id)));
        let title = r.storyline_title.as_deref().unwrap_or("");
        let _ = writeln!(
            out,
            "<li class=\"thread\"><p class=\"kicker\" dir=\"auto\">↳ {}</p>\n<ul class=\"list\">",
            escape(title)
        );
        for o in own {
            row(&mut out, o, href, l);
        }
        out.push_str("</ul></li>\n");
    }
    out.push_str("</ul></main>\n");
    out.push_str(&foot(l));
    file(labels::STORIES.of(l), l, &out)
}

/// One story of the list.
fn row(out: &mut String, r: &StoryRow, href: &dyn Fn(&StoryRow) -> String, l: &str) {
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
    out.push_str("</li>\n");
}
