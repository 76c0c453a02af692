//! The database of a chain that ends with its node.
//!
//! It is ParityDB, as for every chain, and differs in two things. It does not wait until the disk has what was written: the
//! folder is deleted in the end, and nobody comes back to it. And nodes of the state that were written or read lately are
//! kept in memory, as they lie on the disk, since the next block changes most of them again.

use sc_service::{config::DatabaseSource, Configuration, Error};
use sp_core::{Hasher, H256};
use sp_database::{error::DatabaseError, Change, ColumnId, Database, Transaction};
use sp_runtime::traits::BlakeTwo256;
use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    mem,
    path::Path,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// How many columns Substrate's client asks for.
const COLUMNS: u8 = 13;

/// The client's column of the state's nodes: each under its hash, once for each reference to it.
const STATE: ColumnId = 1;

/// The client's column of transactions that are stored for themselves, under their hashes as well.
const TRANSACTION: ColumnId = 11;

/// How many bytes of nodes are kept until half of them is forgotten.
const KEPT: usize = 1024 * 1024;

/// Lets the chain be kept in such a database, in the folder that the configuration names.
pub fn use_for(config: &mut Configuration) -> Result<(), Error> {
    let path = config.database.path().ok_or("the database has no folder")?;
    let database =
        TemporaryDb::create(path).map_err(|error| format!("cannot make a database in {}: {error}", path.display()))?;
    config.database = DatabaseSource::Custom { db: Arc::new(database), require_create_flag: true };
    Ok(())
}

/// The database.
pub struct TemporaryDb {
    disk: parity_db::Db,
    recent: RwLock<Recent>,
}

impl TemporaryDb {
    /// Makes one in a folder.
    pub fn create(path: &Path) -> parity_db::Result<Self> {
        let mut options = parity_db::Options::with_columns(path, COLUMNS);
        options.sync_wal = false;
        options.sync_data = false;
        for by_hash in [STATE, TRANSACTION] {
            let column = &mut options.columns[by_hash as usize];
            column.ref_counted = true;
            column.preimage = true;
            column.uniform = true;
        }
        Ok(Self { disk: parity_db::Db::open_or_create(&options)?, recent: RwLock::new(Recent::of_size(KEPT)) })
    }

    fn recent(&self) -> RwLockReadGuard<'_, Recent> {
        self.recent.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn recent_mut(&self) -> RwLockWriteGuard<'_, Recent> {
        self.recent.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn get_from_disk(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
        read(self.disk.get(column as u8, key))
    }

    fn get_node(&self, hash: H256) -> Option<Vec<u8>> {
        if let Some(node) = self.recent().get(&hash) {
            return Some(node.clone());
        }
        let node = self.get_from_disk(STATE, hash.as_bytes())?;
        self.recent_mut().put(hash, node.clone());
        Some(node)
    }

    fn size(&self, column: ColumnId, key: &[u8]) -> Option<usize> {
        read(self.disk.get_size(column as u8, key)).map(|size| size as usize)
    }
}

/// What was read. The client has no place for an error: without its database it cannot go on.
fn read<T>(result: parity_db::Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("the chain's database cannot be read: {error}"))
}

fn node_hash(key: &[u8]) -> Option<H256> {
    (key.len() == H256::len_bytes()).then(|| H256::from_slice(key))
}

fn on_disk(change: Change<H256>) -> (u8, parity_db::Operation<Vec<u8>, Vec<u8>>) {
    use parity_db::Operation;
    let bytes = |hash: H256| hash.as_bytes().to_vec();
    match change {
        Change::Set(column, key, value) => (column as u8, Operation::Set(key, value)),
        Change::Remove(column, key) => (column as u8, Operation::Dereference(key)),
        Change::Store(column, hash, value) => (column as u8, Operation::Set(bytes(hash), value)),
        Change::Reference(column, hash) => (column as u8, Operation::Reference(bytes(hash))),
        Change::Release(column, hash) => (column as u8, Operation::Dereference(bytes(hash))),
    }
}

impl Database<H256> for TemporaryDb {
    fn commit(&self, transaction: Transaction<H256>) -> Result<(), DatabaseError> {
        self.recent_mut().note(&transaction);
        self.disk.commit_changes(transaction.0.into_iter().map(on_disk)).map_err(|error| DatabaseError(Box::new(error)))
    }

    fn get(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
        match node_hash(key) {
            Some(hash) if column == STATE => self.get_node(hash),
            _ => self.get_from_disk(column, key),
        }
    }

    fn contains(&self, column: ColumnId, key: &[u8]) -> bool {
        self.size(column, key).is_some()
    }

