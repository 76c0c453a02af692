//! Invariants of hotkeys' accounts.

use crate::{ledger::hotkeys::Hotkeys, Config, Owner, Pallet};
use frame_support::{ensure, traits::GetStorageVersion};
use frame_system::Account;
use sp_runtime::TryRuntimeError;

/// The version of the storage in which owned hotkeys may have no accounts yet: [`crate::migrations::v3`] creates them.
const WITHOUT_ACCOUNTS: u16 = 2;

impl<T: Config> Pallet<T> {
    /// Checks that every owned hotkey has one sufficient reference, and that no other account has one, except hotkeys that
    /// were owned and have signed a transaction.
    pub(crate) fn try_hotkey_accounts() -> Result<(), TryRuntimeError> {
        if Self::on_chain_storage_version() != WITHOUT_ACCOUNTS {
            ensure!(
                Owner::<T>::iter_keys().all(|hotkey| Account::<T>::get(hotkey).sufficients == 1),
                "an owned hotkey without its reference"
            );
        }
        for (who, account) in Account::<T>::iter() {
            ensure!(account.sufficients <= 1, "an account with more than one sufficient reference");
            ensure!(
                account.sufficients == 0 || Owner::<T>::contains_key(&who) || Hotkeys::<T>::has_signed(&who),
                "a sufficient reference of an account that is no hotkey"
            );
        }
        Ok(())
    }
}
