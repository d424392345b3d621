//! What an article is compared by: sparse vectors of its title, lead, whole text, word pairs, names and figures.

use super::terms::{Terms, weigh};
use super::vectors::{Dense, Embedder};
use super::when;
use crate::model::*;
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::{fold, phonetic, stem, words};

/// Content words of the body that make up the lead.
const LEAD_WORDS: usize = 60;

/// Content words of the body that are looked at: news is told from the top, and the cost of a page stays bounded.
const MAX_WORDS: usize = 600;

/// Sounds of a word by which it is known across scripts: shorter ones meet other words by chance.
const SOUNDS: usize = 4;

/// Figures of a text that are looked at.
const MAX_QUANTITIES: usize = 80;

/// A sparse vector: term and weight, by term, of length 1.
pub type Sparse = Vec<(u32, f32)>;

/// One article as vectors.
#[derive(Debug, Default)]
pub struct Views {
    /// Words of the headline.
    pub title: Sparse,
    /// Words of headline, standfirst and the first sentences.
    pub lead: Sparse,
    /// Words of headline and body.
    pub all: Sparse,
    /// Words of headline and body that few articles have.
    pub rare: Sparse,
    /// Neighbouring words of headline and lead.
    pub bigrams: Sparse,
    /// Named things, all kinds.
    pub entities: Sparse,
    /// Places named in headline and lead.
    pub places: Vec<u32>,
    /// People and organisations named in headline and lead.
    pub people: Vec<u32>,
    /// Figures of headline and lead that are not years or small counts.
    pub figures: Vec<u32>,
    /// Figures of the headline.
    pub title_figures: Vec<u32>,
    /// Words of headline and lead by their sound, the same in all scripts.
    pub sounds: Sparse,
    /// Figures of the first sentences with their units.
    pub quantities: Sparse,
    /// Figures of the whole text with their units.
    pub all_quantities: Sparse,
    /// Names of headline and lead.
    pub lead_entities: Sparse,
    /// The headline in the space of all languages.
    pub title_vector: Dense,
    /// Headline and lead in the space of all languages.
    pub lead_vector: Dense,
    /// Days that headline and lead name, counted from 1970.
    pub days: Vec<i32>,
    /// The first of them in the text that is past or present.
    pub first_day: Option<i32>,
    /// Content words of the headline.
    pub title_length: usize,
    /// Content words of headline and body.
    pub length: usize,
    /// Language tag.
    pub language: &'static str,
}

/// Terms of one article before they are weighted.
#[derive(Default)]
struct Raw {
    title: Vec<u32>,
    lead: Vec<u32>,
    body: Vec<u32>,
    bigrams: Vec<u32>,
    entities: Vec<u32>,
    places: Vec<u32>,
    people: Vec<u32>,
    figures: Vec<u32>,
    title_figures: Vec<u32>,
    sounds: Vec<u32>,
    quantities: Vec<u32>,
    all_quantities: Vec<u32>,
    lead_entities: Vec<u32>,
    title_vector: Dense,
    lead_vector: Dense,
    days: Vec<i32>,
    first_day: Option<i32>,
    language: &'static str,
}

/// The views of all articles, and the terms that they are made of. `order` fixes the numbers of terms.
pub fn views(order: &[&Analysis]) -> (Vec<Views>, Terms) {
    let mut terms = Terms::default();
    let mut embedder = Embedder::default();
    let raws: Vec<Raw> = order.iter().map(|a| raw(a, &mut terms, &mut embedder)).collect();
    let lists: Vec<(&str, Vec<u32>)> = raws.iter().map(|r| (r.language, r.terms())).collect();
    weigh(&lists, &mut terms);
    let views = raws.into_iter().map(|r| weighted(r, &terms)).collect();
    (views, terms)
}

/// How many articles of each language hold each stem, in order of the stems: the counts behind a background table.
pub fn counts(analyses: &[Analysis]) -> std::collections::BTreeMap<String, std::collections::BTreeMap<String, u32>> {
    let mut out: std::collections::BTreeMap<String, std::collections::BTreeMap<String, u32>> = Default::default();
    let mut terms = Terms::default();
    for a in analyses {
        let (mut list, mut figures) = (Vec::new(), Vec::new());
        content_words(a.article.headline_text(), &mut terms, &mut list, &mut figures);
        for line in a.article.lines_of(LineClass::Body) {
            content_words(line.span.of(&a.article.text), &mut terms, &mut list, &mut figures);
        }
        list.sort_unstable();
        list.dedup();
        let own = out.entry(a.article.language.tag().to_string()).or_default();
        for t in list {
            *own.entry(terms.key(t).to_string()).or_default() += 1;
        }
    }
    out
}

