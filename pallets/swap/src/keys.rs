//! Where the entries of a map lie, for what goes over many of them in every block.

use alloc::vec::Vec;

/// The keys of a map's entries, one after another.
///
/// FRAME works out a map's prefix anew for each entry: two calls out of WebAssembly, and some vectors on the way. Over all
/// subnets that costs more than what is read and written. Here it is done once; the layout is FRAME's.
pub(crate) struct Keys {
    /// The map's prefix, the hash of the last entry's identity, the identity.
    key: Vec<u8>,
    prefix_len: usize,
}

impl Keys {
    /// Those of the map with this prefix.
    pub fn of(prefix: [u8; 32]) -> Self {
        Self { key: prefix.to_vec(), prefix_len: prefix.len() }
    }

    /// The key of an entry in a map whose hasher appends the identity to its hash.
    pub fn at(&mut self, hash: &[u8], identity: &[u8]) -> &[u8] {
        self.key.truncate(self.prefix_len);
        self.key.extend_from_slice(hash);
        self.key.extend_from_slice(identity);
        &self.key
    }
}
