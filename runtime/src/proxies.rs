//! The calls that a proxy may make for the account that has added it.
//!
//! Each type lists the calls that it allows. A new call of the chain is allowed to [`ProxyType::Any`] only, until it is
//! added to another list.
#![deny(missing_docs)]

use crate::RuntimeCall;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::InstanceFilter;
use scale_info::TypeInfo;

/// Transfers of TAO or alpha below this are small, in rao: half a TAO.
pub const SMALL_TRANSFER: u64 = 500_000_000;

/// The types of proxies. Names and indices are the network's.
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
    /// All calls.
    #[default]
    #[codec(index = 0)]
    Any,
    /// The setters of a subnet's owner, except for the hotkey to which the owner's cut is staked.
    #[codec(index = 1)]
    Owner,
    /// All that the types below [`Self::Any`] allow, apart from registrations: transfers too. What nothing can undo stays with the
    /// account: registrations, dissolutions, swaps of the coldkey, the destruction of alpha, locks of stake.
    #[codec(index = 2)]
    NonCritical,
    /// Calls that name no other account to receive TAO or alpha: staking, registrations, claims, a subnet's settings,
    /// a neuron's work, and proxies. Staking without a limit price, or at a hotkey of the proxy's own, can still lose value
    /// to others.
    #[codec(index = 3)]
    NonTransfer,
    /// Calls that move neither TAO nor alpha: a subnet's settings, a neuron's work, choices, descriptions, and proxies.
    #[codec(index = 5)]
    NonFungible,
    /// Staking and unstaking, claims at root, and the choices of what becomes of earnings. Nothing is sent to another account,
    /// but a proxy can trade at bad prices, against its own orders too, and choose a hotkey with a high take.
    #[codec(index = 8)]
    Staking,
    /// Registrations of neurons.
    #[codec(index = 9)]
    Registration,
    /// Transfers of TAO and of stake.
    #[codec(index = 10)]
    Transfer,
    /// Transfers of less than [`SMALL_TRANSFER`] in one call, and none in batches. Their number is not limited.
    #[codec(index = 11)]
    SmallTransfer,
    /// A hotkey's children, their take, and its parents.
    #[codec(index = 13)]
    ChildKeys,
    /// Replacement of a hotkey by another.
    #[codec(index = 15)]
    SwapHotkey,
    /// Claims of alpha earned at root.
    #[codec(index = 17)]
    RootClaim,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        match self {
            Self::Any => true,
            Self::Owner => is_batch(call) || is_owner_call(call),
            Self::NonCritical => is_batch(call) || is_non_critical(call),
            Self::NonTransfer => is_batch(call) || is_non_transfer(call),
            Self::NonFungible => is_batch(call) || is_non_fungible(call),
            Self::Staking => is_batch(call) || is_staking(call) || is_root_claim(call) || is_earnings_choice(call),
            Self::Registration => is_batch(call) || is_registration(call),
            Self::Transfer => is_batch(call) || is_transfer(call),
            Self::SmallTransfer => small_transfer(call).is_some_and(|limited| limited.amount < limited.below),
            Self::ChildKeys => is_batch(call) || is_children(call),
            Self::SwapHotkey => is_batch(call) || is_hotkey_swap(call),
            Self::RootClaim => is_batch(call) || is_root_claim(call),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _)
            | (
                Self::NonTransfer,
                Self::NonFungible | Self::Owner | Self::Staking | Self::Registration | Self::RootClaim,
            )
            | (Self::NonFungible, Self::Owner)
            | (Self::Staking, Self::RootClaim)
            | (Self::Transfer, Self::SmallTransfer) => true,
            (Self::NonCritical, other) => !matches!(other, Self::Any | Self::NonTransfer | Self::Registration),
            (mine, other) => mine == other,
        }
    }
}

