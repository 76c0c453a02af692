//! The search for free profit.
//!
//! A group of fresh accounts gets TAO. Every other time it makes calls first while blocks pass, so that it holds alpha, stake at
//! root with claims, neurons, hotkeys and subnets. Then it makes a sequence of calls within one block, and sells and claims all
//! that it has. Meanwhile root may dissolve a subnet, or one of the group may register one, which dissolves another; holders are
//! then paid to the last. The group must not be worth more at the end of the sequence than at its beginning, at pool prices and
//! without fees: see [`Wealth`]. All of it is reverted afterwards.
//!
//! Allowed is a share of the last payout of a dissolved subnet, which goes by the stake of that moment, as every payout.

use super::world::{hotkey, netuid, PEOPLE};
use crate::{
    ledger::claims::Claims, lifecycle::dissolve_subnet::pay_holders, mock::*, Call, Dissolving, NetworkRateLimit,
    NetworkRegisteredAt, OwnedHotkeys, RootClaimTypeEnum, RootClaimable, RootDividendRule, RootHotkeys, StakePositions,
    SubnetOwner, TxRateLimit,
};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{
    storage::{with_transaction, TransactionOutcome},
    traits::fungible::{Inspect, Mutate},
};
use sp_runtime::{AccountId32, DispatchError};
use std::collections::BTreeMap;

/// The number of accounts in the group, and of the hotkeys that are its own.
const GROUP: u64 = 3;
const OWN_HOTKEYS: u64 = 4;

/// The largest number of different calls in a sequence, and how often one is made at most.
const LONGEST: u64 = 10;
const REPEATED: u64 = 8;

/// A call, and the account that makes it; none for root.
type Action = (Option<AccountId32>, Call<Test>);

fn member(number: u64) -> AccountId32 {
    AccountId32::new([240 + number as u8; 32])
}

fn somebody(dice: &mut Dice) -> AccountId32 {
    member(dice.below(GROUP))
}

fn members() -> impl Iterator<Item = AccountId32> {
    (0..GROUP).map(member)
}

/// Returns one of the group's own hotkeys, which have an owner or not.
fn own_hotkey(dice: &mut Dice) -> AccountId32 {
    member(GROUP + dice.below(OWN_HOTKEYS))
}

/// The worth of the group, in rao: its TAO, its stake at root, and what it would get by a sale of all its alpha, claims
/// included, in pools without a fee. No trade in such a pool changes that; fees, costs and rounding lower it.
#[derive(Default)]
struct Wealth {
    known: u64,
    /// Rounding has hidden at most so much of it: part of a rao of alpha, or of TAO at root, in each position and claim.
    hidden: u64,
}

impl Wealth {
    fn now() -> Self {
        let mut wealth = Self::default();
        let mut alpha = BTreeMap::<NetUid, (u64, u64)>::new();
        let mut add = |netuid: NetUid, amount: u64| {
            let (sum, parts) = alpha.entry(netuid).or_default();
            *sum += amount;
            *parts += 1;
        };
        for who in members() {
            wealth.known += Balances::balance(&who);
            for (hotkey, netuid) in StakePositions::<Test>::iter_key_prefix((&who,)) {
                add(netuid, stake(&hotkey, &who, netuid));
            }
            for hotkey in RootHotkeys::<Test>::iter_key_prefix(&who) {
                for netuid in RootClaimable::<Test>::get(&hotkey).into_keys() {
                    add(netuid, Claims::<Test>::claimable_of(&hotkey, &who, netuid));
                }
            }
        }
        for (netuid, (sum, parts)) in alpha {
            wealth.add_alpha(netuid, &pool(netuid), sum, parts);
        }
        wealth
    }

    /// Adds the worth of so much alpha of a subnet, held in so many parts.
    fn add_alpha(&mut self, netuid: NetUid, pool: &Pool, sum: u64, parts: u64) {
        if netuid.is_root() {
            self.known += sum;
            self.hidden += parts;
            return;
        }
        let (tao, alpha) = (u128::from(pool.tao.rao()), u128::from(pool.alpha_in.rao()));
        let left = (tao * alpha).div_ceil(alpha + u128::from(sum));
        self.known += (tao - left) as u64;
        self.hidden += (u128::from(parts) * tao.div_ceil(alpha)) as u64 + 1;
    }
}

