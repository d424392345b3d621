//! The gate: nothing is shown whose names, numbers or source are not in what it cites (laws 1, 8 and 9).
//!
//! The same gate stands before every line, whoever wrote it: a person at the review desk or a program.

use super::line::source_span;
use super::opening::folded_words;
use crate::model::*;
use rustc_hash::FxHashSet;
use sutradhar_text::fold::fold;

/// Why a line was turned away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// It cites nothing, or something that is not stored.
    NoCitation,
    /// It cites a line that only repeats the body, or clutter.
    Derived,
    /// A number of it is not in what it cites.
    Number(String),
    /// A name or other word of it is not in what it cites.
    Word(String),
    /// What it cites is given on somebody's word, and the line does not say whose.
    Source(String),
}

/// Lets a line through or says why not. `find` gives the analysis of an article.
pub fn pass<'a>(
    text: &str,
    citations: &[Citation],
    find: impl Fn(&ArticleId) -> Option<&'a Analysis>,
) -> Result<(), Rejection> {
    let mut cited: FxHashSet<String> = FxHashSet::default();
    let mut sources: Vec<(&Analysis, &Statement)> = Vec::new();
    if citations.is_empty() {
        return Err(Rejection::NoCitation);
    }
    for c in citations {
        let a = find(&c.article).ok_or(Rejection::NoCitation)?;
        let words = a.words(c.span);
        if words.trim().is_empty() {
            return Err(Rejection::NoCitation);
        }
        let body = |at: u32| a.article.class_at(at) == Some(LineClass::Body);
        if !body(c.span.start) || !body(c.span.end.saturating_sub(1)) {
            return Err(Rejection::Derived);
        }
        cited.extend(folded_words(words, 0).into_iter().map(|w| w.text));
        sources.extend(
            a.statements
                .iter()
                .filter(|s| c.span.contains(s.content))
                .map(|s| (a, s)),
        );
    }
    let shown = folded_words(text, 0);
    for w in &shown {
        if !cited.contains(&w.text) {
            let word = w.span.of(text).to_string();
            return Err(if w.digits {
                Rejection::Number(word)
            } else {
                Rejection::Word(word)
            });
        }
    }
    let folded = fold(text);
    for (a, st) in sources {
        let Some(first) = st.chain.first() else { continue };
        let mut names: Vec<&str> = vec![first.text.as_str()];
        names.extend(source_span(a, st).map(|s| a.words(s)));
        if let Some(resolved) = &first.resolved {
            names = vec![resolved];
        }
        names.retain(|n| !n.is_empty());
        if !names.is_empty() && !names.iter().any(|n| folded.contains(&fold(n))) {
            return Err(Rejection::Source(names[0].to_string()));
        }
    }
    Ok(())
}
