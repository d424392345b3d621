//! Every kind of page, made from the fixture.

use crate::fixture::Fixture;
use crate::pages::*;
use crate::story::StorylineStep;
use crate::web::tests::without_data;
use crate::web::*;
use crate::{FiguresPage, FiguresWanted, article_page, diff_page, story_figures};

/// Every page, with a name, in one language.
pub(super) struct Set {
    pub ui: Ui,
    pub full_text: bool,
    pub search: bool,
}

pub(super) const HI: Set = Set {
    ui: Ui::Hi,
    full_text: true,
    search: true,
};

impl Set {
    /// Renders all of them from the fixture, with a name of an outlet or a person.
    pub fn render(&self, f: &Fixture, name: &str) -> Vec<(String, String)> {
        let ui = self.ui;
        let address = move |t: Target<'_>| {
            let a = path(t);
            Some(match (ui, a.split_once('#')) {
                (Ui::Hi, _) => a,
                (Ui::En, None) => format!("{a}?ui=en"),
                (Ui::En, Some((a, place))) => format!("{a}?ui=en#{place}"),
            })
        };
        let forms = [("JSON", "/x.json".to_string())];
        let style = path(Target::Style);
        let frame = Frame {
            ui,
            address: &address,
            this: "/x",
            forms: &forms,
            style: Style::Linked(&style),
            canonical: Some("https://example.invalid/x"),
            full_text: self.full_text,
            theme: None,
            search: self.search,
        };
        let page = f.page();
        let copies: Vec<_> = f.copies.iter().collect();
        let articles: Vec<_> = f
            .analyses
            .iter()
            .map(|a| article_page(a, &copies, f.headlines.first()))
            .collect();
        let story_ref = StoryRef {
            id: page.id.clone(),
            title: page.title.clone(),
            start: page.start.clone(),
            end: page.end.clone(),
            origins: 2,
            articles: 3,
        };
        let card = StoryCard {
            id: page.id.clone(),
            title: page.title.clone(),
            language: "hi".into(),
            start: page.start.clone(),
            end: page.end.clone(),
            bullet: page.bullets.first().map(|b| b.text.clone()),
            origins: 2,
            articles: 3,
            outlets: page.articles.iter().map(|a| a.outlet.clone()).collect(),
            ultimate_sources: Vec::new(),
            disputed: 1,
            denied: 2,
            headlines: 1,
            storyline: Some(StorylineRef {
                id: "l1".into(),
                title: name.to_string(),
                events: 3,
            }),
            changed: Some(LastChange {
                seq: 7,
                at: "2031-07-26T08:41:09Z".into(),
                origins: 1,
            }),
        };
        let total = Total {
            value: 1000,
            exact: false,
        };
        let list = StoryListPage {
            filters: vec![("lang".into(), "hi".into()), ("outlet".into(), name.to_string())],
            items: vec![card.clone()],
            total,
            next: Some("MXxl".into()),
            last: 9,
            by_change: true,
        };
        let empty = StoryListPage {
            filters: Vec::new(),
            items: Vec::new(),
            total,
            next: None,
            last: 0,
            by_change: false,
        };
        let line = StatementLine {
            article: "w1".into(),
            outlet: name.to_string(),
            day: Some("2031-07-05".into()),
            line: 3,
            text: name.to_string(),
            chain: vec![name.to_string()],
        };
        let own = ArticleLine {
            id: "w1".into(),
            title: name.to_string(),
            language: "hi".into(),
            outlet: name.to_string(),
            day: Some("2031-07-05".into()),
        };
        let marked = Marked {
            text: format!("{name} पुल"),
            marks: vec![(0, 3), (900, 903)],
        };
        let steps: Vec<StorylineStep> = page.storyline.as_ref().map(|s| s.events.clone()).unwrap_or_default();
        let card_of = OutletCard {
            id: "o1".into(),
            name: name.to_string(),
            articles: 3,
            copies: 1,
            headlines: 1,
        };
        let problem_page = Problem {
            kind: "/problems/not-found".into(),
            title: name.to_string(),
            status: 404,
            detail: name.to_string(),
            instance: format!("/stories/{name}"),
        };
        let mut out: Vec<(String, String)> = Vec::new();
        let data = |name: &str| self.search && (name == "story" || name == "claim" || name.starts_with("article "));
        let mut add = |name: &str, html: String| out.push((name.to_string(), without_data(name, html, data(name))));
        add("story", story(&page, &frame));
        for part in PARTS {
            add(part, story_part(&page, part, &frame).unwrap());
        }
        for (i, a) in articles.iter().enumerate() {
            add(
                &format!("article {i}"),
                article(a, std::slice::from_ref(&story_ref), &frame),
            );
        }
        add("home", home(&list, &frame));
        add("empty home", home(&empty, &frame));
        add("stories", story_list(&list, &frame));
        let quote = crate::ChangeQuote {
            article: "w1".into(),
            outlet: name.to_string(),
            language: "hi".into(),
            date: Some("2031-07-05".into()),
            line: 3,
            start: 0,
            end: 4,
            quote: name.to_string(),
        };
        let changed = |seq: u64, kind: &str| crate::ChangeLine {
            seq,
            at: "2031-07-26T08:41:09Z".into(),
            kind: kind.into(),
            story: Some(page.id.clone()),
            title: Some(name.to_string()),
            claim: (kind == "claim.new").then(|| "c1".into()),
            article: Some("w1".into()),
            body: crate::ChangeDetail {
                text: name.to_string(),
                citations: vec![quote.clone()],
                ..crate::ChangeDetail::default()
            },
            ..crate::ChangeLine::default()
        };
        let changed = crate::ChangesPage {
            filters: vec![("story".into(), name.to_string())],
            items: vec![
                changed(4, "claim.new"),
                changed(3, "headline.flagged"),
                changed(2, "story.new"),
            ],
            last: 4,
            next: Some(2),
        };
        add("changes", changes(&changed, &frame));
        add("story changes", story_changes(&page, &changed, &frame));
        let all_figures = FiguresPage {
            filters: vec![("counted".into(), name.to_string())],
            items: story_figures(page.clone(), &FiguresWanted::default())
                .into_iter()
                .collect(),
            next: Some("c1".into()),
        };
        add("all figures", figures(&all_figures, &frame));
        let list_of_feeds = [(name.to_string(), vec![(name.to_string(), "/stories/e1".to_string())])];
        add("feeds", feeds(&list_of_feeds, &frame));
        let storyline_card = StorylineCard {
            id: "l1".into(),
            title: name.to_string(),
            events: 2,
            start: Some("2030-01-01".into()),
            end: None,
        };
        let all = StorylineListPage {
            items: vec![storyline_card],
            next: Some("x".into()),
        };
        let shelf = |key: &str, piece| StoryShelf {
            key: key.to_string(),
            first: Some("2031-06".into()),
            last: Some("2031-07".into()),
            piece,
            stories: 30,
        };
        let shelves = [
            shelf("2031-07", (1, 2)),
            shelf("2031-07-p2", (2, 2)),
            shelf("2031-05", (1, 1)),
        ];
        add("months", months(&shelves, &frame));
        add("month", month(&list, &shelves, 1, &frame));
        add("storylines", storylines(&all, &frame));
        let one = StorylinePage {
            id: "l1".into(),
            title: name.to_string(),
            steps,
        };
        add("storyline", storyline(&one, &frame));
        let claim_page = ClaimPage {
            story: story_ref.clone(),
            language: "hi".into(),
            claim: page.claims[0].clone(),
            citations: page.citations.clone(),
            published: vec![
                ("w1".into(), Some("2031-07-05T09:30+05:30".into())),
                ("w3".into(), None),
            ],
            stated: vec!["w1".into()],
        };
        add("claim", claim(&claim_page, &frame));
        let entity_page = EntityPage {
            id: "p1".into(),
            kind: "PER".into(),
            name: name.to_string(),
            forms: vec![(name.to_string(), 3)],
            mentions: 3,
            articles: 2,
            stories: vec![(story_ref, 2)],
            by: vec![line.clone()],
            about: vec![line.clone()],
        };
        add("entity", entity(&entity_page, &frame));
        let outlet_list = OutletListPage {
            items: vec![card_of.clone()],
        };
        add("outlets", outlets(&outlet_list, &frame));
        let outlet_page = OutletPage {
            card: card_of,
            agencies: vec![(name.to_string(), 2)],
            articles: vec![own.clone()],
            headlines: vec![(own.clone(), name.to_string())],
        };
        add("outlet", outlet(&outlet_page, &frame));
        let found = SearchPage {
            query: name.to_string(),
            all_words: false,
            filters: vec![("lang".into(), "hi".into())],
            stories: vec![card],
            story_total: total,
            articles: vec![(own, marked.clone())],
            article_total: total,
            statements: vec![(line, marked)],
            statement_total: total,
            facets: vec![Facet {
                name: "outlet".into(),
                values: (0..12).map(|i| (format!("{name} {i}"), i)).collect(),
                exact: false,
            }],
            suggestions: vec![name.to_string()],
        };
        add("search", search(&found, &frame));
        let pair = diff_page(Some(&f.copies[0]), &f.analyses[0], &f.analyses[1]);
        add("copies", crate::web::copies(&pair, &frame));
        add("method", method(&frame));
        add("about", about(&frame));
        add("problem", problem(&problem_page, &frame));
        out
    }
}
