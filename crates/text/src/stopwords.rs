//! Stop words: function words that carry no content, one list a language.

use crate::Lang;
use crate::fold::fold;
use crate::packs;
use std::collections::HashSet;
use std::sync::LazyLock;

static ALL: LazyLock<HashSet<String>> =
    LazyLock::new(|| packs::each("stopwords").flat_map(|f| f.words()).map(fold).collect());

/// Whether a folded word ([`crate::fold::fold`]) is a stop word of any of the languages.
///
/// All lists together: a text of one language quotes others, and a function word of one is seldom a content word of
/// another. Where that matters, compare with [`stopwords`] of the text's language.
pub fn is_stopword(folded: &str) -> bool {
    ALL.contains(folded)
}

/// The stop words of one language as written, in the order of its file; none for [`Lang::Other`].
pub fn stopwords(lang: Lang) -> impl Iterator<Item = &'static str> {
    packs::file(lang, "stopwords").into_iter().flat_map(|f| f.words())
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
        for file in packs::each("stopwords") {
            assert!(file.words().count() > 20, "{}", file.path);
        }
        assert_eq!(stopwords(Lang::Other).count(), 0);
    }
}
