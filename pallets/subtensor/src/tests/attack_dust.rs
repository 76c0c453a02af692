//! An attack on the alpha that validators earn: the first dust of alpha staked with one of them takes all of it.

use super::claims::*;
use crate::{mock::*, Event};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

const CAROL_HOT: AccountId32 = AccountId32::new([103; 32]);

/// Bob's and Carol's hotkeys validate a young subnet, with equal stake at root alone. Returns what is paid to those who stake
/// with each, and to the stranger, who stakes this much TAO of alpha with Bob's.
fn paid_with(dust: u64) -> (u64, u64, u64, u64) {
    let mut paid = (0, 0, 0, 0);
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.tempo = 10)
        .hotkey(CAROL_HOT, CAROL)
        .stake(BOB, BOB_HOT, ROOT, 10_000 * UNIT)
        .stake(CAROL, CAROL_HOT, ROOT, 10_000 * UNIT)
        .balance(STRANGER, 10_000 * UNIT)
        .build_and_execute(|| {
            for (hotkey, owner) in [(BOB_HOT, BOB), (CAROL_HOT, CAROL)] {
                neuron(ONE, &hotkey, &owner);
            }
            crate::ValidatorPermit::<Test>::mutate(ONE, |permits| permits.iter_mut().for_each(|permit| *permit = true));
            if dust > 0 {
                assert_ok!(add(STRANGER, BOB_HOT, ONE, dust));
            }
            let had = stake(&BOB_HOT, &STRANGER, ONE);
            let _ = events();
            run_to(8);
            let all = events().into_iter().find_map(|event| match event {
                Event::PaidOut { netuid: ONE, validators, .. } => Some(validators.rao()),
                _ => None,
            });
            let with = |hotkey: &AccountId32, owner: &AccountId32| stake(hotkey, owner, ONE);
            let got = stake(&BOB_HOT, &STRANGER, ONE) - had;
            paid = (all.unwrap(), with(&BOB_HOT, &BOB), with(&CAROL_HOT, &CAROL), got);
        });
    paid
}

#[test]
fn dust_of_alpha_gets_its_part_and_not_the_lot() {
    let (all, bob, carol, _) = paid_with(0);
    assert!(all > UNIT);
    assert!(bob.abs_diff(all / 2) <= 1 && carol.abs_diff(all / 2) <= 1, "{bob} {carol}");
    // 0.0021 TAO are 0.042 alpha, beside root's 20 000 TAO that weigh 3 600. Before: the stranger got 0.82, Carol nothing.
    let (all, bob, carol, stranger) = paid_with(2_100_000);
    let ratio = all as f64 * 0.042 / 3_600.0;
    println!("of {all}: Bob {bob}, Carol {carol}, the stranger {stranger}, by stake {ratio}");
    assert!((stranger as f64) < 32.0 * ratio, "{stranger}");
    assert!(carol > all / 100 * 49 && bob > all / 100 * 49, "{bob} {carol}");
}

#[test]
fn more_alpha_gets_more_until_it_has_all_that_alpha_earns() {
    let mut last = 0;
    for dust in [2_100_000, 21_000_000, 210_000_000, 2_100_000_000, 21 * UNIT, 2_100 * UNIT] {
        let (all, _, _, stranger) = paid_with(dust);
        assert!(stranger >= last && stranger <= all, "{dust}: {stranger}");
        last = stranger;
    }
    let (all, _, carol, stranger) = paid_with(2_100 * UNIT);
    // The rule of launch: alpha's part of the emission goes by alpha. Bob's take is 0.18.
    assert!(stranger > all / 100 * 80 && carol == 0, "{stranger} {carol}");
}
