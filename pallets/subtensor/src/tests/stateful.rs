//! A long walk: random calls by random accounts in random blocks, under every policy of emission.
//!
//! `DTAO_STEPS` sets how many calls are made (200 000 by default) and `DTAO_SEED` another walk. The seed is printed.

use super::{calls::*, neuron_calls::seat_both};
use crate::{
    emission::policy::EmissionPolicies, mock::*, ActiveEmissionPolicy, Config, Injection, InjectionRule, Owner,
    TxDelegateTakeRateLimit,
};
use dtao_math::issuance::block_emission;
use dtao_primitives::{Bounds, NetUid, OpenPool, Pools, Quote, TaoBalance};
use frame_support::{dispatch::DispatchResult, traits::fungible::Inspect};
use sp_runtime::AccountId32;
use std::{cell::Cell, collections::BTreeMap, time::Instant};

/// Number of calls of a normal run, and the seed of its walk.
const STEPS: u64 = 200_000;
const SEED: u64 = 0x0da0_2025;

/// All invariants are checked after so many calls; the cheap ones after each block.
const CHECK_EVERY: u64 = 50;

/// After one call in so many that fail, all storage is compared with what it was.
const COMPARE_EVERY: u64 = 400;

const ERIN_HOT: AccountId32 = AccountId32::new([105; 32]);

/// Hotkeys to stake with. Nobody owns the last.
const HOTKEYS: [AccountId32; 4] = [ALICE_HOT, BOB_HOT, ERIN_HOT, STRANGER];

/// Subnets. The last does not exist.
const SUBNETS: [NetUid; 5] = [ROOT, ONE, TWO, THREE, NOWHERE];

/// The number of emission policies.
const POLICIES: usize = 9;

/// A call with whatever the dice say.
type Throw = fn(&mut Dice) -> DispatchResult;

const CALLS: [(&str, Throw); 19] = [
    ("add_stake", throw_add),
    ("add_stake_limit", throw_add_limit),
    ("remove_stake", throw_remove),
    ("remove_stake_limit", throw_remove_limit),
    ("remove_stake_full_limit", throw_remove_full),
    ("add_stake_burn", throw_add_burn),
    ("move_stake", throw_move),
    ("move_stake_limit", throw_move_limit),
    ("swap_stake", throw_swap),
    ("swap_stake_limit", throw_swap_limit),
    ("transfer_stake", throw_transfer),
    ("transfer_stake_and_hotkey", throw_transfer_to),
    ("recycle_alpha", throw_recycle),
    ("burn_alpha", throw_burn),
    ("take", throw_take),
    ("set_root_weights", throw_vote),
    ("unstake_all", throw_unstake_all),
    ("unstake_all_alpha", throw_unstake_all_alpha),
    ("set_emission_policy", throw_policy),
];

fn coldkey(dice: &mut Dice) -> AccountId32 {
    dice.pick(&COLDKEYS)
}

/// A hotkey, seldom the one that nobody owns.
fn hotkey(dice: &mut Dice) -> AccountId32 {
    let known = if dice.below(20) == 0 { 4 } else { 3 };
    dice.pick(&HOTKEYS[..known])
}

/// A hotkey and who calls for it: mostly its owner.
fn owned(dice: &mut Dice) -> (AccountId32, AccountId32) {
    let hotkey = hotkey(dice);
    if dice.below(4) == 0 {
        return (coldkey(dice), hotkey);
    }
    (Owner::<Test>::get(&hotkey), hotkey)
}

/// A subnet, seldom the one that does not exist.
fn netuid(dice: &mut Dice) -> NetUid {
    let known = if dice.below(20) == 0 { 5 } else { 4 };
    dice.pick(&SUBNETS[..known])
}

/// An amount: mostly a part of what there is, at times zero, dust, all of it, or any number of 64 bits.
fn amount(dice: &mut Dice, there_is: u64) -> u64 {
    match dice.below(16) {
        0 => 0,
        1 => dice.below(5_000_000),
        2 => {
            let shift = dice.below(64);
            dice.any() >> shift
        }
        3 => u64::MAX,
        4 | 5 => there_is,
        6 => there_is.saturating_add(1),
        7 => there_is.saturating_sub(1),
        _ => dice.below(there_is.saturating_add(1)),
    }
}

