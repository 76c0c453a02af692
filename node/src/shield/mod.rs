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
//! opened in this node's next block, before all transactions of the pool. It is tried once.
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
use std::sync::Arc;
use unopened::UnopenedBlocks;

const LOG_TARGET: &str = "shield";

/// This node's keys, and the ciphertexts that it has still to open.
pub struct Shield {
    client: Arc<FullClient>,
    keys: Mutex<Keyring>,
    unopened: Mutex<UnopenedBlocks>,
}

impl Shield {
    pub fn new(client: Arc<FullClient>) -> Self {
        Self { client, keys: Default::default(), unopened: Default::default() }
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
    /// does for external transactions: unsigned and malformed ones must not get into a block.
    fn open(&self, at: H256, transaction: &OpaqueExtrinsic) -> Option<Opened> {
        let opened = self.decrypt(at, transaction)?;
        self.validate(at, opened)
    }

    fn decrypt(&self, at: H256, transaction: &OpaqueExtrinsic) -> Option<Opened> {
        // Most transactions are shorter than any ciphertext. This saves a runtime call for them.
        if transaction.inner().len() < envelope::MIN_LENGTH || self.keys.lock().is_empty() {
            return None;
        }
        let ciphertext = self.client.runtime_api().ciphertext_of(at, transaction.clone()).ok()??;
        let envelope = envelope::read(&ciphertext)?;
        let plaintext = self.keys.lock().open(&envelope)?;
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
            Ok(Err(error)) => log::debug!(target: LOG_TARGET, "The opened {:?} is not valid: {error:?}", opened.hash),
            Err(error) => {
                log::warn!(target: LOG_TARGET, "The opened {:?} could not be validated: {error}", opened.hash)
            }
        }
        None
    }

    /// Takes the content of the ciphertexts for this node in blocks up to `parent` that those blocks do not hold themselves.
    fn overdue(&self, parent: H256) -> Vec<Opened> {
        if self.keys.lock().is_empty() {
            return Vec::new();
        }
        let found = self.unopened.lock().take(parent, |block| self.scan(block));
        found.into_iter().filter_map(|opened| self.validate(parent, opened)).collect()
    }

    /// Returns the parent of a block, and what the block carried for this node but does not hold itself.
    fn scan(&self, hash: H256) -> Option<(H256, Vec<Opened>)> {
        use sc_client_api::BlockBackend;
        let header = self.client.header(hash).ok()??;
        let body = self.client.block_body(hash).ok().flatten().unwrap_or_default();
        let mut carried: Vec<_> = body.iter().filter_map(|transaction| self.decrypt(hash, transaction)).collect();
        if !carried.is_empty() {
            let held: Vec<_> = body.iter().map(hash_of).collect();
            carried.retain(|opened| !held.contains(&opened.hash));
        }
        Some((header.parent_hash, carried))
    }
}
