//! Scores on `corpus/samples/gold.json`: the pages of `samples/`, labelled by their author.

use crate::eval::Score;
use crate::{records, root};
use anyhow::Context;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar::store::Derived;
use sutradhar_engine::model::*;
use sutradhar_text::words::words;

#[derive(Deserialize)]
struct Gold {
    agencies: BTreeMap<String, Vec<String>>,
    pages: BTreeMap<String, Page>,
    events: Vec<Vec<String>>,
    event_info: Vec<EventInfo>,
    storylines: Vec<Vec<String>>,
    copies: Vec<Pair>,
    claims: Vec<GoldClaim>,
    silences: Vec<Silence>,
}

#[derive(Deserialize)]
struct Page {
    outlet: Option<String>,
    outlet_en: Option<String>,
    language: String,
    agency: Option<String>,
    agency_basis: Option<String>,
    published: GoldDate,
    headline: String,
    headline_verdict: String,
    #[serde(default)]
    times: Vec<GoldTime>,
    body: Vec<String>,
    lines: Vec<GoldLine>,
}

/// A line of a text page by its number, a block of an HTML page by its text.
#[derive(Deserialize)]
struct GoldLine {
    n: Option<u32>,
    text: Option<String>,
    class: String,
}

/// Whether a line has its gold class.
///
/// What the extracted text of an HTML page leaves out counts as furniture or teaser. A block that holds both byline and
/// date may have either class.
fn line_fits(gold: &GoldLine, article: &Article) -> bool {
    let squeezed = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let have = match (gold.n, &gold.text) {
        (Some(n), _) => article.lines.iter().find(|l| l.n == n).map(|l| l.class.name()),
        (None, Some(text)) => {
            let text = squeezed(text);
            let of = |l: &Line| squeezed(l.span.of(&article.text));
            let same = article.lines.iter().find(|l| of(l) == text);
            let within = || {
                let lines = article.lines.iter();
                let mut lines = lines.filter(|l| matches!(l.class, LineClass::Byline | LineClass::Date));
                lines.find(|l| of(l).contains(&text))
            };
            same.or_else(within).map(|l| l.class.name())
        }
        (None, None) => None,
    };
    match (have, gold.class.as_str()) {
        (Some("byline" | "date"), "byline" | "date") => true,
        (Some(have), want) => have == want,
        (None, want) => matches!(want, "furniture" | "teaser"),
    }
}

#[derive(Deserialize)]
struct GoldDate {
    value: Option<String>,
    basis: String,
}

#[derive(Deserialize)]
struct GoldTime {
    text: String,
    value: String,
}

#[derive(Deserialize)]
struct EventInfo {
    id: String,
    origins: usize,
    origin_list: Vec<GoldOrigin>,
}

#[derive(Deserialize)]
struct GoldOrigin {
    name: String,
    pages: Vec<String>,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    source: Option<String>,
    swaps: Vec<(String, String)>,
    quotes_lost: Vec<String>,
    dropped: Vec<String>,
    added: Vec<String>,
}

#[derive(Deserialize)]
struct GoldClaim {
    event: String,
    words: Vec<String>,
    standing: String,
}

#[derive(Deserialize)]
struct Silence {
    page: String,
    span: String,
}

/// Hits of some checks.
#[derive(Default)]
struct Tally {
    hit: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, ok: bool) {
        self.hit += ok as usize;
        self.all += 1;
    }

    fn score(&self, stage: &'static str, name: &str) -> Score {
        Score {
            name: format!("samples.{name}"),
            stage,
            value: if self.all == 0 {
                0.0
            } else {
                self.hit as f64 / self.all as f64
            },
        }
    }
}

