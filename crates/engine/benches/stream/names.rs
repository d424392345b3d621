//! Invented names of towns and people, in the scripts of the stream's languages.

use crate::random::Random;

const TOWN_STARTS: [&str; 24] = [
    "मधु",
    "चंद",
    "रतन",
    "सोन",
    "धवल",
    "हरि",
    "करन",
    "नील",
    "कुसुम",
    "देव",
    "गिरि",
    "बेल",
    "सरस",
    "फूल",
    "अमर",
    "केसर",
    "दामिनी",
    "पलाश",
    "तारा",
    "मोती",
    "विमल",
    "जामुन",
    "लहर",
    "शिला",
];
const TOWN_ENDS: [&str; 10] = ["पुर", "गढ़", "नगर", "बाग", "घाट", "खेड़ा", "कोट", "वाड़ी", "टोला", "सराय"];
const FIRST: [&str; 24] = [
    "सुरेखा",
    "देवव्रत",
    "अनुपमा",
    "गिरीश",
    "मालती",
    "हर्षद",
    "नीलिमा",
    "प्रकाश",
    "रेवती",
    "उमेश",
    "कल्पना",
    "विजय",
    "सरोज",
    "दिनकर",
    "लता",
    "मनोहर",
    "शकुंतला",
    "तुषार",
    "वंदना",
    "यशवंत",
    "इरावती",
    "भास्कर",
    "चारुलता",
    "ओंकार",
];
const LAST: [&str; 20] = [
    "नाथन",
    "सिन्हल",
    "बेलवाल",
    "करमरकर",
    "दासमुंशी",
    "पटवारी",
    "रावल",
    "कोठेकर",
    "मिस्त्री",
    "वारिक",
    "सोलंके",
    "भंडारकर",
    "तलपदे",
    "गोहिलोत",
    "चौगानी",
    "मल्होत",
    "पाटणकर",
    "सेनापति",
    "हलदार",
    "जोगलेकर",
];

/// An invented town, in Devanagari.
pub fn town(random: &mut Random) -> String {
    format!("{}{}", random.of(&TOWN_STARTS), random.of(&TOWN_ENDS))
}

/// An invented person, in Devanagari.
pub fn person(random: &mut Random) -> String {
    format!("{} {}", random.of(&FIRST), random.of(&LAST))
}

/// A Devanagari name in the script of a language. The blocks of Indian scripts share one layout.
pub fn spelt(name: &str, language: &str) -> String {
    let step = match language {
        "bn" => 0x80,
        "gu" => 0x180,
        "en" => return latin(name),
        _ => return name.to_string(),
    };
    name.chars()
        .map(|c| match c {
            'व' if step == 0x80 => 'ব',
            'ळ' if step == 0x80 => 'ল',
            '\u{900}'..='\u{97f}' => char::from_u32(c as u32 + step).unwrap_or(c),
            _ => c,
        })
        .collect()
}

fn latin(name: &str) -> String {
    let consonants = [
        ('क', "k"),
        ('ख', "kh"),
        ('ग', "g"),
        ('घ', "gh"),
        ('च', "ch"),
        ('छ', "chh"),
        ('ज', "j"),
        ('झ', "jh"),
        ('ट', "t"),
        ('ठ', "th"),
        ('ड', "d"),
        ('ढ', "dh"),
        ('ण', "n"),
        ('त', "t"),
        ('थ', "th"),
        ('द', "d"),
        ('ध', "dh"),
        ('न', "n"),
        ('प', "p"),
        ('फ', "ph"),
        ('ब', "b"),
        ('भ', "bh"),
        ('म', "m"),
        ('य', "y"),
        ('र', "r"),
        ('ल', "l"),
        ('व', "v"),
        ('श', "sh"),
        ('ष', "sh"),
        ('स', "s"),
        ('ह', "h"),
    ];
    let vowels = [
        ('अ', "a"),
        ('आ', "a"),
        ('इ', "i"),
        ('ई', "i"),
        ('उ', "u"),
        ('ऊ', "u"),
        ('ए', "e"),
        ('ओ', "o"),
        ('ा', "a"),
        ('ि', "i"),
        ('ी', "i"),
        ('ु', "u"),
        ('ू', "u"),
        ('े', "e"),
        ('ै', "ai"),
        ('ो', "o"),
        ('ौ', "au"),
        ('ृ', "ri"),
    ];
    let mut words = Vec::new();
    for word in name.split(' ') {
        let mut out = String::new();
        let mut open = false;
        for c in word.chars() {
            if let Some((_, l)) = consonants.iter().find(|x| x.0 == c) {
                if open {
                    out.push('a');
                }
                out.push_str(l);
                open = true;
            } else if let Some((_, l)) = vowels.iter().find(|x| x.0 == c) {
                out.push_str(l);
                open = false;
            } else if c == 'ं' {
                if open {
                    out.push('a');
                }
                out.push('n');
                open = false;
            } else if c == '्' {
                open = false;
            }
        }
        let mut letters = out.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        words.push(first + letters.as_str());
    }
    words.join(" ")
}
