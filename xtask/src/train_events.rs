//! Training of the scorer that says how likely two articles report the same happening: writes the features of all candidate
//! pairs of the training sets, and the counts behind the background of common words; `xtask/train/events.py` fits the trees.

use crate::{root, shared};
use anyhow::{Context, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use sutradhar::{pipeline, read};
use sutradhar_engine::model::{Analysis, Published};
use sutradhar_engine::{copies, events};

/// Sets below `../shared/gold`; with `+u` a quarter of the articles loses its date.
const SETS: [&str; 9] = [
    "events-hi",
    "events-multi",
    "storyline",
    "gva",
    "ecbplus-train",
    "ecbplus",
    "allsides",
    "events-hi+u",
    "gva+u",
];

/// Corpora whose words are counted.
const CORPORA: [&str; 6] = [
    "ednil-hi",
    "naidunia-hi",
    "ryd1e-hi",
    "rss-in-2026-06-07",
    "thehindu-en",
    "rss-world-2023-07-08",
];

/// Languages of which words are counted; `und`: in languages that are not told apart; `all`: what is the same in all languages.
const COUNTED: [&str; 7] = ["hi", "en", "gu", "bn", "mr", "und", "all"];

/// Articles that must hold a term for it to be kept in a table of many articles.
const LEAST_MANY: u32 = 4;

/// The same in a table of few.
const LEAST_FEW: u32 = 2;

/// `df` counts words; `pairs DIR` writes the features of all sets, `pairs FILE PATH` those of the pages at PATH; without a word both, then the trees are fitted (PYTHON names an interpreter
/// with lightgbm).
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let folder = args
        .get(1)
        .map_or_else(|| root().join("target/train-events"), PathBuf::from);
    match args.first().map(String::as_str) {
        Some("df") => count(&shared),
        Some("pairs") => match args.get(2) {
            Some(path) => write(&analyses(Path::new(path))?, &folder),
            None => pairs(&shared, &folder),
        },
        None => {
            count(&shared)?;
            pairs(&shared, &folder)?;
            let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_string());
            let done = Command::new(python)
                .arg(root().join("xtask/train/events.py"))
                .arg(&folder)
                .arg(shared.join("gold"))
                .arg(root().join("crates/engine/data/events/trees.txt"))
                .status()?;
            if !done.success() {
                bail!("xtask/train/events.py failed");
            }
            Ok(())
        }
        Some(other) => bail!("train-events: unknown part {other}"),
    }
}

fn analyses(path: &Path) -> anyhow::Result<Vec<Analysis>> {
    let mut out = Vec::new();
    read::files::read(&[path.to_path_buf()], &mut |unit| {
        if let Ok((raw, _)) = unit
            && let Ok(pages) = read::pages(&raw)
        {
            out.extend(pages.iter().map(pipeline::analyse));
        }
        true
    });
    out.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    Ok(out)
}

/// Writes how many articles hold each term.
fn count(shared: &Path) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for c in CORPORA {
        all.extend(analyses(&shared.join(format!("corpora/{c}.jsonl")))?);
    }
    let counts = events::counts(&all);
    for table in COUNTED {
        let counts = counts.get(table).context(table)?;
        let articles = counts.get("n").copied().unwrap_or(0);
        let least = if articles < 3000 { LEAST_FEW } else { LEAST_MANY };
        let mut text = format!(
            "# Articles that hold each term, of {articles} news articles; own count, CC0. Written by cargo xtask train-events df\nn {articles}\n"
        );
        for (term, n) in counts.iter().filter(|(t, n)| **n >= least && *t != "n") {
            writeln!(text, "{term} {n}")?;
        }
        std::fs::write(root().join(format!("crates/engine/data/events/df.{table}.txt")), text)?;
    }
    Ok(())
}

/// Writes the features of all candidate pairs of each set.
fn pairs(shared: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    for set in SETS {
        let (name, undated) = set.strip_suffix("+u").map_or((set, false), |n| (n, true));
        let mut list = analyses(&shared.join(format!("gold/{name}/docs.jsonl")))?;
        for a in list.iter_mut().filter(|_| undated) {
            let hash = a
                .article
                .id
                .as_str()
                .bytes()
                .fold(7u32, |h, b| h.wrapping_mul(33) ^ u32::from(b));
            if (hash >> 4).is_multiple_of(4) {
                a.article.published = Published::unknown("left out for training");
            }
        }
        write(&list, &folder.join(format!("{set}.tsv")))?;
    }
    let pages = crate::root().join("samples/pages");
    let mut list = analyses(&pages)?;
    list.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    write(&list, &folder.join("samples.tsv"))
}

fn write(list: &[Analysis], path: &Path) -> anyhow::Result<()> {
    let found = copies::find(list);
    let mut text = format!("a\tb\t{}\n", events::NAMES.join("\t"));
    let mut dated = list.to_vec();
    let id = |i: u32| {
        list.get(i as usize).map_or_else(String::new, |a| {
            let source = a.article.source.rsplit('/').next().unwrap_or_default();
            if source.ends_with(".jsonl") || source.is_empty() {
                a.article.id.to_string()
            } else {
                source.to_string()
            }
        })
    };
    for p in events::pairs(&mut dated, &found) {
        write!(text, "{}\t{}", id(p.a), id(p.b))?;
        for x in p.features {
            write!(text, "\t{x:.5}")?;
        }
        text.push('\n');
    }
    std::fs::write(path, text)?;
    println!("{}: {} articles", path.display(), list.len());
    Ok(())
}
