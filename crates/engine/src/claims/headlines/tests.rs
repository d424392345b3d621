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
ठेकेदार को काम में तेजी लाने के निर्देश दिए गए हैं।\n\n\
ग्रामीणों ने ठेकेदार पर रेत की चोरी का आरोप लगाया है। स्थानीय लोगों की मानें तो रात में ट्रक घाट से रेत ले जाते हैं। \
जिलाधिकारी ने मौके पर जाकर घाट का निरीक्षण किया और दोनों गांवों के लोगों से बात की। उन्होंने बताया कि सोमवार को बैठक होगी, \
जिसमें ग्रामीणों की सभी बातें सुनी जाएंगी और नहर का काम भी देखा जाएगा।";

#[track_caller]
fn check_with(title: &str, body: &str, want: HeadlineVerdict, quoted: &str) {
    let got = check(&analysis(title, body)).unwrap();
    assert_eq!(got.verdict, want, "{title}: {}", got.why);
    assert!(got.why.contains(quoted), "{title}: {}", got.why);
    assert!(!got.spans.is_empty());
    assert!(!got.reasons.is_empty());
}

#[track_caller]
fn check_headline(title: &str, want: HeadlineVerdict, quoted: &str) {
    check_with(title, BODY, want, quoted);
}

#[test]
fn what_the_body_says_is_supported() {
    use HeadlineVerdict::Supported;
    check_headline("सोनपुर का नया बांध अगले साल तक पूरा हो सकता है: अभियंता", Supported, "");
    check_headline("Dam News: बांध पर 300 मजदूर कर रहे काम", Supported, "");
    // Other words, a loan word, a number in words, a rounded one.
    check_headline("डैम पर 300 श्रमिक कर रहे काम", Supported, "");
    check_headline("बांध पर तीन सौ मजदूर कर रहे काम, 40 करोड़ रुपये होंगे खर्च", Supported, "");
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
fn a_deed_that_is_only_alleged_is_overstated() {
    use HeadlineVerdict::*;
    check_headline("सोनपुर में बांध के ठेकेदार ने की रेत की चोरी", Overstated, "आरोप");
    check_headline("ठेकेदार पर रेत की चोरी का आरोप", Supported, "");
    check_headline("ग्रामीण बोले- ठेकेदार ने की रेत की चोरी", Supported, "");
    let body = "A contractor allegedly assaulted a watchman at Sonpur on Sunday, the police of the district said.\n\n\
        The watchman, who is 40, was taken to the hospital in Sonpur, where doctors said that he was out of danger. A case was \
        registered, and the police said that they were looking for the contractor, who lives in the next village. Villagers held \
        a meeting at the dam in the evening and asked for lights along the road, which the engineer promised within a week.";
    check_with("Contractor assaults watchman at Sonpur", body, Overstated, "allegedly");
    check_with(
        "Contractor booked for assaulting watchman at Sonpur",
        body,
        Supported,
        "",
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
fn other_numbers_and_acts_are_not_borne_out() {
    check_headline("बांध पर 90 करोड़ रुपये खर्च होंगे", HeadlineVerdict::Unsupported, "90 करोड़");
    check_headline(
        "बांध पर 300 मजदूर कर रहे काम, मुख्य अभियंता निलंबित",
        HeadlineVerdict::Partly,
        "निलंबित",
    );
    check_headline("बांध पर 250 मजदूर कर रहे काम", HeadlineVerdict::Contradicted, "300");
}

#[test]
fn a_body_that_is_not_whole_proves_nothing() {
    use HeadlineVerdict::*;
    let lead = "सोनपुर जिले के मुख्य अभियंता ने शनिवार को नए बांध का निरीक्षण किया।";
    check_with(
        "सोनपुर के मुख्य अभियंता निलंबित, बांध पर 90 करोड़ खर्च",
        lead,
        CannotTell,
        "whole",
    );
    check_with("सोनपुर के अभियंता ने किया निरीक्षण", lead, Supported, "");
    // Another number of the same thing is said, not left out.
    let lead = "नए बांध पर 300 मजदूर काम कर रहे हैं, मुख्य अभियंता ने बताया।";
    check_with("नए बांध पर 250 मजदूर कर रहे काम", lead, Contradicted, "300");
    // The body is another item.
    check_headline("रेशमपुर विश्वविद्यालय में प्रवेश परीक्षा का परिणाम घोषित", CannotTell, "");
}

#[test]
fn questions_and_promises_claim_nothing() {
    use HeadlineVerdict::*;
    check_headline("क्या सोनपुर का बांध समय पर बनेगा?", Question, "");
    check_headline("सोनपुर का बांध कब पूरा होगा", Question, "");
    check_headline("सोनपुर का बांध, जानिए सबकुछ", Supported, "");
    check_headline("जानिए सोनपुर के बांध की पूरी कहानी", Teaser, "");
    check_headline("सोनपुर के बांध की लागत जानकर रह जाएंगे हैरान, वजह जानकर चौंकेंगे", Teaser, "");
    // Somebody else asks.
    check_headline("ग्रामीणों ने पूछा- क्या बांध समय पर पूरा होगा?", Supported, "");
}

#[test]
fn languages_without_rules_are_not_judged() {
    let check = check(&analysis(
        "બંધનું કામ પૂરું થયું",
        "બંધ પર ત્રણસો મજૂરો કામ કરી રહ્યા છે અને કામ આવતા વર્ષે પૂરું થશે.",
    ))
    .unwrap();
    assert_eq!(check.verdict, HeadlineVerdict::CannotTell);
    assert_eq!(check.reasons[0].code, HeadlineCode::Unread);
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

#[test]
fn what_is_still_to_come_is_not_done() {
    let body = format!("सोनपुर मेले की सूची सोमवार को पंचायत में पेश होगी।\n\n{BODY}");
    check_with("सोनपुर मेले की सूची पंचायत में पेश", &body, HeadlineVerdict::Overstated, "होगी");
    let body = format!("सोनपुर मेले की सूची रविवार को पंचायत में पेश हुई।\n\n{BODY}");
    check_with("सोनपुर मेले की सूची पंचायत में पेश", &body, HeadlineVerdict::Supported, "");
}

#[test]
fn a_later_clause_of_plain_words_that_nothing_answers_is_found() {
    use HeadlineVerdict::*;
    check_headline(
        "नए बांध पर 40 करोड़ रुपये होंगे खर्च और 300 मजदूर कर रहे काम, सिंचाई विभाग ने बांटे कंबल",
        Partly,
        "कंबल",
    );
    // Colour is no fact.
    check_headline(
        "नए बांध पर 40 करोड़ रुपये होंगे खर्च और 300 मजदूर कर रहे काम, दिखा गजब का जज्बा",
        Supported,
        "",
    );
}

#[test]
fn almost_certain_and_perhaps_are_held_back() {
    use HeadlineVerdict::Overstated;
    let body = format!("सोनपुर की टीम का फाइनल में पहुंचना लगभग तय है।\n\n{BODY}");
    check_with("सोनपुर की टीम का फाइनल में पहुंचना तय", &body, Overstated, "लगभग");
    let body = format!("संभवत: सोनपुर से मेला स्पेशल बस अगले महीने चलेगी।\n\n{BODY}");
    check_with("अगले महीने सोनपुर से चलेगी मेला स्पेशल बस", &body, Overstated, "संभवत");
}

#[test]
fn a_number_that_the_headline_gives_of_another_thing_is_no_other_value() {
    let body = "Sonpur has 36 buses on the road to the dam, the depot said on Sunday.\n\nThe depot has a workshop of its own, \
        where the buses are washed and looked after at night. The manager said that the drivers had asked for better seats, and \
        that he would speak to the district about it. Madhopur, the next town, also runs buses to the dam, as many as it can.";
    let got = check(&analysis("Sonpur has 36 buses, Madhopur has 25 buses", body)).unwrap();
    assert_ne!(got.verdict, HeadlineVerdict::Contradicted, "{}", got.why);
}
