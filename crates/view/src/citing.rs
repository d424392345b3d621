//! How a story or a claim is cited by others: a line in Hindi and in English, Markdown, and CSL-JSON for reference
//! managers.
//!
//! A citation names the outlet, the day and the line of a report, and how many independent origins stand behind it:
//! markers such as 7:5 belong to one version of a page and are never in one.

use super::cite::Cited;
use super::claims::SupportRow;
use super::dates;
use super::labels::{self, Noun};
use super::pages::ClaimPage;
use super::story::StoryPage;
use serde::Serialize;

/// What is cited, and the passage of a report that it is cited by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citing {
    kind: &'static str,
    id: String,
    /// The words that are cited: the claim, or the title of the story.
    title: String,
    passage: Option<Passage>,
    origins: usize,
}

/// A passage of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Passage {
    quote: String,
    outlet: String,
    day: Option<String>,
    line: u32,
    said_by: String,
}

/// An item of CSL-JSON (citationstyles.org): what reference managers read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CslItem {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(rename = "container-title")]
    container: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    note: String,
}

/// A date of CSL-JSON: year, month and day as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: Vec<Vec<u32>>,
}

impl Citing {
    /// A story, by the first passage of its quick read.
    pub fn story(p: &StoryPage) -> Citing {
        let first = p.bullets.iter().find_map(|b| Some((b, *b.cites.first()?)));
        let cited = first.and_then(|(b, n)| Some((b, p.citations.iter().find(|c| c.n == n)?)));
        let day = |c: &Cited| {
            let article = p.articles.iter().find(|a| a.id == c.article)?;
            article.published.value.clone()
        };
        Citing {
            kind: "story",
            id: p.id.clone(),
            title: p.title.clone(),
            passage: cited.map(|(b, c)| Passage::of(c, day(c), b.said_by.first())),
            origins: p.origins,
        }
    }

    /// A claim, by the first place that was printed.
    pub fn claim(p: &ClaimPage) -> Citing {
        let day = |s: &SupportRow| p.published.iter().find(|(id, _)| *id == s.article)?.1.clone();
        let asserts = p.claim.support.iter().filter(|s| s.stance == "asserts");
        let first = asserts.min_by_key(|s| (day(s).is_none(), day(s)));
        let cited = first.and_then(|s| Some((s, p.citations.iter().find(|c| c.n == s.cite)?)));
        Citing {
            kind: "claim",
            id: p.claim.id.clone(),
            title: p.claim.text.clone(),
            passage: cited.map(|(s, c)| Passage::of(c, day(s), Some(&s.said_by))),
            origins: p.claim.origin_names.len(),
        }
    }

    /// The line in Hindi; `url` is where others find it.
    pub fn hindi(&self, url: Option<&str>) -> String {
        let kind = if self.kind == "claim" {
            "दावा"
        } else {
            "कहानी"
        };
        self.line("hi", kind, ["पंक्ति", "बात:", "सूत्रधार", "।"], url)
    }

    /// The line in English.
    pub fn english(&self, url: Option<&str>) -> String {
        self.line("en", self.kind, ["line", "said by", "Sutradhar", "."], url)
    }

    fn line(&self, language: &str, kind: &str, words: [&str; 4], url: Option<&str>) -> String {
        let [line, said, name, stop] = words;
        let mut out = match &self.passage {
            Some(p) => {
                let by = match p.said_by.as_str() {
                    "" => String::new(),
                    by => format!(" ({said} {by})"),
                };
                let day = p
                    .day
                    .as_deref()
                    .map_or_else(String::new, |d| format!(", {}", dates::day(d, language)));
                format!("“{}” — {}{day}, {line} {}{by}{stop} ", p.quote, p.outlet, p.line)
            }
            None => format!("“{}”{stop} ", self.title),
        };
        let origins = match (language, self.origins) {
            ("hi", n) => labels::count(n, Noun::Origin, "hi"),
            (_, 1) => "1 independent origin".to_string(),
            (_, n) => format!("{n} independent origins"),
        };
        out.push_str(&format!("{name}, {kind} {}, {origins}{stop}", self.id));
        if let Some(url) = url {
            out.push_str(&format!(" {url}"));
        }
        out
    }

