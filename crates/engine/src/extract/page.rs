//! The lines of a page without markup: where the article stands among them, and what the others are.
//!
//! Three looks. [`super::marks`] explains lines by their own words. Then the body is found: the heaviest run of paragraphs that no
//! label of a list of other stories breaks. Last, the lines that are left are explained by their place: above the body headline,
//! standfirst and kicker, inside it sub-headings, below it teasers.

use super::labels::Label;
use super::learned::{self, SWITCH_COST, Trees};
use super::lines::{self, End, Measured};
use super::marks::{self, Mark};
use crate::model::LineClass;
use rustc_hash::FxHashSet;

/// The lines of a page with their classes.
pub(super) struct Page<'t> {
    /// The lines.
    pub lines: Vec<Measured<'t>>,
    /// Class and reason of each.
    pub class: Vec<(LineClass, &'static str)>,
    /// The headline's line.
    pub headline: Option<usize>,
}

/// Lines without a paragraph that a run of paragraphs may span.
const RUN_GAP: usize = 9;

/// Share of a paragraph's content words that the body has, above which it goes on with the body although a label of other stories
/// stands between. Chosen on the sample pages: teasers have up to 0.2, continued paragraphs 0.3 and more.
const CONTINUES: f64 = 0.28;

/// Share of a title-like line's content words that the text around it has, above which it is a sub-heading.
const ON_TOPIC: f64 = 0.34;

/// Classifies the lines of a text page.
pub(super) fn classify<'t>(text: &'t str, trees: &Trees) -> Page<'t> {
    let lines = lines::measure(text);
    let mut mark = marks::mark(&lines);
    let run = find_run(&lines, &mark);
    let article = judged(&lines, &mark, &run, trees);
    // Headings are left to what stands around them.
    let paragraphs: Vec<usize> = (0..lines.len())
        .filter(|i| article.get(*i) == Some(&true) && lines.get(*i).is_some_and(|l| !l.is_title_like()))
        .collect();
    let run = if paragraphs.is_empty() { run } else { paragraphs };
    let run = without_other_stories(&lines, &mark, run);
    let kept: FxHashSet<usize> = run.iter().copied().collect();
    for i in 0..lines.len() {
        let paragraph = lines.get(i).is_some_and(|l| !l.is_title_like());
        if paragraph && article.get(i) == Some(&true) && !kept.contains(&i) {
            set(
                &mut mark,
                i,
                LineClass::Teaser,
                "under a label of other stories, and its words are not of this article",
            );
        }
    }
    let body = split_standfirst(&lines, &mut mark, run);
    let (first, last) = (body.first().copied(), body.last().copied());
    let topic: FxHashSet<u32> = body
        .iter()
        .filter_map(|i| lines.get(*i))
        .flat_map(|l| l.bag.iter().copied())
        .collect();
    for i in &body {
        set(&mut mark, *i, LineClass::Body, "reads as a paragraph of the article");
    }
    let headline = super::head::find(&lines, &mut mark, first, &topic);
    inside(&lines, &mut mark, (first, last), &article, &topic);
    below(&lines, &mut mark, last, &article, &topic);
    let class = mark
        .into_iter()
        .map(|m| m.unwrap_or((LineClass::Furniture, "belongs to nothing")))
        .collect();
    Page { lines, class, headline }
}

/// Sets the class of a line that has none.
pub(super) fn set(mark: &mut [Mark], i: usize, class: LineClass, reason: &'static str) {
    if let Some(slot) = mark.get_mut(i)
        && slot.is_none()
    {
        *slot = Some((class, reason));
    }
}

/// Whether no paragraph after this line belongs to the article unless its words say so.
fn breaks(line: &Measured<'_>, mark: &Mark) -> bool {
    match mark {
        Some((LineClass::Credit, _)) => true,
        Some((LineClass::Furniture, _)) => line.label.is_some_and(|f| {
            matches!(f.label, Label::Related | Label::Comments | Label::Video) && f.whole || f.label == Label::Comments
        }),
        Some((LineClass::Faq, _)) => true,
        _ => false,
    }
}

