//! The web server: pages, the same as data, and nothing that writes.
//!
//! A request is read by [`asked`] (which page, in which form), answered by [`answer`] from a [`crate::app::Reader`] on a
//! thread of its own ([`exchange`] has the forms for other programs), and guarded by [`guard`] (names of hosts, limits). Pages are made by `view`; nothing is computed
//! here.

mod answer;
mod assist;
mod asked;
mod counts;
mod exchange;
mod feeds;
mod guard;
mod limits;
mod lists;
mod live;
mod openapi;
mod readers;
mod respond;
mod sheets;
mod wrong;

use crate::app::{App, AppError, Reader};
use axum::Router;
use counts::Counts;
use guard::Guard;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use limits::{Buckets, Guests};
use live::Live;
use readers::Readers;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use sutradhar_view::web::Ui;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Connections at a time.
const CONNECTIONS: usize = 2_000;

/// Connections at a time from one address of another machine.
const CONNECTIONS_EACH: usize = 64;

/// How long a client may take to send the head of a request or to read on, and a request may take as a whole.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long requests may go on after the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(8);

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where to listen.
    pub bind: SocketAddr,
    /// Whether others may ask. Always so where other machines can reach the address; on an address of this machine, a
    /// proxy asks for them.
    pub public: bool,
    /// The address under which others see it: needed where not only this machine may ask.
    pub base_url: Option<String>,
    /// Whether whole texts of articles may be shown to others than this machine.
    pub full_text: bool,
    /// The language of labels where a page does not ask for one.
    pub ui: Ui,
    /// Who answers assistants at `/mcp`, if anybody does: only where nobody but this machine can ask.
    pub assistant: Option<Assistant>,
}

/// Answers messages of the Model Context Protocol, one a request.
#[derive(Debug, Clone, Copy)]
pub struct Assistant {
    /// Whether a version of the protocol is spoken.
    pub speaks: fn(&str) -> bool,
    /// The answer to a message, from a reader and the address of the pages; `None` where none is wanted.
    pub answer: fn(&Reader, &str, &[u8]) -> Option<Vec<u8>>,
}

/// Why the server ended.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ServeError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error("{address}: cannot listen there ({why})")]
    Bind { address: SocketAddr, why: std::io::Error },
    #[error("{0}")]
    Refused(String),
    #[error("the server cannot be started: {0}")]
    Start(#[from] std::io::Error),
}

/// What all requests share.
struct Server {
    readers: Arc<Readers>,
    guard: Guard,
    buckets: Buckets,
    live: Live,
    counts: Counts,
    options: ServeOptions,
}

/// Serves the store until the process is asked to end. `ready` is told the address once it is open.
///
/// # Errors
/// There is no store, the address is taken, or others may ask and no `base_url` says under which name.
pub fn serve(app: &App, options: ServeOptions, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let guard = Guard::new(&options)?;
    // What is wrong with the store is said now, not to the first reader.
    let readers = Arc::new(Readers::open(app)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = options.bind;
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|why| ServeError::Bind { address, why })?;
        ready(listener.local_addr()?);
        let server = Arc::new(Server {
            readers,
            guard,
            buckets: Buckets::default(),
            live: Live::default(),
            counts: Counts::default(),
            options,
        });
        tokio::spawn(live::look(Arc::clone(&server)));
        accept(listener, server).await;
        Ok(())
    })
}

/// Takes connections until the process is asked to end, then lets those that are open finish.
async fn accept(listener: TcpListener, server: Arc<Server>) {
    let graceful = GracefulShutdown::new();
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let guests = Arc::new(Guests::default());
    let mut end = std::pin::pin!(asked_to_end());
    loop {
        let seat = tokio::select! {
            seat = Arc::clone(&seats).acquire_owned() => seat,
            () = &mut end => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file handles, most likely: a moment later there are some.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(guest) = guests.admit(peer.ip()) else {
            continue;
        };
        // One that does not read what it asked for holds what was made for it: not for long.
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(PATIENCE));
        let router = router(Arc::clone(&server), peer);
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .max_buf_size(16 << 10)
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that went away is nobody's fault.
            let _ = connection.await;
            drop((seat, guest));
        });
    }
    drop(listener);
    server.live.end();
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
}

fn router(server: Arc<Server>, peer: SocketAddr) -> Router {
    let handler = move |request: axum::extract::Request| respond::respond(Arc::clone(&server), peer, request);
    Router::new()
        .fallback(handler)
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(respond::panicked))
}

/// Waits until the process is asked to end.
pub async fn asked_to_end() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
