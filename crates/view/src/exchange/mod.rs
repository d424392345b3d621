//! Pages in the forms that other programs exchange: ninjs for newsrooms ([`ninjs`], and [`superdesk`] for the older form
//! that Superdesk reads), JSON-LD for search engines ([`jsonld`]), Web Annotation for tools that mark texts ([`anno`]).
//!
//! All are functions of page types and compute nothing that a page does not show. A page of which only excerpts may be
//! shown comes here with the other lines already taken out; no form looks past [`ArticlePage::lines`].

pub mod anno;
pub mod jsonld;
pub mod ninjs;
pub mod superdesk;
#[cfg(test)]
mod tests;

use super::article::{ArticlePage, LineRow};
use super::names::{ArticleRow, PublishedRow};
use super::safe;
use super::web::{Target, path, segment};
use serde_json::{Value, json};

/// Media type of text without markup.
const PLAIN: &str = "text/plain";

/// Under which names things go out: addresses of the server where it has one that others know, else URNs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Naming<'a> {
    base: Option<&'a str>,
}

impl<'a> Naming<'a> {
    /// Names below an address without a slash at its end, or URNs.
    pub fn new(base: Option<&'a str>) -> Naming<'a> {
        Naming { base }
    }

    /// The name of a story, storyline, claim, article, entity or outlet: always an absolute URI.
    pub fn uri(&self, target: Target<'_>) -> String {
        if let Some(base) = self.base {
            return format!("{base}{}", path(target));
        }
        let (kind, id) = match target {
            Target::Story(id) => ("story", id),
            Target::Storyline(id) => ("storyline", id),
            Target::Claim(id) => ("claim", id),
            Target::Article(id, _) => ("article", id),
            Target::Entity(id) => ("entity", id),
            Target::Outlet(id) => ("outlet", id),
            other => return format!("urn:sutradhar:page:{}", segment(&path(other))),
        };
        format!("urn:sutradhar:{kind}:{}", segment(id))
    }

    /// The address of a page, where the server has one that others know.
    fn url(&self, target: Target<'_>) -> Option<String> {
        self.base.map(|base| format!("{base}{}", path(target)))
    }
}

/// A value without the fields that say nothing: null, empty text, empty lists and objects.
fn filled(value: Value) -> Value {
    let says = |v: &Value| match v {
        Value::Null => false,
        Value::String(s) => !s.is_empty(),
        Value::Array(a) => !a.is_empty(),
        Value::Object(o) => !o.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().map(|(k, v)| (k, filled(v)));
            Value::Object(kept.filter(|(_, v)| says(v)).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(filled).collect()),
        other => other,
    }
}

/// A date of ISO 8601 as a moment in UTC to the second; `None` if it is not known to the minute with its offset: what is
/// not known is not made up.
fn moment(iso: &str) -> Option<String> {
    let time = iso.split_once('T')?.1;
    let at = time.find(['Z', '+', '-'])?;
    let (clock, zone) = time.split_at(at);
    let seconds = match clock.split(':').count() {
        2 => ":00",
        3 => "",
        _ => return None,
    };
    let head = iso.strip_suffix(zone)?;
    let exact: jiff::Timestamp = format!("{head}{seconds}{zone}").parse().ok()?;
    Some(jiff::Timestamp::from_second(exact.as_second()).ok()?.to_string())
}

/// The date of an article as its page states it; what was inferred stays out.
fn stated(p: &PublishedRow) -> Option<&str> {
    p.value.as_deref().filter(|_| p.basis == "stated")
}

/// A date that the field of a form cannot hold as it is known, in words.
fn date_note(p: &PublishedRow) -> Option<String> {
    if stated(p).and_then(moment).is_some() {
        return None;
    }
    Some(match (&p.value, &p.earliest, &p.latest) {
        (Some(value), _, _) => format!("Published {value} ({}).", p.basis),
        (None, None, None) => return None,
        (None, from, to) => {
            let day = |d: &Option<String>| d.clone().unwrap_or_else(|| "?".into());
            format!("Published between {} and {} ({}).", day(from), day(to), p.basis)
        }
    })
}

/// The page of the publisher, if its address is one of the web.
fn publishers_page(a: &ArticleRow) -> Option<&str> {
    a.url.as_deref().filter(|u| safe::is_web(u))
}

/// The lines of an article's own that are shown, without its headline; `None` where some were left out between two.
fn own_lines(p: &ArticlePage) -> Vec<Option<&LineRow>> {
    let clutter = |l: &LineRow| matches!(l.class, "teaser" | "furniture" | "tags" | "faq" | "summary");
    let text: Vec<char> = p.text.chars().collect();
    // What stands between two lines that are shown is blank unless a line was left out.
    let whole = |from: u32, to: u32| {
        let between = text.get(from as usize..to.max(from) as usize).unwrap_or_default();
        between.iter().all(|c| c.is_whitespace())
    };
    let mut out: Vec<Option<&LineRow>> = Vec::new();
    let mut end = 0;
    for l in &p.lines {
        let gap = !whole(end, l.start);
        if gap && out.last() != Some(&None) {
            out.push(None);
        }
        end = l.end;
        if l.class != "headline" && !clutter(l) {
            out.push(Some(l));
        }
    }
    if !whole(end, text.len() as u32) && out.last() != Some(&None) {
        out.push(None);
    }
    out
}

/// Things of one kind with their names and URIs.
fn things<'a>(list: impl Iterator<Item = (&'a str, &'a str)>, names: &Naming<'_>) -> Vec<Value> {
    list.map(|(id, name)| json!({"name": name, "uri": names.uri(Target::Entity(id))}))
        .collect()
}

/// How many independent origins and reports.
fn support(origins: usize, articles: usize) -> String {
    let one = |n: usize, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    format!("{} ({})", one(origins, "independent origin"), one(articles, "report"))
}
