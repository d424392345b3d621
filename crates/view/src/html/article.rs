//! An article page as one HTML file.

use super::copies;
use super::links::{Links, back, local};
use super::shell::{chip, colour, escape, file, foot, lang, link, section};
use crate::article::ArticlePage;
use crate::{dates, labels};
use std::fmt::Write;

/// An article page as one HTML file.
pub fn article(page: &ArticlePage) -> String {
    article_in_set(page, &[], &Links::NONE)
}

/// An article page that links to the other pages of a set; `stories` are ids and titles of the stories that it belongs to.
pub fn article_in_set(page: &ArticlePage, stories: &[(String, String)], links: &Links<'_>) -> String {
    let a = &page.article;
    let l = a.language;
    let mut out = String::from("<header>\n");
    out.push_str(&back(links, labels::STORIES.of(l)));
    for (id, title) in stories {
        let words = format!("↑ {}", escape(title));
        let _ = writeln!(
            out,
            "<p class=\"small\" dir=\"auto\">{}</p>",
            local(&words, (links.story)(id))
        );
    }
    let _ = writeln!(out, "<p class=\"kicker\">{}</p>", escape(&a.outlet));
    let title = if a.headline.is_empty() {
        "–"
    } else {
        a.headline.as_str()
    };
    let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", link(title, a.url.as_deref()));
    let _ = writeln!(
        out,
        "<p class=\"when\">{}</p>",
        escape(&dates::published(&a.published, l))
    );
    let _ = writeln!(
        out,
        "<p class=\"small soft\"{}>{}</p>",
        lang("en", l),
        escape(&a.published.why)
    );
    out.push_str("<dl class=\"facts\" lang=\"en\">\n");
    let minutes = format!("{} min", a.read_minutes);
    let tags = page.tags.join(", ");
    let facts: [(&str, &str); 8] = [
        ("Agency", a.agency.as_deref().unwrap_or("")),
        ("Byline", a.byline.as_deref().unwrap_or("")),
        ("Dateline", a.dateline.as_deref().unwrap_or("")),
        ("Language", a.language),
        ("Reading time", &minutes),
        ("Tags", &tags),
        ("Page", &a.source),
        ("Id", &a.id),
    ];
    for (name, value) in facts.iter().filter(|f| !f.1.is_empty()) {
        let _ = writeln!(out, "<dt>{name}</dt><dd lang=\"{l}\">{}</dd>", escape(value));
    }
    out.push_str("</dl>\n</header>\n<main id=\"main\">\n");
    if let Some(h) = &page.headline {
        section(&mut out, "headline", labels::HEADLINE_CHECK, l);
        let _ = writeln!(
            out,
            "<p>{} <span{}>{}</span></p></section>",
            chip(colour(h.verdict), labels::verdict(h.verdict).of(l)),
            lang("en", l),
            escape(&h.why)
        );
    }
    statements(&mut out, page);
    numbers(&mut out, page);
    times(&mut out, page);
    entities(&mut out, page);
    if !page.lineage.is_empty() {
        section(&mut out, "lineage", labels::LINEAGE, l);
        out.push_str("<ul class=\"cards\">\n");
        for row in &page.lineage {
            copies::card(&mut out, row, l);
        }
        out.push_str("</ul></section>\n");
    }
    lines(&mut out, page);
    if !page.notices.is_empty() {
        section(&mut out, "notices", labels::NOTICES, l);
        out.push_str("<ul class=\"edits small\" lang=\"en\">\n");
        for n in &page.notices {
            let _ = writeln!(out, "<li><code>{}</code> {}</li>", escape(&n.code), escape(&n.message));
        }
        out.push_str("</ul></section>\n");
    }
    out.push_str("</main>\n");
    out.push_str(&foot(l));
    file(title, l, &out)
}

fn at(line: u32) -> String {
    format!(" <a class=\"c\" href=\"#l{line}\" aria-label=\"line {line}\">{line}</a>")
}

