//! One line of JSONL: an article that is text already.

use super::Raw;
use serde_json::{Map, Value};
use sutradhar_engine::ingest;
use sutradhar_engine::model::*;

/// Names under which records of other programs keep the same field; the first that is there counts.
const TITLE: &[&str] = &["title", "headline"];
const BODY: &[&str] = &["body", "text", "content", "articleBody"];
const LANGUAGE: &[&str] = &["lang", "language"];
const PUBLISHED: &[&str] = &["published", "date", "published_at", "datePublished"];
const BYLINE: &[&str] = &["byline", "author"];

/// The page of a record.
///
/// # Errors
/// One sentence, if the line is not a JSON object or has neither title, body nor html.
pub(super) fn page(raw: &Raw) -> Result<RawPage, String> {
    let mut notices = Vec::new();
    let value: Value = match std::str::from_utf8(&raw.bytes) {
        Ok(text) => serde_json::from_str(text).map_err(why)?,
        Err(_) => {
            notices.push(Notice::new("ING-001", "some bytes of the record are not valid UTF-8"));
            serde_json::from_str(&String::from_utf8_lossy(&raw.bytes)).map_err(why)?
        }
    };
    let Value::Object(record) = value else {
        return Err(format!("a record must be a JSON object, this is {}", kind(&value)));
    };
    let record = super::ninjs::record(record);
    let (title, body) = (text(&record, TITLE), text(&record, BODY));
    let html = text(&record, &["html"]);
    let mut content = match html.filter(|h| !h.trim().is_empty() && body.is_none()) {
        Some(html) => Content::Html(html),
        None => Content::Record {
            title: title.unwrap_or_default(),
            body: body.unwrap_or_default(),
        },
    };
    match &mut content {
        Content::Record { title, body } => {
            notices.extend(super::without_zeroes([&mut *title, &mut *body]));
            notices.extend(ingest::legacy_record(title, body));
        }
        Content::Html(html) | Content::Text(html) => notices.extend(super::without_zeroes([html])),
    }
    if let Content::Record { title, body } = &content
        && title.trim().is_empty()
        && body.trim().is_empty()
    {
        return Err("the record has neither a title nor a body".to_string());
    }
    let id = text(&record, &["id"]).map(|id| clean(&id)).filter(|id| !id.is_empty());
    let hints = Hints {
        outlet: text(&record, &["outlet"]).filter(|o| !o.is_empty()),
        language: text(&record, LANGUAGE).filter(|l| !l.is_empty()),
        published: text(&record, PUBLISHED).filter(|p| !p.trim().is_empty()),
        byline: text(&record, BYLINE).filter(|b| !b.is_empty()),
        tags: tags(&record),
    };
    notices.extend(super::unread_date(&hints));
    Ok(RawPage {
        id: id.map_or_else(|| unnamed(raw), ArticleId),
        source: raw.source.clone(),
        url: text(&record, &["url"]).filter(|u| !u.is_empty()),
        hints,
        content,
        notices,
    })
}

/// Whether records with these names can have a text.
///
/// # Errors
/// One sentence that names them, if they cannot.
pub(super) fn has_text(names: &[String]) -> Result<(), String> {
    let known = TITLE.iter().chain(BODY).chain(&["html"]);
    if known.clone().any(|k| names.iter().any(|n| n == k)) {
        return Ok(());
    }
    let named: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    let wanted: Vec<&str> = known.copied().collect();
    Err(format!(
        "no column is named {}; the columns are {}",
        wanted.join(", "),
        named.join(", ")
    ))
}

/// The id of a record that brings none. Its file does not count: the same line in two files is the same article.
fn unnamed(raw: &Raw) -> ArticleId {
    ArticleId(format!("a{}", &blake3::hash(&raw.bytes).to_hex()[..16]))
}

/// An id without white space and control characters at its ends.
fn clean(id: &str) -> String {
    id.trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .to_string()
}

fn text(record: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match record.get(*name)? {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
}

fn tags(record: &Map<String, Value>) -> Vec<String> {
    match record.get("tags").or_else(|| record.get("keywords")) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_string).collect(),
        Some(Value::String(s)) => s
            .split(',')
            .map(|t| t.trim().to_string())
            .filter(|t| !t.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The parser's reason, without its line number: the line of the file is named instead.
fn why(e: serde_json::Error) -> String {
    let text = e.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    format!("not valid JSON: {reason} (column {})", e.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::RawKind;

    fn read(line: &str) -> Result<RawPage, String> {
        page(&Raw::new("x.jsonl", RawKind::Record, line.as_bytes().to_vec()))
    }

    #[test]
    fn fields_are_found_under_their_names() {
        let page = read(r#"{"id": 7, "headline": "शीर्षक", "text": "पाठ", "language": "hi", "tags": "a, b"}"#).unwrap();
        assert_eq!(page.id.as_str(), "7");
        assert_eq!(page.hints.tags, ["a", "b"]);
        assert_eq!(
            page.content,
            Content::Record {
                title: "शीर्षक".into(),
                body: "पाठ".into()
            }
        );
    }

    #[test]
    fn a_date_that_cannot_be_read_gives_a_notice() {
        let codes = |line: &str| -> Vec<String> { read(line).unwrap().notices.into_iter().map(|n| n.code).collect() };
        let check = |date: &str, want: &[&str]| {
            assert_eq!(
                codes(&format!(r#"{{"title": "t", "published": {date}}}"#)),
                want,
                "{date}"
            );
        };
        check(r#""sometime soon""#, &["ADD-004"]);
        check(r#""2025-08-13""#, &[]);
        check(r#""2025-08-13T14:09:00+05:30""#, &[]);
        check(r#""13 अगस्त 2025""#, &[]);
        check(r#"" ""#, &[]);
        check("null", &[]);
    }

    #[test]
    fn zero_characters_are_left_out() {
        let page = read(r#"{"title": "न\u0000दी", "body": "पुल"}"#).unwrap();
        let content = Content::Record {
            title: "नदी".into(),
            body: "पुल".into(),
        };
        assert_eq!((page.content, page.notices[0].code.as_str()), (content, "ADD-003"));
    }

    #[test]
    fn what_is_no_record_says_why() {
        let check = |line: &str, want: &str| assert!(read(line).unwrap_err().contains(want), "{line}");
        check("[1]", "this is an array");
        check(r#"{"title": "#, "not valid JSON");
        check(r#"{"id": "x", "title": " "}"#, "neither a title nor a body");
    }
}