/// All scores on the samples.
pub fn samples() -> anyhow::Result<Vec<Score>> {
    let (gold, analyses, derived) = read()?;
    let by_page = by_page(&analyses);
    let mut scores = article_scores(&gold, &by_page);
    scores.extend(collection_scores(&gold, &by_page, &derived));
    let events = gold_events(&gold, &by_page);
    let claims = sutradhar_engine::claims::build_claims(&analyses, &events, &derived.headlines);
    let hits = claim_hits(&gold, &by_page, &claims, |e| Some(EventId::from(e)));
    scores.push(tally(&hits).score("claims", "claims-on-gold-events"));
    Ok(scores)
}

fn article_scores(gold: &Gold, by_page: &BTreeMap<&str, &Analysis>) -> Vec<Score> {
    let [
        mut headline,
        mut outlet,
        mut agency,
        mut date,
        mut language,
        mut times,
        mut lines,
    ] = std::array::from_fn(|_| Tally::default());
    let (mut shared, mut have, mut want) = (0, 0, 0);
    for (name, page) in &gold.pages {
        let Some(a) = by_page.get(name.as_str()) else {
            headline.add(false);
            continue;
        };
        headline.add(a.article.headline_text().contains(&page.headline));
        language.add(a.article.language.tag() == page.language);
        let known = a.article.outlet.as_deref();
        outlet.add(known == page.outlet.as_deref() || (known.is_some() && known == page.outlet_en.as_deref()));
        if page.agency_basis.as_deref().is_none_or(|b| b == "credited") {
            let known = a.article.agency.as_ref().map(|c| c.name.as_str());
            let names = page.agency.as_ref().and_then(|g| gold.agencies.get(g));
            agency.add(match (known, names) {
                (Some(known), Some(names)) => names.iter().any(|n| n == known),
                (known, names) => known.is_none() && names.is_none(),
            });
        }
        let p = &a.article.published;
        date.add(
            p.iso().map(|v| v[..v.len().min(10)].to_string()) == page.published.value
                && p.basis.name() == page.published.basis,
        );
        for t in &page.times {
            let found = a.times.iter().any(|x| {
                let said = a.words(x.span);
                x.value == t.value && (said.contains(&t.text) || t.text.contains(said))
            });
            times.add(found);
        }
        for line in &page.lines {
            lines.add(line_fits(line, &a.article));
        }
        let (g, p) = (shingles(&page.body.join("\n")), shingles(&a.article.body()));
        shared += g.intersection(&p).count();
        have += p.len();
        want += g.len();
    }
    let f1 = 2.0 * shared as f64 / (have + want).max(1) as f64;
    vec![
        Score {
            name: "samples.body-f1".into(),
            stage: "extract",
            value: f1,
        },
        lines.score("extract", "lines"),
        headline.score("extract", "headline"),
        outlet.score("extract", "outlet"),
        agency.score("extract", "agency"),
        date.score("extract", "date"),
        language.score("extract", "language"),
        times.score("annotate", "times"),
    ]
}