fn statements(out: &mut String, page: &ArticlePage) {
    if page.statements.is_empty() {
        return;
    }
    let l = page.article.language;
    section(out, "statements", labels::STATEMENTS, l);
    out.push_str("<ul class=\"cards\">\n");
    for s in &page.statements {
        let _ = write!(
            out,
            "<li class=\"card\"><p dir=\"auto\">{}{}</p><p class=\"small\"><b>{}</b> <span class=\"soft\">{}</span>",
            escape(&s.text),
            at(s.line),
            escape(&s.said_by),
            s.form
        );
        if s.polarity != "asserts" {
            let _ = write!(out, " {}", chip("warn", labels::stance(s.polarity).of(l)));
        }
        if let Some(h) = &s.hedge {
            let _ = write!(out, " {}", chip("", h));
        }
        out.push_str("</p></li>\n");
    }
    out.push_str("</ul></section>\n");
}

fn head(out: &mut String, caption: &str, names: &[&str]) {
    let _ = write!(
        out,
        "<table><caption lang=\"en\">{caption}</caption><thead><tr lang=\"en\">"
    );
    for n in names {
        let _ = write!(out, "<th scope=\"col\">{n}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
}

fn numbers(out: &mut String, page: &ArticlePage) {
    if page.numbers.is_empty() {
        return;
    }
    let l = page.article.language;
    section(out, "numbers", labels::NUMBERS, l);
    head(
        out,
        "Figures, as the text puts them",
        &["Words", "Value", "Of what", "Status"],
    );
    for n in &page.numbers {
        let value = match n.number_max {
            Some(max) => format!("{}–{max}", n.number),
            None => n.number.to_string(),
        };
        let _ = writeln!(
            out,
            "<tr><td class=\"num\">{}{}</td><td>{}{value} {}</td><td dir=\"auto\">{}</td><td>{}</td></tr>",
            escape(&n.text),
            at(n.line),
            if n.approx { "~" } else { "" },
            escape(&n.unit),
            escape(&n.counted),
            labels::figure_status(n.status).of(l)
        );
    }
    out.push_str("</tbody></table></section>\n");
}

fn times(out: &mut String, page: &ArticlePage) {
    if page.times.is_empty() {
        return;
    }
    let l = page.article.language;
    section(out, "times", labels::TIMES, l);
    head(
        out,
        "Times, with the days they come to",
        &["Words", "Day", "Resolved from"],
    );
    for t in &page.times {
        let day = if t.value.is_empty() {
            "?".to_string()
        } else {
            dates::human(&t.value, l)
        };
        let _ = writeln!(
            out,
            "<tr><td dir=\"auto\">{}{}</td><td>{}</td><td class=\"soft\" lang=\"en\">{}</td></tr>",
            escape(&t.text),
            at(t.line),
            escape(&day),
            escape(&t.anchor)
        );
    }
    out.push_str("</tbody></table></section>\n");
}

fn entities(out: &mut String, page: &ArticlePage) {
    if page.entities.iter().all(|e| e.count == 0) {
        return;
    }
    section(out, "names", labels::ENTITIES, page.article.language);
    head(
        out,
        "People, places, organisations and named events",
        &["Name", "Kind", "As written, with lines"],
    );
    for e in page.entities.iter().filter(|e| e.count > 0) {
        let _ = write!(
            out,
            "<tr><td><b>{}</b></td><td class=\"soft\">{}</td><td dir=\"auto\">",
            escape(&e.name),
            e.kind
        );
        for (text, lines) in &e.mentions {
            let marks: String = lines.iter().map(|n| at(*n)).collect();
            let _ = write!(out, "{}{marks} ", escape(text));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table></section>\n");
}

fn lines(out: &mut String, page: &ArticlePage) {
    section(out, "lines", labels::LINES, page.article.language);
    out.push_str("<ol class=\"lines\">\n");
    for l in &page.lines {
        let off = matches!(l.class, "teaser" | "furniture" | "tags" | "summary" | "faq");
        let _ = writeln!(
            out,
            "<li id=\"l{n}\"><span class=\"no\">{n}</span><span class=\"cl small soft\" lang=\"en\">{}</span>\
             <span class=\"tx{}\" dir=\"auto\">{} <span class=\"small soft\" lang=\"en\">({})</span></span></li>",
            l.class,
            if off { " off" } else { "" },
            escape(&l.text),
            escape(&l.reason),
            n = l.n
        );
    }
    out.push_str("</ol></section>\n");
}
