//! `cargo +nightly fuzz run warc`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::warc(bytes));
