//! The right side of a story page: figures, whose word, storyline, copies.

use super::figure::{change, value, whose};
use super::frame::{Frame, Target};
use super::parts::{esc, said, section, section_named, spoken, voice};
use super::svg::{self, Carrier};
use super::words;
use crate::groups::FigureGroup;
use crate::lineage::CopyRow;
use crate::story::StoryPage;
use crate::{dates, labels};
use std::collections::BTreeSet;
use std::fmt::Write;
use sutradhar_text::phonetic::key;

/// Groups of figures listed below the picture.
const GROUPS: usize = 5;
/// Rows of the tree of words.
const NAMES: usize = 5;
/// Events of a storyline on each side of this one.
const AROUND: usize = 3;

pub(super) fn figures(out: &mut String, p: &StoryPage, f: &Frame<'_>, groups: &[FigureGroup<'_>]) {
    if groups.is_empty() {
        return;
    }
    // The group that the strip on top speaks of is drawn.
    let drawn = groups.iter().position(|g| change(f, g).is_some()).unwrap_or(0);
    let picture = groups.get(drawn).and_then(|g| svg::figures(f, g, "t-figures", 330.0));
    let mut listed: Vec<&FigureGroup<'_>> = groups.iter().collect();
    match (&picture, groups.get(drawn)) {
        (Some(picture), Some(g)) => {
            section_named(out, "figures", &g.what(f.ui.tag()));
            out.push_str(picture);
            listed.remove(drawn);
        }
        _ => section(out, f, "figures", labels::NUMBERS),
    }
    if !listed.is_empty() {
        let _ = write!(out, "<table><caption>{}</caption><tbody>", f.t(labels::LAST_VALUES));
        for g in listed.iter().take(GROUPS) {
            row(out, f, g);
        }
        out.push_str("</tbody></table>");
    }
    let text = f.either(
        format!("आंकड़ों का पूरा खाता ({})", p.figures.len()),
        format!("The whole ledger ({})", p.figures.len()),
    );
    out.push_str(&f.more(Target::StoryPart(&p.id, "figures"), &text));
    out.push_str("</section>\n");
}

fn row(out: &mut String, f: &Frame<'_>, g: &FigureGroup<'_>) {
    let Some(last) = g.last() else { return };
    let before = g
        .first()
        .filter(|r| r.number != last.number)
        .map_or_else(String::new, |r| {
            let v = esc(&value(r));
            format!(
                " <span class=\"rel\">{}</span>",
                f.either(format!("({v} से)"), format!("(from {v})"))
            )
        });
    let what = g.what(f.ui.tag());
    let _ = writeln!(
        out,
        "<tr><th scope=\"row\"{}>{}</th><td class=\"num\">{}{before}</td><td>{}</td></tr>",
        voice(f, &what),
        esc(&what),
        said(f, &value(last)),
        said(f, &whose(f, last))
    );
}

pub(super) fn word(out: &mut String, p: &StoryPage, f: &Frame<'_>) {
    if p.word.is_empty() {
        return;
    }
    section(out, f, "word", labels::WORD);
    let _ = write!(out, "<table><caption>{}</caption><tbody>", f.t(labels::SPOKEN));
    for n in p.word.iter().take(NAMES) {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"rel\">{}</td></tr>",
            said(f, &n.name),
            origins(f, n.origins),
            labels::count(n.statements, labels::Noun::Statement, f.ui.tag())
        );
    }
    out.push_str("</tbody></table>");
    let all = p.word.len();
    let text = f.either(format!("पूरा पेड़: {all} नाम"), format!("The whole tree: {all} names"));
    out.push_str(&f.more(Target::StoryPart(&p.id, "word"), &text));
    out.push_str("</section>\n");
}

/// Origins in the narrow words of a table.
pub(super) fn origins(f: &Frame<'_>, n: usize) -> String {
    labels::count(n, labels::Noun::Origin, f.ui.tag())
}

pub(super) fn storyline(out: &mut String, p: &StoryPage, f: &Frame<'_>) {
    let Some(line) = &p.storyline else { return };
    section(out, f, "thread", labels::LINE_OF);
    let here = line.events.iter().position(|e| e.when == "this").unwrap_or(0);
    let from = here.saturating_sub(AROUND);
    let to = (here + AROUND + 1).min(line.events.len());
    out.push_str("<ol class=\"steps\">");
    for e in line.events.get(from..to).unwrap_or_default() {
        let day = e.start.as_deref().or(e.end.as_deref());
        let day = day.map_or_else(
            || f.t(labels::UNKNOWN_DATE).to_string(),
            |d| dates::human(d.get(..7).unwrap_or(d), f.ui.tag()),
        );
        let title = said(f, &e.title);
        let (current, title) = match e.when {
            "this" => (" aria-current=\"true\"", format!("<span>{title}</span>")),
            _ => match f.link(Target::Story(&e.id), &title) {
                t if t.starts_with("<a") => ("", t),
                t => ("", format!("<span>{t}</span>")),
            },
        };
        let _ = write!(out, "<li{current}><span class=\"d\">{}</span>{title}</li>", esc(&day));
    }
    out.push_str("</ol>");
    let text = words::all(f, line.events.len(), "घटनाएं", "events");
    out.push_str(&f.more(Target::Storyline(&line.id), &text));
    out.push_str("</section>\n");
}

