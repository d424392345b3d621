//! What a request asks for: which page, in which form, in which language, with which filters.

use percent_encoding::percent_decode_str;
use sutradhar_engine::model::FigureStatus;
use sutradhar_view::web::{Theme, Ui};

/// Letters of a query that are read.
const LONGEST: usize = 4_096;

/// How a text may put a figure.
const STATUSES: [FigureStatus; 8] = [
    FigureStatus::Done,
    FigureStatus::Ongoing,
    FigureStatus::Planned,
    FigureStatus::Possible,
    FigureStatus::Denied,
    FigureStatus::Estimate,
    FigureStatus::Total,
    FigureStatus::Unspecified,
];

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Page {
    Home,
    Stories,
    Story(String),
    StoryPart(String, String),
    StoryChanges(String),
    Storylines,
    Storyline(String),
    Claim(String),
    Article(String),
    Copies(String, String),
    Entity(String),
    Outlets,
    Outlet(String),
    Search,
    Figures,
    Changes,
    Feeds,
    Opml,
    Watch,
    Metrics,
    Method,
    About,
    ProblemKind(String),
    Style(String),
    Health,
    OpenApi,
    Robots,
    Icon,
}

/// A form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page for a browser.
    Html,
    /// The same as data.
    Json,
    /// For notes and wikis.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For reference managers.
    Csl,
    /// What changed of it, for feed readers.
    Atom,
    /// The same as data.
    JsonFeed,
    /// For newsrooms.
    Ninjs,
    /// For search engines.
    JsonLd,
    /// For tools that mark texts.
    Anno,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 10] = [
        Form::Html,
        Form::Json,
        Form::Markdown,
        Form::Csv,
        Form::Csl,
        Form::Atom,
        Form::JsonFeed,
        Form::Ninjs,
        Form::JsonLd,
        Form::Anno,
    ];

    /// The ending of an address that asks for it.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Html => "",
            Form::Json => ".json",
            Form::Markdown => ".md",
            Form::Csv => ".csv",
            Form::Csl => ".csl",
            Form::Atom => ".atom",
            Form::JsonFeed => ".jsonfeed",
            Form::Ninjs => ".ninjs",
            Form::JsonLd => ".jsonld",
            Form::Anno => ".anno",
        }
    }

    /// The types by which an `Accept` header asks for it.
    fn media_types(self) -> &'static [&'static str] {
        match self {
            Form::Html => &["text/html", "application/xhtml+xml"],
            Form::Json => &["application/json"],
            Form::Markdown => &["text/markdown"],
            Form::Csv => &["text/csv"],
            Form::Csl => &["application/vnd.citationstyles.csl+json"],
            Form::Atom => &["application/atom+xml"],
            Form::JsonFeed => &["application/feed+json"],
            Form::JsonLd => &["application/ld+json"],
            // Their types are those of other forms: only an ending tells them apart.
            Form::Ninjs | Form::Anno => &[],
        }
    }

    /// Whether it tells what changed.
    pub fn is_feed(self) -> bool {
        matches!(self, Form::Atom | Form::JsonFeed)
    }
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The page.
    pub page: Page,
    /// Its form.
    pub form: Form,
    /// The language of labels, if the request names one.
    pub ui: Option<Ui>,
    /// The colours, if the request names some.
    pub theme: Option<Theme>,
    /// The filters, in the order of the query; those without a value are left out.
    pub query: Vec<(String, String)>,
    /// The path without the ending that names the form.
    pub path: String,
}

/// Why a request cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// There is no such page.
    NotFound,
    /// A name in the query is unknown, or its value is.
    Filter {
        /// The name.
        name: String,
        /// What is wrong, in Hindi and English.
        why: [String; 2],
    },
    /// The page has no such form.
    Form,
    /// The address is too long.
    TooLong,
}

/// The names that the query of a page in a form may have beside `ui`.
pub fn filters(page: &Page, form: Form) -> &'static [&'static str] {
    match page {
        Page::Changes => &[
            "since",
            "before",
            "story",
            "storyline",
            "claim",
            "entity",
            "outlet",
            "kinds",
        ],
        Page::Search if form.is_feed() => &["q", "since", "until", "lang", "outlet", "kinds", "before"],
        _ if form.is_feed() => &["kinds", "before"],
        _ if form == Form::Ninjs => &["profile"],
        Page::Home | Page::Stories => &["since", "until", "lang", "outlet", "origins_min", "after"],
        Page::Storylines => &["after"],
        Page::Search => &["q", "since", "until", "lang", "outlet", "kind"],
        Page::Figures => &[
            "counted",
            "status",
            "changed",
            "since",
            "until",
            "lang",
            "outlet",
            "origins_min",
            "after",
        ],
        Page::StoryChanges(_) => &["kinds", "before"],
        _ => &[],
    }
}

