//! The words of a sentence, with the lexicon of its language.

use super::lexicon::{Lexicon, lexicon};
use crate::model::Lang;
use std::ops::Deref;
use sutradhar_text::tokens::Tokens;

/// The words of a sentence, and what they may say of time in its language.
pub(super) struct Words<'t> {
    tokens: Tokens<'t>,
    pub(super) lexicon: &'static Lexicon,
}

impl<'t> Words<'t> {
    /// Reads a sentence of a language.
    pub(super) fn new(text: &'t str, lang: Lang) -> Words<'t> {
        Words {
            tokens: Tokens::new(text),
            lexicon: lexicon(lang),
        }
    }
}

impl<'t> Deref for Words<'t> {
    type Target = Tokens<'t>;

    fn deref(&self) -> &Tokens<'t> {
        &self.tokens
    }
}
