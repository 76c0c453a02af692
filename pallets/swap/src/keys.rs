//! Storage keys of a map's entries, for code that visits many of them in every block.

use alloc::vec::Vec;

/// The keys of a map's entries, one after another.
///
/// FRAME computes a map's prefix again for each entry: two calls out of WebAssembly, and some vectors. Over all subnets that
/// costs more than the reads and writes. Here it is computed once; the layout is FRAME's.
pub(crate) struct Keys {
    /// The map's prefix, the hash of the last entry's identity, the identity.
    key: Vec<u8>,
    prefix_len: usize,
}

impl Keys {
    /// Starts with the prefix of a map.
    pub fn of(prefix: [u8; 32]) -> Self {
        Self { key: prefix.to_vec(), prefix_len: prefix.len() }
    }

    /// Returns the key of an entry of a map whose hasher appends the identity to its hash.
    pub fn at(&mut self, hash: &[u8], identity: &[u8]) -> &[u8] {
        self.key.truncate(self.prefix_len);
        self.key.extend_from_slice(hash);
        self.key.extend_from_slice(identity);
        &self.key
    }
}
