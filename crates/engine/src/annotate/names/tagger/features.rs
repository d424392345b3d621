//! What the model sees of a word: its form, its neighbours and what the lexicon says, as hashes.

use super::super::lexicon::{
    CLOSER, COMMON, Class, Head, INITIAL, KNOWN, LEXICON, LISTED, MODIFIER, NAME, OF, SURNAME, Strength,
};
use super::super::phrases::Phrases;
use super::super::tokens::{Token, letters};
use crate::model::EntityKind;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::ops::Range;
use sutradhar_text::{phonetic, stem};

/// Letters of the longest prefix and suffix.
const AFFIX: usize = 4;

/// What is seen of a word by itself, wherever it stands.
#[derive(Debug, Clone, Copy)]
struct Form {
    form: u32,
    sound: u32,
    stem: u32,
    suffixes: [u32; AFFIX],
    prefixes: [u32; AFFIX],
    length: u32,
    script: u32,
    /// Letters of the alphabet that it reads out; more than 8 for Latin capitals.
    letters: u32,
    /// Whether it reads out at least two letters.
    spelt: bool,
}

/// The forms of an article's words, each looked at once.
#[derive(Debug, Default)]
pub(in super::super) struct Forms<'t> {
    seen: FxHashMap<&'t str, Form>,
    key: String,
}

impl<'t> Forms<'t> {
    fn get(&mut self, text: &'t str, t: &Token) -> Form {
        let word = t.span.of(text);
        if let Some(f) = self.seen.get(word) {
            return *f;
        }
        self.key.clear();
        phonetic::spelling(word, &mut self.key);
        let read = letters(word);
        let mut f = Form {
            form: text_hash(&self.key),
            sound: text_hash(&phonetic::key(word)),
            stem: text_hash(stem::stem(word)),
            suffixes: [0; AFFIX],
            prefixes: [0; AFFIX],
            length: word.chars().count().min(12) as u32,
            script: word.chars().next().map_or(0, |c| (c as u32) / 0x80),
            letters: read.min(6) as u32 + if t.all_upper { 8 } else { 0 },
            spelt: read >= 2,
        };
        for (n, (at, _)) in word.char_indices().rev().take(AFFIX).enumerate() {
            if let (Some(s), Some(tail)) = (f.suffixes.get_mut(n), word.get(at..)) {
                *s = text_hash(tail);
            }
        }
        for (n, (at, c)) in word.char_indices().take(AFFIX).enumerate() {
            if let (Some(s), Some(head)) = (f.prefixes.get_mut(n), word.get(..at + c.len_utf8())) {
                *s = text_hash(head);
            }
        }
        self.seen.insert(word, f);
        f
    }
}

/// The marks between two words.
fn between(marks: Option<&str>) -> u32 {
    let Some(marks) = marks else { return 3 };
    if marks == " " {
        return 2;
    }
    let marks: String = marks.chars().filter(|c| !c.is_whitespace()).take(2).collect();
    if marks.is_empty() { 2 } else { text_hash(&marks) | 8 }
}

/// What is kept of each word of a sentence before its features are put together.
struct Word {
    form: u32,
    sound: u32,
    stem: u32,
    suffixes: [u32; AFFIX],
    prefixes: [u32; AFFIX],
    shape: u32,
    class: u32,
    rule: u32,
    lists: u32,
    letters: u32,
    gap: u32,
}

fn hash(parts: &[u32]) -> u32 {
    let mut h = FxHasher::default();
    for p in parts {
        h.write_u32(*p);
    }
    fold(h.finish())
}

fn text_hash(s: &str) -> u32 {
    let mut h = FxHasher::default();
    h.write(s.as_bytes());
    fold(h.finish())
}

fn fold(h: u64) -> u32 {
    let h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h >> 32) as u32
}

