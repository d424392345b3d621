//! What an event's articles say, cut into pieces that can be the same or differ: statements, and sentences nobody is named for.

use super::words::{Groups, Term, folded_words, terms_of, word_set};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use sutradhar_text::chars::is_indic;
use sutradhar_text::fold::fold;

/// One piece: a statement, or a body sentence of the writer's own.
pub(crate) struct Unit {
    /// Index of its article among the analyses.
    pub analysis: usize,
    /// Index of its origin among the event's.
    pub origin: usize,
    /// Index among the article's statements.
    pub statement: Option<usize>,
    /// Where.
    pub span: Span,
    /// Its content words as numbers of [`Keys`], sorted.
    pub keys: Vec<u32>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Who says it or does what it says: things of its chain and the person it names first.
    pub speakers: Vec<EntityId>,
    /// Whether a source denies it.
    pub denied: bool,
}

/// A figure of a unit with what it counts.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// Index among the article's quantities.
    pub quantity: usize,
    /// Key of the counted noun; empty if none is named.
    pub head: String,
    /// Unit of measure.
    pub unit: String,
    /// What is reported of it (killed, sent).
    pub role: Option<u16>,
    /// Words that set it apart (new, total, more).
    pub kinds: Vec<u16>,
    /// The place named last before it in its sentence.
    pub place: Option<EntityId>,
    /// Its value, and its upper one.
    pub value: (f64, f64),
    /// Whether the text hedges it.
    pub approx: bool,
    /// How the text puts it.
    pub status: FigureStatus,
}

static ROLES: LazyLock<Groups> =
    LazyLock::new(|| Groups::parse(include_str!("../../../text/data/hi/claims-roles.txt")));
static KINDS: LazyLock<Groups> =
    LazyLock::new(|| Groups::parse(include_str!("../../../text/data/hi/claims-kinds.txt")));

/// Sentences with fewer content words than this claim too little to be compared.
const MIN_TERMS: usize = 4;
/// Statements with fewer content words than this, and no figure, are pieces.
const MIN_STATED: usize = 3;
/// How far from a figure its role is looked for, in words.
const ROLE_REACH: usize = 14;
/// How many words before a figure may set it apart.
const KIND_REACH: usize = 3;

/// Numbers for keys, shared by the units of one event.
#[derive(Default)]
pub(crate) struct Keys(FxHashMap<String, u32>);

impl Keys {
    fn number(&mut self, key: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(key).or_insert(next)
    }
}

/// The units of one article, in order.
pub(crate) fn units(a: &Analysis, analysis: usize, origin: usize, keys: &mut Keys) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut covered: FxHashSet<u32> = FxHashSet::default();
    for (i, s) in a.statements.iter().enumerate() {
        if a.article.class_at(s.content.start) != Some(LineClass::Body) {
            continue;
        }
        // A sentence that only says who says it (यह जानकारी ... ने दी) claims nothing by itself.
        for at in [Some(s.content.start), s.cue.map(|c| c.start)].into_iter().flatten() {
            covered.extend(a.sentence_at(at).map(|x| x.span.start));
        }
        if s.polarity == Polarity::Silent {
            continue;
        }
        let span = opened(a, s.content.trim(&a.article.text));
        out.extend(
            unit(a, analysis, origin, Some(i), span, keys)
                .filter(|u| u.keys.len() >= MIN_STATED || !u.figures.is_empty()),
        );
    }
    // What somebody is silent on is a claim too, even where no rule found who makes it.
    for s in a.statements.iter().filter(|s| s.polarity == Polarity::Silent) {
        let body = a.article.class_at(s.content.start) == Some(LineClass::Body);
        if body
            && !out
                .iter()
                .any(|u: &Unit| u.span.overlaps(s.content) && u.keys.len() >= MIN_STATED)
        {
            out.extend(unit(a, analysis, origin, None, s.content.trim(&a.article.text), keys));
        }
    }
    for s in a.body_sentences() {
        if !covered.contains(&s.span.start) && !a.words(s.span).trim_end().ends_with('?') {
            out.extend(
                unit(a, analysis, origin, None, opened(a, s.span), keys)
                    .filter(|u| u.keys.len() >= MIN_TERMS || !u.figures.is_empty()),
            );
        }
    }
    out.sort_by_key(|u| (u.span, u.statement));
    out
}

/// A span without what opens a report: the dateline, a kicker in Latin letters before an Indic sentence.
pub(crate) fn opened(a: &Analysis, span: Span) -> Span {
    let text = a.words(span);
    let mut kept = text;
    if let Some(rest) = a
        .article
        .dateline
        .as_deref()
        .filter(|d| !d.is_empty())
        .and_then(|d| text.strip_prefix(d))
    {
        let cut = rest.trim_start_matches(|c: char| c.is_whitespace() || "।:.-–—,)(/".contains(c));
        let marks = rest.get(..rest.len() - cut.len()).unwrap_or_default();
        if marks.chars().any(|c| !c.is_whitespace()) {
            kept = cut;
        }
    }
    if let Some((kicker, rest)) = kept.split_once(':')
        && kicker.len() <= KICKER
        && !kicker.is_empty()
        && kicker.is_ascii()
        && rest.chars().any(is_indic)
    {
        kept = rest.trim_start();
    }
    if kept.is_empty() {
        span
    } else {
        Span {
            start: span.end - kept.len() as u32,
            end: span.end,
        }
    }
}

