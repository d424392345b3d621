use super::*;
use crate::model::*;

/// An article with a headline and a body, dated if a day is given.
pub(super) fn page(id: &str, outlet: &str, day: Option<&str>, title: &str, body: &str) -> Analysis {
    let raw = RawPage {
        id: id.into(),
        source: id.to_string(),
        url: None,
        hints: Hints {
            outlet: Some(outlet.to_string()),
            ..Hints::default()
        },
        content: Content::Record {
            title: title.to_string(),
            body: body.to_string(),
        },
        notices: Vec::new(),
    };
    let (mut article, notices) = crate::extract::extract(&raw);
    article.published = match day {
        Some(day) => Published {
            value: Some(day.parse::<jiff::civil::Date>().unwrap().at(0, 0, 0, 0)),
            precision: Precision::Day,
            offset: None,
            basis: Basis::Stated,
            earliest: None,
            latest: None,
            why: "the test says so".to_string(),
        },
        None => Published::unknown("no date was found"),
    };
    crate::annotate::annotate(article, notices)
}

/// Reports of a bridge that fell, of a school feast, and of another bridge a month later.
fn reports() -> Vec<Analysis> {
    let fall = "मधुपुर में सोमवार सुबह करनाली नदी पर बना पुराना पुल गिर गया, जिसमें चार मजदूर घायल हो गए। \
        जिला अधिकारी सुरेखा नाथन ने बताया कि राहत दल मौके पर है और घायलों को अस्पताल भेजा गया है।";
    vec![
        page(
            "b1",
            "East",
            Some("2024-03-04"),
            "मधुपुर में करनाली नदी का पुल गिरा, चार मजदूर घायल",
            fall,
        ),
        page(
            "b2",
            "West",
            Some("2024-03-05"),
            "करनाली नदी पर बना पुल गिरने से चार मजदूर घायल, जांच के आदेश",
            "मधुपुर के करनाली नदी पुल हादसे में चार मजदूर घायल हुए हैं। जिला अधिकारी सुरेखा नाथन ने पुल गिरने की जांच के आदेश दिए।",
        ),
        page("b3", "North", None, "करनाली नदी का पुल गिरा", fall),
        page(
            "c1",
            "East",
            Some("2024-03-04"),
            "सरकारी विद्यालय में वार्षिक उत्सव, बच्चों ने गीत गाए",
            "रतनगढ़ के सरकारी विद्यालय में वार्षिक उत्सव मनाया गया। बच्चों ने लोकगीत और नाटक पेश किए।",
        ),
        page(
            "d1",
            "East",
            Some("2024-05-20"),
            "सोनवा घाट का पुल बाढ़ में बहा, सौ गांवों का संपर्क टूटा",
            "सोनवा घाट का पुल सोमवार को बाढ़ में बह गया। सौ गांवों का संपर्क टूट गया है और नावें चलाई जा रही हैं।",
        ),
    ]
}

fn groups(events: &[Event]) -> Vec<Vec<&str>> {
    events
        .iter()
        .map(|e| e.articles.iter().map(|a| a.as_str()).collect())
        .collect()
}

#[test]
fn reports_of_one_happening_are_one_event() {
    let mut pages = reports();
    let copies = crate::copies::find(&pages);
    let events = cluster(&mut pages, &copies, &[]);
    assert_eq!(groups(&events), [vec!["b1", "b3", "b2"], vec!["c1"], vec!["d1"]]);
    let first = &events[0];
    assert_eq!(first.start.map(|d| d.to_string()).as_deref(), Some("2024-03-04"));
    assert_eq!(first.reasons.len(), 2);
    assert_eq!(first.origins.len(), 2);
}

#[test]
fn a_copy_dates_an_undated_page() {
    let mut pages = reports();
    let copies = crate::copies::find(&pages);
    cluster(&mut pages, &copies, &[]);
    let p = &pages[2].article.published;
    assert_eq!((p.iso().as_deref(), p.basis), (Some("2024-03-04"), Basis::Inferred));
    assert!(p.why.contains("b1"));
}

