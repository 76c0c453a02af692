//! The line of ciphertexts.

use super::*;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

/// Content of a ciphertext that is no transaction.
const GARBAGE: u64 = 0;

/// Blocks by their numbers. Block n follows block n − 1 and the first one is 1, unless `parents` says otherwise.
#[derive(Default)]
struct Blocks {
    /// The contents of the ciphertexts in a block.
    sealed: BTreeMap<u64, Vec<u64>>,
    /// The contents of the ciphertexts in a block that the node has opened before.
    known: BTreeMap<u64, Vec<u64>>,
    /// The opened transactions that a block holds.
    held: BTreeMap<u64, Vec<u64>>,
    parents: BTreeMap<u64, u64>,
    /// Counts of the work: the blocks that were searched, those whose hashes were read, and the number of openings.
    searched: RefCell<Vec<u64>>,
    read: RefCell<Vec<u64>>,
    openings: Cell<usize>,
}

fn hash(number: u64) -> H256 {
    H256::from_low_u64_be(number)
}

fn transaction(number: u64) -> OpaqueExtrinsic {
    OpaqueExtrinsic::from_blob(number.to_le_bytes().to_vec())
}

fn opened(number: u64) -> Opened {
    Opened { hash: hash(number), transaction: transaction(number), carrier: H256::zero() }
}

fn all(numbers: impl IntoIterator<Item = u64>) -> Vec<Opened> {
    numbers.into_iter().map(opened).collect()
}

impl Blocks {
    /// Each of these blocks carries the transaction of its number.
    fn carrying(blocks: impl IntoIterator<Item = u64>) -> Self {
        Self { sealed: blocks.into_iter().map(|block| (block, vec![block])).collect(), ..Self::default() }
    }

    fn of(map: &BTreeMap<u64, Vec<u64>>, block: H256) -> Vec<u64> {
        map.get(&block.to_low_u64_be()).cloned().unwrap_or_default()
    }

    fn held(&self, block: H256) -> HashSet<H256> {
        Self::of(&self.held, block).into_iter().map(hash).collect()
    }
}

impl BlockSource for Blocks {
    fn scan(&self, block: H256) -> Option<Scanned> {
        let number = block.to_low_u64_be();
        self.searched.borrow_mut().push(number);
        let parent = self.parents.get(&number).copied().or(number.checked_sub(1))?;
        let sealed = Self::of(&self.sealed, block).into_iter().map(transaction).collect();
        Some(Scanned::new(hash(parent), all(Self::of(&self.known, block)), sealed, self.held(block)))
    }

    fn open(&self, carrier: &OpaqueExtrinsic) -> Option<Opened> {
        self.openings.set(self.openings.get() + 1);
        let number = u64::from_le_bytes(carrier.inner().try_into().unwrap());
        (number != GARBAGE).then(|| opened(number))
    }

    fn hashes(&self, block: H256) -> HashSet<H256> {
        self.read.borrow_mut().push(block.to_low_u64_be());
        self.held(block)
    }
}

/// Before, a proposal that was discarded took with it what had waited.
#[test]
fn what_is_left_is_told_in_order_until_a_block_holds_it() {
    let blocks = Blocks { held: [(3, vec![1])].into(), ..Blocks::carrying(1..=4) };
    let mut unopened = UnopenedBlocks::default();
    let mut left = |head| unopened.overdue(hash(head), &blocks).opened;
    assert_eq!(left(2), all([1, 2]));
    assert_eq!(left(2), all([1, 2]));
    assert_eq!(left(3), all([2, 3]));
    assert_eq!(left(4), all([2, 3, 4]));
    assert_eq!(blocks.openings.get(), 4);
}

#[test]
fn what_no_block_can_hold_is_forgotten() {
    let blocks = Blocks::carrying(1..=3);
    let mut unopened = UnopenedBlocks::default();
    unopened.overdue(hash(2), &blocks);
    unopened.forget(hash(1));
    assert_eq!(unopened.overdue(hash(3), &blocks).opened, all([2, 3]));
}

