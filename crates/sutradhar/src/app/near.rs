//! What is nearest to a line that somebody read elsewhere: passages and claims that share its words.
//!
//! Words are compared as the index has them (folded, stemmed). Nothing is guessed: what is given shares at least half
//! of the words that carry the line, and says which of them it lacks.

use super::articles::Wanted;
use super::{AppError, Reader, Result};
use crate::search::{Query, term, terms};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use sutradhar_engine::model::*;
use sutradhar_text::{fold::fold, stopwords::is_stopword, words};

/// Hits of each kind that are looked at.
const HITS: usize = 30;

/// Articles that are looked into.
const ARTICLES: usize = 60;

/// Stories whose claims are looked at.
const STORIES: usize = 12;

/// Of the words that carry a line, so many in a hundred are in a passage that is near it.
const NEAR: usize = 50;

/// And so many in one that says what the line says.
const CLOSE: usize = 75;

/// A line with what is nearest to it.
#[derive(Debug)]
pub struct Nearest {
    /// The words that carry the line, as typed.
    pub words: Vec<String>,
    /// Passages, the nearest first, of one nearness the earliest first.
    pub passages: Vec<NearPassage>,
    /// Claims that rest on such passages, the nearest first.
    pub claims: Vec<NearClaim>,
}

/// A passage that shares words with a line.
#[derive(Debug, Clone)]
pub struct NearPassage {
    /// Where.
    pub place: Citation,
    /// Whether it is a headline.
    pub headline: bool,
    /// When its article was published, as fine as that is known.
    pub date: Option<String>,
    /// So many words of the line are in it.
    pub shared: usize,
    /// The others.
    pub missing: Vec<String>,
    /// Whether it has nearly all words of the line, and all of its numbers.
    pub close: bool,
    /// The story of its article.
    pub story: Option<EventId>,
    /// The independent origin of its article: id and name.
    pub origin: Option<(OriginId, String)>,
}

/// A claim that rests on passages near a line.
#[derive(Debug, Clone)]
pub struct NearClaim {
    /// Its id.
    pub id: ClaimId,
    /// Words of the line in its own words.
    pub shared: usize,
    /// Whether it rests on a passage that is close.
    pub close: bool,
}

/// A claim in a list.
#[derive(Debug, Clone)]
pub struct FoundClaim {
    /// The claim.
    pub claim: Claim,
    /// Title of its story.
    pub title: String,
    /// Words of the query in it.
    pub shared: usize,
}

/// The words that carry a text: their terms in the index, and as typed.
fn carrying(text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for token in words::words(text) {
        let word = token.span.of(text);
        let term = term(word);
        if !term.is_empty() && !is_stopword(&fold(word)) && !out.iter().any(|(t, _)| *t == term) {
            out.push((term, word.to_string()));
        }
    }
    out
}

/// The terms of the words that carry a text.
pub fn carrying_terms(text: &str) -> Vec<String> {
    carrying(text).into_iter().map(|(term, _)| term).collect()
}

fn has_digit(term: &str) -> bool {
    term.contains(|c: char| c.is_ascii_digit())
}

impl Reader {
    /// Looks for what is nearest to a line in wanted articles.
    ///
    /// # Errors
    /// No word of the line carries anything; those of the store.
    pub fn nearest(&self, line: &str, wanted: &Wanted) -> Result<Nearest> {
        let carrying = carrying(line);
        let typed: Vec<&str> = carrying.iter().map(|(_, word)| word.as_str()).collect();
        let query = Query::parse(&typed.join(" "));
        let query = query.ok_or_else(|| AppError::Refused("there is no word in the line to look for".to_string()))?;
        let mut passages = Vec::new();
        for id in self.articles_with(&query.fts(true))? {
            if self.store.facts(&id)?.is_some_and(|f| wanted.has(&f))
                && let Some(a) = self.store.analysis(&id)?
            {
                self.passages_of(&a, &carrying, &mut passages)?;
            }
        }
        passages.sort_by(|a: &NearPassage, b| {
            let key = |p: &NearPassage| (Reverse(p.close), Reverse(p.shared), p.date.is_none(), p.date.clone());
            key(a).cmp(&key(b)).then_with(|| a.place.cmp(&b.place))
        });
        let claims = self.claims_on(&passages, &carrying)?;
        Ok(Nearest {
            words: typed.iter().map(|w| w.to_string()).collect(),
            passages,
            claims,
        })
    }

    /// Articles that have some of the words of a query, or that are told of in a story that has.
    fn articles_with(&self, fts: &str) -> Result<Vec<ArticleId>> {
        let mut out: Vec<ArticleId> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut push = |id: ArticleId| {
            if seen.insert(id.clone()) {
                out.push(id);
            }
        };
        let mut lists = Vec::new();
        for kind in ["article", "statement"] {
            lists.push(self.store.find(kind, fts, HITS)?.0.into_iter());
        }
        for _ in 0..HITS {
            for list in &mut lists {
                if let Some(hit) = list.next() {
                    push(ArticleId(hit.article));
                }
            }
        }
        for hit in self.store.find("story", fts, 5)?.0 {
            let event = self.store.event(&EventId(hit.id))?;
            event.into_iter().flat_map(|e| e.articles).for_each(&mut push);
        }
        out.truncate(ARTICLES);
        Ok(out)
    }

