//! Giving alpha up: recycling and burning.

use super::calls::*;
use crate::{mock::*, Event};
use dtao_math::issuance::block_emission;
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

type Retire = fn(AccountId32, AccountId32, NetUid, u64) -> DispatchResult;

const BOTH: [Retire; 2] = [recycle, burn];

#[test]
fn recycled_alpha_was_never_issued() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(recycle(BOB, BOB_HOT, ONE, 20_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 40_000 * UNIT);
        assert_eq!(reserves(ONE), (10_000 * UNIT, 200_000 * UNIT, 40_000 * UNIT));
        assert!(pool(ONE).unowned.is_zero());
        assert_eq!(events(), vec![Event::AlphaRecycled(BOB, BOB_HOT, AlphaBalance::new(20_000 * UNIT), ONE)]);
    });
}

#[test]
fn burned_alpha_stays_issued_and_is_nobodys() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(burn(BOB, BOB_HOT, ONE, 20_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 40_000 * UNIT);
        assert_eq!(reserves(ONE), (10_000 * UNIT, 200_000 * UNIT, 60_000 * UNIT));
        assert_eq!(pool(ONE).unowned.rao(), 20_000 * UNIT);
        assert_eq!(events(), vec![Event::AlphaBurned(BOB, BOB_HOT, AlphaBalance::new(20_000 * UNIT), ONE)]);
    });
}

#[test]
fn what_is_recycled_is_issued_again_and_what_is_burned_is_not() {
    // A block before the first halving of the subnet's alpha, by 100 000 alpha.
    let held = 10_500_000 * UNIT - 200_000 * UNIT;
    for (retire, alpha) in [(recycle as Retire, UNIT), (burn, UNIT / 2)] {
        ExtBuilder::default().stake(BOB, BOB_HOT, ONE, held).build_and_execute(|| {
            assert_eq!(block_emission(10_500_000 * UNIT), UNIT / 2);
            assert_ok!(retire(BOB, BOB_HOT, ONE, 100_000 * UNIT));
            next_block();
            assert_eq!(pool(ONE).emission.alpha_out.rao(), alpha);
        });
    }
}

#[test]
fn all_of_it_can_be_given_up() {
    for retire in BOTH {
        two_pools().build_and_execute(|| {
            assert_ok!(retire(BOB, BOB_HOT, ONE, 60_000 * UNIT));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
            assert_eq!(crate::StakePositions::<Test>::iter().count(), 0);
        });
    }
}

#[test]
fn a_rao_can_be_given_up_and_others_lose_nothing() {
    for retire in BOTH {
        two_pools().stake(ALICE, BOB_HOT, ONE, 10_000 * UNIT + 7).build_and_execute(|| {
            assert_ok!(retire(BOB, BOB_HOT, ONE, 1));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT - 1);
            assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 10_000 * UNIT + 7);
        });
    }
}

#[test]
fn the_price_does_not_move() {
    for retire in BOTH {
        two_pools().build_and_execute(|| {
            let before = pool(ONE);
            assert_ok!(retire(BOB, BOB_HOT, ONE, 30_000 * UNIT));
            let after = pool(ONE);
            assert_eq!(after.reserves(), before.reserves());
            assert_eq!((after.volume, after.flow), (before.volume, before.flow));
        });
    }
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    for retire in BOTH {
        two_pools().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
            assert_noop!(retire(STRANGER, STRANGER, ROOT, 0), E::CannotBurnOrRecycleOnRootSubnet);
            assert_noop!(retire(STRANGER, STRANGER, NOWHERE, 0), E::SubnetNotExists);
            assert_noop!(retire(STRANGER, STRANGER, TWO, 0), E::SubtokenDisabled);
            assert_noop!(retire(STRANGER, STRANGER, ONE, 0), E::AmountTooLow);
            assert_noop!(retire(BOB, STRANGER, ONE, 1), E::HotKeyAccountNotExists);
            for amount in [60_000 * UNIT + 1, u64::MAX] {
                assert_noop!(retire(BOB, BOB_HOT, ONE, amount), E::NotEnoughStakeToWithdraw);
            }
            assert_noop!(retire(ALICE, BOB_HOT, ONE, 1), E::NotEnoughStakeToWithdraw);
        });
    }
}

#[test]
fn an_unsigned_call_is_refused() {
    two_pools().build_and_execute(|| {
        let (none, amount) = (RuntimeOrigin::none, AlphaBalance::new(UNIT));
        let bad = Err(DispatchError::BadOrigin);
        assert_eq!(SubtensorModule::recycle_alpha(none(), BOB_HOT, amount, ONE), bad);
        assert_eq!(SubtensorModule::burn_alpha(none(), BOB_HOT, amount, ONE), bad);
    });
}
