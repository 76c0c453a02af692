//! One call of each kind, with arguments that mostly make sense.

use super::{
    coldkeys::*,
    families::{drop_parents, revoke_children, set_childkey_take, set_children},
    neurons::{serve_axon, serve_axon_tls, serve_prometheus},
    owners::*,
    weights::*,
    world::{hotkey, netuid, person, COLDKEYS, HOTKEYS, PEOPLE, SUBNETS},
    Caller,
};
use crate::{
    identity::{MAX_NAME, MAX_TEXT},
    mock::*,
    Burn, Call, ChosenColdkey, InjectionRule, Neurons, OwnedHotkeys, Owner, RootClaimTypeEnum, RootDividendRule,
    StakePositions, SubnetOwner, Uids,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::traits::fungible::Mutate;
use sp_runtime::AccountId32;

type Throw = fn(&mut Dice) -> (Caller, Call<Test>);

/// The calls by name: each that an account can sign, and those of root that change what others gain.
pub const CALLS: [(&str, Throw); 72] = [
    ("add_stake", add_stake),
    ("add_stake at root", add_stake_at_root),
    ("add_stake_limit", add_stake_limit),
    ("remove_stake", remove_stake),
    ("remove_stake_limit", remove_stake_limit),
    ("remove_stake_full_limit", remove_full),
    ("unstake_all", unstake_all),
    ("unstake_all_alpha", unstake_all_alpha),
    ("add_stake_burn", add_stake_burn),
    ("move_stake", move_stake),
    ("move_stake_limit", move_stake_limit),
    ("swap_stake", swap_stake),
    ("swap_stake_limit", swap_stake_limit),
    ("transfer_stake", transfer_stake),
    ("transfer_stake_and_hotkey", transfer_stake_and_hotkey),
    ("recycle_alpha", recycle_alpha),
    ("burn_alpha", burn_alpha),
    ("lock_stake", lock_stake),
    ("move_lock", move_lock),
    ("set_perpetual_lock", set_perpetual_lock),
    ("set_reject_locked_alpha", set_reject_locked_alpha),
    ("claim_root", claim_root),
    ("claim_root_with_hotkey", claim_root_with_hotkey),
    ("set_root_claim_type", set_root_claim_type),
    ("set_coldkey_auto_stake_hotkey", auto_stake),
    ("try_associate_hotkey", associate),
    ("choose_coldkey", choose_coldkey),
    ("swap_hotkey", swap_hotkey),
    ("swap_hotkey_v2", swap_hotkey_v2),
    ("increase_take", increase_take),
    ("decrease_take", decrease_take),
    ("set_children", set_children),
    ("revoke children", revoke_children),
    ("drop_parents", drop_parents),
    ("set_childkey_take", set_childkey_take),
    ("burned_register", burned_register),
    ("root_register", root_register),
    ("set_root_weights", set_root_weights),
    ("set_weights", set_weights),
    ("batch_set_weights", batch_set_weights),
    ("commit_weights", commit_weights),
    ("batch_commit_weights", batch_commit_weights),
    ("reveal_weights", reveal_weights),
    ("register_network", register_network),
    ("start_call", start_call),
    ("root_dissolve_network", dissolve),
    ("set_root_dividends", set_root_dividends),
    ("set_emission_policy", set_emission_policy),
    ("set_injection", set_injection),
    ("set_identity", set_identity),
    ("register_limit", register_limit),
    ("serve_axon", serve_axon),
    ("serve_axon_tls", serve_axon_tls),
    ("serve_prometheus", serve_prometheus),
    ("set_mechanism_weights", set_mechanism_weights),
    ("commit_mechanism_weights", commit_mechanism_weights),
    ("reveal_mechanism_weights", reveal_mechanism_weights),
    ("batch_reveal_weights", batch_reveal_weights),
    ("commit_timelocked_weights", commit_timelocked_weights),
    ("commit_timelocked_mechanism_weights", commit_timelocked_mechanism_weights),
    ("set_subnet_identity", set_subnet_identity),
    ("register_network_with_identity", register_network_with_identity),
    ("update_symbol", update_symbol),
    ("set_tempo", set_tempo),
    ("set_activity_cutoff_factor", set_activity_cutoff_factor),
    ("sudo_set_root_claim_threshold", sudo_set_root_claim_threshold),
    ("announce_coldkey_swap", announce_coldkey_swap),
    ("swap_coldkey_announced", swap_coldkey_announced),
    ("dispute_coldkey_swap", dispute_coldkey_swap),
    ("clear_coldkey_swap_announcement", clear_coldkey_swap_announcement),
    ("reset_coldkey_swap", reset_coldkey_swap),
    ("swap_coldkey", swap_coldkey),
];

/// The calls that are not tried, with the reason.
pub const LEFT_OUT: [(&str, &str); 5] = [
    ("dissolve_network", "root's, and the work of root_dissolve_network under another name"),
    ("sudo_set_tx_childkey_take_rate_limit", "root's, and one number that decides nothing but a wait"),
    ("sudo_set_min_childkey_take", "root's, and one number; the owner's minimum at a subnet is tried"),
    ("sudo_set_max_childkey_take", "root's, and one number, the bound of a call that is tried"),
    ("set_pending_childkey_cooldown", "root's, and one number that decides nothing but a wait"),
];

/// Returns a coldkey with a hotkey. Swaps leave some coldkeys without any, and without TAO.
pub fn somebody(dice: &mut Dice) -> AccountId32 {
    for _ in 0..12 {
        let who = person(dice.below(COLDKEYS));
        if OwnedHotkeys::<Test>::contains_key(&who) {
            return who;
        }
    }
    person(dice.below(COLDKEYS))
}

/// Returns two to four calls of one caller, for a batch, each thrown as if there were no other.
pub fn batch(dice: &mut Dice) -> (Caller, Vec<Call<Test>>) {
    let (who, length) = (somebody(dice), 2 + dice.below(3) as usize);
    let mut calls = Vec::new();
    for _ in 0..100 {
        let (_, throw) = dice.pick(&CALLS);
        let (caller, call) = throw(dice);
        if matches!(caller, Caller::Account(other) if other == who) {
            calls.push(call);
        }
        if calls.len() == length {
            break;
        }
    }
    (Caller::Account(who), calls)
}

/// Returns a hotkey, mostly one that has an owner.
pub fn any_hotkey(dice: &mut Dice) -> AccountId32 {
    let many = if dice.below(6) == 0 { HOTKEYS } else { PEOPLE };
    for _ in 0..4 {
        let hotkey = hotkey(dice.below(many));
        if Owner::<Test>::contains_key(&hotkey) {
            return hotkey;
        }
    }
    hotkey(dice.below(many))
}

/// Returns who calls for a hotkey: mostly its owner.
pub fn keeper(dice: &mut Dice, hotkey: &AccountId32) -> AccountId32 {
    let owner = Owner::<Test>::try_get(hotkey).unwrap_or_else(|()| somebody(dice));
    if dice.below(8) == 0 {
        somebody(dice)
    } else {
        owner
    }
}

/// Returns a hotkey, and who calls for it.
pub fn owned(dice: &mut Dice) -> (Caller, AccountId32) {
    let hotkey = any_hotkey(dice);
    (Caller::Account(keeper(dice, &hotkey)), hotkey)
}

/// Returns a hotkey with a neuron at a subnet, mostly.
pub fn with_neuron(dice: &mut Dice, netuid: NetUid) -> AccountId32 {
    let all = Neurons::<Test>::hotkeys(netuid);
    if all.is_empty() || dice.below(8) == 0 {
        return any_hotkey(dice);
    }
    dice.pick(&all)
}

fn tao(dice: &mut Dice, who: &AccountId32) -> u64 {
    let free = Balances::free_balance(who);
    match dice.below(8) {
        0 => free,
        1 => dice.below(4_000_000),
        2 => free / 2,
        _ => dice.below(free / 16 + 1),
    }
}

/// Returns a position: the coldkey, the hotkey, the netuid and an amount of it. Mostly one that exists.
fn position(dice: &mut Dice) -> (AccountId32, AccountId32, NetUid, u64) {
    let coldkey = somebody(dice);
    let all: Vec<_> = StakePositions::<Test>::iter_key_prefix((&coldkey,)).collect();
    if all.is_empty() || dice.below(20) == 0 {
        return (coldkey, any_hotkey(dice), netuid(dice), 1);
    }
    let (hotkey, netuid) = dice.pick(&all);
    let held = stake(&hotkey, &coldkey, netuid);
    let amount = match dice.below(6) {
        0 => 1,
        1 | 2 => held,
        3 => held.saturating_sub(1),
        _ => dice.below(held + 1),
    };
    (coldkey, hotkey, netuid, amount)
}

/// Returns a price, or a ratio of two, near this one, and `true` if a part may be traded.
fn limit(dice: &mut Dice, price: u64) -> (u64, bool) {
    ((u128::from(price) * u128::from(950 + dice.below(100)) / 1_000) as u64, dice.below(2) == 0)
}

fn buy(dice: &mut Dice, netuid: NetUid) -> (Caller, Call<Test>) {
    let (coldkey, hotkey) = (somebody(dice), any_hotkey(dice));
    let amount_staked = tao(dice, &coldkey).into();
    (Caller::Account(coldkey), Call::add_stake { hotkey, netuid, amount_staked })
}

fn add_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let netuid = netuid(dice);
    buy(dice, netuid)
}

