//! Claiming what was earned at root.
//!
//! Unless told otherwise Bob and Alice each have 2³¹ rao at root with Bob's hotkey, so that whole rao divide without a rest;
//! pools have 10 000 TAO and 200 000 alpha.

use super::{calls::*, claims::*};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, weights::SubstrateWeight, Event, RootClaimCarried, RootClaimTypeEnum,
    RootClaimable, RootClaimableThreshold, RootClaimed, RootHotkeys, WeightInfo,
};
use dtao_primitives::{AlphaBalance, NetUid, TaoBalance};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

const HALF: u64 = WHOLE / 2;

fn two_stakers() -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, HALF).stake(ALICE, BOB_HOT, ROOT, HALF)
}

fn claimed(alpha: u64, netuid: NetUid, tao: Option<u64>) -> Event<Test> {
    Event::RootClaimed {
        coldkey: BOB,
        hotkey: BOB_HOT,
        netuid,
        alpha: AlphaBalance::new(alpha),
        tao: tao.map(TaoBalance::new),
    }
}

#[test]
fn what_was_earned_is_sold_and_the_tao_staked_at_root() {
    two_stakers().fee_rate(33).build_and_execute(|| {
        assert_eq!(earn(&BOB_HOT, ONE, 50 * UNIT), 50 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        without_touching_tao(|| {
            assert_ok!(claim(BOB, &[ONE]));
        });
        // 10 000 · 25 / 200 025, without a fee.
        let tao = 1_249_843_769;
        assert_eq!(events(), vec![claimed(25 * UNIT, ONE, Some(tao))]);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), HALF + tao);
        assert_eq!(stake(&BOB_HOT, &ALICE, ROOT), HALF);
        assert_eq!(reserves(ONE), (10_000 * UNIT - tao, 200_025 * UNIT, 25 * UNIT));
        assert_eq!(reserves(ROOT), (WHOLE + tao, 0, WHOLE + tao));
        assert_eq!(pool(ONE).claimable.rao(), 25 * UNIT);
        assert_eq!(pot(&BOB_HOT, ONE), 25 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), 25 * UNIT);
        // It is the chain's own trade: no flow of traders.
        assert_eq!(pool(ONE).flow, 0);
    });
}

#[test]
fn what_was_earned_is_staked_as_it_is_where_that_is_wanted() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        let before = pool(ONE);
        let _ = events();
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(events(), vec![claimed(25 * UNIT, ONE, None)]);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), HALF);
        let after = pool(ONE);
        assert_eq!(after.claimable.rao(), 25 * UNIT);
        assert_eq!(after.reserves(), before.reserves());
        assert_eq!(after.alpha_out, before.alpha_out);
    });
}

#[test]
fn alpha_of_the_subnets_named_is_kept_and_all_other_sold() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&BOB_HOT, TWO, 50 * UNIT);
        assert_ok!(want(BOB, keep_of([2])));
        let _ = events();
        assert_ok!(claim(BOB, &[ONE, TWO]));
        // The proceeds are staked at root after the last claim, and cost nothing of what was earned elsewhere.
        let kept = 25 * UNIT;
        assert_eq!(events(), vec![claimed(25 * UNIT, ONE, Some(1_249_843_769)), claimed(kept, TWO, None)]);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), kept);
        assert_eq!(pot(&BOB_HOT, TWO), 50 * UNIT - kept);
    });
}

#[test]
fn no_subnet_or_more_than_five_is_refused_before_all_else() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_noop!(claim(BOB, &[]), E::InvalidSubnetNumber);
        let six: Vec<_> = (1..=6).map(NetUid::new).collect();
        assert_noop!(claim(BOB, &six), E::InvalidSubnetNumber);
        assert_noop!(claim(CAROL, &six), E::InvalidSubnetNumber);
        assert_ok!(claim(BOB, &six[..5]));
    });
}

#[test]
fn a_claim_of_nothing_does_nothing() {
    two_stakers().build_and_execute(|| {
        claims_nothing(BOB, &[ONE]);
        earn(&BOB_HOT, ONE, 50 * UNIT);
        claims_nothing(CAROL, &[ONE]);
        claims_nothing(BOB, &[TWO]);
        claims_nothing(CAROL, &[ROOT]);
        claims_nothing(BOB, &[NOWHERE]);
        assert_ok!(claim(BOB, &[ONE, TWO, NOWHERE]));
        claims_nothing(BOB, &[ONE]);
        claims_nothing(BOB, &[ROOT]);
    });
}

