//! The article page: the text first, with its lines numbered and what was found in it marked; then what was found.

use super::copies;
use super::frame::{Frame, Target, page_with};
use super::parts::{chip, esc, facts, lang, names, outward, said, section, source_name, standing, table, voice};
use super::story::why;
use super::words;
use crate::article::{ArticlePage, LineRow, NumberRow, StatementRow};
use crate::excerpt::is_clutter;
use crate::exchange::jsonld;
use crate::names::ArticleRow;
use crate::pages::StoryRef;
use crate::{dates, labels};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The page of an article, with the stories that it belongs to.
pub fn article(p: &ArticlePage, stories: &[StoryRef], f: &Frame<'_>) -> String {
    let a = &p.article;
    let l = f.ui.tag();
    let mut out = String::new();
    for s in stories {
        let title = f.link(Target::Story(&s.id), &said(f, &s.title));
        let _ = writeln!(
            out,
            "<p class=\"crumb\">{}: {title} · {}</p>",
            f.t(labels::IN_STORY),
            words::support(f, s.origins, s.articles)
        );
    }
    let title = if a.headline.is_empty() { "–" } else { &a.headline };
    let _ = writeln!(out, "<h1{} dir=\"auto\">{}</h1>", lang(f, a.language), esc(title));
    let fact = |label: labels::Label, value: &Option<String>| match value {
        Some(v) if !v.is_empty() => format!("{}: {}", f.t(label), said(f, v)),
        _ => String::new(),
    };
    let url = a.url.as_deref().or(Some(a.source.as_str()));
    let link = outward(f.t(labels::PUBLISHERS_PAGE), url);
    let link = if link.starts_with("<a") {
        link
    } else {
        said(f, &source_name(&a.source))
    };
    let minutes = match a.read_minutes {
        // Of a text that is not whole nobody knows how long it is.
        _ if !labels::is_whole(a.completeness) => String::new(),
        0 => String::new(),
        n => f.either(format!("{n} मिनट"), format!("{n} min")),
    };
    let language = labels::language_name(a.language);
    out.push_str(&facts(&[
        format!("<b>{}</b>", said(f, &a.outlet)),
        esc(&words::clock(f, &dates::published(&a.published, l))),
        fact(labels::AGENCY, &a.agency),
        fact(labels::BYLINE, &a.byline),
        fact(labels::DATELINE, &a.dateline),
        if a.language == l {
            String::new()
        } else {
            format!("<span lang=\"{}\">{language}</span>", esc(a.language))
        },
        minutes,
        in_part(f, a, true),
        match &p.fetched_at {
            Some(at) => format!("{}: {}", f.t(labels::FETCHED), said(f, at.get(..10).unwrap_or(at))),
            None => String::new(),
        },
        link,
    ]));
    if let Some(h) = &p.headline {
        section(&mut out, f, "headline", labels::HEADLINE_CHECK);
        let _ = writeln!(out, "<p>{} {}</p></section>", standing(f, h.verdict), why(f, h));
    }
    let shown = text(&mut out, p, f);
    statements(&mut out, p, f, &shown);
    numbers(&mut out, p, f, &shown);
    times(&mut out, p, f, &shown);
    entities(&mut out, p, f, &shown);
    if !p.lineage.is_empty() {
        section(&mut out, f, "lineage", labels::LINEAGE);
        out.push_str("<ul class=\"claim\">\n");
        for row in &p.lineage {
            copies::card(&mut out, f, row, "", &|_, outlet| outlet.to_string());
        }
        out.push_str("</ul></section>\n");
    }
    if !p.tags.is_empty() {
        let _ = writeln!(
            out,
            "<p class=\"rel\">{}: {}</p>",
            f.t(labels::TAGS),
            names(f, &p.tags, ", ")
        );
    }
    page_with(f, title, &f.data(|names| jsonld::article(p, stories, names)), &out)
}

