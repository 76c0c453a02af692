//! The layout of a ciphertext.

use crate::envelope::{read, Envelope, MIN_LENGTH};

/// A ciphertext whose parts are filled with 1, 2, 3 and 4.
fn filled(sealed: usize) -> Vec<u8> {
    [vec![1; 16], 1088_u16.to_le_bytes().to_vec(), vec![2; 1088], vec![3; 24], vec![4; sealed]].concat()
}

#[test]
fn its_parts_lie_one_behind_the_other() {
    let expected = Envelope { key_hash: &[1; 16], encapsulated: &[2; 1088], nonce: &[3; 24], sealed: &[4; 100] };
    assert_eq!(read(&filled(100)), Some(expected));
}

#[test]
fn one_around_nothing_is_the_shortest() {
    assert_eq!(MIN_LENGTH, 1146);
    assert_eq!(filled(16).len(), MIN_LENGTH);
    assert_eq!(read(&filled(16)).unwrap().sealed, [4; 16]);
}

#[test]
fn whatever_is_cut_off_leaves_none() {
    let whole = filled(16);
    for length in 0..MIN_LENGTH {
        assert_eq!(read(&whole[..length]), None, "{length}");
    }
}

#[test]
fn a_secret_of_another_length_is_of_another_scheme() {
    for length in [0_u16, 768, 1087, 1089, 1568, u16::MAX] {
        let mut other = filled(2_000);
        other[16..18].copy_from_slice(&length.to_le_bytes());
        assert_eq!(read(&other), None, "{length}");
    }
}
