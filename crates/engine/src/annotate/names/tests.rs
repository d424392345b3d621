//! Names in invented sentences.

use super::*;
use proptest::prelude::*;
use sutradhar_text::sentences::sentences;

fn article(lines: &[&str]) -> (Article, Vec<Sentence>) {
    let text = lines.join("\n");
    let mut at = 0;
    let (mut list, mut all) = (Vec::new(), Vec::new());
    for (i, l) in lines.iter().enumerate() {
        let class = if i == 0 { LineClass::Headline } else { LineClass::Body };
        let span = Span::new(at, at + l.len());
        all.push(Line {
            n: i as u32 + 1,
            span,
            class,
            reason: "".into(),
        });
        for s in sentences(l) {
            list.push(Sentence {
                span: s.shift(at),
                line: i as u32 + 1,
                class,
            });
        }
        at += l.len() + 1;
    }
    let article = Article {
        id: ArticleId("t".into()),
        source: String::new(),
        url: None,
        outlet: None,
        agency: None,
        byline: None,
        dateline: None,
        language: sutradhar_text::lang::detect(&text),
        headline: None,
        published: Published::unknown(""),
        text,
        lines: all,
        tags: Vec::new(),
        read_minutes: 1,
        completeness: Completeness::default(),
    };
    (article, list)
}

fn names(lines: &[&str]) -> Vec<(String, String)> {
    let (article, sentences) = article(lines);
    let (_, mentions) = find(&article, &sentences);
    mentions
        .iter()
        .map(|m| (m.span.of(&article.text).to_string(), m.entity.to_string()))
        .collect()
}

/// Each name with its entity, in order, of a page of these lines.
fn check(lines: &[&str], want: &[(&str, &str)]) {
    let got = names(lines);
    let got: Vec<(&str, &str)> = got.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(got, want, "{lines:?}");
}

#[test]
fn one_entity_across_spellings_and_scripts() {
    for (text, id) in [
        ("नॉर्थ कोरिया गया।", "loc:north-korea"),
        ("उत्तर कोरिया गया।", "loc:north-korea"),
        ("DPRK said so.", "loc:north-korea"),
        ("मास्को में बर्फ गिरी।", "loc:moscow"),
        ("मॉस्को में बर्फ गिरी।", "loc:moscow"),
        ("वह दिल्‍ली में है।", "loc:delhi"),
        ("মস্কো নয়, পুতিন বললেন।", "per:vladimir-putin"),
        ("ट्रम्प ने कहा।", "per:donald-trump"),
        ("केसीएनए ने कहा।", "org:kcna"),
    ] {
        let got = names(&[text]);
        assert!(got.iter().any(|(_, e)| e == id), "{text} {got:?}");
    }
}

/// Whether two names of one page have the same entity.
fn same(lines: &[&str], a: &str, b: &str) -> bool {
    let got = names(lines);
    let id = |w: &str| got.iter().rev().find(|(n, _)| n == w).map(|(_, e)| e.clone());
    assert!(id(a).is_some() && id(b).is_some(), "{a} {b} {got:?}");
    id(a) == id(b)
}

#[test]
fn parts_of_a_name_go_to_the_full_name_before_them() {
    let page = ["", "जिलाधिकारी मोहित बड़कुलिया ने आदेश दिया।", "बड़कुलिया ने यह भी कहा।"];
    assert!(same(&page, "मोहित बड़कुलिया", "बड़कुलिया"));
    let two = ["", "राकेश वर्मा और सुनील वर्मा आए।", "वर्मा ने कहा।"];
    assert!(!same(&two, "राकेश वर्मा", "सुनील वर्मा"));
    assert!(same(&two, "वर्मा", "सुनील वर्मा"));
    let kim = ["किम-पुतिन वार्ता", "किम जोंग-उन आए। किम ने कहा।"];
    assert!(same(&kim, "किम", "किम जोंग-उन"));
    assert!(!same(&kim, "किम", "पुतिन"));
    check(&["किम नामक गांव"], &[]);
}

