//! Pages that are one file each: the style sheet inside, no other page to go to, everything in full.

use super::frame::{Frame, Style, Ui};
use crate::article::ArticlePage;
use crate::labels::is_hindi;
use crate::story::StoryPage;

/// A story with all its parts as one file, in the language of most of its reports.
pub fn story_alone(p: &StoryPage) -> String {
    super::story::whole(p, &frame(p.language))
}

/// An article as one file, in its language. It links to its publisher's page and to nothing else.
pub fn article_alone(p: &ArticlePage) -> String {
    super::article::article(p, &[], &frame(p.article.language))
}

/// A frame with labels for a page of this language: Hindi for Hindi, else English.
fn frame(language: &str) -> Frame<'static> {
    Frame {
        ui: if is_hindi(language) { Ui::Hi } else { Ui::En },
        address: &|_| None,
        this: "",
        forms: &[],
        style: Style::Inline,
        canonical: None,
        full_text: true,
        theme: None,
        search: false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article_page;
    use crate::fixture::{Fixture, fixture};
    use crate::web::tests::values;

    /// Pages that are one file each.
    pub(in crate::web) fn alone(f: &Fixture) -> Vec<(&'static str, String)> {
        let copies: Vec<_> = f.copies.iter().collect();
        vec![
            ("story", story_alone(&f.page())),
            (
                "article",
                article_alone(&article_page(&f.analyses[1], &copies, f.headlines.first())),
            ),
        ]
    }

    #[test]
    fn pages_that_stand_alone_hold_all_and_ask_for_nothing() {
        let f = fixture();
        for (name, html) in alone(&f) {
            assert!(
                html.contains("default-src 'none'") && html.contains("prefers-color-scheme"),
                "{name}"
            );
            for word in [
                "src=", "<link", "@import", "url(", "<script", "<img", "<iframe", "<form",
            ] {
                assert!(!html.contains(word), "{name}: {word}");
            }
            let mut ids = values(&html, "id");
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(all, ids.len(), "{name}: an id stands twice");
            for href in values(&html, "href") {
                match href.strip_prefix('#') {
                    Some(id) => assert!(ids.contains(&id), "{name}: #{id} leads nowhere"),
                    // The publisher's own page.
                    None => assert!(
                        name == "article" && href.starts_with("https://example.invalid/"),
                        "{href}"
                    ),
                }
            }
        }
        // Nothing is left for another page: every part is here in full.
        let page = f.page();
        let html = story_alone(&page);
        assert!(html.contains("2 मूल स्रोत</b> (3 ख़बरें, 1 नक़ल)"));
        for part in crate::web::parts_of(&page) {
            let id = match part {
                "claims" => "disputes",
                "timeline" => "when",
                part => part,
            };
            assert!(html.contains(&format!("<section id=\"{id}\"")), "{part}");
        }
        for matter in crate::matters(&page) {
            assert!(html.contains(&crate::web::parts::esc(&matter.text)), "{}", matter.text);
        }
    }

    #[test]
    fn labels_follow_the_language_of_a_page_that_stands_alone() {
        let mut f = fixture();
        assert!(story_alone(&f.page()).contains("एक नज़र में"));
        f.brief.language = sutradhar_engine::model::Lang::En;
        let html = story_alone(&f.page());
        assert!(html.contains("<html lang=\"en\">") && html.contains(">Quick read<"));
        assert!(html.contains("2 independent origins</b> (3 reports, 1 copy)"));
    }
}
