//! Which sentences of an event a reader should see first.

use super::alone::{is, is_roundup, is_sentence, stands_alone};
use super::counts::of_another_time;
use super::opening::{folded_words, keys, strip_dateline};
use super::place::{Setting, setting};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sutradhar_text::chars::is_word_char;

/// A sentence that may become a bullet.
pub(crate) struct Candidate {
    /// Index of its analysis.
    pub analysis: usize,
    /// Where.
    pub span: Span,
    /// Where the report names the place that the sentence leaves out.
    pub place: Option<Span>,
    /// Whether it tells what the headline tells.
    pub sure: bool,
    /// Its content words, sorted.
    pub keys: Vec<String>,
    /// How central it is.
    pub score: f64,
}

/// How many articles of an event are read for bullets: the first of each origin first.
const ARTICLES: usize = 24;
/// How many sentences of one article are read.
const SENTENCES: usize = 60;
/// Length in bytes of a sentence that reads well.
const GOOD: std::ops::Range<usize> = 120..760;
/// Sentences with fewer content words say too little.
const FEW_WORDS: usize = 4;
/// Content words that a sentence below the lead shares with headline and lead, to be on the event's main matter.
const SHARED: usize = 3;
/// Share of its content words that it shares with them: at 0, 6 of 40 Hindi bullets drawn from `../shared/corpora`
/// leaned or were beside the matter; at 0.35, 2 of 34 (and half as many bullets).
const NEAR: f64 = 0.28;
/// Sentences from the top that bullets come from.
const TOP: usize = 15;
/// Content words that it shares with the headline alone.
const OF_TITLE: usize = 2;
/// Content words, no names, that the top of a report shares with the event's title to tell of the same happening.
const OF_TITLE_TELLING: usize = 2;
/// Sentences of that top.
const OF_TOP: usize = 2;
/// Share of the headline's content words that a sentence tells. Chosen, with the three below, on 40 bullets that a
/// reader judged: scene-setters share names and "day 2" with the headline, no more.
const OF_HEAD: f64 = 0.3;
/// How many of them are no names and no numbers.
const TELLING: usize = 2;
/// Headlines with fewer such words need only one.
const FEW_TELLING: usize = 4;
/// The share in languages whose words for names are not known to the stemmer.
const OF_HEAD_OTHER: f64 = 0.5;
/// What a sentence loses that does not tell the headline: it comes after all that do, and only from a full article and
/// where another origin tells the same.
const UNSURE: f64 = 3.0;
/// Characters of body from which an article is more than an excerpt.
const FULL: usize = 700;

/// The articles of an event that are read: one of each origin first, then the others, in order.
pub(crate) fn articles(analyses: &[Analysis], event: &Event, language: Lang) -> Vec<(usize, usize)> {
    let mut first = Vec::new();
    let mut more = Vec::new();
    let mut seen = FxHashSet::default();
    for id in &event.articles {
        let Ok(i) = analyses.binary_search_by(|a| a.article.id.cmp(id)) else {
            continue;
        };
        if analyses[i].article.language != language {
            continue;
        }
        let origin = event
            .origins
            .iter()
            .position(|o| o.articles.contains(id))
            .unwrap_or(event.origins.len() + i);
        if seen.insert(origin) {
            first.push((i, origin));
        } else {
            more.push((i, origin));
        }
    }
    first.extend(more);
    first.truncate(ARTICLES);
    first
}

/// Whether the body of an article is more than the excerpt that a feed gives.
pub(crate) fn is_full(a: &Analysis) -> bool {
    let length: usize = a.body_sentences().map(|s| a.words(s.span).chars().count()).sum();
    length >= FULL
}

