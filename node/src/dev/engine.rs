//! Executes the requests for blocks in turn.
//!
//! | module | content |
//! |---|---|
//! | [`run`] | runs of blocks, up to a number, an epoch or a date |
//! | [`history`] | snapshots, and going back and forward |
//! | [`trial`] | impersonated calls, and trials of transactions |

mod history;
mod run;
mod trial;

use super::{
    author::Author,
    clock::{machine_time, Clock},
    files::Files,
    mode::Sealing,
    order::{BlockRequest, Change, Content, Overrides, Work},
    progress::Progress,
    reveal::{last_round_key, past_pulse, Reveal},
    snapshots::Snapshots,
    undone::Undone,
    Error,
};
use crate::{
    errors::database::DatabaseWatch,
    service::{
        heads::PoolHeads,
        state::stored,
        types::{FullBackend, FullClient, Pool},
        Parts,
    },
};
use futures::{channel::mpsc, future::BoxFuture, FutureExt, StreamExt};
use sc_client_api::HeaderBackend;
use sc_consensus_manual_seal::{finalize_block, rpc::send_result, CreatedBlock, EngineCommand, FinalizeBlockParams};
use sc_transaction_pool_api::TransactionPool;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;
use std::{
    marker::PhantomData,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

/// The most arriving transactions that are answered by one block.
const ARRIVALS_PER_BLOCK: usize = 4_096;

/// The time limit for the pool to process a new block.
const POOL_TIMEOUT: Duration = Duration::from_secs(1);

/// A client's request, which the engine executes after the requests before it.
pub type Command = Box<dyn for<'a> FnOnce(&'a mut Engine) -> BoxFuture<'a, ()> + Send>;

/// Authors all blocks of the chain.
pub struct Engine {
    client: Arc<FullClient>,
    backend: Arc<FullBackend>,
    pool: Arc<Pool>,
    pool_heads: Arc<PoolHeads>,
    author: Author,
    clock: Clock,
    sealing: Sealing,
    /// The time of the next timed block.
    due: Option<Instant>,
    snapshots: Snapshots,
    undone: Undone,
    files: Files,
    progress: Progress,
    watch: DatabaseWatch,
    /// `true` once the database could not write a block, after which no block can be built.
    has_ended: bool,
}

impl Engine {
    pub fn new(
        parts: &Parts,
        pool: &Arc<Pool>,
        author: Author,
        (sealing, files, watch): (Sealing, Files, DatabaseWatch),
        progress: Progress,
    ) -> Self {
        let info = parts.client.info();
        let mut clock = author.new_clock();
        clock.resume(author.time_of(info.best_hash).ok().flatten(), machine_time());
        parts.pool_heads.set(info.into());
        Self {
            client: parts.client.clone(),
            backend: parts.backend.clone(),
            pool: pool.clone(),
            pool_heads: parts.pool_heads.clone(),
            clock,
            author,
            sealing,
            due: None,
            snapshots: Snapshots::default(),
            undone: Undone::default(),
            files,
            progress,
            watch,
            has_ended: false,
        }
    }

    /// Authors blocks until the node stops, or until the database cannot write. The node ends then, since the task is essential.
    ///
    /// Unless sealing is manual, it starts with one block. That announces the first key to which transactions may be encrypted,
    /// and the fork-aware pool has no ready transactions before it has seen a block.
    pub async fn run(
        mut self,
        mut commands: mpsc::Receiver<Command>,
        mut requests: mpsc::Receiver<EngineCommand<H256>>,
    ) {
        // All transactions that arrive while a block is built trigger one block together.
        let arrivals = self.pool.import_notification_stream();
        let mut arrivals = arrivals.ready_chunks(ARRIVALS_PER_BLOCK).fuse();
        if self.sealing != Sealing::Manual {
            log_error(self.create(BlockRequest::default()).await);
        }
        self.due = self.sealing.period().map(|period| Instant::now() + period);
        while !self.has_ended {
            let tick = pin!(until(self.due).fuse());
            futures::select! {
                command = commands.next() => match command {
                    Some(command) => command(&mut self).await,
                    None => return,
                },
                request = requests.next() => match request {
                    Some(request) => self.execute_sdk_request(request).await,
                    None => return,
                },
                _ = arrivals.next() => if self.sealing.on_transactions() {
                    log_error(self.seal_pool().await);
                },
                () = { tick } => self.tick().await,
            }
        }
    }

