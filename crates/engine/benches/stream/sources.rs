//! What the stream is made of: real articles taken apart into sentences whose names and figures can be exchanged. They are
//! held in memory only.

use crate::random::Random;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use sutradhar_engine::events::{Embedder, view};
use sutradhar_engine::ingest::looks_like_html;
use sutradhar_engine::model::{Analysis, ArticleId, Content, EntityKind, Hints, LineClass, RawPage, Span};
use sutradhar_engine::{annotate, attribute, extract};

/// A piece of a sentence.
pub enum Piece {
    /// Words as they are.
    Words(String),
    /// A name of a thing of the article: kind, number of the thing, whether it is one word only.
    Name(EntityKind, u32, String),
    /// A figure.
    Figure(String),
}

/// An article in pieces.
pub struct Source {
    /// Language tag.
    pub language: &'static str,
    /// Its headline.
    pub title: Vec<Piece>,
    /// Its sentences.
    pub sentences: Vec<Vec<Piece>>,
    /// Articles on like matters.
    pub near: Vec<usize>,
}

/// All of them, and the names they use.
pub struct Sources {
    /// The articles.
    pub list: Vec<Source>,
    /// Names by language and kind, as often as they are used.
    pub names: BTreeMap<(&'static str, EntityKind), Vec<String>>,
}

/// Articles of feeds, which are short, that are used.
const SHORT: usize = 4000;

/// Sentences of an article that are used.
const SENTENCES: usize = 7;

/// Reads a page from extract to annotate.
pub fn annotated(page: &RawPage) -> Analysis {
    let (article, notices) = extract::extract(page);
    annotate::annotate(article, notices)
}

/// The rest of reading a page.
pub fn attribute(analysis: &mut Analysis) {
    analysis.statements = attribute::attribute(analysis);
}

fn page(source: String, content: Content) -> RawPage {
    RawPage {
        id: ArticleId::from("source"),
        source,
        url: None,
        hints: Hints::default(),
        content,
        notices: Vec::new(),
    }
}

/// The pages: of `../shared/corpora` if it is there, else of `samples/`.
fn pages(root: &Path) -> std::io::Result<Vec<RawPage>> {
    let mut out = Vec::new();
    let corpora = root.join("../shared/corpora");
    if corpora.is_dir() {
        let mut paths: Vec<_> = std::fs::read_dir(corpora)?
            .filter_map(|e| Some(e.ok()?.path()))
            .collect();
        paths.sort();
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for path in paths {
            for line in std::fs::read_to_string(&path)?.lines() {
                let Ok(json) = serde_json::from_str::<serde_json::Value>(line) else {
                    continue;
                };
                let text = |key: &str| json.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_string();
                let (title, body) = (text("title"), text("body"));
                if title.is_empty()
                    || body.len() < 60
                    || !["hi", "en", "mr", "bn", "gu"].contains(&text("lang").as_str())
                {
                    continue;
                }
                let list = if body.len() < 900 { &mut short } else { &mut long };
                list.push(page(path.display().to_string(), Content::Record { title, body }));
            }
        }
        let step = short.len().div_ceil(SHORT).max(1);
        out.extend(short.into_iter().step_by(step));
        out.extend(long);
    } else {
        println!("../shared/corpora not present: the stream is made of the pages in samples/");
        let mut paths: Vec<_> = std::fs::read_dir(root.join("samples/pages"))?
            .filter_map(|e| Some(e.ok()?.path()))
            .collect();
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path)?;
            let content = if looks_like_html(&text) {
                Content::Html(text)
            } else {
                Content::Text(text)
            };
            out.push(page(path.display().to_string(), content));
        }
    }
    Ok(out)
}

