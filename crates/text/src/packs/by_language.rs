//! Tables made of one file of each language.

use super::{Fault, File, file, lender, sound};
use crate::Lang;
use std::sync::OnceLock;

/// Tables made of the files of one name, each when it is first asked for.
///
/// A language without the file uses that of the language it borrows from (`borrow` in `pack.txt`), or else that of the
/// fallback, if one is given.
pub struct ByLanguage<T: 'static> {
    name: &'static str,
    fallback: Option<Lang>,
    read: fn(&'static File) -> Result<T, Fault>,
    homes: [OnceLock<Option<Lang>>; Lang::ALL.len()],
    tables: [OnceLock<T>; Lang::ALL.len()],
}

impl<T> ByLanguage<T> {
    /// The tables that `read` makes of the files of a name, given without `.txt`.
    pub const fn new(name: &'static str, read: fn(&'static File) -> Result<T, Fault>) -> ByLanguage<T> {
        ByLanguage {
            name,
            fallback: None,
            read,
            homes: [const { OnceLock::new() }; Lang::ALL.len()],
            tables: [const { OnceLock::new() }; Lang::ALL.len()],
        }
    }

    /// The same with a language for those that have neither a file nor a lender.
    pub const fn or(mut self, fallback: Lang) -> ByLanguage<T> {
        self.fallback = Some(fallback);
        self
    }

    /// The table of a language. A file that cannot be read stops the program with file and line.
    pub fn get(&self, lang: Lang) -> Option<&T> {
        let home = *self
            .homes
            .get(lang as usize)?
            .get_or_init(|| home(lang, self.name).or(self.fallback));
        let at = home?;
        let slot = self.tables.get(at as usize)?;
        if let Some(table) = slot.get() {
            return Some(table);
        }
        let file = file(at, self.name)?;
        Some(slot.get_or_init(|| sound((self.read)(file))))
    }

    /// What is wrong with the files, one fault a file.
    pub fn faults(&self) -> Vec<Fault> {
        let files = super::each(self.name);
        files.filter_map(|f| (self.read)(f).err()).collect()
    }
}

/// The language whose file of a name a language reads: its own, or that of its lender and so on.
fn home(lang: Lang, name: &str) -> Option<Lang> {
    let mut at = lang;
    for _ in Lang::ALL {
        if file(at, name).is_some() {
            return Some(at);
        }
        at = lender(at, name)?;
    }
    None
}
