//! HTML as a flow of text, tags and raw scripts: a tokeniser for pages that exist, in one pass over the bytes.
//!
//! Own code, because extraction needs no browser's tree: unclosed quotes, stray tags and 100,000 open elements cost linear time and
//! no stack. It follows the HTML standard where pages depend on it: raw text elements, attributes with and without quotes, comments.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'s> {
    /// Text with its character references unresolved.
    Text(&'s str),
    /// An opening tag: name as written and its attributes.
    Open(&'s str, Attributes<'s>),
    /// A closing tag's name.
    Close(&'s str),
    /// The inside of an element whose content is no markup (script, style, title, textarea), with its opening tag.
    Raw(&'s str, Attributes<'s>, &'s str),
}

/// Attributes of a tag as written, read on demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Attributes<'s>(pub &'s str);

impl<'s> Attributes<'s> {
    /// The value of an attribute, character references resolved; names compare without case.
    pub fn get(&self, name: &str) -> Option<Cow<'s, str>> {
        self.iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| decode(v))
    }

    /// Names and raw values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'s str, &'s str)> + use<'s> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/' || c == '=');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'))
                .unwrap_or(rest.len());
            let name = rest.get(..end)?;
            rest = rest.get(end..)?.trim_start();
            let Some(after) = rest.strip_prefix('=') else {
                return Some((name, ""));
            };
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, tail) = match quote {
                Some(q) => {
                    let inner = after.get(1..)?;
                    let end = inner.find(q).unwrap_or(inner.len());
                    (inner.get(..end)?, inner.get((end + 1).min(inner.len())..)?)
                }
                None => {
                    let end = after.find(char::is_whitespace).unwrap_or(after.len());
                    (after.get(..end)?, after.get(end..)?)
                }
            };
            rest = tail;
            Some((name, value))
        })
    }
}

/// Longest tag, in bytes, whose quotes are respected; some pages carry data of this size in attributes.
const LONGEST_TAG: usize = 200_000;

/// Longest name of an element, in bytes.
const LONGEST_NAME: usize = 40;

/// Reads the pieces of a page, in order.
pub(super) struct Tokens<'s> {
    source: &'s str,
    at: usize,
    /// Up to here an unclosed quote was met: quotes are not respected.
    unquoted_until: usize,
    /// No comment end stands behind this byte.
    no_comment_end: bool,
    /// A raw element was met that never closes: from there on such elements are plain ones.
    unclosed_raw: bool,
}

impl<'s> Tokens<'s> {
    /// The pieces of `source`.
    pub fn new(source: &'s str) -> Self {
        Tokens {
            source,
            at: 0,
            unquoted_until: 0,
            no_comment_end: false,
            unclosed_raw: false,
        }
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    /// The byte of the `>` that closes the tag whose name begins at `from`.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        if from >= self.unquoted_until {
            let mut quote = 0u8;
            let mut before_equals = false;
            for (i, b) in bytes.iter().enumerate().skip(from).take(LONGEST_TAG) {
                match *b {
                    b'>' if quote == 0 => return Some(i),
                    b'"' | b'\'' if quote == 0 && before_equals => quote = *b,
                    q if quote != 0 && q == quote => quote = 0,
                    _ => {}
                }
                if !b.is_ascii_whitespace() {
                    before_equals = *b == b'=';
                }
            }
            self.unquoted_until = from + LONGEST_TAG;
        }
        let tail = self.source.get(from..)?;
        match tail.find('>') {
            Some(i) => Some(from + i),
            None => {
                self.unquoted_until = usize::MAX;
                None
            }
        }
    }

    fn markup(&mut self) -> Option<Token<'s>> {
        let rest = self.rest();
        let body = rest.get(1..)?;
        if let Some(comment) = body.strip_prefix("!--") {
            let end = if self.no_comment_end { None } else { comment.find("-->") };
            match end {
                Some(end) => self.at += 4 + end + 3,
                None => {
                    self.no_comment_end = true;
                    self.at += body.find('>').map_or(rest.len(), |i| i + 2);
                }
            }
            return Some(Token::Text(""));
        }
        if body.starts_with(['!', '?']) {
            self.at += body.find('>').map_or(rest.len(), |i| i + 2);
            return Some(Token::Text(""));
        }
        let closing = body.starts_with('/');
        let name_at = self.at + 1 + closing as usize;
        let tail = self.source.get(name_at..)?;
        // No element's name is longer; a bound keeps a page of "<" characters linear.
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/');
        let length = tail
            .bytes()
            .take(LONGEST_NAME)
            .take_while(|b| !ends(b) && b.is_ascii())
            .count();
        let name = tail.get(..length)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        if self.unquoted_until == usize::MAX {
            return None;
        }
        let end = self.tag_end(name_at + length)?;
        let attributes = self.source.get(name_at + length..end).unwrap_or("");
        self.at = end + 1;
        if closing {
            return Some(Token::Close(name));
        }
        if is_raw(name) && !attributes.ends_with('/') && !self.unclosed_raw {
            let inside = self.rest();
            let stop = close_of(inside, name);
            if stop == inside.len() && !name.eq_ignore_ascii_case("script") {
                self.unclosed_raw = true;
                return Some(Token::Open(name, Attributes(attributes)));
            }
            let text = inside.get(..stop).unwrap_or("");
            self.at += stop;
            self.at += self.rest().find('>').map_or(self.rest().len(), |i| i + 1);
            return Some(Token::Raw(name, Attributes(attributes), text));
        }
        Some(Token::Open(name, Attributes(attributes)))
    }
}

