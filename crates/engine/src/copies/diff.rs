//! Two articles side by side: sentences kept, changed, added, dropped.

use super::direction::Side;
use super::groups::Link;
use super::hashes::{self, combine};
use crate::model::*;
use rustc_hash::FxHashMap;
use sutradhar_text::{fold, words};

/// Share of the words of two sentences (Dice) from which one is the other in other words.
const SAME_SENTENCE: f64 = 0.45;

/// Sentences of one article that are aligned; the cost grows with their number.
const MAX_SENTENCES: usize = 600;

/// Words of a sentence that are aligned one by one: the table of the alignment is at most this squared.
const MAX_WORDS: usize = 160;

/// Sentences that share a word up to which the word is used to find counterparts.
const COMMON_WORD: usize = 12;

/// What differs between two articles, whichever the source is.
#[derive(Debug, Default)]
pub struct Diff {
    /// Sentences in both.
    pub kept: Vec<Passage>,
    /// Sentences in both in other words, or without quotation marks that the other has.
    pub changed: Vec<Edit>,
    /// Sentences that only the first has.
    pub only_a: Vec<Span>,
    /// Sentences that only the second has.
    pub only_b: Vec<Span>,
}

/// A sentence in two versions.
#[derive(Debug)]
pub struct Edit {
    /// The sentence in each.
    pub at: Passage,
    /// Words of the first and what stands for them in the second.
    pub words: Vec<(String, String)>,
    /// Whether the first has words in quotation marks that the second gives without.
    marks_only_in_a: bool,
    /// The other way round.
    marks_only_in_b: bool,
}

impl Diff {
    /// Sentences that lose quotation marks on the way from the first to the second, and the other way round.
    pub fn marks_lost(&self) -> (usize, usize) {
        let count = |f: fn(&Edit) -> bool| self.changed.iter().filter(|c| f(c)).count();
        (count(|c| c.marks_only_in_a), count(|c| c.marks_only_in_b))
    }

    /// The pair, told from its source.
    pub fn pair(self, a: &Analysis, b: &Analysis, link: &Link, source: Option<Side>) -> CopyPair {
        let reversed = source == Some(Side::B);
        let (dropped, added) = if reversed {
            (self.only_b, self.only_a)
        } else {
            (self.only_a, self.only_b)
        };
        let (mut kept, mut changed) = (self.kept, Vec::new());
        for e in self.changed {
            let lost = if reversed { e.marks_only_in_b } else { e.marks_only_in_a };
            if e.words.is_empty() && !lost {
                kept.push(e.at);
            } else {
                changed.push(Change {
                    at: e.at,
                    words: e.words,
                    quote_marks_lost: lost,
                });
            }
        }
        kept.sort_by_key(|p| (p.a.start, p.b.start));
        CopyPair {
            a: a.article.id.clone(),
            b: b.article.id.clone(),
            relation: link.relation,
            source: source.map(|s| if s == Side::A { &a.article.id } else { &b.article.id }.clone()),
            agency: None,
            containment: link.overlap.containment(),
            kept,
            changed,
            added,
            dropped,
        }
    }
}

/// One word of a sentence.
struct Word {
    hash: u64,
    span: Span,
    quoted: bool,
}

/// A sentence as words.
struct Line {
    span: Span,
    words: Vec<Word>,
    whole: u64,
}

/// Aligns the body sentences of `a` and `b`.
pub fn diff(a: &Analysis, b: &Analysis) -> Diff {
    let (x, y) = (lines(a), lines(b));
    let mut partner_of_a: Vec<Option<usize>> = vec![None; x.len()];
    let mut partner_of_b: Vec<Option<usize>> = vec![None; y.len()];
    let mut by_whole: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (j, l) in y.iter().enumerate().rev() {
        by_whole.entry(l.whole).or_default().push(j);
    }
    for (i, l) in x.iter().enumerate() {
        if let Some(j) = by_whole.get_mut(&l.whole).and_then(Vec::pop) {
            link(&mut partner_of_a, &mut partner_of_b, i, j);
        }
    }
    for (i, j) in counterparts(&x, &y, &partner_of_a, &partner_of_b) {
        if partner_of_a.get(i) == Some(&None) && partner_of_b.get(j) == Some(&None) {
            link(&mut partner_of_a, &mut partner_of_b, i, j);
        }
    }
    let mut out = Diff::default();
    for (l, partner) in x.iter().zip(&partner_of_a) {
        let Some(r) = partner.and_then(|j| y.get(j)) else {
            out.only_a.push(l.span);
            continue;
        };
        let edit = edit(a, b, l, r);
        if edit.words.is_empty() && !edit.marks_only_in_a && !edit.marks_only_in_b {
            out.kept.push(edit.at);
        } else {
            out.changed.push(edit);
        }
    }
    out.only_b = y
        .iter()
        .zip(&partner_of_b)
        .filter(|(_, p)| p.is_none())
        .map(|(r, _)| r.span)
        .collect();
    out
}

fn link(of_a: &mut [Option<usize>], of_b: &mut [Option<usize>], i: usize, j: usize) {
    if let (Some(p), Some(q)) = (of_a.get_mut(i), of_b.get_mut(j)) {
        *p = Some(j);
        *q = Some(i);
    }
}

/// The body sentences as words.
fn lines(a: &Analysis) -> Vec<Line> {
    a.body_sentences()
        .take(MAX_SENTENCES)
        .filter_map(|s| {
            let words = sentence_words(a, s.span);
            (!words.is_empty()).then(|| Line {
                span: s.span,
                whole: combine(words.iter().map(|w| w.hash)),
                words,
            })
        })
        .collect()
}

