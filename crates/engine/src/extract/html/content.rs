//! Where the article stands among the blocks of an HTML page.
//!
//! Each block gets a value: its length if it reads as prose with few links, a penalty if it is short or linked. The
//! article's element is the one whose blocks add up to most; inside it, blocks are taken or left one by one.

use super::blocks::{Block, Blocks, Kind};
use super::hints::Hints;
use crate::extract::lines::{End, end_of, rough_words};
use rustc_hash::FxHashSet;
use sutradhar_text::chars::{is_sentence_end, is_word_char};

/// A block and what it is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Subheading,
    Caption,
    Standfirst,
    Byline,
    Date,
    Tags,
    Teaser,
    /// What readers say.
    Comment,
    /// About the author.
    About,
    /// Asks to subscribe or to buy.
    Promotion,
    /// Inside the article's element, and not a part of its text.
    Left,
    /// Outside the article's element; its words say what it is.
    Marked,
}

/// Words from which a block of prose counts.
const PROSE_WORDS: usize = 8;

/// Share of linked text up to which a long paragraph is still prose: some sites link every name.
const LINKED_PROSE: f64 = 0.75;

/// Share of linked text above which a block is a list of links.
const LINKED: f64 = 0.5;

/// What the rules make of a page.
#[derive(Default)]
pub(super) struct Found {
    /// The blocks that belong to the article, in order, each with its role.
    pub taken: Vec<(usize, Role)>,
    /// The article's element.
    pub root: usize,
    /// What is measured on each block.
    pub stats: Vec<Stat>,
    /// For each element, whether it is the article's or inside it.
    pub inside: Vec<bool>,
    /// For each element, the hints between it and the article's.
    pub hints: Vec<Hints>,
}

/// What the rules make of a page; `body` is the article text of JSON-LD, a vote.
pub(super) fn find(page: &Blocks, body: Option<&str>, headline: &str) -> Found {
    let known: Option<FxHashSet<u32>> = body.filter(|b| b.len() > 300).map(four_grams);
    let stats: Vec<Stat> = page.blocks.iter().map(|b| Stat::of(b, known.as_ref())).collect();
    let Some(root) = container(page, &stats) else {
        return Found::default();
    };
    let (inside, hints) = members(page, &stats, root);
    let mut taken: Vec<(usize, Role)> = Vec::new();
    for (i, block) in page.blocks.iter().enumerate() {
        if !inside.get(block.node as usize).copied().unwrap_or(false) {
            continue;
        }
        let Some(stat) = stats.get(i) else { continue };
        let around = hints.get(block.node as usize).copied().unwrap_or_default();
        if let Some(role) = role(block, around, stat, headline) {
            taken.push((i, role));
        }
    }
    if !taken.iter().any(|(_, role)| *role == Role::Body) {
        // Every block is inside something marked as no article: then the marks are wrong.
        let prose = |i: &usize| {
            stats.get(*i).is_some_and(|s| s.prose)
                && page
                    .blocks
                    .get(*i)
                    .is_some_and(|b| inside.get(b.node as usize) == Some(&true))
        };
        taken = (0..page.blocks.len()).filter(prose).map(|i| (i, Role::Body)).collect();
    }
    Found {
        taken: trim(page, &stats, taken),
        root,
        stats,
        inside,
        hints,
    }
}

/// What is measured on one block.
pub(super) struct Stat {
    /// Its words, roughly.
    pub words: usize,
    /// Share of it inside links.
    pub linked: f64,
    /// Whether it reads as a paragraph.
    pub prose: bool,
    sentence: bool,
    /// Share of its four-word runs that JSON-LD's article text has, if that is known.
    pub known: Option<f64>,
    value: f64,
}

