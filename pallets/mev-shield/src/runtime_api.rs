//! What an author's node asks of the chain.

use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
    /// What a node needs to open encrypted transactions.
    pub trait MevShieldApi {
        /// The ciphertext that a transaction submits, if it is a signed `submit_encrypted`.
        fn ciphertext_of(transaction: Block::Extrinsic) -> Option<Vec<u8>>;
    }
}
