//! The blocks of README.md that show what the program prints are what it prints of the sample pages.

use crate::common::*;
use std::path::{Path, PathBuf};

/// Marks a block: the next fence holds the output of the command on the sample pages.
const MARK: &str = "<!-- output: sutradhar ";

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")
}

/// Commands of the marked blocks, each with where its block begins and ends.
fn blocks(text: &str) -> Vec<(&str, std::ops::Range<usize>)> {
    text.match_indices(MARK)
        .map(|(at, _)| {
            let rest = &text[at..];
            let command = rest[MARK.len()..].split(" -->").next().unwrap();
            let open = rest.find("```text\n").unwrap() + "```text\n".len();
            let close = open + rest[open..].find("```").unwrap();
            (command, at + open..at + close)
        })
        .collect()
}

/// `UPDATE_README=1 cargo test -p sutradhar --test it readme` writes the blocks anew.
#[test]
fn blocks_are_what_the_program_prints() {
    let text = std::fs::read_to_string(readme()).unwrap();
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    let mut new = text.clone();
    let found = blocks(&text);
    assert!(!found.is_empty(), "README.md shows no output");
    for (command, block) in found.into_iter().rev() {
        let args: Vec<&str> = command.split(' ').collect();
        new.replace_range(block, &format!("{}\n", place.ok(&args).out.trim_end()));
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(readme(), &new).unwrap();
    }
    let differs = text.lines().zip(new.lines()).find(|(a, b)| a != b);
    if let Some((old, new)) = differs {
        panic!("README.md is out of date (UPDATE_README=1 writes it anew):\n- {old}\n+ {new}");
    }
    assert_eq!(text.lines().count(), new.lines().count(), "README.md is out of date");
}
