//! Keys and ciphertexts.

use super::*;
use crate::{random::rounds, shield::opened::Opened};
use pallet_mev_shield::{envelope, PUBLIC_KEY_LENGTH};

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
        if let Some(opened) = Opened::decode(&text) {
            assert_eq!(codec::Encode::encode(&opened.transaction), text);
        }
    });
}
