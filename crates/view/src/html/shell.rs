//! The frame of every file, and the small parts that all of them share.

use crate::labels::{Label, is_hindi};
use std::fmt::Write;

/// The style sheet, set into every file.
const STYLE: &str = include_str!("style.css");

/// Text with the characters that mean something in HTML replaced. Control characters and direction overrides are left
/// out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A whole file around a body.
pub(super) fn file(title: &str, language: &str, body: &str) -> String {
    let skip = if is_hindi(language) {
        "सीधे सामग्री पर जाएं"
    } else {
        "Skip to the content"
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"{dir}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n{body}</body>\n</html>\n",
        lang = escape(language),
        dir = if language == "ur" { " dir=\"rtl\"" } else { "" },
        title = escape(title),
    )
}

/// The foot of every file: what it is and is not.
pub(super) fn foot(language: &str) -> String {
    let text = if is_hindi(language) {
        "हर पंक्ति किसी छपी ख़बर के उद्धृत अंश पर टिकी है। समर्थन स्वतंत्र मूल स्रोतों से गिना जाता है, नक़लें एक मानी जाती हैं। यह पन्ना सच-झूठ का फ़ैसला नहीं सुनाता।"
    } else {
        "Every line rests on a cited passage of a stored article. Support is counted by independent origin, copies folded. This page rules on nobody's truth."
    };
    format!("<footer><p>{text}</p></footer>\n")
}

/// Opens a section: the reader's language first, English small beside it.
pub(super) fn section(out: &mut String, id: &str, label: Label, language: &str) {
    let small = if is_hindi(language) {
        format!(" <small lang=\"en\">{}</small>", label.en)
    } else {
        String::new()
    };
    let _ = writeln!(
        out,
        "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{}{small}</h2>",
        escape(label.of(language))
    );
}

/// Links to cited passages.
pub(super) fn cites(numbers: &[usize]) -> String {
    let mut out = String::new();
    for n in numbers {
        let _ = write!(
            out,
            " <a class=\"c\" href=\"#c{n}\" aria-label=\"citation {n}\">{n}</a>"
        );
    }
    out
}

/// A small label in a colour that says what kind of standing it is.
pub(super) fn chip(class: &str, text: &str) -> String {
    format!("<span class=\"chip {class}\">{}</span>", escape(text))
}

/// The colour of a standing.
pub(super) fn colour(standing: &str) -> &'static str {
    match standing {
        "agreed" | "supported" => "good",
        "compatible" => "calm",
        "disputed" | "differs" | "denied" | "contradicted" | "unsupported" => "bad",
        "headline-only" | "superseded" | "overstated" | "partly" | "silent" => "warn",
        _ => "",
    }
}

/// A `lang` attribute, where the words are in another language than the page.
pub(super) fn lang(words: &str, page: &str) -> String {
    if words == page {
        String::new()
    } else {
        format!(" lang=\"{}\"", escape(words))
    }
}

/// Whether an address may become a link: http or https, nothing else, and no white space or control character in it.
pub(crate) fn is_web(url: &str) -> bool {
    let head = |p: &str| url.get(..p.len()).is_some_and(|h| h.eq_ignore_ascii_case(p));
    (head("http://") || head("https://")) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Text, as a link where there is a web address.
pub(super) fn link(text: &str, url: Option<&str>) -> String {
    match url.filter(|u| is_web(u)) {
        Some(u) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>",
            escape(u),
            escape(text)
        ),
        None => escape(text),
    }
}
