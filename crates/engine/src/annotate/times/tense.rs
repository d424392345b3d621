//! The verb of the clause in which something stands: its tense and mood.

use crate::model::{Lang, Tense};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{self, ByLanguage, Fault, File};
use sutradhar_text::tokens::Tokens;

/// What a word says of time and mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Future,
    Past,
    Copula,
    Perfective,
    Progressive,
    Infinitive,
    WillBe,
    Set,
    Can,
    Imperfective,
    Subjunctive,
    Ought,
    Noun,
    Negation,
    Upcoming,
    Conjunction,
}

/// How the clause puts what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It has happened.
    Done,
    /// It is going on (रहा है).
    Ongoing,
    /// It will happen, or is set to (होगी, तय है, होनी है, वाला है).
    Future,
    /// It may happen (सकता है).
    Possible,
    /// It would have happened (गए होते).
    Counterfactual,
    /// It happens as a rule (करते हैं).
    Habitual,
    /// It should happen or should have (होना चाहिए).
    Ought,
    /// A bare "is".
    Is,
    /// A bare "was".
    Was,
    /// No verb was found.
    None,
}

/// The verb that closes a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    /// How the clause puts it.
    pub(crate) mood: Mood,
    /// Whether it is negated.
    pub(crate) negated: bool,
    /// Its last word.
    pub(crate) end: usize,
}

impl Verb {
    /// The tense of the mood.
    pub(crate) fn tense(self) -> Tense {
        match self.mood {
            Mood::Done | Mood::Was | Mood::Counterfactual => Tense::Past,
            // What may happen lies ahead: शुक्रवार को फैसला ले सकते हैं.
            Mood::Future | Mood::Possible => Tense::Future,
            Mood::Ongoing | Mood::Habitual | Mood::Is => Tense::Present,
            Mood::None | Mood::Ought => Tense::Unknown,
        }
    }
}

struct Lexicon {
    words: FxHashMap<String, Form>,
    endings: Vec<(String, Form)>,
}

/// What a line of `tense.txt` holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Words, or `-endings`.
    Form(Form),
    /// Stems that take the endings of `forms`.
    Stem,
    /// Stems in a long vowel, which take those of `long-forms` in the perfective.
    LongStem,
    /// A form, then the endings that make it of a stem.
    Forms,
    /// The same for long stems.
    LongForms,
    /// Nouns that look ahead: promises, orders, plans.
    Plan,
}

const CLASSES: &[(&str, Class)] = &[
    ("future", Class::Form(Form::Future)),
    ("past", Class::Form(Form::Past)),
    ("copula", Class::Form(Form::Copula)),
    ("perfective", Class::Form(Form::Perfective)),
    ("progressive", Class::Form(Form::Progressive)),
    ("infinitive", Class::Form(Form::Infinitive)),
    ("willbe", Class::Form(Form::WillBe)),
    ("set", Class::Form(Form::Set)),
    ("can", Class::Form(Form::Can)),
    ("imperfective", Class::Form(Form::Imperfective)),
    ("subjunctive", Class::Form(Form::Subjunctive)),
    ("ought", Class::Form(Form::Ought)),
    ("noun", Class::Form(Form::Noun)),
    ("negation", Class::Form(Form::Negation)),
    ("upcoming", Class::Form(Form::Upcoming)),
    ("conjunction", Class::Form(Form::Conjunction)),
    ("stem", Class::Stem),
    ("long-stem", Class::LongStem),
    ("forms", Class::Forms),
    ("long-forms", Class::LongForms),
    ("plan", Class::Plan),
];

impl Lexicon {
    fn read(file: &'static File) -> Result<Lexicon, Fault> {
        let mut out = Lexicon {
            words: FxHashMap::default(),
            endings: Vec::new(),
        };
        let entries = file.entries(CLASSES)?;
        let mut forms: Vec<(Class, Form, &str)> = Vec::new();
        for entry in &entries {
            match entry.class {
                Class::Form(form) => {
                    for word in entry.words() {
                        match word.strip_prefix('-') {
                            Some(ending) => out.endings.push((fold(ending), form)),
                            None => {
                                out.words.entry(fold(word)).or_insert(form);
                            }
                        }
                    }
                }
                Class::Forms | Class::LongForms => {
                    let (form, endings) = entry.value(|v| match v {
                        "perfective" => Some(Form::Perfective),
                        "imperfective" => Some(Form::Imperfective),
                        _ => None,
                    })?;
                    forms.extend(endings.map(|e| (entry.class, form, e)));
                }
                Class::Stem | Class::LongStem | Class::Plan => {}
            }
        }
        // The forms of a stem come after all words written out, which they may not change.
        for (stems, endings, form) in [
            (Class::Stem, Class::Forms, Form::Perfective),
            (Class::Stem, Class::Forms, Form::Imperfective),
            (Class::LongStem, Class::LongForms, Form::Perfective),
            (Class::LongStem, Class::Forms, Form::Imperfective),
        ] {
            for stem in entries.iter().filter(|e| e.class == stems).flat_map(|e| e.words()) {
                for (_, _, ending) in forms.iter().filter(|f| f.0 == endings && f.1 == form) {
                    out.words.entry(fold(&format!("{stem}{ending}"))).or_insert(form);
                }
            }
        }
        Ok(out)
    }
}

