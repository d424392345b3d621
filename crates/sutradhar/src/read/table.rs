//! Tables with named columns: CSV, TSV and Parquet. A row becomes a record with the names of its columns, so that rows
//! and lines of JSONL are read alike.

use super::RawKind;
use super::files::{More, ReadError, UNIT_LIMIT, Unit, gzip, io_error, megabytes, raw};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Input of which no row may take more than a unit may have: a quotation mark that is never closed takes all that
/// follows.
struct Bounded<'i> {
    input: &'i mut dyn BufRead,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        let left = self.left.get();
        if (n as u64) > left {
            let why = format!("a row is longer than {}", megabytes(UNIT_LIMIT));
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        self.left.set(left - n as u64);
        Ok(n)
    }
}

/// Hands on the rows of a table whose first line names the columns. A row that has another number of fields is one
/// error, and the others go on.
pub(super) fn rows(
    path: &str,
    packed: bool,
    delimiter: u8,
    input: &mut dyn BufRead,
    hand_on: &mut dyn FnMut(Unit) -> More,
) -> More {
    let left = Rc::new(Cell::new(UNIT_LIMIT));
    let bounded = Bounded {
        input,
        left: Rc::clone(&left),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(bounded);
    let names: Vec<String> = match reader.byte_headers() {
        Ok(names) => names.iter().map(column).collect(),
        Err(e) => return hand_on(Err(broken(path, packed, e, 0))),
    };
    if let Err(why) = super::records::has_text(&names) {
        let path = path.to_string();
        return hand_on(Err(ReadError::Content { path, why }));
    }
    let mut row = csv::ByteRecord::new();
    let mut read = 0;
    loop {
        left.set(UNIT_LIMIT);
        match reader.read_byte_record(&mut row) {
            Ok(false) => return true,
            Ok(true) => {}
            Err(e) => return hand_on(Err(broken(path, packed, e, read))),
        }
        let line = row.position().map_or(0, csv::Position::line);
        let unit = if row.len() == names.len() {
            let cells = row
                .iter()
                .map(|c| Value::String(String::from_utf8_lossy(c).into_owned()));
            Ok((record(path, names.iter().cloned().zip(cells)), line))
        } else {
            let (path, why) = (
                path.to_string(),
                format!("{} fields, but {} columns", row.len(), names.len()),
            );
            Err(ReadError::Line { path, line, why })
        };
        read += u64::from(unit.is_ok());
        if !hand_on(unit) {
            return false;
        }
    }
}

/// The name of a column without a byte-order mark and blanks around it.
fn column(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.trim_start_matches('\u{feff}').trim().to_string()
}

fn record(path: &str, fields: impl Iterator<Item = (String, Value)>) -> super::Raw {
    let map: Map<String, Value> = fields.filter(|(_, v)| *v != Value::String(String::new())).collect();
    raw(path, RawKind::Record, Value::Object(map).to_string().into_bytes())
}

fn broken(path: &str, packed: bool, e: csv::Error, read: u64) -> ReadError {
    let path = path.to_string();
    let kept = format!("the {read} rows before that were read");
    match e.into_kind() {
        csv::ErrorKind::Io(e) if packed => gzip(path, &e, &kept),
        csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::InvalidData => ReadError::Content {
            path,
            why: format!("not a table that can be read: {e}; {kept}"),
        },
        csv::ErrorKind::Io(e) => io_error(path, e),
        kind => ReadError::Content {
            path,
            why: format!("not a table that can be read: {kind:?}; {kept}"),
        },
    }
}

/// Hands on the rows of a Parquet file.
pub(super) fn parquet(path: &str, file: impl ChunkReader + 'static, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let wrong = |why: String| {
        let path = path.to_string();
        Err(ReadError::Content { path, why })
    };
    let not = |e: &dyn std::fmt::Display| wrong(format!("not a Parquet file that can be read: {e}"));
    let reader = match SerializedFileReader::new(file) {
        Ok(reader) => reader,
        Err(e) => return hand_on(not(&e)),
    };
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_string()).collect();
    if let Err(why) = super::records::has_text(&names) {
        return hand_on(wrong(why));
    }
    let rows = match reader.get_row_iter(None) {
        Ok(rows) => rows,
        Err(e) => return hand_on(not(&e)),
    };
    for (n, row) in (1..).zip(rows) {
        let unit = match row {
            Ok(row) => {
                let fields = row.get_column_iter().map(|(name, field)| (name.clone(), value(field)));
                (record(path, fields), n)
            }
            Err(e) => {
                let why = format!("row {n} cannot be read: {e}; the {} rows before that were read", n - 1);
                return hand_on(wrong(why));
            }
        };
        if !hand_on(Ok(unit)) {
            return false;
        }
    }
    true
}

/// A field as records have it; what no record has is left out.
fn value(field: &Field) -> Value {
    match field {
        Field::Str(s) => Value::String(s.clone()),
        Field::Bytes(b) => Value::String(String::from_utf8_lossy(b.data()).into_owned()),
        Field::Bool(b) => Value::Bool(*b),
        Field::Byte(n) => Value::from(*n),
        Field::Short(n) => Value::from(*n),
        Field::Int(n) => Value::from(*n),
        Field::Long(n) => Value::from(*n),
        Field::UByte(n) => Value::from(*n),
        Field::UShort(n) => Value::from(*n),
        Field::UInt(n) => Value::from(*n),
        Field::ULong(n) => Value::from(*n),
        Field::Float(n) => Value::from(f64::from(*n)),
        Field::Double(n) => Value::from(*n),
        Field::Date(days) => moment(i64::from(*days) * 86_400, true),
        Field::TimestampMillis(ms) => moment(ms.div_euclid(1_000), false),
        Field::TimestampMicros(us) => moment(us.div_euclid(1_000_000), false),
        Field::ListInternal(list) => Value::Array(list.elements().iter().map(value).collect()),
        _ => Value::Null,
    }
}

/// Seconds since 1970 as a time in UTC, or its day.
fn moment(seconds: i64, day: bool) -> Value {
    match jiff::Timestamp::from_second(seconds) {
        Ok(t) if day => Value::String(t.to_string().chars().take(10).collect()),
        Ok(t) => Value::String(t.to_string()),
        Err(_) => Value::Null,
    }
}
