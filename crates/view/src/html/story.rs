//! A story page as one HTML file.

use super::copies;
use super::links::{Links, back, local};
use super::shell::{chip, cites, colour, escape, file, foot, lang, link, section};
use super::{timeline, tree};
use crate::claims::{ClaimRow, Difference};
use crate::labels::{self, Label, Noun, is_hindi};
use crate::names::ArticleRow;
use crate::{dates, story::StoryPage};
use std::fmt::Write;

/// Claims and figures that are shown at once.
const OPEN: usize = 14;

/// A story page as one HTML file.
pub fn story(page: &StoryPage) -> String {
    story_in_set(page, &Links::NONE)
}

/// A story page that links to the other pages of a set.
pub fn story_in_set(page: &StoryPage, links: &Links<'_>) -> String {
    let mut body = String::new();
    header(&mut body, page, links);
    body.push_str("<main id=\"main\">\n");
    quick_read(&mut body, page);
    chronology(&mut body, page, links);
    if !page.word.is_empty() || !page.unsourced.is_empty() {
        section(&mut body, "word", labels::WORD, page.language);
        tree::trees(&mut body, page);
        body.push_str("</section>\n");
    }
    differences(&mut body, page);
    claims(&mut body, page);
    figures(&mut body, page);
    headlines(&mut body, page);
    if !page.copies.is_empty() {
        section(&mut body, "copies", labels::COPIES, page.language);
        body.push_str("<ul class=\"cards\">\n");
        for row in &page.copies {
            copies::card(&mut body, row, page.language);
        }
        body.push_str("</ul></section>\n");
    }
    faq(&mut body, page);
    articles(&mut body, page, links);
    cited(&mut body, page, links);
    notices(&mut body, page);
    body.push_str("</main>\n");
    body.push_str(&foot(page.language));
    file(&page.title, page.language, &body)
}

fn header(out: &mut String, page: &StoryPage, links: &Links<'_>) {
    let l = page.language;
    out.push_str("<header>\n");
    out.push_str(&back(links, labels::STORIES.of(l)));
    if let Some(s) = &page.storyline {
        let _ = writeln!(out, "<p class=\"kicker\">{}</p>", escape(&s.title));
    }
    let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", escape(&page.title));
    let mut when = escape(&dates::span(page.start.as_deref(), page.end.as_deref(), l));
    if !page.places.is_empty() {
        let places: Vec<&str> = page.places.iter().take(6).map(|p| p.as_str()).collect();
        let _ = write!(when, " <span class=\"soft\">· {}</span>", escape(&places.join(", ")));
    }
    let _ = writeln!(out, "<p class=\"when\">{when}</p>");
    let _ = writeln!(
        out,
        "<p class=\"count\"><b>{}</b> · {}</p>",
        labels::count(page.origins, Noun::Origin, l),
        labels::count(page.article_count, Noun::Article, l)
    );
    if !page.ultimate_sources.is_empty() {
        let said = if is_hindi(l) {
            "सूचना का आख़िरी सिरा"
        } else {
            "At the end of the chains"
        };
        let _ = write!(out, "<ul class=\"chips\"><li class=\"soft\">{said}:</li>");
        for s in &page.ultimate_sources {
            let _ = write!(out, "<li>{}</li>", chip("", s));
        }
        out.push_str("</ul>\n");
    }
    let sections: [(&str, Label, bool); 9] = [
        ("quick", labels::QUICK_READ, !page.bullets.is_empty()),
        ("when", labels::TIMELINE, has_chronology(page)),
        ("word", labels::WORD, !page.word.is_empty()),
        ("differences", labels::DIFFERENCES, !page.differences.is_empty()),
        ("claims", labels::CLAIMS, !page.claims.is_empty()),
        ("figures", labels::FIGURES, !page.figures.is_empty()),
        ("copies", labels::COPIES, !page.copies.is_empty()),
        ("articles", labels::ARTICLES, !page.articles.is_empty()),
        ("cited", labels::CITED, !page.citations.is_empty()),
    ];
    out.push_str("<nav>\n");
    for (id, label, _) in sections.iter().filter(|s| s.2) {
        let _ = writeln!(out, "<a href=\"#{id}\">{}</a>", label.of(l));
    }
    out.push_str("</nav>\n</header>\n");
}

