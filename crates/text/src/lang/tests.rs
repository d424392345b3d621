use super::*;
use proptest::prelude::*;

fn check(text: &str, want: Lang) {
    assert_eq!(detect(text).tag(), want.tag(), "{text}");
}

#[test]
fn languages_that_share_a_script() {
    check("नगर में बाढ़ का पानी घुस गया है और लोग परेशान हैं।", Lang::Hi);
    check("शहरात पुराचे पाणी शिरले असून नागरिकांनी मदत मागितली आहे.", Lang::Mr);
    check("सहरमा बाढीको पानी पसेको छ र मानिसहरूले सहयोग मागेका छन्।", Lang::Ne);
    check("नगरे जलं प्रविष्टम् अस्ति जनाः च साहाय्यं याचन्ते।", Lang::Sa);
    check("शहर में बाढ़ के पानी घुस गइल बा आ लोग बहुत परेशान बाड़े।", Lang::Bho);
    check("शहर मे बाढ़िक पानि पैसि गेल अछि आ लोक सभ परेशान छथि।", Lang::Mai);
    check("শহরে বন্যার জল ঢুকেছে এবং মানুষ সাহায্য চাইছেন।", Lang::Bn);
    check("চহৰত বানপানী সোমাইছে আৰু মানুহে সহায় বিচাৰিছে।", Lang::As);
    check("شہر میں سیلاب کا پانی داخل ہو گیا ہے اور لوگ پریشان ہیں۔", Lang::Ur);
    check("شهر ۾ ٻوڏ جو پاڻي داخل ٿي ويو آهي ۽ ماڻهو پريشان آهن.", Lang::Sd);
    check("The river rose again on Monday and the bridge was closed.", Lang::En);
    check(
        "Sheher mein baadh ka paani ghus gaya hai aur log pareshan hain.",
        Lang::HiLatn,
    );
    check("W środę rzeka znowu wezbrała i most został zamknięty.", Lang::Other);
}

#[test]
fn languages_with_a_script_of_their_own() {
    check("શહેરમાં પૂરનું પાણી ઘૂસ્યું છે.", Lang::Gu);
    check("ਸ਼ਹਿਰ ਵਿੱਚ ਹੜ੍ਹ ਦਾ ਪਾਣੀ ਆ ਗਿਆ ਹੈ।", Lang::Pa);
    check("ସହରରେ ବନ୍ୟା ପାଣି ପଶିଛି।", Lang::Or);
    check("நகரில் வெள்ளம் புகுந்தது.", Lang::Ta);
    check("నగరంలోకి వరద నీరు చేరింది.", Lang::Te);
    check("ನಗರಕ್ಕೆ ಪ್ರವಾಹದ ನೀರು ನುಗ್ಗಿದೆ.", Lang::Kn);
    check("നഗരത്തിൽ വെള്ളം കയറി.", Lang::Ml);
    check("Река снова поднялась.", Lang::Other);
    check("河水再次上涨。", Lang::Other);
    check("1234 – !?", Lang::Other);
    check("", Lang::Other);
}

/// Thirty sentences of our own for each language that is easily taken for another; at most one may be told wrong, whole or,
/// where `six`, cut to six words. They are never learned from.
fn check_thirty(want: &str, text: &str, six: bool) {
    let lines: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
    assert!(lines.len() >= 30, "{want}");
    let cut = |l: &&str| l.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    let wrong: Vec<&&str> = lines
        .iter()
        .filter(|l| detect(l).tag() != want || (six && detect(&cut(l)).tag() != want))
        .collect();
    assert!(wrong.len() <= 1, "{want}: {wrong:#?}");
}

/// Languages so near to each other that six words do not tell them apart.
const NEAR: [&str; 3] = ["mai", "bho", "mag"];

#[test]
#[allow(clippy::disallowed_methods)] // the sentences lie beside the crates, and no program reads them
fn thirty_sentences_each() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/lang/test");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    for path in entries.flatten().map(|e| e.path()) {
        let tag = path.file_stem().unwrap().to_str().unwrap();
        check_thirty(tag, &std::fs::read_to_string(&path).unwrap(), !NEAR.contains(&tag));
    }
}

#[test]
fn quoted_latin_words_do_not_change_the_language() {
    check("कंपनी ने अपना नया phone Nova X5 Pro Max बाजार में उतार दिया है।", Lang::Hi);
}

#[test]
fn the_model_file_reads_back() {
    let bytes = include_bytes!("../../data/lang/model.bin");
    let model = Model::read(bytes).expect("model.bin fits the table sizes");
    assert!(model.write() == bytes);
    assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
    for lang in Lang::ALL {
        assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
    }
}

proptest! {
    #[test]
    fn any_text_has_a_language(text in "\\PC{0,60}|[कखगमल ािी्ंa-zঅকতৰ ۾ےاب]{0,60}") {
        let (lang, sure) = detect_with_confidence(&text);
        prop_assert_eq!(lang, detect(&text));
        prop_assert!((0.0..=1.0).contains(&sure));
    }
}
