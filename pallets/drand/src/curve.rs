//! Signatures on BLS12-381: the beacon signs on G1 and has its public key on G2.

use ark_bls12_381::{g1::Config as G1Config, Bls12_381, G1Affine, G1Projective, G2Affine};
use ark_ec::{
    hashing::{curve_maps::wb::WBMap, map_to_curve_hasher::MapToCurveBasedHasher, HashToCurve},
    pairing::Pairing,
    AffineRepr,
};
use ark_ff::{field_hashers::DefaultFieldHasher, Zero};
use ark_serialize::CanonicalDeserialize;
use sha2::{Digest, Sha256};

/// The length of a signature: a point of G1, compressed.
pub const SIGNATURE_LENGTH: usize = 48;

/// The length of a compressed point of G2.
pub(crate) const G2_LENGTH: usize = 96;

/// The domain of the hash to the curve, by RFC 9380.
const DOMAIN: &[u8] = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

type Hasher = MapToCurveBasedHasher<G1Projective, DefaultFieldHasher<Sha256, 128>, WBMap<G1Config>>;

/// Returns the point that the beacon signs in a round: the hash of the hash of its number.
pub(crate) fn message(round: u64) -> Option<G1Affine> {
    Hasher::new(DOMAIN).ok()?.hash(&Sha256::digest(round.to_be_bytes())).ok()
}

/// Returns `true` if a signature is the beacon's for a round: `e(signature, g₂) = e(message, key)`.
///
/// The key is trusted, the signature is not: it is checked to be a point of the subgroup.
pub(crate) fn is_signed(public_key: &[u8], round: u64, signature: &[u8; SIGNATURE_LENGTH]) -> bool {
    let key = G2Affine::deserialize_compressed_unchecked(public_key);
    let signature = G1Affine::deserialize_compressed(signature.as_slice());
    let (Ok(key), Ok(signature), Some(message)) = (key, signature, message(round)) else {
        return false;
    };
    Bls12_381::multi_pairing([signature, message], [-G2Affine::generator(), key]).is_zero()
}
