//! Reads of single values from the chain's state.

use super::types::FullClient;
use codec::Decode;
use sc_client_api::StorageProvider;
use sp_core::{storage::StorageKey, H256};

/// Returns the decoded value at `key` in the state after a block, or `None` if there is no value.
pub fn stored<T: Decode>(client: &FullClient, at: H256, key: &[u8]) -> Result<Option<T>, String> {
    let data =
        client.storage(at, &StorageKey(key.to_vec())).map_err(|error| format!("the state cannot be read: {error}"))?;
    data.map(|data| T::decode(&mut &data.0[..]))
        .transpose()
        .map_err(|error| format!("a value of the state cannot be read: {error}"))
}
