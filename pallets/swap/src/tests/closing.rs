//! Subnets that are founded for someone, closed, and paid out; and alpha that root's stakers have earned.

use crate::{mock::*, Error, PoolStore};
use dtao_primitives::{NetUid, OpenPool, Pool, Pools, TaoBalance};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, traits::fungible::Mutate};
use sp_runtime::{traits::Zero, AccountId32, ArithmeticError, DispatchError, DispatchResult, TokenError};

fn free(who: &AccountId32) -> u64 {
    Balances::free_balance(who)
}

fn found_for(netuid: NetUid, tao: u64, payer: &AccountId32) -> DispatchResult {
    with_storage_layer(|| Swap::create_paid_by(netuid, pool_of(tao, 7 * UNIT), payer))
}

fn close(netuid: NetUid) -> Result<Pool, DispatchError> {
    with_storage_layer(|| Swap::close(netuid))
}

fn pay(netuid: NetUid, payee: &AccountId32, tao: u64) -> Result<bool, DispatchError> {
    with_storage_layer(|| Swap::pay_pot(netuid, payee, tao.into()))
}

fn to_root(netuid: NetUid, tao: u64) -> DispatchResult {
    with_storage_layer(|| Swap::pot_to_root(netuid, tao.into()))
}

fn recycle(netuid: NetUid, tao: u64) -> DispatchResult {
    with_storage_layer(|| Swap::recycle_pot(netuid, tao.into()))
}

/// Alpha outside of the pool that root's stakers can claim.
fn owe_root(netuid: NetUid, alpha: u64) {
    assert_ok!(Swap::credit_at_genesis(netuid, alpha.into()));
    edit(netuid, |pool| {
        pool.claimable = pool.claimable.checked_add(alpha.into()).unwrap();
    });
}

mod founding {
    use super::*;

    #[test]
    fn the_payer_brings_the_pool_and_the_deposit_of_a_new_account() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            assert_eq!(Swap::opening_deposit(NOWHERE).rao(), DEPOSIT);
            assert_ok!(found_for(NOWHERE, 5 * UNIT, &ALICE));
            assert_eq!(held(NOWHERE), 5 * UNIT + DEPOSIT);
            assert_eq!(free(&ALICE), 995 * UNIT - DEPOSIT);
            assert_eq!(pool(NOWHERE), pool_of(5 * UNIT, 7 * UNIT));
            assert_eq!(Balances::total_issuance(), before);
        });
    }

    #[test]
    fn an_account_that_is_there_costs_no_deposit() {
        on_the_market(|| {
            assert_ok!(Balances::mint_into(&Swap::subnet_account(NOWHERE), DEPOSIT));
            assert_eq!(Swap::opening_deposit(NOWHERE), TaoBalance::ZERO);
            assert_ok!(found_for(NOWHERE, 5 * UNIT, &ALICE));
            assert_eq!(held(NOWHERE), 5 * UNIT + DEPOSIT);
            assert_eq!(free(&ALICE), 995 * UNIT);
        });
    }

    #[test]
    fn the_payer_keeps_the_existential_deposit() {
        on_the_market(|| {
            let all_but = |kept: u64| 1_000 * UNIT - DEPOSIT - kept;
            assert_noop!(found_for(NOWHERE, all_but(DEPOSIT - 1), &ALICE), TokenError::NotExpendable);
            assert_ok!(found_for(NOWHERE, all_but(DEPOSIT), &ALICE));
            assert_eq!(free(&ALICE), DEPOSIT);
        });
    }

    #[test]
    fn a_number_that_is_taken_or_too_high_is_refused() {
        on_the_market(|| {
            for (number, error) in [
                (0, Error::<Test>::SubnetExists),
                (1, Error::<Test>::SubnetExists),
                (MAX_SUBNETS + 1, Error::<Test>::NetUidTooHigh),
            ] {
                assert_noop!(found_for(NetUid::new(number), UNIT, &ALICE), error);
            }
        });
    }
}

#[test]
fn the_chains_own_accounts_are_known() {
    empty().execute_with(|| {
        for number in [0, 1, 2, 136, u16::MAX] {
            assert!(Swap::is_own(&Swap::subnet_account(NetUid::new(number))));
        }
        assert!(Swap::is_own(&Swap::root_dividends_account()));
        for other in [ALICE, AccountId32::new([0; 32])] {
            assert!(!Swap::is_own(&other));
        }
        // The account of another pallet, and one that only begins as a subnet's does.
        let mut stranger: [u8; 32] = *Swap::subnet_account(ONE).as_ref();
        stranger[31] = 1;
        assert!(!Swap::is_own(&stranger.into()));
        let mut pallet: [u8; 32] = *Swap::subnet_account(ONE).as_ref();
        pallet[4] = b'x';
        assert!(!Swap::is_own(&pallet.into()));
    });
}

#[test]
fn settings_are_changed_and_nothing_else() {
    on_the_market(|| {
        assert_ok!(Swap::configure(ONE, |pool| pool.registration_allowed = true));
        let expected = Pool { registration_allowed: true, ..pool_of(10_000 * UNIT, 200_000 * UNIT) };
        assert_eq!(pool(ONE), expected);
        assert_noop!(Swap::configure(NOWHERE, |_| ()), Error::<Test>::SubnetNotExists);
    });
}

mod pots {
    use super::*;

