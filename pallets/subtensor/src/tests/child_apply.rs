//! Children that begin to count: who is whose child, from both ends, and what stake they work with.
//!
//! With a tempo of 10, subnet 1 has its epochs in blocks 8, 19, 30 and on.

use super::children::{child, choose, crowd, lenders, queue};
use crate::{
    children::apply_pending,
    children::MAX_APPLIED,
    mock::*,
    registry::families::Families,
    registry::families::{MAX_PARENTS, MAX_SUBNET_PARENTS},
    registry::stake_weight::stake_weight_of,
    ChildKeys, ChildLinks, Event, ParentKeys, PendingChildKeyCooldown, PendingChildKeys, PendingChildQueue,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

const HALF: u64 = 1 << 63;

/// The children of a hotkey at subnet 1.
pub fn children_of(hotkey: &AccountId32) -> Vec<(u64, AccountId32)> {
    ChildKeys::<Test>::get(hotkey, ONE).into_inner()
}

/// The parents of a hotkey at subnet 1.
pub fn parents_of(hotkey: &AccountId32) -> Vec<(u64, AccountId32)> {
    ParentKeys::<Test>::get(hotkey, ONE).into_inner()
}

/// Gives a hotkey these children at subnet 1, at once.
pub fn give(parent: &AccountId32, children: &[(u64, AccountId32)]) {
    let children = children.to_vec().try_into().unwrap();
    assert_ok!(Families::<Test>::replace_children(ONE, parent, children));
}

fn weight(hotkey: &AccountId32, netuid: NetUid) -> u64 {
    stake_weight_of::<Test>(hotkey, netuid)
}

/// Bob's choice of now counts from the next call on.
fn bob_applies(children: &[(u64, AccountId32)]) -> u32 {
    PendingChildKeyCooldown::<Test>::put(0);
    assert_ok!(choose(BOB, BOB_HOT, ONE, children));
    let _ = events();
    let next = System::block_number() + 1;
    let count = apply_pending::<Test>(ONE, next);
    System::set_block_number(next + 150);
    count
}

#[test]
fn children_count_from_the_first_epoch_after_the_cooldown_on() {
    lenders().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        // After block 8, in which there is an epoch.
        PendingChildKeyCooldown::<Test>::put(7);
        let two = [(3, child(1)), (4, child(2))];
        assert_ok!(choose(BOB, BOB_HOT, ONE, &two));
        run_to(18);
        assert_eq!(children_of(&BOB_HOT), []);
        assert_eq!(queue().len(), 1);
        let _ = events();
        run_to(19);
        assert_eq!(children_of(&BOB_HOT), two);
        assert_eq!(parents_of(&child(1)), [(3, BOB_HOT)]);
        assert_eq!(parents_of(&child(2)), [(4, BOB_HOT)]);
        assert!(ChildLinks::<Test>::contains_key(ONE, BOB_HOT));
        assert!(!PendingChildKeys::<Test>::contains_key(ONE, BOB_HOT));
        assert!(!PendingChildQueue::<Test>::contains_key(ONE));
        assert!(events().contains(&Event::SetChildren(BOB_HOT, ONE, two.to_vec())));
    });
    lenders().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(6);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(3, child(1))]));
        run_to(7);
        assert_eq!(children_of(&BOB_HOT), []);
        run_to(8);
        assert_eq!(children_of(&BOB_HOT), [(3, child(1))]);
    });
}

#[test]
fn new_children_take_the_place_of_all_that_were() {
    lenders().build_and_execute(|| {
        assert_eq!(bob_applies(&[(1, child(1)), (2, child(2))]), 1);
        let new = [(5, child(2)), (6, child(3))];
        assert_eq!(bob_applies(&new), 1);
        assert_eq!(children_of(&BOB_HOT), new);
        assert!(!ParentKeys::<Test>::contains_key(child(1), ONE));
        assert_eq!(parents_of(&child(2)), [(5, BOB_HOT)]);
        assert_eq!(parents_of(&child(3)), [(6, BOB_HOT)]);
        assert_eq!(events(), [Event::SetChildren(BOB_HOT, ONE, new.to_vec())]);
        // No children at all need not be applied.
        assert_eq!(bob_applies(&[]), 0);
        for number in [2, 3] {
            assert!(!ParentKeys::<Test>::contains_key(child(number), ONE));
        }
        assert!(!ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!ChildLinks::<Test>::contains_key(ONE, BOB_HOT));
    });
}

