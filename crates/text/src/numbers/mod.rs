//! Numbers in digits and words: 5,000; 1.5 लाख; साढ़े तीन करोड़; दो-तीन; 52 हजार 953; हजारों; दोनों; 80वीं.

mod lexicon;
pub use lexicon::{NumberWord, is_to, number_word};
pub(crate) use lexicon::{Role, faults, has_role};

use crate::tokens::{Tokens, digit_ordinal};

/// The value of a number in digits, with grouping commas, a decimal point and digits of any script; `None` if it is not one.
///
/// Commas must group as in 5,000,000 or 50,00,000: 14,15,16 is a list and gives `None`.
///
/// ```
/// use sutradhar_text::numbers::parse_digits;
///
/// assert_eq!(parse_digits("50,00,000"), Some(5_000_000.0));
/// assert_eq!(parse_digits("२.५"), Some(2.5));
/// assert_eq!(parse_digits("14,15,16"), None);
/// ```
pub fn parse_digits(token: &str) -> Option<f64> {
    let mut plain = String::new();
    let (mut group, mut commas, mut point) = (0usize, false, false);
    for c in token.chars() {
        match crate::chars::digit_value(c) {
            Some(d) => {
                plain.push((b'0' + d as u8) as char);
                group += usize::from(!point);
            }
            None if c == ',' && !point => {
                if group == 0 || group > 3 || (commas && group == 1) {
                    return None;
                }
                commas = true;
                group = 0;
            }
            None if c == '.' && !point => {
                plain.push('.');
                point = true;
            }
            None => return None,
        }
    }
    if commas && group != 3 {
        return None;
    }
    plain.parse().ok()
}

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A definite number.
    Plain,
    /// A vague plural, worth its unit at least (हजारों: 1000).
    Vague,
    /// All of N (दोनों).
    All,
    /// A place in an order (80वीं, तीसरे): not a quantity.
    Ordinal,
}

/// A number over one or more words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its first word.
    pub first: usize,
    /// Its last word, included.
    pub last: usize,
    /// Its value; the lower one of a range.
    pub value: f64,
    /// The upper value of a range (5-6, 10 से 15).
    pub max: Option<f64>,
    /// What kind.
    pub kind: NumberKind,
    /// The last scale word that it holds (लाख: 100000).
    pub scale: Option<f64>,
    /// Whether it is written in digits, at least in part.
    pub digits: bool,
}

/// Longest run of digits that is a figure and not a telephone or serial number.
const MAX_PLAIN_DIGITS: usize = 9;

/// What one word is as a number.
fn class(tokens: &Tokens, i: usize) -> Option<(NumberWord, bool)> {
    let word = tokens.word(i);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        if let Some(value) = digit_ordinal(word) {
            return Some((NumberWord::Ordinal(value), true));
        }
        let plain = word.bytes().all(|b| b.is_ascii_digit());
        if plain
            && (word.len() > MAX_PLAIN_DIGITS
                || (word.starts_with('0') && word.len() != 1 && (word.len() != 2 || word == "00")))
        {
            return None;
        }
        return parse_digits(word).map(|v| (NumberWord::Unit(v), true));
    }
    number_word(word).map(|w| (w, false))
}

/// The number that word `i` is by itself (सात, 15), neither ordinal nor scale.
pub fn single(tokens: &Tokens, i: usize) -> Option<f64> {
    match class(tokens, i)?.0 {
        NumberWord::Unit(v) => Some(v),
        _ => None,
    }
}

/// The place in an order that word `i` is by itself (तीसरे, 80वीं).
pub fn ordinal(tokens: &Tokens, i: usize) -> Option<f64> {
    match class(tokens, i)?.0 {
        NumberWord::Ordinal(v) => Some(v),
        _ => None,
    }
}

/// The number that begins at word `i`, ranges included.
pub fn number_at(tokens: &Tokens, i: usize) -> Option<Number> {
    let mut a = simple(tokens, i)?;
    if a.kind != NumberKind::Plain {
        return Some(a);
    }
    let next = a.last + 1;
    // "दो तिहाई", "तीन-चौथाई"
    if (tokens.joined(a.last) || tokens.hyphened(a.last))
        && a.value <= 10.0
        && let Some((NumberWord::Part(part), _)) = class(tokens, next)
    {
        a.value *= part;
        a.last = next;
        return Some(a);
    }
    let plain = |i| simple(tokens, i).filter(|b| b.kind == NumberKind::Plain);
    if tokens.hyphened(a.last) {
        if let Some(range) = plain(next).and_then(|b| range(a, b)) {
            return Some(range);
        }
    } else if tokens.joined(a.last) {
        let to = is_to(tokens.word(next)) && tokens.joined(next);
        if to && let Some(range) = plain(next + 1).and_then(|b| range(a, b)).filter(|r| r.max.is_some()) {
            return Some(range);
        }
        // Distributive: एक एक, दो दो.
        if a.first == a.last && !a.digits && tokens.word(next) == tokens.word(a.first) {
            a.last = next;
            // হাজার হাজার: thousands of them
            if matches!(class(tokens, i), Some((NumberWord::Scale(_), _))) {
                a.kind = NumberKind::Vague;
            }
        }
    }
    // A bare scale word (हजार, लाख) counts only inside a range or beside भर.
    if a.first == a.last && !a.digits && matches!(class(tokens, i), Some((NumberWord::Scale(_), _))) {
        return (has_role(tokens.word(next), Role::After) || (i > 0 && has_role(tokens.word(i - 1), Role::Before)))
            .then_some(a);
    }
    Some(a)
}

