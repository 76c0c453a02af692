//! Which blocks the pool of waiting transactions has taken note of.

use dtao_runtime::opaque::Block;
use sc_transaction_pool_api::ChainEvent;
use sp_blockchain::Info;
use sp_core::H256;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How often it is looked.
const GLANCE: Duration = Duration::from_millis(1);

/// A block as the best one, and one as final.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The best block.
    pub best: H256,
    /// The last final one.
    pub finalized: H256,
}

impl From<Info<Block>> for Heads {
    /// Those of the chain.
    fn from(chain: Info<Block>) -> Self {
        Self { best: chain.best_hash, finalized: chain.finalized_hash }
    }
}

/// What an event of the chain is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A new best block.
    Best(H256),
    /// A block became final.
    Final(H256),
}

impl Head {
    /// What the event is about; nothing where a block is not the best.
    pub fn of(event: &ChainEvent<Block>) -> Option<Self> {
        match event {
            ChainEvent::NewBestBlock { hash, .. } => Some(Self::Best(*hash)),
            ChainEvent::Finalized { hash, .. } => Some(Self::Final(*hash)),
            ChainEvent::NewBlock { .. } => None,
        }
    }
}

/// The blocks that the pool took note of last.
///
/// It is told of a block some time after that was made, and takes the block's transactions out then. The pool itself knows
/// only the block's number, which says little on a chain that goes back.
#[derive(Default)]
pub struct Noted(Mutex<Heads>);

impl Noted {
    /// Lets these be the blocks that it took note of.
    pub fn set(&self, heads: Heads) {
        *self.lock() = heads;
    }

    /// The pool has done what it does at such an event.
    pub fn note(&self, head: Head) {
        let mut heads = self.lock();
        match head {
            Head::Best(hash) => heads.best = hash,
            Head::Final(hash) => heads.finalized = hash,
        }
    }

    /// Waits until the pool has taken note of these, but no longer than `patience`. Returns whether it has.
    pub async fn until(&self, heads: Heads, patience: Duration) -> bool {
        let start = Instant::now();
        while *self.lock() != heads {
            if start.elapsed() > patience {
                return false;
            }
            futures_timer::Delay::new(GLANCE).await;
        }
        true
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Heads> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
            let noted = Noted::default();
            noted.set(heads(1, 1));
            assert!(noted.until(heads(1, 1), NOW).await);
            noted.note(Head::Best(heads(2, 2).best));
            assert!(!noted.until(heads(2, 2), NOW).await);
            noted.note(Head::Final(heads(2, 2).finalized));
            assert!(noted.until(heads(2, 2), NOW).await);
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