#[test]
fn a_day_that_its_bounds_forbid_is_not_inferred() {
    let mut pages = reports();
    pages[2].article.published.latest = "2023-12-31".parse().ok();
    let copies = crate::copies::find(&pages);
    cluster(&mut pages, &copies, &[]);
    assert_eq!(pages[2].article.published.value, None);
}

#[test]
fn order_of_input_does_not_matter() {
    let pages = reports();
    let mut first = pages.clone();
    let copies = crate::copies::find(&first);
    let want = cluster(&mut first, &copies, &[]);
    for turn in 1..pages.len() {
        let mut turned = pages.clone();
        turned.rotate_left(turn);
        let copies = crate::copies::find(&turned);
        assert_eq!(cluster(&mut turned, &copies, &[]), want);
        turned.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        assert_eq!(turned, first);
    }
}

#[test]
fn one_page_at_a_time_gives_the_same_events() {
    let mut pages: Vec<Analysis> = reports()
        .into_iter()
        .filter(|a| a.article.published.value.is_some())
        .collect();
    let copies = crate::copies::find(&pages);
    let mut want: Vec<Vec<ArticleId>> = cluster(&mut pages, &copies, &[])
        .into_iter()
        .map(|e| e.articles)
        .collect();
    pages.sort_by_key(|a| (a.article.published.value, a.article.id.clone()));
    let mut embedder = Embedder::default();
    let mut index = EventIndex::new(BOUNDS);
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for a in &pages {
        let day = DayRange::of(&a.article.published).lo;
        groups.extend(index.advance(day).0.into_iter().map(|c| c.members));
        let known: Vec<(ArticleId, f32)> = copies
            .iter()
            .filter_map(|c| match (c.a == a.article.id, c.b == a.article.id) {
                (true, _) => Some((c.b.clone(), c.containment as f32)),
                (_, true) => Some((c.a.clone(), c.containment as f32)),
                _ => None,
            })
            .collect();
        let change = index.add(index::Entry::of(a, &mut embedder), &known);
        assert!(change.steps.iter().any(|s| s.why.contains(a.article.id.as_str())));
    }
    groups.extend(index.events());
    let mut got: Vec<Vec<ArticleId>> = groups
        .iter()
        .map(|g| g.iter().map(|m| pages[*m as usize].article.id.clone()).collect())
        .collect();
    want.iter_mut().chain(&mut got).for_each(|g| g.sort());
    want.sort();
    got.sort();
    assert_eq!(got, want);
}

/// One text in many outlets, with a word of each edited or none.
fn printed(n: usize, edited: bool) -> Vec<Analysis> {
    let body = "मधुपुर में सोमवार सुबह करनाली नदी पर बना पुराना पुल गिर गया, जिसमें चार मजदूर घायल हो गए। \
        जिला अधिकारी सुरेखा नाथन ने बताया कि राहत दल मौके पर है और घायलों को अस्पताल भेजा गया है। \
        लोक निर्माण विभाग के अनुसार पुल की मरम्मत का काम पिछले तीन महीने से चल रहा था। \
        पुल के टूटने से नदी के उस पार के बारह गांवों का संपर्क शहर से टूट गया है और लोग नावों से आ जा रहे हैं।";
    let words = body.split(' ').count();
    let text = |i: usize| {
        let mut words_of: Vec<String> = body.split(' ').map(str::to_string).collect();
        if edited && i > 0 {
            words_of[i % words] = format!("बदला{i}");
        }
        words_of.join(" ")
    };
    let outlet = |i: usize| format!("Outlet {i}");
    let title = "करनाली नदी का पुल गिरा, चार मजदूर घायल";
    (0..n)
        .map(|i| page(&format!("p{i:04}"), &outlet(i), Some("2024-03-04"), title, &text(i)))
        .collect()
}

