//! The calls about parents and children.

use super::{
    calls::{any_hotkey, keeper, owned},
    world::{hotkey, netuid, PEOPLE},
    Caller,
};
use crate::{mock::*, Call, ChildKeys, ChildLinks};
use sp_runtime::AccountId32;

/// Up to five children that are next to each other, mostly with parts of at most the whole.
pub fn set_children(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, parent) = owned(dice);
    let (first, children) = (dice.below(PEOPLE), 1 + dice.below(5));
    let part = u64::MAX / children.min(2 + dice.below(8));
    let children = (0..children).map(|more| (part >> dice.below(3), hotkey((first + more) % PEOPLE)));
    let children: Vec<_> = children.filter(|(_, child)| *child != parent || first == 0).collect();
    (caller, Call::set_children { hotkey: parent, netuid: netuid(dice), children })
}

pub fn revoke_children(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::set_children { hotkey, netuid: netuid(dice), children: vec![] })
}

pub fn set_childkey_take(dice: &mut Dice) -> (Caller, Call<Test>) {
    let (caller, hotkey) = owned(dice);
    (caller, Call::set_childkey_take { hotkey, netuid: netuid(dice), take: dice.below(12_000) as u16 })
}

/// A child drops a parent; every other time any hotkey drops any, so that families have time to work.
pub fn drop_parents(dice: &mut Dice) -> (Caller, Call<Test>) {
    let netuid = netuid(dice);
    let all: Vec<AccountId32> = ChildLinks::<Test>::iter_key_prefix(netuid).collect();
    let parent = if all.is_empty() || dice.below(2) == 0 { any_hotkey(dice) } else { dice.pick(&all) };
    let children = ChildKeys::<Test>::get(&parent, netuid);
    let child = if children.is_empty() { any_hotkey(dice) } else { dice.pick(&children).1 };
    let parents = vec![parent, any_hotkey(dice)].try_into().unwrap();
    (Caller::Account(keeper(dice, &child)), Call::drop_parents { hotkey: child, netuid, parents })
}
