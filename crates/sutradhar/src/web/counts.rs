//! What the server did, for its metrics.

use super::asked::Page;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;

/// Requests by what was asked for and the status of the answer, since the server began.
#[derive(Debug, Default)]
pub struct Counts(Mutex<BTreeMap<(&'static str, u16), u64>>);

impl Counts {
    /// Counts a request.
    pub fn add(&self, route: &'static str, status: u16) {
        if let Ok(mut counts) = self.0.lock() {
            *counts.entry((route, status)).or_default() += 1;
        }
    }

    /// The numbers in the form that Prometheus reads; `streams` are open.
    pub fn metrics(&self, streams: usize) -> String {
        let mut out = "# HELP sutradhar_http_requests_total Requests since the server began.\n\
                       # TYPE sutradhar_http_requests_total counter\n"
            .to_string();
        for ((route, status), n) in self.0.lock().iter().flat_map(|counts| counts.iter()) {
            let _ = writeln!(
                out,
                "sutradhar_http_requests_total{{route=\"{route}\",code=\"{status}\"}} {n}"
            );
        }
        let _ = writeln!(
            out,
            "# HELP sutradhar_sse_clients Pages that are told of changes.\n# TYPE sutradhar_sse_clients gauge\n\
             sutradhar_sse_clients {streams}"
        );
        out
    }
}

/// What kind of page it is.
pub fn route(page: &Page) -> &'static str {
    match page {
        Page::Home => "home",
        Page::Stories => "stories",
        Page::Story(_) => "story",
        Page::StoryPart(..) => "story-part",
        Page::StoryChanges(_) => "story-changes",
        Page::Storylines => "storylines",
        Page::Storyline(_) => "storyline",
        Page::Claim(_) => "claim",
        Page::Article(_) => "article",
        Page::Copies(..) => "copies",
        Page::Entity(_) => "entity",
        Page::Outlets => "outlets",
        Page::Outlet(_) => "outlet",
        Page::Search => "search",
        Page::Figures => "figures",
        Page::Changes => "changes",
        Page::Feeds | Page::Opml => "feeds",
        Page::Watch => "watch",
        Page::Metrics => "metrics",
        Page::Health => "healthz",
        Page::Method | Page::About | Page::ProblemKind(_) | Page::OpenApi => "about",
        Page::Style(_) | Page::Robots | Page::Icon => "assets",
    }
}
