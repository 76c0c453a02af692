//! Compares the types of two runtimes by their encoding, and formats types.

use frame_metadata::v16::RuntimeMetadataV16;
use scale_info::{form::PortableForm, Field, PortableRegistry, Type, TypeDef, TypeDefVariant};
use std::collections::HashSet;

/// The compatibility of a new type with an old one, in descending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same encoding and the same names.
    Same,
    /// The same encoding, with another name of a field.
    Renamed,
    /// The same encoding of all old values, with additional variants.
    Extended,
    /// Another encoding.
    Different,
}

pub struct Types<'a> {
    old: &'a RuntimeMetadataV16,
    new: &'a RuntimeMetadataV16,
}

/// Pairs of types that are being compared, since a type may contain itself.
type Begun = HashSet<(u32, u32)>;

impl<'a> Types<'a> {
    pub fn new(old: &'a RuntimeMetadataV16, new: &'a RuntimeMetadataV16) -> Self {
        Self { old, new }
    }

    /// Compares two types, given by their ids in the old and the new registry.
    ///
    /// The outer enums of calls, events and errors count as the same: their variants are compared one by one, and a new call does
    /// not change the calls that take a call.
    pub fn compare(&self, old: u32, new: u32) -> Likeness {
        self.go(old, new, &mut Begun::new())
    }

    pub fn compare_fields(&self, old: &[Field<PortableForm>], new: &[Field<PortableForm>]) -> Likeness {
        self.fields(old, new, &mut Begun::new())
    }

    fn go(&self, old: u32, new: u32, begun: &mut Begun) -> Likeness {
        if self.is_outer(old, new) || !begun.insert((old, new)) {
            return Likeness::Same;
        }
        let (Some(old), Some(new)) = (self.old.types.resolve(old), self.new.types.resolve(new)) else {
            return Likeness::Different;
        };
        self.definitions(&old.type_def, &new.type_def, begun)
    }

    fn is_outer(&self, old: u32, new: u32) -> bool {
        let outer = |metadata: &RuntimeMetadataV16| {
            let enums = &metadata.outer_enums;
            [enums.call_enum_ty.id, enums.event_enum_ty.id, enums.error_enum_ty.id]
        };
        let path = |metadata: &'a RuntimeMetadataV16, id: u32| metadata.types.resolve(id).map(|known| &known.path);
        // A wrapper that is encoded as an outer enum is described by a copy of it, with the same path.
        let is = |metadata: &'a RuntimeMetadataV16, id: u32, outer: u32| {
            id == outer || path(metadata, id).is_some_and(|here| path(metadata, outer) == Some(here))
        };
        outer(self.old)
            .iter()
            .zip(outer(self.new))
            .any(|(one, other)| is(self.old, old, *one) && is(self.new, new, other))
    }

    fn definitions(&self, old: &TypeDef<PortableForm>, new: &TypeDef<PortableForm>, begun: &mut Begun) -> Likeness {
        match (old, new) {
            (TypeDef::Composite(old), TypeDef::Composite(new)) => self.fields(&old.fields, &new.fields, begun),
            (TypeDef::Variant(old), TypeDef::Variant(new)) => self.variants(old, new, begun),
            (TypeDef::Sequence(old), TypeDef::Sequence(new)) => self.go(old.type_param.id, new.type_param.id, begun),
            (TypeDef::Array(old), TypeDef::Array(new)) if old.len == new.len => {
                self.go(old.type_param.id, new.type_param.id, begun)
            }
            (TypeDef::Tuple(old), TypeDef::Tuple(new)) if old.fields.len() == new.fields.len() => {
                let pairs = old.fields.iter().zip(&new.fields);
                worst(pairs.map(|(old, new)| self.go(old.id, new.id, begun)))
            }
            (TypeDef::Primitive(old), TypeDef::Primitive(new)) if old == new => Likeness::Same,
            (TypeDef::Compact(old), TypeDef::Compact(new)) => self.go(old.type_param.id, new.type_param.id, begun),
            (TypeDef::BitSequence(old), TypeDef::BitSequence(new)) => worst([
                self.go(old.bit_store_type.id, new.bit_store_type.id, begun),
                self.go(old.bit_order_type.id, new.bit_order_type.id, begun),
            ]),
            // A structure of a single field is encoded as that field.
            (TypeDef::Composite(old), new) if old.fields.len() == 1 => {
                let inner = old.fields.first().and_then(|field| self.old.types.resolve(field.ty.id));
                inner.map_or(Likeness::Different, |old| {
                    self.definitions(&old.type_def, new, begun).max(Likeness::Renamed)
                })
            }
            (old, TypeDef::Composite(new)) if new.fields.len() == 1 => {
                let inner = new.fields.first().and_then(|field| self.new.types.resolve(field.ty.id));
                inner.map_or(Likeness::Different, |new| {
                    self.definitions(old, &new.type_def, begun).max(Likeness::Renamed)
                })
            }
            _ => Likeness::Different,
        }
    }

    fn fields(&self, old: &[Field<PortableForm>], new: &[Field<PortableForm>], begun: &mut Begun) -> Likeness {
        if old.len() != new.len() {
            return Likeness::Different;
        }
        worst(old.iter().zip(new).map(|(old, new)| {
            let names = if old.name == new.name { Likeness::Same } else { Likeness::Renamed };
            names.max(self.go(old.ty.id, new.ty.id, begun))
        }))
    }

    fn variants(
        &self,
        old: &TypeDefVariant<PortableForm>,
        new: &TypeDefVariant<PortableForm>,
        begun: &mut Begun,
    ) -> Likeness {
        let more = if new.variants.len() > old.variants.len() { Likeness::Extended } else { Likeness::Same };
        let kept = old.variants.iter().map(|was| {
            let is = new.variants.iter().find(|is| is.index == was.index && is.name == was.name);
            is.map_or(Likeness::Different, |is| self.fields(&was.fields, &is.fields, begun))
        });
        more.max(worst(kept))
    }
}

