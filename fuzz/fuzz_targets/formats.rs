//! `cargo +nightly fuzz run formats`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::formats(bytes));
