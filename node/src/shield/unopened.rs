//! Ciphertexts in earlier blocks that are still unopened, and opened transactions that no block holds yet.
//!
//! The ciphertexts wait in a line, and each proposal opens the oldest of them. An opened transaction is given to that proposal, and again
//! to later ones until a block holds it. Those with the fewest tries come first, so that transactions that can never be applied keep no
//! other from its first try. The work for a proposal is bounded by [`MAX_OVERDUE`].

use super::opened::Opened;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;
use std::collections::{HashMap, HashSet};

/// The most blocks that are searched at once: one round of the most validators that there can be.
const MAX_BLOCKS: usize = 32;

/// The most ciphertexts that are opened, and opened transactions that are tried again, for one proposal. At least half of them can be
/// ciphertexts.
pub const MAX_OVERDUE: usize = 128;

/// The number of proposals for which an opened transaction is tried.
pub const MAX_TRIES: u32 = 32;

/// The most ciphertexts in the line, and the most opened transactions that wait. Each has up to 8 kB.
const MAX_WAITING: usize = 4_096;

/// The number of blocks after which a ciphertext is given up: as many as the longest line can take in the largest set of validators.
const MAX_AGE: usize = MAX_BLOCKS * MAX_WAITING / (MAX_OVERDUE / 2);

/// The blocks of a chain, and the ciphertexts in them.
pub trait BlockSource {
    /// Searches a block. Returns `None` if it is unknown.
    fn scan(&self, block: H256) -> Option<Scanned>;

    /// Opens a ciphertext, or returns `None` if it holds no transaction.
    fn open(&self, carrier: &OpaqueExtrinsic) -> Option<Opened>;

    /// Returns the hashes of a block's transactions.
    fn hashes(&self, block: H256) -> HashSet<H256>;
}

/// An opened transaction, and the number of earlier proposals that it was given to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    opened: Opened,
    tries: u32,
}

/// A block that was searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    parent: H256,
    /// The transactions that carry ciphertexts for this node and were not opened, in their order.
    sealed: Vec<OpaqueExtrinsic>,
    /// The opened transactions that it carried but does not hold itself.
    carried: Vec<Waiting>,
    /// The hashes of its transactions, once they were needed.
    held: Option<HashSet<H256>>,
}

impl Scanned {
    /// Returns a block with these ciphertexts for this node: the content of those that it has opened before, and so tried once, and the
    /// carriers of the others. `hashes` are those of all transactions, and not needed if there are no ciphertexts.
    pub fn new(parent: H256, opened: Vec<Opened>, sealed: Vec<OpaqueExtrinsic>, hashes: HashSet<H256>) -> Self {
        let is_empty = opened.is_empty() && sealed.is_empty();
        let left = opened.into_iter().filter(|opened| !hashes.contains(&opened.hash));
        let carried = left.map(|opened| Waiting { opened, tries: 1 }).collect();
        Self { parent, sealed, carried, held: (!is_empty).then_some(hashes) }
    }

    fn is_done(&self) -> bool {
        self.sealed.is_empty() && self.carried.is_empty()
    }
}

/// The overdue work of a proposal.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// The opened transactions to try, oldest first.
    pub opened: Vec<Opened>,
    /// The number of transactions in `opened` and of ciphertexts that held none: at most [`MAX_OVERDUE`].
    pub spent: usize,
    /// The number of ciphertexts that were given up, since the line was full.
    pub lost: usize,
}

/// The searched blocks of the last chain that was asked for.
#[derive(Default)]
pub struct UnopenedBlocks(HashMap<H256, Scanned>);

impl UnopenedBlocks {
    /// Searches the blocks up to a new head, so that little is left to search when the next one is built. Returns the number of
    /// ciphertexts that were given up, since the line was full.
    pub fn follow(&mut self, head: H256, source: &impl BlockSource) -> usize {
        let mut chain = self.chain(head, source);
        if chain.0.is_empty() {
            return 0;
        }
        let lost = chain.enforce_limits();
        self.0 = chain.into_unfinished();
        lost
    }

    /// Opens the oldest ciphertexts in blocks up to `head`, and returns opened transactions that none of the blocks holds.
    ///
    /// They stay here until a block holds them, since a proposal may be discarded.
    pub fn overdue(&mut self, head: H256, source: &impl BlockSource) -> Overdue {
        let mut chain = self.chain(head, source);
        let lost = chain.enforce_limits();
        chain.read_hashes(source);
        let waiting = chain.waiting();
        chain.remove_settled(&waiting);
        let failed = chain.open(MAX_OVERDUE - waiting.len().min(MAX_OVERDUE / 2), source);
        let opened = chain.take_least_tried(MAX_OVERDUE - failed);
        self.0 = chain.into_unfinished();
        Overdue { spent: failed + opened.len(), opened, lost }
    }

