//! Subnets' shares of a block, and the division of a subnet's alpha.

use crate::numbers::{any_size, any_wide, big, reserves, some_size, some_wide};
use dtao_math::{
    emission::{
        balanced_injection, block_part, injection, share_of, split_alpha, AlphaSplit, Injection, BLOCKS_PER_DAY,
    },
    pool::Reserves,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;

#[test]
fn shares_are_floors_of_the_total() {
    assert_eq!(share_of(TAO, 1, 3), 333_333_333);
    assert_eq!(share_of(TAO, 2, 3), 666_666_666);
    assert_eq!(share_of(TAO, 3, 3), TAO);
    assert_eq!(share_of(TAO, 0, 3), 0);
    assert_eq!(share_of(TAO, 0, 0), 0);
    assert_eq!(share_of(TAO, 5, 0), 0);
    assert_eq!(share_of(TAO, 4, 3), TAO);
    assert_eq!(share_of(u64::MAX, u128::MAX - 1, u128::MAX), u64::MAX - 1);
    assert_eq!(share_of(u64::MAX, u128::MAX, u128::MAX), u64::MAX);
}

#[test]
fn an_injection_keeps_the_price_where_the_cap_allows() {
    let pool = Reserves::new(10 * TAO, 5 * TAO);
    let free = Injection { tao: TAO, alpha: TAO / 2, capped: false };
    assert_eq!(injection(pool, TAO, TAO), free);
    assert_eq!(injection(pool, TAO, TAO / 2), free);
    let capped = Injection { tao: TAO, alpha: TAO / 2 - 1, capped: true };
    assert_eq!(injection(pool, TAO, TAO / 2 - 1), capped);
    assert_eq!(injection(pool, 1, TAO), Injection { tao: 1, alpha: 0, capped: false });
}

#[test]
fn a_pool_without_tao_gets_alpha_up_to_the_cap() {
    let all = Injection { tao: 7, alpha: TAO, capped: true };
    assert_eq!(injection(Reserves::new(0, TAO), 7, TAO), all);
    assert_eq!(injection(Reserves::new(0, 0), 7, TAO), all);
    let none = Injection { tao: 7, alpha: 0, capped: false };
    assert_eq!(injection(Reserves::new(TAO, 0), 7, TAO), none);
}

#[test]
fn alpha_is_split_as_at_launch() {
    // The owner gets 11 796 / 65 535 of a whole alpha. Root weighs as much as all alpha.
    let split = split_alpha(TAO, 11_796, 5 * TAO, 5 * TAO);
    let expected = AlphaSplit { owner: 179_995_422, server: 410_002_289, validator: 205_001_145, root: 205_001_144 };
    assert_eq!(split, expected);
}

#[test]
fn without_root_the_validators_have_their_whole_half_and_with_root_alone_none() {
    let none = AlphaSplit { owner: 0, server: 3, validator: 4, root: 0 };
    assert_eq!(split_alpha(7, 0, 0, TAO), none);
    assert_eq!(split_alpha(7, 0, 0, 0), none);
    let all = AlphaSplit { owner: 0, server: 3, validator: 1, root: 3 };
    assert_eq!(split_alpha(7, 0, TAO, 0), all);
    let owned = AlphaSplit { owner: 7, server: 0, validator: 0, root: 0 };
    assert_eq!(split_alpha(7, u16::MAX, TAO, TAO), owned);
}

#[test]
fn a_balanced_injection_takes_what_the_cap_balances() {
    let pool = Reserves::new(10 * TAO, 5 * TAO);
    // Half an alpha balances one TAO, and a quarter half a TAO.
    assert_eq!(balanced_injection(pool, TAO, TAO), injection(pool, TAO, TAO));
    let half = Injection { tao: TAO / 2, alpha: TAO / 4, capped: true };
    assert_eq!(balanced_injection(pool, TAO, TAO / 4), half);
    assert_eq!(balanced_injection(pool, TAO, 0), Injection { tao: 0, alpha: 0, capped: true });
    // A rao of alpha costs ten thirds of a rao.
    let third = Reserves::new(10, 3);
    assert_eq!(balanced_injection(third, 100, 1), Injection { tao: 4, alpha: 1, capped: true });
}

#[test]
fn a_pool_without_one_of_its_sides_is_not_balanced() {
    let none = Reserves::new(0, 5 * TAO);
    assert_eq!(balanced_injection(none, TAO, TAO), Injection { tao: 0, alpha: TAO, capped: true });
    let without_alpha = Reserves::new(5 * TAO, 0);
    assert_eq!(balanced_injection(without_alpha, TAO, TAO), Injection { tao: TAO, alpha: 0, capped: false });
    assert_eq!(balanced_injection(Reserves::new(0, 0), TAO, 7), Injection { tao: TAO, alpha: 7, capped: true });
}

#[test]
fn a_day_has_the_part_that_its_blocks_have_together() {
    let tenth = (1_u128 << 64) / 10;
    assert_eq!(block_part(72_000 * TAO, tenth), TAO - 1);
    assert_eq!(block_part(72_000 * TAO, tenth + 1), TAO);
    assert_eq!(block_part(7_200, 1 << 64), 1);
    assert_eq!(block_part(7_199, 1 << 64), 0);
    assert_eq!(block_part(u64::MAX, u128::MAX), u64::MAX / BLOCKS_PER_DAY);
    assert_eq!((block_part(0, tenth), block_part(TAO, 0)), (0, 0));
}

proptest! {
    #[test]
    fn shares_are_exact(total in any_size(), one in any_wide(), other in some_wide()) {
        let (weight, sum) = (one.min(other), one.max(other));
        prop_assert_eq!(big(share_of(total, weight, sum)), big(total) * big(weight) / big(sum));
    }

    #[test]
    fn shares_of_one_total_never_add_up_to_more_and_leave_less_than_a_rao_each(
        total in 0..=TAO, weights in prop::collection::vec(0..=(1u128 << 97), 1..128),
    ) {
        let sum: u128 = weights.iter().sum();
        prop_assume!(sum > 0);
        let given: u64 = weights.iter().map(|weight| share_of(total, *weight, sum)).sum();
        prop_assert!(given <= total);
        prop_assert!(total - given < weights.len() as u64);
    }

    #[test]
    fn an_injection_is_the_lesser_of_the_exact_floor_and_the_cap(
        tao in some_size(), alpha in any_size(), amount in any_size(), cap in any_size(),
    ) {
        let wanted = big(amount) * big(alpha) / big(tao);
        let put = injection(Reserves::new(tao, alpha), amount, cap);
        prop_assert_eq!(put.tao, amount);
        prop_assert_eq!(big(put.alpha), wanted.min(big(cap)));
        prop_assert_eq!(put.capped, wanted > big(cap));
    }

    #[test]
    fn an_injection_never_lowers_the_price(pool in reserves(), tao in 0..=TAO, cap in 0..=TAO) {
        let put = injection(pool, tao, cap);
        let (new_tao, new_alpha) = (big(pool.tao) + big(tao), big(pool.alpha) + big(put.alpha));
        prop_assert!(new_tao * big(pool.alpha) >= big(pool.tao) * new_alpha);
    }

    #[test]
    fn a_split_adds_up_and_each_part_is_its_exact_floor(
        alpha in any_size(), cut in any::<u16>(), root in any_size(), issued in any_size(),
    ) {
        let split = split_alpha(alpha, cut, root, issued);
        let parts = [split.owner, split.server, split.validator, split.root];
        prop_assert_eq!(parts.iter().map(|part| u128::from(*part)).sum::<u128>(), u128::from(alpha));

        prop_assert_eq!(big(split.owner), big(alpha) * big(cut) / big(65_535u32));
        let rest = alpha - split.owner;
        prop_assert_eq!(split.server, rest / 2);
        let weights = big(root) + big(issued);
        let of_root = if weights.is_zero() {
            big(0u8)
        } else {
            big(rest) * big(root) / (big(2u8) * weights)
        };
        prop_assert_eq!(big(split.root), of_root);
    }

    #[test]
    fn a_balanced_injection_never_lowers_the_price_and_leaves_no_more_than_a_rao_of_it(
        pool in reserves(), tao in any_size(), cap in any_size(),
    ) {
        let balanced = balanced_injection(pool, tao, cap);
        prop_assert!(balanced.tao <= tao);
        prop_assert_eq!(balanced.alpha, injection(pool, tao, cap).alpha);
        // T·(A + alpha) ≤ (T + tao)·A, and one rao less would not do.
        let product = |tao: u64, alpha: u64| big(tao) * big(alpha);
        prop_assert!(product(pool.tao, balanced.alpha) <= product(balanced.tao, pool.alpha));
        if balanced.capped && balanced.tao > 0 {
            prop_assert!(product(pool.tao, balanced.alpha) > product(balanced.tao - 1, pool.alpha));
        }
    }

    #[test]
    fn a_blocks_part_is_the_exact_floor(tao in any_size(), part in 0..=1_u128 << 64) {
        prop_assert_eq!(big(block_part(tao, part)), ((big(tao) * big(part)) >> 64) / big(7_200));
    }
}
