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

/// The result of a trade in the present state. All zero if the pool would refuse it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SimSwapResult {
    /// TAO paid in, net of the fee, or TAO received.
    pub tao_amount: TaoBalance,
    /// Alpha received, or alpha paid in, net of the fee.
    pub alpha_amount: AlphaBalance,
    /// The fee in TAO, if TAO is paid in.
    pub tao_fee: TaoBalance,
    /// The fee in alpha, if alpha is paid in.
    pub alpha_fee: AlphaBalance,
    /// TAO lost against the price before the trade, if TAO is received.
    pub tao_slippage: TaoBalance,
    /// Alpha lost against the price before the trade, if alpha is received.
    pub alpha_slippage: AlphaBalance,
}
