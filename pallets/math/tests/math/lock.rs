//! The price of registering a subnet.

use crate::numbers::{any_size, big};
use dtao_math::lock::LockCost;
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const WEEKS: u64 = 100_800;

/// A price of 2 000 TAO, paid in block 1 000.
const PAID: LockCost = LockCost { last: 2_000 * TAO, last_block: 1_000, min: 1_000 * TAO, interval: WEEKS };

#[test]
fn the_price_doubles_and_then_falls_in_a_straight_line_to_the_least() {
    for (block, cost) in [
        (1_000, 4_000_000_000_000),
        (51_400, 3_000_000_042_400),
        (101_800, 2_000_000_084_800),
        (151_800, 1_007_936_634_800),
        (201_800, 1_000_000_000_000),
        (u64::MAX, 1_000_000_000_000),
    ] {
        assert_eq!(PAID.cost(block, TAO), cost, "in block {block}");
    }
}

#[test]
fn before_the_first_subnet_the_price_is_not_doubled() {
    let first = LockCost { last: 1_000 * TAO, last_block: 0, min: TAO, interval: WEEKS };
    assert_eq!(first.cost(0, TAO), 1_000_000_000_000);
    assert_eq!(first.cost(50_400, TAO), 500_000_046_400);
    assert_eq!(first.cost(101_000, TAO), TAO);
}

#[test]
fn after_a_halving_the_price_falls_twice_as_fast() {
    assert_eq!(PAID.cost(51_400, TAO / 2), 2_000_000_034_400);
    assert_eq!(PAID.cost(51_400, TAO), 3_000_000_042_400);
}

#[test]
fn without_an_interval_or_an_emission_the_price_does_not_fall() {
    let still = LockCost { interval: 0, ..PAID };
    assert_eq!(still.cost(u64::MAX, TAO), 4_000 * TAO);
    assert_eq!(PAID.cost(u64::MAX, 0), 4_000 * TAO);
    // A fraction of a block counts as none.
    let short = LockCost { interval: 1, ..PAID };
    assert_eq!(short.cost(u64::MAX, TAO - 1), 4_000 * TAO);
}

#[test]
fn a_block_before_the_last_payment_counts_as_its_block() {
    assert_eq!(PAID.cost(0, TAO), 4_000 * TAO);
    assert_eq!(PAID.cost(999, TAO), 4_000 * TAO);
}

#[test]
fn a_price_that_does_not_fit_reads_as_the_largest() {
    let most = LockCost { last: u64::MAX, last_block: 1, min: 0, interval: u64::MAX };
    assert_eq!(most.cost(1, u64::MAX), u64::MAX);
    assert_eq!(most.cost(u64::MAX, u64::MAX), u64::MAX);
    // One block reduces it to the minimum.
    let fast = LockCost { interval: 1, ..most };
    assert_eq!(fast.cost(3, TAO), 0);
}

prop_compose! {
    fn any_lock()(
        last in any_size(), last_block in any_size(), min in any_size(), interval in any_size(),
    ) -> LockCost {
        LockCost { last, last_block, min, interval }
    }
}

proptest! {
    #[test]
    fn every_price_is_that_of_the_formula(
        lock in any_lock(), after in any_size(), emission in any_size(),
    ) {
        let block = lock.last_block.max(after);
        let interval = big(lock.interval) * big(emission) / big(TAO);
        let slope = if interval.is_zero() { interval } else { big(lock.last) / interval };
        let start = big(lock.last) * big(if lock.last_block == 0 { 1u8 } else { 2 });
        let fallen = slope * big(block - lock.last_block);
        let cost = if fallen > start { big(0u8) } else { start - fallen };
        let exact = cost.max(big(lock.min)).min(big(u64::MAX));
        prop_assert_eq!(big(lock.cost(block, emission)), exact);
    }

    #[test]
    fn the_price_never_rises_while_nobody_pays(
        lock in any_lock(), block in any_size(), more in any_size(), emission in any_size(),
    ) {
        let later = block.max(more);
        prop_assert!(lock.cost(later, emission) <= lock.cost(block, emission));
        prop_assert!(lock.cost(later, emission) >= lock.min);
    }
}
