//! JSON Schemas of everything that the program writes as JSON, made from the types that are written.

use crate::root;
use anyhow::Context;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use std::path::PathBuf;
use sutradhar::export::claims::ClaimRecord;
use sutradhar::export::propositions::PropositionRecord;
use sutradhar::export::records::*;
use sutradhar::export::storylines::StorylineRecord;
use sutradhar_view::{ArticlePage, StoryPage};

/// What is described: name of the file, and in a sentence what one JSON value of it is.
type Kind = (&'static str, &'static str, fn() -> Schema);

/// Every kind of records that `export` writes, and the pages that `--json` gives.
const SCHEMAS: [Kind; 14] = [
    (
        "articles",
        "One article, line by line.",
        schema::<ArticleRecord<'static>>,
    ),
    (
        "mentions",
        "One place where an article names somebody or something.",
        schema::<MentionRecord<'static>>,
    ),
    (
        "times",
        "One time that an article tells.",
        schema::<TimeRecord<'static>>,
    ),
    (
        "quantities",
        "One figure in an article.",
        schema::<QuantityRecord<'static>>,
    ),
    (
        "statements",
        "What somebody says in an article, and on whose word.",
        schema::<StatementRecord<'static>>,
    ),
    (
        "propositions",
        "One clause of a body, with what it inherits and its figures.",
        schema::<PropositionRecord<'static>>,
    ),
    (
        "copies",
        "Two articles that share text, and what was changed.",
        schema::<CopyRecord<'static>>,
    ),
    (
        "events",
        "One happening and the articles that report it.",
        schema::<EventRecord<'static>>,
    ),
    (
        "storylines",
        "Events of one story in order of time, and what each adds.",
        schema::<StorylineRecord<'static>>,
    ),
    (
        "claims",
        "What reports of an event claim, and how the claim stands.",
        schema::<ClaimRecord<'static>>,
    ),
    (
        "headlines",
        "One headline held against its own body.",
        schema::<HeadlineRecord<'static>>,
    ),
    (
        "briefs",
        "Bullets, questions and a timeline of one event, each with citations.",
        schema::<BriefRecord<'static>>,
    ),
    (
        "story-page",
        "What `sutradhar story ID --json` prints.",
        schema::<StoryPage>,
    ),
    (
        "article-page",
        "What `sutradhar article ID --json` prints.",
        schema::<ArticlePage>,
    ),
];

/// Texts that are one of some words: type and key, and the words.
///
/// The types hold plain text there, since the engine's own types are not the file format.
const WORDS: &[(&[&str], &str)] = &[
    (
        &["PublishedRecord.precision", "PublishedRow.precision"],
        "minute hour day month year none",
    ),
    (
        &["PublishedRecord.basis", "PublishedRow.basis"],
        "stated inferred fetched unknown",
    ),
    (&["CompletenessRecord.kind"], "full excerpt broken"),
    (
        &["LineRecord.class", "LineRow.class"],
        "headline kicker standfirst byline date dateline body subheading caption credit summary faq teaser tags furniture",
    ),
    (&["MentionRecord.type", "EntityRow.kind"], "PER LOC ORG EVT"),
    (&["MentionRecord.role"], "name metonym description"),
    (
        &[
            "TimeRecord.precision",
            "TimeRow.precision",
            "TimelineRecord.precision",
            "TimelineRow.precision",
        ],
        "minute hour day week month year vague none",
    ),
    (
        &[
            "QuantityRecord.status",
            "FigureRecord.status",
            "NumberRow.status",
            "FigureRow.status",
        ],
        "done ongoing planned possible denied estimate total unspecified",
    ),
    (&["FigureRecord.measure"], "new total active more part unspecified"),
    (&["FigureRecord.bound"], "exact about at-least at-most"),
    (
        &["SourceRecord.kind", "ChainLink.kind", "WordNode.kind"],
        "person official-body agency media document anonymous public outlet",
    ),
    (
        &["StatementRecord.form", "StatementRow.form"],
        "direct indirect mixed partial",
    ),
    (
        &["StatementRecord.polarity", "StatementRow.polarity"],
        "asserts denies silent",
    ),
    (&["CopyRecord.relation", "CopyRow.relation"], "same-text copy revision"),
    (
        &["ClaimRecord.standing", "ClaimRow.standing"],
        "agreed single-origin disputed compatible denied headline-only superseded differs",
    ),
    (
        &["WhyRecord.code"],
        "numbers-differ times-differ negated later denied only-denied one-source shared-text headline-only",
    ),
    (
        &["SupportRecord.stance", "SupportRow.stance", "Side.stance"],
        "asserts denies silent differs",
    ),
    (
        &["HeadlineRecord.verdict", "HeadlineRow.verdict"],
        "supported partly overstated contradicted unsupported question teaser cannot-tell",
    ),
    (&["BulletRecord.state", "BulletRow.state"], "draft reviewed published"),
    (&["StorylineStep.when"], "earlier this later"),
];

