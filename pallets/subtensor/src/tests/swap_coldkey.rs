//! `swap_coldkey_announced`, `swap_coldkey`.

use super::{announce_coldkey::*, calls::*, claims::*, dissolve::dissolve};
use crate::{
    lifecycle::{announce_coldkey::hash_of, swap_coldkey::ColdkeySwapWork},
    mock::*,
    AutoStakeDestination, Call, ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, Event, IdentitiesV2,
    KeptSubnetsChosenAt, LastHotkeySwap, OwnedHotkeys, Owner, RootClaimType, RootClaimTypeEnum, SubnetOwner,
    UnfinishedColdkeySwaps,
};
use dtao_primitives::{AlphaBalance, ChainIdentityV2, Pools};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::ReservableCurrency};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError, DispatchResult};

/// Another hotkey of Bob's.
const BOB_SECOND: AccountId32 = AccountId32::new([104; 32]);

/// Root's form of the call.
fn by_root(old: &AccountId32, new: &AccountId32, swap_cost: u64) -> DispatchResult {
    let (old_coldkey, new_coldkey) = (old.clone(), new.clone());
    let call = Call::swap_coldkey { old_coldkey, new_coldkey, swap_cost: swap_cost.into() };
    dispatch(RuntimeOrigin::root(), RuntimeCall::from(call))
}

/// Bob has stake with two hotkeys, subnet 2, and claims: what he has earned with both, after he has left root with Alice's.
pub fn rich() -> ExtBuilder {
    ExtBuilder::default()
        .with(TWO, |subnet| subnet.owner = BOB)
        .hotkey(BOB_SECOND, BOB)
        .stake(BOB, BOB_HOT, ROOT, WHOLE)
        .stake(CAROL, BOB_HOT, ROOT, WHOLE)
        .stake(BOB, ALICE_HOT, ROOT, WHOLE)
        .stake(ALICE, ALICE_HOT, ROOT, WHOLE)
        .stake(BOB, BOB_HOT, ONE, 3 * UNIT)
        .stake(CAROL, BOB_HOT, ONE, 7 * UNIT + 7)
        .stake(BOB, ALICE_HOT, TWO, 11 * UNIT)
}

/// Lets Bob earn, choose, and announce a swap that is due.
pub fn prepare() {
    neuron(ONE, &BOB_HOT, &BOB);
    earn(&BOB_HOT, ONE, 48 * UNIT);
    earn(&ALICE_HOT, ONE, 20 * UNIT);
    assert_ok!(unstake_all(BOB, ALICE_HOT));
    // A debt for what others have earned before.
    assert_ok!(add(BOB, BOB_HOT, ROOT, 5 * UNIT));
    assert_ok!(want(BOB, keep_of([1])));
    assert_ok!(stake_with(BOB, ONE, BOB_HOT));
    IdentitiesV2::<Test>::insert(BOB, identity());
    LastHotkeySwap::<Test>::insert(BOB, 1);
    ColdkeySwapAnnouncementDelay::<Test>::put(0);
    assert_ok!(announce(BOB, &NEW));
    let _ = events();
}

fn identity() -> ChainIdentityV2 {
    ChainIdentityV2 { name: b"Bob".to_vec(), ..Default::default() }
}

/// Returns the value of every position of a coldkey, and all its claims.
fn holdings(coldkey: &AccountId32) -> Vec<u64> {
    let mut all = vec![];
    for hotkey in [BOB_HOT, ALICE_HOT] {
        for netuid in [ROOT, ONE, TWO] {
            all.push(stake(&hotkey, coldkey, netuid));
            all.push(claimable(&hotkey, coldkey, netuid));
        }
    }
    all
}

fn swapped() -> Event<Test> {
    Event::ColdkeySwapped { old_coldkey: BOB, new_coldkey: NEW }
}

fn unfinished() -> Event<Test> {
    Event::ColdkeySwapUnfinished { old_coldkey: BOB, new_coldkey: NEW }
}

