//! The laws that every language pack keeps, one macro for all of them. What a pack is, and how to add one, is told in
//! `docs/adding-a-language.md`.

use crate::calendar::named;
use crate::fold::fold;
use crate::lang::detect;
use crate::numbers::number_word;
use crate::sentences::sentences;
use crate::stem::stem_in;
use crate::stopwords::{is_stopword, stopwords};
use crate::words::words;
use crate::{Lang, Span};

/// A data file and the classes that its lines may begin with.
type Data = (&'static str, &'static [&'static str]);

const TIMES: &[&str] = &[
    "day", "either", "move", "unit", "part", "post", "ago", "some", "clock", "vague", "fixed", "prev",
];
const TENSE: &[&str] = &[
    "future",
    "past",
    "copula",
    "perfective",
    "progressive",
    "infinitive",
    "willbe",
    "set",
    "can",
    "imperfective",
    "subjunctive",
    "ought",
    "noun",
    "stem",
    "long-stem",
    "forms",
    "long-forms",
    "negation",
    "upcoming",
    "conjunction",
];
const FIGURES: &[&str] = &[
    "about",
    "over",
    "total",
    "active",
    "estimate",
    "possible",
    "planned",
    "denied",
    "banned",
    "needed",
    "now",
    "counted",
    "event",
    "number",
    "adjective",
];
const CALENDAR: &[&str] = &["month", "month-short", "weekday", "weekday-short", "ending"];
const NUMBERS: &[&str] = &["n", "s", "f", "p", "v", "c", "d", "o"];

/// The lines of a file that are no comments, as fields. Every file names its source and licence first.
fn lines(list: &'static str) -> Vec<Vec<&'static str>> {
    assert!(
        list.starts_with('#'),
        "a header names source and licence: {}",
        list.lines().next().unwrap_or("")
    );
    list.lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| l.split_whitespace().collect())
        .collect()
}

/// Every line has a known class and at least one word, and no word holds a letter that folding cannot read back.
fn files_parse(files: &[Data]) {
    for (list, classes) in files {
        for fields in lines(list) {
            assert!(classes.contains(&fields[0]), "unknown class: {}", fields.join(" "));
            assert!(fields.len() >= 2, "no words: {}", fields.join(" "));
            for word in &fields[1..] {
                assert!(!fold(word).is_empty(), "{word}");
                assert_eq!(fold(&fold(word)), fold(word), "{word}");
            }
        }
    }
}

/// Each number word has the value of its kind, and stands for one value within its language.
fn numbers_are_sound(list: &'static str) {
    let mut seen: Vec<(String, f64, &str)> = Vec::new();
    for fields in lines(list) {
        let value: f64 = fields[1].parse().unwrap();
        let fits = match fields[0] {
            "n" => (0.0..100.0).contains(&value) && value.fract() == 0.0,
            "s" | "v" => value >= 10.0 && value.fract() == 0.0,
            "p" => value.abs() < 1.0 && value != 0.0,
            "o" | "c" => value >= 1.0,
            _ => value > 0.0,
        };
        assert!(fits, "{}", fields.join(" "));
        for word in &fields[2..] {
            let folded = fold(word);
            assert!(number_word(&folded).is_some(), "{word}");
            let other = seen
                .iter()
                .find(|(w, v, k)| *w == folded && *k == fields[0] && *v != value);
            assert!(other.is_none(), "two values: {word}");
            seen.push((folded, value, fields[0]));
        }
    }
}

/// The calendar has twelve months and seven weekdays.
fn calendar_is_whole(lang: Lang) {
    let (months, weekdays) = named(lang);
    assert_eq!(months, (1..=12).collect::<Vec<i8>>());
    assert_eq!(weekdays, (0..=6).collect::<Vec<i8>>());
}

/// Stop words are found by their folded form.
fn stop_words_fold(lang: Lang) {
    assert!(stopwords(lang).count() > 20);
    for word in stopwords(lang) {
        assert!(is_stopword(&fold(word)), "{word}");
    }
}

/// The sample is read as its language, falls into its sentences, which cover it, and its stems hold.
fn sample_is_read(lang: Lang, text: &str, count: usize) {
    assert_eq!(detect(text).tag(), lang.tag(), "{text}");
    let found = sentences(text);
    let shown: Vec<&str> = found.iter().map(|s: &Span| s.of(text)).collect();
    assert_eq!(found.len(), count, "{}", shown.join("\n"));
    let mut at = 0;
    for s in &found {
        assert!(text[at..s.start as usize].trim().is_empty());
        at = s.end as usize;
    }
    assert!(text[at..].trim().is_empty());
    for word in words(text) {
        let folded = fold(word.span.of(text));
        assert_eq!(fold(&folded), folded);
        let stem = stem_in(&folded, lang);
        assert!(
            !stem.is_empty() && stem.len() <= folded.len() && folded.starts_with(stem),
            "{folded}"
        );
    }
}

/// What sentences of a language look like, whatever it says: the mark that ends one, then three words.
const MARKS: [(&str, &str, [&str; 3]); 15] = [
    ("hi", "।", ["पुल", "टूटा", "नदी"]),
    ("mr", ".", ["पूल", "कोसळला", "नदी"]),
    ("ne", "।", ["पुल", "भत्कियो", "नदी"]),
    ("bn", "।", ["সেতু", "ভেঙেছে", "নদী"]),
    ("as", "।", ["দলং", "ভাগিল", "নদী"]),
    ("gu", ".", ["પુલ", "તૂટ્યો", "નદી"]),
    ("pa", "।", ["ਪੁਲ", "ਟੁੱਟਿਆ", "ਨਦੀ"]),
    ("or", "।", ["ପୋଲ", "ଭାଙ୍ଗିଲା", "ନଦୀ"]),
    ("ta", ".", ["பாலம்", "உடைந்தது", "ஆறு"]),
    ("te", ".", ["వంతెన", "కూలింది", "నది"]),
    ("kn", ".", ["ಸೇತುವೆ", "ಕುಸಿಯಿತು", "ನದಿ"]),
    ("ml", ".", ["പാലം", "തകർന്നു", "നദി"]),
    ("ur", "۔", ["پل", "ٹوٹا", "دریا"]),
    ("sa", "।", ["सेतुः", "भग्नः", "नदी"]),
    ("en", ".", ["The bridge", "fell", "The river"]),
];

/// Spaced marks, quotes that close behind the mark or never, two apostrophes, brackets, hyphenated pairs.
#[test]
fn marks_of_every_language() {
    for (tag, end, [a, b, c]) in MARKS {
        let check = |text: String, want: Vec<String>| {
            let got: Vec<&str> = sentences(&text).iter().map(|s| s.of(&text)).collect();
            assert_eq!(got, want, "{tag}: {text}");
        };
        let rest = format!("{c} {b}{end}");
        check(
            format!("{a} {b}{end} {rest}"),
            vec![format!("{a} {b}{end}"), rest.clone()],
        );
        check(
            format!("{a} {c} {a} {b} {end} {c} {a} {b} {end}"),
            vec![format!("{a} {c} {a} {b} {end}"), format!("{c} {a} {b} {end}")],
        );
        for (open, close) in [("“", "”"), ("''", "''"), ("\"", "\""), ("‘", "’"), ("(", ")")] {
            check(
                format!("{open}{a} {b}{end}{close} {rest}"),
                vec![format!("{open}{a} {b}{end}{close}"), rest.clone()],
            );
        }
        check(
            format!("“{a} {b}{end} {rest}"),
            vec![format!("“{a} {b}{end}"), rest.clone()],
        );
        check(format!("{a} {b}? {rest}"), vec![format!("{a} {b}?"), rest.clone()]);
        let pair = format!("{c}-{b}");
        let last = c.split(' ').next_back().unwrap_or(c);
        let got: Vec<&str> = words(&pair).iter().map(|w| w.span.of(&pair)).collect();
        assert_eq!(&got[got.len() - 2..], [last, b], "{tag}: {pair}");
    }
}

/// An abbreviation of a pack ends no sentence.
#[test]
fn abbreviations_of_every_pack() {
    for (tag, list, word) in [
        ("hi", include_str!("../data/hi/abbreviations.txt"), "रतन"),
        ("mr", include_str!("../data/mr/abbreviations.txt"), "रतन"),
        ("ne", include_str!("../data/ne/abbreviations.txt"), "रतन"),
        ("bn", include_str!("../data/bn/abbreviations.txt"), "রতন"),
        ("as", include_str!("../data/as/abbreviations.txt"), "ৰতন"),
        ("gu", include_str!("../data/gu/abbreviations.txt"), "રતન"),
        ("pa", include_str!("../data/pa/abbreviations.txt"), "ਰਤਨ"),
        ("or", include_str!("../data/or/abbreviations.txt"), "ରତନ"),
        ("ta", include_str!("../data/ta/abbreviations.txt"), "ரதன்"),
        ("te", include_str!("../data/te/abbreviations.txt"), "రతన్"),
        ("kn", include_str!("../data/kn/abbreviations.txt"), "ರತನ್"),
        ("ml", include_str!("../data/ml/abbreviations.txt"), "രതൻ"),
        ("en", include_str!("../data/en/abbreviations.txt"), "Ratan"),
    ] {
        for short in list
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
        {
            let text = format!("{short}. {word} {word} {word} {word}.");
            assert_eq!(sentences(&text).len(), 1, "{tag}: {text}");
        }
    }
}

/// The laws of one pack: module name, tag, language, number of sentences in its sample, sample; then the files it has beside
/// stop words and calendar.
macro_rules! language_laws {
    ($($name:ident $tag:literal $lang:ident $count:literal $text:literal [$($file:ident)*];)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn files() {
                files_parse(&[
                    (include_str!(concat!("../data/", $tag, "/calendar.txt")), CALENDAR),
                    $(language_laws!(@file $tag $file)),*
                ]);
            }

            #[test]
            fn words_of_the_pack() {
                calendar_is_whole(Lang::$lang);
                stop_words_fold(Lang::$lang);
                $(language_laws!(@law $tag $file);)*
            }

            #[test]
            fn sample() {
                sample_is_read(Lang::$lang, $text, $count);
            }
        })*
    };
    (@file $tag:literal times) => { (include_str!(concat!("../data/", $tag, "/times.txt")), TIMES) };
    (@file $tag:literal tense) => { (include_str!(concat!("../data/", $tag, "/tense.txt")), TENSE) };
    (@file $tag:literal figures) => { (include_str!(concat!("../data/", $tag, "/figures.txt")), FIGURES) };
    (@file $tag:literal numbers) => { (include_str!(concat!("../data/", $tag, "/numbers.txt")), NUMBERS) };
    (@law $tag:literal numbers) => { numbers_are_sound(include_str!(concat!("../data/", $tag, "/numbers.txt"))) };
    (@law $tag:literal $other:ident) => {};
}

