//! Articles where whole texts may not go out: the headline, lines that somebody is quoted in, and no more than a part of
//! the text.

use crate::article::{ArticlePage, LineRow};
use std::collections::BTreeSet;

/// Part of an article's own text that an excerpt may hold.
const SHARE: f64 = 0.4;

/// Words that are kept of what is said on a line that is left out.
const WORDS: usize = 12;

/// Whether a line is not of the article itself.
pub(crate) fn is_clutter(class: &str) -> bool {
    matches!(class, "teaser" | "furniture" | "tags" | "faq" | "summary")
}

impl ArticlePage {
    /// The numbers of the lines of an excerpt: the headline, and in reading order the lines with a statement and the ones
    /// around them, as long as they are no more than two fifths of the article's own text; the first of them in any case.
    pub fn excerpt_lines(&self) -> BTreeSet<u32> {
        let own: Vec<&LineRow> = self.lines.iter().filter(|l| !is_clutter(l.class)).collect();
        let long = |l: &LineRow| l.end.saturating_sub(l.start) as f64;
        let mut shown: BTreeSet<u32> = own.iter().filter(|l| l.class == "headline").map(|l| l.n).collect();
        let text: f64 = own.iter().filter(|l| !shown.contains(&l.n)).map(|l| long(l)).sum();
        let said: BTreeSet<u32> = self.statements.iter().map(|s| s.line).collect();
        let cited = own.iter().enumerate().filter(|(_, l)| said.contains(&l.n));
        let cited: Vec<usize> = cited.map(|(i, _)| i).collect();
        // Lines with a statement come before those around them.
        let around = cited.iter().flat_map(|i| [i.checked_sub(1), Some(i + 1)]).flatten();
        let order: Vec<usize> = cited.iter().copied().chain(around).collect();
        let mut held = 0.0;
        for l in order.into_iter().filter_map(|i| own.get(i)) {
            if shown.contains(&l.n) {
                continue;
            }
            if held > 0.0 && held + long(l) > SHARE * text {
                continue;
            }
            held += long(l);
            shown.insert(l.n);
        }
        shown
    }

    /// Leaves an excerpt of the article: its lines, and of everything else what stands on them. What is said elsewhere
    /// keeps its first words, so that who says something on whose word is all there.
    pub fn cut(&mut self) {
        let shown = self.excerpt_lines();
        self.lines.retain(|l| shown.contains(&l.n));
        for s in self.statements.iter_mut().filter(|s| !shown.contains(&s.line)) {
            let words: Vec<&str> = s.text.split_whitespace().collect();
            if let Some(first) = words.get(..WORDS).filter(|_| words.len() > WORDS) {
                s.text = format!("{} …", first.join(" "));
            }
        }
        let id = self.article.id.clone();
        for copy in &mut self.lineage {
            let own = |article: &str, line: u32| article == id && shown.contains(&line);
            copy.added.retain(|q| own(&q.article, q.line));
            copy.dropped.retain(|q| own(&q.article, q.line));
            let line = if copy.from == id {
                |c: &crate::ChangeRow| c.from_line
            } else {
                |c: &crate::ChangeRow| c.to_line
            };
            for change in copy
                .changed
                .iter_mut()
                .filter(|c| line(c).is_none_or(|n| !shown.contains(&n)))
            {
                change.pieces.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article_page;
    use crate::fixture::fixture;

    #[test]
    fn an_excerpt_is_a_part_of_the_text() {
        let mut f = fixture();
        let a = &mut f.analyses[0];
        // Twenty lines more, of which nobody says anything.
        for i in 0..20 {
            let line = format!("\nपंक्ति {i} में कोई कुछ नहीं कहता, यह सिर्फ़ लंबी है।");
            let start = a.article.text.len() + 1;
            a.article.text.push_str(&line);
            a.article.lines.push(sutradhar_engine::model::Line {
                n: 100 + i,
                span: sutradhar_engine::model::Span::new(start, a.article.text.len()),
                class: sutradhar_engine::model::LineClass::Body,
                reason: "sentence".into(),
            });
        }
        let copies: Vec<_> = f.copies.iter().collect();
        let mut page = article_page(&f.analyses[0], &copies, None);
        let whole = page.clone();
        page.cut();
        let length = |p: &crate::ArticlePage| -> usize { p.lines.iter().map(|l| l.text.chars().count()).sum() };
        assert!(length(&page) * 2 < length(&whole) && !page.lines.is_empty());
        assert_eq!(page.statements.len(), whole.statements.len());
        let left: Vec<&str> = whole
            .lines
            .iter()
            .filter(|l| !page.lines.contains(l))
            .map(|l| l.text.as_str())
            .collect();
        let data = serde_json::to_string(&page).unwrap();
        for line in left {
            assert!(!data.contains(line), "{line} went out");
        }
    }
}
