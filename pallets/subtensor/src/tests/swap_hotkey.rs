//! `swap_hotkey`, `swap_hotkey_v2`.

use super::{calls::*, neuron_calls::*};
use crate::{
    ledger::hotkeys::Hotkeys, ledger::position::Position, mock::*, AlphaV2, AutoStakeDestination, AxonInfo, Axons,
    Call, ChildkeyTake, Delegates, Event, LastChildkeyTakeIncrease, LastHotkeySwap, LastTakeIncrease,
    NeuronCertificate, NeuronCertificates, Neurons, OwnedHotkeys, Owner, PerNeuron, Prometheus, PrometheusInfo,
    RootClaimPot, RootWeights, StakePositions, SubnetOwnerHotkey, SubnetPositions, TotalHotkeyAlpha,
    TotalHotkeySharesV2, TxRateLimit, Uids, ValidatorPermit, WeightCommit, WeightCommits, Weights,
};
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::H256;
use sp_runtime::{AccountId32, DispatchError};

/// The hotkey that comes; nobody owns it at first.
const NEW: AccountId32 = AccountId32::new([150; 32]);

/// 0.1 TAO.
const COST: u64 = 100_000_000;

/// Three coldkeys with stake at root and at subnets 1 and 2 with Bob's hotkey, which is subnet 2's owner's.
fn staked() -> ExtBuilder {
    ExtBuilder::default()
        .with(TWO, |subnet| {
            subnet.owner = BOB;
            subnet.owner_hotkey = BOB_HOT;
        })
        .stake(ALICE, BOB_HOT, ROOT, 70 * UNIT + 1)
        .stake(BOB, BOB_HOT, ROOT, 30 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 3 * UNIT)
        .stake(CAROL, BOB_HOT, ONE, 7 * UNIT + 7)
        .stake(CAROL, BOB_HOT, TWO, 11 * UNIT)
        .stake(CAROL, ALICE_HOT, ONE, 5 * UNIT)
}

fn everywhere() -> sp_runtime::DispatchResult {
    sign(BOB, Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: NEW, netuid: None })
}

/// A swap everywhere, with the units of its work.
fn units(keep_stake: bool) -> Result<u32, DispatchError> {
    transacted(|| SubtensorModule::do_swap_hotkey(&BOB, &BOB_HOT, &NEW, None, keep_stake)).map(|work| work.units)
}

/// Returns the value of every position with a hotkey.
fn values(hotkey: &AccountId32) -> Vec<u64> {
    let mut values = vec![];
    for netuid in [ROOT, ONE, TWO] {
        for coldkey in [ALICE, BOB, CAROL] {
            values.push(stake(hotkey, &coldkey, netuid));
        }
    }
    values
}

/// Counts the positions with a hotkey in each of the three maps.
fn positions(hotkey: &AccountId32) -> usize {
    let by_hotkey = AlphaV2::<Test>::iter_key_prefix((hotkey,)).count();
    let by_coldkey = StakePositions::<Test>::iter_keys().filter(|key| key.1 == *hotkey);
    let by_subnet = SubnetPositions::<Test>::iter_keys().filter(|key| key.1 == *hotkey);
    assert_eq!(by_coldkey.count(), by_hotkey);
    assert_eq!(by_subnet.count(), by_hotkey);
    by_hotkey
}

fn commits() -> BoundedVec<WeightCommit, frame_support::traits::ConstU32<10>> {
    let commit = WeightCommit { hash: H256::repeat_byte(7), block: 1, reveal_epoch: 1 };
    BoundedVec::try_from(vec![commit]).unwrap()
}

