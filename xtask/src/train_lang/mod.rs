//! Learns the language model of `sutradhar-text` from a folder of texts, and writes `crates/text/data/lang/model.bin`.
//!
//! The folder holds files `TAG.SOURCE.txt`, a sentence a line, or `TAG.words.txt`, a word a line (random words are then put
//! in a row; of `TAG.ranked.txt` the first ones more often). `xtask/collect-lang.py` fills such a folder; `corpus/lang` holds sentences of our own, and is always read too. Tags
//! that are no [`Lang`] count as [`Lang::Other`] of their script. Every tenth line is held back and scored. The same folder gives
//! the same bytes: files are read in the order of their names and all chance comes from one seeded generator.

mod rewrite;

use anyhow::{Context, Result, ensure};
use rewrite::Rewriter;
use std::collections::BTreeMap;
use std::path::Path;
use sutradhar_text::Lang;
use sutradhar_text::lang::{CLASSES, Group, Model, Table, for_each_feature, for_each_word, reading};

/// Samples for each three languages of a group.
const SAMPLES: usize = 1_600_000;

/// Learning rate of AdaGrad at the start; falls in a straight line to a tenth.
const RATE: f32 = 0.6;

/// Features of 128 that a sample leaves out at random, so that no single word decides.
const DROPOUT: u64 = 40;

/// Looks at the weights that their mean is made of.
const MEANS: usize = 50;

/// Pull of every touched weight towards zero.
const DECAY: f32 = 2e-6;

/// Weight of sentences that [`Rewriter`] makes, beside the root of a real text's characters.
const REWRITTEN: f64 = 350.0;

/// Hindi lines that are rewritten for each language.
const REWRITTEN_LINES: usize = 30000;

/// How often each language of a group is drawn: those that are rare in news less often, so that doubt falls to the others.
fn share(lang: Lang) -> f64 {
    match lang {
        Lang::Hi => 3.0,
        Lang::Mr => 2.2,
        Lang::Ne => 3.2,
        Lang::Bho => 1.0,
        Lang::Mai | Lang::Mag => 0.8,
        _ => 1.0,
    }
}

/// Languages that are learned from longer pieces only, so that a few words which would fit Hindi as well stay Hindi.
const RARE: [Lang; 3] = [Lang::Mai, Lang::Bho, Lang::Mag];

/// xorshift64*: enough for drawing samples, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n.max(1)
    }

    /// An index drawn by weight.
    fn pick(&mut self, weights: &[f64]) -> usize {
        let total: f64 = weights.iter().sum();
        let mut at = (self.next() >> 11) as f64 / (1u64 << 53) as f64 * total;
        for (i, w) in weights.iter().enumerate() {
            at -= w;
            if at < 0.0 {
                return i;
            }
        }
        weights.len().saturating_sub(1)
    }
}

/// The lines of one file.
struct Source {
    lines: Vec<String>,
    held: Vec<String>,
    words: bool,
    /// Whether the words stand by how common they are.
    ranked: bool,
    weight: f64,
}

impl Source {
    fn read(path: &Path, kind: &str) -> Result<Source> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let all: Vec<&str> = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        let part = |held: bool| {
            all.iter()
                .enumerate()
                .filter(move |(i, _)| (i % 10 == 9) == held)
                .map(|(_, l)| l.to_string())
        };
        let size: f64 = (text.chars().count() as f64).sqrt();
        Ok(Source {
            lines: part(false).collect(),
            held: part(true).collect(),
            words: matches!(kind, "words" | "ranked"),
            ranked: kind == "ranked",
            weight: match kind {
                // Words alone show spelling but no grammar.
                "words" => size * 0.6,
                // Few, but sentences of the kind that will be read.
                "own" => size * 6.0,
                _ => size,
            },
        })
    }

    /// Leaves out the lines of another script: untranslated ones.
    fn keep(&mut self, group: Group) {
        let own = |line: &String| {
            let mut n = 0usize;
            for_each_word(group, line, |word| n += word.len());
            n * 2 > line.chars().count()
        };
        self.lines.retain(own);
        self.held.retain(own);
    }

    /// Some words in a row: a piece of a line, of several if lines are short.
    fn draw(&self, chance: &mut Chance, held: bool, length: usize) -> String {
        let lines = if held { &self.held } else { &self.lines };
        if lines.is_empty() {
            return String::new();
        }
        if self.words {
            let row: Vec<&str> = (0..length)
                .map(|_| {
                    let at = match self.ranked {
                        // Zipf's law: each doubling of the rank is as likely as the one before.
                        true => (lines.len() as f64).powf(chance.below(1 << 24) as f64 / (1 << 24) as f64) as usize - 1,
                        false => chance.below(lines.len()),
                    };
                    lines[at.min(lines.len() - 1)].as_str()
                })
                .collect();
            return row.join(" ");
        }
        let mut at = chance.below(lines.len());
        let mut words: Vec<&str> = Vec::new();
        while words.len() < length {
            words.extend(lines[at].split_whitespace());
            at = (at + 1) % lines.len();
            if lines.len() < 2 {
                break;
            }
        }
        let start = chance.below(words.len().saturating_sub(length) + 1);
        words[start..(start + length).min(words.len())].join(" ")
    }
}

