//! Search over stories, articles and statements.

use super::articles::{UNKNOWN_OUTLET, Wanted};
use super::pages::{article_line, statement_line};
use super::{AppError, Reader, Result};
use crate::search::{Query, Snippet, snippet};
use crate::store::{EventRow, Hit, Named};
use std::cmp::Reverse;
use std::collections::HashMap;
use sutradhar_engine::model::*;
use sutradhar_view::{Facet, Marked, SearchPage, Total};

/// Characters of a snippet: two lines of a terminal.
const SNIPPET: usize = 150;

/// More hits than there can be.
const ALL: usize = u32::MAX as usize;

/// Kinds of search results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FoundKind {
    Story,
    Article,
    Statement,
}

impl FoundKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [FoundKind; 3] = [FoundKind::Story, FoundKind::Article, FoundKind::Statement];

    /// The word in the index.
    pub fn name(self) -> &'static str {
        match self {
            FoundKind::Story => "story",
            FoundKind::Article => "article",
            FoundKind::Statement => "statement",
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// Words as typed.
    pub query: String,
    /// Only this kind.
    pub kind: Option<FoundKind>,
    /// In which articles. A story is wanted if one of its articles is.
    pub wanted: Wanted,
    /// At most so many of each kind.
    pub limit: usize,
    /// Look at no more than so many of those that came in last; 0 for all.
    pub looked_at: usize,
}

/// What was found.
#[derive(Debug)]
pub struct SearchResult {
    /// Whether each result has all words; else none has, and each has some of them.
    pub all_words: bool,
    /// For each kind the best results, how many there are, and whether that is all.
    pub groups: Vec<(FoundKind, Vec<Found>, Total)>,
}

impl SearchResult {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|g| g.1.is_empty())
    }
}

/// One thing that was found.
#[derive(Debug)]
pub enum Found {
    /// A story.
    Story(EventRow),
    /// An article.
    Article {
        /// Its id.
        id: ArticleId,
        /// Who published it.
        outlet: String,
        /// Its day, as fine as it is known.
        day: Option<String>,
        /// Its headline.
        title: String,
        /// A piece of its body with the words marked.
        snippet: Snippet,
    },
    /// A statement.
    Statement {
        /// Its id.
        id: String,
        /// Its article.
        article: ArticleId,
        /// Who published the article.
        outlet: String,
        /// Day of the article, as fine as it is known.
        day: Option<String>,
        /// Who says it, from the speaker to the relay; empty if nobody is named.
        chain: Vec<String>,
        /// Whether the source asserts or denies it.
        polarity: Polarity,
        /// A piece of what is said with the words marked.
        snippet: Snippet,
    },
}

/// Results that are looked at for what a search can be narrowed by.
const COUNTED: usize = 1_000;

/// Values of a facet that are shown.
const FACET: usize = 10;

