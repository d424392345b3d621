//! A learned judgement of how much each line of a text page looks like a line of the article: boosted trees over
//! features that no language owns, smoothed over neighbouring lines.
//!
//! The trees are made by `cargo xtask train-lines` and stand in `data/extract/line-trees.txt`. They only rank lines
//! that no rule explains: what a set phrase, a byline or a credit says of its line goes before.

use super::around::{Around, flag, ln, next_by, signed};
use super::labels::Label;
use super::lines::{End, Measured};
use super::marks::Mark;
use crate::model::LineClass;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// Levels of decisions in each tree of lines; a tree is complete, so it has `2^DEPTH - 1` decisions and `2^DEPTH`
/// leaves.
pub const DEPTH: usize = 6;

/// What a change between article and something else costs from one line to the next, in logits.
///
/// Chosen by five-fold cross-validation on text-lines among 0, 0.4, 0.8, 1.2 and 2.
pub const SWITCH_COST: f32 = 0.8;

/// Features of a line.
pub const FEATURES: usize = 62;

/// The features of one line, in the order of [`features`].
pub type Row = [f32; FEATURES];

/// One decision: go right if the feature's value is above the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// Index into a [`Row`].
    pub feature: u16,
    /// Values above go right.
    pub above: f32,
}

/// One complete tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Decisions, root first, level by level.
    pub splits: Vec<Split>,
    /// Logits, left to right.
    pub leaves: Vec<f32>,
}

/// Boosted trees: the sum of their leaves is the logit of "this line is article text".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    /// Logit before any tree.
    pub base: f32,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// A damaged file stops the program with its name rather than take every line for the same.
static BUILT_IN: LazyLock<Trees> = LazyLock::new(|| Trees::of_file(TEXT, NAME, FEATURES));

static TEXT: &str = include_str!("../../data/extract/line-trees.txt");

/// The file of the trees.
const NAME: &str = "extract/line-trees.txt";

/// The trees that are built in, by name, and whether they can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    let mut out = vec![(NAME, Trees::parse(TEXT, FEATURES).is_ok())];
    out.extend(super::html::models());
    out
}

impl Trees {
    /// The trees that come with the program.
    pub fn built_in() -> &'static Trees {
        &BUILT_IN
    }

    /// The trees of a file that is built in.
    pub(super) fn of_file(text: &str, name: &str, features: usize) -> Trees {
        match Trees::parse(text, features) {
            Ok(trees) => trees,
            Err(line) => panic!("data/{name} is damaged at line {line}"),
        }
    }

    /// Reads the form that [`Trees::print`] writes; the number of the first line that is not of it, or that names a
    /// feature beyond `features`, as an error.
    pub fn parse(text: &str, features: usize) -> Result<Trees, usize> {
        let mut out = Trees::default();
        let mut base = None;
        let lines = (1usize..).zip(text.lines());
        for (n, line) in lines.filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
            match line.strip_prefix("base ") {
                Some(value) => base = Some(value.trim().parse().map_err(|_| n)?),
                None => out.trees.push(Tree::parse(line, features).ok_or(n)?),
            }
        }
        out.base = base.ok_or(text.lines().count())?;
        Ok(out)
    }

    /// One tree a line: `feature>threshold` for each decision, a bar, the leaves.
    pub fn print(&self) -> String {
        let mut out = format!("base {:.3}\n", self.base);
        for tree in &self.trees {
            for s in &tree.splits {
                // Four figures keep the borders between the training values.
                write!(out, "{}>{} ", s.feature, figures(s.above)).ok();
            }
            out.push('|');
            for l in &tree.leaves {
                write!(out, " {}", figures(*l)).ok();
            }
            out.push('\n');
        }
        out
    }

    /// The logit of one line or block.
    pub fn logit(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|t| t.value(row)).sum::<f32>() + self.base
    }
}

impl Tree {
    /// Reads one line.
    fn parse(line: &str, features: usize) -> Option<Tree> {
        let (splits, leaves) = line.split_once('|')?;
        let split = |s: &str| {
            let (feature, above) = s.split_once('>')?;
            Some(Split {
                feature: feature.parse().ok().filter(|f| usize::from(*f) < features)?,
                above: above.parse().ok()?,
            })
        };
        let splits: Vec<Split> = splits.split_whitespace().map(split).collect::<Option<_>>()?;
        let leaves: Vec<f32> = leaves
            .split_whitespace()
            .map(|l| l.parse().ok())
            .collect::<Option<_>>()?;
        (splits.len() + 1 == leaves.len() && leaves.len().is_power_of_two()).then_some(Tree { splits, leaves })
    }

    /// The leaf that a row falls into.
    pub fn value(&self, row: &[f32]) -> f32 {
        let mut at = 0usize;
        while let Some(s) = self.splits.get(at) {
            let right = row.get(usize::from(s.feature)).is_some_and(|v| *v > s.above);
            at = 2 * at + 1 + usize::from(right);
        }
        self.leaves.get(at - self.splits.len()).copied().unwrap_or(0.0)
    }
}

