//! Figures grouped by what is counted together with what is said of it: the dead, the missing, the rescued.

use super::figures::FigureRow;
use super::labels;
use serde::Serialize;
use std::collections::BTreeSet;
use sutradhar_engine::brief::group_of;
use sutradhar_text::fold::fold;

/// All figures of one slot, in order of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureGroup<'a> {
    /// What is said of those who are counted; see [`FigureRow::role`].
    pub role: &'static str,
    /// Who is counted, in the words of the first report; empty where these are people at large.
    pub counted: String,
    /// `new` for counts of further ones, else empty.
    pub measure: &'static str,
    /// Where, if reports say it beside the figure.
    pub place: Option<&'a str>,
    /// Its figures.
    pub rows: Vec<&'a FigureRow>,
    /// Independent origins that give any of them.
    pub origins: usize,
    /// How often another value came than the one before.
    pub changes: usize,
}

impl<'a> FigureGroup<'a> {
    /// Whether a later row of one of the same origins gives another value instead of this row's.
    pub fn is_superseded(&self, row: &FigureRow) -> bool {
        self.successor(row).is_some()
    }

    /// The first later row of one of the same origins that gives another value.
    pub fn successor(&self, row: &FigureRow) -> Option<&'a FigureRow> {
        let after = |r: &&&FigureRow| r.as_of > row.as_of && r.number != row.number;
        let shared = |r: &&&FigureRow| r.origins.iter().any(|o| row.origins.contains(o));
        self.rows
            .iter()
            .filter(|r| row.as_of.is_some() && after(r))
            .find(shared)
            .copied()
    }

    /// The value that stands: of those that no origin took back, the one of most origins, the latest of those.
    pub fn last(&self) -> Option<&'a FigureRow> {
        let standing = self.rows.iter().filter(|r| !self.is_superseded(r));
        standing.max_by_key(|r| (r.origins.len(), &r.as_of)).copied()
    }

    /// The first value, if the one that stands took its place.
    pub fn first(&self) -> Option<&'a FigureRow> {
        self.rows.iter().find(|r| self.is_superseded(r)).copied()
    }

    /// Values beside the one that stands that no origin took back.
    pub fn others(&self) -> Vec<&'a FigureRow> {
        let last = self.last();
        let differs = |r: &&&FigureRow| last.is_some_and(|l| l.number != r.number) && !self.is_superseded(r);
        self.rows.iter().filter(differs).copied().collect()
    }

    /// The slot in words.
    pub fn what(&self, language: &str) -> String {
        let role = labels::figure_role(self.role).of(language);
        let measure = labels::figure_measure(self.measure).of(language);
        let parts = [role, self.counted.as_str(), measure, self.place.unwrap_or("")];
        let shown: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        shown.join(" · ")
    }
}

/// The groups of a ledger: the one that most origins tell of first, then the one that changed most often.
pub fn figure_groups(rows: &[FigureRow]) -> Vec<FigureGroup<'_>> {
    type Slot = (&'static str, String, &'static str, String, String);
    let mut list: Vec<(Slot, FigureGroup<'_>)> = Vec::new();
    for row in rows {
        let people = !labels::figure_role(row.role).en.is_empty();
        let class = if people {
            group_of(&row.counted)
        } else {
            fold(&row.counted)
        };
        let measure = if row.measure == "new" { "new" } else { "" };
        let place = row.place.as_deref().map(fold).unwrap_or_default();
        let slot = (row.role, class, measure, row.unit.clone(), place);
        let at = list.iter().position(|(s, _)| *s == slot).unwrap_or_else(|| {
            let at_large = people && slot.1.is_empty();
            let group = FigureGroup {
                role: row.role,
                counted: if at_large { String::new() } else { row.counted.clone() },
                measure,
                place: row.place.as_deref(),
                rows: Vec::new(),
                origins: 0,
                changes: 0,
            };
            list.push((slot, group));
            list.len() - 1
        });
        if let Some((_, g)) = list.get_mut(at) {
            g.rows.push(row);
        }
    }
    let mut groups: Vec<FigureGroup<'_>> = list.into_iter().map(|(_, g)| g).collect();
    for g in &mut groups {
        g.rows
            .sort_by(|a, b| (a.as_of.is_none(), &a.as_of).cmp(&(b.as_of.is_none(), &b.as_of)));
        let names: BTreeSet<&str> = g.rows.iter().flat_map(|r| &r.origins).map(String::as_str).collect();
        g.origins = names.len();
        let other = |pair: &[&FigureRow]| matches!(pair, [a, b] if a.number != b.number);
        g.changes = g.rows.windows(2).filter(|pair| other(pair)).count();
    }
    groups.sort_by_key(|g| std::cmp::Reverse((g.origins, g.changes)));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(role: &'static str, counted: &str, number: f64, day: &str, origins: &[&str]) -> FigureRow {
        FigureRow {
            value: number.to_string(),
            number,
            number_max: None,
            approx: false,
            unit: String::new(),
            counted: counted.into(),
            role,
            measure: "",
            place: None,
            status: "done",
            as_of: Some(day.into()),
            as_of_basis: "stated",
            said_by: Vec::new(),
            origins: origins.iter().map(|o| o.to_string()).collect(),
            articles: 1,
            cites: vec![1],
        }
    }

    #[test]
    fn the_dead_are_not_the_missing() {
        let rows = [
            row("missing", "लोग", 19.0, "2031-07-25", &["a"]),
            row("killed", "लोगों", 11.0, "2031-07-26", &["a", "c"]),
            row("killed", "लोग", 7.0, "2031-07-25", &["a", "b"]),
            row("killed", "जवान", 2.0, "2031-07-25", &["a"]),
        ];
        let groups = figure_groups(&rows);
        let shown: Vec<(String, usize, usize, Vec<f64>)> = groups
            .iter()
            .map(|g| {
                let values = g.rows.iter().map(|r| r.number).collect();
                (g.what("hi"), g.origins, g.changes, values)
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("मृतक".to_string(), 3, 1, vec![7.0, 11.0]),
                ("लापता".to_string(), 1, 0, vec![19.0]),
                ("मृतक · जवान".to_string(), 1, 0, vec![2.0]),
            ]
        );
    }
}
