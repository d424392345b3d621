//! A headline and a body made ready for holding one against the other: content words by meaning, numbers by value.

use super::lexicon::{ALIASES, HEDGES, is_short_form, spelt};
use crate::model::*;
use crate::similarity::words::{Word, akin, folded_words, is_stop, word_key};
use crate::similarity::{Embedder, background_of, product_wide, terms};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use sutradhar_text::chars::is_indic;
use sutradhar_text::numbers::{NumberKind, numbers};
use sutradhar_text::phonetic;
use sutradhar_text::stem::stem;
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::tokens::Tokens;

thread_local! {
    /// Remembers the pieces of words; what it gives never depends on what it remembers.
    static EMBEDDER: RefCell<Embedder> = RefCell::new(Embedder::default());
}

/// Numbers of a word's direction.
const DIMENSIONS: usize = 64;
/// What a direction of length 1 is multiplied by to be kept as whole numbers.
const SCALE: f32 = 240.0;
/// Words of a script whose meaning is remembered.
const REMEMBERED: usize = 20_000;
/// Support of a word by one of the same group of [`ALIASES`].
const ALIAS: f32 = 0.95;
/// Support of a word by another form of it, or by the same sound.
const FORM: f32 = 0.9;

/// What a word compares by, wherever it stands.
#[derive(Debug)]
pub(super) struct Meaning {
    /// Folded.
    pub word: String,
    /// What it compares as.
    pub key: String,
    /// How it sounds.
    sound: String,
    /// Inverse document frequency.
    idf: f32,
    /// Whether it is a function word or a single letter.
    stop: bool,
    direction: OnceCell<Option<[i16; DIMENSIONS]>>,
}

impl Meaning {
    /// The meaning of a folded word, `indic` if it was written in an Indian script.
    fn of(word: &str, indic: bool) -> Rc<Meaning> {
        thread_local! {
            static KNOWN: RefCell<[FxHashMap<String, Rc<Meaning>>; 2]> = RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| {
            let known = &mut known[usize::from(indic)];
            if let Some(meaning) = known.get(word) {
                return meaning.clone();
            }
            if known.len() > REMEMBERED {
                known.clear();
            }
            let counts = background_of(if indic { "hi" } else { "en" });
            let meaning = Rc::new(Meaning {
                word: word.to_string(),
                key: word_key(word),
                sound: phonetic::key(word),
                idf: counts.idf(terms::id(stem(word))),
                stop: is_stop(word) || is_stopword(word) || word.chars().nth(1).is_none(),
                direction: OnceCell::new(),
            });
            known.insert(word.to_string(), meaning.clone());
            meaning
        })
    }

    /// Its direction as whole numbers; `None` if no piece of it is known.
    fn direction(&self) -> Option<&[i16; DIMENSIONS]> {
        let made = self.direction.get_or_init(|| {
            let whole = |x: f32| (x * SCALE).round().clamp(-127.0, 127.0) as i16;
            let found = EMBEDDER.with_borrow_mut(|e| e.direction::<DIMENSIONS>(&self.word));
            found.map(|d| d.map(whole))
        });
        made.as_ref()
    }
}

/// A content word.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where.
    pub span: Span,
    /// What it compares by.
    pub meaning: Rc<Meaning>,
    /// How it sounds as a short form spelt out.
    spelt: String,
    /// Inverse document frequency.
    pub idf: f32,
    /// Groups of words that say the same.
    pub aliases: Vec<u16>,
    /// Letters of a short form in capitals, in lower case.
    short: Option<String>,
}

/// A number.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// Where.
    pub span: Span,
    /// Its value; the lower one of a range.
    pub value: f64,
    /// The upper value of a range, else the value.
    pub max: f64,
    /// What kind.
    pub kind: NumberKind,
    /// Folded words after it, at most three, up to a mark.
    pub after: Vec<Word>,
    /// Folded words before it, at most two.
    pub before: Vec<Word>,
}

impl Figure {
    /// Whether a number of the body is this number of the headline: by value, inside its range, or rounded to it.
    pub fn is(&self, body: &Figure) -> bool {
        let v = self.value;
        let close = |x: f64| (x - v).abs() <= v.abs() * 1e-9;
        if close(body.value) || close(body.max) || (self.max - body.max).abs() < 1e-9 {
            return true;
        }
        if self.kind == NumberKind::Vague {
            return body.value >= 2.0 * v || (body.kind == NumberKind::Vague && body.value == v);
        }
        if body.value < v && v < body.max {
            return true;
        }
        // 16,665 is 16,000 or more; 432.92 is 433.
        let unit = 10f64.powi(zeros(v));
        let rounded =
            unit > 1.0 && ((body.value / unit).floor() * unit == v || (body.value / unit).round() * unit == v);
        let tenth = v.fract() != 0.0 && ((body.value * 10.0).round() / 10.0 - v).abs() < 1e-9;
        let whole = body.value.fract() != 0.0 && (body.value.round() == v || body.value.floor() == v);
        rounded || tenth || whole
    }
}

