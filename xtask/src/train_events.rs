//! Training of the scorer that says how likely two articles report the same happening: writes the features of all
//! candidate pairs of the training sets, and the counts behind the background of common words; `xtask/train/events.py`
//! fits the trees.

use crate::labels::EVENTS;
use crate::{root, shared, train};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use sutradhar::{pipeline, read};
use sutradhar_engine::model::{Analysis, Published, RawPage};
use sutradhar_engine::{copies, events};

/// Sets below `../shared/gold`.
const GOLD: [&str; 7] = [
    "events-hi",
    "events-multi",
    "storyline",
    "gva",
    "ecbplus-train",
    "ecbplus",
    "allsides",
];

/// Sets that are written once more with half of the articles undated, as `NAME+u`.
const UNDATED: [&str; 5] = ["events-hi", "gva", "hi-2020", "naidunia-2025", "rss-world"];

/// Sets that are written once more without addresses, as `NAME+n`: what they tell is not always there.
const BARE: [&str; 4] = ["rss-in", "rss-in-3", "rss-in-4", "naidunia-2025"];

/// Groups that readers parted: our own, and those of `../shared/gold` for scoring.
const GROUPS: [(&str, &str); 2] = [
    ("groups", "corpus/labels/events/groups.jsonl"),
    ("joins", "../shared/gold/joins/judged.jsonl"),
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

/// Languages of which words are counted; `und`: in languages that are not told apart; `all`: what is the same in all
/// languages.
const COUNTED: [&str; 7] = ["hi", "en", "gu", "bn", "mr", "und", "all"];

/// Training sets whose words are counted beside them, and how often: local news of crime is a large share of what is
/// read, and its words (police, shot) tell little there.
const COUNTED_SETS: [(&str, usize); 3] = [("gva", 3), ("ecbplus-train", 1), ("allsides", 1)];

/// Articles that must hold two neighbouring words for them to be kept.
const LEAST_PAIR: u32 = 8;

/// Articles that must hold a term for it to be kept in a table of many articles.
const LEAST_MANY: u32 = 5;

/// The same in a table of few.
const LEAST_FEW: u32 = 2;

/// `df` counts words; `pairs DIR` writes the features of all sets, `pairs FILE PATH` those of the pages at PATH;
/// `features` prints what each feature is; without a word words are counted, pairs are written and the trees are fitted
/// (PYTHON names an interpreter with lightgbm).
pub fn run(args: &[String]) -> anyhow::Result<()> {
    if args.first().is_some_and(|a| a == "features") {
        for (place, feature) in events::FEATURES.iter().enumerate() {
            println!("{place:3} {:24} {}", feature.name, feature.what);
        }
        return Ok(());
    }
    let shared = shared().context("../shared is not present")?;
    let folder = args
        .get(1)
        .map_or_else(|| root().join("target/train-events"), PathBuf::from);
    match args.first().map(String::as_str) {
        Some("df") => count(&shared).map(drop),
        Some("pairs") => match args.get(2) {
            Some(path) => write(&analyses(Path::new(path), None, whole)?, &folder),
            None => pairs(&shared, &folder),
        },
        None => {
            if count(&shared)? {
                bail!(
                    "train-events: the word counts changed and are built in: run this again to fit the trees to them"
                );
            }
            pairs(&shared, &folder)?;
            let (gold, own) = (shared.join("gold"), root().join("corpus/labels/events"));
            let out = root().join("crates/engine/data/events");
            train("events.py", &[folder, gold, own, out])
        }
        Some(other) => bail!("train-events: unknown part {other}"),
    }
}

/// What is taken from a page before it is read.
type Taken = fn(&mut RawPage);

/// Nothing.
fn whole(_: &mut RawPage) {}

/// Its address.
fn bare(page: &mut RawPage) {
    page.url = None;
}

fn hash(id: &str) -> u32 {
    id.bytes().fold(7u32, |h, b| h.wrapping_mul(33) ^ u32::from(b)) >> 4
}

/// The articles of a file or folder by id, of those that are `wanted`.
fn analyses(path: &Path, wanted: Option<&BTreeSet<String>>, take: Taken) -> anyhow::Result<Vec<Analysis>> {
    let mut out = Vec::new();
    read::files::read(&[path.to_path_buf()], &mut |unit| {
        if let Ok((raw, _)) = unit
            && let Ok(pages) = read::pages(&raw)
        {
            let asked = |p: &&RawPage| wanted.is_none_or(|w| w.contains(p.id.as_str()));
            let pages = pages.iter().filter(asked);
            out.extend(pages.map(|p| {
                let mut page = p.clone();
                take(&mut page);
                pipeline::analyse(&page)
            }));
        }
        true
    });
    out.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    Ok(out)
}

/// Writes how many articles hold each term; whether that changed anything.
fn count(shared: &Path) -> anyhow::Result<bool> {
    let mut changed = false;
    let mut all = Vec::new();
    for c in CORPORA {
        all.extend(analyses(&shared.join(format!("corpora/{c}.jsonl")), None, whole)?);
    }
    for (set, times) in COUNTED_SETS {
        let list = analyses(&shared.join(format!("gold/{set}/docs.jsonl")), None, whole)?;
        for _ in 0..times {
            all.extend_from_slice(&list);
        }
    }
    let counts = events::counts(&all);
    for table in COUNTED {
        let counts = counts.get(table).context(table)?;
        let articles = counts.get("n").copied().unwrap_or(0);
        let least = if articles < 3000 { LEAST_FEW } else { LEAST_MANY };
        let mut text = format!(
            "# Articles that hold each term, of {articles} news articles; own count, CC0. Written by cargo xtask train-events df\nn {articles}\n"
        );
        let kept = |t: &str, n: u32| n >= if is_pair(t) { least.max(LEAST_PAIR) } else { least } && t != "n";
        for (term, n) in counts.iter().filter(|(t, n)| kept(t, **n)) {
            writeln!(text, "{term} {n}")?;
        }
        let path = root().join(format!("crates/engine/data/events/df.{table}.txt"));
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            std::fs::write(&path, text)?;
            changed = true;
        }
    }
    Ok(changed)
}

