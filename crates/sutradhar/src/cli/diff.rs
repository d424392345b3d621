//! `sutradhar diff A B`

use super::Outcome;
use super::args::Diff;
use super::out::{Out, complain};
use super::{story, work};
use crate::export;
use crate::settings::Settings;
use sutradhar_engine::copies;
use sutradhar_view as view;

pub fn run(args: Diff, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let (Some(a), Some(b)) = (
        work::article_named(&store, &args.a)?,
        work::article_named(&store, &args.b)?,
    ) else {
        return Ok(Outcome::Nothing);
    };
    if a == b {
        anyhow::bail!("both are article {a}");
    }
    let mut both = Vec::new();
    for id in [&a, &b] {
        match store.analysis(id)? {
            Some(analysis) => both.push(analysis),
            None => anyhow::bail!("article {id} is stored but not analysed yet; another process may be at it"),
        }
    }
    both.sort_by(|x, y| x.article.id.cmp(&y.article.id));
    // The stored pair was found among all articles, which may know better who was first.
    let stored = store.derived_for(&[], std::slice::from_ref(&a))?.copies;
    let pair = stored
        .into_iter()
        .find(|c| c.a == b || c.b == b)
        .or_else(|| copies::find(&both).into_iter().next());
    let [first, second] = &both[..] else {
        return Ok(Outcome::Nothing);
    };
    let Some(pair) = pair else {
        // In the order they were typed.
        let (first, second) = if first.article.id == a {
            (first, second)
        } else {
            (second, first)
        };
        if super::compare::show(&store, first, second, args.json, out)? {
            return Ok(Outcome::Done);
        }
        complain("these two share no passage that counts as copied, and report no event in common");
        return Ok(Outcome::Nothing);
    };
    if args.json {
        out.json(&export::records::copy(&pair, first, second))?;
        return Ok(Outcome::Done);
    }
    let (mut first, mut second) = (first.clone(), second.clone());
    story::prepare(&mut first);
    story::prepare(&mut second);
    let (first, second) = (&first, &second);
    let page = view::diff_page(Some(&pair), first, second);
    out.page(&view::terminal::diff(&page, story::style(None, out)))?;
    Ok(Outcome::Done)
}
