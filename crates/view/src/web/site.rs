//! Where the pages of a static site lie: the file of each, and the way from one to another.
//!
//! Folders are named by the beginning of a digest, so that none grows large whatever the ids look like. Addresses are
//! relative: a site works wherever its folder lies, without a server.

use super::frame::Target;
use sutradhar_engine::model::short_hash;

/// Letters of an id that a file name may have.
const LONGEST_NAME: usize = 64;

/// The file of a page, as a path below the folder of the site; `None` for pages that only a server has.
pub fn file(target: Target<'_>) -> Option<String> {
    Some(match target {
        Target::Home => "index.html".into(),
        Target::Stories => "stories.html".into(),
        Target::StoriesFrom(key) => placed("list", &named("stories", key), ""),
        Target::Story(id) => placed("stories", &named("story", id), ""),
        Target::StoryPart(id, part) => placed("stories", &named("story", id), part),
        Target::Storylines => "storylines.html".into(),
        Target::StorylinesFrom(key) => placed("list", &named("storylines", key), ""),
        Target::Storyline(id) => placed("storylines", &named("storyline", id), ""),
        Target::Claim(id) => placed("claims", &named("claim", id), ""),
        Target::Article(id, _) => placed("articles", &named("article", id), ""),
        Target::Copies(a, b) => {
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            placed("copies", &format!("copies-{}", short_hash([a, b])), "")
        }
        Target::Entity(id) => placed("entities", &named("entity", id), ""),
        Target::Outlets => "outlets.html".into(),
        Target::OutletsFrom(key) => placed("list", &named("outlets", key), ""),
        Target::Outlet(id) => placed("outlets", &named("outlet", id), ""),
        Target::Method => "method.html".into(),
        Target::About => "about.html".into(),
        Target::Style => format!("assets/{}", super::STYLE_NAME),
        Target::Search
        | Target::Changes
        | Target::StoryChanges(_)
        | Target::Figures
        | Target::Feeds
        | Target::Watch => return None,
    })
}

/// The address of a page on the page that is the file `from`; an article's line is its fragment.
pub fn address(from: &str, target: Target<'_>) -> Option<String> {
    let to = relative(from, &file(target)?);
    Some(match target {
        Target::Article(_, Some(line)) => format!("{to}#L{line}"),
        _ => to,
    })
}

/// The way from one file of a site to another.
pub fn relative(from: &str, to: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    let mut there: Vec<&str> = to.split('/').collect();
    here.pop();
    let file = there.pop().unwrap_or("");
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(here.len() - shared);
    for folder in there.iter().skip(shared) {
        out.push_str(folder);
        out.push('/');
    }
    out.push_str(file);
    out
}

/// A name for an id. Ids that come from outside may hold anything: only small letters, digits, `-` and `_` stay as they
/// are, every other id is replaced by a digest, so that no two differ by case alone and none leaves the folder.
fn named(kind: &str, id: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if !id.is_empty() && id.len() <= LONGEST_NAME && id.bytes().all(plain) {
        format!("{kind}-{id}")
    } else {
        format!("{kind}-x{}", short_hash([id]))
    }
}

/// A page in its folder; parts of one page stand beside it.
fn placed(kind: &str, name: &str, part: &str) -> String {
    let digest = short_hash([name]);
    let folder = digest.get(..2).unwrap_or("00");
    let dot = if part.is_empty() { "" } else { "." };
    format!("{kind}/{folder}/{name}{dot}{part}.html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;
    use crate::web::tests::values;
    use crate::web::{Frame, Style, Ui};

    #[test]
    fn file_names_are_safe() {
        let check = |id: &str, want: &str| assert_eq!(named("article", id), want);
        check("a1-b_2", "article-a1-b_2");
        for id in ["../x", "A1", "a1", "क", "", "con:", "a/b", &"x".repeat(99)] {
            let name = named("article", id);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b);
            assert!(name.bytes().all(plain) && name.len() < 100, "{name}");
        }
        assert_ne!(named("a", "A1"), named("a", "a1"));
    }

    #[test]
    fn each_page_has_a_file_of_its_own() {
        let all = [
            Target::Home,
            Target::Stories,
            Target::StoriesFrom("2026-01"),
            Target::Story("x"),
            Target::StoryPart("x", "claims"),
            Target::StoryPart("x-claims", "word"),
            Target::Storylines,
            Target::StorylinesFrom("2026-01"),
            Target::Storyline("x"),
            Target::Claim("x"),
            Target::Article("x", None),
            Target::Copies("x", "y"),
            Target::Entity("x"),
            Target::Outlets,
            Target::OutletsFrom("2026-01"),
            Target::Outlet("x"),
            Target::Method,
            Target::About,
            Target::Style,
        ];
        let files: std::collections::BTreeSet<String> = all.iter().filter_map(|t| file(*t)).collect();
        assert_eq!(files.len(), all.len(), "{files:?}");
        assert_eq!(file(Target::Copies("x", "y")), file(Target::Copies("y", "x")));
        assert_eq!(file(Target::Search), None);
    }

    #[test]
    fn ways_are_relative() {
        for (from, to, want) in [
            ("index.html", "about.html", "about.html"),
            ("index.html", "a/0f/b.html", "a/0f/b.html"),
            ("a/0f/b.html", "index.html", "../../index.html"),
            ("a/0f/b.html", "a/0f/c.html", "c.html"),
            ("a/0f/b.html", "a/10/c.html", "../10/c.html"),
            ("a/0f/b.html", "c/0f/d.html", "../../c/0f/d.html"),
        ] {
            assert_eq!(relative(from, to), want);
        }
        let line = address("index.html", Target::Article("a1", Some(7))).unwrap();
        assert!(
            line.starts_with("articles/") && line.ends_with("/article-a1.html#L7"),
            "{line}"
        );
    }

    #[test]
    fn a_site_leads_only_to_what_it_has() {
        let has = |target: Target<'_>| match target {
            Target::Story(_) | Target::Home | Target::StoriesFrom(_) => address("stories/00/x.html", target),
            _ => None,
        };
        let frame = Frame {
            ui: Ui::Hi,
            address: &has,
            this: "x.html",
            forms: &[],
            style: Style::Linked("../../assets/s.css"),
            canonical: None,
            full_text: true,
            theme: None,
            search: false,
        };
        let html = crate::web::story(&fixture().page(), &frame);
        assert!(html.contains("style-src 'self' file:") && html.contains("href=\"../../assets/s.css\""));
        assert!(!html.contains("<form") && !html.contains("hreflang"));
        for href in values(&html, "href") {
            assert!(!href.starts_with('/') && !href.contains('?'), "{href}");
            let inside = ["#", "../../index.html", "../../stories/", "../../assets/", "../"];
            assert!(inside.iter().any(|p| href.starts_with(p)), "{href}");
        }
    }
}
