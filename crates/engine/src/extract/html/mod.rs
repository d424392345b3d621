//! HTML pages: text, lines and metadata.

mod blocks;
mod content;
mod features;
mod hints;
mod judge;
mod jsonld;
mod measures;
mod meta;
mod scripts;
mod inline_boundaries;
mod tokens;

pub use features::NAMES as BLOCK_FEATURES;
pub use judge::BlockRow;
pub(super) use judge::models;
pub(crate) use tokens::decode;

use super::facts::Given;
use super::lines;
use super::marks::Mark;
use crate::ingest::legacy_notice;
use crate::model::{Line, LineClass, Notice, Span};
use blocks::{Blocks, Kind};
use content::Role;
use hints::Hints;
use jsonld::JsonLd;
use std::borrow::Cow;
use sutradhar_text::legacy;

/// Share of the length of JSON-LD's article text that the page's own blocks must reach, or the JSON-LD text is taken instead.
const VISIBLE: f64 = 0.4;

/// Text, lines and metadata of an HTML page. The text is the headline, then the blocks of the article, one a line.
///
/// A page whose text is in a legacy Hindi font is converted to Unicode first, with the notice `ING-004`; the raw page keeps the codes.
pub(super) fn read(source: &str) -> (String, Vec<Line>, Given, Option<Notice>) {
    let mut page = blocks::read(source);
    let mut ld = jsonld::read(&page.json_ld);
    let notice = unicode(&mut page, &mut ld.body);
    let headline = headline(&page, &ld);
    let body = ld.body.as_deref().map(plain);
    let found = content::find(&page, body.as_deref(), &headline);
    let range = judge::range(&page, &found, &headline);
    let text = judge::joined(&page, &range);
    let look = judge::Look::new(&page, &range, &text);
    let taken = judge::taken(&page, &found, &headline, &look);
    let mut pieces = pieces(&page, &taken, &headline, &look);
    summary_is_all(&mut pieces);
    let visible: usize = pieces
        .iter()
        .filter(|p| p.role == Role::Body)
        .map(|p| p.text.len())
        .sum();
    if let Some(body) = &body
        && body.len() > 400
        && (visible as f64) < VISIBLE * body.len() as f64
    {
        pieces.retain(|p| !matches!(p.role, Role::Body | Role::Subheading | Role::Teaser));
        pieces.extend(body.lines().map(str::trim).filter(|l| !l.is_empty()).map(|l| Piece {
            text: Cow::Owned(l.to_string()),
            role: Role::Body,
            mark: None,
        }));
    }
    if visible == 0 && body.is_none() {
        pieces.extend(scripts::article(source).into_iter().map(|(text, role)| Piece {
            text: Cow::Owned(text),
            role,
            mark: None,
        }));
    }
    let (text, kept) = assemble(&headline, &pieces);
    let lines = classify(&text, &kept);
    (text, lines, meta::given(&page, &ld), notice)
}

/// Least length in bytes of a block by which a legacy font is told: menus are English on such pages too.
const TELLING_BLOCK: usize = 60;

/// Converts the text of a page in a legacy Hindi font.
fn unicode(page: &mut Blocks, body: &mut Option<String>) -> Option<Notice> {
    let mut sample = String::new();
    for block in page.blocks.iter().filter(|b| b.text.len() >= TELLING_BLOCK) {
        sample.push_str(&block.text);
        sample.push('\n');
    }
    let font = legacy::detect(&sample)?;
    for block in &mut page.blocks {
        let converted = legacy::convert_lines_of(&block.text, font);
        // The share of text in links stays as it was.
        block.linked = block.linked * converted.len() / block.text.len().max(1);
        block.text = converted;
    }
    page.title = legacy::convert_lines_of(&page.title, font);
    for (_, value) in &mut page.meta {
        *value = legacy::convert_lines_of(value, font);
    }
    if let Some(text) = body {
        *text = legacy::convert_lines_of(text, font);
    }
    Some(legacy_notice(font))
}

/// A line of the text to be.
#[derive(Clone)]
struct Piece<'b> {
    text: Cow<'b, str>,
    /// What the markup says.
    role: Role,
    /// What the words say.
    mark: Mark,
}

