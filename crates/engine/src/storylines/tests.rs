use super::*;
use crate::model::*;

/// One article of an event, with named people and places.
fn report(id: &str, day: &str, title: &str, names: &[&str]) -> Analysis {
    let raw = RawPage {
        id: id.into(),
        source: id.to_string(),
        url: None,
        hints: Hints::default(),
        content: Content::Record {
            title: title.to_string(),
            body: names.join(" "),
        },
        notices: Vec::new(),
    };
    let (mut article, notices) = crate::extract::extract(&raw);
    // Short as it is, it is meant as a whole article.
    article.completeness = Completeness::default();
    article.published = Published {
        value: Some(day.parse::<jiff::civil::Date>().unwrap().at(0, 0, 0, 0)),
        precision: Precision::Day,
        offset: None,
        basis: Basis::Stated,
        earliest: None,
        latest: None,
        why: String::new(),
    };
    let mut a = crate::annotate::annotate(article, notices);
    a.entities.clear();
    a.mentions.clear();
    for name in names {
        let at = a.article.text.rfind(name).unwrap();
        a.entities.push(Entity {
            id: (*name).into(),
            of: None,
            kind: EntityKind::Person,
            names: [("hi".to_string(), (*name).to_string())].into(),
        });
        a.mentions.push(Mention {
            span: Span::new(at, at + name.len()),
            kind: EntityKind::Person,
            entity: (*name).into(),
            role: MentionRole::Name,
        });
    }
    a
}

fn event(a: &Analysis) -> Event {
    Event {
        id: EventId(format!("e-{}", a.article.id)),
        title: a.article.headline_text().to_string(),
        start: a.article.published.day(),
        end: a.article.published.day(),
        articles: vec![a.article.id.clone()],
        origins: Vec::new(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: a.entities.iter().map(|e| e.id.clone()).collect(),
        storyline: None,
        reasons: Vec::new(),
    }
}

#[test]
fn events_with_the_same_pair_of_people_are_one_storyline() {
    let pages = vec![
        report(
            "a",
            "2024-06-01",
            "अरुण नाथ और बेला सेन की सीमा समझौते पर बैठक शुरू",
            &["अरुण नाथ", "बेला सेन", "रतनगढ़"],
        ),
        report(
            "b",
            "2024-05-30",
            "अरुण नाथ और बेला सेन की सीमा समझौते पर बैठक टली",
            &["अरुण नाथ", "बेला सेन", "रतनगढ़"],
        ),
        report(
            "c",
            "2024-06-03",
            "अरुण नाथ ने नए अस्पताल का उद्घाटन किया",
            &["अरुण नाथ", "कमल राव"],
        ),
        report("d", "2024-06-03", "मेले में भीड़ उमड़ी", &["सोनपुर"]),
    ];
    let mut events: Vec<Event> = pages.iter().map(event).collect();
    let stories = link(&pages, &mut events);
    assert_eq!(stories.len(), 1);
    let ids: Vec<&str> = stories[0].events.iter().map(|e| e.as_str()).collect();
    assert_eq!(ids, ["e-b", "e-a"]);
    assert_eq!(
        stories[0].title, "अरुण नाथ और बेला सेन की सीमा समझौते पर बैठक टली",
        "what it is about, not two names"
    );
    assert_eq!(events[0].storyline.as_ref(), Some(&stories[0].id));
    assert_eq!(events[2].storyline, None);
    events.reverse();
    assert_eq!(link(&pages, &mut events), stories);
}

#[test]
fn a_step_tells_what_is_new_and_what_is_told_again() {
    let first = report(
        "a",
        "2024-06-01",
        "रतनगढ़ में पुल टूटा, अरुण नाथ ने जांच का आदेश दिया",
        &["अरुण नाथ", "रतनगढ़"],
    );
    let raw = RawPage {
        id: "b".into(),
        source: "b".to_string(),
        url: None,
        hints: Hints::default(),
        content: Content::Record {
            title: "पुल मामले में ठेकेदार पकड़ा गया".to_string(),
            body: "पुलिस ने सोमवार को ठेकेदार सोहन राव को पकड़ लिया।\nरतनगढ़ का पुल 1 जून 2024 को टूटा था।".to_string(),
        },
        notices: Vec::new(),
    };
    let (mut article, notices) = crate::extract::extract(&raw);
    article.published = first.article.published.clone();
    article.published.value = Some(jiff::civil::date(2025, 3, 3).at(0, 0, 0, 0));
    let mut second = crate::annotate::annotate(article, notices);
    second.entities = first.entities.clone();
    second.mentions = vec![Mention {
        span: Span::new(0, 4),
        kind: EntityKind::Person,
        entity: "अरुण नाथ".into(),
        role: MentionRole::Name,
    }];
    let at = second.article.text.find("रतनगढ़").unwrap();
    second.mentions.push(Mention {
        span: Span::new(at, at + "रतनगढ़".len()),
        kind: EntityKind::Place,
        entity: "रतनगढ़".into(),
        role: MentionRole::Name,
    });
    let at = second.article.text.find("सोहन राव").unwrap();
    second.entities.push(Entity {
        id: "सोहन राव".into(),
        of: None,
        kind: EntityKind::Person,
        names: [("hi".to_string(), "सोहन राव".to_string())].into(),
    });
    second.mentions.push(Mention {
        span: Span::new(at, at + "सोहन राव".len()),
        kind: EntityKind::Person,
        entity: "सोहन राव".into(),
        role: MentionRole::Name,
    });
    let mut pages = vec![first, second];
    let mut events: Vec<Event> = pages.iter().map(event).collect();
    // What the earlier report leaves out is new only if all of it is there.
    pages[0].article.completeness.kind = CompletenessKind::Excerpt;
    let cut = link(&pages, &mut events.clone());
    assert!(cut[0].steps[1].new_names.is_empty());
    pages[0].article.completeness = Completeness::default();
    let stories = link(&pages, &mut events);
    assert_eq!(stories.len(), 1, "{events:?}");
    let step = &stories[0].steps[1];
    let new: Vec<&str> = step.new_names.iter().map(|n| n.1.as_str()).collect();
    assert_eq!(new, ["सोहन राव"]);
    assert_eq!(step.follows.as_ref().map(|e| e.as_str()), Some("e-a"));
    let told = LinkReason::TellsOf(jiff::civil::date(2024, 6, 1));
    assert!(step.reasons.contains(&told), "{:?}", step.reasons);
    assert_eq!(
        step.news.as_ref().map(|n| n.0.as_str()),
        Some("पुलिस ने सोमवार को ठेकेदार सोहन राव को पकड़ लिया।")
    );
    assert_eq!(step.background.len(), 1);
    assert_eq!(step.background[0].of.as_str(), "e-a");
    assert!(pages[1].words(step.background[0].sentence.span).contains("टूटा था"));
    assert_eq!(stories[0].steps[0], StoryStep::default());
}
