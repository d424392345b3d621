//! The rules of the house that no compiler checks: who may use whom, sizes, and that no private test text got in.

#![allow(clippy::unwrap_used)] // helpers of tests are tests too

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The crates with their folders, left to right; a crate uses only crates to its left.
const CRATES: [(&str, &str); 5] = [
    ("sutradhar_text", "crates/text"),
    ("sutradhar_engine", "crates/engine"),
    ("sutradhar_view", "crates/view"),
    ("sutradhar", "crates/sutradhar"),
    ("xtask", "xtask"),
];

/// The crates below `crates` without input or output, clock or randomness.
const PURE: [&str; 3] = ["text", "engine", "view"];

/// The stages of the engine in the order of the data; a stage uses only stages above it.
const STAGES: [&str; 12] = [
    "model",
    "ingest",
    "extract",
    "annotate",
    "attribute",
    "similarity",
    "propositions",
    "copies",
    "events",
    "storylines",
    "claims",
    "brief",
];

/// Lines above which a source file is no longer one idea.
const LONGEST_FILE: usize = 600;

/// Characters of a line of a document; tables and blocks of code may be longer.
const LONGEST_LINE: usize = 120;

/// Words in a row that would be a sentence of somebody else's.
const COPIED_RUN: usize = 8;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn files(dir: &Path, endings: &[&str], out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                files(&path, endings, out);
            }
        } else if endings.iter().any(|e| name.ends_with(e)) {
            out.push(path);
        }
    }
}

fn rust_files(below: &str) -> Vec<(PathBuf, String)> {
    let mut list = Vec::new();
    files(&root().join(below), &[".rs"], &mut list);
    list.sort();
    list.into_iter()
        .map(|p| (p.clone(), std::fs::read_to_string(p).unwrap()))
        .collect()
}

/// Code lines: comments and doc comments left out.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.trim_start().starts_with("//"))
}

#[test]
fn crates_use_only_crates_to_their_left() {
    for (at, (name, folder)) in CRATES.iter().enumerate() {
        let manifest = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let sources = rust_files(&format!("{folder}/src"));
        assert!(!sources.is_empty(), "no sources of {name}");
        for (later, _) in &CRATES[at + 1..] {
            let package = later.replace('_', "-");
            let needs = manifest.lines().any(|l| {
                l.strip_prefix(&package)
                    .is_some_and(|rest| rest.starts_with(['.', ' ']))
            });
            assert!(!needs, "{folder}/Cargo.toml needs {package}");
            for (path, text) in &sources {
                let used = code(text).find(|l| l.contains(&format!("{later}::")));
                assert!(used.is_none(), "{} uses {later}: {used:?}", path.display());
            }
        }
    }
}

#[test]
fn pure_crates_do_no_input_and_output() {
    for name in PURE {
        // Files of tests may read their cases.
        let list = rust_files(&format!("crates/{name}/src"));
        for (path, text) in list.into_iter().filter(|(p, _)| !p.ends_with("tests.rs")) {
            for word in [
                "rusqlite",
                "std::fs",
                "std::thread",
                "std::env",
                "std::net",
                "SystemTime",
                "Instant::now",
            ] {
                let used = code(&text).find(|l| l.contains(word) && !l.contains("env!("));
                assert!(
                    used.is_none(),
                    "{}: `{word}` is not allowed here: {used:?}",
                    path.display()
                );
            }
        }
    }
}

/// `lib.rs` lists the stages in the order of the data.
#[test]
fn the_engine_lists_its_stages_in_order() {
    let text = std::fs::read_to_string(root().join("crates/engine/src/lib.rs")).unwrap();
    let listed: Vec<&str> = code(&text)
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|name| *name != "models")
        .collect();
    assert_eq!(listed, STAGES);
}

/// The code of a stage without its tests: file and lines.
fn stage_code(stage: &str) -> Vec<(PathBuf, Vec<String>)> {
    let files = rust_files(&format!("crates/engine/src/{stage}"));
    assert!(!files.is_empty(), "no files of stage {stage}");
    files
        .into_iter()
        .filter(|(path, _)| !path.file_stem().is_some_and(|s| s.to_string_lossy().ends_with("tests")))
        .map(|(path, text)| {
            let lines = code(&text).take_while(|l| !l.contains("#[cfg(test)]"));
            (path, lines.map(str::to_string).collect())
        })
        .collect()
}

