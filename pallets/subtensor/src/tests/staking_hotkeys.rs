//! The list of hotkeys with which a coldkey has stake, which clients read.

use super::{announce_coldkey, calls::*, neuron_calls::swap_key, swap_coldkey};
use crate::{
    ledger::{position::Position, staking_hotkeys::MAX_LISTED},
    mock::*,
    StakePositions, StakingHotkeys,
};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Enough for a full list and some more.
const MANY: u16 = MAX_LISTED as u16 + 40;

fn hot(number: u16) -> AccountId32 {
    let mut bytes = [7; 32];
    bytes[..2].copy_from_slice(&number.to_le_bytes());
    AccountId32::new(bytes)
}

fn listed(coldkey: &AccountId32) -> Vec<AccountId32> {
    StakingHotkeys::<Test>::get(coldkey).into_inner()
}

/// Returns the hotkeys of a coldkey's positions, in the order of the index.
fn indexed(coldkey: &AccountId32) -> Vec<AccountId32> {
    let mut hotkeys: Vec<_> = StakePositions::<Test>::iter_key_prefix((coldkey,)).map(|(hotkey, _)| hotkey).collect();
    hotkeys.dedup();
    hotkeys
}

fn assert_first(coldkey: &AccountId32) {
    let mut first = indexed(coldkey);
    first.truncate(MAX_LISTED as usize);
    assert_eq!(listed(coldkey), first);
}

/// Bob has stake with so many hotkeys at subnet 1.
fn with_hotkeys(count: u16) -> ExtBuilder {
    (0..count)
        .map(hot)
        .fold(ExtBuilder::default(), |chain, hotkey| chain.hotkey(hotkey.clone(), ALICE).stake(BOB, hotkey, ONE, UNIT))
}

#[test]
fn a_hotkey_is_listed_once_as_long_as_there_is_a_position() {
    ExtBuilder::default().build_and_execute(|| {
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        assert_ok!(add(BOB, BOB_HOT, TWO, UNIT));
        assert_ok!(add(BOB, BOB_HOT, ROOT, UNIT));
        assert_eq!(listed(&BOB), [BOB_HOT]);
        assert_ok!(add(BOB, ALICE_HOT, TWO, UNIT));
        assert_first(&BOB);
        assert_eq!(listed(&BOB).len(), 2);
        for (netuid, left) in [(TWO, 2), (ROOT, 2), (ONE, 1)] {
            assert_ok!(remove(BOB, BOB_HOT, netuid, u64::MAX));
            assert_eq!(listed(&BOB).len(), left);
        }
        assert_eq!(listed(&BOB), [ALICE_HOT]);
        assert_ok!(remove(BOB, ALICE_HOT, TWO, u64::MAX));
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
    });
}

#[test]
fn a_part_of_a_position_changes_no_list() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 10 * UNIT).build_and_execute(|| {
        let before = StakingHotkeys::<Test>::iter().collect::<Vec<_>>();
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        assert_ok!(remove(BOB, BOB_HOT, ONE, UNIT));
        assert_eq!(StakingHotkeys::<Test>::iter().collect::<Vec<_>>(), before);
    });
}

#[test]
fn lists_follow_moves_transfers_and_sales_of_everything() {
    two_pools().build_and_execute(|| {
        assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, TWO), 30_000 * UNIT));
        assert_eq!(listed(&BOB).len(), 2);
        assert_ok!(transfer(BOB, CAROL, BOB_HOT, (ONE, ONE), u64::MAX));
        assert_eq!((listed(&BOB), listed(&CAROL)), (vec![ALICE_HOT], vec![BOB_HOT]));
        assert_ok!(unstake_all_alpha(BOB, ALICE_HOT));
        assert_eq!(listed(&BOB), [ALICE_HOT]);
        assert_ok!(unstake_all(BOB, ALICE_HOT));
        assert!(listed(&BOB).is_empty());
    });
}

#[test]
fn a_swap_of_a_hotkey_replaces_it_in_all_lists() {
    const NEW: AccountId32 = AccountId32::new([150; 32]);
    for alone in [true, false] {
        ExtBuilder::default()
            .stake(BOB, BOB_HOT, ONE, 3 * UNIT)
            .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
            .stake(CAROL, BOB_HOT, ROOT, 5 * UNIT)
            .build_and_execute(|| {
                if !alone {
                    crate::ledger::hotkeys::Hotkeys::<Test>::adopt(&NEW, &BOB);
                    assert_ok!(add(ALICE, NEW, ONE, UNIT));
                }
                assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
                assert_first(&BOB);
                assert!(listed(&BOB).contains(&NEW) && !listed(&BOB).contains(&BOB_HOT));
                // At root nothing was swapped.
                assert_eq!(listed(&CAROL), [BOB_HOT]);
            });
    }
}

#[test]
fn a_swap_of_a_coldkey_moves_the_list() {
    swap_coldkey::rich().build_and_execute(|| {
        swap_coldkey::prepare();
        let before = indexed(&BOB);
        assert_eq!(listed(&BOB), before);
        assert_ok!(announce_coldkey::swap_announced(BOB, &announce_coldkey::NEW));
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
        assert_eq!(listed(&announce_coldkey::NEW), before);
    });
}

