//! The frame of every page: head, bar, foot, and where other pages are.

use super::parts::{esc, query};
use super::words;
use crate::exchange::Naming;
use crate::exchange::jsonld::data_block;
use crate::labels::{self, Label};
use std::fmt::Write;

/// The language that the labels of a page speak. What reports say keeps its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ui {
    /// Hindi.
    Hi,
    /// English.
    En,
}

impl Ui {
    /// Its language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Ui::Hi => "hi",
            Ui::En => "en",
        }
    }
}

/// Colours that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Theme {
    Dark,
    Light,
}

impl Theme {
    /// Its word in an address and on a page.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
        }
    }
}

/// A page that a link can lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// What is new.
    Home,
    /// All stories.
    Stories,
    /// Some months of all stories on a page of their own, by their key, or what comes after a cursor.
    StoriesFrom(&'a str),
    /// A story by its id.
    Story(&'a str),
    /// One aspect of a story in full: its id, and one of [`super::PARTS`].
    StoryPart(&'a str, &'a str),
    /// All storylines.
    Storylines,
    /// A further page of all storylines.
    StorylinesFrom(&'a str),
    /// A storyline by its id.
    Storyline(&'a str),
    /// A claim by its id.
    Claim(&'a str),
    /// An article by its id, at a line or at its head.
    Article(&'a str, Option<u32>),
    /// Two articles side by side.
    Copies(&'a str, &'a str),
    /// A person, place or body.
    Entity(&'a str),
    /// All outlets.
    Outlets,
    /// A further page of all outlets.
    OutletsFrom(&'a str),
    /// An outlet by its id.
    Outlet(&'a str),
    /// The search.
    Search,
    /// The figures of all stories.
    Figures,
    /// What changed of a story, by its id.
    StoryChanges(&'a str),
    /// What changed.
    Changes,
    /// All feeds.
    Feeds,
    /// How the watch of feeds does.
    Watch,
    /// How pages are made and counted.
    Method,
    /// What this is.
    About,
    /// The style sheet.
    Style,
}

/// The address of a page on a server, without the language of the labels.
pub fn path(target: Target<'_>) -> String {
    match target {
        Target::Home => "/".into(),
        Target::Stories => "/stories".into(),
        Target::StoriesFrom(cursor) => format!("/stories?after={}", segment(cursor)),
        Target::Story(id) => format!("/stories/{}", segment(id)),
        Target::StoryPart(id, part) => format!("/stories/{}/{}", segment(id), segment(part)),
        Target::Storylines => "/storylines".into(),
        Target::StorylinesFrom(cursor) => format!("/storylines?after={}", segment(cursor)),
        Target::Storyline(id) => format!("/storylines/{}", segment(id)),
        Target::Claim(id) => format!("/claims/{}", segment(id)),
        Target::Article(id, None) => format!("/articles/{}", segment(id)),
        Target::Article(id, Some(line)) => format!("/articles/{}#L{line}", segment(id)),
        Target::Copies(a, b) => format!("/copies/{}/{}", segment(a), segment(b)),
        Target::Entity(id) => format!("/entities/{}", segment(id)),
        Target::Outlets => "/outlets".into(),
        Target::OutletsFrom(cursor) => format!("/outlets?after={}", segment(cursor)),
        Target::Outlet(id) => format!("/outlets/{}", segment(id)),
        Target::Search => "/search".into(),
        Target::Figures => "/figures".into(),
        Target::StoryChanges(id) => format!("/stories/{}/changes", segment(id)),
        Target::Changes => "/changes".into(),
        Target::Feeds => "/feeds".into(),
        Target::Watch => "/watch".into(),
        Target::Method => "/method".into(),
        Target::About => "/about".into(),
        Target::Style => format!("/assets/{}", super::STYLE_NAME),
    }
}

/// An id as a part of an address: everything but letters, digits, dots, underscores and hyphens percent-encoded. A name
/// of dots alone would lead up, so its dots are encoded as well.
pub fn segment(id: &str) -> String {
    let dots = id.bytes().all(|b| b == b'.');
    let mut out = String::with_capacity(id.len());
    for b in id.bytes() {
        match b {
            b'.' if dots => out.push_str("%2E"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => out.push(b as char),
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    out
}

/// Where the style sheet is.
#[derive(Debug, Clone, Copy)]
pub enum Style<'a> {
    /// A file of its own at this address.
    Linked(&'a str),
    /// In the page, for a page that is one file.
    Inline,
}

/// What a page is set in.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The language of its labels.
    pub ui: Ui,
    /// The address of another page; `None` where it is not in this set, and plain words stand for the link.
    pub address: &'a dyn Fn(Target<'_>) -> Option<String>,
    /// The path of this page, without the language of its labels.
    pub this: &'a str,
    /// Other forms of this page, by name and address.
    pub forms: &'a [(&'a str, String)],
    /// The style sheet.
    pub style: Style<'a>,
    /// The one address that stands for this page, without the language of its labels.
    pub canonical: Option<&'a str>,
    /// Whether the whole text of articles may be shown.
    pub full_text: bool,
    /// Dark or light, whatever the reader's system prefers.
    pub theme: Option<Theme>,
    /// Whether there is a server to search, which speaks both languages.
    pub search: bool,
}

impl std::fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame")
            .field("ui", &self.ui)
            .field("this", &self.this)
            .finish_non_exhaustive()
    }
}

impl<'a> Frame<'a> {
    /// A label in the language of the page.
    pub(super) fn t(&self, label: Label) -> &'static str {
        label.of(self.ui.tag())
    }

    /// Whether the labels are Hindi.
    pub(super) fn hindi(&self) -> bool {
        self.ui == Ui::Hi
    }

    /// One of two wordings.
    pub(super) fn either<T>(&self, hi: T, en: T) -> T {
        if self.hindi() { hi } else { en }
    }

    /// A page as JSON-LD, for its head; nothing in a site of files, which does not know under which address it will be.
    pub(super) fn data(&self, value: impl FnOnce(&Naming<'_>) -> serde_json::Value) -> String {
        if !self.search {
            return String::new();
        }
        let base = self.canonical.and_then(|c| c.strip_suffix(self.this));
        data_block(&value(&Naming::new(base)))
    }

    /// Markup as a link to another page of the set, or as it is.
    pub(super) fn link(&self, target: Target<'_>, markup: &str) -> String {
        match (self.address)(target) {
            Some(a) => format!("<a href=\"{}\">{markup}</a>", esc(&a)),
            None => markup.to_string(),
        }
    }

    /// "All of it": a link to another page, or nothing where that is not in the set.
    pub(super) fn more(&self, target: Target<'_>, text: &str) -> String {
        match (self.address)(target) {
            Some(a) => format!("<a class=\"more\" href=\"{}\">{} →</a>\n", esc(&a), esc(text)),
            None => String::new(),
        }
    }

    /// This page with other fields in its query, in the language of its labels.
    pub(super) fn again(&self, fields: &[(&str, &str)]) -> String {
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        if self.search && !self.hindi() {
            all.push(("ui", "en"));
        }
        query(self.this, &all)
    }
}

/// What a page of a static site may load: its style sheet. A server says so in a header. `'self'` is no origin of
/// files, so those are named as well.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' file:; \
                      form-action 'none'; base-uri 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";

/// A whole page: its head, the bar, what is in it, the foot.
pub(super) fn page(f: &Frame<'_>, title: &str, main: &str) -> String {
    page_with(f, title, "", main)
}

/// The same, with more lines in its head.
pub(super) fn page_with(f: &Frame<'_>, title: &str, head: &str, main: &str) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\"{}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{} · {}</title>\n",
        f.ui.tag(),
        f.theme
            .map_or_else(String::new, |t| format!(" data-theme=\"{}\"", t.name())),
        esc(title),
        f.t(labels::BRAND)
    );
    match f.style {
        Style::Linked(href) => {
            if !f.search {
                out.push_str(POLICY);
            }
            let _ = writeln!(out, "<link rel=\"stylesheet\" href=\"{}\">", esc(href));
        }
        Style::Inline => {
            let _ = writeln!(
                out,
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
                 form-action 'none'; base-uri 'none'\">\n<style>{}</style>",
                super::STYLE
            );
        }
    }
    if let Some(c) = f.canonical {
        let _ = writeln!(out, "<link rel=\"canonical\" href=\"{}\">", esc(c));
        if f.search {
            for ui in ["hi", "en"] {
                let href = query(c, &[("ui", ui)]);
                let _ = writeln!(
                    out,
                    "<link rel=\"alternate\" hreflang=\"{ui}\" href=\"{}\">",
                    esc(&href)
                );
            }
        }
    }
    for (name, href) in f.forms {
        let _ = writeln!(
            out,
            "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{}\">",
            media_type(href),
            esc(name),
            esc(href)
        );
    }
    out.push_str(head);
    let _ = writeln!(
        out,
        "</head><body>\n<a class=\"skip\" href=\"#main\">{}</a>",
        f.t(labels::SKIP)
    );
    bar(&mut out, f);
    let _ = write!(out, "<main id=\"main\" class=\"wrap\">\n{main}</main>\n");
    foot(&mut out, f);
    out.push_str("</body></html>\n");
    out
}

fn bar(out: &mut String, f: &Frame<'_>) {
    out.push_str("<header class=\"top\"><div>");
    match (f.address)(Target::Home) {
        Some(a) => {
            let _ = write!(
                out,
                "<a class=\"brand\" href=\"{}\">{}</a>",
                esc(&a),
                f.t(labels::BRAND)
            );
        }
        None => {
            let _ = write!(out, "<span class=\"brand\">{}</span>", f.t(labels::BRAND));
        }
    }
    let pages = [
        (Target::Home, labels::TODAY),
        (Target::Stories, labels::STORIES),
        (Target::Storylines, labels::STORYLINES),
        (Target::Figures, labels::NUMBERS),
        (Target::Outlets, labels::OUTLETS),
        (Target::Changes, labels::CHANGES),
    ];
    let links: Vec<String> = pages
        .into_iter()
        .filter_map(|(target, label)| {
            let a = (f.address)(target)?;
            let here = if bare(&a) == bare(f.this) {
                " aria-current=\"page\""
            } else {
                ""
            };
            Some(format!("<a href=\"{}\"{here}>{}</a>", esc(&a), f.t(label)))
        })
        .collect();
    if !links.is_empty() {
        let _ = write!(
            out,
            "<nav aria-label=\"{}\">{}</nav>",
            f.t(labels::MAIN),
            links.concat()
        );
    }
    if f.search {
        search_form(out, f, "");
        let (ui, name) = f.either(("en", "English"), ("hi", "हिन्दी"));
        let href = query(f.this, &[("ui", ui)]);
        let _ = write!(
            out,
            "<a class=\"ui\" href=\"{}\" hreflang=\"{ui}\" lang=\"{ui}\">{name}</a>",
            esc(&href)
        );
    }
    out.push_str("</div></header>\n");
}

/// The field that words are looked for with.
pub(super) fn search_form(out: &mut String, f: &Frame<'_>, typed: &str) {
    let Some(a) = (f.address)(Target::Search) else { return };
    let value = if typed.is_empty() {
        String::new()
    } else {
        format!(" value=\"{}\"", esc(typed))
    };
    let ui = f.either("", "<input type=\"hidden\" name=\"ui\" value=\"en\">");
    let _ = write!(
        out,
        "<form action=\"{}\" role=\"search\"><input type=\"search\" name=\"q\" dir=\"auto\" aria-label=\"{}\" \
         placeholder=\"{}\"{value}>{ui}<button>{}</button></form>",
        esc(bare(&a)),
        f.t(labels::FIND),
        f.t(labels::FIND_WHAT),
        f.t(labels::FIND)
    );
}

/// An address without query and fragment.
pub(super) fn bare(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or(address)
}

fn foot(out: &mut String, f: &Frame<'_>) {
    let _ = write!(out, "<footer><div class=\"wrap\"><p>{}</p>", words::law(f));
    let mut links: Vec<String> = Vec::new();
    let pages = [
        (Target::Method, labels::METHOD),
        (Target::About, labels::ABOUT),
        (Target::Feeds, labels::FEEDS),
        (Target::Watch, labels::FEEDS_WATCHED),
    ];
    for (target, label) in pages {
        if let Some(a) = (f.address)(target) {
            links.push(format!("<a href=\"{}\">{}</a>", esc(&a), f.t(label)));
        }
    }
    for (name, href) in f.forms {
        links.push(format!("<a href=\"{}\" lang=\"en\">{}</a>", esc(href), esc(name)));
    }
    if !links.is_empty() {
        let _ = write!(out, "<p class=\"tools\">{}</p>", links.concat());
    }
    if let Some(c) = f.canonical {
        let _ = write!(out, "<p class=\"paper\" lang=\"en\">{}</p>", esc(c));
    }
    out.push_str("</div></footer>\n");
}

/// The media type of a form, by the ending of its address.
fn media_type(href: &str) -> &'static str {
    match bare(href).rsplit('.').next().unwrap_or("") {
        "json" => "application/json",
        "md" => "text/markdown",
        "atom" => "application/atom+xml",
        "jsonfeed" => "application/feed+json",
        "jsonld" | "anno" => "application/ld+json",
        "ninjs" => "application/json",
        "csv" => "text/csv",
        "csl" => "application/vnd.citationstyles.csl+json",
        _ => "text/html",
    }
}
