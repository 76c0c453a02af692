//! Invariants of hotkeys: their accounts, their takes, their swaps, and the owners of those with stake.

use crate::{
    ledger::{
        hotkeys::Hotkeys,
        owner_fees::{self, FeeRecord},
    },
    ChildkeyTake, ChosenColdkey, Config, Delegates, FeesPaidByOwner, LastChildkeyTakeIncrease, LastTakeIncrease,
    MaxChildkeyTake, MaxDelegateTake, MaxTakesLoweredAt, Owner, Pallet, SoldForFee, TotalHotkeyAlpha, UnfinishedSwaps,
};
use frame_support::{ensure, traits::GetStorageVersion};
use frame_system::Account;
use sp_runtime::TryRuntimeError;

/// The version of the storage in which owned hotkeys may have no accounts yet: [`crate::migrations::v3`] creates them.
const WITHOUT_ACCOUNTS: u16 = 2;

impl<T: Config> Pallet<T> {
    /// Checks that every owned hotkey has one sufficient reference, and that no other account has one, except hotkeys that
    /// were owned and have signed a transaction, and coldkeys that have paid the fee of one with stake.
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
    /// choice of coldkey has one; that owners have paid at most the limit of fees, and for hotkeys of theirs only; that no part of
    /// a position counts as sold for a fee between transactions; and that such a swap is to another hotkey, with a neuron or with
    /// stake left to move.
    ///
    /// The length of a coldkey's list is not checked, since a list of an older chain may be longer.
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
        for (hotkey, record) in FeesPaidByOwner::<T>::iter() {
            ensure!(owned(&hotkey), "fees paid for a hotkey that nobody owns");
            let rao = match record {
                FeeRecord::Paid { rao, .. } => rao,
                FeeRecord::NotAgreed => 0,
            };
            ensure!(rao <= owner_fees::LIMIT, "fees of a hotkey above the limit");
        }
        ensure!(!SoldForFee::<T>::exists(), "a sale for a fee outside of a transaction");
        for (old, swap) in UnfinishedSwaps::<T>::iter() {
            ensure!(owned(&old), "an unfinished swap of a hotkey that nobody owns");
            ensure!(old != swap.new_hotkey, "an unfinished swap of a hotkey with itself");
            ensure!(swap.next.is_some() || !swap.keep_stake, "an unfinished swap with nothing left to move");
        }
        Self::try_takes()
    }

    /// Checks that every take is at most its maximum, unless it was not changed since a maximum was lowered.
    ///
    /// The minimum is not checked: a take stays when root raises it, and may then be raised to a value below.
    fn try_takes() -> Result<(), TryRuntimeError> {
        // The migration to version 4 records that takes may be older than the record.
        if Self::on_chain_storage_version() < 4 {
            return Ok(());
        }
        let lowered = MaxTakesLoweredAt::<T>::get();
        let is_older = |changed: Option<u64>| lowered.is_some_and(|lowered| changed.is_none_or(|at| at <= lowered));
        let most = MaxDelegateTake::<T>::get();
        for (hotkey, take) in Delegates::<T>::iter() {
            ensure!(take <= most || is_older(LastTakeIncrease::<T>::get(hotkey)), "a take above its maximum");
        }
        let most = MaxChildkeyTake::<T>::get();
        for (hotkey, netuid, take) in ChildkeyTake::<T>::iter() {
            ensure!(
                take <= most || is_older(LastChildkeyTakeIncrease::<T>::get(hotkey, netuid)),
                "a child's take above its maximum"
            );
        }
        Ok(())
    }
}
