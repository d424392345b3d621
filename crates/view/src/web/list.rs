//! Lists of stories: what is new, and all of them.

use super::frame::{Frame, Target, page_with};
use super::parts::{esc, lang, live, names, said};
use super::words;
use crate::pages::{StoryCard, StoryListPage};
use crate::{dates, labels};
use std::fmt::Write;

/// Outlets named on a card.
const OUTLETS: usize = 5;

/// What is new: the first page of all stories.
pub fn home(p: &StoryListPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::TODAY);
    let (strip, script) = live(f, None, p.last);
    let mut out = format!("<h1>{title}</h1>\n{strip}");
    if p.items.is_empty() {
        let (first, second) = f.either(
            ("अभी कोई ख़बर नहीं।", "से शुरू करें, या नमूना देखें:"),
            ("No stories yet. Start with", "or look at a sample:"),
        );
        let _ = writeln!(
            out,
            "<p>{first} <code lang=\"en\">sutradhar add</code> {second} <code lang=\"en\">sutradhar demo</code></p>"
        );
    } else {
        list(&mut out, p, f);
    }
    page_with(f, title, &(script + &next_link(p, f)), &out)
}

/// All stories, or those that a query asks for.
pub fn story_list(p: &StoryListPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::STORIES);
    let mut out = format!("<h1>{title}</h1>\n");
    filters(&mut out, &p.filters, f);
    if p.items.is_empty() {
        let none = f.either("ऐसी कोई कहानी नहीं मिली।", "No story fits.");
        let _ = writeln!(out, "<p>{none}</p>");
    } else {
        list(&mut out, p, f);
    }
    page_with(f, title, &next_link(p, f), &out)
}

/// The stories of a list, and the way on.
pub(super) fn list(out: &mut String, p: &StoryListPage, f: &Frame<'_>) {
    let _ = writeln!(out, "<p class=\"facts\"><span>{}</span></p>", stories(f, p.total));
    cards(out, &p.items, f, "h2");
    let by_change = f.either(
        "क्रम: पिछले 24 घंटों में जिसमें सबसे ज़्यादा नए मूल स्रोत आए, पहले; फिर जो आख़िर में बदली; फिर सबसे नई घटनाएं। जिस \
         सिलसिले में कई घटनाएं हैं, उसका नाम साथ में है।",
        "Order: first what gained most new origins in the last 24 hours, then what changed last, then the newest events. \
         Where an event stands in a storyline, its name stands beside it.",
    );
    let rule = f.either(
        "क्रम: सबसे नई घटना पहले। जिस सिलसिले में कई घटनाएं हैं, उसका नाम साथ में है।",
        "Order: the newest event first. Where an event stands in a storyline, its name stands beside it.",
    );
    if let Some(cursor) = &p.next {
        more(out, f, Target::StoriesFrom(cursor), &p.filters, cursor);
    }
    if p.by_change {
        out.push_str(&f.more(Target::Stories, f.either("सभी कहानियां", "All stories")));
    }
    let rule = if p.by_change { by_change } else { rule };
    let _ = writeln!(out, "<p class=\"rel\">{rule}</p>");
}

/// How many stories: `37 कहानियां`.
pub(super) fn stories(f: &Frame<'_>, total: crate::pages::Total) -> String {
    let n = words::total(total);
    let one = total.value == 1 && total.exact;
    match (f.hindi(), one) {
        (true, true) => "1 कहानी".into(),
        (true, false) => format!("{n} कहानियां"),
        (false, true) => "1 story".into(),
        (false, false) => format!("{n} stories"),
    }
}

/// The way to the next page of a list.
pub(super) fn more(out: &mut String, f: &Frame<'_>, next: Target<'_>, filters: &[(String, String)], cursor: &str) {
    let Some(href) = next_address(f, next, filters, cursor) else {
        return;
    };
    let _ = writeln!(
        out,
        "<p><a class=\"more\" rel=\"next\" href=\"{}\">{} →</a></p>",
        esc(&href),
        f.t(labels::NEXT_PAGE)
    );
}

