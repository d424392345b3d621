//! The journal of changes as plain data: what changed, in words of both languages, and how changes fold into entries.

use super::labels::{self, Noun, is_hindi};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Changes of one story that lie no further apart are one entry.
const FOLDED: i64 = 600;

/// A list of changes, the last first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangesPage {
    /// What was asked for, by the names of the query.
    pub filters: Vec<(String, String)>,
    /// The changes.
    pub items: Vec<ChangeLine>,
    /// The number of the last change of all: the state that this list shows.
    pub last: u64,
    /// For `before` of the next page.
    pub next: Option<u64>,
}

/// A change: one line of the journal.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeLine {
    /// Its number, from 1.
    pub seq: u64,
    /// When it was written (RFC 3339).
    pub at: String,
    /// What kind of change: `story.new`, `claim.value`, `headline.flagged`.
    pub kind: String,
    /// The story, by the id that it has now.
    pub story: Option<String>,
    /// What the story is called now.
    pub title: Option<String>,
    /// The storyline that the story was part of.
    pub storyline: Option<String>,
    /// The claim.
    pub claim: Option<String>,
    /// The article.
    pub article: Option<String>,
    /// What exactly.
    pub body: ChangeDetail,
}

/// What exactly changed. Which fields there are depends on the kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeDetail {
    /// Words: of a claim, of a headline, the title that a story had then.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is said of those who are counted; `money` for an amount.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Who is counted, in the words of a report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub counted: String,
    /// `new` for further ones.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// The unit of a figure, in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Where, if a report says it beside the figure.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How the text puts a figure: `done`, `planned`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// How it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<ChangedSide>,
    /// How it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<ChangedSide>,
    /// The verdict on a headline, or what two articles that share text are to each other.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub verdict: String,
    /// Articles that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Other stories that it is about, by the ids that they had then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stories: Vec<String>,
    /// How many of something, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<ChangeQuote>,
}

/// One side of a change.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangedSide {
    /// A figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// A standing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// A title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Independent origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<u64>,
}

/// A passage that a change rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangeQuote {
    /// The article.
    pub article: String,
    /// Who published it.
    pub outlet: String,
    /// Language tag of the article.
    pub language: String,
    /// When, as fine as it is known.
    pub date: Option<String>,
    /// The line of the article's text, from 1.
    pub line: u32,
    /// First code point of the words in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub quote: String,
}

/// Changes that are told together: those of one story within ten minutes, the last first.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeEntry<'a> {
    /// The changes; never none.
    pub rows: Vec<&'a ChangeLine>,
}

impl ChangeEntry<'_> {
    /// The number that names it: that of its first change, which stays while others come.
    pub fn number(&self) -> u64 {
        self.rows.last().map_or(0, |r| r.seq)
    }

    /// When its last change was written.
    pub fn updated(&self) -> &str {
        self.rows.first().map_or("", |r| r.at.as_str())
    }

    /// When its first change was written.
    pub fn began(&self) -> &str {
        self.rows.last().map_or("", |r| r.at.as_str())
    }

    /// What changed, the weightiest first: `मृतक: 7 → 11 · 3 मूल स्रोत`.
    pub fn title(&self, language: &str) -> String {
        let first = self
            .rows
            .iter()
            .min_by_key(|r| (weight(&r.kind), std::cmp::Reverse(r.seq)));
        let title = first.map_or_else(String::new, |r| r.words(language));
        match (self.rows.len(), is_hindi(language)) {
            (0 | 1, _) => title,
            (n, true) => format!("{title} (+{} और बदलाव)", n - 1),
            (2, false) => format!("{title} (+1 more change)"),
            (n, false) => format!("{title} (+{} more changes)", n - 1),
        }
    }
}

/// The place of a kind among those of one entry.
fn weight(kind: &str) -> usize {
    const ORDER: [&str; 10] = [
        "article.withdrawn",
        "story.merged",
        "story.split",
        "claim.value",
        "story.new",
        "claim.standing",
        "claim.new",
        "story.joined",
        "headline.flagged",
        "story.title",
    ];
    ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len())
}

