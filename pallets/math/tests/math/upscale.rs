//! Weights scaled to 65 535.

use dtao_math::upscale::max_upscaled;
use proptest::prelude::*;

#[test]
fn weights_are_scaled_as_on_the_network() {
    let rows: [(&[u16], &[u16]); 6] = [
        (&[1, 2, 3], &[21_845, 43_690, 65_535]),
        (&[32_769, 1], &[65_535, 2]),
        (&[20_000, 10_000, 1], &[65_535, 32_768, 3]),
        (&[7], &[65_535]),
        (&[65_535, 1, 0], &[65_535, 1, 0]),
        (&[32_768, 16_384, 1], &[65_535, 32_768, 2]),
    ];
    for (values, scaled) in rows {
        assert_eq!(max_upscaled(values), scaled);
    }
}

#[test]
fn no_weights_and_zeros_stay() {
    assert_eq!(max_upscaled(&[]), Vec::<u16>::new());
    assert_eq!(max_upscaled(&[0]), [0]);
    assert_eq!(max_upscaled(&[0, 0, 0]), [0, 0, 0]);
}

#[test]
fn a_half_is_rounded_up_below_the_bound_and_missed_above_it() {
    // 1 * 65 535 / 2 and 16 383 * 65 535 / 32 766 are exactly 32 767.5.
    assert_eq!(max_upscaled(&[2, 1]), [65_535, 32_768]);
    assert_eq!(max_upscaled(&[32_766, 16_383]), [65_535, 32_768]);
    // So is 32 767 * (65 535 / 65 534), but the factor in brackets was rounded down.
    assert_eq!(max_upscaled(&[65_534, 32_767]), [65_535, 32_767]);
}

proptest! {
    #[test]
    fn the_highest_becomes_all_and_the_order_stays(values in prop::collection::vec(any::<u16>(), 1..50)) {
        let scaled = max_upscaled(&values);
        let max = *values.iter().max().unwrap();
        for (value, part) in values.iter().zip(&scaled) {
            if max > 0 && *value == max {
                prop_assert_eq!(*part, u16::MAX);
            }
            for (other, others_part) in values.iter().zip(&scaled) {
                prop_assert!(value > other || part <= others_part);
            }
        }
    }

    #[test]
    fn none_is_off_by_more_than_a_half(values in prop::collection::vec(any::<u16>(), 1..50)) {
        let max = u64::from(*values.iter().max().unwrap());
        for (value, part) in values.iter().zip(max_upscaled(&values)) {
            let exact = u64::from(*value) * 65_535;
            let twice = (2 * u64::from(part) * max).abs_diff(2 * exact);
            // Above the bound the factor is too small by up to 2^−32: a difference of less than one part in 2^16.
            prop_assert!(twice <= max + max / 32_768);
        }
    }

    #[test]
    fn scaling_twice_is_scaling_once(values in prop::collection::vec(any::<u16>(), 1..50)) {
        let once = max_upscaled(&values);
        prop_assert_eq!(max_upscaled(&once), once);
    }
}
