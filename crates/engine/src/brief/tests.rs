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
सोनपुर जिला प्रशासन के अनुसार बाढ़ में 12 लोगों की मौत हुई और 300 लोगों को सुरक्षित निकाला गया। \
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

/// The counts of a body as `role value counted @place measure`.
fn counted(body: &str) -> Vec<String> {
    let a = article("c", "", body);
    counts::counts(&a)
        .iter()
        .map(|c| {
            let words = c.counted.map_or("", |s| a.words(s));
            let place = c.place.as_ref().map_or(String::new(), |p| format!(" @{p}"));
            let value = a.words(a.quantities[c.quantity].span);
            format!("{} {value} {words}{place} {}", c.role, c.measure)
                .trim()
                .to_string()
        })
        .collect()
}

#[test]
fn a_count_needs_its_verb_or_noun() {
    for (body, want) in [
        (
            "सोनपुर में नाव पलटने से सात लोगों की मौत हो गई और 12 यात्री घायल हो गए।",
            vec!["killed सात लोगों @loc:sonpur", "injured 12 यात्री"],
        ),
        (
            "पुलिस ने चोरी के आरोप में चार युवकों को गिरफ्तार किया है।",
            vec!["arrested चार युवकों"],
        ),
        ("तूफान से मरने वालों की संख्या बढ़कर 31 हो गई है।", vec!["killed 31  total"]),
        (
            "Nine people were killed and 14 others were injured when a bus fell into a gorge.",
            vec!["killed Nine people", "injured 14 others"],
        ),
        (
            "The court imposed a fine of ₹25,000 on the contractor.",
            vec!["money ₹25,000 fine"],
        ),
    ] {
        let got: Vec<String> = counted(body).iter().map(|c| c.replace("~sunpur", "sonpur")).collect();
        assert_eq!(got, want, "{body}");
    }
}

#[test]
fn what_is_no_count_of_the_event_gives_no_row() {
    for body in [
        // Nobody says what the people did.
        "मेले में 5 हजार लोग पहुंचे और 20 दुकानें लगीं।",
        // An age, a score, a year, a model.
        "रमेश (45) ने 87 रन बनाए और 2019 का रिकॉर्ड तोड़ा।",
        // What may happen, what happens every year.
        "बांध टूटा तो 300 लोगों की मौत हो सकती है।",
        "हर साल सड़क हादसों में 900 लोगों की मौत होती है।",
        // Animals.
        "बिजली गिरने से 40 बकरियों की मौत हो गई।",
        // So many each.
        "रामगढ़ और सोनपुर में एक-एक लोगों की मौत हुई है।",
        "Officials feared 20 people were killed in the blast.",
        "The scheme offers up to ₹500 as a fine of sorts to visitors.",
    ] {
        assert_eq!(counted(body), Vec::<String>::new(), "{body}");
    }
}

#[test]
fn a_bullet_stands_alone() {
    let stands = |body: &str, nth: usize| {
        let a = article("s", "सोनपुर में बाढ़", body);
        let s = a.body_sentences().nth(nth).unwrap();
        alone::stands_alone(&a, opening::strip_dateline(&a, s.span), nth == 0)
    };
    let lead = "दिल्ली सरकार ने बाढ़ पीड़ितों के लिए राहत शिविर खोलने का फैसला किया है। ";
    assert!(stands(lead, 0));
    for leaning in [
        "उन्होंने कहा कि दिल्ली में राहत का काम रात भर चलता रहेगा।",
        "इसके बाद दिल्ली पुलिस ने सड़क बंद कर दी और यातायात मोड़ दिया।",
        "आरोपी ने दिल्ली के बाजार से चोरी का सामान खरीदने की बात मानी है।",
        "दिल्ली में आज होने वाली बैठक में मुख्यमंत्री और कई मंत्री...",
    ] {
        assert!(!stands(&format!("{lead}{leaning}"), 1), "{leaning}");
    }
    let lead = "The Delhi government has opened 20 relief camps for people who lost their homes in the flood. ";
    assert!(stands(lead, 0));
    for leaning in [
        "He said that the camps in Delhi would stay open for two months.",
        "The accused was taken to a hospital in Delhi on Sunday evening.",
        "However, the Delhi government has not said how long they will stay.",
        "The Delhi government has also promised food to the people in camps.",
        "Chief Minister Rama Devi inspecting a relief camp in Delhi on Sunday.",
    ] {
        assert!(!stands(&format!("{lead}{leaning}"), 1), "{leaning}");
    }
}

