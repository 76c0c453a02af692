//! What is still to be opened of the blocks that were.

use super::Opened;
use sp_core::H256;
use std::collections::HashMap;

/// How many blocks back a ciphertext may lie: a round of as many validators as there can be.
const REACH: usize = 32;

/// The blocks that were looked into, each with its parent and with what it left to open.
#[derive(Default)]
pub struct Past(HashMap<H256, (H256, Vec<Opened>)>);

impl Past {
    /// Takes out what the last [`REACH`] blocks up to `head` have left, the oldest first. Blocks that are not known yet are
    /// looked into by `look`, which tells a block's parent and what it left, or none where there is no such block.
    pub fn take(&mut self, head: H256, look: impl Fn(H256) -> Option<(H256, Vec<Opened>)>) -> Vec<Opened> {
        let mut walked = HashMap::new();
        let mut left = Vec::new();
        let mut at = head;
        while walked.len() < REACH {
            let Some((parent, opened)) = self.0.remove(&at).or_else(|| look(at)) else {
                break;
            };
            left.push(opened);
            walked.insert(at, (parent, Vec::new()));
            at = parent;
        }
        self.0 = walked;
        left.into_iter().rev().flatten().collect()
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

    /// Block n follows n − 1, there is none before block 1, and each has left the transaction of its own number.
    fn chain(hash: H256) -> Option<(H256, Vec<Opened>)> {
        let number = hash.0[0];
        (number > 0).then(|| (block(number - 1), vec![opened(number)]))
    }

    #[test]
    fn what_was_left_is_told_once_and_in_order() {
        let mut past = Past::default();
        assert_eq!(past.take(block(3), chain), [opened(1), opened(2), opened(3)]);
        assert_eq!(past.take(block(3), chain), []);
        assert_eq!(past.take(block(5), chain), [opened(4), opened(5)]);
    }

    #[test]
    fn it_reaches_a_round_back() {
        let mut past = Past::default();
        let left = past.take(block(100), chain);
        assert_eq!(left.len(), REACH);
        assert_eq!(left.first(), Some(&opened(69)));
        assert_eq!(past.0.len(), REACH);
        past.take(block(102), chain);
        assert_eq!(past.0.len(), REACH);
    }

    #[test]
    fn a_block_is_looked_into_once() {
        let looked = RefCell::new(Vec::new());
        let look = |hash: H256| {
            looked.borrow_mut().push(hash.0[0]);
            chain(hash)
        };
        let mut past = Past::default();
        past.take(block(2), look);
        past.take(block(3), look);
        assert_eq!(*looked.borrow(), [2, 1, 0, 3, 0]);
    }

    #[test]
    fn the_other_side_of_a_fork_has_left_its_own() {
        let fork = |hash: H256| match hash {
            hash if hash == block(200) => Some((block(1), vec![opened(200)])),
            hash => chain(hash),
        };
        let mut past = Past::default();
        assert_eq!(past.take(block(2), fork), [opened(1), opened(2)]);
        assert_eq!(past.take(block(200), fork), [opened(200)]);
    }
}