fn quick_read(out: &mut String, page: &StoryPage) {
    if page.bullets.is_empty() {
        return;
    }
    section(out, "quick", labels::QUICK_READ, page.language);
    out.push_str("<ul class=\"quick\">\n");
    for b in &page.bullets {
        let _ = write!(out, "<li dir=\"auto\">{}{}", escape(&b.text), cites(&b.cites));
        if !b.said_by.is_empty() {
            let _ = write!(out, "<span class=\"by\">{}</span>", escape(&b.said_by.join("; ")));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul></section>\n");
}

fn has_chronology(page: &StoryPage) -> bool {
    page.storyline.is_some() || !page.timeline.is_empty()
}

fn chronology(out: &mut String, page: &StoryPage, links: &Links<'_>) {
    if !has_chronology(page) {
        return;
    }
    let l = page.language;
    section(out, "when", labels::TIMELINE, l);
    out.push_str(&timeline::picture(page).unwrap_or_default());
    if !page.timeline.is_empty() {
        out.push_str("<ol class=\"steps\">\n");
        for t in &page.timeline {
            let _ = writeln!(
                out,
                "<li><span class=\"d\">{}</span><span dir=\"auto\">{}{}</span></li>",
                escape(&dates::human(&t.date, l)),
                escape(&t.text),
                cites(&t.cites)
            );
        }
        out.push_str("</ol>\n");
    }
    if let Some(s) = &page.storyline {
        let _ = writeln!(out, "<h3>{}</h3>\n<ol class=\"steps\">", labels::STORYLINE.of(l));
        for e in &s.events {
            let this = e.when == "this";
            let when = escape(&dates::span(e.start.as_deref(), e.end.as_deref(), l));
            let _ = writeln!(
                out,
                "<li{}><span class=\"d\">{when}</span><span dir=\"auto\">{} <span class=\"small soft\">{}</span>{}</span></li>",
                if this {
                    " class=\"this\" aria-current=\"true\""
                } else {
                    ""
                },
                if this {
                    escape(&e.title)
                } else {
                    local(&escape(&e.title), (links.story)(&e.id))
                },
                if this {
                    labels::THIS.of(l).to_string()
                } else {
                    labels::count(e.origins, Noun::Origin, l)
                },
                e.new_in().map_or_else(String::new, |new| format!(
                    "<br><span class=\"small\"><b>{}</b> {}</span>",
                    labels::NEW.of(l),
                    escape(&new)
                )),
            );
        }
        out.push_str("</ol>\n");
    }
    background(out, page, links);
    out.push_str("</section>\n");
}

/// What the reports tell again of earlier events.
fn background(out: &mut String, page: &StoryPage, links: &Links<'_>) {
    if page.background.is_empty() {
        return;
    }
    let l = page.language;
    let _ = writeln!(out, "<h3>{}</h3>\n<ul class=\"steps\">", labels::BACKGROUND.of(l));
    for row in &page.background {
        let _ = writeln!(
            out,
            "<li><span class=\"d\">{}</span><span dir=\"auto\">{}{} <span class=\"small soft\">{}</span></span></li>",
            escape(&dates::span(row.of_start.as_deref(), None, l)),
            escape(&row.text),
            cites(&row.cites),
            local(&escape(&row.of_title), (links.story)(&row.of)),
        );
    }
    out.push_str("</ul>\n");
}

fn differences(out: &mut String, page: &StoryPage) {
    if page.differences.is_empty() {
        return;
    }
    section(out, "differences", labels::DIFFERENCES, page.language);
    folded(
        out,
        &page.differences,
        page.language,
        "<ul class=\"cards\">\n",
        "</ul>\n",
        &|out, d| difference(out, d, page.language),
    );
    out.push_str("</section>\n");
}

fn difference(out: &mut String, d: &Difference, l: &str) {
    let _ = writeln!(
        out,
        "<li class=\"card\"><p>{} <span dir=\"auto\">{}</span></p>",
        chip(colour(d.kind), labels::standing(d.kind).of(l)),
        escape(&d.text)
    );
    out.push_str("<ul class=\"sides\">\n");
    for s in &d.sides {
        out.push_str("<li>");
        if let Some(v) = &s.value {
            let _ = write!(out, "<b>{}</b> ", escape(v));
        }
        let _ = writeln!(
            out,
            "{} <span class=\"soft\">{}</span>{}</li>",
            escape(&s.who.join("; ")),
            labels::stance(s.stance).of(l),
            cites(&s.cites)
        );
    }
    out.push_str("</ul>\n");
    note(out, &d.note_shown, l);
    out.push_str("</li>\n");
}

fn note(out: &mut String, text: &str, l: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "<p class=\"small soft\"{}>{}</p>", lang("en", l), escape(text));
    }
}

