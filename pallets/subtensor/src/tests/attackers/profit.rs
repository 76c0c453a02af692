//! The search for free profit.
//!
//! A group of fresh accounts gets TAO. Every other time it makes calls first while blocks pass, so that it holds alpha, stake at
//! root with claims, neurons, hotkeys and subnets. Then it makes a sequence of calls within one block, and sells and claims all
//! that it has. Meanwhile root may dissolve a subnet, or one of the group may register one, which dissolves another; holders are
//! then paid to the last. The group must not be worth more at the end of the sequence than at its beginning, at pool prices and
//! without fees: see [`Wealth`]. All of it is reverted afterwards.
//!
//! Allowed is the group's own part of the last payout of a dissolved subnet, which goes by the stake of that moment, as every
//! payout: see [`super::last_payout`].

use super::{
    coldkeys::is_accepted,
    last_payout::{self, LastPayouts},
    world::{hotkey, netuid, PEOPLE},
};
use crate::{
    ledger::claims::Claims,
    lifecycle::{announce_coldkey::hash_of, dissolve_subnet::pay_holders},
    mock::*,
    Call, ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, ColdkeySwapReannouncementDelay, Dissolving,
    HotkeyDividends, NetworkRateLimit, OwnedHotkeys, RootClaimTypeEnum, RootClaimable, RootDividendRule, RootHotkeys,
    StakePositions, SubnetOwner, TxRateLimit,
};
use dtao_primitives::{NetUid, Pool};
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

/// Blocks in which stake at root earns claims.
const EARNING: u64 = 6;

/// A call, and the account that makes it; none for root.
type Action = (Option<AccountId32>, Call<Test>);

fn member(number: u64) -> AccountId32 {
    AccountId32::new([240 + number as u8; 32])
}

fn somebody(dice: &mut Dice) -> AccountId32 {
    member(dice.below(GROUP))
}

pub fn members() -> impl Iterator<Item = AccountId32> {
    (0..GROUP).map(member)
}

/// Returns one of the group's own hotkeys, which have an owner or not.
fn own_hotkey(dice: &mut Dice) -> AccountId32 {
    member(GROUP + dice.below(OWN_HOTKEYS))
}

/// The subjects of a trial.
#[derive(Clone, Copy, Default)]
pub struct Trial {
    /// `true` if the group could make any call.
    pub acted: bool,
    /// `true` if a subnet was dissolved in the sequence.
    pub closed: bool,
    /// `true` if the group had claims at the beginning of the sequence.
    pub claims: bool,
    /// `true` if the group bought, sold or moved stake in the sequence.
    pub traded: bool,
}

/// The calls of a trial that succeeded, and what came of them.
#[derive(Default)]
struct Story {
    calls: Vec<String>,
    closed: bool,
    traded: bool,
}

/// Alpha of a subnet that the group holds, or its stake at root, in rao.
#[derive(Clone, Copy, Default)]
pub struct Holding {
    /// All of it, the claims included.
    pub sum: u64,
    /// The claims.
    pub claims: u64,
    /// The number of positions and claims.
    pub parts: u64,
}

/// Returns what the group holds at each subnet.
pub fn holdings() -> BTreeMap<NetUid, Holding> {
    let mut all = BTreeMap::<NetUid, Holding>::new();
    let mut add = |netuid: NetUid, amount: u64, claims: u64| {
        let holding = all.entry(netuid).or_default();
        holding.sum += amount;
        holding.claims += claims;
        holding.parts += 1;
    };
    for who in members() {
        for (hotkey, netuid) in StakePositions::<Test>::iter_key_prefix((&who,)) {
            add(netuid, stake(&hotkey, &who, netuid), 0);
        }
        for hotkey in RootHotkeys::<Test>::iter_key_prefix(&who) {
            for netuid in RootClaimable::<Test>::get(&hotkey).into_keys() {
                let claim = Claims::<Test>::claimable_of(&hotkey, &who, netuid);
                add(netuid, claim, claim);
            }
        }
    }
    all
}

