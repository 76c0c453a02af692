//! Unsigned pulses: who may put them into the pool, and what a block admits.
#![allow(deprecated, reason = "the pallet implements ValidateUnsigned")]

use crate::{mock::*, Call, Event, LastStoredRound, Signature};
use frame_support::{assert_ok, pallet_prelude::*};
use sp_runtime::traits::ValidateUnsigned;

fn pool(source: TransactionSource, round: u64, signature: Signature) -> TransactionValidity {
    Drand::validate_unsigned(source, &Call::write_pulse { round, signature })
}

fn block(round: u64, signature: Signature) -> Result<(), TransactionValidityError> {
    Drand::pre_dispatch(&Call::write_pulse { round, signature })
}

#[test]
fn the_nodes_own_pulse_is_admitted_and_not_sent_on() {
    on_a_chain(|| {
        let valid = pool(TransactionSource::Local, 1000, signature(1000)).unwrap();
        assert!(!valid.propagate);
        assert_eq!(valid.priority, TransactionPriority::MAX);
        // One pulse of a round, whoever sends it.
        assert_eq!(valid.provides, vec![("DrandPulse", 1000_u64).encode()]);
        assert!(valid.requires.is_empty());
    });
}

#[test]
fn nothing_from_outside_is_verified() {
    on_a_chain(|| {
        let refused = Err(InvalidTransaction::Call.into());
        assert_eq!(pool(TransactionSource::External, 1000, signature(1000)), refused);
    });
}

#[test]
fn a_false_pulse_is_not_admitted() {
    on_a_chain(|| {
        let refused = Err(InvalidTransaction::BadProof.into());
        assert_eq!(pool(TransactionSource::Local, 1001, signature(1000)), refused);
    });
}

#[test]
fn a_stored_or_old_pulse_is_stale_in_the_pool_and_in_a_block() {
    on_a_chain(|| {
        assert_ok!(block(1000, signature(1000)));
        assert_ok!(Drand::write_pulse(RuntimeOrigin::none(), 1000, signature(1000)));
        assert_eq!(LastStoredRound::<Test>::get(), 1000);
        assert_eq!(take_events::<Test, Event<Test>>(), [Event::NewPulse { round: 1000 }]);
        for round in [0, 1000] {
            let stale = TransactionValidityError::from(InvalidTransaction::Stale);
            assert_eq!(pool(TransactionSource::Local, round, signature(1000)), Err(stale));
            assert_eq!(block(round, signature(1000)), Err(stale));
        }
    });
}

#[test]
fn a_false_pulse_in_a_block_changes_nothing() {
    on_a_chain(|| {
        assert_ok!(block(1001, signature(1000)));
        assert!(Drand::write_pulse(RuntimeOrigin::none(), 1001, signature(1000)).is_err());
        assert_eq!(LastStoredRound::<Test>::get(), 0);
    });
}
