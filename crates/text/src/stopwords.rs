//! Stop words: function words that carry no content, one list a language.

use crate::Lang;
use crate::fold::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The list of each language, one word a line, `#` lines are comments.
const LISTS: [(Lang, &str); 15] = [
    (Lang::Hi, include_str!("../data/hi/stopwords.txt")),
    (Lang::Mr, include_str!("../data/mr/stopwords.txt")),
    (Lang::Ne, include_str!("../data/ne/stopwords.txt")),
    (Lang::Bn, include_str!("../data/bn/stopwords.txt")),
    (Lang::As, include_str!("../data/as/stopwords.txt")),
    (Lang::Gu, include_str!("../data/gu/stopwords.txt")),
    (Lang::Pa, include_str!("../data/pa/stopwords.txt")),
    (Lang::Or, include_str!("../data/or/stopwords.txt")),
    (Lang::Ta, include_str!("../data/ta/stopwords.txt")),
    (Lang::Te, include_str!("../data/te/stopwords.txt")),
    (Lang::Kn, include_str!("../data/kn/stopwords.txt")),
    (Lang::Ml, include_str!("../data/ml/stopwords.txt")),
    (Lang::Ur, include_str!("../data/ur/stopwords.txt")),
    (Lang::Sd, include_str!("../data/sd/stopwords.txt")),
    (Lang::En, include_str!("../data/en/stopwords.txt")),
];

static ALL: LazyLock<HashSet<String>> =
    LazyLock::new(|| LISTS.iter().flat_map(|(_, list)| entries(list)).map(fold).collect());

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Whether a folded word ([`crate::fold::fold`]) is a stop word of any of the languages.
///
/// All lists together: a text of one language quotes others, and a function word of one is seldom a content word of
/// another. Where that matters, compare with [`stopwords`] of the text's language.
pub fn is_stopword(folded: &str) -> bool {
    ALL.contains(folded)
}

/// The stop words of one language as written, in the order of its file; none for [`Lang::Other`].
pub fn stopwords(lang: Lang) -> impl Iterator<Item = &'static str> {
    LISTS
        .iter()
        .filter(move |(l, _)| *l == lang)
        .flat_map(|(_, list)| entries(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_of_all_languages_and_no_content_words() {
        for word in ["में", "नहीं", "हैं", "उन्होंने", "आहे", "এবং", "છે", "the", "ہے", "भएको", "மற்றும்"]
        {
            assert!(is_stopword(&fold(word)), "{word}");
        }
        for word in ["बाढ़", "सैनिक", "नदी", "बैठक", "पुल", "river", "bridge", "আগুন"]
        {
            assert!(!is_stopword(&fold(word)), "{word}");
        }
    }

    #[test]
    fn every_list_has_words() {
        for (lang, _) in LISTS {
            assert!(stopwords(lang).count() > 20, "{}", lang.tag());
        }
        assert_eq!(stopwords(Lang::Other).count(), 0);
    }
}
