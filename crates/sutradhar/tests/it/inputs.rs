//! Bad input: one clear error each, the rest goes on, nothing is lost.

use crate::common::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Adds a good page and a bad file, and wants one error with `want` in it and `pages` new pages (the good one counted).
fn check(name: &str, bytes: &[u8], pages: u64, want: &str) {
    let place = Place::new();
    place.file("pages/a-good.txt", page(1));
    place.file(&format!("pages/{name}"), bytes);
    let ran = place.run(&["add", "pages", "--json"]);
    let json = ran.json();
    let errors: Vec<&str> = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e.as_str().unwrap())
        .collect();
    assert_eq!(json["new"], pages, "{name}: {errors:?}");
    if want.is_empty() {
        assert_eq!(errors, [""; 0], "{name}");
        assert_eq!(ran.status, 0, "{name}");
    } else {
        assert_eq!(errors.len(), 1, "{name}: {errors:?}");
        assert!(
            errors[0].contains(want) && errors[0].contains(name),
            "{name}: {}",
            errors[0]
        );
        assert_eq!(ran.status, 2, "{name}");
        let shown = place.run(&["add", "pages"]);
        assert!(shown.err.contains(want), "{name}: {}", shown.err);
    }
    assert_eq!(place.ok(&["doctor"]).status, 0);
}

