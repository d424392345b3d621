//! One spelling for what is the same text: composed forms, blanks, quote marks, digits, doubled signs. For comparing and for
//! reading by rules; the text itself stays as it was, and every span leads back to it.

use crate::Span;
use crate::chars::digit_value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// A normalised text with the way back to the original.
pub struct Normalised {
    /// The normalised text.
    pub text: String,
    /// For each byte of `text`, the byte in the original where the cluster it came from begins; one more entry closes it.
    origin: Vec<u32>,
}

impl Normalised {
    /// Normalises a text. Idempotent: the normalised text normalises to itself.
    ///
    /// Canonical composition letter by letter (NFC: nukta letters apart, as Unicode wants them); zero-width signs dropped, a joiner
    /// kept where it shapes a conjunct; all blanks but line breaks to one plain blank each; two apostrophes or grave accents to one
    /// quote mark; a sign written twice once; ा + े to ो and अ + ा to आ; digits of all scripts to ASCII.
    pub fn new(original: &str) -> Normalised {
        let mut out = Normalised {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len() + 1),
        };
        let mut chars = original.char_indices().peekable();
        // The cluster that is being read, a letter with its marks, and where it began.
        let mut cluster: Vec<char> = Vec::new();
        let mut began = 0;
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|n| n.1);
            // The one character that composition turns into a mark of ours.
            let c = if c == '\u{1fef}' { '`' } else { c };
            let c = match c {
                '\u{200b}' | '\u{feff}' | '\u{00ad}' | '\u{2060}' | '\u{200e}' | '\u{200f}' => continue,
                '\u{200c}' | '\u{200d}' => {
                    // Composing may put other marks behind the virama: any of the marks that it may change places with will do.
                    let marks = cluster.iter().rev().take_while(|m| canonical_combining_class(**m) != 0);
                    let virama = marks.into_iter().any(|v| is_virama(*v));
                    if virama && next.is_some_and(is_letter) {
                        cluster.push(c);
                    }
                    continue;
                }
                '\'' | '`' if cluster.as_slice() == [c] => {
                    cluster[0] = '"';
                    continue;
                }
                '\n' => '\n',
                _ if c.is_whitespace() => ' ',
                _ => match digit_value(c) {
                    Some(d) => (b'0' + d as u8) as char,
                    None => c,
                },
            };
            if !cluster.is_empty() && is_combining_mark(c) && cluster.len() < LONGEST_CLUSTER {
                push_mark(&mut cluster, c);
                continue;
            }
            if cluster.last() == Some(&'अ') && matches!(c, 'ा' | 'ो' | 'ौ') {
                push_mark(&mut cluster, c);
                continue;
            }
            out.flush(&mut cluster, began);
            began = at;
            cluster.push(c);
        }
        out.flush(&mut cluster, began);
        out.origin.push(original.len() as u32);
        out
    }

    fn flush(&mut self, cluster: &mut Vec<char>, began: usize) {
        match cluster.as_slice() {
            [c] if c.is_ascii() => self.text.push(*c),
            [_] => self.text.extend(cluster.iter().copied().nfc()),
            _ => {
                // Composing may bring two equal signs together, and joining two that compose: until nothing changes.
                for _ in 0..LONGEST_CLUSTER {
                    let mut again = Vec::with_capacity(cluster.len());
                    cluster.iter().copied().nfc().for_each(|c| push_mark(&mut again, c));
                    let done = again == *cluster;
                    *cluster = again;
                    if done {
                        break;
                    }
                }
                self.text.extend(cluster.iter());
            }
        }
        self.origin.resize(self.text.len(), began as u32);
        cluster.clear();
    }

    /// The original span of a span of the normalised text: whole clusters (a letter with its marks), from the first to the last.
    /// Empty at the end for a span that lies outside.
    pub fn back(&self, span: Span) -> Span {
        let last = self.origin.last().copied().unwrap_or(0);
        let start = self.origin.get(span.start as usize).copied().unwrap_or(last);
        let mut end = self.origin.get(span.end as usize).copied().unwrap_or(last);
        // A span that ends inside a cluster covers all of it.
        let inner = (span.end as usize)
            .checked_sub(1)
            .and_then(|i| self.origin.get(i))
            .copied();
        if span.end > span.start && inner == Some(end) {
            end = self
                .origin
                .iter()
                .skip(span.end as usize)
                .copied()
                .find(|o| *o > end)
                .unwrap_or(last);
        }
        Span {
            start,
            end: end.max(start),
        }
    }
}

