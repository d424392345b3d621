//! Parts that several terminal pages share.

use super::layout::{Run, Sheet, Tone, muted, plain};
use crate::labels;
use crate::lineage::{ChangeRow, CopyRow};
use crate::pieces::{Piece, PieceKind};
use crate::story::NoticeRow;

/// A section heading from its label.
pub fn heading(sheet: &mut Sheet, label: labels::Label, language: &str) {
    sheet.heading(label.of(language), Some(label.en));
}

/// Numbers of citations: `[1][4]`.
pub fn cites(numbers: &[usize]) -> Run {
    let list: String = numbers.iter().map(|n| format!("[{n}]")).collect();
    (Tone::Accent, list)
}

/// The tone of a standing.
pub fn tone_of(standing: &str) -> Tone {
    match standing {
        "agreed" | "compatible" | "supported" => Tone::Good,
        "disputed" | "differs" | "denied" | "contradicted" | "unsupported" => Tone::Bad,
        "headline-only" | "superseded" | "overstated" | "partly" | "silent" => Tone::Warn,
        _ => Tone::Muted,
    }
}

/// Both versions of a sentence in one; without colour `[-removed-]` and `{+inserted+}`.
pub fn pieces(list: &[Piece], colour: bool) -> Vec<Run> {
    let mut out = Vec::new();
    for p in list {
        let (head, tail) = (p.text.trim_end(), p.text.get(p.text.trim_end().len()..).unwrap_or(""));
        match p.kind {
            PieceKind::Same => out.push(plain(p.text.clone())),
            _ if head.is_empty() => out.push(plain(tail)),
            PieceKind::Removed if colour => out.extend([(Tone::Bad, head.to_string()), plain(" ")]),
            PieceKind::Inserted if colour => out.extend([(Tone::Good, head.to_string()), plain(tail)]),
            PieceKind::Removed => out.push(plain(format!("[-{head}-]{tail}"))),
            PieceKind::Inserted => out.push(plain(format!("{{+{head}+}}{tail}"))),
        }
    }
    out
}

/// Swapped words in one line: `नेता → प्रमुख`.
pub fn swaps(words: &[(String, String)]) -> String {
    let show = |s: &str| if s.is_empty() { "∅".to_string() } else { s.to_string() };
    let list: Vec<String> = words
        .iter()
        .map(|(a, b)| format!("{} → {}", show(a), show(b)))
        .collect();
    list.join("; ")
}

/// What a list leaves out, if anything.
pub fn more(sheet: &mut Sheet, indent: usize, left: usize, language: &str) {
    if left > 0 {
        sheet.paragraph(indent, "", &[muted(labels::more(left, language))]);
    }
}

/// How many of changed, added and dropped sentences are shown of each pair.
const SENTENCES: usize = 4;

/// One pair of articles that share text.
pub fn copy(sheet: &mut Sheet, row: &CopyRow, language: &str) {
    let arrow = if row.directed { "→" } else { "–" };
    let mut runs = vec![plain(format!("{} {arrow} {} · ", row.from_outlet, row.to_outlet))];
    let mut facts = vec![labels::relation(row.relation).of(language).to_string()];
    facts.extend(row.agency.clone());
    facts.push(labels::shared(row.containment, language));
    facts.push(labels::kept(
        row.counts(),
        row.from_completeness,
        row.to_completeness,
        language,
    ));
    runs.push(muted(facts.join(" · ")));
    sheet.paragraph(2, "", &runs);
    for c in row.changed.iter().take(SENTENCES) {
        change(sheet, c, language);
    }
    more(sheet, 6, row.changed.len().saturating_sub(SENTENCES), language);
    for (mark, tone, list) in [("+ ", Tone::Good, &row.added), ("- ", Tone::Bad, &row.dropped)] {
        for q in list.iter().take(SENTENCES) {
            sheet.paragraph(4, mark, &[(tone, q.text.clone()), muted(format!(" ({})", q.line))]);
        }
        more(sheet, 6, list.len().saturating_sub(SENTENCES), language);
    }
}

/// One changed sentence.
pub fn change(sheet: &mut Sheet, c: &ChangeRow, language: &str) {
    let mut runs = pieces(&c.pieces, sheet.colour());
    if runs.is_empty() {
        runs.push(plain(swaps(&c.words)));
    }
    if c.quote_marks_lost {
        runs.push((Tone::Warn, format!(" ({})", labels::QUOTES_LOST.of(language))));
    }
    if !c.cites.is_empty() {
        runs.extend([plain(" "), cites(&c.cites)]);
    }
    sheet.paragraph(4, "~ ", &runs);
}

/// What was odd.
pub fn notices(sheet: &mut Sheet, list: &[NoticeRow], language: &str) {
    if list.is_empty() {
        return;
    }
    heading(sheet, labels::NOTICES, language);
    for n in list {
        let runs = [
            muted(format!("{} ", n.code)),
            plain(n.message.clone()),
            muted(format!(" ({})", n.article)),
        ];
        sheet.paragraph(2, "", &runs);
    }
}
