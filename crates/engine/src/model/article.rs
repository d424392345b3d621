//! The article that was found on a page.

use super::{ArticleId, Lang, Span};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What stands on a page, line by line, and what is known of the article itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Path or URL as given.
    pub source: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it, as the page names it.
    pub outlet: Option<String>,
    /// The news agency that the page credits.
    pub agency: Option<AgencyCredit>,
    /// Author, without "written by" and never a CMS user such as "admin".
    pub byline: Option<String>,
    /// The place that opens the report (सियोल ।).
    pub dateline: Option<String>,
    /// Language of the body.
    pub language: Lang,
    /// The headline, inside `text`.
    pub headline: Option<Span>,
    /// When it was published and how that is known.
    pub published: Published,
    /// The text: for a text page the page as decoded, untouched; for HTML the extracted text, a block a line, headline
    /// first; for a record `title + "\n\n" + body`. Immutable; every span of the analysis points into it.
    pub text: String,
    /// The lines of `text` that are not blank, each with its class.
    pub lines: Vec<Line>,
    /// Keywords.
    pub tags: Vec<String>,
    /// Reading time in whole minutes, at least 1 if there is a body.
    pub read_minutes: u32,
    /// Whether the body is the whole article.
    pub completeness: Completeness,
}

impl Article {
    /// The headline's words, empty if none was found.
    pub fn headline_text(&self) -> &str {
        self.headline.map_or("", |s| s.of(&self.text))
    }

    /// Who published it: the outlet, else the host of its URL, else the name of its file, else its id.
    pub fn outlet_name(&self) -> &str {
        if let Some(outlet) = self.outlet.as_deref().map(str::trim).filter(|o| !o.is_empty()) {
            return outlet;
        }
        if let Some(host) = self.host() {
            return host;
        }
        let file = self.source.rsplit(['/', '\\']).next().unwrap_or("");
        let stem = file.split_once('.').map_or(file, |(s, _)| s);
        if stem.is_empty() { self.id.as_str() } else { stem }
    }

    /// The host of its URL, without `www.`.
    pub fn host(&self) -> Option<&str> {
        let rest = self.url.as_deref()?.split_once("://")?.1;
        let host = rest.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next()?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        (!host.is_empty()).then_some(host)
    }

    /// The lines of one class.
    pub fn lines_of(&self, class: LineClass) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |l| l.class == class)
    }

    /// The body lines joined by blank lines.
    pub fn body(&self) -> String {
        self.joined(|class| class == LineClass::Body)
    }

    /// The body lines with the sub-headings between them, joined by blank lines: the article as a reader reads it, and
    /// as it is exported.
    pub fn body_with_subheadings(&self) -> String {
        self.joined(|class| matches!(class, LineClass::Body | LineClass::Subheading))
    }

    fn joined(&self, wanted: impl Fn(LineClass) -> bool) -> String {
        let lines = self.lines.iter().filter(|l| wanted(l.class));
        let lines: Vec<&str> = lines.map(|l| l.span.of(&self.text).trim()).collect();
        lines.join("\n\n")
    }

    /// The class of the line that holds byte `at`.
    pub fn class_at(&self, at: u32) -> Option<LineClass> {
        let i = self.lines.partition_point(|l| l.span.end <= at);
        self.lines.get(i).filter(|l| l.span.start <= at).map(|l| l.class)
    }
}

/// Whether a body is the whole article: how much may be said from it. A body that is not whole proves nothing by its
/// silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// What the body is.
    pub kind: CompletenessKind,
    /// Why: one English phrase.
    pub why: Cow<'static, str>,
}

impl Completeness {
    /// Whether something may be said of what the body does not have.
    pub fn is_whole(&self) -> bool {
        self.kind == CompletenessKind::Full
    }
}

impl Default for Completeness {
    fn default() -> Completeness {
        Completeness {
            kind: CompletenessKind::Full,
            why: Cow::Borrowed("nothing says that text is missing"),
        }
    }
}

/// What a body is of its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CompletenessKind {
    /// All of it, as far as can be told.
    Full,
    /// Its beginning or a summary: a feed item, a text that is cut short.
    Excerpt,
    /// Something else: no text, the headline again, a list, a page that starts in the middle, a headline that is a
    /// stray line.
    Broken,
}

impl CompletenessKind {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            CompletenessKind::Full => "full",
            CompletenessKind::Excerpt => "excerpt",
            CompletenessKind::Broken => "broken",
        }
    }
}

