//! Pictures, made as SVG with presentation attributes only: no script, no style of their own.

mod copies;
mod coverage;
mod figures;
mod storyline;

pub(super) use copies::{Carrier, copies};
pub(super) use coverage::{Day, coverage, days};
pub(super) use figures::figures;
pub(super) use storyline::storyline;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The first words of a text that fit into so many columns.
pub(super) fn short(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    let (mut out, mut used) = (String::new(), 0);
    for g in text.graphemes(true) {
        used += g.width();
        if used >= columns {
            break;
        }
        out.push_str(g);
    }
    let head = out.rsplit_once(' ').map_or(out.as_str(), |(h, _)| h);
    format!("{}…", head.trim_end_matches([',', ':', '-', ' ', '–']))
}
