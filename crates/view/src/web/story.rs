//! The story page: what is known of one event, the contested first; each part ends with a link to all of it.

use super::article::in_part;
use super::frame::{Frame, Target, page, page_with};
use super::notes::Notes;
use super::parts::{chip, esc, facts, lang, live, names, said, section, standing, table, voice};
use super::share::share;
use super::{figure, part, rail, words};
use crate::citing::Citing;
use crate::exchange::jsonld;
use crate::groups::{FigureGroup, figure_groups};
use crate::labels;
use crate::matters::{Matter, matters};
use crate::story::{BulletRow, HeadlineRow, StoryPage};
use crate::{ArticleRow, dates};
use std::fmt::Write;

/// Matters shown on the story page.
const MATTERS: usize = 4;
/// Entries of the timeline shown.
const TIMES: usize = 6;
/// Questions shown.
const QUESTIONS: usize = 3;
/// Places named in the facts.
const PLACES: usize = 2;
/// Citations shown of one line.
pub(super) const MARKS: usize = 3;
/// Names shown on one side of a matter.
const WHO: usize = 3;

/// The page of a story.
pub fn story(p: &StoryPage, f: &Frame<'_>) -> String {
    let mut notes = Notes::new(&p.articles, &p.citations);
    let matters = matters(p);
    let groups = figure_groups(&p.figures);
    let mut out = head(p, f);
    let (strip, script) = live(f, Some(&p.id), p.changed.as_ref().map_or(0, |c| c.seq));
    out.push_str(&strip);
    watch(&mut out, p, f, &matters, &groups);
    out.push_str("<div class=\"cols\"><div>\n");
    quick(&mut out, p, f, &groups, &mut notes);
    contested(&mut out, p, f, &matters, &mut notes);
    timeline(&mut out, p, f, TIMES, &mut notes);
    headlines(&mut out, p, f, &mut notes);
    questions(&mut out, p, f, QUESTIONS, &mut notes);
    articles(&mut out, p, f);
    let _ = writeln!(
        out,
        "</div><aside aria-label=\"{}\">",
        f.either("आंकड़े और स्रोत", "Figures and sources")
    );
    rail::figures(&mut out, p, f, &groups);
    rail::word(&mut out, p, f);
    rail::storyline(&mut out, p, f);
    rail::copies(&mut out, p, f);
    out.push_str("</aside></div>\n");
    share(&mut out, f, &Citing::story(p));
    out.push_str(&notes.passages(f));
    let head = f.data(|names| jsonld::story(p, names)) + &script;
    page_with(f, &p.title, &head, &out)
}

/// A story with all its parts in full, for a page that is the only one.
pub(super) fn whole(p: &StoryPage, f: &Frame<'_>) -> String {
    let mut notes = Notes::new(&p.articles, &p.citations);
    let groups = figure_groups(&p.figures);
    let mut out = head(p, f);
    watch(&mut out, p, f, &matters(p), &groups);
    quick(&mut out, p, f, &groups, &mut notes);
    part::claims(&mut out, p, f, &mut notes);
    part::times(&mut out, p, f, &mut notes);
    headlines(&mut out, p, f, &mut notes);
    questions(&mut out, p, f, usize::MAX, &mut notes);
    articles(&mut out, p, f);
    part::figures(&mut out, p, f, &mut notes);
    part::word(&mut out, p, f, &mut notes);
    rail::storyline(&mut out, p, f);
    part::copied(&mut out, p, f, &mut notes);
    out.push_str(&notes.passages(f));
    page(f, &p.title, &out)
}

