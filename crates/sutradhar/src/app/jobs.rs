//! Work on the store that takes time: each job says how far it is, and stops between steps when it is asked to.

use super::{App, Result};
use crate::pipeline::{self, Step, Summary};
use crate::read;
use crate::read::files::{self, ReadError};
use crate::search::DOCUMENTS;
use crate::store::{FILE, Given, Salvaged, Store, StoreError, doctor, salvage};
use std::collections::HashSet;
use std::io::BufRead;
use std::path::PathBuf;

/// Is told how far a job is.
pub type Progress<'a> = &'a mut dyn FnMut(Step);

/// What a run did, and what is in the store now.
#[derive(Debug, Default)]
pub struct Added {
    /// What the run did.
    pub summary: Summary,
    /// Pages, articles and stories in the store.
    pub counts: (u64, u64, u64),
    /// Pages that an editor removed before, by source and decision; they stay out.
    pub refused: Vec<(String, i64)>,
}

/// What an `add` would do.
#[derive(Debug, Default)]
pub struct Trial {
    /// Pages that would be stored.
    pub new: u64,
    /// Pages that are known already.
    pub known: u64,
    /// Articles on the new pages.
    pub articles: u64,
    /// What cannot be read.
    pub errors: Vec<String>,
}

/// A store that was made again.
#[derive(Debug)]
pub struct Repaired {
    /// Where the old file lies, how many raw pages and decisions were taken over, and what was lost.
    pub before: PathBuf,
    /// Raw pages that were taken over.
    pub pages: u64,
    /// Decisions that were taken over.
    pub decisions: u64,
    /// What was lost.
    pub lost: Vec<String>,
    /// What a check finds now.
    pub report: doctor::Report,
}

impl App {
    /// Adds the pages of all paths, and brings the stories up to date. Paths without any page make no store.
    ///
    /// # Errors
    /// The store cannot be written. Files that cannot be read are in the summary.
    pub fn add(&self, paths: &[PathBuf], given: &Given, progress: Progress<'_>) -> Result<Added> {
        // A slip of the pen makes no store.
        if !self.settings.store.join(FILE).exists()
            && let Some(errors) = nothing_there(paths)
        {
            let summary = Summary {
                errors,
                ..Summary::default()
            };
            return Ok(Added {
                summary,
                ..Added::default()
            });
        }
        let mut store = Store::open_to_write(&self.settings.store, self.settings.wait)?;
        let summary = pipeline::add_given(&mut store, paths, given, &self.options(), progress)?;
        Ok(Added {
            summary,
            refused: store.refused()?,
            counts: store.counts()?,
        })
    }

    /// Reads everything, and says what [`App::add`] would do.
    ///
    /// # Errors
    /// There is a store that cannot be read.
    pub fn try_add(&self, paths: &[PathBuf]) -> Result<Trial> {
        let there = self.settings.store.join(FILE).exists();
        let store = there.then(|| Store::open(&self.settings.store)).transpose()?;
        let mut trial = Trial::default();
        let mut seen = HashSet::new();
        let mut failed = None;
        files::read(paths, &mut |unit| {
            let (raw, line) = match unit {
                Ok(unit) => unit,
                Err(e) => {
                    trial.errors.push(e.to_string());
                    return true;
                }
            };
            let pages = match read::pages(&raw) {
                Ok(pages) => pages.len() as u64,
                Err(why) => {
                    let line = if line > 0 { format!(":{line}") } else { String::new() };
                    trial.errors.push(format!("{}{line}: {why}", raw.source));
                    return true;
                }
            };
            let key = raw.key();
            match store.as_ref().map_or(Ok(false), |s| s.has_page(&key)) {
                Ok(stored) if stored || !seen.insert(key) => trial.known += 1,
                Ok(_) => {
                    trial.new += 1;
                    trial.articles += pages;
                }
                Err(e) => failed = Some(e),
            }
            failed.is_none()
        });
        match failed {
            Some(e) => Err(e.into()),
            None => Ok(trial),
        }
    }

