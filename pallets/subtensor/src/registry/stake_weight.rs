//! The stake weight of a hotkey at a subnet.

use crate::{ChildKeys, ChildLinks, Config, Pallet, ParentKeys, TaoWeight, TotalHotkeyAlpha};
use alloc::vec::Vec;
use dtao_math::{childkeys::inherited, root::stake_weight};
use dtao_primitives::NetUid;
use frame_support::defensive;

/// What a hotkey's stake weight at a subnet is made of, in rao: with what it has from parents, without what it gives to
/// children.
pub(crate) struct StakeParts {
    netuid: NetUid,
    /// Its alpha; nothing at root.
    pub alpha: u64,
    /// Its TAO at root, unweighted.
    pub tao: u64,
    /// How many parents were asked for theirs.
    pub parents: usize,
}

impl StakeParts {
    /// `families` tells whether anybody at the subnet has children. Where nobody has, they are not asked for.
    pub fn of<T: Config>(hotkey: &T::AccountId, netuid: NetUid, families: bool) -> Self {
        let stake_of = |key: &T::AccountId, at: NetUid| TotalHotkeyAlpha::<T>::get(key, at).rao();
        let tao = stake_of(hotkey, NetUid::ROOT);
        if netuid.is_root() {
            return Self { netuid, alpha: 0, tao, parents: 0 };
        }
        let alpha = stake_of(hotkey, netuid);
        if !families {
            return Self { netuid, alpha, tao, parents: 0 };
        }
        let given: Vec<_> = ChildKeys::<T>::get(hotkey, netuid).iter().map(|(part, _)| *part).collect();
        let parents = ParentKeys::<T>::get(hotkey, netuid);
        let received =
            |at: NetUid| -> Vec<_> { parents.iter().map(|(part, parent)| (stake_of(parent, at), *part)).collect() };
        Self {
            netuid,
            alpha: inherited(alpha, &given, &received(netuid)),
            tao: inherited(tao, &given, &received(NetUid::ROOT)),
            parents: parents.len(),
        }
    }

    /// The stake weight. At root, whose stake has no children, the TAO itself.
    pub fn weight(&self, tao_weight: u64) -> u64 {
        if self.netuid.is_root() {
            return self.tao;
        }
        u64::try_from(stake_weight(self.alpha, self.tao, tao_weight)).unwrap_or_else(|_| {
            defensive!("stake weight beyond all issuance");
            u64::MAX
        })
    }
}

impl<T: Config> Pallet<T> {
    /// The stake weight of a hotkey at a subnet in rao: its alpha and its TAO at root times [`TaoWeight`], each with what it
    /// has from parents and without what it gives to children. At root, whose stake has no children, the TAO itself.
    pub fn stake_weight_of(hotkey: &T::AccountId, netuid: NetUid) -> u64 {
        StakeParts::of::<T>(hotkey, netuid, true).weight(TaoWeight::<T>::get())
    }

    /// Whether any hotkey has children at a subnet. One read.
    pub(crate) fn has_families(netuid: NetUid) -> bool {
        ChildLinks::<T>::iter_key_prefix(netuid).next().is_some()
    }
}
