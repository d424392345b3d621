use super::*;
use proptest::prelude::*;

fn check(code: &str, want: &str) {
    assert_eq!(convert(code, LegacyFont::KrutiDev), want, "{code}");
}

#[test]
fn letters_go_to_the_order_of_unicode() {
    check("fgUnh", "हिन्दी");
    check("esa", "में");
    check("dk;Z", "कार्य");
    check("dkfeZd", "कार्मिक");
    check("deZpkjh", "कर्मचारी");
    check("fn'kk", "दिशा");
    check("fLFkfr", "स्थिति");
    check(
        "ljdkj us dgk fd unh dk ikuh c<+ x;k gSA",
        "सरकार ने कहा कि नदी का पानी बढ़ गया है।",
    );
    check("jk\"Vªifr", "राष्ट्रपति");
    check("fo|ky;", "विद्यालय");
    check("o\"kZ 2031 esa", "वर्ष 2031 में");
    check("fdlkuksa", "किसानों");
    check("fØ;k", "क्रिया");
    check("izns'k", "प्रदेश");
    check("vkSj vk;k", "और आया");
}

/// Three sentences of our own in the code of Kruti Dev.
const PAGE: &str = "uxj esa ck<+ vkus ls yksx ijs'kku gSaA ljdkj us dgk fd jkgr lkexzh Hksth tk jgh gSA \
    vf/kdkfj;ksa us crk;k fd unh dk ikuh c<+ x;k gS vkSj dbZ xkao esa fctyh ugha gSA";

#[test]
fn detected_by_statistics() {
    assert_eq!(detect(PAGE), Some(LegacyFont::KrutiDev));
    let (font, text) = convert_lines(&format!("The river page\n{PAGE}\n")).unwrap();
    assert_eq!(font.name(), "Kruti Dev 010");
    assert!(
        text.starts_with("The river page\nनगर में बाढ़ आने से लोग परेशान हैं।"),
        "{text}"
    );
}

