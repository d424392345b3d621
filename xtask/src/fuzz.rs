//! The fuzz targets on stable: the seed corpus and fixed mutations of it, with limits of time and memory.

use crate::root;
use anyhow::{Context, bail, ensure};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use sutradhar_fuzz::{TARGETS, Target};

/// Mutations of each target in the tests, if there is time for all.
const MUTATIONS: u64 = 3_000;

/// Seconds for each target in the tests: nine of them stay under a minute in a debug build.
const SECONDS: u64 = 5;

/// How long one input may take. A page of this size takes milliseconds.
const HANG: Duration = Duration::from_secs(5);

/// Bytes by which one input may raise the peak of memory.
const MEMORY: u64 = 512 << 20;

/// Longest input that is made.
const LONGEST: usize = 1 << 16;

/// Pieces that readers look for, put in at random places.
const PIECES: [&str; 32] = [
    "<",
    ">",
    "</p>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&#x",
    "&amp;",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "\\u",
    "\\ud800",
    "\0",
    "\n",
    "\r\n",
    "\u{feff}",
    "\u{200d}",
    "्",
    "़",
    "।",
    "“",
    "ने कहा कि",
    "के अनुसार",
    "२०२५",
    "99999999999999999999",
    "-1",
];

/// `fuzz --smoke [--seconds N] [TARGET...]`; with a time, as many mutations as fit in.
pub fn run(args: &[String]) -> anyhow::Result<()> {
    let mut args = args.iter();
    let (mut seconds, mut most, mut names) = (SECONDS, MUTATIONS, Vec::new());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--smoke" => {}
            "--seconds" => {
                seconds = args.next().context("--seconds needs a number")?.parse()?;
                most = u64::MAX;
            }
            name => names.push(name),
        }
    }
    if let Some(unknown) = names.iter().find(|n| TARGETS.iter().all(|t| t.0 != **n)) {
        bail!(
            "there is no target {unknown}; there are {}",
            TARGETS.map(|t| t.0).join(", ")
        );
    }
    for (name, target) in TARGETS {
        if names.is_empty() || names.contains(&name) {
            smoke(name, target, most, Duration::from_secs(seconds))?;
        }
    }
    Ok(())
}

/// Feeds the corpus to a target, then mutations until their number or the time is used up.
fn smoke(name: &'static str, target: Target, most: u64, time: Duration) -> anyhow::Result<()> {
    let corpus = corpus(&root().join("fuzz/corpus").join(name))?;
    let worker = Worker::start(target)?;
    // The first input loads models; it has the memory that they need, and time to read them.
    worker.feed(
        name,
        &corpus[0],
        Limits {
            time: HANG * 12,
            memory: u64::MAX,
        },
    )?;
    let limits = Limits {
        time: HANG,
        memory: MEMORY,
    };
    for input in &corpus {
        worker.feed(name, input, limits)?;
    }
    let started = Instant::now();
    let mut random = XorShift::new(name);
    let mut made = 0;
    while made < most && started.elapsed() < time {
        worker.feed(name, &mutate(&corpus, &mut random), limits)?;
        made += 1;
    }
    println!("{name}: {} pages of the corpus, {made} mutations", corpus.len());
    Ok(())
}

/// The pages of a folder in order of name.
fn corpus(folder: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    ensure!(!paths.is_empty(), "{} is empty", folder.display());
    paths.iter().map(|p| Ok(std::fs::read(p)?)).collect()
}

#[derive(Clone, Copy)]
struct Limits {
    time: Duration,
    memory: u64,
}

/// A thread that runs a target, so that an input without end can be told.
struct Worker {
    inputs: SyncSender<Vec<u8>>,
    done: Receiver<Result<(), String>>,
}

impl Worker {
    fn start(target: Target) -> anyhow::Result<Worker> {
        let (inputs, take) = sync_channel::<Vec<u8>>(0);
        let (give, done) = sync_channel(0);
        std::thread::Builder::new().name("fuzz".to_string()).spawn(move || {
            for input in take {
                let ran = catch_unwind(AssertUnwindSafe(|| target(&input)));
                let ran = ran.map_err(|why| match why.downcast_ref::<String>() {
                    Some(text) => text.clone(),
                    None => why.downcast_ref::<&str>().unwrap_or(&"a panic").to_string(),
                });
                if give.send(ran).is_err() {
                    return;
                }
            }
        })?;
        Ok(Worker { inputs, done })
    }

