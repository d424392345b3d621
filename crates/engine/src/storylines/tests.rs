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
            of: None,
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
            "सीमा समझौते पर अरुण नाथ और बेला सेन की बैठक तय",
            &["अरुण नाथ", "बेला सेन", "रतनगढ़"],
        ),
        report(
            "b",
            "2022-02-01",
            "अरुण नाथ और बेला सेन ने सीमा समझौते पर बात की",
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
    assert_eq!(stories[0].title, "अरुण नाथ – बेला सेन");
    assert_eq!(events[0].storyline.as_ref(), Some(&stories[0].id));
    assert_eq!(events[2].storyline, None);
    events.reverse();
    assert_eq!(link(&pages, &mut events), stories);
}
