//! The article page: one article, with everything that was found in it.

use super::cite::line_of;
use super::lens::LensRow;
use super::lineage::{CopyRow, copy_row};
use super::names::{ArticleRow, ChainLink, arrows, article_row, chain, one_line, outlet_name};
use super::story::{HeadlineRow, NoticeRow, notices};
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// An article page as plain data. `start` and `end` are code points of the article's text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticlePage {
    /// What is known of the article.
    pub article: ArticleRow,
    /// When its page was fetched, RFC 3339 in UTC, where that is known.
    pub fetched_at: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The headline held against the text, whatever came of it.
    pub headline: Option<HeadlineRow>,
    /// The lines that are not blank.
    pub lines: Vec<LineRow>,
    /// Who says what.
    pub statements: Vec<StatementRow>,
    /// What the other reports of its events say of the phrases that they share.
    pub lens: Vec<LensRow>,
    /// Figures.
    pub numbers: Vec<NumberRow>,
    /// Times.
    pub times: Vec<TimeRow>,
    /// Named things, most mentioned first.
    pub entities: Vec<EntityRow>,
    /// Articles it shares text with.
    pub lineage: Vec<CopyRow>,
    /// What was odd.
    pub notices: Vec<NoticeRow>,
    /// The text that `start` and `end` count in. Only what `lines` show of it may go out.
    #[serde(skip)]
    pub text: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineRow {
    /// Its number, from 1.
    pub n: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it is.
    pub class: &'static str,
    /// Why.
    pub reason: String,
    /// Its words.
    pub text: String,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementRow {
    /// Its id.
    pub id: String,
    /// Its line.
    pub line: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What is said.
    pub text: String,
    /// The reporting words.
    pub cue: Option<String>,
    /// Who says it, nearest speaker first.
    pub chain: Vec<ChainLink>,
    /// The chain with arrows, out to the outlet.
    pub said_by: String,
    /// How the words are given.
    pub form: &'static str,
    /// Whether the source says it, denies it, or said nothing.
    pub polarity: &'static str,
    /// The hedging words.
    pub hedge: Option<String>,
    /// Code of the rule that found it.
    pub rule: String,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NumberRow {
    /// Its line.
    pub line: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// Its value.
    pub number: f64,
    /// The upper value of a range.
    pub number_max: Option<f64>,
    /// Whether the text hedges it.
    pub approx: bool,
    /// Unit in English, may be empty.
    pub unit: String,
    /// What is counted.
    pub counted: String,
    /// How the text puts it.
    pub status: &'static str,
}

/// One time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeRow {
    /// Its line.
    pub line: u32,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its words.
    pub text: String,
    /// What it comes to, empty if that cannot be told.
    pub value: String,
    /// How fine.
    pub precision: &'static str,
    /// From what it was resolved.
    pub anchor: String,
}

/// One named thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityRow {
    /// Its id.
    pub id: String,
    /// PER, LOC, ORG or EVT.
    pub kind: &'static str,
    /// Its name in the article's language.
    pub name: String,
    /// Its names by language.
    pub names: BTreeMap<String, String>,
    /// The different words that name it here, each with the lines it stands in.
    pub mentions: Vec<(String, Vec<u32>)>,
    /// How often it is named.
    pub count: usize,
}

/// The page of an article. `copies` are the pairs it is part of. Its `lens` is empty: [`lens`](super::lens()) makes it
/// from the claims of its events.
pub fn article_page(analysis: &Analysis, copies: &[&CopyPair], headline: Option<&HeadlineCheck>) -> ArticlePage {
    let article = &analysis.article;
    let points = CodePoints::new(&article.text);
    let outlet = outlet_name(article);
    let words = |s: Span| one_line(analysis.words(s));
    let place = |s: Span| (line_of(article, s.start), points.at(s.start), points.at(s.end));
    let line = |l: &Line| LineRow {
        n: l.n,
        start: points.at(l.span.start),
        end: points.at(l.span.end),
        class: l.class.name(),
        reason: l.reason.to_string(),
        text: words(l.span),
    };
    let statement = |s: &Statement| {
        let (line, start, end) = place(s.content);
        let chain = chain(analysis, s);
        StatementRow {
            id: s.id.to_string(),
            line,
            start,
            end,
            text: words(s.content),
            cue: s.cue.map(words),
            said_by: arrows(&chain, &outlet),
            chain,
            form: s.form.name(),
            polarity: s.polarity.name(),
            hedge: s.hedge.map(words),
            rule: s.rule.clone(),
        }
    };
    let number = |q: &Quantity| {
        let (line, start, end) = place(q.span);
        NumberRow {
            line,
            start,
            end,
            text: words(q.span),
            number: q.value,
            number_max: q.value_max,
            approx: q.approx,
            unit: q.unit.clone(),
            counted: q.counted.map(words).unwrap_or_default(),
            status: q.status.name(),
        }
    };
    let time = |t: &TimeExpression| {
        let (line, start, end) = place(t.span);
        TimeRow {
            line,
            start,
            end,
            text: words(t.span),
            value: t.value.clone(),
            precision: t.precision.name(),
            anchor: t.anchor.clone(),
        }
    };
    let find = |id: &ArticleId| (*id == article.id).then_some(analysis);
    let mine = copies.iter().filter(|p| p.a == article.id || p.b == article.id);
    ArticlePage {
        article: article_row(article, None),
        fetched_at: None,
        tags: article.tags.clone(),
        headline: headline.filter(|h| h.article == article.id).map(|h| HeadlineRow {
            article: article.id.to_string(),
            outlet: outlet.clone(),
            headline: one_line(article.headline_text()),
            verdict: h.verdict.name(),
            why: one_line(&super::labels::headline_reasons(h, article.language.tag())),
            reasons: h.reasons.clone(),
            cites: Vec::new(),
        }),
        lines: article.lines.iter().map(line).collect(),
        statements: analysis.statements.iter().map(statement).collect(),
        lens: Vec::new(),
        numbers: analysis.quantities.iter().map(number).collect(),
        times: analysis.times.iter().map(time).collect(),
        entities: entities(analysis),
        lineage: mine.map(|p| copy_row(p, &find, None)).collect(),
        notices: notices(analysis),
        text: article.text.clone(),
    }
}

fn entities(analysis: &Analysis) -> Vec<EntityRow> {
    let language = analysis.article.language.tag();
    let mut rows: BTreeMap<&str, EntityRow> = analysis
        .entities
        .iter()
        .map(|e| {
            let row = EntityRow {
                id: e.id.to_string(),
                kind: e.kind.name(),
                name: one_line(e.name(language)),
                names: e.names.clone(),
                mentions: Vec::new(),
                count: 0,
            };
            (e.id.as_str(), row)
        })
        .collect();
    for m in &analysis.mentions {
        let Some(row) = rows.get_mut(m.entity.as_str()) else {
            continue;
        };
        let text = one_line(analysis.words(m.span));
        let line = line_of(&analysis.article, m.span.start);
        row.count += 1;
        match row.mentions.iter_mut().find(|(t, _)| *t == text) {
            Some((_, lines)) if lines.last() == Some(&line) => {}
            Some((_, lines)) => lines.push(line),
            None => row.mentions.push((text, vec![line])),
        }
    }
    let mut list: Vec<EntityRow> = rows.into_values().collect();
    list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id)));
    list
}
