//! The names under which pages hold dates, from one data file.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a meta tag holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The day of publication.
    Published,
    /// A day, of whatever kind.
    Weak,
    /// The last change.
    Modified,
}

struct Names {
    fields: FxHashMap<&'static str, Field>,
    keys: Option<AhoCorasick>,
    date: FxHashSet<&'static str>,
    off: FxHashSet<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names {
        fields: FxHashMap::default(),
        keys: None,
        date: FxHashSet::default(),
        off: FxHashSet::default(),
    };
    let mut keys = Vec::new();
    let lines = include_str!("../../../data/extract/date-names.txt").lines();
    for (kind, name) in lines.filter_map(|l| l.split_once(' ')) {
        match kind {
            "meta" => drop(names.fields.insert(name, Field::Published)),
            "weak" => drop(names.fields.insert(name, Field::Weak)),
            "modified" => drop(names.fields.insert(name, Field::Modified)),
            "key" => keys.push(name),
            "date" => drop(names.date.insert(name)),
            "off" => drop(names.off.insert(name)),
            _ => {}
        }
    }
    // The longest key at each place.
    let builder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(keys);
    names.keys = builder.ok();
    names
});

/// What the meta tag of a name holds, if it is a date.
pub(super) fn field(name: &str) -> Option<Field> {
    NAMES.fields.get(name).copied()
}

/// Where the keys of publication dates end in a script, at most `most` of them.
pub(super) fn key_ends(script: &str, most: usize) -> impl Iterator<Item = usize> {
    let keys = NAMES.keys.as_ref().into_iter();
    keys.flat_map(move |k| k.find_iter(script).map(|m| m.end())).take(most)
}

/// Whether a part of the name of an element says that it holds a date.
pub(super) fn is_date(part: &str) -> bool {
    NAMES.date.contains(part)
}

/// Whether a part of the name of an element says that it holds no part of the article.
pub(super) fn is_off(part: &str) -> bool {
    NAMES.off.contains(part)
}
