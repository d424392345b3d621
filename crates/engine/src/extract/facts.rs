//! The facts of an article, read off its classified lines and whatever the page's metadata gives.

use super::learned::Trees;
use super::page::Page;
use super::{agency, byline, completeness, dateline, dating, outlets, page, published, record, tags};
use crate::model::*;
use std::borrow::Cow;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::{lang, words};

/// How the lines of a text are to be classified.
pub(super) enum Kind {
    /// Page text.
    Page,
    /// A record; `titled` if its first line is a title.
    Record {
        /// Whether the title is not empty.
        titled: bool,
    },
    /// Lines of an HTML page, classified already.
    Html(Vec<Line>),
}

/// What an HTML page's metadata says.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub outlet: Option<String>,
    pub byline: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub published: Option<Published>,
    /// Whether it says that not everybody may read the article.
    pub paid: bool,
}

/// The article of a text whose lines are classified as `kind` says.
pub(super) fn article(raw: &RawPage, text: String, kind: Kind, given: &Given) -> Article {
    let recorded = matches!(kind, Kind::Record { .. });
    let (lines, headline, seen) = match kind {
        Kind::Page => off_page(page::classify(&text, Trees::built_in()), &text),
        Kind::Record { titled } => off_page(record::classify(&text, titled), &text),
        Kind::Html(lines) => {
            let headline = lines
                .iter()
                .find(|l| l.class == LineClass::Headline)
                .map(|l| l.span.trim(&text));
            let seen = Seen::of_lines(&lines, &text);
            (lines, headline, seen)
        }
    };
    let mut lines = lines;
    picture_credits(&mut lines, &text);
    let clean = |s: &Option<String>| s.as_ref().map(|s| s.trim().to_string()).filter(|s| !s.is_empty());
    let url = clean(&raw.url).or_else(|| given.url.clone());
    let outlet = clean(&raw.hints.outlet)
        .or_else(|| given.outlet.clone())
        .or(seen.outlet);
    let known = outlets::canonical(outlet.as_deref(), url.as_deref());
    let mut article = Article {
        id: raw.id.clone(),
        source: raw.source.clone(),
        url,
        outlet: known.map(str::to_string).or(outlet),
        agency: None,
        byline: clean(&raw.hints.byline)
            .filter(|b| !byline::is_cms_user(b))
            .or_else(|| given.byline.clone())
            .or(seen.byline),
        dateline: None,
        language: Lang::Other,
        headline,
        published: Published::unknown("no date was found"),
        text,
        lines,
        tags: Vec::new(),
        read_minutes: 0,
        completeness: Completeness::default(),
    };
    let opening = opening_dateline(&article);
    article.agency = credit(&article).or_else(|| named(given.agency.clone())).or_else(|| {
        let from_dateline = opening.as_ref().and_then(|d| d.agency.clone());
        named(from_dateline).or_else(|| named(article.byline.as_deref().and_then(agency::in_byline)))
    });
    article.dateline = opening.map(|d| d.place);
    for tag in raw.hints.tags.iter().chain(&given.tags).chain(&seen.tags) {
        if !article.tags.contains(tag) {
            article.tags.push(tag.clone());
        }
    }
    let body = article.body();
    article.published = published::of_hints(&raw.hints)
        .or_else(|| dated(raw, given, &article))
        .or(seen.published)
        .unwrap_or_else(|| unknown(&body));
    article.language = language(&article, &body, raw.hints.language.as_deref());
    article.read_minutes = words::count(&body).div_ceil(super::WORDS_PER_MINUTE) as u32;
    article.completeness = completeness::of(
        &article,
        completeness::Source {
            record: recorded,
            paid: given.paid,
        },
    );
    article
}

fn named(name: Option<String>) -> Option<AgencyCredit> {
    name.map(|name| AgencyCredit { name, span: None })
}

fn unknown(body: &str) -> Published {
    match published::earliest(body) {
        Some((date, why)) => Published {
            earliest: Some(date),
            ..Published::unknown(format!("no date is printed; {why}"))
        },
        None => Published::unknown("no date was found"),
    }
}

/// The date of an HTML page.
fn dated(raw: &RawPage, given: &Given, article: &Article) -> Option<Published> {
    let found = given.published.clone();
    match &raw.content {
        Content::Html(source) => dating::of_html(source, found, article),
        _ => found,
    }
}

/// What the lines of a page say of it.
#[derive(Debug, Default)]
struct Seen {
    outlet: Option<String>,
    byline: Option<String>,
    tags: Vec<String>,
    published: Option<Published>,
}

impl Seen {
    fn of_lines(lines: &[Line], text: &str) -> Seen {
        let mut seen = Seen::default();
        for line in lines {
            seen.add(line.class, line.span.of(text).trim());
        }
        seen
    }

    fn add(&mut self, class: LineClass, text: &str) {
        match class {
            LineClass::Byline if self.byline.is_none() => {
                self.byline = byline::author(text).filter(|b| !byline::is_cms_user(b));
            }
            LineClass::Tags => {
                for tag in tags::split(text) {
                    if !self.tags.contains(&tag) {
                        self.tags.push(tag);
                    }
                }
            }
            _ => {}
        }
    }
}