/// Storyline, title and facts: the same on the story page and on the pages of its parts.
pub(super) fn head(p: &StoryPage, f: &Frame<'_>) -> String {
    let mut out = crumb(p, f);
    let l = f.ui.tag();
    let _ = writeln!(out, "<h1{} dir=\"auto\">{}</h1>", lang(f, p.language), esc(&p.title));
    let from = titled(p).map_or_else(String::new, |a| {
        let day = a
            .published
            .value
            .as_deref()
            .map_or_else(String::new, |d| format!(", {}", near(p, f, d)));
        format!("{}: {}{}", f.t(labels::HEADLINE), said(f, &a.outlet), esc(&day))
    });
    let last = p.articles.iter().filter_map(|a| a.published.value.as_deref()).max();
    let last = last.map_or_else(String::new, |d| {
        format!("{} {}", f.t(labels::LAST_CHANGE), esc(&near(p, f, d)))
    });
    let changed = p.changed.as_ref().map_or_else(String::new, |c| {
        let time = super::changes::time(f, &c.at);
        format!("{} {time}", f.t(labels::CHANGED_LAST))
    });
    out.push_str(&facts(&[
        esc(&dates::compact(p.start.as_deref(), p.end.as_deref(), l)),
        from,
        places(p, f),
        words::support_copied(f, p.origins, p.article_count, copied(p)),
        last,
        changed,
        state(p, f),
    ]));
    out
}

/// The storyline that the event stands in, with the events before and after it.
fn crumb(p: &StoryPage, f: &Frame<'_>) -> String {
    let Some(line) = &p.storyline else { return String::new() };
    let Some(here) = line.events.iter().position(|e| e.when == "this") else {
        return String::new();
    };
    let mut parts = vec![
        format!(
            "{}: {}",
            f.t(labels::LINE_OF),
            f.link(Target::Storyline(&line.id), &said(f, &line.title))
        ),
        words::place_in_line(f, here + 1, line.events.len()),
    ];
    let mut step = |at: Option<usize>, before: &str, label: labels::Label, after: &str| {
        let Some(e) = at.and_then(|i| line.events.get(i)) else {
            return;
        };
        if (f.address)(Target::Story(&e.id)).is_some() {
            parts.push(f.link(Target::Story(&e.id), &format!("{before}{}{after}", f.t(label))));
        }
    };
    step(here.checked_sub(1), "← ", labels::PREVIOUS, "");
    step(Some(here + 1), "", labels::NEXT, " →");
    format!("<p class=\"crumb\">{}</p>\n", parts.join(" · "))
}

/// Reports whose text is another outlet's, as far as the direction is known.
fn copied(p: &StoryPage) -> usize {
    let pairs = p.copies.iter().filter(|c| c.directed && c.relation != "revision");
    let ids: std::collections::BTreeSet<&str> = pairs.map(|c| c.to.as_str()).collect();
    ids.len()
}

/// A day without its year where that is the year of the event.
fn near(p: &StoryPage, f: &Frame<'_>, iso: &str) -> String {
    let year = p.end.as_deref().or(p.start.as_deref()).and_then(|d| d.get(..4));
    let day = dates::day(iso, f.ui.tag());
    match year.and_then(|y| day.strip_suffix(y)) {
        Some(short) => short.trim_end().to_string(),
        None => day,
    }
}

/// The report that the title was taken from: the latest whose headline holds it.
fn titled(p: &StoryPage) -> Option<&ArticleRow> {
    let title = sutradhar_text::fold::fold(&p.title);
    let holds = |a: &&ArticleRow| !title.is_empty() && sutradhar_text::fold::fold(&a.headline).contains(&title);
    let held = p.articles.iter().filter(holds);
    held.max_by_key(|a| a.published.value.as_deref())
}

fn places(p: &StoryPage, f: &Frame<'_>) -> String {
    let shown = p.places.get(..PLACES.min(p.places.len())).unwrap_or_default();
    let mut out = names(f, shown, ", ");
    if p.places.len() > PLACES {
        let _ = write!(out, " +{}", p.places.len() - PLACES);
    }
    out
}