/// How many zeros a whole number ends in.
fn zeros(v: f64) -> i32 {
    let (mut n, mut x) = (0, v.abs());
    while x >= 10.0 && x % 10.0 == 0.0 && n < 12 {
        x /= 10.0;
        n += 1;
    }
    n
}

/// A passage taken apart.
pub(super) struct Line {
    /// Where.
    pub span: Span,
    /// All its words, folded.
    pub words: Vec<Word>,
    /// Its content words.
    pub pieces: Vec<Piece>,
    /// Its numbers.
    pub figures: Vec<Figure>,
    /// Hedging words: group and word numbers.
    pub hedges: Vec<(u16, usize, usize)>,
}

impl Line {
    /// Takes a passage apart.
    pub fn read(text: &str, span: Span) -> Line {
        let base = span.start as usize;
        let passage = span.of(text);
        let words = folded_words(passage, base);
        let tokens = Tokens::new(passage);
        let mut figures = Vec::new();
        let mut numeric: Vec<Span> = Vec::new();
        for n in numbers(&tokens) {
            let at = tokens.over(n.first, n.last).shift(base);
            // A number that is glued to a name (कोविड-19) counts nothing.
            let glued = n.first > 0
                && tokens.hyphened(n.first - 1)
                && !tokens.gap(n.first - 1).contains(' ')
                && !tokens.word(n.first - 1).starts_with(|c: char| c.is_ascii_digit());
            numeric.push(at);
            if glued || (n.value == 1.0 && !n.digits) {
                continue;
            }
            let from = words.partition_point(|w| w.span.start < at.end);
            let to = words.partition_point(|w| w.span.end <= at.start);
            let after = words.get(from..words.len().min(from + 3)).unwrap_or_default();
            let before = words.get(to.saturating_sub(2)..to).unwrap_or_default();
            figures.push(Figure {
                span: at,
                value: n.value,
                max: n.max.unwrap_or(n.value),
                kind: n.kind,
                after: after.to_vec(),
                before: before.to_vec(),
            });
        }
        let groups = ALIASES.find(&words);
        let mut pieces = Vec::new();
        for (i, w) in words.iter().enumerate() {
            if numeric.iter().any(|n| n.overlaps(w.span)) || w.digits {
                continue;
            }
            let aliases: Vec<u16> = groups
                .iter()
                .filter(|(_, at, n)| (*at..at + n).contains(&i))
                .map(|g| g.0)
                .collect();
            let raw = w.span.of(text);
            let short = is_short_form(raw);
            let meaning = Meaning::of(&w.text, raw.chars().any(is_indic));
            if meaning.stop && !short && (aliases.is_empty() || w.text.chars().count() < 4) {
                continue;
            }
            pieces.push(Piece {
                span: w.span,
                spelt: if short {
                    phonetic::key(&spelt(raw))
                } else {
                    String::new()
                },
                idf: meaning.idf,
                meaning,
                aliases,
                short: short.then(|| raw.to_ascii_lowercase()),
            });
        }
        Line {
            span,
            hedges: HEDGES.find(&words),
            words,
            pieces,
            figures,
        }
    }

    /// The number of the word that starts at or after a byte.
    pub fn word_at(&self, at: u32) -> usize {
        self.words.partition_point(|w| w.span.end <= at)
    }
}

/// A body with an index of its content words.
pub(super) struct Body {
    /// Its sentences, then those of derived lines.
    pub lines: Vec<Line>,
    /// How many of them are body.
    pub own: usize,
    vocabulary: Vec<(Piece, Vec<u32>)>,
    keys: FxHashMap<String, usize>,
    aliases: FxHashMap<u16, Vec<u32>>,
    entities: FxHashMap<EntityId, Vec<u32>>,
    /// First letters of the words of each line.
    initials: Vec<String>,
}

/// How well each line bears a word of the headline out, 0 to 1: line numbers with support, best support, best in
/// derived lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Support {
    /// Lines that bear it out.
    pub lines: Vec<(u32, f32)>,
    /// The best support by a body line.
    pub best: f32,
    /// The best support by a derived line.
    pub derived: f32,
    /// The nearest direction of a word of the body.
    pub cosine: f32,
}

