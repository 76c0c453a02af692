//! The calls that move stake, give alpha up or set something, as the chain dispatches them.

use crate::{mock::*, stake::transition::Transition, Call};
use dtao_primitives::{Bounds, NetUid, Pools};
use frame_support::storage::with_storage_layer;
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

/// A place: the hotkey and the subnet.
pub type At = (AccountId32, NetUid);

/// Runs the work of a call in a transaction: an error undoes all of it.
pub fn transacted<R>(call: impl FnOnce() -> Result<R, DispatchError>) -> Result<R, DispatchError> {
    with_storage_layer(call)
}

/// `move_stake`, with the amounts moved.
pub fn moved(coldkey: AccountId32, from: At, to: At, amount: u64) -> Result<Transition, DispatchError> {
    transacted(|| {
        SubtensorModule::do_move_stake(&coldkey, (&from.0, from.1), (&to.0, to.1), amount.into(), Bounds::Unbounded)
    })
}

/// `move_stake`.
pub fn move_stake(coldkey: AccountId32, from: At, to: At, amount: u64) -> DispatchResult {
    let call = Call::move_stake {
        origin_hotkey: from.0,
        destination_hotkey: to.0,
        origin_netuid: from.1,
        destination_netuid: to.1,
        alpha_amount: amount.into(),
    };
    sign(coldkey, call)
}

/// `move_stake_limit`; `limit` is a ratio of prices, and true if a part may be moved.
pub fn move_limit(coldkey: AccountId32, from: At, to: At, amount: u64, limit: (u64, bool)) -> DispatchResult {
    let call = Call::move_stake_limit {
        origin_hotkey: from.0,
        destination_hotkey: to.0,
        origin_netuid: from.1,
        destination_netuid: to.1,
        alpha_amount: amount.into(),
        limit_price: limit.0.into(),
        allow_partial: limit.1,
    };
    sign(coldkey, call)
}

/// `swap_stake`.
pub fn swap(coldkey: AccountId32, hotkey: AccountId32, (from, to): (NetUid, NetUid), amount: u64) -> DispatchResult {
    let call = Call::swap_stake { hotkey, origin_netuid: from, destination_netuid: to, alpha_amount: amount.into() };
    sign(coldkey, call)
}

/// `swap_stake_limit`; `limit` is a ratio of prices, and true if a part may be moved.
pub fn swap_limit(
    coldkey: AccountId32,
    hotkey: AccountId32,
    (from, to): (NetUid, NetUid),
    amount: u64,
    limit: (u64, bool),
) -> DispatchResult {
    let call = Call::swap_stake_limit {
        hotkey,
        origin_netuid: from,
        destination_netuid: to,
        alpha_amount: amount.into(),
        limit_price: limit.0.into(),
        allow_partial: limit.1,
    };
    sign(coldkey, call)
}

/// `transfer_stake`.
pub fn transfer(
    coldkey: AccountId32,
    heir: AccountId32,
    hotkey: AccountId32,
    (from, to): (NetUid, NetUid),
    amount: u64,
) -> DispatchResult {
    let call = Call::transfer_stake {
        destination_coldkey: heir,
        hotkey,
        origin_netuid: from,
        destination_netuid: to,
        alpha_amount: amount.into(),
    };
    sign(coldkey, call)
}

/// `transfer_stake_and_hotkey`.
pub fn transfer_to(coldkey: AccountId32, heir: AccountId32, from: At, to: At, amount: u64) -> DispatchResult {
    let call = Call::transfer_stake_and_hotkey {
        destination_coldkey: heir,
        origin_hotkey: from.0,
        destination_hotkey: to.0,
        origin_netuid: from.1,
        destination_netuid: to.1,
        alpha_amount: amount.into(),
    };
    sign(coldkey, call)
}

/// `add_stake_burn`.
pub fn add_burn(
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
    amount: u64,
    limit: Option<u64>,
) -> DispatchResult {
    let (amount, limit) = (amount.into(), limit.map(Into::into));
    sign(coldkey, Call::add_stake_burn { hotkey, netuid, amount, limit })
}

/// `unstake_all`.
pub fn unstake_all(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::unstake_all { hotkey })
}

/// `unstake_all_alpha`.
pub fn unstake_all_alpha(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::unstake_all_alpha { hotkey })
}