/// The group that a text's letters belong to, by its first letter of one.
fn group_of(text: &str) -> Option<Group> {
    CLASSES.into_iter().map(|c| c.0).max_by_key(|group| {
        let mut n = 0usize;
        for_each_feature(*group, text, 8, |_| n += 1);
        n
    })
}

/// Reads the folder, learns, scores what was held back, writes the model.
pub fn run(folder: &Path) -> Result<()> {
    let path = crate::root().join("crates/text/data/lang/model.bin");
    let bytes = learned(folder)?.write();
    let same = std::fs::read(&path).is_ok_and(|old| old == bytes);
    let known = if same {
        "byte for byte as before"
    } else {
        "another model than before"
    };
    println!("{} bytes to {}: {known}", bytes.len(), path.display());
    std::fs::write(&path, bytes).with_context(|| path.display().to_string())
}

/// The model of the texts in a folder.
pub fn learned(folder: &Path) -> Result<Model> {
    let mut sources: BTreeMap<(usize, usize), Vec<Source>> = BTreeMap::new();
    for folder in [folder.to_path_buf(), crate::root().join("corpus/lang")] {
        let mut paths: Vec<_> = std::fs::read_dir(&folder)
            .with_context(|| folder.display().to_string())?
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or("").to_string();
            let (tag, kind) = name.split_once('.').unwrap_or((&name, ""));
            let mut source = Source::read(&path, kind)?;
            let sample: String = source.lines.iter().take(40).map(|l| format!("{l} ")).collect();
            let lang = Lang::from_tag(tag).unwrap_or(Lang::Other);
            let Some(group) = group_of(&sample) else { continue };
            source.keep(group);
            let langs = CLASSES[group as usize].1;
            if let Some(class) = langs.iter().position(|l| *l == lang) {
                sources.entry((group as usize, class)).or_default().push(source);
            }
        }
    }
    rewritten(&mut sources)?;
    let mut tables = Vec::new();
    for (group, langs, bits) in CLASSES {
        let per: Vec<&[Source]> = (0..langs.len())
            .map(|c| sources.get(&(group as usize, c)).map_or(&[][..], Vec::as_slice))
            .collect();
        ensure!(per.iter().all(|s| !s.is_empty()), "a language of {group:?} has no text");
        tables.push(learn(group, langs, bits, &per));
    }
    let model = Model::new(tables);
    report(&model, &sources);
    Ok(model)
}

/// Adds the rewritten sentences of every language with a table.
fn rewritten(sources: &mut BTreeMap<(usize, usize), Vec<Source>>) -> Result<()> {
    let (group, langs, _) = CLASSES[Group::Devanagari as usize];
    let hindi: Vec<String> = sources
        .get(&(group as usize, 0))
        .into_iter()
        .flatten()
        .filter(|s| !s.words)
        .flat_map(|s| s.lines.iter().cloned())
        .collect();
    for (class, lang) in langs.iter().enumerate() {
        let path = crate::root().join(format!("corpus/lang/rewrite/{}.tsv", lang.tag()));
        if !path.is_file() || hindi.is_empty() {
            continue;
        }
        let rewriter = Rewriter::read(&path, lang.tag())?;
        let mut chance = Chance(0x4e7 + class as u64);
        let lines = (0..REWRITTEN_LINES)
            .filter_map(|_| rewriter.rewrite(&hindi[chance.below(hindi.len())], &mut chance))
            .collect();
        sources.entry((group as usize, class)).or_default().push(Source {
            lines,
            held: Vec::new(),
            words: false,
            ranked: false,
            weight: REWRITTEN,
        });
    }
    Ok(())
}