fn figures(v: f32) -> String {
    let s = format!("{v:.4}");
    let s = s.trim_end_matches('0').trim_end_matches('.');
    if s.is_empty() || s == "-0" {
        "0".into()
    } else {
        s.into()
    }
}

/// The likeliest sequence of article (`true`) and other lines for these logits, if each change costs `cost`.
pub(super) fn smooth(logits: &[f32], cost: f32) -> Vec<bool> {
    let (mut no, mut yes) = (0f32, 0f32);
    let mut from: Vec<(bool, bool)> = Vec::with_capacity(logits.len());
    for l in logits {
        let (to_no, to_yes) = (yes - cost > no, yes >= no - cost);
        from.push((to_no, to_yes));
        let before_no = if to_no { yes - cost } else { no };
        let before_yes = if to_yes { yes } else { no - cost };
        (no, yes) = (before_no - l / 2.0, before_yes + l / 2.0);
    }
    let mut state = yes > no;
    let mut out = vec![false; logits.len()];
    for (slot, (to_no, to_yes)) in out.iter_mut().zip(&from).rev() {
        *slot = state;
        state = if state { *to_yes } else { *to_no };
    }
    out
}

/// What one line shows by itself.
#[derive(Clone, Copy, Default)]
struct Own {
    words: f32,
    prose: f32,
    ends: f32,
    marked: f32,
    share: f32,
    rule: f32,
}

/// The features of all lines; `run` holds the lines that the rules take for the article.
pub(super) fn features(lines: &[Measured<'_>], marks: &[Mark], run: &[usize]) -> Vec<Row> {
    let n = lines.len();
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for l in lines {
        *seen.entry(l.whole).or_default() += 1;
    }
    let in_run: FxHashSet<usize> = run.iter().copied().collect();
    // How many paragraphs of the page, and of the run, have a word.
    let mut page: FxHashMap<u32, u32> = FxHashMap::default();
    let mut body: FxHashMap<u32, u32> = FxHashMap::default();
    for (i, l) in lines.iter().enumerate().filter(|(_, l)| l.is_prose()) {
        for w in &l.bag {
            *page.entry(*w).or_default() += 1;
            if in_run.contains(&i) {
                *body.entry(*w).or_default() += 1;
            }
        }
    }
    let share = |l: &Measured<'_>, of: &FxHashMap<u32, u32>, inside: bool| {
        let least = if inside { 2 } else { 1 };
        let hits = l.bag.iter().filter(|w| of.get(w).is_some_and(|c| *c >= least)).count();
        if l.bag.is_empty() {
            0.0
        } else {
            hits as f32 / l.bag.len() as f32
        }
    };
    let own: Vec<Own> = lines
        .iter()
        .enumerate()
        .map(|(i, l)| Own {
            words: ln(l.words),
            prose: flag(l.is_prose()),
            ends: flag(l.end == End::Sentence),
            marked: flag(marks.get(i).is_some_and(Option::is_some)),
            share: share(l, &body, in_run.contains(&i)),
            rule: flag(in_run.contains(&i)),
        })
        .collect();
    let first = run.first().copied().unwrap_or(n);
    let last = run.last().copied().unwrap_or(n);
    let total: f32 = lines
        .iter()
        .filter(|l| l.is_prose())
        .map(|l| l.words as f32)
        .sum::<f32>()
        .max(1.0);
    let most = lines.iter().map(|l| l.words).max().unwrap_or(0);
    let next_prose = next_by(lines.iter().map(|l| l.is_prose()).collect());
    let next_heads = next_by((0..n).map(|i| heads_others(lines, marks, i)).collect());
    let (mut before, mut since_prose, mut since_heads, mut since_comments, mut since_gap) = (0f32, 99usize, 99, 99, 0);
    let around = Around(&own);
    let near = |i: usize, by: isize| around.near(i, by);
    let mean = |i: usize, reach: isize, what: fn(&Own) -> f32| around.mean(i, reach, what);
    let mut out = Vec::with_capacity(n);
    for (i, l) in lines.iter().enumerate() {
        if l.gap {
            since_gap = 0;
        }
        let o = near(i, 0);
        let mark = marks.get(i).copied().flatten().map(|m| m.0);
        let label = |k: &[Label]| flag(l.label.is_some_and(|f| k.contains(&f.label)));
        let count = |f: fn(char) -> bool| l.folded.chars().filter(|c| f(*c)).count();
        let chars = l.folded.chars().count().max(1) as f32;
        let row: Row = [
            o.words,
            ln(l.text.len()),
            o.ends,
            flag(l.end == End::Question),
            flag(l.end == End::Cut),
            flag(l.end == End::Colon),
            l.sentences.min(12) as f32,
            l.parts.min(8) as f32,
            flag(l.bullet),
            label(&[Label::Furniture]),
            label(&[Label::Related, Label::Video]),
            label(&[Label::Comments]),
            label(&[Label::Caption]),
            label(&[
                Label::Summary,
                Label::SummaryNote,
                Label::Faq,
                Label::Tags,
                Label::ReadTime,
            ]),
            flag(mark == Some(LineClass::Furniture)),
            flag(matches!(mark, Some(LineClass::Byline | LineClass::Date))),
            flag(matches!(
                mark,
                Some(LineClass::Teaser | LineClass::Tags | LineClass::Caption)
            )),
            flag(matches!(mark, Some(LineClass::Summary | LineClass::Faq))),
            l.bag.len() as f32 / l.words.max(1) as f32,
            count(|c| c.is_ascii_digit()) as f32 / chars,
            count(|c| matches!(c, ',' | ';' | '،')) as f32 / chars * 10.0,
            count(|c| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'')).min(6) as f32,
            count(|c| matches!(c, '/' | '@' | '$' | '₹' | '%' | '#' | '&' | '+' | '=')).min(6) as f32,
            count(|c| matches!(c, '(' | ')' | '[' | ']')).min(6) as f32,
            seen.get(&l.whole).copied().unwrap_or(1).min(5) as f32,
            i as f32 / n as f32,
            ln(i),
            ln(n - 1 - i),
            o.prose,
            before / total,
            ln(n),
            total.ln(),
            l.words as f32 / most.max(1) as f32,
            near(i, -1).words,
            near(i, 1).words,
            near(i, -2).words,
            near(i, 2).words,
            near(i, -3).words,
            near(i, 3).words,
            near(i, -1).ends,
            near(i, 1).ends,
            mean(i, 3, |o| o.words),
            mean(i, 8, |o| o.words),
            mean(i, 3, |o| o.prose),
            mean(i, 8, |o| o.prose),
            mean(i, 20, |o| o.prose),
            mean(i, 3, |o| o.marked),
            mean(i, 8, |o| o.marked),
            ln(since_prose),
            ln(next_prose.get(i).copied().unwrap_or(99)),
            ln(since_heads),
            ln(next_heads.get(i).copied().unwrap_or(99)),
            ln(since_comments),
            ln(since_gap),
            o.share,
            share(l, &page, l.is_prose()),
            mean(i, 3, |o| o.share),
            o.rule,
            mean(i, 3, |o| o.rule),
            signed(i, first),
            signed(i, last),
            near(i, -1).marked + 2.0 * near(i, 1).marked,
        ];
        out.push(row);
        since_prose = if l.is_prose() { 0 } else { (since_prose + 1).min(99) };
        since_heads = if heads_others(lines, marks, i) {
            0
        } else {
            (since_heads + 1).min(99)
        };
        let speaks = l.label.is_some_and(|f| f.label == Label::Comments);
        since_comments = if speaks { 0 } else { (since_comments + 1).min(99) };
        since_gap = (since_gap + 1).min(99);
        if l.is_prose() {
            before += l.words as f32;
        }
    }
    out
}

