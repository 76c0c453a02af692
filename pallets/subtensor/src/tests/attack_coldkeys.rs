//! Attacks by swaps of coldkeys: on the coldkey that is named, on claims, and on a swap that takes several calls.

use super::{announce_coldkey::*, calls::*, claims::*, swap_coldkey::*};
use crate::{mock::*, Call, ColdkeySwapAnnouncementDelay, IdentitiesV2, OwnedHotkeys, Owner};
use dtao_primitives::ChainIdentityV2;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// A hotkey whose key somebody else has.
const SERVER: AccountId32 = AccountId32::new([180; 32]);

#[test]
fn nobody_pushes_hotkeys_names_or_dust_onto_a_victim() {
    rich().build_and_execute(|| {
        ColdkeySwapAnnouncementDelay::<Test>::put(0);
        IdentitiesV2::<Test>::insert(BOB, ChainIdentityV2 { name: b"Fraud".to_vec(), ..Default::default() });
        let before = (OwnedHotkeys::<Test>::get(ALICE), IdentitiesV2::<Test>::get(ALICE));
        assert_ok!(announce(BOB, &ALICE));
        assert_noop!(swap_announced(BOB, &ALICE), E::ColdKeyAlreadyAssociated);
        assert_eq!((OwnedHotkeys::<Test>::get(ALICE), IdentitiesV2::<Test>::get(ALICE)), before);
    });
}

/// A hotkey would be owner and owned, and its owner could take what came.
#[test]
fn nobody_becomes_a_coldkey_of_another_coldkeys_hotkey() {
    rich().hotkey(SERVER, ALICE).build_and_execute(|| {
        ColdkeySwapAnnouncementDelay::<Test>::put(0);
        assert_ok!(announce(BOB, &SERVER));
        assert_noop!(swap_announced(BOB, &SERVER), E::NewColdKeyIsHotkey);
    });
}

#[test]
fn a_claim_is_paid_once_whoever_claims_between_the_parts() {
    rich().build_and_execute(|| {
        prepare();
        let all = pool(ONE).claimable.rao();
        let due = claimable(&BOB_HOT, &BOB, ONE) + claimable(&ALICE_HOT, &BOB, ONE);
        let staked = || [BOB_HOT, ALICE_HOT].iter().map(|hotkey| stake(hotkey, &NEW, ONE)).sum::<u64>();
        MaxSwapPositions::set(5);
        let bobs = stake(&BOB_HOT, &BOB, ONE);
        while SubtensorModule::frozen(&BOB).is_some() {
            assert_ok!(swap_announced(BOB, &NEW));
            fund(&NEW);
            // It has nothing to claim until claims have come.
            let _ = claim(NEW, &[ONE]);
            assert!(all - pool(ONE).claimable.rao() <= due);
            check_invariants();
        }
        MaxSwapPositions::set(64);
        let _ = claim(NEW, &[ONE]);
        assert_eq!(all - pool(ONE).claimable.rao(), due);
        assert_eq!(staked(), bobs + due);
        claims_nothing(NEW, &[ONE]);
    });
}

/// The thief's stake for the old coldkey costs him, and comes to the new one.
#[test]
fn stake_that_is_pushed_onto_the_old_coldkey_meanwhile_comes_along() {
    rich().balance(CAROL, 1_000 * UNIT).build_and_execute(|| {
        prepare();
        MaxSwapPositions::set(5);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_ok!(add(CAROL, ALICE_HOT, TWO, 10 * UNIT));
        let gift = stake(&ALICE_HOT, &CAROL, TWO);
        assert_ok!(transfer(CAROL, BOB, ALICE_HOT, (TWO, TWO), gift));
        assert_ok!(transfer(CAROL, BOB, BOB_HOT, (ONE, ONE), UNIT));
        while SubtensorModule::frozen(&BOB).is_some() {
            assert_ok!(swap_announced(BOB, &NEW));
        }
        MaxSwapPositions::set(64);
        assert_eq!(stake(&ALICE_HOT, &NEW, TWO), gift);
        assert_eq!(crate::StakePositions::<Test>::iter_key_prefix((BOB,)).count(), 0);
    });
}

/// Stake pushed onto the coldkey that is announced would otherwise have to be guessed: only its hash is known.
#[test]
fn whoever_prevents_a_swap_by_stake_changes_nothing_else() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(transfer(CAROL, NEW, BOB_HOT, (ONE, ONE), UNIT));
        assert_noop!(swap_announced(BOB, &NEW), E::ColdKeyAlreadyAssociated);
        // The coldkey announces another one, without a price.
        crate::ColdkeySwapReannouncementDelay::<Test>::put(0);
        let (other, before) = (AccountId32::new([161; 32]), issuance());
        assert_ok!(announce(BOB, &other));
        assert_eq!(issuance(), before);
        assert_ok!(swap_announced(BOB, &other));
        assert_eq!(Owner::<Test>::get(BOB_HOT), other);
    });
}

#[test]
fn a_swap_is_no_way_around_the_wait_between_hotkey_swaps() {
    rich().build_and_execute(|| {
        prepare();
        crate::LastHotkeySwap::<Test>::insert(BOB, 1);
        assert_ok!(swap_announced(BOB, &NEW));
        let call = Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: AccountId32::new([181; 32]), netuid: Some(TWO) };
        assert_noop!(sign(NEW, call), E::HotKeySetTxRateLimitExceeded);
    });
}

#[test]
fn two_coldkeys_that_name_the_same_successor_do_not_mix() {
    rich().build_and_execute(|| {
        prepare();
        assert_ok!(announce(ALICE, &NEW));
        assert_ok!(swap_announced(BOB, &NEW));
        assert_noop!(swap_announced(ALICE, &NEW), E::ColdKeyAlreadyAssociated);
    });
}