/// A limit: mostly near the price given, at times none, impossible, or any.
fn limit(dice: &mut Dice, price: u64) -> (u64, bool) {
    let limit = match dice.below(8) {
        0 => 0,
        1 => u64::MAX,
        2 => dice.any(),
        _ => (u128::from(price) * u128::from(900 + dice.below(200)) / 1_000) as u64,
    };
    (limit, dice.below(2) == 0)
}

/// A position: mostly one with stake.
fn position(dice: &mut Dice) -> (AccountId32, AccountId32, NetUid, u64) {
    for _ in 0..4 {
        let (coldkey, hotkey, netuid) = (coldkey(dice), hotkey(dice), netuid(dice));
        let held = stake(&hotkey, &coldkey, netuid);
        if held > 0 || dice.below(10) == 0 {
            return (coldkey, hotkey, netuid, held);
        }
    }
    (BOB, BOB_HOT, ONE, stake(&BOB_HOT, &BOB, ONE))
}

fn purse(dice: &mut Dice, who: &AccountId32) -> u64 {
    let balance = Balances::balance(who);
    amount(dice, balance / 8)
}

fn throw_add(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid) = (coldkey(dice), hotkey(dice), netuid(dice));
    let tao = purse(dice, &coldkey);
    add(coldkey, hotkey, netuid, tao)
}

fn throw_add_limit(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid) = (coldkey(dice), hotkey(dice), netuid(dice));
    let tao = purse(dice, &coldkey);
    let limit = limit(dice, SubtensorModule::current_alpha_price(netuid));
    add_limit(coldkey, hotkey, netuid, tao, limit)
}

fn throw_remove(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid, held) = position(dice);
    let alpha = amount(dice, held);
    remove(coldkey, hotkey, netuid, alpha)
}

fn throw_remove_limit(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid, held) = position(dice);
    let alpha = amount(dice, held);
    let limit = limit(dice, SubtensorModule::current_alpha_price(netuid));
    remove_limit(coldkey, hotkey, netuid, alpha, limit)
}

fn throw_remove_full(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid, _) = position(dice);
    let (limit, limited) = limit(dice, SubtensorModule::current_alpha_price(netuid));
    remove_full(coldkey, hotkey, netuid, limited.then_some(limit))
}

fn throw_move(dice: &mut Dice) -> DispatchResult {
    let (coldkey, from, origin, held) = position(dice);
    let (to, destination) = (hotkey(dice), netuid(dice));
    let alpha = amount(dice, held);
    move_stake(coldkey, (from, origin), (to, destination), alpha)
}

fn throw_add_burn(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid) = (coldkey(dice), hotkey(dice), netuid(dice));
    let tao = purse(dice, &coldkey) / 16;
    let (limit, limited) = limit(dice, SubtensorModule::current_alpha_price(netuid));
    add_burn(coldkey, hotkey, netuid, tao, limited.then_some(limit))
}

fn throw_move_limit(dice: &mut Dice) -> DispatchResult {
    let (coldkey, from, origin, held) = position(dice);
    let (to, destination) = (hotkey(dice), netuid(dice));
    let alpha = amount(dice, held);
    let limit = ratio_limit(dice, origin, destination);
    move_limit(coldkey, (from, origin), (to, destination), alpha, limit)
}

/// A limit of the ratio of two prices.
fn ratio_limit(dice: &mut Dice, origin: NetUid, destination: NetUid) -> (u64, bool) {
    let price = |netuid| u128::from(SubtensorModule::current_alpha_price(netuid));
    let ratio = price(origin) * 1_000_000_000 / price(destination).max(1);
    limit(dice, ratio as u64)
}

fn throw_swap(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, origin, held) = position(dice);
    let (destination, alpha) = (netuid(dice), amount(dice, held));
    swap(coldkey, hotkey, (origin, destination), alpha)
}

