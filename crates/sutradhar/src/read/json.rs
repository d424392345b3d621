//! JSON files: one record, an array of records, records one after the other, or a JSON feed. Values are cut out of the stream
//! one at a time, so an array of any length takes the memory of its largest record.

use super::RawKind;
use super::files::{More, ReadError, UNIT_LIMIT, Unit, gzip, io_error, megabytes, raw};
use std::io::{self, BufRead};

/// What marks a JSON feed.
const FEED: &[u8] = b"https://jsonfeed.org/version/";

/// Why reading stopped.
enum Stop {
    Io(io::Error),
    Wrong(String),
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Stop {
        Stop::Io(e)
    }
}

/// Hands on the values of a JSON file. What stands before a mistake is kept.
pub(super) fn values(path: &str, packed: bool, input: &mut dyn BufRead, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let mut count = 0;
    let mut more = true;
    let done = walk(path, input, &mut |unit| {
        count += 1;
        more = hand_on(Ok((unit, count)));
        more
    });
    let kept = match count {
        0 => String::new(),
        n => format!("; the {n} values before that were read"),
    };
    let path = path.to_string();
    match done {
        Ok(0) if count == 0 => hand_on(Err(ReadError::Empty { path })),
        Ok(_) => more,
        Err(Stop::Io(e)) if packed => hand_on(Err(gzip(
            path,
            &e,
            &format!("the {count} values before that were read"),
        ))),
        Err(Stop::Io(e)) => hand_on(Err(io_error(path, e))),
        Err(Stop::Wrong(why)) => {
            let why = format!("not valid JSON: {why}{kept}");
            hand_on(Err(ReadError::Content { path, why }))
        }
    }
}

/// Walks over the values; gives how many there were.
fn walk(path: &str, input: &mut dyn BufRead, each: &mut dyn FnMut(super::Raw) -> More) -> Result<u64, Stop> {
    let mut before = Vec::new();
    mark(input, &mut before)?;
    let first = blanks(input, &mut before)?;
    let list = first == Some(b'[');
    if list {
        input.consume(1);
    }
    let mut n = 0u64;
    let mut between = Vec::new();
    loop {
        between.clear();
        match blanks(input, &mut between)? {
            None if list => return Err(Stop::Wrong(format!("the array ends after value {n}"))),
            None => return Ok(n),
            Some(b']') if list => break,
            Some(b',') if list && n > 0 => {
                input.consume(1);
                blanks(input, &mut between)?;
            }
            Some(_) if list && n > 0 => return Err(Stop::Wrong(format!("no comma after value {n}"))),
            Some(_) => {}
        }
        let mut bytes = Vec::new();
        value(input, &mut bytes, n + 1)?;
        n += 1;
        // A feed is kept whole, as it came.
        if n == 1 && !list && bytes.windows(FEED.len()).any(|w| w == FEED) {
            let mut after = Vec::new();
            if blanks(input, &mut after)?.is_none() {
                let whole = [before, bytes, after].concat();
                each(raw(path, RawKind::Feed, whole));
                return Ok(n);
            }
        }
        if !each(raw(path, RawKind::Record, bytes)) {
            return Ok(n);
        }
    }
    input.consume(1);
    match blanks(input, &mut Vec::new())? {
        None => Ok(n.max(1)),
        Some(_) => Err(Stop::Wrong("there is more after the array".to_string())),
    }
}

/// Takes a byte-order mark.
fn mark(input: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<()> {
    const MARK: &[u8] = b"\xef\xbb\xbf";
    if input.fill_buf()?.starts_with(MARK) {
        input.consume(MARK.len());
        out.extend_from_slice(MARK);
    }
    Ok(())
}

/// Takes white space; gives the byte that follows, which stays.
fn blanks(input: &mut dyn BufRead, out: &mut Vec<u8>) -> io::Result<Option<u8>> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let n = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let next = buffer.get(n).copied();
        // White space without end is not kept.
        if out.len() < 1 << 16 {
            out.extend_from_slice(&buffer[..n]);
        }
        input.consume(n);
        if next.is_some() {
            return Ok(next);
        }
    }
}

