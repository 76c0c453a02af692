//! Decodes values as the metadata describes their types, into the JSON that [`mod@super::encode`] reads.
//!
//! Numbers that may exceed 53 bits are texts, and so are accounts and bytes.

use super::encode::resolve;
use codec::{Compact, Decode};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{Map, Value};
use sp_core::{
    bytes::to_hex,
    crypto::{AccountId32, Ss58Codec},
};

/// The deepest nesting of a value.
const MAX_DEPTH: u8 = 64;

/// Decodes a value of a type, which must be all of the bytes.
pub fn decode(types: &PortableRegistry, mut bytes: &[u8], type_id: u32) -> Result<Value, String> {
    let value = decode_from(types, &mut bytes, type_id)?;
    match bytes {
        [] => Ok(value),
        rest => Err(format!("{} bytes are left", rest.len())),
    }
}

/// Decodes a value from the beginning of the bytes, and leaves the rest.
pub fn decode_from(types: &PortableRegistry, bytes: &mut &[u8], type_id: u32) -> Result<Value, String> {
    Decoder { types, bytes }.value(type_id, MAX_DEPTH)
}

struct Decoder<'a, 'b> {
    types: &'a PortableRegistry,
    bytes: &'a mut &'b [u8],
}

impl Decoder<'_, '_> {
    fn value(&mut self, type_id: u32, depth: u8) -> Result<Value, String> {
        let depth = depth.checked_sub(1).ok_or("it is nested too deeply")?;
        let found = resolve(self.types, type_id)?;
        let name = found.path.segments.last().map_or("", String::as_str);
        if name == "AccountId32" {
            return Ok(AccountId32::new(self.plain()?).to_ss58check().into());
        }
        match &found.type_def {
            TypeDef::Composite(composite) => self.fields(&composite.fields, depth),
            TypeDef::Variant(variants) => {
                let index: u8 = self.plain()?;
                let variant = variants.variants.iter().find(|variant| variant.index == index);
                let variant = variant.ok_or_else(|| format!("{name} has no variant {index}"))?;
                if name == "Option" {
                    return if variant.fields.is_empty() {
                        Ok(Value::Null)
                    } else {
                        self.fields(&variant.fields, depth)
                    };
                }
                if variant.fields.is_empty() {
                    return Ok(variant.name.clone().into());
                }
                let inner = self.fields(&variant.fields, depth)?;
                Ok(Map::from_iter([(variant.name.clone(), inner)]).into())
            }
            TypeDef::Sequence(list) => {
                let Compact(length) = self.plain::<Compact<u32>>()?;
                self.items(length, list.type_param.id, depth)
            }
            TypeDef::Array(array) => self.items(array.len, array.type_param.id, depth),
            TypeDef::Tuple(tuple) => {
                let parts = tuple.fields.iter().map(|field| self.value(field.id, depth));
                Ok(Value::Array(parts.collect::<Result<_, _>>()?))
            }
            TypeDef::Primitive(primitive) => self.primitive(primitive),
            TypeDef::Compact(_) => Ok(self.plain::<Compact<u128>>()?.0.to_string().into()),
            TypeDef::BitSequence(_) => Err("bit sequences are not decoded".into()),
        }
    }

    fn plain<T: Decode>(&mut self) -> Result<T, String> {
        T::decode(self.bytes).map_err(|error| error.to_string())
    }

    fn items(&mut self, length: u32, of: u32, depth: u8) -> Result<Value, String> {
        if matches!(resolve(self.types, of)?.type_def, TypeDef::Primitive(TypeDefPrimitive::U8)) {
            let (taken, rest) = self.bytes.split_at_checked(length as usize).ok_or("it ends too early")?;
            *self.bytes = rest;
            return Ok(to_hex(taken, false).into());
        }
        Ok(Value::Array((0..length).map(|_| self.value(of, depth)).collect::<Result<_, _>>()?))
    }

