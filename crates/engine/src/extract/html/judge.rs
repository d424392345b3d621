//! A learned judgement of the blocks of an HTML page: which of them are the article.
//!
//! Boosted trees look twice. The first look sees [`super::features`]; the second sees these and what the first made
//! of the blocks around, in the text and in the tree of elements, so that a list or a table inside the article goes
//! with it. The mean of both counts. What the words of a block say goes before (`class_of`). `cargo xtask
//! train-blocks` makes the trees.

use super::blocks::{Block, Blocks, Kind};
use super::content::{Found, Role};
use super::features::{NAMES, features, share};
use super::hints::Hints;
use crate::extract::around::signed;
use crate::extract::learned::{Trees, smooth};
use crate::extract::lines::{self, Measured};
use crate::extract::marks::{self, Mark};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Blocks under the last paragraph of the article's element that are looked at.
const AROUND: usize = 16;

/// What a change between article and something else costs from one block to the next, in logits; with [`LEAN`] chosen
/// by cross-validation that leaves whole sites out, among 0, 0.3, 0.4, 0.8 and 1.5.
const SWITCH_COST: f32 = 0.3;

/// What is added to every logit: precision goes before recall.
const LEAN: f32 = -0.2;

/// What the trees must overcome where class names say that a block asks to subscribe, tells of the author or is a
/// comment, and JSON-LD does not have its words.
const NAMED: f32 = 3.0;

/// Features that the second look adds.
const ADDED: usize = 17;

static FIRST: LazyLock<Trees> = LazyLock::new(|| Trees::of_file(FILES[0].1, FILES[0].0, NAMES.len()));
static SECOND: LazyLock<Trees> = LazyLock::new(|| Trees::of_file(FILES[1].1, FILES[1].0, NAMES.len() + ADDED));

/// The files of the trees.
static FILES: [(&str, &str); 2] = [
    (
        "extract/block-trees.txt",
        include_str!("../../../data/extract/block-trees.txt"),
    ),
    (
        "extract/block-trees-second.txt",
        include_str!("../../../data/extract/block-trees-second.txt"),
    ),
];

/// The trees that are built in, by name, and whether they can be read.
pub(in crate::extract) fn models() -> impl Iterator<Item = (&'static str, bool)> {
    let read = |(k, file): (usize, &(&'static str, &str))| {
        let features = NAMES.len() + k * ADDED;
        (file.0, Trees::parse(file.1, features).is_ok())
    };
    FILES.iter().enumerate().map(read)
}

/// The blocks among which the article is looked for.
pub(super) fn range(page: &Blocks, found: &Found, headline: &str) -> Range<usize> {
    let inside = |b: &Block| found.inside.get(b.node as usize) == Some(&true);
    let Some(mut from) = page.blocks.iter().position(inside) else {
        return 0..0;
    };
    let prose = |i: &usize| found.stats.get(*i).is_some_and(|s| s.prose);
    let ends = page.blocks.iter().rposition(inside).unwrap_or(from);
    let last = (from..=ends).rev().find(prose).unwrap_or(ends);
    let title = page
        .blocks
        .iter()
        .take(from)
        .rposition(|b| matches!(b.kind, Kind::Heading(_)) && b.text == headline);
    from = title.unwrap_or(from).min(from);
    from..(last + AROUND + 1).min(page.blocks.len())
}

/// Blocks whose words were looked at, the first of them the block `from` of the page.
pub(super) struct Look<'t> {
    /// Its place among the blocks of the page.
    pub from: usize,
    /// The words.
    pub lines: Vec<Measured<'t>>,
    /// What the words say.
    pub marks: Vec<Mark>,
}

