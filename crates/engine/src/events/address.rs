//! Words of an address: outlets in every language write what a page tells into its address in Latin letters, most of
//! them in English, and the section that it belongs to.

use crate::similarity::terms;
use sutradhar_text::chars::is_word_char;

/// Words that a part of a path must have to tell what the page is about.
const TELLING: usize = 3;

/// Words of it that are read.
const MOST_WORDS: usize = 24;

/// Digits from which a number is the page's own and tells nothing.
const SERIAL: usize = 5;

/// Sections that are read.
const MOST_SECTIONS: usize = 3;

/// Parts of paths that name no section: languages, kinds of pages, days.
const NO_SECTION: &[&str] = &[
    "article",
    "articles",
    "articleshow",
    "artykuly",
    "bangla",
    "bengali",
    "content",
    "english",
    "gujarati",
    "hindi",
    "html",
    "index",
    "latest",
    "live",
    "marathi",
    "news",
    "photos",
    "punjabi",
    "story",
    "tamil",
    "telugu",
    "topic",
    "video",
    "videos",
    "wiadomosc",
    "wiadomosci",
    "www",
];

/// What the path of an address tells.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Address {
    /// The words that tell what the page is about, with spaces; empty if there are none.
    pub words: String,
    /// Its sections as terms, sorted.
    pub sections: Vec<u32>,
}

impl Address {
    /// Reads an address.
    pub fn of(url: &str) -> Address {
        let url = url.trim();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or_default().to_lowercase();
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        let told = parts.iter().enumerate().map(|(i, p)| (words(p).len(), i)).max();
        let told = told.filter(|(n, _)| *n >= TELLING).map(|(_, i)| i);
        let section = |p: &&str| {
            let name = p.split(['.', ',']).next().unwrap_or_default();
            let plain = name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
            (plain && name.len() > 1 && !NO_SECTION.contains(&name)).then(|| terms::marked(b'/', name))
        };
        let mut sections: Vec<u32> = parts
            .iter()
            .take(told.unwrap_or(0))
            .filter_map(section)
            .take(MOST_SECTIONS)
            .collect();
        sections.sort_unstable();
        sections.dedup();
        let words = told.and_then(|i| parts.get(i)).map(|p| words(p)).unwrap_or_default();
        Address {
            words: words.join(" "),
            sections,
        }
    }
}

/// The words and short numbers of a part of a path.
fn words(part: &str) -> Vec<&str> {
    let name = part
        .rsplit_once('.')
        .filter(|(_, end)| end.len() <= 5)
        .map_or(part, |(name, _)| name);
    let tells = |w: &&str| {
        let digits = w.chars().filter(char::is_ascii_digit).count();
        let letters = w.chars().any(|c| is_word_char(c) && !c.is_ascii_digit());
        !w.is_empty() && if letters { digits < 3 } else { digits < SERIAL }
    };
    name.split(|c: char| !is_word_char(c))
        .filter(tells)
        .take(MOST_WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_what_a_page_is_about_and_where_it_stands() {
        let a = Address::of("http://paper.example/gujarati/sports/football/ratanpur-win-after-30-year-771204?ref=1");
        assert_eq!(a.words, "ratanpur win after 30 year");
        assert_eq!(a.sections.len(), 2);
        let b = Address::of("https://other.example/sports/bridge-opens-in-ratangarh/articleshow/13147.cms");
        assert_eq!(b.words, "bridge opens in ratangarh");
        assert_eq!(b.sections, [terms::marked(b'/', "sports")]);
        assert!(a.sections.contains(&b.sections[0]));
    }

    #[test]
    fn an_address_without_words_tells_nothing() {
        for url in [
            "",
            "https://x.example/",
            "https://x.example/content/09add493-1be5-4545",
            "x.example/a-b",
            "://",
        ] {
            assert_eq!(Address::of(url).words, "", "{url}");
        }
    }
}
