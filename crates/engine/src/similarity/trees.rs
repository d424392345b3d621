//! Gradient-boosted trees: one text format and one evaluator for every learned score of the engine.

use std::hint::select_unpredictable;

/// A set of trees, all nodes in flat lists.
///
/// The text has one node a line: a branch `FEATURE THRESHOLD LEFT RIGHT` (left if the feature is at most the threshold;
/// places in the tree, left the next line), a leaf `= VALUE`, a blank line between trees; `#` starts a remark.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// The value of a leaf, by its place in `nodes`; 0 at a branch.
    values: Vec<f32>,
    /// Where each tree starts in `nodes`, filled up to whole groups with a leaf of 0.
    roots: Vec<[u32; TOGETHER]>,
    /// The longest way from a root to a leaf in each group.
    depths: Vec<u32>,
}

/// Trees that are walked side by side: which way a node leads cannot be foretold, so a single walk mostly waits.
const TOGETHER: usize = 8;

/// A branch; a leaf leads to itself, since nothing is at most its threshold.
#[derive(Debug, Clone, Copy)]
struct Node {
    threshold: f32,
    /// How many nodes after the next one the way goes on if the feature is above the threshold; else with the next one.
    skip: u32,
    feature: u16,
}

impl Trees {
    /// Reads the text; the number of the first line that is none of its forms as an error.
    ///
    /// A tree that names a feature from `features` on, or a place that is not further on in itself, is an error of its
    /// last line.
    pub fn read(text: &str, features: usize) -> Result<Trees, usize> {
        let mut out = Trees::default();
        let (mut start, mut roots) = (0usize, Vec::new());
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let here = out.nodes.len();
            let node = match words.as_slice() {
                [] => {
                    roots.extend(out.close(&mut start, features).ok_or(n)?);
                    continue;
                }
                ["=", value] => value.parse().ok().map(|value| (Node::LEAF, value)),
                [feature, threshold, left, right] => (|| {
                    let node = Node {
                        feature: feature.parse().ok()?,
                        threshold: threshold.parse().ok().filter(|t: &f32| !t.is_nan())?,
                        skip: u32::try_from((start + right.parse::<usize>().ok()?).checked_sub(here + 1)?).ok()?,
                    };
                    (start + usize::from(left.parse::<u16>().ok()?) == here + 1).then_some((node, 0.0))
                })(),
                _ => None,
            };
            let (node, value) = node.ok_or(n + 1)?;
            out.nodes.push(node);
            out.values.push(value);
        }
        let last = text.lines().count();
        roots.extend(out.close(&mut start, features).ok_or(last)?);
        let nothing = out.nodes.len();
        out.nodes.push(Node::LEAF);
        out.values.push(0.0);
        for group in roots.chunks(TOGETHER) {
            let mut places = [nothing as u32; TOGETHER];
            places
                .iter_mut()
                .zip(group)
                .for_each(|(place, (root, _))| *place = *root);
            out.roots.push(places);
            out.depths
                .push(group.iter().map(|(_, depth)| *depth).max().unwrap_or(0));
        }
        Ok(out)
    }

    /// Ends the tree that starts at `start`, gives where it starts and its depth; `None` if it leads outside itself or
    /// back.
    fn close(&mut self, start: &mut usize, features: usize) -> Option<Option<(u32, u32)>> {
        let root = std::mem::replace(start, self.nodes.len());
        let mut depths = vec![0u32; self.nodes.len() - root];
        for (i, node) in self.nodes.get(root..)?.iter().enumerate().rev() {
            if node.threshold.is_nan() {
                continue;
            }
            let below = (*depths.get(i + 1)?).max(*depths.get(i + 1 + node.skip as usize)?);
            *depths.get_mut(i)? = below + 1;
            if usize::from(node.feature) >= features {
                return None;
            }
        }
        Some(depths.first().map(|depth| (root as u32, *depth)))
    }

    /// Log-odds of the features: the sum of the leaves that they lead to.
    pub fn log_odds(&self, features: &[f32]) -> f32 {
        let mut sum = 0.0;
        for (roots, depth) in self.roots.iter().zip(&self.depths) {
            let mut places = *roots;
            for _ in 0..*depth {
                for at in &mut places {
                    if let Some(node) = self.nodes.get(*at as usize) {
                        let x = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
                        let skip = select_unpredictable(x <= node.threshold, 0, node.skip);
                        *at = at.wrapping_add(1).wrapping_add(skip);
                    }
                }
            }
            for at in places {
                sum += self.values.get(at as usize).copied().unwrap_or(0.0);
            }
        }
        sum
    }
}

impl Node {
    /// Leads one back from the next one.
    const LEAF: Node = Node {
        threshold: f32::NAN,
        skip: u32::MAX,
        feature: 0,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let trees = Trees::read("# note\n1 0.5 1 2\n= -1\n= 2\n\n= 0.25\n", 2).unwrap();
        assert_eq!(trees.log_odds(&[0.0, 0.0]), -0.75);
        assert_eq!(trees.log_odds(&[0.0, 1.0]), 2.25);
        assert_eq!(Trees::read("", 0).unwrap().log_odds(&[]), 0.0);
    }

    #[test]
    fn many_trees_are_walked_side_by_side() {
        // Tree k: above k the leaf is 2^k, else a deeper branch leads to 0 or 1000.
        let tree = |k: u32| format!("0 {k} 1 4\n1 0.5 2 3\n= 0\n= 1000\n= {}\n\n", 1 << k);
        let text: String = (0..11).map(tree).collect();
        let trees = Trees::read(&text, 2).unwrap();
        for x in 0..12u32 {
            let above: f32 = (0..x.min(11)).map(|k| (1 << k) as f32).sum();
            let below = 11 - x.min(11);
            assert_eq!(trees.log_odds(&[x as f32, 0.0]), above);
            assert_eq!(trees.log_odds(&[x as f32, 1.0]), above + 1000.0 * below as f32);
        }
    }

    #[test]
    fn a_damaged_file_is_an_error_with_its_line() {
        let error = |text: &str| Trees::read(text, 2).err();
        assert_eq!(error("= 1\n\n= x\n"), Some(3));
        assert_eq!(error("0 1 1 9\n= 1\n"), Some(2), "a place outside the tree");
        assert_eq!(error("0 1 1 0\n= 1\n"), Some(1), "a way back");
        assert_eq!(error("0 1 2 1\n= 1\n= 2\n"), Some(1), "left is not the next line");
        assert_eq!(error("7 1 1 2\n= 1\n= 2\n"), Some(3), "a feature that is not there");
    }
}
