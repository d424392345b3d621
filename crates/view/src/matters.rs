//! Matters: what a story's reports say on one point, as one card.
//!
//! One sentence can stand in several claims: once disputed, once denied, once agreed. A reader sees it once, with the
//! most contested of its standings and all that is said on it.

use super::claims::{Side, SupportRow};
use super::story::StoryPage;
use serde::Serialize;
use sutradhar_engine::model::{ClaimReason, Stance, Standing};
use sutradhar_text::fold::fold;

/// All claims of a story whose words are the same when folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matter {
    /// The words, as the first of the claims gives them.
    pub text: String,
    /// The most contested standing of its claims, or `silent`.
    pub standing: &'static str,
    /// Ids of its claims, the most contested first; none where only statements deny it or are silent on it.
    pub claims: Vec<String>,
    /// Independent origins that assert it, by name.
    pub origins: Vec<String>,
    /// Articles that assert it: never a measure of support.
    pub articles: usize,
    /// Why it stands so: the reasons of its most contested claim.
    #[serde(skip)]
    pub reasons: Vec<ClaimReason>,
    /// Who says what.
    pub sides: Vec<Side>,
    /// What else of it its reports share: words, independent origins, citations.
    pub details: Vec<(String, usize, Vec<usize>)>,
}

impl Matter {
    /// Whether somebody does not simply agree.
    pub fn is_contested(&self) -> bool {
        rank(self.standing) < rank(Standing::HeadlineOnly.name())
    }
}

/// The place of a standing, the most contested first.
fn rank(standing: &str) -> usize {
    const ORDER: [&str; 9] = [
        "disputed",
        "differs",
        "denied",
        "superseded",
        "silent",
        "headline-only",
        "compatible",
        "agreed",
        "single-origin",
    ];
    ORDER.iter().position(|s| *s == standing).unwrap_or(ORDER.len())
}

/// The place of a stance among the sides of a matter.
fn order(stance: &str) -> usize {
    const ORDER: [&str; 4] = ["asserts", "differs", "denies", "silent"];
    ORDER.iter().position(|s| *s == stance).unwrap_or(ORDER.len())
}

/// The matters of a story, the most contested first; among those of one standing, those of most origins.
pub fn matters(page: &StoryPage) -> Vec<Matter> {
    let mut list: Vec<(String, Matter)> = Vec::new();
    for c in &page.claims {
        let key = key(&c.text);
        let at = place(&mut list, key, &c.text);
        let Some((_, m)) = list.get_mut(at) else { continue };
        // A claim that some source is silent on is at least that contested.
        let silent = c.support.iter().any(|s| s.stance == Stance::Silent.name());
        let standing = match c.standing {
            s if silent && rank(s) > rank("silent") => "silent",
            s => s,
        };
        if m.claims.is_empty() || rank(standing) < rank(m.standing) {
            m.standing = standing;
            m.reasons.clone_from(&c.reasons);
            m.claims.insert(0, c.id.clone());
        } else {
            m.claims.push(c.id.clone());
        }
        m.articles = m.articles.max(c.articles);
        for name in &c.origin_names {
            push(&mut m.origins, name);
        }
        for s in &c.support {
            support(&mut m.sides, s);
        }
        for d in &c.details {
            if !m.details.iter().any(|(t, _, _)| fold(t) == fold(&d.text)) {
                m.details.push((d.text.clone(), d.origins, d.cites.clone()));
            }
        }
    }
    // Denials and silences that no claim holds.
    for d in page
        .differences
        .iter()
        .filter(|d| matches!(d.kind, "denied" | "silent"))
    {
        let key = key(&d.text);
        if list.iter().any(|(k, _)| *k == key) {
            continue;
        }
        let at = place(&mut list, key, &d.text);
        if let Some((_, m)) = list.get_mut(at) {
            m.standing = d.kind;
            for side in &d.sides {
                add(&mut m.sides, side);
            }
        }
    }
    let mut matters: Vec<Matter> = list.into_iter().map(|(_, m)| m).collect();
    for m in &mut matters {
        m.sides.sort_by_key(|s| order(s.stance));
        unsaid(m);
    }
    // The sort is stable: what no claim holds keeps its place behind the claims of its standing.
    matters.sort_by_key(|m| {
        (
            rank(m.standing),
            m.claims.is_empty(),
            std::cmp::Reverse(m.origins.len()),
        )
    });
    matters
}