/// A call of the swap, with its work.
fn work() -> Result<ColdkeySwapWork, DispatchError> {
    transacted(|| SubtensorModule::do_swap_coldkey_announced(&BOB, &NEW))
}

#[test]
fn stake_and_claims_are_worth_what_they_were() {
    rich().build_and_execute(|| {
        prepare();
        let (before, alices, carols) = (holdings(&BOB), holdings(&ALICE), holdings(&CAROL));
        let pots = (pot(&BOB_HOT, ONE), pot(&ALICE_HOT, ONE));
        assert!(claimable(&BOB_HOT, &BOB, ONE) > 0);
        assert!(claimable(&ALICE_HOT, &BOB, ONE) > 0);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(holdings(&NEW), before);
        assert_eq!(holdings(&BOB), vec![0; 12]);
        assert_eq!((holdings(&ALICE), holdings(&CAROL)), (alices, carols));
        assert_eq!((pot(&BOB_HOT, ONE), pot(&ALICE_HOT, ONE)), pots);
        assert_eq!(events(), vec![swapped()]);
    });
}

#[test]
fn all_tao_moves_and_none_leaves_issuance() {
    rich().build_and_execute(|| {
        prepare();
        let (all, bobs) = (issuance(), Balances::free_balance(BOB));
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!((Balances::free_balance(BOB), Balances::free_balance(NEW)), (0, bobs));
        assert_eq!(issuance(), all);
    });
}

#[test]
fn hotkeys_subnets_and_choices_go_along() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(OwnedHotkeys::<Test>::get(NEW), vec![BOB_HOT, BOB_SECOND]);
        assert_eq!((Owner::<Test>::get(BOB_HOT), Owner::<Test>::get(BOB_SECOND)), (NEW, NEW));
        assert_eq!((SubnetOwner::<Test>::get(ONE), SubnetOwner::<Test>::get(TWO)), (ALICE, NEW));
        assert_eq!(IdentitiesV2::<Test>::get(NEW), Some(identity()));
        assert_eq!(RootClaimType::<Test>::get(NEW), keep_of([1]));
        assert_eq!(KeptSubnetsChosenAt::<Test>::get(NEW), Some(1));
        assert_eq!(AutoStakeDestination::<Test>::get(NEW, ONE), Some(BOB_HOT));
        assert_eq!(SubtensorModule::auto_stake_hotkey(&NEW, ONE), Some(BOB_HOT));
        assert_eq!(LastHotkeySwap::<Test>::get(NEW), Some(1));
    });
}

#[test]
fn what_the_new_coldkey_has_chosen_itself_stays() {
    rich().balance(NEW, 100 * UNIT).build_and_execute(|| {
        prepare();
        assert_ok!(want(NEW, RootClaimTypeEnum::Keep));
        let own = ChainIdentityV2 { name: b"New".to_vec(), ..Default::default() };
        IdentitiesV2::<Test>::insert(NEW, own.clone());
        assert_ok!(stake_with(NEW, ONE, BOB_HOT));
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(IdentitiesV2::<Test>::get(NEW), Some(own));
        assert_eq!(RootClaimType::<Test>::get(NEW), RootClaimTypeEnum::Keep);
        assert!(!RootClaimType::<Test>::contains_key(BOB));
        assert!(!AutoStakeDestination::<Test>::contains_key(BOB, ONE));
    });
}

#[test]
fn the_new_coldkey_goes_on_as_the_old_one() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(swap_announced(BOB, &NEW));
        assert_ok!(remove(NEW, BOB_HOT, ONE, UNIT));
        let due = claimable(&BOB_HOT, &NEW, ONE);
        let had = stake(&BOB_HOT, &NEW, ONE);
        assert_ok!(claim(NEW, &[ONE]));
        assert_eq!(stake(&BOB_HOT, &NEW, ONE), had + due);
        assert_eq!(claimable(&ALICE_HOT, &NEW, ONE), 0);
        assert_noop!(remove(BOB, BOB_HOT, ONE, UNIT), E::NotEnoughStakeToWithdraw);
    });
}

