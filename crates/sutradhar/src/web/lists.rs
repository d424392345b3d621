//! Lists: of stories and of figures, and the way to the next page of any list.

use super::answer::{Answer, Framed, Manner, problem};
use super::asked::{Asked, Form, Page};
use super::sheets;
use super::wrong::Wrong;
use crate::app::{AppError, Reader};
use crate::store::{StoryCursor, StoryFilter};
use sutradhar_view::FiguresWanted;
use sutradhar_view::web;

/// Stories on one page of a list.
pub(super) const LISTED: usize = 30;

const CSV: &str = "text/csv; charset=utf-8";

/// Which stories are asked for.
fn story_filter(asked: &Asked) -> StoryFilter {
    let owned = |name: &str| asked.filter(name).map(str::to_string);
    StoryFilter {
        since: owned("since"),
        until: owned("until"),
        language: owned("lang"),
        origins: asked.filter("origins_min").and_then(|n| n.parse().ok()).unwrap_or(0),
        outlet: owned("outlet"),
    }
}

/// The figures of all stories in their three forms.
pub(super) fn figures(reader: &Reader, asked: &Asked, manner: &Manner, html: Framed<'_>) -> Result<Answer, AppError> {
    let after = asked.filter("after").map(StoryCursor::decoded);
    if after == Some(None) {
        return Ok(problem(Wrong::BadCursor, "", &asked.path, asked.form, manner));
    }
    let wanted = FiguresWanted {
        counted: asked.filter("counted").map(str::to_string),
        status: asked.filter("status").map(str::to_string),
        changed: asked.filter("changed").is_some(),
    };
    let mut page = reader.figures(&story_filter(asked), &wanted, after.flatten().as_ref())?;
    page.filters = asked.query.iter().filter(|(n, _)| n != "after").cloned().collect();
    let next = page.next.clone();
    let answer = match asked.form {
        Form::Html => html(&|frame| web::figures(&page, frame)),
        Form::Csv => Answer::ok(CSV, sheets::figures(&page)),
        _ => Answer::json(&page),
    };
    Ok(with_next(answer, next, asked))
}

/// The list of stories in its three forms.
pub(super) fn stories(reader: &Reader, asked: &Asked, manner: &Manner, html: Framed<'_>) -> Result<Answer, AppError> {
    let filter = story_filter(asked);
    let after = asked.filter("after").map(StoryCursor::decoded);
    if after == Some(None) {
        return Ok(problem(Wrong::BadCursor, "", &asked.path, asked.form, manner));
    }
    let mut list = match (&asked.page, asked.query.is_empty()) {
        (Page::Home, true) => reader.home(LISTED)?,
        _ => reader.story_list(&filter, after.flatten().as_ref(), LISTED)?,
    };
    list.filters = asked.query.iter().filter(|(n, _)| n != "after").cloned().collect();
    let next = list.next.clone();
    let answer = match (asked.form, &asked.page) {
        (Form::Html, Page::Home) => html(&|frame| web::home(&list, frame)),
        (Form::Html, _) => html(&|frame| web::story_list(&list, frame)),
        (Form::Csv, _) => Answer::ok(CSV, sheets::stories(&list)),
        _ => Answer::json(&list),
    };
    Ok(with_next(answer, next, asked))
}

/// The address of the next page of a list.
pub(super) fn with_next(answer: Answer, next: Option<String>, asked: &Asked) -> Answer {
    let next = next.map(|cursor| {
        let ending = asked.form.ending();
        let mut query: Vec<String> = asked
            .query
            .iter()
            .filter(|(n, _)| n != "after")
            .map(|(name, value)| format!("{name}={}", web::segment(value)))
            .collect();
        query.push(format!("after={cursor}"));
        let path = if asked.path == "/" { "/stories" } else { &asked.path };
        format!("{path}{ending}?{}", query.join("&"))
    });
    Answer { next, ..answer }
}
