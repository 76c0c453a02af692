//! One call of each kind, with arguments that mostly make sense.

use super::{
    world::{hotkey, hurry, netuid, person, PEOPLE},
    Caller,
};
use crate::{
    mock::*, tests::weighing::hash_at, AlphaV2, Call, Owner, RootClaimTypeEnum, RootDividendRule, SubnetOwner, Uids,
};
use dtao_primitives::NetUid;
use sp_runtime::AccountId32;

type Throw = fn(&mut Dice) -> (Caller, Call<Test>);

/// The calls by name.
pub const CALLS: [(&str, Throw); 33] = [
    ("add_stake", add_stake),
    ("add_stake at root", add_stake_at_root),
    ("add_stake_limit", add_stake_limit),
    ("remove_stake", remove_stake),
    ("remove_stake_full_limit", remove_full),
    ("unstake_all", unstake_all),
    ("unstake_all_alpha", unstake_all_alpha),
    ("move_stake", move_stake),
    ("swap_stake", swap_stake),
    ("transfer_stake", transfer_stake),
    ("recycle_alpha", recycle_alpha),
    ("burn_alpha", burn_alpha),
    ("claim_root", claim_root),
    ("set_root_claim_type", set_root_claim_type),
    ("set_coldkey_auto_stake_hotkey", auto_stake),
    ("try_associate_hotkey", associate),
    ("swap_hotkey", swap_hotkey),
    ("swap_hotkey_v2", swap_hotkey_v2),
    ("increase_take", increase_take),
    ("decrease_take", decrease_take),
    ("set_children", set_children),
    ("revoke children", revoke_children),
    ("set_childkey_take", set_childkey_take),
    ("burned_register", burned_register),
    ("root_register", root_register),
    ("set_root_weights", set_root_weights),
    ("set_weights", set_weights),
    ("commit_weights", commit_weights),
    ("reveal_weights", reveal_weights),
    ("register_network", register_network),
    ("start_call", start_call),
    ("root_dissolve_network", dissolve),
    ("set_root_dividends", set_root_dividends),
];

fn somebody(dice: &mut Dice) -> AccountId32 {
    person(dice.below(PEOPLE))
}

fn any_hotkey(dice: &mut Dice) -> AccountId32 {
    let many = if dice.below(6) == 0 { 2 * PEOPLE } else { PEOPLE };
    hotkey(dice.below(many))
}

/// Returns a hotkey, and who calls for it: mostly its owner.
fn owned(dice: &mut Dice) -> (Caller, AccountId32) {
    let hotkey = any_hotkey(dice);
    let owner = Owner::<Test>::try_get(&hotkey).unwrap_or_else(|()| somebody(dice));
    (Caller::Account(if dice.below(8) == 0 { somebody(dice) } else { owner }), hotkey)
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
    for _ in 0..6 {
        let (coldkey, hotkey, netuid) = (somebody(dice), any_hotkey(dice), netuid(dice));
        if AlphaV2::<Test>::contains_key((&hotkey, &coldkey, netuid)) || dice.below(20) == 0 {
            let held = stake(&hotkey, &coldkey, netuid);
            let amount = match dice.below(6) {
                0 => 1,
                1 | 2 => held,
                3 => held.saturating_sub(1),
                _ => dice.below(held + 1),
            };
            return (coldkey, hotkey, netuid, amount);
        }
    }
    (person(0), hotkey(0), ONE, 1)
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
    let price = u128::from(SubtensorModule::current_alpha_price(netuid));
    let limit_price = ((price * u128::from(950 + dice.below(200)) / 1_000) as u64).into();
    let allow_partial = dice.below(2) == 0;
    (Caller::Account(coldkey), Call::add_stake_limit { hotkey, netuid, amount_staked, limit_price, allow_partial })
}

fn remove_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::remove_stake { hotkey, netuid, amount_unstaked: amount.into() })
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

fn transfer_stake(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, origin_netuid, amount) = position(dice);
    let (destination_coldkey, alpha_amount) = (somebody(dice), amount.into());
    let destination_netuid = if dice.below(2) == 0 { origin_netuid } else { netuid(dice) };
    let call = Call::transfer_stake { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount };
    (Caller::Account(coldkey), call)
}

fn recycle_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::recycle_alpha { hotkey, amount: (amount / 8).into(), netuid })
}

fn burn_alpha(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (coldkey, hotkey, netuid, amount) = position(dice);
    (Caller::Account(coldkey), Call::burn_alpha { hotkey, amount: (amount / 8).into(), netuid })
}

