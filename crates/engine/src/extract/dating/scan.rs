//! One pass over the source of a page for all that may hold a date. Linear in the source, and keeps no tree: what an
//! element says is looked up only where its text holds a digit.

use super::names;
use crate::extract::html::decode;
use crate::extract::lines::floor_char;
use std::borrow::Cow;
use sutradhar_text::chars::digit_value;

/// What the elements around a text say of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    /// Named for a date or a time.
    pub date: bool,
    /// Named for the day of publication.
    pub published: bool,
    /// Named for the last change.
    pub updated: bool,
    /// The innermost element around it that is part of the frame, of a list of other stories, or of what readers wrote:
    /// its number in the page, 0 for none.
    pub off: u32,
}

impl Marks {
    fn and(self, other: Marks) -> Marks {
        Marks {
            date: self.date || other.date,
            published: self.published || other.published,
            updated: self.updated || other.updated,
            off: self.off.max(other.off),
        }
    }
}

/// A run of text that no block element parts.
#[derive(Debug, Default)]
pub(super) struct Block<'s> {
    /// Its text, white space collapsed; long ones are cut.
    pub text: String,
    /// Whether it holds a digit.
    pub digits: bool,
    /// Level of the heading that it is, or 0.
    pub heading: u8,
    /// The marks of the elements around its digits.
    pub marks: Marks,
    /// The class of the innermost element with one, around its first digit: what a list of stories repeats.
    pub class: &'s str,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Scan<'s> {
    /// `meta` name, property or `itemprop`, in small letters, and content.
    pub meta: Vec<(String, String)>,
    /// `title`.
    pub title: String,
    /// The address that the page names as its own.
    pub canonical: Option<String>,
    /// The address from which the page came, if known.
    pub url: &'s str,
    /// `html lang`.
    pub lang: String,
    /// `time` elements and marked dates: marks, value, how many blocks stand before.
    pub times: Vec<(Marks, String, usize)>,
    /// Scripts with structured data.
    pub json_ld: Vec<&'s str>,
    /// Other scripts.
    pub scripts: Vec<&'s str>,
    /// Text blocks in order.
    pub blocks: Vec<Block<'s>>,
}

/// Most blocks of a page that are kept.
const MOST_BLOCKS: usize = 6_000;

/// Bytes of a block that are kept.
const LONGEST_BLOCK: usize = 700;

/// Bytes of the attributes of an element that are read.
const LONGEST_ATTRIBUTES: usize = 4_096;

/// Most meta tags that are kept.
const MOST_META: usize = 400;

/// Deepest nesting that is kept; deeper elements count as their ancestor.
const DEEPEST: usize = 240;

/// Longest script that is read as if it printed its strings ("document.write('13 August 2025')").
const PRINTING_SCRIPT: usize = 160;

struct Open<'s> {
    name: &'s str,
    attributes: &'s str,
    /// Marks of this element alone, and of it with all around it; looked up when first needed.
    marks: Option<(Marks, Marks)>,
    block: bool,
    skip: bool,
    number: u32,
}

/// Scans the source of a page.
pub(super) fn scan(source: &str) -> Scan<'_> {
    let mut walk = Walk {
        out: Scan::default(),
        stack: Vec::new(),
        block: Block::default(),
        elements: 0,
    };
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        walk.text(rest.get(..at).unwrap_or(""));
        rest = rest.get(at + 1..).unwrap_or("");
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").and_then(|i| comment.get(i + 3..)).unwrap_or("");
            continue;
        }
        let closing = rest.starts_with('/');
        let named = rest.get(closing as usize..).unwrap_or("");
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            if rest.starts_with(['!', '?', '/']) {
                rest = rest.find('>').and_then(|i| rest.get(i + 1..)).unwrap_or("");
            }
            continue;
        }
        let Some(end) = tag_end(named) else { break };
        let inside = named.get(..end).unwrap_or("");
        rest = named.get(end + 1..).unwrap_or("");
        let cut = inside.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = inside.split_at(cut.unwrap_or(inside.len()));
        if closing {
            walk.close(name);
            continue;
        }
        if ["script", "style", "title", "textarea"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
        {
            let (raw, after) = raw_text(rest, name);
            walk.raw(name, attributes, raw);
            rest = after;
            continue;
        }
        walk.open(name, attributes);
    }
    walk.text(rest);
    walk.flush();
    walk.out
}

