//! The lens of an article: what other reports say of a phrase, quietly, under its line.

use super::frame::{Frame, Target};
use super::parts::{chip, esc, lang, said, sign, tone};
use crate::article::{ArticlePage, LineRow};
use crate::labels;
use crate::lens::LensRow;
use std::fmt::Write;

/// Words of a phrase that tell which one is meant.
const WORDS: usize = 9;

/// What the other reports say of the phrases of a line; opened, their passages. Empty if nothing can be told.
pub(super) fn of_line(p: &ArticlePage, line: &LineRow, f: &Frame<'_>) -> String {
    let rows: Vec<&LensRow> = p.lens.iter().filter(|r| r.line == line.n).collect();
    let mut out = String::new();
    for row in &rows {
        let which = format!(
            " <span{}>{}</span>",
            lang(f, p.article.language),
            esc(&beginning(line, row))
        );
        let standing = standing_of(row.mark);
        let mark = chip(tone(standing), sign(standing), &name(row, f));
        let _ = writeln!(out, "<details class=\"lens\"><summary>{mark}{which}</summary>\n<ul>");
        for other in &row.others {
            let outlet = f.link(
                Target::Article(&other.article, Some(other.line)),
                &said(f, &other.outlet),
            );
            let stance = labels::stance(other.stance);
            let _ = writeln!(
                out,
                "<li>{outlet} <span class=\"rel\">{}</span> <q{}>{}</q></li>",
                f.t(stance),
                lang(f, other.language),
                esc(&other.text)
            );
        }
        out.push_str("</ul>");
        let all = f.either("यह दावा, सब जगह →", "This claim, everywhere →");
        let _ = write!(out, "<p>{}</p>", f.link(Target::Claim(&row.claim), all));
        out.push_str("</details>\n");
    }
    out
}

/// The standing that has the sign and the colour of a mark.
fn standing_of(mark: &str) -> &'static str {
    match mark {
        "alike" => "single-origin",
        "differs" => "differs",
        "denied" => "denied",
        _ => "superseded",
    }
}

fn name(row: &LensRow, f: &Frame<'_>) -> String {
    let n = row.origins;
    match row.mark {
        "alike" => f.either(
            format!("{n} और मूल स्रोत में मिलती बात"),
            format!("the like in {n} more {}", if n == 1 { "origin" } else { "origins" }),
        ),
        "differs" => f.either("दूसरी ख़बरों में अलग", "others differ").to_string(),
        "denied" => f.either("खंडन", "denied").to_string(),
        _ => f.either("बाद में बदला", "updated since").to_string(),
    }
}

/// The first words of a phrase.
fn beginning(line: &LineRow, row: &LensRow) -> String {
    // Where white space was taken out of the line, offsets no longer name its words: none are shown.
    if line.text.chars().count() != line.end.saturating_sub(line.start) as usize {
        return String::new();
    }
    let skip = row.start.saturating_sub(line.start) as usize;
    let length = row.end.saturating_sub(row.start) as usize;
    let phrase: String = line.text.chars().skip(skip).take(length).collect();
    let words: Vec<&str> = phrase.split_whitespace().collect();
    match words.get(..WORDS) {
        Some(first) => format!("“{}…”", first.join(" ")),
        None => format!("“{}”", words.join(" ")),
    }
}
