//! Claiming what was earned at root with one hotkey, at all subnets.
//!
//! Bob and Alice each have 2³¹ rao at root with Bob's hotkey; pools have 10 000 TAO and 200 000 alpha.

use super::{calls::*, claims::*};
use crate::{
    mock::*, stake::root_debts, weights::SubstrateWeight, Event, RootClaimTypeEnum, RootClaimableThreshold,
    RootHotkeys, StakingHotkeys, WeightInfo,
};
use dtao_primitives::{AlphaBalance, NetUid, TaoBalance};
use frame_support::{assert_noop, assert_ok, assert_storage_noop, dispatch::GetDispatchInfo, traits::Get};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError};
use substrate_fixed::types::I96F32;

const HALF: u64 = WHOLE / 2;

fn two_stakers() -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, HALF).stake(ALICE, BOB_HOT, ROOT, HALF)
}

fn claimed(hotkey: AccountId32, netuid: NetUid, alpha: u64, tao: Option<u64>) -> Event<Test> {
    let alpha = AlphaBalance::new(alpha);
    Event::RootClaimed { coldkey: BOB, hotkey, netuid, alpha, tao: tao.map(TaoBalance::new) }
}

#[test]
fn alpha_of_all_subnets_is_sold_and_the_proceeds_staked_together() {
    two_stakers().fee_rate(33).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&BOB_HOT, TWO, 30 * UNIT);
        without_touching_tao(|| {
            assert_ok!(claim_with(BOB, BOB_HOT));
        });
        // 10 000 · 25 / 200 025 and 10 000 · 15 / 200 015, without a fee.
        let (one, two) = (1_249_843_769, 749_943_754);
        let expected = [claimed(BOB_HOT, ONE, 25 * UNIT, Some(one)), claimed(BOB_HOT, TWO, 15 * UNIT, Some(two))];
        assert_eq!(events(), expected);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), HALF + one + two);
        assert_eq!(reserves(ONE), (10_000 * UNIT - one, 200_025 * UNIT, 25 * UNIT));
        assert_eq!(reserves(TWO), (10_000 * UNIT - two, 200_015 * UNIT, 15 * UNIT));
        assert_eq!((pot(&BOB_HOT, ONE), pot(&BOB_HOT, TWO)), (25 * UNIT, 15 * UNIT));
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), 25 * UNIT);
        assert_storage_noop!(assert_ok!(claim_with(BOB, BOB_HOT)));
    });
}

#[test]
fn claims_with_other_hotkeys_stay() {
    two_stakers().stake(BOB, ALICE_HOT, ROOT, WHOLE).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&ALICE_HOT, ONE, 7 * UNIT);
        assert_ok!(claim_with(BOB, ALICE_HOT));
        assert_eq!(events(), [claimed(ALICE_HOT, ONE, 7 * UNIT, Some(349_987_750))]);
        assert_eq!(stake(&ALICE_HOT, &BOB, ROOT), WHOLE + 349_987_750);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(claimable(&ALICE_HOT, &BOB, ONE), 0);
    });
}

#[test]
fn alpha_of_chosen_subnets_is_kept() {
    two_stakers().build_and_execute(|| {
        assert_ok!(want(BOB, keep_of([2])));
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&BOB_HOT, TWO, 30 * UNIT);
        let _ = events();
        assert_ok!(claim_with(BOB, BOB_HOT));
        let expected = [claimed(BOB_HOT, ONE, 25 * UNIT, Some(1_249_843_769)), claimed(BOB_HOT, TWO, 15 * UNIT, None)];
        assert_eq!(events(), expected);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 15 * UNIT);
    });
}

#[test]
fn it_claims_at_more_than_five_subnets() {
    let ten: Vec<_> = (1..=10).map(NetUid::new).collect();
    let chain = ten
        .iter()
        .fold(two_stakers(), |chain, netuid| chain.subnet(subnet(*netuid, 10_000 * UNIT, 200_000 * UNIT, 50_000_000)));
    chain.build_and_execute(|| {
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        for netuid in &ten {
            earn(&BOB_HOT, *netuid, 2 * UNIT);
        }
        let _ = events();
        assert_ok!(claim_with(BOB, BOB_HOT));
        assert_eq!(events(), ten.iter().map(|netuid| claimed(BOB_HOT, *netuid, UNIT, None)).collect::<Vec<_>>());
    });
}

