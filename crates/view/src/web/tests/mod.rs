//! Tests of the pages of the web: what holds for every one of them.

mod pages;

use super::*;
use crate::fixture::fixture;
use pages::{HI, Set};

/// A page without its block of data, which means nothing as markup and is JSON.
fn without_data(name: &str, html: String, expected: bool) -> String {
    const OPEN: &str = "<script type=\"application/ld+json\">";
    let Some((before, rest)) = html.split_once(OPEN) else {
        assert!(!expected, "{name} has no data");
        return html;
    };
    assert!(expected, "{name} has data");
    let (block, after) = rest.split_once("</script>\n").unwrap();
    for word in [
        "<",
        ">",
        "&",
        "\u{202e}",
        "\u{200f}",
        "\u{0}",
        "javascript:",
        "somebody",
    ] {
        assert!(!block.contains(word), "{name}: {word} in its data");
    }
    let value: serde_json::Value = serde_json::from_str(block).unwrap();
    assert_eq!(value["@context"], "https://schema.org", "{name}");
    format!("{before}{after}")
}

fn check(each: &dyn Fn(&str, &str)) {
    for ui in [Ui::Hi, Ui::En] {
        for full_text in [true, false] {
            let set = Set {
                ui,
                full_text,
                search: full_text,
            };
            for (name, html) in set.render(&fixture(), "नदीघाट टाइम्स") {
                each(&name, &html);
            }
        }
    }
}

/// A page without the script that says when it is no longer new: the only one there is.
fn without_own_script(html: &str) -> String {
    let own = format!("<script src=\"/assets/{LIVE_NAME}\" defer></script>");
    assert!(html.matches(own.as_str()).count() <= 1);
    html.replacen(&own, "", 1)
}

/// The values of an attribute, in order.
pub(super) fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str())
        .skip(1)
        .filter_map(|p| p.split('"').next())
        .collect()
}

#[test]
fn one_heading_and_no_style_of_its_own() {
    check(&|name, html| {
        let html = &without_own_script(html);
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        for word in [" style=", "<style", "<script", "javascript:", " on", "@import"] {
            let on = word != " on" || html.contains(" onclick=") || html.contains(" onload=");
            assert!(!html.contains(word) || !on, "{name}: {word}");
        }
        for part in ["<header", "<main id=\"main\"", "<footer", "class=\"skip\""] {
            assert_eq!(html.matches(part).count(), 1, "{name}: {part}");
        }
    });
}

#[test]
fn headings_go_down_one_at_a_time() {
    check(&|name, html| {
        let mut level = 0;
        for part in html.split("<h").skip(1) {
            let Some(n) = part.chars().next().and_then(|c| c.to_digit(10)) else {
                continue;
            };
            assert!(n <= level + 1, "{name}: h{n} after h{level}");
            level = n;
        }
    });
}

#[test]
fn ids_are_unique_and_links_inside_lead_somewhere() {
    check(&|name, html| {
        let mut ids = values(html, "id");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(all, ids.len(), "{name}: an id stands twice");
        let places = values(html, "href").into_iter().filter_map(|h| h.strip_prefix('#'));
        let named = ["popovertarget", "aria-labelledby"]
            .into_iter()
            .flat_map(|a| values(html, a));
        for id in places.chain(named) {
            assert!(ids.contains(&id), "{name}: #{id} leads nowhere");
        }
        for id in values(html, "popovertarget") {
            assert!(html.contains(&format!("<div popover id=\"{id}\">")), "{name}: {id}");
        }
    });
}