    /// Returns the blocks up to a head. Searches those that are new.
    fn chain(&mut self, head: H256, source: &impl BlockSource) -> Chain {
        let mut chain = Vec::new();
        let mut at = head;
        while chain.len() < MAX_AGE {
            let is_near = chain.len() < MAX_BLOCKS;
            let known = self.0.remove(&at);
            let Some(block) = known.or_else(|| is_near.then(|| source.scan(at)).flatten()) else {
                break;
            };
            let parent = block.parent;
            chain.push((at, block));
            at = parent;
        }
        Chain(chain)
    }

    /// Removes a transaction that no block can hold.
    pub fn forget(&mut self, hash: H256) {
        self.0.values_mut().for_each(|block| block.carried.retain(|waiting| waiting.opened.hash != hash));
    }
}

/// Blocks with their hashes, newest first.
struct Chain(Vec<(H256, Scanned)>);

impl Chain {
    /// Removes the newest ciphertexts and the oldest opened transactions if there are too many of them, and opened transactions that were
    /// tried often enough. Returns the number of removed ciphertexts.
    fn enforce_limits(&mut self) -> usize {
        let (mut places, mut lost) = (MAX_WAITING, 0);
        for (_, block) in self.0.iter_mut().rev() {
            lost += block.sealed.len().saturating_sub(places);
            block.sealed.truncate(places);
            places -= block.sealed.len();
        }
        let mut places = MAX_WAITING;
        for (_, block) in &mut self.0 {
            block.carried.retain(|waiting| waiting.tries < MAX_TRIES);
            block.carried.truncate(places);
            places -= block.carried.len();
        }
        lost
    }

    /// Reads the hashes of the last blocks that may hold a waiting transaction. One that an older block holds is found when it is
    /// validated.
    fn read_hashes(&mut self, source: &impl BlockSource) {
        let oldest = self.0.iter().rposition(|(_, block)| !block.is_done());
        for (hash, block) in self.0.iter_mut().take(oldest.unwrap_or_default().min(MAX_BLOCKS)) {
            block.held.get_or_insert_with(|| source.hashes(*hash));
        }
        for (_, block) in self.0.iter_mut().skip(MAX_BLOCKS) {
            block.held = None;
        }
    }

    /// Returns the hashes of the opened transactions that no block holds.
    fn waiting(&self) -> HashSet<H256> {
        let is_held = |hash: &H256| {
            let mut held = self.0.iter().filter_map(|(_, block)| block.held.as_ref());
            held.any(|hashes| hashes.contains(hash))
        };
        let carried = self.0.iter().flat_map(|(_, block)| &block.carried);
        carried.map(|waiting| waiting.opened.hash).filter(|hash| !is_held(hash)).collect()
    }

    /// Removes transactions that a later block holds, if their carrier is too old for a fork.
    fn remove_settled(&mut self, waiting: &HashSet<H256>) {
        for (_, block) in self.0.iter_mut().skip(MAX_BLOCKS) {
            block.carried.retain(|each| waiting.contains(&each.opened.hash));
        }
    }

    /// Opens the oldest ciphertexts, at most `most`. Returns the number of those that held no transaction.
    fn open(&mut self, most: usize, source: &impl BlockSource) -> usize {
        let (mut left, mut failed) = (most, 0);
        for (_, block) in self.0.iter_mut().rev() {
            let count = left.min(block.sealed.len());
            left -= count;
            for carrier in block.sealed.drain(..count) {
                match source.open(&carrier) {
                    Some(opened) => block.carried.push(Waiting { opened, tries: 0 }),
                    None => failed += 1,
                }
            }
        }
        failed
    }

    /// Returns the waiting transactions with the fewest tries, at most `most`, oldest first, and counts a try for each.
    fn take_least_tried(&mut self, most: usize) -> Vec<Opened> {
        let waiting = self.waiting();
        let carried = self.0.iter_mut().rev().flat_map(|(_, block)| &mut block.carried);
        let mut least: Vec<_> = carried.filter(|each| waiting.contains(&each.opened.hash)).enumerate().collect();
        least.sort_by_key(|(_, each)| each.tries);
        least.truncate(most);
        least.sort_by_key(|(place, _)| *place);
        let tried = least.into_iter().map(|(_, each)| {
            each.tries += 1;
            each.opened.clone()
        });
        tried.collect()
    }

    /// Returns the last blocks, and older ones back to the oldest with a ciphertext or a waiting transaction.
    fn into_unfinished(mut self) -> HashMap<H256, Scanned> {
        let oldest = self.0.iter().rposition(|(_, block)| !block.is_done());
        self.0.truncate(MAX_BLOCKS.max(oldest.map_or(0, |place| place + 1)));
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
