//! All records of a neuron: what it has committed, what was opened of that, and the deposit. Nothing else writes [`CommitmentOf`],
//! [`RevealedCommitments`], [`Entries`] and [`TimelockedIndex`]; all other records of a neuron are moved and removed here.
//!
//! | state | bytes |
//! |---|---|
//! | each neuron with records: its entry, its place in the index, the blocks of its last commitment and reset, its space | [`NEURON`] |
//! | the commitment | [`KEY`] and its encoded length |
//! | what was opened, if there is any or will be | [`KEY`] and its encoded length |
//!
//! Opened content is not longer than the encrypted, and lists shorten it, so no opening needs a greater deposit.
//!
//! The deposit is the owner's of the neuron's hotkey. A swap of the coldkey changes the owner, and leaves the deposit where it is
//! held: the next commitment moves it to the new owner, and what comes back before goes to the new owner too. The neurons of a
//! dissolved subnet have no owner any more, so theirs comes back to the account from which it is held.

use crate::{
    CommitmentInfo, CommitmentOf, Config, Entries, Entry, Error, HoldReason, LastBondsReset, LastCommitment, Neurons,
    Pallet, Registration, Revealed, RevealedCommitments, TimelockedIndex, UsedSpaceOf, WeightInfo, MAX_REVEALED,
};
use alloc::vec::Vec;
use codec::Encode;
use dtao_math::state_price::growth;
use dtao_primitives::{NetUid, NeuronRecords};
use frame_support::{
    defensive,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::MutateHold,
        tokens::{Fortitude, Precision, Restriction},
    },
    weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;

/// The key of a map by subnet and account: 32 bytes of the map's name, 2 of the subnet, 8 of the account's hash, 32 of the
/// account.
pub const KEY: u64 = 74;

/// An entry with payer, deposit and round; a key of the index, with the round; two blocks; a number of space with its window.
pub const NEURON: u64 = (KEY + 49) + (KEY + 8) + 2 * (KEY + 4) + (KEY + 16);

/// The records of a neuron.
pub(crate) struct Records<'a, T: Config> {
    netuid: NetUid,
    hotkey: &'a T::AccountId,
    entry: Option<Entry<T::AccountId>>,
    revealed: Vec<Revealed>,
    /// `true` if `revealed` is not what is stored.
    opened: bool,
    /// The owner of the neuron's hotkey.
    owner: Option<T::AccountId>,
}

impl<'a, T: Config> Records<'a, T> {
    /// Loads the records, apart from the commitment itself.
    pub fn load(netuid: NetUid, hotkey: &'a T::AccountId) -> Self {
        let entry = Entries::<T>::get(netuid, hotkey);
        let revealed = RevealedCommitments::<T>::get(netuid, hotkey).unwrap_or_default();
        Self { netuid, hotkey, entry, revealed, opened: false, owner: T::Neurons::owner(netuid, hotkey) }
    }

    /// Returns the entry that is stored.
    pub fn entry(&self) -> Option<&Entry<T::AccountId>> {
        self.entry.as_ref()
    }

    /// Adds what was opened. The oldest goes if there are more than [`MAX_REVEALED`].
    pub fn add_revealed(&mut self, bytes: Vec<u8>, block: u64) {
        self.revealed.push((bytes, block));
        let most = usize::try_from(MAX_REVEALED).unwrap_or(usize::MAX);
        if self.revealed.len() > most {
            self.revealed.remove(0);
        }
        self.opened = true;
    }

    /// Stores the records with this commitment, set in `block` and waiting for the round `due`, and holds the deposit for them
    /// from `payer`. A commitment without fields is removed.
    ///
    /// # Errors
    /// [`Error::CannotAffordDeposit`], [`Error::Overflow`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn store(
        self,
        payer: &T::AccountId,
        block: BlockNumberFor<T>,
        info: CommitmentInfo,
        due: Option<u64>,
    ) -> DispatchResult {
        let mut commitment = (!info.fields.is_empty()).then_some(Registration { deposit: 0, block, info });
        let deposit = deposit_for::<T>(commitment.as_ref(), &self.revealed)?;
        let entry = Entry { payer: payer.clone(), deposit, due };
        self.hold(&entry)?;
        if let Some(commitment) = &mut commitment {
            commitment.deposit = deposit;
        }
        CommitmentOf::<T>::set(self.netuid, self.hotkey, commitment);
        if self.opened {
            RevealedCommitments::<T>::insert(self.netuid, self.hotkey, self.revealed);
        }
        let before = self.entry.and_then(|entry| entry.due);
        if before != due {
            remove_from_index::<T>(self.netuid, self.hotkey, before);
            add_to_index::<T>(self.netuid, self.hotkey, due);
        }
        Entries::<T>::insert(self.netuid, self.hotkey, entry);
        Ok(())
    }

    /// Changes what is held to the deposit of a new entry.
    fn hold(&self, new: &Entry<T::AccountId>) -> DispatchResult {
        let Some(old) = &self.entry else {
            return hold::<T>(&new.payer, new.deposit);
        };
        if old.payer != new.payer {
            give_back::<T>(&old.payer, Some(&new.payer), old.deposit)?;
            return hold::<T>(&new.payer, new.deposit);
        }
        let change = new.deposit.abs_diff(old.deposit);
        if new.deposit > old.deposit {
            hold::<T>(&new.payer, change)
        } else {
            give_back::<T>(&old.payer, self.owner.as_ref(), change)
        }
    }
}

