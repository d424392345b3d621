//! Training of the trees that say which blocks of an HTML page are its article: writes the features of the blocks of
//! all labelled pages; `xtask/train/blocks.py` labels the blocks by the article's text and fits the trees.

use crate::page_spans::{self, unpacked};
use crate::{root, shared, train};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use sutradhar_engine::extract::train as engine;
use sutradhar_engine::ingest;

/// A labelled page: its file, its site, its article.
struct Page {
    id: String,
    file: PathBuf,
    site: String,
    gold: String,
}

/// Writes the features and fits the trees (PYTHON names an interpreter with lightgbm). `args` may name the folder of
/// the public WCXB repository, unpacked: those of its development pages are read that are in
/// `gold/extract/text-lines`.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let folder = root().join("target/train-blocks");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder)?;
    for set in ["benchmark", "fundus"] {
        write(&folder, set, &benchmark(&shared, set)?)?;
    }
    write(&folder, "indic", &indian(&shared)?)?;
    match args.first() {
        Some(at) => write(&folder, "wcxb", &wcxb(&shared, Path::new(at))?)?,
        None => println!("no folder of WCXB is named: the trees will be worse than those that ship"),
    }
    std::fs::write(folder.join("features.txt"), engine::BLOCK_FEATURES.join("\n"))?;
    train("blocks.py", &[folder, root().join("crates/engine/data/extract")])
}

fn benchmark(shared: &Path, set: &str) -> anyhow::Result<Vec<Page>> {
    let at = shared.join("gold/extract").join(set);
    let truth: BTreeMap<String, Value> = serde_json::from_slice(&std::fs::read(at.join("ground-truth.json"))?)?;
    let page = |(id, truth): (String, Value)| Page {
        file: at.join(format!("html/{id}.html.gz")),
        site: match set {
            // "de_Outlet_2024_05_03"
            "fundus" => letters(id.split('_').nth(1).unwrap_or(&id)),
            _ => site(&truth, &id),
        },
        gold: text(&truth, "articleBody"),
        id,
    };
    Ok(truth.into_iter().map(page).collect())
}

fn indian(shared: &Path) -> anyhow::Result<Vec<Page>> {
    let page = |(id, gold): (String, String)| Page {
        file: shared.join(page_spans::PAGES).join(format!("{id}.html.gz")),
        // "hindi_boom_live_raw", "ind_Bhaskar_2024_09_04"
        site: letters(
            id.split('_')
                .find(|w| !["hindi", "bangla", "ind"].contains(w))
                .unwrap_or(&id),
        ),
        id,
        gold,
    };
    Ok(page_spans::articles(shared)?.into_iter().map(page).collect())
}

fn wcxb(shared: &Path, at: &Path) -> anyhow::Result<Vec<Page>> {
    let known = String::from_utf8(unpacked(&shared.join("gold/extract/text-lines/pages.jsonl.gz"))?)?;
    let mut out = Vec::new();
    for line in known.lines() {
        let row: Value = serde_json::from_str(line)?;
        let id = text(&row, "id");
        let truth = std::fs::read(at.join(format!("dev/ground-truth/{id}.json")))?;
        let truth: Value = serde_json::from_slice(&truth)?;
        out.push(Page {
            file: at.join(format!("dev/html/{id}.html.gz")),
            site: site(&row, &id),
            gold: text(&truth["ground_truth"], "main_content"),
            id,
        });
    }
    Ok(out)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_string()
}

/// The host of a page without `www` and its last part, in letters only: "bbc" of bbc.com and of bbc.co.uk differ.
fn site(page: &Value, id: &str) -> String {
    let url = text(page, "url");
    let host = url
        .split_once("://")
        .map_or("", |u| u.1)
        .split('/')
        .next()
        .unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let name = host.rsplit_once('.').map_or("", |h| h.0);
    letters(if name.is_empty() { id } else { name })
}

fn letters(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Writes `SET.jsonl`, a page a line.
fn write(folder: &Path, set: &str, pages: &[Page]) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(folder.join(format!("{set}.jsonl")))?);
    for page in pages {
        let (source, _) = ingest::decode(&unpacked(&page.file)?);
        let blocks: Vec<Value> = engine::block_rows(&source)
            .into_iter()
            .map(|b| {
                json!({
                    "text": b.text, "parent": b.parent, "make": b.make.to_string(), "node": b.node, "row": b.row,
                })
            })
            .collect();
        let line = json!({"id": page.id, "site": page.site, "gold": page.gold, "blocks": blocks});
        writeln!(out, "{line}")?;
    }
    println!("{set}: {} pages", pages.len());
    Ok(())
}
