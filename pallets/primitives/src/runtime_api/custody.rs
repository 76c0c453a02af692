//! The books of the custody account.

use crate::TaoBalance;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// All TAO that the custody account holds, by what it is held for, in rao. The balance is the sum of the other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CustodyBooks {
    /// The balance of the account.
    pub balance: TaoBalance,
    /// In the pools of all subnets.
    pub pools: TaoBalance,
    /// Staked at root.
    pub root_stake: TaoBalance,
    /// Proceeds of root's alpha that wait for a payout.
    pub root_dividends: TaoBalance,
    /// The unpaid parts of the pots of dissolved subnets.
    pub pots: TaoBalance,
    /// The existential deposit of the account.
    pub existential_deposit: TaoBalance,
    /// Sent to the account by others. Nobody can trade or withdraw it.
    pub gifts: TaoBalance,
}