    /// A quotation in Markdown, with a line that says whose it is.
    pub fn markdown(&self, url: Option<&str>) -> String {
        let quote = self.passage.as_ref().map_or(&self.title, |p| &p.quote);
        let mut from = String::new();
        if let Some(p) = &self.passage {
            let day = p
                .day
                .as_deref()
                .map_or_else(String::new, |d| format!(", {}", dates::day(d, "en")));
            from = format!("{}{day}, line {}. ", plain(&p.outlet), p.line);
        }
        let name = format!("Sutradhar, {} {}", self.kind, plain(&self.id));
        let name = match url {
            Some(url) => format!("[{name}](<{url}>)"),
            None => name,
        };
        let origins = match self.origins {
            1 => "1 independent origin".to_string(),
            n => format!("{n} independent origins"),
        };
        format!("> {}\n>\n> — {from}{name}, {origins}", plain(quote))
    }

    /// The same for reference managers.
    pub fn csl(&self, url: Option<&str>) -> Vec<CslItem> {
        let day = self.passage.as_ref().and_then(|p| p.day.as_deref());
        vec![CslItem {
            id: format!("sutradhar-{}-{}", self.kind, self.id),
            kind: "webpage",
            title: self.title.clone(),
            container: "Sutradhar",
            issued: day.and_then(date),
            url: url.map(str::to_string),
            note: self.english(None),
        }]
    }
}

impl Passage {
    fn of(c: &Cited, day: Option<String>, by: Option<&String>) -> Passage {
        // The speaker alone: the outlet at the end of the chain is named already.
        let by = by.and_then(|b| b.split(" ← ").next()).filter(|b| *b != c.outlet);
        Passage {
            quote: c.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            outlet: c.outlet.clone(),
            day,
            line: c.line,
            said_by: by.unwrap_or_default().to_string(),
        }
    }
}

/// Text on one line with the signs that mean something in Markdown escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!') {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
}

/// A date as far as it is known.
fn date(iso: &str) -> Option<CslDate> {
    let day = iso.split(['T', '/']).next()?;
    let parts: Option<Vec<u32>> = day.split('-').map(|p| p.parse().ok()).collect();
    Some(CslDate { parts: vec![parts?] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn a_citation_names_outlet_day_line_and_origins() {
        let page = fixture().page();
        let citing = Citing::story(&page);
        let first = page.bullets[0].cites[0];
        let cited = page.citations.iter().find(|c| c.n == first).unwrap();
        let url = Some("https://example.invalid/stories/e1");
        for text in [citing.hindi(url), citing.english(url), citing.markdown(url)] {
            for part in [cited.outlet.as_str(), "2031", "/stories/e1", &page.id] {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
        assert!(citing.hindi(url).contains(&format!("पंक्ति {}", cited.line)));
        assert!(citing.hindi(url).contains("2 मूल स्रोत") && citing.english(url).contains("2 independent origins"));
        assert!(citing.hindi(url).starts_with(&format!("“{}” — ", cited.quote)));
        assert!(!citing.english(None).contains("http"));
    }

    #[test]
    fn reference_managers_get_what_they_read() {
        let page = fixture().page();
        let items = serde_json::to_value(Citing::story(&page).csl(Some("https://example.invalid/x"))).unwrap();
        assert_eq!(items[0]["type"], "webpage");
        assert_eq!(items[0]["URL"], "https://example.invalid/x");
        assert_eq!(items[0]["title"], page.title);
        assert_eq!(items[0]["issued"]["date-parts"][0][0], 2031);
        assert_eq!(
            date("2025-07"),
            Some(CslDate {
                parts: vec![vec![2025, 7]]
            })
        );
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn signs_of_markdown_are_text() {
        let mut f = fixture();
        f.events[1].title = "पुल [x](javascript:1) <b>".into();
        f.brief.bullets.clear();
        let text = Citing::story(&f.page()).markdown(None);
        assert!(text.contains("\\[x\\]") && text.contains("\\<b\\>"), "{text}");
    }
}