fn add_stake_at_root(dice: &mut Dice) -> (Caller, Call<Test>) {
    buy(dice, ROOT)
}

fn add_stake_limit(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid) = (somebody(dice), any_hotkey(dice), netuid(dice));
    let amount_staked = tao(dice, &coldkey).into();
    let (price, allow_partial) = limit(dice, SubtensorModule::current_alpha_price(netuid));
    let limit_price = price.into();
    (Caller::Account(coldkey), Call::add_stake_limit { hotkey, netuid, amount_staked, limit_price, allow_partial })
}

fn remove_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::remove_stake { hotkey, netuid, amount_unstaked: amount.into() })
}

fn remove_stake_limit(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    let (price, allow_partial) = limit(dice, SubtensorModule::current_alpha_price(netuid));
    let (amount_unstaked, limit_price) = (amount.into(), price.into());
    (Caller::Account(coldkey), Call::remove_stake_limit { hotkey, netuid, amount_unstaked, limit_price, allow_partial })
}

fn remove_full(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, _) = position(dice);
    (Caller::Account(coldkey), Call::remove_stake_full_limit { hotkey, netuid, limit_price: None })
}

fn unstake_all(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, ..) = position(dice);
    (Caller::Account(coldkey), Call::unstake_all { hotkey })
}

