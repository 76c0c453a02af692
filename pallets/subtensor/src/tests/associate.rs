//! `try_associate_hotkey`.

use crate::{ledger::hotkeys::MAX_OWNED, mock::*, Call, Event, OwnedHotkeys, Owner};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

fn associate(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::try_associate_hotkey { hotkey })
}

#[test]
fn a_hotkey_without_owner_becomes_the_signers() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(associate(BOB, STRANGER));
        assert_eq!(Owner::<Test>::get(STRANGER), BOB);
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), vec![BOB_HOT, STRANGER]);
        let associated = Event::HotkeyAssociated { coldkey: BOB, hotkey: STRANGER };
        assert_eq!(events(), vec![associated]);
        // It can be staked with from now on.
        assert_ok!(add(ALICE, STRANGER, ONE, UNIT));
    });
}

#[test]
fn ones_own_hotkey_stays_as_it_is_and_nothing_is_told() {
    ExtBuilder::default().build_and_execute(|| {
        let before = storage_root();
        assert_ok!(associate(BOB, BOB_HOT));
        assert_eq!(storage_root(), before);
        assert_eq!(events(), vec![]);
    });
}

#[test]
fn the_hotkey_of_another_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(associate(BOB, ALICE_HOT), E::NonAssociatedColdKey);
        assert_ok!(associate(BOB, STRANGER));
        assert_noop!(associate(ALICE, STRANGER), E::NonAssociatedColdKey);
    });
}

/// Otherwise the list, which each of these calls reads and writes, would grow until a batch of them stops the chain.
#[test]
fn a_coldkey_owns_a_thousand_hotkeys_at_most() {
    ExtBuilder::default().build_and_execute(|| {
        let numbered = |number: u16| {
            let mut bytes = [7; 32];
            bytes[..2].copy_from_slice(&number.to_be_bytes());
            AccountId32::new(bytes)
        };
        for number in 1..1_000 {
            assert_ok!(associate(BOB, numbered(number)));
        }
        assert_eq!(OwnedHotkeys::<Test>::get(BOB).len(), MAX_OWNED);
        for call in [
            Call::try_associate_hotkey { hotkey: STRANGER },
            Call::burned_register { netuid: ONE, hotkey: STRANGER },
            Call::register_network { hotkey: STRANGER },
            Call::root_register { hotkey: STRANGER },
            Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: STRANGER, netuid: None },
        ] {
            assert_noop!(sign(BOB, call), E::TooManyHotkeys);
        }
        assert_ok!(associate(BOB, numbered(1)));
        assert_ok!(associate(CAROL, STRANGER));
    });
}

#[test]
fn an_account_can_be_its_own_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(associate(CAROL, CAROL));
        assert_eq!(Owner::<Test>::get(CAROL), CAROL);
    });
}
