//! Stored texts of articles, so that passages of them can be cited to the letter; and small questions beside.

use super::articles::prepare;
use super::{Reader, Result};
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;
use sutradhar_view::StoryCard;

/// The text of an article with what a citation says of it.
#[derive(Debug)]
pub struct Source {
    analysis: Analysis,
}

impl Source {
    /// Its id.
    pub fn id(&self) -> &str {
        self.analysis.article.id.as_str()
    }

    /// Who published it.
    pub fn outlet(&self) -> &str {
        self.analysis.article.outlet_name()
    }

    /// When it was published, as fine as that is known.
    pub fn date(&self) -> Option<String> {
        self.analysis.article.published.iso()
    }

    /// Its headline; empty if it has none.
    pub fn headline(&self) -> &str {
        self.analysis.article.headline_text().trim()
    }

    /// Where its headline stands.
    pub fn headline_span(&self) -> Option<Span> {
        self.analysis.article.headline
    }

    /// The words of a span, to the letter.
    pub fn words(&self, span: Span) -> &str {
        self.analysis.words(span)
    }

    /// A span without the white space around its words.
    pub fn trimmed(&self, span: Span) -> Span {
        span.trim(&self.analysis.article.text)
    }

    /// The number of the line that a span begins on, from 1.
    pub fn line(&self, span: Span) -> u32 {
        super::compare::line(&self.analysis, span)
    }

    /// The span of a range of code points.
    pub fn span(&self, start: u32, end: u32) -> Span {
        let text = &self.analysis.article.text;
        let byte = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
        Span::new(byte(start), byte(end))
    }

    /// The code points of a span: first, and one past the last.
    pub fn code_points(&self, span: Span) -> (u32, u32) {
        let points = CodePoints::new(&self.analysis.article.text);
        (points.at(span.start), points.at(span.end))
    }

    /// Where words stand that begin on a line, whatever white space parts them.
    pub fn find(&self, line: u32, words: &str) -> Option<Span> {
        let article = &self.analysis.article;
        let from = article.lines.iter().find(|l| l.n == line)?.span.start as usize;
        let rest = article.text.get(from..)?;
        rest.char_indices().find_map(|(i, _)| {
            let long = matched(rest.get(i..)?, words)?;
            Some(Span::new(from + i, from + i + long))
        })
    }

    /// The sentence of the body that has most of these terms of the index; the first if none has any.
    pub fn telling(&self, terms: &[String]) -> Option<Span> {
        let count = |s: &&Sentence| {
            let own = crate::search::terms(self.words(s.span));
            let own: Vec<&str> = own.split(' ').collect();
            terms.iter().filter(|t| own.contains(&t.as_str())).count()
        };
        let all = self.analysis.body_sentences().enumerate();
        let best = all.max_by_key(|(i, s)| (count(s), std::cmp::Reverse(*i)));
        best.map(|(_, s)| s.span)
    }
}

/// How many bytes of a text are these words, if it begins with them.
fn matched(text: &str, words: &str) -> Option<usize> {
    let mut at = 0;
    for (i, word) in words.split_whitespace().enumerate() {
        let rest = text.get(at..)?;
        let blank = rest.len() - rest.trim_start().len();
        if (blank == 0) != (i == 0) {
            return None;
        }
        let rest = rest.get(blank..)?.strip_prefix(word)?;
        at = text.len() - rest.len();
    }
    (at > 0).then_some(at)
}

impl Reader {
    /// The text of an article; `None` if it is not there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn source(&self, article: &str) -> Result<Option<Source>> {
        let found = self.store.analysis(&ArticleId(article.to_string()))?;
        let found = found.map(prepare);
        Ok(found.map(|analysis| Source { analysis }))
    }

    /// How the headline of an article stands to its body; `None` if it was not held against it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn headline_check(&self, article: &str) -> Result<Option<HeadlineCheck>> {
        Ok(self.store.headline(&ArticleId(article.to_string()))?)
    }

    /// Where the sentences stand that tell what is new in each event of a storyline, in order of the events.
    ///
    /// # Errors
    /// Those of the store.
    pub fn storyline_news(&self, id: &str) -> Result<Vec<(EventId, Option<Citation>)>> {
        let Some(line) = self.store.storyline(id)? else {
            return Ok(Vec::new());
        };
        let news = line.steps.into_iter().map(|s| s.news.map(|(_, place)| place));
        Ok(line.events.into_iter().zip(news).collect())
    }

    /// What a list shows of a story; `None` if it is not there.
    ///
    /// # Errors
    /// Those of the store.
    pub fn story_card(&self, id: &str) -> Result<Option<StoryCard>> {
        self.card(&EventId(id.to_string()))
    }

    /// What a story can be cited by: the first place of its quick read, else the headline of its first report.
    ///
    /// # Errors
    /// Those of the store.
    pub fn lead(&self, id: &str) -> Result<Option<Citation>> {
        let id = EventId(id.to_string());
        let brief = self.store.derived_for(std::slice::from_ref(&id), &[])?.briefs;
        let first = brief
            .first()
            .and_then(|b| b.bullets.first()?.citations.first().cloned());
        if first.is_some() {
            return Ok(first);
        }
        let Some(article) = self.store.event(&id)?.and_then(|e| e.articles.into_iter().next()) else {
            return Ok(None);
        };
        let span = self.store.analysis(&article)?.and_then(|a| a.article.headline);
        Ok(span.map(|span| Citation { article, span }))
    }

    /// The independent origin that an article is folded into: its id and its name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn origin_of(&self, article: &ArticleId) -> Result<Option<(OriginId, String)>> {
        for id in self.store.events_of(article)? {
            let origins = self.store.event(&id)?.map(|e| e.origins).unwrap_or_default();
            if let Some(origin) = origins.into_iter().find(|o| o.articles.contains(article)) {
                return Ok(Some((origin.id, origin.name)));
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_parts_them() {
        assert_eq!(matched("सात  लोग\nमरे", "सात लोग मरे"), Some("सात  लोग\nमरे".len()));
        assert_eq!(matched("सातलोग", "सात लोग"), None);
        assert_eq!(matched(" सात", "सात"), None);
        assert_eq!(matched("सात", ""), None);
    }
}
