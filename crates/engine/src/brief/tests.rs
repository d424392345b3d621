use super::gate::{Rejection, pass};
use super::*;
use crate::{annotate, attribute, extract};

fn article(id: &str, title: &str, body: &str) -> Analysis {
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
    let (article, notices) = extract::extract(&page);
    let mut a = annotate::annotate(article, notices);
    a.statements = attribute::attribute(&a);
    a
}

const BODY: &str = "सोनपुर नदी का तटबंध रविवार रात टूट गया और शहर के निचले इलाकों में पानी भर गया। \
जिला प्रशासन के अनुसार बाढ़ में 12 लोगों की मौत हुई और 300 लोगों को सुरक्षित निकाला गया। \
मुख्य अभियंता ने कहा कि तटबंध की मरम्मत में दो महीने लगेंगे।";

fn cite(a: &Analysis, words: &str) -> Citation {
    let at = a.article.text.find(words).unwrap();
    Citation {
        article: a.article.id.clone(),
        span: Span::new(at, at + words.len()),
    }
}

#[test]
fn the_gate_lets_verbatim_lines_through_and_no_others() {
    let a = article("a", "बाढ़ से तबाही", BODY);
    let find = |id: &ArticleId| (*id == a.article.id).then_some(&a);
    let sentence = a.words(a.body_sentences().next().unwrap().span).to_string();
    let cited = [cite(&a, &sentence)];
    assert_eq!(pass(&sentence, &cited, find), Ok(()));
    assert_eq!(pass(&sentence, &[], find), Err(Rejection::NoCitation));
    assert_eq!(
        pass("तटबंध में 90 दरारें", &cited, find),
        Err(Rejection::Number("90".into()))
    );
    assert_eq!(
        pass("रामगढ़ नदी का तटबंध", &cited, find),
        Err(Rejection::Word("रामगढ़".into()))
    );
    assert_eq!(
        pass("बाढ़ से तबाही", &[cite(&a, "बाढ़ से तबाही")], find),
        Err(Rejection::Derived)
    );
}

#[test]
fn the_gate_wants_the_source_in_the_wording() {
    let a = article("a", "बाढ़", BODY);
    let find = |id: &ArticleId| (*id == a.article.id).then_some(&a);
    let Some(st) = a
        .statements
        .iter()
        .find(|s| a.words(s.content).contains("12 लोगों") && !s.chain.is_empty())
    else {
        return;
    };
    let content = a.words(st.content);
    let cited = [Citation {
        article: a.article.id.clone(),
        span: st.content,
    }];
    assert!(matches!(pass(content, &cited, find), Err(Rejection::Source(_))));
}

#[test]
fn bullets_are_cited_and_pass_the_gate() {
    let a = article("a", "सोनपुर में बाढ़ से 12 लोगों की मौत", BODY);
    let event = Event {
        id: EventId::from("e"),
        title: String::new(),
        start: None,
        end: None,
        articles: vec![a.article.id.clone()],
        origins: Vec::new(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: Vec::new(),
        storyline: None,
        reasons: Vec::new(),
    };
    let analyses = [a];
    let briefs = write(&analyses, &[event], &[]);
    let brief = briefs.first().unwrap();
    assert!(!brief.bullets.is_empty());
    for b in &brief.bullets {
        assert_eq!(
            pass(&b.text, &b.citations, |id| lookup(&analyses, id)),
            Ok(()),
            "{}",
            b.text
        );
        assert_eq!(b.state, ReviewState::Draft);
    }
}
