//! Swaps of coldkeys: announced, made after the wait, disputed or withdrawn; root ends disputes, and swaps by itself.
//!
//! The runtime accepts nothing else of a coldkey whose swap is announced, and nothing at all of one whose swap is disputed.

use super::{
    calls::somebody,
    world::{person, COLDKEYS},
    Caller,
};
use crate::{
    lifecycle::announce_coldkey::{hash_of, Frozen},
    mock::*,
    Call, ColdkeySwapAnnouncements, ColdkeySwapDisputes, OwnedHotkeys, StakePositions,
};
use sp_runtime::AccountId32;

/// The most coldkeys whose swap is announced at once, so that the others go on.
const MOST_ANNOUNCED: usize = 2;

/// Returns `true` if the runtime accepts calls of an account, one or several in a batch.
pub fn is_accepted(who: &AccountId32, calls: &[Call<Test>]) -> bool {
    match SubtensorModule::frozen(who) {
        None => true,
        Some(Frozen::Announced) => matches!(calls, [call] if belongs_to_swap(call)),
        Some(Frozen::Disputed) => false,
    }
}

fn belongs_to_swap(call: &Call<Test>) -> bool {
    matches!(
        call,
        Call::announce_coldkey_swap { .. }
            | Call::clear_coldkey_swap_announcement {}
            | Call::dispute_coldkey_swap {}
            | Call::swap_coldkey_announced { .. }
    )
}

/// Returns the coldkeys whose swap is announced, and disputed or not.
fn announced(disputed: bool) -> Vec<AccountId32> {
    let all = ColdkeySwapAnnouncements::<Test>::iter_keys();
    all.filter(|who| ColdkeySwapDisputes::<Test>::contains_key(who) == disputed).collect()
}

/// Returns one of these coldkeys, or anybody if there are none.
fn one_of(dice: &mut Dice, coldkeys: &[AccountId32]) -> AccountId32 {
    if coldkeys.is_empty() {
        somebody(dice)
    } else {
        dice.pick(coldkeys)
    }
}

/// Returns a coldkey that may replace another, mostly: it has no hotkey and no stake.
fn successor(dice: &mut Dice) -> AccountId32 {
    for _ in 0..8 {
        let who = person(dice.below(COLDKEYS));
        let has_stake = StakePositions::<Test>::iter_key_prefix((&who,)).next().is_some();
        if !has_stake && !OwnedHotkeys::<Test>::contains_key(&who) {
            return who;
        }
    }
    person(dice.below(COLDKEYS))
}

/// Returns the coldkey that this one has announced; seldom, or if it has announced none, any that may replace it.
fn named(dice: &mut Dice, who: &AccountId32) -> AccountId32 {
    let hash = ColdkeySwapAnnouncements::<Test>::get(who).map(|(_, hash)| hash);
    let named = (0..COLDKEYS).map(person).find(|new| hash == Some(hash_of::<Test>(new)));
    named.filter(|_| dice.below(8) > 0).unwrap_or_else(|| successor(dice))
}

/// Seldom another announcement, of a coldkey that has announced a swap already.
pub fn announce_coldkey_swap(dice: &mut Dice) -> (Caller, Call<Test>) {
    let open = announced(false);
    let again = open.len() >= MOST_ANNOUNCED || dice.below(4) == 0;
    let who = if again { one_of(dice, &open) } else { somebody(dice) };
    let new_coldkey_hash = hash_of::<Test>(&successor(dice));
    (Caller::Account(who), Call::announce_coldkey_swap { new_coldkey_hash })
}

pub fn swap_coldkey_announced(dice: &mut Dice) -> (Caller, Call<Test>) {
    let who = one_of(dice, &announced(false));
    let new_coldkey = named(dice, &who);
    (Caller::Account(who), Call::swap_coldkey_announced { new_coldkey })
}

pub fn dispute_coldkey_swap(dice: &mut Dice) -> (Caller, Call<Test>) {
    (Caller::Account(one_of(dice, &announced(false))), Call::dispute_coldkey_swap {})
}

pub fn clear_coldkey_swap_announcement(dice: &mut Dice) -> (Caller, Call<Test>) {
    (Caller::Account(one_of(dice, &announced(false))), Call::clear_coldkey_swap_announcement {})
}

pub fn reset_coldkey_swap(dice: &mut Dice) -> (Caller, Call<Test>) {
    (Caller::Root, Call::reset_coldkey_swap { coldkey: one_of(dice, &announced(true)) })
}

/// Of a coldkey whose swap is disputed, if there is one, else every fourth time of one that has announced none, with a price or
/// without.
pub fn swap_coldkey(dice: &mut Dice) -> (Caller, Call<Test>) {
    let mut old = announced(true);
    if old.is_empty() && dice.below(4) > 0 {
        old = announced(false);
    }
    let old_coldkey = one_of(dice, &old);
    let new_coldkey = named(dice, &old_coldkey);
    let swap_cost = (dice.below(2) * UNIT / 10).into();
    (Caller::Root, Call::swap_coldkey { old_coldkey, new_coldkey, swap_cost })
}
