//! What is known of names before any page is read: the gazetteer and the word lists, as one trie over spelling keys.

use crate::model::{EntityId, EntityKind};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::LazyLock;
use sutradhar_text::{fold, phonetic, words};

macro_rules! data {
    ($file:literal) => {
        include_str!(concat!("../../../data/names/", $file))
    };
}

/// A word of Hindi that is no name.
pub(super) const COMMON: u32 = 1;
/// A part of names of people.
pub(super) const NAME: u32 = 2;
/// May stand inside the name of an organisation.
pub(super) const MODIFIER: u32 = 4;
/// A postposition or another word that closes a name.
pub(super) const CLOSER: u32 = 8;
/// A letter of the alphabet by its name (एस, पी, के): initials.
pub(super) const INITIAL: u32 = 16;
/// A word that starts or continues a name of the gazetteer.
pub(super) const KNOWN: u32 = 32;
/// A family name.
pub(super) const SURNAME: u32 = 64;

/// A field word that says only what kind of body it is (सरकारी, राज्य, जिला).
pub(super) const GENERIC: u32 = 128;
/// A head that makes an office with a field of work alone (विभाग).
pub(super) const FORMAL: u32 = 256;
/// The postposition of the agent (ने).
pub(super) const AGENT: u32 = 512;
/// "and".
pub(super) const AND: u32 = 1024;
/// The genitive का, के, की.
pub(super) const GENITIVE: u32 = 2048;
/// मीडिया.
pub(super) const MEDIA: u32 = 4096;
/// State-owned (सरकारी, आधिकारिक, राजकीय).
pub(super) const STATE: u32 = 8192;
/// एजेंसी.
pub(super) const AGENCY: u32 = 16384;

/// "of" in names borrowed from English (ऑफ).
pub(super) const OF: u32 = 32768;
/// A part of names of people by a list that was not made from the training data of the tagger.
pub(super) const LISTED: u32 = 65536;

/// The last part of many women's names (X देवी): a name after a first name, a goddess or a title alone.
pub(super) const WOMAN: u32 = 131_072;
/// A word of news: no name of a person, but bodies are called by such words too (रोडवेज, पैलेस).
pub(super) const NEWS: u32 = 524_288;
/// A direction before the name of a place (पश्चिमी मप्र).
pub(super) const DIRECTION: u32 = 262_144;

/// The classes of `marked.txt`: words that rules look for.
const MARKED: &[(&str, u32)] = &[
    ("generic", GENERIC),
    ("formal", FORMAL),
    ("agent", AGENT),
    ("and", AND),
    ("genitive", GENITIVE),
    ("media", MEDIA),
    ("state", STATE),
    ("agency", AGENCY),
    ("of", OF),
    ("woman", WOMAN),
    ("direction", DIRECTION),
];

/// Shortest phonetic key by which a name is known across scripts: shorter ones meet other words by chance.
const SOUNDS_MIN: usize = 3;

/// Consonants that a name must have to be known by its sound in a script that the lists do not cover.
const SOUNDS_WORD: usize = 3;

/// How sure an alias is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Counts wherever it stands.
    Strong,
    /// Counts beside a fuller name of the same thing (`?`).
    Partial,
    /// Also an ordinary word: counts where the surroundings say place (`~`).
    Ordinary,
}

/// What an organisation is, where that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Plain,
    Agency,
    Media,
    Intelligence,
    Metonym,
}

/// What a head noun does to the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    Organisation,
    Government,
    Place,
    /// Stands after a place name and is no part of it.
    After,
    /// Stands before a place name and is no part of it.
    Before,
    Event,
}

/// What a phrase of the trie means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Entity {
        known: u32,
        strength: Strength,
        demonym: bool,
        /// Names this thing only in a report that is of India (`^`): other countries have one of that name.
        at_home: bool,
        upper: bool,
        /// Written in an Indian script other than Devanagari: meets no word in Devanagari.
        other_script: bool,
        /// Hash of the folded name where an ordinary word is spelt almost alike (उप्र, ऊपर): then only that very spelling counts.
        exact: u64,
    },
    /// Stands before the name of a person; a weak one (महिला, चालक) before much else too.
    Title {
        weak: bool,
    },
    Head(Head),
}

/// An entity of the gazetteer.
#[derive(Debug)]
pub(super) struct Known {
    pub id: EntityId,
    pub kind: EntityKind,
    pub en: &'static str,
    pub hi: &'static str,
    pub class: Class,
    /// Country of a state agency or of a seat of power.
    pub of: Option<EntityId>,
    /// Whether it is a place in India, or India.
    pub indian: bool,
}

