//! Prices and quotes.

use crate::{AlphaBalance, NetUid, TaoBalance};
use codec::{Decode, Encode};
use scale_info::TypeInfo;

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
