//! Samples of FRAME's benchmarking tool.

use crate::work::Work;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Picoseconds, the unit of weights, in a nanosecond, the unit of samples.
const PICOSECONDS: u64 = 1_000;

/// The work of each benchmark at each size.
#[derive(Debug, Default)]
pub struct Samples(pub BTreeMap<Size, Work>);

/// A benchmark with values of its components.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// The pallet.
    pub pallet: String,
    /// The name of the benchmark, which for a call is that of the call.
    pub benchmark: String,
    /// The values.
    pub components: Vec<(String, u32)>,
}

/// The results of a benchmark: FRAME's `BenchmarkBatchSplitResults`.
#[derive(Deserialize)]
struct Batch {
    pallet: String,
    benchmark: String,
    time_results: Vec<Run>,
    db_results: Vec<Run>,
}

/// One run: FRAME's `BenchmarkResult`.
#[derive(Deserialize)]
struct Run {
    components: Vec<(String, u32)>,
    extrinsic_time: u64,
    reads: u64,
    writes: u64,
}

impl Samples {
    /// Adds a file of samples. The time at a size is the median of its runs, and of several files the shortest, since other load
    /// on the machine only adds time. The keys are the most.
    pub fn add(&mut self, json: &str) -> Result<(), String> {
        let batches: Vec<Batch> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        for batch in batches {
            let sizes: BTreeSet<_> = batch.time_results.iter().map(|run| &run.components).collect();
            for components in sizes {
                let work = batch.work(components)?;
                let (pallet, benchmark) = (batch.pallet.clone(), batch.benchmark.clone());
                let all = self.0.entry(Size { pallet, benchmark, components: components.clone() }).or_insert(work);
                all.time = all.time.min(work.time);
                all.reads = all.reads.max(work.reads);
                all.writes = all.writes.max(work.writes);
            }
        }
        Ok(())
    }
}

impl Batch {
    fn work(&self, components: &[(String, u32)]) -> Result<Work, String> {
        let timed = self.time_results.iter().filter(|run| run.components == components);
        let mut times: Vec<_> = timed.map(|run| run.extrinsic_time).collect();
        times.sort_unstable();
        let time = times.get(times.len() / 2).ok_or_else(|| format!("{} has no times", self.benchmark))?;
        let mut counted = self.db_results.iter().filter(|run| run.components == components).peekable();
        counted.peek().ok_or_else(|| format!("the keys of {} are not counted", self.benchmark))?;
        let start = Work { time: time * PICOSECONDS, ..Work::default() };
        Ok(counted.fold(start, |most, run| Work {
            reads: most.reads.max(run.reads),
            writes: most.writes.max(run.writes),
            ..most
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(components: &str, time: u64, reads: u64, writes: u64) -> String {
        format!(
            r#"{{"components": [{components}], "extrinsic_time": {time}, "storage_root_time": 7, "reads": {reads},
                "repeat_reads": 70, "writes": {writes}, "repeat_writes": 70, "proof_size": 700}}"#
        )
    }

    /// Returns a file in the tool's form with a benchmark `sell`.
    fn file(time_results: &[String], db_results: &[String]) -> String {
        format!(
            r#"[{{"pallet": "pallet_example", "instance": "Example", "benchmark": "sell",
                "time_results": [{}], "db_results": [{}]}}]"#,
            time_results.join(", "),
            db_results.join(", ")
        )
    }

    fn at(samples: &Samples, p: u32) -> Work {
        let (pallet, benchmark) = ("pallet_example".into(), "sell".into());
        samples.0[&Size { pallet, benchmark, components: vec![("p".into(), p)] }]
    }

    #[test]
    fn the_time_is_the_median_of_the_runs_at_a_size() {
        let (low, high) = (r#"["p", 1]"#, r#"["p", 128]"#);
        let times = [9, 5, 900, 7, 6].map(|time| run(high, time, 0, 0));
        let times = [&[run(low, 2, 0, 0)][..], &times[..]].concat();
        let keys = [run(low, 0, 3, 1), run(high, 0, 30, 10), run(high, 0, 20, 12)];
        let mut samples = Samples::default();
        samples.add(&file(&times, &keys)).unwrap();
        assert_eq!(samples.0.len(), 2);
        assert_eq!(at(&samples, 1), Work { time: 2_000, reads: 3, writes: 1 });
        assert_eq!(at(&samples, 128), Work { time: 7_000, reads: 30, writes: 12 });
    }

    #[test]
    fn of_several_files_the_shortest_time_and_the_most_keys_count() {
        let components = r#"["p", 1]"#;
        let mut samples = Samples::default();
        for (time, reads, writes) in [(8, 3, 4), (5, 2, 2), (6, 4, 3)] {
            samples.add(&file(&[run(components, time, 0, 0)], &[run(components, 0, reads, writes)])).unwrap();
        }
        assert_eq!(at(&samples, 1), Work { time: 5_000, reads: 4, writes: 4 });
    }

    #[test]
    fn a_benchmark_without_components_has_one_size() {
        let mut samples = Samples::default();
        samples.add(&file(&[run("", 4, 0, 0), run("", 3, 0, 0)], &[run("", 0, 1, 1)])).unwrap();
        let all: Vec<_> = samples.0.into_iter().collect();
        let size = Size { pallet: "pallet_example".into(), benchmark: "sell".into(), components: Vec::new() };
        assert_eq!(all, [(size, Work { time: 4_000, reads: 1, writes: 1 })]);
    }

    #[test]
    fn a_size_without_keys_is_refused() {
        let times = [run(r#"["p", 2]"#, 1, 0, 0)];
        let refusal = Samples::default().add(&file(&times, &[run(r#"["p", 1]"#, 0, 1, 1)])).unwrap_err();
        assert_eq!(refusal, "the keys of sell are not counted");
        assert!(Samples::default().add("{}").is_err());
    }
}
