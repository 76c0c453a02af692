//! The stake weight of a hotkey at a subnet.

use crate::{ChildKeys, Config, ParentKeys, StakeThreshold, SubnetOwnerHotkey, TaoWeight, TotalHotkeyAlpha};
use alloc::vec::Vec;
use dtao_math::{childkeys::inherited, root::stake_weight};
use dtao_primitives::NetUid;
use frame_support::defensive;

/// The parts of a hotkey's stake weight at a subnet, in rao: with the stake that its parents delegate to it, and without the
/// stake that it delegates to its children.
pub struct StakeParts {
    /// `true` at root, where stake has no children.
    at_root: bool,
    /// Its alpha; 0 at root.
    pub alpha: u64,
    /// Its TAO at root, unweighted.
    pub tao: u64,
    /// The number of parents that were read.
    pub parents: usize,
}

impl StakeParts {
    /// Reads the parts. If no hotkey at the subnet has children (`families` is `false`), parents and children are not read.
    pub fn of<T: Config>(hotkey: &T::AccountId, netuid: NetUid, families: bool) -> Self {
        let stake_of = |key: &T::AccountId, at: NetUid| TotalHotkeyAlpha::<T>::get(key, at).rao();
        let tao = stake_of(hotkey, NetUid::ROOT);
        if netuid.is_root() {
            return Self { at_root: true, alpha: 0, tao, parents: 0 };
        }
        let alpha = stake_of(hotkey, netuid);
        if !families {
            return Self { at_root: false, alpha, tao, parents: 0 };
        }
        let given: Vec<_> = ChildKeys::<T>::get(hotkey, netuid).iter().map(|(part, _)| *part).collect();
        let parents = ParentKeys::<T>::get(hotkey, netuid);
        let received =
            |at: NetUid| -> Vec<_> { parents.iter().map(|(part, parent)| (stake_of(parent, at), *part)).collect() };
        Self {
            at_root: false,
            alpha: inherited(alpha, &given, &received(netuid)),
            tao: inherited(tao, &given, &received(NetUid::ROOT)),
            parents: parents.len(),
        }
    }

    /// Returns the stake weight in rao: `alpha + tao · tao_weight / (2⁶⁴ − 1)`; at root the TAO itself.
    pub fn weight(&self, tao_weight: u64) -> u64 {
        if self.at_root {
            return self.tao;
        }
        u64::try_from(stake_weight(self.alpha, self.tao, tao_weight)).unwrap_or_else(|_| {
            defensive!("stake weight beyond all issuance");
            u64::MAX
        })
    }
}

/// Returns the stake weight of a hotkey at a subnet in rao. See [`StakeParts::weight`].
pub fn stake_weight_of<T: Config>(hotkey: &T::AccountId, netuid: NetUid) -> u64 {
    StakeParts::of::<T>(hotkey, netuid, true).weight(TaoWeight::<T>::get())
}

/// Returns `true` if the stake weight of a hotkey is at least [`StakeThreshold`], or if it is the subnet owner's.
pub(crate) fn meets_threshold<T: Config>(hotkey: &T::AccountId, netuid: NetUid) -> bool {
    SubnetOwnerHotkey::<T>::get(netuid) == *hotkey || stake_weight_of::<T>(hotkey, netuid) >= StakeThreshold::<T>::get()
}
