//! Zip and tar archives of pages: each file in them is read like a file of its own, one after the other. Nothing is
//! written to the disk, and names are only names: a path that leads out of the archive leads nowhere.

use super::files::{More, ReadError, Unit, gzip, io_error, stream};
use std::fs::File;
use std::io::{self, BufRead, BufReader};

/// What an error of a member adds to the name of the archive.
const IN: char = '/';

/// Hands on the units of a zip archive. A member that cannot be read is one error, and the others go on.
pub(super) fn zip(path: &str, file: File, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let wrong = |why: String| {
        let path = path.to_string();
        Err(ReadError::Content { path, why })
    };
    let mut archive = match zip::ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(e) => return hand_on(wrong(format!("not a zip archive that can be read: {e}"))),
    };
    let mut pages = 0;
    for i in 0..archive.len() {
        let member = match archive.by_index(i) {
            Ok(member) => member,
            Err(e) => match hand_on(wrong(format!("file {} of the archive cannot be read: {e}", i + 1))) {
                true => continue,
                false => return false,
            },
        };
        let name = match member.name() {
            Ok(name) => name.into_owned(),
            Err(e) => match hand_on(wrong(format!(
                "file {} of the archive has no name that can be read: {e}",
                i + 1
            ))) {
                true => continue,
                false => return false,
            },
        };
        if !member.is_file() || !is_wanted(&name) {
            continue;
        }
        pages += 1;
        let size = Some(member.size());
        if !one(path, &name, size, Box::new(BufReader::new(member)), hand_on) {
            return false;
        }
    }
    pages > 0 || hand_on(wrong(NONE.to_string()))
}

/// What an archive without pages is told to be.
const NONE: &str = "no file is in the archive";

/// Hands on the units of a tar archive, as a stream; `packed` if it came compressed.
pub(super) fn tar(path: &str, packed: bool, input: &mut dyn BufRead, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let mut archive = tar::Archive::new(input);
    let broken = |e: io::Error, read: u64| {
        let kept = format!("the {read} files before that were read");
        Err(match packed {
            true => gzip(path.to_string(), &e, &kept),
            false => ReadError::Content {
                path: path.to_string(),
                why: format!("the tar archive is cut off or damaged ({e}); {kept}"),
            },
        })
    };
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(e) => return hand_on(Err(io_error(path.to_string(), e))),
    };
    let mut pages = 0;
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => return hand_on(broken(e, pages)),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !entry.header().entry_type().is_file() || !is_wanted(&name) {
            continue;
        }
        pages += 1;
        let size = Some(entry.size());
        if !one(path, &name, size, Box::new(BufReader::new(entry)), hand_on) {
            return false;
        }
    }
    let path = path.to_string();
    let why = NONE.to_string();
    pages > 0 || hand_on(Err(ReadError::Content { path, why }))
}

/// Whether a member is read: as in folders, names that begin with a dot are left out, and so is what a Mac adds.
fn is_wanted(name: &str) -> bool {
    !name.ends_with('/')
        && !name
            .split('/')
            .any(|part| part.starts_with('.') && part != "." || part == "__MACOSX")
}

fn one(
    archive: &str,
    name: &str,
    size: Option<u64>,
    input: Box<dyn BufRead + '_>,
    hand_on: &mut dyn FnMut(Unit) -> More,
) -> More {
    let path = format!("{archive}{IN}{}", name.trim_start_matches("./"));
    stream(&path, size, input, true, hand_on)
}

/// What is said of an archive within an archive: one level keeps what can be unpacked in bounds.
pub(super) fn nested(path: String) -> ReadError {
    let why = "an archive within an archive is not read; unpack it first".to_string();
    ReadError::Content { path, why }
}
