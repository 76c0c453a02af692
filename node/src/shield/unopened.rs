//! Ciphertexts in earlier blocks that are still unopened.

use super::opened::Opened;
use sp_core::H256;
use std::collections::{HashMap, HashSet};

/// The number of blocks to search: one round of the most validators that there can be.
pub const MAX_BLOCKS: usize = 32;

/// A block that was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    parent: H256,
    /// The opened transactions that it carried but does not hold itself.
    carried: Vec<Opened>,
    /// The hashes of its transactions, once they were needed.
    held: Option<HashSet<H256>>,
}

impl Scanned {
    pub fn new(parent: H256, carried: Vec<Opened>) -> Self {
        Self { parent, carried, held: None }
    }
}

/// The scanned blocks of the last chain that was asked for.
#[derive(Default)]
pub struct UnopenedBlocks(HashMap<H256, Scanned>);

impl UnopenedBlocks {
    /// Returns the transactions that the last [`MAX_BLOCKS`] blocks up to `head` carried and none of them holds, oldest first.
    ///
    /// They stay here until a block holds them, since a proposal may be discarded. Calls `scan` for blocks that are new, which returns
    /// `None` for an unknown block, and `held` for the hashes of a block's transactions.
    pub fn waiting(
        &mut self,
        head: H256,
        scan: impl Fn(H256) -> Option<Scanned>,
        held: impl Fn(H256) -> Vec<H256>,
    ) -> Vec<Opened> {
        let mut chain = Vec::new();
        let mut at = head;
        while chain.len() < MAX_BLOCKS {
            let Some(block) = self.0.remove(&at).or_else(|| scan(at)) else {
                break;
            };
            let parent = block.parent;
            chain.push((at, block));
            at = parent;
        }
        let oldest = chain.iter().rposition(|(_, block)| !block.carried.is_empty());
        for (hash, block) in chain.iter_mut().take(oldest.unwrap_or_default()) {
            block.held.get_or_insert_with(|| held(*hash).into_iter().collect());
        }
        let is_held = |opened: &Opened| {
            let mut later = chain.iter().filter_map(|(_, block)| block.held.as_ref());
            later.any(|held| held.contains(&opened.hash))
        };
        let carried = chain.iter().rev().flat_map(|(_, block)| &block.carried);
        let waiting = carried.filter(|opened| !is_held(opened)).cloned().collect();
        self.0 = chain.into_iter().collect();
        waiting
    }

    /// Removes a transaction that no block can hold.
    pub fn forget(&mut self, hash: H256) {
        self.0.values_mut().for_each(|block| block.carried.retain(|opened| opened.hash != hash));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sp_runtime::OpaqueExtrinsic;
    use std::cell::RefCell;

    fn opened(byte: u8) -> Opened {
        Opened { hash: H256::repeat_byte(byte), transaction: OpaqueExtrinsic::from_blob(vec![byte]) }
    }

    fn block(number: u8) -> H256 {
        H256::repeat_byte(number)
    }

    /// Block n follows block n − 1 and carries the transaction n. The first block is 1.
    fn chain(hash: H256) -> Option<Scanned> {
        let number = hash.0[0];
        (number > 0).then(|| Scanned::new(block(number - 1), vec![opened(number)]))
    }

    fn nothing(_: H256) -> Vec<H256> {
        Vec::new()
    }

    /// Before, a proposal that was discarded took with it what had waited.
    #[test]
    fn what_is_left_is_told_in_order_until_a_block_holds_it() {
        let mut blocks = UnopenedBlocks::default();
        assert_eq!(blocks.waiting(block(2), chain, nothing), [opened(1), opened(2)]);
        assert_eq!(blocks.waiting(block(2), chain, nothing), [opened(1), opened(2)]);
        let third = |hash: H256| if hash == block(3) { vec![opened(1).hash] } else { Vec::new() };
        assert_eq!(blocks.waiting(block(3), chain, third), [opened(2), opened(3)]);
        assert_eq!(blocks.waiting(block(4), chain, third), [opened(2), opened(3), opened(4)]);
    }

    #[test]
    fn what_no_block_can_hold_is_forgotten() {
        let mut blocks = UnopenedBlocks::default();
        blocks.waiting(block(2), chain, nothing);
        blocks.forget(opened(1).hash);
        assert_eq!(blocks.waiting(block(3), chain, nothing), [opened(2), opened(3)]);
    }

    #[test]
    fn it_reaches_a_round_back() {
        let mut blocks = UnopenedBlocks::default();
        let left = blocks.waiting(block(100), chain, nothing);
        assert_eq!(left.len(), MAX_BLOCKS);
        assert_eq!(left.first(), Some(&opened(69)));
        assert_eq!(blocks.0.len(), MAX_BLOCKS);
        assert_eq!(blocks.waiting(block(102), chain, nothing).first(), Some(&opened(71)));
        assert_eq!(blocks.0.len(), MAX_BLOCKS);
    }

    #[test]
    fn a_block_is_looked_into_once() {
        let looked = RefCell::new(Vec::new());
        let look = |hash: H256| {
            looked.borrow_mut().push(hash.0[0]);
            chain(hash)
        };
        let read = RefCell::new(Vec::new());
        let held = |hash: H256| {
            read.borrow_mut().push(hash.0[0]);
            Vec::new()
        };
        let mut blocks = UnopenedBlocks::default();
        blocks.waiting(block(2), look, held);
        blocks.waiting(block(3), look, held);
        assert_eq!(*looked.borrow(), [2, 1, 0, 3, 0]);
        assert_eq!(*read.borrow(), [2, 3]);
    }

    #[test]
    fn a_block_is_not_read_if_nothing_waits_in_those_before_it() {
        let empty = |hash: H256| chain(hash).map(|block| Scanned::new(block.parent, Vec::new()));
        let unread = |_| unreachable!("nothing waits");
        assert_eq!(UnopenedBlocks::default().waiting(block(9), empty, unread), []);
    }

    #[test]
    fn the_other_side_of_a_fork_has_left_its_own() {
        let fork = |hash: H256| match hash {
            hash if hash == block(200) => Some(Scanned::new(block(1), vec![opened(200)])),
            hash => chain(hash),
        };
        let second = |hash: H256| if hash == block(2) { vec![opened(1).hash] } else { Vec::new() };
        let mut blocks = UnopenedBlocks::default();
        assert_eq!(blocks.waiting(block(2), fork, second), [opened(2)]);
        assert_eq!(blocks.waiting(block(200), fork, second), [opened(1), opened(200)]);
    }
}
