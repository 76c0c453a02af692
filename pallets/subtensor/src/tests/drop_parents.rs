//! Dropping parents.

use super::{
    child_apply::{children_of, give, parents_of},
    children::child,
};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, registry::stake_weight::stake_weight_of, Call, ChildLinks, Event, ParentKeys,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

fn drop(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, parents: &[AccountId32]) -> DispatchResult {
    let parents = parents.to_vec().try_into().unwrap();
    sign(coldkey, Call::drop_parents { hotkey, netuid, parents })
}

#[test]
fn parents_are_dropped_at_once_and_have_their_stake_weight_again() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        Hotkeys::<Test>::adopt(&child(1), &CAROL);
        give(&BOB_HOT, &[(u64::MAX / 2, child(1)), (5, child(2))]);
        give(&ALICE_HOT, &[(3, child(1))]);
        give(&child(9), &[(4, child(1))]);
        // A stranger and a name given twice do no harm.
        assert_ok!(drop(CAROL, child(1), ONE, &[BOB_HOT, STRANGER, ALICE_HOT, BOB_HOT]));
        assert_eq!(parents_of(&child(1)), [(4, child(9))]);
        assert_eq!(children_of(&BOB_HOT), [(5, child(2))]);
        assert_eq!(children_of(&ALICE_HOT), []);
        assert!(!ChildLinks::<Test>::contains_key(ONE, ALICE_HOT));
        assert_eq!(stake_weight_of::<Test>(&BOB_HOT, ONE), 100 * UNIT);
        assert_eq!(
            events(),
            [
                Event::SetChildren(BOB_HOT, ONE, vec![(5, child(2))]),
                Event::SetChildren(ALICE_HOT, ONE, vec![]),
                Event::ParentsDropped { netuid: ONE, child: child(1), parents: vec![BOB_HOT, ALICE_HOT] },
            ]
        );
        assert_ok!(drop(CAROL, child(1), ONE, &[child(9)]));
        assert!(!ParentKeys::<Test>::contains_key(child(1), ONE));
    });
}

#[test]
fn dropping_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        give(&ALICE_HOT, &[(3, BOB_HOT)]);
        assert_noop!(drop(STRANGER, STRANGER, NOWHERE, &[]), E::SubnetNotExists);
        assert_noop!(drop(STRANGER, STRANGER, ONE, &[]), E::HotKeyAccountNotExists);
        assert_noop!(drop(ALICE, BOB_HOT, ONE, &[ALICE_HOT]), E::NonAssociatedColdKey);
        assert_noop!(drop(BOB, BOB_HOT, ONE, &[]), E::NoSuchParent);
        assert_noop!(drop(BOB, BOB_HOT, ONE, &[CAROL]), E::NoSuchParent);
        assert_noop!(drop(BOB, BOB_HOT, TWO, &[ALICE_HOT]), E::NoSuchParent);
        assert_ok!(drop(BOB, BOB_HOT, ONE, &[ALICE_HOT]));
    });
}
