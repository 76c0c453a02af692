//! Random calls, built from the types in the metadata, so that a new call is tried as soon as it exists.

use super::random::Random;
use crate::metadata::v15;
use codec::{Compact, DecodeAll, Encode};
use dtao_runtime::{genesis::accounts::DEV_ACCOUNTS, AccountId, RuntimeCall, Swap, TAO};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive, TypeDefVariant};

/// The deepest nesting of a value.
const MAX_DEPTH: u8 = 14;

/// The calls that replace the runtime, write raw storage, or move the migrations' cursor. Only root may make them, and they
/// break a chain by design.
const RAW: [&str; 9] = [
    "apply_authorized_upgrade",
    "clear_historic",
    "force_onboard_mbms",
    "force_set_active_cursor",
    "force_set_cursor",
    "kill_prefix",
    "kill_storage",
    "set_code_without_checks",
    "set_storage",
];

/// Numbers at and beside bounds.
const NUMBERS: [u64; 16] = [
    0,
    1,
    2,
    3,
    499,
    500,
    65_535,
    2_000_000,
    TAO,
    100 * TAO,
    1_000_000 * TAO,
    21_000_000 * TAO,
    u32::MAX as u64,
    1 << 63,
    u64::MAX - 1,
    u64::MAX,
];

/// A generator of calls.
pub struct Calls {
    types: PortableRegistry,
    call: u32,
    accounts: Vec<AccountId>,
}

impl Calls {
    /// Reads the types of the runtime.
    pub fn new() -> Self {
        let types = v15().types;
        let is_call = |path: &[String]| path.last().is_some_and(|name| name == "RuntimeCall");
        let call = types.types.iter().find(|entry| is_call(&entry.ty.path.segments)).unwrap().id;
        let mut accounts: Vec<_> = DEV_ACCOUNTS.iter().flat_map(|who| [who.coldkey(), who.hotkey()]).collect();
        accounts.extend([Swap::custody_account(), AccountId::new([0; 32]), AccountId::new([7; 32])]);
        Self { types, call, accounts }
    }

    /// Returns a random call.
    pub fn next(&self, random: &mut Random) -> RuntimeCall {
        loop {
            let mut bytes = Vec::new();
            self.write(self.call, MAX_DEPTH, random, &mut bytes);
            // A list may be longer than its bound, which the metadata does not contain.
            if let Ok(call) = RuntimeCall::decode_all(&mut &bytes[..]) {
                return call;
            }
        }
    }

    fn write(&self, id: u32, depth: u8, random: &mut Random, out: &mut Vec<u8>) {
        let ty = self.types.resolve(id).unwrap();
        let below = depth.saturating_sub(1);
        if ty.path.segments.last().is_some_and(|name| name == "AccountId32") {
            return random.pick(&self.accounts).encode_to(out);
        }
        match &ty.type_def {
            TypeDef::Composite(of) => self.fields(&of.fields, below, random, out),
            TypeDef::Tuple(of) => of.fields.iter().for_each(|field| self.write(field.id, below, random, out)),
            TypeDef::Array(of) => (0..of.len).for_each(|_| self.write(of.type_param.id, below, random, out)),
            TypeDef::Variant(_) if id == self.call && depth < 3 => {
                RuntimeCall::from(frame_system::Call::remark { remark: vec![] }).encode_to(out);
            }
            TypeDef::Variant(of) => self.variant(of, below, random, out),
            TypeDef::Sequence(of) => {
                let most = if random.once_in(20) { 40 } else { 4 };
                let length = if depth < 3 { 0 } else { random.below(most) };
                Compact(length as u32).encode_to(out);
                (0..length).for_each(|_| self.write(of.type_param.id, below, random, out));
            }
            TypeDef::Compact(_) => Compact(number(random) >> random.pick(&[0, 32, 48, 56])).encode_to(out),
            TypeDef::Primitive(of) => primitive(of, random, out),
            TypeDef::BitSequence(_) => out.push(0),
        }
    }

    fn fields(&self, fields: &[Field<PortableForm>], depth: u8, random: &mut Random, out: &mut Vec<u8>) {
        fields.iter().for_each(|field| self.write(field.ty.id, depth, random, out));
    }

    fn variant(&self, of: &TypeDefVariant<PortableForm>, depth: u8, random: &mut Random, out: &mut Vec<u8>) {
        let usable: Vec<_> = of.variants.iter().filter(|variant| !RAW.contains(&variant.name.as_str())).collect();
        let Some(variant) = usable.get(random.below(usable.len().max(1))) else { return };
        out.push(variant.index);
        self.fields(&variant.fields, depth, random, out);
    }
}

fn number(random: &mut Random) -> u64 {
    match random.below(4) {
        0 => random.bits() >> random.below(64),
        1 => random.below(6) as u64,
        _ => *random.pick(&NUMBERS),
    }
}

fn primitive(of: &TypeDefPrimitive, random: &mut Random, out: &mut Vec<u8>) {
    let wide = number(random);
    match of {
        TypeDefPrimitive::Bool => random.once_in(2).encode_to(out),
        TypeDefPrimitive::Str => String::from_utf8_lossy(&random.bytes(40)).into_owned().encode_to(out),
        TypeDefPrimitive::Char => u32::from('x').encode_to(out),
        TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => out.push(wide as u8),
        // Mostly the number of a subnet.
        TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => {
            let small = random.below(5) as u16;
            (if random.once_in(3) { wide as u16 } else { small }).encode_to(out)
        }
        TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => (wide as u32).encode_to(out),
        TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => wide.encode_to(out),
        TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => u128::from(wide).encode_to(out),
        TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => [wide, 0, 0, 0].encode_to(out),
    }
}
