//! Whether a body is the whole article: what may be said from its silence depends on it.

use crate::model::*;
use std::borrow::Cow;
use std::sync::LazyLock;
use sutradhar_text::chars::digit_value;
use sutradhar_text::fold::fold;
use sutradhar_text::words::{TokenKind, words};

/// Words up to which the body of a record is an excerpt, however many lines it has. In headlines-real and our own
/// labels the bodies called excerpts have 8 to 105 words but for pages cut short; of 850 full ones 10 have fewer than
/// 75 words.
const EXCERPT_WORDS: usize = 70;

/// The same for a body of one paragraph: 97 of 100 feed items of `rss-in` have fewer, one article of `thehindu-en` in
/// forty. With 100, headlines of whole briefs are no longer judged (recall on headlines-real 0.557 to 0.526).
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

/// Words up to which a body is an excerpt where the page says that not everybody may read the article.
const PAID_WORDS: usize = 150;

/// Words of a single paragraph without an end from which it breaks off: shorter ones are lines, not sentences.
const BROKEN_OFF: usize = 12;

static MIDDLE: LazyLock<Vec<String>> = LazyLock::new(|| {
    data(include_str!("../../data/extract/middle-words.txt"))
        .flat_map(str::split_whitespace)
        .map(fold)
        .collect()
});

/// Phrases of the site by what they say of a body, folded.
struct Marks {
    /// Dots at the end of a text.
    dots: Vec<String>,
    /// Links to the whole at the end of a text.
    links: Vec<String>,
    /// Lines that keep the rest for subscribers.
    paid: Vec<String>,
    /// What a feed puts under the summary of an article.
    feeds: Vec<String>,
    /// Notices of the site in place of a text.
    notices: Vec<String>,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| {
    let lines = || data(include_str!("../../data/extract/cut-marks.txt"));
    let of = |kind: &str| -> Vec<String> {
        lines()
            .filter_map(|l| l.split_once(' '))
            .filter(|l| l.0 == kind)
            .map(|l| fold(l.1.trim()))
            .collect()
    };
    Marks {
        dots: of("dots"),
        links: of("link"),
        paid: of("paid"),
        feeds: of("feed"),
        notices: of("notice"),
    }
});

fn data(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// How a page came, and what it says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    /// Whether it came as title and body, not as a page.
    pub record: bool,
    /// Whether its metadata says that not everybody may read the article.
    pub paid: bool,
}

/// Judges the body of an article.
pub(super) fn of(article: &Article, source: Source) -> Completeness {
    use CompletenessKind::*;
    let record = source.record;
    let title = article.headline_text().trim();
    let whole = |s: &str| fold(s.trim().trim_end_matches(['.', '।', '!']));
    let plain = whole(title);
    let lines: Vec<&str> = article
        .lines_of(LineClass::Body)
        .map(|l| l.span.of(&article.text).trim())
        .filter(|l| title.is_empty() || whole(l) != plain)
        .collect();
    let count: usize = lines.iter().map(|l| size(l)).sum();
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
        .filter(|(l, t)| t.kind == TokenKind::Number && is_phone(t.span.of(l)))
        .count();
    if phones >= PHONES && phones * 20 >= count {
        return found(Broken, "the text is a list of telephone numbers");
    }
    let folded: Vec<String> = lines.iter().map(|l| fold(l)).collect();
    let says = |list: &[String], line: &str| list.iter().any(|m| line.contains(m.as_str()));
    if !record && count <= PAGE_WORDS && folded.iter().any(|l| says(&MARKS.notices, l)) {
        return found(Broken, "a notice of the site in place of the text");
    }
    if count <= NOTHING {
        return found(Excerpt, "a few words only");
    }
    if count <= CUT_WORDS {
        let after = article.headline.map_or(0, |h| h.end);
        let below = article.lines.iter().filter(|l| l.span.start >= after);
        if below
            .map(|l| fold(l.span.of(&article.text)))
            .any(|l| says(&MARKS.paid, &l))
        {
            return found(Excerpt, "the rest is for subscribers");
        }
        let end = folded
            .last()
            .map_or("", |l| l.trim_end_matches([' ', '\u{a0}', '»', '>', '→']));
        let linked = end.trim_end_matches([' ', '.', '…', ':']);
        if MARKS.links.iter().any(|m| linked.ends_with(m.as_str())) {
            return found(Excerpt, "the text ends in a link to the whole");
        }
        // "25 k.m.." is a short form with a full stop.
        let word = end
            .trim_end_matches('.')
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or("");
        let dotted = end.ends_with("..") && !word.contains('.');
        if dotted || MARKS.dots.iter().any(|m| end.ends_with(m.as_str())) {
            return found(Excerpt, "the text is cut short");
        }
        if folded.iter().rev().take(2).any(|l| says(&MARKS.feeds, l)) {
            return found(Excerpt, "a feed's summary of an article");
        }
        if source.paid && count <= PAID_WORDS {
            return found(Excerpt, "the page says that the article is for subscribers");
        }
    }
    if record && (count <= EXCERPT_WORDS || (lines.len() == 1 && count <= PARAGRAPH_WORDS)) {
        return found(Excerpt, "as short as the excerpt of a feed");
    }
    if !record && count <= PAGE_WORDS {
        return found(Excerpt, "a few lines only");
    }
    if record && count <= CUT_WORDS && lines.len() == 1 && breaks_off(last) {
        return found(Excerpt, "the text breaks off in the middle of a sentence");
    }
    Completeness::default()
}

/// Words of a line; of scripts that do not part words two letters count as one.
fn size(line: &str) -> usize {
    let unparted = |c: &char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let letters = line.chars().filter(unparted).count();
    sutradhar_text::words::count(line).max(letters / 2)
}

