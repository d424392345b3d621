//! Training of the scorers of claims: writes the features of all pairs of propositions of the labelled events; the
//! script `xtask/train/claims.py` fits the trees and prints what they reach on events that they did not see.

use crate::{python, records, root, shared, train};
use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use sutradhar::{export, pipeline, read};
use sutradhar_engine::claims::event_claims;
use sutradhar_engine::claims::link::{FEATURES, Scorer, featured_pairs, phrase_pairs};
use sutradhar_engine::model::{Analysis, ArticleId};
use sutradhar_text::span::CodePoints;

/// Sets of `../shared/gold`.
const GOLD: [&str; 2] = ["claims", "claims-2"];

/// Sets of our own, below `corpus/labels/claims`: labelled events, and pairs of propositions judged one by one.
const OWN: [&str; 2] = ["events", "pairs"];

/// `lay-out DIR` writes our own sets with the words of their articles; `pairs DIR SET...` writes those and the features
/// of all sets (and more); `folds DIR` scores claims made by the trees of the folds that the script left there; without
/// a word all of it (PYTHON names an interpreter with lightgbm).
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let folder = args
        .get(1)
        .map_or_else(|| root().join("target/train-claims"), PathBuf::from);
    lay_out(&shared, &folder)?;
    if args.first().is_some_and(|a| a == "lay-out") {
        return Ok(());
    }
    for name in GOLD {
        write(&shared.join("gold").join(name), &folder.join(format!("{name}.tsv")))?;
    }
    for set in args.iter().skip(2).map(PathBuf::from) {
        let name = set
            .file_name()
            .and_then(|n| n.to_str())
            .context("a folder has a name")?;
        write(&set, &folder.join(format!("{name}.tsv")))?;
    }
    for name in OWN {
        write(&folder.join(name), &folder.join(format!("{name}.tsv")))?;
    }
    match args.first().map(String::as_str) {
        Some("pairs") => Ok(()),
        Some("folds") => folds(&shared, &folder),
        None => {
            let out = root().join("crates/engine/data/claims");
            train("claims.py", &[folder.clone(), shared.clone(), out])?;
            folds(&shared, &folder)
        }
        Some(other) => anyhow::bail!("train-claims: unknown part {other}"),
    }
}

/// Writes our own sets as those of `../shared/gold` are: `NAME/docs.jsonl` and `NAME/gold.jsonl`, with the words put
/// back.
///
/// # Errors
/// An article that is not where the labels say, offsets outside its text, and those of files.
pub fn lay_out(shared: &Path, folder: &Path) -> anyhow::Result<()> {
    let mut files: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for name in OWN {
        let path = root().join(format!("corpus/labels/claims/{name}.jsonl"));
        let mut events = lines(&path)?;
        let mut docs: BTreeMap<String, Value> = BTreeMap::new();
        for e in &mut events {
            let list = |key: &str| -> Vec<String> {
                let all = e[key].as_array().into_iter().flatten();
                all.filter_map(|v| v.as_str().map(str::to_string)).collect()
            };
            for (id, file) in list("articles").iter().zip(list("files")) {
                if !files.contains_key(&file) {
                    let by_id = lines(&shared.join(&file))?
                        .into_iter()
                        .filter_map(|v| Some((v["id"].as_str()?.to_string(), v)))
                        .collect();
                    files.insert(file.clone(), by_id);
                }
                let doc = files.get(&file).and_then(|f| f.get(id));
                let mut doc = doc.with_context(|| format!("{id} is not in {file}"))?.clone();
                if doc["title"].is_null() {
                    doc["title"] = Value::String(String::new());
                }
                docs.insert(id.clone(), doc);
            }
            fill(e, &docs).with_context(|| format!("{}: {}", path.display(), e["event"]))?;
        }
        let to = folder.join(name);
        std::fs::create_dir_all(&to)?;
        let all = |list: &mut dyn Iterator<Item = &Value>| list.map(|v| format!("{v}\n")).collect::<String>();
        std::fs::write(to.join("docs.jsonl"), all(&mut docs.values()))?;
        std::fs::write(to.join("gold.jsonl"), all(&mut events.iter()))?;
    }
    Ok(())
}

/// Puts `text` into each span `{article, field, start, end}`.
fn fill(value: &mut Value, docs: &BTreeMap<String, Value>) -> anyhow::Result<()> {
    if let (Some(id), Some(field)) = (value["article"].as_str(), value["field"].as_str()) {
        let at = |key: &str| value[key].as_u64().unwrap_or(0) as usize;
        let (start, end) = (at("start"), at("end"));
        let text = docs
            .get(id)
            .and_then(|d| d[field].as_str())
            .context("a field without text")?;
        let words: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
        anyhow::ensure!(
            start < end && words.chars().count() == end - start,
            "offsets outside the text of {id}"
        );
        value["text"] = Value::String(words);
        return Ok(());
    }
    match value {
        Value::Array(list) => list.iter_mut().try_for_each(|v| fill(v, docs)),
        Value::Object(map) => map.iter_mut().try_for_each(|(_, v)| fill(v, docs)),
        _ => Ok(()),
    }
}

fn lines(path: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let all: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
    all.with_context(|| path.display().to_string())
}

