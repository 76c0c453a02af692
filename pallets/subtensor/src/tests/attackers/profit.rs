//! The search for free profit.
//!
//! A group of fresh accounts gets TAO, makes a few calls within one block, sells all that it holds and claims all that it is
//! owed. Meanwhile root may dissolve a subnet, or one of the group may register one, which dissolves another; holders are then
//! paid to the last. The group must not end with more TAO than it began with. All of it is reverted afterwards.
//!
//! Allowed is a share of the last payout of a dissolved subnet, which goes by the stake of that moment, as every payout.

use super::world::{hotkey, netuid, PEOPLE};
use crate::{lifecycle::dissolve_subnet::pay_holders, mock::*, Call, Dissolving, NetworkRegisteredAt, StakePositions};
use dtao_primitives::{NetUid, Pools};
use frame_support::{
    storage::{with_transaction, TransactionOutcome},
    traits::fungible::{Inspect, Mutate},
};
use sp_runtime::{AccountId32, DispatchError};
use std::collections::BTreeMap;

/// The number of accounts in the group.
const GROUP: u64 = 3;

/// The largest number of calls in a sequence.
const LONGEST: u64 = 8;

fn member(number: u64) -> AccountId32 {
    AccountId32::new([240 + number as u8; 32])
}

fn somebody(dice: &mut Dice) -> AccountId32 {
    member(dice.below(GROUP))
}

/// Plays one sequence and reverts it. Returns `true` if the group could make any call.
pub fn seek(dice: &mut Dice) -> bool {
    let played: Result<bool, DispatchError> = with_transaction(|| TransactionOutcome::Rollback(Ok(play(dice))));
    played.unwrap()
}

fn play(dice: &mut Dice) -> bool {
    let purse = UNIT << dice.below(14);
    for number in 0..GROUP {
        Balances::mint_into(&member(number), purse).unwrap();
    }
    let before = wealth();
    let (mut story, mut allowed) = (Vec::new(), 0);
    for _ in 0..=dice.below(LONGEST) {
        let (caller, call) = action(dice);
        let last = last_payouts();
        let shown = format!("{call:?}");
        let origin = caller.map_or_else(RuntimeOrigin::root, RuntimeOrigin::signed);
        if dispatch(origin, RuntimeCall::from(call)).is_ok() {
            story.push(shown);
        }
        allowed += dissolved(&last);
        while dice.below(2) == 0 && Dissolving::<Test>::count() > 0 {
            pay_holders::<Test>();
        }
    }
    while Dissolving::<Test>::count() > 0 {
        pay_holders::<Test>();
    }
    liquidate();
    let after = wealth();
    assert!(after <= before + allowed, "{} rao of profit from {before}: {story:#?}", after - before);
    !story.is_empty()
}

/// The TAO of the group, in rao.
fn wealth() -> u64 {
    (0..GROUP).map(|number| Balances::balance(&member(number))).sum()
}

/// Returns, for each subnet, its block of registration and the TAO that its pending payout is worth at most.
fn last_payouts() -> BTreeMap<NetUid, (u64, u64)> {
    let worth = |pool: &dtao_primitives::Pool| {
        let pending = &pool.pending;
        let alpha = [pending.server, pending.validator, pending.owner, pending.root_alpha];
        let alpha: u128 = alpha.iter().map(|part| u128::from(part.rao())).sum();
        let price = |alpha: u128| alpha * u128::from(pool.tao.rao()) / u128::from(pool.alpha_in.rao()).max(1);
        price(alpha) as u64 + pending.root_tao.rao() + 1_000
    };
    let subnets = Swap::all().into_iter().filter(|subnet| !subnet.netuid.is_root());
    subnets
        .map(|subnet| (subnet.netuid, (NetworkRegisteredAt::<Test>::get(subnet.netuid), worth(&subnet.pool))))
        .collect()
}