static OPENERS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../text/data/hi/claims-openers.txt")));

/// Whether a sentence opens with a word that leans on the sentence before it (उन्होंने, इसके, लेकिन).
pub(crate) fn leans(a: &Analysis, span: Span) -> bool {
    folded_words(a.words(span), 0)
        .first()
        .is_some_and(|w| OPENERS.contains(&w.text))
}

/// Bytes of a kicker at most.
const KICKER: usize = 60;

fn unit(
    a: &Analysis,
    analysis: usize,
    origin: usize,
    statement: Option<usize>,
    span: Span,
    keys: &mut Keys,
) -> Option<Unit> {
    let words = folded_words(span.of(&a.article.text), span.start as usize);
    let terms = terms_of(&words);
    if terms.is_empty() {
        return None;
    }
    let mut list: Vec<u32> = terms.iter().map(|t| keys.number(name_of(a, t))).collect();
    list.sort_unstable();
    list.dedup();
    Some(Unit {
        analysis,
        origin,
        statement,
        span,
        keys: list,
        figures: figures(a, span),
        speakers: speakers(a, statement, span),
        denied: statement
            .and_then(|i| a.statements.get(i))
            .is_some_and(|s| s.polarity == Polarity::Denies),
    })
}

fn speakers(a: &Analysis, statement: Option<usize>, span: Span) -> Vec<EntityId> {
    let Some(st) = statement.and_then(|i| a.statements.get(i)) else {
        return Vec::new();
    };
    let mut out: Vec<EntityId> = st.chain.iter().take(1).filter_map(|s| s.entity.clone()).collect();
    let from = a.mentions.partition_point(|m| m.span.end <= span.start);
    let first = a.mentions.iter().skip(from).take_while(|m| m.span.start < span.end);
    out.extend(
        first
            .filter(|m| m.kind == EntityKind::Person)
            .take(1)
            .map(|m| m.entity.clone()),
    );
    out.dedup();
    out
}

/// A word of a name compares as the thing it names, whatever the spelling.
fn name_of(a: &Analysis, t: &Term) -> String {
    let i = a.mentions.partition_point(|m| m.span.end <= t.span.start);
    match a.mentions.get(i).filter(|m| m.span.overlaps(t.span)) {
        Some(m) => format!("@{}", m.entity),
        None => t.key.clone(),
    }
}

/// Whether a number word points back to known things (दोनों, तीनों) and counts nothing new.
pub(crate) fn points_back(words: &str) -> bool {
    matches!(fold(words).as_str(), "दोनों" | "तीनों" | "चारों" | "पांचों" | "both")
}

/// The figures of a span.
pub(crate) fn figures(a: &Analysis, span: Span) -> Vec<Figure> {
    let from = a.quantities.partition_point(|q| q.span.end <= span.start);
    let inside: Vec<usize> = (from..a.quantities.len())
        .take_while(|i| a.quantities[*i].span.start < span.end)
        .filter(|i| !points_back(a.words(a.quantities[*i].span)))
        .collect();
    if inside.is_empty() {
        return Vec::new();
    }
    // The verb may stand behind the content of a statement: the whole sentence is read for the role.
    let sentence = a.sentence_at(span.start).map_or(span, |s| s.span);
    let words = folded_words(sentence.of(&a.article.text), sentence.start as usize);
    let roles = ROLES.find(&words);
    let kinds = KINDS.find(&words);
    let mut out = Vec::new();
    for (n, &i) in inside.iter().enumerate() {
        let q = &a.quantities[i];
        let at = words.partition_point(|w| w.span.end <= q.span.start);
        let next = inside.get(n + 1).map_or(usize::MAX, |j| {
            words.partition_point(|w| w.span.end <= a.quantities[*j].span.start)
        });
        let near = |w: usize| w >= at && w < next && w - at <= ROLE_REACH;
        let role = roles
            .iter()
            .find(|r| near(r.1))
            .or_else(|| roles.iter().find(|r| r.1 >= at))
            .or_else(|| roles.iter().rev().find(|r| r.1 < at && at - r.1 <= ROLE_REACH))
            .map(|r| r.0);
        let counted_end = q.counted.map_or(q.span.end, |c| c.end.max(q.span.end));
        let last = words.partition_point(|w| w.span.end <= counted_end);
        let mut set: Vec<u16> = kinds
            .iter()
            .filter(|k| k.1 + KIND_REACH >= at && k.1 <= last)
            .map(|k| k.0)
            .collect();
        set.sort_unstable();
        set.dedup();
        let head = q
            .counted
            .and_then(|c| {
                let w = folded_words(c.of(&a.article.text), c.start as usize);
                terms_of(&w).pop()
            })
            .map_or_else(String::new, |t| t.key);
        let place = a.mentions[..a.mentions.partition_point(|m| m.span.end <= q.span.start)]
            .iter()
            .rev()
            .take_while(|m| m.span.start >= sentence.start)
            .find(|m| m.kind == EntityKind::Place && m.role == MentionRole::Name)
            .map(|m| m.entity.clone());
        out.push(Figure {
            quantity: i,
            head,
            unit: q.unit.clone(),
            role,
            kinds: set,
            place,
            value: (q.value, q.value_max.unwrap_or(q.value)),
            approx: q.approx,
            status: q.status,
        });
    }
    out
}