impl Body {
    /// Reads an article. Lines that only name other stories never count.
    pub fn new(a: &Analysis) -> Body {
        let text = &a.article.text;
        let mut lines: Vec<Line> = a.body_sentences().map(|s| Line::read(text, s.span)).collect();
        let own = lines.len();
        let derived = a.sentences.iter().filter(|s| {
            matches!(
                s.class,
                LineClass::Standfirst
                    | LineClass::Subheading
                    | LineClass::Caption
                    | LineClass::Summary
                    | LineClass::Faq
                    | LineClass::Kicker
            )
        });
        lines.extend(derived.map(|s| Line::read(text, s.span)));
        let mut body = Body {
            own,
            vocabulary: Vec::new(),
            keys: FxHashMap::default(),
            aliases: FxHashMap::default(),
            entities: FxHashMap::default(),
            initials: Vec::new(),
            lines: Vec::new(),
        };
        for (n, line) in lines.iter().enumerate() {
            let n = n as u32;
            for p in &line.pieces {
                let next = body.vocabulary.len();
                let i = match body.keys.get(&p.meaning.key) {
                    Some(known) => *known,
                    None => *body.keys.entry(p.meaning.key.clone()).or_insert(next),
                };
                if i == next {
                    body.vocabulary.push((p.clone(), Vec::new()));
                }
                push(&mut body.vocabulary[i].1, n);
                for g in &p.aliases {
                    push(body.aliases.entry(*g).or_default(), n);
                }
            }
            body.initials
                .push(line.words.iter().filter_map(|w| w.text.chars().next()).collect());
        }
        for m in &a.mentions {
            let n = lines[..own].partition_point(|s| s.span.end <= m.span.start);
            if lines[..own].get(n).is_some_and(|s| s.span.start <= m.span.start) {
                push(body.entities.entry(m.entity.clone()).or_default(), n as u32);
            }
        }
        body.lines = lines;
        body
    }

    /// Whether the body has no content word.
    pub fn is_empty(&self) -> bool {
        self.vocabulary.is_empty() || self.own == 0
    }

    /// How well a word is borne out; `named` are the things that it names.
    pub fn support(&self, p: &Piece, named: &[&EntityId]) -> Support {
        let mut at = vec![0f32; self.lines.len()];
        let mut give = |lines: &[u32], how: f32| {
            for l in lines {
                if let Some(x) = at.get_mut(*l as usize) {
                    *x = x.max(how);
                }
            }
        };
        if let Some(i) = self.keys.get(&p.meaning.key) {
            give(&self.vocabulary[*i].1, 1.0);
        }
        for g in &p.aliases {
            give(self.aliases.get(g).map_or(&[], Vec::as_slice), ALIAS);
        }
        for e in named {
            give(self.entities.get(*e).map_or(&[], Vec::as_slice), 1.0);
        }
        if let Some(short) = &p.short {
            let lines: Vec<u32> = self
                .initials
                .iter()
                .enumerate()
                .filter(|(_, i)| short.len() > 2 && i.contains(short.as_str()))
                .map(|(n, _)| n as u32)
                .collect();
            give(&lines, FORM);
        }
        let own = &*p.meaning;
        let latin = !own.word.chars().any(is_indic);
        let mut cosine = 0f32;
        for (v, lines) in &self.vocabulary {
            let other = &*v.meaning;
            if other.key == own.key {
                cosine = 1.0;
                continue;
            }
            let like = match (own.direction(), other.direction()) {
                (Some(a), Some(b)) => product_wide(a, b) as f32 / (SCALE * SCALE),
                _ => 0.0,
            };
            cosine = cosine.max(like);
            let crossing = latin == other.word.chars().any(is_indic);
            let sound = |a: &str, b: &str| a.len() >= if crossing { 2 } else { 3 } && a == b;
            let same = akin(&other.key, &own.key)
                || sound(&own.sound, &other.sound)
                || sound(&p.spelt, &other.sound)
                || sound(&own.sound, &v.spelt);
            give(lines, if same { FORM } else { like });
        }
        let (own, derived) = at.split_at(self.own);
        Support {
            best: own.iter().copied().fold(0.0, f32::max),
            derived: derived.iter().copied().fold(0.0, f32::max),
            cosine,
            lines: at
                .iter()
                .enumerate()
                .filter(|(_, s)| **s >= LEAST)
                .map(|(n, s)| (n as u32, *s))
                .collect(),
        }
    }

    /// Whether the body names a thing.
    pub fn names(&self, entity: &EntityId) -> bool {
        self.entities.contains_key(entity)
    }

    /// All numbers of the body with the number of their line.
    pub fn figures(&self) -> impl Iterator<Item = (usize, &Figure)> {
        self.lines
            .iter()
            .enumerate()
            .flat_map(|(n, l)| l.figures.iter().map(move |f| (n, f)))
    }
}

/// Support below which a word is taken for another.
const LEAST: f32 = 0.5;

fn push(list: &mut Vec<u32>, n: u32) {
    if list.last() != Some(&n) {
        list.push(n);
    }
}
