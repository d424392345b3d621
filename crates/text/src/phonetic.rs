//! One key for a name however it is spelt and in whichever script.

/// The phonetic key of a name: equal for spellings and scripts of the same sound (वाशिंगटन, वॉशिंगटन; मास्को, मॉस्को).
pub fn key(name: &str) -> String {
    crate::fold::fold(name)
        .split(|c: char| !crate::chars::is_word_char(c))
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
