//! The database of a chain that is deleted when its node stops.
//!
//! It is ParityDB with the columns of the SDK, and two differences. It does not wait for the disk, since the database is never opened
//! again. And it caches the trie nodes that were written or read last, since the next block changes most of them again.

use parity_db::{Db, Operation, Options};
use parking_lot::Mutex;
use sc_service::{config::DatabaseSource, Configuration, Error};
use schnellru::{ByLength, LruMap};
use sp_core::H256;
use sp_database::{error::DatabaseError, Change, ColumnId, Database, Transaction};
use std::{path::Path, sync::Arc};

// The columns of sc-client-db, which are private there. A test fails if they change.
const COLUMNS: u8 = 13;
/// Trie nodes by hash, reference-counted.
const STATE: ColumnId = 1;
/// Indexed transactions by hash, reference-counted.
const TRANSACTION: ColumnId = 11;

/// The number of cached nodes, of some hundred bytes each.
const CACHED_NODES: u32 = 4_096;

/// Replaces the database of a configuration by a temporary one in the same folder.
pub fn use_for(config: &mut Configuration) -> Result<(), Error> {
    let path = config.database.path().ok_or("the database has no folder")?;
    let database = TemporaryDb::create(path)
        .map_err(|error| format!("cannot create a database in {}: {error}", path.display()))?;
    config.database = DatabaseSource::Custom { db: Arc::new(database), require_create_flag: true };
    Ok(())
}

pub struct TemporaryDb {
    disk: Db,
    /// Trie nodes by hash, in their stored form. None is ever stale, since its key is its hash.
    nodes: Mutex<LruMap<Vec<u8>, Vec<u8>>>,
}

impl TemporaryDb {
    pub fn create(path: &Path) -> parity_db::Result<Self> {
        let mut options = Options::with_columns(path, COLUMNS);
        options.sync_wal = false;
        options.sync_data = false;
        for by_hash in [STATE, TRANSACTION] {
            let column = &mut options.columns[by_hash as usize];
            column.ref_counted = true;
            column.preimage = true;
            column.uniform = true;
        }
        Ok(Self { disk: Db::open_or_create(&options)?, nodes: Mutex::new(LruMap::new(ByLength::new(CACHED_NODES))) })
    }
}

fn on_disk(change: Change<H256>) -> (u8, Operation<Vec<u8>, Vec<u8>>) {
    match change {
        Change::Set(column, key, value) => (column as u8, Operation::Set(key, value)),
        Change::Remove(column, key) => (column as u8, Operation::Dereference(key)),
        Change::Store(column, hash, value) => (column as u8, Operation::Set(hash.0.to_vec(), value)),
        Change::Reference(column, hash) => (column as u8, Operation::Reference(hash.0.to_vec())),
        Change::Release(column, hash) => (column as u8, Operation::Dereference(hash.0.to_vec())),
    }
}

impl Database<H256> for TemporaryDb {
    fn commit(&self, transaction: Transaction<H256>) -> Result<(), DatabaseError> {
        let mut nodes = self.nodes.lock();
        for change in &transaction.0 {
            match change {
                Change::Set(STATE, hash, node) => drop(nodes.insert(hash.clone(), node.clone())),
                Change::Remove(STATE, hash) => drop(nodes.remove(&hash[..])),
                _ => (),
            }
        }
        drop(nodes);
        self.disk.commit_changes(transaction.0.into_iter().map(on_disk)).map_err(|error| DatabaseError(Box::new(error)))
    }

    /// Panics if the disk cannot be read: this trait has no error for it, and the node cannot run without its database.
    fn get(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
        if column == STATE {
            if let Some(node) = self.nodes.lock().get(key) {
                return Some(node.clone());
            }
        }
        let value = self.disk.get(column as u8, key);
        let value = value.unwrap_or_else(|error| panic!("the chain's database cannot be read: {error}"))?;
        if column == STATE {
            self.nodes.lock().insert(key.to_vec(), value.clone());
        }
        Some(value)
    }

    fn supports_ref_counting(&self) -> bool {
        true
    }

    /// Keeps the hash of a node and removes its position in the trie, which precedes the hash.
    fn sanitize_key(&self, key: &mut Vec<u8>) {
        key.drain(..key.len().saturating_sub(size_of::<H256>()));
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

    fn cached(database: &TemporaryDb, hash: H256) -> Option<Vec<u8>> {
        database.nodes.lock().peek(hash.as_bytes()).cloned()
    }

    /// Returns `true` once the key is gone from the disk, to which changes are written asynchronously.
    fn goes(database: &TemporaryDb, column: ColumnId, key: &[u8]) -> bool {
        let start = Instant::now();
        while database.disk.get_size(column as u8, key).unwrap().is_some() {
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
            assert_eq!(cached(&database, hash(1)), Some(b"node".to_vec()));
            database.nodes.lock().clear();
            assert_eq!(cached(&database, hash(1)), None);
            assert_eq!(database.get(STATE, hash(1).as_bytes()), Some(b"node".to_vec()));
            assert_eq!(cached(&database, hash(1)), Some(b"node".to_vec()));
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
        with_database(|database| {
            let key = |number: u32| H256::from_low_u64_be(number.into());
            for number in 0..3 * CACHED_NODES {
                change(&database, set(STATE, key(number).as_bytes(), &[1; 100]));
                assert!(database.nodes.lock().len() <= CACHED_NODES as usize);
            }
            let last = 3 * CACHED_NODES - 1;
            let nodes = database.nodes.lock();
            let is_cached = |number: u32| nodes.peek(key(number).as_bytes()).is_some();
            assert!([last, last - 100, last - CACHED_NODES + 1].into_iter().all(is_cached));
            assert!(!is_cached(last - CACHED_NODES));
        });
    }

    #[test]
    fn a_node_that_is_written_again_and_again_takes_room_once() {
        with_database(|database| {
            change(&database, set(STATE, hash(1).as_bytes(), &[1; 100]));
            for _ in 0..2 * CACHED_NODES {
                change(&database, set(STATE, hash(2).as_bytes(), &[2; 100]));
            }
            assert!(cached(&database, hash(1)).is_some());
        });
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

            assert!(cached(&database, root).is_some());
            assert!(database.contains(STATE, root.as_bytes()));
            database.nodes.lock().clear();
            let state = backend.state_at(block, TrieCacheContext::Untrusted).unwrap();
            assert_eq!(state.storage(&[9; 40]).unwrap(), Some(vec![9; 100]));
            assert!(cached(&database, root).is_some() && database.nodes.lock().len() > 1);
        });
    }
}