fn draw(sources: &[Source], chance: &mut Chance, held: bool, length: usize) -> String {
    let weights: Vec<f64> = sources
        .iter()
        .map(|s| if held && s.held.is_empty() { 0.0 } else { s.weight })
        .collect();
    sources[chance.pick(&weights)].draw(chance, held, length)
}

/// Logistic regression over several languages, one sample at a time (AdaGrad).
fn learn(group: Group, langs: &[Lang], bits: u32, sources: &[&[Source]]) -> Table {
    let k = langs.len();
    let mut chance = Chance(0x5eed ^ bits as u64);
    let shares: Vec<f64> = langs.iter().map(|l| share(*l)).collect();
    let mut weights = vec![0f32; k << bits];
    let mut squares = vec![1e-3f32; k << bits];
    let mut features: Vec<usize> = Vec::new();
    let total = SAMPLES * k.min(5) / 3;
    // The mean of the weights over the second half of the way wavers less than where they end.
    let mut mean = vec![0f32; k << bits];
    for n in 0..total {
        if n * 2 >= total && n % (total / 2 / MEANS) == 0 {
            mean.iter_mut().zip(&weights).for_each(|(m, w)| *m += w / MEANS as f32);
        }
        let rate = RATE * (1.0 - 0.9 * n as f32 / total as f32);
        let class = chance.pick(&shares);
        let short = if RARE.contains(&langs[class]) { 8 } else { 2 };
        let length = short + chance.below(5) + chance.below(9);
        let text = draw(sources[class], &mut chance, false, length);
        features.clear();
        for_each_feature(group, &text, bits, |f| features.push(f));
        features.retain(|_| chance.next() >> 32 & 0x7f > DROPOUT);
        if features.is_empty() {
            continue;
        }
        let x = 1.0 / reading(features.len());
        let mut scores = vec![0f32; k];
        for f in &features {
            for c in 0..k {
                scores[c] += weights[f * k + c];
            }
        }
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|s| *s = ((*s - top) * x).exp());
        let sum: f32 = scores.iter().sum();
        for (c, score) in scores.iter().enumerate() {
            let error = (score / sum - f32::from(c == class)) * x;
            if error.abs() < 1e-5 {
                continue;
            }
            for f in &features {
                let i = f * k + c;
                let g = error + DECAY * weights[i];
                squares[i] += g * g;
                weights[i] -= rate * g / squares[i].sqrt();
            }
        }
    }
    let weights = mean;
    let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let top = sizes[sizes.len() - 1 - sizes.len() / 5000].max(1e-6);
    let step = top / 127.0;
    let rows = weights.chunks_exact(k).map(|chunk| {
        let mut row = [0i8; sutradhar_text::lang::WIDTH];
        for (to, w) in row.iter_mut().zip(chunk) {
            *to = (w / step).round().clamp(-127.0, 127.0) as i8;
        }
        row
    });
    Table {
        step,
        rows: rows.collect(),
    }
}

/// Prints how many pieces of held-back lines, of six words and of fifteen, each language's texts are told right.
fn report(model: &Model, sources: &BTreeMap<(usize, usize), Vec<Source>>) {
    let mut chance = Chance(0x0dd5);
    println!("held back        six words   fifteen");
    for ((group, class), sources) in sources {
        let (group, langs, _) = CLASSES[*group];
        let lang = langs[*class];
        let right = [6, 15].map(|length| {
            const N: usize = 2000;
            let hits = (0..N).filter(|_| {
                let text = draw(sources, &mut chance, true, length);
                model.best(group, &text).0 == lang
            });
            hits.count() as f64 * 100.0 / N as f64
        });
        println!(
            "{:8} {:8} {:6.1} %   {:6.1} %",
            format!("{group:?}"),
            lang.tag(),
            right[0],
            right[1]
        );
    }
}
