//! Keys and ciphertexts.

use super::*;
use crate::{random::rounds, shield::opened::Opened};
use pallet_mev_shield::{envelope, MAX_CIPHERTEXT_LENGTH, OPENING, PUBLIC_KEY_LENGTH};
use sp_core::H256;
use std::time::{Duration, Instant};

/// [`TEXT`], encrypted by `encrypt_mlkem768` of bittensor-drand 2.0.0 to the key of the seed 0, 1, 2, … 63.
const DRAND: &str = include_str!("drand.hex");

const TEXT: &[u8] = b"an extrinsic that nobody may see before its time";

fn drand() -> Vec<u8> {
    let hex = DRAND.split_whitespace().collect::<String>();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// The key pair of 64 bytes that count up from `first`.
fn secret(first: u8) -> Secret {
    let seed: [u8; 64] = std::array::from_fn(|n| first + n as u8);
    Secret::from_seed(seed.into())
}

/// A ring with the keys of these seeds.
fn ring(seeds: impl IntoIterator<Item = u8>) -> Keyring {
    let mut ring = Keyring::default();
    for seed in seeds {
        ring.add(secret(seed));
    }
    ring
}

fn opened(ring: &Keyring, ciphertext: &[u8]) -> Option<Option<Vec<u8>>> {
    ring.open(&envelope::read(ciphertext).unwrap())
}

#[test]
fn what_the_clients_library_encrypts_is_opened() {
    assert_eq!(opened(&ring([0]), &drand()), Some(Some(TEXT.to_vec())));
    assert_eq!(opened(&ring([1, 0, 2]), &drand()), Some(Some(TEXT.to_vec())));
}

#[test]
fn what_is_for_another_key_is_left_alone() {
    assert_eq!(opened(&ring([]), &drand()), None);
    assert_eq!(opened(&ring([1, 2, 3]), &drand()), None);
}

/// A transaction with an envelope behind this many other bytes.
fn carrier(before: usize, envelope: &[u8]) -> Vec<u8> {
    [&vec![0x40; before][..], envelope].concat()
}

#[test]
fn a_carrier_is_known_by_the_name_of_its_key() {
    let (mine, others) = (ring([1, 0, 2]), ring([1, 2]));
    for before in [0, 1, 107, 255] {
        let carrier = carrier(before, &drand());
        assert!(mine.may_open(&carrier), "{before}");
        assert!(!others.may_open(&carrier), "{before}");
        assert!(!ring([]).may_open(&carrier), "{before}");
    }
    // Neither a signature nor the data of the extensions is so long.
    assert!(!mine.may_open(&carrier(256, &drand())));
}

#[test]
fn what_is_too_short_or_names_another_length_is_no_carrier() {
    let (ring, whole) = (ring([0]), drand());
    let shortest = carrier(100, &whole[..envelope::MIN_LENGTH]);
    assert!(ring.may_open(&shortest));
    for length in [0, 1, 17, 18, 117, 118, shortest.len() - 1] {
        assert!(!ring.may_open(&shortest[..length]), "{length}");
    }
    let mut other = whole;
    other[16..18].copy_from_slice(&768_u16.to_le_bytes());
    assert!(!ring.may_open(&carrier(100, &other)));
}

/// Measures, in a release build, the part of [`OPENING`] that is decryption, at the longest ciphertext:
/// `cargo test --release -p dtao-node -- --ignored --nocapture decryption_takes`.
#[test]
#[ignore = "a measurement"]
fn decryption_takes_less_than_half_of_what_an_opening_weighs() {
    const COUNT: u32 = 1_000;
    let ring = ring(0..64);
    let mut longest = drand();
    longest.resize(MAX_CIPHERTEXT_LENGTH as usize, 7);
    let transaction = carrier(108, &longest);
    let start = Instant::now();
    for _ in 0..COUNT {
        assert!(ring.may_open(&transaction));
        assert_eq!(opened(&ring, &longest), Some(None));
    }
    let each = start.elapsed() / COUNT;
    println!("{each:?} for each");
    assert!(2 * each < Duration::from_nanos(OPENING.ref_time() / 1_000), "{each:?}");
}

#[test]
fn a_byte_that_was_changed_anywhere_breaks_the_seal() {
    let ring = ring([0]);
    let whole = drand();
    // After the hash of the key and the length, by which an envelope is recognized.
    for at in (18..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert_eq!(opened(&ring, &changed), Some(None), "byte {at}");
    }
    assert_eq!(opened(&ring, &whole[..whole.len() - 1]), Some(None));
    let longer = [&whole[..], &[0]].concat();
    assert_eq!(opened(&ring, &longer), Some(None));
}

#[test]
fn the_name_of_a_key_does_not_make_it_the_right_one() {
    let mut renamed = drand();
    renamed[..16].copy_from_slice(&sp_io::hashing::twox_128(&public_key(&secret(1))));
    assert_eq!(opened(&ring([1]), &renamed), Some(None));
}

#[test]
fn each_new_key_is_another_and_has_the_length_that_the_chain_takes() {
    let mut ring = Keyring::default();
    assert!(ring.is_empty());
    let (first, second) = (ring.generate().unwrap(), ring.generate().unwrap());
    assert_eq!(first.len(), PUBLIC_KEY_LENGTH as usize);
    assert_ne!(first, second);
    assert!(!ring.is_empty());
}

#[test]
fn a_key_is_forgotten_after_as_many_younger_ones() {
    let mut ring = ring([0]);
    for _ in 1..MAX_KEYS {
        ring.generate().unwrap();
    }
    assert_eq!(opened(&ring, &drand()), Some(Some(TEXT.to_vec())));
    ring.generate().unwrap();
    assert_eq!(opened(&ring, &drand()), None);
    assert_eq!(ring.0.len(), MAX_KEYS);
}

#[test]
fn a_derived_key_is_that_of_its_parent_and_its_node() {
    let (origin, other) = (Origin::generate().unwrap(), Origin::generate().unwrap());
    let (parent, next) = (H256::repeat_byte(1), H256::repeat_byte(2));
    let mut ring = Keyring::default();
    let key = ring.derive(&origin, parent);
    assert_eq!(key.len(), PUBLIC_KEY_LENGTH as usize);
    assert_ne!(ring.derive(&origin, next), key);
    assert_ne!(ring.derive(&other, parent), key);
    assert_eq!(Keyring::default().derive(&origin, parent), key);
}

#[test]
fn a_damaged_envelope_is_not_opened_and_a_random_text_is_a_transaction_or_none() {
    let (ring, whole) = (ring([0]), drand());
    rounds(500, |random| {
        let mut damaged = whole.clone();
        random.mutate(&mut damaged);
        if let Some(envelope) = envelope::read(&damaged) {
            let opened = ring.open(&envelope).flatten();
            assert!(opened.is_none() || damaged == whole);
        }
        let text = random.bytes(80);
        if let Some(opened) = Opened::decode(&text, H256::zero()) {
            assert_eq!(codec::Encode::encode(&opened.transaction), text);
        }
    });
}
