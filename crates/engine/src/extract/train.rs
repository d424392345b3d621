//! What `cargo xtask train-lines` and `train-blocks` need of this stage: the features of a page's lines or blocks,
//! and a text page judged with given trees.

pub use super::learned::{DEPTH, FEATURES, Row, Split, Tree, Trees};

use super::{learned, lines, marks, page};
use crate::model::LineClass;
use std::collections::BTreeSet;

/// Line number and features of each line of a text page that is not blank.
pub fn rows(text: &str) -> Vec<(u32, Row)> {
    let lines = lines::measure(text);
    let marks = marks::mark(&lines);
    let run = page::find_run(&lines, &marks);
    let rows = learned::features(&lines, &marks, &run);
    lines.iter().map(|l| l.n).zip(rows).collect()
}

/// Numbers of the lines that these trees alone take for article text.
pub fn learned_body(text: &str, trees: &Trees) -> BTreeSet<u32> {
    let rows = rows(text);
    let logits: Vec<f32> = rows.iter().map(|(_, r)| trees.logit(r)).collect();
    let kept = rows
        .iter()
        .zip(learned::smooth(&logits, learned::SWITCH_COST))
        .filter(|(_, yes)| *yes);
    kept.map(|((n, _), _)| *n).collect()
}

/// Numbers of the lines that rules and these trees together class as body or sub-heading.
pub fn body(text: &str, trees: &Trees) -> BTreeSet<u32> {
    let page = page::classify(text, trees);
    let kept = page
        .lines
        .iter()
        .zip(&page.class)
        .filter(|(_, c)| matches!(c.0, LineClass::Body | LineClass::Subheading));
    kept.map(|(l, _)| l.n).collect()
}

/// A text with its character references resolved.
pub fn character_references(text: &str) -> std::borrow::Cow<'_, str> {
    super::html::decode(text)
}

pub use super::html::{BLOCK_FEATURES, BlockRow, rows as block_rows};
