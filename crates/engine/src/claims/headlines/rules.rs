//! Where a headline and its body part: each rule has a code, says what it finds and what its limits are.

use super::body::{Body, Figure, Line, Piece};
use super::head::{Aligned, BORNE, Head, SPEAKS, meets};
use super::lexicon::{self, ACTS, CAUSES, DEEDS, HEDGES, STRONG, WEATHER, is_future};
use crate::claims::words::{Word, is_stop, word_key};
use crate::model::*;
use sutradhar_text::numbers::NumberKind;

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's code.
    pub rule: &'static str,
    /// What was found.
    pub code: HeadlineCode,
    /// The words of the headline.
    pub words: Span,
    /// The clause that holds them.
    pub clause: Span,
    /// The nearest sentence of the body.
    pub body: Option<Span>,
    /// The body's own words: the hedge, the other number.
    pub given: Option<Span>,
}

/// All that the rules find in a headline, the surest rule first.
pub(super) fn find(a: &Analysis, head: &Head, body: &Body) -> Vec<Finding> {
    let mut out = Vec::new();
    for c in head.claims(body) {
        deed(head, &c, body, &mut out);
        cause(head, &c, body, &mut out);
        suspect(head, &c, body, &mut out);
        future(head, &c, body, &mut out);
        done(head, &c, body, &mut out);
        adverb(head, &c, body, &mut out);
        may(head, &c, body, &mut out);
        report(head, &c, body, &mut out);
        number(&a.article.text, head, &c, body, &mut out);
        act(head, &c, body, &mut out);
        whole(head, &c, body, &mut out);
        scope(head, &c, body, &mut out);
        quote(head, &c, body, &mut out);
        run(head, &c, body, &mut out);
    }
    places(a, head, body, &mut out);
    out
}

fn span_of(words: &[Word], from: usize, n: usize) -> Option<Span> {
    Some(Span {
        start: words.get(from)?.span.start,
        end: words.get(from + n - 1)?.span.end,
    })
}

fn line_of<'b>(c: &Aligned<'_>, body: &'b Body) -> Option<&'b Line> {
    c.near.first().and_then(|n| body.lines.get(*n))
}

/// Words of which a hedge of some kinds stands within `reach` words of word `at` of a line.
fn hedged<'l>(line: &'l Line, at: usize, kinds: &[&str], before: usize, after: usize) -> Option<&'l Word> {
    line.hedges
        .iter()
        .find(|(g, w, n)| kinds.contains(&HEDGES.name(*g)) && *w + n + before > at && *w <= at + after)
        .and_then(|h| line.words.get(h.1))
}

/// Words between a deed and the word that holds it back: a Hindi sentence ends in it (का आरोप लगाया है), an English one starts with it.
const HINDI_REACH: usize = 25;
/// The same in English.
const ENGLISH_REACH: usize = 8;

/// ## What it finds
/// HD-DEED: a deed that accuses somebody, told as a fact, where the sentence of the body that tells it first says allegedly, reportedly,
/// आरोप, कथित, शक.
/// ## Limits
/// Headlines that name a source or a step of police or court are left alone, and so are passives without a doer.
fn deed(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if head.sourced || c.has("police") || c.has("open") || c.best < SPEAKS {
        return;
    }
    for (group, i, n) in DEEDS.find(c.words) {
        let Some(span) = span_of(c.words, i, n) else { continue };
        if head.quoted.iter().any(|q| q.overlaps(span)) {
            continue;
        }
        let word = c.words[i].text.as_str();
        let by = c.words.get(i + n..).is_some_and(|r| r.iter().any(|w| w.text == "by"));
        if !head.indic && word.ends_with("ed") && !by {
            continue;
        }
        let tells = |l: &Line| DEEDS.find(&l.words).into_iter().find(|h| h.0 == group).map(|h| h.1);
        let lines: Vec<(usize, &Line, usize)> = body
            .lines
            .iter()
            .take(body.own)
            .enumerate()
            .filter(|(n, _)| c.scores[*n] >= SPEAKS)
            .filter_map(|(n, l)| Some((n, l, tells(l)?)))
            .collect();
        let Some((_, line, at)) = lines.first() else { continue };
        const KINDS: &[&str] = &["alleged", "suspected", "reported", "claim"];
        let reach = if head.indic { HINDI_REACH } else { ENGLISH_REACH };
        let held = lines.iter().filter(|(_, l, at)| hedged(l, *at, KINDS, reach, reach).is_some()).count();
        // English reports go on in plain words once the lead has said allegedly.
        if head.indic && held * 3 < lines.len() {
            continue;
        }
        let hedge = if head.indic {
            hedged(line, *at, KINDS, reach, reach)
        } else {
            hedged(line, *at, &["alleged", "reported", "suspected"], reach, 3)
        };
        let Some(hedge) = hedge else { continue };
        out.push(Finding {
            rule: "HD-DEED",
            code: HeadlineCode::HeldBack,
            words: clause_words(head, c, span),
            clause: c.span,
            body: Some(line.span),
            given: Some(hedge.span),
        });
        return;
    }
}

