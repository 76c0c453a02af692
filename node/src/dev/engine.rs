//! Makes the blocks, one request after the other, and takes blocks back.

use super::{
    author::{Author, Change, Content, Order},
    clock::Clock,
    progress::Progress,
    Error,
};
use crate::{
    sealing::Sealing,
    service::{FullBackend, Heads},
};
use futures::{
    channel::{mpsc, oneshot},
    FutureExt, StreamExt,
};
use sc_client_api::{Backend, BlockBackend, HeaderBackend};
use sc_consensus_manual_seal::{finalize_block, rpc::send_result, EngineCommand, FinalizeBlockParams};
use sc_transaction_pool_api::{ChainEvent, InPoolTransaction, MaintainedTransactionPool, TransactionPool};
use sp_blockchain::Backend as _;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;
use std::{
    collections::BTreeMap,
    marker::PhantomData,
    pin::pin,
    time::{Duration, Instant},
};

/// Arrivals of transactions that one block answers at most.
const ARRIVALS_PER_BLOCK: usize = 4_096;

/// The time that the pool is given to take note of a new block.
const POOL_PATIENCE: Duration = Duration::from_secs(1);

/// The time that it is given to take note of all blocks before some are taken back.
const TAKE_BACK_PATIENCE: Duration = Duration::from_secs(10);

/// Where an answer goes.
pub type Reply<T> = oneshot::Sender<Result<T, Error>>;

/// How many blocks a run makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many.
    Count(u32),
    /// As many as lead to the block of this number, but at least one.
    To(u32),
}

/// Which block is to be the best one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// The one with this hash.
    Hash(H256),
    /// The one with this number.
    Number(u32),
    /// So many blocks before the best one.
    Back(u32),
}

/// Something that clients ask of the engine, with where the answer goes.
pub enum Command {
    /// Make blocks. The answer is the last one.
    NewBlocks {
        /// How many.
        length: Length,
        /// What goes into each of them; what waits where this is none.
        transactions: Option<Vec<OpaqueExtrinsic>>,
        /// Milliseconds between their times.
        interval: Option<u64>,
        /// Where the hash of the last one goes.
        reply: Reply<H256>,
    },
    /// Take blocks back until this one is the best.
    SetHead(Head, Reply<H256>),
    /// Let the next block carry this time.
    TimeTravel(u64, Reply<u64>),
    /// Make a block that writes this to the state.
    SetStorage(Vec<Change>, Reply<H256>),
    /// Remember the best block.
    Snapshot(Reply<u64>),
    /// Take blocks back to a remembered one.
    Revert(u64, Reply<bool>),
    /// Make blocks when this says so, from now on.
    SetSealing(Sealing, Reply<()>),
}

/// The best block as it was once, and the clock.
#[derive(Clone, Copy, Debug)]
struct Snapshot {
    hash: H256,
    number: u32,
    clock: Clock,
}

/// Makes all blocks of the chain.
pub struct Engine {
    author: Author,
    sealing: Sealing,
    /// When the next block is due, where a clock makes blocks.
    due: Option<Instant>,
    snapshots: BTreeMap<u64, Snapshot>,
    last_snapshot: u64,
    progress: Progress,
}

impl Engine {
    /// An engine that makes blocks as `sealing` says, and tells `progress` of its long runs.
    pub fn new(author: Author, sealing: Sealing, progress: Progress) -> Self {
        Self { author, sealing, due: None, snapshots: BTreeMap::new(), last_snapshot: 0, progress }
    }

    /// Makes blocks until the node ends.
    ///
    /// Where blocks come by themselves there is one before all. It announces the key to which transactions may be encrypted,
    /// and the fork-aware pool takes no transaction as ready before it has seen a block.
    pub async fn run(
        mut self,
        mut commands: mpsc::Receiver<Command>,
        mut requests: mpsc::Receiver<EngineCommand<H256>>,
    ) {
        // Transactions that came while a block was made are one wish for a block, not one each.
        let pool = self.author.pool.clone();
        let arrivals = pool.import_notification_stream();
        let mut arrivals = arrivals.ready_chunks(ARRIVALS_PER_BLOCK).fuse();
        if self.sealing != Sealing::Manual {
            complain(self.author.make(Order::default()).await);
        }
        self.due = self.sealing.period().map(|period| Instant::now() + period);
        loop {
            let tick = pin!(until(self.due).fuse());
            futures::select! {
                command = commands.next() => match command {
                    Some(command) => self.obey(command).await,
                    None => return,
                },
                request = requests.next() => match request {
                    Some(request) => self.answer(request).await,
                    None => return,
                },
                _ = arrivals.next() => if self.sealing.on_transactions() {
                    complain(self.seal_what_waits().await);
                },
                () = { tick } => self.tick().await,
            }
        }
    }

