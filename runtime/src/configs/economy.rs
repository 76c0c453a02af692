//! The economy: subnets, stake, emission and pools; what neurons publish; and the beacon that opens it, and weights.

use crate::{AccountId, AlphaAssets, Balances, Commitments, Drand, Runtime, RuntimeHoldReason, SubtensorModule, Swap};
use dtao_math::tempo::epoch_index;
use dtao_primitives::{time_lock::OPENING, NetUid};
use frame_support::{
    parameter_types,
    traits::{ConstU16, ConstU32, ConstU64},
    weights::Weight,
    PalletId,
};
use pallet_subtensor::{
    emission::policies::{BurnWeighted, Gate, GrossFlow, MovingPrice, NetFlow, Revenue, RootVote, Tiers, TopN},
    WeightInfo as _,
};

/// The minimum amount of one staking or unstaking call, in rao of TAO.
pub const MIN_STAKE: u64 = 2_000_000;

/// The highest netuid: eight more than the maximum number of subnets, since a subnet that is being dissolved keeps its
/// netuid until its last holder is paid.
pub const MAX_NETUID: u16 = 136;

/// The price of swapping a hotkey at all subnets, in rao: 0.1 TAO.
pub const KEY_SWAP_COST: u64 = 100_000_000;

parameter_types! {
    /// The seed of the custody account, which holds the TAO of the pools.
    pub const PoolsPalletId: PalletId = PalletId(*b"subtensr");

    /// The weight of opening something time-locked: that of the curve, a pulse, and the last round if the pulse is missing.
    pub OpeningWeight: Weight = OPENING.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(2));
}

impl pallet_alpha_assets::Config for Runtime {}

impl pallet_drand::Config for Runtime {
    type Time = pallet_timestamp::Pallet<Runtime>;
    type WeightInfo = pallet_drand::weights::SubstrateWeight<Runtime>;
}

impl pallet_dtao_swap::Config for Runtime {
    type Currency = Balances;
    type PalletId = PoolsPalletId;
    type MaxSubnets = ConstU16<MAX_NETUID>;
    type WeightInfo = pallet_dtao_swap::weights::SubstrateWeight<Runtime>;
}

impl pallet_subtensor::Config for Runtime {
    type Currency = Balances;
    type Pools = Swap;
    type MinStake = ConstU64<MIN_STAKE>;
    type MaxPositions = ConstU32<{ MAX_NETUID as u32 + 1 }>;
    type Policies = (
        MovingPrice,
        RootVote<Runtime>,
        NetFlow,
        GrossFlow,
        BurnWeighted,
        Gate<Runtime>,
        TopN<Runtime>,
        Tiers<Runtime>,
        Revenue,
    );
    type MaxRootValidators = ConstU32<64>;
    type KeySwapCost = ConstU64<KEY_SWAP_COST>;
    type InitialStartCallDelay = ConstU64<0>;
    type HoldersPaidPerBlock = ConstU32<128>;
    /// With it a swap everywhere declares 0.3 s, a sixth of a block.
    type MaxSwapPositions = ConstU32<288>;
    type NeuronRecords = Commitments;
    type BurnedAlpha = AlphaAssets;
    type TimeLock = Drand;
    type WeightInfo = pallet_subtensor::weights::SubstrateWeight<Runtime>;
}

impl pallet_commitments::Config for Runtime {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Neurons = RegisteredNeurons;
    type TimeLock = Drand;
    type OpeningWeight = OpeningWeight;
    /// With three fields of the last, openings take at most a tenth of a block.
    type MaxOpenedPerBlock = ConstU32<8>;
    type WeightInfo = pallet_commitments::weights::SubstrateWeight<Runtime>;
}

/// The neurons of the subnets, which may commit.
pub struct RegisteredNeurons;

impl pallet_commitments::Neurons<AccountId> for RegisteredNeurons {
    fn owner(netuid: NetUid, hotkey: &AccountId) -> Option<AccountId> {
        let is_neuron = pallet_subtensor::Uids::<Runtime>::contains_key(netuid, hotkey);
        is_neuron.then(|| pallet_subtensor::Owner::<Runtime>::try_get(hotkey).ok()).flatten()
    }

    fn is_dissolving(netuid: NetUid) -> bool {
        pallet_subtensor::Dissolving::<Runtime>::contains_key(netuid)
    }

    /// Windows are as long as the periods between two payouts. A subnet without payouts has windows of the default length.
    fn window(netuid: NetUid, block: u64) -> u64 {
        let tempo = pallet_subtensor::Tempo::<Runtime>::get(netuid);
        let tempo = if tempo == 0 { pallet_subtensor::DefaultTempo::get() } else { tempo };
        epoch_index(netuid.get(), tempo, block)
    }

    fn reset_bonds(netuid: NetUid, hotkey: &AccountId) -> bool {
        SubtensorModule::do_reset_bonds(netuid, hotkey)
    }

    fn weight_of_reset() -> Weight {
        <Runtime as pallet_subtensor::Config>::WeightInfo::reset_bonds()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn prepare(netuid: NetUid, hotkey: &AccountId, coldkey: &AccountId) {
        pallet_subtensor::Uids::<Runtime>::insert(netuid, hotkey, 0);
        pallet_subtensor::Owner::<Runtime>::insert(hotkey, coldkey);
        pallet_drand::LastStoredRound::<Runtime>::put(1);
    }
}

impl pallet_admin_utils::Config for Runtime {
    type WeightInfo = pallet_admin_utils::weights::SubstrateWeight<Runtime>;
}
