//! Gradient-boosted trees over the features of a pair, as `cargo xtask train-events` writes them.

use super::score::Features;
use std::sync::LazyLock;

/// One tree after another: a branch `FEATURE THRESHOLD LEFT RIGHT` (left if the feature is at most the threshold; places in
/// the tree), a leaf `= VALUE`, a blank line between trees.
static TREES: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| read(include_str!("../../data/events/trees.txt")));

/// Tags of the languages that have trees of their own: those with many labelled pairs.
pub const LANGUAGES: [&str; 2] = ["hi", "en"];

/// Their trees, fitted with the sets of the language in front; those for Hindi see words, names and figures but no directions.
static OWN: LazyLock<[Vec<Vec<Node>>; LANGUAGES.len()]> = LazyLock::new(|| {
    [
        read(include_str!("../../data/events/trees.hi.txt")),
        read(include_str!("../../data/events/trees.en.txt")),
    ]
});

/// A place in a tree: a branch, or a leaf where both ways lead to the root.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Node {
    feature: u16,
    left: u16,
    right: u16,
    /// The threshold of a branch, the value of a leaf.
    value: f32,
}

fn read(text: &str) -> Vec<Vec<Node>> {
    let mut trees = vec![Vec::new()];
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["=", value] => {
                if let (Some(tree), Ok(value)) = (trees.last_mut(), value.parse()) {
                    tree.push(Node {
                        value,
                        ..Node::default()
                    });
                }
            }
            [feature, threshold, left, right] => {
                if let (Some(tree), Ok(feature), Ok(value), Ok(left), Ok(right)) = (
                    trees.last_mut(),
                    feature.parse(),
                    threshold.parse(),
                    left.parse(),
                    right.parse(),
                ) {
                    tree.push(Node {
                        feature,
                        left,
                        right,
                        value,
                    });
                }
            }
            _ => trees.push(Vec::new()),
        }
    }
    trees.retain(|t| !t.is_empty());
    trees
}

/// Log-odds that the two articles report the same happening; if both are in the language at place `own` of [`LANGUAGES`], counted
/// from 1, the mean of what the trees for all languages and those for that language say.
pub fn log_odds(features: &Features, own: usize) -> f32 {
    let sum = |trees: &[Vec<Node>]| trees.iter().map(|t| value(t, features)).sum::<f32>();
    let all = sum(&TREES);
    match own.checked_sub(1).and_then(|place| OWN.get(place)) {
        Some(trees) => (all + sum(trees)) / 2.0,
        None => all,
    }
}

/// The leaf that the features lead to; 0 in a broken tree.
fn value(tree: &[Node], features: &Features) -> f32 {
    let mut at = 0u16;
    for _ in 0..tree.len() {
        let Some(node) = tree.get(usize::from(at)) else { break };
        if node.right == 0 {
            return node.value;
        }
        let x = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
        at = if x <= node.value { node.left } else { node.right };
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::super::score::FEATURES;
    use super::*;

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let trees = read("# note\n1 0.5 1 2\n= -1\n= 2\n\n= 0.25\n");
        assert_eq!(trees.len(), 2);
        let mut f = [0.0; FEATURES];
        let total = |f: &Features| trees.iter().map(|t| value(t, f)).sum::<f32>();
        assert_eq!(total(&f), -0.75);
        f[1] = 1.0;
        assert_eq!(total(&f), 2.25);
        assert_eq!(value(&read("0 0 0 0")[0], &f), 0.0);
    }

    #[test]
    fn two_articles_of_a_language_are_judged_by_both_sets_of_trees() {
        for tree in TREES.iter().chain(OWN.iter().flatten()) {
            let inside = |n: &Node| usize::from(n.left.max(n.right)) < tree.len() && usize::from(n.feature) < FEATURES;
            assert!(tree.iter().all(inside));
        }
        let f = [0.5; FEATURES];
        let all = log_odds(&f, 0);
        for (place, trees) in OWN.iter().enumerate() {
            let own: f32 = trees.iter().map(|t| value(t, &f)).sum();
            assert!(!trees.is_empty() && own.is_finite() && own != all);
            assert_eq!(log_odds(&f, place + 1), (all + own) / 2.0);
        }
        assert_eq!(log_odds(&f, LANGUAGES.len() + 1), all);
    }
}