impl<'s> Iterator for Tokens<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        let rest = self.rest();
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with('<') {
            if let Some(token) = self.markup() {
                return Some(token);
            }
            // A lone "<" is text up to the next one.
            let end = rest.get(1..).and_then(|r| r.find('<')).map_or(rest.len(), |i| i + 1);
            self.at += end;
            return Some(Token::Text(rest.get(..end).unwrap_or("")));
        }
        let end = rest.find('<').unwrap_or(rest.len());
        self.at += end;
        Some(Token::Text(rest.get(..end).unwrap_or("")))
    }
}

fn is_raw(name: &str) -> bool {
    ["script", "style", "title", "textarea", "xmp", "noembed", "iframe"]
        .iter()
        .any(|r| name.eq_ignore_ascii_case(r))
}

/// The byte at which the closing tag of a raw element stands; the end if it never closes.
fn close_of(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(i) = text.get(from..).and_then(|t| t.find("</")) {
        let at = from + i;
        let tail = text.as_bytes().get(at + 2..at + 2 + name.len()).unwrap_or(&[]);
        if tail.eq_ignore_ascii_case(name.as_bytes()) {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

static ENTITIES: LazyLock<FxHashMap<&'static str, char>> = LazyLock::new(|| {
    include_str!("../../../data/extract/entities.txt")
        .lines()
        .filter_map(|l| l.split_once(' '))
        .filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?)))
        .collect()
});

/// Text with its character references resolved.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find('&') {
        out.push_str(rest.get(..i).unwrap_or(""));
        let tail = rest.get(i + 1..).unwrap_or("");
        match reference(tail) {
            Some((c, length)) => {
                out.push(c);
                rest = tail.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A character reference after its ampersand: the character and the bytes it takes.
fn reference(tail: &str) -> Option<(char, usize)> {
    if let Some(number) = tail.strip_prefix('#') {
        let (radix, digits, skip) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (16, hex, 2),
            None => (10, number, 1),
        };
        let length = digits
            .bytes()
            .take(8)
            .take_while(|b| (*b as char).is_digit(radix))
            .count();
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        let c = match code {
            0x80..=0x9f => windows_1252(code as u8),
            0 => '\u{fffd}',
            _ => char::from_u32(code).unwrap_or('\u{fffd}'),
        };
        let semicolon = digits.get(length..)?.starts_with(';') as usize;
        return Some((c, skip + length + semicolon));
    }
    let length = tail.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = tail.get(..length)?;
    let c = *ENTITIES.get(name)?;
    let semicolon = tail.get(length..)?.starts_with(';');
    // Without the semicolon only the oldest names count, or addresses such as "?a=1&copy=2" would break.
    (semicolon || matches!(name, "nbsp" | "amp" | "lt" | "gt" | "quot")).then_some((c, length + semicolon as usize))
}

fn windows_1252(byte: u8) -> char {
    encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(&[byte])
        .0
        .chars()
        .next()
        .unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces() {
        let page = "<!DOCTYPE html><!-- x > y --><p class='a' id=b data-x=\"1 > 0\">5 < 6 &amp; <b>x</b><script>if (a</b>) '</p>'</script>";
        let got: Vec<Token> = Tokens::new(page).filter(|t| *t != Token::Text("")).collect();
        let p = match got.first() {
            Some(Token::Open("p", a)) => *a,
            other => panic!("{other:?}"),
        };
        assert_eq!(p.get("CLASS").as_deref(), Some("a"));
        assert_eq!(p.get("id").as_deref(), Some("b"));
        assert_eq!(p.get("data-x").as_deref(), Some("1 > 0"));
        assert_eq!(got.get(1), Some(&Token::Text("5 ")));
        assert_eq!(got.get(2), Some(&Token::Text("< 6 &amp; ")));
        assert!(matches!(got.last(), Some(Token::Raw("script", _, "if (a</b>) '</p>'"))));
    }

    #[test]
    fn references() {
        for (text, want) in [
            ("a &amp; b", "a & b"),
            ("&#2325;&#x915;", "कक"),
            ("&#8217;&#146;", "’’"),
            ("?a=1&copy=2 &unknown; &", "?a=1&copy=2 &unknown; &"),
            ("&nbsp;x", "\u{a0}x"),
        ] {
            assert_eq!(decode(text), want, "{text}");
        }
    }

    #[test]
    fn broken_markup_ends() {
        for page in [
            "<a \"".repeat(50_000),
            "<".repeat(200_000),
            "<!--".repeat(50_000),
            "<a href='x".repeat(50_000),
            "</script".repeat(9),
        ] {
            assert!(Tokens::new(&page).count() > 0);
        }
    }
}
