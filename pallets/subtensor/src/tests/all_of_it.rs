//! `u64::MAX` as the amount of a whole position, as it is when the call is executed.

use super::calls::*;
use crate::mock::*;
use dtao_primitives::AlphaBalance;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

type Take = fn(AccountId32, u64) -> DispatchResult;

/// All calls that sell, move or transfer an amount of a position, of Bob's 60 000 alpha with his hotkey at subnet 1.
const CALLS: [(&str, Take); 10] = [
    ("remove_stake", |who, amount| remove(who, BOB_HOT, ONE, amount)),
    ("remove_stake_limit", |who, amount| remove_limit(who, BOB_HOT, ONE, amount, (1, false))),
    ("move_stake", |who, amount| move_stake(who, (BOB_HOT, ONE), (ALICE_HOT, TWO), amount)),
    ("move_stake within a subnet", |who, amount| move_stake(who, (BOB_HOT, ONE), (ALICE_HOT, ONE), amount)),
    ("move_stake_limit", |who, amount| move_limit(who, (BOB_HOT, ONE), (ALICE_HOT, TWO), amount, (1, false))),
    ("swap_stake", |who, amount| swap(who, BOB_HOT, (ONE, TWO), amount)),
    ("swap_stake_limit", |who, amount| swap_limit(who, BOB_HOT, (ONE, TWO), amount, (1, false))),
    ("transfer_stake", |who, amount| transfer(who, CAROL, BOB_HOT, (ONE, ONE), amount)),
    ("transfer_stake to a subnet", |who, amount| transfer(who, CAROL, BOB_HOT, (ONE, ROOT), amount)),
    ("transfer_stake_and_hotkey", |who, amount| transfer_to(who, CAROL, (BOB_HOT, ONE), (ALICE_HOT, ONE), amount)),
];

#[test]
fn it_does_what_the_exact_amount_does() {
    for (name, call) in CALLS {
        let [exact, all] = [60_000 * UNIT, u64::MAX].map(|amount| {
            let mut end = None;
            two_pools().fee_rate(33).stake(ALICE, BOB_HOT, ONE, 1_234_567_891).build_and_execute(|| {
                assert_ok!(call(BOB, amount));
                assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0, "{name}");
                end = Some((events(), storage()));
            });
            end
        });
        assert!(exact == all, "{name}");
    }
}

#[test]
fn it_takes_what_dividends_have_added() {
    for (name, call) in CALLS {
        two_pools().stake(ALICE, BOB_HOT, ONE, 20_000 * UNIT).build_and_execute(|| {
            let position = crate::ledger::position::Position::<Test>::raise_all;
            assert_ok!(position(&BOB_HOT, ONE, AlphaBalance::new(777)));
            edit(ONE, |pool| pool.alpha_out = pool.alpha_out.checked_add(777.into()).unwrap());
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT + 582);
            assert_ok!(call(BOB, u64::MAX));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0, "{name}");
        });
    }
}

#[test]
fn where_nothing_is_held_it_is_refused() {
    for (name, call) in CALLS {
        two_pools().build_and_execute(|| {
            assert_noop!(call(ALICE, u64::MAX), E::NotEnoughStakeToWithdraw);
            assert_noop!(call(BOB, u64::MAX - 1), E::NotEnoughStakeToWithdraw);
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT, "{name}");
        });
    }
}

#[test]
fn with_a_limit_the_part_that_keeps_to_it_is_taken() {
    two_pools().build_and_execute(|| {
        // 50 000 alpha take the price to 8 000 / 250 000.
        let limit = 32_000_000;
        assert_noop!(remove_limit(BOB, BOB_HOT, ONE, u64::MAX, (limit, false)), E::SlippageTooHigh);
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, u64::MAX, (limit, true)));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
    });
}

/// Alpha that is given up is gone: there the exact amount must be named.
#[test]
fn it_gives_nothing_up() {
    two_pools().build_and_execute(|| {
        assert_noop!(recycle(BOB, BOB_HOT, ONE, u64::MAX), E::NotEnoughStakeToWithdraw);
        assert_noop!(burn(BOB, BOB_HOT, ONE, u64::MAX), E::NotEnoughStakeToWithdraw);
    });
}
