//! What a site lets robots read (RFC 9309).

use super::timing::{DAY, HOUR, SECOND};
use crate::store::RobotsRow;
use texting_robots::Robot;
use url::Url;

/// How long an answer counts.
const COUNTS: i64 = DAY;

/// How soon a site that gave none is asked again.
const AGAIN: i64 = HOUR;

/// How long the last answer counts while the site gives none.
const REMEMBERED: i64 = 30 * DAY;

/// The longest wait between two pages that a site may ask for.
const LONGEST_DELAY: f32 = 60.0;

/// Bytes of an answer that are read.
pub const BYTES: usize = 500 << 10;

/// The name under which sites may speak to this program.
pub const NAME: &str = "Sutradhar";

/// What one origin says.
#[derive(Debug)]
pub struct Robots {
    /// What is kept of it.
    pub row: RobotsRow,
    rules: Option<Robot>,
    /// Why there is no answer.
    pub silent: Option<String>,
}

/// Whether an address may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// It may.
    Yes,
    /// The site says no.
    No,
    /// The site does not say, which counts as a no until the time given.
    Unknown(i64),
}

impl Robots {
    /// What an answer says; `before` is what was known.
    pub fn answered(origin: &str, status: u16, body: &[u8], now: i64, before: Option<&Robots>) -> Robots {
        let mut row = RobotsRow {
            origin: origin.to_string(),
            at: now,
            status,
            body: String::new(),
            known: 0,
        };
        if (200..300).contains(&status) {
            row.body = String::from_utf8_lossy(&body[..body.len().min(BYTES)]).replace('\0', "");
            row.known = now;
        } else if let Some(before) = before
            && is_silent(status)
        {
            row.body.clone_from(&before.row.body);
            row.known = before.row.known;
        }
        Robots::of(row)
    }

    /// What is kept, read again.
    pub fn of(row: RobotsRow) -> Robots {
        let rules = (row.known > 0).then(|| Robot::new(NAME, row.body.as_bytes()).ok());
        Robots {
            rules: rules.flatten(),
            silent: is_silent(row.status).then(|| match row.status {
                0 => "no answer".to_string(),
                status => format!("its server answers {status}"),
            }),
            row,
        }
    }

    /// Whether the site has to be asked again.
    pub fn is_stale(&self, now: i64) -> bool {
        let counts = if is_silent(self.row.status) { AGAIN } else { COUNTS };
        now - self.row.at >= counts || now < self.row.at
    }

    /// Whether an address may be asked.
    pub fn allows(&self, url: &Url, now: i64) -> Allowed {
        let remembered = self.row.known > 0 && now - self.row.known < REMEMBERED;
        match (self.row.status, &self.rules) {
            (200..300, Some(rules)) => Allowed::of(rules.allowed(url.as_str())),
            // There is none: everything may be read.
            (status, _) if !is_silent(status) => Allowed::Yes,
            (_, Some(rules)) if remembered => Allowed::of(rules.allowed(url.as_str())),
            _ => Allowed::Unknown(self.row.at + AGAIN),
        }
    }

    /// The wait between two pages that the site asks for, in milliseconds.
    pub fn delay(&self) -> i64 {
        let asked = self.rules.as_ref().and_then(|r| r.delay).unwrap_or(0.0);
        (asked.clamp(0.0, LONGEST_DELAY) * SECOND as f32) as i64
    }
}

impl Allowed {
    fn of(yes: bool) -> Allowed {
        if yes { Allowed::Yes } else { Allowed::No }
    }
}

/// Whether an answer tells nothing of robots: the server is down, or has enough of us.
fn is_silent(status: u16) -> bool {
    !(200..500).contains(&status) || status == 429
}

#[cfg(test)]
mod tests {
    use super::*;
    use Allowed::*;

    const TEXT: &str = "User-agent: *\nDisallow: /\n\nUser-agent: sutradhar\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n";

    fn ask(robots: &Robots, path: &str, now: i64) -> Allowed {
        robots.allows(&Url::parse(&format!("https://x.example{path}")).unwrap(), now)
    }

    #[test]
    fn every_status_has_its_meaning() {
        let now = 1_000 * DAY;
        for status in [200, 204, 301, 308, 400, 401, 403, 404, 410, 451] {
            let robots = Robots::answered("o", status, b"", now, None);
            assert_eq!(ask(&robots, "/a", now), Yes, "{status}");
            assert!(
                !robots.is_stale(now + DAY - 1) && robots.is_stale(now + DAY),
                "{status}"
            );
        }
        for status in [0, 429, 500, 502, 503, 599] {
            let robots = Robots::answered("o", status, b"", now, None);
            assert_eq!(ask(&robots, "/a", now), Unknown(now + HOUR), "{status}");
            assert!(robots.is_stale(now + HOUR), "{status}");
        }
    }

    #[test]
    fn our_own_group_counts_and_is_remembered() {
        let now = 1_000 * DAY;
        let first = Robots::answered("o", 200, TEXT.as_bytes(), now, None);
        assert_eq!(first.delay(), 7_000);
        assert_eq!(ask(&first, "/a", now), Yes);
        assert_eq!(ask(&first, "/private/x", now), No);
        assert_eq!(ask(&first, "/private/open", now), Yes);
        let gone = Robots::answered("o", 503, b"", now + DAY, Some(&first));
        assert_eq!(ask(&gone, "/private/x", now + DAY), No);
        assert_eq!(ask(&gone, "/a", now + 29 * DAY), Yes);
        assert_eq!(ask(&gone, "/a", now + 31 * DAY), Unknown(now + DAY + HOUR));
        let back = Robots::of(gone.row.clone());
        assert_eq!(ask(&back, "/private/x", now + DAY), No);
        let everyone = Robots::answered("o", 200, b"User-agent: *\nDisallow: /\n", now, None);
        assert_eq!(ask(&everyone, "/a", now), No);
    }
}
