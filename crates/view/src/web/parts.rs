//! Small parts that pages share.

use super::frame::Frame;
use crate::labels::{self, Label};
use crate::safe::{escape, is_web};
use std::fmt::Write;

/// Text for a page: what means something in HTML replaced, control characters and marks that turn the direction left
/// out.
pub(super) fn esc(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{206a}'..='\u{206f}');
    if text.contains(turns) {
        return escape(&text.replace(turns, ""));
    }
    escape(text)
}

/// A field of a query, percent-encoded.
fn field(text: &str) -> String {
    let mut out = String::new();
    for b in text.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => out.push(b as char),
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
    }
    out
}

/// An address with more fields in its query; what follows a `#` stays last.
pub(super) fn query(address: &str, fields: &[(&str, &str)]) -> String {
    let (path, place) = address.split_once('#').unwrap_or((address, ""));
    let mut out = path.to_string();
    let mut mark = if path.contains('?') { '&' } else { '?' };
    for (name, value) in fields {
        let _ = write!(out, "{mark}{}={}", field(name), field(value));
        mark = '&';
    }
    if !place.is_empty() {
        let _ = write!(out, "#{place}");
    }
    out
}

/// The language that the letters of a text tell, as far as that matters to a reader's voice: Latin letters alone are
/// English, most other scripts have one language here, and Devanagari is Hindi unless more is known.
pub(super) fn spoken(text: &str) -> Option<&'static str> {
    let mut latin = false;
    for c in text.chars() {
        let tag = match c {
            '\u{900}'..='\u{97f}' => "hi",
            '\u{980}'..='\u{9ff}' => "bn",
            '\u{a00}'..='\u{a7f}' => "pa",
            '\u{a80}'..='\u{aff}' => "gu",
            '\u{b00}'..='\u{b7f}' => "or",
            '\u{b80}'..='\u{bff}' => "ta",
            '\u{c00}'..='\u{c7f}' => "te",
            '\u{c80}'..='\u{cff}' => "kn",
            '\u{d00}'..='\u{d7f}' => "ml",
            '\u{600}'..='\u{6ff}' => "ur",
            c if c.is_ascii_alphabetic() => {
                latin = true;
                continue;
            }
            _ => continue,
        };
        return Some(tag);
    }
    latin.then_some("en")
}

/// A `lang` attribute for words whose language only their letters tell.
pub(super) fn voice(f: &Frame<'_>, text: &str) -> String {
    match spoken(text) {
        Some(tag) => lang(f, tag),
        None => String::new(),
    }
}

/// A `lang` attribute where words are in another language than the labels.
pub(super) fn lang(f: &Frame<'_>, tag: &str) -> String {
    if tag == f.ui.tag() || tag == "und" || tag.is_empty() {
        return String::new();
    }
    let rtl = if matches!(tag, "ur" | "sd") { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{}\"{rtl}", esc(tag))
}

/// Words of a report or a name, with their language where it is not that of the labels.
pub(super) fn said(f: &Frame<'_>, text: &str) -> String {
    match voice(f, text) {
        v if v.is_empty() => esc(text),
        v => format!("<span{v}>{}</span>", esc(text)),
    }
}

/// A chain or list of names, each in its own language.
pub(super) fn names(f: &Frame<'_>, list: &[String], between: &str) -> String {
    let list: Vec<String> = list.iter().map(|n| said(f, n)).collect();
    list.join(&esc(between))
}

/// A word that says how something stands, with its sign. The sign is a shape of the style sheet, never a colour alone.
pub(super) fn standing(f: &Frame<'_>, name: &str) -> String {
    let word = match labels::verdict(name).of(f.ui.tag()) {
        "" => labels::standing(name).of(f.ui.tag()),
        word => word,
    };
    chip(tone(name), sign(name), word)
}

/// A chip of words that are markup already safe.
pub(super) fn chip(tone: &str, sign: &str, word: &str) -> String {
    let space = if tone.is_empty() { "" } else { " " };
    let sign = match sign {
        "" => String::new(),
        s => format!("<i class=\"i {s}\"></i>"),
    };
    format!("<span class=\"chip{space}{tone}\">{sign}{}</span>", esc(word))
}

