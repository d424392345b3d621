//! From a request to a response: guards, headers, and the answer between them.

use super::Server;
use super::answer::{self, Answer, Manner};
use super::asked::{self, Asked, Form, Misread, Page};
use super::live::{self, Follow, NoStream};
use super::wrong::Wrong;
use super::{assist, counts};
use crate::app::AppError;
use crate::store::StoreError;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use std::any::Any;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

/// Nothing runs, nothing is fetched from elsewhere, no other site may frame a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// The same for a page that tells when it is no longer new: one script of our own, which asks this server alone.
const LIVE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                           frame-ancestors 'none'; script-src 'self'; connect-src 'self'";

/// Requests that a search counts for.
const SEARCH_COST: f64 = 8.0;

/// What is looked at of a request.
struct Head {
    method: Method,
    path: String,
    query: String,
    accept: String,
    host: Option<String>,
    known: String,
    forwarded: Option<IpAddr>,
    last_event: String,
}

impl Head {
    fn of(request: &Request) -> Head {
        let text = |name: header::HeaderName| {
            let value = request.headers().get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or("").to_string()
        };
        let authority = request.uri().authority().map(|a| a.as_str().to_string());
        // A request that names two hosts, or one in its line and another in its header, names none that is known.
        let hosts: Vec<String> = {
            let lines = request.headers().get_all(header::HOST).iter();
            let lines = lines.map(|v| v.to_str().unwrap_or("").to_string());
            lines.chain(authority).collect()
        };
        let one = |hosts: Vec<String>| match hosts.split_first() {
            Some((first, rest)) if rest.iter().all(|h| h == first) => Some(first.clone()),
            _ => None,
        };
        Head {
            method: request.method().clone(),
            path: request.uri().path().to_string(),
            query: request.uri().query().unwrap_or("").to_string(),
            accept: text(header::ACCEPT),
            host: one(hosts).filter(|h| !h.is_empty()),
            forwarded: {
                let last = text(header::HeaderName::from_static("x-forwarded-for"));
                last.rsplit(',').next().and_then(|a| a.trim().parse().ok())
            },
            known: text(header::IF_NONE_MATCH),
            last_event: text(header::HeaderName::from_static("last-event-id")),
        }
    }

    /// The form in which a client is told what went wrong.
    fn form(&self) -> Form {
        match self.path.rsplit_once('.').map(|p| p.1) {
            Some("json" | "csv" | "md" | "csl" | "atom" | "jsonfeed" | "ninjs" | "jsonld" | "anno") => Form::Json,
            _ => match asked::accepted(&self.accept, &Form::ALL) {
                Form::Html => Form::Html,
                _ => Form::Json,
            },
        }
    }
}

/// Answers a request.
pub async fn respond(server: Arc<Server>, peer: SocketAddr, request: Request) -> Response<Body> {
    let head = Head::of(&request);
    let (parts, body) = request.into_parts();
    let options = &server.options;
    let local = server.guard.local;
    let mut manner = Manner {
        ui: asked::ui_of(&head.query).unwrap_or(options.ui),
        ui_of_site: options.ui,
        theme: None,
        full_text: local || options.full_text,
        local,
        base_url: options.base_url.as_ref().map(|u| u.trim_end_matches('/').to_string()),
        site: String::new(),
    };
    manner.site = manner
        .base_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", head.host.as_deref().unwrap_or("localhost")));
    let mut retry = None;
    let mut route = "other";
    // A proxy on this machine says last who asked it.
    let who = match head.forwarded {
        Some(address) if !local && peer.ip().is_loopback() => address,
        _ => peer.ip(),
    };
    let wrong = |what, detail: &str, manner: &Manner| answer::problem(what, detail, &head.path, head.form(), manner);
    let answer = if !server.guard.admits(head.host.as_deref()) {
        wrong(Wrong::Host, head.host.as_deref().unwrap_or(""), &manner)
    } else if let (Some(assistant), "/mcp") = (options.assistant, head.path.as_str()) {
        route = "mcp";
        let (headers, site) = (&parts.headers, &manner.site);
        let done = assist::message(&server, assistant, &head.method, headers, body, site).await;
        done.unwrap_or_else(|what| answer::problem(what, "", &head.path, Form::Json, &manner))
    } else if !matches!(head.method, Method::GET | Method::HEAD) {
        wrong(Wrong::Method, head.method.as_str(), &manner)
    } else if head.path == "/events" {
        route = "events";
        match stream(&server, who, &head).await {
            Ok(response) => {
                server.counts.add(route, 200);
                return match head.method == Method::HEAD {
                    true => response.map(|_| Body::empty()),
                    false => response,
                };
            }
            Err((what, seconds)) => {
                retry = seconds;
                wrong(what, "", &manner)
            }
        }
    } else {
        match asked::read(&head.path, &head.query, &head.accept) {
            Err(e) => misread(e, &head.path, head.form(), &manner),
            Ok(asked) => {
                route = counts::route(&asked.page);
                manner.ui = asked.ui.unwrap_or(options.ui);
                manner.theme = asked.theme;
                let cost = if asked.page == Page::Search { SEARCH_COST } else { 1.0 };
                let spent = match local {
                    true => Ok(()),
                    false => server.buckets.take(who, cost, Instant::now()),
                };
                match spent {
                    Ok(()) => answer_to(&server, asked, &head.known, &manner).await,
                    Err(seconds) => {
                        retry = Some(seconds);
                        wrong(Wrong::TooMany, &format!("{seconds} s"), &manner)
                    }
                }
            }
        }
    };
    server.counts.add(route, answer.status);
    with_headers(answer, &head.method, retry)
}

