use super::*;
use crate::{annotate, attribute, extract, propositions};

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
    a.propositions = propositions::propositions(&a);
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

fn built(mut analyses: Vec<Analysis>, groups: &[&[&str]]) -> Vec<Claim> {
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let checks: Vec<HeadlineCheck> = analyses.iter().filter_map(headlines::check).collect();
    let claims = build_claims(&analyses, &[event(groups)], &checks);
    for c in &claims {
        assert!(!c.support.is_empty());
        for s in &c.support {
            let a = analyses.iter().find(|a| a.article.id == s.citation.article).unwrap();
            assert!(!a.words(s.citation.span).is_empty());
        }
        let verbatim = analyses.iter().any(|a| a.article.text.contains(&c.text));
        assert!(verbatim, "not verbatim: {}", c.text);
    }
    claims
}

/// A report of a flood with a toll, among sentences that only it has.
fn flood(toll: &str, rest: &str) -> String {
    format!(
        "सोनपुर नदी का तटबंध बुधवार रात टूट गया और शहर के निचले इलाकों में पानी भर गया। सोनपुर की बाढ़ में {toll} लोगों की मौत हो \
         चुकी है। {rest}"
    )
}

const BOATS: &str = "बचाव दल नावों से लोगों को स्कूल तक पहुंचा रहे हैं। स्कूल में खाने और दवा का इंतजाम किया गया है।";
const SHOPS: &str = "बाजार की दुकानें शनिवार तक बंद रहेंगी। व्यापार मंडल ने नुकसान का हिसाब मांगा है।";

fn claim_of<'a>(claims: &'a [Claim], words: &str) -> &'a Claim {
    claims
        .iter()
        .find(|c| c.text.contains(words))
        .unwrap_or_else(|| panic!("no claim with {words}"))
}

#[test]
fn two_origins_agree_and_one_origin_is_one() {
    let pair = || {
        vec![
            article("a", 3, "बाढ़", &flood("12", BOATS)),
            article(
                "b",
                3,
                "बाढ़",
                &flood("12", SHOPS).replace(
                    "सोनपुर की बाढ़ में 12 लोगों की मौत हो चुकी है",
                    "बाढ़ से सोनपुर में अब तक 12 लोगों की जान गई है",
                ),
            ),
        ]
    };
    let c = built(pair(), &[&["a"], &["b"]]);
    let dead = claim_of(&c, "12 लोगों");
    assert_eq!(dead.standing, Standing::Agreed);
    let articles: std::collections::BTreeSet<_> = dead.support.iter().map(|s| &s.citation.article).collect();
    assert_eq!(articles.len(), 2);
    let c = built(pair(), &[&["a", "b"]]);
    assert_eq!(claim_of(&c, "12 लोगों").standing, Standing::SingleOrigin);
    assert_eq!(claim_of(&c, "12 लोगों").origins, 1);
}

#[test]
fn one_origin_alone_is_said_with_care_where_others_are_not_whole() {
    let alone = |kind: CompletenessKind| {
        let mut other = article("b", 3, "बाढ़", SHOPS);
        other.article.completeness.kind = kind;
        let c = built(
            vec![article("a", 3, "बाढ़", &flood("12", BOATS)), other],
            &[&["a"], &["b"]],
        );
        let dead = claim_of(&c, "12 लोगों");
        assert_eq!(dead.standing, Standing::SingleOrigin);
        dead.reasons.iter().any(|r| r.code == ClaimCode::OthersInPart)
    };
    assert!(!alone(CompletenessKind::Full));
    assert!(alone(CompletenessKind::Excerpt));
    assert!(alone(CompletenessKind::Broken));
}

#[test]
fn a_release_printed_twice_is_one_origin() {
    let note = "पुलिस ने बताया कि ट्रक मंगलवार सुबह नौ बजे मोरवा घाटी के मोड़ पर फिसल कर खाई में गिर गया।";
    let c = built(
        vec![
            article("a", 3, "हादसा", &format!("{note} {BOATS}")),
            article("b", 3, "हादसा", &format!("{note} {SHOPS}")),
        ],
        &[&["a"], &["b"]],
    );
    let truck = claim_of(&c, "खाई में");
    assert_eq!((truck.standing, truck.origins), (Standing::SingleOrigin, 1));
    assert!(truck.reasons.iter().any(|r| r.code == ClaimCode::SharedText));
}

