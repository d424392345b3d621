//! How alike two texts are: word-piece vectors, late interaction, and how rare words are in news at large.
//!
//! A room of its own because copies, events, claims, headlines and search all compare texts. Nothing here knows what it
//! compares.

mod abbreviations;
mod background;
mod late;
mod passage;
mod sets;
mod sparse;
mod table;
pub(crate) mod terms;
mod trees;
mod vectors;
pub(crate) mod words;

pub(crate) use background::{Background, can_weigh, is_estimated, of as background_of, shared as shared_background};
pub(crate) use late::Interaction;
pub(crate) use passage::{DIMENSIONS, Term, is_content};
pub(crate) use sets::{SetOverlap, disjoint, overlap_coefficient, set_overlap};
pub(crate) use sparse::{Overlap, Sparse, Weight, common, cosine, rare, saturated, sparse, weighed, weighted_overlap};
pub use table::Feature;
pub(crate) use table::{feature_table, place_of};
pub(crate) use trees::Trees;
pub use vectors::Embedder;
pub(crate) use vectors::{Dense, dot, product_wide};

/// What is built in here, by name, and whether it can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    [background::models(), vectors::models()].concat()
}
