//! The real binary, run in fresh folders.

mod commands;
mod common;
mod damage;
mod determinism;
mod inputs;
mod kill;
mod stores;
