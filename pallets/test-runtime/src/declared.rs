//! Comparison of the keys that benchmarks access with those that the generated weights declare.
//!
//! A benchmark builds the worst state within the limits of its call. Each runs with all components at their maximum, with each
//! component at its minimum, and with all at their minimum. At each of these points the distinct keys read are at most those that
//! the weight declares, and so are those written.
//!
//! The two are compared apart, not by their weight at the database's rates: their numbers are the same in every run, so a weight
//! that is too low for one of them is an error, not noise. The regression behind the weights rounds fractions of a key down. What it
//! loses is added to the constant of the line by hand.

use crate::{counting::count, HoldersPaidPerBlock, MaxSwapPositions};
use dtao_weights::{
    declared::{Declared, Line},
    work::Work,
};
use frame_benchmarking::{BenchmarkParameter, BenchmarkResult, Benchmarking};
use frame_support::traits::{Get, StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use sp_core::storage::TrackedStorageKey;
use sp_io::TestExternalities;
use std::{
    fmt,
    panic::{catch_unwind, AssertUnwindSafe},
};

/// The limits of the chain, where the runtime of tests has lower ones.
const HOLDERS_PAID_PER_BLOCK: u32 = 128;
const MAX_SWAP_POSITIONS: u32 = 288;

/// Value of a component of a benchmark.
type Value = (BenchmarkParameter, u32);

/// Values of all components of a benchmark.
type Point = Vec<Value>;

/// Returns the keys that a weight declares at a point: those read, and those written.
fn keys_of(weight: &Line, point: &[Value]) -> (u64, u64) {
    let sizes: Vec<_> = point.iter().map(|(component, value)| (component.to_string(), *value)).collect();
    let Work { reads, writes, .. } = weight.at(&sizes);
    (reads, writes)
}

/// Returns the points at which a benchmark of these components runs.
fn points(components: &[(BenchmarkParameter, u32, u32)]) -> Vec<Point> {
    let most: Point = components.iter().map(|(name, _, high)| (*name, *high)).collect();
    let least: Point = components.iter().map(|(name, low, _)| (*name, *low)).collect();
    let mut all = vec![most.clone()];
    for (place, lowest) in least.iter().enumerate() {
        let mut point = most.clone();
        point[place] = *lowest;
        all.push(point);
    }
    all.push(least);
    // Without components all points are equal, and with one the last two.
    all.dedup();
    all
}

/// Runs a benchmark on an empty state, as FRAME's tool does.
fn run<P: Benchmarking>(name: &str, at: &[Value], free: &[TrackedStorageKey]) -> Result<BenchmarkResult, String> {
    let measure = || {
        let mut results = None;
        count(&mut TestExternalities::default(), || {
            results = Some(P::run_benchmark(name.as_bytes(), at, free, false, 1));
        });
        results
    };
    match catch_unwind(AssertUnwindSafe(measure)) {
        Ok(Some(Ok(results))) => results.into_iter().next().ok_or_else(|| "it has no result".into()),
        Ok(Some(Err(error))) => Err(format!("{error:?}")),
        Ok(None) | Err(_) => Err("it panicked".into()),
    }
}

/// Row of the table: a benchmark at a point, with the numbers of keys measured and declared.
struct Row {
    name: String,
    reads: (u64, u64),
    writes: (u64, u64),
    /// The part of the declared keys' weight that the measured ones have, in percent.
    used: Option<u64>,
}

impl Row {
    fn new<T: frame_system::Config>(name: String, reads: (u64, u64), writes: (u64, u64)) -> Self {
        let weight = |reads, writes| T::DbWeight::get().reads_writes(reads, writes).ref_time();
        let (measured, declared) = (weight(reads.0, writes.0), weight(reads.1, writes.1));
        let used = (declared > 0).then(|| measured * 100 / declared);
        Self { name, reads, writes, used }
    }

    fn is_covered(&self) -> bool {
        self.reads.0 <= self.reads.1 && self.writes.0 <= self.writes.1
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, reads, writes, used } = self;
        let used = used.map_or("–".into(), |used| format!("{used} %"));
        write!(f, "| {name} | {} | {} | {} | {} | {used} |", reads.0, reads.1, writes.0, writes.1)
    }
}

/// Returns the name of a benchmark with the values of its components.
fn label(name: &str, point: &[Value]) -> String {
    let values: Vec<_> = point.iter().map(|(component, value)| format!("{component} = {value}")).collect();
    [name.to_string()].into_iter().chain(values).collect::<Vec<_>>().join(", ")
}

