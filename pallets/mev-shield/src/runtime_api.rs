//! The runtime API for an author's node.

use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
    /// Finds encrypted transactions for the node to decrypt.
    pub trait MevShieldApi {
        /// Returns the ciphertext of a signed `submit_encrypted`, or `None` for any other transaction.
        fn ciphertext_of(transaction: Block::Extrinsic) -> Option<Vec<u8>>;
    }
}
