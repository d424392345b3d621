//! The copies stage on synthetic copies, beside gaoya and datasketch; then its time on all articles and on many made ones.
//!
//! `copies-bench CORPORA PYTHON [SIZE]`: a folder of JSONL files (`id, outlet, title, body`), a Python that can import
//! datasketch, and how many articles to make for the last table (200,000). Nothing of the articles is stored or printed.

mod finders;
mod made;
mod memory;

use finders::{Finder, Named};
use made::{Kind, Page, Random};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use sutradhar_engine::copies;
use sutradhar_engine::model::Analysis;

/// Words in a row from which two articles share text, whatever a finder says: real copies among the originals.
const TRUE_RUN: usize = 13;

/// Times that each finder is run.
const RUNS: usize = 3;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [corpora, python, rest @ ..] = args.as_slice() else {
        anyhow::bail!("usage: copies-bench CORPORA PYTHON [SIZE]");
    };
    let size: usize = rest.first().map_or(Ok(200_000), |s| s.parse())?;
    let pages = made::load(Path::new(corpora))?;
    let set = made::synthetic(&pages);
    println!(
        "{} articles in the corpora; {} originals, {} copies of four kinds\n",
        pages.len(),
        set.originals,
        set.pages.len() - set.originals
    );
    let head: Vec<String> = Kind::ALL.iter().map(|k| format!("{:>9}", k.name())).collect();
    println!(
        "{:22} {} {:>9} {:>8} {:>7} {:>7} {:>9}",
        "recall of",
        head.join(" "),
        "precision",
        "pairs",
        "seconds",
        "docs/s",
        "memory MB"
    );
    let texts = Texts::new(&set.pages);
    let finders = [Finder::Sutradhar, Finder::Gaoya, Finder::Datasketch];
    let mut best: Vec<anyhow::Result<Named>> = finders.iter().map(|f| f.run(&set.pages, python, false)).collect();
    // In turns, so that other load on the machine falls on all alike.
    for _ in 1..RUNS {
        for (finder, best) in finders.iter().zip(&mut best) {
            if let Ok(least) = best {
                least.seconds = least.seconds.min(finder.run(&set.pages, python, false)?.seconds);
            }
        }
    }
    for (finder, best) in finders.iter().zip(best) {
        match best {
            Ok(named) => {
                let memory = finder.run(&set.pages, python, true)?.bytes;
                report(*finder, &named, &set, &texts, memory);
            }
            Err(e) => println!("{:22} skipped: {e:#}", finder.name()),
        }
    }
    println!(
        "\nrecall: copies paired with their original. precision: pairs of one original, of all pairs named; pairs that really share"
    );
    println!(
        "{TRUE_RUN} words in a row across originals are left out of it. seconds: processor time from text to pairs, one thread, the least of {RUNS} runs in turns."
    );
    println!("memory: the most held at one time beyond the texts; not counted in Python.\n");

    println!(
        "{:44} {:>8} {:>8} {:>9} {:>8} {:>9}",
        "time", "articles", "pairs", "seconds", "text MB", "memory MB"
    );
    let mixed = finders::analyses(&pages);
    timed("all articles: pairs only", &mixed, |a| copies::detect(a).len());
    let annotated = finders::with_sentences(mixed);
    timed("all articles: pairs with what differs", &annotated, |a| {
        copies::find(a).len()
    });
    drop(annotated);
    for n in [size / 10, size] {
        let many = finders::analyses(&made::many(&pages, n));
        timed("made, one in ten a copy, one text 500 times", &many, |a| {
            copies::detect(a).len()
        });
    }
    Ok(())
}

fn timed(what: &str, analyses: &[Analysis], find: impl Fn(&[Analysis]) -> usize) {
    // Memory in a run of its own, so that counting it takes no part of the time.
    let start = finders::processor_seconds();
    let pairs = find(analyses);
    let seconds = finders::processor_seconds() - start;
    let (_, bytes) = memory::peak(|| find(analyses));
    let text: usize = analyses.iter().map(|a| a.article.text.len()).sum();
    println!(
        "{what:44} {:>8} {pairs:>8} {seconds:>9.2} {:>8} {:>9}",
        analyses.len(),
        text / 1_000_000,
        bytes / 1_000_000
    );
}

fn report(finder: Finder, named: &Named, set: &made::Set, texts: &Texts, memory: Option<usize>) {
    let have: FxHashSet<(u32, u32)> = named.pairs.iter().copied().collect();
    let (mut hit, mut all) = (FxHashMap::<Kind, usize>::default(), FxHashMap::<Kind, usize>::default());
    for (i, page) in set.pages.iter().enumerate() {
        if let Some(kind) = page.kind {
            *all.entry(kind).or_default() += 1;
            if have.contains(&(page.family, i as u32)) {
                *hit.entry(kind).or_default() += 1;
            }
        }
    }
    let family = |i: u32| set.pages.get(i as usize).map(|p: &Page| p.family);
    let (mut right, mut wrong) = (0usize, 0usize);
    for &(a, b) in &have {
        if family(a) == family(b) {
            right += 1;
        } else if !texts.share(a, b) {
            wrong += 1;
        }
    }
    let recall: Vec<String> = Kind::ALL
        .iter()
        .map(|k| {
            format!(
                "{:>9.4}",
                hit.get(k).copied().unwrap_or(0) as f64 / all.get(k).copied().unwrap_or(1) as f64
            )
        })
        .collect();
    println!(
        "{:22} {} {:>9.4} {:>8} {:>7.2} {:>7.0} {:>9}",
        finder.name(),
        recall.join(" "),
        right as f64 / (right + wrong).max(1) as f64,
        have.len(),
        named.seconds,
        set.pages.len() as f64 / named.seconds,
        memory.map_or("-".to_string(), |b| (b / 1_000_000).to_string())
    );
}

/// The words of the pages, to tell real copies.
struct Texts(Vec<Vec<u64>>);

impl Texts {
    fn new(pages: &[Page]) -> Texts {
        let word = |w: &str| {
            w.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
                (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
            })
        };
        Texts(
            pages
                .iter()
                .map(|p| p.body.split_whitespace().map(word).collect())
                .collect(),
        )
    }

    /// Whether two pages share a run of `TRUE_RUN` words.
    fn share(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.0.get(a as usize), self.0.get(b as usize)) else {
            return false;
        };
        let runs: FxHashSet<&[u64]> = x.windows(TRUE_RUN).collect();
        y.windows(TRUE_RUN).any(|w| runs.contains(w))
    }
}

/// The generator used everywhere: the same copies in every run.
fn seed() -> Random {
    Random(0x5eed_0f_c0b1e5)
}
