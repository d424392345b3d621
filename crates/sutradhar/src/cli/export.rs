//! `sutradhar export KIND`

use super::Outcome;
use super::args::{Export, ExportFormat};
use super::out::{Out, complain};
use super::text::count;
use super::work;
use crate::export::{self, ExportError, KINDS, Sink, Target};
use crate::settings::Settings;
use crate::store::Store;
use anyhow::{Context, bail};

pub fn run(args: Export, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let output = super::out::file(args.output.as_ref());
    if args.kind == "site" {
        let Some(dir) = output else {
            bail!("a site needs a folder: --output DIR");
        };
        return super::site::run(dir, settings, out);
    }
    let all = args.kind == "all";
    let kinds: Vec<&str> = if all { KINDS.to_vec() } else { vec![&args.kind] };
    if all && output.is_none() {
        bail!("all kinds need a folder: --output DIR");
    }
    if args.format == ExportFormat::Parquet && output.is_none() && std::io::IsTerminal::is_terminal(&std::io::stdout())
    {
        bail!("Parquet is not for a terminal: --output FILE, or a pipe");
    }
    let store = work::open(settings)?;
    let mut total = 0;
    if all && let Some(dir) = output {
        std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    }
    for kind in kinds {
        match output {
            Some(path) => {
                let file = if all {
                    path.join(format!("{kind}.{}", ending(args.format)))
                } else {
                    path.to_path_buf()
                };
                let mut written = Ok(0);
                export::write_file(&file, |to| {
                    written = write(&store, kind, args.format, to);
                    match &written {
                        Ok(_) => Ok(()),
                        // Told below; the file must not take the place of an older one.
                        Err(e) => Err(std::io::Error::other(e.to_string())),
                    }
                })
                .with_context(|| file.display().to_string())?;
                let n = written?;
                total += n;
                if all {
                    out.note(&format!("{}  {}", file.display(), count(n, "record")))?;
                }
            }
            None => total += out.records(|to| write(&store, kind, args.format, to))?,
        }
    }
    if total == 0 {
        complain(&format!("there are no {}", if all { "records" } else { &args.kind }));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Writes the records of one kind as they come from the store; gives their number.
fn write(store: &Store, kind: &str, format: ExportFormat, to: Target<'_>) -> Result<u64, ExportError> {
    let mut sink = match format {
        ExportFormat::Jsonl => Sink::Jsonl(to),
        ExportFormat::Csv => Sink::csv(kind, to)?,
        ExportFormat::Parquet => Sink::parquet(kind, to)?,
    };
    let n = export::stream(store, kind, &mut |record| sink.push(record))?;
    sink.finish()?;
    Ok(n)
}

fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Jsonl => "jsonl",
        ExportFormat::Csv => "csv",
        ExportFormat::Parquet => "parquet",
    }
}
