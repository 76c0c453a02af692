//! Claims that go from one hotkey to another in a swap, and those of a subnet that is closed.

use super::{calls::*, claims::*};
use crate::{
    ledger::claims::{Claims, Taken},
    ledger::hotkeys::Hotkeys,
    ledger::position::Position,
    mock::*,
    RootClaimPot, RootClaimTypeEnum, RootClaimable, RootClaimed, RootHotkeys,
};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError};

const NEW_HOT: AccountId32 = AccountId32::new([111; 32]);
const HALF: u64 = WHOLE / 2;

/// Moves a root position as a swap of hotkeys does, and what was earned with it before.
pub fn swap_position(coldkey: &AccountId32, old: &AccountId32, new: &AccountId32) {
    assert_ok!(Claims::<Test>::move_to_hotkey(coldkey, old, new));
    let mut from = Position::<Test>::load(old, coldkey, ROOT);
    let value = from.value();
    assert_ok!(from.withdraw(value));
    from.save();
    let mut to = Position::<Test>::load(new, coldkey, ROOT);
    assert_ok!(to.deposit(value));
    to.save();
}

/// Goes on with a swap, as the chain would: an error undoes all of it.
fn swap_rest(limit: u32) -> Result<(u32, bool), DispatchError> {
    transacted(|| Ok(Claims::<Test>::move_rest(&BOB_HOT, &NEW_HOT, limit)?))
}

/// Bob, Alice and Carol have earned 12, 24 and 12 alpha at subnet 1; Carol has left.
fn earned() -> ExtBuilder {
    ExtBuilder::default()
        .balance(CAROL, UNIT)
        .stake(BOB, BOB_HOT, ROOT, WHOLE / 4)
        .stake(ALICE, BOB_HOT, ROOT, HALF)
        .stake(CAROL, BOB_HOT, ROOT, WHOLE / 4)
}

fn begin() {
    Hotkeys::<Test>::adopt(&NEW_HOT, &BOB);
    earn(&BOB_HOT, ONE, 48 * UNIT);
    assert_ok!(remove(CAROL, BOB_HOT, ROOT, WHOLE / 4));
}

fn claimable_of_all(hotkey: &AccountId32) -> (u64, u64, u64) {
    (claimable(hotkey, &BOB, ONE), claimable(hotkey, &ALICE, ONE), claimable(hotkey, &CAROL, ONE))
}

#[test]
fn a_swap_takes_all_claims_along_to_the_rao() {
    earned().build_and_execute(|| {
        begin();
        assert_eq!(claimable_of_all(&BOB_HOT), (12 * UNIT, 24 * UNIT, 12 * UNIT));
        swap_position(&BOB, &BOB_HOT, &NEW_HOT);
        swap_position(&ALICE, &BOB_HOT, &NEW_HOT);
        assert_eq!(claimable_of_all(&NEW_HOT), (12 * UNIT, 24 * UNIT, 0));
        // Carol's claim, and the pot.
        assert_eq!(swap_rest(2), Ok((2, true)));
        assert_eq!(claimable_of_all(&NEW_HOT), (12 * UNIT, 24 * UNIT, 12 * UNIT));
        assert_eq!(claimable_of_all(&BOB_HOT), (0, 0, 0));
        assert_eq!(pot(&NEW_HOT, ONE), 48 * UNIT);
        assert!(!RootClaimPot::<Test>::contains_key(ONE, BOB_HOT));
        assert!(!RootClaimable::<Test>::contains_key(BOB_HOT));
        for coldkey in [BOB, ALICE, CAROL] {
            assert!(!RootHotkeys::<Test>::contains_key(&coldkey, BOB_HOT));
            fund(&coldkey);
            assert_ok!(want(coldkey.clone(), RootClaimTypeEnum::Keep));
            let due = claimable(&NEW_HOT, &coldkey, ONE);
            assert_ok!(claim(coldkey.clone(), &[ONE]));
            assert_eq!(stake(&NEW_HOT, &coldkey, ONE), due);
        }
        assert_eq!(pool(ONE).claimable.rao(), 0);
    });
}

#[test]
fn a_swap_to_a_hotkey_with_claims_of_its_own_adds_them_up() {
    earned().balance(BOB, 100 * UNIT).build_and_execute(|| {
        begin();
        assert_ok!(add(BOB, NEW_HOT, ROOT, WHOLE));
        earn(&NEW_HOT, ONE, 5 * UNIT);
        earn(&NEW_HOT, TWO, 3 * UNIT);
        dividend(&BOB_HOT, 1_000_000_007);
        swap_position(&BOB, &BOB_HOT, &NEW_HOT);
        swap_position(&ALICE, &BOB_HOT, &NEW_HOT);
        assert_eq!(swap_rest(16), Ok((2, true)));
        let (bob, alice, carol) = claimable_of_all(&NEW_HOT);
        // What came to shares that were there costs at most a rao.
        assert!((17 * UNIT - 1..=17 * UNIT).contains(&bob), "{bob}");
        assert!((24 * UNIT - 1..=24 * UNIT).contains(&alice), "{alice}");
        assert_eq!(carol, 12 * UNIT);
        let two = claimable(&NEW_HOT, &BOB, TWO);
        assert!((3 * UNIT - 1..=3 * UNIT).contains(&two), "{two}");
        assert_eq!(pot(&NEW_HOT, ONE), 53 * UNIT);
    });
}

