//! Attacks by parents and children: epochs that weigh more than a block, places that are taken by nobody's stake, children that
//! are lost in a swap.
//!
//! Weights here are those with the mock's `DbWeight`, which is RocksDB's; `runtime/tests/runtime/limits.rs` has those of the
//! runtime, which are about half.

use super::{
    calls::move_stake,
    child_apply::{children_of, give, parents_of},
    children::{child, choose, queue},
};
use crate::{
    children::apply_pending, emission::Dividend, ledger::hotkeys::Hotkeys, mock::*, Call, ChildkeyTake,
    HotkeyDividends, MinChildkeyTake, Neurons, ParentKeys, PendingChildKeyCooldown, PendingChildKeys, StakeThreshold,
    TxRateLimit,
};
use dtao_primitives::Pools;
use frame_support::{assert_ok, storage::with_storage_layer, weights::constants::WEIGHT_REF_TIME_PER_MILLIS};
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

/// Returns the weight, in milliseconds, that the families of subnet 1 add to an epoch and its payout, which is undone.
fn milliseconds_of_families() -> u64 {
    let mut weight = 0;
    let undone: DispatchResult = with_storage_layer(|| {
        let mut books = <Swap as Pools<AccountId32>>::books().unwrap();
        let subnet = books.subnets.iter_mut().find(|subnet| subnet.netuid == ONE).unwrap();
        let paid = SubtensorModule::pay_subnet(subnet, &mut books.root, System::block_number());
        weight = paid.families.ref_time() / WEIGHT_REF_TIME_PER_MILLIS;
        Err(DispatchError::Other("undone"))
    });
    assert!(undone.is_err());
    weight
}

/// Ends the wait of all who wait at subnet 1.
fn apply_all() {
    System::set_block_number(System::block_number() + 1);
    while apply_pending::<Test>(ONE, System::block_number()) > 0 {}
}

/// Fills subnet 1 with 256 neurons. Returns their hotkeys.
fn full_subnet() -> Vec<AccountId32> {
    for number in 0..256 - Neurons::<Test>::hotkeys(ONE).len() {
        Hotkeys::<Test>::adopt(&child(number as u16), &CAROL);
        assert_ok!(Neurons::<Test>::append(ONE, &child(number as u16), 1));
    }
    Neurons::<Test>::hotkeys(ONE)
}

/// Lets these hotkeys name five neurons each, one after the other, as often as there is room for that.
fn hang_on_all(neurons: &[AccountId32], parents: impl Iterator<Item = AccountId32>) {
    PendingChildKeyCooldown::<Test>::put(0);
    for (number, parent) in parents.enumerate() {
        let owner = crate::Owner::<Test>::get(&parent);
        let five: Vec<_> = (0..5).map(|place| (u64::MAX / 5, neurons[(number * 5 + place) % 256].clone())).collect();
        let _ = choose(owner, parent, ONE, &five);
        if number % 256 == 255 {
            apply_all();
        }
    }
    apply_all();
}

/// Returns the owner of a parent: Carol's are the first 700, since nobody owns more than 1 000 hotkeys.
fn lender(number: u16) -> AccountId32 {
    if number < 700 {
        CAROL
    } else {
        child(50_000 + number / 700)
    }
}

/// Gives this many hotkeys, with this much alpha each at subnet 1, to coldkeys with TAO.
fn small_parents(chain: ExtBuilder, count: u16, alpha: u64) -> ExtBuilder {
    (0..count).fold(chain, |chain, number| {
        let (parent, owner) = (child(20_000 + number), lender(number));
        chain
            .balance(owner.clone(), 1_000 * UNIT)
            .hotkey(parent.clone(), owner.clone())
            .stake(owner, parent, ONE, alpha)
    })
}

/// Before, every neuron had 64 parents: 16 384 links, for 22 s here and 12.8 s with the runtime's weights of storage.
#[test]
fn hotkeys_without_stake_do_not_make_an_epoch_heavy() {
    ExtBuilder::default().build_and_execute(|| {
        let neurons = full_subnet();
        for number in 0..3_277 {
            Hotkeys::<Test>::adopt(&child(20_000 + number), &lender(number));
        }
        hang_on_all(&neurons, (0..3_277).map(|number| child(20_000 + number)));
        let weight = milliseconds_of_families();
        assert!(weight <= 500, "{weight} ms");
        assert_eq!(ParentKeys::<Test>::iter().count(), 0);
    });
}

