//! The payout schedule of a subnet.

use dtao_math::tempo::{blocks_until_payout, epoch_index, next_payout};
use proptest::prelude::*;

#[test]
fn the_blocks_until_a_payout_are_those_of_the_reference() {
    let rows = [(1, 10, 5, 3), (2, 20, 15, 2), (3, 30, 25, 1), (1, 10, 9, 10), (2, 20, 21, 17)];
    for (netuid, tempo, block, blocks) in rows {
        assert_eq!(blocks_until_payout(netuid, tempo, block), Some(blocks));
    }
}

#[test]
fn at_the_last_block_number_nothing_wraps() {
    // The reference adds in 64 bits and wraps: 2^64 − 1 + 1 + 1 becomes 1, and its result is 10 − 1 = 9. Here the sum
    // is 2^64 + 1, which is 6 more than a multiple of 11, so the payout is 4 blocks later, consistent with the blocks
    // before.
    assert_eq!(blocks_until_payout(1, 10, u64::MAX), Some(4));
    for back in 1..=4 {
        let expected = (4 + back) % 11;
        assert_eq!(blocks_until_payout(1, 10, u64::MAX - back), Some(expected));
    }
}

#[test]
fn a_tempo_of_zero_never_pays() {
    assert_eq!(blocks_until_payout(1, 0, 5), None);
    assert_eq!(next_payout(1, 0, 5), None);
}

#[test]
fn a_payout_beyond_the_last_block_number_never_comes() {
    assert_eq!(next_payout(1, 10, u64::MAX), None);
    assert_eq!(next_payout(1, 10, u64::MAX - 1), None);
    // The last payout of this subnet: 7 blocks before the end.
    assert_eq!(next_payout(1, 10, u64::MAX - 8), Some(u64::MAX - 7));
    assert_eq!(blocks_until_payout(1, 10, u64::MAX - 7), Some(0));
    assert_eq!(next_payout(1, 10, u64::MAX - 7), None);
}

#[test]
fn subnets_of_one_tempo_pay_one_after_the_other() {
    for netuid in 0..5 {
        let first = next_payout(netuid, 360, 0);
        assert_eq!(first, Some(359 - u64::from(netuid)));
    }
}

#[test]
fn epochs_are_numbered_from_the_first_payout_on() {
    // Subnet 1 pays out in blocks 358, 719 and so on: the last ones of epochs 0 and 1.
    for (block, epoch) in [(0, 0), (358, 0), (359, 1), (719, 1), (720, 2)] {
        assert_eq!(epoch_index(1, 360, block), epoch);
    }
    // A subnet whose netuid exceeds its tempo is some epochs ahead.
    assert_eq!(epoch_index(100, 10, 0), 9);
    assert_eq!(epoch_index(3, 0, 7), 11);
}

#[test]
fn the_last_epoch_does_not_wrap() {
    assert_eq!(epoch_index(1, 0, u64::MAX), u64::MAX);
    assert_eq!(epoch_index(u16::MAX, 0, u64::MAX - 65_536), u64::MAX);
    assert_eq!(epoch_index(u16::MAX, 0, u64::MAX - 65_537), u64::MAX - 1);
    // (2^64 - 1 + 65 535 + 1) / 65 536 = 2^48 + 1 - 1/65 536.
    assert_eq!(epoch_index(u16::MAX, u16::MAX, u64::MAX), 1 << 48);
}

proptest! {
    #[test]
    fn an_epoch_ends_with_its_payout(netuid: u16, tempo in 1..u16::MAX, block in 0..1_000_000_000u64) {
        let payout = block + blocks_until_payout(netuid, tempo, block).unwrap();
        let epoch = epoch_index(netuid, tempo, block);
        prop_assert_eq!(epoch_index(netuid, tempo, payout), epoch);
        prop_assert_eq!(epoch_index(netuid, tempo, payout + 1), epoch + 1);
    }

    #[test]
    fn the_next_payout_is_the_first_block_after_that_has_none_to_wait(
        netuid: u16, tempo in 1..500u16, block in 0..1_000_000_000u64,
    ) {
        let next = next_payout(netuid, tempo, block).unwrap();
        prop_assert!(next > block);
        prop_assert!(next - block <= u64::from(tempo) + 1);
        prop_assert_eq!(blocks_until_payout(netuid, tempo, next), Some(0));
        for between in block + 1..next {
            prop_assert_eq!(blocks_until_payout(netuid, tempo, between), Some(next - between));
        }
    }

    #[test]
    fn payouts_are_one_block_more_than_the_tempo_apart(netuid: u16, tempo in 1..=u16::MAX, block: u64) {
        let Some(next) = next_payout(netuid, tempo, block) else { return Ok(()) };
        let Some(second) = next_payout(netuid, tempo, next) else { return Ok(()) };
        prop_assert!(next > block);
        prop_assert_eq!(second - next, u64::from(tempo) + 1);
    }

    #[test]
    fn the_wait_is_under_a_period_at_every_block(netuid: u16, tempo: u16, block: u64) {
        match blocks_until_payout(netuid, tempo, block) {
            None => prop_assert_eq!(tempo, 0),
            Some(wait) => prop_assert!(wait <= u64::from(tempo)),
        }
    }
}
