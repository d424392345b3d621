//! `compare`

use crate::app::{Comparison, Passage, TwoReports};
use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_view::web::Target;
use sutradhar_view::{DiffPage, DiffSide, QuotedLine};

/// Arguments of `compare`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compare {
    /// Id of one article.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// Rows to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// Two articles side by side.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Compared {
    /// same-text, copy or revision; same-event where they share no text; none.
    pub relation: &'static str,
    /// Whether it is known which stands nearer the origin; then `from` is that one.
    pub directed: bool,
    /// One article.
    pub from: Side,
    /// The other.
    pub to: Side,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Share of the shorter text that the longer one holds, 0 to 1.
    pub containment: Option<f64>,
    /// Sentences that stand in both as they are; they are counted, not listed.
    pub kept: usize,
    /// Sentences that stand in both in other words.
    pub changed: usize,
    /// Sentences that only `to` has; added only if `from` is full.
    pub added: usize,
    /// Sentences that only `from` has; dropped only if `to` is full.
    pub dropped: usize,
    /// Its page.
    pub url: Option<String>,
    /// What differs, sentence by sentence; where no text is shared, first what both tell.
    pub rows: Vec<Row>,
}

/// One of two articles.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Side {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// When, as fine as that is known.
    pub date: Option<String>,
    /// Its headline.
    pub headline: String,
    /// What its text is of the article: full, excerpt or broken. What one that is not full leaves out proves nothing.
    pub completeness: &'static str,
}

/// What became of a sentence.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// changed, added, dropped; both, only-from or only-to where no text is shared, and for added and dropped where the
    /// other text is not full.
    pub side: &'static str,
    /// Words, and what stands for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<(String, String)>,
    /// Whether words in quotation marks are given without.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub quote_marks_lost: bool,
    /// The claim that both tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// How that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<&'static str>,
    /// In `from`.
    pub from: Option<usize>,
    /// In `to`.
    pub to: Option<usize>,
}

/// Compares two articles.
pub fn compare(args: Compare, sheet: &mut Sheet<'_>) -> Result<Reply<Compared>> {
    for id in [&args.a, &args.b] {
        if sheet.source(id)?.is_none() {
            return Err(Problem::not_found("article", id));
        }
    }
    let from = args.from.unwrap_or(0);
    let (mut result, all, full) = match sheet.reader.compare(&args.a, &args.b)? {
        Comparison::Copied(copy) => copied(&copy.page(), from, sheet)?,
        Comparison::Told(told) => reports(&told, from, sheet)?,
        Comparison::Unrelated => {
            let result = Compared {
                relation: "none",
                from: side(&args.a, sheet)?,
                to: side(&args.b, sheet)?,
                ..Compared::default()
            };
            (result, 0, false)
        }
    };
    if result.relation != "none" && result.relation != "same-event" {
        result.url = Some(sheet.url(Target::Copies(&result.from.id, &result.to.id)));
    }
    let mut text = vec![format!(
        "{}: {} → {}{}",
        result.relation,
        result.from.outlet,
        result.to.outlet,
        if result.directed {
            ""
        } else {
            " (which was first is not known)"
        }
    )];
    match result.relation {
        "none" => text.push("They share no text that counts as copied, and report no event in common.".to_string()),
        "same-event" => text.push("They report one event, each in its own words.".to_string()),
        _ => text.push(format!(
            "{} sentences kept, {} changed, {} {}, {} {}.",
            result.kept,
            result.changed,
            result.added,
            if result.from.completeness == "full" {
                "added"
            } else {
                "only in the second"
            },
            result.dropped,
            if result.to.completeness == "full" {
                "dropped"
            } else {
                "only in the first"
            },
        )),
    }
    for side in [&result.from, &result.to] {
        if matches!(side.completeness, "excerpt" | "broken") {
            text.push(format!(
                "The text of {} is not whole ({}): what it leaves out is not known.",
                side.outlet, side.completeness
            ));
        }
    }
    for row in &result.rows {
        let swaps: Vec<String> = row
            .words
            .iter()
            .map(|(a, b)| format!("{} → {}", quoted(a, 80), quoted(b, 80)))
            .collect();
        let said = sheet.said(row.to.or(row.from));
        text.push(format!("- {} {} {said}", row.side, swaps.join(", ")));
    }
    let at = from + result.rows.len();
    let next = (full && at < all).then(|| next(&args, json!({"from": at})));
    Ok(Reply::new(result, text, next.flatten()))
}

