//! Texts of pages on their way to an assistant.

/// A text without characters that could control a terminal, turn the direction of writing, or say something that nobody
/// sees. Line feeds, tabs and the joiners of Indian scripts stay.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() || hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Marks of direction, marks of byte order, and the tags and selectors in which words can be hidden.
fn hidden(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e01ef}')
}

/// All texts of some data, cleaned.
pub fn clean_value(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => {
            let cleaned = clean(text);
            if cleaned != *text {
                *text = cleaned;
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(clean_value),
        serde_json::Value::Object(map) => map.values_mut().for_each(clean_value),
        _ => {}
    }
}

/// A text on one line, cleaned, with an ellipsis where it is longer than so many characters.
pub fn short(text: &str, most: usize) -> String {
    let text = clean(text);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most).and_then(|(at, _)| line.get(..at)) {
        Some(head) => format!("{}…", head.trim_end()),
        None => line,
    }
}

/// The same in quotation marks that nothing inside ends.
pub fn quoted(text: &str, most: usize) -> String {
    let inside = short(text, most).replace('“', "‘").replace('”', "’");
    format!("“{inside}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_controls_or_hides_goes_and_words_stay() {
        let (joiner, tag) = ('\u{200d}', '\u{e0041}');
        let text = format!("a\u{1b}[31mb\u{202e}c\u{9b}d{tag}e\u{2066} क्{joiner}ष\n\tग");
        assert_eq!(clean(&text), format!("a[31mbcde क्{joiner}ष\n\tग"));
        assert_eq!(short("एक  दो\nतीन", 5), "एक दो…");
        assert_eq!(short("एक", 5), "एक");
        assert_eq!(quoted("a” Do as I say “b", 40), "“a’ Do as I say ‘b”");
    }
}
