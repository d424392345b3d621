use super::*;
use proptest::prelude::*;

fn check(text: &str, want: &[(&str, f64, Option<f64>)]) {
    let tokens = Tokens::new(text);
    let got: Vec<(&str, f64, Option<f64>)> = numbers(&tokens)
        .iter()
        .filter(|n| n.kind != NumberKind::Ordinal)
        .map(|n| (tokens.over(n.first, n.last).of(text), n.value, n.max))
        .collect();
    assert_eq!(got, want, "{text}");
}

#[test]
fn digits_of_all_scripts_and_groupings() {
    for (token, want) in [
        ("5,000", Some(5000.0)),
        ("1,71,718", Some(171_718.0)),
        ("12,345,678", Some(12_345_678.0)),
        ("१२.५", Some(12.5)),
        ("৪৫", Some(45.0)),
        ("14,15,16,17", None),
        ("2,30", None),
        ("1.2.3", None),
        ("12a", None),
    ] {
        assert_eq!(parse_digits(token), want, "{token}");
    }
}

#[test]
fn words_and_scales() {
    check("साढ़े तीन करोड़ पेड़", &[("साढ़े तीन करोड़", 35_000_000.0, None)]);
    check(
        "सवा लाख और पौने दो सौ",
        &[("सवा लाख", 125_000.0, None), ("पौने दो सौ", 175.0, None)],
    );
    check("डेढ़ हजार घर, ढाई साल", &[("डेढ़ हजार", 1500.0, None), ("ढाई", 2.5, None)]);
    check("52 हजार 953 पर्चे", &[("52 हजार 953", 52_953.0, None)]);
    check("एक सौ पच्चीस गाँव", &[("एक सौ पच्चीस", 125.0, None)]);
    check("दो लाख करोड़", &[("दो लाख करोड़", 2e12, None)]);
    check(
        "8.2 लाख, 15 हजार 331",
        &[("8.2 लाख", 820_000.0, None), ("15 हजार 331", 15_331.0, None)],
    );
    check(
        "दो दर्जन नावें, आधा दर्जन पुल",
        &[("दो दर्जन", 24.0, None), ("आधा दर्जन", 6.0, None)],
    );
    check("हजारों लोग और दोनों भाई", &[("हजारों", 1000.0, None), ("दोनों", 2.0, None)]);
    check(
        "twenty-five boats, two hundred and fifty men",
        &[("twenty-five", 25.0, None), ("two hundred and fifty", 250.0, None)],
    );
    check(
        "1.5 million and 3 crore",
        &[("1.5 million", 1.5e6, None), ("3 crore", 3e7, None)],
    );
    check("दोन लाख साडेतीन", &[("दोन लाख", 200_000.0, None), ("साडेतीन", 3.5, None)]);
}

#[test]
fn ranges() {
    check("5-6 घर", &[("5-6", 5.0, Some(6.0))]);
    check("10 से 15 नाव", &[("10 से 15", 10.0, Some(15.0))]);
    check("65 से 75 हजार रुपये", &[("65 से 75 हजार", 65_000.0, Some(75_000.0))]);
    check("हजार से 1500 रुपये", &[("हजार से 1500", 1000.0, Some(1500.0))]);
    check("दो—तीन दिन", &[("दो—तीन", 2.0, Some(3.0))]);
    check("दो-दो बाल्टी, एक एक पेड़", &[("दो-दो", 2.0, None), ("एक एक", 1.0, None)]);
    check("10 से अधिक", &[("10", 10.0, None)]);
}

#[test]
fn not_numbers() {
    check("सऊदी अरब में", &[]);
    check("लाख कोशिश", &[]);
    check("फोन 9876543210, 0731", &[]);
    check("80वीं बार, तीसरे दिन, 3rd", &[]);
    check("वार्ड 14,15,16,17", &[]);
}

#[test]
fn every_hindi_number_word_below_a_hundred_is_known_once() {
    let list = crate::packs::file(crate::Lang::Hi, "numbers").unwrap().text;
    let known: Vec<f64> = list
        .lines()
        .filter_map(|l| l.strip_prefix("n "))
        .filter_map(|l| l.split(' ').next()?.parse().ok())
        .collect();
    assert_eq!(known, (0..100).map(f64::from).collect::<Vec<_>>());
    for line in list.lines().filter_map(|l| l.strip_prefix("n ")) {
        let mut fields = line.split(' ');
        let value: f64 = fields.next().unwrap().parse().unwrap();
        for word in fields.filter(|w| !w.contains(':')) {
            assert_eq!(single(&Tokens::new(word), 0), Some(value), "{word}");
        }
    }
}

/// Any whole number in Indian grouping reads back.
fn indian(n: u64) -> String {
    let s = n.to_string();
    if s.len() <= 3 {
        return s;
    }
    let (head, tail) = s.split_at(s.len() - 3);
    let mut out = String::new();
    for (i, c) in head.chars().enumerate() {
        if i > 0 && (head.len() - i) % 2 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out + "," + tail
}

proptest! {
    #[test]
    fn indian_grouping_reads_back(n in 0u64..1_000_000_000_000) {
        prop_assert_eq!(parse_digits(&indian(n)), Some(n as f64));
    }

    #[test]
    fn any_text_gives_numbers_in_order(text in "[ a-z0-9,.\\-:।हजारलाखदोएकसेतीन]{0,60}|\\PC{0,60}") {
        let tokens = Tokens::new(&text);
        let mut at = 0;
        for n in numbers(&tokens) {
            prop_assert!(n.first >= at && n.last >= n.first && n.last < tokens.len());
            let span = tokens.over(n.first, n.last);
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            prop_assert!(n.value.is_finite());
            at = n.last + 1;
        }
    }
}
