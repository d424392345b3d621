//! Laws on pages of real shape that were cut, mixed and damaged: no panic, spans hold, and the time stays in bounds.

#![allow(clippy::disallowed_methods)] // the pages are read from files; nothing that is built reads one
#![allow(clippy::unwrap_used)] // helpers of tests are tests too

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use sutradhar_engine::extract::extract;
use sutradhar_engine::ingest::{decode, looks_like_html};
use sutradhar_engine::model::*;

/// Pages of our own making, with the markup of real ones.
const NAMES: [&str; 6] = [
    "02-nadighati-express-bandh-hari-jhandi.html",
    "04-samaysetu-bandh-mantrimandal.html",
    "06-valley-ledger-dam-cleared.html",
    "12-vartakunj-lathimar.html",
    "16-jantarang24-bandh-haadsa-live.html",
    "01-dainik-saral-bandh-manjuri.txt",
];

static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let read = |name: &&str| std::fs::read_to_string(folder.join(name)).unwrap();
    NAMES.iter().map(read).collect()
});

/// An article of the content keeps the laws: spans lie inside the text on character borders, lines are in order and cover
/// what is not blank.
fn check(content: Content) {
    let (article, _) = extract(&RawPage {
        id: ArticleId::from("a"),
        source: "page".to_string(),
        url: None,
        hints: Hints::default(),
        content,
        notices: Vec::new(),
    });
    let text = &article.text;
    let want: Vec<(u32, &str)> = text
        .split('\n')
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
        .map(|(i, l)| (i as u32 + 1, l))
        .collect();
    let have: Vec<(u32, &str)> = article.lines.iter().map(|l| (l.n, l.span.of(text))).collect();
    assert_eq!(have, want);
    let agency = article.agency.iter().filter_map(|a| a.span.as_ref());
    for span in article.headline.iter().chain(agency) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
}

/// What damage puts into a page.
const PIECES: [&str; 24] = [
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "\"",
    "'",
    "=",
    "&",
    "&#x",
    "&#1114112;",
    "\0",
    "\u{fffd}",
    "\u{202e}",
    "\u{200d}",
    "्",
    "<script>",
    "</script>",
    "<script type=\"application/ld+json\">",
    "<title>",
    "<h1>",
    "<table><tr><td>",
    "<a href=",
];

/// One change of a page; places are shares of its length in 1/65536.
#[derive(Debug, Clone)]
enum Damage {
    /// Nothing after this place.
    Cut(u16),
    /// Nothing between these places.
    Hole(u16, u16),
    /// What stands between these places, once more at the third.
    Again(u16, u16, u16),
    /// A piece of markup at this place.
    Piece(u16, usize),
    /// Another page from this place on.
    Other(u16, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<u16>().prop_map(Damage::Cut),
        (any::<u16>(), any::<u16>()).prop_map(|(a, b)| Damage::Hole(a, b)),
        (any::<u16>(), any::<u16>(), any::<u16>()).prop_map(|(a, b, c)| Damage::Again(a, b, c)),
        (any::<u16>(), 0..PIECES.len()).prop_map(|(a, n)| Damage::Piece(a, n)),
        (any::<u16>(), 0..NAMES.len()).prop_map(|(a, n)| Damage::Other(a, n)),
    ]
}

/// The page as bytes after all damage: places fall inside characters and tags alike.
fn damaged(page: usize, list: &[Damage]) -> Vec<u8> {
    let mut bytes = PAGES[page].as_bytes().to_vec();
    for d in list {
        let place = |share: u16| bytes.len() * share as usize / 65536;
        let range = |a: u16, b: u16| place(a.min(b))..place(a.max(b));
        match *d {
            Damage::Cut(a) => bytes.truncate(place(a)),
            Damage::Hole(a, b) => drop(bytes.drain(range(a, b))),
            Damage::Again(a, b, c) => {
                let (part, at) = (bytes[range(a, b)].to_vec(), place(c));
                bytes.splice(at..at, part);
            }
            Damage::Piece(a, n) => {
                let at = place(a);
                bytes.splice(at..at, PIECES[n].bytes());
            }
            Damage::Other(a, n) => {
                let at = place(a);
                bytes.splice(at.., PAGES[n].as_bytes()[PAGES[n].len() / 3..].iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn damaged_pages_keep_the_laws(page in 0..NAMES.len(), list in prop::collection::vec(damage(), 0..7)) {
        let (text, _) = decode(&damaged(page, &list));
        let _ = looks_like_html(&text);
        check(Content::Html(text.clone()));
        check(Content::Text(text.clone()));
        check(Content::Record { title: String::new(), body: text });
    }
}
