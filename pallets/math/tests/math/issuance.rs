//! The halving schedule.

use dtao_math::issuance::{block_emission, BASE_EMISSION, SUPPLY_CAP};
use proptest::prelude::*;

/// The rule by its definition: the largest `n` with `issued · 2^n ≥ cap · (2^n − 1)`, found by trying each. The
/// condition holds for 0, and for no `n` after the first that fails.
fn by_definition(issued: u64) -> u64 {
    if issued >= SUPPLY_CAP {
        return 0;
    }
    let (issued, cap) = (u128::from(issued), u128::from(SUPPLY_CAP));
    let mut n = 0;
    while issued << (n + 1) >= cap * ((1 << (n + 1)) - 1) {
        n += 1;
    }
    (0..n).fold(BASE_EMISSION, |emission, _| emission / 2)
}

#[test]
fn emission_halves_when_half_of_what_was_left_is_issued() {
    let rows = [
        (0, 1_000_000_000),
        (10_499_999_999_999_999, 1_000_000_000),
        (10_500_000_000_000_000, 500_000_000),
        (15_749_999_999_999_999, 500_000_000),
        (15_750_000_000_000_000, 250_000_000),
        (18_375_000_000_000_000, 125_000_000),
        (20_343_750_000_000_000, 31_250_000),
    ];
    for (issued, emission) in rows {
        assert_eq!(block_emission(issued), emission, "at {issued}");
    }
}

#[test]
fn nothing_is_issued_at_the_cap_or_past_it() {
    for issued in [SUPPLY_CAP - 1, SUPPLY_CAP, SUPPLY_CAP + 1, u64::MAX] {
        assert_eq!(block_emission(issued), 0);
    }
}

#[test]
fn the_last_rao_of_emission_comes_before_the_thirtieth_halving() {
    // 2^30 exceeds 10^9, so n = 29 is the last halving with an emission: cap / 2^30 is 19 557 774.07 rao.
    let left = SUPPLY_CAP / (1 << 30);
    assert_eq!(block_emission(SUPPLY_CAP - left - 1), 1);
    assert_eq!(block_emission(SUPPLY_CAP - left), 0);
}

proptest! {
    #[test]
    fn the_schedule_is_its_closed_form(issued in 0..=SUPPLY_CAP) {
        prop_assert_eq!(block_emission(issued), by_definition(issued));
    }

    #[test]
    fn the_schedule_is_its_closed_form_near_the_end(left in 0..63u32, jitter in any::<u64>()) {
        // The remainder has any size in bits, not only the large sizes that fill most of the range.
        let left = (jitter >> left).min(SUPPLY_CAP);
        prop_assert_eq!(block_emission(SUPPLY_CAP - left), by_definition(SUPPLY_CAP - left));
    }

    #[test]
    fn the_schedule_is_its_closed_form_at_each_switch(n in 0..55u32, off in -2..=2i64) {
        let issued = (SUPPLY_CAP - (SUPPLY_CAP >> n)).saturating_add_signed(off);
        prop_assert_eq!(block_emission(issued), by_definition(issued));
    }

    #[test]
    fn a_greater_issuance_never_has_a_greater_emission(
        one in 0..=SUPPLY_CAP, other in 0..=SUPPLY_CAP,
    ) {
        prop_assert!(block_emission(one.max(other)) <= block_emission(one.min(other)));
    }

    #[test]
    fn a_block_never_passes_the_cap(left in 0..40u32, jitter in any::<u64>()) {
        let issued = SUPPLY_CAP - (jitter >> left).min(SUPPLY_CAP);
        prop_assert!(issued + block_emission(issued) <= SUPPLY_CAP);
    }
}