/// Folds changes, the last first, into entries.
pub fn change_entries(rows: &[ChangeLine]) -> Vec<ChangeEntry<'_>> {
    let seconds = |at: &str| at.parse::<Timestamp>().map(Timestamp::as_second).ok();
    let mut out: Vec<ChangeEntry<'_>> = Vec::new();
    for row in rows {
        let near = |e: &&mut ChangeEntry<'_>| {
            let same = row.story.is_some() && e.rows.first().is_some_and(|r| r.story == row.story);
            let newest = e.rows.first().and_then(|r| seconds(&r.at));
            same && newest
                .zip(seconds(&row.at))
                .is_some_and(|(a, b)| (a - b).abs() <= FOLDED)
        };
        match out.iter_mut().rev().find(near) {
            Some(entry) => entry.rows.push(row),
            None => out.push(ChangeEntry { rows: vec![row] }),
        }
    }
    out
}

impl ChangeLine {
    /// What changed in one line: `मृतक: 7 → 11 · 3 मूल स्रोत`.
    pub fn words(&self, language: &str) -> String {
        let hindi = is_hindi(language);
        let b = &self.body;
        let either = |hi: &str, en: &str| if hindi { hi.to_string() } else { en.to_string() };
        let origins = |side: &Option<ChangedSide>| side.as_ref().and_then(|s| s.origins);
        let supported = |text: String| match origins(&b.to) {
            // What only a denial tells of is asserted by nobody.
            None | Some(0) => text,
            Some(n) => format!("{text} · {}", labels::count(n as usize, Noun::Origin, language)),
        };
        let count = |name: &str| b.counts.get(name).copied().unwrap_or(0);
        match self.kind.as_str() {
            "story.new" => supported(format!("{}: {}", either("नई कहानी", "New story"), b.text)),
            "story.joined" => {
                let (from, to) = (origins(&b.from).unwrap_or(0), origins(&b.to).unwrap_or(0));
                let said = match from == to {
                    true => either("और ख़बरें जुड़ीं", "More reports"),
                    false => {
                        let to = labels::count(to as usize, Noun::Origin, language);
                        format!("{}: {from} → {to}", either("नया मूल स्रोत", "New origin"))
                    }
                };
                format!("{said} · {}", b.text)
            }
            "story.merged" => supported(format!(
                "{}: {}",
                either("दूसरी कहानी इसमें मिली", "Another story is part of this one now"),
                b.text
            )),
            "story.split" => format!(
                "{}: {}",
                either("कुछ ख़बरें अलग कहानी हुईं", "Some reports are another story now"),
                b.text
            ),
            "story.title" => {
                let title = |s: &Option<ChangedSide>| s.as_ref().and_then(|s| s.title.clone()).unwrap_or_default();
                format!(
                    "{}: “{}” → “{}”",
                    either("शीर्षक बदला", "Title changed"),
                    title(&b.from),
                    title(&b.to)
                )
            }
            "claim.new" | "claim.value" if !b.role.is_empty() => supported(self.figure(language)),
            "claim.new" => {
                let to = self.standing(&b.to, language);
                supported(format!("{to}: {}", b.text))
            }
            "claim.standing" => supported(format!(
                "{} → {}: {}",
                self.standing(&b.from, language),
                self.standing(&b.to, language),
                b.text
            )),
            "headline.flagged" => {
                let verdict = labels::verdict(&b.verdict).of(language);
                format!(
                    "{} ({verdict}): “{}”",
                    either("शीर्षक बनाम ख़बर", "Headline against text"),
                    b.text
                )
            }
            "copy.found" => {
                let outlets: Vec<&str> = b.citations.iter().map(|c| c.outlet.as_str()).collect();
                let relation = labels::relation(&b.verdict).of(language);
                let shared = labels::shared(count("percent") as f64 / 100.0, language);
                format!("{relation}: {} · {shared}", outlets.join(" ← "))
            }
            "article.withdrawn" => either("एक ख़बर हटाई गई", "A report was withdrawn"),
            "feed.asleep" => format!(
                "{}: {}",
                either("फ़ीड महीने भर से नहीं मिली", "A feed fails for a month"),
                b.text
            ),
            "store.loaded" | "store.rederived" => {
                let what = match self.kind.as_str() {
                    "store.loaded" => either("भंडार भरा गया", "The store was filled"),
                    _ => either(
                        "प्रोग्राम के नए संस्करण ने सब फिर से बनाया",
                        "Another version of the program made everything again",
                    ),
                };
                let (stories, articles) = (count("stories"), count("articles"));
                match hindi {
                    true => format!("{what}: {stories} कहानियां, {articles} ख़बरें"),
                    false => format!("{what}: {stories} stories, {articles} articles"),
                }
            }
            _ => b.text.clone(),
        }
    }

