//! How counts and amounts are said: a small language of patterns over folded words, read from `data/brief/counts.txt`.

use super::opening::Word;
use rustc_hash::FxHashSet;
use sutradhar_text::fold::fold;

/// One step of a pattern.
#[derive(Debug, Clone)]
enum Item {
    /// The figure itself.
    Figure,
    /// Who is counted.
    People,
    /// Up to so many words.
    Wild(usize),
    /// One of these words; whether each names what an amount is for.
    Words(Vec<(String, bool)>),
}

/// A pattern of one role.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What it says of what is counted.
    pub role: &'static str,
    /// Whether its figure is an amount of money.
    pub money: bool,
    /// Its steps, each with whether it may be missing.
    items: Vec<(Item, bool)>,
}

/// What a pattern matched, as positions of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Match {
    /// First word and one past the last.
    pub from: usize,
    pub to: usize,
    /// Who is counted.
    pub people: Option<(usize, usize)>,
    /// What an amount is for.
    pub label: Option<(usize, usize)>,
}

/// What a pattern is matched against.
pub(super) struct Line<'a> {
    /// The words of a sentence.
    pub words: &'a [Word],
    /// Whether nothing but spaces or a hyphen stands between a word and the next.
    pub joined: &'a [bool],
    /// Whether the word is part of a figure.
    pub figure: &'a [bool],
    /// Words for people.
    pub people: &'a FxHashSet<String>,
    /// Words that no wildcard runs over.
    pub breaks: &'a FxHashSet<String>,
}

/// Words before a noun for people that may belong to it (पाकिस्तानी, police).
const MODIFIERS: usize = 3;
/// Words before a figure at which a pattern may begin.
pub(super) const REACH: usize = 10;

impl Pattern {
    /// Reads a line of the data file: `role item item ...`.
    pub fn parse(line: &'static str) -> Option<Pattern> {
        let mut parts = line.split_whitespace();
        let role = parts.next()?;
        let mut money = false;
        let items = parts
            .map(|p| {
                let (p, optional) = p.strip_suffix('?').map_or((p, false), |p| (p, true));
                let item = match p {
                    "#" => Item::Figure,
                    "$" => {
                        money = true;
                        Item::Figure
                    }
                    "@" => Item::People,
                    _ => match p.strip_prefix('~').and_then(|n| n.parse().ok()) {
                        Some(n) => Item::Wild(n),
                        None => Item::Words(
                            p.split('|')
                                .map(|w| w.strip_prefix('=').map_or((fold(w), false), |w| (fold(w), true)))
                                .collect(),
                        ),
                    },
                };
                (item, optional)
            })
            .collect();
        Some(Pattern { role, money, items })
    }

    /// Whether it begins with its figure.
    pub fn begins_with_figure(&self) -> bool {
        matches!(self.items.first(), Some((Item::Figure, _)))
    }

    /// The match that begins at word `from` and has its figure at `figure` (first word, one past the last).
    pub fn at(&self, line: &Line, from: usize, figure: (usize, usize)) -> Option<Match> {
        let start = Match {
            from,
            to: from,
            ..Match::default()
        };
        self.step(line, 0, from, figure, start)
    }

    fn step(&self, line: &Line, item: usize, at: usize, figure: (usize, usize), so_far: Match) -> Option<Match> {
        let Some((what, optional)) = self.items.get(item) else {
            return Some(Match { to: at, ..so_far });
        };
        let skipped = || {
            optional
                .then(|| self.step(line, item + 1, at, figure, so_far))
                .flatten()
        };
        // Every step after the first stands beside the one before it.
        if at > so_far.from && !line.joined.get(at - 1).copied().unwrap_or(false) {
            return skipped();
        }
        match what {
            Item::Figure => (at == figure.0)
                .then(|| self.step(line, item + 1, line.after_hedge(figure.1), figure, so_far))
                .flatten(),
            Item::People => line
                .people_at(at)
                .and_then(|end| {
                    let people = Some((at, end));
                    self.step(line, item + 1, end, figure, Match { people, ..so_far })
                })
                .or_else(skipped),
            Item::Wild(n) => (0..=*n).find_map(|k| {
                let free = (at..at + k).all(|i| line.free(i) && (i == at || line.joined[i - 1]));
                free.then(|| self.step(line, item + 1, at + k, figure, so_far))
                    .flatten()
            }),
            Item::Words(list) => {
                let word = line.words.get(at).filter(|_| !line.figure[at]);
                word.and_then(|w| {
                    let (_, label) = list.iter().find(|(x, _)| *x == w.text)?;
                    let label = match (label, so_far.label) {
                        (true, Some((from, _))) => Some((from, at + 1)),
                        (true, None) => Some((at, at + 1)),
                        (false, l) => l,
                    };
                    self.step(line, item + 1, at + 1, figure, Match { label, ..so_far })
                })
                .or_else(skipped)
            }
        }
    }
}

impl Line<'_> {
    /// Whether a wildcard may run over a word.
    fn free(&self, i: usize) -> bool {
        self.words
            .get(i)
            .is_some_and(|w| !self.figure[i] && !self.breaks.contains(&w.text))
    }

    fn is(&self, i: usize, list: &[&str]) -> bool {
        self.words.get(i).is_some_and(|w| list.contains(&w.text.as_str()))
    }

    /// One past what hedges or sets apart a figure and stands after it: से अधिक, अन्य, more.
    fn after_hedge(&self, mut i: usize) -> usize {
        loop {
            let n = if self.is(i, &["से"]) && self.is(i + 1, &["अधिक", "ज्यादा", "ऊपर"]) {
                2
            } else if self.is(i, &["से"]) && self.is(i + 1, &["भी"]) && self.is(i + 2, &["अधिक", "ज्यादा"])
            {
                3
            } else if self.is(i, &["अन्य", "और", "other", "more", "नए"]) {
                1
            } else {
                return i;
            };
            if !(i..i + n).all(|k| self.joined.get(k).copied().unwrap_or(false)) {
                return i;
            }
            i += n;
        }
    }

    /// One past the words for people that begin at `at`.
    fn people_at(&self, at: usize) -> Option<usize> {
        for i in at..=at + MODIFIERS {
            if !self.free(i) || (i > at && !self.joined[i - 1]) {
                return None;
            }
            if self.people.contains(&self.words[i].text) {
                let more =
                    |k: usize| self.joined[k - 1] && self.words.get(k).is_some_and(|w| self.people.contains(&w.text));
                return Some(if more(i + 1) { i + 2 } else { i + 1 });
            }
            if matches!(
                self.words[i].text.as_str(),
                "की" | "के" | "का" | "were" | "was" | "of" | "in"
            ) {
                return None;
            }
        }
        None
    }
}
