//! The custody account, which holds the TAO of all pools.

use crate::{mock::*, Error, PoolStore};
use dtao_primitives::{Books, Bounds, Holdings, NetUid, OpenPool, Pool, Pools, TaoBalance};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, traits::fungible::Mutate};
use pallet_balances::Event as BalancesEvent;
use sp_runtime::{AccountId32, ArithmeticError, DispatchError, DispatchResult, TokenError};

fn books() -> Books {
    PoolStore::<Test>::books().unwrap()
}

fn commit(books: &Books, minted: u64) -> DispatchResult {
    with_storage_layer(|| Swap::commit_block(books, minted.into()))
}

/// The market after a block: what it mints into subnets 1 and 2, and what of their TAO waits for root.
fn after_block(minted: [u64; 2], to_root: [u64; 2]) -> Books {
    let mut books = books();
    for (subnet, (minted, to_root)) in books.subnets.iter_mut().zip(minted.into_iter().zip(to_root)) {
        subnet.pool.tao = (subnet.pool.tao.rao() + minted - to_root).into();
        let pending = &mut subnet.pool.pending;
        pending.root_tao = (pending.root_tao.rao() + to_root).into();
    }
    books
}

#[test]
fn all_pools_share_one_account_of_the_pallets_id() {
    empty().execute_with(|| {
        let mut expected = [0; 32];
        expected[..12].copy_from_slice(b"modlsubtensr");
        assert_eq!(Swap::custody_account(), expected.into());
        assert_eq!(<Swap as Pools<_>>::custody_account(), expected.into());
    });
}

#[test]
fn the_first_pool_opens_the_account_with_one_existential_deposit() {
    empty().execute_with(|| {
        assert_ok!(Swap::create_at_genesis(ROOT, Pool::default()));
        assert_eq!(held(), DEPOSIT);
        assert_ok!(Swap::create_at_genesis(ONE, pool_of(5 * UNIT, 7 * UNIT)));
        assert_eq!(held(), 5 * UNIT + DEPOSIT);
        assert_eq!(Balances::total_issuance(), 5 * UNIT + DEPOSIT);
        assert_eq!(Swap::do_try_state(), Ok(()));
    });
}

#[test]
fn a_subnet_cannot_be_founded_twice() {
    on_the_market(|| {
        assert_noop!(Swap::create_at_genesis(ONE, pool_of(5 * UNIT, 7 * UNIT)), Error::<Test>::SubnetExists);
    });
}

#[test]
fn stake_at_genesis_mints_tao_at_root_only() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        assert_ok!(Swap::credit_at_genesis(ONE, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before);
        assert_eq!(pool(ONE).alpha_out.rao(), UNIT);
        assert_eq!(held(), 20_000 * UNIT + DEPOSIT);
        assert_ok!(Swap::credit_at_genesis(ROOT, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before + UNIT);
        assert_eq!(pool(ROOT).tao.rao(), UNIT);
        assert_eq!(pool(ROOT).alpha_out.rao(), UNIT);
        assert_eq!(held(), 20_001 * UNIT + DEPOSIT);
        assert_noop!(Swap::credit_at_genesis(NOWHERE, UNIT.into()), Error::<Test>::SubnetNotExists);
    });
}

#[test]
fn holdings_are_what_the_pools_count() {
    on_the_market(|| {
        assert_ok!(Swap::credit_at_genesis(ROOT, (3 * UNIT).into()));
        assert_ok!(commit(&after_block([0, 0], [7, 5]), 0));
        let expected =
            Holdings { pools: (20_000 * UNIT - 12).into(), root_stake: (3 * UNIT).into(), root_dividends: 12.into() };
        assert_eq!(Swap::holdings(), Some(expected));
        assert_eq!(expected.total(), Some((20_003 * UNIT).into()));
        edit(ONE, |pool| pool.tao = u64::MAX.into());
        assert_eq!(Swap::holdings(), None);
        edit(ONE, |pool| pool.tao = (10_000 * UNIT - 7).into());
    });
}

mod a_block {
    use super::*;

