//! Families when a hotkey takes the place of another, and when a subnet is closed.

use super::{
    child_apply::{children_of, give, parents_of},
    children::{child, choose, lenders, queue},
};
use crate::{
    children::apply_pending, ledger::hotkeys::Hotkeys, mock::*, registry::families::Families,
    registry::stake_weight::stake_weight_of, ChildKeys, ChildLinks, ChildkeyTake, FamilyRecords,
    LastChildkeyTakeIncrease, LastChildrenSet, ParentKeys, PendingChildKeys, PendingChildQueue,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// The hotkey that takes the place of Bob's.
const HEIR: AccountId32 = AccountId32::new([180; 32]);

fn rename() -> sp_runtime::DispatchResult {
    Families::<Test>::move_to_hotkey(ONE, &BOB_HOT, &HEIR)?;
    Ok(())
}

/// Bob's hotkey has two children, two parents, one of whom is its child as well, and a choice that waits behind Alice's.
fn with_family(test: impl FnOnce()) {
    lenders().hotkey(HEIR, BOB).stake(BOB, HEIR, ONE, UNIT).build_and_execute(|| {
        give(&BOB_HOT, &[(1, child(1)), (2, child(2))]);
        give(&child(1), &[(3, child(9)), (4, BOB_HOT)]);
        give(&child(3), &[(5, BOB_HOT)]);
        give(&ALICE_HOT, &[(6, child(2))]);
        assert_ok!(choose(ALICE, ALICE_HOT, ONE, &[(7, BOB_HOT)]));
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(8, child(3))]));
        assert_ok!(SubtensorModule::do_set_childkey_take(&BOB, &BOB_HOT, ONE, 900));
        test();
    });
}

#[test]
fn the_heir_is_parent_and_child_in_the_old_ones_place() {
    with_family(|| {
        assert_ok!(rename());
        assert_eq!(children_of(&HEIR), [(1, child(1)), (2, child(2))]);
        assert_eq!(parents_of(&HEIR), [(4, child(1)), (5, child(3))]);
        assert_eq!(parents_of(&child(1)), [(1, HEIR)]);
        assert_eq!(parents_of(&child(2)), [(2, HEIR), (6, ALICE_HOT)]);
        assert_eq!(children_of(&child(1)), [(3, child(9)), (4, HEIR)]);
        assert_eq!(children_of(&child(3)), [(5, HEIR)]);
        assert!(ChildLinks::<Test>::contains_key(ONE, HEIR));
        assert!(!ChildLinks::<Test>::contains_key(ONE, BOB_HOT));
        assert!(!ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!ParentKeys::<Test>::contains_key(BOB_HOT, ONE));
    });
}

#[test]
fn the_heir_waits_in_the_old_ones_place_and_keeps_what_it_kept() {
    with_family(|| {
        assert_ok!(rename());
        assert_eq!(queue(), [(7_201, ALICE_HOT), (7_201, HEIR)]);
        assert!(!PendingChildKeys::<Test>::contains_key(ONE, BOB_HOT));
        assert_eq!(ChildkeyTake::<Test>::get(HEIR, ONE), 900);
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(HEIR, ONE), Some(1));
        assert_eq!(LastChildrenSet::<Test>::get(HEIR, ONE), Some(1));
        assert!(!ChildkeyTake::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!LastChildkeyTakeIncrease::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!LastChildrenSet::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!FamilyRecords::<Test>::contains_key(ONE, BOB_HOT));
        // Where others wait for the old one, they get the heir.
        assert_eq!(apply_pending::<Test>(ONE, 7_202), 2);
        assert_eq!(children_of(&ALICE_HOT), [(7, HEIR)]);
        assert_eq!(children_of(&HEIR), [(8, child(3))]);
    });
}

#[test]
fn what_the_heir_has_said_holds_where_the_old_one_said_nothing() {
    lenders().hotkey(HEIR, BOB).build_and_execute(|| {
        assert_ok!(SubtensorModule::do_set_childkey_take(&BOB, &HEIR, ONE, 5));
        assert_ok!(rename());
        assert_eq!(ChildkeyTake::<Test>::get(HEIR, ONE), 5);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(1, child(1))]));
        assert_ok!(rename());
        assert_eq!(ChildkeyTake::<Test>::get(HEIR, ONE), 5);
        assert_eq!(LastChildrenSet::<Test>::get(HEIR, ONE), Some(1));
    });
}

#[test]
fn who_waits_for_both_gives_the_heir_what_both_would_have_had() {
    with_family(|| {
        System::set_block_number(151);
        let three = [(3, child(5)), (7, BOB_HOT), (u64::MAX - 10, HEIR)];
        assert_ok!(choose(ALICE, ALICE_HOT, ONE, &three));
        assert_ok!(rename());
        let waiting = PendingChildKeys::<Test>::get(ONE, ALICE_HOT).unwrap();
        assert_eq!(waiting.0.into_inner(), [(3, child(5)), (u64::MAX - 3, HEIR)]);
        assert_eq!(waiting.1, 7_351);
    });
}

#[test]
fn the_work_of_a_swap_is_known_before() {
    with_family(|| {
        // Two children and two parents; two wait.
        assert_eq!(Families::<Test>::work_of_move(ONE, &BOB_HOT), (Some(4), 2));
        assert!(matches!(Families::<Test>::move_to_hotkey(ONE, &BOB_HOT, &HEIR), Ok(2)));
        assert_eq!(Families::<Test>::work_of_move(ONE, &HEIR), (Some(4), 2));
        assert_eq!(Families::<Test>::work_of_move(ONE, &BOB_HOT), (None, 2));
    });
    // A record of a take is work, too.
    lenders().build_and_execute(|| {
        assert_eq!(Families::<Test>::work_of_move(ONE, &BOB_HOT), (None, 0));
        assert_ok!(SubtensorModule::do_set_childkey_take(&BOB, &BOB_HOT, ONE, 5));
        assert_eq!(Families::<Test>::work_of_move(ONE, &BOB_HOT), (Some(0), 0));
    });
}

