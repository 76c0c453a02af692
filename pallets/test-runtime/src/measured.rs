//! The accesses of the part of a benchmark that is measured.

use sp_core::storage::TrackedStorageKey;
use std::collections::{BTreeMap, BTreeSet};

/// Length of the prefix of a storage item.
const PREFIX: usize = 32;

/// Stages of a benchmark.
#[derive(Default, PartialEq)]
enum Stage {
    /// Before the measurement.
    #[default]
    Setup,
    /// From the reset of the counts to the commit after it.
    Measurement,
    /// After that commit.
    Over,
}

/// The distinct keys that the measured part of a benchmark reads from the database and writes to it, by the rules of FRAME's
/// tool (`BenchmarkingState` of `sc-client-db`):
///
/// - A key is read unless the part has written it before. A key whose next key is sought is read in any case.
/// - A key is written unless the write is rolled back.
/// - Keys on the whitelist do not count.
#[derive(Default)]
pub(crate) struct Measured {
    /// Keys that do not count.
    pub(crate) whitelist: Vec<TrackedStorageKey>,
    stage: Stage,
    read: BTreeSet<Vec<u8>>,
    /// Keys written outside of transactions, and in each open transaction, the innermost at the end.
    written: Vec<BTreeSet<Vec<u8>>>,
}

impl Measured {
    /// Begins the measurement.
    pub(crate) fn start(&mut self) {
        self.stage = Stage::Measurement;
        self.read.clear();
        self.written = vec![BTreeSet::new()];
    }

    /// Ends the measurement, if it has begun.
    pub(crate) fn stop(&mut self) {
        if self.stage == Stage::Measurement {
            self.stage = Stage::Over;
        }
    }

    /// Returns `true` after the measurement.
    pub(crate) fn is_over(&self) -> bool {
        self.stage == Stage::Over
    }

    /// Counts a read of a key.
    pub(crate) fn read(&mut self, key: &[u8]) {
        if !self.written.iter().any(|keys| keys.contains(key)) {
            self.seek(key);
        }
    }

    /// Counts a search for the key after this one.
    pub(crate) fn seek(&mut self, key: &[u8]) {
        if self.stage == Stage::Measurement {
            self.read.insert(key.to_vec());
        }
    }

    /// Counts a write to a key.
    pub(crate) fn write(&mut self, key: &[u8]) {
        if let (Stage::Measurement, Some(keys)) = (&self.stage, self.written.last_mut()) {
            keys.insert(key.to_vec());
        }
    }

    /// Begins a transaction.
    pub(crate) fn begin_transaction(&mut self) {
        if self.stage == Stage::Measurement {
            self.written.push(BTreeSet::new());
        }
    }

    /// Ends the innermost transaction, whose writes are kept or rolled back.
    pub(crate) fn end_transaction(&mut self, kept: bool) {
        if self.stage != Stage::Measurement || self.written.len() < 2 {
            // The transaction began before the measurement.
            return;
        }
        if let (Some(keys), true) = (self.written.pop(), kept) {
            self.written.last_mut().unwrap().extend(keys);
        }
    }

    /// Returns the numbers of keys read and written, in the form of FRAME's. Repeated reads and writes, the second and the fourth
    /// number, are not counted.
    pub(crate) fn counts(&self) -> (u32, u32, u32, u32) {
        let writes = self.written.iter().map(|keys| self.counted(keys)).sum();
        (self.counted(&self.read), 0, writes, 0)
    }

    fn counted(&self, keys: &BTreeSet<Vec<u8>>) -> u32 {
        keys.iter().filter(|key| self.is_counted(key)).count() as u32
    }

    fn is_counted(&self, key: &[u8]) -> bool {
        self.whitelist.iter().all(|free| free.key != key)
    }

    /// Returns the numbers of keys read and written by the prefix of their storage item, and that they are not on the whitelist.
    pub(crate) fn counts_by_prefix(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
        let mut all = BTreeMap::<&[u8], (u32, u32)>::new();
        for key in self.read.iter().filter(|key| self.is_counted(key)) {
            all.entry(prefix(key)).or_default().0 += 1;
        }
        for key in self.written.iter().flatten().filter(|key| self.is_counted(key)) {
            all.entry(prefix(key)).or_default().1 += 1;
        }
        all.into_iter().map(|(prefix, (reads, writes))| (prefix.to_vec(), reads, writes, false)).collect()
    }
}

fn prefix(key: &[u8]) -> &[u8] {
    key.get(..PREFIX).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use crate::counting::count;
    use frame_benchmarking::benchmarking;
    use sp_core::storage::TrackedStorageKey;
    use sp_io::{storage, TestExternalities};

    /// Measures some work as FRAME's benchmarks do, and returns the numbers of keys read and written.
    fn measure(work: impl FnOnce()) -> (u32, u32) {
        let mut measured = None;
        count(&mut TestExternalities::default(), || {
            benchmarking::wipe_db();
            benchmarking::set_whitelist(vec![TrackedStorageKey::new(b"free".to_vec())]);
            storage::set(b"before", b"1");
            benchmarking::commit_db();
            benchmarking::reset_read_write_count();
            work();
            benchmarking::commit_db();
            storage::set(b"after", b"1");
            assert!(storage::exists(b"after"));
            measured = Some(benchmarking::read_write_count());
        });
        let (reads, _, writes, _) = measured.unwrap();
        (reads, writes)
    }

    #[test]
    fn a_key_counts_once_and_only_in_the_measured_part() {
        let work = || {
            for _ in 0..3 {
                assert!(storage::exists(b"before"));
                storage::set(b"before", b"2");
                storage::set(b"new", b"1");
            }
        };
        assert_eq!(measure(work), (1, 2));
    }

    #[test]
    fn a_key_that_is_written_first_is_not_read() {
        let work = || {
            storage::set(b"new", b"1");
            assert!(storage::exists(b"new"));
        };
        assert_eq!(measure(work), (0, 1));
    }

    #[test]
    fn an_appended_value_is_read_and_written() {
        assert_eq!(measure(|| storage::append(b"list", vec![1])), (1, 1));
    }

    #[test]
    fn a_key_whose_next_key_is_sought_is_read() {
        let work = || {
            storage::set(b"new", b"1");
            assert!(storage::next_key(b"new").is_none());
            assert_eq!(storage::next_key(b"b"), Some(b"before".to_vec()));
        };
        assert_eq!(measure(work), (2, 1));
    }

    #[test]
    fn a_write_that_is_rolled_back_does_not_count() {
        let work = || {
            storage::start_transaction();
            storage::set(b"before", b"2");
            storage::start_transaction();
            storage::set(b"new", b"1");
            storage::commit_transaction();
            assert!(storage::exists(b"before"));
            assert!(storage::exists(b"new"));
            storage::rollback_transaction();
        };
        assert_eq!(measure(work), (0, 0));
        let work = || {
            work();
            assert!(storage::exists(b"before"));
            storage::start_transaction();
            storage::set(b"new", b"1");
            storage::commit_transaction();
        };
        assert_eq!(measure(work), (1, 1));
    }

    #[test]
    fn keys_on_the_whitelist_do_not_count() {
        let work = || {
            assert!(!storage::exists(b"free"));
            storage::set(b"free", b"1");
        };
        assert_eq!(measure(work), (0, 0));
    }

    #[test]
    fn a_prefix_that_is_cleared_counts_its_keys() {
        let work = || {
            let _ = storage::clear_prefix(b"bef", None);
        };
        assert_eq!(measure(work), (1, 1));
    }
}
