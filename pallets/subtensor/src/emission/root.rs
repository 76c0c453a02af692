//! Root's decisions: the policy of emission, the votes of its validators, and the rule for its share of alpha. The only module
//! that writes [`RootWeights`], [`ActiveEmissionPolicy`] and [`RootDividends`].

use crate::{
    emission::policy::EmissionPolicies, ActiveEmissionPolicy, Config, Error, Event, NetworksAdded, Pallet,
    RootDividendRule, RootDividends, RootWeights, Uids,
};
use alloc::vec::Vec;
use dtao_primitives::{NetUid, Pools};
use frame_support::{ensure, pallet_prelude::DispatchResult, BoundedVec};

/// A validator's say: what it gives to each subnet that it names.
pub type Say<T> = BoundedVec<(NetUid, u16), <T as Config>::MaxPositions>;

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

    /// Sets the vote of a hotkey with a seat at root. See [`Pallet::set_root_weights`].
    pub fn do_set_root_weights(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        dests: Vec<NetUid>,
        weights: Vec<u16>,
    ) -> DispatchResult {
        Self::ensure_owner(coldkey, hotkey)?;
        ensure!(Uids::<T>::contains_key(NetUid::ROOT, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        ensure!(dests.len() == weights.len(), Error::<T>::WeightVecNotEqualSize);
        if dests.is_empty() {
            RootWeights::<T>::remove(hotkey);
            Self::deposit_event(Event::RootWeightsSet(hotkey.clone()));
            return Ok(());
        }
        let say = Self::ensure_say(dests, weights)?;
        RootWeights::<T>::insert(hotkey, say);
        Self::deposit_event(Event::RootWeightsSet(hotkey.clone()));
        Ok(())
    }

    fn ensure_say(dests: Vec<NetUid>, weights: Vec<u16>) -> Result<Say<T>, Error<T>> {
        for netuid in &dests {
            ensure!(!netuid.is_root() && NetworksAdded::<T>::get(netuid), Error::<T>::UidVecContainInvalidOne);
        }
        let mut say: Vec<_> = dests.into_iter().zip(weights).collect();
        say.sort_unstable_by_key(|(netuid, _)| *netuid);
        ensure!(say.is_sorted_by(|a, b| a.0 < b.0), Error::<T>::DuplicateUids);
        ensure!(say.iter().any(|(_, weight)| *weight > 0), Error::<T>::WeightVecLengthIsLow);
        say.try_into().map_err(|_| Error::<T>::UidVecContainInvalidOne)
    }

    /// Forgets what a hotkey voted, for it has lost its seat.
    pub(crate) fn forget_say(hotkey: &T::AccountId) {
        RootWeights::<T>::remove(hotkey);
    }

    /// Lets the hotkey that goes on in the place of another vote as that did.
    pub(crate) fn rename_say(old: &T::AccountId, new: &T::AccountId) {
        if let Some(say) = RootWeights::<T>::take(old) {
            RootWeights::<T>::insert(new, say);
        }
    }
}

impl<T: Config> Pallet<T> {
    /// Takes a subnet that is closed out of what root's validators said: one that will have its number gets no vote that
    /// was meant for it. Who named no other has no say any more.
    pub(crate) fn forget_votes(netuid: NetUid) {
        let named: Vec<_> =
            RootWeights::<T>::iter().filter(|(_, say)| say.iter().any(|(other, _)| *other == netuid)).collect();
        for (hotkey, mut say) in named {
            say.retain(|(other, _)| *other != netuid);
            if say.iter().any(|(_, weight)| *weight > 0) {
                RootWeights::<T>::insert(hotkey, say);
            } else {
                RootWeights::<T>::remove(hotkey);
            }
        }
    }
}
