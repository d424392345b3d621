//! `sutradhar watch`

use super::args::{UiLanguage, Watch};
use super::out::{Out, complain};
use super::text::count;
use super::{Outcome, feeds::time};
use crate::app::App;
use crate::pipeline::Cancel;
use crate::watch::net::Net;
use crate::watch::plan::{Event, POLITE};
use crate::watch::run::{Told, WatchOptions, watch};
use crate::web::{self, ServeOptions};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

pub fn run(args: Watch, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let options = WatchOptions {
        once: args.once,
        hosts: usize::from(args.max_hosts),
        polite: match args.network.allow_private.is_empty() {
            true => POLITE,
            false => args.network.polite.max(0),
        },
        guard: args.network.guard(),
    };
    let net: Arc<dyn Net> = Arc::new(args.network.client());
    end_when_asked(app.cancel().clone())?;
    if args.serve {
        serve(app, args.port)?;
    }
    if !out.quiet && !args.json && !args.once {
        out.line("Watching. Ctrl-C ends it.")?;
        out.flush()?;
    }
    let mut gone = None;
    let report = watch(app, &options, &net, &mut |told| {
        let shown = tell(&told, out);
        gone = gone.take().or(shown.err());
        // Nobody reads any more.
        if gone.is_some() {
            app.cancel().cancel();
        }
    })?;
    if let Some(e) = gone {
        return Err(e);
    }
    if args.json {
        out.json(
            &json!({"read": report.read, "failed": report.failed, "items": report.items, "stored": report.stored,
                         "missed": report.missed}),
        )?;
    } else {
        let mut line = format!(
            "{} read, {}, {} stored",
            count(report.read, "feed"),
            count(report.items, "new item"),
            count(report.stored, "page")
        );
        if report.failed > 0 {
            line += &format!(
                "; {} failed, `sutradhar feeds errors` says why",
                count(report.failed, "look")
            );
        }
        if report.missed > 0 {
            line += &format!("; {} without their page", count(report.missed, "item"));
        }
        out.note(&line)?;
    }
    Ok(Outcome::Done)
}

fn tell(told: &Told, out: &mut Out) -> anyhow::Result<()> {
    let line = match told {
        Told::Event(Event::Read { feed, new }) if *new > 0 || out.verbose => {
            format!("feed {feed}: {}", count(*new as u64, "new item"))
        }
        Told::Event(Event::Read { .. }) => return Ok(()),
        Told::Event(Event::Failed { feed, url, why, again }) => {
            complain(&format!("feed {feed}: {url}: {why}; again at {}", time(*again)));
            return Ok(());
        }
        Told::Event(Event::Ended { feed, url, state }) => {
            let told = match state {
                crate::store::FeedState::Gone => "is gone for good, its server says, and is not asked any more",
                _ => "fails since 30 days and is asked once a week only",
            };
            complain(&format!("feed {feed}: {url} {told}"));
            return Ok(());
        }
        Told::Event(Event::Moved { feed, to, taken }) => {
            let told = match taken {
                true => "is asked there from now on".to_string(),
                false => format!("is another site; `sutradhar feeds move {feed}` takes it over"),
            };
            complain(&format!("feed {feed}: says that it lives at {to} now, which {told}"));
            return Ok(());
        }
        Told::Event(Event::Missed { url, why }) => {
            if out.verbose {
                complain(&format!("{url}: {why}; what the feed says of it is taken"));
            }
            return Ok(());
        }
        Told::Stored(n) if out.verbose => format!("{} stored", count(*n, "new page")),
        Told::Stored(_) => return Ok(()),
        Told::Derived(n, time) => format!(
            "stories show {} more ({:.1} s)",
            count(*n, "article"),
            time.as_secs_f64()
        ),
        Told::Trouble(why) => {
            complain(why);
            return Ok(());
        }
    };
    out.note(&line)?;
    Ok(out.flush()?)
}

/// Stops the watch when the process is asked to end.
fn end_when_asked(cancel: Cancel) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(web::asked_to_end());
        cancel.cancel();
    });
    Ok(())
}

/// Serves the stories meanwhile, on a thread of its own.
fn serve(app: &App, port: u16) -> anyhow::Result<()> {
    let options = ServeOptions {
        bind: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port),
        public: false,
        base_url: None,
        full_text: false,
        ui: UiLanguage::Hi.into(),
        assistant: None,
    };
    let app = app.clone();
    let (ready, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let opened = ready.clone();
        let done = web::serve(&app, options, move |address| {
            let _ = opened.send(Ok(address));
        });
        if let Err(e) = done {
            let _ = ready.send(Err(e.to_string()));
        }
    });
    let address = told.recv()?.map_err(anyhow::Error::msg)?;
    complain(&format!("http://{address}/"));
    Ok(())
}