/// The forms that a page has.
pub fn forms(page: &Page) -> &'static [Form] {
    use Form::*;
    match page {
        Page::Stories => &[Html, Json, Csv, Atom, JsonFeed],
        Page::Story(_) => &[Html, Json, Markdown, Csl, Atom, JsonFeed, Ninjs, JsonLd],
        Page::Figures => &[Html, Json, Csv],
        Page::Article(_) => &[Html, Json, Markdown, Ninjs, JsonLd, Anno],
        Page::Claim(_) => &[Html, Json, Csl, Atom, JsonFeed, JsonLd],
        Page::Home | Page::Changes | Page::Storyline(_) | Page::Entity(_) | Page::Outlet(_) | Page::Search => {
            &[Html, Json, Atom, JsonFeed]
        }
        Page::Method | Page::About | Page::ProblemKind(_) | Page::Feeds | Page::Opml | Page::Metrics => &[Html],
        Page::Style(_) | Page::Robots | Page::Icon => &[Html],
        Page::Health | Page::OpenApi | Page::Watch => &[Html, Json],
        _ => &[Html, Json],
    }
}

/// Reads the path and the query of a request; `accept` is the header of that name.
///
/// # Errors
/// There is no such page, the query has a name that the page does not know, or the address is too long.
pub fn read(path: &str, query: &str, accept: &str) -> Result<Asked, Misread> {
    if path.len() + query.len() > LONGEST {
        return Err(Misread::TooLong);
    }
    let (stem, ending) = form_of(path);
    let page = page_of(stem).or_else(|| page_of(path));
    let page = page.ok_or(Misread::NotFound)?;
    let form = match ending {
        Some(form) => form,
        None => accepted(accept, forms(&page)),
    };
    if !forms(&page).contains(&form) {
        return Err(Misread::Form);
    }
    let mut asked = Asked {
        page,
        form,
        ui: None,
        theme: None,
        query: Vec::new(),
        path: stem.to_string(),
    };
    for part in query.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let (name, value) = (decoded(name), decoded(value));
        if name == "ui" {
            asked.ui = match value.as_str() {
                "hi" => Some(Ui::Hi),
                "en" => Some(Ui::En),
                _ => return Err(misread(&name, &value)),
            };
            continue;
        }
        if name == "theme" {
            let named = [Theme::Dark, Theme::Light].into_iter().find(|t| t.name() == value);
            asked.theme = Some(named.ok_or_else(|| misread(&name, &value))?);
            continue;
        }
        // Several languages or outlets widen a search; of everything else there is one.
        let again = asked.page == Page::Search && matches!(name.as_str(), "lang" | "outlet");
        let twice = !again && asked.query.iter().any(|(n, _)| *n == name);
        if twice || !filters(&asked.page, form).contains(&name.as_str()) {
            return Err(unknown(&name));
        }
        let value = match (&asked.page, name.as_str()) {
            (Page::Changes, "since") => since(value.trim())?,
            _ => checked(&name, value.trim())?,
        };
        if !value.is_empty() {
            asked.query.push((name, value));
        }
    }
    Ok(asked)
}

impl Asked {
    /// All values of a filter.
    pub fn filters(&self, name: &str) -> Vec<String> {
        let all = self.query.iter().filter(|(n, _)| n == name);
        all.map(|(_, v)| v.clone()).collect()
    }

