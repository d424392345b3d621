//! The exchange forms of the small story of the fixture. The official schema of ninjs is asked by the tests of the
//! program, over all samples.

use super::*;
use crate::article_page;
use crate::fixture::{Fixture, fixture};
use crate::lens::LensRow;
use crate::pages::{ClaimPage, StoryRef};
use sutradhar_engine::model::{Entity, EntityKind, LineClass, Mention, MentionRole};

const BASE: Naming<'static> = Naming {
    base: Some("https://example.invalid"),
};

fn article(f: &Fixture, i: usize) -> ArticlePage {
    let copies: Vec<_> = f.copies.iter().collect();
    let mut page = article_page(&f.analyses[i], &copies, None);
    let others: Vec<_> = f
        .analyses
        .iter()
        .filter(|a| a.article.id.as_str() != page.article.id)
        .collect();
    let claims: Vec<_> = f.claims.iter().collect();
    page.lens = crate::lens(&f.analyses[i], &claims, &others);
    // What the fixture's reports share is too short for a mark.
    page.lens.extend(page.statements.first().map(|s| LensRow {
        start: s.start,
        end: s.end - 3,
        line: s.line,
        mark: "alike",
        origins: 1,
        claim: "c1".into(),
        others: Vec::new(),
    }));
    page
}

fn stories(f: &Fixture) -> Vec<StoryRef> {
    let page = f.page();
    vec![StoryRef {
        id: page.id,
        title: page.title,
        start: page.start,
        end: page.end,
        origins: 2,
        articles: 3,
    }]
}

fn claim(f: &Fixture, i: usize) -> ClaimPage {
    let page = f.page();
    ClaimPage {
        story: stories(f).remove(0),
        language: "hi".into(),
        claim: page.claims[i].clone(),
        citations: page.citations.clone(),
        published: vec![
            ("w2".into(), Some("2031-07-06".into())),
            ("w1".into(), Some("2031-07-05T09:30+05:30".into())),
        ],
        stated: vec!["w1".into()],
    }
}

fn all(f: &Fixture, names: &Naming<'_>, whole: bool) -> Vec<Value> {
    let page = f.page();
    let mut out = vec![
        ninjs::story(&page, names),
        superdesk::story(&page, names),
        jsonld::story(&page, names),
    ];
    for i in 0..f.analyses.len() {
        let a = article(f, i);
        out.push(ninjs::article(&a, &stories(f), names, whole));
        out.push(superdesk::article(&a, names, whole));
        out.push(jsonld::article(&a, &stories(f), names));
        out.push(anno::article(&a, names));
    }
    out.extend((0..page.claims.len()).map(|i| jsonld::claim(&claim(f, i), names)));
    out
}

#[test]
fn names_are_absolute_with_an_address_and_without() {
    assert_eq!(BASE.uri(Target::Story("e1")), "https://example.invalid/stories/e1");
    let urn = Naming::default();
    assert_eq!(
        urn.uri(Target::Article("a/क", Some(4))),
        "urn:sutradhar:article:a%2F%E0%A4%95"
    );
    assert_eq!(urn.url(Target::Claim("c1")), None);
}

#[test]
fn moments_are_never_made_up() {
    for (iso, want) in [
        ("2031-07-05T09:30+05:30", Some("2031-07-05T04:00:00Z")),
        ("2031-07-05T09:30Z", Some("2031-07-05T09:30:00Z")),
        ("2031-07-05T09:30:12.75Z", Some("2031-07-05T09:30:12Z")),
        ("2031-07-05T09:30", None),
        ("2031-07-05T09+05:30", None),
        ("2031-07-05", None),
        ("soon", None),
        ("T", None),
    ] {
        assert_eq!(moment(iso).as_deref(), want, "{iso}");
    }
}

