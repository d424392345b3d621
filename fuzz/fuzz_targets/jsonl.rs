//! `cargo +nightly fuzz run jsonl`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::jsonl(bytes));
