//! The order in which neurons are replaced, and the removal of neurons by a smaller maximum.

use crate::{
    registry::neurons::Neurons, validator_weights::timelocked, BlockAtRegistration, Config, Emission, Error,
    ImmuneOwnerUidsLimit, ImmunityPeriod, MaxAllowedUids, MaxAllowedValidators, NetworksAdded, OwnedHotkeys, Pallet,
    SubnetOwner, SubnetOwnerHotkey, Uids,
};
use alloc::{collections::BTreeSet, vec::Vec};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// The number of hotkeys of a subnet's owner among which those with a neuron that is never replaced are looked for.
const OWNED_LOOKED_AT: usize = 16;

/// The most of the neurons that stay that may be immune, in per cent.
const MAX_IMMUNE_PERCENT: u32 = 80;

/// A neuron that may be replaced. The first in order is replaced first: the one with the lowest emission in the last epoch; among
/// equals the earliest registered; among these the one with the lowest UID; and immune ones after all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Replaceable {
    /// `true` for [`ImmunityPeriod`] blocks from the registration.
    pub is_immune: bool,
    /// The emission in the last epoch.
    pub emission: AlphaBalance,
    /// The block of the registration.
    pub registered: u64,
    /// The UID.
    pub uid: u16,
}

/// Returns the neurons that may be replaced, by UID: all but those [of the owner](owners_neurons).
pub(super) fn replaceable<T: Config>(netuid: NetUid) -> impl Iterator<Item = Replaceable> {
    let block = Pallet::<T>::current_block();
    let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
    let never = owners_neurons::<T>(netuid);
    let registered = BlockAtRegistration::<T>::get(netuid);
    let emission = Emission::<T>::get(netuid);
    (0..Neurons::<T>::count(netuid))
        .zip(registered.into_iter().zip(emission))
        .filter(move |(uid, _)| !never.contains(uid))
        .map(move |(uid, (registered, emission))| {
            let is_immune = block.abs_diff(registered) < immunity;
            Replaceable { is_immune, emission, registered, uid }
        })
}

/// Returns the UIDs that are never replaced: that of the subnet owner's hotkey, and of further hotkeys of the owner, in the order of
/// [`OwnedHotkeys`], up to [`ImmuneOwnerUidsLimit`]. Only the first 16 hotkeys are looked at.
fn owners_neurons<T: Config>(netuid: NetUid) -> Vec<u16> {
    let mut uids: Vec<_> = Uids::<T>::get(netuid, SubnetOwnerHotkey::<T>::get(netuid)).into_iter().collect();
    let most = usize::from(ImmuneOwnerUidsLimit::<T>::get(netuid));
    if uids.len() >= most {
        return uids;
    }
    for hotkey in OwnedHotkeys::<T>::get(SubnetOwner::<T>::get(netuid)).into_iter().take(OWNED_LOOKED_AT) {
        if uids.len() >= most {
            break;
        }
        if let Some(uid) = Uids::<T>::get(netuid, hotkey).filter(|uid| !uids.contains(uid)) {
            uids.push(uid);
        }
    }
    uids
}

impl<T: Config> Pallet<T> {
    /// Removes neurons of a subnet in the order of `Replaceable` until `max_n` are left, and no immune ones. The caller sets
    /// [`MaxAllowedUids`]. Neurons with a UID from `max_n` on take the free places below it; the others keep their UID. The
    /// weights and bonds of those that stay follow. Their commitments to weights end, since these name UIDs.
    ///
    /// # Errors, in the order of the checks
    /// [`Error::SubnetNotExists`]; [`Error::ValueNotInBounds`] for root, below [`MaxAllowedValidators`] and above
    /// [`MaxAllowedUids`]; [`Error::TrimmingWouldExceedMaxImmunePercentage`] if more than 80 % of `max_n` neurons would be immune
    /// or the owner's.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_trim_neurons(netuid: NetUid, max_n: u16) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        let bounds = MaxAllowedValidators::<T>::get(netuid)..=MaxAllowedUids::<T>::get(netuid);
        ensure!(!netuid.is_root() && bounds.contains(&max_n), Error::<T>::ValueNotInBounds);
        let count = Neurons::<T>::count(netuid);
        let Some(excess) = count.checked_sub(max_n).filter(|excess| *excess > 0) else {
            return Ok(());
        };
        let mut removable: Vec<_> = replaceable::<T>(netuid).filter(|neuron| !neuron.is_immune).collect();
        let immune = usize::from(count).checked_sub(removable.len()).ok_or(Error::<T>::Overflow)?;
        let immune = u32::try_from(immune).map_err(|_| Error::<T>::Overflow)?;
        ensure!(
            // At most 256 neurons: the products fit.
            immune * 100 <= u32::from(max_n) * MAX_IMMUNE_PERCENT,
            Error::<T>::TrimmingWouldExceedMaxImmunePercentage
        );
        removable.sort_unstable();
        let removed: BTreeSet<_> = removable.into_iter().take(excess.into()).map(|neuron| neuron.uid).collect();
        timelocked::remove_for_subnet::<T>(netuid);
        Neurons::<T>::trim(netuid, max_n, &removed)
    }
}
