//! `cargo +nightly fuzz run cursors`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::cursors(bytes));