#[test]
fn a_stage_uses_only_stages_above_it() {
    for (at, stage) in STAGES.iter().enumerate() {
        for (path, lines) in stage_code(stage) {
            for line in &lines {
                assert!(
                    !line.contains("crate::{"),
                    "{}: one stage a line: {line}",
                    path.display()
                );
                for later in &STAGES[at + 1..] {
                    let uses = ["::", ";"]
                        .iter()
                        .any(|end| line.contains(&format!("crate::{later}{end}")));
                    assert!(!uses, "{} uses the later stage {later}", path.display());
                }
            }
        }
    }
}

/// What stands in `mod.rs` of a stage is its face; files inside it are its own affair.
///
/// Rooms of the face are named here: `similarity` has one for words and one for terms.
#[test]
fn a_stage_uses_only_the_face_of_another() {
    const ROOMS: [&str; 2] = ["similarity::words::", "similarity::terms::"];
    for (at, stage) in STAGES.iter().enumerate() {
        for (path, lines) in stage_code(stage) {
            for line in &lines {
                for earlier in &STAGES[..at] {
                    let Some((_, rest)) = line.split_once(&format!("crate::{earlier}::")) else {
                        continue;
                    };
                    // `module::item` goes inside; `Type::item` and `{a, b}` do not.
                    let (first, inside) = rest.split_once("::").unwrap_or((rest, ""));
                    let module = !inside.is_empty() && first.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                    let room = ROOMS.contains(&format!("{earlier}::{first}::").as_str());
                    assert!(!module || room, "{} looks inside {earlier}: {line}", path.display());
                }
            }
        }
    }
}

/// The rooms of the program, each with what it may use of those before it.
const ROOMS: [&str; 11] = [
    "settings", "read", "store", "search", "pipeline", "export", "app", "watch", "web", "mcp", "cli",
];

#[test]
fn a_room_of_the_program_uses_only_rooms_before_it() {
    let src = root().join("crates/sutradhar/src");
    let listed = std::fs::read_to_string(src.join("lib.rs")).unwrap();
    let listed: Vec<&str> = listed.lines().filter_map(|l| l.strip_prefix("pub mod ")).collect();
    assert_eq!(listed, ROOMS.map(|room| format!("{room};")));
    for (path, text) in rust_files("crates/sutradhar/src") {
        let shown = path.strip_prefix(&src).unwrap().display().to_string();
        let room = shown.split('/').next().unwrap().trim_end_matches(".rs");
        let Some(at) = ROOMS.iter().position(|r| *r == room) else {
            continue;
        };
        for later in &ROOMS[at + 1..] {
            let uses = code(&text)
                .take_while(|l| !l.contains("#[cfg(test)]"))
                .any(|l| l.contains(&format!("crate::{later}")));
            assert!(!uses, "{shown} uses {later}, which comes after it");
        }
    }
}

#[test]
fn the_application_layer_knows_no_face() {
    for (path, text) in rust_files("crates/sutradhar/src/app") {
        for word in ["println!", "eprintln!", "print!(", "anyhow", "clap", "stdout", "stderr"] {
            assert!(
                !code(&text).any(|l| l.contains(word)),
                "{} has `{word}`",
                path.display()
            );
        }
    }
}

#[test]
fn only_the_store_and_search_speak_sql() {
    for (path, text) in rust_files("crates/sutradhar/src") {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        let allowed = shown.contains("/store") || shown.contains("/search");
        assert!(
            allowed || !code(&text).any(|l| l.contains("rusqlite")),
            "{shown} speaks SQL"
        );
    }
}