    /// The headline and the sentence of an article that are nearest, if they are near.
    fn passages_of(&self, a: &Analysis, line: &[(String, String)], out: &mut Vec<NearPassage>) -> Result<()> {
        let look = |span: Span, headline: bool| {
            let own = terms(a.words(span));
            let own: BTreeSet<&str> = own.split(' ').collect();
            let missing: Vec<&(String, String)> = line.iter().filter(|(t, _)| !own.contains(t.as_str())).collect();
            let shared = line.len() - missing.len();
            let share = shared * 100 / line.len().max(1);
            let numbers = missing.iter().any(|(t, _)| has_digit(t));
            (share >= NEAR && shared >= line.len().min(2)).then(|| NearPassage {
                place: Citation {
                    article: a.article.id.clone(),
                    span,
                },
                headline,
                date: a.article.published.iso(),
                shared,
                missing: missing.iter().map(|(_, word)| word.clone()).collect(),
                close: share >= CLOSE && !numbers,
                story: None,
                origin: None,
            })
        };
        let sentences = a.body_sentences().filter_map(|s| look(s.span, false));
        let best = sentences.max_by_key(|p| (p.close, p.shared, Reverse(p.place.span)));
        let title = a.article.headline.and_then(|span| look(span, true));
        let found: Vec<NearPassage> = title.into_iter().chain(best).collect();
        if found.is_empty() {
            return Ok(());
        }
        let story = self.store.events_of(&a.article.id)?.into_iter().next();
        let origin = self.origin_of(&a.article.id)?;
        out.extend(found.into_iter().map(|p| NearPassage {
            story: story.clone(),
            origin: origin.clone(),
            ..p
        }));
        Ok(())
    }

    /// Claims that rest on some of these passages and share words with the line themselves.
    fn claims_on(&self, passages: &[NearPassage], line: &[(String, String)]) -> Result<Vec<NearClaim>> {
        let mut events: Vec<EventId> = Vec::new();
        for story in passages.iter().filter_map(|p| p.story.as_ref()) {
            if events.len() < STORIES && !events.contains(story) {
                events.push(story.clone());
            }
        }
        let mut out = Vec::new();
        for claim in self.store.derived_for(&events, &[])?.claims {
            let rests = |p: &&NearPassage| {
                let mut places = claim.support.iter().map(|s| &s.citation);
                places.any(|c| c.article == p.place.article && c.span.overlaps(p.place.span))
            };
            let own = terms(&claim.text);
            let own: BTreeSet<&str> = own.split(' ').collect();
            let shared = line.iter().filter(|(t, _)| own.contains(t.as_str())).count();
            if shared < line.len().min(2) || claim.detail_of.is_some() || !passages.iter().any(|p| rests(&p)) {
                continue;
            }
            let close = passages.iter().filter(rests).any(|p| p.close);
            out.push((
                claim.origins,
                NearClaim {
                    id: claim.id,
                    shared,
                    close,
                },
            ));
        }
        out.sort_by(|(m, a), (n, b)| {
            let key = |origins: &usize, c: &NearClaim| (Reverse(c.close), Reverse(c.shared), Reverse(*origins));
            key(m, a).cmp(&key(n, b)).then_with(|| a.id.cmp(&b.id))
        });
        Ok(out.into_iter().map(|(_, claim)| claim).collect())
    }

    /// The claims of some stories that have words of a query (all claims without one) and a standing, if one is asked
    /// for: those with most of the words first, then those of most origins.
    ///
    /// # Errors
    /// Those of the store.
    pub fn claims_of(&self, stories: &[EventId], query: &str, standing: Option<&str>) -> Result<Vec<FoundClaim>> {
        let wanted = carrying_terms(query);
        let mut out = Vec::new();
        for event in stories {
            let Some(title) = self.store.event(event)?.map(|e| e.title) else {
                continue;
            };
            for claim in self.store.derived_for(std::slice::from_ref(event), &[])?.claims {
                let own = terms(&claim.text);
                let own: BTreeSet<&str> = own.split(' ').collect();
                let shared = wanted.iter().filter(|t| own.contains(t.as_str())).count();
                let fits = standing.is_none_or(|s| s == claim.standing.name()) && claim.detail_of.is_none();
                if fits && (wanted.is_empty() || shared > 0) {
                    let title = title.clone();
                    out.push(FoundClaim { claim, title, shared });
                }
            }
        }
        out.sort_by(|a, b| {
            let key = |f: &FoundClaim| (Reverse(f.shared), Reverse(f.claim.origins));
            key(a).cmp(&key(b)).then_with(|| a.claim.id.cmp(&b.claim.id))
        });
        Ok(out)
    }

    /// Stories that have some words of a query, the best first: by their own words, then by those of their statements.
    ///
    /// # Errors
    /// There is no word in the query; those of the store.
    pub fn stories_with(&self, query: &str, limit: usize) -> Result<Vec<EventId>> {
        let query = Query::parse(query);
        let query = query.ok_or_else(|| AppError::Refused("there is no word in the query".to_string()))?;
        let mut out: Vec<EventId> = Vec::new();
        for any in [false, true] {
            let fts = query.fts(any);
            for hit in self.store.find("story", &fts, limit)?.0 {
                out.push(EventId(hit.id));
            }
            for hit in self.store.find("statement", &fts, limit)?.0 {
                out.extend(self.store.events_of(&ArticleId(hit.article))?);
            }
            if !out.is_empty() {
                break;
            }
        }
        let mut seen = BTreeSet::new();
        out.retain(|id| seen.insert(id.clone()));
        out.truncate(limit);
        Ok(out)
    }
}
