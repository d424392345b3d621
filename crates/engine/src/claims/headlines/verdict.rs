//! From findings to a verdict, its reasons and its spans.

use super::clauses::Part;
use super::head::Head;
use super::lexicon::{self, TEASERS};
use super::rules::Finding;
use crate::model::*;

/// Share of a headline's content words, by weight, below which the body is another item or has lost the part that
/// matters.
const ANOTHER_ITEM: f32 = 0.4;
/// The same for the best sentence.
const ANOTHER_ITEM_BEST: f32 = 0.25;
/// Share from which an excerpt bears a headline out.
const EXCERPT_BORNE: f32 = 0.95;
/// Words of a headline that says something.
const LEAST_WORDS: usize = 2;
/// Share of a clause that the sentence with another number must bear out where the body is an excerpt.
const EXCERPT_OTHER: f32 = 0.4;

/// Languages whose headlines are judged.
fn is_judged(language: Lang) -> bool {
    matches!(language, Lang::Hi | Lang::En)
}

/// What the rules found and may be told: nothing where the body is not whole, but another number of the same thing.
pub(super) fn flagged(a: &Analysis, head: &Head, found: Vec<Finding>) -> Vec<Finding> {
    use CompletenessKind::*;
    let kind = a.article.completeness.kind;
    if !is_judged(a.article.language) || kind == Broken || is_another(head) {
        return Vec::new();
    }
    let silent = may_be_silent(a);
    found
        .into_iter()
        .filter(|f| !silent || matches!(f.code, HeadlineCode::HeldBack | HeadlineCode::OtherNumber))
        .filter(|f| kind == Full || (f.code == HeadlineCode::OtherNumber && head.best >= EXCERPT_OTHER))
        .filter(|_| !asked(head))
        .collect()
}

/// Words up to which an article of one paragraph may have left out what its headline says.
const ONE_PARAGRAPH: usize = 130;

/// Whether nothing may be read into what the body does not say: it is a single short paragraph.
fn may_be_silent(a: &Analysis) -> bool {
    let mut lines = a.article.lines_of(LineClass::Body);
    let (first, second) = (lines.next(), lines.next());
    second.is_none() && first.is_some_and(|l| sutradhar_text::words::count(l.span.of(&a.article.text)) < ONE_PARAGRAPH)
}

/// Whether the headline only asks.
fn asked(head: &Head) -> bool {
    head.clauses.iter().any(|c| c.part == Part::Question)
        && head.clauses.iter().filter(|c| c.part == Part::Claim).count() <= 1
}

/// Whether the body is another item than the headline: most of what it says finds no like.
fn is_another(head: &Head) -> bool {
    head.share < ANOTHER_ITEM || head.best < ANOTHER_ITEM_BEST
}

/// The check of a headline without a body.
pub(super) fn unread(a: &Analysis, headline: Span) -> HeadlineCheck {
    let reason = HeadlineReason {
        code: HeadlineCode::Incomplete,
        words: String::new(),
        given: String::new(),
    };
    HeadlineCheck {
        article: a.article.id.clone(),
        verdict: HeadlineVerdict::CannotTell,
        why: sentence(&reason),
        reasons: vec![reason],
        spans: vec![Citation {
            article: a.article.id.clone(),
            span: headline,
        }],
    }
}

