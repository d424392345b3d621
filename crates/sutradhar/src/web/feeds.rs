//! What changed: the list, feeds of pages, and the list of feeds.

use super::answer::{Answer, Framed, Manner, at, problem, said, search_request};
use super::asked::{Asked, Form, Page};
use super::wrong::Wrong;
use crate::app::{AppError, ChangeRequest, Followed, Reader, Since};
use crate::store::{ChangeKind, StoryFilter};
use std::collections::HashSet;
use sutradhar_view::web::{self, Feed, Target, Ui};
use sutradhar_view::{ChangesPage, StoryPage, change_entries};

/// Changes on one page of the list.
const LISTED: usize = 60;

/// Changes that are looked at for the entries of one feed document.
const LOOKED_AT: usize = 8 * web::ENTRIES;

/// Changes that are looked at before those of a document, for entries that have some on both sides.
const LOOKED_BACK: usize = 4 * web::ENTRIES;

/// Stories, and storylines, the newest, that are named among all feeds.
const NAMED: usize = 50;

const ATOM: &str = "application/atom+xml; charset=utf-8";
const JSON_FEED: &str = "application/feed+json; charset=utf-8";
const OPML: &str = "text/x-opml; charset=utf-8";

/// Names the state of the journal, for one site.
pub(super) fn state(reader: &Reader, manner: &Manner) -> Result<String, AppError> {
    Ok(format!("journal {} {}", reader.last_change()?, manner.site))
}

/// The kinds that a query asks for.
fn kinds(asked: &Asked) -> Vec<ChangeKind> {
    let typed = asked.filter("kinds").unwrap_or("");
    typed.split(',').filter_map(ChangeKind::from_name).collect()
}

/// The list of changes as a page and as data.
pub(super) fn changes(reader: &Reader, asked: &Asked, manner: &Manner, html: Framed<'_>) -> Result<Answer, AppError> {
    let mut page = match reader.changes(&request(asked, LISTED)) {
        Ok(page) => page,
        Err(AppError::NotFound { typed, .. }) => {
            return Ok(problem(Wrong::NotFound, &typed, &asked.path, asked.form, manner));
        }
        Err(e) => return Err(e),
    };
    page.filters = asked.query.iter().filter(|(n, _)| n != "before").cloned().collect();
    let next = page.next.map(|n| address(asked, &asked.path, asked.form, Some(n)));
    let answer = match asked.form {
        Form::Html => html(&|frame| web::changes(&page, frame)),
        _ => Answer::json(&page),
    };
    Ok(Answer { next, ..answer })
}

/// What changed of one story as a page and as data.
pub(super) fn story_changes(
    reader: &Reader,
    story: &StoryPage,
    asked: &Asked,
    html: Framed<'_>,
) -> Result<Answer, AppError> {
    let mut request = request(asked, LISTED);
    request.story = Some(story.id.clone());
    let mut page = reader.changes(&request)?;
    page.filters = asked.query.iter().filter(|(n, _)| n != "before").cloned().collect();
    let next = page.next.map(|n| address(asked, &asked.path, asked.form, Some(n)));
    let answer = match asked.form {
        Form::Html => html(&|frame| web::story_changes(story, &page, frame)),
        _ => Answer::json(&page),
    };
    Ok(Answer { next, ..answer })
}

/// What a list or a feed of changes asks for.
fn request(asked: &Asked, limit: usize) -> ChangeRequest {
    let owned = |name: &str| asked.filter(name).map(str::to_string);
    let mut request = ChangeRequest {
        before: asked.filter("before").and_then(|n| n.parse().ok()),
        kinds: kinds(asked),
        limit,
        ..ChangeRequest::default()
    };
    match &asked.page {
        Page::Changes => {
            request.since = asked.filter("since").and_then(Since::read);
            request.story = owned("story");
            request.storyline = owned("storyline");
            request.claim = owned("claim");
            request.entity = owned("entity");
            request.outlet = owned("outlet");
        }
        Page::Story(id) => request.story = Some(id.clone()),
        Page::Storyline(id) => request.storyline = Some(id.clone()),
        Page::Claim(id) => request.claim = Some(id.clone()),
        Page::Entity(id) => request.entity = Some(id.clone()),
        Page::Outlet(id) => request.outlet = Some(id.clone()),
        Page::Search => request.search = Some(search_request(asked)),
        _ => {}
    }
    request
}