/// Gives the features of each word of the sentence `range` (in tokens) to `each`, in order.
pub(in super::super) fn features<'t>(
    forms: &mut Forms<'t>,
    text: &'t str,
    tokens: &[Token],
    phrases: &Phrases,
    ruled: &[u8],
    range: Range<usize>,
    mut each: impl FnMut(&[u32]),
) {
    let Range { start, end } = range;
    let list = tokens.get(start..end).unwrap_or(&[]);
    let classes = classes(phrases, start, end);
    let words: Vec<Word> = list
        .iter()
        .zip(&classes)
        .enumerate()
        .map(|(i, (t, class))| {
            let form = forms.get(text, t);
            let before = i.checked_sub(1).and_then(|i| list.get(i));
            Word {
                form: form.form,
                sound: form.sound,
                stem: form.stem,
                suffixes: form.suffixes,
                prefixes: form.prefixes,
                letters: form.letters,
                shape: shape(t, &form),
                class: *class,
                rule: ruled.get(start + i).copied().unwrap_or(0).into(),
                lists: lists(t),
                gap: match before {
                    None => 1,
                    Some(b) => between(text.get(b.span.end as usize..t.span.start as usize)),
                },
            }
        })
        .collect();
    let edge = Word {
        form: 1,
        sound: 1,
        stem: 1,
        suffixes: [1; AFFIX],
        prefixes: [1; AFFIX],
        shape: 1,
        class: 1,
        rule: 99,
        lists: 99,
        letters: 99,
        gap: 1,
    };
    let mut out: Vec<u32> = Vec::with_capacity(64);
    for i in 0..words.len() {
        out.clear();
        let at = |d: isize| -> &Word { i.checked_add_signed(d).and_then(|k| words.get(k)).unwrap_or(&edge) };
        let (p2, p1, w, n1, n2) = (at(-2), at(-1), at(0), at(1), at(2));
        let mut put = |kind: u32, parts: &[u32]| {
            let mut h = FxHasher::default();
            h.write_u32(kind);
            for p in parts {
                h.write_u32(*p);
            }
            out.push(fold(h.finish()));
        };
        put(0, &[]);
        put(1, &[w.form]);
        put(2, &[w.sound]);
        put(3, &[w.stem]);
        for (n, s) in w.suffixes.iter().enumerate() {
            put(4 + n as u32, &[*s]);
        }
        for (n, s) in w.prefixes.iter().enumerate() {
            put(8 + n as u32, &[*s]);
        }
        put(12, &[w.shape]);
        put(13, &[w.class]);
        put(14, &[w.gap]);
        put(15, &[n1.gap]);
        put(16, &[p1.form]);
        put(17, &[n1.form]);
        put(18, &[p2.form]);
        put(19, &[n2.form]);
        put(20, &[p1.form, w.form]);
        put(21, &[w.form, n1.form]);
        put(22, &[p1.class, w.class]);
        put(23, &[w.class, n1.class]);
        put(24, &[p1.class, w.class, n1.class]);
        put(25, &[p1.suffixes[2]]);
        put(26, &[n1.suffixes[2]]);
        put(27, &[n1.form, n2.form]);
        put(28, &[p2.form, p1.form]);
        put(29, &[p1.shape, w.shape, n1.shape]);
        put(30, &[w.class, n1.form]);
        put(31, &[w.class, p1.form]);
        put(32, &[w.gap, n1.gap]);
        put(33, &[p2.class]);
        put(34, &[n2.class]);
        put(35, &[p1.class]);
        put(36, &[n1.class]);
        put(37, &[w.suffixes[2], n1.form]);
        put(38, &[w.suffixes[2], p1.form]);
        put(39, &[n1.class, n2.class, w.class]);
        put(40, &[w.shape, w.suffixes[1]]);
        put(41, &[p1.form, n1.form]);
        put(42, &[p1.stem]);
        put(43, &[n1.stem]);
        put(44, &[w.rule]);
        put(45, &[p1.rule, w.rule, n1.rule]);
        put(46, &[w.rule, n1.form]);
        put(47, &[w.rule, p1.form]);
        put(48, &[w.lists]);
        put(49, &[p1.lists, w.lists]);
        put(50, &[w.lists, n1.lists]);
        put(51, &[p1.lists, w.lists, n1.lists]);
        put(52, &[w.lists, n1.form]);
        put(53, &[w.lists, p1.form]);
        put(54, &[w.rule, w.class]);
        put(55, &[w.lists, w.suffixes[1]]);
        put(56, &[p1.lists, w.lists, n1.lists, n2.lists]);
        put(57, &[w.form, w.rule]);
        put(58, &[w.letters]);
        put(59, &[w.letters, n1.gap, w.gap]);
        put(60, &[w.letters, n1.form]);
        each(&out);
    }
}

