//! The page of a person, place or body: its stories, and what it said.

use super::frame::{Frame, Target, page};
use super::parts::{esc, facts, said, section, table, voice};
use super::words;
use crate::dates;
use crate::labels::{self, Label};
use crate::pages::{EntityPage, StatementLine};
use std::fmt::Write;

/// The page of a named thing.
pub fn entity(p: &EntityPage, f: &Frame<'_>) -> String {
    let mut out = format!("<h1{} dir=\"auto\">{}</h1>\n", voice(f, &p.name), esc(&p.name));
    let named = f.either(
        format!("{} बार नाम आया", words::number(p.mentions as f64)),
        format!("named {} times", words::number(p.mentions as f64)),
    );
    out.push_str(&facts(&[
        labels::entity_kind(&p.kind).of(f.ui.tag()).to_string(),
        named,
    ]));
    if !p.stories.is_empty() {
        section(&mut out, f, "stories", labels::STORIES);
        let caption = f.either("सबसे नई पहले; समर्थन मूल स्रोतों से", "Newest first; support by origin");
        let heads = [
            f.t(labels::IN_STORY),
            f.either("तारीख़", "Day"),
            f.t(labels::ORIGINS),
            f.either("इतनी ख़बरों में नाम", "Named in reports"),
        ];
        out.push_str(&table(caption, &heads));
        for (s, n) in &p.stories {
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{n}</td></tr>",
                f.link(Target::Story(&s.id), &said(f, &s.title)),
                esc(&dates::compact(s.start.as_deref(), s.end.as_deref(), f.ui.tag())),
                words::support(f, s.origins, s.articles)
            );
        }
        out.push_str("</tbody></table></section>\n");
    }
    statements(&mut out, f, "by", labels::BY_IT, &p.by);
    statements(&mut out, f, "about", labels::ABOUT_IT, &p.about);
    if !p.forms.is_empty() {
        section(&mut out, f, "forms", labels::FORMS);
        out.push_str("<ul class=\"alert\">");
        for (form, n) in &p.forms {
            let _ = write!(
                out,
                "<li><span>{} <span class=\"rel\">{n}</span></span></li>",
                said(f, form)
            );
        }
        out.push_str("</ul></section>\n");
    }
    page(f, &p.name, &out)
}

fn statements(out: &mut String, f: &Frame<'_>, id: &str, label: Label, list: &[StatementLine]) {
    if list.is_empty() {
        return;
    }
    section(out, f, id, label);
    out.push_str("<ul class=\"claim\">\n");
    for s in list {
        let _ = writeln!(
            out,
            "<li><p{} dir=\"auto\">{}</p><p class=\"rel\">{}</p></li>",
            voice(f, &s.text),
            esc(&s.text),
            line(f, s)
        );
    }
    out.push_str("</ul></section>\n");
}

/// Who says it, out to the outlet, with day and line.
pub(super) fn line(f: &Frame<'_>, s: &StatementLine) -> String {
    let mut chain: Vec<&str> = s.chain.iter().map(String::as_str).collect();
    if chain.is_empty() {
        chain.push(f.t(labels::NO_SOURCE));
    }
    if chain.last() != Some(&s.outlet.as_str()) {
        chain.push(&s.outlet);
    }
    let day = s
        .day
        .as_deref()
        .map_or_else(String::new, |d| format!(" · {}", dates::day(d, f.ui.tag())));
    let place = format!("{} {}", f.t(labels::LINE), s.line);
    let place = f.link(Target::Article(&s.article, Some(s.line)), &place);
    format!("{}{} · {place}", said(f, &chain.join(" ← ")), esc(&day))
}
