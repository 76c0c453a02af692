//! The accounts that hold the pools' TAO.

use crate::{mock::*, Error, PoolStore};
use dtao_primitives::{Books, Bounds, Flow, NetUid, Pool, Pools, SubnetInBlock};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, traits::fungible::Mutate};
use std::collections::BTreeSet;

/// Books what a block gives to a subnet, in the pool and as a flow.
fn flow(subnet: &mut SubnetInBlock, minted: u64, to_root: u64) {
    subnet.pool.tao = (subnet.pool.tao.rao() + minted - to_root).into();
    let pending = &mut subnet.pool.pending;
    pending.root_tao = (pending.root_tao.rao() + to_root).into();
    subnet.flow = Flow { minted: minted.into(), to_root: to_root.into(), ..Default::default() };
}

/// The market with a block's flows: minted and to root, for subnets 0, 1 and 2.
fn with_flows(flows: [(u64, u64); 3]) -> Books {
    let mut books = books();
    for (subnet, (minted, to_root)) in core::iter::once(&mut books.root).chain(&mut books.subnets).zip(flows) {
        flow(subnet, minted, to_root);
    }
    books
}

fn books() -> Books {
    PoolStore::<Test>::books().unwrap()
}

fn root_dividends() -> u64 {
    Balances::free_balance(Swap::root_dividends_account())
}

#[test]
fn every_number_has_an_account_of_its_own() {
    empty().execute_with(|| {
        let mut all: BTreeSet<_> = (0..=u16::MAX).map(|number| Swap::subnet_account(NetUid::new(number))).collect();
        all.insert(Swap::root_dividends_account());
        assert_eq!(all.len(), 65_537);
        assert_eq!(<Swap as Pools<_>>::account(ONE), Swap::subnet_account(ONE));
    });
}

#[test]
fn a_founded_subnet_holds_its_tao_and_the_existential_deposit() {
    empty().execute_with(|| {
        assert_ok!(Swap::create_at_genesis(ONE, pool_of(5 * UNIT, 7 * UNIT)));
        assert_eq!(held(ONE), 5 * UNIT + DEPOSIT);
        assert_eq!(Balances::total_issuance(), 5 * UNIT + DEPOSIT);
        // Root is founded with the account of its dividends.
        assert_ok!(Swap::create_at_genesis(ROOT, Pool::default()));
        assert_eq!(held(ROOT), DEPOSIT);
        assert_eq!(root_dividends(), DEPOSIT);
        assert_eq!(Balances::total_issuance(), 5 * UNIT + 3 * DEPOSIT);
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
fn to_endow_mints_tao_at_root_only() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        assert_ok!(Swap::credit_at_genesis(ONE, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before);
        assert_eq!(pool(ONE).alpha_out.rao(), UNIT);
        assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
        assert_ok!(Swap::credit_at_genesis(ROOT, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before + UNIT);
        assert_eq!(pool(ROOT).tao.rao(), UNIT);
        assert_eq!(pool(ROOT).alpha_out.rao(), UNIT);
        assert_eq!(held(ROOT), UNIT + DEPOSIT);
        assert_noop!(Swap::credit_at_genesis(NOWHERE, UNIT.into()), Error::<Test>::SubnetNotExists);
    });
}

#[test]
fn a_block_mints_exactly_what_it_gave() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        let block = with_flows([(0, 0), (700_000_001, 0), (299_999_998, 0)]);
        assert_eq!(Swap::commit_block(&block), Ok(999_999_999.into()));
        assert_eq!(Balances::total_issuance(), before + 999_999_999);
        assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT + 700_000_001);
        assert_eq!(held(TWO), 10_000 * UNIT + DEPOSIT + 299_999_998);
        assert_eq!(held(ROOT), DEPOSIT);
        assert_eq!(books().subnets[0].pool, block.subnets[0].pool);
    });
}

