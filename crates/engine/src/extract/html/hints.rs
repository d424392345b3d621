//! What class names, ids and roles of HTML elements say of their content.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// A set of hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hints(pub u32);

impl Hints {
    /// Holds article text.
    pub const BODY: Hints = Hints(1);
    /// Holds something else: related stories, sharing, comments, menus.
    pub const OTHER: Hints = Hints(2);
    /// A caption or picture credit.
    pub const CAPTION: Hints = Hints(4);
    /// A date.
    pub const DATE: Hints = Hints(8);
    /// An author.
    pub const BYLINE: Hints = Hints(16);
    /// A standfirst.
    pub const STANDFIRST: Hints = Hints(32);
    /// Keywords.
    pub const TAGS: Hints = Hints(64);
    /// Inside `nav`, `footer`, `aside` or a dialog.
    pub const FRAME: Hints = Hints(128);
    /// Inside `header`.
    pub const HEADER: Hints = Hints(256);
    /// Not shown.
    pub const HIDDEN: Hints = Hints(512);
    /// Readers' comments; always with [`Hints::OTHER`], as the next four.
    pub const COMMENTS: Hints = Hints(1024);
    /// Other stories.
    pub const RELATED: Hints = Hints(2048);
    /// Newsletters, subscriptions, advertising.
    pub const PROMOTION: Hints = Hints(4096);
    /// About the author.
    pub const ABOUT: Hints = Hints(8192);
    /// Menus, sharing, the frame of the page.
    pub const MENU: Hints = Hints(16384);

    /// [`Hints::OTHER`] and what else it may be.
    pub const ANY_OTHER: Hints = Hints(2 | 1024 | 2048 | 4096 | 8192 | 16384);

    /// Whether all of `other` are set.
    pub fn has(self, other: Hints) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets.
    pub fn with(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// Without `other`.
    pub fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

struct Table {
    find: Option<AhoCorasick>,
    hint: Vec<Hints>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut words, mut hint) = (Vec::new(), Vec::new());
    for line in include_str!("../../../data/extract/html-hints.txt").lines() {
        let Some((kind, word)) = line.split_once(' ') else {
            continue;
        };
        let mut h = match kind {
            "pos" => Hints::BODY,
            "neg" => Hints::OTHER,
            "com" => Hints::OTHER.with(Hints::COMMENTS),
            "rel" => Hints::OTHER.with(Hints::RELATED),
            "promo" => Hints::OTHER.with(Hints::PROMOTION),
            "bio" => Hints::OTHER.with(Hints::ABOUT),
            "nav" => Hints::OTHER.with(Hints::MENU),
            "hid" => Hints::OTHER.with(Hints::HIDDEN),
            "cap" => Hints::CAPTION,
            "date" => Hints::DATE,
            "by" => Hints::BYLINE,
            "stand" => Hints::STANDFIRST,
            // A name that only looks like one of the others: what it holds says nothing.
            "none" => Hints::default(),
            _ => continue,
        };
        if matches!(
            word,
            "tags" | "taglist" | "tag-list" | "article-tags" | "keywords" | "topics"
        ) {
            h = h.with(Hints::TAGS);
        }
        words.push(word.to_string());
        hint.push(h);
    }
    let find = AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(true)
        .build(words)
        .ok();
    Table { find, hint }
});

/// Longest class attribute, in bytes, that is read.
const LONGEST: usize = 300;

/// The hints of a class list, an id or a role.
pub(super) fn of(names: &str) -> Hints {
    let mut out = Hints::default();
    let bytes = names.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST {
        return out;
    }
    let Some(find) = TABLE.find.as_ref() else { return out };
    let says = |m: &aho_corasick::Match| TABLE.hint.get(m.pattern().as_usize()).copied().unwrap_or_default();
    let found: Vec<aho_corasick::Match> = find.find_overlapping_iter(names).collect();
    let none = || found.iter().filter(|m| says(m) == Hints::default());
    for m in &found {
        if none().any(|n| n.start() <= m.start() && m.end() <= n.end()) {
            continue;
        }
        let (Some(first), before) = (
            bytes.get(m.start()),
            m.start().checked_sub(1).and_then(|i| bytes.get(i)),
        ) else {
            continue;
        };
        let after = bytes.get(m.end());
        let starts =
            before.is_none_or(|b| !b.is_ascii_alphanumeric() || b.is_ascii_lowercase() && first.is_ascii_uppercase());
        let ends = after.is_none_or(|a| !a.is_ascii_alphanumeric() || a.is_ascii_uppercase() || a.is_ascii_digit());
        if starts && ends {
            out = out.with(says(m));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_names() {
        assert!(of("col-8 article-body").has(Hints::BODY));
        assert!(of("relatedStories").has(Hints::OTHER));
        assert!(of("article__tags").has(Hints::TAGS));
        assert!(!of("field-label-hidden u-overflow-hidden").has(Hints::HIDDEN));
        assert!(!of("adventure shadow").has(Hints::OTHER));
        assert_eq!(of("x1 y2"), Hints::default());
    }
}
