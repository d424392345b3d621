//! Tests of the HTML pages.

use super::{article, escape, index, story};
use crate::fixture::fixture;
use crate::{article_page, story_list};

/// A page, with markup in every place that foreign text can reach.
fn hostile() -> (String, String) {
    let mut f = fixture();
    let bad = "<script>alert(\"1\")</script>";
    f.events[1].title = format!("पुल {bad}");
    f.storyline.title = bad.into();
    f.claims[0].text = bad.into();
    f.claims[0].reasons[0].own = bad.into();
    f.claims[0].support[0].value = Some(bad.into());
    f.headlines[0].why = bad.into();
    f.brief.bullets[0].text = bad.into();
    f.brief.faq[0].question = bad.into();
    f.brief.timeline[0].text = bad.into();
    f.brief.timeline[0].date = bad.into();
    f.events[1].origins[0].name = bad.into();
    f.copies[0].agency = Some(bad.into());
    for a in &mut f.analyses {
        a.article.outlet = Some(bad.into());
        a.article.url = Some("javascript:alert(1)".into());
        a.article.byline = Some(bad.into());
        a.article.published.why = bad.into();
        a.article.tags = vec![bad.into()];
        for s in &mut a.statements {
            s.chain[0].text = bad.into();
        }
    }
    let copies: Vec<_> = f.copies.iter().collect();
    let page = article_page(&f.analyses[1], &copies, f.headlines.first());
    (story(&f.page()), article(&page))
}

#[test]
fn foreign_text_is_never_markup() {
    let (story, article) = hostile();
    for page in [story, article] {
        assert!(!page.contains("<script"), "markup got through");
        assert!(
            !page.contains("javascript:"),
            "an address that is not of the web became a link"
        );
        assert!(page.contains("&lt;script&gt;"));
    }
    assert_eq!(escape("a&b<c>\"'\u{202e}\u{0}"), "a&amp;b&lt;c&gt;&quot;&#39;");
}

#[test]
fn web_addresses_become_links_that_tell_nothing() {
    let page = story(&fixture().page());
    assert!(page.contains("<a href=\"https://example.invalid/w1\" rel=\"noopener noreferrer nofollow\">"));
    let mut f = fixture();
    for bad in [
        "https://x.invalid/\" onclick=\"x",
        "data:text/html,x",
        "//x.invalid",
        "https://a b",
    ] {
        f.analyses[0].article.url = Some(bad.into());
        let page = story(&f.page());
        assert!(!page.contains("onclick=\"x"), "{bad}");
        assert!(!page.contains(&format!("href=\"{bad}\"")), "{bad}");
    }
}

#[test]
fn a_file_asks_for_nothing() {
    let f = fixture();
    let copies: Vec<_> = f.copies.iter().collect();
    let rows = story_list(&f.events.iter().collect::<Vec<_>>(), &[]);
    for page in [
        story(&f.page()),
        article(&article_page(&f.analyses[0], &copies, None)),
        index(&rows, &|r| format!("{}.html", r.id)),
    ] {
        for word in ["src=", "<link", "@import", "url(", "<script", "<img", "<iframe"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("name=\"viewport\"") && page.contains("prefers-color-scheme:dark"));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"hi\">"));
    }
}

#[test]
fn every_link_inside_the_page_has_its_place() {
    let page = story(&fixture().page());
    for part in page.split("href=\"#").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "#{id} leads nowhere");
    }
    let mut ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|p| p.split('"').next().unwrap())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id stands twice");
}

#[test]
fn what_opens_is_closed() {
    let page = story(&fixture().page());
    for tag in [
        "section", "ul", "ol", "li", "table", "tr", "td", "details", "span", "p", "h2", "h3", "a", "svg", "dl",
        "figure",
    ] {
        let open = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(open, page.matches(&format!("</{tag}>")).count(), "<{tag}>");
    }
}

#[test]
fn hindi_first_and_english_beside_it() {
    let mut f = fixture();
    let page = story(&f.page());
    assert!(page.contains("एक नज़र में <small lang=\"en\">Quick read</small>"));
    f.brief.language = sutradhar_engine::model::Lang::En;
    let page = story(&f.page());
    assert!(page.contains("<h2 id=\"h-quick\">Quick read</h2>"));
    // Support is never called a number of sources.
    assert!(page.contains("2 origins, 3 articles") && page.contains("1 origin, 2 articles"));
    assert!(!page.contains("3 sources"));
}