/// Blocks above the headline and under the article that are read for their words.
const AROUND: usize = 16;

/// Paragraphs that the markup calls a summary are the article where they are several and there is hardly anything else.
fn summary_is_all(pieces: &mut [Piece<'_>]) {
    let words = |role: Role| -> usize {
        let of = pieces.iter().filter(|p| p.role == role);
        of.map(|p| lines::rough_words(&p.text)).sum()
    };
    let several = pieces.iter().filter(|p| p.role == Role::Standfirst).count() > 2;
    if several && words(Role::Body) * 3 < words(Role::Standfirst) {
        let summary = pieces.iter_mut().filter(|p| p.role == Role::Standfirst);
        summary.for_each(|p| p.role = Role::Body);
    }
}

/// Most words of a standfirst that no markup names.
const STANDFIRST_WORDS: usize = 60;

/// Says of each measured block whether it stands apart from the one above it; the first of them is the block `from`.
fn gaps(page: &Blocks, from: usize, lines: &mut [lines::Measured<'_>]) {
    let parent = |b: &blocks::Block| page.nodes.get(b.node as usize).map(|n| n.parent);
    for k in 1..lines.len() {
        let block = |k: usize| lines.get(k).and_then(|l| page.blocks.get(from + l.n as usize - 1));
        let (Some(a), Some(b)) = (block(k - 1), block(k)) else {
            continue;
        };
        let labelled = lines.get(k - 1).is_some_and(|l| l.label.is_some());
        let apart = parent(a) != parent(b) && a.node != b.node && !labelled;
        if let Some(line) = lines.get_mut(k) {
            line.gap = apart || b.kind == Kind::Paragraph && line.words > SUMMARY_WORDS;
        }
    }
}

/// The blocks of the article, and those around it that its words explain: date, byline, caption, summary, questions and answers.
fn pieces<'b>(page: &'b Blocks, taken: &[(usize, Role)], headline: &str, look: &judge::Look<'_>) -> Vec<Piece<'b>> {
    let is_body = |r: &Role| *r == Role::Body;
    let first_body = taken.iter().find(|t| is_body(&t.1)).map_or(0, |t| t.0);
    let last_body = taken.iter().rfind(|t| is_body(&t.1)).map_or(0, |t| t.0);
    let title = page
        .blocks
        .iter()
        .take(first_body)
        .rposition(|b| matches!(b.kind, Kind::Heading(_)) && b.text == headline);
    let from = title
        .unwrap_or(first_body)
        .min(taken.first().map_or(usize::MAX, |t| t.0));
    let to = (last_body + AROUND).max(taken.last().map_or(0, |t| t.0));
    let mut roles = taken.iter().peekable();
    let (mut out, mut at) = (Vec::new(), Vec::new());
    for (k, (line, mark)) in look.lines.iter().zip(&look.marks).enumerate() {
        let (i, mark) = (look.at(k), *mark);
        let Some(block) = page.blocks.get(i).filter(|_| (from..=to).contains(&i)) else {
            continue;
        };
        while roles.peek().is_some_and(|t| t.0 < i) {
            roles.next();
        }
        let role = match roles.peek() {
            Some(t) if t.0 == i => Some(t.1),
            _ => around(block, line, mark, title.is_some_and(|t| i > t) && i < first_body),
        };
        if let Some(role) = role {
            at.push(i);
            out.push(Piece {
                text: block.line(),
                role,
                mark,
            });
        }
    }
    bare_headings(&mut out);
    described(page, &mut out, &at);
    out
}

/// Letters of a paragraph and the page's description that must be the same.
const DESCRIBED: usize = 40;

/// The first paragraph is a standfirst if the page gives it as its description and it stands apart from the others.
fn described(page: &Blocks, pieces: &mut [Piece<'_>], at: &[usize]) {
    let mut body = (0..pieces.len()).filter(|k| pieces.get(*k).is_some_and(|p| p.role == Role::Body));
    let (Some(first), Some(second)) = (body.next(), body.next()) else {
        return;
    };
    let parent = |k: usize| {
        let block = page.blocks.get(*at.get(k)?)?;
        page.nodes.get(block.node as usize).map(|n| n.parent)
    };
    let letters = |s: &str| {
        s.chars()
            .filter(|c| !c.is_whitespace())
            .take(DESCRIBED)
            .collect::<String>()
    };
    let Some(piece) = pieces.get(first) else { return };
    let own = letters(&piece.text);
    let names = ["description", "og:description", "twitter:description"];
    let same = own.chars().count() == DESCRIBED
        && lines::rough_words(&piece.text) <= STANDFIRST_WORDS
        && page
            .meta
            .iter()
            .any(|(n, v)| names.contains(&n.as_str()) && letters(&tokens::decode(v)) == own);
    if same
        && parent(first) != parent(second)
        && let Some(piece) = pieces.get_mut(first)
    {
        piece.role = Role::Standfirst;
    }
}

/// Most words of a paragraph that is a sub-heading without being marked up as one.
const BARE_HEADING_WORDS: usize = 8;

/// Bare short paragraphs between two long ones are sub-headings.
fn bare_headings(pieces: &mut [Piece<'_>]) {
    let long = |p: Option<&Piece<'_>>| p.is_some_and(|p| p.role == Role::Body && lines::rough_words(&p.text) >= 15);
    for k in 1..pieces.len() {
        let heads = pieces.get(k).is_some_and(|p| {
            p.role == Role::Body
                && p.mark.is_none()
                && (2..=BARE_HEADING_WORDS).contains(&lines::rough_words(&p.text))
                && matches!(lines::end_of(&p.text), lines::End::Open | lines::End::Question)
        });
        if heads
            && long(pieces.get(k - 1))
            && long(pieces.get(k + 1))
            && let Some(piece) = pieces.get_mut(k)
        {
            piece.role = Role::Subheading;
        }
    }
}

/// Words from which a paragraph is no point of a summary.
const SUMMARY_WORDS: usize = 45;

/// The role of a block outside the article's element, if its words explain it.
fn around(block: &blocks::Block, line: &lines::Measured<'_>, mark: Mark, under_title: bool) -> Option<Role> {
    use LineClass::*;
    let linked = block.linked * 2 > block.text.len();
    match mark {
        Some((Summary | Faq, _)) if !linked => Some(Role::Marked),
        Some((Credit | Caption, _)) if !linked && block.hints.0 & Hints::FRAME.0 == 0 => Some(Role::Marked),
        Some((Tags, _)) if block.hints.0 & Hints::FRAME.0 == 0 => Some(Role::Marked),
        Some((Byline | Date, _)) if under_title => Some(Role::Marked),
        None if under_title && block.kind == Kind::Caption => Some(Role::Caption),
        None if under_title && block.hints.has(Hints::BYLINE) && line.words <= 14 => Some(Role::Byline),
        None if under_title && !linked && block.hints.0 & (Hints::FRAME.0 | Hints::OTHER.0 | Hints::HIDDEN.0) == 0 => {
            let sentence = line.end == lines::End::Sentence && line.words >= 5 || line.words >= 9;
            (sentence && line.words <= STANDFIRST_WORDS).then_some(Role::Standfirst)
        }
        _ => None,
    }
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
            let shared = own.iter().filter(|w| wanted.contains(w)).count() as f64;
            // A page without any title has nothing that a heading could agree with.
            let share = if wanted.is_empty() {
                1.0
            } else {
                shared / own.len().max(1) as f64
            };
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

/// The text, a block a line with the headline first, and what is known of each line after it.
fn assemble<'p, 'b>(headline: &str, pieces: &'p [Piece<'b>]) -> (String, Vec<&'p Piece<'b>>) {
    let mut text = String::new();
    text.push_str(headline);
    let mut kept = Vec::new();
    let mut last = "";
    for piece in pieces {
        // Some pages print a block twice, once for each layout.
        if piece.text == last || piece.role != Role::Body && piece.text == headline {
            continue;
        }
        text.push('\n');
        text.push_str(&piece.text);
        kept.push(piece);
        last = piece.text.as_ref();
    }
    (text, kept)
}

/// The lines with their classes: the role that the markup gives, unless the words of the line say otherwise.
fn classify(text: &str, kept: &[&Piece<'_>]) -> Vec<Line> {
    let mut out = Vec::with_capacity(kept.len() + 1);
    let first_body = kept.iter().position(|p| p.role == Role::Body);
    let mut at = 0;
    for (k, raw) in text.split('\n').enumerate() {
        let span = Span::new(at, at + raw.len());
        at += raw.len() + 1;
        if raw.trim().is_empty() {
            continue;
        }
        let piece = k.checked_sub(1).and_then(|k| kept.get(k));
        let (class, reason) = match piece {
            None => (LineClass::Headline, "title of the page"),
            Some(piece) => class_of(piece, first_body.is_some_and(|f| k > f + 1)),
        };
        out.push(Line {
            n: k as u32 + 1,
            span,
            class,
            reason: Cow::Borrowed(reason),
        });
    }
    out
}

/// Most words of a notice of the site inside the article's element.
const NOTICE_WORDS: usize = 45;

/// Whether a line that the trees take for the article, and that stands inside it, can be what its words say: keywords are no
/// sentence, a line that signs a quoted post is no date line, and an address may be what the text points to.
fn fits(class: LineClass, text: &str) -> bool {
    match class {
        LineClass::Tags => lines::end_of(text) != lines::End::Sentence,
        LineClass::Date => !text.starts_with(['—', '–']),
        LineClass::Furniture => !text.starts_with("http") || text.contains(' '),
        _ => true,
    }
}

/// Class and reason of a line; `inside` if the article's text began above it.
fn class_of(piece: &Piece<'_>, inside: bool) -> (LineClass, &'static str) {
    use LineClass::*;
    let words = lines::rough_words(&piece.text);
    let mark = piece
        .mark
        .filter(|m| piece.role != Role::Body || !inside || fits(m.0, &piece.text));
    match (piece.role, mark) {
        (Role::Marked, Some(mark)) => mark,
        (_, Some((c @ (Faq | Summary), why))) if words <= 60 => (c, why),
        (Role::Body | Role::Standfirst, Some((c @ (Credit | Teaser | Tags), why))) if words <= 40 => (c, why),
        (Role::Body | Role::Standfirst, Some((Caption, why))) if words <= 30 => (Caption, why),
        (Role::Body | Role::Standfirst | Role::Subheading, Some((Furniture, why))) if words <= NOTICE_WORDS => {
            (Furniture, why)
        }
        (Role::Body | Role::Standfirst, Some((c @ (Byline | Date), why))) if words <= 12 => (c, why),
        (Role::Subheading, Some((Teaser, why))) => (Teaser, why),
        (Role::Body, _) if words <= 8 && super::agency::own_line(&piece.text).is_some() => {
            (Credit, "nothing but the name of a news agency")
        }
        (Role::Body, _) => (Body, "a block of the article's element"),
        (Role::Subheading, _) => (Subheading, "a heading inside the article's element"),
        (Role::Caption, _) => (Caption, "marked up as a caption"),
        (Role::Standfirst, _) if inside => (Body, "a block of the article's element"),
        (Role::Standfirst, _) => (Standfirst, "stands between headline and article"),
        (Role::Byline, _) => (Byline, "marked up as a byline"),
        (Role::Date, _) => (Date, "marked up as a date"),
        (Role::Tags, _) => (Tags, "marked up as keywords"),
        (Role::Teaser, _) => (Teaser, "a link inside the article's element"),
        (Role::Comment, _) => (Furniture, "what readers say"),
        (Role::About, _) => (Furniture, "about the author"),
        (Role::Promotion, _) => (Furniture, "asks to subscribe or to buy"),
        (Role::Left, _) => (Furniture, "inside the article's element, but not a part of its text"),
        (Role::Marked, None) => (Furniture, "belongs to nothing"),
    }
}

/// The blocks of a page among which the article is looked for, as the trees see them.
pub fn rows(source: &str) -> Vec<BlockRow> {
    let mut page = blocks::read(source);
    let mut ld = jsonld::read(&page.json_ld);
    unicode(&mut page, &mut ld.body);
    let headline = headline(&page, &ld);
    let body = ld.body.as_deref().map(plain);
    let found = content::find(&page, body.as_deref(), &headline);
    judge::rows(&page, &found, &headline)
}