/// What the lists of ordinary words and of names say of the word.
fn lists(t: &Token) -> u32 {
    let bits = [
        t.unknown(),
        t.is(COMMON),
        t.is(NAME),
        t.is(LISTED),
        t.is(SURNAME),
        t.is(CLOSER),
        t.is(MODIFIER),
        t.is(INITIAL),
        t.is(KNOWN),
        t.number,
        t.upper,
        t.guess,
    ];
    bits.iter().fold(0u32, |b, x| b << 1 | u32::from(*x))
}

/// Length, script, case and what the lists say of the word alone.
fn shape(t: &Token, form: &Form) -> u32 {
    let bits = [
        t.upper,
        t.all_upper,
        t.number,
        t.first,
        t.is(INITIAL),
        t.is(CLOSER),
        t.is(MODIFIER),
        t.is(LISTED),
        t.is(SURNAME),
        t.is(OF),
        form.spelt,
    ];
    let bits = bits.iter().fold(0u32, |b, x| b << 1 | u32::from(*x));
    hash(&[form.length / 2, form.script, bits])
}

/// What the phrases of the lexicon say of each word of a sentence.
fn classes(phrases: &Phrases, start: usize, end: usize) -> Vec<u32> {
    let mut out = vec![0u32; end - start];
    let mut set = |i: usize, bits: u32| {
        if let Some(c) = i.checked_sub(start).and_then(|i| out.get_mut(i)) {
            *c |= bits;
        }
    };
    let from = phrases.hits.partition_point(|h| h.end <= start);
    for h in phrases.hits.iter().skip(from).take_while(|h| h.start < end) {
        let Some(known) = LEXICON.known.get(h.known as usize) else {
            continue;
        };
        let kind = match known.kind {
            EntityKind::Person => 1,
            EntityKind::Place => 2,
            EntityKind::Organisation => 3,
            EntityKind::Event => 4,
        };
        let strength = match h.strength {
            Strength::Strong => 0,
            Strength::Partial => 1,
            Strength::Ordinary => 2,
        };
        let metonym = u32::from(known.class == Class::Metonym);
        for i in h.start..h.end {
            let inside = u32::from(i > h.start);
            set(
                i,
                inside | kind << 1 | strength << 4 | u32::from(h.demonym) << 6 | metonym << 7,
            );
        }
    }
    let from = phrases.heads.partition_point(|h| h.0 + 9 < start);
    for &(s, e, head) in phrases.heads.iter().skip(from).take_while(|h| h.0 < end) {
        let n = match head {
            Head::Organisation => 1,
            Head::Government => 2,
            Head::Place => 3,
            Head::After => 4,
            Head::Before => 5,
            Head::Event => 6,
        };
        for i in s..e {
            set(i, n << 8);
        }
    }
    for i in start..end {
        if phrases.titled.get(i).copied().flatten().is_some() {
            set(i, 1 << 12);
        }
        let stop = phrases.title_end.get(i).copied().unwrap_or(0);
        for k in i..stop.min(end) {
            set(k, 1 << 13);
        }
    }
    out
}
