//! `--state FILE`: a sealed chain in a file, which is read at the start and written at the end.

pub mod export;
pub mod format;
pub mod saved;

use crate::service::types::FullClient;
use sc_client_api::HeaderBackend;
use sc_service::{ChainSpec, Error, TaskManager};
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// Writes the best block of a chain, with its state, to a file.
pub struct StateFile {
    path: PathBuf,
    spec: Box<dyn ChainSpec>,
    client: OnceLock<Arc<FullClient>>,
}

impl StateFile {
    pub fn new(path: PathBuf, spec: Box<dyn ChainSpec>) -> Arc<Self> {
        Arc::new(Self { path, spec, client: OnceLock::new() })
    }

    /// Sets the chain to save. The first call counts.
    pub fn watch(&self, client: &Arc<FullClient>) {
        let _ = self.client.set(client.clone());
    }

    /// Saves the chain periodically while the node runs. Failures are logged.
    pub fn save_every(self: &Arc<Self>, period: Duration, tasks: &TaskManager) {
        let file = self.clone();
        let work = async move {
            loop {
                futures_timer::Delay::new(period).await;
                if let Err(error) = file.save() {
                    log::error!("{error}");
                }
            }
        };
        tasks.spawn_handle().spawn_blocking("state-file", None, work);
    }

    /// Saves the chain when the node stops, and prints the number of the saved block.
    pub fn save_at_the_end(&self) -> Result<(), Error> {
        if let Some(number) = self.save()? {
            eprintln!("Saved block {number} to {}", self.path.display());
        }
        Ok(())
    }

    /// Saves the best block and returns its number, or `None` before [`Self::watch`].
    fn save(&self) -> Result<Option<u32>, Error> {
        let Some(client) = self.client.get() else {
            return Ok(None);
        };
        let best = client.info();
        let text = export::export(client, self.spec.cloned_box(), best.best_hash)?;
        export::write(&self.path, &text)?;
        Ok(Some(best.best_number))
    }
}
