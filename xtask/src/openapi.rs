//! The OpenAPI 3.1 document of the server, made from the types that are written.

use crate::schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use sutradhar::export::records::CopyRecord;
use sutradhar_view::*;

/// A path: its template, what it gives, the names of its filters, and the schema of its data.
type Path = (
    &'static str,
    &'static str,
    &'static [&'static str],
    fn(&mut SchemaGenerator) -> Value,
);

const LIST: &[&str] = &["since", "until", "lang", "outlet", "origins_min", "after"];
const CHANGES: &[&str] = &[
    "changes_since",
    "before",
    "story",
    "storyline",
    "claim",
    "entity",
    "outlet",
    "kinds",
];
const FIGURES: &[&str] = &[
    "counted",
    "status",
    "changed",
    "since",
    "until",
    "lang",
    "outlet",
    "origins_min",
    "after",
];
const SEARCH: &[&str] = &["q", "since", "until", "lang", "outlet", "kind"];

/// Every page that is data as well.
const PATHS: [Path; 16] = [
    (
        "/stories.json",
        "A list of stories, newest first",
        LIST,
        of::<StoryListPage>,
    ),
    ("/stories/{id}.json", "A story", &[], of::<StoryPage>),
    (
        "/stories/{id}/changes.json",
        "What changed of a story, the last first",
        &["kinds", "before"],
        of::<ChangesPage>,
    ),
    (
        "/figures.json",
        "The figures of stories, the newest story first; also .csv",
        FIGURES,
        of::<FiguresPage>,
    ),
    (
        "/storylines.json",
        "Storylines, the one with the newest event first",
        &["lines_after"],
        of::<StorylineListPage>,
    ),
    ("/storylines/{id}.json", "A storyline", &[], of::<StorylinePage>),
    ("/claims/{id}.json", "A claim", &[], of::<ClaimPage>),
    ("/articles/{id}.json", "An article", &[], of::<ArticlePage>),
    (
        "/copies/{a}/{b}.json",
        "Two articles that share copy",
        &[],
        of::<CopyRecord<'static>>,
    ),
    ("/entities/{id}.json", "A person, place or body", &[], of::<EntityPage>),
    ("/outlets.json", "All outlets", &[], of::<OutletListPage>),
    ("/outlets/{id}.json", "An outlet", &[], of::<OutletPage>),
    (
        "/search.json",
        "Search over stories, articles and statements",
        SEARCH,
        of::<SearchPage>,
    ),
    (
        "/changes.json",
        "What changed, the last first; the same as a feed with .atom or .jsonfeed",
        CHANGES,
        of::<ChangesPage>,
    ),
    ("/watch.json", "How the watch of feeds does", &[], of::<WatchPage>),
    ("/openapi.json", "This document", &[], |_| json!({"type": "object"})),
];

