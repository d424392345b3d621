//! Who was killed, hurt, arrested or rescued, and what money is for: figures whose slot the words around them tell.
//!
//! A figure is a count only where a pattern of `data/brief/counts.txt` ties it to its verb or noun. What may happen,
//! what happened in other years and what somebody denies is none. Fewer and right beats many.

use super::opening::{Word, data_lines, folded_words, word_set};
use super::pattern::{Line, Match, Pattern, REACH};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// A figure with its slot: who was killed, hurt, arrested or rescued, or what an amount is for.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// Index among the quantities of its article.
    pub quantity: usize,
    /// `killed`, `injured`, `arrested` ...; `money` for an amount.
    pub role: &'static str,
    /// Who is counted, or what the amount is for, where the text says it.
    pub counted: Option<Span>,
    /// Where, if a place stands beside it.
    pub place: Option<EntityId>,
    /// `new`, `total`, or empty.
    pub measure: &'static str,
    /// From the figure to the words that make it a count.
    pub span: Span,
    /// Its sentence.
    pub sentence: Span,
    /// Number of the sentence in the body, from 0.
    pub nth: usize,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    data_lines(include_str!("../../data/brief/counts.txt"))
        .filter_map(Pattern::parse)
        .collect()
});
static PEOPLE: LazyLock<FxHashSet<String>> = LazyLock::new(|| word_set(include_str!("../../data/brief/people.txt")));
static BREAKS: LazyLock<FxHashSet<String>> = LazyLock::new(|| stops("breaks"));
static UNREAL: LazyLock<FxHashSet<String>> = LazyLock::new(|| stops("unreal"));
static RARE: LazyLock<FxHashSet<String>> = LazyLock::new(|| stops("rare"));

fn stops(name: &str) -> FxHashSet<String> {
    data_lines(include_str!("../../data/brief/count-stops.txt"))
        .filter_map(|l| l.strip_prefix(name)?.strip_prefix(' '))
        .flat_map(str::split_whitespace)
        .map(fold)
        .collect()
}

/// A sentence with more figures than this is a table in words.
const TABLE: usize = 6;
/// Words around a count in which a hedge makes it no fact.
const UNREAL_REACH: usize = 7;
/// A sentence that names a day so many days before its report tells of something else.
const BACKGROUND_DAYS: i32 = 15;
/// Words between a place and the count that it belongs to.
const PLACE_REACH: usize = 8;
/// Sentences from the top in which an amount or a count is of the report's own matter.
const TOP: usize = 3;

/// The counts of one article that are of its own matter, in order.
pub(super) fn counts(a: &Analysis) -> Vec<Count> {
    let mut all = Vec::new();
    for (nth, s) in a.body_sentences().enumerate() {
        all.extend(in_sentence(a, s.span, nth));
    }
    let head = folded_words(a.article.headline_text(), 0);
    let in_head = |role: &str| head.iter().any(|w| heads(role).contains(&w.text.as_str()));
    let top: Vec<&'static str> = all.iter().filter(|c| c.nth < TOP).map(|c| c.role).collect();
    all.into_iter()
        .filter(|c| c.nth < TOP || top.iter().any(|r| family(r) == family(c.role)) || in_head(c.role))
        .collect()
}

/// The counts of one article that a reader may take for the whole of its own matter, in order of the text.
///
/// Counts of other happenings and parts of a larger count are left out. Story pages draw their table of figures from
/// these, and a brief compares tolls by them.
pub fn own_counts(a: &Analysis) -> Vec<Count> {
    super::whole::whole(a, counts(a))
}

/// Roles that belong to one kind of happening.
fn family(role: &str) -> u8 {
    match role {
        "killed" | "injured" | "missing" | "rescued" | "bodies" => 0,
        "arrested" | "detained" => 1,
        "infected" | "recovered" => 2,
        _ => 3,
    }
}

/// Words of a headline that say that a report is of such counts.
pub(super) fn heads(role: &str) -> &'static [&'static str] {
    match family(role) {
        0 => &[
            "मौत",
            "मौतें",
            "मौतों",
            "मृत",
            "मरे",
            "मारे",
            "मृतक",
            "मृतकों",
            "घायल",
            "जख्मी",
            "लापता",
            "शव",
            "शहीद",
            "ढेर",
            "जान",
            "killed",
            "dead",
            "injured",
            "die",
            "dies",
            "died",
            "kill",
            "kills",
            "killing",
            "deaths",
            "death",
            "deadly",
            "fatal",
            "missing",
            "wounded",
            "toll",
            "bodies",
        ],
        1 => &[
            "गिरफ्तार",
            "गिरफ्तारी",
            "हिरासत",
            "दबोचा",
            "दबोचे",
            "पकड़े",
            "पकड़ा",
            "arrested",
            "held",
            "arrests",
            "arrest",
            "nabbed",
            "detained",
            "apprehended",
        ],
        2 => &["संक्रमित", "पॉजिटिव", "मामले", "cases"],
        _ => &[],
    }
}

