//! How fast the server answers: latencies and requests a second, over kept connections of this machine.

use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections at a time.
const CONNECTIONS: usize = 4;

/// How long each kind of page is asked for.
const SECONDS: u64 = 8;

/// Stories that are asked for in turn.
const STORIES: usize = 2_000;

/// Serves STORE with PROGRAM and prints a table: kind of page, requests a second, median and 99th percentile, bytes;
/// then how long the server took to open and its memory.
pub fn run(program: &str, store: &str) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut server = Command::new(program)
        .args(["serve", "--port", "0", "--store", store])
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| program.to_string())?;
    let done = measure(&mut server, start);
    let _ = server.kill();
    let _ = server.wait();
    done
}

fn measure(server: &mut Child, start: Instant) -> anyhow::Result<()> {
    let mut line = String::new();
    if let Some(out) = server.stdout.as_mut() {
        BufReader::new(out).read_line(&mut line)?;
    }
    let opened = start.elapsed();
    let address = line
        .split('/')
        .nth(2)
        .context("the server names no address")?
        .to_string();
    let address = address.split(' ').next().unwrap_or_default().to_string();
    let mut client = Client::new(&address)?;
    let mut stories: Vec<(String, String)> = Vec::new();
    let mut path = "/stories.json".to_string();
    while stories.len() < STORIES {
        let page: serde_json::Value = serde_json::from_slice(&client.get(&path, None)?.1)?;
        for item in page["items"].as_array().into_iter().flatten() {
            let word = item["title"]
                .as_str()
                .unwrap_or("")
                .split_whitespace()
                .next()
                .unwrap_or("");
            stories.push((item["id"].as_str().unwrap_or("").to_string(), encoded(word)));
        }
        match page["next"].as_str() {
            Some(next) => path = format!("/stories.json?after={next}"),
            None => break,
        }
    }
    if stories.is_empty() {
        bail!("the store has no stories");
    }
    let mut tags: BTreeMap<&str, String> = BTreeMap::new();
    for (id, _) in stories.iter().take(64) {
        let (tag, _) = client.get(&format!("/stories/{id}"), None)?;
        tags.insert(id.as_str(), tag);
    }
    let known: Vec<(&str, &String)> = tags.iter().map(|(id, tag)| (*id, tag)).collect();
    println!("| what | a second | p50 ms | p99 ms | bytes |");
    println!("| --- | --- | --- | --- | --- |");
    type Ask<'a> = Box<dyn Fn(usize) -> (String, Option<String>) + Sync + 'a>;
    let of = |i: usize| &stories[i % stories.len()];
    let kinds: Vec<(&str, Ask<'_>)> = vec![
        ("story page", Box::new(move |i| (format!("/stories/{}", of(i).0), None))),
        (
            "story as JSON",
            Box::new(move |i| (format!("/stories/{}.json", of(i).0), None)),
        ),
        (
            "story, not changed (304)",
            Box::new(|i| {
                let (id, tag) = known[i % known.len()];
                (format!("/stories/{id}"), Some(tag.clone()))
            }),
        ),
        ("home", Box::new(|_| ("/".to_string(), None))),
        (
            "search of one word with facets",
            Box::new(move |i| (format!("/search?q={}", of(i).1), None)),
        ),
        (
            "search of two words with facets",
            Box::new(move |i| (format!("/search?q={}+{}", of(i).1, of(i + 7).1), None)),
        ),
    ];
    for (what, ask) in &kinds {
        let (mut times, bytes) = load(&address, ask)?;
        times.sort();
        let at = |share: f64| {
            let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
            times.get(place).map_or(0.0, |t| t.as_secs_f64() * 1e3)
        };
        println!(
            "| {what} | {:.0} | {:.1} | {:.1} | {} |",
            times.len() as f64 / SECONDS as f64,
            at(0.5),
            at(0.99),
            bytes / times.len().max(1)
        );
    }
    println!(
        "\nopen after {:.0} ms; memory {}",
        opened.as_secs_f64() * 1e3,
        memory(server.id())
    );
    Ok(())
}

/// Asks over some connections at a time; gives how long each answer took, and the bytes of all.
fn load(
    address: &str,
    ask: &(dyn Fn(usize) -> (String, Option<String>) + Sync),
) -> anyhow::Result<(Vec<Duration>, usize)> {
    let next = AtomicUsize::new(0);
    let until = Instant::now() + Duration::from_secs(SECONDS);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<(Vec<Duration>, usize)> {
                    let mut client = Client::new(address)?;
                    let (mut times, mut bytes) = (Vec::new(), 0);
                    while Instant::now() < until {
                        let (path, tag) = ask(next.fetch_add(1, Ordering::Relaxed));
                        let start = Instant::now();
                        bytes += client.get(&path, tag.as_deref())?.1.len();
                        times.push(start.elapsed());
                    }
                    Ok((times, bytes))
                })
            })
            .collect();
        let (mut times, mut bytes) = (Vec::new(), 0);
        for worker in workers {
            let (t, b) = worker.join().map_err(|_| anyhow::anyhow!("a client broke"))??;
            times.extend(t);
            bytes += b;
        }
        Ok((times, bytes))
    })
}

/// A kept connection.
struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    fn new(address: &str) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Client {
            stream: BufReader::new(stream),
        })
    }

    /// The ETag and the body of a page; whatever its status below 500.
    fn get(&mut self, path: &str, known: Option<&str>) -> anyhow::Result<(String, Vec<u8>)> {
        let known = known.map_or(String::new(), |tag| format!("If-None-Match: {tag}\r\n"));
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{known}\r\n");
        self.stream.get_mut().write_all(head.as_bytes())?;
        let (mut length, mut tag, mut first) = (0, String::new(), String::new());
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("{path}: the server hung up");
            }
            let line = line.trim_end();
            if first.is_empty() {
                first = line.to_string();
            }
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(": ") {
                match name.to_lowercase().as_str() {
                    "content-length" => length = value.parse()?,
                    "etag" => tag = value.to_string(),
                    _ => {}
                }
            }
        }
        if first.split(' ').nth(1).is_none_or(|s| s.starts_with('5')) {
            bail!("{path}: {first}");
        }
        let mut body = vec![0; length];
        if !first.contains(" 304 ") {
            self.stream.read_exact(&mut body)?;
        }
        Ok((tag, body))
    }
}

fn encoded(word: &str) -> String {
    word.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// The memory of a process, where the system tells.
fn memory(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.map_or("unknown".to_string(), |l| l.trim().to_string())
}