/// The telling words around a deed: in English up to the next preposition of place or time, from the deed on if a doer stands after it
/// (killed by grandson); in Hindi the clause.
fn clause_words(head: &Head, c: &Aligned<'_>, deed: Span) -> Span {
    if head.indic {
        return c.span;
    }
    const PLACES: &[&str] = &["in", "at", "near", "after", "over", "during", "on", "from", "returning"];
    let at = c.words.iter().position(|w| deed.contains(w.span)).unwrap_or(0);
    let rest = c.words.get(at + 1..).unwrap_or_default();
    let by = rest.first().is_some_and(|w| w.text == "by");
    let n = rest.iter().position(|w| PLACES.contains(&w.text.as_str())).unwrap_or(rest.len());
    Span {
        start: if by { deed.start } else { c.span.start },
        end: at.checked_add(n).and_then(|i| c.words.get(i)).map_or(c.span.end, |w| w.span.end),
    }
}

/// ## What it finds
/// HD-CAUSE: a cause of death or of a mishap told as a fact, where each sentence of the body that names it holds it back.
/// ## Limits
/// Only the causes of `headline-causes.txt`.
fn cause(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if head.sourced || c.has("open") || !HEDGES.find(c.words).is_empty() {
        return;
    }
    for (group, ..) in CAUSES.find(c.words) {
        let mut first: Option<(&Line, &Word)> = None;
        let (mut held, mut free) = (0, 0);
        for (l, score) in body.lines.iter().zip(&c.scores) {
            let Some((_, at, _)) = CAUSES.find(&l.words).into_iter().find(|h| h.0 == group) else { continue };
            if *score < c.best * 0.5 {
                continue;
            }
            match hedged(l, at, &["suspected", "possible", "expected", "reported", "alleged"], 12, 12) {
                Some(h) => {
                    held += 1;
                    first = first.or(Some((l, h)));
                }
                None => free += 1,
            }
        }
        if let Some((line, hedge)) = first
            && held > free
        {
            out.push(Finding {
                rule: "HD-CAUSE",
                code: HeadlineCode::HeldBack,
                words: c.span,
                clause: c.span,
                body: Some(line.span),
                given: Some(hedge.span),
            });
            return;
        }
    }
}

/// ## What it finds
/// HD-SUSPECT: people told as infected, ill or guilty, where all sentences near the clause call them suspects (संदिग्ध मरीज).
fn suspect(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if lexicon::has(&HEDGES, &head.line.words, "suspected") || head.sourced || c.has("open") || c.best < 0.5 {
        return;
    }
    let lines: Vec<&Line> = c.near.iter().filter_map(|n| body.lines.get(*n)).collect();
    let held = |l: &Line| -> Option<Span> {
        let (_, at, _) = l.hedges.iter().find(|h| l.words.get(h.1).is_some_and(|w| w.text.starts_with("संदिग्ध") || w.text == "suspected"))?;
        let next = l.pieces.iter().find(|p| {
            let w = l.word_at(p.span.start);
            w > *at && w <= at + 2
        })?;
        c.pieces.iter().any(|(p, _)| meets(p, next)).then(|| l.words[*at].span)
    };
    let found: Vec<Option<Span>> = lines.iter().map(|l| held(l)).collect();
    if let Some(Some(hedge)) = found.first()
        && found.iter().all(Option::is_some)
    {
        out.push(Finding {
            rule: "HD-SUSPECT",
            code: HeadlineCode::HeldBack,
            words: c.span,
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*hedge),
        });
    }
}