/// The worth of the group, in rao: its TAO, its stake at root, and what it would get by a sale of all its alpha, claims
/// included, in pools without a fee. No trade in such a pool changes that; fees, costs and rounding lower it.
#[derive(Default)]
struct Wealth {
    known: u64,
    /// Rounding has hidden at most so much of it: part of a rao of alpha, or of TAO at root, in each position and claim.
    hidden: u64,
    /// The claims among it, in rao of alpha.
    claims: u64,
}

impl Wealth {
    fn now() -> Self {
        let known = members().map(|who| Balances::balance(&who)).sum();
        let mut wealth = Self { known, ..Self::default() };
        for (netuid, holding) in holdings() {
            wealth.claims += holding.claims;
            wealth.add_alpha(netuid, &pool(netuid), holding);
        }
        wealth
    }

    /// Adds the worth of alpha of a subnet.
    fn add_alpha(&mut self, netuid: NetUid, pool: &Pool, Holding { sum, parts, .. }: Holding) {
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

/// Plays one sequence and reverts it.
pub fn seek(dice: &mut Dice) -> Trial {
    let played: Result<Trial, DispatchError> = with_transaction(|| TransactionOutcome::Rollback(Ok(play(dice))));
    played.unwrap()
}

fn play(dice: &mut Dice) -> Trial {
    let purse = UNIT << dice.below(14);
    for who in members() {
        Balances::mint_into(&who, purse).unwrap();
    }
    // The group has waited until it may.
    NetworkRateLimit::<Test>::put(0);
    TxRateLimit::<Test>::put(0);
    ColdkeySwapAnnouncementDelay::<Test>::put(0);
    ColdkeySwapReannouncementDelay::<Test>::put(0);
    let mut earlier = Story::default();
    if dice.below(2) == 0 {
        prepare(dice, &mut earlier);
    }
    pay_all_holders();
    let mut story = Story::default();
    let before = Wealth::now();
    let mut allowed = before.hidden;
    for _ in 0..=dice.below(LONGEST) {
        allowed += act(dice, &mut story);
        while dice.below(2) == 0 && Dissolving::<Test>::count() > 0 {
            pay_holders::<Test>(dice.any());
        }
    }
    pay_all_holders();
    let most = before.known + allowed;
    for sold in [false, true] {
        if sold {
            liquidate();
        }
        let after = Wealth::now().known;
        let told = || format!("{:#?} after {:#?}", story.calls, earlier.calls);
        assert!(after <= most, "{} rao of profit from {}: {}", after - most, before.known, told());
    }
    Trial { acted: !story.calls.is_empty(), closed: story.closed, claims: before.claims > 0, traded: story.traded }
}

/// Lets the group make calls while blocks pass, in which it earns what others do.
fn prepare(dice: &mut Dice, story: &mut Story) {
    if dice.below(2) == 0 {
        earn_claims(dice, story);
    }
    for _ in 0..=dice.below(5) {
        act(dice, story);
        for _ in 0..dice.below(7) {
            next_block();
        }
    }
}

/// Lets a member stake at root with a hotkey that has earned dividends somewhere, while these can be claimed.
fn earn_claims(dice: &mut Dice, story: &mut Story) {
    let earners: Vec<_> = HotkeyDividends::<Test>::iter_values().flatten().map(|dividend| dividend.hotkey).collect();
    if earners.is_empty() {
        return;
    }
    let (who, hotkey) = (somebody(dice), dice.pick(&earners));
    let amount_staked = (Balances::free_balance(&who) / (2 + dice.below(8))).into();
    send(None, Call::set_root_dividends { rule: RootDividendRule::Claimable }, story);
    send(Some(who), Call::add_stake { hotkey, netuid: ROOT, amount_staked }, story);
    for _ in 0..EARNING {
        next_block();
    }
}

/// Makes one call, once or several times. Returns what is allowed to the group.
fn act(dice: &mut Dice, story: &mut Story) -> u64 {
    let (caller, call) = action(dice);
    let times = if dice.below(4) == 0 { 1 + dice.below(REPEATED) } else { 1 };
    (0..times).map(|_| send(caller.clone(), call.clone(), story)).sum()
}

/// Makes a call, if the runtime accepts it of the caller. Returns what is allowed to the group: its part of the last payouts of
/// the subnets that the call has dissolved.
fn send(caller: Option<AccountId32>, call: Call<Test>, story: &mut Story) -> u64 {
    if caller.as_ref().is_some_and(|who| !is_accepted(who, std::slice::from_ref(&call))) {
        return 0;
    }
    let closes = matches!(call, Call::register_network { .. } | Call::root_dissolve_network { .. });
    let expected = if closes { last_payout::expected() } else { LastPayouts::new() };
    let traded = is_trade(&call);
    let shown = format!("{call:?}");
    let origin = caller.map_or_else(RuntimeOrigin::root, RuntimeOrigin::signed);
    if dispatch(origin, RuntimeCall::from(call)).is_err() {
        return 0;
    }
    story.calls.push(shown);
    story.traded |= traded;
    let paid = last_payout::of_dissolved(&expected);
    story.closed |= paid.is_some();
    paid.unwrap_or(0)
}

fn pay_all_holders() {
    while Dissolving::<Test>::count() > 0 {
        pay_holders::<Test>(System::block_number());
    }
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
    let call = match dice.below(20) {
        0 => Call::register_network { hotkey },
        1 | 2 => return (None, Call::root_dissolve_network { netuid }),
        3 => return (Some(SubnetOwner::<Test>::get(netuid)), Call::start_call { netuid }),
        4 | 5 => Call::claim_root { subnets: (1..6).map(NetUid::new).collect() },
        6 => Call::burned_register { netuid, hotkey },
        7 => Call::root_register { hotkey },
        8 => Call::try_associate_hotkey { hotkey: own_hotkey(dice) },
        9 | 10 => return swap_of_hotkeys(dice, who),
        11 => Call::set_root_claim_type { new_root_claim_type: claim_type(dice) },
        12 => return (None, Call::set_root_dividends { rule: dividends(dice) }),
        13 => Call::set_coldkey_auto_stake_hotkey { netuid, hotkey },
        14 => return change_of_take(dice, who),
        15 => return (Some(SubnetOwner::<Test>::get(netuid)), Call::set_tempo { netuid, tempo: 360 }),
        16 => Call::set_children { hotkey: hotkey_of(dice, &who), netuid, children: vec![(u64::MAX / 2, hotkey)] },
        17 => Call::set_reject_locked_alpha { enabled: false },
        18 => return lock(dice),
        _ => return swap_of_coldkeys(dice, who),
    };
    (Some(who), call)
}

fn lock(dice: &mut Dice) -> Action {
    let Some((who, hotkey, netuid, amount)) = position(dice) else {
        return buy(dice);
    };
    (Some(who), Call::lock_stake { hotkey, netuid, amount: (amount / 2).into() })
}

/// The announcement of a swap, or the swap: the wait is over at once. The new coldkey is of the group, too.
fn swap_of_coldkeys(dice: &mut Dice, who: AccountId32) -> Action {
    let hash = ColdkeySwapAnnouncements::<Test>::get(&who).map(|(_, hash)| hash);
    let call = match members().find(|new| hash == Some(hash_of::<Test>(new))) {
        Some(new_coldkey) => Call::swap_coldkey_announced { new_coldkey },
        None => Call::announce_coldkey_swap { new_coldkey_hash: hash_of::<Test>(&somebody(dice)) },
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

/// Returns `true` for a call that buys, sells or moves stake.
fn is_trade(call: &Call<Test>) -> bool {
    matches!(
        call,
        Call::add_stake { .. }
            | Call::add_stake_limit { .. }
            | Call::remove_stake { .. }
            | Call::remove_stake_limit { .. }
            | Call::remove_stake_full_limit { .. }
            | Call::unstake_all_alpha { .. }
            | Call::swap_stake { .. }
            | Call::swap_stake_limit { .. }
            | Call::move_stake { .. }
            | Call::transfer_stake { .. }
    )
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
