//! An article as it goes into the index.

use super::super::score::{self, Seen};
use super::super::views::{FeatureVectors, view};
use super::Report;
use crate::model::{Analysis, ArticleId, DayRange};
use crate::similarity::Embedder;
use std::borrow::Borrow;

/// An article with its vectors, its own or borrowed ones.
#[derive(Debug)]
pub struct Entry<V> {
    id: ArticleId,
    when: DayRange,
    /// Beside the vectors, since thousands of entries are asked for it.
    language: &'static str,
    views: V,
}

impl<V: Borrow<FeatureVectors>> Entry<V> {
    /// An article whose vectors are made already.
    pub fn new(a: &Analysis, views: V) -> Entry<V> {
        Entry {
            id: a.article.id.clone(),
            when: DayRange::of(&a.article.published),
            language: views.borrow().language,
            views,
        }
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            views: self.views.borrow(),
            when: self.when,
        }
    }
}

impl Entry<Box<FeatureVectors>> {
    /// An article with its vectors.
    pub fn of(a: &Analysis, embedder: &mut Embedder) -> Self {
        Entry::new(a, Box::new(view(a, embedder)))
    }
}

impl<V: Borrow<FeatureVectors>> Report for Entry<V> {
    fn id(&self) -> &ArticleId {
        &self.id
    }

    fn when(&self) -> DayRange {
        self.when
    }

    fn foreign(&self, other: &Self) -> bool {
        self.language != other.language
    }

    fn keys(&self) -> Vec<(u32, f32)> {
        self.views.borrow().keys.clone()
    }

    fn similarity(&self, other: &Self, copy: f32) -> f32 {
        score::score(&self.seen(), &other.seen(), copy)
    }
}