/// A sign that the text is not the whole article, with why; nothing for a whole one.
pub(super) fn in_part(f: &Frame<'_>, a: &ArticleRow, why: bool) -> String {
    let label = labels::completeness(a.completeness);
    if label.en.is_empty() {
        return String::new();
    }
    let sign = chip("warn", "half", f.t(label));
    if !why {
        return sign;
    }
    let reason = labels::completeness_why(&a.completeness_why).unwrap_or(&a.completeness_why);
    format!("{sign} {}", esc(f.either(reason, a.completeness_why.as_str())))
}

/// Numbers of the lines that stand on the page.
type Shown = BTreeSet<u32>;

fn text(out: &mut String, p: &ArticlePage, f: &Frame<'_>) -> Shown {
    let own: Vec<&LineRow> = p.lines.iter().filter(|l| !is_clutter(l.class)).collect();
    let rest: Vec<&LineRow> = p.lines.iter().filter(|l| is_clutter(l.class)).collect();
    section(out, f, "text", labels::TEXT);
    if p.notices
        .iter()
        .any(|n| matches!(n.code.as_str(), "EXT-001" | "EXT-003" | "EXT-004"))
        || own.is_empty()
    {
        let partial = f.either("सिर्फ़ आंशिक पाठ मिला।", "Only a part of the text was found.");
        let _ = writeln!(out, "<p>{}</p>", chip("warn", "half", partial));
    }
    let marks = Marks::new(p);
    let shown = if f.full_text {
        lines(out, p, f, &own, &marks);
        if !rest.is_empty() {
            let n = rest.len();
            let name = f.either(
                format!(
                    "पन्ने का बाक़ी हिस्सा ({n} {})",
                    if n == 1 {
                        "पंक्ति"
                    } else {
                        "पंक्तियां"
                    }
                ),
                format!("Rest of the page ({n} {})", if n == 1 { "line" } else { "lines" }),
            );
            let _ = writeln!(out, "<details><summary>{name}</summary>");
            lines(out, p, f, &rest, &marks);
            out.push_str("</details>\n");
        }
        p.lines.iter().map(|l| l.n).collect()
    } else {
        let shown = p.excerpt_lines();
        let kept: Vec<&LineRow> = own.iter().filter(|l| shown.contains(&l.n)).copied().collect();
        let note = f.either(
            "यहां ख़बर का सिर्फ़ एक हिस्सा है: शीर्षक और कथन वाली पंक्तियां। पूरी ख़बर:",
            "Only a part of the report is shown: the headline and lines with a statement. The whole report:",
        );
        let link = outward(f.t(labels::PUBLISHERS_PAGE), p.article.url.as_deref());
        let link = if link.starts_with("<a") {
            link
        } else {
            said(f, &p.article.outlet)
        };
        let _ = writeln!(out, "<p class=\"rel\">{note} {link}</p>");
        lines(out, p, f, &kept, &marks);
        shown
    };
    out.push_str("</section>\n");
    shown
}

fn lines(out: &mut String, p: &ArticlePage, f: &Frame<'_>, list: &[&LineRow], marks: &Marks) {
    let _ = writeln!(out, "<ol class=\"lines\"{}>", lang(f, p.article.language));
    let mut before: Option<u32> = None;
    for l in list {
        left_out(out, p, f, before.map_or(0, |n| n + 1)..l.n);
        before = Some(l.n);
        let class = match l.class {
            "body" => "",
            "headline" | "subheading" => " class=\"head\"",
            _ => " class=\"off\"",
        };
        let name = f.either("पंक्ति", "line");
        let _ = writeln!(
            out,
            "<li id=\"L{n}\"{class}><a class=\"no\" href=\"#L{n}\" aria-label=\"{name} {n}\">{n}</a>\
             <div><p dir=\"auto\">{}</p>{}</div></li>",
            marks.line(l),
            super::lens::of_line(p, l, f),
            n = l.n
        );
    }
    let last = p.lines.iter().map(|l| l.n).max().unwrap_or(0);
    left_out(out, p, f, before.map_or(0, |n| n + 1)..last + 1);
    out.push_str("</ol>\n");
}