/// ## What it finds
/// HD-FUTURE: a thing told as sure to come, where every sentence near the clause says that it may, is planned or is hoped for.
/// ## Limits
/// Forecasts are left alone: there every future is likely.
fn future(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let tail = c.words.len().saturating_sub(4);
    let comes = if head.indic {
        c.words.iter().skip(tail).any(|w| is_future(&w.text))
    } else {
        c.words.iter().any(|w| w.text == "will") || c.words.windows(2).any(|w| w[0].text == "to" && w[1].text == "be")
    };
    let weather = |w: &[Word]| w.iter().any(|w| WEATHER.contains(&w.text));
    if !comes || head.sourced || c.has("open") || c.best < 0.5 || weather(&head.line.words) {
        return;
    }
    let lines: Vec<&Line> = c.near.iter().filter_map(|n| body.lines.get(*n)).collect();
    let held = |l: &Line| -> Option<Span> {
        let hedge = l.hedges.iter().rev().find(|(g, w, n)| {
            matches!(HEDGES.name(*g), "possible" | "expected" | "plan")
                && (!head.indic || w + n + 4 >= l.words.len() || HEDGES.name(*g) != "plan")
        })?;
        let near = |p: &Piece| l.pieces.iter().any(|b| l.word_at(b.span.start).abs_diff(hedge.1) <= 8 && meets(p, b));
        let weight: f32 = c.pieces.iter().filter(|(p, _)| near(p)).map(|p| p.0.idf).sum();
        (weight >= 0.4 * c.weight()).then(|| l.words[hedge.1].span)
    };
    let found: Vec<Option<Span>> = lines.iter().map(|l| held(l)).collect();
    if let Some(Some(hedge)) = found.first()
        && found.iter().all(Option::is_some)
    {
        out.push(Finding {
            rule: "HD-FUTURE",
            code: HeadlineCode::HeldBack,
            words: c.span,
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*hedge),
        });
    }
}

