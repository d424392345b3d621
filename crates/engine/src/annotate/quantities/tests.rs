use super::*;
use FigureStatus::*;
use proptest::prelude::*;

fn read(text: &str, lang: Lang) -> Vec<Quantity> {
    let mut out = Vec::new();
    let taken = Taken {
        times: &[],
        mentions: &[],
    };
    in_sentence(text, 0, lang, &taken, &mut out);
    out
}

/// Checks span, value, hedge, unit, noun and status.
fn check(text: &str, want: &[(&str, f64, bool, &str, &str, FigureStatus)]) {
    let figures = read(text, Lang::Hi);
    let got: Vec<_> = figures
        .iter()
        .map(|q| {
            let noun = q.counted.map_or("", |c| c.of(text));
            (q.span.of(text), q.value, q.approx, q.unit.as_str(), noun, q.status)
        })
        .collect();
    assert_eq!(got, want, "{text}");
}

#[test]
fn value_unit_noun_and_hedge() {
    check(
        "बाढ़ में 2,000 पहाड़ी किसान मारे गए।",
        &[("2,000", 2000.0, false, "", "पहाड़ी किसान", Done)],
    );
    check(
        "लगभग 6,000 अतिरिक्त सैनिक भेजे गए।",
        &[("6,000", 6000.0, true, "", "अतिरिक्त सैनिक", Done)],
    );
    check(
        "50 लाख रुपये का ऋण लिया।",
        &[("50 लाख रुपये", 5e6, false, "rupees", "ऋण", Done)],
    );
    check(
        "86 हजार से अधिक लोग बेघर हुए हैं।",
        &[("86 हजार", 86_000.0, true, "", "लोग", Done)],
    );
    check(
        "कम से कम दो दर्जन नावें डूब गईं।",
        &[("दो दर्जन", 24.0, true, "", "नावें", Done)],
    );
    check(
        "पानी ₹500 में बिका और 12.5% बढ़ा।",
        &[
            ("₹500", 500.0, false, "rupees", "", Done),
            ("12.5%", 12.5, false, "percent", "", Done),
        ],
    );
    check("सैकड़ों किसान पहुंच गए।", &[("सैकड़ों", 100.0, true, "", "किसान", Done)]);
    check("दोनों नेताओं ने बात की।", &[("दोनों", 2.0, false, "", "नेताओं", Done)]);
    check(
        "पांच लाख पहाड़ी रियाल मिले।",
        &[("पांच लाख पहाड़ी रियाल", 5e5, false, "riyals", "", Done)],
    );
}

#[test]
fn one_noun_serves_a_list() {
    check(
        "नगर में 47, बस्ती में 25 और गांव में एक नए मामले सामने आए हैं।",
        &[
            ("47", 47.0, false, "", "नए मामले", Done),
            ("25", 25.0, false, "", "नए मामले", Done),
            ("एक", 1.0, false, "", "नए मामले", Done),
        ],
    );
    check(
        "उनकी आयु 30 और 57 वर्ष है।",
        &[
            ("30", 30.0, false, "years", "", Unspecified),
            ("57 वर्ष", 57.0, false, "years", "", Unspecified),
        ],
    );
}

#[test]
fn status_from_verb_and_cues() {
    let status = |text: &str| read(text, Lang::Hi).first().map(|q| q.status);
    for (text, want) in [
        ("नगर 5,000 मजदूर भेजेगा।", Planned),
        ("नगर 6,000 मजदूर भेज सकता है।", Possible),
        ("नगर ने 6,000 मजदूर भेजे हैं।", Done),
        ("नगर में 6,000 मजदूर काम कर रहे हैं।", Ongoing),
        ("मरने वालों की संख्या 54 हो गई है।", Total),
        ("कुल 66 लोगों की मौत हुई है।", Total),
        ("167 यात्रियों में से नौ बीमार हैं।", Total),
        ("कुल 448 नए मामले सामने आए।", Done),
        ("यहां एक भी मामला सामने नहीं आया है।", Denied),
        ("बिना बांध के 8 लाख घर डूब गए होते।", Estimate),
        ("अनुमान है कि 900 घर टूटे।", Estimate),
        ("चार लोगों के डूबने की आशंका है।", Possible),
        ("60 से ज्यादा मेहमानों के जुटने पर रोक है।", Unspecified),
        ("14 साल की बालिका मिली।", Unspecified),
        ("दो युवक मिले।", Done),
        ("बैंकों से ठगे 50 लाख रुपये", Done),
    ] {
        assert_eq!(status(text), Some(want), "{text}");
    }
}

#[test]
fn numbers_that_are_no_figures() {
    for text in [
        "एक अधिकारी ने बताया कि एक टुकड़ी गई।",
        "अनुच्छेद 370 और धारा 144 लागू है।",
        "कोविड-19 की जांच हुई।",
        "80वीं वर्षगांठ पर तीसरे बैच को भेजा।",
        "1. पुल टूटा",
        "फोन 9876543210 पर बताएं।",
        "वार्ड नंबर 5 में पानी भरा।",
        "ट्रेन संख्या 12345 रद्द हुई।",
        "3डी प्रिंटर बना।",
        "परीक्षा 2024 का परिणाम आया।",
    ] {
        let got: Vec<f64> = read(text, Lang::Hi).iter().map(|q| q.value).collect();
        assert!(got.is_empty(), "{text} {got:?}");
    }
}

