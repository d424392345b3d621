//! The program: reads pages, keeps them, runs the stages, answers questions.
//!
//! `read` turns files into raw units and pages; `store` keeps them; `pipeline` calls the stages and writes what they find;
//! `search` and `export` answer from the store; `app` is what the program can do for any face; `watch` fetches
//! feeds and the pages behind them; `web` is for browsers and scripts, `mcp` for assistants; `settings` knows where the
//! store is; `cli` is the command line on top.

pub mod settings;
pub mod read;
pub mod store;
pub mod search;
pub mod pipeline;
pub mod export;
pub mod app;
pub mod watch;
pub mod web;
pub mod mcp;
pub mod cli;