/// A path with an ending and the query that was asked with, `before` replaced.
fn address(asked: &Asked, path: &str, form: Form, before: Option<u64>) -> String {
    let fields = asked.query.iter().filter(|(n, _)| n != "before");
    let mut fields: Vec<String> = fields.map(|(n, v)| format!("{n}={}", web::segment(v))).collect();
    fields.extend(asked.ui.map(|ui| format!("ui={}", ui.tag())));
    fields.extend(before.map(|n| format!("before={n}")));
    match fields.is_empty() {
        true => format!("{path}{}", form.ending()),
        false => format!("{path}{}?{}", form.ending(), fields.join("&")),
    }
}

/// A feed: what changed of a page.
pub(super) fn feed(reader: &Reader, asked: &Asked, manner: &Manner) -> Result<Answer, AppError> {
    let (what, title): (_, [String; 2]) = match &asked.page {
        Page::Story(id) => (Some(Followed::Story(id)), ["बदलाव".into(), "Changes".into()]),
        Page::Storyline(id) => (Some(Followed::Storyline(id)), ["सिलसिला".into(), "Storyline".into()]),
        Page::Claim(id) => (Some(Followed::Claim(id)), ["दावा".into(), "Claim".into()]),
        Page::Entity(id) => (Some(Followed::Entity(id)), ["नाम".into(), "Name".into()]),
        Page::Outlet(id) => (Some(Followed::Outlet(id)), ["अख़बार".into(), "Outlet".into()]),
        Page::Search => {
            let q = asked.filter("q").unwrap_or("");
            (None, [format!("खोज “{q}”"), format!("Search “{q}”")])
        }
        _ => (None, ["सब बदलाव".into(), "All changes".into()]),
    };
    let [hindi, english] = title;
    let mut title = said([hindi.as_str(), english.as_str()], manner.ui).to_string();
    if let Some(what) = what {
        let moved = |id: &str| match what {
            Followed::Story(_) => web::path(Target::Story(id)),
            Followed::Storyline(_) => web::path(Target::Storyline(id)),
            Followed::Claim(_) => web::path(Target::Claim(id)),
            Followed::Entity(_) => web::path(Target::Entity(id)),
            Followed::Outlet(_) => web::path(Target::Outlet(id)),
        };
        match at(reader.followed(what)?, asked, manner, &moved) {
            Ok(name) => title = format!("{title}: {name}"),
            Err(answer) => return Ok(answer),
        }
    }
    let mut request = request(asked, LOOKED_AT);
    if request.kinds.is_empty() {
        // How stories were grouped anew is for those who look after them: read at random, most of these lines pull one
        // happening apart. The list of changes has them, and so has a feed that names the kind.
        let all = ChangeKind::ALL.into_iter();
        request.kinds = all.filter(|k| *k != ChangeKind::StorySplit).collect();
    }
    // An entry may have changes on both sides of where a document begins: it stands in the one of its last change.
    let before = request.before;
    if let Some(before) = before {
        request.before = Some(before.saturating_add(LOOKED_BACK as u64));
        request.limit += LOOKED_BACK;
    }
    let mut page = match reader.changes(&request) {
        Ok(page) => page,
        Err(AppError::NotFound { typed, .. }) => {
            return Ok(problem(Wrong::NotFound, &typed, &asked.path, asked.form, manner));
        }
        Err(e) => return Err(e),
    };
    if let Some(before) = before {
        let entries = change_entries(&page.items);
        let own = entries
            .iter()
            .filter(|e| e.rows.first().is_some_and(|r| r.seq < before));
        let own: HashSet<u64> = own.flat_map(|e| &e.rows).map(|r| r.seq).collect();
        page.items.retain(|r| own.contains(&r.seq));
    }
    let older = older(&page).map(|n| address(asked, &asked.path, asked.form, Some(n)));
    let site = said(["सूत्रधार", "Sutradhar"], manner.ui);
    let store = reader.store_name()?;
    let home = if asked.path == "/stories" { "/" } else { &asked.path };
    let feed = Feed {
        title: format!("{title} · {site}"),
        store: &store,
        base: &manner.site,
        page: address(asked, home, Form::Html, None),
        this: address(
            asked,
            &asked.path,
            asked.form,
            asked.filter("before").and_then(|n| n.parse().ok()),
        ),
        current: asked
            .filter("before")
            .map(|_| address(asked, &asked.path, asked.form, None)),
        older: older.clone(),
        ui: manner.ui,
        name_ui: manner.ui != manner.ui_of_site,
        rows: &page.items,
    };
    let answer = match asked.form {
        Form::Atom => Answer::ok(ATOM, feed.atom()),
        _ => Answer {
            kind: JSON_FEED,
            ..Answer::json(&feed.json())
        },
    };
    Ok(Answer { next: older, ..answer })
}

