//! The hosts, each with its jobs and its turn.

use super::{Job, Queue};
use std::collections::{BTreeSet, HashMap};

#[derive(Debug, Default)]
struct Host {
    jobs: Queue,
    /// Whether a question to it has no answer yet.
    busy: bool,
    /// Whether its first job waits for something that another host has to answer.
    parked: bool,
    /// No question before this time.
    free_at: i64,
}

/// All hosts that are, or lately were, asked.
#[derive(Debug, Default)]
pub struct Hosts {
    all: HashMap<String, Host>,
    /// Those that have jobs and are not busy, by the time at which they may be asked.
    ready: BTreeSet<(i64, String)>,
    /// The time that was told last.
    pub now: i64,
}

/// When a host answered, and how long it is left alone after that.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Now.
    pub now: i64,
    /// Milliseconds.
    pub wait: i64,
}

impl Hosts {
    /// A host that may be asked now; it is no longer among the ready ones.
    pub fn first_ready(&mut self, now: i64) -> Option<String> {
        self.now = now;
        let (at, _) = self.ready.first()?;
        if *at > now {
            return None;
        }
        self.ready.pop_first().map(|(_, host)| host)
    }

    /// When the first host may be asked.
    pub fn soonest(&self) -> Option<i64> {
        self.ready.first().map(|(at, _)| *at)
    }

    pub fn push_back(&mut self, host: &str, job: Job) {
        self.all.entry(host.to_string()).or_default().jobs.push_back(job);
        self.list(host);
    }

    pub fn push_front(&mut self, host: &str, job: Job) {
        let there = self.all.entry(host.to_string()).or_default();
        there.jobs.push_front(job);
        there.parked = false;
        self.list(host);
    }

    /// Its first job.
    pub fn pop(&mut self, host: &str) -> Option<Job> {
        self.unlist(host);
        let job = self.all.get_mut(host)?.jobs.pop_front();
        self.list(host);
        job
    }

    /// Leaves it alone until something changes.
    pub fn park(&mut self, host: &str) {
        self.unlist(host);
        if let Some(there) = self.all.get_mut(host) {
            there.parked = true;
        }
    }

    /// Something changed: whoever waited looks again.
    pub fn unpark(&mut self) {
        let parked: Vec<String> = self
            .all
            .iter_mut()
            .filter_map(|(name, h)| std::mem::take(&mut h.parked).then(|| name.clone()))
            .collect();
        parked.iter().for_each(|host| self.list(host));
    }

    /// A question goes to it.
    pub fn begin(&mut self, host: &str) {
        self.unlist(host);
        self.all.entry(host.to_string()).or_default().busy = true;
    }

    /// It answered, or did not.
    pub fn end(&mut self, host: &str, place: Place) {
        if let Some(there) = self.all.get_mut(host) {
            there.busy = false;
            there.free_at = there.free_at.max(place.now + place.wait);
        }
        self.list(host);
    }

    /// Forgets hosts that have no jobs and may be asked at once.
    pub fn forget(&mut self, now: i64) {
        self.all.retain(|_, h| h.busy || !h.jobs.is_empty() || h.free_at > now);
    }

    fn list(&mut self, host: &str) {
        if let Some(there) = self.all.get(host)
            && !there.busy
            && !there.parked
            && !there.jobs.is_empty()
        {
            self.ready.insert((there.free_at, host.to_string()));
        }
    }

    fn unlist(&mut self, host: &str) {
        if let Some(there) = self.all.get(host) {
            self.ready.remove(&(there.free_at, host.to_string()));
        }
    }
}
