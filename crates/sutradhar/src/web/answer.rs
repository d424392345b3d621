//! Answers: from a page that was asked for to the bytes that are sent.

use super::asked::{self, Asked, Form, Page, forms};
use super::exchange;
use super::feeds;
use super::lists::{self, LISTED, with_next};
use super::wrong::Wrong;
use crate::app::{Address, AppError, Comparison, FoundKind, Reader, SearchRequest, Wanted};
use crate::watch::run::now;
use serde::Serialize;
use sutradhar_view::web::{self, Frame, Style, Target, Theme, Ui};
use sutradhar_view::{self as view, Citing, Problem};

/// Results of a search of each kind.
const FOUND: usize = 10;

/// Documents that a search looks at, of each kind, those that came in last first: more do not make it better, and its
/// cost must not grow with the store.
const LOOKED_AT: usize = 1_000;

/// How pages are made for whoever asks.
#[derive(Debug, Clone)]
pub struct Manner {
    /// The language of labels.
    pub ui: Ui,
    /// The language of labels where an address names none.
    pub ui_of_site: Ui,
    /// The colours that were asked for.
    pub theme: Option<Theme>,
    /// Whether whole texts of articles are shown.
    pub full_text: bool,
    /// Whether only this machine asks.
    pub local: bool,
    /// The address under which others see the server, without a slash at its end.
    pub base_url: Option<String>,
    /// The same, else the address under which this one asked.
    pub site: String,
}

/// Methods that an address knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Methods {
    /// GET and HEAD.
    Read,
    /// POST.
    Post,
}

impl Methods {
    /// As the header `Allow` names them.
    pub fn names(self) -> &'static str {
        match self {
            Methods::Read => "GET, HEAD",
            Methods::Post => "POST",
        }
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The type of the content.
    pub kind: &'static str,
    /// The content.
    pub body: Vec<u8>,
    /// Names this content.
    pub etag: Option<String>,
    /// Where it is now.
    pub location: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// Whether it never changes.
    pub immutable: bool,
    /// The methods that would do, where this one did not.
    pub allow: Option<Methods>,
    /// Whether it is a page with the script that tells when it is no longer new.
    pub live: bool,
}

/// A knot of one red thread.
const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#fbfaf7"/><path d="M5 21c6-14 10 8 15-4 2-5 7-4 7 1s-7 6-11 1S9 9 17 7" fill="none" stroke="#8c2f24" stroke-width="3" stroke-linecap="round"/></svg>"##;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";
const MARKDOWN: &str = "text/markdown; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

impl Answer {
    pub(super) fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer {
            status: 200,
            kind,
            body: body.into(),
            etag: None,
            location: None,
            next: None,
            immutable: false,
            allow: None,
            live: false,
        }
    }

    pub(super) fn json<T: Serialize>(value: &T) -> Answer {
        match serde_json::to_string(value) {
            Ok(text) => Answer::ok(JSON, crate::export::json_escaped(&text).into_owned()),
            Err(e) => Answer {
                status: 500,
                ..Answer::ok(TEXT, format!("the data cannot be written: {e}\n"))
            },
        }
    }
}

/// The answer that says what went wrong.
pub fn problem(wrong: Wrong, detail: &str, path: &str, form: Form, manner: &Manner) -> Answer {
    let (status, name, titles) = wrong.parts();
    let problem = Problem {
        kind: format!("/problems/{name}"),
        title: said(titles, manner.ui).to_string(),
        status,
        detail: detail.to_string(),
        instance: match form {
            Form::Html | Form::Json if path.contains('.') => path.to_string(),
            form => format!("{path}{}", form.ending()),
        },
    };
    let answer = match form {
        Form::Html => framed(manner, path, &[], |frame| web::problem(&problem, frame)),
        _ => Answer {
            kind: PROBLEM,
            ..Answer::json(&problem)
        },
    };
    let allow = match wrong {
        Wrong::Method => Some(Methods::Read),
        Wrong::OnlyPost => Some(Methods::Post),
        _ => None,
    };
    Answer {
        status,
        allow,
        ..answer
    }
}

