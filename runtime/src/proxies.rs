//! What a proxy may do for the account that has named it.
//!
//! Each kind lists what it allows. A call that is new on the chain is allowed to [`ProxyType::Any`] only, until somebody
//! decides that it belongs into another list.
#![deny(missing_docs)]

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
    /// To set what a subnet's owner sets, but for the hotkey that the owner's cut is staked with.
    #[codec(index = 1)]
    Owner,
    /// What cannot bring TAO or alpha into anybody else's hands: stakes, registrations, claims, a subnet's settings, a
    /// neuron's work, and the proxies themselves.
    #[codec(index = 3)]
    NonTransfer,
    /// To stake and to unstake.
    #[codec(index = 8)]
    Staking,
    /// To register neurons.
    #[codec(index = 9)]
    Registration,
    /// To transfer TAO, and stake.
    #[codec(index = 10)]
    Transfer,
    /// To choose a hotkey's children, and what they keep.
    #[codec(index = 13)]
    ChildKeys,
    /// To put a hotkey in the place of another.
    #[codec(index = 15)]
    SwapHotkey,
    /// To claim what was earned at root.
    #[codec(index = 17)]
    RootClaim,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        match self {
            Self::Any => true,
            Self::Owner => is_batch(call) || is_owners(call),
            Self::NonTransfer => is_batch(call) || is_without_transfer(call),
            Self::Staking => is_batch(call) || is_stake(call),
            Self::Registration => is_batch(call) || is_registration(call),
            Self::Transfer => is_batch(call) || is_transfer(call),
            Self::ChildKeys => is_batch(call) || is_children(call),
            Self::SwapHotkey => is_batch(call) || is_hotkey_swap(call),
            Self::RootClaim => is_batch(call) || is_claim(call),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _)
            | (Self::NonTransfer, Self::Owner | Self::Staking | Self::Registration | Self::RootClaim) => true,
            (mine, other) => mine == other,
        }
    }
}

/// What [`ProxyType::NonTransfer`] allows.
///
/// Takes and children are not in it: they let others earn. Nor is a swap of hotkeys, nor what founds a subnet or destroys
/// alpha: too much is lost by a mistake.
fn is_without_transfer(call: &RuntimeCall) -> bool {
    is_stake(call)
        || is_owners(call)
        || is_registration(call)
        || is_claim(call)
        || is_neuron_work(call)
        || is_preference(call)
        || is_proxy_list(call)
}

/// A batch. Each call in it is asked for again, so it can do no more than they.
fn is_batch(call: &RuntimeCall) -> bool {
    use pallet_utility::Call::{batch, batch_all, force_batch};
    matches!(call, RuntimeCall::Utility(batch { .. } | batch_all { .. } | force_batch { .. }))
}

/// What moves stake between hotkeys and subnets of one coldkey, and into and out of its own TAO.
fn is_stake(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        add_stake, add_stake_limit, move_stake, remove_stake, remove_stake_full_limit, remove_stake_limit, swap_stake,
        swap_stake_limit, unstake_all, unstake_all_alpha,
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
        RuntimeCall::Balances(transfer_all { .. } | transfer_allow_death { .. } | transfer_keep_alive { .. })
            | RuntimeCall::SubtensorModule(transfer_stake { .. })
    )
}

/// What a subnet's owner sets. Root's setters are let through with them: a proxy of root's there is none.
fn is_owners(call: &RuntimeCall) -> bool {
    use pallet_admin_utils::Call::{sudo_set_sn_owner_hotkey, sudo_set_subnet_owner_hotkey};
    use pallet_subtensor::Call::{
        set_subnet_identity, set_tempo, start_call, sudo_set_root_claim_threshold, update_symbol,
    };
    match call {
        RuntimeCall::AdminUtils(setter) => {
            !matches!(setter, sudo_set_sn_owner_hotkey { .. } | sudo_set_subnet_owner_hotkey { .. })
        }
        RuntimeCall::SubtensorModule(call) => matches!(
            call,
            set_subnet_identity { .. }
                | set_tempo { .. }
                | start_call { .. }
                | sudo_set_root_claim_threshold { .. }
                | update_symbol { .. }
        ),
        _ => false,
    }
}

fn is_registration(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{burned_register, register_limit, root_register};
    matches!(call, RuntimeCall::SubtensorModule(burned_register { .. } | register_limit { .. } | root_register { .. }))
}

fn is_children(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{set_childkey_take, set_children};
    matches!(call, RuntimeCall::SubtensorModule(set_children { .. } | set_childkey_take { .. }))
}

fn is_hotkey_swap(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{swap_hotkey, swap_hotkey_v2};
    matches!(call, RuntimeCall::SubtensorModule(swap_hotkey { .. } | swap_hotkey_v2 { .. }))
}

fn is_claim(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::claim_root;
    matches!(call, RuntimeCall::SubtensorModule(claim_root { .. }))
}

/// What a hotkey does as a neuron, and as a voter at root.
fn is_neuron_work(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        batch_commit_weights, batch_reveal_weights, batch_set_weights, commit_mechanism_weights, commit_weights,
        reveal_mechanism_weights, reveal_weights, serve_axon, serve_axon_tls, serve_prometheus, set_mechanism_weights,
        set_root_weights, set_weights,
    };
    matches!(
        call,
        RuntimeCall::SubtensorModule(
            batch_commit_weights { .. }
                | batch_reveal_weights { .. }
                | batch_set_weights { .. }
                | commit_mechanism_weights { .. }
                | commit_weights { .. }
                | reveal_mechanism_weights { .. }
                | reveal_weights { .. }
                | serve_axon { .. }
                | serve_axon_tls { .. }
                | serve_prometheus { .. }
                | set_mechanism_weights { .. }
                | set_root_weights { .. }
                | set_weights { .. }
        )
    )
}

/// What a coldkey says of itself and its hotkeys, and how it wants what it earns: it stays its own.
fn is_preference(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        set_coldkey_auto_stake_hotkey, set_identity, set_root_claim_type, try_associate_hotkey,
    };
    matches!(
        call,
        RuntimeCall::SubtensorModule(
            set_coldkey_auto_stake_hotkey { .. }
                | set_identity { .. }
                | set_root_claim_type { .. }
                | try_associate_hotkey { .. }
        )
    )
}

/// The list of an account's proxies. The pallet itself lets a proxy add and remove only what it could do itself.
///
/// `proxy` is not here: it starts anew from another account, whose own list would be all that still counts.
fn is_proxy_list(call: &RuntimeCall) -> bool {
    use pallet_proxy::Call::{add_proxy, remove_proxy};
    matches!(call, RuntimeCall::Proxy(add_proxy { .. } | remove_proxy { .. }))
}