    fn value_size(&self, column: ColumnId, key: &[u8]) -> Option<usize> {
        self.size(column, key)
    }

    fn supports_ref_counting(&self) -> bool {
        true
    }

    /// Nodes lie under their hashes alone: where in the state they are, which stands before that, is not needed.
    fn sanitize_key(&self, key: &mut Vec<u8>) {
        key.drain(..key.len().saturating_sub(H256::len_bytes()));
    }
}

/// Nodes by their hashes, which need no further hashing.
type Nodes = HashMap<H256, Vec<u8>, BuildHasherDefault<<BlakeTwo256 as Hasher>::StdHasher>>;

/// Nodes of the state that were written or read lately.
///
/// When the young ones have half of the size, they become the old ones, and those that were old are forgotten. A node is
/// its hash's preimage, so one that is here is never out of date.
struct Recent {
    young: Nodes,
    old: Nodes,
    young_size: usize,
    bound: usize,
}

impl Recent {
    fn of_size(size: usize) -> Self {
        Self { young: Nodes::default(), old: Nodes::default(), young_size: 0, bound: size / 2 }
    }

    fn get(&self, hash: &H256) -> Option<&Vec<u8>> {
        self.young.get(hash).or_else(|| self.old.get(hash))
    }

    fn put(&mut self, hash: H256, node: Vec<u8>) {
        let size = mem::size_of::<(H256, Vec<u8>)>() + node.len();
        if self.young.insert(hash, node).is_none() {
            self.young_size += size;
        }
        if self.young_size >= self.bound {
            mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
            self.young_size = 0;
        }
    }

    fn note(&mut self, transaction: &Transaction<H256>) {
        for change in &transaction.0 {
            let (Change::Set(STATE, key, _) | Change::Remove(STATE, key)) = change else {
                continue;
            };
            let Some(hash) = node_hash(key) else { continue };
            match change {
                Change::Set(_, _, node) => self.put(hash, node.clone()),
                _ => self.forget(&hash),
            }
        }
    }