#[test]
fn a_swap_ends_only_when_nobody_stakes_with_the_old_hotkey() {
    earned().build_and_execute(|| {
        begin();
        swap_position(&BOB, &BOB_HOT, &NEW_HOT);
        assert_noop!(swap_rest(16), E::HotKeySwapConflict);
        swap_position(&ALICE, &BOB_HOT, &NEW_HOT);
        assert_eq!(swap_rest(16), Ok((2, true)));
    });
}

#[test]
fn claims_of_those_who_left_move_so_many_at_a_time() {
    earned().build_and_execute(|| {
        begin();
        earn(&BOB_HOT, TWO, 48 * UNIT);
        assert_ok!(unstake_all(ALICE, BOB_HOT));
        let two = claimable(&BOB_HOT, &ALICE, TWO);
        assert!(two > 0);
        swap_position(&BOB, &BOB_HOT, &NEW_HOT);
        let rated = |hotkey: &AccountId32| RootClaimable::<Test>::get(hotkey).into_keys().collect::<Vec<_>>();
        assert_eq!(swap_rest(0), Ok((0, false)));
        // Carol's and Alice's at subnet 1.
        assert_eq!(swap_rest(2), Ok((2, false)));
        assert_eq!(claimable_of_all(&NEW_HOT), (12 * UNIT, 24 * UNIT, 12 * UNIT));
        assert_eq!((pot(&BOB_HOT, ONE), pot(&NEW_HOT, ONE)), (0, 48 * UNIT));
        assert_eq!(rated(&BOB_HOT), [ONE, TWO]);
        check_invariants();
        // The pot of subnet 1, and Alice's at subnet 2.
        assert_eq!(swap_rest(2), Ok((2, false)));
        assert_eq!((claimable(&BOB_HOT, &ALICE, TWO), claimable(&NEW_HOT, &ALICE, TWO)), (0, two));
        assert_eq!(rated(&BOB_HOT), [TWO]);
        check_invariants();
        assert_eq!(swap_rest(2), Ok((1, true)));
        assert_eq!((rated(&BOB_HOT), rated(&NEW_HOT)), (vec![], vec![ONE, TWO]));
    });
}

#[test]
fn dust_in_a_pot_goes_along() {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ROOT, 3_000_000)
        .stake(ALICE, BOB_HOT, ROOT, 4_000_000)
        .build_and_execute(|| {
            let booked = earn(&BOB_HOT, ONE, 2_000_001);
            assert_eq!(booked, 2_000_001);
            assert_ok!(unstake_all(BOB, BOB_HOT));
            assert_ok!(unstake_all(ALICE, BOB_HOT));
            let sum = claimable(&BOB_HOT, &BOB, ONE) + claimable(&BOB_HOT, &ALICE, ONE);
            assert_eq!(sum, 2_000_000);
            assert_eq!(swap_rest(16), Ok((3, true)));
            assert_eq!(pot(&NEW_HOT, ONE), 2_000_001);
        });
}

/// Takes everything from the pots of a subnet after it was closed. Returns whose claims, and how much; and the rests.
fn take_all(netuid: NetUid) -> (Vec<(AccountId32, u64)>, Vec<u64>) {
    let (mut claims, mut rests) = (Vec::new(), Vec::new());
    while let Some(taken) = Claims::<Test>::take_next(netuid) {
        match taken {
            Taken::Claim(_, coldkey, alpha) => claims.push((coldkey, alpha.rao())),
            Taken::Rest(alpha) => rests.push(alpha.rao()),
        }
    }
    claims[1..].sort();
    (claims, rests)
}

#[test]
fn a_closed_subnets_claims_are_taken_by_name() {
    earned().build().execute_with(|| {
        begin();
        earn(&BOB_HOT, TWO, 7 * UNIT);
        edit(ONE, |pool| pool.claimable = AlphaBalance::ZERO);
        // Who has left comes first.
        let (claims, rests) = take_all(ONE);
        assert_eq!(claims, vec![(CAROL, 12 * UNIT), (ALICE, 24 * UNIT), (BOB, 12 * UNIT)]);
        assert_eq!(rests, [0]);
        assert_eq!(Claims::<Test>::take_next(ONE), None);
        assert_eq!(claimable_of_all(&BOB_HOT), (0, 0, 0));
        assert_eq!(Claims::<Test>::remove_for_subnet(ONE, 3), (2, true));
        // What is left is that of the other subnet.
        assert_eq!(RootClaimable::<Test>::get(BOB_HOT).len(), 1);
        assert_eq!(claimable(&BOB_HOT, &BOB, TWO) + claimable(&BOB_HOT, &ALICE, TWO), 7 * UNIT - 1);
        edit(ONE, |pool| pool.alpha_out = AlphaBalance::ZERO);
        check_invariants();
    });
}

#[test]
fn debts_of_a_closed_subnet_go_so_many_at_a_time() {
    earned().build().execute_with(|| {
        begin();
        earn(&BOB_HOT, TWO, 8 * UNIT);
        edit(ONE, |pool| {
            pool.alpha_out = (pool.alpha_out.rao() - pool.claimable.rao()).into();
            pool.claimable = AlphaBalance::ZERO;
        });
        take_all(ONE);
        let debts = || RootClaimed::<Test>::iter_key_prefix((ONE,)).count();
        assert_eq!(debts(), 2);
        assert_eq!(Claims::<Test>::remove_for_subnet(ONE, 0), (0, false));
        assert_eq!(Claims::<Test>::remove_for_subnet(ONE, 1), (1, false));
        assert_eq!(debts(), 1);
        assert_eq!(Claims::<Test>::remove_for_subnet(ONE, 2), (1, true));
        assert_eq!(debts(), 0);
        assert_eq!(RootClaimPot::<Test>::iter_key_prefix(TWO).count(), 1);
        check_invariants();
    });
}
