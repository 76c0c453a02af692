//! Consensus: the input and the outcome of an epoch. The computation is [`dtao_math::yuma`]. [`Bonds`] is written here.
//!
//! ## Lifecycle of an epoch
//! **Trigger**: the end of a subnet's tempo; see [`crate::emission`].
//! **Skipped** if the subnet has no neurons: then nothing is paid, and pending emission stays pending.
//!
//! 1. *Load* for each UID the hotkey, its stake weight (with stake from parents and without stake for children; 0 below
//!    [`StakeThreshold`]), and whether it is active, that is, has set weights within [`ActivityCutoff`] blocks. Load weights
//!    and bonds of the neurons with a permit only. Weights count for neurons that registered before the block in which they
//!    were set or, under commit-reveal, committed ([`WeightsCommittedAt`]): a successor under the same UID is not weighed by
//!    what was meant for its predecessor.
//! 2. *Compute* [`dtao_math::yuma::epoch`].
//! 3. *Store* the bonds here; the caller stores the vectors and the permits for the next epoch.

use crate::{
    registry::{families::Families, stake_weight::StakeParts},
    ActivityCutoff, AlphaSigmoidSteepness, AlphaValues, BlockAtRegistration, Bonds, BondsMovingAverage, BondsPenalty,
    BondsResetOn, Config, Kappa, LastUpdate, LiquidAlphaOn, MaxAllowedValidators, Neurons, Pallet, PerNeuron,
    StakeThreshold, SubnetOwnerHotkey, TaoWeight, Uids, ValidatorPermit, Weights, WeightsCommittedAt, Yuma3On,
};
use alloc::vec::Vec;
use dtao_math::yuma::{epoch, BondsRule, Input, LiquidAlpha, Neuron, Outcome, Params};
use dtao_primitives::NetUid;
use frame_support::defensive;

/// An epoch of a subnet: its participants and its outcome.
pub struct Epoch<T: Config> {
    /// The hotkeys, by UID.
    pub hotkeys: Vec<T::AccountId>,
    /// The outcome.
    pub outcome: Outcome,
    /// The number of neurons with a permit.
    pub validators: u32,
    /// The length of the longest weight row.
    pub named: u32,
    /// The number of parents with stake of all hotkeys together.
    pub parents: u32,
    /// The number of their parents without stake.
    pub idle_parents: u32,
}

impl<T: Config> Epoch<T> {
    /// Runs an epoch. `last_epoch` is the block of the previous one; 0 before the first.
    ///
    /// Stores the bonds only: [`Neurons::record`] stores the rest, when the emission of each neuron is known. Returns `None`
    /// if there are no neurons.
    pub fn run(netuid: NetUid, last_epoch: u64, block: u64) -> Option<Self> {
        let hotkeys = Neurons::<T>::hotkeys(netuid);
        if hotkeys.is_empty() {
            return None;
        }
        let (neurons, parents, idle_parents) = Self::neurons(netuid, &hotkeys, block);
        let validates: Vec<_> = neurons.iter().map(|neuron| neuron.permit || neuron.owner).collect();
        let weights = rows(&validates, |uid| Weights::<T>::get(netuid, uid).into_inner());
        let bonds = rows(&validates, |uid| Bonds::<T>::get(netuid, uid).into_inner());
        let outcome =
            epoch(&params::<T>(netuid), &Input { neurons: &neurons, weights: &weights, bonds: &bonds, last_epoch });
        store_bonds::<T>(netuid, &bonds, &outcome.bonds);
        let validators = validates.iter().filter(|validates| **validates).count();
        let named = weights.iter().map(Vec::len).max().unwrap_or(0);
        Some(Self {
            hotkeys,
            outcome,
            validators: u32::try_from(validators).unwrap_or(u32::MAX),
            named: u32::try_from(named).unwrap_or(u32::MAX),
            parents: u32::try_from(parents).unwrap_or(u32::MAX),
            idle_parents: u32::try_from(idle_parents).unwrap_or(u32::MAX),
        })
    }

