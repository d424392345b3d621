//! The bodies of the fuzz targets: any bytes in, no panic, and what comes out keeps the laws of the engine.
//!
//! Each target is one plain function, so that it runs under libFuzzer (`cargo +nightly fuzz run NAME`) and on stable
//! (`cargo xtask fuzz --smoke`).

use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::sync::OnceLock;
use sutradhar::export;
use sutradhar::pipeline;
use sutradhar::read::{self, Raw, RawKind, files};
use sutradhar::store::{Decision, Derived, Ruling, StoryCursor};
use sutradhar_engine::model::*;
use sutradhar_view as view;

/// A fuzz target.
pub type Target = fn(&[u8]);

/// All targets by name.
pub const TARGETS: [(&str, Target); 11] = [
    ("html", html),
    ("text", text),
    ("jsonl", jsonl),
    ("feed", feed),
    ("dates", dates),
    ("gzip", gzip),
    ("decisions", decisions),
    ("warc", warc),
    ("cursors", cursors),
    ("formats", formats),
    ("lists", lists),
];

/// An HTML page, all the way to its own page.
pub fn html(bytes: &[u8]) {
    unit(RawKind::Html, "page.html", bytes);
}

/// A page of text.
pub fn text(bytes: &[u8]) {
    unit(RawKind::Text, "page.txt", bytes);
}

/// A file of records, as JSONL and as one JSON value.
pub fn jsonl(bytes: &[u8]) {
    file("records.jsonl", bytes);
    file("records.json", bytes);
}

/// A feed, and a file whose ending tells nothing.
pub fn feed(bytes: &[u8]) {
    unit(RawKind::Feed, "feed.xml", bytes);
    file("unknown", bytes);
}

/// Tables, archives, and items of other programs.
pub fn formats(bytes: &[u8]) {
    for name in [
        "t.csv",
        "t.tsv",
        "t.parquet",
        "p.mhtml",
        "a.zip",
        "a.tar",
        "a.tar.gz",
        "a.tar.zst",
        "i.ninjs",
        "i.newsml",
    ] {
        file(name, bytes);
    }
    let item = [
        b"<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\">".as_slice(),
        bytes,
    ]
    .concat();
    unit(RawKind::Feed, "item.newsml", &item);
}

/// The text of a date, where a record gives it and in a sentence.
pub fn dates(bytes: &[u8]) {
    let date = String::from_utf8_lossy(bytes);
    let record = serde_json::json!({
        "id": "d1",
        "title": "सूखागढ़ में बारिश",
        "body": format!("{date}\n\nसूखागढ़ में {date} बारिश हुई।\n{date} को भी बारिश होगी।"),
        "published": date,
    });
    unit(RawKind::Record, "dates.jsonl", record.to_string().as_bytes());
    unit(
        RawKind::Text,
        "dates.txt",
        format!("सूखागढ़ में बारिश\n\nप्रकाशित: {date}\n\nबारिश हुई।\n").as_bytes(),
    );
}

/// A file packed with gzip: the bytes as they are, and the bytes packed.
pub fn gzip(bytes: &[u8]) {
    file("page.html.gz", bytes);
    file("records.jsonl.gz", bytes);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    if packed.write_all(bytes).is_ok()
        && let Ok(packed) = packed.finish()
    {
        file("unknown.gz", &packed);
    }
}

/// A web archive.
pub fn warc(bytes: &[u8]) {
    file("archive.warc", bytes);
}

/// The cursor of a list, as an address brings it.
pub fn cursors(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(cursor) = StoryCursor::decoded(&text) {
        assert!(
            StoryCursor::decoded(&cursor.encoded()) == Some(cursor),
            "a cursor is read as it was written"
        );
    }
}

/// What a watch reads: a feed as it was fetched, a sitemap, a list of feeds, which is read as it was written.
pub fn lists(bytes: &[u8]) {
    let _ = read::feed(bytes, Some("https://samachar.example/feed"));
    let _ = read::sitemap(bytes);
    if let Ok(feeds) = read::opml::read(bytes) {
        let again = read::opml::read(read::opml::write(&feeds).as_bytes());
        // An address of nothing but blanks is none when it is read again.
        assert!(
            again.is_ok_and(|again| again.len() <= feeds.len()),
            "a list is read as it was written"
        );
    }
}