/// The check of a headline.
pub(super) fn check(a: &Analysis, head: &Head, held: Vec<Finding>) -> HeadlineCheck {
    use HeadlineVerdict::*;
    let claims: Vec<Span> = head
        .clauses
        .iter()
        .filter(|c| c.part == Part::Claim)
        .map(|c| c.span)
        .collect();
    let has = |p: Part| head.clauses.iter().any(|c| c.part == p);
    let plain = |code| HeadlineReason {
        code,
        words: String::new(),
        given: String::new(),
    };
    let complete = a.article.completeness.kind;
    let void = lexicon::has(&TEASERS, &head.line.words, "void")
        || (claims.len() <= 1 && lexicon::has(&TEASERS, &head.line.words, "weak"));
    let marked = head.line.span.of(&a.article.text).contains('?');
    let few = claims.len() <= usize::from(marked);
    let stump = head.line.words.len() < LEAST_WORDS;
    let (verdict, reasons) = if !held.is_empty() {
        let verdict = of(&held, &claims);
        (verdict, held.iter().map(|c| reason(a, c)).collect())
    } else if complete == CompletenessKind::Broken || stump {
        (CannotTell, vec![plain(HeadlineCode::Incomplete)])
    } else if has(Part::Question) && few && (marked || !has(Part::Teaser)) {
        (Question, vec![plain(HeadlineCode::Asks)])
    } else if void || (has(Part::Teaser) && claims.is_empty()) {
        (Teaser, vec![plain(HeadlineCode::Promises)])
    } else if !is_judged(a.article.language) {
        (CannotTell, vec![plain(HeadlineCode::Unread)])
    } else if is_another(head) || (complete == CompletenessKind::Excerpt && head.share < EXCERPT_BORNE) {
        (CannotTell, vec![plain(HeadlineCode::Incomplete)])
    } else {
        (Supported, vec![plain(HeadlineCode::BorneOut)])
    };
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(held.iter().map(|c| c.words));
    spans.extend(held.iter().map(|c| c.clause));
    spans.extend(held.iter().filter_map(|c| c.body));
    if spans.is_empty() {
        spans.push(head.line.span);
    }
    let mut seen: Vec<Span> = Vec::new();
    for s in spans {
        if !seen.contains(&s) {
            seen.push(s);
        }
    }
    let why: Vec<String> = reasons.iter().map(sentence).collect();
    let article = &a.article.id;
    HeadlineCheck {
        article: article.clone(),
        verdict,
        why: why.join(" "),
        reasons,
        spans: seen
            .into_iter()
            .map(|span| Citation {
                article: article.clone(),
                span,
            })
            .collect(),
    }
}

/// The verdict of findings: what is beyond the body in one clause of several leaves the headline partly borne out.
fn of(held: &[Finding], claims: &[Span]) -> HeadlineVerdict {
    use HeadlineVerdict::*;
    let has = |code: HeadlineCode| held.iter().any(|f| f.code == code);
    // What the headline leads with is what it says.
    let lead = claims.first().is_none_or(|c| held.iter().any(|h| h.clause == *c));
    if has(HeadlineCode::OtherNumber) || has(HeadlineCode::Contrary) {
        Contradicted
    } else if has(HeadlineCode::HeldBack) || has(HeadlineCode::Wider) {
        Overstated
    } else if !lead {
        Partly
    } else {
        Unsupported
    }
}

/// The reason that a finding gives.
pub(super) fn reason(a: &Analysis, f: &Finding) -> HeadlineReason {
    HeadlineReason {
        code: f.code,
        words: a.words(f.words).to_string(),
        given: f.given.map_or_else(String::new, |g| a.words(g).to_string()),
    }
}

/// A reason as an English sentence.
pub(super) fn sentence(r: &HeadlineReason) -> String {
    let (words, given) = (&r.words, &r.given);
    match r.code {
        HeadlineCode::BorneOut => "The body says what the headline says.".into(),
        HeadlineCode::Asks => "The headline asks and claims nothing.".into(),
        HeadlineCode::Promises => "The headline only promises to tell.".into(),
        HeadlineCode::Incomplete => "The text is not the whole article, so its silence proves nothing.".into(),
        HeadlineCode::Unread => "Headlines in this language are not judged.".into(),
        HeadlineCode::HeldBack => format!("“{words}” is given as a fact, but the body holds it back with “{given}”."),
        HeadlineCode::OtherNumber => format!("The headline has “{words}”, the body “{given}”."),
        HeadlineCode::NoNumber => format!("The number in “{words}” is not in the body."),
        HeadlineCode::NotThere => format!("Nothing in the body answers “{words}”."),
        HeadlineCode::Wider => format!("“{words}” is in no sentence of the body that speaks of it."),
        HeadlineCode::Contrary => format!("The body says the contrary of “{words}”."),
    }
}