/// The address of what comes after a cursor: on a server this page asked again, in a site a page of its own.
pub(super) fn next_address(
    f: &Frame<'_>,
    next: Target<'_>,
    filters: &[(String, String)],
    cursor: &str,
) -> Option<String> {
    if !f.search {
        return (f.address)(next);
    }
    // What the address of this page holds already is not said twice.
    let own = f.this.contains('?');
    let mut fields: Vec<(&str, &str)> = Vec::new();
    if !own {
        fields.extend(filters.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    }
    fields.push(("after", cursor));
    Some(f.again(&fields))
}

/// The same for programs, in the head.
pub(super) fn next_link(p: &StoryListPage, f: &Frame<'_>) -> String {
    let next = p.next.as_deref();
    let href = next.and_then(|cursor| next_address(f, Target::StoriesFrom(cursor), &p.filters, cursor));
    href.map_or_else(String::new, |href| {
        format!("<link rel=\"next\" href=\"{}\">\n", esc(&href))
    })
}

/// What a list was narrowed by, with a way to take each away.
pub(super) fn filters(out: &mut String, list: &[(String, String)], f: &Frame<'_>) {
    if list.is_empty() {
        return;
    }
    let _ = write!(out, "<ul class=\"alert\" aria-label=\"{}\">", f.t(labels::NARROW));
    let base = super::frame::bare(f.this);
    for (i, (name, value)) in list.iter().enumerate() {
        let mut fields: Vec<(&str, &str)> = Vec::new();
        let others = list.iter().enumerate().filter(|(j, _)| *j != i);
        fields.extend(others.map(|(_, (n, v))| (n.as_str(), v.as_str())));
        if f.search && !f.hindi() {
            fields.push(("ui", "en"));
        }
        let href = super::parts::query(base, &fields);
        let _ = write!(
            out,
            "<li><a href=\"{}\">{}: {} <span class=\"rel\">× {}</span></a></li>",
            esc(&href),
            words::filter_name(f, name),
            filter_value(f, name, value),
            f.t(labels::CLEAR)
        );
    }
    out.push_str("</ul>\n");
}

/// The value of a filter as read.
pub(super) fn filter_value(f: &Frame<'_>, name: &str, value: &str) -> String {
    match name {
        "lang" => {
            let shown = labels::language_name(value);
            if shown == "–" {
                said(f, value)
            } else {
                format!("<span lang=\"{}\">{shown}</span>", esc(value))
            }
        }
        "since" | "until" => esc(&dates::human(value, f.ui.tag())),
        "standing" => esc(labels::standing(value).of(f.ui.tag())),
        "changed" => f.either("हां", "yes").to_string(),
        "counted" if !labels::figure_role(value).en.is_empty() => esc(labels::figure_role(value).of(f.ui.tag())),
        "counted" if value == "money" => f.either("रक़म", "money").to_string(),
        _ => said(f, value),
    }
}

/// Stories as cards; `level` is the heading that each has.
pub(super) fn cards(out: &mut String, list: &[StoryCard], f: &Frame<'_>, level: &str) {
    out.push_str("<ul class=\"list\">\n");
    for c in list {
        card(out, c, f, level);
    }
    out.push_str("</ul>\n");
}

fn card(out: &mut String, c: &StoryCard, f: &Frame<'_>, level: &str) {
    let title = f.link(Target::Story(&c.id), &esc(&c.title));
    let _ = writeln!(
        out,
        "<li><{level}{} dir=\"auto\">{title}</{level}>",
        lang(f, &c.language)
    );
    if let Some(b) = &c.bullet {
        let _ = writeln!(out, "<p{} dir=\"auto\">{}</p>", lang(f, &c.language), esc(b));
    }
    let mut parts = vec![
        esc(&dates::compact(c.start.as_deref(), c.end.as_deref(), f.ui.tag())),
        words::support(f, c.origins, c.articles),
    ];
    if c.disputed + c.denied > 0 {
        let text = words::contested(f, c.disputed, c.denied);
        parts.push(format!(
            "<span class=\"bad chip\"><i class=\"i ne\"></i>{}</span>",
            esc(&text)
        ));
    }
    if c.headlines > 0 {
        let text = words::beyond(f, c.headlines);
        parts.push(format!(
            "<span class=\"warn chip\"><i class=\"i up\"></i>{}</span>",
            esc(&text)
        ));
    }
    if let Some(changed) = &c.changed {
        let time = super::changes::time(f, &changed.at);
        parts.push(format!("{}: {time}", f.t(labels::CHANGED_LAST)));
    }
    out.push_str(&super::parts::facts(&parts));
    let mut last: Vec<String> = Vec::new();
    if !c.outlets.is_empty() {
        let shown = c.outlets.get(..OUTLETS.min(c.outlets.len())).unwrap_or_default();
        let mut text = names(f, shown, " · ");
        if c.outlets.len() > OUTLETS {
            let _ = write!(text, " +{}", c.outlets.len() - OUTLETS);
        }
        last.push(text);
    }
    if let Some(s) = &c.storyline {
        let name = f.link(Target::Storyline(&s.id), &said(f, &s.title));
        let others = words::other_events(f, s.events.saturating_sub(1));
        last.push(format!("{}: {name}, {others}", f.t(labels::LINE_OF)));
    }
    out.push_str(&super::parts::facts(&last));
    out.push_str("</li>\n");
}
