//! What is counted in a text and measured in the tree of elements, for the features of blocks.

use super::blocks::Blocks;
use rustc_hash::FxHashSet;
use sutradhar_text::chars::is_word_char;

/// How many characters of some kinds a text has.
#[derive(Default)]
pub(super) struct Characters {
    pub all: u32,
    pub digits: u32,
    pub upper: u32,
    pub letters: u32,
    pub commas: u32,
    pub quotes: u32,
    pub signs: u32,
}

impl Characters {
    /// Counts them.
    pub fn of(text: &str) -> Characters {
        let mut n = Characters::default();
        for c in text.chars() {
            n.all += 1;
            match c {
                'a'..='z' => n.letters += 1,
                'A'..='Z' => {
                    n.letters += 1;
                    n.upper += 1;
                }
                '0'..='9' => n.digits += 1,
                ',' | ';' | '،' | '、' => n.commas += 1,
                '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => n.quotes += 1,
                '/' | '@' | '$' | '₹' | '%' | '#' | '&' | '+' | '=' | '|' | '©' => n.signs += 1,
                '\0'..='\x7f' => {}
                _ => {
                    n.letters += u32::from(is_word_char(c));
                    n.upper += u32::from(c.is_uppercase());
                }
            }
        }
        n
    }
}

/// For an element: how many steps up lead to one that is also around `goal`, and how deep that one is; -1 without a
/// goal.
pub(super) fn ways(page: &Blocks, goal: Option<u32>) -> impl Fn(u32) -> (f32, f32) + use<'_> {
    let mut around: FxHashSet<u32> = FxHashSet::default();
    let mut at = goal;
    while let Some(n) = at {
        around.insert(n);
        at = page.nodes.get(n as usize).map(|node| node.parent).filter(|p| *p != n);
    }
    move |from| {
        if around.is_empty() {
            return (-1.0, -1.0);
        }
        let (mut n, mut steps) = (from, 0.0);
        while !around.contains(&n) && n != 0 {
            n = page.nodes.get(n as usize).map_or(0, |node| node.parent);
            steps += 1.0;
        }
        (
            steps,
            page.nodes.get(n as usize).map_or(0.0, |node| f32::from(node.depth)),
        )
    }
}