fn throw_swap_limit(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, origin, held) = position(dice);
    let (destination, alpha) = (netuid(dice), amount(dice, held));
    let limit = ratio_limit(dice, origin, destination);
    swap_limit(coldkey, hotkey, (origin, destination), alpha, limit)
}

fn throw_transfer(dice: &mut Dice) -> DispatchResult {
    let (giver, hotkey, origin, held) = position(dice);
    let (heir, destination, alpha) = (coldkey(dice), netuid(dice), amount(dice, held));
    transfer(giver, heir, hotkey, (origin, destination), alpha)
}

fn throw_transfer_to(dice: &mut Dice) -> DispatchResult {
    let (giver, from, origin, held) = position(dice);
    let (heir, to, destination, alpha) = (coldkey(dice), hotkey(dice), netuid(dice), amount(dice, held));
    transfer_to(giver, heir, (from, origin), (to, destination), alpha)
}

fn throw_unstake_all(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, ..) = position(dice);
    unstake_all(coldkey, hotkey)
}

fn throw_unstake_all_alpha(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, ..) = position(dice);
    unstake_all_alpha(coldkey, hotkey)
}

fn throw_recycle(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid, held) = position(dice);
    let alpha = amount(dice, held / 4);
    recycle(coldkey, hotkey, netuid, alpha)
}

fn throw_burn(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey, netuid, held) = position(dice);
    let alpha = amount(dice, held / 100);
    burn(coldkey, hotkey, netuid, alpha)
}

fn throw_take(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey) = owned(dice);
    let take = dice.below(13_000) as u16;
    if dice.below(2) == 0 {
        raise_take(coldkey, hotkey, take)
    } else {
        lower_take(coldkey, hotkey, take)
    }
}

fn throw_vote(dice: &mut Dice) -> DispatchResult {
    let (coldkey, hotkey) = owned(dice);
    let say: Vec<_> = (0..dice.below(4)).map(|_| (netuid(dice), dice.below(5) as u16)).collect();
    vote(coldkey, hotkey, &say)
}

fn throw_policy(dice: &mut Dice) -> DispatchResult {
    let rules = [InjectionRule::Lift, InjectionRule::Buy, InjectionRule::CappedBuy];
    switch_policy(dice.below(POLICIES as u64 + 1) as u8)?;
    SubtensorModule::do_set_injection(dice.pick(&rules));
    Ok(())
}

thread_local! {
    /// Number of log messages of this thread about something impossible.
    static ALARMS: Cell<u64> = const { Cell::new(0) };
}

/// Counts what the code reports as impossible: in a release build it is only logged.
struct Alarm;

impl log::Log for Alarm {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target() == "runtime::defensive"
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            println!("{}", record.args());
            ALARMS.with(|alarms| alarms.set(alarms.get() + 1));
        }
    }

    fn flush(&self) {}
}

/// Counts alarms from here on, unless another test of this run has a logger of its own, and makes sure that one is heard.
fn listen_for_alarms() {
    // With debug assertions on, an alarm is a panic already.
    if log::set_logger(&Alarm).is_ok() && !cfg!(debug_assertions) {
        log::set_max_level(log::LevelFilter::Error);
        frame_support::defensive!("a trial");
        assert_eq!(ALARMS.with(|alarms| alarms.replace(0)), 1);
    }
}

/// The walk so far.
struct Walk {
    dice: Dice,
    seen: BTreeMap<(&'static str, &'static str), u64>,
    blocks_by_policy: [u64; POLICIES],
    round_trips: u64,
    compared: u64,
}

