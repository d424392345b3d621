//! Data-driven tests of whole sentences. All names and places are invented.

use super::*;
use crate::annotate::annotate;
use std::borrow::Cow;

/// A page of a headline and paragraphs.
pub(super) fn analysis(language: Lang, headline: &str, body: &str) -> Analysis {
    let text = format!("{headline}\n\n{body}");
    let mut lines = Vec::new();
    let mut at = 0;
    for (i, raw) in text.split('\n').enumerate() {
        let span = Span::new(at, at + raw.len());
        at += raw.len() + 1;
        if !raw.trim().is_empty() {
            lines.push(Line {
                n: i as u32 + 1,
                span,
                class: if i == 0 { LineClass::Headline } else { LineClass::Body },
                reason: Cow::Borrowed("test"),
            });
        }
    }
    let article = Article {
        id: ArticleId::from("t"),
        source: String::new(),
        url: None,
        outlet: None,
        agency: None,
        byline: None,
        dateline: None,
        language,
        headline: None,
        published: Published::unknown("test"),
        text,
        lines,
        tags: Vec::new(),
        read_minutes: 1,
        completeness: Completeness::default(),
    };
    annotate(article, Vec::new())
}

/// Each statement as `speaker[resolved] < relay | content`, with `!denies`, `!silent` and the form where they are not
/// plain.
fn found(language: Lang, headline: &str, body: &str) -> Vec<String> {
    let a = analysis(language, headline, body);
    attribute(&a)
        .iter()
        .map(|s| {
            let chain: Vec<String> = s
                .chain
                .iter()
                .map(|c| match &c.resolved {
                    Some(r) if *r != c.text && !c.text.ends_with(r.as_str()) => format!("{}[{r}]", c.text),
                    _ => c.text.clone(),
                })
                .collect();
            let form = match s.form {
                Form::Indirect => "",
                f => f.name(),
            };
            let polarity = match s.polarity {
                Polarity::Asserts => "",
                p => p.name(),
            };
            format!("{} | {} {form}{polarity}", chain.join(" < "), a.words(s.content))
                .trim_end()
                .to_string()
        })
        .collect()
}

fn check(body: &str, want: &[&str]) {
    assert_eq!(found(Lang::Hi, "", body), want, "{body}");
}

fn check_headline(headline: &str, want: &[&str]) {
    assert_eq!(found(Lang::Hi, headline, ""), want, "{headline}");
}

#[test]
fn according_to() {
    check(
        "दीपनगर पुलिस के अनुसार, नदी का पुल रात में टूट गया।",
        &["दीपनगर पुलिस | नदी का पुल रात में टूट गया"],
    );
    check(
        "'सांझ समाचार एजेंसी' की रिपोर्ट के मुताबिक बांध में दरार आई है.",
        &["'सांझ समाचार एजेंसी' | बांध में दरार आई है"],
    );
    check("जल विभाग की मानें तो बांध में पानी कम है।", &["जल विभाग | बांध में पानी कम है"]);
    check(
        "सूत्रों से मिली जानकारी के अनुसार बांध की मरम्मत अगले महीने होगी।",
        &["सूत्रों | बांध की मरम्मत अगले महीने होगी"],
    );
    check("दोनों गांवों में संधि हुई, जिसके अनुसार पानी आधा बंटेगा।", &[]);
    check("नियम के अनुसार हर दुकान पर नाम लिखना होगा।", &[]);
}

#[test]
fn verbs_and_nouns_of_saying() {
    check(
        "जल मंत्री रतन सोलंकर ने सोमवार को कहा कि बांध सुरक्षित है।",
        &["जल मंत्री रतन सोलंकर | बांध सुरक्षित है"],
    );
    check(
        "जल मंत्री रतन सोलंकर ने कहा, ''बांध सुरक्षित है और रहेगा।''",
        &["जल मंत्री रतन सोलंकर | बांध सुरक्षित है और रहेगा। direct"],
    );
    check("ग्रामीणों का आरोप है कि मुआवजा नहीं मिला।", &["ग्रामीणों | मुआवजा नहीं मिला"]);
    check(
        "जिला प्रशासन ने दावा किया है कि सभी रास्ते खुले हैं।",
        &["जिला प्रशासन | सभी रास्ते खुले हैं"],
    );
    check("लोगों से मास्क लगाने को कहा गया।", &[]);
    check("पुलिस ने दो लोगों को पकड़ा।", &[]);
}

