//! Locks that decay, and conviction.

use dtao_math::conviction::{Locked, TIME_CONSTANT};
use proptest::prelude::*;

const ALPHA: u64 = 1_000_000_000;

fn locked(mass: u64, conviction: u64) -> Locked {
    Locked { mass, conviction: u128::from(conviction) << 64 }
}

fn whole(conviction: u128) -> u64 {
    (conviction >> 64) as u64
}

/// Blocks; the mass, and the conviction of a perpetual and of a decaying lock, of a lock of 1 000 alpha with a conviction of
/// 250, in rao, computed with 120 decimal digits and rounded down.
const EXACT: [(u64, u64, u64, u64); 10] = [
    (0, 1_000_000_000_000, 250_000_000_000, 250_000_000_000),
    (1, 999_998_930_328, 250_000_802_253, 250_000_802_253),
    (360, 999_614_992_208, 250_288_755_843, 250_288_681_718),
    (7_200, 992_327_943_103, 255_754_042_672, 255_724_536_890),
    (100_000, 898_555_143_573, 326_083_642_320, 320_754_715_189),
    (648_000, 499_999_856_718, 625_000_107_461, 471_573_598_425),
    (934_866, 367_879_441_171, 724_090_419_121, 459_849_301_464),
    (2_592_000, 62_499_928_359, 953_125_053_730, 188_911_650_239),
    (10_000_000, 22_619_002, 999_983_035_747, 247_603_894),
    (50_000_000, 0, 999_999_999_999, 0),
];

#[test]
fn the_numbers_are_those_of_a_calculation_with_many_digits() {
    for (blocks, mass, perpetual, decaying) in EXACT {
        let start = locked(1_000 * ALPHA, 250 * ALPHA);
        let decayed = start.after(blocks, true);
        assert_eq!((decayed.mass, whole(decayed.conviction)), (mass, decaying), "after {blocks}");
        let kept = start.after(blocks, false);
        assert_eq!(kept.mass, 1_000 * ALPHA);
        // What decays of the conviction is rounded down, so what is gained may be counted a little high.
        assert!(whole(kept.conviction).abs_diff(perpetual) <= 1, "after {blocks}: {}", whole(kept.conviction));
    }
}

#[test]
fn half_of_a_lock_is_left_after_90_days() {
    let blocks = 90 * 7_200;
    let half = locked(2 * ALPHA, 0).after(blocks, true);
    assert_eq!(half.mass, 999_999_713);
    assert!(locked(2 * ALPHA, 0).after(blocks - 1, true).mass > half.mass);
}

#[test]
fn the_conviction_of_a_decaying_lock_is_highest_after_a_time_constant() {
    let at = |blocks| locked(1_000 * ALPHA, 0).after(blocks, true).conviction;
    let highest = at(TIME_CONSTANT);
    assert_eq!(whole(highest), 367_879_441_171);
    for other in [1, TIME_CONSTANT / 2, TIME_CONSTANT - 10_000, TIME_CONSTANT + 10_000, 2 * TIME_CONSTANT] {
        assert!(at(other) < highest, "{other}");
    }
}

#[test]
fn all_of_it_is_gone_in_the_end_and_the_largest_values_overflow_nowhere() {
    let most = Locked { mass: u64::MAX, conviction: u128::from(u64::MAX) << 64 };
    for blocks in [0, 1, (1 << 26) - 1, 1 << 26, u64::MAX] {
        let decayed = most.after(blocks, true);
        assert!(decayed.mass <= most.mass);
        let kept = most.after(blocks, false);
        assert_eq!(kept.mass, most.mass);
        assert!(whole(kept.conviction) >= u64::MAX - 1, "{blocks}");
    }
    assert_eq!(most.after(1 << 26, true), Locked::default());
    assert_eq!(most.after(1 << 26, false), most);
}

#[test]
fn a_part_has_its_share_of_the_conviction() {
    let lock = locked(1_000, 300);
    assert_eq!(lock.part(250), locked(250, 75));
    assert_eq!(lock.part(1_000), lock);
    assert_eq!(lock.part(1_001), lock);
    assert_eq!(lock.part(0), Locked::default());
    assert_eq!(Locked::default().part(0), Locked::default());
}

#[test]
fn more_than_there_is_leaves_nothing() {
    assert_eq!(locked(5, 2).minus(locked(6, 1)), locked(0, 1));
    assert_eq!(locked(5, 2).plus(locked(6, 1)), Some(locked(11, 3)));
    assert_eq!(locked(u64::MAX, 0).plus(locked(1, 0)), None);
}

proptest! {
    /// Rounding takes less than a rao at each step.
    #[test]
    fn many_steps_are_as_one(mass in 0..=u64::MAX >> 8, steps in prop::collection::vec(0_u64..3_000_000, 1..8), decays: bool) {
        let start = Locked { mass, conviction: 0 };
        let total: u64 = steps.iter().sum();
        let once = start.after(total, decays);
        let often = steps.iter().fold(start, |lock, blocks| lock.after(*blocks, decays));
        // The power has 58 exact bits, so a mass of 56 bits is exact to a rao.
        let slack = 2 * steps.len() as u64 + 2;
        prop_assert!(once.mass.abs_diff(often.mass) <= slack, "{} and {}", once.mass, often.mass);
        prop_assert!(whole(once.conviction).abs_diff(whole(often.conviction)) <= 4 * slack);
    }

    /// Sums can be kept as one lock.
    #[test]
    fn a_sum_decays_as_its_parts(a in 0..=u64::MAX >> 9, b in 0..=u64::MAX >> 9, blocks in 0_u64..5_000_000, decays: bool) {
        let parts = [a, b].map(|mass| Locked { mass, conviction: u128::from(mass / 3) << 64 });
        let apart = parts[0].after(blocks, decays).plus(parts[1].after(blocks, decays)).unwrap();
        let sum = parts[0].plus(parts[1]).unwrap().after(blocks, decays);
        prop_assert!(sum.mass - apart.mass <= 1);
        prop_assert!(whole(sum.conviction).abs_diff(whole(apart.conviction)) <= 2);
    }

    /// A lock only falls, and a conviction never passes what was locked.
    #[test]
    fn nothing_passes_what_was_locked(mass in 0..=u64::MAX >> 1, conviction in 0..=u64::MAX >> 1, blocks: u64, decays: bool) {
        let start = locked(mass, conviction);
        let end = start.after(blocks, decays);
        prop_assert!(end.mass <= mass);
        prop_assert!(whole(end.conviction) <= mass.max(conviction));
    }

    /// The parts come together again, but for rounding of the conviction.
    #[test]
    fn a_part_and_the_rest_are_the_whole(mass in 1..=u64::MAX, conviction: u128, share: u64) {
        let lock = Locked { mass, conviction };
        let part = lock.part(share % mass);
        let rest = lock.minus(part);
        prop_assert_eq!(rest.plus(part), Some(lock));
    }
}
