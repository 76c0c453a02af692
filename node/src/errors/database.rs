//! Ends a node whose database cannot write, and keeps the reason for the node's last line.
//!
//! The database takes a change into memory and writes it in the background. If that fails, it refuses every later change; what it has
//! taken can still be read. The SDK logs a warning for each refused block and goes on.

use crate::service::types::FullBackend;
use sc_client_api::AuxStore;
use sc_service::TaskManager;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock, Weak},
    time::Duration,
};

/// The least room on the disk, in bytes. A page without room in the files that the database maps into memory ends the process by
/// `SIGBUS`. The database writes a log of 64 MB before it writes any of that to its tables, and another meanwhile: a disk of 190 MB was
/// full within a second, with a log of 65 and tables of 130.
const MIN_ROOM: u64 = 256 << 20;

/// The time between two checks.
const CHECK_PERIOD: Duration = Duration::from_secs(1);

/// The beginning of the SDK's text for an error of the database.
const DATABASE_ERROR: &str = "Database error: ";

/// Notices that the database of a node cannot write.
#[derive(Clone, Default)]
pub struct DatabaseWatch(Arc<Watched>);

#[derive(Default)]
struct Watched {
    /// Does not keep the database open.
    backend: OnceLock<Weak<FullBackend>>,
    fault: OnceLock<String>,
}

impl DatabaseWatch {
    /// Ends the node once its database cannot write, or the disk of its folder is almost full, by the end of an essential task.
    pub fn start(&self, backend: &Arc<FullBackend>, folder: PathBuf, tasks: &TaskManager) {
        self.set(backend);
        let watch = self.clone();
        let work = async move {
            while watch.check_room(&folder).is_none() {
                futures_timer::Delay::new(CHECK_PERIOD).await;
            }
        };
        tasks.spawn_essential_handle().spawn_blocking("database", None, work);
    }

    fn set(&self, backend: &Arc<FullBackend>) {
        let _ = self.0.backend.set(Arc::downgrade(backend));
    }

    /// Writes an empty change, and returns the fault if the database refuses it. The database refuses every change after one that it could
    /// not write, whether that was of a block, of its finality or of a vote.
    pub fn check(&self) -> Option<&str> {
        let backend = self.0.backend.get().and_then(Weak::upgrade);
        if let (None, Some(backend)) = (self.0.fault.get(), backend) {
            if let Err(sp_blockchain::Error::DatabaseError(fault)) = backend.insert_aux(&[], &[]) {
                self.report(&fault.to_string());
            }
        }
        self.0.fault.get().map(String::as_str)
    }

    fn check_room(&self, folder: &Path) -> Option<&str> {
        if rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < MIN_ROOM) {
            let room = MIN_ROOM >> 20;
            self.report(&format!("IO Error: the disk has less than {room} MB left"));
        }
        self.check()
    }

    fn report(&self, fault: &str) {
        // The first fault is the cause of the others.
        let _ = self.0.fault.set(fault.to_string());
    }

    /// Returns `true` if the import of a block has failed because the database cannot write.
    pub fn is_cause_of(&self, error: &sp_consensus::Error) -> bool {
        // The client passes its errors on as text.
        let sp_consensus::Error::ClientImport(text) = error else { return false };
        let Some(fault) = text.strip_prefix(DATABASE_ERROR) else { return false };
        self.report(fault);
        true
    }

    /// Returns the error of a node that has ended: the database's fault, if there is one. The SDK's error only says that a task has ended.
    pub fn explain(&self, error: sc_cli::Error) -> sc_cli::Error {
        match self.0.fault.get() {
            Some(fault) => format!("the node has ended, since its database cannot write: {fault}").into(),
            None => error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{errors::in_one_line, service::temporary::TemporaryDb};
    use sc_client_db::{Backend, BlocksPruning, DatabaseSettings, DatabaseSource, PruningMode};
    use sp_core::H256;
    use sp_database::{error::DatabaseError, ColumnId, Database, Transaction};
    use std::{
        io,
        sync::atomic::{AtomicBool, Ordering},
    };

    /// A database on a disk that fills up.
    struct FillingDb {
        inner: TemporaryDb,
        is_full: AtomicBool,
    }

    impl Database<H256> for FillingDb {
        fn commit(&self, transaction: Transaction<H256>) -> Result<(), DatabaseError> {
            if self.is_full.load(Ordering::SeqCst) {
                return Err(DatabaseError(Box::new(io::Error::from(io::ErrorKind::StorageFull))));
            }
            self.inner.commit(transaction)
        }

        fn get(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
            self.inner.get(column, key)
        }

        fn supports_ref_counting(&self) -> bool {
            true
        }
    }

    fn of_task() -> sc_cli::Error {
        sc_service::Error::Other("Essential task failed.".into()).into()
    }

    #[test]
    fn a_database_that_cannot_write_is_noticed_and_is_the_last_word() {
        let folder = tempfile::tempdir().unwrap();
        let inner = TemporaryDb::create(folder.path()).unwrap();
        let database = Arc::new(FillingDb { inner, is_full: AtomicBool::new(false) });
        let settings = DatabaseSettings {
            trie_cache_maximum_size: None,
            state_pruning: Some(PruningMode::ArchiveAll),
            source: DatabaseSource::Custom { db: database.clone(), require_create_flag: true },
            blocks_pruning: BlocksPruning::KeepAll,
            pruning_filters: Vec::new(),
            metrics_registry: None,
        };
        let backend = Arc::new(Backend::new(settings, 0).unwrap());
        let watch = DatabaseWatch::default();
        watch.set(&backend);
        assert_eq!(watch.check(), None);
        assert_eq!(in_one_line(&watch.explain(of_task())), "Essential task failed.");

        database.is_full.store(true, Ordering::SeqCst);
        let fault = watch.check().unwrap().to_string();
        let line = in_one_line(&watch.explain(of_task()));
        assert_eq!(line, format!("the node has ended, since its database cannot write: {fault}"));
        // The fault outlives the database.
        drop(backend);
        assert_eq!(watch.check(), Some(&*fault));
    }

    #[test]
    fn a_failed_import_ends_the_node_only_if_the_database_is_the_cause() {
        let failed = |text: &str| sp_consensus::Error::ClientImport(text.into());
        let watch = DatabaseWatch::default();
        for other in ["State Database error: Too many sibling blocks at #5 inserted", "No Database error: x", ""] {
            assert!(!watch.is_cause_of(&failed(other)), "{other}");
        }
        assert!(!watch.is_cause_of(&sp_consensus::Error::ChainLookup("Database error: x".into())));
        assert_eq!(watch.check(), None);
        assert!(watch.is_cause_of(&failed("Database error: IO Error: no room")));
        assert!(watch.is_cause_of(&failed("Database error: a later one")));
        assert_eq!(watch.check(), Some("IO Error: no room"));
    }
}