#[test]
fn chains() {
    check(
        "सांझ समाचार एजेंसी की रिपोर्ट के अनुसार, बैठक के बाद मंत्री सोलंकर ने कहा कि पुल नया बनेगा।",
        &["मंत्री सोलंकर < सांझ समाचार एजेंसी | पुल नया बनेगा"],
    );
    check(
        "दीपनगर रेडियो (डीआर) के हवाले से सांझ समाचार एजेंसी की रिपोर्ट में कहा गया कि पुल नया बनेगा।",
        &["दीपनगर रेडियो (डीआर) < सांझ समाचार एजेंसी | पुल नया बनेगा"],
    );
}

#[test]
fn the_source_in_the_next_sentence() {
    check(
        "बांध से पानी छोड़ा गया है। यह जानकारी जल विभाग के अधिकारी ने मंगलवार को दी।",
        &["जल विभाग के अधिकारी | बांध से पानी छोड़ा गया है"],
    );
    check(
        "बांध से पानी छोड़ा गया है। इसकी जानकारी जल विभाग की ओर से दी गई।",
        &["जल विभाग | बांध से पानी छोड़ा गया है"],
    );
}

#[test]
fn pronouns_and_running_speakers() {
    check(
        "जल मंत्री रतन सोलंकर ने कहा कि बांध सुरक्षित है। उन्होंने कहा कि डरने की जरूरत नहीं है।",
        &[
            "जल मंत्री रतन सोलंकर | बांध सुरक्षित है",
            "उन्होंने[रतन सोलंकर] | डरने की जरूरत नहीं है",
        ],
    );
    check(
        "जल मंत्री रतन सोलंकर ने कहा कि बांध सुरक्षित है। साथ ही इस पर जोर दिया कि मरम्मत पूरी है।",
        &["जल मंत्री रतन सोलंकर | बांध सुरक्षित है", "रतन सोलंकर | मरम्मत पूरी है"],
    );
}

#[test]
fn silence_denial_and_nobody() {
    check(
        "रेडियो के अनुसार दोनों नेताओं ने नक्शा देखा, लेकिन दीपनगर प्रशासन ने इस तरह की जानकारी नहीं दी।",
        &[
            "रेडियो | दोनों नेताओं ने नक्शा देखा",
            "दीपनगर प्रशासन | दोनों नेताओं ने नक्शा देखा silent",
        ],
    );
    check("ठेकेदार ने गड़बड़ी के आरोपों से इनकार किया है।", &["ठेकेदार | गड़बड़ी denies"]);
    check("बताया जा रहा है कि पुल पर दस लोग थे।", &[" | पुल पर दस लोग थे"]);
}

#[test]
fn who_declines_or_releases_nothing_is_silent() {
    check(
        "जल विभाग ने टूटे पुलों की सूची जारी नहीं की है।",
        &["जल विभाग | टूटे पुलों की सूची silent"],
    );
    check(
        "महापौर ने किराये की दर पर अब तक कुछ नहीं कहा है।",
        &["महापौर | किराये की दर silent"],
    );
    check(
        "नगर परिषद ने पुल की मरम्मत पर टिप्पणी करने से इनकार कर दिया।",
        &["नगर परिषद | पुल की मरम्मत silent"],
    );
    check("दुकानदारों ने हटने से मना कर दिया।", &[]);
    check("अभी कुछ नहीं कहा जा सकता है।", &[]);
}

#[test]
fn silence_and_denial_in_marathi_and_english() {
    let check = |lang: Lang, body: &str, want: &[&str]| assert_eq!(found(lang, "", body), want, "{body}");
    check(
        Lang::Mr,
        "नगरपालिकेने पुलाच्या खर्चाची माहिती दिली नाही.",
        &["नगरपालिकेने | पुलाच्या खर्चाची silent"],
    );
    check(
        Lang::En,
        "The council did not respond to questions about the old bridge.",
        &["council | the old bridge silent"],
    );
    check(
        Lang::En,
        "The builder denied cutting corners and said the bridge was sound.",
        &["builder | cutting corners denies", "builder | the bridge was sound"],
    );
}

#[test]
fn headlines() {
    check_headline(
        "बांध पूरी तरह सुरक्षित है: जल मंत्रालय",
        &["जल मंत्रालय | बांध पूरी तरह सुरक्षित है direct"],
    );
    check_headline(
        "जल मंत्री रतन सोलंकर बोले- बांध पूरी तरह सुरक्षित है",
        &["जल मंत्री रतन सोलंकर | बांध पूरी तरह सुरक्षित है direct"],
    );
    check_headline(
        "जल विभाग का दावा, बांध पूरी तरह सुरक्षित है",
        &["जल विभाग | बांध पूरी तरह सुरक्षित है"],
    );
    check_headline("बारिश 3.0: क्या करें और क्या नहीं, जानिए सब कुछ", &[]);
}

