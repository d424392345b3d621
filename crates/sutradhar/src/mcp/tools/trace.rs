//! `trace_line`

use super::claim::{FirstSeen, first_seen};
use crate::app::{Address, Nearest, Wanted};
use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use sutradhar_view::web::Target;

/// Characters of a line.
const LONGEST: usize = 500;

/// Claims that are given.
const CLAIMS: usize = 5;

/// Passages that are given.
const PASSAGES: usize = 12;

/// Arguments of `trace_line`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TraceLine {
    /// The line as it was read, at most 500 characters; in the language of the reports.
    pub text: String,
    /// First day, month or year of articles that are looked at.
    pub since: Option<String>,
    /// Last day, month or year.
    pub until: Option<String>,
}

/// Where a line comes from.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trace {
    /// close: passages say nearly the same; near: passages share at least half of its words; none: nothing does.
    pub matched: &'static str,
    /// The words of the line that were looked for.
    pub words: Vec<String>,
    /// The earliest passage that says nearly the same.
    pub first_seen: Option<FirstSeen>,
    /// Independent origins of the passages that say nearly the same.
    pub origins: usize,
    /// Their names.
    pub origin_names: Vec<String>,
    /// Whether all passages that say nearly the same are headlines.
    pub only_in_headlines: bool,
    /// Those who deny a claim that is given below.
    pub denied_by: Vec<String>,
    /// Claims that rest on such passages, the nearest first.
    pub claims: Vec<NearClaimItem>,
    /// The passages, the nearest first.
    pub passages: Vec<PassageItem>,
}

/// A claim near a line.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearClaimItem {
    /// Its id, for `get_claim`.
    pub id: String,
    /// Its words.
    pub text: String,
    /// How it stands.
    pub standing: &'static str,
    /// What a reader should know of that; may be empty.
    pub note: String,
    /// Independent origins that assert it.
    pub origins: usize,
    /// Where it stood first.
    pub first_seen: Option<FirstSeen>,
    /// Id of its story.
    pub story: String,
    /// Its page.
    pub url: String,
    /// One place of each stance.
    pub cites: Vec<usize>,
}

/// A passage near a line.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PassageItem {
    /// headline or sentence.
    pub kind: &'static str,
    /// Whether it has nearly all words of the line, and all of its numbers.
    pub close: bool,
    /// Words of the line that it has not.
    pub missing: Vec<String>,
    /// The independent origin of its article.
    pub origin: Option<String>,
    /// Id of its story.
    pub story: Option<String>,
    /// The passage.
    pub cite: Option<usize>,
}

/// Traces a line.
pub fn trace_line(args: TraceLine, sheet: &mut Sheet<'_>) -> Result<Reply<Trace>> {
    for typed in [&args.since, &args.until].into_iter().flatten() {
        crate::settings::day(typed).map_err(|e| Problem::Arguments(format!("since and until are {e}")))?;
    }
    if args.text.chars().count() > LONGEST {
        return Err(Problem::Arguments(format!(
            "text is longer than {LONGEST} characters; give one line"
        )));
    }
    let wanted = Wanted::new(args.since.clone(), args.until.clone(), Vec::new(), Vec::new());
    let near = sheet.reader.nearest(&args.text, &wanted)?;
    let (claims, denied_by) = claims(&near, sheet)?;
    let mut passages = Vec::new();
    for p in near.passages.iter().take(PASSAGES) {
        let make = |s: &mut Sheet<'_>| {
            let cite = s.place(&p.place)?;
            Ok(cite.map(|cite| PassageItem {
                kind: if p.headline { "headline" } else { "sentence" },
                close: p.close,
                missing: p.missing.iter().map(|w| short(w, 60)).collect(),
                origin: p.origin.as_ref().map(|(_, name)| short(name, 120)),
                story: p.story.as_ref().map(ToString::to_string),
                cite: Some(cite),
            }))
        };
        if !sheet.item(&mut passages, make)? {
            break;
        }
    }
    let close = || near.passages.iter().filter(|p| p.close);
    let origins: BTreeSet<_> = close().filter_map(|p| p.origin.as_ref()).collect();
    let first = close()
        .filter(|p| p.date.is_some())
        .min_by_key(|p| (p.date.clone(), p.place.clone()));
    let first_seen = match first {
        Some(p) => sheet.source(p.place.article.as_str())?.map(|s| FirstSeen {
            outlet: short(s.outlet(), 120),
            date: p.date.clone().unwrap_or_default(),
            article: p.place.article.to_string(),
        }),
        None => None,
    };
    let result = Trace {
        matched: match (close().next().is_some(), near.passages.is_empty()) {
            (true, _) => "close",
            (false, false) => "near",
            (false, true) => "none",
        },
        words: near.words.iter().map(|w| short(w, 60)).collect(),
        first_seen,
        origins: origins.len(),
        origin_names: origins.iter().take(20).map(|(_, name)| short(name, 120)).collect(),
        only_in_headlines: close().next().is_some() && close().all(|p| p.headline),
        denied_by,
        claims,
        passages,
    };
    let text = text(&result, sheet);
    Ok(Reply::new(result, text, None))
}

