//! Accounts that act for others: proxies, multisigs, batches and sudo.

use crate::{
    proxies::ProxyType, supply::RootCall, weights, Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent,
    System,
};
use frame_support::traits::{ConstU32, ConstU64};
use sp_runtime::traits::BlakeTwo256;

/// Returns the deposit for `items` storage entries with `bytes` bytes in total, in rao: 0.05 TAO per entry and 0.0002
/// TAO per byte. It is returned when the entry is removed.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    items as Balance * 50_000_000 + bytes as Balance * 200_000
}

impl pallet_utility::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = weights::pallet_utility::SubstrateWeight<Runtime>;
}

impl pallet_sudo::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    /// Keeps root to the rules of the supply.
    type RuntimeCall = RootCall;
    type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    /// One entry: an account and a hash as its key, a timepoint, the depositor and the deposit.
    type DepositBase = ConstU64<{ deposit(1, 32 + 32 + 8 + 32 + 8) }>;
    /// One additional account.
    type DepositFactor = ConstU64<{ deposit(0, 32) }>;
    type MaxSignatories = ConstU32<100>;
    type WeightInfo = weights::pallet_multisig::SubstrateWeight<Runtime>;
    type BlockNumberProvider = System;
}

impl pallet_proxy::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type Currency = Balances;
    type ProxyType = ProxyType;
    /// An entry: an account for its key and the deposit.
    type ProxyDepositBase = ConstU64<{ deposit(1, 32 + 8) }>;
    /// One proxy: its account, its type and its delay.
    type ProxyDepositFactor = ConstU64<{ deposit(0, 32 + 1 + 4) }>;
    type MaxProxies = ConstU32<32>;
    type WeightInfo = weights::pallet_proxy::SubstrateWeight<Runtime>;
    type MaxPending = ConstU32<32>;
    type CallHasher = BlakeTwo256;
    /// An entry: an account for its key and the deposit.
    type AnnouncementDepositBase = ConstU64<{ deposit(1, 32 + 8) }>;
    /// One announcement: the account, the hash of the call and the block.
    type AnnouncementDepositFactor = ConstU64<{ deposit(0, 32 + 32 + 4) }>;
    type BlockNumberProvider = System;
}
