//! Subnets that are closed, the pots that they leave, and alpha that root's stakers have earned.

use crate::{mock::*, Error};
use dtao_primitives::{NetUid, OpenPool, Pool, Pools, Switches, TaoBalance};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_runtime::{traits::Zero, AccountId32, ArithmeticError, DispatchError};

fn free(who: &AccountId32) -> u64 {
    Balances::free_balance(who)
}

fn close(netuid: NetUid) -> Result<Pool, DispatchError> {
    with_storage_layer(|| Swap::close(netuid))
}

fn pay(payee: &AccountId32, tao: u64) -> Result<bool, DispatchError> {
    with_storage_layer(|| Swap::pay_from_pot(payee, tao.into()))
}

/// Alpha outside of the pool that root's stakers can claim.
fn owe_root(netuid: NetUid, alpha: u64) {
    assert_ok!(Swap::credit_at_genesis(netuid, alpha.into()));
    edit(netuid, |pool| {
        pool.claimable = pool.claimable.checked_add(alpha.into()).unwrap();
    });
}

#[test]
fn settings_are_changed_and_nothing_else() {
    on_the_market(|| {
        assert_ok!(Swap::configure(ONE, |pool| pool.switches.registration_allowed = true));
        let expected = Pool {
            switches: Switches { registration_allowed: true, ..Default::default() },
            ..pool_of(10_000 * UNIT, 200_000 * UNIT)
        };
        assert_eq!(pool(ONE), expected);
        assert_noop!(Swap::configure(NOWHERE, |_| ()), Error::<Test>::SubnetNotExists);
    });
}

mod pots {
    use super::*;

    #[test]
    fn are_the_pools_tao_and_what_waited_for_root() {
        on_the_market(|| {
            for (netuid, to_root) in [(ONE, 700), (TWO, 30)] {
                edit(netuid, |pool| {
                    pool.tao = (10_000 * UNIT - to_root).into();
                    pool.pending.root_tao = to_root.into();
                });
            }
            let (before, as_it_was) = (Balances::total_issuance(), pool(ONE));
            System::reset_events();
            assert_eq!(close(ONE), Ok(as_it_was));
            // No balance moves; the TAO is in no pool any more.
            assert_eq!(System::events(), []);
            assert_eq!(held(), 20_000 * UNIT + DEPOSIT);
            assert_eq!(beyond_the_books(), 10_000 * UNIT);
            assert_eq!(Balances::total_issuance(), before);
            assert_eq!(Swap::get(ONE), None);
            assert_eq!(Swap::all().len(), 2);
        });
    }

    #[test]
    fn of_subnets_that_do_not_exist_cannot_be_made_and_of_root_never() {
        on_the_market(|| {
            assert_noop!(close(NOWHERE), Error::<Test>::SubnetNotExists);
            assert_noop!(close(ROOT), Error::<Test>::SubnetNotExists);
            assert_ok!(close(ONE));
            assert_noop!(close(ONE), Error::<Test>::SubnetNotExists);
        });
    }

