//! Reads of single values from the chain's state.

use super::types::FullClient;
use codec::Decode;
use dtao_runtime::{AccountId, Balance, Nonce, Runtime};
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

/// An account with its nonce and its balances.
type AccountInfo = frame_system::AccountInfo<Nonce, pallet_balances::AccountData<Balance>>;

/// Returns an account in the state after a block; that of nobody if it is not there.
pub fn account(client: &FullClient, at: H256, who: &AccountId) -> Result<AccountInfo, String> {
    let key = frame_system::Account::<Runtime>::hashed_key_for(who);
    Ok(stored(client, at, &key)?.unwrap_or_default())
}