/// The first items at once, the others folded. Both between `open` and `close`.
fn folded<T>(out: &mut String, list: &[T], l: &str, open: &str, close: &str, item: &dyn Fn(&mut String, &T)) {
    let (first, rest) = list.split_at(list.len().min(OPEN));
    for (part, fold) in [(first, false), (rest, true)] {
        if part.is_empty() {
            continue;
        }
        if fold {
            let _ = writeln!(out, "<details><summary>{}</summary>", labels::more(part.len(), l));
        }
        out.push_str(open);
        for x in part {
            item(out, x);
        }
        out.push_str(close);
        if fold {
            out.push_str("</details>\n");
        }
    }
}

fn claims(out: &mut String, page: &StoryPage) {
    if page.claims.is_empty() {
        return;
    }
    let l = page.language;
    section(out, "claims", labels::CLAIMS, l);
    let caption = if is_hindi(l) {
        "समर्थन स्वतंत्र मूल स्रोतों से गिना गया है; एक ही पाठ की नक़लें एक गिनी जाती हैं।"
    } else {
        "Support is counted by independent origin; copies of one text count once."
    };
    let open = table(caption, &[labels::CLAIM, labels::STANDING, labels::ORIGINS], l);
    folded(out, &page.claims, l, &open, "</tbody></table>\n", &|out, c| {
        claim(out, c, l)
    });
    out.push_str("</section>\n");
}

/// Opens a table that becomes a list of cards on a phone.
fn table(caption: &str, heads: &[Label], l: &str) -> String {
    let mut out = format!(
        "<table class=\"stack\"><caption>{}</caption><thead><tr>",
        escape(caption)
    );
    for h in heads {
        let _ = write!(out, "<th scope=\"col\">{}</th>", h.of(l));
    }
    out.push_str("</tr></thead><tbody>\n");
    out
}

fn claim(out: &mut String, c: &ClaimRow, l: &str) {
    let _ = write!(
        out,
        "<tr><td><span dir=\"auto\">{}</span>{}",
        escape(&c.text),
        cites(&c.cites)
    );
    note(out, &c.note_shown, l);
    if !c.details.is_empty() {
        let _ = write!(out, "<p class=\"small soft\">{}: ", labels::SHARED_TOO.of(l));
        for (i, d) in c.details.iter().enumerate() {
            let mark = if i > 0 { " · " } else { "" };
            let _ = write!(
                out,
                "{mark}<span dir=\"auto\">{}</span>{}",
                escape(&d.text),
                cites(&d.cites)
            );
        }
        out.push_str("</p>\n");
    }
    let who = if is_hindi(l) {
        "कौन कहता है"
    } else {
        "Who says so"
    };
    let _ = writeln!(out, "<details><summary>{who}</summary><ul class=\"sides\">");
    for s in &c.support {
        let value = s
            .value
            .as_ref()
            .map(|v| format!("<b>{}</b> ", escape(v)))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "<li>{value}{} <span class=\"soft\">{}</span>{}</li>",
            escape(&s.said_by),
            labels::stance(s.stance).of(l),
            cites(&[s.cite])
        );
    }
    let _ = writeln!(
        out,
        "</ul></details></td><td>{}</td><td><b>{}</b><span class=\"by\">{}</span></td></tr>",
        chip(colour(c.standing), labels::standing(c.standing).of(l)),
        labels::support(c.origins, c.articles, l),
        escape(&c.origin_names.join(", "))
    );
}