#[test]
fn other_values_of_one_day_differ_and_a_grown_tally_is_superseded() {
    let c = built(
        vec![
            article("a", 3, "बाढ़", &flood("12", BOATS)),
            article("b", 3, "बाढ़", &flood("15", SHOPS)),
        ],
        &[&["a"], &["b"]],
    );
    let dead = claim_of(&c, "लोगों की मौत");
    assert_eq!(dead.standing, Standing::Differs);
    assert_eq!(dead.reasons.first().map(|r| r.code), Some(ClaimCode::NumbersDiffer));
    let values: Vec<_> = dead.support.iter().filter_map(|s| s.value.as_deref()).collect();
    assert!(values.contains(&"12") && values.contains(&"15"), "{values:?}");
    let grown = flood("15", SHOPS).replace("15 लोगों की मौत हो चुकी है", "मरने वालों की संख्या बढ़कर 15 हो गई है");
    let c = built(
        vec![
            article("a", 3, "बाढ़", &flood("12", BOATS)),
            article("b", 4, "बाढ़", &grown),
        ],
        &[&["a"], &["b"]],
    );
    assert!(
        c.iter()
            .all(|c| c.standing != Standing::Agreed || !c.text.contains("12"))
    );
}

#[test]
fn figures_of_other_things_never_meet() {
    let girls = "संस्था के मुताबिक इलाके में 12 लड़कियों की शादी रुकवाई गई। संस्था ने रिपोर्ट जिला अदालत को सौंपी है।";
    let c = built(
        vec![
            article("a", 3, "बाढ़", &flood("12", BOATS)),
            article("b", 3, "संस्था", girls),
        ],
        &[&["a"], &["b"]],
    );
    for claim in &c {
        assert!(
            !matches!(
                claim.standing,
                Standing::Agreed | Standing::Differs | Standing::Superseded
            ),
            "{}",
            claim.text
        );
    }
}

#[test]
fn one_sentence_stands_on_one_card() {
    let c = built(
        vec![
            article("a", 3, "बाढ़", &flood("12", BOATS)),
            article("b", 3, "बाढ़", &flood("15", SHOPS)),
        ],
        &[&["a"], &["b"]],
    );
    let mut seen = std::collections::BTreeSet::new();
    for claim in &c {
        assert!(seen.insert(claim.text.clone()), "twice: {}", claim.text);
    }
}

#[test]
fn a_refusal_is_no_denial() {
    let c = built(
        vec![article(
            "a",
            3,
            "मंजूरी",
            "जिलाधिकारी रमा देवल ने जुलूस निकालने की अनुमति देने से इनकार कर दिया। मंत्री हरिकांत रावल ने पुल के ठेके में घूस \
             लेने के आरोप का खंडन किया।",
        )],
        &[&["a"]],
    );
    let denied: Vec<&str> = c
        .iter()
        .filter(|c| c.standing == Standing::Denied)
        .map(|c| c.text.as_str())
        .collect();
    assert!(denied.iter().all(|t| !t.contains("अनुमति")), "{denied:?}");
}

#[test]
fn headline_alone_is_told_apart() {
    // A body of two sentences would be an excerpt, which proves nothing.
    let rest = "बचाव दल नावों से लोगों को स्कूल तक पहुंचा रहे हैं, जहां खाने और दवा का इंतजाम है। ".repeat(4);
    let whole = format!("{}\n\n{rest}", flood("12", BOATS));
    let c = built(
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
    let a = vec![
        article("a", 3, "बाढ़", &flood("12", BOATS)),
        article("b", 3, "बाढ़", &flood("15", SHOPS)),
    ];
    assert_eq!(built(a.clone(), &[&["a"], &["b"]]), built(a, &[&["a"], &["b"]]));
}

#[test]
fn what_reports_share_of_a_claim_are_its_details() {
    let c = built(
        vec![
            article(
                "a",
                3,
                "आग",
                &format!("मोरवा के अनाज बाजार में मंगलवार रात आग लगने से सात दुकानें जल गईं। {BOATS}"),
            ),
            article(
                "b",
                3,
                "आग",
                &format!("मंगलवार रात को मोरवा के अनाज बाजार में लगी आग से सात दुकानें जल कर राख हो गईं। {SHOPS}"),
            ),
        ],
        &[&["a"], &["b"]],
    );
    let fire = c
        .iter()
        .find(|c| c.standing == Standing::Agreed && c.detail_of.is_none())
        .expect("a claim");
    assert!(
        fire.text.contains("मोरवा") && fire.text.contains("सात दुकानें"),
        "{}",
        fire.text
    );
    let details: Vec<&Claim> = c.iter().filter(|d| d.detail_of.as_ref() == Some(&fire.id)).collect();
    let night = details.iter().find(|d| d.text.contains("मंगलवार")).expect("the time");
    assert_eq!((night.standing, night.origins), (Standing::Agreed, 2));
    let articles: std::collections::BTreeSet<_> = night.support.iter().map(|s| &s.citation.article).collect();
    assert_eq!(articles.len(), 2);
    // No passage stands in two of them.
    for (i, x) in details.iter().enumerate() {
        for y in details.iter().skip(i + 1) {
            for (s, t) in x.support.iter().flat_map(|s| y.support.iter().map(move |t| (s, t))) {
                let same = s.citation.article == t.citation.article && s.citation.span.overlaps(t.citation.span);
                assert!(!same, "{} and {}", x.text, y.text);
            }
        }
    }
}
