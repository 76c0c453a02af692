//! The average part of the miners' alpha that a subnet withholds.

use crate::numbers::{any_size, any_wide, big};
use dtao_math::withheld::{next_part, unwithheld, WithheldPart, AVERAGED_BLOCKS};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const WHOLE: u64 = 1 << 63;

fn part(bits: u64) -> WithheldPart {
    WithheldPart::from_bits(bits)
}

/// Any part from 0 to 1.
fn any_part() -> impl Strategy<Value = WithheldPart> {
    any_size().prop_map(|bits| part(bits.min(WHOLE)))
}

#[test]
fn after_as_many_blocks_as_are_averaged_half_of_the_way_is_gone() {
    assert_eq!(next_part(part(0), TAO, TAO, AVERAGED_BLOCKS), part(WHOLE / 2));
    assert_eq!(next_part(part(WHOLE), 0, TAO, AVERAGED_BLOCKS), part(WHOLE / 2));
    // A quarter of the alpha, in a payout after 2 400 blocks: a quarter of the way.
    assert_eq!(next_part(part(0), TAO / 4, TAO, 2_400), part(WHOLE / 16));
}

#[test]
fn the_same_part_for_long_is_the_average() {
    let long = (0..2_000).fold(part(0), |average, _| next_part(average, TAO / 4, TAO, 361));
    assert!((WHOLE / 4 - 30..=WHOLE / 4).contains(&long.to_bits()), "{long}");
    let none = (0..2_000).fold(long, |average, _| next_part(average, 0, TAO, 361));
    assert!(none.to_bits() < 30);
}

#[test]
fn a_payout_without_alpha_for_miners_or_in_the_same_block_changes_nothing() {
    for average in [0, 5, WHOLE].map(part) {
        assert_eq!(next_part(average, 0, 0, 361), average);
        assert_eq!(next_part(average, 7, 0, 361), average);
        assert_eq!(next_part(average, TAO, TAO, 0), average);
    }
}

#[test]
fn more_than_all_is_all() {
    assert_eq!(next_part(part(0), u64::MAX, 1, AVERAGED_BLOCKS), part(WHOLE / 2));
    assert_eq!(next_part(part(u64::MAX), 1, 1, 1), part(WHOLE));
    assert_eq!(unwithheld(u128::MAX, part(u64::MAX)), 0);
}

#[test]
fn a_weight_loses_the_part_that_is_withheld() {
    assert_eq!(unwithheld(1 << 96, part(0)), 1 << 96);
    assert_eq!(unwithheld(u128::MAX, part(0)), u128::MAX);
    assert_eq!(unwithheld(1 << 96, part(WHOLE)), 0);
    assert_eq!(unwithheld(3, part(WHOLE / 2)), 1);
    assert_eq!(unwithheld(1 << 96, part(WHOLE / 4)), 3 << 94);
}

proptest! {
    #[test]
    fn an_average_moves_by_the_exact_floor_and_stays_between_the_parts(
        average in any_part(), withheld in any_size(), more in any_size(), blocks in any_size(),
    ) {
        let (withheld, earned) = (withheld >> 1, (withheld >> 1) + (more >> 1));
        prop_assume!(earned > 0);
        let moved = next_part(average, withheld, earned, blocks).to_bits();
        let (from, to) = (average.to_bits(), ((u128::from(withheld) << 63) / u128::from(earned)) as u64);
        let step = big(from.abs_diff(to)) * big(blocks) / (big(blocks) + big(AVERAGED_BLOCKS));
        prop_assert_eq!(big(moved.abs_diff(from)), step);
        prop_assert!(from.min(to) <= moved && moved <= from.max(to));
    }

    #[test]
    fn a_weight_is_the_exact_floor(weight in any_wide(), part in any_part()) {
        let exact = (big(weight) * (big(WHOLE) - big(part.to_bits()))) >> 63;
        prop_assert_eq!(big(unwithheld(weight, part)), exact);
    }
}
