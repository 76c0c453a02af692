//! `--state FILE`: a sealed chain that is kept in a file, read at the start and written at the end.

use crate::{saved, service::FullClient};
use sc_client_api::HeaderBackend;
use sc_service::{ChainSpec, Error, TaskManager};
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// Writes the best block of a chain, with its state, to a file.
pub struct Keeper {
    path: PathBuf,
    spec: Box<dyn ChainSpec>,
    client: OnceLock<Arc<FullClient>>,
}

impl Keeper {
    /// What keeps the chain of a specification in a file.
    pub fn new(path: PathBuf, spec: Box<dyn ChainSpec>) -> Arc<Self> {
        Arc::new(Self { path, spec, client: OnceLock::new() })
    }

    /// Takes note of the chain once it is there. The first one counts.
    pub fn watch(&self, client: &Arc<FullClient>) {
        let _ = self.client.set(client.clone());
    }

    /// Saves every so often, for as long as the node runs. What cannot be saved is told in the log, and tried again.
    pub fn every(self: &Arc<Self>, period: Duration, tasks: &TaskManager) {
        let keeper = self.clone();
        let work = async move {
            loop {
                futures_timer::Delay::new(period).await;
                if let Err(error) = keeper.save() {
                    log::error!("{error}");
                }
            }
        };
        tasks.spawn_handle().spawn_blocking("state-file", None, work);
    }

    /// Saves the chain as it is now, if there is one. Tells the block.
    pub fn save(&self) -> Result<Option<u32>, Error> {
        let Some(client) = self.client.get() else {
            return Ok(None);
        };
        let best = client.info();
        let text = saved::save(client, self.spec.cloned_box(), best.best_hash)?;
        saved::write(&self.path, &text)?;
        Ok(Some(best.best_number))
    }
}
