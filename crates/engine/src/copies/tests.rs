use super::*;
use crate::model::*;

/// An analysis of a headline and a body, a paragraph a line.
fn page(id: &str, outlet: &str, agency: Option<&str>, body: &str) -> Analysis {
    let raw = RawPage {
        id: id.into(),
        source: id.to_string(),
        url: None,
        hints: Hints {
            outlet: Some(outlet.to_string()),
            ..Hints::default()
        },
        content: Content::Record {
            title: format!("Report {id}"),
            body: body.to_string(),
        },
        notices: Vec::new(),
    };
    let (mut article, notices) = crate::extract::extract(&raw);
    // Short as it is, it is meant as a whole article.
    article.completeness = Completeness::default();
    article.agency = agency.map(|name| AgencyCredit {
        name: name.to_string(),
        span: None,
    });
    crate::annotate::annotate(article, notices)
}

const WIRE: &str = "सोनपुर के नेता रमेश वर्धन ने मंगलवार को नई नहर परियोजना के पहले चरण का उद्घाटन किया और किसानों से मुलाकात की। \
उन्होंने कहा कि इस परियोजना से जिले के “सूखे” गांवों को अगले साल से पानी मिलने लगेगा और खेती की लागत घटेगी। \
अधिकारियों के मुताबिक दूसरे चरण का काम अक्टूबर में शुरू होगा और उस पर चालीस करोड़ रुपये खर्च होने का अनुमान है।";

const EDITED: &str = "सोनपुर के मुखिया रमेश वर्धन ने मंगलवार को नई नहर परियोजना के पहले चरण का उद्घाटन किया और किसानों से मुलाकात की। \
उन्होंने कहा कि इस परियोजना से जिले के सूखे गांवों को अगले साल से पानी मिलने लगेगा और खेती की लागत घटेगी। \
विपक्ष ने इस कार्यक्रम का बहिष्कार किया।";

const OTHER: &str = "राजधानी में बुधवार को हुई तेज बारिश के बाद कई सड़कों पर पानी भर गया और यातायात घंटों तक प्रभावित रहा। \
नगर निगम ने कहा कि पंप लगाए गए हैं।";

#[test]
fn an_edited_agency_text_is_a_copy_with_its_changes() {
    let pages = [
        page("a1", "East", Some("DNS"), WIRE),
        page("a2", "West", None, EDITED),
        page("a3", "North", None, OTHER),
    ];
    let pairs = find(&pages);
    assert_eq!(pairs.len(), 1);
    let p = &pairs[0];
    assert_eq!(
        (p.a.as_str(), p.b.as_str(), p.relation),
        ("a1", "a2", CopyRelation::Copy)
    );
    assert_eq!(p.source, Some("a1".into()));
    assert_eq!(p.agency.as_deref(), Some("DNS"));
    assert_eq!(p.kept.len(), 0);
    assert_eq!(p.changed.len(), 2);
    assert_eq!(p.changed[0].words, [("नेता".to_string(), "मुखिया".to_string())]);
    assert!(!p.changed[0].quote_marks_lost);
    assert!(p.changed[1].words.is_empty() && p.changed[1].quote_marks_lost);
    assert_eq!((p.added.len(), p.dropped.len()), (1, 1));
    let all: Vec<&Analysis> = pages.iter().collect();
    let origins = origins(&all, &pairs);
    let names: Vec<(&str, usize)> = origins.iter().map(|o| (o.name.as_str(), o.articles.len())).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&("DNS", 2)) && names.contains(&("North", 1)));
}

#[test]
fn a_credit_reaches_the_whole_group() {
    let pages = [
        page("a1", "East", None, WIRE),
        page("a2", "West", None, WIRE),
        page("a3", "North", Some("DNS"), WIRE),
    ];
    let pairs = find(&pages);
    assert_eq!(pairs.len(), 3);
    for p in &pairs {
        assert_eq!(p.agency.as_deref(), Some("DNS"));
        assert_eq!(p.relation, CopyRelation::SameText);
        assert_eq!(p.kept.len(), 3);
    }
    assert_eq!(pairs[0].source, None);
}

