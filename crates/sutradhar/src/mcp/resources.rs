//! Resources: stories, claims and articles as Markdown, and how they are made.

use super::clean::{clean, short};
use super::problem::{Problem, follow};
use super::sheet::HARD;
use crate::app::{AppError, Reader};
use crate::store::{StoryCursor, StoryFilter};
use serde_json::{Value, json};
use sutradhar_view::web::{Target, path};
use sutradhar_view::{ClaimPage, markdown};

/// Stories on one page of the list.
const LISTED: usize = 30;

/// How pages are made and counted.
const METHOD: &str = include_str!("method.md");

const MARKDOWN: &str = "text/markdown";

/// The list: the method, then stories, newest first.
///
/// # Errors
/// Those of the store.
pub fn list(reader: &Reader, base: &str, cursor: Option<&str>) -> Result<Value, AppError> {
    let after = cursor.and_then(StoryCursor::decoded);
    let page = reader.story_list(&StoryFilter::default(), after.as_ref(), LISTED)?;
    let mut items = Vec::new();
    if after.is_none() {
        items.push(json!({
            "uri": "sutradhar://method",
            "name": "method",
            "title": "कैसे बना और कैसे गिना गया · How it is made and counted",
            "mimeType": MARKDOWN,
        }));
    }
    for story in page.items {
        items.push(json!({
            "uri": format!("sutradhar://stories/{}", story.id),
            "name": story.id,
            "title": short(&story.title, 200),
            "description": format!("{} independent origin(s), {base}{}", story.origins, path(Target::Story(&story.id))),
            "mimeType": MARKDOWN,
        }));
    }
    let mut list = json!({"resources": items});
    if let (Some(next), Some(map)) = (page.next, list.as_object_mut()) {
        map.insert("nextCursor".to_string(), json!(next));
    }
    Ok(list)
}

/// The forms of addresses.
pub fn templates() -> Value {
    let template = |name: &str, title: &str| {
        json!({
            "uriTemplate": format!("sutradhar://{name}/{{id}}"), "name": name, "title": title, "mimeType": MARKDOWN,
        })
    };
    json!({"resourceTemplates": [
        template("stories", "कहानी · A story"),
        template("claims", "दावा · A claim"),
        template("articles", "ख़बर · An article"),
    ]})
}

/// The text of a resource, or why there is none.
///
/// # Errors
/// Those of the store.
pub fn read(reader: &Reader, base: &str, uri: &str) -> Result<Result<Value, String>, AppError> {
    let rest = uri.strip_prefix("sutradhar://").unwrap_or("");
    let found = match rest.split_once('/') {
        None if rest == "method" => Ok((METHOD.to_string(), Target::Method)),
        Some(("stories", id)) => {
            follow("story", id, |id| reader.story_at(id)).map(|p| (markdown::story(&p), Target::Story(id)))
        }
        Some(("claims", id)) => follow("claim", id, |id| reader.claim_at(id)).map(|p| (claim(&p), Target::Claim(id))),
        Some(("articles", id)) => {
            let found = follow("article", id, |id| reader.article_at(id));
            found.map(|(p, _)| (markdown::article(&p), Target::Article(id, None)))
        }
        _ => Err(Problem::NotFound {
            what: "resource",
            id: short(uri, 80),
        }),
    };
    Ok(match found {
        Ok((text, target)) => {
            let text = bounded(&clean(&text), &format!("{base}{}", path(target)));
            Ok(json!({"contents": [{"uri": uri, "mimeType": MARKDOWN, "text": text}]}))
        }
        Err(Problem::App(e)) => return Err(e),
        Err(problem) => Err(problem.to_string()),
    })
}

/// The text, cut at the end of a line where it is too long.
fn bounded(text: &str, url: &str) -> String {
    let most = HARD - 500;
    if text.len() <= most {
        return text.to_string();
    }
    let mut out = String::new();
    for line in text.lines() {
        if out.len() + line.len() >= most {
            break;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&format!(
        "\n… cut here; the tools give the rest part by part, and so does {url}\n"
    ));
    out
}

/// A claim as Markdown.
fn claim(page: &ClaimPage) -> String {
    let c = &page.claim;
    let escape = |text: &str| markdown::escape(&short(text, 2_000));
    let mut out = format!("# {}\n\n", escape(&c.text));
    out.push_str(&format!(
        "- standing: {}\n- independent origins: {}",
        c.standing, c.origins
    ));
    let names: Vec<String> = c.origin_names.iter().map(|n| escape(n)).collect();
    if !names.is_empty() {
        out.push_str(&format!(" ({})", names.join(", ")));
    }
    out.push_str(&format!(
        "\n- story: {} (sutradhar://stories/{})\n",
        escape(&page.story.title),
        page.story.id
    ));
    if !c.note.is_empty() {
        out.push_str(&format!("- {}\n", escape(&c.note)));
    }
    out.push_str("\n## Wordings\n\n");
    for s in &c.support {
        let Some(cited) = page.citations.iter().find(|x| x.n == s.cite) else {
            continue;
        };
        out.push_str(&format!(
            "- {}: “{}” — {}, line {}, sutradhar://articles/{}\n",
            s.stance,
            escape(&cited.quote),
            escape(&s.said_by),
            cited.line,
            s.article
        ));
    }
    out
}
