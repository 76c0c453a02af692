//! Attacks on swaps of hotkeys: stake, claims and families that others leave with a hotkey, so that it cannot be replaced.
//!
//! One call moves 64 units here, 300 in the runtime.

use super::{
    calls::{transacted, transfer},
    children::child,
    claims::{claimable, claims_nothing, earn, pot, WHOLE},
    neuron_calls::*,
};
use crate::{
    ledger::hotkeys::Hotkeys,
    lifecycle::swap_hotkey::{SwapWork, UnfinishedSwap},
    mock::*,
    registry::families::{Children, MAX_FOLLOWING},
    weights::SubstrateWeight,
    Call, Event, LastHotkeySwap, NetworkRegisteredAt, Neurons, Owner, PendingChildKeys, PendingChildQueue,
    RootClaimableThreshold, SubnetPositions, TotalHotkeyAlpha, Uids, UnfinishedSwaps, WeightInfo,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::Get};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchResult};
use substrate_fixed::types::I96F32;

/// The hotkey that comes; nobody owns it at first.
const NEW: AccountId32 = AccountId32::new([150; 32]);

/// The price of a swap everywhere, in rao.
const COST: u64 = 100_000_000;

/// Alpha worth 0.0025 TAO.
const DUST: u64 = 50_000_000;

/// Bob with a neuron and stake, and a stranger with stake with his hotkey at subnet 1.
fn target() -> ExtBuilder {
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ONE, 10 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 20 * UNIT)
        .stake(STRANGER, BOB_HOT, ONE, 100 * UNIT)
        .balance(STRANGER, UNIT)
}

/// The stranger gives dust to so many accounts.
fn scatter(accounts: u8) {
    enter(&BOB, &BOB_HOT, ONE, 1);
    for number in 0..accounts {
        assert_ok!(transfer(STRANGER, hot(number), BOB_HOT, (ONE, ONE), DUST));
    }
    let _ = events();
}

/// As many others stake with the old hotkey as one call moves, and four more.
fn scatter_more() {
    for number in 100..168 {
        fund(&hot(number));
        assert_ok!(add(hot(number), BOB_HOT, ONE, 3_000_000));
    }
}

fn everywhere() -> DispatchResult {
    sign(BOB, Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: NEW, netuid: None })
}

/// Returns the numbers of positions at a subnet with the old and with the new hotkey.
fn positions(netuid: NetUid) -> (usize, usize) {
    let count = |hotkey: &AccountId32| SubnetPositions::<Test>::iter_key_prefix((netuid, hotkey)).count();
    (count(&BOB_HOT), count(&NEW))
}

/// Returns all stake at a subnet with both hotkeys.
fn staked(netuid: NetUid) -> u64 {
    [&BOB_HOT, &NEW].into_iter().map(|hotkey| TotalHotkeyAlpha::<Test>::get(hotkey, netuid).rao()).sum()
}

/// Returns the record of the swap everywhere, at this subnet.
fn unfinished(next: Option<NetUid>) -> Option<UnfinishedSwap<AccountId32>> {
    let since = NetworkRegisteredAt::<Test>::get(ROOT);
    Some(UnfinishedSwap { new_hotkey: NEW, netuid: None, keep_stake: false, since, next })
}