impl ProxyType {
    /// Returns the amount in a call that this type limits; `None` if it limits none.
    pub fn limit(&self, call: &RuntimeCall) -> Option<LimitedAmount> {
        match self {
            Self::SmallTransfer => small_transfer(call),
            _ => None,
        }
    }
}

/// An amount in a call that is limited for a type of proxies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitedAmount {
    /// The name of the argument.
    pub argument: &'static str,
    /// Its value in this call, in rao.
    pub amount: u64,
    /// The limit: the call is allowed if the amount is below it.
    pub below: u64,
}

/// The calls of [`ProxyType::SmallTransfer`], with the amount that it limits. A transfer of all is none of them.
fn small_transfer(call: &RuntimeCall) -> Option<LimitedAmount> {
    use pallet_balances::Call::{transfer_allow_death, transfer_keep_alive};
    use pallet_subtensor::Call::transfer_stake;
    let (argument, amount) = match call {
        RuntimeCall::Balances(transfer_allow_death { value, .. } | transfer_keep_alive { value, .. }) => {
            ("value", *value)
        }
        RuntimeCall::SubtensorModule(transfer_stake { alpha_amount, .. }) => ("alpha_amount", alpha_amount.rao()),
        _ => return None,
    };
    Some(LimitedAmount { argument, amount, below: SMALL_TRANSFER })
}

/// The calls of [`ProxyType::NonCritical`].
fn is_non_critical(call: &RuntimeCall) -> bool {
    let is_elsewhere = is_non_transfer(call) || is_transfer(call) || is_children(call) || is_hotkey_swap(call);
    is_elsewhere && !is_registration(call)
}

/// The calls of [`ProxyType::NonFungible`].
fn is_non_fungible(call: &RuntimeCall) -> bool {
    is_owner_call(call)
        || is_neuron_work(call)
        || is_earnings_choice(call)
        || is_description(call)
        || is_proxy_list(call)
}

/// The calls of [`ProxyType::NonTransfer`].
///
/// Takes and children are excluded, because others can earn by them. So are hotkey swaps, registrations of subnets and
/// the destruction of alpha, because a mistake costs too much.
fn is_non_transfer(call: &RuntimeCall) -> bool {
    is_staking(call) || is_registration(call) || is_root_claim(call) || is_non_fungible(call)
}

/// Batches. The filter is applied to each call in them again.
fn is_batch(call: &RuntimeCall) -> bool {
    use pallet_utility::Call::{batch, batch_all, force_batch};
    matches!(call, RuntimeCall::Utility(batch { .. } | batch_all { .. } | force_batch { .. }))
}