pub(super) fn said<T: Copy>(both: [T; 2], ui: Ui) -> T {
    let [hindi, english] = both;
    match ui {
        Ui::Hi => hindi,
        Ui::En => english,
    }
}

/// An address with the language of labels, where it is not that of the site.
pub(super) fn with_ui(address: String, manner: &Manner) -> String {
    if manner.ui == manner.ui_of_site {
        return address;
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path.to_string(), format!("#{fragment}")),
        None => (address, String::new()),
    };
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}ui={}{fragment}", manner.ui.tag())
}

/// Puts a page into the frame that a request asks for.
pub(super) type Framed<'a> = &'a dyn Fn(&dyn Fn(&Frame<'_>) -> String) -> Answer;

/// A page in its frame.
pub(super) fn framed(
    manner: &Manner,
    path: &str,
    forms: &[(&str, String)],
    page: impl FnOnce(&Frame<'_>) -> String,
) -> Answer {
    let address = |target: Target<'_>| match target {
        Target::Style => Some(web::path(target)),
        target => Some(with_ui(web::path(target), manner)),
    };
    let style = web::path(Target::Style);
    let canonical = manner.base_url.as_ref().map(|base| format!("{base}{path}"));
    let frame = Frame {
        ui: manner.ui,
        address: &address,
        this: path,
        forms,
        style: Style::Linked(&style),
        canonical: canonical.as_deref(),
        full_text: manner.full_text,
        theme: manner.theme,
        search: true,
    };
    Answer::ok(HTML, page(&frame))
}

/// The other forms of a page, by name and address.
fn other_forms(asked: &Asked) -> Vec<(&'static str, String)> {
    // The first page has no name that an ending could stand after.
    let path = if asked.page == Page::Home {
        "/stories"
    } else {
        &asked.path
    };
    let name = |form: &Form| match form {
        Form::Html => None,
        Form::Json => Some("JSON"),
        Form::Markdown => Some("Markdown"),
        Form::Csv => Some("CSV"),
        Form::Csl => Some("CSL"),
        Form::Ninjs => Some("ninjs"),
        Form::JsonLd => Some("JSON-LD"),
        Form::Anno => Some("Web Annotation"),
        Form::Atom => Some("Atom"),
        Form::JsonFeed => Some("JSON Feed"),
    };
    // Of what a page was narrowed by, a feed takes what it knows.
    let query = |form: &Form| -> String {
        let known = |(name, _): &&(String, String)| {
            !form.is_feed() || asked::filters(&asked.page, *form).contains(&name.as_str())
        };
        let fields = asked
            .query
            .iter()
            .filter(known)
            .filter(|(n, _)| !form.is_feed() || n != "before");
        let fields: Vec<String> = fields
            .map(|(name, value)| format!("{name}={}", web::segment(value)))
            .collect();
        match fields.is_empty() {
            true => String::new(),
            false => format!("?{}", fields.join("&")),
        }
    };
    let all = forms(&asked.page).iter().filter_map(|form| Some((form, name(form)?)));
    all.map(|(form, name)| (name, format!("{path}{}{}", form.ending(), query(form))))
        .collect()
}

/// Pages that need no store; `None` for all others.
pub fn without_store(asked: &Asked, manner: &Manner) -> Option<Answer> {
    let frame = |page: fn(&Frame<'_>) -> String| framed(manner, &asked.path, &[], page);
    Some(match &asked.page {
        Page::Method => frame(web::method),
        Page::About => frame(web::about),
        Page::Style(name) if name == web::STYLE_NAME => Answer {
            immutable: true,
            ..Answer::ok("text/css; charset=utf-8", web::STYLE)
        },
        Page::Style(name) if name == web::LIVE_NAME => Answer {
            immutable: true,
            ..Answer::ok("text/javascript; charset=utf-8", web::LIVE)
        },
        Page::ProblemKind(kind) => {
            let found = Wrong::ALL.into_iter().find(|w| w.parts().1 == kind)?;
            let answer = problem(found, "", &asked.path, asked.form, manner);
            Answer { status: 200, ..answer }
        }
        Page::OpenApi => Answer::ok(JSON, super::openapi::DOCUMENT),
        Page::Icon => Answer {
            immutable: true,
            ..Answer::ok("image/svg+xml", ICON)
        },
        Page::Robots => Answer::ok(TEXT, "User-agent: *\nDisallow: /search\nDisallow: /copies/\n"),
        _ => return None,
    })
}

/// The answer from the store; 304 if `known` names what would be sent.
///
/// # Errors
/// Those of the store.
pub fn from_store(reader: &Reader, asked: &Asked, known: Option<&str>, manner: &Manner) -> Result<Answer, AppError> {
    let etag = etag(reader, asked, manner)?;
    if known.is_some_and(|k| k.split(',').any(|k| bare_tag(k.trim()) == bare_tag(&etag))) {
        let kind = if asked.form == Form::Html { HTML } else { JSON };
        return Ok(Answer {
            status: 304,
            live: asked.form == Form::Html && is_live(&asked.page),
            etag: Some(etag),
            ..Answer::ok(kind, "")
        });
    }
    let answer = page(reader, asked, manner)?;
    let etag = (answer.status == 200).then_some(etag);
    let live = answer.status == 200 && asked.form == Form::Html && is_live(&asked.page);
    Ok(Answer { etag, live, ..answer })
}

/// A tag without the mark of a weak one.
fn bare_tag(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Whether a page tells when it is no longer new.
fn is_live(page: &Page) -> bool {
    matches!(page, Page::Home | Page::Changes | Page::Story(_))
}

/// Names what a page would be, without making it: what it is made from, its form, and the program that makes it.
fn etag(reader: &Reader, asked: &Asked, manner: &Manner) -> Result<String, AppError> {
    let from = match &asked.page {
        // Feeds tell the journal and nothing else.
        Page::Changes | Page::StoryChanges(_) => Some(feeds::state(reader, manner)?),
        // The state of work has no name.
        Page::Watch | Page::Metrics | Page::Health => Some(now().to_string()),
        _ if asked.form.is_feed() => Some(feeds::state(reader, manner)?),
        Page::Story(id) | Page::StoryPart(id, _) => reader.story_fingerprint(id)?,
        _ => None,
    };
    let from = match from {
        Some(from) => from,
        None => reader.revision()?,
    };
    let rest = format!(
        "{from} {} {:?} {:?} {:?} {:?} {} {}",
        asked.path,
        asked.form,
        asked.query,
        manner.ui,
        manner.theme,
        manner.full_text,
        web::STYLE_NAME
    );
    let digest = blake3::hash(format!("{rest} {}", env!("SUTRADHAR_STAGES")).as_bytes());
    // A weak one: the same content goes out packed and as it is.
    Ok(format!("W/\"{}\"", &digest.to_hex()[..24]))
}

fn page(reader: &Reader, asked: &Asked, manner: &Manner) -> Result<Answer, AppError> {
    let forms = other_forms(asked);
    let html = |page: &dyn Fn(&Frame<'_>) -> String| framed(manner, &asked.path, &forms, page);
    let not_found = || problem(Wrong::NotFound, &asked.path, &asked.path, asked.form, manner);
    macro_rules! form {
        ($data:expr, $page:path) => {{
            let data = $data;
            match asked.form {
                Form::Html => html(&|frame| $page(&data, frame)),
                _ => Answer::json(&data),
            }
        }};
    }
    if asked.form.is_feed() {
        return feeds::feed(reader, asked, manner);
    }
    Ok(match &asked.page {
        Page::Changes => return feeds::changes(reader, asked, manner, &html),
        Page::Feeds => {
            let groups = feeds::list(reader, manner)?;
            html(&|frame| web::feeds(&groups, frame))
        }
        Page::Opml => feeds::opml(reader, manner)?,
        Page::Watch => form!(reader.watch_page(now(), manner.local)?, web::watch),
        Page::Metrics if manner.local => Answer::ok(TEXT, reader.metrics(now())?),
        Page::Home | Page::Stories => return lists::stories(reader, asked, manner, &html),
        Page::Story(id) => match at(reader.story_at(id)?, asked, manner, &|id| web::path(Target::Story(id))) {
            Ok(story) => match asked.form {
                Form::Html => html(&|frame| web::story(&story, frame)),
                Form::Markdown => Answer::ok(MARKDOWN, view::markdown::story(&story)),
                Form::Csl => exchange::csl(&Citing::story(&story), asked, manner),
                Form::Ninjs | Form::JsonLd => exchange::story(&story, asked, manner),
                _ => Answer::json(&story),
            },
            Err(answer) => answer,
        },
        Page::StoryPart(id, part) => {
            let moved = |id: &str| web::path(Target::StoryPart(id, part));
            match at(reader.story_at(id)?, asked, manner, &moved) {
                Ok(story) => match asked.form {
                    Form::Html => {
                        let page = |frame: &Frame<'_>| web::story_part(&story, part, frame).unwrap_or_default();
                        html(&page)
                    }
                    _ => story_part(&story, part).unwrap_or_else(not_found),
                },
                Err(answer) => answer,
            }
        }
        Page::StoryChanges(id) => match at(reader.story_at(id)?, asked, manner, &|id| {
            web::path(Target::StoryChanges(id))
        }) {
            Ok(story) => return feeds::story_changes(reader, &story, asked, &html),
            Err(answer) => answer,
        },
        Page::Figures => return lists::figures(reader, asked, manner, &html),
        Page::Article(id) => match at(reader.article_at(id)?, asked, manner, &|id| {
            web::path(Target::Article(id, None))
        }) {
            Ok((mut article, stories)) => {
                // A page shows its excerpts itself, and where something was left out.
                if !manner.full_text && asked.form != Form::Html {
                    article.cut();
                }
                match asked.form {
                    Form::Html => html(&|frame| web::article(&article, &stories, frame)),
                    Form::Markdown => Answer::ok(MARKDOWN, view::markdown::article(&article)),
                    Form::Ninjs | Form::JsonLd | Form::Anno => exchange::article(&article, &stories, asked, manner),
                    _ => Answer::json(&article),
                }
            }
            Err(answer) => answer,
        },
        Page::Claim(id) => match at(reader.claim_at(id)?, asked, manner, &|id| web::path(Target::Claim(id))) {
            Ok(claim) if asked.form == Form::Csl => exchange::csl(&Citing::claim(&claim), asked, manner),
            Ok(claim) if asked.form == Form::JsonLd => exchange::claim(&claim, manner),
            Ok(claim) => form!(claim, web::claim),
            Err(answer) => answer,
        },
        Page::Storylines => {
            let skip = asked.filter("after").map_or(Ok(0), str::parse::<usize>);
            let Ok(skip) = skip else {
                return Ok(problem(Wrong::BadCursor, "", &asked.path, asked.form, manner));
            };
            let list = reader.storyline_list(skip, LISTED)?;
            let next = list.next.clone();
            with_next(form!(list, web::storylines), next, asked)
        }
        Page::Storyline(id) => match at(reader.storyline_at(id)?, asked, manner, &|id| {
            web::path(Target::Storyline(id))
        }) {
            Ok(line) => form!(line, web::storyline),
            Err(answer) => answer,
        },
        Page::Copies(a, b) => match reader.compare(a, b) {
            Ok(Comparison::Copied(copy)) => match asked.form {
                Form::Html => {
                    let page = copy.page();
                    html(&|frame| web::copies(&page, frame))
                }
                _ => Answer::json(&copy.record()),
            },
            Ok(Comparison::Told(_) | Comparison::Unrelated) => {
                let detail = said(["इन दो में साझा पाठ नहीं", "These two share no text"], manner.ui);
                problem(Wrong::NotFound, detail, &asked.path, asked.form, manner)
            }
            Err(AppError::NotFound { .. } | AppError::Ambiguous { .. } | AppError::Refused(_)) => not_found(),
            Err(e) => return Err(e),
        },
        Page::Entity(id) => match reader.entity_at(id)? {
            Some(entity) => form!(entity, web::entity),
            None => not_found(),
        },
        Page::Outlets => form!(reader.outlet_list()?, web::outlets),
        Page::Outlet(id) => match reader.outlet_at(id)? {
            Some(outlet) => form!(outlet, web::outlet),
            None => not_found(),
        },
        Page::Search => {
            let mut found = reader.search_page(&search_request(asked))?;
            found.filters = asked.query.iter().filter(|(n, _)| n != "q").cloned().collect();
            form!(found, web::search)
        }
        Page::Health => match reader.watch_is_stuck(now())? {
            None => Answer::ok(TEXT, "ok\n"),
            Some(minutes) => Answer {
                status: 503,
                ..Answer::ok(
                    TEXT,
                    format!("the watch does nothing since {minutes} minutes, though feeds are due\n"),
                )
            },
        },
        Page::Metrics
        | Page::Method
        | Page::About
        | Page::ProblemKind(_)
        | Page::Style(_)
        | Page::OpenApi
        | Page::Robots
        | Page::Icon => not_found(),
    })
}

/// What a search asks for.
pub(super) fn search_request(asked: &Asked) -> SearchRequest {
    let owned = |name: &str| asked.filter(name).map(str::to_string);
    SearchRequest {
        query: owned("q").unwrap_or_default(),
        kind: asked
            .filter("kind")
            .and_then(|k| FoundKind::ALL.into_iter().find(|f| f.name() == k)),
        wanted: Wanted::new(
            owned("since"),
            owned("until"),
            asked.filters("lang"),
            asked.filters("outlet"),
        ),
        limit: FOUND,
        looked_at: LOOKED_AT,
    }
}

/// What was found at an address, or the answer that says where it is instead; `path_of` gives the path of an id.
pub(super) fn at<T>(
    found: Address<T>,
    asked: &Asked,
    manner: &Manner,
    path_of: &dyn Fn(&str) -> String,
) -> Result<T, Answer> {
    let wrong = |wrong, detail: &str| Err(problem(wrong, detail, &asked.path, asked.form, manner));
    match found {
        Address::Here(found) => Ok(found),
        Address::Moved(id) => {
            let ending = asked.form.ending();
            let profile = asked
                .filter("profile")
                .map_or_else(String::new, |p| format!("?profile={p}"));
            let location = with_ui(format!("{}{ending}{profile}", path_of(&id)), manner);
            Err(Answer {
                status: 301,
                location: Some(location),
                ..Answer::ok(TEXT, "")
            })
        }
        Address::Gone(Some(event)) => {
            let story = web::path(Target::Story(event.as_str()));
            let detail = match manner.ui {
                Ui::Hi => format!("इसका अंश अब इस कहानी में है: {story}"),
                Ui::En => format!("What it rested on is told in this story: {story}"),
            };
            wrong(Wrong::Gone, &detail)
        }
        Address::Gone(None) => wrong(Wrong::Gone, ""),
        Address::Unknown => wrong(Wrong::NotFound, &asked.path),
    }
}

/// One aspect of a story as data.
fn story_part(story: &view::StoryPage, part: &str) -> Option<Answer> {
    Some(match part {
        "claims" => Answer::json(&serde_json::json!({
            "story": story.id, "claims": story.claims, "differences": story.differences, "citations": story.citations,
        })),
        "word" => Answer::json(&serde_json::json!({
            "story": story.id, "word": story.word, "unsourced": story.unsourced, "citations": story.citations,
        })),
        "figures" => Answer::json(&serde_json::json!({
            "story": story.id, "figures": story.figures, "citations": story.citations,
        })),
        "copies" => Answer::json(&serde_json::json!({
            "story": story.id, "copies": story.copies, "citations": story.citations,
        })),
        "timeline" => Answer::json(&serde_json::json!({
            "story": story.id, "timeline": story.timeline, "citations": story.citations,
        })),
        _ => return None,
    })
}
