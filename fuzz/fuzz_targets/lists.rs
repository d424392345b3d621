//! `cargo +nightly fuzz run lists`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::lists(bytes));
