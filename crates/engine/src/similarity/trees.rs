//! Gradient-boosted trees: one text format and one evaluator for every learned score of the engine.

/// A set of trees, all nodes in one flat list.
///
/// The text has one node a line: a branch `FEATURE THRESHOLD LEFT RIGHT` (left if the feature is at most the threshold;
/// places in the tree), a leaf `= VALUE`, a blank line between trees; `#` starts a remark.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// Where each tree starts in `nodes`.
    roots: Vec<u32>,
}

/// A branch, or a leaf where both ways lead to place 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Node {
    feature: u16,
    left: u16,
    right: u16,
    /// The threshold of a branch, the value of a leaf.
    value: f32,
}

impl Trees {
    /// Reads the text; the number of the first line that is none of its forms as an error.
    ///
    /// A tree that names a feature from `features` on, or a place outside itself, is an error of its last line.
    pub fn read(text: &str, features: usize) -> Result<Trees, usize> {
        let mut out = Trees::default();
        let mut start = 0usize;
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let node = match words.as_slice() {
                [] => {
                    out.close(&mut start, features).ok_or(n)?;
                    continue;
                }
                ["=", value] => value.parse().ok().map(|value| Node {
                    value,
                    ..Node::default()
                }),
                [feature, threshold, left, right] => (|| {
                    Some(Node {
                        feature: feature.parse().ok()?,
                        value: threshold.parse().ok()?,
                        left: left.parse().ok()?,
                        right: right.parse().ok()?,
                    })
                })(),
                _ => None,
            };
            out.nodes.push(node.ok_or(n + 1)?);
        }
        let last = text.lines().count();
        out.close(&mut start, features).ok_or(last)?;
        Ok(out)
    }

    /// Ends the tree that starts at `start`; `None` if it leads outside itself.
    fn close(&mut self, start: &mut usize, features: usize) -> Option<()> {
        let tree = self.nodes.get(*start..)?;
        let inside = |n: &Node| usize::from(n.left.max(n.right)) < tree.len() && usize::from(n.feature) < features;
        if !tree.iter().all(inside) {
            return None;
        }
        if !tree.is_empty() {
            self.roots.push(*start as u32);
            *start = self.nodes.len();
        }
        Some(())
    }

    /// Log-odds of the features: the sum of the leaves that they lead to.
    pub fn log_odds(&self, features: &[f32]) -> f32 {
        self.roots.iter().map(|r| self.leaf(*r as usize, features)).sum()
    }

    /// The leaf of one tree; 0 in a broken one.
    fn leaf(&self, root: usize, features: &[f32]) -> f32 {
        let mut at = root;
        while let Some(node) = self.nodes.get(at) {
            if node.right == 0 {
                return node.value;
            }
            let x = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            let next = root + usize::from(if x <= node.value { node.left } else { node.right });
            // Places grow along a way; a file that says otherwise must not turn in circles.
            if next <= at {
                break;
            }
            at = next;
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let trees = Trees::read("# note\n1 0.5 1 2\n= -1\n= 2\n\n= 0.25\n", 2).unwrap();
        assert_eq!(trees.roots.len(), 2);
        assert_eq!(trees.log_odds(&[0.0, 0.0]), -0.75);
        assert_eq!(trees.log_odds(&[0.0, 1.0]), 2.25);
    }

    #[test]
    fn a_damaged_file_is_an_error_with_its_line() {
        assert_eq!(Trees::read("= 1\n\n= x\n", 2), Err(3));
        assert_eq!(Trees::read("0 1 1 9\n= 1\n", 2), Err(2), "a place outside the tree");
        assert_eq!(
            Trees::read("7 1 1 2\n= 1\n= 2\n", 2),
            Err(3),
            "a feature that is not there"
        );
    }
}
