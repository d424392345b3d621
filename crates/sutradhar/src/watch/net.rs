//! One question to one server, with every bound that there is: time, size, size unpacked, and where it may lead.
//!
//! A redirect is an answer like any other: whoever asked looks at it and asks anew, so that each address passes the
//! guard, the robots of its site and its host's turn.

use super::guard::Guard;
use std::fmt;
use std::io::Read;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

/// How long a server may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the name server, and for the connection.
    pub connect: Duration,
    /// Until the head of the answer is there.
    pub first: Duration,
    /// For everything together: a body that drips does not hold a connection for longer.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            connect: Duration::from_secs(10),
            first: Duration::from_secs(15),
            whole: Duration::from_secs(30),
        }
    }
}

/// Bytes of the head of an answer.
const HEAD: usize = 32 << 10;

/// How many times larger a body may become when it is unpacked, once it is larger than [`SMALL`].
const RATIO: u64 = 100;
const SMALL: u64 = 1 << 20;

/// Headers of an answer that are kept with a page.
const KEPT: [&str; 5] = ["content-type", "content-language", "last-modified", "etag", "date"];

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A feed, or a sitemap.
    Feed,
    /// The page behind an item.
    Page,
    /// What a site lets robots read.
    Robots,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Feed => "feed",
            Kind::Page => "page",
            Kind::Robots => "robots",
        }
    }

    fn accept(self) -> &'static str {
        match self {
            Kind::Feed => {
                "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, \
                 */*;q=0.5"
            }
            Kind::Page => "text/html, application/xhtml+xml, text/plain;q=0.5",
            Kind::Robots => "text/plain",
        }
    }

    /// Bytes of an unpacked body.
    fn limit(self, url: &Url) -> u64 {
        match self {
            Kind::Feed if url.path().contains("sitemap") => 50 << 20,
            Kind::Feed => 10 << 20,
            Kind::Page => 5 << 20,
            Kind::Robots => super::robots::BYTES as u64,
        }
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked for.
    pub kind: Kind,
    /// Where.
    pub url: Url,
    /// The mark of the version that is known.
    pub etag: Option<String>,
    /// The time of the version that is known.
    pub modified: Option<String>,
}

/// An answer. Only one that went well has a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// Its body, unpacked.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The headers that are worth keeping with a page.
    pub fn kept_headers(&self) -> Vec<(String, String)> {
        let kept = |h: &&(String, String)| KEPT.contains(&h.0.as_str());
        self.headers.iter().filter(kept).cloned().collect()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetError {
    /// The address may not be asked.
    Refused(String),
    /// Nobody knows the name.
    Name(String),
    /// There is no connection.
    Connect(String),
    /// The server cannot prove that it is the one.
    Tls(String),
    /// It took too long.
    Slow,
    /// The body is too large, or becomes so when it is unpacked.
    Large(&'static str),
    /// What came is no answer.
    Broken(String),
}

impl NetError {
    /// A stable word for it.
    pub fn code(&self) -> &'static str {
        match self {
            NetError::Refused(_) => "refused",
            NetError::Name(_) => "no-name",
            NetError::Connect(_) => "no-connection",
            NetError::Tls(_) => "no-trust",
            NetError::Slow => "too-slow",
            NetError::Large(_) => "too-large",
            NetError::Broken(_) => "broken",
        }
    }
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetError::Refused(why) | NetError::Name(why) => f.write_str(why),
            NetError::Connect(why) => write!(f, "no connection ({why})"),
            NetError::Tls(why) => write!(f, "its certificate cannot be trusted ({why})"),
            NetError::Slow => f.write_str("it took too long"),
            NetError::Large(why) => f.write_str(why),
            NetError::Broken(why) => write!(f, "what came is no answer that can be read ({why})"),
        }
    }
}

/// Asks servers. The real one is [`Http`]; tests have others.
pub trait Net: Send + Sync {
    /// Asks once, and follows nothing.
    ///
    /// # Errors
    /// There is no answer, or none that is within bounds.
    fn ask(&self, question: &Question) -> Result<Reply, NetError>;
}

/// Finds the addresses of a name. The real one asks the system; tests have others.
pub trait Names: fmt::Debug + Send + Sync + 'static {
    /// The addresses of a host.
    ///
    /// # Errors
    /// Nobody knows it.
    fn find(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>>;
}

