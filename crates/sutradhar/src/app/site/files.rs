//! The files of a site: written, kept in a list, and removed when a later export has them no more.

use crate::app::{AppError, Result};
use crate::export::{write_file, write_page};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// The file in the folder of a site that lists what an export wrote there.
const LIST: &str = ".sutradhar-site";

/// The page that a site begins with.
const FIRST: &str = "index.html";

/// The pages beside the folders.
const TOP: [&str; 6] = [
    FIRST,
    "stories.html",
    "storylines.html",
    "outlets.html",
    "method.html",
    "about.html",
];

/// The folders of pages.
const FOLDERS: [&str; 8] = [
    "list",
    "stories",
    "storylines",
    "claims",
    "articles",
    "copies",
    "entities",
    "outlets",
];

/// The folder of a site while it is written.
pub struct SiteFiles<'a> {
    dir: &'a Path,
    /// What earlier exports wrote.
    before: BTreeSet<String>,
    /// What this one wrote.
    now: BTreeSet<String>,
    /// The list, open at its end.
    list: File,
}

impl<'a> SiteFiles<'a> {
    /// Opens the folder and makes it if it is not there.
    ///
    /// # Errors
    /// The folder is a file, cannot be written, or holds a first page that no export wrote.
    pub fn begin(dir: &'a Path) -> Result<SiteFiles<'a>> {
        if dir.exists() && !dir.is_dir() {
            let why = format!("{} is a file; name a folder", dir.display());
            return Err(AppError::Refused(why));
        }
        let before = written(dir);
        not_mine(dir, FIRST, &before)?;
        std::fs::create_dir_all(dir).map_err(|e| AppError::io(dir, e))?;
        keep_list(dir, before.iter())?;
        let path = dir.join(LIST);
        let list = File::options().append(true).open(&path);
        Ok(SiteFiles {
            dir,
            before,
            now: BTreeSet::new(),
            list: list.map_err(|e| AppError::io(&path, e))?,
        })
    }

    /// Writes a file. Its name is on the list before it is there, so that an export that is cut off leaves nothing
    /// behind that the next one does not know.
    ///
    /// # Errors
    /// It cannot be written, or something that no export wrote has its place.
    pub fn save(&mut self, name: String, text: &str) -> Result<()> {
        let path = self.dir.join(&name);
        if !self.before.contains(&name) {
            not_mine(self.dir, &name, &self.before)?;
            let listed = writeln!(self.list, "{name}");
            listed.map_err(|e| AppError::io(&self.dir.join(LIST), e))?;
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| AppError::io(folder, e))?;
        }
        write_page(&path, text.as_bytes()).map_err(|e| AppError::io(&path, e))?;
        self.now.insert(name);
        Ok(())
    }

    /// Pages written so far.
    pub fn pages(&self) -> usize {
        self.now.iter().filter(|n| n.ends_with(".html")).count()
    }

    /// Removes what only earlier exports wrote; gives how many files.
    pub fn finish(self) -> Result<usize> {
        let mut gone = 0;
        for name in self.before.difference(&self.now) {
            gone += usize::from(remove(self.dir, name));
        }
        keep_list(self.dir, self.now.iter())?;
        Ok(gone)
    }
}

/// Refuses a place where something stands that no export wrote.
fn not_mine(dir: &Path, name: &str, before: &BTreeSet<String>) -> Result<()> {
    let path = dir.join(name);
    if before.contains(name) || path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(AppError::Refused(format!(
        "{} was not written by this command, so it stays as it is; name another folder, or an empty one",
        path.display()
    )))
}

fn keep_list<'n>(dir: &Path, names: impl Iterator<Item = &'n String>) -> Result<()> {
    let text: String = names.map(|n| format!("{n}\n")).collect();
    let path = dir.join(LIST);
    write_file(&path, |to| to.write_all(text.as_bytes())).map_err(|e| AppError::io(&path, e))
}

/// The pages that earlier exports wrote into a folder.
pub fn written(dir: &Path) -> BTreeSet<String> {
    let list = std::fs::read_to_string(dir.join(LIST)).unwrap_or_default();
    list.lines().filter(|n| is_page(n)).map(str::to_string).collect()
}

/// Whether a line of the list can be the name of a page: nothing else may be removed by it.
fn is_page(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let plain = |p: &&str| {
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
        !p.is_empty() && !p.starts_with('.') && p.bytes().all(letters)
    };
    let ending = |endings: &[&str]| endings.iter().any(|e| name.ends_with(e));
    let shape = match parts.as_slice() {
        [one] => TOP.contains(one),
        // Lists had no folders below in earlier exports.
        ["list", _] => ending(&[".html"]),
        ["assets", _] => ending(&[".css"]),
        [folder, _, _] => FOLDERS.contains(folder) && ending(&[".html", ".json", ".md"]),
        _ => false,
    };
    shape && parts.iter().all(plain)
}

/// Removes a page and the folders that it leaves empty. Nothing that lies behind a link is touched.
fn remove(dir: &Path, name: &str) -> bool {
    let mut folder = dir.to_path_buf();
    let mut folders = Vec::new();
    let mut parts = name.split('/').peekable();
    while let Some(part) = parts.next() {
        folder.push(part);
        let Ok(meta) = folder.symlink_metadata() else {
            return false;
        };
        match parts.peek() {
            Some(_) if meta.is_dir() => folders.push(folder.clone()),
            None if meta.is_file() => {}
            _ => return false,
        }
    }
    let gone = std::fs::remove_file(&folder).is_ok();
    for folder in folders.iter().rev() {
        // Fails where it holds anything.
        let _ = std::fs::remove_dir(folder);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_are_pages() {
        for (name, want) in [
            ("index.html", true),
            ("list/2.html", true),
            ("stories/0a/story-e1.html", true),
            ("articles/0a/article-x_1.html", true),
            ("articles/0a/article-x_1.json", true),
            ("stories/0a/story-e1.claims.html", true),
            ("list/0a/stories-2026-01.html", true),
            ("assets/s.00000000.css", true),
            ("assets/photo.png", false),
            ("stories/0a/notes.txt", false),
            ("stories/0a/b/c.html", false),
            ("stories/../x.html", false),
            ("/etc/passwd.html", false),
            ("other/0a/x.html", false),
            ("stories/0a/.html", false),
            ("notes.html", false),
        ] {
            assert_eq!(is_page(name), want, "{name}");
        }
    }
}