impl Stat {
    fn of(block: &Block, known: Option<&FxHashSet<u32>>) -> Stat {
        let words = rough_words(&block.text);
        let chars = block.text.chars().count() as f64;
        let linked = block.linked as f64 / block.text.len().max(1) as f64;
        let end = end_of(&block.text);
        let inner = block.text.chars().any(is_sentence_end) || block.text.contains(". ") || block.text.contains('。');
        let sentence = matches!(end, End::Sentence | End::Question | End::Colon);
        let links_fit = linked < LINKED || block.kind == Kind::Paragraph && words >= 20 && linked < LINKED_PROSE;
        let prose = words >= PROSE_WORDS
            && (sentence || inner || words >= 25)
            && links_fit
            && !matches!(block.kind, Kind::Heading(_));
        let known = known.filter(|_| words >= 4).map(|k| {
            let grams = four_grams(&block.text);
            grams.iter().filter(|g| k.contains(g)).count() as f64 / grams.len().max(1) as f64
        });
        let off = block.hints.0 & (Hints::OTHER.0 | Hints::FRAME.0 | Hints::HIDDEN.0) != 0;
        let mut value = match (prose, block.kind) {
            (true, Kind::Paragraph | Kind::Quote) => chars * (1.0 - linked),
            (true, Kind::Item | Kind::Cell) => chars * (1.0 - linked) * 0.6,
            (true, Kind::Caption) => 0.0,
            (true, _) => chars * (1.0 - linked) * 0.85,
            (false, Kind::Paragraph) if sentence && linked < LINKED => chars * 0.6,
            (false, Kind::Heading(_)) => -4.0,
            (false, _) if linked >= LINKED => -0.4 * chars.min(150.0) - 6.0,
            (false, _) => -0.25 * chars.min(80.0) - 2.0,
        };
        if off && value > 0.0 {
            value *= 0.1;
        }
        if let Some(share) = known {
            if share >= 0.7 && value > 0.0 {
                value *= 1.5;
            } else if share < 0.2 && value > 0.0 {
                value *= 0.5;
            }
        }
        Stat {
            words,
            linked,
            prose,
            sentence,
            known,
            value,
        }
    }
}

/// Hashes of the runs of four words of a text; of its words if it has fewer.
pub(super) fn four_grams(text: &str) -> FxHashSet<u32> {
    let words: Vec<u32> = text
        .split(|c: char| !is_word_char(c))
        .filter(|w| !w.is_empty())
        .map(crate::extract::lines::hash)
        .collect();
    let n = words.len().clamp(1, 4);
    words
        .windows(n)
        .map(|w| {
            w.iter()
                .fold(17u32, |h, x| h.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ x)
        })
        .collect()
}

/// The element whose blocks add up to most; marks of the page's author count a little.
fn container(page: &Blocks, stats: &[Stat]) -> Option<usize> {
    let mut sum = vec![0.0f64; page.nodes.len()];
    let mut prose = vec![0.0f64; page.nodes.len()];
    for (block, stat) in page.blocks.iter().zip(stats) {
        if let (Some(s), Some(p)) = (sum.get_mut(block.node as usize), prose.get_mut(block.node as usize)) {
            *s += stat.value;
            *p += stat.value.max(0.0);
        }
    }
    for i in (1..page.nodes.len()).rev() {
        let parent = page.nodes.get(i).map_or(0, |n| n.parent as usize);
        let (s, p) = (sum.get(i).copied().unwrap_or(0.0), prose.get(i).copied().unwrap_or(0.0));
        if parent < i {
            // A part that only costs (a menu, a list of links) is left out anyway: it costs its element little.
            if let Some(slot) = sum.get_mut(parent) {
                *slot += if s < 0.0 { s * 0.6 } else { s };
            }
            if let Some(slot) = prose.get_mut(parent) {
                *slot += p;
            }
        }
    }
    let mut best: Option<(f64, usize)> = None;
    for (i, node) in page.nodes.iter().enumerate() {
        let mut score = sum.get(i).copied().unwrap_or(0.0);
        if prose.get(i).copied().unwrap_or(0.0) <= 0.0 {
            continue;
        }
        if node.article {
            score += 0.08 * score.abs() + 20.0;
        }
        if node.own.has(Hints::OTHER) {
            score *= 0.7;
        }
        if best.is_none_or(|(s, _)| score >= s) {
            best = Some((score, i));
        }
    }
    best.map(|(_, i)| i)
}

/// Words of prose in each element and all inside it.
fn prose_words(page: &Blocks, stats: &[Stat]) -> Vec<usize> {
    let mut words = vec![0usize; page.nodes.len()];
    for (block, stat) in page.blocks.iter().zip(stats).filter(|(_, stat)| stat.prose) {
        if let Some(slot) = words.get_mut(block.node as usize) {
            *slot += stat.words;
        }
    }
    for i in (1..page.nodes.len()).rev() {
        let parent = page.nodes.get(i).map_or(0, |n| n.parent as usize);
        let own = words.get(i).copied().unwrap_or(0);
        if let Some(slot) = words.get_mut(parent).filter(|_| parent < i) {
            *slot += own;
        }
    }
    words
}

