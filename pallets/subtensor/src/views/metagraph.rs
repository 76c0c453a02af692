//! Answers about a subnet with all its neurons.

use crate::{
    registry::mirrors::ensure_mechanism, Axons, Burn, Config, HotkeyDividends, IdentitiesV2, MaxAllowedUids, Neurons,
    Pallet,
};
use alloc::vec::Vec;
use dtao_primitives::{
    runtime_api::{Metagraph, SelectiveMetagraph, SubnetState},
    AlphaBalance, AxonInfo, ChainIdentityV2, NetUid, Pools, TaoBalance,
};
use sp_runtime::AccountId32;

/// The columns of neurons that only a metagraph has.
struct NeuronColumns {
    identities: Vec<Option<ChainIdentityV2>>,
    axons: Vec<AxonInfo>,
    tao_dividends: Vec<(AccountId32, TaoBalance)>,
    alpha_dividends: Vec<(AccountId32, AlphaBalance)>,
}

impl NeuronColumns {
    fn of<T: Config<AccountId = AccountId32>>(neurons: &SubnetState) -> Self {
        let dividends = HotkeyDividends::<T>::get(neurons.netuid);
        Self {
            identities: neurons.coldkeys.iter().map(IdentitiesV2::<T>::get).collect(),
            axons: neurons
                .hotkeys
                .iter()
                .map(|hotkey| Axons::<T>::get(neurons.netuid, hotkey).unwrap_or_default())
                .collect(),
            tao_dividends: dividends
                .iter()
                .filter(|dividend| !dividend.tao.is_zero())
                .map(|dividend| (dividend.hotkey.clone(), dividend.tao))
                .collect(),
            alpha_dividends: dividends
                .into_iter()
                .filter(|dividend| !dividend.alpha.is_zero())
                .map(|dividend| (dividend.hotkey, dividend.alpha))
                .collect(),
        }
    }
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns a mechanism of a subnet with all its neurons; `None` if there is no such mechanism or subnet.
    pub fn mechagraph(netuid: NetUid, mecid: u8) -> Option<Metagraph> {
        ensure_mechanism::<T>(mecid).ok()?;
        Self::metagraph(netuid)
    }

    /// Returns all subnets with all their neurons, by number, without gaps.
    pub fn all_metagraphs() -> Vec<Option<Metagraph>> {
        T::Pools::all().into_iter().map(|subnet| Self::metagraph(subnet.netuid)).collect()
    }

    /// Returns the requested metagraph fields, by index. Unknown indices are ignored.
    pub fn selective_mechagraph(netuid: NetUid, mecid: u8, indexes: Vec<u16>) -> Option<SelectiveMetagraph> {
        Self::mechagraph(netuid, mecid).map(|all| all.select(&indexes.into_iter().collect()))
    }

    /// Returns a subnet with all its neurons; `None` if there is no such subnet.
    pub fn metagraph(netuid: NetUid) -> Option<Metagraph> {
        let facts = Self::dynamic_info(netuid)?;
        let settings = Self::hyperparameters(netuid)?;
        let neurons = Self::neuron_columns(netuid);
        let columns = NeuronColumns::of::<T>(&neurons);
        Some(Metagraph {
            netuid: facts.netuid.0,
            name: facts.subnet_name,
            symbol: facts.token_symbol,
            identity: facts.subnet_identity,
            network_registered_at: facts.network_registered_at.0,
            owner_hotkey: facts.owner_hotkey,
            owner_coldkey: facts.owner_coldkey,
            block: Self::current_block(),
            tempo: facts.tempo.0,
            last_step: facts.last_step.0,
            blocks_since_last_step: facts.blocks_since_last_step.0,
            subnet_emission: facts.tao_in_emission.0,
            alpha_in: facts.alpha_in.0,
            alpha_out: facts.alpha_out.0,
            tao_in: facts.tao_in.0,
            alpha_out_emission: facts.alpha_out_emission.0,
            alpha_in_emission: facts.alpha_in_emission.0,
            tao_in_emission: facts.tao_in_emission.0,
            pending_alpha_emission: facts.pending_alpha_emission.0,
            pending_root_emission: facts.pending_root_emission.0,
            subnet_volume: facts.subnet_volume.0,
            moving_price: facts.moving_price,
            rho: settings.rho,
            kappa: settings.kappa,
            min_allowed_weights: settings.min_allowed_weights,
            max_weights_limit: settings.max_weights_limit,
            weights_version: settings.weights_version,
            weights_rate_limit: settings.weights_rate_limit,
            activity_cutoff: settings.activity_cutoff,
            max_validators: settings.max_validators,
            num_uids: Neurons::<T>::count(netuid),
            max_uids: MaxAllowedUids::<T>::get(netuid),
            burn: Burn::<T>::get(netuid),
            difficulty: settings.difficulty,
            registration_allowed: settings.registration_allowed,
            pow_registration_allowed: false,
            immunity_period: settings.immunity_period,
            min_difficulty: settings.min_difficulty,
            max_difficulty: settings.max_difficulty,
            min_burn: settings.min_burn,
            max_burn: settings.max_burn,
            adjustment_alpha: settings.adjustment_alpha,
            adjustment_interval: settings.adjustment_interval,
            target_regs_per_interval: settings.target_regs_per_interval,
            max_regs_per_block: settings.max_regs_per_block,
            serving_rate_limit: settings.serving_rate_limit,
            commit_reveal_weights_enabled: settings.commit_reveal_weights_enabled,
            commit_reveal_period: settings.commit_reveal_period,
            liquid_alpha_enabled: settings.liquid_alpha_enabled,
            alpha_high: settings.alpha_high,
            alpha_low: settings.alpha_low,
            bonds_moving_avg: settings.bonds_moving_avg,
            hotkeys: neurons.hotkeys,
            coldkeys: neurons.coldkeys,
            identities: columns.identities,
            axons: columns.axons,
            active: neurons.active,
            validator_permit: neurons.validator_permit,
            pruning_score: neurons.pruning_score,
            last_update: neurons.last_update,
            emission: neurons.emission,
            dividends: neurons.dividends,
            incentives: neurons.incentives,
            consensus: neurons.consensus,
            trust: neurons.trust,
            rank: neurons.rank,
            block_at_registration: neurons.block_at_registration,
            alpha_stake: neurons.alpha_stake,
            tao_stake: neurons.tao_stake,
            total_stake: neurons.total_stake,
            tao_dividends_per_hotkey: columns.tao_dividends,
            alpha_dividends_per_hotkey: columns.alpha_dividends,
        })
    }
}