#[test]
fn a_dateline_and_a_credit_are_no_part_of_a_bullet() {
    for (body, want) in [
        (
            "काठमांडू (एजेंसी)। नेपाल में आए भूकंप में दस लोगों की मौत हो गई।",
            "नेपाल में आए भूकंप में दस लोगों की मौत हो गई।",
        ),
        (
            "सरकार ने कहा: नेपाल को मदद भेजी जाएगी और दल रवाना होगा।",
            "सरकार ने कहा: नेपाल को मदद भेजी जाएगी और दल रवाना होगा।",
        ),
        (
            "LIVE BLOG: The river rose over the old bridge of the town on Monday.",
            "The river rose over the old bridge of the town on Monday.",
        ),
    ] {
        let a = article("d", "", body);
        let last = a.body_sentences().last().unwrap();
        assert_eq!(a.words(opening::strip_dateline(&a, last.span)), want);
    }
}

#[test]
fn questions_are_asked_only_where_the_lead_answers_them() {
    let event = |a: &Analysis| Event {
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
    let asked = |headline: &str, body: &str| -> Vec<String> {
        let a = article("q", headline, body);
        let e = event(&a);
        let briefs = write(&[a], &[e], &[]);
        briefs.into_iter().flat_map(|b| b.faq).map(|f| f.question).collect()
    };
    let found = asked(
        "दिल्ली में बस पलटी, छह की मौत",
        "दिल्ली में रविवार को बस पलटने से छह लोगों की मौत हो गई और 20 यात्री घायल हो गए।",
    );
    assert!(found.contains(&"कितने लोगों की मौत हुई?".to_string()), "{found:?}");
    assert!(found.contains(&"यह कहां हुआ?".to_string()), "{found:?}");
    for (headline, body) in [
        (
            "Third seed wins in Paris",
            "Third seed Karl Weber beat 2 rivals in Paris on Sunday to reach 3 finals.",
        ),
        (
            "दिल्ली में मेला शुरू",
            "दिल्ली में रविवार को शुरू हुए मेले में 200 दुकानें लगी हैं और 5 हजार लोग पहुंचे।",
        ),
        (
            "Minister talks of old crash",
            "Minister Rama Devi on Sunday recalled a crash near Delhi in which 9 people were killed years ago.",
        ),
    ] {
        assert_eq!(asked(headline, body), Vec::<String>::new(), "{body}");
    }
}

/// The rows that may be shown of a report, as `role value`.
fn rows(headline: &str, body: &str) -> Vec<String> {
    let a = article("w", headline, body);
    let own = counts::own_counts(&a);
    let value = |c: &counts::Count| a.words(a.quantities[c.quantity].span).to_string();
    own.iter().map(|c| format!("{} {}", c.role, value(c))).collect()
}

#[test]
fn a_part_is_not_shown_as_the_whole() {
    let whole = "सोनपुर में भूस्खलन से 40 लोगों की मौत हो गई है। ";
    for part in [
        "बाजार के बीच हुए भूस्खलन में 29 लोगों की मौत हो गई।",
        "यहां दो लोगों की मौत हुई।",
        "पैदल चलने वाले 12 लोगों की मौत हुई।",
        "राहत का काम चल रहा है। सड़क खोल दी गई है। अब तक कुल 90 लोगों की मौत हो चुकी है।",
        "रामगढ़ में आत्मघाती हमला, 15 लोगों की मौत",
    ] {
        assert_eq!(rows("", &format!("{whole}{part}")), ["killed 40"], "{part}");
    }
    // The headline has the whole; the sentence tells parts of it.
    let parts = "सोनपुर में ट्रक से दो लोगों की मौत हुई और बस से तीन लोगों की मौत हुई।";
    assert_eq!(rows("सोनपुर में छह महीने में 71 मौतें", parts), Vec::<String>::new());
}

#[test]
fn cases_of_a_day_are_new_and_a_place_is_the_nearest() {
    let measure = |body: &str| {
        let a = article("m", "कोरोना के मामले", body);
        let all = counts::own_counts(&a);
        all.iter().map(|c| c.measure).collect::<Vec<_>>()
    };
    assert_eq!(measure("दिल्ली में 24 घंटे में कोरोना के 12 मामले सामने आए हैं।"), ["new"]);
    assert_eq!(measure("दिल्ली में अब तक कोरोना के 17 मामले सामने आए हैं।"), ["total"]);
    let none: [&str; 0] = [];
    assert_eq!(measure("दिल्ली में शुक्रवार को कोरोना के 12 मामले सामने आए।"), none);
    assert_eq!(measure("बिहार में एक और दिल्ली में कोरोना के 12 संदिग्ध मामले सामने आए हैं।"), none);
}

#[test]
fn a_bullet_tells_what_the_headline_tells() {
    let bullets = |headline: &str, body: &str| bullets_of(headline, body).len();
    let headline = "How much prize money did the winners of the Delhi Open 2026 earn? Check details";
    let scene = "The Delhi Open 2026 ended after three weeks of hard contests between the best players.";
    let matter = "The winners of the Delhi Open 2026 will each earn prize money of two million rupees.";
    assert_eq!((bullets(headline, scene), bullets(headline, matter)), (0, 1));
    let cut = "The winners of the Delhi Open 2026 will earn prize money of two million, a reporter told Example. com.";
    assert_eq!(bullets(headline, cut), 0);
}

/// The bullets of one report.
fn bullets_of(headline: &str, body: &str) -> Vec<String> {
    let a = article("w", headline, body);
    let event = Event {
        id: EventId::from("e"),
        title: headline.to_string(),
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
    let briefs = write(&[a], &[event], &[]);
    briefs.into_iter().flat_map(|b| b.bullets).map(|b| b.text).collect()
}

#[test]
fn a_place_that_only_the_report_names_is_set_before_the_bullet() {
    let headline = "इंदौर में गोदाम की आग से छह दुकानें जलीं";
    let local = "रामटेकड़ी थाना क्षेत्र के गोदाम में रविवार रात लगी आग से छह दुकानें जल गईं।";
    // The body names the town: it is cited and set before the line.
    let with = bullets_of(headline, &format!("{local} दमकल की टीम इंदौर से दो घंटे बाद पहुंची।"));
    assert_eq!(with, [format!("[इंदौर] {local}")]);
    // Only the headline names it: a headline is no evidence.
    assert_eq!(bullets_of(headline, local), Vec::<String>::new());
    let said = "इंदौर के रामटेकड़ी थाना क्षेत्र के गोदाम में रविवार रात लगी आग से छह दुकानें जल गईं।";
    assert_eq!(bullets_of(headline, said), [said]);
}

#[test]
fn damaged_words_are_no_bullet() {
    for text in [
        "The court rejected theState plea on Sunday.",
        "The minister offered \"relief\"in the district.",
        "The house reliefand rescue work began on Sunday.",
        "Officials said the town&apos;s bridge was closed.",
        "She said 'the bridge is closed and will stay so.",
        "A bridge in Ramgarhdistrict was closed on Sunday by agroup of men.",
        "The bridge was closed on on Sunday.",
        "Town closes its oldest bridge The river is rising after two days of rain.",
        "The runnerRama Devi won a medal forextending her record.",
    ] {
        assert!(!intact::intact(Lang::En, text), "{text}");
    }
    assert!(!intact::intact(Lang::Hi, "नगर में ¨चगारी से आग लग गई।"));
    for text in [
        "WhatsApp and McDonald's opened a shop at St. John's on Sunday.",
        "Residents' leaders said \"the bridge\" is 'closed' until Sunday.",
    ] {
        assert!(intact::intact(Lang::En, text), "{text}");
    }
}

#[test]
fn persons_and_matters_are_introduced() {
    let stands = |body: &str| {
        let a = article("s", "Mayor says the old town bridge may close", body);
        let s = a.body_sentences().next().unwrap();
        alone::stands_alone(&a, opening::strip_dateline(&a, s.span), true)
    };
    for leaning in [
        "Three bridges over the Yamuna closed in Delhi after heavy rain: Reports.",
        "Delhi may close three more bridges over the Yamuna by the end of next year.",
        "Officials in Delhi said the bridge here would stay closed until Sunday.",
        "The government on Sunday announced new rules for bridges and roads.",
        "Over 30 such bridges were closed in Delhi in the past year, officials said.",
        "Residents of Delhi on Sunday condemned the attack.",
        "Delhi to build three bridges over the Yamuna by the end of next year.",
    ] {
        assert!(!stands(leaning), "{leaning}");
    }
    for whole in [
        "India on Sunday asked US officials to lower duties on steel and cotton.",
        "Residents of Delhi on Sunday condemned the attack on a school in Agra.",
    ] {
        assert!(stands(whole), "{whole}");
    }
}

#[test]
fn a_toll_that_another_report_raised_is_no_bullet() {
    let first = article(
        "a",
        "दिल्ली में बस पलटने से छह लोगों की मौत",
        "दिल्ली में रविवार को बस पलटने से छह लोगों की मौत हो गई।",
    );
    let later = article(
        "b",
        "दिल्ली में बस पलटने से नौ लोगों की मौत",
        "दिल्ली में बस पलटने के हादसे में अब तक नौ लोगों की मौत हो गई है।",
    );
    let analyses = [first, later];
    let event = Event {
        id: EventId::from("e"),
        title: analyses[1].article.headline_text().to_string(),
        start: None,
        end: None,
        articles: analyses.iter().map(|a| a.article.id.clone()).collect(),
        origins: Vec::new(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: Vec::new(),
        storyline: None,
        reasons: Vec::new(),
    };
    let briefs = write(&analyses, &[event], &[]);
    let texts: Vec<&str> = briefs[0].bullets.iter().map(|b| b.text.as_str()).collect();
    assert!(texts.iter().all(|t| !t.contains("छह")), "{texts:?}");
    assert!(texts.iter().any(|t| t.contains("नौ")), "{texts:?}");
}
