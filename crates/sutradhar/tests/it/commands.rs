//! Each command, on its usual way and on the way to nothing.

use crate::common::*;

fn filled() -> Place {
    let place = Place::new();
    for n in 0..6 {
        place.file(&format!("pages/p{n}.txt"), page(n));
    }
    place.ok(&["add", "pages"]);
    place
}

#[test]
fn add_twice_brings_nothing_new() {
    let place = filled();
    let ran = place.ok(&["add", "pages"]);
    assert!(ran.out.contains("Nothing new: 6 pages already known"), "{}", ran.out);
    let json = place.ok(&["add", "pages", "--json"]).json();
    assert_eq!((json["new"].as_u64(), json["known"].as_u64()), (Some(0), Some(6)));
    assert_eq!(json["derived"], false);
    // The same folder by another path is still the same pages.
    std::fs::rename(place.path("pages"), place.path("moved")).unwrap();
    assert_eq!(place.ok(&["add", "moved", "--json"]).json()["new"], 0);
}

#[test]
fn stories_are_listed_and_shown() {
    let place = filled();
    let list = place.ok(&["stories", "--json"]).json();
    let rows = list.as_array().unwrap();
    assert!(!rows.is_empty());
    assert!(rows[0]["origin_count"].as_u64().unwrap() >= 1);
    assert!(
        !place.ok(&["stories"]).out.contains("source"),
        "articles are never called sources"
    );
    let id = rows[0]["id"].as_str().unwrap();
    let by_number = place.ok(&["story", "1"]).out;
    assert_eq!(by_number, place.ok(&["story", id]).out);
    assert_eq!(by_number, place.ok(&["story", "१"]).out);
    for format in ["text", "json", "html", "markdown"] {
        assert!(
            !place.ok(&["story", "1", "--format", format]).out.is_empty(),
            "{format}"
        );
    }
    place.ok(&["story", "1", "--format", "html", "-o", "s.html"]);
    assert!(place.path("s.html").metadata().unwrap().len() > 0);
    let none = place.run(&["story", "999"]);
    assert_eq!(none.status, 1);
    assert!(none.err.contains("no story has the number or id 999"));
    assert_eq!(place.run(&["stories", "--lang", "ta"]).status, 1);
    assert_eq!(place.run(&["stories", "--since", "x"]).status, 2);
}

#[test]
fn a_file_name_is_no_outlet() {
    let place = Place::new();
    place.file("IMG-20250803-forwarded.txt", page(1));
    place.ok(&["add", "IMG-20250803-forwarded.txt"]);
    let id = place.ok(&["search", "नीलमपुर", "--kind", "article", "--json"]).json()["results"][0]["id"].clone();
    let id = id.as_str().unwrap();
    for args in [
        &["story", "1"][..],
        &["story", "1", "--full"],
        &["story", "1", "--format", "markdown"],
    ] {
        let text = place.ok(args).out;
        assert!(!text.contains("IMG-20250803"), "{args:?} {text}");
        assert!(text.contains("outlet unknown"), "{args:?} {text}");
    }
    let text = place.ok(&["article", id]).out;
    assert_eq!(
        text.matches("IMG-20250803").count(),
        1,
        "the file is named once, as a file: {text}"
    );
    assert!(text.contains("outlet unknown"), "{text}");
}

#[test]
fn articles_are_found_by_the_beginning_of_their_id() {
    let place = filled();
    let exported = place.ok(&["export", "articles"]).out;
    let first: serde_json::Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    let id = first["id"].as_str().unwrap();
    for format in ["text", "json", "html", "markdown"] {
        assert!(
            !place.ok(&["article", &id[..10], "--format", format]).out.is_empty(),
            "{format}"
        );
    }
    let several = place.run(&["article", "a"]);
    assert_eq!(several.status, 2);
    assert!(several.err.contains("fits several articles"), "{}", several.err);
    assert_eq!(place.run(&["article", "nothing"]).status, 1);
}