impl Walk {
    /// Makes one call. TAO is neither made nor lost, and an error changes nothing.
    fn call(&mut self) {
        // Root switches the rules seldom, and all is seldom sold at once.
        let which = match self.dice.below(500) {
            0..=2 => CALLS.len() - 1,
            3..=12 => CALLS.len() - 2,
            13..=22 => CALLS.len() - 3,
            _ => self.dice.below(CALLS.len() as u64 - 3) as usize,
        };
        let (name, throw) = CALLS[which];
        let before = (self.dice.below(COMPARE_EVERY) == 0).then(storage_root);
        let minted = issuance();
        let result = throw(&mut self.dice);
        assert_eq!(issuance(), minted, "{name}");
        if let (Some(before), Err(error)) = (before, &result) {
            assert_eq!(storage_root(), before, "{name}: {error:?}");
            self.compared += 1;
        }
        *self.seen.entry((name, outcome(&result))).or_default() += 1;
    }

    /// Begins the next blocks, mostly one.
    fn blocks(&mut self) {
        let more = self.dice.below(20) == 0;
        for _ in 0..=if more { self.dice.below(30) } else { 0 } {
            let before = issuance();
            let policy = ActiveEmissionPolicy::<Test>::get();
            let due = dues(policy);
            next_block();
            for (netuid, alpha) in &due.alpha {
                assert_eq!(pool(*netuid).emission.alpha_out.rao(), *alpha);
            }
            self.blocks_by_policy[usize::from(policy)] += 1;
            let minted = injected();
            // Each of three shares is rounded down.
            assert!(minted <= due.tao);
            assert!(minted + 3 >= due.tao || Injection::<Test>::get() != InjectionRule::Lift);
            assert_eq!(issuance(), before + minted);
            assert_eq!(custody().gifts, TaoBalance::ZERO);
            System::reset_events();
        }
    }

    /// Buys and sells at once, or moves there and back. Nobody has more by it.
    fn round_trip(&mut self) {
        let coldkey = self.dice.pick(&COLDKEYS[..3]);
        let hotkey = self.dice.pick(&HOTKEYS[..3]);
        let (one, two) = (self.dice.pick(&SUBNETS[..4]), self.dice.pick(&SUBNETS[..4]));
        let went = if self.dice.below(2) == 0 {
            buy_and_sell(&mut self.dice, &coldkey, &hotkey, one)
        } else {
            there_and_back(&mut self.dice, &coldkey, &hotkey, (one, two))
        };
        self.round_trips += u64::from(went);
    }
}

/// Amounts that the next block has to mint, in rao.
struct Dues {
    tao: u64,
    alpha: Vec<(NetUid, u64)>,
}

/// Returns the amounts of the schedule under a policy: TAO if any subnet has weight, alpha always.
fn dues(policy: u8) -> Dues {
    let mut subnets = <Swap as Pools<_>>::all();
    subnets.retain(|subnet| !subnet.netuid.is_root());
    let weights = <Test as Config>::Policies::weights(policy, &subnets).unwrap();
    let any = weights.iter().any(|weight| *weight > 0);
    let alpha = subnets.iter().map(|subnet| {
        let issued = subnet.pool.alpha_issuance().unwrap();
        (subnet.netuid, block_emission(issued))
    });
    Dues { tao: if any { block_emission(issuance()) } else { 0 }, alpha: alpha.collect() }
}

fn buy_and_sell(dice: &mut Dice, coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid) -> bool {
    let balance = Balances::balance(coldkey);
    let tao = dice.below(balance / 2 + 1);
    let quote = <Swap as Pools<_>>::open(netuid)
        .and_then(|pool| pool.quote_buy(tao.into(), Bounds::Unbounded).ok().map(|quote| quote.trade()));
    if add(coldkey.clone(), hotkey.clone(), netuid, tao).is_err() {
        return false;
    }
    let bought = quote.unwrap().alpha.rao();
    let alpha = bought.min(stake(hotkey, coldkey, netuid));
    let sold = remove(coldkey.clone(), hotkey.clone(), netuid, alpha);
    assert!(Balances::balance(coldkey) <= balance);
    sold.is_ok()
}

