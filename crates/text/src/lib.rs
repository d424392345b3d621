//! The languages: characters, folding, words, sentences, language, numbers and dates.
//!
//! Pure functions over text. Nothing here knows what news is, and nothing reads a file, a clock or the environment.
//! Every function that looks at text gives back [`Span`]s into the text as it was given; folded forms are for comparing
//! only and are never shown to a reader.

pub mod span;
pub mod chars;
pub mod fold;
pub mod normalise;
pub mod words;
pub mod tokens;
pub mod sentences;
pub mod repair;
pub mod legacy;
pub mod lang;
pub mod packs;
pub mod stem;
pub mod stopwords;
pub mod phonetic;
pub mod letter_names;
pub mod numbers;
pub mod calendar;
#[cfg(test)]
mod laws;

pub use lang::Lang;
pub use span::Span;
