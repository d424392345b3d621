//! `sutradhar changes`

use super::Outcome;
use super::args::Changes;
use super::out::{Out, complain};
use super::text::fit;
use crate::app::{App, ChangeRequest};

pub fn run(args: Changes, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let reader = super::work::read(app, out)?;
    let story = match &args.story {
        Some(typed) => Some(reader.story_named(typed)?.id.to_string()),
        None => None,
    };
    let page = reader.changes(&ChangeRequest {
        oldest_first: args.since.is_some(),
        since: args.since,
        story,
        kinds: args.kinds,
        limit: if args.limit == 0 { usize::MAX - 1 } else { args.limit },
        ..ChangeRequest::default()
    })?;
    if args.json {
        out.json(&page.items)?;
    } else {
        for line in &page.items {
            let head = format!("{:>6}  {}  {}", line.seq, line.at, line.kind);
            out.line(&out.paint("2", &head))?;
            out.wrapped("        ", &line.words("hi"), "1")?;
            if let (Some(id), Some(title)) = (&line.story, &line.title) {
                let told = format!("{} · {id}", fit(title, out.room(30)));
                out.wrapped("        ", &told, "2")?;
            }
        }
        if page.next.is_some() {
            out.note(&format!("{} shown; --limit 0 shows all", page.items.len()))?;
        }
    }
    if page.items.is_empty() {
        complain("nothing changed");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