/// Writes the pairs of one set: event, then article and offsets (code points) of each side, then the features.
fn write(gold: &Path, to: &Path) -> anyhow::Result<()> {
    let mut by_id: BTreeMap<ArticleId, Analysis> = BTreeMap::new();
    let mut broken: BTreeSet<String> = BTreeSet::new();
    read::files::read(&[gold.join("docs.jsonl")], &mut |unit| {
        match unit.map(|(raw, _)| read::pages(&raw)) {
            Ok(Ok(pages)) => by_id.extend(pages.iter().map(|p| {
                let a = pipeline::analyse(p);
                (a.article.id.clone(), a)
            })),
            Ok(Err(e)) => drop(broken.insert(e.to_string())),
            Err(e) => drop(broken.insert(e.to_string())),
        }
        true
    });
    anyhow::ensure!(broken.is_empty(), "{}: {broken:?}", gold.display());
    let mut out = format!("#\t{}\n", FEATURES.map(|f| f.name).join("\t"));
    let mut phrases = out.clone();
    for event in lines(&gold.join("gold.jsonl"))? {
        let name = event["event"].as_str().context("event")?;
        let ids = event["articles"].as_array().context("articles")?;
        let mut list: Vec<&Analysis> = ids
            .iter()
            .filter_map(|i| by_id.get(&ArticleId(i.as_str()?.to_string())))
            .collect();
        list.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let points: BTreeMap<&ArticleId, CodePoints> = list
            .iter()
            .map(|a| (&a.article.id, CodePoints::new(&a.article.text)))
            .collect();
        for p in featured_pairs(&list) {
            write!(out, "{name}")?;
            for (id, span) in &p.sides {
                let at = points.get(id).context("an article of the event")?;
                write!(out, "\t{id}\t{}\t{}", at.at(span.start), at.at(span.end))?;
            }
            for x in p.features {
                write!(out, "\t{x:.4}")?;
            }
            out.push('\n');
        }
        // Pairs that were judged whole say nothing of their phrases.
        if event["pairs"].is_array() {
            continue;
        }
        for p in phrase_pairs(&list) {
            write!(phrases, "{name}")?;
            for (id, clause, phrase) in &p.sides {
                let at = points.get(id).context("an article of the event")?;
                for span in [clause, phrase] {
                    write!(phrases, "\t{}\t{}", at.at(span.start), at.at(span.end))?;
                }
                write!(phrases, "\t{id}")?;
            }
            for x in p.features {
                write!(phrases, "\t{x:.4}")?;
            }
            phrases.push('\n');
        }
    }
    std::fs::write(to, out)?;
    std::fs::write(to.with_extension("phrases.tsv"), phrases)?;
    Ok(())
}

/// Claims of each labelled set, each event by trees that saw no event of its fold, scored by the referee.
fn folds(shared: &Path, folder: &Path) -> anyhow::Result<()> {
    let fold_of: BTreeMap<String, usize> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("folds/folds.json"))?)?;
    let count = fold_of.values().max().map_or(0, |k| k + 1);
    let mut scorers = Vec::new();
    for k in 0..count {
        let text = |name: &str| std::fs::read_to_string(folder.join(format!("folds/{k}.{name}.txt")));
        let scorer = Scorer::read(&text("link")?, &text("differ")?, &text("phrase")?);
        scorers.push(scorer.map_err(|(name, line)| anyhow::anyhow!("{k}.{name}.txt: line {line}"))?);
    }
    for (name, gold) in [
        ("claims", shared.join("gold/claims")),
        ("claims-2", shared.join("gold/claims-2")),
        ("events", folder.join("events")),
    ] {
        let mut home: BTreeMap<String, usize> = BTreeMap::new();
        for e in lines(&gold.join("gold.jsonl"))? {
            let fold = fold_of.get(&format!("{name}:{}", e["event"].as_str().unwrap_or_default()));
            let fold = *fold.with_context(|| format!("{name}: {} has no fold", e["event"]))?;
            home.extend(
                e["articles"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|a| Some((a.as_str()?.to_string(), fold))),
            );
        }
        let docs = gold.join("docs.jsonl").to_string_lossy().into_owned();
        let mut analyses = records::analyses(&[docs]);
        let mut derived = pipeline::derive(&mut analyses)?;
        derived.claims = derived
            .events
            .iter()
            .flat_map(|e| {
                let fold = e
                    .articles
                    .iter()
                    .find_map(|a| home.get(a.as_str()))
                    .copied()
                    .unwrap_or(0);
                event_claims(&analyses, e, &derived.headlines, &scorers[fold])
            })
            .collect();
        let out = folder.join(format!("{name}.claims.jsonl"));
        let all: String = export::records(export::RecordKind::Claims, &analyses, &derived)?
            .iter()
            .map(|r| format!("{r}\n"))
            .collect();
        std::fs::write(&out, all)?;
        let referee = shared.join("eval/claims.py");
        let detail = folder.join(format!("{name}.detail.jsonl"));
        let done = Command::new(python())
            .arg(referee)
            .arg(&gold)
            .arg(&out)
            .arg("--detail")
            .arg(detail)
            .output()?;
        anyhow::ensure!(done.status.success(), "the referee failed on {name}");
        let r: Value = serde_json::from_slice(&done.stdout)?;
        let shown = |k: &str| format!("{}/{}", r["shown"][k]["right"], r["shown"][k]["judged"]);
        println!(
            "{name:9} pairs {} strict, {} same sentence, recall {}; look-alikes {}/{}; agreed found {}, shown {}; conflicts found {}, shown {}",
            r["pair_precision"],
            r["precision_same_sentence"],
            r["pair_recall"],
            r["figure_false_joins"],
            r["lookalikes"],
            r["recall_as"]["agreed"],
            shown("agreed"),
            r["recall_as"]["conflict"],
            shown("conflict"),
        );
    }
    Ok(())
}
