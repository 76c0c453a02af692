//! The schemas of parameters and results.

use schemars::{json_schema, Schema, SchemaGenerator};
use serde_json::{value::RawValue, Value};
use sp_core::H256;

/// A type with a JSON schema.
pub trait Described {
    /// `true` if it may be left out.
    const IS_OPTIONAL: bool = false;

    /// Returns its schema.
    fn schema(generator: &mut SchemaGenerator) -> Schema;
}

impl<T: Described> Described for Option<T> {
    const IS_OPTIONAL: bool = true;

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [T::schema(generator), { "type": "null" }] })
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": T::schema(generator) })
    }
}

impl Described for H256 {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^0x[0-9a-f]{64}$", "description": "A hash: 32 bytes in hexadecimal." })
    }
}

impl Described for () {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "null" })
    }
}

impl Described for Box<RawValue> {
    fn schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object" })
    }
}

/// Describes types by the schemas that `schemars` derives or knows.
macro_rules! by_schemars {
    ($($type:ty),* $(,)?) => {
        $(impl $crate::openrpc::schema::Described for $type {
            fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                generator.subschema_for::<Self>()
            }
        })*
    };
}

by_schemars!(bool, u16, u32, u64, String, Value);

pub(crate) use by_schemars;
