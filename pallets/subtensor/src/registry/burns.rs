//! The price of a neuron, in rao. [`Burns`] is the only writer of [`Burn`] and [`BurnsInDecay`].
//!
//! The price rises with each registration and decays with each block, between [`MinBurn`] and [`MaxBurn`]. Only the subnets
//! whose price is above the minimum are listed and visited in a block.

use crate::{Burn, BurnHalfLife, BurnIncreaseMult, BurnsInDecay, Config, Error, MaxBurn, MinBurn, NetworksAdded};
use alloc::{collections::BTreeMap, vec::Vec};
use core::marker::PhantomData;
use dtao_math::burn::{decay_factor, decayed_by, raised};
use dtao_primitives::{NetUid, TaoBalance};
use frame_support::{
    defensive,
    pallet_prelude::{BoundedVec, DispatchResult},
};

/// The price of a neuron at a new subnet, in rao, before the subnet's bounds apply: 1 TAO.
const FIRST_BURN: u64 = 1_000_000_000;

/// Reads and writes the prices of neurons.
pub struct Burns<T>(PhantomData<T>);

impl<T: Config> Burns<T> {
    /// Sets the price at a new subnet.
    ///
    /// # Errors
    /// [`Error::Overflow`] if more subnets are listed than there may be.
    pub(crate) fn open(netuid: NetUid) -> DispatchResult {
        Self::put_bounded(netuid, TaoBalance::new(FIRST_BURN))
    }

    /// Stores the price at a subnet of the genesis, or of an earlier version, as it is by default: the minimum; 0 at root, whose
    /// seats cost nothing.
    pub(crate) fn store_default(netuid: NetUid) {
        if !Burn::<T>::contains_key(netuid) {
            let burn = if netuid.is_root() { TaoBalance::ZERO } else { Burn::<T>::get(netuid) };
            Burn::<T>::insert(netuid, burn);
        }
    }

    /// Removes the price at a dissolved subnet.
    pub(crate) fn remove_for_subnet(netuid: NetUid) {
        Burn::<T>::remove(netuid);
        BurnsInDecay::<T>::mutate(|listed| listed.retain(|other| *other != netuid));
    }

    /// Raises the price after a registration for `burn`.
    ///
    /// # Errors
    /// [`Error::Overflow`] if more subnets are listed than there may be.
    pub(crate) fn raise(netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        let (min, max) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
        let factor = BurnIncreaseMult::<T>::get(netuid);
        Self::put(netuid, raised(burn.rao(), factor, min.rao(), max.rao()).into())
    }

    /// Brings the price into bounds that have changed.
    pub(crate) fn apply_bounds(netuid: NetUid) {
        if Self::put_bounded(netuid, Burn::<T>::get(netuid)).is_err() {
            defensive!("more subnets than there may be", netuid);
        }
    }

    fn put_bounded(netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        Self::put(netuid, burn.min(MaxBurn::<T>::get(netuid)).max(MinBurn::<T>::get(netuid)))
    }

    /// Sets the price and lists the subnet if the price is above the minimum.
    ///
    /// # Errors
    /// [`Error::Overflow`] if more subnets are listed than there may be.
    pub(crate) fn put(netuid: NetUid, burn: TaoBalance) -> DispatchResult {
        Burn::<T>::insert(netuid, burn);
        let decays = burn > MinBurn::<T>::get(netuid);
        let mut listed = BurnsInDecay::<T>::get();
        match (listed.binary_search(&netuid), decays) {
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

    /// Decays the listed prices by one block and returns their number.
    ///
    /// A subnet leaves the list when its price reaches the minimum, or if it no longer exists.
    pub(crate) fn decay() -> u32 {
        let listed = BurnsInDecay::<T>::get();
        let count = listed.len();
        if count == 0 {
            return 0;
        }
        let mut factors = BTreeMap::new();
        let left: Vec<_> = listed.into_iter().filter(|netuid| Self::decay_at(*netuid, &mut factors)).collect();
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

    /// Decays the price at one subnet. Returns `true` if it is still above the minimum. `factors` caches the factors by
    /// half-life.
    fn decay_at(netuid: NetUid, factors: &mut BTreeMap<u16, u64>) -> bool {
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
}