/// Before, a swap with stake failed with `TooManyPositions`, as long as the stranger liked.
#[test]
fn dust_does_not_keep_an_owner_from_a_swap() {
    target().build_and_execute(|| {
        scatter(65);
        let (before, swapped) = (staked(ONE), || (stake(&NEW, &BOB, ONE), stake(&NEW, &BOB, TWO)));
        assert_eq!(positions(ONE), (67, 0));
        assert_ok!(everywhere());
        // The neuron for two units, Bob's two positions, and 60 of the others.
        assert_eq!(Uids::<Test>::get(ONE, NEW), Some(0));
        assert_eq!(swapped(), (10 * UNIT, 20 * UNIT));
        assert_eq!((positions(ONE), positions(TWO)), ((6, 61), (0, 1)));
        assert_eq!(staked(ONE), before);
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), unfinished(None));
        assert_eq!(Owner::<Test>::get(&BOB_HOT), BOB);
        let (coldkey, old_hotkey, new_hotkey) = (BOB, BOB_HOT, NEW);
        assert_eq!(events(), [Event::HotkeySwapUnfinished { coldkey, old_hotkey, new_hotkey, netuid: None }]);
        check_invariants();
        assert_ok!(everywhere());
        assert_eq!(swapped(), (10 * UNIT, 20 * UNIT));
        assert_eq!(positions(ONE), (0, 67));
        assert_eq!(stake(&NEW, &STRANGER, ONE), 100 * UNIT - 65 * DUST);
        assert!((0..65).all(|number| stake(&NEW, &hot(number), ONE) == DUST));
        assert_eq!(staked(ONE), before);
        assert_eq!(events(), [Event::HotkeySwapped { coldkey: BOB, old_hotkey: BOB_HOT, new_hotkey: NEW }]);
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), None);
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        // The price of one swap.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
    });
}

#[test]
fn who_keeps_adding_dust_does_not_stop_a_swap() {
    target().build_and_execute(|| {
        scatter(65);
        assert_ok!(everywhere());
        assert_eq!(positions(ONE), (6, 61));
        scatter_more();
        assert_eq!(positions(ONE), (74, 61));
        let before = staked(ONE);
        // The neuron and Bob's stake are where they were; each call moves as many of the others as it can.
        for left in [10, 0] {
            assert_ok!(everywhere());
            assert_eq!(positions(ONE).0, left);
            assert_eq!((Uids::<Test>::get(ONE, NEW), stake(&NEW, &BOB, ONE)), (Some(0), 10 * UNIT));
            assert_eq!(staked(ONE), before);
            check_invariants();
        }
        assert_noop!(add(hot(100), BOB_HOT, ONE, 3_000_000), E::HotKeyAccountNotExists);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
    });
}

/// Before, claims that are too small to be made kept a swap from ending: `TooManyPositions`.
#[test]
fn dust_of_claims_does_not_keep_an_owner_from_a_swap() {
    const EACH: u64 = 500_000;
    let part = WHOLE / 128;
    let chain = (0..65).fold(ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 63 * part), |chain, number| {
        chain.stake(hot(number), BOB_HOT, ROOT, part)
    });
    chain.build_and_execute(|| {
        RootClaimableThreshold::<Test>::insert(ONE, I96F32::from_num(10_000_000));
        assert_eq!(earn(&BOB_HOT, ONE, 128 * EACH), 128 * EACH);
        for number in 0..65 {
            assert_ok!(remove(hot(number), BOB_HOT, ROOT, part));
            claims_nothing(hot(number), &[ONE]);
        }
        let claims = |hotkey: &AccountId32| -> Vec<_> {
            (0..65).map(|number| claimable(hotkey, &hot(number), ONE)).filter(|claim| *claim > 0).collect()
        };
        assert_eq!(claims(&BOB_HOT), [EACH; 65]);
        assert_ok!(everywhere());
        // Bob's position at root for three units, and 61 claims.
        assert_eq!((stake(&NEW, &BOB, ROOT), claimable(&NEW, &BOB, ONE)), (63 * part, 63 * EACH));
        assert_eq!((claims(&BOB_HOT), claims(&NEW)), (vec![EACH; 4], vec![EACH; 61]));
        assert_eq!((pot(&BOB_HOT, ONE), pot(&NEW, ONE)), (4 * EACH, 124 * EACH));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), unfinished(None));
        assert_eq!(Owner::<Test>::get(&BOB_HOT), BOB);
        check_invariants();
        assert_ok!(everywhere());
        assert_eq!((claims(&BOB_HOT), claims(&NEW)), (vec![], vec![EACH; 65]));
        assert_eq!((pot(&BOB_HOT, ONE), pot(&NEW, ONE)), (0, 128 * EACH));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        assert_eq!(pool(ONE).claimable.rao(), 128 * EACH);
    });
}

