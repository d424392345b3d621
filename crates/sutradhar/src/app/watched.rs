//! How a watch does: a page, and numbers for whoever watches it.

use super::{Reader, Result};
use crate::store::FeedState;
use std::fmt::Write;
use sutradhar_view::{FailingFeed, SlowHost, WatchPage};

/// Milliseconds that the numbers of lately reach back.
const LATELY: i64 = 24 * 3600 * 1000;

/// Milliseconds after which a watch that does nothing though something is due counts as stuck.
const STUCK: i64 = 15 * 60 * 1000;

impl Reader {
    /// How the watch does; `whole` with the feeds that fail, else numbers only.
    ///
    /// # Errors
    /// Those of the store.
    pub fn watch_page(&self, now: i64, whole: bool) -> Result<WatchPage> {
        let f = self.store.watch_figures(now - LATELY)?;
        let time = |ms: i64| {
            jiff::Timestamp::from_second(ms.div_euclid(1000)).map_or_else(|_| String::new(), |t| t.to_string())
        };
        let seconds = |list: &[i64], part: f64| quantile(list, part).map(|ms| ms / 1000);
        let (mut failing, mut slowest) = (Vec::new(), Vec::new());
        if whole {
            slowest.extend(f.slowest.iter().map(|(host, n, ms)| SlowHost {
                host: host.clone(),
                questions: n.unsigned_abs(),
                milliseconds: (ms / n.max(&1)).unsigned_abs(),
            }));
            let rows = self.store.feeds()?.into_iter();
            for row in rows.filter(|r| r.last_error.is_some() || r.state == FeedState::Asleep) {
                let error = row.last_error.unwrap_or_default();
                let (code, told) = error.split_once(' ').unwrap_or((&error, ""));
                failing.push(FailingFeed {
                    id: row.id,
                    url: row.typed.url,
                    name: row.typed.name.or(row.title),
                    state: row.state.name().to_string(),
                    code: code.to_string(),
                    error: told.to_string(),
                    failures: row.failures.unsigned_abs(),
                    since: row.failing_since.map(time),
                    next: Some(row.next_at).filter(|_| row.state != FeedState::Gone).map(time),
                });
            }
        }
        Ok(WatchPage {
            feeds: f.feeds,
            failing: f.failing,
            items: f.items,
            found_today: f.found,
            stored_today: f.stored,
            waiting_for_stories: f.untold,
            seconds_to_store: [0.5, 0.99].map(|part| seconds(&f.until_stored, part)),
            seconds_to_story: [0.5, 0.95].map(|part| seconds(&f.until_told, part)),
            last_look: f.last_look.map(time),
            failing_feeds: failing,
            slowest_hosts: slowest,
        })
    }

    /// Minutes for which the watch that runs with this store does nothing though something is due; `None` if all is well.
    ///
    /// # Errors
    /// Those of the store.
    pub fn watch_is_stuck(&self, now: i64) -> Result<Option<i64>> {
        Ok(self.store.watch_is_silent(now, STUCK)?.map(|ms| ms / 60_000))
    }

    /// The same as numbers in the form that Prometheus reads.
    ///
    /// # Errors
    /// Those of the store.
    pub fn metrics(&self, now: i64) -> Result<String> {
        let f = self.store.watch_figures(now - LATELY)?;
        let (pages, articles, stories) = self.store.counts()?;
        let mut out = String::new();
        let mut group = |name: &str, kind: &str, about: &str, rows: Vec<(String, f64)>| {
            let _ = writeln!(out, "# HELP sutradhar_{name} {about}\n# TYPE sutradhar_{name} {kind}");
            for (labels, value) in rows {
                let _ = writeln!(out, "sutradhar_{name}{labels} {value}");
            }
        };
        let by = |label: &str, list: &[(String, u64)]| -> Vec<(String, f64)> {
            let one = |(name, n): &(String, u64)| (format!("{{{label}=\"{name}\"}}"), *n as f64);
            list.iter().map(one).collect()
        };
        let bare = |n: f64| vec![(String::new(), n)];
        group("feeds", "gauge", "Feeds by state.", by("state", &f.feeds));
        group(
            "feeds_failing",
            "gauge",
            "Feeds that could not be read lately.",
            bare(f.failing as f64),
        );
        group(
            "items",
            "gauge",
            "Items by what became of them.",
            by("result", &f.items),
        );
        group(
            "items_untold",
            "gauge",
            "Pages that no story shows yet.",
            bare(f.untold as f64),
        );
        let coded = |value: fn(i64, i64) -> f64| -> Vec<(String, f64)> {
            let one = |(kind, code, n, ms): &(String, String, i64, i64)| {
                (format!("{{kind=\"{kind}\",code=\"{code}\"}}"), value(*n, *ms))
            };
            f.fetches.iter().map(one).collect()
        };
        group(
            "fetch_total",
            "counter",
            "Questions to servers.",
            coded(|n, _| n as f64),
        );
        group(
            "fetch_seconds_total",
            "counter",
            "Time that they took.",
            coded(|_, ms| ms as f64 / 1000.0),
        );
        let lags = [
            ("published_to_stored", &f.until_stored),
            ("stored_to_story", &f.until_told),
        ];
        let lags = lags.iter().flat_map(|(step, list)| {
            [0.5, 0.95, 0.99].into_iter().filter_map(move |part| {
                let seconds = quantile(list, part)? as f64 / 1000.0;
                Some((format!("{{step=\"{step}\",quantile=\"{part}\"}}"), seconds))
            })
        });
        group("lag_seconds", "gauge", "Of the last day.", lags.collect());
        let (rounds, ms) = f.derived;
        group(
            "derive_seconds",
            "summary",
            "Rounds in which a watch brought pages into stories.",
            vec![
                ("_sum".to_string(), ms as f64 / 1000.0),
                ("_count".to_string(), rounds as f64),
            ],
        );
        group("pages", "gauge", "Raw pages in the store.", bare(pages as f64));
        group("articles", "gauge", "Articles in the store.", bare(articles as f64));
        group("stories", "gauge", "Stories in the store.", bare(stories as f64));
        let bytes = std::fs::metadata(self.store.dir().join(crate::store::FILE)).map_or(0, |m| m.len());
        group("store_bytes", "gauge", "Size of the store's file.", bare(bytes as f64));
        Ok(out)
    }
}

/// Part of a sorted list below which `part` of it lies.
fn quantile(sorted: &[i64], part: f64) -> Option<i64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * part) as usize).copied()
}
