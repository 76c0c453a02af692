//! Keys and values of the state after a block.

use crate::Connection;
use serde::Deserialize;
use serde_json::json;
use sp_core::bytes::{from_hex, to_hex};

/// The most keys of a page.
pub const PAGE: usize = 1_000;

/// Keys with their values.
pub type Entries = Vec<(Vec<u8>, Vec<u8>)>;

/// Values of keys in an answer.
#[derive(Deserialize)]
struct ChangeSet {
    changes: Vec<(String, Option<String>)>,
}

impl Connection {
    /// Returns the first keys after `after` that begin with this prefix: [`PAGE`] of them, or fewer if there are no more.
    ///
    /// # Errors
    /// Those of [`Connection::call`].
    pub async fn keys(&self, block: &str, prefix: &[u8], after: &[u8]) -> Result<Vec<Vec<u8>>, String> {
        let params = [json!(to_hex(prefix, false)), json!(PAGE), json!(to_hex(after, false)), json!(block)];
        let keys: Vec<String> = self.call("state_getKeysPaged", &params).await?;
        keys.iter().map(|key| unhex(key)).collect()
    }

    /// Returns these keys with their values, in the order of keys. A key without a value is left out.
    ///
    /// # Errors
    /// Those of [`Connection::call`].
    pub async fn values(&self, block: &str, keys: &[Vec<u8>]) -> Result<Entries, String> {
        if keys.is_empty() {
            return Ok(Entries::new());
        }
        let keys: Vec<_> = keys.iter().map(|key| to_hex(key, false)).collect();
        let sets: Vec<ChangeSet> = self.call("state_queryStorageAt", &[json!(keys), json!(block)]).await?;
        let mut entries = Entries::new();
        for (key, value) in sets.into_iter().flat_map(|set| set.changes) {
            if let Some(value) = value {
                entries.push((unhex(&key)?, unhex(&value)?));
            }
        }
        // The last key is where a page ends.
        entries.sort();
        Ok(entries)
    }
}

/// Reads bytes in hexadecimal digits.
///
/// # Errors
/// Names the digits.
pub fn unhex(digits: &str) -> Result<Vec<u8>, String> {
    from_hex(digits).map_err(|error| format!("{digits} is not in hexadecimal digits: {error}"))
}
