//! All that the stages on one page found.

use super::*;
use serde::{Deserialize, Serialize};

/// An article with everything that was found in it. The stages after it look at many of these.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The article.
    pub article: Article,
    /// Sentences of its content lines, in order.
    pub sentences: Vec<Sentence>,
    /// Named things.
    pub entities: Vec<Entity>,
    /// Their mentions, in order.
    pub mentions: Vec<Mention>,
    /// Times, in order.
    pub times: Vec<TimeExpression>,
    /// Figures, in order.
    pub quantities: Vec<Quantity>,
    /// Words in quotation marks, in order.
    pub quotations: Vec<Quotation>,
    /// Statements, in order of their content.
    pub statements: Vec<Statement>,
    /// Propositions of its body, in order.
    pub propositions: Vec<Proposition>,
    /// What was odd.
    pub notices: Vec<Notice>,
}

impl Analysis {
    /// The entity of an id, if this document names it.
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.iter().find(|e| e.id == *id)
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.article.text)
    }

    /// The sentence that holds byte `at`.
    pub fn sentence_at(&self, at: u32) -> Option<&Sentence> {
        let i = self.sentences.partition_point(|s| s.span.end <= at);
        self.sentences.get(i).filter(|s| s.span.start <= at)
    }

    /// The sentences of the body.
    pub fn body_sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|s| s.class == LineClass::Body)
    }
}

/// A sentence of a content line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Number of its line (`Line::n`).
    pub line: u32,
    /// Class of its line.
    pub class: LineClass,
}

/// A place in a stored article that backs something shown (law 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Which article.
    pub article: ArticleId,
    /// Where in its text.
    pub span: Span,
}
