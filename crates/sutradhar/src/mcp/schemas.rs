//! JSON Schemas of what tools take and give, made from their types; `cargo xtask schema` writes them down.

use super::sheet::Envelope;
use super::tools::*;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The schemas of all tools by name, each with `input` and `output`.
pub fn schemas() -> Value {
    let mut all = Map::new();
    let mut add = |name: &str, input: Value, output: Value| {
        all.insert(name.to_string(), json!({"input": input, "output": output}));
    };
    add("find_names", takes::<find::FindNames>(), gives::<find::Names>());
    add("search", takes::<search::Search>(), gives::<search::SearchResult>());
    add("get_story", takes::<story::GetStory>(), gives::<story::Story>());
    add(
        "get_storyline",
        takes::<storyline::GetStoryline>(),
        gives::<storyline::StorylineResult>(),
    );
    add("get_claim", takes::<claim::GetClaim>(), gives::<claim::ClaimResult>());
    add("trace_line", takes::<trace::TraceLine>(), gives::<trace::Trace>());
    add("who_says", takes::<who::WhoSays>(), gives::<who::Words>());
    add("figures", takes::<figures::Figures>(), gives::<figures::Ledger>());
    add("compare", takes::<compare::Compare>(), gives::<compare::Compared>());
    add(
        "check_headline",
        takes::<headline::CheckHeadline>(),
        gives::<headline::Checked>(),
    );
    add(
        "get_article",
        takes::<article::GetArticle>(),
        gives::<article::Article>(),
    );
    add(
        "changes",
        takes::<changes::Changes>(),
        gives::<changes::ChangesResult>(),
    );
    Value::Object(all)
}

fn takes<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = plain(generator.into_root_schema_for::<T>().to_value());
    without_null(&mut schema);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let about = "Kilobytes that the answer may have; 16 unless said otherwise.";
        let room = json!({"type": "integer", "minimum": 8, "maximum": 48, "description": about});
        properties.insert("max_kb".to_string(), room);
    }
    schema
}

fn gives<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = plain(generator.into_root_schema_for::<Envelope<T>>().to_value());
    // What every tool gives is told once, by the instructions of the server.
    for place in ["", "/$defs/Citation"] {
        let told = schema.pointer_mut(place).and_then(Value::as_object_mut);
        for value in told.into_iter().flat_map(|object| object.get_mut("properties")) {
            let properties = value.as_object_mut().into_iter().flat_map(|map| map.values_mut());
            for property in properties.filter_map(Value::as_object_mut) {
                property.remove("description");
            }
        }
    }
    schema
}

/// A schema without what only people who read schemas need.
fn plain(mut schema: Value) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.remove("$schema");
        map.remove("title");
    }
    without_formats(&mut schema);
    schema
}

/// An argument that may be left out needs no null, and many clients read only plain types.
fn without_null(value: &mut Value) {
    let is_null = |v: &Value| *v == json!("null") || v["type"] == "null";
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|t| !is_null(t));
                if let [one] = types.as_slice() {
                    let one = one.clone();
                    map.insert("type".to_string(), one);
                }
            }
            if let Some(Value::Array(kinds)) = map.get_mut("anyOf") {
                kinds.retain(|kind| !is_null(kind));
                if let [Value::Object(one)] = kinds.as_slice() {
                    let one = one.clone();
                    map.remove("anyOf");
                    map.extend(one);
                }
            }
            map.values_mut().for_each(without_null);
        }
        Value::Array(list) => list.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Formats such as `uint32` are no formats of JSON Schema, and some clients stumble over them.
fn without_formats(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.get("format").is_some_and(Value::is_string) {
                map.remove("format");
            }
            map.values_mut().for_each(without_formats);
        }
        Value::Array(list) => list.iter_mut().for_each(without_formats),
        _ => {}
    }
}