/// ## What it finds
/// HD-MAY: in Hindi, a clause whose last words the body gives with "can", "may be", "is feared", "is hoped" right after them (जेल हो सकती है),
/// and nowhere else without. HD-ALMOST: the same with लगभग right before them (लगभग तय).
/// ## Limits
/// Forecasts are left alone.
fn may(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let weather = head.line.words.iter().any(|w| WEATHER.contains(&w.text));
    let own = HEDGES.find(c.words).iter().any(|h| matches!(HEDGES.name(h.0), "possible" | "suspected" | "expected" | "almost" | "claim" | "alleged"));
    let verb = c.words.iter().any(|w| is_future(&w.text) || lexicon::DONE.contains(&w.text) || matches!(w.text.as_str(), "है" | "हैं" | "रहा" | "रही" | "रहे" | "तय" | "सील"));
    let asks = c.words.last().is_some_and(|w| w.text.ends_with("ें") || w.text.ends_with("िए"));
    if !head.indic || !verb || weather || own || asks || c.has("open") || c.has("says") || c.best < SPEAKS || out.iter().any(|f| f.clause == c.span) {
        return;
    }
    // The last words that tell, verbs that every sentence has left out.
    let last = c.words.get(c.words.len().saturating_sub(5)).map_or(0, |w| w.span.start);
    // What a verb in the future makes of its noun (दिवालिया हो जाएंगी).
    let comes = c.words.iter().position(|w| is_future(&w.text));
    let noun = comes.and_then(|v| c.words.get(v.saturating_sub(2))).map_or(u32::MAX, |w| w.span.start);
    let verb = comes.and_then(|v| c.words.get(v)).map_or(0, |w| w.span.end);
    let telling = |p: &Piece| p.idf >= TELLING && !is_stop(&p.word) && (p.span.start >= last || (p.span.start >= noun && p.span.end <= verb));
    let tail: Vec<&Piece> = c.pieces.iter().rev().map(|p| p.0).filter(|p| telling(p) || is_future(&p.word)).take(3).collect();
    let has = |l: &Line, from: usize, to: usize| {
        tail.iter().filter(|p| l.pieces.iter().any(|b| (from..to).contains(&l.word_at(b.span.start)) && meets(p, b))).count()
    };
    let final_word = c.words.last().map(|w| w.text.as_str());
    let mut found: Option<(&'static str, Span, Span, f32)> = None;
    let mut free = 0f32;
    for (n, line) in body.lines.iter().take(body.own).enumerate() {
        let score = c.scores.get(n).copied().unwrap_or(0.0);
        let almost = line.words.windows(2).any(|w| Some(w[1].text.as_str()) == final_word && matches!(w[0].text.as_str(), "लगभग" | "तकरीबन"));
        if score < c.best * 0.6 || (has(line, 0, line.words.len()) == 0 && !almost) {
            continue;
        }
        let held = line.hedges.iter().find_map(|(g, at, _)| match HEDGES.name(*g) {
            "possible" | "expected" if has(line, at.saturating_sub(5), *at) > 0 => Some(("HD-MAY", *at)),
            "suspected" if line.words.get(*at).is_some_and(|w| matches!(w.text.as_str(), "आशंका" | "अंदेशा" | "संदेह")) && has(line, at.saturating_sub(5), *at) > 0 => Some(("HD-MAY", *at)),
            "almost" if final_word.is_some() && line.words.get(at + 1).map(|w| w.text.as_str()) == final_word => Some(("HD-ALMOST", *at)),
            "suspected" | "expected" if line.words.iter().skip(at + 1).take(4).any(|w| w.text == "कि") && has(line, *at, line.words.len()) > 0 => {
                Some(("HD-MAY", *at))
            }
            _ => None,
        });
        match held {
            Some((rule, at)) if found.is_none_or(|f| score > f.3) => found = Some((rule, line.words[at].span, line.span, score)),
            Some(_) => {}
            None => free = free.max(score),
        }
    }
    if let Some((rule, hedge, line, score)) = found
        && score >= (c.best * 0.8).max(if rule == "HD-ALMOST" { SPEAKS } else { MAY_SPEAKS })
        && free < score
    {
        out.push(Finding {
            rule,
            code: HeadlineCode::HeldBack,
            words: c.span,
            clause: c.span,
            body: Some(line),
            given: Some(hedge),
        });
    }
}

/// Share of a clause that a sentence must bear out before its "may" counts against the clause.
const MAY_SPEAKS: f32 = 0.45;
/// Inverse document frequency from which a word tells what the clause says.
const TELLING: f32 = 2.0;

/// ## What it finds
/// HD-REPORT: a clause told as a fact, whose only near sentence is given as hearsay (स्थानीय लोगों की माने तो, खबर है कि, माना जा रहा है).
fn report(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if !head.indic || head.sourced || c.has("open") || c.has("police") || c.best < MAY_SPEAKS || out.iter().any(|f| f.clause == c.span) {
        return;
    }
    let rival = c.near.iter().skip(1).any(|n| c.scores[*n] >= c.best * 0.9);
    let Some(line) = line_of(c, body) else { return };
    let hedge = line.hedges.iter().find(|h| {
        let phrase = h.2 > 1 || line.words.get(h.1).is_some_and(|w| w.text == "कथित");
        phrase && matches!(HEDGES.name(h.0), "reported" | "suspected" | "alleged")
    });
    if let Some(h) = hedge
        && !rival
    {
        out.push(Finding {
            rule: "HD-REPORT",
            code: HeadlineCode::HeldBack,
            words: c.span,
            clause: c.span,
            body: Some(line.span),
            given: span_of(&line.words, h.1, h.2),
        });
    }
}

/// ## What it finds
/// HD-DONE: a thing told as done, where every sentence near the clause puts it into the future or holds it back as a plan or an order.
fn done(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let last = c.words.iter().rev().take(2).find(|w| lexicon::DONE.contains(&w.text) && !matches!(w.text.as_str(), "हुए" | "लिए" | "लिये"));
    let coming = c.words.iter().any(|w| is_future(&w.text) || w.text == "से" || w.text == "तक");
    if !head.indic || last.is_none() || coming || head.sourced || c.has("open") || c.best < 0.5 {
        return;
    }
    let told: Vec<&Piece> = c.pieces.iter().rev().map(|p| p.0).filter(|p| p.idf >= TELLING && !is_stop(&p.word)).take(2).collect();
    let at_told = |l: &Line, at: usize, reach: usize| {
        let near = l.pieces.iter().filter(|b| l.word_at(b.span.start).abs_diff(at) <= reach);
        near.into_iter().any(|b| told.iter().any(|p| meets(p, b)))
    };
    let lines = c.near.iter().filter_map(|n| body.lines.get(*n));
    let lines: Vec<&Line> = lines.filter(|l| l.pieces.iter().any(|b| told.iter().any(|p| meets(p, b)))).collect();
    let open = |l: &Line| -> Option<Span> {
        let end = l.words.len().saturating_sub(4);
        let verb = l.words.iter().enumerate().skip(end).find(|(at, w)| is_future(&w.text) && at_told(l, *at, 5));
        let held = l.hedges.iter().find(|h| matches!(HEDGES.name(h.0), "promise" | "order" | "plan") && at_told(l, h.1, 6));
        verb.map(|v| v.1.span).or(held.and_then(|h| l.words.get(h.1)).map(|w| w.span))
    };
    let found: Vec<Option<Span>> = lines.iter().map(|l| open(l)).collect();
    if let Some(Some(verb)) = found.first()
        && found.iter().all(Option::is_some)
    {
        out.push(Finding {
            rule: "HD-DONE",
            code: HeadlineCode::HeldBack,
            words: c.span,
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*verb),
        });
    }
}

