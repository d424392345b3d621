//! Who is named in an article, with the titles beside each name: what a surname, a bare role or "the court" stands for.

use super::lexicon::{Class, ENGLISH};
use super::titles::{body_name, hindi_before, tail, title_before, title_behind, with_initials};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::chars::{is_indic, is_word_char};
use sutradhar_text::fold::fold;

/// Words of each section; `same` and `fits` keep their lines.
struct Lists {
    words: FxHashMap<String, Vec<&'static str>>,
    same: FxHashMap<String, Vec<String>>,
    fits: FxHashMap<String, Vec<String>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        words: FxHashMap::default(),
        same: FxHashMap::default(),
        fits: FxHashMap::default(),
    };
    for line in include_str!("../../data/attribute/roles.txt").lines() {
        let Some((section, rest)) = line.split_once(' ').filter(|l| l.0 != "#") else {
            continue;
        };
        let mut words = rest.split_whitespace().map(fold);
        let kept = match section {
            "same" => &mut lists.same,
            "fits" => &mut lists.fits,
            _ => {
                for word in words {
                    lists.words.entry(word).or_default().push(section);
                }
                continue;
            }
        };
        if let Some(first) = words.next() {
            kept.insert(first, words.collect());
        }
    }
    lists
});

/// Whether a folded word stands in a section of the list.
pub(super) fn is(section: &str, word: &str) -> bool {
    LISTS.words.get(word).is_some_and(|s| s.contains(&section))
}

/// Most bytes before and after a name in which its titles are looked for.
const TITLE_BYTES: usize = 160;
/// Most words of a bare role.
const ROLE_WORDS: usize = 5;
/// Most bytes from the last speaker's words to a bare role that is his or hers.
const NEAR: u32 = 900;
/// Most bytes before a pronoun that opens its sentence.
const OPENING: u32 = 24;
/// Most words of a name.
const LONGEST_NAME: usize = 4;

/// The words of a text without the marks around them, folded.
pub(super) fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '"' | '“' | '”'))
        .map(|w| bare(w).to_string())
        .filter(|w| !w.is_empty())
        .collect()
}

/// A word without marks and the possessive at its ends, folded.
pub(super) fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !sutradhar_text::chars::is_word_char(c));
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    fold(word)
}

/// With short forms written out: "CM" becomes "chief minister".
fn expanded(words: &[String]) -> Vec<String> {
    words
        .iter()
        .flat_map(|w| LISTS.same.get(w).cloned().unwrap_or_else(|| vec![w.clone()]))
        .collect()
}

/// One naming of a person.
struct Named<'a> {
    /// The name without titles that the mention took in.
    name: &'a str,
    words: Vec<String>,
    at: Span,
    entity: &'a EntityId,
    /// The words beside it that may be its titles, short forms written out.
    title: Vec<String>,
    /// "Mr." or "Ms." before it.
    honour: Option<&'static str>,
}

/// One naming of a body.
struct Body {
    name: String,
    words: Vec<String>,
    at: u32,
    entity: Option<EntityId>,
}

impl Body {
    /// Whether another naming is a shorter one of the same body.
    fn is_whole_of(&self, other: &Body) -> bool {
        self.words.ends_with(&other.words) || self.entity.is_some() && self.entity == other.entity
    }
}

/// Everybody whom an article names.
pub(super) struct People<'a> {
    analysis: &'a Analysis,
    named: Vec<Named<'a>>,
    bodies: Vec<Body>,
    /// Roles without a name that spoke: "a senior officer".
    heard: Vec<(Vec<String>, String)>,
}

