//! Extract: every line of a page gets a class with a reason; headline, outlet, byline, agency, dateline, date, tags.

use crate::model::*;
use sutradhar_text::{lang, words};

/// Words a minute of an adult reader of Hindi or English.
pub const WORDS_PER_MINUTE: usize = 200;

/// The article of a page, with whatever was odd about it.
///
/// Extraction never fails: a page in which no article is found gives an article with an empty body and a notice that says why.
pub fn extract(page: &RawPage) -> (Article, Vec<Notice>) {
    let text = match &page.content {
        Content::Html(html) => html.clone(),
        Content::Text(text) => text.clone(),
        Content::Record { title, body } => format!("{title}\n\n{body}"),
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for (i, raw) in text.split('\n').enumerate() {
        let span = Span::new(at, at + raw.len());
        at += raw.len() + 1;
        if raw.trim().is_empty() {
            continue;
        }
        let headline = lines.is_empty() && (!matches!(page.content, Content::Record { .. }) || i == 0);
        let (class, reason) = if headline {
            (LineClass::Headline, "first line")
        } else {
            (LineClass::Body, "no rule spoke against it")
        };
        lines.push(Line {
            n: i as u32 + 1,
            span,
            class,
            reason: reason.into(),
        });
    }
    let headline = lines
        .iter()
        .find(|l| l.class == LineClass::Headline)
        .map(|l| l.span.trim(&text));
    let mut article = Article {
        id: page.id.clone(),
        source: page.source.clone(),
        url: page.url.clone(),
        outlet: page.hints.outlet.clone(),
        agency: None,
        byline: page.hints.byline.clone(),
        dateline: None,
        language: Lang::Other,
        headline,
        published: Published::unknown("no date was found"),
        text,
        lines,
        tags: page.hints.tags.clone(),
        read_minutes: 0,
    };
    let body = article.body();
    article.language = lang::detect(if body.is_empty() {
        article.headline_text()
    } else {
        &body
    });
    article.read_minutes = words::count(&body).div_ceil(WORDS_PER_MINUTE) as u32;
    (article, page.notices.clone())
}
