//! `--state FILE`: a sealed chain in a file, which is read at the start and written at the end.

pub mod export;
pub mod format;
pub mod saved;

use crate::service::types::FullClient;
use parking_lot::Mutex;
use sc_client_api::HeaderBackend;
use sc_service::{ChainSpec, Error, TaskManager};
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

/// The time between two attempts to save the chain at the end.
const PAUSE: Duration = Duration::from_secs(5);

/// The time after which the chain is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// Writes the best block of a chain, with its state, to a file.
pub struct StateFile {
    path: PathBuf,
    spec: Box<dyn ChainSpec>,
    client: Mutex<Option<Arc<FullClient>>>,
}

impl StateFile {
    pub fn new(path: PathBuf, spec: Box<dyn ChainSpec>) -> Arc<Self> {
        Arc::new(Self { path, spec, client: Mutex::default() })
    }

    /// Sets the chain to save. The first call counts.
    pub fn watch(&self, client: &Arc<FullClient>) {
        self.client.lock().get_or_insert_with(|| client.clone());
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
    ///
    /// The chain exists nowhere else any more. If the file cannot be written, for want of room or because its folder is gone, the chain is
    /// saved to the folder of temporary files; if that fails too, both are tried again until [`PATIENCE`] ends.
    pub fn save_at_the_end(&self) -> Result<(), Error> {
        let Some((number, text)) = self.content()? else {
            return Ok(());
        };
        // The last owner closes the temporary database, whose files are deleted already: their room may be what the file needs.
        *self.client.lock() = None;
        let start = Instant::now();
        loop {
            let Err(fault) = export::write(&self.path, &text) else {
                eprintln!("Saved block {number} to {}", self.path.display());
                return Ok(());
            };
            let refuge = std::env::temp_dir().join(format!("dtao-block-{number}-{}.json", std::process::id()));
            if export::write(&refuge, &text).is_ok() {
                return Err(Error::Other(format!(
                    "{fault}; block {number} is in {}: move that file to {}",
                    refuge.display(),
                    self.path.display()
                )));
            }
            if start.elapsed() > PATIENCE {
                return Err(fault);
            }
            eprintln!("{fault}; make room: the next attempt is in {} s", PAUSE.as_secs());
            std::thread::sleep(PAUSE);
        }
    }

    /// Saves the best block.
    pub fn save(&self) -> Result<(), Error> {
        self.content()?.map_or(Ok(()), |(_, text)| export::write(&self.path, &text))
    }

    /// Returns the number and the content of the best block, or `None` before [`Self::watch`].
    fn content(&self) -> Result<Option<(u32, String)>, Error> {
        let Some(client) = self.client.lock().clone() else {
            return Ok(None);
        };
        let best = client.info();
        let text = export::export(&client, self.spec.cloned_box(), best.best_hash)?;
        Ok(Some((best.best_number, text)))
    }
}
