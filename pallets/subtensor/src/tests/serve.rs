//! `serve_axon`, `serve_axon_tls`, `serve_prometheus`.

use super::neuron_calls::*;
use crate::{
    mock::*, AxonInfo, Axons, Call, Event, NeuronCertificate, NeuronCertificates, Prometheus, PrometheusInfo,
    ServingRateLimit,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// 10.0.0.7
const ADDRESS: u128 = 167_772_167;
const PORT: u16 = 8_091;

/// The parts in which announcements differ: the kind of the address, the address, the port.
type At = (u8, u128, u16);
const GOOD: At = (4, ADDRESS, PORT);

fn serve(hotkey: AccountId32, (ip_type, ip, port): At) -> DispatchResult {
    let call =
        Call::serve_axon { netuid: ONE, version: 9, ip, port, ip_type, protocol: 4, placeholder1: 1, placeholder2: 2 };
    sign(hotkey, call)
}

fn serve_tls(hotkey: AccountId32, (ip_type, ip, port): At, certificate: Vec<u8>) -> DispatchResult {
    let call = Call::serve_axon_tls {
        netuid: ONE,
        version: 9,
        ip,
        port,
        ip_type,
        protocol: 4,
        placeholder1: 1,
        placeholder2: 2,
        certificate,
    };
    sign(hotkey, call)
}

fn serve_metrics(hotkey: AccountId32, (ip_type, ip, port): At) -> DispatchResult {
    let call = Call::serve_prometheus { netuid: ONE, version: 9, ip, port, ip_type };
    sign(hotkey, call)
}

/// Bob's hotkey has a neuron at subnet 1.
fn with_neuron(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        enter(&BOB, &BOB_HOT, ONE, 1);
        test();
    });
}

#[test]
fn a_neuron_says_where_it_serves() {
    with_neuron(|| {
        run_to(5);
        let _ = events();
        assert_ok!(serve(BOB_HOT, GOOD));
        let expected = AxonInfo {
            block: 5,
            version: 9,
            ip: ADDRESS,
            port: PORT,
            ip_type: 4,
            protocol: 4,
            placeholder1: 1,
            placeholder2: 2,
        };
        assert_eq!(Axons::<Test>::get(ONE, BOB_HOT), Some(expected));
        assert_eq!(NeuronCertificates::<Test>::get(ONE, BOB_HOT), None);
        assert_eq!(events(), vec![Event::AxonServed(ONE, BOB_HOT)]);
    });
}

#[test]
fn a_neuron_says_that_it_serves_nowhere_any_more() {
    with_neuron(|| {
        assert_ok!(serve_tls(BOB_HOT, GOOD, vec![1, 2]));
        assert_noop!(serve(BOB_HOT, (4, 0, PORT)), E::ServingRateLimitExceeded);
        System::set_block_number(51);
        let _ = events();
        assert_ok!(serve(BOB_HOT, (4, 0, PORT)));
        assert_eq!(Axons::<Test>::get(ONE, BOB_HOT).map(|axon| (axon.ip, axon.block)), Some((0, 51)));
        assert_eq!(NeuronCertificates::<Test>::get(ONE, BOB_HOT), None);
        assert_eq!(events(), [Event::AxonServed(ONE, BOB_HOT)]);
        assert_noop!(serve(BOB_HOT, GOOD), E::ServingRateLimitExceeded);
        System::set_block_number(101);
        assert_ok!(serve(BOB_HOT, (6, 0, PORT)));
    });
}

#[test]
fn a_neuron_says_where_its_metrics_are() {
    with_neuron(|| {
        assert_ok!(serve_metrics(BOB_HOT, (6, u128::MAX, 1)));
        let expected = PrometheusInfo { block: 1, version: 9, ip: u128::MAX, port: 1, ip_type: 6 };
        assert_eq!(Prometheus::<Test>::get(ONE, BOB_HOT), Some(expected));
        assert_eq!(events(), vec![Event::PrometheusServed(ONE, BOB_HOT)]);
    });
}

#[test]
fn addresses_of_a_development_chain_are_as_good_as_any() {
    for address in [
        (4, 0x7f00_0001, PORT),
        (4, 0xc0a8_0001, PORT),
        (4, u32::MAX.into(), u16::MAX),
        (6, 1, PORT),
        (6, u128::from(u32::MAX) + 1, PORT),
    ] {
        with_neuron(|| {
            assert_ok!(serve(BOB_HOT, address));
            assert_ok!(serve_metrics(BOB_HOT, address));
        });
    }
}