/// Forms for other programs: what they are, and their media type.
const EXCHANGE: [(&str, &str, &str); 27] = [
    ("/stories/{id}.md", "A story as Markdown", "text/markdown"),
    ("/articles/{id}.md", "An article as Markdown", "text/markdown"),
    ("/stories.csv", "A list of stories for a spreadsheet", "text/csv"),
    ("/figures.csv", "The figures of stories for a spreadsheet", "text/csv"),
    (
        "/stories/{id}.csl",
        "How to cite a story (CSL-JSON)",
        "application/vnd.citationstyles.csl+json",
    ),
    (
        "/claims/{id}.csl",
        "How to cite a claim (CSL-JSON)",
        "application/vnd.citationstyles.csl+json",
    ),
    ("/stories/{id}/claims.json", "What reports claim", "application/json"),
    (
        "/stories/{id}/word.json",
        "Who stands on whose word",
        "application/json",
    ),
    (
        "/stories/{id}/figures.json",
        "The figures of a story",
        "application/json",
    ),
    (
        "/stories/{id}/copies.json",
        "What was copied and changed",
        "application/json",
    ),
    ("/stories/{id}/timeline.json", "What happened when", "application/json"),
    ("/changes.atom", "What changed, as Atom", "application/atom+xml"),
    (
        "/changes.jsonfeed",
        "What changed, as JSON Feed",
        "application/feed+json",
    ),
    (
        "/stories/{id}.atom",
        "What changed of a story, as Atom",
        "application/atom+xml",
    ),
    (
        "/stories/{id}.jsonfeed",
        "The same as JSON Feed",
        "application/feed+json",
    ),
    (
        "/storylines/{id}.atom",
        "What changed of a storyline, as Atom",
        "application/atom+xml",
    ),
    (
        "/claims/{id}.atom",
        "What changed of a claim, as Atom",
        "application/atom+xml",
    ),
    (
        "/entities/{id}.atom",
        "What changed of the stories of a name, as Atom",
        "application/atom+xml",
    ),
    (
        "/outlets/{id}.atom",
        "What changed of the stories of an outlet, as Atom",
        "application/atom+xml",
    ),
    ("/feeds.opml", "All feeds (OPML)", "text/x-opml"),
    ("/healthz", "Whether the server is there", "text/plain"),
    ("/stories/{id}.ninjs", "A story as ninjs 3.1 (IPTC)", "application/json"),
    (
        "/articles/{id}.ninjs",
        "An article as ninjs 3.1 (IPTC)",
        "application/json",
    ),
    (
        "/stories/{id}.jsonld",
        "A story as JSON-LD (schema.org)",
        "application/ld+json",
    ),
    (
        "/articles/{id}.jsonld",
        "An article as JSON-LD (schema.org)",
        "application/ld+json",
    ),
    (
        "/claims/{id}.jsonld",
        "A claim as JSON-LD (schema.org)",
        "application/ld+json",
    ),
    (
        "/articles/{id}.anno",
        "What was found in an article, as Web Annotations (W3C)",
        "application/ld+json",
    ),
];

/// What a filter takes.
fn filter(name: &str) -> Value {
    let day = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
    let (about, schema) = match name {
        "since" => (
            "Left out is what ended before this day, month or year",
            json!({"type": "string", "pattern": day}),
        ),
        "until" => (
            "Left out is what began after this day, month or year",
            json!({"type": "string", "pattern": day}),
        ),
        "lang" => ("Tag of a language", json!({"type": "string"})),
        "outlet" => (
            "An outlet: its id in lists, a part of its name in a search",
            json!({"type": "string", "maxLength": 400}),
        ),
        "origins_min" => ("Fewest independent origins", json!({"type": "integer", "minimum": 0})),
        "after" => (
            "The cursor that the page before gave as `next`",
            json!({"type": "string", "pattern": "^[0-9a-f]+$"}),
        ),
        "lines_after" => (
            "The cursor that the page before gave as `next`",
            json!({"type": "string", "pattern": "^[0-9]+$"}),
        ),
        "changes_since" => (
            "Only changes after this number, or of this month, day or time or later",
            json!({"type": "string"}),
        ),
        "before" => (
            "Only changes before this number: `next` of the page before",
            json!({"type": "integer", "minimum": 0}),
        ),
        "story" | "storyline" | "claim" | "entity" => ("Its id, now or earlier", json!({"type": "string"})),
        "kinds" => (
            "Only changes of these kinds, with commas between: story.new, story.joined, story.merged, story.split, \
             story.title, claim.new, claim.standing, claim.value, headline.flagged, copy.found, article.withdrawn, \
             feed.asleep, store.loaded, store.rederived",
            json!({"type": "string"}),
        ),
        "kind" => (
            "Only one kind of results",
            json!({"type": "string", "enum": ["story", "article", "statement"]}),
        ),
        "counted" => (
            "What is counted: a word of a report, or killed, injured, missing, arrested, rescued, money ...",
            json!({"type": "string", "maxLength": 400}),
        ),
        "status" => (
            "How the text puts a figure",
            json!({"type": "string", "enum": ["done", "ongoing", "planned", "possible", "denied", "estimate", "total",
                "unspecified"]}),
        ),
        "changed" => (
            "Only figures of which a later report gives another value",
            json!({"type": "string", "enum": ["1"]}),
        ),
        "profile" => (
            "ninjs 1.x as Superdesk reads it, instead of 3.1",
            json!({"type": "string", "enum": ["superdesk"]}),
        ),
        _ => ("Words", json!({"type": "string", "maxLength": 400})),
    };
    let name = name
        .strip_prefix("changes_")
        .or(name.strip_prefix("lines_"))
        .unwrap_or(name);
    json!({"name": name, "in": "query", "required": false, "description": about, "schema": schema})
}

