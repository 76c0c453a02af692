//! Ciphertexts in earlier blocks that are still unopened.

use super::opened::Opened;
use sp_core::H256;
use std::collections::HashMap;

/// The number of blocks to search: one round of the most validators that there can be.
const MAX_BLOCKS: usize = 32;

/// The scanned blocks, each with its parent and its unopened transactions.
#[derive(Default)]
pub struct UnopenedBlocks(HashMap<H256, (H256, Vec<Opened>)>);

impl UnopenedBlocks {
    /// Takes the unopened transactions of the last [`MAX_BLOCKS`] blocks up to `head`, oldest first. Calls `scan` for blocks that
    /// are new; it returns a block's parent and its unopened transactions, or `None` for an unknown block.
    pub fn take(&mut self, head: H256, scan: impl Fn(H256) -> Option<(H256, Vec<Opened>)>) -> Vec<Opened> {
        let mut scanned = HashMap::new();
        let mut unopened = Vec::new();
        let mut at = head;
        while scanned.len() < MAX_BLOCKS {
            let Some((parent, opened)) = self.0.remove(&at).or_else(|| scan(at)) else {
                break;
            };
            unopened.push(opened);
            scanned.insert(at, (parent, Vec::new()));
            at = parent;
        }
        self.0 = scanned;
        unopened.into_iter().rev().flatten().collect()
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

    /// Block n follows block n − 1 and has the unopened transaction n. The first block is 1.
    fn chain(hash: H256) -> Option<(H256, Vec<Opened>)> {
        let number = hash.0[0];
        (number > 0).then(|| (block(number - 1), vec![opened(number)]))
    }

    #[test]
    fn what_was_left_is_told_once_and_in_order() {
        let mut blocks = UnopenedBlocks::default();
        assert_eq!(blocks.take(block(3), chain), [opened(1), opened(2), opened(3)]);
        assert_eq!(blocks.take(block(3), chain), []);
        assert_eq!(blocks.take(block(5), chain), [opened(4), opened(5)]);
    }

    #[test]
    fn it_reaches_a_round_back() {
        let mut blocks = UnopenedBlocks::default();
        let left = blocks.take(block(100), chain);
        assert_eq!(left.len(), MAX_BLOCKS);
        assert_eq!(left.first(), Some(&opened(69)));
        assert_eq!(blocks.0.len(), MAX_BLOCKS);
        blocks.take(block(102), chain);
        assert_eq!(blocks.0.len(), MAX_BLOCKS);
    }

    #[test]
    fn a_block_is_looked_into_once() {
        let looked = RefCell::new(Vec::new());
        let look = |hash: H256| {
            looked.borrow_mut().push(hash.0[0]);
            chain(hash)
        };
        let mut blocks = UnopenedBlocks::default();
        blocks.take(block(2), look);
        blocks.take(block(3), look);
        assert_eq!(*looked.borrow(), [2, 1, 0, 3, 0]);
    }

    #[test]
    fn the_other_side_of_a_fork_has_left_its_own() {
        let fork = |hash: H256| match hash {
            hash if hash == block(200) => Some((block(1), vec![opened(200)])),
            hash => chain(hash),
        };
        let mut blocks = UnopenedBlocks::default();
        assert_eq!(blocks.take(block(2), fork), [opened(1), opened(2)]);
        assert_eq!(blocks.take(block(200), fork), [opened(200)]);
    }
}