/// What editors decided, one ruling a line as the store keeps them, on three small reports.
pub fn decisions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rulings = text.lines().filter_map(|l| serde_json::from_str::<Ruling>(l).ok());
    let decisions: Vec<Decision> = rulings
        .enumerate()
        .map(|(n, ruling)| Decision {
            number: n as i64 + 1,
            at: "2025-08-04T10:00:00Z".to_string(),
            editor: "मीरा".to_string(),
            undone: n % 7 == 6,
            ruling,
        })
        .collect();
    if decisions.is_empty() {
        return;
    }
    let mut analyses = reports().to_vec();
    let derived = pipeline::derive_with(&mut analyses, &decisions).expect("there is room");
    let members: usize = derived.events.iter().map(|e| e.articles.len()).sum();
    assert!(members == analyses.len(), "every article is in one event");
    for kind in export::RecordKind::ALL {
        assert!(
            export::records(kind, &analyses, &derived).is_ok(),
            "{kind} can be written"
        );
    }
}

/// Three invented reports, two of them of one event.
fn reports() -> &'static [Analysis] {
    static REPORTS: OnceLock<Vec<Analysis>> = OnceLock::new();
    REPORTS.get_or_init(|| {
        let report = |id: &str, place: &str, day: u32| {
            let body =
                format!("{place} में मंगलवार को नहर टूटने से 12 लोग घायल हुए। जिलाधिकारी रमा देवी ने कहा कि राहत दल भेजा गया है।");
            let record = serde_json::json!({"id": id, "title": format!("{place} में नहर टूटी, 12 घायल"), "body": body,
                "published": format!("2025-08-{day:02}")});
            let bytes = record.to_string().into_bytes();
            let raw = Raw::new("reports.jsonl", RawKind::Record, bytes);
            read::pages(&raw).unwrap_or_default()
        };
        let pages = [("r1", "सूखागढ़", 5), ("r2", "सूखागढ़", 6), ("r3", "नीलमपुर", 20)];
        let pages = pages.into_iter().flat_map(|(id, place, day)| report(id, place, day));
        pages.map(|p| pipeline::analyse(&p)).collect()
    })
}

/// One raw unit of a kind.
fn unit(kind: RawKind, source: &str, bytes: &[u8]) {
    let raw = Raw::new(source, kind, bytes.to_vec());
    if let Ok(pages) = read::pages(&raw) {
        pages.iter().for_each(page);
    }
}

/// A file of this name, read as `add` reads it.
fn file(name: &str, bytes: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join(name);
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    files::read(&[path], &mut |unit| {
        if let Ok((raw, _)) = unit
            && let Ok(pages) = read::pages(&raw)
        {
            pages.iter().for_each(page);
        }
        true
    });
}

/// All stages that look at one page, what is written of it, and the laws that this keeps.
fn page(page: &RawPage) {
    let analysis = pipeline::analyse(page);
    let text = &analysis.article.text;
    let whole = |span: Span, what: &str| {
        let range = span.start as usize..span.end as usize;
        assert!(
            text.get(range).is_some(),
            "the span of a {what} is not whole characters of the text"
        );
    };
    analysis.article.lines.iter().for_each(|l| whole(l.span, "line"));
    analysis.sentences.iter().for_each(|s| whole(s.span, "sentence"));
    analysis.mentions.iter().for_each(|m| whole(m.span, "mention"));
    analysis.times.iter().for_each(|t| whole(t.span, "time"));
    analysis.quantities.iter().for_each(|q| whole(q.span, "figure"));
    analysis.statements.iter().for_each(|s| whole(s.content, "statement"));
    analysis.propositions.iter().for_each(|p| whole(p.span, "proposition"));
    let analyses = [analysis];
    for kind in export::RecordKind::ALL {
        assert!(
            export::records(kind, &analyses, &Derived::default()).is_ok(),
            "{kind} can be written"
        );
    }
    let shown = view::article_page(&analyses[0], &[], None);
    view::web::article_alone(&shown);
    view::terminal::article(
        &shown,
        view::terminal::Style {
            width: 40,
            colour: false,
        },
    );
}
