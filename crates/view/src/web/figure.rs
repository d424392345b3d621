//! Figures in words: the value that stands, the one before it, and those beside it.

use super::frame::Frame;
use super::words::{number, origin_count, plain_digits};
use crate::figures::FigureRow;
use crate::groups::FigureGroup;
use crate::labels;

/// A value as read: people as a number, amounts as printed, digits as 0 to 9.
pub(super) fn value(row: &FigureRow) -> String {
    let mark = if row.approx { "~" } else { "" };
    if labels::figure_role(row.role).en.is_empty() {
        return format!("{mark}{}", plain_digits(&row.value));
    }
    match row.number_max {
        Some(max) => format!("{mark}{}–{}", number(row.number), number(max)),
        None => format!("{mark}{}", number(row.number)),
    }
}

/// `मृतक: 7 → 11 (एक दावा 16)`, where a value changed or another stands beside it.
pub(super) fn change(f: &Frame<'_>, g: &FigureGroup<'_>) -> Option<String> {
    let last = g.last()?;
    let others = g.others();
    let first = g.first().filter(|r| r.number != last.number);
    if first.is_none() && others.is_empty() {
        return None;
    }
    let mut out = format!("{}: ", g.what(f.ui.tag()));
    if let Some(first) = first {
        out.push_str(&value(first));
        out.push_str(" → ");
    }
    out.push_str(&value(last));
    let values: Vec<String> = others.iter().map(|r| value(r)).collect();
    match (values.len(), f.hindi()) {
        (0, _) => {}
        (1, true) => out.push_str(&format!(" (एक दावा {})", values.concat())),
        (1, false) => out.push_str(&format!(" (one claim: {})", values.concat())),
        (_, true) => out.push_str(&format!(" (और दावे: {})", values.join(", "))),
        (_, false) => out.push_str(&format!(" (other claims: {})", values.join(", "))),
    }
    Some(out)
}

/// Origins of a row: their names where they are few, else their number.
pub(super) fn whose(f: &Frame<'_>, row: &FigureRow) -> String {
    match row.origins.as_slice() {
        [one] => one.clone(),
        list => origin_count(f, list.len()),
    }
}