/// The counts of one sentence, in order.
pub(crate) fn in_sentence(a: &Analysis, sentence: Span, nth: usize) -> Vec<Count> {
    let from = a.quantities.partition_point(|q| q.span.end <= sentence.start);
    let figures: Vec<usize> = (from..a.quantities.len())
        .take_while(|i| a.quantities[*i].span.start < sentence.end)
        .collect();
    let text = a.words(sentence);
    if figures.is_empty() || figures.len() > TABLE || text.trim_end().ends_with('?') {
        return Vec::new();
    }
    let words = folded_words(text, sentence.start as usize);
    if words.iter().any(|w| RARE.contains(&w.text)) || of_another_time(a, sentence, nth) {
        return Vec::new();
    }
    let joined: Vec<bool> = (0..words.len())
        .map(|i| {
            words
                .get(i + 1)
                .is_some_and(|n| joins(&a.article.text, words[i].span, n.span))
        })
        .collect();
    let mut figure = vec![false; words.len()];
    let place_of = |q: &Quantity| {
        let first = words.partition_point(|w| w.span.end <= q.span.start);
        let last = words.partition_point(|w| w.span.start < q.span.end);
        (first, last)
    };
    for i in &figures {
        let (first, last) = place_of(&a.quantities[*i]);
        figure[first..last].fill(true);
    }
    let line = Line {
        words: &words,
        joined: &joined,
        figure: &figure,
        people: &PEOPLE,
        breaks: &BREAKS,
    };
    let epidemic = is_epidemic(a, &words);
    let mut out = Vec::new();
    for i in figures {
        let q = &a.quantities[i];
        let (first, last) = place_of(q);
        if first >= last || !counts_something(a, q) {
            continue;
        }
        let Some((pattern, found)) = matched(&line, q, first, last) else {
            continue;
        };
        // The number of a record before its title: "894 मौत का बवंडर".
        if first == 0 && nth == 0 && found.people.is_none() && a.words(q.span).len() >= 3 {
            continue;
        }
        let around = found.from.saturating_sub(UNREAL_REACH)..(found.to + UNREAL_REACH).min(words.len());
        if words[around].iter().any(|w| UNREAL.contains(&w.text)) || bounded(&words, first, last) {
            continue;
        }
        let place = place(a, &line, (first, last), found);
        if place.is_none() && (matches!(pattern.role, "infected" | "recovered") || epidemic) {
            continue;
        }
        // "240 से [अधिक] लोगों": a word is missing.
        if found.people.is_some_and(|p| words[p.0].text == "से") {
            continue;
        }
        // "30 और लोगों", "में और 30 लोगों": further ones.
        let is_and = |i: Option<usize>| i.and_then(|i| words.get(i)).is_some_and(|w| w.text == "और");
        let after_in = first.checked_sub(2).is_some_and(|k| words[k].text == "में");
        let further = last < found.to && is_and(Some(last)) || after_in && is_and(first.checked_sub(1));
        let measure = if further { "new" } else { measure(&line, first, found) };
        let ill = epidemic || matches!(pattern.role, "infected" | "recovered");
        // Of one weekday only: neither all so far nor of the day of the report.
        if ill && measure.is_empty() && weekday(&words) {
            continue;
        }
        let measure = if ill && measure.is_empty() {
            of_a_day(&words)
        } else {
            measure
        };
        // "... हो गए थे": told as past of a past, below the top it is of another happening.
        if nth >= TOP && pluperfect(&words, found.to) {
            continue;
        }
        let over = |r: (usize, usize)| Span {
            start: words[r.0].span.start,
            end: words[r.1 - 1].span.end,
        };
        out.push(Count {
            quantity: i,
            role: pattern.role,
            counted: found.people.or(found.label).map(over),
            place,
            measure,
            span: over((found.from.min(first), found.to)),
            sentence,
            nth,
        });
    }
    // A lone "one" is mostly an article: it counts beside another count only.
    if out.len() < 2 {
        out.retain(|c| a.quantities[c.quantity].value > 1.0);
    }
    out
}

