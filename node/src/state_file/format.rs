//! The format of a state file: a raw chain specification with the extension `goesOn`.

use codec::Decode;
use dtao_runtime::opaque::{Header, UncheckedExtrinsic};
use sc_chain_spec::ChainSpecExtension;
use sc_service::Error;
use serde::{Deserialize, Serialize};
use sp_core::{bytes::to_hex, storage::Storage};
use std::collections::BTreeMap;

/// The extension of this node's chain specifications.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
    /// The block from which a saved chain resumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<ResumePoint>,
}

/// The block from which a saved chain resumes. Headers and transactions are SCALE-encoded, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResumePoint {
    /// The header of the genesis block.
    pub first_header: String,
    /// The block whose state is in the specification.
    pub block: EncodedBlock,
    /// The parent of that block, if its state was still available.
    ///
    /// Clients that ask about a block look up its runtime in the parent's state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<EncodedParent>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EncodedBlock {
    pub header: String,
    pub body: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EncodedParent {
    pub block: EncodedBlock,
    /// The values of its state that the next block changed, as they were before; `None` for values that were missing.
    pub differs: BTreeMap<String, Option<String>>,
}

/// A block with the state after it.
pub struct SavedBlock {
    pub header: Header,
    pub body: Vec<UncheckedExtrinsic>,
    pub state: Storage,
}

impl EncodedBlock {
    pub fn decode(&self, state: Storage) -> Result<SavedBlock, Error> {
        let body = self.body.iter().map(|extrinsic| decode(extrinsic, "body")).collect::<Result<_, _>>()?;
        Ok(SavedBlock { header: decode(&self.header, "header")?, body, state })
    }
}

impl EncodedParent {
    /// Decodes the parent, whose state is that `after` the next block without the changes of that block.
    pub fn decode(&self, after: &Storage) -> Result<SavedBlock, Error> {
        let mut state = after.clone();
        for (key, value) in &self.differs {
            let key = decode_hex(key, "differs")?;
            match value {
                Some(value) => state.top.insert(key, decode_hex(value, "differs")?),
                None => state.top.remove(&key),
            };
        }
        self.block.decode(state)
    }
}

pub fn encode_hex(bytes: &[u8]) -> String {
    to_hex(bytes, false)
}

fn decode_hex(text: &str, field: &str) -> Result<Vec<u8>, Error> {
    sp_core::bytes::from_hex(text).map_err(|error| unreadable(format!("{field}: {error}")))
}

/// Decodes a SCALE value from hexadecimal digits. `field` names it in an error.
pub fn decode<T: Decode>(text: &str, field: &str) -> Result<T, Error> {
    let bytes = decode_hex(text, field)?;
    codec::DecodeAll::decode_all(&mut &bytes[..]).map_err(|error| unreadable(format!("{field}: {error}")))
}

pub fn unreadable(what: impl std::fmt::Display) -> Error {
    Error::Other(format!("the saved chain cannot be read: {what}"))
}