#[test]
fn all_stake_moves_and_is_worth_what_it_was() {
    staked().build_and_execute(|| {
        let (before, shares) = (values(&BOB_HOT), TotalHotkeySharesV2::<Test>::get(&BOB_HOT, ONE));
        // Two at root for two units each, three elsewhere, and the place of subnet 2's owner for two.
        assert_eq!(units(false), Ok(9));
        assert_eq!(values(&NEW), before);
        assert_eq!(values(&BOB_HOT), vec![0; 9]);
        assert_eq!(TotalHotkeySharesV2::<Test>::get(&NEW, ONE), shares);
        assert_eq!((positions(&NEW), positions(&BOB_HOT)), (5, 0));
        assert_eq!(stake(&ALICE_HOT, &CAROL, ONE), 5 * UNIT);
    });
}

#[test]
fn a_swap_everywhere_costs_a_tenth_of_a_tao_which_leaves_issuance() {
    staked().build_and_execute(|| {
        let before = issuance();
        assert_ok!(everywhere());
        assert_eq!(issuance(), before - COST);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
        let swapped = Event::HotkeySwapped { coldkey: BOB, old_hotkey: BOB_HOT, new_hotkey: NEW };
        assert_eq!(events(), vec![swapped]);
    });
}

#[test]
fn neurons_go_on_under_the_new_hotkey() {
    staked().build_and_execute(|| {
        enter(&ALICE, &ALICE_HOT, ONE, 1);
        enter(&BOB, &BOB_HOT, ONE, 1);
        Axons::<Test>::insert(ONE, &BOB_HOT, AxonInfo::default());
        Prometheus::<Test>::insert(ONE, &BOB_HOT, PrometheusInfo::default());
        NeuronCertificates::<Test>::insert(ONE, &BOB_HOT, NeuronCertificate::default());
        WeightCommits::<Test>::insert(ONE, &BOB_HOT, commits());
        assert_ok!(everywhere());
        assert_eq!(Neurons::<Test>::hotkeys(ONE), vec![ALICE_HOT, NEW]);
        assert!(Axons::<Test>::contains_key(ONE, &NEW));
        assert!(Prometheus::<Test>::contains_key(ONE, &NEW));
        assert!(NeuronCertificates::<Test>::contains_key(ONE, &NEW));
        assert_eq!(WeightCommits::<Test>::get(ONE, &NEW), Some(commits()));
        assert!(!Axons::<Test>::contains_key(ONE, &BOB_HOT));
        assert!(!WeightCommits::<Test>::contains_key(ONE, &BOB_HOT));
        assert_eq!(SubnetOwnerHotkey::<Test>::get(TWO), NEW);
        assert_eq!(SubnetOwnerHotkey::<Test>::get(ONE), ALICE_HOT);
    });
}

#[test]
fn a_seat_at_root_and_its_vote_go_along() {
    staked().build_and_execute(|| {
        seat_both();
        assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 3)]));
        let say = RootWeights::<Test>::get(&BOB_HOT);
        assert_ok!(everywhere());
        assert_eq!(Uids::<Test>::get(ROOT, NEW), Some(1));
        assert_eq!(RootWeights::<Test>::get(NEW), say);
        assert_eq!(RootWeights::<Test>::count(), 1);
    });
}

#[test]
fn the_old_hotkey_has_no_owner_any_more() {
    staked().build_and_execute(|| {
        assert_ok!(everywhere());
        assert_eq!(Owner::<Test>::get(NEW), BOB);
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), vec![NEW]);
        assert_noop!(add(ALICE, BOB_HOT, ONE, UNIT), E::HotKeyAccountNotExists);
        assert_ok!(add(ALICE, NEW, ONE, UNIT));
    });
}

#[test]
fn the_old_hotkey_keeps_its_owner_while_there_is_something_to_claim_with_it() {
    staked().build_and_execute(|| {
        RootClaimPot::<Test>::insert(ONE, &BOB_HOT, AlphaBalance::new(5));
        assert_ok!(everywhere());
        assert_eq!(Owner::<Test>::get(&BOB_HOT), BOB);
        RootClaimPot::<Test>::remove(ONE, &BOB_HOT);
    });
}

