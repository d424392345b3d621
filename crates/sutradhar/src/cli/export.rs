//! `sutradhar export KIND`

use super::Outcome;
use super::args::{Export, ExportFormat};
use super::out::{Out, complain};
use super::text::count;
use super::work::read;
use crate::app::{App, Format, SiteOptions};
use crate::export::RecordKind;
use anyhow::{Context, bail};
use std::path::Path;

pub fn run(args: Export, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let output = super::out::file(args.output.as_ref());
    if args.kind == "site" {
        let Some(dir) = output else {
            bail!("a site needs a folder: --output DIR");
        };
        return site(dir, &args, app, out);
    }
    // Anything else than a kind was refused when it was typed, but for `all`.
    let kind = RecordKind::from_name(&args.kind);
    if args.excerpts {
        bail!("--excerpts is for a site");
    }
    if kind.is_none() && output.is_none() {
        bail!("all kinds need a folder: --output DIR");
    }
    let format = match args.format {
        ExportFormat::Jsonl => Format::Jsonl,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Parquet => Format::Parquet,
    };
    if format == Format::Parquet && output.is_none() && std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        bail!("Parquet is not for a terminal: --output FILE, or a pipe");
    }
    let reader = read(app, out)?;
    let total = match (kind, output) {
        (Some(kind), Some(file)) => reader.export_file(kind, format, file)?,
        (Some(kind), None) => out.records(|to| reader.export(kind, format, to))?,
        (None, folder) => {
            let folder = folder.unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            let mut total = 0;
            for kind in RecordKind::ALL {
                let file = folder.join(format!("{kind}.{}", format.ending()));
                let n = reader.export_file(kind, format, &file)?;
                out.note(&format!("{}  {}", file.display(), count(n, "record")))?;
                total += n;
            }
            total
        }
    };
    if total == 0 {
        let what = kind.map_or("records", RecordKind::name);
        complain(&format!("there are no {what}"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn site(dir: &Path, args: &Export, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let options = SiteOptions {
        ui: args.ui.into(),
        full_text: !args.excerpts,
    };
    let done = read(app, out)?.write_site(dir, options)?;
    if done.removed > 0 {
        let gone = count(done.removed as u64, "file");
        out.note(&format!("{}: {gone} of an earlier export removed", dir.display()))?;
    }
    if done.stories == 0 {
        complain("the store is empty; `sutradhar add PATH...` brings pages in");
        return Ok(Outcome::Nothing);
    }
    out.note(&format!(
        "{}: {}, {}, {}. Open index.html in a browser; the folder needs no server.",
        dir.display(),
        count(done.stories as u64, "story"),
        count(done.articles as u64, "article"),
        count(done.pages as u64, "page")
    ))?;
    Ok(Outcome::Done)
}
