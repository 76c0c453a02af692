//! Ends of relations, by the child.

use crate::{
    ledger::hotkeys::Hotkeys,
    registry::families::{Families, MAX_PARENTS},
    Config, Error, Event, NetworksAdded, Pallet, ParentKeys,
};
use alloc::{collections::BTreeSet, vec::Vec};
use dtao_primitives::NetUid;
use frame_support::{
    ensure,
    pallet_prelude::{ConstU32, DispatchResult},
    BoundedVec,
};

impl<T: Config> Pallet<T> {
    /// Drops parents of a hotkey. See [`Pallet::drop_parents`].
    pub fn do_drop_parents(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        parents: BoundedVec<T::AccountId, ConstU32<MAX_PARENTS>>,
    ) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        let named: BTreeSet<_> = parents.into_iter().collect();
        let known = ParentKeys::<T>::get(hotkey, netuid);
        let dropped: Vec<_> =
            known.into_iter().map(|(_, parent)| parent).filter(|parent| named.contains(parent)).collect();
        ensure!(!dropped.is_empty(), Error::<T>::NoSuchParent);
        for parent in &dropped {
            let left = Families::<T>::separate(netuid, parent, hotkey);
            Self::deposit_event(Event::SetChildren(parent.clone(), netuid, left.into_inner()));
        }
        Self::deposit_event(Event::ParentsDropped { netuid, child: hotkey.clone(), parents: dropped });
        Ok(())
    }
}
