//! The folder of a study, which is readable whenever the study ends.
//!
//! Rows are appended run by run. After each job a line in `runs.jsonl` states its results and the lengths of the tables up to
//! there, so that a table that was cut off is known to end at the last line's length.

use super::{
    summary::JobRecord,
    table::{job_lines, Table},
};
use crate::{
    run::{plan::Job, single::RunResult},
    scenario::study::Study,
};
use codec::Encode;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

/// The file with a line for each job.
const RUNS: &str = "runs.jsonl";

/// The first line of [`RUNS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// A hash of everything that determines the results.
    study: String,
    /// The number of jobs.
    jobs: usize,
}

/// A line of [`RUNS`].
#[derive(Serialize, Deserialize)]
struct Line {
    /// The lengths of the tables after the job, in the order of [`Table::ALL`].
    lengths: [u64; 3],
    job: JobRecord,
}

/// The folder of a study.
pub struct Folder {
    path: PathBuf,
    tables: [File; 3],
    runs: File,
    lengths: [u64; 3],
    runs_length: u64,
    /// The results of all finished jobs, in their order.
    pub finished: Vec<JobRecord>,
}

/// Reasons for which a folder cannot be opened.
#[derive(Debug)]
pub enum FolderError {
    /// It has results already.
    NotEmpty(PathBuf),
    /// It has the results of another study, or of another version.
    OtherStudy(PathBuf),
    /// It cannot be read or written.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for FolderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotEmpty(path) => {
                write!(f, "{} has results already: add --resume to go on, or --yes to replace them", path.display())
            }
            Self::OtherStudy(path) => write!(
                f,
                "{} has the results of another scenario, or of another version of it: name another folder, or add --yes without --resume to replace them",
                path.display()
            ),
            Self::Io(path, error) => write!(f, "{} cannot be written: {error}", path.display()),
        }
    }
}

impl Folder {
    /// Creates the folder of a study, or opens it to go on with `resume`. With `replace`, earlier results are removed.
    pub fn open(path: &Path, study: &Study, jobs: usize, resume: bool, replace: bool) -> Result<Self, FolderError> {
        let io = |error| FolderError::Io(path.to_owned(), error);
        fs::create_dir_all(path).map_err(io)?;
        let head = Head { study: identity(study), jobs };
        let has_results = path.join(RUNS).exists();
        if has_results && resume {
            return Self::resume(path, &head);
        }
        if has_results && !replace {
            return Err(FolderError::NotEmpty(path.to_owned()));
        }
        let create = |name: &str| File::create(path.join(name)).map_err(io);
        let mut folder = Self {
            path: path.to_owned(),
            tables: [create(Table::ALL[0].file())?, create(Table::ALL[1].file())?, create(Table::ALL[2].file())?],
            runs: create(RUNS)?,
            lengths: [0; 3],
            runs_length: 0,
            finished: Vec::new(),
        };
        folder.begin(study, &head).map_err(io)?;
        Ok(folder)
    }

    fn begin(&mut self, study: &Study, head: &Head) -> io::Result<()> {
        for written_at_the_end in ["summary.json", "series.parquet", "report.html"] {
            remove(fs::remove_file(self.path.join(written_at_the_end)))?;
        }
        remove(fs::remove_dir_all(self.path.join("charts")))?;
        for (at, table) in Table::ALL.into_iter().enumerate() {
            let head = table.head(study);
            self.tables[at].write_all(&head)?;
            self.lengths[at] = head.len() as u64;
        }
        let line = line_of(head)?;
        self.runs.write_all(&line)?;
        self.runs_length = line.len() as u64;
        Ok(())
    }

    /// Opens a folder with results, and cuts off what does not belong to a finished job.
    fn resume(path: &Path, head: &Head) -> Result<Self, FolderError> {
        let io = |error| FolderError::Io(path.to_owned(), error);
        let text = fs::read_to_string(path.join(RUNS)).map_err(io)?;
        let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        let first = lines.next().unwrap_or_default();
        if serde_json::from_str::<Head>(first).ok().as_ref() != Some(head) {
            return Err(FolderError::OtherStudy(path.to_owned()));
        }
        let (mut runs_length, mut lengths, mut finished) = (first.len() as u64, None, Vec::new());
        for line in lines {
            let Ok(read) = serde_json::from_str::<Line>(line) else { break };
            runs_length += line.len() as u64;
            lengths = Some(read.lengths);
            finished.push(read.job);
        }
        let open = |name: &str| OpenOptions::new().read(true).write(true).open(path.join(name)).map_err(io);
        let tables = [open(Table::ALL[0].file())?, open(Table::ALL[1].file())?, open(Table::ALL[2].file())?];
        let lengths = match lengths {
            Some(lengths) => lengths,
            None => heads(path).map_err(io)?,
        };
        let mut folder = Self { path: path.to_owned(), tables, runs: open(RUNS)?, lengths, runs_length, finished };
        folder.cut().map_err(io)?;
        Ok(folder)
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends the results of the next job. If that fails, the tables end where they ended before.
    pub fn append(&mut self, study: &Study, job: &Job, results: &[RunResult]) -> io::Result<()> {
        self.append_lines(JobRecord::new(study, job, results), &job_lines(study, job, results))
    }

    /// Appends the results of the next job, which may be from another process: its record, and its lines in each table.
    pub fn append_lines(&mut self, job: JobRecord, lines: &[Vec<u8>; 3]) -> io::Result<()> {
        let written = self.write(job, lines);
        if written.is_err() {
            // The error that counts is that of the writing.
            let _ = self.cut();
        }
        written
    }

    fn write(&mut self, job: JobRecord, lines: &[Vec<u8>; 3]) -> io::Result<()> {
        let mut lengths = self.lengths;
        for ((table, length), lines) in self.tables.iter_mut().zip(&mut lengths).zip(lines) {
            table.write_all(lines)?;
            *length += lines.len() as u64;
        }
        let line = line_of(&Line { lengths, job: job.clone() })?;
        self.runs.write_all(&line)?;
        self.runs_length += line.len() as u64;
        self.lengths = lengths;
        self.finished.push(job);
        Ok(())
    }

    /// Cuts off what was written after the last finished job.
    fn cut(&mut self) -> io::Result<()> {
        let lengths = self.lengths.into_iter().chain([self.runs_length]);
        for (file, length) in self.tables.iter_mut().chain([&mut self.runs]).zip(lengths) {
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
        }
        Ok(())
    }
}

/// Returns the lengths of the heads of the tables.
fn heads(path: &Path) -> io::Result<[u64; 3]> {
    let mut lengths = [0; 3];
    for (length, table) in lengths.iter_mut().zip(Table::ALL) {
        let text = fs::read_to_string(path.join(table.file()))?;
        *length = text.find('\n').map_or(0, |end| end as u64 + 1);
    }
    Ok(lengths)
}

/// Succeeds if something is removed, or has not been there.
fn remove(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn line_of(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// Returns a hash of everything that determines the results: the scenario, the rows of its sweep, its start, and the program.
fn identity(study: &Study) -> String {
    let mut content = (env!("CARGO_PKG_VERSION"), dtao_runtime::VERSION.spec_version, &study.text).encode();
    for row in &study.rows {
        row.values.iter().for_each(|node| node.raw.encode_to(&mut content));
        row.scenario.blocks.encode_to(&mut content);
    }
    for (key, value) in study.start.chain().state().iter() {
        (key, value).encode_to(&mut content);
    }
    let hash = sp_io::hashing::blake2_128(&content);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