    /// The figure of a change: what is counted, before and after.
    fn figure(&self, language: &str) -> String {
        let b = &self.body;
        let role = labels::figure_role(&b.role).of(language);
        let measure = labels::figure_measure(&b.measure).of(language);
        let people = !role.is_empty() && sutradhar_engine::brief::group_of(&b.counted).is_empty();
        let counted = if people { "" } else { b.counted.as_str() };
        let parts = [role, counted, measure, b.place.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let value = |side: &Option<ChangedSide>| {
            let n = side.as_ref().and_then(|s| s.value)?;
            Some(super::web::number(n))
        };
        let unit = match b.unit.as_str() {
            "people" => "",
            unit => super::web::unit_of(unit, is_hindi(language)),
        };
        let unit = if unit.is_empty() {
            String::new()
        } else {
            format!(" {unit}")
        };
        let values = match (value(&b.from), value(&b.to)) {
            (Some(from), Some(to)) => format!("{from} → {to}{unit}"),
            (_, Some(to)) => format!("{to}{unit}"),
            _ => String::new(),
        };
        format!("{}: {values}", parts.join(" · "))
    }

    fn standing(&self, side: &Option<ChangedSide>, language: &str) -> &'static str {
        let name = side.as_ref().and_then(|s| s.standing.as_deref()).unwrap_or("");
        labels::standing(name).of(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seq: u64, at: &str, kind: &str, story: &str) -> ChangeLine {
        ChangeLine {
            seq,
            at: at.into(),
            kind: kind.into(),
            story: (!story.is_empty()).then(|| story.into()),
            ..ChangeLine::default()
        }
    }

    fn side(value: Option<f64>, origins: u64) -> Option<ChangedSide> {
        Some(ChangedSide {
            value,
            origins: Some(origins),
            ..ChangedSide::default()
        })
    }

    #[test]
    fn a_figure_is_told_in_both_languages() {
        let mut r = row(1, "2031-07-26T08:00:00Z", "claim.value", "e1");
        r.body = ChangeDetail {
            role: "killed".into(),
            counted: "लोगों".into(),
            from: side(Some(7.0), 2),
            to: side(Some(11.0), 3),
            ..ChangeDetail::default()
        };
        assert_eq!(r.words("hi"), "मृतक: 7 → 11 · 3 मूल स्रोत");
        assert_eq!(r.words("en"), "killed: 7 → 11 · 3 origins");
        r.body.to = side(Some(11.0), 0);
        assert_eq!(r.words("hi"), "मृतक: 7 → 11");
    }

    #[test]
    fn changes_of_a_story_within_ten_minutes_are_one_entry() {
        let rows = [
            row(5, "2031-07-26T08:30:00Z", "claim.value", "e1"),
            row(4, "2031-07-26T08:12:00Z", "story.joined", "e1"),
            row(3, "2031-07-26T08:11:00Z", "story.new", "e2"),
            row(2, "2031-07-26T08:10:00Z", "claim.value", "e1"),
            row(1, "2031-07-26T08:09:00Z", "store.loaded", ""),
        ];
        let entries = change_entries(&rows);
        let seqs: Vec<Vec<u64>> = entries.iter().map(|e| e.rows.iter().map(|r| r.seq).collect()).collect();
        assert_eq!(seqs, [vec![5], vec![4, 2], vec![3], vec![1]]);
        // It is named by its first change, and dated by its last.
        assert_eq!((entries[1].number(), entries[1].updated()), (2, "2031-07-26T08:12:00Z"));
        assert!(
            entries[1].title("en").ends_with("(+1 more change)"),
            "{}",
            entries[1].title("en")
        );
    }
}