/// The stream of changes, or what is wrong and how long to wait.
async fn stream(server: &Arc<Server>, who: IpAddr, head: &Head) -> Result<Response<Body>, (Wrong, Option<u64>)> {
    if !server.guard.local {
        let spent = server.buckets.take(who, 1.0, Instant::now());
        spent.map_err(|seconds| (Wrong::TooMany, Some(seconds)))?;
    }
    let mut follow = Follow {
        story: None,
        after: None,
    };
    for part in head.query.split('&').filter(|p| !p.is_empty()) {
        match part.split_once('=') {
            // An id is letters and digits.
            Some(("story", id)) if id.bytes().all(|b| b.is_ascii_alphanumeric()) => follow.story = Some(id.to_string()),
            Some(("since", n)) if n.parse::<u64>().is_ok() => follow.after = n.parse().ok(),
            _ => return Err((Wrong::BadFilter, None)),
        }
    }
    // What a browser saw last goes before what the page was made with.
    follow.after = head.last_event.parse().ok().or(follow.after);
    live::open(server, follow).await.map_err(|why| match why {
        NoStream::Full => (Wrong::Busy, Some(30)),
        NoStream::Busy => (Wrong::Busy, Some(5)),
        NoStream::Unknown => (Wrong::NotFound, None),
    })
}

async fn answer_to(server: &Arc<Server>, asked: Asked, known: &str, manner: &Manner) -> Answer {
    if let Some(answer) = answer::without_store(&asked, manner) {
        return answer;
    }
    let known = (!known.is_empty()).then(|| known.to_string());
    let (path, form) = (asked.path.clone(), asked.form);
    let is_metrics = asked.page == Page::Metrics;
    let wrong = |what, detail: &str| answer::problem(what, detail, &path, form, manner);
    let mine = manner.clone();
    let work = move |reader: &crate::app::Reader| answer::from_store(reader, &asked, known.as_deref(), &mine);
    let done = tokio::time::timeout(super::PATIENCE, server.readers.with(work)).await;
    match done {
        Ok(Some(Ok(mut answer))) => {
            if is_metrics && answer.status == 200 {
                let own = server.counts.metrics(server.live.streams());
                answer.body.extend(own.into_bytes());
            }
            answer
        }
        Ok(None) | Err(_) => wrong(Wrong::Busy, ""),
        // Another process brings the store to the next version of the program.
        Ok(Some(Err(AppError::Store(StoreError::Stale { .. } | StoreError::Older { .. })))) => wrong(Wrong::Behind, ""),
        Ok(Some(Err(e))) => {
            eprintln!("sutradhar: {path}: {e}");
            wrong(Wrong::Internal, "")
        }
    }
}

fn misread(why: Misread, path: &str, form: Form, manner: &Manner) -> Answer {
    let (what, detail) = match why {
        Misread::NotFound => (Wrong::NotFound, path.to_string()),
        Misread::Form => (Wrong::NotAcceptable, String::new()),
        Misread::TooLong => (Wrong::TooLong, String::new()),
        Misread::Filter {
            why: [hindi, english], ..
        } => {
            let detail = match manner.ui {
                sutradhar_view::web::Ui::Hi => hindi,
                sutradhar_view::web::Ui::En => english,
            };
            (Wrong::BadFilter, detail)
        }
    };
    answer::problem(what, &detail, path, form, manner)
}

fn with_headers(answer: Answer, method: &Method, retry: Option<u64>) -> Response<Body> {
    let mut headers = HeaderMap::new();
    let mut put = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, answer.kind);
    put(
        header::CONTENT_SECURITY_POLICY,
        if answer.live { LIVE_POLICY } else { POLICY },
    );
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::VARY, "accept");
    let cache = match (answer.immutable, answer.status) {
        (true, _) => "public, max-age=31536000, immutable",
        (false, 200 | 301 | 304) if matches!(*method, Method::GET | Method::HEAD) => {
            "public, max-age=30, stale-while-revalidate=300"
        }
        _ => "no-store",
    };
    put(header::CACHE_CONTROL, cache);
    if let Some(etag) = &answer.etag {
        put(header::ETAG, etag);
    }
    if let Some(location) = &answer.location {
        put(header::LOCATION, location);
    }
    if let Some(next) = &answer.next {
        put(header::LINK, &format!("<{next}>; rel=\"next\""));
    }
    if let Some(seconds) = retry {
        put(header::RETRY_AFTER, &seconds.to_string());
    }
    if let Some(methods) = answer.allow {
        put(header::ALLOW, methods.names());
    }
    let data = [
        "application/json",
        "application/ld+json",
        "application/problem+json",
        "application/feed+json",
        "application/atom+xml",
    ];
    if data.iter().any(|kind| answer.kind.starts_with(kind)) {
        put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    if *method == Method::HEAD && answer.status != 304 {
        put(header::CONTENT_LENGTH, &answer.body.len().to_string());
    }
    let body = match *method == Method::HEAD || answer.status == 304 {
        true => Body::empty(),
        false => Body::from(answer.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers;
    response
}

/// What is sent where a request ended in a fault of the program: the others go on.
pub fn panicked(_fault: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let mut response = Response::new(Body::from("internal error\n"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
