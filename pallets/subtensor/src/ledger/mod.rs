//! The ledger: positions, the ownership of hotkeys and root's claims. The lowest layer; it uses no other.

pub mod claims;
pub(crate) mod errors;
pub mod hotkeys;
pub mod position;
pub mod staking_hotkeys;
pub mod state;
