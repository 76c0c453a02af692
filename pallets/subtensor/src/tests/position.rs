//! The ledger of stake: one value for a hotkey at a subnet, and shares of it for the coldkeys behind it.

use crate::{
    ledger::position::{Position, Shares},
    mock::*,
    AlphaV2, StakePositions, StakingHotkeys, SubnetPositions, TotalHotkeyAlpha, TotalHotkeySharesV2,
};
use dtao_math::MathError;
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::{assert_err, assert_noop, assert_ok, BoundedVec};
use sp_runtime::AccountId32;

/// Loads a position of Alice's hotkey at subnet 1.
fn load(coldkey: &AccountId32) -> Position<Test> {
    Position::load(&ALICE_HOT, coldkey, ONE)
}

/// Returns the value of a position with Alice's hotkey at subnet 1.
fn worth(coldkey: &AccountId32) -> u64 {
    load(coldkey).value().rao()
}

/// Puts new alpha into a position, out of nowhere.
fn deposit(coldkey: &AccountId32, amount: u64) -> Result<(), MathError> {
    let mut position = load(coldkey);
    position.deposit(amount.into())?;
    position.save();
    assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, amount.into()));
    Ok(())
}

/// Takes alpha out of a position, into nowhere.
fn withdraw(coldkey: &AccountId32, amount: u64) -> Result<(), MathError> {
    let mut position = load(coldkey);
    position.withdraw(amount.into())?;
    position.save();
    edit(ONE, |pool| {
        pool.alpha_out = pool.alpha_out.checked_sub(amount.into()).unwrap();
    });
    Ok(())
}

/// Pays dividends to all who have staked with Alice's hotkey.
fn raise(amount: u64) {
    assert_ok!(Position::<Test>::raise_all(&ALICE_HOT, ONE, amount.into()));
    assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, amount.into()));
}

fn total() -> u64 {
    TotalHotkeyAlpha::<Test>::get(ALICE_HOT, ONE).rao()
}

#[test]
fn an_empty_position_is_worth_nothing_and_writes_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(worth(&BOB), 0);
        assert_eq!(keys_changed(|| load(&BOB).save()), 0);
    });
}

#[test]
fn the_first_deposit_mints_a_share_for_each_rao() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&BOB, 5 * UNIT));
        let whole_shares = 5 * UNIT;
        let shares = Shares::new(u128::from(whole_shares) * 1_000_000_000);
        assert_eq!(shares.exponent, -9);
        assert_eq!(AlphaV2::<Test>::get((ALICE_HOT, BOB, ONE)), shares);
        assert_eq!(TotalHotkeySharesV2::<Test>::get(ALICE_HOT, ONE), shares);
        assert_eq!(total(), 5 * UNIT);
        assert_eq!(worth(&BOB), 5 * UNIT);
    });
}

#[test]
fn every_staker_gets_back_what_was_put_in() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&ALICE, 1));
        assert_ok!(deposit(&BOB, 123_456_789_012_345));
        assert_ok!(deposit(&CAROL, 2_000_000));
        assert_ok!(deposit(&ALICE, 41));
        assert_eq!(worth(&ALICE), 42);
        assert_eq!(worth(&BOB), 123_456_789_012_345);
        assert_eq!(worth(&CAROL), 2_000_000);
    });
}

#[test]
fn dividends_raise_all_in_proportion() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&ALICE, 100 * UNIT));
        assert_ok!(deposit(&BOB, 300 * UNIT));
        raise(40 * UNIT);
        assert_eq!(worth(&ALICE), 110 * UNIT);
        assert_eq!(worth(&BOB), 330 * UNIT);
        // Carol comes after the dividends and has no part in them, but in the next.
        assert_ok!(deposit(&CAROL, 440 * UNIT));
        assert_eq!(worth(&CAROL), 440 * UNIT);
        assert_eq!(worth(&ALICE), 110 * UNIT);
        raise(88 * UNIT);
        assert_eq!(worth(&ALICE), 121 * UNIT);
        assert_eq!(worth(&BOB), 363 * UNIT);
        assert_eq!(worth(&CAROL), 484 * UNIT);
    });
}