/// ## What it finds
/// HD-ADVERB: in English, a verb of the headline that the lead of the body gives with allegedly, reportedly or apparently right before it.
fn adverb(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if head.indic || head.sourced || c.has("police") || c.has("open") || c.best < SPEAKS || out.iter().any(|f| f.clause == c.span) {
        return;
    }
    for line in body.lines.iter().take(body.own.min(LEAD)) {
        for (at, w) in line.words.iter().enumerate() {
            if !ADVERBS.contains(&w.text.as_str()) {
                continue;
            }
            let after = line.pieces.iter().filter(|p| (at + 1..=at + 2).contains(&line.word_at(p.span.start)));
            // endorses: has reportedly endorsed.
            let verb = |p: &Piece, b: &Piece| p.word.ends_with('s') && b.word.ends_with("ed") && p.key == b.key;
            let met = after.filter_map(|b| c.pieces.iter().find(|(p, _)| verb(p, b))).next();
            let Some((p, _)) = met else { continue };
            if head.quoted.iter().any(|q| q.overlaps(p.span)) {
                continue;
            }
            out.push(Finding {
                rule: "HD-ADVERB",
                code: HeadlineCode::HeldBack,
                words: clause_words(head, c, p.span),
                clause: c.span,
                body: Some(line.span),
                given: Some(w.span),
            });
            return;
        }
    }
}

/// Sentences of the lead.
const LEAD: usize = 3;
/// Adverbs that hold back the verb after them.
const ADVERBS: &[&str] = &["allegedly", "reportedly", "apparently", "purportedly"];

/// Least value of a number that a body must give: smaller ones are counted off by the reader (three named men, two villages).
const COUNTED_OFF: f64 = 13.0;

/// ## What it finds
/// HD-NUMBER: a number that no number of the body is, not even rounded, added up or in other units; HD-OTHER where a sentence near the
/// clause gives another number of the same thing.
/// ## Limits
/// Years, dates, ages, stretches of time and small counts are left alone unless the body gives another number of the same thing.
fn number(text: &str, head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if c.has("open") && !head.indic {
        return;
    }
    for f in head.figures(c.span) {
        let all: Vec<(usize, &Figure)> = body.figures().collect();
        if all.iter().any(|(_, b)| f.is(b)) || f.kind == NumberKind::Ordinal || f.kind == NumberKind::All {
            continue;
        }
        let digits = head.line.words.iter().find(|w| f.span.contains(w.span) && w.digits).map(|w| w.text.as_str());
        if digits.is_some_and(|d| body.lines.iter().any(|l| l.words.iter().any(|w| w.text == d))) {
            continue;
        }
        // The number of an item of a list (2. ...), a year, a name with a number.
        let item = c.words.first().is_some_and(|w| w.span.overlaps(f.span)) && digits.is_some() && head.line.span.start == c.span.start && f.value < 10.0;
        let year = f.value.fract() == 0.0 && (1900.0..2100.0).contains(&f.value);
        let beside: Vec<&Word> = f.before.iter().chain(&f.after).collect();
        let date = beside.iter().any(|w| sutradhar_text::calendar::month_folded(&w.text).is_some());
        let time = beside.iter().any(|w| TIME.contains(&w.text.as_str()));
        // NH 544; 'one minute' in somebody's mouth; the whole hundred.
        let named = f.before.last().is_some_and(|w| w.text.len() <= 3 && w.text.is_ascii() && is_upper(text, w.span));
        let quoted = head.quoted.iter().any(|q| q.overlaps(f.span));
        let whole = f.value == 100.0 || f.value < 2.0;
        if item || year || date || named || quoted || whole {
            continue;
        }
        let sums = all.iter().enumerate().any(|(i, (n, x))| {
            let beside = all.iter().skip(i + 1).filter(|(m, _)| m.abs_diff(*n) <= 1);
            beside.into_iter().any(|(_, y)| x.value + y.value == f.value || (x.value - y.value).abs() == f.value)
        });
        if sums {
            continue;
        }
        let other = all
            .iter()
            .filter(|(n, b)| *n < body.own && c.scores[*n] >= SPEAKS && same_noun(f, b))
            .filter(|(n, b)| f.value >= COUNTED_OFF || (b.value < 100.0 && c.near.contains(n)))
            .filter(|(n, b)| c.near.contains(n) && c.best >= OTHER_SPEAKS && comparable(text, f, b))
            .filter(|(_, b)| !(1900.0..2100.0).contains(&b.value) && b.kind == NumberKind::Plain)
            .max_by(|a, b| c.scores[a.0].total_cmp(&c.scores[b.0]));
        let vague = f.kind == NumberKind::Vague;
        let (money, share) = unit(text, f);
        let small = f.value < COUNTED_OFF && !money && !share;
        let (rule, code) = match other {
            Some(_) if vague => ("HD-VAGUE", HeadlineCode::Wider),
            Some(_) if time => continue,
            Some(_) => ("HD-OTHER", HeadlineCode::OtherNumber),
            None if vague && f.value < 1e7 => continue,
            None if vague => ("HD-VAGUE", HeadlineCode::NoNumber),
            None if small || time => continue,
            None => ("HD-NUMBER", HeadlineCode::NoNumber),
        };
        out.push(Finding {
            rule,
            code,
            words: if other.is_none() && c.words.len() <= SHORT_CLAUSE { c.span } else { with_noun(f, c.span) },
            clause: c.span,
            body: other.and_then(|o| body.lines.get(o.0)).or(line_of(c, body)).map(|l| l.span),
            given: other.map(|o| o.1.span),
        });
    }
}

