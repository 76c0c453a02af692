//! Registration at the limit of subnets.

use super::register_network::{at_any_rate, found, rich_bob, LOCK};
use crate::{
    mock::*, Call, Dissolving, Event, NetworkImmunityPeriod, NetworkRegisteredAt, NetworksAdded, SubnetLimit,
    SubnetOwner, TotalNetworks,
};
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// Subnets 1, 2 and 3, which is as many as there may be, none of them immune.
fn full() -> ExtBuilder {
    rich_bob().subnet(subnet(THREE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
}

fn begin() {
    at_any_rate();
    SubnetLimit::<Test>::put(3);
    // What is registered in this block is not closed in it.
    NetworkImmunityPeriod::<Test>::put(1);
}

fn moving_price(netuid: NetUid, bits: u128) {
    edit(netuid, |pool| pool.moving_price = MovingPrice::from_bits(bits));
}

/// Founds a subnet and tells which one was closed for it.
fn closed() -> Option<NetUid> {
    let _ = events();
    assert_ok!(found(BOB, BOB_HOT));
    events().into_iter().find_map(|event| match event {
        Event::NetworkRemoved(netuid) => Some(netuid),
        _ => None,
    })
}

#[test]
fn none_is_closed_under_the_limit() {
    full().build_and_execute(|| {
        begin();
        SubnetLimit::<Test>::put(4);
        assert_eq!(closed(), None);
        assert_eq!(TotalNetworks::<Test>::get(), 5);
        assert_eq!(closed(), Some(NetUid::new(1)));
        assert_eq!(TotalNetworks::<Test>::get(), 5);
    });
}

#[test]
fn the_one_with_the_lowest_moving_price_makes_room_and_leaves_its_number() {
    full().build_and_execute(|| {
        begin();
        moving_price(ONE, 1_000);
        moving_price(TWO, 999);
        moving_price(THREE, 1_001);
        assert_eq!(closed(), Some(TWO));
        assert_eq!(SubnetOwner::<Test>::get(TWO), BOB);
        assert_eq!(pool(TWO).tao.rao(), LOCK);
        assert_eq!(Balances::free_balance(BOB), 99_000 * UNIT);
    });
}

#[test]
fn the_older_one_makes_room_where_the_prices_are_equal() {
    full().build_and_execute(|| {
        begin();
        System::set_block_number(10);
        for (netuid, block) in [(ONE, 3), (TWO, 2), (THREE, 2)] {
            NetworkRegisteredAt::<Test>::insert(netuid, block);
        }
        assert_eq!(closed(), Some(TWO));
        // The new ones are immune.
        assert_eq!(closed(), Some(THREE));
        assert_eq!(closed(), Some(ONE));
        assert_noop!(found(BOB, BOB_HOT), E::SubnetLimitReached);
    });
}

#[test]
fn a_subnet_is_immune_for_a_while() {
    full().build_and_execute(|| {
        begin();
        NetworkImmunityPeriod::<Test>::put(20);
        for (netuid, block) in [(ONE, 30), (TWO, 10), (THREE, 12)] {
            NetworkRegisteredAt::<Test>::insert(netuid, block);
        }
        moving_price(TWO, 5);
        System::set_block_number(29);
        assert_noop!(found(BOB, BOB_HOT), E::SubnetLimitReached);
        System::set_block_number(30);
        assert_eq!(closed(), Some(TWO));
    });
}

#[test]
fn a_subnet_that_was_not_started_is_closed_before_any_that_runs() {
    full().with(THREE, |subnet| subnet.started = false).build_and_execute(|| {
        begin();
        System::set_block_number(10);
        moving_price(ONE, 0);
        moving_price(THREE, u128::MAX);
        NetworkRegisteredAt::<Test>::insert(THREE, 10);
        assert_eq!(closed(), Some(ONE));
        System::set_block_number(11);
        assert_eq!(closed(), Some(ONE));
        assert_eq!(closed(), Some(THREE));
    });
}

#[test]
fn founders_who_never_start_close_nobody_elses_and_do_not_fill_the_registry() {
    full().build_and_execute(|| {
        begin();
        let attack: Vec<_> = (10..14)
            .map(|block| {
                System::set_block_number(block);
                closed()
            })
            .collect();
        // The first one closes a subnet that runs; each later one closes the attacker's own of the block before.
        assert_eq!(attack, [Some(ONE); 4]);
        assert_eq!((SubnetOwner::<Test>::get(ONE), SubnetOwner::<Test>::get(TWO)), (BOB, ALICE));
    });
}

#[test]
fn a_limit_that_was_lowered_holds_for_new_ones() {
    full().build_and_execute(|| {
        begin();
        SubnetLimit::<Test>::put(1);
        assert_eq!(closed(), Some(ONE));
        assert_eq!(TotalNetworks::<Test>::get(), 4);
    });
}

#[test]
fn who_cannot_pay_closes_nothing() {
    full().build_and_execute(|| {
        begin();
        assert_noop!(found(ALICE, ALICE_HOT), E::CannotAffordLockCost);
        assert!(NetworksAdded::<Test>::get(ONE));
    });
}

#[test]
fn a_number_is_not_free_before_all_holders_are_paid() {
    let holders: Vec<_> = (50..55).map(|n| AccountId32::new([n; 32])).collect();
    let mut chain = full();
    for holder in &holders {
        chain = chain.stake(holder.clone(), BOB_HOT, ONE, 5 * UNIT);
    }
    chain.build_and_execute(|| {
        begin();
        moving_price(ONE, 0);
        // Four of the five are paid at once.
        assert_eq!(closed(), Some(ONE));
        assert!(Dissolving::<Test>::contains_key(ONE));
        assert!(!NetworksAdded::<Test>::get(ONE));
        assert_eq!(SubnetOwner::<Test>::get(NetUid::new(4)), BOB);
        // Root and three that run: the one that is being closed does not count, nor can it be closed again.
        assert_eq!(TotalNetworks::<Test>::get(), 4);
        assert_eq!(closed(), Some(TWO));
        check_invariants();
        next_block();
        assert!(!Dissolving::<Test>::contains_key(ONE));
        for holder in holders {
            // 10 000 TAO · 5 / 200 025.
            assert_eq!(Balances::free_balance(holder), 249_968_753);
        }
        SubnetLimit::<Test>::put(9);
        assert_ok!(sign(BOB, Call::register_network { hotkey: BOB_HOT }));
        assert_eq!(SubnetOwner::<Test>::get(ONE), BOB);
    });
}
