//! Which records of some pages change between two builds of the program.

use anyhow::{Context, ensure};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use sutradhar::export::RecordKind;

/// Examples shown of each kind of change.
const EXAMPLES: usize = 5;

/// Characters of a value that are shown.
const SHOWN: usize = 80;

/// `diff OLD_BINARY [NEW_BINARY] FOLDER...`: `NEW_BINARY` is the debug build of this tree if the second path is a folder.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let (old, rest) = args.split_first().context("an old binary and a folder are needed")?;
    let old = Path::new(old);
    ensure!(old.is_file(), "{} is no file", old.display());
    let (new, folders) = match rest.split_first() {
        Some((new, folders)) if Path::new(new).is_file() && !folders.is_empty() => (PathBuf::from(new), folders),
        _ => (built()?, rest),
    };
    ensure!(!folders.is_empty(), "a folder of pages is needed");
    let (before, after) = (exports(old, folders)?, exports(&new, folders)?);
    let mut changed = 0;
    for kind in RecordKind::ALL.map(RecordKind::name) {
        let read = |all: &Exports| {
            all.get(kind)
                .map_or_else(|| Ok(BTreeMap::new()), |text| keyed(kind, text))
        };
        let found = compare(&read(&before)?, &read(&after)?);
        changed += found.total();
        print!("{}", found.shown(kind));
    }
    if changed == 0 {
        println!("no record changed");
    }
    Ok(())
}

/// Builds the program as it stands and gives its path.
fn built() -> anyhow::Result<PathBuf> {
    let done = Command::new("cargo")
        .args([
            "build",
            "--quiet",
            "--package",
            "sutradhar",
            "--message-format",
            "json-render-diagnostics",
        ])
        .current_dir(crate::root())
        .stderr(std::process::Stdio::inherit())
        .output()?;
    ensure!(done.status.success(), "the program does not build");
    let text = String::from_utf8(done.stdout)?;
    let messages = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let binary = messages
        .filter_map(|m| m["executable"].as_str().map(PathBuf::from))
        .next_back();
    binary.context("cargo named no binary")
}

/// The records of each kind, as JSONL.
type Exports = BTreeMap<String, String>;

/// What a binary makes of some folders, in a fresh store.
fn exports(binary: &Path, folders: &[String]) -> anyhow::Result<Exports> {
    let binary = binary.canonicalize()?;
    let place = tempfile::tempdir()?;
    let store = place.path().join("store");
    let out = place.path().join("records");
    let run = |args: &[&str], paths: &[String]| -> anyhow::Result<(Option<i32>, String)> {
        let mut command = Command::new(&binary);
        let done = command.arg("--store").arg(&store).args(args).args(paths).output()?;
        Ok((done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned()))
    };
    // A file that cannot be read is named, and the rest goes on.
    eprint!("{}", run(&["add", "--"], folders)?.1);
    let (status, why) = run(&["export", "all", "--output", &out.display().to_string()], &[])?;
    // Status 1 says that there are no records, which a change may bring about.
    ensure!(matches!(status, Some(0 | 1)), "{}: {why}", binary.display());
    let mut exports = Exports::new();
    for entry in std::fs::read_dir(&out)?.flatten() {
        if let Some(kind) = entry.path().file_stem().and_then(|s| s.to_str()) {
            exports.insert(kind.to_string(), std::fs::read_to_string(entry.path())?);
        }
    }
    Ok(exports)
}

/// The records of a kind by what names them in both builds.
type Records = BTreeMap<String, Map<String, Value>>;

/// Records by id; where there is none by what a record is about, and its place among those of one name.
fn keyed(kind: &str, jsonl: &str) -> anyhow::Result<Records> {
    let named: &[&str] = match kind {
        "mentions" | "times" | "quantities" => &["article", "start", "end"],
        "copies" => &["a", "b"],
        "headlines" => &["article"],
        "briefs" => &["event"],
        // Numbered within the article: one more clause would give all behind it another id.
        "propositions" => &["article", "start", "end"],
        _ => &["id"],
    };
    let mut records = Records::new();
    for line in jsonl.lines().filter(|l| !l.is_empty()) {
        let record: Map<String, Value> = serde_json::from_str(line).with_context(|| format!("a record of {kind}"))?;
        let parts = named.iter().map(|key| match record.get(*key) {
            Some(Value::String(s)) => s.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        });
        let name = parts.collect::<Vec<_>>().join(" ");
        let again = (2..).map(|n| format!("{name} ({n})"));
        let free = std::iter::once(name.clone())
            .chain(again)
            .find(|n| !records.contains_key(n));
        records.insert(free.unwrap_or(name), record);
    }
    Ok(records)
}

