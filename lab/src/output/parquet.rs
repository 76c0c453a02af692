//! A table of CSV as Parquet.

use super::columns::Kind;
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as PhysicalType},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};
use std::{fs::File, io, path::Path, sync::Arc};

/// The number of rows of a row group.
const ROWS: usize = 1 << 16;

/// The cells of a column in a row group; empty ones are missing.
type Cells = Vec<String>;

/// Writes a table of CSV, which has these columns, as Parquet.
pub fn convert(from: &Path, to: &Path, columns: &[(String, Kind)]) -> io::Result<()> {
    let mut reader = csv::Reader::from_path(from)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let schema = Arc::new(schema(columns).map_err(io::Error::other)?);
    let mut writer =
        SerializedFileWriter::new(File::create(to)?, schema, Arc::new(properties)).map_err(io::Error::other)?;
    let mut group: Vec<Cells> = vec![Vec::new(); columns.len()];
    for record in reader.records() {
        let record = record?;
        for (cells, cell) in group.iter_mut().zip(&record) {
            cells.push(cell.to_owned());
        }
        if group.first().is_some_and(|cells| cells.len() == ROWS) {
            write_group(&mut writer, columns, &mut group).map_err(io::Error::other)?;
        }
    }
    if group.first().is_some_and(|cells| !cells.is_empty()) {
        write_group(&mut writer, columns, &mut group).map_err(io::Error::other)?;
    }
    writer.close().map_err(io::Error::other)?;
    Ok(())
}

fn schema(columns: &[(String, Kind)]) -> Result<Type, ParquetError> {
    let field = |(name, kind): &(String, Kind)| {
        let physical = match kind {
            Kind::Whole => PhysicalType::INT64,
            Kind::Decimal => PhysicalType::DOUBLE,
            Kind::Flag => PhysicalType::BOOLEAN,
            Kind::Text => PhysicalType::BYTE_ARRAY,
        };
        let logical = (*kind == Kind::Text).then_some(LogicalType::String);
        let column = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        column.with_logical_type(logical).build().map(Arc::new)
    };
    let fields: Result<Vec<_>, _> = columns.iter().map(field).collect();
    Type::group_type_builder("rows").with_fields(fields?).build()
}

fn write_group(
    writer: &mut SerializedFileWriter<File>,
    columns: &[(String, Kind)],
    group: &mut [Cells],
) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    for ((_, kind), cells) in columns.iter().zip(group) {
        let Some(mut column) = rows.next_column()? else { break };
        match kind {
            Kind::Whole => write_cells::<Int64Type>(&mut column, cells, |cell| cell.parse().ok())?,
            Kind::Decimal => write_cells::<DoubleType>(&mut column, cells, |cell| cell.parse().ok())?,
            Kind::Flag => write_cells::<BoolType>(&mut column, cells, |cell| cell.parse().ok())?,
            Kind::Text => {
                let text = |cell: &str| Some(ByteArray::from(cell)).filter(|_| !cell.is_empty());
                write_cells::<ByteArrayType>(&mut column, cells, text)?;
            }
        }
        column.close()?;
        cells.clear();
    }
    rows.close()?;
    Ok(())
}

fn write_cells<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    cells: &[String],
    read: impl Fn(&str) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let read: Vec<_> = cells.iter().map(|cell| read(cell)).collect();
    let levels: Vec<i16> = read.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<_> = read.into_iter().flatten().collect();
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::Field,
    };

    #[test]
    fn the_rows_of_a_table_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let (csv, parquet) = (folder.path().join("a.csv"), folder.path().join("a.parquet"));
        std::fs::write(&csv, "run,name,price,on\n1,one,0.5,true\n2,,,false\n").unwrap();
        let columns = [("run", Kind::Whole), ("name", Kind::Text), ("price", Kind::Decimal), ("on", Kind::Flag)];
        let columns = columns.map(|(name, kind)| (name.to_owned(), kind));
        convert(&csv, &parquet, &columns).unwrap();
        let reader = SerializedFileReader::new(File::open(&parquet).unwrap()).unwrap();
        let rows: Vec<Vec<Field>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap().into_columns().into_iter().map(|(_, field)| field).collect())
            .collect();
        assert_eq!(
            rows,
            [
                vec![Field::Long(1), Field::Str("one".into()), Field::Double(0.5), Field::Bool(true)],
                vec![Field::Long(2), Field::Null, Field::Null, Field::Bool(false)],
            ]
        );
    }
}
