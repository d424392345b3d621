//! The command line: one file a command.

mod add;
pub mod args;
mod article;
mod articles;
mod changes;
mod decisions;
mod demo;
mod diff;
mod doctor;
mod entities;
mod export;
mod feeds;
mod info;
mod mcp;
mod out;
mod refresh;
mod search;
mod serve;
mod shell;
mod stories;
mod story;
mod text;
mod watch;
mod work;

use crate::app::{App, AppError, What};
use args::{Args, Command};
use clap::Parser;
use out::Out;
use std::process::ExitCode;

/// How a command ended, if it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done: status 0.
    Done,
    /// Nothing was found: status 1.
    Nothing,
    /// Done, but something was wrong that was named already: status 1 for `doctor`, 2 for files that could not be read.
    Wrong(u8),
}

/// Runs the program with the arguments of the process and gives its exit status: 0 done, 1 nothing found, 2 error.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(e) => {
            out::arguments(&e);
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    let mut out = Out::new(args.colour);
    (out.quiet, out.verbose) = (args.quiet, args.verbose);
    let done = command(args, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Wrong(status)) => ExitCode::from(status),
        // Whoever reads the output has seen enough (`| head`).
        Err(e) if broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            let _ = out.flush();
            if let Some(AppError::NotFound { what, .. }) = e.downcast_ref() {
                out::complain(&format!("{e}; {} lists them", lister(*what)));
                return ExitCode::from(1);
            }
            out::complain(&format!("{e:#}"));
            ExitCode::from(2)
        }
    }
}

/// The command that lists what can be named.
fn lister(what: What) -> &'static str {
    match what {
        What::Story => "`sutradhar stories`",
        What::Article => "`sutradhar articles`",
        What::Entity => "`sutradhar entities`",
        What::Decision => "`sutradhar decisions`",
        What::Alias => "`sutradhar entities alias --list`",
        What::Storyline => "`sutradhar stories --by-storyline`",
        What::Claim => "`sutradhar story ID --full`",
        What::Outlet => "`sutradhar articles`",
        What::Feed => "`sutradhar feeds list`",
    }
}

fn command(args: Args, out: &mut Out) -> anyhow::Result<Outcome> {
    let typed = args.typed();
    match args.command {
        Command::Completions { shell } => shell::completions(shell, out),
        Command::Man => shell::man(out),
        Command::Demo(demo) => demo::run(demo, typed, out),
        command => {
            let app = App::new(typed.resolve().map_err(anyhow::Error::msg)?);
            match command {
                Command::Add(a) => add::run(a, &app, out),
                Command::Stories(a) => stories::run(a, &app, out),
                Command::Story(a) => story::run(a, &app, out),
                Command::Articles(a) => articles::run(a, &app, out),
                Command::Article(a) => article::run(a, &app, out),
                Command::Diff(a) => diff::run(a, &app, out),
                Command::Search(a) => search::run(a, &app, out),
                Command::Entities(a) => entities::run(a, &app, out),
                Command::Changes(a) => changes::run(a, &app, out),
                Command::Feeds(a) => feeds::run(a, &app, out),
                Command::Watch(a) => watch::run(a, &app, out),
                Command::Serve(a) => serve::run(a, &app, out),
                Command::Mcp(a) => mcp::run(a, &app, out),
                Command::Merge(a) => decisions::merge(a, &app, out),
                Command::Split(a) => decisions::split(a, &app, out),
                Command::Remove(a) => decisions::remove(a, &app, out),
                Command::Undo(a) => decisions::undo(a, &app, out),
                Command::Decisions(a) => decisions::list(a, &app, out),
                Command::Export(a) => export::run(a, &app, out),
                Command::Refresh(a) => refresh::refresh(a, &app, out),
                Command::Rebuild(a) => refresh::rebuild(a, &app, out),
                Command::Info(a) => info::run(a, &app, out),
                Command::Doctor(a) => doctor::run(a, &app, out),
                Command::Completions { .. } | Command::Man | Command::Demo(_) => Ok(Outcome::Done),
            }
        }
    }
}

fn broken_pipe(e: &anyhow::Error) -> bool {
    e.chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
