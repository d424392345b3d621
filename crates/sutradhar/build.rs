//! Bundles the sample pages for `demo`, and names the version of the stages by a digest of their sources.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));

    // The package holds a copy where the repository has a link.
    let beside = here.join("../../samples");
    let samples = if beside.is_dir() { beside } else { here.join("samples") };
    println!("cargo::rerun-if-changed={}", samples.display());
    let mut list = String::from("&[\n");
    for path in files(&samples.join("pages")) {
        if let (Ok(path), Some(name)) = (path.canonicalize(), path.file_name().and_then(|n| n.to_str())) {
            let _ = writeln!(
                list,
                "    ({name:?}, include_bytes!({:?})),",
                path.display().to_string()
            );
        }
    }
    list.push_str("]\n");
    fs::write(out.join("samples.rs"), list).expect("OUT_DIR can be written");

    // Not a package version alone: a stage that changes between two releases must not leave old results in a store.
    // `view` is not among them: nothing that a store keeps comes from a page.
    let mut digest: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for b in bytes {
            digest = (digest ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(env::var("CARGO_PKG_VERSION").unwrap_or_default().as_bytes());
    for folder in [
        "../text/build.rs",
        "../text/src",
        "../text/data",
        "../engine/src",
        "../engine/data",
        "src/read",
        "src/search",
        "src/pipeline",
    ] {
        let folder = here.join(folder);
        if folder.exists() {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
        for path in files(&folder) {
            let name = path.strip_prefix(&here).unwrap_or(&path).display().to_string();
            eat(name.replace('\\', "/").as_bytes());
            eat(&fs::read(&path).unwrap_or_default());
        }
    }
    println!("cargo::rustc-env=SUTRADHAR_STAGES={digest:016x}");
}

/// All files below `folder`, sorted; a file for itself; none if it does not exist.
fn files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_path_buf()];
    }
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path));
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}