/// `recycle_alpha`.
pub fn recycle(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    let amount = amount.into();
    sign(coldkey, Call::recycle_alpha { hotkey, amount, netuid })
}

/// `burn_alpha`.
pub fn burn(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    let amount = amount.into();
    sign(coldkey, Call::burn_alpha { hotkey, amount, netuid })
}

/// `remove_stake_full_limit`.
pub fn remove_full(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, limit: Option<u64>) -> DispatchResult {
    let call = Call::remove_stake_full_limit { hotkey, netuid, limit_price: limit.map(Into::into) };
    sign(coldkey, call)
}

/// `increase_take`.
pub fn raise_take(coldkey: AccountId32, hotkey: AccountId32, take: u16) -> DispatchResult {
    sign(coldkey, Call::increase_take { hotkey, take })
}

/// `decrease_take`.
pub fn lower_take(coldkey: AccountId32, hotkey: AccountId32, take: u16) -> DispatchResult {
    sign(coldkey, Call::decrease_take { hotkey, take })
}

/// `set_root_weights`.
pub fn vote(coldkey: AccountId32, hotkey: AccountId32, say: &[(NetUid, u16)]) -> DispatchResult {
    let (dests, weights) = say.iter().copied().unzip();
    let call = Call::set_root_weights { hotkey, dests, weights };
    sign(coldkey, call)
}

/// `set_emission_policy`, by root.
pub fn switch_policy(policy: u8) -> DispatchResult {
    SubtensorModule::set_emission_policy(RuntimeOrigin::root(), policy)
}

/// Subnet 1 with 10 000 TAO and 200 000 alpha, subnet 2 with 40 000 TAO and 100 000 alpha; Bob has 60 000 alpha at the
/// first, with his hotkey.
///
/// 50 000 alpha of subnet 1 are worth 10 000 · 50 000 / 250 000 = 2 000 TAO, and these are worth
/// 100 000 · 2 000 / 42 000 = 4 761.904 761 904 alpha of subnet 2.
pub fn two_pools() -> ExtBuilder {
    ExtBuilder::default().subnet(subnet(TWO, 40_000 * UNIT, 100_000 * UNIT, 50_000_000)).stake(
        BOB,
        BOB_HOT,
        ONE,
        60_000 * UNIT,
    )
}

/// Coldkeys of random calls: three with balances, one with hardly any, one with none at first.
pub const COLDKEYS: [AccountId32; 5] = [ALICE, BOB, CAROL, DAVE, STRANGER];
const DAVE: AccountId32 = AccountId32::new([4; 32]);

/// A deep pool, a shallow one that often refuses, and one whose injection is capped; all with a fee.
pub fn three_pools() -> ExtBuilder {
    ExtBuilder::default()
        .balance(ALICE, 50_000 * UNIT)
        .balance(BOB, 3_000 * UNIT)
        .balance(CAROL, 100_000 * UNIT)
        .balance(DAVE, 3_000_000)
        .subnet(subnet(ONE, 50_000 * UNIT, 100_000 * UNIT, 400_000_000))
        .subnet(subnet(TWO, 20_000_000, 1_000 * UNIT, 10_000))
        .subnet(subnet(THREE, 1_000 * UNIT, 500_000 * UNIT, 20_000_000))
        .fee_rate(33)
}

/// Returns the name of a call's error, or "ok".
pub fn outcome(result: &DispatchResult) -> &'static str {
    match result {
        Ok(()) => "ok",
        Err(DispatchError::Module(error)) => error.message.unwrap(),
        Err(other) => (*other).into(),
    }
}

/// Alpha of subnet 2 for 50 000 of subnet 1 in [`two_pools`], in rao.
pub const ARRIVES: u64 = 4_761_904_761_904;

/// Checks that what a test does leaves issuance, the custody account's balance, and the TAO in all pools and at root together,
/// as they were.
pub fn without_touching_tao(action: impl FnOnce()) {
    let pooled = || {
        let pools = <Swap as Pools<_>>::all();
        pools.iter().map(|subnet| subnet.pool.tao.rao()).sum::<u64>()
    };
    let held = || frame_system::Account::<Test>::get(Swap::custody_account());
    let before = (issuance(), pooled(), held());
    action();
    assert_eq!((issuance(), pooled(), held()), before);
}
