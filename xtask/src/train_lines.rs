//! Trains the trees that tell article lines from others on pages without markup (`data/extract/line-trees.txt`).
//!
//! Gradient boosting with the logistic loss on binned features; everything is deterministic, so the same pages give the same file.

use crate::{root, shared};
use anyhow::Context;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::process::Command;
use sutradhar_engine::extract::train::{self, DEPTH, FEATURES, Row, Split, Tree, Trees};

/// Trees that are grown.
const ROUNDS: usize = 240;

/// Share of each tree that is added.
const RATE: f32 = 0.06;

/// Borders between the values of a feature.
const BINS: usize = 40;

/// Weight that pulls leaves to zero, in lines.
const RIDGE: f32 = 20.0;

/// Parts of the pages in cross-validation.
const FOLDS: usize = 5;

#[derive(Deserialize)]
struct Page {
    id: String,
    lines: Vec<(u8, String)>,
}

/// One labelled line.
struct Sample {
    row: Row,
    body: f32,
    weight: f32,
    page: usize,
}

/// Prints the five-fold score, then trains on all pages and writes the file.
pub fn run() -> anyhow::Result<()> {
    let shared = shared().context("../shared is not present")?;
    let pages = pages(&shared.join("gold/extract/text-lines/pages.jsonl.gz"))?;
    let mut samples = Vec::new();
    for (page, p) in pages.iter().enumerate() {
        let rows = train::rows(&text(p));
        let words = |s: &str| s.split_whitespace().count() as f32;
        let total: f32 = rows.iter().map(|(n, _)| words(&p.lines[*n as usize - 1].1) + 3.0).sum();
        for (n, row) in rows {
            let (label, line) = &p.lines[n as usize - 1];
            samples.push(Sample {
                row,
                body: f32::from(*label),
                // Every page counts the same, and a line by its words: as the score does.
                weight: (words(line) + 3.0) / total * 240.0,
                page,
            });
        }
    }
    println!("{} pages, {} lines", pages.len(), samples.len());
    if !std::env::args().any(|a| a == "--no-folds") {
        let (mut line_scores, mut page_scores) = (Vec::new(), Vec::new());
        for fold in 0..FOLDS {
            let trees = grow(&samples, |s| s.page % FOLDS != fold);
            for (i, p) in pages.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
                let _ = i;
                let text = text(p);
                let gold = joined(p, |n| p.lines[n].0 == 1);
                let raw = train::learned_body(&text, &trees);
                line_scores.push(shingle_pr(&gold, &joined(p, |n| raw.contains(&(n as u32 + 1)))));
                let whole = train::body(&text, &trees);
                page_scores.push(shingle_pr(&gold, &joined(p, |n| whole.contains(&(n as u32 + 1)))));
            }
            println!(
                "fold {fold}: trees alone {}, with the rules {}",
                f1(&line_scores),
                f1(&page_scores)
            );
        }
    }
    let trees = grow(&samples, |_| true);
    let head = "# Boosted trees over the features of extract/learned.rs: is a line of a text page article text?\n\
                # One tree a line: feature>threshold for each decision, level by level, then the leaves in logits.\n\
                # Made by `cargo xtask train-lines` from pages of WCXB (CC-BY-4.0); the figures hold no text of them.\n";
    let at = root().join("crates/engine/data/extract/line-trees.txt");
    std::fs::write(&at, format!("{head}{}", trees.print()))?;
    println!("wrote {}", at.display());
    Ok(())
}

fn pages(at: &std::path::Path) -> anyhow::Result<Vec<Page>> {
    let out = Command::new("gzip").arg("-dc").arg(at).output().context("gzip")?;
    let text = String::from_utf8(out.stdout)?;
    let mut pages: Vec<Page> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    pages.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(pages)
}

fn text(p: &Page) -> String {
    joined(p, |_| true)
}

fn joined(p: &Page, keep: impl Fn(usize) -> bool) -> String {
    let kept = p.lines.iter().enumerate().filter(|(n, _)| keep(*n));
    kept.map(|(_, l)| l.1.replace('\n', " ") + "\n").collect()
}

/// Boosts trees on the samples that `keep` holds.
fn grow(samples: &[Sample], keep: impl Fn(&Sample) -> bool) -> Trees {
    let samples: Vec<&Sample> = samples.iter().filter(|s| keep(s)).collect();
    let borders: Vec<Vec<f32>> = (0..FEATURES).map(|f| borders(&samples, f)).collect();
    let bins: Vec<[u8; FEATURES]> = samples
        .iter()
        .map(|s| std::array::from_fn(|f| borders[f].partition_point(|b| *b < s.row[f]) as u8))
        .collect();
    let weight: f32 = samples.iter().map(|s| s.weight).sum();
    let share = samples.iter().map(|s| s.weight * s.body).sum::<f32>() / weight;
    let base = (share / (1.0 - share)).ln();
    let mut logits = vec![base; samples.len()];
    let mut trees = Trees {
        base,
        trees: Vec::new(),
    };
    for round in 0..ROUNDS {
        // Half of the lines for each tree, picked by a fixed hash.
        let chosen: Vec<usize> = (0..samples.len())
            .filter(|i| (i * 2654435761 + round * 40503).wrapping_mul(2246822519) >> 13 & 1 == 0)
            .collect();
        let pull: Vec<(f32, f32)> = chosen
            .iter()
            .map(|i| {
                let p = 1.0 / (1.0 + (-logits[*i]).exp());
                let w = samples[*i].weight;
                (w * (samples[*i].body - p), w * p * (1.0 - p))
            })
            .collect();
        let tree = one(&chosen, &pull, &bins, &borders);
        for (l, s) in logits.iter_mut().zip(&samples) {
            *l += tree.value(&s.row);
        }
        trees.trees.push(tree);
    }
    // What is written is what is tested.
    Trees::parse(&trees.print(), FEATURES).expect("what was printed is read")
}

