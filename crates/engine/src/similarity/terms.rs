//! Terms as numbers: hashes, so that a stream of articles needs no table that grows with it.

/// A word stem, or a key made of several parts, as a number of 32 bits (FNV-1a, folded). Two terms of one pair of
/// articles meet by chance once in ten thousand pairs; nothing but a small cosine comes of it.
pub fn id(key: &str) -> u32 {
    folded(hash(START, key.as_bytes()))
}

/// The term of a marked key: `@` names, `~` sounds, `#` figures.
pub fn marked(mark: u8, key: &str) -> u32 {
    folded(hash(hash(START, &[mark]), key.as_bytes()))
}

/// The term of two neighbouring terms.
pub fn pair(a: u32, b: u32) -> u32 {
    folded(hash(hash(hash(START, b"+"), &a.to_le_bytes()), &b.to_le_bytes()))
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(start: u64, bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(start, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

fn folded(h: u64) -> u32 {
    let h = (h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (h >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_told_apart() {
        assert_ne!(id("पुल"), id("नदी"));
        assert_ne!(id("Q1"), marked(b'@', "Q1"));
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_eq!(marked(b'@', "Q1"), id("@Q1"));
    }
}