    #[test]
    fn mints_once_exactly_what_it_gives() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            let block = after_block([700_000_001, 299_999_998], [0, 0]);
            assert_ok!(commit(&block, 999_999_999));
            assert_eq!(Balances::total_issuance(), before + 999_999_999);
            assert_eq!(held(), 20_000 * UNIT + DEPOSIT + 999_999_999);
            assert_eq!(books(), block);
            let minted = BalancesEvent::<Test>::Minted { who: Swap::custody_account(), amount: 999_999_999 };
            assert_eq!(take_events::<Test, BalancesEvent<Test>>(), [minted]);
        });
    }

    #[test]
    fn moves_no_balance_for_roots_proceeds() {
        on_the_market(|| {
            // More goes to root than subnet 2 gets.
            assert_ok!(commit(&after_block([UNIT, 7], [5_000, 123_456_789]), UNIT + 7));
            assert_eq!(held(), 20_001 * UNIT + 7 + DEPOSIT);
            System::reset_events();
            assert_ok!(commit(&after_block([0, 0], [1, 0]), 0));
            assert_eq!(held(), 20_001 * UNIT + 7 + DEPOSIT);
            assert_eq!(System::events(), []);
            assert_eq!(Swap::holdings().unwrap().root_dividends.rao(), 123_461_790);
        });
    }

    #[test]
    fn that_gives_nothing_changes_nothing() {
        on_the_market(|| {
            let before = storage_root();
            assert_ok!(commit(&books(), 0));
            assert_eq!(storage_root(), before);
        });
    }

    #[test]
    fn beyond_the_range_changes_nothing() {
        on_the_market(|| {
            assert_noop!(commit(&books(), u64::MAX), ArithmeticError::Overflow);
        });
    }
}

mod gifts {
    use super::*;

    #[test]
    fn are_in_no_pool_and_stay_where_they_are() {
        on_the_market(|| {
            let pools = PoolStore::<Test>::all();
            let gift = RuntimeOrigin::signed(ALICE);
            assert_ok!(Balances::transfer_keep_alive(gift, Swap::custody_account(), 100 * UNIT));
            assert_eq!(PoolStore::<Test>::all(), pools);
            assert_eq!(beyond_the_books(), 100 * UNIT);
            // Trades and blocks go on.
            let quote = quote_buy(ONE, UNIT, Bounds::Unbounded).unwrap();
            assert_ok!(buy(ONE, &BOB, quote));
            let quote = quote_sell(ONE, quote.alpha.rao(), Bounds::Unbounded).unwrap();
            assert_ok!(sell(ONE, &BOB, quote));
            assert_ok!(commit(&after_block([UNIT, 0], [77, 0]), UNIT));
            assert_eq!(beyond_the_books(), 100 * UNIT);
        });
    }

    #[test]
    fn before_the_first_pool_are_gifts_beyond_the_existential_deposit() {
        empty().execute_with(|| {
            assert_ok!(Balances::mint_into(&Swap::custody_account(), 3 * UNIT));
            assert_ok!(Swap::create_at_genesis(ROOT, Pool::default()));
            assert_ok!(Swap::create_at_genesis(ONE, pool_of(5 * UNIT, 7 * UNIT)));
            assert_eq!(held(), 8 * UNIT);
            assert_eq!(beyond_the_books(), 3 * UNIT - DEPOSIT);
            assert_eq!(Swap::do_try_state(), Ok(()));
        });
    }
}

mod attacks {
    use super::*;

    /// Only root could make a call in the name of the account. The pools refuse even that.
    #[test]
    fn the_account_cannot_trade_with_its_own_tao() {
        on_the_market(|| {
            let custody = Swap::custody_account();
            let refused = DispatchError::from(Error::<Test>::CannotUseCustodyAccount);
            assert_ok!(Swap::credit_at_genesis(ONE, UNIT.into()));
            for netuid in [ROOT, ONE] {
                let quote = quote_buy(netuid, UNIT, Bounds::Unbounded).unwrap();
                assert_noop!(buy(netuid, &custody, quote), refused);
            }
            let quote = quote_sell(ONE, UNIT, Bounds::Unbounded).unwrap();
            assert_noop!(sell(ONE, &custody, quote), refused);
            let found = || with_storage_layer(|| Swap::create_paid_by(NOWHERE, pool_of(UNIT, UNIT), &custody));
            assert_noop!(found(), refused);
        });
    }

