//! Whether a headline is one, and what is left of it without the words of the page around it.

use super::lexicon::LEXICON;
use crate::extract::{STRAY_HEADLINE, character_references};
use crate::model::*;
use crate::propositions::is_dangling;
use crate::similarity::words::{Word, folded_words, is_stop, terms_of};
use rustc_hash::FxHashSet;
use sutradhar_text::chars::{is_indic, is_word_char};
use sutradhar_text::fold::fold;
use sutradhar_text::stopwords::is_stopword;

/// Words of a headline at least.
const LEAST_WORDS: usize = 3;
/// Letters from which a line is a paragraph.
const PARAGRAPH: usize = 320;
/// Words of an opening before a colon that may be a kicker at most.
const KICKER_WORDS: usize = 6;
/// Words that must be left behind a kicker that says something itself, or before the name of an author or a section.
const REST: usize = 4;
/// Words of a site or an author behind a bar at most.
const SITE_WORDS: usize = 4;
/// Words of a body from which a headline with none of its words is a stray line.
const BODY: usize = 120;

/// The headline of a report as a title shows it; `None` if it has none, or if it is none.
pub(crate) fn shown(a: &Analysis) -> Option<String> {
    let article = &a.article;
    let whole = article.headline_text().trim();
    if whole.is_empty() || article.completeness.why == STRAY_HEADLINE {
        return None;
    }
    let title = without_stump(cleaned(whole, article));
    let fits = is_headline(&title, article) && !is_name(a, &title) && !breaks_off(a, &title) && touches(a, &title);
    fits.then_some(title)
}

/// What is left of a headline that is none, where a story has nothing else: two words at least.
pub(super) fn scrap(a: &Analysis) -> Option<String> {
    let title = cleaned(a.article.headline_text().trim(), &a.article);
    let words = folded_words(&title, 0);
    let void = LEXICON.all(&["kicker", "live", "tail", "section"], &words) || is_site(&title, &a.article);
    let paragraph = title.chars().count() > PARAGRAPH || words.iter().any(|w| w.digits && w.text.len() > 8);
    (words.len() > 1 && !void && !paragraph).then_some(title)
}

/// Without the last clause of a headline that breaks it off with dots ("Runs 90 in the final, becomes first to ...").
fn without_stump(title: String) -> String {
    if !(title.ends_with("..") || title.ends_with('…')) {
        return title;
    }
    match title.rsplit_once([',', ';']) {
        Some((rest, _)) if folded_words(rest, 0).len() >= REST && is_balanced(rest) => rest.trim_end().to_string(),
        _ => title,
    }
}

/// Whether marks that come in pairs do.
pub(super) fn is_balanced(words: &str) -> bool {
    let count = |c: char| words.matches(c).count();
    count('(') == count(')')
        && count('“') == count('”')
        && count('"') % 2 == 0
        && count('[') == count(']')
        && (count('‘') == 0 || count('‘') <= count('’'))
}

/// Words with a capital at their start, where their script has capitals.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(c) => c.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A headline on one line, without kickers, markers and the name of the site.
pub(crate) fn cleaned(text: &str, article: &Article) -> String {
    let mut out = one_line(&decoded(text));
    loop {
        let before = out.len();
        out = without_brackets(&out);
        let opening = out.len();
        out = without_opening(&out);
        if out.len() < opening {
            out = capital(&out);
        }
        out = without_ending(&out, article);
        if out.len() >= before {
            return out;
        }
    }
}

/// Whether words on one line are a headline by their form.
pub(super) fn is_headline(title: &str, article: &Article) -> bool {
    let words = folded_words(title, 0);
    let telling = words
        .iter()
        .filter(|w| !w.digits && !is_stop(&w.text) && !is_stopword(&w.text));
    let broken = title.ends_with([',', ':', ';', '-', '–', '—', '(', '…', '،']) || title.ends_with("..");
    let last = words.last().is_some_and(|w| LEXICON.has("broken", &w.text));
    let paragraph = title.chars().count() > PARAGRAPH || title.contains("। ");
    let item = title.starts_with(['•', '*', '-', '–', '…', ',']);
    words.len() >= LEAST_WORDS
        && telling.count() > 1
        && !broken
        && !last
        && !paragraph
        && !item
        && !title.contains("http")
        && !LEXICON.all(&["kicker", "live", "tail", "section"], &words)
        && !is_site(title, article)
}

