//! The blocks that were reverted last, which can be sealed again.

use super::order::SharedChanges;
use dtao_runtime::opaque::Header;
use sp_core::H256;
use sp_runtime::{traits::Header as _, OpaqueExtrinsic};

/// The most blocks that are kept.
const MAX_KEPT: usize = 10_000;

/// A reverted block.
#[derive(Clone)]
pub struct UndoneBlock {
    pub header: Header,
    pub body: Vec<OpaqueExtrinsic>,
    /// The values that were written after the block's own changes.
    pub overrides: Option<SharedChanges>,
}

/// Reverted blocks that follow the best one: the last of the list is its child. Any other block that is sealed ends them.
#[derive(Default)]
pub struct Undone(Vec<UndoneBlock>);

impl Undone {
    /// Adds blocks that were reverted, the last of the chain first. The ones that are furthest from the best block are dropped beyond
    /// [`MAX_KEPT`].
    pub fn push(&mut self, blocks: Vec<UndoneBlock>) {
        self.0.extend(blocks);
        let surplus = self.0.len().saturating_sub(MAX_KEPT);
        self.0.drain(..surplus);
    }

    /// Returns the most blocks that are worth passing to [`Self::push`].
    pub fn most() -> usize {
        MAX_KEPT
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the next block.
    pub fn next(&self) -> Option<&UndoneBlock> {
        self.0.last()
    }

    /// Removes the next block, which is sealed again.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Returns the number of blocks up to the one that a test is true for, itself included.
    pub fn distance(&self, is_meant: impl Fn(u32, H256) -> bool) -> Option<usize> {
        let found = self.0.iter().rev().position(|block| is_meant(*block.header.number(), block.header.hash()));
        found.map(|position| position + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(number: u32) -> UndoneBlock {
        let header = Header::new(number, H256::zero(), H256::zero(), H256::zero(), Default::default());
        UndoneBlock { header, body: Vec::new(), overrides: None }
    }

    #[test]
    fn blocks_come_back_in_their_order() {
        let mut undone = Undone::default();
        undone.push((8..=9).rev().map(block).collect());
        undone.push((5..=7).rev().map(block).collect());
        assert_eq!(undone.distance(|number, _| number == 7), Some(3));
        assert_eq!(undone.distance(|_, hash| hash == block(5).header.hash()), Some(1));
        assert_eq!(undone.distance(|number, _| number == 4), None);
        for number in 5..=9 {
            assert_eq!(undone.next().map(|block| block.header.number), Some(number));
            undone.pop();
        }
        assert!(undone.next().is_none());
    }

    #[test]
    fn the_blocks_next_to_the_best_one_are_kept() {
        let mut undone = Undone::default();
        undone.push((1..=10_500).rev().map(block).collect());
        assert_eq!((undone.len(), undone.next().map(|block| block.header.number)), (10_000, Some(1)));
        undone.clear();
        assert_eq!(undone.len(), 0);
    }
}