    /// Runs one input. One that fails is kept in `fuzz/artifacts` and named in the error.
    fn feed(&self, name: &str, input: &[u8], limits: Limits) -> anyhow::Result<()> {
        let before = peak_memory();
        self.inputs.send(input.to_vec()).context("the worker is gone")?;
        let why = match self.done.recv_timeout(limits.time) {
            Ok(Ok(())) => {
                let grown = peak_memory().saturating_sub(before);
                if grown <= limits.memory {
                    return Ok(());
                }
                format!("it took {} MB", grown >> 20)
            }
            Ok(Err(panic)) => panic,
            Err(RecvTimeoutError::Timeout) => format!("it took longer than {} seconds", limits.time.as_secs()),
            Err(RecvTimeoutError::Disconnected) => "the worker ended".to_string(),
        };
        let path = keep(name, input)?;
        bail!("{name}: {why}\ninput: {}", path.display())
    }
}

/// Writes an input that failed.
fn keep(name: &str, input: &[u8]) -> anyhow::Result<std::path::PathBuf> {
    let folder = root().join("fuzz/artifacts");
    std::fs::create_dir_all(&folder)?;
    let sum = input.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder.join(format!("{name}-{sum:016x}"));
    std::fs::write(&path, input)?;
    Ok(path)
}

/// The most memory that this process had at once, in bytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let number = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or(0) << 10
}

/// Marsaglia's xorshift64*: the same numbers on every machine.
struct XorShift(u64);

impl XorShift {
    /// A row of numbers for a target.
    fn new(name: &str) -> XorShift {
        XorShift(name.bytes().fold(1947, |h, b| h * 31 + u64::from(b)) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    /// A number below `n`; 0 if `n` is 0.
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// A page of the corpus with one to eight changes.
fn mutate(corpus: &[Vec<u8>], random: &mut XorShift) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(64)).min(bytes.len());
        match random.below(9) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            5 => {
                // Something small, very often: nesting, long lines, endless lists.
                let most = 1 << random.below(10);
                let piece = bytes[at..end].repeat(1 + random.below(most));
                bytes.splice(at..at, piece);
            }
            6 => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())].as_bytes();
                bytes.splice(at..at, piece.iter().copied());
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutations_are_fixed_and_short() {
        let corpus = vec![b"<p>one</p>".to_vec(), Vec::new()];
        let row = || {
            let mut random = XorShift::new("html");
            (0..500).map(|_| mutate(&corpus, &mut random)).collect::<Vec<_>>()
        };
        let first = row();
        assert_eq!(first, row());
        assert!(first.iter().all(|m| m.len() <= LONGEST));
        assert!(first.iter().collect::<std::collections::HashSet<_>>().len() > 300);
    }

    #[test]
    fn panics_and_hangs_are_told() {
        fn odd(bytes: &[u8]) {
            match bytes {
                b"panic" => panic!("the words of the panic"),
                b"hang" => std::thread::sleep(Duration::from_secs(3600)),
                _ => {}
            }
        }
        let worker = Worker::start(odd).unwrap();
        let limits = |seconds| Limits {
            time: Duration::from_secs(seconds),
            memory: u64::MAX,
        };
        worker.feed("odd", b"good", limits(60)).unwrap();
        for (input, seconds, want) in [
            ("panic", 60, "the words of the panic"),
            ("hang", 1, "longer than 1 seconds"),
        ] {
            let why = worker
                .feed("odd", input.as_bytes(), limits(seconds))
                .unwrap_err()
                .to_string();
            assert!(why.contains(want), "{why}");
            let path = why.rsplit("input: ").next().unwrap();
            assert_eq!(std::fs::read(path).unwrap(), input.as_bytes());
            std::fs::remove_file(path).unwrap();
        }
    }
}
