//! JSON-LD: what a page's structured data says of its article.

use serde_json::Value;

/// The facts of the article object, in the first place where they are found.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct JsonLd {
    pub headline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// `datePublished` of an object that is no article: a recipe, a video.
    pub other: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub body: Option<String>,
    pub description: Option<String>,
    pub keywords: Vec<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    /// Whether the article or a part of it is said not to be free to read.
    pub paid: bool,
    /// Whether an object of an article type was found.
    pub article: bool,
}

/// Objects that are looked at in one page.
const MOST_OBJECTS: usize = 400;

/// Deepest nesting that is followed.
const DEEPEST: usize = 24;

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &[
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "askpublicnewsarticle",
    "liveblogposting",
    "blogposting",
    "socialmediaposting",
    "report",
    "scholarlyarticle",
    "techarticle",
    "satiricalarticle",
];

/// Reads the scripts of a page.
pub(super) fn read(scripts: &[String]) -> JsonLd {
    let mut out = JsonLd::default();
    for script in scripts {
        if let Some(value) = parse(script) {
            let mut left = MOST_OBJECTS;
            walk(&value, &mut out, 0, &mut left);
        }
    }
    out
}

/// JSON as pages write it: in a CDATA section, with raw control characters in strings, with stray backslashes, with a comma too many.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim();
    let text = text.trim_end_matches(';');
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&mended(text)).ok())
        .or_else(|| fields(text))
}

/// The text with control characters in strings as blanks, unknown escapes doubled, and commas before a closing bracket dropped.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => match chars.peek() {
                Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                    out.push(c);
                    out.extend(chars.next());
                }
                Some('u') => {
                    let mut ahead = chars.clone();
                    ahead.next();
                    let hex = ahead.take(4).filter(char::is_ascii_hexdigit).count() == 4;
                    if hex {
                        out.push(c);
                    }
                }
                // A stray backslash, as in "2025-08-13T14:09:00\+05:30".
                _ => {}
            },
            c if c.is_control() => out.push(' '),
            ',' if !inside => {
                let mut ahead = chars.clone();
                let next = ahead.find(|c| !c.is_whitespace());
                if !matches!(next, Some('}' | ']') | None) {
                    out.push(c);
                }
            }
            _ => out.push(c),
        }
    }
    out
}

/// The plain string fields of JSON that cannot be mended.
fn fields(text: &str) -> Option<Value> {
    let mut map = serde_json::Map::new();
    for key in ["datePublished", "dateModified", "headline"] {
        let quoted = format!("\"{key}\"");
        let value = text
            .find(&quoted)
            .and_then(|i| text.get(i + quoted.len()..))
            .and_then(|rest| {
                let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
                rest.find('"').and_then(|end| rest.get(..end))
            });
        if let Some(value) = value {
            map.insert(key.to_string(), Value::String(value.to_string()));
        }
    }
    map.insert("@type".to_string(), Value::String("NewsArticle".to_string()));
    (map.len() > 1).then_some(Value::Object(map))
}

fn walk(value: &Value, out: &mut JsonLd, depth: usize, left: &mut usize) {
    if depth > DEEPEST || *left == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| walk(v, out, depth + 1, left)),
        Value::Object(map) => {
            *left -= 1;
            let types = strings(map.get("@type"));
            if types.iter().any(|t| {
                ARTICLES.contains(
                    &t.trim_start_matches("https://schema.org/")
                        .to_ascii_lowercase()
                        .as_str(),
                )
            }) {
                article(map, out);
            } else if types.iter().any(|t| t.eq_ignore_ascii_case("WebPage")) && !out.article {
                out.published = out.published.take().or_else(|| one(map.get("datePublished")));
            }
            if out.other.is_none() {
                out.other = one(map.get("datePublished").or_else(|| map.get("uploadDate")));
            }
            for (key, inner) in map {
                if matches!(
                    key.as_str(),
                    "@graph" | "mainEntity" | "mainEntityOfPage" | "itemListElement" | "item" | "hasPart" | "subjectOf"
                ) {
                    walk(inner, out, depth + 1, left);
                }
            }
        }
        _ => {}
    }
}

