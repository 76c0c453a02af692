//! Opens transactions that were encrypted to this node, in the blocks that it builds.
//!
//! A client encrypts a signed transaction to the key of the next block's author; see `pallet-mev-shield`. Only the author's node
//! can open it, and does so while it builds the block:
//!
//! ```text
//! pool:        a   b   submit_encrypted(x)   c
//! the block:   a   b   submit_encrypted(x)   x   c
//! ```
//!
//! An opened transaction goes straight into the block. It is never in the pool, where peers and clients would see it, and no
//! transaction gets between it and the one that carried it.
//!
//! A ciphertext that got into a block of another author, or into a block that was full before its content could be applied, is
//! opened in this node's next blocks, before all transactions of the pool. An opened transaction is tried in each block until one holds
//! it, it is found invalid, or it was tried [`unopened::MAX_TRIES`] times.
//!
//! # A flood
//!
//! The sender of a ciphertext pays for its opening as a part of the weight, [`pallet_mev_shield::OPENING`], whether it can be opened or
//! not: a ciphertext of the pool is opened after the block has taken its carrier. So that a proposal spends no more than a fifth of its
//! time on this, it opens [`MAX_OPENED`] ciphertexts at most, of which [`unopened::MAX_OVERDUE`] may be those of earlier blocks. The
//! other carriers stay in the pool, with all transactions that depend on them; the order is by priority and age, as in any full block.
//! Ciphertexts in blocks of other authors wait in a line.
//!
//! | module | content |
//! |---|---|
//! | [`keys`] | the secret keys, and decryption |
//! | [`opened`] | a decrypted transaction |
//! | [`unopened`] | ciphertexts in earlier blocks that are still unopened |
//! | [`inherent`] | the announcement of a new key in each block |
//! | [`pool`] | the transaction pool with opened transactions in it |

pub mod inherent;
mod keys;
mod opened;
pub mod pool;
mod unopened;

use crate::service::types::FullClient;
use dtao_runtime::opaque::Header;
use keys::{Keyring, Origin, MAX_KEYS};
use opened::{hash_of, Opened};
use pallet_mev_shield::{envelope, runtime_api::MevShieldApi};
use parking_lot::Mutex;
use sp_api::ProvideRuntimeApi;
use sp_core::H256;
use sp_runtime::{traits::Header as _, transaction_validity::TransactionSource, OpaqueExtrinsic};
use sp_transaction_pool::runtime_api::TaggedTransactionQueue;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use unopened::{BlockSource, Overdue, Scanned, UnopenedBlocks};

pub const LOG_TARGET: &str = "shield";

/// The most ciphertexts that are opened for one proposal. Each takes half a millisecond at most, all of them a fifth of the time in which a
/// validator fills a block.
const MAX_OPENED: usize = 256;

/// The outcomes of openings that are remembered so that none is opened twice.
const MAX_OUTCOMES: usize = 4 * MAX_OPENED;

/// The faults that are remembered so that each is logged once.
const MAX_TOLD: usize = 1_000;

/// This node's keys, and the ciphertexts that it has still to open.
pub struct Shield {
    client: Arc<FullClient>,
    keys: Mutex<Keyring>,
    /// On a chain that this node seals alone: the secret of all keys, and the parent of the last block that a key was derived for.
    sealed: Mutex<Option<(Origin, H256)>>,
    unopened: Mutex<UnopenedBlocks>,
    /// The content of ciphertexts by the hash of their carriers, `None` if it is no transaction.
    outcomes: Mutex<HashMap<H256, Option<Opened>>>,
    /// The faults of opened transactions that the log has told.
    told: Mutex<HashSet<(H256, Fault)>>,
}

/// The reason for which an opened transaction is not in a block.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Fault {
    Invalid,
    /// It was valid before the block, and could not be applied in it.
    LeftOut,
}

fn no_randomness<T>() -> Option<T> {
    log::warn!(target: LOG_TARGET, "No key could be generated: the machine has no randomness");
    None
}

