//! The list of changes, and the page that names all feeds.

use super::frame::{Frame, Target, page_with};
use super::part::tabs;
use super::parts::{esc, facts, lang, live, query, said, section_named};
use super::story::head;
use crate::changes::{ChangeLine, ChangesPage, change_entries};
use crate::story::StoryPage;
use crate::{dates, labels};
use std::fmt::Write;

/// What changed, the last first.
pub fn changes(p: &ChangesPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::CHANGES);
    let (strip, mut head) = live(f, None, p.last);
    let mut out = format!("<h1>{title}</h1>\n{strip}");
    super::list::filters(&mut out, &p.filters, f);
    head.push_str(&list(&mut out, p, f, true));
    page_with(f, title, &head, &out)
}

/// What changed of one story.
pub fn story_changes(story: &StoryPage, p: &ChangesPage, f: &Frame<'_>) -> String {
    let mut out = head(story, f);
    tabs(&mut out, story, f, "changes");
    let title = f.t(labels::CHANGES);
    section_named(&mut out, "changes", title);
    let next = list(&mut out, p, f, false);
    out.push_str("</section>\n");
    page_with(f, &format!("{title} · {}", story.title), &next, &out)
}

/// The entries of a list with the way on, each with the name of its story if they are of `several`; returns what the
/// head of the page says of the way on.
fn list(out: &mut String, p: &ChangesPage, f: &Frame<'_>, several: bool) -> String {
    let mut head = String::new();
    if p.items.is_empty() {
        let none = f.either("अभी कोई बदलाव नहीं।", "Nothing has changed yet.");
        let _ = writeln!(out, "<p>{none}</p>");
        return head;
    }
    out.push_str("<ul class=\"list\">\n");
    for entry in change_entries(&p.items) {
        let _ = writeln!(out, "<li id=\"n{}\">", entry.number());
        if let Some((id, name)) = entry
            .rows
            .first()
            .and_then(|r| r.story.as_deref().zip(r.title.as_deref()))
            .filter(|_| several)
        {
            let name = f.link(Target::Story(id), &said(f, name));
            let _ = writeln!(out, "<h2 dir=\"auto\">{name}</h2>");
        }
        out.push_str(&facts(&[time(f, entry.updated())]));
        out.push_str("<ul class=\"claim\">\n");
        for row in &entry.rows {
            change(out, row, f);
        }
        out.push_str("</ul></li>\n");
    }
    out.push_str("</ul>\n");
    let rule = f.either(
        "क्रम: जो आख़िर में बदला, पहले। एक कहानी के दस मिनट के भीतर के बदलाव साथ हैं। बदलाव यानी नया मूल स्रोत, \
         दावे का बदला आधार, बदला आंकड़ा, पाठ से आगे का शीर्षक, साझा पाठ, जुड़ी या बंटी कहानी।",
        "Order: what changed last stands first. Changes of one story within ten minutes stand together. A change is a \
         new independent origin, another standing of a claim, another figure, a headline beyond its text, shared text, \
         stories put together or parted.",
    );
    if let Some(next) = p.next {
        let next = next.to_string();
        let mut fields: Vec<(&str, &str)> = Vec::new();
        if !f.this.contains('?') {
            fields.extend(p.filters.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        }
        fields.push(("before", next.as_str()));
        let href = esc(&f.again(&fields));
        let _ = writeln!(
            out,
            "<p><a class=\"more\" rel=\"next\" href=\"{href}\">{} →</a></p>",
            f.t(labels::NEXT_PAGE)
        );
        let _ = writeln!(head, "<link rel=\"next\" href=\"{href}\">");
    }
    let _ = writeln!(out, "<p class=\"rel\">{rule}</p>");
    head
}

/// The time of a change.
pub(super) fn time(f: &Frame<'_>, at: &str) -> String {
    // Seconds tell a reader nothing.
    let short = match (at.get(..16), at.get(16..)) {
        (Some(minute), Some(rest)) if rest.starts_with(':') => {
            format!("{minute}{}", rest.get(3..).unwrap_or_default())
        }
        _ => at.to_string(),
    };
    let shown = super::words::clock(f, &dates::human(&short, f.ui.tag()));
    let shown = shown.replace(" UTC", f.either(" यूटीसी", " UTC"));
    format!("<time datetime=\"{}\">{}</time>", esc(at), esc(&shown))
}

fn change(out: &mut String, row: &ChangeLine, f: &Frame<'_>) {
    let words = format!("<span dir=\"auto\">{}</span>", esc(&row.words(f.ui.tag())));
    let words = match (&row.claim, &row.article) {
        (Some(claim), _) => f.link(Target::Claim(claim), &words),
        (None, Some(article)) if row.kind != "article.withdrawn" => f.link(Target::Article(article, None), &words),
        _ => words,
    };
    let _ = writeln!(out, "<li><p>{words}</p>");
    for c in &row.body.citations {
        let date = c.date.as_deref().map(|d| dates::day(d, f.ui.tag()));
        let date = date.map_or_else(String::new, |d| format!(", {d}"));
        let line = format!("{} {}", f.t(labels::LINE), c.line);
        let place = f.link(Target::Article(&c.article, Some(c.line)), &esc(&line));
        let _ = writeln!(
            out,
            "<blockquote{} dir=\"auto\">{}</blockquote><p class=\"rel\">— {}{}, {place}</p>",
            lang(f, &c.language),
            esc(&c.quote),
            said(f, &c.outlet),
            esc(&date)
        );
    }
    out.push_str("</li>\n");
}

/// All feeds: groups with a name, each with the title and the path (without an ending) of its feeds. A path holds its
/// own query.
pub fn feeds(groups: &[(String, Vec<(String, String)>)], f: &Frame<'_>) -> String {
    let title = f.t(labels::FEEDS);
    let mut out = format!("<h1>{title}</h1>\n");
    let about = f.either(
        "हर फ़ीड की एक प्रविष्टि बताती है कि क्या बदला, किस मूल स्रोत के किन शब्दों पर। <code lang=\"en\">?kinds=</code> से चुनें कि कौन से बदलाव आएं।",
        "An entry of a feed tells what changed, and on which words of which origin. <code>?kinds=</code> narrows a feed to some kinds.",
    );
    let _ = writeln!(out, "<p class=\"prose\">{about}</p>");
    let all = f.either("सभी फ़ीड एक सूची में", "All feeds in one list");
    let _ = writeln!(
        out,
        "<p class=\"tools\"><a href=\"/feeds.opml\">{all} <span lang=\"en\">(OPML)</span></a></p>"
    );
    for (name, list) in groups.iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "<section><h2>{}</h2>\n<ul class=\"claim\">", esc(name));
        for (title, path) in list {
            let _ = writeln!(out, "<li><p>{} {}</p></li>", said(f, title), both(path, f));
        }
        out.push_str("</ul></section>\n");
    }
    page_with(f, title, "", &out)
}

/// The two forms of a feed as links.
fn both(path: &str, f: &Frame<'_>) -> String {
    let forms = [(".atom", "Atom"), (".jsonfeed", "JSON Feed")];
    let links = forms.map(|(ending, name)| {
        let mut href = with_ending(path, ending);
        if f.search && !f.hindi() {
            href = query(&href, &[("ui", "en")]);
        }
        format!("<a class=\"rel\" lang=\"en\" href=\"{}\">{name}</a>", esc(&href))
    });
    links.join(" · ")
}

/// A path with an ending, before its query.
pub fn with_ending(path: &str, ending: &str) -> String {
    match path.split_once('?') {
        Some((path, query)) => format!("{path}{ending}?{query}"),
        None => format!("{path}{ending}"),
    }
}
