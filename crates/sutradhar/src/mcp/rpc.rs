//! JSON-RPC 2.0, one message a line.

use serde_json::{Value, json};
use std::io::{self, BufRead, Read};

/// This is no JSON.
pub const PARSE: i64 = -32_700;

/// This is no request.
pub const INVALID: i64 = -32_600;

/// There is no such method.
pub const METHOD: i64 = -32_601;

/// The parameters do not fit.
pub const PARAMS: i64 = -32_602;

/// Something broke.
pub const INTERNAL: i64 = -32_603;

/// There is no such resource.
pub const NO_RESOURCE: i64 = -32_002;

/// Bytes of a message: far more than any question has.
const LONGEST: u64 = 1 << 20;

/// A line of input.
pub enum Line {
    /// A message.
    Text(Vec<u8>),
    /// More than a message may have; it was passed over.
    TooLong,
    /// There is no more.
    End,
}

/// Reads the next line that is not blank.
///
/// # Errors
/// Those of the input.
pub fn line(input: &mut impl BufRead) -> io::Result<Line> {
    loop {
        let mut bytes = Vec::new();
        let n = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? as u64;
        if n == 0 {
            return Ok(Line::End);
        }
        if n == LONGEST && bytes.last() != Some(&b'\n') {
            skip_line(input)?;
            return Ok(Line::TooLong);
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
        if !text.is_empty() {
            return Ok(Line::Text(text.to_vec()));
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let held = input.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        let end = held.iter().position(|b| *b == b'\n');
        let n = end.map_or(held.len(), |at| at + 1);
        input.consume(n);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// Why a request was refused: code and words.
pub type Refused = (i64, String);

/// Answers a request by its method and parameters.
pub type Ask<'a> = dyn FnMut(&str, Option<Value>) -> Result<Value, Refused> + 'a;

/// Answers a message or a batch of them; `None` where none is wanted.
pub fn answer(message: Value, ask: &mut Ask<'_>) -> Option<Value> {
    match message {
        Value::Array(batch) if batch.is_empty() => Some(error(None, INVALID, "an empty batch")),
        Value::Array(batch) => {
            let answers: Vec<Value> = batch.into_iter().filter_map(|m| one(m, ask)).collect();
            (!answers.is_empty()).then_some(Value::Array(answers))
        }
        message => one(message, ask),
    }
}

fn one(message: Value, ask: &mut Ask<'_>) -> Option<Value> {
    let Value::Object(mut map) = message else {
        return Some(error(None, INVALID, "a message is an object"));
    };
    let id = map.remove("id");
    let valid_id = matches!(id, None | Some(Value::String(_) | Value::Number(_)));
    let Some(Value::String(method)) = map.remove("method") else {
        // An answer to a question that was never asked is passed over.
        let answer = map.contains_key("result") || map.contains_key("error");
        return (!answer).then(|| error(id.filter(|_| valid_id), INVALID, "a request has a method"));
    };
    if !valid_id || map.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Some(error(
            id.filter(|_| valid_id),
            INVALID,
            "jsonrpc is \"2.0\", an id is a text or a number",
        ));
    }
    let Some(id) = id else {
        // A notification: nobody waits for an answer, and none that there is changes anything here.
        return None;
    };
    Some(match ask(&method, map.remove("params")) {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err((code, words)) => error(Some(id), code, &words),
    })
}

/// The answer to a request that was refused.
pub fn error(id: Option<Value>, code: i64, words: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": words}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: Option<Value>) {
        let mut ask = |method: &str, _: Option<Value>| match method {
            "ping" => Ok(json!({})),
            _ => Err((METHOD, "no".to_string())),
        };
        assert_eq!(answer(serde_json::from_str(text).unwrap(), &mut ask), want, "{text}");
    }

    #[test]
    fn requests_are_answered_and_notifications_are_not() {
        let pong = json!({"jsonrpc": "2.0", "id": 1, "result": {}});
        check(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#, Some(pong.clone()));
        check(r#"{"jsonrpc":"2.0","method":"ping"}"#, None);
        check(
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}]"#,
            Some(json!([pong])),
        );
        check(r#"{"jsonrpc":"2.0","id":7,"result":{}}"#, None);
        check(
            r#"{"jsonrpc":"2.0","id":"a","method":"x"}"#,
            Some(error(Some(json!("a")), METHOD, "no")),
        );
        check("3", Some(error(None, INVALID, "a message is an object")));
        check(
            r#"{"id":2}"#,
            Some(error(Some(json!(2)), INVALID, "a request has a method")),
        );
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let mut bytes = vec![b'x'; (LONGEST + 5) as usize];
        bytes.extend(b"\n\n{}\n");
        let mut input = io::BufReader::new(&bytes[..]);
        assert!(matches!(line(&mut input), Ok(Line::TooLong)));
        assert!(matches!(line(&mut input), Ok(Line::Text(t)) if t == b"{}"));
        assert!(matches!(line(&mut input), Ok(Line::End)));
    }
}