/// Where a tag ends: the first ">" outside quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = 0u8;
    let mut before = 0u8;
    for (i, b) in tag.bytes().enumerate() {
        match b {
            b'>' if quote == 0 => return Some(i),
            b'"' | b'\'' if quote == 0 && before == b'=' => quote = b,
            _ if b == quote => quote = 0,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            before = b;
        }
    }
    None
}

/// The text up to the closing tag of a raw element, and what follows that tag.
fn raw_text<'s>(rest: &'s str, name: &str) -> (&'s str, &'s str) {
    for (i, _) in rest.match_indices('<') {
        let end = rest.get(i + 1..i + 2 + name.len()).and_then(|e| e.strip_prefix('/'));
        if end.is_some_and(|e| e.eq_ignore_ascii_case(name)) {
            let tail = rest.get(i..).unwrap_or("");
            let after = tail.find('>').and_then(|j| tail.get(j + 1..)).unwrap_or("");
            return (rest.get(..i).unwrap_or(""), after);
        }
    }
    (rest, "")
}

/// The value of an attribute, with its character references resolved.
pub(super) fn attribute<'s>(attributes: &'s str, name: &str) -> Option<Cow<'s, str>> {
    raw_attribute(attributes, name).map(decode)
}

fn raw_attribute<'s>(attributes: &'s str, name: &str) -> Option<&'s str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let key = rest.get(..end).unwrap_or("");
        rest = rest.get(end..).unwrap_or("").trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            match quote {
                Some(q) => {
                    let inner = after.get(1..).unwrap_or("");
                    let end = inner.find(q).unwrap_or(inner.len());
                    value = inner.get(..end).unwrap_or("");
                    rest = inner.get(end + 1..).unwrap_or("");
                }
                None => {
                    let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
                    (value, rest) = after.split_at(end);
                }
            }
        } else if end == 0 {
            // A stray "=".
            rest = rest.get(1..).unwrap_or("");
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
    }
}

fn is_block(name: &str) -> bool {
    // Nearly all tags come here; "blockquote" is the longest of these.
    let mut small = [0u8; 10];
    let Some(small) = small.get_mut(..name.len()) else {
        return false;
    };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    BLOCKS.contains(&&*small)
}

#[rustfmt::skip]
const BLOCKS: &[&[u8]] = &[
    b"p", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"li", b"dd", b"dt", b"ul", b"ol", b"dl", b"blockquote", b"td",
    b"th", b"tr", b"figcaption", b"caption", b"div", b"section", b"article", b"main", b"body", b"html", b"header",
    b"footer", b"nav", b"aside", b"form", b"figure", b"table", b"tbody", b"thead", b"tfoot", b"center", b"address",
    b"details", b"summary", b"pre", b"fieldset", b"dialog", b"hgroup", b"head",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|n| name.eq_ignore_ascii_case(n))
}

const VOID: &[&str] = &[
    "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "track", "param", "br", "hr",
];

/// Elements whose text no reader sees as text of the page.
const SKIPPED: &[&str] = &[
    "select", "svg", "template", "noscript", "canvas", "audio", "video", "datalist", "math",
];

struct Walk<'s> {
    out: Scan<'s>,
    stack: Vec<Open<'s>>,
    block: Block<'s>,
    /// Elements seen so far.
    elements: u32,
}