#[test]
fn english() {
    let check = |body: &str, want: &[&str]| assert_eq!(found(Lang::En, "", body), want, "{body}");
    check(
        "Water minister Ratan Solankar said on Monday that the dam is safe.",
        &["Water minister Ratan Solankar | the dam is safe"],
    );
    check(
        "“The dam is safe and will stay so,” Mr. Solankar said.",
        &["Mr. Solankar | The dam is safe and will stay so direct"],
    );
    check(
        "According to the Deepnagar police, the bridge fell at night.",
        &["Deepnagar police | the bridge fell at night"],
    );
    check("The bridge was built according to plan.", &[]);
    check(
        "The contractor denied the charges of the village.",
        &["contractor | the charges of the village denies"],
    );
}

#[test]
fn marathi_bengali_gujarati() {
    let check = |lang: Lang, body: &str, want: &[&str]| assert_eq!(found(lang, "", body), want, "{body}");
    check(
        Lang::Mr,
        "धरण सुरक्षित आहे, असे जलमंत्री रतन सोळंकर यांनी सांगितले.",
        &["जलमंत्री रतन सोळंकर | धरण सुरक्षित आहे"],
    );
    check(
        Lang::Bn,
        "মন্ত্রী রতন সোলাঙ্কর বলেছেন, বাঁধটি পুরোপুরি নিরাপদ আছে।",
        &["মন্ত্রী রতন সোলাঙ্কর | বাঁধটি পুরোপুরি নিরাপদ আছে"],
    );
    check(
        Lang::Gu,
        "મંત્રી રતન સોલંકરે કહ્યું કે બંધ સંપૂર્ણ સુરક્ષિત છે.",
        &["મંત્રી રતન સોલંકરે | બંધ સંપૂર્ણ સુરક્ષિત છે"],
    );
    check(
        Lang::Sd,
        "وزير رتن سولنڪر چيو ته بند مڪمل طور محفوظ آهي.",
        &["وزير رتن سولنڪر | بند مڪمل طور محفوظ آهي"],
    );
    check(Lang::Sd, "پوليس موجب پل رات ڊهي پئي.", &["پوليس | پل رات ڊهي پئي"]);
}

#[test]
fn nepali() {
    let check = |body: &str, want: &[&str]| assert_eq!(found(Lang::Ne, "", body), want, "{body}");
    check(
        "मन्त्री रतन सोलंकरले बाँध सुरक्षित रहेको बताए।",
        &["मन्त्री रतन सोलंकरले | बाँध सुरक्षित रहेको"],
    );
    check(
        "जल विभागका अनुसार नदीको पानी राति बढेको छ।",
        &["जल विभागका | नदीको पानी राति बढेको छ"],
    );
    check(
        "प्रवक्ता रतन सोलंकरले भने, “बाँध पूरै सुरक्षित छ।”",
        &["प्रवक्ता रतन सोलंकरले | बाँध पूरै सुरक्षित छ। direct"],
    );
    check("नियम अनुसार सबै पसलमा नाम लेख्नुपर्छ।", &[]);
}