#[test]
fn each_bad_file_gives_one_error() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec();
    let lines = records(0..3);
    let mut cut = gz(records(10..60).as_bytes());
    cut.truncate(cut.len() / 2);
    let mut page_cut = gz("<html><body><p>पाठ</p></body></html>".repeat(400).as_bytes());
    page_cut.truncate(page_cut.len() / 2);
    let broken = format!("{}\n{{\"id\": \"x\", \"title\": \n{}\n", record(0), record(1));
    check("empty.html", b"", 1, "the file is empty");
    check("blank.txt", b" \n\n\t ", 1, "the file is empty");
    check("picture.html", &png, 1, "is a PNG image, not a news page");
    check("page.txt", b"%PDF-1.7 ...", 1, "is a PDF file, not a news page");
    check("zeros.txt", &[b'a', 0, 0, 0, 1, 2, 0, b'b'], 1, "is binary data");
    check("broken.jsonl", broken.as_bytes(), 3, "broken.jsonl:2: not valid JSON");
    check(
        "list.jsonl",
        format!("[1,2]\n{lines}").as_bytes(),
        4,
        "list.jsonl:1: a record must be a JSON object",
    );
    check(
        "hollow.jsonl",
        format!("{lines}{{\"id\": \"h\"}}\n").as_bytes(),
        4,
        "hollow.jsonl:4: the record has neither",
    );
    check("page.html.gz", &page_cut, 1, "the gzip data is cut off or damaged");
    check(
        "bad.html.gz",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03nonsense",
        1,
        "the gzip data is cut off or damaged",
    );
    check("half.json", b"{\"title\": \"x\"", 1, "not valid JSON");
    check(
        "map.xml",
        b"<?xml version=\"1.0\"?><urlset><url/></urlset>",
        1,
        "not a feed",
    );
    check(
        "none.rss",
        b"<rss version=\"2.0\"><channel><title>x</title></channel></rss>",
        1,
        "no entries",
    );
    check(
        "names.csv",
        b"city,people\na,2\n",
        1,
        "no column is named title, headline",
    );
    check(
        "short.csv",
        b"title,body\na,b,c\nd,e\n",
        2,
        "short.csv:2: 3 fields, but 2 columns",
    );
    check("page.mhtml", b"nothing of the kind", 1, "no page is in the MHTML file");
    check(
        "rows.parquet",
        b"PAR1 and no more",
        1,
        "not a Parquet file that can be read",
    );
    check(
        "pages.zip",
        b"PK\x03\x04 and no more",
        1,
        "not a zip archive that can be read",
    );
    check("pages.tar", &[b'x'; 700], 1, "the tar archive is cut off or damaged");
    check(
        "cut.html.zst",
        b"\x28\xb5\x2f\xfd\x04\x00",
        1,
        "the zstd data is cut off or damaged",
    );
    check(
        "item.newsml",
        b"<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><x>",
        1,
        "not well-formed XML",
    );
    // Whole lines before the cut are kept.
    let place = Place::new();
    place.file("cut.jsonl.gz", cut);
    let json = place.run(&["add", "cut.jsonl.gz", "--json"]).json();
    assert!(
        json["errors"][0]
            .as_str()
            .unwrap()
            .contains("whole lines before that were read"),
        "{json}"
    );
    assert_eq!(json["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn odd_but_good_files_are_read() {
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(page(2).encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut latin = page(3).into_bytes();
    latin.extend(b"\xff\xfe broken \xe0\xa4");
    let feed = "<rss version=\"2.0\"><channel><title>दैनिक</title><item><title>पुल टूटा</title><link>http://e.invalid/1</link>\
        <description>नीलमपुर में पुल टूटा।</description></item><item><title>नहर</title><link>http://e.invalid/2</link></item>\
        </channel></rss>";
    check("p.txt", &utf16, 2, "");
    for (big, marked) in [(false, true), (true, true), (false, false), (true, false)] {
        let order = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        let mark = if marked { "\u{feff}" } else { "" };
        let text = format!("{mark}{}", records(1..4));
        let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        check("wide.jsonl", &bytes, 4, "");
        check("wide.json", &bytes, 4, "");
    }
    check("stray.txt", page(5).replacen("जिले", "जि\0ले", 1).as_bytes(), 2, "");
    check("invalid.txt", &latin, 2, "");
    check("deep.html", "<div>".repeat(100_000).as_bytes(), 2, "");
    check("packed.txt.gz", &gz(page(4).as_bytes()), 2, "");
    check("feed.xml", feed.as_bytes(), 2, "");
    check("feed", feed.as_bytes(), 2, "");
    check("one.json", record(5).as_bytes(), 2, "");
    check("many.json", format!("[{},{}]", record(5), record(6)).as_bytes(), 3, "");
    check(
        "lines.json",
        format!("{}\n{}\n", record(5), record(6)).as_bytes(),
        3,
        "",
    );
    check(
        "cut.json",
        format!("[{}, {{", record(5)).as_bytes(),
        2,
        "ends inside value 2; the 1 values",
    );
    check("noending", records(7..9).as_bytes(), 3, "");
    check(
        "crlf.jsonl",
        format!("\u{feff}{}\r\n\r\n{}", record(1), record(2)).as_bytes(),
        3,
        "",
    );
    check(".hidden.html", b"", 1, "");
    check("crawl.warc", &archive(5..8), 4, "");
    check("crawl.warc.gz", &gz(&archive(5..8)), 4, "");
    check("crawl", &archive(5..8), 4, "");
    let whole = archive(5..8);
    check(
        "cut.warc",
        &whole[..whole.len() - 60],
        3,
        "record:3: the archive ends inside this record",
    );
    check(
        "empty.warc",
        b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n",
        1,
        "no news page is among",
    );
}

#[test]
fn a_page_of_an_archive_keeps_how_it_was_fetched() {
    let place = Place::new();
    place.file("a.warc", archive([5]));
    place.ok(&["add", "a.warc"]);
    let list = place.ok(&["articles", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap().to_string();
    let fetched = |place: &Place| {
        let page: serde_json::Value =
            serde_json::from_str(&place.ok(&["article", &id, "--format", "json"]).out).unwrap();
        (page["article"]["url"].clone(), page["fetched_at"].clone())
    };
    let want = ("https://nadipatra.example/5".into(), "2025-09-01T10:11:12Z".into());
    assert_eq!(fetched(&place), want);
    // It outlives a rebuild, a removal that is taken back, and a repair.
    place.ok(&["rebuild"]);
    assert_eq!(fetched(&place), want);
    place.ok(&["remove", &id, "--why", "a test page"]);
    place.ok(&["undo", "1"]);
    assert_eq!(fetched(&place), want);
    let store = sutradhar::store::Store::open(&place.store()).unwrap();
    let found = store.fetched_of(&id.as_str().into()).unwrap().unwrap();
    assert_eq!((found.charset(), found.header("x-n")), (Some("utf-8"), Some("5")));
    drop(store);
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    db.execute("UPDATE fetched SET headers = headers || 'x: y' || char(10)", [])
        .unwrap();
    drop(db);
    let told = place.run(&["doctor"]);
    assert!(
        told.out.contains("was fetched is not what was stored"),
        "{}{}",
        told.out,
        told.err
    );
    // Nor does a page come back with less than it had.
    place.ok(&["remove", &id, "--why", "a test page again"]);
    let back = place.run(&["undo", "3"]);
    assert_eq!(back.status, 2);
    assert!(back.err.contains("was fetched is not what was stored"), "{}", back.err);
}

#[test]
fn an_array_of_any_length_takes_the_memory_of_its_records() {
    let place = Place::new();
    let mut file = std::io::BufWriter::new(std::fs::File::create(place.path("long.json")).unwrap());
    let blanks = vec![b' '; 1 << 20];
    write!(file, "[{}", record(1)).unwrap();
    for n in 2..4 {
        for _ in 0..40 {
            file.write_all(&blanks).unwrap();
        }
        write!(file, ",{}", record(n)).unwrap();
    }
    write!(file, "]").unwrap();
    drop(file);
    let json = place.ok(&["add", "long.json", "--json"]).json();
    assert_eq!(json["new"], 3);
    if let Some(memory) = json["peak_memory_bytes"].as_u64() {
        assert!(memory < 150 << 20, "{memory} bytes for three records");
    }
}

#[test]
fn a_page_that_is_too_large_is_not_read() {
    let place = Place::new();
    let file = std::fs::File::create(place.path("huge.html")).unwrap();
    (&file).write_all(b"<html>").unwrap();
    file.set_len(300 << 20).unwrap();
    place.file("good.txt", page(1));
    let json = place.run(&["add", "huge.html", "good.txt", "--json"]).json();
    assert!(
        json["errors"][0]
            .as_str()
            .unwrap()
            .contains("is too large for one page (300 MB); the limit is 64 MB"),
        "{json}"
    );
    assert_eq!(json["new"], 1);
    if let Some(memory) = json["peak_memory_bytes"].as_u64() {
        assert!(memory < 150 << 20, "{memory} bytes for a file that is not read");
    }
    // The same for what only unpacking makes large.
    place.file("bomb.txt.gz", gz(&vec![b'a'; 65 << 20]));
    let json = place.run(&["add", "bomb.txt.gz", "--json"]).json();
    assert!(
        json["errors"][0]
            .as_str()
            .unwrap()
            .contains("is too large for one page"),
        "{json}"
    );
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let place = Place::new();
    let ran = place.run(&["add", "nowhere"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nowhere: no such file or folder"), "{}", ran.err);
    assert!(ran.out.contains("1 file could not be read"), "{}", ran.out);
    assert!(!place.store().exists(), "a wrong path made a store");
    place.file("bad.jsonl", "{\n{\n");
    let ran = place.run(&["add", "nowhere", "nothing", "bad.jsonl"]);
    assert!(ran.out.contains("2 files and 2 lines could not be read"), "{}", ran.out);
    assert_eq!(
        place.run(&["add", "nowhere", "--json"]).json()["errors"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(place.run(&["add", "-"]).status, 2);
    assert!(!place.store().exists(), "a wrong path made a store");
    std::fs::create_dir(place.path("hollow")).unwrap();
    let ran = place.run(&["add", "hollow"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("no pages were found"), "{}", ran.err);
    assert!(!place.store().exists(), "an empty folder made a store");
}

#[test]
fn what_is_typed_about_pages_is_kept() {
    let place = Place::new();
    place.file("p/clipping.txt", "पुल टूटा\n\nलोग बचे।\n");
    place.file("r.jsonl", records(0..2));
    let args = ["add", "p", "r.jsonl", "--outlet", "दैनिक कतरन", "--lang", "mr"];
    place.ok(&args);
    let outlets = |place: &Place| -> Vec<(String, String)> {
        let text = place.ok(&["export", "articles"]).out;
        let rows = text
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        let word = |v: &serde_json::Value| v.as_str().unwrap_or("").to_string();
        let mut list: Vec<_> = rows.map(|r| (word(&r["outlet"]), word(&r["language"]))).collect();
        list.sort();
        list
    };
    let want = [("दैनिक 0", "hi"), ("दैनिक 1", "hi"), ("दैनिक कतरन", "mr")];
    let want: Vec<(String, String)> = want.map(|(o, l)| (o.to_string(), l.to_string())).to_vec();
    assert_eq!(outlets(&place), want);
    let before = place.exports();
    place.ok(&["rebuild"]);
    same(&before, &place.exports(), "rebuilt with what was typed");
    assert_eq!(place.ok(&["add", "p", "--json"]).json()["known"], 1);
    let id = place.ok(&["articles", "--outlet", "कतरन", "--json"]).json()[0]["id"].to_string();
    place.ok(&["remove", id.trim_matches('"'), "--why", "x"]);
    place.ok(&["undo", "1"]);
    same(&before, &place.exports(), "removed and brought back");
    place.ok(&["doctor"]);
    assert_eq!(place.run(&["add", "p", "--lang", "klingon"]).status, 2);
    assert_eq!(place.run(&["add", "p", "--outlet", " "]).status, 2);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let place = Place::new();
    place.file("pages/sub/a.txt", page(1));
    std::os::unix::fs::symlink(place.path("pages"), place.path("pages/sub/loop")).unwrap();
    std::os::unix::fs::symlink(place.path("missing"), place.path("pages/dangling.txt")).unwrap();
    let json = place.run(&["add", "pages", "--json"]).json();
    assert_eq!(json["new"], 1);
    assert!(
        json["errors"][0]
            .as_str()
            .unwrap()
            .contains("dangling.txt: no such file")
    );
}

#[test]
fn of_two_articles_with_one_id_the_first_keeps_it_for_ever() {
    let one = "{\"id\":\"same\",\"title\":\"पहला\",\"body\":\"पहला पाठ।\"}\n";
    let two = "{\"id\":\"same\",\"title\":\"दूसरा\",\"body\":\"दूसरा पाठ।\"}\n";
    for order in [[one, two], [two, one]] {
        let place = Place::new();
        let has = |text: &str, articles: &str| {
            let title = if text == one { "पहला" } else { "दूसरा" };
            articles
                .lines()
                .any(|l| l.contains("\"id\":\"same\"") && l.contains(title))
        };
        for text in order {
            place.file("r.jsonl", text);
            place.ok(&["add", "r.jsonl"]);
            let articles = place.ok(&["export", "articles"]).out;
            assert!(has(order[0], &articles), "{articles}");
        }
        let articles = place.ok(&["export", "articles"]).out;
        assert_eq!(articles.lines().count(), 2);
        assert_eq!(articles.matches("ADD-001").count(), 1, "{articles}");
        place.ok(&["doctor"]);
        place.ok(&["rebuild"]);
        assert_eq!(place.ok(&["export", "articles"]).out, articles);
        // Whoever comes after the first has left does not take its id either.
        place.ok(&["remove", "same", "--why", "withdrawn"]);
        let left = place.ok(&["export", "articles"]).out;
        assert!(left.contains("same~") && !has(order[1], &left), "{left}");
        place.ok(&["undo", "1"]);
        assert_eq!(place.ok(&["export", "articles"]).out, articles);
    }
}

/// Seconds that all these pages together may take in a debug build on a busy machine: far above what they take, far below what
/// anything that grows with the square of the page would.
const LARGE_PAGES: f64 = 240.0;

#[test]
fn large_pages_take_time_in_proportion() {
    let many = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    let start = std::time::Instant::now();
    let place = Place::new();
    let pages = [
        many("<p>नदी का पानी बढ़ा और पुल बंद रहा।", 300_000),
        many("<a href=/t>बांध</a>", 300_000),
        many("<span class=tag>बांध</span>", 300_000),
        many("<a href='", 300_000),
        many("<!-", 300_000),
        many("&amp", 300_000),
        many("<div class='related article-body'>", 300_000),
        many("<script type=\"application/ld+json\">{\"a\":[", 300_000),
        format!("<script type=\"application/ld+json\">{}</script>", "[".repeat(300_000)),
        many("<p>१", 300_000),
        many("<p>13 अगस्त 2025, ", 300_000),
    ];
    for (i, page) in pages.iter().enumerate() {
        place.file(&format!("pages/{i}.html"), format!("<html><body>{page}"));
    }
    let ran = place.run(&["add", "pages"]);
    assert!(ran.status < 2, "{}", ran.err);
    assert!(start.elapsed().as_secs_f64() < LARGE_PAGES);
}

#[test]
fn what_is_odd_about_a_page_is_a_notice_on_its_article() {
    let place = Place::new();
    place.file("stray.txt", page(5).replacen("जिले", "जि\0ले", 1));
    place.file("r.jsonl", record(6).replace("2025-08-07", "some day"));
    place.ok(&["add", "stray.txt", "r.jsonl"]);
    let articles = place.ok(&["export", "articles"]).out;
    assert_eq!(articles.matches("ADD-003").count(), 1, "{articles}");
    assert_eq!(articles.matches("ADD-004").count(), 1, "{articles}");
    assert!(
        articles.contains("stated as \\\"some day\\\", which cannot be read"),
        "{articles}"
    );
    assert!(!articles.contains("\\u0000"), "{articles}");
    place.ok(&["doctor"]);
}

#[test]
fn the_version_of_the_stages_covers_all_that_is_stored() {
    let build = include_str!("../../build.rs");
    for folder in [
        "../text/build.rs",
        "../text/src",
        "../text/data",
        "../engine/src",
        "../engine/data",
        "src/read",
        "src/search",
        "src/pipeline",
    ] {
        assert!(
            build.contains(&format!("\"{folder}\"")),
            "{folder} is not in the digest"
        );
    }
    // A change of a style sheet leaves stored analyses as they are.
    assert!(!build.contains("../view"), "pages are not stored");
}