impl<'t> Look<'t> {
    /// Looks at the blocks of `range`, whose texts `text` has, a block a line.
    pub fn new(page: &Blocks, range: &Range<usize>, text: &'t str) -> Look<'t> {
        let mut lines = lines::measure(text);
        super::gaps(page, range.start, &mut lines);
        let marks = marks::mark(&lines);
        Look {
            from: range.start,
            lines,
            marks,
        }
    }

    /// The place on the page of the measured block `k`.
    pub fn at(&self, k: usize) -> usize {
        self.from + self.lines.get(k).map_or(0, |l| l.n as usize - 1)
    }
}

/// The texts of blocks, a block a line.
pub(super) fn joined(page: &Blocks, range: &Range<usize>) -> String {
    let blocks = page.blocks.get(range.clone()).unwrap_or_default();
    blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The blocks of the article and those that something says what they are, in order, each with its role.
pub(super) fn taken(page: &Blocks, found: &Found, headline: &str, look: &Look<'_>) -> Vec<(usize, Role)> {
    let rows = features(page, found, headline, look.from, &look.lines, &look.marks);
    let first: Vec<f32> = rows.iter().map(|r| FIRST.logit(r)).collect();
    let rows = second(page, look, rows, &first);
    let both = rows
        .iter()
        .zip(&first)
        .map(|(r, first)| (SECOND.logit(r) + first) / 2.0);
    let logits: Vec<f32> = both
        .zip(0..)
        .map(|(l, k)| l + LEAN - named(page, found, look.at(k)))
        .collect();
    let yes = smooth(&logits, SWITCH_COST);
    let rule: FxHashMap<usize, Role> = found.taken.iter().copied().collect();
    let inner = |k: usize| yes.iter().take(k).any(|y| *y) && yes.iter().skip(k + 1).any(|y| *y);
    let mut out = Vec::new();
    for (k, yes) in yes.iter().enumerate() {
        let i = look.at(k);
        let Some(block) = page.blocks.get(i) else { continue };
        let hints = found.hints.get(block.node as usize).copied().unwrap_or_default();
        let role = match (rule.get(&i).copied(), yes) {
            // What stands above the article and is marked up as a standfirst is one.
            (Some(Role::Standfirst), _) => Some(Role::Standfirst),
            (_, true) if matches!(block.kind, Kind::Heading(_)) => Some(Role::Subheading),
            (_, true) => Some(Role::Body),
            (Some(Role::Body | Role::Subheading), false) => {
                // What stands between paragraphs stays on the page, with its reason.
                let role = apart(block, hints);
                (inner(k) || role != Role::Left).then_some(role)
            }
            (rule, false) => rule,
        };
        out.extend(role.map(|r| (i, r)));
    }
    let words = |list: &[(usize, Role)]| -> usize {
        let body = list.iter().filter(|t| t.1 == Role::Body);
        body.filter_map(|t| found.stats.get(t.0)).map(|s| s.words).sum()
    };
    if words(&out) == 0 { found.taken.clone() } else { out }
}

fn named(page: &Blocks, found: &Found, i: usize) -> f32 {
    let hints = page
        .blocks
        .get(i)
        .and_then(|b| found.hints.get(b.node as usize))
        .copied();
    let off = Hints::PROMOTION.with(Hints::ABOUT).with(Hints::COMMENTS);
    let known = found.stats.get(i).and_then(|s| s.known).is_some_and(|k| k >= 0.7);
    if !known && hints.unwrap_or_default().0 & off.0 != 0 {
        NAMED
    } else {
        0.0
    }
}

/// What a block is that the rules took for text and the trees did not.
fn apart(block: &Block, hints: Hints) -> Role {
    let any = |h: Hints| hints.0 & h.0 != 0;
    match () {
        () if any(Hints::COMMENTS) => Role::Comment,
        () if any(Hints::ABOUT) => Role::About,
        () if any(Hints::PROMOTION) => Role::Promotion,
        () if any(Hints::RELATED) || block.linked * 2 > block.text.len() => Role::Teaser,
        () => Role::Left,
    }
}

/// The features of the second look.
fn second(page: &Blocks, look: &Look<'_>, mut rows: Vec<Vec<f32>>, first: &[f32]) -> Vec<Vec<f32>> {
    let n = rows.len();
    let p: Vec<f32> = first.iter().map(|l| 1.0 / (1.0 + (-l).exp())).collect();
    let weight: Vec<f32> = rows.iter().map(|r| r.first().map_or(0.0, |w| w.exp()) + 2.0).collect();
    let mass: Vec<f32> = p.iter().zip(&weight).map(|(p, w)| p * w).collect();
    let total = mass.iter().sum::<f32>().max(1e-6);
    let most = p.iter().copied().fold(0.0f32, f32::max);
    let groups: Vec<[u64; 3]> = (0..n)
        .map(|k| {
            let node = page.blocks.get(look.at(k)).map_or(0, |b| b.node);
            let of = |n: u32| page.nodes.get(n as usize).map_or((0, 0), |x| (x.parent, x.make));
            let (parent, make) = of(node);
            let both = u64::from(make) << 32 | u64::from(of(parent).1);
            [u64::from(parent), both, u64::from(node)]
        })
        .collect();
    let mut sums: [FxHashMap<u64, (f32, f32)>; 3] = Default::default();
    for ((groups, m), w) in groups.iter().zip(&mass).zip(&weight) {
        for (sum, g) in sums.iter_mut().zip(groups) {
            let slot = sum.entry(*g).or_default();
            slot.0 += m;
            slot.1 += w;
        }
    }
    let mut run = Vec::with_capacity(n + 1);
    run.push(0.0f32);
    for x in &p {
        run.push(run.last().copied().unwrap_or(0.0) + x);
    }
    let begin = first.iter().position(|l| *l > 0.0).unwrap_or(n);
    let end = first.iter().rposition(|l| *l > 0.0).unwrap_or(n);
    let near = |k: usize, by: isize| {
        k.checked_add_signed(by)
            .and_then(|j| first.get(j))
            .copied()
            .unwrap_or(-6.0)
    };
    let window = |k: usize, reach: usize, own: f32| {
        let up_to = |i: usize| run.get(i).copied().unwrap_or(0.0);
        (up_to((k + reach + 1).min(n)) - up_to(k.saturating_sub(reach)) - own) / (2 * reach) as f32
    };
    let mut before = 0.0;
    for (k, row) in rows.iter_mut().enumerate() {
        let [own, m, w, l] = [&p, &mass, &weight, first].map(|v: &[f32]| v.get(k).copied().unwrap_or(0.0));
        row.extend([l, near(k, -1), near(k, 1), near(k, -2), near(k, 2)]);
        row.extend([window(k, 3, own), window(k, 8, own)]);
        for (sum, g) in sums.iter().zip(groups.get(k).unwrap_or(&[0; 3])) {
            let (yes, all) = sum.get(g).copied().unwrap_or_default();
            let others = all - w;
            row.push(if others < 1e-3 { -1.0 } else { (yes - m) / others });
            row.push(share(yes, total));
        }
        before += m;
        row.extend([share(before, total), signed(k, begin), signed(k, end), most]);
    }
    rows
}

/// A block as the trainer sees it.
#[derive(Debug, Clone)]
pub struct BlockRow {
    /// Its text.
    pub text: String,
    /// The element around its own.
    pub parent: u32,
    /// A hash of what its element and the one around it are made like.
    pub make: u64,
    /// Its own element.
    pub node: u32,
    /// Its features in the first look.
    pub row: Vec<f32>,
}

/// The blocks of a page among which the article is looked for.
pub(super) fn rows(page: &Blocks, found: &Found, headline: &str) -> Vec<BlockRow> {
    let range = range(page, found, headline);
    let text = joined(page, &range);
    let look = Look::new(page, &range, &text);
    let rows = features(page, found, headline, look.from, &look.lines, &look.marks);
    let blocks = (0..rows.len()).filter_map(|k| page.blocks.get(look.at(k)));
    let row = |(block, row): (&Block, Vec<f32>)| {
        let of = |n: u32| page.nodes.get(n as usize).map_or((0, 0), |x| (x.parent, x.make));
        let (parent, make) = of(block.node);
        BlockRow {
            text: block.text.clone(),
            parent,
            make: u64::from(make) << 32 | u64::from(of(parent).1),
            node: block.node,
            row,
        }
    };
    blocks.zip(rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_trees_are_there() {
        assert!(FIRST.trees.len() > 20 && SECOND.trees.len() > 20);
        assert!(models().all(|m| m.1));
    }
}
