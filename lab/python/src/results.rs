//! The results of a study.

use crate::{errors::lab, study::Study, table};
use dtao_lab::{
    output::{
        parquet,
        report::{self, Report},
        summary::{self, JobRecord, Judgement},
        table::Table,
    },
    run::plan,
    scenario::study::Study as Read,
};
use pyo3::{exceptions::PyOSError, prelude::*, types::PyBytes};
use std::{fs, io, path::PathBuf, sync::Arc};

/// The results of a study's jobs.
#[pyclass(frozen, module = "dtao_lab")]
pub struct Results {
    study: Arc<Read>,
    finished: Vec<JobRecord>,
    judgements: Vec<Judgement>,
    /// The tables as CSV, in the order of [`Table::ALL`].
    tables: Vec<Vec<u8>>,
}

fn table_of(name: &str) -> PyResult<(usize, Table)> {
    let named = |table: &Table| table.file().strip_suffix(".csv") == Some(name);
    let found = Table::ALL.into_iter().enumerate().find(|(_, table)| named(table));
    found.ok_or_else(|| lab(format!("there is no table {name}: there are series, accounts and calls")))
}

#[pymethods]
impl Results {
    /// Joins the results of all jobs, in their order: the row of each, its record, its lines in each table.
    #[new]
    fn new(study: &Study, parts: Vec<(usize, String, Vec<Vec<u8>>)>) -> PyResult<Self> {
        let study = study.read();
        let mut tables: Vec<_> = Table::ALL.into_iter().map(|table| table.head(&study)).collect();
        let mut finished = Vec::new();
        for (row, record, lines) in parts {
            let record: JobRecord = serde_json::from_str(&record).map_err(|error| lab(error.to_string()))?;
            finished.push(JobRecord { row, ..record });
            tables.iter_mut().zip(lines).for_each(|(table, lines)| table.extend(lines));
        }
        let judgements = summary::judge(&study, &finished);
        Ok(Self { study, finished, judgements, tables })
    }

    /// `True` if all runs are valid and all expectations hold.
    #[getter]
    fn passed(&self) -> bool {
        summary::passed(&self.finished, &self.judgements, &plan::jobs(&self.study))
    }

    /// Returns the summary as JSON.
    fn summary(&self) -> String {
        summary::json(&self.study, &self.finished, &self.judgements, &plan::jobs(&self.study)).to_string()
    }

    /// Returns a table.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<table::Table> {
        let (at, table) = table_of(name)?;
        let head = table.head(&self.study).len();
        let lines = self.tables.get(at).and_then(|lines| lines.get(head..)).unwrap_or_default();
        py.detach(|| table::Table::of_csv(&table.columns(&self.study), lines))
    }

    /// Returns a table as CSV.
    fn csv<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let (at, _) = table_of(name)?;
        Ok(PyBytes::new(py, self.tables.get(at).map(Vec::as_slice).unwrap_or_default()))
    }

    /// Writes the files that `dtao-lab run` writes.
    fn save(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        py.detach(|| self.write(&folder))
            .map_err(|error| PyOSError::new_err(format!("{} cannot be written: {error}", folder.display())))
    }
}

impl Results {
    fn write(&self, folder: &std::path::Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (table, lines) in Table::ALL.into_iter().zip(&self.tables) {
            fs::write(folder.join(table.file()), lines)?;
        }
        let jobs = plan::jobs(&self.study);
        let summary = summary::json(&self.study, &self.finished, &self.judgements, &jobs);
        fs::write(folder.join("summary.json"), serde_json::to_vec_pretty(&summary)?)?;
        let series = folder.join(Table::Series.file());
        parquet::convert(&series, &folder.join("series.parquet"), &Table::Series.columns(&self.study))?;
        let (study, finished, judgements) = (&*self.study, &self.finished[..], &self.judgements[..]);
        report::write(folder, &Report { study, finished, judgements })
    }
}