/// Share of a clause that a sentence must bear out before its other number counts.
const OTHER_SPEAKS: f32 = 0.45;

/// Whether two numbers may stand for the same thing: like units, like size, neither rounded to the other, neither an addition or a date.
fn comparable(text: &str, f: &Figure, b: &Figure) -> bool {
    let ratio = b.value / f.value.max(0.5);
    let rounded = (b.value - f.value).abs() <= 0.03 * f.value;
    let more = |w: &Word| matches!(w.text.as_str(), "more" | "other" | "another" | "additional" | "और" | "अन्य" | "दूसरे");
    let added = b.after.iter().chain(&b.before).any(more) != f.after.iter().chain(&f.before).any(more);
    let date = b.before.iter().chain(&b.after).any(|w| sutradhar_text::calendar::month_folded(&w.text).is_some());
    unit(text, f) == unit(text, b) && (0.5..=2.0).contains(&ratio) && !rounded && !added && !date
}

/// Whether a number is money, and whether it is a share of a hundred.
fn unit(text: &str, x: &Figure) -> (bool, bool) {
    let before = text.get(..x.span.start as usize).unwrap_or("").trim_end();
    let after = text.get(x.span.end as usize..).unwrap_or("");
    let next = x.after.first().map(|w| w.text.as_str());
    let money = before.ends_with(['₹', '$', '€', '£']) || before.ends_with("Rs") || before.ends_with("Rs.");
    let money = money || matches!(next, Some("रुपये" | "रुपए" | "रूपये" | "रूपए" | "rupees"));
    let share = after.starts_with('%') || matches!(next, Some("percent" | "per" | "प्रतिशत" | "फीसदी"));
    (money, share)
}

/// Whether a word is written in capitals.
fn is_upper(text: &str, span: Span) -> bool {
    span.of(text).bytes().all(|b| b.is_ascii_uppercase())
}

/// Words of a clause that is told as a whole.
const SHORT_CLAUSE: usize = 8;

/// Words beside a number that make it a stretch of time or an age.
const TIME: &[&str] = &[
    "घंटे", "घंटों", "घंटा", "घण्टे", "दिन", "दिनों", "दिनी", "मिनट", "मिनिट", "बजे", "तारीख", "साल", "सालों", "वर्ष", "वर्षीय", "महीने", "महीनों", "माह", "हफ्ते", "सप्ताह", "सेकंड",
    "hours", "hour", "days", "day", "minutes", "years", "year", "months", "month", "weeks", "year-old", "am", "pm", "hrs", "old", "aged",
];

/// Whether a number of the body counts what the headline's does.
fn same_noun(f: &Figure, b: &Figure) -> bool {
    let near = f.after.iter().take_while(|w| !w.digits && !(w.text.is_ascii() && sutradhar_text::stopwords::is_stopword(&w.text)));
    let Some(noun) = near.into_iter().find(|w| w.text.chars().count() > 1 && !is_stop(&w.text)) else { return false };
    let key = word_key(&noun.text);
    b.after.iter().take(2).any(|x| x.text == noun.text || word_key(&x.text) == key)
}

/// A number with the word or two that it counts.
fn with_noun(f: &Figure, clause: Span) -> Span {
    let stop = |w: &&Word| is_stop(&w.text) || sutradhar_text::stopwords::is_stopword(&w.text);
    let next = f.after.iter().take(2).take_while(|w| clause.contains(w.span));
    let end = next.take_while(|w| !stop(w)).last().map_or(f.span.end, |w| w.span.end);
    Span { start: f.span.start, end }
}

