//! Copies: which articles share text, who printed it first, what was changed; and the independent origins.

use crate::model::*;

/// All pairs of articles that share copy, ordered by ids.
pub fn find(_analyses: &[Analysis]) -> Vec<CopyPair> {
    Vec::new()
}

/// The independent origins of a set of articles: copies folded together (law 2), ordered by id.
pub fn origins(articles: &[&Analysis], _copies: &[CopyPair]) -> Vec<Origin> {
    articles
        .iter()
        .map(|a| Origin {
            id: OriginId(format!("o{}", short_hash([a.article.id.as_str()]))),
            name: a.article.outlet.clone().unwrap_or_else(|| a.article.id.to_string()),
            articles: vec![a.article.id.clone()],
        })
        .collect()
}