/// The names that the system knows.
#[derive(Debug)]
pub struct SystemNames;

impl Names for SystemNames {
    fn find(&self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        Ok((host, port).to_socket_addrs()?.collect())
    }
}

/// Asks over HTTP.
pub struct Http {
    agent: ureq::Agent,
    name: String,
    patience: Patience,
}

impl Http {
    /// Asks under the name `name`, where `guard` lets it; `names` finds addresses.
    pub fn new(name: &str, guard: Guard, names: impl Names) -> Http {
        Http::with_patience(name, guard, names, Patience::default())
    }

    /// The same with other limits of time.
    pub fn with_patience(name: &str, guard: Guard, names: impl Names, patience: Patience) -> Http {
        let guarded = Guarded {
            guard,
            names: Arc::new(names),
            patience: patience.connect,
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        // The certificates of the system, and those alone: whoever runs it says whom to trust.
        let roots = rustls_native_certs::load_native_certs().certs;
        let roots = roots
            .iter()
            .map(|c| ureq::tls::Certificate::from_der(c.as_ref()).to_owned());
        let tls = ureq::tls::TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(roots.collect::<Vec<_>>().into())
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_response_header_size(HEAD)
            .max_idle_connections(0)
            .user_agent(name)
            .accept_encoding("gzip, br")
            .timeout_resolve(Some(patience.connect))
            .timeout_connect(Some(patience.connect))
            .timeout_recv_response(Some(patience.first))
            .timeout_global(Some(patience.whole))
            .build();
        Http {
            agent: ureq::Agent::with_parts(config, DefaultConnector::default(), guarded),
            name: name.to_string(),
            patience,
        }
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Net for Http {
    fn ask(&self, question: &Question) -> Result<Reply, NetError> {
        let until = Instant::now() + self.patience.whole;
        let mut request = self
            .agent
            .get(question.url.as_str())
            .header("accept", question.kind.accept())
            .header("connection", "close");
        if let Some(etag) = &question.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &question.modified {
            request = request.header("if-modified-since", modified);
        }
        let response = request.call().map_err(of_ureq)?;
        let (head, body) = response.into_parts();
        let headers = head.headers.iter().filter_map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            Some((name.as_str().to_ascii_lowercase(), value)).filter(|(_, v)| !v.chars().any(char::is_control))
        });
        let mut reply = Reply {
            status: head.status.as_u16(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        if (200..300).contains(&reply.status) && reply.status != 204 {
            let packing = reply.header("content-encoding").unwrap_or("").to_ascii_lowercase();
            let limit = question.kind.limit(&question.url);
            let read = unpacked(body.into_reader(), packing.trim(), limit, until);
            reply.body = match read {
                // What is left of a long robots file does not count.
                Err((NetError::Large(_), some)) if question.kind == Kind::Robots => some,
                read => read.map_err(|(e, _)| e)?,
            };
        }
        Ok(reply)
    }
}

/// Counts what passes.
struct Counted<R> {
    inner: R,
    n: std::rc::Rc<std::cell::Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(into)?;
        self.n.set(self.n.get() + n as u64);
        Ok(n)
    }
}

/// Reads a body to its end, unpacked, within bounds; on an error gives also what was read.
fn unpacked(
    body: impl Read + 'static,
    packing: &str,
    limit: u64,
    until: Instant,
) -> Result<Vec<u8>, (NetError, Vec<u8>)> {
    let came = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = Counted {
        inner: body,
        n: std::rc::Rc::clone(&came),
    };
    let mut reader: Box<dyn Read> = match packing {
        "" | "identity" => Box::new(counted),
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(counted)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(counted, 4096)),
        other => return Err((NetError::Broken(format!("packed as {other}")), Vec::new())),
    };
    let mut out = Vec::new();
    let mut piece = [0; 16 << 10];
    loop {
        let n = match reader.read(&mut piece) {
            Ok(0) => return Ok(out),
            Ok(n) => n,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err((of_io(&e), out)),
        };
        let room = limit.saturating_sub(out.len() as u64) as usize;
        out.extend_from_slice(&piece[..n.min(room)]);
        if n > room {
            return Err((NetError::Large("it is larger than what is read of such things"), out));
        }
        let size = out.len() as u64;
        if size > SMALL && size / RATIO > came.get() {
            return Err((NetError::Large("it becomes far larger when it is unpacked"), out));
        }
        if Instant::now() > until {
            return Err((NetError::Slow, out));
        }
    }
}

fn of_io(e: &std::io::Error) -> NetError {
    if let Some(inner) = e.get_ref().and_then(|e| e.downcast_ref::<ureq::Error>())
        && let ureq::Error::Timeout(_) = inner
    {
        return NetError::Slow;
    }
    match e.kind() {
        std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => NetError::Slow,
        _ => NetError::Broken(e.to_string()),
    }
}

fn of_ureq(e: ureq::Error) -> NetError {
    use std::io::ErrorKind::*;
    match e {
        ureq::Error::Timeout(_) => NetError::Slow,
        ureq::Error::HostNotFound => NetError::Name("nobody knows the name of the host".to_string()),
        ureq::Error::Rustls(e) => NetError::Tls(e.to_string()),
        ureq::Error::Tls(why) => NetError::Tls(why.to_string()),
        ureq::Error::Io(e) => match e.get_ref().and_then(|e| e.downcast_ref::<Blocked>()) {
            Some(Blocked::Refused(why)) => NetError::Refused(why.clone()),
            Some(Blocked::Unknown(why)) => NetError::Name(why.clone()),
            None if e.get_ref().is_some_and(|e| e.is::<rustls::Error>()) => NetError::Tls(e.to_string()),
            None => match e.kind() {
                TimedOut | WouldBlock => NetError::Slow,
                ConnectionRefused | NetworkUnreachable | HostUnreachable | AddrNotAvailable => {
                    NetError::Connect(e.to_string())
                }
                _ => NetError::Broken(e.to_string()),
            },
        },
        ureq::Error::ConnectionFailed => NetError::Connect("failed".to_string()),
        e => NetError::Broken(e.to_string()),
    }
}

/// Why no address was given, carried through the client's own errors.
#[derive(Debug)]
enum Blocked {
    Refused(String),
    Unknown(String),
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Blocked::Refused(why) | Blocked::Unknown(why)) = self;
        f.write_str(why)
    }
}

