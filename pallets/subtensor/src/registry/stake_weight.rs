//! The stake weight of a hotkey at a subnet.

use crate::{ChildKeys, Config, ParentKeys, StakeThreshold, SubnetOwnerHotkey, TaoWeight, TotalHotkeyAlpha};
use alloc::{collections::BTreeMap, vec::Vec};
use dtao_math::{childkeys::inherited, root::stake_weight};
use dtao_primitives::NetUid;
use frame_support::defensive;

/// The minimum own stake weight of a hotkey with children, in rao, where [`StakeThreshold`] is lower: that of one alpha. An
/// absolute amount, so that places for parents, and places in the queue, always cost something.
pub const MIN_PARENT_STAKE: u64 = 1_000_000_000;

/// The parts of a hotkey's stake weight at a subnet, in rao: with the stake that its parents delegate to it, and without the
/// stake that it delegates to its children.
pub struct StakeParts {
    /// `true` at root, where stake has no children.
    at_root: bool,
    /// Its alpha; 0 at root.
    pub alpha: u64,
    /// Its TAO at root, unweighted.
    pub tao: u64,
    /// The number of parents with stake.
    pub parents: usize,
    /// The number of parents without stake, which add nothing.
    pub idle_parents: usize,
}

impl StakeParts {
    /// Reads the parts. If no hotkey at the subnet has children (`families` is `false`), parents and children are not read.
    pub fn of<T: Config>(hotkey: &T::AccountId, netuid: NetUid, families: bool) -> Self {
        let stake_of = |key: &T::AccountId, at: NetUid| TotalHotkeyAlpha::<T>::get(key, at).rao();
        let tao = stake_of(hotkey, NetUid::ROOT);
        if netuid.is_root() {
            return Self { at_root: true, alpha: 0, tao, parents: 0, idle_parents: 0 };
        }
        let alpha = stake_of(hotkey, netuid);
        if !families {
            return Self { at_root: false, alpha, tao, parents: 0, idle_parents: 0 };
        }
        let given: Vec<_> = ChildKeys::<T>::get(hotkey, netuid).iter().map(|(part, _)| *part).collect();
        let parents = ParentKeys::<T>::get(hotkey, netuid);
        let stakes = parents
            .iter()
            .map(|(part, parent)| (*part, stake_of(parent, netuid), stake_of(parent, NetUid::ROOT)))
            .filter(|(_, alpha, tao)| *alpha > 0 || *tao > 0);
        let (received_alpha, received_tao): (Vec<_>, Vec<_>) =
            stakes.map(|(part, alpha, tao)| ((alpha, part), (tao, part))).unzip();
        Self {
            at_root: false,
            alpha: inherited(alpha, &given, &received_alpha),
            tao: inherited(tao, &given, &received_tao),
            parents: received_alpha.len(),
            idle_parents: parents.len().abs_diff(received_alpha.len()),
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

/// Returns `true` if a hotkey with this own stake weight may have children: if it is at least [`StakeThreshold`] and
/// [`MIN_PARENT_STAKE`], or if the hotkey is the subnet owner's.
pub(crate) fn may_have_children<T: Config>(hotkey: &T::AccountId, netuid: NetUid, own: u64) -> bool {
    own >= StakeThreshold::<T>::get().max(MIN_PARENT_STAKE) || SubnetOwnerHotkey::<T>::get(netuid) == *hotkey
}

/// The stake weights at a subnet of hotkeys' own stake, each read once: with the stake that a hotkey delegates to its children,
/// and without the stake that its parents delegate to it.
pub(crate) struct OwnStakes<T: Config> {
    netuid: NetUid,
    tao_weight: u64,
    known: BTreeMap<T::AccountId, u64>,
}

impl<T: Config> OwnStakes<T> {
    /// Starts to read at a subnet.
    pub(crate) fn at(netuid: NetUid) -> Self {
        Self { netuid, tao_weight: TaoWeight::<T>::get(), known: BTreeMap::new() }
    }

    /// Returns the own stake weight of a hotkey, in rao.
    pub(crate) fn of(&mut self, hotkey: &T::AccountId) -> u64 {
        if let Some(known) = self.known.get(hotkey) {
            return *known;
        }
        let weight = StakeParts::of::<T>(hotkey, self.netuid, false).weight(self.tao_weight);
        self.known.insert(hotkey.clone(), weight);
        weight
    }

    /// Returns the first of the hotkeys with the least own stake weight, and this weight.
    pub(crate) fn smallest<'a>(
        &mut self,
        hotkeys: impl Iterator<Item = &'a T::AccountId>,
    ) -> Option<(u64, T::AccountId)> {
        let weights = hotkeys.map(|hotkey| (self.of(hotkey), hotkey));
        weights.min_by_key(|(weight, _)| *weight).map(|(weight, hotkey)| (weight, hotkey.clone()))
    }
}
