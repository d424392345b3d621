use super::*;
use crate::{annotate, attribute, extract};

/// The article of a body, through the stages before this one.
fn read(language: &str, body: &str) -> Analysis {
    let page = RawPage {
        id: ArticleId::from("a"),
        source: "a".into(),
        url: None,
        hints: Hints {
            language: Some(language.into()),
            ..Hints::default()
        },
        content: Content::Record {
            title: "शीर्षक".into(),
            body: body.into(),
        },
        notices: Vec::new(),
    };
    let (article, notices) = extract::extract(&page);
    let mut a = annotate::annotate(article, notices);
    a.statements = attribute::attribute(&a);
    a.propositions = propositions(&a);
    a
}

fn check(language: &str, body: &str, want: &[&str]) {
    let a = read(language, body);
    let got: Vec<&str> = a.propositions.iter().map(|p| a.words(p.span)).collect();
    assert_eq!(got, want, "{body}");
}

#[test]
fn sentences_part_where_a_clause_ends() {
    check(
        "hi",
        "सोनपुर में पुल टूट गया और तीन गांवों का संपर्क कट गया है।",
        &["सोनपुर में पुल टूट गया", "तीन गांवों का संपर्क कट गया है"],
    );
    check(
        "hi",
        "झील का पानी उतर गया, जबकि सड़क पर अब भी कीचड़ जमा है।",
        &["झील का पानी उतर गया", "जबकि सड़क पर अब भी कीचड़ जमा है"],
    );
}

#[test]
fn each_entry_of_a_list_of_figures_is_one() {
    let body = "मोरवा में 47 मरीज, सोनपुर में 22 मरीज और झंखेड़ा में 7 मरीज मिले हैं।";
    check(
        "hi",
        body,
        &["मोरवा में 47 मरीज", "सोनपुर में 22 मरीज", "झंखेड़ा में 7 मरीज मिले हैं"],
    );
    let a = read("hi", body);
    let counted: Vec<&str> = a
        .propositions
        .iter()
        .flat_map(|p| &p.figures)
        .map(|f| f.counted.as_str())
        .collect();
    assert_eq!(counted.len(), 3);
    assert!(counted.iter().all(|c| *c == counted[0]), "{counted:?}");
}

#[test]
fn who_says_it_is_no_proposition() {
    let a = read("hi", "जिलाधिकारी रमा देवल ने कहा कि बांध का पानी बुधवार को छोड़ा जाएगा।");
    let texts: Vec<&str> = a.propositions.iter().map(|p| a.words(p.span)).collect();
    assert_eq!(texts, ["बांध का पानी बुधवार को छोड़ा जाएगा"]);
    assert!(a.propositions[0].statement.is_some());
}

#[test]
fn a_question_asserts_nothing() {
    check("hi", "क्या बांध का पानी फिर छोड़ा जाएगा?", &[]);
}

#[test]
fn a_measure_is_read_from_the_words_beside_the_figure() {
    let measures = |body: &str| -> Vec<Measure> {
        let a = read("hi", body);
        a.propositions
            .iter()
            .flat_map(|p| &p.figures)
            .map(|f| f.measure)
            .collect()
    };
    assert_eq!(measures("मोरवा में 15 नए मरीज मिले हैं।"), [Measure::New]);
    assert_eq!(measures("मोरवा में कुल 90 मरीज मिले हैं।"), [Measure::Total]);
    assert_eq!(measures("मलबे से चार और शव निकाले गए हैं।"), [Measure::More]);
}

#[test]
fn english_clauses_part_at_connectives() {
    check(
        "en",
        "The bridge at Sonpur collapsed on Monday, while the road to Morwa stays closed.",
        &[
            "The bridge at Sonpur collapsed on Monday",
            "while the road to Morwa stays closed",
        ],
    );
}

#[test]
fn clauses_lie_in_their_sentence_in_order() {
    let a = read(
        "hi",
        "बांध टूटने के बाद सोनपुर के चार गांव डूब गए, जिनमें 1,200 लोग रहते थे। राहत दल ने 300 लोगों को निकाला और स्कूल में ठहराया।",
    );
    let mut last = 0;
    for p in &a.propositions {
        let sentence = a.sentences[p.sentence as usize].span;
        assert!(sentence.contains(p.span) && p.span.start >= last);
        last = p.span.end;
    }
    assert!(a.propositions.len() >= 3);
}

#[test]
fn a_clause_parts_into_who_where_when_and_what() {
    let parts = |language: &str, body: &str| {
        let a = read(language, body);
        let p = a.propositions.first().expect("a proposition");
        let spans = phrases(&a, p.span);
        spans.iter().map(|s| a.words(*s).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        parts("hi", "बुधवार रात को मोरवा के बाजार में आग लगने से सात दुकानें जल गईं।"),
        ["बुधवार रात को", "मोरवा के बाजार में", "आग लगने से", "सात दुकानें जल गईं"]
    );
    assert_eq!(
        parts(
            "en",
            "A fire burned seven shops in the market of Morva on Wednesday night."
        ),
        [
            "A fire burned seven shops",
            "in the market of Morva",
            "on Wednesday night"
        ]
    );
    // Words that claim nothing stay with a neighbour; the phrases together are the clause.
    assert_eq!(parts("hi", "इस में सात दुकानें जल गईं।"), ["इस में सात दुकानें जल गईं"]);
}