impl<'s> Walk<'s> {
    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        if !block.text.is_empty() && self.out.blocks.len() < MOST_BLOCKS {
            self.out.blocks.push(block);
        }
    }

    fn text(&mut self, raw: &'s str) {
        let full = self.block.text.len() > LONGEST_BLOCK || self.out.blocks.len() >= MOST_BLOCKS;
        if raw.is_empty() || full || self.stack.last().is_some_and(|o| o.skip) {
            return;
        }
        let text = decode(raw);
        let mut blank = text.starts_with(|c: char| c.is_whitespace());
        let mut digits = false;
        for word in text.split_whitespace() {
            if (blank || word.is_empty()) && !self.block.text.is_empty() {
                self.block.text.push(' ');
            }
            blank = true;
            self.block.text.push_str(word);
            digits |= word.chars().any(|c| digit_value(c).is_some());
            if self.block.text.len() > LONGEST_BLOCK {
                break;
            }
        }
        if text.ends_with(|c: char| c.is_whitespace()) && !self.block.text.is_empty() && !self.block.text.ends_with(' ')
        {
            self.block.text.push(' ');
        }
        if digits {
            let marks = self.marks();
            self.block.marks = self.block.marks.and(marks);
            if !self.block.digits {
                self.block.class = self
                    .stack
                    .iter()
                    .rev()
                    .take(4)
                    .find_map(|o| raw_attribute(o.attributes, "class"))
                    .unwrap_or("");
            }
            self.block.digits = true;
        }
        if self.block.heading == 0 && self.block.text.len() > 2 {
            let heading = self.stack.iter().rev().take(4).find_map(|o| match o.name.as_bytes() {
                [b'h' | b'H', n @ b'1'..=b'6'] => Some(n - b'0'),
                _ => None,
            });
            self.block.heading = heading.unwrap_or(0);
            if heading.is_some() {
                self.block.marks.off = self.marks().off;
            }
        }
    }

    /// The marks of the innermost elements, and what the elements further out put off.
    fn marks(&mut self) -> Marks {
        let mut around = Marks::default();
        for open in &mut self.stack {
            let (_, all) = *open.marks.get_or_insert_with(|| {
                let own = marks_of(open.name, open.attributes);
                let off = if own.off > 0 { open.number } else { around.off };
                (own, Marks { off, ..own })
            });
            around = all;
        }
        let near = self.stack.iter().rev().take(4).filter_map(|o| o.marks);
        let mut marks = near.fold(Marks::default(), |m, (own, _)| m.and(own));
        marks.off = around.off;
        marks
    }

    fn open(&mut self, name: &'s str, attributes: &'s str) {
        if name.eq_ignore_ascii_case("meta") {
            let key = ["name", "property", "itemprop", "http-equiv"]
                .iter()
                .find_map(|k| attribute(attributes, k));
            if let (Some(key), Some(value)) = (key, attribute(attributes, "content"))
                && self.out.meta.len() < MOST_META
            {
                self.out
                    .meta
                    .push((key.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
            return;
        }
        let attributes = attributes
            .get(..floor_char(attributes, LONGEST_ATTRIBUTES))
            .unwrap_or("");
        if name.eq_ignore_ascii_case("link") {
            let rel = raw_attribute(attributes, "rel").unwrap_or("");
            if rel.eq_ignore_ascii_case("canonical") && self.out.canonical.is_none() {
                self.out.canonical = attribute(attributes, "href").map(Cow::into_owned);
            }
            return;
        }
        if name.eq_ignore_ascii_case("html") && self.out.lang.is_empty() {
            self.out.lang = attribute(attributes, "lang").map(Cow::into_owned).unwrap_or_default();
        }
        let time = name.eq_ignore_ascii_case("time") || name.eq_ignore_ascii_case("abbr");
        let digits = has_digit(attributes);
        let marked = digits && (attributes.contains("itemprop") || attributes.contains("property"));
        let dated = digits && (attributes.contains("datetime") || attributes.contains("data-"));
        let block = is_block(name);
        if block {
            self.implied(name);
            self.flush();
        } else if is_one_of(name, &["br", "hr"]) {
            if self
                .stack
                .iter()
                .rev()
                .take(3)
                .any(|o| matches!(o.name.as_bytes(), [b'h' | b'H', b'1'..=b'6']))
            {
                self.block.text.push(' ');
            } else {
                self.flush();
            }
        }
        if !is_one_of(name, VOID) && self.stack.len() < DEEPEST {
            let skip = self.stack.last().is_some_and(|o| o.skip) || is_one_of(name, SKIPPED);
            self.elements += 1;
            self.stack.push(Open {
                number: self.elements,
                name,
                attributes,
                marks: None,
                block,
                skip,
            });
        }
        if time || marked || dated {
            let of = |names: &[&str]| {
                names
                    .iter()
                    .find_map(|a| raw_attribute(attributes, a))
                    .filter(|v| has_digit(v))
            };
            let marked = marked && marks_of(name, attributes).date;
            let value = of(if time || marked {
                &["datetime", "content", "title"]
            } else {
                &[]
            })
            .or_else(|| of(DATED));
            if let Some(value) = value {
                let mut marks = self.marks();
                // What is no element of a date is one of the article only where it says so.
                marks.published &= time || marked || marks.date;
                if !time || is_one_of(name, VOID) {
                    marks = marks.and(marks_of(name, attributes));
                }
                self.out
                    .times
                    .push((marks, decode(value).trim().to_string(), self.out.blocks.len()));
            }
        }
    }

    /// Closes what HTML lets a page leave open.
    fn implied(&mut self, name: &str) {
        let top = self.stack.last().map(|o| o.name);
        let same = |names: &[&str]| top.is_some_and(|t| is_one_of(t, names));
        if same(&["p"])
            || is_one_of(name, &["li"]) && same(&["li"])
            || is_one_of(name, &["dd", "dt"]) && same(&["dd", "dt"])
            || is_one_of(name, &["td", "th"]) && same(&["td", "th"])
            || is_one_of(name, &["tr"]) && same(&["tr"])
        {
            self.stack.pop();
        }
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.stack.iter().rposition(|o| o.name.eq_ignore_ascii_case(name)) else {
            return;
        };
        if self.stack.get(at..).is_some_and(|s| s.iter().any(|o| o.block)) {
            // An inline element does not close the block around it.
            if !is_block(name) {
                return;
            }
            self.flush();
        }
        self.stack.truncate(at);
    }

    fn raw(&mut self, name: &str, attributes: &'s str, raw: &'s str) {
        if name.eq_ignore_ascii_case("title") {
            if self.out.title.is_empty() {
                self.out.title = decode(raw).split_whitespace().collect::<Vec<_>>().join(" ");
            }
        } else if name.eq_ignore_ascii_case("script") {
            let kind = raw_attribute(attributes, "type").unwrap_or("");
            if kind.to_ascii_lowercase().contains("ld+json") {
                self.out.json_ld.push(raw);
                return;
            }
            self.out.scripts.push(raw);
            if raw.len() <= PRINTING_SCRIPT && self.stack.iter().any(|o| o.name.eq_ignore_ascii_case("body")) {
                for string in raw.split(['"', '\'']).skip(1).step_by(2) {
                    if string.bytes().any(|b| b.is_ascii_digit()) && !string.contains(['/', '<']) || is_day(string) {
                        self.text(string);
                    }
                }
            }
        }
    }
}

/// Attributes that hold a date, on whatever element.
const DATED: &[&str] = &[
    "datetime",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-published",
    "data-publish-date",
    "data-pubdate",
    "data-utc",
];

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a string begins as 2025/08/13 does.
fn is_day(text: &str) -> bool {
    let head = text.as_bytes().get(..10).unwrap_or(&[]);
    head.len() == 10 && head.iter().filter(|b| b.is_ascii_digit()).count() == 8 && head.get(4) == head.get(7)
}

/// Marks of an element by its name, class and id.
fn marks_of(name: &str, attributes: &str) -> Marks {
    let mut marks = Marks {
        off: is_one_of(name, &["nav", "footer", "aside", "select", "button"]) as u32,
        date: name.eq_ignore_ascii_case("time"),
        ..Marks::default()
    };
    let whole = is_one_of(name, &["html", "body", "main"]);
    for key in ["class", "id", "itemprop", "property", "role", "data-testid"] {
        let Some(value) = raw_attribute(attributes, key) else {
            continue;
        };
        let identity = matches!(key, "itemprop" | "property" | "data-testid");
        parts(value, |part| {
            let part = part.as_str();
            let of_date = names::is_date(part) && !(identity && part == "data")
                || part.starts_with("date")
                || part.ends_with("date") && !part.ends_with("update")
                || part.starts_with("publish") && !part.starts_with("publisher");
            marks.date |= of_date && part != "meta" || part == "meta" && key == "class";
            marks.published |=
                part.starts_with("publish") && !part.starts_with("publisher") && !(part == "publish" && key == "class")
                    || part.starts_with("datepub")
                    || part.starts_with("pubdat")
                    || matches!(part, "publication" | "datecreated" | "uploaddate" | "posted");
            marks.updated |= matches!(
                part,
                "updated" | "modified" | "update" | "datemodified" | "lastmod" | "dateupdate"
            );
            let off = names::is_off(part) || part.starts_with("comment") || part.starts_with("related");
            marks.off |= (off && !whole) as u32;
        });
    }
    marks
}

/// Calls `each` with the parts of a name in small letters, between marks and before capitals, and with each whole name.
fn parts(value: &str, mut each: impl FnMut(String)) {
    for name in value.split(|c: char| c.is_whitespace()) {
        let mut part = String::new();
        let mut lower = false;
        let mut count = 0;
        for c in name.chars() {
            if matches!(c, '-' | '_' | ':' | '.' | '/') || c.is_ascii_uppercase() && lower {
                if !part.is_empty() {
                    each(std::mem::take(&mut part));
                    count += 1;
                }
                lower = false;
            }
            if !matches!(c, '-' | '_' | ':' | '.' | '/') {
                lower = c.is_ascii_lowercase();
                part.push(c.to_ascii_lowercase());
            }
        }
        if !part.is_empty() {
            each(part);
        }
        if count > 0 {
            each(
                name.chars()
                    .filter(|c| !matches!(c, '-' | '_' | ':'))
                    .map(|c| c.to_ascii_lowercase())
                    .collect(),
            );
        }
    }
}