fn there_and_back(dice: &mut Dice, coldkey: &AccountId32, hotkey: &AccountId32, (one, two): (NetUid, NetUid)) -> bool {
    let held = stake(hotkey, coldkey, one);
    let alpha = dice.below(held + 1);
    let (here, there) = ((hotkey.clone(), one), (hotkey.clone(), two));
    let Ok(went) = moved(coldkey.clone(), here.clone(), there.clone(), alpha) else {
        return false;
    };
    let most = went.arrived.rao().min(stake(hotkey, coldkey, two));
    let Ok(back) = moved(coldkey.clone(), there, here, most) else {
        return false;
    };
    assert_eq!(went.left.rao(), alpha);
    assert!(back.arrived.rao() <= alpha);
    assert!(back.tao <= went.tao);
    // Rounding of shares can only favour those who stay, who may be oneself by a rao.
    assert!(stake(hotkey, coldkey, one) <= held + 1);
    true
}

/// Adds stake, and sets short tempos.
fn market() -> ExtBuilder {
    three_pools()
        .with(ROOT, |root| root.tempo = 30)
        .with(ONE, |subnet| subnet.tempo = 7)
        .with(TWO, |subnet| subnet.tempo = 1)
        .with(THREE, |subnet| {
            subnet.owner = CAROL;
            subnet.owner_hotkey = ERIN_HOT;
        })
        .stake(ALICE, ALICE_HOT, ROOT, 1_000_000 * UNIT)
        .stake(BOB, BOB_HOT, ROOT, 500_000 * UNIT)
        .stake(BOB, ALICE_HOT, ONE, 10_000 * UNIT)
        .stake(CAROL, ERIN_HOT, THREE, 777 * UNIT)
        .stake(CAROL, BOB_HOT, TWO, 100 * UNIT)
}

/// Returns the number in an environment variable, or the default.
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

fn walk(steps: u64, seed: u64) -> Walk {
    let mut walk = Walk {
        dice: Dice::new(seed),
        seen: BTreeMap::new(),
        blocks_by_policy: [0; POLICIES],
        round_trips: 0,
        compared: 0,
    };
    market().build_and_execute(|| {
        TxDelegateTakeRateLimit::<Test>::put(50);
        seat_both();
        for step in 1..=steps {
            walk.call();
            if walk.dice.below(3) == 0 {
                walk.blocks();
            }
            if walk.dice.below(10) == 0 {
                walk.round_trip();
            }
            if step % CHECK_EVERY == 0 {
                check_invariants();
                assert_eq!(ALARMS.with(Cell::get), 0, "after {step} steps of seed {seed}");
            }
        }
    });
    walk
}

#[test]
fn a_long_walk_breaks_nothing() {
    listen_for_alarms();
    let (steps, seed) = (setting("DTAO_STEPS", STEPS), setting("DTAO_SEED", SEED));
    println!("DTAO_SEED={seed} DTAO_STEPS={steps}");
    let begun = Instant::now();
    let walk = walk(steps, seed);
    let seconds = begun.elapsed().as_secs_f64();
    for ((call, outcome), count) in &walk.seen {
        println!("{count:>9} {call}: {outcome}");
    }
    println!(
        "{steps} calls and {} round trips in {seconds:.1} s, {:.0} a second; blocks by policy {:?}; {} failed calls compared",
        walk.round_trips,
        steps as f64 / seconds,
        walk.blocks_by_policy,
        walk.compared
    );
    // Every call went well often, and every policy was in force for long.
    for (call, _) in CALLS {
        let well = walk.seen.get(&(call, "ok")).copied().unwrap_or(0);
        assert!(well >= steps / 10_000, "{call}: {well}");
    }
    assert!(walk.blocks_by_policy.iter().all(|blocks| *blocks > steps / 50));
    assert!(walk.round_trips > steps / 50 && walk.compared > steps / 2_000);
    // What cannot happen on a chain did not.
    assert!(walk.seen.keys().all(|(_, outcome)| *outcome != "Overflow"));
}

#[test]
fn the_walk_switches_among_all_policies_that_there_are() {
    type All = <Test as Config>::Policies;
    assert_eq!((0..=255).filter_map(<All as EmissionPolicies>::name).count(), POLICIES);
}
