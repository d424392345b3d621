//! Outlets: counts with what they count, and no grades.

use super::frame::{Frame, Target, page};
use super::parts::{esc, facts, lang, said, section, table, voice};
use super::words;
use crate::pages::{ArticleLine, OutletCard, OutletListPage, OutletPage};
use crate::{dates, labels};
use std::fmt::Write;

/// What the numbers of an outlet are and are not.
fn note(f: &Frame<'_>) -> &'static str {
    f.either(
        "ये गिनतियां हैं, अंक या दर्जा नहीं: एजेंसी का पाठ छापना ग़लती नहीं है।",
        "These are counts, not grades: printing the text of an agency is no fault.",
    )
}

/// All outlets.
pub fn outlets(p: &OutletListPage, f: &Frame<'_>) -> String {
    outlets_from(p, None, f)
}

/// Some of all outlets, with the key of the page that has the next ones.
pub fn outlets_from(p: &OutletListPage, next: Option<&str>, f: &Frame<'_>) -> String {
    let title = f.t(labels::OUTLETS);
    let mut out = format!("<h1>{title}</h1>\n");
    if p.items.is_empty() {
        let none = f.either("अभी कोई अख़बार नहीं।", "No outlet yet.");
        let _ = writeln!(out, "<p>{none}</p>");
        return page(f, title, &out);
    }
    let heads = [
        f.t(labels::OUTLET),
        f.t(labels::REPORTS),
        f.either("साझा पाठ वाली", "Sharing text"),
        f.either("शीर्षक पाठ से आगे", "Headlines beyond text"),
    ];
    out.push_str(&table(note(f), &heads));
    for c in &p.items {
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"num\">{}</td><td>{}</td><td>{}</td></tr>",
            f.link(Target::Outlet(&c.id), &said(f, &c.name)),
            words::number(c.articles as f64),
            words::number(c.copies as f64),
            words::number(c.headlines as f64)
        );
    }
    out.push_str("</tbody></table>\n");
    if let Some(key) = next {
        super::list::more(&mut out, f, Target::OutletsFrom(key), &[], key);
    }
    page(f, title, &out)
}

/// One outlet.
pub fn outlet(p: &OutletPage, f: &Frame<'_>) -> String {
    let c = &p.card;
    let mut out = format!("<h1{} dir=\"auto\">{}</h1>\n", voice(f, &c.name), esc(&c.name));
    out.push_str(&facts(&counts(f, c)));
    let _ = writeln!(out, "<p class=\"rel\">{}</p>", note(f));
    if !p.agencies.is_empty() {
        section(&mut out, f, "agencies", labels::AGENCIES);
        let caption = f.either("जिन एजेंसियों को श्रेय दिया", "The agencies that it credits");
        out.push_str(&table(caption, &[f.t(labels::AGENCY), f.t(labels::REPORTS)]));
        for (name, n) in &p.agencies {
            let _ = writeln!(out, "<tr><td>{}</td><td class=\"num\">{n}</td></tr>", said(f, name));
        }
        out.push_str("</tbody></table></section>\n");
    }
    if !p.headlines.is_empty() {
        section(&mut out, f, "headlines", labels::HEADLINES);
        out.push_str("<ul class=\"claim\">\n");
        for (a, why) in &p.headlines {
            let _ = writeln!(
                out,
                "<li><p>{}</p><p class=\"rel\">{}</p></li>",
                article(f, a),
                said(f, why)
            );
        }
        out.push_str("</ul></section>\n");
    }
    section(&mut out, f, "articles", labels::REPORTS);
    out.push_str("<ul class=\"claim\">\n");
    for a in &p.articles {
        let _ = writeln!(out, "<li><p>{}</p></li>", article(f, a));
    }
    out.push_str("</ul></section>\n");
    page(f, &c.name, &out)
}

fn counts(f: &Frame<'_>, c: &OutletCard) -> Vec<String> {
    let reports = format!("<b>{}</b>", words::reports(f, c.articles));
    let mut list = vec![reports];
    if c.copies > 0 {
        list.push(f.either(
            format!("{} में साझा पाठ", c.copies),
            format!("{} share text with others", c.copies),
        ));
    }
    if c.headlines > 0 {
        list.push(words::beyond(f, c.headlines));
    }
    list
}

/// An article of a list: headline, day.
pub(super) fn article(f: &Frame<'_>, a: &ArticleLine) -> String {
    let title = if a.title.is_empty() { "–" } else { &a.title };
    let name = f.link(
        Target::Article(&a.id, None),
        &format!("<span{} dir=\"auto\">{}</span>", lang(f, &a.language), esc(title)),
    );
    let day = a
        .day
        .as_deref()
        .map_or_else(String::new, |d| format!(" · {}", dates::day(d, f.ui.tag())));
    format!("{name} <span class=\"rel\">{}{}</span>", said(f, &a.outlet), esc(&day))
}
