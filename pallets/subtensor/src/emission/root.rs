//! Root's decisions: the policy of emission, the votes of its validators, and the rules for its share of alpha and for TAO that
//! alpha cannot balance. The only module that writes [`RootWeights`], [`ActiveEmissionPolicy`], [`RootDividends`] and
//! [`Injection`].

use crate::{
    emission::policy::EmissionPolicies, ledger::hotkeys::Hotkeys, ActiveEmissionPolicy, Config, Error, Event,
    Injection, InjectionRule, NetworksAdded, Pallet, RootDividendRule, RootDividends, RootWeights, Uids,
};
use alloc::vec::Vec;
use dtao_primitives::{NetUid, Pools};
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};

/// A root validator's vote: the weight of each subnet that it names, in ascending order of the subnets.
pub type Vote<T> = BoundedVec<(NetUid, u16), <T as Config>::MaxPositions>;

impl<T: Config> Pallet<T> {
    /// Puts a policy of emission in force, from the next block on. See [`Pallet::set_emission_policy`].
    pub fn do_set_emission_policy(id: u8) -> DispatchResult {
        ensure!(T::Policies::name(id).is_some(), Error::<T>::NoSuchEmissionPolicy);
        ActiveEmissionPolicy::<T>::put(id);
        if let Some(books) = T::Pools::books() {
            T::Policies::refresh(id, &books.subnets);
        }
        Self::deposit_event(Event::EmissionPolicySet(id));
        Ok(())
    }

    /// Changes the rule for root's share of alpha. See [`Pallet::set_root_dividends`].
    pub fn do_set_root_dividends(rule: RootDividendRule) {
        RootDividends::<T>::put(rule);
        Self::deposit_event(Event::RootDividendsSet(rule));
    }

    /// Changes the rule for TAO that the alpha schedule cannot balance. See [`Pallet::set_injection`].
    pub fn do_set_injection(rule: InjectionRule) {
        Injection::<T>::put(rule);
        Self::deposit_event(Event::InjectionSet(rule));
    }

    /// Sets the vote of a hotkey with a seat at root. See [`Pallet::set_root_weights`].
    pub fn do_set_root_weights(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        dests: Vec<NetUid>,
        weights: Vec<u16>,
    ) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        ensure!(Uids::<T>::contains_key(NetUid::ROOT, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        ensure!(dests.len() == weights.len(), Error::<T>::WeightVecNotEqualSize);
        if dests.is_empty() {
            RootWeights::<T>::remove(hotkey);
        } else {
            RootWeights::<T>::insert(hotkey, Self::ensure_vote(dests, weights)?);
        }
        Self::deposit_event(Event::RootWeightsSet(hotkey.clone()));
        Ok(())
    }

    fn ensure_vote(dests: Vec<NetUid>, weights: Vec<u16>) -> Result<Vote<T>, Error<T>> {
        for netuid in &dests {
            ensure!(!netuid.is_root() && NetworksAdded::<T>::get(netuid), Error::<T>::UidVecContainInvalidOne);
        }
        let mut vote: Vec<_> = dests.into_iter().zip(weights).collect();
        vote.sort_unstable_by_key(|(netuid, _)| *netuid);
        ensure!(vote.is_sorted_by(|a, b| a.0 < b.0), Error::<T>::DuplicateUids);
        ensure!(vote.iter().any(|(_, weight)| *weight > 0), Error::<T>::WeightVecLengthIsLow);
        vote.try_into().map_err(|_| Error::<T>::UidVecContainInvalidOne)
    }
}

/// Removes the vote of a hotkey that has lost its seat.
pub(crate) fn remove_vote<T: Config>(hotkey: &T::AccountId) {
    RootWeights::<T>::remove(hotkey);
}

/// Moves the vote of a hotkey to the one that replaces it.
pub(crate) fn move_vote<T: Config>(old: &T::AccountId, new: &T::AccountId) {
    if let Some(vote) = RootWeights::<T>::take(old) {
        RootWeights::<T>::insert(new, vote);
    }
}

/// Removes a dissolved subnet from all votes, so that a later subnet with its number does not inherit them. A vote that gave
/// weight to no other subnet is removed.
pub(crate) fn remove_for_subnet<T: Config>(netuid: NetUid) {
    let named: Vec<_> =
        RootWeights::<T>::iter().filter(|(_, vote)| vote.iter().any(|(other, _)| *other == netuid)).collect();
    for (hotkey, mut vote) in named {
        vote.retain(|(other, _)| *other != netuid);
        if vote.iter().any(|(_, weight)| *weight > 0) {
            RootWeights::<T>::insert(hotkey, vote);
        } else {
            RootWeights::<T>::remove(hotkey);
        }
    }
}
