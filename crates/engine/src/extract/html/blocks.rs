//! The text blocks of an HTML page, each with the elements around it.

use super::hints::{self, Hints};
use super::inline_boundaries::{self, Inline, InlineBoundaries, InlineBoundary};
use super::tokens::{Attributes, Token, Tokens, decode};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::hash::Hasher;

/// What element a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    Item,
    Quote,
    Cell,
    Caption,
    Other,
}

/// A run of text that no block element parts.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The element that it stands in: an index into [`Blocks::nodes`].
    pub node: u32,
    /// What element that is.
    pub kind: Kind,
    /// Its text, white space collapsed.
    pub text: String,
    /// Bytes of `text` inside links.
    pub linked: usize,
    /// Bytes of `text` in bold or slanted type.
    pub stressed: usize,
    /// Hints of all elements around it.
    pub hints: Hints,
    /// Where in `text` a link or label begins right after another.
    pub boundaries: Vec<InlineBoundary>,
}

/// An element that holds blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// The element around it; its own index for the first.
    pub parent: u32,
    /// Its own hints only.
    pub own: Hints,
    /// A hash of its name and its classes: elements that are made alike have the same.
    pub make: u32,
    /// How many elements are around it.
    pub depth: u16,
    /// Whether it is `article`, `main`, or marked as the article's body.
    pub article: bool,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Block elements, each after its parent.
    pub nodes: Vec<Node>,
    /// Text blocks in order.
    pub blocks: Vec<Block>,
    /// `title`.
    pub title: String,
    /// `meta` name or property, in small letters, and content.
    pub meta: Vec<(String, String)>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// Contents of JSON-LD scripts.
    pub json_ld: Vec<String>,
    /// `time` elements and `itemprop` dates: (is it the publication date by its marks, value).
    pub times: Vec<(bool, String)>,
    /// `html lang`.
    pub lang: Option<String>,
    /// Text of elements marked as the author.
    pub authors: Vec<String>,
    /// Text of elements marked as keywords (`rel=tag`).
    pub tags: Vec<String>,
}

/// Deepest nesting that is kept; deeper elements count as their ancestor. Pages of people stay under 60.
const DEEPEST: usize = 240;

/// Most blocks of a page: a page of a million one-word blocks is no article.
const MOST_BLOCKS: usize = 40_000;

/// Longest text of a block, in bytes.
const LONGEST_BLOCK: usize = 200_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    P,
    H(u8),
    Li,
    List,
    Quote,
    Cell,
    Row,
    Caption,
    Block,
    Link,
    Inline,
    Skip,
    Br,
    Void,
}

fn tag_of(name: &str) -> Tag {
    let mut lower = [0u8; 12];
    let bytes = name.as_bytes();
    let Some(slot) = lower.get_mut(..bytes.len()) else {
        return Tag::Inline;
    };
    slot.copy_from_slice(bytes);
    slot.make_ascii_lowercase();
    match &*slot {
        b"p" => Tag::P,
        b"h1" => Tag::H(1),
        b"h2" => Tag::H(2),
        b"h3" => Tag::H(3),
        b"h4" => Tag::H(4),
        b"h5" => Tag::H(5),
        b"h6" => Tag::H(6),
        b"li" | b"dd" | b"dt" => Tag::Li,
        b"ul" | b"ol" | b"dl" => Tag::List,
        b"blockquote" => Tag::Quote,
        b"td" | b"th" => Tag::Cell,
        b"tr" => Tag::Row,
        b"figcaption" | b"caption" => Tag::Caption,
        b"div" | b"section" | b"article" | b"main" | b"body" | b"html" | b"header" | b"footer" | b"nav" | b"aside"
        | b"form" | b"figure" | b"table" | b"tbody" | b"thead" | b"tfoot" | b"center" | b"address" | b"details"
        | b"summary" | b"pre" | b"fieldset" | b"dialog" | b"amp-sidebar" | b"hgroup" => Tag::Block,
        b"a" => Tag::Link,
        b"select" | b"option" | b"button" | b"svg" | b"template" | b"noscript" | b"object" | b"canvas" | b"audio"
        | b"video" | b"label" | b"datalist" | b"map" | b"math" | b"noframes" => Tag::Skip,
        b"br" | b"hr" => Tag::Br,
        b"img" | b"input" | b"meta" | b"link" | b"source" | b"area" | b"base" | b"col" | b"embed" | b"param"
        | b"track" | b"wbr" => Tag::Void,
        _ => Tag::Inline,
    }
}