/// Values that part the samples into about equal heaps.
fn borders(samples: &[&Sample], f: usize) -> Vec<f32> {
    let mut values: Vec<f32> = samples.iter().step_by(7).map(|s| s.row[f]).collect();
    values.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = (1..BINS)
        .map(|b| (values[b * values.len() / BINS] * 1000.0).round() / 1000.0 + 0.0004)
        .collect();
    out.dedup();
    out
}

fn one(chosen: &[usize], pull: &[(f32, f32)], bins: &[[u8; FEATURES]], borders: &[Vec<f32>]) -> Tree {
    let mut node = vec![0usize; chosen.len()];
    let mut splits = Vec::new();
    for level in 0..DEPTH {
        let width = 1 << level;
        let mut heaps = vec![(0f32, 0f32); width * FEATURES * BINS];
        for (k, i) in chosen.iter().enumerate() {
            let at = node[k] * FEATURES * BINS;
            for (f, bin) in bins[*i].iter().enumerate() {
                let h = &mut heaps[at + f * BINS + *bin as usize];
                h.0 += pull[k].0;
                h.1 += pull[k].1;
            }
        }
        let best: Vec<(usize, usize)> = (0..width)
            .map(|n| best_split(&heaps[n * FEATURES * BINS..(n + 1) * FEATURES * BINS], borders))
            .collect();
        for (f, bin) in &best {
            splits.push(Split {
                feature: *f as u16,
                above: borders[*f].get(*bin).copied().unwrap_or(f32::MAX / 1e30),
            });
        }
        for (k, i) in chosen.iter().enumerate() {
            let (f, bin) = best[node[k]];
            node[k] = 2 * node[k] + usize::from(bins[*i][f] as usize > bin);
        }
    }
    let mut sums = [(0f32, 0f32); 1 << DEPTH];
    for (k, p) in pull.iter().enumerate() {
        sums[node[k]].0 += p.0;
        sums[node[k]].1 += p.1;
    }
    let leaves = sums.iter().map(|(g, h)| RATE * g / (h + RIDGE)).collect();
    Tree { splits, leaves }
}

/// Feature and bin after which to part a heap.
fn best_split(heaps: &[(f32, f32)], borders: &[Vec<f32>]) -> (usize, usize) {
    let worth = |(g, h): (f32, f32)| g * g / (h + RIDGE);
    let mut best = (f32::MIN, 0, 0);
    for f in 0..FEATURES {
        let row = &heaps[f * BINS..(f + 1) * BINS];
        let all = row.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        let mut left = (0.0, 0.0);
        for (bin, h) in row.iter().enumerate().take(borders[f].len()) {
            left = (left.0 + h.0, left.1 + h.1);
            let gain = worth(left) + worth((all.0 - left.0, all.1 - left.1));
            if gain > best.0 + 1e-6 {
                best = (gain, f, bin);
            }
        }
    }
    (best.1, best.2)
}

/// Precision and recall of four-word shingles, as in the referee script; `None` where there is nothing to divide by.
fn shingle_pr(gold: &str, have: &str) -> (Option<f32>, Option<f32>) {
    let (g, p) = (shingles(gold), shingles(have));
    let hits: usize = g.iter().map(|(s, n)| p.get(s).map_or(0, |m| *n.min(m))).sum();
    let share =
        |of: &BTreeMap<String, usize>| (!of.is_empty()).then(|| hits as f32 / of.values().sum::<usize>() as f32);
    (share(&p), share(&g))
}

fn shingles(text: &str) -> BTreeMap<String, usize> {
    let words: Vec<&str> = text
        .split(|c: char| !sutradhar_text::chars::is_word_char(c))
        .filter(|w| !w.is_empty())
        .collect();
    let mut out = BTreeMap::new();
    if !words.is_empty() {
        for w in words.windows(words.len().min(4)) {
            *out.entry(w.join(" ")).or_default() += 1;
        }
    }
    out
}

fn f1(scores: &[(Option<f32>, Option<f32>)]) -> String {
    let mean = |v: Vec<f32>| v.iter().sum::<f32>() / v.len().max(1) as f32;
    let p = mean(scores.iter().filter_map(|s| s.0).collect());
    let r = mean(scores.iter().filter_map(|s| s.1).collect());
    format!("F1 {:.4} (P {p:.3} R {r:.3})", 2.0 * p * r / (p + r))
}