/// What differs in the records of one kind.
#[derive(Debug, Default, PartialEq)]
struct Changes {
    /// Records of both builds that differ in some key.
    changed: usize,
    /// Only in the old build, only in the new one.
    gone: Vec<String>,
    come: Vec<String>,
    /// By key: name of the record, old and new value.
    keys: BTreeMap<String, Vec<(String, String, String)>>,
}

fn compare(before: &Records, after: &Records) -> Changes {
    let mut changes = Changes::default();
    for (name, old) in before {
        let Some(new) = after.get(name) else {
            changes.gone.push(described(name, old));
            continue;
        };
        let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let differ: Vec<_> = keys.into_iter().filter(|k| old.get(*k) != new.get(*k)).collect();
        changes.changed += usize::from(!differ.is_empty());
        for key in differ {
            let (a, b) = parted(&text(old.get(key)), &text(new.get(key)));
            changes.keys.entry(key.clone()).or_default().push((name.clone(), a, b));
        }
    }
    let come = after.iter().filter(|(name, _)| !before.contains_key(*name));
    changes.come = come.map(|(name, record)| described(name, record)).collect();
    changes
}

impl Changes {
    fn total(&self) -> usize {
        self.changed + self.gone.len() + self.come.len()
    }

    /// Counts and examples; empty if nothing changed.
    fn shown(&self, kind: &str) -> String {
        if self.total() == 0 {
            return String::new();
        }
        let (gone, come) = (self.gone.len(), self.come.len());
        let mut out = format!("{kind}: {} changed, {gone} gone, {come} new\n", self.changed);
        for (mark, list) in [("-", &self.gone), ("+", &self.come)] {
            list.iter()
                .take(EXAMPLES)
                .for_each(|line| out.push_str(&format!("    {mark} {line}\n")));
        }
        for (key, list) in &self.keys {
            out.push_str(&format!("  {key}: {}\n", list.len()));
            for (name, old, new) in list.iter().take(EXAMPLES) {
                out.push_str(&format!("      {name}\n        - {old}\n        + {new}\n"));
            }
        }
        out
    }
}

/// The name of a record and the words that tell a reader most.
fn described(name: &str, record: &Map<String, Value>) -> String {
    let words = ["text", "title", "headline", "verdict"]
        .iter()
        .find_map(|k| record.get(*k)?.as_str());
    words.map_or_else(|| name.to_string(), |w| format!("{name}  {}", cut(w, 0)))
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(s)) => s.clone(),
        Some(value) => value.to_string(),
        None => "(no such key)".to_string(),
    }
}

/// Both values, from a little before the place where they part.
fn parted(old: &str, new: &str) -> (String, String) {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let from = if same > SHOWN / 2 { same - SHOWN / 4 } else { 0 };
    (cut(old, from), cut(new, from))
}

fn cut(text: &str, from: usize) -> String {
    let one_line = text.replace(['\n', '\r'], "⏎");
    let mut shown: String = one_line.chars().skip(from).take(SHOWN).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if one_line.chars().count() > from + SHOWN {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"id":"c1","text":"नहर टूटी","standing":"agreed","origins":2}
{"id":"c2","text":"बारिश हुई","standing":"agreed","origins":2}
{"id":"c3","text":"मेला लगा","standing":"denied","origins":1}
"#;

    #[test]
    fn the_same_records_in_another_order_are_no_change() {
        let mut lines: Vec<&str> = OLD.lines().collect();
        lines.reverse();
        let (old, new) = (
            keyed("claims", OLD).unwrap(),
            keyed("claims", &lines.join("\n")).unwrap(),
        );
        let changes = compare(&old, &new);
        assert_eq!(changes, Changes::default());
        assert_eq!(changes.shown("claims"), "");
    }

    #[test]
    fn changes_are_counted_by_key() {
        let new = OLD
            .replace("\"denied\",\"origins\":1", "\"agreed\",\"origins\":3")
            .replace("c2", "c9");
        let changes = compare(&keyed("claims", OLD).unwrap(), &keyed("claims", &new).unwrap());
        let want = "claims: 1 changed, 1 gone, 1 new
    - c2  बारिश हुई
    + c9  बारिश हुई
  origins: 1
      c3
        - 1
        + 3
  standing: 1
      c3
        - denied
        + agreed
";
        assert_eq!(changes.shown("claims"), want);
    }

    #[test]
    fn records_of_one_place_are_told_apart() {
        let line = r#"{"article":"a1","start":3,"end":9,"text":"सोमवार"}"#;
        let records = keyed("times", &format!("{line}\n{line}\n")).unwrap();
        assert_eq!(records.keys().collect::<Vec<_>>(), ["a1 3 9", "a1 3 9 (2)"]);
    }

    #[test]
    fn long_values_are_shown_from_where_they_part() {
        let (a, b) = parted(&format!("{}x", "क".repeat(100)), &format!("{}y", "क".repeat(100)));
        assert!(a.starts_with('…') && a.ends_with('x') && b.ends_with('y'), "{a} {b}");
    }
}
