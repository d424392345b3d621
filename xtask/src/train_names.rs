//! `cargo xtask train-names`: learns the weights of the names tagger from the IL-NER training data.
//!
//! The same data give the same bytes: sentences are shuffled by a fixed generator, one thread learns.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use sutradhar_engine::annotate::names;
use sutradhar_engine::annotate::names::tagger::chain::{self, Row, Steps};
use sutradhar_engine::annotate::names::tagger::{self, Seen, TAGS, weights};
use sutradhar_engine::model::*;
use sutradhar_text::phonetic;
use sutradhar_text::sentences::sentences;

/// How the weights are learned: FTRL-proximal (McMahan 2013) on the conditional likelihood of each sentence.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Step size.
    pub alpha: f32,
    /// Weight of the absolute values: makes features drop out.
    pub l1: f32,
    /// Weight of the squares.
    pub l2: f32,
    /// Passes over the data.
    pub epochs: usize,
    /// Features seen less often are not learned.
    pub min_count: u32,
    /// Orders of the sentences that are learned from in turn; the weights are averaged.
    pub orders: usize,
}

/// Chosen on two of five folds of the IL-NER Hindi training file; the differences between settings are small (F1 0.789
/// to 0.796).
pub const SETTINGS: Settings = Settings {
    alpha: 0.1,
    l1: 0.3,
    l2: 5.0,
    epochs: 6,
    min_count: 2,
    orders: 4,
};

/// A sentence with its gold tags.
pub struct Example {
    /// Words and features.
    pub seen: Seen,
    /// The tag of each word.
    pub tags: Vec<u8>,
    /// The gold names in bytes of the sentence, with kinds.
    pub gold: Vec<(u32, u32, usize)>,
}

/// A sentence of a file in CoNLL form: words, tags.
pub type Raw = Vec<(String, String)>;

/// The sentences of a CoNLL file.
pub fn read(path: &Path) -> Result<Vec<Raw>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    let mut now: Raw = Vec::new();
    for line in text.lines() {
        let mut cells = line.split_whitespace();
        match cells.next() {
            None => {
                if !now.is_empty() {
                    out.push(std::mem::take(&mut now));
                }
            }
            Some(word) => now.push((word.to_string(), mended(cells.last().unwrap_or("O")))),
        }
    }
    if !now.is_empty() {
        out.push(now);
    }
    Ok(out)
}

/// A tag as it was meant: a name of one word has often lost the letter before the hyphen (`-NEL`), nearly always in the
/// Telugu files.
pub fn mended(tag: &str) -> String {
    match tag.strip_prefix('-') {
        Some(kind) if kind.len() > 1 => format!("B-{kind}"),
        _ => tag.to_string(),
    }
}

/// Whether a tag cell is one that no reader can use (`-`).
pub fn malformed(tag: &str) -> bool {
    tag != "O" && !tag.starts_with("B-") && !tag.starts_with("I-")
}

/// The text of a sentence as `score.py conll-docs` writes it.
pub fn text(raw: &Raw) -> String {
    let words: Vec<&str> = raw.iter().map(|(w, _)| w.as_str()).collect();
    words.join(" ")
}

/// The names of a sentence in bytes, as `score.py conll` reads them.
pub fn gold(raw: &Raw) -> Vec<(u32, u32, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(u32, u32, usize)> = None;
    let mut at = 0u32;
    for (word, tag) in raw {
        let kind = match tag.split_once('-') {
            Some(("B" | "I", k)) => match k {
                "NEP" => Some(0),
                "NEL" => Some(1),
                "NEO" => Some(2),
                _ => None,
            },
            _ => None,
        };
        if let Some(o) = open
            && (kind != Some(o.2) || tag.starts_with("B-"))
        {
            out.push(o);
            open = None;
        }
        let end = at + word.len() as u32;
        match (&mut open, kind) {
            (Some(o), Some(_)) => o.1 = end,
            (None, Some(k)) => open = Some((at, end, k)),
            _ => {}
        }
        at = end + 1;
    }
    out.extend(open);
    out
}

/// An article of one line.
pub fn article(text: &str) -> (Article, Vec<Sentence>) {
    let span = Span::new(0, text.len());
    let class = LineClass::Body;
    let list = sentences(text)
        .into_iter()
        .map(|s| Sentence {
            span: s,
            line: 1,
            class,
        })
        .collect();
    let article = Article {
        id: ArticleId("train".into()),
        source: String::new(),
        url: None,
        outlet: None,
        agency: None,
        byline: None,
        dateline: None,
        language: sutradhar_text::lang::detect(text),
        headline: None,
        published: Published::unknown(""),
        text: text.to_string(),
        lines: vec![Line {
            n: 1,
            span,
            class,
            reason: "".into(),
        }],
        tags: Vec::new(),
        read_minutes: 1,
        completeness: Completeness::default(),
    };
    (article, list)
}