/// Before, a swap everywhere failed with `TooManyPendingChildren`.
#[test]
fn many_who_wait_with_children_do_not_keep_an_owner_from_a_swap() {
    let chain = target().subnet(subnet(THREE, 1_000 * UNIT, 500_000 * UNIT, 20_000_000));
    chain.build_and_execute(|| {
        for netuid in [ONE, TWO, THREE] {
            for number in 0..200 {
                let children = Children::<Test>::truncate_from(vec![(1, BOB_HOT)]);
                PendingChildKeys::<Test>::insert(netuid, child(number), (children, 9_u64));
                PendingChildQueue::<Test>::try_append(netuid, (9_u64, child(number))).unwrap();
            }
        }
        let waiting_for = |netuid, hotkey: &AccountId32| {
            let pending = PendingChildKeys::<Test>::iter_prefix_values(netuid);
            pending.filter(|(children, _)| children[0].1 == *hotkey).count()
        };
        let swap = || transacted(|| SubtensorModule::do_swap_hotkey(&BOB, &BOB_HOT, &NEW, None, false));
        assert_eq!(swap(), Ok(SwapWork { subnets: 4, units: 0, followed: 400 }));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), unfinished(Some(THREE)));
        assert_eq!((waiting_for(TWO, &NEW), waiting_for(THREE, &NEW)), (200, 0));
        // Stake comes after all neurons.
        assert_eq!(positions(ONE), (2, 0));
        assert_eq!(swap(), Ok(SwapWork { subnets: 4, units: 3, followed: 200 }));
        assert_eq!(waiting_for(THREE, &NEW), 200);
        assert_eq!(positions(ONE), (0, 2));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), None);
    });
}

/// A chain with 33 subnets and Bob's hotkey at each: 66 units.
fn many_neurons(test: impl FnOnce()) {
    let chain = (3..=33).fold(target(), |chain, number| {
        chain.subnet(subnet(NetUid::new(number), 1_000 * UNIT, 500_000 * UNIT, 20_000_000))
    });
    chain.build_and_execute(|| {
        for number in 1..=33 {
            enter(&BOB, &BOB_HOT, NetUid::new(number), 1);
        }
        test();
    });
}

/// Returns the number of subnets at which a hotkey has a neuron.
fn neurons_of(hotkey: &AccountId32) -> usize {
    (1..=33).filter(|number| Uids::<Test>::contains_key(NetUid::new(*number), hotkey)).count()
}

#[test]
fn neurons_that_one_call_cannot_move_move_in_the_next_with_the_stake_or_without() {
    many_neurons(|| {
        assert_ok!(everywhere());
        assert_eq!((neurons_of(&BOB_HOT), neurons_of(&NEW)), (1, 32));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), unfinished(Some(NetUid::new(33))));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10 * UNIT);
        check_invariants();
        assert_ok!(everywhere());
        assert_eq!((neurons_of(&BOB_HOT), neurons_of(&NEW)), (0, 33));
        assert_eq!((positions(ONE), positions(TWO)), ((0, 2), (0, 1)));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
    });
    many_neurons(|| {
        let keep = || swap_key(BOB, BOB_HOT, NEW, None, true);
        assert_ok!(keep());
        assert_eq!((neurons_of(&BOB_HOT), neurons_of(&NEW)), (1, 32));
        // With the stake it is another swap.
        assert_noop!(everywhere(), E::HotKeySetTxRateLimitExceeded);
        assert_ok!(keep());
        assert_eq!((neurons_of(&BOB_HOT), neurons_of(&NEW)), (0, 33));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), None);
        assert_eq!((positions(ONE), Owner::<Test>::get(&BOB_HOT)), ((2, 0), BOB));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
    });
}

