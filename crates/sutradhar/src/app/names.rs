//! Names that are like a typed one, from the table of names: no analysis is read.

use super::{Reader, Result};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use sutradhar_engine::model::EntityKind;
use sutradhar_text::{fold::fold, phonetic};

/// A person, place or body whose name fits.
#[derive(Debug, Clone)]
pub struct NameFound {
    /// Its id.
    pub id: String,
    /// PER, LOC, ORG or EVT.
    pub kind: String,
    /// What articles call it, the commonest first.
    pub names: Vec<String>,
    /// In how many articles it is named.
    pub articles: u64,
    /// How often.
    pub mentions: u64,
}

impl Reader {
    /// People, places and bodies with a name that has the typed one in it, in any spelling or by its sound in another
    /// script: those named exactly so first, then those in most articles; and how many there are.
    ///
    /// # Errors
    /// Those of the store.
    pub fn names_like(&self, typed: &str, kind: Option<EntityKind>, limit: usize) -> Result<(Vec<NameFound>, u64)> {
        let (folded, sound) = (fold(typed.trim()), phonetic::key(typed));
        let mut all: BTreeMap<String, (NameFound, Vec<(u64, String)>)> = BTreeMap::new();
        for (row, articles) in self.store.names_summed()? {
            if kind.is_some_and(|k| k.name() != row.kind) {
                continue;
            }
            let (found, names) = all.entry(row.entity.to_string()).or_insert_with(|| {
                let found = NameFound {
                    id: row.entity.to_string(),
                    kind: row.kind.clone(),
                    names: Vec::new(),
                    articles: 0,
                    mentions: 0,
                };
                (found, Vec::new())
            });
            found.articles += articles;
            found.mentions += row.mentions;
            names.push((articles, row.name));
        }
        let mut out: Vec<(bool, NameFound)> = Vec::new();
        for (mut found, mut names) in all.into_values() {
            let like = |name: &String| {
                fold(name).contains(&folded) || (!sound.is_empty() && phonetic::key(name).contains(&sound))
            };
            if found.id != typed && !names.iter().any(|(_, name)| like(name)) {
                continue;
            }
            names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            for (_, name) in names {
                if !found.names.contains(&name) {
                    found.names.push(name);
                }
            }
            let exact = found.id == typed || found.names.iter().any(|n| fold(n) == folded);
            out.push((exact, found));
        }
        out.sort_by_key(|(exact, f)| (Reverse(*exact), Reverse(f.articles), Reverse(f.mentions), f.id.clone()));
        let total = out.len() as u64;
        Ok((out.into_iter().take(limit).map(|(_, f)| f).collect(), total))
    }
}
