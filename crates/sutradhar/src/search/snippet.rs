//! The piece of a text that answers a query, cut between words.

use super::Query;
use sutradhar_engine::model::Span;
use sutradhar_text::words;

/// A piece of a text with the words that answer the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, on one line, with … where it was cut.
    pub text: String,
    /// The words in it that answer.
    pub marks: Vec<Span>,
}

/// The part of `text`, at most about `width` characters, where most of the query is answered; the start if nothing is.
pub fn snippet(text: &str, query: &Query, width: usize) -> Snippet {
    let tokens: Vec<Span> = words::words(text).iter().map(|t| t.span).collect();
    let hits: Vec<usize> = (0..tokens.len())
        .filter(|i| query.matches(tokens[*i].of(text)))
        .collect();
    // About six letters a word in Hindi and English, with the blank.
    let window = (width / 6).max(4);
    let first = hits
        .iter()
        .enumerate()
        .max_by_key(|(n, start)| {
            let inside = hits[*n..].iter().take_while(|h| **h < **start + window).count();
            (inside, std::cmp::Reverse(**start))
        })
        .map_or(0, |(_, start)| start.saturating_sub(window / 4));
    let Some(begin) = tokens.get(first).map(|t| t.start as usize) else {
        return Snippet {
            text: String::new(),
            marks: Vec::new(),
        };
    };
    let begin = if first == 0 { 0 } else { begin };
    let mut end = begin;
    let mut inside = Vec::new();
    for (i, token) in tokens.iter().enumerate().skip(first) {
        let long = text.get(begin..token.end as usize).map_or(0, |t| t.chars().count());
        if long > width && end > begin {
            break;
        }
        end = token.end as usize;
        if hits.binary_search(&i).is_ok() {
            inside.push(*token);
        }
    }
    let whole = end >= tokens.last().map_or(0, |t| t.end as usize);
    let end = if whole { text.trim_end().len().max(end) } else { end };
    let mut out = Snippet {
        text: String::new(),
        marks: Vec::new(),
    };
    if first > 0 {
        out.text.push('…');
    }
    let mut at = begin;
    for mark in inside {
        push(&mut out.text, text.get(at..mark.start as usize).unwrap_or(""));
        let start = out.text.len();
        push(&mut out.text, mark.of(text));
        out.marks.push(Span::new(start, out.text.len()));
        at = mark.end as usize;
    }
    push(&mut out.text, text.get(at..end).unwrap_or(""));
    if !whole {
        out.text.push('…');
    }
    out
}

/// Appends with line feeds and runs of white space as one blank.
fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_in_the_piece_and_no_word_is_cut() {
        let text = format!(
            "{} सूखागढ़ में बाढ़ से सड़कें टूट गईं। {}",
            "पहला शब्द ".repeat(40),
            "आखिरी शब्द ".repeat(40)
        );
        let query = Query::parse("बाढ").unwrap();
        let got = snippet(&text, &query, 80);
        assert!(got.text.starts_with('…') && got.text.ends_with('…'));
        assert_eq!(got.marks.len(), 1);
        assert_eq!(got.marks[0].of(&got.text), "बाढ़");
        for word in got.text.trim_matches('…').split_whitespace() {
            assert!(text.split_whitespace().any(|w| w == word), "{word}");
        }
    }
}
