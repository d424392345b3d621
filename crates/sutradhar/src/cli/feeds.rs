//! `sutradhar feeds ...`

use super::Outcome;
use super::args::{Feeds, FeedsCommand, Network, StarterList};
use super::out::{Out, complain};
use super::text::count;
use crate::app::App;
use crate::store::{FeedRow, FeedState, FeedTyped};
use crate::watch::guard::Guard;
use crate::watch::manage::{self, Found, Hand};
use crate::watch::net::{Http, SystemNames};
use crate::watch::starter;
use anyhow::bail;
use serde_json::{Value, json};
use std::time::Duration;

pub fn run(args: Feeds, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let network = &args.network;
    match args.command {
        FeedsCommand::Add {
            url,
            name,
            lang,
            full: _,
            summary,
            every,
            unseen,
        } => {
            let typed = FeedTyped {
                url,
                name,
                lang,
                whole: !summary,
                every,
            };
            add(typed, unseen, network, app, out)
        }
        FeedsCommand::List { errors, json } => list(errors, json, app, out),
        FeedsCommand::Errors { json } => list(true, json, app, out),
        FeedsCommand::Show { id, json } => show(&manage::one(app, id)?, json, out),
        FeedsCommand::Remove { id } => {
            manage::remove(app, id)?;
            said(out, &format!("Feed {id} is taken out; what came from it stays."))
        }
        FeedsCommand::Pause { id } => {
            manage::set_state(app, id, FeedState::Paused)?;
            said(out, &format!("Feed {id} rests. `sutradhar feeds resume {id}` goes on."))
        }
        FeedsCommand::Resume { id } => {
            manage::set_state(app, id, FeedState::Active)?;
            said(out, &format!("Feed {id} is looked at by the next `sutradhar watch`."))
        }
        FeedsCommand::Move { id } => {
            let to = manage::take_move(app, id)?;
            said(out, &format!("Feed {id} is looked at there now: {to}"))
        }
        FeedsCommand::Check { id } => check(&manage::one(app, id)?, network, out),
        FeedsCommand::Import { file, summary } => {
            let done = manage::import(app, &network.guard(), &file, !summary)?;
            added(done, out)
        }
        FeedsCommand::Export => {
            out.text(&manage::export(app)?)?;
            Ok(Outcome::Done)
        }
        FeedsCommand::Starter { list, add } => starter(list, add, network, app, out),
    }
}

impl Network {
    /// What may be asked.
    pub fn guard(&self) -> Guard {
        Guard {
            private: self.allow_private.clone(),
            ports: self.allow_port.clone(),
        }
    }

    /// The name under which servers are asked.
    pub fn agent(&self) -> String {
        let own = || {
            let (version, page) = (env!("CARGO_PKG_VERSION"), env!("CARGO_PKG_REPOSITORY"));
            format!("Sutradhar/{version} (+{page})")
        };
        let typed = self.agent.as_deref().map(str::trim).filter(|a| !a.is_empty());
        typed.map_or_else(own, str::to_string)
    }

    /// What asks servers.
    pub fn client(&self) -> Http {
        Http::new(&self.agent(), self.guard(), SystemNames)
    }
}

fn said(out: &mut Out, text: &str) -> anyhow::Result<Outcome> {
    out.note(text)?;
    Ok(Outcome::Done)
}

fn add(mut typed: FeedTyped, unseen: bool, network: &Network, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let guard = network.guard();
    let mut title = None;
    if unseen {
        typed.url = guard.read(&typed.url, None).map_err(anyhow::Error::msg)?.to_string();
    } else {
        let found = with_hand(network, out, |hand| hand.find(&typed.url))?;
        match found {
            Found::Feed(url, document) => {
                out.note(&format!(
                    "Found {url}: {}, {}",
                    document.title.as_deref().unwrap_or("without a title"),
                    count(document.entries.len() as u64, "item")
                ))?;
                (typed.url, title) = (url, document.title);
            }
            Found::Several(list) => {
                out.line("The page names several feeds; add those that you want:")?;
                for (url, title) in list {
                    out.line(&format!("  sutradhar feeds add {url}   {title}"))?;
                }
                return Ok(Outcome::Nothing);
            }
            Found::Nothing => {
                complain(&format!("{}: no feed was found there", typed.url));
                return Ok(Outcome::Nothing);
            }
        }
    }
    let (id, new) = manage::add(app, &typed, title.as_deref())?;
    match new {
        true => said(out, &format!("Feed {id} is added. `sutradhar watch` looks at it.")),
        false => said(out, &format!("It is known as feed {id} already.")),
    }
}

