//! `sutradhar entities`

use super::Outcome;
use super::args::{Entities, EntityCommand};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use super::{decisions, work};
use crate::settings::Settings;
use crate::store::{Ruling, Store, StoreError};
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;
use sutradhar_text::{fold::fold, phonetic};

pub fn run(args: Entities, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    match args.command {
        None => list(&work::open(settings)?, &args, out),
        Some(EntityCommand::Show { id, json, limit }) => show(&work::open(settings)?, &id, json, limit, out),
        Some(EntityCommand::Alias {
            name,
            entity,
            list: false,
            remove: None,
            json,
        }) => match (name, entity) {
            (Some(name), Some(entity)) => alias(settings, &name, &entity, json, out),
            _ => bail!("an alias needs a name and an entity: sutradhar entities alias NAME ENTITY"),
        },
        Some(EntityCommand::Alias {
            remove: Some(name),
            json,
            ..
        }) => remove(settings, &name, json, out),
        Some(EntityCommand::Alias { json, .. }) => aliases(&work::open(settings)?, json, out),
    }
}

/// What is known of an entity over all articles.
#[derive(Debug, Clone, Default)]
struct Known {
    kind: &'static str,
    /// How often each article's name for it stands.
    names: BTreeMap<String, usize>,
    /// How often each wording names it.
    forms: BTreeMap<String, usize>,
    mentions: usize,
    articles: usize,
}

impl Known {
    /// The name that most articles use.
    fn name(&self) -> &str {
        self.names
            .iter()
            .max_by_key(|(name, n)| (**n, std::cmp::Reverse(name.as_str())))
            .map_or("", |(name, _)| name)
    }