impl Raw {
    /// Each term once, sorted.
    fn terms(&self) -> Vec<u32> {
        let mut seen: Vec<u32> = [
            &self.title,
            &self.lead,
            &self.body,
            &self.bigrams,
            &self.entities,
            &self.sounds,
            &self.all_quantities,
        ]
        .into_iter()
        .flatten()
        .copied()
        .collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}

fn raw(a: &Analysis, terms: &mut Terms, embedder: &mut Embedder) -> Raw {
    let article = &a.article;
    let mut out = Raw {
        language: article.language.tag(),
        ..Raw::default()
    };
    let mut lead_end = 0u32;
    content_words(article.headline_text(), terms, &mut out.title, &mut out.title_figures);
    for line in article.lines_of(LineClass::Standfirst).take(2) {
        content_words(line.span.of(&article.text), terms, &mut out.lead, &mut out.figures);
    }
    for line in article.lines_of(LineClass::Body) {
        let mut figures = Vec::new();
        content_words(line.span.of(&article.text), terms, &mut out.body, &mut figures);
        if lead_end == 0 {
            out.figures.append(&mut figures);
            if out.body.len() >= LEAD_WORDS {
                lead_end = line.span.end;
            }
        }
        if out.body.len() >= MAX_WORDS {
            break;
        }
    }
    out.body.truncate(MAX_WORDS);
    if lead_end == 0 {
        lead_end = u32::MAX;
    }
    out.lead.extend(out.body.iter().take(LEAD_WORDS));
    for run in [&out.title, &out.lead] {
        for pair in run.windows(2) {
            if let [x, y] = pair {
                out.bigrams.push(terms.id(&format!("{x} {y}"), ""));
            }
        }
    }
    let headline = article.headline.unwrap_or_default();
    for m in &a.mentions {
        let id = terms.id(&format!("@{}", m.entity), "");
        out.entities.push(id);
        if let Some(s @ "") = terms.surface.get(id as usize).map(String::as_str) {
            let name = a.entity(&m.entity).map_or(s, |e| e.name("en")).to_string();
            if let Some(slot) = terms.surface.get_mut(id as usize) {
                *slot = name;
            }
        }
        if m.span.end <= lead_end || headline.contains(m.span) {
            out.lead_entities.push(id);
            match m.kind {
                EntityKind::Place if m.role != MentionRole::Demonym => out.places.push(id),
                EntityKind::Person | EntityKind::Organisation => out.people.push(id),
                _ => {}
            }
        }
    }
    out.figures.extend(&out.title_figures);
    let early = |span: Span| span.end <= lead_end || headline.contains(span);
    for q in a.quantities.iter().take(MAX_QUANTITIES) {
        let id = terms.id(&format!("#{} {}", q.value, q.unit), "");
        out.all_quantities.push(id);
        if early(q.span) {
            out.quantities.push(id);
        }
    }
    for t in a.times.iter().filter(|t| early(t.span)) {
        let Some((from, to)) = t.days else { continue };
        if from == to && from.year() > 1970 {
            let day = when::number(from);
            out.days.push(day);
            if out.first_day.is_none() && t.tense != Tense::Future {
                out.first_day = Some(day);
            }
        }
    }
    out.days.sort_unstable();
    out.days.dedup();
    let lead_text = || article.lines_of(LineClass::Body).map(|l| l.span.of(&article.text));
    let title = article.headline_text();
    for word in std::iter::once(title)
        .chain(lead_text())
        .flat_map(words_of)
        .take(LEAD_WORDS)
    {
        let key = phonetic::key(word);
        if key.len() >= SOUNDS && !is_stopword(&fold::fold(word)) {
            out.sounds.push(terms.id(&format!("~{key}"), ""));
        }
    }
    out.title_vector = embedder.embed(std::iter::once(title), LEAD_WORDS);
    out.lead_vector = embedder.embed(std::iter::once(title).chain(lead_text()), LEAD_WORDS);
    for list in [
        &mut out.places,
        &mut out.people,
        &mut out.figures,
        &mut out.title_figures,
    ] {
        list.sort_unstable();
        list.dedup();
    }
    out
}

/// The words of a text.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    words::words(text).into_iter().map(|t| t.span.of(text))
}

