//! Tests of the terminal pages.

use super::layout::{clean, plain, width, wrap};
use super::{NARROWEST, Style, article, article_short, diff, story, story_short};
use crate::fixture::fixture;
use crate::{article_page, diff_page};
use expect_test::expect_file;
use unicode_width::UnicodeWidthStr;

#[test]
fn a_story() {
    expect_file!["story.expect.txt"].assert_eq(&story(&fixture().page(), Style::default()));
}

#[test]
fn a_short_story() {
    expect_file!["story_short.expect.txt"].assert_eq(&story_short(&fixture().page(), Style::default()));
}

#[test]
fn a_short_article() {
    let f = fixture();
    let copies: Vec<_> = f.copies.iter().collect();
    let page = article_page(&f.analyses[1], &copies, f.headlines.first());
    expect_file!["article_short.expect.txt"].assert_eq(&article_short(&page, Style::default()));
}

#[test]
fn places_of_a_short_page_can_be_followed() {
    let page = fixture().page();
    let text = story_short(&page, Style::default());
    let mut seen = 0;
    for part in text.split('[').skip(1) {
        let Some((article, line)) = part.split(']').next().and_then(|p| p.split_once(':')) else {
            continue;
        };
        let (Ok(article), Ok(line)) = (article.parse::<usize>(), line.parse::<u32>()) else {
            continue;
        };
        if (article, line) == (2, 15) {
            continue; // The example of the legend.
        }
        let id = &page.articles[article - 1].id;
        assert!(page.citations.iter().any(|c| c.article == *id && c.line == line));
        seen += 1;
    }
    assert!(seen > 3, "{text}");
}

#[test]
fn an_article() {
    let f = fixture();
    let copies: Vec<_> = f.copies.iter().collect();
    let page = article_page(&f.analyses[1], &copies, f.headlines.first());
    expect_file!["article.expect.txt"].assert_eq(&article(&page, Style::default()));
}

#[test]
fn a_diff() {
    let f = fixture();
    let page = diff_page(Some(&f.copies[0]), &f.analyses[0], &f.analyses[1]);
    expect_file!["diff.expect.txt"].assert_eq(&diff(&page, Style::default()));
}

#[test]
fn escapes_of_a_page_do_not_reach_the_terminal() {
    let mut f = fixture();
    f.events[1].title = "पुल\u{1b}[31m\u{7}\u{202e} टूटा\r\n\u{9b}2J".into();
    for text in [
        story(&f.page(), Style::default()),
        story_short(&f.page(), Style::default()),
    ] {
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
    }
    assert_eq!(clean("a\tb\u{1b}[0m"), "a b[0m");
    // Colour adds only our own escapes.
    let coloured = story(
        &f.page(),
        Style {
            width: 80,
            colour: true,
        },
    );
    assert!(coloured.contains("\u{1b}[1m"));
    assert!(!coloured.contains("\u{1b}[31m\u{7}"));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let f = fixture();
    let page = f.page();
    let copies: Vec<_> = f.copies.iter().collect();
    for w in [1, 20, 33, 47, 60, 80, 132] {
        let style = Style {
            width: w,
            colour: false,
        };
        let pages = [
            story(&page, style),
            story_short(&page, style),
            article_short(&article_page(&f.analyses[0], &copies, None), style),
            article(&article_page(&f.analyses[0], &copies, None), style),
            diff(&diff_page(None, &f.analyses[0], &f.analyses[1]), style),
        ];
        for line in pages.iter().flat_map(|p| p.lines()) {
            assert!(line.width() <= w.max(NARROWEST), "{} > {w}: {line}", line.width());
        }
    }
}

proptest::proptest! {
    /// No line is wider than the room unless it is a single grapheme; no grapheme is cut; no word is lost.
    #[test]
    fn wrapping(text in "[क-ह़ा-्ंa-z 漢字👩‍👩‍👧\\u{200d}]{0,80}|\\PC{0,60}", room in 1usize..40) {
        use unicode_segmentation::UnicodeSegmentation;
        let lines: Vec<String> = wrap(&[plain(text.clone())], room)
            .iter()
            .map(|l| l.iter().map(|(_, s)| s.as_str()).collect())
            .collect();
        for line in &lines {
            proptest::prop_assert!(width(line) <= room || line.graphemes(true).count() == 1);
        }
        let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        proptest::prop_assert_eq!(squeeze(&lines.concat()), squeeze(&clean(&text)));
    }
}
