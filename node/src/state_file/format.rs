//! The format of a state file: a raw chain specification with the extension `goesOn`.

use codec::Decode;
use dtao_runtime::opaque::{Header, UncheckedExtrinsic};
use sc_chain_spec::ChainSpecExtension;
use sc_service::Error;
use serde::{Deserialize, Serialize};
use sp_core::{storage::Storage, Bytes};
use std::collections::BTreeMap;

/// The extension of this node's chain specifications.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
    /// The block from which a saved chain resumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<ResumePoint>,
}

/// The block from which a saved chain resumes. Headers and transactions are SCALE-encoded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResumePoint {
    /// The header of the genesis block.
    pub first_header: Bytes,
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
    pub header: Bytes,
    pub body: Vec<Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EncodedParent {
    pub block: EncodedBlock,
    /// The values of its state that the next block changed, as they were before; `None` for values that were missing.
    pub differs: BTreeMap<Bytes, Option<Bytes>>,
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
            match value {
                Some(value) => state.top.insert(key.to_vec(), value.to_vec()),
                None => state.top.remove(&key[..]),
            };
        }
        self.block.decode(state)
    }
}

/// Decodes a SCALE value. `field` names it in an error.
pub fn decode<T: Decode>(bytes: &[u8], field: &str) -> Result<T, Error> {
    codec::DecodeAll::decode_all(&mut &bytes[..]).map_err(|error| unreadable(format!("{field}: {error}")))
}

pub fn unreadable(what: impl std::fmt::Display) -> Error {
    Error::Other(format!("the saved chain cannot be read: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::rounds;
    use codec::Encode;
    use serde_json::json;

    #[test]
    fn a_resume_point_is_hexadecimal_digits_also_as_keys() {
        let block = |byte: u8| EncodedBlock { header: Bytes(vec![byte]), body: vec![Bytes(vec![byte, 0xff])] };
        let differs = [(Bytes(vec![1]), Some(Bytes(vec![2]))), (Bytes(vec![3]), None)].into();
        let point = ResumePoint {
            first_header: Bytes(vec![0]),
            block: block(5),
            parent: Some(EncodedParent { block: block(4), differs }),
        };
        let text = json!({
            "firstHeader": "0x00",
            "block": { "header": "0x05", "body": ["0x05ff"] },
            "parent": { "block": { "header": "0x04", "body": ["0x04ff"] }, "differs": { "0x01": "0x02", "0x03": null } },
        });
        assert_eq!(serde_json::to_value(&point).unwrap(), text);
        assert_eq!(serde_json::from_str::<ResumePoint>(&text.to_string()).unwrap(), point);
    }

    /// Such a file is refused in words, or describes a block, whatever was damaged.
    #[test]
    fn a_damaged_file_does_not_panic() {
        let header = Header {
            number: 7,
            parent_hash: Default::default(),
            state_root: Default::default(),
            extrinsics_root: Default::default(),
            digest: Default::default(),
        };
        let extrinsic = UncheckedExtrinsic::try_from_encoded_extrinsic(&vec![1u8, 2, 3].encode()).unwrap();
        let block = EncodedBlock { header: Bytes(header.encode()), body: vec![Bytes(extrinsic.encode())] };
        let parent = EncodedParent { block: block.clone(), differs: [(Bytes(vec![1]), None)].into() };
        let point = ResumePoint { first_header: Bytes(header.encode()), block, parent: Some(parent) };
        let text = serde_json::to_vec(&point).unwrap();
        let mut read = 0;
        rounds(5_000, |random| {
            let mut text = text.clone();
            random.mutate(&mut text);
            let Ok(point) = serde_json::from_slice::<ResumePoint>(&text) else { return };
            read += 1;
            let _ = decode::<Header>(&point.first_header, "firstHeader");
            let _ = point.block.decode(Storage::default());
            let _ = point.parent.map(|parent| parent.decode(&Storage::default()).is_ok());
        });
        assert!(read > 0);
    }
}