#[test]
fn what_its_own_block_holds_is_not_told() {
    let held = [(1, vec![10, 12])].into();
    let blocks =
        Blocks { sealed: [(1, vec![12, 13])].into(), known: [(1, vec![10, 11])].into(), held, ..Blocks::default() };
    assert_eq!(UnopenedBlocks::default().overdue(hash(1), &blocks).opened, all([11, 13]));
}

#[test]
fn it_reaches_a_round_back_and_keeps_what_it_has_found() {
    let blocks = Blocks::carrying(1..=200);
    let mut unopened = UnopenedBlocks::default();
    assert_eq!(unopened.overdue(hash(100), &blocks).opened, all(69..=100));
    assert_eq!(unopened.0.len(), MAX_BLOCKS);
    assert_eq!(unopened.overdue(hash(102), &blocks).opened, all(69..=102));
    // Of a chain that is longer than a round and was not followed, the older part is not known.
    assert_eq!(unopened.overdue(hash(140), &blocks).opened, all(109..=140));
}

#[test]
fn a_chain_that_is_followed_is_known_however_long_it_is() {
    let blocks = Blocks::carrying([1]);
    let mut unopened = UnopenedBlocks::default();
    for head in 1..=100 {
        assert_eq!(unopened.follow(hash(head), &blocks), 0);
    }
    // A block that is unknown, since it was reverted meanwhile, changes nothing.
    assert_eq!(unopened.follow(hash(0), &blocks), 0);
    assert_eq!(blocks.openings.get(), 0);
    blocks.searched.borrow_mut().clear();
    assert_eq!(unopened.overdue(hash(100), &blocks).opened, all([1]));
    assert!(blocks.searched.borrow().is_empty());
}

#[test]
fn it_is_tried_for_a_number_of_proposals() {
    let blocks = Blocks::carrying([1]);
    let mut unopened = UnopenedBlocks::default();
    for head in 0..u64::from(MAX_TRIES) {
        assert_eq!(unopened.overdue(hash(1 + head), &blocks).opened, all([1]), "{head}");
    }
    let head = hash(1 + u64::from(MAX_TRIES));
    assert_eq!(unopened.overdue(head, &blocks), Overdue::default());
    assert_eq!(unopened.0.len(), MAX_BLOCKS);
    assert_eq!(blocks.openings.get(), 1);
}

#[test]
fn a_block_is_searched_and_read_once() {
    let blocks = Blocks::carrying([1]);
    let mut unopened = UnopenedBlocks::default();
    unopened.overdue(hash(2), &blocks);
    unopened.overdue(hash(3), &blocks);
    assert_eq!(*blocks.searched.borrow(), [2, 1, 0, 3, 0]);
    assert_eq!(*blocks.read.borrow(), [2, 3]);
}

#[test]
fn a_block_is_not_read_if_nothing_waits_in_those_before_it() {
    let blocks = Blocks::default();
    assert_eq!(UnopenedBlocks::default().overdue(hash(9), &blocks), Overdue::default());
    assert!(blocks.read.borrow().is_empty());
}

#[test]
fn the_other_side_of_a_fork_has_left_its_own() {
    let blocks = Blocks { held: [(2, vec![1])].into(), parents: [(200, 1)].into(), ..Blocks::carrying([1, 2, 200]) };
    let mut unopened = UnopenedBlocks::default();
    assert_eq!(unopened.overdue(hash(2), &blocks).opened, all([2]));
    assert_eq!(unopened.overdue(hash(200), &blocks).opened, all([1, 200]));
}

