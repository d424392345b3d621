//! What a text is of its article, in words, and what may be said of a copy where a text is not whole.

use super::labels::{Label, is_hindi};

fn l(hi: &'static str, en: &'static str) -> Label {
    Label { hi, en }
}

/// How many sentences a copy kept, changed, added and dropped. What a text that is not whole leaves out is not known,
/// nor what was added to one: `from` and `to` say what the two texts are.
pub(crate) fn kept(counts: [usize; 4], from: &str, to: &str, language: &str) -> String {
    let [kept, changed, added, dropped] = counts;
    let hindi = is_hindi(language);
    let part = |n: usize, of: &str, sure: [&str; 2], unsure: [&str; 2]| {
        let [hi, en] = if is_whole(of) { sure } else { unsure };
        // Of an article that is not on the page nobody knows here whether it is whole.
        let (word, bare) = (if hindi { hi } else { en }, of.is_empty());
        let word = word.split(" (").next().filter(|_| bare).unwrap_or(word);
        format!("{n} {word}")
    };
    let added = part(
        added,
        from,
        ["जोड़े", "added"],
        ["सिर्फ़ दूसरे में (पहला अधूरा है)", "only in the second (the first is in part)"],
    );
    let dropped = part(
        dropped,
        to,
        ["छोड़े", "dropped"],
        ["सिर्फ़ पहले में (दूसरा अधूरा है)", "only in the first (the second is in part)"],
    );
    if hindi {
        format!("वाक्य: {kept} वैसे ही, {changed} बदले, {added}, {dropped}")
    } else {
        format!("sentences: {kept} kept, {changed} changed, {added}, {dropped}")
    }
}

/// Whether a word for what a text is means all of it.
pub(crate) fn is_whole(completeness: &str) -> bool {
    completeness == "full"
}

/// What a text is of its article, as shown; nothing for a whole one.
pub(crate) fn completeness(name: &str) -> Label {
    match name {
        "excerpt" => l("अंश", "excerpt"),
        "broken" => l("अधूरा पाठ", "broken text"),
        _ => l("", ""),
    }
}

/// The same in one language; `None` for a whole one.
pub(crate) fn in_part(name: &str, language: &str) -> Option<String> {
    Some(completeness(name).of(language).to_string()).filter(|l| !l.is_empty())
}

/// Why a text is taken for that, as shown in Hindi.
pub(crate) fn completeness_why(why: &str) -> Option<&'static str> {
    Some(match why {
        "no text beside the headline" => "शीर्षक के सिवा कोई पाठ नहीं",
        "the headline is a stray line of a text" => "शीर्षक किसी पाठ की एक भटकी पंक्ति है",
        "the text starts in the middle" => "पाठ बीच से शुरू होता है",
        "the text is a list of telephone numbers" => "पाठ फ़ोन नंबरों की सूची है",
        "a notice of the site in place of the text" => "पाठ की जगह साइट की सूचना है",
        "a few words only" => "सिर्फ़ कुछ शब्द",
        "the text is cut short" => "पाठ बीच में कटा है",
        "the text ends in a link to the whole" => "पाठ पूरी ख़बर की कड़ी पर ख़त्म होता है",
        "a feed's summary of an article" => "फ़ीड में दिया सार",
        "the rest is for subscribers" => "बाक़ी सिर्फ़ ग्राहकों के लिए",
        "the page says that the article is for subscribers" => "पन्ने के अनुसार ख़बर ग्राहकों के लिए है",
        "the text breaks off in the middle of a sentence" => "पाठ वाक्य के बीच में टूटता है",
        "as short as the excerpt of a feed" => "फ़ीड के अंश जितना छोटा",
        "a few lines only" => "सिर्फ़ कुछ पंक्तियां",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_known_of_whole_texts_only() {
        let count = |from, to| kept([3, 1, 2, 4], from, to, "en");
        assert_eq!(
            count("full", "full"),
            "sentences: 3 kept, 1 changed, 2 added, 4 dropped"
        );
        assert_eq!(
            count("full", ""),
            "sentences: 3 kept, 1 changed, 2 added, 4 only in the first"
        );
        assert_eq!(
            count("full", "excerpt"),
            "sentences: 3 kept, 1 changed, 2 added, 4 only in the first (the second is in part)"
        );
        assert_eq!(
            count("broken", "full"),
            "sentences: 3 kept, 1 changed, 2 only in the second (the first is in part), 4 dropped"
        );
    }
}
