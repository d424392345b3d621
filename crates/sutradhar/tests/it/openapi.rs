//! Holds answers of the server against its own OpenAPI document.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

static DOCUMENT: LazyLock<serde_json::Value> = LazyLock::new(|| {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/openapi.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

/// Compiled schemas by their pointer in the document.
static SCHEMAS: LazyLock<Mutex<BTreeMap<String, jsonschema::Validator>>> = LazyLock::new(Mutex::default);

/// Wants the document to name the status of an answer, and the body to fit the schema that it gives. Addresses that the
/// document does not list (pages for people) are passed over; gives whether it was looked at.
pub fn holds(address: &str, status: u16, content_type: &str, body: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let paths = DOCUMENT["paths"].as_object().unwrap();
    // Names come before ids, as the server looks them up.
    let exact = paths.get(path).map(|p| (path.to_string(), p));
    let fits = exact.or_else(|| {
        let found = paths.iter().find(|(template, _)| matches(template, path));
        found.map(|(template, p)| (template.clone(), p))
    });
    let Some((template, item)) = fits else { return false };
    let answer = &item["get"]["responses"][status.to_string()];
    assert!(
        !answer.is_null(),
        "{address}: {status} is not among the answers of {template}"
    );
    let kind = content_type.split(';').next().unwrap_or("");
    let Some(content) = answer["content"].as_object().filter(|c| !c.is_empty()) else {
        return true;
    };
    let schema = content
        .get(kind)
        .unwrap_or_else(|| panic!("{address}: {kind} is not among {content:?}"));
    let Some(pointer) = schema["schema"]["$ref"].as_str() else {
        return true;
    };
    let value: serde_json::Value = serde_json::from_str(body).unwrap_or_else(|e| panic!("{address}: {e}"));
    let mut schemas = SCHEMAS.lock().unwrap_or_else(|e| e.into_inner());
    let validator = schemas.entry(pointer.to_string()).or_insert_with(|| {
        let schema = serde_json::json!({"$ref": pointer, "components": DOCUMENT["components"]});
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .build(&schema)
            .unwrap()
    });
    let wrong: Vec<String> = validator
        .iter_errors(&value)
        .take(5)
        .map(|e| format!("{} at {}", e, e.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{address} does not fit {pointer}: {wrong:#?}");
    true
}

/// Whether a path is one of a template such as `/stories/{id}.json`.
fn matches(template: &str, path: &str) -> bool {
    let (parts, own): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    parts.len() == own.len()
        && parts.iter().zip(&own).all(|(part, own)| match part.split_once('{') {
            None => part == own,
            Some((before, rest)) => {
                let after = rest.split_once('}').map_or("", |(_, after)| after);
                own.len() > before.len() + after.len() && own.starts_with(before) && own.ends_with(after)
            }
        })
}

#[test]
fn templates_match_addresses() {
    assert!(matches("/stories/{id}.json", "/stories/e12.json"));
    assert!(!matches("/stories/{id}.json", "/stories/e12"));
    assert!(!matches("/stories/{id}.json", "/stories/.json"));
    assert!(matches("/copies/{a}/{b}.json", "/copies/a1/a2.json"));
}

#[test]
fn an_answer_that_does_not_fit_is_told() {
    let caught = std::panic::catch_unwind(|| holds("/stories/e1.json", 200, "application/json", "{\"id\": 7}"));
    assert!(caught.is_err());
}