#[test]
fn errors_come_in_the_order_of_the_checks() {
    rich().build_and_execute(|| {
        assert_noop!(swap_announced(BOB, &NEW), E::ColdkeySwapAnnouncementNotFound);
        ColdkeySwapAnnouncementDelay::<Test>::put(10);
        assert_ok!(announce(BOB, &NEW));
        System::set_block_number(10);
        assert_noop!(swap_announced(BOB, &CAROL), E::AnnouncedColdkeyHashDoesNotMatch);
        assert_noop!(swap_announced(BOB, &NEW), E::ColdkeySwapTooEarly);
        System::set_block_number(11);
        assert_ok!(swap_announced(BOB, &NEW));
    });
}

#[test]
fn a_coldkey_that_is_used_already_takes_no_place() {
    let used = [
        (BOB, E::ColdKeyAlreadyAssociated),
        (ALICE, E::ColdKeyAlreadyAssociated),
        (CAROL, E::ColdKeyAlreadyAssociated),
        (BOB_HOT, E::NewColdKeyIsHotkey),
        (<Swap as Pools<_>>::custody_account(), E::CannotUseSystemAccount),
    ];
    for (new, error) in used {
        rich().build_and_execute(|| {
            ColdkeySwapAnnouncementDelay::<Test>::put(0);
            assert_ok!(announce(BOB, &new));
            let error = DispatchError::from(error);
            assert_noop!(swap_announced(BOB, &new), error);
            assert_noop!(by_root(&BOB, &new, 0), error);
        });
    }
}

#[test]
fn a_coldkey_with_claims_alone_is_used() {
    rich().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 48 * UNIT);
        fund(&CAROL);
        assert_ok!(unstake_all(CAROL, BOB_HOT));
        assert_eq!(crate::StakePositions::<Test>::iter_key_prefix((CAROL,)).count(), 0);
        assert!(claimable(&BOB_HOT, &CAROL, ONE) > 0);
        assert_noop!(by_root(&BOB, &CAROL, 0), E::ColdKeyAlreadyAssociated);
    });
}

/// Otherwise a rao would prevent any swap.
#[test]
fn tao_that_others_have_sent_to_the_new_coldkey_is_no_hindrance() {
    rich().balance(NEW, 7 * UNIT).build_and_execute(|| {
        prepare();
        let bobs = Balances::free_balance(BOB);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(Balances::free_balance(NEW), 7 * UNIT + bobs);
    });
}

#[test]
fn reserved_tao_stays_with_what_it_is_for() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(<Balances as ReservableCurrency<_>>::reserve(&BOB, 5 * UNIT));
        let free = Balances::free_balance(BOB);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(Balances::reserved_balance(BOB), 5 * UNIT);
        let left = Balances::free_balance(BOB);
        assert!(left <= DEPOSIT, "{left}");
        assert_eq!(Balances::free_balance(NEW), free - left);
        // The holder of the old key is no longer frozen.
        assert_eq!(SubtensorModule::frozen(&BOB), None);
    });
}

#[test]
fn root_swaps_at_once_even_what_is_disputed() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(dispute(BOB));
        let (all, before) = (issuance(), holdings(&BOB));
        let other = AccountId32::new([161; 32]);
        let call = Call::swap_coldkey { old_coldkey: BOB, new_coldkey: other.clone(), swap_cost: 0.into() };
        assert_noop!(sign(BOB, call), DispatchError::BadOrigin);
        assert_ok!(by_root(&BOB, &other, 3 * UNIT));
        assert_eq!(holdings(&other), before);
        assert_eq!(issuance(), all - 3 * UNIT);
        assert_eq!(SubtensorModule::frozen(&BOB), None);
    });
}

