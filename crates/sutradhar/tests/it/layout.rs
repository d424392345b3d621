//! How text for people is laid out.

use crate::common::*;
use unicode_width::UnicodeWidthStr;

const LONG: &str = "नीलमपुर के पुराने पुल की मरम्मत का काम बारिश के कारण एक बार फिर टला, अब अगले साल मार्च में होगा शुरू";

fn filled() -> Place {
    let place = Place::new();
    let long = serde_json::json!({"id": "long-article-id-of-an-archive-2025-08-30", "outlet": "दैनिक नीलमपुर समाचार", "lang": "hi",
        "title": LONG, "body": "नीलमपुर के पुराने पुल की मरम्मत टल गई। रमा देवी ने कहा कि काम मार्च में शुरू होगा।",
        "published": "2025-08-30"});
    place.file("r.jsonl", records(0..12) + &long.to_string() + "\n");
    place.ok(&["add", "r.jsonl", samples().to_str().unwrap()]);
    place
}

#[test]
fn lines_fit_from_40_to_200_columns() {
    let place = filled();
    let ids = place.ok(&["stories", "--json"]).json();
    let id = |n: usize| ids[n]["id"].as_str().unwrap().to_string();
    let both = [id(0), id(1)];
    place.ok(&[
        "merge",
        &both[0],
        &both[1],
        "--why",
        "a test of long reasons that go on and on and on and on and on and on",
    ]);
    for columns in [40, 80, 200] {
        for args in [
            &["stories"][..],
            &["stories", "--by-storyline"],
            &["articles"],
            &["search", "नीलमपुर", "पुल"],
            &["entities"],
            &["entities", "show", "रमा देवी"],
            &["decisions"],
            &["info"],
            &["story", "1"],
        ] {
            let output = place
                .command()
                .args(args)
                .env("COLUMNS", columns.to_string())
                .output()
                .unwrap();
            let ran = Ran::of(output);
            assert_eq!(ran.status, 0, "{args:?} {}", ran.err);
            for line in ran.out.lines() {
                // A word or a path that is longer than the line cannot be broken.
                let words = line.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
                assert!(
                    line.width() <= columns || words + 16 > columns,
                    "{args:?} {columns}: {line}"
                );
            }
        }
    }
    let wide = place.command().arg("stories").env("COLUMNS", "200").output().unwrap();
    assert!(Ran::of(wide).out.contains(LONG), "a wide window shows more");
}

#[test]
fn nothing_is_cut_in_a_pipe() {
    let place = filled();
    for args in [
        &["stories"][..],
        &["stories", "--by-storyline"],
        &["articles"],
        &["search", "मरम्मत"],
    ] {
        let mut command = place.command();
        let ran = Ran::of(command.env_remove("COLUMNS").args(args).output().unwrap());
        assert!(ran.out.contains(LONG), "{args:?} {}", ran.out);
    }
}