    fn fields(&mut self, fields: &[Field<PortableForm>], depth: u8) -> Result<Value, String> {
        if let [only] = fields {
            if only.name.is_none() {
                return self.value(only.ty.id, depth);
            }
        }
        if !fields.is_empty() && fields.iter().all(|field| field.name.is_some()) {
            let pairs = fields
                .iter()
                .map(|field| Ok((field.name.clone().unwrap_or_default(), self.value(field.ty.id, depth)?)));
            return Ok(Value::Object(pairs.collect::<Result<_, String>>()?));
        }
        let parts = fields.iter().map(|field| self.value(field.ty.id, depth));
        Ok(Value::Array(parts.collect::<Result<_, _>>()?))
    }

    fn primitive(&mut self, primitive: &TypeDefPrimitive) -> Result<Value, String> {
        Ok(match primitive {
            TypeDefPrimitive::Bool => self.plain::<bool>()?.into(),
            TypeDefPrimitive::Str => self.plain::<String>()?.into(),
            TypeDefPrimitive::Char => {
                let letter = char::from_u32(self.plain()?).ok_or("it is not a letter")?;
                letter.to_string().into()
            }
            TypeDefPrimitive::U8 => self.plain::<u8>()?.into(),
            TypeDefPrimitive::U16 => self.plain::<u16>()?.into(),
            TypeDefPrimitive::U32 => self.plain::<u32>()?.into(),
            TypeDefPrimitive::I8 => self.plain::<i8>()?.into(),
            TypeDefPrimitive::I16 => self.plain::<i16>()?.into(),
            TypeDefPrimitive::I32 => self.plain::<i32>()?.into(),
            TypeDefPrimitive::U64 => self.plain::<u64>()?.to_string().into(),
            TypeDefPrimitive::U128 => self.plain::<u128>()?.to_string().into(),
            TypeDefPrimitive::I64 => self.plain::<i64>()?.to_string().into(),
            TypeDefPrimitive::I128 => self.plain::<i128>()?.to_string().into(),
            TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => to_hex(&self.plain::<[u8; 32]>()?, false).into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::encode::encode, *};
    use codec::Encode;
    use scale_info::{MetaType, Registry, TypeInfo};
    use serde_json::json;
    use sp_keyring::Sr25519Keyring::Bob;

    #[derive(TypeInfo, Encode)]
    enum Choice {
        Plain,
        Single(u8),
        Several { low: u64, names: Vec<String> },
    }

    /// Decodes an encoded value, and asserts that its JSON is encoded to the same bytes.
    fn round<T: TypeInfo + Encode + 'static>(value: &T) -> Value {
        let mut registry = Registry::new();
        let kind = registry.register_type(&MetaType::new::<T>());
        let types: PortableRegistry = registry.into();
        let json = decode(&types, &value.encode(), kind.id).unwrap();
        assert_eq!(encode(&types, &json, kind.id), Ok(value.encode()), "{json}");
        json
    }

    #[test]
    fn values_are_decoded_into_what_is_encoded_to_them() {
        assert_eq!(round(&(7_u16, true, u64::MAX)), json!([7, true, "18446744073709551615"]));
        assert_eq!(round(&Bob.to_account_id()), json!(Bob.to_account_id()));
        assert_eq!(round(&vec![1_u8, 255]), json!("0x01ff"));
        assert_eq!(round(&vec![1_u16, 2]), json!([1, 2]));
        assert_eq!(round(&[3_u8; 2]), json!("0x0303"));
        assert_eq!(round(&Some(9_u8)), json!(9));
        assert_eq!(round(&None::<u8>), json!(null));
        assert_eq!(round(&Compact(70_000_u32)), json!("70000"));
        assert_eq!(round(&Choice::Plain), json!("Plain"));
        assert_eq!(round(&Choice::Single(4)), json!({ "Single": 4 }));
        let several = Choice::Several { low: 1, names: vec!["a".into()] };
        assert_eq!(round(&several), json!({ "Several": { "low": "1", "names": ["a"] } }));
        assert_eq!(round(&(-5_i64, -6_i8)), json!(["-5", -6]));
    }

    #[test]
    fn bytes_that_are_no_value_are_refused() {
        let mut registry = Registry::new();
        let kind = registry.register_type(&MetaType::new::<(u8, Vec<u8>)>());
        let types: PortableRegistry = registry.into();
        for wrong in [&[][..], &[1], &[1, 8, 2], &[1, 0, 0]] {
            assert!(decode(&types, wrong, kind.id).is_err(), "{wrong:?}");
        }
    }
}
