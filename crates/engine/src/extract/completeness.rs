//! Whether a body is the whole article: what may be said from its silence depends on it.

use crate::model::*;
use std::borrow::Cow;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::words::{TokenKind, words};

/// Words up to which the body of a record is an excerpt, however many lines it has. In headlines-real and our own
/// labels the bodies called excerpts have 8 to 105 words but for pages cut short; of 850 full ones 10 have fewer than
/// 75 words.
const EXCERPT_WORDS: usize = 70;

/// The same for a body of one paragraph: 97 of 100 feed items of `rss-in` have fewer, one article of `thehindu-en` in
/// forty.
const PARAGRAPH_WORDS: usize = 75;

/// The same for a text that ends in a mark of cutting.
const CUT_WORDS: usize = 280;

/// Words up to which the body of a page, where lines are told apart, is an excerpt.
const PAGE_WORDS: usize = 40;

/// Words up to which there is no body to speak of.
const NOTHING: usize = 8;

/// Words from which a record's title that ends as a sentence is a piece of the text.
const SENTENCE_TITLE: usize = 10;

/// Telephone numbers from which a text is a list of them.
const PHONES: usize = 3;

static MIDDLE: LazyLock<Vec<String>> = LazyLock::new(|| {
    data(include_str!("../../data/extract/middle-words.txt"))
        .flat_map(str::split_whitespace)
        .map(fold)
        .collect()
});

fn data(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Judges the body of an article; `record` if it came as title and body, not as a page.
pub(super) fn of(article: &Article, record: bool) -> Completeness {
    use CompletenessKind::*;
    let title = article.headline_text().trim();
    let whole = |s: &str| fold(s.trim().trim_end_matches(['.', '।', '!']));
    let plain = whole(title);
    let lines: Vec<&str> = article
        .lines_of(LineClass::Body)
        .map(|l| l.span.of(&article.text).trim())
        .filter(|l| title.is_empty() || whole(l) != plain)
        .collect();
    let count: usize = lines.iter().map(|l| sutradhar_text::words::count(l)).sum();
    let last = lines.last().copied().unwrap_or_default();
    let found = |kind, why| Completeness {
        kind,
        why: Cow::Borrowed(why),
    };
    if count == 0 {
        return found(Broken, "no text beside the headline");
    }
    if record && stray(title) {
        return found(Broken, STRAY_HEADLINE);
    }
    let first = lines.iter().find_map(|l| {
        let word = words(l).into_iter().next()?;
        Some(fold(word.span.of(l)))
    });
    if first.is_some_and(|f| MIDDLE.contains(&f)) {
        return found(Broken, "the text starts in the middle");
    }
    let phones = lines.iter().flat_map(|l| words(l).into_iter().map(move |t| (l, t)));
    let phones = phones
        .filter(|(l, t)| t.kind == TokenKind::Number && t.span.of(l).chars().count() >= 10)
        .count();
    if phones >= PHONES && phones * 20 >= count {
        return found(Broken, "the text is a list of telephone numbers");
    }
    let cut = data(include_str!("../../data/extract/cut-marks.txt")).any(|m| {
        last.trim_end_matches([' ', '\u{a0}', '.'])
            .ends_with(m.trim_end_matches('.'))
            && (!m.starts_with('.') || last.ends_with("...") || last.ends_with(".."))
    });
    if count <= NOTHING {
        return found(Excerpt, "a few words only");
    }
    if cut && count <= CUT_WORDS {
        return found(Excerpt, "the text is cut short");
    }
    if record && (count <= EXCERPT_WORDS || (lines.len() == 1 && count <= PARAGRAPH_WORDS)) {
        return found(Excerpt, "as short as the excerpt of a feed");
    }
    if !record && count <= PAGE_WORDS {
        return found(Excerpt, "a few lines only");
    }
    Completeness::default()
}

/// Why a text is broken whose headline is none.
pub(crate) const STRAY_HEADLINE: &str = "the headline is a stray line of a text";

/// Whether a title is a line of a list, a byline or a sentence of the text.
fn stray(title: &str) -> bool {
    // "near Sivakasi in T.N." ends in a short form, not as a sentence.
    let short = title
        .trim_end_matches([' ', '.', '।'])
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|w| w.is_ascii() && (w.contains('.') || w.len() <= 3));
    let sentence = !short
        && title.ends_with(['.', '।'])
        && !title.ends_with("..")
        && sutradhar_text::words::count(title) >= SENTENCE_TITLE;
    let item = title.starts_with(['-', '•', '–', '*']);
    let several = ["है. ", "हैं. ", "है। ", "हैं। ", "था. ", "थी. "]
        .iter()
        .any(|e| title.contains(e));
    let byline = title.contains("Updated:") && title.contains('|');
    let phones = words(title)
        .into_iter()
        .any(|t| t.kind == TokenKind::Number && t.span.of(title).chars().count() >= 9);
    sentence || several || item || byline || phones
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(title: &str, body: &str) -> Article {
        let page = RawPage {
            id: ArticleId::from("t"),
            source: "t".into(),
            url: None,
            hints: Hints::default(),
            content: Content::Record {
                title: title.into(),
                body: body.into(),
            },
            notices: Vec::new(),
        };
        crate::extract::extract(&page).0
    }

    fn check(title: &str, body: &str, want: CompletenessKind) {
        let got = record(title, body).completeness;
        assert_eq!(got.kind, want, "{title}: {}", got.why);
    }

    #[test]
    fn what_a_body_is() {
        use CompletenessKind::*;
        let full = "सोनपुर जिले के मुख्य अभियंता ने शनिवार को कहा कि नया बांध अगले साल तक पूरा होगा। ".repeat(4)
            + "\n\n"
            + &"बांध पर तीन सौ मजदूर काम कर रहे हैं और काम तेज किया गया है। ".repeat(4);
        check("सोनपुर का बांध अगले साल तक", &full, Full);
        check(
            "सोनपुर का बांध अगले साल तक",
            "बांध पर तीन सौ मजदूर काम कर रहे हैं और काम तेज है।",
            Excerpt,
        );
        check("सोनपुर का बांध अगले साल तक", &format!("वहीं, {full}"), Broken);
        check("- बांध पर तीन सौ मजदूर", &full, Broken);
        check("सोनपुर का बांध", &format!("{full}\n\nआगे पढ़ें"), Excerpt);
    }
}
