//! A server on this machine that behaves as it is told, badly too. All addresses of 127.0.0.0/8 are its hosts.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A question that came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub host: Ipv4Addr,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub at: Instant,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// How it answers.
pub enum Answer {
    /// Status, headers, body.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A head, then so many bytes of zero for ever.
    Endless,
    /// A head, then a byte now and then.
    Drip,
    /// Nothing at all.
    Silence,
    /// Something that is no HTTP.
    Noise,
    /// Fewer bytes than promised.
    Short,
}

impl Answer {
    pub fn ok(kind: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer::Whole(200, vec![("Content-Type", kind.to_string())], body.into())
    }

    pub fn status(status: u16) -> Answer {
        Answer::Whole(status, Vec::new(), Vec::new())
    }

    pub fn to(status: u16, location: &str) -> Answer {
        Answer::Whole(status, vec![("Location", location.to_string())], Vec::new())
    }
}

#[derive(Default)]
struct Seen {
    log: Vec<Asked>,
    open: HashMap<Ipv4Addr, usize>,
    most: usize,
}

/// The server; it goes on until the tests end.
#[derive(Clone)]
pub struct Server {
    pub port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Server {
    pub fn new(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("0.0.0.0:0").unwrap();
        let server = Server {
            port: listener.local_addr().unwrap().port(),
            seen: Arc::default(),
        };
        let (this, answer) = (server.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (this, answer) = (this.clone(), Arc::clone(&answer));
                std::thread::spawn(move || this.serve(stream, &*answer));
            }
        });
        server
    }

    /// An address on a host of its own: 127.0.`n / 200`.`n % 200 + 1`.
    pub fn url(&self, n: usize, path: &str) -> String {
        format!("http://{}:{}{path}", host(n), self.port)
    }

    pub fn log(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().log.clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.log().into_iter().map(|a| a.path).collect()
    }

    /// The most connections that one host ever had at a time.
    pub fn most(&self) -> usize {
        self.seen.lock().unwrap().most
    }

    fn serve(&self, mut stream: TcpStream, answer: &dyn Fn(&Asked) -> Answer) {
        let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
        let IpAddr::V4(host) = stream.local_addr().unwrap().ip() else {
            return;
        };
        let mut head = Vec::new();
        let mut piece = [0; 2048];
        while !head.windows(4).any(|w| w == b"\r\n\r\n") {
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => return,
                Ok(n) => head.extend_from_slice(&piece[..n]),
            }
            // The hello of TLS, which is not spoken here.
            if head[0] == 0x16 {
                let _ = stream.write_all(b"HTTP/1.1 400 X\r\n\r\n");
                return;
            }
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut lines = head.lines();
        let path = lines.next().unwrap_or("").split(' ').nth(1).unwrap_or("").to_string();
        let headers = lines
            .filter_map(|l| l.split_once(": "))
            .map(|(n, v)| (n.to_ascii_lowercase(), v.to_string()))
            .collect();
        let asked = Asked {
            host,
            path,
            headers,
            at: Instant::now(),
        };
        {
            let mut seen = self.seen.lock().unwrap();
            let open = seen.open.entry(host).or_default();
            *open += 1;
            let open = *open;
            seen.most = seen.most.max(open);
            seen.log.push(asked.clone());
        }
        let answer = answer(&asked);
        let done = || *self.seen.lock().unwrap().open.get_mut(&host).unwrap() -= 1;
        // Before the client can have all of it: whoever asks next is next.
        let whole = matches!(answer, Answer::Whole(..));
        if whole {
            done();
        }
        let head =
            |more: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}Connection: close\r\n\r\n");
        match answer {
            Answer::Whole(status, headers, body) => {
                let mut out = format!(
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n",
                    body.len()
                );
                for (name, value) in headers {
                    out += &format!("{name}: {value}\r\n");
                }
                let _ = stream.write_all(&[out.as_bytes(), b"\r\n", &body].concat());
            }
            Answer::Endless => {
                let _ = stream.write_all(head("").as_bytes());
                while stream.write_all(&[b' '; 8192]).is_ok() {}
            }
            Answer::Drip => {
                let _ = stream.write_all(head("").as_bytes());
                while stream.write_all(b"x").is_ok() {
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
            Answer::Silence => {
                let _ = stream.read(&mut piece);
            }
            Answer::Noise => {
                let _ = stream.write_all(b"\x00\x01SSH-2.0-nothing\r\n\r\n");
            }
            Answer::Short => {
                let _ = stream.write_all(head("Content-Length: 5000\r\n").as_bytes());
                let _ = stream.write_all(b"<html>");
            }
        }
        if !whole {
            done();
        }
    }
}

/// The host with a number.
pub fn host(n: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, (n / 200) as u8, (n % 200 + 1) as u8)
}

/// A feed with items: path and title of each.
pub fn rss(title: &str, items: &[(String, String)]) -> String {
    let items: String = items
        .iter()
        .map(|(url, title)| {
            format!(
                "<item><title>{title}</title><link>{url}</link><guid>{url}</guid><description>{title} की ख़बर।</description>\
                 <pubDate>Wed, 13 Aug 2025 14:09:00 +0530</pubDate></item>"
            )
        })
        .collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>")
}