fn unstake_all_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, ..) = position(dice);
    (Caller::Account(coldkey), Call::unstake_all_alpha { hotkey })
}

fn move_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, origin_hotkey, origin_netuid, amount) = position(dice);
    let (destination_hotkey, destination_netuid) = (any_hotkey(dice), netuid(dice));
    let alpha_amount = amount.into();
    let call = Call::move_stake { origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount };
    (Caller::Account(coldkey), call)
}

fn swap_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, origin_netuid, amount) = position(dice);
    let (destination_netuid, alpha_amount) = (netuid(dice), amount.into());
    (Caller::Account(coldkey), Call::swap_stake { hotkey, origin_netuid, destination_netuid, alpha_amount })
}

fn move_stake_limit(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, origin_hotkey, origin_netuid, amount) = position(dice);
    let (destination_hotkey, destination_netuid) = (any_hotkey(dice), netuid(dice));
    let (ratio, allow_partial) = ratio_limit(dice, origin_netuid, destination_netuid);
    let call = Call::move_stake_limit {
        origin_hotkey,
        destination_hotkey,
        origin_netuid,
        destination_netuid,
        alpha_amount: amount.into(),
        limit_price: ratio.into(),
        allow_partial,
    };
    (Caller::Account(coldkey), call)
}

/// Returns a limit of the ratio of two prices.
fn ratio_limit(dice: &mut Dice, origin: NetUid, destination: NetUid) -> (u64, bool) {
    let price = |netuid| u128::from(SubtensorModule::current_alpha_price(netuid));
    let ratio = price(origin) * 1_000_000_000 / price(destination).max(1);
    limit(dice, ratio as u64)
}

fn swap_stake_limit(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, origin_netuid, amount) = position(dice);
    let destination_netuid = netuid(dice);
    let (ratio, allow_partial) = ratio_limit(dice, origin_netuid, destination_netuid);
    let call = Call::swap_stake_limit {
        hotkey,
        origin_netuid,
        destination_netuid,
        alpha_amount: amount.into(),
        limit_price: ratio.into(),
        allow_partial,
    };
    (Caller::Account(coldkey), call)
}

fn transfer_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, origin_netuid, amount) = position(dice);
    let (destination_coldkey, alpha_amount) = (somebody(dice), amount.into());
    let destination_netuid = if dice.below(2) == 0 { origin_netuid } else { netuid(dice) };
    let call = Call::transfer_stake { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount };
    (Caller::Account(coldkey), call)
}