/// Where the quick read stands with the editors: as far as its least reviewed line.
fn state(p: &StoryPage, f: &Frame<'_>) -> String {
    let has = |state: &str| p.bullets.iter().any(|b| b.state == state);
    let label = match (has("draft"), has("reviewed"), has("published")) {
        (true, _, _) => labels::DRAFT,
        (_, true, _) => labels::REVIEWED,
        (_, _, true) => labels::PUBLISHED,
        _ => return String::new(),
    };
    format!("<b class=\"state\">{}</b>", f.t(label))
}

/// What a reader should watch for, each with a way to it; only what there is.
fn watch(out: &mut String, p: &StoryPage, f: &Frame<'_>, matters: &[Matter], groups: &[FigureGroup<'_>]) {
    let mut list: Vec<String> = Vec::new();
    let count = |names: &[&str]| matters.iter().filter(|m| names.contains(&m.standing)).count();
    let (disputed, denied) = (count(&["disputed", "differs"]), count(&["denied"]));
    if disputed + denied > 0 {
        let text = esc(&words::contested(f, disputed, denied));
        list.push(format!(
            "<a class=\"bad\" href=\"#disputes\"><i class=\"i ne\"></i>{text}</a>"
        ));
    }
    // The rail and the strip show the same groups.
    if let Some(change) = groups.iter().find_map(|g| figure::change(f, g)) {
        list.push(format!("<a class=\"warn\" href=\"#figures\">{}</a>", esc(&change)));
    }
    if !p.headlines.is_empty() {
        let text = esc(&words::beyond(f, p.headlines.len()));
        list.push(format!(
            "<a class=\"warn\" href=\"#headlines\"><i class=\"i up\"></i>{text}</a>"
        ));
    }
    if let Some(text) = rail::copied(p, f) {
        list.push(format!("<a href=\"#copies\">{}</a>", esc(&text)));
    }
    if list.is_empty() {
        return;
    }
    let items: String = list.iter().map(|l| format!("<li>{l}</li>")).collect();
    let _ = writeln!(
        out,
        "<ul class=\"alert\" aria-label=\"{}\">{items}</ul>",
        f.t(labels::WATCH)
    );
}

fn quick(out: &mut String, p: &StoryPage, f: &Frame<'_>, groups: &[FigureGroup<'_>], notes: &mut Notes<'_>) {
    if p.bullets.is_empty() {
        return;
    }
    section(out, f, "quick", labels::QUICK_READ);
    out.push_str("<ul class=\"quick\">\n");
    for b in &p.bullets {
        let by = if b.said_by.is_empty() {
            let outlet = b.cites.first().and_then(|n| notes.get(*n)).map(|c| said(f, &c.outlet));
            match outlet {
                Some(o) => format!("{} ← {o}", f.t(labels::NO_SOURCE)),
                None => f.t(labels::NO_SOURCE).to_string(),
            }
        } else {
            names(f, &b.said_by, "; ")
        };
        let gone = superseded(b, f, groups, notes);
        let _ = writeln!(
            out,
            "<li{} dir=\"auto\">{} {}<span class=\"by\">{by}{gone}</span></li>",
            voice(f, &b.text),
            esc(&b.text),
            notes.marks(f, &b.cites, MARKS)
        );
    }
    out.push_str("</ul></section>\n");
}

/// A word that a figure of this line was replaced since.
fn superseded(b: &BulletRow, f: &Frame<'_>, groups: &[FigureGroup<'_>], notes: &Notes<'_>) -> String {
    let cited: Vec<_> = b.cites.iter().filter_map(|n| notes.get(*n)).collect();
    for g in groups {
        let Some(last) = g.last() else { continue };
        for row in g.rows.iter().filter(|r| g.is_superseded(r) && r.number != last.number) {
            let inside = row.cites.iter().filter_map(|n| notes.get(*n)).any(|c| {
                let holds = |b: &crate::Cited| b.article == c.article && b.start <= c.start && c.end <= b.end;
                cited.iter().any(|b| holds(b))
            });
            // A line that gives both numbers tells of the change itself.
            let both = words::plain_digits(&b.text).contains(&words::number(last.number));
            if inside && !both {
                let text = f.either("आंकड़ा बदल चुका", "figure superseded");
                let change = format!("{text}: {} → {}", figure::value(row), figure::value(last));
                return format!(" {}", chip("warn", "ch", &change));
            }
        }
    }
    String::new()
}

