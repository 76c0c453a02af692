//! Cost of a neuron, from block to block.

use super::neuron_calls::*;
use crate::{mock::*, registry::burns::Burns, Burn, BurnHalfLife, BurnsInDecay, MaxBurn, MinBurn, NetworksAdded};
use dtao_math::burn::{decay_factor, decayed_by};
use dtao_primitives::{NetUid, TaoBalance};
use frame_support::assert_ok;

/// The least that a neuron costs at first.
const LEAST: u64 = 500_000;

fn burn(netuid: NetUid) -> u64 {
    Burn::<Test>::get(netuid).rao()
}

fn set_burn(netuid: NetUid, rao: u64) {
    assert_ok!(Burns::<Test>::put(netuid, rao.into()));
}

fn listed() -> Vec<NetUid> {
    BurnsInDecay::<Test>::get().into_inner()
}

#[test]
fn a_cost_falls_with_every_block_down_to_the_least() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_eq!(burn(ONE), 630_000);
        for expected in [628_788, 627_578, 626_370] {
            next_block();
            assert_eq!(burn(ONE), expected);
        }
        // ln 1.26 / ln 2 · 360 = 120 blocks.
        run_to(120);
        assert!(burn(ONE) > LEAST);
        assert_eq!(listed(), vec![ONE]);
        run_to(121);
        assert_eq!(burn(ONE), LEAST);
        assert_eq!(listed(), vec![]);
        run_to(140);
        assert_eq!(burn(ONE), LEAST);
    });
}

#[test]
fn a_cost_halves_in_its_half_life() {
    ExtBuilder::default().build_and_execute(|| {
        set_burn(ONE, UNIT);
        set_burn(TWO, UNIT);
        BurnHalfLife::<Test>::insert(TWO, 30);
        run_to(31);
        assert!(burn(TWO).abs_diff(UNIT / 2) < 200);
        run_to(361);
        // Rounded down in each block.
        assert_eq!(burn(ONE), 499_999_865);
        assert_eq!(burn(TWO), LEAST);
        assert_eq!(listed(), vec![ONE]);
    });
}

#[test]
fn subnets_of_different_half_lives_fall_each_by_its_own() {
    ExtBuilder::default().subnet(subnet(THREE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000)).build_and_execute(|| {
        for (netuid, half_life) in [(ONE, 10), (TWO, 500), (THREE, 10)] {
            BurnHalfLife::<Test>::insert(netuid, half_life);
            set_burn(netuid, 7 * UNIT);
        }
        let expected = |half_life| decayed_by(7 * UNIT, decay_factor(half_life), LEAST, u64::MAX);
        assert_eq!(Burns::<Test>::decay(), 3);
        assert_eq!(burn(ONE), expected(10));
        assert_eq!(burn(TWO), expected(500));
        assert_eq!(burn(THREE), expected(10));
        assert!(burn(ONE) < burn(TWO));
    });
}

#[test]
fn a_block_looks_at_the_subnets_on_the_list_alone() {
    ExtBuilder::default().build_and_execute(|| {
        let before = storage_root();
        assert_eq!(Burns::<Test>::decay(), 0);
        assert_eq!(storage_root(), before);
        set_burn(TWO, UNIT);
        let changed = keys_changed(|| assert_eq!(Burns::<Test>::decay(), 1));
        assert_eq!(changed, 1);
        assert_eq!(burn(ONE), LEAST);
    });
}

#[test]
fn without_a_half_life_a_cost_stays() {
    ExtBuilder::default().build_and_execute(|| {
        set_burn(ONE, UNIT);
        BurnHalfLife::<Test>::insert(ONE, 0);
        run_to(50);
        assert_eq!(burn(ONE), UNIT);
        assert_eq!(listed(), vec![ONE]);
        // No call sets none.
        BurnHalfLife::<Test>::remove(ONE);
    });
}

#[test]
fn a_subnet_that_is_no_more_leaves_the_list() {
    ExtBuilder::default().build_and_execute(|| {
        set_burn(ONE, UNIT);
        set_burn(TWO, UNIT);
        NetworksAdded::<Test>::remove(ONE);
        assert_eq!(Burns::<Test>::decay(), 2);
        assert_eq!(listed(), vec![TWO]);
        assert_eq!(burn(ONE), UNIT);
        NetworksAdded::<Test>::insert(ONE, true);
        set_burn(ONE, LEAST);
    });
}

#[test]
fn new_bounds_hold_from_the_next_block_on() {
    ExtBuilder::default().build_and_execute(|| {
        set_burn(ONE, UNIT);
        set_burn(TWO, UNIT / 2);
        MaxBurn::<Test>::insert(ONE, TaoBalance::new(UNIT / 10));
        MinBurn::<Test>::insert(TWO, TaoBalance::new(UNIT));
        next_block();
        assert_eq!(burn(ONE), UNIT / 10);
        assert_eq!(burn(TWO), UNIT);
        assert_eq!(listed(), vec![ONE]);
    });
}
