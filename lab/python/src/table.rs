//! Tables, which Arrow's interface for Python hands to polars, pandas and pyarrow without a copy.

use crate::errors::lab;
use arrow_array::{
    ffi_stream::FFI_ArrowArrayStream, Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch,
    RecordBatchIterator, RecordBatchOptions, StringArray,
};
use arrow_schema::{ffi::FFI_ArrowSchema, DataType, Field, Schema, SchemaRef};
use dtao_lab::output::columns::Kind;
use pyo3::{
    exceptions::PyKeyError,
    prelude::*,
    types::{PyBytes, PyCapsule, PyDict, PyList},
};
use std::sync::Arc;

/// A column with the type of its values.
pub type Column = (String, Kind);

/// A table with named columns, which never changes.
///
/// It implements Arrow's PyCapsule interface: ``polars.DataFrame(table)`` and ``pyarrow.table(table)`` read it without a copy, and
/// pandas by ``pyarrow.table(table).to_pandas(types_mapper=pandas.ArrowDtype)``; ``pandas.DataFrame.from_arrow(table)`` makes columns
/// of numpy. A value that is missing is null.
#[pyclass(frozen, module = "dtao_lab")]
pub struct Table(RecordBatch);

impl Table {
    /// Builds a table of rows of cells; a cell that is empty is missing.
    pub fn of_rows(columns: &[Column], rows: &[Vec<String>]) -> PyResult<Self> {
        let cells = |at: usize| rows.iter().map(move |row| row.get(at).map(String::as_str).unwrap_or_default());
        let arrays = columns.iter().enumerate().map(|(at, (_, kind))| array(*kind, cells(at)));
        Self::of_arrays(columns, arrays.collect(), rows.len())
    }

    /// Builds a table of lines of CSV without a head.
    pub fn of_csv(columns: &[Column], lines: &[u8]) -> PyResult<Self> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(lines);
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(record.map_err(|error| lab(error.to_string()))?.iter().map(str::to_owned).collect());
        }
        Self::of_rows(columns, &rows)
    }

    fn of_arrays(columns: &[Column], arrays: Vec<ArrayRef>, rows: usize) -> PyResult<Self> {
        let field = |(name, kind): &Column| Field::new(name, data_type(*kind), true);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(schema, arrays, &options);
        batch.map(Self).map_err(|error| lab(error.to_string()))
    }

    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Whole => DataType::Int64,
        Kind::Decimal => DataType::Float64,
        Kind::Flag => DataType::Boolean,
        Kind::Text => DataType::Utf8,
    }
}

fn array<'a>(kind: Kind, cells: impl Iterator<Item = &'a str>) -> ArrayRef {
    match kind {
        Kind::Whole => Arc::new(cells.map(|cell| cell.parse().ok()).collect::<Int64Array>()),
        Kind::Decimal => Arc::new(cells.map(|cell| cell.parse().ok()).collect::<Float64Array>()),
        Kind::Flag => Arc::new(cells.map(|cell| cell.parse().ok()).collect::<BooleanArray>()),
        Kind::Text => Arc::new(cells.map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect::<StringArray>()),
    }
}

/// Returns the value of a cell.
fn cell<'py>(py: Python<'py>, array: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    let any = array.as_any();
    if let Some(array) = any.downcast_ref::<Int64Array>() {
        return Ok(array.value(row).into_pyobject(py)?.into_any());
    }
    if let Some(array) = any.downcast_ref::<Float64Array>() {
        return Ok(array.value(row).into_pyobject(py)?.into_any());
    }
    if let Some(array) = any.downcast_ref::<BooleanArray>() {
        return Ok(array.value(row).into_pyobject(py)?.to_owned().into_any());
    }
    match any.downcast_ref::<StringArray>() {
        Some(array) => Ok(array.value(row).into_pyobject(py)?.into_any()),
        None => Err(lab("a column of an unknown type")),
    }
}

#[pymethods]
impl Table {
    /// The number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// Returns a column as a list.
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        let Some(array) = self.0.column_by_name(name) else {
            let names = self.column_names();
            let known = names.iter().map(String::as_str);
            return Err(PyKeyError::new_err(dtao_lab::scenario::faults::unknown("column", name, known)));
        };
        let values: PyResult<Vec<_>> = (0..array.len()).map(|row| cell(py, array, row)).collect();
        PyList::new(py, values?)
    }

    /// Returns all columns as lists, by name.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for name in self.column_names() {
            dict.set_item(&name, self.__getitem__(py, &name)?)?;
        }
        Ok(dict)
    }

    /// Returns all rows as dictionaries.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.column_names();
        let mut rows = Vec::new();
        for row in 0..self.0.num_rows() {
            let dict = PyDict::new(py);
            for (name, array) in names.iter().zip(self.0.columns()) {
                dict.set_item(name, cell(py, array, row)?)?;
            }
            rows.push(dict);
        }
        PyList::new(py, rows)
    }

    /// Returns the table as a stream of Arrow's C interface. A schema that is asked for is not converted to.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// Returns the schema of Arrow's C interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema().as_ref()).map_err(|error| lab(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __repr__(&self) -> String {
        format!("<dtao_lab.Table: {} rows of {}>", self.0.num_rows(), self.column_names().join(", "))
    }

    /// Pickles the table.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled<'py>)> {
        let kind = |field: &Arc<Field>| match field.data_type() {
            DataType::Int64 => "whole",
            DataType::Float64 => "decimal",
            DataType::Boolean => "flag",
            _ => "text",
        };
        let columns =
            self.schema().fields().iter().map(|field| (field.name().clone(), kind(field).to_owned())).collect();
        let build = py.get_type::<Self>().getattr("_of_csv")?;
        Ok((build, (columns, PyBytes::new(py, &self.lines()))))
    }

    /// Builds the table that was pickled.
    #[staticmethod]
    fn _of_csv(columns: Vec<Column2>, lines: &[u8]) -> PyResult<Self> {
        let kind = |kind: &str| match kind {
            "whole" => Kind::Whole,
            "decimal" => Kind::Decimal,
            "flag" => Kind::Flag,
            _ => Kind::Text,
        };
        let columns: Vec<_> = columns.into_iter().map(|(name, of)| (name, kind(&of))).collect();
        Self::of_csv(&columns, lines)
    }
}

/// The columns and the rows of a table that is pickled.
type Pickled<'py> = (Vec<Column2>, Bound<'py, PyBytes>);

/// A column with the name of its type.
type Column2 = (String, String);

impl Table {
    /// Returns the rows as lines of CSV without a head.
    fn lines(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in 0..self.0.num_rows() {
            let cells = self.0.columns().iter().map(|array| text(array, row));
            // Writing to memory does not fail, and all rows have the same length.
            let _ = writer.write_record(cells);
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// Writes a cell with the fewest digits that lead back to its value.
fn text(array: &ArrayRef, row: usize) -> String {
    let any = array.as_any();
    if array.is_null(row) {
        return String::new();
    }
    if let Some(array) = any.downcast_ref::<Int64Array>() {
        return array.value(row).to_string();
    }
    if let Some(array) = any.downcast_ref::<Float64Array>() {
        return array.value(row).to_string();
    }
    if let Some(array) = any.downcast_ref::<BooleanArray>() {
        return array.value(row).to_string();
    }
    any.downcast_ref::<StringArray>().map(|array| array.value(row).to_owned()).unwrap_or_default()
}