/// ## What it finds
/// HD-ACT: an act or state so definite that a body which reports it names it (निलंबित, जुर्माना, buried), where no line of the page does.
/// ## Limits
/// The list is short on purpose: words with many other ways to say them would accuse wrongly.
fn act(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if c.has("open") || head.share < 0.5 {
        return;
    }
    for (group, i, n) in ACTS.find(c.words) {
        let name = ACTS.name(group);
        if name.ends_with('~') {
            continue;
        }
        let Some(span) = span_of(c.words, i, n) else { continue };
        let answers = |l: &Line| ACTS.find(&l.words).iter().any(|h| ACTS.name(h.0).trim_end_matches('~') == name);
        let aux = c.words.get(i + n).is_some_and(|w| matches!(w.text.as_str(), "रही" | "रहा" | "रहे" | "गई" | "गया" | "गए" | "कर"));
        if name == "discount" && aux {
            continue;
        }
        let said = body.lines.iter().any(answers);
        let borne = c.pieces.iter().any(|(p, s)| p.span.overlaps(span) && (s.best >= 0.75 || s.derived >= BORNE));
        if said || borne || head.quoted.iter().any(|q| q.overlaps(span)) {
            continue;
        }
        out.push(Finding {
            rule: "HD-ACT",
            code: HeadlineCode::NotThere,
            words: if c.words.len() <= SHORT_CLAUSE && c.place.1 > 1 { c.span } else { span },
            clause: c.span,
            body: line_of(c, body).map(|l| l.span),
            given: None,
        });
        return;
    }
}

/// ## What it finds
/// HD-PLACE: one of several places that a headline names side by side (दिल्ली, आगरा, नोएडा), where the body names others of them but not
/// this one, or none.
/// ## Limits
/// A place alone is left alone: headlines put the district, the state or the city of the bureau in.
fn places(a: &Analysis, head: &Head, body: &Body, out: &mut Vec<Finding>) {
    let text = &a.article.text;
    let places: Vec<&Mention> = a
        .mentions
        .iter()
        .filter(|m| m.kind == EntityKind::Place && head.line.span.contains(m.span))
        .collect();
    let mut from = 0;
    while from < places.len() {
        let mut to = from + 1;
        while let Some(next) = places.get(to) {
            let gap = text.get(places[to - 1].span.end as usize..next.span.start as usize).unwrap_or("x").trim();
            if !matches!(gap, "," | "और" | "व" | "-" | "and" | "&" | "एवं") {
                break;
            }
            to += 1;
        }
        let list = &places[from..to];
        from = to;
        let named = |m: &Mention| head.support_in(m.span) >= 0.75 || body.names(&m.entity);
        let missing: Vec<&&Mention> = list.iter().filter(|m| !named(m)).collect();
        // Of two, a state may stand beside its town: both must be missing.
        if list.len() < 2 || (list.len() == 2 && missing.len() < 2) {
            continue;
        }
        if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
            let words = Span { start: first.span.start, end: last.span.end };
            out.push(Finding {
                rule: "HD-PLACE",
                code: HeadlineCode::NotThere,
                words,
                clause: words,
                body: body.lines.first().map(|l| l.span),
                given: None,
            });
        }
    }
}

/// ## What it finds
/// HD-CLAUSE: a last clause of a headline with a verb of its own, none of whose words finds its like in the body, while the clauses
/// before it are borne out.
fn whole(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let missing = c.pieces.iter().filter(|(_, s)| s.best < BORNE && s.derived < BORNE).count();
    let far = c.pieces.iter().all(|(_, s)| s.cosine < 0.6);
    let verb = c.words.iter().any(|w| is_future(&w.text) || lexicon::DONE.contains(&w.text));
    let own = c.place.0 > 0 && c.pieces.len() >= 2 && missing == c.pieces.len();
    if !own || !far || !verb || head.share < 0.5 || head.sourced || lexicon::has(&lexicon::TEASERS, &head.line.words, "void") {
        return;
    }
    out.push(Finding {
        rule: "HD-CLAUSE",
        code: HeadlineCode::NotThere,
        words: c.span,
        clause: c.span,
        body: body.lines.first().map(|l| l.span),
        given: None,
    });
}