#[test]
fn who_gets_nothing_is_no_child() {
    lenders().build_and_execute(|| {
        assert_eq!(bob_applies(&[(0, child(1)), (2, child(2))]), 1);
        assert_eq!(children_of(&BOB_HOT), [(2, child(2))]);
        assert!(!ParentKeys::<Test>::contains_key(child(1), ONE));
        assert_eq!(events(), [Event::SetChildren(BOB_HOT, ONE, vec![(2, child(2))])]);
        assert_eq!(bob_applies(&[(0, child(2))]), 1);
        assert!(!ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
    });
}

#[test]
fn where_a_child_has_too_many_parents_nothing_changes() {
    lenders().build_and_execute(|| {
        for number in 0..MAX_PARENTS as u16 {
            give(&child(1_000 + number), &[(1, child(7))]);
        }
        assert_eq!(bob_applies(&[(1, child(1))]), 1);
        assert_eq!(bob_applies(&[(2, child(2)), (3, child(7))]), 1);
        assert_eq!(events(), [Event::SetChildrenFailed(BOB_HOT, ONE, E::TooManyParents.into())]);
        assert_eq!(children_of(&BOB_HOT), [(1, child(1))]);
        assert_eq!(parents_of(&child(7)).len(), 64);
        assert!(!ParentKeys::<Test>::contains_key(child(2), ONE));
        assert!(!PendingChildKeys::<Test>::contains_key(ONE, BOB_HOT));
        // Those that it has may still give it another part, or leave it; then there is room.
        give(&child(1_000), &[(9, child(7))]);
        assert_eq!(parents_of(&child(7))[0], (9, child(1_000)));
        give(&child(1_001), &[]);
        assert_eq!(bob_applies(&[(3, child(7))]), 1);
        assert_eq!(parents_of(&child(7))[63], (3, BOB_HOT));
        let one_more = vec![(1, child(7))].try_into().unwrap();
        assert_noop!(
            Families::<Test>::replace_children(ONE, &ALICE_HOT, one_more).map_err(sp_runtime::DispatchError::from),
            E::TooManyParents
        );
    });
}

/// Makes Bob, with this stake, a parent of child 7, which has 64 parents with 2 to 65 alpha, all of which they lend. Returns the
/// events.
fn bob_joins_64_parents(alpha: u64, part: u64) -> Vec<Event<Test>> {
    let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, alpha);
    let chain = (0..64).fold(chain, |chain, number| crowd(chain, 1_000 + number, 1, u64::from(number + 2) * UNIT));
    let mut seen = Vec::new();
    chain.build_and_execute(|| {
        for number in (0..64).rev() {
            give(&child(1_000 + number), &[(u64::MAX, child(7))]);
        }
        assert_eq!(bob_applies(&[(part, child(7))]), 1);
        assert_eq!(parents_of(&child(7)).len(), 64);
        seen = events();
    });
    seen
}

#[test]
fn the_parent_that_contributes_least_gives_way_to_one_that_contributes_more() {
    let failed = [Event::SetChildrenFailed(BOB_HOT, ONE, E::TooManyParents.into())];
    assert_eq!(bob_joins_64_parents(2 * UNIT, u64::MAX), failed);
    assert_eq!(bob_joins_64_parents(4 * UNIT, u64::MAX / 2), failed);
    let evicted = [
        Event::ParentEvicted { netuid: ONE, parent: child(1_000), child: Some(child(7)), by: BOB_HOT },
        Event::SetChildren(child(1_000), ONE, vec![]),
        Event::SetChildren(BOB_HOT, ONE, vec![(u64::MAX, child(7))]),
    ];
    assert_eq!(bob_joins_64_parents(2 * UNIT + 1, u64::MAX), evicted);
}

