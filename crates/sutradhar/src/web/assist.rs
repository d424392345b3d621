//! Messages of assistants: the streamable HTTP transport of the Model Context Protocol, without sessions and without
//! streams. A message comes as a POST and is answered with JSON (revision 2025-06-18, section "Streamable HTTP").

use super::answer::Answer;
use super::wrong::Wrong;
use super::{Assistant, PATIENCE, Server};
use axum::body::Body;
use axum::http::{HeaderMap, Method, header};
use std::sync::Arc;

/// Bytes of a message: far more than any question has.
const LONGEST: usize = 64 << 10;

/// The header that names the version of the protocol.
const VERSION: &str = "mcp-protocol-version";

/// Answers a message.
///
/// # Errors
/// It came in another way than the protocol says, or nobody is free to answer.
pub async fn message(
    server: &Arc<Server>,
    assistant: Assistant,
    method: &Method,
    headers: &HeaderMap,
    body: Body,
    base: &str,
) -> Result<Answer, Wrong> {
    if method != Method::POST {
        return Err(Wrong::OnlyPost);
    }
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    // A page of somebody else that a browser shows may not ask here.
    let host = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_string());
    if let Some(origin) = text(header::ORIGIN.as_str())
        && !server.guard.admits(host(origin).as_deref())
    {
        return Err(Wrong::Origin);
    }
    let media = text(header::CONTENT_TYPE.as_str()).unwrap_or("");
    if media.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Wrong::MediaType);
    }
    if text(VERSION).is_some_and(|version| !(assistant.speaks)(version)) {
        return Err(Wrong::Version);
    }
    let bytes = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, LONGEST)).await;
    let bytes = bytes.map_err(|_| Wrong::Slow)?.map_err(|_| Wrong::TooMuch)?;
    let base = base.to_string();
    let work = move |reader: &crate::app::Reader| Ok((assistant.answer)(reader, &base, &bytes));
    let done = tokio::time::timeout(PATIENCE, server.readers.with(work)).await;
    match done {
        Ok(Some(Ok(Some(answer)))) => Ok(Answer::ok("application/json", answer)),
        Ok(Some(Ok(None))) => Ok(Answer {
            status: 202,
            ..Answer::ok("application/json", "")
        }),
        Ok(None) | Err(_) => Err(Wrong::Busy),
        Ok(Some(Err(e))) => {
            eprintln!("sutradhar: /mcp: {e}");
            Err(Wrong::Internal)
        }
    }
}