impl std::error::Error for Blocked {}

/// Finds addresses, and hands on only those that the guard admits: the client connects to one of these and no other.
#[derive(Debug)]
struct Guarded {
    guard: Guard,
    names: Arc<dyn Names>,
    patience: Duration,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &ureq::http::Uri,
        _: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let blocked = |why: Blocked| ureq::Error::Io(std::io::Error::other(why));
        let host = uri.host().unwrap_or("").to_string();
        let port = uri
            .port_u16()
            .unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        // The system's own look-up knows no time limit.
        let (tell, told) = mpsc::channel();
        let names = Arc::clone(&self.names);
        std::thread::spawn(move || {
            let _ = tell.send(names.find(&host, port));
        });
        let patience = self.patience.min(*timeout.after);
        let found = told
            .recv_timeout(patience)
            .map_err(|_| ureq::Error::Timeout(ureq::Timeout::Resolve))?
            .map_err(|e| blocked(Blocked::Unknown(format!("nobody knows the name of the host ({e})"))))?;
        let admitted = self.guard.admit(&found).map_err(|why| blocked(Blocked::Refused(why)))?;
        let mut out = self.empty();
        // As many as the client has room for.
        for address in admitted.into_iter().take(16) {
            out.push(address);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    }

    #[test]
    fn bodies_are_bounded_as_they_are_unpacked() {
        let read = |bytes: Vec<u8>, packing: &str, limit: u64| {
            unpacked(
                std::io::Cursor::new(bytes),
                packing,
                limit,
                Instant::now() + Duration::from_secs(9),
            )
            .map_err(|(e, _)| e.code())
        };
        assert_eq!(read(b"abc".to_vec(), "", 3).as_deref(), Ok(&b"abc"[..]));
        assert_eq!(read(b"abcd".to_vec(), "", 3), Err("too-large"));
        assert_eq!(read(packed(b"abc"), "gzip", 10).as_deref(), Ok(&b"abc"[..]));
        assert_eq!(read(packed(&vec![0; 4 << 20]), "gzip", 50 << 20), Err("too-large"));
        assert_eq!(read(packed(&vec![0; 2000]), "gzip", 1000), Err("too-large"));
        assert_eq!(read(b"no gzip".to_vec(), "gzip", 1000), Err("broken"));
        assert_eq!(read(b"x".to_vec(), "compress", 1000), Err("broken"));
    }
}
