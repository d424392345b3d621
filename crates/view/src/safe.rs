//! What keeps foreign text from meaning anything where it is written.

/// Text with the characters that mean something in HTML replaced. Control characters and direction overrides are left
/// out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether an address may become a link: http or https, nothing else, and no white space or control character in it.
pub(crate) fn is_web(url: &str) -> bool {
    let head = |p: &str| url.get(..p.len()).is_some_and(|h| h.eq_ignore_ascii_case(p));
    (head("http://") || head("https://")) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_and_only_web_addresses_are_links() {
        assert_eq!(escape("a&b<c>\"'\u{202e}\u{0}"), "a&amp;b&lt;c&gt;&quot;&#39;");
        assert!(is_web("https://example.invalid/a") && is_web("HTTP://example.invalid"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//x.invalid",
            "https://a b",
            "",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