#[test]
fn what_is_under_the_subnets_threshold_waits() {
    two_stakers().build_and_execute(|| {
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(500_000));
        earn(&BOB_HOT, ONE, 2 * 499_999);
        claims_nothing(BOB, &[ONE]);
        earn(&BOB_HOT, ONE, 2);
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 500_000);

        RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(7));
        earn(&BOB_HOT, ONE, 12);
        claims_nothing(BOB, &[ONE]);
        RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(6));
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 500_006);
    });
}

#[test]
fn roots_threshold_holds_at_each_subnet_without_one_of_its_own() {
    two_stakers().build_and_execute(|| {
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        RootClaimableThreshold::<Test>::insert(ROOT, I96F32::from_num(7));
        for netuid in [ONE, TWO] {
            earn(&BOB_HOT, netuid, 2 * 6);
            claims_nothing(BOB, &[netuid]);
        }
        RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(8));
        earn(&BOB_HOT, ONE, 2);
        earn(&BOB_HOT, TWO, 2);
        claims_nothing(BOB, &[ONE]);
        assert_ok!(claim(BOB, &[TWO]));
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 7);
    });
}

#[test]
fn a_threshold_of_zero_does_not_make_nothing_a_claim() {
    two_stakers().build_and_execute(|| {
        RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(0));
        claims_nothing(BOB, &[ONE]);
        earn(&BOB_HOT, ONE, 1_000_000);
        assert_ok!(claim(BOB, &[ONE]));
        claims_nothing(BOB, &[ONE]);
    });
}

#[test]
fn all_of_a_coldkeys_hotkeys_are_claimed_with_at_once() {
    two_stakers().stake(BOB, ALICE_HOT, ROOT, WHOLE).build_and_execute(|| {
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&ALICE_HOT, ONE, 7 * UNIT);
        earn(&ALICE_HOT, TWO, 9 * UNIT);
        let set = [ONE, TWO].into_iter().collect();
        let info = SubtensorModule::claim_root(RuntimeOrigin::signed(BOB), set).unwrap();
        // Two hotkeys at two subnets were looked at.
        assert_eq!(info.actual_weight, Some(<SubstrateWeight<Test> as WeightInfo>::claim_root(4)));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 7 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO), 9 * UNIT);
    });
}

#[test]
fn a_pool_too_shallow_to_buy_leaves_the_claim_as_it_is() {
    two_stakers().subnet(subnet(THREE, 10_000_000, 200_000 * UNIT, 1)).build_and_execute(|| {
        earn(&BOB_HOT, THREE, 50 * UNIT);
        claims_nothing(BOB, &[THREE]);
        earn(&BOB_HOT, ONE, 50 * UNIT);
        let before = pool(THREE);
        assert_ok!(claim(BOB, &[ONE, THREE]));
        assert_eq!(pool(THREE), before);
        assert_eq!(pot(&BOB_HOT, THREE), 50 * UNIT);
        // As alpha it can be had.
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_ok!(claim(BOB, &[THREE]));
        assert_eq!(stake(&BOB_HOT, &BOB, THREE), 25 * UNIT - 1);
    });
}

#[test]
fn alpha_that_sells_for_nothing_is_not_given_away() {
    two_stakers().subnet(subnet(THREE, 20_000_000, 200_000 * UNIT, 1)).build_and_execute(|| {
        // 20 000 000 · 5 000 000 / 2·10¹⁴ is half a rao.
        earn(&BOB_HOT, THREE, 10_000_000);
        claims_nothing(BOB, &[THREE]);
        assert_eq!(claimable(&BOB_HOT, &BOB, THREE), 5_000_000);
    });
}

#[test]
fn at_a_subnet_that_was_not_started_nothing_is_claimed() {
    two_stakers().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        earn(&BOB_HOT, TWO, 50 * UNIT);
        claims_nothing(BOB, &[TWO]);
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        claims_nothing(BOB, &[TWO]);
        assert_eq!(claimable(&BOB_HOT, &BOB, TWO), 25 * UNIT);
    });
}

#[test]
fn who_has_left_root_still_has_what_it_earned() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(remove(BOB, BOB_HOT, ROOT, HALF));
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(RootClaimCarried::<Test>::get((ONE, BOB_HOT, BOB)).rao(), 25 * UNIT);
        // What comes now is Alice's alone.
        earn(&BOB_HOT, ONE, 8 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), 33 * UNIT);

        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(RootHotkeys::<Test>::iter_key_prefix(BOB).count(), 0);
        assert_eq!(RootClaimed::<Test>::iter().count(), 0);
        assert_eq!(RootClaimCarried::<Test>::iter().count(), 0);
    });
}