fn article(map: &serde_json::Map<String, Value>, out: &mut JsonLd) {
    let first = !out.article;
    out.article = true;
    let closed = |map: &serde_json::Map<String, Value>| match map.get("isAccessibleForFree") {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.trim().eq_ignore_ascii_case("false"),
        _ => false,
    };
    let part = |part: &Value| part.as_object().is_some_and(closed);
    out.paid |= closed(map)
        || map.get("hasPart").is_some_and(|p| match p {
            Value::Array(parts) => parts.iter().any(part),
            one => part(one),
        });
    let take = |slot: &mut Option<String>, key: &str| {
        if (slot.is_none() || first && key.starts_with("date"))
            && let Some(v) = one(map.get(key))
        {
            *slot = Some(v);
        }
    };
    take(&mut out.headline, "headline");
    take(&mut out.published, "datePublished");
    take(&mut out.modified, "dateModified");
    take(&mut out.description, "description");
    take(&mut out.url, "url");
    take(&mut out.section, "articleSection");
    let body = one(map.get("articleBody")).unwrap_or_default();
    if body.len() > out.body.as_ref().map_or(0, String::len) {
        out.body = Some(body);
    }
    if out.authors.is_empty() {
        out.authors = names(map.get("author"));
    }
    if out.publisher.is_none() {
        out.publisher = names(map.get("publisher")).into_iter().next();
    }
    if out.keywords.is_empty() {
        out.keywords = strings(map.get("keywords"))
            .iter()
            .flat_map(|k| k.split([',', ';']))
            .map(|k| k.trim().to_string())
            .filter(|k| !k.is_empty() && k.chars().count() <= 60)
            .take(40)
            .collect();
    }
}

/// A string, or the first string of an array, trimmed; `None` if empty.
fn one(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(s) => Some(s.trim().to_string()).filter(|s| !s.is_empty()),
        Value::Array(items) => items.iter().find_map(|v| one(Some(v))),
        Value::Object(map) => one(map.get("@id").or_else(|| map.get("@value"))),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(s)) => vec![s.clone()],
        Some(Value::Array(items)) => items.iter().flat_map(|v| strings(Some(v))).take(60).collect(),
        _ => Vec::new(),
    }
}

/// Names of people or organisations, given as strings or objects.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(s)) => vec![s.trim().to_string()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect(),
        Some(Value::Array(items)) => items.iter().flat_map(|v| names(Some(v))).take(12).collect(),
        Some(Value::Object(map)) => names(map.get("name")),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, published: Option<&str>, authors: &[&str]) {
        let got = read(&[script.to_string()]);
        assert_eq!(
            (
                got.published.as_deref(),
                got.authors.iter().map(String::as_str).collect::<Vec<_>>().as_slice()
            ),
            (published, authors)
        );
    }

    #[test]
    fn shapes() {
        let date = "2024-03-14T07:40:00+05:30";
        check(
            r#"{"@type":"NewsArticle","datePublished":"2024-03-14T07:40:00+05:30","author":{"@type":"Person","name":"Mala R."}}"#,
            Some(date),
            &["Mala R."],
        );
        check(
            r#"[{"@type":"BreadcrumbList"},{"@graph":[{"@type":["NewsArticle"],"datePublished":"2024-03-14T07:40:00+05:30","author":["A","B"]}]}]"#,
            Some(date),
            &["A", "B"],
        );
        check(
            "{\"@type\":\"NewsArticle\",\"description\":\"a\nb\",\"datePublished\":\"2024-03-14T07:40:00\\+05:30\",}",
            Some(date),
            &[],
        );
        check(
            "{\"@type\":\"NewsArticle\" \"datePublished\":\"2024-03-14T07:40:00+05:30\" ...",
            Some(date),
            &[],
        );
        check("not json", None, &[]);
        let deep = "[".repeat(50_000);
        check(&deep, None, &[]);
    }
}