/// The nearest claims, and those who deny them.
fn claims(near: &Nearest, sheet: &mut Sheet<'_>) -> Result<(Vec<NearClaimItem>, Vec<String>)> {
    let (mut items, mut denied_by) = (Vec::new(), Vec::new());
    for found in near.claims.iter().take(CLAIMS) {
        let Address::Here(page) = sheet.reader.claim_at(found.id.as_str())? else {
            continue;
        };
        let claim = &page.claim;
        let make = |s: &mut Sheet<'_>| {
            let mut cites = Vec::new();
            for stance in ["asserts", "denies", "differs"] {
                let first = claim.support.iter().find(|x| x.stance == stance).map(|x| x.cite);
                cites.extend(s.all(&page.citations, first.as_slice(), 1)?);
            }
            Ok(Some(NearClaimItem {
                id: claim.id.clone(),
                text: claim.text.clone(),
                standing: claim.standing,
                note: claim.note.clone(),
                origins: claim.origins,
                first_seen: first_seen(&page),
                story: page.story.id.clone(),
                url: s.url(Target::Claim(&claim.id)),
                cites,
            }))
        };
        if !sheet.item(&mut items, make)? {
            break;
        }
        for s in claim.support.iter().filter(|s| s.stance == "denies") {
            let who = short(&s.said_by, 200);
            if !denied_by.contains(&who) && denied_by.len() < 10 {
                denied_by.push(who);
            }
        }
    }
    Ok((items, denied_by))
}

fn text(trace: &Trace, sheet: &Sheet<'_>) -> Vec<String> {
    let mut out = vec![match trace.matched {
        "close" => format!(
            "Passages of {} independent origin(s) say nearly the same{}.",
            trace.origins,
            if trace.only_in_headlines {
                ", all of them headlines"
            } else {
                ""
            }
        ),
        "near" => "Nothing says quite this; the nearest passages lack words of it.".to_string(),
        _ => "Nothing in the store is near this line. That is no proof that it is false.".to_string(),
    }];
    if let Some(first) = &trace.first_seen {
        out.push(format!("First seen: {}, {}.", first.outlet, first.date));
    }
    for c in &trace.claims {
        let text = quoted(&c.text, 200);
        out.push(format!(
            "- claim {text}: {}, {} independent origin(s), id {}",
            c.standing, c.origins, c.id
        ));
    }
    if !trace.denied_by.is_empty() {
        out.push(format!("Denied by: {}", trace.denied_by.join("; ")));
    }
    for p in &trace.passages {
        let lacks = if p.missing.is_empty() {
            String::new()
        } else {
            format!(" (lacks: {})", p.missing.join(", "))
        };
        out.push(format!("- {}{lacks}: {}", p.kind, sheet.said(p.cite)));
    }
    out
}
