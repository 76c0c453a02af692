//! Opens transactions that were encrypted to this node, in the blocks that it makes.
//!
//! A client encrypts a signed transaction to the key of the next block's author; see `pallet-mev-shield`. The author's
//! node, and no other, can open it. It does so while it makes the block:
//!
//! ```text
//! waiting transactions:   a   b   submit_encrypted(x)   c
//! the block:              a   b   submit_encrypted(x)   x   c
//! ```
//!
//! What was opened goes straight into the block. It is never in the pool of waiting transactions, where peers and clients
//! would see it, and nothing gets between it and the transaction that carried it.
//!
//! A ciphertext that got into somebody else's block, or into a block that was full before what is in it had its turn, is
//! opened in the next block that this node makes, before all that waits. It is tried once.
//!
//! | module | what is in it |
//! |---|---|
//! | [`keys`] | the secrets, and how a ciphertext is opened |
//! | [`inherent`] | the announcement of a new key in each block |
//! | [`pool`] | the waiting transactions as the maker of a block sees them |

pub mod inherent;
pub mod keys;
mod past;
pub mod pool;

use crate::service::FullClient;
use codec::{DecodeAll, Encode};
use dtao_runtime::opaque::Block;
use keys::Keyring;
use pallet_mev_shield::{envelope, runtime_api::MevShieldApi};
use past::Past;
use sp_api::ProvideRuntimeApi;
use sp_core::H256;
use sp_runtime::{transaction_validity::TransactionSource, OpaqueExtrinsic};
use sp_transaction_pool::runtime_api::TaggedTransactionQueue;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where this module's messages go.
const LOG: &str = "shield";

/// An opened transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its hash, by which clients look for it.
    pub hash: H256,
    /// The transaction.
    pub transaction: OpaqueExtrinsic,
}

impl Opened {
    /// What a plaintext holds: an encoded transaction and nothing behind it.
    fn read(plaintext: &[u8]) -> Option<Self> {
        let transaction = OpaqueExtrinsic::decode_all(&mut &plaintext[..]).ok()?;
        let hash = hash_of(&transaction);
        Some(Self { hash, transaction })
    }
}

/// The hash of a transaction, by which clients look for it.
fn hash_of(transaction: &OpaqueExtrinsic) -> H256 {
    sp_io::hashing::blake2_256(&transaction.encode()).into()
}

/// This node's part in the shield: its keys, and what it has still to open.
pub struct Shield {
    client: Arc<FullClient>,
    keys: Mutex<Keyring>,
    past: Mutex<Past>,
}

impl Shield {
    /// The part of a node that has announced no key yet.
    pub fn new(client: Arc<FullClient>) -> Self {
        Self { client, keys: Default::default(), past: Default::default() }
    }

    /// Makes a key for the next block of this node to announce. None where the machine has no randomness to make it of.
    pub fn new_key(&self) -> Option<Vec<u8>> {
        let key = lock(&self.keys).generate();
        if key.is_none() {
            log::warn!(target: LOG, "No key could be made, for want of randomness");
        }
        key
    }

    /// What a transaction carries, if it is encrypted to this node. It is held against the state after block `at` as the
    /// pool does with what comes from outside: unsigned and malformed ones have no place in a block.
    fn open(&self, at: H256, transaction: &OpaqueExtrinsic) -> Option<Opened> {
        let opened = self.decrypt(at, transaction)?;
        self.check(at, opened)
    }

    fn decrypt(&self, at: H256, transaction: &OpaqueExtrinsic) -> Option<Opened> {
        // Most are shorter than any ciphertext, and need not be asked about.
        if transaction.inner().len() < envelope::MIN_LENGTH || lock(&self.keys).is_empty() {
            return None;
        }
        let answer = self.client.runtime_api().ciphertext_of(at, transaction.clone());
        let ciphertext = answer.ok()??;
        let envelope = envelope::read(&ciphertext)?;
        let plaintext = lock(&self.keys).open(&envelope)?;
        let opened = plaintext.as_deref().and_then(Opened::read);
        if opened.is_none() {
            log::info!(
                target: LOG,
                "What {:?} carries for this node is no transaction, or was tampered with",
                hash_of(transaction)
            );
        }
        opened
    }

    fn check(&self, at: H256, opened: Opened) -> Option<Opened> {
        let transaction = opened.transaction.clone();
        let verdict = self.client.runtime_api().validate_transaction(at, TransactionSource::External, transaction, at);
        match verdict {
            Ok(Ok(_)) => Some(opened),
            Ok(Err(error)) => {
                log::debug!(target: LOG, "{:?} was opened and is not valid: {error:?}", opened.hash);
                None
            }
            Err(error) => {
                log::warn!(target: LOG, "{:?} could not be checked: {error}", opened.hash);
                None
            }
        }
    }

    /// What blocks up to `parent` carried for this node and was not opened in them. Each is told once.
    fn overdue(&self, parent: H256) -> Vec<Opened> {
        if lock(&self.keys).is_empty() {
            return Vec::new();
        }
        let found = lock(&self.past).take(parent, |block| self.look_into(block));
        found.into_iter().filter_map(|opened| self.check(parent, opened)).collect()
    }

    /// The parent of a block, and what the block carried for this node and does not hold itself.
    fn look_into(&self, hash: H256) -> Option<(H256, Vec<Opened>)> {
        use sc_client_api::BlockBackend;
        let header = self.client.header(hash).ok()??;
        let body = self.client.block_body(hash).ok().flatten();
        let body = body.unwrap_or_default();
        let carried = body.iter().filter_map(|transaction| self.decrypt(hash, transaction));
        let mut carried: Vec<_> = carried.collect();
        if !carried.is_empty() {
            let held: Vec<_> = body.iter().map(hash_of).collect();
            carried.retain(|opened| !held.contains(&opened.hash));
        }
        Some((header.parent_hash, carried))
    }
}

/// Takes a lock. Whoever panicked with it has left the data whole: it is only ever added to and taken from.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The block type of the module's traits.
type Transaction = <Block as sp_runtime::traits::Block>::Extrinsic;
