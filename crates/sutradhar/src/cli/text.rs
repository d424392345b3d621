//! Pieces of terminal text.

use super::out::columns;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// `text` on one line, cut to `width` columns between words where that is possible.
pub fn fit(text: &str, width: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= width {
        return text;
    }
    let mut end = 0;
    let mut used = 0;
    let mut word = 0;
    for (i, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used >= width {
            break;
        }
        if c == ' ' {
            word = i;
        }
        end = i + c.len_utf8();
    }
    let cut = if word * 2 > end { word } else { end };
    format!("{}…", text[..cut].trim_end())
}

/// `text` with blanks up to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// `text` broken into lines of at most `width` columns between words.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let w = columns(word);
        if used == 0 {
            out.push_str(indent);
            used = indent.width();
        } else if used + 1 + w > width {
            out.push('\n');
            out.push_str(indent);
            used = indent.width();
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += w;
    }
    out
}

/// A number with its word: "1 article", "3 articles".
pub fn count(n: u64, one: &str) -> String {
    let noun = one.rsplit(' ').next().unwrap_or(one);
    let stem = noun
        .strip_suffix('y')
        .filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (n, stem) {
        (1, _) => format!("1 {one}"),
        (_, Some(_)) => format!("{n} {}ies", one.strip_suffix('y').unwrap_or(one)),
        (_, None) => format!("{n} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words() {
        assert_eq!(fit("सूखागढ़ में बाढ़ से सड़कें टूटीं", 18), "सूखागढ़ में बाढ़ से…");
        assert_eq!(count(2, "story"), "2 stories");
        assert_eq!(count(2, "new page"), "2 new pages");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(wrap("a b c", 4, " "), " a b\n c");
    }
}
