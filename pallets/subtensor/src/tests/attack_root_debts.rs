//! Attacks by the work that root's claims cause: no call does more than it has declared.

use super::calls::*;
use crate::{
    ledger::claims::Claims,
    ledger::hotkeys::Hotkeys,
    lifecycle::swap_hotkey::SwapWork,
    mock::*,
    stake::claim,
    stake::locks::{giving, honouring, honouring_at, removing_all},
    weights::SubstrateWeight,
    Call, RootClaimPot, RootClaimable, UnfinishedSwaps, WeightInfo,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::{
    dispatch::{DispatchClass, DispatchResultWithPostInfo, GetDispatchInfo},
    traits::Get,
    weights::Weight,
};
use sp_runtime::{traits::Dispatchable, AccountId32};
use std::collections::BTreeMap;
use substrate_fixed::types::I96F32;

type Of = SubstrateWeight<Test>;

const RATES: u16 = 128;

/// Bob's and Alice's hotkeys have earned alpha at so many subnets; Bob has stake at root with his.
fn with_rates(test: impl FnOnce()) {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ROOT, 100 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 100 * UNIT)
        .build()
        .execute_with(|| {
            System::set_block_number(1);
            for hotkey in [ALICE_HOT, BOB_HOT] {
                let rates: BTreeMap<_, _> =
                    (1..=RATES).map(|netuid| (NetUid::new(netuid), I96F32::from_num(1))).collect();
                RootClaimable::<Test>::insert(hotkey, rates);
            }
            test();
        });
}

/// Dispatches a call, and returns the weights declared and found. Nothing else may be added to the block's.
fn weights(who: AccountId32, call: Call<Test>) -> (Weight, Weight) {
    let before = System::block_weight().get(DispatchClass::Mandatory).to_owned();
    let call = RuntimeCall::from(call);
    let info = call.get_dispatch_info();
    let done: DispatchResultWithPostInfo = call.dispatch(RuntimeOrigin::signed(who));
    let post = done.unwrap_or_else(|failed| panic!("{:?}", failed.error));
    assert_eq!(System::block_weight().get(DispatchClass::Mandatory), &before);
    (info.call_weight, post.calc_actual_weight(&info))
}

fn debts(count: u32) -> Weight {
    <Of as WeightInfo>::root_debts(count)
}

fn most() -> Weight {
    debts(<Test as crate::Config>::MaxPositions::get())
}

fn move_between(origin_netuid: NetUid, destination_netuid: NetUid) -> Call<Test> {
    Call::move_stake {
        origin_hotkey: BOB_HOT,
        destination_hotkey: ALICE_HOT,
        origin_netuid,
        destination_netuid,
        alpha_amount: UNIT.into(),
    }
}

#[test]
fn a_move_at_root_declares_all_debts_and_is_refunded_to_those_there_were() {
    with_rates(|| {
        let (declared, found) = weights(BOB, move_between(ROOT, ROOT));
        assert_eq!(declared, honouring::<Test>(<Of as WeightInfo>::move_stake()) + most() + most());
        // Before: the call declared 1/30 of it, and the rest was added to the block's.
        assert_eq!(found, honouring::<Test>(<Of as WeightInfo>::move_stake()) + debts(128) + debts(128));
    });
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 100 * UNIT).build_and_execute(|| {
        let (_, found) = weights(BOB, move_between(ROOT, ROOT));
        assert_eq!(found, honouring::<Test>(<Of as WeightInfo>::move_stake()));
    });
}

#[test]
fn a_batch_of_moves_declares_more_than_a_block_can_do() {
    let each = RuntimeCall::from(move_between(ROOT, ROOT)).get_dispatch_info().call_weight;
    let limits: frame_system::limits::BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
    assert!(each.saturating_mul(1_200).any_gt(limits.max_block));
}