impl Sources {
    /// Reads and takes apart.
    pub fn read(root: &Path) -> std::io::Result<Sources> {
        let mut list = Vec::new();
        let mut names: BTreeMap<(&'static str, EntityKind), Vec<String>> = BTreeMap::new();
        let mut keys: Vec<Vec<(u32, f32)>> = Vec::new();
        let mut embedder = Embedder::default();
        for page in pages(root)? {
            let a = annotated(&page);
            let language = a.article.language.tag();
            let numbers: HashMap<&str, u32> = a
                .entities
                .iter()
                .enumerate()
                .map(|(i, e)| (e.id.as_str(), i as u32))
                .collect();
            let sentences: Vec<Vec<Piece>> = a
                .sentences
                .iter()
                .filter(|s| s.class == LineClass::Body && s.span.len() > 40)
                .take(SENTENCES)
                .map(|s| pieces(&a, s.span, &numbers))
                .collect();
            let Some(headline) = a.article.headline.filter(|_| !sentences.is_empty()) else {
                continue;
            };
            for m in &a.mentions {
                if matches!(m.kind, EntityKind::Person | EntityKind::Place) {
                    names
                        .entry((language, m.kind))
                        .or_default()
                        .push(a.words(m.span).to_string());
                }
            }
            keys.push(view(&a, &mut embedder).keys);
            list.push(Source {
                language,
                title: pieces(&a, headline, &numbers),
                sentences,
                near: Vec::new(),
            });
        }
        let mut of: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, own) in keys.iter().enumerate() {
            for (t, _) in own {
                of.entry(*t).or_default().push(i);
            }
        }
        for (i, own) in keys.iter().enumerate() {
            let mut sums: BTreeMap<usize, f32> = BTreeMap::new();
            for (t, w) in own {
                for j in of.get(t).into_iter().flatten().take(300) {
                    if *j != i && list[*j].language == list[i].language {
                        *sums.entry(*j).or_default() += w;
                    }
                }
            }
            let mut best: Vec<(usize, f32)> = sums.into_iter().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            list[i].near = best.into_iter().take(6).map(|b| b.0).collect();
        }
        Ok(Sources { list, names })
    }
}

fn pieces(a: &Analysis, span: Span, numbers: &HashMap<&str, u32>) -> Vec<Piece> {
    let mut marks: Vec<(Span, Piece)> = Vec::new();
    for m in a.mentions.iter().filter(|m| span.contains(m.span)) {
        let number = numbers.get(m.entity.as_str()).copied().unwrap_or(0);
        marks.push((m.span, Piece::Name(m.kind, number, a.words(m.span).to_string())));
    }
    for q in a.quantities.iter().filter(|q| span.contains(q.span)) {
        let text = a.words(q.span);
        if text.bytes().any(|b| b.is_ascii_digit()) {
            marks.push((q.span, Piece::Figure(text.to_string())));
        }
    }
    marks.sort_by_key(|m| (m.0.start, m.0.end));
    let mut out = Vec::new();
    let mut at = span.start;
    for (s, piece) in marks {
        if s.start < at {
            continue;
        }
        out.push(Piece::Words(
            a.words(Span {
                start: at,
                end: s.start,
            })
            .to_string(),
        ));
        out.push(piece);
        at = s.end;
    }
    out.push(Piece::Words(
        a.words(Span {
            start: at,
            end: span.end,
        })
        .to_string(),
    ));
    out
}

impl Sources {
    /// The text of some pieces as an event tells it: `seed` fixes who plays which part, and the figures.
    pub fn told(&self, source: &Source, pieces: &[Piece], seed: u64) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(w) => out.push_str(w),
                Piece::Figure(f) => out.push_str(&figure(f, seed)),
                Piece::Name(kind, number, was) => out.push_str(&self.cast(source, *kind, *number, was, seed)),
            }
        }
        out
    }

    fn cast(&self, source: &Source, kind: EntityKind, number: u32, was: &str, seed: u64) -> String {
        let mut random = Random::of_parts(&[seed, 1, u64::from(number)]);
        // Nations, parties and the like stay what they are, and so does one name in six.
        let pool = self.names.get(&(source.language, kind)).filter(|p| p.len() > 50);
        let (Some(pool), true) = (pool, random.share() > 0.17) else {
            return was.to_string();
        };
        let name = random.of(pool);
        match name.rsplit_once(' ') {
            Some((_, last)) if !was.contains(' ') => last.to_string(),
            _ => name.clone(),
        }
    }
}

/// Another figure of as many digits; years stay.
fn figure(was: &str, seed: u64) -> String {
    let digits: String = was.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")) {
        return was.to_string();
    }
    let key = digits
        .bytes()
        .fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(u64::from(b)));
    let mut random = Random::of_parts(&[seed, 2, key]);
    let mut first = true;
    was.chars()
        .map(|c| {
            if !c.is_ascii_digit() {
                return c;
            }
            let low = usize::from(std::mem::take(&mut first));
            char::from(b'0' + (low + random.below(10 - low)) as u8)
        })
        .collect()
}
