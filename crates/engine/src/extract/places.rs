//! What the gazetteer of names knows before any name is looked for: whether words are a place, and whether they are
//! ordinary words or names of people.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::phonetic;
use sutradhar_text::words::words;

macro_rules! data {
    ($file:literal) => {
        include_str!(concat!("../../data/names/", $file))
    };
}

/// Letters of a phonetic key by which a place is known in a script that the lists do not cover: shorter ones meet other
/// words by chance.
const SOUNDS: usize = 4;

/// Places and words by their spelling keys.
struct Known {
    places: FxHashSet<String>,
    /// Towns and districts.
    towns: FxHashSet<String>,
    /// Countries and states of India.
    regions: FxHashSet<String>,
    /// Phonetic keys of places of one word.
    sounds: FxHashSet<String>,
    common: FxHashSet<String>,
    people: FxHashSet<String>,
    endings: Vec<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known {
        places: FxHashSet::default(),
        towns: FxHashSet::default(),
        regions: FxHashSet::default(),
        sounds: FxHashSet::default(),
        common: FxHashSet::default(),
        people: FxHashSet::default(),
        endings: lines(data!("place-endings.txt")).collect(),
    };
    for list in [
        data!("common-hi.txt"),
        data!("common-own.txt"),
        data!("common-news.txt"),
    ] {
        known
            .common
            .extend(lines(list).flat_map(str::split_whitespace).map(key));
    }
    for list in [data!("given.txt"), data!("given-en.txt"), data!("surnames.txt")] {
        known
            .people
            .extend(lines(list).flat_map(str::split_whitespace).map(key));
    }
    use Kind::*;
    for (list, kind, foreign) in [
        (data!("places.txt"), Place, false),
        (data!("states-india.txt"), Region, false),
        (data!("countries.txt"), Region, true),
        (data!("cities-india.txt"), Town, true),
        (data!("cities-world.txt"), Town, true),
    ] {
        for line in lines(list) {
            // The cell after the names holds the people of the place.
            let cells = line.split('|').skip(1).take(3);
            known.add(cells.flat_map(|c| c.split(',')), kind, foreign);
        }
    }
    for line in lines(data!("districts.txt")) {
        if let Some((english, names)) = line.split_once(" = ") {
            known.add(names.split(',').chain([english]), Town, false);
        }
    }
    known
});

/// What a list has.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Place,
    Town,
    Region,
}

impl Known {
    /// Adds names of places; those of lists that nobody here wrote (`foreign`) give way to ordinary words and names.
    fn add(&mut self, names: impl Iterator<Item = &'static str>, kind: Kind, foreign: bool) {
        for name in names {
            let name = name.trim().trim_start_matches(['~', '?', '^']);
            let key = key(name);
            let ordinary = self.common.contains(&key) || self.people.contains(&key);
            if key.is_empty() || foreign && (ordinary || name.chars().count() < 3) {
                continue;
            }
            if !key.contains(' ') {
                let sound = phonetic::key(name);
                if sound.len() >= SOUNDS {
                    self.sounds.insert(sound);
                }
            }
            match kind {
                Kind::Town => self.towns.insert(key.clone()),
                Kind::Region => self.regions.insert(key.clone()),
                Kind::Place => false,
            };
            self.places.insert(key);
        }
    }
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The spelling keys of the words of a name, a blank between them.
fn key(name: &str) -> String {
    let mut out = String::new();
    for word in words(name) {
        if !out.is_empty() {
            out.push(' ');
        }
        phonetic::spelling(word.span.of(name), &mut out);
    }
    out
}

/// Whether the gazetteer has a place of this name, in any of its spellings.
pub(super) fn is_place(name: &str) -> bool {
    let plain = name.strip_prefix("THE ").unwrap_or(name);
    if KNOWN.places.contains(&key(plain)) {
        return true;
    }
    // The lists have few towns in the scripts between Devanagari and Latin: there a name is known by its sound.
    let other = plain.starts_with(|c: char| ('\u{980}'..'\u{d80}').contains(&c));
    other && !plain.contains(char::is_whitespace) && KNOWN.sounds.contains(&phonetic::key(plain))
}

/// Whether the name is one of a country or a state of India, and of no town.
pub(super) fn is_region(name: &str) -> bool {
    let key = key(name);
    KNOWN.regions.contains(&key) && !KNOWN.towns.contains(&key)
}

/// Whether the name ends as names of Indian places do.
pub(super) fn ends_as_place(name: &str) -> bool {
    KNOWN.endings.iter().any(|e| name.len() > e.len() && name.ends_with(e))
}

/// Whether a word of Hindi is no name.
pub(super) fn is_common(word: &str) -> bool {
    KNOWN.common.contains(&key(word))
}

/// Whether a word is a part of names of people.
pub(super) fn is_of_people(word: &str) -> bool {
    KNOWN.people.contains(&key(word))
}