#[test]
fn a_swap_at_one_subnet_is_free_and_leaves_the_others_alone() {
    staked().build_and_execute(|| {
        seat_both();
        enter(&BOB, &BOB_HOT, ONE, 1);
        enter(&BOB, &BOB_HOT, TWO, 1);
        let before = values(&BOB_HOT);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
        // The state of a new hotkey is paid for.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - 5_300_000);
        assert_eq!(values(&NEW)[3..6], before[3..6]);
        assert_eq!((positions(&NEW), positions(&BOB_HOT)), (2, 3));
        assert_eq!(Uids::<Test>::get(ONE, NEW), Some(0));
        assert_eq!(Uids::<Test>::get(TWO, BOB_HOT), Some(0));
        assert_eq!(Uids::<Test>::get(ROOT, BOB_HOT), Some(1));
        assert_eq!(SubnetOwnerHotkey::<Test>::get(TWO), BOB_HOT);
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), vec![BOB_HOT, NEW]);
        let swapped = Event::HotkeySwappedOnSubnet { coldkey: BOB, old_hotkey: BOB_HOT, new_hotkey: NEW, netuid: ONE };
        assert_eq!(events(), vec![swapped]);
    });
}

#[test]
fn root_alone_can_be_swapped() {
    staked().build_and_execute(|| {
        seat_both();
        assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 3)]));
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ROOT), false));
        assert_eq!(stake(&NEW, &ALICE, ROOT), 70 * UNIT + 1);
        assert_eq!(stake(&BOB_HOT, &CAROL, ONE), 7 * UNIT + 7);
        assert_eq!(Uids::<Test>::get(ROOT, &NEW), Some(1));
        assert!(RootWeights::<Test>::contains_key(NEW));
    });
}

#[test]
fn stake_can_stay_with_the_old_hotkey() {
    staked().build_and_execute(|| {
        enter(&BOB, &BOB_HOT, ONE, 1);
        let before = values(&BOB_HOT);
        // The neuron and the place of subnet 2's owner.
        assert_eq!(units(true), Ok(4));
        assert_eq!(values(&BOB_HOT), before);
        assert_eq!(positions(&NEW), 0);
        assert_eq!(Uids::<Test>::get(ONE, NEW), Some(0));
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), vec![BOB_HOT, NEW]);
        // It is a swap everywhere, and costs as one.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
        assert_ok!(remove(CAROL, BOB_HOT, TWO, 11 * UNIT));
    });
}

#[test]
fn stake_that_joins_other_stake_loses_less_than_a_rao_each_and_nothing_in_all() {
    staked().stake(CAROL, ALICE_HOT, TWO, 13 * UNIT + 1).build_and_execute(|| {
        // Both have shares worth odd numbers of rao.
        for (hotkey, netuid, amount) in [(&BOB_HOT, ONE, 1_234_567), (&ALICE_HOT, ONE, 89_123)] {
            assert_ok!(Position::<Test>::raise_all(hotkey, netuid, amount.into()));
            edit(netuid, |pool| pool.alpha_out = (pool.alpha_out.rao() + amount).into());
        }
        let both: Vec<_> = [ROOT, ONE, TWO].map(|netuid| total(&BOB_HOT, netuid) + total(&ALICE_HOT, netuid)).to_vec();
        let each: Vec<_> = values(&BOB_HOT).into_iter().zip(values(&ALICE_HOT)).map(|(old, new)| old + new).collect();
        Hotkeys::<Test>::disown(&ALICE_HOT);
        assert_ok!(swap_key(BOB, BOB_HOT, ALICE_HOT, None, false));
        let after = [ROOT, ONE, TWO].map(|netuid| total(&ALICE_HOT, netuid)).to_vec();
        assert_eq!(after, both);
        for (after, before) in values(&ALICE_HOT).into_iter().zip(each) {
            assert!(after.abs_diff(before) <= 2, "{after} {before}");
        }
        assert_eq!((positions(&BOB_HOT), positions(&ALICE_HOT)), (0, 5));
    });
}

fn total(hotkey: &AccountId32, netuid: NetUid) -> u64 {
    TotalHotkeyAlpha::<Test>::get(hotkey, netuid).rao()
}