/// Writes the schemas into `schema/`.
pub fn run() -> anyhow::Result<()> {
    std::fs::create_dir_all(folder())?;
    for (name, text) in all()? {
        let path = folder().join(format!("{name}.json"));
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        println!("{}", path.display());
    }
    let path = openapi();
    std::fs::write(&path, crate::openapi::document()?).with_context(|| path.display().to_string())?;
    println!("{}", path.display());
    let path = tools();
    std::fs::write(&path, of_tools()?).with_context(|| path.display().to_string())?;
    println!("{}", path.display());
    Ok(())
}

/// The schemas of the tools for assistants, which are built into the program.
fn tools() -> PathBuf {
    root().join("crates/sutradhar/src/mcp/schemas.json")
}

fn of_tools() -> anyhow::Result<String> {
    let mut all = sutradhar::mcp::schemas::schemas();
    close(&mut all);
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// The description of the server, which is built into the program.
fn openapi() -> PathBuf {
    root().join("crates/sutradhar/src/web/openapi.json")
}

fn folder() -> PathBuf {
    root().join("schema")
}

/// Names and texts of all schemas.
fn all() -> anyhow::Result<Vec<(&'static str, String)>> {
    SCHEMAS
        .iter()
        .map(|(name, about, make)| {
            let mut value = make().to_value();
            close(&mut value);
            words(&mut value);
            if let Value::Object(map) = &mut value {
                map.insert("$id".into(), json!(format!("sutradhar:schema/{name}")));
                map.insert("title".into(), json!(name));
                map.insert("description".into(), json!(about));
            }
            Ok((*name, serde_json::to_string_pretty(&value)? + "\n"))
        })
        .collect()
}

fn schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}

