//! `cargo +nightly fuzz run feed`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::feed(bytes));