fn of<T: schemars::JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// The document.
pub fn document() -> anyhow::Result<String> {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator = settings
        .with(|s| s.definitions_path = "/components/schemas".into())
        .into_generator();
    let problem = of::<Problem>(&mut generator);
    let wrong =
        |about: &str| json!({"description": about, "content": {"application/problem+json": {"schema": problem}}});
    let ui = json!({"name": "ui", "in": "query", "required": false, "description": "Language of labels and messages",
        "schema": {"type": "string", "enum": ["hi", "en"]}});
    let mut paths = Map::new();
    let pages = PATHS
        .into_iter()
        .map(|(path, about, filters, schema)| (path, about, filters, "application/json", schema(&mut generator)));
    let mut all: Vec<_> = pages.collect();
    all.extend(EXCHANGE.map(|(path, about, media)| {
        let filters: &[&str] = match path.rsplit('.').next().unwrap_or("") {
            "ninjs" => &["profile"],
            _ if path == "/stories.csv" => LIST,
            _ if path == "/figures.csv" => FIGURES,
            "atom" | "jsonfeed" if path.starts_with("/changes") => CHANGES,
            "atom" | "jsonfeed" => &["kinds", "before"],
            _ => &[],
        };
        let kind = match media {
            "application/vnd.citationstyles.csl+json" => "array",
            media if media.ends_with("json") => "object",
            _ => "string",
        };
        (path, about, filters, media, json!({"type": kind}))
    }));
    for (path, about, filters, media, schema) in all {
        let ids = path.split('{').skip(1).filter_map(|p| p.split('}').next());
        let ids = ids.map(|id| json!({"name": id, "in": "path", "required": true, "schema": {"type": "string"}}));
        let parameters: Vec<Value> = ids
            .chain(filters.iter().map(|f| filter(f)))
            .chain([ui.clone()])
            .collect();
        let mut responses = json!({
            "200": {
                "description": about,
                "headers": {"ETag": {"description": "Names this content", "schema": {"type": "string"}}},
                "content": {media: {"schema": schema}},
            },
            "304": {"description": "What `If-None-Match` names is still so"},
            "400": wrong("A filter that is not known, or its value"),
            "404": wrong("Nothing has this id, and nothing ever had"),
            "406": wrong("The page has no such form"),
            "414": wrong("The address is too long"),
            "421": wrong("The server does not answer to this name"),
            "429": wrong("Too many requests; `Retry-After` says how long to wait"),
            "503": wrong("The server is busy, or the store is being made again"),
        });
        if path.contains('{')
            && let Some(map) = responses.as_object_mut()
        {
            map.insert("301".into(), json!({"description": "It has another address now"}));
            map.insert("410".into(), wrong("It was once, and is no more"));
        }
        if matches!(path, "/openapi.json" | "/healthz")
            && let Some(map) = responses.as_object_mut()
        {
            map.remove("304");
            map.insert(
                "200".into(),
                json!({"description": about, "content": {media: {"schema": schema}}}),
            );
            if path == "/healthz" {
                let ill = "A watch that runs with this store does nothing, though feeds are due";
                map.insert(
                    "503".into(),
                    json!({"description": ill, "content": {media: {"schema": schema}}}),
                );
            }
        }
        paths.insert(
            path.to_string(),
            json!({"get": {"summary": about, "parameters": parameters, "responses": responses}}),
        );
    }
    let mut defs = json!({"$defs": generator.take_definitions(true)});
    schema::close(&mut defs);
    schema::words(&mut defs);
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sutradhar",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Stories that can be checked. Every page of the server is data as well: the same address \
                            with .json at its end. Support is counted by independent origin, never by article.",
            "license": {"name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": defs["$defs"]},
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
