//! What `add` costs, beside another build in the same run, kept as history: a JSON line a run, and a plot of them.

use crate::root;
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// Runs of each program, one after the other in turns.
const RUNS: usize = 3;

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// Ticks a second of the times in `/proc`.
const TICKS: f64 = 100.0;

/// One line of the history.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    /// Day of the run.
    date: String,
    /// Commit of this tree.
    commit: String,
    /// What ran.
    what: String,
    /// Articles that were read.
    articles: u64,
    /// Processors of the machine.
    cores: usize,
    /// Medians of this build.
    new: Cost,
    /// Medians of the other build, if one ran beside it.
    old: Option<Cost>,
}

/// What a run costs.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Cost {
    seconds: f64,
    cpu_seconds: f64,
    peak_mb: f64,
}

/// Adds FOLDER... to fresh stores with NEW, and with OLD in turns if it is given, writes a line to `bench/history.jsonl`
/// and draws `docs/bench.svg`.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let (new, rest) = args.split_first().context("bench NEW [--beside OLD] FOLDER...")?;
    let (old, paths) = match rest {
        [flag, old, paths @ ..] if flag == "--beside" => (Some(old), paths),
        paths => (None, paths),
    };
    ensure!(!paths.is_empty(), "bench NEW [--beside OLD] FOLDER...");
    let (mut ours, mut theirs, mut articles) = (Vec::new(), Vec::new(), 0);
    for _ in 0..RUNS {
        let (cost, read) = add(new, paths)?;
        ours.push(cost);
        articles = read;
        if let Some(old) = old {
            theirs.push(add(old, paths)?.0);
        }
    }
    let line = Line {
        date: jiff::Zoned::now().date().to_string(),
        commit: commit(),
        what: "add".to_string(),
        articles,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        new: median(&mut ours),
        old: old.map(|_| median(&mut theirs)),
    };
    println!("{}", serde_json::to_string(&line)?);
    let path = root().join("bench/history.jsonl");
    let mut text = fs::read_to_string(&path).unwrap_or_default();
    text.push_str(&serde_json::to_string(&line)?);
    text.push('\n');
    fs::write(&path, &text)?;
    draw(&text)
}

/// One `add` into a fresh store; gives what it cost and how many articles it read.
fn add(program: &str, paths: &[String]) -> anyhow::Result<(Cost, u64)> {
    let place = tempfile::tempdir()?;
    let store = place.path().join("store");
    let start = Instant::now();
    let mut child = Command::new(program)
        .arg("add")
        .args(paths)
        .arg("--quiet")
        .arg("--store")
        .arg(&store)
        .spawn()
        .with_context(|| program.to_string())?;
    let mut cost = Cost::default();
    let status = loop {
        cost.look(child.id());
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(LOOK);
    };
    ensure!(status.success(), "{program} add failed");
    cost.seconds = start.elapsed().as_secs_f64();
    let info = Command::new(program)
        .args(["info", "--json", "--store"])
        .arg(&store)
        .output()?;
    let info: serde_json::Value = serde_json::from_slice(&info.stdout).context("info --json")?;
    Ok((cost, info["articles"].as_u64().unwrap_or(0)))
}

impl Cost {
    /// Looks at a running process; what cannot be seen any more stays as it was.
    fn look(&mut self, process: u32) {
        let read = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
        let status = read("status");
        let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        if let Some(kilobytes) = peak.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()) {
            self.peak_mb = kilobytes / 1024.0;
        }
        // The name of the program stands in brackets and may hold blanks.
        let stat = read("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok());
        if let (Some(user), Some(system)) = (ticks(11), ticks(12)) {
            self.cpu_seconds = (user + system) / TICKS;
        }
    }
}

/// The median of each figure.
fn median(costs: &mut [Cost]) -> Cost {
    let mut of = |figure: fn(&Cost) -> f64| {
        costs.sort_by(|a, b| figure(a).total_cmp(&figure(b)));
        costs.get(costs.len() / 2).map_or(0.0, figure)
    };
    Cost {
        seconds: of(|c| c.seconds),
        cpu_seconds: of(|c| c.cpu_seconds),
        peak_mb: of(|c| c.peak_mb),
    }
}

fn commit() -> String {
    let said = Command::new("git")
        .args(["rev-parse", "--short", "HEAD"])
        .current_dir(root())
        .output();
    said.map_or(String::new(), |o| String::from_utf8_lossy(&o.stdout).trim().to_string())
}

/// Draws processor time an article over the runs, as SVG with the same numbers in its title.
fn draw(history: &str) -> anyhow::Result<()> {
    let lines: Vec<Line> = history
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .context("bench/history.jsonl")?;
    let cost = |l: &Line| 1e3 * l.new.cpu_seconds / l.articles.max(1) as f64;
    let most = lines.iter().map(cost).fold(0.1, f64::max);
    let (width, height, left, top) = (680.0, 180.0, 40.0, 30.0);
    let x = |i: usize| left + (i as f64 + 0.5) * width / lines.len().max(1) as f64;
    let y = |v: f64| top + height * (1.0 - v / most);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 260\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Processor time of add, milliseconds an article</title>\n\
         <rect width=\"760\" height=\"260\" fill=\"#fff\"/>\n\
         <text x=\"{left}\" y=\"18\">Processor time of <tspan font-style=\"italic\">add</tspan>, ms an article</text>\n\
         <path d=\"M{left} {top}V{base}H{end}\" fill=\"none\" stroke=\"#888\"/>\n",
        base = top + height,
        end = left + width
    );
    let points: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(i, l)| format!("{:.1},{:.1}", x(i), y(cost(l))))
        .collect();
    writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#b0302a\"/>",
        points.join(" ")
    )?;
    for (i, l) in lines.iter().enumerate() {
        let beside = l.old.map_or(String::new(), |o| {
            format!(
                ", {:.2} of the build beside it",
                l.new.cpu_seconds / o.cpu_seconds.max(1e-9)
            )
        });
        writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#b0302a\"><title>{} {}: {:.2} ms{beside}; peak {:.0} MB</title></circle>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.2}</text>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"10\">{}</text>",
            x(i),
            y(cost(l)),
            l.date,
            l.commit,
            cost(l),
            l.new.peak_mb,
            x(i),
            y(cost(l)) - 8.0,
            cost(l),
            x(i),
            top + height + 16.0,
            l.commit
        )?;
    }
    svg.push_str("</svg>\n");
    let path: PathBuf = root().join("docs/bench.svg");
    fs::write(&path, svg).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_each_figure() {
        let cost = |seconds, cpu_seconds, peak_mb| Cost {
            seconds,
            cpu_seconds,
            peak_mb,
        };
        let m = median(&mut [cost(3.0, 1.0, 9.0), cost(1.0, 2.0, 8.0), cost(2.0, 3.0, 7.0)]);
        assert_eq!((m.seconds, m.cpu_seconds, m.peak_mb), (2.0, 2.0, 8.0));
    }
}