/// The tone of a standing: how contested it is, never whether it is true.
pub(super) fn tone(name: &str) -> &'static str {
    match name {
        "disputed" | "differs" | "denied" | "contradicted" => "bad",
        "superseded" | "silent" | "headline-only" | "partly" | "overstated" | "unsupported" => "warn",
        "compatible" | "agreed" | "supported" => "calm",
        _ => "",
    }
}

/// The shape of a standing.
pub(super) fn sign(name: &str) -> &'static str {
    match name {
        "disputed" | "differs" | "contradicted" => "ne",
        "denied" => "no",
        "superseded" => "ch",
        "silent" => "ring",
        "headline-only" | "partly" | "overstated" | "unsupported" => "up",
        "agreed" | "supported" => "dot",
        "compatible" => "eq",
        _ => "half",
    }
}

/// Opens a section with its heading.
pub(super) fn section(out: &mut String, f: &Frame<'_>, id: &str, label: Label) {
    section_named(out, id, f.t(label));
}

/// Opens a section with a heading in words of its own; English ones begin with a capital letter.
pub(super) fn section_named(out: &mut String, id: &str, name: &str) {
    let first = name.chars().next().unwrap_or(' ');
    let rest = name.get(first.len_utf8()..).unwrap_or("");
    let name = format!("{}{rest}", first.to_ascii_uppercase());
    let _ = writeln!(
        out,
        "<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\">{}</h2>",
        esc(&name)
    );
}

/// Words as a link to the web, or as they are where the address is none.
pub(super) fn outward(markup: &str, url: Option<&str>) -> String {
    match url.filter(|u| is_web(u)) {
        Some(u) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{markup}</a>",
            esc(u)
        ),
        None => markup.to_string(),
    }
}

/// A source as a reader may see it: its web address, or the name of a file without the folders it lies in.
pub(super) fn source_name(source: &str) -> String {
    if is_web(source) {
        return source.to_string();
    }
    let name = source.rsplit(['/', '\\']).next().unwrap_or(source);
    name.to_string()
}

/// Facts in a line, the empty ones left out; each is markup.
pub(super) fn facts(list: &[String]) -> String {
    let shown: String = list
        .iter()
        .filter(|s| !s.is_empty())
        .map(|s| format!("<span>{s}</span>"))
        .collect();
    format!("<p class=\"facts\">{shown}</p>\n")
}

/// Opens a table with a caption and heads.
pub(super) fn table(caption: &str, heads: &[&str]) -> String {
    let mut out = format!("<table><caption>{}</caption><thead><tr>", esc(caption));
    for h in heads {
        let _ = write!(out, "<th scope=\"col\">{}</th>", esc(h));
    }
    out.push_str("</tr></thead><tbody>\n");
    out
}

/// The strip that says how much changed since a page was made, and the script that fills it; empty where no server
/// tells. `since` is the number of the last change that the page shows.
pub(super) fn live(f: &Frame<'_>, story: Option<&str>, since: u64) -> (String, String) {
    if !f.search {
        return (String::new(), String::new());
    }
    let events = match story {
        Some(id) => format!("/events?story={}", super::frame::segment(id)),
        None => "/events".to_string(),
    };
    let (one, many) = f.either(
        ("1 बदलाव · ताज़ा करें", "# बदलाव · ताज़ा करें"),
        ("1 change · refresh", "# changes · refresh"),
    );
    let strip = format!(
        "<p class=\"alert live\" role=\"status\" data-live=\"{}\" data-since=\"{since}\" data-one=\"{one}\" \
         data-many=\"{many}\" hidden><a href=\"{}\"></a></p>\n",
        esc(&events),
        esc(&f.again(&[]))
    );
    let script = format!("<script src=\"/assets/{}\" defer></script>\n", super::LIVE_NAME);
    (strip, script)
}
