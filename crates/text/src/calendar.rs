//! Months and weekdays by name, in the languages of Indian news, and the civil calendar.

use crate::fold::fold;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Month names and their common spellings and short forms, one row a month, folded at look-up. Facts as in Unicode CLDR.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "जनवरी",
        "जान",
        "जानेवारी",
        "जनवरि",
        "জানুয়ারি",
        "জানুয়ারী",
        "জানুৱাৰী",
        "જાન્યુઆરી",
        "ਜਨਵਰੀ",
        "ଜାନୁଆରୀ",
        "ஜனவரி",
        "జనవరి",
        "ಜನವರಿ",
        "ജനുവരി",
        "جنوری",
    ],
    &[
        "february",
        "feb",
        "फरवरी",
        "फ़रवरी",
        "फेब्रुवारी",
        "फेब्रुअरी",
        "ফেব্রুয়ারি",
        "ফেব্রুৱাৰী",
        "ફેબ્રુઆરી",
        "ਫ਼ਰਵਰੀ",
        "ଫେବୃଆରୀ",
        "பிப்ரவரி",
        "ఫిబ్రవరి",
        "ಫೆಬ್ರವರಿ",
        "ഫെബ്രുവരി",
        "فروری",
    ],
    &[
        "march",
        "mar",
        "मार्च",
        "মার্চ",
        "মাৰ্চ",
        "માર્ચ",
        "ਮਾਰਚ",
        "ମାର୍ଚ୍ଚ",
        "மார்ச்",
        "మార్చి",
        "ಮಾರ್ಚ್",
        "മാർച്ച്",
        "مارچ",
    ],
    &[
        "april",
        "apr",
        "अप्रैल",
        "अप्रेल",
        "एप्रिल",
        "अप्रिल",
        "এপ্রিল",
        "এপ্ৰিল",
        "એપ્રિલ",
        "ਅਪ੍ਰੈਲ",
        "ଅପ୍ରେଲ",
        "ஏப்ரல்",
        "ఏప్రిల్",
        "ಏಪ್ರಿಲ್",
        "ഏപ്രിൽ",
        "اپریل",
    ],
    &[
        "may",
        "मई",
        "मे",
        "मे",
        "মে",
        "মে’",
        "મે",
        "ਮਈ",
        "ମଇ",
        "மே",
        "మే",
        "ಮೇ",
        "മേയ്",
        "مئی",
    ],
    &[
        "june",
        "jun",
        "जून",
        "जुन",
        "জুন",
        "જૂન",
        "ਜੂਨ",
        "ଜୁନ",
        "ஜூன்",
        "జూన్",
        "ಜೂನ್",
        "ജൂൺ",
        "جون",
    ],
    &[
        "july",
        "jul",
        "जुलाई",
        "जुलै",
        "जुलाइ",
        "জুলাই",
        "જુલાઈ",
        "ਜੁਲਾਈ",
        "ଜୁଲାଇ",
        "ஜூலை",
        "జులై",
        "ಜುಲೈ",
        "ജൂലൈ",
        "جولائی",
    ],
    &[
        "august",
        "aug",
        "अगस्त",
        "ऑगस्ट",
        "अगस्ट",
        "আগস্ট",
        "আগষ্ট",
        "ઑગસ્ટ",
        "ઓગસ્ટ",
        "ਅਗਸਤ",
        "ଅଗଷ୍ଟ",
        "ஆகஸ்ட்",
        "ఆగస్టు",
        "ಆಗಸ್ಟ್",
        "ഓഗസ്റ്റ്",
        "اگست",
    ],
    &[
        "september",
        "sep",
        "sept",
        "सितंबर",
        "सितम्बर",
        "सप्टेंबर",
        "सेप्टेम्बर",
        "সেপ্টেম্বর",
        "ছেপ্টেম্বৰ",
        "સપ્ટેમ્બર",
        "ਸਤੰਬਰ",
        "ସେପ୍ଟେମ୍ବର",
        "செப்டம்பர்",
        "సెప్టెంబర్",
        "ಸೆಪ್ಟೆಂಬರ್",
        "സെപ്റ്റംബർ",
        "ستمبر",
    ],
    &[
        "october",
        "oct",
        "अक्टूबर",
        "अक्तूबर",
        "ऑक्टोबर",
        "अक्टोबर",
        "অক্টোবর",
        "অক্টোবৰ",
        "ઑક્ટોબર",
        "ઓક્ટોબર",
        "ਅਕਤੂਬਰ",
        "ଅକ୍ଟୋବର",
        "அக்டோபர்",
        "అక్టోబర్",
        "ಅಕ್ಟೋಬರ್",
        "ഒക്‌ടോബർ",
        "اکتوبر",
    ],
    &[
        "november",
        "nov",
        "नवंबर",
        "नवम्बर",
        "नोव्हेंबर",
        "नोभेम्बर",
        "নভেম্বর",
        "নৱেম্বৰ",
        "નવેમ્બર",
        "ਨਵੰਬਰ",
        "ନଭେମ୍ବର",
        "நவம்பர்",
        "నవంబర్",
        "ನವೆಂಬರ್",
        "നവംബർ",
        "نومبر",
    ],
    &[
        "december",
        "dec",
        "दिसंबर",
        "दिसम्बर",
        "डिसेंबर",
        "डिसेम्बर",
        "ডিসেম্বর",
        "ডিচেম্বৰ",
        "ડિસેમ્બર",
        "ਦਸੰਬਰ",
        "ଡିସେମ୍ବର",
        "டிசம்பர்",
        "డిసెంబర్",
        "ಡಿಸೆಂಬರ್",
        "ഡിസംബർ",
        "دسمبر",
    ],
];

