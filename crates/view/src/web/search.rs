//! The search: stories, reports and statements that fit, and what they can be narrowed by.

use super::frame::{Frame, Target, bare, page, search_form};
use super::list::{cards, filter_value, filters};
use super::parts::{esc, query, said, section_named, voice};
use super::{entity, outlets, words};
use crate::labels;
use crate::pages::{Facet, Marked, SearchPage, Total};
use std::fmt::Write;

/// Values of a facet shown before the others are folded.
const VALUES: usize = 10;

/// The page of a search.
pub fn search(p: &SearchPage, f: &Frame<'_>) -> String {
    let title = match p.query.trim() {
        "" => f.t(labels::FIND).to_string(),
        q => f.either(format!("खोज: {q}"), format!("Search: {q}")),
    };
    let mut out = format!("<h1 dir=\"auto\">{}</h1>\n", esc(&title));
    if !f.search {
        let _ = writeln!(out, "<p>{}</p>", f.either("यहां खोज नहीं है।", "There is no search here."));
    }
    let asked = !p.query.trim().is_empty() || !p.filters.is_empty();
    if !asked {
        out.push_str("<div class=\"ask\">");
        search_form(&mut out, f, "");
        out.push_str("</div>\n");
    }
    filters_of(&mut out, p, f);
    let none = p.stories.is_empty() && p.articles.is_empty() && p.statements.is_empty();
    if asked && none {
        let q = esc(p.query.trim());
        let text = f.either(format!("“{q}” नहीं मिला।"), format!("Nothing was found for “{q}”."));
        let _ = writeln!(out, "<p dir=\"auto\">{text}</p>");
    }
    suggested(&mut out, p, f);
    if !none && !p.all_words {
        let text = f.either(
            "सभी शब्द एक साथ कहीं नहीं हैं; इनमें उनमें से कुछ हैं।",
            "Nothing has all of the words; these have some of them.",
        );
        let _ = writeln!(out, "<p class=\"rel\">{text}</p>");
    }
    let split = !p.facets.is_empty();
    if split {
        out.push_str("<div class=\"cols\"><div>\n");
    }
    results(&mut out, p, f);
    if split {
        let _ = writeln!(out, "</div><aside aria-label=\"{}\">", f.t(labels::NARROW));
        for (i, facet) in p.facets.iter().enumerate() {
            narrow(&mut out, p, f, facet, i);
        }
        out.push_str("</aside></div>\n");
    }
    page(f, &title, &out)
}