/// The words of a sentence, and whether each stands between quotation marks that are not those of a name.
fn sentence_words(a: &Analysis, sentence: Span) -> Vec<Word> {
    let text = a.words(sentence);
    let names: Vec<Span> = a
        .quotations
        .iter()
        .filter(|q| q.kind == QuotationKind::Name && sentence.overlaps(q.span))
        .map(|q| q.span)
        .collect();
    let mut out = Vec::new();
    let (mut at, mut open) = (0usize, false);
    for t in words::words(text) {
        for c in marks(text.get(at..t.span.start as usize).unwrap_or("")) {
            open = match c {
                '“' | '‘' | '«' => true,
                '”' | '’' | '»' => false,
                _ => !open,
            };
        }
        at = t.span.end as usize;
        out.push(Word {
            hash: hashes::word(&fold::fold(t.span.of(text))),
            span: t.span.shift(sentence.start as usize),
            quoted: open && !names.iter().any(|n| n.contains(t.span.shift(sentence.start as usize))),
        });
    }
    out
}

/// The quotation marks between two words; two apostrophes are one mark.
fn marks(gap: &str) -> impl Iterator<Item = char> {
    let plain = gap.replace("''", "\"");
    let list: Vec<char> = plain
        .chars()
        .filter(|c| matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '"' | '\''))
        .collect();
    list.into_iter()
}

/// Sentences that may be one another's other wording, best first.
fn counterparts(x: &[Line], y: &[Line], of_a: &[Option<usize>], of_b: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut index: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (j, l) in y.iter().enumerate().filter(|(j, _)| of_b.get(*j) == Some(&None)) {
        for w in &l.words {
            let list = index.entry(w.hash).or_default();
            if list.last() != Some(&j) {
                list.push(j);
            }
        }
    }
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (i, l) in x.iter().enumerate().filter(|(i, _)| of_a.get(*i) == Some(&None)) {
        let mut seen: Vec<usize> = l
            .words
            .iter()
            .filter_map(|w| index.get(&w.hash))
            .filter(|list| list.len() <= COMMON_WORD)
            .flatten()
            .copied()
            .collect();
        seen.sort_unstable();
        seen.dedup();
        for j in seen {
            if let Some(r) = y.get(j) {
                let score = dice(&l.words, &r.words);
                if score >= SAME_SENTENCE {
                    scored.push((score, i, j));
                }
            }
        }
    }
    scored.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
    scored.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// Share of the words of both that are common, each counted as often as it stands.
fn dice(a: &[Word], b: &[Word]) -> f64 {
    let sorted = |l: &[Word]| {
        let mut v: Vec<u64> = l.iter().map(|w| w.hash).collect();
        v.sort_unstable();
        v
    };
    let (x, y) = (sorted(a), sorted(b));
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while let (Some(p), Some(q)) = (x.get(i), y.get(j)) {
        match p.cmp(q) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * both as f64 / (x.len() + y.len()).max(1) as f64
}

/// The words that were replaced, and whether quotation marks are gone on one side.
fn edit(a: &Analysis, b: &Analysis, l: &Line, r: &Line) -> Edit {
    let pairs = common_words(&l.words, &r.words);
    let mut out = Edit {
        at: Passage { a: l.span, b: r.span },
        words: Vec::new(),
        marks_only_in_a: false,
        marks_only_in_b: false,
    };
    let (mut i, mut j) = (0, 0);
    let text = |of: &Analysis, words: &[Word]| match (words.first(), words.last()) {
        (Some(f), Some(t)) => of
            .words(Span {
                start: f.span.start,
                end: t.span.end,
            })
            .to_string(),
        _ => String::new(),
    };
    for (p, q) in pairs.iter().copied().chain([(l.words.len(), r.words.len())]) {
        let (from, to) = (
            l.words.get(i..p).unwrap_or_default(),
            r.words.get(j..q).unwrap_or_default(),
        );
        if !from.is_empty() || !to.is_empty() {
            out.words.push((text(a, from), text(b, to)));
        }
        if let (Some(w), Some(v)) = (l.words.get(p), r.words.get(q)) {
            out.marks_only_in_a |= w.quoted && !v.quoted;
            out.marks_only_in_b |= v.quoted && !w.quoted;
        }
        (i, j) = (p + 1, q + 1);
    }
    out
}

/// A longest common subsequence of two sentences, as pairs of places. Sentences longer than `MAX_WORDS` are aligned only at
/// their ends.
fn common_words(x: &[Word], y: &[Word]) -> Vec<(usize, usize)> {
    let same = |i: usize, j: usize| matches!((x.get(i), y.get(j)), (Some(p), Some(q)) if p.hash == q.hash);
    let short = x.len().min(y.len());
    let head = (0..short).take_while(|k| same(*k, *k)).count();
    let tail = (0..short - head)
        .take_while(|k| same(x.len() - 1 - k, y.len() - 1 - k))
        .count();
    let mut out: Vec<(usize, usize)> = (0..head).map(|k| (k, k)).collect();
    let (n, m) = (x.len() - head - tail, y.len() - head - tail);
    if n <= MAX_WORDS && m <= MAX_WORDS {
        let width = m + 1;
        let mut table = vec![0u16; (n + 1) * width];
        let at = |t: &[u16], i: usize, j: usize| t.get(i * width + j).copied().unwrap_or(0);
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                let v = if same(head + i, head + j) {
                    at(&table, i + 1, j + 1) + 1
                } else {
                    at(&table, i + 1, j).max(at(&table, i, j + 1))
                };
                if let Some(cell) = table.get_mut(i * width + j) {
                    *cell = v;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < n && j < m {
            if same(head + i, head + j) {
                out.push((head + i, head + j));
                i += 1;
                j += 1;
            } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    out.extend((0..tail).rev().map(|k| (x.len() - 1 - k, y.len() - 1 - k)));
    out
}