fn contested(out: &mut String, p: &StoryPage, f: &Frame<'_>, matters: &[Matter], notes: &mut Notes<'_>) {
    let shown: Vec<&Matter> = matters.iter().filter(|m| m.is_contested()).collect();
    let all = Target::StoryPart(&p.id, "claims");
    if shown.is_empty() {
        let more = f.more(all, f.t(labels::ALL_MATTERS));
        if !matters.is_empty() && !more.is_empty() {
            section(out, f, "disputes", labels::MATTERS);
            let none = f.either(
                "इन ख़बरों में कोई मतभेद नहीं मिला।",
                "These reports differ on nothing that was found.",
            );
            let _ = writeln!(out, "<p class=\"rel\">{none}</p>{more}</section>");
        }
        return;
    }
    section(out, f, "disputes", labels::MATTERS);
    out.push_str("<ul class=\"claim\">\n");
    for m in shown.iter().take(MATTERS) {
        matter(out, f, m, notes, MARKS);
    }
    out.push_str("</ul>");
    let text = words::all(f, matters.len(), "दावे और उनका आधार", "claims and what they stand on");
    out.push_str(&f.more(all, &text));
    out.push_str("</section>\n");
}

/// One matter: how it stands, its words, and its sides.
pub(super) fn matter(out: &mut String, f: &Frame<'_>, m: &Matter, notes: &mut Notes<'_>, marks: usize) {
    let text = format!("<span{} dir=\"auto\">{}</span>", voice(f, &m.text), esc(&m.text));
    let text = match m.claims.first() {
        Some(id) => f.link(Target::Claim(id), &text),
        None => text,
    };
    let _ = write!(out, "<li><p>{} {text}</p>", standing(f, m.standing));
    out.push_str("<ul class=\"sides\">");
    for s in &m.sides {
        let value = s
            .value
            .as_ref()
            .map_or_else(String::new, |v| format!("<b>{}</b> ", said(f, v)));
        let who = s.who.get(..WHO.min(s.who.len())).unwrap_or_default();
        let mut by = names(f, who, "; ");
        if s.who.len() > WHO {
            let _ = write!(by, " +{}", s.who.len() - WHO);
        }
        let _ = write!(
            out,
            "<li>{value}{by} <span class=\"rel\">{}</span> {}</li>",
            labels::stance(s.stance).of(f.ui.tag()),
            notes.marks(f, &s.cites, marks)
        );
    }
    out.push_str("</ul></li>\n");
}

/// What happened when: the first entries, or all.
pub(super) fn timeline(out: &mut String, p: &StoryPage, f: &Frame<'_>, most: usize, notes: &mut Notes<'_>) {
    if p.timeline.is_empty() {
        return;
    }
    section(out, f, "when", labels::TIMELINE);
    out.push_str("<ol class=\"steps\">\n");
    for t in p.timeline.iter().take(most) {
        let (a, b) = t.date.split_once('/').unwrap_or((&t.date, &t.date));
        let day = match t.date.contains('T') {
            true => words::clock(f, &dates::human(&t.date, f.ui.tag())),
            false => dates::compact(Some(a), Some(b), f.ui.tag()),
        };
        let _ = writeln!(
            out,
            "<li><span class=\"d\">{}</span><span{} dir=\"auto\">{} {}</span></li>",
            esc(&day),
            voice(f, &t.text),
            esc(&t.text),
            notes.marks(f, &t.cites, MARKS)
        );
    }
    out.push_str("</ol>");
    if p.timeline.len() > most {
        let text = words::all(f, p.timeline.len(), "तारीख़ें", "dates");
        out.push_str(&f.more(Target::StoryPart(&p.id, "timeline"), &text));
    }
    out.push_str("</section>\n");
}

