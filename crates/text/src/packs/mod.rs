//! Language packs: the data files of each language, one reader that checks their lines, and tables made when asked for.
//!
//! A pack is the folder `data/<tag>/`. The build script lists its files, so none is named in code to be there. This
//! crate hands out files by name and knows only its own; what `times.txt` or `attribution.txt` mean is for others.
//! `pack.txt` says of a language whose files it borrows, and holds the sample that the laws read.

mod by_language;
mod file;

pub use by_language::ByLanguage;
pub use file::{Entry, Fault, File};

use crate::Lang;

/// The files of all packs, sorted by tag and name.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The files of all packs, sorted by tag and name.
pub fn files() -> &'static [File] {
    FILES
}

/// The file of a language by its name without `.txt`; none if its pack has no such file.
pub fn file(lang: Lang, name: &str) -> Option<&'static File> {
    let at = FILES.binary_search_by(|f| (f.tag, f.name).cmp(&(lang.tag(), name)));
    at.ok().and_then(|i| FILES.get(i))
}

/// The files of one name in the order of [`Lang::ALL`]. Where words of several languages meet in one table, the first
/// file that has a word wins.
pub fn each(name: &str) -> impl Iterator<Item = &'static File> {
    Lang::ALL.into_iter().filter_map(move |lang| file(lang, name))
}

/// What a line of `pack.txt` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// A file, then the language whose file of that name is looked in where the own one ends or is not there.
    Borrow,
    /// The mark that ends a sentence.
    Stop,
    /// Three words that make two sentences: a thing, what it did, another thing. `|` stands for a blank.
    Words,
    /// One sentence of the sample.
    Sample,
}

const FACTS: &[(&str, Fact)] = &[
    ("borrow", Fact::Borrow),
    ("stop", Fact::Stop),
    ("words", Fact::Words),
    ("sample", Fact::Sample),
];

/// The lines of `pack.txt` of a language; none if it has no such file.
pub fn facts(lang: Lang) -> Result<Vec<Entry<Fact>>, Fault> {
    file(lang, "pack").map_or(Ok(Vec::new()), |f| f.entries(FACTS))
}

/// The language from which a language borrows the file of a name, as `pack.txt` says.
pub fn lender(lang: Lang, name: &str) -> Option<Lang> {
    let facts = facts(lang).unwrap_or_default();
    let mut borrowed = facts.iter().filter(|e| e.class == Fact::Borrow);
    borrowed.find_map(|e| {
        let mut words = e.words();
        (words.next() == Some(name))
            .then(|| words.next().and_then(Lang::from_tag))
            .flatten()
    })
}

/// What is wrong with the files that this crate reads, one fault a file; a test holds that there is none.
pub fn faults() -> Vec<Fault> {
    let facts = Lang::ALL.into_iter().filter_map(|lang| facts(lang).err());
    facts
        .chain(crate::calendar::faults())
        .chain(crate::numbers::faults())
        .chain(crate::stem::faults())
        .chain(crate::letter_names::faults())
        .collect()
}

/// Unwraps what is built in. Stops the program with file and line rather than read half a list; a test reads every file.
pub fn sound<T>(read: Result<T, Fault>) -> T {
    match read {
        Ok(value) => value,
        Err(fault) => panic!("{fault}"),
    }
}