/// Whether a figure may count people or be an amount at all.
fn counts_something(a: &Analysis, q: &Quantity) -> bool {
    let told = !matches!(
        q.status,
        FigureStatus::Denied | FigureStatus::Possible | FigureStatus::Planned | FigureStatus::Estimate
    );
    let denied = a
        .statements
        .iter()
        .any(|s| s.polarity != Polarity::Asserts && s.content.overlaps(q.span));
    let words = a.words(q.span);
    // "चार-चार": so many each.
    let mut parts = words.split(|c: char| c == '-' || c.is_whitespace());
    let each = parts
        .next()
        .is_some_and(|first| !first.is_empty() && parts.next() == Some(first));
    let year = words.len() == 4 && (1900.0..2060.0).contains(&q.value);
    let set = ["दोनों", "दोनो", "तीनों", "चारों", "पांचों", "both"]
        .iter()
        .any(|w| fold(w) == fold(words));
    let whole = q.value >= 1.0 && q.value.fract() == 0.0;
    // "More than a dozen" is no number that a row could give.
    let vague = words.split_whitespace().any(|w| {
        ["dozen", "dozens", "दर्जन", "दर्जनों", "सैकड़ों"]
            .iter()
            .any(|v| fold(v) == fold(w))
    });
    !denied && !vague && (is_money(q) || (told && !year && !set && !each && whole))
}

fn is_money(q: &Quantity) -> bool {
    matches!(q.unit.as_str(), "rupees" | "dollars" | "euros" | "pounds")
}

/// The first pattern that fits a figure.
fn matched(line: &Line, q: &Quantity, first: usize, last: usize) -> Option<(&'static Pattern, Match)> {
    let money = is_money(q);
    if !money && !q.unit.is_empty() && q.unit != "people" {
        return None;
    }
    PATTERNS.iter().filter(|p| p.money == money).find_map(|p| {
        let from = if p.begins_with_figure() {
            first
        } else {
            first.saturating_sub(REACH)
        };
        (from..=first)
            .rev()
            .find_map(|s| Some((p, p.at(line, s, (first, last))?)))
    })
}

/// Whether nothing but a space, a hyphen or a quotation mark stands between two words.
fn joins(text: &str, a: Span, b: Span) -> bool {
    let gap = text.get(a.end as usize..b.start as usize).unwrap_or("।");
    gap.chars()
        .all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '₹' | '$' | '€' | '£'))
}

/// Whether the figure is only a bound: up to, less than, per head, every month.
fn bounded(words: &[Word], first: usize, last: usize) -> bool {
    let is = |i: Option<usize>, list: &[&str]| {
        i.and_then(|i| words.get(i))
            .is_some_and(|w| list.contains(&w.text.as_str()))
    };
    is(
        first.checked_sub(1),
        &[
            "upto",
            "अधिकतम",
            "प्रति",
            "to",
            "maximum",
            "minimum",
            "न्यूनतम",
            "than",
            "of",
        ],
    ) && !is(
        first.checked_sub(2),
        &[
            "more",
            "rose",
            "risen",
            "climbed",
            "rises",
            "totalling",
            "amounting",
            "fine",
            "compensation",
            "loan",
            "loans",
            "bribe",
            "worth",
            "reward",
            "killing",
            "death",
            "bodies",
            "deaths",
            "arrest",
        ],
    ) || is(
        Some(last),
        &["तक", "each", "per", "a", "monthly", "प्रति", "प्रतिमाह", "मासिक", "हर"],
    ) || is(Some(last), &["से"]) && is(Some(last + 1), &["कम", "लेकर"])
}

/// Whether a report or sentence is of an epidemic, where a count without its place says nothing.
pub(super) fn is_epidemic(a: &Analysis, words: &[Word]) -> bool {
    let is = |w: &Word| {
        ["कोरोना", "कोविड", "संक्रम", "covid", "corona", "वायरस", "virus", "infect"]
            .iter()
            .any(|x| w.text.starts_with(x))
    };
    words.iter().any(is) || folded_words(a.article.headline_text(), 0).iter().any(is)
}

/// Whether the clause that a count opens ends in थे, थी or था.
fn pluperfect(words: &[Word], to: usize) -> bool {
    let end = (to + 5).min(words.len());
    words[to.saturating_sub(1)..end]
        .iter()
        .any(|w| matches!(w.text.as_str(), "थे" | "थी" | "था" | "थीं"))
}

/// Whether the sentence tells of a time well before its report.
pub(super) fn of_another_time(a: &Analysis, sentence: Span, nth: usize) -> bool {
    let published = a.article.published.day();
    let from = a.times.partition_point(|t| t.span.end <= sentence.start);
    let inside = a.times[from..].iter().take_while(|t| t.span.start < sentence.end);
    for t in inside {
        let old = match (t.days, published) {
            (Some(d), Some(p)) => p.since(d.1).map_or(0, |s| s.get_days()) > BACKGROUND_DAYS,
            _ => false,
        };
        let dated = match &t.form {
            TimeForm::Date { year, .. } => year.is_some(),
            TimeForm::Years { .. } | TimeForm::Range { .. } => true,
            TimeForm::Period { unit, offset } => *offset < 0 || matches!(unit, TimeUnit::Year),
            TimeForm::Ago { unit, .. } => matches!(unit, TimeUnit::Year | TimeUnit::Month),
            TimeForm::Window { unit, count } => matches!(unit, TimeUnit::Year | TimeUnit::Month) && *count < 0,
            _ => false,
        };
        if old || (dated && (published.is_none() && nth > 0 || !matches!(t.form, TimeForm::Date { .. }))) {
            return true;
        }
    }
    false
}