fn collection_scores(gold: &Gold, by_page: &BTreeMap<&str, &Analysis>, derived: &Derived) -> Vec<Score> {
    let id = |page: &str| by_page.get(page).map(|a| a.article.id.clone());
    let event_of: BTreeMap<&ArticleId, &Event> = derived
        .events
        .iter()
        .flat_map(|e| e.articles.iter().map(move |a| (a, e)))
        .collect();
    let events = pair_f1(
        gold.events.iter().map(|e| e.iter().filter_map(|p| id(p)).collect()),
        derived.events.iter().map(|e| e.articles.to_vec()),
    );
    let copies_gold: BTreeSet<(ArticleId, ArticleId)> = gold
        .copies
        .iter()
        .filter_map(|c| Some(ordered(id(&c.a)?, id(&c.b)?)))
        .collect();
    let copies_have: BTreeSet<(ArticleId, ArticleId)> = derived
        .copies
        .iter()
        .map(|c| ordered(c.a.clone(), c.b.clone()))
        .collect();
    let both = copies_gold.intersection(&copies_have).count();
    let copies = 2.0 * both as f64 / (copies_gold.len() + copies_have.len()).max(1) as f64;
    let [copy_source, swaps, edits] = copy_scores(gold, by_page, derived);

    // The event of a gold event is the one that holds its first page.
    let home: BTreeMap<&str, &Event> = gold
        .event_info
        .iter()
        .zip(&gold.events)
        .filter_map(|(info, pages)| Some((info.id.as_str(), *event_of.get(&id(pages.first()?)?)?)))
        .collect();
    let mut origins = Tally::default();
    for info in &gold.event_info {
        origins.add(
            home.get(info.id.as_str())
                .is_some_and(|e| e.origins.len() == info.origins),
        );
    }
    let mut storylines = Tally::default();
    for line in &gold.storylines {
        let mine: Vec<Option<&StorylineId>> = line
            .iter()
            .map(|e| home.get(e.as_str()).and_then(|e| e.storyline.as_ref()))
            .collect();
        let others = gold.storylines.iter().filter(|l| *l != line).flatten();
        let alone = others
            .filter_map(|e| home.get(e.as_str()))
            .all(|e| e.storyline.is_none() || !mine.contains(&e.storyline.as_ref()));
        storylines.add(alone && mine.windows(2).all(|w| w[0].is_some() && w[0] == w[1]));
    }
    let mut headlines = Tally::default();
    for (name, page) in &gold.pages {
        let found = id(name).and_then(|i| derived.headlines.iter().find(|h| h.article == i));
        headlines.add(found.is_some_and(|h| h.verdict.name() == page.headline_verdict));
    }
    let claims = claim_hits(gold, by_page, &derived.claims, |e| home.get(e).map(|e| e.id.clone()));
    let mut silences = Tally::default();
    for want in &gold.silences {
        let found = by_page.get(want.page.as_str()).is_some_and(|a| {
            let Some(at) = a.article.text.find(&want.span) else {
                return false;
            };
            let span = Span::new(at, at + want.span.len());
            a.statements.iter().any(|s| {
                s.polarity == Polarity::Silent && (s.content.overlaps(span) || s.cue.is_some_and(|c| c.overlaps(span)))
            })
        });
        silences.add(found);
    }
    vec![
        silences.score("attribute", "silences"),
        Score {
            name: "samples.copies-f1".into(),
            stage: "copies",
            value: copies,
        },
        copy_source.score("copies", "copy-source"),
        swaps.score("copies", "swaps"),
        edits.score("copies", "edits"),
        Score {
            name: "samples.events-pair-f1".into(),
            stage: "events",
            value: events,
        },
        origins.score("events", "origins"),
        storylines.score("storylines", "storylines"),
        headlines.score("claims", "headlines"),
        tally(&claims).score("claims", "claims"),
    ]
}

/// Which of two copies is the source; words that were swapped; quotation marks lost, sentences dropped and added.
fn copy_scores(gold: &Gold, by_page: &BTreeMap<&str, &Analysis>, derived: &Derived) -> [Tally; 3] {
    let [mut sources, mut swaps, mut edits] = std::array::from_fn(|_| Tally::default());
    for want in &gold.copies {
        let (Some(a), Some(b)) = (by_page.get(want.a.as_str()), by_page.get(want.b.as_str())) else {
            sources.add(false);
            continue;
        };
        let ids = ordered(a.article.id.clone(), b.article.id.clone());
        let Some(found) = derived.copies.iter().find(|c| c.a == ids.0 && c.b == ids.1) else {
            sources.add(false);
            continue;
        };
        let source = want
            .source
            .as_deref()
            .and_then(|p| by_page.get(p))
            .map(|a| &a.article.id);
        sources.add(found.source.as_ref() == source);
        let turned = found.a != a.article.id;
        for (from, to) in &want.swaps {
            let (from, to) = differing(from, to);
            swaps.add(found.changed.iter().flat_map(|c| &c.words).any(|(x, y)| {
                let (x, y) = if turned { (y, x) } else { (x, y) };
                x.contains(&from) && y.contains(&to)
            }));
        }
        let Some(source) = source else { continue };
        let (first, other) = if *source == a.article.id { (a, b) } else { (b, a) };
        for words in &want.quotes_lost {
            edits.add(found.changed.iter().any(|c| {
                let at = if *source == found.a { c.at.a } else { c.at.b };
                c.quote_marks_lost && (first.words(at).contains(words) || words.contains(first.words(at)))
            }));
        }
        for words in &want.dropped {
            edits.add(found.dropped.iter().any(|s| first.words(*s).contains(words)));
        }
        for words in &want.added {
            edits.add(found.added.iter().any(|s| other.words(*s).contains(words)));
        }
    }
    [sources, swaps, edits]
}