/// Calls that stake and unstake a coldkey's own TAO, or move its stake between hotkeys and subnets.
fn is_staking(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        add_stake, add_stake_limit, move_stake, move_stake_limit, remove_stake, remove_stake_full_limit,
        remove_stake_limit, swap_stake, swap_stake_limit, unstake_all, unstake_all_alpha,
    };
    matches!(
        call,
        RuntimeCall::SubtensorModule(
            add_stake { .. }
                | add_stake_limit { .. }
                | move_stake { .. }
                | move_stake_limit { .. }
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

/// Calls that transfer TAO or stake to another coldkey.
fn is_transfer(call: &RuntimeCall) -> bool {
    use pallet_balances::Call::{transfer_all, transfer_allow_death, transfer_keep_alive};
    use pallet_subtensor::Call::{transfer_stake, transfer_stake_and_hotkey};
    matches!(
        call,
        RuntimeCall::Balances(transfer_all { .. } | transfer_allow_death { .. } | transfer_keep_alive { .. })
            | RuntimeCall::SubtensorModule(transfer_stake { .. } | transfer_stake_and_hotkey { .. })
    )
}

/// Calls of a subnet's owner. Root-only setters pass the filter too; that is harmless, since root has no proxies.
fn is_owner_call(call: &RuntimeCall) -> bool {
    use pallet_admin_utils::Call::{sudo_set_sn_owner_hotkey, sudo_set_subnet_owner_hotkey};
    use pallet_subtensor::Call::{
        set_activity_cutoff_factor, set_subnet_identity, set_tempo, start_call, sudo_set_root_claim_threshold,
        update_symbol,
    };
    match call {
        RuntimeCall::AdminUtils(setter) => {
            !matches!(setter, sudo_set_sn_owner_hotkey { .. } | sudo_set_subnet_owner_hotkey { .. })
        }
        RuntimeCall::SubtensorModule(call) => matches!(
            call,
            set_activity_cutoff_factor { .. }
                | set_subnet_identity { .. }
                | set_tempo { .. }
                | start_call { .. }
                | sudo_set_root_claim_threshold { .. }
                | update_symbol { .. }
        ),
        _ => false,
    }
}

/// Calls that register a neuron.
fn is_registration(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{burned_register, register_limit, root_register};
    matches!(call, RuntimeCall::SubtensorModule(burned_register { .. } | register_limit { .. } | root_register { .. }))
}

/// Calls about a hotkey's children.
fn is_children(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{drop_parents, set_childkey_take, set_children};
    matches!(call, RuntimeCall::SubtensorModule(set_children { .. } | set_childkey_take { .. } | drop_parents { .. }))
}

/// Calls that replace a hotkey by another.
fn is_hotkey_swap(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{swap_hotkey, swap_hotkey_v2};
    matches!(call, RuntimeCall::SubtensorModule(swap_hotkey { .. } | swap_hotkey_v2 { .. }))
}

/// Claims of alpha earned at root.
fn is_root_claim(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{claim_root, claim_root_with_hotkey};
    matches!(call, RuntimeCall::SubtensorModule(claim_root { .. } | claim_root_with_hotkey { .. }))
}

/// Calls of a hotkey as a neuron, and as a validator of root. Its owner pays their fees if the hotkey cannot: see
/// [`crate::fees::payer`].
pub(crate) fn is_neuron_work(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{
        batch_commit_weights, batch_reveal_weights, batch_set_weights, commit_mechanism_weights,
        commit_timelocked_mechanism_weights, commit_timelocked_weights, commit_weights, reveal_mechanism_weights,
        reveal_weights, serve_axon, serve_axon_tls, serve_prometheus, set_mechanism_weights, set_root_weights,
        set_weights,
    };
    matches!(
        call,
        RuntimeCall::Commitments(pallet_commitments::Call::set_commitment { .. })
            | RuntimeCall::SubtensorModule(
                batch_commit_weights { .. }
                    | batch_reveal_weights { .. }
                    | batch_set_weights { .. }
                    | commit_mechanism_weights { .. }
                    | commit_timelocked_mechanism_weights { .. }
                    | commit_timelocked_weights { .. }
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

/// Calls that choose how a coldkey receives its own earnings.
fn is_earnings_choice(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{set_coldkey_auto_stake_hotkey, set_root_claim_type};
    matches!(call, RuntimeCall::SubtensorModule(set_coldkey_auto_stake_hotkey { .. } | set_root_claim_type { .. }))
}

/// Calls that describe a coldkey and its hotkeys.
fn is_description(call: &RuntimeCall) -> bool {
    use pallet_subtensor::Call::{set_identity, try_associate_hotkey};
    matches!(call, RuntimeCall::SubtensorModule(set_identity { .. } | try_associate_hotkey { .. }))
}

/// Calls that change the list of an account's proxies. `pallet-proxy` lets a proxy add and remove only proxies with at
/// most its own rights.
///
/// `proxy` is excluded: it continues as another account, and only that account's list would be checked.
fn is_proxy_list(call: &RuntimeCall) -> bool {
    use pallet_proxy::Call::{add_proxy, remove_proxy};
    matches!(call, RuntimeCall::Proxy(add_proxy { .. } | remove_proxy { .. }))
}
