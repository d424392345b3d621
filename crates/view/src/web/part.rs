//! One aspect of a story in full: claims, word, figures, copies, timeline.

use super::figure::value;
use super::frame::{Frame, Target, page};
use super::notes::Notes;
use super::parts::{chip, esc, names, said, section, section_named, table, voice};
use super::story::{head, matter, timeline};
use super::svg::{self, Day};
use super::{copies, rail, words};
use crate::dates;
use crate::figures::FigureRow;
use crate::groups::{FigureGroup, figure_groups};
use crate::labels::{self, Noun};
use crate::matters::{Matter, matters};
use crate::story::StoryPage;
use crate::word::WordNode;
use std::fmt::Write;

/// The parts of a story that have a page, by the name in their address.
pub const PARTS: [&str; 5] = ["claims", "word", "figures", "copies", "timeline"];

/// Citations shown of one line.
const MARKS: usize = 8;

/// The parts of which a story has something to show.
pub fn parts_of(p: &StoryPage) -> Vec<&'static str> {
    let has = |part: &str| match part {
        "claims" => !matters(p).is_empty(),
        "word" => !p.word.is_empty() || !p.unsourced.is_empty(),
        "figures" => !p.figures.is_empty(),
        "copies" => !p.copies.is_empty(),
        _ => !p.timeline.is_empty(),
    };
    PARTS.into_iter().filter(|part| has(part)).collect()
}

/// One aspect of a story in full; `None` for a name that is not one of [`PARTS`].
pub fn story_part(p: &StoryPage, part: &str, f: &Frame<'_>) -> Option<String> {
    let mut notes = Notes::new(&p.articles, &p.citations);
    let mut body = String::new();
    let label = match part {
        "claims" => {
            claims(&mut body, p, f, &mut notes);
            labels::ALL_MATTERS
        }
        "word" => {
            word(&mut body, p, f, &mut notes);
            labels::WORD
        }
        "figures" => {
            figures(&mut body, p, f, &mut notes);
            labels::FIGURES
        }
        "copies" => {
            copied(&mut body, p, f, &mut notes);
            labels::COPIES
        }
        "timeline" => {
            times(&mut body, p, f, &mut notes);
            labels::TIMELINE
        }
        _ => return None,
    };
    if body.is_empty() {
        section_named(&mut body, "none", f.t(label));
        let none = f.either(
            "इस कहानी में ऐसा कुछ नहीं मिला।",
            "Nothing of the kind was found in this story.",
        );
        let _ = writeln!(body, "<p class=\"rel\">{none}</p></section>");
    }
    let mut out = head(p, f);
    tabs(&mut out, p, f, part);
    out.push_str(&body);
    out.push_str(&notes.passages(f));
    Some(page(f, &format!("{} · {}", f.t(label), p.title), &out))
}

/// Ways to the story and to its other parts.
pub(super) fn tabs(out: &mut String, p: &StoryPage, f: &Frame<'_>, part: &str) {
    let mut links: Vec<String> = Vec::new();
    if let Some(a) = (f.address)(Target::Story(&p.id)) {
        links.push(format!("<a href=\"{}\">← {}</a>", esc(&a), f.t(labels::IN_STORY)));
    }
    let names = [
        labels::ALL_MATTERS,
        labels::WORD,
        labels::FIGURES,
        labels::COPIES,
        labels::TIMELINE,
    ];
    for (name, label) in PARTS.iter().zip(names) {
        if let Some(a) = (f.address)(Target::StoryPart(&p.id, name)) {
            let here = if *name == part { " aria-current=\"page\"" } else { "" };
            links.push(format!("<a href=\"{}\"{here}>{}</a>", esc(&a), f.t(label)));
        }
    }
    if let Some(a) = (f.address)(Target::StoryChanges(&p.id)) {
        let here = if part == "changes" {
            " aria-current=\"page\""
        } else {
            ""
        };
        links.push(format!("<a href=\"{}\"{here}>{}</a>", esc(&a), f.t(labels::CHANGES)));
    }
    if !links.is_empty() {
        let name = f.either("कहानी के हिस्से", "Parts of the story");
        let _ = writeln!(
            out,
            "<nav class=\"tabs\" aria-label=\"{name}\">{}</nav>",
            links.concat()
        );
    }
}

