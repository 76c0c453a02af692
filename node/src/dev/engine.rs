//! Executes the requests for blocks in turn, and reverts blocks.

use super::{
    author::Author,
    clock::{machine_time, Clock},
    mode::Sealing,
    order::{BlockRequest, Change, Content, Overrides},
    progress::Progress,
    reveal::{last_round_key, past_pulse, Reveal},
    Error,
};
use crate::service::{
    heads::{Heads, PoolHeads},
    state::stored,
    types::{FullBackend, FullClient, Pool},
    Parts,
};
use futures::{channel::mpsc, future::BoxFuture, FutureExt, StreamExt};
use sc_client_api::{Backend, BlockBackend, HeaderBackend};
use sc_consensus_manual_seal::{finalize_block, rpc::send_result, CreatedBlock, EngineCommand, FinalizeBlockParams};
use sc_transaction_pool_api::{ChainEvent, InPoolTransaction, MaintainedTransactionPool, TransactionPool};
use sp_blockchain::Backend as _;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;
use std::{
    collections::BTreeMap,
    marker::PhantomData,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

/// The most arriving transactions that are answered by one block.
const ARRIVALS_PER_BLOCK: usize = 4_096;

/// The most blocks of one run.
const MAX_RUN: u32 = 10_000_000;

/// The text of an error of the database.
const DATABASE_ERROR: &str = "Database error";

/// The most snapshots that are kept.
const MAX_SNAPSHOTS: usize = 10_000;

/// The time limit for the pool to process a new block.
const POOL_TIMEOUT: Duration = Duration::from_secs(1);

/// The time limit for the pool to process all blocks before some of them are reverted.
const REVERT_TIMEOUT: Duration = Duration::from_secs(10);

/// The length of a run of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Count(u32),
    /// Up to the block of this number, but at least one.
    To(u32),
}

/// The block that becomes the best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewHead {
    Hash(H256),
    Number(u32),
    /// This many blocks before the best one.
    Back(u32),
}

/// A client's request, which the engine executes after the requests before it.
pub type Command = Box<dyn for<'a> FnOnce(&'a mut Engine) -> BoxFuture<'a, ()> + Send>;

/// A best block, and the clock at that time.
#[derive(Clone, Copy, Debug)]
struct Snapshot {
    hash: H256,
    number: u32,
    clock: Clock,
}

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
    snapshots: BTreeMap<u64, Snapshot>,
    last_snapshot: u64,
    progress: Progress,
    /// The error of a database that could not write, after which no block can be built.
    database_fault: Option<String>,
}

