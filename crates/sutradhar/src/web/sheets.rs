//! Lists for spreadsheets. A cell that would be read as a formula begins with a quote mark.

use sutradhar_view::{FiguresPage, StoryListPage};

fn safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_string(),
    }
}

/// Rows below a line of names.
fn sheet<const N: usize>(names: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = out.write_record(names);
    for row in rows {
        let _ = out.write_record(row);
    }
    out.into_inner().unwrap_or_default()
}

/// A list of stories.
pub fn stories(list: &StoryListPage) -> Vec<u8> {
    let names = [
        "id",
        "title",
        "start",
        "end",
        "origins",
        "articles",
        "disputed",
        "denied",
        "headlines",
    ];
    let rows = list.items.iter().map(|s| {
        [
            s.id.clone(),
            safe(&s.title),
            s.start.clone().unwrap_or_default(),
            s.end.clone().unwrap_or_default(),
            s.origins.to_string(),
            s.articles.to_string(),
            s.disputed.to_string(),
            s.denied.to_string(),
            s.headlines.to_string(),
        ]
    });
    sheet(names, rows)
}

/// The figures of stories, a value a row, with the first line that prints it.
pub fn figures(page: &FiguresPage) -> Vec<u8> {
    let names = [
        "story",
        "title",
        "role",
        "counted",
        "measure",
        "place",
        "value",
        "number",
        "number_max",
        "unit",
        "status",
        "as_of",
        "said_by",
        "origins",
        "article",
        "outlet",
        "line",
    ];
    let rows = page.items.iter().flat_map(|s| {
        s.figures.iter().map(move |r| {
            let cited = r.cites.iter().find_map(|n| s.citations.iter().find(|c| c.n == *n));
            [
                s.story.clone(),
                safe(&s.title),
                r.role.to_string(),
                safe(&r.counted),
                r.measure.to_string(),
                safe(r.place.as_deref().unwrap_or("")),
                safe(&r.value),
                r.number.to_string(),
                r.number_max.map_or_else(String::new, |n| n.to_string()),
                r.unit.clone(),
                r.status.to_string(),
                r.as_of.clone().unwrap_or_default(),
                safe(&r.said_by.join("; ")),
                r.origins.len().to_string(),
                cited.map_or_else(String::new, |c| c.article.clone()),
                cited.map_or_else(String::new, |c| safe(&c.outlet)),
                cited.map_or_else(String::new, |c| c.line.to_string()),
            ]
        })
    });
    sheet(names, rows)
}
