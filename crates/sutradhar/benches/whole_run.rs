//! The whole run over the bundled samples: read, store, analyse, derive, rebuild. Prints the best of some rounds.
//!
//! `cargo bench -p sutradhar`

use std::path::Path;
use std::time::{Duration, Instant};
use sutradhar::pipeline::{self, Options};
use sutradhar::store::Store;

/// Rounds, of which the best counts: the others were disturbed.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    for threads in [1, 2] {
        let options = Options { threads };
        let mut best = [Duration::MAX; 3];
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
        }
        for (what, time) in ["add", "add again", "rebuild"].iter().zip(best) {
            let each = time.as_secs_f64() * 1e3;
            let speed = articles as f64 / time.as_secs_f64();
            println!("{what:<10} {threads} thread(s): {each:8.1} ms for {articles} articles, {speed:6.0} a second");
        }
    }
    Ok(())
}