/// Makes Bob, with this stake, a parent at a subnet with 100 parents that have 2 alpha, and one of them 1.
fn bob_joins_100_parents(alpha: u64) -> Vec<Event<Test>> {
    let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, alpha);
    let chain = crowd(crowd(chain, 1_000, 99, 2 * UNIT), 1_099, 1, UNIT).balance(CAROL, UNIT);
    let mut seen = Vec::new();
    chain.build_and_execute(|| {
        for number in 0..MAX_SUBNET_PARENTS as u16 {
            give(&child(1_000 + number), &[(7, child(number)), (8, child(200 + number))]);
        }
        assert_eq!(bob_applies(&[(1, child(7))]), 1);
        assert_eq!(ChildLinks::<Test>::iter_key_prefix(ONE).count(), 100);
        seen = events();
        // Those that have a place choose again without another.
        PendingChildKeyCooldown::<Test>::put(0);
        assert_ok!(choose(CAROL, child(1_000), ONE, &[(9, child(7))]));
        assert_eq!(apply_pending::<Test>(ONE, System::block_number() + 1), 1);
        assert_eq!(children_of(&child(1_000)), [(9, child(7))]);
    });
    seen
}

#[test]
fn at_a_subnet_with_all_its_parents_the_one_with_the_least_stake_gives_way() {
    assert_eq!(bob_joins_100_parents(UNIT), [Event::SetChildrenFailed(BOB_HOT, ONE, E::TooManyParentsOnSubnet.into())]);
    let evicted = [
        Event::ParentEvicted { netuid: ONE, parent: child(1_099), child: None, by: BOB_HOT },
        Event::SetChildren(child(1_099), ONE, vec![]),
        Event::SetChildren(BOB_HOT, ONE, vec![(1, child(7))]),
    ];
    assert_eq!(bob_joins_100_parents(UNIT + 1), evicted);
}

#[test]
fn nobody_gives_way_to_a_choice_that_fails() {
    let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 3 * UNIT);
    let chain = crowd(crowd(chain, 1_000, 36, UNIT), 1_036, 64, 4 * UNIT);
    chain.build_and_execute(|| {
        for number in 0..100 {
            give(&child(1_000 + number), &[(u64::MAX, child(if number < 36 { 8 } else { 7 }))]);
        }
        let half = u64::MAX / 2;
        // There is a place for Bob at the subnet, but none at the child of the larger parents.
        assert_eq!(bob_applies(&[(half, child(8)), (half, child(7))]), 1);
        assert_eq!(events(), [Event::SetChildrenFailed(BOB_HOT, ONE, E::TooManyParents.into())]);
        assert_eq!(parents_of(&child(8)).len(), 36);
        assert_eq!(ChildLinks::<Test>::iter_key_prefix(ONE).count(), 100);
        assert_eq!(bob_applies(&[(half, child(8))]), 1);
        assert_eq!(children_of(&BOB_HOT), [(half, child(8))]);
    });
}

#[test]
fn own_stake_must_suffice_when_the_children_become_active() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2 * UNIT).build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(0);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(1, child(1))]));
        assert_ok!(remove(BOB, BOB_HOT, ONE, UNIT + 1));
        let _ = events();
        assert_eq!(apply_pending::<Test>(ONE, 2), 1);
        assert_eq!(events(), [Event::SetChildrenFailed(BOB_HOT, ONE, E::NotEnoughStakeToSetChildkeys.into())]);
        assert!(!PendingChildKeys::<Test>::contains_key(ONE, BOB_HOT));
    });
}

#[test]
fn a_part_of_the_queue_waits_for_the_next_epoch() {
    crowd(ExtBuilder::default(), 1_000, 70, UNIT).build_and_execute(|| {
        for number in 0..70 {
            let parent = child(1_000 + number);
            // Every tenth has longer to wait.
            let cooldown = if number % 10 == 0 { 500 } else { 5 };
            PendingChildKeyCooldown::<Test>::put(cooldown);
            fund(&CAROL);
            assert_ok!(choose(CAROL, parent, ONE, &[(1, child(number))]));
        }
        assert_eq!(MAX_APPLIED, 32);
        let apply = |block| apply_pending::<Test>(ONE, block);
        assert_eq!(apply(6), 0);
        assert_eq!(apply(7), 32);
        assert_eq!(queue().len(), 38);
        assert_eq!(queue()[0], (501, child(1_000)));
        // The first 35 without every tenth of them.
        assert_eq!(children_of(&child(1_035)), [(1, child(35))]);
        assert_eq!(children_of(&child(1_036)), []);
        assert_eq!(apply(7), 31);
        assert_eq!(apply(501), 0);
        assert_eq!(apply(502), 7);
        assert_eq!(apply(503), 0);
        assert!(!PendingChildQueue::<Test>::contains_key(ONE));
        assert_eq!(ChildLinks::<Test>::iter_key_prefix(ONE).count(), 70);
    });
}

