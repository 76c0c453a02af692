//! The accounts that hold the pools' TAO.

use crate::{mock::*, Error, PoolStore};
use dtao_primitives::{Bounds, Flow, NetUid, Pool, Pools, Stepped};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, traits::fungible::Mutate};
use std::collections::BTreeSet;

/// Books what a block gives to a subnet, in the pool and as a flow.
fn flow(subnet: &mut Stepped, minted: u64, to_root: u64) {
    subnet.pool.tao = (subnet.pool.tao.rao() + minted - to_root).into();
    let pending = &mut subnet.pool.pending;
    pending.root_tao = (pending.root_tao.rao() + to_root).into();
    subnet.flow = Flow { minted: minted.into(), to_root: to_root.into(), ..Default::default() };
}

/// The market with a block's flows: minted and to root, for subnets 0, 1 and 2.
fn with_flows(flows: [(u64, u64); 3]) -> Vec<Stepped> {
    let mut subnets = PoolStore::<Test>::all();
    for (subnet, (minted, to_root)) in subnets.iter_mut().zip(flows) {
        flow(subnet, minted, to_root);
    }
    subnets
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
        assert_ok!(Swap::found(ONE, pool_of(5 * UNIT, 7 * UNIT)));
        assert_eq!(held(ONE), 5 * UNIT + DEPOSIT);
        assert_eq!(Balances::total_issuance(), 5 * UNIT + DEPOSIT);
        // Root is founded with the account of its dividends.
        assert_ok!(Swap::found(ROOT, Pool::default()));
        assert_eq!(held(ROOT), DEPOSIT);
        assert_eq!(root_dividends(), DEPOSIT);
        assert_eq!(Balances::total_issuance(), 5 * UNIT + 3 * DEPOSIT);
        assert_eq!(Swap::do_try_state(), Ok(()));
    });
}

#[test]
fn a_subnet_cannot_be_founded_twice() {
    on_the_market(|| {
        assert_noop!(Swap::found(ONE, pool_of(5 * UNIT, 7 * UNIT)), Error::<Test>::SubnetExists);
    });
}

#[test]
fn to_endow_mints_tao_at_root_only() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        assert_ok!(Swap::endow(ONE, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before);
        assert_eq!(pool(ONE).alpha_out.rao(), UNIT);
        assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
        assert_ok!(Swap::endow(ROOT, UNIT.into()));
        assert_eq!(Balances::total_issuance(), before + UNIT);
        assert_eq!(pool(ROOT).tao.rao(), UNIT);
        assert_eq!(pool(ROOT).alpha_out.rao(), UNIT);
        assert_eq!(held(ROOT), UNIT + DEPOSIT);
        assert_noop!(Swap::endow(NOWHERE, UNIT.into()), Error::<Test>::SubnetNotExists);
    });
}

#[test]
fn a_block_mints_exactly_what_it_gave() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        let subnets = with_flows([(0, 0), (700_000_001, 0), (299_999_998, 0)]);
        assert_eq!(Swap::close_block(&subnets), Ok(999_999_999.into()));
        assert_eq!(Balances::total_issuance(), before + 999_999_999);
        assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT + 700_000_001);
        assert_eq!(held(TWO), 10_000 * UNIT + DEPOSIT + 299_999_998);
        assert_eq!(held(ROOT), DEPOSIT);
        assert_eq!(PoolStore::<Test>::all()[1].pool, subnets[1].pool);
    });
}

#[test]
fn roots_proceeds_move_to_the_account_of_its_dividends() {
    on_the_market(|| {
        let before = Balances::total_issuance();
        // More goes to root than subnet 2 gets.
        let subnets = with_flows([(0, 0), (UNIT, 5_000), (7, 123_456_789)]);
        assert_eq!(Swap::close_block(&subnets), Ok((UNIT + 7).into()));
        assert_eq!(Balances::total_issuance(), before + UNIT + 7);
        assert_eq!(held(ONE), 10_001 * UNIT + DEPOSIT - 5_000);
        assert_eq!(held(TWO), 10_000 * UNIT + DEPOSIT + 7 - 123_456_789);
        assert_eq!(root_dividends(), DEPOSIT + 5_000 + 123_456_789);
        let again = with_flows([(0, 0), (0, 1), (0, 0)]);
        assert_eq!(Swap::close_block(&again), Ok(0.into()));
        assert_eq!(Balances::total_issuance(), before + UNIT + 7);
        assert_eq!(root_dividends(), DEPOSIT + 5_000 + 123_456_790);
    });
}

#[test]
fn a_block_that_gives_nothing_changes_no_account() {
    on_the_market(|| {
        let before = storage_root();
        let subnets = with_flows([(0, 0); 3]);
        assert_eq!(Swap::close_block(&subnets), Ok(0.into()));
        System::reset_events();
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn a_block_beyond_the_range_changes_nothing() {
    let close = |subnets: &[Stepped]| with_storage_layer(|| Swap::close_block(subnets));
    on_the_market(|| {
        let mut subnets = PoolStore::<Test>::all();
        for subnet in &mut subnets[1..] {
            subnet.flow.minted = u64::MAX.into();
        }
        assert_noop!(close(&subnets), Error::<Test>::Overflow);

        // A subnet cannot pay more to root than its account has, existential deposit included.
        let mut subnets = PoolStore::<Test>::all();
        subnets[2].flow.to_root = (10_000 * UNIT + DEPOSIT + 1).into();
        assert_noop!(close(&subnets), Error::<Test>::Overflow);
    });
}

#[test]
fn a_block_makes_no_account_for_a_subnet_that_has_none() {
    on_the_market(|| {
        let mut subnets = with_flows([(0, 0), (UNIT, 0), (0, 0)]);
        subnets[1].netuid = NOWHERE;
        assert_noop!(with_storage_layer(|| Swap::settle(&subnets)), Error::<Test>::SubnetNotExists);
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
        let quote = Swap::quote_buy(ONE, UNIT.into(), Bounds::Unbounded).unwrap();
        assert_ok!(Swap::buy(ONE, &BOB, quote));
        let quote = Swap::quote_sell(ONE, quote.alpha, Bounds::Unbounded).unwrap();
        assert_ok!(Swap::sell(ONE, &BOB, quote));
        let subnets = with_flows([(0, 0), (UNIT, 77), (0, 0)]);
        assert_ok!(Swap::close_block(&subnets));
        assert_eq!(held(ONE), pool(ONE).tao.rao() + DEPOSIT + 100 * UNIT);
        assert_eq!(root_dividends(), 77 + DEPOSIT + 100 * UNIT);
    });
}

#[test]
fn a_gift_before_the_subnet_is_there_breaks_nothing() {
    on_the_market(|| {
        assert_ok!(Balances::mint_into(&Swap::subnet_account(NOWHERE), 3 * UNIT));
        assert_ok!(Swap::found(NOWHERE, pool_of(5 * UNIT, 7 * UNIT)));
        assert_eq!(held(NOWHERE), 8 * UNIT + DEPOSIT);
        assert_eq!(pool(NOWHERE).tao.rao(), 5 * UNIT);
    });
}