#[test]
fn bodies_abbreviations_and_descriptions() {
    let page = ["", "सुरक्षा समिति (एनएसएस) ने चेताया।", "एनएसएस के अनुसार पानी बढ़ा।"];
    assert!(same(&page, "सुरक्षा समिति", "एनएसएस"));
    let media = [
        "",
        "उत्तर कोरिया के सरकारी मीडिया ने कहा।",
        "कोरियन सेंट्रल न्यूज एजेंसी (केसीएनए) चुप रही।",
    ];
    assert!(same(&media, "उत्तर कोरिया के सरकारी मीडिया", "केसीएनए"));
    check(
        &["रूसी मीडिया ने बताया।"],
        &[("रूसी मीडिया", "org:media-of-russia"), ("रूसी", "loc:russia")],
    );
    assert!(same(
        &["", "मप्र हाई कोर्ट ने कहा।", "मध्य प्रदेश हाईकोर्ट में।"],
        "मप्र हाई कोर्ट",
        "मध्य प्रदेश हाईकोर्ट"
    ));
}

#[test]
fn unknown_names_are_one_across_spellings_and_scripts() {
    // One page.
    let page = [
        "",
        "विधायक सुरेश टोन्हलगे ने कहा।",
        "सुरेश टोंहलगे बोले। Suresh Tonhalge said so.",
    ];
    let got = names(&page);
    let ids: Vec<&String> = got.iter().map(|(_, e)| e).collect();
    assert!(got.len() == 3 && ids.iter().all(|e| *e == ids[0]), "{got:?}");
    let part = ["", "विधायक राकेश चौगाड़कर ने कहा।", "Chaugadkar replied."];
    let got = names(&part);
    assert!(got.len() == 2 && got[0].1 == got[1].1, "{got:?}");
    // Two pages: the ids do not depend on the page.
    for (a, b) in [
        ("पास के कडरांघाट गांव में।", "पास के कड़रांघाट गांव में।"),
        ("मंत्री महेश चौगानकर ने कहा।", "मंत्री महेश चौगाणकर ने कहा।"),
    ] {
        let (a, b) = (names(&[a]), names(&[b]));
        assert!(!a.is_empty() && a[0].1 == b[0].1, "{a:?} {b:?}");
    }
}

#[test]
fn two_people_stay_two() {
    for page in [
        ["", "विधायक विमल खरगोनकर आए।", "विमला खरगोनकर ने कहा।"],
        ["", "किम जोंग उन आए।", "किम यो जोंग ने कहा।"],
        ["", "मंत्री राकेश शर्मा आए।", "विधायक सुनील शर्मा ने कहा।"],
    ] {
        let got = names(&page);
        assert!(got.len() == 2 && got[0].1 != got[1].1, "{got:?}");
    }
}

#[test]
fn what_a_word_beside_it_proves_is_a_place() {
    for (text, name) in [
        ("वह कोकरडीहा गांव का है।", "कोकरडीहा"),
        ("दिल्ली, आगरा, डिहरवां से लोग आए।", "डिहरवां"),
        ("पश्चिमी मध्य प्रदेश में वर्षा हुई।", "मध्य प्रदेश"),
    ] {
        let got = names(&[text]);
        assert!(
            got.iter().any(|(n, e)| n == name && e.starts_with("loc:")),
            "{text} {got:?}"
        );
    }
}

#[test]
fn women_kin_and_capitals() {
    let got = names(&["", "रमरती देवी ने कहा। उसके साले रोहित वर्मा ने कहा।"]);
    let texts: Vec<&str> = got.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(texts, ["रमरती देवी", "रोहित वर्मा"]);
    check(&["Mon, 09 Mar 2020 09:30 AM (IST) को अपडेट किया गया।"], &[]);
    check(&["आज राज्य বন্ধ है।"], &[]);
}