pub(super) fn claims(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    let all = matters(p);
    let (contested, others): (Vec<&Matter>, Vec<&Matter>) = all.iter().partition(|m| m.is_contested());
    for (id, label, list) in [
        ("disputes", labels::MATTERS, contested),
        ("agreed", labels::UNCONTESTED, others),
    ] {
        if list.is_empty() {
            continue;
        }
        section(out, f, id, label);
        out.push_str("<ul class=\"claim\">\n");
        for m in list {
            matter(out, f, m, notes, MARKS);
            below(out, f, m, notes);
        }
        out.push_str("</ul></section>\n");
    }
}

/// What stands below a matter: why, by how many origins, and what else is shared.
fn below(out: &mut String, f: &Frame<'_>, m: &Matter, notes: &mut Notes<'_>) {
    // The item of the matter was just closed: it is opened again for what belongs to it.
    if out.ends_with("</ul></li>\n") {
        out.truncate(out.len() - "</li>\n".len());
    }
    let why = words::reasons(f, &m.reasons);
    if !why.is_empty() {
        let _ = write!(out, "<p class=\"rel\">{}</p>", esc(&why));
    }
    if !m.origins.is_empty() {
        let _ = write!(
            out,
            "<p class=\"rel\">{}: {}</p>",
            words::support(f, m.origins.len(), m.articles),
            names(f, &m.origins, ", ")
        );
    }
    if !m.details.is_empty() {
        let _ = write!(out, "<p class=\"rel\">{}: ", f.t(labels::SHARED_TOO));
        for (i, (text, origins, cites)) in m.details.iter().enumerate() {
            let mark = if i > 0 { " · " } else { "" };
            let _ = write!(
                out,
                "{mark}{} ({}) {}",
                said(f, text),
                rail::origins(f, *origins),
                notes.marks(f, cites, 3)
            );
        }
        out.push_str("</p>");
    }
    out.push_str("</li>\n");
}

pub(super) fn word(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    if p.word.is_empty() && p.unsourced.is_empty() {
        return;
    }
    section(out, f, "word", labels::WORD);
    let note = f.either(
        "जिसने कहा, उसके नीचे वे जिन्होंने आगे पहुंचाया। मोटे नाम: दो या ज़्यादा मूल स्रोतों से।",
        "Below each speaker stand those who passed it on. Bold: through two or more origins.",
    );
    let _ = writeln!(out, "<p class=\"rel\">{note}</p>");
    tree(out, f, &p.word, notes);
    out.push_str("</section>\n");
    if p.unsourced.is_empty() {
        return;
    }
    section(out, f, "unsourced", labels::UNSOURCED);
    let caption = f.either("किसी के हवाले के बिना कितने वाक्य", "Sentences that rest on nobody named");
    let heads = [
        f.t(labels::OUTLET),
        f.t(labels::COUNT),
        f.either("कुल वाक्य", "Of sentences"),
    ];
    out.push_str(&table(caption, &heads));
    for u in &p.unsourced {
        let name = f.link(Target::Article(&u.article, None), &said(f, &u.outlet));
        let _ = writeln!(
            out,
            "<tr><td>{name}</td><td class=\"num\">{}</td><td>{}</td></tr>",
            u.sentences, u.of
        );
    }
    out.push_str("</tbody></table></section>\n");
}

