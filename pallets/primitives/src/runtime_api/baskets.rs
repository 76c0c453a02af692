//! Claims at root, as baskets of alpha. See [`BetaBasketRuntimeApi`](super::BetaBasketRuntimeApi).

use crate::{AlphaBalance, NetUid, TaoBalance};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::U64F64;

/// The alpha of one subnet in a validator's basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BasketHolding {
    /// The subnet.
    pub netuid: NetUid,
    /// The alpha that the validator's stakers at root have earned and not claimed, in rao.
    pub alpha: AlphaBalance,
    /// Its value at the price, rounded down.
    pub spot_tao: TaoBalance,
    /// The proceeds of its sale; 0 if the pool is too shallow.
    pub realizable_tao: TaoBalance,
}

/// A validator with its basket.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BasketSummary {
    /// The validator.
    pub hotkey: AccountId32,
    /// The sum of the holdings' proceeds.
    pub nav_tao: TaoBalance,
    /// The sum of the holdings' values at the prices.
    pub spot_nav_tao: TaoBalance,
    /// The stake at root with the validator, in rao.
    pub shares: u64,
    /// TAO paid into the basket: always 0, which clients take for unknown. Earnings are alpha, and not counted.
    pub deposited_tao: TaoBalance,
    /// TAO claimed from the basket: always 0. Events have it.
    pub redeemed_tao: TaoBalance,
    /// The alpha in the basket, in ascending order of the subnets.
    pub holdings: Vec<BasketHolding>,
}

/// A staker in a validator's basket.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BasketPosition {
    /// The validator.
    pub hotkey: AccountId32,
    /// The staker's stake at root with the validator, in rao. 0 if it has left root and is still owed something.
    pub beta: u64,
    /// All stake at root with the validator.
    pub beta_total: u64,
    /// The TAO for which the whole basket could be sold.
    pub nav_tao: TaoBalance,
    /// The TAO that a claim would stake at root now if it sold all alpha.
    pub value_tao: TaoBalance,
    /// The value, at the prices, of all that the staker is owed.
    pub spot_value_tao: TaoBalance,
}

/// A claim with one hotkey, before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BasketClaimPreview {
    /// The validator.
    pub hotkey: AccountId32,
    /// The staker's stake at root with the validator, in rao.
    pub owed_shares: u64,
    /// The TAO for which all that the staker is owed could be sold.
    pub accrued_tao: TaoBalance,
    /// The part of it that a claim would pay, as TAO or as alpha. The rest is below a threshold, and stays.
    pub redeemable_tao: TaoBalance,
    /// The loss of the staker: always 0.
    pub forfeited_tao_est: TaoBalance,
    /// The subnets in the basket.
    pub rows: u32,
    /// The subnets whose alpha would be claimed.
    pub rows_to_sell: u32,
    /// The subnets at which something is owed that would not be claimed.
    pub dust_rows: u32,
    /// The subnets whose alpha would be sold for the whole basket: always 0.
    pub swept: u32,
    /// Credits that would be booked before: always 0.
    pub flushed_credits: u32,
}

/// The prices of a basket's shares. This chain has none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BetaPricing {
    /// The validator.
    pub hotkey: AccountId32,
    /// TAO for a share, at the prices of the alpha.
    pub spot_price: U64F64,
    /// The same, relative to an index.
    pub display_price: U64F64,
    /// The value of a TAO staked at the beginning.
    pub stake_price: U64F64,
    /// The yield of stake since the beginning.
    pub staker_yield: U64F64,
    /// The total return of stake.
    pub staker_twr: U64F64,
    /// The index of all baskets.
    pub bag_index: U64F64,
    /// The index of all stake.
    pub stake_index: U64F64,
    /// The block of the beginning.
    pub first_block: u64,
    /// `true` before the first price.
    pub provisional: bool,
    /// The value of the basket at the prices.
    pub spot_nav_tao: TaoBalance,
    /// All shares.
    pub shares: u64,
    /// The same, relative to an index.
    pub display_shares: U64F64,
}

/// A page of prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BetaPricingPage {
    /// The prices.
    pub pricing: Vec<BetaPricing>,
    /// The validator after which the next page begins; `None` at the end.
    pub next: Option<AccountId32>,
}

/// The indexes of the prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BetaIndex {
    /// That of all baskets.
    pub bag_index: U64F64,
    /// That of all stake.
    pub stake_index: U64F64,
}

/// A staker in a validator's basket, at the prices of shares. This chain has none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BetaPosition {
    /// The validator.
    pub hotkey: AccountId32,
    /// The staker's shares.
    pub beta: u64,
    /// The same, relative to an index.
    pub display_beta: U64F64,
    /// The price of a share, relative to an index.
    pub display_price: U64F64,
    /// The TAO that a claim would pay.
    pub value_tao: TaoBalance,
    /// The value at the prices of the alpha.
    pub spot_value_tao: TaoBalance,
    /// `true` before the first price.
    pub provisional: bool,
}

/// Trade of a validator with its basket. There is none on this chain: all fields are `false` or 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct BasketTradingStatus {
    /// `true` if baskets can be traded.
    pub enabled: bool,
    /// `true` if this one cannot.
    pub frozen: bool,
    /// The blocks in which the budget is filled.
    pub refill_blocks: u64,
    /// The part of the budget that is left.
    pub tao_available: TaoBalance,
    /// The budget.
    pub budget_tao: TaoBalance,
}