struct Open {
    name: String,
    tag: Tag,
    /// Node index if it is a block element, else that of the block element around it.
    node: u32,
    hints: Hints,
    kind: Kind,
    skip: bool,
    linked: bool,
    stressed: bool,
    /// Set if it may stand in a row of its like.
    inline: Option<Inline>,
}

struct Builder {
    out: Blocks,
    stack: Vec<Open>,
    text: String,
    linked: usize,
    stressed: usize,
    cache: FxHashMap<String, Hints>,
    /// Where the text of an author element began, and its depth on the stack.
    author: Option<(usize, usize)>,
    tag: Option<(usize, usize)>,
    too_deep: usize,
    boundaries: InlineBoundaries,
}

/// Reads a page.
pub(super) fn read(source: &str) -> Blocks {
    let mut b = Builder {
        out: Blocks::default(),
        stack: Vec::new(),
        text: String::new(),
        linked: 0,
        stressed: 0,
        cache: FxHashMap::default(),
        author: None,
        tag: None,
        too_deep: 0,
        boundaries: InlineBoundaries::default(),
    };
    b.out.nodes.push(Node {
        parent: 0,
        own: Hints::default(),
        make: 0,
        depth: 0,
        article: false,
    });
    b.stack.push(Open {
        name: String::new(),
        tag: Tag::Block,
        node: 0,
        hints: Hints::default(),
        kind: Kind::Other,
        skip: false,
        linked: false,
        stressed: false,
        inline: None,
    });
    for token in Tokens::new(source) {
        match token {
            Token::Text(text) => b.text(text),
            Token::Open(name, attributes) => b.open(name, attributes),
            Token::Close(name) => b.close(name),
            Token::Raw(name, attributes, text) => b.raw(name, attributes, text),
        }
        if b.out.blocks.len() >= MOST_BLOCKS {
            break;
        }
    }
    b.flush();
    b.out
}

impl Builder {
    fn raw(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        if name.eq_ignore_ascii_case("title") {
            if self.out.title.is_empty() && !self.stack.iter().any(|o| o.skip) {
                self.out.title = collapse(&decode(text));
            }
        } else if name.eq_ignore_ascii_case("script")
            && attributes
                .get("type")
                .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
        {
            self.out.json_ld.push(text.to_string());
        }
    }

