//! Pulses that are stored.

use crate::{
    benchmarking, mock::*, BeaconConfig, BeaconConfiguration, Error, Event, LastStoredRound, OldestStoredRound, Places,
    Pulse, Pulses, Signature, STORED_ROUNDS,
};
use dtao_primitives::TimeLock;
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchErrorWithPostInfo, Pays},
};
use hex_literal::hex;
use sp_runtime::DispatchError;

fn write(round: u64, signature: Signature) -> Result<Pays, DispatchError> {
    Drand::write_pulse(RuntimeOrigin::signed(ALICE), round, signature)
        .map(|done| done.pays_fee)
        .map_err(|DispatchErrorWithPostInfo { error, .. }| error)
}

/// Returns the time of a round in seconds since 1970: one in three, from the first on.
fn time_of(round: u64) -> u64 {
    1_692_803_367 + 3 * (round - 1)
}

/// Stores a pulse as if it were true.
fn pretend(round: u64) {
    let pulse = Pulse { round, randomness: Default::default(), signature: Default::default() };
    Pulses::<Test>::insert(round, pulse);
    Places::<Test>::insert(round % STORED_ROUNDS, round);
    LastStoredRound::<Test>::mutate(|last| *last = (*last).max(round));
    OldestStoredRound::<Test>::mutate(|oldest| *oldest = if *oldest == 0 { round } else { *oldest });
}

#[test]
fn every_true_pulse_is_verified_and_stored_with_its_randomness() {
    on_a_chain(|| {
        for (round, signature) in PULSES {
            Now::set(time_of(round));
            assert_eq!(write(round, signature), Ok(Pays::No), "{round}");
            assert_eq!(Pulses::<Test>::get(round).unwrap().signature.as_slice(), signature);
        }
        // As the beacon publishes it.
        let randomness = hex!("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd");
        assert_eq!(Pulses::<Test>::get(1000).unwrap().randomness.as_slice(), randomness);
        assert_eq!((OldestStoredRound::<Test>::get(), LastStoredRound::<Test>::get()), (123, 1009));
        assert_eq!(Drand::last_round(), 1009);
        let events: Vec<_> = take_events::<Test, Event<Test>>();
        let expected: Vec<_> = PULSES.iter().map(|(round, _)| Event::NewPulse { round: *round }).collect();
        assert_eq!(events, expected);
    });
}

#[test]
fn the_beacon_is_quicknet() {
    on_a_chain(|| {
        let beacon = BeaconConfig::<Test>::get();
        assert_eq!(beacon, BeaconConfiguration::quicknet());
        assert_eq!((beacon.public_key.len(), beacon.period, beacon.genesis_time), (96, 3, 1_692_803_367));
        assert_eq!((beacon.hash.len(), beacon.group_hash.len()), (32, 32));
        assert_eq!(beacon.scheme_id.as_slice(), b"bls-unchained-g1-rfc9380");
    });
}

#[test]
fn pulses_may_come_in_any_order_but_only_the_latest_is_free() {
    on_a_chain(|| {
        assert_eq!(write(1005, signature(1005)), Ok(Pays::No));
        assert_eq!(write(1001, signature(1001)), Ok(Pays::Yes));
        assert_eq!(write(1009, signature(1009)), Ok(Pays::No));
        assert_eq!((OldestStoredRound::<Test>::get(), LastStoredRound::<Test>::get()), (1001, 1009));
    });
}

/// A chain that lags behind the beacon has millions of rounds before it, each later than the last.
#[test]
fn the_past_of_the_beacon_fills_no_blocks_for_nothing() {
    on_a_chain(|| {
        Now::set(time_of(20_000_000));
        for (round, signature) in PULSES {
            assert_eq!(write(round, signature), Ok(Pays::Yes), "{round}");
        }
    });
}

#[test]
fn a_pulse_is_free_for_a_minute_before_and_after_its_time() {
    let free = |now: u64| {
        let mut pays = Pays::Yes;
        on_a_chain(|| {
            Now::set(now);
            pays = write(1000, signature(1000)).unwrap();
        });
        pays == Pays::No
    };
    let time = time_of(1000);
    assert!(free(time - 60) && free(time + 60));
    assert!(!free(time - 61) && !free(time + 61));
    assert!(!free(0) && !free(u64::MAX));
}

#[test]
fn a_signature_of_another_round_is_refused() {
    on_a_chain(|| {
        assert_noop!(write(1001, signature(1000)), Error::<Test>::PulseVerificationError);
        assert_noop!(write(u64::MAX, signature(1000)), Error::<Test>::PulseVerificationError);
    });
}

#[test]
fn bytes_that_are_no_point_of_the_group_are_refused() {
    let mut infinity = [0; 48];
    infinity[0] = 0xc0;
    // On the curve, but not in the subgroup: x = 4.
    let mut outside = [0; 48];
    (outside[0], outside[47]) = (0x80, 4);
    let mut changed = signature(1000);
    changed[47] ^= 1;
    // The other sign of y: minus the signature.
    let mut negated = signature(1000);
    negated[0] ^= 0x20;
    on_a_chain(|| {
        for bytes in [[0; 48], [0xff; 48], infinity, outside, changed, negated] {
            assert_noop!(write(1000, bytes), Error::<Test>::PulseVerificationError);
        }
    });
}

#[test]
fn a_pulse_is_stored_once() {
    on_a_chain(|| {
        assert_ok!(write(1000, signature(1000)));
        assert_noop!(write(1000, signature(1000)), Error::<Test>::PulseAlreadyStored);
    });
}

#[test]
fn a_round_older_than_those_kept_is_refused() {
    on_a_chain(|| {
        assert_noop!(write(0, signature(1000)), Error::<Test>::InvalidRoundNumber);
        pretend(1000 + STORED_ROUNDS);
        assert_noop!(write(1000, signature(1000)), Error::<Test>::InvalidRoundNumber);
        assert_eq!(write(1001, signature(1001)), Ok(Pays::Yes));
        assert_eq!(OldestStoredRound::<Test>::get(), 1001);
    });
}

#[test]
fn a_pulse_takes_the_place_of_an_older_one() {
    on_a_chain(|| {
        // Both have place 1000, since rounds of the same place are STORED_ROUNDS apart.
        pretend(1);
        Pulses::<Test>::insert(0, Pulses::<Test>::get(1).unwrap());
        Places::<Test>::insert(1000, 0);
        assert_ok!(write(1000, signature(1000)));
        assert!(!Pulses::<Test>::contains_key(0));
        assert_eq!(Places::<Test>::get(1000), Some(1000));
    });
}

#[test]
fn the_pulse_of_the_benchmarks_is_one_of_these() {
    assert_eq!(benchmarking::SIGNATURE, signature(benchmarking::ROUND));
}

#[test]
fn root_may_not() {
    on_a_chain(|| {
        let done = Drand::write_pulse(RuntimeOrigin::root(), 1000, signature(1000));
        assert_noop!(done, DispatchError::BadOrigin);
    });
}
