//! `cargo xtask soak`: a watch for as long as one likes, over servers of this machine of which a third is wrong in every
//! way that there is. Afterwards a table says what came of it, and whether a law was broken.

#[allow(
    dead_code,
    clippy::unwrap_used,
    missing_docs,
    reason = "the server of the program's own tests"
)]
#[path = "../../../crates/sutradhar/tests/it/hosts.rs"]
mod hosts;
mod news;

use anyhow::{Context, bail, ensure};
use hosts::Server;
use news::{Item, News};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use sutradhar::store::{Store, WatchedItem};
use sutradhar::watch::run::now;

/// How often the process is looked at.
const LOOK: Duration = Duration::from_secs(5);

/// How long items may take after the last one came: the longest that a feed is left alone, and a round of deriving. Pages
/// that failed are not waited for.
const QUIET: i64 = 10 * 60_000;

/// The longest that nineteen of twenty items may take from the feed to a story, in milliseconds.
const STORY: i64 = 90_000;

/// Most files that the process may hold open.
const FILES: u64 = 100;

/// How it was asked for.
struct Args {
    feeds: usize,
    minutes: i64,
    program: PathBuf,
    /// A store to begin with, which is copied.
    store: Option<PathBuf>,
}

/// How the process stands.
#[derive(Debug, Clone, Copy, Default)]
struct Stand {
    /// Seconds since the beginning.
    at: i64,
    /// Of a processor.
    seconds: f64,
    kilobytes: u64,
    files: u64,
}