impl Engine {
    pub fn new(parts: &Parts, pool: &Arc<Pool>, author: Author, sealing: Sealing, progress: Progress) -> Self {
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
            snapshots: BTreeMap::new(),
            last_snapshot: 0,
            progress,
            database_fault: None,
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
        loop {
            if let Some(fault) = &self.database_fault {
                log::error!("The node ends, since its database cannot write; its chain ends with the last block that it wrote: {fault}");
                return;
            }
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
        // The SDK passes this error on as text.
        let fault = outcome.as_ref().err().map(Error::to_string).filter(|text| text.contains(DATABASE_ERROR));
        self.database_fault = self.database_fault.take().or(fault);
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

    /// Builds a run of blocks, until its end or until a client stops it. Returns the hash of the last one.
    ///
    /// `transactions` are those of each block; the pool's if `None`. `interval` is the time between two blocks in milliseconds; the
    /// clock's if `None`.
    pub async fn new_blocks(
        &mut self,
        length: Length,
        transactions: Option<Vec<OpaqueExtrinsic>>,
        interval: Option<u64>,
    ) -> Result<H256, Error> {
        let (mut last, number) = self.best();
        let count = match length {
            Length::Count(count) => count.max(1),
            Length::To(to) => to.saturating_sub(number).max(1),
        };
        if count > MAX_RUN {
            return Err(format!("{count} blocks are too many for one run: the most are {MAX_RUN}").into());
        }
        let content = transactions.map_or(Content::Pool, Content::Exact);
        self.progress.begin(count);
        let mut outcome = Ok(());
        for _ in 0..count {
            if self.progress.is_stopped() {
                break;
            }
            let request = BlockRequest { content: content.clone(), interval, ..BlockRequest::default() };
            match self.create(request).await {
                Ok(block) => last = block.hash,
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
            self.progress.step();
        }
        self.progress.end();
        outcome.map(|()| last)
    }

    /// Records the best block, and returns the snapshot's number.
    pub fn snapshot(&mut self) -> Result<u64, Error> {
        if self.snapshots.len() >= MAX_SNAPSHOTS {
            let cure = "dev_revert to one of them removes it and the later ones";
            return Err(format!("there are {MAX_SNAPSHOTS} snapshots already: {cure}").into());
        }
        let (hash, number) = self.best();
        self.last_snapshot += 1;
        let snapshot = Snapshot { hash, number, clock: self.clock };
        self.snapshots.insert(self.last_snapshot, snapshot);
        Ok(self.last_snapshot)
    }

    /// Reverts to a snapshot, and removes it and all later snapshots.
    pub async fn revert(&mut self, id: u64) -> Result<(), Error> {
        let snapshot = *self.snapshots.get(&id).ok_or_else(|| {
            format!("there is no snapshot {id:#x}: none was taken with this number, or a revert has removed it")
        })?;
        self.revert_to(snapshot.hash, snapshot.number).await?;
        self.snapshots.split_off(&id);
        self.clock = snapshot.clock;
        Ok(())
    }

    /// Reverts blocks until this one is the best, and returns its hash.
    pub async fn set_head(&mut self, head: NewHead) -> Result<H256, Error> {
        let (best, number) = self.best();
        let (hash, to) = self.find(head, number)?;
        if hash != best {
            self.revert_to(hash, to).await?;
            self.clock.continue_from(self.author.time_of(hash)?, machine_time());
        }
        self.snapshots.retain(|_, snapshot| snapshot.number <= to);
        Ok(hash)
    }

    /// Returns the hash and number of a block of the best chain, which ends at number `best`.
    fn find(&self, head: NewHead, best: u32) -> Result<(H256, u32), Error> {
        let client = &self.client;
        let missing = |what: String| Error::StringError(format!("there is no block {what} on the chain"));
        let number = match head {
            NewHead::Hash(hash) => client.number(hash)?.ok_or_else(|| missing(hash.to_string()))?,
            NewHead::Number(number) => number,
            NewHead::Back(blocks) => {
                best.checked_sub(blocks).ok_or_else(|| missing(format!("{blocks} before block {best}")))?
            }
        };
        let hash = client.block_hash(number)?;
        let hash = hash.ok_or_else(|| missing(number.to_string()))?;
        match head {
            NewHead::Hash(wanted) if wanted != hash => Err(missing(wanted.to_string())),
            _ => Ok((hash, number)),
        }
    }

    /// Reverts and deletes blocks until `to` is the best one. Removes all transactions from the pool, since they were signed for
    /// the deleted state.
    async fn revert_to(&mut self, to: H256, number: u32) -> Result<(), Error> {
        let (best, best_number) = self.best();
        // The pool must process the last block before it is deleted, so that its transactions leave the pool.
        let heads = self.client.info().into();
        if !self.pool_heads.wait_for(heads, REVERT_TIMEOUT).await {
            log::warn!("Transactions of the last blocks may have to be sent again");
        }
        let backend = &self.backend;
        if !backend.have_state_at(to, number) {
            let cure = "run the node with --state-pruning archive";
            return Err(format!("the state of block {number} is not kept: {cure}").into());
        }
        remove_forks(backend, best)?;
        backend.revert(best_number.saturating_sub(number), true)?;
        self.reset_pool(to).await;
        match self.best() {
            (hash, _) if hash == to => Ok(()),
            (_, reached) => {
                Err(format!("only blocks above {reached} could be reverted: older states are not kept").into())
            }
        }
    }

    /// Removes all transactions from the pool and makes `best` its head.
    async fn reset_pool(&self, best: H256) {
        let pool = &self.pool;
        let ready = pool.ready().map(|transaction| *transaction.hash());
        let future = pool.futures();
        let all = ready.chain(future.iter().map(|transaction| *transaction.hash()));
        pool.report_invalid(None, all.map(|hash| (hash, None)).collect()).await;
        // The first event makes the pool drop the deleted blocks, the second one makes it continue from this block. It
        // compares only numbers to find out if it has processed a block.
        for _ in 0..2 {
            pool.maintain(ChainEvent::NewBestBlock { hash: best, tree_route: None }).await;
        }
        pool.maintain(ChainEvent::Finalized { hash: best, tree_route: [].into() }).await;
        self.pool_heads.set(Heads { best, finalized: best });
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

/// Deletes the blocks that are not ancestors of the best one.
fn remove_forks(backend: &FullBackend, best: H256) -> Result<(), Error> {
    loop {
        let leaves = backend.blockchain().leaves()?;
        let Some(fork) = leaves.into_iter().find(|leaf| *leaf != best) else {
            return Ok(());
        };
        backend.remove_leaf_block(fork)?;
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
