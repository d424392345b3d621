//! `sutradhar article ARTICLE`

use super::Outcome;
use super::args::{Article, PageFormat};
use super::out::Out;
use super::{standin, story, work};
use crate::settings::Settings;

pub fn run(args: Article, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let Some(id) = work::article_named(&store, &args.id)? else {
        return Ok(Outcome::Nothing);
    };
    let Some(analysis) = store.analysis(&id)? else {
        anyhow::bail!("article {id} is stored but not analysed yet; another process may be at it");
    };
    let format = if args.json { PageFormat::Json } else { args.format };
    let colour = out.colour && args.output.is_none();
    let page = standin::article(&analysis, format, colour, out.width)?;
    story::deliver(page, format, args.output.as_deref(), out)?;
    Ok(Outcome::Done)
}
