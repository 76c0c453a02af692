//! Who holds what: positions, the ownership of hotkeys, root's claims. The lowest layer: it uses no other.

pub mod claims;
pub(crate) mod errors;
pub mod hotkeys;
pub mod position;