/// No object has a key that its schema does not list.
pub fn close(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.contains_key("properties") && !map.contains_key("additionalProperties") {
                map.insert("additionalProperties".into(), json!(false));
            }
            map.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

/// Puts the lists of [`WORDS`] in their places.
pub fn words(root: &mut Value) {
    let title = root["title"].as_str().unwrap_or("").to_string();
    for (places, list) in WORDS {
        let list: Vec<&str> = list.split(' ').collect();
        for (name, key) in places.iter().filter_map(|p| p.split_once('.')) {
            let object = match name == title {
                true => Some(&mut *root),
                false => root.get_mut("$defs").and_then(|d| d.get_mut(name)),
            };
            let field = object
                .and_then(|o| o.get_mut("properties")?.get_mut(key))
                .and_then(Value::as_object_mut);
            if let Some(field) = field {
                field.insert("enum".into(), json!(list));
            }
        }
    }
}

/// All places of [`WORDS`] that stand in no schema: the type or the key has another name now.
#[cfg(test)]
fn lost(schemas: &[Value]) -> Vec<&'static str> {
    let there = |place: &str| {
        let Some((name, key)) = place.split_once('.') else {
            return false;
        };
        let has = |object: &Value| object["properties"][key]["enum"].is_array();
        schemas.iter().any(|s| s["$defs"].get(name).is_some_and(has) || has(s))
    };
    WORDS
        .iter()
        .flat_map(|(places, _)| *places)
        .copied()
        .filter(|p| !there(p))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{records, shared};
    use sutradhar::export::{RecordKind, records as lines};
    use sutradhar::store::Derived;
    use sutradhar_engine::model::{Analysis, Event};
    use sutradhar_view as view;

    fn schemas() -> Vec<(&'static str, Value)> {
        all()
            .unwrap()
            .into_iter()
            .map(|(name, text)| (name, serde_json::from_str(&text).unwrap()))
            .collect()
    }

    #[test]
    fn the_files_are_up_to_date() {
        for (name, text) in all().unwrap() {
            let path = folder().join(format!("{name}.json"));
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(kept == text, "{} is not up to date: cargo xtask schema", path.display());
        }
        let kept = std::fs::read_to_string(openapi()).unwrap_or_default();
        let made = crate::openapi::document().unwrap();
        assert!(
            kept == made,
            "{} is not up to date: cargo xtask schema",
            openapi().display()
        );
        let kept = std::fs::read_to_string(tools()).unwrap_or_default();
        assert!(
            kept == of_tools().unwrap(),
            "{} is not up to date: cargo xtask schema",
            tools().display()
        );
        let files = std::fs::read_dir(folder()).unwrap().flatten();
        let files = files.filter(|f| f.path().extension().is_some_and(|e| e == "json"));
        assert_eq!(files.count(), SCHEMAS.len());
    }

    #[test]
    fn every_kind_has_a_schema_and_every_list_a_place() {
        for kind in RecordKind::ALL.map(RecordKind::name) {
            assert!(SCHEMAS.iter().any(|s| s.0 == kind), "{kind}");
        }
        let values: Vec<Value> = schemas().into_iter().map(|s| s.1).collect();
        assert!(lost(&values).is_empty(), "{}", lost(&values).join(", "));
    }

    #[test]
    fn an_unlisted_key_and_a_missing_one_are_found() {
        let all = schemas();
        let times = jsonschema::draft202012::new(&all.iter().find(|s| s.0 == "times").unwrap().1).unwrap();
        let good = json!({"article": "a1", "start": 0, "end": 4, "text": "सोमवार", "value": "2025-08-04", "precision": "day",
            "anchor": "publication"});
        assert!(times.is_valid(&good));
        let mut more = good.clone();
        more["colour"] = json!("red");
        assert!(!times.is_valid(&more));
        let mut less = good.clone();
        less.as_object_mut().unwrap().remove("anchor");
        assert!(!times.is_valid(&less));
        let mut word = good;
        word["precision"] = json!("fortnight");
        assert!(!times.is_valid(&word));
    }

    #[test]
    fn what_is_written_of_the_samples_is_valid() {
        check(&root().join("samples/pages"));
    }

    #[test]
    fn what_is_written_of_the_seeds_is_valid() {
        match shared().map(|s| s.join("seeds")).filter(|s| s.is_dir()) {
            Some(seeds) => check(&seeds),
            None => println!("skipped: ../shared/seeds not present"),
        }
    }

    /// Every record and page made of the text and HTML files of a folder is valid.
    fn check(folder: &std::path::Path) {
        let mut paths: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|e| e.path().display().to_string())
            .filter(|p| p.ends_with(".txt") || p.ends_with(".html"))
            .collect();
        paths.sort();
        let (analyses, derived) = records::derive(&paths).unwrap();
        for (name, schema) in schemas() {
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            let values: Vec<Value> = match name {
                "story-page" => stories(&analyses, &derived),
                "article-page" => articles(&analyses, &derived),
                kind => lines(RecordKind::from_name(kind).unwrap(), &analyses, &derived)
                    .unwrap()
                    .iter()
                    .map(|line| serde_json::from_str(line).unwrap())
                    .collect(),
            };
            assert!(!values.is_empty() || matches!(name, "copies" | "storylines"), "{name}");
            for value in &values {
                if let Err(e) = validator.validate(value) {
                    panic!("{name}: {} at {}: {e}", e.schema_path(), e.instance_path());
                }
            }
        }
    }

    fn stories(analyses: &[Analysis], derived: &Derived) -> Vec<Value> {
        let siblings = |line: &sutradhar_engine::model::Storyline| -> Vec<&Event> {
            derived.events.iter().filter(|e| line.events.contains(&e.id)).collect()
        };
        derived
            .events
            .iter()
            .map(|event| {
                let line = derived.storylines.iter().find(|s| s.events.contains(&event.id));
                view::story_page(&view::StoryInput {
                    event,
                    storyline: line.map(|s| (s, siblings(s))),
                    articles: analyses.iter().collect(),
                    copies: derived.copies.iter().collect(),
                    claims: derived.claims.iter().collect(),
                    headlines: derived.headlines.iter().collect(),
                    brief: derived.briefs.iter().find(|b| b.event == event.id),
                })
            })
            .map(|page| serde_json::to_value(page).unwrap())
            .collect()
    }

    fn articles(analyses: &[Analysis], derived: &Derived) -> Vec<Value> {
        let copies: Vec<_> = derived.copies.iter().collect();
        analyses
            .iter()
            .map(|a| {
                let headline = derived.headlines.iter().find(|h| h.article == a.article.id);
                serde_json::to_value(view::article_page(a, &copies, headline)).unwrap()
            })
            .collect()
    }
}