#[test]
fn one_text_is_one_event_however_many_print_it() {
    for (n, edited) in [(2, false), (25, false), (25, true), (160, true), (320, false)] {
        let mut pages = printed(n, edited);
        pages.extend(reports().into_iter().skip(3));
        let copies = crate::copies::find(&pages);
        let mut events = cluster(&mut pages, &copies, &[]);
        events.sort_by_key(|e| std::cmp::Reverse(e.articles.len()));
        let sizes: Vec<usize> = events.iter().map(|e| e.articles.len()).collect();
        assert_eq!(sizes, [n, 1, 1], "{n} copies, edited: {edited}");
        assert_eq!(events[0].reasons.len(), n - 1);
    }
}

#[test]
fn a_text_that_is_printed_again_later_has_somebody_else_to_stand_for_it() {
    let when = |day| DayRange { lo: day, hi: day };
    let ids: Vec<ArticleId> = (0..40).map(|i| format!("p{i:04}").as_str().into()).collect();
    let copies = crate::copies::find(&printed(40, false));
    let of =
        |days: &dyn Fn(i32) -> i32| NearDuplicates::of(ids.iter().zip(0..).map(|(id, i)| (id, when(days(i)))), &copies);
    let representatives = |d: NearDuplicates| (0..40).filter(|i| !d.is_duplicate(*i)).collect::<Vec<usize>>();
    assert_eq!(representatives(of(&|_| 0)), [0]);
    assert_eq!(representatives(of(&|i| i / 20 * 100)), [0, 20]);
    assert_eq!(
        representatives(of(&|i| -i)),
        (0..40).step_by(3).collect::<Vec<usize>>(),
        "the first of three days"
    );
    // One outlet's pages that differ by a word may come from a template.
    let revisions: Vec<CopyPair> = copies
        .iter()
        .map(|c| CopyPair {
            relation: CopyRelation::Revision,
            ..c.clone()
        })
        .collect();
    let days = ids.iter().map(|id| (id, when(0)));
    assert_eq!(representatives(NearDuplicates::of(days, &revisions)).len(), 40);
}

#[test]
fn nothing_gives_nothing() {
    assert!(cluster(&mut [], &[], &[]).is_empty());
    let mut empty = [page("a", "", None, "", "")];
    assert_eq!(cluster(&mut empty, &[], &[]).len(), 1);
}

proptest::proptest! {
    #[test]
    fn every_article_is_in_one_event(words in proptest::collection::vec(proptest::collection::vec(0usize..12, 0..14), 0..8), turn in 0usize..8) {
        let vocabulary = ["पुल", "नदी", "बाढ़", "गांव", "चुनाव", "मंत्री", "रेल", "आग", "अस्पताल", "मेला", "सड़क", "12"];
        let mut pages: Vec<Analysis> = words.iter().enumerate().map(|(i, list)| {
            let body: Vec<&str> = list.iter().map(|w| vocabulary[*w]).collect();
            let body = body.join(" ");
            let day = (i % 3 != 0).then(|| format!("2024-01-{:02}", 1 + i));
            page(&format!("p{i}"), "", day.as_deref(), &body.chars().take(20).collect::<String>(), &body)
        }).collect();
        let copies = crate::copies::find(&pages);
        let mut turned = pages.clone();
        let n = pages.len().max(1);
        turned.rotate_left(turn % n);
        let events = cluster(&mut pages, &copies, &[]);
        let mut seen: Vec<&ArticleId> = events.iter().flat_map(|e| &e.articles).collect();
        seen.sort();
        let all: Vec<&ArticleId> = pages.iter().map(|a| &a.article.id).collect();
        proptest::prop_assert_eq!(seen, all);
        proptest::prop_assert_eq!(&cluster(&mut turned, &copies, &[]), &events);
    }
}
