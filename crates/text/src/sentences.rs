//! Sentences of a paragraph.

use crate::Span;
use crate::chars::{digit_value, is_indic, is_sentence_end, is_word_char};
use crate::fold::fold;
use crate::packs;
use std::collections::HashSet;
use std::sync::LazyLock;

static ABBREVIATIONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| packs::each("abbreviations").flat_map(|f| f.words()).map(fold).collect());

/// Words that close a short sentence before a spaced danda (`बाढ़ आई है ।`), so that it is no dateline.
static CLOSERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| packs::each("closers").flat_map(|f| f.words()).collect());

/// Most words, and most characters, that a dateline before the first danda or colon has (`नई दिल्ली/इंदौर`).
const DATELINE: (usize, usize) = (3, 30);

/// The sentences of one paragraph, in order; together they cover all of it but the white space between them.
///
/// Danda, question and exclamation marks end a sentence, a full stop does unless it stands in a number, after an
/// abbreviation or an initial; closing quotes and brackets stay with the sentence. A danda or colon after a dateline
/// (at most three words at the start) does not end one.
///
/// ```
/// use sutradhar_text::sentences::sentences;
///
/// let text = "सूखागढ़ में बारिश हुई। डॉ. रमा देवी ने कहा, “नदी 2.5 मीटर बढ़ी है।” राहत दल पहुंचा।";
/// let list: Vec<&str> = sentences(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(list.len(), 3);
/// assert_eq!(list[1], "डॉ. रमा देवी ने कहा, “नदी 2.5 मीटर बढ़ी है।”");
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        let ends = if is_sentence_end(c) || c == '\n' || (c == '|' && pipe_ends(text, at)) {
            true
        } else {
            c == '.' && full_stop_ends(text, &chars, i)
        };
        if !ends {
            i += 1;
            continue;
        }
        let mut j = i + 1;
        while j < chars.len()
            && (is_sentence_end(chars[j].1) || matches!(chars[j].1, '.' | '"' | '\'' | '”' | '’' | ')' | ']' | '»'))
        {
            // An opening mark looks the same as a closing one: it closes only when no word follows at once.
            let opens = matches!(chars[j].1, '"' | '\'') && chars.get(j + 1).is_some_and(|n| is_word_char(n.1));
            if opens {
                break;
            }
            j += 1;
        }
        let end = chars.get(j).map_or(text.len(), |c| c.0);
        let before = text.get(start..at).unwrap_or("");
        if matches!(c, '।' | '.' | '|') && start == 0 && is_dateline(before, text.get(end..).unwrap_or("")) {
            i = j;
            continue;
        }
        let span = Span::new(start, end).trim(text);
        if !span.is_empty() {
            out.push(span);
        }
        start = end;
        i = j;
    }
    let rest = Span::new(start, text.len()).trim(text);
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// Whether what stands before the first danda of a paragraph is a dateline (सियोल ।): one to three words parted from the
/// mark by a blank, none of them a verb that closes a sentence.
fn is_dateline(before: &str, after: &str) -> bool {
    let words = before.split_whitespace().count();
    let last = before.split_whitespace().next_back().unwrap_or("");
    (1..=DATELINE.0).contains(&words)
        && before.chars().count() <= DATELINE.1
        && before.ends_with(char::is_whitespace)
        && !CLOSERS.contains(last)
        && !after.trim().is_empty()
}

/// Whether a pipe stands for a danda: after a word that closes a sentence (`आई है|`).
fn pipe_ends(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("").trim_end();
    CLOSERS.contains(word_before(text, before.len()))
}

/// Longest word, in characters, that with a full stop glued to the next word is taken for initials (एच.डी.) and not for the
/// end of a sentence without a blank after it.
const INITIAL: usize = 3;