/// Before, the first 256 ciphertexts of a block were opened, and those behind them never.
#[test]
fn of_a_flood_of_garbage_each_proposal_opens_a_part_and_a_good_one_has_its_turn() {
    // Two blocks full of garbage, with a good ciphertext at the end of the first one.
    const FULL: usize = 2_000;
    let mut first = vec![GARBAGE; FULL];
    first.push(7);
    let blocks = Blocks { sealed: [(1, first), (2, vec![GARBAGE; FULL])].into(), ..Blocks::default() };
    let mut unopened = UnopenedBlocks::default();
    let mut turns = Vec::new();
    // On a network of 32 validators, this node is the author of every 32nd block.
    for turn in 0..40_u64 {
        let head = 2 + 32 * turn;
        for other in head.saturating_sub(31)..head {
            unopened.follow(hash(other), &blocks);
        }
        let before = blocks.openings.get();
        let overdue = unopened.overdue(hash(head), &blocks);
        assert!(overdue.spent <= MAX_OVERDUE && blocks.openings.get() - before <= MAX_OVERDUE, "{overdue:?}");
        assert_eq!(overdue.lost, 0);
        if overdue.opened == all([7]) {
            turns.push(turn);
            unopened.forget(hash(7));
        }
    }
    // 128 at each turn.
    assert_eq!(turns, [2_000 / 128]);
    assert_eq!(blocks.openings.get(), 2 * FULL + 1);
    assert_eq!(unopened.0.len(), MAX_BLOCKS);
}

/// Before, the oldest 256 were tried in each block, so that others behind them were not.
#[test]
fn transactions_that_can_never_be_applied_keep_no_other_from_its_first_try() {
    // Each block of this node carries 256 with nonces of the far future, which it has opened, and another block a good one.
    let own = |block: u64| (1_000 * block..).take(256).collect::<Vec<_>>();
    let known = (1..=40).map(|block| (2 * block, own(block))).collect();
    let good = |block: u64| block + 500_000;
    let sealed = (1..=40).map(|block| (2 * block + 1, vec![good(block)])).collect();
    let blocks = Blocks { known, sealed, ..Blocks::default() };
    let mut unopened = UnopenedBlocks::default();
    for block in 1..=40 {
        unopened.follow(hash(2 * block), &blocks);
        let overdue = unopened.overdue(hash(2 * block + 1), &blocks);
        assert!(overdue.opened.contains(&opened(good(block))), "block {block}");
        assert_eq!(overdue.spent, MAX_OVERDUE);
        unopened.forget(hash(good(block)));
        let kept: usize = unopened.0.values().map(|block| block.carried.len()).sum();
        assert!(kept <= MAX_WAITING + MAX_OVERDUE, "{kept}");
    }
}

#[test]
fn the_line_has_a_length_and_its_end_is_given_up() {
    let sealed = [(1, vec![GARBAGE; 4_000]), (2, vec![GARBAGE; 4_000])].into();
    let blocks = Blocks { sealed, ..Blocks::default() };
    let mut unopened = UnopenedBlocks::default();
    assert_eq!(unopened.follow(hash(1), &blocks), 0);
    assert_eq!(unopened.follow(hash(2), &blocks), 8_000 - MAX_WAITING);
    assert_eq!(unopened.follow(hash(2), &blocks), 0);
    let lengths = |unopened: &UnopenedBlocks| [1, 2].map(|block| unopened.0[&hash(block)].sealed.len());
    assert_eq!(lengths(&unopened), [4_000, 96]);
    assert_eq!(unopened.overdue(hash(2), &blocks), Overdue { spent: MAX_OVERDUE, ..Overdue::default() });
    assert_eq!(lengths(&unopened), [4_000 - MAX_OVERDUE, 96]);
}

#[test]
fn half_of_the_work_at_least_is_for_the_line() {
    // 300 opened ones wait, and 300 ciphertexts.
    let known = [(1, (1_000..1_300).collect())].into();
    let blocks = Blocks { known, sealed: [(2, vec![GARBAGE; 300])].into(), ..Blocks::default() };
    let mut unopened = UnopenedBlocks::default();
    let overdue = unopened.overdue(hash(2), &blocks);
    assert_eq!(blocks.openings.get(), MAX_OVERDUE / 2);
    assert_eq!((overdue.opened.len(), overdue.spent), (MAX_OVERDUE / 2, MAX_OVERDUE));
    // Each has its turn before one has its second.
    let second = unopened.overdue(hash(2), &blocks).opened;
    assert!(overdue.opened.iter().all(|opened| !second.contains(opened)));
}
