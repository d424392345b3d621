//! What a report kept, changed, added and dropped against the text it shares: as a card, and side by side.

use super::frame::{Frame, Target, page};
use super::parts::{chip, esc, facts, lang, said, section, table};
use crate::diff::{DiffPage, DiffRow, DiffSide};
use crate::labels;
use crate::lineage::CopyRow;
use crate::names::ArticleRow;
use crate::pieces::{Piece, PieceKind};
use std::fmt::Write;

/// Swapped words shown.
const SWAPS: usize = 12;
/// Words on each side of a swap that is shown by itself.
const SWAP_WORDS: usize = 3;

/// One pair of reports, as an item of a list. `marks` are citations of what changed; `name` says what the report of an
/// id and its outlet is called.
pub(super) fn card(out: &mut String, f: &Frame<'_>, row: &CopyRow, marks: &str, name: &dyn Fn(&str, &str) -> String) {
    let l = f.ui.tag();
    let arrow = if row.directed { "→" } else { "–" };
    let head = format!(
        "{} {arrow} {}",
        said(f, &name(&row.from, &row.from_outlet)),
        said(f, &name(&row.to, &row.to_outlet))
    );
    let _ = write!(
        out,
        "<li><h3>{}</h3><p class=\"rel\">",
        f.link(Target::Copies(&row.from, &row.to), &head)
    );
    let _ = write!(out, "{} ", chip("calm", "", labels::relation(row.relation).of(l)));
    if let Some(a) = &row.agency {
        let _ = write!(out, "{} · ", said(f, a));
    }
    let _ = write!(
        out,
        "{} · {}</p>",
        labels::shared(row.containment, l),
        labels::kept(row.counts(), row.from_completeness, row.to_completeness, l)
    );
    let words = row.changed.iter().flat_map(|c| &c.words);
    swaps(out, f, &words.collect::<Vec<_>>());
    if row.changed.iter().any(|c| c.quote_marks_lost) {
        let _ = write!(out, "<p>{}</p>", chip("warn", "up", f.t(labels::QUOTES_LOST)));
    }
    if !marks.is_empty() {
        let _ = write!(out, "<p class=\"rel\">{}: {marks}</p>", f.t(labels::CHANGED));
    }
    out.push_str("</li>\n");
}

/// Words put for others: longer changes are read in their sentence.
fn swaps(out: &mut String, f: &Frame<'_>, list: &[&(String, String)]) {
    let few = |s: &str| (1..=SWAP_WORDS).contains(&s.split_whitespace().count());
    let shown: Vec<_> = list.iter().filter(|w| few(&w.0) && few(&w.1)).take(SWAPS).collect();
    if shown.is_empty() {
        return;
    }
    out.push_str("<ul class=\"swap\">");
    for (a, b) in shown {
        let _ = write!(out, "<li><del>{}</del> → <ins>{}</ins></li>", said(f, a), said(f, b));
    }
    out.push_str("</ul>");
}

/// Sentences of a page that may not show whole texts: at most so many, and no more than this part of all.
const EXCERPT: (usize, usize) = (12, 3);

/// The rows that are shown: all, or where whole texts may not be, the first that were changed, which the page is about.
fn shown<'p>(p: &'p DiffPage, f: &Frame<'_>) -> Vec<&'p DiffRow> {
    if f.full_text {
        return p.rows.iter().collect();
    }
    let most = EXCERPT.0.min(p.rows.len().div_ceil(EXCERPT.1));
    let told = p.rows.iter().filter(|r| r.side == DiffSide::Changed);
    told.take(most).collect()
}

