//! Two versions of a sentence as one line of kept, removed and inserted words.

use serde::Serialize;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::fold;

/// Words and marks of a sentence up to which they are aligned one by one; the table is at most this squared.
const MAX_TOKENS: usize = 400;

/// What a run of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// In both.
    Same,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Inserted,
}

/// A run of words of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its words, verbatim, with the white space after them.
    pub text: String,
}

/// Words and marks, each with the white space that follows it.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut word, mut space) = (0usize, false, false);
    for (i, c) in text.char_indices() {
        let is_word = is_word_char(c);
        let is_space = c.is_whitespace();
        let joins = is_space || (is_word && word && !space);
        if i > start && !joins {
            out.extend(text.get(start..i));
            start = i;
        }
        word = is_word || (is_space && word);
        space = is_space;
    }
    out.extend(text.get(start..).filter(|t| !t.is_empty()));
    out
}

/// The longest common run of words, with what only one side has between.
pub(super) fn pieces(from: &str, to: &str) -> Vec<Piece> {
    let (x, y) = (tokens(from), tokens(to));
    let mut out = Vec::new();
    if x.len() > MAX_TOKENS || y.len() > MAX_TOKENS {
        push(&mut out, PieceKind::Removed, from);
        push(&mut out, PieceKind::Inserted, to);
        return out;
    }
    let key = |list: &[&str]| -> Vec<String> { list.iter().map(|t| fold(t.trim())).collect() };
    let (a, b) = (key(&x), key(&y));
    let wide = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * wide];
    let at = |table: &[u16], i: usize, j: usize| table.get(i * wide + j).copied().unwrap_or(0);
    for (i, p) in a.iter().enumerate().rev() {
        for (j, q) in b.iter().enumerate().rev() {
            let best = if p == q {
                at(&table, i + 1, j + 1) + 1
            } else {
                at(&table, i + 1, j).max(at(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * wide + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (x.get(i), y.get(j)) {
            (Some(_), Some(q)) if a.get(i) == b.get(j) => {
                push(&mut out, PieceKind::Same, q);
                (i, j) = (i + 1, j + 1);
            }
            (Some(p), Some(_)) if at(&table, i + 1, j) >= at(&table, i, j + 1) => {
                push(&mut out, PieceKind::Removed, p);
                i += 1;
            }
            (_, Some(q)) => {
                push(&mut out, PieceKind::Inserted, q);
                j += 1;
            }
            (Some(p), None) => {
                push(&mut out, PieceKind::Removed, p);
                i += 1;
            }
            (None, None) => return tidy(out),
        }
    }
}

fn push(out: &mut Vec<Piece>, kind: PieceKind, text: &str) {
    match out.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ => out.push(Piece {
            kind,
            text: text.to_string(),
        }),
    }
}

/// Removed before inserted wherever both stand between the same kept words.
fn tidy(list: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut removed, mut inserted) = (String::new(), String::new());
    let flush = |out: &mut Vec<Piece>, removed: &mut String, inserted: &mut String| {
        for (kind, text) in [(PieceKind::Removed, removed), (PieceKind::Inserted, inserted)] {
            if !text.is_empty() {
                out.push(Piece {
                    kind,
                    text: std::mem::take(text),
                });
            }
        }
    };
    for p in list {
        match p.kind {
            PieceKind::Removed => removed.push_str(&p.text),
            PieceKind::Inserted => inserted.push_str(&p.text),
            PieceKind::Same => {
                flush(&mut out, &mut removed, &mut inserted);
                out.push(p);
            }
        }
    }
    flush(&mut out, &mut removed, &mut inserted);
    out
}

/// What was swapped: removed words with the words that stand for them; either side may be empty. Marks alone are left out.
pub(super) fn swaps(pieces: &[Piece]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut open: Option<String> = None;
    let bare = |s: &str| s.trim_matches(|c| !is_word_char(c)).to_string();
    let mut add = |a: &str, b: &str| {
        let (a, b) = (bare(a), bare(b));
        if a != b {
            out.push((a, b));
        }
    };
    for p in pieces {
        match p.kind {
            PieceKind::Removed => open = Some(p.text.clone()),
            PieceKind::Inserted => add(&open.take().unwrap_or_default(), &p.text),
            PieceKind::Same => {
                if let Some(a) = open.take() {
                    add(&a, "");
                }
            }
        }
    }
    if let Some(a) = open {
        add(&a, "");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(from: &str, to: &str) -> String {
        pieces(from, to)
            .iter()
            .map(|p| match p.kind {
                PieceKind::Same => p.text.clone(),
                PieceKind::Removed => format!("[-{}-]", p.text),
                PieceKind::Inserted => format!("[+{}+]", p.text),
            })
            .collect()
    }

    #[test]
    fn words_swapped_and_marks_lost() {
        expect_test::expect!["नगर के [-नेता -][+प्रमुख +]ने [-“-]पुल [-” -]खोला।"]
            .assert_eq(&show("नगर के नेता ने “पुल” खोला।", "नगर के प्रमुख ने पुल खोला।"));
        assert_eq!(
            swaps(&pieces("नगर के नेता ने “पुल” खोला।", "नगर के प्रमुख ने पुल खोला।")),
            [("नेता".to_string(), "प्रमुख".to_string())]
        );
    }

    proptest::proptest! {
        #[test]
        fn pieces_join_to_the_second_text(a in "\\PC{0,40}", b in "[\\PC \n]{0,40}") {
            let second: String = pieces(&a, &b).iter().filter(|p| p.kind != PieceKind::Removed).map(|p| p.text.as_str()).collect();
            proptest::prop_assert_eq!(second, b);
        }
    }
}
