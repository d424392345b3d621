//! The page of a claim: its words, how it stands, whose origins, and every place that gives it.

use super::frame::{Frame, Target, page_with};
use super::notes::Notes;
use super::parts::{esc, facts, said, section, standing, table, voice};
use super::share::share;
use super::{rail, words};
use crate::citing::Citing;
use crate::claims::SupportRow;
use crate::exchange::jsonld;
use crate::pages::ClaimPage;
use crate::{dates, labels};
use std::fmt::Write;

/// The page of a claim.
pub fn claim(p: &ClaimPage, f: &Frame<'_>) -> String {
    let c = &p.claim;
    let l = f.ui.tag();
    let list = in_order(p);
    let mut order: Vec<(&str, Option<&str>)> = Vec::new();
    for s in &list {
        if !order.iter().any(|(id, _)| *id == s.article) {
            order.push((&s.article, day(p, s)));
        }
    }
    let mut notes = Notes::of(order, &p.citations);
    let story = f.link(Target::Story(&p.story.id), &said(f, &p.story.title));
    let mut out = format!(
        "<p class=\"crumb\">{}: {story} · {}</p>\n<h1{} dir=\"auto\">{}</h1>\n",
        f.t(labels::IN_STORY),
        words::support(f, p.story.origins, p.story.articles),
        voice(f, &c.text),
        esc(&c.text)
    );
    out.push_str(&facts(&[
        standing(f, c.standing),
        match c.origin_names.len() {
            0 => String::new(),
            n => words::support(f, n, c.articles),
        },
    ]));
    let why = words::reasons(f, &c.reasons);
    if !why.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", esc(&why));
    } else if !c.note.is_empty() && c.reasons.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", said(f, f.either(&c.note_shown, &c.note)));
    }
    // The first to print it; a report without a date is never the first.
    let first = list.iter().find(|s| s.stance == "asserts" && day(p, s).is_some());
    if let Some(first) = first {
        section(&mut out, f, "first", labels::FIRST_SEEN);
        let when = day(p, first).map_or_else(String::new, |d| words::clock(f, &dates::human(d, l)));
        let _ = writeln!(
            out,
            "<p>{} · {} {}</p></section>",
            said(f, &first.said_by),
            esc(&when),
            notes.marks(f, &[first.cite], 1)
        );
    }
    places(&mut out, p, f, &mut notes, &list);
    if !c.details.is_empty() {
        section(&mut out, f, "shared", labels::SHARED_TOO);
        out.push_str("<ul class=\"claim\">\n");
        for d in &c.details {
            let _ = writeln!(
                out,
                "<li><p{} dir=\"auto\">{} <span class=\"rel\">{}</span> {}</p></li>",
                voice(f, &d.text),
                esc(&d.text),
                rail::origins(f, d.origins),
                notes.marks(f, &d.cites, 6)
            );
        }
        out.push_str("</ul></section>\n");
    }
    section(&mut out, f, "counted", labels::HOW_COUNTED);
    let how = f.either(
        "एक एजेंसी का पाठ कितने भी अख़बार छापें, वह एक मूल स्रोत है। गिने गए मूल स्रोत:",
        "However many outlets print the text of one agency, it is one origin. Counted here:",
    );
    let _ = writeln!(out, "<p>{how}</p><ul>");
    for name in &c.origin_names {
        let _ = writeln!(out, "<li>{}</li>", said(f, name));
    }
    out.push_str("</ul></section>\n");
    share(&mut out, f, &Citing::claim(p));
    out.push_str(&notes.passages(f));
    page_with(f, &c.text, &f.data(|names| jsonld::claim(p, names)), &out)
}

/// The day of the report that a place is in.
fn day<'a>(p: &'a ClaimPage, s: &SupportRow) -> Option<&'a str> {
    p.published
        .iter()
        .find(|(id, _)| *id == s.article)
        .and_then(|(_, d)| d.as_deref())
}

/// The places in order of time, those without a date last.
fn in_order(p: &ClaimPage) -> Vec<&SupportRow> {
    let mut list: Vec<&SupportRow> = p.claim.support.iter().collect();
    list.sort_by_key(|s| (day(p, s).is_none(), day(p, s)));
    list
}

/// Every place that backs, denies or leaves out the claim.
fn places(out: &mut String, p: &ClaimPage, f: &Frame<'_>, notes: &mut Notes<'_>, list: &[&SupportRow]) {
    section(out, f, "places", labels::AS_PRINTED);
    let caption = f.either(
        "हर जगह जहां यह बात छपी, छपने के क्रम से",
        "Every place where it was printed, in order of time",
    );
    let heads = [
        "#",
        f.t(labels::OUTLET),
        f.t(labels::AS_PRINTED),
        f.t(labels::SAID_BY),
        f.t(labels::PRINTED),
        f.t(labels::ORIGIN),
    ];
    let _ = write!(out, "<div class=\"scroll\" tabindex=\"0\">{}", table(caption, &heads));
    for s in list {
        let quote = notes.get(s.cite).map_or("", |c| c.quote.as_str());
        let value = s
            .value
            .as_ref()
            .map_or_else(String::new, |v| format!("<b>{}</b> ", said(f, v)));
        let stance = match s.stance {
            "asserts" => String::new(),
            other => format!(" <span class=\"rel\">{}</span>", labels::stance(other).of(f.ui.tag())),
        };
        let when = day(p, s).map_or_else(|| f.t(labels::UNKNOWN_DATE).into(), |d| dates::day(d, f.ui.tag()));
        let _ = writeln!(
            out,
            "<tr><td class=\"num\">{}</td><td>{}</td><td>{value}<span{} dir=\"auto\">{}</span>\
             {stance} {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            notes.number(&s.article),
            f.link(Target::Article(&s.article, None), &said(f, &s.outlet)),
            voice(f, quote),
            esc(quote),
            notes.marks(f, &[s.cite], 1),
            said(f, &s.said_by),
            esc(&when),
            said(f, &s.origin)
        );
    }
    out.push_str("</tbody></table></div></section>\n");
}
