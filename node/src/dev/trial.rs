//! The parameters and answers of `dev_impersonate` and `dev_dryRun`.

use super::amounts::Account;
use codec::DecodeAll;
use dtao_runtime::AccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sp_core::{Bytes, H256};
use sp_runtime::OpaqueExtrinsic;

/// The answer of `dev_impersonate`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Impersonated {
    /// The block with the call.
    #[schemars(with = "String")]
    pub block: H256,
    /// The place of the call among the transactions of the block.
    pub index: u32,
    /// The name of the call's error, such as `SubtensorModule.AmountTooLow`; `null` if it succeeded.
    pub error: Option<String>,
}

/// The parameters of `dev_dryRun`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DryRun {
    /// The transaction.
    pub extrinsic: Extrinsic,
    /// The block on whose state it is tried; the best one by default.
    #[schemars(with = "Option<String>")]
    pub at: Option<H256>,
    /// Answers with the changed keys and values alone, in hexadecimal.
    #[serde(default)]
    pub raw: bool,
}

/// A transaction, or a call in somebody's name.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected a signed transaction in hexadecimal, or { \"call\": …, \"address\": … } with the call and who makes it"
)]
pub enum Extrinsic {
    /// A signed transaction in hexadecimal.
    Signed(#[schemars(with = "String")] Bytes),
    /// A call in somebody's name.
    Unsigned(Unsigned),
}

/// A call in somebody's name.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unsigned {
    /// The call: its bytes in hexadecimal, or `{ "Pallet": { "call": { … } } }`.
    pub call: Value,
    /// The account.
    pub address: Account,
}

impl Extrinsic {
    /// Returns the signed transaction, if it is one.
    pub fn signed(&self) -> Result<Option<OpaqueExtrinsic>, String> {
        let Self::Signed(bytes) = self else { return Ok(None) };
        let transaction = OpaqueExtrinsic::decode_all(&mut &bytes[..]);
        transaction.map(Some).map_err(|error| format!("the transaction cannot be decoded: {error}"))
    }

    /// Returns the account and its call, if it is one.
    pub fn unsigned(&self) -> Option<(&AccountId, &Value)> {
        match self {
            Self::Unsigned(Unsigned { call, address }) => Some((&address.0, call)),
            Self::Signed(_) => None,
        }
    }
}

/// A key of the state with its value, or `null` if it is removed, in hexadecimal.
pub type RawChange = (Bytes, Option<Bytes>);

/// The answer of `dev_dryRun`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Tried {
    Raw(#[schemars(with = "Vec<(String, Option<String>)>")] Vec<RawChange>),
    Described(Box<Outcome>),
}

/// The outcome of a transaction that was tried.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The name of its error; `null` if it succeeded.
    pub error: Option<String>,
    /// The fee in rao.
    pub fee: String,
    /// Its events, each as `{ "Pallet": { "Event": … } }`.
    pub events: Vec<Value>,
    /// The values that it changes as they were, by pallet and item, in the form of `dev_setStorage`.
    pub old: Map<String, Value>,
    /// The same values after it.
    pub new: Map<String, Value>,
    /// Changed keys that the metadata does not describe, with their new values.
    #[schemars(with = "Vec<(String, Option<String>)>")]
    pub others: Vec<RawChange>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_transaction_is_signed_or_a_call_with_its_account() {
        let read = |value: Value| serde_json::from_value::<DryRun>(value);
        assert!(read(json!({ "extrinsic": "0x0400" })).unwrap().extrinsic.signed().unwrap().is_some());
        let call = json!({ "call": "0x00", "address": "//Bob" });
        let tried = read(json!({ "extrinsic": call, "raw": true })).unwrap();
        assert!(tried.raw && tried.extrinsic.unsigned().is_some());
        let cut = read(json!({ "extrinsic": "0x0800" })).unwrap();
        assert!(cut.extrinsic.signed().unwrap_err().contains("cannot be decoded"));
        for wrong in [json!({}), json!({ "extrinsic": 5 }), json!({ "extrinsic": "0x00", "html": true })] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
        let error = read(json!({ "extrinsic": 5 })).unwrap_err().to_string();
        assert!(error.contains("signed transaction in hexadecimal"), "{error}");
    }
}
