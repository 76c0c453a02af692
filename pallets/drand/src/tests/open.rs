//! Ciphertexts of the clients, encrypted to past rounds.

use crate::{
    benchmarking::SEALED,
    mock::*,
    seal,
    weights::{SubstrateWeight, WeightInfo},
    LastStoredRound, STORED_ROUNDS,
};
use codec::Encode;
use dtao_primitives::{
    time_lock::{MAX_SEALED, OPENING},
    NotOpened, TimeLock,
};
use frame_support::assert_ok;
use hex_literal::hex;

/// Weights that `get_encrypted_commit_v2` of `bittensor-core` 0.1.5 encrypted to round 1000.
const SEALED_BY_CORE: &[u8] = &hex!(
    "a002e0b59d1e547104624c6fe6d809ede05d59fe24d559495a890a0eb3c85209e8e0e539d4f149cf92eaaab2704292420b431046278b1915
     6a6985bc94a362382ccffeed364855602be6f17a2e3aed7122f4d90d69e88240346092c07e5993642000000000000000782a4e17f690ff1a
     362f9c78e1e441c97ff9fc9ea35bbfa363541d1c8600793020000000000000004f27e0b3ba14214f1789900f3a5f59edcf0e3c08d08914d8
     4aeaff4862f8ca7063000000000000004700000000000000b749098e27f9f4844192c691c9dc47c9d0004eaddf42196ac14557b763a9180b
     58156e0cf3fc6f29211dd1d3cbe38d1ebfb4a83e18e43599880282bce09f29878b9abbb48558d50c00000000000000fc25e3e5f70221ee39
     964e1308000000000000004145535f47434d5f"
);

/// `get_encrypted_commitment`'s format is the same. These bytes are of `encrypt_at_round` of `bittensor-drand` 2.0.0, without the
/// round that it appends.
const SEALED_TEXT: &[u8] = &hex!(
    "8148511b7dad1bd71e4cc6d87af567b11e78ff51c2b282c0b116b67d2f8915c6fa5b26a6594ee0d93627b7d3ff955eb302cf93ad9733f1c8
     da5e509c920050b00cbab94f4fa9f0af5c1b4778c5144e454256a8af86848c4ba2fa94847b354c062000000000000000a04b112baef6e78b
     4d3ce0dd504a37c9e671043b6449979ac51ab04037a9c6682000000000000000b80bf47f9f4c3c4c11531bde716c73855c2e714be37c7b62
     d7f753835766768039000000000000001d0000000000000069ffefc339d1d1bdd92c707041a6b6745a54cefb63713e039cb5c497c90c0000
     0000000000220a209b20aab990108cdfcb08000000000000004145535f47434d5f"
);

fn store(round: u64) {
    assert_ok!(Drand::write_pulse(RuntimeOrigin::signed(ALICE), round, signature(round)));
}

#[test]
fn weights_that_clients_encrypt_are_opened() {
    on_a_chain(|| {
        store(1000);
        let by_drand = (BOB_HOT.encode(), vec![0_u16, 1], vec![10_u16, 65_535], 7_u64).encode();
        assert_eq!(Drand::open(1000, SEALED), Ok(by_drand));
        let by_core = (ALICE_HOT.encode(), vec![0_u16, 1, 2], vec![1_u16, 2, 3], 0_u64).encode();
        assert_eq!(Drand::open(1000, SEALED_BY_CORE), Ok(by_core));
    });
}

#[test]
fn a_text_is_opened() {
    on_a_chain(|| {
        store(1000);
        assert_eq!(Drand::open(1000, SEALED_TEXT), Ok(b"hello, subnet".to_vec()));
    });
}

#[test]
fn a_development_chain_encrypts_as_clients_do() {
    on_a_chain(|| {
        store(1003);
        for content in [&b""[..], b"hello, subnet", &[7; 1_313]] {
            let bytes = seal(1003, content, &[9; 32]).unwrap();
            assert_eq!(Drand::open(1003, &bytes), Ok(content.to_vec()));
        }
        assert_eq!(seal(1000, &[0; 67 - 16], &[1; 32]).unwrap().len(), SEALED.len());
        let another = seal(1004, b"hello, subnet", &[9; 32]).unwrap();
        assert_eq!(Drand::open(1003, &another), Err(NotOpened::Malformed));
    });
}

#[test]
fn it_is_too_early_until_the_pulse_of_the_round_is_stored() {
    on_a_chain(|| {
        assert_eq!(Drand::open(1000, SEALED), Err(NotOpened::TooEarly));
        // A later pulse does not open it, but the round's own may still come.
        store(1001);
        assert_eq!(Drand::open(1000, SEALED), Err(NotOpened::TooEarly));
        store(1000);
        assert!(Drand::open(1000, SEALED).is_ok());
    });
}

#[test]
fn a_round_whose_pulse_can_no_more_come_is_pruned() {
    on_a_chain(|| {
        store(1009);
        LastStoredRound::<Test>::put(1000 + STORED_ROUNDS);
        assert_eq!(Drand::open(1000, SEALED), Err(NotOpened::Pruned));
        assert_eq!(Drand::open(1001, SEALED), Err(NotOpened::TooEarly));
        LastStoredRound::<Test>::put(1009);
    });
}

#[test]
fn the_pulse_of_another_round_does_not_open_it() {
    on_a_chain(|| {
        store(1001);
        assert_eq!(Drand::open(1001, SEALED), Err(NotOpened::Malformed));
    });
}

#[test]
fn no_change_of_a_byte_remains_unnoticed() {
    on_a_chain(|| {
        store(1000);
        // A byte of each part: U, the lengths and values of V and W, the body, its content, the nonce, and the cipher's name.
        for at in [0, 50, 95, 96, 104, 136, 144, 176, 184, 192, 250, SEALED.len() - 30, SEALED.len() - 1] {
            let mut changed = SEALED.to_vec();
            changed[at] ^= 1;
            assert_eq!(Drand::open(1000, &changed), Err(NotOpened::Malformed), "byte {at}");
        }
    });
}

#[test]
fn bytes_of_any_other_length_are_refused_without_a_panic() {
    on_a_chain(|| {
        store(1000);
        for length in 0..SEALED.len() {
            assert_eq!(Drand::open(1000, &SEALED[..length]), Err(NotOpened::Malformed), "{length} bytes");
        }
        let mut longer = SEALED.to_vec();
        longer.push(0);
        assert_eq!(Drand::open(1000, &longer), Err(NotOpened::Malformed));
        // A list that claims to be longer than memory.
        let mut endless = SEALED.to_vec();
        endless[96..104].copy_from_slice(&u64::MAX.to_le_bytes());
        assert_eq!(Drand::open(1000, &endless), Err(NotOpened::Malformed));
    });
}

#[test]
fn other_pallets_count_as_much_for_an_opening_as_it_was_measured_to_take() {
    assert!(SubstrateWeight::<Test>::open().ref_time() <= OPENING.ref_time() + 25_000_000);
    // Weights of 256 neurons take 1 313 bytes.
    const { assert!(MAX_SEALED >= 1_313) };
}