#[test]
fn whatever_is_staked_every_holder_has_after_a_swap_what_it_had() {
    for seed in 1..=60 {
        let mut dice = Dice::new(seed);
        ExtBuilder::default().build_and_execute(|| {
            random_stakes(&mut dice, &BOB_HOT);
            let with_stake = dice.below(2) == 0;
            if with_stake {
                Hotkeys::<Test>::adopt(&NEW, &BOB);
                random_stakes(&mut dice, &NEW);
            }
            let netuid = [None, None, Some(ROOT), Some(ONE), Some(TWO)][dice.below(5) as usize];
            let moves = |at: usize| netuid.is_none_or(|netuid| usize::from(netuid.get()) == at);
            let (old, new) = (values(&BOB_HOT), values(&NEW));
            let totals: Vec<_> = [ROOT, ONE, TWO].map(|netuid| total(&BOB_HOT, netuid) + total(&NEW, netuid)).to_vec();
            let (tao, pools) = (issuance(), <Swap as Pools<_>>::all());
            assert_ok!(swap_key(BOB, BOB_HOT, NEW, netuid, false));
            // At one subnet, the state of a new hotkey.
            let paid = if netuid.is_none() { COST } else { 5_300_000 * u64::from(!with_stake) };
            assert_eq!(issuance(), tao - paid);
            assert_eq!(<Swap as Pools<_>>::all(), pools);
            let after = [ROOT, ONE, TWO].map(|netuid| total(&BOB_HOT, netuid) + total(&NEW, netuid)).to_vec();
            assert_eq!(after, totals, "seed {seed}");
            let (left, arrived) = (values(&BOB_HOT), values(&NEW));
            for position in 0..9 {
                let at = position / 3;
                let (expected_old, expected_new) =
                    if moves(at) { (0, old[position] + new[position]) } else { (old[position], new[position]) };
                assert_eq!(left[position], expected_old, "seed {seed}");
                // To the rao where nothing was there; else roundings come to a few rao.
                let slack = if with_stake && moves(at) { 6 } else { 0 };
                assert!(
                    arrived[position].abs_diff(expected_new) <= slack,
                    "seed {seed}: {} {expected_new}",
                    arrived[position]
                );
            }
        });
    }
}

/// Stakes of random sizes, from a rao on, with dividends in between.
fn random_stakes(dice: &mut Dice, hotkey: &AccountId32) {
    for netuid in [ROOT, ONE, TWO] {
        for coldkey in [ALICE, BOB, CAROL] {
            let shift = 20 + dice.below(40);
            let amount = 1 + (dice.any() >> shift);
            if dice.below(4) == 0 {
                continue;
            }
            let mut position = Position::<Test>::load(hotkey, &coldkey, netuid);
            if position.deposit(amount.into()).is_err() {
                continue;
            }
            assert_ok!(<Swap as Pools<_>>::credit_at_genesis(netuid, amount.into()));
            position.save();
            let dividend = amount / 3 + dice.below(5);
            assert_ok!(Position::<Test>::raise_all(hotkey, netuid, dividend.into()));
            assert_ok!(<Swap as Pools<_>>::credit_at_genesis(netuid, dividend.into()));
        }
    }
}

#[test]
fn a_swap_never_raises_a_take() {
    for (old, new, expected) in [(1_000, 2_000, 1_000), (2_000, 1_000, 1_000)] {
        staked().build_and_execute(|| {
            Hotkeys::<Test>::adopt(&NEW, &BOB);
            Delegates::<Test>::insert(&BOB_HOT, old);
            Delegates::<Test>::insert(&NEW, new);
            LastTakeIncrease::<Test>::insert(&BOB_HOT, 90);
            LastTakeIncrease::<Test>::insert(&NEW, 80);
            assert_ok!(everywhere());
            assert_eq!(Delegates::<Test>::get(&NEW), expected);
            // Nor does it make the next raise come sooner.
            assert_eq!(LastTakeIncrease::<Test>::get(&NEW), Some(90));
            assert!(!Delegates::<Test>::contains_key(&BOB_HOT));
            assert!(!LastTakeIncrease::<Test>::contains_key(&BOB_HOT));
        });
    }
    // At one subnet, the old hotkey goes on elsewhere with the take that it has.
    staked().build_and_execute(|| {
        Delegates::<Test>::insert(&BOB_HOT, 0);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
        assert_eq!(Delegates::<Test>::get(&NEW), 0);
        assert!(Delegates::<Test>::contains_key(&BOB_HOT));
    });
}

