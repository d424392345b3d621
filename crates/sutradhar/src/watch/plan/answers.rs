//! What an answer means, as far as that is the same for all: redirects, waits, robots files.

use super::super::net::{NetError, Reply};
use super::super::timing::{MINUTE, retry_after};
use super::super::{address, robots::Robots};
use super::{About, Due, HOPS, Job, Known, Plan};
use crate::store::{HOST, StoreError};

/// How long a host is left alone that has enough of us and does not say for how long.
const ENOUGH: i64 = 15 * MINUTE;

/// What went wrong with a job: a stable word, a sentence, and when to try again if the server says so.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    pub code: String,
    pub told: String,
    pub again: Option<i64>,
}

impl Plan {
    /// Takes an answer; `ms` is how long it took.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn answered(
        &mut self,
        ticket: u64,
        reply: Result<Reply, NetError>,
        ms: i64,
        now: i64,
        known: &dyn Known,
    ) -> Result<(), StoreError> {
        let Some((job, host)) = self.flying.remove(&ticket) else {
            return Ok(());
        };
        let kind = match job.about {
            About::Feed(_) => super::Kind::Feed,
            About::Page(_) => super::Kind::Page,
            About::Robots(_) => super::Kind::Robots,
        };
        let code = match &reply {
            Ok(reply) => reply.status.to_string(),
            Err(e) => e.code().to_string(),
        };
        for counted in [(kind.name(), code), (HOST, host.clone())] {
            let count = self.fetches.entry(counted).or_default();
            *count = (count.0 + 1, count.1 + ms);
        }
        let delay = self.robots.get(&address::origin(&job.url)).map_or(0, Robots::delay);
        let mut wait = self.options.polite.max(delay);
        let mut retry = None;
        if let Ok(reply) = &reply
            && matches!(reply.status, 429 | 503)
        {
            let said = reply.header("retry-after").and_then(|h| retry_after(h, now));
            // A server that has enough of us is left alone altogether; one that is down, only if it says for how long.
            // A robots file that cannot be had holds up its feeds anyway.
            let enough = reply.status == 429 && kind != super::Kind::Robots;
            retry = if enough { said.or(Some(ENOUGH)) } else { said };
            wait = wait.max(retry.unwrap_or(0));
        }
        let place = self.place_of(now, wait);
        self.hosts.end(&host, place);
        let job = match self.follow(job, &reply) {
            Followed::Elsewhere => return Ok(()),
            Followed::Here(job) => job,
            Followed::Wrong(job, wrong) => {
                self.went_wrong(job, wrong, now);
                return Ok(());
            }
        };
        if let About::Robots(origin) = &job.about {
            match &reply {
                Ok(reply) => self.robots_answered(origin, reply.status, &reply.body, None, now),
                Err(e) => self.robots_answered(origin, 0, &[], Some(e.to_string()), now),
            }
            return Ok(());
        }
        match reply {
            Err(e) => {
                let wrong = Wrong {
                    code: e.code().to_string(),
                    told: e.to_string(),
                    again: None,
                };
                self.went_wrong(job, wrong, now);
            }
            Ok(reply) if (200..300).contains(&reply.status) || reply.status == 304 => match job.about {
                About::Feed(id) => {
                    let done = self.feed_answered(id, &job, reply, now, known);
                    if done.is_err() {
                        self.asked_for.remove(&id);
                        self.due.insert((now + MINUTE, Due::Feed(id)));
                    }
                    return done;
                }
                About::Page(key) => self.page_answered(key, &job, reply, now),
                About::Robots(_) => {}
            },
            Ok(reply) => {
                let wrong = Wrong {
                    code: format!("http-{}", reply.status),
                    told: format!("its server answers {}", reply.status),
                    again: retry.map(|wait| now + wait),
                };
                self.went_wrong(job, wrong, now);
            }
        }
        Ok(())
    }

    /// Follows a redirect: the next hop waits for its turn like every question.
    fn follow(&mut self, mut job: Job, reply: &Result<Reply, NetError>) -> Followed {
        let Ok(reply) = reply else { return Followed::Here(job) };
        if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
            return Followed::Here(job);
        }
        let is_robots = matches!(job.about, About::Robots(_));
        let wrong = |job: Job, code: &str, told: String| match is_robots {
            // A robots file that cannot be had by following is none.
            true => Followed::Here(job),
            false => Followed::Wrong(
                job,
                Wrong {
                    code: code.to_string(),
                    told,
                    again: None,
                },
            ),
        };
        let Some(to) = reply.header("location") else {
            return wrong(job, "broken", "it is said to be elsewhere, but not where".to_string());
        };
        if job.hops >= HOPS {
            return wrong(
                job,
                "redirects",
                "it is handed on from one address to the next".to_string(),
            );
        }
        match self.options.guard.read(to, Some(&job.url)) {
            Ok(url) => {
                job.hops += 1;
                job.permanent &= matches!(reply.status, 301 | 308);
                let host = address::host(&url);
                job.url = url;
                self.hosts.push_front(&host, job);
                Followed::Elsewhere
            }
            Err(why) => wrong(job, "refused", why),
        }
    }

    fn robots_answered(&mut self, origin: &str, status: u16, body: &[u8], silent: Option<String>, now: i64) {
        let mut robots = Robots::answered(origin, status, body, now, self.robots.get(origin));
        robots.silent = silent.or(robots.silent);
        self.batch.robots.retain(|row| row.origin != origin);
        self.batch.robots.push(robots.row.clone());
        self.robots.insert(origin.to_string(), robots);
        self.asking.remove(origin);
        self.hosts.unpark();
        self.hosts.forget(now);
    }

    fn went_wrong(&mut self, job: Job, wrong: Wrong, now: i64) {
        match job.about {
            About::Feed(_) if self.ask_next_part(&job) => {}
            About::Feed(id) => self.feed_wrong(id, &wrong, now),
            About::Page(key) => self.page_wrong(key, wrong, now),
            About::Robots(origin) => self.robots_answered(&origin, 0, &[], Some(wrong.told), now),
        }
    }
}

/// Where a job is after an answer.
enum Followed {
    Elsewhere,
    Here(Job),
    Wrong(Job, Wrong),
}