/// As above, with an alpha behind each parent: 100 of them have a place, for 0.67 s here and 0.39 s in the runtime.
#[test]
fn nor_do_hotkeys_with_an_alpha_each() {
    small_parents(ExtBuilder::default(), 3_277, UNIT).build_and_execute(|| {
        let neurons = full_subnet();
        hang_on_all(&neurons, (0..3_277).map(|number| child(20_000 + number)));
        let links: usize = ParentKeys::<Test>::iter_values().map(|parents| parents.len()).sum();
        assert!(links > 0);
        let weight = milliseconds_of_families();
        assert!(weight <= 770, "{weight} ms");
        assert_eq!(links, 500);
    });
}

/// Before, 64 hotkeys without stake were enough, and the child could not get rid of them.
#[test]
fn a_childs_places_are_taken_from_the_smallest_parent() {
    let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 200_000 * UNIT);
    small_parents(chain, 65, UNIT).build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(0);
        for number in 0..64 {
            assert_ok!(choose(CAROL, child(20_000 + number), ONE, &[(u64::MAX / 2 + u64::from(number), child(1))]));
        }
        apply_all();
        assert_eq!(parents_of(&child(1)).len(), 64);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, child(1))]));
        apply_all();
        assert_eq!(children_of(&BOB_HOT), [(u64::MAX, child(1))]);
        assert_eq!(parents_of(&child(1)).len(), 64);
        assert_eq!(children_of(&child(20_000)), []);
    });
}

/// Before, 256 hotkeys without stake (0.08 TAO) kept everybody else from choosing, or revoking, for 7 200 blocks.
#[test]
fn the_queue_is_not_filled_by_hotkeys_without_stake() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 200_000 * UNIT).build_and_execute(|| {
        give(&BOB_HOT, &[(u64::MAX, child(2))]);
        for number in 0..256 {
            let parent = child(20_000 + number);
            Hotkeys::<Test>::adopt(&parent, &CAROL);
            let _ = choose(CAROL, parent, ONE, &[(1, child(1))]);
        }
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, child(3))]));
    });
}

/// Before, even this was refused.
#[test]
fn revoking_needs_no_place_in_the_queue() {
    let chain = ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2 * UNIT);
    small_parents(chain, 256, 5 * UNIT).build_and_execute(|| {
        give(&BOB_HOT, &[(u64::MAX, child(2))]);
        for number in 0..256 {
            assert_ok!(choose(CAROL, child(20_000 + number), ONE, &[(1, child(1))]));
        }
        assert_eq!(queue().len(), 256);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[]));
        assert_eq!(children_of(&BOB_HOT), []);
        assert_eq!(parents_of(&child(2)), []);
    });
}

/// Before, one stake of the threshold, shown by one hotkey after the other, filled the queue.
#[test]
fn one_stake_shown_by_many_hotkeys_keeps_one_place() {
    ExtBuilder::default()
        .balance(CAROL, 1_000 * UNIT)
        .hotkey(child(20_000), CAROL)
        .stake(CAROL, child(20_000), ONE, 1_000 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 200 * UNIT)
        .build_and_execute(|| {
            StakeThreshold::<Test>::put(100 * UNIT);
            for number in 20_000..20_256 {
                let (parent, next) = (child(number), child(number + 1));
                Hotkeys::<Test>::adopt(&next, &CAROL);
                assert_ok!(choose(CAROL, parent.clone(), ONE, &[(1, child(1))]));
                let all = stake(&parent, &CAROL, ONE);
                assert_ok!(move_stake(CAROL, (parent, ONE), (next, ONE), all));
            }
            assert_eq!(queue().len(), 256);
            assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, child(1))]));
            assert!(PendingChildKeys::<Test>::contains_key(ONE, BOB_HOT));
        });
}

/// Before, the children became active all the same.
#[test]
fn stake_that_is_gone_before_its_children_are_active_makes_no_parent() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 150 * UNIT).build_and_execute(|| {
        StakeThreshold::<Test>::put(100 * UNIT);
        PendingChildKeyCooldown::<Test>::put(0);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, child(1))]));
        assert_ok!(remove(BOB, BOB_HOT, ONE, 51 * UNIT));
        apply_all();
        assert_eq!(children_of(&BOB_HOT), []);
        assert!(queue().is_empty());
    });
}

