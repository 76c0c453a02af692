//! The layout of a ciphertext, as clients create it (`bittensor-drand`'s `encrypt_mlkem768` with the hash of the key).
//!
//! ```text
//! bytes       content
//! 16          hash of the key, twox 128
//! 2           length of the encapsulated secret, little endian: 1088
//! 1088        encapsulated secret, ML-KEM-768
//! 24          nonce
//! 16 + n      transaction of n bytes, sealed by XChaCha20-Poly1305 with the secret as key and no associated data
//! ```

/// The length of a key's hash, in bytes.
pub const KEY_HASH_LENGTH: usize = 16;

/// The length of an encapsulated secret, in bytes.
pub const ENCAPSULATED_LENGTH: usize = 1088;

/// The length of the cipher's nonce, in bytes.
pub const NONCE_LENGTH: usize = 24;

/// The length of the cipher's tag, in bytes, which sealing adds to the transaction.
pub const TAG_LENGTH: usize = 16;

/// The length of the shortest ciphertext, in bytes: that of an empty transaction.
pub const MIN_LENGTH: usize = KEY_HASH_LENGTH + 2 + ENCAPSULATED_LENGTH + NONCE_LENGTH + TAG_LENGTH;

/// The parts of a ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope<'a> {
    /// The hash of the key to which the secret is encapsulated.
    pub key_hash: &'a [u8; KEY_HASH_LENGTH],
    /// The encapsulated secret.
    pub encapsulated: &'a [u8; ENCAPSULATED_LENGTH],
    /// The nonce.
    pub nonce: &'a [u8; NONCE_LENGTH],
    /// The sealed transaction, with its tag.
    pub sealed: &'a [u8],
}

/// Splits a ciphertext into its parts, or returns `None` if it does not have this layout.
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
