//! A fresh folder, the binary, and pages of our own making.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A fresh folder with a store in it.
pub struct Place {
    pub dir: TempDir,
}

/// What a run gave.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
    pub bytes: Vec<u8>,
}

impl Place {
    pub fn new() -> Place {
        Place {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Writes a file, its folders too.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The binary, with nothing of this machine's settings.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sutradhar"));
        command
            .current_dir(self.dir.path())
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS")
            .env("SUTRADHAR_STORE", self.store())
            .env("TMPDIR", self.dir.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command().args(args).output().unwrap())
    }

    /// Runs and wants status 0.
    pub fn ok(&self, args: &[&str]) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.status, 0, "{args:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    /// Every kind of records, as written by `export all`.
    pub fn exports(&self) -> Vec<(String, Vec<u8>)> {
        let folder = tempfile::tempdir().unwrap();
        self.ok(&["export", "all", "-o", folder.path().to_str().unwrap()]);
        let mut out: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|e| e.unwrap())
            .map(|e| (e.file_name().into_string().unwrap(), std::fs::read(e.path()).unwrap()))
            .collect();
        out.sort();
        assert_eq!(out.len(), sutradhar::export::RecordKind::ALL.len());
        out
    }
}

impl Ran {
    pub fn of(output: Output) -> Ran {
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout,
        }
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(self.out.lines().last().unwrap_or("")).expect(&self.out)
    }
}

/// Wants the same records, and names the first kind and line that differ.
pub fn same(a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)], what: &str) {
    for ((kind, x), (_, y)) in a.iter().zip(b) {
        let (x, y) = (String::from_utf8_lossy(x), String::from_utf8_lossy(y));
        let differs = x.lines().zip(y.lines()).find(|(x, y)| x != y);
        assert!(
            differs.is_none(),
            "{what}: {kind}: {}\n{}",
            differs.unwrap().0,
            differs.unwrap().1
        );
        assert_eq!(x.len(), y.len(), "{what}: {kind}");
    }
}

const TOWNS: [&str; 6] = ["सूखागढ़", "नीलमपुर", "चंदनवाड़ी", "रेतपुरा", "भीमताला", "कमलगंज"];
const THINGS: [&str; 5] = ["बाढ़", "पुल का टूटना", "अस्पताल की हड़ताल", "मेले की भीड़", "नहर का पानी"];

/// The text of an invented page.
pub fn page(n: usize) -> String {
    let (town, thing) = (TOWNS[n % TOWNS.len()], THINGS[n / 2 % THINGS.len()]);
    let day = n % 27 + 1;
    format!(
        "{town} में {thing}: {n} लोग प्रभावित\n\nप्रकाशित: {day} अगस्त 2025\n\n{town} । {thing} से {town} जिले में मंगलवार को {n} लोग प्रभावित \
         हुए। जिलाधिकारी रमा देवी ने कहा कि राहत दल संख्या {n} भेजा गया है।\n\nस्थानीय एजेंसी के अनुसार {thing} की जांच होगी। \
         पंक्ति {n} में और कुछ नहीं है।\n"
    )
}

/// The same as a line of JSONL.
pub fn record(n: usize) -> String {
    let text = page(n);
    let (title, body) = text.split_once("\n\n").unwrap();
    serde_json::json!({"id": format!("r{n}"), "outlet": format!("दैनिक {}", n % 4), "lang": "hi", "title": title, "body": body,
        "published": format!("2025-08-{:02}", n % 27 + 1)})
    .to_string()
}

/// A record with words in every field that would do harm as markup, as an address or in a terminal.
pub fn hostile_record() -> String {
    let nasty = "<script>alert(1)</script>\u{202e}\u{7}<img src=x onerror=alert(1)>";
    serde_json::json!({
        "id": "a\"><script>", "outlet": format!("{nasty} पत्र"), "lang": "hi", "url": "javascript:alert(1)",
        "title": format!("{nasty} नीलमपुर में पुल टूटा"), "published": "2025-08-03",
        "body": format!("नीलमपुर । जिलाधिकारी रमा देवी ने कहा कि {nasty} 40 लोग बचाए गए। पुल टूट गया है।"),
    })
    .to_string()
}

/// Some lines of JSONL.
pub fn records(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|n| record(n) + "\n").collect()
}

/// A web archive with the answer of a server for each of some invented pages.
pub fn archive(numbers: impl IntoIterator<Item = usize>) -> Vec<u8> {
    let answer = |n: usize| {
        let text = page(n);
        let (title, body) = text.split_once("\n\n").unwrap();
        let html =
            format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>");
        let content = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-N: {n}\r\n\r\n{html}");
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://nadipatra.example/{n}\r\n\
             WARC-Date: 2025-09-01T10:11:12Z\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
    };
    numbers.into_iter().map(answer).collect::<String>().into_bytes()
}

/// The bundled sample pages.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages")
}
