//! Watches with servers of this machine.

use crate::common::*;
pub use crate::hosts::*;
use serde_json::Value;
use std::time::Duration;

/// Options with which servers of this machine may be asked.
pub const LOCAL: [&str; 4] = ["--allow-private", "127.0.0.0/8", "--polite", "10"];

pub fn html(n: usize) -> Answer {
    let text = page(n);
    let (title, body) = text.split_once("\n\n").unwrap();
    let html = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>");
    Answer::ok("text/html; charset=utf-8", html)
}

impl Place {
    pub fn local(&self, args: &[&str]) -> Ran {
        self.run(&[args, &LOCAL].concat())
    }

    pub fn watch_once(&self) -> Value {
        let ran = self.local(&["watch", "--once", "--json"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.json()
    }

    pub fn add_feed(&self, url: &str) {
        let ran = self.local(&["feeds", "add", "--unseen", url]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }

    pub fn feeds(&self) -> Vec<Value> {
        let ran = self.run(&["feeds", "list", "--json"]);
        ran.json().as_array().unwrap().clone()
    }

    pub fn sql(&self, sql: &str) {
        let db = rusqlite::Connection::open(self.store().join("sutradhar.db")).unwrap();
        db.busy_timeout(Duration::from_secs(10)).unwrap();
        db.execute_batch(sql).unwrap();
    }

    pub fn due(&self) {
        self.sql("UPDATE feeds SET next_at = 0, edits = edits + 1");
    }

    /// State of each item with its reason, by address.
    pub fn items(&self) -> Vec<(String, String, String)> {
        let db = rusqlite::Connection::open(self.store().join("sutradhar.db")).unwrap();
        let mut read = db
            .prepare("SELECT coalesce(url, ''), state, coalesce(why, '') FROM items ORDER BY url")
            .unwrap();
        let rows = read.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }
}
