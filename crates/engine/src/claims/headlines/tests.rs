use super::*;
use crate::{annotate, extract};

fn analysis(title: &str, body: &str) -> Analysis {
    let page = RawPage {
        id: ArticleId::from("t"),
        source: "t".into(),
        url: None,
        hints: Hints::default(),
        content: Content::Record {
            title: title.into(),
            body: body.into(),
        },
        notices: Vec::new(),
    };
    let (article, notices) = extract::extract(&page);
    annotate::annotate(article, notices)
}

const BODY: &str = "सोनपुर जिले के मुख्य अभियंता रमन तिवारी ने शनिवार को कहा कि नया बांध अगले साल तक पूरा हो सकता है। \
बांध पर करीब 40 करोड़ रुपये खर्च होंगे और 300 मजदूर काम कर रहे हैं। पुराने बांध की मरम्मत नहीं हुई है। \
ठेकेदार को काम में तेजी लाने के निर्देश दिए गए हैं।";

fn check_headline(title: &str, want: HeadlineVerdict, quoted: &str) {
    let got = check(&analysis(title, BODY)).unwrap();
    assert_eq!(got.verdict, want, "{title}: {}", got.why);
    assert!(got.why.contains(quoted), "{title}: {}", got.why);
    assert!(!got.spans.is_empty());
}

#[test]
fn what_the_body_says_is_supported() {
    check_headline(
        "सोनपुर का नया बांध अगले साल तक पूरा हो सकता है: अभियंता",
        HeadlineVerdict::Supported,
        "",
    );
    check_headline("Dam News: बांध पर 300 मजदूर कर रहे काम", HeadlineVerdict::Supported, "");
}

#[test]
fn possibility_told_as_fact_is_overstated() {
    check_headline(
        "सोनपुर का नया बांध अगले साल तक पूरा हो जाएगा",
        HeadlineVerdict::Overstated,
        "सकता",
    );
}

#[test]
fn strong_words_need_an_answer_in_the_body() {
    check_headline(
        "सोनपुर में बिना शर्त मजदूर काम कर रहे बांध पर",
        HeadlineVerdict::Overstated,
        "बिना शर्त",
    );
    check_headline("बांध पर सभी मजदूर कर रहे काम", HeadlineVerdict::Overstated, "सभी");
}

#[test]
fn other_numbers_and_facts_are_not_borne_out() {
    check_headline("बांध पर 90 करोड़ रुपये खर्च होंगे", HeadlineVerdict::Unsupported, "90 करोड़");
    check_headline(
        "बांध पर 300 मजदूर कर रहे काम, अस्पताल में आग से हड़कंप",
        HeadlineVerdict::Partly,
        "हड़कंप",
    );
    check_headline("पुराने बांध की हुई मरम्मत", HeadlineVerdict::Unsupported, "contrary");
}

#[test]
fn questions_and_promises_claim_nothing() {
    check_headline("क्या सोनपुर का बांध समय पर बनेगा?", HeadlineVerdict::Question, "");
    check_headline("सोनपुर का बांध, जानिए सबकुछ", HeadlineVerdict::Supported, "");
}

proptest::proptest! {
    #[test]
    fn any_text_is_judged_without_panic(title in "\\PC{0,60}", body in "\\PC{0,200}") {
        let a = analysis(&title, &body);
        if let Some(c) = check(&a) {
            for s in &c.spans {
                let len = a.article.text.len();
                proptest::prop_assert!(s.span.end as usize <= len && a.article.text.is_char_boundary(s.span.start as usize) && a.article.text.is_char_boundary(s.span.end as usize));
            }
        }
    }
}