#[test]
fn search_finds_variants() {
    let place = Place::new();
    place.file(
        "a.jsonl",
        "{\"id\":\"x1\",\"title\":\"ज़िले में सैनिकों की टुकड़ी\",\"body\":\"नीलमपुर में ५,००० सैनिक पहुंचे।\"}\n",
    );
    place.ok(&["add", "a.jsonl"]);
    for query in ["सैनिक", "जिले", "5000", "५०००", "\"सैनिकों की टुकड़ी\"", "सैनिकों पहुंचे"]
    {
        let found = place.ok(&["search", query, "--json", "--kind", "article"]).json();
        assert_eq!(found["results"][0]["id"], "x1", "{query}");
        assert_eq!(found["all_words"], true, "{query}");
    }
    let some = place.ok(&["search", "सैनिक", "अनुपस्थित", "--json"]).json();
    assert_eq!(some["all_words"], false);
    let none = place.run(&["search", "अनुपस्थित"]);
    assert_eq!((none.status, none.out.as_str()), (1, ""));
    // Nothing that is typed is read as the query language of the index.
    for query in ["\"", "a OR", "title:x*", "NEAR(", "' --"] {
        assert!(place.run(&["search", query]).status <= 2, "{query}");
        assert!(!place.run(&["search", query]).err.contains("fts5"), "{query}");
    }
}

#[test]
fn diff_shows_a_copy_or_says_that_there_is_none() {
    let place = Place::new();
    let body: String = (0..12)
        .map(|n| format!("वाक्य संख्या {n} में नहर और पुल की बात है जो अलग अलग लिखी गई। "))
        .collect();
    let line = |id: &str, body: &str| {
        serde_json::json!({"id": id, "title": format!("शीर्षक {id}"), "body": body}).to_string() + "\n"
    };
    let other = "यह पूरी तरह दूसरा पाठ है जिसमें मौसम, खेल और बाजार की बातें हैं।".to_string();
    let changed = body.replace("संख्या 5 में नहर", "संख्या 5 में सड़क");
    place.file(
        "d.jsonl",
        line("one", &body) + &line("two", &changed) + &line("three", &other),
    );
    place.ok(&["add", "d.jsonl"]);
    let none = place.run(&["diff", "one", "three"]);
    assert_eq!(none.status, 1, "{}", none.out);
    assert_eq!(place.run(&["diff", "one", "one"]).status, 2);
    assert_eq!(place.run(&["diff", "one", "missing"]).status, 1);
    let same = place.run(&["diff", "one", "two"]);
    assert!(
        same.status == 0 && same.out.contains("सड़क"),
        "{} {}",
        same.out,
        same.err
    );
}

