//! A delegate or a child that lowers its take, attracts stake, and raises the take again at once.

use super::calls::*;
use crate::{mock::*, Call, ChildkeyTake, Delegates};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

fn child_take(take: u16) -> DispatchResult {
    sign(BOB, Call::set_childkey_take { hotkey: BOB_HOT, netuid: ONE, take })
}

#[test]
fn a_delegate_does_not_raise_a_take_that_it_has_just_lowered() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(lower_take(BOB, BOB_HOT, 0));
        assert_noop!(raise_take(BOB, BOB_HOT, 11_796), E::DelegateTxRateLimitExceeded);
        assert_eq!(Delegates::<Test>::get(BOB_HOT), 0);
    });
}

/// Before, a child that had raised its take once could lower and raise it in one batch after that.
#[test]
fn a_child_does_not_raise_a_take_that_it_has_just_lowered() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(child_take(11_796));
        System::set_block_number(300_000);
        assert_ok!(child_take(0));
        assert_noop!(child_take(11_796), E::TxChildkeyTakeRateLimitExceeded);
        System::set_block_number(515_999);
        assert_noop!(child_take(11_796), E::TxChildkeyTakeRateLimitExceeded);
        System::set_block_number(516_000);
        assert_ok!(child_take(11_796));
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), 11_796);
    });
}
