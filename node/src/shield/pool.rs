//! The transaction pool as the author of a block sees it: opened transactions follow those that carried them.

use super::{opened::Opened, Shield, MAX_OPENED};
use crate::service::{
    heads::{Head, PoolHeads},
    statuses::delay_finality,
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
        let overdue = self.shield.overdue(parent);
        let (shield, told) = (self.shield.clone(), self.shield.clone());
        let mut left = MAX_OPENED;
        Box::new(Opening {
            overdue: overdue.into_iter().map(in_pool).collect(),
            ready,
            next_opened: None,
            open: move |transaction: &Transaction| shield.open(parent, transaction, &mut left),
            left_out: move |hash| told.tell_left_out(hash),
        })
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

/// The ready transactions, each followed by the one that was opened from it.
struct Opening<F, L> {
    /// The unopened transactions of earlier blocks, which come first.
    overdue: VecDeque<Arc<InPoolTransaction>>,
    /// The pool's own transactions.
    ready: Ready,
    /// The transaction that the last one carried.
    next_opened: Option<Arc<InPoolTransaction>>,
    open: F,
    /// Hears of the opened transactions that did not get into the block.
    left_out: L,
}

impl<F: FnMut(&Transaction) -> Option<Opened>, L> Iterator for Opening<F, L> {
    type Item = Arc<InPoolTransaction>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(opened) = self.overdue.pop_front().or_else(|| self.next_opened.take()) {
            return Some(opened);
        }
        let next = self.ready.next()?;
        self.next_opened = (self.open)(&next.data).map(in_pool);
        Some(next)
    }
}

impl<F: FnMut(&Transaction) -> Option<Opened>, L: Fn(H256)> ReadyTransactions for Opening<F, L> {
    /// Drops what an invalid transaction carried. The pool does not know the opened transactions.
    fn report_invalid(&mut self, transaction: &Self::Item) {
        let is_opened = transaction.provides.is_empty();
        if is_opened {
            (self.left_out)(transaction.hash);
        } else {
            self.next_opened = None;
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
        Ok(delay_finality(statuses, self.finality_delay, is_reverted))
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{cell::RefCell, rc::Rc, sync::mpsc};

    fn opened(byte: u8) -> Opened {
        Opened { hash: H256::repeat_byte(byte), transaction: Transaction::from_blob(vec![byte]) }
    }

    /// A transaction of the pool, which provides a tag, as each of them does.
    fn waiting(byte: u8) -> Arc<InPoolTransaction> {
        let mut transaction = Arc::unwrap_or_clone(in_pool(opened(byte)));
        transaction.provides = vec![vec![byte]];
        Arc::new(transaction)
    }

    /// Transactions that record which of them are reported.
    struct Noting {
        left: std::vec::IntoIter<Arc<InPoolTransaction>>,
        reported: mpsc::Sender<u8>,
    }

    impl Iterator for Noting {
        type Item = Arc<InPoolTransaction>;

        fn next(&mut self) -> Option<Self::Item> {
            self.left.next()
        }
    }

    impl ReadyTransactions for Noting {
        fn report_invalid(&mut self, transaction: &Self::Item) {
            self.reported.send(transaction.hash.0[0]).unwrap();
        }
    }

    type Opener = fn(&Transaction) -> Option<Opened>;

    /// 1, 2 and 3 are in the pool, 2 carries 20, and 9 is left from earlier blocks.
    fn opening() -> (Opening<Opener, impl Fn(H256)>, mpsc::Receiver<u8>) {
        let (reported, reports) = mpsc::channel();
        let left_out = reported.clone();
        let left = vec![waiting(1), waiting(2), waiting(3)].into_iter();
        let opening = Opening::<Opener, _> {
            overdue: VecDeque::from([in_pool(opened(9))]),
            ready: Box::new(Noting { left, reported }),
            next_opened: None,
            open: |transaction| (transaction.inner() == [2]).then(|| opened(20)),
            left_out: move |hash: H256| left_out.send(hash.0[0] + 100).unwrap(),
        };
        (opening, reports)
    }

    #[test]
    fn what_was_opened_stands_behind_what_carried_it_and_what_is_overdue_first() {
        let order: Vec<_> = opening().0.map(|next| next.hash.0[0]).collect();
        assert_eq!(order, [9, 1, 2, 20, 3]);
    }

    #[test]
    fn what_does_not_get_in_takes_with_it_what_it_carries() {
        let (mut opening, reports) = opening();
        let mut order = Vec::new();
        while let Some(next) = opening.next() {
            order.push(next.hash.0[0]);
            if next.hash.0[0] == 2 {
                opening.report_invalid(&next);
            }
        }
        assert_eq!(order, [9, 1, 2, 3]);
        assert_eq!(reports.try_iter().collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn the_log_hears_of_those_that_were_opened_and_the_pool_does_not() {
        let (mut opening, reports) = opening();
        let mut order = Vec::new();
        while let Some(next) = opening.next() {
            order.push(next.hash.0[0]);
            if [9, 20].contains(&next.hash.0[0]) {
                opening.report_invalid(&next);
            }
        }
        assert_eq!(order, [9, 1, 2, 20, 3]);
        assert_eq!(reports.try_iter().collect::<Vec<_>>(), [109, 120]);
    }

    #[test]
    fn nothing_is_opened_before_its_turn() {
        let asked = Rc::new(RefCell::new(Vec::new()));
        let note = asked.clone();
        let left: Vec<_> = vec![waiting(1), waiting(2)];
        let mut opening = Opening {
            overdue: VecDeque::new(),
            ready: Box::new(Noting { left: left.into_iter(), reported: mpsc::channel().0 }),
            next_opened: None,
            open: |transaction: &Transaction| {
                note.borrow_mut().push(transaction.inner()[0]);
                None
            },
            left_out: drop::<H256>,
        };
        assert!(asked.borrow().is_empty());
        opening.next();
        assert_eq!(*asked.borrow(), [1]);
        opening.next();
        assert_eq!(*asked.borrow(), [1, 2]);
    }

    #[test]
    fn an_opened_one_is_not_told_to_peers() {
        let transaction = in_pool(opened(1));
        assert!(!transaction.propagate);
        assert_eq!(transaction.bytes, opened(1).transaction.encode().len());
    }
}
