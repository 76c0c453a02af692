//! Values by the names of pallets, items and fields.
//!
//! [`metadata`] decodes keys and values by the types of the chain's own metadata, and [`value`] reads integers, accounts and texts in
//! them, whatever their widths and wrappers are.

pub mod metadata;
pub mod value;