/// Whether a number is one that is dialled: ten to twelve digits in a row, no amount.
fn is_phone(number: &str) -> bool {
    (10..=12).contains(&number.chars().count()) && number.chars().all(|c| digit_value(c).is_some())
}

/// Whether a paragraph stops before its last sentence ends. An attribution ("- Rama Devi, teacher") ends one as well.
fn breaks_off(line: &str) -> bool {
    let text = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’‘)]}»*|".contains(c));
    let text = text.strip_suffix("&nbsp;").unwrap_or(text).trim_end();
    let ended = text.ends_with(['।', '.', '?', '!', '…', '॥', '۔', '؟']);
    let tail = text.rsplit(['।', '?', '!']).next().unwrap_or(text);
    let tail = tail.rsplit(". ").next().unwrap_or(tail);
    let attributed = [" - ", " – ", " — ", "।-"]
        .iter()
        .any(|d| text.rsplit_once(d).is_some_and(|(_, r)| size(r) <= 8));
    !ended && !attributed && size(tail) >= 3 && size(line) >= BROKEN_OFF
}

/// Why a text is broken whose headline is none.
pub(crate) const STRAY_HEADLINE: &str = "the headline is a stray line of a text";

/// Whether a title is a line of a list, a byline or a sentence of the text.
fn stray(title: &str) -> bool {
    // "near Sivakasi in T.N.", "says the State govt." end in a short form, not as a sentence.
    let short = title
        .trim_end_matches([' ', '.', '।'])
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|w| w.is_ascii() && (w.contains('.') || w.len() <= 4));
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
        .any(|t| t.kind == TokenKind::Number && is_phone(t.span.of(title)));
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

    #[test]
    fn each_sign_has_a_reason_of_its_own() {
        let hindi = "सोनपुर जिले के मुख्य अभियंता ने शनिवार को कहा कि नया बांध अगले साल तक पूरा होगा। ".repeat(6);
        let english = "The chief engineer of Sonpur said that the new dam would be ready next year. ".repeat(8);
        let why = |body: &str| record("सोनपुर का बांध अगले साल तक", body).completeness.why.to_string();
        let whole = "nothing says that text is missing";
        assert_eq!(why(&hindi), whole);
        assert_eq!(why(&english), whole);
        assert_eq!(why(&format!("{english}It is 25 k.m..")), whole);
        for (end, want) in [
            ("बांध पर काम ...", "the text is cut short"),
            ("बांध पर काम [&#8230;]", "the text is cut short"),
            ("आगे पढ़ें", "the text ends in a link to the whole"),
            ("Continue reading...", "the text ends in a link to the whole"),
            (
                "The post Dam appeared first on Sonpur Herald .",
                "a feed's summary of an article",
            ),
            ("यह स्टोरी सब्सक्राइबर के लिए है।", "the rest is for subscribers"),
            ("Subscribe to read the full story.", "the rest is for subscribers"),
            (
                "They hope that the dam will hold the wa",
                "the text breaks off in the middle of a sentence",
            ),
        ] {
            assert_eq!(why(&format!("{english}{end}")), want, "{end}");
        }
        let said = format!("{hindi}बांध जल्द बनेगा। - रमा देवी, अभियंता");
        assert_eq!(why(&said), whole);
    }

    #[test]
    fn a_headline_with_an_amount_or_a_short_form_is_no_stray_line() {
        use CompletenessKind::*;
        let full = "सोनपुर जिले के मुख्य अभियंता ने शनिवार को कहा कि नया बांध अगले साल तक पूरा होगा। ".repeat(6);
        check("बांध पर 151500000 रुपये का खर्च", &full, Full);
        check(
            "Loans of 5,00,00,000 rupees given to farmers of Sonpur for the new dam, says State govt.",
            &full,
            Full,
        );
        check("बांध का नंबर 9876543210", &full, Broken);
    }

    #[test]
    fn pages_that_are_not_free_and_notices_of_the_site() {
        let page = |free: &str, body: &str| {
            let html = format!(
                "<html><head><script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Dam of \
                 Sonpur\"{free}}}</script></head><body><h1>Dam of Sonpur</h1>{body}</body></html>"
            );
            let raw = RawPage {
                content: Content::Html(html),
                ..RawPage {
                    id: ArticleId::from("t"),
                    source: "t".into(),
                    url: None,
                    hints: Hints::default(),
                    content: Content::Text(String::new()),
                    notices: Vec::new(),
                }
            };
            crate::extract::extract(&raw).0.completeness
        };
        let lines = |n: usize| -> String {
            let line = |i| {
                format!("<p>Engineer {i} of Sonpur said on Monday that part {i} of the dam would be ready soon.</p>")
            };
            (1..=n).map(line).collect()
        };
        let closed = ", \"isAccessibleForFree\": \"False\"";
        let part = ", \"hasPart\": {\"@type\": \"WebPageElement\", \"isAccessibleForFree\": false}";
        assert_eq!(page("", &lines(5)).kind, CompletenessKind::Full);
        for free in [closed, part] {
            let found = page(free, &lines(5));
            assert_eq!(found.kind, CompletenessKind::Excerpt, "{}", found.why);
            assert_eq!(
                page(free, &lines(20)).kind,
                CompletenessKind::Full,
                "all of it is there"
            );
        }
        let notice = page(
            "",
            "<p>We use cookies on this site. Go on if you agree to all cookies of ours.</p>",
        );
        assert_eq!(notice.kind, CompletenessKind::Broken, "{}", notice.why);
    }

    #[test]
    fn letters_count_where_words_are_not_parted() {
        assert_eq!(size("政府が経済対策を決定したことを受け"), 8);
        assert_eq!(size("नया बांध अगले साल तक"), 5);
    }
}