/// Whether a title is nothing but names.
fn is_name(a: &Analysis, title: &str) -> bool {
    let Some(headline) = a.article.headline else {
        return false;
    };
    let names = a.mentions.iter().filter(|m| headline.contains(m.span));
    let named: FxHashSet<String> = names
        .flat_map(|m| folded_words(a.words(m.span), 0))
        .map(|w| w.text)
        .collect();
    folded_words(title, 0)
        .iter()
        .all(|w| w.digits || named.contains(&w.text) || is_stop(&w.text) || is_stopword(&w.text))
}

/// Whether a title is the beginning of a sentence of the body that goes on: many headlines end in a postposition
/// ("सुनवाई पांच मई को"), so that it alone proves nothing.
fn breaks_off(a: &Analysis, title: &str) -> bool {
    if !is_dangling(title, a.article.language) {
        return false;
    }
    let words = folded_words(title, 0);
    a.body_sentences().take(3).any(|s| {
        let sentence = folded_words(a.words(s.span), 0);
        sentence.len() > words.len() && sentence.iter().zip(&words).all(|(x, y)| x.text == y.text)
    })
}

/// Whether a headline shares a word with its body; a body that is not whole, a short one, one in another script or in a language whose forms of
/// words are not known proves nothing.
fn touches(a: &Analysis, title: &str) -> bool {
    if !matches!(a.article.language, Lang::Hi | Lang::En) || !a.article.completeness.is_whole() {
        return true;
    }
    let body: Vec<&str> = a.body_sentences().map(|s| a.words(s.span)).collect();
    let body = body.join(" ");
    let words = folded_words(&body, 0);
    let indic = |t: &str| t.chars().any(is_indic);
    if words.len() < BODY || indic(title) != indic(&body) {
        return true;
    }
    let own: FxHashSet<String> = terms_of(&words).into_iter().map(|t| t.key).collect();
    terms_of(&folded_words(title, 0)).iter().any(|t| own.contains(&t.key))
}

/// A text with the character references that feeds escape twice resolved, without the marks of HTML that some leave in.
pub(super) fn decoded(text: &str) -> String {
    without_marks(&character_references(&character_references(text))).replace(char::is_control, " ")
}

/// Without `<a href="...">`, `</b>` and the like; a single `<` stays.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        let name = from.trim_start_matches(['<', '/']);
        let end = from
            .find('>')
            .filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        let after = end.map_or(1, |end| end + 1);
        out.push_str(before);
        out.push_str(if end.is_some() { " " } else { "<" });
        rest = from.get(after..).unwrap_or_default();
    }
    out + rest
}

/// White space of any kind as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without brackets that hold nothing but markers: `[LIVE]`, `(Video)`.
fn without_brackets(title: &str) -> String {
    for (open, close) in [('[', ']'), ('(', ')'), ('{', '}'), ('【', '】')] {
        for (at, _) in title.match_indices(open) {
            let rest = title.get(at + open.len_utf8()..).unwrap_or("");
            let Some((inner, after)) = rest.split_once(close) else {
                continue;
            };
            if LEXICON.all(&["kicker", "live"], &folded_words(inner, 0)) {
                let after = after.trim_start();
                let gap = if after.starts_with([':', ',', '|']) { "" } else { " " };
                return one_line(&format!("{}{gap}{after}", title.get(..at).unwrap_or("").trim_end()));
            }
        }
    }
    title.to_string()
}

/// The first mark that parts an opening from what follows: its place and length.
fn first_mark(title: &str) -> Option<(usize, usize)> {
    for (at, c) in title.char_indices() {
        let spaced = title.get(..at).is_some_and(|t| t.ends_with(' '))
            && title.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(' '));
        // A clock or a verse (10:30) is no mark.
        let clock = title
            .get(at + c.len_utf8()..)
            .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let is_mark = match c {
            ':' | 'ः' => !clock && (c == ':' || spaced),
            '|' | '»' | '>' | '!' | '।' | '॥' | '–' | '—' | '•' => true,
            '-' | '/' | '~' => spaced,
            _ => false,
        };
        if is_mark {
            return Some((at, c.len_utf8()));
        }
    }
    None
}