    async fn create(&mut self, request: BlockRequest) -> Result<CreatedBlock<H256>, Error> {
        let outcome = self.author.create(request, &mut self.clock).await;
        match &outcome {
            Ok(_) => self.undone.clear(),
            // The watch would notice it, too, but only after more attempts.
            Err(Error::ConsensusError(error)) => self.has_ended |= self.watch.is_cause_of(error),
            Err(_) => (),
        }
        outcome
    }

    /// Builds a timed block. If building takes longer than the period, missed blocks are skipped.
    async fn tick(&mut self) {
        log_error(self.create(BlockRequest::default()).await);
        let now = Instant::now();
        self.due = self.due.zip(self.sealing.period()).map(|(due, period)| (due + period).max(now));
    }

    /// Builds blocks until the pool has no transaction that fits into one.
    async fn seal_pool(&mut self) -> Result<(), Error> {
        loop {
            let request = BlockRequest { create_empty: false, ..BlockRequest::default() };
            let block = match self.create(request).await {
                Err(Error::EmptyTransactionPool) => return Ok(()),
                other => other?,
            };
            if !self.has_ready_after(block.hash).await {
                return Ok(());
            }
        }
    }

    /// Returns `true` if a transaction is ready once the pool has processed `block`.
    async fn has_ready_after(&self, block: H256) -> bool {
        let mut ready = self.pool.ready_at_with_timeout(block, POOL_TIMEOUT).await;
        ready.next().is_some()
    }

    /// Executes a request of the SDK's own `engine_` methods.
    async fn execute_sdk_request(&mut self, request: EngineCommand<H256>) {
        match request {
            EngineCommand::SealNewBlock { create_empty, finalize, parent_hash, mut sender } => {
                let request = BlockRequest { parent: parent_hash, create_empty, finalize, ..BlockRequest::default() };
                send_result(&mut sender, self.create(request).await);
            }
            EngineCommand::FinalizeBlock { hash, sender, justification } => {
                finalize_block(FinalizeBlockParams {
                    hash,
                    sender,
                    justification: justification.map(|bytes| (sp_consensus_grandpa::GRANDPA_ENGINE_ID, bytes)),
                    finalizer: self.client.clone(),
                    _phantom: PhantomData,
                })
                .await;
            }
        }
    }

    /// Sets the timestamp of the next block, and returns it.
    pub fn travel(&mut self, to: u64) -> Result<u64, Error> {
        let last = self.author.time_of(self.best().0)?;
        self.clock.travel(to, last)?;
        Ok(to)
    }

    /// Builds a block that writes to the state, and returns its hash.
    pub async fn set_storage(&mut self, changes: Vec<Change>) -> Result<H256, Error> {
        self.seal_overridden(Vec::new(), Overrides::Values(changes)).await
    }

    /// Builds a block that makes a commitment with a time lock open, and returns its hash.
    pub async fn reveal(&mut self, reveal: Reveal) -> Result<H256, Error> {
        let last: Option<u64> = stored(&self.client, self.best().0, &last_round_key())?;
        let transactions = if last.is_some() { Vec::new() } else { vec![past_pulse()] };
        self.seal_overridden(transactions, Overrides::FromState(Arc::new(move |state| reveal.changes(state)))).await
    }

    /// Builds a block in which the runtime's own code changes the state, and returns its hash.
    pub async fn change(&mut self, work: Arc<Work>) -> Result<H256, Error> {
        self.seal_overridden(Vec::new(), Overrides::Native(work)).await
    }

    async fn seal_overridden(
        &mut self,
        transactions: Vec<OpaqueExtrinsic>,
        overrides: Overrides,
    ) -> Result<H256, Error> {
        let content = Content::Exact(transactions);
        let block = self.create(BlockRequest { content, overrides, ..BlockRequest::default() }).await?;
        Ok(block.hash)
    }

    fn best(&self) -> (H256, u32) {
        let info = self.client.info();
        (info.best_hash, info.best_number)
    }

    pub async fn set_sealing(&mut self, sealing: Sealing) {
        log::info!("New sealing mode: {sealing}");
        self.sealing = sealing;
        self.due = sealing.period().map(|period| Instant::now() + period);
        if sealing.on_transactions() {
            log_error(self.seal_pool().await);
        }
    }
}

/// Completes at `due`, or never.
async fn until(due: Option<Instant>) {
    match due {
        Some(due) => futures_timer::Delay::new(due.saturating_duration_since(Instant::now())).await,
        None => futures::future::pending().await,
    }
}

fn log_error<T>(outcome: Result<T, Error>) {
    if let Err(error) = outcome {
        log::error!("No block could be built: {error}");
    }
}