/// The sentences of an event that stand alone and are on its main matter, most central first.
///
/// A word counts by the origins that use it: what several origins say is central, and copies of one text are one voice.
/// Within one origin the words of the headline and words that come again count. Early sentences, figures and named
/// things add.
pub(crate) fn candidates(analyses: &[Analysis], read: &[(usize, usize)], title: &str) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut origins_of: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    let mut count: FxHashMap<String, u32> = FxHashMap::default();
    let mut headline: FxHashSet<String> = FxHashSet::default();
    // Words of the event's title, where a report of this language gave it: a report that was put beside it may be on
    // another matter.
    let titled = read
        .iter()
        .map(|r| r.0)
        .find(|i| crate::events::shown_headline(&analyses[*i]).is_some_and(|t| t == title));
    let of_event = if titled.is_some() { keys(title) } else { Vec::new() };
    for &(i, origin) in read {
        let a = &analyses[i];
        let mut matter: FxHashSet<String> = keys(a.article.headline_text()).into_iter().collect();
        let mut title = matter.clone();
        headline.extend(matter.iter().cloned());
        let roundup = is_roundup(a);
        let mut heads: Vec<Head> = a.article.headline.map(|h| Head::of(a, h)).into_iter().collect();
        let own_head = heads.iter().any(|h| !h.keys.is_empty());
        let beside = titled.is_some_and(|t| t != i && beside(&analyses[t], a));
        if beside {
            continue;
        }
        let rich = a.article.body().chars().count() >= FULL;
        let mut led = false;
        for (n, s) in a.body_sentences().enumerate().take(SENTENCES) {
            let span = strip_dateline(a, s.span);
            let text = a.words(span);
            let keys = keys(text);
            for k in &keys {
                origins_of.entry(k.clone()).or_default().insert(origin);
                *count.entry(k.clone()).or_default() += 1;
            }
            // The lead is the first sentence; what stands before it is a title or the number of a record.
            let lead = !led && is_sentence(a, span);
            if !led {
                matter.extend(keys.iter().cloned());
            }
            if !led && !lead {
                title.extend(keys.iter().cloned());
                // Titles stand above the lead of a record without a headline.
                if !own_head {
                    heads.push(Head::of(a, span));
                }
            }
            led |= lead;
            let shared = keys.iter().filter(|k| matter.contains(k.as_str())).count();
            let of_title = keys.iter().filter(|k| title.contains(k.as_str())).count();
            let near = shared as f64 >= NEAR * keys.len() as f64 && n < TOP;
            let off = !lead && (roundup || !near || shared < SHARED || of_title < OF_TITLE.min(title.len()));
            if keys.len() < FEW_WORDS || off || !led || !stands_alone(a, span, lead) {
                continue;
            }
            let place = match setting(a, span, &folded_words(text, span.start as usize)) {
                Setting::Said => None,
                Setting::Given(at) => Some(at),
                Setting::Unsaid => continue,
            };
            let on_event = keys.iter().filter(|k| of_event.binary_search(k).is_ok()).count();
            // Without a headline nothing tells what below the lead is the matter.
            let deep = !own_head;
            if !lead && (deep || of_another_time(a, s.span, n)) {
                continue;
            }
            let figure = heads.iter().any(|h| h.figure(a, span));
            let sure = (heads.is_empty() || heads.iter().any(|h| h.told(a, span, &keys)))
                && on_event >= OF_TITLE.min(of_event.len())
                && (figure || !heads.iter().any(|h| sets_up(a, h, n)));
            if !sure && !rich {
                continue;
            }
            let quantities = a.quantities.iter().any(|q| span.contains(q.span));
            let sourced = a
                .statements
                .iter()
                .any(|st| st.content.overlaps(span) && !st.chain.is_empty());
            let silent = a
                .statements
                .iter()
                .any(|st| st.polarity == Polarity::Silent && st.content.overlaps(span));
            let mut score = 1.0 / (1.0 + n as f64 * 0.35);
            score -= if sure { 0.0 } else { UNSURE };
            score += if quantities { 0.25 } else { 0.0 } + if sourced { 0.15 } else { 0.0 };
            score += if figure { 0.3 } else { 0.0 };
            score -= if GOOD.contains(&text.len()) { 0.0 } else { 0.3 };
            score -= if silent { 0.1 } else { 0.0 };
            score -= if place.is_some() { 0.2 } else { 0.0 };
            out.push(Candidate {
                analysis: i,
                span: s.span,
                place,
                sure,
                keys,
                score,
            });
        }
    }
    let origins = read.iter().map(|r| r.1).collect::<FxHashSet<_>>().len().max(1) as f64;
    for c in &mut out {
        let mut sum = 0.0;
        for k in &c.keys {
            let share = origins_of.get(k).map_or(0, FxHashSet::len) as f64 / origins;
            let again = f64::from(count.get(k).copied().unwrap_or(1).min(6)) / 6.0;
            sum += if origins > 1.0 { share } else { again } + if headline.contains(k) { 0.5 } else { 0.0 };
        }
        c.score += 1.2 * sum / (c.keys.len() as f64 + 3.0);
    }
    out.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.analysis, x.span).cmp(&(y.analysis, y.span)))
    });
    out
}