    #[test]
    fn the_pot_is_the_pools_tao_and_what_waited_for_root() {
        on_the_market(|| {
            let mut books = PoolStore::<Test>::books().unwrap();
            for (subnet, to_root) in books.subnets.iter_mut().zip([700, 30]) {
                subnet.pool.tao = (10_000 * UNIT - to_root).into();
                subnet.pool.pending.root_tao = to_root.into();
                subnet.flow.to_root = to_root.into();
            }
            assert_ok!(Swap::commit_block(&books));
            let before = Balances::total_issuance();
            let as_it_was = pool(ONE);
            assert_eq!(close(ONE), Ok(as_it_was));
            assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
            assert_eq!(free(&Swap::root_dividends_account()), 30 + DEPOSIT);
            assert_eq!(Balances::total_issuance(), before);
            assert_eq!(Swap::get(ONE), None);
            assert_eq!(Swap::all().len(), 2);
        });
    }

    #[test]
    fn what_is_not_there_cannot_be_closed_and_root_never() {
        on_the_market(|| {
            assert_noop!(close(NOWHERE), Error::<Test>::SubnetNotExists);
            assert_noop!(close(ROOT), Error::<Test>::SubnetNotExists);
            assert_ok!(close(ONE));
            assert_noop!(close(ONE), Error::<Test>::SubnetNotExists);
        });
    }

    #[test]
    fn a_pot_is_paid_out_to_the_last_rao() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_eq!(pay(ONE, &ALICE, UNIT), Ok(true));
            assert_eq!(pay(ONE, &CAROL, DEPOSIT), Ok(true));
            assert_eq!(pay(ONE, &BOB, 9_999 * UNIT - DEPOSIT), Ok(true));
            assert_eq!(held(ONE), DEPOSIT);
            assert_eq!((free(&ALICE), free(&CAROL), free(&BOB)), (1_001 * UNIT, DEPOSIT, 10_999 * UNIT - DEPOSIT));
            // The account keeps the existential deposit, whoever is paid.
            assert_noop!(pay(ONE, &ALICE, 1), TokenError::NotExpendable);
        });
    }

    #[test]
    fn who_cannot_take_so_little_is_not_paid() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_eq!(pay(ONE, &CAROL, DEPOSIT - 1), Ok(false));
            assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
            assert_eq!(free(&CAROL), 0);
            // Who has an account can, and nothing can be taken by everybody.
            assert_eq!(pay(ONE, &ALICE, 1), Ok(true));
            assert_eq!(pay(ONE, &CAROL, 0), Ok(true));
            assert_eq!(free(&CAROL), 0);
        });
    }

    #[test]
    fn an_account_that_is_there_but_holds_nothing_cannot_take_so_little_either() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            frame_system::Pallet::<Test>::inc_sufficients(&CAROL);
            assert!(System::account_exists(&CAROL));
            assert_eq!(pay(ONE, &CAROL, DEPOSIT - 1), Ok(false));
            assert_eq!(pay(ONE, &CAROL, DEPOSIT), Ok(true));
        });
    }

    #[test]
    fn the_chains_own_accounts_are_not_paid() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            for payee in [
                Swap::subnet_account(ONE),
                Swap::subnet_account(TWO),
                Swap::subnet_account(ROOT),
                Swap::root_dividends_account(),
            ] {
                assert_eq!(pay(ONE, &payee, UNIT), Ok(false));
            }
            assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
            assert_eq!(held(TWO), 10_000 * UNIT + DEPOSIT);
        });
    }

    #[test]
    fn a_part_of_the_pot_becomes_stake_at_root() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            assert_ok!(close(ONE));
            assert_ok!(to_root(ONE, 3 * UNIT));
            assert_ok!(to_root(ONE, 0));
            assert_eq!(pool(ROOT).tao.rao(), 3 * UNIT);
            assert_eq!(pool(ROOT).alpha_out.rao(), 3 * UNIT);
            assert_eq!(held(ROOT), 3 * UNIT + DEPOSIT);
            assert_eq!(held(ONE), 9_997 * UNIT + DEPOSIT);
            assert_eq!(Balances::total_issuance(), before);
            assert_noop!(to_root(ONE, 9_997 * UNIT + 1), TokenError::NotExpendable);
        });
    }

    #[test]
    fn a_part_of_the_pot_leaves_issuance() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            assert_ok!(close(ONE));
            assert_ok!(recycle(ONE, 3 * UNIT));
            assert_ok!(recycle(ONE, 0));
            assert_eq!(Balances::total_issuance(), before - 3 * UNIT);
            assert_eq!(held(ONE), 9_997 * UNIT + DEPOSIT);
            assert!(recycle(ONE, 9_997 * UNIT + 1).is_err());
            assert_ok!(recycle(ONE, 9_997 * UNIT));
            assert_eq!(held(ONE), DEPOSIT);
        });
    }

    #[test]
    fn the_tao_of_a_running_pool_is_no_pot() {
        on_the_market(|| {
            for netuid in [ROOT, ONE] {
                assert_noop!(pay(netuid, &ALICE, UNIT), Error::<Test>::SubnetExists);
                assert_noop!(to_root(netuid, UNIT), Error::<Test>::SubnetExists);
                assert_noop!(recycle(netuid, UNIT), Error::<Test>::SubnetExists);
            }
        });
    }

    #[test]
    fn a_number_is_used_again_with_the_account_that_is_there() {
        on_the_market(|| {
            assert_ok!(close(ONE));
            assert_ok!(recycle(ONE, 10_000 * UNIT));
            assert_ok!(found_for(ONE, 5 * UNIT, &ALICE));
            assert_eq!(held(ONE), 5 * UNIT + DEPOSIT);
            assert_eq!(free(&ALICE), 995 * UNIT);
            assert_eq!(pool(ONE), pool_of(5 * UNIT, 7 * UNIT));
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
            assert_eq!(held(ONE), 10_000 * UNIT - tao + DEPOSIT);
            assert_eq!(pool(ROOT).tao.rao(), tao);
            assert_eq!(pool(ROOT).alpha_out.rao(), tao);
            assert_eq!(held(ROOT), tao + DEPOSIT);
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
