//! The form of a ciphertext, as clients make it (`bittensor-drand`'s `encrypt_mlkem768` with the hash of the key).
//!
//! ```text
//! bytes       what
//! 16          hash of the key, twox 128
//! 2           length of the encapsulated secret, little endian: 1088
//! 1088        encapsulated secret, ML-KEM-768
//! 24          nonce
//! 16 + n      n bytes of the transaction, sealed by XChaCha20-Poly1305 under the secret itself, with no associated data
//! ```

/// The bytes of a key's hash.
pub const KEY_HASH_LENGTH: usize = 16;

/// The bytes of an encapsulated secret.
pub const ENCAPSULATED_LENGTH: usize = 1088;

/// The bytes of the cipher's nonce.
pub const NONCE_LENGTH: usize = 24;

/// The bytes that sealing adds to a text.
pub const TAG_LENGTH: usize = 16;

/// The least bytes of an envelope: one around nothing.
pub const MIN_LENGTH: usize = KEY_HASH_LENGTH + 2 + ENCAPSULATED_LENGTH + NONCE_LENGTH + TAG_LENGTH;

/// The parts of a ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The hash of the key that opens it.
    pub key_hash: &'a [u8; KEY_HASH_LENGTH],
    /// The secret under which it is sealed, encapsulated to that key.
    pub encapsulated: &'a [u8; ENCAPSULATED_LENGTH],
    /// The nonce of the seal.
    pub nonce: &'a [u8; NONCE_LENGTH],
    /// The sealed transaction.
    pub sealed: &'a [u8],
}

/// Takes a ciphertext apart. None where it does not have the form of one.
pub fn read(ciphertext: &[u8]) -> Option<Envelope<'_>> {
    let (key_hash, rest) = ciphertext.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    if usize::from(u16::from_le_bytes(*length)) != ENCAPSULATED_LENGTH {
        return None;
    }
    let (encapsulated, rest) = rest.split_first_chunk()?;
    let (nonce, sealed) = rest.split_first_chunk()?;
    (sealed.len() >= TAG_LENGTH).then_some(Envelope { key_hash, encapsulated, nonce, sealed })
}
