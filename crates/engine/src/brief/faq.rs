//! Questions that what is known answers, each with its cited answer.

use super::choose::Candidate;
use super::line::line;
use super::{gate, lookup};
use crate::model::*;

/// How many questions a brief has.
const QUESTIONS: usize = 5;
/// How many questions ask for a number.
const COUNTS: usize = 2;

/// The question for what is asked for, in a language that has questions.
fn question(language: Lang, what: &str) -> Option<&'static str> {
    let data = match language.tag() {
        "hi" => include_str!("../../../text/data/hi/claims-questions.txt"),
        "mr" => include_str!("../../../text/data/mr/claims-questions.txt"),
        "en" => include_str!("../../../text/data/en/claims-questions.txt"),
        _ => return None,
    };
    crate::claims::words::data_lines(data).find_map(|l| l.strip_prefix(what)?.strip_prefix(' '))
}

/// Questions built from what the most central sentences tell: when, where, how many, on whose word.
pub(crate) fn faq(analyses: &[Analysis], list: &[Candidate], language: Lang) -> Vec<Answer> {
    let mut out: Vec<Answer> = Vec::new();
    let mut ask = |question: String, c: &Candidate| {
        let a = &analyses[c.analysis];
        if out.len() >= QUESTIONS || out.iter().any(|x| x.question == question) {
            return false;
        }
        let Some(l) = line(a, c.span) else { return false };
        if gate::pass(&l.text, &l.citations, |id| lookup(analyses, id)).is_err() {
            return false;
        }
        out.push(Answer {
            question,
            answer: l.text,
            citations: l.citations,
        });
        true
    };
    let analysis = |c: &Candidate| &analyses[c.analysis];
    if let Some(q) = question(language, "when") {
        let dated = |c: &&Candidate| {
            analysis(c).times.iter().any(|t| {
                c.span.contains(t.span)
                    && matches!(t.precision, Precision::Day | Precision::Hour | Precision::Minute)
                    && t.tense != Tense::Future
            })
        };
        list.iter().filter(dated).take(3).any(|c| ask(q.to_string(), c));
    }
    if let Some(q) = question(language, "where") {
        let placed = |c: &&Candidate| {
            let a = analysis(c);
            a.mentions.iter().any(|m| {
                m.kind == EntityKind::Place
                    && m.role == MentionRole::Name
                    && c.span.contains(m.span)
                    && a.article
                        .text
                        .get(m.span.end as usize..)
                        .is_some_and(|t| t.starts_with(" में ") || t.starts_with(" in "))
            })
        };
        list.iter().filter(placed).take(3).any(|c| ask(q.to_string(), c));
    }
    let mut asked = 0;
    for c in list {
        for role in crate::claims::tally::roles_in(analysis(c), c.span) {
            if let Some(q) = question(language, role)
                && asked < COUNTS
                && ask(q.to_string(), c)
            {
                asked += 1;
            }
        }
    }
    if let Some(q) = question(language, "count").filter(|_| asked == 0) {
        for c in list {
            let a = analysis(c);
            let found = a.quantities.iter().find(|x| {
                c.span.contains(x.span)
                    && x.unit.is_empty()
                    && x.value >= 2.0
                    && !crate::claims::units::points_back(a.words(x.span))
                    && x.counted.is_some()
            });
            if let Some(counted) = found.and_then(|x| x.counted)
                && asked < COUNTS
                && ask(q.replace("{}", a.words(counted).trim()), c)
            {
                asked += 1;
            }
        }
    }
    if let Some(q) = question(language, "who") {
        let said = |c: &&Candidate| {
            analysis(c)
                .statements
                .iter()
                .any(|s| s.content.overlaps(c.span) && !s.chain.is_empty() && s.polarity == Polarity::Asserts)
        };
        list.iter().filter(said).take(3).any(|c| ask(q.to_string(), c));
    }
    out
}