    fn forget(&mut self, hash: &H256) {
        self.young.remove(hash);
        self.old.remove(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dtao_runtime::opaque::{Block, Header};
    use sc_client_api::{Backend as _, BlockImportOperation, NewBlockState, StateBackend, TrieCacheContext};
    use sc_client_db::{Backend, BlocksPruning, DatabaseSettings, PruningMode};
    use sp_core::storage::{StateVersion, Storage};
    use sp_runtime::traits::Header as _;
    use std::time::{Duration, Instant};

    fn with_database(test: impl FnOnce(Arc<TemporaryDb>)) {
        let folder = tempfile::tempdir().unwrap();
        test(Arc::new(TemporaryDb::create(folder.path()).unwrap()));
    }

    fn change(database: &TemporaryDb, change: Change<H256>) {
        database.commit(Transaction(vec![change])).unwrap();
    }

    fn hash(number: u8) -> H256 {
        H256::repeat_byte(number)
    }

    fn set(column: ColumnId, key: &[u8], value: &[u8]) -> Change<H256> {
        Change::Set(column, key.to_vec(), value.to_vec())
    }

    /// Whether it is gone from the disk, where changes arrive some time after they were made.
    fn goes(database: &TemporaryDb, column: ColumnId, key: &[u8]) -> bool {
        let start = Instant::now();
        while database.contains(column, key) {
            if start.elapsed() > Duration::from_secs(10) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        true
    }

    #[test]
    fn what_is_written_is_read_back_until_it_is_removed() {
        with_database(|database| {
            let (column, key) = (8, &b"a key of any length"[..]);
            change(&database, set(column, key, b"first"));
            change(&database, set(column, key, b"second"));
            assert_eq!(database.get(column, key), Some(b"second".to_vec()));
            assert_eq!(database.value_size(column, key), Some(6));
            assert_eq!(database.get(column + 1, key), None);
            change(&database, Change::Remove(column, key.to_vec()));
            assert_eq!(database.get(column, key), None);
            assert!(!database.contains(column, key));
        });
    }

    #[test]
    fn what_is_stored_by_its_hash_stays_until_its_last_reference_is_released() {
        with_database(|database| {
            let key = hash(7);
            change(&database, Change::Store(TRANSACTION, key, b"transaction".to_vec()));
            change(&database, Change::Reference(TRANSACTION, key));
            change(&database, Change::Release(TRANSACTION, key));
            assert_eq!(database.get(TRANSACTION, key.as_bytes()), Some(b"transaction".to_vec()));
            change(&database, Change::Release(TRANSACTION, key));
            assert!(goes(&database, TRANSACTION, key.as_bytes()));
        });
    }

    #[test]
    fn a_node_of_the_state_is_kept_in_memory_when_it_is_written_and_when_it_is_read() {
        with_database(|database| {
            change(&database, set(STATE, hash(1).as_bytes(), b"node"));
            assert_eq!(database.recent().get(&hash(1)), Some(&b"node".to_vec()));
            database.recent_mut().forget(&hash(1));
            assert_eq!(database.recent().get(&hash(1)), None);
            assert_eq!(database.get(STATE, hash(1).as_bytes()), Some(b"node".to_vec()));
            assert_eq!(database.recent().get(&hash(1)), Some(&b"node".to_vec()));
        });
    }

    #[test]
    fn a_node_that_two_states_have_is_there_until_both_are_gone() {
        with_database(|database| {
            let key = hash(1);
            change(&database, set(STATE, key.as_bytes(), b"node"));
            change(&database, set(STATE, key.as_bytes(), b"node"));
            change(&database, Change::Remove(STATE, key.as_bytes().to_vec()));
            assert_eq!(database.get(STATE, key.as_bytes()), Some(b"node".to_vec()));
            change(&database, Change::Remove(STATE, key.as_bytes().to_vec()));
            assert!(goes(&database, STATE, key.as_bytes()));
            assert_eq!(database.get(STATE, key.as_bytes()), None);
        });
    }

    #[test]
    fn nodes_are_forgotten_in_the_order_in_which_they_came_and_never_take_more_than_their_room() {
        // A node of 100 bytes and its place in the table are 156: a half of this room is 200 of them.
        const NODE: usize = 156;
        let mut recent = Recent::of_size(400 * NODE);
        let key = |number: usize| BlakeTwo256::hash(&number.to_le_bytes());
        for number in 0..10_000 {
            recent.put(key(number), vec![1; 100]);
            assert!(recent.young.len() + recent.old.len() <= 400);
            for earlier in [0, 100, 199] {
                assert!(recent.get(&key(number.saturating_sub(earlier))).is_some());
            }
            assert_eq!(recent.get(&key(number + 1)), None);
        }
        assert_eq!(recent.get(&key(9_000)), None);
        recent.forget(&key(9_999));
        assert_eq!(recent.get(&key(9_999)), None);
    }

    #[test]
    fn a_node_that_is_written_again_and_again_takes_room_once() {
        let mut recent = Recent::of_size(1_000);
        recent.put(hash(1), vec![1; 100]);
        for _ in 0..100 {
            recent.put(hash(2), vec![2; 100]);
        }
        assert!(recent.get(&hash(1)).is_some());
    }

    #[test]
    fn the_hash_of_a_node_is_what_is_left_of_its_key() {
        with_database(|database| {
            let mut key = [b"place in the state", hash(5).as_bytes()].concat();
            database.sanitize_key(&mut key);
            assert_eq!(key, hash(5).as_bytes());
        });
    }

    /// The client writes into the columns that are meant here: their numbers are its own and could change.
    #[test]
    fn the_client_keeps_its_state_where_nodes_are_kept_in_memory() {
        with_database(|database| {
            let settings = DatabaseSettings {
                trie_cache_maximum_size: None,
                state_pruning: Some(PruningMode::ArchiveAll),
                source: DatabaseSource::Custom { db: database.clone(), require_create_flag: true },
                blocks_pruning: BlocksPruning::KeepAll,
                pruning_filters: Vec::new(),
                metrics_registry: None,
            };
            let backend = Backend::<Block>::new(settings, 0).unwrap();
            let mut state = Storage::default();
            for number in 0..100_u8 {
                state.top.insert(vec![number; 40], vec![number; 100]);
            }
            let mut operation = backend.begin_operation().unwrap();
            let root = operation.set_genesis_state(state, true, StateVersion::V1).unwrap();
            let header = Header::new(0, H256::zero(), root, H256::zero(), Default::default());
            let block = header.hash();
            operation.set_block_data(header, Some(Vec::new()), None, None, NewBlockState::Final, true).unwrap();
            backend.commit_operation(operation).unwrap();

            assert!(database.recent().get(&root).is_some());
            assert!(database.contains(STATE, root.as_bytes()));
            database.recent_mut().young.clear();
            let state = backend.state_at(block, TrieCacheContext::Untrusted).unwrap();
            assert_eq!(state.storage(&[9; 40]).unwrap(), Some(vec![9; 100]));
            let again = database.recent();
            assert!(again.get(&root).is_some() && again.young.len() > 1);
        });
    }
}