/// A gap where lines of the article's own are left out. Each keeps its place, so that a citation of one leads to where
/// it would stand.
fn left_out(out: &mut String, p: &ArticlePage, f: &Frame<'_>, numbers: std::ops::Range<u32>) {
    let skipped: Vec<&LineRow> = p.lines.iter().filter(|l| numbers.contains(&l.n)).collect();
    if f.full_text || skipped.iter().all(|l| is_clutter(l.class)) {
        return;
    }
    out.push_str("<li class=\"gap\">…");
    for l in skipped {
        let _ = write!(out, "<i id=\"L{}\"></i>", l.n);
    }
    out.push_str("</li>\n");
}

/// What is marked in the text: statements and figures, by code points.
struct Marks {
    statements: Vec<(u32, u32)>,
    numbers: Vec<(u32, u32)>,
}

impl Marks {
    fn new(p: &ArticlePage) -> Marks {
        Marks {
            statements: p.statements.iter().map(|s| (s.start, s.end)).collect(),
            numbers: p.numbers.iter().map(|n| (n.start, n.end)).collect(),
        }
    }

    /// A line with its marks. A line whose white space was folded has other places than its text, and gets none.
    fn line(&self, l: &LineRow) -> String {
        let chars: Vec<char> = l.text.chars().collect();
        if chars.len() as u32 != l.end.saturating_sub(l.start) {
            return esc(&l.text);
        }
        let within = |list: &[(u32, u32)], at: u32| list.iter().any(|(a, b)| *a <= at && at < *b);
        let mut out = String::new();
        let mut run = String::new();
        let mut state = (false, false);
        let flush = |out: &mut String, run: &mut String, state: (bool, bool)| {
            let text = esc(run);
            let _ = match state {
                (false, false) => write!(out, "{text}"),
                (true, false) => write!(out, "<u>{text}</u>"),
                (false, true) => write!(out, "<b>{text}</b>"),
                (true, true) => write!(out, "<u><b>{text}</b></u>"),
            };
            run.clear();
        };
        for (i, c) in chars.iter().enumerate() {
            let at = l.start + i as u32;
            let now = (within(&self.statements, at), within(&self.numbers, at));
            if now != state {
                flush(&mut out, &mut run, state);
                state = now;
            }
            run.push(*c);
        }
        flush(&mut out, &mut run, state);
        out
    }
}

/// A link to a line of this page; its number alone where the line is not shown.
fn at(f: &Frame<'_>, shown: &Shown, line: u32) -> String {
    if !shown.contains(&line) {
        return format!("<span class=\"rel\">{line}</span>");
    }
    let name = f.either("पंक्ति", "line");
    format!("<a class=\"c\" href=\"#L{line}\" aria-label=\"{name} {line}\">{line}</a>")
}

fn statements(out: &mut String, p: &ArticlePage, f: &Frame<'_>, shown: &Shown) {
    if p.statements.is_empty() {
        return;
    }
    section(out, f, "statements", labels::STATEMENTS);
    out.push_str("<ul class=\"claim\">\n");
    for s in &p.statements {
        statement(out, p, f, s, shown);
    }
    out.push_str("</ul></section>\n");
}

fn statement(out: &mut String, p: &ArticlePage, f: &Frame<'_>, s: &StatementRow, shown: &Shown) {
    let mut extra = String::new();
    if s.polarity != "asserts" {
        let word = labels::stance(s.polarity).of(f.ui.tag());
        let _ = write!(extra, " {}", chip("warn", "no", word));
    }
    if let Some(h) = &s.hedge {
        let _ = write!(extra, " <span class=\"chip\">{}</span>", said(f, h));
    }
    let _ = writeln!(
        out,
        "<li><p{} dir=\"auto\">{} {}</p><p class=\"rel\">{}{extra}</p></li>",
        lang(f, p.article.language),
        esc(&s.text),
        at(f, shown, s.line),
        said(f, &s.said_by)
    );
}

