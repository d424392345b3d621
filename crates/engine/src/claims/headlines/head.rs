//! A headline taken apart and looked for in its body, clause by clause.

use super::body::{Body, Figure, Line, Piece, Support};
use super::clauses::{Clause, Part};
use super::lexicon::{self, FRAMES};
use crate::model::*;
use crate::similarity::words::{Word, akin};
use sutradhar_text::chars::is_indic;

/// Support from which a word counts as borne out. Beside a cosine of 0.6 two words of the static vectors are synonyms
/// or one topic as often as not; below it they hardly ever say the same (headlines-real).
pub(super) const BORNE: f32 = 0.6;
/// Share of the best sentence's score from which another one speaks of the same.
pub(super) const NEAR: f32 = 0.75;
/// Least share of a clause that a sentence must bear out to speak of it.
pub(super) const SPEAKS: f32 = 0.3;
/// Weight of a number beside the idf of words.
const NUMBER_WEIGHT: f32 = 5.0;

/// A headline taken apart.
pub(super) struct Head {
    /// All of it.
    pub line: Line,
    supports: Vec<Support>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Words in quotation marks.
    pub quoted: Vec<Span>,
    /// Whether it is written in an Indian script.
    pub indic: bool,
    /// Whether it gives somebody's word: a source, a word of speech.
    pub sourced: bool,
    /// Share of its content words, by weight, that the body bears out.
    pub share: f32,
    /// How much of it the best sentence bears out.
    pub best: f32,
}

/// A clause held against the sentences of the body.
pub(super) struct Aligned<'h> {
    /// Where.
    pub span: Span,
    /// Its number among those that claim something, and how many these are.
    pub place: (usize, usize),
    /// Its words.
    pub words: &'h [Word],
    /// Its content words.
    pub pieces: Vec<(&'h Piece, &'h Support)>,
    /// For each body line the share of the clause that it bears out.
    pub scores: Vec<f32>,
    /// The best of them.
    pub best: f32,
    /// Lines near the best, best first.
    pub near: Vec<usize>,
    /// Share of its content words that the body bears out somewhere.
    pub share: f32,
}

impl Aligned<'_> {
    /// Whether the clause has a word of a kind of frame.
    pub fn has(&self, frame: &str) -> bool {
        lexicon::has(&FRAMES, self.words, frame)
    }

    /// The sum of the weights of its content words.
    pub fn weight(&self) -> f32 {
        self.pieces.iter().map(|p| p.0.idf).sum()
    }
}

/// Whether two words say the same.
pub(super) fn meets(a: &Piece, b: &Piece) -> bool {
    let (x, y) = (&a.meaning.key, &b.meaning.key);
    x == y || akin(x, y) || a.aliases.iter().any(|g| b.aliases.contains(g))
}

impl Head {
    /// Takes the headline apart.
    pub fn new(a: &Analysis, headline: Span, clauses: Vec<Clause>, body: &Body) -> Head {
        let text = &a.article.text;
        let line = Line::read(text, headline);
        let mentions: Vec<&Mention> = a.mentions.iter().filter(|m| headline.contains(m.span)).collect();
        let support = |p: &Piece| {
            let over = mentions.iter().filter(|m| m.span.overlaps(p.span));
            let named: Vec<&EntityId> = over.map(|m| &m.entity).collect();
            body.support(p, &named)
        };
        let supports: Vec<Support> = line.pieces.iter().map(support).collect();
        let quoted = a.quotations.iter().map(|q| q.span);
        let says = lexicon::has(&FRAMES, &line.words, "says");
        let mut head = Head {
            quoted: quoted.filter(|s| headline.contains(*s)).collect(),
            indic: headline.of(text).chars().any(is_indic),
            sourced: says || clauses.iter().any(|c| c.part == Part::Source),
            line,
            supports,
            clauses,
            share: 1.0,
            best: 0.0,
        };
        let whole = head.align(headline, (0, 1), body);
        let (share, best) = (whole.share, whole.best);
        (head.share, head.best) = (share, best);
        head
    }

    /// The clauses that claim something, each held against the body.
    pub fn claims(&self, body: &Body) -> Vec<Aligned<'_>> {
        let spans: Vec<Span> = self
            .clauses
            .iter()
            .filter(|c| c.part == Part::Claim)
            .map(|c| c.span)
            .collect();
        let many = spans.len();
        spans
            .into_iter()
            .enumerate()
            .map(|(n, s)| self.align(s, (n, many), body))
            .collect()
    }

    fn words_in(&self, span: Span) -> &[Word] {
        let from = self.line.words.partition_point(|w| w.span.start < span.start);
        let to = self.line.words.partition_point(|w| w.span.end <= span.end);
        self.line.words.get(from..to.max(from)).unwrap_or_default()
    }

    fn align(&self, span: Span, place: (usize, usize), body: &Body) -> Aligned<'_> {
        let pieces: Vec<(&Piece, &Support)> = self
            .line
            .pieces
            .iter()
            .zip(&self.supports)
            .filter(|(p, _)| span.contains(p.span))
            .collect();
        let mut scores = vec![0f32; body.own];
        let (mut total, mut borne) = (0f32, 0f32);
        for (p, s) in &pieces {
            total += p.idf;
            if s.best >= BORNE {
                borne += p.idf;
            }
            for (l, how) in &s.lines {
                if let Some(x) = scores.get_mut(*l as usize) {
                    *x += p.idf * how;
                }
            }
        }
        let share = if total > 0.0 { borne / total } else { 1.0 };
        for f in self.line.figures.iter().filter(|f| span.contains(f.span)) {
            total += NUMBER_WEIGHT;
            for (score, line) in scores.iter_mut().zip(&body.lines) {
                if line.figures.iter().any(|b| f.is(b)) {
                    *score += NUMBER_WEIGHT;
                }
            }
        }
        for s in &mut scores {
            *s /= total.max(1.0);
        }
        let best = scores.iter().copied().fold(0.0, f32::max);
        let least = (best * NEAR).max(SPEAKS);
        let mut near: Vec<usize> = (0..scores.len()).filter(|i| scores[*i] >= least).collect();
        near.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        Aligned {
            span,
            place,
            words: self.words_in(span),
            pieces,
            scores,
            best,
            near,
            share,
        }
    }

    /// The best support of a word in a span, by any line.
    pub fn support_in(&self, span: Span) -> f32 {
        let over = self
            .line
            .pieces
            .iter()
            .zip(&self.supports)
            .filter(|(p, _)| p.span.overlaps(span));
        over.map(|(_, s)| s.best.max(s.derived)).fold(0.0, f32::max)
    }

    /// The numbers of a clause.
    pub fn figures(&self, span: Span) -> impl Iterator<Item = &Figure> {
        self.line.figures.iter().filter(move |f| span.contains(f.span))
    }
}