#[test]
fn articles_are_listed_and_filtered() {
    let place = Place::new();
    place.file("r.jsonl", records(0..12));
    place.file(
        "e.jsonl",
        "{\"id\":\"en1\",\"lang\":\"en\",\"outlet\":\"The Gazette\",\"title\":\"Bridge opens in Rampur\",\
         \"body\":\"The bridge in Rampur was opened by the mayor on Monday. It cost five million.\",\"published\":\"2024-01-05\"}\n",
    );
    place.ok(&["add", "r.jsonl", "e.jsonl", "-q"]);
    let ids = |args: &[&str]| -> Vec<String> {
        let ran = place.run(&[&["articles", "--json"], args].concat());
        let list = ran.json();
        let rows = list.as_array().unwrap();
        rows.iter().map(|r| r["id"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(ids(&["-n", "0"]).len(), 13);
    assert_eq!(ids(&["-n", "2"]).len(), 2);
    assert_eq!(ids(&["-n", "0"]).last().unwrap(), "en1", "newest first");
    assert_eq!(ids(&["--lang", "en"]), ["en1"]);
    assert_eq!(ids(&["--outlet", "gazette"]), ["en1"]);
    assert_eq!(ids(&["--until", "2024"]), ["en1"]);
    assert_eq!(ids(&["--since", "2025-08-03", "--until", "2025-08-04"]), ["r3", "r2"]);
    assert_eq!(place.run(&["articles", "--outlet", "nobody"]).status, 1);
    let text = place.ok(&["articles", "--lang", "en"]).out;
    assert!(
        text.contains("2024-01-05") && text.contains("The Gazette") && text.contains("Bridge opens"),
        "{text}"
    );

    let found = |args: &[&str]| place.run(&[&["search", "--json"], args].concat());
    assert_eq!(found(&["Rampur", "--lang", "hi"]).status, 1);
    let results = found(&["Rampur", "--since", "2024-01-05", "--outlet", "Gazette"]).json();
    assert_eq!(results["counts"]["article"], 1, "{results}");
    assert_eq!(found(&["Rampur", "--since", "2024-02"]).status, 1);
    let one = found(&["जिले", "--until", "2025-08-03", "--kind", "article"]).json();
    assert_eq!(one["counts"]["article"], 3, "{one}");

    let rows = place.ok(&["stories", "--sort", "size", "--json", "-n", "3"]).json();
    let sizes: Vec<u64> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["article_count"].as_u64().unwrap())
        .collect();
    let all = place.ok(&["stories", "--json", "-n", "0"]).json();
    let mut want: Vec<u64> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["article_count"].as_u64().unwrap())
        .collect();
    want.sort_by_key(|n| std::cmp::Reverse(*n));
    want.truncate(3);
    assert_eq!(sizes, want);
    place.ok(&["stories", "--sort", "origins"]);

    let info = place.ok(&["info", "--json"]).json();
    assert_eq!(
        (info["articles"].as_u64(), info["languages"]["en"].as_u64()),
        (Some(13), Some(1))
    );
    assert!(info["bytes"].as_u64().unwrap() > 0 && info["format"].as_u64().unwrap() >= 3);
    assert!(place.ok(&["info"]).out.contains("hi 12, en 1"));
}

#[test]
fn quiet_and_dry_runs_and_standard_output() {
    let place = Place::new();
    place.file("r.jsonl", records(0..3));
    let ran = place.ok(&["add", "r.jsonl", "--dry-run"]);
    assert!(
        ran.out
            .contains("Would store 3 new pages with 3 articles; 0 already known"),
        "{}",
        ran.out
    );
    assert!(!place.store().exists());
    assert_eq!(place.run(&["add", "nowhere", "--dry-run"]).status, 2);
    let ran = place.ok(&["add", "r.jsonl", "-q"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
    place.file("r.jsonl", records(1..5));
    let json = place.ok(&["add", "r.jsonl", "--dry-run", "--json"]).json();
    assert_eq!((json["new"].as_u64(), json["known"].as_u64()), (Some(2), Some(2)));
    assert!(place.ok(&["add", "r.jsonl", "-v"]).out.contains("grouping"));
    let plain = place.ok(&["story", "1"]).out;
    assert_eq!(place.ok(&["story", "1", "-o", "-"]).out, plain);
    let records = place.ok(&["export", "articles"]).out;
    assert_eq!(place.ok(&["export", "articles", "-o", "-"]).out, records);
    assert_eq!(place.run(&["export", "site", "-o", "-"]).status, 2);
    assert_eq!(place.run(&["export", "all", "-o", "-"]).status, 2);
    assert!(!place.path("-").exists());
}

#[cfg(unix)]
#[test]
fn pipes_are_read() {
    let place = Place::new();
    place.file("r.jsonl", records(0..3));
    let script = "mkfifo p || exit 77; cat r.jsonl > p & \"$0\" add p --json";
    let run = |shell: &str, script: &str| {
        let mut command = std::process::Command::new(shell);
        command.args(["-c", script, env!("CARGO_BIN_EXE_sutradhar")]);
        command
            .current_dir(place.dir.path())
            .env("SUTRADHAR_STORE", place.store());
        command.output().map(Ran::of)
    };
    let ran = run("sh", script).unwrap();
    assert_eq!(ran.json()["new"], 3, "{}", ran.err);
    if let Ok(ran) = run("bash", "\"$0\" add <(cat r.jsonl) --json") {
        assert_eq!(ran.json()["known"], 3, "{}", ran.err);
    }
}

#[test]
fn exports_keep_their_contract() {
    let place = filled();
    for kind in [
        "articles",
        "mentions",
        "times",
        "quantities",
        "statements",
        "copies",
        "events",
        "storylines",
        "claims",
        "headlines",
        "briefs",
    ] {
        let ran = place.run(&["export", kind]);
        assert!(ran.status == 0 || (ran.status == 1 && ran.out.is_empty()), "{kind}");
        let csv = place.run(&["export", kind, "--format", "csv"]).out;
        let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
        for line in ran.out.lines() {
            let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            let keys: Vec<&str> = record.keys().map(String::as_str).collect();
            let mut sorted = header.clone();
            sorted.sort_unstable();
            assert_eq!(keys, sorted, "{kind}: a key is missing in the table");
        }
        let parquet = place.run(&["export", kind, "--format", "parquet"]).bytes;
        assert!(parquet.starts_with(b"PAR1"), "{kind}");
    }
    assert_eq!(place.run(&["export", "all"]).status, 2);
    assert_eq!(place.run(&["export", "nonsense"]).status, 2);
}

#[test]
fn the_demo_leaves_the_own_store_alone() {
    let place = Place::new();
    let ran = place.ok(&["demo"]);
    assert!(ran.out.contains("Try next"), "{}", ran.out);
    assert!(!place.store().exists());
    let again = place.ok(&["demo"]);
    let stories = |text: &str| {
        let from = text.split("The stories").nth(1).unwrap();
        from.split("Try next").next().unwrap().to_string()
    };
    assert_eq!(stories(&ran.out), stories(&again.out));
}

#[cfg(unix)]
#[test]
fn the_demo_follows_no_link_and_deletes_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file("victim/store/precious.txt", "keep");
    place.file("victim/pages/precious.txt", "keep");
    std::os::unix::fs::symlink(place.path("victim"), place.path("sutradhar-demo-mallory")).unwrap();
    let ran = Ran::of(place.command().arg("demo").env("USER", "mallory").output().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.err);
    for folder in ["victim/store", "victim/pages"] {
        let names: Vec<_> = std::fs::read_dir(place.path(folder)).unwrap().flatten().collect();
        assert_eq!(names.len(), 1, "{folder}");
    }
    let made = std::fs::read_dir(place.dir.path())
        .unwrap()
        .flatten()
        .find(|e| e.file_type().unwrap().is_dir() && e.file_name().to_string_lossy().starts_with("sutradhar-demo-"))
        .unwrap();
    assert_eq!(
        made.metadata().unwrap().permissions().mode() & 0o077,
        0,
        "others can read it"
    );
    // A store that the user named is not touched.
    let ran = place.run(&["demo", "--store", "mine"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("without --store"), "{}", ran.err);
    assert!(!place.path("mine").exists());
}

#[test]
fn help_teaches_and_scripts_are_written() {
    let place = Place::new();
    assert!(place.ok(&["--help"]).out.contains("sutradhar add"));
    for command in [
        "add",
        "stories",
        "story",
        "article",
        "diff",
        "search",
        "export",
        "entities",
        "merge",
        "split",
        "undo",
        "decisions",
        "demo",
    ] {
        let help = place.ok(&[command, "--help"]).out;
        assert!(help.contains("xample") || command == "demo", "{command}");
    }
    assert_eq!(place.run(&[]).status, 2);
    assert_eq!(place.run(&["nonsense"]).status, 2);
    assert!(place.ok(&["completions", "bash"]).out.contains("sutradhar"));
    let man = place.ok(&["man"]).out;
    assert!(man.contains(".TH sutradhar 1"), "section 1");
    for part in [
        ".TH",
        ".SH \"ENVIRONMENT\"",
        "SUTRADHAR_STORE",
        ".SH \"FILES\"",
        ".SH \"EXIT STATUS\"",
        "SUTRADHAR REMOVE",
        "SUTRADHAR ENTITIES ALIAS",
        "SUTRADHAR MERGE",
        "SUTRADHAR DECISIONS",
    ] {
        assert!(man.contains(part), "{part}");
    }
    let bash = place.ok(&["completions", "bash"]).out;
    for command in ["entities", "merge", "split", "undo", "decisions"] {
        assert!(bash.contains(command), "{command}");
    }
    let none = place.run(&["stories"]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("there is no store here yet"), "{}", none.err);
    assert!(!place.store().exists());
    assert_eq!(place.run(&["rebuild"]).status, 2);
}

#[test]
fn no_page_controls_the_terminal() {
    let place = Place::new();
    let evil = "पुल \u{1b}]0;evil\u{7}\u{1b}[2J टूटा\u{202e}\n\nपुल टूटा\u{1b}[1A और \u{9b}31m लोग बचे।\n";
    place.file("e.txt", evil);
    place.ok(&["add", "e.txt"]);
    let id = place.ok(&["search", "पुल", "--kind", "article", "--json"]).json()["results"][0]["id"].to_string();
    let id = id.trim_matches('"');
    for args in [
        &["stories"][..],
        &["story", "1"],
        &["search", "पुल"],
        &["article", id],
        &["story", "1", "--format", "markdown"],
    ] {
        for colour in ["always", "never"] {
            let ran = place.ok(&[args, &["--colour", colour]].concat());
            let rest = ran.out.split("\u{1b}[").skip(1).all(|t| {
                t.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
                    .starts_with('m')
            });
            let bad = |c: char| (c.is_control() && !matches!(c, '\n' | '\t' | '\u{1b}')) || c == '\u{202e}';
            assert!(rest && !ran.out.contains(bad), "{args:?} {colour}");
            assert!(colour == "always" || !ran.out.contains('\u{1b}'), "{args:?}");
        }
    }
}

/// Whether a text for people holds what none may: control characters but line feeds, tabs and colours that the program sets
/// (it never lets anything blink), and marks that turn the writing direction.
fn controls(text: &str) -> bool {
    let colour = |numbers: &str| numbers != "5" && numbers.bytes().all(|b| b.is_ascii_digit() || b == b';');
    text.split("\u{1b}[").enumerate().any(|(i, part)| {
        let (numbers, after) = part.split_once('m').unwrap_or(("-", part));
        let rest = if i > 0 && colour(numbers) { after } else { part };
        (i > 0 && !colour(numbers))
            || rest.contains(|c: char| {
                (c.is_control() && !matches!(c, '\n' | '\t'))
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
    })
}

#[cfg(unix)]
#[test]
fn titles_ids_and_file_names_are_cleaned() {
    let place = Place::new();
    let evil = "\u{1b}[5mलाल\u{1b}]0;x\u{7}\u{202e}\u{2067}\nsutradhar: all is well\u{1}5\u{2}\u{9b}5m";
    let record = |id: &str, title: &str| {
        serde_json::json!({"id": id, "outlet": evil, "lang": "hi", "title": title, "body": "पुल टूटा और लोग बचे।"})
            .to_string()
            + "\n"
    };
    let ids = [format!("a{evil}1"), format!("a{evil}2")];
    place.file(
        "r.jsonl",
        record(&ids[0], &format!("पुल {evil} टूटा")) + &record(&ids[1], "नहर"),
    );
    let odd = format!("bad{}.html.gz", evil.replace('/', ""));
    place.file(&odd, b"\x1f\x8b\x08\0\0\0\0\0\0\x03nonsense");
    let check = |args: &[&str], status: i32| {
        for colour in ["always", "never"] {
            let ran = place.run(&[args, &["--colour", colour]].concat());
            assert_eq!(ran.status, status, "{args:?} {}", ran.err);
            assert!(!controls(&ran.out), "{args:?} {colour}: {:?}", ran.out);
            assert!(!controls(&ran.err), "{args:?} {colour}: {:?}", ran.err);
            // Line feeds mean nothing in HTML.
            let forged = ran.out.contains("\nsutradhar: all is well") && !args.contains(&"html");
            assert!(!forged, "{args:?}: {}", ran.out);
            assert!(!ran.err.contains("\nsutradhar: all is well"), "{args:?}: {}", ran.err);
            assert!(colour == "always" || !ran.out.contains('\u{1b}'), "{args:?}");
        }
    };
    check(&["add", "r.jsonl", &odd], 2);
    check(&["stories"], 0);
    check(&["stories", "--by-storyline"], 0);
    check(&["search", "पुल"], 0);
    check(&["article", &ids[0]], 0);
    check(&["article", &ids[0], "--full"], 0);
    check(&["article", "a"], 2);
    check(&["article", evil], 1);
    check(&["story", "1"], 0);
    check(&["story", "1", "--format", "html"], 0);
    check(&["story", evil], 1);
    check(&["add", evil], 2);
    check(&[evil], 2);
    check(&["stories", "--since", evil], 2);
    check(&["diff", &ids[0], evil], 1);
    check(&["decisions"], 1);
    check(&["entities"], 1);
    check(&["doctor"], 0);
    // JSON keeps the exact value, and still holds nothing raw.
    for args in [
        &["search", "पुल", "--kind", "article", "--json"][..],
        &["export", "articles"],
    ] {
        let ran = place.ok(args);
        assert!(!controls(&ran.out), "{args:?}");
        assert!(ran.out.lines().any(|l| {
            let value: serde_json::Value = serde_json::from_str(l).unwrap();
            value["id"] == ids[0].as_str() || value["results"][0]["id"] == ids[0].as_str()
        }));
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    use std::io::Read;
    use std::process::Stdio;
    let place = Place::new();
    place.file("r.jsonl", records(0..300));
    place.ok(&["add", "r.jsonl"]);
    let mut child = place
        .command()
        .args(["export", "articles"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn pages_come_from_standard_input() {
    use std::io::Write;
    use std::process::Stdio;
    let place = Place::new();
    for (input, want) in [
        (records(0..3), 3),
        (format!("<html><body><h1>पुल</h1><p>{}</p></body></html>", page(1)), 1),
    ] {
        let mut child = place
            .command()
            .args(["add", "-", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert_eq!(ran.json()["new"], want, "{}", ran.err);
    }
}