impl Reader {
    /// What was found, as a page of a site shows it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn search_page(&self, request: &SearchRequest) -> Result<SearchPage> {
        let none = Total { value: 0, exact: true };
        let mut page = SearchPage {
            query: request.query.clone(),
            all_words: true,
            filters: Vec::new(),
            stories: Vec::new(),
            story_total: none,
            articles: Vec::new(),
            article_total: none,
            statements: Vec::new(),
            statement_total: none,
            facets: Vec::new(),
            suggestions: Vec::new(),
        };
        let Some(query) = Query::parse(&request.query) else {
            return Ok(page);
        };
        let result = self.search(request)?;
        page.all_words = result.all_words;
        if !page.all_words {
            page.suggestions = self.suggestions(&request.query)?;
        }
        for (kind, found, all) in result.groups {
            match kind {
                FoundKind::Story => page.story_total = all,
                FoundKind::Article => page.article_total = all,
                FoundKind::Statement => page.statement_total = all,
            }
            for found in found {
                match found {
                    Found::Story(row) => page.stories.extend(self.card(&row.id)?),
                    Found::Article { id, snippet, .. } => {
                        let facts = self.store.facts(&id)?;
                        page.articles.extend(facts.map(|f| (article_line(&f), marked(snippet))));
                    }
                    Found::Statement {
                        id, article, snippet, ..
                    } => {
                        let Some(a) = self.store.analysis(&article)? else {
                            continue;
                        };
                        let of = a.statements.iter().find(|s| s.id.as_str() == id);
                        page.statements
                            .extend(of.map(|s| (statement_line(&a, s), marked(snippet))));
                    }
                }
            }
        }
        page.stories.sort_by_key(|s| (Reverse(s.origins), Reverse(s.articles)));
        if page.article_total.value > 0 {
            let words = query.fts(!page.all_words);
            for (name, column) in [("lang", "language"), ("outlet", "outlet")] {
                let (values, exact) = self.store.facet(&words, column, COUNTED, FACET)?;
                let name = name.to_string();
                page.facets.push(Facet { name, values, exact });
            }
        }
        Ok(page)
    }

    /// Looks for what has all words; if nothing has, for what has some of them.
    ///
    /// # Errors
    /// There is no word in the query; those of the store.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResult> {
        let query = Query::parse(&request.query);
        let query = query.ok_or_else(|| AppError::Refused("there is no word in the query".to_string()))?;
        let mut found = self.find(&query, false, request)?;
        let all_words = found.iter().any(|f| !f.1.is_empty());
        if !all_words {
            found = self.find(&query, true, request)?;
        }
        let mut groups = Vec::new();
        for (kind, hits, all) in found {
            let mut shown = Vec::with_capacity(hits.len());
            for hit in &hits {
                shown.extend(self.found(kind, hit, &query, request.looked_at == 0)?);
            }
            groups.push((kind, shown, all));
        }
        Ok(SearchResult { all_words, groups })
    }

    fn find(&self, query: &Query, any: bool, request: &SearchRequest) -> Result<Vec<(FoundKind, Vec<Hit>, Total)>> {
        let kinds = FoundKind::ALL
            .into_iter()
            .filter(|k| request.kind.is_none_or(|only| only == *k));
        let words = query.fts(any);
        kinds
            .map(|kind| {
                let every = |(hits, all)| {
                    (
                        hits,
                        Total {
                            value: all,
                            exact: true,
                        },
                    )
                };
                let (all, looked_at) = (request.wanted.all(), request.looked_at);
                let found = match (all, looked_at) {
                    (true, 0) => every(self.store.find(kind.name(), &words, request.limit)?),
                    (false, 0) => {
                        let (hits, _) = self.store.find(kind.name(), &words, ALL)?;
                        every(self.only(hits, &request.wanted, request.limit)?)
                    }
                    (_, n) => {
                        let limit = if all { request.limit } else { n };
                        let (hits, value, exact) = self.store.find_recent(kind.name(), &words, limit, n)?;
                        match all {
                            true => (hits, Total { value, exact }),
                            false => {
                                let (hits, value) = self.only(hits, &request.wanted, request.limit)?;
                                (hits, Total { value, exact })
                            }
                        }
                    }
                };
                let (hits, all) = found;
                Ok((kind, hits, all))
            })
            .collect()
    }

    /// The hits that are in wanted articles, at most `limit`, with how many there are.
    fn only(&self, hits: Vec<Hit>, wanted: &Wanted, limit: usize) -> Result<(Vec<Hit>, u64)> {
        let mut known: HashMap<ArticleId, bool> = HashMap::new();
        let mut has = |id: &ArticleId| -> Result<bool> {
            if let Some(known) = known.get(id) {
                return Ok(*known);
            }
            let fits = self.store.facts(id)?.is_some_and(|f| wanted.has(&f));
            known.insert(id.clone(), fits);
            Ok(fits)
        };
        let mut out = Vec::new();
        for hit in hits {
            let articles = if hit.kind == "story" {
                let event = self.store.event(&EventId(hit.id.clone()))?;
                event.map_or_else(Vec::new, |e| e.articles)
            } else {
                vec![ArticleId(hit.article.clone())]
            };
            let mut fits = false;
            for id in &articles {
                fits = fits || has(id)?;
            }
            if fits {
                out.push(hit);
            }
        }
        let all = out.len() as u64;
        out.truncate(limit);
        Ok((out, all))
    }

    /// What a hit stands for; `None` if the index names something that is not there any more. Stories are `numbered`
    /// only where it is asked for: that looks at all of them.
    fn found(&self, kind: FoundKind, hit: &Hit, query: &Query, numbered: bool) -> Result<Option<Found>> {
        if kind == FoundKind::Story {
            if !numbered {
                return Ok(self.store.story_row(&hit.id)?.map(Found::Story));
            }
            return Ok(match self.store.story_named(&hit.id)? {
                Named::One(row) => Some(Found::Story(row)),
                _ => None,
            });
        }
        let id = ArticleId(hit.article.clone());
        let Some(analysis) = self.store.analysis(&id)? else {
            return Ok(None);
        };
        let article = &analysis.article;
        let outlet = article.outlet.clone().unwrap_or_else(|| UNKNOWN_OUTLET.to_string());
        let day = super::articles::day(article);
        let statement = analysis.statements.iter().find(|s| s.id.as_str() == hit.id);
        Ok(match (kind, statement) {
            (FoundKind::Statement, None) => None,
            (_, Some(s)) => Some(Found::Statement {
                id: hit.id.clone(),
                article: id,
                outlet,
                day,
                chain: s
                    .chain
                    .iter()
                    .map(|l| l.resolved.as_deref().unwrap_or(&l.text).to_string())
                    .collect(),
                polarity: s.polarity,
                snippet: snippet(analysis.words(s.content), query, SNIPPET),
            }),
            (_, None) => Some(Found::Article {
                title: article.headline_text().to_string(),
                snippet: snippet(&article.body(), query, SNIPPET),
                id,
                outlet,
                day,
            }),
        })
    }
}

fn marked(snippet: Snippet) -> Marked {
    let marks = snippet.marks.iter().map(|m| (m.start as usize, m.end as usize));
    Marked {
        marks: marks.collect(),
        text: snippet.text,
    }
}
