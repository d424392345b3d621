//! Numbers in digits and words.

/// The value of a number in digits, with grouping commas, a decimal point and digits of any script; `None` if it is not one.
pub fn parse_digits(token: &str) -> Option<f64> {
    let mut plain = String::new();
    for c in token.chars() {
        match crate::chars::digit_value(c) {
            Some(d) => plain.push((b'0' + d as u8) as char),
            None if c == ',' => {}
            None if c == '.' => plain.push('.'),
            None => return None,
        }
    }
    plain.parse().ok()
}
