//! Storylines: the list of them, and one with its events over months and years.

use super::frame::{Frame, Target, page, page_with};
use super::parts::{esc, facts, names, section, voice};
use super::svg;
use super::words;
use crate::pages::{StorylineListPage, StorylinePage};
use crate::story::StorylineStep;
use crate::{dates, labels};
use std::fmt::Write;

/// All storylines.
pub fn storylines(p: &StorylineListPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::STORYLINES);
    let mut out = format!("<h1>{title}</h1>\n");
    if p.items.is_empty() {
        let none = f.either("अभी कोई सिलसिला नहीं बना।", "No storyline yet.");
        let _ = writeln!(out, "<p>{none}</p>");
    } else {
        out.push_str("<ul class=\"list\">\n");
        for s in &p.items {
            let name = f.link(Target::Storyline(&s.id), &esc(&s.title));
            let _ = writeln!(out, "<li><h2{} dir=\"auto\">{name}</h2>", voice(f, &s.title));
            out.push_str(&facts(&[
                labels::count(s.events, labels::Noun::Event, f.ui.tag()),
                esc(&dates::compact(s.start.as_deref(), s.end.as_deref(), f.ui.tag())),
            ]));
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    let mut head = String::new();
    if let Some(cursor) = &p.next {
        let next = Target::StorylinesFrom(cursor);
        super::list::more(&mut out, f, next, &[], cursor);
        if let Some(href) = super::list::next_address(f, next, &[], cursor) {
            let _ = writeln!(head, "<link rel=\"next\" href=\"{}\">", esc(&href));
        }
    }
    page_with(f, title, &head, &out)
}

/// One storyline: the picture, the newest event with what is new in it, and all events from the start.
pub fn storyline(p: &StorylinePage, f: &Frame<'_>) -> String {
    let l = f.ui.tag();
    let mut out = format!("<h1{} dir=\"auto\">{}</h1>\n", voice(f, &p.title), esc(&p.title));
    let (first, last) = (p.steps.first(), p.steps.last());
    let start = first.and_then(|s| s.start.as_deref());
    let end = last.and_then(|s| s.end.as_deref().or(s.start.as_deref()));
    out.push_str(&facts(&[
        labels::count(p.steps.len(), labels::Noun::Event, l),
        esc(&dates::compact(start, end, l)),
    ]));
    if let Some(picture) = svg::storyline(f, &p.steps, "t-line") {
        let _ = write!(out, "<div class=\"picture\" tabindex=\"0\">{picture}</div>");
    }
    if let Some(s) = last.filter(|_| p.steps.len() > 1) {
        section(&mut out, f, "newest", labels::WHATS_NEW);
        out.push_str("<ul class=\"list\">\n");
        step(&mut out, f, s);
        out.push_str("</ul></section>\n");
    }
    section(&mut out, f, "events", labels::FROM_START);
    out.push_str("<ol class=\"list\">\n");
    for s in &p.steps {
        step(&mut out, f, s);
    }
    out.push_str("</ol></section>\n");
    page(f, &p.title, &out)
}

fn step(out: &mut String, f: &Frame<'_>, s: &StorylineStep) {
    let name = f.link(Target::Story(&s.id), &esc(&s.title));
    let _ = writeln!(out, "<li><h3{} dir=\"auto\">{name}</h3>", voice(f, &s.title));
    out.push_str(&facts(&[
        esc(&dates::compact(s.start.as_deref(), s.end.as_deref(), f.ui.tag())),
        words::support(f, s.origins, s.articles),
    ]));
    if let Some(news) = &s.news {
        let _ = writeln!(out, "<p{} dir=\"auto\">{}</p>", voice(f, news), esc(news));
    }
    if !s.new_names.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"rel\">{}: {}</p>",
            f.t(labels::NAMES_NEW),
            names(f, &s.new_names, ", ")
        );
    }
    if !s.reasons.is_empty() {
        let why: Vec<String> = s.reasons.iter().map(|r| words::follows(f, r)).collect();
        let label = f.either("क्यों जुड़ी", "Why it follows");
        let _ = writeln!(out, "<p class=\"rel\">{label}: {}</p>", why.join("; "));
    }
    out.push_str("</li>\n");
}
