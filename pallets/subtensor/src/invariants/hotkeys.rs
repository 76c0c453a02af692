//! Invariants of hotkeys: their accounts, their takes, their swaps, and the owners of those with stake.

use crate::{
    ledger::hotkeys::Hotkeys, ChosenColdkey, Config, Delegates, LastTakeIncrease, Owner, Pallet, TotalHotkeyAlpha,
    UnfinishedSwaps,
};
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

    /// Checks that every hotkey with stake, with a take, or with a swap that is not finished has an owner, and that no hotkey with a
    /// choice of coldkey has one; and that such a swap is to another hotkey, with a neuron or with stake left to move.
    ///
    /// The length of a coldkey's list is not checked, since a list of an older chain may be longer; nor are takes against their
    /// bounds, since a take stays when root lowers the bound.
    pub(crate) fn try_keepers() -> Result<(), TryRuntimeError> {
        let owned = |hotkey: &T::AccountId| Owner::<T>::contains_key(hotkey);
        ensure!(
            TotalHotkeyAlpha::<T>::iter_keys().all(|(hotkey, _)| owned(&hotkey)),
            "stake with a hotkey that nobody owns"
        );
        ensure!(
            Delegates::<T>::iter_keys().chain(LastTakeIncrease::<T>::iter_keys()).all(|hotkey| owned(&hotkey)),
            "a take of a hotkey that nobody owns"
        );
        ensure!(
            !ChosenColdkey::<T>::iter_keys().any(|hotkey| owned(&hotkey)),
            "a choice of coldkey of a hotkey with an owner"
        );
        for (old, swap) in UnfinishedSwaps::<T>::iter() {
            ensure!(owned(&old), "an unfinished swap of a hotkey that nobody owns");
            ensure!(old != swap.new_hotkey, "an unfinished swap of a hotkey with itself");
            ensure!(swap.next.is_some() || !swap.keep_stake, "an unfinished swap with nothing left to move");
        }
        Ok(())
    }
}