#[test]
fn every_stake_call_declares_the_debts_where_it_names_root() {
    with_rates(|| {
        let (hotkey, amount) = (BOB_HOT, || UNIT.into());
        let limit = |price: u64| (price.into(), true);
        let at = |netuid: NetUid| -> Vec<Call<Test>> {
            let (limit_price, allow_partial) = limit(u64::MAX);
            vec![
                Call::add_stake { hotkey: hotkey.clone(), netuid, amount_staked: amount() },
                Call::add_stake_limit {
                    hotkey: hotkey.clone(),
                    netuid,
                    amount_staked: amount(),
                    limit_price,
                    allow_partial,
                },
                Call::remove_stake { hotkey: hotkey.clone(), netuid, amount_unstaked: UNIT.into() },
                Call::remove_stake_limit {
                    hotkey: hotkey.clone(),
                    netuid,
                    amount_unstaked: UNIT.into(),
                    limit_price: 0.into(),
                    allow_partial,
                },
                Call::remove_stake_full_limit { hotkey: hotkey.clone(), netuid, limit_price: None },
            ]
        };
        for (at_root, elsewhere) in at(ROOT).into_iter().zip(at(ONE)) {
            let (declared, found) = weights(BOB, at_root.clone());
            let (none, as_declared) = weights(BOB, elsewhere);
            // Elsewhere a lock may be honoured.
            let alone = declared.checked_sub(&most()).unwrap();
            assert_eq!(found, alone + debts(128), "{at_root:?}");
            assert_eq!(none, as_declared);
            assert!(alone.all_gte(<Of as WeightInfo>::remove_stake().min(none)), "{at_root:?}");
        }
    });
    with_rates(|| {
        for (from, to) in [(ONE, ROOT), (ROOT, ONE)] {
            let amount = || UNIT.into();
            let calls: [(Call<Test>, Weight); 6] = [
                (move_between(from, to), honouring::<Test>(<Of as WeightInfo>::move_stake())),
                (
                    Call::transfer_stake {
                        destination_coldkey: CAROL,
                        hotkey: BOB_HOT,
                        origin_netuid: from,
                        destination_netuid: to,
                        alpha_amount: amount(),
                    },
                    giving::<Test>(<Of as WeightInfo>::transfer_stake()),
                ),
                (
                    Call::transfer_stake_and_hotkey {
                        destination_coldkey: CAROL,
                        origin_hotkey: BOB_HOT,
                        destination_hotkey: BOB_HOT,
                        origin_netuid: from,
                        destination_netuid: to,
                        alpha_amount: amount(),
                    },
                    giving::<Test>(<Of as WeightInfo>::transfer_stake_and_hotkey()),
                ),
                (
                    Call::move_stake_limit {
                        origin_hotkey: BOB_HOT,
                        destination_hotkey: BOB_HOT,
                        origin_netuid: from,
                        destination_netuid: to,
                        alpha_amount: amount(),
                        limit_price: 0.into(),
                        allow_partial: true,
                    },
                    honouring::<Test>(<Of as WeightInfo>::move_stake_limit().max(<Of as WeightInfo>::move_stake())),
                ),
                (
                    Call::swap_stake {
                        hotkey: BOB_HOT,
                        origin_netuid: from,
                        destination_netuid: to,
                        alpha_amount: amount(),
                    },
                    honouring::<Test>(<Of as WeightInfo>::swap_stake()),
                ),
                (
                    Call::swap_stake_limit {
                        hotkey: BOB_HOT,
                        origin_netuid: from,
                        destination_netuid: to,
                        alpha_amount: amount(),
                        limit_price: 0.into(),
                        allow_partial: true,
                    },
                    honouring::<Test>(<Of as WeightInfo>::swap_stake_limit().max(<Of as WeightInfo>::swap_stake())),
                ),
            ];
            for (call, alone) in calls {
                assert_eq!(weights(BOB, call), (alone + most(), alone + debts(128)));
            }
        }
    });
    with_rates(|| {
        let all = <Test as crate::Config>::MaxPositions::get();
        let sell = Call::unstake_all_alpha { hotkey: BOB_HOT };
        let found = honouring_at::<Test>(<Of as WeightInfo>::unstake_all_alpha(2), 2) + debts(128);
        assert_eq!(
            weights(BOB, sell),
            (honouring_at::<Test>(<Of as WeightInfo>::unstake_all_alpha(all), all) + most(), found)
        );
        let unstake = Call::unstake_all { hotkey: BOB_HOT };
        let found = honouring_at::<Test>(<Of as WeightInfo>::unstake_all(1), 1) + debts(128);
        assert_eq!(
            weights(BOB, unstake),
            (honouring_at::<Test>(<Of as WeightInfo>::unstake_all(all), all) + most(), found)
        );
    });
}

#[test]
fn a_call_that_fails_pays_for_no_more_than_it_could_have_done() {
    with_rates(|| {
        let call = Call::remove_stake { hotkey: BOB_HOT, netuid: ROOT, amount_unstaked: (1_000 * UNIT).into() };
        let failed = RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(BOB)).unwrap_err();
        assert_eq!(failed.post_info.actual_weight, Some(removing_all::<Test>(ROOT) + debts(128)));
    });
}

