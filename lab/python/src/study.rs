//! Scenario files, and their runs.

use crate::{
    agent::{self, Failure},
    errors::{self, lab},
    values,
};
use dtao_lab::{
    output::{summary::JobRecord, table::job_lines},
    run::{
        plan::{self, Job},
        pool::{run_all, Progress},
        single::Finished,
    },
    scenario::{document::Parameters, study::Study as Read},
};
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDict},
};
use std::{path::PathBuf, sync::Arc, thread, time::Duration};

/// The time between two looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);

/// A job as numbers: the position of its row, the number of its run, the position of its rule, its number in the output.
type Numbers = (usize, u32, usize, u64);

/// The results of a job: its record as JSON, and its lines in each table.
type Part<'py> = (String, Vec<Bound<'py, PyBytes>>);

/// The same outside of Python.
pub type Lines = (String, [Vec<u8>; 3]);

/// A scenario file.
#[pyclass(frozen, module = "dtao_lab")]
pub struct Study {
    read: Arc<Read>,
    failure: Failure,
}

impl Study {
    /// Returns what was read.
    pub fn read(&self) -> Arc<Read> {
        self.read.clone()
    }
}

#[pymethods]
impl Study {
    /// Reads a text. Faults are reported under the name `file`; other files are looked for in `folder`. Rows replace the sweep.
    /// Each run ends after `blocks` if there are some.
    #[new]
    fn new(
        py: Python<'_>,
        file: &str,
        text: String,
        folder: PathBuf,
        rows: Option<Vec<Bound<'_, PyDict>>>,
        agents: Vec<Bound<'_, PyAny>>,
        blocks: Option<u32>,
    ) -> PyResult<Self> {
        let rows: Option<PyResult<Vec<Parameters>>> = rows.map(|rows| rows.iter().map(values::parameters).collect());
        let rows = rows.transpose()?;
        let read = py.detach(|| Read::parse_rows(file, text, &folder, rows.as_deref()));
        let mut read = read.map_err(|messages| errors::scenario(py, &messages))?;
        if let Some(blocks) = blocks {
            read.shorten(blocks);
        }
        let failure = Failure::default();
        for row in &mut read.rows {
            for agent in &agents {
                let group = agent::group(agent, failure.clone())?;
                if row.scenario.groups.iter().any(|other| other.name == group.name) {
                    return Err(lab(format!("there is an agent {} already: give this one another name", group.name)));
                }
                row.scenario.groups.push(group);
            }
        }
        Ok(Self { read: Arc::new(read), failure })
    }

    /// The name, for readers.
    #[getter]
    fn name(&self) -> &str {
        &self.read.name
    }

    /// The names of the parameters.
    #[getter]
    fn parameters(&self) -> Vec<String> {
        self.read.parameters.clone()
    }

    /// Returns all jobs.
    fn jobs(&self) -> Vec<Numbers> {
        plan::jobs(&self.read).iter().map(|job| (job.row, job.repeat, job.rule, job.run)).collect()
    }

    /// Runs jobs on several threads. The results are in the order of the jobs. Ctrl-C ends it.
    fn run<'py>(&self, py: Python<'py>, jobs: Vec<Numbers>, threads: usize) -> PyResult<Vec<Part<'py>>> {
        let job = |(number, (row, repeat, rule, run)): (usize, Numbers)| Job { number, row, repeat, rule, run };
        let jobs: Vec<_> = jobs.into_iter().enumerate().map(job).collect();
        let study = &*self.read;
        if jobs.iter().any(|job| study.rows.get(job.row).is_none_or(|row| row.scenario.rules.get(job.rule).is_none())) {
            return Err(lab("there is no such job"));
        }
        let mut parts = Vec::new();
        let ended = py.detach(|| run_jobs(study, &jobs, threads, &mut parts));
        if let Some(error) = agent::take(&self.failure) {
            return Err(error);
        }
        ended?;
        let part = |(record, tables): Lines| (record, tables.iter().map(|lines| PyBytes::new(py, lines)).collect());
        Ok(parts.into_iter().map(part).collect())
    }
}

/// Runs jobs while this thread looks for Ctrl-C.
fn run_jobs(study: &Read, jobs: &[Job], threads: usize, parts: &mut Vec<Lines>) -> PyResult<()> {
    let progress = Progress::default();
    let caller = thread::current();
    thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let ended = run_all(study, jobs, threads, &progress, |job, finished| {
                parts.push(part(study, job, &finished)?);
                Ok(())
            });
            caller.unpark();
            ended
        });
        let mut interrupt = None;
        while !worker.is_finished() {
            thread::park_timeout(LOOK);
            if let Err(error) = Python::attach(|py| py.check_signals()) {
                progress.stop();
                interrupt.get_or_insert(error);
            }
        }
        let ended = worker.join().unwrap_or_else(|_| Err("the runs ended with a panic".into()));
        interrupt.map_or(ended.map_err(lab), Err)
    })
}

fn part(study: &Read, job: &Job, finished: &Finished) -> Result<Lines, String> {
    let record = JobRecord::new(study, job, &finished.results);
    let record = serde_json::to_string(&record).map_err(|error| error.to_string())?;
    Ok((record, job_lines(study, job, &finished.results)))
}