#[test]
fn what_a_child_keeps_goes_along() {
    staked().build_and_execute(|| {
        System::set_block_number(9);
        for (netuid, take) in [(ONE, 700), (TWO, 800)] {
            let hotkey = BOB_HOT;
            let call = Call::set_childkey_take { hotkey, netuid, take };
            assert_ok!(sign(BOB, call));
        }
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
        assert_eq!(ChildkeyTake::<Test>::get(&NEW, ONE), 700);
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(&NEW, ONE), Some(9));
        assert!(!ChildkeyTake::<Test>::contains_key(&BOB_HOT, ONE));
        assert_eq!(ChildkeyTake::<Test>::get(&BOB_HOT, TWO), 800);
    });
}

#[test]
fn between_two_swaps_of_a_coldkey_more_than_the_limit_of_blocks_must_lie() {
    staked().build_and_execute(|| {
        assert_eq!(TxRateLimit::<Test>::get(), 1_000);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
        assert_eq!(LastHotkeySwap::<Test>::get(BOB), Some(1));
        // Of whatever hotkey, and at whatever subnet.
        System::set_block_number(1_001);
        assert_noop!(swap_key(BOB, NEW, hot(1), Some(TWO), false), E::HotKeySetTxRateLimitExceeded);
        // Another coldkey has a limit of its own.
        assert_ok!(swap_key(ALICE, ALICE_HOT, hot(2), Some(ONE), false));
        System::set_block_number(1_002);
        assert_ok!(swap_key(BOB, NEW, hot(1), Some(TWO), false));
    });
}

/// So many coldkeys with a stake each with Bob's hotkey, at subnets 1 and 2 in turns.
fn crowd(holders: u8) {
    for number in 0..holders {
        let netuid = if number % 2 == 0 { ONE } else { TWO };
        assert_ok!(<Swap as Pools<_>>::credit_at_genesis(netuid, UNIT.into()));
        let mut position = Position::<Test>::load(&BOB_HOT, &hot(number), netuid);
        position.deposit(UNIT.into()).unwrap();
        position.save();
    }
}