/// Before, a fee left records at each subnet that nobody could ever claim.
#[test]
fn who_leaves_root_leaves_no_record_of_less_than_a_claim() {
    for (earned, carried) in [(499_999, None), (500_000, Some(500_000))] {
        two_stakers().build_and_execute(|| {
            earn(&BOB_HOT, ONE, 2 * earned);
            assert_eq!(claimable(&BOB_HOT, &BOB, ONE), earned);
            assert_ok!(remove(BOB, BOB_HOT, ROOT, HALF));
            let left: Vec<_> = RootClaimCarried::<Test>::iter_values().map(|alpha| alpha.rao()).collect();
            assert_eq!(left, Vec::from_iter(carried));
            assert_eq!(RootHotkeys::<Test>::iter_key_prefix(BOB).count(), left.len());
            // It is nobody's: Alice's claim does not grow.
            assert_eq!((pot(&BOB_HOT, ONE), claimable(&BOB_HOT, &ALICE, ONE)), (2 * earned, earned));
        });
    }
}

#[test]
fn who_has_left_root_comes_back_with_the_proceeds() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(remove(BOB, BOB_HOT, ROOT, HALF));
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 1_249_843_769);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 0);
    });
}

#[test]
fn who_goes_and_comes_back_has_gained_nothing_and_lost_a_rao_at_most() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT + 2);
        let before = claimable(&BOB_HOT, &BOB, ONE);
        assert_eq!(before, 25 * UNIT + 1);
        for _ in 0..10 {
            assert_ok!(remove(BOB, BOB_HOT, ROOT, 1_234_567_891));
            assert_ok!(add(BOB, BOB_HOT, ROOT, 1_234_567_891));
        }
        let after = claimable(&BOB_HOT, &BOB, ONE);
        assert!(after <= before && after + 10 >= before, "{after}");
    });
}

#[test]
fn who_comes_later_has_no_part_in_what_was_earned_before() {
    two_stakers().balance(CAROL, 100 * UNIT).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(add(CAROL, BOB_HOT, ROOT, WHOLE));
        assert_eq!(claimable(&BOB_HOT, &CAROL, ONE), 0);
        claims_nothing(CAROL, &[ONE]);
        earn(&BOB_HOT, ONE, 16 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &CAROL, ONE), 8 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 29 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), 29 * UNIT);
    });
}

#[test]
fn dividends_in_tao_do_not_touch_what_can_be_claimed() {
    two_stakers().balance(CAROL, 100 * UNIT).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        dividend(&BOB_HOT, WHOLE);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), WHOLE);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        // A rao buys half a rao's first shares now.
        assert_ok!(add(CAROL, BOB_HOT, ROOT, WHOLE));
        earn(&BOB_HOT, ONE, 3 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &CAROL, ONE), UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 26 * UNIT);
        assert_ok!(remove(BOB, BOB_HOT, ROOT, WHOLE));
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 26 * UNIT);
    });
}

#[test]
fn stake_that_is_given_away_goes_without_what_it_earned() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(transfer(BOB, CAROL, BOB_HOT, (ROOT, ROOT), HALF));
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &CAROL, ONE), 0);
        earn(&BOB_HOT, ONE, 10 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(claimable(&BOB_HOT, &CAROL, ONE), 5 * UNIT);
    });
}

#[test]
fn stake_that_moves_to_another_hotkey_leaves_what_it_earned_behind() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(move_stake(BOB, (BOB_HOT, ROOT), (ALICE_HOT, ROOT), HALF));
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 25 * UNIT);
        assert_eq!(claimable(&ALICE_HOT, &BOB, ONE), 0);
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_ok!(claim(BOB, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 25 * UNIT);
    });
}

#[test]
fn clients_compute_the_same() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_ok!(claim(BOB, &[ONE]));
        earn(&BOB_HOT, ONE, 6 * UNIT);
        let rate = RootClaimable::<Test>::get(BOB_HOT)[&ONE];
        let owed = rate * substrate_fixed::types::I96F32::from_num(stake(&BOB_HOT, &BOB, ROOT));
        let claimed = RootClaimed::<Test>::get((ONE, BOB_HOT, BOB));
        assert_eq!(claimed, u128::from(25 * UNIT));
        assert_eq!(owed.to_num::<u128>() - claimed, u128::from(3 * UNIT));
        assert_eq!(claimable(&BOB_HOT, &BOB, ONE), 3 * UNIT);
    });
}