/// Takes one value. Whether it is well formed inside is for those who read it.
fn value(input: &mut dyn BufRead, out: &mut Vec<u8>, number: u64) -> Result<(), Stop> {
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            let open = depth > 0 || quoted || out.is_empty();
            return match open {
                true => Err(Stop::Wrong(format!("the file ends inside value {number}"))),
                false => Ok(()),
            };
        }
        // The place behind the value, if it ends here.
        let mut end = None;
        for (i, b) in buffer.iter().enumerate() {
            let started = i > 0 || !out.is_empty();
            if quoted {
                match b {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => quoted = false,
                    _ => {}
                }
                if !quoted && depth == 0 {
                    end = Some(i + 1);
                    break;
                }
                continue;
            }
            match b {
                b'"' => quoted = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        end = Some(i + 1);
                        break;
                    }
                }
                b',' | b'}' | b']' if depth == 0 && !started => {
                    return Err(Stop::Wrong(format!("a value is missing at place {number}")));
                }
                b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                    end = Some(i);
                    break;
                }
                _ => {}
            }
        }
        let used = end.unwrap_or(buffer.len());
        out.extend_from_slice(&buffer[..used]);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
        if out.len() as u64 > UNIT_LIMIT {
            let most = megabytes(UNIT_LIMIT);
            return Err(Stop::Wrong(format!("value {number} is larger than {most}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    /// The values and errors of a text, read through a buffer of `room` bytes.
    fn read(text: &[u8], room: usize) -> (Vec<(RawKind, String)>, Vec<String>) {
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        values(
            "x.json",
            false,
            &mut BufReader::with_capacity(room, text),
            &mut |unit| {
                match unit {
                    Ok((raw, _)) => out.push((raw.kind, String::from_utf8_lossy(&raw.bytes).into_owned())),
                    Err(e) => errors.push(e.to_string()),
                }
                true
            },
        );
        (out, errors)
    }

    #[test]
    fn values_are_cut_out_whatever_the_buffer_holds() {
        let check = |text: &str, want: &[&str], error: &str| {
            for room in [3, 4, 7, 4096] {
                let (values, errors) = read(text.as_bytes(), room);
                let values: Vec<&str> = values.iter().map(|v| v.1.as_str()).collect();
                assert_eq!(values, want, "{text}");
                assert_eq!(errors.len(), usize::from(!error.is_empty()), "{text} {errors:?}");
                assert!(errors.iter().all(|e| e.contains(error)), "{text} {errors:?}");
            }
        };
        check(r#"[{"a":1}, {"b":[2,"]"]}]"#, &[r#"{"a":1}"#, r#"{"b":[2,"]"]}"#], "");
        check(
            "{\"a\":\"\\\"}\"}\n{\"b\":{}}\n",
            &[r#"{"a":"\"}"}"#, r#"{"b":{}}"#],
            "",
        );
        check(r#"[1,"x",null]"#, &["1", "\"x\"", "null"], "");
        check("[]", &[], "");
        check("  \n", &[], "empty");
        check(
            r#"[{"a":1}"#,
            &[r#"{"a":1}"#],
            "the array ends after value 1; the 1 values",
        );
        check(r#"[{"a":1} {"b":2}]"#, &[r#"{"a":1}"#], "no comma");
        check(r#"[{"a":1},]"#, &[r#"{"a":1}"#], "a value is missing at place 2");
        check(r#"{"a":"#, &[], "ends inside value 1");
        check(r#"[1] x"#, &["1"], "more after the array");
    }

    #[test]
    fn a_feed_is_kept_whole() {
        let text = "\u{feff}\n{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}\n";
        let (values, errors) = read(text.as_bytes(), 16);
        assert_eq!((values, errors), (vec![(RawKind::Feed, text.to_string())], Vec::new()));
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in "[\\[\\]{},:\"\\\\ a1\n]{0,60}", room in 3usize..9) {
            read(bytes.as_bytes(), room);
        }

        #[test]
        fn arrays_of_serde_come_back(list in proptest::collection::vec("\\PC{0,12}", 1..8), room in 3usize..40) {
            let records: Vec<String> = list.iter().map(|s| serde_json::json!({"title": s}).to_string()).collect();
            let (values, errors) = read(format!("[{}]", records.join(" ,\n")).as_bytes(), room);
            prop_assert!(errors.is_empty());
            let values: Vec<String> = values.into_iter().map(|v| v.1).collect();
            prop_assert_eq!(values, records);
        }
    }
}