/// Whether a term is two neighbouring words.
fn is_pair(term: &str) -> bool {
    term.contains(' ') && !term.starts_with(['#', '@', '~'])
}

/// Writes the features of all candidate pairs of each set; as many sets at a time as there are processors.
fn pairs(shared: &Path, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut sets: Vec<(&str, PathBuf)> = EVENTS
        .iter()
        .map(|(set, corpus)| (*set, shared.join(format!("corpora/{corpus}.jsonl"))))
        .collect();
    sets.extend(GOLD.map(|set| (set, shared.join(format!("gold/{set}/docs.jsonl")))));
    sets.push(("samples", root().join("samples/pages")));
    // The words of a group of several corpora come from all of them.
    sets.extend(GROUPS.map(|(set, _)| (set, shared.join("corpora"))));
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((set, path)) = sets.get(next.fetch_add(1, Ordering::Relaxed)) {
            let wanted = labelled(set)?;
            every(&analyses(path, wanted.as_ref(), whole)?, set, folder)?;
            if BARE.contains(set) {
                write(
                    &analyses(path, wanted.as_ref(), bare)?,
                    &folder.join(format!("{set}+n")),
                )?;
            }
        }
        anyhow::Ok(())
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(|thread| match thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}

/// The ids of a set that is labelled in `corpus/labels`; `None` if it is another.
fn labelled(set: &str) -> anyhow::Result<Option<BTreeSet<String>>> {
    let path = match GROUPS.iter().find(|g| g.0 == set) {
        Some(group) => group.1.to_string(),
        None if EVENTS.iter().any(|o| o.0 == set) => format!("corpus/labels/events/{set}.jsonl"),
        None => return Ok(None),
    };
    let mut wanted = BTreeSet::new();
    for line in std::fs::read_to_string(root().join(path))?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let members = row["articles"].as_array().into_iter().flatten();
        wanted.extend(
            members
                .chain([&row["id"]])
                .filter_map(|id| Some(id.as_str()?.to_string())),
        );
    }
    Ok(Some(wanted))
}

/// Writes a set, and where wanted its variant with undated articles.
fn every(list: &[Analysis], set: &str, folder: &Path) -> anyhow::Result<()> {
    write(list, &folder.join(set))?;
    if !UNDATED.contains(&set) {
        return Ok(());
    }
    let mut list = list.to_vec();
    for a in &mut list {
        if hash(a.article.id.as_str()).is_multiple_of(2) {
            a.article.published = Published::unknown("left out for training");
        }
    }
    write(&list, &folder.join(format!("{set}+u")))
}

/// Writes `PATH.ids`, a header `a b FEATURE...` and the ids of each pair, and `PATH.f32`, their features in the same
/// order, little endian.
fn write(list: &[Analysis], path: &Path) -> anyhow::Result<()> {
    let found = copies::find(list);
    let mut text = format!("a b {}\n", events::FEATURES.map(|f| f.name).join(" "));
    let mut bytes = Vec::new();
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
        writeln!(text, "{} {}", id(p.a), id(p.b))?;
        bytes.extend(p.features.iter().flat_map(|x| x.to_le_bytes()));
    }
    std::fs::write(path.with_added_extension("ids"), text)?;
    std::fs::write(path.with_added_extension("f32"), bytes)?;
    println!("{}: {} articles", path.display(), list.len());
    Ok(())
}