#[test]
fn what_opens_is_closed_in_order() {
    const VOID: [&str; 8] = ["meta", "link", "input", "br", "line", "path", "circle", "rect"];
    check(&|name, html| {
        let mut open: Vec<&str> = Vec::new();
        for part in html.split('<').skip(1) {
            let tag: &str = part.split(['>', ' ', '\n']).next().unwrap_or("");
            if tag.starts_with('!') || VOID.contains(&tag.trim_end_matches('/')) {
                continue;
            }
            match tag.strip_prefix('/') {
                Some(tag) => assert_eq!(open.pop(), Some(tag), "{name}"),
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    });
}

#[test]
fn a_hindi_page_has_no_english_but_what_is_marked_so() {
    for (name, html) in HI.render(&fixture(), "नदीघाट टाइम्स") {
        let text = outside_lang(&html);
        let word = text.split(|c: char| !c.is_ascii_alphabetic()).find(|w| w.len() > 1);
        assert_eq!(word, None, "{name}");
    }
}

/// What a reader of a page hears outside elements with a language of their own, attributes for voices among it.
fn outside_lang(html: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<(&str, bool)> = Vec::new();
    for part in html.split('<').skip(1) {
        let (inside, text) = part.split_once('>').unwrap_or((part, ""));
        let tag = inside.split([' ', '\n', '/']).next().unwrap_or("");
        let foreign = open.last().is_some_and(|o| o.1);
        match inside.strip_prefix('/') {
            Some(_) => {
                open.pop();
            }
            None if ["meta", "link", "input", "line", "path", "circle", "rect", "!doctype"].contains(&tag) => {}
            None => open.push((tag, foreign || (tag != "html" && inside.contains(" lang=\"")))),
        }
        if !open.last().is_some_and(|o| o.1) {
            for a in ["aria-label", "placeholder"] {
                out.extend(values(&format!(" {inside}"), a).into_iter().map(|v| format!("{v} ")));
            }
            out.push_str(text);
        }
    }
    out.replace("&lt;", "<")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&gt;", ">")
}

#[test]
fn foreign_text_is_never_markup() {
    let bad = "<script>alert(\"1\")</script>'\u{202e}\u{200f}\u{0}";
    let mut f = fixture();
    f.events[1].id = format!("e{bad}").as_str().into();
    f.events[1].title = format!("पुल {bad}");
    f.events[1].origins[0].name = bad.into();
    f.storyline.title = bad.into();
    f.storyline.steps[1].reasons = vec![sutradhar_engine::model::LinkReason::SharedNames(vec![bad.into()])];
    f.storyline.steps[1].new_names[0].1 = bad.into();
    for c in &mut f.claims {
        c.event = f.events[1].id.clone();
        c.id = format!("c{bad}").as_str().into();
        c.text = format!("{} {bad}", c.text);
    }
    f.claims[0].reasons[0].own = bad.into();
    f.claims[0].support[0].value = Some(bad.into());
    f.headlines[0].reasons[0].words = bad.into();
    f.brief.bullets[0].text = bad.into();
    f.brief.faq[0].question = bad.into();
    f.brief.timeline[0].text = bad.into();
    f.brief.timeline[0].date = bad.into();
    f.copies[0].agency = Some(bad.into());
    for a in &mut f.analyses {
        a.article.outlet = Some(bad.into());
        a.article.url = Some("javascript:alert(1)".into());
        a.article.source = format!("/home/somebody/pages/{bad}.html");
        a.article.byline = Some(bad.into());
        a.article.dateline = Some(bad.into());
        a.article.published.why = bad.into();
        a.article.tags = vec![bad.into()];
        for s in &mut a.statements {
            s.chain[0].text = bad.into();
            s.rule = bad.into();
        }
    }
    for ui in [Ui::Hi, Ui::En] {
        for full_text in [true, false] {
            let set = Set {
                ui,
                full_text,
                search: true,
            };
            for (name, html) in set.render(&f, bad) {
                let html = without_own_script(&html);
                for word in [
                    "<script",
                    "href=\"javascript",
                    "somebody",
                    "\u{202e}",
                    "\u{200f}",
                    "\u{0}",
                    "alert(\"1",
                ] {
                    assert!(!html.contains(word), "{name}: {word} got through");
                }
                assert!(
                    !html.contains("alert(1)"),
                    "{name}: an address that is not of the web is on the page"
                );
                for href in values(&html, "href") {
                    let plain = href.bytes().all(|b| b.is_ascii_graphic() && !b"<>'\\".contains(&b));
                    assert!(plain, "{name}: {href}");
                }
            }
        }
    }
    for (name, html) in super::alone::tests::alone(&f) {
        for word in [
            "<script",
            "href=\"javascript",
            "somebody",
            "\u{202e}",
            "\u{200f}",
            "\u{0}",
            "alert(\"1",
        ] {
            assert!(!html.contains(word), "{name} alone: {word} got through");
        }
        assert!(html.contains("&lt;script&gt;"), "{name}");
    }
    assert_eq!(segment("e1/../<x>"), "e1%2F..%2F%3Cx%3E");
    assert_eq!(segment(".."), "%2E%2E");
}

#[test]
fn articles_are_never_counted_without_origins_before_them() {
    for (name, html) in HI.render(&fixture(), "नदीघाट टाइम्स") {
        if matches!(name.as_str(), "outlets" | "outlet" | "timeline") {
            continue;
        }
        let text = outside_lang(&html);
        for (at, _) in text
            .match_indices(" ख़बरें")
            .filter(|(i, m)| text[i + m.len()..].starts_with([')', ',']))
        {
            let before: String = text[..at]
                .chars()
                .rev()
                .take(40)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            assert!(before.contains("मूल स्रोत"), "{name}: {before}");
        }
    }
}

#[test]
fn texts_are_not_republished_where_that_is_not_allowed() {
    let mut f = fixture();
    let extra = "\nएक लंबा वाक्य जो किसी का कथन नहीं है।\nएक और वाक्य जो किसी ने नहीं कहा।";
    let start = f.analyses[2].article.text.len();
    f.analyses[2].article.text.push_str(extra);
    let mut at = start + 1;
    for (i, line) in extra.trim_start().split('\n').enumerate() {
        f.analyses[2].article.lines.push(sutradhar_engine::model::Line {
            n: 5 + i as u32,
            span: sutradhar_engine::model::Span::new(at, at + line.len()),
            class: sutradhar_engine::model::LineClass::Body,
            reason: "sentence".into(),
        });
        at += line.len() + 1;
    }
    let page = |full_text| {
        let set = Set {
            ui: Ui::Hi,
            full_text,
            search: true,
        };
        let pages = set.render(&f, "नदीघाट टाइम्स");
        pages.into_iter().find(|(n, _)| n == "article 2").unwrap().1
    };
    assert!(page(true).contains("एक और वाक्य"));
    let short = page(false);
    assert!(short.contains("ग्रामीणों के मुताबिक"));
    assert!(!short.contains("एक लंबा वाक्य") && !short.contains("एक और वाक्य"));
    assert!(short.contains("https://example.invalid/w3"));
    // Of two texts side by side only sentences that were changed stand there.
    let sides = |full_text| {
        let set = Set {
            ui: Ui::En,
            full_text,
            search: true,
        };
        let pages = set.render(&fixture(), "नदीघाट टाइम्स");
        pages.into_iter().rfind(|(n, _)| n == "copies").unwrap().1
    };
    let (whole, some) = (sides(true), sides(false));
    let rows = |html: &str| html.matches("<tr>").count();
    assert!(!whole.contains("are not shown here") && some.contains("are not shown here"));
    assert!(rows(&some) < rows(&whole), "{} of {}", rows(&some), rows(&whole));
    // A citation of a line that is left out leads to where it would stand.
    assert!(short.contains("<i id=\"L6\"></i></li>"));
}

#[test]
fn the_style_sheet_has_a_name_of_its_own() {
    assert!(STYLE_NAME.starts_with("s.") && STYLE_NAME.ends_with(".css") && STYLE_NAME.len() == 14);
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    assert_eq!(STYLE.matches('{').count(), STYLE.matches('}').count());
}

#[test]
fn colours_that_are_asked_for_stand_on_the_page() {
    let address = |t: Target<'_>| Some(path(t));
    let frame = |theme| Frame {
        ui: Ui::Hi,
        address: &address,
        this: "/about",
        forms: &[],
        style: Style::Linked("/s.css"),
        canonical: None,
        full_text: true,
        theme,
        search: true,
    };
    assert!(about(&frame(Some(Theme::Dark))).contains("<html lang=\"hi\" data-theme=\"dark\">"));
    assert!(about(&frame(None)).contains("<html lang=\"hi\">"));
    assert!(STYLE.contains(":root[data-theme=dark]") && STYLE.contains(":root[data-theme=light]"));
}

#[test]
fn a_text_that_is_not_whole_says_so_and_left_nothing_out() {
    let whole = HI.render(&fixture(), "नदीघाट टाइम्स");
    let said = |pages: &[(String, String)], words: &str| pages.iter().filter(|p| p.1.contains(words)).count();
    assert!(said(&whole, "1 छोड़े") > 0 && said(&whole, ">छोड़ा<") > 0);
    assert_eq!(said(&whole, "अंश</"), 0);
    let mut f = fixture();
    for a in f.analyses.iter_mut().filter(|a| a.article.id != f.copies[0].a) {
        a.article.completeness = sutradhar_engine::model::Completeness {
            kind: sutradhar_engine::model::CompletenessKind::Excerpt,
            why: "the text is cut short".into(),
        };
    }
    let cut = HI.render(&f, "नदीघाट टाइम्स");
    assert_eq!((said(&cut, "1 छोड़े"), said(&cut, ">छोड़ा<")), (0, 0));
    assert!(said(&cut, "सिर्फ़ पहले में") > 0);
    assert!(said(&cut, "अंश</") > 0);
    assert!(said(&cut, "पाठ बीच में कटा है") > 0);
    // The same in the other forms.
    let story = crate::markdown::story(&f.page());
    assert!(story.contains("अंश") && !story.contains("1 छोड़े"), "{story}");
}