/// Before, who had lent everything could not choose again, and a child could lend what it had from its parents.
#[test]
fn who_may_choose_is_measured_by_its_own_stake() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 200 * UNIT).build_and_execute(|| {
        StakeThreshold::<Test>::put(100 * UNIT);
        PendingChildKeyCooldown::<Test>::put(0);
        Hotkeys::<Test>::adopt(&child(1), &CAROL);
        give(&BOB_HOT, &[(u64::MAX, child(1))]);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, child(2))]));
        assert_eq!(choose(CAROL, child(1), ONE, &[(u64::MAX, child(3))]), Err(E::NotEnoughStakeToSetChildkeys.into()));
    });
}

/// Before, the parent's whole stake weight went to a hotkey that nobody had, and the way back was a conflict.
#[test]
fn a_child_that_others_wait_for_takes_them_along_in_a_swap() {
    let swaps: [fn(AccountId32, AccountId32) -> Call<Test>; 3] = [
        |hotkey, new_hotkey| Call::swap_hotkey { hotkey, new_hotkey, netuid: Some(ONE) },
        |hotkey, new_hotkey| Call::swap_hotkey { hotkey, new_hotkey, netuid: None },
        |hotkey, new_hotkey| Call::swap_hotkey_v2 { hotkey, new_hotkey, netuid: Some(ONE), keep_stake: true },
    ];
    for swap in swaps {
        let chain = ExtBuilder::default().balance(CAROL, 100 * UNIT).stake(BOB, BOB_HOT, ONE, 1_000 * UNIT);
        chain.build_and_execute(|| {
            TxRateLimit::<Test>::put(0);
            PendingChildKeyCooldown::<Test>::put(5);
            let (old, new) = (child(1), child(2));
            Hotkeys::<Test>::adopt(&old, &CAROL);
            assert_ok!(choose(BOB, BOB_HOT, ONE, &[(u64::MAX, old.clone())]));
            assert_ok!(sign(CAROL, swap(old.clone(), new.clone())));
            System::set_block_number(10);
            apply_all();
            assert_eq!(children_of(&BOB_HOT), [(u64::MAX, new.clone())]);
            assert_ok!(sign(CAROL, swap(new, old.clone())));
            assert_eq!(children_of(&BOB_HOT), [(u64::MAX, old)]);
        });
    }
}

/// Before, they were shown for a hotkey that nobody had any more.
#[test]
fn the_last_dividends_of_a_hotkey_follow_its_swap() {
    ExtBuilder::default().build_and_execute(|| {
        let earned = |hotkey: AccountId32, alpha: u64| Dividend {
            hotkey,
            alpha: alpha.into(),
            tao: 1.into(),
            root_alpha: 2.into(),
        };
        HotkeyDividends::<Test>::insert(ONE, vec![earned(BOB_HOT, 5), earned(child(9), 7)]);
        HotkeyDividends::<Test>::insert(TWO, vec![earned(BOB_HOT, 6)]);
        let swap = Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: child(10), netuid: Some(ONE) };
        assert_ok!(sign(BOB, swap));
        let at = |netuid| {
            let earned = HotkeyDividends::<Test>::get(netuid);
            earned.into_iter().map(|dividend| (dividend.hotkey, dividend.alpha.rao())).collect::<Vec<_>>()
        };
        assert_eq!(at(ONE), [(child(9), 7), (child(10), 5)]);
        assert_eq!(at(TWO), [(BOB_HOT, 6)]);
    });
}

/// Before, a child that had set no take kept it after the minimum was raised.
#[test]
fn a_childs_take_is_never_below_the_minimum_in_a_payout() {
    let earned = |minimum: u16| {
        let mut alpha = 0;
        ExtBuilder::default()
            .with(ONE, |subnet| subnet.tempo = 10)
            .stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
            .build_and_execute(|| {
                assert_ok!(Neurons::<Test>::append(ONE, &child(1), 1));
                Hotkeys::<Test>::adopt(&child(1), &CAROL);
                give(&BOB_HOT, &[(u64::MAX, child(1))]);
                ChildkeyTake::<Test>::insert(child(1), ONE, 0);
                crate::FamilyRecords::<Test>::insert(ONE, child(1), ());
                MinChildkeyTake::<Test>::put(minimum);
                run_to(40);
                alpha = stake(&child(1), &CAROL, ONE);
            });
        alpha
    };
    assert_eq!(earned(0), 0);
    assert!(earned(6_553) > 0);
}