/// ## What it finds
/// HD-RUN: three content words of a clause in a row, none of which finds its like anywhere on the page.
fn run(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    // In English two thirds of such runs are colour (war of words continues); none of thirteen drawn from the corpora was right.
    if !head.indic || head.share < 0.5 || c.has("police") || out.iter().any(|f| f.clause == c.span) || head.sourced {
        return;
    }
    let missing: Vec<bool> = c.pieces.iter().map(|(p, s)| s.best < BORNE && s.derived < BORNE && s.cosine < BORNE && !is_stop(&p.word) && crate::claims::words::number_at(&[Word { text: p.word.clone(), span: p.span, digits: false }], 0).is_none()).collect();
    let Some(at) = missing.windows(LONG_RUN).position(|w| w.iter().all(|m| *m)) else { return };
    let n = missing.iter().skip(at).take_while(|m| **m).count();
    let Some((first, last)) = c.pieces.get(at).zip(c.pieces.get(at + n - 1)) else { return };
    if head.quoted.iter().any(|q| q.overlaps(first.0.span)) {
        return;
    }
    out.push(Finding {
        rule: "HD-RUN",
        code: HeadlineCode::NotThere,
        words: Span { start: first.0.span.start, end: last.0.span.end },
        clause: c.span,
        body: line_of(c, body).map(|l| l.span),
        given: None,
    });
}

/// Content words in a row that must be missing: of two in a row half are synonyms on real pages.
const LONG_RUN: usize = 3;

/// ## What it finds
/// HD-QUOTE: words that the headline puts into somebody's mouth (X बोले- ...), where no sentence of the body holds more than a third of them.
fn quote(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let at = head.clauses.iter().position(|k| k.span == c.span).unwrap_or(0);
    let spoken = at.checked_sub(1).and_then(|p| head.clauses.get(p)).is_some_and(|k| k.part == super::clauses::Part::Source);
    if !spoken || c.pieces.len() < 4 || c.share >= 0.5 || c.best >= SPEAKS || head.share < 0.5 {
        return;
    }
    out.push(Finding {
        rule: "HD-QUOTE",
        code: HeadlineCode::NotThere,
        words: c.span,
        clause: c.span,
        body: body.lines.first().map(|l| l.span),
        given: None,
    });
}

/// ## What it finds
/// HD-SCOPE: a word that makes the claim wider or firmer (पूरी तरह, सभी, पहली बार, बिना शर्त), where no sentence that speaks of it answers.
fn scope(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    for groups in STRONG.iter() {
        for (id, i, n) in groups.find(c.words) {
            let name = groups.name(id);
            if name.ends_with('~') || matches!(name, "most" | "hundreds" | "thousands" | "lakhs" | "crores" | "world") {
                continue;
            }
            let answers = |l: &&Line| groups.find(&l.words).iter().any(|h| groups.name(h.0).trim_end_matches('~') == name);
            let speaks = |i: usize| c.scores.get(i).is_none_or(|s| *s >= c.best * 0.5);
            let firsts = |l: &Line| l.words.iter().any(|w| matches!(w.text.as_str(), "पहली" | "पहला" | "पहले" | "प्रथम" | "first" | "maiden" | "debut"));
            let answers = |l: &&Line| if name == "first" { firsts(l) } else { answers(l) };
            if body.lines.iter().enumerate().any(|(i, l)| (speaks(i) || name == "first") && answers(&l)) || c.best < SPEAKS {
                continue;
            }
            let Some(span) = span_of(c.words, i, n) else { continue };
            // All 12 accused of 12; हर is a manner of speaking.
            let few = c.words.get(i + n).is_some_and(|w| w.digits) || c.words[i].text == "हर";
            // पूरा होते ही, पूरा किया: a verb.
            let verb = c.words.get(i + n).is_some_and(|w| w.text.starts_with("हो") || w.text.starts_with("कर") || w.text.starts_with("कि") || w.text == "की");
            if few {
                continue;
            }
            if name == "whole" && n == 1 && (verb || c.words.len() == i + n) {
                continue;
            }
            if head.quoted.iter().any(|q| q.overlaps(span)) {
                continue;
            }
            let next = c.words.get(i + n).filter(|_| name != "first");
            out.push(Finding {
                rule: match name {
                    "all" => "HD-SCOPE-all",
                    "whole" => "HD-SCOPE-whole",
                    "first" => "HD-SCOPE-first",
                    _ => "HD-SCOPE-other",
                },
                code: HeadlineCode::Wider,
                words: Span { start: span.start, end: next.map_or(span.end, |w| w.span.end) },
                clause: c.span,
                body: line_of(c, body).map(|l| l.span),
                given: None,
            });
        }
    }
}