/// The agency that a page credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyCredit {
    /// Canonical short name: `IANS`, `PTI`; the words of the page if the agency is not known.
    pub name: String,
    /// The words that say so.
    pub span: Option<Span>,
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Number in `text`, from 1, blank lines counted.
    pub n: u32,
    /// Where, without the line feed.
    pub span: Span,
    /// What it is.
    pub class: LineClass,
    /// Why: a short English phrase.
    pub reason: Cow<'static, str>,
}

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum LineClass {
    Headline,
    Kicker,
    Standfirst,
    Byline,
    Date,
    Dateline,
    Body,
    Subheading,
    Caption,
    Credit,
    Summary,
    Faq,
    Teaser,
    Tags,
    Furniture,
}

impl LineClass {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use LineClass::*;
        match self {
            Headline => "headline",
            Kicker => "kicker",
            Standfirst => "standfirst",
            Byline => "byline",
            Date => "date",
            Dateline => "dateline",
            Body => "body",
            Subheading => "subheading",
            Caption => "caption",
            Credit => "credit",
            Summary => "summary",
            Faq => "faq",
            Teaser => "teaser",
            Tags => "tags",
            Furniture => "furniture",
        }
    }

    /// Whether it belongs to the article, so that names, times and figures are looked for in it. Teasers and furniture
    /// do not.
    pub fn is_content(self) -> bool {
        !matches!(self, LineClass::Teaser | LineClass::Furniture)
    }

    /// Whether it repeats what the body says (law 8): it never confirms anything.
    pub fn is_derived(self) -> bool {
        use LineClass::*;
        matches!(
            self,
            Headline | Kicker | Standfirst | Subheading | Summary | Faq | Teaser
        )
    }
}

/// When an article was published, and how that is known (law 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Local civil time; parts finer than `precision` are zero or one.
    pub value: Option<DateTime>,
    /// How fine `value` is.
    pub precision: Precision,
    /// Minutes east of UTC, if stated.
    pub offset: Option<i16>,
    /// How it is known.
    pub basis: Basis,
    /// Not before, where only a range is known.
    pub earliest: Option<Date>,
    /// Not after.
    pub latest: Option<Date>,
    /// From what: one English sentence that names lines or articles.
    pub why: String,
}

impl Published {
    /// Nothing is known.
    pub fn unknown(why: impl Into<String>) -> Published {
        Published {
            value: None,
            precision: Precision::None,
            offset: None,
            basis: Basis::Unknown,
            earliest: None,
            latest: None,
            why: why.into(),
        }
    }

    /// The day, if known to the day.
    pub fn day(&self) -> Option<Date> {
        self.value
            .filter(|_| matches!(self.precision, Precision::Minute | Precision::Hour | Precision::Day))
            .map(|v| v.date())
    }

    /// ISO 8601, as fine as `precision`.
    pub fn iso(&self) -> Option<String> {
        let v = self.value?;
        let zone = |s: String| match self.offset {
            Some(0) => s + "Z",
            Some(m) => format!(
                "{s}{}{:02}:{:02}",
                if m < 0 { '-' } else { '+' },
                m.abs() / 60,
                m.abs() % 60
            ),
            None => s,
        };
        Some(match self.precision {
            Precision::Minute => zone(format!("{}T{:02}:{:02}", v.date(), v.hour(), v.minute())),
            Precision::Hour => zone(format!("{}T{:02}", v.date(), v.hour())),
            Precision::Day => v.date().to_string(),
            Precision::Month => format!("{:04}-{:02}", v.year(), v.month()),
            Precision::Year => format!("{:04}", v.year()),
            _ => return None,
        })
    }
}

/// How fine a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Precision {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Vague,
    None,
}

impl Precision {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use Precision::*;
        match self {
            Minute => "minute",
            Hour => "hour",
            Day => "day",
            Week => "week",
            Month => "month",
            Year => "year",
            Vague => "vague",
            None => "none",
        }
    }
}

/// How a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The page, its metadata or its feed say so.
    Stated,
    /// From the text, copies of it or dated reports of the same event.
    Inferred,
    /// Only the time of fetching is known.
    Fetched,
    /// Not known.
    Unknown,
}

impl Basis {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Stated => "stated",
            Basis::Inferred => "inferred",
            Basis::Fetched => "fetched",
            Basis::Unknown => "unknown",
        }
    }
}
