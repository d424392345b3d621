//! Sentences with what is to be read in them, one folder a language: `tests/packs/<tag>/`.
//!
//! `times.txt` and `figures.txt` hold at least twenty-five sentences each, `statements.txt` some. A line is a sentence, `|`,
//! and what is found in it, as the head of each file says. A new language needs its folder and no line here.

#![allow(clippy::disallowed_methods)] // the cases are read from files; nothing that is built reads one
#![allow(clippy::unwrap_used)] // helpers of tests are tests too

use jiff::civil::date;
use std::borrow::Cow;
use std::path::Path;
use sutradhar_engine::annotate::{annotate, quantities, times};
use sutradhar_engine::attribute::attribute;
use sutradhar_engine::model::*;
use sutradhar_engine::text::packs;

/// Sentences that a language has at least in `times.txt` and in `figures.txt`.
const LEAST: usize = 25;

/// Languages whose cases stand elsewhere, in the tests of the stages.
const FEWER: [&str; 1] = ["sd"];

/// One paragraph of a report published on Wednesday 11 June 2031.
fn article(language: Lang, text: &str) -> Article {
    Article {
        id: ArticleId::from("t"),
        source: String::new(),
        url: None,
        outlet: None,
        agency: None,
        byline: None,
        dateline: None,
        language,
        headline: None,
        published: Published {
            value: Some(date(2031, 6, 11).at(0, 0, 0, 0)),
            precision: Precision::Day,
            ..Published::unknown("")
        },
        lines: vec![Line {
            n: 1,
            span: Span::new(0, text.len()),
            class: LineClass::Body,
            reason: Cow::Borrowed("test"),
        }],
        text: text.to_string(),
        tags: Vec::new(),
        read_minutes: 1,
        completeness: Completeness::default(),
    }
}

/// The text as one sentence.
fn sentence(text: &str) -> [Sentence; 1] {
    [Sentence {
        span: Span::new(0, text.len()),
        line: 1,
        class: LineClass::Body,
    }]
}

fn times_of(language: Lang, text: &str) -> Vec<String> {
    let article = article(language, text);
    let mut found = times::find(&article, &sentence(text));
    times::resolve(&mut found, &article.published);
    let value = |t: &TimeExpression| match t.value.as_str() {
        "" => "vague".to_string(),
        value => value.to_string(),
    };
    found
        .iter()
        .map(|t| format!("{} = {}", t.span.of(text), value(t)))
        .collect()
}

fn figures_of(language: Lang, text: &str) -> Vec<String> {
    let found = quantities::find(&article(language, text), &sentence(text), &[], &[]);
    found
        .iter()
        .map(|q| {
            let hedge = if q.approx { "~" } else { "" };
            let unit = if q.unit.is_empty() { "-" } else { q.unit.as_str() };
            format!("{} = {hedge}{} {unit} {}", q.span.of(text), q.value, q.status.name())
        })
        .collect()
}

fn statements_of(language: Lang, text: &str) -> Vec<String> {
    let analysis = annotate(article(language, text), Vec::new());
    let found = attribute(&analysis);
    found
        .iter()
        .map(|s| {
            let chain: Vec<&str> = s.chain.iter().map(|c| c.text.as_str()).collect();
            let (form, polarity) = (s.form.name(), s.polarity.name());
            format!(
                "{} = {} ({form}, {polarity})",
                chain.join(" < "),
                analysis.words(s.content)
            )
        })
        .collect()
}

/// Reads the file of a name of every language, and tells of all that came out otherwise.
fn check(name: &str, least: usize, read: fn(Lang, &str) -> Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let tag = entry.file_name().into_string().unwrap();
        let Ok(list) = std::fs::read_to_string(entry.path().join(name)) else {
            continue;
        };
        let language = Lang::from_tag(&tag).unwrap();
        let cases: Vec<&str> = list.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
        if cases.len() < least && !FEWER.contains(&tag.as_str()) {
            wrong.push(format!(
                "{tag}/{name}: {} sentences, at least {least} are wanted",
                cases.len()
            ));
        }
        for case in cases {
            let (text, want) = case.split_once('|').unwrap();
            let got = read(language, text.trim()).join(", ");
            if got != want.trim() {
                wrong.push(format!("{tag}: {} | {got}", text.trim()));
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn times_of_every_language() {
    check("times.txt", LEAST, times_of);
}

#[test]
fn figures_of_every_language() {
    check("figures.txt", LEAST, figures_of);
}

#[test]
fn statements_of_every_language() {
    check("statements.txt", 2, statements_of);
}

/// A pack that reads times, figures or statements has cases for them.
#[test]
fn every_pack_has_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs");
    for (file, cases) in [("times", "times.txt"), ("figures", "figures.txt")] {
        for pack in packs::each(file) {
            let there = folder.join(pack.tag).join(cases).exists();
            assert!(there, "tests/packs/{}/{cases} is not there", pack.tag);
        }
    }
}