    /// It is time for a block. Where blocks take longer than they are apart, what was missed is left out.
    async fn tick(&mut self) {
        complain(self.author.make(Order::default()).await);
        let now = Instant::now();
        self.due = self.due.zip(self.sealing.period()).map(|(due, period)| (due + period).max(now));
    }

    /// Makes blocks until no transaction waits that fits into one.
    async fn seal_what_waits(&mut self) -> Result<(), Error> {
        loop {
            let order = Order { empty: false, ..Order::default() };
            let block = match self.author.make(order).await {
                Err(Error::EmptyTransactionPool) => return Ok(()),
                other => other?,
            };
            if !self.waits_after(block.hash).await {
                return Ok(());
            }
        }
    }

    /// Whether a transaction waits, once the pool has taken note of a block.
    async fn waits_after(&self, block: H256) -> bool {
        let pool = &self.author.pool;
        let mut ready = pool.ready_at_with_timeout(block, POOL_PATIENCE).await;
        ready.next().is_some()
    }

    /// What Substrate's own requests ask for.
    async fn answer(&mut self, request: EngineCommand<H256>) {
        match request {
            EngineCommand::SealNewBlock { create_empty, finalize, parent_hash, mut sender } => {
                let order = Order { parent: parent_hash, empty: create_empty, finalize, ..Order::default() };
                send_result(&mut sender, self.author.make(order).await);
            }
            EngineCommand::FinalizeBlock { hash, sender, justification } => {
                finalize_block(FinalizeBlockParams {
                    hash,
                    sender,
                    justification: justification.map(|bytes| (sp_consensus_grandpa::GRANDPA_ENGINE_ID, bytes)),
                    finalizer: self.author.client.clone(),
                    _phantom: PhantomData,
                })
                .await;
            }
        }
    }

    async fn obey(&mut self, command: Command) {
        match command {
            Command::NewBlocks { length, transactions, interval, reply } => {
                let made = self.new_blocks(length, transactions, interval).await;
                respond(reply, made);
            }
            Command::SetHead(head, reply) => {
                let outcome = self.set_head(head).await;
                respond(reply, outcome);
            }
            Command::TimeTravel(to, reply) => {
                let last = self.author.time_of(self.best().0);
                let outcome = last.and_then(|last| Ok(self.author.clock.travel(to, last)?));
                respond(reply, outcome.map(|()| to));
            }
            Command::SetStorage(changes, reply) => {
                let order = Order { content: Content::Only(Vec::new()), changes, ..Order::default() };
                let block = self.author.make(order).await;
                respond(reply, block.map(|block| block.hash));
            }
            Command::Snapshot(reply) => respond(reply, Ok(self.snapshot())),
            Command::Revert(id, reply) => {
                let outcome = self.revert(id).await;
                respond(reply, outcome.map(|()| true));
            }
            Command::SetSealing(sealing, reply) => {
                self.set_sealing(sealing).await;
                respond(reply, Ok(()));
            }
        }
    }

    fn best(&self) -> (H256, u32) {
        let info = self.author.client.info();
        (info.best_hash, info.best_number)
    }

