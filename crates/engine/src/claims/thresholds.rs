//! One threshold for each kind of output, with what chose it. All were chosen on folds that leave whole events out; the figures are
//! printed by `cargo xtask train-claims` and stand in docs/evaluation.md.

/// Mean probability between two groups of propositions from which they are one claim.
pub(crate) const LINK: f32 = 0.36;

/// Probability from which two linked propositions are shown as at odds.
pub(crate) const DIFFERS: f32 = 0.15;

/// Probability of a shared fact below which two propositions are never at odds.
pub(crate) const DIFFERS_LINK: f32 = 0.10;

/// Probability of a shared fact below which a pair plays no part.
pub(crate) const LEAST: f32 = 0.02;

/// Words in a row that two texts share from which they tell one source's text: a release or a police note.
pub(crate) const SHARED_RUN: f32 = 9.0;

/// Probability of a shared fact from which an equal number elsewhere in the other article cancels a conflict.
pub(crate) const NEAR: f32 = 0.3;

/// Probability of a shared fact from which two times, or a yes and a no, are shown as at odds.
pub(crate) const SURE: f32 = 0.6;
