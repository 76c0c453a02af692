//! A state that counts its accesses.

use crate::measured::Measured;
use sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey};
use sp_externalities::{
    set_and_run_with_externalities, Error, Extension, ExtensionStore, Externalities, MultiRemovalResults,
};
use sp_io::TestExternalities;
use std::{
    any::{Any, TypeId},
    collections::BTreeSet,
};

/// The accesses to storage. A key that is accessed repeatedly counts each time.
#[derive(Default)]
pub struct Counts {
    /// The number of reads: of a value, its hash, its existence, or the next key.
    pub reads: u32,
    /// The number of writes: set, clear, append, or clear a prefix.
    pub writes: u32,
    /// The distinct keys that were read.
    pub keys_read: BTreeSet<Vec<u8>>,
    /// The distinct keys that were written.
    pub keys_written: BTreeSet<Vec<u8>>,
    /// The bytes of all values that were set or appended.
    pub bytes_written: usize,
}

impl Counts {
    fn read(&mut self, key: &[u8]) {
        self.reads += 1;
        self.keys_read.insert(key.to_vec());
    }

    fn write(&mut self, key: &[u8], bytes: usize) {
        self.writes += 1;
        self.bytes_written += bytes;
        self.keys_written.insert(key.to_vec());
    }
}

/// Runs `work` on a state, and counts its accesses.
///
/// The work may be FRAME's `run_benchmark`, on a state that is not used again, since nothing is wiped. The counts in its result
/// are those of the part that it measures, by the rules of FRAME's tool.
pub fn count(state: &mut TestExternalities, work: impl FnOnce()) -> Counts {
    let mut inner = state.ext();
    let mut counting = Counting { inner: &mut inner, counts: Counts::default(), measured: Measured::default() };
    set_and_run_with_externalities(&mut counting, work);
    counting.counts
}

/// Forwards every call to `inner`, and counts it. Calls for child tries are not counted, since this runtime has none.
struct Counting<'a> {
    inner: &'a mut dyn Externalities,
    counts: Counts,
    measured: Measured,
}

impl Counting<'_> {
    fn read(&mut self, key: &[u8]) {
        self.counts.read(key);
        self.measured.read(key);
    }

    fn write(&mut self, key: &[u8], bytes: usize) {
        self.counts.write(key, bytes);
        self.measured.write(key);
    }
}

impl Externalities for Counting<'_> {
    fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.read(key);
        self.inner.storage(key)
    }

    fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.read(key);
        self.inner.storage_hash(key)
    }

    fn exists_storage(&mut self, key: &[u8]) -> bool {
        self.read(key);
        self.inner.exists_storage(key)
    }

    fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.counts.read(key);
        self.measured.seek(key);
        self.inner.next_storage_key(key)
    }

    fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        self.write(&key, value.as_ref().map_or(0, Vec::len));
        self.inner.place_storage(key, value);
    }

    fn storage_append(&mut self, key: Vec<u8>, value: Vec<u8>) {
        // The value that is extended is read.
        self.measured.read(&key);
        self.write(&key, value.len());
        self.inner.storage_append(key, value);
    }

    fn clear_prefix(&mut self, prefix: &[u8], limit: Option<u32>, cursor: Option<&[u8]>) -> MultiRemovalResults {
        self.counts.write(prefix, 0);
        // All keys count, as if there were no limit.
        let mut last = prefix.to_vec();
        while let Some(key) = self.inner.next_storage_key(&last).filter(|key| key.starts_with(prefix)) {
            self.measured.read(&key);
            self.measured.write(&key);
            last = key;
        }
        self.inner.clear_prefix(prefix, limit, cursor)
    }

    fn storage_start_transaction(&mut self) {
        self.measured.begin_transaction();
        self.inner.storage_start_transaction();
    }

    fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
        self.measured.end_transaction(false);
        self.inner.storage_rollback_transaction()
    }

    fn storage_commit_transaction(&mut self) -> Result<(), ()> {
        self.measured.end_transaction(true);
        self.inner.storage_commit_transaction()
    }

    fn storage_root(&mut self, version: StateVersion) -> Vec<u8> {
        if self.measured.is_over() {
            // A benchmark requests the root for the time that it takes.
            return Vec::new();
        }
        self.inner.storage_root(version)
    }

    fn set_offchain_storage(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.inner.set_offchain_storage(key, value);
    }

    fn child_storage(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
        self.inner.child_storage(child, key)
    }

    fn child_storage_hash(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
        self.inner.child_storage_hash(child, key)
    }

    fn next_child_storage_key(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
        self.inner.next_child_storage_key(child, key)
    }

    fn kill_child_storage(
        &mut self,
        child: &ChildInfo,
        limit: Option<u32>,
        cursor: Option<&[u8]>,
    ) -> MultiRemovalResults {
        self.inner.kill_child_storage(child, limit, cursor)
    }

    fn clear_child_prefix(
        &mut self,
        child: &ChildInfo,
        prefix: &[u8],
        limit: Option<u32>,
        cursor: Option<&[u8]>,
    ) -> MultiRemovalResults {
        self.inner.clear_child_prefix(child, prefix, limit, cursor)
    }

    fn place_child_storage(&mut self, child: &ChildInfo, key: Vec<u8>, value: Option<Vec<u8>>) {
        self.inner.place_child_storage(child, key, value);
    }

    fn child_storage_root(&mut self, child: &ChildInfo, version: StateVersion) -> Vec<u8> {
        self.inner.child_storage_root(child, version)
    }

    fn wipe(&mut self) {}

    fn commit(&mut self) {
        self.measured.stop();
    }

    fn read_write_count(&self) -> (u32, u32, u32, u32) {
        self.measured.counts()
    }

    fn reset_read_write_count(&mut self) {
        self.measured.start();
    }

    fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
        self.measured.whitelist.clone()
    }

    fn set_whitelist(&mut self, new: Vec<TrackedStorageKey>) {
        self.measured.whitelist = new;
    }

    fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
        self.measured.counts_by_prefix()
    }
}

impl ExtensionStore for Counting<'_> {
    fn extension_by_type_id(&mut self, id: TypeId) -> Option<&mut dyn Any> {
        self.inner.extension_by_type_id(id)
    }

    fn register_extension_with_type_id(&mut self, id: TypeId, extension: Box<dyn Extension>) -> Result<(), Error> {
        self.inner.register_extension_with_type_id(id, extension)
    }

    fn deregister_extension_by_type_id(&mut self, id: TypeId) -> Result<(), Error> {
        self.inner.deregister_extension_by_type_id(id)
    }
}