#[test]
fn a_story_in_ninjs_gives_origins_and_cites_each_line() {
    let f = fixture();
    let value = ninjs::story(&f.page(), &BASE);
    assert_eq!(value["uri"], "https://example.invalid/stories/e1");
    assert_eq!(value["versionCreated"], "2031-07-05T04:00:00Z");
    let sources = value["infoSources"].as_array().unwrap();
    let origins: Vec<_> = sources
        .iter()
        .filter(|s| s["role"] == "origin")
        .map(|s| &s["name"])
        .collect();
    assert_eq!(origins, ["पर्वत समाचार", "घाटी संदेश"]);
    let body = value["bodies"][0]["value"].as_str().unwrap();
    assert!(
        body.starts_with("• जिलाधिकारी") && body.contains("[1] नदीघाट टाइम्स, 5 जुलाई 2031, पंक्ति 3: “"),
        "{body}"
    );
    assert_eq!(value["associations"].as_array().unwrap().len(), 3);
    // An inferred date is told, never given as a moment.
    let undated = &value["associations"][2];
    assert!(undated.get("contentCreated").is_none());
    assert_eq!(
        undated["edNote"],
        "Published between 2031-07-04 and 2031-07-06 (inferred)."
    );
    assert!(
        value["edNote"]
            .as_str()
            .unwrap()
            .contains("2 independent origins (3 reports)")
    );
    // Without a quick read there is no body that would rest on nothing.
    let mut bare = f.page();
    bare.bullets.clear();
    assert!(ninjs::story(&bare, &BASE).get("bodies").is_none());
}

#[test]
fn an_article_in_ninjs_is_whole_or_an_excerpt() {
    let f = fixture();
    let mut page = article(&f, 0);
    let whole = ninjs::article(&page, &stories(&f), &BASE, true);
    assert_eq!(whole["representationType"], "full");
    let body = whole["bodies"][0]["value"].as_str().unwrap();
    assert!(
        body.contains("राहत दल") && !body.contains("सात लोग") && !body.contains('…'),
        "{body}"
    );
    assert_eq!(whole["events"][0]["uri"], "https://example.invalid/stories/e1");
    page.lines.retain(|l| l.n != 5);
    let part = ninjs::article(&page, &stories(&f), &BASE, false);
    assert_eq!(part["representationType"], "partial");
    assert!(part.get("bodies").is_none() && part.get("usageTerms").is_some());
    let shown = part["descriptions"][0]["value"].as_str().unwrap();
    assert!(shown.contains("बताया।\n…\n(पर्वत समाचार)"), "{shown}");
}

/// The rules by which Superdesk's parser takes an item (`superdesk/io/feed_parsers/ninjs.py`).
fn superdesk_takes(item: &Value) {
    let text = |name: &str| item[name].as_str().unwrap_or_else(|| panic!("{name} of {item}"));
    assert_eq!(text("type"), "text");
    assert!(text("guid").contains(':') && !text("headline").is_empty());
    for name in ["versioncreated", "firstcreated"]
        .into_iter()
        .filter(|n| *n != "firstcreated" || !item[*n].is_null())
    {
        let shape: String = text(name)
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        assert_eq!(shape, "0000-00-00T00:00:00Z", "{name}");
    }
    assert!(item["priority"].is_u64() && item["urgency"].is_u64());
    for place in item["place"].as_array().into_iter().flatten() {
        assert!(place["name"].is_string() && place["code"].is_string());
    }
    // A profile would name one of its own content profiles, and items of a package are not read.
    assert!(item.get("profile").is_none() && item.get("groups").is_none());
    for report in item["associations"].as_object().into_iter().flat_map(|a| a.values()) {
        superdesk_takes(report);
    }
}

#[test]
fn superdesk_takes_stories_and_articles() {
    let f = fixture();
    let story = superdesk::story(&f.page(), &BASE);
    superdesk_takes(&story);
    assert_eq!(story["associations"].as_object().unwrap().len(), 3);
    assert!(story["body_html"].as_str().unwrap().starts_with("<p>जिलाधिकारी"));
    for i in 0..3 {
        let item = superdesk::article(&article(&f, i), &BASE, true);
        superdesk_takes(&item);
        assert!(item["body_html"].as_str().unwrap().contains("<p>"));
    }
}

/// Every term of schema.org that we use.
const TERMS: &str = "@context @id @type about appearance author citation contentLocation creditText dateline \
    datePublished firstAppearance hasPart headline inLanguage isBasedOn isPartOf item itemListElement itemListOrder \
    keywords mainEntity mainEntityOfPage mentions name numberOfItems position publisher sourceOrganization subjectOf \
    temporalCoverage text url";
const TYPES: &str = "Claim CreativeWorkSeries Event ItemList ListItem NewsArticle Organization Person Place Quotation \
    WebPage";

