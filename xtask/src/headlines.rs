//! What each rule for headlines finds on the labelled headlines: right and wrong by rule, or every finding with its
//! words.

use crate::{labels, records, root, shared};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use sutradhar_engine::claims::headlines::{check, findings};

/// Prints a table by rule; `flags OUT PATH...` writes the headlines of some pages that are found fault with; with `OUT`
/// every headline with its findings and verdict as JSONL, for reading.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    if let [word, out, paths @ ..] = args
        && word == "flags"
    {
        return flags(Path::new(out), paths);
    }
    let shared = shared().context("../shared is not present")?;
    let work = root().join("target/headlines");
    std::fs::create_dir_all(&work)?;
    labels::lay_out(&shared, &work)?;
    let sets = [
        shared.join("gold/headlines-hi"),
        shared.join("gold/headlines-real"),
        work.join(labels::FOLDER).join("headlines"),
    ];
    let mut table: BTreeMap<(String, &str), [usize; 3]> = BTreeMap::new();
    let mut all = String::new();
    for (set, name) in sets.iter().zip(["hi", "real", "own"]) {
        let gold = gold(&set.join("gold.jsonl"))?;
        for a in records::analyses(&[set.join("docs.jsonl").to_string_lossy().into_owned()]) {
            let Some(g) = gold.get(a.article.id.as_str()) else {
                continue;
            };
            let verdict = g["verdict"]
                .as_str()
                .or(g["headline"]["verdict"].as_str())
                .unwrap_or_default();
            let fault = matches!(verdict, "partly" | "overstated" | "contradicted" | "unsupported")
                && g["severity"].as_u64().is_none_or(|s| s > 0);
            let found = findings(&a);
            let checked = check(&a);
            let told = checked.as_ref().is_some_and(|c| c.verdict.is_flag());
            for f in &found {
                let column = if fault {
                    0
                } else if matches!(verdict, "supported" | "cannot-tell") {
                    1
                } else {
                    2
                };
                if told {
                    table.entry((f.rule.to_string(), name)).or_default()[column] += 1;
                }
            }
            let list: Vec<Value> = found
                .iter()
                .map(|f| json!({"rule": f.rule, "words": a.words(f.words), "given": f.given.map(|g| a.words(g)), "body": f.body.map(|b| a.words(b))}))
                .collect();
            let record = json!({"id": a.article.id.as_str(), "set": name, "gold": g, "verdict": checked.map(|c| c.verdict.name()), "title": a.article.headline_text(),
                "completeness": a.article.completeness.kind.name(), "findings": list});
            all.push_str(&format!("{record}\n"));
        }
    }
    if let Some(out) = args.first() {
        std::fs::write(out, all)?;
    }
    println!("{:16} {:6} {:>6} {:>6} {:>6}", "rule", "set", "right", "wrong", "asked");
    for ((rule, set), n) in table {
        println!("{rule:16} {set:6} {:6} {:6} {:6}", n[0], n[1], n[2]);
    }
    Ok(())
}

/// Writes every headline that is found fault with, with its reasons, for a draw that somebody reads; prints how often
/// each verdict is given.
fn flags(out: &Path, paths: &[String]) -> anyhow::Result<()> {
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = String::new();
    for a in records::analyses(paths) {
        let Some(c) = check(&a) else { continue };
        *verdicts.entry(c.verdict.name()).or_default() += 1;
        if c.verdict.is_flag() {
            let rules: Vec<&str> = findings(&a).iter().map(|f| f.rule).collect();
            let words: Vec<&str> = c.spans.iter().map(|s| a.words(s.span)).collect();
            let record = json!({"id": a.article.id.as_str(), "verdict": c.verdict.name(), "rules": rules, "why": c.why, "spans": words,
                "title": a.article.headline_text(), "body": a.article.body()});
            all.push_str(&format!("{record}\n"));
        }
    }
    std::fs::write(out, all)?;
    println!("{verdicts:?}");
    Ok(())
}

fn gold(path: &Path) -> anyhow::Result<BTreeMap<String, Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = BTreeMap::new();
    for line in text.lines() {
        let v: Value = serde_json::from_str(line)?;
        out.insert(v["id"].as_str().unwrap_or_default().to_string(), v);
    }
    Ok(out)
}
