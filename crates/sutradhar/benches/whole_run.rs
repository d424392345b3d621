//! The whole run over the bundled samples: read, store, analyse, derive, rebuild, and one more page in a store of the others.
//! Prints the best of some rounds.
//!
//! `cargo bench -p sutradhar`

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use sutradhar::pipeline::{self, Options};
use sutradhar::store::Store;

/// Rounds, of which the best counts: the others were disturbed.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&pages)?.flatten().map(|e| e.path()).collect();
    files.sort();
    let (last, others) = files.split_last().ok_or("there are no sample pages")?;
    for threads in [1, 2] {
        let options = &Options::with_threads(threads);
        let mut best = [Duration::MAX; 4];
        let mut articles = 0;
        for _ in 0..ROUNDS {
            let dir = tempfile::tempdir()?;
            let mut store = Store::open_to_write(dir.path(), Duration::ZERO)?;
            let mut time = |at: usize, start: Instant| best[at] = best[at].min(start.elapsed());
            let start = Instant::now();
            let summary = pipeline::add(&mut store, std::slice::from_ref(&pages), options, &mut |_| {})?;
            time(0, start);
            let start = Instant::now();
            pipeline::add(&mut store, std::slice::from_ref(&pages), options, &mut |_| {})?;
            time(1, start);
            let start = Instant::now();
            pipeline::rebuild(&mut store, options, &mut |_| {})?;
            time(2, start);
            articles = summary.analysed;
            drop(store);
            let dir = tempfile::tempdir()?;
            let mut store = Store::open_to_write(dir.path(), Duration::ZERO)?;
            pipeline::add(&mut store, others, options, &mut |_| {})?;
            let start = Instant::now();
            pipeline::add(&mut store, std::slice::from_ref(last), options, &mut |_| {})?;
            best[3] = best[3].min(start.elapsed());
        }
        for (what, time) in ["add", "add again", "rebuild"].iter().zip(best) {
            let each = time.as_secs_f64() * 1e3;
            let speed = articles as f64 / time.as_secs_f64();
            println!("{what:<10} {threads} thread(s): {each:8.1} ms for {articles} articles, {speed:6.0} a second");
        }
        let one = best[3].as_secs_f64() * 1e3;
        println!(
            "one more   {threads} thread(s): {one:8.1} ms in a store of {} pages",
            others.len()
        );
    }
    Ok(())
}
