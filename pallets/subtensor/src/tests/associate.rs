//! `try_associate_hotkey`.

use crate::{mock::*, Call, Event, OwnedHotkeys, Owner};
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
        // 530 bytes of state, which are paid for.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - 5_300_000);
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

#[test]
fn an_account_can_be_its_own_hotkey() {
    ExtBuilder::default().balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(associate(CAROL, CAROL));
        assert_eq!(Owner::<Test>::get(CAROL), CAROL);
    });
}
