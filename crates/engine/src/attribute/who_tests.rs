//! Tests of who is shown: whole names, roles with their holders, and nobody where the text does not bear a name out.
//! All names and places are invented.

use super::attribute;
use super::tests::analysis;
use crate::model::*;

/// Each first source as `text[resolved]`.
fn shown(language: Lang, headline: &str, body: &str) -> Vec<String> {
    let a = analysis(language, headline, body);
    let one = |s: &Statement| match s.chain.first() {
        Some(c) => match &c.resolved {
            Some(r) => format!("{}[{r}]", c.text),
            None => c.text.clone(),
        },
        None => "-".to_string(),
    };
    attribute(&a).iter().map(one).collect()
}

#[test]
fn a_last_name_and_a_role_get_the_whole_name() {
    assert_eq!(
        shown(
            Lang::En,
            "",
            "Water Minister Ratan Solankar said the dam was safe. Mr. Solankar said the repairs were over by May. The Minister \
             added that no village was at risk."
        ),
        [
            "Water Minister Ratan Solankar[Ratan Solankar]",
            "Mr. Solankar[Ratan Solankar]",
            "Minister[Ratan Solankar]"
        ]
    );
    assert_eq!(
        shown(
            Lang::Hi,
            "",
            "जल मंत्री रतन कुमार ने सोमवार को बांध का दौरा किया। मंत्री ने कहा कि बांध सुरक्षित है।"
        ),
        ["मंत्री[रतन कुमार]"]
    );
}

#[test]
fn a_role_that_two_hold_or_that_is_anybodys_stays_bare() {
    let two = "Water Minister Ratan Solankar and Health Minister Sunita Arora visited the dam. The Minister said the \
               dam was safe.";
    assert_eq!(shown(Lang::En, "", two), ["Minister"]);
    let deputy = "Deputy Chief Minister Ratan Solankar visited the dam. The Chief Minister said the dam was safe.";
    assert_eq!(shown(Lang::En, "", deputy), ["Chief Minister"]);
}

#[test]
fn she_is_nobody_whom_the_text_calls_mister() {
    let got = shown(
        Lang::En,
        "",
        "Mr. Ratan Solankar said the road was closed. Mr. Solankar left. Sunita Arora has won the vote in Sonpur. She \
         said the bridge would open.",
    );
    assert_eq!(got.last().map(String::as_str), Some("She[Sunita Arora]"));
}

#[test]
fn an_office_is_not_its_head() {
    let a = analysis(
        Lang::En,
        "",
        "President Ratan Solankar flew home on Monday. Ratan Solankar's office said the visit went well.",
    );
    let said = attribute(&a);
    let source = said.first().and_then(|s| s.chain.first());
    assert!(
        source.is_some_and(|s| s.entity.is_none() && s.resolved.is_none()),
        "{source:?}"
    );
}

#[test]
fn people_at_large_are_the_public() {
    let a = analysis(Lang::Hi, "", "कई लोगों का कहना है कि पुल कमजोर है।");
    let said = attribute(&a);
    let source = said.first().and_then(|s| s.chain.first()).expect("a source");
    assert_eq!((source.text.as_str(), source.kind), ("कई लोगों", SourceKind::Public));
    assert_eq!((&source.resolved, &source.entity), (&None, &None));
    assert_eq!(
        shown(Lang::Hi, "", "इलाके के लोगों का कहना है कि पुल कमजोर है।"),
        ["इलाके के लोगों"]
    );
}

#[test]
fn a_ruling_or_a_refusal_is_no_denial() {
    for (language, body) in [
        (
            Lang::En,
            "The Sonpur High Court dismissed an appeal filed by the builder.",
        ),
        (Lang::En, "The police denied permission to the party for the march."),
        (Lang::Hi, "पंप के कर्मचारियों ने पेट्रोल डालने से इनकार कर दिया।"),
        (Lang::Hi, "ये आंकड़े बताते हैं कि पानी घट रहा है।"),
    ] {
        assert_eq!(shown(language, "", body), Vec::<String>::new(), "{body}");
    }
    assert_eq!(
        shown(Lang::En, "", "Norvia added Ratan Motors to its list of sponsors."),
        ["-"]
    );
    assert_eq!(
        shown(
            Lang::En,
            "",
            "The company rejected allegations that its bridge was weak."
        ),
        ["company"]
    );
}

#[test]
fn what_stands_before_a_colon_speaks_only_if_the_text_lets_it() {
    let topic = shown(
        Lang::En,
        "Ratan Solankar: The clerk who built a dam in Sonpur",
        "The dam opened in May after years of work.",
    );
    assert_eq!(topic, Vec::<String>::new());
    let speaker = shown(
        Lang::En,
        "Ratan Solankar: Dam in Sonpur safe for years",
        "Minister Ratan Solankar said the dam in Sonpur was safe for years.",
    );
    assert_eq!(speaker.len(), 2, "{speaker:?}");
}

#[test]
fn it_is_the_paper_or_the_body_that_spoke() {
    let got = shown(
        Lang::En,
        "",
        "The river board said in a report that the dam was safe. “The gates were tested in May,” it said.",
    );
    assert_eq!(got.last().map(String::as_str), Some("it[river board]"));
}

#[test]
fn the_clause_behind_a_name_is_no_part_of_who_speaks() {
    assert_eq!(
        shown(
            Lang::En,
            "",
            "Ratan Solankar, who is on a tour of the State as part of a campaign, alleged that the dam was weak."
        ),
        ["Ratan Solankar"]
    );
    assert_eq!(
        shown(Lang::Hi, "", "वह पूछने पर बोले। मंत्री रतन कुमार ने पूछा तो बोले कि बांध टूटा है।")
            .last()
            .map(String::as_str),
        Some("")
    );
}
