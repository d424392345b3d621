//! Gradient-boosted trees over the features of a pair, as `cargo xtask train-events` writes them.

use super::score::Features;
use std::sync::LazyLock;

/// One tree after another: a branch `FEATURE THRESHOLD LEFT RIGHT` (left if the feature is at most the threshold; places in
/// the tree), a leaf `= VALUE`, a blank line between trees.
static TREES: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| read(include_str!("../../data/events/trees.txt")));

/// Trees for two Hindi articles: of words, names and figures without directions, fitted with the Hindi sets in front.
static HINDI: LazyLock<Vec<Vec<Node>>> = LazyLock::new(|| read(include_str!("../../data/events/trees.hi.txt")));

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

/// Log-odds that the two articles report the same happening; if both are Hindi, the mean of what the trees for all languages and
/// those for Hindi say.
pub fn log_odds(features: &Features, both_hindi: bool) -> f32 {
    let sum = |trees: &[Vec<Node>]| trees.iter().map(|t| value(t, features)).sum::<f32>();
    let all = sum(&TREES);
    if both_hindi { (all + sum(&HINDI)) / 2.0 } else { all }
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
    fn two_hindi_articles_are_judged_by_both_sets_of_trees() {
        for tree in TREES.iter().chain(HINDI.iter()) {
            let inside = |n: &Node| usize::from(n.left.max(n.right)) < tree.len() && usize::from(n.feature) < FEATURES;
            assert!(tree.iter().all(inside));
        }
        let f = [0.5; FEATURES];
        let own: f32 = HINDI.iter().map(|t| value(t, &f)).sum();
        assert!(own.is_finite() && own != log_odds(&f, false));
        assert_eq!(log_odds(&f, true), (log_odds(&f, false) + own) / 2.0);
    }
}
