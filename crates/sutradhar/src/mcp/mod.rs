//! A server of the Model Context Protocol: the store for an assistant, read only.
//!
//! [`serve`] reads one message a line from standard input and answers it on one line (`rpc`); [`answer`] answers one
//! message that came to the web server. `session` knows the methods of the protocol;
//! `tools` holds one file a question, each over [`crate::app::Reader`]; a `sheet` keeps every answer small and every
//! passage cited to the letter. Nothing here computes anything of its own, and nothing but the protocol is written.

mod clean;
mod problem;
mod prompts;
mod resources;
mod rpc;
#[cfg(feature = "schema")]
pub mod schemas;
mod session;
mod sheet;
mod tools;

use crate::app::{App, AppError, Reader};
use rpc::Line;
pub use session::speaks;
use session::{Session, Source};
use std::io::{BufRead, Write};

/// How to serve.
#[derive(Debug, Clone, Default)]
pub struct McpOptions {
    /// The address under which people see the pages that answers point to; without it paths are given.
    pub base_url: Option<String>,
}

/// Why the server ended before its input did.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum McpError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error("the client cannot be read or written to: {0}")]
    Io(#[from] std::io::Error),
    #[error("{0:?} is no address: it begins with http:// or https://")]
    BaseUrl(String),
}

/// Answers messages until the input ends. `log` is told what went wrong inside.
///
/// # Errors
/// There is no store, it was made by another version of the program, or input or output fail.
pub fn serve(
    app: &App,
    options: McpOptions,
    mut input: impl BufRead,
    mut output: impl Write,
    log: &mut dyn FnMut(&str),
) -> Result<(), McpError> {
    let base = options.base_url.unwrap_or_default();
    let known = base.is_empty() || base.starts_with("http://") || base.starts_with("https://");
    if !known {
        return Err(McpError::BaseUrl(base));
    }
    // What is wrong with the store is said now, not with the first question.
    let reader = app.read()?;
    let source = Source::Own(app, Some(Box::new(reader)));
    let mut session = Session::new(source, base.trim_end_matches('/'), log);
    loop {
        let answer = match rpc::line(&mut input)? {
            Line::End => return Ok(()),
            Line::TooLong => Some(rpc::error(None, rpc::INVALID, "the message is too long")),
            Line::Text(bytes) => session.message(&bytes),
        };
        if let Some(answer) = answer {
            let text = answer.to_string();
            output.write_all(crate::export::json_escaped(&text).as_bytes())?;
            output.write_all(b"\n")?;
            output.flush()?;
        }
    }
}

/// Answers one message from a reader that sees the newest state of the store; `None` where none is wanted. `base` is the
/// address under which people see the pages, without a slash at its end.
pub fn answer(reader: &Reader, base: &str, message: &[u8], log: &mut dyn FnMut(&str)) -> Option<Vec<u8>> {
    let answer = Session::new(Source::Lent(reader), base, log).message(message)?;
    Some(
        crate::export::json_escaped(&answer.to_string())
            .into_owned()
            .into_bytes(),
    )
}
