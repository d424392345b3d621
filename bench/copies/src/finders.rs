//! The finders, each from text to pairs.

use crate::made::Page;
use crate::memory;
use anyhow::Context;
use std::io::Write;
use sutradhar_engine::model::*;
use sutradhar_engine::{copies, extract};

/// Who finds.
#[derive(Debug, Clone, Copy)]
pub enum Finder {
    /// This project.
    Sutradhar,
    /// The Rust crate gaoya 0.2: MinHash, 42 bands of 3.
    Gaoya,
    /// The Python package datasketch 2.0: MinHash of 128, LSH at 0.4.
    Datasketch,
}

/// What a finder named, and how long it took.
pub struct Named {
    /// Pairs of places, the smaller first.
    pub pairs: Vec<(u32, u32)>,
    /// Processor time.
    pub seconds: f64,
    /// Bytes held at one time beyond the texts, if they were counted, which takes time.
    pub bytes: Option<usize>,
}

/// Words in a shingle of the peers, and the resemblance from which they name a pair: low enough for every kind of copy made
/// here. At the usual 0.7 they find few of them.
#[cfg(feature = "peers")]
const PEER_SHINGLE: usize = 3;
#[cfg(feature = "peers")]
const PEER_RESEMBLANCE: f64 = 0.4;

impl Finder {
    /// Its row's name.
    pub fn name(self) -> &'static str {
        match self {
            Finder::Sutradhar => "sutradhar",
            Finder::Gaoya => "gaoya 0.2 (42 x 3)",
            Finder::Datasketch => "datasketch 2.0 (128)",
        }
    }

    /// All pairs that it names; `count` asks for the memory that it takes.
    pub fn run(self, pages: &[Page], python: &str, count: bool) -> anyhow::Result<Named> {
        match self {
            Finder::Sutradhar => Ok(sutradhar(pages, count)),
            Finder::Gaoya if count => {
                let (named, bytes) = memory::peak(|| gaoya(pages));
                Ok(Named {
                    bytes: Some(bytes),
                    ..named?
                })
            }
            Finder::Gaoya => gaoya(pages),
            Finder::Datasketch => datasketch(pages, python),
        }
    }
}

fn sutradhar(pages: &[Page], count: bool) -> Named {
    let analyses = analyses(pages);
    let start = processor_seconds();
    let found = copies::detect(&analyses);
    let seconds = processor_seconds() - start;
    let place = |id: &ArticleId| id.as_str()[1..].parse().unwrap_or(u32::MAX);
    let pairs = found.iter().map(|(a, b)| (place(a), place(b))).collect();
    Named {
        pairs,
        seconds,
        bytes: count.then(|| memory::peak(|| copies::detect(&analyses)).1),
    }
}

#[cfg(not(feature = "peers"))]
fn gaoya(_: &[Page]) -> anyhow::Result<Named> {
    anyhow::bail!("built without peers")
}

#[cfg(feature = "peers")]
fn gaoya(pages: &[Page]) -> anyhow::Result<Named> {
    use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
    let start = processor_seconds();
    let (bands, width) = (42, 3);
    let hasher = MinHasher32::new(bands * width);
    let mut index: MinHashIndex<u32, u32> = MinHashIndex::new(bands, width, PEER_RESEMBLANCE);
    let mut pairs = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let text = page.body.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let signature = hasher.create_signature(words.windows(PEER_SHINGLE));
        pairs.extend(index.query(&signature).into_iter().map(|j| (*j, i as u32)));
        index.insert(i as u32, signature);
    }
    Ok(Named {
        pairs,
        seconds: processor_seconds() - start,
        bytes: None,
    })
}

fn datasketch(pages: &[Page], python: &str) -> anyhow::Result<Named> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/datasketch_peer.py");
    let mut child = std::process::Command::new(python)
        .arg(script)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .with_context(|| python.to_string())?;
    let mut to = child.stdin.take().context("no pipe")?;
    for page in pages {
        // A Python without datasketch ends at once; its exit status says so below.
        if writeln!(to, "{}", serde_json::Value::from(page.body.as_str())).is_err() {
            break;
        }
    }
    drop(to);
    let out = child.wait_with_output()?;
    anyhow::ensure!(out.status.success(), "{python} cannot import datasketch 2.0");
    let answer: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let number = |v: &serde_json::Value| v.as_u64().unwrap_or(0) as u32;
    let pairs = answer["pairs"].as_array().context("no pairs")?;
    Ok(Named {
        pairs: pairs.iter().map(|p| (number(&p[0]), number(&p[1]))).collect(),
        seconds: answer["seconds"].as_f64().context("no seconds")?,
        bytes: None,
    })
}

/// The pages as the stage gets them, without annotations: it needs none to find pairs.
pub fn analyses<'a>(pages: impl IntoIterator<Item = &'a Page>) -> Vec<Analysis> {
    let page = |(i, p): (usize, &Page)| {
        let id = format!("p{i:07}");
        let (article, notices) = extract::extract(&RawPage {
            id: id.as_str().into(),
            source: id,
            url: None,
            hints: Hints {
                outlet: Some(p.outlet.clone()),
                ..Hints::default()
            },
            content: Content::Record {
                title: p.title.clone(),
                body: p.body.clone(),
            },
            notices: Vec::new(),
        });
        Analysis {
            article,
            sentences: Vec::new(),
            entities: Vec::new(),
            mentions: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            quotations: Vec::new(),
            statements: Vec::new(),
            notices,
        }
    };
    pages.into_iter().enumerate().map(page).collect()
}

/// The same with their sentences, which the comparison of two articles needs.
pub fn with_sentences(mut analyses: Vec<Analysis>) -> Vec<Analysis> {
    for a in &mut analyses {
        for line in a.article.lines.iter().filter(|l| l.class.is_content()) {
            let found = sutradhar_text::sentences::sentences(line.span.of(&a.article.text));
            a.sentences.extend(found.iter().map(|s| Sentence {
                span: s.shift(line.span.start as usize),
                line: line.n,
                class: line.class,
            }));
        }
    }
    analyses
}

/// Processor time of this process so far (it has one thread). Other programs on the machine do not count.
pub fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}