/// Weekday names, Monday first. Facts as in Unicode CLDR.
const WEEKDAYS: [&[&str]; 7] = [
    &[
        "monday",
        "mon",
        "सोमवार",
        "सोम",
        "সোমবার",
        "સોમવાર",
        "ਸੋਮਵਾਰ",
        "ସୋମବାର",
        "திங்கள்",
        "సోమవారం",
        "ಸೋಮವಾರ",
        "തിങ്കളാഴ്‌ച",
        "پیر",
        "सोमबार",
    ],
    &[
        "tuesday",
        "tue",
        "tues",
        "मंगलवार",
        "मंगल",
        "मंगळवार",
        "মঙ্গলবার",
        "મંગળવાર",
        "ਮੰਗਲਵਾਰ",
        "ମଙ୍ଗଳବାର",
        "செவ்வாய்",
        "మంగళవారం",
        "ಮಂಗಳವಾರ",
        "ചൊവ്വാഴ്ച",
        "منگل",
        "मङ्गलबार",
        "मंगलबार",
    ],
    &[
        "wednesday",
        "wed",
        "बुधवार",
        "बुध",
        "বুধবার",
        "બુધવાર",
        "ਬੁੱਧਵਾਰ",
        "ବୁଧବାର",
        "புதன்",
        "బుధవారం",
        "ಬುಧವಾರ",
        "ബുധനാഴ്‌ച",
        "بدھ",
        "बुधबार",
    ],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "गुरुवार",
        "गुरूवार",
        "बृहस्पतिवार",
        "वीरवार",
        "বৃহস্পতিবার",
        "ગુરુવાર",
        "ਵੀਰਵਾਰ",
        "ଗୁରୁବାର",
        "வியாழன்",
        "గురువారం",
        "ಗುರುವಾರ",
        "വ്യാഴാഴ്‌ച",
        "جمعرات",
        "बिहीबार",
    ],
    &[
        "friday",
        "fri",
        "शुक्रवार",
        "शुक्र",
        "জুমাবার",
        "শুক্রবার",
        "શુક્રવાર",
        "ਸ਼ੁੱਕਰਵਾਰ",
        "ଶୁକ୍ରବାର",
        "வெள்ளி",
        "శుక్రవారం",
        "ಶುಕ್ರವಾರ",
        "വെള്ളിയാഴ്‌ച",
        "جمعہ",
        "शुक्रबार",
    ],
    &[
        "saturday",
        "sat",
        "शनिवार",
        "शनि",
        "শনিবার",
        "શનિવાર",
        "ਸ਼ਨਿੱਚਰਵਾਰ",
        "ଶନିବାର",
        "சனி",
        "శనివారం",
        "ಶನಿವಾರ",
        "ശനിയാഴ്‌ച",
        "ہفتہ",
        "शनिबार",
    ],
    &[
        "sunday",
        "sun",
        "रविवार",
        "रवि",
        "इतवार",
        "রবিবার",
        "રવિવાર",
        "ਐਤਵਾਰ",
        "ରବିବାର",
        "ஞாயிறு",
        "ఆదివారం",
        "ಭಾನುವಾರ",
        "ഞായറാഴ്‌ച",
        "اتوار",
        "आइतबार",
    ],
];

static MONTH: LazyLock<HashMap<String, i8>> = LazyLock::new(|| table(&MONTHS));
static WEEKDAY: LazyLock<HashMap<String, i8>> = LazyLock::new(|| table(&WEEKDAYS));

fn table(rows: &[&[&str]]) -> HashMap<String, i8> {
    let mut out = HashMap::new();
    for (i, names) in (0i8..).zip(rows) {
        for name in *names {
            out.entry(fold(name)).or_insert(i);
        }
    }
    out
}

/// The month (1 to 12) that a word names, in any of the languages.
pub fn month(word: &str) -> Option<i8> {
    MONTH.get(&fold(word.trim())).map(|i| i + 1)
}

/// The month of a folded word; the same as [`month`] without folding again.
pub fn month_folded(folded: &str) -> Option<i8> {
    MONTH.get(folded).map(|i| i + 1)
}

/// The weekday (0 Monday to 6 Sunday) that a word names, in any of the languages.
pub fn weekday(word: &str) -> Option<i8> {
    WEEKDAY.get(&fold(word.trim())).copied()
}

/// The weekday of a folded word; the same as [`weekday`] without folding again.
pub fn weekday_folded(folded: &str) -> Option<i8> {
    WEEKDAY.get(folded).copied()
}

/// Whether a folded month name means nothing else, so that it may stand without a day or year (मे, may, mar, जान may not).
pub fn is_sure_month(folded: &str) -> bool {
    folded.len() > if folded.is_ascii() { 5 } else { 6 } || matches!(folded, "april" | "मई" | "जून" | "june" | "july")
}

/// Whether a folded weekday name means nothing else, so that it may stand alone (मंगलवार, but not मंगल).
pub fn is_sure_weekday(folded: &str) -> bool {
    ["वार", "बार", "বার", "વાર", "ਵਾਰ", "ବାର", "day", "వారం", "ವಾರ"]
        .iter()
        .any(|end| folded.ends_with(end))
}

/// The weekday of a date, 0 Monday to 6 Sunday.
pub fn weekday_of(date: Date) -> i8 {
    date.weekday().to_monday_zero_offset()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_languages() {
        for (word, want) in [
            ("सितम्बर", 9),
            ("Sept", 9),
            ("ऑगस्ट", 8),
            ("ফেব্রুয়ারি", 2),
            ("செப்டம்பர்", 9),
            ("అక్టోబర్", 10),
        ] {
            assert_eq!(month(word), Some(want), "{word}");
        }
        assert_eq!(weekday("गुरूवार"), Some(3));
        assert_eq!(weekday("नदी"), None);
    }
}