impl<'a> People<'a> {
    /// The people and bodies of an article.
    pub(super) fn of(analysis: &'a Analysis) -> People<'a> {
        let named = analysis
            .mentions
            .iter()
            .filter(|m| m.kind == EntityKind::Person && m.role != MentionRole::Demonym)
            .filter_map(|m| named(analysis, m))
            .collect();
        let bodies: Vec<Body> = analysis
            .mentions
            .iter()
            .filter(|m| m.kind == EntityKind::Organisation && m.role != MentionRole::Demonym)
            .map(|m| (m, body_name(analysis.words(m.span))))
            .map(|(m, name)| Body {
                name: name.to_string(),
                words: expanded(&folded(name)),
                at: m.span.start,
                entity: Some(m.entity.clone()),
            })
            .filter(|b| b.words.len() > 1)
            .chain(courts(analysis))
            .collect();
        People {
            analysis,
            named,
            bodies,
            heard: Vec::new(),
        }
    }

    /// Takes up a source that was named with more than one word, for what points back to it.
    pub(super) fn heard(&mut self, source: &Source, at: u32) {
        let words = head_words(&source.text);
        if source.kind != SourceKind::Public && words.len() > 1 && words.last().is_some_and(|w| is("holder", w)) {
            let text = source.text.split(" in ").next().unwrap_or(&source.text);
            self.heard.push((words.clone(), text.to_string()));
        }
        let body = words.last().is_some_and(|w| is("body", w)) && words.len() > 1;
        let of = folded(&source.text).len() > words.len() && words.last().is_some_and(|w| is("body", w));
        if (body || of) && source.resolved.is_none() && !source.text.contains(['\n', ':']) {
            self.bodies.push(Body {
                name: source.text.clone(),
                words: expanded(&words),
                at,
                entity: source.entity.clone(),
            });
        }
    }

    /// The whole name that the article gives for a name of one word: the same thing's, else the only one that fits.
    ///
    /// `polite`: "Mr." stands before it, so that two words may be the last ones of a name as well.
    pub(super) fn whole(&self, short: &str, entity: Option<&EntityId>, polite: bool) -> Option<String> {
        let words: Vec<String> = folded(short)
            .into_iter()
            .filter(|w| {
                !["honour", "honour-he", "honour-she", "name-lead"]
                    .iter()
                    .any(|s| is(s, w))
            })
            .collect();
        if words.is_empty() {
            return None;
        }
        let fits = |n: &&Named| {
            let more = n.words.len().saturating_sub(words.len());
            // More than a last name is made longer by initials and by what follows, else only behind "Mr.".
            let initials = || {
                n.words[..more]
                    .iter()
                    .all(|w| w.chars().filter(|c| is_word_char(*c) && !c.is_numeric()).count() <= 2)
            };
            let before = n.words.ends_with(&words) && (words.len() == 1 || polite || initials());
            let inside = polite && words.len() > 1 && n.words.windows(words.len()).any(|w| w == words.as_slice());
            more > 0 && n.words.len() <= LONGEST_NAME && (before || inside || n.words.starts_with(&words))
        };
        let mut found: Vec<&Named> = self.named.iter().filter(fits).collect();
        let own = |n: &&Named| entity.is_some_and(|e| e == n.entity);
        if found.iter().any(own) {
            found.retain(own);
        }
        // Forms of one name, the longest first: "N. R. Devi", "R. Devi".
        found.sort_by_key(|n| (std::cmp::Reverse((n.words.len(), n.name.len())), n.at.start));
        let mut kept: Vec<&Named> = Vec::new();
        for n in found {
            if !kept
                .iter()
                .any(|k| k.words.ends_with(&n.words) || alike(&k.words, &n.words))
            {
                kept.push(n);
            }
        }
        let found = kept;
        match found.as_slice() {
            [only] => Some(one_line(only.name)),
            [] if polite && words.len() == 1 => super::titles::unlisted(self.analysis, &words[0]),
            _ => None,
        }
    }

    /// Who holds a bare role: the last speaker if it is his or hers, else the only one in the text so far, else the only
    /// one at all. None if the words name somebody, or nobody in particular.
    pub(super) fn holder(&self, role: &str, at: u32, last: Option<&EntityId>) -> Option<(String, EntityId)> {
        let words = head_words(role);
        let (first, head) = (words.first()?, words.last()?);
        if words.len() > ROLE_WORDS || is("any", first) || !is("holder", head) || owned(role) {
            return None;
        }
        let want = expanded(&words);
        let ranks = LISTS.fits.get(head);
        let beside = &want[..want.len() - 1];
        let holds = |n: &&Named| {
            has_role(&n.title, &want)
                || ranks.is_some_and(|r| n.title.iter().any(|w| r.contains(w)))
                    && beside.iter().all(|w| n.title.contains(w))
        };
        let mut found: Vec<&Named> = self.named.iter().filter(holds).collect();
        found.sort_by_key(|n| n.at.start);
        if let Some(same) = found.iter().rev().find(|n| Some(n.entity) == last && n.at.start < at) {
            return Some((self.longest(same), same.entity.clone()));
        }
        if ranks.is_some() && beside.is_empty() {
            return None;
        }
        let one = |list: &[&Named<'a>]| -> Option<(String, EntityId)> {
            let first = list.first()?;
            let all = list
                .iter()
                .all(|n| n.entity == first.entity || n.words.last() == first.words.last());
            all.then(|| (self.longest(first), first.entity.clone()))
        };
        let before: Vec<&Named> = found.iter().copied().filter(|n| n.at.start < at).collect();
        if before.is_empty() { one(&found) } else { one(&before) }
    }

    /// The last unnamed speaker whose role ends in this bare word: "the officer" is "a senior officer".
    pub(super) fn heard_role(&self, role: &str) -> Option<String> {
        let words = head_words(role);
        let [head] = words.as_slice() else { return None };
        let (words, text) = self.heard.iter().rev().find(|h| h.0.last() == Some(head))?;
        let article = words.first().filter(|w| matches!(w.as_str(), "a" | "an"))?;
        let said = text.trim();
        (!self.is_named(said)).then(|| one_line(said.get(article.len()..).unwrap_or(said)))
    }

    /// The body that a bare "court" or "commission" stands for.
    pub(super) fn body(&self, role: &str, at: u32, last: Option<&str>) -> Option<(String, Option<EntityId>)> {
        let words = head_words(role);
        let (first, head) = (words.first()?, words.last()?);
        if words.len() > 2 || is("any", first) || !is("body", head) || self.is_named(role) {
            return None;
        }
        let want = expanded(&words);
        let fits = |b: &&Body| b.words.len() > want.len() && b.words.ends_with(&want) && b.at < at;
        let mut found: Vec<&Body> = self.bodies.iter().filter(fits).collect();
        let latest = *found.iter().max_by_key(|b| b.at)?;
        // "Bombay High Court" and "High Court" are one.
        found.sort_by_key(|b| (std::cmp::Reverse(b.words.len()), b.at));
        let mut kept: Vec<&Body> = Vec::new();
        for body in found {
            if !kept.iter().any(|k| k.is_whole_of(body)) {
                kept.push(body);
            }
        }
        let last = expanded(&head_words(last.unwrap_or("")));
        let body = match kept.as_slice() {
            [only] => only,
            // Of several, the one that spoke last, unless another was named since.
            many => {
                // In Hindi also the one that acted last.
                let acted = || super::titles::acts(self.analysis, &latest.name, latest.at);
                let spoke = |b: &&&Body| last.len() > want.len() && b.words.ends_with(&last) || acted();
                *many.iter().filter(|b| b.is_whole_of(latest)).find(spoke)?
            }
        };
        Some((one_line(&body.name), body.entity.clone()))
    }

    /// Whether a bare role may be that of the person who spoke last, up to `since`: the text gives him or her no other
    /// title, gives this one to nobody else, and names nobody in between.
    pub(super) fn may_hold(&self, role: &str, at: u32, since: u32, entity: &EntityId) -> Option<String> {
        let words = head_words(role);
        let (first, head) = (words.first()?, words.last()?);
        let want = expanded(&words);
        let free = !self.named.iter().any(|n| has_role(&n.title, &want)) && !self.contradicts(role, entity);
        // "Vice Chancellor of a university" is somebody.
        let of = folded(role).iter().any(|w| w == "a" || w == "an");
        let role = !is("any", first) && is("statesman", head) && !owned(role) && words.len() <= ROLE_WORDS && !of;
        let near = at.saturating_sub(since) <= NEAR;
        let between = |n: &Named| n.at.start >= since && n.at.start < at && n.entity != entity;
        let named = self.named.iter().find(|n| n.entity == entity)?;
        (free && role && near && !self.named.iter().any(between)).then(|| self.longest(named))
    }

    /// Whether a role stands beside another name only: the title that the article gives this person is not it.
    pub(super) fn contradicts(&self, role: &str, entity: &EntityId) -> bool {
        let want = expanded(&head_words(role));
        let own = || self.named.iter().filter(|n| n.entity == entity);
        let titled = |n: &Named| n.title.iter().any(|w| is("holder", w));
        let ranks = want.last().and_then(|w| LISTS.fits.get(w));
        let holds =
            |n: &Named| has_role(&n.title, &want) || ranks.is_some_and(|r| n.title.iter().any(|w| r.contains(w)));
        own().any(titled) && !own().any(holds) && want.last().is_some_and(|w| is("holder", w))
    }

    /// Whether "he" or "she" is wrong for a name: the article calls it "Ms." or "Mr.", or it is a mother or a father.
    pub(super) fn other_sex(&self, pronoun: &str, name: &str) -> bool {
        let pronoun = fold(pronoun);
        let (he, she) = (is("he", &pronoun), is("she", &pronoun));
        let words = folded(name);
        let Some(last) = words.last().filter(|_| he || she) else {
            return false;
        };
        let wrong = if he { "honour-she" } else { "honour-he" };
        is(if he { "woman" } else { "man" }, last) || {
            let mut same = self.named.iter().filter(|n| n.words.last() == Some(last));
            let own = |n: &&Named| words.len() == 1 || n.words == words || n.words.len() == 1;
            let right = if he { "honour-he" } else { "honour-she" };
            same.clone().filter(own).any(|n| n.honour == Some(wrong)) && !same.any(|n| n.honour == Some(right))
        }
    }

    /// The only person of the sentence that holds `at` and the one before it who may be "she" or "he".
    pub(super) fn near(&self, pronoun: &str, at: u32) -> Option<(String, EntityId)> {
        let k = self.analysis.sentences.partition_point(|s| s.span.end <= at);
        let from = self.analysis.sentences.get(k.saturating_sub(1))?.span.start;
        let mut found = self
            .named
            .iter()
            .filter(|n| n.at.start >= from && n.at.start < at && !self.other_sex(pronoun, n.name));
        let first = found.next()?;
        found
            .all(|n| n.entity == first.entity)
            .then(|| (self.longest(first), first.entity.clone()))
    }

    /// The person with whom the sentence before `at` begins, titles aside, where that is not `speaker` and the sentence
    /// does not speak of that one: "R. Devi, who ..., has won. She said".
    ///
    /// `quote`: where a quotation begins behind which the pronoun stands.
    pub(super) fn opens(
        &self,
        pronoun: &str,
        at: u32,
        quote: Option<u32>,
        speaker: &str,
    ) -> Option<(String, EntityId)> {
        let at = quote.unwrap_or(at);
        let sentences = &self.analysis.sentences;
        let k = sentences.partition_point(|s| s.span.end <= at);
        let (own, before) = (sentences.get(k)?, sentences.get(k.checked_sub(1)?)?);
        let opening = at.saturating_sub(own.span.start) <= OPENING;
        if quote.is_some() && own.line != before.line {
            return None;
        }
        if !opening || own.class != before.class || own.class != LineClass::Body {
            return None;
        }
        let text = self.analysis.words(before.span);
        let words = folded(text);
        let last = folded(speaker).pop()?;
        let said = |q: &Quotation| q.kind == QuotationKind::Speech && q.span.overlaps(before.span);
        let first = self.named.iter().find(|n| before.span.contains(n.at))?;
        let lead = text.get(..(first.at.start - before.span.start) as usize)?;
        let begins = lead
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
            .filter(|w| !w.is_empty())
            .all(|w| w.starts_with(char::is_uppercase) || ["of", "for", "and", "the"].contains(&w));
        let other = first.words.last() != Some(&last) && !words.contains(&last);
        let said_of = folded(lead);
        let he_in = |list: &[String]| list.iter().any(|w| matches!(w.as_str(), "he" | "she"));
        // Before a quotation the sentence may still give what the speaker says: its own verb must be one of saying.
        let behind = text.get((first.at.end - before.span.start) as usize..).unwrap_or("");
        let says = behind
            .split_whitespace()
            .next()
            .is_some_and(|w| ENGLISH.class(&bare(w)).is(Class::SAY));
        let he = he_in(&said_of) || quote.is_some() && he_in(&words) && !says;
        (begins && other && !he && !self.analysis.quotations.iter().any(said) && !self.other_sex(pronoun, first.name))
            .then(|| (self.longest(first), first.entity.clone()))
    }

    /// A name without the place of a posting before it.
    pub(super) fn behind_place<'t>(&self, name: &'t str) -> &'t str {
        super::titles::behind_place(self.analysis, name)
    }

    /// Whether a name of a person stands in these words.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let words = folded(text);
        self.named
            .iter()
            .any(|n| !n.words.is_empty() && words.windows(n.words.len()).any(|w| w == n.words.as_slice()))
    }

    /// The one person whom these words name, with the whole name; `Err` where they name nobody or more than one, or only
    /// hold a name ("lawyers like R. Devi").
    pub(super) fn one(&self, text: &str) -> Result<Option<(String, EntityId)>, ()> {
        let words = folded(text);
        let belongs = |k: usize| {
            let lead = words[..k].iter().rev().find(|w| !is("honour", w));
            lead.is_some_and(|w| is("of", w) || w == "the")
        };
        let at = |n: &Named| (0..words.len()).find(|k| words[*k..].starts_with(&n.words) && !belongs(*k));
        let mut found: Vec<(&Named, usize)> = self.named.iter().filter_map(|n| at(n).map(|k| (n, k))).collect();
        found.sort_by_key(|f| std::cmp::Reverse(f.0.words.len()));
        let Some((first, at)) = found.first().copied() else {
            return Ok(None);
        };
        let inside = |f: &(&Named, usize)| f.1 >= at && f.1 < at + first.words.len() || f.0.entity == first.entity;
        if !found.iter().all(inside) || words[..at].iter().any(|w| is("like", w)) {
            return Err(());
        }
        Ok(Some((self.longest(first), first.entity.clone())))
    }

    /// The longest form of a name, where a shorter one was found.
    fn longest(&self, named: &Named) -> String {
        if named.words.len() > 1 {
            return one_line(named.name);
        }
        self.whole(named.name, Some(named.entity), false)
            .unwrap_or_else(|| one_line(named.name))
    }
}

