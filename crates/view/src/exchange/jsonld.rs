//! JSON-LD with the words of schema.org, for search engines: a story is a `WebPage` whose main entity is the list of its
//! reports, an article a `NewsArticle`, a claim a `Claim` with its author and every place that printed it.
//!
//! Never a `ClaimReview`: nothing here says whether a claim is true. No text of an article is in it, only its headline.

use super::{Naming, filled, publishers_page, stated};
use crate::article::ArticlePage;
use crate::claims::SupportRow;
use crate::names::ArticleRow;
use crate::pages::{ClaimPage, StoryRef};
use crate::story::StoryPage;
use crate::web::Target;
use serde_json::{Value, json};
use std::fmt::Write;

/// Whose words these are.
const CONTEXT: &str = "https://schema.org";

/// A story as a page with the list of its reports.
pub fn story(p: &StoryPage, names: &Naming<'_>) -> Value {
    let reports = p
        .articles
        .iter()
        .enumerate()
        .map(|(i, a)| json!({"@type": "ListItem", "position": i + 1, "item": report(a, names)}));
    let about = p.named.iter().filter(|n| n.kind != "LOC");
    let places = p.named.iter().filter(|n| n.kind == "LOC");
    let storyline = p
        .storyline
        .as_ref()
        .map(|s| json!({"@type": "CreativeWorkSeries", "@id": names.uri(Target::Storyline(&s.id)), "name": s.title}));
    let time = match (&p.start, &p.end) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}/{b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    filled(json!({
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": names.uri(Target::Story(&p.id)),
        "url": names.url(Target::Story(&p.id)),
        "name": p.title,
        "inLanguage": p.language,
        "temporalCoverage": time,
        "isPartOf": storyline,
        "about": about.map(|n| thing(n.kind, &n.id, &n.name, names)).collect::<Vec<_>>(),
        "contentLocation": places.map(|n| thing(n.kind, &n.id, &n.name, names)).collect::<Vec<_>>(),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": p.articles.len(),
            "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "itemListElement": reports.collect::<Vec<_>>(),
        },
    }))
}

/// An article, with the stories that it belongs to.
pub fn article(p: &ArticlePage, stories: &[StoryRef], names: &Naming<'_>) -> Value {
    let a = &p.article;
    let based = p
        .lineage
        .iter()
        .filter(|c| c.directed && c.to == a.id && c.from != a.id);
    let based = based.map(|c| {
        json!({"@type": "NewsArticle", "@id": names.uri(Target::Article(&c.from, None)), "publisher": outlet(&c.from_outlet)})
    });
    // Those who published something that the article passes on; people who speak are no publications.
    let mut cited: Vec<&str> = Vec::new();
    for link in p.statements.iter().flat_map(|s| &s.chain) {
        let published = matches!(link.kind, "agency" | "media" | "document");
        if published && !link.name.is_empty() && !cited.contains(&link.name.as_str()) {
            cited.push(&link.name);
        }
    }
    let stories = stories
        .iter()
        .map(|s| json!({"@type": "WebPage", "@id": names.uri(Target::Story(&s.id)), "name": s.title}));
    let named = p.entities.iter().filter(|e| e.count > 0);
    let mut value = report(a, names);
    if let Value::Object(map) = &mut value {
        let page = names.url(Target::Article(&a.id, None));
        map.insert("@context".into(), json!(CONTEXT));
        map.insert("mainEntityOfPage".into(), json!(page));
        map.insert("creditText".into(), json!(a.byline));
        map.insert("sourceOrganization".into(), json!(a.agency.as_deref().map(outlet)));
        map.insert("dateline".into(), json!(a.dateline));
        map.insert("keywords".into(), json!(p.tags));
        map.insert("isBasedOn".into(), based.collect());
        map.insert("citation".into(), json!(cited));
        map.insert("subjectOf".into(), stories.collect());
        map.insert(
            "mentions".into(),
            named.map(|e| thing(e.kind, &e.id, &e.name, names)).collect(),
        );
    }
    filled(value)
}

/// A claim.
pub fn claim(p: &ClaimPage, names: &Naming<'_>) -> Value {
    let c = &p.claim;
    let day = |s: &SupportRow| p.published.iter().find(|(id, _)| *id == s.article)?.1.as_deref();
    let mut asserts: Vec<&SupportRow> = c.support.iter().filter(|s| s.stance == "asserts").collect();
    asserts.sort_by_key(|s| (day(s).is_none(), day(s)));
    let place = |s: &SupportRow| {
        let cited = p.citations.iter().find(|n| n.n == s.cite);
        let quote = cited.map(|n| json!({"@type": "Quotation", "text": n.quote.trim()}));
        json!({
            "@type": "NewsArticle",
            "@id": names.uri(Target::Article(&s.article, None)),
            "url": names.url(Target::Article(&s.article, cited.map(|n| n.line))),
            "publisher": outlet(&s.outlet),
            "datePublished": day(s).filter(|_| p.stated.contains(&s.article)),
            "inLanguage": cited.map(|n| n.language),
            "hasPart": quote,
        })
    };
    let mut authors: Vec<Value> = Vec::new();
    for speaker in asserts.iter().filter_map(|s| s.speaker.as_ref()) {
        let author = json!({
            "@type": match speaker.kind {
                "person" => Some("Person"),
                "official-body" | "agency" | "media" => Some("Organization"),
                _ => None,
            },
            "@id": speaker.entity.as_deref().map(|id| names.uri(Target::Entity(id))),
            "name": speaker.name,
        });
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    // A report without a date is never the first.
    let first = asserts.iter().find(|s| day(s).is_some());
    filled(json!({
        "@context": CONTEXT,
        "@type": "Claim",
        "@id": names.uri(Target::Claim(&c.id)),
        "url": names.url(Target::Claim(&c.id)),
        "text": c.text,
        "author": authors,
        "firstAppearance": first.map(|s| place(s)),
        "appearance": asserts.iter().map(|s| place(s)).collect::<Vec<_>>(),
        "isPartOf": {"@type": "WebPage", "@id": names.uri(Target::Story(&p.story.id)), "name": p.story.title},
    }))
}

/// What is known of an article wherever it stands.
fn report(a: &ArticleRow, names: &Naming<'_>) -> Value {
    json!({
        "@type": "NewsArticle",
        "@id": names.uri(Target::Article(&a.id, None)),
        "url": publishers_page(a),
        "headline": a.headline,
        "inLanguage": a.language,
        "datePublished": stated(&a.published),
        "publisher": outlet(&a.outlet),
    })
}

fn outlet(name: &str) -> Value {
    match name.is_empty() {
        true => Value::Null,
        false => json!({"@type": "Organization", "name": name}),
    }
}

fn thing(kind: &str, id: &str, name: &str, names: &Naming<'_>) -> Value {
    let kind = match kind {
        "PER" => "Person",
        "LOC" => "Place",
        "ORG" => "Organization",
        "EVT" => "Event",
        _ => "Thing",
    };
    json!({"@type": kind, "@id": names.uri(Target::Entity(id)), "name": name})
}

/// A value as a data block of a page. Whatever could end the block, open a tag or turn the direction of text is escaped,
/// so that it means nothing before the JSON is read. A browser runs no such block, and no policy stops it.
pub fn data_block(value: &Value) -> String {
    let mut out = String::from("<script type=\"application/ld+json\">");
    for c in value.to_string().chars() {
        match c {
            '<'
            | '>'
            | '&'
            | '\''
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push_str("</script>\n");
    out
}