#[test]
fn silence_and_denial_in_other_languages() {
    let check = |lang: Lang, body: &str, want: &[&str]| assert_eq!(found(lang, "", body), want, "{body}");
    check(
        Lang::Bn,
        "বাঁধ ভেঙে গ্রাম ডুবেছে। মন্ত্রী রতন সোলাঙ্কর এ নিয়ে কোনও মন্তব্য করতে চাননি।",
        &["মন্ত্রী রতন সোলাঙ্কর | বাঁধ ভেঙে গ্রাম ডুবেছে silent"],
    );
    check(
        Lang::Bn,
        "বাঁধ ভেঙে গ্রাম ডুবেছে। জল দফতরের সঙ্গে যোগাযোগ করা যায়নি।",
        &["জল দফতরের | বাঁধ ভেঙে গ্রাম ডুবেছে silent"],
    );
    check(
        Lang::Bn,
        "বাঁধ ভেঙে গ্রাম ডুবেছে। মন্ত্রী রতন সোলাঙ্কর এই অভিযোগ অস্বীকার করেছেন।",
        &["মন্ত্রী রতন সোলাঙ্কর | বাঁধ ভেঙে গ্রাম ডুবেছে denies"],
    );
    check(
        Lang::Gu,
        "બંધ તૂટતાં ગામ ડૂબી ગયું. મંત્રી રતન સોલંકરે આ અંગે કોઈ ટિપ્પણી કરી નથી.",
        &["મંત્રી રતન સોલંકરે | બંધ તૂટતાં ગામ ડૂબી ગયું silent"],
    );
    check(
        Lang::Gu,
        "બંધ તૂટતાં ગામ ડૂબી ગયું. જળ વિભાગ સાથે સંપર્ક થઈ શક્યો નથી.",
        &["જળ વિભાગ | બંધ તૂટતાં ગામ ડૂબી ગયું silent"],
    );
    check(
        Lang::Gu,
        "બંધ તૂટતાં ગામ ડૂબી ગયું. મંત્રી રતન સોલંકરે આ આરોપ ફગાવ્યો.",
        &["મંત્રી રતન સોલંકરે | બંધ તૂટતાં ગામ ડૂબી ગયું denies"],
    );
    check(
        Lang::Ne,
        "बाँध भत्किएर गाउँ डुब्यो। मन्त्री रतन सोलंकरले यसबारे कुनै प्रतिक्रिया दिएनन्।",
        &["मन्त्री रतन सोलंकरले | बाँध भत्किएर गाउँ डुब्यो silent"],
    );
    check(
        Lang::Hi,
        "बांध टूटने से गांव डूब गया। जल मंत्री रतन सोलंकर से संपर्क नहीं हो सका।",
        &["जल मंत्री रतन सोलंकर | बांध टूटने से गांव डूब गया silent"],
    );
    check(
        Lang::En,
        "The dam broke and the village was flooded. Minister Ratan Solankar could not be reached for comment.",
        &["Minister Ratan Solankar | The dam broke and the village was flooded silent"],
    );
}

#[test]
fn english_dates_in_brackets() {
    assert_eq!(
        found(
            Lang::En,
            "",
            "The ship called at the port, officials on Saturday (July 19, 2031) said."
        ),
        ["officials | The ship called at the port"]
    );
}