#[test]
fn other_subnets_are_not_touched() {
    with_family(|| {
        let one = vec![(1, child(1))].try_into().unwrap();
        assert_ok!(Families::<Test>::replace_children(TWO, &BOB_HOT, one));
        assert_ok!(rename());
        assert!(ChildKeys::<Test>::contains_key(BOB_HOT, TWO));
        assert_eq!(ParentKeys::<Test>::get(child(1), TWO).into_inner(), [(1, BOB_HOT)]);
    });
}

#[test]
fn a_heir_with_a_family_of_its_own_is_refused() {
    let cases: [fn(); 6] = [
        || give(&HEIR, &[(1, child(20))]),
        || give(&child(20), &[(1, HEIR)]),
        || {
            assert_ok!(choose(BOB, HEIR, ONE, &[(1, child(20))]));
        },
        || give(&BOB_HOT, &[(1, HEIR)]),
        || give(&HEIR, &[(1, BOB_HOT)]),
        || {
            System::set_block_number(151);
            assert_ok!(choose(BOB, BOB_HOT, ONE, &[(1, child(1)), (2, HEIR)]));
        },
    ];
    for case in cases {
        with_family(|| {
            case();
            assert_noop!(rename(), E::HotKeySwapConflict);
        });
    }
}

#[test]
fn the_sum_of_stake_weights_is_the_heirs_with_the_stake() {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ONE, 90 * UNIT)
        .stake(CAROL, child(3), ONE, 50 * UNIT)
        .hotkey(child(3), CAROL)
        .hotkey(HEIR, BOB)
        .build_and_execute(|| {
            let weight = |hotkey: &AccountId32| stake_weight_of::<Test>(hotkey, ONE);
            give(&child(3), &[(u64::MAX, BOB_HOT)]);
            give(&BOB_HOT, &[(u64::MAX, child(1))]);
            assert_eq!(weight(&BOB_HOT), 50 * UNIT);
            assert_ok!(rename());
            assert_eq!(weight(&HEIR), 50 * UNIT);
            // The stake itself has not moved; the child works with what the heir has: nothing yet.
            assert_eq!(weight(&BOB_HOT), 90 * UNIT);
            assert_eq!(weight(&child(1)), 0);
        });
}

/// Nothing at subnet 1 is left of families.
fn nothing_left() -> bool {
    let parents = ChildKeys::<Test>::iter().map(|(_, netuid, _)| netuid);
    let children = ParentKeys::<Test>::iter().map(|(_, netuid, _)| netuid);
    let takes = ChildkeyTake::<Test>::iter().map(|(_, netuid, _)| netuid);
    let raises = LastChildkeyTakeIncrease::<Test>::iter().map(|(_, netuid, _)| netuid);
    let choices = LastChildrenSet::<Test>::iter().map(|(_, netuid, _)| netuid);
    let mut any = parents.chain(children).chain(takes).chain(raises).chain(choices);
    any.all(|netuid| netuid != ONE)
        && ChildLinks::<Test>::iter_key_prefix(ONE).next().is_none()
        && FamilyRecords::<Test>::iter_key_prefix(ONE).next().is_none()
        && PendingChildKeys::<Test>::iter_key_prefix(ONE).next().is_none()
        && !PendingChildQueue::<Test>::contains_key(ONE)
}

#[test]
fn a_closed_subnets_families_are_forgotten_some_at_a_time() {
    with_family(|| {
        let one = vec![(1, child(1))].try_into().unwrap();
        assert_ok!(Families::<Test>::replace_children(TWO, &BOB_HOT, one));
        assert_ok!(choose(BOB, BOB_HOT, TWO, &[(1, child(2))]));
        // Two wait, four have children, two have set something.
        for _ in 0..7 {
            assert!(!nothing_left());
            assert!(!Families::<Test>::remove_for_subnet(ONE, 1).1);
            check_invariants();
        }
        assert!(Families::<Test>::remove_for_subnet(ONE, 1).1);
        assert!(nothing_left());
        assert!(Families::<Test>::remove_for_subnet(ONE, 1).1);
        // The other subnet's stay.
        assert!(ChildKeys::<Test>::contains_key(BOB_HOT, TWO));
        assert!(PendingChildKeys::<Test>::contains_key(TWO, BOB_HOT));
        assert!(FamilyRecords::<Test>::contains_key(TWO, BOB_HOT));
    });
}

#[test]
fn they_are_forgotten_at_once_where_the_limit_allows() {
    with_family(|| {
        assert!(!Families::<Test>::remove_for_subnet(ONE, 0).1);
        assert!(!nothing_left());
        assert!(Families::<Test>::remove_for_subnet(ONE, 8).1);
        assert!(nothing_left());
    });
}

#[test]
fn a_take_of_a_hotkey_without_family_is_forgotten_too() {
    ExtBuilder::default().build_and_execute(|| {
        Hotkeys::<Test>::adopt(&child(5), &CAROL);
        fund(&CAROL);
        assert_ok!(SubtensorModule::do_set_childkey_take(&CAROL, &child(5), ONE, 7));
        assert!(Families::<Test>::remove_for_subnet(ONE, 1).1);
        assert!(nothing_left());
    });
}

#[test]
fn where_there_are_none_there_is_nothing_to_do() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(keys_changed(|| assert!(Families::<Test>::remove_for_subnet(ONE, 0).1)), 0);
    });
}
