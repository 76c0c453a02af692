//! A chain for other languages: functions without type parameters, which take calls as bytes.
//!
//! A crate that builds blocks by [`Chain::block`] compiles the whole runtime once more, for the type of its closure. One that uses
//! these functions does not. Those that take no chain read the state of the one in whose [`Chain::read`] they are called.

use crate::{
    agents::Order,
    chain::{
        events::{self, Event},
        Chain, Origin, Outcome,
    },
    measure,
    output::rows::Recorder,
    scenario::{calls, document::Table, Recorded},
};
use codec::{DecodeAll, Encode};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Balances, Runtime};
use frame_support::traits::fungible::Mutate;
use std::collections::BTreeSet;

/// A call that is given for a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its sender.
    pub origin: Origin,
    /// The agent that gives it.
    pub agent: Option<String>,
    /// The call, encoded.
    pub call: Vec<u8>,
}

/// Encodes the call of this name with these arguments, or returns all that is wrong with them.
pub fn encode_call(name: &str, args: Table) -> Result<Vec<u8>, Vec<String>> {
    calls::of_arguments(name, args).map(|call| call.encode())
}

/// Returns the order of an encoded call, by an agent of the group that gives orders.
pub fn order(origin: Origin, call: &[u8], group: Option<usize>) -> Result<Order, String> {
    let call =
        DecodeAll::decode_all(&mut &*call).map_err(|error| format!("these are not the bytes of a call: {error}"))?;
    Ok(Order { origin, call, group })
}

/// Builds a block with calls, in their order, and records them. Returns their outcomes and events.
pub fn block(
    chain: &mut Chain,
    recorder: &mut Recorder,
    given: &[Given],
    fees: bool,
) -> Result<Vec<(Outcome, Vec<Event>)>, String> {
    let orders: Result<Vec<_>, _> = given.iter().map(|given| order(given.origin.clone(), &given.call, None)).collect();
    let orders = orders?;
    let taken = chain.block(|applier| {
        let apply = |order: &Order| {
            let before = events::count();
            let outcome = applier.apply(&order.origin, order.call.clone(), fees);
            (outcome, events::after(before))
        };
        orders.iter().map(apply).collect::<Vec<_>>()
    });
    let block = chain.number();
    for ((given, order), (outcome, _)) in given.iter().zip(&orders).zip(&taken) {
        recorder.call(Recorded::All, block, given.agent.as_deref(), order, outcome);
    }
    Ok(taken)
}

/// Adds TAO to an account and to the issuance.
pub fn fund(account: &AccountId, rao: u64) -> Result<(), String> {
    Balances::mint_into(account, rao).map(drop).map_err(|error| format!("the amount is refused: {error:?}"))
}

/// Returns the time of the last block, in milliseconds since 1970.
pub fn time() -> u64 {
    pallet_timestamp::Now::<Runtime>::get()
}

/// Returns all TAO, in rao.
pub fn issuance() -> u64 {
    Balances::total_issuance()
}

/// Returns the netuids of all subnets but root.
pub fn netuids() -> Vec<u16> {
    let all = pallet_dtao_swap::PoolStore::<Runtime>::all();
    all.iter().map(|subnet| subnet.netuid.get()).filter(|netuid| *netuid != 0).collect()
}

/// Returns the price of a subnet's alpha in TAO, or `None` if there is no such subnet.
pub fn price(netuid: u16) -> Option<f64> {
    measure::pool(netuid).map(|pool| measure::price(&pool))
}

/// Returns the hotkey of a subnet's owner, or `None` if there is no such subnet.
pub fn owner_hotkey(netuid: u16) -> Option<AccountId> {
    measure::pool(netuid)?;
    Some(pallet_subtensor::SubnetOwnerHotkey::<Runtime>::get(NetUid::new(netuid)))
}

/// Returns an account's stake at a subnet, in rao of alpha: with one hotkey, or with all.
pub fn stake(account: &AccountId, netuid: u16, hotkey: Option<&AccountId>) -> u64 {
    let netuid = NetUid::new(netuid);
    match hotkey {
        Some(hotkey) => measure::staked(hotkey, account, netuid).rao(),
        None => measure::stakes(account, netuid).iter().map(|(_, alpha)| alpha.rao()).sum(),
    }
}

/// Returns all accounts with TAO or stake.
pub fn accounts() -> BTreeSet<AccountId> {
    let with_tao = frame_system::Account::<Runtime>::iter_keys();
    let with_stake = pallet_subtensor::StakePositions::<Runtime>::iter_keys().map(|(coldkey, _, _)| coldkey);
    with_tao.chain(with_stake).collect()
}