language_laws! {
    hindi "hi" Hi 3 "दीपनगर का पुराना पुल बुधवार को टूट गया। डॉ. रमन ने बताया कि 2.5 लाख लोग प्रभावित हैं। “काम जल्द शुरू होगा।”"
        [times tense figures numbers];
    marathi "mr" Mr 3 "दीपनगरचा जुना पूल बुधवारी कोसळला. डॉ. रमण यांनी सांगितले की २.५ लाख लोकांना फटका बसला आहे. काम लवकरच सुरू होईल."
        [times tense figures numbers];
    nepali "ne" Ne 3 "दीपनगरको पुरानो पुल बुधबार भत्कियो। डा. रमणले दुई लाख मानिस प्रभावित भएको बताए। काम छिट्टै सुरु हुनेछ।"
        [times tense figures numbers];
    bengali "bn" Bn 3 "দীপনগরের পুরনো সেতু বুধবার ভেঙে গেছে। ডা. রমণ জানিয়েছেন, ২.৫ লাখ মানুষ ক্ষতিগ্রস্ত। কাজ শিগগিরই শুরু হবে।"
        [times tense figures numbers];
    gujarati "gu" Gu 3 "દીપનગરનો જૂનો પુલ બુધવારે તૂટી ગયો. બે લાખ લોકોને અસર થઈ છે. કામ જલદી શરૂ થશે."
        [times tense figures numbers];
    english "en" En 3 "The old bridge of Deepnagar fell on Wednesday. Dr. Raman said 2.5 lakh people were affected. Work will begin soon."
        [times tense figures numbers];
    sindhi "sd" Sd 3 "ديپ نگر جي پراڻي پل اربع تي ڊهي پئي. ڊاڪ. رمڻ ٻڌايو ته ٻه لک ماڻهو متاثر ٿيا آهن. ڪم جلد شروع ٿيندو."
        [times tense figures numbers];
    assamese "as" As 2 "দীপনগৰৰ পুৰণি দলং বুধবাৰে ভাঙি পৰিল। কাম সোনকালে আৰম্ভ হ’ব।" [];
    punjabi "pa" Pa 2 "ਦੀਪਨਗਰ ਦਾ ਪੁਰਾਣਾ ਪੁਲ ਬੁੱਧਵਾਰ ਨੂੰ ਟੁੱਟ ਗਿਆ। ਕੰਮ ਛੇਤੀ ਸ਼ੁਰੂ ਹੋਵੇਗਾ।" [];
    odia "or" Or 2 "ଦୀପନଗରର ପୁରୁଣା ପୋଲ ବୁଧବାର ଭାଙ୍ଗିଗଲା। କାମ ଶୀଘ୍ର ଆରମ୍ଭ ହେବ।" [];
    tamil "ta" Ta 2 "தீப்நகரின் பழைய பாலம் புதன்கிழமை இடிந்தது. பணி விரைவில் தொடங்கும்." [];
    telugu "te" Te 2 "దీప్‌నగర్ పాత వంతెన బుధవారం కూలింది. పని త్వరలో మొదలవుతుంది." [];
    kannada "kn" Kn 2 "ದೀಪನಗರದ ಹಳೆಯ ಸೇತುವೆ ಬುಧವಾರ ಕುಸಿದಿದೆ. ಕೆಲಸ ಶೀಘ್ರದಲ್ಲೇ ಆರಂಭವಾಗಲಿದೆ." [];
    malayalam "ml" Ml 2 "ദീപ്നഗറിലെ പഴയ പാലം ബുധനാഴ്ച തകർന്നു. പണി ഉടൻ തുടങ്ങും." [];
    urdu "ur" Ur 2 "دیپ نگر کا پرانا پل بدھ کو ٹوٹ گیا۔ کام جلد شروع ہوگا۔" [];
}
