//! `sutradhar mcp`

use super::Outcome;
use super::args::Mcp;
use super::out::{Out, complain};
use crate::app::App;
use crate::mcp::{self, McpOptions};
use std::io::{self, BufReader};

pub fn run(args: Mcp, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    if !out.quiet {
        super::work::note_freshness(&app.read()?, out)?;
    }
    let options = McpOptions {
        base_url: args.base_url,
    };
    // Nothing but the protocol may stand on standard output.
    let mut log = |words: &str| complain(words);
    mcp::serve(app, options, BufReader::new(io::stdin()), io::stdout().lock(), &mut log)?;
    Ok(Outcome::Done)
}
