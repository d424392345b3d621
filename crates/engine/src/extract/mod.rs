//! Extract: every line of a page gets a class with a reason; headline, outlet, byline, agency, dateline, date, tags.
//!
//! Text pages go through [`page`], records through [`record`], HTML pages through [`html`]; all three end in the same
//! lines, and [`facts`] reads the article's facts off them.

mod agency;
mod around;
mod byline;
mod completeness;
mod date_labels;
mod dateline;
mod dates;
mod dating;
mod facts;
mod head;
mod html;
mod labels;
mod learned;
mod lines;
mod marks;
mod outlets;
mod page;
mod places;
mod published;
mod record;
mod tags;
pub mod train;

#[cfg(test)]
mod tests;

pub(crate) use completeness::STRAY_HEADLINE;
pub(crate) use html::decode as character_references;
pub(crate) use learned::models;
pub use outlets::is_outlet_of_india;

use crate::model::*;

/// Whether a date as a record or a feed states it can be read.
pub fn reads_as_date(stated: &str) -> bool {
    dates::parse(stated).is_some()
}

/// The moment that a date as a record or a feed states it names, in seconds since 1970; a date without a clock time or
/// without a zone is taken as of India.
pub fn stated_moment(stated: &str) -> Option<i64> {
    /// Minutes east of UTC where most of the outlets are.
    const INDIA: i64 = 330;
    let hit = dates::parse(stated)?;
    let offset = hit.offset.map_or(INDIA, i64::from);
    let utc = hit.value.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(utc.timestamp().as_second() - offset * 60)
}

/// Words a minute of an adult reader of Hindi or English.
pub const WORDS_PER_MINUTE: usize = 200;

/// Bytes of text that are classified. A news article has up to 60 kB; what is longer is cut with a notice.
pub const MAX_TEXT_BYTES: usize = 8 << 20;

/// Lines of a text that are classified; as many as an HTML page may have blocks. Each costs some hundred bytes.
pub const MAX_LINES: usize = 40_000;

/// The article of a page, with whatever was odd about it.
///
/// Extraction never fails: a page in which no article is found gives an article with an empty body and a notice that
/// says why. Notices: `EXT-001` no body was found; `EXT-002` no headline was found; `EXT-003` the text was longer than
/// [`MAX_TEXT_BYTES`] and was cut; `EXT-004` it had more lines than [`MAX_LINES`] and was cut.
///
/// ```
/// use sutradhar_engine::extract::extract;
/// use sutradhar_engine::model::*;
///
/// let page = RawPage {
///     id: ArticleId("a1".to_string()),
///     source: "page.html".to_string(),
///     url: None,
///     hints: Hints::default(),
///     content: Content::Html(
///         "<html><body><h1>सूखागढ़ में नहर टूटी</h1><p>सूखागढ़ में मंगलवार को नहर टूटने से 12 लोग घायल हुए।</p>\
///          <p>जिलाधिकारी रमा देवी ने कहा कि राहत दल भेजा गया है।</p></body></html>"
///             .to_string(),
///     ),
///     notices: Vec::new(),
/// };
/// let (article, _) = extract(&page);
/// assert_eq!(article.headline_text(), "सूखागढ़ में नहर टूटी");
/// assert!(article.body().contains("12 लोग घायल"));
/// ```
pub fn extract(page: &RawPage) -> (Article, Vec<Notice>) {
    let mut notices = page.notices.clone();
    let article = match &page.content {
        Content::Text(text) => {
            let text = bounded(text.clone(), &mut notices);
            facts::article(page, text, facts::Kind::Page, &facts::Given::default())
        }
        Content::Record { title, body } => {
            let text = bounded(format!("{title}\n\n{body}"), &mut notices);
            let titled = !title.trim().is_empty();
            facts::article(page, text, facts::Kind::Record { titled }, &facts::Given::default())
        }
        Content::Html(source) => {
            let (text, lines, given, notice) = html::read(source);
            notices.extend(notice);
            facts::article(page, bounded(text, &mut notices), facts::Kind::Html(lines), &given)
        }
    };
    if !article.lines.iter().any(|l| l.class == LineClass::Body) {
        notices.push(Notice::new("EXT-001", "no article text was found on the page"));
    }
    if article.headline.is_none() {
        notices.push(Notice::new("EXT-002", "no headline was found on the page"));
    }
    (article, notices)
}

/// Cuts a text that is too long at the last line feed that fits, and one of too many lines.
fn bounded(mut text: String, notices: &mut Vec<Notice>) -> String {
    if text.len() > MAX_TEXT_BYTES {
        let at = lines::floor_char(&text, MAX_TEXT_BYTES);
        text.truncate(at);
        if let Some(line) = text.rfind('\n').filter(|l| *l > at / 2) {
            text.truncate(line);
        }
        notices.push(Notice::new(
            "EXT-003",
            format!("the text is longer than {MAX_TEXT_BYTES} bytes; the rest was left out"),
        ));
    }
    if let Some((at, _)) = text.match_indices('\n').nth(MAX_LINES - 1) {
        text.truncate(at);
        notices.push(Notice::new(
            "EXT-004",
            format!("the text has more than {MAX_LINES} lines; the rest was left out"),
        ));
    }
    text
}
