//! Parquet files of the tables of `data/`, for who has many waves or large ones: typed columns, packed with Snappy.
//!
//! Like the workbook's sheets they are read back from the CSV files that the report has just written, so that both are the
//! same; what a column holds is what the codebook says of it, and an empty cell is missing. Built with the feature
//! `parquet` only.

use super::codebook::{Column, Resource, Type};
use super::writer::{Sealed, Staged};
use crate::error::{Error, Result};
use crate::parallel;
use jiff::Timestamp;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// Most rows of a row group, and most bytes of text in it: a group is kept in memory until it is written.
const ROWS: usize = 1 << 16;
const BYTES: usize = 1 << 24;

/// Writes `data/parquet/<table>.parquet` for each of `tables` that is among `files`.
///
/// # Errors
/// When a table cannot be read, or a file cannot be written.
pub fn parquet(folder: &Path, tables: &[Resource], files: &[Sealed]) -> Result<Vec<Sealed>> {
    let held = |table: &Resource| {
        let path = Path::new("data").join(&table.path);
        files.iter().find(|file| file.path().ends_with(&path))
    };
    let tables: Vec<(&Resource, &Sealed)> = tables
        .iter()
        .filter_map(|table| Some((table, held(table)?)))
        .collect();
    let written = parallel::map(&tables, |(table, csv)| {
        let path = folder.join(format!("data/parquet/{}.parquet", table.name));
        let failed = |e: io::Error| Error::file(&path, e);
        let csv = BufReader::with_capacity(1 << 16, csv.open().map_err(failed)?);
        write(Staged::create(&path)?, table.name, table.fields(), csv)
            .map_err(failed)?
            .seal()
    });
    written.into_iter().collect()
}

