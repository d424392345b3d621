//! ninjs 3.1 (iptc.org/standards/ninjs): the form in which newsrooms pass on news.
//!
//! A story is a `composite` of its reports, its body the quick read with its citations. An article is `full` where whole
//! texts may be shown; else `partial`, with the lines that may be shown as a description. Fields for moments hold only
//! what is known to the minute; a coarser date is told in `edNote`.

use super::{Naming, PLAIN, date_note, filled, moment, own_lines, publishers_page, stated, support, things};
use crate::article::ArticlePage;
use crate::cite::Cited;
use crate::dates;
use crate::labels::is_hindi;
use crate::names::ArticleRow;
use crate::pages::StoryRef;
use crate::story::StoryPage;
use crate::web::Target;
use crate::word::WordNode;
use serde_json::{Value, json};

/// The schema that the values fit.
pub const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";

/// A story with its reports.
pub fn story(p: &StoryPage, names: &Naming<'_>) -> Value {
    let body = brief(p, names);
    let of = |kind: &str| {
        things(
            p.named
                .iter()
                .filter(|n| n.kind == kind)
                .map(|n| (n.id.as_str(), n.name.as_str())),
            names,
        )
    };
    let storyline = p
        .storyline
        .iter()
        .map(|s| json!({"name": s.title, "rel": "storyline", "uri": names.uri(Target::Storyline(&s.id))}));
    let reports = p.articles.iter().enumerate().map(|(i, a)| report(a, i + 1, names));
    filled(json!({
        "uri": names.uri(Target::Story(&p.id)),
        "standard": standard(),
        "type": "composite",
        "representationType": "partial",
        "pubStatus": "usable",
        "language": p.language,
        "versionCreated": last_moment(p),
        "title": p.title,
        "headlines": [text(None, &p.title)],
        "bodies": body.iter().map(|b| counted("brief", b)).collect::<Vec<_>>(),
        "people": of("PER"),
        "organisations": of("ORG"),
        "places": of("LOC"),
        "events": storyline.collect::<Vec<_>>(),
        "infoSources": story_sources(p),
        "associations": reports.collect::<Vec<_>>(),
        "altIds": [{"role": "sutradhar-story", "value": p.id}],
        "edNote": note(p),
    }))
}

/// An article; `whole` says whether its text may be passed on. Its page holds only lines that may.
pub fn article(p: &ArticlePage, stories: &[StoryRef], names: &Naming<'_>, whole: bool) -> Value {
    let a = &p.article;
    let shown = lines(p);
    let (bodies, descriptions) = match (shown.is_empty(), whole) {
        (true, _) => (Vec::new(), Vec::new()),
        (false, true) => (vec![counted("main", &shown)], Vec::new()),
        (false, false) => (Vec::new(), vec![text(Some("excerpt"), &shown)]),
    };
    let of = |kind: &str| {
        let named = p.entities.iter().filter(|e| e.kind == kind && e.count > 0);
        things(named.map(|e| (e.id.as_str(), e.name.as_str())), names)
    };
    let events = stories
        .iter()
        .map(|s| json!({"name": s.title, "rel": "story", "uri": names.uri(Target::Story(&s.id))}));
    let usage = "An excerpt: the whole text is the publisher's.";
    let mut value = facts(a, names);
    add(
        &mut value,
        json!({
            "standard": standard(),
            "representationType": if whole { "full" } else { "partial" },
            "versionCreated": p.fetched_at.as_deref().and_then(moment).or_else(|| stated(&a.published).and_then(moment)),
            "title": a.headline,
            "bodies": bodies,
            "descriptions": descriptions,
            "people": of("PER"),
            "organisations": of("ORG"),
            "places": of("LOC"),
            "events": events.chain(things(p.entities.iter().filter(|e| e.kind == "EVT" && e.count > 0)
                .map(|e| (e.id.as_str(), e.name.as_str())), names)).collect::<Vec<_>>(),
            "infoSources": article_sources(p, names),
            "usageTerms": if whole { None } else { Some(usage) },
        }),
    );
    filled(value)
}

/// What is known of an article wherever it stands.
fn facts(a: &ArticleRow, names: &Naming<'_>) -> Value {
    let id = json!({"role": "sutradhar-article", "value": a.id});
    let page = publishers_page(a).map(|url| json!({"role": "publisher-page", "value": url}));
    let mut ids = vec![id];
    ids.extend(page);
    json!({
        "uri": names.uri(Target::Article(&a.id, None)),
        "type": "text",
        "representationType": "partial",
        "pubStatus": "usable",
        "language": a.language,
        "contentCreated": stated(&a.published).and_then(moment),
        "headlines": headline(a),
        "by": a.byline,
        "located": a.dateline,
        "altIds": ids,
        "edNote": date_note(&a.published),
    })
}

/// A report of a story.
fn report(a: &ArticleRow, n: usize, names: &Naming<'_>) -> Value {
    let mut value = facts(a, names);
    add(
        &mut value,
        json!({
            "name": format!("report-{n}"),
            "rel": "report",
            "infoSources": publisher(a),
        }),
    );
    value
}

/// Puts the fields of one object into another.
fn add(to: &mut Value, more: Value) {
    if let (Value::Object(to), Value::Object(more)) = (to, more) {
        to.extend(more);
    }
}

