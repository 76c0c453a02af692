//! Ciphertexts that clients encrypt to a round: their layout, and their opening.
//!
//! The scheme is drand's tlock: the identity-based encryption of Boneh and Franklin, with the transformation of Fujisaki and
//! Okamoto. A round is an identity, whose secret key is the beacon's signature of that round. It wraps a key of 32 bytes, under
//! which AES-256-GCM encrypts the content. With σ and r as the writer chose them:
//!
//! ```text
//! U = r · g₂                                 r = H₃(σ, key)
//! V = σ ⊕ H₂(e(message, public key)^r)       e(message, public key)^r = e(signature, U)
//! W = key ⊕ H₄(σ)
//! ```
//!
//! H₂ and H₄ are SHA-256 of the compressed element and of σ; H₃ is SHA-256 of both, as a number of 32 bytes, the highest first,
//! modulo the order of the curve.
//!
//! The bytes are those of arkworks' compressed serialisation; a list is its length as a u64, lowest byte first, and its bytes:
//!
//! | part | bytes |
//! |---|---|
//! | U | 96 |
//! | V | list of 32 |
//! | W | list of 32 |
//! | body | list of: ciphertext, a list; nonce, a list of 12 |
//! | name of the cipher | list of 8: `AES_GCM_` |

use crate::curve::{G2_LENGTH, SIGNATURE_LENGTH};
use aes_gcm::{
    aead::{Aead, KeyInit},
    Aes256Gcm, Nonce,
};
use alloc::vec::Vec;
use ark_bls12_381::{Bls12_381, Fr, G1Affine, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sha2::{Digest, Sha256};

/// The name of the only cipher.
pub(crate) const CIPHER: &[u8] = b"AES_GCM_";

/// The length of a nonce.
pub(crate) const NONCE_LENGTH: usize = 12;

/// A ciphertext, as read from its bytes.
pub(crate) struct Sealed<'a> {
    u: &'a [u8],
    v: &'a [u8; 32],
    w: &'a [u8; 32],
    content: &'a [u8],
    nonce: &'a [u8; NONCE_LENGTH],
}

impl<'a> Sealed<'a> {
    /// Reads a ciphertext. Returns `None` if the bytes do not have its layout, or more follow.
    pub(crate) fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let rest = &mut bytes;
        let u = take(rest, G2_LENGTH)?;
        let v = list(rest)?.try_into().ok()?;
        let w = list(rest)?.try_into().ok()?;
        let mut body = list(rest)?;
        let cipher = list(rest)?;
        let content = list(&mut body)?;
        let nonce = list(&mut body)?.try_into().ok()?;
        (cipher == CIPHER && body.is_empty() && rest.is_empty()).then_some(Self { u, v, w, content, nonce })
    }

    /// Opens it with the signature of its round. Returns `None` if it was encrypted to another round, or is no true ciphertext.
    ///
    /// The signature is trusted: it was verified when it was stored.
    pub(crate) fn open(&self, signature: &[u8; SIGNATURE_LENGTH]) -> Option<Vec<u8>> {
        let key = self.unwrap_key(signature)?;
        let cipher = Aes256Gcm::new_from_slice(&key).ok()?;
        cipher.decrypt(Nonce::from_slice(self.nonce), self.content).ok()
    }

    fn unwrap_key(&self, signature: &[u8; SIGNATURE_LENGTH]) -> Option<[u8; 32]> {
        let u = G2Affine::deserialize_compressed(self.u).ok()?;
        let signature = G1Affine::deserialize_compressed_unchecked(signature.as_slice()).ok()?;
        let mut element = Vec::new();
        Bls12_381::pairing(signature, u).serialize_compressed(&mut element).ok()?;
        let sigma = xor(self.v, &Sha256::digest(element).into());
        let key = xor(self.w, &Sha256::digest(sigma).into());
        let r = Fr::from_be_bytes_mod_order(&Sha256::new().chain_update(sigma).chain_update(key).finalize());
        ((G2Affine::generator() * r).into_affine() == u).then_some(key)
    }
}

pub(crate) fn xor(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut out = *left;
    for (byte, other) in out.iter_mut().zip(right) {
        *byte ^= other;
    }
    out
}

/// Takes `length` bytes from the front.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

/// Takes a list from the front.
fn list<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u64::from_le_bytes(take(rest, 8)?.try_into().ok()?);
    take(rest, usize::try_from(length).ok()?)
}