/// Courts that the names stage left out: "हाई कोर्ट", "जिला कोर्ट".
fn courts(analysis: &Analysis) -> Vec<Body> {
    let text = &analysis.article.text;
    let raw: Vec<&str> = text.split_whitespace().collect();
    let begin = |w: &str| w.as_ptr() as usize - text.as_ptr() as usize;
    raw.windows(2)
        .filter(|w| is("body-lead", &bare(w[0])) && is("court", &bare(w[1])))
        .map(|w| {
            let (from, to) = (begin(w[0]), begin(w[1]) + w[1].len());
            let name = text.get(from..to).unwrap_or("");
            let name = name.trim_end_matches(|c: char| !sutradhar_text::chars::is_word_char(c));
            Body {
                name: name.to_string(),
                words: expanded(&folded(name)),
                at: from as u32,
                entity: None,
            }
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two names are spellings of one: one end is the same, and the other begins alike or is an initial.
fn alike(a: &[String], b: &[String]) -> bool {
    let near = |x: Option<&String>, y: Option<&String>| {
        x.zip(y).is_some_and(|(x, y)| {
            let short = x.chars().count().min(y.chars().count());
            let same = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
            same >= short.min(2) && same > 0
        })
    };
    (a.last() == b.last() && near(a.first(), b.first())) || (a.first() == b.first() && near(a.last(), b.last()))
}

/// Whether a role belongs to somebody: "Rao's spokesperson".
fn owned(role: &str) -> bool {
    role.split_whitespace().any(|w| w.ends_with("'s") || w.ends_with("’s"))
}

/// The words of a role up to its first "of" (English), without "the".
fn head_words(role: &str) -> Vec<String> {
    let words = folded(role);
    let english = !role.chars().any(is_indic);
    let end = words
        .iter()
        .position(|w| english && is("of", w))
        .filter(|k| *k > 0)
        .unwrap_or(words.len());
    let mut words: Vec<String> = words.into_iter().take(end).collect();
    if words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    words
}

/// Whether a title holds every word of a role, and the role is not part of another ("deputy chief minister").
fn has_role(title: &[String], want: &[String]) -> bool {
    let Some(head) = want.last() else { return false };
    want.iter().all(|w| title.contains(w)) && {
        let first = want.iter().find_map(|w| title.iter().position(|t| t == w)).unwrap_or(0);
        let other = title[..first]
            .iter()
            .rev()
            .take(2)
            .any(|w| is("part", w) && !want.contains(w));
        title.iter().any(|t| t == head) && !other
    }
}

/// A person's mention with its titles; none where nothing of a name is left.
fn named<'a>(analysis: &'a Analysis, mention: &'a Mention) -> Option<Named<'a>> {
    let text = analysis.words(mention.span);
    // "The farmers' union president R. Devi": a body, whatever the names stage took it for.
    let behind = analysis.article.text.get(mention.span.end as usize..).unwrap_or("");
    let next = behind
        .strip_prefix(' ')
        .and_then(|b| b.split_whitespace().next())
        .unwrap_or("");
    let body = next.starts_with(|c: char| c.is_ascii_lowercase()) && is("holder", &bare(next)) && text.contains(' ');
    if text.contains(['\n', '|']) || body {
        return None;
    }
    let mut name = text;
    while let Some((first, rest)) = name.split_once(char::is_whitespace) {
        let word = bare(first);
        if !is("name-lead", &word) && !is("honour", &word) {
            break;
        }
        name = rest.trim_start();
    }
    // "L-G Rao": the end of a short form.
    let hyphen = mention.span.start > 0 && analysis.article.text[..mention.span.start as usize].ends_with('-');
    if let Some((_, rest)) = name.split_once(' ').filter(|f| hyphen && f.0.len() <= 2) {
        name = rest.trim_start();
    }
    let name = super::titles::behind_place(analysis, with_initials(analysis, mention.span, name));
    let lead = text.get(..text.len().saturating_sub(name.len())).unwrap_or("");
    let k = analysis.sentences.partition_point(|s| s.span.end <= mention.span.start);
    let sentence = analysis.sentences.get(k)?.span;
    let floor = sentence.start.min(mention.span.start) as usize;
    let all = &analysis.article.text;
    let before = all.get(floor..mention.span.start as usize).unwrap_or("");
    let before = tail(before, TITLE_BYTES);
    let behind = all
        .get(mention.span.end as usize..(sentence.end.max(mention.span.end)) as usize)
        .unwrap_or("");
    let english = !name.chars().any(is_indic);
    let mut title = if english {
        title_before(before)
    } else {
        hindi_before(before)
    };
    title.extend(folded(lead));
    if english {
        title.extend(title_behind(behind));
    }
    let last = folded(before).pop();
    let honour = ["honour-he", "honour-she"]
        .into_iter()
        .find(|s| last.as_ref().is_some_and(|w| is(s, w)));
    let words = folded(name);
    let verb = |w: &String| ENGLISH.class(w).is(Class::SAY);
    let word = |w: &String| is("not-name", w);
    (!words.is_empty() && !words.iter().any(|w| verb(w) || word(w))).then(|| Named {
        name: name.trim(),
        words,
        at: mention.span,
        entity: &mention.entity,
        title: expanded(&title),
        honour,
    })
}