/// For each element, whether it is `root` or inside it, and the hints between `root` and it: what stands around the
/// article's element says nothing of its parts. An element that holds most of the article neither asks to subscribe
/// nor tells of the author, whatever its name.
fn members(page: &Blocks, stats: &[Stat], root: usize) -> (Vec<bool>, Vec<Hints>) {
    let words = prose_words(page, stats);
    let all = words.get(root).copied().unwrap_or(0);
    let small = Hints::PROMOTION.with(Hints::ABOUT);
    let mut inside = vec![false; page.nodes.len()];
    let mut hints = vec![Hints::default(); page.nodes.len()];
    for (i, node) in page.nodes.iter().enumerate().skip(root) {
        let parent = node.parent as usize;
        let within = i > root && parent < i && inside.get(parent) == Some(&true);
        let above = hints.get(parent).copied().unwrap_or_default();
        if let Some(slot) = inside.get_mut(i) {
            *slot = i == root || within;
        }
        if let Some(slot) = hints.get_mut(i)
            && within
        {
            let most = words.get(i).is_some_and(|w| w * 2 > all);
            let off = node.own.has(Hints::BODY) || most && node.own.0 & small.0 != 0;
            *slot = above.with(if off {
                node.own.without(Hints::ANY_OTHER)
            } else {
                node.own
            });
        }
    }
    (inside, hints)
}

/// The role of a block inside the article's element, or `None` if it is left out.
fn role(block: &Block, h: Hints, stat: &Stat, headline: &str) -> Option<Role> {
    if h.has(Hints::TAGS) {
        return (stat.words <= 12).then_some(Role::Tags);
    }
    if h.has(Hints::HIDDEN) && stat.known.is_none_or(|k| k < 0.6) {
        return None;
    }
    if block.kind == Kind::Caption || h.has(Hints::CAPTION) && stat.known.is_none_or(|k| k < 0.5) {
        return (stat.words >= 2 && stat.words <= 90).then_some(Role::Caption);
    }
    if h.has(Hints::BYLINE) && stat.words <= 14 && !stat.sentence {
        return Some(Role::Byline);
    }
    if h.has(Hints::DATE) && stat.words <= 14 && !stat.prose {
        return Some(Role::Date);
    }
    let confirmed = stat.known.is_some_and(|k| k >= 0.7);
    if (h.0 & (Hints::OTHER.0 | Hints::FRAME.0)) != 0 && !confirmed {
        return (stat.words >= 4 && stat.linked >= LINKED).then_some(Role::Teaser);
    }
    if let Kind::Heading(_) = block.kind {
        let own = block.text == headline || stat.linked > 0.7 || h.has(Hints::HEADER);
        return (!own).then_some(Role::Subheading);
    }
    if stat.linked >= 0.8 && stat.words >= 4 && !confirmed {
        return Some(Role::Teaser);
    }
    if h.has(Hints::STANDFIRST) && stat.words >= 4 && stat.words <= 60 && !matches!(block.kind, Kind::Item) {
        return Some(Role::Standfirst);
    }
    match block.kind {
        Kind::Item | Kind::Cell
            if !(stat.prose || stat.sentence && stat.linked < LINKED || stat.linked < 0.2 && stat.words >= 2) =>
        {
            None
        }
        _ if stat.linked >= LINKED && !stat.prose => (stat.words >= 4).then_some(Role::Teaser),
        _ => Some(Role::Body),
    }
}

/// Cuts what stands before the first and after the last paragraph: short lines and headings without a text below them.
fn trim(page: &Blocks, stats: &[Stat], taken: Vec<(usize, Role)>) -> Vec<(usize, Role)> {
    let strong = |(i, role): &(usize, Role)| {
        *role == Role::Body
            && stats.get(*i).is_some_and(|s| {
                s.prose
                    || s.sentence
                        && s.words >= 4
                        && matches!(page.blocks.get(*i).map(|b| b.kind), Some(Kind::Paragraph | Kind::Quote))
            })
    };
    let (Some(first), Some(last)) = (taken.iter().position(strong), taken.iter().rposition(strong)) else {
        return taken;
    };
    let mut out = Vec::with_capacity(taken.len());
    for (k, (i, role)) in taken.iter().enumerate() {
        let keep = match role {
            Role::Body if k < first || k > last => {
                // A list under the last paragraph, a credit line, a short first line of a paragraph.
                stats.get(*i).is_some_and(|s| s.words <= 6 && k > last && k <= last + 2)
                    && matches!(page.blocks.get(*i).map(|b| b.kind), Some(Kind::Paragraph | Kind::Other))
            }
            Role::Subheading => {
                k > first && k < last && !matches!(taken.get(k + 1), Some((_, Role::Subheading | Role::Teaser)))
            }
            _ => true,
        };
        if keep {
            out.push((*i, *role));
        }
    }
    out
}