/// Reports that carry text of others, with the agency whose text it is: `3 ख़बरें एमएसएस की नक़ल`.
pub(super) fn copied(p: &StoryPage, f: &Frame<'_>) -> Option<String> {
    let star = star(p)?;
    let n = star.carriers.len();
    let shared = star.name.is_none();
    let whose = star.name.unwrap_or_default();
    Some(match (f.hindi(), n, shared) {
        (true, 1, false) => format!("1 ख़बर में {whose} का पाठ"),
        (true, n, false) => format!("{n} ख़बरों में {whose} का पाठ"),
        (true, n, true) => format!("{n} ख़बरों में एक ही पाठ"),
        (false, 1, false) => format!("1 report carries the text of {whose}"),
        (false, n, false) => format!("{n} reports carry the text of {whose}"),
        (false, n, true) => format!("{n} reports share one text"),
    })
}

/// A text and those who carry it.
pub(super) struct Star {
    /// The agency or the outlet whose text it is.
    pub name: Option<String>,
    /// Those who carry it.
    pub carriers: Vec<Carrier>,
}

/// The source whose text most reports carry. Pairs of one outlet (its own later versions) do not count.
pub(super) fn star(p: &StoryPage) -> Option<Star> {
    let pairs: Vec<&CopyRow> = p.copies.iter().filter(|c| c.relation != "revision").collect();
    let key = |c: &CopyRow| match (&c.agency, c.directed) {
        (Some(agency), _) => (Some(agency.clone()), String::new()),
        (None, true) => (Some(c.from_outlet.clone()), c.from.clone()),
        (None, false) => (None, c.from.clone()),
    };
    let ids = |k: &(Option<String>, String)| -> BTreeSet<&str> {
        let of = pairs.iter().filter(|c| key(c) == *k);
        of.flat_map(|c| match (&c.agency, c.directed) {
            (None, true) => vec![c.to.as_str()],
            _ => vec![c.from.as_str(), c.to.as_str()],
        })
        .collect()
    };
    let best = pairs
        .iter()
        .map(|c| key(c))
        .max_by_key(|k| (ids(k).len(), std::cmp::Reverse(k.clone())))?;
    let carriers = p
        .articles
        .iter()
        .enumerate()
        .filter(|(_, a)| ids(&best).contains(a.id.as_str()))
        .map(|(i, a)| {
            let own = pairs.iter().filter(|c| key(c) == best && c.to == a.id);
            let most = own
                .clone()
                .map(|c| c.containment)
                .fold(None, |m: Option<f64>, c| Some(m.map_or(c, |m| m.max(c))));
            Carrier {
                name: format!("{} {}", i + 1, a.outlet),
                percent: most.map(|m| (m * 100.0).round() as u32),
                unquoted: own.clone().any(|c| c.changed.iter().any(|s| s.quote_marks_lost)),
            }
        })
        .collect();
    Some(Star { name: best.0, carriers })
}

pub(super) fn copies(out: &mut String, p: &StoryPage, f: &Frame<'_>) {
    if p.copies.is_empty() {
        return;
    }
    section(out, f, "copies", labels::COPIES);
    if let Some(star) = star(p) {
        let source = star
            .name
            .unwrap_or_else(|| f.either("एक ही पाठ", "one text").to_string());
        out.push_str(&svg::copies(f, &source, &star.carriers, "t-copies"));
    }
    if let Some(told) = swapped(p, f) {
        let _ = write!(out, "<p class=\"rel\">{told}</p>");
    }
    let text = f.t(labels::ALL_WORDS);
    out.push_str(&f.more(Target::StoryPart(&p.id, "copies"), text));
    out.push_str("</section>\n");
}

/// Whether a swap is worth telling: of whole words, and not of two spellings.
fn telling(words: &(String, String)) -> bool {
    let one = |s: &str| (1..=2).contains(&s.split_whitespace().count()) && s.chars().count() > 2;
    // Words of two scripts stand beside each other by chance: a kicker and the place that opens the other text.
    let alike = spoken(&words.0) == spoken(&words.1);
    one(&words.0) && one(&words.1) && alike && key(&words.0) != key(&words.1)
}

/// The change that says most: quote marks taken away, else a word put for another.
fn swapped(p: &StoryPage, f: &Frame<'_>) -> Option<String> {
    let directed = p.copies.iter().filter(|c| c.directed && c.relation != "revision");
    let best = directed.max_by_key(|c| {
        let lost = c.changed.iter().filter(|s| s.quote_marks_lost).count();
        let swaps = c.changed.iter().flat_map(|s| &s.words).filter(|w| telling(w)).count();
        (lost.min(1), swaps)
    })?;
    let lost = best.changed.iter().filter(|s| s.quote_marks_lost).count();
    // A change in a sentence that also lost its quote marks tells most.
    let mut changed: Vec<_> = best.changed.iter().collect();
    changed.sort_by_key(|s| !s.quote_marks_lost);
    let swap = changed.iter().flat_map(|s| &s.words).find(|w| telling(w));
    let outlet = said(f, &best.to_outlet);
    let swap = swap.map(|(a, b)| (said(f, a), said(f, b)));
    let lost = match (f.hindi(), lost) {
        (_, 0) => String::new(),
        (true, 1) => "1 वाक्य से उद्धरण चिह्न हटे।".into(),
        (true, n) => format!("{n} वाक्यों से उद्धरण चिह्न हटे।"),
        (false, 1) => "1 sentence lost its quote marks.".into(),
        (false, n) => format!("{n} sentences lost their quote marks."),
    };
    Some(match (f.hindi(), swap) {
        (_, None) if lost.is_empty() => return None,
        (true, Some((a, b))) => format!("{outlet} ने “{a}” की जगह “{b}” लिखा। {lost}"),
        (false, Some((a, b))) => format!("{outlet} has “{b}” for “{a}”. {lost}"),
        (_, None) => format!("{outlet}: {lost}"),
    })
}