    /// The value of a filter.
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

fn unknown(name: &str) -> Misread {
    Misread::Filter {
        name: name.to_string(),
        why: [
            format!("इस पन्ने पर “{name}” नाम की छलनी नहीं है"),
            format!("this page has no filter of the name “{name}”, or it stands twice"),
        ],
    }
}

fn misread(name: &str, value: &str) -> Misread {
    Misread::Filter {
        name: name.to_string(),
        why: [
            format!("“{name}” का मान “{value}” नहीं समझा गया"),
            format!("the value “{value}” of “{name}” is not understood"),
        ],
    }
}

/// From where on changes are asked for.
fn since(value: &str) -> Result<String, Misread> {
    match value.is_empty() || crate::app::Since::read(value).is_some() {
        true => Ok(value.to_string()),
        false => Err(misread("since", value)),
    }
}

/// The value of a filter, if it can be one.
fn checked(name: &str, value: &str) -> Result<String, Misread> {
    if value.is_empty() {
        return Ok(String::new());
    }
    let good = match name {
        "since" | "until" => return crate::settings::day(value).map_err(|_| misread(name, value)),
        "origins_min" => value.parse::<u32>().is_ok(),
        "lang" => sutradhar_text::lang::Lang::from_tag(&value.to_lowercase()).is_some(),
        "profile" => value == "superdesk",
        "changed" => value == "1",
        "status" => STATUSES.iter().any(|s| s.name() == value),
        "kind" => matches!(value, "story" | "article" | "statement"),
        "before" => value.parse::<u64>().is_ok_and(|n| n <= i64::MAX as u64),
        "kinds" => value
            .split(',')
            .all(|k| crate::store::ChangeKind::from_name(k).is_some()),
        "after" => value.len() <= 400 && value.bytes().all(|b| b.is_ascii_alphanumeric()),
        _ => value.chars().count() <= 400,
    };
    match good {
        true => Ok(value.to_string()),
        false => Err(misread(name, value)),
    }
}

/// The language of labels that a query asks for, whatever else is wrong with it.
pub fn ui_of(query: &str) -> Option<Ui> {
    query.split('&').find_map(|part| match part {
        "ui=hi" => Some(Ui::Hi),
        "ui=en" => Some(Ui::En),
        _ => None,
    })
}

/// The page of a path that names no form.
fn page_of(path: &str) -> Option<Page> {
    let path = path.strip_prefix('/')?;
    let raw: Vec<&str> = path.split('/').collect();
    let parts: Vec<String> = raw
        .iter()
        .map(|p| percent_decode_str(p).decode_utf8_lossy().into_owned())
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if parts.len() > 1 && parts.iter().any(|p| p.is_empty()) {
        return None;
    }
    let id = |id: &str| id.to_string();
    Some(match parts.as_slice() {
        [""] => Page::Home,
        ["stories"] => Page::Stories,
        ["stories", s] => Page::Story(id(s)),
        ["stories", s, part] if sutradhar_view::web::PARTS.contains(part) => Page::StoryPart(id(s), id(part)),
        ["stories", s, "changes"] => Page::StoryChanges(id(s)),
        ["figures"] => Page::Figures,
        ["storylines"] => Page::Storylines,
        ["storylines", s] => Page::Storyline(id(s)),
        ["claims", c] => Page::Claim(id(c)),
        ["articles", a] => Page::Article(id(a)),
        ["copies", a, b] => Page::Copies(id(a), id(b)),
        ["entities", e] => Page::Entity(id(e)),
        ["outlets"] => Page::Outlets,
        ["outlets", o] => Page::Outlet(id(o)),
        ["search"] => Page::Search,
        ["changes"] => Page::Changes,
        ["feeds"] => Page::Feeds,
        ["feeds.opml"] => Page::Opml,
        ["watch"] => Page::Watch,
        ["metrics"] => Page::Metrics,
        ["method"] => Page::Method,
        ["about"] => Page::About,
        ["problems", kind] => Page::ProblemKind(id(kind)),
        ["assets", name] => Page::Style(id(name)),
        ["healthz"] => Page::Health,
        ["openapi"] => Page::OpenApi,
        ["robots.txt"] => Page::Robots,
        ["favicon.ico"] => Page::Icon,
        _ => return None,
    })
}

/// A path without the ending that names a form, and the form.
fn form_of(path: &str) -> (&str, Option<Form>) {
    for form in Form::ALL.into_iter().filter(|f| *f != Form::Html) {
        if let Some(stem) = path.strip_suffix(form.ending())
            && !stem.ends_with('/')
        {
            return (stem, Some(form));
        }
    }
    (path, None)
}

/// The form that a client which named none by an ending asks for in its `Accept` header (RFC 9110, section 12.5.1): of
/// those that the page has, the one of the highest weight. A browser's page wins a tie, as does whatever comes without
/// a type that a form has.
pub fn accepted(accept: &str, forms: &[Form]) -> Form {
    let mut best = (Form::Html, 0.0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or("").to_ascii_lowercase();
        let weight = parts.find_map(|p| p.strip_prefix("q=")?.parse::<f32>().ok());
        let weight = weight.unwrap_or(1.0);
        for form in forms.iter().filter(|f| f.media_types().contains(&media.as_str())) {
            let better = weight > best.1 || (weight == best.1 && *form == Form::Html);
            if weight > 0.0 && better {
                best = (*form, weight);
            }
        }
    }
    best.0
}

/// A part of a query as it was typed.
fn decoded(text: &str) -> String {
    let blanks = text.replace('+', " ");
    percent_decode_str(&blanks).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Option<Page> {
        read(path, "", "text/html").ok().map(|a| a.page)
    }

    #[test]
    fn paths_name_pages_and_endings_forms() {
        assert_eq!(page("/"), Some(Page::Home));
        assert_eq!(page("/stories/e1"), Some(Page::Story("e1".into())));
        assert_eq!(page("/articles/%E0%A4%95%2F1"), Some(Page::Article("क/1".into())));
        let asked = read("/stories/e1.json", "ui=en", "").expect("a page");
        assert_eq!((asked.page, asked.form), (Page::Story("e1".into()), Form::Json));
        assert_eq!((asked.ui, asked.path.as_str()), (Some(Ui::En), "/stories/e1"));
        assert_eq!(read("/stories", "", "application/json").map(|a| a.form), Ok(Form::Json));
        for none in [
            "",
            "stories",
            "//",
            "/stories/",
            "/stories/e1/x",
            "/stories/e1/claims/1",
            "/../etc/passwd",
            "/x",
        ] {
            assert_eq!(page(none), None, "{none}");
        }
        assert_eq!(read("/outlets.csv", "", ""), Err(Misread::Form));
        assert_eq!(read("/stories/e1.anno", "", ""), Err(Misread::Form));
    }

    #[test]
    fn a_header_may_name_the_form() {
        let form = |path: &str, accept: &str| read(path, "", accept).map(|a| a.form);
        for (accept, wanted) in [
            ("", Form::Html),
            ("*/*", Form::Html),
            (
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                Form::Html,
            ),
            ("application/json, text/html", Form::Html),
            ("text/html;q=0.5, application/json", Form::Json),
            ("text/markdown", Form::Markdown),
            ("application/atom+xml, application/json;q=0.9", Form::Atom),
            ("application/feed+json", Form::JsonFeed),
            ("application/ld+json", Form::JsonLd),
            ("Application/VND.citationstyles.csl+json", Form::Csl),
            ("application/json;q=0", Form::Html),
            // What the page does not have is passed over.
            ("text/csv, application/json;q=0.1", Form::Json),
            ("image/png", Form::Html),
        ] {
            assert_eq!(form("/stories/e1", accept), Ok(wanted), "{accept}");
        }
        assert_eq!(form("/stories", "text/csv"), Ok(Form::Csv));
        assert_eq!(form("/stories/e1.json", "text/markdown"), Ok(Form::Json));
    }

    #[test]
    fn only_ninjs_has_a_profile() {
        let asked = read("/stories/e1.ninjs", "profile=superdesk", "").expect("a form");
        assert_eq!((asked.form, asked.filter("profile")), (Form::Ninjs, Some("superdesk")));
        for (path, query) in [
            ("/stories/e1.json", "profile=superdesk"),
            ("/stories/e1.ninjs", "profile=other"),
        ] {
            assert!(matches!(read(path, query, ""), Err(Misread::Filter { .. })), "{path}");
        }
    }

    #[test]
    fn the_query_is_checked() {
        let asked = read(
            "/search",
            "q=%E0%A4%AC%E0%A4%BE%E0%A4%82%E0%A4%A7+x&since=2025-07&lang=",
            "",
        )
        .expect("a query");
        assert_eq!(asked.filter("q"), Some("बांध x"));
        assert_eq!((asked.filter("since"), asked.filter("lang")), (Some("2025-07"), None));
        for bad in [
            "since=2025-13-01",
            "colour=red",
            "lang=xx",
            "origins_min=-1",
            "ui=fr",
            "since=2025&since=2026",
        ] {
            assert!(
                matches!(read("/stories", bad, ""), Err(Misread::Filter { .. })),
                "{bad}"
            );
        }
        assert_eq!(read("/", &"x".repeat(5_000), ""), Err(Misread::TooLong));
    }
}