#[test]
fn one_outlet_prints_a_revision() {
    let pairs = find(&[page("a1", "East", None, WIRE), page("a2", "East", None, EDITED)]);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].relation, CopyRelation::Revision);
}

#[test]
fn order_does_not_matter() {
    let pages = vec![
        page("a1", "East", Some("DNS"), WIRE),
        page("a2", "West", None, EDITED),
        page("a3", "North", None, WIRE),
        page("a4", "South", None, OTHER),
    ];
    let want = find(&pages);
    let mut turned = pages.clone();
    turned.reverse();
    assert_eq!(find(&turned), want);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_on_borders(a in "\\PC{0,120}", b in "\\PC{0,120}", cut in 0usize..60) {
        let mixed: String = a.chars().take(cut).chain(b.chars()).collect();
        let (x, y) = (page("a1", "East", None, &a), page("a2", "West", None, &mixed));
        let d = diff::diff(&x, &y);
        for s in d.kept.iter().map(|p| p.a).chain(d.changed.iter().map(|c| c.at.a)).chain(d.only_a.iter().copied()) {
            proptest::prop_assert!(x.article.text.get(s.start as usize..s.end as usize).is_some());
        }
        for s in d.kept.iter().map(|p| p.b).chain(d.changed.iter().map(|c| c.at.b)).chain(d.only_b.iter().copied()) {
            proptest::prop_assert!(y.article.text.get(s.start as usize..s.end as usize).is_some());
        }
    }
}

