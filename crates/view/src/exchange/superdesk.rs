//! ninjs 1.x as Superdesk reads it (`superdesk/io/feed_parsers/ninjs.py`): plain fields of small letters, bodies of HTML,
//! moments in UTC to the second. A value of 3.1 would arrive there empty.
//!
//! Superdesk takes an item without `versioncreated` for one that has expired. Where the moment of publication is not
//! known to the minute, it is when the page was fetched, else the first of the day; `ednote` says so.

use super::ninjs::{last_moment, note};
use super::{Naming, date_note, filled, moment, own_lines, publishers_page, stated};
use crate::article::ArticlePage;
use crate::names::{ArticleRow, PublishedRow};
use crate::safe::escape;
use crate::story::StoryPage;
use crate::web::Target;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What Superdesk takes where nobody judged: its lowest priority, and its middle urgency.
const PRIORITY: u8 = 6;
const URGENCY: u8 = 3;

/// A story with its reports.
pub fn story(p: &StoryPage, names: &Naming<'_>) -> Value {
    let uri = names.uri(Target::Story(&p.id));
    let mut reports = Map::new();
    for (i, a) in p.articles.iter().enumerate() {
        let mut item = facts(a, names);
        if let Some(item) = item.as_object_mut() {
            item.insert("versioncreated".into(), json!(version(&a.published, None)));
        }
        reports.insert(format!("report-{}", i + 1), item);
    }
    let places = p.named.iter().filter(|n| n.kind == "LOC");
    let version = last_moment(p).or_else(|| p.articles.iter().filter_map(|a| version(&a.published, None)).max());
    let version = version.or_else(|| first_of(p.end.as_deref().or(p.start.as_deref())?));
    filled(json!({
        "guid": uri,
        "uri": uri,
        "type": "text",
        "pubstatus": "usable",
        "language": p.language,
        "versioncreated": version,
        "headline": p.title,
        "body_html": brief(p, names),
        "priority": PRIORITY,
        "urgency": URGENCY,
        "place": places.map(|n| json!({"name": n.name, "code": n.id})).collect::<Vec<_>>(),
        "ednote": note(p),
        "associations": reports,
    }))
}

/// An article; `whole` says whether its text may be passed on. Its page holds only lines that may.
pub fn article(p: &ArticlePage, names: &Naming<'_>, whole: bool) -> Value {
    let a = &p.article;
    let places = p.entities.iter().filter(|e| e.kind == "LOC" && e.count > 0);
    let mut value = facts(a, names);
    if let Some(item) = value.as_object_mut() {
        let terms = (!whole).then_some("An excerpt: the whole text is the publisher's.");
        item.insert(
            "versioncreated".into(),
            json!(version(&a.published, p.fetched_at.as_deref())),
        );
        item.insert("body_html".into(), json!(body(p)));
        item.insert("keywords".into(), json!(p.tags));
        item.insert("usageterms".into(), json!(terms));
        let places = places.map(|e| json!({"name": e.name, "code": e.id}));
        item.insert("place".into(), json!(places.collect::<Vec<_>>()));
    }
    filled(value)
}

/// What is known of an article wherever it stands.
fn facts(a: &ArticleRow, names: &Naming<'_>) -> Value {
    let uri = names.uri(Target::Article(&a.id, None));
    let page = publishers_page(a).map(|url| format!("Publisher's page: {url}"));
    let note: Vec<String> = [date_note(&a.published), page].into_iter().flatten().collect();
    json!({
        "guid": uri,
        "uri": uri,
        "type": "text",
        "pubstatus": "usable",
        "language": a.language,
        "firstcreated": stated(&a.published).and_then(moment),
        "headline": a.headline,
        "byline": a.byline,
        "located": a.dateline,
        "source": a.outlet,
        "priority": PRIORITY,
        "urgency": URGENCY,
        "ednote": note.join(" "),
    })
}

/// When an article was published, else fetched, else the first moment of its day.
fn version(p: &PublishedRow, fetched_at: Option<&str>) -> Option<String> {
    let exact = stated(p).and_then(moment).or_else(|| fetched_at.and_then(moment));
    exact.or_else(|| first_of(p.value.as_deref().or(p.earliest.as_deref())?))
}

/// The first moment of a day in UTC.
fn first_of(iso: &str) -> Option<String> {
    let day: jiff::civil::Date = iso.get(..10)?.parse().ok()?;
    moment(&format!("{day}T00:00Z"))
}

/// The lines of an article that are shown, as HTML.
fn body(p: &ArticlePage) -> String {
    let own = own_lines(p);
    if own.iter().all(Option::is_none) {
        return String::new();
    }
    let mut out = String::new();
    for line in own {
        let _ = match line {
            None => write!(out, "<p>…</p>"),
            Some(l) if l.class == "subheading" => write!(out, "<h2>{}</h2>", escape(&l.text)),
            Some(l) => write!(out, "<p>{}</p>", escape(&l.text)),
        };
    }
    out
}

/// The quick read as HTML, each line with the passages that it rests on.
fn brief(p: &StoryPage, names: &Naming<'_>) -> String {
    let mut out = String::new();
    for b in &p.bullets {
        let _ = write!(out, "<p>{}</p><ul>", escape(&b.text));
        for c in p.citations.iter().filter(|c| b.cites.contains(&c.n)) {
            let _ = write!(out, "<li>{}</li>", escape(&super::ninjs::citation(c, p, names)));
        }
        out.push_str("</ul>");
    }
    out
}