impl Shield {
    pub fn new(client: Arc<FullClient>) -> Self {
        Self {
            client,
            keys: Default::default(),
            sealed: Default::default(),
            unopened: Default::default(),
            outcomes: Default::default(),
            told: Default::default(),
        }
    }

    /// Generates a key for the next block of this node to announce, or `None` if the machine has no randomness.
    pub fn new_key(&self) -> Option<Vec<u8>> {
        self.keys.lock().generate().or_else(no_randomness)
    }

    /// Derives the key for the block after `parent` to announce, on a chain that this node seals alone. If `parent` is not the last
    /// block that had a key, the chain was reverted: the keys of `parent` and of the blocks before it are derived again.
    pub fn key_after(&self, parent: &Header) -> Option<Vec<u8>> {
        let (mut sealed, mut keys) = (self.sealed.lock(), self.keys.lock());
        let (origin, last) = match sealed.take() {
            Some(known) => known,
            None => (Origin::generate().or_else(no_randomness)?, *parent.parent_hash()),
        };
        if last != *parent.parent_hash() {
            for ancestor in self.parents_of_last(parent).into_iter().rev() {
                keys.derive(&origin, ancestor);
            }
        }
        let hash = parent.hash();
        let key = keys.derive(&origin, hash);
        *sealed = Some((origin, hash));
        Some(key)
    }

    /// Returns the parents of a block and of those before it, as many as there are keys at once, the latest first.
    fn parents_of_last(&self, block: &Header) -> Vec<H256> {
        let before = |hash: &H256| self.client.header(*hash).ok().flatten().map(|header| *header.parent_hash());
        std::iter::successors(Some(*block.parent_hash()), before).take(MAX_KEYS).collect()
    }

    /// Returns `true` if a transaction may carry a ciphertext for this node.
    fn is_sealed(&self, transaction: &OpaqueExtrinsic) -> bool {
        self.keys.lock().may_open(transaction.inner())
    }

    /// Opens a transaction that is encrypted to this node, and validates its content on the state after block `at`, as the pool
    /// does for external transactions: unsigned and malformed ones must not get into a block.
    fn open(&self, at: H256, carrier: &OpaqueExtrinsic) -> Option<Opened> {
        let opened = self.decrypt(at, carrier)?;
        self.validate(at, opened)
    }

    /// Decrypts the content of a carrier with the runtime after block `at`, unless the outcome is known.
    fn decrypt(&self, at: H256, transaction: &OpaqueExtrinsic) -> Option<Opened> {
        let carrier = hash_of(transaction);
        let known = self.outcomes.lock().get(&carrier).cloned();
        if let Some(outcome) = known {
            return outcome;
        }
        let found = self.client.runtime_api().ciphertext_of(at, transaction.clone());
        let ciphertext = found
            .inspect_err(|error| log::warn!(target: LOG_TARGET, "{carrier:?} could not be read: {error}"))
            .ok()??;
        let envelope = envelope::read(&ciphertext)?;
        let plaintext = self.keys.lock().open(&envelope);
        let Some(plaintext) = plaintext else {
            log::info!(target: LOG_TARGET, "{carrier:?} waited for too long: its key is deleted");
            return None;
        };
        let opened = plaintext.and_then(|plaintext| Opened::decode(&plaintext, carrier));
        if opened.is_none() {
            log::info!(target: LOG_TARGET, "The content of {carrier:?} for this node is not a transaction, or was tampered with");
        }
        let mut outcomes = self.outcomes.lock();
        if outcomes.len() == MAX_OUTCOMES {
            outcomes.clear();
        }
        outcomes.insert(carrier, opened.clone());
        opened
    }

    fn validate(&self, at: H256, opened: Opened) -> Option<Opened> {
        let (hash, carrier, transaction) = (opened.hash, opened.carrier, opened.transaction.clone());
        match self.client.runtime_api().validate_transaction(at, TransactionSource::External, transaction, at) {
            Ok(Ok(_)) => return Some(opened),
            Ok(Err(error)) => {
                if self.is_news(hash, Fault::Invalid) {
                    log::info!(target: LOG_TARGET, "The opened {hash:?} of {carrier:?} is not valid and is dropped: {error:?}");
                }
            }
            Err(error) => {
                log::warn!(target: LOG_TARGET, "The opened {hash:?} of {carrier:?} could not be validated: {error}")
            }
        }
        None
    }

