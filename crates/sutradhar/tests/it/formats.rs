//! Archives, tables and news items of other programs, all the way into the store.

use crate::common::*;
use std::io::{Cursor, Write};

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        out.append_data(&mut header, name, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// The exports of a store into which this was added.
fn added(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let place = Place::new();
    place.file(name, bytes);
    place.ok(&["add", name]);
    place.exports()
}

/// Exports without where the pages lay.
fn without_source(exports: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let line = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(map) = value.as_object_mut() {
            map.remove("source");
        }
        value.to_string()
    };
    let all = exports.into_iter().map(|(kind, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        (kind, text.lines().map(line).collect::<Vec<_>>().join("\n").into_bytes())
    });
    all.collect()
}

#[test]
fn an_archive_is_read_like_the_folder_that_it_holds() {
    let (one, two, lines) = (page(1), page(2), records(10..14));
    let files: [(&str, &[u8]); 5] = [
        ("a/one.txt", one.as_bytes()),
        ("a/two.txt", two.as_bytes()),
        ("more.jsonl", lines.as_bytes()),
        ("a/.hidden.txt", b"not read"),
        ("__MACOSX/a/_one.txt", b"not read"),
    ];
    let folder = Place::new();
    for (name, bytes) in files.iter().take(3) {
        folder.file(&format!("pages/{name}"), bytes);
    }
    folder.ok(&["add", "pages"]);
    let wanted = without_source(folder.exports());
    let tar = tar(&files);
    let zst = zstd::stream::encode_all(&tar[..], 3).unwrap();
    for (name, bytes) in [
        ("pages.zip", zip(&files)),
        ("pages.tar", tar.clone()),
        ("pages.tar.gz", gz(&tar)),
        ("pages.tgz", gz(&tar)),
        ("pages.tar.zst", zst),
    ] {
        same(&wanted, &without_source(added(name, &bytes)), name);
    }
    // Twice the same is known.
    folder.file("again.zip", zip(&files));
    let again = folder.ok(&["add", "again.zip", "--json"]).json();
    assert_eq!((&again["new"], &again["known"]), (&0.into(), &6.into()), "{again}");
}

#[test]
fn an_archive_within_an_archive_is_told_and_the_rest_is_read() {
    let one = page(1);
    let inner = zip(&[("two.txt", page(2).as_bytes())]);
    let place = Place::new();
    let files: [(&str, &[u8]); 3] = [
        ("in.zip", &inner),
        ("one.txt", one.as_bytes()),
        ("../out.txt", one.as_bytes()),
    ];
    place.file("pages.zip", zip(&files));
    let ran = place.run(&["add", "pages.zip", "--json"]);
    let json = ran.json();
    assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{json}");
    assert!(
        json["errors"][0]
            .as_str()
            .unwrap()
            .contains("pages.zip/in.zip: an archive within an archive")
    );
    // A name that leads out is only a name.
    assert!(!place.path("../out.txt").exists());
    assert!(json["new"].as_u64().unwrap() >= 1);
}

#[test]
fn a_table_is_read_like_lines_of_records() {
    let rows: Vec<serde_json::Value> = (0..5).map(|n| serde_json::from_str(&record(n)).unwrap()).collect();
    let names = ["id", "outlet", "lang", "title", "body", "published"];
    let table = |delimiter: u8| {
        let mut out = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        out.write_record(names).unwrap();
        for row in &rows {
            out.write_record(names.map(|n| row[n].as_str().unwrap())).unwrap();
        }
        out.into_inner().unwrap()
    };
    let lines = added("r.jsonl", records(0..5).as_bytes());
    let wanted = without_source(lines);
    let marked = [b"\xef\xbb\xbf".as_slice(), &table(b',')].concat();
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            String::from_utf8(table(b','))
                .unwrap()
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    for (name, bytes) in [
        ("r.csv", table(b',')),
        ("r.tsv", table(b'\t')),
        ("marked.csv", marked),
        ("wide.csv", wide),
        ("r.csv.gz", gz(&table(b','))),
    ] {
        same(&wanted, &without_source(added(name, &bytes)), name);
    }
    // A quotation mark that is never closed takes what follows, and nothing before it.
    let place = Place::new();
    let good = String::from_utf8(table(b',')).unwrap();
    place.file("open.csv", format!("{good}x,\"{}", "y".repeat(1_000)));
    let json = place.run(&["add", "open.csv", "--json"]).json();
    assert_eq!(json["new"], 5, "{json}");
}

#[test]
fn articles_that_were_exported_as_parquet_are_read_again() {
    let place = Place::new();
    place.file("r.jsonl", records(0..5));
    place.ok(&["add", "r.jsonl"]);
    place.ok(&["export", "articles", "--format", "parquet", "-o", "a.parquet"]);
    let bytes = std::fs::read(place.path("a.parquet")).unwrap();
    let texts = |exports: &[(String, Vec<u8>)]| -> Vec<(String, String)> {
        let (_, articles) = exports.iter().find(|(kind, _)| kind.starts_with("articles")).unwrap();
        let lines = String::from_utf8(articles.clone()).unwrap();
        let rows = lines
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        let mut out: Vec<(String, String)> = rows.map(|r| (r["id"].to_string(), r["headline"].to_string())).collect();
        out.sort();
        out
    };
    let again = added("a.parquet", &bytes);
    assert_eq!(texts(&again), texts(&place.exports()));
    let packed = added("all.zip", &zip(&[("a.parquet", &bytes)]));
    assert_eq!(texts(&packed), texts(&again));
}

#[test]
fn a_page_that_a_browser_saved_as_one_file_keeps_its_address() {
    let body = "<html><body><h1>नीलमपुर में पुल टूटा</h1><p>नीलमपुर में रविवार को पुल टूट गया, दो लोग घायल हुए।</p></body></html>";
    let hex = |text: &str| text.bytes().map(|b| format!("={b:02X}")).collect::<Vec<_>>();
    let mut lines = String::new();
    for part in hex(body).chunks(20) {
        lines.push_str(&part.concat());
        lines.push_str("=\r\n");
    }
    let file = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://samachar.example/pul\r\nSubject: x\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://samachar.example/pul\r\n\r\n{lines}\r\n--b\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    );
    let exports = added("saved.mhtml", file.as_bytes());
    let (_, articles) = exports.iter().find(|(kind, _)| kind.starts_with("articles")).unwrap();
    let article: serde_json::Value = serde_json::from_slice(articles).unwrap();
    assert_eq!(article["url"], "https://samachar.example/pul");
    assert!(
        article["text"].as_str().unwrap().contains("दो लोग घायल हुए।"),
        "{article}"
    );
}

#[test]
fn what_the_server_gives_as_ninjs_is_read_again() {
    let place = Place::new();
    place.file("r.jsonl", records(0..1));
    place.ok(&["add", "r.jsonl"]);
    let served = crate::web::Served::new(&place, &[]);
    for profile in ["", "?profile=superdesk"] {
        let item = served.get(&format!("/articles/r0.ninjs{profile}")).body;
        let exports = added("item.ninjs", item.as_bytes());
        let (_, articles) = exports.iter().find(|(kind, _)| kind.starts_with("articles")).unwrap();
        let again: serde_json::Value = serde_json::from_slice(articles).unwrap();
        let first: serde_json::Value = serde_json::from_str(&place.ok(&["export", "articles"]).out).unwrap();
        assert_eq!(again["headline"], first["headline"], "{profile}");
        let body = |v: &serde_json::Value| v["body"].to_string().replace("\\n", " ").replace("  ", " ");
        assert_eq!(body(&again), body(&first), "{profile}");
    }
}
