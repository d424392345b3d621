use super::*;
use crate::{annotate, attribute, extract};

/// An article with a day of publication, through the stages before this one.
fn article(id: &str, day: i8, title: &str, body: &str) -> Analysis {
    let page = RawPage {
        id: ArticleId::from(id),
        source: id.into(),
        url: None,
        hints: Hints::default(),
        content: Content::Record {
            title: title.into(),
            body: body.into(),
        },
        notices: Vec::new(),
    };
    let (mut article, notices) = extract::extract(&page);
    article.published = Published {
        value: Some(jiff::civil::date(2031, 5, day).at(9, 0, 0, 0)),
        precision: Precision::Day,
        offset: None,
        basis: Basis::Stated,
        earliest: None,
        latest: None,
        why: String::new(),
    };
    let mut a = annotate::annotate(article, notices);
    a.statements = attribute::attribute(&a);
    a
}

/// One event of all the articles; articles of one group are one origin.
fn event(groups: &[&[&str]]) -> Event {
    let origins = groups.iter().enumerate().map(|(i, ids)| Origin {
        id: OriginId(format!("o{i}")),
        name: format!("o{i}"),
        articles: ids.iter().map(|i| ArticleId::from(*i)).collect(),
    });
    Event {
        id: EventId::from("e1"),
        title: String::new(),
        start: None,
        end: None,
        articles: groups
            .iter()
            .flat_map(|g| g.iter().map(|i| ArticleId::from(*i)))
            .collect(),
        origins: origins.collect(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: Vec::new(),
        storyline: None,
        reasons: Vec::new(),
    }
}

fn weighed(mut analyses: Vec<Analysis>, groups: &[&[&str]]) -> Vec<Claim> {
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let checks: Vec<HeadlineCheck> = analyses.iter().filter_map(headlines::check).collect();
    let claims = weigh(&analyses, &[event(groups)], &[], &checks);
    for c in &claims {
        assert!(!c.support.is_empty());
        for s in &c.support {
            let a = analyses.iter().find(|a| a.article.id == s.citation.article).unwrap();
            assert!(!a.words(s.citation.span).is_empty());
        }
        assert!(
            analyses.iter().any(|a| a.article.text.contains(&c.text)),
            "not verbatim: {}",
            c.text
        );
    }
    claims
}

const FLOOD: &str = "सोनपुर नदी का तटबंध टूटने से शहर के निचले इलाकों में पानी भर गया। बाढ़ में 12 लोगों की मौत हुई।";
const FLOOD_OTHER: &str = "तटबंध टूटने के बाद सोनपुर नदी का पानी शहर के निचले इलाकों में भर गया। बाढ़ में 15 लोगों की मौत हुई।";

fn standing_of<'a>(claims: &'a [Claim], words: &str) -> &'a Claim {
    claims
        .iter()
        .find(|c| c.text.contains(words))
        .unwrap_or_else(|| panic!("no claim with {words}"))
}

#[test]
fn copies_are_one_origin_and_two_origins_agree() {
    let one = vec![article("a", 3, "बाढ़", FLOOD), article("b", 3, "बाढ़", FLOOD)];
    let c = weighed(one.clone(), &[&["a", "b"]]);
    assert_eq!(standing_of(&c, "तटबंध").standing, Standing::SingleOrigin);
    assert_eq!(standing_of(&c, "तटबंध").origins, 1);
    let c = weighed(one, &[&["a"], &["b"]]);
    assert_eq!(standing_of(&c, "तटबंध").standing, Standing::Agreed);
    assert_eq!(standing_of(&c, "तटबंध").origins, 2);
}

#[test]
fn other_values_are_disputed_or_superseded() {
    let c = weighed(
        vec![article("a", 3, "बाढ़", FLOOD), article("b", 3, "बाढ़", FLOOD_OTHER)],
        &[&["a"], &["b"]],
    );
    let dead = standing_of(&c, "लोगों की मौत");
    assert_eq!(dead.standing, Standing::Disputed, "{}", dead.note);
    assert!(dead.support.iter().any(|s| s.stance == Stance::Differs));
    let c = weighed(
        vec![article("a", 3, "बाढ़", FLOOD), article("b", 4, "बाढ़", FLOOD_OTHER)],
        &[&["a"], &["b"]],
    );
    assert_eq!(standing_of(&c, "12 लोगों").standing, Standing::Superseded);
    assert_ne!(standing_of(&c, "15 लोगों").standing, Standing::Superseded);
}

#[test]
fn figures_of_other_things_never_meet() {
    let girls = "संस्था के मुताबिक इलाके में 12 लड़कियों की शादी रुकवाई गई।";
    let c = weighed(
        vec![article("a", 3, "बाढ़", FLOOD), article("b", 3, "संस्था", girls)],
        &[&["a"], &["b"]],
    );
    assert!(c.iter().all(|c| c.standing != Standing::Agreed));
}

#[test]
fn headline_alone_is_told_apart() {
    // A body of two sentences would be an excerpt, which proves nothing.
    let rest = "बचाव दल नावों से लोगों को स्कूल तक पहुंचा रहे हैं, जहां खाने और दवा का इंतजाम है। ".repeat(4);
    let whole = format!("{FLOOD}\n\n{rest}");
    let c = weighed(
        vec![article(
            "a",
            3,
            "सोनपुर नदी का तटबंध टूटा, शहर के 90 गांवों में भरा पानी",
            &whole,
        )],
        &[&["a"]],
    );
    assert!(
        c.iter()
            .any(|c| c.standing == Standing::HeadlineOnly && c.text.contains("90"))
    );
}

#[test]
fn same_pages_give_the_same_claims() {
    let a = vec![article("a", 3, "बाढ़", FLOOD), article("b", 3, "बाढ़", FLOOD_OTHER)];
    assert_eq!(weighed(a.clone(), &[&["a"], &["b"]]), weighed(a, &[&["a"], &["b"]]));
}
