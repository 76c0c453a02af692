//! The report of a study, for readers.

use super::{
    summary::{JobRecord, Judgement},
    table::Table,
};
use crate::scenario::study::Study;
use std::{io, path::Path};

/// Everything that a report is made from: the tables are in the folder, row by row as [`Table::columns`] says.
pub struct Report<'a> {
    /// The study: its text, rules and parameters.
    pub study: &'a Study,
    /// The results of the finished jobs.
    pub finished: &'a [JobRecord],
    /// The expectations.
    pub judgements: &'a [Judgement],
}

impl Report<'_> {
    /// Reads the rows of a table in the folder, as cells by the order of its columns.
    pub fn rows(
        &self,
        folder: &Path,
        table: Table,
    ) -> io::Result<impl Iterator<Item = csv::Result<csv::StringRecord>>> {
        Ok(csv::Reader::from_path(folder.join(table.file()))?.into_records())
    }
}

/// Writes the report into the folder.
pub fn write(_folder: &Path, _report: &Report<'_>) -> io::Result<()> {
    Ok(())
}