fn standard() -> Value {
    json!({"name": "ninjs", "version": "3.1", "schema": SCHEMA})
}

fn text(role: Option<&str>, value: &str) -> Value {
    json!({"role": role, "contentType": PLAIN, "value": value})
}

fn headline(a: &ArticleRow) -> Vec<Value> {
    let given = Some(a.headline.as_str()).filter(|h| !h.is_empty());
    given.map(|h| text(None, h)).into_iter().collect()
}

fn counted(role: &str, value: &str) -> Value {
    json!({
        "role": role, "contentType": PLAIN, "value": value,
        "charCount": value.chars().count(), "wordCount": value.split_whitespace().count(),
    })
}

/// The lines of an article that are shown, one each; an ellipsis where some were left out.
fn lines(p: &ArticlePage) -> String {
    let own = own_lines(p);
    if own.iter().all(Option::is_none) {
        return String::new();
    }
    let words: Vec<&str> = own.iter().map(|l| l.map_or("…", |l| l.text.as_str())).collect();
    words.join("\n")
}

/// The quick read, each line with its citations under it; `None` if there is none.
fn brief(p: &StoryPage, names: &Naming<'_>) -> Option<String> {
    let mut out = String::new();
    let mut cited: Vec<&Cited> = Vec::new();
    for b in &p.bullets {
        let marks: Vec<String> = b.cites.iter().map(|n| format!("[{n}]")).collect();
        out.push_str(&format!("• {} {}\n", b.text, marks.concat()));
        cited.extend(p.citations.iter().filter(|c| b.cites.contains(&c.n)));
    }
    if out.is_empty() {
        return None;
    }
    cited.sort_by_key(|c| c.n);
    cited.dedup_by_key(|c| c.n);
    for c in cited {
        out.push_str(&format!("\n{}", citation(c, p, names)));
    }
    Some(out)
}

/// A citation as one line: its number, outlet, day and line, the words, and where they are.
pub(super) fn citation(c: &Cited, p: &StoryPage, names: &Naming<'_>) -> String {
    let quote = c.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let article = p.articles.iter().find(|a| a.id == c.article);
    let day = article.and_then(|a| a.published.value.as_deref());
    let day = day.map_or_else(String::new, |d| format!(", {}", dates::day(d, p.language)));
    let line = if is_hindi(p.language) {
        "पंक्ति"
    } else {
        "line"
    };
    let uri = names.uri(Target::Article(&c.article, Some(c.line)));
    format!("[{}] {}{day}, {line} {}: “{quote}” {uri}", c.n, c.outlet, c.line)
}

/// When the newest report of a story was published, as far as reports state it.
pub(super) fn last_moment(p: &StoryPage) -> Option<String> {
    let all = p.articles.iter().filter_map(|a| stated(&a.published));
    all.filter_map(moment).max()
}

/// What those who take a story over should know.
pub(super) fn note(p: &StoryPage) -> String {
    let state = match p.bullets.first() {
        Some(b) => format!(" The quick read is in the state “{}”.", b.state),
        None => String::new(),
    };
    format!(
        "Put together by a program from {}.{state}",
        support(p.origins, p.article_count)
    )
}

/// An entry of `infoSources`, unless there is one of this name and role.
fn source(list: &mut Vec<Value>, name: &str, role: &str, kind: Option<&str>, uri: Option<String>) {
    if !name.is_empty() && !list.iter().any(|s| s["name"] == name && s["role"] == role) {
        list.push(json!({"name": name, "role": role, "literal": kind, "uri": uri}));
    }
}

fn publisher(a: &ArticleRow) -> Vec<Value> {
    let mut list = Vec::new();
    source(&mut list, &a.outlet, "publisher", None, None);
    source(&mut list, a.agency.as_deref().unwrap_or(""), "agency", None, None);
    list
}

/// The independent origins of a story, then who speaks in it and who passes that on.
fn story_sources(p: &StoryPage) -> Vec<Value> {
    let mut list = Vec::new();
    for origin in p.articles.iter().filter_map(|a| a.origin.as_deref()) {
        source(&mut list, origin, "origin", None, None);
    }
    for name in &p.ultimate_sources {
        source(&mut list, name, "ultimate-source", None, None);
    }
    for root in &p.word {
        tree(&mut list, root, "speaker");
    }
    list
}

fn tree(list: &mut Vec<Value>, node: &WordNode, role: &str) {
    if node.kind == "outlet" {
        return;
    }
    source(list, &node.name, role, Some(node.kind), None);
    for child in &node.children {
        tree(list, child, "relay");
    }
}

/// Who published an article, whose text it is, who speaks in it and who passes that on.
fn article_sources(p: &ArticlePage, names: &Naming<'_>) -> Vec<Value> {
    let mut list = publisher(&p.article);
    for s in &p.statements {
        for (i, link) in s.chain.iter().filter(|l| l.kind != "outlet").enumerate() {
            let role = if i == 0 { "speaker" } else { "relay" };
            let uri = link.entity.as_deref().map(|id| names.uri(Target::Entity(id)));
            source(&mut list, &link.name, role, Some(link.kind), uri);
        }
    }
    list
}
