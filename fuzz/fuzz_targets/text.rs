//! `cargo +nightly fuzz run text`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::text(bytes));
