//! How many pages a second the extract stage reads on one core: `cargo bench -p sutradhar-engine --bench extract`.
//!
//! Without arguments the pages of `samples/pages` are read; arguments name other folders of `.html` and `.txt` pages.

use std::path::{Path, PathBuf};
use sutradhar_engine::extract::extract;
use sutradhar_engine::ingest;
use sutradhar_engine::model::{ArticleId, Content, Hints, RawPage};

/// Seconds that each kind of page is read again and again.
const SECONDS: f64 = 2.0;

fn main() {
    let given: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let folders = if given.is_empty() { vec![own] } else { given };
    let pages: Vec<RawPage> = folders.iter().flat_map(|f| read(f)).collect();
    for (name, html) in [("html", true), ("text", false)] {
        let mine: Vec<&RawPage> = pages
            .iter()
            .filter(|p| matches!(p.content, Content::Html(_)) == html)
            .collect();
        if !mine.is_empty() {
            println!("{name}: {} pages, {:.0} pages/s", mine.len(), rate(&mine));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench needs a clock")]
fn rate(pages: &[&RawPage]) -> f64 {
    let start = std::time::Instant::now();
    let (mut done, mut bytes) = (0usize, 0usize);
    while start.elapsed().as_secs_f64() < SECONDS {
        for page in pages {
            bytes += std::hint::black_box(extract(page)).0.text.len();
            done += 1;
        }
    }
    assert!(bytes > 0, "the pages hold no text");
    done as f64 / start.elapsed().as_secs_f64()
}

#[expect(clippy::disallowed_methods, reason = "a bench reads its pages")]
fn read(folder: &Path) -> Vec<RawPage> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|list| list.filter_map(|e| e.ok()).map(|e| e.path()).collect())
        .unwrap_or_default();
    paths.sort();
    let page = |path: &PathBuf| {
        let bytes = std::fs::read(path).ok()?;
        let (text, notices) = ingest::decode(&bytes);
        let name = path.to_string_lossy().into_owned();
        let html = name.ends_with(".html");
        Some(RawPage {
            id: ArticleId(name.clone()),
            source: name,
            url: None,
            hints: Hints::default(),
            content: if html { Content::Html(text) } else { Content::Text(text) },
            notices,
        })
    };
    paths.iter().filter_map(page).collect()
}