fn full_stop_ends(text: &str, chars: &[(usize, char)], i: usize) -> bool {
    let next = chars.get(i + 1).map(|c| c.1);
    let before = i.checked_sub(1).map(|k| chars[k].1);
    if before.is_some_and(|b| digit_value(b).is_some()) && next.is_some_and(|n| digit_value(n).is_some()) {
        return false;
    }
    // An ellipsis ends nothing by itself: "..." within a sentence; its last stop may.
    if next == Some('.') {
        return false;
    }
    let word = word_before(text, chars[i].0);
    let length = word.chars().count();
    if next.is_some_and(|n| is_word_char(n) || n == ',') {
        // "U.S.", "a.m.", or a missing blank; a missing blank before an Indic word still ends a sentence.
        let indic = |c: Option<char>| c.is_some_and(is_indic);
        return indic(before) && indic(next) && length > INITIAL && !ABBREVIATIONS.contains(&fold(word));
    }
    if before == Some('.') {
        // The end of an ellipsis: a new sentence only if it looks like one.
        let after = chars
            .get(i + 1..)
            .unwrap_or_default()
            .iter()
            .map(|c| c.1)
            .find(|c| !c.is_whitespace());
        return after.is_none_or(|c| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    }
    let first = word.chars().next().unwrap_or(' ');
    if length == 1 && !is_indic(first) {
        return word.chars().all(|c| digit_value(c).is_some());
    }
    // "ए. के. मेहता": a letter or a letter with one vowel sign is an initial.
    if length == 1 && is_indic(first) && digit_value(first).is_none() {
        return false;
    }
    // "ई.पू.": with the stops inside it
    let dotted = piece_before(text, chars[i].0, |c| is_word_char(c) || c == '.');
    !(ABBREVIATIONS.contains(&fold(word)) || dotted.len() > word.len() && ABBREVIATIONS.contains(&fold(dotted)))
}

fn word_before(text: &str, at: usize) -> &str {
    piece_before(text, at, is_word_char)
}

fn piece_before(text: &str, at: usize, of: impl Fn(char) -> bool) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| of(*c))
        .last()
        .map_or(at, |(i, _)| i);
    &text[start..at]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = sentences(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn danda_stop_and_quotes() {
        check("वह गया। मैं आया ।", &["वह गया।", "मैं आया ।"]);
        check("उसने कहा, ''चलो।'' फिर गया.", &["उसने कहा, ''चलो।''", "फिर गया."]);
        check("उसने कहा, “चलो।” फिर गया।", &["उसने कहा, “चलो।”", "फिर गया।"]);
        check("पुल टूटा! क्यों? पता नहीं।", &["पुल टूटा!", "क्यों?", "पता नहीं।"]);
        check("नदी बढ़ी।पुल टूटा।", &["नदी बढ़ी।", "पुल टूटा।"]);
        check("पुल टूट चुका.नदी बढ़ी.", &["पुल टूट चुका.", "नदी बढ़ी."]);
        check("बाढ़ आई है| पुल टूटा", &["बाढ़ आई है|", "पुल टूटा"]);
        check("देश | विदेश | खेल", &["देश | विदेश | खेल"]);
        check("(पुल टूटा।) नदी बढ़ी।", &["(पुल टूटा।)", "नदी बढ़ी।"]);
    }

    #[test]
    fn datelines_stay_with_their_sentence() {
        check(
            "नगर । बाढ़ आई है। पानी 6.5 मीटर है.",
            &["नगर । बाढ़ आई है।", "पानी 6.5 मीटर है."],
        );
        check("नई बस्ती । पुल टूटा।", &["नई बस्ती । पुल टूटा।"]);
        check("बाढ़ आई है । पुल टूटा ।", &["बाढ़ आई है ।", "पुल टूटा ।"]);
        check("पुल टूट गया ।", &["पुल टूट गया ।"]);
    }

    #[test]
    fn abbreviations_initials_and_decimals() {
        check("डॉ. मेहता आए. सब खुश हुए.", &["डॉ. मेहता आए.", "सब खुश हुए."]);
        check("Mr. A. B. Rao left. He won.", &["Mr. A. B. Rao left.", "He won."]);
        check("रु. 5.5 लाख मिले। बस।", &["रु. 5.5 लाख मिले।", "बस।"]);
        check(
            "The U.S. team won 3.5 points. It left at 5 p.m. on Friday.",
            &["The U.S. team won 3.5 points.", "It left at 5 p.m. on Friday."],
        );
        check("वह आया... फिर चला गया।", &["वह आया... फिर चला गया।"]);
        check("एच.डी. राव आए। सब खुश।", &["एच.डी. राव आए।", "सब खुश।"]);
    }

    #[test]
    fn marathi_bengali_urdu() {
        check("पूल कोसळला. नदी वाढली आहे.", &["पूल कोसळला.", "नदी वाढली आहे."]);
        check("প্রা. নদী বেড়েছে। সেতু ভেঙেছে।", &["প্রা.", "নদী বেড়েছে।", "সেতু ভেঙেছে।"]);
        check("ڈیم ٹوٹ گیا۔ پانی آیا۔", &["ڈیم ٹوٹ گیا۔", "پانی آیا۔"]);
    }

    #[test]
    fn the_other_scripts() {
        check("ડૉ. મહેતા આવ્યા. પુલ તૂટ્યો.", &["ડૉ. મહેતા આવ્યા.", "પુલ તૂટ્યો."]);
        check("ਪੁਲ ਟੁੱਟ ਗਿਆ। ਪਾਣੀ ਵਧਿਆ।", &["ਪੁਲ ਟੁੱਟ ਗਿਆ।", "ਪਾਣੀ ਵਧਿਆ।"]);
        check("ପୋଲ ଭାଙ୍ଗିଲା। ପାଣି ବଢ଼ିଲା।", &["ପୋଲ ଭାଙ୍ଗିଲା।", "ପାଣି ବଢ଼ିଲା।"]);
        check("திரு. ராவ் வந்தார். பாலம் உடைந்தது.", &["திரு. ராவ் வந்தார்.", "பாலம் உடைந்தது."]);
        check("డా. రావు వచ్చారు. వంతెన కూలింది.", &["డా. రావు వచ్చారు.", "వంతెన కూలింది."]);
        check("ಡಾ. ರಾವ್ ಬಂದರು. ಸೇತುವೆ ಕುಸಿಯಿತು.", &["ಡಾ. ರಾವ್ ಬಂದರು.", "ಸೇತುವೆ ಕುಸಿಯಿತು."]);
        check("ഡോ. റാവു വന്നു. പാലം തകർന്നു.", &["ഡോ. റാവു വന്നു.", "പാലം തകർന്നു."]);
        check("ড. বৰা আহিল। দলং ভাগিল।", &["ড. বৰা আহিল।", "দলং ভাগিল।"]);
        check("डा. थापा आए। पुल भाँचियो।", &["डा. थापा आए।", "पुल भाँचियो।"]);
        check("जनाः आगताः। सेतुः भग्नः॥", &["जनाः आगताः।", "सेतुः भग्नः॥"]);
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text_in_order(text in "[कखग।. \"'a-zA-Z0-9?!\n(),]{0,80}|\\PC{0,80}") {
            let mut at = 0;
            for s in sentences(&text) {
                prop_assert!(s.start as usize >= at && s.end as usize <= text.len());
                prop_assert!(!s.of(&text).trim().is_empty());
                prop_assert!(text[at..s.start as usize].trim().is_empty());
                at = s.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
