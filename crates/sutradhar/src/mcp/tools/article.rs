//! `get_article`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_view::web::Target;

/// Lines of an answer.
const LINES: usize = 80;

/// Classes of lines.
const CLASSES: [&str; 15] = [
    "headline",
    "kicker",
    "standfirst",
    "byline",
    "date",
    "dateline",
    "body",
    "subheading",
    "caption",
    "credit",
    "summary",
    "faq",
    "teaser",
    "tags",
    "furniture",
];

/// Arguments of `get_article`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetArticle {
    /// Id of the article: a and a hash.
    pub id: String,
    /// Number of the first line.
    pub from: Option<u32>,
    /// At most so many lines; at most 80.
    pub lines: Option<usize>,
    /// Which classes of lines: headline, kicker, standfirst, byline, date, dateline, body, subheading, caption, credit,
    /// summary, faq, teaser, tags, furniture, or all. The body unless said otherwise. Summaries, questions and teasers
    /// are no evidence.
    pub classes: Option<Vec<String>>,
}

/// An article.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Where its publisher has it.
    pub published_at: Option<String>,
    /// Who published it.
    pub outlet: String,
    /// Its headline.
    pub headline: String,
    /// Language tag.
    pub language: &'static str,
    /// When it was published, as fine as that is known.
    pub date: Option<String>,
    /// How that is known: stated, inferred, fetched or unknown.
    pub date_basis: &'static str,
    /// Author.
    pub byline: Option<String>,
    /// The agency it credits.
    pub agency: Option<String>,
    /// Stories that it is part of, for `get_story`.
    pub stories: Vec<String>,
    /// Lines of these classes.
    pub total: usize,
    /// Its lines.
    pub lines: Vec<ArticleLineItem>,
}

/// A line.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticleLineItem {
    /// Its number.
    pub line: u32,
    /// What it is.
    pub class: &'static str,
    /// Its words.
    pub cite: Option<usize>,
}

/// Gives an article.
pub fn get_article(args: GetArticle, sheet: &mut Sheet<'_>) -> Result<Reply<Article>> {
    let (page, stories) = follow("article", &args.id, |id| sheet.reader.article_at(id))?;
    let classes = args.classes.clone().unwrap_or_else(|| vec!["body".to_string()]);
    if let Some(odd) = classes.iter().find(|c| *c != "all" && !CLASSES.contains(&c.as_str())) {
        let odd = short(odd, 40);
        return Err(Problem::Arguments(format!(
            "{odd} is no class of lines: {}, all",
            CLASSES.join(", ")
        )));
    }
    let all = classes.iter().any(|c| c == "all");
    let (from, most) = (args.from.unwrap_or(1), args.lines.unwrap_or(LINES).clamp(1, LINES));
    let chosen: Vec<_> = page
        .lines
        .iter()
        .filter(|l| all || classes.iter().any(|c| c == l.class))
        .collect();
    let mut lines = Vec::new();
    let mut rest = None;
    for l in chosen.iter().filter(|l| l.n >= from) {
        let make = |s: &mut Sheet<'_>| {
            Ok(Some(ArticleLineItem {
                line: l.n,
                class: l.class,
                cite: s.range(&page.article.id, l.start, l.end)?,
            }))
        };
        if lines.len() == most || !sheet.item(&mut lines, make)? {
            rest = Some(l.n);
            break;
        }
    }
    let row = &page.article;
    let mut text = vec![format!(
        "{} — {}, {}; {} line(s)",
        quoted(&row.headline, 300),
        row.outlet,
        row.published.value.as_deref().unwrap_or("no date"),
        lines.len()
    )];
    for l in &lines {
        let words = l.cite.and_then(|n| sheet.citations().get(n.checked_sub(1)?));
        text.push(format!("{} {}", l.line, quoted(words.map_or("", |c| &c.quote), 1_000)));
    }
    let result = Article {
        url: sheet.url(Target::Article(&row.id, None)),
        id: row.id.clone(),
        published_at: row.url.clone(),
        outlet: short(&row.outlet, 120),
        headline: short(&row.headline, 300),
        language: row.language,
        date: row.published.value.clone(),
        date_basis: row.published.basis,
        byline: row.byline.as_ref().map(|b| short(b, 120)),
        agency: row.agency.as_ref().map(|a| short(a, 120)),
        stories: stories.into_iter().map(|s| s.id).collect(),
        total: chosen.len(),
        lines,
    };
    let next = rest.and_then(|n| next(&args, json!({"id": result.id, "from": n})));
    Ok(Reply::new(result, text, next))
}
