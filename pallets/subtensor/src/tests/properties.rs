//! Properties that hold for all arguments.

use crate::{
    ledger::position::Position,
    mock::{self, *},
    Call,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::assert_ok;
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, AccountId32};

/// A pool of ordinary or extreme size: TAO and alpha.
fn reserves_of_a_pool() -> impl Strategy<Value = (u64, u64)> {
    let reserve = || prop_oneof![10_000_000..UNIT, UNIT..1_000 * UNIT, 1_000 * UNIT..3_000_000 * UNIT,];
    (reserve(), reserve())
}

fn market((tao, alpha): (u64, u64), rate: u16) -> ExtBuilder {
    ExtBuilder::default()
        .balance(BOB, 1_000_000 * UNIT)
        .balance(CAROL, 1_000_000 * UNIT)
        .subnet(subnet(ONE, tao, alpha, 1_000_000))
        .fee_rate(rate)
}

/// All of the 64 bits, in every order of magnitude.
fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![
        any::<u64>(),
        (any::<u64>(), 0..64_u32).prop_map(|(bits, shift)| bits >> shift),
        Just(0),
        Just(1),
        Just(u64::MAX),
        Just(2_000_000),
        Just(UNIT),
    ]
}

/// All numbers of subnets, those that exist among them.
fn any_netuid() -> impl Strategy<Value = NetUid> {
    prop_oneof![any::<u16>(), 0..4_u16].prop_map(NetUid::new)
}

/// Sells `part` of 256 of a position, if the pool and the least amount let it.
fn sell_part(hotkey: AccountId32, part: u8) {
    let held = u128::from(stake(&hotkey, &BOB, ONE));
    let amount = (held * u128::from(part) / 256) as u64;
    let _ = remove(BOB, hotkey, ONE, amount);
}