fn side(id: &str, sheet: &mut Sheet<'_>) -> Result<Side> {
    Ok(sheet.source(id)?.map_or_else(Side::default, |s| Side {
        id: s.id().to_string(),
        outlet: short(s.outlet(), 120),
        date: s.date(),
        headline: short(s.headline(), 300),
        completeness: "",
    }))
}

/// The result, how many rows there are, and whether not all had room.
type Found = (Compared, usize, bool);

fn copied(page: &DiffPage, skip: usize, sheet: &mut Sheet<'_>) -> Result<Found> {
    let mut result = Compared {
        relation: page.relation,
        directed: page.directed,
        from: Side {
            completeness: page.from.completeness,
            ..side(&page.from.id, sheet)?
        },
        to: Side {
            completeness: page.to.completeness,
            ..side(&page.to.id, sheet)?
        },
        agency: page.agency.as_ref().map(|a| short(a, 120)),
        containment: Some((page.containment * 100.0).round() / 100.0),
        kept: page.kept,
        changed: page.changed,
        added: page.added,
        dropped: page.dropped,
        ..Compared::default()
    };
    let differing: Vec<_> = page.rows.iter().filter(|r| r.side != DiffSide::Kept).collect();
    let place = |q: &Option<QuotedLine>, s: &mut Sheet<'_>| match q {
        Some(q) => s.range(&q.article, q.start, q.end),
        None => Ok(None),
    };
    for row in differing.iter().skip(skip) {
        let make = |s: &mut Sheet<'_>| {
            Ok(Some(Row {
                side: match row.side {
                    DiffSide::Added if page.from.completeness != "full" => "only-to",
                    DiffSide::Dropped if page.to.completeness != "full" => "only-from",
                    DiffSide::Added => "added",
                    DiffSide::Dropped => "dropped",
                    DiffSide::Changed | DiffSide::Kept => "changed",
                },
                words: row.words.clone(),
                quote_marks_lost: row.quote_marks_lost,
                from: place(&row.from, s)?,
                to: place(&row.to, s)?,
                ..Row::default()
            }))
        };
        if !sheet.item(&mut result.rows, make)? {
            return Ok((result, differing.len(), true));
        }
    }
    Ok((result, differing.len(), false))
}

fn reports(told: &TwoReports, skip: usize, sheet: &mut Sheet<'_>) -> Result<Found> {
    let (a, b) = (told.first.id.to_string(), told.second.id.to_string());
    let mut result = Compared {
        relation: "same-event",
        from: Side {
            completeness: told.first.completeness.name(),
            ..side(&a, sheet)?
        },
        to: Side {
            completeness: told.second.completeness.name(),
            ..side(&b, sheet)?
        },
        ..Compared::default()
    };
    type Planned<'p> = (Row, Option<&'p Passage>, Option<&'p Passage>);
    let mut rows: Vec<Planned<'_>> = Vec::new();
    for both in &told.both {
        let row = Row {
            side: "both",
            claim: Some(both.claim.to_string()),
            standing: Some(both.standing.name()),
            ..Row::default()
        };
        rows.push((row, Some(&both.first), Some(&both.second)));
    }
    let only = |side| Row { side, ..Row::default() };
    rows.extend(told.first.only.iter().map(|p| (only("only-from"), Some(p), None)));
    rows.extend(told.second.only.iter().map(|p| (only("only-to"), None, Some(p))));
    let all = rows.len();
    for (row, first, second) in rows.into_iter().skip(skip) {
        let make = |s: &mut Sheet<'_>| {
            let from = first.map_or(Ok(None), |p| s.words(&a, p.line, &p.text))?;
            let to = second.map_or(Ok(None), |p| s.words(&b, p.line, &p.text))?;
            Ok(Some(Row { from, to, ..row }))
        };
        if !sheet.item(&mut result.rows, make)? {
            return Ok((result, all, true));
        }
    }
    Ok((result, all, false))
}