#[test]
fn shapes_of_fresh_articles() {
    check(
        "बांध सुरक्षित है। पानी भी कम है। यह कहना है जल मंत्री रतन सोलंकर का।",
        &["जल मंत्री रतन सोलंकर | बांध सुरक्षित है"],
    );
    check(
        "बांध सुरक्षित है। पानी भी कम है। ये बातें जल मंत्री रतन सोलंकर ने कहीं।",
        &["जल मंत्री रतन सोलंकर | बांध सुरक्षित है"],
    );
    check("कहा यह भी जा रहा है कि बांध में दरार आई है।", &[" | बांध में दरार आई है"]);
    check("ग्रामीण कह रहे हैं कि बांध में दरार आई है।", &["ग्रामीण | बांध में दरार आई है"]);
    check("जांच में सामने आया है कि बांध में दरार थी।", &["जांच | बांध में दरार थी"]);
    check("बांध टूटने से बीस घरों के बहने की सूचना है।", &[" | बांध टूटने से बीस घरों के बहने"]);
    check("जल विभाग ने बीस घरों के बहने की पुष्टि की है।", &["जल विभाग | बीस घरों के बहने"]);
    check(
        "जल विभाग ने गांव में भारी बारिश की चेतावनी जारी की है।",
        &["जल विभाग | गांव में भारी बारिश"],
    );
    check("जल विभाग ने ठेकेदार को पत्र लिखा था।", &[]);
    check("ठेकेदार को पुलिस के दफ्तर में बुलाया गया, उन्हें बताया गया कि काम कैसे होगा।", &[]);
    check_headline(
        "दीपनगर में बोले जल मंत्री रतन सोलंकर, बांध पूरी तरह सुरक्षित है",
        &["जल मंत्री रतन सोलंकर | बांध पूरी तरह सुरक्षित है direct"],
    );
    check_headline("बांध में आई दरार, जल विभाग ने जताई चिंता", &["जल विभाग | बांध में आई दरार"]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Pieces out of which sentences with many cues grow.
    const PIECES: &[&str] = &[
        "ने",
        "कहा",
        "कि",
        "के",
        "अनुसार",
        "यह",
        "जानकारी",
        "दी",
        "नहीं",
        "की",
        "रिपोर्ट",
        "में",
        "गया",
        "“",
        "”",
        "'",
        "''",
        ",",
        ":",
        "-",
        "।",
        "(",
        ")",
        "मंत्री",
        "उन्होंने",
        "लेकिन",
        "हवाले",
        "से",
        "का",
        "कहना",
        "है",
        "said",
        "that",
        "according",
        "to",
        "X",
        "\n",
        "दावा",
        "किया",
        "बात",
        "इस",
        "ओर",
        "असे",
        "বলেছেন",
        "કહ્યું",
        "કે",
        "5",
        ".",
        "\u{a0}",
        "é",
    ];

    fn holds(text: &str) {
        for lang in [Lang::Hi, Lang::En, Lang::Mr, Lang::Bn, Lang::Gu, Lang::Other] {
            let a = analysis(lang, "", text);
            let whole = &a.article.text;
            let inside = |s: Span| {
                whole
                    .get(s.start as usize..s.end as usize)
                    .is_some_and(|w| !w.is_empty())
            };
            for q in &a.quotations {
                assert!(inside(q.span) && q.span.contains(q.inner));
            }
            for s in attribute(&a) {
                assert!(inside(s.content), "{text}");
                assert!(s.cue.is_none_or(inside));
                assert!(s.hedge.is_none_or(inside));
                assert!(s.chain.iter().all(|c| c.span.is_none_or(inside)));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_text_gives_spans_on_borders(text in "\\PC{0,80}") {
            holds(&text);
        }

        #[test]
        fn cues_in_any_order(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
            holds(&pieces.join(" "));
            holds(&pieces.concat());
        }
    }
}

/// The sources of a body, `-` for an empty chain.
fn sources(language: Lang, body: &str) -> Vec<String> {
    let a = analysis(language, "", body);
    attribute(&a)
        .iter()
        .map(|s| s.chain.first().map_or_else(|| "-".to_string(), |c| c.text.clone()))
        .collect()
}

#[test]
fn a_source_is_cut_to_a_name_a_title_or_a_body() {
    for (language, body, want) in [
        (
            Lang::Hi,
            "सड़क पर रहने वाले एक मजदूर ने बताया कि दीवार अचानक गिरी।",
            "एक मजदूर",
        ),
        (
            Lang::Hi,
            "दो मार्च (भाषा) केंद्रीय स्वास्थ्य मंत्रालय ने कहा कि टीके पर्याप्त हैं।",
            "केंद्रीय स्वास्थ्य मंत्रालय",
        ),
        (Lang::Hi, "प्राप्त सूत्रों के अनुसार बैठक सोमवार को होगी।", "सूत्रों"),
        (Lang::Hi, "जुड़ी एक वेबसाइट के मुताबिक सामान समय पर पहुंचेगा।", "एक वेबसाइट"),
        (
            Lang::En,
            "Minister Rama Devi had also said that the bridge would open in May.",
            "Minister Rama Devi",
        ),
    ] {
        let got = sources(language, body);
        assert!(got.iter().any(|s| s == want), "{body}: {got:?}");
    }
}

#[test]
fn what_names_nobody_is_no_source() {
    for (language, body) in [
        (Lang::Hi, "हालात बताते हैं कि नदी का पानी और बढ़ेगा।"),
        (Lang::Hi, "उसका कहना है कि सड़क बंद है।"),
        (Lang::En, "He said the road was closed."),
        (Lang::En, "Rising rates say the market is nervous."),
        (Lang::Bn, "তাঁর মতে, রাস্তা বন্ধ থাকবে।"),
    ] {
        let got = sources(language, body);
        assert!(got.iter().all(|s| s == "-" || s.is_empty()), "{body}: {got:?}");
    }
}

#[test]
fn a_source_is_the_body_or_the_person_and_no_part_of_a_clause() {
    for (language, body, want) in [
        (
            Lang::Hi,
            "ठगी के आरोपी की जमानत याचिका जिला न्यायालय ने शनिवार को खारिज कर दी।",
            "जिला न्यायालय",
        ),
        (
            Lang::Hi,
            "स्वास्थ्य विभाग से प्राप्त जानकारी के अनुसार टीके पर्याप्त हैं।",
            "स्वास्थ्य विभाग",
        ),
    ] {
        let got = sources(language, body);
        assert!(got.iter().any(|s| s == want), "{body}: {got:?}");
    }
}

#[test]
fn what_is_longer_than_any_sentence_is_not_read() {
    let many = |n: usize| format!("{}।", "रमा देवी ने कहा कि पानी बढ़ा, ".repeat(n));
    let statements = |body: &str| attribute(&analysis(Lang::Hi, "नहर टूटी", body)).len();
    assert!(statements(&many(3)) > 0);
    assert_eq!(statements(&many(LONGEST_SENTENCE / 40)), 0);
}