/// Runs it.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let args = read(args)?;
    let place = tempfile::tempdir()?;
    let folder = place.path().join("store");
    if let Some(store) = &args.store {
        std::fs::create_dir(&folder)?;
        for file in std::fs::read_dir(store)? {
            let file = file?;
            std::fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    let begun = now();
    let news = Arc::new(News {
        feeds: args.feeds,
        begun,
        until: AtomicI64::new(begun + args.minutes * 60_000),
    });
    let said = Arc::clone(&news);
    let server = Server::new(move |asked| said.answer(asked, now()));
    let list: String = (0..args.feeds)
        .map(|n| format!("<outline xmlUrl=\"{}\" text=\"दैनिक {n}\"/>", server.url(n, "/feed")))
        .collect();
    let opml = place.path().join("feeds.opml");
    std::fs::write(&opml, format!("<opml version=\"2.0\"><body>{list}</body></opml>"))?;
    let program = |arguments: &[&str]| {
        let mut command = Command::new(&args.program);
        command.args(arguments).arg("--store").arg(&folder);
        command.args(["--allow-private", "127.0.0.0/8"]).stdout(Stdio::null());
        command
    };
    let added = program(&["feeds", "import"]).arg(&opml).status()?;
    ensure!(added.success(), "the feeds are not taken");
    let errors = place.path().join("errors");
    let mut child = program(&["watch"]).stderr(std::fs::File::create(&errors)?).spawn()?;
    let last = || {
        let told = std::fs::read_to_string(&errors).unwrap_or_default();
        format!("its last word: {}", told.lines().last().unwrap_or_default())
    };
    let stands = follow(&mut child, &news, &folder).with_context(last);
    let ended = end(&mut child);
    let stands = stands?;
    ensure!(ended?, "the watch did not end well when it was asked to; {}", last());
    report(&args, &news, &server, &folder, &stands)
}

fn read(args: &[String]) -> anyhow::Result<Args> {
    let mut out = Args {
        feeds: 40,
        minutes: 10,
        program: crate::root().join("target/release/sutradhar"),
        store: None,
    };
    for pair in args.chunks(2) {
        let [name, value] = pair else {
            bail!("{} needs a value", pair[0])
        };
        match name.as_str() {
            "--feeds" => out.feeds = value.parse().context("--feeds N")?,
            "--minutes" => out.minutes = value.parse().context("--minutes N")?,
            "--program" => out.program = value.into(),
            "--store" => out.store = Some(value.into()),
            _ => bail!("soak knows --feeds N, --minutes N, --program FILE, --store FOLDER"),
        }
    }
    ensure!(
        out.program.is_file(),
        "{} is not built: cargo build --release, or --program FILE",
        out.program.display()
    );
    Ok(out)
}

/// Looks at the process until all that came is in stories, or should be.
fn follow(child: &mut Child, news: &News, store: &Path) -> anyhow::Result<Vec<Stand>> {
    let mut stands = Vec::new();
    loop {
        std::thread::sleep(LOOK);
        if let Some(status) = child.try_wait()? {
            bail!("the watch ended by itself: {status}");
        }
        let at = now();
        stands.push(stand(child.id(), (at - news.begun) / 1000)?);
        let until = news.until.load(Ordering::SeqCst);
        if at < until {
            continue;
        }
        let opened = Store::open(store)?;
        let known: HashMap<String, WatchedItem> = by_path(opened.watched_items()?);
        let rest = expected(news).into_iter().filter(|item| {
            let known = known.get(&item.path);
            known.is_none_or(|known| known.told.is_none() && known.tries == 0)
        });
        if rest.count() == 0 || at > until + QUIET {
            return Ok(stands);
        }
    }
}

/// Asks the process to end.
fn end(child: &mut Child) -> anyhow::Result<bool> {
    let asked = Command::new("kill").arg(child.id().to_string()).status()?;
    ensure!(asked.success(), "the watch cannot be ended");
    for _ in 0..120 {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}

fn stand(process: u32, at: i64) -> anyhow::Result<Stand> {
    let folder = PathBuf::from(format!("/proc/{process}"));
    let status = std::fs::read_to_string(folder.join("status"))?;
    let kilobytes = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    let kilobytes = kilobytes.and_then(|l| l.split_whitespace().next()?.parse().ok());
    let stat = std::fs::read_to_string(folder.join("stat"))?;
    // After the name in brackets; user and system time are the 14th and 15th word, in hundredths.
    let words = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = words.skip(11).take(2).filter_map(|w| w.parse::<u64>().ok()).sum();
    Ok(Stand {
        at,
        seconds: ticks as f64 / 100.0,
        kilobytes: kilobytes.unwrap_or(0),
        files: std::fs::read_dir(folder.join("fd"))?.count() as u64,
    })
}

/// All items of feeds that can be read.
fn expected(news: &News) -> Vec<Item> {
    let good = (0..news.feeds).filter(|n| news::is_good(*n));
    good.flat_map(|n| news.items(n, i64::MAX)).collect()
}

fn by_path(items: Vec<WatchedItem>) -> HashMap<String, WatchedItem> {
    let path = |url: &str| url.splitn(4, '/').nth(3).map(|p| format!("/{p}"));
    let named = items.into_iter().filter_map(|i| Some((path(i.url.as_deref()?)?, i)));
    named.collect()
}

fn report(args: &Args, news: &News, server: &Server, folder: &Path, stands: &[Stand]) -> anyhow::Result<()> {
    let store = Store::open(folder)?;
    let known = by_path(store.watched_items()?);
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for row in store.page_rows()? {
        let source = store.raw(row)?.source;
        if source.starts_with("http://127.") {
            *pages.entry(source).or_default() += 1;
        }
    }
    let expected = expected(news);
    let (mut stored, mut waiting, mut lost) = (0, 0, 0);
    let (mut steps, mut names) = (vec![Vec::new(); 4], Vec::new());
    for item in &expected {
        let Some(own) = known.get(&item.path) else {
            lost += 1;
            names.push(item.path.clone());
            continue;
        };
        match (own.stored, own.tries) {
            (Some(_), _) => stored += 1,
            (None, 1..) => waiting += 1,
            (None, _) => {
                lost += 1;
                names.push(item.path.clone());
            }
        }
        if let (Some(stored), Some(told)) = (own.stored, own.told) {
            let times = [own.seen - item.at, stored - own.seen, told - stored, told - own.seen];
            // What was there from the beginning is a crowd of its own.
            if item.at > news.begun && own.tries == 0 {
                steps.iter_mut().zip(times).for_each(|(list, time)| list.push(time));
            }
        }
    }
    let twice = pages.values().filter(|n| **n > 1).count();
    let log = server.log();
    let forbidden = log.iter().filter(|asked| News::forbids(asked)).count();
    let mut last: HashMap<_, std::time::Instant> = HashMap::new();
    let mut shortest = Duration::MAX;
    for asked in &log {
        if let Some(before) = last.insert(asked.host, asked.at) {
            shortest = shortest.min(asked.at.saturating_duration_since(before));
        }
    }
    let row = |what: &str, value: String| println!("| {what} | {value} |");
    println!(
        "{} feeds on as many hosts, {} minutes of news\n",
        args.feeds, args.minutes
    );
    println!("| what | measured |\n| --- | --- |");
    row("items announced by feeds that can be read", expected.len().to_string());
    row(
        "stored once; waiting for another try; lost; twice",
        format!("{stored}; {waiting}; {lost}; {twice}"),
    );
    row("questions", log.len().to_string());
    row("most connections to one host at a time", server.most().to_string());
    row(
        "shortest time between two questions to one host",
        format!("{:.2} s", shortest.as_secs_f64()),
    );
    row("questions that robots.txt forbids", forbidden.to_string());
    let names_of = [
        "announced to found in the feed",
        "found to stored",
        "stored to in a story",
        "found to in a story",
    ];
    let mut late = 0;
    for (what, list) in names_of.iter().zip(&mut steps) {
        list.sort_unstable();
        let at = |part: f64| {
            list.get((list.len().saturating_sub(1) as f64 * part) as usize)
                .copied()
                .unwrap_or(0)
        };
        let shown = |part: f64| format!("{:.1}", at(part) as f64 / 1e3);
        late = at(0.95);
        row(
            &format!("{what}, p50 / p95 / p99"),
            format!("{} / {} / {} s", shown(0.5), shown(0.95), shown(0.99)),
        );
    }
    let end = stands.last().copied().unwrap_or_default();
    let share = end.seconds / end.at.max(1) as f64;
    row(
        "processor, user and system",
        format!("{:.0} s in {} s: {:.1} % of a core", end.seconds, end.at, share * 100.0),
    );
    // Deriving needs memory for a moment: what counts is the most of each quarter.
    let quarters: Vec<&[Stand]> = stands.chunks(stands.len().div_ceil(4).max(1)).collect();
    let most_of = |what: fn(&Stand) -> u64| -> Vec<u64> {
        let most = quarters.iter().map(|q| q.iter().map(what).max().unwrap_or(0));
        most.collect()
    };
    let (memory, files) = (most_of(|s| s.kilobytes / 1024), most_of(|s| s.files));
    row("memory in each quarter at most, MB", format!("{memory:?}"));
    row("files open in each quarter at most", format!("{files:?}"));
    let (pages, articles, events) = store.counts()?;
    row(
        "the store at the end",
        format!("{pages} pages, {articles} articles, {events} stories"),
    );
    let mut broken = Vec::new();
    let mut law = |holds: bool, what: String| {
        if !holds {
            broken.push(what);
        }
    };
    law(
        lost == 0,
        format!("{lost} items are lost: {:?}", &names[..names.len().min(5)]),
    );
    law(twice == 0, format!("{twice} pages are there twice"));
    law(server.most() <= 1, "a host had two connections at a time".to_string());
    law(
        shortest >= Duration::from_millis(1900),
        "a host was asked again too soon".to_string(),
    );
    law(forbidden == 0, "robots.txt was not obeyed".to_string());
    law(
        late <= STORY,
        format!("one item of twenty took longer than {} s to a story", STORY / 1000),
    );
    let most = files.iter().max().copied().unwrap_or(0);
    law(most <= FILES, format!("{most} files were open"));
    // The store grows, and with it what deriving looks at.
    let grown = memory.last().copied().unwrap_or(0) * 2 > memory.get(1).copied().unwrap_or(0) * 3;
    law(
        !grown,
        "memory grew by half from the second quarter to the last".to_string(),
    );
    ensure!(broken.is_empty(), "broken: {}", broken.join("; "));
    Ok(())
}
