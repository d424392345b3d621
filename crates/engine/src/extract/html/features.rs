//! What the trees see of each block: its words, its markup, what is around it in the page and in its tree of
//! elements, and what the rules make of it. No feature knows a language or a site.

use super::blocks::{Blocks, Kind};
use super::content::{Found, Role, four_grams};
use super::hints::Hints;
use super::measures::{Characters, ways};
use super::tokens;
use crate::extract::around::{Around, flag, ln, next_by, signed};
use crate::extract::labels::Label;
use crate::extract::lines::{self, End, Measured};
use crate::extract::marks::Mark;
use crate::model::LineClass;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Sums over the blocks inside an element.
#[derive(Clone, Copy, Default)]
struct Sum {
    chars: f32,
    linked: f32,
    prose: f32,
    rule: f32,
    blocks: u32,
}

/// What one block shows by itself.
#[derive(Clone, Copy, Default)]
struct Own {
    words: f32,
    linked: f32,
    prose: f32,
    ends: f32,
    heading: f32,
    body: f32,
    marked: f32,
    share: f32,
    known: f32,
    off: f32,
}

/// Blocks at the top that are held against the page's description.
const DESCRIBED: usize = 40;

/// Names of the features, in order.
pub const NAMES: &[&str] = &[
    "words",
    "chars",
    "linked",
    "prose",
    "ends",
    "asks",
    "colon",
    "cut",
    "sentences",
    "paragraph",
    "heading",
    "item",
    "quote",
    "cell",
    "caption",
    "other",
    "stressed",
    "digits",
    "upper",
    "commas",
    "quotes",
    "signs",
    "wordlen",
    "known",
    "title",
    "described",
    "copies",
    "again",
    "parts",
    "bullet",
    "l.furniture",
    "l.related",
    "l.comments",
    "l.caption",
    "l.derived",
    "m.furniture",
    "m.byline",
    "m.teaser",
    "m.caption",
    "m.credit",
    "m.derived",
    "h.body",
    "h.other",
    "h.caption",
    "h.byline",
    "h.date",
    "h.standfirst",
    "h.tags",
    "h.frame",
    "h.header",
    "h.hidden",
    "h.comments",
    "h.related",
    "h.promotion",
    "h.about",
    "h.menu",
    "a.other",
    "a.frame",
    "inside",
    "depth",
    "main",
    "by.parent",
    "by.make",
    "by.both",
    "up1.linked",
    "up2.linked",
    "up3.linked",
    "up1.prose",
    "up2.prose",
    "up3.prose",
    "up1.blocks",
    "up2.blocks",
    "up3.blocks",
    "up1.rule",
    "up2.rule",
    "up3.rule",
    "title.at",
    "first.at",
    "last.at",
    "before",
    "at",
    "p.words",
    "p.linked",
    "p.prose",
    "p.heading",
    "p.body",
    "p.ends",
    "n.words",
    "n.linked",
    "n.prose",
    "n.heading",
    "n.body",
    "n.ends",
    "pp.words",
    "nn.words",
    "pp.body",
    "nn.body",
    "3.prose",
    "8.prose",
    "3.linked",
    "8.linked",
    "3.body",
    "8.body",
    "3.marked",
    "8.marked",
    "since.prose",
    "next.prose",
    "since.heads",
    "next.heads",
    "share",
    "3.share",
    "r.body",
    "r.subheading",
    "r.standfirst",
    "r.caption",
    "r.teaser",
    "r.other",
    "total",
    "has.known",
    "lines",
    "common.parent",
    "3.known",
    "8.off",
    "3.off",
    "bag",
    "a.body",
    "a.article",
    "article.prose",
    "title.steps",
    "title.depth",
    "main.steps",
    "main.depth",
    "titles",
    "by.article",
];