/// Lists the keys that a benchmark accessed by storage item: the numbers read and written.
fn by_storage(result: &BenchmarkResult, storages: &[StorageInfo]) -> String {
    let name = |prefix: &Vec<u8>| match storages.iter().find(|storage| storage.prefix == *prefix) {
        Some(found) => {
            let (pallet, item) = (&found.pallet_name, &found.storage_name);
            format!("{}.{}", String::from_utf8_lossy(pallet), String::from_utf8_lossy(item))
        }
        None => format!("{prefix:02x?}"),
    };
    let mut rows: Vec<_> = result
        .keys
        .iter()
        .map(|(prefix, reads, writes, _)| format!("    {}: {reads} read, {writes} written", name(prefix)))
        .collect();
    rows.sort();
    rows.join("\n")
}

/// Runs all benchmarks of a pallet, prints a table of the keys that they access and that the weights declare, and returns the
/// faults: weights that are too low, each with the keys by storage item; benchmarks that fail; benchmarks without a weight; and
/// weights without a benchmark.
///
/// `weights` is the text of the pallet's `weights.rs`, `Pallets` are all pallets of the runtime.
pub fn faults<T, P, Pallets>(weights: &str) -> Vec<String>
where
    T: frame_system::Config,
    P: Benchmarking,
    Pallets: StorageInfoTrait + WhitelistedStorageKeys,
{
    HoldersPaidPerBlock::set(HOLDERS_PAID_PER_BLOCK);
    MaxSwapPositions::set(MAX_SWAP_POSITIONS);
    let (free, storages) = (Pallets::whitelisted_storage_keys(), Pallets::storage_info());
    let mut weights = Declared::parse(weights).expect("the form of scripts/weights.hbs").weights;
    let mut faults = Vec::new();
    println!("| benchmark | keys read | declared | keys written | declared | used |");
    println!("|---|---:|---:|---:|---:|---:|");
    for benchmark in P::benchmarks(true) {
        let name = String::from_utf8(benchmark.name).unwrap();
        let Some(declared) = weights.remove(&name) else {
            faults.push(format!("{name} has no weight"));
            continue;
        };
        let components: Vec<_> = benchmark.components.iter().map(|(component, ..)| component.to_string()).collect();
        if declared.components != components {
            faults.push(format!("{name} has the components {components:?}, its weight {:?}", declared.components));
        }
        for point in points(&benchmark.components) {
            let label = label(&name, &point);
            let result = match run::<P>(&name, &point, &free) {
                Ok(result) => result,
                Err(error) => {
                    faults.push(format!("{label} fails: {error}"));
                    continue;
                }
            };
            let (reads, writes) = keys_of(&declared, &point);
            let row = Row::new::<T>(label, (result.reads.into(), reads), (result.writes.into(), writes));
            println!("{row}");
            if !row.is_covered() {
                faults.push(format!("{row}\n{}", by_storage(&result, &storages)));
            }
        }
    }
    faults.extend(weights.into_keys().map(|name| format!("{name} has no benchmark")));
    faults
}

/// Asserts that no benchmark of a pallet accesses more keys than its weight declares. See [`faults`].
pub fn assert_covered<T, P, Pallets>(weights: &str)
where
    T: frame_system::Config,
    P: Benchmarking,
    Pallets: StorageInfoTrait + WhitelistedStorageKeys,
{
    let faults = faults::<T, P, Pallets>(weights);
    assert!(faults.is_empty(), "{} faults of the weights:\n{}", faults.len(), faults.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_component_is_at_its_maximum_and_at_its_minimum() {
        let (holders, subnets) = (BenchmarkParameter::h, BenchmarkParameter::s);
        let one: [Point; 2] = [vec![(holders, 9)], vec![(holders, 1)]];
        let two: [Point; 4] = [
            vec![(holders, 9), (subnets, 5)],
            vec![(holders, 1), (subnets, 5)],
            vec![(holders, 9), (subnets, 0)],
            vec![(holders, 1), (subnets, 0)],
        ];
        assert_eq!(points(&[]), [Point::new()]);
        assert_eq!(points(&[(holders, 1, 9)]), one);
        assert_eq!(points(&[(holders, 1, 9), (subnets, 0, 5)]), two);
    }
}