fn heads_others(lines: &[Measured<'_>], marks: &[Mark], i: usize) -> bool {
    let named = lines
        .get(i)
        .and_then(|l| l.label)
        .is_some_and(|f| matches!(f.label, Label::Related | Label::Video | Label::Comments | Label::Tags));
    named && marks.get(i).is_some_and(Option::is_some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_survive_printing() {
        let tree = Tree {
            splits: (0..15)
                .map(|f| Split {
                    feature: f,
                    above: f as f32 / 4.0,
                })
                .collect(),
            leaves: (0..16).map(|l| l as f32 - 8.0).collect(),
        };
        let trees = Trees {
            base: -0.5,
            trees: vec![tree],
        };
        assert_eq!(Trees::parse(&trees.print(), FEATURES).as_ref(), Ok(&trees));
        // A damaged line is named, not left out.
        assert!(Trees::parse(TEXT, FEATURES).is_ok());
        assert!(Trees::parse(&TEXT[..TEXT.len() / 2], FEATURES).is_err());
        assert_eq!(Trees::parse("base 0.5\n1>0.5 | 0.1", FEATURES), Err(2));
        assert!(Trees::parse("", FEATURES).is_err());
        let mut row = [0.0; FEATURES];
        assert_eq!(trees.logit(&row), -8.5);
        row.fill(9.0);
        assert_eq!(trees.logit(&row), 6.5);
    }

    #[test]
    fn built_in_trees_are_there() {
        assert!(Trees::built_in().trees.len() > 20);
    }

    #[test]
    fn a_lone_weak_line_goes_with_its_neighbours() {
        assert_eq!(
            smooth(&[-3.0, 3.0, -0.5, 3.0, -3.0], SWITCH_COST),
            [false, true, true, true, false]
        );
        assert_eq!(smooth(&[3.0, -3.0, 3.0], SWITCH_COST), [true, false, true]);
        assert!(smooth(&[], SWITCH_COST).is_empty());
    }
}