    #[test]
    fn the_account_is_never_reaped() {
        on_the_market(|| {
            // Every pool is closed and every pot is paid: the existential deposit stays.
            for netuid in [ONE, TWO] {
                assert_ok!(Swap::close(netuid));
            }
            assert_eq!(Swap::pay_from_pot(&BOB, (20_000 * UNIT).into()), Ok(true));
            assert_eq!(held(), DEPOSIT);
            for tao in [1, DEPOSIT] {
                assert_noop!(with_storage_layer(|| Swap::pay_from_pot(&BOB, tao.into())), TokenError::NotExpendable);
                assert_noop!(with_storage_layer(|| Swap::recycle_pot(tao.into())), TokenError::FundsUnavailable);
            }
            assert!(System::account_exists(&Swap::custody_account()));
        });
    }

    #[test]
    fn a_sale_takes_nothing_from_other_pools() {
        on_the_market(|| {
            assert_ok!(Swap::credit_at_genesis(ONE, (20_000_000 * UNIT).into()));
            let before = pool(TWO);
            let quote = quote_sell(ONE, 20_000_000 * UNIT, Bounds::Unbounded).unwrap();
            assert!(quote.tao.rao() < 10_000 * UNIT);
            assert_ok!(sell(ONE, &BOB, quote));
            assert_eq!(pool(TWO), before);
            assert_eq!(held(), pool(ONE).tao.rao() + pool(TWO).tao.rao() + DEPOSIT);
        });
    }
}

mod founding {
    use super::*;

    fn found_for(netuid: NetUid, tao: u64, payer: &AccountId32) -> DispatchResult {
        with_storage_layer(|| Swap::create_paid_by(netuid, pool_of(tao, 7 * UNIT), payer))
    }

    #[test]
    fn is_paid_for_with_the_pools_tao_and_nothing_else() {
        on_the_market(|| {
            let before = Balances::total_issuance();
            assert_ok!(found_for(NOWHERE, 5 * UNIT, &ALICE));
            assert_eq!(held(), 20_005 * UNIT + DEPOSIT);
            assert_eq!(Balances::free_balance(ALICE), 995 * UNIT);
            assert_eq!(pool(NOWHERE), pool_of(5 * UNIT, 7 * UNIT));
            assert_eq!(Balances::total_issuance(), before);
        });
    }

    #[test]
    fn leaves_the_payer_the_existential_deposit() {
        on_the_market(|| {
            let all = 1_000 * UNIT;
            assert_noop!(found_for(NOWHERE, all - DEPOSIT + 1, &ALICE), TokenError::NotExpendable);
            assert_ok!(found_for(NOWHERE, all - DEPOSIT, &ALICE));
            assert_eq!(Balances::free_balance(ALICE), DEPOSIT);
        });
    }

    #[test]
    fn of_a_number_that_is_taken_or_too_high_is_refused() {
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
fn an_exchange_moves_no_balance_and_makes_no_event() {
    use dtao_primitives::ExchangeQuote;
    on_the_market(|| {
        assert_ok!(Swap::credit_at_genesis(ONE, (100 * UNIT).into()));
        let account = frame_system::Account::<Test>::get(Swap::custody_account());
        for destination in [TWO, ROOT] {
            let (from, to) = Swap::open_both(ONE, destination).unwrap();
            let quote = from.quote_exchange(to, (50 * UNIT).into(), Bounds::Unbounded).ok().unwrap();
            assert!(quote.exchange().sale.tao > TaoBalance::ZERO);
            assert_ok!(quote.settle());
        }
        assert_eq!(frame_system::Account::<Test>::get(Swap::custody_account()), account);
        assert_eq!(System::events(), []);
        assert_eq!(beyond_the_books(), 0);
    });
}