/// Without a kicker, the mark of a running report, the name of a section, a number of a list or a bullet before it.
fn without_opening(title: &str) -> String {
    let title = title.trim_start_matches(['•', '*', '■', '►', '▶', '|', '#', ':', ' ', '_', '~']);
    let bare = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = title.len() == bare.len() + 1;
    if let Some(rest) = bare.strip_prefix(['.', ')']).filter(|_| numbered)
        && rest
            .trim_start()
            .starts_with(|c: char| is_word_char(c) && !c.is_ascii_digit())
    {
        return rest.trim_start().to_string();
    }
    // "EXCLUSIVE Minister resigns": in capitals before a word that is not.
    if let Some((first, rest)) = title.split_once(' ') {
        let shouted = first.len() > 3 && first.bytes().all(|b| b.is_ascii_uppercase());
        let next = rest.split(' ').next().unwrap_or("");
        if shouted && LEXICON.has("kicker", &fold(first)) && next.chars().any(|c| c.is_lowercase() || is_indic(c)) {
            return rest.trim_start().to_string();
        }
    }
    let Some((at, n)) = first_mark(title) else {
        return title.to_string();
    };
    let (head, rest) = (title.get(..at).unwrap_or(""), title.get(at + n..).unwrap_or(""));
    let rest = rest.trim_start_matches([':', '|', '-', '–', '—', '>', '!', ' ']);
    let words = folded_words(head, 0);
    let left = folded_words(rest, 0).len();
    let is = |kind: &str, w: &Word| LEXICON.has(kind, &w.text);
    let marker = LEXICON.all(&["kicker", "live"], &words);
    let section = words.last().is_some_and(|w| is("tail", w)) || LEXICON.all(&["section", "tail", "kicker"], &words);
    let live = words.iter().position(|w| is("live", w)).is_some_and(|at| {
        let more = words.get(at..).unwrap_or_default();
        LEXICON.all(&["live", "kicker"], more) && !head.contains(['\'', '‘'])
    });
    let short = words.len() <= KICKER_WORDS && left >= REST;
    // "Ratangarh Fire: ..." before words in another script is a tag for search engines; a single word may be the place.
    let colon = title.get(at..).is_some_and(|m| m.starts_with(':'));
    let tag = colon && words.len() > 1 && !head.contains(is_indic) && rest.starts_with(is_indic);
    if (marker && left > 1) || (short && (section || live || tag)) {
        rest.to_string()
    } else {
        title.to_string()
    }
}

/// Without a marker, the name of the site, of a section or of an author behind the last mark.
fn without_ending(title: &str, article: &Article) -> String {
    let mut title = title.trim_end_matches(['|', '»', '>', ' ', '।', '_', '~']);
    // A full stop ends a sentence, not a short form (T.N.).
    if let Some(rest) = title.strip_suffix('.').filter(|r| !r.ends_with('.')) {
        let last = rest.rsplit(' ').next().unwrap_or("");
        if !last.contains('.') && last.chars().count() > 3 {
            title = rest;
        }
    }
    for mark in ["!!", "??"] {
        while title.ends_with(mark) {
            title = title.get(..title.len() - 1).unwrap_or("");
        }
    }
    for mark in [
        " | ", "|", " - ", " – ", " — ", " // ", " :: ", " » ", ": ", "; ", ", ", "! ", "? ", "… ", "... ",
    ] {
        let Some((rest, last)) = title.rsplit_once(mark) else {
            continue;
        };
        let words = folded_words(last, 0);
        let left = folded_words(rest, 0).len();
        let bar = mark.contains('|');
        let site = !mark.starts_with([':', ';', ',', '!', '?', '…', '.']);
        let section = words.len() <= SITE_WORDS && words.last().is_some_and(|w| LEXICON.has("tail", &w.text));
        let author = bar && words.len() <= SITE_WORDS && !words.iter().any(|w| w.digits) && left >= REST;
        let marker = LEXICON.all(&["kicker", "live"], &words) && left >= LEAST_WORDS;
        if marker || (site && left >= LEAST_WORDS && (section || is_site(last, article))) || author {
            let kept = rest.trim_end_matches([' ', '|', '-', '–', '—', ':', ',', '/']);
            return match mark {
                "! " | "? " | "… " | "... " => format!("{kept}{}", mark.trim_end()),
                _ => kept.to_string(),
            };
        }
    }
    title.to_string()
}

/// Whether words are the name of the outlet.
fn is_site(words: &str, article: &Article) -> bool {
    let squeezed = |t: &str| -> String {
        let all: String = fold(t).chars().filter(|c| is_word_char(*c)).collect();
        all.strip_prefix("the").map_or(all.clone(), str::to_string)
    };
    let own = squeezed(words);
    let host = article.host().unwrap_or("");
    let outlet = article.outlet.as_deref().unwrap_or("");
    let labels = host.split('.').chain([host, outlet]);
    let short = own.chars().count() > 2;
    short
        && labels
            .chain(outlet.split('.'))
            .map(squeezed)
            .any(|n| n == own || (n.chars().count() > 5 && own.starts_with(&n) && own.len() < n.len() + 8))
}
