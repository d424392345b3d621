//! `sutradhar serve`

use super::Outcome;
use super::args::Serve;
use super::out::{Out, complain};
use crate::app::App;
use crate::mcp;
use crate::web::{self, Assistant, ServeOptions};
use anyhow::bail;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use sutradhar_view::web::Ui;

/// Answers assistants beside the pages.
const ASSISTANT: Assistant = Assistant {
    speaks: mcp::speaks,
    answer: |reader, base, message| mcp::answer(reader, base, message, &mut complain),
};

pub fn run(args: Serve, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let bind = match args.bind {
        Some(bind) => bind,
        None => SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port),
    };
    if !bind.ip().is_loopback() && !args.public {
        bail!("{bind} can be reached by other machines: add --public and --base-url https://NAME if that is wanted");
    }
    let options = ServeOptions {
        bind,
        public: args.public,
        base_url: args.base_url,
        full_text: args.full_text,
        ui: args.ui.into(),
        assistant: args.mcp.then_some(ASSISTANT),
    };
    super::work::note_freshness(&app.read()?, out)?;
    serve(app, options, out)
}

/// Serves to this machine, on any free port.
pub fn here(app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let options = ServeOptions {
        bind: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
        public: false,
        base_url: None,
        full_text: false,
        ui: Ui::Hi,
        assistant: None,
    };
    serve(app, options, out)
}

fn serve(app: &App, options: ServeOptions, out: &mut Out) -> anyhow::Result<Outcome> {
    let quiet = out.quiet;
    let mut told = Ok(());
    web::serve(app, options, |address| {
        if !quiet {
            told = out
                .line(&format!("http://{address}/   Ctrl-C ends it"))
                .and_then(|()| out.flush());
        }
    })?;
    told?;
    Ok(Outcome::Done)
}
