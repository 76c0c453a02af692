//! The sign of a subnet's token.

use crate::{mock::*, Call, Event, TokenSymbol};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError, DispatchResult};

fn update(who: AccountId32, netuid: NetUid, symbol: &[u8]) -> DispatchResult {
    let symbol = symbol.to_vec();
    sign(who, Call::update_symbol { netuid, symbol })
}

fn symbol(netuid: NetUid) -> Vec<u8> {
    TokenSymbol::<Test>::get(netuid).into_inner()
}

#[test]
fn a_sign_is_one_character_of_any_script() {
    ExtBuilder::default().build_and_execute(|| {
        for sign in ["x", "ß", "あ", "𝛼", "🌍"] {
            assert_ok!(update(ALICE, ONE, sign.as_bytes()));
            assert_eq!(symbol(ONE), sign.as_bytes());
            let symbol = sign.as_bytes().to_vec();
            let netuid = ONE;
            assert_eq!(events(), [Event::SymbolUpdated { netuid, symbol }]);
        }
        assert_eq!(symbol(TWO), "α".as_bytes());
    });
}

#[test]
fn a_sign_that_nobody_sees_or_that_turns_the_text_around_it_is_none() {
    ExtBuilder::default().build_and_execute(|| {
        for invisible in [
            '\u{200b}',
            '\u{200d}',
            '\u{2060}',
            '\u{feff}',
            '\u{ad}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{115f}',
            '\u{1160}',
            '\u{2800}',
            '\u{202e}',
            '\u{2066}',
            '\u{301}',
            '\u{fe0f}',
            '\u{e0001}',
            '\u{a0}',
            '\u{2028}',
            '\u{e000}',
        ] {
            let text = invisible.to_string();
            assert_noop!(update(ALICE, ONE, text.as_bytes()), E::SymbolDoesNotExist);
        }
        for visible in ['"', '\'', '\\', '$', '₿', '→', '中'] {
            assert_ok!(update(ALICE, ONE, visible.to_string().as_bytes()));
        }
    });
}

#[test]
fn root_may_change_it_too() {
    ExtBuilder::default().build_and_execute(|| {
        let call = Call::update_symbol { netuid: ONE, symbol: b"r".to_vec() };
        assert_ok!(RuntimeCall::from(call).dispatch(RuntimeOrigin::root()));
        assert_eq!(symbol(ONE), b"r");
        let call = Call::<Test>::update_symbol { netuid: ONE, symbol: b"r".to_vec() };
        let unsigned = RuntimeCall::from(call).dispatch(RuntimeOrigin::none());
        assert_eq!(unsigned.unwrap_err().error, DispatchError::BadOrigin);
    });
}

#[test]
fn no_two_subnets_have_the_same() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(update(ALICE, ONE, b"x"));
        assert_noop!(update(ALICE, TWO, b"x"), E::SymbolAlreadyInUse);
        // To set again what is set is nobody else's business.
        assert_ok!(update(ALICE, ONE, b"x"));
        assert_ok!(update(ALICE, ONE, b"y"));
        assert_ok!(update(ALICE, TWO, b"x"));
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(update(ALICE, TWO, b"x"));
        assert_noop!(update(ALICE, NOWHERE, b""), E::SubnetNotExists);
        assert_noop!(update(BOB, ONE, b""), E::NotSubnetOwner);
        for wrong in [
            &b""[..],
            b"xx",
            "αβ".as_bytes(),
            // A letter with an accent that is a character of its own.
            "e\u{301}".as_bytes(),
            b" ",
            b"\n",
            b"\0",
            b"\xff",
            &"α".as_bytes()[..1],
        ] {
            assert_noop!(update(ALICE, ONE, wrong), E::SymbolDoesNotExist);
        }
        assert_noop!(update(ALICE, ONE, b"x"), E::SymbolAlreadyInUse);
    });
}
