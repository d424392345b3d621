//! `cargo +nightly fuzz run html`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sutradhar_fuzz::html(bytes));