fn figures(out: &mut String, page: &StoryPage) {
    if page.figures.is_empty() {
        return;
    }
    let l = page.language;
    section(out, "figures", labels::FIGURES, l);
    let caption = if is_hindi(l) {
        "हर आंकड़ा उस दिन का है जिस दिन उसे पहली बार छापा गया।"
    } else {
        "Each figure is as of the day on which it was first printed here."
    };
    let heads = [
        labels::VALUE,
        labels::WHAT,
        labels::STATUS,
        labels::AS_OF,
        labels::SAID_BY,
        labels::ORIGINS,
    ];
    folded(
        out,
        &page.figures,
        l,
        &table(caption, &heads, l),
        "</tbody></table>\n",
        &|out, f| {
            let (as_of, basis) = match &f.as_of {
                Some(d) => (dates::human(d.split('T').next().unwrap_or(d), l), f.as_of_basis),
                None => (labels::UNKNOWN_DATE.of(l).to_string(), "stated"),
            };
            let basis = match basis {
                "stated" => String::new(),
                b => format!(" ({})", labels::basis(b).of(l)),
            };
            let what = f.what(l);
            let said = if f.said_by.is_empty() {
                "–".to_string()
            } else {
                escape(&f.said_by.join("; "))
            };
            let status = match labels::figure_status(f.status).of(l) {
                "–" => String::new(),
                s => chip(if f.status == "denied" { "bad" } else { "" }, s),
            };
            let _ = writeln!(
                out,
                "<tr><td class=\"num\">{}{}</td><td dir=\"auto\">{}</td><td>{status}</td><td data-l=\"{}\">{as_of}{basis}</td>\
             <td data-l=\"{}\">{said}{}</td><td data-l=\"{}\">{}</td></tr>",
                if f.approx { "~" } else { "" },
                escape(&f.value),
                escape(&what),
                labels::AS_OF.of(l),
                labels::SAID_BY.of(l),
                cites(&f.cites),
                labels::ORIGINS.of(l),
                escape(&f.origins.join(", "))
            );
        },
    );
    out.push_str("</section>\n");
}

fn headlines(out: &mut String, page: &StoryPage) {
    if page.headlines.is_empty() {
        return;
    }
    let l = page.language;
    section(out, "headlines", labels::HEADLINES, l);
    out.push_str("<ul class=\"cards\">\n");
    for h in &page.headlines {
        let _ = writeln!(
            out,
            "<li class=\"card\"><h3 dir=\"auto\">{}</h3><p class=\"small\"><span class=\"soft\">{}</span> {}{}</p>",
            escape(&h.headline),
            escape(&h.outlet),
            chip(colour(h.verdict), labels::verdict(h.verdict).of(l)),
            cites(&h.cites)
        );
        note(out, &h.why, l);
        out.push_str("</li>\n");
    }
    out.push_str("</ul></section>\n");
}

fn faq(out: &mut String, page: &StoryPage) {
    if page.faq.is_empty() {
        return;
    }
    section(out, "faq", labels::FAQ, page.language);
    out.push_str("<dl class=\"qa\">\n");
    for f in &page.faq {
        let _ = writeln!(
            out,
            "<dt dir=\"auto\">{}</dt><dd dir=\"auto\">{}{}</dd>",
            escape(&f.question),
            escape(&f.answer),
            cites(&f.cites)
        );
    }
    out.push_str("</dl></section>\n");
}