#[test]
fn dividends_change_one_key_however_many_have_staked() {
    ExtBuilder::default().build_and_execute(|| {
        for stakers in [1_u8, 10, 90] {
            for number in 0..stakers {
                assert_ok!(deposit(&AccountId32::new([number; 32]), UNIT));
            }
            let amount = AlphaBalance::new(7 * UNIT);
            let changed = keys_changed(|| {
                assert_ok!(Position::<Test>::raise_all(&ALICE_HOT, ONE, amount));
            });
            assert_eq!(changed, 1);
            assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, amount));
        }
    });
}

#[test]
fn dividends_for_nobody_are_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(Position::<Test>::raise_all(&ALICE_HOT, ONE, UNIT.into()), E::NotEnoughStakeToWithdraw);
    });
}

#[test]
fn dividends_beyond_the_range_are_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&BOB, 1));
        assert_noop!(Position::<Test>::raise_all(&ALICE_HOT, ONE, u64::MAX.into()), E::Overflow);
    });
}

#[test]
fn who_comes_first_cannot_take_from_who_comes_next() {
    ExtBuilder::default().build_and_execute(|| {
        // Alice stakes a single rao and a thousand alpha come on top of it, so that her 10⁹ parts of a share are worth
        // 1 000 rao each. A deposit of less than a thousand parts would lose too much by rounding: it is refused.
        assert_ok!(deposit(&ALICE, 1));
        raise(1_000 * UNIT);
        for amount in [1, 1_000, 1_500, 999_999] {
            assert_err!(deposit(&BOB, amount), MathError::ZeroShares);
        }
        // One that is large enough loses under a thousandth.
        assert_ok!(deposit(&BOB, 10_000_000));
        assert_eq!(worth(&BOB), 9_999_000);
        assert_eq!(worth(&ALICE), 1_000 * UNIT + 1_000);
        assert_eq!(total(), 1_000 * UNIT + 1 + 10_000_000);
    });
}

#[test]
fn a_refused_deposit_changes_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&ALICE, 1));
        raise(1_000 * UNIT);
        let mut position = load(&BOB);
        assert_err!(position.deposit(10.into()), MathError::ZeroShares);
        assert_eq!(keys_changed(|| position.save()), 0);
        let mut position = load(&ALICE);
        assert_err!(position.withdraw(u64::MAX.into()), MathError::NotEnough);
        assert_eq!(keys_changed(|| position.save()), 0);
    });
}

#[test]
fn nobody_takes_more_than_their_value() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&ALICE, 100));
        assert_ok!(deposit(&BOB, 100));
        assert_err!(withdraw(&BOB, 101), MathError::NotEnough);
        assert_err!(withdraw(&CAROL, 1), MathError::NotEnough);
        assert_ok!(withdraw(&BOB, 100));
        assert_eq!(worth(&ALICE), 100);
    });
}

#[test]
fn no_rao_is_lost_when_all_leave() {
    ExtBuilder::default().build_and_execute(|| {
        let stakers = [ALICE, BOB, CAROL];
        for (staker, amount) in stakers.iter().zip([1_000_003, 2_000_000_011, 777]) {
            assert_ok!(deposit(staker, amount));
        }
        raise(1_234_567);
        raise(1);
        let everything = 1_000_003 + 2_000_000_011 + 777 + 1_234_567 + 1;
        assert_eq!(total(), everything);
        let mut taken = 0;
        for staker in &stakers {
            let value = worth(staker);
            assert_ok!(withdraw(staker, value));
            taken += value;
        }
        assert_eq!(taken, everything, "the last takes the dust of all");
        assert_eq!(StakePositions::<Test>::iter().count(), 0);
        assert_eq!(reserves(ONE).2, 0);
    });
}

#[test]
fn what_became_zero_is_removed() {
    ExtBuilder::default().build_and_execute(|| {
        let before: Vec<_> = storage().into_keys().collect();
        assert_ok!(deposit(&ALICE, 5 * UNIT));
        assert_ok!(deposit(&BOB, 3 * UNIT));
        assert_ok!(withdraw(&BOB, 3 * UNIT));
        assert!(!AlphaV2::<Test>::contains_key((ALICE_HOT, BOB, ONE)));
        assert!(!StakePositions::<Test>::contains_key((BOB, ALICE_HOT, ONE)));
        assert_eq!(total(), 5 * UNIT);
        assert_ok!(withdraw(&ALICE, 5 * UNIT));
        let after: Vec<_> = storage().into_keys().collect();
        assert_eq!(before, after);
    });
}