/// Asks by hand; steps are shown where more is to be said.
fn with_hand<T>(
    network: &Network,
    out: &mut Out,
    ask: impl FnOnce(&mut Hand<'_>) -> Result<T, String>,
) -> anyhow::Result<T> {
    let (client, guard) = (network.client(), network.guard());
    let verbose = out.verbose;
    let mut tell = |step: String| {
        if verbose || step.starts_with("warning") {
            complain(&step);
        }
    };
    let mut hand = Hand {
        net: &client,
        guard: &guard,
        polite: Duration::from_millis(network.polite.unsigned_abs()),
        tell: &mut tell,
    };
    ask(&mut hand).map_err(anyhow::Error::msg)
}

fn check(row: &FeedRow, network: &Network, out: &mut Out) -> anyhow::Result<Outcome> {
    let verbose = std::mem::replace(&mut out.verbose, true);
    let found = with_hand(network, out, |hand| hand.find(&row.typed.url));
    out.verbose = verbose;
    match found? {
        Found::Feed(url, document) => {
            out.line(&format!(
                "{url}: {}, {}",
                document.title.as_deref().unwrap_or("without a title"),
                count(document.entries.len() as u64, "item")
            ))?;
            for entry in document.entries.iter().take(5) {
                let at = entry.hints.published.as_deref().unwrap_or("no date");
                out.line(&format!("  {at}  {}", entry.title))?;
            }
            Ok(Outcome::Done)
        }
        _ => bail!("{}: there is no feed any more", row.typed.url),
    }
}

fn list(errors: bool, as_json: bool, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let wrong = |row: &&FeedRow| row.last_error.is_some() || row.moved_to.is_some() || row.state == FeedState::Asleep;
    let all = manage::list(app)?;
    let rows: Vec<&FeedRow> = all.iter().filter(|row| !errors || wrong(row)).collect();
    if as_json {
        out.json(&rows.iter().map(|row| as_value(row)).collect::<Vec<_>>())?;
    } else {
        for row in &rows {
            let name = row.typed.name.as_deref().or(row.title.as_deref()).unwrap_or("");
            out.line(&format!(
                "{:>4}  {:<7} {}  {name}",
                row.id,
                row.state.name(),
                row.typed.url
            ))?;
            if let Some(error) = &row.last_error {
                let (_, told) = error.split_once(' ').unwrap_or(("", error));
                let n = count(row.failures.unsigned_abs(), "time");
                out.wrapped(
                    "              ",
                    &format!("{told} ({n}); again {}", time(row.next_at)),
                    "",
                )?;
            }
            if let Some(to) = &row.moved_to {
                let told = format!(
                    "says that it lives at {to} now; `sutradhar feeds move {}` takes that over",
                    row.id
                );
                out.wrapped("              ", &told, "")?;
            }
        }
        if all.is_empty() {
            out.note(
                "There are no feeds. `sutradhar feeds add URL` adds one, `sutradhar feeds starter hi --add` some.",
            )?;
        } else if rows.is_empty() {
            out.note("Nothing is wrong with any feed.")?;
        }
    }
    Ok(if rows.is_empty() && !errors {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn show(row: &FeedRow, as_json: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let value = as_value(row);
    if as_json {
        out.json(&value)?;
        return Ok(Outcome::Done);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let shown = match value {
            Value::Null => continue,
            Value::String(s) => s.clone(),
            other => other.to_string(),
        };
        out.line(&format!("{}{shown}", super::text::pad(name, 16)))?;
    }
    Ok(Outcome::Done)
}

/// A feed as plain data.
fn as_value(row: &FeedRow) -> Value {
    json!({
        "id": row.id,
        "url": row.typed.url,
        "name": row.typed.name,
        "title": row.title,
        "lang": row.typed.lang,
        "takes": if row.typed.whole { "pages" } else { "summaries" },
        "state": row.state.name(),
        "added": time(row.added),
        "next": time(row.next_at),
        "every_seconds": row.typed.every.or(row.gap).map(|ms| ms / 1000),
        "last_look": row.last_at.map(time),
        "last_success": row.last_ok.map(time),
        "failures": row.failures,
        "failing_since": row.failing_since.map(time),
        "error": row.last_error,
        "moved_to": row.moved_to,
        "etag": row.etag,
        "last_modified": row.modified,
    })
}

/// A time to the second, in UTC.
pub fn time(ms: i64) -> String {
    jiff::Timestamp::from_second(ms.div_euclid(1000)).map_or_else(|_| String::new(), |t| t.to_string())
}

fn added((new, known, wrong): (u64, u64, Vec<String>), out: &mut Out) -> anyhow::Result<Outcome> {
    wrong.iter().for_each(|why| complain(why));
    out.note(&format!("{} added, {known} already known.", count(new, "feed")))?;
    Ok(match (wrong.is_empty(), new + known) {
        (false, _) => Outcome::Wrong(2),
        (true, 0) => Outcome::Nothing,
        (true, _) => Outcome::Done,
    })
}

fn starter(list: StarterList, add: bool, network: &Network, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let wanted = |lang: &str| list == StarterList::In || lang == "hi";
    let feeds: Vec<_> = starter::feeds().into_iter().filter(|f| wanted(f.lang)).collect();
    if add {
        let list = feeds.iter().map(starter::Feed::outline).collect();
        return added(manage::add_all(app, &network.guard(), list, true)?, out);
    }
    for feed in &feeds {
        out.line(&format!("{}  {}  {} ({})", feed.lang, feed.url, feed.name, feed.terms))?;
    }
    out.note("`--add` adds them. Mind the terms of each before you show its texts to others.")?;
    Ok(Outcome::Done)
}
