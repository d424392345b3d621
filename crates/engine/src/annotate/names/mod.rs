//! People, places, organisations and named events.
//!
//! First the gazetteer ([`lexicon`], [`phrases`]), then rules for names that no list has ([`people`], [`bodies`]), then one entity per
//! thing: parts of names go to the fullest name, descriptions to what the document or the gazetteer knows ([`resolve`]).

mod bodies;
mod learned;
mod lexicon;
mod people;
mod phrases;
mod resolve;
pub mod tagger;
mod tokens;

use crate::model::*;
use lexicon::LEXICON;

/// A name that no list has: words `start..end`.
#[derive(Debug, Clone)]
struct Found {
    start: usize,
    end: usize,
    kind: EntityKind,
}

/// The named things of an article and their mentions in order.
///
/// Entity ids depend on the names alone, so that they are the same in every document: those of the gazetteer
/// (`loc:north-korea`), else kind and phonetic key of the fullest name in the document.
pub fn find(article: &Article, sentences: &[Sentence]) -> (Vec<Entity>, Vec<Mention>) {
    let tokens = tokens::tokens(article, sentences);
    let mut phrases = phrases::phrases(&article.text, &tokens);
    let mut found: Vec<Found> = Vec::new();
    let mut taken = vec![false; tokens.len()];
    bodies::find(&article.text, &tokens, &phrases, &mut found, &mut taken);
    people::find(&article.text, &tokens, &phrases, &mut found, &mut taken);
    if learned::reads(article.language.tag()) {
        learned::merge(&article.text, &tokens, &mut phrases, &mut found, &mut taken);
    }
    resolve::resolve(article, &tokens, &phrases, found, taken)
}

/// The name of a gazetteer entity in `language` (`hi` or `en`).
pub fn gazetteer_name(id: &EntityId, language: &str) -> Option<&'static str> {
    let known = LEXICON.known.get(LEXICON.find(id.as_str())? as usize)?;
    match language {
        "hi" => Some(known.hi).filter(|n| !n.is_empty()),
        "en" => Some(known.en),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
