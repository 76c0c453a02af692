//! The invariants of commitments.

use crate::{
    records::deposit_for, types::MAX_TIME_LOCKED_BYTES, CommitmentOf, Config, Entries, Entry, HoldReason,
    LastBondsReset, LastCommitment, Neurons, Pallet, RevealedCommitments, TimelockedIndex, UsedSpaceOf, MAX_REVEALED,
};
use alloc::collections::BTreeMap;
use dtao_primitives::NetUid;
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the commitments:
    ///
    /// 1. Each entry belongs to a neuron, or to a subnet whose records are being removed; and all other records to an entry.
    /// 2. The deposit of a neuron is the price of what it has stored; the commitment names the same deposit.
    /// 3. What is held from an account is the sum of the deposits that it has paid.
    /// 4. The index lists exactly the commitments with time-locked fields, each at the round of its entry.
    /// 5. At most [`MAX_REVEALED`] opened fields of a neuron are kept, none longer than a time-locked one.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut held = BTreeMap::new();
        let mut waiting = 0_u64;
        for (netuid, hotkey, entry) in Entries::<T>::iter() {
            Self::try_entry(netuid, &hotkey, &entry)?;
            let sum = held.entry(entry.payer).or_insert(0_u64);
            *sum = sum.checked_add(entry.deposit).ok_or("deposits pass 64 bits")?;
            waiting = waiting.checked_add(entry.due.is_some().into()).ok_or("entries pass 64 bits")?;
        }
        for (payer, sum) in held {
            let on_hold = T::Currency::balance_on_hold(&HoldReason::Deposit.into(), &payer);
            ensure!(on_hold == sum, "what is held is not the sum of the deposits");
        }
        let listed = TimelockedIndex::<T>::iter_keys().try_fold(0_u64, |count, _| count.checked_add(1));
        ensure!(listed == Some(waiting), "the index lists another number of commitments than wait");
        Self::try_keys()
    }

    fn try_entry(netuid: NetUid, hotkey: &T::AccountId, entry: &Entry<T::AccountId>) -> Result<(), TryRuntimeError> {
        let belongs = T::Neurons::owner(netuid, hotkey).is_some() || T::Neurons::is_dissolving(netuid);
        ensure!(belongs, "records of a hotkey without a neuron");
        let commitment = CommitmentOf::<T>::get(netuid, hotkey);
        let revealed = RevealedCommitments::<T>::get(netuid, hotkey).unwrap_or_default();
        let price =
            deposit_for::<T>(commitment.as_ref(), &revealed).map_err(|_| "the price of records passes 64 bits")?;
        ensure!(entry.deposit == price, "a deposit is not the price of the records");
        ensure!(commitment.as_ref().is_none_or(|commitment| commitment.deposit == price), "two deposits differ");
        ensure!(commitment.as_ref().is_none_or(|commitment| !commitment.info.fields.is_empty()), "an empty commitment");
        let first = commitment.and_then(|commitment| commitment.info.first_round());
        ensure!(first.is_some() == entry.due.is_some(), "a commitment waits for nothing, or nothing opens it");
        ensure!(first <= entry.due, "a commitment is opened before its round");
        if let Some(round) = entry.due {
            let listed = TimelockedIndex::<T>::contains_key((round.to_be_bytes(), netuid, hotkey));
            ensure!(listed, "the index lacks a commitment");
        }
        let most = usize::try_from(MAX_REVEALED).unwrap_or(usize::MAX);
        let longest = usize::try_from(MAX_TIME_LOCKED_BYTES).unwrap_or(usize::MAX);
        ensure!(revealed.len() <= most, "too many opened fields");
        ensure!(revealed.iter().all(|(bytes, _)| bytes.len() <= longest), "an opened field is too long");
        Ok(())
    }

    /// Checks that all records have an entry.
    fn try_keys() -> Result<(), TryRuntimeError> {
        let known = |netuid, hotkey: T::AccountId| Entries::<T>::contains_key(netuid, hotkey);
        let all = CommitmentOf::<T>::iter_keys().all(|(netuid, hotkey)| known(netuid, hotkey))
            && LastCommitment::<T>::iter_keys().all(|(netuid, hotkey)| known(netuid, hotkey))
            && LastBondsReset::<T>::iter_keys().all(|(netuid, hotkey)| known(netuid, hotkey))
            && RevealedCommitments::<T>::iter_keys().all(|(netuid, hotkey)| known(netuid, hotkey))
            && UsedSpaceOf::<T>::iter_keys().all(|(netuid, hotkey)| known(netuid, hotkey));
        ensure!(all, "records without an entry");
        Ok(())
    }
}