/// Returns what the last payouts of the subnets dissolved since were worth at most.
fn dissolved(before: &BTreeMap<NetUid, (u64, u64)>) -> u64 {
    let now = last_payouts();
    let gone = before.iter().filter(|(netuid, (block, _))| now.get(netuid).is_none_or(|(other, _)| other != block));
    gone.map(|(_, (_, worth))| worth).sum()
}

/// Sells all stake of the group, and claims what it earned.
fn liquidate() {
    for who in (0..GROUP).map(member) {
        let claims: Vec<_> = (1..8).map(NetUid::new).collect();
        for subnets in claims.chunks(5) {
            let _ = sign(who.clone(), Call::claim_root { subnets: subnets.iter().copied().collect() });
        }
        let positions: Vec<_> = StakePositions::<Test>::iter_key_prefix((&who,)).collect();
        for (hotkey, netuid) in positions {
            let _ = sign(who.clone(), Call::remove_stake_full_limit { hotkey, netuid, limit_price: None });
        }
    }
}

fn part(dice: &mut Dice, whole: u64) -> u64 {
    match dice.below(4) {
        0 => whole,
        1 => whole.saturating_sub(UNIT / 100),
        _ => dice.below(whole + 1),
    }
}

/// Returns a position of the group with an amount of it, if the group has any.
fn position(dice: &mut Dice) -> Option<(AccountId32, AccountId32, NetUid, u64)> {
    let who = somebody(dice);
    let all: Vec<_> = StakePositions::<Test>::iter_key_prefix((&who,)).collect();
    if all.is_empty() {
        return None;
    }
    let (hotkey, netuid) = dice.pick(&all);
    let amount = part(dice, stake(&hotkey, &who, netuid));
    Some((who, hotkey, netuid, amount))
}

fn any_hotkey(dice: &mut Dice) -> AccountId32 {
    match dice.below(3) {
        0 => member(GROUP + dice.below(3)),
        _ => hotkey(dice.below(PEOPLE)),
    }
}

fn buy(dice: &mut Dice) -> (Option<AccountId32>, Call<Test>) {
    let who = somebody(dice);
    let amount = part(dice, Balances::free_balance(&who));
    let call = Call::add_stake { hotkey: any_hotkey(dice), netuid: netuid(dice), amount_staked: amount.into() };
    (Some(who), call)
}

/// Returns a call of a member, or of root where there is no member.
fn action(dice: &mut Dice) -> (Option<AccountId32>, Call<Test>) {
    let who = somebody(dice);
    match dice.below(12) {
        0 => return (Some(who), Call::register_network { hotkey: any_hotkey(dice) }),
        1 => return (None, Call::root_dissolve_network { netuid: netuid(dice) }),
        2 => return (Some(who), Call::claim_root { subnets: (1..6).map(NetUid::new).collect() }),
        3 => return (Some(who), Call::burned_register { netuid: netuid(dice), hotkey: any_hotkey(dice) }),
        _ => {}
    }
    let Some((who, hotkey, netuid, amount)) = position(dice) else {
        return buy(dice);
    };
    let (to, alpha_amount) = (self::netuid(dice), amount.into());
    let call = match dice.below(7) {
        0 => return buy(dice),
        1 => Call::remove_stake { hotkey, netuid, amount_unstaked: amount.into() },
        2 => Call::swap_stake { hotkey, origin_netuid: netuid, destination_netuid: to, alpha_amount },
        3 => Call::move_stake {
            origin_hotkey: hotkey,
            destination_hotkey: any_hotkey(dice),
            origin_netuid: netuid,
            destination_netuid: to,
            alpha_amount,
        },
        4 => Call::transfer_stake {
            destination_coldkey: somebody(dice),
            hotkey,
            origin_netuid: netuid,
            destination_netuid: to,
            alpha_amount,
        },
        5 => Call::unstake_all_alpha { hotkey },
        _ => Call::remove_stake_full_limit { hotkey, netuid, limit_price: None },
    };
    (Some(who), call)
}