fn articles(out: &mut String, page: &StoryPage, links: &Links<'_>) {
    section(out, "articles", labels::ARTICLES, page.language);
    out.push_str("<ul class=\"cards\">\n");
    for (i, a) in page.articles.iter().enumerate() {
        article(out, a, i, page, links);
    }
    out.push_str("</ul></section>\n");
}

fn article(out: &mut String, a: &ArticleRow, i: usize, page: &StoryPage, links: &Links<'_>) {
    let l = page.language;
    let _ = writeln!(
        out,
        "<li class=\"card\" id=\"a{i}\"><h3{} dir=\"auto\">{}</h3><p class=\"small\"><b>{}</b> <span class=\"soft\">· {}</span>",
        lang(a.language, l),
        link(if a.headline.is_empty() { "–" } else { &a.headline }, a.url.as_deref()),
        escape(&a.outlet),
        escape(&dates::published(&a.published, l))
    );
    if let Some(agency) = &a.agency {
        let _ = write!(out, " {}", chip("calm", agency));
    }
    if let Some(o) = a
        .origin
        .as_ref()
        .filter(|o| **o != a.outlet && Some(*o) != a.agency.as_ref())
    {
        let _ = write!(
            out,
            " <span class=\"soft\">· {}: {}</span>",
            labels::ORIGINS.of(l),
            escape(o)
        );
    }
    out.push_str("</p>\n");
    if let Some(address) = (links.article)(&a.id) {
        let words = if is_hindi(l) {
            "इस पन्ने में क्या मिला"
        } else {
            "What was found in this page"
        };
        let _ = writeln!(out, "<p class=\"small\">{}</p>", local(words, Some(address)));
    }
    if a.published.basis != "stated" {
        note(out, &a.published.why, l);
    }
    for row in page.copies.iter().filter(|c| c.to == a.id) {
        let _ = writeln!(
            out,
            "<p class=\"small soft\">{} {}: {}</p>",
            if row.directed { "←" } else { "–" },
            escape(&row.from_outlet),
            copies::summary(row, l)
        );
    }
    out.push_str("</li>\n");
}

fn cited(out: &mut String, page: &StoryPage, links: &Links<'_>) {
    if page.citations.is_empty() {
        return;
    }
    section(out, "cited", labels::CITED, page.language);
    out.push_str("<ol class=\"cited\">\n");
    let line = if is_hindi(page.language) {
        "पंक्ति"
    } else {
        "line"
    };
    for c in &page.citations {
        let place = match page.articles.iter().position(|a| a.id == c.article) {
            Some(i) => format!("<a href=\"#a{i}\">{}</a>", escape(&c.outlet)),
            None => escape(&c.outlet),
        };
        let _ = writeln!(
            out,
            "<li id=\"c{n}\"><span class=\"no\">{n}</span><blockquote{} dir=\"auto\">{}<mark>{}</mark>{}</blockquote>\
             <cite class=\"small soft\">{place}, {}</cite></li>",
            lang(c.language, page.language),
            escape(&c.before),
            escape(&c.quote),
            escape(&c.after),
            local(
                &format!("{}, {line} {}", escape(&c.article), c.line),
                (links.article)(&c.article).map(|a| format!("{a}#l{}", c.line))
            ),
            n = c.n,
        );
    }
    out.push_str("</ol></section>\n");
}

fn notices(out: &mut String, page: &StoryPage) {
    if page.notices.is_empty() {
        return;
    }
    section(out, "notices", labels::NOTICES, page.language);
    out.push_str("<ul class=\"edits small\" lang=\"en\">\n");
    for n in &page.notices {
        let _ = writeln!(
            out,
            "<li><code>{}</code> {} <span class=\"soft\">{}</span></li>",
            escape(&n.code),
            escape(&n.message),
            escape(&n.article)
        );
    }
    out.push_str("</ul></section>\n");
}