/// What words are known by: folded, without the marks around them.
fn key(text: &str) -> String {
    let bare = text.trim_matches(|c: char| !sutradhar_text::chars::is_word_char(c));
    fold(bare)
}

/// Where the matter of a key stands in the list; a new one if there is none.
fn place(list: &mut Vec<(String, Matter)>, key: String, text: &str) -> usize {
    if let Some(at) = list.iter().position(|(k, _)| *k == key) {
        return at;
    }
    list.push((
        key,
        Matter {
            text: text.to_string(),
            standing: Standing::SingleOrigin.name(),
            claims: Vec::new(),
            origins: Vec::new(),
            articles: 0,
            reasons: Vec::new(),
            sides: Vec::new(),
            details: Vec::new(),
        },
    ));
    list.len() - 1
}

/// Takes out sides of those who are said to be silent: the words that tell of a silence assert nothing.
fn unsaid(m: &mut Matter) {
    let silent: Vec<String> = m
        .sides
        .iter()
        .filter(|s| s.stance == "silent")
        .flat_map(|s| s.who.clone())
        .collect();
    let told = |s: &Side| s.stance == "asserts" && s.who.iter().all(|w| silent.contains(w));
    if m.sides.iter().any(told) {
        m.sides.retain(|s| !told(s));
        if !m.sides.iter().any(|s| s.stance == "asserts") {
            m.origins.clear();
            m.articles = 0;
        }
    }
}

/// Adds support to the side that takes the same stance and gives the same value.
fn support(sides: &mut Vec<Side>, s: &SupportRow) {
    let side = Side {
        value: s.value.clone(),
        stance: s.stance,
        who: vec![s.said_by.clone()],
        origins: vec![s.origin.clone()],
        cites: vec![s.cite],
    };
    add(sides, &side);
}

/// Adds a side to the one that takes the same stance and gives the same value.
fn add(sides: &mut Vec<Side>, side: &Side) {
    let key = |s: &Side| (s.stance, s.value.as_deref().map(fold));
    let Some(at) = sides.iter_mut().find(|s| key(s) == key(side)) else {
        sides.push(side.clone());
        return;
    };
    side.who.iter().for_each(|w| push(&mut at.who, w));
    side.origins.iter().for_each(|o| push(&mut at.origins, o));
    for c in &side.cites {
        if !at.cites.contains(c) {
            at.cites.push(*c);
        }
    }
}

fn push(list: &mut Vec<String>, item: &str) {
    if !list.iter().any(|i| i == item) {
        list.push(item.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn one_sentence_is_one_card_with_its_most_contested_standing() {
        let mut page = fixture().page();
        let before = matters(&page).len();
        let mut twin = page.claims[0].clone();
        twin.id = "c9".into();
        twin.standing = "agreed";
        twin.text = format!("“{}”।", twin.text);
        twin.support[0].said_by = "कोई और ← घाटी संदेश".into();
        page.claims.push(twin);
        let list = matters(&page);
        assert_eq!(list.len(), before);
        assert_eq!(list[0].standing, "disputed");
        assert_eq!(list[0].claims, ["c1", "c9"]);
        assert!(list[0].sides[0].who.contains(&"कोई और ← घाटी संदेश".to_string()));
        // A more contested twin that comes later takes over.
        page.claims[0].standing = "agreed";
        page.claims.last_mut().unwrap().standing = "denied";
        let list = matters(&page);
        assert_eq!((list[0].standing, list[0].claims[0].as_str()), ("denied", "c9"));
    }

    #[test]
    fn sides_are_parted_by_stance_and_value() {
        let list = matters(&fixture().page());
        let values: Vec<Option<&str>> = list[0].sides.iter().map(|s| s.value.as_deref()).collect();
        assert_eq!(values, [Some("7"), Some("9")]);
        assert_eq!(list[0].sides[0].origins, ["पर्वत समाचार"]);
    }

    #[test]
    fn silence_that_no_claim_holds_is_a_matter() {
        let list = matters(&fixture().page());
        let silent = list.iter().find(|m| m.standing == "silent").unwrap();
        assert!(silent.claims.is_empty() && silent.is_contested());
        assert_eq!(list.last().unwrap().standing, "single-origin");
    }
}
