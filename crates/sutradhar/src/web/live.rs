//! Changes as they come, for pages that are open: a stream of server-sent events. One task looks at the journal for all
//! streams; each of them then reads what it follows.

use super::Server;
use crate::app::{AppError, ChangeRequest, Reader};
use crate::export::json_escaped;
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use hyper::body::{Bytes, Frame};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use sutradhar_view::ChangeLine;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};

/// Streams at a time.
const STREAMS: usize = 500;

/// How often the journal is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How often a stream on which nothing comes says that it is there.
const BREATH: Duration = Duration::from_secs(15);

/// Changes that are read at a time.
const AT_ONCE: usize = 100;

/// What streams share.
pub struct Live {
    seats: Arc<Semaphore>,
    /// The number of the last change that was seen; `None` once the server ends.
    last: watch::Sender<Option<u64>>,
}

impl Default for Live {
    fn default() -> Live {
        Live {
            seats: Arc::new(Semaphore::new(STREAMS)),
            last: watch::channel(Some(0)).0,
        }
    }
}

impl Live {
    /// Streams that are open.
    pub fn streams(&self) -> usize {
        STREAMS - self.seats.available_permits()
    }

    /// Ends all streams.
    pub fn end(&self) {
        self.last.send_replace(None);
    }
}

/// Looks at the journal for all streams, as long as there are any, until the server ends.
pub async fn look(server: Arc<Server>) {
    let live = &server.live;
    while live.last.borrow().is_some() {
        tokio::time::sleep(LOOK).await;
        if live.last.receiver_count() == 0 {
            continue;
        }
        if let Some(Ok(now)) = server.readers.with(Reader::last_change).await {
            live.last.send_if_modified(|last| match last {
                Some(before) if *before != now => {
                    *before = now;
                    true
                }
                _ => false,
            });
        }
    }
}

/// What a stream follows: a story or all, after a change.
#[derive(Debug, Clone)]
pub struct Follow {
    /// Id of the story; all if there is none.
    pub story: Option<String>,
    /// The change after which it begins; the last one if none is named.
    pub after: Option<u64>,
}

/// Why there is no stream.
#[derive(Debug)]
pub enum NoStream {
    /// There are too many.
    Full,
    /// There is no such story.
    Unknown,
    /// No reader is free, or the store cannot be read.
    Busy,
}

/// Opens a stream.
///
/// # Errors
/// What [`NoStream`] names.
pub async fn open(server: &Arc<Server>, follow: Follow) -> Result<Response<Body>, NoStream> {
    let seat = Arc::clone(&server.live.seats)
        .try_acquire_owned()
        .map_err(|_| NoStream::Full)?;
    let (story, after) = (follow.story.clone(), follow.after);
    let start = server.readers.with(move |reader| {
        // Whether the story is there is said now.
        reader.changes(&wanted(story.as_deref(), 0, 1))?;
        // A number that was never given out, of another store perhaps, is that of now.
        let last = reader.last_change()?;
        Ok(after.unwrap_or(last).min(last))
    });
    let start = match start.await {
        Some(Ok(start)) => start,
        Some(Err(AppError::NotFound { .. })) => return Err(NoStream::Unknown),
        _ => return Err(NoStream::Busy),
    };
    let (send, receive) = mpsc::channel(16);
    tokio::spawn(run(Arc::clone(server), follow.story, start, send));
    let mut response = Response::new(Body::new(Stream { receive, _seat: seat }));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

fn wanted(story: Option<&str>, after: u64, limit: usize) -> ChangeRequest {
    ChangeRequest {
        since: Some(crate::app::Since::Number(after)),
        story: story.map(str::to_string),
        oldest_first: true,
        limit,
        ..ChangeRequest::default()
    }
}

/// Sends what comes until the client goes away or the server ends.
async fn run(server: Arc<Server>, story: Option<String>, start: u64, send: mpsc::Sender<Bytes>) {
    let mut last = server.live.last.subscribe();
    let mut after = start;
    if send.send(Bytes::from_static(b"retry: 5000\n\n")).await.is_err() {
        return;
    }
    loop {
        // What came before the stream was opened, and what came while the last was sent.
        loop {
            let (story, from) = (story.clone(), after);
            let read = move |reader: &Reader| {
                let page = reader.changes(&wanted(story.as_deref(), from, AT_ONCE))?;
                Ok((page, reader.last_change()?))
            };
            let (page, now) = match server.readers.with(read).await {
                Some(Ok(read)) => read,
                // The store is being made again, or all readers are at work: later.
                Some(Err(AppError::Store(_))) | None => break,
                Some(Err(_)) => return,
            };
            for line in &page.items {
                if send.send(event(line)).await.is_err() {
                    return;
                }
            }
            match page.next {
                Some(next) => after = next,
                None => {
                    after = after.max(now);
                    break;
                }
            }
        }
        if last.borrow().is_none() {
            return;
        }
        tokio::select! {
            changed = last.changed() => {
                if changed.is_err() || last.borrow_and_update().is_none() {
                    return;
                }
            }
            () = tokio::time::sleep(BREATH) => {
                if send.send(Bytes::from_static(b":\n\n")).await.is_err() {
                    return;
                }
            }
            () = send.closed() => return,
        }
    }
}

/// A change as an event; what it cites stays on the page.
fn event(line: &ChangeLine) -> Bytes {
    let mut short = line.clone();
    short.body.citations.clear();
    let data = serde_json::to_string(&short).unwrap_or_default();
    let data = json_escaped(&data);
    Bytes::from(format!("id: {}\nevent: change\ndata: {data}\n\n", line.seq))
}

/// The body of a stream; its seat is free once it is dropped.
struct Stream {
    receive: mpsc::Receiver<Bytes>,
    _seat: OwnedSemaphorePermit,
}

impl hyper::body::Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.receive
            .poll_recv(context)
            .map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
    }
}
