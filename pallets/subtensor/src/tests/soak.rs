//! Ten thousand blocks in a row under random calls, every invariant checked at the end of each.

use super::calls::{outcome, three_pools, COLDKEYS};
use crate::{mock::*, StakePositions};
use dtao_primitives::NetUid;
use frame_support::traits::fungible::Inspect;
use sp_runtime::{AccountId32, DispatchResult};
use std::collections::BTreeMap;

const BLOCKS: u64 = 10_000;

/// Hotkeys to stake with. Nobody owns the last.
const HOTKEYS: [AccountId32; 3] = [ALICE_HOT, BOB_HOT, STRANGER];

/// An amount: mostly of the order of what there is, at times zero, dust, or beyond all bounds.
fn amount(dice: &mut Dice, about: u64) -> u64 {
    match dice.below(12) {
        0 => 0,
        1 => dice.below(5_000_000),
        2 => dice.any(),
        3 => u64::MAX,
        4 => about,
        5 => about.saturating_sub(1),
        6 => about.saturating_add(1),
        _ => dice.below(about.saturating_add(2)),
    }
}

/// A limit: mostly near the price, at times none or an impossible one.
fn limit(dice: &mut Dice, netuid: NetUid) -> (u64, bool) {
    let price = SubtensorModule::current_alpha_price(netuid);
    let limit = match dice.below(6) {
        0 => 0,
        1 => u64::MAX,
        2 => dice.any(),
        _ => price / 100 * (95 + dice.below(11)),
    };
    (limit, dice.below(2) == 0)
}

/// One of the four calls with whatever the dice say.
fn random_call(dice: &mut Dice) -> DispatchResult {
    let coldkey = dice.pick(&COLDKEYS);
    let hotkey = dice.pick(&HOTKEYS);
    let netuid = dice.pick(&[ROOT, ONE, TWO, THREE, NOWHERE]);
    let bounds = limit(dice, netuid);
    match dice.below(4) {
        0 => {
            let balance = Balances::balance(&coldkey) / 20;
            let tao = amount(dice, balance);
            add(coldkey, hotkey, netuid, tao)
        }
        1 => {
            let balance = Balances::balance(&coldkey) / 20;
            let tao = amount(dice, balance);
            add_limit(coldkey, hotkey, netuid, tao, bounds)
        }
        2 => {
            let held = stake(&hotkey, &coldkey, netuid);
            let alpha = amount(dice, held);
            remove(coldkey, hotkey, netuid, alpha)
        }
        _ => {
            let held = stake(&hotkey, &coldkey, netuid);
            let alpha = amount(dice, held);
            remove_limit(coldkey, hotkey, netuid, alpha, bounds)
        }
    }
}

/// Adds stake.
fn market() -> ExtBuilder {
    three_pools()
        .stake(ALICE, ALICE_HOT, ROOT, 5_930_000 * UNIT)
        .stake(BOB, ALICE_HOT, ONE, 10_000 * UNIT)
        .stake(CAROL, BOB_HOT, THREE, 777 * UNIT)
        .stake(CAROL, BOB_HOT, TWO, 100 * UNIT)
}

#[test]
fn ten_thousand_blocks_of_random_calls_keep_every_invariant() {
    let mut dice = Dice::new(0x5eed);
    let mut seen = BTreeMap::<&str, u32>::new();
    market().build_and_execute(|| {
        for _ in 0..BLOCKS {
            let before = issuance();
            next_block();
            let minted = injected();
            for _ in 0..1 + dice.below(3) {
                let result = random_call(&mut dice);
                *seen.entry(outcome(&result)).or_default() += 1;
            }
            // That balances add up to issuance is one of the invariants.
            assert_eq!(issuance(), before + minted);
            check_invariants();
            System::reset_events();
        }
        for (coldkey, hotkey, netuid) in StakePositions::<Test>::iter_keys() {
            assert!(stake(&hotkey, &coldkey, netuid) > 0);
        }
    });
    // All of this happened, and often, and nothing else: no overflow, and no error of the balances.
    let expected = [
        "ok",
        "SubnetNotExists",
        "AmountTooLow",
        "SlippageTooHigh",
        "NotEnoughBalanceToStake",
        "HotKeyAccountNotExists",
        "NotEnoughStakeToWithdraw",
        "InsufficientLiquidity",
    ];
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    for name in expected {
        assert!(seen.get(name).is_some_and(|count| *count > 50), "{seen:?}");
    }
}