#[test]
fn as_many_positions_as_one_call_can_move_move_and_the_rest_in_the_next() {
    ExtBuilder::default().build_and_execute(|| {
        crowd(64);
        assert_eq!(units(false), Ok(64));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
    });
    ExtBuilder::default().build_and_execute(|| {
        crowd(65);
        assert_ok!(everywhere());
        assert_eq!((positions(&NEW), positions(&BOB_HOT)), (64, 1));
        assert_eq!(Owner::<Test>::get(&BOB_HOT), BOB);
        let (coldkey, old_hotkey, new_hotkey) = (BOB, BOB_HOT, NEW);
        let unfinished = Event::HotkeySwapUnfinished { coldkey, old_hotkey, new_hotkey, netuid: None };
        assert_eq!(events(), vec![unfinished]);
        // In the same block, and for no price.
        assert_ok!(everywhere());
        assert_eq!((positions(&NEW), positions(&BOB_HOT)), (65, 0));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
        assert_eq!(events(), vec![Event::HotkeySwapped { coldkey: BOB, old_hotkey: BOB_HOT, new_hotkey: NEW }]);
    });
    // Thirty-three are at subnet 1: one subnet after the other.
    ExtBuilder::default().build_and_execute(|| {
        crowd(65);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, Some(ONE), false));
        assert_eq!(positions(&NEW), 33);
        System::set_block_number(2_000);
        assert_ok!(everywhere());
        assert_eq!(positions(&NEW), 65);
    });
    ExtBuilder::default().build_and_execute(|| {
        crowd(65);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, None, true));
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().balance(BOB, COST + DEPOSIT - 1).build_and_execute(|| {
        crowd(17);
        enter(&BOB, &BOB_HOT, TWO, 1);
        Hotkeys::<Test>::adopt(&NEW, &BOB);
        enter(&BOB, &NEW, TWO, 1);
        LastHotkeySwap::<Test>::insert(BOB, 1);
        let swap = |coldkey, old, new, netuid| swap_key(coldkey, old, new, netuid, false);
        assert_noop!(swap(STRANGER, STRANGER, STRANGER, Some(NOWHERE)), E::HotKeyAccountNotExists);
        assert_noop!(swap(STRANGER, BOB_HOT, BOB_HOT, Some(NOWHERE)), E::NonAssociatedColdKey);
        assert_noop!(swap(BOB, BOB_HOT, BOB_HOT, Some(NOWHERE)), E::NewHotKeyIsSameWithOld);
        assert_noop!(swap(BOB, BOB_HOT, ALICE_HOT, Some(NOWHERE)), E::NonAssociatedColdKey);
        assert_noop!(swap(BOB, BOB_HOT, NEW, Some(NOWHERE)), E::SubnetNotExists);
        assert_noop!(everywhere(), E::HotKeySetTxRateLimitExceeded);
        LastHotkeySwap::<Test>::remove(BOB);
        assert_noop!(everywhere(), E::HotKeyAlreadyRegisteredInSubNet);
        assert_noop!(swap(BOB, BOB_HOT, NEW, Some(TWO)), E::HotKeyAlreadyRegisteredInSubNet);
        // At subnet 1 they do not meet, and it costs nothing.
        assert_ok!(swap(BOB, BOB_HOT, NEW, Some(ONE)));
        LastHotkeySwap::<Test>::remove(BOB);
        assert_noop!(swap(BOB, BOB_HOT, hot(1), None), E::NotEnoughBalanceToPaySwapHotKey);
        assert_noop!(swap_key(BOB, BOB_HOT, hot(1), None, true), E::NotEnoughBalanceToPaySwapHotKey);
    });
}

#[test]
fn the_existential_deposit_stays_with_the_coldkey() {
    staked().balance(BOB, COST + DEPOSIT).build_and_execute(|| {
        assert_ok!(everywhere());
        assert_eq!(Balances::free_balance(BOB), DEPOSIT);
    });
}

#[test]
fn what_a_miner_earns_follows_the_destination_through_a_swap() {
    ExtBuilder::default().balance(CAROL, UNIT).stake(BOB, BOB_HOT, ONE, 1_000 * UNIT).build_and_execute(|| {
        let validator = enter(&BOB, &BOB_HOT, ONE, 0);
        let miner = enter(&CAROL, &hot(1), ONE, 0);
        let row = PerNeuron::try_from(vec![(miner, u16::MAX)]).unwrap();
        Weights::<Test>::insert(ONE, validator, row);
        assert_ok!(Neurons::<Test>::touch(ONE, validator, 1));
        enter(&CAROL, &hot(2), ONE, 0);
        AutoStakeDestination::<Test>::insert(&CAROL, ONE, hot(2));
        let permits = vec![true, false, false];
        ValidatorPermit::<Test>::insert(ONE, PerNeuron::try_from(permits).unwrap());
        run_to(360);
        let there = stake(&hot(2), &CAROL, ONE);
        assert!(there > 0 && stake(&hot(1), &CAROL, ONE) == 0);
        assert_ok!(swap_key(CAROL, hot(2), NEW, None, false));
        run_to(720);
        assert!(stake(&NEW, &CAROL, ONE) > there);
        assert_eq!(stake(&hot(1), &CAROL, ONE), 0);
        assert_eq!(stake(&hot(2), &CAROL, ONE), 0);
    });
}
