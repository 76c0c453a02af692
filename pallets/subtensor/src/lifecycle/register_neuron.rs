//! Registering a neuron, and what that costs. [`Burn`], [`BurnsInDecay`] and [`RegistrationsThisBlock`] are written here.

use crate::{
    ledger::errors::trade_error, ledger::hotkeys, Burn, BurnHalfLife, BurnIncreaseMult, BurnsInDecay, Config, Error,
    Event, MaxAllowedUids, MaxBurn, MaxRegistrationsPerBlock, MinBurn, NetworksAdded, Neurons, Owner, Pallet,
    RegistrationsThisBlock, Uids,
};
use alloc::{collections::BTreeMap, vec::Vec};
use dtao_math::burn::{decay_factor, decayed_by, raised};
use dtao_primitives::{Bounds, NetUid, OpenPool, Pools, Quote, TaoBalance};
use frame_support::{
    defensive, ensure,
    pallet_prelude::{BoundedVec, DispatchError, DispatchResult},
    traits::{
        fungible::Inspect,
        tokens::{Fortitude, Preservation},
    },
};

/// What a neuron costs at a new subnet, in rao, within the bounds that hold there: 1 TAO.
const FIRST_BURN: u64 = 1_000_000_000;

impl<T: Config> Pallet<T> {
    /// Registers a neuron for what it costs now, if that is at most `limit` rao. Returns its UID. See
    /// [`Pallet::burned_register`].
    ///
    /// The TAO buys alpha in the subnet's pool, as any stake does, whether the subnet was started or not; that alpha is
    /// recycled. The errors come in the order that [`Pallet::register_limit`] documents.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_burned_register(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        limit: Option<u64>,
    ) -> Result<u16, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
        let pool = T::Pools::get(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        ensure!(pool.registration_allowed, Error::<T>::SubNetRegistrationDisabled);
        Self::ensure_registrable(netuid, hotkey)?;
        let burn = Burn::<T>::get(netuid);
        ensure!(limit.is_none_or(|limit| burn.rao() <= limit), Error::<T>::RegistrationPriceLimitExceeded);
        let spendable = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
        ensure!(spendable >= burn.rao(), Error::<T>::NotEnoughBalanceToStake);
        Self::ensure_adoptable(coldkey, hotkey)?;
        let uid = Self::seat(netuid, hotkey)?;
        Self::pay_for_neuron(coldkey, netuid, burn)?;
        hotkeys::adopt::<T>(hotkey, coldkey);
        Self::count_registration(netuid)?;
        Self::raise_burn(netuid, burn)?;
        Self::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
        Ok(uid)
    }

    /// Makes a coldkey the owner of a hotkey that has none. See [`Pallet::try_associate_hotkey`].
    pub fn do_associate_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        Self::ensure_adoptable(coldkey, hotkey)?;
        if Owner::<T>::contains_key(hotkey) {
            return Ok(());
        }
        hotkeys::adopt::<T>(hotkey, coldkey);
        Self::deposit_event(Event::HotkeyAssociated { coldkey: coldkey.clone(), hotkey: hotkey.clone() });
        Ok(())
    }

    /// A hotkey that has no neuron at a subnet yet, in a block that has room for another registration there.
    ///
    /// # Errors
    /// [`Error::TooManyRegistrationsThisBlock`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
    pub(crate) fn ensure_registrable(netuid: NetUid, hotkey: &T::AccountId) -> Result<(), Error<T>> {
        ensure!(
            Self::registrations_now(netuid) < MaxRegistrationsPerBlock::<T>::get(netuid),
            Error::<T>::TooManyRegistrationsThisBlock
        );
        ensure!(!Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
        Ok(())
    }

    /// Counts a registration.
    pub(crate) fn count_registration(netuid: NetUid) -> Result<(), Error<T>> {
        let count = Self::registrations_now(netuid).checked_add(1);
        let count = count.ok_or(Error::<T>::Overflow)?;
        RegistrationsThisBlock::<T>::insert(netuid, (Self::current_block(), count));
        Ok(())
    }

    /// How many neurons were registered at a subnet in this block.
    fn registrations_now(netuid: NetUid) -> u16 {
        let (last, count) = RegistrationsThisBlock::<T>::get(netuid);
        if last == Self::current_block() {
            count
        } else {
            0
        }
    }

    /// A hotkey that is the coldkey's, or can become it.
    ///
    /// # Errors
    /// [`Error::NonAssociatedColdKey`] where another coldkey owns it.
    pub(crate) fn ensure_adoptable(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<(), Error<T>> {
        let free = Owner::<T>::try_get(hotkey).map_or(true, |owner| owner == *coldkey);
        ensure!(free, Error::<T>::NonAssociatedColdKey);
        Ok(())
    }

    /// Gives a hotkey the next UID, or where there are as many neurons as may be that of another.
    fn seat(netuid: NetUid, hotkey: &T::AccountId) -> Result<u16, DispatchError> {
        let block = Self::current_block();
        if Neurons::<T>::count(netuid) < MaxAllowedUids::<T>::get(netuid) {
            return Neurons::<T>::append(netuid, hotkey, block);
        }
        let uid = Self::neuron_to_replace(netuid)?;
        Neurons::<T>::replace(netuid, uid, hotkey, block)?;
        Ok(uid)
    }

    /// Buys alpha for what a neuron costs, and recycles it. Where it costs nothing nothing is bought.
    fn pay_for_neuron(coldkey: &T::AccountId, netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        if burn.is_zero() {
            return Ok(());
        }
        let pool = T::Pools::open(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let quote = pool.quote_buy(burn, Bounds::Unbounded).map_err(trade_error::<T>)?;
        quote.settle_and_recycle(coldkey)
    }

    /// What the next neuron costs after one was registered for `burn`.
    fn raise_burn(netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        let (min, max) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
        let factor = BurnIncreaseMult::<T>::get(netuid);
        Self::put_burn(netuid, raised(burn.rao(), factor, min.rao(), max.rao()).into())
    }

    /// Sets what a neuron costs, and lists the subnet among those whose cost falls where that is above the least.
    ///
    /// # Errors
    /// [`Error::Overflow`] where more subnets are listed than there may be.
    pub(crate) fn put_burn(netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        Burn::<T>::insert(netuid, burn);
        let falls = burn > MinBurn::<T>::get(netuid);
        let mut listed = BurnsInDecay::<T>::get();
        match (listed.binary_search(&netuid), falls) {
            (Err(place), true) => {
                let room = listed.try_insert(place, netuid);
                room.map_err(|_| Error::<T>::Overflow)?;
            }
            (Ok(place), false) => {
                listed.remove(place);
            }
            _ => return Ok(()),
        }
        BurnsInDecay::<T>::put(listed);
        Ok(())
    }

    /// Lets the cost of a neuron fall by one block, at the subnets where it is above the least. Returns how many these
    /// are.
    ///
    /// What has come down to the least leaves the list, and so does a subnet that is no more.
    pub(crate) fn decay_burns() -> u32 {
        let listed = BurnsInDecay::<T>::get();
        let count = listed.len();
        if count == 0 {
            return 0;
        }
        let mut factors = BTreeMap::new();
        let left: Vec<_> = listed.into_iter().filter(|netuid| Self::decay_burn(*netuid, &mut factors)).collect();
        if left.len() < count {
            match left.try_into() {
                Ok(left) => BurnsInDecay::<T>::put::<BoundedVec<_, _>>(left),
                Err(_) => {
                    defensive!("a part of a list that is longer than the list");
                }
            }
        }
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Lets the cost at one subnet fall. Whether it is still above the least. `factors` are those of the half-lives that
    /// were met before.
    fn decay_burn(netuid: NetUid, factors: &mut BTreeMap<u16, u64>) -> bool {
        if !NetworksAdded::<T>::get(netuid) {
            return false;
        }
        let half_life = BurnHalfLife::<T>::get(netuid);
        let factor = *factors.entry(half_life).or_insert_with(|| decay_factor(half_life));
        let (min, max) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
        let burn = Burn::<T>::get(netuid);
        let after = TaoBalance::new(decayed_by(burn.rao(), factor, min.rao(), max.rao()));
        if after != burn {
            Burn::<T>::insert(netuid, after);
        }
        after > min
    }

    /// Sets what a neuron costs at a new subnet. It falls from there.
    ///
    /// # Errors
    /// [`Error::Overflow`] where more costs fall than there may be subnets.
    pub(crate) fn open_burn(netuid: NetUid) -> DispatchResult {
        let least = MinBurn::<T>::get(netuid);
        let burn = TaoBalance::new(FIRST_BURN).min(MaxBurn::<T>::get(netuid)).max(least);
        Self::put_burn(netuid, burn)
    }

    /// Forgets what a neuron costs at a subnet that is closed.
    pub(crate) fn close_burn(netuid: NetUid) {
        Burn::<T>::remove(netuid);
        BurnsInDecay::<T>::mutate(|falling| falling.retain(|other| *other != netuid));
    }

    /// Brings the cost of a neuron into bounds that have changed; if it is above the least then, it falls from the next
    /// block on.
    pub(crate) fn bounds_changed(netuid: NetUid) {
        let (least, most) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
        let burn = Burn::<T>::get(netuid).min(most).max(least);
        if Self::put_burn(netuid, burn).is_err() {
            defensive!("more subnets than there may be", netuid);
        }
    }
}
