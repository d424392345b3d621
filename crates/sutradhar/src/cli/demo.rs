//! `sutradhar demo`

use super::Outcome;
use super::args::{Demo, PageFormat};
use super::out::Out;
use super::{stories, story, work};
use crate::app::{App, StoryRequest};
use crate::settings::RawArgs;
use crate::store::Given;
use anyhow::{Context, bail};

/// The bundled pages: name and bytes.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

pub fn run(args: Demo, mut typed: RawArgs, out: &mut Out) -> anyhow::Result<Outcome> {
    if SAMPLES.is_empty() {
        bail!("this program was built without sample pages (samples/pages was empty); try `sutradhar add PATH...`");
    }
    if let Some(store) = &typed.store {
        bail!(
            "the demo makes a folder of its own and leaves {} alone; run it without --store",
            store.display()
        );
    }
    // A fresh folder that only this user can read: nobody can have put a link there before.
    let mut builder = tempfile::Builder::new();
    builder.prefix("sutradhar-demo-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    let root = builder
        .tempdir()
        .context("no folder for the demo can be made; TMPDIR names another place")?;
    let pages = root.path().join("pages");
    typed.store = Some(root.path().join("store"));
    std::fs::create_dir(&pages).with_context(|| pages.display().to_string())?;
    for (name, bytes) in SAMPLES {
        let path = pages.join(name);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    let settings = typed.resolve().map_err(anyhow::Error::msg)?;
    out.line(&format!(
        "{} sample pages of invented outlets, places and people, in Hindi, Marathi and English:",
        SAMPLES.len()
    ))?;
    out.line(&format!("  {}", pages.display()))?;
    out.line("")?;
    out.flush()?;
    let app = App::new(settings);
    let files: Vec<_> = SAMPLES.iter().map(|(name, _)| pages.join(name)).collect();
    let added = work::with_progress(out, |step| app.add(&files, &Given::default(), step))?;
    work::report(&added.summary, added.counts, 0, false, out)?;

    let reader = app.read()?;
    let rows = reader.stories(&StoryRequest::default())?.rows;
    heading("The stories", out)?;
    stories::grouped(&rows, &reader.storylines()?, out)?;
    // The story that most can be said about: by origins, then articles.
    let best = rows
        .iter()
        .max_by_key(|r| (r.origins, r.articles, std::cmp::Reverse(r.number)));
    let Some(best) = best else {
        bail!("no story came of the samples: please report this");
    };
    heading(&format!("Story {}, short", best.number), out)?;
    let page = reader.story(best.id.as_str())?.page;
    story::show(&page, PageFormat::Text, false, None, out)?;
    let article = reader.event(best)?.articles.first().cloned();
    // The copy in which most was changed, with the source known where there is one.
    let pairs = reader.copies()?;
    let pair = pairs
        .iter()
        .max_by_key(|c| (c.source.is_some(), c.changed.len(), std::cmp::Reverse((&c.a, &c.b))));
    heading("Try next", out)?;
    let mut next = vec![
        (
            format!("story {} --full", best.number),
            "everything, with the cited passages",
        ),
        (
            format!("story {} --format html -o story.html", best.number),
            "one file to open in a browser",
        ),
    ];
    next.push(("serve".to_string(), "the stories as web pages, for a browser"));
    if let Some(article) = article {
        next.push((format!("article {article}"), "what was found in one page"));
    }
    if let Some(pair) = pair {
        next.push((format!("diff {} {}", pair.a, pair.b), "a copy against its source"));
    }
    let word = best.title.split_whitespace().next().unwrap_or("");
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
    next.push((format!("search {word}"), "in every spelling"));
    next.push(("export claims".to_string(), "records for your own tools"));
    out.line(&format!("  export SUTRADHAR_STORE={}", app.settings().store.display()))?;
    for (command, what) in next {
        let command = super::text::pad(&format!("  sutradhar {command}"), 54);
        out.line(&format!("{command} {}", out.paint("2", what)))?;
    }
    let own = super::text::pad("  sutradhar --store news add YOUR-PAGES/", 54);
    out.line(&format!("{own} {}", out.paint("2", "a store of your own")))?;
    // Kept from here on: an error before this takes the folder away again.
    let _ = root.keep();
    drop(reader);
    if args.serve {
        heading("In a browser", out)?;
        return super::serve::here(&app, out);
    }
    Ok(Outcome::Done)
}

/// A line that heads what follows, with an empty one on both sides.
fn heading(title: &str, out: &mut Out) -> anyhow::Result<()> {
    out.line("")?;
    out.line(&out.paint("1;4", title))?;
    out.line("")?;
    Ok(())
}