/// The spelling keys of the words that only one sentence has: lists made from these sentences know them from nowhere
/// else.
pub fn rare(raws: &[Raw]) -> HashSet<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for raw in raws {
        let mut keys: Vec<String> = raw
            .iter()
            .map(|(w, _)| {
                let mut key = String::new();
                phonetic::spelling(w, &mut key);
                key
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        for k in keys {
            *counts.entry(k).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n == 1).map(|(k, _)| k).collect()
}

/// The sentences of a file with features and gold tags. The engine may cut one sentence of the file into several.
pub fn examples(raws: &[Raw], rare: &HashSet<String>) -> Vec<Example> {
    let mut out = Vec::new();
    for raw in raws {
        let (article, list) = article(&text(raw));
        let all = gold(raw);
        for seen in tagger::seen(&article, &list, &|key| rare.contains(key)) {
            let (Some(first), Some(last)) = (seen.spans.first(), seen.spans.last()) else {
                continue;
            };
            let gold: Vec<_> = all
                .iter()
                .filter(|g| g.0 < last.end && g.1 > first.start)
                .copied()
                .collect();
            let mut tags = vec![0u8; seen.spans.len()];
            for g in &gold {
                let mut begun = false;
                for (tag, s) in tags.iter_mut().zip(&seen.spans) {
                    if s.start >= g.0 && s.end <= g.1 {
                        *tag = 1 + 2 * g.2 as u8 + u8::from(begun);
                        begun = true;
                    }
                }
            }
            out.push(Example { seen, tags, gold });
        }
    }
    out
}

/// What is learned: weights of features and of steps.
pub struct Learned {
    /// Weights by feature, ascending.
    pub rows: Vec<(u32, Row)>,
    /// Weights of neighbouring tags.
    pub steps: Steps,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    z: f32,
    n: f32,
}

impl Cell {
    fn weight(self, s: &Settings) -> f32 {
        if self.z.abs() <= s.l1 {
            return 0.0;
        }
        -(self.z - s.l1 * self.z.signum()) / ((1.0 + self.n.sqrt()) / s.alpha + s.l2)
    }

    fn learn(&mut self, weight: f32, gradient: f32, s: &Settings) {
        let n = self.n + gradient * gradient;
        let sigma = (n.sqrt() - self.n.sqrt()) / s.alpha;
        self.z += gradient - sigma * weight;
        self.n = n;
    }
}

/// Learns from examples.
pub fn learn(examples: &[&Example], s: &Settings) -> Learned {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for f in examples.iter().flat_map(|e| &e.seen.features).flatten() {
        *counts.entry(*f).or_default() += 1;
    }
    let mut kept: Vec<u32> = counts
        .iter()
        .filter(|(_, n)| **n >= s.min_count)
        .map(|(f, _)| *f)
        .collect();
    kept.sort_unstable();
    let place: HashMap<u32, u32> = kept.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
    let data: Vec<Ready> = examples
        .iter()
        .map(|e| {
            let words = e
                .seen
                .features
                .iter()
                .map(|fs| fs.iter().filter_map(|f| place.get(f).copied()).collect())
                .collect();
            (words, e.tags.as_slice())
        })
        .collect();
    let mut sum = vec![[0.0f32; TAGS]; kept.len()];
    let mut steps_sum: Steps = [[0.0; TAGS]; TAGS + 1];
    for order in 0..s.orders {
        let (weights, steps) = pass(&data, kept.len(), s, order as u64);
        for (to, more) in sum.iter_mut().chain(&mut steps_sum).zip(weights.iter().chain(&steps)) {
            for (a, b) in to.iter_mut().zip(more) {
                *a += b / s.orders as f32;
            }
        }
    }
    let rows = kept
        .into_iter()
        .zip(sum)
        .filter(|(_, w)| w.iter().any(|w| *w != 0.0))
        .collect();
    Learned { rows, steps: steps_sum }
}

/// Features of the words of a sentence as places in the table of weights, with the tags.
type Ready<'a> = (Vec<Vec<u32>>, &'a [u8]);

/// Learns from the sentences in one order.
fn pass(data: &[Ready], features: usize, s: &Settings, order: u64) -> (Vec<Row>, Steps) {
    let mut cells = vec![[Cell::default(); TAGS]; features];
    let mut weights = vec![[0.0f32; TAGS]; features];
    let mut step_cells = [[Cell::default(); TAGS]; TAGS + 1];
    let mut steps: Steps = [[0.0; TAGS]; TAGS + 1];
    let mut seed = 0x5eed_u64 + order;
    let mut order: Vec<usize> = (0..data.len()).collect();
    for _ in 0..s.epochs {
        for i in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            order.swap(i, ((seed >> 33) % (i as u64 + 1)) as usize);
        }
        for i in &order {
            let (words, tags) = &data[*i];
            let rows: Vec<Row> = words
                .iter()
                .map(|fs| {
                    let mut row = [0.0; TAGS];
                    for f in fs {
                        for (r, w) in row.iter_mut().zip(&weights[*f as usize]) {
                            *r += w;
                        }
                    }
                    row
                })
                .collect();
            let (mut expected, mut pairs) = chain::expected(&rows, &steps);
            let mut before = TAGS;
            for (e, t) in expected.iter_mut().zip(tags.iter()) {
                e[*t as usize] -= 1.0;
                pairs[before][*t as usize] -= 1.0;
                before = *t as usize;
            }
            for (e, fs) in expected.iter().zip(words) {
                if e.iter().all(|g| g.abs() < 1e-3) {
                    continue;
                }
                for f in fs {
                    let f = *f as usize;
                    for t in 0..TAGS {
                        let w = weights[f][t];
                        cells[f][t].learn(w, e[t], s);
                        weights[f][t] = cells[f][t].weight(s);
                    }
                }
            }
            for p in 0..=TAGS {
                for t in 0..TAGS {
                    step_cells[p][t].learn(steps[p][t], pairs[p][t], s);
                    steps[p][t] = step_cells[p][t].weight(s);
                }
            }
        }
    }
    (weights, steps)
}

