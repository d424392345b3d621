//! All stories in pages of bounded size, by month.

use crate::store::EventRow;
use std::ops::Range;
use sutradhar_view::web::StoryShelf;

/// Stories on one page of the list, as near as whole months allow.
const LISTED: usize = 50;

/// The name of stories without a date.
const UNDATED: &str = "undated";

/// The pages of a list that is newest first: for each its months and its rows. A month stays together unless it alone
/// is too long.
pub fn shelves(rows: &[EventRow]) -> Vec<(StoryShelf, Range<usize>)> {
    let mut out: Vec<(StoryShelf, Range<usize>)> = Vec::new();
    let mut at = 0;
    for group in rows.chunk_by(|a, b| month(a) == month(b)) {
        let name = group.first().and_then(month);
        let pieces = group.len().div_ceil(LISTED);
        for (i, piece) in group.chunks(LISTED).enumerate() {
            let range = at..at + piece.len();
            at = range.end;
            match out.last_mut() {
                Some((shelf, rows)) if fits(shelf, name, pieces) && shelf.stories + piece.len() <= LISTED => {
                    shelf.first = name.map(str::to_string);
                    shelf.stories += piece.len();
                    rows.end = range.end;
                }
                _ => out.push((shelf(name, (i + 1, pieces), piece.len()), range)),
            }
        }
    }
    out
}

/// Whether a month may stand on the page of later ones: both have a date and are whole.
fn fits(shelf: &StoryShelf, name: Option<&str>, pieces: usize) -> bool {
    pieces == 1 && shelf.piece.1 == 1 && shelf.last.is_some() && name.is_some()
}

fn shelf(name: Option<&str>, piece: (usize, usize), stories: usize) -> StoryShelf {
    let key = name.unwrap_or(UNDATED);
    StoryShelf {
        key: match piece.0 {
            1 => key.to_string(),
            n => format!("{key}-p{n}"),
        },
        first: name.map(str::to_string),
        last: name.map(str::to_string),
        piece,
        stories,
    }
}

/// The month of a story's last day.
fn month(row: &EventRow) -> Option<&str> {
    row.last.as_deref().map(|d| d.get(..7).unwrap_or(d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sutradhar_engine::model::EventId;

    fn row(n: usize, day: Option<&str>) -> EventRow {
        EventRow {
            id: EventId(format!("e{n}")),
            number: n as u64,
            first: None,
            last: day.map(str::to_string),
            languages: Vec::new(),
            articles: 1,
            origins: 1,
            title: String::new(),
        }
    }

    #[test]
    fn the_list_is_parted_by_month() {
        let mut rows: Vec<EventRow> = Vec::new();
        for (day, n) in [
            (Some("2026-03-01"), 5),
            (Some("2026-02-01"), 40),
            (Some("2026-01-01"), 120),
            (Some("2025-12-01"), 3),
            (None, 2),
        ] {
            rows.extend((0..n).map(|i| row(i, day)));
        }
        let all = shelves(&rows);
        let names: Vec<_> = all
            .iter()
            .map(|(s, _)| (s.key.as_str(), s.first.as_deref(), s.piece, s.stories))
            .collect();
        let want = [
            ("2026-03", Some("2026-02"), (1, 1), 45),
            ("2026-01", Some("2026-01"), (1, 3), 50),
            ("2026-01-p2", Some("2026-01"), (2, 3), 50),
            ("2026-01-p3", Some("2026-01"), (3, 3), 20),
            ("2025-12", Some("2025-12"), (1, 1), 3),
            ("undated", None, (1, 1), 2),
        ];
        assert_eq!(names, want);
        let mut at = 0;
        for (shelf, range) in &all {
            assert_eq!(range.start, at, "no story is left out");
            assert!(range.len() <= LISTED && range.len() == shelf.stories);
            at = range.end;
        }
        assert_eq!(at, rows.len());
        assert!(shelves(&[]).is_empty());
    }
}