#[test]
fn never_on_other_text() {
    for text in [
        "The river rose again on Monday and the bridge was closed. Officials said that nobody was hurt.",
        "Sarkar ne kaha ki nadi ka pani badh gaya hai aur log pareshan hain, ds dk dh ij ls us.",
        "सरकार ने कहा कि नदी का पानी बढ़ गया है।",
        "for (let i = 0; i < ds.length; i++) { dk[ij] += fd; bl.push(dh); } ls -la us gS",
        "W środę rzeka znowu wezbrała i most został zamknięty.",
        "gS esa",
        "",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
}

/// Sentences of our own that hold every kind of sign: half forms, short i before clusters, r above and below the line, nukta.
const SENTENCES: [&str; 12] = [
    "नगर में बाढ़ आने से लोग परेशान हैं।",
    "सरकार ने कहा कि राहत सामग्री भेजी जा रही है।",
    "कर्मचारियों की संख्या में 25 की वृद्धि हुई।",
    "मुख्यमंत्री ने शुक्रवार को विद्यालय का निरीक्षण किया।",
    "पुलिस ने हड़ताल के विरुद्ध कार्रवाई की।",
    "शिक्षा विभाग की रिपोर्ट में क्या लिखा है।",
    "स्थिति पर नियंत्रण के लिए प्रशासन ने दल भेजा।",
    "ज्ञानपुर और श्रीनगर के किसान ट्रक से आए।",
    "उन्होंने ख़बर दी कि छात्र ज़मीन पर बैठे थे।",
    "ग्रामीणों ने ऋण माफ़ करने और ऐसे ही काम की मांग की।",
    "राष्ट्रपति ने वर्ष भर का हिसाब देखा और दुःख जताया।",
    "झील के तट पर थाना, ठेला, डाक और ढोल हैं।",
];

/// The code of a text in a font: the inverse of [`convert`], by the same tables.
fn encode(text: &str, font: LegacyFont) -> String {
    let codes = &CODES[LegacyFont::ALL.iter().position(|f| *f == font).unwrap()];
    let mut back: Vec<(&str, &str)> = codes
        .values()
        .flatten()
        .map(|(code, unicode)| (*unicode, *code))
        .collect();
    back.retain(|(unicode, _)| !unicode.is_empty());
    back.sort_by_key(|(unicode, code)| (std::cmp::Reverse(unicode.len()), code.len(), *code));
    let chars: Vec<char> = text.chars().collect();
    let (mut typed, mut i) = (String::new(), 0);
    while i < chars.len() {
        let reph =
            chars[i] == 'र' && chars.get(i + 1) == Some(&'्') && chars.get(i + 2).is_some_and(|c| is_consonant(*c));
        let mut at = i + if reph { 2 } else { 0 };
        if !chars.get(at).is_some_and(|c| is_consonant(*c)) {
            typed.push(chars[i]);
            i += 1;
            continue;
        }
        let start = at;
        loop {
            at += 1;
            at += usize::from(chars.get(at) == Some(&'़'));
            if chars.get(at) == Some(&'्') && chars.get(at + 1).is_some_and(|c| is_consonant(*c)) {
                at += 1;
                continue;
            }
            break;
        }
        let body: String = chars[start..at].iter().collect();
        let mut marks: String = chars[at..].iter().take_while(|c| is_mark(**c) && **c != '्').collect();
        let after = at + marks.chars().count();
        if marks.contains('ि') {
            typed.push('f');
            marks = marks.replace('ि', "");
        }
        typed += &body;
        typed += &marks;
        if reph {
            typed.push('Z');
        }
        i = after;
    }
    let (mut out, mut rest) = (String::new(), typed.as_str());
    while let Some(c) = rest.chars().next() {
        let found = back
            .iter()
            .find(|(unicode, _)| (!c.is_ascii() || c == ',') && rest.starts_with(unicode));
        let (code, used) = found.map_or((&rest[..c.len_utf8()], c.len_utf8()), |(u, code)| (*code, u.len()));
        out += code;
        rest = &rest[used..];
    }
    out
}

#[test]
fn each_font_leads_back_to_the_text() {
    use unicode_normalization::UnicodeNormalization;
    for font in LegacyFont::ALL {
        for text in SENTENCES {
            let code = encode(text, font);
            let back: String = convert(&code, font).nfc().collect();
            assert_eq!(back, text.nfc().collect::<String>(), "{} {code}", font.name());
        }
        let page: String = SENTENCES.map(|s| encode(s, font)).join(" ");
        assert!(detect(&page).is_some(), "{} {page}", font.name());
    }
}

/// Every code of a font's table gives the letters of the table, apart from signs that change places with others.
#[test]
fn the_tables_are_read_as_written() {
    for (font, codes) in LegacyFont::ALL.iter().zip(CODES.iter()) {
        let mut wrong = Vec::new();
        for (code, unicode) in codes.values().flatten() {
            let moves = code.contains(['f', 'Z', '±', '£', 'Ł', '¯', 'Ż']);
            let got = convert(code, *font);
            if !moves && got != *unicode {
                wrong.push(format!("{}: {code} gives {got}, not {unicode}", font.name()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn fonts_are_told_apart_where_they_differ() {
    // Where no code differs, the commonest font is named.
    let shared: String = SENTENCES.map(|s| encode(s, LegacyFont::KrutiDev)).join(" ");
    assert_eq!(detect(&shared), Some(LegacyFont::KrutiDev));
    let chanakya: String = SENTENCES.map(|s| encode(s, LegacyFont::Chanakya)).join(" ");
    assert_eq!(detect(&chanakya), Some(LegacyFont::Chanakya), "{chanakya}");
    // DevLys has signs of its own for ो, ौ and न्न.
    let devlys = SENTENCES
        .map(|s| encode(s, LegacyFont::DevLys).replace("ks", "¨").replace("kS", "©"))
        .join(" ");
    assert_eq!(detect(&devlys), Some(LegacyFont::DevLys), "{devlys}");
}

proptest! {
    #[test]
    fn any_text_converts(text in "\\PC{0,60}|[fZa-zA-Z±+/'\"<>ªÙ ]{0,60}") {
        for font in LegacyFont::ALL {
            let _ = convert(&text, font);
        }
        let _ = convert_lines(&text);
    }
}