    /// Logs, once for each, that an opened transaction did not get into the block for which it was opened.
    fn tell_left_out(&self, hash: H256, carrier: H256) {
        if self.is_news(hash, Fault::LeftOut) {
            log::info!(
                target: LOG_TARGET,
                "The opened {hash:?} of {carrier:?} could not be applied: the block is full, or its nonce or its payer's balance does \
                 not fit. It is tried again for up to {} blocks",
                unopened::MAX_TRIES
            );
        }
    }

    /// Returns `true` the first time that it is called for a fault of a transaction.
    fn is_news(&self, hash: H256, fault: Fault) -> bool {
        let mut told = self.told.lock();
        if told.len() == MAX_TOLD {
            told.clear();
        }
        told.insert((hash, fault))
    }

    /// Searches the blocks up to a new head for ciphertexts for this node.
    fn follow(&self, head: H256) {
        if !self.keys.lock().is_empty() {
            log_lost(self.unopened.lock().follow(head, &ChainTo { shield: self, head }));
        }
    }

    /// Returns the content of ciphertexts for this node in blocks up to `parent` that none of those blocks holds, and the number of
    /// ciphertexts that may still be opened for the same proposal.
    fn overdue(&self, parent: H256) -> (Vec<Opened>, usize) {
        if self.keys.lock().is_empty() {
            return (Vec::new(), MAX_OPENED);
        }
        let mut unopened = self.unopened.lock();
        let Overdue { opened, spent, lost } = unopened.overdue(parent, &ChainTo { shield: self, head: parent });
        log_lost(lost);
        let valid = opened.into_iter().filter_map(|opened| {
            let hash = opened.hash;
            let valid = self.validate(parent, opened);
            if valid.is_none() {
                unopened.forget(hash);
            }
            valid
        });
        (valid.collect(), MAX_OPENED.saturating_sub(spent))
    }

    fn body(&self, block: H256) -> Vec<OpaqueExtrinsic> {
        use sc_client_api::BlockBackend;
        self.client.block_body(block).ok().flatten().unwrap_or_default()
    }
}

/// Logs the number of ciphertexts that were given up.
fn log_lost(lost: usize) {
    if lost > 0 {
        log::warn!(target: LOG_TARGET, "{lost} encrypted transactions in blocks of others are not opened: too many wait before them");
    }
}

/// The blocks up to a head, with the ciphertexts that this node can open.
struct ChainTo<'a> {
    shield: &'a Shield,
    head: H256,
}

impl BlockSource for ChainTo<'_> {
    fn scan(&self, block: H256) -> Option<Scanned> {
        let header = self.shield.client.header(block).ok()??;
        let body = self.shield.body(block);
        let (mut opened, mut sealed) = (Vec::new(), Vec::new());
        for transaction in body.iter().filter(|transaction| self.shield.is_sealed(transaction)) {
            match self.shield.outcomes.lock().get(&hash_of(transaction)) {
                Some(outcome) => opened.extend(outcome.clone()),
                // A copy, since the bytes may be a part of the whole block's.
                None => sealed.push(OpaqueExtrinsic::from_blob(transaction.inner().to_vec())),
            }
        }
        let is_empty = opened.is_empty() && sealed.is_empty();
        let hashes = if is_empty { HashSet::new() } else { body.iter().map(hash_of).collect() };
        Some(Scanned::new(header.parent_hash, opened, sealed, hashes))
    }

    fn open(&self, carrier: &OpaqueExtrinsic) -> Option<Opened> {
        self.shield.decrypt(self.head, carrier)
    }

    fn hashes(&self, block: H256) -> HashSet<H256> {
        self.shield.body(block).iter().map(hash_of).collect()
    }
}
