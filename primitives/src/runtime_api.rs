//! The runtime APIs that clients call by name, and the types that they return.
//!
//! Names of APIs, methods, arguments and fields are those that btcli, the SDK and polkadot.js look for; the layout on the
//! wire is described by the chain's metadata.

use crate::{AlphaBalance, NetUid, SubnetIdentityV3, TaoBalance};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::{I96F32, U64F64};

/// All that a client shows of a subnet and its pool.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DynamicInfo {
    /// The subnet's number.
    pub netuid: Compact<NetUid>,
    /// The hotkey through which the owner works.
    pub owner_hotkey: AccountId32,
    /// The owner.
    pub owner_coldkey: AccountId32,
    /// The subnet's name, in UTF-8.
    pub subnet_name: Vec<Compact<u8>>,
    /// The sign of its token, one character in UTF-8.
    pub token_symbol: Vec<Compact<u8>>,
    /// Blocks between two payouts.
    pub tempo: Compact<u16>,
    /// The block of the last payout, 0 before the first.
    pub last_step: Compact<u64>,
    /// Blocks since the last payout, or since registration before the first.
    pub blocks_since_last_step: Compact<u64>,
    /// TAO that the last block gave to this subnet.
    pub emission: Compact<u64>,
    /// Alpha in the pool.
    pub alpha_in: Compact<AlphaBalance>,
    /// Alpha outside of the pool.
    pub alpha_out: Compact<AlphaBalance>,
    /// TAO in the pool.
    pub tao_in: Compact<TaoBalance>,
    /// Alpha that the last block minted for owner, miners, validators and root.
    pub alpha_out_emission: Compact<AlphaBalance>,
    /// Alpha that the last block minted into the pool.
    pub alpha_in_emission: Compact<AlphaBalance>,
    /// TAO that the last block minted into the pool.
    pub tao_in_emission: Compact<TaoBalance>,
    /// Alpha that waits for miners and validators.
    pub pending_alpha_emission: Compact<AlphaBalance>,
    /// TAO that waits for root's stakers.
    pub pending_root_emission: Compact<TaoBalance>,
    /// TAO that changed hands in trades since the beginning.
    pub subnet_volume: Compact<u128>,
    /// The block in which the subnet was registered.
    pub network_registered_at: Compact<u64>,
    /// What the subnet says of itself.
    pub subnet_identity: Option<SubnetIdentityV3>,
    /// The moving average of the price, at most 1.
    pub moving_price: I96F32,
}

/// One subnet's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetPrice {
    /// The subnet's number.
    pub netuid: NetUid,
    /// Rao of TAO per whole alpha, rounded down.
    pub price: u64,
}

/// What a trade would come to in the present state. All zero where the pool would refuse it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SimSwapResult {
    /// TAO that is swapped, net of its fee, or that comes out.
    pub tao_amount: TaoBalance,
    /// Alpha that comes out, or that is swapped, net of its fee.
    pub alpha_amount: AlphaBalance,
    /// The fee in TAO, where TAO goes in.
    pub tao_fee: TaoBalance,
    /// The fee in alpha, where alpha goes in.
    pub alpha_fee: AlphaBalance,
    /// TAO lost against the price before the trade, where TAO comes out.
    pub tao_slippage: TaoBalance,
    /// Alpha lost against the price before the trade, where alpha comes out.
    pub alpha_slippage: AlphaBalance,
}

/// What one coldkey holds through one hotkey at one subnet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeInfo {
    /// The hotkey that the stake works for.
    pub hotkey: AccountId32,
    /// The holder.
    pub coldkey: AccountId32,
    /// The subnet.
    pub netuid: Compact<NetUid>,
    /// The holding in alpha (TAO at root), as it could be withdrawn.
    pub stake: Compact<AlphaBalance>,
    /// The part of it that is locked: always 0, there are no locks.
    pub locked: Compact<AlphaBalance>,
    /// What the last payout added in alpha: 0 until payouts exist.
    pub emission: Compact<AlphaBalance>,
    /// What the last payout added in TAO: 0 until payouts exist.
    pub tao_emission: Compact<TaoBalance>,
    /// Always 0; clients read it.
    pub drain: Compact<u64>,
    /// Whether the hotkey has a neuron at this subnet.
    pub is_registered: bool,
}

/// A lock on stake. There are none on this chain; the type is what clients decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct LockState {
    /// The alpha that is locked.
    pub locked_mass: u64,
    /// The weight that time gave to it.
    pub conviction: U64F64,
    /// The block of its last change.
    pub last_update: u64,
}

sp_api::decl_runtime_apis! {
    /// Prices and quotes. A quote takes the same way as the trade and stops before anything is written.
    pub trait SwapRuntimeApi {
        /// The price at a subnet in rao of TAO per whole alpha, rounded down; 10⁹ at root; 0 where there is no such subnet.
        fn current_alpha_price(netuid: NetUid) -> u64;
        /// The prices at all subnets, root's among them, by number.
        fn current_alpha_price_all() -> Vec<SubnetPrice>;
        /// What staking `tao` rao would come to now.
        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult;
        /// What unstaking `alpha` rao would come to now.
        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult;
    }

    /// Subnets and their pools.
    pub trait SubnetInfoRuntimeApi {
        /// A subnet with its pool, or `None` where there is no such subnet.
        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo>;
        /// All subnets with their pools: the entry at position n is subnet n.
        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>>;
    }

    /// Who holds what.
    pub trait StakeInfoRuntimeApi {
        /// All that one coldkey holds.
        fn get_stake_info_for_coldkey(coldkey_account: AccountId32) -> Vec<StakeInfo>;
        /// All that some coldkeys hold: a row for each coldkey that was asked for.
        fn get_stake_info_for_coldkeys(coldkey_accounts: Vec<AccountId32>) -> Vec<(AccountId32, Vec<StakeInfo>)>;
        /// What one coldkey holds through one hotkey at one subnet; a row of zeros where that is nothing.
        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId32,
            coldkey_account: AccountId32,
            netuid: NetUid,
        ) -> Option<StakeInfo>;
        /// The fee of moving `amount` between two places, in rao of what is put in at the one that charges it: TAO where TAO
        /// is staked, alpha where alpha is sold. `None` for an end is the coldkey's free TAO.
        fn get_stake_fee(
            origin: Option<(AccountId32, NetUid)>,
            origin_coldkey_account: AccountId32,
            destination: Option<(AccountId32, NetUid)>,
            destination_coldkey_account: AccountId32,
            amount: u64,
        ) -> u64;
        /// The lock on a coldkey's stake at a subnet: always `None`, there are no locks.
        fn get_coldkey_lock(coldkey: AccountId32, netuid: NetUid) -> Option<LockState>;
    }
}
