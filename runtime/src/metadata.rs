//! The metadata, with one type for all calls.
//!
//! `Sudo` carries a [`RootCall`](crate::supply::RootCall), which is described like a [`RuntimeCall`](crate::RuntimeCall). But
//! `scale-info` identifies a box by what is in it, so its registry holds two equal types of calls. Clients encode a call once
//! and put its bytes where a field has the type of calls; some of them (bittensor 11) know that type by its number. Here the
//! fields of `Sudo` get the number that all other fields have.
#![deny(missing_docs)]

use crate::Runtime;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use scale_info::{form::PortableForm, PortableRegistry, Type, TypeDef};
use sp_core::OpaqueMetadata;

/// Implements `From` and `TypeInfo` for a type of the runtime that wraps another, has its encoding, and is described to clients as
/// that one.
macro_rules! described_as {
    ($wrapper:ident, $inner:ty) => {
        impl From<$inner> for $wrapper {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl scale_info::TypeInfo for $wrapper {
            type Identity = <$inner as scale_info::TypeInfo>::Identity;

            fn type_info() -> scale_info::Type {
                <$inner as scale_info::TypeInfo>::type_info()
            }
        }
    };
}
pub(crate) use described_as;

/// Returns the metadata of version 14.
pub fn of_version_14() -> OpaqueMetadata {
    with_one_call_type(Runtime::metadata())
}

/// Returns the metadata of a version, or `None` if the runtime has none of that version.
pub fn at_version(version: u32) -> Option<OpaqueMetadata> {
    let metadata = Runtime::metadata_at_version(version)?;
    RuntimeMetadataPrefixed::decode(&mut metadata.as_slice()).ok().map(with_one_call_type)
}

fn with_one_call_type(mut metadata: RuntimeMetadataPrefixed) -> OpaqueMetadata {
    match &mut metadata.1 {
        RuntimeMetadata::V14(metadata) => unite_call_types(&mut metadata.types),
        RuntimeMetadata::V15(metadata) => unite_call_types(&mut metadata.types),
        RuntimeMetadata::V16(metadata) => unite_call_types(&mut metadata.types),
        _ => (),
    }
    OpaqueMetadata::new(metadata.encode())
}

/// Gives the fields of `Sudo`'s calls that carry a call the type of calls.
fn unite_call_types(types: &mut PortableRegistry) {
    let calls: Vec<u32> = types.types.iter().filter(|entry| is(&entry.ty, CALL)).map(|entry| entry.id).collect();
    let of_sudo = types.types.iter_mut().find(|entry| is(&entry.ty, SUDO)).map(|entry| &mut entry.ty.type_def);
    let Some(TypeDef::Variant(of_sudo)) = of_sudo else { return };
    for field in of_sudo.variants.iter_mut().flat_map(|call| &mut call.fields) {
        if !calls.contains(&field.ty.id) {
            continue;
        }
        if let Some(call) = calls.iter().find(|call| **call != field.ty.id) {
            field.ty = (*call).into();
        }
    }
}

/// The path of the type of calls.
const CALL: &[&str] = &["dtao_runtime", "RuntimeCall"];

/// The path of the type of `Sudo`'s calls.
const SUDO: &[&str] = &["pallet_sudo", "pallet", "Call"];

fn is(ty: &Type<PortableForm>, path: &[&str]) -> bool {
    ty.path.segments.iter().map(|segment| segment.as_str()).eq(path.iter().copied())
}
