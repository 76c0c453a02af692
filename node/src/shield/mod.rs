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
//! opened in this node's next block, before all transactions of the pool. It is tried in each block until one holds it, it is found
//! invalid, or [`unopened::MAX_BLOCKS`] blocks have passed.
//!
//! Opening takes time that the sender does not pay by weight. A proposal therefore opens [`MAX_OPENED`] ciphertexts at most; the others
//! wait for the next block. Of a block of ciphertexts that nobody has opened, as many count as that.
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
use keys::Keyring;
use opened::{hash_of, Opened};
use pallet_mev_shield::{envelope, runtime_api::MevShieldApi};
use parking_lot::Mutex;
use sp_api::ProvideRuntimeApi;
use sp_core::H256;
use sp_runtime::{transaction_validity::TransactionSource, OpaqueExtrinsic};
use sp_transaction_pool::runtime_api::TaggedTransactionQueue;
use std::{collections::HashSet, sync::Arc};
use unopened::{Scanned, UnopenedBlocks};

const LOG_TARGET: &str = "shield";

/// The most ciphertexts that are opened for one proposal, and of one earlier block. Each takes about half a millisecond.
const MAX_OPENED: usize = 256;

/// The faults that are remembered so that each is logged once.
const MAX_TOLD: usize = 1_000;

/// This node's keys, and the ciphertexts that it has still to open.
pub struct Shield {
    client: Arc<FullClient>,
    keys: Mutex<Keyring>,
    unopened: Mutex<UnopenedBlocks>,
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

impl Shield {
    pub fn new(client: Arc<FullClient>) -> Self {
        Self { client, keys: Default::default(), unopened: Default::default(), told: Default::default() }
    }

    /// Generates a key for the next block of this node to announce, or `None` if the machine has no randomness.
    pub fn new_key(&self) -> Option<Vec<u8>> {
        let key = self.keys.lock().generate();
        if key.is_none() {
            log::warn!(target: LOG_TARGET, "No key could be generated: the machine has no randomness");
        }
        key
    }

    /// Opens a transaction that is encrypted to this node, and validates its content on the state after block `at`, as the pool
    /// does for external transactions: unsigned and malformed ones must not get into a block. Counts `left` down.
    fn open(&self, at: H256, transaction: &OpaqueExtrinsic, left: &mut usize) -> Option<Opened> {
        let opened = self.decrypt(at, transaction, left)?;
        self.validate(at, opened)
    }

    fn decrypt(&self, at: H256, transaction: &OpaqueExtrinsic, left: &mut usize) -> Option<Opened> {
        // Most transactions are shorter than any ciphertext. This saves a runtime call for them.
        if *left == 0 || transaction.inner().len() < envelope::MIN_LENGTH || self.keys.lock().is_empty() {
            return None;
        }
        let ciphertext = self.client.runtime_api().ciphertext_of(at, transaction.clone()).ok()??;
        let envelope = envelope::read(&ciphertext)?;
        let plaintext = self.keys.lock().open(&envelope)?;
        *left -= 1;
        let opened = plaintext.as_deref().and_then(Opened::decode);
        if opened.is_none() {
            let hash = hash_of(transaction);
            log::info!(target: LOG_TARGET, "The content of {hash:?} for this node is not a transaction, or was tampered with");
        }
        opened
    }

    fn validate(&self, at: H256, opened: Opened) -> Option<Opened> {
        let transaction = opened.transaction.clone();
        match self.client.runtime_api().validate_transaction(at, TransactionSource::External, transaction, at) {
            Ok(Ok(_)) => return Some(opened),
            Ok(Err(error)) => {
                if self.is_news(opened.hash, Fault::Invalid) {
                    log::info!(target: LOG_TARGET, "The opened {:?} is not valid and is dropped: {error:?}", opened.hash);
                }
            }
            Err(error) => {
                log::warn!(target: LOG_TARGET, "The opened {:?} could not be validated: {error}", opened.hash)
            }
        }
        None
    }

    /// Logs, once for each, that an opened transaction did not get into the block for which it was opened.
    fn tell_left_out(&self, hash: H256) {
        if self.is_news(hash, Fault::LeftOut) {
            log::info!(
                target: LOG_TARGET,
                "The opened {hash:?} could not be applied: the block is full, or its nonce or its payer's balance does not fit. It is \
                 tried again for {} blocks",
                unopened::MAX_BLOCKS
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

    /// Returns the content of the ciphertexts for this node in blocks up to `parent` that none of those blocks holds.
    fn overdue(&self, parent: H256) -> Vec<Opened> {
        if self.keys.lock().is_empty() {
            return Vec::new();
        }
        let mut unopened = self.unopened.lock();
        let found = unopened.waiting(parent, |block| self.scan(block), |block| self.hashes(block));
        let valid = found.into_iter().take(MAX_OPENED).filter_map(|opened| {
            let hash = opened.hash;
            let valid = self.validate(parent, opened);
            if valid.is_none() {
                unopened.forget(hash);
            }
            valid
        });
        valid.collect()
    }

    /// Returns the parent of a block, and what the block carried for this node but does not hold itself.
    fn scan(&self, hash: H256) -> Option<Scanned> {
        let header = self.client.header(hash).ok()??;
        let mut left = MAX_OPENED;
        let body = self.body(hash);
        let mut carried: Vec<_> =
            body.iter().filter_map(|transaction| self.decrypt(hash, transaction, &mut left)).collect();
        if !carried.is_empty() {
            let held: Vec<_> = body.iter().map(hash_of).collect();
            carried.retain(|opened| !held.contains(&opened.hash));
        }
        Some(Scanned::new(header.parent_hash, carried))
    }

    fn hashes(&self, block: H256) -> Vec<H256> {
        self.body(block).iter().map(hash_of).collect()
    }

    fn body(&self, block: H256) -> Vec<OpaqueExtrinsic> {
        use sc_client_api::BlockBackend;
        self.client.block_body(block).ok().flatten().unwrap_or_default()
    }
}
