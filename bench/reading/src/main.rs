//! The chain of reading stages on Hindi text, beside whatlang alone and beside a Python tokenizer.
//!
//! `reading-bench PYTHON`: a Python that can import indicnlp. All read the same text on one core; each shows its best round.

#[path = "../../../crates/engine/benches/reading/chain.rs"]
mod chain;

use anyhow::{Context, bail};
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Stages that do what the Python tokenizer does.
const TOKENIZING: [&str; 3] = ["fold", "sentences", "words"];

/// Stages of reading up to figures; quotations and attribution come on top.
const READING: [&str; 7] = ["fold", "language", "sentences", "words", "names", "times", "figures"];

fn main() -> anyhow::Result<()> {
    let python = std::env::args().nth(1).context("usage: reading-bench PYTHON")?;
    let measured = chain::measure()?;
    let sum = |names: &[&str]| -> Duration {
        let some = measured.rows.iter().filter(|r| names.contains(&r.name));
        some.map(|r| r.time).sum()
    };
    let texts: Vec<&str> = measured.articles.iter().map(|a| a.text.as_str()).collect();
    let mut whatlang = Duration::MAX;
    for _ in 0..chain::ROUNDS {
        let start = Instant::now();
        for text in &texts {
            black_box(whatlang::detect(text));
        }
        whatlang = whatlang.min(start.elapsed());
    }
    let all: Duration = measured.rows.iter().map(|r| r.time).sum();
    let ours = sum(&READING);
    let mut rows = vec![
        ("sutradhar: all stages with quotations and attribution", all),
        (
            "sutradhar: fold, language, sentences, words, names, times, figures",
            ours,
        ),
        ("sutradhar: fold, sentences, words", sum(&TOKENIZING)),
        ("sutradhar: language", sum(&["language"])),
        ("whatlang 0.18: language", whatlang),
    ];
    match indic_nlp(&python, &texts) {
        Ok(time) => rows.push(("indic-nlp-library 0.92 (Python): normalise, sentences, words", time)),
        Err(e) => println!("indic-nlp-library: not measured ({e:#})\n"),
    }
    let megabytes = measured.bytes as f64 / 1e6;
    println!("{megabytes:.1} MB of UTF-8 Hindi, {} articles, one core\n", texts.len());
    println!("{:70} {:>8} {:>9} {:>8}", "", "MB/s", "articles", "time");
    for (name, time) in rows {
        println!(
            "{name:70} {:8.1} {:7.0}/s {:7.2}x",
            megabytes / time.as_secs_f64(),
            texts.len() as f64 / time.as_secs_f64(),
            time.as_secs_f64() / ours.as_secs_f64()
        );
    }
    println!("\ntime: against the second line");
    Ok(())
}

/// Processor time of the Python tokenizer for the texts.
fn indic_nlp(python: &str, texts: &[&str]) -> anyhow::Result<Duration> {
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/indic_nlp_peer.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| python.to_string())?;
    let input: String = texts.iter().map(|t| serde_json::json!(t).to_string() + "\n").collect();
    child.stdin.take().context("no pipe")?.write_all(input.as_bytes()).ok();
    let out = child.wait_with_output()?;
    if !out.status.success() {
        bail!("needs `pip install indic-nlp-library==0.92` in the Python that PYTHON names");
    }
    let seconds: f64 = String::from_utf8_lossy(&out.stdout).trim().parse()?;
    Ok(Duration::from_secs_f64(seconds))
}
