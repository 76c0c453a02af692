//! The encryption to a round, for development chains and tests. Clients bring their own; the chain only opens.

use crate::{
    beacon::BeaconConfiguration,
    curve,
    sealed::{xor, CIPHER, NONCE_LENGTH},
};
use aes_gcm::{
    aead::{Aead, KeyInit},
    Aes256Gcm, Nonce,
};
use alloc::vec::Vec;
use ark_bls12_381::{Bls12_381, Fr, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sha2::{Digest, Sha256};

/// Encrypts `content` to a round of quicknet, in the layout of the module `sealed`. Whoever knows `seed` can decrypt at once. Returns
/// `None` if the content is longer than AES-GCM allows.
pub fn seal(round: u64, content: &[u8], seed: &[u8; 32]) -> Option<Vec<u8>> {
    let derive = |label: &[u8]| -> [u8; 32] { Sha256::new().chain_update(label).chain_update(seed).finalize().into() };
    let (sigma, key, nonce) = (derive(b"sigma"), derive(b"key"), derive(b"nonce"));
    let r = Fr::from_be_bytes_mod_order(&Sha256::new().chain_update(sigma).chain_update(key).finalize());
    let beacon = G2Affine::deserialize_compressed(BeaconConfiguration::quicknet().public_key.as_slice()).ok()?;
    let mut element = Vec::new();
    let message = (curve::message(round)? * r).into_affine();
    Bls12_381::pairing(message, beacon).serialize_compressed(&mut element).ok()?;
    let mut sealed = Vec::new();
    (G2Affine::generator() * r).into_affine().serialize_compressed(&mut sealed).ok()?;
    put_list(&mut sealed, &xor(&sigma, &Sha256::digest(element).into()));
    put_list(&mut sealed, &xor(&key, &Sha256::digest(sigma).into()));
    let nonce = nonce.get(..NONCE_LENGTH)?;
    let cipher = Aes256Gcm::new_from_slice(&key).ok()?;
    let mut body = Vec::new();
    put_list(&mut body, &cipher.encrypt(Nonce::from_slice(nonce), content).ok()?);
    put_list(&mut body, nonce);
    put_list(&mut sealed, &body);
    put_list(&mut sealed, CIPHER);
    Some(sealed)
}

fn put_list(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}