/// Two reports side by side.
pub fn copies(p: &DiffPage, f: &Frame<'_>) -> String {
    let arrow = if p.directed { "→" } else { "–" };
    let name = format!("{} {arrow} {}", p.from.outlet, p.to.outlet);
    let l = f.ui.tag();
    let mut out = format!("<h1 dir=\"auto\">{}</h1>\n", said(f, &name));
    let agency = p.agency.as_deref().map_or_else(String::new, |a| said(f, a));
    let lost = p.rows.iter().filter(|r| r.quote_marks_lost).count();
    let lost = match lost {
        0 => String::new(),
        n => chip("warn", "up", &format!("{}: {n}", f.t(labels::QUOTES_LOST))),
    };
    let shares = match p.relation {
        "none" => String::new(),
        _ => labels::shared(p.containment, l),
    };
    out.push_str(&facts(&[
        chip("calm", "", labels::relation(p.relation).of(l)),
        agency,
        shares,
        labels::kept(
            [p.kept, p.changed, p.added, p.dropped],
            p.from.completeness,
            p.to.completeness,
            l,
        ),
        lost,
    ]));
    if p.relation == "none" && p.kept == 0 {
        let none = f.either("इन दो में साझा पाठ नहीं।", "These two share no text.");
        let _ = writeln!(out, "<p>{none}</p>");
    }
    // Numbers and names changed stand first, before the sentences.
    let rows = shown(p, f);
    let mut words: Vec<&(String, String)> = rows.iter().flat_map(|r| &r.words).collect();
    words.sort_by_key(|w| !w.0.chars().chain(w.1.chars()).any(char::is_numeric));
    if !words.is_empty() {
        let mut list = String::new();
        swaps(&mut list, f, &words);
        if !list.is_empty() {
            section(&mut out, f, "words", labels::SWAPPED);
            let _ = writeln!(out, "{list}</section>");
        }
    }
    section(&mut out, f, "text", labels::SIDE_BY_SIDE);
    let caption = f.either(
        "बाईं ओर पहला पाठ, दाईं ओर दूसरा; आख़िर में वाक्य का क्या हुआ",
        "The first text on the left, the second on the right; at the end what became of the sentence",
    );
    let what = f.either("क्या हुआ", "What became of it");
    let heads = [p.from.outlet.as_str(), p.to.outlet.as_str(), what];
    out.push_str(&table(caption, &heads).replace("<table>", "<table class=\"sides2\">"));
    for r in &rows {
        row(&mut out, f, p, r);
    }
    out.push_str("</tbody></table>\n");
    let left = p.rows.len() - rows.len();
    if left > 0 {
        let text = f.either(
            format!("बाक़ी {left} वाक्य यहां नहीं दिखाए जाते; वे अख़बारों के अपने पन्नों पर हैं।"),
            format!("The other sentences ({left}) are not shown here; they stand on the publishers' pages."),
        );
        let _ = writeln!(out, "<p class=\"rel\">{text}</p>");
    }
    out.push_str("</section>\n");
    page(f, &name, &out)
}

fn row(out: &mut String, f: &Frame<'_>, p: &DiffPage, r: &DiffRow) {
    let (label, tone) = match r.side {
        DiffSide::Kept => (labels::KEPT, ""),
        DiffSide::Changed => (labels::CHANGED, "warn"),
        DiffSide::Added if !labels::is_whole(p.from.completeness) => (labels::ONLY_SECOND, ""),
        DiffSide::Dropped if !labels::is_whole(p.to.completeness) => (labels::ONLY_FIRST, ""),
        DiffSide::Added => (labels::ADDED, "good"),
        DiffSide::Dropped => (labels::DROPPED, "bad"),
    };
    let mut what = chip(tone, "", f.t(label));
    if r.quote_marks_lost {
        let _ = write!(what, " {}", chip("warn", "up", f.t(labels::QUOTES_LOST)));
    }
    let side = |a: &ArticleRow, q: &Option<crate::QuotedLine>, skip: PieceKind| match q {
        None => "<td class=\"none\">–</td>".to_string(),
        Some(q) => {
            let line = f.link(Target::Article(&a.id, Some(q.line)), &q.line.to_string());
            let text = if r.pieces.is_empty() {
                esc(&q.text)
            } else {
                pieces(&r.pieces, skip)
            };
            format!(
                "<td{} dir=\"auto\"><span class=\"no\">{line}</span> {text}</td>",
                lang(f, a.language)
            )
        }
    };
    let _ = writeln!(
        out,
        "<tr>{}{}<td>{what}</td></tr>",
        side(&p.from, &r.from, PieceKind::Inserted),
        side(&p.to, &r.to, PieceKind::Removed)
    );
}

/// One version of a sentence, with what the other has not marked.
fn pieces(list: &[Piece], skip: PieceKind) -> String {
    let mut out = String::new();
    for p in list.iter().filter(|p| p.kind != skip) {
        let head = p.text.trim_end();
        let tail = p.text.get(head.len()..).unwrap_or("");
        let _ = match p.kind {
            PieceKind::Same => write!(out, "{}", esc(&p.text)),
            PieceKind::Removed => write!(out, "<del>{}</del>{}", esc(head), esc(tail)),
            PieceKind::Inserted => write!(out, "<ins>{}</ins>{}", esc(head), esc(tail)),
        };
    }
    out
}