/// The gazetteer and the word lists.
pub(super) struct Lexicon {
    words: FxHashMap<Box<str>, u32>,
    flags: Vec<u32>,
    trie: FxHashMap<(u32, u32), u32>,
    meanings: Vec<Vec<Meaning>>,
    pub known: Vec<Known>,
    by_id: FxHashMap<String, u32>,
    /// Phonetic keys of names of people, for names in Latin letters.
    sounds: FxHashSet<Box<str>>,
    /// Words of one-word names by phonetic key, for scripts other than Devanagari and Latin.
    by_sound: FxHashMap<Box<str>, u32>,
    /// State agency of a country: index of the country to index of the agency.
    agencies: FxHashMap<u32, u32>,
}

/// The one lexicon, built at first use.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The word of a spelling key; 0 if it is not in any list.
    pub fn word(&self, key: &str) -> u32 {
        self.words.get(key).copied().unwrap_or(0)
    }

    /// What the lists say of a word.
    pub fn flags(&self, word: u32) -> u32 {
        self.flags.get(word as usize).copied().unwrap_or(0)
    }

    /// The node after `node` by `word`, if any phrase goes on so.
    pub fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.trie.get(&(node, word)).copied()
    }

    /// The meanings of the phrase that ends at `node`.
    pub fn meanings(&self, node: u32) -> &[Meaning] {
        self.meanings.get(node as usize).map_or(&[], Vec::as_slice)
    }

    /// The entity of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Whether a name of people in another script sounds like this word.
    pub fn sounds_like_a_name(&self, word: &str) -> bool {
        self.sounds.contains(phonetic::key(word).as_str())
    }

    /// The word of a one-word name that sounds like `word`, an ending of one letter aside (মস্কোর); 0 if none.
    pub fn word_by_sound(&self, word: &str) -> u32 {
        let sounds = phonetic::key(word);
        let find = |s: &str| {
            (s.len() >= SOUNDS_WORD)
                .then(|| self.by_sound.get(s).copied())
                .flatten()
        };
        find(&sounds)
            .or_else(|| find(sounds.strip_suffix(['r', 't', 'k'])?))
            .unwrap_or(0)
    }

    /// The state agency of a country.
    pub fn state_agency(&self, country: u32) -> Option<u32> {
        self.agencies.get(&country).copied()
    }

    fn build() -> Lexicon {
        let mut l = Lexicon {
            words: FxHashMap::default(),
            flags: vec![0],
            trie: FxHashMap::default(),
            meanings: vec![Vec::new()],
            known: Vec::new(),
            by_id: FxHashMap::default(),
            sounds: FxHashSet::default(),
            by_sound: FxHashMap::default(),
            agencies: FxHashMap::default(),
        };
        l.word_list(data!("common-hi.txt"), COMMON);
        l.word_list(data!("common-own.txt"), COMMON);
        l.word_list(data!("common-news.txt"), COMMON | NEWS);
        l.word_list(data!("common-en.txt"), COMMON);
        l.word_list(data!("names-il.txt"), NAME);
        l.word_list(data!("given.txt"), NAME | LISTED);
        l.word_list(data!("surnames.txt"), NAME | SURNAME | LISTED);
        l.word_list(data!("given-en.txt"), NAME | LISTED);
        for word in lines(data!("given.txt"))
            .chain(lines(data!("surnames.txt")))
            .flat_map(str::split_whitespace)
        {
            let sounds = phonetic::key(word);
            if sounds.len() >= SOUNDS_MIN {
                l.sounds.insert(sounds.into());
            }
        }
        l.word_list(data!("not-names.txt"), COMMON);
        l.word_list(data!("modifiers.txt"), MODIFIER);
        l.word_list(data!("closers.txt"), CLOSER | COMMON);
        l.word_list(data!("initials.txt"), INITIAL);
        for (name, words) in lines(data!("marked.txt")).filter_map(|line| line.split_once(' ')) {
            if let Some((_, flag)) = MARKED.iter().find(|m| m.0 == name) {
                l.word_list(words, *flag);
            }
        }
        for line in lines(data!("places.txt")) {
            l.entity(line, EntityKind::Place, false);
        }
        for line in lines(data!("states-india.txt")) {
            l.entity(line, EntityKind::Place, false);
        }
        for line in lines(data!("organisations.txt")) {
            l.entity(line, EntityKind::Organisation, false);
        }
        for line in lines(data!("people.txt")) {
            l.entity(line, EntityKind::Person, false);
        }
        for line in lines(data!("districts.txt")) {
            let Some((en, names)) = line.split_once(" = ") else {
                continue;
            };
            let (hi, more) = names.split_once(',').unwrap_or((names, ""));
            let (en, hi) = (en.trim(), hi.trim());
            let known = l.declare(
                &format!("loc:{}", slug(en)),
                EntityKind::Place,
                en,
                hi.trim_start_matches('~'),
            );
            for name in [en, hi].into_iter().chain(more.split(',')) {
                l.alias(known, name, false, false);
            }
        }
        for line in lines(data!("countries.txt")) {
            l.entity(line, EntityKind::Place, true);
        }
        for line in lines(data!("cities-india.txt")).chain(lines(data!("cities-world.txt"))) {
            l.entity(line, EntityKind::Place, true);
        }
        for id in super::home::places() {
            if let Some(k) = l.find(&id).and_then(|k| l.known.get_mut(k as usize)) {
                k.indian = true;
            }
        }
        for f in &mut l.flags {
            if *f & CLOSER != 0 {
                *f &= !(NAME | SURNAME);
            }
        }
        let mut key = String::new();
        for word in lines(data!("not-names.txt")).flat_map(str::split_whitespace) {
            key.clear();
            phonetic::spelling(word, &mut key);
            let w = l.word(&key);
            if let Some(f) = l.flags.get_mut(w as usize) {
                *f &= !(NAME | SURNAME);
            }
        }
        // Short sounds that an ordinary word has too (বন্ধ, बंद, the town of बांदा) name nothing by their sound alone.
        let mut ordinary: Vec<String> = lines(data!("common-hi.txt"))
            .chain(lines(data!("closers.txt")))
            .flat_map(str::split_whitespace)
            .filter(|w| w.chars().count() <= 2 * SOUNDS_WORD)
            .map(phonetic::key)
            .collect();
        ordinary.sort_unstable();
        l.by_sound
            .retain(|k, _| k.len() > SOUNDS_WORD || ordinary.binary_search_by(|o| o.as_str().cmp(k)).is_err());
        for line in lines(data!("titles.txt")) {
            match line.strip_prefix('~') {
                Some(weak) => l.phrase(weak, Meaning::Title { weak: true }),
                None => l.phrase(line, Meaning::Title { weak: false }),
            }
        }
        for line in lines(data!("heads.txt")) {
            let Some((class, phrase)) = line.split_once(' ') else {
                continue;
            };
            let head = match class {
                "org" => Head::Organisation,
                "gov" => Head::Government,
                "loc" => Head::Place,
                "after" => Head::After,
                "before" => Head::Before,
                _ => Head::Event,
            };
            l.phrase(phrase, Meaning::Head(head));
        }
        l
    }

    fn intern(&mut self, key: &str) -> u32 {
        if let Some(w) = self.words.get(key) {
            return *w;
        }
        let w = self.flags.len() as u32;
        self.words.insert(key.into(), w);
        self.flags.push(0);
        w
    }

    fn word_list(&mut self, file: &'static str, flag: u32) {
        let mut key = String::new();
        for line in lines(file) {
            for word in line.split_whitespace() {
                key.clear();
                phonetic::spelling(word, &mut key);
                if !key.is_empty() {
                    let w = self.intern(&key);
                    self.set(w, flag);
                }
            }
        }
    }

    fn set(&mut self, word: u32, flag: u32) {
        if let Some(f) = self.flags.get_mut(word as usize) {
            *f |= flag;
        }
    }

    fn declare(&mut self, id: &str, kind: EntityKind, en: &'static str, hi: &'static str) -> u32 {
        if let Some(k) = self.by_id.get(id) {
            return *k;
        }
        let k = self.known.len() as u32;
        self.known.push(Known {
            id: EntityId(id.to_string()),
            kind,
            en,
            hi,
            class: Class::Plain,
            of: None,
            indian: false,
        });
        self.by_id.insert(id.to_string(), k);
        k
    }

    /// A line of a gazetteer file: id | English | Hindi | further names | demonyms or class.
    fn entity(&mut self, line: &'static str, kind: EntityKind, foreign_list: bool) {
        let mut cells = line.split('|').map(str::trim);
        let (Some(id), Some(en)) = (cells.next(), cells.next()) else {
            return;
        };
        let hi = cells.next().unwrap_or("");
        let more = cells.next().unwrap_or("");
        let last = cells.next().unwrap_or("");
        let new = self.find(id).is_none();
        let known = self.declare(id, kind, en.trim_start_matches('^'), hi.trim_start_matches(['~', '?']));
        for name in [en, hi].into_iter().chain(more.split(',')) {
            self.alias(known, name, false, foreign_list);
        }
        if kind == EntityKind::Organisation {
            let class = match last.split(' ').next().unwrap_or("") {
                "agency" => Class::Agency,
                "media" => Class::Media,
                "intelligence" => Class::Intelligence,
                "metonym" => Class::Metonym,
                _ => Class::Plain,
            };
            let of = last
                .split_once('@')
                .and_then(|(_, c)| self.find(&format!("loc:{}", c.trim())));
            let of_id = of.and_then(|c| self.known.get(c as usize)).map(|c| c.id.clone());
            if let Some(k) = self.known.get_mut(known as usize)
                && new
            {
                k.class = class;
                k.of = of_id;
            }
            if let (Class::Agency, Some(c)) = (class, of) {
                self.agencies.insert(c, known);
            }
        } else {
            for name in last.split(',') {
                self.alias(known, name, true, false);
            }
        }
    }

    /// Adds one name. Names from lists that nobody here wrote (`foreign_list`) give way to ordinary words and to names of people.
    fn alias(&mut self, known: u32, name: &str, demonym: bool, foreign_list: bool) {
        let name = name.trim();
        let (at_home, name) = match name.strip_prefix('^') {
            Some(name) => (true, name),
            None => (false, name),
        };
        let (strength, name) = match name.chars().next() {
            Some('?') => (Strength::Partial, &name[1..]),
            Some('~') => (Strength::Ordinary, &name[1..]),
            Some(_) => (Strength::Strong, name),
            None => return,
        };
        let ids = self.phrase_words(name);
        if ids.is_empty() {
            return;
        }
        let single = ids.len() == 1;
        if foreign_list {
            let flags = ids.iter().fold(u32::MAX, |f, w| f & self.flags(*w));
            if flags & NAME != 0 || name.chars().count() < 3 {
                return;
            }
            if flags & (COMMON | MODIFIER | CLOSER) != 0 {
                return;
            }
        }
        let upper = name.is_ascii() && name.chars().all(|c| !c.is_ascii_lowercase());
        let person = self
            .known
            .get(known as usize)
            .is_some_and(|k| k.kind == EntityKind::Person);
        for w in &ids {
            self.set(*w, if person { KNOWN | NAME } else { KNOWN });
        }
        if let [word] = ids.as_slice()
            && strength == Strength::Strong
            && !foreign_list
            && !demonym
            && self
                .known
                .get(known as usize)
                .is_some_and(|k| k.kind != EntityKind::Organisation)
            && phonetic::key(name).chars().filter(|c| !"aiu".contains(*c)).count() >= SOUNDS_WORD
            && self.flags(*word) & COMMON == 0
        {
            self.by_sound.entry(phonetic::key(name).into()).or_insert(*word);
        }
        let ordinary = |l: &Lexicon, w: u32| single && !name.is_ascii() && l.flags(w) & (COMMON | CLOSER) != 0;
        let exact = match ids.first() {
            Some(w) if ordinary(self, *w) => spelling_hash(name),
            _ => 0,
        };
        let meaning = Meaning::Entity {
            known,
            strength,
            demonym,
            at_home,
            upper,
            exact,
            other_script: name.starts_with(|c: char| ('\u{980}'..'\u{e00}').contains(&c)),
        };
        self.insert(&ids, meaning);
        if !single && !name.is_ascii() && strength == Strength::Strong {
            // मध्यप्रदेश beside मध्य प्रदेश.
            let joined: String = name.split([' ', '-']).collect();
            let ids = self.phrase_words(&joined);
            if let [w] = ids.as_slice()
                && self.flags(*w) & COMMON == 0
            {
                self.set(*w, KNOWN);
                self.insert(&ids, meaning);
            }
        }
    }

    fn phrase(&mut self, phrase: &str, meaning: Meaning) {
        let ids = self.phrase_words(phrase);
        if !ids.is_empty() {
            self.insert(&ids, meaning);
        }
    }

    fn phrase_words(&mut self, phrase: &str) -> Vec<u32> {
        let mut key = String::new();
        words::words(phrase)
            .iter()
            .map(|t| {
                key.clear();
                phonetic::spelling(t.span.of(phrase), &mut key);
                self.intern(&key)
            })
            .collect()
    }

    fn insert(&mut self, ids: &[u32], meaning: Meaning) {
        let mut node = 0;
        for w in ids {
            node = match self.trie.get(&(node, *w)) {
                Some(n) => *n,
                None => {
                    let n = self.meanings.len() as u32;
                    self.meanings.push(Vec::new());
                    self.trie.insert((node, *w), n);
                    n
                }
            };
        }
        if let Some(list) = self.meanings.get_mut(node as usize) {
            let taken = list.iter().any(|m| {
                matches!(
                    (m, meaning),
                    (Meaning::Entity { .. }, Meaning::Entity { .. }) | (Meaning::Title { .. }, Meaning::Title { .. })
                ) || *m == meaning
            });
            if !taken {
                list.push(meaning);
            }
        }
    }
}

/// The lines of a data file without comments and blank lines.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// A hash of the folded spelling of a word, never 0.
pub(super) fn spelling_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(fold::fold(word).as_bytes());
    hasher.finish() | 1
}

/// An id from an English name: lower case, hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_every_line_a_class() {
        let named: Vec<&str> = lines(data!("marked.txt"))
            .filter_map(|l| Some(l.split_once(' ')?.0))
            .collect();
        let known: Vec<&str> = MARKED.iter().map(|m| m.0).collect();
        assert_eq!(named, known);
    }
}