    fn text(&mut self, raw: &str) {
        let Some(top) = self.stack.last() else { return };
        if top.skip || self.text.len() > LONGEST_BLOCK {
            return;
        }
        let (linked, stressed) = (top.linked, top.stressed);
        let before = self.text.len();
        let text = decode(raw);
        for c in text.chars() {
            if c.is_whitespace() || c.is_control() {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else if !matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}') {
                self.text.push(c);
            }
        }
        if linked {
            self.linked += self.text.len() - before;
        }
        if stressed {
            self.stressed += self.text.len() - before;
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim_end();
        if !text.is_empty()
            && let Some(top) = self.stack.last()
        {
            self.out.blocks.push(Block {
                node: top.node,
                kind: top.kind,
                linked: self.linked.min(text.len()),
                stressed: self.stressed.min(text.len()),
                hints: top.hints,
                text: text.to_string(),
                boundaries: self.boundaries.take(),
            });
        }
        self.text.clear();
        self.boundaries = InlineBoundaries::default();
        self.linked = 0;
        self.stressed = 0;
        self.author = None;
        self.tag = None;
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        let tag = tag_of(name);
        match tag {
            Tag::Void => {
                if name.eq_ignore_ascii_case("meta") {
                    self.meta(attributes);
                } else if name.eq_ignore_ascii_case("link")
                    && attributes
                        .get("rel")
                        .is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
                {
                    self.out.canonical = self
                        .out
                        .canonical
                        .take()
                        .or(attributes.get("href").map(|h| h.trim().to_string()));
                }
                return;
            }
            Tag::Br => {
                if !self.stack.iter().rev().take(3).any(|o| matches!(o.tag, Tag::H(_))) {
                    self.flush();
                } else {
                    self.text(" ");
                }
                return;
            }
            _ => {}
        }
        if name.eq_ignore_ascii_case("html") {
            self.out.lang = self.out.lang.take().or(attributes.get("lang").map(|l| l.into_owned()));
        }
        let said = self.stack.last().is_some_and(|o| o.hints.has(Hints::COMMENTS));
        if name.eq_ignore_ascii_case("time") && !said {
            let stated = ["itemprop", "class", "property"]
                .iter()
                .filter_map(|a| attributes.get(a))
                .any(|v| {
                    let v = v.to_ascii_lowercase();
                    v.contains("publish") || v.contains("created") || v.contains("entry-date")
                });
            if let Some(value) = attributes.get("datetime").filter(|v| !v.trim().is_empty()) {
                self.out.times.push((stated, value.into_owned()));
            }
        }
        let dated = |item: Cow<'_, str>| {
            let item = item.to_ascii_lowercase();
            ["datepublished", "datecreated", "uploaddate"]
                .iter()
                .any(|d| item.contains(d))
        };
        if ["itemprop", "property"]
            .iter()
            .filter_map(|a| attributes.get(a))
            .any(dated)
            && let Some(value) = attributes.get("content").or_else(|| attributes.get("datetime"))
        {
            self.out.times.push((true, value.into_owned()));
        }
        let block = !matches!(tag, Tag::Link | Tag::Inline | Tag::Skip);
        if block {
            self.implied_close(tag);
            self.flush();
        }
        if self.stack.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let (own, make) = self.hints_of(name, attributes);
        let inline = match tag {
            Tag::Link => Some(Inline::link(attributes)),
            Tag::Inline if inline_boundaries::is_label(attributes) => Some(Inline::Label),
            _ => None,
        };
        if let Some(inline) = inline {
            self.boundaries.begin(inline, &self.text);
        }
        let (parent_node, parent_hints, parent_kind, skip, linked, stressed) = match self.stack.last() {
            Some(top) => (top.node, top.hints, top.kind, top.skip, top.linked, top.stressed),
            None => (0, Hints::default(), Kind::Other, false, false, false),
        };
        let node = if block {
            self.out.nodes.push(Node {
                parent: parent_node,
                own,
                make,
                depth: self.out.nodes.get(parent_node as usize).map_or(0, |n| n.depth + 1),
                article: own.has(Hints::BODY)
                    || name.eq_ignore_ascii_case("article")
                    || name.eq_ignore_ascii_case("main")
                    || attributes
                        .get("itemprop")
                        .is_some_and(|i| i.eq_ignore_ascii_case("articlebody")),
            });
            (self.out.nodes.len() - 1) as u32
        } else {
            parent_node
        };
        let kind = match tag {
            Tag::P if matches!(parent_kind, Kind::Caption) => Kind::Caption,
            Tag::P => Kind::Paragraph,
            Tag::H(n) => Kind::Heading(n),
            Tag::Li => Kind::Item,
            Tag::Quote => Kind::Quote,
            Tag::Cell => Kind::Cell,
            Tag::Caption => Kind::Caption,
            Tag::Link | Tag::Inline | Tag::Skip => parent_kind,
            Tag::Block | Tag::List | Tag::Row if matches!(parent_kind, Kind::Caption | Kind::Quote | Kind::Item) => {
                parent_kind
            }
            _ => Kind::Other,
        };
        // A hint of body text inside a hinted-off part does not bring it back; one outside is kept.
        let mut hints = parent_hints.with(own);
        if own.has(Hints::BODY) && own.has(Hints::OTHER) {
            hints = parent_hints.with(own.without(Hints::ANY_OTHER));
        }
        if own.has(Hints::BYLINE) && !skip {
            self.author = Some((self.text.len(), self.stack.len()));
        }
        let is_tag_link = tag == Tag::Link
            && attributes
                .get("rel")
                .is_some_and(|r| r.split_whitespace().any(|w| w.eq_ignore_ascii_case("tag")));
        if is_tag_link {
            self.tag = Some((self.text.len(), self.stack.len()));
        }
        self.stack.push(Open {
            name: name.to_ascii_lowercase(),
            tag,
            node,
            hints,
            kind,
            // A tip that shows when a pointer rests on a name, a word for screen readers: not a part of the sentence.
            // Nor is how a word is read, unless brackets set it apart.
            skip: skip
                || tag == Tag::Skip
                || tag == Tag::Inline && own.has(Hints::HIDDEN)
                || name.eq_ignore_ascii_case("rt") && !self.text.ends_with(['(', '（']),
            linked: linked || tag == Tag::Link,
            stressed: stressed
                || tag == Tag::Inline && ["b", "strong", "i", "em"].iter().any(|n| name.eq_ignore_ascii_case(n)),
            inline,
        });
    }

    fn meta(&mut self, attributes: Attributes<'_>) {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|a| attributes.get(a));
        if let (Some(name), Some(content)) = (name, attributes.get("content"))
            && !content.trim().is_empty()
        {
            self.out
                .meta
                .push((name.trim().to_ascii_lowercase(), content.trim().to_string()));
        }
    }

    /// What an element's names say, and a hash of its own name and its classes.
    fn hints_of(&mut self, name: &str, attributes: Attributes<'_>) -> (Hints, u32) {
        let mut hints = Hints::default();
        let mut make = rustc_hash::FxHasher::default();
        name.bytes().for_each(|b| make.write_u8(b.to_ascii_lowercase()));
        for (key, value) in attributes.iter() {
            if key.eq_ignore_ascii_case("class") {
                make.write(value.as_bytes());
            }
            let reads = ["class", "id", "role", "itemprop", "data-component", "data-testid"]
                .iter()
                .any(|k| key.eq_ignore_ascii_case(k));
            if reads && !value.is_empty() {
                let found = match self.cache.get(value) {
                    Some(found) => *found,
                    None => {
                        let found = hints::of(value);
                        self.cache.insert(value.to_string(), found);
                        found
                    }
                };
                hints = hints.with(found);
            }
            let hidden = key.eq_ignore_ascii_case("style")
                && value.replace(' ', "").to_ascii_lowercase().contains("display:none");
            if hidden || key.eq_ignore_ascii_case("hidden") {
                hints = hints.with(Hints::HIDDEN);
            }
        }
        // The page's frame elements carry words such as "sidebar" for the layout of the whole page.
        if ["body", "html", "main", "article"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
        {
            hints = hints.without(
                Hints::ANY_OTHER
                    .with(Hints::CAPTION)
                    .with(Hints::HIDDEN)
                    .with(Hints::DATE)
                    .with(Hints::BYLINE)
                    .with(Hints::STANDFIRST),
            );
        }
        if ["nav", "footer", "aside", "dialog", "amp-sidebar"]
            .iter()
            .any(|n| name.eq_ignore_ascii_case(n))
        {
            hints = hints.with(Hints::FRAME);
        }
        if name.eq_ignore_ascii_case("header") {
            hints = hints.with(Hints::HEADER);
        }
        (hints, (make.finish() >> 16) as u32)
    }

    /// Closes what an opening block tag closes by itself: a paragraph, and an item or cell of the same list or row.
    fn implied_close(&mut self, tag: Tag) {
        let closes = |open: Tag| match tag {
            Tag::Li => matches!(open, Tag::Li | Tag::P),
            Tag::Cell => matches!(open, Tag::Cell | Tag::P),
            Tag::Row => matches!(open, Tag::Row | Tag::Cell | Tag::P),
            _ => open == Tag::P,
        };
        let mut cut = None;
        for (i, open) in self.stack.iter().enumerate().rev().take(8) {
            if closes(open.tag) {
                cut = Some(i);
            } else if !matches!(open.tag, Tag::Inline | Tag::Link | Tag::P) {
                break;
            }
        }
        if let Some(cut) = cut {
            self.flush();
            self.stack.truncate(cut.max(1));
        }
    }

    fn close(&mut self, name: &str) {
        let tag = tag_of(name);
        if self.too_deep > 0 && !matches!(tag, Tag::Void | Tag::Br) {
            self.too_deep -= 1;
            self.flush();
            return;
        }
        if matches!(tag, Tag::Br) {
            return self.flush();
        }
        let block = !matches!(tag, Tag::Link | Tag::Inline | Tag::Skip);
        let mut found = None;
        for (i, open) in self.stack.iter().enumerate().skip(1).rev() {
            if open.name.eq_ignore_ascii_case(name) {
                found = Some(i);
                break;
            }
            // An inline tag does not close the block that it stands in.
            if !block && !matches!(open.tag, Tag::Inline | Tag::Link | Tag::Skip) {
                break;
            }
        }
        let Some(i) = found else { return };
        let mut closed = self.stack.iter().skip(i);
        if let Some(inline) = closed.find_map(|o| o.inline) {
            self.boundaries.end(inline, &self.text);
        }
        if let Some((start, depth)) = self.author
            && i <= depth
        {
            let name = self.text.get(start..).unwrap_or("").trim().to_string();
            if !name.is_empty() && self.out.authors.len() < 8 {
                self.out.authors.push(name);
            }
            self.author = None;
        }
        if let Some((start, depth)) = self.tag
            && i <= depth
        {
            let name = self.text.get(start..).unwrap_or("").trim().to_string();
            if !name.is_empty() && self.out.tags.len() < 40 {
                self.out.tags.push(name);
            }
            self.tag = None;
        }
        if block
            || self
                .stack
                .iter()
                .skip(i)
                .any(|o| !matches!(o.tag, Tag::Inline | Tag::Link | Tag::Skip))
        {
            self.flush();
        }
        self.stack.truncate(i);
    }
}

/// White space collapsed to single blanks, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