#[test]
fn a_list_has_the_first_hotkeys_of_the_index() {
    with_hotkeys(MANY).build_and_execute(|| {
        let all = indexed(&BOB);
        assert_eq!(all.len(), usize::from(MANY));
        assert_eq!(listed(&BOB), all[..MAX_LISTED as usize]);
        // The place of one that goes is taken by the next of the index.
        assert_ok!(remove(BOB, all[10].clone(), ONE, u64::MAX));
        assert_first(&BOB);
        assert_eq!(listed(&BOB).last(), all.get(MAX_LISTED as usize));
        // One that comes back pushes it out.
        assert_ok!(add(BOB, all[10].clone(), TWO, UNIT));
        assert_eq!(listed(&BOB), all[..MAX_LISTED as usize]);
        // The last of a full list, and one behind it.
        assert_ok!(remove(BOB, all[MAX_LISTED as usize - 1].clone(), ONE, u64::MAX));
        assert_first(&BOB);
        assert_ok!(remove(BOB, all[MANY as usize - 1].clone(), ONE, u64::MAX));
        assert_first(&BOB);
        assert_ok!(add(BOB, all[MANY as usize - 1].clone(), ONE, UNIT));
        assert_first(&BOB);
    });
}

#[test]
fn nobody_is_kept_from_staking_by_what_others_give() {
    with_hotkeys(MANY).balance(CAROL, 10 * UNIT).build_and_execute(|| {
        for number in 0..MANY {
            assert_ok!(transfer(BOB, CAROL, hot(number), (ONE, ONE), u64::MAX));
        }
        assert_eq!(listed(&CAROL).len(), MAX_LISTED as usize);
        assert_first(&CAROL);
        assert_ok!(add(CAROL, BOB_HOT, ONE, UNIT));
        assert_first(&CAROL);
        assert!(listed(&BOB).is_empty());
    });
}

#[test]
fn a_list_that_is_full_costs_no_more_keys_than_another() {
    let changed = |count| {
        let mut changed = 0;
        with_hotkeys(count).build_and_execute(|| {
            let first = indexed(&BOB).remove(0);
            changed = keys_changed(|| {
                assert_ok!(Position::<Test>::take(&first, &BOB, ONE, UNIT.into()));
            });
            edit(ONE, |pool| pool.alpha_out = pool.alpha_out.checked_sub(UNIT.into()).unwrap());
        });
        changed
    };
    // Value, shares, position, two indexes, and the list.
    assert_eq!((changed(2), changed(MANY)), (6, 6));
}

#[test]
fn any_stakes_and_sales_leave_the_first_of_the_index() {
    const SUBNETS: [NetUid; 2] = [ONE, TWO];
    for seed in 0..4 {
        with_hotkeys(MAX_LISTED as u16 - 4).build_and_execute(|| {
            let mut dice = Dice::new(seed);
            for number in MAX_LISTED as u16 - 4..MANY {
                crate::ledger::hotkeys::Hotkeys::<Test>::adopt(&hot(number), &ALICE);
            }
            for _ in 0..400 {
                let (hotkey, netuid) = (hot(dice.below(MANY.into()) as u16), dice.pick(&SUBNETS));
                let _ = if dice.below(2) == 0 {
                    add(BOB, hotkey, netuid, 50_000_000)
                } else {
                    remove(BOB, hotkey, netuid, u64::MAX)
                };
                assert_first(&BOB);
            }
        });
    }
}

mod the_checker {
    use super::*;

    const WRONG: &str = "a list of a coldkey's hotkeys is not the beginning of its index";

    fn breaks(corrupt: impl FnOnce()) {
        let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, UNIT).stake(BOB, ALICE_HOT, ONE, UNIT);
        assert_invariant_breaks(chain.build(), corrupt, WRONG);
    }

    #[test]
    fn finds_a_list_that_is_missing() {
        breaks(|| StakingHotkeys::<Test>::remove(BOB));
    }

    #[test]
    fn finds_a_hotkey_that_is_missing_or_too_much() {
        breaks(|| StakingHotkeys::<Test>::mutate(BOB, |list| list.pop().map(drop).unwrap()));
        breaks(|| StakingHotkeys::<Test>::mutate(BOB, |list| list.try_push(STRANGER).unwrap()));
    }

    #[test]
    fn finds_another_order() {
        breaks(|| {
            StakingHotkeys::<Test>::mutate(BOB, |list| {
                *list = list.iter().rev().cloned().collect::<Vec<_>>().try_into().unwrap()
            })
        });
    }

    #[test]
    fn finds_the_list_of_a_coldkey_without_stake() {
        breaks(|| StakingHotkeys::<Test>::insert(CAROL, frame_support::BoundedVec::truncate_from(vec![BOB_HOT])));
        breaks(|| StakingHotkeys::<Test>::insert(CAROL, frame_support::BoundedVec::default()));
    }
}
