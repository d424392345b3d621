//! The style sheet and the name that it is served by.

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("style.css");

/// Its file name, with a hash of its bytes: a changed sheet has another name, so each may be kept for ever.
pub const STYLE_NAME: &str = match std::str::from_utf8(&NAME) {
    Ok(name) => name,
    Err(_) => "s.css",
};

const NAME: [u8; 14] = name();

/// `s.`, eight hexadecimal digits of FNV-1a, `.css`.
const fn name() -> [u8; 14] {
    let bytes = STYLE.as_bytes();
    let mut hash: u32 = 0x811c_9dc5;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    let mut out = *b"s.00000000.css";
    let mut i = 0;
    while i < 8 {
        let digit = (hash >> (28 - 4 * i)) & 15;
        out[2 + i] = b"0123456789abcdef"[digit as usize];
        i += 1;
    }
    out
}