/// Adds the stems of the content words of a text, and its figures.
fn content_words(text: &str, terms: &mut Terms, out: &mut Vec<u32>, figures: &mut Vec<u32>) {
    let folded = fold::fold(text);
    for t in words::words(&folded) {
        let word = t.span.of(&folded);
        let word = word.strip_suffix("'s").unwrap_or(word);
        if t.kind == words::TokenKind::Number {
            let plain: String = word.chars().filter(|c| *c != ',').collect();
            let id = terms.id(&plain, &plain);
            out.push(id);
            if is_figure(&plain) {
                figures.push(id);
            }
        } else if word.chars().nth(1).is_some() && !is_stopword(word) {
            out.push(terms.id(stem::stem(word), word));
        }
    }
}

/// Whether a number tells one report from another: not a small count, not a year.
fn is_figure(plain: &str) -> bool {
    match plain.parse::<f64>() {
        Ok(v) => v.fract() != 0.0 || (v >= 10.0 && !(1900.0..2100.0).contains(&v)),
        Err(_) => false,
    }
}

fn weighted(r: Raw, terms: &Terms) -> Views {
    let joined = |parts: &[&[u32]]| -> Vec<u32> { parts.iter().flat_map(|p| p.iter().copied()).collect() };
    Views {
        length: r.title.len() + r.body.len(),
        title_length: r.title.len(),
        language: r.language,
        title_vector: r.title_vector,
        lead_vector: r.lead_vector,
        days: r.days,
        first_day: r.first_day,
        sounds: sparse(r.sounds, terms),
        quantities: sparse(r.quantities, terms),
        all_quantities: sparse(r.all_quantities, terms),
        lead_entities: sparse(r.lead_entities, terms),
        lead: sparse(joined(&[&r.title, &r.lead]), terms),
        rare: rare(&joined(&[&r.title, &r.body]), terms),
        all: sparse(joined(&[&r.title, &r.title, &r.body]), terms),
        title: sparse(r.title, terms),
        bigrams: sparse(r.bigrams, terms),
        entities: sparse(r.entities, terms),
        places: r.places,
        people: r.people,
        figures: r.figures,
        title_figures: r.title_figures,
    }
}

/// Term counts as a vector of length 1: (1 + ln tf) idf.
fn sparse(mut list: Vec<u32>, terms: &Terms) -> Sparse {
    list.sort_unstable();
    let mut out: Sparse = list
        .chunk_by(|a, b| a == b)
        .filter_map(|c| Some((*c.first()?, (1.0 + (c.len() as f32).ln()) * terms.idf(*c.first()?))))
        .collect();
    let norm = out.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if norm > 0.0 {
        out.iter_mut().for_each(|(_, w)| *w /= norm);
    }
    out
}

/// Share of the largest idf from which a term is rare.
const RARE: f32 = 0.55;

/// The rare terms of a list, weighted by the square of their idf.
fn rare(list: &[u32], terms: &Terms) -> Sparse {
    let mut out: Sparse = list
        .iter()
        .map(|t| (*t, terms.idf(*t)))
        .filter(|(_, idf)| *idf >= RARE * terms.max_idf)
        .map(|(t, idf)| (t, idf * idf))
        .collect();
    out.sort_unstable_by_key(|t| t.0);
    out.dedup_by_key(|t| t.0);
    let norm = out.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if norm > 0.0 {
        out.iter_mut().for_each(|(_, w)| *w /= norm);
    }
    out
}

/// Cosine of two vectors of length 1.
pub fn cosine(a: &Sparse, b: &Sparse) -> f32 {
    let mut sum = 0.0;
    common(a, b, |_, x, y| sum += x * y);
    sum
}

/// Calls `each` with the terms that both have.
pub fn common(a: &Sparse, b: &Sparse, mut each: impl FnMut(u32, f32, f32)) {
    let (mut x, mut y) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(p), Some(q)) = (x.peek(), y.peek()) {
        match p.0.cmp(&q.0) {
            std::cmp::Ordering::Less => {
                x.next();
            }
            std::cmp::Ordering::Greater => {
                y.next();
            }
            std::cmp::Ordering::Equal => {
                each(p.0, p.1, q.1);
                x.next();
                y.next();
            }
        }
    }
}
