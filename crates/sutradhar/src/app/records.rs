//! Exports: records in three forms.

use super::{AppError, Reader, Result};
use crate::export::{self, ExportError, RecordKind, Sink, Target};
use std::path::Path;

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A table with a head; nested values as JSON.
    Csv,
    /// A table of typed columns; nested values as JSON.
    Parquet,
}

impl Format {
    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
        }
    }
}

impl Reader {
    /// Writes the records of one kind as they come from the store; gives their number.
    ///
    /// # Errors
    /// Those of the store, and those of writing.
    pub fn export(&self, kind: RecordKind, format: Format, to: Target<'_>) -> std::result::Result<u64, ExportError> {
        let mut sink = match format {
            Format::Jsonl => Sink::Jsonl(to),
            Format::Csv => Sink::csv(kind, to)?,
            Format::Parquet => Sink::parquet(kind, to)?,
        };
        let n = export::stream(&self.store, kind, &mut |record| sink.push(record))?;
        sink.finish()?;
        Ok(n)
    }

    /// The same into a file, which is written as a whole or not at all.
    ///
    /// # Errors
    /// Those of the store, and those of writing.
    pub fn export_file(&self, kind: RecordKind, format: Format, file: &Path) -> Result<u64> {
        let mut written = Ok(0);
        let done = export::write_file(file, |to| {
            written = self.export(kind, format, to);
            match &written {
                Ok(_) => Ok(()),
                // Told below; the file must not take the place of an older one.
                Err(e) => Err(std::io::Error::other(e.to_string())),
            }
        });
        match (written, done) {
            (Err(ExportError::Write(e)), _) | (Ok(_), Err(e)) => Err(AppError::io(file, e)),
            (Err(e), _) => Err(e.into()),
            (Ok(n), Ok(())) => Ok(n),
        }
    }

    /// All pairs that share copy.
    ///
    /// # Errors
    /// Those of the store.
    pub fn copies(&self) -> Result<Vec<sutradhar_engine::model::CopyPair>> {
        Ok(self.store.copies()?)
    }
}
