//! The economy: subnets, stake, emission and pools.

use crate::{Balances, Runtime, Swap};
use frame_support::{
    parameter_types,
    traits::{ConstU16, ConstU32, ConstU64},
    PalletId,
};
use pallet_subtensor::emission::policies::{MovingPrice, NetFlow, RootVote};

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
    type Policies = (MovingPrice, RootVote<Runtime>, NetFlow);
    type MaxRootValidators = ConstU32<64>;
    type KeySwapCost = ConstU64<KEY_SWAP_COST>;
    type InitialStartCallDelay = ConstU64<0>;
    type HoldersPaidPerBlock = ConstU32<128>;
    /// With it a swap everywhere declares 0.3 s, a sixth of a block.
    type MaxSwapPositions = ConstU32<290>;
    type WeightInfo = pallet_subtensor::weights::SubstrateWeight<Runtime>;
}

impl pallet_admin_utils::Config for Runtime {
    type WeightInfo = pallet_admin_utils::weights::SubstrateWeight<Runtime>;
}
