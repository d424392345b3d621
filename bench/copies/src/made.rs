//! Articles read, and copies and articles made of them. Nothing is kept after the run.

use anyhow::Context;
use std::path::Path;

/// Originals, of each of which every kind of copy is made: 10,000 copies.
const ORIGINALS: usize = 2_500;

/// Words an original has at least and at most.
const WORDS: std::ops::Range<usize> = 100..2_000;

/// Words of another article that are added to a copy.
const FOREIGN: usize = 120;

/// One article.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its outlet.
    pub outlet: String,
    /// Headline.
    pub title: String,
    /// Body.
    pub body: String,
    /// Place of its original; its own place if it is one.
    pub family: u32,
    /// What was done to it.
    pub kind: Option<Kind>,
}

/// What was done to a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first 60 % of the words are left.
    Truncated,
    /// 8 % of the words are gone, anywhere.
    Dropped,
    /// 120 words of another article stand before or after it.
    Foreign,
    /// 20 % of the sentences are gone.
    Cut,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Truncated, Kind::Dropped, Kind::Foreign, Kind::Cut];

    /// Head of its column.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Truncated => "truncated",
            Kind::Dropped => "dropped",
            Kind::Foreign => "foreign",
            Kind::Cut => "cut",
        }
    }
}

/// Originals first, then copies.
pub struct Set {
    /// All of them.
    pub pages: Vec<Page>,
    /// How many are originals.
    pub originals: usize,
}

/// xorshift64*.
pub struct Random(pub u64);

impl Random {
    /// The next number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

/// The articles of all JSONL files of a folder.
pub fn load(folder: &Path) -> anyhow::Result<Vec<Page>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut out: Vec<Page> = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(&file)?.lines() {
            let v: serde_json::Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
            let text = |k: &str| v.get(k).and_then(|x| x.as_str()).unwrap_or("").to_string();
            out.push(Page {
                outlet: text("outlet"),
                title: text("title"),
                body: text("body"),
                family: out.len() as u32,
                kind: None,
            });
        }
    }
    Ok(out)
}

/// Originals and copies of them, each printed by another outlet.
pub fn synthetic(pages: &[Page]) -> Set {
    let mut random = crate::seed();
    let mut usable: Vec<&Page> = pages
        .iter()
        .filter(|p| WORDS.contains(&p.body.split_whitespace().count()))
        .collect();
    random.shuffle(&mut usable);
    let (chosen, others) = usable.split_at(ORIGINALS.min(usable.len() * 4 / 5));
    let mut out: Vec<Page> = chosen
        .iter()
        .enumerate()
        .map(|(i, p)| Page {
            family: i as u32,
            ..(*p).clone()
        })
        .collect();
    let originals = out.len();
    for kind in Kind::ALL {
        for i in 0..originals {
            let body = changed(&out[i].body, kind, others, &mut random);
            out.push(Page {
                outlet: format!("copier {}", random.below(400)),
                title: out[i].title.clone(),
                body,
                family: i as u32,
                kind: Some(kind),
            });
        }
    }
    Set { pages: out, originals }
}

fn changed(body: &str, kind: Kind, others: &[&Page], random: &mut Random) -> String {
    let words: Vec<&str> = body.split_whitespace().collect();
    match kind {
        Kind::Truncated => words[..words.len() * 3 / 5].join(" "),
        Kind::Dropped => {
            let kept: Vec<&str> = words.into_iter().filter(|_| random.below(100) >= 8).collect();
            kept.join(" ")
        }
        Kind::Foreign => {
            let other: Vec<&str> = others[random.below(others.len())].body.split_whitespace().collect();
            let at = random.below(other.len().saturating_sub(FOREIGN) + 1);
            let foreign = other[at..(at + FOREIGN).min(other.len())].join(" ");
            if random.below(2) == 0 {
                format!("{foreign}\n{body}")
            } else {
                format!("{body}\n{foreign}")
            }
        }
        Kind::Cut => {
            let sentences: Vec<&str> = body.split_inclusive(['।', '.', '?', '!', '\n']).collect();
            let mut order: Vec<usize> = (0..sentences.len()).collect();
            random.shuffle(&mut order);
            let gone = &order[..sentences.len().div_ceil(5).min(sentences.len() - 1)];
            let kept: Vec<&str> = sentences
                .iter()
                .enumerate()
                .filter(|(i, _)| !gone.contains(i))
                .map(|(_, s)| *s)
                .collect();
            kept.concat()
        }
    }
}

/// `n` articles of about 150 words, put together from pieces of three to six words of real ones; one in ten is a copy of an
/// earlier one with 8 % of its words dropped, and one text is printed by 500 outlets.
pub fn many(pages: &[Page], n: usize) -> Vec<Page> {
    let mut random = crate::seed();
    let words: Vec<&str> = pages.iter().flat_map(|p| p.body.split_whitespace()).collect();
    let mut out: Vec<Page> = Vec::with_capacity(n);
    for i in 0..n {
        let body = if i > 1_000 && i % (n / 500).max(1) == 0 {
            out[500].body.clone()
        } else if i > 1_000 && random.below(10) == 0 {
            let from = random.below(i);
            let text = &out[from].body;
            text.split(' ')
                .filter(|_| random.below(100) >= 8)
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            let mut body = String::new();
            let mut count = 0;
            while count < 150 {
                let at = random.below(words.len() - 6);
                let piece = &words[at..at + 3 + random.below(4)];
                count += piece.len();
                for w in piece {
                    if !body.is_empty() {
                        body.push(' ');
                    }
                    body.push_str(w);
                }
            }
            body
        };
        out.push(Page {
            outlet: format!("outlet {}", random.below(2_000)),
            title: String::new(),
            body,
            family: i as u32,
            kind: None,
        });
    }
    out
}