    #[test]
    fn are_paid_out_to_the_last_rao() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_eq!(pay(&ALICE, UNIT), Ok(true));
            assert_eq!(pay(&CAROL, DEPOSIT), Ok(true));
            assert_eq!(pay(&BOB, 9_999 * UNIT - DEPOSIT), Ok(true));
            assert_eq!(beyond_the_books(), 0);
            assert_eq!((free(&ALICE), free(&CAROL), free(&BOB)), (1_001 * UNIT, DEPOSIT, 10_999 * UNIT - DEPOSIT));
        });
    }

    #[test]
    fn are_not_paid_to_an_account_that_cannot_receive_so_little() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_eq!(pay(&CAROL, DEPOSIT - 1), Ok(false));
            assert_eq!(beyond_the_books(), 10_000 * UNIT);
            assert_eq!(free(&CAROL), 0);
            // An account that exists can, and nothing can be paid to everybody.
            assert_eq!(pay(&ALICE, 1), Ok(true));
            assert_eq!(pay(&CAROL, 0), Ok(true));
            assert_eq!(free(&CAROL), 0);
        });
    }

    #[test]
    fn are_not_paid_to_an_account_that_exists_without_a_balance_either() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            frame_system::Pallet::<Test>::inc_sufficients(&CAROL);
            assert!(System::account_exists(&CAROL));
            assert_eq!(pay(&CAROL, DEPOSIT - 1), Ok(false));
            assert_eq!(pay(&CAROL, DEPOSIT), Ok(true));
        });
    }

    #[test]
    fn are_not_paid_to_the_custody_account() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            System::reset_events();
            assert_eq!(pay(&Swap::custody_account(), UNIT), Ok(false));
            assert_eq!(System::events(), []);
        });
    }

    #[test]
    fn leave_issuance() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            assert_ok!(close(ONE));
            assert_ok!(Swap::recycle_pot((3 * UNIT).into()));
            assert_ok!(Swap::recycle_pot(TaoBalance::ZERO));
            assert_eq!(Balances::total_issuance(), before - 3 * UNIT);
            assert_eq!(beyond_the_books(), 9_997 * UNIT);
            assert_ok!(Swap::recycle_pot((9_997 * UNIT).into()));
            assert_eq!(beyond_the_books(), 0);
        });
    }

    #[test]
    fn of_earlier_subnets_do_not_matter_to_a_new_one_of_the_same_number() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_ok!(Swap::create_paid_by(ONE, pool_of(5 * UNIT, 7 * UNIT), &ALICE));
            assert_eq!(free(&ALICE), 995 * UNIT);
            assert_eq!(pool(ONE), pool_of(5 * UNIT, 7 * UNIT));
            assert_eq!(beyond_the_books(), 10_000 * UNIT);
        });
    }
}

mod claims {
    use super::*;

    fn sell_claimable(alpha: u64) -> Result<TaoBalance, DispatchError> {
        with_storage_layer(|| Swap::open(ONE).unwrap().release_to_root(alpha.into()))
    }

    #[test]
    fn claimable_alpha_is_released_and_stays_outside() {
        on_the_market(|| {
            owe_root(ONE, 5 * UNIT);
            let release = |alpha: u64| Swap::open(ONE).unwrap().release(alpha.into());
            assert_ok!(release(UNIT));
            assert_eq!(pool(ONE).claimable.rao(), 4 * UNIT);
            assert_eq!(pool(ONE).alpha_out.rao(), 5 * UNIT);
            assert_noop!(release(4 * UNIT + 1), Error::<Test>::Overflow);
        });
    }

    #[test]
    fn alpha_is_sold_for_stake_at_root_without_a_fee_and_without_a_flow() {
        on_the_market(|| {
            edit(ONE, |pool| pool.fee_rate = 10_000);
            let before = Balances::total_issuance();
            owe_root(ONE, 100 * UNIT);
            // 10 000 · 100 / 200 100, rounded down to the rao.
            let tao = 4_997_501_249;
            assert_eq!(sell_claimable(100 * UNIT), Ok(tao.into()));
            let after = pool(ONE);
            assert_eq!(after.tao.rao(), 10_000 * UNIT - tao);
            assert_eq!(after.alpha_in.rao(), 200_100 * UNIT);
            assert!(after.alpha_out.is_zero());
            assert_eq!(after.volume, u128::from(tao));
            assert!(after.flow.is_zero());
            assert_eq!(pool(ROOT).tao.rao(), tao);
            assert_eq!(pool(ROOT).alpha_out.rao(), tao);
            assert_eq!(held(), 20_000 * UNIT + DEPOSIT);
            assert_eq!(Balances::total_issuance(), before);
        });
    }

    #[test]
    fn a_sale_that_the_pool_cannot_make_changes_nothing() {
        on_the_market(|| {
            owe_root(ONE, 100 * UNIT);
            // More than is claimable, and more than is outside of the pool.
            assert_noop!(sell_claimable(100 * UNIT + 1), Error::<Test>::Overflow);
            edit(ONE, |pool| pool.claimable = (200 * UNIT).into());
            assert_noop!(sell_claimable(100 * UNIT + 1), Error::<Test>::Overflow);
            edit(ONE, |pool| pool.claimable = (100 * UNIT).into());
            // So much that too little TAO would be left.
            owe_root(ONE, 20_000_000 * UNIT);
            edit(ONE, |pool| pool.tao = 10_000_001.into());
            assert_noop!(sell_claimable(20_000_000 * UNIT), ArithmeticError::Underflow);
            edit(ONE, |pool| pool.tao = (10_000 * UNIT).into());
            assert!(Swap::open(NOWHERE).is_none());
        });
    }
}