fn off_page(page: Page<'_>, text: &str) -> (Vec<Line>, Option<Span>, Seen) {
    let mut seen = Seen::default();
    for (line, (class, _)) in page.lines.iter().zip(&page.class) {
        seen.add(*class, line.text);
    }
    seen.outlet = outlet(&page);
    seen.published = published::on_page(&page);
    let headline = page.headline.and_then(|i| page.lines.get(i)).map(|l| l.span.trim(text));
    let lines = page
        .lines
        .iter()
        .zip(&page.class)
        .map(|(l, (class, reason))| Line {
            n: l.n,
            span: l.span,
            class: *class,
            reason: Cow::Borrowed(reason),
        })
        .collect();
    (lines, headline, seen)
}

/// Makes a line that is nothing but the name of an agency part of the caption right above it: it credits the picture.
/// A line that says more ("(PTI)", "इनपुट: भाषा") credits the text wherever it stands.
fn picture_credits(lines: &mut [Line], text: &str) {
    let mut above = None;
    for line in lines {
        let words = line.span.of(text).trim();
        if above == Some(LineClass::Caption) && line.class == LineClass::Credit && agency::is_bare(words) {
            line.class = LineClass::Caption;
            line.reason = Cow::Borrowed("credits the picture above it");
        }
        above = Some(line.class);
    }
}

/// The agency credited on a line of its own, else in the last or first paragraphs. A name that no list has is one only
/// under the article: inside it short lines in capitals are anything.
fn credit(article: &Article) -> Option<AgencyCredit> {
    let last = article.lines_of(LineClass::Body).last().map_or(0, |l| l.n);
    for line in article.lines_of(LineClass::Credit) {
        let text = line.span.of(&article.text);
        if let Some(Some(name)) = agency::own_line(text)
            && (line.n > last || agency::canonical(&name, false).is_some())
        {
            return Some(AgencyCredit {
                name,
                span: Some(line.span.trim(&article.text)),
            });
        }
    }
    let body: Vec<&Line> = article.lines_of(LineClass::Body).collect();
    let in_line = |l: &&Line| agency::in_line(l.span.of(&article.text), l.span.start as usize);
    body.iter()
        .rev()
        .take(3)
        .find_map(in_line)
        .or_else(|| body.iter().take(2).find_map(in_line))
}

/// The dateline of the first paragraph, or of the second where a standfirst-like paragraph comes before it.
fn opening_dateline(article: &Article) -> Option<dateline::Dateline> {
    let body = article.body();
    article
        .lines
        .iter()
        .filter(|l| matches!(l.class, LineClass::Body | LineClass::Dateline))
        .take(3)
        .find_map(|l| dateline::of(l.span.of(&article.text), &body))
}

/// The outlet that a text page names: in its copyright line, at its top, or in a short line that is repeated under the
/// headline.
fn outlet(page: &Page<'_>) -> Option<String> {
    let above = page.headline.unwrap_or(0);
    let body = page
        .class
        .iter()
        .position(|c| c.0 == LineClass::Body)
        .unwrap_or(page.lines.len());
    let short = |i: &usize| {
        page.class.get(*i).is_some_and(|c| c.0 == LineClass::Furniture)
            && page
                .lines
                .get(*i)
                .is_some_and(|l| (1..=4).contains(&l.words) && l.label.is_none() && l.parts == 1)
    };
    // A name that stands twice near the headline, the second time with something glued to it ("Name", "NameN").
    let mut near: Vec<&str> = (0..body)
        .filter(short)
        .filter_map(|i| page.lines.get(i))
        .map(|l| name_of(l.text))
        .collect();
    near.sort_by_key(|n| n.len());
    for (k, name) in near.iter().enumerate() {
        let again = near
            .iter()
            .skip(k + 1)
            .any(|other| other.starts_with(name) && other.len() <= name.len() + 4);
        if again && name.chars().count() >= 4 {
            return Some((*name).to_string());
        }
    }
    let masthead = masthead(page, body);
    let legal = page.lines.iter().rev().take(30).find_map(|l| copyright(l.text));
    // The name that readers see before that of the firm behind it.
    masthead.or(legal).or_else(|| {
        // The first line of a page that has a menu: the site's name.
        let first = page.lines.first().filter(|_| above > 0)?;
        let menu = page.lines.iter().take(4).skip(1).any(|l| l.parts >= 3);
        (short(&0) && menu).then(|| name_of(first.text).to_string())
    })
}

/// Lines at the top of a page among which its name is looked for.
const MASTHEAD_LINES: usize = 6;

/// Words that open the first line of a page and name nobody ("Skip to content").
const MASTHEAD_WORDS: usize = 5;