#[test]
fn a_claim_that_cannot_be_made_stays_and_keeps_no_other() {
    two_stakers()
        .subnet(subnet(THREE, 10_000_000, 200_000 * UNIT, 1))
        .with(TWO, |subnet| subnet.started = false)
        .build_and_execute(|| {
            for netuid in [ONE, TWO, THREE] {
                earn(&BOB_HOT, netuid, 50 * UNIT);
            }
            assert_ok!(claim_with(BOB, BOB_HOT));
            // Subnet 2 has not started; the pool of the third is too shallow to buy.
            assert_eq!(events(), [claimed(BOB_HOT, ONE, 25 * UNIT, Some(1_249_843_769))]);
            RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(10));
            earn(&BOB_HOT, ONE, 2);
            assert_storage_noop!(assert_ok!(claim_with(BOB, BOB_HOT)));
            assert!(claimable(&BOB_HOT, &BOB, TWO) >= 25 * UNIT - 1);
            assert!(claimable(&BOB_HOT, &BOB, THREE) >= 25 * UNIT - 1);
        });
}

/// Clients put it before the removal of stake in one batch, which must not fail for it.
#[test]
fn without_anything_to_claim_nothing_happens() {
    two_stakers().build_and_execute(|| {
        assert_storage_noop!(assert_ok!(claim_with(BOB, BOB_HOT)));
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_storage_noop!(assert_ok!(claim_with(CAROL, BOB_HOT)));
        assert_storage_noop!(assert_ok!(claim_with(BOB, ALICE_HOT)));
        assert_storage_noop!(assert_ok!(claim_with(STRANGER, STRANGER)));
        assert_ok!(claim_with(BOB, BOB_HOT));
        assert_ok!(remove(BOB, BOB_HOT, ROOT, u64::MAX));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 0);
    });
}

#[test]
fn who_has_left_root_comes_back_with_the_proceeds() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(remove(BOB, BOB_HOT, ROOT, HALF));
        assert!(!StakingHotkeys::<Test>::contains_key(BOB));
        assert_ok!(claim_with(BOB, BOB_HOT));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 1_249_843_769);
        assert_eq!(StakingHotkeys::<Test>::get(BOB).into_inner(), [BOB_HOT]);
        assert_eq!(RootHotkeys::<Test>::iter_key_prefix(BOB).count(), 1);
    });
}

#[test]
fn it_pays_for_the_subnets_of_the_hotkey_and_the_debts_that_change() {
    type Of = SubstrateWeight<Test>;
    two_stakers().build_and_execute(|| {
        let call = || RuntimeCall::from(crate::Call::claim_root_with_hotkey { hotkey: BOB_HOT });
        let paid = || call().dispatch(RuntimeOrigin::signed(BOB)).unwrap().actual_weight.unwrap();
        let all = <Test as crate::Config>::MaxPositions::get();
        let declared = <Of as WeightInfo>::claim_root_with_hotkey(all) + root_debts::of::<Test>(all);
        assert_eq!(call().get_dispatch_info().call_weight, declared);
        assert_eq!(paid(), <Of as WeightInfo>::claim_root_with_hotkey(0));
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&BOB_HOT, TWO, 50 * UNIT);
        let two = <Of as WeightInfo>::claim_root_with_hotkey(2);
        assert_eq!(paid(), two + root_debts::of::<Test>(2));
        assert_eq!(paid(), two);
        assert!(declared.all_gte(two + root_debts::of::<Test>(2)));
    });
}

#[test]
fn an_unsigned_call_is_refused() {
    two_stakers().build_and_execute(|| {
        let call = SubtensorModule::claim_root_with_hotkey(RuntimeOrigin::none(), BOB_HOT);
        assert_noop!(call, DispatchError::BadOrigin);
    });
}
