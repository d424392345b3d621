//! `cargo +nightly fuzz run dates`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::dates(bytes));