fn claim_root(dice: &mut Dice) -> (Caller, Call<Test>) {
    let subnets = (0..=dice.below(5)).map(|_| netuid(dice)).collect();
    (Caller::Account(somebody(dice)), Call::claim_root { subnets })
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
    let (netuid, hotkey) = (netuid(dice), any_hotkey(dice));
    (Caller::Account(somebody(dice)), Call::set_coldkey_auto_stake_hotkey { netuid, hotkey })
}

fn associate(dice: &mut Dice) -> (Caller, Call<Test>) {
    let hotkey = hotkey(dice.below(4 * PEOPLE));
    (Caller::Account(somebody(dice)), Call::try_associate_hotkey { hotkey })
}

fn swapped(dice: &mut Dice) -> (Caller, AccountId32, AccountId32, Option<NetUid>) {
    let (caller, hotkey) = owned(dice);
    let netuid = (dice.below(2) == 0).then(|| netuid(dice));
    (caller, hotkey, self::hotkey(dice.below(3 * PEOPLE)), netuid)
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

fn set_children(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    let children = (0..=dice.below(5)).map(|_| (u64::MAX >> dice.below(6), any_hotkey(dice))).collect();
    (caller, Call::set_children { hotkey, netuid: netuid(dice), children })
}

fn revoke_children(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::set_children { hotkey, netuid: netuid(dice), children: vec![] })
}

fn set_childkey_take(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::set_childkey_take { hotkey, netuid: netuid(dice), take: dice.below(12_000) as u16 })
}

fn burned_register(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::burned_register { netuid: netuid(dice), hotkey })
}

fn root_register(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::root_register { hotkey })
}

fn set_root_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    let (dests, weights) = (0..dice.below(4)).map(|_| (netuid(dice), dice.below(5) as u16)).unzip();
    (caller, Call::set_root_weights { hotkey, dests, weights })
}

/// Returns a validator's hotkey at a subnet, and weights for up to four neurons.
fn scores(dice: &mut Dice) -> (AccountId32, NetUid, Vec<(u16, u16)>) {
    let netuid = netuid(dice);
    let neurons = Uids::<Test>::iter_prefix(netuid).count().max(1) as u64;
    let first = dice.below(neurons);
    let row = (0..=dice.below(4)).map(|more| (((first + more) % neurons) as u16, 1 + dice.below(9) as u16));
    let mut row: Vec<_> = row.collect();
    row.sort_unstable();
    row.dedup_by_key(|(uid, _)| *uid);
    (any_hotkey(dice), netuid, row)
}

fn set_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (hotkey, netuid, row) = scores(dice);
    let (dests, weights) = row.into_iter().unzip();
    (Caller::Account(hotkey), Call::set_weights { netuid, dests, weights, version_key: 0 })
}

/// The row that a hotkey commits to, and its salt: the same for a whole epoch, so that it can be revealed.
fn secret(number: u64) -> ([(u16, u16); 1], u16) {
    ([((number % 4) as u16, 1)], number as u16)
}

fn commit_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let number = dice.below(4);
    let (row, salt) = secret(number);
    let commit_hash = hash_at(&hotkey(number), TWO, &row, salt);
    (Caller::Account(hotkey(number)), Call::commit_weights { netuid: TWO, commit_hash })
}

fn reveal_weights(dice: &mut Dice) -> (Caller, Call<Test>) {
    let number = dice.below(4);
    let (row, salt) = secret(number);
    let (uids, values) = row.into_iter().unzip();
    let call = Call::reveal_weights { netuid: TWO, uids, values, salt: vec![salt], version_key: 0 };
    (Caller::Account(hotkey(number)), call)
}

fn register_network(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    for netuid in 1..super::world::SUBNETS {
        hurry(NetUid::new(netuid as u16));
    }
    (caller, Call::register_network { hotkey })
}

fn start_call(dice: &mut Dice) -> (Caller, Call<Test>) {
    let netuid = netuid(dice);
    (Caller::Account(SubnetOwner::<Test>::get(netuid)), Call::start_call { netuid })
}

fn dissolve(dice: &mut Dice) -> (Caller, Call<Test>) {
    // Seldom a subnet of the first three, so that their validators have time to work.
    let netuid = if dice.below(20) == 0 { netuid(dice) } else { NetUid::new(4 + dice.below(4) as u16) };
    (Caller::Root, Call::root_dissolve_network { netuid })
}

fn set_root_dividends(dice: &mut Dice) -> (Caller, Call<Test>) {
    let rule = if dice.below(2) == 0 { RootDividendRule::Claimable } else { RootDividendRule::Sold };
    (Caller::Root, Call::set_root_dividends { rule })
}
