//! Lists the data files of the language packs, so that a new folder below `data/` needs no line of code.
//!
//! Writes `packs.rs`: a table of every `data/<tag>/<name>.txt`, sorted by tag and name, with its contents built in. The
//! table holds paths below this crate only, so the same sources give the same table on every machine.

#![allow(clippy::disallowed_methods)] // the crate is pure; what builds it reads its own folder

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=data");
    let mut table = String::from("&[\n");
    for tag in names(&here.join("data")) {
        for file in names(&here.join("data").join(&tag)) {
            let Some(name) = file.strip_suffix(".txt") else {
                continue;
            };
            let _ = writeln!(
                table,
                "    File {{ tag: \"{tag}\", name: \"{name}\", path: \"{tag}/{name}.txt\", \
                 text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/data/{tag}/{name}.txt\")) }},"
            );
        }
    }
    table.push_str("]\n");
    fs::write(out.join("packs.rs"), table).expect("OUT_DIR can be written");
}

/// The names in a folder, sorted; none if it is a file.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut out: Vec<String> = entries.filter_map(|e| e.file_name().into_string().ok()).collect();
    out.sort();
    out
}
