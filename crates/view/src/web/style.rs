//! The style sheet and the script of live pages, with the names that they are served by.

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("style.css");

/// Its file name, with a hash of its bytes: a changed sheet has another name, so each may be kept for ever.
pub const STYLE_NAME: &str = match std::str::from_utf8(&STYLE_BYTES) {
    Ok(name) => name,
    Err(_) => "s.css",
};

/// The script of pages that tell when they are no longer new. Reading needs none.
pub const LIVE: &str = include_str!("live.js");

/// Its file name, with a hash of its bytes.
pub const LIVE_NAME: &str = match std::str::from_utf8(&LIVE_BYTES) {
    Ok(name) => name,
    Err(_) => "live.js",
};

const STYLE_BYTES: [u8; 14] = name(*b"s.00000000.css", 2, STYLE);
const LIVE_BYTES: [u8; 16] = name(*b"live.00000000.js", 5, LIVE);

/// A name with eight hexadecimal digits of FNV-1a of `text` from byte `at` on.
const fn name<const N: usize>(form: [u8; N], at: usize, text: &str) -> [u8; N] {
    let bytes = text.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    let mut out = form;
    let mut i = 0;
    while i < 8 {
        let digit = (hash >> (28 - 4 * i)) & 15;
        out[at + i] = b"0123456789abcdef"[digit as usize];
        i += 1;
    }
    out
}
