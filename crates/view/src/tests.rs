//! What the pages hold, before they are rendered.

use super::fixture::fixture;
use super::*;

#[test]
fn support_is_counted_by_origin() {
    let page = fixture().page();
    assert_eq!((page.origins, page.article_count), (2, 3));
    let support: Vec<(usize, usize)> = page.claims.iter().map(|c| (c.origins, c.articles)).collect();
    assert_eq!(support, [(2, 3), (1, 2)]);
    let missing = page.figures.iter().find(|f| f.number == 7.0).unwrap();
    assert_eq!((missing.origins.len(), missing.articles), (1, 2));
}

#[test]
fn a_line_without_a_citation_is_not_shown() {
    let page = fixture().page();
    assert_eq!(page.bullets.len(), 1);
    let mut numbers: Vec<usize> = page.bullets.iter().flat_map(|b| b.cites.clone()).collect();
    numbers.extend(page.claims.iter().flat_map(|c| c.cites.clone()));
    numbers.extend(page.figures.iter().flat_map(|f| f.cites.clone()));
    numbers.extend(
        page.differences
            .iter()
            .flat_map(|d| &d.sides)
            .flat_map(|s| s.cites.clone()),
    );
    for n in numbers {
        assert_eq!(page.citations[n - 1].n, n);
    }
}

#[test]
fn citations_quote_the_stored_text() {
    let f = fixture();
    for c in &f.page().citations {
        let text = &f
            .analyses
            .iter()
            .find(|a| a.article.id.as_str() == c.article)
            .unwrap()
            .article
            .text;
        let words: String = text
            .chars()
            .skip(c.start as usize)
            .take((c.end - c.start) as usize)
            .collect();
        assert_eq!(words, c.quote);
        assert!(text.lines().nth(c.line as usize - 1).unwrap().contains(&c.quote));
        assert!(text.contains(&format!("{}{}{}", c.before, c.quote, c.after)));
    }
}

#[test]
fn disputes_and_silences_are_named() {
    let page = fixture().page();
    let kinds: Vec<&str> = page.differences.iter().map(|d| d.kind).collect();
    assert_eq!(kinds, ["disputed", "silent"]);
    let values: Vec<Option<&str>> = page.differences[0].sides.iter().map(|s| s.value.as_deref()).collect();
    assert_eq!(values, [Some("7"), Some("9")]);
}

#[test]
fn the_same_input_gives_the_same_page_in_any_order_of_articles() {
    let f = fixture();
    let mut turned = fixture();
    turned.analyses.reverse();
    turned.headlines.reverse();
    let (a, b) = (f.page(), turned.page());
    assert_eq!(web::story_alone(&a), web::story_alone(&b));
    assert_eq!(serde_json::to_string(&a).unwrap(), serde_json::to_string(&b).unwrap());
}

#[test]
fn a_diff_reads_in_the_order_of_the_source() {
    let f = fixture();
    // The source is the first to be shown, whichever is asked for first.
    let page = diff_page(Some(&f.copies[0]), &f.analyses[1], &f.analyses[0]);
    assert_eq!(page.from.id, "w1");
    let sides: Vec<DiffSide> = page.rows.iter().map(|r| r.side).collect();
    use DiffSide::*;
    assert_eq!(sides, [Kept, Changed, Added, Dropped]);
    assert_eq!(page.rows[1].words, [("नेता".to_string(), "दबंग".to_string())]);
    // Articles that share nothing have no relation.
    let page = diff_page(None, &f.analyses[1], &f.analyses[2]);
    assert_eq!((page.relation, page.kept), ("none", 0));
}