/// What a headline tells.
struct Head {
    /// Its content words.
    keys: Vec<String>,
    /// Those that are no names and no numbers.
    telling: Vec<String>,
    /// Its numbers but for one and years.
    figures: Vec<f64>,
}

impl Head {
    /// What a headline, or a title above the lead, tells.
    fn of(a: &Analysis, line: Span) -> Head {
        let mut names: FxHashSet<String> = FxHashSet::default();
        for m in a
            .mentions
            .iter()
            .filter(|m| m.role == MentionRole::Name && line.contains(m.span))
        {
            names.extend(keys(a.words(m.span)));
        }
        let number = |k: &String| k.chars().any(|c| c.is_ascii_digit());
        let mut keys = keys(a.words(line));
        if a.article.headline != Some(line) {
            // The number of the record stands before it.
            keys.retain(|k| !number(k));
        }
        Head {
            telling: keys
                .iter()
                .filter(|k| !names.contains(*k) && !number(k))
                .cloned()
                .collect(),
            keys,
            figures: a
                .quantities
                .iter()
                .filter(|q| line.contains(q.span) && q.value > 1.0 && !(1900.0..2100.0).contains(&q.value))
                .map(|q| q.value)
                .collect(),
        }
    }

    /// Whether a sentence tells enough of the headline; of none, there is nothing to tell. A word with a capital inside
    /// an English sentence is a name, whether or not the names stage knew it in the headline.
    fn told(&self, a: &Analysis, span: Span, keys: &[String]) -> bool {
        let shared = |list: &[String]| list.iter().filter(|k| keys.binary_search(k).is_ok()).count();
        let small: String = match a.article.language {
            Lang::En => a
                .words(span)
                .split_whitespace()
                .filter(|w| !w.starts_with(|c: char| c.is_uppercase() || !is_word_char(c)))
                .flat_map(|w| [w, " "])
                .collect(),
            _ => a.words(span).to_string(),
        };
        let small = super::opening::keys(&small);
        let telling = self.telling.iter().filter(|k| small.binary_search(k).is_ok()).count();
        let need = if self.telling.len() < FEW_TELLING { 1 } else { TELLING };
        let share = match a.article.language {
            Lang::En | Lang::Hi => OF_HEAD,
            _ => OF_HEAD_OTHER,
        };
        self.keys.is_empty()
            || shared(&self.keys) as f64 >= share * self.keys.len() as f64 && telling >= need.min(self.telling.len())
    }

    /// Whether a passage gives a number of the headline.
    fn figure(&self, a: &Analysis, span: Span) -> bool {
        a.quantities
            .iter()
            .any(|q| span.contains(q.span) && self.figures.contains(&q.value))
    }
}

/// Whether a report tells of another happening than the one whose headline is the event's title: its top shares too few
/// telling words with that headline, or the headline names a place that the report never does.
fn beside(titled: &Analysis, a: &Analysis) -> bool {
    let Some(line) = titled.article.headline else {
        return false;
    };
    let head = Head::of(titled, line);
    let mut top = keys(a.article.headline_text());
    for s in a.body_sentences().take(OF_TOP) {
        top.extend(keys(a.words(s.span)));
    }
    let telling: Vec<&String> = head.telling.iter().filter(|k| !is("en-calendar", k)).collect();
    let shared = telling.iter().filter(|k| top.contains(k)).count();
    let elsewhere = a.article.language == titled.article.language
        && titled.mentions.iter().any(|m| {
            m.kind == EntityKind::Place
                && m.role == MentionRole::Name
                && line.contains(m.span)
                && !a.mentions.iter().any(|o| o.entity == m.entity)
                && a.mentions.iter().any(|o| o.kind == EntityKind::Place)
        });
    shared < OF_TITLE_TELLING.min(telling.len()) || (elsewhere && shared <= OF_TITLE_TELLING)
}

/// Whether a sentence only sets up the next one, which gives the number of the headline.
fn sets_up(a: &Analysis, head: &Head, n: usize) -> bool {
    a.body_sentences().nth(n + 1).is_some_and(|s| head.figure(a, s.span))
}

/// Share of the shorter sentence's content words that the other holds.
pub(crate) fn overlap(a: &[String], b: &[String]) -> f64 {
    let common = a.iter().filter(|k| b.binary_search(k).is_ok()).count();
    common as f64 / a.len().min(b.len()).max(1) as f64
}
