//! What a proxy may do for the account that has named it.
//!
//! Each kind lists what it allows. A call that is new on the chain is allowed to [`ProxyType::Any`] only, until somebody
//! decides that it belongs into another list.

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::InstanceFilter;
use scale_info::TypeInfo;

/// The kinds of proxies. Names and numbers are the network's.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum ProxyType {
    /// Everything.
    #[default]
    #[codec(index = 0)]
    Any,
    /// What cannot bring TAO or alpha into anybody else's hands: stakes, and the proxies themselves.
    #[codec(index = 3)]
    NonTransfer,
    /// To stake and to unstake.
    #[codec(index = 8)]
    Staking,
    /// To transfer TAO, and stake.
    #[codec(index = 10)]
    Transfer,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        match self {
            Self::Any => true,
            Self::NonTransfer => is_batch(call) || is_stake(call) || is_proxy_list(call),
            Self::Staking => is_batch(call) || is_stake(call),
            Self::Transfer => is_batch(call) || is_transfer(call),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) | (Self::NonTransfer, Self::Staking) => true,
            (mine, other) => mine == other,
        }
    }
}

/// A batch. Each call in it is asked for again, so it can do no more than they.
fn is_batch(call: &RuntimeCall) -> bool {
    use pallet_utility::Call::{batch, batch_all, force_batch};
    matches!(
        call,
        RuntimeCall::Utility(batch { .. } | batch_all { .. } | force_batch { .. })
    )
}

/// What moves stake between hotkeys and subnets of one coldkey, and into and out of its own TAO.
fn is_stake(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        add_stake, add_stake_limit, move_stake, remove_stake, remove_stake_full_limit,
        remove_stake_limit, swap_stake, swap_stake_limit, unstake_all, unstake_all_alpha,
    };
    matches!(
        call,
        RuntimeCall::SubtensorModule(
            add_stake { .. }
                | add_stake_limit { .. }
                | move_stake { .. }
                | remove_stake { .. }
                | remove_stake_full_limit { .. }
                | remove_stake_limit { .. }
                | swap_stake { .. }
                | swap_stake_limit { .. }
                | unstake_all { .. }
                | unstake_all_alpha { .. }
        )
    )
}

fn is_transfer(call: &RuntimeCall) -> bool {
    use pallet_balances::Call::{transfer_all, transfer_allow_death, transfer_keep_alive};
    use pallet_subtensor::Call::transfer_stake;
    matches!(
        call,
        RuntimeCall::Balances(
            transfer_all { .. } | transfer_allow_death { .. } | transfer_keep_alive { .. }
        ) | RuntimeCall::SubtensorModule(transfer_stake { .. })
    )
}

/// The list of an account's proxies. The pallet itself lets a proxy add and remove only what it could do itself.
///
/// `proxy` is not here: it starts anew from another account, whose own list would be all that still counts.
fn is_proxy_list(call: &RuntimeCall) -> bool {
    use pallet_proxy::Call::{add_proxy, remove_proxy};
    matches!(
        call,
        RuntimeCall::Proxy(add_proxy { .. } | remove_proxy { .. })
    )
}