/// Returns the deposit for the records of a neuron.
pub(crate) fn deposit_for<T: Config>(
    commitment: Option<&Registration<BlockNumberFor<T>>>,
    revealed: &[Revealed],
) -> Result<u64, DispatchError> {
    let bytes = |value: usize| u64::try_from(value).ok()?.checked_add(KEY);
    let waits = commitment.is_some_and(|commitment| commitment.info.first_round().is_some());
    let of_commitment = commitment.map_or(Some(0), |commitment| bytes(commitment.encoded_size()));
    let of_revealed = if waits || !revealed.is_empty() { bytes(revealed.encoded_size()) } else { Some(0) };
    let all = of_commitment
        .zip(of_revealed)
        .and_then(|(commitment, revealed)| NEURON.checked_add(commitment)?.checked_add(revealed))
        .ok_or(Error::<T>::Overflow)?;
    growth(0, all, 0).map_err(|_| Error::<T>::Overflow.into())
}

fn hold<T: Config>(payer: &T::AccountId, amount: u64) -> DispatchResult {
    T::Currency::hold(&HoldReason::Deposit.into(), payer, amount).map_err(|_| Error::<T>::CannotAffordDeposit.into())
}

/// Ends the hold of an amount. It goes to the owner of the hotkey, if that is another account than the one that has paid.
fn give_back<T: Config>(payer: &T::AccountId, owner: Option<&T::AccountId>, amount: u64) -> DispatchResult {
    let reason = HoldReason::Deposit.into();
    match owner.filter(|owner| *owner != payer) {
        Some(owner) if amount > 0 => {
            let (exact, free, polite) = (Precision::Exact, Restriction::Free, Fortitude::Polite);
            T::Currency::transfer_on_hold(&reason, payer, owner, amount, exact, free, polite).map(|_| ())
        }
        _ => T::Currency::release(&reason, payer, amount, Precision::Exact).map(|_| ()),
    }
}

fn add_to_index<T: Config>(netuid: NetUid, hotkey: &T::AccountId, due: Option<u64>) {
    if let Some(round) = due {
        TimelockedIndex::<T>::insert((round.to_be_bytes(), netuid, hotkey), ());
    }
}

fn remove_from_index<T: Config>(netuid: NetUid, hotkey: &T::AccountId, due: Option<u64>) {
    if let Some(round) = due {
        TimelockedIndex::<T>::remove((round.to_be_bytes(), netuid, hotkey));
    }
}

impl<T: Config> NeuronRecords<T::AccountId> for Pallet<T> {
    fn exist(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        Entries::<T>::contains_key(netuid, hotkey)
    }

    fn remove(netuid: NetUid, hotkey: &T::AccountId) {
        let Some(entry) = Entries::<T>::take(netuid, hotkey) else {
            return;
        };
        remove_from_index::<T>(netuid, hotkey, entry.due);
        CommitmentOf::<T>::remove(netuid, hotkey);
        LastCommitment::<T>::remove(netuid, hotkey);
        LastBondsReset::<T>::remove(netuid, hotkey);
        RevealedCommitments::<T>::remove(netuid, hotkey);
        UsedSpaceOf::<T>::remove(netuid, hotkey);
        let owner = T::Neurons::owner(netuid, hotkey);
        if give_back::<T>(&entry.payer, owner.as_ref(), entry.deposit).is_err() {
            defensive!("a deposit that is not held", entry);
        }
    }

    fn remove_for_subnet(netuid: NetUid, most: u32) -> (u32, bool) {
        let limit = usize::try_from(most).unwrap_or(usize::MAX);
        let hotkeys: Vec<_> = Entries::<T>::iter_key_prefix(netuid).take(limit).collect();
        for hotkey in &hotkeys {
            Self::remove(netuid, hotkey);
        }
        let removed = u32::try_from(hotkeys.len()).unwrap_or(most);
        (removed, removed < most)
    }

    fn move_to_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        let Some(entry) = Entries::<T>::take(netuid, old) else {
            return;
        };
        remove_from_index::<T>(netuid, old, entry.due);
        add_to_index::<T>(netuid, new, entry.due);
        Entries::<T>::insert(netuid, new, entry);
        CommitmentOf::<T>::swap(netuid, old, netuid, new);
        LastCommitment::<T>::swap(netuid, old, netuid, new);
        LastBondsReset::<T>::swap(netuid, old, netuid, new);
        RevealedCommitments::<T>::swap(netuid, old, netuid, new);
        UsedSpaceOf::<T>::swap(netuid, old, netuid, new);
    }

    fn removal_weight(neurons: u32) -> Weight {
        T::WeightInfo::remove_records(neurons)
    }
}
