//! What can be typed about feeds and their watch.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Name the feeds that `watch` looks at, and see how they do
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  sutradhar feeds starter hi --add             well-known feeds to begin with
  sutradhar feeds add https://example.org      finds the feed of the page
  sutradhar feeds list --errors
  sutradhar feeds import subscriptions.opml
  sutradhar watch")]
pub struct Feeds {
    /// What to do
    #[command(subcommand)]
    pub command: FeedsCommand,
    /// What may be asked
    #[command(flatten)]
    pub network: Network,
}

/// What can be done with feeds.
#[derive(Debug, Subcommand)]
pub enum FeedsCommand {
    /// Add a feed, or the feed that a page names
    Add {
        /// Address of a feed (RSS, Atom, JSON Feed, news sitemap) or of a page
        url: String,
        /// Who publishes it
        #[arg(long, value_name = "NAME", value_parser = super::name)]
        name: Option<String>,
        /// In which language it is (hi, mr, en ...), where its texts leave it open
        #[arg(long, value_name = "TAG", value_parser = super::tag)]
        lang: Option<String>,
        /// Fetch the page behind each item, which is what happens without --summary too
        #[arg(long, conflicts_with = "summary")]
        full: bool,
        /// Take only what the feed itself says
        #[arg(long)]
        summary: bool,
        /// Time between two looks (15m, 2h), at least 1m [default: learned from the feed]
        #[arg(long, value_name = "TIME", value_parser = span)]
        every: Option<i64>,
        /// Add it without asking its server first
        #[arg(long)]
        unseen: bool,
    },
    /// List the feeds with how they do
    List {
        /// Only those with which something is wrong
        #[arg(long)]
        errors: bool,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// List the feeds with which something is wrong, and what to do
    Errors {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Show one feed
    Show {
        /// Its number
        id: i64,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Take a feed out; what came from it stays
    Remove {
        /// Its number
        id: i64,
    },
    /// Let a feed rest
    Pause {
        /// Its number
        id: i64,
    },
    /// Look at a feed again, at once
    Resume {
        /// Its number
        id: i64,
    },
    /// Take over the new address that a feed gives
    Move {
        /// Its number
        id: i64,
    },
    /// Ask a feed now and print every step; nothing is stored
    Check {
        /// Its number
        id: i64,
    },
    /// Add the feeds of an OPML list
    Import {
        /// The list
        file: PathBuf,
        /// Take only what the feeds themselves say
        #[arg(long)]
        summary: bool,
    },
    /// Print all feeds as an OPML list
    Export,
    /// Print well-known feeds to begin with, or add them
    Starter {
        /// Which
        list: StarterList,
        /// Add them
        #[arg(long)]
        add: bool,
    },
}

/// Lists of feeds to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StarterList {
    /// Hindi
    Hi,
    /// All Indian languages that are there
    In,
}

/// What may be asked over the network, and how
#[derive(Debug, Clone, ClapArgs)]
pub struct Network {
    /// Ask also hosts in this range of own addresses (10.1.0.0/16): without it nothing in own or reserved networks is
    #[arg(long, global = true, value_name = "RANGE", hide_short_help = true)]
    pub allow_private: Vec<crate::watch::guard::Range>,
    /// Ask also at this port, beside 80 and 443
    #[arg(long, global = true, value_name = "PORT", hide_short_help = true)]
    pub allow_port: Vec<u16>,
    /// The name under which servers are asked [default: Sutradhar with its version and page]
    #[arg(
        long,
        global = true,
        value_name = "TEXT",
        env = "SUTRADHAR_AGENT",
        hide_short_help = true
    )]
    pub agent: Option<String>,
    /// Milliseconds between two questions to one host: for tests with servers of your own
    #[arg(
        long,
        global = true,
        value_name = "MS",
        hide = true,
        requires = "allow_private",
        default_value_t = 2000
    )]
    pub polite: i64,
}

/// Look at feeds again and again, and bring what is new into stories
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Each feed is asked as often as it has news, with the marks of the version that is known; the pages behind its items are
fetched where robots.txt lets, never more than one at a time from a host and with two seconds between. A feed that fails
is asked again, later each time, and never given up. It may be killed at any moment: nothing is lost, nothing comes twice.

Examples:
  sutradhar watch
  sutradhar watch --serve                 and show the stories as web pages
  sutradhar watch --once                  for cron: what is due now, then end")]
pub struct Watch {
    /// Look once at every feed that is due, and end
    #[arg(long)]
    pub once: bool,
    /// Serve the stories as web pages meanwhile, to this machine
    #[arg(long, conflicts_with = "once")]
    pub serve: bool,
    /// Port of the web pages
    #[arg(short, long, value_name = "N", default_value_t = 8700, requires = "serve")]
    pub port: u16,
    /// Hosts that are asked at a time
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub max_hosts: u16,
    /// Print one JSON object at the end
    #[arg(long)]
    pub json: bool,
    /// What may be asked
    #[command(flatten)]
    pub network: Network,
}

/// A span of time, as milliseconds.
fn span(typed: &str) -> Result<i64, String> {
    let wrong = || "a time such as 15m, 2h or 1d, from one minute to a week".to_string();
    let digits = typed.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &typed[digits.len()..] {
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let n: i64 = digits.parse().map_err(|_| wrong())?;
    let span = n.checked_mul(unit).ok_or_else(wrong)?;
    match (60_000..=7 * 86_400_000).contains(&span) {
        true => Ok(span),
        false => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_read() {
        assert_eq!(span("15m"), Ok(900_000));
        assert_eq!(span("2h"), Ok(7_200_000));
        assert_eq!(span("7d"), Ok(604_800_000));
        for bad in ["", "m", "0m", "8d", "-5m", "5", "5s", "99999999999999999d"] {
            assert!(span(bad).is_err(), "{bad}");
        }
    }
}
