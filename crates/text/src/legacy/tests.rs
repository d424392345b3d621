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

proptest! {
    #[test]
    fn any_text_converts(text in "\\PC{0,60}|[fZa-zA-Z±+/'\"<>ªÙ ]{0,60}") {
        for font in LegacyFont::ALL {
            let _ = convert(&text, font);
        }
        let _ = convert_lines(&text);
    }
}
