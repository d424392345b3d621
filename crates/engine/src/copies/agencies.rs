//! Whose text it is, where copies say so: the credit of one article holds for all that carry the same text.

use super::Sketch;
use super::origins::Groups;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use sutradhar_text::letter_names;

/// The letters by which names of one agency agree: MSS for "MSS", for its letters written in Devanagari and for the full
/// name in either script. Empty if the name gives no acronym.
fn letters(name: &str) -> String {
    let folded = sutradhar_text::fold::fold(name.trim());
    let words: Vec<&str> = folded.split([' ', '-', '.']).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 {
        let first = |w: &&str| {
            let c = w.chars().next()?;
            letter_names::first_letter(c).or(c.is_ascii_alphabetic().then_some(c))
        };
        return words.iter().filter_map(first).collect();
    }
    if folded.is_ascii() {
        return folded;
    }
    let (mut out, mut rest) = (String::new(), folded.as_str());
    while !rest.is_empty() {
        let Some((letter, behind)) = letter_names::next(rest) else {
            return String::new();
        };
        out.push(letter);
        rest = behind;
    }
    out
}

/// Whether two credits name one agency.
///
/// ## Limits
/// A full name and an acronym agree by their letters only, so this is asked only of articles that share text.
fn same(a: &str, b: &str) -> bool {
    a == b || {
        let (x, y) = (letters(a), letters(b));
        x.chars().count() > 1 && x == y
    }
}

/// The one agency that the names mean, in the form that most use; `None` if they mean several.
fn only<'a>(names: &[&'a str]) -> Option<&'a str> {
    let first = names.first()?;
    if !names.iter().all(|n| same(first, n)) {
        return None;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for n in names {
        *counts.entry(n).or_default() += 1;
    }
    let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    best.map(|(n, _)| n)
}

/// Notes on each pair whose text it is: from the credits of both, else of the source, else of the whole group of copies,
/// where they name one agency only.
pub fn name(order: &[&Sketch], pairs: &mut [CopyPair]) {
    let at: FxHashMap<&ArticleId, usize> = order.iter().enumerate().map(|(i, a)| (&a.id, i)).collect();
    let mut groups = Groups::new(order.len());
    for p in pairs.iter() {
        if let (Some(&a), Some(&b)) = (at.get(&p.a), at.get(&p.b)) {
            groups.join(a, b);
        }
    }
    let mut credited: FxHashMap<usize, Vec<&str>> = FxHashMap::default();
    for (i, a) in order.iter().enumerate() {
        if let Some(name) = a.agency() {
            credited.entry(groups.root(i)).or_default().push(name);
        }
    }
    let one: FxHashMap<usize, Option<&str>> = credited.iter().map(|(g, names)| (*g, only(names))).collect();
    for p in pairs.iter_mut() {
        let (Some(&i), Some(&j)) = (at.get(&p.a), at.get(&p.b)) else {
            continue;
        };
        let of = |k: usize| order.get(k).and_then(|a| a.agency());
        let group = one.get(&groups.root(i)).copied().flatten();
        let own = match (of(i), of(j)) {
            (Some(x), Some(y)) if !same(x, y) => match &p.source {
                Some(s) if *s == p.a => Some(x),
                Some(s) if *s == p.b => Some(y),
                _ => None,
            },
            (x, y) => group.or(x).or(y),
        };
        p.agency = own.map(str::to_string);
    }
}

/// The agency of each of these articles, which credit none, that shares its text with one that does, ordered by id; not where
/// copies name several.
pub fn agencies<'a>(uncredited: impl Iterator<Item = &'a ArticleId>, copies: &[CopyPair]) -> Vec<(ArticleId, String)> {
    let mut named: BTreeMap<&ArticleId, Vec<&str>> = uncredited.map(|id| (id, Vec::new())).collect();
    for p in copies {
        let Some(agency) = p.agency.as_deref() else { continue };
        for id in [&p.a, &p.b] {
            if let Some(list) = named.get_mut(id) {
                list.push(agency);
            }
        }
    }
    named
        .into_iter()
        .filter_map(|(id, names)| Some((id.clone(), only(&names)?.to_string())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_agency_agree() {
        for (a, b, want) in [
            ("DNS", "DNS", true),
            ("डीएनएस", "DNS", true),
            ("दूरगांव न्यूज सेवा", "डीएनएस", true),
            ("Durgaon News Service", "डीएनएस", true),
            ("डीएनएस", "PQS", false),
            ("भाषा", "वार्ता", false),
        ] {
            assert_eq!(same(a, b), want, "{a} {b}");
        }
    }
}
