//! Answers about neurons.

use crate::{
    registry::{families::Families, stake_weight::StakeParts},
    Active, Axons, BlockAtRegistration, Bonds, Config, Consensus, Dividends, Emission, Incentive, Keys, LastUpdate,
    Neurons, Owner, Pallet, Prometheus, TaoWeight, TotalHotkeyAlpha, ValidatorPermit, ValidatorTrust, Weights,
};
use alloc::{vec, vec::Vec};
use dtao_primitives::{
    runtime_api::{NeuronInfo, NeuronInfoLite, SubnetState},
    AlphaBalance, NetUid,
};
use sp_runtime::AccountId32;

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns all neurons of a subnet by UID, without weights and bonds.
    pub fn neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite> {
        let (state, trust) = (Self::neuron_vectors(netuid), ValidatorTrust::<T>::get(netuid));
        (0_u16..)
            .zip(Neurons::<T>::hotkeys(netuid))
            .map(|(uid, hotkey)| Self::neuron_of(uid, hotkey, &state, &trust))
            .collect()
    }

    /// Returns a neuron, without weights and bonds.
    pub fn neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite> {
        let hotkey = Keys::<T>::try_get(netuid, uid).ok()?;
        Some(Self::neuron_of(uid, hotkey, &Self::neuron_vectors(netuid), &ValidatorTrust::<T>::get(netuid)))
    }

    /// Returns all neurons of a subnet by UID.
    pub fn neurons(netuid: NetUid) -> Vec<NeuronInfo> {
        Self::neurons_lite(netuid).into_iter().map(Self::with_weights).collect()
    }

    /// Returns a neuron.
    pub fn neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo> {
        Self::neuron_lite(netuid, uid).map(Self::with_weights)
    }

    fn with_weights(lite: NeuronInfoLite) -> NeuronInfo {
        let weights = Weights::<T>::get(lite.netuid, lite.uid).into_inner();
        let bonds = Bonds::<T>::get(lite.netuid, lite.uid).into_inner();
        NeuronInfo::new(lite, weights, bonds)
    }

    fn neuron_of(uid: u16, hotkey: AccountId32, state: &SubnetState, trust: &[u16]) -> NeuronInfoLite {
        let netuid = state.netuid;
        let coldkey = Owner::<T>::get(&hotkey);
        NeuronInfoLite {
            uid,
            netuid,
            active: at(&state.active, uid),
            axon_info: Axons::<T>::get(netuid, &hotkey).unwrap_or_default(),
            prometheus_info: Prometheus::<T>::get(netuid, &hotkey).unwrap_or_default(),
            stake: vec![(coldkey.clone(), TotalHotkeyAlpha::<T>::get(&hotkey, netuid))],
            rank: 0,
            emission: at(&state.emission, uid),
            incentive: at(&state.incentives, uid),
            consensus: at(&state.consensus, uid),
            trust: 0,
            validator_trust: at(trust, uid),
            dividends: at(&state.dividends, uid),
            last_update: at(&state.last_update, uid),
            validator_permit: at(&state.validator_permit, uid),
            pruning_score: at(&state.pruning_score, uid),
            hotkey,
            coldkey,
        }
    }

    /// Returns the stored vectors of a subnet's neurons by UID, and leaves the other columns empty.
    fn neuron_vectors(netuid: NetUid) -> SubnetState {
        let emission = Emission::<T>::get(netuid).into_inner();
        SubnetState {
            netuid,
            active: Active::<T>::get(netuid).into_inner(),
            validator_permit: ValidatorPermit::<T>::get(netuid).into_inner(),
            pruning_score: parts_of_highest(&emission),
            last_update: LastUpdate::<T>::get(netuid).into_inner(),
            emission,
            dividends: Dividends::<T>::get(netuid).into_inner(),
            incentives: Incentive::<T>::get(netuid).into_inner(),
            consensus: Consensus::<T>::get(netuid).into_inner(),
            block_at_registration: BlockAtRegistration::<T>::get(netuid).into_inner(),
            ..Default::default()
        }
    }

    /// Returns the columns of a subnet's neurons by UID, without their earnings at other subnets.
    pub(crate) fn neuron_columns(netuid: NetUid) -> SubnetState {
        let hotkeys = Neurons::<T>::hotkeys(netuid);
        let families = Families::<T>::any(netuid);
        let tao_weight = TaoWeight::<T>::get();
        let mut state = SubnetState {
            coldkeys: hotkeys.iter().map(Owner::<T>::get).collect(),
            trust: vec![0; hotkeys.len()],
            rank: vec![0; hotkeys.len()],
            ..Self::neuron_vectors(netuid)
        };
        for hotkey in &hotkeys {
            let stake = StakeParts::of::<T>(hotkey, netuid, families);
            state.alpha_stake.push(stake.alpha.into());
            state.tao_stake.push(stake.tao.into());
            state.total_stake.push(stake.weight(tao_weight));
        }
        state.hotkeys = hotkeys;
        state
    }
}

/// Returns the entry of a UID.
fn at<V: Copy + Default>(entries: &[V], uid: u16) -> V {
    entries.get(usize::from(uid)).copied().unwrap_or_default()
}

/// Returns each amount in parts of 65 535 of the highest, rounded down; zeros if all are zero.
fn parts_of_highest(amounts: &[AlphaBalance]) -> Vec<u16> {
    let most = amounts.iter().map(|amount| amount.rao()).max();
    let most = u128::from(most.unwrap_or(0));
    amounts
        .iter()
        .map(|amount| {
            u128::from(amount.rao())
                .checked_mul(u16::MAX.into())
                .and_then(|parts| parts.checked_div(most))
                .and_then(|part| u16::try_from(part).ok())
                .unwrap_or(0)
        })
        .collect()
}
