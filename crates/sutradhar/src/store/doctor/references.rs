//! Every citation and every reference from one thing to another.

use super::{REBUILD, Report};
use crate::store::Derived;
use std::collections::{HashMap, HashSet};
use sutradhar_engine::model::*;

/// Whether every span lies inside its text on character borders, and every reference leads somewhere.
pub(super) fn references(analyses: &[Analysis], derived: &Derived, report: &mut Report) {
    let by_id: HashMap<&ArticleId, &Analysis> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    for a in analyses {
        spans_of(a, report);
    }
    let statements: HashSet<&StatementId> = analyses.iter().flat_map(|a| &a.statements).map(|s| &s.id).collect();
    let events: HashMap<&EventId, &Event> = derived.events.iter().map(|e| (&e.id, e)).collect();
    let mut citations = 0;
    let mut cite = |c: &Citation, who: &str, report: &mut Report| {
        citations += 1;
        match by_id.get(&c.article) {
            None => report.add(
                "DOC-008",
                format!("{who} cites {}, which is not there", c.article),
                REBUILD,
            ),
            Some(a) if !fits(c.span, &a.article.text) => {
                let what = format!(
                    "{who} cites {}-{} of {}, outside its text",
                    c.span.start, c.span.end, c.article
                );
                report.add("DOC-008", what, REBUILD);
            }
            Some(_) => {}
        }
    };
    for claim in &derived.claims {
        let who = format!("claim {}", claim.id);
        if !events.contains_key(&claim.event) {
            report.add(
                "DOC-009",
                format!("{who} is of event {}, which is not there", claim.event),
                REBUILD,
            );
        }
        for s in &claim.support {
            cite(&s.citation, &who, report);
            if let Some(id) = s.statement.as_ref().filter(|id| !statements.contains(id)) {
                report.add(
                    "DOC-009",
                    format!("{who} rests on statement {id}, which is not there"),
                    REBUILD,
                );
            }
        }
    }
    for brief in &derived.briefs {
        let who = format!("the brief of {}", brief.event);
        if !events.contains_key(&brief.event) {
            report.add("DOC-009", format!("{who}: there is no such event"), REBUILD);
        }
        let lists = brief.bullets.iter().map(|b| &b.citations);
        let lists = lists.chain(brief.faq.iter().map(|f| &f.citations));
        for list in lists.chain(brief.timeline.iter().map(|t| &t.citations)) {
            if list.is_empty() {
                report.add("DOC-008", format!("{who} has a line without a citation"), REBUILD);
            }
            list.iter().for_each(|c| cite(c, &who, report));
        }
    }
    for check in &derived.headlines {
        let who = format!("the headline check of {}", check.article);
        check.spans.iter().for_each(|c| cite(c, &who, report));
    }
    report.checked.insert("citations", citations);
    for e in &derived.events {
        let named = e.articles.iter().chain(e.origins.iter().flat_map(|o| &o.articles));
        for id in named.filter(|id| !by_id.contains_key(id)) {
            report.add(
                "DOC-009",
                format!("event {} has article {id}, which is not there", e.id),
                REBUILD,
            );
        }
    }
    for s in &derived.storylines {
        for id in s.events.iter().filter(|id| !events.contains_key(id)) {
            report.add(
                "DOC-009",
                format!("storyline {} has event {id}, which is not there", s.id),
                REBUILD,
            );
        }
    }
    for c in &derived.copies {
        for (id, spans) in [
            (&c.a, c.kept.iter().map(|p| p.a).collect()),
            (&c.b, c.kept.iter().map(|p| p.b).collect::<Vec<_>>()),
        ] {
            match by_id.get(id) {
                None => report.add(
                    "DOC-009",
                    format!("a copy pair has article {id}, which is not there"),
                    REBUILD,
                ),
                Some(a) => {
                    for s in spans.into_iter().filter(|s| !fits(*s, &a.article.text)) {
                        report.add(
                            "DOC-008",
                            format!("copy {}-{} lies outside {id}", s.start, s.end),
                            REBUILD,
                        );
                    }
                }
            }
        }
    }
    report.checked.insert("events", derived.events.len() as u64);
    report.checked.insert("claims", derived.claims.len() as u64);
}

fn spans_of(a: &Analysis, report: &mut Report) {
    let article = &a.article;
    let mut check = |span: Span, what: &str| {
        if !fits(span, &article.text) {
            let what = format!(
                "{what} {}-{} of {} lies outside its text",
                span.start, span.end, article.id
            );
            report.add("DOC-008", what, REBUILD);
        }
    };
    article.lines.iter().for_each(|l| check(l.span, "line"));
    article.headline.iter().for_each(|s| check(*s, "headline"));
    a.sentences.iter().for_each(|s| check(s.span, "sentence"));
    a.mentions.iter().for_each(|m| check(m.span, "mention"));
    a.times.iter().for_each(|t| check(t.span, "time"));
    for q in &a.quantities {
        check(q.span, "figure");
        q.counted.iter().for_each(|s| check(*s, "counted thing"));
    }
    for q in &a.quotations {
        check(q.span, "quotation");
        check(q.inner, "quotation");
    }
    for s in &a.statements {
        check(s.content, "statement");
        s.cue.iter().chain(&s.hedge).for_each(|c| check(*c, "cue"));
        s.chain.iter().filter_map(|l| l.span).for_each(|c| check(c, "source"));
    }
}

fn fits(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some()
}
