//! Answers about a subnet with all its neurons.

use crate::{
    registry::mirrors::ensure_mechanism, Axons, Burn, Config, HotkeyDividends, IdentitiesV2, MaxAllowedUids, Neurons,
    Pallet,
};
use alloc::{collections::BTreeSet, vec::Vec};
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
        let all = Self::mechagraph(netuid, mecid)?;
        let requested = Requested(indexes.into_iter().collect());
        Some(requested.of_pool(&all, requested.of_settings(&all, requested.of_neurons(&all))))
    }

    /// Returns a subnet with all its neurons; `None` if there is no such subnet.
    pub fn metagraph(netuid: NetUid) -> Option<Metagraph> {
        let facts = Self::dynamic_info(netuid)?;
        let settings = Self::hyperparameters(netuid)?;
        let neurons = Self::neuron_columns(netuid);
        let people = NeuronColumns::of::<T>(&neurons);
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
            identities: people.identities,
            axons: people.axons,
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
            tao_dividends_per_hotkey: people.tao_dividends,
            alpha_dividends_per_hotkey: people.alpha_dividends,
        })
    }
}

/// The indices of the requested fields.
struct Requested(BTreeSet<u16>);

impl Requested {
    /// Returns the value if its index was requested.
    fn of<V: Clone>(&self, index: u16, value: &V) -> Option<V> {
        self.0.contains(&index).then(|| value.clone())
    }

    /// Fills fields 0 to 21.
    fn of_pool(&self, all: &Metagraph, rest: SelectiveMetagraph) -> SelectiveMetagraph {
        SelectiveMetagraph {
            netuid: all.netuid,
            name: self.of(1, &all.name),
            symbol: self.of(2, &all.symbol),
            identity: self.of(3, &all.identity).flatten(),
            network_registered_at: self.of(4, &all.network_registered_at),
            owner_hotkey: self.of(5, &all.owner_hotkey),
            owner_coldkey: self.of(6, &all.owner_coldkey),
            block: self.of(7, &all.block),
            tempo: self.of(8, &all.tempo),
            last_step: self.of(9, &all.last_step),
            blocks_since_last_step: self.of(10, &all.blocks_since_last_step),
            subnet_emission: self.of(11, &all.subnet_emission),
            alpha_in: self.of(12, &all.alpha_in),
            alpha_out: self.of(13, &all.alpha_out),
            tao_in: self.of(14, &all.tao_in),
            alpha_out_emission: self.of(15, &all.alpha_out_emission),
            alpha_in_emission: self.of(16, &all.alpha_in_emission),
            tao_in_emission: self.of(17, &all.tao_in_emission),
            pending_alpha_emission: self.of(18, &all.pending_alpha_emission),
            pending_root_emission: self.of(19, &all.pending_root_emission),
            subnet_volume: self.of(20, &all.subnet_volume),
            moving_price: self.of(21, &all.moving_price),
            ..rest
        }
    }

    /// Fills fields 22 to 51.
    fn of_settings(&self, all: &Metagraph, rest: SelectiveMetagraph) -> SelectiveMetagraph {
        SelectiveMetagraph {
            rho: self.of(22, &all.rho),
            kappa: self.of(23, &all.kappa),
            min_allowed_weights: self.of(24, &all.min_allowed_weights),
            max_weights_limit: self.of(25, &all.max_weights_limit),
            weights_version: self.of(26, &all.weights_version),
            weights_rate_limit: self.of(27, &all.weights_rate_limit),
            activity_cutoff: self.of(28, &all.activity_cutoff),
            max_validators: self.of(29, &all.max_validators),
            num_uids: self.of(30, &all.num_uids),
            max_uids: self.of(31, &all.max_uids),
            burn: self.of(32, &all.burn),
            difficulty: self.of(33, &all.difficulty),
            registration_allowed: self.of(34, &all.registration_allowed),
            pow_registration_allowed: self.of(35, &all.pow_registration_allowed),
            immunity_period: self.of(36, &all.immunity_period),
            min_difficulty: self.of(37, &all.min_difficulty),
            max_difficulty: self.of(38, &all.max_difficulty),
            min_burn: self.of(39, &all.min_burn),
            max_burn: self.of(40, &all.max_burn),
            adjustment_alpha: self.of(41, &all.adjustment_alpha),
            adjustment_interval: self.of(42, &all.adjustment_interval),
            target_regs_per_interval: self.of(43, &all.target_regs_per_interval),
            max_regs_per_block: self.of(44, &all.max_regs_per_block),
            serving_rate_limit: self.of(45, &all.serving_rate_limit),
            commit_reveal_weights_enabled: self.of(46, &all.commit_reveal_weights_enabled),
            commit_reveal_period: self.of(47, &all.commit_reveal_period),
            liquid_alpha_enabled: self.of(48, &all.liquid_alpha_enabled),
            alpha_high: self.of(49, &all.alpha_high),
            alpha_low: self.of(50, &all.alpha_low),
            bonds_moving_avg: self.of(51, &all.bonds_moving_avg),
            ..rest
        }
    }

    /// Fills fields 52 to 73.
    fn of_neurons(&self, all: &Metagraph) -> SelectiveMetagraph {
        SelectiveMetagraph {
            hotkeys: self.of(52, &all.hotkeys),
            coldkeys: self.of(53, &all.coldkeys),
            identities: self.of(54, &all.identities),
            axons: self.of(55, &all.axons),
            active: self.of(56, &all.active),
            validator_permit: self.of(57, &all.validator_permit),
            pruning_score: self.of(58, &all.pruning_score),
            last_update: self.of(59, &all.last_update),
            emission: self.of(60, &all.emission),
            dividends: self.of(61, &all.dividends),
            incentives: self.of(62, &all.incentives),
            consensus: self.of(63, &all.consensus),
            trust: self.of(64, &all.trust),
            rank: self.of(65, &all.rank),
            block_at_registration: self.of(66, &all.block_at_registration),
            alpha_stake: self.of(67, &all.alpha_stake),
            tao_stake: self.of(68, &all.tao_stake),
            total_stake: self.of(69, &all.total_stake),
            tao_dividends_per_hotkey: self.of(70, &all.tao_dividends_per_hotkey),
            alpha_dividends_per_hotkey: self.of(71, &all.alpha_dividends_per_hotkey),
            validators: self.of(72, &permitted(all)),
            ..Default::default()
        }
    }
}

/// Returns the UIDs with a permit.
fn permitted(all: &Metagraph) -> Vec<u16> {
    (0_u16..).zip(&all.validator_permit).filter(|(_, permit)| **permit).map(|(uid, _)| uid).collect()
}
