//! The figures of all stories: what is counted, which values it had, on whose word, in how many origins.

use super::figure::{value, whose};
use super::frame::{Frame, Target, bare, page_with};
use super::list::{filters, next_address};
use super::parts::{esc, facts, lang, query, said, table};
use crate::figures::FigureRow;
use crate::groups::{FigureGroup, figure_groups};
use crate::ledger::{FiguresPage, StoryFigures};
use crate::{dates, labels};
use std::fmt::Write;

/// The figures of stories, the newest story first.
pub fn figures(p: &FiguresPage, f: &Frame<'_>) -> String {
    let title = f.t(labels::NUMBERS);
    let mut out = format!("<h1>{title}</h1>\n");
    filters(&mut out, &p.filters, f);
    narrow(&mut out, p, f);
    let none = f.either("यहां ऐसा कोई आंकड़ा नहीं मिला।", "No figure that fits was found here.");
    if p.items.is_empty() {
        let _ = writeln!(out, "<p>{none}</p>");
    }
    for story in &p.items {
        one(&mut out, story, f);
    }
    let next = p.next.as_deref();
    let next = next.and_then(|c| next_address(f, Target::Figures, &p.filters, c));
    let mut head = String::new();
    if let Some(href) = next.as_deref().map(esc) {
        let _ = writeln!(
            out,
            "<p><a class=\"more\" rel=\"next\" href=\"{href}\">{} →</a></p>",
            f.t(labels::NEXT_PAGE)
        );
        let _ = writeln!(head, "<link rel=\"next\" href=\"{href}\">");
    }
    let rule = f.either(
        "क्रम: सबसे नई कहानी पहले। वही आंकड़े हैं जिनमें पाठ बताता है कि कौन या क्या गिना गया। हर आंकड़ा उस पंक्ति तक ले जाता है \
         जहां वह छपा है; तीर के बाद बाद में छपा मान है।",
        "Order: the newest story first. Only figures of which the text says who or what is counted. A figure leads to the \
         line that prints it; after an arrow stands the value that was printed later.",
    );
    let _ = writeln!(out, "<p class=\"rel\">{rule}</p>");
    page_with(f, title, &head, &out)
}

/// Kinds of figures that a reader looks for, by their words in an address.
const ROLES: [&str; 7] = [
    "killed", "injured", "missing", "rescued", "arrested", "infected", "money",
];

/// Ways to one kind of figures, and to those that changed.
fn narrow(out: &mut String, p: &FiguresPage, f: &Frame<'_>) {
    if !f.search {
        return;
    }
    let asked = |name: &str| p.filters.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let way = |name: &str, value: &str, label: &str| {
        let others = p.filters.iter().filter(|(n, _)| n != name);
        let mut fields: Vec<(&str, &str)> = others.map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let on = asked(name) == Some(value);
        fields.extend((!on).then_some((name, value)));
        let here = if on { " aria-current=\"true\"" } else { "" };
        fields.extend((!f.hindi()).then_some(("ui", "en")));
        format!("<a href=\"{}\"{here}>{label}</a>", esc(&query(bare(f.this), &fields)))
    };
    let mut ways: Vec<String> = ROLES
        .iter()
        .map(|role| match *role {
            "money" => way("counted", role, f.either("रक़म", "money")),
            role => way("counted", role, labels::figure_role(role).of(f.ui.tag())),
        })
        .collect();
    ways.push(way("changed", "1", f.either("सिर्फ़ बदले हुए", "only those that changed")));
    let name = f.t(labels::NARROW);
    let _ = writeln!(out, "<nav class=\"tabs\" aria-label=\"{name}\">{}</nav>", ways.concat());
}

fn one(out: &mut String, s: &StoryFigures, f: &Frame<'_>) {
    let name = f.link(Target::Story(&s.story), &said(f, &s.title));
    let _ = writeln!(out, "<section><h2{} dir=\"auto\">{name}</h2>", lang(f, s.language));
    let days = match (&s.start, &s.end) {
        (Some(a), Some(b)) if a != b => format!("{} – {}", dates::day(a, f.ui.tag()), dates::day(b, f.ui.tag())),
        (Some(a), _) => dates::day(a, f.ui.tag()),
        _ => f.t(labels::UNKNOWN_DATE).to_string(),
    };
    out.push_str(&facts(&[esc(&days)]));
    let heads = [
        labels::WHAT,
        labels::VALUE,
        labels::AS_OF,
        labels::SAID_BY,
        labels::ORIGINS,
    ];
    let heads: Vec<&str> = heads.iter().map(|h| f.t(*h)).collect();
    let caption = f.either("आंकड़े, जैसे छपे", "Figures as printed");
    let _ = write!(out, "<div class=\"scroll\" tabindex=\"0\">{}", table(caption, &heads));
    for group in figure_groups(&s.figures) {
        row(out, s, &group, f);
    }
    out.push_str("</tbody></table></div>");
    out.push_str(&f.more(Target::StoryPart(&s.story, "figures"), f.t(labels::FIGURES)));
    out.push_str("</section>\n");
}

fn row(out: &mut String, s: &StoryFigures, g: &FigureGroup<'_>, f: &Frame<'_>) {
    let Some(last) = g.last() else { return };
    let mut values = String::new();
    if let Some(first) = g.first().filter(|r| r.number != last.number) {
        let _ = write!(values, "{} → ", printed(s, first, f));
    }
    values.push_str(&printed(s, last, f));
    let others: Vec<String> = g.others().iter().map(|r| printed(s, r, f)).collect();
    if !others.is_empty() {
        let also = f.either("और दावे", "also");
        let _ = write!(values, " <span class=\"rel\">({also}: {})</span>", others.join(", "));
    }
    let day = last.as_of.as_deref();
    let day = day.map_or_else(|| f.t(labels::UNKNOWN_DATE).to_string(), |d| dates::day(d, f.ui.tag()));
    let by = match last.said_by.is_empty() {
        true => format!("<span class=\"rel\">{}</span>", f.t(labels::NO_SOURCE)),
        false => super::parts::names(f, &last.said_by, "; "),
    };
    let _ = writeln!(
        out,
        "<tr><td dir=\"auto\">{}</td><td class=\"num\">{values}</td><td>{}</td><td dir=\"auto\">{by}</td><td dir=\"auto\">{}</td></tr>",
        said(f, &g.what(f.ui.tag())),
        esc(&day),
        said(f, &whose(f, last)),
    );
}

/// A value as a way to the line that prints it.
fn printed(s: &StoryFigures, r: &FigureRow, f: &Frame<'_>) -> String {
    let shown = esc(&value(r));
    let cited = r.cites.iter().find_map(|n| s.citations.iter().find(|c| c.n == *n));
    match cited {
        Some(c) => f.link(Target::Article(&c.article, Some(c.line)), &shown),
        None => shown,
    }
}
