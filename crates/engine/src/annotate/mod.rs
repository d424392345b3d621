//! Annotate: sentences, names, times, figures and quotation marks of one article.

use crate::model::*;
use jiff::civil::Date;
use sutradhar_text::packs::Fault;
use sutradhar_text::sentences::sentences;

pub mod names;
pub mod times;
pub mod quantities;
pub mod quotations;

pub(crate) use names::tagger::models;
pub(crate) use times::looks_ahead;

/// What is wrong with the files of language packs that this stage reads, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    [times::faults(), quantities::faults(), quotations::faults()].concat()
}

/// Whether a folded word is a finite verb in a language.
pub(crate) fn is_finite_verb(folded: &str, language: Lang) -> bool {
    times::tense::is_verb(folded, language)
}

/// Whether an article may have been published on a day: its bounds, and the weekdays it names, allow it.
pub(crate) fn allows_day(a: &Analysis, day: Date) -> bool {
    let p = &a.article.published;
    p.earliest.is_none_or(|d| d <= day) && p.latest.is_none_or(|d| d >= day) && times::consistent(&a.times, day)
}

/// Writes an inferred day of publication into an analysis and resolves its times again (law 4).
pub fn redate(a: &mut Analysis, inferred: &InferredDay) {
    let p = &mut a.article.published;
    p.value = Some(inferred.day.at(0, 0, 0, 0));
    p.precision = Precision::Day;
    p.basis = Basis::Inferred;
    p.earliest = Some(inferred.day);
    p.latest = Some(inferred.day);
    p.why.clone_from(&inferred.why);
    times::resolve(&mut a.times, &a.article.published);
}

/// Everything that can be said of one article's text without asking who says it.
pub fn annotate(article: Article, notices: Vec<Notice>) -> Analysis {
    let mut list = Vec::new();
    for line in article.lines.iter().filter(|l| l.class.is_content()) {
        for s in sentences(line.span.of(&article.text)) {
            list.push(Sentence {
                span: s.shift(line.span.start as usize),
                line: line.n,
                class: line.class,
            });
        }
    }
    let (entities, mentions) = names::find(&article, &list);
    let mut found = times::find(&article, &list);
    times::resolve(&mut found, &article.published);
    let quantities = quantities::find(&article, &list, &found, &mentions);
    let quotations = quotations::find(&article, &list, &mentions);
    Analysis {
        article,
        sentences: list,
        entities,
        mentions,
        times: found,
        quantities,
        quotations,
        statements: Vec::new(),
        propositions: Vec::new(),
        notices,
    }
}