static LEXICONS: ByLanguage<Lexicon> = ByLanguage::new("tense", Lexicon::read).or(Lang::Hi);

static NOTHING: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    words: FxHashMap::default(),
    endings: Vec::new(),
});

fn lexicon(lang: Lang) -> &'static Lexicon {
    LEXICONS.get(lang).unwrap_or(&NOTHING)
}

/// What is wrong with the verb forms, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    LEXICONS.faults()
}

fn form(lexicon: &Lexicon, word: &str) -> Option<Form> {
    lexicon.words.get(word).copied().or_else(|| {
        lexicon
            .endings
            .iter()
            .find(|(ending, _)| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
            .map(|(_, f)| *f)
    })
}

/// Whether a folded word is a verb form that ends a noun phrase.
pub(crate) fn is_verb(word: &str, lang: Lang) -> bool {
    word.chars().count() > 2
        && matches!(
            form(lexicon(lang), word),
            Some(
                Form::Future
                    | Form::Past
                    | Form::Copula
                    | Form::Perfective
                    | Form::Progressive
                    | Form::Imperfective
                    | Form::Can
            )
        )
}

/// Whether a text holds a word that looks ahead (will, set to, upcoming; होगा, तय; થશે).
pub(crate) fn looks_ahead(text: &str, lang: Lang) -> bool {
    let lexicon = lexicon(lang);
    let tokens = Tokens::new(text);
    (0..tokens.len()).any(|i| {
        matches!(
            form(lexicon, tokens.word(i)),
            Some(Form::Future | Form::Upcoming | Form::Set)
        )
    })
}

/// How many words ahead the verb of a clause is looked for: the longest Hindi clauses are lists of districts with a figure each.
const REACH: usize = 300;

/// The verb that closes the clause in which word `i` stands.
///
/// Indian languages put it after everything else: the first finite verb after `i` is taken, in `तय है` and `होनी है` with
/// what stands before the auxiliary. English has it near: the nearest one on either side. If none follows, a participle
/// further on counts (headlines: मिले ...).
pub(crate) fn verb(tokens: &Tokens, i: usize, lang: Lang) -> Verb {
    let lexicon = lexicon(lang);
    if lang == Lang::En {
        return english(tokens, i, lexicon);
    }
    let mut negated = false;
    let (mut before, mut earlier) = (None::<Form>, None::<Form>);
    let mut weak = None;
    let found = |mood, negated, end| Verb { mood, negated, end };
    for j in i + 1..tokens.len().min(i + REACH) {
        let mut f = form(lexicon, tokens.word(j));
        // "ऐंठ लिए" took, "के लिए" is for.
        if tokens.word(j) == "लिए"
            && !tokens.word(j - 1).ends_with("के")
            && !matches!(
                tokens.word(j - 1),
                "इस" | "उस" | "जिस" | "किस" | "इसी" | "अपने" | "मेरे" | "हमारे"
            )
        {
            f = Some(Form::Perfective);
        }
        let closes = closes(tokens, j, lexicon);
        match f {
            Some(Form::Future) => return found(Mood::Future, negated, j),
            Some(Form::Upcoming) if j <= i + 6 && lang == Lang::Hi => return found(Mood::Future, negated, j),
            Some(Form::Negation) => {
                negated = true;
                continue;
            }
            Some(Form::Ought) => return found(Mood::Ought, negated, j),
            Some(Form::Past) => {
                let mood = match before {
                    Some(Form::Imperfective) => Mood::Habitual,
                    Some(_) => Mood::Done,
                    None => Mood::Was,
                };
                return found(mood, negated, j);
            }
            Some(Form::Copula) => {
                let mood = match before {
                    Some(Form::Infinitive | Form::WillBe | Form::Set) => Mood::Future,
                    Some(Form::Progressive) => Mood::Ongoing,
                    // "लगे हुए हैं", "बना हुआ है": a state that lasts
                    Some(Form::Perfective) if earlier == Some(Form::Perfective) && is_state(tokens.word(j - 1)) => {
                        Mood::Ongoing
                    }
                    Some(Form::Perfective) => Mood::Done,
                    Some(Form::Can) => Mood::Possible,
                    Some(Form::Imperfective) => Mood::Habitual,
                    _ => Mood::Is,
                };
                return found(mood, negated, j);
            }
            Some(Form::Subjunctive) if closes && before == Some(Form::Perfective) => {
                return found(Mood::Future, negated, j);
            }
            Some(Form::Progressive) if closes => return found(Mood::Done, negated, j),
            Some(Form::Can) if closes => return found(Mood::Possible, negated, j),
            Some(Form::Perfective) if closes => return found(Mood::Done, negated, j),
            Some(Form::Imperfective) if closes && before == Some(Form::Perfective) => {
                return found(Mood::Counterfactual, negated, j);
            }
            Some(Form::Imperfective) if closes && tokens.span(j).len() > 9 => {
                return found(Mood::Counterfactual, negated, j);
            }
            Some(Form::Perfective) if weak.is_none() && tokens.word(j).chars().count() > 2 => weak = Some(j),
            _ => {}
        }
        earlier = before;
        before = f;
    }
    match weak {
        Some(end) => found(Mood::Done, negated, end),
        None => found(Mood::None, negated, tokens.len()),
    }
}

/// How many words ahead the intention after a day is looked for.
const PLAN_REACH: usize = 8;

/// ## What it finds
/// A day that an intention aims at, whatever the tense of the verb: `2 अक्टूबर तक पुल पूरा करने का दावा किया`.
/// ## Limits
/// Only with तक or से right before or a few words between; a verb in between ends the search.
pub(crate) fn planned(tokens: &Tokens, last: usize) -> bool {
    if !matches!(tokens.word(last), "तक" | "से" | "को") {
        return false;
    }
    (last + 1..(last + PLAN_REACH).min(tokens.len())).any(|j| {
        tokens.word(j).ends_with("ने")
            && matches!(tokens.word(j + 1), "का" | "की" | "के")
            && PLANS.contains(tokens.word(j + 2))
            && (last..j).all(|k| tokens.joined(k))
    })
}

/// What looks ahead in any language: promises, orders, plans.
static PLANS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let entries = packs::each("tense").flat_map(|f| packs::sound(f.entries(CLASSES)));
    let plans = entries.filter(|e| e.class == Class::Plan);
    plans.flat_map(|e| e.words()).map(fold).collect()
});