/// A product without the noise of binary fractions: 8.2 times 100000 is 820000.
fn times(a: f64, b: f64) -> f64 {
    let product = a * b;
    let whole = product.round();
    if (product - whole).abs() <= whole.abs() * 1e-12 {
        whole
    } else {
        product
    }
}

/// Both ends as one: a scale after the upper end serves both (65 से 75 हजार); equal ends are distributive (दो-दो).
fn range(mut a: Number, b: Number) -> Option<Number> {
    if let (Some(scale), None) = (b.scale, a.scale)
        && a.value * scale <= b.value
    {
        a.value = times(a.value, scale);
    }
    if a.value > b.value {
        return None;
    }
    a.max = (b.value > a.value).then_some(b.value);
    a.last = b.last;
    a.scale = b.scale;
    a.digits |= b.digits;
    Some(a)
}

fn simple(tokens: &Tokens, i: usize) -> Option<Number> {
    use NumberWord::*;
    let (word, digits) = class(tokens, i)?;
    let mut out = Number {
        first: i,
        last: i,
        value: 0.0,
        max: None,
        kind: NumberKind::Plain,
        scale: None,
        digits,
    };
    match word {
        Part(_) => None,
        All(v) | Ordinal(v) | Vague(v) => {
            out.value = v;
            out.kind = match word {
                All(_) => NumberKind::All,
                Ordinal(_) => NumberKind::Ordinal,
                _ => NumberKind::Vague,
            };
            if out.kind == NumberKind::Vague {
                take_scale(tokens, &mut out);
            }
            Some(out)
        }
        Fixed(v) => {
            out.value = v;
            take_scale(tokens, &mut out);
            Some(out)
        }
        Prefix(d) => {
            if !tokens.joined(i) {
                return None;
            }
            match class(tokens, i + 1)? {
                (Unit(n), digits) => {
                    out.value = n + d;
                    out.digits = digits;
                    out.last = i + 1;
                    take_scale(tokens, &mut out);
                }
                (Scale(s), _) => {
                    out.value = times(1.0 + d, s);
                    out.scale = Some(s);
                    out.last = i + 1;
                }
                _ => return None,
            }
            Some(out)
        }
        Unit(_) | Scale(_) => compose(tokens, out),
    }
}

/// Takes the scale word that follows, if one does.
fn take_scale(tokens: &Tokens, n: &mut Number) {
    while tokens.joined(n.last)
        && let Some((NumberWord::Scale(s), _)) = class(tokens, n.last + 1)
    {
        n.value = times(n.value, s);
        n.scale = Some(s);
        n.last += 1;
    }
}

/// Units and scales in a row: 52 हजार 953, एक सौ पच्चीस, two hundred fifty, दो लाख करोड़.
fn compose(tokens: &Tokens, mut out: Number) -> Option<Number> {
    let (mut total, mut current, mut limit) = (0.0, None::<f64>, f64::INFINITY);
    let mut hundred = false;
    let mut j = out.first;
    let mut taken = false;
    while let Some((word, digits)) = class(tokens, j) {
        let latin = tokens.word(j).is_ascii();
        match word {
            NumberWord::Unit(v) => match current {
                None if v < limit => current = Some(v),
                Some(c) if hundred && v < 100.0 && c % 100.0 == 0.0 && !digits => current = Some(c + v),
                Some(c) if latin && !digits && (20.0..=90.0).contains(&(c % 100.0)) && c % 10.0 == 0.0 && v < 10.0 => {
                    current = Some(c + v)
                }
                _ => break,
            },
            NumberWord::Scale(100.0) => {
                let c = current.unwrap_or(1.0);
                if hundred || c >= 100.0 || limit <= 100.0 {
                    break;
                }
                current = Some(c * 100.0);
                hundred = true;
                out.scale = Some(100.0);
            }
            NumberWord::Scale(s) => {
                // अरब alone is the Arab world.
                if !taken && s == 1e9 && !latin {
                    return None;
                }
                if s >= limit {
                    if s == limit || current.is_some() || total == 0.0 {
                        break;
                    }
                    total *= s;
                } else {
                    total += times(current.take().unwrap_or(1.0), s);
                }
                limit = s;
                hundred = false;
                out.scale = Some(s);
            }
            _ => break,
        }
        out.digits |= digits;
        out.last = j;
        taken = true;
        let dash = latin
            && tokens.hyphened(j)
            && matches!(class(tokens, j + 1), Some((NumberWord::Unit(v), false)) if v < 10.0);
        let next = j + 1;
        if !(tokens.joined(j) || (dash && !digits)) {
            break;
        }
        // "two hundred and fifty"
        j = if tokens.word(next) == "and"
            && hundred
            && matches!(class(tokens, next + 1), Some((NumberWord::Unit(_), false)))
        {
            next + 1
        } else {
            next
        };
    }
    out.value = total + current.unwrap_or(0.0);
    taken.then_some(out)
}

/// All numbers of a text in order, none overlapping.
///
/// ```
/// use sutradhar_text::{numbers::numbers, tokens::Tokens};
///
/// let tokens = Tokens::new("करीब ढाई लाख लोग, 12 घायल");
/// let values: Vec<f64> = numbers(&tokens).iter().map(|n| n.value).collect();
/// assert_eq!(values, [250_000.0, 12.0]);
/// ```
pub fn numbers(tokens: &Tokens) -> Vec<Number> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match number_at(tokens, i) {
            Some(n) => {
                i = n.last + 1;
                out.push(n);
            }
            None => i += 1,
        }
    }
    out
}

#[cfg(test)]
mod tests;
