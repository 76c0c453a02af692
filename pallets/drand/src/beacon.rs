//! The beacon: drand's quicknet.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hex_literal::hex;
use scale_info::TypeInfo;

/// Bytes of a bounded length.
pub(crate) type Bytes<const MAX: u32> = BoundedVec<u8, ConstU32<MAX>>;

/// A beacon: its key, its times and its names, in the layout that clients know.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct BeaconConfiguration {
    /// The public key: a point of G2, compressed.
    pub public_key: Bytes<96>,
    /// The seconds between two rounds.
    pub period: u32,
    /// The time of round 1, in seconds since 1970.
    pub genesis_time: u32,
    /// The hash by which drand names the beacon.
    pub hash: Bytes<32>,
    /// The hash of the group of its nodes.
    pub group_hash: Bytes<32>,
    /// The scheme of its signatures.
    pub scheme_id: Bytes<32>,
    /// The beacon's own words.
    pub metadata: Metadata,
}

/// The beacon's name.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Metadata {
    /// The name.
    pub beacon_id: Bytes<32>,
}

/// Quicknet's public key.
const PUBLIC_KEY: [u8; 96] = hex!(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e6
     3aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
);

impl BeaconConfiguration {
    /// Returns the time of a round in seconds since 1970: of its genesis for round 0, which is none. `None` past 64 bits.
    pub(crate) fn time_of(&self, round: u64) -> Option<u64> {
        let after = round.checked_sub(1).map_or(0, |rounds| rounds);
        after.checked_mul(self.period.into())?.checked_add(self.genesis_time.into())
    }

    /// Returns the configuration of quicknet, the only beacon that clients encrypt to.
    pub fn quicknet() -> Self {
        let bytes = |bytes: &[u8]| Bytes::<32>::truncate_from(bytes.to_vec());
        Self {
            public_key: Bytes::truncate_from(PUBLIC_KEY.to_vec()),
            period: 3,
            genesis_time: 1_692_803_367,
            hash: bytes(&hex!("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971")),
            group_hash: bytes(&hex!("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e")),
            scheme_id: bytes(b"bls-unchained-g1-rfc9380"),
            metadata: Metadata { beacon_id: bytes(b"quicknet") },
        }
    }
}
