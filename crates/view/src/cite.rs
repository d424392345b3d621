//! The numbered citations of a page: every shown line points to some of them.

use super::names::outlet_name;
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Characters of a sentence shown on each side of the quoted words.
const CONTEXT: usize = 320;

/// A quoted place in a stored article.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cited {
    /// Its number on the page, from 1.
    pub n: usize,
    /// The article.
    pub article: String,
    /// Who published it.
    pub outlet: String,
    /// Language tag of the article.
    pub language: &'static str,
    /// Line of the article's text, from 1.
    pub line: u32,
    /// First code point of the quoted words in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What stands before the quoted words in their sentence.
    pub before: String,
    /// The quoted words.
    pub quote: String,
    /// What stands after them in their sentence.
    pub after: String,
}

/// The articles of a page, and the citations given out so far.
pub(super) struct Citer<'a> {
    articles: BTreeMap<&'a str, (&'a Analysis, CodePoints<'a>)>,
    list: Vec<Cited>,
    seen: BTreeMap<(&'a str, Span), usize>,
}

impl<'a> Citer<'a> {
    /// Nothing cited yet.
    pub fn new(articles: &[&'a Analysis]) -> Citer<'a> {
        Citer {
            articles: articles
                .iter()
                .map(|a| (a.article.id.as_str(), (*a, CodePoints::new(&a.article.text))))
                .collect(),
            list: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// The article of an id, if it is on the page.
    pub fn article(&self, id: &ArticleId) -> Option<&'a Analysis> {
        self.articles.get(id.as_str()).map(|(a, _)| *a)
    }

    /// The number of a citation; `None` if its article is not here or its span holds no words there.
    pub fn cite(&mut self, article: &ArticleId, span: Span) -> Option<usize> {
        let (id, (analysis, points)) = self.articles.get_key_value(article.as_str())?;
        if analysis.words(span).trim().is_empty() {
            return None;
        }
        let span = span.trim(&analysis.article.text);
        if let Some(n) = self.seen.get(&(*id, span)) {
            return Some(*n);
        }
        let around = surrounding(analysis, span);
        let text = &analysis.article.text;
        let n = self.list.len() + 1;
        self.list.push(Cited {
            n,
            article: id.to_string(),
            outlet: outlet_name(&analysis.article),
            language: analysis.article.language.tag(),
            line: line_of(&analysis.article, span.start),
            start: points.at(span.start),
            end: points.at(span.end),
            before: last_words(text.get(around.start as usize..span.start as usize).unwrap_or("")),
            quote: analysis.words(span).to_string(),
            after: first_words(text.get(span.end as usize..around.end as usize).unwrap_or("")),
        });
        self.seen.insert((*id, span), n);
        Some(n)
    }

    /// The numbers of several citations, those that point nowhere left out; ascending, each once.
    pub fn all<'c>(&mut self, citations: impl IntoIterator<Item = &'c Citation>) -> Vec<usize> {
        let mut list: Vec<usize> = Vec::new();
        for c in citations {
            if let Some(n) = self.cite(&c.article, c.span)
                && !list.contains(&n)
            {
                list.push(n);
            }
        }
        list.sort_unstable();
        list
    }

    /// Everything cited, in order of number.
    pub fn finish(self) -> Vec<Cited> {
        self.list
    }
}

/// Number of the line that holds byte `at`, from 1.
pub(super) fn line_of(article: &Article, at: u32) -> u32 {
    let i = article.lines.partition_point(|l| l.span.end <= at);
    match article.lines.get(i) {
        Some(l) if l.span.start <= at => l.n,
        _ => article
            .text
            .get(..at as usize)
            .map_or(1, |t| t.matches('\n').count() as u32 + 1),
    }
}

/// The sentence, else the line, that holds a span; the span itself where neither is known.
fn surrounding(analysis: &Analysis, span: Span) -> Span {
    let sentence = analysis.sentence_at(span.start).map(|s| s.span);
    let lines = &analysis.article.lines;
    let line = lines
        .get(lines.partition_point(|l| l.span.end <= span.start))
        .map(|l| l.span);
    [sentence, line]
        .into_iter()
        .flatten()
        .find(|s| s.contains(span))
        .unwrap_or(span)
}

/// The end of a text, cut at a white space, with an ellipsis where it was cut.
fn last_words(text: &str) -> String {
    let cut = text.char_indices().rev().nth(CONTEXT).map_or(0, |(i, _)| i);
    match text.get(cut..).filter(|_| cut > 0) {
        Some(tail) => format!("… {}", tail.split_once(char::is_whitespace).map_or("", |(_, t)| t)),
        None => text.to_string(),
    }
}

/// The beginning of a text, cut at a white space, with an ellipsis where it was cut.
fn first_words(text: &str) -> String {
    match text.char_indices().nth(CONTEXT).and_then(|(i, _)| text.get(..i)) {
        Some(head) => format!("{} …", head.rsplit_once(char::is_whitespace).map_or("", |(h, _)| h)),
        None => text.to_string(),
    }
}
