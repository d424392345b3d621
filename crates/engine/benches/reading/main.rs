//! Reading: what the engine does with the text of one article after another, in MB of UTF-8 Hindi a second on one core, with the
//! share of each stage. `cargo xtask reading-bench` prints other programs beside it.
//!
//! `cargo bench -p sutradhar-engine --bench reading`

#![allow(clippy::disallowed_methods)] // a bench reads pages and a clock

mod chain;

use std::time::Duration;

fn main() -> std::io::Result<()> {
    let measured = chain::measure()?;
    let megabytes = measured.bytes as f64 / 1e6;
    let total: Duration = measured.rows.iter().map(|r| r.time).sum();
    for row in &measured.rows {
        let share = 100.0 * row.time.as_secs_f64() / total.as_secs_f64();
        println!(
            "{:<12} {:8.1} MB/s {share:5.1} %",
            row.name,
            megabytes / row.time.as_secs_f64()
        );
    }
    let each = measured.articles.len() as f64 / total.as_secs_f64();
    println!(
        "all          {:8.1} MB/s, {each:.0} articles a second",
        megabytes / total.as_secs_f64()
    );
    Ok(())
}
