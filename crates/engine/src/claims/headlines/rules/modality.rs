//! Rules on modality: the headline gives as a fact what the body holds back.

use super::{Finding, SHORT_CLAUSE, TELLING, line_of, span_of};
use crate::claims::headlines::body::{Body, Line, Piece};
use crate::claims::headlines::head::{Aligned, Head, SPEAKS, meets};
use crate::claims::headlines::lexicon::{self, CAUSES, DEEDS, HEDGES, WEATHER, is_future};
use crate::model::*;
use crate::similarity::words::{Word, is_stop};

/// Words of which a hedge of some kinds stands within `reach` words of word `at` of a line.
fn hedged<'l>(line: &'l Line, at: usize, kinds: &[&str], before: usize, after: usize) -> Option<&'l Word> {
    line.hedges
        .iter()
        .find(|(g, w, n)| kinds.contains(&HEDGES.name(*g)) && *w + n + before > at && *w <= at + after)
        .and_then(|h| line.words.get(h.1))
}

/// Words between a deed and the word that holds it back: a Hindi sentence ends in it (का आरोप लगाया है), an English one
/// starts with it.
const HINDI_REACH: usize = 25;

/// The same in English.
const ENGLISH_REACH: usize = 8;

/// ## What it finds
/// HD-DEED: a deed that accuses somebody, told as a fact, where the sentence of the body that tells it first says
/// allegedly, reportedly, आरोप, कथित, शक.
/// ## Limits
/// Headlines that name a source or a step of police or court are left alone, and so are passives without a doer.
pub(super) fn deed(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
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
        let Some((first, line, at)) = lines.first() else {
            continue;
        };
        const KINDS: &[&str] = &["alleged", "suspected", "reported", "claim"];
        let reach = if head.indic { HINDI_REACH } else { ENGLISH_REACH };
        let held = lines
            .iter()
            .filter(|(_, l, at)| hedged(l, *at, KINDS, reach, reach).is_some())
            .count();
        // English reports go on in plain words once the lead has said allegedly.
        if head.indic && held * 3 < lines.len() {
            continue;
        }
        let hedge = if head.indic {
            hedged(line, *at, KINDS, reach, reach)
        } else {
            // The lead says allegedly once for all that its sentence tells.
            let reach = if *first == 0 { HINDI_REACH } else { reach };
            hedged(line, *at, &["alleged", "reported", "suspected"], reach, 3)
                .filter(|w| lexicon::is(&w.text, "allegedly"))
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

/// What a clause says: its last words, where it is long, for a Hindi clause ends in what it says.
pub(super) fn last_words(c: &Aligned<'_>) -> Span {
    let then = c.words.iter().position(|w| lexicon::is(&w.text, "then")).map(|i| i + 1);
    let from = then.or((c.words.len() > SHORT_CLAUSE).then(|| c.words.len().saturating_sub(TAIL)));
    let start = from.and_then(|i| c.words.get(i)).map_or(c.span.start, |w| w.span.start);
    Span { start, end: c.span.end }
}

/// Words at the end of a long clause that are told.
const TAIL: usize = 5;

/// The telling words around a deed: in English up to the next preposition of place or time, from the deed on if a doer
/// stands after it (killed by grandson); in Hindi the clause.
fn clause_words(head: &Head, c: &Aligned<'_>, deed: Span) -> Span {
    if head.indic {
        return last_words(c);
    }
    const PLACES: &[&str] = &["in", "at", "near", "after", "over", "during", "on", "from", "returning"];
    let at = c.words.iter().position(|w| deed.contains(w.span)).unwrap_or(0);
    let rest = c.words.get(at + 1..).unwrap_or_default();
    let by = rest.first().is_some_and(|w| w.text == "by");
    let n = rest
        .iter()
        .position(|w| PLACES.contains(&w.text.as_str()))
        .unwrap_or(rest.len());
    Span {
        start: if by { deed.start } else { c.span.start },
        end: at
            .checked_add(n)
            .and_then(|i| c.words.get(i))
            .map_or(c.span.end, |w| w.span.end),
    }
}

/// ## What it finds
/// HD-CAUSE: a cause of death or of a mishap told as a fact, where each sentence of the body that names it holds it
/// back.
/// ## Limits
/// Only the causes of `headline-causes.txt`.
pub(super) fn cause(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if head.sourced || c.has("open") || !HEDGES.find(c.words).is_empty() {
        return;
    }
    for (group, ..) in CAUSES.find(c.words) {
        let mut first: Option<(&Line, &Word)> = None;
        let (mut held, mut free) = (0, 0);
        for (l, score) in body.lines.iter().zip(&c.scores) {
            let Some((_, at, _)) = CAUSES.find(&l.words).into_iter().find(|h| h.0 == group) else {
                continue;
            };
            if *score < c.best * 0.5 {
                continue;
            }
            match hedged(
                l,
                at,
                &["suspected", "possible", "expected", "reported", "alleged"],
                12,
                12,
            ) {
                Some(h) => {
                    held += 1;
                    first = first.or(Some((l, h)));
                }
                None => free += 1,
            }
        }
        if let Some((line, hedge)) = first
            && held >= free
        {
            out.push(Finding {
                rule: "HD-CAUSE",
                code: HeadlineCode::HeldBack,
                words: last_words(c),
                clause: c.span,
                body: Some(line.span),
                given: Some(hedge.span),
            });
            return;
        }
    }
}

/// ## What it finds
/// HD-SUSPECT: people told as infected, ill or guilty, where all sentences near the clause call them suspects (संदिग्ध
/// मरीज).
pub(super) fn suspect(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if !head.indic
        || lexicon::has(&HEDGES, &head.line.words, "suspected")
        || head.sourced
        || c.has("open")
        || c.best < 0.5
    {
        return;
    }
    let lines: Vec<&Line> = c.near.iter().filter_map(|n| body.lines.get(*n)).collect();
    let held = |l: &Line| -> Option<Span> {
        let (_, at, _) = l
            .hedges
            .iter()
            .find(|h| l.words.get(h.1).is_some_and(|w| lexicon::is(&w.text, "suspect")))?;
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
            words: last_words(c),
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*hedge),
        });
    }
}