#[test]
fn subnets_have_their_own_families() {
    lenders().build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(0);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(1, child(1))]));
        assert_ok!(choose(BOB, BOB_HOT, TWO, &[(2, child(2))]));
        assert_eq!(apply_pending::<Test>(TWO, 2), 1);
        assert_eq!(children_of(&BOB_HOT), []);
        assert_eq!(apply_pending::<Test>(ONE, 2), 1);
        assert_eq!(children_of(&BOB_HOT), [(1, child(1))]);
        assert_eq!(ChildKeys::<Test>::get(BOB_HOT, TWO).into_inner(), [(2, child(2))]);
    });
}

#[test]
fn stake_weight_passes_from_parents_to_children() {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ONE, 100 * UNIT)
        .stake(BOB, BOB_HOT, ROOT, 1_000 * UNIT)
        .stake(ALICE, ALICE_HOT, ONE, 10 * UNIT)
        .build_and_execute(|| {
            // 1 000 TAO at 0.18.
            let bobs = 280 * UNIT;
            assert!((bobs - 1..=bobs).contains(&weight(&BOB_HOT, ONE)));
            give(&BOB_HOT, &[(HALF, ALICE_HOT), (HALF / 2, child(1))]);
            for (hotkey, expected) in [(&BOB_HOT, bobs / 4), (&ALICE_HOT, bobs / 2 + 10 * UNIT), (&child(1), bobs / 4)]
            {
                assert!(weight(hotkey, ONE).abs_diff(expected) <= 2);
            }
            // Elsewhere nothing passes, nor is root's own stake less.
            assert_eq!(weight(&child(1), TWO), 0);
            assert_eq!(weight(&BOB_HOT, ROOT), 1_000 * UNIT);
            assert_eq!(weight(&child(1), ROOT), 0);
            // All of it.
            give(&BOB_HOT, &[(u64::MAX, child(1))]);
            assert_eq!(weight(&BOB_HOT, ONE), 0);
            assert_eq!(weight(&ALICE_HOT, ONE), 10 * UNIT);
            assert!((bobs - 1..=bobs).contains(&weight(&child(1), ONE)));
            // What a child has from its parents it does not lend on.
            give(&child(1), &[(u64::MAX, child(2))]);
            assert!((bobs - 1..=bobs).contains(&weight(&child(1), ONE)));
            assert_eq!(weight(&child(2), ONE), 0);
        });
}

#[test]
fn no_family_makes_or_loses_stake_weight() {
    let mut dice = Dice::new(42);
    let hotkeys: Vec<_> = (0..8).map(child).collect();
    let mut chain = ExtBuilder::default();
    for hotkey in &hotkeys {
        chain = chain.hotkey(hotkey.clone(), CAROL);
    }
    for hotkey in &hotkeys {
        chain = chain.stake(CAROL, hotkey.clone(), ONE, 1 + dice.below(1 << 50)).stake(
            CAROL,
            hotkey.clone(),
            ROOT,
            1 + dice.below(1 << 50),
        );
    }
    chain.build_and_execute(|| {
        let all = || {
            let weights = hotkeys.iter().map(|hotkey| u128::from(weight(hotkey, ONE)));
            weights.sum::<u128>()
        };
        let before = all();
        for _ in 0..300 {
            let parent = dice.below(8) as usize;
            let first = dice.below(8) as usize;
            let mut left = u64::MAX;
            let mut family = Vec::new();
            for step in 0..dice.below(6) as usize {
                let place = (first + step) % 8;
                if place != parent {
                    let part = dice.any() % left.max(1);
                    left -= part;
                    family.push((part.max(1), hotkeys[place].clone()));
                }
            }
            if dice.below(4) == 0 {
                // Next to nothing is kept.
                if let Some(last) = family.last_mut() {
                    last.0 += left - 8.min(left);
                }
            }
            give(&hotkeys[parent], &family);
            assert_ok!(SubtensorModule::do_try_state());
            // Each hotkey's weight is rounded once, when root's part is weighed.
            assert!(all().abs_diff(before) <= 8);
        }
    });
}
