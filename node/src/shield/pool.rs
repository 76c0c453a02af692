//! The transaction pool as the author of a block sees it: opened transactions follow those that carried them.

use super::{opened::Opened, Shield};
use crate::service::{
    heads::{Head, PoolHeads},
    statuses::{delay_finality, ready_before_block},
    types::{FullClient, Pool},
};
use codec::Encode;
use dtao_runtime::opaque::Block;
use sc_client_api::{blockchain::BlockStatus, HeaderBackend};
use sc_transaction_pool::TimedTransactionSource;
use sc_transaction_pool_api::{
    ChainEvent, ImportNotificationStream, MaintainedTransactionPool, PoolStatus, ReadyTransactions, TransactionPool,
    TransactionSource, TransactionStatusStreamFor, TxInvalidityReportMap,
};
use sp_core::H256;
use std::{
    collections::{HashMap, VecDeque},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

/// Fills blocks from the pool.
pub type Proposers = sc_basic_authorship::ProposerFactory<ShieldedPool, FullClient>;

type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;
type InPoolTransaction = <Pool as TransactionPool>::InPoolTransaction;
type PoolError = <Pool as TransactionPool>::Error;
type Ready = Box<dyn ReadyTransactions<Item = Arc<InPoolTransaction>> + Send>;

/// The transaction pool with three additions: the transactions that are ready *at* a block, which authors ask for, include the opened
/// ones, the heads that the pool has processed are recorded, and clients hear of finality after a delay.
pub struct ShieldedPool {
    pub client: Arc<FullClient>,
    pub pool: Arc<Pool>,
    pub shield: Arc<Shield>,
    pub heads: Arc<PoolHeads>,
    pub finality_delay: Duration,
}

impl ShieldedPool {
    fn opening(&self, parent: H256, ready: Ready) -> Ready {
        let (overdue, left) = self.shield.overdue(parent);
        let opener = OpenerAt { shield: self.shield.clone(), parent };
        Box::new(Opening { overdue: overdue.into(), ready, carrier: None, left, last_carrier: H256::zero(), opener })
    }
}

/// Wraps an opened transaction as one of the pool. It has no dependencies and is not propagated to peers.
fn in_pool(opened: Opened) -> Arc<InPoolTransaction> {
    Arc::new(InPoolTransaction {
        bytes: opened.transaction.encoded_size(),
        data: Arc::new(opened.transaction),
        hash: opened.hash,
        priority: 0,
        valid_till: u64::MAX,
        requires: Vec::new(),
        provides: Vec::new(),
        propagate: false,
        source: TimedTransactionSource::new_in_block(false),
    })
}

/// Opens ciphertexts for a proposal.
trait Opener {
    /// Returns `true` if a transaction may carry a ciphertext for this node.
    fn is_sealed(&self, transaction: &Transaction) -> bool;

    /// Opens a ciphertext, or returns `None` if it holds no valid transaction.
    fn open(&self, carrier: &Transaction) -> Option<Opened>;

    /// Logs that an opened transaction did not get into the block.
    fn left_out(&self, hash: H256, carrier: H256);
}

/// Opens with the keys of the node, and validates on the state after a block.
struct OpenerAt {
    shield: Arc<Shield>,
    parent: H256,
}

impl Opener for OpenerAt {
    fn is_sealed(&self, transaction: &Transaction) -> bool {
        self.shield.is_sealed(transaction)
    }

    fn open(&self, carrier: &Transaction) -> Option<Opened> {
        self.shield.open(self.parent, carrier)
    }

    fn left_out(&self, hash: H256, carrier: H256) {
        self.shield.tell_left_out(hash, carrier);
    }
}

/// The ready transactions, each followed by the one that was opened from it.
struct Opening<O> {
    /// The unopened transactions of earlier blocks, which come first.
    overdue: VecDeque<Opened>,
    /// The pool's own transactions.
    ready: Ready,
    /// The last transaction, if it carries a ciphertext that is opened next.
    carrier: Option<Arc<InPoolTransaction>>,
    /// The number of ciphertexts that may still be opened.
    left: usize,
    /// The carrier of the last opened transaction.
    last_carrier: H256,
    opener: O,
}

impl<O: Opener> Iterator for Opening<O> {
    type Item = Arc<InPoolTransaction>;

    /// Opens a ciphertext only after its carrier is in the block, which has then paid for it. Carriers that are too many stay in the
    /// pool.
    fn next(&mut self) -> Option<Self::Item> {
        let carried = self.carrier.take().and_then(|carrier| self.opener.open(&carrier.data));
        if let Some(opened) = carried.or_else(|| self.overdue.pop_front()) {
            self.last_carrier = opened.carrier;
            return Some(in_pool(opened));
        }
        loop {
            let next = self.ready.next()?;
            if !self.opener.is_sealed(&next.data) {
                return Some(next);
            }
            if let Some(left) = self.left.checked_sub(1) {
                self.left = left;
                self.carrier = Some(next.clone());
                return Some(next);
            }
            // What depends on it waits, too.
            self.ready.report_invalid(&next);
        }
    }
}

impl<O: Opener> ReadyTransactions for Opening<O> {
    /// Does not open what an invalid transaction carries. The pool does not know the opened transactions.
    fn report_invalid(&mut self, transaction: &Self::Item) {
        let is_opened = transaction.provides.is_empty();
        if is_opened {
            self.opener.left_out(transaction.hash, self.last_carrier);
        } else {
            self.left += usize::from(self.carrier.take().is_some());
            self.ready.report_invalid(transaction);
        }
    }
}

#[async_trait::async_trait]
impl TransactionPool for ShieldedPool {
    type Block = Block;
    type Hash = H256;
    type InPoolTransaction = InPoolTransaction;
    type Error = PoolError;

    async fn submit_at(
        &self,
        at: H256,
        source: TransactionSource,
        transactions: Vec<Transaction>,
    ) -> Result<Vec<Result<H256, PoolError>>, PoolError> {
        self.pool.submit_at(at, source, transactions).await
    }

    async fn submit_one(
        &self,
        at: H256,
        source: TransactionSource,
        transaction: Transaction,
    ) -> Result<H256, PoolError> {
        self.pool.submit_one(at, source, transaction).await
    }

    async fn submit_and_watch(
        &self,
        at: H256,
        source: TransactionSource,
        transaction: Transaction,
    ) -> Result<Pin<Box<TransactionStatusStreamFor<Self>>>, PoolError> {
        let statuses = self.pool.submit_and_watch(at, source, transaction).await?;
        let client = self.client.clone();
        let is_reverted = move |block| matches!(client.status(block), Ok(BlockStatus::Unknown));
        Ok(delay_finality(ready_before_block(statuses), self.finality_delay, is_reverted))
    }

    async fn ready_at(&self, at: H256) -> Ready {
        let ready = self.pool.ready_at(at).await;
        self.opening(at, ready)
    }

    fn ready(&self) -> Ready {
        self.pool.ready()
    }

    async fn report_invalid(
        &self,
        at: Option<H256>,
        errors: TxInvalidityReportMap<H256>,
    ) -> Vec<Arc<InPoolTransaction>> {
        self.pool.report_invalid(at, errors).await
    }

    fn futures(&self) -> Vec<InPoolTransaction> {
        self.pool.futures()
    }

    fn status(&self) -> PoolStatus {
        self.pool.status()
    }

    fn import_notification_stream(&self) -> ImportNotificationStream<H256> {
        self.pool.import_notification_stream()
    }

    fn on_broadcasted(&self, propagations: HashMap<H256, Vec<String>>) {
        self.pool.on_broadcasted(propagations)
    }

    fn hash_of(&self, transaction: &Transaction) -> H256 {
        self.pool.hash_of(transaction)
    }

    fn ready_transaction(&self, hash: &H256) -> Option<Arc<InPoolTransaction>> {
        self.pool.ready_transaction(hash)
    }

    async fn ready_at_with_timeout(&self, at: H256, timeout: Duration) -> Ready {
        let ready = self.pool.ready_at_with_timeout(at, timeout).await;
        self.opening(at, ready)
    }
}

#[async_trait::async_trait]
impl MaintainedTransactionPool for ShieldedPool {
    async fn maintain(&self, event: ChainEvent<Block>) {
        let head = Head::of(&event);
        self.pool.maintain(event).await;
        if let Some(head) = head {
            self.heads.record(head);
            if let Head::Best(hash) = head {
                self.shield.follow(hash);
            }
        }
    }
}

#[cfg(test)]
mod tests;
