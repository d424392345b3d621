//! People, places, organisations and named events.
//!
//! First the gazetteer ([`lexicon`], [`phrases`]), then rules for names that no list has ([`people`], [`organisations`]), then
//! one entity per thing: parts of names go to the fullest name, descriptions to what the document or the gazetteer
//! knows ([`resolve`]).

mod home;
mod learned;
mod lexicon;
mod organisations;
mod parts;
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
    /// Whether a word beside it says what it is (X गांव): the model does not take it away.
    sure: bool,
}

/// The named things of an article and their mentions in order.
///
/// Entity ids depend on the names alone, so that they are the same in every document: those of the gazetteer
/// (`loc:north-korea`), else kind and phonetic key of the fullest name in the document.
pub fn find(article: &Article, sentences: &[Sentence]) -> (Vec<Entity>, Vec<Mention>) {
    find_with(article, sentences, Some(&tagger::SHIPPED), None)
}

/// The same with another model, for measuring: a word for which `held_out` (given its spelling key) holds is seen as if
/// no list that was made from the training data had it.
pub fn find_with(
    article: &Article,
    sentences: &[Sentence],
    model: Option<&tagger::weights::Weights>,
    held_out: Option<&dyn Fn(&str) -> bool>,
) -> (Vec<Entity>, Vec<Mention>) {
    let mut tokens = tokens::tokens(article, sentences);
    if let Some(held_out) = held_out {
        tokens::hide(&mut tokens, &article.text, held_out);
    }
    let mut phrases = phrases::phrases(&article.text, &tokens);
    home::leave_foreign(article, &tokens, &mut phrases);
    let mut found: Vec<Found> = people::leave_longer(&tokens, &mut phrases);
    let mut taken = vec![false; tokens.len()];
    for f in &found {
        taken.iter_mut().take(f.end).skip(f.start).for_each(|t| *t = true);
    }
    organisations::find(&article.text, &tokens, &phrases, &mut found, &mut taken);
    people::find(&article.text, &tokens, &phrases, &mut found, &mut taken);
    if let Some(model) = model
        && let Some(trust) = learned::trust(article.language.tag())
    {
        learned::merge(
            model,
            trust,
            &article.text,
            &tokens,
            &mut phrases,
            &mut found,
            &mut taken,
        );
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
