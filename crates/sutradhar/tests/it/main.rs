//! The real binary, run in fresh folders.

#![allow(clippy::unwrap_used, reason = "every function here is part of a test")]

mod asked;
mod assist;
mod commands;
mod common;
mod compare;
mod damage;
mod decided;
mod determinism;
mod exchange;
mod feeds;
mod flips;
mod formats;
mod grown;
mod hosts;
mod inputs;
mod journal;
mod kill;
mod layout;
mod mcp;
mod mcp_client;
mod openapi;
mod readme;
mod site;
mod stores;
mod server;
mod watch;
mod watch_hand;
mod watch_kill;
mod web;
