//! What several commands share: opening a store, progress, the summary of a run.

use super::Outcome;
use super::out::{Out, complain};
use super::text::count;
use crate::app::{App, Freshness, Reader};
use crate::pipeline::{Step, Summary};
use crate::read::files::ReadError;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::time::Duration;

/// Opens the store for questions, and says so if stories do not show all of its pages.
pub fn read(app: &App, out: &mut Out) -> anyhow::Result<Reader> {
    let reader = app.read()?;
    note_freshness(&reader, out)?;
    Ok(reader)
}

/// Says on standard error whether stories show all pages.
pub fn note_freshness(reader: &Reader, out: &mut Out) -> anyhow::Result<()> {
    if let Freshness::Behind { waiting } = reader.freshness()? {
        out.flush()?;
        let what = match waiting {
            0 => "the stories do not show everything that is stored".to_string(),
            1 => "1 article is stored and in no story yet".to_string(),
            n => format!("{n} articles are stored and in no story yet"),
        };
        complain(&format!(
            "{what}: an `add` is at work, or was cut off; `sutradhar refresh` brings the stories up to date"
        ));
    }
    Ok(())
}

/// Runs a job with a progress bar.
pub fn with_progress<T>(out: &Out, job: impl FnOnce(&mut dyn FnMut(Step)) -> T) -> T {
    let mut progress = Progress::new(out);
    let done = job(&mut |step| progress.step(step));
    progress.end();
    done
}

/// A progress bar on standard error, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    stored: u64,
    known: u64,
}

impl Progress {
    /// A bar that shows nothing yet.
    pub fn new(out: &Out) -> Progress {
        let target = if !out.quiet && std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.enable_steady_tick(Duration::from_millis(120));
        bar.set_message("reading");
        Progress {
            bar,
            stored: 0,
            known: 0,
        }
    }

    /// Shows a step.
    pub fn step(&mut self, step: Step) {
        match step {
            Step::Stored(s) => {
                self.stored += s.new;
                self.known += s.known;
                self.bar
                    .set_message(format!("stored {} new, {} known", self.stored, self.known));
            }
            Step::Analysing(all) => {
                self.bar.set_length(all);
                self.bar.set_position(0);
                if let Ok(style) = ProgressStyle::with_template("analysing {bar:30} {pos}/{len}  {per_sec}  {eta} left")
                {
                    self.bar.set_style(style);
                }
            }
            Step::Analysed(n) => self.bar.inc(n),
            Step::Deriving(n) => {
                self.bar.set_style(ProgressStyle::default_spinner());
                self.bar
                    .set_message(format!("copies, events, claims and briefs of {}", count(n, "article")));
            }
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Errors that are listed one by one for people; JSON has them all.
pub const LISTED: usize = 50;

/// Prints what a run did.
///
/// `counts` are the pages, articles and stories in the store; `refused` pages were removed before and stay out.
pub fn report(
    summary: &Summary,
    counts: (u64, u64, u64),
    refused: u64,
    as_json: bool,
    out: &mut Out,
) -> anyhow::Result<Outcome> {
    let (pages, articles, stories) = counts;
    let known = summary.stored.known.saturating_sub(refused);
    let errors = summary.errors.len();
    let failed = if errors > 0 { Outcome::Wrong(2) } else { Outcome::Done };
    let nothing = summary.stored.new + summary.stored.known == 0 && errors == 0;
    let time: Duration = summary.times.iter().sum();
    let speed = summary.analysed as f64 / (summary.times[0] + summary.times[1]).as_secs_f64().max(1e-9);
    let memory = peak_memory();
    if as_json {
        out.json(&json!({
            "new": summary.stored.new,
            "known": known,
            "refused": refused,
            "analysed": summary.analysed,
            "derived": summary.derived,
            "in_store": {"pages": pages, "articles": articles, "stories": stories},
            "notices": summary.notices.iter().map(|(code, (n, message))| {
                (code.clone(), json!({"count": n, "first": message}))
            }).collect::<serde_json::Map<_, _>>(),
            "errors": summary.errors.iter().map(|e| e.to_string()).collect::<Vec<_>>(),
            "seconds": {
                "all": round(time.as_secs_f64()),
                "storing": round(summary.times[0].as_secs_f64()),
                "analysing": round(summary.times[1].as_secs_f64()),
                "deriving": round(summary.times[2].as_secs_f64()),
            },
            "parts": summary.parts.times.iter().map(|(name, time, made)| {
                (name.to_string(), json!({"seconds": round(time.as_secs_f64()), "made": made}))
            }).collect::<serde_json::Map<_, _>>(),
            "articles_a_second": round(speed),
            "peak_memory_bytes": memory,
        }))?;
        return Ok(failed);
    }
    let listed = if out.verbose { errors } else { LISTED };
    for e in summary.errors.iter().take(listed) {
        complain(&e.to_string());
    }
    if errors > listed {
        complain(&format!("and {} more; --verbose lists all", errors - listed));
    }
    if summary.stored.new == 0 && summary.analysed == 0 && !summary.derived {
        out.note(&format!(
            "Nothing new: {} already known. The store has {} in {}.",
            count(known, "page"),
            count(articles, "article"),
            count(stories, "story")
        ))?;
    } else {
        let label = |l: &str| super::text::pad(l, 10);
        out.note(&format!(
            "{}{}, {} already known",
            label("Stored"),
            count(summary.stored.new, "new page"),
            known
        ))?;
        out.note(&format!(
            "{}{} analysed, {speed:.0} a second",
            label("Articles"),
            summary.analysed
        ))?;
        out.note(&format!(
            "{}{} in {}",
            label("In store"),
            count(articles, "article"),
            count(stories, "story")
        ))?;
        for (i, (code, (n, message))) in summary.notices.iter().enumerate() {
            let name = if i == 0 { "Odd" } else { "" };
            let line = super::text::fit(&format!("{code} ×{n}  {message}"), out.room(10));
            out.note(&format!("{}{line}", label(name)))?;
        }
        let slow = if out.verbose {
            Duration::ZERO
        } else {
            Duration::from_millis(100)
        };
        let parts = summary.parts.times.iter().filter(|p| p.1 >= slow);
        let parts: Vec<String> = parts
            .map(|(name, time, _)| format!("{name} {:.1} s", time.as_secs_f64()))
            .collect();
        if !parts.is_empty() && !out.quiet {
            out.wrapped(&label("Derived"), &parts.join(", "), "")?;
        }
        let memory = memory.map_or(String::new(), |m| format!(", at most {} MB of memory", m >> 20));
        out.note(&format!("{}{:.1} s{memory}", label("Took"), time.as_secs_f64()))?;
    }
    if errors > 0 {
        let lines = summary
            .errors
            .iter()
            .filter(|e| matches!(e, ReadError::Line { .. }))
            .count();
        let kinds = [(errors - lines, "file"), (lines, "line")];
        let told: Vec<String> = kinds
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, one)| count(*n as u64, one))
            .collect();
        let rest = if summary.stored.new + summary.stored.known > 0 {
            "; the rest is in"
        } else {
            ""
        };
        out.note(&format!("{} could not be read (named above){rest}", told.join(" and ")))?;
    }
    Ok(if nothing { Outcome::Nothing } else { failed })
}

fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

/// The most memory this process had, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes << 10)
}