#[test]
fn root_takes_no_price_that_the_coldkey_has_not() {
    rich().build_and_execute(|| {
        assert_noop!(by_root(&BOB, &NEW, 1_000 * UNIT), E::NotEnoughBalanceToPaySwapColdKey);
        assert_noop!(by_root(&<Swap as Pools<_>>::custody_account(), &NEW, 1), E::CannotUseSystemAccount);
    });
}

/// The work of each kind, from the table of the module.
#[test]
fn work_is_counted_by_what_moves() {
    rich().build_and_execute(|| {
        prepare();
        // Two hotkeys for one, a subnet, a destination; a position at root and claims without one with one rate each; and one
        // position elsewhere.
        let done = work().unwrap();
        assert_eq!(done, ColdkeySwapWork { units: 1 + 1 + 1 + (2 + 2) + (2 + 2) + 1, done: true });
    });
}

#[test]
fn a_swap_goes_on_from_call_to_call() {
    rich().build_and_execute(|| {
        prepare();
        let (before, all) = (holdings(&BOB), issuance());
        let bobs = Balances::free_balance(BOB);
        MaxSwapPositions::set(5);
        let mut calls = 0;
        while ColdkeySwapAnnouncements::<Test>::contains_key(BOB) {
            assert_ok!(swap_announced(BOB, &NEW));
            calls += 1;
            check_invariants();
            let sum: Vec<_> = holdings(&BOB).into_iter().zip(holdings(&NEW)).map(|(old, new)| old + new).collect();
            assert_eq!(sum, before);
            let both = Balances::free_balance(BOB) + Balances::free_balance(NEW);
            assert_eq!((both, issuance()), (bobs, all));
        }
        assert!((3..=4).contains(&calls), "{calls}");
        assert_eq!(holdings(&NEW), before);
        assert_eq!(Balances::free_balance(BOB), 0);
        let told = events();
        assert_eq!(told.len(), calls);
        assert_eq!((told.first(), told.last()), (Some(&unfinished()), Some(&swapped())));
        MaxSwapPositions::set(64);
    });
}

#[test]
fn a_swap_that_has_begun_goes_to_nobody_else_and_stays_frozen() {
    rich().build_and_execute(|| {
        prepare();
        MaxSwapPositions::set(5);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(UnfinishedColdkeySwaps::<Test>::get(BOB), Some(NEW));
        assert_ne!(SubtensorModule::frozen(&BOB), None);
        crate::ColdkeySwapReannouncementDelay::<Test>::put(0);
        assert_noop!(announce(BOB, &STRANGER), E::ColdkeySwapReannouncedTooEarly);
        let clear = Call::clear_coldkey_swap_announcement {};
        assert_noop!(sign(BOB, clear), E::ColdkeySwapClearTooEarly);
        MaxSwapPositions::set(64);
        assert_ok!(swap_announced(BOB, &NEW));
        assert!(!UnfinishedColdkeySwaps::<Test>::contains_key(BOB));
    });
}

#[test]
fn root_and_the_coldkey_go_on_with_each_others_swap_and_only_the_begin_costs() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(reset(BOB));
        let before = issuance();
        MaxSwapPositions::set(5);
        assert_ok!(by_root(&BOB, &NEW, UNIT));
        assert_eq!(ColdkeySwapAnnouncements::<Test>::get(BOB), Some((1, hash_of::<Test>(&NEW))));
        assert_ok!(swap_announced(BOB, &NEW));
        MaxSwapPositions::set(64);
        assert_ok!(by_root(&BOB, &NEW, UNIT));
        assert_eq!(issuance(), before - UNIT);
        assert_eq!(SubtensorModule::frozen(&BOB), None);
    });
}

#[test]
fn root_ends_a_swap_that_has_begun() {
    rich().build_and_execute(|| {
        prepare();
        MaxSwapPositions::set(5);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_ok!(reset(BOB));
        assert!(!UnfinishedColdkeySwaps::<Test>::contains_key(BOB));
        // What has moved has moved, so that the new coldkey is not fresh any more.
        assert_ok!(announce(BOB, &NEW));
        assert_noop!(swap_announced(BOB, &NEW), E::ColdKeyAlreadyAssociated);
        MaxSwapPositions::set(64);
    });
}