    /// Brings everything up to date: an older format, what another version of the program made, what an `add` that
    /// was cut off left undone.
    ///
    /// # Errors
    /// There is no store, or it cannot be written.
    pub fn refresh(&self, progress: Progress<'_>) -> Result<Added> {
        let mut store = self.writable()?;
        let summary = pipeline::refresh(&mut store, &self.options(), progress)?;
        Ok(Added {
            summary,
            counts: store.counts()?,
            refused: Vec::new(),
        })
    }

    /// Makes everything again from the raw pages.
    ///
    /// # Errors
    /// There is no store, or it cannot be written, or a raw page cannot be read any more.
    pub fn rebuild(&self, progress: Progress<'_>) -> Result<Added> {
        let mut store = self.writable()?;
        let summary = pipeline::rebuild(&mut store, &self.options(), progress)?;
        Ok(Added {
            summary,
            counts: store.counts()?,
            refused: Vec::new(),
        })
    }

    /// Checks everything in the store.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn check(&self) -> Result<doctor::Report> {
        Ok(doctor::check(&Store::open(&self.settings.store)?, &DOCUMENTS)?)
    }

    /// Makes a damaged store again from its raw pages and decisions; the old file is kept. A store in which nothing is
    /// wrong stays as it is.
    ///
    /// # Errors
    /// There is no store, or none that can be repaired; the report if nothing is wrong.
    pub fn repair(&self, progress: Progress<'_>) -> Result<std::result::Result<Repaired, doctor::Report>> {
        match Store::open(&self.settings.store).and_then(|store| doctor::check(&store, &DOCUMENTS)) {
            Ok(report) if report.problems.is_empty() => return Ok(Err(report)),
            // What cannot be opened as a store cannot be repaired either.
            Err(e @ (StoreError::Missing { .. } | StoreError::Newer { .. } | StoreError::NoStore { .. })) => {
                return Err(e.into());
            }
            _ => {}
        }
        let Salvaged {
            mut store,
            before,
            pages,
            decisions,
            lost,
        } = salvage(&self.settings.store, self.settings.wait)?;
        pipeline::rebuild(&mut store, &self.options(), progress)?;
        Ok(Ok(Repaired {
            before,
            pages,
            decisions,
            lost,
            report: doctor::check(&store, &DOCUMENTS)?,
        }))
    }

    /// Opens the store for writing; a slip of the pen must not make an empty one.
    fn writable(&self) -> Result<Store> {
        match Store::open(&self.settings.store) {
            Ok(_) | Err(StoreError::Older { .. }) => {}
            Err(e) => return Err(e.into()),
        }
        Ok(Store::open_to_write(&self.settings.store, self.settings.wait)?)
    }
}

/// What is wrong with the paths if they hold no page at all; `None` if they hold one, or if only reading to the end
/// can tell.
fn nothing_there(paths: &[PathBuf]) -> Option<Vec<ReadError>> {
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            // What is looked at here stays in the buffer of standard input.
            if std::io::stdin().lock().fill_buf().is_ok_and(|b| !b.is_empty()) {
                return None;
            }
        } else if !std::fs::metadata(path).map_or(true, |m| m.is_file() || m.is_dir()) {
            return None;
        }
        let mut found = false;
        files::read(std::slice::from_ref(path), &mut |unit| {
            match unit {
                Ok((raw, line)) => match read::pages(&raw) {
                    Ok(_) => found = true,
                    Err(why) if line > 0 => errors.push(ReadError::Line {
                        path: raw.source,
                        line,
                        why,
                    }),
                    Err(why) => errors.push(ReadError::Content { path: raw.source, why }),
                },
                Err(e) => errors.push(e),
            }
            !found
        });
        if found {
            return None;
        }
    }
    Some(errors)
}