#[test]
fn files_are_one_idea_long() {
    for below in ["crates", "xtask"] {
        for (path, text) in rust_files(below) {
            let lines = text.lines().count();
            assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn lines_of_documents_are_short() {
    let mut list = Vec::new();
    for below in ["docs", "fuzz", "packaging", "samples"] {
        files(&root().join(below), &[".md"], &mut list);
    }
    list.extend(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    for path in list {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut fence = false;
        for (n, line) in text.lines().enumerate() {
            fence ^= line.starts_with("```");
            let long = !fence && !line.starts_with('|') && line.chars().count() > LONGEST_LINE;
            assert!(!long, "{}:{} is longer than {LONGEST_LINE}", path.display(), n + 1);
        }
    }
}

#[test]
fn pure_crates_ban_input_and_output() {
    for name in PURE {
        let text = std::fs::read_to_string(root().join("crates").join(name).join("clippy.toml")).unwrap();
        for call in [
            "std::fs::read",
            "std::time::SystemTime::now",
            "std::env::var",
            "std::thread::spawn",
            "char::is_alphanumeric",
        ] {
            assert!(text.contains(call), "crates/{name}/clippy.toml does not ban {call}");
        }
    }
}

/// What a crate builds in lies inside it, so that each can be packaged.
#[test]
fn no_crate_builds_in_files_of_another() {
    for (path, text) in rust_files("crates") {
        let below = path.strip_prefix(root().join("crates")).unwrap();
        // Folders between the file and its crate: `a/src/b/c.rs` may go up twice.
        let depth = below.components().count() - 2;
        for line in code(&text).filter(|l| l.contains("include_str!") || l.contains("include_bytes!")) {
            let up = line.matches("../").count();
            assert!(up <= depth, "{} leaves its crate: {line}", path.display());
        }
    }
}

#[test]
fn data_files_name_their_source() {
    let mut list = Vec::new();
    files(&root().join("crates"), &[".txt", ".tsv"], &mut list);
    for path in list.iter().filter(|p| p.components().any(|c| c.as_os_str() == "data")) {
        let text = std::fs::read_to_string(path).unwrap();
        let head: String = text
            .lines()
            .take_while(|l| l.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n")
            .to_lowercase();
        let named = ["cc0", "unicode-3.0", "cc-by-4.0", "mit", "apache"]
            .iter()
            .any(|l| head.contains(l));
        assert!(named, "{} does not name its licence in its head", path.display());
    }
}

/// No run of eight words of the private test pages stands anywhere in the project.
#[test]
fn no_sentence_of_the_private_pages() {
    let shared = root().join("../shared");
    if !shared.is_dir() {
        println!("skipped: ../shared/seeds and ../shared/gold not present");
        return;
    }
    let mut private: HashSet<u64> = HashSet::new();
    let mut take = |text: &str| private.extend(runs(text));
    let mut seeds = Vec::new();
    files(&shared.join("seeds"), &[".txt"], &mut seeds);
    for path in seeds {
        take(&std::fs::read_to_string(path).unwrap());
    }
    for set in ["statements-hi", "headlines-hi", "wire-hi", "events-hi"] {
        let text = std::fs::read_to_string(shared.join("gold").join(set).join("docs.jsonl")).unwrap();
        for line in text.lines() {
            let row: BTreeMap<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            for key in ["title", "body"] {
                take(row.get(key).and_then(|v| v.as_str()).unwrap_or(""));
            }
        }
    }
    let mut ours = Vec::new();
    files(
        &root(),
        &[".rs", ".md", ".txt", ".html", ".toml", ".json", ".tsv", ".jsonl"],
        &mut ours,
    );
    for path in ours {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let found = runs(&text).into_iter().filter(|r| private.contains(r)).count();
        assert!(
            found == 0,
            "{} holds {found} run(s) of {COPIED_RUN} words of the private pages",
            path.display()
        );
    }
}

fn runs(text: &str) -> Vec<u64> {
    let words: Vec<&str> = sutradhar_text::words::words(text)
        .iter()
        .map(|t| t.span.of(text))
        .collect();
    words
        .windows(COPIED_RUN)
        .filter(|w| w.iter().any(|x| !x.is_ascii()))
        .map(|w| {
            w.iter()
                .flat_map(|x| x.bytes().chain([0]))
                .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| {
                    (h ^ b as u64).wrapping_mul(0x0100_0000_01b3)
                })
        })
        .collect()
}
