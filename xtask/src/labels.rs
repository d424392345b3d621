//! Our own labels of real articles (`corpus/labels`): ids, offsets and values without a word of the texts, which stay
//! beside the project in `../shared/corpora`. Laid out here as the sets below `../shared/gold` are, so that one referee
//! scores both.

use anyhow::Context;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

use crate::root;

/// Where inputs of [`lay_out`] lie, below the work folder.
pub const FOLDER: &str = "labels";

/// Corpus of each set of event labels, below `../shared/corpora`.
pub const EVENTS: [(&str, &str); 10] = [
    ("hi-2020", "ryd1e-hi"),
    ("naidunia-2025", "naidunia-hi"),
    ("ednil", "ednil-hi"),
    ("rss-in", "rss-in-2026-06-07"),
    ("rss-in-2", "rss-in-2026-06-07"),
    ("rss-in-3", "rss-in-2026-06-07"),
    ("rss-in-4", "rss-in-2026-06-07"),
    ("thehindu", "thehindu-en"),
    ("rss-world", "rss-world-2023-07-08"),
    ("rss-world-2", "rss-world-2023-07-08"),
];

/// Sets of articles with statements, times, figures and names.
const STATEMENTS: [&str; 2] = ["fresh-hi-a", "fresh-hi-b"];

/// Headlines held against their bodies.
const HEADLINES: &str = "headlines";

/// Articles by id, in the order of their file.
type Articles = BTreeMap<String, (usize, Value)>;

/// Writes all sets below `work/labels`: `NAME/docs.jsonl` with `labels.jsonl` or `gold.jsonl`.
///
/// # Errors
/// A label whose article is in no corpus, or whose offsets lie outside its text, and those of files.
pub fn lay_out(shared: &Path, work: &Path) -> anyhow::Result<()> {
    let mut read: BTreeMap<String, Articles> = BTreeMap::new();
    for (name, corpus) in EVENTS {
        let labels = lines(&root().join(format!("corpus/labels/events/{name}.jsonl")))?;
        let labels: Vec<Value> = labels.into_iter().map(event_label).collect();
        let ids = labels.iter().filter_map(|l| l["id"].as_str());
        let docs = pick(shared, &mut read, ids.map(|id| (id, corpus)))?;
        write(&work.join(FOLDER).join(name), &docs, "labels.jsonl", &labels)?;
    }
    for name in STATEMENTS.into_iter().chain([HEADLINES]) {
        let mut gold = lines(&root().join(format!("corpus/labels/{name}.jsonl")))?;
        let wanted: Vec<(String, String)> = gold
            .iter()
            .filter_map(|g| Some((g["id"].as_str()?.to_string(), g["corpus"].as_str()?.to_string())))
            .collect();
        let docs = pick(
            shared,
            &mut read,
            wanted.iter().map(|(id, c)| (id.as_str(), c.as_str())),
        )?;
        for (gold, doc) in gold.iter_mut().zip(&docs) {
            fill(gold, doc).with_context(|| format!("{name}: {}", gold["id"]))?;
        }
        write(&work.join(FOLDER).join(name), &docs, "gold.jsonl", &gold)?;
    }
    Ok(())
}

/// An event label as the referee reads it: an article alone gets a cluster of its own, the same page stored twice
/// counts once.
fn event_label(mut label: Value) -> Value {
    if label["cluster"].as_str() == Some("") {
        label["cluster"] = json!(format!("s:{}", label["id"].as_str().unwrap_or_default()));
    }
    if label.get("dup_of").is_some() {
        label["scored"] = json!(false);
    }
    label
}

/// The articles of some ids, each named beside its corpus.
fn pick<'a>(
    shared: &Path,
    read: &mut BTreeMap<String, Articles>,
    wanted: impl Iterator<Item = (&'a str, &'a str)>,
) -> anyhow::Result<Vec<Value>> {
    let mut out = Vec::new();
    for (id, corpus) in wanted {
        if !read.contains_key(corpus) {
            let list = lines(&shared.join(format!("corpora/{corpus}.jsonl")))?;
            let by_id = list
                .into_iter()
                .enumerate()
                .filter_map(|(i, v)| Some((v["id"].as_str()?.to_string(), (i, v))))
                .collect();
            read.insert(corpus.to_string(), by_id);
        }
        let (_, article) = read
            .get(corpus)
            .and_then(|c| c.get(id))
            .with_context(|| format!("{id} is not in corpora/{corpus}.jsonl"))?;
        out.push(article.clone());
    }
    Ok(out)
}

/// Puts the words back: `[field, start, end]` in code points becomes the object that the referee reads.
fn fill(label: &mut Value, doc: &Value) -> anyhow::Result<()> {
    if let Value::Array(list) = label
        && let [Value::String(field), Value::Number(start), Value::Number(end)] = list.as_slice()
    {
        let (start, end) = (start.as_u64().unwrap_or(0) as usize, end.as_u64().unwrap_or(0) as usize);
        let text = doc[field.as_str()].as_str().context("a field without text")?;
        let words: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
        anyhow::ensure!(words.chars().count() == end - start, "offsets outside the text");
        *label = json!({"field": field, "start": start, "end": end, "text": words});
        return Ok(());
    }
    match label {
        Value::Array(list) => list.iter_mut().try_for_each(|v| fill(v, doc)),
        Value::Object(map) => map.iter_mut().try_for_each(|(_, v)| fill(v, doc)),
        _ => Ok(()),
    }
}

fn lines(path: &Path) -> anyhow::Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let objects: Result<Vec<Map<String, Value>>, _> = text.lines().map(serde_json::from_str).collect();
    let objects = objects.with_context(|| path.display().to_string())?;
    Ok(objects.into_iter().map(Value::Object).collect())
}

fn write(folder: &Path, docs: &[Value], name: &str, labels: &[Value]) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let all = |list: &[Value]| -> String { list.iter().map(|v| format!("{v}\n")).collect() };
    std::fs::write(folder.join("docs.jsonl"), all(docs))?;
    std::fs::write(folder.join(name), all(labels))?;
    Ok(())
}
