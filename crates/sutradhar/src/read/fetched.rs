//! How a unit was fetched, where that is known: an archive, a fetcher and a saved mail know the address of a page, the
//! time and what the server said; a file on a disk does not.

/// Bytes of headers that are kept of one unit.
const HEADER_BYTES: usize = 16 << 10;

/// Longest address that is kept, in bytes.
const ADDRESS_BYTES: usize = 4 << 10;

/// Headers that are never kept: they can hold secrets of whoever fetched the page.
const SECRET: &[&str] = &[
    "set-cookie",
    "set-cookie2",
    "cookie",
    "authorization",
    "proxy-authorization",
];

/// How a unit was fetched. What is not known is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fetched {
    /// Address that it was fetched from: http or https.
    pub url: Option<String>,
    /// When, as RFC 3339 in UTC, to the second.
    pub at: Option<String>,
    /// Headers of the answer in their order, names in small letters.
    pub headers: Vec<(String, String)>,
}

impl Fetched {
    /// What can be kept of an address, a time (RFC 3339) and headers: only web addresses, times that can be read, and
    /// headers without control characters, up to 16 kB of them; no cookies.
    pub fn new(url: Option<&str>, at: Option<&str>, headers: impl IntoIterator<Item = (String, String)>) -> Fetched {
        let mut room = HEADER_BYTES;
        Fetched {
            url: url.filter(|u| is_web_address(u)).map(str::to_string),
            at: at.and_then(|at| at.trim().parse::<jiff::Timestamp>().ok()).map(|at| {
                let second = jiff::Timestamp::from_second(at.as_second()).unwrap_or(at);
                second.to_string()
            }),
            headers: headers
                .into_iter()
                .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_string()))
                .filter(|(name, value)| {
                    !name.is_empty()
                        && !SECRET.contains(&name.as_str())
                        && !name.chars().chain(value.chars()).any(char::is_control)
                })
                .take_while(|(name, value)| {
                    let size = name.len() + value.len();
                    let fits = size <= room;
                    room = room.saturating_sub(size);
                    fits
                })
                .collect(),
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Fetched::default()
    }

    /// The value of a header; the first if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The encoding that the server named.
    pub fn charset(&self) -> Option<&str> {
        let (_, after) = self.header("content-type")?.split_once("charset=")?;
        let label = after.split(';').next().unwrap_or("").trim().trim_matches(['"', '\'']);
        (!label.is_empty()).then_some(label)
    }

    /// The headers as they are kept: a line each.
    pub fn header_lines(&self) -> String {
        self.headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect()
    }

    /// The headers of such lines.
    pub fn of_header_lines(text: &str) -> Vec<(String, String)> {
        text.lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect()
    }
}

/// Whether this is an address of the web without blanks and control characters.
fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c == '[' || sutradhar_text::chars::is_word_char(c)))
        && url.len() <= ADDRESS_BYTES
        && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, value: &str) -> (String, String) {
        (name.to_string(), value.to_string())
    }

    #[test]
    fn only_what_is_sound_is_kept() {
        let sound = Fetched::new(
            Some("https://samachar.example/a?b=1"),
            Some("2026-03-02T10:11:12.5+05:30"),
            [
                header("Content-Type", "text/html; charset=\"utf-8\""),
                header("Set-Cookie", "s=1"),
            ],
        );
        assert_eq!(sound.url.as_deref(), Some("https://samachar.example/a?b=1"));
        assert_eq!(sound.at.as_deref(), Some("2026-03-02T04:41:12Z"));
        assert_eq!(sound.charset(), Some("utf-8"));
        assert_eq!(sound.header("set-cookie"), None);
        assert_eq!(Fetched::of_header_lines(&sound.header_lines()), sound.headers);
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "http://a b",
            "https://a\nb",
        ] {
            assert!(
                Fetched::new(Some(url), Some("yesterday"), [header("a\u{1b}", "x")]).is_empty(),
                "{url}"
            );
        }
        let many = (0..2000).map(|n| header(&format!("x-{n}"), "0123456789"));
        let kept = Fetched::new(None, None, many);
        assert!(kept.header_lines().len() < 2 * HEADER_BYTES);
    }
}