/// What is left of two phrases without the words that both begin and end with.
fn differing(a: &str, b: &str) -> (String, String) {
    let (mut x, mut y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    while !x.is_empty() && x.first() == y.first() {
        x.remove(0);
        y.remove(0);
    }
    while !x.is_empty() && x.last() == y.last() {
        x.pop();
        y.pop();
    }
    (x.join(" "), y.join(" "))
}

/// The labelled claims, each with whether one of `claims` has its words and its standing; `event` gives the id of a
/// gold event.
fn claim_hits<'a>(
    gold: &'a Gold,
    by_page: &BTreeMap<&str, &Analysis>,
    claims: &[Claim],
    event: impl Fn(&str) -> Option<EventId>,
) -> Vec<(&'a GoldClaim, bool)> {
    let text_of = |c: &Citation| {
        by_page
            .values()
            .find(|a| a.article.id == c.article)
            .map_or("", |a| a.words(c.span))
    };
    let hit = |want: &GoldClaim| {
        let Some(id) = event(&want.event) else { return false };
        claims.iter().filter(|c| c.event == id).any(|c| {
            let all: Vec<&str> = std::iter::once(c.text.as_str())
                .chain(c.support.iter().map(|s| text_of(&s.citation)))
                .collect();
            c.standing.name() == want.standing && want.words.iter().all(|w| all.iter().any(|t| t.contains(w.as_str())))
        })
    };
    gold.claims.iter().map(|want| (want, hit(want))).collect()
}

fn tally(hits: &[(&GoldClaim, bool)]) -> Tally {
    let mut out = Tally::default();
    hits.iter().for_each(|h| out.add(h.1));
    out
}

/// The events and their origins as labelled, so that what comes after them can be judged alone.
fn gold_events(gold: &Gold, by_page: &BTreeMap<&str, &Analysis>) -> Vec<Event> {
    let id = |page: &String| by_page.get(page.as_str()).map(|a| a.article.id.clone());
    let line_of = |event: &str| gold.storylines.iter().position(|l| l.iter().any(|e| e == event));
    let list = gold.event_info.iter().zip(&gold.events).map(|(info, pages)| Event {
        id: EventId::from(info.id.as_str()),
        title: info.id.clone(),
        start: None,
        end: None,
        articles: pages.iter().filter_map(id).collect(),
        origins: info
            .origin_list
            .iter()
            .map(|o| Origin {
                id: OriginId(o.name.clone()),
                name: o.name.clone(),
                articles: o.pages.iter().filter_map(id).collect(),
            })
            .collect(),
        ultimate_sources: Vec::new(),
        places: Vec::new(),
        entities: Vec::new(),
        storyline: line_of(&info.id).map(|n| StorylineId(format!("line{n}"))),
        reasons: Vec::new(),
    });
    list.collect()
}