fn worst(all: impl IntoIterator<Item = Likeness>) -> Likeness {
    all.into_iter().max().unwrap_or(Likeness::Same)
}

/// The deepest nesting of a formatted type.
const DEPTH: usize = 6;

/// Formats a type as in Rust, without module paths.
pub fn name(types: &PortableRegistry, id: u32) -> String {
    name_within(types, id, DEPTH)
}

fn name_within(types: &PortableRegistry, id: u32, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else {
        return "…".into();
    };
    let Some(ty) = types.resolve(id) else {
        return "?".into();
    };
    let inner = |id| name_within(types, id, deeper);
    if let Some(last) = ty.path.segments.last() {
        return format!("{last}{}", parameters(ty, inner));
    }
    match &ty.type_def {
        TypeDef::Sequence(sequence) => format!("Vec<{}>", inner(sequence.type_param.id)),
        TypeDef::Array(array) => format!("[{}; {}]", inner(array.type_param.id), array.len),
        TypeDef::Tuple(tuple) => {
            let fields: Vec<_> = tuple.fields.iter().map(|field| inner(field.id)).collect();
            format!("({})", fields.join(", "))
        }
        TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
        TypeDef::Compact(compact) => format!("Compact<{}>", inner(compact.type_param.id)),
        TypeDef::BitSequence(_) => "bits".into(),
        TypeDef::Composite(_) | TypeDef::Variant(_) => "?".into(),
    }
}

fn parameters(ty: &Type<PortableForm>, inner: impl Fn(u32) -> String) -> String {
    let known: Vec<_> = ty.type_params.iter().filter_map(|parameter| parameter.ty.map(|ty| inner(ty.id))).collect();
    match known.is_empty() {
        true => String::new(),
        false => format!("<{}>", known.join(", ")),
    }
}

/// Formats the fields of a variant.
pub fn fields(types: &PortableRegistry, fields: &[Field<PortableForm>]) -> String {
    let all: Vec<_> = fields
        .iter()
        .map(|field| match &field.name {
            Some(field_name) => format!("{field_name}: {}", name(types, field.ty.id)),
            None => name(types, field.ty.id),
        })
        .collect();
    format!("({})", all.join(", "))
}
