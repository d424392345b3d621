//! Articles that stand only in a script: a page that a browser puts together carries its text as a string of JSON, in
//! which the markup is escaped.

use super::blocks::{self, Kind};
use super::content::Role;
use super::hints::Hints;
use super::tokens::{Token, Tokens};
use crate::extract::lines::rough_words;
use std::iter::Peekable;
use std::str::Chars;

/// Paragraphs and words that a script must hold to be the article.
const PARAGRAPHS: usize = 3;
const WORDS: usize = 60;

/// Bytes of one script, and of all scripts of a page, that are read.
const LONGEST: usize = 4 << 20;

/// How a paragraph begins in such a string, escaped once or twice.
const ESCAPED: &[&str] = &["\\u003cp", "\\u003Cp"];

/// The paragraphs and sub-headings of the script that holds most of them; nothing if none reads as an article.
pub(super) fn article(source: &str) -> Vec<(String, Role)> {
    let (mut best, mut most, mut left) = (Vec::new(), WORDS, LONGEST);
    for token in Tokens::new(source) {
        let Token::Raw(name, _, text) = token else { continue };
        let holds = name.eq_ignore_ascii_case("script") && ESCAPED.iter().any(|e| text.contains(e));
        if !holds || text.len() > left {
            continue;
        }
        left -= text.len();
        let mut plain = unescaped(text);
        if ESCAPED.iter().any(|e| plain.contains(e)) {
            plain = unescaped(&plain);
        }
        let found = paragraphs(&plain);
        let words = found.iter().map(|(text, _)| rough_words(text)).sum();
        if found.len() >= PARAGRAPHS && words > most {
            (best, most) = (found, words);
        }
    }
    best
}

fn paragraphs(markup: &str) -> Vec<(String, Role)> {
    let page = blocks::read(markup);
    let off = Hints::ANY_OTHER
        .with(Hints::CAPTION)
        .with(Hints::FRAME)
        .with(Hints::HIDDEN);
    let fits = |b: &&blocks::Block| b.hints.0 & off.0 == 0 && b.linked * 2 < b.text.len();
    let role = |b: blocks::Block| match b.kind {
        Kind::Paragraph | Kind::Quote => Some((b.text, Role::Body)),
        Kind::Heading(2..) => Some((b.text, Role::Subheading)),
        _ => None,
    };
    page.blocks.iter().filter(fits).cloned().filter_map(role).collect()
}

/// A script with the escapes of its strings resolved.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'r' | 't') => out.push(' '),
            Some('u') => out.extend(code(&mut chars).and_then(|unit| match unit {
                // Two halves of one character.
                0xd800..=0xdbff => {
                    let low = (chars.next_if_eq(&'\\')).and_then(|_| chars.next_if_eq(&'u'));
                    let low = low.and_then(|_| code(&mut chars))?;
                    char::from_u32(0x10000 + ((unit - 0xd800) << 10) + low.checked_sub(0xdc00)?)
                }
                _ => char::from_u32(unit),
            })),
            Some(c) => out.push(c),
            None => {}
        }
    }
    out
}

/// The number of four hexadecimal digits.
fn code(chars: &mut Peekable<Chars<'_>>) -> Option<u32> {
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit * 16 + chars.next_if(char::is_ascii_hexdigit)?.to_digit(16)?;
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_only_a_script_holds() {
        let line = "सूखागढ़ में मंगलवार को नहर टूटने से बारह लोग घायल हुए और तीन गांवों में पानी भर गया है।";
        let p = format!("\\u003cp class=\\\"x\\\"\\u003e{line} {line}\\u003c/p\\u003e");
        let page =
            format!("<html><script>push([1,\"{p}\\u003ch3\\u003eराहत\\u003c/h3\\u003e{p}{p}\"])</script></html>");
        let found = article(&page);
        let roles: Vec<Role> = found.iter().map(|f| f.1).collect();
        assert_eq!(roles, [Role::Body, Role::Subheading, Role::Body, Role::Body]);
        assert!(found[0].0.starts_with("सूखागढ़"));
        // Too little for an article, and no markup at all.
        assert!(article(&format!("<script>a=\"{p}\"</script>")).is_empty());
        assert!(article("<script>let x = 1;</script>").is_empty());
        assert_eq!(unescaped("\\ud83d\\ude00 \\\"a\\\" \\ud83d"), "😀 \"a\" ");
    }
}
