//! The limit of space.

use crate::{mock::*, Call, Error, MaxSpace};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

fn set(origin: RuntimeOrigin, new_limit: u32) -> DispatchResult {
    dispatch(origin, RuntimeCall::from(Call::set_max_space { new_limit }))
}

#[test]
fn it_is_3100_bytes_at_first() {
    with_neurons(|| assert_eq!(MaxSpace::<Test>::get(), 3_100));
}

#[test]
fn root_changes_it_and_the_next_commitment_obeys_it() {
    with_neurons(|| {
        assert_ok!(set(RuntimeOrigin::root(), 150));
        assert_eq!(MaxSpace::<Test>::get(), 150);
        assert_ok!(commit(ALICE_HOT, &[raw(b"one")]));
        assert_noop!(commit(ALICE_HOT, &[raw(b"two")]), Error::<Test>::SpaceLimitExceeded);
        assert_ok!(set(RuntimeOrigin::root(), 200));
        assert_ok!(commit(ALICE_HOT, &[raw(b"two")]));
    });
}

#[test]
fn nobody_else_changes_it() {
    with_neurons(|| {
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
            assert_noop!(set(origin, 1), DispatchError::BadOrigin);
        }
    });
}