/// Plays one sequence and reverts it. Returns `true` if the group could make any call.
pub fn seek(dice: &mut Dice) -> bool {
    let played: Result<bool, DispatchError> = with_transaction(|| TransactionOutcome::Rollback(Ok(play(dice))));
    played.unwrap()
}

fn play(dice: &mut Dice) -> bool {
    let purse = UNIT << dice.below(14);
    for who in members() {
        Balances::mint_into(&who, purse).unwrap();
    }
    // The group has waited until it may.
    NetworkRateLimit::<Test>::put(0);
    TxRateLimit::<Test>::put(0);
    let mut story = Vec::new();
    if dice.below(2) == 0 {
        prepare(dice, &mut story);
        story.push("so much for the preparation".into());
    }
    pay_all_holders();
    let prepared = story.len();
    let before = Wealth::now();
    let mut allowed = before.hidden;
    for _ in 0..=dice.below(LONGEST) {
        allowed += act(dice, &mut story);
        while dice.below(2) == 0 && Dissolving::<Test>::count() > 0 {
            pay_holders::<Test>();
        }
    }
    pay_all_holders();
    let most = before.known + allowed;
    for sold in [false, true] {
        if sold {
            liquidate();
        }
        let after = Wealth::now().known;
        assert!(after <= most, "{} rao of profit from {}: {story:#?}", after - most, before.known);
    }
    story.len() > prepared
}

/// Lets the group make calls while blocks pass, in which it earns what others do.
fn prepare(dice: &mut Dice, story: &mut Vec<String>) {
    for _ in 0..=dice.below(5) {
        act(dice, story);
        for _ in 0..dice.below(7) {
            next_block();
        }
    }
}

/// Makes one call, once or several times. Returns what is allowed to the group.
fn act(dice: &mut Dice, story: &mut Vec<String>) -> u64 {
    let (caller, call) = action(dice);
    let times = if dice.below(4) == 0 { 1 + dice.below(REPEATED) } else { 1 };
    let mut allowed = 0;
    for _ in 0..times {
        let last = last_payouts();
        let origin = caller.clone().map_or_else(RuntimeOrigin::root, RuntimeOrigin::signed);
        if dispatch(origin, RuntimeCall::from(call.clone())).is_ok() {
            story.push(format!("{call:?}"));
        }
        allowed += dissolved(&last);
    }
    allowed
}

fn pay_all_holders() {
    while Dissolving::<Test>::count() > 0 {
        pay_holders::<Test>();
    }
}