/// True positives, found, gold for each kind.
pub type Tally = [[usize; 3]; 3];

/// Scores a model on examples by exact spans.
pub fn score(model: &weights::Weights, examples: &[&Example]) -> Tally {
    let mut out: Tally = [[0; 3]; 3];
    for e in examples {
        let rows: Vec<Row> = e
            .seen
            .features
            .iter()
            .map(|fs| {
                let mut row = [0.0; TAGS];
                for f in fs {
                    model.add(*f, &mut row);
                }
                row
            })
            .collect();
        let tags = chain::best(&rows, &model.steps);
        let found: Vec<(u32, u32, usize)> = tagger::spans(&tags)
            .into_iter()
            .map(|(a, b, k)| (e.seen.spans[a].start, e.seen.spans[b - 1].end, k))
            .collect();
        for f in &found {
            out[f.2][1] += 1;
            out[f.2][0] += usize::from(e.gold.contains(f));
        }
        for g in &e.gold {
            out[g.2][2] += 1;
        }
    }
    out
}

/// Precision, recall and F1 of each kind and of all, one line.
pub fn show(t: &Tally) -> String {
    let all = t.iter().fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    ["PER", "LOC", "ORG", "all"]
        .iter()
        .zip(t.iter().chain([&all]))
        .map(|(name, [tp, found, gold])| {
            let p = *tp as f64 / (*found).max(1) as f64;
            let r = *tp as f64 / (*gold).max(1) as f64;
            format!("{name} {p:.3} {r:.3} {:.4}", 2.0 * p * r / (p + r).max(1e-9))
        })
        .collect::<Vec<_>>()
        .join("  ")
}

/// The training sentences of a language: none that recur in its dev file, none with a malformed tag.
pub fn training(folder: &Path, language: &str) -> Result<Vec<Raw>> {
    let dev: HashSet<String> = read(&folder.join(format!("{language}-dev.txt")))?
        .iter()
        .map(text)
        .collect();
    let mut all = read(&folder.join(format!("{language}-train.txt")))?;
    all.retain(|r| !dev.contains(&text(r)) && !r.iter().any(|(_, t)| malformed(t)));
    Ok(all)
}

/// The bytes of a model.
pub fn bytes(learned: &Learned, note: &str) -> Vec<u8> {
    weights::write(note, &learned.steps, &learned.rows)
}

/// Languages of the set, with the name of the file.
pub const LANGUAGES: [&str; 4] = ["Hindi", "Odia", "Telugu", "Urdu"];

/// What the header of the model says.
pub const NOTE: &str = "Names tagger of Sutradhar. Learned by `cargo xtask train-names` from IL-NER (Bhashini project, IIIT Hyderabad, \
CDAC Noida, IIIT Bhubaneshwar; Bahad et al. 2024), licence CC-BY-4.0.";

