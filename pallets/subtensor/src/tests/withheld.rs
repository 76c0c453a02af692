//! The average part of the miners' alpha that a subnet withholds.
//!
//! With a tempo of 10, subnet 1 pays out in blocks 8 and 19. The subnet's owner is Alice.

use super::epoch::{chain, enlist, key, permit, weigh, HALF};
use crate::{ledger::hotkeys::Hotkeys, mock::*, settings::RecycleOrBurnEnum, Neurons, RecycleOrBurn};
use dtao_math::withheld::{next_part, WithheldPart};
use frame_support::assert_ok;

const NONE: WithheldPart = WithheldPart::from_bits(0);

/// Validator 11 (UID 0), miner 13 (UID 1) and a miner of the owner's (UID 2), with these weights.
fn with_miners(weights: &'static [(u16, u16)], test: impl FnOnce()) {
    chain().build_and_execute(|| {
        enlist(11);
        enlist(13);
        Hotkeys::<Test>::adopt(&key(150), &ALICE);
        assert_ok!(Neurons::<Test>::append(ONE, &key(150), 1));
        permit(&[0]);
        next_block();
        if !weights.is_empty() {
            weigh(0, weights);
        }
        test();
    });
}

#[test]
fn the_average_moves_at_each_payout_towards_what_it_withheld() {
    for rule in [RecycleOrBurnEnum::Burn, RecycleOrBurnEnum::Recycle] {
        with_miners(&[(1, 1), (2, 3)], || {
            RecycleOrBurn::<Test>::insert(ONE, rule);
            run_to(7);
            assert_eq!(pool(ONE).withheld, NONE);
            next_block();
            // Three quarters of seven blocks, and the rao that rounding leaves to the last.
            let minted = 7 * HALF;
            let first = next_part(NONE, minted - minted / 4, minted, 8);
            assert_eq!(pool(ONE).withheld, first);
            assert!(first > 0);
            run_to(18);
            assert_eq!(pool(ONE).withheld, first);
            next_block();
            let minted = 11 * HALF;
            assert_eq!(pool(ONE).withheld, next_part(first, minted - minted / 4, minted, 11));
        });
    }
}

#[test]
fn it_falls_when_others_earn_or_nobody_does() {
    for weights in [&[(1, 1)][..], &[]] {
        with_miners(weights, || {
            let before = WithheldPart::from_num(0.5);
            edit(ONE, |pool| pool.withheld = before);
            run_to(8);
            assert_eq!(pool(ONE).withheld, next_part(before, 0, 7 * HALF, 8));
            assert!(pool(ONE).withheld < before);
        });
    }
}

#[test]
fn without_neurons_it_stays() {
    chain().build_and_execute(|| {
        edit(ONE, |pool| pool.withheld = WithheldPart::from_num(0.5));
        run_to(20);
        assert_eq!(pool(ONE).withheld, WithheldPart::from_num(0.5));
    });
}
