//! News items as ninjs (IPTC): 1.x, 2.x and 3.x. What they hold is given the names that records have.

use serde_json::{Map, Value, json};

/// A ninjs item as a record; any other object as it is.
pub(super) fn record(item: Map<String, Value>) -> Map<String, Value> {
    let new = item.get("bodies").is_some_and(Value::is_array) || item.get("headlines").is_some_and(Value::is_array);
    let old = [
        "body_text",
        "body_html",
        "body_xhtml",
        "versioncreated",
        "versionCreated",
    ];
    let old = item.contains_key("uri") && old.iter().any(|name| item.contains_key(*name));
    if !new && !old {
        return item;
    }
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        let blank = |v: &Value| v.as_str().is_some_and(|s| s.trim().is_empty()) || v.is_null();
        if let Some(value) = value.filter(|v| !blank(v)) {
            out.insert(name.to_string(), value);
        }
    };
    let own = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| item.get(*n))
            .filter(|v| v.is_string())
            .cloned()
    };
    let listed = |name: &str| {
        item.get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    // Of several texts the main one; the types of others are for other screens.
    let main = |name: &str, markup: bool| {
        let fits = |v: &&Value| {
            let kind = v["contentType"]
                .as_str()
                .or(v["contenttype"].as_str())
                .unwrap_or("text/plain");
            kind.contains("html") == markup
        };
        let list = listed(name);
        let first = list
            .iter()
            .filter(fits)
            .find(|v| v["role"].as_str().is_some_and(|r| r.contains("main")));
        first.or_else(|| list.iter().find(fits)).map(|v| v["value"].clone())
    };
    put(
        "title",
        own(&["headline", "title"]).or_else(|| main("headlines", false)),
    );
    let body = own(&["body_text"])
        .or_else(|| main("bodies", false))
        .or_else(|| main("descriptions", false));
    let markup = own(&["body_html", "body_xhtml"]).or_else(|| main("bodies", true));
    match (body, markup) {
        (Some(body), _) => put("body", Some(body)),
        (None, Some(html)) => put("body", html.as_str().map(|html| json!(super::feeds::plain(html)))),
        (None, None) => put("body", own(&["description_text"])),
    }
    put("language", own(&["language"]));
    let day = own(&[
        "contentCreated",
        "firstCreated",
        "firstcreated",
        "versionCreated",
        "versioncreated",
    ]);
    put("published", day);
    put("byline", own(&["by", "byline"]));
    let publisher = listed("infoSources")
        .iter()
        .find(|s| s["role"].as_str().is_some_and(|r| r.contains("publisher")));
    let publisher = publisher.map(|s| s["name"].clone()).filter(Value::is_string);
    put(
        "outlet",
        publisher.or_else(|| own(&["source", "provider", "copyrightHolder", "copyrightholder"])),
    );
    let page = listed("altIds")
        .iter()
        .find(|id| id["role"].as_str() == Some("publisher-page"));
    let uri = own(&["uri"]);
    let web = uri
        .clone()
        .filter(|u| u.as_str().is_some_and(|u| u.starts_with("http")));
    put(
        "url",
        page.map(|id| id["value"].clone()).filter(Value::is_string).or(web),
    );
    put("id", own(&["guid"]).or(uri));
    let keywords: Vec<Value> = listed("keywords").to_vec();
    put("tags", (!keywords.is_empty()).then_some(Value::Array(keywords)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(item: Value) -> Value {
        match item {
            Value::Object(map) => Value::Object(record(map)),
            other => other,
        }
    }

    #[test]
    fn both_shapes_are_read_alike() {
        let new = read(json!({
            "uri": "https://samachar.example/1", "standard": {"name": "ninjs", "version": "3.1"}, "language": "hi",
            "contentCreated": "2031-07-05T09:30:00+05:30", "by": "रमा जोशी",
            "headlines": [{"role": "main", "value": "पुल टूटा"}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>नदी में</p><p>बाढ़ आई।</p>"}],
            "infoSources": [{"role": "publisher", "name": "नदीघाट टाइम्स"}]
        }));
        let old = read(json!({
            "uri": "https://samachar.example/1", "headline": "पुल टूटा", "language": "hi",
            "versioncreated": "2031-07-05T09:30:00+05:30", "byline": "रमा जोशी",
            "body_html": "<p>नदी में</p><p>बाढ़ आई।</p>", "source": "नदीघाट टाइम्स"
        }));
        assert_eq!(new, old);
        assert_eq!(new["body"], "नदी में\n\nबाढ़ आई।");
        assert_eq!(new["outlet"], "नदीघाट टाइम्स");
    }

    #[test]
    fn what_is_no_item_stays_as_it_is() {
        let record = json!({"title": "t", "body": "b", "uri": "x"});
        assert_eq!(read(record.clone()), record);
    }
}