/// Scores the whole engine with a model, as `score.py conll` does. Words for which `held_out` holds are hidden from the
/// lists.
pub fn engine(model: &weights::Weights, raws: &[Raw], held_out: &HashSet<String>) -> Tally {
    let mut out: Tally = [[0; 3]; 3];
    let hidden = |key: &str| held_out.contains(key);
    for raw in raws {
        let (article, list) = article(&text(raw));
        let gold = gold(raw);
        let (_, mentions) = names::find_with(&article, &list, Some(model), Some(&hidden));
        for m in mentions.iter().filter(|m| m.role != MentionRole::Demonym) {
            let Some(k) = tagger::KINDS.iter().position(|k| *k == m.kind) else {
                continue;
            };
            out[k][1] += 1;
            out[k][0] += usize::from(gold.contains(&(m.span.start, m.span.end, k)));
        }
        for g in gold {
            out[g.2][2] += 1;
        }
    }
    out
}

fn add(to: &mut Tally, more: &Tally) {
    for (a, b) in to.iter_mut().flatten().zip(more.iter().flatten()) {
        *a += b;
    }
}

/// Parts into which the training data is cut to measure on sentences that were not learned from.
const FOLDS: usize = 5;

/// Learns on four fifths of all training files and scores on the last one, five times. Words that only the last fifth
/// has are hidden from the lists that were made from the training data.
fn folds(data: &BTreeMap<&str, Vec<Raw>>) -> Result<()> {
    let mut alone: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut whole: BTreeMap<&str, Tally> = BTreeMap::new();
    for fold in 0..FOLDS {
        let mut all = Vec::new();
        let mut rest: Vec<(&str, Vec<Raw>, HashSet<String>)> = Vec::new();
        for (language, raws) in data {
            let part = |inside: bool| -> Vec<Raw> {
                let mine = raws.iter().enumerate().filter(|(i, _)| (i % FOLDS == fold) == inside);
                mine.map(|(_, r)| r.clone()).collect()
            };
            let (learn, test) = (part(false), part(true));
            all.extend(examples(&learn, &rare(&learn)));
            let known = keys(&learn);
            let only = keys(&test).into_iter().filter(|k| !known.contains(k)).collect();
            rest.push((language, test, only));
        }
        let refs: Vec<&Example> = all.iter().collect();
        let out = bytes(&learn(&refs, &SETTINGS), NOTE);
        let model = weights::Weights::read(&out).context("the model that was made cannot be read")?;
        for (language, test, only) in rest {
            let seen = examples(&test, &only);
            let refs: Vec<&Example> = seen.iter().collect();
            add(alone.entry(language).or_default(), &score(&model, &refs));
            add(whole.entry(language).or_default(), &engine(&model, &test, &only));
        }
    }
    for language in data.keys() {
        println!("{language} {FOLDS}-fold, model alone:  {}", show(&alone[language]));
        println!("{language} {FOLDS}-fold, whole engine: {}", show(&whole[language]));
    }
    Ok(())
}

/// The spelling keys of all words.
fn keys(raws: &[Raw]) -> HashSet<String> {
    let words = raws.iter().flatten().map(|(w, _)| {
        let mut key = String::new();
        phonetic::spelling(w, &mut key);
        key
    });
    words.collect()
}

/// Learns from all languages, writes the model, prints the scores on the dev files; with `--folds` writes nothing and
/// prints what models score on parts of the training data that they did not see.
pub fn run(args: &[String]) -> Result<()> {
    let folder = crate::shared()
        .context("no ../shared folder with the training data")?
        .join("gold/il-ner");
    let mut data: BTreeMap<&str, Vec<Raw>> = BTreeMap::new();
    for language in LANGUAGES {
        data.insert(language, training(&folder, language)?);
    }
    if args.iter().any(|a| a == "--folds") {
        return folds(&data);
    }
    let mut all = Vec::new();
    for raws in data.values() {
        all.extend(examples(raws, &rare(raws)));
    }
    let refs: Vec<&Example> = all.iter().collect();
    let learned = learn(&refs, &SETTINGS);
    let out = bytes(&learned, NOTE);
    let path = crate::root().join("crates/engine/data/names/model.bin");
    std::fs::write(&path, &out)?;
    println!(
        "{}: {} features, {} bytes",
        path.display(),
        learned.rows.len(),
        out.len()
    );
    let model = weights::Weights::read(&out).context("the model that was written cannot be read")?;
    let none = HashSet::new();
    for language in LANGUAGES {
        let mut raws = read(&folder.join(format!("{language}-dev.txt")))?;
        raws.retain(|r| !r.iter().any(|(_, t)| malformed(t)));
        let seen = examples(&raws, &none);
        let refs: Vec<&Example> = seen.iter().collect();
        println!("{language} dev, model alone:  {}", show(&score(&model, &refs)));
        println!("{language} dev, whole engine: {}", show(&engine(&model, &raws, &none)));
    }
    Ok(())
}
