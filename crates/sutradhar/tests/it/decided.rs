//! What editors decide: kept, applied, rebuilt, taken back.

use crate::common::*;

/// Two stories that nothing joins.
fn two() -> Place {
    let place = Place::new();
    let line = |id: &str, title: &str, day: u8, body: &str| {
        serde_json::json!({"id": id, "outlet": format!("दैनिक {id}"), "lang": "hi", "title": title, "body": body,
            "published": format!("2025-08-{day:02}")})
        .to_string()
            + "\n"
    };
    let text = line(
        "fair1",
        "नीलमपुर में मेला शुरू",
        3,
        "नीलमपुर के मेले में चार हजार लोग आए। जिलाधिकारी रमा देवी ने कहा कि मेला दस दिन चलेगा।",
    ) + &line(
        "match1",
        "रेतपुरा में क्रिकेट मैच रद्द",
        19,
        "बारिश के कारण रेतपुरा का मैच रद्द कर दिया गया। खिलाड़ी लौट गए।",
    );
    place.file("d.jsonl", text);
    place.ok(&["add", "d.jsonl"]);
    place
}

fn stories(place: &Place) -> Vec<String> {
    let list = place.ok(&["stories", "--json", "--limit", "0"]).json();
    list.as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn stories_are_put_together_and_parted() {
    let place = two();
    let before = place.exports();
    let ids = stories(&place);
    assert_eq!(ids.len(), 2);
    assert_eq!(place.run(&["merge", &ids[0], &ids[1]]).status, 2, "a reason is wanted");
    for empty in ["", "  ", "\u{7}"] {
        assert_eq!(
            place.run(&["merge", &ids[0], &ids[1], "--why", empty]).status,
            2,
            "{empty:?}"
        );
    }
    assert_eq!(place.run(&["merge", &ids[0], &ids[0], "--why", "x"]).status, 2);
    assert_eq!(place.run(&["merge", &ids[0], "e999", "--why", "x"]).status, 1);
    let numbered = place.run(&["merge", "1", "२", "--why", "x"]);
    assert!(
        numbered.status == 2 && numbered.err.contains(&ids[0]),
        "{}",
        numbered.err
    );
    assert!(numbered.err.contains("numbers of stories change"), "{}", numbered.err);
    let ran = place.ok(&["merge", &ids[0], &ids[1], "--why", "one week of events"]);
    assert!(ran.out.contains("मेला शुरू") && ran.out.contains("मैच रद्द"), "{}", ran.out);
    assert!(ran.out.contains("Decision 1 is kept"), "{}", ran.out);
    assert_eq!(stories(&place).len(), 1);
    let merged = place.exports();
    let events = String::from_utf8_lossy(&merged.iter().find(|e| e.0.starts_with("events")).unwrap().1).into_owned();
    assert!(events.contains("one week of events"), "{events}");

    place.ok(&["rebuild"]);
    same(&merged, &place.exports(), "rebuilt with a decision");
    place.ok(&["doctor"]);

    // Parting them again goes over the first decision.
    let one = stories(&place).remove(0);
    assert_eq!(place.run(&["split", &one, "fair1", "match1", "--why", "x"]).status, 2);
    assert_eq!(place.run(&["split", &one, "nothing", "--why", "x"]).status, 1);
    place.ok(&["split", &one, "match1", "--why", "sport"]);
    assert_eq!(stories(&place).len(), 2);

    let list = place.ok(&["decisions"]).out;
    assert!(
        list.contains("merge") && list.contains("split") && list.contains("sport"),
        "{list}"
    );
    let json = place.ok(&["decisions", "--json"]).json();
    assert_eq!(json[0]["editor"], "local");
    assert!(json[0]["at"].as_str().unwrap().ends_with('Z'));

    place.ok(&["undo", "2"]);
    assert_eq!(stories(&place).len(), 1);
    assert_eq!(place.run(&["undo", "2"]).status, 2);
    assert_eq!(place.run(&["undo", "99"]).status, 1);
    place.ok(&["undo", "1"]);
    same(&before, &place.exports(), "all decisions taken back");
    // What took a decision back can be taken back as well.
    place.ok(&["undo", "4"]);
    assert_eq!(stories(&place).len(), 1);
}

#[test]
fn an_alias_holds_for_pages_to_come() {
    let place = two();
    let list = place.ok(&["entities", "--json", "--limit", "0"]).json();
    let rows = list.as_array().unwrap();
    assert!(!rows.is_empty());
    let of = |name: &str| rows.iter().find(|r| r["forms"].to_string().contains(name)).cloned();
    let (Some(from), Some(to)) = (of("रेतपुरा"), of("नीलमपुर")) else {
        panic!("{list}");
    };
    let (from, to) = (from["id"].as_str().unwrap(), to["id"].as_str().unwrap());
    assert_ne!(from, to);
    assert!(place.ok(&["entities"]).out.contains(to));
    assert!(place.ok(&["entities", "नीलमपुर"]).out.contains(to));
    assert!(place.ok(&["entities", "--kind", "LOC"]).status == 0);
    assert_eq!(place.run(&["entities", "कोई-नहीं-ऐसा"]).status, 1);
    assert_eq!(place.run(&["entities", "alias", "रेतपुरा"]).status, 2);
    assert_eq!(place.run(&["entities", "alias", "--list"]).status, 1);

    let before = place.exports();
    place.ok(&["entities", "alias", "रेतपुरा", to]);
    assert!(place.ok(&["entities", "alias", "--list"]).out.contains("रेतपुरा"));
    let mentions = place.ok(&["export", "mentions"]).out;
    assert!(!mentions.contains(&format!("\"entity\":\"{from}\"")), "{mentions}");
    let shown = place.ok(&["entities", "show", to]).out;
    assert!(shown.contains("रेतपुरा") && shown.contains("Stories"), "{shown}");
    let json = place.ok(&["entities", "show", to, "--json"]).json();
    assert_eq!(json["stories"].as_array().unwrap().len(), 2);

    // The name that the entity is called by finds the article that calls it otherwise.
    let found = |place: &Place| place.run(&["search", "नीलमपुर", "--json"]).out.contains("match1");
    assert!(found(&place));

    let with = place.exports();
    place.ok(&["rebuild"]);
    same(&with, &place.exports(), "rebuilt with an alias");
    place.file("e.jsonl", "{\"id\":\"e1\",\"lang\":\"hi\",\"title\":\"रेतपुरा में धूप\",\"body\":\"रेतपुरा में धूप निकली।\",\"published\":\"2025-09-02\"}\n");
    place.ok(&["add", "e.jsonl"]);
    assert!(
        !place
            .ok(&["export", "mentions"])
            .out
            .contains(&format!("\"entity\":\"{from}\""))
    );

    place.ok(&["entities", "alias", "--remove", "रेतपुरा"]);
    assert_eq!(place.run(&["entities", "alias", "--remove", "रेतपुरा"]).status, 1);
    assert!(!found(&place));
    let fresh = Place::new();
    std::fs::copy(place.path("d.jsonl"), fresh.path("d.jsonl")).unwrap();
    fresh.ok(&["add", "d.jsonl"]);
    same(&before, &fresh.exports(), "the same pages without decisions");
}

#[test]
fn removed_pages_stay_out_until_it_is_taken_back() {
    let place = two();
    place.file("p/page.txt", page(1));
    let feed = "<rss version=\"2.0\"><channel><title>दैनिक</title><item><title>पुल टूटा</title><link>http://e.invalid/1</link>\
        <description>नीलमपुर में पुल टूटा।</description></item><item><title>नहर</title><link>http://e.invalid/2</link>\
        <description>नहर में पानी आया।</description></item></channel></rss>";
    place.file("feed.xml", feed);
    place.ok(&["add", "p", "feed.xml"]);
    let before = place.exports();
    assert_eq!(place.run(&["remove", "match1"]).status, 2, "a reason is wanted");
    assert_eq!(place.run(&["remove", "match1", "--why", " "]).status, 2);
    assert_eq!(place.run(&["remove", "nothing", "--why", "x"]).status, 1);
    let articles = place.ok(&["export", "articles"]).out;
    let mut articles = articles
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    let of_page = |a: &serde_json::Value| a["source"].as_str().unwrap().ends_with("page.txt");
    let id = articles.find(of_page).unwrap()["id"].as_str().unwrap().to_string();
    let one = place
        .ok(&["remove", "match1", &id, "--why", "withdrawn", "--json"])
        .json();
    assert_eq!(
        (one["decision"].as_i64(), one["removed"].as_array().unwrap().len()),
        (Some(1), 2)
    );
    let without = place.exports();
    for (kind, bytes) in &without {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("match1") && !text.contains(&id), "{kind}");
    }
    assert_eq!(place.run(&["article", "match1"]).status, 1);
    assert_eq!(place.run(&["search", "क्रिकेट"]).status, 1);
    place.ok(&["doctor"]);

    // Adding them again says so, and brings nothing.
    let again = place.ok(&["add", "d.jsonl", "p"]);
    assert!(
        again.err.contains("d.jsonl: was removed by decision 1"),
        "{}",
        again.err
    );
    assert!(
        again.err.contains("page.txt: was removed by decision 1"),
        "{}",
        again.err
    );
    let json = place.ok(&["add", "d.jsonl", "p", "--json"]).json();
    assert_eq!(
        (json["new"].as_u64(), json["known"].as_u64(), json["refused"].as_u64()),
        (Some(0), Some(1), Some(2))
    );
    assert!(
        !place.ok(&["add", "feed.xml"]).err.contains("removed"),
        "told once for each time"
    );
    same(&without, &place.exports(), "after adding removed pages");
    place.ok(&["rebuild"]);
    same(&without, &place.exports(), "rebuilt without removed pages");

    // The same as a store that never had them.
    let fresh = Place::new();
    fresh.file("feed.xml", feed);
    let kept = std::fs::read_to_string(place.path("d.jsonl")).unwrap();
    fresh.file("d.jsonl", kept.lines().find(|l| !l.contains("match1")).unwrap());
    fresh.ok(&["add", "feed.xml", "d.jsonl"]);
    same(&without, &fresh.exports(), "a store that never had them");

    // What came in one file leaves together.
    let entries = place.ok(&["search", "पुल", "--kind", "article", "--json"]).json();
    let entry = entries["results"][0]["id"].as_str().unwrap();
    let ran = place.run(&["remove", entry, "--why", "x"]);
    assert!(
        ran.status == 2 && ran.err.contains("holds 1 other article"),
        "{}",
        ran.err
    );
    place.ok(&["remove", entry, "--why", "x", "--whole-file"]);
    assert_eq!(place.run(&["search", "नहर", "--kind", "article"]).status, 1);
    place.ok(&["undo", "2"]);
    same(&without, &place.exports(), "a feed is back");

    assert!(place.ok(&["decisions"]).out.contains("withdrawn"));
    place.ok(&["undo", "1"]);
    same(&before, &place.exports(), "all pages are back");
    place.ok(&["doctor"]);
    assert_eq!(place.ok(&["add", "d.jsonl", "p", "--json"]).json()["known"], 3);
    // Taking back that it was taken back.
    place.ok(&["undo", "4"]);
    same(&without, &place.exports(), "removed once more");
}