fn terms(value: &Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                assert!(TERMS.split_whitespace().any(|t| t == key), "{key}");
                terms(value);
            }
            if let Some(kind) = map.get("@type") {
                assert!(TYPES.split_whitespace().any(|t| kind == t), "{kind}");
            }
        }
        Value::Array(list) => list.iter().for_each(terms),
        _ => {}
    }
}

#[test]
fn json_ld_says_only_what_is_known() {
    let mut f = fixture();
    f.analyses[0].entities.push(Entity {
        id: "q1".into(),
        kind: EntityKind::Person,
        names: [("hi".to_string(), "रमा देवल".to_string())].into(),
        of: None,
    });
    let span = crate::fixture::at(&f.analyses[0].article.text, "रमा देवल");
    f.analyses[0].mentions.push(Mention {
        span,
        entity: "q1".into(),
        kind: EntityKind::Person,
        role: MentionRole::Name,
    });
    f.events[1].entities.push("q1".into());
    for value in all(&f, &BASE, true)
        .iter()
        .filter(|v| v["@context"] == "https://schema.org")
    {
        terms(value);
    }
    let story = jsonld::story(&f.page(), &BASE);
    assert_eq!(story["mainEntity"]["numberOfItems"], 3);
    assert_eq!(story["about"][0]["@type"], "Person");
    let wire = jsonld::article(&article(&f, 0), &stories(&f), &BASE);
    assert_eq!(wire["datePublished"], "2031-07-05T09:30+05:30");
    assert_eq!(wire["mentions"][0]["name"], "रमा देवल");
    let copy = jsonld::article(&article(&f, 1), &stories(&f), &BASE);
    assert_eq!(copy["isBasedOn"][0]["@id"], "https://example.invalid/articles/w1");
    // The date of the third report is only inferred.
    assert!(
        jsonld::article(&article(&f, 2), &[], &BASE)
            .get("datePublished")
            .is_none()
    );
    let first = jsonld::claim(&claim(&f, 0), &BASE);
    assert_eq!(
        first["author"][0],
        json!({"@type": "Person", "name": "जिलाधिकारी रमा देवल"})
    );
    assert_eq!(first["firstAppearance"]["@id"], "https://example.invalid/articles/w1");
    assert_eq!(first["firstAppearance"]["hasPart"]["text"], "पुल टूटने से 7 लोग लापता हैं");
    assert_eq!(
        first["firstAppearance"]["url"],
        "https://example.invalid/articles/w1#L3"
    );
    let days: Vec<bool> = first["appearance"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["datePublished"].is_string())
        .collect();
    assert_eq!(days, [true, false, false]);
}

/// Wants every selector of an article to pick out the same words of its text, and gives how many there were.
fn found_again(value: &Value, text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let items = value["first"]["items"].as_array().unwrap();
    assert_eq!(value["total"], items.len());
    for item in items {
        let [quote, position] = item["target"]["selector"].as_array().unwrap().as_slice() else {
            panic!("two selectors: {item}")
        };
        let place = |name: &str| position[name].as_u64().unwrap() as usize;
        let exact: String = chars[place("start")..place("end")].iter().collect();
        assert_eq!(quote["exact"], exact);
        let around = |name: &str| quote[name].as_str().unwrap_or("");
        assert!(around("prefix").chars().count() <= 32 && around("suffix").chars().count() <= 32);
        let head: String = chars[..place("start")].iter().collect();
        let tail: String = chars[place("end")..].iter().collect();
        assert!(head.ends_with(around("prefix")) && tail.starts_with(around("suffix")));
    }
    items.len()
}

#[test]
fn annotations_are_found_again_in_the_text() {
    let f = fixture();
    for i in 0..3 {
        let page = article(&f, i);
        let value = anno::article(&page, &BASE);
        assert_eq!(found_again(&value, &page.text), page.statements.len() + page.lens.len());
        assert_eq!(value["id"], format!("https://example.invalid/articles/w{}.anno", i + 1));
    }
    let wire = anno::article(&article(&f, 0), &Naming::default());
    let first = &wire["first"]["items"][0];
    assert_eq!(first["body"][0]["value"], "जिलाधिकारी रमा देवल ← नदीघाट टाइम्स");
    assert_eq!(first["target"]["source"], "urn:sutradhar:article:w1");
    let last = wire["first"]["items"].as_array().unwrap().last().unwrap();
    assert_eq!(last["body"][0]["source"], "urn:sutradhar:claim:c1");
    let prefix = first["target"]["selector"][0]["prefix"].as_str().unwrap();
    assert!(prefix.ends_with("ने कहा कि ") && prefix.chars().count() > 24, "{prefix}");
}