#[test]
fn what_comes_to_the_new_coldkey_meanwhile_is_added_to() {
    rich().balance(CAROL, 100 * UNIT).build_and_execute(|| {
        prepare();
        let before = holdings(&BOB);
        MaxSwapPositions::set(5);
        assert_ok!(swap_announced(BOB, &NEW));
        // Carol's gift of stake with the same hotkey at the same subnets, with its own debt at root.
        assert_ok!(transfer(CAROL, NEW, BOB_HOT, (ROOT, ROOT), UNIT));
        assert_ok!(transfer(CAROL, NEW, BOB_HOT, (ONE, ONE), UNIT));
        earn(&BOB_HOT, ONE, 30 * UNIT);
        let sums = |netuid| stake(&BOB_HOT, &BOB, netuid) + stake(&BOB_HOT, &NEW, netuid);
        let claims = || claimable(&BOB_HOT, &BOB, ONE) + claimable(&BOB_HOT, &NEW, ONE);
        let (root, one, claimed) = (sums(ROOT), sums(ONE), claims());
        assert!(root > before[0]);
        MaxSwapPositions::set(64);
        assert_ok!(swap_announced(BOB, &NEW));
        // Two values that were rounded down become one.
        assert!((root..=root + 1).contains(&sums(ROOT)));
        assert!((one..=one + 1).contains(&sums(ONE)));
        assert!((claimed.saturating_sub(1)..=claimed).contains(&claims()), "{claimed} {}", claims());
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 0);
    });
}

/// The claims of a subnet in dissolution are paid in the order of the coldkeys' hashes.
#[test]
fn claims_at_a_subnet_in_dissolution_are_paid_before_their_holder_changes() {
    let many =
        (50..56).fold(rich(), |chain, number| chain.stake(AccountId32::new([number; 32]), ALICE_HOT, ONE, 10 * UNIT));
    many.build_and_execute(|| {
        prepare();
        let closing = claimable(&BOB_HOT, &BOB, ONE);
        assert_ok!(dissolve(ONE));
        let due = claimable(&BOB_HOT, &BOB, ONE);
        assert!(due >= closing && due > 0);
        let _ = events();
        assert_ok!(swap_announced(BOB, &NEW));
        let paid = events().into_iter().find_map(|event| match event {
            Event::HolderPaid { netuid: ONE, coldkey: BOB, hotkey: BOB_HOT, alpha, tao } => Some((alpha, tao)),
            _ => None,
        });
        let (alpha, tao) = paid.unwrap();
        assert_eq!(alpha, AlphaBalance::new(due));
        assert!(tao.rao() > 0);
        assert_eq!((claimable(&BOB_HOT, &BOB, ONE), claimable(&BOB_HOT, &NEW, ONE)), (0, 0));
        assert_eq!(Balances::free_balance(BOB), 0);
        check_invariants();
        while crate::Dissolving::<Test>::contains_key(ONE) {
            next_block();
            check_invariants();
        }
        assert_eq!(stake(&BOB_HOT, &NEW, ONE), 0);
    });
}

#[test]
fn only_the_call_that_ends_a_swap_is_not_refunded() {
    rich().build_and_execute(|| {
        prepare();
        let call = RuntimeCall::from(Call::<Test>::swap_coldkey_announced { new_coldkey: NEW });
        let declared = call.get_dispatch_info().call_weight;
        MaxSwapPositions::set(5);
        let part = call.clone().dispatch(RuntimeOrigin::signed(BOB)).unwrap().actual_weight.unwrap();
        assert!(part.ref_time() < declared.ref_time());
        MaxSwapPositions::set(64);
        let last = call.dispatch(RuntimeOrigin::signed(BOB)).unwrap();
        assert_eq!(last.actual_weight, None);
    });
}