/// The paragraphs of the article: indexes of the heaviest run, joined with later runs that go on with its topic.
pub(super) fn find_run(lines: &[Measured<'_>], mark: &[Mark]) -> Vec<usize> {
    let mut runs: Vec<(Vec<usize>, bool)> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    let (mut since, mut broken) = (0usize, false);
    for (i, line) in lines.iter().enumerate() {
        let m = mark.get(i).unwrap_or(&None);
        if breaks(line, m) {
            if !current.is_empty() {
                runs.push((std::mem::take(&mut current), broken));
            }
            broken = true;
            since = 0;
        } else if m.is_none() && line.is_prose() && !is_excerpt(lines, mark, i, broken) {
            if since > RUN_GAP && !current.is_empty() {
                runs.push((std::mem::take(&mut current), broken));
                broken = false;
            }
            current.push(i);
            since = 0;
        } else {
            since += 1;
        }
    }
    if !current.is_empty() {
        runs.push((current, broken));
    }
    let weight = |run: &[usize]| -> usize { run.iter().filter_map(|i| lines.get(*i)).map(|l| l.words.min(150)).sum() };
    let Some(best) = (0..runs.len()).max_by_key(|r| (runs.get(*r).map_or(0, |x| weight(&x.0)), std::cmp::Reverse(*r)))
    else {
        return short_body(lines, mark);
    };
    let mut body = runs.get(best).map(|r| r.0.clone()).unwrap_or_default();
    let mut topic: FxHashSet<u32> = body
        .iter()
        .filter_map(|i| lines.get(*i))
        .flat_map(|l| l.bag.iter().copied())
        .collect();
    for (run, _) in runs.iter().skip(best + 1) {
        let joined: Vec<usize> = run
            .iter()
            .copied()
            .filter(|i| {
                lines
                    .get(*i)
                    .is_some_and(|l| l.share_in(&topic) >= CONTINUES && l.bag.len() >= 5)
            })
            .collect();
        // All of a run or nothing: one paragraph on the topic among others is a teaser of a related story.
        if joined.len() * 3 < run.len() * 2 {
            break;
        }
        topic.extend(
            joined
                .iter()
                .filter_map(|i| lines.get(*i))
                .flat_map(|l| l.bag.iter().copied()),
        );
        body.extend(joined);
    }
    for (run, _) in runs.iter().take(best).rev() {
        let joined: Vec<usize> = run
            .iter()
            .copied()
            .filter(|i| lines.get(*i).is_some_and(|l| l.share_in(&topic) >= CONTINUES))
            .collect();
        if joined.len() * 3 < run.len() * 2 {
            break;
        }
        body.splice(0..0, joined);
    }
    body
}

/// Which lines the trees take for article text; without trees, those of the run. Explained lines never are.
fn judged(lines: &[Measured<'_>], mark: &[Mark], run: &[usize], trees: &Trees) -> Vec<bool> {
    let mut yes = if trees.trees.is_empty() {
        let run: FxHashSet<usize> = run.iter().copied().collect();
        (0..lines.len()).map(|i| run.contains(&i)).collect()
    } else {
        let rows = learned::features(lines, mark, run);
        learned::smooth(&rows.iter().map(|r| trees.logit(r)).collect::<Vec<f32>>(), SWITCH_COST)
    };
    for (slot, mark) in yes.iter_mut().zip(mark) {
        *slot &= mark.is_none();
    }
    yes
}

/// Share of the content words of paragraphs under a label of other stories that the article above it must have, or they are not part
/// of it. Lower than [`CONTINUES`], since the trees took them for the article.
/// At 0.17 text-lines loses 0.006, since pages of advice change their words from part to part.
const STRANGE: f64 = 0.12;

/// Most paragraphs of a list of other stories, and most words of each: more is the article going on.
const LISTED: usize = 8;
const EXCERPT_WORDS: usize = 60;

/// Content words above a label from which they tell a topic.
const TOPIC_WORDS: usize = 25;

/// Takes out the paragraphs that a label of other stories heads, if their words are not of the article above it.
fn without_other_stories(lines: &[Measured<'_>], mark: &[Mark], run: Vec<usize>) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::with_capacity(run.len());
    let mut topic: FxHashSet<u32> = FxHashSet::default();
    let broken =
        |from: usize, to: usize| (from..to).any(|j| lines.get(j).zip(mark.get(j)).is_some_and(|(l, m)| breaks(l, m)));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in run {
        match groups.last_mut() {
            Some(group) if !broken(group.last().map_or(i, |l| l + 1), i) => group.push(i),
            _ => groups.push(vec![i]),
        }
    }
    for (k, group) in groups.into_iter().enumerate() {
        let bags = || group.iter().filter_map(|i| lines.get(*i)).flat_map(|l| l.bag.iter());
        let shared = bags().filter(|w| topic.contains(w)).count() as f64;
        let listed = group.len() <= LISTED
            && group
                .iter()
                .all(|i| lines.get(*i).is_some_and(|l| l.words <= EXCERPT_WORDS));
        let strange = k > 0 && listed && topic.len() >= TOPIC_WORDS && shared < STRANGE * bags().count() as f64;
        if !strange {
            topic.extend(bags().copied());
            kept.extend(group);
        }
    }
    kept
}

/// A page with no paragraph at all: its complete sentences, however short.
fn short_body(lines: &[Measured<'_>], mark: &[Mark]) -> Vec<usize> {
    let open = |i: &usize| mark.get(*i).is_some_and(Option::is_none);
    let sentence = |i: &usize| lines.get(*i).is_some_and(|l| l.words >= 4 && l.end == End::Sentence);
    (0..lines.len()).filter(|i| open(i) && sentence(i)).collect()
}

/// Whether a paragraph is the excerpt of another story: it stands right under a title-like line in a list that a label opened.
fn is_excerpt(lines: &[Measured<'_>], mark: &[Mark], i: usize, broken: bool) -> bool {
    let before = i.checked_sub(1);
    broken
        && before
            .and_then(|b| lines.get(b))
            .is_some_and(|l| l.is_title_like() && l.words >= 4)
        && before.and_then(|b| mark.get(b)).is_some_and(Option::is_none)
        && lines.get(i).is_some_and(|l| l.words <= EXCERPT_WORDS)
}

/// Takes the paragraphs above the byline or date off the run: they are the standfirst. Gives the rest.
fn split_standfirst(lines: &[Measured<'_>], mark: &mut [Mark], run: Vec<usize>) -> Vec<usize> {
    let is_header = |i: usize| {
        let by_class = matches!(
            mark.get(i),
            Some(Some((LineClass::Byline | LineClass::Date | LineClass::Summary, _)))
        );
        let by_label = lines
            .get(i)
            .and_then(|l| l.label)
            .is_some_and(|f| matches!(f.label, Label::ReadTime | Label::Summary));
        by_class || by_label && matches!(mark.get(i), Some(Some(_)))
    };
    let mut cut = 0;
    for k in 1..run.len().min(3) {
        let (Some(a), Some(b)) = (run.get(k - 1).copied(), run.get(k).copied()) else {
            break;
        };
        if (a + 1..b).any(is_header) {
            cut = k;
        }
    }
    // A first paragraph that a later one repeats is a standfirst as well.
    if cut == 0
        && let Some(first) = run.first().and_then(|i| lines.get(*i))
        && run
            .iter()
            .skip(1)
            .filter_map(|i| lines.get(*i))
            .any(|l| l.whole == first.whole)
    {
        cut = 1;
    }
    for i in run.iter().take(cut) {
        set(
            mark,
            *i,
            LineClass::Standfirst,
            "a paragraph above the byline or date, or one that the body repeats",
        );
    }
    run.into_iter().skip(cut).collect()
}

/// Explains the lines between the first and the last paragraph.
fn inside(
    lines: &[Measured<'_>],
    mark: &mut [Mark],
    (first, last): (Option<usize>, Option<usize>),
    article: &[bool],
    topic: &FxHashSet<u32>,
) {
    use LineClass::*;
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    let mut in_list = false;
    for i in first..last {
        let Some(line) = lines.get(i) else { break };
        if let Some(m) = mark.get(i).filter(|m| m.is_some()) {
            in_list = breaks(line, m) || in_list && !matches!(m, Some((Body, _)));
            continue;
        }
        let next = (i + 1..=last).find(|j| mark.get(*j).is_none_or(|m| m.is_none() || matches!(m, Some((Body, _)))));
        let near: FxHashSet<u32> = next
            .and_then(|j| lines.get(j))
            .map(|l| l.bag.iter().copied().collect())
            .unwrap_or_default();
        let on_topic = line.share_in(topic) >= ON_TOPIC || line.share_in(&near) > 0.0;
        let paragraph_follows = next.is_some_and(|j| matches!(mark.get(j), Some(Some((Body, _)))));
        let heads = line.is_title_like() && paragraph_follows && !matches!(line.end, End::Colon);
        let (class, reason) = if article.get(i) == Some(&true) {
            if heads && (on_topic || line.words <= 6) {
                (Subheading, "title-like, and the paragraph below goes on with it")
            } else {
                (Body, "a short line that reads as part of the article")
            }
        } else if in_list && !(on_topic && line.end == End::Sentence) {
            (Teaser, "stands in a list of other stories")
        } else if line.end == End::Cut && line.words >= 8 {
            match i.checked_sub(1).and_then(|b| mark.get(b)) {
                Some(Some((Subheading | Teaser, _))) => (Teaser, "cut-off excerpt of another story"),
                _ => (Body, "a paragraph that trails off"),
            }
        } else if line.end == End::Sentence && on_topic && paragraph_follows {
            (Body, "a short paragraph between paragraphs")
        } else if heads && on_topic {
            (Subheading, "title-like, and the paragraph below goes on with it")
        } else if line.words <= 4 {
            (Furniture, "a few words that belong to nothing")
        } else {
            (Teaser, "its words are not of this article")
        };
        set(mark, i, class, reason);
    }
}

/// Explains the lines under the last paragraph.
fn below(lines: &[Measured<'_>], mark: &mut [Mark], last: Option<usize>, article: &[bool], topic: &FxHashSet<u32>) {
    use LineClass::*;
    let start = last.map_or(0, |l| l + 1);
    let mut closed = last.is_none();
    for i in start..lines.len() {
        let Some(line) = lines.get(i) else { break };
        if mark.get(i).is_some_and(Option::is_some) {
            closed = true;
            continue;
        }
        let (class, reason) = if article.get(i) == Some(&true) {
            (Body, "a short line that reads as part of the article")
        } else if !closed && line.end == End::Sentence && line.words >= 3 && line.share_in(topic) > 0.0 {
            (Body, "a short paragraph that ends the article")
        } else {
            closed = true;
            match (line.words, line.end) {
                (_, End::Cut) => (Teaser, "cut-off excerpt under the article"),
                (0..=4, _) => (Furniture, "a few words under the article"),
                _ => (Teaser, "stands under the article"),
            }
        };
        set(mark, i, class, reason);
    }
}
