//! The words by which reports of a language say who says something, looked up by their folded form.

use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{ByLanguage, Fault, File};

/// Classes of words, as bits: a word may be of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(pub u128);

impl Class {
    /// Whether it is of any of the classes `of`.
    pub fn is(self, of: Class) -> bool {
        self.0 & of.0 != 0
    }

    /// Both.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $section:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Class = Class(1 << $bit);)*

            fn of_section(name: &str) -> Option<Class> {
                match name {
                    $($section => Some(Class::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// ने, the mark of the one who did it.
    ERGATIVE = 0 "ergative";
    /// उन्होंने and the like: pronoun and mark in one.
    ERGATIVE_PRONOUN = 1 "ergative-pronoun";
    /// जिसने, जिसके: never a source.
    RELATIVE = 2 "relative";
    /// का, की, के.
    GENITIVE = 3 "genitive";
    /// उनका.
    GENITIVE_PRONOUN = 4 "genitive-pronoun";
    /// कि, that.
    COMPLEMENT = 5 "complement";
    /// अनुसार, according.
    ACCORDING = 6 "according";
    /// हवाले, of "quoting X".
    THROUGH = 7 "through";
    /// मानें, of "if X is to be believed".
    MEAN = 8 "mean";
    /// ओर, of "on the part of".
    SIDE = 9 "side";
    /// द्वारा, by.
    BY = 10 "by";
    /// में, in.
    INSIDE = 11 "inside";
    /// से, from.
    FROM = 12 "from";
    /// को, to.
    TO = 13 "to";
    /// Words that no source phrase holds.
    STOP = 14 "stop";
    /// लेकिन and the like: another clause begins.
    CONTRAST = 15 "contrast";
    /// Words that begin a sentence or clause and belong to no phrase.
    CONJUNCTION = 16 "conjunction";
    /// और, and.
    AND = 17 "and";
    /// है, था: a finite verb ended here.
    AUXILIARY = 18 "auxiliary";
    /// Other verb forms: no noun phrase runs over them.
    VERB = 19 "verb";
    /// कहा, said.
    SAY = 20 "say";
    /// कहते, says.
    SAY_PRESENT = 21 "say-present";
    /// गया, of a passive.
    PASSIVE = 22 "passive";
    /// What may follow a verb and still belongs to it.
    TAIL = 23 "tail";
    /// दावा, claim, and other nouns that become verbs of saying.
    NOUN = 24 "noun";
    /// Of these, the ones that report something only with कि or marks after them.
    NEEDS_COMPLEMENT = 25 "needs-complement";
    /// सराहना, praise: reports words only where they are quoted.
    EVALUATION = 26 "evaluation";
    /// किया, दी: the verb that such a noun takes.
    LIGHT = 27 "light";
    /// कहना, of "X's saying is that".
    COPULAR = 28 "copular";
    /// उम्मीद, of "it is hoped that".
    IMPERSONAL_NOUN = 29 "impersonal-noun";
    /// आई, of "news has come that".
    COME = 30 "come";
    /// यह, of "this information".
    BACK = 31 "back-reference";
    /// इस, of "of this matter".
    BACK_OBLIQUE = 32 "back-oblique";
    /// जानकारी, of "this information".
    BACK_NOUN = 33 "back-noun";
    /// What somebody does not give when silent.
    SILENCE_NOUN = 34 "silence-noun";
    /// नहीं, not.
    NEGATION = 35 "negation";
    /// चुप्पी, silence.
    SILENCE_WORD = 36 "silence-word";
    /// साधी, of "kept silence".
    SILENCE_VERB = 37 "silence-verb";
    /// इनकार, denial.
    DENIAL = 38 "denial";
    /// भी and the like, between noun and verb.
    PARTICLE = 39 "particle";
    /// Words that may open a phrase and are cut off.
    LEAD = 40 "lead";
    /// नियम, rule: "according to" it is no source.
    NOT_SOURCE = 41 "not-source";
    /// Agencies.
    AGENCY = 42 "kind-agency";
    /// Media.
    MEDIA = 43 "kind-media";
    /// Documents.
    DOCUMENT = 44 "kind-document";
    /// Sources without a name.
    ANONYMOUS = 45 "kind-anonymous";
    /// People at large.
    PUBLIC = 46 "kind-public";
    /// Bodies.
    OFFICIAL = 47 "kind-official";
    /// Titles of persons.
    TITLE = 48 "title";
    /// Titles and nouns that stand for a source named before.
    ANAPHORIC = 49 "anaphoric";
    /// I, we.
    FIRST_PERSON = 50 "first-person";
    /// डॉ., after which a full stop does not end a phrase.
    HONORIFIC = 51 "honorific";
    /// बोले: says without ने.
    BARE_SAY = 52 "name-only-say";
    /// दोहराया: a verb of the noun class that needs no other.
    WHOLE_VERB = 53 "whole-verb";
    /// ठहराया: only in headlines.
    BARE_VERB = 54 "bare-verb";
    /// कही, of "said the thing".
    SPEECH_LIGHT = 55 "speech-light";
    /// हुए: the verb before it is a participle.
    PARTICIPLE = 59 "participle";
    /// बात: "talk", speech only with कही.
    TALK = 60 "talk";
    /// तो after "if X is to be believed".
    THEN = 61 "then";
    /// इसमें, in it.
    INSIDE_PRONOUN = 62 "inside-pronoun";
    /// पास, of "X has information".
    POSSESSION = 63 "possession";
    /// पूछताछ, questioning.
    QUESTIONING = 64 "questioning";
    /// हमला, of "हमला बोला" (attacked).
    IDIOM = 65 "idiom";
    /// असे, বলে: what was said stands before it.
    QUOTATIVE = 66 "quotative";
    /// यांनी: honour and case behind a name.
    HONORIFIC_TAIL = 67 "honorific-tail";
    /// Nouns that say something only with a verb beside them.
    NEEDS_LIGHT = 68 "needs-light";
    /// लगाने: "told to do" is a request.
    INFINITIVE = 69 "infinitive";
    /// पता, of "it came out", a report only of an inquiry.
    NEEDS_QUESTIONING = 70 "needs-questioning";
    /// जारी, of "has not released".
    RELEASE = 71 "release";
    /// बयान, सूची: what somebody who is silent does not release.
    SILENCE_OBJECT = 72 "silence-object";
    /// मना, of "declined to say".
    REFUSE = 73 "refuse";
    /// कहने, of "declined to say".
    SPEAK_INFINITIVE = 74 "speak-infinitive";
    /// कुछ, of "said nothing".
    NOTHING = 75 "nothing";
    /// आरोप, इससे: stands for a claim made before that is now denied.
    DENIED_NOUN = 76 "denied-noun";
    /// केल्याचा: a clause turned into a noun, which is what is said.
    NOMINAL = 77 "nominal";
    /// whether, how: what somebody does not say.
    WHETHER = 78 "whether";
    /// कह, बता: the stem before रहे or चुके.
    SAY_STEM = 79 "say-stem";
    /// रहा, चुका: is doing, has done.
    ASPECT = 80 "aspect";
    /// उन्हें: "they are told" reports nothing.
    DATIVE_PRONOUN = 81 "dative-pronoun";
    /// हुआ, of "a disclosure happened": nobody in particular made it.
    HAPPEN = 82 "happen";
    /// खबर, of "there is news of its having fallen".
    NEWS = 84 "news";
    /// उसने, उसका: one person without the plural of respect.
    SINGULAR = 85 "singular";
    /// अपडेट, न्यूज: a heading that names no source.
    LABEL = 86 "label";
    /// पुष्टि, जानकारी: with the genitive before it, what it is of is what is said.
    OF_WHAT = 87 "of-what";
    /// সংযোগ, संपर्क: of "could not be reached".
    CONTACT = 88 "contact";
    /// সঙ্গে, से: with whom contact was sought.
    WITH = 89 "with";
    /// দেননি, दिएनन्: did not, in one word.
    DID_NOT = 90 "did-not";
    /// पुलिस, अधिकारियों: a body that "they" may stand for.
    PEOPLE = 83 "people";
    /// dismissed: denies only where what it is about is a claim.
    REJECTS = 91 "rejects";
    /// permission, bail: denied, it is not given.
    GRANTED = 92 "granted";
    /// याचिका, appeal: what a court throws out is no claim that it denies.
    PLEA = 93 "plea";
    /// ಅವರು: honour behind the name of who says what follows.
    AGENT = 94 "agent";
    /// he, she, they.
    PRONOUN = 56 "pronoun";
    /// A word that declines: refused, declined.
    DECLINE = 57 "decline";
    /// Clock and calendar words.
    TIME = 58 "time";
}

/// The words of one language.
pub struct Lexicon {
    words: FxHashMap<String, Class>,
    /// Endings that give a word its class (-ानुसार), longest first.
    endings: Vec<(String, Class)>,
}

impl Lexicon {
    /// Reads `[class]` sections of one word a line; `-x` is an ending.
    fn read(file: &'static File) -> Result<Lexicon, Fault> {
        let mut words: FxHashMap<String, Class> = FxHashMap::default();
        let mut endings = Vec::new();
        for entry in file.sections(Class::of_section)? {
            match entry.rest().strip_prefix('-') {
                Some(ending) => endings.push((fold(ending), entry.class)),
                None => {
                    let slot = words.entry(fold(entry.rest())).or_default();
                    *slot = slot.or(entry.class);
                }
            }
        }
        endings.sort_by_key(|(e, _)| std::cmp::Reverse(e.len()));
        Ok(Lexicon { words, endings })
    }

    /// The classes of a word.
    pub fn class(&self, word: &str) -> Class {
        let folded = fold(word);
        let mut class = self.words.get(&folded).copied().unwrap_or_default();
        for (ending, more) in &self.endings {
            if folded.len() > ending.len() + 3 && folded.ends_with(ending.as_str()) {
                class = class.or(*more);
            }
        }
        class
    }
}

static LEXICONS: ByLanguage<Lexicon> = ByLanguage::new("attribution", Lexicon::read);

/// The words of a language; none for a language whose pack has no `attribution.txt`.
pub fn lexicon(lang: Lang) -> Option<&'static Lexicon> {
    LEXICONS.get(lang)
}

/// What is wrong with the words of saying, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    LEXICONS.faults()
}

/// The words of a language whose grammar is code.
fn of_code(lang: Lang) -> &'static Lexicon {
    match lexicon(lang) {
        Some(lexicon) => lexicon,
        None => panic!("{}/attribution.txt is not built in", lang.tag()),
    }
}

/// Hindi.
pub static HINDI: LazyLock<&Lexicon> = LazyLock::new(|| of_code(Lang::Hi));

/// English.
pub static ENGLISH: LazyLock<&Lexicon> = LazyLock::new(|| of_code(Lang::En));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_share_a_class() {
        assert!(HINDI.class("उन्\u{200d}होंने").is(Class::ERGATIVE_PRONOUN));
        assert!(HINDI.class("आंकड़ों").is(Class::DOCUMENT));
    }
}