/// Five words that nobody else has, for each number.
fn phrase(n: usize) -> String {
    (0..5)
        .map(|k| format!("शब्द{}", n * 5 + k))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_text_printed_hundreds_of_times_gives_few_pairs() {
    let mut pages: Vec<Analysis> = (0..300)
        .map(|i| page(&format!("a{i:03}"), &format!("Outlet {i}"), None, WIRE))
        .collect();
    pages.extend((300..500).map(|i| {
        let body = format!("{WIRE}\n{} आदि।", phrase(i));
        page(&format!("a{i:03}"), &format!("Outlet {i}"), None, &body)
    }));
    pages[77].article.agency = Some(AgencyCredit {
        name: "DNS".into(),
        span: None,
    });
    let pairs = find(&pages);
    assert_eq!(pairs.len(), 499);
    for p in &pairs {
        assert!(p.a.as_str() == "a077" || p.b.as_str() == "a077");
        assert_eq!(p.source, Some("a077".into()));
    }
    let uncredited = pages
        .iter()
        .filter(|a| a.article.agency.is_none())
        .map(|a| &a.article.id);
    assert_eq!(agencies(uncredited, &pairs).len(), 499);
}

#[test]
fn a_column_of_every_day_is_no_copy() {
    let day = |i: usize, day: i8, outlet: &str| {
        let body = format!("{WIRE}\nसोने का भाव {} रुपये रहा और चांदी {}।", 100 * i, phrase(i));
        let mut p = page(&format!("a{i}"), outlet, None, &body);
        p.article.published = Published {
            value: Some(jiff::civil::date(2031, 5, day).at(0, 0, 0, 0)),
            precision: Precision::Day,
            basis: Basis::Stated,
            ..Published::unknown("")
        };
        p
    };
    let column: Vec<Analysis> = (0..6).map(|i| day(i, 1 + i as i8, "East")).collect();
    assert_eq!(find(&column).len(), 0);
    let live: Vec<Analysis> = (0..6).map(|i| day(i, 1, "East")).collect();
    assert_eq!(find(&live).len(), 15);
    let two = [day(0, 1, "East"), day(1, 20, "East")];
    assert_eq!(find(&two).len(), 0);
    let outlets = [day(0, 1, "East"), day(1, 20, "West")];
    assert_eq!(find(&outlets).len(), 1);
}

#[test]
fn two_that_have_it_from_a_third_are_siblings() {
    let long = format!("{WIRE}\nपरियोजना का तीसरा चरण अगले वर्ष के अंत तक पूरा करने का लक्ष्य रखा गया है।");
    let pages = [
        page("a1", "East", Some("DNS"), &long),
        page("a2", "West", None, WIRE),
        page("a3", "North", None, EDITED),
    ];
    let pairs = find(&pages);
    let source = |a: &str, b: &str| {
        let p = pairs.iter().find(|p| p.a.as_str() == a && p.b.as_str() == b).unwrap();
        p.source.clone()
    };
    assert_eq!(source("a1", "a2"), Some("a1".into()));
    assert_eq!(source("a1", "a3"), Some("a1".into()));
    assert_eq!(source("a2", "a3"), None);
}

#[test]
fn a_copy_with_every_sentence_touched_is_found() {
    let words: Vec<String> = (0..120).map(|i| format!("पद{i}")).collect();
    let touched: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(i, _)| i % 11 != 10)
        .map(|(_, w)| w.as_str())
        .collect();
    let pages = [
        page("a1", "East", None, &words.join(" ")),
        page("a2", "West", None, &touched.join(" ")),
    ];
    assert_eq!(find(&pages).len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn shuffled_articles_give_the_same_pairs(keys in proptest::collection::vec(0u32..1000, 40), cuts in proptest::collection::vec(0usize..20, 40)) {
        let pages: Vec<Analysis> = cuts.iter().enumerate().map(|(i, cut)| {
            // Texts of ten to thirty phrases out of fifty: many share a run, some are the same.
            let body: Vec<String> = (*cut..*cut + 10 + cut % 3 * 10).map(phrase).collect();
            page(&format!("a{i:02}"), &format!("Outlet {}", i % 7), (i % 11 == 3).then_some("DNS"), &body.join(" "))
        }).collect();
        let want = find(&pages);
        proptest::prop_assert!(!want.is_empty());
        let mut order: Vec<(u32, Analysis)> = keys.into_iter().zip(pages).collect();
        order.sort_by_key(|k| k.0);
        let turned: Vec<Analysis> = order.into_iter().map(|k| k.1).collect();
        proptest::prop_assert_eq!(find(&turned), want);
    }
}

/// A page with a day.
fn dated(mut a: Analysis, day: i8) -> Analysis {
    a.article.published = Published {
        value: Some(jiff::civil::date(2025, 3, day).at(0, 0, 0, 0)),
        precision: Precision::Day,
        basis: Basis::Stated,
        ..Published::unknown("")
    };
    a
}

#[test]
fn a_lead_put_before_the_text_does_not_make_it_the_fuller() {
    let lead = "नहर के किनारे बसे गांवों में सोमवार की शाम से ही लोग जुटने लगे थे और बच्चे पेड़ों पर चढ़ गए थे। \
        कुछ लोग ढोल लेकर आए थे और कुछ अपने खेतों की मिट्टी।";
    let cut = WIRE.split_inclusive('।').take(2).collect::<String>();
    let pairs = find(&[
        page("a1", "East", None, WIRE),
        page("a2", "West", None, &format!("{lead} {cut}")),
    ]);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].source, Some("a1".into()));
}

#[test]
fn what_was_printed_later_is_no_source() {
    let early = dated(page("a1", "East", None, EDITED), 3);
    let late = dated(page("a2", "West", Some("DNS"), WIRE), 4);
    let pairs = find(&[early, late]);
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].source, None);
    assert_eq!(pairs[0].agency.as_deref(), Some("DNS"));
}

#[test]
fn what_an_excerpt_lacks_says_nothing_of_who_was_first() {
    let whole = [page("a1", "East", Some("DNS"), WIRE), page("a2", "West", None, EDITED)];
    assert_eq!(find(&whole)[0].source, Some("a1".into()));
    // The credit and the rest of the text may stand in what was cut off; the marks that were lost do not.
    let cut = |text: &str| {
        let mut a = page("a2", "West", None, text);
        a.article.completeness.kind = CompletenessKind::Excerpt;
        a
    };
    let lead: String = WIRE.split_inclusive('।').take(2).collect();
    assert_eq!(
        find(&[whole[0].clone(), page("a2", "West", None, &lead)])[0].source,
        Some("a1".into())
    );
    assert_eq!(find(&[whole[0].clone(), cut(&lead)])[0].source, None);
}
