//! How a headline and its lead put what they tell: a preview looks ahead, a result gives figures, an explainer asks.
//! Two reports of one match of which one looks ahead are seldom of one happening.

use crate::annotate::looks_ahead;
use crate::model::*;
use std::sync::LazyLock;
use sutradhar_text::{fold, words};

/// Phrases of pages that go beside the news, as folded words; `true` for those that count at the start alone.
static COMPANIONS: LazyLock<Vec<(bool, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/events/companions.txt").lines();
    let lines = lines.filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    lines
        .map(|l| (l.starts_with('^'), folded(l.trim_start_matches('^'))))
        .collect()
});

/// Characters of the body in which a verb of the lead is looked for.
const LEAD: usize = 250;

/// What is seen of a headline and its lead.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Angle {
    /// The headline has a question mark.
    pub asks: bool,
    /// The headline has a number.
    pub counts: bool,
    /// The headline has quotation marks.
    pub quotes: bool,
    /// The headline looks ahead.
    pub ahead: bool,
    /// The lead looks ahead.
    pub lead_ahead: bool,
    /// The headline is that of an explainer, a guide, a list, a running page or a digest.
    pub companion: bool,
}

impl Angle {
    /// That of an article.
    pub fn of(article: &Article) -> Angle {
        let headline = article.headline_text();
        let body = article.lines_of(LineClass::Body).next();
        let body = body.map_or("", |l| l.span.of(&article.text));
        let end = body.char_indices().nth(LEAD).map_or(body.len(), |(at, _)| at);
        let lead = body.get(..end).unwrap_or(body);
        Angle {
            asks: headline.contains(['?', '؟']),
            counts: headline.chars().any(char::is_numeric),
            quotes: headline.contains(['"', '\'', '“', '‘', '«', '„']),
            ahead: looks_ahead(headline, article.language),
            lead_ahead: looks_ahead(lead, article.language),
            companion: is_companion(headline),
        }
    }

    /// Each sign, in the order of the fields.
    pub fn signs(self) -> [bool; 6] {
        [
            self.asks,
            self.counts,
            self.quotes,
            self.ahead,
            self.lead_ahead,
            self.companion,
        ]
    }
}

/// The words of a text, folded.
fn folded(text: &str) -> Vec<String> {
    let folded = fold::fold(text);
    words::words(&folded)
        .iter()
        .map(|t| t.span.of(&folded).to_string())
        .collect()
}

fn is_companion(headline: &str) -> bool {
    let own = folded(headline);
    COMPANIONS.iter().any(|(first, phrase)| match first {
        true => own.starts_with(phrase),
        false => own.windows(phrase.len()).any(|w| w == phrase),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::tests::page;

    #[test]
    fn a_preview_looks_ahead_and_a_result_counts() {
        let of = |title: &str, body: &str| Angle::of(&page("a", "East", None, title, body).article);
        let preview = of("Will Lions beat Bears?", "The two sides will meet on Sunday.");
        assert!(preview.asks && preview.ahead && preview.lead_ahead && !preview.counts);
        let result = of("Lions beat Bears 3-1", "The Lions won in front of 'their' fans.");
        let guide = of("All you need to know about the Lions match", "It begins at seven.");
        assert!(guide.companion && !preview.companion && !result.companion);
        assert!(of("Who is the new captain of the Lions?", "He is 23.").companion);
        assert!(
            !of("Mayor asks who is to blame", "She spoke on Monday.").companion,
            "only at the start"
        );
        assert!(result.counts && !result.asks && !result.ahead && !result.lead_ahead && !result.quotes);
    }
}