fn transfer_stake_and_hotkey(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, origin_hotkey, origin_netuid, amount) = position(dice);
    let destination_netuid = if dice.below(2) == 0 { origin_netuid } else { netuid(dice) };
    let call = Call::transfer_stake_and_hotkey {
        destination_coldkey: somebody(dice),
        origin_hotkey,
        destination_hotkey: any_hotkey(dice),
        origin_netuid,
        destination_netuid,
        alpha_amount: amount.into(),
    };
    (Caller::Account(coldkey), call)
}

fn add_stake_burn(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid) = (somebody(dice), any_hotkey(dice), netuid(dice));
    let amount = tao(dice, &coldkey) / 16;
    (Caller::Account(coldkey), Call::add_stake_burn { hotkey, netuid, amount: amount.into(), limit: None })
}

fn recycle_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::recycle_alpha { hotkey, amount: (amount / 8).into(), netuid })
}

fn burn_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::burn_alpha { hotkey, amount: (amount / 8).into(), netuid })
}

fn lock_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    let hotkey = if dice.below(4) == 0 { any_hotkey(dice) } else { hotkey };
    (Caller::Account(coldkey), Call::lock_stake { hotkey, netuid, amount: (amount / 4).into() })
}

fn move_lock(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, _, netuid, _) = position(dice);
    (Caller::Account(coldkey), Call::move_lock { destination_hotkey: any_hotkey(dice), netuid })
}

fn set_perpetual_lock(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, _, netuid, _) = position(dice);
    (Caller::Account(coldkey), Call::set_perpetual_lock { netuid, enabled: dice.below(2) == 0 })
}

fn set_reject_locked_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    (Caller::Account(somebody(dice)), Call::set_reject_locked_alpha { enabled: dice.below(3) == 0 })
}

fn claim_root(dice: &mut Dice) -> (Caller, Call<Test>) {
    let subnets = (0..=dice.below(5)).map(|_| netuid(dice)).collect();
    (Caller::Account(somebody(dice)), Call::claim_root { subnets })
}

fn claim_root_with_hotkey(dice: &mut Dice) -> (Caller, Call<Test>) {
    let hotkey = any_hotkey(dice);
    (Caller::Account(somebody(dice)), Call::claim_root_with_hotkey { hotkey })
}

fn set_root_claim_type(dice: &mut Dice) -> (Caller, Call<Test>) {
    let new_root_claim_type = match dice.below(3) {
        0 => RootClaimTypeEnum::Swap,
        1 => RootClaimTypeEnum::Keep,
        _ => RootClaimTypeEnum::KeepSubnets { subnets: [netuid(dice), ONE].into() },
    };
    (Caller::Account(somebody(dice)), Call::set_root_claim_type { new_root_claim_type })
}

fn auto_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let netuid = netuid(dice);
    let hotkey = with_neuron(dice, netuid);
    (Caller::Account(somebody(dice)), Call::set_coldkey_auto_stake_hotkey { netuid, hotkey })
}

/// Half of the hotkeys are those that act mostly. Who adopts is mostly whom the hotkey has chosen.
fn associate(dice: &mut Dice) -> (Caller, Call<Test>) {
    let many = if dice.below(2) == 0 { PEOPLE } else { HOTKEYS };
    let hotkey = hotkey(dice.below(many));
    let chosen = ChosenColdkey::<Test>::get(&hotkey).filter(|_| dice.below(4) > 0);
    (Caller::Account(chosen.unwrap_or_else(|| somebody(dice))), Call::try_associate_hotkey { hotkey })
}

/// The hotkey has TAO to pay for the record. It chooses its owner, or anybody.
fn choose_coldkey(dice: &mut Dice) -> (Caller, Call<Test>) {
    let hotkey = hotkey(dice.below(HOTKEYS));
    if Balances::free_balance(&hotkey) < UNIT {
        Balances::mint_into(&hotkey, UNIT).unwrap();
    }
    let owner = Owner::<Test>::try_get(&hotkey).ok().filter(|_| dice.below(2) == 0);
    let coldkey = owner.unwrap_or_else(|| somebody(dice));
    (Caller::Account(hotkey), Call::choose_coldkey { coldkey })
}