#[test]
fn one_claim_changes_no_more_debts_than_it_declares_and_the_rest_is_claimed_next() {
    let hot = |number: u8| AccountId32::new([200 + number; 32]);
    let chain = (0..12).fold(ExtBuilder::default(), |chain, number| {
        chain.hotkey(hot(number), BOB).stake(ALICE, hot(number), ROOT, UNIT)
    });
    chain.build().execute_with(|| {
        System::set_block_number(1);
        for number in 0..12 {
            super::claims::earn(&hot(number), ONE, UNIT);
            RootClaimable::<Test>::mutate(hot(number), |rates| {
                rates.extend((2..=RATES).map(|netuid| (NetUid::new(netuid), I96F32::from_num(0))));
            });
        }
        let call = || Call::claim_root { subnets: [ONE].into_iter().collect() };
        let left = || (0..12).filter(|number| super::claims::claimable(&hot(*number), &ALICE, ONE) > 0).count();
        let (declared, found) = weights(ALICE, call());
        // Eight hotkeys with 128 rates each. Before: all twelve, of which nothing was declared.
        assert_eq!(left(), 4);
        assert_eq!(declared, <Of as WeightInfo>::claim_root(claim::MAX_CLAIMS) + debts(claim::MAX_DEBTS));
        assert_eq!(found, <Of as WeightInfo>::claim_root(12) + debts(8 * 128));
        let (_, found) = weights(ALICE, call());
        assert_eq!(left(), 0);
        assert_eq!(found, <Of as WeightInfo>::claim_root(12) + debts(4 * 128));
    });
}

#[test]
fn a_swap_counts_the_claims_that_move_with_the_stake_at_root() {
    let new = || AccountId32::new([111; 32]);
    let swap = || transacted(|| SubtensorModule::do_swap_hotkey(&BOB, &BOB_HOT, &new(), Some(ROOT), false));
    let work = |units| Ok(SwapWork { subnets: 1, units, followed: 0 });
    let staked = || ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, UNIT).stake(ALICE, BOB_HOT, ROOT, UNIT);
    let rated = |count: u16| {
        for netuid in 1..=count {
            let netuid = NetUid::new(netuid);
            if <Swap as Pools<_>>::get(netuid).is_some() {
                super::claims::earn(&BOB_HOT, netuid, UNIT);
            } else {
                RootClaimable::<Test>::mutate(BOB_HOT, |rates| rates.insert(netuid, I96F32::from_num(0)));
                RootClaimPot::<Test>::insert(netuid, BOB_HOT, dtao_primitives::AlphaBalance::ZERO);
            }
        }
    };
    // The limit is 64. Two positions with 20 subnets each: 2 · (2 + 20), and 20 pots.
    staked().build().execute_with(|| {
        System::set_block_number(1);
        rated(20);
        Hotkeys::<Test>::adopt(&new(), &BOB);
        assert_eq!(swap(), work(64));
        assert_eq!(Claims::<Test>::rates(&BOB_HOT), 0);
        assert_eq!(Claims::<Test>::rates(&new()), 20);
        assert!(!UnfinishedSwaps::<Test>::contains_key(BOB_HOT));
    });
    // Before: as many as there were, at no weight. Now 18 of 21 pots, and the others in the next call.
    staked().build().execute_with(|| {
        System::set_block_number(1);
        rated(21);
        let claims = |hotkey: &AccountId32| {
            [(BOB, ONE), (ALICE, ONE), (BOB, TWO), (ALICE, TWO)]
                .map(|(coldkey, netuid)| super::claims::claimable(hotkey, &coldkey, netuid))
        };
        let before = claims(&BOB_HOT);
        assert!(before.iter().all(|claim| *claim > 0));
        assert_eq!(swap(), work(64));
        assert_eq!((claims(&BOB_HOT), claims(&new())), ([0; 4], before));
        assert_eq!((Claims::<Test>::rates(&BOB_HOT), Claims::<Test>::rates(&new())), (3, 18));
        assert_eq!(swap(), work(3));
        assert_eq!((Claims::<Test>::rates(&BOB_HOT), Claims::<Test>::rates(&new())), (0, 21));
        assert_eq!(claims(&new()), before);
        assert!(!UnfinishedSwaps::<Test>::contains_key(BOB_HOT));
    });
}

#[test]
fn takes_at_root_that_a_payout_pays_weigh_in_the_block() {
    let chain = || {
        ExtBuilder::default()
            .no_subnets()
            .subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
            .with(ONE, |subnet| subnet.tempo = 10)
            .stake(ALICE, BOB_HOT, ROOT, 100_000 * UNIT)
    };
    let weigh = |rates: u16| {
        let mut weight = Weight::zero();
        chain().build().execute_with(|| {
            System::set_block_number(1);
            super::claims::neuron(ONE, &BOB_HOT, &BOB);
            let rates: BTreeMap<_, _> = (1..=rates).map(|netuid| (NetUid::new(netuid), I96F32::from_num(0))).collect();
            RootClaimable::<Test>::insert(BOB_HOT, rates);
            crate::ValidatorPermit::<Test>::mutate(ONE, |permits| permits[0] = true);
            run_to(7);
            System::set_block_number(8);
            let before = System::block_weight().get(DispatchClass::Mandatory).to_owned();
            weight = <SubtensorModule as frame_support::traits::Hooks<u64>>::on_initialize(8);
            assert_eq!(System::block_weight().get(DispatchClass::Mandatory), &before);
            assert!(stake(&BOB_HOT, &BOB, ROOT) > 0);
        });
        weight
    };
    assert_eq!(weigh(128), weigh(0) + debts(128));
}

