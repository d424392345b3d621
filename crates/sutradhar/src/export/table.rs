//! Records as tables: CSV and Parquet. Nested values stand in a cell as JSON.

use super::{RecordKind, Target};
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// True or false.
    Bool,
    /// Any JSON value, as JSON.
    Json,
}

use Column::*;

/// The columns of a kind of records, in the order of its keys.
pub fn columns(kind: RecordKind) -> &'static [(&'static str, Column)] {
    match kind {
        RecordKind::Articles => &[
            ("id", Text),
            ("source", Text),
            ("url", Text),
            ("outlet", Text),
            ("agency", Text),
            ("byline", Text),
            ("dateline", Text),
            ("language", Text),
            ("headline", Text),
            ("published", Json),
            ("lines", Json),
            ("text", Text),
            ("body", Text),
            ("tags", Json),
            ("read_minutes", Int),
            ("completeness", Json),
            ("notices", Json),
        ],
        RecordKind::Mentions => &[
            ("article", Text),
            ("start", Int),
            ("end", Int),
            ("text", Text),
            ("type", Text),
            ("entity", Text),
            ("name", Json),
            ("role", Text),
        ],
        RecordKind::Times => &[
            ("article", Text),
            ("start", Int),
            ("end", Int),
            ("text", Text),
            ("value", Text),
            ("precision", Text),
            ("anchor", Text),
        ],
        RecordKind::Quantities => &[
            ("article", Text),
            ("start", Int),
            ("end", Int),
            ("text", Text),
            ("value", Float),
            ("value_max", Float),
            ("approx", Bool),
            ("unit", Text),
            ("counted", Text),
            ("status", Text),
        ],
        RecordKind::Statements => &[
            ("id", Text),
            ("article", Text),
            ("start", Int),
            ("end", Int),
            ("text", Text),
            ("cue", Json),
            ("chain", Json),
            ("form", Text),
            ("polarity", Text),
            ("hedge", Text),
            ("origin", Text),
            ("rule", Text),
        ],
        RecordKind::Propositions => &[
            ("id", Text),
            ("article", Text),
            ("start", Int),
            ("end", Int),
            ("text", Text),
            ("inherits", Json),
            ("statement", Text),
            ("negated", Bool),
            ("figures", Json),
        ],
        RecordKind::Copies => &[
            ("a", Text),
            ("b", Text),
            ("relation", Text),
            ("source", Text),
            ("agency", Text),
            ("containment", Float),
            ("kept", Json),
            ("changed", Json),
            ("added", Json),
            ("dropped", Json),
            ("a_completeness", Text),
            ("b_completeness", Text),
        ],
        RecordKind::Events => &[
            ("id", Text),
            ("title", Text),
            ("start", Text),
            ("end", Text),
            ("articles", Json),
            ("origins", Json),
            ("ultimate_sources", Json),
            ("places", Json),
            ("entities", Json),
            ("storyline", Text),
            ("reasons", Json),
        ],
        RecordKind::Storylines => &[("id", Text), ("title", Text), ("events", Json), ("steps", Json)],
        RecordKind::Claims => &[
            ("id", Text),
            ("event", Text),
            ("detail_of", Text),
            ("text", Text),
            ("standing", Text),
            ("support", Json),
            ("origins", Int),
            ("why", Json),
            ("note", Text),
        ],
        RecordKind::Headlines => &[
            ("article", Text),
            ("verdict", Text),
            ("why", Text),
            ("reasons", Json),
            ("spans", Json),
        ],
        RecordKind::Briefs => &[
            ("event", Text),
            ("language", Text),
            ("bullets", Json),
            ("faq", Json),
            ("timeline", Json),
        ],
    }
}

/// A file of records as it grows.
pub enum Sink<'a> {
    /// One JSON object a line.
    Jsonl(Target<'a>),
    /// CSV (RFC 4180, UTF-8), a header first. A cell that a spreadsheet would take for a formula gets an apostrophe
    /// before it, as spreadsheets themselves write text.
    Csv(&'static [(&'static str, Column)], Box<csv::Writer<Target<'a>>>),
    /// Parquet, every column optional, text as UTF-8, nested values as JSON.
    Parquet(Box<Parquet<'a>>),
}

impl std::fmt::Debug for Sink<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Sink::Jsonl(_) => "Jsonl",
            Sink::Csv(..) => "Csv",
            Sink::Parquet(_) => "Parquet",
        })
    }
}

impl<'a> Sink<'a> {
    /// A CSV file for records of a kind.
    pub fn csv(kind: RecordKind, to: Target<'a>) -> io::Result<Sink<'a>> {
        let columns = columns(kind);
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(columns.iter().map(|c| c.0))?;
        Ok(Sink::Csv(columns, Box::new(writer)))
    }

    /// A Parquet file for records of a kind.
    pub fn parquet(kind: RecordKind, to: Target<'a>) -> io::Result<Sink<'a>> {
        Ok(Sink::Parquet(Box::new(
            Parquet::new(kind, to).map_err(io::Error::other)?,
        )))
    }

    /// Adds a record, given as JSON.
    pub fn push(&mut self, record: &str) -> io::Result<()> {
        match self {
            Sink::Jsonl(to) => {
                to.write_all(super::json_escaped(record).as_bytes())?;
                to.write_all(b"\n")
            }
            Sink::Csv(columns, writer) => {
                let record: Value = serde_json::from_str(record)?;
                writer.write_record(columns.iter().map(|(name, column)| cell(&record[*name], *column)))?;
                Ok(())
            }
            Sink::Parquet(table) => table.push(record).map_err(io::Error::other),
        }
    }

    /// Writes what is still in memory.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Sink::Jsonl(to) => to.flush(),
            Sink::Csv(_, mut writer) => writer.flush(),
            Sink::Parquet(table) => table.finish().map_err(io::Error::other),
        }
    }
}