#[test]
fn a_position_that_goes_on_changes_three_keys_and_one_that_begins_or_ends_six() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&ALICE, UNIT));
        let changed = |change: &dyn Fn(&mut Position<Test>)| {
            keys_changed(|| {
                let mut position = load(&BOB);
                change(&mut position);
                position.save();
            })
        };
        assert_eq!(changed(&|bob| bob.deposit(UNIT.into()).unwrap()), 6);
        assert_eq!(changed(&|bob| bob.deposit(UNIT.into()).unwrap()), 3);
        assert_eq!(changed(&|bob| bob.withdraw(UNIT.into()).unwrap()), 3);
        assert_eq!(changed(&|bob| bob.withdraw(UNIT.into()).unwrap()), 6);
    });
}

#[test]
fn the_index_lists_each_position_once() {
    ExtBuilder::default().build_and_execute(|| {
        for (hotkey, netuid) in [(ALICE_HOT, ONE), (ALICE_HOT, TWO), (BOB_HOT, ONE), (ALICE_HOT, ONE)] {
            assert_ok!(add(BOB, hotkey, netuid, UNIT));
        }
        let positions = || {
            let mut found: Vec<_> = StakePositions::<Test>::iter_key_prefix((BOB,)).collect();
            found.sort();
            found
        };
        assert_eq!(positions(), [(ALICE_HOT, ONE), (ALICE_HOT, TWO), (BOB_HOT, ONE)]);
        assert_eq!(StakePositions::<Test>::iter_key_prefix((ALICE,)).count(), 0);
        let value = stake(&ALICE_HOT, &BOB, ONE);
        assert_ok!(remove(BOB, ALICE_HOT, ONE, value));
        assert_eq!(positions(), [(ALICE_HOT, TWO), (BOB_HOT, ONE)]);
    });
}

#[test]
fn hotkeys_and_subnets_do_not_mix() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(deposit(&BOB, UNIT));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO), 0);
        assert_eq!(stake(&ALICE_HOT, &BOB, NetUid::ROOT), 0);
        assert_eq!(stake(&BOB, &ALICE_HOT, ONE), 0);
    });
}

/// Alice and Bob hold half each of 4·x + 2 parts of a share, which are worth 4 rao.
fn halves_of_four_rao(x: u128) {
    let half = Shares::new(2 * x + 1);
    for coldkey in [ALICE, BOB] {
        AlphaV2::<Test>::insert((ALICE_HOT, coldkey.clone(), ONE), half);
        SubnetPositions::<Test>::insert((ONE, ALICE_HOT, coldkey.clone()), ());
        StakingHotkeys::<Test>::insert(&coldkey, BoundedVec::truncate_from(vec![ALICE_HOT]));
        StakePositions::<Test>::insert((coldkey, ALICE_HOT, ONE), ());
    }
    TotalHotkeySharesV2::<Test>::insert(ALICE_HOT, ONE, Shares::new(4 * x + 2));
    TotalHotkeyAlpha::<Test>::insert(ALICE_HOT, ONE, AlphaBalance::new(4));
    assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, 4.into()));
}

#[test]
fn a_holding_that_rounding_makes_worthless_does_not_stay_behind() {
    ExtBuilder::default().build_and_execute(|| {
        halves_of_four_rao(1_000_000_000);
        assert_eq!(worth(&BOB), 2);
        // A rao costs x + 1/2 parts, rounded up; the x that stay are worth 3·x / (3·x + 1) of a rao: nothing. Nobody
        // could ever take them out, for nothing is not an amount.
        assert_ok!(withdraw(&BOB, 1));
        assert_eq!(worth(&BOB), 0);
        assert!(!AlphaV2::<Test>::contains_key((ALICE_HOT, BOB, ONE)));
        assert!(!StakePositions::<Test>::contains_key((BOB, ALICE_HOT, ONE)));
        assert!(!SubnetPositions::<Test>::contains_key((ONE, ALICE_HOT, BOB)));
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
        assert_eq!(worth(&ALICE), 3);
    });
}
