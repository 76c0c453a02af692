//! What holds of hotkeys' accounts.

use crate::{ledger::hotkeys::has_signed, migrations::v3, Config, Owner, Pallet};
use frame_support::ensure;
use frame_system::Account;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that every owned hotkey has one sufficient reference, and that nobody else has any but hotkeys that were owned
    /// and have signed something. Until the migration to version 3 is through, owned hotkeys may be without.
    pub(crate) fn try_hotkey_accounts() -> Result<(), TryRuntimeError> {
        if !v3::is_due::<T>() {
            ensure!(
                Owner::<T>::iter_keys().all(|hotkey| Account::<T>::get(hotkey).sufficients == 1),
                "an owned hotkey without its reference"
            );
        }
        for (who, account) in Account::<T>::iter() {
            ensure!(account.sufficients <= 1, "an account with more than one sufficient reference");
            ensure!(
                account.sufficients == 0 || Owner::<T>::contains_key(&who) || has_signed::<T>(&who),
                "a sufficient reference of an account that is no hotkey"
            );
        }
        Ok(())
    }
}
