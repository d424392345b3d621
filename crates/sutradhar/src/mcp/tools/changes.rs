//! `changes`

use crate::app::{ChangeRequest, Since};
use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet, next};
use crate::store::ChangeKind;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;
use sutradhar_view::ChangedSide;
use sutradhar_view::web::Target;

/// Passages of one change.
const CITED: usize = 2;

/// Arguments of `changes`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes {
    /// What came after this: a number (`as_of` of an earlier answer), or a day, month or time (2025-07-26,
    /// 2025-07-26T08:00:00Z). Without it, the last changes.
    #[serde(default, deserialize_with = "number_or_text")]
    pub since: Option<String>,
    /// Only changes of this story: its id, now or earlier.
    pub story: Option<String>,
    /// Only changes of the newest stories that name this person, place or body: its id, from `find_names`.
    pub entity: Option<String>,
    /// Only these kinds: story.new, story.joined, story.merged, story.split, story.title, claim.new, claim.standing,
    /// claim.value, headline.flagged, copy.found, article.withdrawn, feed.asleep, store.loaded, store.rederived.
    pub kinds: Option<Vec<String>>,
    /// At most so many; at most 50.
    pub limit: Option<usize>,
    /// Only changes before this number, from `next` of the answer before.
    pub before: Option<u64>,
}

/// A number that came as one, as text.
fn number_or_text<'de, D: Deserializer<'de>>(given: D) -> std::result::Result<Option<String>, D::Error> {
    match serde_json::Value::deserialize(given)? {
        serde_json::Value::Null => Ok(None),
        serde_json::Value::Number(n) => Ok(Some(n.to_string())),
        serde_json::Value::String(text) => Ok(Some(text)),
        _ => Err(serde::de::Error::custom("since is a number or a text")),
    }
}

/// What changed.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangesResult {
    /// The number of the last change of all: `since` of the next question.
    pub last: u64,
    /// The changes, from the first on if `since` was given, else from the last back.
    pub changes: Vec<ChangeItem>,
}

/// A change.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeItem {
    /// Its number.
    pub seq: u64,
    /// When it was written.
    pub at: String,
    /// What kind of change.
    pub kind: String,
    /// What changed, in one line.
    pub what: String,
    /// Id of the story, for `get_story`.
    pub story: Option<String>,
    /// What the story is called now.
    pub title: Option<String>,
    /// Id of the claim, for `get_claim`.
    pub claim: Option<String>,
    /// Id of the article, for `get_article`.
    pub article: Option<String>,
    /// How it was.
    pub from: Option<ChangedSide>,
    /// How it is; support is `origins`.
    pub to: Option<ChangedSide>,
    /// What it rests on.
    pub cites: Vec<usize>,
    /// Where a reader finds it.
    pub url: String,
}

/// Tells what changed.
pub fn changes(args: Changes, sheet: &mut Sheet<'_>) -> Result<Reply<ChangesResult>> {
    let bad = |name: &str, value: &str| Problem::Arguments(format!("{name}: {} is not understood", short(value, 60)));
    let since = match &args.since {
        Some(text) => Some(Since::read(text).ok_or_else(|| bad("since", text))?),
        None => None,
    };
    let mut kinds = Vec::new();
    for name in args.kinds.iter().flatten() {
        kinds.push(ChangeKind::from_name(name).ok_or_else(|| bad("kinds", name))?);
    }
    let onward = since.is_some();
    let limit = args.limit.unwrap_or(20).clamp(1, 50);
    let page = sheet.reader.changes(&ChangeRequest {
        since,
        before: args.before,
        story: args.story.clone(),
        entity: args.entity.clone(),
        kinds,
        oldest_first: onward,
        limit,
        ..ChangeRequest::default()
    })?;
    let mut items: Vec<ChangeItem> = Vec::new();
    let mut all = true;
    for line in &page.items {
        let make = |s: &mut Sheet<'_>| {
            let mut cites = Vec::new();
            for c in line.body.citations.iter().take(CITED) {
                cites.extend(s.range(&c.article, c.start, c.end)?);
            }
            let target = match (&line.claim, &line.story) {
                (Some(claim), _) => Target::Claim(claim),
                (None, Some(story)) => Target::Story(story),
                (None, None) => Target::Changes,
            };
            Ok(Some(ChangeItem {
                seq: line.seq,
                at: line.at.clone(),
                kind: line.kind.clone(),
                what: short(&line.words("en"), 400),
                story: line.story.clone(),
                title: line.title.as_deref().map(|t| short(t, 200)),
                claim: line.claim.clone(),
                article: line.article.clone(),
                from: line.body.from.clone(),
                to: line.body.to.clone(),
                cites,
                url: s.url(target),
            }))
        };
        if !sheet.item(&mut items, make)? {
            all = false;
            break;
        }
    }
    let mut text = vec![format!(
        "{} change(s), the last of all is number {}:",
        items.len(),
        page.last
    )];
    for c in &items {
        let story = match (&c.story, &c.title) {
            (Some(id), Some(title)) => format!(" In {}, story {id}.", quoted(title, 160)),
            _ => String::new(),
        };
        let said = sheet.said(c.cites.first().copied());
        text.push(format!(
            "- {} {} {}: {}.{story} {said}",
            c.seq,
            c.at,
            c.kind,
            quoted(&c.what, 300)
        ));
    }
    let more = !all || page.next.is_some();
    // A page of lines may hold none that is shown.
    let last = items.last().map(|c| c.seq).or(page.next);
    let next = match last.filter(|_| more) {
        Some(seq) if onward => next(&args, json!({"since": seq.to_string()})),
        Some(seq) => next(&args, json!({"before": seq})),
        None => None,
    };
    let result = ChangesResult {
        last: page.last,
        changes: items,
    };
    Ok(Reply::new(result, text, next))
}
