//! Sentences of a paragraph.

use crate::Span;
use crate::chars::{digit_value, is_sentence_end, is_word_char};

/// Short forms after which a full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "st",
    "no",
    "vs",
    "rs",
    "lt",
    "gen",
    "col",
    "sgt",
    "jr",
    "sr",
    "prof",
    "gov",
    "sen",
    "rep",
    "inc",
    "ltd",
    "co",
    "corp",
    "etc",
    "डॉ",
    "प्रो",
    "श्री",
    "सं",
    "रु",
    "नं",
    "पं",
    "मो",
    "कु",
    "स्व",
    "ले",
    "इं",
    "डा",
    "एड",
    "मि",
    "श्रीमती",
];

/// The sentences of one paragraph, in order; together they cover all of it but the white space between them.
///
/// Danda, question and exclamation marks end a sentence, a full stop does unless it stands in a number, after an
/// abbreviation or an initial; closing quotes and brackets stay with the sentence. A danda or colon after a dateline
/// (at most three words at the start) does not end one.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        let ends = if is_sentence_end(c) || c == '\n' {
            true
        } else {
            c == '.' && full_stop_ends(text, &chars, i)
        };
        if !ends {
            i += 1;
            continue;
        }
        let mut j = i + 1;
        while j < chars.len()
            && (is_sentence_end(chars[j].1) || matches!(chars[j].1, '.' | '"' | '\'' | '”' | '’' | ')' | ']' | '»'))
        {
            // An opening mark looks the same as a closing one: it closes only when no word follows at once.
            let opens = matches!(chars[j].1, '"' | '\'') && chars.get(j + 1).is_some_and(|n| is_word_char(n.1));
            if opens {
                break;
            }
            j += 1;
        }
        let end = chars.get(j).map_or(text.len(), |c| c.0);
        if matches!(c, '।' | '.') && is_dateline(&text[start..at]) && start == 0 {
            i = j;
            continue;
        }
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            out.push(span);
        }
        start = end;
        i = j;
    }
    let rest = Span::new(start, text.len()).trim(text);
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// Whether what stands before the first danda of a paragraph is a dateline: one to three words, no verb-like length.
fn is_dateline(before: &str) -> bool {
    let words = before.split_whitespace().count();
    (1..=3).contains(&words) && before.ends_with(' ')
}

fn full_stop_ends(text: &str, chars: &[(usize, char)], i: usize) -> bool {
    let next = chars.get(i + 1).map(|c| c.1);
    let before = i.checked_sub(1).map(|k| chars[k].1);
    if before.is_some_and(|b| digit_value(b).is_some()) && next.is_some_and(|n| digit_value(n).is_some()) {
        return false;
    }
    if next.is_some_and(|n| is_word_char(n) || n == ',' || n == '.') {
        // "U.S.", "a.m.", an ellipsis, or a missing blank; a missing blank before an Indic word still ends a sentence.
        let indic = |c: Option<char>| c.is_some_and(crate::chars::is_indic);
        return indic(before) && indic(next) && word_before(text, chars[i].0).chars().count() > 3;
    }
    let word = word_before(text, chars[i].0);
    if word.chars().count() == 1 && !crate::chars::is_indic(word.chars().next().unwrap_or(' ')) {
        return word.chars().all(|c| digit_value(c).is_some());
    }
    let lower = word.to_lowercase();
    !ABBREVIATIONS.contains(&lower.as_str())
}

fn word_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word_char(*c))
        .last()
        .map_or(at, |(i, _)| i);
    &text[start..at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = sentences(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn danda_stop_and_quotes() {
        check("वह गया। मैं आया ।", &["वह गया।", "मैं आया ।"]);
        check("उसने कहा, ''चलो।'' फिर गया.", &["उसने कहा, ''चलो।''", "फिर गया."]);
        check(
            "नगर । बाढ़ आई है। पानी 6.5 मीटर है.",
            &["नगर । बाढ़ आई है।", "पानी 6.5 मीटर है."],
        );
        check("डॉ. मेहता आए. सब खुश हुए.", &["डॉ. मेहता आए.", "सब खुश हुए."]);
        check("Mr. A. B. Rao left. He won.", &["Mr. A. B. Rao left.", "He won."]);
    }
}