fn numbers(out: &mut String, p: &ArticlePage, f: &Frame<'_>, shown: &Shown) {
    if p.numbers.is_empty() {
        return;
    }
    section(out, f, "numbers", labels::NUMBERS);
    let caption = f.either("आंकड़े, जैसे पाठ में हैं", "Figures, as the text puts them");
    let heads = [
        f.t(labels::AS_PRINTED),
        f.t(labels::VALUE),
        f.t(labels::WHAT),
        f.t(labels::STATUS),
    ];
    out.push_str(&table(caption, &heads));
    for n in &p.numbers {
        number(out, f, n, shown);
    }
    out.push_str("</tbody></table></section>\n");
}

fn number(out: &mut String, f: &Frame<'_>, n: &NumberRow, shown: &Shown) {
    let value = match n.number_max {
        Some(max) => format!("{}–{}", words::number(n.number), words::number(max)),
        None => words::number(n.number),
    };
    let unit = words::unit(f, &n.unit);
    let status = match labels::figure_status(n.status).of(f.ui.tag()) {
        "–" => "",
        s => s,
    };
    let _ = writeln!(
        out,
        "<tr><td class=\"num\">{} {}</td><td>{}{value} {unit}</td><td{} dir=\"auto\">{}</td><td>{status}</td></tr>",
        said(f, &n.text),
        at(f, shown, n.line),
        if n.approx { "~" } else { "" },
        voice(f, &n.counted),
        esc(&n.counted)
    );
}

fn times(out: &mut String, p: &ArticlePage, f: &Frame<'_>, shown: &Shown) {
    let known: Vec<_> = p.times.iter().filter(|t| !t.value.is_empty()).collect();
    if known.is_empty() {
        return;
    }
    section(out, f, "times", labels::TIMES);
    let caption = f.either(
        "समय के शब्द, और वे किस दिन पड़ते हैं",
        "Words for times, with the days they come to",
    );
    out.push_str(&table(caption, &[f.t(labels::AS_PRINTED), f.either("दिन", "Day")]));
    for t in known {
        let _ = writeln!(
            out,
            "<tr><td{} dir=\"auto\">{} {}</td><td>{}</td></tr>",
            voice(f, &t.text),
            esc(&t.text),
            at(f, shown, t.line),
            said(f, &words::clock(f, &dates::human(&t.value, f.ui.tag())))
        );
    }
    out.push_str("</tbody></table></section>\n");
}

fn entities(out: &mut String, p: &ArticlePage, f: &Frame<'_>, shown: &Shown) {
    if p.entities.iter().all(|e| e.count == 0) {
        return;
    }
    section(out, f, "names", labels::ENTITIES);
    let caption = f.either("लोग, जगहें और संस्थाएं", "People, places and bodies");
    let kind = f.either("क्या है", "Kind");
    let heads = [f.t(labels::ENTITIES), kind, f.t(labels::AS_PRINTED)];
    out.push_str(&table(caption, &heads));
    for e in p.entities.iter().filter(|e| e.count > 0) {
        let name = f.link(Target::Entity(&e.id), &said(f, &e.name));
        let kind = labels::entity_kind(e.kind).of(f.ui.tag());
        let _ = write!(out, "<tr><td>{name}</td><td class=\"rel\">{kind}</td><td dir=\"auto\">");
        for (text, lines) in &e.mentions {
            let marks: Vec<String> = lines.iter().map(|n| at(f, shown, *n)).collect();
            let _ = write!(out, "{} {} ", said(f, text), marks.concat());
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table></section>\n");
}
