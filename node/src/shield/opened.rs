//! A decrypted transaction.

use codec::{DecodeAll, Encode};
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub hash: H256,
    pub transaction: OpaqueExtrinsic,
    /// The hash of the transaction that carried it.
    pub carrier: H256,
}

impl Opened {
    /// Decodes a plaintext, which must be an encoded transaction without trailing bytes.
    pub fn decode(plaintext: &[u8], carrier: H256) -> Option<Self> {
        let transaction = OpaqueExtrinsic::decode_all(&mut &plaintext[..]).ok()?;
        Some(Self { hash: hash_of(&transaction), transaction, carrier })
    }
}

/// Returns the hash by which clients look up a transaction.
pub fn hash_of(transaction: &OpaqueExtrinsic) -> H256 {
    sp_io::hashing::blake2_256(&transaction.encode()).into()
}