/// ## What it finds
/// HD-FUTURE: a thing told as sure to come, where every sentence near the clause says that it may, is planned or is
/// hoped for.
/// ## Limits
/// Forecasts are left alone: there every future is likely.
pub(super) fn future(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
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
        let near = |p: &Piece| {
            l.pieces
                .iter()
                .any(|b| l.word_at(b.span.start).abs_diff(hedge.1) <= 8 && meets(p, b))
        };
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
            words: last_words(c),
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*hedge),
        });
    }
}

/// ## What it finds
/// HD-MAY: in Hindi, a clause whose last words the body gives with "can", "may be", "is feared", "is hoped" right after
/// them (जेल हो सकती है), and nowhere else without. HD-ALMOST: the same with लगभग right before them (लगभग तय).
/// ## Limits
/// Forecasts are left alone.
pub(super) fn may(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let weather = head.line.words.iter().any(|w| WEATHER.contains(&w.text));
    let own = HEDGES.find(c.words).iter().any(|h| {
        matches!(
            HEDGES.name(h.0),
            "possible" | "suspected" | "expected" | "almost" | "claim" | "alleged"
        )
    });
    let verb = c
        .words
        .iter()
        .any(|w| is_future(&w.text) || lexicon::DONE.contains(&w.text) || lexicon::is(&w.text, "finite"));
    let asks = c
        .words
        .last()
        .is_some_and(|w| w.text.ends_with("ें") || w.text.ends_with("िए"));
    if !head.indic
        || !verb
        || weather
        || own
        || asks
        || c.has("open")
        || c.has("says")
        || c.best < SPEAKS
        || out.iter().any(|f| f.clause == c.span)
    {
        return;
    }
    // The last words that tell, verbs that every sentence has left out.
    let last = c.words.get(c.words.len().saturating_sub(5)).map_or(0, |w| w.span.start);
    // What a verb in the future makes of its noun (दिवालिया हो जाएंगी).
    let comes = c.words.iter().position(|w| is_future(&w.text));
    let noun = comes
        .and_then(|v| c.words.get(v.saturating_sub(2)))
        .map_or(u32::MAX, |w| w.span.start);
    let verb = comes.and_then(|v| c.words.get(v)).map_or(0, |w| w.span.end);
    let telling = |p: &Piece| {
        p.idf >= TELLING
            && !is_stop(&p.meaning.word)
            && (p.span.start >= last || (p.span.start >= noun && p.span.end <= verb))
    };
    let tail: Vec<&Piece> = c
        .pieces
        .iter()
        .rev()
        .map(|p| p.0)
        .filter(|p| telling(p) || is_future(&p.meaning.word))
        .take(3)
        .collect();
    let has = |l: &Line, from: usize, to: usize| {
        tail.iter()
            .filter(|p| {
                l.pieces
                    .iter()
                    .any(|b| (from..to).contains(&l.word_at(b.span.start)) && meets(p, b))
            })
            .count()
    };
    let final_word = c.words.last().map(|w| w.text.as_str());
    let mut found: Option<(&'static str, Span, Span, f32)> = None;
    let mut free = 0f32;
    for (n, line) in body.lines.iter().take(body.own).enumerate() {
        let score = c.scores.get(n).copied().unwrap_or(0.0);
        let almost = line
            .words
            .windows(2)
            .any(|w| Some(w[1].text.as_str()) == final_word && lexicon::is(&w[0].text, "almost"));
        if score < c.best * 0.6 || (has(line, 0, line.words.len()) == 0 && !almost) {
            continue;
        }
        let held = line.hedges.iter().find_map(|(g, at, _)| match HEDGES.name(*g) {
            "possible" | "expected" if has(line, at.saturating_sub(5), *at) > 0 => Some(("HD-MAY", *at)),
            // An adverb stands before what it holds back.
            "possible"
                if line.words.get(*at).is_some_and(|w| lexicon::is(&w.text, "perhaps"))
                    && has(line, *at, line.words.len()) > 0 =>
            {
                Some(("HD-MAY", *at))
            }
            "suspected"
                if line.words.get(*at).is_some_and(|w| lexicon::is(&w.text, "fear"))
                    && has(line, at.saturating_sub(5), *at) > 0 =>
            {
                Some(("HD-MAY", *at))
            }
            "almost" if final_word.is_some() && line.words.get(at + 1).map(|w| w.text.as_str()) == final_word => {
                Some(("HD-ALMOST", *at))
            }
            "suspected" | "expected"
                if line
                    .words
                    .iter()
                    .skip(at + 1)
                    .take(4)
                    .any(|w| lexicon::is(&w.text, "that"))
                    && has(line, *at, line.words.len()) > 0 =>
            {
                Some(("HD-MAY", *at))
            }
            _ => None,
        });
        match held {
            Some((rule, at)) if found.is_none_or(|f| score > f.3) => {
                found = Some((rule, line.words[at].span, line.span, score))
            }
            Some(_) => {}
            None => free = free.max(score),
        }
    }
    // लगभग तय: every sentence that has the last word of the clause has it with almost.
    let with: Vec<(f32, &Line, usize)> = (body.lines.iter().take(body.own).enumerate())
        .filter_map(|(n, l)| {
            let at = l.words.iter().position(|w| Some(w.text.as_str()) == final_word)?;
            Some((c.scores.get(n).copied().unwrap_or(0.0), l, at.checked_sub(1)?))
        })
        .collect();
    let almost = |l: &Line, at: usize| l.words.get(at).is_some_and(|w| lexicon::is(&w.text, "almost"));
    if final_word.is_some_and(|w| lexicon::is(w, "certain"))
        && with.iter().all(|(_, l, at)| almost(l, *at))
        && let Some((score, line, at)) = with.iter().max_by(|x, y| x.0.total_cmp(&y.0))
        && *score >= SPEAKS
        && let Some(hedge) = line.words.get(*at)
    {
        out.push(Finding {
            rule: "HD-ALMOST",
            code: HeadlineCode::HeldBack,
            words: last_words(c),
            clause: c.span,
            body: Some(line.span),
            given: Some(hedge.span),
        });
        return;
    }
    if let Some((rule, hedge, line, score)) = found
        && score >= (c.best * 0.8).max(if rule == "HD-ALMOST" { SPEAKS } else { MAY_SPEAKS })
        && free < score
    {
        out.push(Finding {
            rule,
            code: HeadlineCode::HeldBack,
            words: last_words(c),
            clause: c.span,
            body: Some(line),
            given: Some(hedge),
        });
    }
}

/// Share of a clause that a sentence must bear out before its "may" counts against the clause.
const MAY_SPEAKS: f32 = 0.45;

/// ## What it finds
/// HD-REPORT: a clause told as a fact, whose only near sentence is given as hearsay (स्थानीय लोगों की माने तो, खबर है
/// कि, माना जा रहा है).
pub(super) fn report(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if !head.indic
        || head.sourced
        || c.has("open")
        || c.has("police")
        || c.best < MAY_SPEAKS
        || out.iter().any(|f| f.clause == c.span)
    {
        return;
    }
    let rival = c.near.iter().skip(1).any(|n| c.scores[*n] >= c.best * 0.9);
    let Some(line) = line_of(c, body) else { return };
    let hedge = line.hedges.iter().find(|h| {
        let phrase = h.2 > 1 || line.words.get(h.1).is_some_and(|w| lexicon::is(&w.text, "alleged"));
        phrase && matches!(HEDGES.name(h.0), "reported" | "suspected" | "alleged")
    });
    if let Some(h) = hedge
        && !rival
    {
        out.push(Finding {
            rule: "HD-REPORT",
            code: HeadlineCode::HeldBack,
            words: last_words(c),
            clause: c.span,
            body: Some(line.span),
            given: span_of(&line.words, h.1, h.2),
        });
    }
}

/// ## What it finds
/// HD-ADVERB: in English, a verb of the headline that the lead of the body gives with allegedly, reportedly or
/// apparently right before it.
pub(super) fn adverb(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    if head.indic
        || head.sourced
        || c.has("police")
        || c.has("open")
        || c.best < SPEAKS
        || out.iter().any(|f| f.clause == c.span)
    {
        return;
    }
    for line in body.lines.iter().take(body.own.min(LEAD)) {
        for (at, w) in line.words.iter().enumerate() {
            if !ADVERBS.contains(&w.text.as_str()) {
                continue;
            }
            let after = line
                .pieces
                .iter()
                .filter(|p| (at + 1..=at + 2).contains(&line.word_at(p.span.start)));
            // endorses: has reportedly endorsed.
            let verb = |p: &Piece, b: &Piece| {
                p.meaning.word.ends_with('s')
                    && b.meaning.word.ends_with("ed")
                    && stem_of(&p.meaning.word, 's') == stem_of(&b.meaning.word, 'd')
            };
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

/// A verb without its ending and the vowel before it (endorses, endorsed).
fn stem_of(word: &str, ending: char) -> &str {
    word.trim_end_matches(ending).trim_end_matches('e')
}

/// Sentences of the lead.
const LEAD: usize = 3;

/// Adverbs that hold back the verb after them.
const ADVERBS: &[&str] = &["allegedly", "reportedly", "apparently", "purportedly"];