    /// Makes a run of blocks. Ends early where somebody stops it.
    async fn new_blocks(
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
        let content = transactions.map_or(Content::Waiting, Content::Only);
        self.progress.begin(count);
        let mut outcome = Ok(());
        for _ in 0..count {
            if self.progress.is_stopped() {
                break;
            }
            let order = Order { content: content.clone(), interval, ..Order::default() };
            match self.author.make(order).await {
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

    fn snapshot(&mut self) -> u64 {
        let (hash, number) = self.best();
        self.last_snapshot += 1;
        let snapshot = Snapshot { hash, number, clock: self.author.clock };
        self.snapshots.insert(self.last_snapshot, snapshot);
        self.last_snapshot
    }

    /// Goes back to a snapshot. It is used up by that, as are those that were taken after it.
    async fn revert(&mut self, id: u64) -> Result<(), Error> {
        let snapshot = *self.snapshots.get(&id).ok_or_else(|| {
            format!("there is no snapshot {id:#x}: none was taken under this number, or going back used it up")
        })?;
        self.take_back(snapshot.hash, snapshot.number).await?;
        self.snapshots.split_off(&id);
        self.author.clock = snapshot.clock;
        Ok(())
    }

    async fn set_head(&mut self, head: Head) -> Result<H256, Error> {
        let (best, number) = self.best();
        let (hash, to) = self.find(head, number)?;
        if hash != best {
            self.take_back(hash, to).await?;
        }
        self.snapshots.retain(|_, snapshot| snapshot.number <= to);
        Ok(hash)
    }

    /// The hash and number of a block of the chain that has `best` as its last number.
    fn find(&self, head: Head, best: u32) -> Result<(H256, u32), Error> {
        let client = &self.author.client;
        let missing = |what: String| Error::StringError(format!("there is no block {what} on the chain"));
        let number = match head {
            Head::Hash(hash) => client.number(hash)?.ok_or_else(|| missing(hash.to_string()))?,
            Head::Number(number) => number,
            Head::Back(blocks) => {
                best.checked_sub(blocks).ok_or_else(|| missing(format!("{blocks} before block {best}")))?
            }
        };
        let there = client.block_hash(number)?;
        let hash = there.ok_or_else(|| missing(number.to_string()))?;
        match head {
            Head::Hash(wanted) if wanted != hash => Err(missing(wanted.to_string())),
            _ => Ok((hash, number)),
        }
    }

    /// Takes blocks back until this one is the best. What was done in them is undone, and they are gone. Transactions that
    /// wait are dropped: they were made for a chain that is not there any more.
    async fn take_back(&mut self, to: H256, number: u32) -> Result<(), Error> {
        let (best, best_number) = self.best();
        // The pool is to hear of the last block before it is gone: what is in that block does not wait.
        let heads = self.author.client.info().into();
        if !self.author.noted.until(heads, TAKE_BACK_PATIENCE).await {
            log::warn!("Transactions of the last blocks may have to be sent again");
        }
        let backend = self.author.backend.clone();
        if !backend.have_state_at(to, number) {
            return Err(
                format!("the state of block {number} is not kept: run the node with --state-pruning archive").into()
            );
        }
        remove_forks(&backend, best)?;
        backend.revert(best_number.saturating_sub(number), true)?;
        self.drop_waiting(to).await;
        match self.best() {
            (hash, _) if hash == to => Ok(()),
            (_, reached) => {
                Err(format!("only the blocks down to {reached} could be taken back: the states before are not kept")
                    .into())
            }
        }
    }

    async fn drop_waiting(&self, best: H256) {
        let pool = &self.author.pool;
        let ready = pool.ready().map(|waiting| *waiting.hash());
        let future = pool.futures();
        let all = ready.chain(future.iter().map(|waiting| *waiting.hash()));
        pool.report_invalid(None, all.map(|hash| (hash, None)).collect()).await;
        // Once, so that the pool forgets the blocks that are gone; and again, so that it counts from this one on. It knows by
        // its number alone whether it has taken note of a block.
        for _ in 0..2 {
            pool.maintain(ChainEvent::NewBestBlock { hash: best, tree_route: None }).await;
        }
        pool.maintain(ChainEvent::Finalized { hash: best, tree_route: [].into() }).await;
        self.author.noted.set(Heads { best, finalized: best });
    }

    async fn set_sealing(&mut self, sealing: Sealing) {
        log::info!("Blocks from now on: {sealing}");
        self.sealing = sealing;
        self.due = sealing.period().map(|period| Instant::now() + period);
        if sealing.on_transactions() {
            complain(self.seal_what_waits().await);
        }
    }
}

/// Removes the blocks that do not lead to the best one.
fn remove_forks(backend: &FullBackend, best: H256) -> Result<(), Error> {
    loop {
        let leaves = backend.blockchain().leaves()?;
        let Some(fork) = leaves.into_iter().find(|leaf| *leaf != best) else {
            return Ok(());
        };
        backend.remove_leaf_block(fork)?;
    }
}

/// Comes at a time, or never.
async fn until(due: Option<Instant>) {
    match due {
        Some(due) => futures_timer::Delay::new(due.saturating_duration_since(Instant::now())).await,
        None => futures::future::pending().await,
    }
}

fn complain<T>(outcome: Result<T, Error>) {
    if let Err(error) = outcome {
        log::error!("No block could be made: {error}");
    }
}

/// Answers. Whoever asked may have gone away.
fn respond<T>(reply: Reply<T>, outcome: Result<T, Error>) {
    let _ = reply.send(outcome);
}
