//! Tests of the Markdown pages.

use super::{article, story};
use crate::article_page;
use crate::fixture::fixture;
use expect_test::expect_file;

#[test]
fn a_story() {
    expect_file!["story.expect.md"].assert_eq(&story(&fixture().page()));
}

#[test]
fn every_footnote_has_its_text() {
    let f = fixture();
    let text = story(&f.page());
    for n in 1..200 {
        let used = text.matches(&format!("[^{n}]")).count();
        let told = text.contains(&format!("\n[^{n}]: "));
        assert_eq!(used > 0, told, "footnote {n}");
    }
    assert!(
        article(&article_page(&f.analyses[0], &[], None))
            .starts_with("# [सोनपुरा में पुल टूटा, सात लोग लापता](https://example.invalid/w1)")
    );
}

#[test]
fn foreign_text_is_never_markup() {
    let mut f = fixture();
    f.events[1].title = "*पुल* <b>[x](javascript:1)</b>\n# y".into();
    assert!(story(&f.page()).starts_with("# \\*पुल\\* &lt;b&gt;\\[x\\](javascript:1)&lt;/b&gt; \\# y\n"));
}