#[test]
fn english() {
    let text = "At least 25 people were killed and Rs 3.5 crore was spent.";
    let got: Vec<(f64, bool, String)> = read(text, Lang::En)
        .into_iter()
        .map(|q| (q.value, q.approx, q.unit))
        .collect();
    assert_eq!(got, [(25.0, true, String::new()), (3.5e7, false, "rupees".to_string())]);
}

/// All sentences of a language: value, hedge, unit and status of the first figure. Lists everything that is wrong at once.
fn check_language(lang: Lang, rows: &[(&str, f64, bool, &str, FigureStatus)]) {
    let mut wrong = Vec::new();
    for (text, value, approx, unit, status) in rows {
        let figures = read(text, lang);
        let got = figures.first().map(|q| (q.value, q.approx, q.unit.as_str(), q.status));
        if got != Some((*value, *approx, *unit, *status)) {
            let got = got.map_or_else(
                || "none".to_string(),
                |g| format!("{} {} {} {}", g.0, g.1, g.2, g.3.name()),
            );
            wrong.push(format!("{text} got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn marathi_bengali_gujarati_nepali() {
    check_language(
        Lang::Mr,
        &[
            ("पुरात १२ जण ठार झाले.", 12.0, false, "people", Done),
            ("सुमारे १८ कोटी रुपयांची बिले आढळली आहेत.", 1.8e8, true, "rupees", Done),
            ("३० टक्के पाणी कमी झाले.", 30.0, false, "percent", Done),
            ("दीड लाख घरे वाहून गेली.", 150_000.0, false, "", Done),
            ("किमान पाच शेतकरी जखमी झाले.", 5.0, true, "", Done),
            ("एकूण ५४ रुग्ण आहेत.", 54.0, false, "", Total),
            ("साडेतीन कोटी रुपये दिले जातील.", 3.5e7, false, "rupees", Planned),
        ],
    );
    check_language(
        Lang::Bn,
        &[
            ("বন্যায় ১২ জনের মৃত্যু হয়েছে।", 12.0, false, "people", Done),
            ("প্রায় ৫ কোটি টাকা খরচ হবে।", 5e7, true, "rupees", Planned),
            ("অন্তত ২৫ জন আহত হয়েছেন।", 25.0, true, "people", Done),
            ("তিন লাখ মানুষ এসেছেন।", 3e5, false, "", Done),
            ("জল ৩০ শতাংশ বেড়েছে।", 30.0, false, "percent", Done),
            ("দেড় লক্ষ টাকা দিয়েছেন।", 150_000.0, false, "rupees", Done),
            ("৫০ হাজার বাড়ি ভেঙেছে।", 50_000.0, false, "", Done),
        ],
    );
    check_language(
        Lang::Gu,
        &[
            ("પૂરમાં 12 ઘર પડી ગયા.", 12.0, false, "", Done),
            ("આશરે 5 કરોડ રૂપિયા ખર્ચ થશે.", 5e7, true, "rupees", Planned),
            ("પાણી 30 ટકા વધ્યું.", 30.0, false, "percent", Done),
            ("દોઢ લાખ લોકો આવ્યા.", 150_000.0, false, "", Done),
            ("ઓછામાં ઓછા 25 લોકો આવ્યા.", 25.0, true, "", Done),
            ("ત્રણ હજાર રૂપિયા મળ્યા.", 3000.0, false, "rupees", Done),
        ],
    );
    check_language(
        Lang::Ne,
        &[
            ("बाढीमा १२ जना घाइते भए।", 12.0, false, "people", Done),
            ("करिब ५ करोड रुपैयाँ खर्च हुनेछ।", 5e7, true, "rupees", Planned),
            ("कम्तीमा २५ घर बगायो।", 25.0, true, "", Done),
            ("पानी ३० प्रतिशत घट्यो।", 30.0, false, "percent", Done),
            ("दुई लाख मानिस आए।", 2e5, false, "", Done),
            ("डेढ हजार घर भत्किए।", 1500.0, false, "", Done),
        ],
    );
    check_language(
        Lang::En,
        &[
            ("About 30 percent of the water was lost.", 30.0, true, "percent", Done),
            ("Two lakh farmers came.", 2e5, false, "", Done),
            ("More than 500 houses were damaged.", 500.0, true, "", Done),
            ("The city will spend Rs 2,500 crore.", 2.5e10, false, "rupees", Planned),
            ("Some 1.5 million people may leave.", 1.5e6, true, "", Possible),
        ],
    );
}

proptest! {
    #[test]
    fn any_text_gives_spans_in_order(
        text in "((5|2,000|लाख|एक|दोनों|से|अधिक|लोग|,|\\(|%|₹|-|हैं|गए|की|मौत|साल| |।)[ ]?){0,16}|\\PC{0,50}",
    ) {
        for lang in [Lang::Hi, Lang::En, Lang::Mr] {
            let mut at = 0;
            for q in read(&text, lang) {
                prop_assert!(q.span.start >= at && q.span.end as usize <= text.len());
                prop_assert!(!q.span.of(&text).is_empty() && q.value.is_finite());
                prop_assert!(q.counted.is_none_or(|c| !c.of(&text).is_empty()));
                prop_assert!(q.value_max.is_none_or(|m| m > q.value));
                at = q.span.end;
            }
        }
    }
}