/// Before, every validator's take changed as many debts as its hotkey had rates: with 128 validators, 2.3 s of a block of the
/// runtime.
#[test]
fn takes_at_root_beyond_the_debts_of_a_payout_are_paid_as_tao() {
    let coldkey = |number: u8| AccountId32::new([60 + number; 32]);
    let hotkey = |number: u8| AccountId32::new([150 + number; 32]);
    let market = || {
        let market = ExtBuilder::default().no_subnets();
        let market = market.subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000));
        market.with(ONE, |subnet| subnet.tempo = 10)
    };
    let staked = |number| stake(&hotkey(number), &coldkey(number), ROOT);
    let free = |number| Balances::free_balance(coldkey(number));
    let weigh = |rates: u16| {
        let mut weight = Weight::zero();
        let chain = (0..6).fold(market(), |chain, number| {
            chain.hotkey(hotkey(number), coldkey(number)).stake(ALICE, hotkey(number), ROOT, 100_000 * UNIT)
        });
        chain.build().execute_with(|| {
            System::set_block_number(1);
            for number in 0..6 {
                super::claims::neuron(ONE, &hotkey(number), &coldkey(number));
                let rates: BTreeMap<_, _> =
                    (1..=rates).map(|netuid| (NetUid::new(netuid), I96F32::from_num(0))).collect();
                RootClaimable::<Test>::insert(hotkey(number), rates);
            }
            crate::ValidatorPermit::<Test>::mutate(ONE, |permits| permits.iter_mut().for_each(|has| *has = true));
            run_to(7);
            System::set_block_number(8);
            weight = <SubtensorModule as frame_support::traits::Hooks<u64>>::on_initialize(8);
            // Four have 512 rates together.
            let as_stake = if rates == RATES { 0..4 } else { 0..6 };
            for number in 0..6 {
                let (stake, tao) = (staked(number), free(number));
                assert_eq!((stake > 0, tao > 0), (as_stake.contains(&number), !as_stake.contains(&number)));
                assert!((stake + tao).abs_diff(staked(0)) <= 2);
            }
            // The books have lost what was paid out.
            assert_eq!(custody().gifts, dtao_primitives::TaoBalance::ZERO);
            assert_eq!(Swap::do_try_state(), Ok(()));
        });
        weight
    };
    let transfer =
        <Test as frame_system::Config>::DbWeight::get().reads_writes(2, 2) + Weight::from_parts(60_000_000, 0);
    assert_eq!(weigh(RATES), weigh(0) + debts(crate::emission::MAX_PAYOUT_DEBTS) + transfer + transfer);
}

/// Before, what the last payout of a subnet adds was added to the weight of the block as it occurred.
#[test]
fn calls_that_dissolve_a_subnet_declare_its_last_payout_and_are_refunded() {
    let most = crate::lifecycle::dissolve_subnet::most_added::<Test>();
    // The queue of pending children is read.
    let least = <Test as frame_system::Config>::DbWeight::get().reads(1);
    ExtBuilder::default().balance(BOB, 5_000 * UNIT).build_and_execute(|| {
        crate::NetworkImmunityPeriod::<Test>::put(0);
        crate::SubnetLimit::<Test>::put(2);
        let register = || Call::register_network { hotkey: BOB_HOT };
        let alone = <Of as WeightInfo>::register_network();
        assert_eq!(weights(BOB, register()), (alone + most, alone + least));
        assert_eq!(crate::SubnetOwner::<Test>::get(ONE), BOB);
        // Who is refused before a subnet was dissolved does not pay for that.
        let refused = RuntimeCall::from(register()).dispatch(RuntimeOrigin::signed(BOB)).unwrap_err();
        assert_eq!(refused.error, E::NetworkTxRateLimitExceeded.into());
        assert_eq!(refused.post_info.actual_weight, Some(alone));
        let dissolve = RuntimeCall::from(Call::root_dissolve_network { netuid: TWO });
        let alone = <Of as WeightInfo>::root_dissolve_network();
        assert_eq!(dissolve.get_dispatch_info().call_weight, alone + most);
        assert_eq!(dissolve.dispatch(RuntimeOrigin::root()).unwrap().actual_weight, Some(alone + least));
    });
}