    /// Loads the neurons, by UID, and counts their parents with and without stake.
    fn neurons(netuid: NetUid, hotkeys: &[T::AccountId], block: u64) -> (Vec<Neuron>, usize, usize) {
        let permits = ValidatorPermit::<T>::get(netuid);
        let updates = LastUpdate::<T>::get(netuid);
        let registered = BlockAtRegistration::<T>::get(netuid);
        let cutoff = u64::from(ActivityCutoff::<T>::get(netuid));
        let threshold = StakeThreshold::<T>::get();
        let owner_hotkey = SubnetOwnerHotkey::<T>::get(netuid);
        let tao_weight = TaoWeight::<T>::get();
        let families = Families::<T>::any(netuid);
        let weighed = WeightsCommittedAt::<T>::get(netuid);
        let (mut parents, mut idle_parents) = (0, 0);
        let neurons = hotkeys
            .iter()
            .enumerate()
            .map(|(uid, hotkey)| {
                let owner = *hotkey == owner_hotkey;
                let parts = StakeParts::of::<T>(hotkey, netuid, families);
                parents += parts.parents;
                idle_parents += parts.idle_parents;
                let stake = parts.weight(tao_weight);
                let last_update = updates.get(uid).copied().unwrap_or(0);
                let permit = permits.get(uid).copied().unwrap_or(false);
                Neuron {
                    stake: if stake >= threshold || owner { stake } else { 0 },
                    // The vector is absent while the migration to version 4 has not created it.
                    weights_at: weighed.get(uid).copied().unwrap_or(last_update),
                    registered_at: registered.get(uid).copied().unwrap_or(0),
                    permit,
                    active: last_update.checked_add(cutoff).is_none_or(|until| until >= block),
                    owner,
                }
            })
            .collect();
        (neurons, parents, idle_parents)
    }
}

impl<T: Config> Pallet<T> {
    /// Ends the bonds of all validators to a neuron, if [`BondsResetOn`] allows it. Returns `true` if it does and the hotkey has a
    /// neuron. Weighs [`reset_bonds`](crate::WeightInfo::reset_bonds).
    pub fn do_reset_bonds(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        let Some(uid) = Uids::<T>::get(netuid, hotkey).filter(|_| BondsResetOn::<T>::get(netuid)) else {
            return false;
        };
        for validator in 0..Neurons::<T>::count(netuid) {
            let mut row = Bonds::<T>::get(netuid, validator);
            let before = row.len();
            row.retain(|(to, _)| *to != uid);
            if row.is_empty() {
                Bonds::<T>::remove(netuid, validator);
            } else if row.len() < before {
                Bonds::<T>::insert(netuid, validator, row);
            }
        }
        true
    }
}

/// Loads a subnet's settings.
fn params<T: Config>(netuid: NetUid) -> Params {
    let yuma3 = Yuma3On::<T>::get(netuid);
    let liquid = LiquidAlphaOn::<T>::get(netuid).then(|| {
        let (low, high) = AlphaValues::<T>::get(netuid);
        LiquidAlpha { low, high, steepness: AlphaSigmoidSteepness::<T>::get(netuid) }
    });
    Params {
        kappa: Kappa::<T>::get(netuid),
        bonds_penalty: BondsPenalty::<T>::get(netuid),
        bonds_moving_average: BondsMovingAverage::<T>::get(netuid),
        bonds: if yuma3 { BondsRule::Yuma3 } else { BondsRule::Yuma2 },
        liquid,
        max_validators: MaxAllowedValidators::<T>::get(netuid),
    }
}

/// Loads a row for each UID; rows that do not count stay empty and are not read.
fn rows(counts: &[bool], read: impl Fn(u16) -> Vec<(u16, u16)>) -> Vec<Vec<(u16, u16)>> {
    (0_u16..).zip(counts).map(|(uid, counts)| if *counts { read(uid) } else { Vec::new() }).collect()
}

/// Stores the rows that changed.
fn store_bonds<T: Config>(netuid: NetUid, before: &[Vec<(u16, u16)>], after: &[Vec<(u16, u16)>]) {
    for (uid, (before, after)) in (0_u16..).zip(before.iter().zip(after)) {
        if before == after {
            continue;
        }
        if after.is_empty() {
            Bonds::<T>::remove(netuid, uid);
            continue;
        }
        match PerNeuron::try_from(after.clone()) {
            Ok(row) => Bonds::<T>::insert(netuid, uid, row),
            Err(_) => {
                defensive!("bonds to more neurons than there can be", netuid);
            }
        }
    }
}