/// Why a headline has its verdict, in the language of the labels.
pub(super) fn why(f: &Frame<'_>, h: &HeadlineRow) -> String {
    if h.reasons.is_empty() {
        return said(f, &h.why);
    }
    let reason = |r| labels::headline_reason(r, f.ui.tag());
    let list: Vec<String> = h.reasons.iter().map(reason).collect();
    esc(&list.join(" "))
}

fn headlines(out: &mut String, p: &StoryPage, f: &Frame<'_>, notes: &mut Notes<'_>) {
    if p.headlines.is_empty() {
        return;
    }
    section(out, f, "headlines", labels::HEADLINES);
    out.push_str("<ul class=\"claim\">\n");
    for h in &p.headlines {
        let language = p.articles.iter().find(|a| a.id == h.article).map_or("", |a| a.language);
        let _ = writeln!(
            out,
            "<li><p>{} <span{} dir=\"auto\">{}</span> <span class=\"rel\">— {}</span></p>\
             <p class=\"rel\">{} {}</p></li>",
            standing(f, h.verdict),
            lang(f, language),
            esc(&h.headline),
            said(f, &h.outlet),
            why(f, h),
            notes.marks(f, &h.cites, MARKS)
        );
    }
    out.push_str("</ul></section>\n");
}

fn questions(out: &mut String, p: &StoryPage, f: &Frame<'_>, most: usize, notes: &mut Notes<'_>) {
    if p.faq.is_empty() {
        return;
    }
    section(out, f, "faq", labels::FAQ);
    out.push_str("<dl class=\"qa\">\n");
    for q in p.faq.iter().take(most) {
        let _ = writeln!(
            out,
            "<dt{} dir=\"auto\">{}</dt><dd{} dir=\"auto\">{} {}</dd>",
            voice(f, &q.question),
            esc(&q.question),
            voice(f, &q.answer),
            esc(&q.answer),
            notes.marks(f, &q.cites, MARKS)
        );
    }
    out.push_str("</dl></section>\n");
}

/// The reports, with the numbers that citations go by.
fn articles(out: &mut String, p: &StoryPage, f: &Frame<'_>) {
    section(out, f, "articles", labels::REPORTS);
    let caption = f.either(
        "क्रम छपने के समय से; नंबर वही जो उद्धरण में है",
        "In order of publication; the numbers are those of the citations",
    );
    let heads = [labels::OUTLET, labels::HEADLINE, labels::PRINTED, labels::ORIGIN];
    let mut names = vec!["#"];
    names.extend(heads.iter().map(|h| f.t(*h)));
    out.push_str(&table(caption, &names));
    for (i, a) in p.articles.iter().enumerate() {
        let title = if a.headline.is_empty() { "–" } else { &a.headline };
        let day = match (&a.published.value, &a.published.earliest, &a.published.latest) {
            (Some(v), _, _) => dates::day(v, f.ui.tag()),
            (None, from, to) => dates::compact(from.as_deref(), to.as_deref(), f.ui.tag()),
        };
        let _ = writeln!(
            out,
            "<tr><td class=\"num\">{}</td><td>{}</td><td{} dir=\"auto\">{}</td>\
             <td class=\"nw\">{}</td><td>{}</td></tr>",
            i + 1,
            said(f, &a.outlet),
            lang(f, a.language),
            [f.link(Target::Article(&a.id, None), &esc(title)), in_part(f, a, false)]
                .join(" ")
                .trim_end(),
            esc(&day),
            a.origin.as_deref().map_or_else(String::new, |o| said(f, o))
        );
    }
    out.push_str("</tbody></table></section>\n");
}