/// Returns the arguments of a swap: mostly to a hotkey that nobody owns, or to another one of the caller.
fn swapped(dice: &mut Dice) -> (Caller, AccountId32, AccountId32, Option<NetUid>) {
    let old = any_hotkey(dice);
    let caller = keeper(dice, &old);
    let netuid = (dice.below(2) == 0).then(|| netuid(dice));
    let mut new = hotkey(dice.below(HOTKEYS));
    for _ in 0..12 {
        if !Owner::<Test>::try_get(&new).is_ok_and(|owner| owner != caller) {
            break;
        }
        new = hotkey(dice.below(HOTKEYS));
    }
    (Caller::Account(caller), old, new, netuid)
}

fn swap_hotkey(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey, new_hotkey, netuid) = swapped(dice);
    (caller, Call::swap_hotkey { hotkey, new_hotkey, netuid })
}

fn swap_hotkey_v2(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey, new_hotkey, netuid) = swapped(dice);
    (caller, Call::swap_hotkey_v2 { hotkey, new_hotkey, netuid, keep_stake: dice.below(2) == 0 })
}

fn increase_take(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::increase_take { hotkey, take: dice.below(13_000) as u16 })
}

fn decrease_take(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::decrease_take { hotkey, take: dice.below(13_000) as u16 })
}

fn burned_register(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::burned_register { netuid: netuid(dice), hotkey })
}

/// For about the price of now, mostly more.
fn register_limit(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    let netuid = netuid(dice);
    let limit_price = Burn::<Test>::get(netuid).rao() / 20 * (19 + dice.below(8));
    (caller, Call::register_limit { netuid, hotkey, limit_price })
}

fn set_identity(dice: &mut Dice) -> (Caller, Call<Test>) {
    let who = somebody(dice);
    let call = Call::set_identity {
        name: text(dice, MAX_NAME),
        url: text(dice, MAX_TEXT),
        github_repo: text(dice, MAX_TEXT),
        image: text(dice, MAX_TEXT),
        discord: text(dice, MAX_NAME),
        description: text(dice, MAX_TEXT),
        additional: text(dice, MAX_TEXT),
    };
    (Caller::Account(who), call)
}

/// For a hotkey without a seat, mostly.
fn root_register(dice: &mut Dice) -> (Caller, Call<Test>) {
    let mut hotkey = any_hotkey(dice);
    for _ in 0..8 {
        if !Uids::<Test>::contains_key(ROOT, &hotkey) {
            break;
        }
        hotkey = self::hotkey(dice.below(HOTKEYS));
    }
    (Caller::Account(keeper(dice, &hotkey)), Call::root_register { hotkey })
}

fn set_root_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let hotkey = with_neuron(dice, ROOT);
    let caller = Caller::Account(keeper(dice, &hotkey));
    let (dests, weights) = (0..dice.below(4)).map(|_| (netuid(dice), dice.below(5) as u16)).unzip();
    (caller, Call::set_root_weights { hotkey, dests, weights })
}

fn register_network(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::register_network { hotkey })
}

/// A subnet that has not started, if there is one.
fn start_call(dice: &mut Dice) -> (Caller, Call<Test>) {
    let waits = |netuid: &NetUid| Swap::get(*netuid).is_some_and(|pool| pool.first_emission_block.is_none());
    let waiting: Vec<_> = (1..SUBNETS).map(|number| NetUid::new(number as u16)).filter(waits).collect();
    let netuid = if waiting.is_empty() { netuid(dice) } else { dice.pick(&waiting) };
    (Caller::Account(SubnetOwner::<Test>::get(netuid)), Call::start_call { netuid })
}

/// Seldom a subnet that exists, so that their validators have time to work.
fn dissolve(dice: &mut Dice) -> (Caller, Call<Test>) {
    let netuid = if dice.below(5) == 0 { netuid(dice) } else { NetUid::new((SUBNETS + dice.below(4)) as u16) };
    (Caller::Root, Call::root_dissolve_network { netuid })
}

fn set_root_dividends(dice: &mut Dice) -> (Caller, Call<Test>) {
    let rule = if dice.below(2) == 0 { RootDividendRule::Claimable } else { RootDividendRule::Sold };
    (Caller::Root, Call::set_root_dividends { rule })
}

fn set_emission_policy(dice: &mut Dice) -> (Caller, Call<Test>) {
    (Caller::Root, Call::set_emission_policy { policy: dice.below(10) as u8 })
}

fn set_injection(dice: &mut Dice) -> (Caller, Call<Test>) {
    let rule = dice.pick(&[InjectionRule::Lift, InjectionRule::Buy, InjectionRule::CappedBuy]);
    (Caller::Root, Call::set_injection { rule })
}
