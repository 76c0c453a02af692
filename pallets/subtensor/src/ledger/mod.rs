//! The ledger: positions, the locks on them, the ownership of hotkeys, the fees that owners pay for them, and root's claims. The lowest layer; it uses
//! no other.

pub mod claims;
pub(crate) mod errors;
pub mod hotkeys;
pub mod locks;
pub mod owner_fees;
pub mod position;
pub mod staking_hotkeys;
pub mod state;
