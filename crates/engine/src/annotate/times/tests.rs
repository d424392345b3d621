use super::*;
use jiff::civil::date;
use proptest::prelude::*;

/// The expressions of one sentence of a report published on Wednesday 11 June 2031.
fn read(text: &str, lang: Lang, published: Option<Date>) -> Vec<TimeExpression> {
    let mut out = Vec::new();
    in_sentence(text, 0, lang, &mut out);
    let known = Published {
        value: published.map(|d| d.at(0, 0, 0, 0)),
        precision: Precision::Day,
        ..Published::unknown("")
    };
    resolve(&mut out, &known);
    out
}

fn check_in(lang: Lang, text: &str, want: &[(&str, &str)]) {
    let times = read(text, lang, Some(date(2031, 6, 11)));
    let got: Vec<(&str, &str)> = times.iter().map(|t| (t.span.of(text), t.value.as_str())).collect();
    assert_eq!(got, want, "{text}");
}

fn check(text: &str, want: &[(&str, &str)]) {
    check_in(Lang::Hi, text, want);
}

#[test]
fn dates_as_written() {
    check("13 मई 2029 को पुल खुला।", &[("13 मई 2029 को", "2029-05-13")]);
    check("८ मार्च, २०३० को पुल खुला।", &[("८ मार्च, २०३० को", "2030-03-08")]);
    check("पुल 13/05/2029 को खुला।", &[("13/05/2029 को", "2029-05-13")]);
    check("बुधवार 11 जून 2031 को पुल खुला।", &[("बुधवार 11 जून 2031 को", "2031-06-11")]);
    check("मंगलवार (10 जून) को पुल खुला।", &[("मंगलवार (10 जून) को", "2031-06-10")]);
    check("मेला 15 जून (रविवार) को होगा।", &[("15 जून (रविवार) को", "2031-06-15")]);
    check("15-16 मई को मेला लगा।", &[("15-16 मई को", "2031-05-15/2031-05-16")]);
    check(
        "एक मई से 29 मई तक मेला चला।",
        &[("एक मई से 29 मई तक", "2031-05-01/2031-05-29")],
    );
    check(
        "27 दिसंबर, 2029 से 3 जनवरी, 2030 के बीच बाढ़ आई।",
        &[("27 दिसंबर, 2029 से 3 जनवरी, 2030 के बीच", "2029-12-27/2030-01-03")],
    );
    check("साल 2019 में पुल बना था।", &[("साल 2019 में", "2019")]);
    check("1910-45 के दौर में पुल बना।", &[("1910-45", "1910/1945")]);
    check("जून 2030 में पुल बना।", &[("जून 2030 में", "2030-06")]);
}

#[test]
fn what_is_left_out_takes_its_year_from_the_tense() {
    check("पुल अप्रैल में खुला।", &[("अप्रैल में", "2031-04")]);
    check("पुल दिसंबर में खुला था।", &[("दिसंबर में", "2030-12")]);
    check("पुल दिसंबर में खुलेगा।", &[("दिसंबर में", "2031-12")]);
    check("पिछले साल जून में पुल बना।", &[("पिछले साल जून में", "2030-06")]);
    check("उसने 15 जून को आगामी मेले की बधाई दी।", &[("15 जून को", "2031-06-15")]);
    check(
        "जनवरी के पहले हफ्ते में बाढ़ आई।",
        &[("जनवरी के पहले हफ्ते में", "2031-01-01/2031-01-07")],
    );
}

#[test]
fn weekdays_go_by_tense() {
    check("मेयर ने मंगलवार को बात की।", &[("मंगलवार को", "2031-06-10")]);
    check("शुक्रवार को बैठक होगी।", &[("शुक्रवार को", "2031-06-13")]);
    check(
        "शुक्रवार को नगर में बैठक तय है, जिसमें चर्चा हुई।",
        &[("शुक्रवार को", "2031-06-13")],
    );
    check("शुक्रवार को बैठक होनी है।", &[("शुक्रवार को", "2031-06-13")]);
    check("बुधवार को पुल टूटा।", &[("बुधवार को", "2031-06-11")]);
    check("पिछले शुक्रवार को पुल टूटा।", &[("पिछले शुक्रवार को", "2031-06-06")]);
    check("अगले सोमवार को पुल खुलेगा।", &[("अगले सोमवार को", "2031-06-16")]);
    check("सोमवार देर शाम पुल टूटा।", &[("सोमवार देर शाम", "2031-06-09")]);
}

#[test]
fn days_and_periods_from_the_anchor() {
    check("कल पुल टूटा।", &[("कल", "2031-06-10")]);
    check("कल पुल खुलेगा।", &[("कल", "2031-06-12")]);
    check("आज पुल खुला।", &[("आज", "2031-06-11")]);
    check("दो दिन पहले पुल टूटा।", &[("दो दिन पहले", "2031-06-09")]);
    check("पिछले हफ्ते पुल टूटा।", &[("पिछले हफ्ते", "2031-06-02/2031-06-08")]);
    check("अगले महीने पुल खुलेगा।", &[("अगले महीने", "2031-07")]);
    check("पिछले 24 घंटे में पानी बढ़ा।", &[("पिछले 24 घंटे में", "2031-06-10/2031-06-11")]);
    check(
        "पिछले सात दिनों में पानी बढ़ा।",
        &[("पिछले सात दिनों में", "2031-06-04/2031-06-11")],
    );
    check("अगले आठ दिन पुल बंद रहेगा।", &[("अगले आठ दिन", "2031-06-11/2031-06-19")]);
    check(
        "9 जून को पुल टूटा और दूसरे दिन बंद हुआ।",
        &[("9 जून को", "2031-06-09"), ("दूसरे दिन", "2031-06-10")],
    );
    check(
        "24 मई को रात 12 बजे से पुल बंद हुआ।",
        &[("24 मई को रात 12 बजे से", "2031-05-25T00:00")],
    );
    check("दुकानें सुबह 10 बजे खुलेंगी।", &[("सुबह 10 बजे", "T10:00")]);
}