#[test]
fn ordinary_words_are_no_names() {
    check(&["वह घर गया और बस्ती में सो गया।"], &[]);
    check(&["सरकार ने पुलिस को आदेश दिया।"], &[]);
    check(&["us and them, may be nice reading"], &[]);
    check(&["बस्ती जिले में बाढ़ आई।"], &[("बस्ती", "loc:basti")]);
}

#[test]
fn glued_and_corrupt_forms() {
    let got = names(&["Meeting talksXi JinpingNorth Korea ties"]);
    assert!(
        got.iter().any(|(_, e)| e == "per:xi-jinping") && got.iter().any(|(_, e)| e == "loc:north-korea"),
        "{got:?}"
    );
    let got = names(&["व्लासदिमीर पुतिन आए।"]);
    assert_eq!(got.len(), 1, "{got:?}");
}

#[test]
fn gazetteer_names_by_language() {
    assert_eq!(gazetteer_name(&"loc:india".into(), "hi"), Some("भारत"));
    assert_eq!(gazetteer_name(&"loc:~xyz".into(), "hi"), None);
}

proptest! {
    #[test]
    fn any_text_gives_spans_inside(text in "[\\PC\n]{0,80}", more in "(किम|मोदी|दिल्ली|सिंह|पुलिस|थाना|\\(|\\)| |-|,|।|के|ने|Xi|North Korea|एजेंसी){0,24}") {
        let (article, sentences) = article(&[&text.replace('\n', " "), &more]);
        let (entities, mentions) = find(&article, &sentences);
        for m in &mentions {
            prop_assert!(!m.span.is_empty());
            prop_assert!(article.text.get(m.span.start as usize..m.span.end as usize).is_some());
            prop_assert!(entities.iter().any(|e| e.id == m.entity));
        }
    }
}

#[test]
fn a_known_name_that_goes_on_is_somebody_else() {
    let page = [
        "",
        "Washington Sundar and Nitish Kumar Reddy were picked in Washington on Tuesday, captain Sundar said.",
        "Nitish Kumar met officials of Delhi Police in Delhi.",
    ];
    let got = names(&page);
    let id = |text: &str| got.iter().find(|(t, _)| t == text).map(|(_, e)| e.as_str());
    assert!(
        id("Washington Sundar").is_some_and(|e| e.starts_with("per:")),
        "{got:?}"
    );
    assert_eq!(id("Washington"), Some("loc:washington"));
    assert!(
        id("Nitish Kumar Reddy").is_some_and(|e| e != "per:nitish-kumar"),
        "{got:?}"
    );
    assert_eq!(id("Nitish Kumar"), Some("per:nitish-kumar"));
    assert_eq!(id("Delhi"), Some("loc:delhi"));
}

#[test]
fn a_court_of_another_country_is_not_that_of_india() {
    let court = "org:supreme-court-of-india";
    let has = |line: &str| names(&[line]).iter().any(|(_, id)| id == court);
    assert!(has(
        "The Supreme Court told the Bihar government to answer within a week, lawyers said."
    ));
    assert!(has(
        "Judges in India said the Supreme Court would hear the petition on Monday morning."
    ));
    assert!(has("सुप्रीम कोर्ट ने सोमवार को सरकार से जवाब मांगा।"));
    assert!(!has(
        "The Supreme Court told the governor of Texas to answer within a week, lawyers said."
    ));
    assert!(!has(
        "Diplomats from India said the US Supreme Court would hear the petition on Monday."
    ));
    assert!(!has(
        "India said the Supreme Court of Pakistan would hear the petition on Monday morning."
    ));
    assert!(!has(
        "Das Oberste Gericht, der Supreme Court, hat am Montag in der Sache nicht entschieden."
    ));
}

#[test]
fn in_a_language_that_is_not_read_towns_of_india_are_words() {
    let polish = names(&["Rada miasta nie przyjmie uchwaly. Puri i Morena nie sa tu miastami, mowi burmistrz wsi."]);
    assert!(
        !polish.iter().any(|(_, id)| id == "loc:puri" || id == "loc:morena"),
        "{polish:?}"
    );
}