    fn forms(&self) -> Vec<(&str, usize)> {
        let mut list: Vec<(&str, usize)> = self.forms.iter().map(|(f, n)| (f.as_str(), *n)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list
    }
}

/// All entities of the store, one article in memory at a time.
fn all(store: &Store) -> Result<BTreeMap<String, Known>, StoreError> {
    let mut out: BTreeMap<String, Known> = BTreeMap::new();
    store.each_analysis(|a| {
        let mut here: BTreeSet<&EntityId> = BTreeSet::new();
        for m in &a.mentions {
            let known = out.entry(m.entity.to_string()).or_default();
            known.kind = m.kind.name();
            known.mentions += 1;
            let words = a.words(m.span).split_whitespace().collect::<Vec<_>>().join(" ");
            *known.forms.entry(words).or_default() += 1;
            if here.insert(&m.entity) {
                known.articles += 1;
                if let Some(e) = a.entity(&m.entity) {
                    *known
                        .names
                        .entry(e.name(a.article.language.tag()).to_string())
                        .or_default() += 1;
                    known.kind = e.kind.name();
                }
            }
        }
        Ok::<(), StoreError>(())
    })?;
    Ok(out)
}

/// Whether an entity is meant by what was typed: by id, by a part of a name in any spelling, or by its sound.
fn fits(id: &str, known: &Known, query: &str) -> bool {
    let folded = fold(query);
    let sound = phonetic::key(query);
    let of =
        |name: &String| fold(name).contains(&folded) || (!sound.is_empty() && phonetic::key(name).contains(&sound));
    id == query || known.names.keys().chain(known.forms.keys()).any(of)
}

fn list(store: &Store, args: &Entities, out: &mut Out) -> anyhow::Result<Outcome> {
    let query = args.query.join(" ");
    let mut rows: Vec<(String, Known)> = all(store)?
        .into_iter()
        .filter(|(id, k)| query.is_empty() || fits(id, k, &query))
        .filter(|(_, k)| args.kind.is_none_or(|kind| kind.name() == k.kind))
        .collect();
    rows.sort_by(|a, b| {
        (b.1.articles, b.1.mentions)
            .cmp(&(a.1.articles, a.1.mentions))
            .then(a.0.cmp(&b.0))
    });
    let total = rows.len();
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if args.json {
        let list: Vec<Value> = rows.iter().map(|(id, k)| as_json(id, k)).collect();
        out.json(&list)?;
    } else if total > 0 {
        let room = out.width.saturating_sub(52).clamp(16, 44);
        let head = format!("{} kind  mentions  articles  id", pad("name", room));
        if !out.narrow() {
            out.line(&out.paint("2", &head))?;
        }
        for (id, k) in &rows {
            if out.narrow() {
                out.line(&out.paint("1", &fit(k.name(), out.room(0))))?;
                let told = format!(
                    "{} · {} · {}",
                    count(k.mentions as u64, "mention"),
                    count(k.articles as u64, "article"),
                    id
                );
                out.wrapped("    ", &format!("{} · {told}", k.kind), "2")?;
                continue;
            }
            let name = out.paint("1", &pad(&fit(k.name(), out.room(52).max(room)), room));
            let numbers = format!("{:<4} {:>9} {:>9}", k.kind, k.mentions, k.articles);
            out.line(&format!("{name} {numbers}  {}", out.paint("2", id)))?;
        }
        if rows.len() < total {
            out.line(&format!("{} of {total} shown; --limit 0 shows all", rows.len()))?;
        }
    }
    if total == 0 {
        complain(if query.is_empty() {
            "no names are known here"
        } else {
            "no entity has that name"
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn as_json(id: &str, k: &Known) -> Value {
    json!({
        "id": id,
        "kind": k.kind,
        "name": k.name(),
        "mentions": k.mentions,
        "articles": k.articles,
        "forms": k.forms().iter().map(|(f, n)| json!({"text": f, "count": n})).collect::<Vec<_>>(),
    })
}

/// The entity that was typed: its id, else the only one with exactly that name, else the only one that fits.
fn named(store: &Store, typed: &str) -> anyhow::Result<Option<(String, Known)>> {
    let mut known = all(store)?;
    if let Some(k) = known.remove(typed) {
        return Ok(Some((typed.to_string(), k)));
    }
    let exact = |k: &Known| k.names.keys().chain(k.forms.keys()).any(|n| fold(n) == fold(typed));
    for pass in [true, false] {
        let mut found: Vec<(&String, &Known)> = known
            .iter()
            .filter(|(id, k)| {
                if pass {
                    exact(k)
                } else {
                    id.starts_with(typed) || fits(id, k, typed)
                }
            })
            .collect();
        found.sort_by(|a, b| b.1.mentions.cmp(&a.1.mentions).then(a.0.cmp(b.0)));
        match found.as_slice() {
            [] => {}
            [(id, k)] => return Ok(Some(((*id).clone(), (*k).clone()))),
            several => {
                let ids: Vec<String> = several
                    .iter()
                    .take(9)
                    .map(|(id, k)| format!("{id} ({})", k.name()))
                    .collect();
                bail!("{typed} fits several entities: {}", ids.join(", "))
            }
        }
    }
    complain(&format!(
        "no entity has the id or name {typed}; `sutradhar entities` lists them"
    ));
    Ok(None)
}

/// A passage that concerns an entity.
struct Passage {
    article: String,
    outlet: String,
    line: u32,
    text: String,
    who: String,
}

fn show(store: &Store, typed: &str, as_data: bool, limit: usize, out: &mut Out) -> anyhow::Result<Outcome> {
    let Some((id, known)) = named(store, typed)? else {
        return Ok(Outcome::Nothing);
    };
    let entity = EntityId(id.clone());
    let (mut by, mut about) = (Vec::new(), Vec::new());
    let mut articles: Vec<ArticleId> = Vec::new();
    store.each_analysis(|a| {
        let spans: Vec<Span> = a
            .mentions
            .iter()
            .filter(|m| m.entity == entity)
            .map(|m| m.span)
            .collect();
        if !spans.is_empty() {
            articles.push(a.article.id.clone());
        }
        for s in &a.statements {
            let said = s.chain.first().is_some_and(|c| c.entity.as_ref() == Some(&entity));
            if !said && !spans.iter().any(|m| m.overlaps(s.content)) {
                continue;
            }
            let name = |c: &Source| {
                let of = c.entity.as_ref().and_then(|id| a.entity(id));
                of.map_or(c.text.as_str(), |e| e.name(a.article.language.tag()))
                    .to_string()
            };
            let passage = Passage {
                article: a.article.id.to_string(),
                outlet: a.article.outlet.clone().unwrap_or_default(),
                line: a
                    .article
                    .lines
                    .iter()
                    .rfind(|l| l.span.start <= s.content.start)
                    .map_or(1, |l| l.n),
                text: a.words(s.content).split_whitespace().collect::<Vec<_>>().join(" "),
                who: s.chain.iter().map(name).collect::<Vec<_>>().join(" ← "),
            };
            if said { by.push(passage) } else { about.push(passage) }
        }
        Ok::<(), StoreError>(())
    })?;
    let mut stories: BTreeMap<u64, (String, String, usize)> = BTreeMap::new();
    for article in &articles {
        for event in store.events_of(article)? {
            if let crate::store::Named::One(row) = store.story_named(event.as_str())? {
                let entry = stories.entry(row.number).or_insert((row.id.to_string(), row.title, 0));
                entry.2 += 1;
            }
        }
    }
    if as_data {
        let list = |p: &[Passage]| -> Vec<Value> {
            p.iter()
                .map(|p| json!({"article": p.article, "outlet": p.outlet, "line": p.line, "text": p.text, "said_by": p.who}))
                .collect()
        };
        let mut value = as_json(&id, &known);
        if let Some(map) = value.as_object_mut() {
            let rows: Vec<Value> = stories
                .iter()
                .map(|(n, (id, title, articles))| json!({"number": n, "id": id, "title": title, "article_count": articles}))
                .collect();
            map.insert("stories".into(), rows.into());
            map.insert("statements_by".into(), list(&by).into());
            map.insert("statements_about".into(), list(&about).into());
        }
        out.json(&value)?;
        return Ok(Outcome::Done);
    }
    out.line(&out.paint("1", known.name()))?;
    let facts = format!(
        "{} · {} in {} · {id}",
        known.kind,
        count(known.mentions as u64, "mention"),
        count(known.articles as u64, "article")
    );
    out.wrapped("", &facts, "2")?;
    let forms: Vec<String> = known
        .forms()
        .iter()
        .take(12)
        .map(|(f, n)| format!("{f} ×{n}"))
        .collect();
    out.wrapped("  ", &format!("written {}", forms.join(", ")), "")?;
    band("Stories", out)?;
    for (number, (_, title, articles)) in stories.iter().take(limit) {
        let told = count(*articles as u64, "article");
        let room = out.room(10 + told.len()).max(12);
        out.line(&format!("{number:>4}  {}  {}", fit(title, room), out.paint("2", &told)))?;
    }
    for (what, passages) in [("Statements by", &by), ("Statements about", &about)] {
        if passages.is_empty() {
            continue;
        }
        band(&format!("{what} ({})", passages.len()), out)?;
        for p in passages.iter().take(limit) {
            let place = format!("{} {}:{}", p.outlet, p.article, p.line);
            out.line(&format!("  • {}", fit(&p.text, out.room(4))))?;
            let who = if p.who.is_empty() {
                String::new()
            } else {
                format!("{} · ", p.who)
            };
            out.line(&format!(
                "    {}",
                out.paint("2", &fit(&format!("{who}{place}"), out.room(4)))
            ))?;
        }
        if passages.len() > limit {
            out.line(&out.paint(
                "2",
                &format!("    … {} more; --limit {}", passages.len() - limit, passages.len()),
            ))?;
        }
    }
    Ok(Outcome::Done)
}

fn band(title: &str, out: &mut Out) -> anyhow::Result<()> {
    let rule = "─".repeat(out.width.saturating_sub(title.chars().count() + 1));
    let line = format!("{} {}", out.paint("1", title), out.paint("2", &rule));
    out.line("")?;
    out.line(&line)?;
    Ok(())
}

fn alias(settings: &Settings, name: &str, entity: &str, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if fold(&name).is_empty() {
        bail!("the name is empty");
    }
    let Some((id, known)) = named(&work::open(settings)?, entity)? else {
        return Ok(Outcome::Nothing);
    };
    let ruling = Ruling::Alias {
        name: name.clone(),
        entity: id.clone(),
        kind: known.kind.to_string(),
        called: known.name().to_string(),
    };
    let number = decisions::take(settings, &ruling)?;
    if as_data {
        out.json(&json!({"decision": number, "name": name, "entity": id, "called": known.name()}))?;
        return Ok(Outcome::Done);
    }
    out.note(&format!(
        "Decision {number}: {name} stands for {} ({id}). The stories are up to date.",
        known.name()
    ))?;
    Ok(Outcome::Done)
}

/// The aliases in force: decision number, name, entity, what it is called.
fn in_force(store: &Store) -> anyhow::Result<Vec<(i64, String, String, String)>> {
    let list = store.decisions()?.into_iter().filter(|d| !d.undone);
    Ok(list
        .filter_map(|d| match d.ruling {
            Ruling::Alias {
                name, entity, called, ..
            } => Some((d.number, name, entity, called)),
            _ => None,
        })
        .collect())
}

fn list_json(list: &[(i64, String, String, String)]) -> Vec<Value> {
    list.iter()
        .map(|(number, name, entity, called)| {
            json!({"decision": number, "name": name, "entity": entity, "called": called})
        })
        .collect()
}

fn aliases(store: &Store, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let list = in_force(store)?;
    if list.is_empty() {
        if as_data {
            out.json(&list_json(&list))?;
        }
        complain("there are no aliases");
        return Ok(Outcome::Nothing);
    }
    if as_data {
        out.json(&list_json(&list))?;
        return Ok(Outcome::Done);
    }
    for (number, name, entity, called) in list {
        out.line(&format!("{number:>4}  {name} = {called}  {}", out.paint("2", &entity)))?;
    }
    Ok(Outcome::Done)
}

fn remove(settings: &Settings, name: &str, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let list = in_force(&work::open(settings)?)?;
    let mut any = false;
    for (number, known, ..) in list.into_iter().filter(|(_, n, ..)| fold(n) == fold(name)) {
        let undo = decisions::take(settings, &Ruling::Undo { number })?;
        if as_data {
            out.json(&json!({"decision": undo, "taken_back": number, "name": known}))?;
        } else {
            out.note(&format!("Decision {undo}: {known} is no alias any more."))?;
        }
        any = true;
    }
    if !any {
        complain(&format!(
            "there is no alias {name}; `sutradhar entities alias --list` lists them"
        ));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
