//! The results of a study.

use crate::{
    errors::lab,
    study::{Lines, Study},
    table,
};
use dtao_lab::{
    command::write_results,
    output::{
        folder::Folder,
        summary::{self, JobRecord, Judgement},
        table::Table,
    },
    run::plan,
    scenario::study::Study as Read,
};
use pyo3::{exceptions::PyOSError, prelude::*, types::PyBytes};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The results of a study's jobs.
#[pyclass(frozen, module = "dtao_lab")]
pub struct Results {
    study: Arc<Read>,
    finished: Vec<JobRecord>,
    judgements: Vec<Judgement>,
    /// The lines of each job in each table, in the order of [`Table::ALL`].
    lines: Vec<[Vec<u8>; 3]>,
}

#[pymethods]
impl Results {
    /// Joins the results of all jobs, in their order: the row of each with its record and its lines in each table.
    #[new]
    fn new(study: &Study, parts: Vec<(usize, Lines)>) -> PyResult<Self> {
        let study = study.read();
        let (mut finished, mut lines) = (Vec::new(), Vec::new());
        for (row, (record, of_job)) in parts {
            let record: JobRecord = serde_json::from_str(&record).map_err(|error| lab(error.to_string()))?;
            finished.push(JobRecord { row, ..record });
            lines.push(of_job);
        }
        let judgements = summary::judge(&study, &finished);
        Ok(Self { study, finished, judgements, lines })
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
        py.detach(|| table::Table::of_csv(&table.columns(&self.study), &self.lines_of(at)))
    }

    /// Returns a table as CSV.
    fn csv<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let (at, table) = table_of(name)?;
        let mut csv = table.head(&self.study);
        csv.extend(self.lines_of(at));
        Ok(PyBytes::new(py, &csv))
    }

    /// Writes the files that `dtao-lab run` writes, in place of those that are there.
    fn save(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        py.detach(|| self.write(&folder)).map_err(PyOSError::new_err)
    }
}

impl Results {
    fn lines_of(&self, table: usize) -> Vec<u8> {
        let of_jobs: Vec<_> = self.lines.iter().filter_map(|lines| lines.get(table)).map(Vec::as_slice).collect();
        of_jobs.concat()
    }

    fn write(&self, path: &Path) -> Result<(), String> {
        let jobs = plan::jobs(&self.study);
        let mut folder = Folder::open(path, &self.study, jobs.len(), false, true).map_err(|error| error.to_string())?;
        let mut jobs_with_lines = self.finished.iter().zip(&self.lines);
        let written = jobs_with_lines.try_for_each(|(job, lines)| folder.append_lines(job.clone(), lines));
        let written = written.and_then(|()| write_results(&self.study, &folder, &self.judgements, &jobs));
        written.map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }
}

fn table_of(name: &str) -> PyResult<(usize, Table)> {
    let named = |table: &Table| table.file().strip_suffix(".csv") == Some(name);
    let found = Table::ALL.into_iter().enumerate().find(|(_, table)| named(table));
    found.ok_or_else(|| lab(format!("there is no table {name}: there are series, accounts and calls")))
}