/// Claims and briefs on the labelled events, in plain text, with the labels that no claim meets: what to read while the
/// claims are worked on.
pub fn claims() -> anyhow::Result<()> {
    let (gold, analyses, derived) = read()?;
    let by_page = by_page(&analyses);
    let events = gold_events(&gold, &by_page);
    let claims = sutradhar_engine::claims::build_claims(&analyses, &events, &derived.headlines);
    let briefs = sutradhar_engine::brief::write(&analyses, &events, &claims);
    let page = |id: &ArticleId| analyses.iter().find(|a| a.article.id == *id);
    for e in &events {
        println!("## {}", e.id);
        for c in claims.iter().filter(|c| c.event == e.id) {
            println!(
                "{} [{}] {} | {}",
                c.standing.name(),
                c.origins,
                c.text,
                sutradhar_view::claim_note(&c.reasons)
            );
            for s in &c.support {
                let Some(a) = page(&s.citation.article) else { continue };
                let name = a.article.source.rsplit('/').next().unwrap_or("");
                let (stance, value) = (s.stance.name(), s.value.as_deref().unwrap_or(""));
                println!(
                    "    {} {stance} {value} | {}",
                    &name[..2.min(name.len())],
                    a.words(s.citation.span)
                );
            }
        }
        for b in briefs.iter().filter(|b| b.event == e.id) {
            b.bullets.iter().for_each(|x| println!("  * {}", x.text));
            b.faq.iter().for_each(|x| println!("  ? {} {}", x.question, x.answer));
        }
    }
    println!("## Not met");
    for (want, hit) in claim_hits(&gold, &by_page, &claims, |e| Some(EventId::from(e))) {
        if !hit {
            println!("{} {} {}", want.event, want.standing, want.words.join(" "));
        }
    }
    println!("## Headlines");
    for h in &derived.headlines {
        let Some(a) = page(&h.article) else { continue };
        let name = a.article.source.rsplit('/').next().unwrap_or("");
        let Some(want) = gold.pages.get(name) else { continue };
        if want.headline_verdict != h.verdict.name() {
            println!(
                "{} want {} | {} | {}",
                h.verdict.name(),
                want.headline_verdict,
                want.headline,
                h.why
            );
        }
    }
    Ok(())
}

fn by_page(analyses: &[Analysis]) -> BTreeMap<&str, &Analysis> {
    analyses
        .iter()
        .map(|a| (a.article.source.rsplit('/').next().unwrap_or(""), a))
        .collect()
}

fn read() -> anyhow::Result<(Gold, Vec<Analysis>, Derived)> {
    let text = std::fs::read_to_string(root().join("corpus/samples/gold.json")).context("corpus/samples/gold.json")?;
    let gold: Gold = serde_json::from_str(&text).context("corpus/samples/gold.json")?;
    let folder = root().join("samples/pages");
    let paths: Vec<String> = gold
        .pages
        .keys()
        .map(|p| folder.join(p).to_string_lossy().into_owned())
        .collect();
    let (analyses, derived) = records::derive(&paths)?;
    Ok((gold, analyses, derived))
}

fn ordered(a: ArticleId, b: ArticleId) -> (ArticleId, ArticleId) {
    if a < b { (a, b) } else { (b, a) }
}

fn pair_f1(gold: impl Iterator<Item = Vec<ArticleId>>, have: impl Iterator<Item = Vec<ArticleId>>) -> f64 {
    fn pairs(clusters: impl Iterator<Item = Vec<ArticleId>>) -> BTreeSet<(ArticleId, ArticleId)> {
        clusters
            .flat_map(|c| {
                c.iter()
                    .enumerate()
                    .flat_map(|(i, a)| c[i + 1..].iter().map(|b| ordered(a.clone(), b.clone())))
                    .collect::<Vec<_>>()
            })
            .collect()
    }
    let (gold, have) = (pairs(gold), pairs(have));
    2.0 * gold.intersection(&have).count() as f64 / (gold.len() + have.len()).max(1) as f64
}

fn shingles(text: &str) -> BTreeSet<String> {
    let list: Vec<&str> = words(text).iter().map(|t| t.span.of(text)).collect();
    list.windows(4).map(|w| w.join(" ")).collect()
}
