//! `sutradhar export KIND`

use super::Outcome;
use super::args::{Export, ExportFormat};
use super::out::{Out, complain};
use super::text::count;
use super::work;
use crate::export::{self, KINDS};
use crate::settings::Settings;
use anyhow::{Context, bail};
use std::io::Write;

pub fn run(args: Export, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    if args.kind == "site" {
        let Some(dir) = &args.output else {
            bail!("a site needs a folder: --output DIR");
        };
        return super::site::run(dir, settings, out);
    }
    let all = args.kind == "all";
    let kinds: Vec<&str> = if all { KINDS.to_vec() } else { vec![&args.kind] };
    if all && args.output.is_none() {
        bail!("all kinds need a folder: --output DIR");
    }
    if args.format == ExportFormat::Parquet
        && args.output.is_none()
        && std::io::IsTerminal::is_terminal(&std::io::stdout())
    {
        bail!("Parquet is not for a terminal: --output FILE, or a pipe");
    }
    let store = work::open(settings)?;
    let analyses = store.analyses_after()?;
    let derived = store.derived()?;
    let mut total = 0;
    if all && let Some(dir) = &args.output {
        std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    }
    for kind in kinds {
        let records = export::records(kind, &analyses, &derived);
        total += records.len() as u64;
        let write = |to: &mut dyn Write| match args.format {
            ExportFormat::Jsonl => export::jsonl(&records, to),
            ExportFormat::Csv => export::table::csv(kind, &records, to),
            ExportFormat::Parquet => export::table::parquet(kind, &records, to),
        };
        match &args.output {
            Some(path) => {
                let file = if all {
                    path.join(format!("{kind}.{}", ending(args.format)))
                } else {
                    path.clone()
                };
                export::write_file(&file, write).with_context(|| file.display().to_string())?;
                if all {
                    out.line(&format!(
                        "{}  {}",
                        file.display(),
                        count(records.len() as u64, "record")
                    ))?;
                }
            }
            None => {
                let mut bytes = Vec::new();
                write(&mut bytes)?;
                out.bytes(&bytes)?;
            }
        }
    }
    if total == 0 {
        complain(&format!("there are no {}", if all { "records" } else { &args.kind }));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Jsonl => "jsonl",
        ExportFormat::Csv => "csv",
        ExportFormat::Parquet => "parquet",
    }
}
