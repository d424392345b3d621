//! What can be typed about changes.

use crate::app::Since;
use crate::store::ChangeKind;
use clap::Args as ClapArgs;

/// Say what changed: new origins, standings, figures, headlines, shared text, stories merged or parted
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The journal keeps one line a change, for ever, with its number and time. Without --since the last changes come first; with it, \
those after a number or from a day on, the first one first.

Examples:
  sutradhar changes -n 10
  sutradhar changes --since 2025-07-26 --kind claim.value
  sutradhar changes --since 4182 --json | jq -r '.[].kind'")]
pub struct Changes {
    /// After this number, or from this day, month or time on
    #[arg(long, value_name = "NUMBER|DAY", value_parser = since)]
    pub since: Option<Since>,
    /// Only those of this story: its number or id, or the beginning of it
    #[arg(long, value_name = "ID")]
    pub story: Option<String>,
    /// Only those of this kind (claim.value, story.new ...); may be given several times
    #[arg(long = "kind", value_name = "KIND", value_parser = kind)]
    pub kinds: Vec<ChangeKind>,
    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

fn since(typed: &str) -> Result<Since, String> {
    Since::read(typed).ok_or_else(|| "a number, a day such as 2025-08-13, a month, or a time (RFC 3339)".to_string())
}

fn kind(typed: &str) -> Result<ChangeKind, String> {
    let names = || ChangeKind::ALL.map(ChangeKind::name).join(", ");
    ChangeKind::from_name(typed).ok_or_else(|| format!("one of {}", names()))
}