fn cell(value: &Value, column: Column) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(s) if column != Json => {
            // Spreadsheets drop white space and control characters before they look for a formula.
            let first = s
                .trim_start_matches(|c: char| c.is_whitespace() || c.is_control())
                .chars()
                .next();
            let control = s.starts_with(['\t', '\r']);
            if control || first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) {
                format!("'{s}")
            } else {
                s.clone()
            }
        }
        other => other.to_string(),
    }
}

/// Rows of one group of a Parquet file: whole columns of a group are in memory.
const GROUP: usize = 10_000;

/// Bytes of JSON after which a group ends all the same.
const GROUP_BYTES: usize = 16 << 20;

/// A Parquet file as it grows, one group of rows in memory.
pub struct Parquet<'a> {
    columns: &'static [(&'static str, Column)],
    rows: Vec<Value>,
    bytes: usize,
    writer: SerializedFileWriter<Target<'a>>,
}

impl<'a> Parquet<'a> {
    fn new(kind: RecordKind, to: Target<'a>) -> Result<Parquet<'a>, ParquetError> {
        let columns = columns(kind);
        let mut fields = Vec::new();
        for (name, column) in columns {
            let (physical, converted) = match column {
                Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
                Json => (Physical::BYTE_ARRAY, ConvertedType::JSON),
                Int => (Physical::INT64, ConvertedType::NONE),
                Float => (Physical::DOUBLE, ConvertedType::NONE),
                Bool => (Physical::BOOLEAN, ConvertedType::NONE),
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_converted_type(converted)
                .build()?;
            fields.push(Arc::new(field));
        }
        let schema = Type::group_type_builder(kind.name()).with_fields(fields).build()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_created_by("sutradhar".to_string())
            .build();
        Ok(Parquet {
            columns,
            rows: Vec::new(),
            bytes: 0,
            writer: SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties))?,
        })
    }

    fn push(&mut self, record: &str) -> Result<(), ParquetError> {
        let row = serde_json::from_str(record).map_err(|e| ParquetError::General(e.to_string()))?;
        self.rows.push(row);
        self.bytes += record.len();
        if self.rows.len() >= GROUP || self.bytes >= GROUP_BYTES {
            self.group()?;
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut row_group = self.writer.next_row_group()?;
        for (name, column) in self.columns {
            let cells: Vec<&Value> = rows.iter().map(|r| &r[*name]).collect();
            if let Some(mut to) = row_group.next_column()? {
                write_column(&mut to, *column, &cells)?;
                to.close()?;
            }
        }
        row_group.close()?;
        Ok(())
    }

    fn finish(mut self) -> Result<(), ParquetError> {
        self.group()?;
        self.writer.close()?;
        Ok(())
    }
}

fn write_column(to: &mut SerializedColumnWriter<'_>, column: Column, cells: &[&Value]) -> Result<(), ParquetError> {
    let levels: Vec<i16> = cells.iter().map(|c| i16::from(!c.is_null())).collect();
    let there = cells.iter().filter(|c| !c.is_null());
    match column {
        Text => {
            let values: Vec<ByteArray> = there.map(|c| c.as_str().unwrap_or("").into()).collect();
            to.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Json => {
            let values: Vec<ByteArray> = there.map(|c| c.to_string().as_str().into()).collect();
            to.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Int => {
            let values: Vec<i64> = there.map(|c| c.as_i64().unwrap_or(0)).collect();
            to.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
        }
        Float => {
            let values: Vec<f64> = there.map(|c| c.as_f64().unwrap_or(0.0)).collect();
            to.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        Bool => {
            let values: Vec<bool> = there.map(|c| c.as_bool().unwrap_or(false)).collect();
            to.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |text: &str, want: &str| assert_eq!(cell(&Value::from(text), Text), want);
        check("=1+1", "'=1+1");
        check(" @SUM(A1)", "' @SUM(A1)");
        check("\t=x", "'\t=x");
        check("5,000 सैनिक", "5,000 सैनिक");
        assert_eq!(cell(&Value::from(-5), Int), "-5");
    }

    fn write(mut sink: Sink<'_>, records: &[String]) {
        for record in records {
            sink.push(record).unwrap();
        }
        sink.finish().unwrap();
    }

    #[test]
    fn tables_are_written() {
        let records = vec![
            r#"{"id":"s1","title":"सूखागढ़","events":["e1","e2"],"steps":[]}"#.to_string(),
            r#"{"id":"s2","title":null,"events":[]}"#.to_string(),
        ];
        let mut out = Vec::new();
        write(Sink::csv(RecordKind::Storylines, &mut out).unwrap(), &records);
        let want = "id,title,events,steps\ns1,सूखागढ़,\"[\"\"e1\"\",\"\"e2\"\"]\",[]\ns2,,[],\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
        let parquet = || {
            let mut bytes = Vec::new();
            write(Sink::parquet(RecordKind::Storylines, &mut bytes).unwrap(), &records);
            bytes
        };
        let bytes = parquet();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        assert_eq!(bytes, parquet());
        use parquet::file::reader::{FileReader, SerializedFileReader};
        use parquet::record::RowAccessor;
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows[0].get_string(1).unwrap(), "सूखागढ़");
        assert_eq!(rows.len(), 2);
    }
}
