//! The blocks that the transaction pool has processed.

use dtao_runtime::opaque::Block;
use parking_lot::Mutex;
use sc_transaction_pool_api::ChainEvent;
use sp_blockchain::Info;
use sp_core::H256;
use std::time::{Duration, Instant};

/// Polling interval.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// The best and the last final block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    pub best: H256,
    pub finalized: H256,
}

impl From<Info<Block>> for Heads {
    fn from(chain: Info<Block>) -> Self {
        Self { best: chain.best_hash, finalized: chain.finalized_hash }
    }
}

/// A change of one of the heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Best(H256),
    Final(H256),
}

impl Head {
    /// Returns the change that an event announces, or `None` for a block that does not become the best one.
    pub fn of(event: &ChainEvent<Block>) -> Option<Self> {
        match event {
            ChainEvent::NewBestBlock { hash, .. } => Some(Self::Best(*hash)),
            ChainEvent::Finalized { hash, .. } => Some(Self::Final(*hash)),
            ChainEvent::NewBlock { .. } => None,
        }
    }
}

/// The heads that the pool has processed.
///
/// The pool processes a block asynchronously, after its import, and removes the block's transactions then. It exposes only the
/// number of that block, which is ambiguous on a chain whose blocks can be reverted.
#[derive(Default)]
pub struct PoolHeads(Mutex<Heads>);

impl PoolHeads {
    pub fn set(&self, heads: Heads) {
        *self.0.lock() = heads;
    }

    /// Records that the pool has processed a change.
    pub fn record(&self, head: Head) {
        let mut heads = self.0.lock();
        match head {
            Head::Best(hash) => heads.best = hash,
            Head::Final(hash) => heads.finalized = hash,
        }
    }

    /// Waits until the pool has processed `heads`. Returns `false` after `timeout`.
    pub async fn wait_for(&self, heads: Heads, timeout: Duration) -> bool {
        let start = Instant::now();
        while *self.0.lock() != heads {
            if start.elapsed() > timeout {
                return false;
            }
            futures_timer::Delay::new(POLL_INTERVAL).await;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    fn heads(best: u8, finalized: u8) -> Heads {
        Heads { best: H256::repeat_byte(best), finalized: H256::repeat_byte(finalized) }
    }

    #[test]
    fn both_events_of_a_block_are_waited_for() {
        futures::executor::block_on(async {
            let pool = PoolHeads::default();
            pool.set(heads(1, 1));
            assert!(pool.wait_for(heads(1, 1), NOW).await);
            pool.record(Head::Best(heads(2, 2).best));
            assert!(!pool.wait_for(heads(2, 2), NOW).await);
            pool.record(Head::Final(heads(2, 2).finalized));
            assert!(pool.wait_for(heads(2, 2), NOW).await);
        });
    }

    #[test]
    fn an_event_is_about_the_best_block_or_a_final_one_or_nothing() {
        let hash = heads(1, 1).best;
        let best = ChainEvent::NewBestBlock { hash, tree_route: None };
        let last = ChainEvent::Finalized { hash, tree_route: [].into() };
        assert_eq!(Head::of(&best), Some(Head::Best(hash)));
        assert_eq!(Head::of(&last), Some(Head::Final(hash)));
        assert_eq!(Head::of(&ChainEvent::NewBlock { hash }), None);
    }
}