fn write<W: io::Write + Send>(
    file: W,
    name: &str,
    columns: &[Column],
    csv: impl Read,
) -> io::Result<W> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("shopper ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let schema = schema(name, columns).map_err(io::Error::other)?;
    let mut writer =
        SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(io::Error::other)?;
    let mut reader = csv::Reader::from_reader(csv);
    let mut record = csv::StringRecord::new();
    let mut rows = 0_u64;
    loop {
        let mut group: Vec<Values> = columns.iter().map(Values::of).collect();
        let (mut held, mut bytes) = (0, 0);
        while held < ROWS && bytes < BYTES && reader.read_record(&mut record)? {
            (rows, held, bytes) = (rows + 1, held + 1, bytes + record.as_slice().len());
            for ((values, column), cell) in group.iter_mut().zip(columns).zip(&record) {
                values.add(cell).ok_or_else(|| {
                    let what = column.holds.as_str();
                    let reason = format!("row {rows}, {}: {cell:?} is no {what}", column.name);
                    io::Error::new(io::ErrorKind::InvalidData, reason)
                })?;
            }
        }
        if held == 0 {
            break;
        }
        let mut out = writer.next_row_group().map_err(io::Error::other)?;
        for values in group {
            values.write(&mut out).map_err(io::Error::other)?;
        }
        out.close().map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(io::Error::other)
}

/// The columns as Parquet has them. Any may be empty: whether one never is stands in the codebook.
fn schema(name: &str, columns: &[Column]) -> std::result::Result<types::TypePtr, ParquetError> {
    let field = |column: &Column| {
        let moment = || LogicalType::timestamp(true, TimeUnit::MICROS);
        let (physical, logical) = match column.holds {
            Type::String => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Type::Integer => (Physical::INT64, None),
            Type::Number => (Physical::DOUBLE, None),
            Type::Boolean => (Physical::BOOLEAN, None),
            Type::Datetime => (Physical::INT64, Some(moment())),
        };
        types::Type::primitive_type_builder(&column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let fields = columns
        .iter()
        .map(field)
        .collect::<std::result::Result<_, _>>()?;
    types::Type::group_type_builder(name)
        .with_fields(fields)
        .build()
        .map(Arc::new)
}

/// The cells of a column of a row group.
struct Values {
    list: List,
    /// For each row 1, or 0 where the cell is empty.
    levels: Vec<i16>,
}

enum List {
    Texts(Vec<ByteArray>),
    Wholes(Vec<i64>),
    Numbers(Vec<f64>),
    Truths(Vec<bool>),
    /// Microseconds since 1970, UTC.
    Moments(Vec<i64>),
}

impl Values {
    fn of(column: &Column) -> Self {
        let list = match column.holds {
            Type::String => List::Texts(Vec::new()),
            Type::Integer => List::Wholes(Vec::new()),
            Type::Number => List::Numbers(Vec::new()),
            Type::Boolean => List::Truths(Vec::new()),
            Type::Datetime => List::Moments(Vec::new()),
        };
        Self {
            list,
            levels: Vec::new(),
        }
    }

    /// Takes a cell; `None` when it is not what the column holds.
    fn add(&mut self, cell: &str) -> Option<()> {
        self.levels.push(i16::from(!cell.is_empty()));
        if cell.is_empty() {
            return Some(());
        }
        match &mut self.list {
            List::Texts(list) => list.push(ByteArray::from(cell)),
            List::Wholes(list) => list.push(cell.parse().ok()?),
            List::Numbers(list) => list.push(cell.parse().ok()?),
            List::Truths(list) => list.push(cell.parse().ok()?),
            List::Moments(list) => list.push(cell.parse::<Timestamp>().ok()?.as_microsecond()),
        }
        Some(())
    }

    fn write<W: io::Write + Send>(
        &self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> std::result::Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("a column too many".to_owned()));
        };
        let levels = Some(self.levels.as_slice());
        match &self.list {
            List::Texts(list) => column
                .typed::<ByteArrayType>()
                .write_batch(list, levels, None),
            List::Wholes(list) | List::Moments(list) => {
                column.typed::<Int64Type>().write_batch(list, levels, None)
            }
            List::Numbers(list) => column.typed::<DoubleType>().write_batch(list, levels, None),
            List::Truths(list) => column.typed::<BoolType>().write_batch(list, levels, None),
        }?;
        column.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use std::fmt::Write as _;

    fn columns() -> Vec<Column> {
        [
            ("name", Type::String),
            ("n", Type::Integer),
            ("share", Type::Number),
            ("offered", Type::Boolean),
            ("at", Type::Datetime),
        ]
        .map(|(name, holds)| Column::new(name, holds, ""))
        .to_vec()
    }

    fn read(bytes: &[u8]) -> Vec<Vec<Field>> {
        let mut file = tempfile::tempfile().unwrap();
        io::Write::write_all(&mut file, bytes).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| {
            row.unwrap()
                .get_column_iter()
                .map(|(_, f)| f.clone())
                .collect()
        })
        .collect()
    }

    #[test]
    fn cells_come_back_with_their_types_and_empty_ones_as_missing() {
        let csv = "name,n,share,offered,at\n\
                   \"a, b\n=c\",-3,0.25,true,2014-03-01T09:30:00.5Z\n,,,,\n";
        let file = write(Vec::new(), "t", &columns(), csv.as_bytes()).unwrap();
        let moment: Timestamp = "2014-03-01T09:30:00.5Z".parse().unwrap();
        assert_eq!(
            read(&file),
            [
                vec![
                    Field::Str("a, b\n=c".to_owned()),
                    Field::Long(-3),
                    Field::Double(0.25),
                    Field::Bool(true),
                    Field::TimestampMicros(moment.as_microsecond()),
                ],
                vec![Field::Null; 5],
            ]
        );
    }

    #[test]
    fn a_cell_of_another_type_is_named_with_its_place() {
        let csv = "name,n,share,offered,at\na,1,,,\nb,x,,,\n";
        let failed = write(Vec::new(), "t", &columns(), csv.as_bytes()).unwrap_err();
        assert_eq!(failed.to_string(), "row 2, n: \"x\" is no integer");
    }

    #[test]
    fn a_table_longer_than_a_row_group_is_whole_and_one_without_rows_is_a_file() {
        let columns = &columns()[1..2];
        let mut csv = "n\n".to_owned();
        for n in 0..=ROWS {
            writeln!(csv, "{n}").unwrap();
        }
        let file = write(Vec::new(), "t", columns, csv.as_bytes()).unwrap();
        let rows = read(&file);
        assert_eq!(rows.len(), ROWS + 1);
        assert_eq!(rows[ROWS], [Field::Long(1 << 16)]);
        let empty = write(Vec::new(), "t", columns, "n\n".as_bytes()).unwrap();
        assert!(read(&empty).is_empty());
    }
}