/// Pays alpha out of nowhere to all who have staked with Bob's hotkey.
fn pay_dividends(amount: u64) {
    assert_ok!(Position::<Test>::raise_all(&BOB_HOT, ONE, amount.into()));
    assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, amount.into()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_gains_by_going_in_and_out(
        pool in reserves_of_a_pool(),
        rate in prop_oneof![Just(0), Just(33), 0..=10_000_u16],
        steps in prop::collection::vec((any::<bool>(), any::<bool>(), any_amount(), any::<u8>()), 1..12),
    ) {
        market(pool, rate).build_and_execute(|| {
            for (buys, mine, amount, part) in steps {
                let hotkey = if mine { BOB_HOT } else { ALICE_HOT };
                if buys {
                    let _ = add(BOB, hotkey, ONE, amount % (200_000 * UNIT));
                } else {
                    sell_part(hotkey, part);
                }
                assert!(Balances::free_balance(BOB) <= 1_000_000 * UNIT);
            }
            for hotkey in [BOB_HOT, ALICE_HOT] {
                let held = stake(&hotkey, &BOB, ONE);
                if held > 0 {
                    assert_ok!(remove(BOB, hotkey, ONE, held));
                }
            }
            assert!(Balances::free_balance(BOB) <= 1_000_000 * UNIT);
            assert_eq!(reserves(ONE).2, 0);
        });
    }

    #[test]
    fn root_gives_back_what_it_was_given(
        amounts in prop::collection::vec(2_000_000..100_000 * UNIT, 1..8),
    ) {
        market((UNIT, UNIT), 33).build_and_execute(|| {
            for amount in &amounts {
                assert_ok!(add(BOB, BOB_HOT, ROOT, *amount));
            }
            let all = amounts.iter().sum();
            assert_eq!(stake(&BOB_HOT, &BOB, ROOT), all);
            assert_ok!(remove(BOB, BOB_HOT, ROOT, all));
            assert_eq!(Balances::free_balance(BOB), 1_000_000 * UNIT);
        });
    }

    #[test]
    fn any_call_goes_well_or_changes_nothing(
        pool in reserves_of_a_pool(),
        started in any::<bool>(),
        (call, netuid) in (0..4_u8, any_netuid()),
        (amount, price, partial) in (any_amount(), any_amount(), any::<bool>()),
        (stranger, unknown) in (0..8_u8, 0..8_u8),
    ) {
        market(pool, 33)
            .with(TWO, |subnet| subnet.started = started)
            .stake(BOB, ALICE_HOT, ROOT, 1_000 * UNIT)
            .stake(BOB, ALICE_HOT, ONE, 100_000 * UNIT)
            .stake(CAROL, ALICE_HOT, ONE, 2_000_000)
            .build_and_execute(|| {
                let coldkey = if stranger == 0 { STRANGER } else { BOB };
                let hotkey = if unknown == 0 { STRANGER } else { ALICE_HOT };
                let before = storage_root();
                let result = match call {
                    0 => add(coldkey, hotkey, netuid, amount),
                    1 => remove(coldkey, hotkey, netuid, amount),
                    2 => add_limit(coldkey, hotkey, netuid, amount, (price, partial)),
                    _ => remove_limit(coldkey, hotkey, netuid, amount, (price, partial)),
                };
                match result {
                    Ok(()) => assert_ne!(storage_root(), before),
                    Err(_) => assert_eq!(storage_root(), before),
                }
            });
    }

    #[test]
    fn any_move_and_any_surrender_goes_well_or_changes_nothing(
        pool in reserves_of_a_pool(),
        (kind, from, to) in (0..10_u8, any_netuid(), any_netuid()),
        (amount, price, partial) in (any_amount(), any_amount(), any::<bool>()),
        (stranger, unknown, take) in (0..8_u8, 0..8_u8, any::<u16>()),
    ) {
        market(pool, 33)
            .stake(BOB, ALICE_HOT, ROOT, 1_000 * UNIT)
            .stake(BOB, ALICE_HOT, ONE, 100_000 * UNIT)
            .stake(BOB, BOB_HOT, TWO, 2_000_000)
            .build_and_execute(|| {
                let coldkey = if stranger == 0 { STRANGER } else { BOB };
                let hotkey = if unknown == 0 { STRANGER } else { ALICE_HOT };
                let (alpha_amount, limit_price) = (amount.into(), price.into());
                let (origin_netuid, destination_netuid) = (from, to);
                let call = match kind {
                    0 => Call::move_stake {
                        origin_hotkey: hotkey, destination_hotkey: BOB_HOT,
                        origin_netuid, destination_netuid, alpha_amount,
                    },
                    1 => Call::transfer_stake {
                        destination_coldkey: CAROL, hotkey,
                        origin_netuid, destination_netuid, alpha_amount,
                    },
                    2 => Call::swap_stake {
                        hotkey, origin_netuid, destination_netuid, alpha_amount,
                    },
                    3 => Call::swap_stake_limit {
                        hotkey, origin_netuid, destination_netuid, alpha_amount,
                        limit_price, allow_partial: partial,
                    },
                    4 => Call::recycle_alpha { hotkey, amount: alpha_amount, netuid: from },
                    5 => Call::burn_alpha { hotkey, amount: alpha_amount, netuid: from },
                    6 => Call::remove_stake_full_limit {
                        hotkey, netuid: from, limit_price: partial.then_some(limit_price),
                    },
                    7 => Call::decrease_take { hotkey: BOB_HOT, take },
                    8 => Call::increase_take { hotkey: BOB_HOT, take },
                    _ => Call::set_root_weights {
                        hotkey: BOB_HOT, dests: vec![from, to], weights: vec![take, 1],
                    },
                };
                let before = storage_root();
                let call = RuntimeCall::SubtensorModule(call);
                match call.dispatch(RuntimeOrigin::signed(coldkey)) {
                    Ok(_) => assert_ne!(storage_root(), before),
                    Err(_) => assert_eq!(storage_root(), before),
                }
            });
    }

    #[test]
    fn a_limit_is_kept_to_and_used_up(
        pool in reserves_of_a_pool(),
        rate in prop_oneof![Just(0), Just(33), 0..=10_000_u16],
        amount in any_amount().prop_map(|amount| amount % (1_000_000 * UNIT + 1)),
        (buys, percent) in (any::<bool>(), 1..400_u64),
    ) {
        market(pool, rate).stake(BOB, BOB_HOT, ONE, 1_000_000 * UNIT).build_and_execute(|| {
            let before = mock::pool(ONE);
            let price = u128::from(before.reserves().price_rao()) * u128::from(percent) / 100;
            let price = u64::try_from(price).unwrap();
            let (result, used) = if buys {
                let balance = Balances::free_balance(BOB);
                let result = add_limit(BOB, BOB_HOT, ONE, amount, (price, true));
                (result, balance - Balances::free_balance(BOB))
            } else {
                let held = stake(&BOB_HOT, &BOB, ONE);
                let result = remove_limit(BOB, BOB_HOT, ONE, amount, (price, true));
                (result, held - stake(&BOB_HOT, &BOB, ONE))
            };
            if result.is_err() {
                return;
            }
            let bound = |tao: u64, alpha: u64| {
                (u128::from(tao) * u128::from(UNIT), u128::from(price) * u128::from(alpha))
            };
            let (tao, alpha, _) = reserves(ONE);
            let (now, allowed) = bound(tao, alpha);
            assert!(if buys { now <= allowed } else { now >= allowed });
            if used < amount {
                let (pool, rate) = (before.reserves(), before.fee_rate);
                let more = if buys { pool.buy(used + 1, rate) } else { pool.sell(used + 1, rate) };
                let Ok(more) = more else { return };
                let (now, allowed) = bound(more.after.tao, more.after.alpha);
                assert!(if buys { now > allowed } else { now < allowed });
            }
        });
    }

    #[test]
    fn two_stakers_who_split_an_amount_have_what_one_would_have(
        pool in reserves_of_a_pool(),
        (first, second) in (2_000_000..1_000 * UNIT, 2_000_000..1_000 * UNIT),
        dividends in 0..100_000 * UNIT,
    ) {
        let after_dividends = |stakes: &[(AccountId32, u64)]| {
            let mut held = None;
            market(pool, 0).build_and_execute(|| {
                for (coldkey, tao) in stakes {
                    if add(coldkey.clone(), BOB_HOT, ONE, *tao).is_err() {
                        return;
                    }
                }
                pay_dividends(dividends);
                held = Some(stakes.iter().map(|(coldkey, _)| stake(&BOB_HOT, coldkey, ONE)).sum::<u64>());
            });
            held
        };
        let one = after_dividends(&[(BOB, first + second)]);
        let two = after_dividends(&[(BOB, first), (CAROL, second)]);
        if let (Some(one), Some(two)) = (one, two) {
            // Dividends are the same for both; a purchase in two parts rounds once more, and so do two values.
            prop_assert!(two <= one && one - two <= 3, "{one} {two}");
        }
    }
}
