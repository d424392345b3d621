//! How a headline and its lead put what they tell: a preview looks ahead, a result gives figures, an explainer asks.
//! Two reports of one match of which one looks ahead are seldom of one happening.

use crate::annotate::times::looks_ahead;
use crate::model::*;

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
        }
    }

    /// Each sign, in the order of the fields.
    pub fn signs(self) -> [bool; 5] {
        [self.asks, self.counts, self.quotes, self.ahead, self.lead_ahead]
    }
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
        assert!(result.counts && !result.asks && !result.ahead && !result.lead_ahead && !result.quotes);
    }
}
