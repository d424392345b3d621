//! Citations on a page: small buttons that open the cited passage, and the passages themselves at its end.

use super::frame::{Frame, Target};
use super::parts::{esc, lang, said};
use crate::cite::Cited;
use crate::names::ArticleRow;
use crate::{dates, labels};
use std::fmt::Write;

/// The passages that a page cites, in the order in which they were first cited.
pub(super) struct Notes<'a> {
    /// Ids of the articles that numbers stand for, each with its day.
    articles: Vec<(&'a str, Option<&'a str>)>,
    all: &'a [Cited],
    used: Vec<usize>,
}

impl<'a> Notes<'a> {
    /// None cited yet.
    pub fn new(articles: &'a [ArticleRow], all: &'a [Cited]) -> Notes<'a> {
        let day = |a: &'a ArticleRow| a.published.value.as_deref().or(a.published.earliest.as_deref());
        Notes::of(articles.iter().map(|a| (a.id.as_str(), day(a))).collect(), all)
    }

    /// None cited yet, on a page that numbers these articles, each with its day.
    pub fn of(articles: Vec<(&'a str, Option<&'a str>)>, all: &'a [Cited]) -> Notes<'a> {
        Notes {
            articles,
            all,
            used: Vec::new(),
        }
    }

    /// The passage of a number.
    pub fn get(&self, n: usize) -> Option<&'a Cited> {
        n.checked_sub(1).and_then(|i| self.all.get(i)).filter(|c| c.n == n)
    }

    /// The number that an article goes by on the page.
    pub fn number(&self, article: &str) -> String {
        let at = self.articles.iter().position(|a| a.0 == article);
        at.map_or_else(|| "+".to_string(), |i| (i + 1).to_string())
    }

    /// Its article and line as they are read on the page: `7:5`.
    pub fn place(&self, c: &Cited) -> String {
        format!("{}:{}", self.number(&c.article), c.line)
    }

    /// Buttons for citations: at most so many, the others counted.
    pub fn marks(&mut self, f: &Frame<'_>, numbers: &[usize], most: usize) -> String {
        let mut out = String::new();
        let mut shown: Vec<String> = Vec::new();
        let mut left = 0;
        for n in numbers {
            let Some(c) = self.get(*n) else { continue };
            let place = self.place(c);
            if shown.contains(&place) {
                continue;
            }
            if shown.len() == most {
                left += 1;
                continue;
            }
            if !self.used.contains(n) {
                self.used.push(*n);
            }
            let (cited, line) = f.either(("उद्धरण", "पंक्ति"), ("citation", "line"));
            let _ = write!(
                out,
                "<button class=\"c\" popovertarget=\"c{n}\" aria-label=\"{cited}: {}, {line} {}\">{place}</button>",
                esc(&c.outlet),
                c.line
            );
            shown.push(place);
        }
        if left > 0 {
            let _ = write!(out, "<span class=\"rel\"> +{left}</span>");
        }
        out
    }

    /// The passages: each opens at its button, and all stand here on paper and in browsers without popovers.
    pub fn passages(&self, f: &Frame<'_>) -> String {
        if self.used.is_empty() {
            return String::new();
        }
        let mut out = format!("<section id=\"cited\" aria-label=\"{}\">\n", f.t(labels::CITED));
        for n in &self.used {
            let Some(c) = self.get(*n) else { continue };
            let _ = writeln!(
                out,
                "<div popover id=\"c{n}\"><blockquote{} dir=\"auto\">{}<mark>{}</mark>{}</blockquote><p>{}</p></div>",
                lang(f, c.language),
                esc(&c.before),
                esc(&c.quote),
                esc(&c.after),
                self.origin(f, c)
            );
        }
        out.push_str("</section>\n");
        out
    }

    /// Where a passage stands: article, outlet, day, line, and a link to the line.
    fn origin(&self, f: &Frame<'_>, c: &Cited) -> String {
        let day = self.articles.iter().find(|a| a.0 == c.article).and_then(|a| a.1);
        let day = day.map_or_else(String::new, |d| format!(", {}", esc(&dates::day(d, f.ui.tag()))));
        let line = f.either("पंक्ति", "line");
        let see = match (f.address)(Target::Article(&c.article, Some(c.line))) {
            Some(a) => format!(" · <a href=\"{}\">{}</a>", esc(&a), f.t(labels::SEE_IN_PAGE)),
            None => String::new(),
        };
        format!(
            "{} · {}{day}, {line} {}{see}",
            self.place(c),
            said(f, &c.outlet),
            c.line
        )
    }
}