#[test]
fn annotations_keep_to_lines_that_are_shown() {
    let f = fixture();
    let mut page = article(&f, 0);
    // The line of the first statement alone is shown, not the one after it.
    page.lines.retain(|l| l.n == 3);
    let value = anno::article(&page, &BASE);
    assert_eq!(found_again(&value, &page.text), 1 + page.lens.len());
    let quote = &value["first"]["items"][0]["target"]["selector"][0];
    assert_eq!(quote["suffix"], "।\n", "{quote}");
    for hidden in ["हरिकांत", "राहत", "सात लोग"] {
        assert!(!value["first"].to_string().contains(hidden), "{hidden}");
    }
    page.lines.clear();
    assert_eq!(anno::article(&page, &BASE)["total"], 0);
    assert_eq!(anno::article(&page, &BASE)["first"]["items"], json!([]));
}

#[test]
fn hidden_lines_stay_hidden_in_every_form() {
    let f = fixture();
    let mut page = article(&f, 0);
    page.lines.retain(|l| l.n != 5);
    for value in [
        ninjs::article(&page, &[], &BASE, false),
        superdesk::article(&page, &BASE, false),
        jsonld::article(&page, &[], &BASE),
        anno::article(&page, &BASE),
    ] {
        assert!(!value.to_string().contains("राहत दल ने 12"), "{value}");
    }
}

#[test]
fn foreign_text_means_nothing_in_any_form() {
    let bad = "<script>alert(\"1\")</script>'&\u{202e}\u{200f}";
    let mut f = fixture();
    f.events[1].title = bad.into();
    f.brief.bullets[0].text = bad.into();
    for a in &mut f.analyses {
        a.article.outlet = Some(bad.into());
        a.article.url = Some("javascript:alert(1)".into());
        a.article.source = "/home/somebody/pages/x.html".into();
        a.article.byline = Some(bad.into());
        a.article.dateline = Some(bad.into());
        a.article.tags = vec![bad.into()];
        for s in &mut a.statements {
            s.chain[0].text = bad.into();
        }
        // A line of the text that would be a script in HTML.
        let start = a.article.text.len() + 1;
        a.article.text.push_str(&format!("\n{bad}"));
        a.article.lines.push(sutradhar_engine::model::Line {
            n: 99,
            span: sutradhar_engine::model::Span::new(start, a.article.text.len()),
            class: LineClass::Body,
            reason: "sentence".into(),
        });
    }
    for names in [BASE, Naming::default()] {
        for value in all(&f, &names, true) {
            let text = value.to_string();
            assert!(!text.contains("javascript:") && !text.contains("somebody"), "{text}");
            if let Some(html) = value["body_html"].as_str() {
                assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
                assert!(!html.contains('\u{202e}'), "{html}");
            }
            let block = jsonld::data_block(&value);
            assert_eq!(block.matches('<').count(), 2, "{block}");
            let inside = block.split_once('>').unwrap().1.rsplit_once('<').unwrap().0;
            assert_eq!(serde_json::from_str::<Value>(inside).unwrap(), value);
            assert!(!block.contains(['\u{202e}', '\u{200f}', '&']));
        }
    }
}

#[test]
fn a_citation_is_one_line() {
    let mut page = fixture().page();
    page.citations[0].quote = "पुल\n टूटा".into();
    assert_eq!(
        ninjs::citation(&page.citations[0], &page, &Naming::default()),
        "[1] नदीघाट टाइम्स, 5 जुलाई 2031, पंक्ति 3: “पुल टूटा” urn:sutradhar:article:w1"
    );
    page.language = "en";
    let line = ninjs::citation(&page.citations[0], &page, &BASE);
    assert!(
        line.contains("5 Jul 2031, line 3: ") && line.ends_with("/articles/w1#L3"),
        "{line}"
    );
}