#[test]
fn more_hotkeys_than_fit_a_call_are_all_reached_in_some_block() {
    let hotkey = |index: u8| AccountId32::new([index; 32]);
    let hotkeys: Vec<_> = (110..180).map(hotkey).collect();
    let five: Vec<_> = (1..=5).map(NetUid::new).collect();
    let mut chain = ExtBuilder::default();
    for netuid in &five {
        chain = chain.subnet(subnet(*netuid, 10_000 * UNIT, 200_000 * UNIT, 50_000_000));
    }
    chain.balance(BOB, 1_000 * UNIT).build_and_execute(|| {
        for hotkey in &hotkeys {
            Hotkeys::<Test>::adopt(hotkey, &ALICE);
            assert_ok!(add(BOB, hotkey.clone(), ROOT, WHOLE));
            earn(hotkey, ONE, UNIT);
        }
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        let waiting = || {
            let waits = hotkeys.iter().filter(|key| claimable(key, &BOB, ONE) > 0);
            waits.count()
        };
        // 320 claims at five subnets: 64 hotkeys of 70.
        assert_ok!(claim(BOB, &five));
        assert_eq!(waiting(), 6);
        for block in 2..60 {
            System::set_block_number(block);
            let before = waiting();
            assert_ok!(claim(BOB, &five));
            assert!(waiting() <= before);
        }
        assert_eq!(waiting(), 0);
        assert_eq!(pot(&hotkeys[0], ONE), 0);
    });
}

/// The weight that a claim of Bob's pays, and its error.
fn paid(netuids: &[NetUid]) -> (Result<(), sp_runtime::DispatchError>, Option<frame_support::weights::Weight>) {
    use sp_runtime::traits::Dispatchable;
    let call = crate::Call::claim_root { subnets: netuids.iter().copied().collect() };
    match RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(BOB)) {
        Ok(info) => (Ok(()), info.actual_weight),
        Err(failed) => (Err(failed.error), failed.post_info.actual_weight),
    }
}

#[test]
fn a_claim_of_nothing_pays_for_what_it_tried() {
    two_stakers().build_and_execute(|| {
        let weight = |tried| Some(<SubstrateWeight<Test> as WeightInfo>::claim_root(tried));
        assert_eq!(paid(&[ONE, TWO]), (Ok(()), weight(2)));
        assert_eq!(paid(&[ONE]), (Ok(()), weight(1)));
        assert_eq!(paid(&[NOWHERE]), (Ok(()), weight(0)));
        // One hotkey, which is looked up, with which nothing was earned; and then one subnet.
        assert_eq!(paid(&[ROOT]), (Ok(()), weight(1)));
        earn(&BOB_HOT, TWO, 2);
        assert_eq!(paid(&[ROOT]), (Ok(()), weight(2)));
        assert_eq!(paid(&[]), (Err(E::InvalidSubnetNumber.into()), weight(0)));
    });
}

/// Clients name root, and mean all that there is.
#[test]
fn root_stands_for_all_subnets() {
    let six: Vec<_> = (1..=6).map(NetUid::new).collect();
    for named in [vec![ROOT], vec![ROOT, ONE], vec![ROOT, NOWHERE]] {
        let chain = six.iter().fold(two_stakers(), |chain, netuid| {
            chain.subnet(subnet(*netuid, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        });
        chain.with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
            for netuid in &six {
                earn(&BOB_HOT, *netuid, 2 * UNIT);
            }
            assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
            let _ = events();
            assert_ok!(claim(BOB, &named));
            let open = six.iter().filter(|netuid| **netuid != TWO);
            assert_eq!(events(), open.map(|netuid| claimed(UNIT, *netuid, None)).collect::<Vec<_>>());
            assert_eq!(claimable(&BOB_HOT, &BOB, TWO), UNIT);
            claims_nothing(BOB, &[ROOT]);
        });
    }
}

#[test]
fn all_hotkeys_at_all_subnets_are_reached_in_some_block() {
    let hotkeys: Vec<_> = (110..200).map(|index: u8| AccountId32::new([index; 32])).collect();
    let five: Vec<_> = (1..=5).map(NetUid::new).collect();
    let chain = five.iter().fold(ExtBuilder::default().balance(BOB, 1_000 * UNIT), |chain, netuid| {
        chain.subnet(subnet(*netuid, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
    });
    chain.build_and_execute(|| {
        for hotkey in &hotkeys {
            Hotkeys::<Test>::adopt(hotkey, &ALICE);
            assert_ok!(add(BOB, hotkey.clone(), ROOT, WHOLE));
            for netuid in &five {
                earn(hotkey, *netuid, UNIT);
            }
        }
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        let waiting = || hotkeys.iter().filter(|key| claimable(key, &BOB, ONE) > 0).count();
        // A hotkey with five subnets is work like six claims: 53 hotkeys in 320.
        let (done, weight) = paid(&[ROOT]);
        assert_eq!((done, weight), (Ok(()), Some(<SubstrateWeight<Test> as WeightInfo>::claim_root(318))));
        assert_eq!(waiting(), 90 - 53);
        for block in 2..60 {
            System::set_block_number(block);
            assert_ok!(claim(BOB, &[ROOT]));
        }
        assert_eq!(waiting(), 0);
    });
}
