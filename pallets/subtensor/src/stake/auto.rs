//! The hotkey to which a coldkey's miners stake their earnings. The only module that writes [`AutoStakeDestination`] and
//! [`AutoStakeNeuron`].
//!
//! A coldkey chooses a hotkey, and means the neuron that it has then ([`ChosenNeuron`]). If the hotkey is swapped, the neuron
//! stays, and the choice follows it, through any number of swaps and without a loop over those who chose it. If the neuron is
//! replaced, earnings stay with their miners until the hotkey has a neuron again; a hotkey that has another owner by then is
//! not the one that was chosen. A choice for a subnet that was dissolved is none for the next subnet of its number.
//!
//! A hotkey with a neuron gets another owner only by a swap of its owner's coldkey. The next payout finds the same hotkey with the
//! same neuron, and records the new owner. If the hotkey is swapped too before that payout, or leaves its UID, the choice ends.
//!
//! Clients read [`AutoStakeDestination`] from storage. A payout brings it up to date for the miners that it pays.

use crate::{
    ledger::state, AutoStakeDestination, AutoStakeNeuron, BlockAtRegistration, Config, Error, Event, Keys,
    NetworkRegisteredAt, NetworksAdded, Owner, Pallet, PerNeuron, Uids,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use scale_info::TypeInfo;

/// The neuron that a choice is for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ChosenNeuron<AccountId> {
    /// Its UID.
    pub uid: u16,
    /// The block of its registration.
    pub registered_at: u64,
    /// The owner of its hotkey.
    pub owner: AccountId,
}

/// The present meaning of a coldkey's choice.
#[derive(PartialEq, Eq)]
enum Choice<AccountId> {
    /// The coldkey has not chosen.
    None,
    /// It chose for an earlier subnet, or a hotkey that belongs to somebody else now.
    Void,
    /// The hotkey has no neuron now.
    Away,
    /// The hotkey of the chosen neuron; `true` if the records of the choice name another hotkey, or another owner of it.
    At(AccountId, bool),
}

/// Resolves the choices of coldkeys at one subnet.
pub(crate) struct AutoStakes<T: Config> {
    netuid: NetUid,
    /// The block of the subnet's registration.
    since: u64,
    /// The block of each neuron's registration.
    registered: PerNeuron<u64>,
    config: PhantomData<T>,
}

impl<T: Config> AutoStakes<T> {
    /// Loads what all choices at a subnet depend on.
    pub(crate) fn load(netuid: NetUid) -> Self {
        let (since, registered) = (NetworkRegisteredAt::<T>::get(netuid), BlockAtRegistration::<T>::get(netuid));
        Self { netuid, since, registered, config: PhantomData }
    }

    /// Returns the hotkey to which this miner's earnings are staked: the coldkey's choice if it has a neuron, else the miner
    /// itself. Brings the records of the choice up to date, or removes them if it is void.
    pub(crate) fn settle(&self, coldkey: &T::AccountId, miner: &T::AccountId) -> T::AccountId {
        match self.choice(coldkey) {
            Choice::At(hotkey, outdated) => {
                if outdated {
                    self.store(coldkey, &hotkey);
                }
                return hotkey;
            }
            Choice::Void => {
                AutoStakeDestination::<T>::remove(coldkey, self.netuid);
                AutoStakeNeuron::<T>::remove(coldkey, self.netuid);
            }
            Choice::None | Choice::Away => {}
        }
        miner.clone()
    }

    fn choice(&self, coldkey: &T::AccountId) -> Choice<T::AccountId> {
        let Some(hotkey) = AutoStakeDestination::<T>::get(coldkey, self.netuid) else {
            return Choice::None;
        };
        if let Some(chosen) = AutoStakeNeuron::<T>::get(coldkey, self.netuid) {
            if chosen.registered_at < self.since {
                return Choice::Void;
            }
            if self.registered.get(usize::from(chosen.uid)) == Some(&chosen.registered_at) {
                let now = Keys::<T>::get(self.netuid, chosen.uid);
                let is_same_hotkey = now == hotkey;
                let is_same_owner = Owner::<T>::try_get(&now).is_ok_and(|owner| owner == chosen.owner);
                // If both changed, the neuron may be a stranger's, of the same block, that got the UID in a trim.
                if is_same_hotkey || is_same_owner {
                    return Choice::At(now, !(is_same_hotkey && is_same_owner));
                }
            }
            if Owner::<T>::try_get(&hotkey).is_ok_and(|owner| owner != chosen.owner) {
                return Choice::Void;
            }
        }
        if Uids::<T>::contains_key(self.netuid, &hotkey) {
            Choice::At(hotkey, true)
        } else {
            Choice::Away
        }
    }

    /// Stores a choice for the neuron that a hotkey has now.
    fn store(&self, coldkey: &T::AccountId, hotkey: &T::AccountId) {
        let Some(uid) = Uids::<T>::get(self.netuid, hotkey) else {
            return;
        };
        let registered_at = self.registered.get(usize::from(uid)).copied().unwrap_or_default();
        let chosen = ChosenNeuron { uid, registered_at, owner: Owner::<T>::get(hotkey) };
        AutoStakeDestination::<T>::insert(coldkey, self.netuid, hotkey);
        AutoStakeNeuron::<T>::insert(coldkey, self.netuid, chosen);
    }
}

impl<T: Config> Pallet<T> {
    /// Chooses the hotkey. See [`Pallet::set_coldkey_auto_stake_hotkey`].
    pub fn do_set_auto_stake(coldkey: &T::AccountId, netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        ensure!(Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        ensure!(
            Self::auto_stake_hotkey(coldkey, netuid).as_ref() != Some(hotkey),
            Error::<T>::SameAutoStakeHotkeyAlreadySet
        );
        if !AutoStakeDestination::<T>::contains_key(coldkey, netuid) {
            state::pay::<T>(coldkey, state::DESTINATION)?;
        }
        AutoStakes::<T>::load(netuid).store(coldkey, hotkey);
        Self::deposit_event(Event::AutoStakeDestinationSet {
            coldkey: coldkey.clone(),
            netuid,
            hotkey: hotkey.clone(),
        });
        Ok(())
    }

    /// Returns the hotkey to which all earnings of a coldkey's miners at a subnet are staked, if it chose one that has a
    /// neuron there.
    pub fn auto_stake_hotkey(coldkey: &T::AccountId, netuid: NetUid) -> Option<T::AccountId> {
        match AutoStakes::<T>::load(netuid).choice(coldkey) {
            Choice::At(hotkey, _) => Some(hotkey),
            Choice::None | Choice::Void | Choice::Away => None,
        }
    }
}

/// Moves at most `most` of a coldkey's choices to another coldkey, whose own come first. Returns their number. Hotkeys that both
/// have owned one after the other are the same choice.
pub(crate) fn move_to_coldkey<T: Config>(old: &T::AccountId, new: &T::AccountId, most: usize) -> usize {
    let chosen: Vec<_> = AutoStakeDestination::<T>::iter_prefix(old).take(most).collect();
    for (netuid, hotkey) in &chosen {
        AutoStakeDestination::<T>::remove(old, netuid);
        let neuron = AutoStakeNeuron::<T>::take(old, netuid);
        if AutoStakeDestination::<T>::contains_key(new, netuid) {
            continue;
        }
        AutoStakeDestination::<T>::insert(new, netuid, hotkey);
        if let Some(mut neuron) = neuron {
            if neuron.owner == *old {
                neuron.owner = new.clone();
            }
            AutoStakeNeuron::<T>::insert(new, netuid, neuron);
        }
    }
    chosen.len()
}
