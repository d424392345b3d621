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
        let d = diff::diff(&x, &y, false);
        for s in d.kept.iter().map(|p| p.a).chain(d.changed.iter().map(|c| c.at.a)).chain(d.dropped.iter().copied()) {
            proptest::prop_assert!(x.article.text.get(s.start as usize..s.end as usize).is_some());
        }
        for s in d.kept.iter().map(|p| p.b).chain(d.changed.iter().map(|c| c.at.b)).chain(d.added.iter().copied()) {
            proptest::prop_assert!(y.article.text.get(s.start as usize..s.end as usize).is_some());
        }
    }
}