/// What may have been meant, as searches.
fn suggested(out: &mut String, p: &SearchPage, f: &Frame<'_>) {
    let Some(a) = (f.address)(Target::Search) else { return };
    let link = |q: &String| {
        let mut fields = vec![("q", q.as_str())];
        fields.extend(p.filters.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        fields.extend((!f.hindi()).then_some(("ui", "en")));
        format!("<a href=\"{}\">{}</a>", esc(&query(bare(&a), &fields)), said(f, q))
    };
    let links: Vec<String> = p.suggestions.iter().map(link).collect();
    if !links.is_empty() {
        let _ = writeln!(out, "<p>{}: {}</p>", f.t(labels::SPELT_LIKE), links.join(" · "));
    }
}

/// What the search was narrowed by. Taking one away keeps the words.
fn filters_of(out: &mut String, p: &SearchPage, f: &Frame<'_>) {
    let mut list = p.filters.clone();
    if !list.is_empty() && !p.query.is_empty() {
        list.insert(0, ("q".into(), p.query.clone()));
    }
    filters(out, &list, f);
}

fn results(out: &mut String, p: &SearchPage, f: &Frame<'_>) {
    let of = |shown: usize, total: Total| {
        let all = words::total(total);
        if total.exact && total.value as usize == shown {
            all
        } else {
            f.either(format!("{all} में से {shown}"), format!("{shown} of {all}"))
        }
    };
    if !p.stories.is_empty() {
        let name = format!("{} ({})", f.t(labels::STORIES), of(p.stories.len(), p.story_total));
        section_named(out, "stories", &name);
        cards(out, &p.stories, f, "h3");
        out.push_str("</section>\n");
    }
    if !p.statements.is_empty() {
        let name = format!(
            "{} ({})",
            f.t(labels::STATEMENTS),
            of(p.statements.len(), p.statement_total)
        );
        section_named(out, "statements", &name);
        out.push_str("<ul class=\"claim\">\n");
        for (s, m) in &p.statements {
            let _ = writeln!(
                out,
                "<li><p{} dir=\"auto\">{}</p><p class=\"rel\">{}</p></li>",
                voice(f, &m.text),
                marked(m),
                entity::line(f, s)
            );
        }
        out.push_str("</ul></section>\n");
    }
    if !p.articles.is_empty() {
        let name = format!("{} ({})", f.t(labels::REPORTS), of(p.articles.len(), p.article_total));
        section_named(out, "articles", &name);
        out.push_str("<ul class=\"claim\">\n");
        for (a, m) in &p.articles {
            let _ = writeln!(
                out,
                "<li><p>{}</p><p class=\"rel\"{} dir=\"auto\">{}</p></li>",
                outlets::article(f, a),
                voice(f, &m.text),
                marked(m)
            );
        }
        out.push_str("</ul></section>\n");
    }
}

/// Text with the words that were looked for marked. Marks that do not fit the text are left out.
fn marked(m: &Marked) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in &m.marks {
        let (Some(before), Some(word)) = (m.text.get(at..*from), m.text.get(*from..*to)) else {
            continue;
        };
        let _ = write!(out, "{}<mark>{}</mark>", esc(before), esc(word));
        at = *to;
    }
    out.push_str(&esc(m.text.get(at..).unwrap_or("")));
    out
}

fn narrow(out: &mut String, p: &SearchPage, f: &Frame<'_>, facet: &Facet, i: usize) {
    if facet.values.is_empty() {
        return;
    }
    let name = words::filter_name(f, &facet.name);
    let _ = writeln!(
        out,
        "<section id=\"n{i}\" aria-labelledby=\"h-n{i}\"><h2 id=\"h-n{i}\">{name}</h2>"
    );
    if !facet.exact {
        let _ = writeln!(out, "<p class=\"rel\">{}</p>", f.t(labels::COUNTS_INCOMPLETE));
    }
    let (first, rest) = facet.values.split_at(facet.values.len().min(VALUES));
    values(out, p, f, facet, first);
    if !rest.is_empty() {
        let more = f.either("और", "More");
        let _ = write!(out, "<details><summary>{more} ({})</summary>", rest.len());
        values(out, p, f, facet, rest);
        out.push_str("</details>");
    }
    out.push_str("</section>\n");
}

fn values(out: &mut String, p: &SearchPage, f: &Frame<'_>, facet: &Facet, list: &[(String, u64)]) {
    out.push_str("<ul class=\"facet\">");
    for (value, n) in list {
        let has = |x: &(String, String)| x.0 == facet.name && x.1 == *value;
        let on = p.filters.iter().any(has);
        let mut fields: Vec<(&str, &str)> = vec![("q", p.query.as_str())];
        fields.extend(
            p.filters
                .iter()
                .filter(|x| !has(x))
                .map(|(a, b)| (a.as_str(), b.as_str())),
        );
        if !on {
            fields.push((&facet.name, value));
        }
        if !f.hindi() {
            fields.push(("ui", "en"));
        }
        let shown = filter_value(f, &facet.name, value);
        let count = words::number(*n as f64);
        match (f.address)(Target::Search) {
            Some(a) => {
                let here = if on { " aria-current=\"true\"" } else { "" };
                let href = query(bare(&a), &fields);
                let _ = write!(
                    out,
                    "<li><a href=\"{}\"{here}>{shown}</a> <span class=\"rel\">{count}</span></li>",
                    esc(&href)
                );
            }
            None => {
                let _ = write!(out, "<li>{shown} <span class=\"rel\">{count}</span></li>");
            }
        }
    }
    out.push_str("</ul>");
}
