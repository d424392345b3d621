//! Web Annotation (w3.org/TR/annotation-model): what was found in an article, as marks that other tools can put on its
//! text: its statements, and the phrases of which other reports say something.
//!
//! Each target has two selectors that pick out the same words: by quotation, and by position in code points of the stored
//! text. They stand beside each other: `refinedBy` would count a position within the quotation. Words and what stands
//! around them are only taken from lines that are shown.

use super::{Naming, filled, publishers_page};
use crate::article::ArticlePage;
use crate::web::Target;
use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

/// Code points of a quotation's prefix and suffix, at most.
const AROUND: usize = 32;

/// The annotations of an article, as a collection with one page.
pub fn article(p: &ArticlePage, names: &Naming<'_>) -> Value {
    let id = names.uri(Target::Article(&p.article.id, None)) + if names.base.is_some() { ".anno" } else { ":anno" };
    let text = Shown::new(p);
    let target = |start: u32, end: u32| {
        let selectors = text.selectors(start as usize, end as usize)?;
        Some(json!({
            "type": "SpecificResource",
            "source": names.uri(Target::Article(&p.article.id, None)),
            "scope": publishers_page(&p.article),
            "selector": selectors,
        }))
    };
    let tag = |value: &str| json!({"type": "TextualBody", "purpose": "tagging", "value": value});
    let described =
        |value: &str| json!({"type": "TextualBody", "purpose": "describing", "format": super::PLAIN, "value": value});
    let statements = p.statements.iter().filter_map(|s| {
        let body = vec![described(&s.said_by), tag(s.polarity)];
        Some(("describing", body, target(s.start, s.end)?))
    });
    let lens = p.lens.iter().filter_map(|l| {
        let claim =
            json!({"type": "SpecificResource", "purpose": "linking", "source": names.uri(Target::Claim(&l.claim))});
        Some(("linking", vec![claim, tag(l.mark)], target(l.start, l.end)?))
    });
    let items: Vec<Value> = statements
        .chain(lens)
        .enumerate()
        .map(|(i, (motivation, body, target))| {
            json!({
                "id": format!("{id}#a{}", i + 1),
                "type": "Annotation",
                "motivation": motivation,
                "body": body,
                "target": target,
            })
        })
        .collect();
    let first = json!({"id": format!("{id}#page1"), "type": "AnnotationPage", "startIndex": 0, "items": items});
    let mut collection = filled(json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "AnnotationCollection",
        "label": p.article.headline,
        "generator": {"type": "Software", "name": "Sutradhar"},
        "total": items.len(),
    }));
    // A page without annotations keeps its empty list.
    if let Value::Object(map) = &mut collection {
        let first = if items.is_empty() { first } else { filled(first) };
        map.insert("first".into(), first);
    }
    collection
}

/// The text of an article with what of it is shown.
struct Shown {
    text: Vec<char>,
    shown: Vec<bool>,
}

impl Shown {
    fn new(p: &ArticlePage) -> Shown {
        let text: Vec<char> = p.text.chars().collect();
        // Blanks between two lines tell nothing.
        let mut shown: Vec<bool> = text.iter().map(|c| c.is_whitespace()).collect();
        for l in &p.lines {
            if let Some(line) = shown.get_mut(l.start as usize..l.end as usize) {
                line.fill(true);
            }
        }
        Shown { text, shown }
    }

    /// Two selectors of the words from one code point to another; `None` if they are not shown.
    fn selectors(&self, start: usize, end: usize) -> Option<Value> {
        let exact: String = self.text.get(start..end)?.iter().collect();
        if exact.trim().is_empty() || !self.shown.get(start..end)?.iter().all(|s| *s) {
            return None;
        }
        let before = self.shown.get(..start)?.iter().rev().take_while(|s| **s).count();
        let after = self.shown.get(end..)?.iter().take_while(|s| **s).count();
        // A little more than is taken, so that a letter at the edge is seen as a whole.
        let before: String = self.text.get(start - before.min(2 * AROUND)..start)?.iter().collect();
        let after: String = self.text.get(end..end + after.min(2 * AROUND))?.iter().collect();
        let prefix: Vec<&str> = up_to(before.graphemes(true).rev());
        let suffix: Vec<&str> = up_to(after.graphemes(true));
        Some(json!([
            {
                "type": "TextQuoteSelector",
                "exact": exact,
                "prefix": prefix.into_iter().rev().collect::<String>(),
                "suffix": suffix.concat(),
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ]))
    }
}

/// As many letters as have at most [`AROUND`] code points.
fn up_to<'t>(letters: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut taken = 0;
    letters
        .take_while(|l| {
            taken += l.chars().count();
            taken <= AROUND
        })
        .collect()
}