#[test]
fn a_certificate_is_a_kind_and_a_key() {
    with_neuron(|| {
        ServingRateLimit::<Test>::insert(ONE, 0);
        for length in [1, 64] {
            let mut certificate = vec![3];
            certificate.extend(vec![8; length]);
            assert_ok!(serve_tls(BOB_HOT, GOOD, certificate));
            let expected = NeuronCertificate { algorithm: 3, public_key: vec![8; length].try_into().unwrap() };
            assert_eq!(NeuronCertificates::<Test>::get(ONE, BOB_HOT), Some(expected));
        }
        for bad in [vec![], vec![3], vec![3; 66]] {
            assert_noop!(serve_tls(BOB_HOT, GOOD, bad), E::InvalidCertificate);
        }
    });
}

#[test]
fn who_announces_without_a_certificate_has_none() {
    with_neuron(|| {
        assert_ok!(serve_tls(BOB_HOT, GOOD, vec![1, 2]));
        run_to(51);
        // Metrics have nothing to do with it.
        assert_ok!(serve_metrics(BOB_HOT, GOOD));
        assert!(NeuronCertificates::<Test>::contains_key(ONE, BOB_HOT));
        assert_ok!(serve(BOB_HOT, GOOD));
        assert!(!NeuronCertificates::<Test>::contains_key(ONE, BOB_HOT));
    });
}

#[test]
fn between_two_announcements_the_limit_of_blocks_must_pass() {
    with_neuron(|| {
        assert_eq!(ServingRateLimit::<Test>::get(ONE), 50);
        assert_ok!(serve(BOB_HOT, GOOD));
        // Metrics have a limit of their own.
        assert_ok!(serve_metrics(BOB_HOT, GOOD));
        run_to(50);
        for again in [serve(BOB_HOT, GOOD), serve_metrics(BOB_HOT, GOOD), serve_tls(BOB_HOT, GOOD, vec![1, 2])] {
            assert_noop!(again, E::ServingRateLimitExceeded);
        }
        run_to(51);
        assert_ok!(serve(BOB_HOT, (4, 1, 2)));
        assert_ok!(serve_metrics(BOB_HOT, (4, 1, 2)));
        assert_eq!(Axons::<Test>::get(ONE, BOB_HOT).unwrap().block, 51);
    });
}

#[test]
fn the_first_announcement_is_not_limited() {
    with_neuron(|| {
        ServingRateLimit::<Test>::insert(ONE, u64::MAX);
        assert_ok!(serve(BOB_HOT, GOOD));
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    with_neuron(|| {
        enter(&ALICE, &ALICE_HOT, TWO, 1);
        type Serve = fn(AccountId32, At) -> DispatchResult;
        let calls: [Serve; 3] = [serve, serve_metrics, |hotkey, at| serve_tls(hotkey, at, vec![1, 2])];
        for (number, call) in (0..).zip(calls) {
            // A neuron of another subnet serves there.
            assert_noop!(call(ALICE_HOT, (5, 0, 0)), E::HotKeyNotRegisteredInSubNet);
            if number < 2 {
                assert_ok!(call(BOB_HOT, GOOD));
            }
            for kind in [0, 5, 7, u8::MAX] {
                assert_noop!(call(BOB_HOT, (kind, 0, 0)), E::InvalidIpType);
            }
            for bad in [(4, 1 << 32), (4, u128::MAX)] {
                assert_noop!(call(BOB_HOT, (bad.0, bad.1, 0)), E::InvalidIpAddress);
            }
            assert_noop!(call(BOB_HOT, (4, 1, 0)), E::ServingRateLimitExceeded);
        }
        // Metrics have an address.
        for kind in [4, 6] {
            assert_noop!(serve_metrics(BOB_HOT, (kind, 0, 0)), E::InvalidIpAddress);
        }
        run_to(100);
        for call in calls {
            assert_noop!(call(BOB_HOT, (4, 1, 0)), E::InvalidPort);
        }
        assert_noop!(serve_tls(BOB_HOT, (4, 1, 0), vec![]), E::InvalidPort);
        assert_noop!(serve_tls(BOB_HOT, GOOD, vec![]), E::InvalidCertificate);
    });
}
