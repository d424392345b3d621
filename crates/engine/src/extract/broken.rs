//! Laws on pages of real shape that were cut, mixed and damaged: no panic, spans hold, and the time stays in bounds.

use super::tests::{laws, raw};
use super::*;
use proptest::prelude::*;

/// Pages of our own making, with the markup of real ones.
const PAGES: [&str; 6] = [
    include_str!("../../../../samples/pages/02-nadighati-express-bandh-hari-jhandi.html"),
    include_str!("../../../../samples/pages/04-samaysetu-bandh-mantrimandal.html"),
    include_str!("../../../../samples/pages/06-valley-ledger-dam-cleared.html"),
    include_str!("../../../../samples/pages/12-vartakunj-lathimar.html"),
    include_str!("../../../../samples/pages/16-jantarang24-bandh-haadsa-live.html"),
    include_str!("../../../../samples/pages/01-dainik-saral-bandh-manjuri.txt"),
];

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
        (any::<u16>(), 0..PAGES.len()).prop_map(|(a, n)| Damage::Other(a, n)),
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
    fn damaged_pages_keep_the_laws(page in 0..PAGES.len(), list in prop::collection::vec(damage(), 0..7)) {
        let (text, _) = crate::ingest::decode(&damaged(page, &list));
        let _ = crate::ingest::looks_like_html(&text);
        laws(&extract(&raw(Content::Html(text.clone()))).0);
        laws(&extract(&raw(Content::Text(text.clone()))).0);
        laws(&extract(&raw(Content::Record { title: String::new(), body: text })).0);
    }
}
