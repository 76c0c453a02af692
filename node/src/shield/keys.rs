//! The node's secret keys.
//!
//! They are kept in memory only, and overwritten when they are dropped. After a restart the node cannot open what was encrypted
//! to it before.

use chacha20poly1305::{
    aead::{Aead, KeyInit},
    XChaCha20Poly1305, XNonce,
};
use ml_kem::{
    kem::{Ciphertext, Decapsulate},
    Generate, KeyExport, MlKem768, Seed,
};
use pallet_mev_shield::envelope::{Envelope, ENCAPSULATED_LENGTH, KEY_HASH_LENGTH, MIN_LENGTH};
use sp_core::H256;
use std::collections::VecDeque;
use zeroize::{Zeroize, Zeroizing};

/// The number of keys that the node keeps, each of one of its own blocks.
///
/// It equals the default lifetime of a transaction in polkadot.js, so that a client may sign some time after it read the key.
pub const MAX_KEYS: usize = 64;

/// The most bytes of a signed transaction before its ciphertext. Sender, signature and extensions take half as many.
const MAX_PREFIX: usize = 256;

type Secret = ml_kem::DecapsulationKey<MlKem768>;

struct Pair {
    hash: [u8; KEY_HASH_LENGTH],
    secret: Secret,
}

impl Pair {
    fn new(secret: Secret) -> Self {
        let hash = sp_io::hashing::twox_128(&public_key(&secret));
        Self { hash, secret }
    }

    /// Decrypts an envelope, or returns `None` if its seal is broken.
    fn open(&self, envelope: &Envelope) -> Option<Vec<u8>> {
        let encapsulated = Ciphertext::<MlKem768>::try_from(&envelope.encapsulated[..]).ok()?;
        let mut shared = self.secret.decapsulate(&encapsulated);
        let cipher = XChaCha20Poly1305::new_from_slice(&shared);
        shared.zeroize();
        let nonce = XNonce::from_slice(envelope.nonce);
        cipher.ok()?.decrypt(nonce, envelope.sealed).ok()
    }
}

fn public_key(secret: &Secret) -> Vec<u8> {
    secret.encapsulation_key().to_bytes().to_vec()
}

/// A secret from which the key of each block is derived, on a chain that one node seals alone: after a revert it derives them again.
pub struct Origin(Zeroizing<[u8; 32]>);

impl Origin {
    /// Generates a secret, or returns `None` if the operating system has no randomness.
    pub fn generate() -> Option<Self> {
        Some(Self(Zeroizing::new(Generate::try_generate().ok()?)))
    }

    /// Returns the key of the block after `parent`.
    fn secret_after(&self, parent: H256) -> Secret {
        let text = Zeroizing::new([self.0.as_slice(), parent.as_bytes()].concat());
        Secret::from_seed(Seed::from(sp_io::hashing::keccak_512(&text)))
    }
}

/// The node's last key pairs, newest last.
#[derive(Default)]
pub struct Keyring(VecDeque<Pair>);

impl Keyring {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Generates a key pair, which replaces the oldest one. Returns the public key, or `None` if the operating system has no
    /// randomness.
    pub fn generate(&mut self) -> Option<Vec<u8>> {
        let secret = Secret::try_generate().ok()?;
        Some(self.add(secret))
    }

    /// Derives the key pair of the block after `parent`, which replaces the oldest one. Returns the public key.
    pub fn derive(&mut self, origin: &Origin, parent: H256) -> Vec<u8> {
        self.add(origin.secret_after(parent))
    }

    fn add(&mut self, secret: Secret) -> Vec<u8> {
        if self.0.len() == MAX_KEYS {
            self.0.pop_front();
        }
        let key = public_key(&secret);
        self.0.push_back(Pair::new(secret));
        key
    }

    /// Returns `true` if a signed transaction may carry an envelope for one of the keys: if the hash of the key is where it would be, and
    /// the length of a secret behind it. Costs microseconds, so that no runtime call is spent on the transactions of others.
    pub fn may_open(&self, transaction: &[u8]) -> bool {
        let Some(room) = transaction.len().checked_sub(MIN_LENGTH) else {
            return false;
        };
        let length = (ENCAPSULATED_LENGTH as u16).to_le_bytes();
        let mut starts = transaction.windows(KEY_HASH_LENGTH + length.len()).take(MAX_PREFIX.min(room + 1));
        starts.any(|start| start.ends_with(&length) && self.0.iter().any(|pair| start.starts_with(&pair.hash)))
    }

    /// Decrypts an envelope. Returns `None` if its key is not here, and `Some(None)` if it is but the seal is broken.
    pub fn open(&self, envelope: &Envelope) -> Option<Option<Vec<u8>>> {
        let mut pairs = self.0.iter().rev();
        let pair = pairs.find(|pair| pair.hash == *envelope.key_hash)?;
        Some(pair.open(envelope))
    }
}

#[cfg(test)]
mod tests;
