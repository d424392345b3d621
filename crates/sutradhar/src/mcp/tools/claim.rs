//! `get_claim`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_view::ClaimPage;
use sutradhar_view::web::Target;

/// Citations of a detail.
const CITES: usize = 3;

/// Arguments of `get_claim`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetClaim {
    /// Id of the claim: c and a hash.
    pub id: String,
    /// Wordings to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// A claim.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimResult {
    /// Its id now.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its words, as the clearest report has them.
    pub text: String,
    /// How it stands: agreed, single-origin, disputed, compatible, denied, headline-only, superseded or differs. None
    /// says that it is true.
    pub standing: &'static str,
    /// What a reader should know of that; may be empty.
    pub note: String,
    /// The same as codes.
    pub note_codes: Vec<&'static str>,
    /// Independent origins that assert it.
    pub origins: usize,
    /// Their names.
    pub origin_names: Vec<String>,
    /// Articles that assert it: never a measure of support.
    pub articles: usize,
    /// How the origins were counted.
    pub counted: &'static str,
    /// Id of its story.
    pub story: String,
    /// Title of its story.
    pub story_title: String,
    /// The earliest report that asserts it, among those whose date is known.
    pub first_seen: Option<FirstSeen>,
    /// What each report makes of it, in order of publication.
    pub wordings: Vec<Wording>,
    /// What else of it reports share: when, where, how many.
    pub details: Vec<Detail>,
}

/// Where something stood first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstSeen {
    /// The outlet.
    pub outlet: String,
    /// When it was published, as fine as that is known.
    pub date: String,
    /// The article.
    pub article: String,
}

/// What a report makes of a claim.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wording {
    /// Its outlet.
    pub outlet: String,
    /// When it was published.
    pub date: Option<String>,
    /// The independent origin that it is folded into.
    pub origin: String,
    /// On whose word, from the speaker to the outlet; the outlet alone if nobody is named.
    pub said_by: String,
    /// asserts, denies, differs or silent.
    pub stance: &'static str,
    /// The figure or place it gives, where claims differ in one.
    pub value: Option<String>,
    /// Its words.
    pub cite: Option<usize>,
}

/// One more thing that reports of a claim share.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Detail {
    /// The phrase.
    pub text: String,
    /// Independent origins that give it.
    pub origins: usize,
    /// Some of the places.
    pub cites: Vec<usize>,
}

/// How origins are counted, for an assistant that is asked.
const COUNTED: &str = "copies, text of one agency and later versions of one outlet count as one origin";

/// The earliest report that asserts a claim.
pub fn first_seen(page: &ClaimPage) -> Option<FirstSeen> {
    let dated = page
        .claim
        .support
        .iter()
        .filter(|s| s.stance == "asserts")
        .filter_map(|s| {
            let date = date(page, &s.article)?;
            Some((date, s))
        });
    let (date, first) = dated.min_by(|a, b| (&a.0, &a.1.article).cmp(&(&b.0, &b.1.article)))?;
    Some(FirstSeen {
        outlet: short(&first.outlet, 120),
        date,
        article: first.article.clone(),
    })
}

fn date(page: &ClaimPage, article: &str) -> Option<String> {
    let known = page.published.iter().find(|(id, _)| id == article);
    known.and_then(|(_, date)| date.clone())
}

/// Gives a claim.
pub fn get_claim(args: GetClaim, sheet: &mut Sheet<'_>) -> Result<Reply<ClaimResult>> {
    let page = follow("claim", &args.id, |id| sheet.reader.claim_at(id))?;
    let from = args.from.unwrap_or(0);
    let mut support: Vec<_> = page.claim.support.iter().collect();
    support.sort_by_key(|s| {
        let date = date(&page, &s.article);
        (date.is_none(), date, &s.article, s.cite)
    });
    let (mut wordings, mut details) = (Vec::new(), Vec::new());
    let mut full = false;
    for s in support.iter().skip(from) {
        let make = |sheet: &mut Sheet<'_>| {
            Ok(Some(Wording {
                outlet: short(&s.outlet, 120),
                date: date(&page, &s.article),
                origin: short(&s.origin, 120),
                said_by: short(&s.said_by, 300),
                stance: s.stance,
                value: s.value.clone(),
                cite: sheet.all(&page.citations, &[s.cite], 1)?.pop(),
            }))
        };
        if !sheet.item(&mut wordings, make)? {
            full = true;
            break;
        }
    }
    for d in page.claim.details.iter().filter(|_| from == 0 && !full) {
        let make = |sheet: &mut Sheet<'_>| {
            Ok(Some(Detail {
                text: d.text.clone(),
                origins: d.origins,
                cites: sheet.all(&page.citations, &d.cites, CITES)?,
            }))
        };
        if !sheet.item(&mut details, make)? {
            break;
        }
    }
    let claim = &page.claim;
    let result = ClaimResult {
        url: sheet.url(Target::Claim(&claim.id)),
        id: claim.id.clone(),
        text: claim.text.clone(),
        standing: claim.standing,
        note: claim.note.clone(),
        note_codes: claim.note_codes.clone(),
        origins: claim.origins,
        origin_names: claim.origin_names.iter().take(30).map(|o| short(o, 120)).collect(),
        articles: claim.articles,
        counted: COUNTED,
        story: page.story.id.clone(),
        story_title: short(&page.story.title, 300),
        first_seen: first_seen(&page),
        wordings,
        details,
    };
    let mut text = vec![format!(
        "{}: {}, {} independent origin(s), {}",
        quoted(&result.text, 300),
        result.standing,
        result.origins,
        result.url
    )];
    if !result.note.is_empty() {
        text.push(short(&result.note, 300));
    }
    if let Some(first) = &result.first_seen {
        text.push(format!("First seen: {}, {}.", first.outlet, first.date));
    }
    for w in &result.wordings {
        text.push(format!("- {}: {}", w.stance, sheet.said(w.cite)));
    }
    let at = from + result.wordings.len();
    let next = full.then(|| next(&args, json!({"id": result.id, "from": at})));
    Ok(Reply::new(result, text, next.flatten()))
}