/// Returns, for each subnet, its block of registration and the TAO that its pending payout is worth at most.
fn last_payouts() -> BTreeMap<NetUid, (u64, u64)> {
    let worth = |pool: &Pool| {
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
    for who in members() {
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
    match dice.below(6) {
        0 => whole,
        1 => whole.saturating_sub(UNIT / 100),
        // The minimum of a trade lies within.
        2 => dice.below(4_000_000).min(whole),
        3 => whole / 2,
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
        0 => own_hotkey(dice),
        _ => hotkey(dice.below(PEOPLE)),
    }
}

/// Returns a limit near a price, or near the ratio of two, and `true` if a part may be traded.
fn limit(dice: &mut Dice, price: u128) -> (u64, bool) {
    ((price * u128::from(900 + dice.below(200)) / 1_000) as u64, dice.below(2) == 0)
}

fn price(netuid: NetUid) -> u128 {
    SubtensorModule::current_alpha_price(netuid).into()
}

fn buy(dice: &mut Dice) -> Action {
    let (who, hotkey, netuid) = (somebody(dice), any_hotkey(dice), netuid(dice));
    let amount_staked = part(dice, Balances::free_balance(&who)).into();
    if dice.below(3) > 0 {
        return (Some(who), Call::add_stake { hotkey, netuid, amount_staked });
    }
    let (limit_price, allow_partial) = limit(dice, price(netuid));
    let limit_price = limit_price.into();
    (Some(who), Call::add_stake_limit { hotkey, netuid, amount_staked, limit_price, allow_partial })
}

/// Returns a call, mostly of a member.
fn action(dice: &mut Dice) -> Action {
    match dice.below(3) {
        0 => deed(dice),
        _ => trade(dice),
    }
}

/// A call that is no trade, but may change what a trade is worth.
fn deed(dice: &mut Dice) -> Action {
    let who = somebody(dice);
    let (netuid, hotkey) = (netuid(dice), any_hotkey(dice));
    let call = match dice.below(14) {
        0 => Call::register_network { hotkey },
        1 => return (None, Call::root_dissolve_network { netuid }),
        2 => return (Some(SubnetOwner::<Test>::get(netuid)), Call::start_call { netuid }),
        3 | 4 => Call::claim_root { subnets: (1..6).map(NetUid::new).collect() },
        5 => Call::burned_register { netuid, hotkey },
        6 => Call::root_register { hotkey },
        7 => Call::try_associate_hotkey { hotkey: own_hotkey(dice) },
        8 | 9 => return swap_of_hotkeys(dice, who),
        10 => Call::set_root_claim_type { new_root_claim_type: claim_type(dice) },
        11 => return (None, Call::set_root_dividends { rule: dividends(dice) }),
        12 => Call::set_coldkey_auto_stake_hotkey { netuid, hotkey },
        _ => return change_of_take(dice, who),
    };
    (Some(who), call)
}

fn claim_type(dice: &mut Dice) -> RootClaimTypeEnum {
    dice.pick(&[RootClaimTypeEnum::Swap, RootClaimTypeEnum::Keep])
}

fn dividends(dice: &mut Dice) -> RootDividendRule {
    if dice.below(2) == 0 {
        RootDividendRule::Claimable
    } else {
        RootDividendRule::Sold
    }
}

/// Returns a hotkey of a member, or one that it could have.
fn hotkey_of(dice: &mut Dice, who: &AccountId32) -> AccountId32 {
    let all = OwnedHotkeys::<Test>::get(who);
    if all.is_empty() {
        own_hotkey(dice)
    } else {
        dice.pick(&all)
    }
}

fn swap_of_hotkeys(dice: &mut Dice, who: AccountId32) -> Action {
    let (hotkey, new_hotkey) = (hotkey_of(dice, &who), own_hotkey(dice));
    let netuid = (dice.below(2) == 0).then(|| netuid(dice));
    let call = match dice.below(2) {
        0 => Call::swap_hotkey { hotkey, new_hotkey, netuid },
        _ => Call::swap_hotkey_v2 { hotkey, new_hotkey, netuid, keep_stake: dice.below(2) == 0 },
    };
    (Some(who), call)
}

fn change_of_take(dice: &mut Dice, who: AccountId32) -> Action {
    let (hotkey, take) = (hotkey_of(dice, &who), dice.below(12_000) as u16);
    let call = match dice.below(2) {
        0 => Call::increase_take { hotkey, take },
        _ => Call::decrease_take { hotkey, take },
    };
    (Some(who), call)
}

fn trade(dice: &mut Dice) -> Action {
    let Some((who, hotkey, netuid, amount)) = position(dice) else {
        return buy(dice);
    };
    let (to, alpha_amount) = (self::netuid(dice), amount.into());
    let (limit_price, allow_partial) = limit(dice, price(netuid));
    let limit_price = limit_price.into();
    let call = match dice.below(12) {
        0 | 1 => return buy(dice),
        2 => Call::remove_stake { hotkey, netuid, amount_unstaked: amount.into() },
        3 => Call::remove_stake_limit { hotkey, netuid, amount_unstaked: amount.into(), limit_price, allow_partial },
        4 => Call::swap_stake { hotkey, origin_netuid: netuid, destination_netuid: to, alpha_amount },
        5 => {
            let (ratio, allow_partial) = limit(dice, price(netuid) * 1_000_000_000 / price(to).max(1));
            let limit_price = ratio.into();
            let (origin_netuid, destination_netuid) = (netuid, to);
            Call::swap_stake_limit {
                hotkey,
                origin_netuid,
                destination_netuid,
                alpha_amount,
                limit_price,
                allow_partial,
            }
        }
        6 | 7 => Call::move_stake {
            origin_hotkey: hotkey,
            destination_hotkey: any_hotkey(dice),
            origin_netuid: netuid,
            destination_netuid: if dice.below(2) == 0 { netuid } else { to },
            alpha_amount,
        },
        8 => Call::transfer_stake {
            destination_coldkey: somebody(dice),
            hotkey,
            origin_netuid: netuid,
            destination_netuid: to,
            alpha_amount,
        },
        9 => Call::unstake_all_alpha { hotkey },
        10 => Call::recycle_alpha { hotkey, amount: alpha_amount, netuid },
        _ => Call::remove_stake_full_limit { hotkey, netuid, limit_price: None },
    };
    (Some(who), call)
}