/// The features of the measured blocks; the first of them is the block `from`.
pub(super) fn features(
    page: &Blocks,
    found: &Found,
    headline: &str,
    from: usize,
    lines: &[Measured<'_>],
    marks: &[Mark],
) -> Vec<Vec<f32>> {
    let nodes = &page.nodes;
    let at: Vec<usize> = lines.iter().map(|l| from + l.n as usize - 1).collect();
    let mut roles: FxHashMap<usize, Role> = FxHashMap::default();
    roles.extend(found.taken.iter().copied());
    let has_known = found.stats.iter().any(|s| s.known.is_some());
    let block = |k: usize| at.get(k).and_then(|i| page.blocks.get(*i));
    let stat = |k: usize| at.get(k).and_then(|i| found.stats.get(*i));
    let role = |k: usize| at.get(k).and_then(|i| roles.get(i)).copied();
    // Words of the paragraphs that the rules take.
    let mut topic: FxHashMap<u32, u32> = FxHashMap::default();
    for (k, l) in lines.iter().enumerate() {
        if role(k) == Some(Role::Body) && stat(k).is_some_and(|s| s.prose) {
            for w in &l.bag {
                *topic.entry(*w).or_default() += 1;
            }
        }
    }
    let mut sums = vec![Sum::default(); nodes.len()];
    let (mut by_parent, mut by_make, mut by_both): (FxHashMap<u32, f32>, FxHashMap<u32, f32>, FxHashMap<u64, f32>) =
        Default::default();
    let make = |n: u32| nodes.get(n as usize).map_or(0, |n| n.make);
    let parent = |n: u32| nodes.get(n as usize).map_or(0, |n| n.parent);
    let mut prose_total = 0.0f32;
    let mut copies: FxHashMap<u64, u32> = FxHashMap::default();
    for (k, l) in lines.iter().enumerate() {
        let (Some(b), Some(s)) = (block(k), stat(k)) else {
            continue;
        };
        *copies.entry(l.whole).or_default() += 1;
        let words = if s.prose { s.words as f32 } else { 0.0 };
        if let Some(sum) = sums.get_mut(b.node as usize) {
            sum.chars += b.text.len() as f32;
            sum.linked += b.linked as f32;
            sum.prose += words;
            sum.rule += if role(k) == Some(Role::Body) {
                b.text.len() as f32
            } else {
                0.0
            };
            sum.blocks += 1;
        }
        if words > 0.0 {
            let up = parent(b.node);
            *by_parent.entry(up).or_default() += words;
            *by_make.entry(make(b.node)).or_default() += words;
            *by_both
                .entry(u64::from(make(b.node)) << 32 | u64::from(make(up)))
                .or_default() += words;
            prose_total += words;
        }
    }
    for i in (1..nodes.len()).rev() {
        let Some(own) = sums.get(i).copied() else { continue };
        if let Some(sum) = nodes.get(i).and_then(|n| sums.get_mut(n.parent as usize)) {
            sum.chars += own.chars;
            sum.linked += own.linked;
            sum.prose += own.prose;
            sum.rule += own.rule;
            sum.blocks += own.blocks;
        }
    }
    let main = by_parent
        .iter()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
        .map_or(0, |m| *m.0);
    let title: FxHashSet<u32> = lines::measure(headline).into_iter().flat_map(|l| l.bag).collect();
    let description: FxHashSet<u32> = page
        .meta
        .iter()
        .filter(|(n, _)| matches!(n.as_str(), "description" | "og:description" | "twitter:description"))
        .flat_map(|(_, v)| four_grams(&tokens::decode(v)))
        .collect();
    let own: Vec<Own> = lines
        .iter()
        .enumerate()
        .map(|(k, l)| {
            let (b, s) = (block(k), stat(k));
            let hints = b
                .and_then(|b| found.hints.get(b.node as usize))
                .copied()
                .unwrap_or_default();
            let inside = b.is_some_and(|b| found.inside.get(b.node as usize) == Some(&true));
            let body = role(k) == Some(Role::Body) && s.is_some_and(|s| s.prose);
            let least = if body { 2 } else { 1 };
            let hits = l
                .bag
                .iter()
                .filter(|w| topic.get(w).is_some_and(|c| *c >= least))
                .count();
            Own {
                words: ln(s.map_or(l.words, |s| s.words)),
                linked: s.map_or(0.0, |s| s.linked as f32),
                prose: flag(s.is_some_and(|s| s.prose)),
                ends: flag(l.end == End::Sentence),
                heading: flag(b.is_some_and(|b| matches!(b.kind, Kind::Heading(_)))),
                body: flag(role(k) == Some(Role::Body)),
                marked: flag(marks.get(k).is_some_and(Option::is_some)),
                share: share(hits as f32, l.bag.len() as f32),
                known: s.and_then(|s| s.known).map_or(-1.0, |k| k as f32),
                off: flag(!inside || hints.0 & (Hints::OTHER.0 | Hints::FRAME.0 | Hints::HIDDEN.0) != 0),
            }
        })
        .collect();
    let around = Around(&own);
    let near = |k: usize, by: isize| around.near(k, by);
    let mean = |k: usize, reach: isize, what: fn(&Own) -> f32| around.mean(k, reach, what);
    // The innermost element that is marked as the article, for each element.
    let mut article = vec![u32::MAX; nodes.len()];
    for i in 0..nodes.len() {
        let Some(n) = nodes.get(i) else { continue };
        let above = article.get(n.parent as usize).copied().unwrap_or(u32::MAX);
        if let Some(slot) = article.get_mut(i) {
            *slot = if n.article { i as u32 } else { above };
        }
    }
    let title_at =
        (0..lines.len()).find(|k| block(*k).is_some_and(|b| matches!(b.kind, Kind::Heading(_)) && b.text == headline));
    let to_title = ways(page, title_at.and_then(block).map(|b| b.node));
    let to_main = ways(page, (main > 0).then_some(main));
    let strong = |k: &usize| own.get(*k).is_some_and(|o| o.body > 0.0 && o.prose > 0.0);
    let first = (0..lines.len()).find(strong).unwrap_or(lines.len());
    let last = (0..lines.len()).rev().find(strong).unwrap_or(lines.len());
    let first_up = lines.get(first).and(block(first)).map_or(0, |b| parent(b.node));
    let next_prose = next_by((0..lines.len()).map(|k| near(k, 0).prose > 0.0).collect());
    let heads = |k: usize| {
        lines.get(k).is_some_and(|l| {
            l.label
                .is_some_and(|f| matches!(f.label, Label::Related | Label::Comments | Label::Video) && f.whole)
        })
    };
    let next_heads = next_by((0..lines.len()).map(heads).collect());
    let root_depth = nodes.get(found.root).map_or(0, |n| n.depth);
    let (mut before, mut since_prose, mut since_heads, mut titles) = (0.0f32, 99usize, 99usize, 0u8);
    let mut met: FxHashSet<u64> = FxHashSet::default();
    let mut out = Vec::with_capacity(lines.len());
    for (k, l) in lines.iter().enumerate() {
        let (Some(b), Some(s)) = (block(k), stat(k)) else {
            continue;
        };
        let o = near(k, 0);
        if b.kind == Kind::Heading(1) && title_at.is_some_and(|t| k > t) {
            titles = (titles + 1).min(5);
        }
        let (p, n, pp, nn) = (near(k, -1), near(k, 1), near(k, -2), near(k, 2));
        let c = Characters::of(&b.text);
        let chars = c.all.max(1) as f32;
        let label = |kinds: &[Label]| flag(l.label.is_some_and(|f| kinds.contains(&f.label)));
        let mark = marks.get(k).copied().flatten().map(|m| m.0);
        let is = |classes: &[LineClass]| flag(mark.is_some_and(|m| classes.contains(&m)));
        let hints = found.hints.get(b.node as usize).copied().unwrap_or_default();
        let hint = |h: Hints| flag(hints.has(h));
        let up1 = parent(b.node);
        let (up2, up3) = (parent(up1), parent(parent(up1)));
        let sum = |n: u32| sums.get(n as usize).copied().unwrap_or_default();
        let (s1, s2, s3) = (sum(up1), sum(up2), sum(up3));
        let grams = (k < DESCRIBED && !description.is_empty()).then(|| four_grams(&b.text));
        let r = role(k);
        let mut row = Vec::with_capacity(NAMES.len());
        row.extend([
            o.words,
            chars.ln(),
            o.linked,
            o.prose,
            o.ends,
            flag(l.end == End::Question),
            flag(l.end == End::Colon),
            flag(l.end == End::Cut),
            l.sentences.min(12) as f32,
            flag(b.kind == Kind::Paragraph),
            match b.kind {
                Kind::Heading(n) => f32::from(n),
                _ => 0.0,
            },
            flag(b.kind == Kind::Item),
            flag(b.kind == Kind::Quote),
            flag(b.kind == Kind::Cell),
            flag(b.kind == Kind::Caption),
            flag(b.kind == Kind::Other),
            share(b.stressed as f32, b.text.len() as f32),
            c.digits as f32 / chars,
            c.upper as f32 / c.letters.max(1) as f32,
            c.commas as f32 / chars * 10.0,
            c.quotes.min(6) as f32,
            c.signs.min(6) as f32,
            chars / l.words.max(1) as f32,
            o.known,
            share(
                l.bag.iter().filter(|w| title.contains(w)).count() as f32,
                l.bag.len() as f32,
            ),
            grams.map_or(-1.0, |g| {
                share(
                    g.iter().filter(|g| description.contains(g)).count() as f32,
                    g.len() as f32,
                )
            }),
            copies.get(&l.whole).copied().unwrap_or(1).min(5) as f32,
            flag(!met.insert(l.whole)),
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
            is(&[LineClass::Furniture]),
            is(&[LineClass::Byline, LineClass::Date]),
            is(&[LineClass::Teaser]),
            is(&[LineClass::Caption]),
            is(&[LineClass::Credit, LineClass::Tags]),
            is(&[LineClass::Summary, LineClass::Faq]),
            hint(Hints::BODY),
            hint(Hints::OTHER),
            hint(Hints::CAPTION),
            hint(Hints::BYLINE),
            hint(Hints::DATE),
            hint(Hints::STANDFIRST),
            hint(Hints::TAGS),
            hint(Hints::FRAME),
            hint(Hints::HEADER),
            hint(Hints::HIDDEN),
            hint(Hints::COMMENTS),
            hint(Hints::RELATED),
            hint(Hints::PROMOTION),
            hint(Hints::ABOUT),
            hint(Hints::MENU),
            flag(b.hints.has(Hints::OTHER)),
            flag(b.hints.has(Hints::FRAME)),
            flag(found.inside.get(b.node as usize) == Some(&true)),
            f32::from(nodes.get(b.node as usize).map_or(0, |n| n.depth)) - f32::from(root_depth),
            flag(up1 == main),
            share(by_parent.get(&up1).copied().unwrap_or(0.0), prose_total),
            share(by_make.get(&make(b.node)).copied().unwrap_or(0.0), prose_total),
            share(
                by_both
                    .get(&(u64::from(make(b.node)) << 32 | u64::from(make(up1))))
                    .copied()
                    .unwrap_or(0.0),
                prose_total,
            ),
            share(s1.linked, s1.chars),
            share(s2.linked, s2.chars),
            share(s3.linked, s3.chars),
            share(s1.prose, prose_total),
            share(s2.prose, prose_total),
            share(s3.prose, prose_total),
            ln(s1.blocks as usize),
            ln(s2.blocks as usize),
            ln(s3.blocks as usize),
            share(s1.rule, s1.chars),
            share(s2.rule, s2.chars),
            share(s3.rule, s3.chars),
            title_at.map_or(-9.0, |t| signed(k, t)),
            signed(k, first),
            signed(k, last),
            share(before, prose_total),
            k as f32 / lines.len() as f32,
            p.words,
            p.linked,
            p.prose,
            p.heading,
            p.body,
            p.ends,
            n.words,
            n.linked,
            n.prose,
            n.heading,
            n.body,
            n.ends,
            pp.words,
            nn.words,
            pp.body,
            nn.body,
            mean(k, 3, |o| o.prose),
            mean(k, 8, |o| o.prose),
            mean(k, 3, |o| o.linked),
            mean(k, 8, |o| o.linked),
            mean(k, 3, |o| o.body),
            mean(k, 8, |o| o.body),
            mean(k, 3, |o| o.marked),
            mean(k, 8, |o| o.marked),
            ln(since_prose),
            ln(next_prose.get(k).copied().unwrap_or(99)),
            ln(since_heads),
            ln(next_heads.get(k).copied().unwrap_or(99)),
            o.share,
            mean(k, 3, |o| o.share),
            flag(r == Some(Role::Body)),
            flag(r == Some(Role::Subheading)),
            flag(r == Some(Role::Standfirst)),
            flag(r == Some(Role::Caption)),
            flag(r == Some(Role::Teaser)),
            flag(matches!(r, Some(Role::Byline | Role::Date | Role::Tags))),
            prose_total.ln_1p(),
            flag(has_known),
            ln(lines.len()),
            flag(up1 == first_up),
            mean(k, 3, |o| o.known),
            mean(k, 8, |o| o.off),
            mean(k, 3, |o| o.off),
            l.bag.len() as f32 / l.words.max(1) as f32,
            flag(b.hints.has(Hints::BODY)),
            flag(article.get(b.node as usize).is_some_and(|a| *a != u32::MAX)),
            article
                .get(b.node as usize)
                .filter(|a| **a != u32::MAX)
                .map_or(-1.0, |a| share(sum(*a).prose, prose_total)),
            to_title(b.node).0,
            to_title(b.node).1,
            to_main(b.node).0,
            to_main(b.node).1,
            titles as f32,
            flag(article.get(b.node as usize) == article.get(main as usize)),
        ]);
        out.push(row);
        since_prose = if s.prose { 0 } else { (since_prose + 1).min(99) };
        since_heads = if heads(k) { 0 } else { (since_heads + 1).min(99) };
        if s.prose {
            before += s.words as f32;
        }
    }
    out
}