#[test]
fn roots_proceeds_move_to_the_account_of_its_dividends() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        // More goes to root than subnet 2 gets.
        let block = with_flows([(0, 0), (UNIT, 5_000), (7, 123_456_789)]);
        assert_eq!(Swap::commit_block(&block), Ok((UNIT + 7).into()));
        assert_eq!(Balances::total_issuance(), before + UNIT + 7);
        assert_eq!(held(ONE), 10_001 * UNIT + DEPOSIT - 5_000);
        assert_eq!(held(TWO), 10_000 * UNIT + DEPOSIT + 7 - 123_456_789);
        assert_eq!(root_dividends(), DEPOSIT + 5_000 + 123_456_789);
        let again = with_flows([(0, 0), (0, 1), (0, 0)]);
        assert_eq!(Swap::commit_block(&again), Ok(0.into()));
        assert_eq!(Balances::total_issuance(), before + UNIT + 7);
        assert_eq!(root_dividends(), DEPOSIT + 5_000 + 123_456_790);
    });
}

#[test]
fn a_block_that_gives_nothing_changes_no_account() {
    on_the_market(|| {
        let before = storage_root();
        let block = with_flows([(0, 0); 3]);
        assert_eq!(Swap::commit_block(&block), Ok(0.into()));
        System::reset_events();
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn a_block_beyond_the_range_changes_nothing() {
    let close = |books: &Books| with_storage_layer(|| Swap::commit_block(books));
    on_the_market(|| {
        let mut block = books();
        for subnet in &mut block.subnets {
            subnet.flow.minted = u64::MAX.into();
        }
        assert_noop!(close(&block), Error::<Test>::Overflow);

        // A subnet cannot pay more to root than its account has, existential deposit included.
        let mut block = books();
        block.subnets[1].flow.to_root = (10_000 * UNIT + DEPOSIT + 1).into();
        assert_noop!(close(&block), Error::<Test>::Overflow);
    });
}

#[test]
fn a_block_makes_no_account_for_a_subnet_that_has_none() {
    on_the_market(|| {
        let mut block = with_flows([(0, 0), (UNIT, 0), (0, 0)]);
        block.subnets[0].netuid = NOWHERE;
        assert_noop!(with_storage_layer(|| Swap::settle(&block)), Error::<Test>::SubnetNotExists);
    });
}

#[test]
fn a_gift_breaks_nothing_and_is_in_no_pool() {
    on_the_market(|| {
        let pools = PoolStore::<Test>::all();
        for account in [Swap::subnet_account(ROOT), Swap::subnet_account(ONE), Swap::root_dividends_account()] {
            assert_ok!(Balances::transfer_keep_alive(RuntimeOrigin::signed(ALICE), account, 100 * UNIT));
        }
        assert_eq!(PoolStore::<Test>::all(), pools);
        assert_eq!(Swap::do_try_state(), Ok(()));
        // Trades and blocks go on, and the gift stays where it is.
        let quote = quote_buy(ONE, UNIT, Bounds::Unbounded).unwrap();
        assert_ok!(buy(ONE, &BOB, quote));
        let quote = quote_sell(ONE, quote.alpha.rao(), Bounds::Unbounded).unwrap();
        assert_ok!(sell(ONE, &BOB, quote));
        let block = with_flows([(0, 0), (UNIT, 77), (0, 0)]);
        assert_ok!(Swap::commit_block(&block));
        assert_eq!(held(ONE), pool(ONE).tao.rao() + DEPOSIT + 100 * UNIT);
        assert_eq!(root_dividends(), 77 + DEPOSIT + 100 * UNIT);
    });
}

#[test]
fn a_gift_before_the_subnet_is_there_breaks_nothing() {
    on_the_market(|| {
        assert_ok!(Balances::mint_into(&Swap::subnet_account(NOWHERE), 3 * UNIT));
        assert_ok!(Swap::create_at_genesis(NOWHERE, pool_of(5 * UNIT, 7 * UNIT)));
        assert_eq!(held(NOWHERE), 8 * UNIT + DEPOSIT);
        assert_eq!(pool(NOWHERE).tao.rao(), 5 * UNIT);
    });
}
