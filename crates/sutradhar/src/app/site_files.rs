//! The files of a site: written, kept in a list, and removed when a later export has them no more.

use super::{AppError, Result};
use crate::export::write_file;
use std::collections::BTreeSet;
use std::path::Path;

/// The file in the folder of a site that lists the pages an export wrote there.
const LIST: &str = ".sutradhar-site";

/// The page that a site begins with.
pub const FIRST: &str = "index.html";

/// The folder of a site while it is written.
pub struct SiteFiles<'a> {
    dir: &'a Path,
    /// What earlier exports wrote.
    before: BTreeSet<String>,
    /// What this one writes.
    now: BTreeSet<String>,
}

impl<'a> SiteFiles<'a> {
    /// Opens the folder, makes it if it is not there, and notes the pages that will be written, so that an export
    /// that is cut off leaves nothing behind that the next one does not know.
    ///
    /// # Errors
    /// The folder is a file, cannot be written, or holds a first page that no export wrote.
    pub fn begin(dir: &'a Path, now: BTreeSet<String>) -> Result<SiteFiles<'a>> {
        if dir.exists() && !dir.is_dir() {
            let why = format!("{} is a file; name a folder", dir.display());
            return Err(AppError::Refused(why));
        }
        let before = written(dir);
        let first = dir.join(FIRST);
        if !before.contains(FIRST) && first.symlink_metadata().is_ok() {
            return Err(AppError::Refused(format!(
                "{} was not written by this command, so it stays as it is; name another folder, or an empty one",
                first.display()
            )));
        }
        std::fs::create_dir_all(dir).map_err(|e| AppError::io(dir, e))?;
        let files = SiteFiles { dir, before, now };
        files.keep_list(files.before.union(&files.now))?;
        Ok(files)
    }

    /// Writes a page.
    pub fn save(&self, name: &str, text: &str) -> Result<()> {
        let path = self.dir.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| AppError::io(folder, e))?;
        }
        write_file(&path, |to| to.write_all(text.as_bytes())).map_err(|e| AppError::io(&path, e))
    }

    /// Removes pages that only earlier exports wrote; gives how many.
    pub fn finish(self) -> Result<usize> {
        let mut gone = 0;
        for name in self.before.difference(&self.now) {
            gone += usize::from(remove(self.dir, name));
        }
        self.keep_list(self.now.iter())?;
        Ok(gone)
    }

    fn keep_list<'n>(&self, names: impl Iterator<Item = &'n String>) -> Result<()> {
        let text: String = names.map(|n| format!("{n}\n")).collect();
        let path = self.dir.join(LIST);
        write_file(&path, |to| to.write_all(text.as_bytes())).map_err(|e| AppError::io(&path, e))
    }
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
    let shape = matches!(parts.as_slice(), [FIRST] | ["list", _] | ["stories" | "articles", _, _]);
    shape && name.ends_with(".html") && parts.iter().all(plain)
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