#[test]
fn vague_and_not_times() {
    check("हाल ही में पुल बना।", &[("हाल ही में", "")]);
    check("कुछ दिन पहले पुल बना।", &[("कुछ दिन पहले", "")]);
    check("निकट भविष्य में पुल बनेगा।", &[("निकट भविष्य में", "")]);
    check("फ्लैग मार्च में जवान शामिल हुए।", &[]);
    check("मंगल ग्रह पर 2902 पत्थर मिले।", &[]);
    check("14 दिन में पुल बना।", &[]);
    check("इससे पहले मई में बाढ़ आई।", &[("मई में", "2031-05")]);
}

#[test]
fn other_languages() {
    check_in(
        Lang::En,
        "The bridge opened on Aug 13, 2029.",
        &[("Aug 13, 2029", "2029-08-13")],
    );
    check_in(
        Lang::En,
        "The bridge collapsed on Tuesday.",
        &[("Tuesday", "2031-06-10")],
    );
    check_in(Lang::En, "The bridge will open on Friday.", &[("Friday", "2031-06-13")]);
    check_in(Lang::En, "You may walk and march on.", &[]);
    check_in(
        Lang::Mr,
        "पूल मंगळवारी कोसळला. काल पाऊस झाला.",
        &[("मंगळवारी", "2031-06-10"), ("काल", "2031-06-10")],
    );
    check_in(Lang::Bn, "গতকাল সেতু ভেঙেছে।", &[("গতকাল", "2031-06-10")]);
    check_in(Lang::Gu, "ગઈકાલે પુલ તૂટ્યો.", &[("ગઈકાલે", "2031-06-10")]);
}

#[test]
fn without_a_publication_date_only_years_stand() {
    let values = |text: &str| -> Vec<String> { read(text, Lang::Hi, None).into_iter().map(|t| t.value).collect() };
    assert_eq!(values("मंगलवार को पुल टूटा। 2022 में बना था।"), ["", "2022"]);
    assert_eq!(values("13 मई 2029 को पुल खुला।"), ["2029-05-13"]);
}

#[test]
fn a_range_of_days_gives_what_both_ends_agree_on() {
    let text = "पिछले साल पुल बना और मंगलवार को टूटा।";
    let mut times = Vec::new();
    in_sentence(text, 0, Lang::Hi, &mut times);
    let range = |a, b| Published {
        earliest: Some(a),
        latest: Some(b),
        ..Published::unknown("")
    };
    resolve(&mut times, &range(date(2031, 6, 10), date(2031, 6, 12)));
    assert_eq!(times[0].value, "2030");
    assert_eq!(times[1].value, "2031-06-10");
    resolve(&mut times, &range(date(2031, 6, 7), date(2031, 6, 12)));
    assert_eq!(times[1].value, "");
    // A better date later gives the same as if it had been known at once.
    let known = Published {
        value: Some(date(2031, 6, 11).at(0, 0, 0, 0)),
        precision: Precision::Day,
        ..Published::unknown("")
    };
    resolve(&mut times, &known);
    let once = times.clone();
    resolve(&mut times, &known);
    assert_eq!(times, once);
    assert_eq!(times[1].value, "2031-06-10");
}

#[test]
fn dates_of_its_own_bound_the_publication() {
    let proof = |text: &str| {
        let times = read(text, Lang::Hi, None);
        (publication_range(&times, text), times)
    };
    let (range, times) = proof("बुधवार 11 जून 2031 को पुल टूटा, जब शुक्रवार 13 जून 2031 को मेला होना है।");
    assert_eq!(range, Some((Some(date(2031, 6, 11)), Some(date(2031, 6, 13)))));
    assert!(consistent(&times, date(2031, 6, 12)));
    assert!(!consistent(&times, date(2031, 6, 5)));
    assert!(!consistent(&times, date(2031, 6, 20)));
    let (range, _) = proof("2022 में पुल बना था।");
    assert_eq!(range, Some((Some(date(2022, 1, 1)), None)));
    let (range, times) = proof("मंगलवार, 10 जून को पुल टूटा।");
    assert_eq!(range, None);
    assert!(consistent(&times, date(2031, 6, 12)));
    assert!(!consistent(&times, date(2029, 6, 12)));
    assert_eq!(latest_weekday(1, date(2031, 6, 11)), date(2031, 6, 10));
}

proptest! {
    #[test]
    fn any_text_gives_spans_in_order(
        text in "((पिछले|अगले|15|2024|-|,|\\(|मई|जून|को|से|बजे|दिन|सोमवार|साल|पहले|रात|एक|Aug|होगी|।|कुछ| )[ ]?){0,14}|\\PC{0,50}",
        day in 0i32..40_000,
    ) {
        use jiff::ToSpan;
        let published = date(1970, 1, 1).checked_add(day.days()).unwrap();
        for lang in [Lang::Hi, Lang::En, Lang::Bn] {
            let times = read(&text, lang, Some(published));
            let mut at = 0;
            for t in &times {
                prop_assert!(t.span.start >= at && t.span.end as usize <= text.len());
                prop_assert!(!t.span.of(&text).is_empty());
                prop_assert!(t.days.is_none_or(|(a, b)| a <= b));
                at = t.span.end;
            }
            let _ = publication_range(&times, &text);
            let _ = consistent(&times, published);
        }
    }
}
