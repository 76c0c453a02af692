//! The node's secrets.
//!
//! They are in memory alone, and overwritten when they are dropped. A node that is started anew cannot open what was
//! encrypted to it before.

use chacha20poly1305::{
    aead::{Aead, KeyInit},
    XChaCha20Poly1305, XNonce,
};
use ml_kem::{
    kem::{Ciphertext, Decapsulate},
    Generate, KeyExport, MlKem768,
};
use pallet_mev_shield::envelope::{Envelope, KEY_HASH_LENGTH};
use std::collections::VecDeque;
use zeroize::Zeroize;

/// How many keys the node remembers: of as many blocks of its own.
///
/// It is as many as polkadot.js lets a transaction live by default. A client that read the next key and took its time to
/// sign is still understood.
const REMEMBERED: usize = 64;

type Secret = ml_kem::DecapsulationKey<MlKem768>;

/// A key pair.
struct Pair {
    hash: [u8; KEY_HASH_LENGTH],
    secret: Secret,
}

impl Pair {
    fn new(secret: Secret) -> Self {
        let hash = sp_io::hashing::twox_128(&public_key(&secret));
        Self { hash, secret }
    }

    /// The text that is sealed in an envelope. None where the seal is broken.
    fn open(&self, envelope: &Envelope) -> Option<Vec<u8>> {
        let encapsulated = Ciphertext::<MlKem768>::try_from(&envelope.encapsulated[..]).ok()?;
        let mut shared = self.secret.decapsulate(&encapsulated);
        let cipher = XChaCha20Poly1305::new_from_slice(&shared);
        shared.zeroize();
        let nonce = XNonce::from_slice(envelope.nonce);
        cipher.ok()?.decrypt(nonce, envelope.sealed).ok()
    }
}

/// The bytes of a key that others encrypt to.
fn public_key(secret: &Secret) -> Vec<u8> {
    secret.encapsulation_key().to_bytes().to_vec()
}

/// The node's last key pairs, the youngest at the end.
#[derive(Default)]
pub struct Keyring(VecDeque<Pair>);

impl Keyring {
    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes a key pair and remembers it in the place of the oldest. Returns the key that others encrypt to; none where
    /// the operating system has no randomness to give.
    pub fn generate(&mut self) -> Option<Vec<u8>> {
        let secret = Secret::try_generate().ok()?;
        Some(self.remember(secret))
    }

    fn remember(&mut self, secret: Secret) -> Vec<u8> {
        if self.0.len() == REMEMBERED {
            self.0.pop_front();
        }
        let key = public_key(&secret);
        self.0.push_back(Pair::new(secret));
        key
    }

    /// Opens an envelope. None where it is for a key that is not here, `Some(None)` where it is and the seal is broken.
    pub fn open(&self, envelope: &Envelope) -> Option<Option<Vec<u8>>> {
        let mut pairs = self.0.iter().rev();
        let pair = pairs.find(|pair| pair.hash == *envelope.key_hash)?;
        Some(pair.open(envelope))
    }
}

#[cfg(test)]
mod tests;
