//! What an article is compared by: sparse vectors of its title, lead, whole text, word pairs, names and figures.

use crate::model::*;
use rustc_hash::FxHashMap;
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::{fold, stem, words};

/// Content words of the body that make up the lead.
const LEAD_WORDS: usize = 60;

/// Content words of the body that are looked at: news is told from the top, and the cost of a page stays bounded.
const MAX_WORDS: usize = 600;

/// Articles of a language that are assumed beside those seen, so that a small collection does not take each word for a
/// common one.
const PRIOR_ARTICLES: f32 = 40.0;

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
    /// Content words of headline and body.
    pub length: usize,
}

/// The terms of a collection.
#[derive(Debug, Default)]
pub struct Terms {
    ids: FxHashMap<String, u32>,
    /// A word as it is spelt, for each term.
    pub surface: Vec<String>,
    /// Inverse document frequency of each term.
    pub idf: Vec<f32>,
    /// Largest idf that a term can have here.
    pub max_idf: f32,
}

impl Terms {
    fn id(&mut self, key: &str, surface: &str) -> u32 {
        if let Some(&id) = self.ids.get(key) {
            return id;
        }
        let id = self.surface.len() as u32;
        self.ids.insert(key.to_string(), id);
        self.surface.push(surface.to_string());
        id
    }

    /// Inverse document frequency of a term.
    pub fn idf(&self, term: u32) -> f32 {
        self.idf.get(term as usize).copied().unwrap_or(0.0)
    }
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
}

/// The views of all articles, and the terms that they are made of. `order` fixes the numbers of terms.
pub fn views(order: &[&Analysis]) -> (Vec<Views>, Terms) {
    let mut terms = Terms::default();
    let raws: Vec<Raw> = order.iter().map(|a| raw(a, &mut terms)).collect();
    weigh_terms(order, &raws, &mut terms);
    let views = raws.into_iter().map(|r| weighted(r, &terms)).collect();
    (views, terms)
}

fn raw(a: &Analysis, terms: &mut Terms) -> Raw {
    let mut out = Raw::default();
    let article = &a.article;
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
            match m.kind {
                EntityKind::Place if m.role != MentionRole::Demonym => out.places.push(id),
                EntityKind::Person | EntityKind::Organisation => out.people.push(id),
                _ => {}
            }
        }
    }
    out.figures.extend(&out.title_figures);
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

/// Sets the idf of each term: from the language in which it is most common, so that a language with few articles does not
/// make its common words look rare.
fn weigh_terms(order: &[&Analysis], raws: &[Raw], terms: &mut Terms) {
    let mut languages: Vec<&str> = order.iter().map(|a| a.article.language.tag()).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut share = vec![0f32; terms.surface.len()];
    let mut most = 0usize;
    for language in languages {
        let mut df: FxHashMap<u32, u32> = FxHashMap::default();
        let mut n = 0usize;
        for (_, r) in order
            .iter()
            .zip(raws)
            .filter(|(a, _)| a.article.language.tag() == language)
        {
            n += 1;
            let mut seen: Vec<u32> = [&r.title, &r.lead, &r.body, &r.bigrams, &r.entities]
                .into_iter()
                .flatten()
                .copied()
                .collect();
            seen.sort_unstable();
            seen.dedup();
            for t in seen {
                *df.entry(t).or_default() += 1;
            }
        }
        most = most.max(n);
        for (t, d) in df {
            if let Some(s) = share.get_mut(t as usize) {
                *s = s.max((d as f32 + 0.5) / (n as f32 + PRIOR_ARTICLES));
            }
        }
    }
    terms.max_idf = ((most as f32 + PRIOR_ARTICLES) / 1.5).ln();
    terms.idf = share
        .into_iter()
        .map(|s| if s > 0.0 { (-s.ln()).max(0.05) } else { 0.0 })
        .collect();
}

fn weighted(r: Raw, terms: &Terms) -> Views {
    let joined = |parts: &[&[u32]]| -> Vec<u32> { parts.iter().flat_map(|p| p.iter().copied()).collect() };
    Views {
        length: r.title.len() + r.body.len(),
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
