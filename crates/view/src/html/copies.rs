//! What an article kept, changed, added and dropped, as a card.

use super::shell::{chip, cites, escape};
use crate::labels::{self, is_hindi};
use crate::lineage::{ChangeRow, CopyRow, QuotedLine};
use crate::pieces::{Piece, PieceKind};
use std::fmt::Write;

/// Changed sentences that are shown at once.
const OPEN: usize = 4;
/// Words on each side of a swap that is shown by itself.
const SWAP_WORDS: usize = 3;
/// Swapped words that are shown.
const SWAPS: usize = 12;

/// One pair of articles that share text.
pub(super) fn card(out: &mut String, row: &CopyRow, lang: &str) {
    let arrow = if row.directed { "→" } else { "–" };
    let _ = writeln!(
        out,
        "<li class=\"card\">\n<h3>{} {arrow} {}</h3>",
        escape(&row.from_outlet),
        escape(&row.to_outlet)
    );
    let _ = write!(
        out,
        "<p class=\"small\">{} ",
        chip("calm", labels::relation(row.relation).of(lang))
    );
    if let Some(a) = &row.agency {
        let _ = write!(out, "{} ", chip("", a));
    }
    let _ = writeln!(
        out,
        "<span class=\"soft\">{}</span></p>",
        labels::shared(row.containment, lang)
    );
    bar(out, row);
    let _ = writeln!(out, "<p class=\"small soft\">{}</p>", summary(row, lang));
    let swaps: Vec<&(String, String)> = row.changed.iter().flat_map(|c| &c.words).filter(is_swap).collect();
    if !swaps.is_empty() {
        out.push_str("<p class=\"swap\">");
        for (a, b) in swaps.iter().take(SWAPS) {
            let _ = write!(
                out,
                "<span class=\"chip\"><del>{}</del> → <ins>{}</ins></span> ",
                escape(a),
                escape(b)
            );
        }
        out.push_str("</p>\n");
    }
    changes(out, &row.changed, lang);
    quotes(
        out,
        &row.added,
        "ins",
        if is_hindi(lang) {
            "जोड़े गए वाक्य"
        } else {
            "Added"
        },
    );
    quotes(
        out,
        &row.dropped,
        "del",
        if is_hindi(lang) {
            "छोड़े गए वाक्य"
        } else {
            "Dropped"
        },
    );
    out.push_str("</li>\n");
}

/// Whether a few words stand for a few others: longer changes are read in their sentence.
fn is_swap(words: &&(String, String)) -> bool {
    let few = |s: &str| (1..=SWAP_WORDS).contains(&s.split_whitespace().count());
    few(&words.0) && few(&words.1)
}

/// How many sentences were kept, changed, added, dropped.
pub(super) fn summary(row: &CopyRow, lang: &str) -> String {
    labels::kept(row.kept, row.changed.len(), row.added.len(), row.dropped.len(), lang)
}

fn bar(out: &mut String, row: &CopyRow) {
    let parts = [("k", row.kept), ("ch", row.changed.len()), ("ad", row.added.len())];
    let all: usize = parts.iter().map(|(_, n)| n).sum();
    if all == 0 {
        return;
    }
    out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
    for (class, n) in parts {
        if n > 0 {
            let _ = write!(
                out,
                "<i class=\"{class}\" style=\"width:{:.1}%\"></i>",
                n as f64 * 100.0 / all as f64
            );
        }
    }
    out.push_str("</div>\n");
}

fn changes(out: &mut String, list: &[ChangeRow], lang: &str) {
    let list: Vec<&ChangeRow> = list.iter().filter(|c| !c.pieces.is_empty()).collect();
    let (open, folded) = list.split_at(list.len().min(OPEN));
    edits(out, open, lang);
    if !folded.is_empty() {
        let more = if is_hindi(lang) {
            "और बदले वाक्य"
        } else {
            "more changed"
        };
        let _ = writeln!(out, "<details><summary>{} {more}</summary>", folded.len());
        edits(out, folded, lang);
        out.push_str("</details>\n");
    }
}

fn edits(out: &mut String, list: &[&ChangeRow], lang: &str) {
    if list.is_empty() {
        return;
    }
    out.push_str("<ul class=\"edits\">\n");
    for c in list {
        let _ = write!(out, "<li dir=\"auto\">{}", pieces(&c.pieces));
        if c.quote_marks_lost {
            let lost = labels::QUOTES_LOST.of(lang);
            let _ = write!(out, " {}", chip("warn", lost));
        }
        let _ = writeln!(out, "{}</li>", cites(&c.cites));
    }
    out.push_str("</ul>\n");
}

fn quotes(out: &mut String, list: &[QuotedLine], tag: &str, label: &str) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<details><summary>{label}: {}</summary>\n<ul class=\"edits\">",
        list.len()
    );
    for q in list {
        let _ = writeln!(
            out,
            "<li dir=\"auto\"><{tag}>{}</{tag}> <span class=\"small soft\">{}:{}</span></li>",
            escape(&q.text),
            escape(&q.article),
            q.line
        );
    }
    out.push_str("</ul></details>\n");
}

/// Both versions of a sentence in one, with what was removed and inserted marked.
pub(super) fn pieces(list: &[Piece]) -> String {
    let mut out = String::new();
    for p in list {
        let (head, tail) = (p.text.trim_end(), p.text.get(p.text.trim_end().len()..).unwrap_or(""));
        let _ = match p.kind {
            PieceKind::Same => write!(out, "{}", escape(&p.text)),
            PieceKind::Removed => write!(
                out,
                "<del>{}</del>{}",
                escape(head),
                if tail.is_empty() { "" } else { " " }
            ),
            PieceKind::Inserted => write!(out, "<ins>{}</ins>{}", escape(head), escape(tail)),
        };
    }
    out
}
