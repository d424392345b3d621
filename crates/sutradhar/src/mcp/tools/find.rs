//! `find_names`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet};
use serde::{Deserialize, Serialize};
use sutradhar_engine::model::EntityKind;
use sutradhar_text::{fold::fold, phonetic};
use sutradhar_view::web::Target;

/// Kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Place,
    Body,
    Outlet,
}

/// Arguments of `find_names`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindNames {
    /// A name or a part of one, in Devanagari, Latin or another script.
    pub q: String,
    /// Only this kind.
    pub kind: Option<NameKind>,
    /// At most so many; at most 10.
    pub limit: Option<usize>,
}

/// Names that fit.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Names {
    /// Those named exactly so first, then those in most articles.
    pub names: Vec<NameItem>,
    /// How many there are.
    pub total: u64,
}

/// A name.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameItem {
    /// Its id, for `entity` or `outlet` of other tools.
    pub id: String,
    /// person, place, body, event or outlet.
    pub kind: &'static str,
    /// What most articles call it.
    pub name: String,
    /// Its other names, in both scripts where articles have both.
    pub also: Vec<String>,
    /// Articles that name it, or that the outlet published: never a measure of support.
    pub articles: u64,
    /// Its page.
    pub url: String,
}

/// Finds names.
pub fn find_names(args: FindNames, sheet: &mut Sheet<'_>) -> Result<Reply<Names>> {
    if args.q.trim().is_empty() {
        return Err(Problem::Arguments(
            "q is empty; give a name or a part of one".to_string(),
        ));
    }
    let limit = args.limit.unwrap_or(10).clamp(1, 10);
    let (mut items, mut total) = (Vec::new(), 0);
    if args.kind.is_none_or(|k| k == NameKind::Outlet) {
        let (folded, sound) = (fold(args.q.trim()), phonetic::key(&args.q));
        for o in sheet.reader.outlet_list()?.items {
            let near = !sound.is_empty() && phonetic::key(&o.name).contains(&sound);
            if o.id == args.q || fold(&o.name).contains(&folded) || near {
                total += 1;
                items.push(NameItem {
                    url: sheet.url(Target::Outlet(&o.id)),
                    id: o.id,
                    kind: "outlet",
                    name: short(&o.name, 120),
                    also: Vec::new(),
                    articles: o.articles as u64,
                });
            }
        }
    }
    if args.kind != Some(NameKind::Outlet) {
        let kind = args.kind.map(|k| match k {
            NameKind::Person => EntityKind::Person,
            NameKind::Place => EntityKind::Place,
            NameKind::Body | NameKind::Outlet => EntityKind::Organisation,
        });
        let (found, all) = sheet.reader.names_like(&args.q, kind, limit)?;
        total += all;
        for f in found {
            let mut names = f.names.iter().map(|n| short(n, 120));
            items.push(NameItem {
                url: sheet.url(Target::Entity(&f.id)),
                id: f.id,
                kind: match f.kind.as_str() {
                    "PER" => "person",
                    "LOC" => "place",
                    "ORG" => "body",
                    _ => "event",
                },
                name: names.next().unwrap_or_default(),
                also: names.take(6).collect(),
                articles: f.articles,
            });
        }
    }
    items.truncate(limit);
    let mut names = Vec::new();
    for item in items {
        sheet.item(&mut names, |_| Ok(Some(item)))?;
    }
    let mut text = vec![match names.len() {
        0 => format!("No name is like {}.", quoted(&args.q, 80)),
        n => format!("{n} of {total} names:"),
    }];
    text.extend(names.iter().map(|n| {
        let also = if n.also.is_empty() {
            String::new()
        } else {
            format!(" ({})", n.also.join(", "))
        };
        format!("- {}{also}, {}, id {}", quoted(&n.name, 120), n.kind, n.id)
    }));
    Ok(Reply::new(Names { names, total }, text, None))
}