/// The place beside a count: `X में` before the figure, `in X` on either side.
fn place(a: &Analysis, line: &Line, figure: (usize, usize), found: Match) -> Option<EntityId> {
    let words = line.words;
    let (first, last) = (words.first()?.span.start, words.last()?.span.end);
    let from = a.mentions.partition_point(|m| m.span.end <= first);
    let inside = a.mentions[from..].iter().take_while(|m| m.span.start < last);
    let mut best: Option<(usize, Option<EntityId>)> = None;
    for m in inside.filter(|m| m.kind == EntityKind::Place && m.role == MentionRole::Name) {
        let begin = words.partition_point(|w| w.span.end <= m.span.start);
        let end = words.partition_point(|w| w.span.start < m.span.end);
        let headed = a
            .article
            .text
            .get(m.span.end as usize..)
            .is_some_and(|t| t.trim_start().starts_with(':'));
        let kind = |w: &Word| {
            ["जिले", "शहर", "प्रांत", "राज्य", "क्षेत्र", "इलाके", "गांव", "जिला"]
                .iter()
                .any(|x| fold(x) == w.text)
        };
        let at = end + usize::from(words.get(end).is_some_and(kind));
        let here = words.get(at).is_some_and(|w| w.text == "में")
            || (headed && begin == 0)
            || begin
                .checked_sub(1)
                .is_some_and(|k| matches!(words[k].text.as_str(), "in" | "at" | "near"));
        // "X और Y में दो": of both, so of neither.
        let listed = begin
            .checked_sub(1)
            .is_some_and(|k| words[k].text == "और" || words[k].text == "and" || !line.joined[k]);
        let after = begin >= figure.1;
        let (gap, between) = if end <= figure.0 {
            (figure.0 - end, end..figure.0)
        } else if begin >= figure.1 {
            (begin.saturating_sub(found.to.max(figure.1)), figure.1..begin)
        } else {
            continue;
        };
        // The nearest place counts; where it is one of two, none does.
        if here
            && gap <= PLACE_REACH
            && !between
                .clone()
                .any(|i| line.figure[i] || after && line.breaks.contains(&words[i].text))
            && best.as_ref().is_none_or(|b| gap < b.0)
        {
            let alone = !(listed && begin > 0);
            best = Some((gap, alone.then(|| m.entity.clone())));
        }
    }
    best.and_then(|b| b.1)
}

/// Whether a sentence tells of one weekday, not of all until then.
fn weekday(words: &[Word]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let day = w.text.ends_with("वार") && w.text.chars().count() > 4
            || w.text.ends_with("day") && w.text.len() >= 6 && w.text != "holiday";
        day && words.get(i + 1).is_none_or(|n| n.text != "तक")
    })
}

/// "new" where a sentence tells of a day's cases, "total" where of all so far.
fn of_a_day(words: &[Word]) -> &'static str {
    let pair = |list: &[(&str, &str)]| {
        words.windows(2).any(|w| {
            list.iter()
                .any(|(x, y)| fold(x) == w[0].text && w[1].text.starts_with(&fold(y)))
        })
    };
    let today = words.iter().any(|w| matches!(w.text.as_str(), "आज" | "today"));
    if today
        || pair(&[
            ("24", "घंट"),
            ("24", "hour"),
            ("एक", "दिन"),
            ("a", "day"),
            ("one", "day"),
            ("single", "day"),
        ])
    {
        "new"
    } else if pair(&[("अब", "तक"), ("अभी", "तक"), ("so", "far")]) {
        "total"
    } else {
        ""
    }
}

/// Whether a count is of new cases or of all so far.
fn measure(line: &Line, first: usize, found: Match) -> &'static str {
    let begin = found.from.min(first);
    let near = begin.saturating_sub(4);
    // Not over another figure.
    let other = (near..begin).rev().find(|i| line.figure[*i]).map_or(near, |i| i + 1);
    let part = &line.words[other..found.to];
    let has = |list: &[&str]| part.iter().any(|w| list.contains(&w.text.as_str()));
    let more = part.windows(2).any(|w| w[0].text == "more" && w[1].text != "than");
    if more || has(&["नए", "नये", "new", "another"]) {
        "new"
    } else if has(&["कुल", "संख्या", "आंकडा", "तादाद", "total", "toll"]) {
        "total"
    } else {
        ""
    }
}
