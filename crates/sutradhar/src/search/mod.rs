//! Search: what is put in the index, what a query asks of it, and the piece of text that is shown.
//!
//! Texts and queries go the same way: words of [`sutradhar_text::words`], folded (spelling variants, digits of all scripts),
//! stemmed. Names have a second key by their sound, the same in every script, so that Latin letters find Devanagari names.

mod snippet;

pub use snippet::{Snippet, snippet};

use crate::store::{Derived, Document, doctor};
use std::collections::{BTreeSet, HashMap};
use sutradhar_engine::model::*;
use sutradhar_text::{fold, phonetic, stem, words};

/// What the index holds, for whoever checks it.
pub const DOCUMENTS: doctor::Documents = doctor::Documents {
    of_article: documents,
    of_stories: story_documents,
};

/// The words of a text as the index has them, parted by blanks.
pub fn terms(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in words::words(text) {
        let term = term(token.span.of(text));
        if !term.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&term);
        }
    }
    out
}

/// One word as the index has it: folded, grouping commas dropped, stemmed.
pub fn term(word: &str) -> String {
    let folded: String = fold::fold(word)
        .chars()
        .filter(|c| !matches!(c, ',' | '\'' | ' ' | '"'))
        .collect();
    stem::stem(&folded).to_string()
}

/// The key of one word of a name: letters only, so that it is one word of the index.
fn name_key(word: &str) -> String {
    phonetic::key(word).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The documents of an article: its own and one for each statement.
pub fn documents(a: &Analysis) -> Vec<Document> {
    let article = &a.article;
    let id = article.id.to_string();
    let content: Vec<&str> = article
        .lines
        .iter()
        .filter(|l| l.class.is_content() && l.class != LineClass::Headline)
        .map(|l| l.span.of(&article.text))
        .collect();
    let extra = [
        article.outlet.as_deref(),
        article.agency.as_ref().map(|g| g.name.as_str()),
    ];
    let body = content
        .into_iter()
        .chain(extra.into_iter().flatten())
        .collect::<Vec<_>>()
        .join("\n");
    let mut out = vec![Document {
        kind: "article",
        id: id.clone(),
        article: id.clone(),
        title: terms(article.headline_text()),
        body: terms(&body),
        names: names(a, None),
    }];
    for s in &a.statements {
        let said_by: Vec<&str> = s
            .chain
            .iter()
            .map(|l| l.resolved.as_deref().unwrap_or(&l.text))
            .collect();
        out.push(Document {
            kind: "statement",
            id: s.id.to_string(),
            article: id.clone(),
            title: terms(&said_by.join(" ")),
            body: terms(a.words(s.content)),
            names: names(a, Some(s)),
        });
    }
    out
}

/// The documents of the stories: title, headlines of their articles and the words of their brief.
pub fn story_documents(derived: &Derived, analyses: &[Analysis]) -> Vec<Document> {
    let by_id: HashMap<&ArticleId, &Analysis> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    let mut briefs: HashMap<&EventId, Vec<&Brief>> = HashMap::new();
    for brief in &derived.briefs {
        briefs.entry(&brief.event).or_default().push(brief);
    }
    derived
        .events
        .iter()
        .map(|e| {
            let own: Vec<&Analysis> = e.articles.iter().filter_map(|a| by_id.get(a).copied()).collect();
            let mut body: Vec<&str> = own.iter().map(|a| a.article.headline_text()).collect();
            for brief in briefs.get(&e.id).into_iter().flatten() {
                body.extend(brief.bullets.iter().map(|b| b.text.as_str()));
            }
            let named: BTreeSet<String> = own
                .iter()
                .flat_map(|a| &a.entities)
                .filter(|x| e.entities.contains(&x.id) || e.places.contains(&x.id))
                .flat_map(|x| x.names.values())
                .flat_map(|n| keys(n))
                .collect();
            Document {
                kind: "story",
                id: e.id.to_string(),
                article: String::new(),
                title: terms(&e.title),
                body: terms(&body.join("\n")),
                names: named.into_iter().collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}

/// The keys of the names in an article, or in one statement of it.
fn names(a: &Analysis, inside: Option<&Statement>) -> String {
    let mut out = BTreeSet::new();
    for m in &a.mentions {
        if inside.is_some_and(|s| !s.content.contains(m.span)) {
            continue;
        }
        out.extend(keys(a.words(m.span)));
        if let Some(entity) = a.entity(&m.entity) {
            out.extend(entity.names.values().flat_map(|n| keys(n)));
        }
    }
    for link in inside.iter().flat_map(|s| &s.chain) {
        out.extend(keys(link.resolved.as_deref().unwrap_or(&link.text)));
    }
    out.into_iter().collect::<Vec<_>>().join(" ")
}

fn keys(name: &str) -> Vec<String> {
    let tokens = words::words(name);
    tokens
        .iter()
        .map(|t| name_key(t.span.of(name)))
        .filter(|k| !k.is_empty())
        .collect()
}

/// A query as typed, ready for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// One entry a word or phrase in quotation marks: the terms, and the key of the name that one word may be.
    parts: Vec<(Vec<String>, Option<String>)>,
}

impl Query {
    /// Reads a query: words, and phrases in double quotation marks. `None` if there is no word in it.
    pub fn parse(typed: &str) -> Option<Query> {
        let typed: String = typed
            .chars()
            .map(|c| if matches!(c, '“' | '”' | '„') { '"' } else { c })
            .collect();
        let mut parts = Vec::new();
        for (i, piece) in typed.split('"').enumerate() {
            let tokens = words::words(piece);
            let all: Vec<&str> = tokens.iter().map(|t| t.span.of(piece)).collect();
            if i % 2 == 1 && all.len() > 1 {
                parts.push((all.iter().map(|w| term(w)).filter(|t| !t.is_empty()).collect(), None));
            } else {
                parts.extend(
                    all.iter()
                        .map(|w| (vec![term(w)], Some(name_key(w)).filter(|k| !k.is_empty()))),
                );
            }
        }
        parts.retain(|(terms, _)| terms.iter().any(|t| !t.is_empty()));
        (!parts.is_empty()).then_some(Query { parts })
    }

    /// The query in the language of FTS5: every part must be there, or with `any` at least one.
    pub fn fts(&self, any: bool) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(terms, key)| {
                // Terms hold no quotation marks, so they cannot leave their string.
                let words = format!("{{title body}} : \"{}\"", terms.join(" "));
                match key {
                    Some(key) => format!("({words} OR names : \"{key}\")"),
                    None => format!("({words})"),
                }
            })
            .collect();
        parts.join(if any { " OR " } else { " AND " })
    }

    /// Whether a word of a text answers a part of the query.
    pub fn matches(&self, word: &str) -> bool {
        let term = term(word);
        self.parts
            .iter()
            .any(|(terms, key)| terms.contains(&term) || key.as_ref().is_some_and(|k| *k == name_key(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_and_inflections_share_a_term() {
        for (a, b) in [
            ("सैनिकों", "सैनिक"),
            ("५,०००", "5000"),
            ("ज़िला", "जिला"),
            ("Soldiers", "soldier"),
        ] {
            assert_eq!(term(a), term(b), "{a} {b}");
        }
    }

    #[test]
    fn queries_cannot_leave_their_strings() {
        let query = Query::parse("a\" OR title:b* NEAR(").unwrap();
        assert!(!query.fts(false).contains('*'));
        assert_eq!(Query::parse(" “” -- "), None);
        let phrase = Query::parse("\"दो शब्द\" तीन").unwrap();
        assert_eq!(phrase.parts.len(), 2);
    }
}
