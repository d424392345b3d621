//! `cargo +nightly fuzz run decisions`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::decisions(bytes));
