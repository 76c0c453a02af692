//! Giving stake to another coldkey with another hotkey.

use super::calls::*;
use crate::{mock::*, Event, StakePositions, StakingHotkeys, TransferToggle};
use dtao_primitives::{NetUid, TaoBalance};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError};

/// Both events, of a transfer from Bob's hotkey to Alice's.
fn given(heir: AccountId32, from: NetUid, to: NetUid, tao: u64) -> Vec<Event<Test>> {
    vec![
        Event::StakeTransferred(BOB, heir.clone(), BOB_HOT, from, to, TaoBalance::new(tao)),
        Event::StakeTransferredToHotkey { coldkey: heir, old_hotkey: BOB_HOT, new_hotkey: ALICE_HOT, netuid: to },
    ]
}

fn give(heir: AccountId32, from: NetUid, to: NetUid, amount: u64) -> sp_runtime::DispatchResult {
    transfer_to(BOB, heir, (BOB_HOT, from), (ALICE_HOT, to), amount)
}

#[test]
fn at_one_subnet_stake_changes_owner_and_hotkey_as_it_is() {
    two_pools().fee_rate(33).build_and_execute(|| {
        let before = pool(ONE);
        without_touching_tao(|| {
            assert_ok!(give(CAROL, ONE, ONE, 20_000 * UNIT));
        });
        assert_eq!(events(), given(CAROL, ONE, ONE, 1_000 * UNIT));
        assert_eq!(pool(ONE), before);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 40_000 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &CAROL, ONE), 20_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &CAROL, ONE), 0);
    });
}

#[test]
fn to_another_subnet_it_is_exchanged_on_the_way() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(give(CAROL, ONE, TWO, 50_000 * UNIT));
        });
        assert_eq!(events(), given(CAROL, ONE, TWO, 2_000 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &CAROL, TWO), ARRIVES);
        assert_eq!(reserves(TWO), (42_000 * UNIT, 100_000 * UNIT - ARRIVES, ARRIVES));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT);
    });
}

#[test]
fn to_root_the_receiver_stakes_the_proceeds() {
    two_pools().build_and_execute(|| {
        assert_ok!(give(STRANGER, ONE, ROOT, 50_000 * UNIT));
        assert_eq!(events(), given(STRANGER, ONE, ROOT, 2_000 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &STRANGER, ROOT), 2_000 * UNIT);
        assert_eq!(Balances::free_balance(STRANGER), 0);
    });
}

#[test]
fn all_of_it_can_be_given_and_the_indexes_follow() {
    two_pools().build_and_execute(|| {
        assert_ok!(give(CAROL, ONE, ONE, 60_000 * UNIT));
        assert_eq!(StakePositions::<Test>::iter_keys().collect::<Vec<_>>(), vec![(CAROL, ALICE_HOT, ONE)]);
        assert_eq!(StakingHotkeys::<Test>::get(CAROL).into_inner(), [ALICE_HOT]);
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
    });
}

#[test]
fn with_the_same_hotkey_it_is_transfer_stake() {
    let mut ends = vec![];
    for named in [true, false] {
        two_pools().fee_rate(33).build_and_execute(|| {
            if named {
                assert_ok!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), (BOB_HOT, TWO), 50_000 * UNIT));
            } else {
                assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
            }
            ends.push((events(), storage()));
        });
    }
    assert!(ends[0] == ends[1]);
}

#[test]
fn to_oneself_with_another_hotkey_it_is_a_move() {
    two_pools().build_and_execute(|| {
        assert_noop!(transfer_to(BOB, BOB, (BOB_HOT, ONE), (BOB_HOT, ONE), UNIT), E::SameNetuid);
        assert_ok!(give(BOB, ONE, ONE, 20_000 * UNIT));
        assert_eq!(events(), given(BOB, ONE, ONE, 1_000 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 20_000 * UNIT);
    });
}

#[test]
fn a_subnet_that_forbids_it_at_either_end_is_refused_before_anything_else() {
    two_pools().build_and_execute(|| {
        TransferToggle::<Test>::insert(TWO, false);
        for (from, to) in [(ONE, TWO), (TWO, ONE), (TWO, TWO), (NOWHERE, TWO)] {
            let custody = Swap::custody_account();
            assert_noop!(transfer_to(STRANGER, custody, (STRANGER, from), (STRANGER, to), 0), E::TransferDisallowed);
        }
        assert_ok!(give(ALICE, ONE, ONE, UNIT));
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    two_pools()
        .subnet(subnet(THREE, 10_000_000, 10_000_000, 0))
        .with(THREE, |subnet| subnet.started = false)
        .build_and_execute(|| {
            let (custody, unknown) = (Swap::custody_account(), (STRANGER, ONE));
            assert_noop!(
                transfer_to(STRANGER, custody, unknown.clone(), unknown.clone(), 0),
                E::CannotUseSystemAccount
            );
            let stranger = |from, to, amount| transfer_to(STRANGER, BOB, (STRANGER, from), (ALICE_HOT, to), amount);
            assert_noop!(stranger(THREE, NOWHERE, 0), E::SubnetNotExists);
            assert_noop!(stranger(THREE, ONE, 0), E::SubtokenDisabled);
            assert_noop!(stranger(ONE, THREE, 0), E::SubtokenDisabled);
            assert_noop!(stranger(ONE, ONE, 0), E::AmountTooLow);
            assert_noop!(stranger(ONE, ONE, 1), E::HotKeyAccountNotExists);
            assert_noop!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), unknown, UNIT), E::HotKeyAccountNotExists);
            for to in [ONE, TWO] {
                assert_noop!(give(ALICE, ONE, to, 60_000 * UNIT + 1), E::NotEnoughStakeToWithdraw);
                assert_noop!(give(ALICE, ONE, to, 39_999_999), E::AmountTooLow);
                assert_noop!(give(ALICE, ONE, to, 60_000 * UNIT - 39_999_999), E::AmountTooLow);
            }
        });
}

refused! {
    a_pool_too_shallow_is_refused_before_the_least_amount:
        two_pools().subnet(subnet(THREE, 10_000_000, 10_000_000, 0)),
        give(ALICE, ONE, THREE, 1_000) => E::InsufficientLiquidity;
    an_unsigned_call_is_refused:
        two_pools(),
        SubtensorModule::transfer_stake_and_hotkey(RuntimeOrigin::none(), ALICE, BOB_HOT, ALICE_HOT, ONE, ONE, UNIT.into())
            => DispatchError::BadOrigin;
}
