//! HTML pages: text, lines and metadata.

mod blocks;
mod content;
mod hints;
mod jsonld;
mod meta;
mod tokens;

use super::facts::Given;
use super::lines;
use super::marks;
use crate::model::{Line, LineClass, Span};
use blocks::{Blocks, Kind};
use content::Role;
use jsonld::JsonLd;
use std::borrow::Cow;

/// Share of the length of JSON-LD's article text that the page's own blocks must reach, or the JSON-LD text is taken instead.
const VISIBLE: f64 = 0.4;

/// Text, lines and metadata of an HTML page. The text is the headline, then the blocks of the article, one a line.
pub(super) fn read(source: &str) -> (String, Vec<Line>, Given) {
    let page = blocks::read(source);
    let ld = jsonld::read(&page.json_ld);
    let headline = headline(&page, &ld);
    let body = ld.body.as_deref().map(plain);
    let mut pieces: Vec<(Cow<'_, str>, Role)> = content::find(&page, body.as_deref(), &headline)
        .into_iter()
        .filter_map(|(i, role)| page.blocks.get(i).map(|b| (Cow::Borrowed(b.text.as_str()), role)))
        .collect();
    let found: usize = pieces.iter().filter(|p| p.1 == Role::Body).map(|p| p.0.len()).sum();
    if let Some(body) = &body
        && body.len() > 400
        && (found as f64) < VISIBLE * body.len() as f64
    {
        pieces.retain(|p| !matches!(p.1, Role::Body | Role::Subheading | Role::Teaser));
        pieces.extend(
            body.lines()
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .map(|l| (Cow::Owned(l.to_string()), Role::Body)),
        );
    }
    let (text, roles) = assemble(&headline, &pieces);
    let lines = classify(&text, &roles);
    (text, lines, meta::given(&page, &ld))
}

/// JSON-LD article text without the markup that some sites leave in it.
fn plain(body: &str) -> String {
    let decoded = tokens::decode(body);
    if decoded.contains("</") || decoded.contains("<br") || decoded.contains("<p>") {
        let inner = blocks::read(&decoded);
        return inner
            .blocks
            .iter()
            .map(|b| b.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
    }
    decoded
        .lines()
        .map(blocks::collapse)
        .filter(|l| !l.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The headline: the `h1` that the page's title or structured data agrees with, else what those say.
fn headline(page: &Blocks, ld: &JsonLd) -> String {
    let meta = |names: &[&str]| {
        page.meta
            .iter()
            .find(|(n, _)| names.contains(&n.as_str()))
            .map(|(_, v)| v.clone())
    };
    let named = ld
        .headline
        .clone()
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title"]))
        .unwrap_or_default();
    let named = blocks::collapse(&tokens::decode(&named));
    let bag = |s: &str| {
        let folded = sutradhar_text::fold::fold(s);
        let words: rustc_hash::FxHashSet<u32> = folded
            .split(|c: char| !sutradhar_text::chars::is_word_char(c))
            .filter(|w| !w.is_empty())
            .map(lines::hash)
            .collect();
        words
    };
    let wanted = bag(&format!("{named} {}", page.title));
    let best = page
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| matches!(b.kind, Kind::Heading(1 | 2)) && b.text.len() < 600)
        .map(|(i, b)| {
            let own = bag(&b.text);
            let share = own.iter().filter(|w| wanted.contains(w)).count() as f64 / own.len().max(1) as f64;
            let depth = if b.kind == Kind::Heading(1) { 0.25 } else { 0.0 };
            ((own.len().min(6) as f64) * (share + depth), share, i)
        })
        .filter(|(_, share, _)| *share >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.cmp(&a.2)));
    if let Some(block) = best.and_then(|(_, _, i)| page.blocks.get(i))
        && block.text.split_whitespace().count() >= 2
    {
        return block.text.clone();
    }
    if !named.is_empty() {
        return named;
    }
    let title = page.title.split(" | ").next().unwrap_or("").trim();
    blocks::collapse(title)
}

/// The text, a block a line with the headline first, and the role of each line after it.
fn assemble(headline: &str, pieces: &[(Cow<'_, str>, Role)]) -> (String, Vec<Role>) {
    let mut text = String::new();
    text.push_str(headline);
    let mut roles = Vec::new();
    let mut last = "";
    for (piece, role) in pieces {
        // Some pages print a block twice, once for each layout.
        if piece.as_ref() == last || *role != Role::Body && piece.as_ref() == headline {
            continue;
        }
        text.push('\n');
        text.push_str(piece);
        roles.push(*role);
        last = piece.as_ref();
    }
    (text, roles)
}

/// The lines with their classes: the role that the markup gives, unless the words of the line say otherwise.
fn classify(text: &str, roles: &[Role]) -> Vec<Line> {
    let measured = lines::measure(text);
    let marks = marks::mark(&measured);
    let mut out = Vec::with_capacity(measured.len());
    let first_body = roles.iter().position(|r| *r == Role::Body);
    for (line, mark) in measured.iter().zip(&marks) {
        use LineClass::*;
        let k = (line.n as usize).checked_sub(2);
        let role = k.and_then(|k| roles.get(k)).copied();
        let (class, reason) = match (role, mark) {
            (None, _) => (Headline, "title of the page"),
            (Some(Role::Body | Role::Standfirst), Some((c @ (Credit | Teaser | Tags | Faq | Summary), why)))
                if line.words <= 40 =>
            {
                (*c, *why)
            }
            (Some(Role::Body | Role::Standfirst), Some((Caption, why))) if line.words <= 30 => (Caption, *why),
            (Some(Role::Body | Role::Standfirst | Role::Subheading), Some((Furniture, why))) if line.words <= 20 => {
                (Furniture, *why)
            }
            (Some(Role::Body), Some((c @ (Byline | Date), why))) if line.words <= 12 => (*c, *why),
            (Some(Role::Subheading), Some((Teaser, why))) => (Teaser, *why),
            (Some(Role::Body), _) if line.words <= 8 && super::agency::own_line(line.text).is_some() => {
                (Credit, "nothing but the name of a news agency")
            }
            (Some(Role::Body), _) => (Body, "a block of the article's element"),
            (Some(Role::Subheading), _) => (Subheading, "a heading inside the article's element"),
            (Some(Role::Caption), _) => (Caption, "marked up as a caption"),
            (Some(Role::Standfirst), _) if k.zip(first_body).is_some_and(|(k, f)| k > f) => {
                (Body, "a block of the article's element")
            }
            (Some(Role::Standfirst), _) => (Standfirst, "marked up as a standfirst"),
            (Some(Role::Byline), _) => (Byline, "marked up as a byline"),
            (Some(Role::Date), _) => (Date, "marked up as a date"),
            (Some(Role::Tags), _) => (Tags, "marked up as keywords"),
            (Some(Role::Teaser), _) => (Teaser, "a link inside the article's element"),
        };
        out.push(Line {
            n: line.n,
            span: Span::new(line.span.start as usize, line.span.end as usize),
            class,
            reason: Cow::Borrowed(reason),
        });
    }
    out
}