fn is_state(word: &str) -> bool {
    matches!(word, "हुआ" | "हुई" | "हुए")
}

/// How many words back the verb of a headline is looked for (ठगे 50 लाख रुपये, लग सकते हैं बीस दिन).
const BACK: usize = 5;

/// The verb just before word `i`, for headlines that put it in front of the figure.
pub(crate) fn verb_before(tokens: &Tokens, i: usize, lang: Lang) -> Verb {
    let lexicon = lexicon(lang);
    for j in (i.saturating_sub(BACK)..i).rev() {
        let back = |k: usize| j.checked_sub(k).and_then(|j| form(lexicon, tokens.word(j)));
        let mood = match form(lexicon, tokens.word(j)) {
            Some(Form::Future) => Mood::Future,
            Some(Form::Can) => Mood::Possible,
            Some(Form::Copula) => match back(1) {
                Some(Form::Can) => Mood::Possible,
                Some(Form::Progressive) => Mood::Ongoing,
                Some(Form::Perfective) => Mood::Done,
                _ => Mood::Is,
            },
            Some(Form::Past) => Mood::Done,
            Some(Form::Perfective) if tokens.word(j).chars().count() > 2 => Mood::Done,
            Some(Form::Imperfective) => Mood::Counterfactual,
            _ => continue,
        };
        return Verb {
            mood,
            negated: false,
            end: i,
        };
    }
    Verb {
        mood: Mood::None,
        negated: false,
        end: tokens.len(),
    }
}

/// Whether a clause may end after word `j`: a mark, the end, or a conjunction follows.
fn closes(tokens: &Tokens, j: usize, lexicon: &Lexicon) -> bool {
    j + 1 >= tokens.len()
        || tokens.gap(j).chars().any(|c| !c.is_whitespace() && c != '-')
        || form(lexicon, tokens.word(j + 1)) == Some(Form::Conjunction)
}

fn english(tokens: &Tokens, i: usize, lexicon: &Lexicon) -> Verb {
    let mut best: Option<(usize, Verb)> = None;
    let mut negated = false;
    for j in i.saturating_sub(REACH)..tokens.len().min(i + REACH) {
        let f = form(lexicon, tokens.word(j));
        let mood = match f {
            Some(Form::Negation) => {
                negated = j < i + 4;
                continue;
            }
            Some(Form::Future) => Mood::Future,
            Some(Form::Set) if tokens.word(j + 1) == "to" || tokens.word(j + 1) == "for" => Mood::Future,
            Some(Form::Can) => Mood::Possible,
            Some(Form::Past | Form::Perfective) => Mood::Done,
            Some(Form::Copula) => Mood::Is,
            _ => continue,
        };
        // What is said outweighs a bare "is", and the modal verb outweighs the participle after it.
        let weight = j.abs_diff(i) + if mood == Mood::Is { 8 } else { 0 };
        let verb = Verb { mood, negated, end: j };
        if best.is_none_or(|(w, b)| weight < w && !(b.mood == Mood::Future && j.abs_diff(b.end) <= 3)) {
            best = Some((weight, verb));
        }
    }
    best.map_or(
        Verb {
            mood: Mood::None,
            negated: false,
            end: tokens.len(),
        },
        |(_, v)| v,
    )
}