/// For `before` of the document before this one: changes behind its entries.
fn older(page: &ChangesPage) -> Option<u64> {
    let entries = change_entries(&page.items);
    let behind = entries.get(web::ENTRIES).and_then(|e| e.rows.first());
    behind.map(|row| row.seq + 1).or(page.next)
}

/// Groups of feeds with their names: title and path of each.
pub(super) type Groups = Vec<(String, Vec<(String, String)>)>;

/// All feeds: of everything, of the newest stories and storylines, of the outlets.
pub(super) fn list(reader: &Reader, manner: &Manner) -> Result<Groups, AppError> {
    let name = |hi: &'static str, en: &'static str| said([hi, en], manner.ui).to_string();
    let all = vec![
        (name("सब बदलाव", "All changes"), "/changes".to_string()),
        (
            name("आंकड़े और दावे", "Figures and claims"),
            "/changes?kinds=claim.value,claim.standing".to_string(),
        ),
    ];
    let stories = reader.newest_stories(&StoryFilter::default(), NAMED)?;
    let stories = stories
        .into_iter()
        .map(|(id, title)| (title, web::path(Target::Story(&id))));
    let lines = reader.storyline_list(0, NAMED)?.items.into_iter();
    let lines = lines.map(|s| (s.title, web::path(Target::Storyline(&s.id))));
    let outlets = reader.outlet_list()?.items.into_iter();
    let outlets = outlets.map(|o| (o.name, web::path(Target::Outlet(&o.id))));
    Ok(vec![
        (name("सब", "All"), all),
        (name("नई कहानियां", "Newest stories"), stories.collect()),
        (name("सिलसिले", "Storylines"), lines.collect()),
        (name("अख़बार", "Outlets"), outlets.collect()),
    ])
}

/// The same as OPML.
pub(super) fn opml(reader: &Reader, manner: &Manner) -> Result<Answer, AppError> {
    let groups = list(reader, manner)?;
    let feeds: Vec<(String, String)> = groups
        .into_iter()
        .flat_map(|(_, list)| list)
        .map(|(title, path)| {
            let path = web::with_ending(&path, ".atom");
            match (manner.ui == manner.ui_of_site, path.contains('?')) {
                (true, _) => (title, path),
                (false, true) => (title, format!("{path}&ui={}", manner.ui.tag())),
                (false, false) => (title, format!("{path}?ui={}", manner.ui.tag())),
            }
        })
        .collect();
    let title = match manner.ui {
        Ui::Hi => "सूत्रधार",
        Ui::En => "Sutradhar",
    };
    Ok(Answer::ok(OPML, web::opml(title, &manner.site, &feeds)))
}