fn tree(out: &mut String, f: &Frame<'_>, nodes: &[WordNode], notes: &mut Notes<'_>) {
    out.push_str("<ul class=\"tree\">\n");
    for n in nodes {
        let name = said(f, &n.name);
        let name = if n.origins > 1 { format!("<b>{name}</b>") } else { name };
        let cites = if n.children.is_empty() {
            notes.marks(f, &n.cites, 3)
        } else {
            String::new()
        };
        let _ = write!(
            out,
            "<li>{name} <span class=\"rel\">{} · {}</span> {cites}",
            rail::origins(f, n.origins),
            labels::count(n.statements, Noun::Statement, f.ui.tag())
        );
        if !n.children.is_empty() {
            tree(out, f, &n.children, notes);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>");
}

pub(super) fn figures(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    for (i, g) in figure_groups(&p.figures).iter().enumerate() {
        // Where the whole story is one page, links to its figures lead to the first.
        let id = if i == 0 { "figures".into() } else { format!("f{i}") };
        section_named(out, &id, &g.what(f.ui.tag()));
        if let Some(picture) = svg::figures(f, g, &format!("t-f{i}"), 560.0) {
            let _ = write!(out, "<div class=\"picture mid\">{picture}</div>");
        }
        let caption = f.either(
            "हर आंकड़ा उस दिन का है जिस दिन उसे पहली बार छापा गया",
            "Each figure is as of the day on which it was first printed",
        );
        let heads = [
            labels::VALUE,
            labels::WHAT,
            labels::AS_OF,
            labels::SAID_BY,
            labels::ORIGINS,
        ];
        let heads: Vec<&str> = heads.iter().map(|h| f.t(*h)).collect();
        let _ = write!(out, "<div class=\"scroll\" tabindex=\"0\">{}", table(caption, &heads));
        for row in &g.rows {
            figure(out, f, g, row, notes);
        }
        out.push_str("</tbody></table></div></section>\n");
    }
}

fn figure(out: &mut String, f: &Frame<'_>, g: &FigureGroup<'_>, r: &FigureRow, notes: &mut Notes<'_>) {
    let l = f.ui.tag();
    let day = match (&r.as_of, r.as_of_basis) {
        (None, _) => f.t(labels::UNKNOWN_DATE).to_string(),
        (Some(d), "stated") => dates::day(d, l),
        (Some(d), basis) => format!("{} ({})", dates::day(d, l), labels::basis(basis).of(l)),
    };
    let mut status = match labels::figure_status(r.status).of(l) {
        "–" => String::new(),
        s => format!(" {}", chip(if r.status == "denied" { "bad" } else { "" }, "", s)),
    };
    if let Some(next) = g.successor(r) {
        let text = f.either("फिर", "then");
        status.push_str(&format!(" {}", chip("warn", "ch", &format!("{text} {}", value(next)))));
    }
    let by = if r.said_by.is_empty() {
        format!("<span class=\"rel\">{}</span>", f.t(labels::NO_SOURCE))
    } else {
        names(f, &r.said_by, "; ")
    };
    let _ = writeln!(
        out,
        "<tr><td class=\"num\">{}</td><td{}>{}{status}</td><td>{}</td><td>{by} {}</td><td>{}</td></tr>",
        said(f, &value(r)),
        voice(f, &r.counted),
        esc(&r.counted),
        esc(&day),
        notes.marks(f, &r.cites, MARKS),
        names(f, &r.origins, ", ")
    );
}

pub(super) fn copied(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    if p.copies.is_empty() {
        return;
    }
    section(out, f, "copies", labels::COPIES);
    if let Some(star) = rail::star(p) {
        let source = star
            .name
            .unwrap_or_else(|| f.either("एक ही पाठ", "one text").to_string());
        let picture = svg::copies(f, &source, &star.carriers, "t-copies");
        let _ = write!(out, "<div class=\"picture narrow\">{picture}</div>");
    }
    let name = |id: &str, outlet: &str| match p.articles.iter().position(|a| a.id == id) {
        Some(i) => format!("{} {outlet}", i + 1),
        None => outlet.to_string(),
    };
    out.push_str("<ul class=\"claim\">\n");
    for row in &p.copies {
        let marks: Vec<usize> = row.changed.iter().flat_map(|c| c.cites.iter().copied()).collect();
        let marks = notes.marks(f, &marks, MARKS);
        copies::card(out, f, row, &marks, &name);
    }
    out.push_str("</ul></section>\n");
}

pub(super) fn times(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    let days = svg::days(&p.articles);
    if let Some(picture) = svg::coverage(f, &days, "t-days") {
        section(out, f, "days", labels::ACROSS_DAYS);
        let _ = write!(out, "<div class=\"picture narrow\">{picture}</div>");
        let heads = [
            f.either("तारीख़", "Day"),
            f.either("नए मूल स्रोत", "New origins"),
            f.t(labels::REPORTS),
        ];
        out.push_str(&table(f.t(labels::ACROSS_DAYS), &heads));
        for (day, new, all) in days as Vec<Day> {
            let day = dates::short_day(day, f.ui.tag());
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td class=\"num\">{new}</td><td>{all}</td></tr>",
                esc(&day)
            );
        }
        out.push_str("</tbody></table></section>\n");
    }
    timeline(out, p, f, usize::MAX, notes);
}