/// The site's name among the first lines: a few words that come again further down ("X को चंदा दें", "चित्र: X", "©
/// X"), or stand right above the menu. A name may be followed by a motto ("X : the voice of the hills").
fn masthead(page: &Page<'_>, body: usize) -> Option<String> {
    let top = page.lines.iter().take(MASTHEAD_LINES.min(body.max(1)));
    let candidates: Vec<(usize, &str)> = top
        .enumerate()
        .filter(|(i, l)| {
            l.parts <= 2 && l.label.is_none() && page.class.get(*i).is_some_and(|c| c.0 == LineClass::Furniture)
        })
        .map(|(i, l)| {
            let name = l.text.split([':', '|', '–', '—']).next().unwrap_or("");
            (i, name_of(name))
        })
        .filter(|(_, n)| n.chars().count() >= 4 && (1..=MASTHEAD_WORDS).contains(&n.split_whitespace().count()))
        .collect();
    let again = |name: &str| {
        let later = page.lines.iter().zip(&page.class).enumerate().skip(MASTHEAD_LINES);
        later
            .filter(|(i, (l, c))| c.0 != LineClass::Body && *i >= MASTHEAD_LINES && l.words <= 14)
            .filter(|(_, (l, _))| ends_well(l.text, name))
            .count()
    };
    let mut best: Option<(usize, &str)> = None;
    for (_, name) in &candidates {
        // A single common word ("राज्य") may come again as a section; a name is told by where it comes again.
        let count = again(name);
        if count > 0 && best.is_none_or(|(c, _)| count > c) {
            best = Some((count, name));
        }
    }
    let above_menu = || {
        candidates.iter().find_map(|(i, name)| {
            let menu = page.lines.get(i + 1).is_some_and(|l| l.parts >= 3);
            menu.then_some(*name)
        })
    };
    let in_caption = best.filter(|_| page.lines.len() > MASTHEAD_LINES).map(|b| b.1);
    above_menu().or(in_caption).map(str::to_string)
}

/// Whether a line holds a name in a place where sites put their own: after "चित्र:", "©" or a bar, or before an appeal.
fn ends_well(line: &str, name: &str) -> bool {
    let Some(at) = line.find(name) else { return false };
    let (before, after) = (line.get(..at).unwrap_or(""), line.get(at + name.len()..).unwrap_or(""));
    let border = |c: Option<char>| !c.is_some_and(is_word_char);
    let whole = border(before.chars().next_back()) && border(after.chars().next());
    let led = before.trim_end().ends_with([':', '©', '|', ',', '/', '(', '-', '–']);
    whole && (led || before.trim().is_empty() && !after.trim().is_empty())
}

fn name_of(text: &str) -> &str {
    text.trim_matches(|c: char| !is_word_char(c))
}

/// Forms of firms at the end of a name.
const FIRM_FORMS: &[&str] = &[
    " Limited",
    " Ltd",
    " Private",
    " Pvt",
    " Inc",
    " LLC",
    " GmbH",
    " प्राइवेट लिमिटेड",
    " लिमिटेड",
    " प्रा",
];

/// The name in "© 2025 दैनिक सरल। सर्वाधिकार सुरक्षित।", "Copyright Hill Express. All rights reserved."
fn copyright(text: &str) -> Option<String> {
    let at = text.find('©').map(|i| i + '©'.len_utf8()).or_else(|| {
        let lower = text.to_ascii_lowercase();
        lower.find("copyright").map(|i| i + "copyright".len())
    })?;
    let rest = text.get(at..)?;
    let rest = rest
        .trim_start_matches(|c: char| !is_word_char(c) || sutradhar_text::chars::digit_value(c).is_some() || c == '-');
    let end = rest
        .find(['।', '|', '.', ',', '·', '('])
        .or_else(|| rest.to_ascii_lowercase().find(" all rights"))
        .unwrap_or(rest.len());
    let name = name_of(rest.get(..end)?);
    let name = name.split(" All ").next().unwrap_or(name).trim();
    // The firm's form is no part of the name that readers know.
    let name = FIRM_FORMS
        .iter()
        .fold(name, |n, f| n.strip_suffix(f).map_or(n, str::trim));
    let name = name
        .strip_suffix(" Network")
        .filter(|n| n.contains(' '))
        .unwrap_or(name);
    ((1..=6).contains(&name.split_whitespace().count()) && name.chars().count() >= 3).then(|| name.to_string())
}

/// The language of the body; of the headline and the hint only where the body is too short to tell.
fn language(article: &Article, body: &str, hint: Option<&str>) -> Lang {
    let letters = |s: &str| s.chars().filter(|c| is_word_char(*c)).take(60).count();
    let text = if letters(body) >= 40 { body } else { &article.text };
    let found = lang::detect(text);
    if letters(text) >= 30 {
        return found;
    }
    hint.and_then(by_tag).unwrap_or(found)
}

fn by_tag(tag: &str) -> Option<Lang> {
    use Lang::*;
    let base = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    [Hi, Mr, Ne, Bn, As, Gu, Pa, Or, Ta, Te, Kn, Ml, Ur, En]
        .into_iter()
        .find(|l| l.tag() == base)
}