#[test]
fn only_the_same_swap_goes_on_without_a_wait_and_another_takes_its_place() {
    target().build_and_execute(|| {
        scatter(65);
        assert_ok!(everywhere());
        for (new, netuid) in [(NEW, Some(ONE)), (hot(250), None)] {
            assert_noop!(swap_key(BOB, BOB_HOT, new, netuid, false), E::HotKeySetTxRateLimitExceeded);
        }
        // Nor does it shift the wait for another.
        System::set_block_number(900);
        scatter_more();
        assert_ok!(everywhere());
        assert_eq!(LastHotkeySwap::<Test>::get(BOB), Some(1));
        System::set_block_number(1_002);
        assert_eq!(positions(ONE), (10, 125));
        assert_ok!(swap_key(BOB, BOB_HOT, hot(250), Some(ONE), false));
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), None);
        assert_eq!(positions(ONE), (0, 125));
        assert_noop!(everywhere(), E::HotKeySetTxRateLimitExceeded);
    });
}

#[test]
fn a_swap_at_a_subnet_does_not_go_on_at_a_later_subnet_of_the_number() {
    target().build_and_execute(|| {
        scatter(65);
        let swap = || swap_key(BOB, BOB_HOT, NEW, Some(ONE), false);
        assert_ok!(swap());
        assert!(UnfinishedSwaps::<Test>::contains_key(&BOB_HOT));
        NetworkRegisteredAt::<Test>::insert(ONE, 1);
        assert_noop!(swap(), E::HotKeySetTxRateLimitExceeded);
    });
}

/// Without it, a neuron would have no owner.
#[test]
fn an_old_hotkey_that_has_a_neuron_again_keeps_its_owner() {
    target().build_and_execute(|| {
        scatter(65);
        assert_ok!(everywhere());
        enter(&BOB, &BOB_HOT, TWO, 1);
        assert_ok!(everywhere());
        assert_eq!(UnfinishedSwaps::<Test>::get(&BOB_HOT), None);
        assert_eq!(Owner::<Test>::get(&BOB_HOT), BOB);
        assert_eq!(Neurons::<Test>::hotkeys(TWO), [BOB_HOT]);
    });
}

#[test]
fn a_hotkey_that_leaves_its_owner_has_no_swap_any_more() {
    target().build_and_execute(|| {
        Hotkeys::<Test>::adopt(&hot(1), &BOB);
        let swap = UnfinishedSwap { new_hotkey: NEW, netuid: None, keep_stake: false, since: 0, next: None };
        UnfinishedSwaps::<Test>::insert(hot(1), swap);
        fund(&hot(1));
        assert_ok!(sign(hot(1), Call::choose_coldkey { coldkey: ALICE }));
        assert_eq!(UnfinishedSwaps::<Test>::get(hot(1)), None);
    });
}

/// Before, every swap was charged for families at all subnets: 0.96 s with the runtime's weights of storage.
#[test]
fn a_call_declares_the_most_that_it_can_do_and_is_charged_what_it_did() {
    type Of = SubstrateWeight<Test>;
    target().build().execute_with(|| {
        System::set_block_number(1);
        scatter(65);
        let most = <Test as crate::Config>::MaxPositions::get();
        for (netuid, declared, found) in [(None, most, 3), (Some(TWO), 1, 1)] {
            let call = RuntimeCall::from(Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: NEW, netuid });
            let info = call.get_dispatch_info();
            let all = Of::swap_hotkey(64, declared).saturating_add(Of::follow_children(MAX_FOLLOWING));
            assert_eq!(info.call_weight, all);
            LastHotkeySwap::<Test>::remove(BOB);
            let done = call.dispatch(RuntimeOrigin::signed(BOB)).unwrap();
            // As much as one call can do; then, at subnet 2, nothing.
            let units = if netuid.is_none() { 64 } else { 0 };
            let charged = Of::swap_hotkey(units, found).saturating_add(Of::follow_children(0));
            assert_eq!(done.actual_weight, Some(charged));
        }
    });
}
