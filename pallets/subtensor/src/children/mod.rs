//! Child hotkeys: who works for whom. [`ChildKeys`], [`ParentKeys`], [`PendingChildKeys`], [`PendingChildQueue`],
//! [`ChildLinks`], [`ChildkeyTake`] and what limits their changes are written here alone.

pub(crate) mod rename;

use crate::{Config, Error, Pallet};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use frame_support::{
    pallet_prelude::{ConstU32, DispatchResult},
    BoundedVec,
};

/// The most children of a hotkey at a subnet.
pub const MAX_CHILDREN: u32 = 5;

/// The most parents of a hotkey at a subnet.
pub const MAX_PARENTS: u32 = 64;

/// The most hotkeys whose children wait at a subnet.
pub const MAX_PENDING: u32 = 256;

/// Children or parents: (part of the parent's stake weight in parts of 2⁶⁴ − 1, hotkey).
pub type Family<T, const N: u32> =
    BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<N>>;

impl<T: Config> Pallet<T> {
    /// Chooses a hotkey's children. See [`Pallet::set_children`].
    pub fn do_set_children(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Vec<(u64, T::AccountId)>,
    ) -> DispatchResult {
        let _ = (coldkey, hotkey, netuid, children);
        Err(Error::<T>::Overflow.into())
    }

    /// Sets what a child keeps. See [`Pallet::set_childkey_take`].
    pub fn do_set_childkey_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        take: u16,
    ) -> DispatchResult {
        let _ = (coldkey, hotkey, netuid, take);
        Err(Error::<T>::Overflow.into())
    }

    /// Lets the children count whose time has come. Called at each of the subnet's epochs, after its payout. Returns how
    /// many hotkeys' children changed.
    pub(crate) fn apply_pending_children(netuid: NetUid, block: u64) -> u32 {
        let _ = (netuid, block);
        0
    }

    /// Moves a hotkey's place as a parent and as a child to another hotkey.
    pub(crate) fn rename_in_families(
        netuid: NetUid,
        old: &T::AccountId,
        new: &T::AccountId,
    ) -> DispatchResult {
        let _ = (netuid, old, new);
        Ok(())
    }

    /// Forgets up to `limit` of a closed subnet's parents, with their children. Whether none are left.
    pub(crate) fn clear_families(netuid: NetUid, limit: u32) -> bool {
        let _ = (netuid, limit);
        true
    }
}