/// The normalised form of a text, without the way back.
pub fn normalise(text: &str) -> String {
    Normalised::new(text).text
}

/// Most characters of one cluster; what is longer is no writing and is cut, so that its time stays bounded.
const LONGEST_CLUSTER: usize = 32;

/// Adds a mark to a cluster, unless it stands there already, and joins two that make one.
fn push_mark(cluster: &mut Vec<char>, c: char) {
    let joined = match (cluster.last(), c) {
        (Some('अ'), 'ा') => 'आ',
        (Some('अ'), 'ो') => 'ओ',
        (Some('अ'), 'ौ') => 'औ',
        (Some('आ'), 'े') => 'ओ',
        (Some('आ'), 'ै') => 'औ',
        (Some('आ'), 'ॅ') => 'ऑ',
        (Some('ए'), 'े') => 'ऐ',
        (Some('ा'), 'े') => 'ो',
        (Some('ा'), 'ै') => 'ौ',
        (Some('ा'), 'ॅ') => 'ॉ',
        (Some(last), c) if *last == c && crate::chars::is_indic(c) => return,
        _ => {
            cluster.push(c);
            return;
        }
    };
    cluster.pop();
    push_mark(cluster, joined);
}

fn is_virama(c: char) -> bool {
    crate::chars::is_indic(c) && (c as u32) & 0x7f == 0x4d
}

fn is_letter(c: char) -> bool {
    crate::chars::is_indic(c) && !is_combining_mark(c) && digit_value(c).is_none() && !matches!(c, '।' | '॥')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, want: &str) {
        assert_eq!(normalise(text), want);
    }

    #[test]
    fn one_spelling_for_one_text() {
        check("बढ\u{093c}ा", "बढ\u{093c}ा");
        check("ब\u{095d}ा", "बढ\u{093c}ा");
        check("\u{0929}", "\u{0929}");
        check("न\u{093c}", "\u{0929}");
        check("१२३ ১২ 45", "123 12 45");
        check("नगर\u{a0}में\u{feff}\u{200b}", "नगर में");
        check("उसने कहा, ''चलो।''", "उसने कहा, \"चलो।\"");
        check("नहींं लोोग", "नहीं लोग");
        check("काेई आैर अाज अाेर", "कोई और आज ओर");
        check("हिन्\u{200d}दी क\u{200d}ल", "हिन्\u{200d}दी कल");
        check("e\u{301}", "é");
        check("ক\u{09c7}\u{09be}", "কো");
        check("don't", "don't");
        check("a\nb", "a\nb");
    }

    #[test]
    fn marks_that_change_places_keep_the_joiner() {
        let once = normalise("\u{301}\u{94d}\u{200c}अ");
        assert_eq!(normalise(&once), once);
    }

    #[test]
    fn spans_lead_back() {
        let original = "''ब\u{095d}ते''\u{a0}लोोग";
        let normal = Normalised::new(original);
        let of = |word: &str| {
            let at = normal.text.find(word).unwrap();
            normal.back(Span::new(at, at + word.len())).of(original).to_string()
        };
        assert_eq!(of("बढ\u{093c}ते"), "ब\u{095d}ते");
        assert_eq!(of("लोग"), "लोोग");
        assert_eq!(of("\""), "''");
    }

    proptest! {
        #[test]
        fn idempotent_with_valid_spans(text in "\\PC{0,40}|[कऩाेैो्ंअआ \u{200d}\u{200c}'`१a\u{301}\u{9c7}\u{9be}]{0,40}", a in 0usize..60, b in 0usize..60) {
            let once = Normalised::new(&text);
            prop_assert_eq!(&normalise(&once.text), &once.text);
            let (a, b) = (a.min(b), a.max(b));
            if once.text.is_char_boundary(a) && once.text.is_char_boundary(b) {
                let back = once.back(Span::new(a, b));
                prop_assert!(text.get(back.start as usize..back.end as usize).is_some());
            }
        }
    }
}
